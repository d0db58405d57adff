"""Days that are usual for a way of payment and a party: learned from plain matches, and what a pair is held to."""

from datetime import date, timedelta

import polars as pl
import pytest

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.lags import PARTY_HOLD, WAY_HOLD, with_lags
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank

START = 20_000


def lines(rows: list[tuple[int | None, str | None, str, int]]) -> pl.DataFrame:
    """(day, skeleton, text, amount) as comparable lines."""
    schema = {"date": pl.Int32, "skeleton": pl.String, "text": pl.String, "amount": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("n")


def pairs(*both: tuple[int, int]) -> pl.DataFrame:
    return pl.DataFrame(both, schema={"i": pl.UInt32, "j": pl.UInt32}, orient="row")


def found(many: int) -> list[Found]:
    same = pairs(*((k, k) for k in range(many))).with_columns(evidence=pl.lit("same reference and amount"))
    return [Found.pairs("exact", same)]


def test_the_usual_days_of_a_way_of_payment_are_shrunk_to_the_account_and_of_a_party_to_its_way():
    lags = [0] * 20 + [6] * 10 + [9] * 10
    parties = ["RVTRD"] * 30 + ["KVRCS"] * 10
    words = ["NEFT 1"] * 20 + ["CHQ 2"] * 20
    ours = lines([(START, party, "", -100) for party in parties] + [(START, "NEWCM", "", -100)])
    theirs = lines([(START + lag, None, text, -100) for lag, text in zip(lags, words, strict=True)] + [(START + 9, None, "CLG 3", -100)])
    plan = Plan()
    told = with_lags(pairs((0, 0), (30, 30), (20, 20), (40, 40)), ours, theirs, found(40), plan)["lag_off"]
    account = 3.0  # median of twenty 0, ten 6 and ten 9
    cheque = (7.5 * 20 + WAY_HOLD * account) / (20 + WAY_HOLD)
    party = (9 * 10 + PARTY_HOLD * cheque) / (10 + PARTY_HOLD)
    assert told[1] == pytest.approx(9 - party) and told[3] == pytest.approx(9 - cheque), "a party that nobody knows has what is usual for a cheque"
    assert told[0] < 1 and told[2] < 1, "ten matches of the party move what is usual for its cheques"
    assert plan.rules[-1] == {"rule": "lags", "matches": 40, "accounts": [account], "ways": {"CHQ out": round(cheque, 2), "NEFT out": 0.6}, "parties": 3}


def test_without_a_match_or_a_day_nothing_is_usual():
    ours, theirs = lines([(START, "RVTRD", "", -100), (None, None, "", 5)]), lines([(START + 4, None, "UPI", -100)])
    assert with_lags(pairs((0, 0), (1, 0)), ours, theirs, [], Plan())["lag_off"].to_list() == [4.0, -1.0]
    assert with_lags(pairs(), ours, theirs, [], Plan()).columns == ["i", "j", "lag_off"]


def test_a_cheque_is_held_to_the_days_that_cheques_take():
    """Two payments of one amount to parties that the bank does not name: each line of the bank goes with the one that lies as far back as its way of payment says."""
    first = date(2026, 4, 1)
    books, statement = [], []
    for k in range(40):
        day, cheque = first + timedelta(k), k % 2 == 0
        amount, number = -(1_234_567 + 10_111 * k), f"{700_100 + 37 * k}"
        books.append((f"b{k}", day, amount, f"Paid {number}", "cheque" if cheque else "transfer"))
        words = f"CHQ PAID {number}" if cheque else f"NEFT {number}"
        statement.append((f"s{k}", day + timedelta(9 if cheque else 0), amount, words))
    day = first + timedelta(50)
    books += [("by-cheque", day, -7_654_321, "Paid", ""), ("by-transfer", day + timedelta(9), -7_654_321, "Paid", "")]
    statement += [("cleared", day + timedelta(9), -7_654_321, "CHQ PAID"), ("sent", day + timedelta(9), -7_654_321, "NEFT")]
    left = pl.DataFrame([row[:4] for row in books], schema=["id", "date", "amount", "narration"], orient="row")
    right = pl.DataFrame(statement, schema=["id", "date", "amount", "narration"], orient="row")
    made = reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns))).matches
    ours = made.filter(side="left").select("match_id", ours="line_id").join(made.filter(side="right").select("match_id", theirs="line_id"), on="match_id")
    assert dict(ours.select("ours", "theirs").iter_rows())["by-cheque"] == "cleared"
