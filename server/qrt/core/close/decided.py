"""What people's decisions do to findings and matches. The page writes the same words when a person decides, so a later run says nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from qrt.core.base.canonical import digest
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.close.types import Decision
from qrt.core.ledger.types import BillKind, Foreign, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Reconciliation, Side, Stage

MATCHED_BY_HAND = "a person matched these by hand"


def rejected_because(reason: str) -> str:
    """Why an item is open after a person rejected its match."""
    return "a person rejected the match" + (f": {reason.strip()}" if reason.strip() else "")


def manual_match_id(left: Iterable[str], right: Iterable[str]) -> str:
    """The id of a match made by hand: it follows from its items."""
    return "manual:" + digest([sorted(left), sorted(right)])[:32]


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
    """The reconciliation as people left it: accepted and rejected matches, matches made by hand. Decisions that no longer fit are passed over."""
    prefix = f"{entity}|{result.kind}|{result.subject}|"
    mine = [decision for decision in decisions if decision.subject.startswith(prefix)]
    if not mine:
        return result
    matches = {match.id: match for match in result.matches}
    breaks = {(each.side, each.item): each for each in result.breaks}
    items = {Side.LEFT: {item.id: item for item in result.left}, Side.RIGHT: {item.id: item for item in result.right}}
    for decision in mine:
        name = decision.subject.removeprefix(prefix)
        match = matches.get(name)
        if decision.kind == "match_accepted" and match and match.status in (MatchStatus.AUTO, MatchStatus.SUGGESTED):
            matches[name] = replace(match, status=MatchStatus.ACCEPTED)
        elif decision.kind == "match_rejected" and match and match.status is not MatchStatus.REJECTED:
            matches[name] = replace(match, status=MatchStatus.REJECTED)
            breaks |= {(each.side, each.item): each for each in _opened(match, result, items, str(decision.content.get("reason", "")))}
        elif decision.kind == "match_made":
            made = _made(name, decision, items)
            taken = {(part.side, part.item) for part in made.allocations} if made else set()
            if made and taken <= breaks.keys():
                matches[name] = made
                breaks = {key: each for key, each in breaks.items() if key not in taken}
    return replace(
        result,
        matches=tuple(sorted(matches.values(), key=lambda each: each.id)),
        breaks=tuple(sorted(breaks.values(), key=lambda each: (each.side, each.item))),
    )


def _opened(match: Match, result: Reconciliation, items: dict[Side, dict[str, Item]], reason: str) -> list[Break]:
    sides: defaultdict[Side, list[str]] = defaultdict(list)
    for part in match.allocations:
        sides[part.side].append(part.item)
    return [
        Break(
            side=part.side,
            item=part.item,
            nearest=min(sides[Side.RIGHT if part.side is Side.LEFT else Side.LEFT], default=""),
            why_not=rejected_because(reason),
            age_days=max((result.as_of - items[part.side][part.item].day).days, 0),
        )
        for part in match.allocations
    ]


def _made(name: str, decision: Decision, items: dict[Side, dict[str, Item]]) -> Match | None:
    wanted = [(Side.LEFT, item) for item in _names(decision, "left")] + [(Side.RIGHT, item) for item in _names(decision, "right")]
    if not all(item in items[side] for side, item in wanted):
        return None
    allocations = tuple(Allocation(side, item, items[side][item].amount) for side, item in sorted(wanted))
    return Match(name, Stage.MANUAL, allocations, 1.0, 1.0, MatchStatus.ACCEPTED, (Reason(MATCHED_BY_HAND, 1.0),))


def _names(decision: Decision, side: str) -> Sequence[str]:
    return [str(each) for each in decision.content[side]]
