"""What people decide about how reconciliations are made and proved: rules of an account, looks at the sample, signatures under a statement."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qrt.core.base.canonical import digest
from qrt.core.base.company import Policy
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.close.types import Decision, RuleBook
from qrt.core.recon.acceptance import Acceptance, accept_within, measured_precision
from qrt.core.recon.bench import whole_lines
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.match import accepted_from, model_of, reconcile
from qrt.core.recon.patterns import as_written, with_references
from qrt.core.recon.policy import MatchPolicy, policy_of
from qrt.core.recon.proof import Balances
from qrt.core.recon.rules import MatchRules, to_rules, under
from qrt.core.recon.statement import Statement, statement_content
from qrt.core.recon.taught import with_lesson
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind
from qrt.core.tax.usual import usual_differences

RULES_SET = "recon_rules_set"
CHECKED = "match_checked"
UNDONE = "automatic_undone"
TAKEN_BACK = "matches_undone"
PREPARED, REVIEWED = "statement_prepared", "statement_reviewed"

ALIAS_SET = "party_alias_set"
EXPERIENCE_TAUGHT = "experience_taught"
MODEL_TAUGHT = "model_taught"

ABOUT_RULES = frozenset({RULES_SET})


def rules_subject(entity: str, kind: str, subject: str = "") -> str:
    """What a decision on rules is about: an account, or with no subject every one of the kind."""
    return f"{entity}|{kind}|{subject}"


def standing_rules(decisions: Iterable[Decision], entity: str, kind: str, subject: str) -> MatchRules | None:
    """The rules of an account, else those of its kind; None where nobody decided, or decided to leave it to the company's policy."""
    found = rules_decisions(decisions)
    own = found.get(rules_subject(entity, kind, subject)) or found.get(rules_subject(entity, kind))
    return to_rules(own.content["rules"]) if own else None


def rules_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision on rules that stands for each subject; one that an earlier quarter took gives way to any of this close."""
    mine = [each for each in decisions if each.kind in ABOUT_RULES]
    found: dict[str, Decision] = {}
    for each in (*(each for each in mine if each.content.get("since")), *(each for each in mine if not each.content.get("since"))):
        found[each.subject] = each
    return {subject: each for subject, each in found.items() if each.content.get("rules") is not None}


def policy_under(base: MatchPolicy, decisions: Iterable[Decision], entity: str, kind: ReconciliationKind, subject: str) -> MatchPolicy:
    """The company's policy with what people decided for this account over it."""
    return under(base, standing_rules(decisions, entity, kind.value, subject))


def policy_in(policy: Policy, rules: RuleBook, quarter: Quarter) -> MatchPolicy:
    """The company's policy with the charges and rates that the rule book has for the quarter."""
    return policy_of(policy, usual_differences(rules.tax, quarter.first_day, quarter.last_day))


def aliases_of(decisions: Iterable[Decision]) -> tuple[tuple[str, str], ...]:
    """(text, the party that it means) as people said, by text: the newest of each counts, and an empty party takes it back."""
    said = {each.subject: str(each.content.get("party", "")) for each in decisions if each.kind == ALIAS_SET}
    return tuple((text, party) for text, party in sorted(said.items()) if party)


def learnt_by(kind: ReconciliationKind, rules: RuleBook, decisions: Iterable[Decision]) -> Learnt:
    """What a reconciliation of a close knows beforehand: what people said of parties, and how often matches of some evidence were right, in all companies and,
    where its decisions were enough to bear it out, in this one. A model has seen the decisions itself, so that a lesson does not count beside it."""
    decided = list(decisions)
    experience, taught, model = rules.experience.get(kind.value), lesson_in(decided, kind), model_in(decided, kind)
    if model is not None:
        return Learnt(aliases_of(decided), experience=experience, taught=model)
    return Learnt(aliases_of(decided), experience=with_lesson(experience, taught) if experience and taught else experience)


def model_said(decisions: Iterable[Decision], kind: ReconciliationKind) -> Mapping[str, Any] | None:
    """The model of a kind as the run was handed it (`model_content`), sound or not; None where none counts."""
    found = next((each.content for each in reversed(list(decisions)) if each.kind == MODEL_TAUGHT and each.subject == kind.value), None)
    return found if found is not None and found["text"] else None


def model_content(model: str, digest: str, text: str) -> dict[str, Any]:
    """What a close is handed of a model; with empty texts: none counts any more. model: id of its row; digest: what the row says is the SHA-256 of its text."""
    return {"model": model, "digest": digest, "text": text}


