"""Laws of the readers: what is written comes back, whatever it is."""

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qrt.adapters.bank import read_bank_table, read_mt940
from qrt.adapters.erp import read_books, read_tally_xml
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.amounts import amount_of_text
from qrt.core.documents.dates import parse_day
from qrt.core.documents.number_formats import side_of_format
from qrt.core.documents.types import Paper

DEBIT, CREDIT = '""0.00" Dr"', '""0.00" Cr"'
LEDGERS = ["Sales", "Output CGST", "Freight Outward", "Acme Ltd", "Cash"]
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
sizes = st.integers(-(10**11), 10**11)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def vouchers(draw):
    """A balanced voucher: a day, the party's leg, and legs on other ledgers."""
    legs = draw(st.dictionaries(st.sampled_from(LEDGERS), sizes.filter(bool), min_size=1, max_size=5).filter(lambda each: sum(each.values())))
    return draw(days), -sum(legs.values()), legs


def written(book) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet()
    styles = {code: workbook.add_format({"num_format": code}) for code in (DEBIT, CREDIT, "dd-mmm-yy")}
    sheet.write(0, 0, "X Ltd")
    sheet.write(1, 0, "Journal Register")
    sheet.write_row(3, 0, ["Date", "Particulars", "Voucher Type", "Voucher No.", "Gross Total", *LEDGERS])
    for row, (day, party, legs) in enumerate(book, 4):
        sheet.write_datetime(row, 0, datetime.combine(day, time()), styles["dd-mmm-yy"])
        sheet.write_row(row, 1, ["The Party", "Journal", f"J/{row}"])
        for column, paise in [(4, party), *((5 + LEDGERS.index(name), paise) for name, paise in legs.items())]:
            sheet.write_number(row, column, abs(paise) / 100, styles[DEBIT if paise > 0 else CREDIT])
    workbook.close()
    return target.getvalue()


@quick
@given(st.lists(vouchers(), min_size=1, max_size=8))
def test_any_balanced_vouchers_written_as_a_register_come_back_equal(book) -> None:
    data = written(book)
    (made,) = read_books(Paper("0" * 64, "r.xlsx", len(data)), data)
    assert [(row.day, {leg.ledger: leg.amount for leg in row.legs}) for row in made.rows] == [(day, {"The Party": party, **legs}) for day, party, legs in book]
    assert made.findings == ()


@quick
@given(st.lists(vouchers(), min_size=1, max_size=8), st.booleans())
def test_any_balanced_vouchers_written_as_tally_xml_come_back_equal(book, wide) -> None:
    def leg(name: str, paise: int) -> str:
        deemed = "Yes" if paise > 0 else "No"
        return f"<ALLLEDGERENTRIES.LIST><LEDGERNAME>{name}</LEDGERNAME><ISDEEMEDPOSITIVE>{deemed}</ISDEEMEDPOSITIVE><AMOUNT>{-paise / 100:.2f}</AMOUNT></ALLLEDGERENTRIES.LIST>"

    text = "".join(
        f"<VOUCHER><DATE>{day:%Y%m%d}</DATE><VOUCHERTYPENAME>Journal</VOUCHERTYPENAME>{leg('The Party', party)}{''.join(leg(*each) for each in legs.items())}</VOUCHER>"
        for day, party, legs in book
    )
    data = f"<ENVELOPE>{text}</ENVELOPE>".encode("utf-16" if wide else "utf-8")
    (made,) = read_tally_xml(Paper("0" * 64, "t.xml", len(data)), data)
    assert [(row.day, {leg.ledger: leg.amount for leg in row.legs}) for row in made.rows] == [(day, {"The Party": party, **legs}) for day, party, legs in book]
    assert made.findings == ()


@quick
@given(st.lists(st.tuples(days, sizes.filter(bool)), min_size=2, max_size=12), sizes, st.booleans(), st.booleans())
@example([(date(2000, 1, 1), 1), (date(2000, 1, 2), 1), (date(2000, 2, 1), 1)], 0, False, True)
def test_any_bank_lines_come_back_in_their_order_whatever_the_papers_order_and_columns(lines, opening, newest_first, exchanged) -> None:
    lines = sorted(lines, key=lambda each: each[0])
    rows, balance = [], opening
    for day, amount in lines:
        balance += amount
        out, into = (rupee_text(Paise(-amount)), "") if amount < 0 else ("", rupee_text(Paise(amount)))
        rows.append(f'{day:%d/%m/%Y},x,"{into if exchanged else out}","{out if exchanged else into}","{rupee_text(Paise(balance))}"')
    body = rows[::-1] if newest_first else rows
    data = ("Date,Description,Debit,Credit,Balance\n" + "\n".join(body) + "\n").encode()
    (made,) = read_bank_table(Paper("0" * 64, "b.csv", len(data)), data)
    proven = [row.balance - row.amount for row in made.rows[1:]] == [row.balance for row in made.rows[:-1]]
    assert proven
    if len({day for day, _ in lines}) == len(lines) and len(lines) > 2:
        assert [(row.day, abs(row.amount)) for row in made.rows] == [(day, abs(amount)) for day, amount in lines]


