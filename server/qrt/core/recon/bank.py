"""Books against bank: items of both sides, the statement of reconciliation as at a date, and what the difference means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.types import BankLine, Extraction
from qrt.core.ledger.types import Chart, Line, Voucher, VoucherKind
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.to_items import DIFFERS, is_named
from qrt.core.recon.known import Known
from qrt.core.recon.lines import line_ids
from qrt.core.recon.match import reconcile
from qrt.core.recon.narration import narration_of
from qrt.core.recon.patterns import with_references
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.references import party_name
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, ReconciliationKind, Side


def book_items(vouchers: Iterable[Voucher], ledger: str) -> tuple[Item, ...]:
    """The legs of a bank ledger as items; money in is positive, as it is a debit of the ledger."""
    made: list[Item] = []
    for voucher in vouchers:
        for index, line in enumerate(voucher.lines):
            if line.ledger == ledger and line.amount:
                made.append(_book_item(voucher, index, line))
    return tuple(made)


def _book_item(voucher: Voucher, index: int, line: Line) -> Item:
    others = [each for each in voucher.lines if each.ledger != line.ledger]
    largest = max(others, key=lambda each: (abs(each.amount), each.ledger), default=None)
    bills = sorted({each.bill for each in voucher.lines if each.bill})
    labels = {"account": "", "voucher": voucher.number, "kind": voucher.kind.value, "bills": "|".join(bills)}
    return Item(
        id=f"{voucher.key}#{index}",
        day=voucher.day,
        amount=line.amount,
        reference=voucher.reference,
        narration=" ".join(text for text in (voucher.narration, line.reason if line.place is None else "") if text),
        party=voucher.party or (largest.ledger if largest else ""),
        place=line.place or voucher.place,
        labels=labels,
    )


def statement_items(lines: Sequence[BankLine]) -> tuple[Item, ...]:
    """The lines of a bank statement as items."""
    moved = [line for line in lines if line.amount]
    return tuple(_statement_item(name, line) for name, line in zip(_ids(moved), moved, strict=True))


def _ids(lines: Sequence[BankLine]) -> list[str]:
    return line_ids(((line.day, (int(line.amount), line.reference, line.narration)) for line in lines), in_order=True)


def _statement_item(name: str, line: BankLine) -> Item:
    said = narration_of(line.narration)
    who = "" if said.charge or said.interest else said.party
    return Item(name, line.day, line.amount, line.reference, line.narration, who, line.place, labels={"account": "", "mode": said.mode})


def reconcile_bank(
    subject: str,
    vouchers: Iterable[Voucher],
    ledger: str,
    lines: Sequence[BankLine],
    policy: MatchPolicy,
    as_of: date,
    learnt: Learnt | None = None,
    before: tuple[Sequence[Item], Sequence[Item]] = ((), ()),
    known: Known | None = None,
) -> Reconciliation:
    """Match a bank ledger with its statement, with findings about what was left over. learnt, known: as in `reconcile`.

    before  lines of either side that the quarter before left open
    """
    now = (book_items(vouchers, ledger), statement_items(lines))
    ours, theirs = (with_references(with_earlier(items, earlier), policy.patterns) for items, earlier in zip(now, before, strict=True))
    result = reconcile(ReconciliationKind.BANK, subject, ours, theirs, policy, as_of, learnt, known)
    return Reconciliation(
        kind=result.kind,
        subject=result.subject,
        as_of=result.as_of,
        left=result.left,
        right=result.right,
        matches=result.matches,
        breaks=result.breaks,
        findings=check_bank(result, policy),
    )


def with_earlier(items: Sequence[Item], earlier: Sequence[Item]) -> tuple[Item, ...]:
    """Lines left open before, then those of the quarter; a paper that spans both quarters has its lines once."""
    here = {item.id for item in items}
    return (*(item for item in earlier if item.id not in here), *items)


@dataclass(frozen=True, slots=True)
class ReconcilingItem:
    """One line of the statement of reconciliation. `amount` is what must be added to the balance per books to come to the bank's."""

    caption: str
    item: str
    day: date
    text: str
    amount: Paise


