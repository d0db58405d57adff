"""SWIFT MT940 and MT942, as banks really write them: wrapped lines, missing headers, dates that do not exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.adapters.bank.statement import Counted, Statement, to_extractions
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, to_paise
from qrt.core.documents.amounts import bounded
from qrt.core.documents.extracting import Pen
from qrt.core.documents.types import BankLine, Extraction, Paper

READER = "mt940"

_TAG = re.compile(r"^:(\d{2}[A-Z]?|NS):(.*)$")
_ACCOUNT_ONLY = re.compile(r"^:(940|942):\s*$")
_END = re.compile(r"^-(\}|X{3})?\s*$")
_LINE = re.compile(r"^(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?\s?(R[CD]|E[CD]|[CD])\s?([A-Z])?\s?(\d[\d.]*(?:,\d*)?)(.*)$", re.DOTALL)
_BALANCE = re.compile(r"^([CD])(\d{6})([A-Z]{3})(\d[\d.]*(?:,\d*)?)")
_POINTED, _GROUPED = re.compile(r"^\d+\.\d{1,2}$"), re.compile(r"^\d{1,3}(?:\.\d{3})*$")
_COUNTED = re.compile(r"^(\d{1,5})[A-Z]{3}(\d[\d.]*(?:,\d*)?)$")
_KIND = re.compile(r"^([A-Z](?:[A-Z]{3}|\d{3}|\s{3}))(.*)$", re.DOTALL)
_SUBFIELD = re.compile(r"\?(\d{2})")
_IFSC = re.compile(r"\b([A-Z]{4}0[A-Z0-9]{6})\b")


@dataclass(slots=True)
class _Tagged:
    """One field: its tag, its lines, and the line of the file where it starts."""

    tag: str
    lines: list[str]
    row: int


def read_mt940(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """One extraction for each account in the file. Lines that cannot be read are left out and told."""
    pen = Pen(paper)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    reading = _Reading(pen)
    for tagged in _fields_of(text):
        reading.take(tagged)
    reading.finish()
    if not any(statement.lines or statement.outside or statement.opening is not None or statement.unread for statement in reading.statements):
        return (pen.unreadable(READER, "it holds no MT940 statement"),)
    return to_extractions(pen, reading.statements, READER, reading.findings)


def _fields_of(text: str) -> Iterator[_Tagged]:
    """The fields in order; a line without a tag continues the field above. The end of a message comes as tag "-"."""
    current: _Tagged | None = None
    for row, line in enumerate(text.splitlines(), 1):
        line = line.rstrip("\r\x03")
        body = line[line.index(":20:") :] if line.startswith("{") and ":20:" in line else line
        if _ACCOUNT_ONLY.match(body):
            continue
        if found := _TAG.match(body):
            if current:
                yield current
            current = _Tagged(found.group(1), [found.group(2)], row)
        elif _END.match(body):
            if current:
                yield current
            current = None
            yield _Tagged("-", [], row)
        elif current is not None and body.strip() and not (body.startswith("{") and body.endswith("{4:")):
            current.lines.append(body)
    if current:
        yield current


class _Reading:
    """Puts fields into statements. Balances and lines know the row they came from."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.statements: list[Statement] = []
        self.findings: list[tuple[int, Finding]] = []
        self.open = False
        self.line: _Draft | None = None

    def take(self, tagged: _Tagged) -> None:
        tag, first = tagged.tag, tagged.lines[0].strip() if tagged.lines else ""
        if tag == "20":
            self.finish()
            self.statements.append(Statement(row=tagged.row))
            self.open = True
        elif tag == "25":
            self._account(tagged, first)
        elif tag in ("60F", "60M", "62F", "62M"):
            self._balance(tagged, tag, first)
        elif tag == "34F" and not self._statement(tagged).currency:
            self._statement(tagged).currency = first[:3]
        elif tag in ("90C", "90D"):
            self._counted(tagged, first)
        elif tag == "61":
            self.finish()
            self._statement(tagged)
            self.line = self._draft(tagged)
        elif tag in ("86", "NS") and self.line is not None:
            self.line.narration += [text[2:] if tag == "NS" and text[:2].isdigit() else text for text in tagged.lines]
            self.line.breaks = True
        elif tag == "-":
            self.finish()
            self.open = False

    def finish(self) -> None:
        """The line in hand is complete."""
        if self.line is None:
            return
        statement = self.statements[-1]
        made = self.line.to_line(self.pen)
        (statement.lines if self.open else statement.outside).append(made)
        self.line = None

    def _statement(self, tagged: _Tagged) -> Statement:
        if not self.statements:
            self.statements.append(Statement(row=tagged.row))
            self.open = True
        return self.statements[-1]

    def _account(self, tagged: _Tagged, text: str) -> None:
        statement = self._statement(tagged)
        if statement.account or self.line is not None:
            sentence = f"line {tagged.row} names an account inside a statement; it was taken as text of the line above."
            self.findings.append((tagged.row, self.pen.finding("bank.tag_misplaced", Severity.WARNING, sentence, row=tagged.row)))
            if self.line is not None:
                self.line.narration += tagged.lines
            return
        bank, _, number = text.rpartition("/")
        # "bank/account" or "bank/account/currency": the account is the part with the most digits.
        parts = [part.strip() for part in text.split("/")]
        number = max(parts, key=lambda part: sum(character.isdigit() for character in part)) if len(parts) > 2 else number.strip()
        found = re.fullmatch(r"(.*\d)\s*([A-Z]{3})", number)
        statement.account = (found.group(1) if found else number).strip(' "')
        if found:
            statement.currency = statement.currency or found.group(2)
        if ifsc := _IFSC.search(text):
            statement.ifsc = ifsc.group(1)
        statement.bank = "" if bank.strip().isdigit() else bank.strip().split("/")[0]

    def _balance(self, tagged: _Tagged, tag: str, text: str) -> None:
        self.finish()
        statement = self._statement(tagged)
        found = _BALANCE.match(text.replace(" ", ""))
        if not found:
            sentence = f"line {tagged.row}: the balance {text!r} is unreadable."
            self.findings.append((tagged.row, self.pen.finding("bank.balance_unreadable", Severity.ERROR, sentence, row=tagged.row)))
            return
        try:
            amount = _amount(found.group(4)) * (1 if found.group(1) == "C" else -1)
        except ValueError as wrong:
            self.findings.append((tagged.row, self.pen.finding("bank.balance_unreadable", Severity.ERROR, f"line {tagged.row}: {wrong}.", row=tagged.row)))
            return
        day = _day(found.group(2))
        statement.currency = found.group(3)
        if tag.startswith("60"):
            statement.opening, statement.first_day = Paise(amount), day
        else:
            statement.closing, statement.last_day = Paise(amount), day

    def _counted(self, tagged: _Tagged, text: str) -> None:
        """Number and sum of one side, by which an interim report (MT942) proves itself."""
        self.finish()
        found = _COUNTED.match(text.replace(" ", ""))
        try:
            total = Paise(_amount(found.group(2))) if found else None
        except ValueError:
            total = None
        if found is None or total is None:
            sentence = f"line {tagged.row}: the count and sum {text!r} are unreadable."
            self.findings.append((tagged.row, self.pen.finding("bank.balance_unreadable", Severity.ERROR, sentence, row=tagged.row)))
            return
        self._statement(tagged).counted.append(Counted(tagged.tag == "90C", int(found.group(1)), total, tagged.row))

    def _draft(self, tagged: _Tagged) -> "_Draft | None":
        text = "\n".join(tagged.lines)
        found = _LINE.match(text.strip())
        if not found:
            return self._refuse(tagged, "bank.line_unreadable", f"line {tagged.row}: {tagged.lines[0]!r} is no statement line and was left out.")
        year, month, day, entry_month, entry_day, mark, _, amount_text, rest = found.groups()
        try:
            amount = _amount(amount_text)
        except ValueError as wrong:
            return self._refuse(tagged, "bank.amount_invalid", f"line {tagged.row}: {wrong}; the line was left out.")
        if "," not in amount_text and rest and not _KIND.match(rest.partition("\n")[0]):
            # The standard ends every amount at its comma: what stands here instead may be more of it.
            return self._refuse(
                tagged, "bank.amount_invalid", f"line {tagged.row}: nothing shows where the amount {amount_text!r} ends; the line was left out."
            )
        value_day = _day(year + month + day)
        booked = _booking_day(int("20" + year), int(month), entry_month, entry_day) if entry_month else value_day
        if value_day is None:
            sentence = f"line {tagged.row}: the value date {day}.{month}.{year} does not exist" + (
                "; the booking date was taken." if booked else ", so the line was left out."
            )
            self.findings.append((tagged.row, self.pen.finding("bank.date_invalid", Severity.ERROR, sentence, amount=amount, row=tagged.row)))
        if booked is None and entry_month and value_day is not None:
            sentence = f"line {tagged.row}: the booking date {entry_day}.{entry_month}. does not exist; the value date was taken."
            self.findings.append((tagged.row, self.pen.finding("bank.date_invalid", Severity.ERROR, sentence, amount=amount, row=tagged.row)))
            booked = value_day
        if booked is None:
            self.statements[-1].unread += 1
            return None
        # A reversed credit takes money out again; an expected one (MT942) counts as the side it names.
        sign = -1 if mark in ("D", "RC", "ED") else 1
        return _Draft(tagged.row, booked, value_day, Paise(sign * amount), rest)

    def _refuse(self, tagged: _Tagged, rule: str, sentence: str) -> None:
        self.findings.append((tagged.row, self.pen.finding(rule, Severity.ERROR, sentence, row=tagged.row)))
        self.statements[-1].unread += 1


