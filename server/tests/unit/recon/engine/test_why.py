"""Why a match is one and why a line has none: signed parts that add up, and the nearest line with the first test it fails."""

import json
import time
from dataclasses import replace
from datetime import date
from typing import Literal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank, generic, gstr2b
from qrt.core.recon.engine.training import train_model
from qrt.core.recon.engine.why_not import amounts_apart, rupees
from tests.support.recon_world import bank_world, gst_world

COLUMNS = ("id", "date", "amount", "reference", "narration", "party")
UTR, BULK, CHARGED = "SBINN26274112345", "UTIBN26274112377", "HDFCN26274112399"
Row = tuple[str, date, int, str, str, str]


def line(name: str, day: str, paise: int, reference: str = "", narration: str = "", party: str = "") -> Row:
    return name, date.fromisoformat(f"2026-{day}"), paise, reference, narration, party


def run(left: list[Row], right: list[Row], mode: Literal["standard", "advanced"] = "advanced") -> Outcome:
    tables = [pl.DataFrame(rows, schema=list(COLUMNS), orient="row") for rows in (left, right)]
    return reconcile_tables(*tables, replace(bank(*(Roles.named(list(COLUMNS)) for _ in tables)), mode=mode), workers=1)


def break_of(found: Outcome, name: str) -> tuple[str | None, str]:
    return found.breaks.filter(line_id=name).select("nearest", "why_not").row(0)


def assert_parts_add_up(found: Outcome, same_in_bulk: bool = True) -> None:
    every = dict(found.all_reasons().iter_rows())
    ones = found.matches.unique("match_id", keep="first", maintain_order=True)
    assert set(every) == set(ones["match_id"])
    for name, score in ones.select("match_id", "score").iter_rows():
        parts = found.reasons(name)
        assert sum(part.points for part in parts) == pytest.approx(score, abs=1e-3), name
        assert sum(part["points"] for part in json.loads(every[name])) == pytest.approx(score, abs=1e-3), name
        assert len(parts) >= 2 and all(part.words for part in parts)
        assert not same_in_bulk or [part.words for part in parts] == [part["words"] for part in json.loads(every[name])]


def test_a_rule_says_what_it_is_worth_beside_amount_and_day() -> None:
    left = [line("c", "07-02", 1000000, CHARGED), line("p", "07-01", -10000, BULK), line("q", "07-01", -25050, BULK), line("e", "07-01", 500000, UTR)]
    right = [line("C", "07-02", 998820, "", f"NEFT {CHARGED}"), line("P", "07-01", -35050, "", f"BULK {BULK}"), line("E", "07-01", 500000, UTR)]
    found = run(left, right)
    said = {name: {part.words for part in found.reasons(name)} for name in found.matches["match_id"].unique()}
    assert {"the left is Rs 11.80 more: a bank's charge", "same day or next"} <= said["l:c"]
    assert {"shared reference, sums agree", "2 against 1 lines: sums agree"} <= said["l:p"]
    assert {"same reference and amount", "amounts equal"} <= said["l:e"]
    assert found.reasons("l:nobody") == ()
    assert_parts_add_up(found)


@pytest.mark.parametrize(("kind", "mode"), [("bank", "advanced"), ("bank", "standard"), ("gstr2b", "advanced"), ("generic", "advanced")])
def test_parts_of_every_match_of_every_stage_add_up_to_its_score(kind: str, mode: Literal["standard", "advanced"]) -> None:
    left, right, _ = gst_world(3, 300) if kind == "gstr2b" else bank_world(3, 300)
    make = {"bank": bank, "gstr2b": gstr2b, "generic": generic}[kind]
    found = reconcile_tables(left, right, make(Roles.named(left.columns), Roles.named(right.columns), mode=mode), workers=1)
    assert found.matches["stage"].n_unique() > 1
    assert_parts_add_up(found)
    for score, said in found.breaks.select("score", "reasons").iter_rows():
        assert sum(part["points"] for part in json.loads(said)) == pytest.approx(score, abs=1e-3) and len(json.loads(said)) >= 2
    for side, other in (("left", right), ("right", left)):
        open_ = found.breaks.filter(side=side)
        assert open_["nearest"].drop_nulls().is_in(other["id"].implode()).all() and open_["why_not"].null_count() == 0


