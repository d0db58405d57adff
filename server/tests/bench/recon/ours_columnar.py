"""Our engine over tables (`qrt.core.recon.engine`), without labels of the tenant: what it gives on the first day of a new one."""

import polars as pl

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.registry import party, tds_receivable
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec, Roles, bank, generic, gstr2b


def bank_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Books against statements."""
    return _pairs(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)))


def gst_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Purchases against 2B."""
    sides = [table.rename({"company_gstin": "account", "supplier_gstin": "gstin", "supplier": "party", "bill_date": "date"}) for table in (left, right)]
    return _pairs(*sides, gstr2b(*(Roles.named(table.columns) for table in sides)))


def tds_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Tax deducted by our books against Form 26AS."""
    return _pairs(left, right, tds_receivable(Roles.named(left.columns), Roles.named(right.columns)))


def party_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """A ledger against statements in the other side's view, account by account."""
    return _pairs(left, right, party(Roles.named(left.columns), Roles.named(right.columns)))


def record_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Records without amounts: every column but the id tells what a record is."""
    sides = [table.with_columns(pl.exclude("id").cast(pl.String)) for table in (left, right)]
    return _pairs(*sides, generic(*(Roles.of(id="id", text=tuple(name for name in table.columns if name != "id")) for table in sides)))


def _pairs(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    matches = reconcile_tables(left, right, spec, learnt=Learnt(experience=load_experience(spec.name))).matches
    ours = matches.filter(pl.col("side") == "left").select("match_id", "status", a_id="line_id", score="probability")
    theirs = matches.filter(pl.col("side") == "right").select("match_id", b_id="line_id")
    return ours.join(theirs, on="match_id").select("a_id", "b_id", "score", match="match_id", auto=pl.col("status") == "auto")
