"""What a token or a run of tokens can be: an amount, a date, a GSTIN, a PAN, an invoice number, an IRN."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qrt.core.base.identifiers import gstin_fault, ifsc_fault
from qrt.core.base.money import Paise
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.repair import repaired_gstin, repaired_pan


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A value that stands on the paper, with the tokens that say it. `amount` only for amounts; `note` says what is doubtful."""

    kind: str
    value: str
    tokens: tuple[Token, ...]
    amount: Paise = Paise(0)
    note: str = ""

    @property
    def raw(self) -> str:
        return " ".join(token.shown for token in self.tokens)

    @property
    def x0(self) -> float:
        return self.tokens[0].x0

    @property
    def x1(self) -> float:
        return self.tokens[-1].x1

    @property
    def line(self) -> int:
        return self.tokens[0].line


# --- amounts -------------------------------------------------------------------------------------------------------------------------------------

_MONEY_SIGN = r"(?:₹|`|\$|€|£|Rs\.?|INR|EUR|USD|Rs)"
_DOT = re.compile(
    rf"^[(\-+–]?\s*{_MONEY_SIGN}?\s*[-–]?((?:\d{{1,3}}(?:,\d{{2,3}})+|\d+)(?:\.\d{{1,2}})?)\s*(?:{_MONEY_SIGN}|/[-=]|Cr\.?|Dr\.?|\*)?\)?-?$", re.IGNORECASE
)
_COMMA = re.compile(
    rf"^[(\-+–]?\s*{_MONEY_SIGN}?\s*[-–]?((?:\d{{1,3}}(?:[.'\u2019 ]\d{{3}})+|\d+)(?:,\d{{1,2}})?)\s*(?:{_MONEY_SIGN}|\*)?\)?-?$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(\.\d{2}|/-)[.,;]$")
_TAKEN_OFF = re.compile(r"^\(\s*[-–]\s*\)\s*")
_HAS_CENTS_DOT = re.compile(r"\d\.\d{2}\D*$")
_HAS_CENTS_COMMA = re.compile(r"\d,\d{2}\D*$")


def comma_is_decimal(sheet: Sheet) -> bool:
    """Whether the paper writes 1.234,56. Indian papers never do; else the majority of amounts with two last digits decides."""
    if re.search(r"₹|\bGSTIN?\b|\bRs\.|\bINR\b", sheet.text):
        return False
    dots = commas = 0
    for token in sheet.tokens():
        if re.fullmatch(r"\D{0,4}[\d.,]+\D{0,4}", token.text):
            dots += bool(_HAS_CENTS_DOT.search(token.text))
            commas += bool(_HAS_CENTS_COMMA.search(token.text))
    return commas > dots


def amount_of(text: str, comma_decimal: bool) -> Paise | None:
    """Paise of one printed amount; negative with a minus or in brackets; None when it is none."""
    # Tally writes what is taken off as "(-)0.43".
    text = _TAKEN_OFF.sub("-", text.strip())
    if not comma_decimal:
        text = _SENTENCE_END.sub(r"\1", text)
    found = (_COMMA if comma_decimal else _DOT).match(text)
    if not found:
        return None
    body = found.group(1)
    body = re.sub(r"[.'\u2019 ]", "", body).replace(",", ".") if comma_decimal else body.replace(",", "")
    whole, _, cents = body.partition(".")
    if len(whole) > 13:
        return None
    size = int(whole) * 100 + int((cents + "00")[:2])
    head = text
    negative = head[0] in "-–(" and not (head[0] == "(" and not head.endswith(")")) or head.endswith("-") and not head.endswith("/-")
    negative = negative or bool(re.match(rf"^{_MONEY_SIGN}\s*[-–]", head, re.IGNORECASE))
    return Paise(-size if negative else size)


def looks_like_money(text: str) -> bool:
    """It is written as money: with cents, with a currency sign, grouped, or with "/-"."""
    return bool(re.search(r"[.,]\d{2}\D{0,4}$|₹|\$|€|Rs|INR|/-|\d,\d{2,3}\b", text)) and "%" not in text


def amounts(line: Line, comma_decimal: bool) -> tuple[Candidate, ...]:
    """Amounts of a line, each with its sign or currency token when that stands apart."""
    result: list[Candidate] = []
    tokens = line.tokens
    index = 0
    while index < len(tokens):
        taken, found = _amount_at(tokens, index, comma_decimal)
        if found is not None:
            result.append(found)
        index += taken
    return tuple(result)


