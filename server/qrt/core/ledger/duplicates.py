"""The same voucher seen in two papers (bank book and payment register, two bank books of a contra, XML and XLSX) is one voucher with two places."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.ledger.moved import hold_moved
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import VoucherDraft
from qrt.core.ledger.voucher import is_sound, legs_sum, source_of


def merge_duplicates(drafts: Sequence[VoucherDraft]) -> tuple[tuple[VoucherDraft, ...], tuple[Finding, ...]]:
    """One draft for each voucher, whatever the order of the papers.

    Inside one paper (or sheet) every row is a voucher of its own, also when number, day and legs repeat: its total counts both. Across papers the nth
    occurrence of equal legs under one key is the nth of the other paper. Equal keys with other legs are copies that contradict each other when they
    share party, ledgers or size (the first by paper is kept, loudly), and else two vouchers whose number repeats.
    """
    by_key: defaultdict[tuple[str, str], list[VoucherDraft]] = defaultdict(list)
    for draft in drafts:
        by_key[draft.entity, draft.key].append(draft)
    merged: list[VoucherDraft] = []
    findings: list[Finding] = []
    for _, same_key in sorted(by_key.items()):
        if len(same_key) == 1:
            merged.append(same_key[0])
            continue
        kept, found = _settle(sorted(same_key, key=_order))
        merged += kept
        findings += found
    merged, again = _across_series(merged)
    findings += again
    merged, moved = hold_moved(merged)
    findings += moved
    merged.sort(key=lambda draft: (draft.entity, draft.day, draft.key))
    return tuple(merged), (*findings, *_check_numbers_across_days(merged))


def _across_series(drafts: list[VoucherDraft]) -> tuple[list[VoucherDraft], list[Finding]]:
    """A general ledger and a register name the types of their vouchers differently: number, day and every leg alike on two papers is one voucher all the same."""
    groups: defaultdict[tuple[str, str, object, tuple[tuple[str, int], ...]], list[VoucherDraft]] = defaultdict(list)
    for draft in drafts:
        if draft.number:
            groups[draft.entity, " ".join(draft.number.casefold().split()), draft.day, legs_sum(draft.lines)].append(draft)
    dropped: set[tuple[str, str]] = set()
    replaced: dict[tuple[str, str], VoucherDraft] = {}
    findings = []
    for same in groups.values():
        kept: list[VoucherDraft] = []
        for draft in sorted(same, key=_order):
            own = {source_of(place)[0] for place in draft.evidence}
            twin = next((each for each in kept if _may_be_one(each, draft) and not own & {source_of(place)[0] for place in each.evidence}), None)
            if twin is None:
                kept.append(draft)
                continue
            one = _one_of([twin, draft])
            kept[kept.index(twin)] = replaced[twin.entity, twin.key] = one
            dropped.add((draft.entity, draft.key))
            sentence = (
                f"{draft.type_name or draft.kind.value} {draft.number} of {draft.day:%d-%m-%Y} stands on another paper as {twin.type_name or twin.kind.value} with the same "
                "number and legs: it was taken once."
            )
            subject = f"voucher:{draft.entity}/{draft.key}"
            findings.append(
                Finding("voucher.same_in_two_series", Severity.INFO, subject, sentence, Paise(_size(draft)), evidence=one.evidence, entity=draft.entity)
            )
    return [replaced.get((draft.entity, draft.key), draft) for draft in drafts if (draft.entity, draft.key) not in dropped], findings


def _may_be_one(one: VoucherDraft, other: VoucherDraft) -> bool:
    """One branch, or one of them names none; and series that differ in name alone."""
    branches = {squeezed(one.branch), squeezed(other.branch)}
    return (len(branches) == 1 or "" in branches) and one.key != other.key


def _order(draft: VoucherDraft) -> tuple[str, str, int, str]:
    paper, sheet = source_of(draft.place)
    row = draft.place.row if draft.place else None
    return (paper, sheet, row or 0, "" if row else repr(legs_sum(draft.lines)))


def _settle(drafts: list[VoucherDraft]) -> tuple[list[VoucherDraft], list[Finding]]:
    """All drafts of one key, ordered by paper and row."""
    alike: defaultdict[tuple[tuple[str, int], ...], dict[tuple[str, str], list[VoucherDraft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        alike[legs_sum(draft.lines)][source_of(draft.place)].append(draft)
    vouchers: list[VoucherDraft] = []
    for sources in alike.values():
        copies = list(sources.values())
        for nth in range(max(len(rows) for rows in copies)):
            vouchers.append(_one_of([rows[nth] for rows in copies if nth < len(rows)]))
    vouchers.sort(key=lambda draft: (not is_sound(draft), _order(draft)))
    kept, findings = _without_contradictions(vouchers)
    if len(kept) > 1:
        findings.append(_repeated(kept))
    return [draft if n == 0 else replace(draft, key=f"{draft.key}#{n + 1}") for n, draft in enumerate(kept)], findings


def _one_of(copies: list[VoucherDraft]) -> VoucherDraft:
    """The first copy with the places of all, and what the others know and it does not."""
    first = copies[0]
    evidence = tuple(dict.fromkeys(place for copy in copies for place in copy.evidence))
    return replace(
        first,
        # Legs are alike in all copies; the one that says most of bills and parties is kept.
        lines=max((copy.lines for copy in copies), key=lambda lines: sum(bool(line.bill or line.bill_kind or line.party) for line in lines)),
        evidence=evidence,
        narration=first.narration or next((copy.narration for copy in copies if copy.narration), ""),
        party_gstin=first.party_gstin or next((copy.party_gstin for copy in copies if copy.party_gstin), ""),
        reference=first.reference or next((copy.reference for copy in copies if copy.reference), ""),
        reference_day=first.reference_day or next((copy.reference_day for copy in copies if copy.reference_day), None),
    )


def _without_contradictions(vouchers: list[VoucherDraft]) -> tuple[list[VoucherDraft], list[Finding]]:
    kept: list[VoucherDraft] = []
    findings: list[Finding] = []
    for voucher in vouchers:
        own = {source_of(place) for place in voucher.evidence}
        rival = next((other for other in kept if not own & {source_of(place) for place in other.evidence} and _look_like_copies(voucher, other)), None)
        if rival is None:
            kept.append(voucher)
            continue
        apart = abs(_size(voucher) - _size(rival))
        sentence = (
            f"{voucher.type_name or voucher.kind.value} {voucher.number or '(no number)'} of {voucher.day:%d-%m-%Y} stands in two papers with different amounts or ledgers "
            f"({rupee_text(Paise(_size(rival)))} and {rupee_text(Paise(_size(voucher)))}): the first was taken, decide which is right."
        )
        places = tuple(dict.fromkeys((*rival.evidence, *voucher.evidence)))
        findings.append(
            Finding(
                "voucher.conflicting_copies",
                Severity.BLOCKING,
                f"voucher:{voucher.entity}/{voucher.key}",
                sentence,
                Paise(apart),
                evidence=places,
                entity=voucher.entity,
            )
        )
    return kept, findings


def _look_like_copies(one: VoucherDraft, other: VoucherDraft) -> bool:
    """Copies of one voucher agree in their size, or in their ledgers, or in the party and half of the ledgers; two vouchers of two branches do not."""
    ledgers, others = {name for name, _ in legs_sum(one.lines)}, {name for name, _ in legs_sum(other.lines)}
    if not ledgers or not others or ledgers == others or (_size(one) == _size(other) and ledgers & others):
        return True
    same_party = bool(one.party) and squeezed(one.party) == squeezed(other.party)
    return same_party and 2 * len(ledgers & others) >= min(len(ledgers), len(others))


def _size(draft: VoucherDraft) -> int:
    return sum(line.amount for line in draft.lines if line.amount > 0)


def _repeated(vouchers: list[VoucherDraft]) -> Finding:
    first = vouchers[0]
    sentence = (
        f"{first.type_name or first.kind.value} {first.number} of {first.day:%d-%m-%Y} stands for {len(vouchers)} vouchers: all were kept."
        if first.number
        else f"{len(vouchers)} {first.type_name or first.kind.value} vouchers of {first.day:%d-%m-%Y} without a number are equal in every leg: all were kept."
    )
    places = tuple(dict.fromkeys(place for voucher in vouchers for place in voucher.evidence))
    amount = Paise(_size(vouchers[-1]))
    return Finding("voucher.number_repeated", Severity.WARNING, f"voucher:{first.entity}/{first.key}", sentence, amount, evidence=places, entity=first.entity)


def _check_numbers_across_days(drafts: Sequence[VoucherDraft]) -> tuple[Finding, ...]:
    """One number of one series on two days: the vouchers have their own keys already, a person should look."""
    seen: defaultdict[tuple[str, str, str, str], list[VoucherDraft]] = defaultdict(list)
    for draft in drafts:
        if draft.number and "#" not in draft.key:
            seen[draft.entity, draft.branch, squeezed(draft.type_name) or draft.kind.value, " ".join(draft.number.casefold().split())].append(draft)
    findings: list[Finding] = []
    for (entity, _, _, _), same in sorted(seen.items(), key=lambda each: each[0]):
        days = sorted({draft.day for draft in same})
        # A series may start again each month: only a repetition inside one month is odd.
        if len(days) > 1 and len({(day.year, day.month) for day in days}) < len(days):
            first = same[0]
            sentence = (
                f"{first.type_name or first.kind.value} {first.number} was used on {', '.join(f'{day:%d-%m-%Y}' for day in days)}: all vouchers were kept."
            )
            places = tuple(dict.fromkeys(place for draft in same for place in draft.evidence))
            findings.append(
                Finding("voucher.number_repeated", Severity.WARNING, f"voucher:{entity}/{first.key}", sentence, ZERO, evidence=places, entity=entity)
            )
    return tuple(findings)
