"""`qrt recon --third`: what a further table says beside the two: 2A beside 2B, the bank behind a gateway, 3B behind GSTR-1, challans, more companies of a group."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import polars as pl

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.adapters.tables import ReconSpec, Tables, load_tables
from qrt.adapters.tables.beside import Wanted, load_beside
from qrt.adapters.tables.exchange import RUPEES
from qrt.adapters.tables.rates import rate_on, to_rate
from qrt.core.base.dated import is_in_force
from qrt.core.base.errors import Refused
from qrt.core.base.period import Month
from qrt.core.recon.engine.beside import beside_2a
from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.findings import late_deposits
from qrt.core.recon.engine.gateway import TYPES, three_way
from qrt.core.recon.engine.legs import graph_of_flows
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import KINDS
from qrt.core.recon.engine.returns import walk_to_3b
from qrt.core.recon.engine.spec import EngineSpec, Roles
from qrt.core.tax.rules import TaxRules, due_date

EPOCH = date(1970, 1, 1)
SHOWN_MOST = 50
TAX_SLACK = 2
"""Paise by which the GST of one row's fee may be rounded."""
THIRDS = {
    "gstr2b": "GSTR-2A",
    "gstr1": "table 3.1(a) of GSTR-3B",
    "gateway": "the bank's statement",
    "tds_payable": "the challans",
    "intercompany": "the ledgers of further companies of the group",
}
"""What `--third` is, by kind."""
SETTLED = {
    "id": Wanted("text", ("id", "row id", "entity id", "payment id", "transaction id", "txn id"), needed=False),
    "date": Wanted(
        "day", ("date", "created at", "settled at", "settled on", "settlement date", "transaction date", "payment date", "captured at", "created on")
    ),
    "type": Wanted("text", ("type", "transaction type", "entity type"), needed=False),
    "reference": Wanted(
        "text", ("order", "order id", "order no", "reference", "merchant order id", "order receipt", "purchase ref", "invoice id", "receipt"), needed=False
    ),
    "amount": Wanted("amount", ("gross", "gross amount", "order amount", "amount", "payment amount", "transaction amount")),
    "fee": Wanted(
        "amount",
        (
            "fee",
            "fees",
            "commission",
            "mdr",
            "fee amount",
            "fee deducted",
            "gateway fee",
            "gateway charge",
            "mdr amount",
            "processing fee",
            "processing fees",
            "charges",
        ),
        needed=False,
    ),
    "gst": Wanted("amount", ("gst", "tax", "gst on fee", "service tax", "tax amount", "gst amount", "gst on mdr"), needed=False),
    "settlement": Wanted("text", ("settlement", "settlement id", "settlement no", "payout id", "payout ref", "batch id", "settlement batch id", "payout")),
    "utr": Wanted(
        "text",
        ("utr", "settlement utr", "bank reference", "bank utr", "utr no", "utr number", "utr ref", "utr reference", "settlement reference"),
        needed=False,
    ),
}
FILED = {
    "taxable": Wanted("amount", ("taxable", "taxable value", "total taxable value")),
    "igst": Wanted("amount", ("igst", "integrated tax"), needed=False),
    "cgst": Wanted("amount", ("cgst", "central tax"), needed=False),
    "sgst": Wanted("amount", ("sgst", "state tax", "state ut tax", "sgst utgst"), needed=False),
    "cess": Wanted("amount", ("cess",), needed=False),
}
CHALLANS = {
    "id": Wanted("text", ("challan", "id", "challan no", "challan number", "challan serial no", "cin")),
    "month_end": Wanted("day", ("month", "month end", "deducted in", "period")),
    "paid": Wanted("day", ("paid", "paid on", "date", "deposit date", "date of deposit", "challan date")),
    "amount": Wanted("amount", ("amount", "tax", "tds", "tds amount", "tax deposited")),
}
LEDGER = {
    "id": Wanted("text", ("id", "voucher", "voucher no", "voucher number", "entry")),
    "company": Wanted("text", ("company", "entity", "own company", "books of")),
    "counterparty": Wanted("text", ("counterparty", "other company", "intercompany", "partner", "trading partner")),
    "date": Wanted("day", ("date", "voucher date", "posting date")),
    "amount": Wanted("amount", ("amount", "net amount")),
    "reference": Wanted("text", ("reference", "document no", "invoice no", "ref"), needed=False),
    "narration": Wanted("text", ("narration", "description", "remarks"), needed=False),
    "currency": Wanted("text", ("currency", "currency code", "document currency"), needed=False),
    "rate": Wanted("text", ("rate", "exchange rate", "fx rate", "conversion rate"), needed=False),
    "foreign": Wanted("amount", ("foreign amount", "amount in foreign currency", "fc amount", "document amount"), needed=False),
}


@dataclass(frozen=True)
class Beside:
    """said: for the summary; files: name -> table to write beside matches and breaks."""

    said: dict[str, Any] = field(default_factory=dict)
    files: dict[str, pl.DataFrame] = field(default_factory=dict)