def _amount_at(tokens: Sequence[Token], index: int, comma_decimal: bool) -> tuple[int, Candidate | None]:
    token = tokens[index]
    if index + 1 < len(tokens) and re.fullmatch(rf"[-–(+]|\(?-?\)?{_MONEY_SIGN}|[-–]{_MONEY_SIGN}", token.text, re.IGNORECASE):
        after = tokens[index + 1]
        # A lone sign or currency mark belongs to the number right after it.
        if after.x0 - token.x1 < 3 * token.height:
            value = amount_of(token.text.replace("+", "") + after.text, comma_decimal)
            if value is not None:
                taken = (token, after)
                if index + 2 < len(tokens) and tokens[index + 2].text == ")":
                    value, taken = Paise(-abs(value)), (*taken, tokens[index + 2])
                return len(taken), Candidate("amount", "", taken, value)
    if comma_decimal and (joined := _spaced_thousands(tokens, index)):
        return joined
    value = amount_of(token.text, comma_decimal)
    if value is None or (index + 1 < len(tokens) and tokens[index + 1].text.startswith("%") and tokens[index + 1].x0 - token.x1 < token.height):
        return 1, None
    return 1, Candidate("amount", "", (token,), value)


def _spaced_thousands(tokens: Sequence[Token], index: int) -> tuple[int, Candidate] | None:
    """French thousands: "1 234,56" is one amount when the gap is a space and no more."""
    if index + 1 >= len(tokens):
        return None
    first, second = tokens[index], tokens[index + 1]
    if re.fullmatch(r"\d{1,3}", first.text) and re.fullmatch(r"\d{3},\d{2}", second.text) and second.x0 - first.x1 < 0.45 * first.height:
        value = amount_of(first.text + second.text, True)
        if value is not None:
            return 2, Candidate("amount", "", (first, second), value)
    return None


