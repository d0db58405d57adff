"""What people's decisions do to findings and matches. The page writes the same words when a person decides, so a later run says nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from qrt.core.base.canonical import digest
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.close.types import Decision
from qrt.core.ledger.types import BillKind, Foreign, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.bench import PAIRED_OTHERWISE, Bench, ByHand, assert_pieces
from qrt.core.recon.match import assert_whole
from qrt.core.recon.types import Reconciliation, Side


def finding_digest(finding: Finding) -> str:
    """The identity of a finding between runs: everything that it says, but not its evidence."""
    return digest([finding.rule, finding.entity, finding.subject, finding.sentence, finding.amount, finding.severity])


def finding_order(pair: tuple[Finding, str]) -> tuple[str, str, str, str]:
    """Findings stand by entity, rule, subject, sentence."""
    finding = pair[0]
    return finding.entity, finding.rule, finding.subject, finding.sentence


def settle_findings(findings: Iterable[Finding], decisions: Iterable[Decision]) -> tuple[tuple[Finding, str], ...]:
    """Each finding once, "open" or "waived", in order. Of two with the same identity the later one's evidence stands."""
    waived = {decision.subject for decision in decisions if decision.kind == "finding_waived"}
    unique = {finding_digest(finding): finding for finding in findings}
    return tuple(sorted(((finding, "waived" if identity in waived else "open") for identity, finding in unique.items()), key=finding_order))


def approved_vouchers(decisions: Iterable[Decision], entity: str) -> tuple[Voucher, ...]:
    """Vouchers that a person approved, as they were approved, by key."""
    prefix = f"{entity}|"
    found = {
        decision.subject.removeprefix(prefix): _voucher(decision.content)
        for decision in decisions
        if decision.kind == "voucher_approved" and decision.subject.startswith(prefix)
    }
    return tuple(found[key] for key in sorted(found))


def auto_posted_vouchers(decisions: Iterable[Decision], entity: str) -> tuple[Voucher, ...]:
    """Vouchers that a policy posted in earlier runs, as they were posted, by key."""
    prefix = f"{entity}|"
    mine = [each for each in decisions if each.kind == "voucher_auto_posted" and each.subject.startswith(prefix)]
    found = {each.subject.removeprefix(prefix): _voucher(each.content) for each in mine}
    return tuple(found[key] for key in sorted(found))


def _voucher(content: Mapping[str, Any]) -> Voucher:
    return Voucher(
        key=content["key"],
        entity=content["entity"],
        kind=VoucherKind(content["kind"]),
        day=date.fromisoformat(content["day"]),
        lines=tuple(_line(line) for line in content["lines"]),
        source=SourceKind(content["source"]),
        number=content.get("number", ""),
        type_name=content.get("type_name", ""),
        branch=content.get("branch", ""),
        narration=content.get("narration", ""),
        party=content.get("party", ""),
        party_gstin=content.get("party_gstin", ""),
        reference=content.get("reference", ""),
        reference_day=_day(content.get("reference_day")),
        place=_place(content.get("place")),
        evidence=tuple(place for place in map(_place, content.get("evidence", ())) if place),
        reverses=content.get("reverses", ""),
        reverses_on=_day(content.get("reverses_on")),
        approver=content.get("approver", ""),
        approved_because=content.get("approved_because", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _line(content: Mapping[str, Any]) -> Line:
    foreign = content.get("foreign")
    return Line(
        ledger=content["ledger"],
        amount=Paise(content["amount"]),
        place=_place(content.get("place")),
        bill=content.get("bill", ""),
        reason=content.get("reason", ""),
        bill_kind=BillKind(content["bill_kind"]) if content.get("bill_kind") else None,
        due_day=_day(content.get("due_day")),
        cost_centre=content.get("cost_centre", ""),
        written=content.get("written", ""),
        foreign=Foreign(foreign["currency"], foreign["amount"], Decimal(foreign["rate"]), date.fromisoformat(foreign["day"])) if foreign else None,
    )


def _place(content: Mapping[str, Any] | None) -> Place | None:
    if content is None:
        return None
    box = content.get("box")
    return Place(
        document=content["document"],
        page=content.get("page"),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        sheet=content.get("sheet"),
        row=content.get("row"),
        column=content.get("column"),
    )


def apply_match_decisions(result: Reconciliation, entity: str, decisions: Iterable[Decision]) -> Reconciliation:
    """The reconciliation as people left it: matches accepted, rejected and made by hand, acts taken back. Decisions that no longer fit are passed over."""
    return decide_matches(result, entity, decisions)[0]


def decide_matches(result: Reconciliation, entity: str, decisions: Iterable[Decision]) -> tuple[Reconciliation, tuple[str, ...]]:
    """`apply_match_decisions`, and the names of the matches for which a decision no longer fits, each once and in order."""
    prefix = f"{entity}|{result.kind}|{result.subject}|"
    mine = [decision for decision in decisions if decision.kind in MATCH_DECISIONS and decision.subject.startswith(prefix)]
    if not mine:
        return result, ()
    given = [(side, item) for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)) for item in items]
    bench = Bench(
        result.as_of,
        {(side, item.id): item for side, item in given},
        {match.id: match for match in result.matches},
        {(each.side, each.item): each for each in result.breaks},
    )
    passed: dict[str, None] = {}
    for decision in mine:
        passed |= dict.fromkeys(_apply(bench, decision, decision.subject.removeprefix(prefix)))
    assert_pieces(given, bench)
    sides = {side: sorted((item for (each, _), item in bench.items.items() if each is side), key=lambda item: (item.day, item.id)) for side in Side}
    decided = replace(
        result,
        left=tuple(sides[Side.LEFT]),
        right=tuple(sides[Side.RIGHT]),
        matches=tuple(sorted(bench.matches.values(), key=lambda each: each.id)),
        breaks=tuple(sorted(bench.breaks.values(), key=lambda each: (each.side, each.item))),
    )
    assert_whole(decided)
    return decided, tuple(passed)


