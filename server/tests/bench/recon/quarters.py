"""`python -m tests.bench.recon.quarters`: what 300 decisions of one quarter change in the closes of the next, company by company, as a close asks the engine.

Companies are those of the generator that tests (`tests/generators/recon`), never of the one that teaches. A person who knows the answer decides 300 suggestions of the first
quarter; a night follows after 240 of them and one after all. Of the second quarter it is told what waits and what was accepted alone with nothing taught, with the lesson alone,
with the model alone, with what the two nights let count, and with the rules that those decisions propose beside it, which two people have put in force. Waiting lines are those in suggestions; open lines have nobody to be matched with and wait whatever is taught.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.base.money import Paise
from qrt.core.recon.acceptance import accept_within
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.match import Subject, made_of, outcome_of
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.rule_habits import find_rule_habits
from qrt.core.recon.rules import MatchRules, under
from qrt.core.recon.taught import Lesson, lesson_of, material_of
from qrt.core.recon.trees_material import Lines, tree_material_of
from qrt.core.recon.trees_taught import InUse, TreeTrial, hold_tree_trial, joined
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, ReconciliationKind, Side
from tests.bench.figures import machine_line, say
from tests.bench.recon.learning import halves
from tests.bench.recon.reporting import print_table
from tests.generators.recon import Problem, bank, gst

DECISIONS, NIGHTS = 300, (240, 300)
SEEDS = (2026, 7001, 311, 4242, 88, 12345, 777, 31)
POLICY = MatchPolicy()
TARGET = float(POLICY.precision_target)
KINDS = {"bank": ReconciliationKind.BANK, "gst": ReconciliationKind.GSTR_2B}
ORDERS = ("any", "listed")
HEADS = ("igst", "cgst", "sgst")


@dataclass(frozen=True)
class Queue:
    """waiting: suggestions; lines: lines in them; alone: matches accepted without a person, and how many of them are wrong."""

    waiting: int
    lines: int
    alone: int
    wrong: int

    @property
    def precision(self) -> float:
        return 1 - self.wrong / max(self.alone, 1)


@dataclass(frozen=True)
class Half:
    """One quarter as a close has it, and which lines belong together: (left, right)."""

    subject: Subject
    true: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Company:
    """Of one company: decisions, and how many of them said no; queues of the second quarter; what counts after two nights, and which rules are proposed beside it."""

    seed: int
    decided: int
    refused: int
    bare: Queue
    lesson: Queue
    model: Queue
    counts: Queue
    ruled: Queue
    in_use: str
    rules: str
    rounds: int


def measured(kind: ReconciliationKind, seed: int, lines: int, order: str) -> Company:
    """One company. order: "any", or as the page lists suggestions, the likeliest first."""
    first, second = map(_half, halves(_problem(kind, seed, lines)))
    base = Learnt(experience=load_experience(kind.value))
    one, other = first.subject, second.subject
    waiting = sorted((each for each in _matches(kind, one, base) if each.status is MatchStatus.SUGGESTED), key=lambda each: (-each.score, each.id))
    if order == "any":
        waiting = [waiting[k] for k in np.random.default_rng(seed).permutation(len(waiting))]
    said = {_lines(each): (place, _right(first, each)) for place, each in enumerate(waiting[:DECISIONS])}
    lessons, trials = [], []
    for many in NIGHTS:
        known = {lines_of: each for lines_of, each in said.items() if each[0] < many}
        lessons.append(_lesson(kind, one, base, known))
        told = joined([found] if (found := tree_material_of(kind, one, POLICY, base, known)) else [])
        trials.append(hold_tree_trial(told, InUse(None, base.experience), TARGET, {}) if told else None)
    lesson, trial = lessons[-1], trials[-1]
    with_lesson = replace(base, experience=lesson.taught) if lesson else base
    with_model = replace(base, taught=trial.taught) if trial else base
    in_use = "model" if _twice(trials) else "lesson" if _twice(lessons) else "nothing"
    counts = {"model": with_model, "lesson": with_lesson, "nothing": base}[in_use]
    habits = find_rule_habits([_decided(kind, one, base, said)])
    rules = reduce(lambda held, habit: habit.over(held), habits, MatchRules())
    queues = [_queue(second, _matches(kind, other, each)) for each in (base, with_lesson, with_model, counts)]
    queues.append(_queue(second, _matches(kind, other, counts, under(POLICY, rules))))
    refused = sum(not right for _, right in said.values())
    named = ", ".join(habit.rule if habit.percent is None else f"{habit.rule} {habit.percent} %" for habit in habits) or "none"
    return Company(seed, len(said), refused, queues[0], queues[1], queues[2], queues[3], queues[4], in_use, named, trial.taught.about["rounds"] if trial else 0)


def print_quarters(name: str, companies: Sequence[Company], order: str) -> None:
    """A row a company, all of them together, and whether a quarter less waits with no loss of precision."""
    told = "in the order in which the page lists them" if order == "listed" else "in any order"
    print(f"\n{name}: {DECISIONS} decisions of the first quarter, {told}; suggestions of the second\n")
    rows: list[tuple[str, ...]] = [
        (
            "company",
            "said no",
            "waiting lines",
            "lesson",
            "model",
            "trees",
            "counts",
            "less waits",
            "rules proposed",
            "with them",
            "precision before",
            "lesson",
            "model",
            "after",
            "with rules",
        )
    ]
    for each in companies:
        rows.append(
            (str(each.seed), *_row(each.refused, [each.bare, each.lesson, each.model, each.counts, each.ruled], str(each.rounds), each.in_use, each.rules))
        )
    totals = [_total([getattr(each, part) for each in companies]) for part in ("bare", "lesson", "model", "counts", "ruled")]
    rows.append(("all", *_row(sum(each.refused for each in companies), totals, "", "", "")))
    print_table(rows)
    bare = totals[0]
    for after, how in ((totals[3], "by itself"), (totals[4], "with the rules that it proposes")):
        cut = 1 - after.lines / max(bare.lines, 1)
        kept = after.precision >= min(bare.precision, TARGET)
        print(f"\n{name}, {how}: {cut:.1%} fewer lines wait (asked 25 % with no loss of precision): {'yes' if cut >= 0.25 and kept else 'NO'}", flush=True)


def _row(refused: int, queues: Sequence[Queue], rounds: str, in_use: str, rules: str) -> tuple[str, ...]:
    bare, lesson, model, counts, ruled = queues
    cut = [f"{each.lines:,} ({1 - each.lines / max(bare.lines, 1):.1%})" for each in (lesson, model)]
    less = [f"{1 - each.lines / max(bare.lines, 1):.1%}" for each in (counts, ruled)]
    return (str(refused), f"{bare.lines:,}", *cut, rounds, in_use, less[0], rules, less[1], *(f"{each.precision:.4f}" for each in queues))


def _total(queues: Sequence[Queue]) -> Queue:
    return Queue(*(sum(getattr(each, name) for each in queues) for name in ("waiting", "lines", "alone", "wrong")))


def _twice(nights: Sequence[TreeTrial | Lesson | None]) -> bool:
    return all(each is not None and each.better for each in nights)


def _lesson(kind: ReconciliationKind, of: Subject, base: Learnt, known: dict[Lines, tuple[int, bool]]) -> Lesson | None:
    if base.experience is None:
        return None
    told = material_of(outcome_of(kind, of.left, of.right, POLICY, of.as_of, base)[0], known)
    return lesson_of([each for _, each in sorted(told.said, key=lambda pair: pair[0])], told.waiting, told.alone, base.experience)


def _problem(kind: ReconciliationKind, seed: int, lines: int) -> Problem:
    if kind is ReconciliationKind.BANK:
        return bank(seed, lines)
    made = gst(seed, lines)
    return replace(made, left=made.left.with_columns(date="bill_date"), right=made.right.with_columns(date="bill_date"))


def _half(problem: Problem) -> Half:
    left, right = (tuple(map(_item, table.iter_rows(named=True))) for table in (problem.left, problem.right))
    subject = Subject(problem.name, left, right, max(item.day for item in (*left, *right)))
    return Half(subject, frozenset(problem.truth.select("a_id", "b_id").iter_rows()))


def _item(row: dict[str, Any]) -> Item:
    if "bill_no" not in row:
        return Item(
            row["id"], row["date"], Paise(row["amount"]), row["reference"] or "", row["narration"] or "", row["party"] or "", labels={"account": row["account"]}
        )
    taxes = {name: Paise(row[name]) for name in ("taxable", *HEADS)}
    labels = {"gstin": row["supplier_gstin"] or "", "pan": (row["supplier_gstin"] or "")[2:12], "document_type": row["document_type"] or ""}
    return Item(row["id"], row["date"], Paise(sum(taxes.values())), row["bill_no"] or "", "", row["supplier"] or "", taxes=taxes, labels=labels)


def _matches(kind: ReconciliationKind, of: Subject, learnt: Learnt, policy: MatchPolicy = POLICY) -> tuple[Match, ...]:
    """Matches as a close would have them before anybody decided."""
    return accept_within(made_of(kind, of, *outcome_of(kind, of.left, of.right, policy, of.as_of, learnt)), policy)[0].matches


def _decided(kind: ReconciliationKind, of: Subject, learnt: Learnt, said: Mapping[Lines, tuple[int, bool]]) -> Reconciliation:
    """The reconciliation as people left it."""
    made = made_of(kind, of, *outcome_of(kind, of.left, of.right, POLICY, of.as_of, learnt))
    status = {True: MatchStatus.ACCEPTED, False: MatchStatus.REJECTED}
    matches = tuple(replace(each, status=status[said[_lines(each)][1]]) if _lines(each) in said else each for each in made.matches)
    return replace(made, matches=matches)


def _queue(of: Half, matches: Sequence[Match]) -> Queue:
    waiting = [each for each in matches if each.status is MatchStatus.SUGGESTED]
    alone = [each for each in matches if each.status is MatchStatus.AUTO]
    return Queue(len(waiting), sum(len(each.allocations) for each in waiting), len(alone), sum(not _right(of, each) for each in alone))


def _right(of: Half, match: Match) -> bool:
    """Whether every line of one side belongs to every line of the other."""
    left, right = _lines(match)
    return bool(left and right) and all((a, b) in of.true for a in left for b in right)


def _lines(match: Match) -> Lines:
    left, right = (frozenset(part.item for part in match.allocations if part.side is side) for side in (Side.LEFT, Side.RIGHT))
    return left, right


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recon.quarters", description="What 300 decisions of one quarter change in the next.")
    parser.add_argument("--kind", choices=tuple(KINDS), action="append", help="one of these; may be given again; default both")
    parser.add_argument("--seeds", default=",".join(map(str, SEEDS)), help="companies; default %(default)s")
    parser.add_argument("--lines", type=int, default=10_000, help="lines of the two quarters of a company")
    parser.add_argument("--order", choices=ORDERS, action="append", help="in which order the person decides; may be given again; default both")
    asked = parser.parse_args()
    print(machine_line(), flush=True)
    for name in asked.kind or KINDS:
        for order in asked.order or ORDERS:
            companies = []
            for seed in map(int, asked.seeds.split(",")):
                say(f"{name} {seed}, decided in {order} order")
                companies.append(measured(KINDS[name], seed, asked.lines, order))
            print_quarters(name, companies, order)


if __name__ == "__main__":
    main()
