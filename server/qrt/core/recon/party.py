"""Our ledger of a vendor or customer against the statement that it sent us."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.types import PartyLine
from qrt.core.ledger.types import Voucher
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.known import Known
from qrt.core.recon.lines import line_ids
from qrt.core.recon.match import Subject, reconcile_subjects
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, ReconciliationKind, Side


def party_items(vouchers: Iterable[Voucher], ledger: str, first: date, last: date) -> tuple[Item, ...]:
    """The legs of a party's ledger in the days of its statement; debit positive. The other side's number goes before ours, for the statement has theirs."""
    made: list[Item] = []
    for voucher in vouchers:
        if not first <= voucher.day <= last:
            continue
        for index, line in enumerate(voucher.lines):
            if line.ledger == ledger and line.amount:
                labels = {
                    "account": "",
                    "voucher": voucher.number,
                    "kind": voucher.kind.value,
                    "bills": "|".join(each for each in (line.bill, voucher.number) if each),
                }
                day = voucher.reference_day or voucher.day
                made.append(
                    Item(
                        f"{voucher.key}#{index}",
                        day,
                        line.amount,
                        voucher.reference or line.bill or voucher.number,
                        voucher.narration,
                        ledger,
                        line.place or voucher.place,
                        {},
                        labels,
                    )
                )
    return tuple(made)


def party_statement_items(lines: Sequence[PartyLine], ledger: str) -> tuple[Item, ...]:
    """The lines of a party's statement, signed as our books have them. What it brought forward is no line of its own."""
    moved = [line for line in lines if line.amount and line.what != "opening"]
    return tuple(
        Item(name, line.day, line.amount, line.reference, line.narration, ledger, line.place, labels={"account": "", "what": line.what})
        for name, line in zip(line_ids((line.day, (int(line.amount), line.reference, line.narration)) for line in moved), moved, strict=True)
    )


@dataclass(frozen=True)
class PartyStatement:
    """What a party stated, over which days, and what may be done with it."""

    ledger: str
    lines: Sequence[PartyLine]
    policy: MatchPolicy
    first: date
    last: date


def reconcile_parties(
    vouchers: Iterable[Voucher], stated: Sequence[PartyStatement], learnt: Learnt | None = None, known: Known | None = None
) -> dict[str, Reconciliation]:
    """By ledger: each party's ledger matched with its statement over the days that the statement covers, with findings about what is left over.

    Parties under one policy are one run. learnt, known: as in `reconcile`.
    """
    asked = {each.ledger for each in stated}
    books: defaultdict[str, list[Voucher]] = defaultdict(list)
    for voucher in vouchers:
        for ledger in asked.intersection(line.ledger for line in voucher.lines):
            books[ledger].append(voucher)
    subjects = [
        Subject(each.ledger, party_items(books[each.ledger], each.ledger, each.first, each.last), party_statement_items(each.lines, each.ledger), each.last)
        for each in stated
    ]
    found = reconcile_subjects(ReconciliationKind.PARTY, [(subject, each.policy) for subject, each in zip(subjects, stated, strict=True)], learnt, known)
    return {name: replace(result, findings=check_party(result)) for name, result in found.items()}


def check_party(result: Reconciliation) -> tuple[Finding, ...]:
    """recon.party_only, recon.party_unknown_to_them, recon.party_amount_differs: what one side has and the other has not, or has otherwise."""
    left, right = {item.id: item for item in result.left}, {item.id: item for item in result.right}
    findings: list[Finding] = []
    for each in result.breaks:
        item = (left if each.side is Side.LEFT else right)[each.item]
        amount = Paise(abs(item.amount))
        what = f"{item.day:%d-%m-%Y}, {item.reference or item.narration or 'without a number'}, {rupee_text(amount)}"
        if each.side is Side.RIGHT:
            sentence = f"{result.subject} lists {what} on its statement, and our books have nothing like it: {each.why_not}."
            findings.append(_finding("recon.party_only", Severity.WARNING, result, item, sentence, amount))
        else:
            sentence = f"Our books have {what} with {result.subject}, and its statement does not: {each.why_not}."
            findings.append(_finding("recon.party_unknown_to_them", Severity.WARNING, result, item, sentence, amount))
    for match in result.matches:
        if match.difference and match.status is not MatchStatus.REJECTED:
            item = left[next(each.item for each in match.allocations if each.side is Side.LEFT)]
            size = Paise(abs(match.difference))
            why = "; ".join(reason.text for reason in match.reasons)
            sentence = f"{result.subject} and our books agree on {item.reference or item.day} but for {rupee_text(size)}: {why}."
            findings.append(_finding("recon.party_amount_differs", Severity.WARNING, result, item, sentence, size))
    return tuple(findings)


def _finding(rule: str, severity: Severity, result: Reconciliation, item: Item, sentence: str, amount: Paise) -> Finding:
    return Finding(rule, severity, f"party:{result.subject}/{item.id}", sentence, amount, evidence=(item.place,) if item.place else ())
