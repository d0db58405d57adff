"""What a company's decisions teach its experience, and when that may count."""

import json

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank
from qrt.core.recon.taught import Said, lesson_content, lesson_of, material_of, with_lesson
from tests.support.recon_banks import varied_bank

SAME, OTHER = "how: scored, best of all candidates; name: the same", "how: scored, best of all candidates; name: another"
BASE = Experience((("", 3.0, 0.3), ("how: scored, best of all candidates", 0.0, 0.5), ("name: the same", 1.0, 0.5), ("name: another", -2.0, 0.5)), 0.99)


def said(pattern: str, right: bool, times: int) -> list[Said]:
    return [Said(pattern, right)] * times


def test_what_people_always_confirm_is_accepted_alone_and_what_they_reject_is_not():
    mixed = [each for pair in zip(said(SAME, True, 200), said(OTHER, False, 200), strict=True) for each in pair]
    lesson = lesson_of(mixed, [each.pattern for each in mixed], 2_000, BASE)
    p = dict(zip((SAME, OTHER), lesson.taught.probability(pl.Series("pattern", [SAME, OTHER])).to_list(), strict=True))
    assert lesson.better and lesson.held.loss < lesson.base.loss and lesson.held.wrong == 0
    assert p[SAME] >= lesson.taught.accepted_from(0.999) > p[OTHER]
    assert "instead of" in lesson.why and lesson.metrics()["challenger"]["decisions"] == 80


def test_a_company_that_turned_round_is_not_taught_by_what_it_used_to_say():
    turned = [*said(SAME, True, 200), *said(SAME, False, 50)]
    lesson = lesson_of(turned, [SAME] * 250, 2_000, BASE)
    assert not lesson.better and lesson.held.wrong > lesson.base.wrong
    assert lesson.stands, "nothing is in use"
    earlier = BASE.taught(((SAME, 200, 0),), ((SAME, 200, 0),), 2_000, 0.999)
    assert not lesson_of(turned, [SAME] * 250, 2_000, BASE, earlier).stands
    assert lesson_of(said(SAME, True, 250), [SAME] * 250, 2_000, BASE, earlier).stands


@given(st.lists(st.tuples(st.sampled_from((SAME, OTHER)), st.booleans()), min_size=5, max_size=60), st.integers(0, 3_000))
def test_what_a_close_is_handed_is_the_lesson_and_never_asks_for_less_than_it(decisions, alone):
    told = [Said(pattern, right) for pattern, right in decisions]
    lesson = lesson_of(told, [each.pattern for each in told], alone, BASE)
    handed = with_lesson(BASE, json.loads(json.dumps(lesson_content(lesson.taught))))
    assert handed.digest == lesson.taught.digest
    assert handed.threshold <= BASE.threshold
    assert with_lesson(BASE, {"seen": [], "threshold": 2.0}).threshold == BASE.threshold


def test_decisions_are_read_at_the_matches_that_waited_by_the_lines_that_they_are_about():
    left, right, _ = varied_bank(9, 600)
    outcome = reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)), workers=1, learnt=Learnt(experience=BASE))
    lines = {
        match: (frozenset(rows.filter(side="left")["line_id"]), frozenset(rows.filter(side="right")["line_id"]), rows["status"][0])
        for (match,), rows in outcome.matches.partition_by("match_id", as_dict=True).items()
    }
    waited = [sides for *sides, status in lines.values() if status != "auto"]
    accepted = [sides for *sides, status in lines.values() if status == "auto"]
    decided = {(a, b): (order, order % 2 == 0) for order, (a, b) in enumerate([*waited[:7], *accepted[:3]])}
    decided[frozenset({"of no match"}), frozenset({"at all"})] = (99, True)
    found = material_of(outcome, decided)
    assert [order for order, _ in sorted(found.said, key=lambda pair: pair[0])] == list(range(7)), "what was accepted alone taught nothing"
    assert all(each.right == (order % 2 == 0) for order, each in found.said)
    assert (len(found.waiting), found.alone) == (len(waited), len(lines) - len(waited))
