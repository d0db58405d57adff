"""What all bank statement readers share: a statement with its stated balances, the proof by running balance, and the extraction.

A statement proves itself: each balance is the one before plus the amount, and opening plus all amounts is closing. What does not prove is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Field

BANKS = {
    "AUBL": "AU Small Finance Bank", "BARB": "Bank of Baroda", "BDBL": "Bandhan Bank", "BKID": "Bank of India", "CBIN": "Central Bank of India", "CITI": "Citibank", "CIUB": "City Union Bank",
    "CNRB": "Canara Bank", "CSBK": "CSB Bank", "DBSS": "DBS Bank", "DCBL": "DCB Bank", "DEUT": "Deutsche Bank", "DLXB": "Dhanlaxmi Bank", "FDRL": "Federal Bank", "HDFC": "HDFC Bank",
    "HSBC": "HSBC", "IBKL": "IDBI Bank", "ICIC": "ICICI Bank", "IDFB": "IDFC First Bank", "IDIB": "Indian Bank", "INDB": "IndusInd Bank", "IOBA": "Indian Overseas Bank",
    "JAKA": "Jammu & Kashmir Bank", "KARB": "Karnataka Bank", "KKBK": "Kotak Mahindra Bank", "KVBL": "Karur Vysya Bank", "MAHB": "Bank of Maharashtra", "PSIB": "Punjab & Sind Bank",
    "PUNB": "Punjab National Bank", "RATN": "RBL Bank", "SBIN": "State Bank of India", "SCBL": "Standard Chartered Bank", "SIBL": "South Indian Bank", "SVCB": "SVC Co-operative Bank",
    "TMBL": "Tamilnad Mercantile Bank", "UBIN": "Union Bank of India", "UCBA": "UCO Bank", "UTIB": "Axis Bank", "YESB": "Yes Bank",
}  # fmt: skip
"""First four letters of an IFSC to the bank's name (RBI's list)."""


_STRAY = timedelta(days=10)
"""Lines are booked some days around the span that a statement states (holidays, value days)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a message says of its own entries of one side (MT942 field 90, camt totals): how many, their sum, and the line that says so. None where it does not say."""

    credits: bool
    count: int | None
    total: Paise | None
    row: int


@dataclass(slots=True)
class Statement:
    """One statement as read. `opening` and `closing` are what the paper states, None where it does not; `row` is where it starts.

    outside   lines that stand behind the statement's end; they count for nothing in its proof
    left_out  rows of lines that could not be read, where the format has rows
    """

    account: str = ""
    ifsc: str = ""
    bank: str = ""
    currency: str = ""
    opening: Paise | None = None
    closing: Paise | None = None
    first_day: date | None = None
    last_day: date | None = None
    row: int = 1
    lines: list[BankLine] = field(default_factory=list)
    outside: list[BankLine] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    unread: int = 0
    left_out: tuple[int, ...] = ()
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Row and column letters at which the paper states a field, by its name; what is not named stands at `row`."""


def prove_balances(pen: Pen, statement: Statement) -> list[tuple[int, Finding]]:
    """Every place where balance before plus amount is not the balance after; lines without a balance are carried along."""
    found: list[tuple[int, Finding]] = []
    running = statement.opening
    anchor = statement.row
    for line in statement.lines:
        row = line.place.row or 0
        running = None if running is None else Paise(running + line.amount)
        if line.balance is None:
            continue
        if running is not None and running != line.balance:
            gap = Paise(line.balance - running)
            sentence = (
                f"the balance breaks between row {anchor} and row {row}: the paper shows {rupee_text(line.balance)}, the lines give {rupee_text(running)}."
            )
            found.append((row, pen.finding("bank.balance_breaks", Severity.ERROR, sentence, amount=gap, row=row, more=[pen.place(anchor)])))
        running, anchor = line.balance, row
    return found


def prove_totals(pen: Pen, statement: Statement) -> list[tuple[int, Finding]]:
    """Stated opening plus all amounts against stated closing."""
    if statement.opening is None or statement.closing is None:
        return []
    expected = Paise(statement.opening + sum(line.amount for line in statement.lines))
    if expected == statement.closing:
        return []
    row = statement.lines[-1].place.row or statement.row if statement.lines else statement.row
    left_out = f" {statement.unread} lines were left out." if statement.unread else ""
    sentence = f"opening {rupee_text(statement.opening)} and the lines give {rupee_text(expected)}, but the stated closing balance is {rupee_text(statement.closing)}.{left_out}"
    return [(row, pen.finding("bank.totals_mismatch", Severity.ERROR, sentence, amount=expected - statement.closing, row=row))]