def check_thirds(kind: str, thirds: Sequence[Path]) -> None:
    """Raises Refused("recon.third") where the kind has no use for a third table, or for more than one."""
    if thirds and kind not in THIRDS:
        known = "; ".join(f"{name}: {what}" for name, what in sorted(THIRDS.items()))
        raise Refused("recon.third", f"A reconciliation of kind {kind} takes two tables. A third one stands beside {known}.")
    if len(thirds) > 1 and kind != "intercompany":
        raise Refused("recon.third", f"A reconciliation of kind {kind} takes one further table, {THIRDS[kind]}; {len(thirds)} are given.")


def beside(kind: str, paths: tuple[Path, Path], thirds: Sequence[Path], spec: ReconSpec, tables: Tables, wanted: EngineSpec, outcome: Outcome) -> Beside:
    """What the further tables say. paths: LEFT and RIGHT. Raises Refused naming file, row and cause."""
    check_thirds(kind, thirds)
    if not thirds:
        return Beside()
    if kind == "gstr2b":
        return _of_2a(paths[0], thirds[0], spec, outcome, wanted)
    if kind == "gstr1":
        return _of_3b(thirds[0], tables, wanted, outcome)
    if kind == "gateway":
        return _of_bank(paths, thirds[0], spec, tables)
    if kind == "tds_payable":
        return _of_challans(thirds[0], load_tax_rules())
    return _of_group([*paths, *thirds], wanted, spec)


def _of_2a(left: Path, third: Path, spec: ReconSpec, outcome: Outcome, wanted: EngineSpec) -> Beside:
    both = load_tables(left, third, spec, "gstr2b")
    roles = (Roles.named(table.lines.columns) for table in (both.left, both.right))
    found = beside_2a(both.left.lines, both.right.lines, outcome, KINDS["gstr2b"](*roles, usual=wanted.usual))
    return Beside({"in_2a": found["line_id"].n_unique()}, {"beside_2a": found})


def _of_3b(third: Path, tables: Tables, wanted: EngineSpec, outcome: Outcome) -> Beside:
    rows = load_beside(third, FILED)
    left, right = to_lines(tables.left.lines, wanted, "left"), to_lines(tables.right.lines, wanted, "right")
    days = pl.concat([left["date"], right["date"]]).drop_nulls()
    newest = int(days.max()) if days.len() else 0  # type: ignore[arg-type]
    as_of = date.fromordinal(EPOCH.toordinal() + (wanted.as_of_day if wanted.as_of_day is not None else newest))
    walk = walk_to_3b(left, right, outcome, {name: int(rows[name].sum() or 0) for name in FILED}, as_of)
    return Beside({"walk_to_3b": walk.to_dicts()}, {"walk_to_3b": walk})


def _of_bank(paths: tuple[Path, Path], third: Path, spec: ReconSpec, tables: Tables) -> Beside:
    rows = load_beside(paths[1], SETTLED)
    if not rows["reference"].null_count() < rows.height and "reference" in tables.right.lines.columns and tables.right.lines.height == rows.height:
        rows = rows.with_columns(tables.right.lines["reference"])  # found by what the orders say, not by its heading
    kind = pl.col("type").str.to_lowercase()
    sign = pl.when(pl.col("amount") < 0).then(pl.lit("refund")).otherwise(pl.lit("payment"))
    rows = rows.with_columns(pl.when(kind.is_in(TYPES)).then(kind).otherwise(sign).alias("type"), pl.col("fee").fill_null(0).abs(), pl.col("gst").abs())
    # What goes out is negative, also where the report writes it without a sign.
    rows = rows.with_columns(
        pl.when(pl.col("type").is_in(["refund", "chargeback", "reserve"])).then(-pl.col("amount").abs()).otherwise("amount").alias("amount")
    )
    rows = rows.with_columns(pl.col("id").fill_null(pl.format("row {}", pl.int_range(1, pl.len() + 1))))
    if missing := rows.filter(pl.col("settlement").is_null()).height:
        raise Refused("recon.row", f"{paths[1].name}: {missing} rows name no settlement; a settlement is the sum of its rows")
    # The spec's columns are those of the two tables; the bank's are found by what the settlements say.
    bank = load_tables(paths[1], third, ReconSpec(round=spec.round, lenient=spec.lenient), "gateway").right.lines
    newest: date = rows["date"].max()  # type: ignore[assignment]
    percent = next((row.gst for row in load_tax_rules().bank_charges if is_in_force(row, newest)), None)
    if percent is None:
        raise Refused("recon.third", f"The rule book has no rate of GST on fees for {newest:%d-%m-%Y} (differences.yaml)")
    rows, within = _before_tax(rows, percent)
    lines = [t.with_columns(pl.lit(None, pl.String).alias(c) for c in ("reference", "narration") if c not in t.columns) for t in (tables.left.lines, bank)]
    found = three_way(lines[0], rows, lines[1], percent)
    counted = found.findings.group_by("rule").agg(pl.len().alias("findings"), pl.col("amount_paise").sum()).sort("rule")
    shown = found.findings.filter(pl.int_range(pl.len()).over("rule") < SHOWN_MOST)
    said: dict[str, Any] = {
        "fee_includes_gst": within,
        "settlements": found.batches.height,
        "settlements_at_bank": int(found.batches["bank_line"].is_not_null().sum()),
        "settlements_at_bank_by_status": dict(found.batches["bank_status"].drop_nulls().value_counts().sort("bank_status").iter_rows()),
    }
    return Beside({**said, "settlement_findings": shown.to_dicts(), "settlement_findings_by_rule": counted.to_dicts()}, {"settlements": found.batches})