class _Draft:
    """A line whose narration may still come."""

    def __init__(self, row: int, day: date, value_day: date | None, amount: Paise, rest: str) -> None:
        self.row, self.day, self.value_day, self.amount = row, day, value_day, amount
        head, _, supplement = rest.partition("\n")
        kind = _KIND.match(head)
        references = (kind.group(2) if kind else head).strip()
        customer, _, bank = references.partition("//")
        fixed = re.match(r"^(\S.{0,15}?)\s{2,}(.*)$", customer)
        self.supplement = [fixed.group(2)] if fixed else []
        customer = fixed.group(1) if fixed else customer
        given = [text.strip() for text in (customer, bank) if text.strip() and text.strip().upper() not in ("NONREF", "KREF+", "NOREF")]
        self.reference = given[-1] if given else ""
        self.supplement += [text for text in ([given[0]] if len(given) > 1 else []) + supplement.split("\n") if text.strip()]
        self.narration: list[str] = []
        self.breaks = False

    def to_line(self, pen: Pen) -> BankLine:
        text = _narration(self.narration)
        narration = " ".join(part for part in (text, *(each.strip() for each in self.supplement)) if part)
        return BankLine(pen.place(self.row, "61"), self.day, narration, self.amount, self.reference, self.value_day)


def _narration(lines: list[str]) -> str:
    """The text of field 86. Structured text (`?20`) is wrapped anywhere; free text is wrapped at words unless a line is full."""
    joined = "".join(lines)
    if re.match(r"^\s*\d{3}\?|^\?\d{2}", joined):
        parts = _SUBFIELD.split(joined)
        values = {code: "" for code in parts[1::2]}
        for code, value in zip(parts[1::2], parts[2::2], strict=False):
            values[code] += value
        purpose = "".join(values[code] for code in sorted(values) if "20" <= code <= "29" or "60" <= code <= "63")
        name = "".join(values[code] for code in ("32", "33") if code in values)
        return " ".join(part.strip() for part in (values.get("00", ""), purpose, name) if part.strip())
    text = ""
    for line in lines:
        text += line.lstrip() if not text else line if len(text.split("\n")[-1]) >= 65 else " " + line.strip()
    return re.sub(r"\s+", " ", text).strip()


def _amount(text: str) -> Paise:
    """ "1.234,5" in paise; "1234.50" of a bank that does not keep to the comma. Raises ValueError on a third decimal, and where a point may be either."""
    if _POINTED.match(text):
        return bounded(to_paise(Decimal(text)))
    whole, _, cents = text.partition(",")
    if "." in text and ("," not in text or not _GROUPED.match(whole)):
        raise ValueError(f"not an amount: {text!r}")
    return bounded(to_paise(Decimal(f"{whole.replace('.', '')}.{cents or '0'}")))


def _day(text: str) -> date | None:
    year = int(text[:2])
    try:
        return date(year + (2000 if year < 80 else 1900), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def _booking_day(year: int, value_month: int, month: str | None, day: str | None) -> date | None:
    """The booking date has no year: it is the one nearest to the value date."""
    booked_month = int(month or 0)
    if value_month == 12 and booked_month == 1:
        year += 1
    elif value_month == 1 and booked_month == 12:
        year -= 1
    try:
        return date(year, booked_month, int(day or 0))
    except ValueError:
        return None
