"""Brings two sides of items together: the engine over tables is asked, and what it finds is held to the laws of every reconciliation."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from qrt.core.base.finding import Finding, Severity
from qrt.core.recon.engine.held import HELD, WAITS
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.of_items import OF_GST, tables_of, tables_of_each
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.taught_trees import LEFT_OUT
from qrt.core.recon.engine.to_items import by_subject, to_breaks, to_matches
from qrt.core.recon.gateway_numbers import for_a_person, matched_by_number
from qrt.core.recon.gst_words import with_words
from qrt.core.recon.known import Known, follows_from
from qrt.core.recon.patterns import with_references
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Break, Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side

EPOCH = date(1970, 1, 1)
MODEL_LEFT_OUT = "recon.model_left_out"


def reconcile(
    kind: ReconciliationKind,
    subject: str,
    left: Sequence[Item],
    right: Sequence[Item],
    policy: MatchPolicy,
    as_of: date,
    learnt: Learnt | None = None,
    known: Known | None = None,
) -> Reconciliation:
    """Match ours (left) with theirs (right). Every item stands whole in exactly one match or one break.

    The result depends on what the items say and on nothing else: not on their order, not on the clock. Ids must be unique within a side. learnt: what people said
    of parties, and how often matches of some evidence were right. known: reconciliations that need not be made again.
    """
    check_unique(left), check_unique(right)
    key = follows_from(kind, subject, left, right, policy, as_of, learnt) if known is not None else ""
    if known is not None and (before := known.get(key)) is not None:
        return before
    made = _made(kind, Subject(subject, left, right, as_of), policy, learnt)
    if known is not None:
        known.keep(key, made)
    return made


def outcome_of(
    kind: ReconciliationKind, left: Sequence[Item], right: Sequence[Item], policy: MatchPolicy, as_of: date, learnt: Learnt | None = None
) -> tuple[Outcome, tuple[pl.DataFrame, pl.DataFrame], EngineSpec]:
    """What the engine finds of items whose amounts are not nil, the tables that it was asked about, and how. Lines have the ids of their items."""
    a, b, spec = tables_of(kind, *([item for item in items if item.amount] for items in (left, right)))
    asked = spec_under(kind, spec, policy, as_of)
    return _asked(a, b, asked, learnt), (a, b), asked


def _asked(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, learnt: Learnt | None) -> Outcome:
    """What the engine finds, with what the company's decisions say of its suggestions."""
    outcome = reconcile_tables(left, right, spec, workers=1, learnt=learnt)
    return learnt.taught.over(outcome, learnt.experience, spec.precision_target) if learnt and learnt.taught else outcome


def _made(kind: ReconciliationKind, subject: "Subject", policy: MatchPolicy, learnt: Learnt | None) -> Reconciliation:
    if kind is ReconciliationKind.GATEWAY:
        return _of_gateway(subject, policy, learnt)
    return made_of(kind, subject, *outcome_of(kind, subject.left, subject.right, policy, subject.as_of, learnt))


