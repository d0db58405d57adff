"""Whose paper a sheet is and for when: labels with their values ("GSTIN | 29…", "TAN of Deductor: …"), and periods that a title names."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qrt.core.base.identifiers import pan_fault, tan_fault
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.documents.cells import SheetRow, column_letters
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headers import normal
from qrt.core.documents.months import month_in, spans_in
from qrt.core.documents.types import Field

_LABELS: Mapping[str, str] = {
    normal(label): name
    for name, labels in {
        "gstin": ("gstin", "gstin of the taxpayer", "gstin of recipient", "recipient gstin", "my gstin", "gstin uin", "taxpayer gstin", "taxpayer's gstin"),
        "company": (
            *("legal name", "legal name of the registered person", "name of assessee", "name of the assessee", "name of the deductor", "deductor name"),
            *("name of deductor", "company name", "company", "name of company", "name of the taxpayer"),
        ),
        "trade": ("trade name", "trade name if any", "trade legal name"),
        "year": ("financial year", "fy", "f y", "tax year", "year"),
        "month": ("tax period", "return period", "period", "month", "tax period month"),
        "generated_on": ("date of generation", "generated on", "date generated", "file creation date", "data updated till", "generation date", "arn date"),
        "pan": ("permanent account number pan", "permanent account number", "pan", "pan of deductor", "pan of the deductor", "pan of assessee"),
        "tan": (
            "tan",
            "tan of deductor",
            "tan of the deductor",
            "tax deduction and collection account number",
            "tax deduction and collection account number tan",
            "tan no",
            "tan number",
            "deductor tan",
        ),
        "assessment_year": ("assessment year", "ay", "a y"),
        "quarter": ("quarter", "for the quarter", "statement for the quarter", "tax quarter"),
        "form": ("form", "form no", "form type", "form number", "return form"),
        "arn": ("arn",),
    }.items()
    for label in labels
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(" + "|".join(_MONTHS) + r")[a-z]*"
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–/]\s*((?:20)?\d\d)(?!\d)")
_FIRST_AND_LAST = re.compile(rf"^{_MONTH}\.?\s*(?:-|–|to)\s*{_MONTH}\.?$", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"^{_MONTH}\.?$", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(r"^(0[1-9]|1[0-2])\s*[-/]?\s*(20\d\d)$")
_QUARTER = re.compile(r"\bq(?:uarter|tr)?\.?\s*[-:(]?\s*(?:no\.?\s*)?([1-4]|iv|i{1,3})\b|\b([1-4])(?:st|nd|rd|th)\s+(?:quarter|qtr)\b", re.IGNORECASE)
_YEAR_QUARTER = re.compile(r"(?<!\d)(20\d\d)\s*[-–/]\s*((?:20)?\d\d)\s*[-–/,( ]*\s*q([1-4])\b", re.IGNORECASE)
_OF_A_DAY = re.compile(rf"\bgenerat|\bprint|\bdownload|\bas (?:on|at)\b|\bdate|\d(?:st|nd|rd|th)?[\s\-/.]+{_MONTH}", re.IGNORECASE)
"""A title that names a day says when the list was made, not for which month."""
LABELS_ASIDE = 3
"""A row of more cells than this may be labels alone."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FORM = re.compile(r"\b(24q|26q|27q|27eq|138|140|143|144)\b", re.IGNORECASE)
_FORM_TITLE = re.compile(r"\bform\s*(?:no\.?\s*)?(24\s?-?q|26\s?-?q|27\s?-?q|27\s?-?eq|138|140|143|144)\b|\b(24q|26q|27q|27eq)\b", re.IGNORECASE)


def year_of(text: str) -> str:
    """ "2026-27" out of "FY 2026-2027"; "" for none, and for two years that do not follow each other."""
    found = _YEARS.search(text)
    if not found:
        return ""
    made = str(FinancialYear(int(found[1])))
    return made if made[-2:] == found[2][-2:] else ""


def period_of(month: str, year: str) -> str:
    """ "2026-09" of "September" in "2026-27", of "Sep-26", "092026"; of a quarter its last month, as the portal numbers its statement; "" where it does not say."""
    body = month.strip()
    if whole := _MONTH_AND_YEAR.match(body):
        return f"{whole[2]}-{whole[1]}"
    if named := month_in(body.replace("'", " ")):
        return str(named)
    alone = _FIRST_AND_LAST.match(body) or _MONTH_ALONE.match(body)
    start = year_of(year)
    if not alone or not start:
        return ""
    number = _MONTHS.index(alone[alone.re.groups].lower()[:3]) + 1
    first = int(start[:4])
    return f"{first if number >= 4 else first + 1}-{number:02d}"


def quarter_of(text: str) -> tuple[str, str]:
    """The year and the quarter that a text names: ("2026-27", "Q2"); "" for what it does not say."""
    if both := _YEAR_QUARTER.search(text):
        return year_of(f"{both[1]}-{both[2]}"), f"Q{both[3]}"
    for span in spans_in(text):
        if Quarter.of(span.first) == Quarter.of(span.last):
            quarter = Quarter.of(span.first)
            return str(quarter.year), f"Q{quarter.number}"
    found = _QUARTER.search(text)
    said = (found[1] or found[2]).lower() if found else ""
    if not said and (between := _FIRST_AND_LAST.match(text.strip())):
        return "", f"Q{(_MONTHS.index(between[2].lower()[:3]) - 3) % 12 // 3 + 1}"
    return year_of(text), f"Q{_ROMAN.get(said, said)}" if said else ""


