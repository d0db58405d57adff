"""The bench judges rightly: figures worked out by hand, and every peer does what its label says on lines that one can read."""

from datetime import date

import polars as pl
import pytest

from tests.bench.recon.child import ENGINES
from tests.bench.recon.ours import bank_matches, bank_pairs, gst_pairs, to_pairs
from tests.bench.recon.peers_bank import blnk, erpnext, erpnext_ranked, exact_join, hungarian, odoo
from tests.bench.recon.peers_gst import india_compliance
from tests.bench.recon.reporting import draw_goals
from tests.bench.recon.running import LABELS, Run
from tests.bench.recon.scoring import Found, Score, score
from tests.generators.recon import Problem, bank, gst

BANK = ("id", "account", "date", "amount", "reference", "narration", "party")


def _lines(*rows: tuple[str, int, int, str, str, str]) -> pl.DataFrame:
    """(id, day of July, rupees, reference, narration, party) of one account."""
    return pl.DataFrame([(key, "A", date(2026, 7, day), rupees * 100, *words) for key, day, rupees, *words in rows], schema=BANK, orient="row")


def _truth(*pairs: tuple[str, str, int, str]) -> pl.DataFrame:
    return pl.DataFrame([(*pair, 0) for pair in pairs], schema=("a_id", "b_id", "gid", "kind", "difference"), orient="row")


def _pairs(*pairs: tuple[str, str], **more: list[object]) -> pl.DataFrame:
    return pl.DataFrame({"a_id": [a for a, _ in pairs], "b_id": [b for _, b in pairs], "match": [b for _, b in pairs], **more})


FOUR = Problem(
    "four",
    _lines(("a1", 1, 10, "", "", ""), ("a2", 2, 20, "", "", ""), ("a3", 3, 30, "", "", ""), ("a4", 4, 40, "", "", "")),
    _lines(("b1", 1, 10, "", "", ""), ("b2", 2, 20, "", "", ""), ("b3", 3, 30, "", "", ""), ("b4", 9, 41, "", "", "")),
    _truth(("a1", "b1", 0, "one"), ("a2", "b2", 1, "one"), ("a3", "b3", 2, "other"), ("a4", "b4", 3, "other")),
)


def test_precision_and_recall_are_over_true_pairs() -> None:
    judged = score(FOUR, _pairs(("a1", "b1"), ("a2", "b2"), ("a3", "b4")))
    assert (judged.precision, judged.recall) == (2 / 3, 2 / 4)
    assert judged.f1 == pytest.approx(2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2))
    assert judged.kinds == {"one": Found(2, 2), "other": Found(0, 2)}
    assert judged.automatic is None and judged.calibration is None


def test_a_line_in_two_matches_is_used_twice_and_a_group_is_not() -> None:
    assert score(FOUR, _pairs(("a1", "b1"), ("a1", "b2"))).used_twice == 1
    assert score(FOUR, _pairs(("a1", "b1"), ("a2", "b1"))).used_twice == 0


def test_lines_that_say_the_same_stand_for_each_other_but_once_only() -> None:
    twins = Problem(
        "twins",
        _lines(("a1", 1, 10, "", "", ""), ("a2", 1, 10, "", "", "")),
        _lines(("b1", 2, 10, "", "", ""), ("b2", 2, 10, "", "", "")),
        _truth(("a1", "b1", 0, "one"), ("a2", "b2", 1, "one")),
    )
    assert score(twins, _pairs(("a1", "b2"), ("a2", "b1"))).f1 == 1
    assert score(twins, _pairs(("a1", "b1"), ("a1", "b2"))).recall == 0.5


def test_what_could_be_posted_unseen_ends_at_the_first_error() -> None:
    judged = score(FOUR, _pairs(("a1", "b1"), ("a2", "b2"), ("a4", "b3"), ("a3", "b3"), score=[0.9, 0.8, 0.7, 0.6], auto=[True, False, True, False]))
    assert judged.automatic == 2 / 4
    assert (judged.posted, judged.posted_precision) == (1 / 4, 1 / 2)


def test_calibration_is_the_distance_of_what_is_said_from_what_is_so() -> None:
    judged = score(FOUR, _pairs(("a1", "b1"), ("a2", "b1"), score=[0.9, 0.9]))
    assert judged.calibration == pytest.approx(0.4)