def made_of(kind: ReconciliationKind, subject: "Subject", outcome: Outcome, tables: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> Reconciliation:
    """The reconciliation of an outcome of `outcome_of`: documents of GST in their words, and held to what of them always waits for a person."""
    result = _of_outcome(kind, subject, outcome)
    return with_words(result, outcome, tables, spec) if kind in OF_GST else result


def _of_gateway(subject: "Subject", policy: MatchPolicy, learnt: Learnt | None) -> Reconciliation:
    """By number first; what the engine finds of the rest waits for a person."""
    ours, theirs = ([item for item in items if item.amount] for items in (subject.left, subject.right))
    matches, ours, theirs = matched_by_number(ours, theirs)
    kind = ReconciliationKind.GATEWAY
    rest = Subject(subject.name, ours, theirs, subject.as_of)
    found = _of_outcome(kind, rest, outcome_of(kind, ours, theirs, policy, subject.as_of, learnt)[0])
    taken = {part.item for match in matches for part in match.allocations}
    nil = [
        Break(side, item.id, "", "its amount is nil", max(0, (subject.as_of - item.day).days))
        for side, many in ((Side.LEFT, subject.left), (Side.RIGHT, subject.right))
        for item in many
        if not item.amount and item.id not in taken
    ]
    return assemble(kind, subject.name, subject.as_of, subject.left, subject.right, [*matches, *for_a_person(found.matches)], [*found.breaks, *nil])


@dataclass(frozen=True)
class Subject:
    """One of several reconciliations of a kind: two sides of items, whose ids are unique within a side."""

    name: str
    left: Sequence[Item]
    right: Sequence[Item]
    as_of: date


def reconcile_each(
    kind: ReconciliationKind, subjects: Sequence[Subject], policy: MatchPolicy, learnt: Learnt | None = None, known: Known | None = None
) -> list[Reconciliation]:
    """`reconcile` of each subject, in their order, those that are not known in one run: a run costs more than the lines of most parties. Not for banks, gateways and GST."""
    assert kind not in (ReconciliationKind.BANK, ReconciliationKind.GATEWAY) and kind not in OF_GST
    for each in subjects:
        check_unique(each.left), check_unique(each.right)
    if known is None:
        return _made_together(kind, subjects, policy, learnt)
    keys = [follows_from(kind, each.name, each.left, each.right, policy, each.as_of, learnt) for each in subjects]
    found = [known.get(key) for key in keys]
    anew = iter(_made_together(kind, [each for each, before in zip(subjects, found, strict=True) if before is None], policy, learnt))
    result = [before if before is not None else next(anew) for before in found]
    for key, each in zip(keys, result, strict=True):
        known.keep(key, each)
    return result


def reconcile_subjects(
    kind: ReconciliationKind, asked: Sequence[tuple[Subject, MatchPolicy]], learnt: Learnt | None = None, known: Known | None = None
) -> dict[str, Reconciliation]:
    """By name: `reconcile` of each subject under its own policy, after references that the policy's patterns find. Subjects under one policy are one run."""
    by_policy: defaultdict[MatchPolicy, list[Subject]] = defaultdict(list)
    for subject, policy in asked:
        ours, theirs = (with_references(items, policy.patterns) for items in (subject.left, subject.right))
        by_policy[policy].append(replace(subject, left=ours, right=theirs))
    return {result.subject: result for policy, subjects in by_policy.items() for result in reconcile_each(kind, subjects, policy, learnt, known)}


def _made_together(kind: ReconciliationKind, subjects: Sequence[Subject], policy: MatchPolicy, learnt: Learnt | None) -> list[Reconciliation]:
    if not subjects:
        return []
    told = [([item for item in each.left if item.amount], [item for item in each.right if item.amount]) for each in subjects]
    a, b, spec = tables_of_each(kind, told)
    outcome = _asked(a, b, spec_under(kind, spec, policy, max(each.as_of for each in subjects)), learnt)
    return [_of_outcome(kind, each, found) for each, found in zip(subjects, by_subject(outcome, len(subjects)), strict=True)]


def _of_outcome(kind: ReconciliationKind, subject: Subject, outcome: Outcome) -> Reconciliation:
    sides = {Side.LEFT: subject.left, Side.RIGHT: subject.right}
    items = {side: {item.id: item for item in many if item.amount} for side, many in sides.items()}
    matches = to_matches(outcome, items)
    if kind not in OF_GST:
        # Of documents of GST it is said what a person decides (`gst_words`).
        matches = [replace(each, reasons=(*each.reasons, Reason(WAITS, 0.0))) if _waits(each) else each for each in matches]
    nil = [
        Break(side, item.id, "", "its amount is nil", max(0, (subject.as_of - item.day).days))
        for side, many in sides.items()
        for item in many
        if not item.amount
    ]
    breaks = [*to_breaks(outcome, items, matches, subject.as_of), *nil]
    made = assemble(kind, subject.name, subject.as_of, subject.left, subject.right, matches, breaks)
    return replace(made, findings=(_left_out(made, why),)) if (why := outcome.record.get(LEFT_OUT)) else made


def _waits(match: Match) -> bool:
    """Whether a suggestion says nothing yet of why it waits."""
    return match.status is MatchStatus.SUGGESTED and not any(reason.text in HELD.values() for reason in match.reasons)


def _left_out(made: Reconciliation, why: str) -> Finding:
    """recon.model_left_out: what the company's decisions taught says nothing of these lines."""
    sentence = f"{made.subject}: what decisions on matches taught was left out, for {why}. Its suggestions wait as they would without it."
    return Finding(MODEL_LEFT_OUT, Severity.INFO, f"recon:{made.kind}/{made.subject}", sentence)


def model_of(result: Reconciliation, learnt: Learnt | None) -> str:
    """Digest of the model that said how sure the suggestions of a result are; "" where none did."""
    left_out = any(each.rule == MODEL_LEFT_OUT for each in result.findings)
    return learnt.taught.digest if learnt and learnt.taught and not left_out else ""


def accepted_from(result: Reconciliation, policy: MatchPolicy, learnt: Learnt | None = None) -> float:
    """The least probability from which on a match of a kind is accepted by its score, where so many must be right as the policy asks."""
    known = learnt.experience if learnt else None
    return known.accepted_from(float(policy.precision_target)) if known else tables_of(result.kind, (), ())[2].threshold


def spec_under(kind: ReconciliationKind, spec: EngineSpec, policy: MatchPolicy, as_of: date) -> EngineSpec:
    """What the engine is asked under the limits of a company: its window and tolerances, and how sure it must be of what it accepts without a person.

    Up to which amount a company allows that is no matter of evidence: `acceptance.accept_within` holds back what is above, and says so on the match.
    The window is that of money on its way to a bank. Documents and statements of parties have numbers, and the days of their kind.
    """
    share = float(policy.rate_tolerance) / 100
    if spec.family == "intercompany":
        share = max(share, spec.tolerance_share)  # How far two rates of exchange may lie apart is no matter of the company's policy.
    if spec.family == "money":
        spec = replace(spec, days_before=policy.window_days, days_after=policy.window_days, reference_days=policy.reference_days)
    return replace(
        spec,
        tolerance_paise=policy.amount_tolerance,
        tolerance_share=share,
        margin=max(spec.margin, float(policy.margin_least)),
        precision_target=float(policy.precision_target),
        usual=policy.usual if kind is not ReconciliationKind.TDS_CHALLAN else replace(policy.usual, rates=()),  # Nobody takes tax out of what is paid as tax.
        tax_alone=policy.tax_alone,
        fee_alone=float(policy.fee_alone),
        doubtful=True,
        as_of_day=(as_of - EPOCH).days,
    )


def assemble(
    kind: ReconciliationKind, subject: str, as_of: date, left: Iterable[Item], right: Iterable[Item], matches: Iterable[Match], breaks: Iterable[Break]
) -> Reconciliation:
    """The result in canonical order, with its invariants asserted."""
    result = Reconciliation(
        kind=kind,
        subject=subject,
        as_of=as_of,
        left=tuple(sorted(left, key=lambda item: (item.day, item.id))),
        right=tuple(sorted(right, key=lambda item: (item.day, item.id))),
        matches=tuple(sorted(matches, key=lambda match: match.id)),
        breaks=tuple(sorted(breaks, key=lambda each: (each.side, each.item))),
    )
    assert_whole(result)
    return result


def assert_whole(result: Reconciliation) -> None:
    """Every item once, in a live match or open, whole and with its own amount (a split line is several items); weights add up to scores."""
    live = [match for match in result.matches if match.status is not MatchStatus.REJECTED]
    for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)):
        amounts = {item.id: item.amount for item in items}
        used = [allocation for match in live for allocation in match.allocations if allocation.side == side]
        seen = [allocation.item for allocation in used] + [each.item for each in result.breaks if each.side == side]
        assert len(seen) == len(amounts) and set(seen) == set(amounts), f"{result.subject}: an item of the {side} side is lost or used twice"
        assert all(allocation.amount == amounts[allocation.item] for allocation in used), result.subject
    for match in result.matches:
        assert abs(sum(reason.weight for reason in match.reasons) - match.score) < 0.001, match.id


def check_unique(items: Sequence[Item]) -> None:
    """Asserts that ids are unique: readers number their rows."""
    assert len({item.id for item in items}) == len(items), "two items of one side have the same id"


def reconciliation_digest(result: Reconciliation) -> str:
    """SHA-256 over every match and break: the same items and policy give the same digest on every machine and in every order."""
    total = hashlib.sha256(f"{result.kind}|{result.subject}|{result.as_of}".encode())
    for match in result.matches:
        parts = [f"{each.side}:{each.item}:{each.amount}" for each in match.allocations]
        total.update("|".join((match.id, match.stage, match.status, f"{match.score:.4f}", f"{match.margin:.4f}", str(match.difference), *parts)).encode())
        total.update("|".join(f"{reason.text}={reason.weight:.4f}" for reason in match.reasons).encode())
    for each in result.breaks:
        total.update("|".join((each.side, each.item, each.nearest, each.why_not, str(each.age_days))).encode())
    return total.hexdigest()
