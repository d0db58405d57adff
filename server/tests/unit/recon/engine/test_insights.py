"""What a reconciliation tells as a whole; every figure worked by hand."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.recon.engine.insights import insights_of
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank, generic
from tests.support.recon_world import bank_world

COLUMNS = ("id", "date", "amount", "reference", "narration", "party")
AS_OF = (date(2026, 9, 30) - date(1970, 1, 1)).days
Row = tuple[str, date, int, str, str, str]
LEFT: list[Row] = [
    ("charged", date(2026, 9, 1), 1000000, "HDFCN26274112399", "", "Kaveri"),
    ("same", date(2026, 9, 2), 500000, "SBINN26274112345", "", "Narmada"),
    ("old", date(2026, 6, 1), -300000, "", "", "Rudra"),
    ("old again", date(2026, 6, 3), -300000, "", "", "Rudra"),
]
RIGHT: list[Row] = [
    ("CHARGED", date(2026, 9, 1), 998820, "HDFCN26274112399", "", ""),
    ("SAME", date(2026, 9, 2), 500000, "SBINN26274112345", "", ""),
    ("FEE", date(2026, 9, 20), -1770, "", "SMS CHARGES", ""),
]


def told(left: list[Row] = LEFT, right: list[Row] = RIGHT) -> dict[str, Any]:
    tables = [pl.DataFrame(rows, schema=list(COLUMNS), orient="row") for rows in (left, right)]
    found = reconcile_tables(*tables, bank(*(Roles.named(list(COLUMNS)) for _ in tables), as_of_day=AS_OF), workers=1)
    return insights_of(found, *tables)


def test_the_difference_of_the_books_is_open_lines_and_named_differences() -> None:
    # Books 10,000 + 5,000 - 3,000 - 3,000 = 9,000; bank 9,988.20 + 5,000 - 17.70 = 14,970.50.
    assert told()["difference"] == {
        "whole_paise": 900000 - 1497050,
        "open_left_paise": -600000,
        "open_right_paise": -1770,
        "named_paise": 1180,
        "unexplained_paise": 0,
    }


def test_open_lines_are_aged_and_gathered_by_party() -> None:
    found = told()
    assert found["ageing"] == [
        {"side": "left", "age": "91 to 180 days", "lines": 2, "paise": 600000},
        {"side": "right", "age": "up to 30 days", "lines": 1, "paise": 1770},
    ]
    assert found["concentration"] == [{"party": "RUDRA", "lines": 2, "paise": 600000, "percent": 99.7}]


def test_an_entry_made_twice_is_seen_and_makes_the_risk() -> None:
    found = told()
    assert found["duplicates"] == [{"side": "left", "party": "RUDRA", "paise": -300000, "first": "old", "again": "old again"}]
    # 6,017.70 of 36,005.90 rupees on both sides are open.
    assert found["risk"]["grade"] == "high"
    assert found["risk"]["reasons"] == [
        "16.7 % of all amounts have no counterpart",
        "2 open lines are older than 90 days",
        "1 line may be entered twice",
        "RUDRA alone has 99.7 % of what is open",
    ]
    calm = told(LEFT[1:2], RIGHT[1:2])
    assert calm["risk"]["grade"] == "low" and calm["actions"] == [] and calm["queue"] == []


def test_what_to_do_comes_with_its_lines_the_dearest_first() -> None:
    found = [(each["action"], each["paise"], each.get("lines") or each.get("matches")) for each in told()["actions"]]
    assert found == [
        ("settle", 600000, ["old", "old again"]),
        ("undouble", 300000, ["old again"]),
        ("book", 1770, ["FEE"]),
        ("post", 1180, ["l:charged"]),
    ]


def test_a_party_that_comes_back_goes_before_a_single_line_of_its_amount() -> None:
    one = ("one", date(2026, 6, 1), -310000, "", "", "Zed")
    queue = told([*LEFT, one])["queue"]
    # Two lines of Rudra: 3,000 x (1 + ln 2) = 5,079 against 3,100 of a party that stands alone.
    assert [(each["id"], each["weight"]) for each in queue[:3]] == [("old", 507944), ("old again", 507944), ("one", 310000)]


def test_a_difference_that_comes_three_times_is_a_habit() -> None:
    days = [(n, date(2026, 9, n)) for n in (1, 2, 3)]
    left: list[Row] = [(f"l{n}", day, 1000000 * n, f"HDFCN2627411239{n}", "", "") for n, day in days]
    right: list[Row] = [(f"r{n}", day, 1000000 * n - 1180, f"HDFCN2627411239{n}", "", "") for n, day in days]
    assert told(left, right)["recurring"] == [{"difference_name": "bank_charges", "gap": 1180, "times": 3, "paise": 3540}]


def test_lines_without_amounts_count_by_their_number() -> None:
    tables = [
        pl.DataFrame({"id": [f"{s}{n}" for n in range(4)], "party": names})
        for s, names in (("l", ["alpha works", "beta", "gamma", "delta"]), ("r", ["alpha works", "x", "y", "z"]))
    ]
    found: Outcome = reconcile_tables(*tables, generic(*(Roles.named(["id", "party"]) for _ in tables)), workers=1)
    told_ = insights_of(found, *tables)
    assert told_["risk"]["grade"] == "high" and "of all lines" in told_["risk"]["reasons"][0]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_the_parts_are_the_whole_in_any_order_of_rows(seed: int) -> None:
    left, right, _ = bank_world(seed, 200)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    found = reconcile_tables(left, right, spec, workers=1)
    once = insights_of(found, left, right)
    assert once["difference"]["whole_paise"] == int(left["amount"].sum()) - int(right["amount"].sum())
    mixed = left.sample(fraction=1.0, shuffle=True, seed=seed), right.sample(fraction=1.0, shuffle=True, seed=seed)
    assert insights_of(reconcile_tables(*mixed, spec, workers=1), *mixed) == once