def quarter_of_days(days: Sequence[date]) -> Quarter | None:
    """The one quarter in which all these days lie."""
    found = {Quarter.of(day) for day in days}
    return found.pop() if len(found) == 1 else None


def labelled(pen: Pen, rows: Sequence[SheetRow]) -> Iterator[Field]:
    """Every label of ours with its value as it stands, in order: a value behind a colon, in the next cell, or below where labels stand side by side.

    What could be either is given as both: the one that reads as the field's counts.
    """
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) and rows[at + 1].number == row.number + 1 else None
        columns = [column for column in sorted(row.cells) if row.text(column)]
        for place, column in enumerate(columns):
            head, colon, value = row.text(column).partition(":")
            name = _LABELS.get(normal(head), "")
            if not name:
                continue
            if value.strip():
                yield pen.field(name, value.strip(" :-"), value.strip(), row.number, column_letters(column))
                continue
            after = columns[place + 1] if place + 1 < len(columns) else None
            beside = (row, after) if after is not None and (colon or not is_label(row.text(after))) else None
            under = (below, column) if below is not None and below.text(column) and not is_label(below.text(column)) else None
            # Labels that stand side by side have their values below.
            for found in (under, beside) if len(columns) > LABELS_ASIDE and not colon else (beside, under):
                if found is not None:
                    of, where = found
                    yield pen.field(name, of.text(where).strip(" :"), of.text(where), of.number, column_letters(where))


def is_label(text: str) -> bool:
    """True for a cell that begins with a label of ours."""
    return normal(text.partition(":")[0]) in _LABELS


def fields_of(found: Sequence[Field], titles: Sequence[tuple[str, Field]], wanted: Sequence[str]) -> dict[str, Field]:
    """The fields of a paper out of its labels and, where no label says it, its titles (each with itself as a field of no name). The first that reads counts."""
    made: dict[str, Field] = {}
    for each in found:
        if each.name not in made and (value := _READ.get(each.name, str.strip)(each.value)):
            made[each.name] = replace(each, value=value)
    if "company" not in made and "trade" in made:
        made["company"] = replace(made["trade"], name="company")
    _year_and_period(made, titles, wanted)
    if "form" in wanted and "form" not in made:
        _of_titles(made, "form", titles, lambda text: _form_of_title(text))
    return {name: made[name] for name in wanted if name in made}


def _year_and_period(made: dict[str, Field], titles: Sequence[tuple[str, Field]], wanted: Sequence[str]) -> None:
    raw_quarter = made.pop("quarter", None)
    if "quarter" in wanted:
        said = [(raw_quarter.raw, raw_quarter)] if raw_quarter else []
        said += [(made["month"].raw, made["month"])] if "month" in made else []
        for text, of in (*said, *titles):
            year, quarter = quarter_of(text)
            if quarter and "quarter" not in made:
                made["quarter"] = replace(of, name="quarter", value=quarter)
            if year and "year" not in made:
                made["year"] = replace(of, name="year", value=year)
    if "year" not in made:
        _of_titles(made, "year", titles, year_of)
    if "year" in made:
        made["financial_year"] = replace(made["year"], name="financial_year")
    if "period" in wanted:
        year = made["year"].value if "year" in made else ""
        texts = (
            [(made["month"].raw, made["month"])]
            if "month" in made
            else [(text, of) for text, of in titles if not is_label(text) and not _OF_A_DAY.search(text)]
        )
        for text, of in texts:
            if (period := period_of(text, year)) and "period" not in made:
                made["period"] = replace(of, name="period", value=period)


def _of_titles(made: dict[str, Field], name: str, titles: Sequence[tuple[str, Field]], reads: Callable[[str], str]) -> None:
    for text, of in titles:
        if value := reads(text):
            made[name] = replace(of, name=name, value=value)
            return


def _form_of_title(text: str) -> str:
    found = _FORM_TITLE.search(text)
    return re.sub(r"[\s-]", "", (found[1] or found[2])).upper() if found else ""


def _gstin(text: str) -> str:
    body = re.sub(r"\s", "", text).upper()
    return body if re.fullmatch(r"\d{2}[0-9A-Z]{13}", body) else ""


def _identifier(fault: Callable[[str], str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        body = text.strip().split()[0].upper().strip(",;") if text.strip() else ""
        return "" if fault(body) else body

    return read


def _day(text: str) -> str:
    try:
        return parse_day(text).isoformat()
    except ValueError:
        return ""


def _form(text: str) -> str:
    found = _FORM.search(text)
    return found[1].upper() if found else ""


def _month_text(text: str) -> str:
    return text.strip() if re.search(rf"\b{_MONTH}\b|\bq[1-4]\b|^\D*\d{{1,2}}[-/]?20\d\d\D*$", text, re.IGNORECASE) else ""


_READ: Mapping[str, Callable[[str], str]] = {
    "month": _month_text,
    "gstin": _gstin,
    "pan": _identifier(pan_fault),
    "tan": _identifier(tan_fault),
    "year": year_of,
    "assessment_year": year_of,
    "generated_on": _day,
    "form": _form,
}