def model_in(decisions: Iterable[Decision], kind: ReconciliationKind) -> Taught | None:
    """The model that a run was handed for a kind, where it is what was learned: a text with another digest than was kept of it is none."""
    said = model_said(decisions, kind)
    if said is None or hashlib.sha256(str(said["text"]).encode()).hexdigest() != said["digest"]:
        return None
    try:
        return Taught.from_json(str(said["text"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def check_models(entity: str, decisions: Sequence[Decision]) -> tuple[Finding, ...]:
    """recon.model_unsound: the run was handed a model that is not what was learned. It counts for nothing."""
    return tuple(
        Finding(
            "recon.model_unsound",
            Severity.ERROR,
            f"recon:{entity}/{kind}",
            f"{kind}: the model that decisions on matches taught is not the one that was kept: its text has another digest, or is no model. It was left out. Have "
            f"the row of the model looked at before the quarter is signed.",
            entity=entity,
        )
        for kind in ReconciliationKind
        if model_said(decisions, kind) is not None and model_in(decisions, kind) is None
    )


def lesson_in(decisions: Iterable[Decision], kind: ReconciliationKind) -> Mapping[str, Any] | None:
    """What the company's decisions taught the experience of a kind, as the run was handed it; None where they taught nothing yet."""
    return next((each.content for each in reversed(list(decisions)) if each.kind == EXPERIENCE_TAUGHT and each.subject == kind.value), None)


def reconcile_items(
    kind: ReconciliationKind,
    subject: str,
    left: Sequence[Item],
    right: Sequence[Item],
    policy: MatchPolicy,
    as_of: date,
    learnt: Learnt | None = None,
) -> tuple[Reconciliation, Acceptance]:
    """Items that were reconciled before once more, under a policy: what the close itself would find, before people decided on matches."""
    ours, theirs = (with_references(as_written(whole_lines(items)), policy.patterns) for items in (left, right))
    found = reconcile(kind, subject, ours, theirs, policy, as_of, learnt)
    return accept_within(found, policy, accepted_from(found, policy, learnt), model_of(found, learnt))


def ticks_of(decisions: Iterable[Decision], entity: str, result: Reconciliation) -> dict[str, bool]:
    """What people found of matches that nobody had decided: right or wrong, the newest look of each that stands."""
    return {match: bool(said["right"]) for match, said in looks_of(decisions, f"{entity}|{result.kind}|{result.subject}").items()}


def looks_of(decisions: Iterable[Decision], subject: str) -> dict[str, Mapping[str, Any]]:
    """By match what the newest look at it said that stands. Who takes the rejection back that "wrong" brought with it, takes back that it is wrong."""
    prefix, found = f"{subject}|", dict[str, Mapping[str, Any]]()
    for each in decisions:
        if not each.subject.startswith(prefix):
            continue
        if each.kind == CHECKED:
            found[each.subject.removeprefix(prefix)] = each.content
        elif each.kind == TAKEN_BACK:
            for match in each.content["matches"]:
                if match in found and not found[match]["right"]:
                    del found[match]
    return found


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's name under a statement. `stands`: what was signed is what the close says now."""

    role: str
    by: str
    at: str
    as_of: date
    digest: str
    because: str
    stands: bool


def check_precision(entity: str, result: Reconciliation, acceptance: Acceptance, decisions: Iterable[Decision]) -> tuple[Finding, ...]:
    """recon.precision_below_target: people found less of the sample right than the policy asks of what is accepted without them."""
    found = measured_precision(acceptance.accepted, ticks_of(decisions, entity, result))
    if found.measured is None or found.measured >= float(acceptance.precision_target):
        return ()
    seen, right = found.largest_seen + found.drawn_seen, found.largest_right + found.drawn_right
    sentence = (
        f"{result.subject}: of {len(acceptance.accepted)} matches that were accepted without a person {seen} were looked at and {seen - right} were wrong, less right than "
        f"the {(acceptance.precision_target * 100).normalize():f} % that the rules ask. Take them back, or narrow the rules."
    )
    return (Finding("recon.precision_below_target", Severity.WARNING, f"recon:{entity}/{result.kind}/{result.subject}", sentence, entity=entity),)


def signatures_of(decisions: Iterable[Decision], entity: str, result: Reconciliation, balances: Balances) -> tuple[Signature, ...]:
    """Who signed a statement of this reconciliation, in the order in which they did; each says whether what was signed stands."""
    subject = f"{entity}|{result.kind}|{result.subject}"
    now: dict[date, str] = {}
    found: list[Signature] = []
    for each in decisions:
        if each.kind not in (PREPARED, REVIEWED) or each.subject != subject:
            continue
        content: Mapping[str, Any] = each.content
        day = date.fromisoformat(content["as_of"])
        if day not in now:
            now[day] = statement_digest(entity, balances.statement(result, day))
        role = "prepared" if each.kind == PREPARED else "reviewed"
        found.append(
            Signature(role, str(content["by"]), str(content["at"]), day, str(content["digest"]), str(content.get("because", "")), content["digest"] == now[day])
        )
    return tuple(found)


def statement_digest(entity: str, drawn: Statement) -> str:
    """What a signature under a statement holds."""
    return digest(statement_content(entity, drawn))