@dataclass(frozen=True, slots=True)
class BankReconciliationStatement:
    """Balance per books, what stands between, balance per bank. `unexplained` is what remains; 0 when everything is explained."""

    ledger: str
    as_of: date
    balance_books: Paise
    items: tuple[ReconcilingItem, ...]
    balance_computed: Paise
    balance_bank: Paise | None
    unexplained: Paise

    def total(self, caption: str) -> Paise:
        """Sum of the items under one caption."""
        return Paise(sum(item.amount for item in self.items if item.caption == caption))


NOT_PRESENTED = "Cheques and payments issued, not yet presented"
NOT_CREDITED = "Receipts entered, not yet credited by the bank"
BANK_CREDITS = "Credits by the bank, not in the books"
BANK_DEBITS = "Debits by the bank, not in the books"
DIFFERENCES = "Differences of matched items"


def bank_statement_of_reconciliation(
    result: Reconciliation, ledger: str, balance_books: Paise, balance_bank: Paise | None, as_of: date | None = None
) -> BankReconciliationStatement:
    """The BRS as at a date: items dated later are left aside, and a match across the date counts on the side that is already there."""
    day = as_of or result.as_of
    left, right = {item.id: item for item in result.left}, {item.id: item for item in result.right}
    open_left = [left[each.item] for each in result.breaks if each.side == Side.LEFT]
    open_right = [right[each.item] for each in result.breaks if each.side == Side.RIGHT]
    made: list[ReconcilingItem] = []
    for match in result.matches:
        if match.status == MatchStatus.REJECTED:
            # Its items are open again, or in another match: they stand there.
            continue
        ours = [left[each.item] for each in match.allocations if each.side == Side.LEFT]
        theirs = [right[each.item] for each in match.allocations if each.side == Side.RIGHT]
        if any(item.day > day for item in (*ours, *theirs)):
            open_left.extend(ours)
            open_right.extend(theirs)
        elif match.difference:
            made.append(ReconcilingItem(DIFFERENCES, match.id, theirs[0].day, match.reasons[0].text, Paise(-match.difference)))
    made.extend(_reconciling(item, NOT_PRESENTED if item.amount < 0 else NOT_CREDITED, -item.amount) for item in open_left if item.day <= day)
    made.extend(_reconciling(item, BANK_DEBITS if item.amount < 0 else BANK_CREDITS, item.amount) for item in open_right if item.day <= day)
    made.sort(key=lambda each: (each.caption, each.day, each.item))
    computed = Paise(balance_books + sum(each.amount for each in made))
    unexplained = ZERO if balance_bank is None else Paise(balance_bank - computed)
    return BankReconciliationStatement(ledger, day, balance_books, tuple(made), computed, balance_bank, unexplained)


def stated_balance(papers: Iterable[Extraction], day: date) -> Paise | None:
    """What the bank itself says stood on the account at the end of a day: the closing balance of the statement that ends last up to it, or the balance
    beside its last line up to it. None when no statement says, or two that end on one day say different things."""
    found: dict[date, set[Paise]] = defaultdict(set)
    for paper in papers:
        # What a person typed over a field may be no date or amount: then the lines have to say.
        with suppress(ValueError, KeyError):
            ends, closing = paper.fields["period_to"].day(), paper.fields["closing_balance"].amount()
            if ends <= day:
                found[ends].add(closing)
                continue
        lines = [row for row in paper.rows if isinstance(row, BankLine) and row.day <= day and row.balance is not None]
        if lines:
            last = max(enumerate(lines), key=lambda pair: (pair[1].day, pair[0]))[1]
            assert last.balance is not None
            found[last.day].add(last.balance)
    newest = found[max(found)] if found else set()
    return next(iter(newest)) if len(newest) == 1 else None