MATCH_DECISIONS = frozenset({"match_accepted", "matches_accepted", "match_rejected", "match_made", "match_repaired", "matches_undone", "automatic_undone"})
"""Decisions on the matches of a reconciliation."""
BENCH_DECISIONS = MATCH_DECISIONS | {"match_checked", "recon_rules_set", "statement_prepared", "statement_reviewed"}
"""What is decided on a reconciliation, whose report is held for it."""


def _apply(bench: Bench, decision: Decision, name: str) -> list[str]:
    """One decision; the plural kinds name their matches in their content, in the order in which they were done. Gives the matches that it no longer fits."""
    acts: list[tuple[str, Callable[[], object]]]
    match decision.kind:
        case "match_accepted" | "matches_accepted":
            acts = [(each, lambda each=each: bench.accept(each)) for each in _names(decision, "matches") or [name]]
        case "match_rejected":
            acts = [(name, lambda: _reject(bench, name, decision.content))]
        case "match_made":
            acts = [(name, lambda: bench.make(ByHand.of(decision.content)))]
        case "match_repaired":
            old = str(decision.content["rejected"])
            acts = [(old, lambda: bench.reject(old, PAIRED_OTHERWISE)), (name, lambda: bench.make(ByHand.of(decision.content)))]
        case "automatic_undone":
            acts = [(each, lambda each=each: bench.release(each)) for each in _names(decision, "matches")]
        case _:
            acts = [(each, lambda each=each: bench.undo(each)) for each in _names(decision, "matches")]
    said = {(Side(line["side"]), str(line["item"])): line for line in decision.content.get("alone", ())}
    before = {key: bench.breaks.get(key) for key in said}
    passed = [each for each, act in acts if not _where_it_fits(act)]
    for key, line in said.items():
        other = Side.LEFT if key[0] is Side.RIGHT else Side.RIGHT
        # A line that this decision did not open has its own reason, and one of another run may be gone.
        if key in bench.breaks and bench.breaks[key] is not before[key] and (other, str(line["nearest"])) in bench.items:
            bench.stands(*key, str(line["nearest"]), str(line["failed"]))
    return passed


def _reject(bench: Bench, name: str, content: Mapping[str, Any]) -> None:
    bench.reject(name, str(content.get("reason", "")))
    if offered := content.get("offered"):
        bench.offer(name, str(offered["left"]), str(offered["right"]))


def _where_it_fits(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        return False
    return True


def _names(decision: Decision, key: str) -> Sequence[str]:
    return [str(each) for each in decision.content.get(key, ())]
