"""A register whose days lie in the quarter only with the month first is asked about, and nothing of it is posted."""

from datetime import date

from qrt.core.base.finding import Severity
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.books import _day_order
from qrt.core.close.types import PaperRole, Placed
from qrt.core.documents.types import DATES_EITHER, DocumentKind, Extraction, Field, Paper, RegisterRow

QUARTER = Quarter.parse("2026-27-Q2")


def register(*days: date, either: bool = True) -> Placed:
    rows = tuple(RegisterRow(Place("a" * 64, row=row), day, "Rent", "Journal", str(row), ()) for row, day in enumerate(days, 2))
    fields = {DATES_EITHER: Field(DATES_EITHER, "yes")} if either else {}
    extraction = Extraction("a" * 64, DocumentKind.DAY_BOOK, 0.9, "general_table", "1", fields=fields, rows=rows)
    return Placed(Paper("a" * 64, "journal.csv", 1), extraction, "", PaperRole.INBOX)


def test_days_that_fit_the_quarter_only_with_the_month_first_block_and_are_not_posted() -> None:
    # 07/05, 08/06 and 09/07 of 2026: 7 May, 8 June, 9 July or 5 July, 6 August, 7 September.
    places, findings = _day_order([register(date(2026, 5, 7), date(2026, 6, 8), date(2026, 7, 9))], QUARTER)
    (finding,) = findings
    assert (finding.rule, finding.severity) == ("register.day_order_unclear", Severity.BLOCKING)
    assert "2 of 3 vouchers" in finding.sentence
    assert {place.row for place in places} == {2, 3, 4}


def test_nobody_is_asked_where_the_other_order_does_not_fit_or_nothing_is_open() -> None:
    # 7 May would be 5 July, but 1 October would be 10 January.
    assert _day_order([register(date(2026, 5, 7), date(2026, 10, 1))], QUARTER) == (frozenset(), ())
    assert _day_order([register(date(2026, 7, 9), date(2026, 8, 9))], QUARTER) == (frozenset(), ())
    assert _day_order([register(date(2026, 5, 7), either=False)], QUARTER) == (frozenset(), ())