def test_what_a_model_adds_is_told_by_what_its_features_are_about() -> None:
    left, right, truth = bank_world(5, 800)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    found = reconcile_tables(left, right, spec, train_model([(left, right, truth)], spec, {}), workers=1)
    assert_parts_add_up(found, same_in_bulk=False)
    name = found.matches.filter(stage="scored")["match_id"][0]
    words = [part.words for part in found.reasons(name)]
    assert any(word.startswith("amounts") for word in words) and words[-1] == "how often pairs of such a score were true"
    assert not any("_" in word or "=" in word for word in words)


def test_a_break_names_the_first_test_that_its_nearest_line_fails() -> None:
    left = [line("late", "07-01", 77711), line("again", "07-03", 500000, UTR), line("first", "07-01", 500000, UTR)]
    right = [line("LATE", "09-20", 77711), line("FIRST", "07-01", 500000, UTR)]
    found = run(left, right)
    assert break_of(found, "late") == ("LATE", "same amount, but 81 days apart (01-07-2026 and 20-09-2026)")
    assert "duplicate" in break_of(found, "again")[1] and break_of(found, "again")[0] == "FIRST"
    short = run([line("odd", "07-05", 123456, CHARGED)], [line("ODD", "07-05", 99999, CHARGED)], "standard")
    assert break_of(short, "ODD") == ("odd", "same reference, but the amount differs by Rs 234.57 (19.0 %): 1,234.56 against 999.99")


def test_equal_lines_of_which_none_stands_out_are_counted() -> None:
    found = run([line(f"l{n}", "07-05", 5000000) for n in range(3)], [line(f"r{n}", "07-05", 5000000) for n in range(3)], "standard")
    assert set(found.breaks["why_not"]) == {"3 equal candidates, none clearly the right one"}


def test_the_standard_mode_names_the_nearest_line_too() -> None:
    found = run([line("a", "07-01", 500000), line("b", "07-01", 700)], [line("A", "07-02", 500000)], "standard")
    assert break_of(found, "a")[0] == "A" and "standard mode" in break_of(found, "a")[1]
    assert break_of(found, "b") == ("A", "no line has this amount or reference; the nearest open amount differs by Rs 4,993.00 (99.8 %): 5,000.00")
    assert break_of(run([line("a", "07-01", 500000)], []), "a") == (None, "the other side has no line to compare it with")


def test_the_reasons_of_one_match_are_looked_up_and_not_searched() -> None:
    left, right, _ = bank_world(7, 4000)
    found = reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)), workers=1)
    names = found.matches["match_id"].unique(maintain_order=True).to_list()
    found.reasons(names[0])
    began = time.process_time()
    for name in names[:: max(1, len(names) // 20)]:
        found.reasons(name)
    assert (time.process_time() - began) / 20 < 0.05


def test_a_break_says_in_signed_parts_what_speaks_for_its_nearest_line_and_against_it() -> None:
    left = [
        line("near", "07-01", 500000, CHARGED, "", "Asha Traders"),
        line("far", "07-02", 77700),
        line("once", "07-03", 31250, UTR),
        line("again", "07-04", 31250),
    ]
    right = [line("Near", "07-20", 500000, "", f"NEFT {BULK} NARMADA CEMENTS"), line("Once", "07-03", 31250, "", f"NEFT {UTR}")]
    found = run(left, right)
    said = {name: json.loads(text) for name, text in found.breaks.select("line_id", "reasons").iter_rows()}
    points = {name: {part["words"]: part["points"] for part in parts} for name, parts in said.items()}
    assert points["near"]["amounts equal"] > 0 > points["near"]["further off the usual"]
    assert points["far"]["the amount differs by Rs 4,223.00 (84.4 %)"] < 0
    assert points["again"]["amounts equal"] > 0 > points["again"]["it is matched with another"]


@given(st.lists(st.integers(-(10**17) + 1, 10**17 - 1), max_size=20))
def test_amounts_of_a_column_are_written_as_single_ones(paise):
    assert rupees(pl.Series("p", paise, dtype=pl.Int64)).to_list() == [rupee_text(Paise(each)) for each in paise]


def test_amounts_that_agree_need_no_words():
    said = amounts_apart(pl.Series([90_000, 5, None, -123_456_78]), pl.Series([95_000, 5, 7, 123_456_78]))
    assert said.to_list() == ["Rs 50.00 (5.2 %): 900.00 against 950.00", None, None, "Rs 2,46,913.56 (200.0 %): (1,23,456.78) against 1,23,456.78"]
