"""Orders, the settlement of a payment gateway and the bank, worked by hand."""

import datetime
from decimal import Decimal

import polars as pl

from qrt.core.recon.engine.gateway import Gateway, batches_of, three_way

START = datetime.date(2026, 9, 1)
LINE = {"id": pl.String, "date": pl.Date, "reference": pl.String, "amount": pl.Int64, "narration": pl.String}
ROW = {
    "id": pl.String,
    "date": pl.Date,
    "type": pl.String,
    "reference": pl.String,
    "amount": pl.Int64,
    "fee": pl.Int64,
    "gst": pl.Int64,
    "settlement": pl.String,
}
PERCENT = Decimal(18)


def lines(*rows: tuple[str, int, str, int]) -> pl.DataFrame:
    """Rows of (id, day of September, reference, paise)."""
    return pl.DataFrame([(k, START + datetime.timedelta(day - 1), ref, paise, "") for k, day, ref, paise in rows], schema=LINE, orient="row")


def settled(*rows: tuple[str, int, str, str, int, int, int, str]) -> pl.DataFrame:
    return pl.DataFrame([(k, START + datetime.timedelta(day - 1), *rest) for k, day, *rest in rows], schema=ROW, orient="row")


# Three orders of 1,000, 2,500 and 400 rupees; a fee of 2 % and 18 % GST on it: 20 + 3.60, 50 + 9, 8 + 1.44.
ORDERS = lines(("o1", 1, "order_KJ77A1", 100_000), ("o2", 2, "order_KJ77A2", 250_000), ("o3", 2, "order_KJ77A3", 40_000))
ROWS = (
    ("p1", 1, "payment", "order_KJ77A1", 100_000, 2_000, 360, "setl_90001"),
    ("p2", 2, "payment", "order_KJ77A2", 250_000, 5_000, 900, "setl_90001"),
    ("p3", 3, "payment", "order_KJ77A3", 40_000, 800, 144, "setl_90002"),
)


def rules(found: Gateway) -> list[tuple[str, int]]:
    return found.findings.select("rule", "amount_paise").rows()


def test_orders_find_their_rows_and_settlements_their_payouts():
    bank = lines(("b1", 3, "setl_90001", 341_740), ("b2", 4, "setl_90002", 39_056))
    found = three_way(ORDERS, settled(*ROWS), bank, PERCENT)
    assert found.orders.breaks.is_empty() and set(found.orders.matches["status"]) == {"auto"}
    assert found.batches.select("settlement", "fee_paise", "gst_paise", "net_paise", "bank_line", "bank_paise").rows() == [
        ("setl_90001", 7_000, 1_260, 341_740, "b1", 341_740),
        ("setl_90002", 800, 144, 39_056, "b2", 39_056),
    ]
    assert rules(found) == [("recon.gateway_fee", 7_000), ("recon.gateway_fee", 800), ("recon.gateway_fee_tax", 1_260), ("recon.gateway_fee_tax", 144)]
    entries = found.findings.filter(pl.col("lines").list.first() == "setl_90001").select("debit", "credit").rows()
    assert entries == [("bank_charges", "debtor"), ("input_tax", "debtor")]


def test_refunds_chargebacks_and_reserves_are_sums_of_their_own():
    rows = settled(
        *ROWS[:2],
        ("r1", 5, "refund", "order_KJ77A1", -30_000, 0, 0, "setl_90001"),
        ("c1", 5, "chargeback", "order_KJ77A2", -250_000, 50_000, 9_000, "setl_90001"),
        ("k1", 5, "reserve", "", -1_000, 0, 0, "setl_90001"),
    )
    batch = batches_of(rows).to_dicts()[0]
    assert {k: batch[f"{k}_paise"] for k in ("payment", "refund", "chargeback", "reserve", "fee", "gst", "net")} == {
        "payment": 350_000,
        "refund": -30_000,
        "chargeback": -250_000,
        "reserve": -1_000,
        "fee": 57_000,
        "gst": 10_260,
        # 3,500 - 300 - 2,500 - 10 - 570 - 102.60
        "net": 1_740,
    }


def test_what_did_not_arrive_and_what_was_never_settled_is_told():
    found = three_way(ORDERS, settled(*ROWS[:2]), lines(("x", 3, "other", 5)), PERCENT)
    assert ("recon.settlement_not_received", 341_740) in rules(found) and ("recon.order_not_settled", 40_000) in rules(found)


def test_gst_on_the_fee_at_another_rate_is_told():
    wrong = ("p1", 1, "payment", "order_KJ77A1", 100_000_00, 2_000_00, 240_00, "setl_90001")
    found = three_way(lines(("o1", 1, "order_KJ77A1", 100_000_00)), settled(wrong), lines(("b", 3, "setl_90001", 97_760_00)), PERCENT)
    assert ("recon.fee_tax_differs", 12_000) in rules(found)


def test_a_chargeback_is_told_with_its_order():
    taken = ("c1", 9, "chargeback", "order_KJ77A1", -100_000, 0, 0, "setl_90003")
    found = three_way(ORDERS, settled(*ROWS, taken), lines(("b1", 3, "setl_90001", 341_740)), PERCENT)
    assert next(row for row in found.findings.to_dicts() if row["rule"] == "recon.chargeback")["lines"] == ["c1"]


def test_a_fee_whose_gst_is_not_stated_is_booked_as_it_is_and_no_tax_is_worked_out():
    bare = settled(("p1", 1, "payment", "order_KJ77A1", 100_000, 2_360, 0, "setl_90001")).with_columns(gst=pl.lit(None, pl.Int64))
    found = three_way(ORDERS[:1], bare, lines(("b1", 3, "setl_90001", 97_640)), PERCENT)
    assert rules(found) == [("recon.gateway_fee", 2_360)]
    assert "its input tax stands on the gateway's own invoice" in found.findings["sentence"][0]