def _before_tax(rows: pl.DataFrame, percent: Decimal) -> tuple[pl.DataFrame, bool]:
    """The rows with their fee before GST, and whether the report has it with GST: of such a fee the tax is a smaller share (18 of 118)."""
    taxed = rows.filter((pl.col("gst") > 0) & (pl.col("fee") > 0)).select("fee", "gst")
    share = [float(percent / whole) for whole in (Decimal(100), 100 + percent)]
    before, within = (int(((taxed["fee"] * part - taxed["gst"]).abs() <= TAX_SLACK).sum()) for part in share)
    if within <= before or within < 0.9 * taxed.height:
        return rows, False
    return rows.with_columns(fee=pl.col("fee") - pl.col("gst").fill_null(0)), True


def _of_challans(third: Path, rules: TaxRules) -> Beside:
    rows = load_beside(third, CHALLANS)
    ends = rows.with_columns(pl.col("month_end").dt.month_end())
    newest: date | None = rows["paid"].max()  # type: ignore[assignment]
    interest = next((row.late_deposit for row in rules.interest if newest is not None and is_in_force(row, newest)), None)
    if interest is None:
        raise Refused("recon.third", f"{third.name}: the rule book has no interest on late deposit for its days (tds.yaml)")

    def due(end: date) -> date:
        found = due_date(rules, "tds_deposit", Month(end.year, end.month))
        if found is None:
            raise Refused("recon.third", f"{third.name}: the rule book has no due day for tax deducted in {end:%m-%Y} (due_dates.yaml)")
        return found

    late = late_deposits(ends, due, int(interest * 100))
    return Beside({"late_deposits": late.to_dicts()}, {"late_deposits": late})


def _of_group(paths: Sequence[Path], wanted: EngineSpec, spec: ReconSpec) -> Beside:
    said = [load_beside(path, LEDGER).with_columns(file=pl.lit(path.name), id=pl.concat_str(pl.lit(f"{path.stem}:"), "id")) for path in paths]
    ledgers = _in_one_currency(pl.concat(said), spec)
    if empty := ledgers.filter(pl.any_horizontal(pl.col(c).is_null() for c in ("id", "company", "counterparty"))).height:
        raise Refused("recon.row", f"{empty} rows of the ledgers have no id, company or counterparty: a flow runs between two that are named")
    newest: date = ledgers["date"].max()  # type: ignore[assignment]
    end = wanted.as_of_day if wanted.as_of_day is not None else (newest - EPOCH).days
    graph = graph_of_flows(ledgers, end)
    files = {"flows": graph.flows, "chains": graph.chains, "edges": graph.edges, "rings": graph.rings}
    states = graph.flows.group_by("state").agg(pl.len().alias("flows"), pl.col("amount_paise").sum()).sort("state")
    return Beside({"flows_by_state": states.to_dicts(), "chains": graph.chains["chain"].n_unique(), "rings": graph.rings.to_dicts()}, files)


def _in_one_currency(ledgers: pl.DataFrame, spec: ReconSpec) -> pl.DataFrame:
    """Ledgers with `amount` in the reporting currency and, where lines name currencies, `foreign` in that of the line. What has no rate is refused.

    A line with an amount in its document's currency has its amount in the reporting one already.
    """
    names = ledgers["currency"].str.strip_chars().str.to_uppercase().replace(RUPEES).fill_null(spec.reporting).replace("", spec.reporting)
    if names.eq(spec.reporting).all():
        return ledgers.drop("file", "currency", "rate", "foreign")
    amounts: list[int] = []
    rows = ledgers.select("file", "id", "date", "amount", "rate", "foreign").rows()
    for (file, key, day, amount, written, foreign), code in zip(rows, names, strict=True):
        rate = Decimal(1) if code == spec.reporting or foreign is not None else to_rate(written) or rate_on(spec.rates.get(code, ()), day)
        if rate is None:
            raise Refused(
                "recon.currency_mixed",
                f"{file}, line {key.partition(':')[2]}: an amount in {code} and no rate to {spec.reporting} for {day}. Give a column with the rate of each line, "
                f"or rates in a spec: rates: {{{code}: 83.50}}",
            )
        amounts.append(int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP)))
    return ledgers.with_columns(pl.coalesce("foreign", "amount").alias("foreign"), names.alias("currency"), amount=pl.Series(amounts, dtype=pl.Int64)).drop(
        "file", "rate"
    )
