"""Orders, the settlement of a payment gateway and the bank: each settlement's sums, its fee and the GST on it, and what did not arrive."""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.recon.engine.findings import FINDINGS
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

TYPES = ("payment", "refund", "chargeback", "reserve", "release", "adjustment")
BATCHES = {
    "settlement": pl.String,
    "date": pl.Date,
    "rows": pl.Int64,
    **{f"{kind}_paise": pl.Int64 for kind in TYPES},
    "fee_paise": pl.Int64,
    "gst_paise": pl.Int64,
    "net_paise": pl.Int64,
    "bank_line": pl.String,
    "bank_paise": pl.Int64,
    "bank_status": pl.String,
}
GST_SLACK = 100
"""Paise a row: gateways round the GST of each row by itself."""


@dataclass(frozen=True)
class Gateway:
    """orders: orders against the settlement's rows; batches: one row a settlement (BATCHES) with the bank's line and how sure that is
    (the status of a match); findings: rows of FINDINGS."""

    orders: Outcome
    batches: pl.DataFrame
    findings: pl.DataFrame


def three_way(orders: pl.DataFrame, settled: pl.DataFrame, bank: pl.DataFrame, gst_percent: Decimal) -> Gateway:
    """Reconciles orders with a gateway's rows, and its settlements with the bank.

    orders, bank: id, date, amount paise (in positive), reference, narration. settled: id, date, type (of TYPES), reference (of the order), amount (gross
    paise; what goes out is negative), fee and gst (paise taken, never negative; gst null where the report states none), settlement (its number), and perhaps utr of the payout. gst_percent: on
    the fee, from the rule book. What a settlement pays is the sum of its rows less fee and GST.
    """
    rows = settled.select("id", "date", "reference", "amount", narration="type")
    of_orders = reconcile_tables(orders, rows, spec_for("gateway", orders.columns, rows.columns), workers=1)
    batches = batches_of(settled)
    payouts = batches.filter(pl.col("net_paise") != 0).select(
        pl.col("settlement").alias("id"),
        "date",
        pl.col("net_paise").alias("amount"),
        reference=pl.coalesce("utr", "settlement"),
        narration=pl.lit(None, pl.String),  # words that all of them have would make twins of settlements of one amount
    )
    of_bank = reconcile_tables(payouts, bank, spec_for("gateway", payouts.columns, bank.columns, {"fees": False}), workers=1).matches
    arrived = of_bank.filter(pl.col("side") == "right").join(bank.select(line_id=pl.col("id").cast(pl.String), bank_paise="amount"), on="line_id")
    arrived = arrived.group_by("match_id").agg(
        bank_line=pl.col("line_id").sort().str.join(", "), bank_paise=pl.col("bank_paise").sum(), bank_status=pl.col("status").first()
    )
    found = of_bank.filter(pl.col("side") == "left").select("match_id", settlement="line_id").join(arrived, on="match_id")
    whole = batches.join(found, on="settlement", how="left").select(list(BATCHES)).cast(BATCHES).sort("settlement")  # type: ignore[arg-type]
    return Gateway(of_orders, whole, _findings(orders, settled, of_orders, whole, gst_percent))


def batches_of(settled: pl.DataFrame) -> pl.DataFrame:
    """One row a settlement: sums by type, fee, GST, net and utr. Reserves that are kept back are negative, released ones positive."""
    utr = pl.col("utr").drop_nulls().sort().first() if "utr" in settled.columns else pl.lit(None, pl.String).first()
    kinds = [pl.col("amount").filter(pl.col("type") == kind).sum().alias(f"{kind}_paise") for kind in TYPES]
    sums = settled.group_by("settlement").agg(
        pl.col("date").max(),
        pl.len().cast(pl.Int64).alias("rows"),
        *kinds,
        pl.col("fee").sum().alias("fee_paise"),
        pl.col("gst").sum().alias("gst_paise"),
        gross=pl.col("amount").sum(),
        utr=utr,
    )
    return sums.with_columns(net_paise=pl.col("gross") - pl.col("fee_paise") - pl.col("gst_paise")).sort("settlement")


def _findings(orders: pl.DataFrame, settled: pl.DataFrame, of_orders: Outcome, batches: pl.DataFrame, gst_percent: Decimal) -> pl.DataFrame:
    made: list[tuple[str, str, list[str], int, str, str | None, str | None]] = []
    stated = set(settled.filter(pl.col("gst").is_not_null())["settlement"].to_list())
    for row in batches.to_dicts():
        name, fee, gst = str(row["settlement"]), int(row["fee_paise"]), int(row["gst_paise"])
        made += _fee(name, fee, gst, name in stated)
        due = apply_rate(Paise(fee), gst_percent)
        if name in stated and abs(due - gst) > GST_SLACK * int(row["rows"]):
            made.append(("recon.fee_tax_differs", "right", [name], abs(due - gst), f"settlement {name}: GST on the fee is not {gst_percent} %", None, None))
        if row["bank_line"] is None and row["net_paise"]:
            made.append(
                ("recon.settlement_not_received", "right", [name], abs(int(row["net_paise"])), f"settlement {name} is on no line of the bank", None, None)
            )
        elif row["bank_line"] is not None and row["bank_paise"] != row["net_paise"]:
            gap = abs(int(row["bank_paise"]) - int(row["net_paise"]))
            made.append(("recon.settlement_differs", "right", [name, str(row["bank_line"])], gap, f"settlement {name} and the bank's line differ", None, None))
    for key, order, amount in settled.filter(pl.col("type") == "chargeback").sort("id").select("id", "reference", "amount").iter_rows():
        made.append(("recon.chargeback", "right", [key], abs(amount), f"the customer of {order or 'an unknown order'} took the payment back", "debtor", "bank"))
    unpaid = orders.join(of_orders.breaks.filter(pl.col("side") == "left"), left_on=pl.col("id").cast(pl.String), right_on="line_id", how="semi").sort("id")
    for key, amount in unpaid.select("id", "amount").iter_rows():
        made.append(("recon.order_not_settled", "right", [str(key)], abs(amount), f"{key} is in no settlement", None, None))
    return pl.DataFrame([(*row, None) for row in made], schema=FINDINGS, orient="row").sort("rule", "sentence")


def _fee(name: str, fee: int, gst: int, stated: bool) -> list[tuple[str, str, list[str], int, str, str | None, str | None]]:
    """The entry of a settlement's fee, and of the tax on it where the report states it; what it does not state is not worked out."""
    if not fee and not gst:
        return []
    money = f"Rs {rupee_text(Paise(fee))}"
    if not stated:
        said = f"settlement {name} keeps {money} and states no GST on it: booked as it is; its input tax stands on the gateway's own invoice"
        return [("recon.gateway_fee", "left", [name], fee, said, "bank_charges", "debtor")]
    made: list[tuple[str, str, list[str], int, str, str | None, str | None]] = []
    if fee:
        made.append(("recon.gateway_fee", "left", [name], fee, f"settlement {name} keeps a fee of {money} before GST", "bank_charges", "debtor"))
    if gst:
        tax = f"settlement {name} keeps Rs {rupee_text(Paise(gst))} of GST on its fee: input tax, once the gateway's invoice is there"
        made.append(("recon.gateway_fee_tax", "left", [name], gst, tax, "input_tax", "debtor"))
    return made
