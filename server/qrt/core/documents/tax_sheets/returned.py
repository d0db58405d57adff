"""What the reading of one return gathers: rows, findings, sums that totals are held against."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.currencies import said_currency
from qrt.core.documents.headers import normal
from qrt.core.documents.headings import heads_home
from qrt.core.documents.tax_sheets.hearing import speaks_of_tax
from qrt.core.documents.tax_sheets.tables import Block, Line
from qrt.core.documents.types import Row

_TOTAL = re.compile(r"(?:grand |sub[\s-]?)?totals?\b")
_IDENTIFIERS = ("pan", "tan", "bsr")
ROUNDING = 100
"""Paise by which a stated total may lie off the rows: totals are rounded to the rupee."""


@dataclass(slots=True)
class Part:
    """One sheet of the return: its name and its tables in order."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Returned:
    """Rows and findings of one return. A row that cannot be read is left out and named by its place; everything else is kept.

    `rule` begins the findings' names; `lines` are rows of the paper by number and sheet, for what is found out about them later.
    """

    rule: str
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[tuple[int, str | None], Line] = field(default_factory=dict)

    def refuse(self, line: Line, what: str, cause: str) -> None:
        """A row that is left out."""
        sentence = f"row {line.row.number}: {what} was left out: {cause}."
        self.findings.append(line.pen.finding(f"{self.rule}.line_unreadable", Severity.ERROR, sentence, row=line.row.number))

    def check(self, line: Line, what: str, given: int, stated: int) -> None:
        """A total that the paper states, against its rows."""
        if abs(given - stated) < ROUNDING:
            return
        sentence = f"row {line.row.number}: {what} is {rupee_text(Paise(stated))}, its rows give {rupee_text(Paise(given))}."
        self.findings.append(line.pen.finding(f"{self.rule}.total_mismatch", Severity.ERROR, sentence, amount=stated - given, row=line.row.number))

    def check_totals(self, line: Line, what: str, names: Iterable[str], rows: Sequence[Row]) -> None:
        """What a row of totals states in each of these columns, against the rows it is about; an empty cell states nothing."""
        for name in names:
            try:
                stated = line.money(name)
            except ValueError as wrong:
                self.refuse(line, "a total", str(wrong))
                return
            if line.filled(name):
                self.check(line, f"{what} {name}", sum(getattr(each, name) for each in rows), stated)


def in_rupees(line: Line) -> None:
    """Raises ValueError for a document that names another currency, where no heading says that its amounts are rupees."""
    said = said_currency(line.text("currency")) if line.text("currency") else ""
    if said and not any(heads_home(line.heading.shown.get(name, "")) for name in ("taxable", "value", "amount", "tax", "total")):
        raise ValueError(f"it is in {said}, and nothing says whether its amounts are {said} or rupees")


def note_side(said: str) -> str | None:
    """ "credit_note" or "debit_note" of what a column of types says ("Cr. Note", "CDN", "D"), None where it names neither, or both."""
    words = normal(said).split()
    begins = words[0] if words else ""
    credit = "credit" in words or begins in ("c", "cr", "cn", "crn", "crnote", "creditnote", "creditmemo")
    debit = "debit" in words or begins in ("d", "dr", "dn", "dbn", "drn", "drnote", "debitnote", "debitmemo")
    return None if credit is debit else "credit_note" if credit else "debit_note"


def check_columns(returned: Returned, block: Block, *, whole: Iterable[str] = ()) -> None:
    """column_unknown: columns of a list of documents that may hold tax and that no words of ours name, a head without its half, and `whole` columns that are missing.

    Documents stand with what was read; without this their tax would pass for none.
    """
    names, first = block.heading.names, block.lines[0]
    causes: list[str] = []
    unheard = [text for text in block.heading.others if speaks_of_tax(text)]
    lacking = {"igst", "cgst", "sgst"} - names or ({"cess"} - names if any("cess" in text.lower() for text in unheard) else set[str]())
    if lacking and unheard:
        shown = ", ".join(repr(text) for text in unheard[:4])
        causes.append(f"its column{'s' if len(unheard) > 1 else ''} {shown} may hold tax and {'are' if len(unheard) > 1 else 'is'} not known")
    if len({"cgst", "sgst"} & names) == 1 and not causes:
        causes.append(f"it has a column of {'central' if 'cgst' in names else 'state'} tax and none of its other half")
    causes += [f"no column says the {name} value" for name in whole if name not in names]
    if causes:
        sentence = f"{'; '.join(causes)}: what stands there was not taken."
        returned.findings.append(first.pen.finding(f"{returned.rule}.column_unknown", Severity.ERROR, sentence, row=first.row.number))


def is_total(line: Line, names: Iterable[str]) -> bool:
    """A row of totals: it says so at its beginning, or where a document would have its number or its party. A row that names its party by an identifier is none ("Total Oil")."""
    if any(map(str.isdigit, "".join(line.text(name) for name in _IDENTIFIERS))) or not gstin_fault(line.text("party").upper()):
        return False
    if _TOTAL.match(line.beginning):
        return True
    return any(_TOTAL.match(line.text(name).lower()) for name in names)
