"""Our own engine, behind one seam: two tables in, rows of matches out.

A row of matches is (match_id, side, line_id, allocated_paise, stage, score, margin, status), as the engine over tables gives them. Here the engine is
asked as the close asks it, item by item and back, which is for thousands of lines: MOST says up to how many it is asked.
"""

from datetime import date, timedelta

import polars as pl

from qrt.adapters.rulebook.experience import load_experience
from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.money import Paise
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.gstr2b import reconcile_gstr2b
from qrt.core.recon.match import reconcile
from qrt.core.recon.narration import narration_of
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind
from qrt.core.tax.usual import usual_differences

MOST = 10_000
SCHEMA = {
    "match_id": pl.String,
    "side": pl.String,
    "line_id": pl.String,
    "allocated_paise": pl.Int64,
    "stage": pl.String,
    "score": pl.Float64,
    "margin": pl.Float64,
    "status": pl.String,
}
HEADS = ("taxable", "cgst", "sgst", "igst")


def bank_matches(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Books against statements, one account after the other."""
    as_of = _last_day(left["date"], right["date"])
    # What a close of every company knows beforehand: the rule book's usual differences and experience of such matches.
    learnt, policy = Learnt(experience=load_experience("bank")), MatchPolicy(usual=usual_differences(load_tax_rules(), left["date"].min(), as_of))
    found: list[tuple[object, ...]] = []
    for (account,), books in sorted(left.partition_by("account", as_dict=True).items()):
        statement = right.filter(pl.col("account") == account)
        result = reconcile(ReconciliationKind.BANK, str(account), _bank_items(books), _statement_items(statement), policy, as_of, learnt)
        found += _rows(result)
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


def gst_matches(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Purchases against 2B."""
    result = reconcile_gstr2b("", _documents(left), _documents(right), MatchPolicy(), _last_day(left["bill_date"], right["bill_date"]))
    return pl.DataFrame(_rows(result), schema=SCHEMA, orient="row")


def bank_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """The bench's shape of `bank_matches`."""
    return to_pairs(bank_matches(left, right))


def gst_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """The bench's shape of `gst_matches`."""
    return to_pairs(gst_matches(left, right))


def to_pairs(matches: pl.DataFrame) -> pl.DataFrame:
    """Every left line of a match with every right line of it. A score is in log-odds."""
    ours = matches.filter(pl.col("side") == "left").select("match_id", "score", "status", a_id="line_id")
    theirs = matches.filter(pl.col("side") == "right").select("match_id", b_id="line_id")
    probability = 1 / (1 + (-pl.col("score")).exp())
    return ours.join(theirs, on="match_id").select("a_id", "b_id", score=probability, match="match_id", auto=pl.col("status") == "auto")


def _last_day(*days: pl.Series) -> date:
    return max(day for series in days for day in series) + timedelta(days=1)


def _rows(result: Reconciliation) -> list[tuple[object, ...]]:
    return [
        (f"{result.subject}:{match.id}", str(used.side), used.item, int(used.amount), str(match.stage), match.score, match.margin, str(match.status))
        for match in result.matches
        for used in match.allocations
    ]


def _bank_items(table: pl.DataFrame) -> tuple[Item, ...]:
    rows = table.select("id", "date", "amount", "reference", "narration", "party").iter_rows()
    return tuple(Item(key, day, Paise(amount), reference, narration, party, labels={"account": ""}) for key, day, amount, reference, narration, party in rows)


def _statement_items(table: pl.DataFrame) -> tuple[Item, ...]:
    """As `core.recon.bank.statement_items` words them, from a table."""
    made: list[Item] = []
    for key, day, amount, reference, narration in table.select("id", "date", "amount", "reference", "narration").iter_rows():
        said = narration_of(narration)
        made.append(
            Item(key, day, Paise(amount), reference, narration, "" if said.charge or said.interest else said.party, labels={"account": "", "mode": said.mode})
        )
    return tuple(made)


def _documents(table: pl.DataFrame) -> tuple[Item, ...]:
    made: list[Item] = []
    for row in table.iter_rows(named=True):
        taxes = {head: Paise(row[head]) for head in HEADS} | {"cess": Paise(0)}
        labels = {
            "gstin": row["supplier_gstin"],
            "pan": row["supplier_gstin"][2:12],
            "document_type": row["document_type"],
            "reverse_charge": "no",
            "itc": "yes",
            "account": "",
        }
        made.append(Item(row["id"], row["bill_date"], Paise(sum(taxes.values())), row["bill_no"], "", row["supplier"], None, taxes, labels))
    return tuple(made)