def stated_by_day(papers: Sequence[Extraction], first: date, last: date) -> dict[date, Paise]:
    """What the bank says stood on the account at the end of each day of a span that it says something of. A day of which two papers say different things is left
    out."""
    found: defaultdict[date, set[Paise]] = defaultdict(set)
    for paper in papers:
        ends: date | None = None
        with suppress(ValueError, KeyError):
            ends, closing = paper.fields["period_to"].day(), paper.fields["closing_balance"].amount()
            found[ends].add(closing)
        by_day: dict[date, Paise] = {}
        for row in paper.rows:
            if isinstance(row, BankLine) and row.balance is not None:
                # The last line of a day has its balance; a statement that ends on the day says so itself.
                by_day[row.day] = row.balance
        for day, balance in by_day.items():
            if day != ends:
                found[day].add(balance)
    return {day: next(iter(said)) for day, said in sorted(found.items()) if first <= day <= last and len(said) == 1}


def check_balance(drawn: BankReconciliationStatement, places: tuple[Place, ...] = ()) -> tuple[Finding, ...]:
    """recon.balance_differs: the bank states another balance than books and open items come to. `places`: where it does."""
    if drawn.balance_bank is None or not drawn.unexplained:
        return ()
    sentence = (
        f"{drawn.ledger}: the bank states {rupee_text(drawn.balance_bank)} on {drawn.as_of:%d-%m-%Y}, while the books' {rupee_text(drawn.balance_books)} and the items "
        f"between come to {rupee_text(drawn.balance_computed)}: {rupee_text(Paise(abs(drawn.unexplained)))} are explained by nothing in the hand-in. "
        "Look for items that were open before the quarter, a statement with other balances, or an opening balance that is not the bank's."
    )
    return (Finding("recon.balance_differs", Severity.ERROR, f"ledger:{drawn.ledger}", sentence, Paise(abs(drawn.unexplained)), "", places),)


def _reconciling(item: Item, caption: str, amount: int) -> ReconcilingItem:
    return ReconcilingItem(caption, item.id, item.day, item.narration or item.party or item.reference, Paise(amount))


def check_bank(result: Reconciliation, policy: MatchPolicy) -> tuple[Finding, ...]:
    """What the open items and differences of a bank reconciliation mean, in the order a reviewer would read it."""
    left, right = {item.id: item for item in result.left}, {item.id: item for item in result.right}
    bank_only = [right[each.item] for each in result.breaks if each.side == Side.RIGHT]
    books_only = [(left[each.item], each.age_days) for each in result.breaks if each.side == Side.LEFT]
    bounced = _bounced(bank_only)
    return (
        *(_bank_only(result, item, item.id in bounced) for item in bank_only),
        *(_books_only(result, item, age, policy) for item, age in books_only),
        *_differences(result, left, right, policy),
        *_paid_twice(result, right.values(), {item.id for item in bank_only}),
    )


def _bounced(items: Sequence[Item]) -> set[str]:
    """Bank-only items that undo each other or say that they are returns."""
    # A fee for a return is a charge, not a return.
    found = {item.id for item in items if (said := narration_of(item.narration)).returned and not said.charge}
    by_amount: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_amount[item.amount].append(item)
    for item in items:
        if item.id in found:
            found.update(other.id for other in by_amount.get(-item.amount, ()) if abs((other.day - item.day).days) <= 10)
    return found


def _bank_only(result: Reconciliation, item: Item, bounced: bool) -> Finding:
    said = narration_of(item.narration)
    amount = rupee_text(Paise(abs(item.amount)))
    what = f"{item.day:%d-%m-%Y}, Rs {amount}, {item.narration!r}"
    if bounced:
        return _finding(result, "recon.bounced_cheque", Severity.WARNING, item, f"The bank returned a payment that the books do not show as returned: {what}.")
    if said.charge and item.amount < 0:
        sentence = f"The bank took a charge that is not booked: {what}. Book it to bank charges, with the GST in it as input tax."
        return _finding(result, "recon.unbooked_charge", Severity.WARNING, item, sentence)
    if said.interest:
        side = "credited interest" if item.amount > 0 else "charged interest"
        return _finding(result, "recon.unbooked_interest", Severity.WARNING, item, f"The bank {side} that is not booked: {what}.")
    way = "received" if item.amount > 0 else "paid"
    return _finding(result, "recon.bank_only", Severity.WARNING, item, f"The bank {way} an amount that is not in the books: {what}.")