# --- dates ---------------------------------------------------------------------------------------------------------------------------------------

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier januari",
            "feb february februar fevrier février februari",
            "mar march märz maerz mars maart mrz mär",
            "apr april avril avr",
            "may mai mei",
            "jun june juni juin",
            "jul july juli juillet",
            "aug august août aout augustus",
            "sep sept september septembre",
            "oct october oktober octobre okt",
            "nov november novembre",
            "dec december dezember décembre decembre dez",
        ),
        1,
    )
    for name in names.split()
}
_MONTH_STARTS = frozenset(name[:3] for name in MONTHS)
_NUMERIC = re.compile(r"^(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})$")
_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s\-/.,]*([^\W\d_]{3,9})[\s\-/.,']*(\d{4}|\d{2})$", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"^([^\W\d_]{3,9})\.?[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/]+(\d{4})$", re.IGNORECASE)


def day_of(text: str, month_first: bool) -> tuple[date, bool] | None:
    """The date and whether it could be read another way (3/4/2026); None when it is none. Two-digit years are of this century."""
    body = text.strip(" ,;()[]:").rstrip(".")
    if found := _ISO.match(body):
        return _checked(found[1], found[2], found[3])
    if found := _NUMERIC.match(body):
        first, second, year = found.groups()
        ambiguous = int(first) <= 12 and int(second) <= 12 and first.lstrip("0") != second.lstrip("0")
        month, day = (first, second) if month_first or int(second) > 12 else (second, first)
        answer = _checked(year, month, day)
        return (answer[0], ambiguous) if answer else None
    if (found := _NAMED.match(body)) and found[2].lower() in MONTHS:
        return _checked(found[3], str(MONTHS[found[2].lower()]), found[1])
    if (found := _MONTH_FIRST.match(body)) and found[1].lower() in MONTHS:
        return _checked(found[3], str(MONTHS[found[1].lower()]), found[2])
    return None


def _checked(year: str, month: str, day: str) -> tuple[date, bool] | None:
    try:
        value = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return (value, False) if 1990 <= value.year <= 2099 else None


def month_first(sheet: Sheet) -> bool:
    """American order, when some date on the paper can only be read so and none only the other way, or when the paper has dollars and no GSTIN."""
    american = other = 0
    for token in sheet.tokens():
        if found := _NUMERIC.match(token.text.strip(" ,;()[]:")):
            american += int(found[2]) > 12 and int(found[1]) <= 12
            other += int(found[1]) > 12
    if american and not other:
        return True
    text = sheet.text
    dollars = bool(re.search(r"\$\s?\d|\bUSD\b", text)) and not re.search(r"₹|GSTIN|\bRs\.?\s?\d|A\$|AUD|SGD|€|EUR", text)
    return dollars and not other


def _may_begin_date(text: str) -> bool:
    """A date begins with a digit or the name of a month; most words do neither, and four patterns need not be tried on them."""
    body = text.strip(" ,;()[]:")
    return not body or body[0].isdigit() or body[:3].lower() in _MONTH_STARTS


def days(line: Line, american: bool) -> tuple[Candidate, ...]:
    """Dates of a line: one token, or up to four in a row ("12 th April, 2026")."""
    result: list[Candidate] = []
    tokens = line.tokens
    index = 0
    while index < len(tokens):
        if not _may_begin_date(tokens[index].text):
            index += 1
            continue
        for length in (4, 3, 2, 1):
            run = tokens[index : index + length]
            if len(run) < length or any(after.x0 - before.x1 > 1.5 * before.height for before, after in zip(run, run[1:], strict=False)):
                continue
            found = day_of(" ".join(token.text for token in run), american)
            if found:
                result.append(Candidate("date", found[0].isoformat(), tuple(run), note="ambiguous" if found[1] else ""))
                index += length
                break
        else:
            index += 1
    return tuple(result)


# --- identifiers ---------------------------------------------------------------------------------------------------------------------------------

_GSTIN = re.compile(r"[0-9O][0-9O][A-Z]{5}[0-9]{4}[A-Z][0-9A-Z][A-Z0-9][0-9A-Z]")
_GSTIN_LABELLED = re.compile(rf"^(?:GSTINUIN|GSTIN|GSTNO|GST|UIN)({_GSTIN.pattern})$")
_GSTIN_LOOSE = re.compile(r"^\d{2}[A-Z0-9]{13}$")
_PAN = re.compile(r"^[A-Z]{3}[ABCFGHJLPTEK][A-Z][0-9]{4}[A-Z]$")
_NOT_ALNUM = re.compile(r"[^A-Za-z0-9]")
_HEX = re.compile(r"^[0-9a-fA-F]+$")


PUT_RIGHT = "it was put right by its check character from what was recognised"
"""Begins the note of a GSTIN that a recogniser misread and whose form leaves one reading alone."""


def gstins(line: Line) -> tuple[Candidate, ...]:
    """GSTINs, also broken ones: `note` holds what the check character says. Spaces inside ("27 AAACA 1234 A 1 Z 5") are closed up."""
    result: list[Candidate] = []
    index = 0
    while index < len(line.tokens):
        found = _gstin_at(line.tokens, index)
        if found is not None:
            result.append(found)
        index += len(found.tokens) if found is not None else 1
    return tuple(result)


def _gstin_at(tokens: Sequence[Token], index: int) -> Candidate | None:
    joined = ""
    for length in range(1, min(8, len(tokens) - index) + 1):
        run = tokens[index : index + length]
        if length > 1 and run[-1].x0 - run[-2].x1 > run[-2].height:
            return None
        joined += _NOT_ALNUM.sub("", run[-1].text).upper()
        if joined and joined[0] not in "0123456789OGUISBZ":
            return None
        if length == 1 and (labelled := _GSTIN_LABELLED.match(joined)):
            return Candidate("gstin", labelled.group(1), tuple(run), note=gstin_fault(labelled.group(1)))
        if len(joined) > 16:
            return None
        if len(joined) >= 15 and gstin_fault(joined) and min(token.confidence for token in run) < 1.0 and (sound := repaired_gstin(joined)):
            return Candidate("gstin", sound, tuple(run), note=f"{PUT_RIGHT}: {joined}")
        if len(joined) == 15 and (_GSTIN.fullmatch(joined) or (_GSTIN_LOOSE.match(joined) and not joined.isdigit() and gstin_fault(joined) == "")):
            return Candidate("gstin", joined, tuple(run), note=gstin_fault(joined))
    return None


def pans(line: Line) -> tuple[Candidate, ...]:
    """PANs that stand alone."""
    found = ((token, token.text.strip(":,;().").upper()) for token in line.tokens)
    read = ((token, text if _PAN.match(text) or token.confidence == 1.0 else repaired_pan(text)) for token, text in found)
    return tuple(Candidate("pan", text, (token,)) for token, text in read if _PAN.match(text))


def irns(sheet: Sheet) -> Iterator[Candidate]:
    """64 hexadecimal characters, in one token or broken over two or three lines one under another."""
    runs = [token for token in sheet.tokens() if len(token.text) >= 16 and _HEX.match(token.text.strip(":-"))]
    used: set[int] = set()
    for index, token in enumerate(runs):
        if index in used:
            continue
        text, tokens = token.text.strip(":-"), [token]
        for later in range(index + 1, min(index + 4, len(runs))):
            if len(text) >= 64 or runs[later].line - tokens[-1].line > 2 or runs[later].page != token.page:
                break
            text, tokens = text + runs[later].text.strip(":-"), [*tokens, runs[later]]
            used.add(later)
        if len(text) == 64:
            yield Candidate("irn", text.lower(), tuple(tokens))


_NUMBER_BODY = re.compile(r"^[#№]?[A-Za-z0-9][A-Za-z0-9/\-_.\\#&()]*$")


def is_number_shaped(text: str) -> bool:
    """Could be the number of a document: has a digit, no decimals or percent, is no date, GSTIN, PAN or IFSC, no ordinal, and 1 to 30 characters long."""
    body = text.strip(":;,")
    if not 1 <= len(body) <= 30 or not any(each.isdigit() for each in body) or not _NUMBER_BODY.match(body):
        return False
    if re.fullmatch(r"[\d,]+\.\d{2}", body) or re.fullmatch(r"\d{1,3}(?:,\d{2,3})+", body):
        return False
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", body, re.IGNORECASE) or not ifsc_fault(body):
        return False
    return day_of(body, False) is None and not _PAN.match(body) and not _GSTIN.fullmatch(body)
