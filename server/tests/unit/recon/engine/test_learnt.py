"""What people said of lines and parties goes before everything else."""

from datetime import date

import polars as pl

from qrt.core.recon.engine.learning import corrected_rows
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank

NAMES = ("id", "date", "amount", "reference", "party")
DAY = date(2026, 7, 1)


def lines(*rows: tuple[str, int, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(name, DAY, amount, reference, party) for name, amount, reference, party in rows],
        schema=dict(zip(NAMES, (pl.String, pl.Date, pl.Int64, pl.String, pl.String), strict=True)),
        orient="row",
    )


def run(left: pl.DataFrame, right: pl.DataFrame, learnt: Learnt | None = None) -> Outcome:
    return reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)), learnt=learnt)


def pairs(outcome: Outcome) -> set[tuple[str, ...]]:
    return {tuple(sorted(part["line_id"].to_list())) for _, part in outcome.matches.group_by("match_id")}


LEFT = lines(("a", 1000_00, "AXIS12345678", "Ravi Traders"), ("b", 700_00, "", "Meena Steel"), ("c", 300_00, "", "Meena Steel"))
RIGHT = lines(("x", 1000_00, "AXIS12345678", "Ravi Traders"), ("y", 1000_00, "", "Lotus Mills"))


def test_lines_that_people_linked_are_matched_first_and_posted_without_another_look() -> None:
    assert ("a", "x") in pairs(run(LEFT, RIGHT))
    found = run(LEFT, RIGHT, Learnt(must=(("b", "y"), ("c", "y"))))
    assert pairs(found) == {("a", "x"), ("b", "c", "y")}
    manual = found.matches.filter(pl.col("stage") == "manual")
    assert set(manual["status"]) == {"auto"} and set(manual["evidence"]) == {"matched by a person"}
    assert manual.group_by("side").agg(pl.col("allocated_paise").sum())["allocated_paise"].to_list() == [1000_00, 1000_00]


def test_lines_that_people_parted_are_never_offered_together_again() -> None:
    assert ("a", "x") not in pairs(run(LEFT, RIGHT, Learnt(cannot=(("a", "x"),))))


def test_money_in_is_not_matched_with_money_out_even_when_somebody_says_so() -> None:
    assert pairs(run(lines(("a", 500_00, "", "P")), lines(("x", -500_00, "", "P")), Learnt(must=(("a", "x"),)))) == set()


def test_an_alias_joins_the_names_of_both_sides() -> None:
    left = lines(*((f"a{k}", 100_00 + k, "", "Ravi Traders Pvt Ltd") for k in range(3)), ("a9", 999_00, "", "Sona Textiles"))
    right = lines(*((f"x{k}", 100_00 + k, "", "RT Enterprise") for k in range(3)), ("x9", 999_00, "", "Sona Textiles"))
    plain, joined = run(left, right), run(left, right, Learnt(aliases=(("RT Enterprise", "Ravi Traders"),)))
    sure = [set(each.matches.filter((pl.col("status") == "auto") & (pl.col("side") == "left"))["line_id"]) for each in (plain, joined)]
    assert sure == [{"a9"}, {"a0", "a1", "a2", "a9"}]


def test_what_was_said_in_any_order_gives_one_digest_and_links_of_other_tables_change_nothing() -> None:
    said = (("b", "y"), ("c", "y"))
    one, two = run(LEFT, RIGHT, Learnt(must=said)), run(LEFT.reverse(), RIGHT.reverse(), Learnt(must=said[::-1]))
    assert one.digest == two.digest and one.record["learnt"] == two.record["learnt"]
    assert run(LEFT, RIGHT, Learnt(must=(("nobody", "y"),), cannot=(("a", "nobody"),))).digest == run(LEFT, RIGHT).digest


def test_an_accepted_pair_makes_the_other_candidates_of_its_lines_wrong_and_groups_teach_nothing_about_pairs() -> None:
    candidates = pl.DataFrame({"a_id": ["a", "a", "b", "c", "d", "e"], "b_id": ["x", "y", "x", "z", "z", "w"]})
    said = pl.DataFrame({"left": ["a", "c", "d", "e"], "right": ["x", "z", "z", "w"], "label": [True, True, True, False]})
    rows = corrected_rows(candidates, said)
    assert rows.select("a_id", "b_id", "label").rows() == [("a", "x", True), ("a", "y", False), ("b", "x", False), ("e", "w", False)]


def test_a_model_that_adds_to_a_base_survives_as_text() -> None:
    base = Model(("gap",), "", ((-1.0, 0.1), (1.0, 0.9)), 0.97, {"kind": "bank"}, "weighed", (0.5, 2.0))
    own = Model(("gap",), "", ((-1.0, 0.2), (1.0, 0.8)), 1.1, {}, "base", (0.0, 1.0), base)
    again = Model.from_json(own.to_json())
    assert again == own and again.digest == own.digest
    raw, probability = again.predict(pl.DataFrame({"gap": [0.0, 0.0], "weighed": [0.0, -0.5], "rivalled": [0.5, 0.5]}))
    assert raw.tolist() == [0.5, -0.5] and probability.round(6).tolist() == [0.65, 0.35]