def prove_counted(pen: Pen, statement: Statement) -> list[tuple[int, Finding]]:
    """Number and sum of each side as the message states them against its lines: what proves a message that has no balances."""
    found: list[tuple[int, Finding]] = []
    for each in statement.counted:
        own = [abs(line.amount) for line in statement.lines if (line.amount > 0) is each.credits and line.amount]
        side = "credits" if each.credits else "debits"
        if each.count is not None and each.count != len(own):
            sentence = f"line {each.row} says {each.count} {side}, {len(own)} were read."
            found.append((each.row, pen.finding("bank.count_mismatch", Severity.ERROR, sentence, row=each.row)))
        if each.total is not None and each.total != sum(own):
            sentence = f"line {each.row} says {rupee_text(each.total)} of {side}, the lines give {rupee_text(Paise(sum(own)))}."
            found.append((each.row, pen.finding("bank.totals_mismatch", Severity.ERROR, sentence, amount=sum(own) - each.total, row=each.row)))
    return found


def prove_days(pen: Pen, statement: Statement) -> list[tuple[int, Finding]]:
    """bank.day_outside_period: lines of days far outside of the span that the paper states for itself, as days that were read in the wrong order are."""
    if statement.first_day is None or statement.last_day is None:
        return []
    first, last = statement.first_day - _STRAY, statement.last_day + _STRAY
    outside = [line for line in statement.lines if not first <= line.day <= last]
    if not outside:
        return []
    row = outside[0].place.row or statement.row
    sentence = f"{len(outside)} of its {len(statement.lines)} lines (first: row {row}, {outside[0].day:%d-%m-%Y}) lie outside of the span that it states, {statement.first_day:%d-%m-%Y} to {statement.last_day:%d-%m-%Y}: see whether their days are read rightly."
    return [(row, pen.finding("bank.day_outside_period", Severity.WARNING, sentence, row=row, more=[line.place for line in outside[1:20]]))]


def prove_by_nothing(pen: Pen, statement: Statement) -> list[tuple[int, Finding]]:
    """bank.no_balance: neither balances nor sums are stated, so that a line that is missing, doubled or read with the other sign shows nowhere.

    bank.empty: not even a line, so that an export that failed cannot pass for an account that did not move.
    """
    stated = statement.opening is not None or statement.closing is not None or bool(statement.counted)
    if not stated and not statement.lines and not statement.outside and not statement.unread:
        sentence = "it has the headings of a statement, but no line and no balance: nothing says whether the account moved. Export it again."
        return [(statement.row, pen.finding("bank.empty", Severity.ERROR, sentence, row=statement.row))]
    if stated or not statement.lines or any(line.balance is not None for line in statement.lines):
        return []
    sentence = (
        f"its {len(statement.lines)} lines have no balance, and none is stated at its beginning or end: nothing proves that they are whole and rightly signed."
    )
    return [(statement.row, pen.finding("bank.no_balance", Severity.WARNING, sentence, row=statement.row))]


def to_extractions(
    pen: Pen, statements: Sequence[Statement], reader: str, findings: Sequence[tuple[int, Finding]], part: str = "", *, days_sure: bool = False
) -> tuple[Extraction, ...]:
    """One extraction for each account, its statements in the order of the paper. `days_sure` where the format leaves one way to read a day."""
    accounts: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        accounts.setdefault((statement.account, statement.currency), []).append(statement)
    made = []
    loose = list(findings)
    for (account, currency), members in accounts.items():
        own = list(loose)
        loose = []
        for statement in members:
            own += prove_balances(pen, statement) + prove_totals(pen, statement) + prove_counted(pen, statement)
            own += ([] if days_sure else prove_days(pen, statement)) + prove_by_nothing(pen, statement)
            for line in statement.outside:
                row = line.place.row or 0
                sentence = f"the line at row {row} stands outside any statement, so no balance proves it."
                own.append((row, pen.finding("bank.line_outside_statement", Severity.ERROR, sentence, amount=line.amount, row=row)))
        own += _gaps(pen, members)
        own.sort(key=lambda each: each[0])
        rows = tuple(line for statement in members for line in (*statement.lines, *statement.outside))
        name = part or (f"{account} {currency}".strip() if len(accounts) > 1 else "")
        kept = tuple(found for _, found in own)
        proven = not any(found.severity is Severity.ERROR or found.rule == "bank.no_balance" for found in kept)
        fields = _fields(pen, members, rows)
        made.append(
            Extraction(pen.paper.sha256, DocumentKind.BANK_STATEMENT, 0.99 if proven else 0.7, reader, "1", part=name, fields=fields, rows=rows, findings=kept)
        )
    return tuple(made)