@quick
@given(st.lists(st.tuples(days.filter(lambda each: 2000 <= each.year < 2060), sizes.filter(bool)), min_size=1, max_size=12), sizes)
def test_any_mt940_lines_come_back_equal_and_proven(lines, opening) -> None:
    def number(paise: int) -> str:
        return f"{abs(paise) / 100:.2f}".replace(".", ",")

    closing = opening + sum(amount for _, amount in lines)
    body = "\n".join(
        f":61:{day:%y%m%d}{day:%m%d}{'D' if amount < 0 else 'C'}{number(amount)}NTRFREF{index}\n:86:text" for index, (day, amount) in enumerate(lines)
    )
    sides = ["D" if each < 0 else "C" for each in (opening, closing)]
    data = f":20:A\n:25:1234567\n:28C:1/1\n:60F:{sides[0]}260401INR{number(opening)}\n{body}\n:62F:{sides[1]}260630INR{number(closing)}\n-\n".encode()
    (made,) = read_mt940(Paper("0" * 64, "m.sta", len(data)), data)
    assert [(row.day, row.amount, row.reference) for row in made.rows] == [(day, amount, f"REF{index}") for index, (day, amount) in enumerate(lines)]
    outside = any(not date(2026, 3, 22) <= day <= date(2026, 7, 10) for day, _ in lines)
    assert [finding.rule for finding in made.findings] == (["bank.day_outside_period"] if outside else [])


@given(days)
def test_a_day_comes_back_from_every_way_to_write_it(day) -> None:
    for form in (
        "%d/%m/%Y",
        "%d-%m-%Y",
        "%d.%m.%Y",
        "%d-%b-%Y",
        "%d %B %Y",
        "%Y-%m-%d",
        "%Y%m%d",
        "%d-%b-%y",
        "%b %d, %Y",
        "%d/%m/%Y 13:45:10",
        "%Y-%m-%dT00:00:00+05:30",
    ):
        assert parse_day(day.strftime(form)) == day


@given(st.integers(0, 10**13))
def test_an_amount_comes_back_from_every_way_to_write_it(paise) -> None:
    text = rupee_text(Paise(paise))
    assert amount_of_text(text) == (paise, False)
    assert amount_of_text(f"₹ {text}") == (paise, False)
    assert amount_of_text(f"({text})") == (-paise, False)
    assert amount_of_text(f"{text} Cr") == (-paise, True)
    assert amount_of_text(f"Dr {text}") == (paise, True)


@given(st.floats(0.01, 1e12, allow_nan=False))
def test_a_format_turns_the_side_only_by_a_minus_that_stays_visible(value) -> None:
    assert (side_of_format(DEBIT, value), side_of_format(CREDIT, value)) == (1, -1)
    assert (side_of_format(DEBIT, -value), side_of_format(CREDIT, -value)) == (-1, 1)
    two = '#,##0.00" Dr";#,##0.00" Cr"'
    assert (side_of_format(two, value), side_of_format(two, -value)) == (1, -1)
    assert side_of_format('0.00" Drums"', value) == side_of_format("General", value) == side_of_format("dd-mmm-yy", value) == 0


@quick
@given(st.binary(max_size=300))
def test_no_bytes_make_a_reader_raise(data) -> None:
    paper = Paper("0" * 64, "x", len(data))
    for read in (read_books, read_bank_table, read_mt940, read_tally_xml):
        assert read(paper, data)


@pytest.mark.parametrize("position", range(0, 4000, 137))
def test_no_cut_through_a_register_makes_the_reader_raise_or_invent_rows(position) -> None:
    data = written([(date(2025, 4, 1), 100, {"Sales": -100})])
    made = read_books(Paper("0" * 64, "x", 0), data[:position] + data[position + 50 :])
    assert all(sum(leg.amount for leg in row.legs) == 0 or each.findings for each in made for row in each.rows)
