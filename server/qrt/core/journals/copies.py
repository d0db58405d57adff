"""The same bill on two papers that are not the same bytes: sent twice, printed and scanned, out of a mail and out of a bundle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from qrt.core.base.money import Paise
from qrt.core.documents.types import Extraction, FieldStatus
from qrt.core.journals.reading import Invoice
from qrt.core.ledger.naming import document_number, likeness, one_sign_apart, squeezed, words

TOLERANCE = Paise(100)
"""A rupee: two papers of one bill may round its total otherwise."""

_ALIKE = 0.6
_SURE = 0.75
_LEAST_NUMBER = 4
"""Letters and digits from which a number that is one sign off may be the same one misread."""
_LIKE_DIGITS = str.maketrans("OQDILSBZ", "00011582")
_DECIDED = (FieldStatus.CONFIRMED, FieldStatus.CORRECTED)
_TELLING = ("invoice_number", "invoice_date", "totals.grand_total")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a paper shows of its bill: who wrote it (GSTIN, name), its number as numbers are compared, its day and total; a part that was not read is empty.

    folded   the number with letters that a recogniser takes for digits as these digits
    note     "credit_note", "debit_note", "" for a bill
    sure     its number was read surely
    decided  a person went through what tells it from another bill
    """

    document: str
    kind: str
    note: str
    gstin: str
    name: str
    number: str
    folded: str
    day: date | None
    total: Paise | None
    sure: bool = True
    decided: bool = False


def sight_of(invoice: Invoice, extraction: Extraction) -> Sight:
    """What a bill's extraction shows."""
    number = extraction.fields.get("invoice_number")
    told = [each for name in _TELLING if (each := extraction.fields.get(name))]
    return Sight(
        invoice.document,
        extraction.kind.value,
        invoice.note,
        invoice.party_gstin,
        invoice.party,
        document_number(invoice.number),
        folded(invoice.number),
        invoice.day,
        invoice.amounts.get("grand_total"),
        bool(number and number.confidence >= _SURE),
        bool(told) and all(each.status in _DECIDED for each in told),
    )


def copy_reasons(one: Sight, other: Sight) -> tuple[str, ...]:
    """What makes two papers look like one bill, and where they differ; () when they do not. Two that a person went through are what the person left them as."""
    if one.note != other.note or (one.decided and other.decided) or not (vendor := _same_vendor(one, other)):
        return ()
    same_day = one.day == other.day and one.day is not None
    same_total = one.total is not None and other.total is not None and abs(one.total - other.total) < TOLERANCE
    if one.number and one.number == other.number:
        if same_total and same_day:
            return (vendor, "number", "date", "total")
        # A number begins anew each year: alone it says nothing.
        return (vendor, "number", "total") if same_total and _near(one, other) else (vendor, "number", "date") if same_day else ()
    if not (same_day and same_total):
        return ()
    if not one.number or not other.number:
        return (vendor, "date", "total")
    # Neighbours in a series may be alike in all else, so a number that is one sign off counts where it was not read surely.
    misread = min(len(one.folded), len(other.folded)) >= _LEAST_NUMBER and one_sign_apart(one.folded, other.folded)
    return (vendor, "date", "total", "nearly the number") if misread and not (one.sure and other.sure) else ()


def folded(number: str) -> str:
    """A document number as a recogniser that takes "O" for "0" would give it as well."""
    return document_number(number.upper().translate(_LIKE_DIGITS))


def _near(one: Sight, other: Sight) -> bool:
    """Days within a year of accounts, or one that was not read."""
    return one.day is None or other.day is None or abs((one.day - other.day).days) < 300


def _same_vendor(one: Sight, other: Sight) -> str:
    if one.gstin and other.gstin:
        return "GSTIN" if one.gstin == other.gstin else "nearly the GSTIN" if one_sign_apart(one.gstin, other.gstin) else ""
    if one.name and other.name:
        alike = squeezed(one.name) == squeezed(other.name) or likeness(words(one.name), words(other.name)) >= _ALIKE
        return "name" if alike else ""
    return ""


@dataclass(slots=True)
class Seen:
    """Bills seen so far, found by number or by total, so that a thousand papers look up and do not search."""

    by_number: defaultdict[str, list[Sight]] = field(default_factory=lambda: defaultdict(list))
    by_total: defaultdict[int, list[Sight]] = field(default_factory=lambda: defaultdict(list))

    def copy_of(self, sight: Sight) -> tuple[Sight, tuple[str, ...]] | None:
        """The first paper seen that this one looks like a copy of, and why."""
        near = [] if sight.total is None else [each for step in (-1, 0, 1) for each in self.by_total.get(sight.total // TOLERANCE + step, ())]
        found = dict.fromkeys((*(self.by_number.get(sight.number, ()) if sight.number else ()), *near))
        return next(((each, reasons) for each in found if each.document != sight.document and (reasons := copy_reasons(sight, each))), None)

    def add(self, sight: Sight) -> None:
        """Remember a paper."""
        if sight.number:
            self.by_number[sight.number].append(sight)
        if sight.total is not None:
            self.by_total[sight.total // TOLERANCE].append(sight)


def called(document: str, names: Mapping[str, str]) -> str:
    """A paper's name, or what is known of it."""
    return names.get(document) or f"another paper ({document[:12]})"


def in_words(reasons: Iterable[str]) -> str:
    """ "the same GSTIN, number and total"."""
    *first, last = [reason.removeprefix("nearly the ") + (" but for a sign" if reason.startswith("nearly") else "") for reason in reasons]
    return f"the same {', '.join(first)} and {last}" if first else f"the same {last}"