def test_the_peers_find_what_their_rules_say() -> None:
    left = _lines(
        ("a1", 1, 100, "HDFCN52026070112345678", "", "Kaveri Castings"),
        ("a2", 2, 200, "123456", "Inv 4711", "Nilgiri Papers"),
        ("a3", 2, 300, "", "Inv 5001", "Meghdoot"),
        ("a4", 3, 500, "", "Inv 5001", "Meghdoot"),
    )
    right = _lines(
        ("b1", 1, 100, "", "NEFT CR-HDFCN52026070112345678-KAVERI CASTINGS", ""),
        ("b2", 12, 200, "123456", "CHQ PAID", ""),
        ("b3", 5, 800, "", "IMPS/MEGHDOOT/5001", ""),
    )
    found = {peer.__name__: set(peer(left, right).select("a_id", "b_id").iter_rows()) for peer in (exact_join, erpnext, erpnext_ranked, odoo, blnk, hungarian)}
    assert found["exact_join"] == found["blnk"] == {("a1", "b1")}
    assert found["erpnext"] == found["erpnext_ranked"] == {("a1", "b1"), ("a2", "b2")}
    assert found["odoo"] == {("a1", "b1"), ("a2", "b2"), ("a3", "b3"), ("a4", "b3")}
    assert ("a1", "b1") in found["hungarian"]


def test_the_eleven_rules_name_a_status() -> None:
    problem = gst(4, 600)
    told = india_compliance(problem.left, problem.right).join(problem.truth, on=["a_id", "b_id"])
    share = {kind: statuses for kind, statuses in told.group_by("kind").agg(pl.col("status").unique().sort()).iter_rows()}
    assert share["exact"] == ["exact"] and "exact" not in share["number_spelled"] and set(share["wrong_head"]) <= {"mismatch"}
    assert set(share["tax_rounding"]) <= {"suggested", "mismatch", "residual"}


def test_our_engine_uses_no_line_twice_and_allocates_what_the_lines_hold() -> None:
    problem = bank(3, 400)
    matches = bank_matches(problem.left, problem.right)
    assert matches.group_by("side", "line_id").len()["len"].max() == 1
    amounts = pl.concat([problem.left.select("id", "amount"), problem.right.select("id", "amount")])
    assert (matches.join(amounts, left_on="line_id", right_on="id").select(pl.col("allocated_paise") == pl.col("amount")).to_series()).all()
    assert to_pairs(matches).equals(bank_pairs(problem.left, problem.right))


def test_our_engine_is_no_worse_than_an_exact_join() -> None:
    problem = bank(3, 600)
    assert score(problem, bank_pairs(problem.left, problem.right)).f1 > score(problem, exact_join(problem.left, problem.right)).f1
    papers = gst(3, 400)
    assert score(papers, gst_pairs(papers.left, papers.right)).f1 > 0.9


def test_every_engine_has_its_label() -> None:
    assert {name.split("/")[1] for name in ENGINES} == set(LABELS)


def _run(engine: str, f1: float, cpu: float, lines: int = 100_000) -> Run:
    return Run(
        "bank",
        lines,
        False,
        engine,
        Score(f1, f1, f1, 0, {"batch_party": Found(8, 10), "batch_file": Found(0, 10)}, 0.75, None, None, 0.01),
        cpu,
        cpu,
        500.0,
        "",
        190_000,
    )


def test_goals_are_ratios_of_the_same_run() -> None:
    goals = {goal.what: goal for goal in draw_goals([_run("ours", 0.95, 3.0), _run("splink", 0.80, 12.0), _run("odoo", 0.60, 1.0)])}
    assert goals["bank 100,000: F1 over Splink"].measured == "+0.150" and goals["bank 100,000: F1 over Splink"].reached
    assert goals["bank 100,000: F1 by the best rule peer's"].measured == "x 1.58"
    assert goals["bank 100,000: processor by Splink's"].measured == "x 0.25"
    assert goals["bank 100,000: recall of batch"].measured == "0.400" and not goals["bank 100,000: recall of batch"].reached


def test_goals_are_drawn_of_the_engine_over_tables_where_it_was_asked() -> None:
    goals = {goal.what: goal for goal in draw_goals([_run("ours", 0.95, 3.0), _run("ours-columnar", 0.90, 3.0), _run("odoo", 0.60, 1.0)])}
    assert goals["bank 100,000: F1 by the best rule peer's"].measured == "x 1.50"
