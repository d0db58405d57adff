"""Lines that words tell apart, and money of any origin."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from qrt.core.recon.engine.columns import COMMON, MUCH_ALIKE, RARE, SLIP, codes_apart, column_levels, numbers_in_common
from qrt.core.recon.engine.comparison import Comparison
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.rivals import learn_among_rivals
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, generic
from qrt.core.recon.engine.terms import by_words


def _level(one: str | None, other: str | None, others: tuple[str, ...] = ()) -> int:
    left, right = pl.Series([one, *others], dtype=pl.String), pl.Series([other, *others], dtype=pl.String)
    return int(column_levels(left, right, np.array([0]), np.array([0]), 1)[0])


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Meera Nair", "MEERA NAIR.", RARE),
        ("michaela", "micheala", SLIP),
        ("19871203", "19871230", SLIP),
        ("Ravi", "Sunita", 0),
        ("", "Sunita", -1),
        (None, None, -1),
        ("$12.50", "12.5", 6),
        ("1000", "1015", SLIP),
        ("1000", "1700.50", 0),
        ("1978-09-01", "1953-10-26", 0),
        ("1978-04-21", "1978-12-21", 1),
        ("1978-09-11", "1978-11-09", MUCH_ALIKE),
        ("01/09/1978", "1978-09-01", MUCH_ALIKE),
        ("01/09/78", "1978-09-01", MUCH_ALIKE),
        ("1978-09-21", "1978-09-12", SLIP),
        ("98765 43210", "+91 9876543210", RARE),
    ],
)
def test_a_column_is_compared_by_what_it_holds(one: str | None, other: str | None, level: int):
    assert _level(one, other) == level


def test_a_value_that_many_lines_have_counts_as_common():
    assert _level("Mumbai", "mumbai", ("Mumbai",) * 40) == COMMON


def test_the_weight_of_numbers_in_common_takes_a_model_for_one_word():
    left, right = pl.Series(["KDL-40/S 1080 TV", "40 INCH"]), pl.Series(["TV KDL40S", "32 INCH"])
    assert numbers_in_common(left, right, np.array([0, 1]), np.array([0, 1])).tolist() == [100.0, 0.0]


def test_the_share_of_lines_with_a_partner_is_learned():
    """A hundred lines on either side, five candidates each; one of five is alike for ninety of them, or for ten."""
    same = Comparison("same", ("differs", "the same"), (-2.0, 2.0), pl.col("same"))
    i, j = np.repeat(np.arange(100), 5), (np.repeat(np.arange(100), 5) + np.tile(np.arange(5), 100)) % 100
    biases = []
    for partnered in (90, 10):
        alike = ((i == j) & (i < partnered)).astype(np.int8)[:, None]
        biases.append(learn_among_rivals(alike, (same,), i, j, 100).bias)
    assert biases[0] > biases[1] + 2


def _payments(days: int, factor: float) -> pl.DataFrame:
    names = ("M CORVINUS", "J VAHL", "E ZUCCALLI", "F BARTON", "S LORENZO", "C DUVALL")
    rows = [(f"{n}", f"{names[n % 6]} {'rent' if n % 4 else 'fees'}", date(2024, 1, 1) + timedelta(days=n % 90 + days), 1_000 + 7_919 * n) for n in range(240)]
    return pl.DataFrame(rows, schema=["id", "memo", "date", "amount"], orient="row").with_columns(
        amount=(pl.col("amount") * factor).round().cast(pl.Int64), memo=pl.when(pl.lit(days > 0)).then(pl.col("memo").str.slice(0, 12)).otherwise("memo")
    )


def test_two_lists_of_payments_match_although_every_amount_lost_two_percent_and_the_texts_are_cut():
    left, right = _payments(0, 1.0), _payments(2, 0.98)
    roles = Roles.of(id="id", date="date", amount="amount", narration="memo")
    matches = reconcile_tables(left, right, generic(roles, roles)).matches
    pairs = matches.filter(side="left").join(matches.filter(side="right"), on="match_id").select("line_id", "line_id_right")
    right_pairs = pairs.filter(pl.col("line_id") == pl.col("line_id_right")).height
    assert right_pairs >= 0.95 * left.height
    assert right_pairs >= 0.98 * pairs.height


def test_the_name_of_a_town_alone_is_no_automatic_match():
    columns = {"name": ["Mumbai", "Kaveri Stores"], "phone": [None, "022-5551234"]}
    left, right = (pl.DataFrame({"id": [f"{s}1", f"{s}2"], **columns}) for s in ("a", "b"))
    roles = Roles.of(id="id", text=("name", "phone"))
    matches = reconcile_tables(left, right, generic(roles, roles)).matches
    assert "auto" not in matches.filter(line_id="a1")["status"].to_list()


@pytest.mark.parametrize("workers", [1, 2])
def test_the_order_of_rows_cannot_be_seen_in_the_digest(workers: int):
    left, right = _payments(0, 1.0).drop("amount", "date"), _payments(2, 0.98).drop("amount", "date")
    spec = generic(*(Roles.of(id="id", text=("memo",)),) * 2)
    straight = reconcile_tables(left, right, spec, workers=workers)
    turned = reconcile_tables(left.reverse(), right.sample(fraction=1.0, shuffle=True, seed=5), spec)
    assert straight.digest == turned.digest


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("T-88/24-25", "T-84/24-25", True),
        ("2024-25/00046", "2024-25/00047", True),
        ("GST/202/2425/KS", "GST 202 2425 KS", False),
        ("INV-0088", "88", False),
        ("2425000056/2024-2025", "2425000056", False),
        ("1024.50", "1025.50", False),
        ("12-04-2026", "13-04-2026", False),
        ("7", "8", False),
        ("paid for bills 1024 and 1088 of the month of April", "paid for bills 1024 and 1099 of the month of April", False),
        ("T-88/24-25", "", False),
    ],
)
def test_codes_are_apart_where_either_has_a_number_of_its_own(one: str, other: str, apart: bool):
    at = np.zeros(1, np.int64)
    assert codes_apart(pl.Series([one]), pl.Series([other]), at, at).tolist() == [apart]


def test_two_bills_of_one_supplier_over_one_amount_are_not_accepted_alone():
    def bills(letter: str, number: str) -> pl.DataFrame:
        rows = [(f"{letter}{n}", date(2026, 4, 1 + n), 1_241_276 + 700 * n, f"{number}{46 + n}/26-27", f"Mahadevan Paints {n}") for n in range(20)]
        return pl.DataFrame(rows, schema=["id", "date", "amount", "bill_no", "party"], orient="row")

    roles = Roles.named(["id", "date", "amount", "bill_no", "party"])
    same = reconcile_tables(bills("L", "T-"), bills("R", "T-"), generic(roles, roles)).matches
    assert set(same["status"]) == {"auto"}
    other = reconcile_tables(bills("L", "T-"), bills("R", "T-9"), generic(roles, roles)).matches
    assert "auto" not in set(other["status"])


def test_bills_of_two_numbers_do_not_go_together_for_their_place_in_a_row():
    """Two bills of one amount on each side, none of which the other side has: by days alone the first would go with the first."""

    def bills(letter: str, numbers: tuple[str, str], days: tuple[int, int]) -> pl.DataFrame:
        rows = [(f"{letter}{n}", date(2026, 8, day), 460_757, number, "Shree Valves") for n, (number, day) in enumerate(zip(numbers, days, strict=True))]
        return pl.DataFrame(rows, schema=["id", "date", "amount", "bill_no", "party"], orient="row")

    roles = Roles.named(["id", "date", "amount", "bill_no", "party"])
    left = bills("L", ("SVR/26-27/151", "SVR/26-27/158"), (3, 17))
    other = reconcile_tables(left, bills("R", ("SVR/26-27/153", "SVR/26-27/166"), (3, 17)), generic(roles, roles)).matches
    assert "in_order" not in set(other["stage"]) and "auto" not in set(other["status"])
    silent = reconcile_tables(left.with_columns(bill_no=pl.lit("")), bills("R", ("", ""), (3, 17)), generic(roles, roles)).matches
    assert set(silent["stage"]) == {"in_order"} and silent.height == 4


def test_who_has_no_first_name_may_be_anybody_of_the_house_and_is_not_accepted_alone():
    """Forty houses with a pin code of their own; of the first the one list has a person by name, the other somebody without a first name whose last one has a slip."""
    names = ("Asha", "Ravi", "Meena", "Kiran", "Deepa", "Imran", "Sunil", "Farah", "Joseph", "Anita")
    lasts = ("Kumor", "Deshmukh", "Venkatesan", "Bhattacharya", "Qureshi", "Fernandes", "Mukherjee", "Chaturvedi")
    rows = [(names[n % 10], lasts[n % 8] if n else "Kumor", f"{n} Hill Road", f"{400000 + 97 * n}") for n in range(40)]
    people = pl.DataFrame(rows, schema=["first_name", "last_name", "street", "pin"], orient="row").with_row_index("id").cast(pl.String)
    other = people.with_columns(
        first_name=pl.when(pl.col("id") == "0").then(None).otherwise("first_name"),
        last_name=pl.when(pl.col("id") == "0").then(pl.lit("Rumor")).otherwise("last_name"),
    )
    spec = generic(*(Roles.of(id="id", text=("first_name", "last_name", "street", "pin")) for _ in range(2)))
    found = dict(reconcile_tables(people, other, spec).matches.filter(side="left").select("line_id", "status").rows())
    assert found.get("0") != "auto" and list(found.values()).count("auto") >= 35


def test_who_is_like_a_line_by_letters_is_a_candidate_though_a_crowd_is_nearer_by_words():
    ours = ["MARTIN LUTHER SCHWARZENBERGER", *(f"ANKE{n} KOCH{n} BRAUN{n}" for n in range(60))]
    theirs = ["MARTN LUTHR SCHWARZENBXRGER", *["MARTIN LUTHER"] * 14, *(f"PETER{n} WOLF{n} KLEIN{n}" for n in range(60))]
    left, right = (pl.DataFrame({"text": texts}).with_row_index("n") for texts in (ours, theirs))
    found = by_words(left, right, generic(Roles.of(id="id"), Roles.of(id="id")), Plan())
    assert found.filter(i=0, j=0).height == 1