def _books_only(result: Reconciliation, item: Item, age: int, policy: MatchPolicy) -> Finding:
    who = item.party or item.narration or item.reference
    what = f"{item.day:%d-%m-%Y}, Rs {rupee_text(Paise(abs(item.amount)))}, {who}"
    if item.amount < 0 and age > policy.stale_cheque_days and item.labels.get("kind") != VoucherKind.CONTRA.value:
        sentence = f"A payment of the books has not reached the bank for {age} days: {what}. A cheque is void after three months: cancel or issue it anew."
        return _finding(
            result,
            "recon.stale_cheque",
            Severity.WARNING,
            item,
            sentence,
            "RBI circular DBOD.AML BC.No.47/14.01.001/2011-12: cheques are valid for three months",
        )
    way = "paid" if item.amount < 0 else "received"
    return _finding(result, "recon.books_only", Severity.INFO, item, f"The books have {way} what the bank does not show yet ({age} days): {what}.")


def _differences(result: Reconciliation, left: dict[str, Item], right: dict[str, Item], policy: MatchPolicy) -> Iterable[Finding]:
    """Matched items whose amounts differ by more than a rounding: with a named cause somebody must book it, without one somebody must find it."""
    for match in result.matches:
        if abs(match.difference) <= policy.amount_tolerance or match.status == MatchStatus.REJECTED:
            continue
        ours = [left[each.item] for each in match.allocations if each.side == Side.LEFT]
        theirs = [right[each.item] for each in match.allocations if each.side == Side.RIGHT]
        named = is_named(match)
        cause = next((reason.text for reason in match.reasons if reason.text.startswith(DIFFERS)), "amounts differ")
        sentence = (
            f"Books and bank belong together but differ: the books have Rs {rupee_text(_size(ours))} on {ours[0].day:%d-%m-%Y} ({ours[0].party}), the bank "
            f"Rs {rupee_text(_size(theirs))} on {theirs[0].day:%d-%m-%Y}; {cause}. " + ("Book the difference." if named else "Find out which is right.")
        )
        places = tuple(item.place for item in (*ours, *theirs) if item.place)
        severity = Severity.WARNING if named else Severity.ERROR
        yield Finding("recon.amount_differs", severity, f"voucher:{ours[0].id.rsplit('#', 1)[0]}", sentence, Paise(abs(match.difference)), evidence=places)


def _size(items: Sequence[Item]) -> Paise:
    return Paise(abs(sum(item.amount for item in items)))


def _paid_twice(result: Reconciliation, items: Iterable[Item], open_items: set[str]) -> Iterable[Finding]:
    """Two debits of one amount to one party within ten days, one of them without a voucher."""
    by_amount: dict[tuple[int, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.amount < 0 and (name := party_name(item.party)):
            by_amount[(item.amount, name)].append(item)
    for same in by_amount.values():
        ordered = sorted(same, key=lambda item: (item.day, item.id))
        for item in ordered:
            twin = next((other for other in ordered if other.id != item.id and abs((other.day - item.day).days) <= 10 and other.id not in open_items), None)
            if item.id in open_items and twin:
                sentence = f"The bank paid {item.party} Rs {rupee_text(Paise(-item.amount))} on {twin.day:%d-%m-%Y} and again on {item.day:%d-%m-%Y}; only one payment is in the books."
                yield _finding(result, "recon.duplicate_payment", Severity.ERROR, item, sentence)


def _finding(result: Reconciliation, rule: str, severity: Severity, item: Item, sentence: str, law: str = "") -> Finding:
    return Finding(rule, severity, f"item:{item.id}", sentence, Paise(abs(item.amount)), law, (item.place,) if item.place else ())


def bank_ledgers(chart: Chart) -> tuple[str, ...]:
    """Ledger accounts that stand for a bank account, sorted."""
    return tuple(sorted(account.name for account in chart.values() if account.role == "bank"))