def _gaps(pen: Pen, members: Sequence[Statement]) -> list[tuple[int, Finding]]:
    """A statement that does not open where the one before closed: a statement in between was not handed in."""
    found = []
    for before, after in zip(members, members[1:], strict=False):
        if before.closing is not None and after.opening is not None and before.closing != after.opening:
            gap = Paise(after.opening - before.closing)
            sentence = f"the statement at row {after.row} opens at {rupee_text(after.opening)}, the one before closed at {rupee_text(before.closing)}: a statement is missing."
            found.append((after.row, pen.finding("bank.statement_gap", Severity.ERROR, sentence, amount=gap, row=after.row, more=[pen.place(before.row)])))
    return found


def _fields(pen: Pen, members: Sequence[Statement], rows: Sequence[BankLine]) -> dict[str, Field]:
    first, last = members[0], members[-1]
    ifsc = next((each.ifsc for each in members if each.ifsc), "")
    bank = next((each.bank for each in members if each.bank), "") or BANKS.get(ifsc[:4], "")
    days = sorted(line.day for line in rows)
    stated_from = min((each.first_day for each in members if each.first_day), default=None)
    stated_to = max((each.last_day for each in members if each.last_day), default=None)
    opening = _balance(pen, "opening_balance", first.opening, _at(first, "opening_balance", first.row), first.lines[:1], _before(first))
    closing = _balance(pen, "closing_balance", last.closing, _at(last, "closing_balance", last.row), last.lines[-1:], _after(last))
    return by_name(
        (
            pen.field("account_number", first.account, **_at(first, "account_number", first.row)),
            pen.field("ifsc", ifsc, **_at(first, "ifsc", first.row)),
            pen.field("bank", bank, **_at(first, "bank", first.row)),
            pen.field("currency", first.currency, **_at(first, "currency", first.row)),
            opening,
            closing,
            _day(pen, "period_from", stated_from, days[0] if days else None, _at(first, "period_from", first.row)),
            _day(pen, "period_to", stated_to, days[-1] if days else None, _at(last, "period_to", last.row)),
        )
    )


class _Spot(TypedDict):
    row: int
    column: str | None


def _at(statement: Statement, name: str, otherwise: int) -> _Spot:
    """Where the paper states a field."""
    row, column = statement.places.get(name, (otherwise, None))
    return {"row": row, "column": column}


def _before(statement: Statement) -> Paise | None:
    """The balance before the first line; None where a line before it could not be read."""
    lines = statement.lines
    return Paise(lines[0].balance - lines[0].amount) if lines and lines[0].balance is not None and not _is_cut(statement, 0, -1) else None


def _after(statement: Statement) -> Paise | None:
    """The balance after the last line; None where a line after it could not be read."""
    return statement.lines[-1].balance if statement.lines and not _is_cut(statement, -1, 0) else None


def _is_cut(statement: Statement, end: int, other: int) -> bool:
    """Whether a row that was left out stands beyond the line at an end, on the side where the other end is not. The newest line may stand first on the paper."""
    row, away = (statement.lines[each].place.row or 0 for each in (end, other))
    return any(each > row if row > away else each < row if row < away else each != row for each in statement.left_out)


def _balance(pen: Pen, name: str, stated: Paise | None, at: _Spot, line: Sequence[BankLine], derived: Paise | None) -> Field:
    """What the paper states, else what follows from the line beside it."""
    if stated is not None:
        return pen.field(name, decimal_text(stated), **at)
    value = decimal_text(derived) if derived is not None else ""
    return Field(name, value, value, line[0].place if line else pen.place(at["row"]), 0.8, "arithmetic")


def _day(pen: Pen, name: str, stated: date | None, derived: date | None, at: _Spot) -> Field:
    """A span that the paper does not state is at least that of its lines."""
    if stated is not None:
        return pen.field(name, stated.isoformat(), **at)
    value = derived.isoformat() if derived else ""
    return Field(name, value, value, pen.place(at["row"]), 0.6, "arithmetic")
