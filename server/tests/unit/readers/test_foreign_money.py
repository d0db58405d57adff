"""Vouchers in foreign money: rupees are taken where they stand, and where they do not the voucher is left out whole, with its cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.finding import Finding, Severity
from qrt.core.documents.amounts import ForeignMoney, amount_of_text, currency_of_amount
from qrt.core.documents.types import Extraction
from tests.unit.readers.general import one, vouchers

TALLY = """
    Acme Ltd
    Sales Register
    1-Jul-26 to 30-Sep-26
    Date,Particulars,Voucher Type,Voucher No.,Gross Total,Sales
    01-07-2026,Asha,Sales,S1,1000.00 Dr,1000.00 Cr
    02-07-2026,Globex,Sales,S2,"USD 1,000.00","USD 1,000.00"
"""
TALLY_CURRENCY = """
    Acme Ltd
    Sales Register
    1-Jul-26 to 30-Sep-26
    Date,Particulars,Voucher Type,Voucher No.,Currency,Foreign Amount,Gross Total,Sales
    01-07-2026,Asha,Sales,S1,INR,,1000.00 Dr,1000.00 Cr
    02-07-2026,Globex,Sales,S2,USD,1000.00,,
"""
LINES = """
    Date,Voucher No,Account,Debit,Credit
    01-07-2026,S1,Asha,1000.00,
    01-07-2026,S1,Sales,,1000.00
    02-07-2026,S2,Globex,"USD 1,000.00",
    02-07-2026,S2,Export Sales,,"USD 1,000.00"
"""
LINES_CURRENCY = """
    Date,Voucher No,Account,Currency,Foreign Amount,Debit,Credit
    01-07-2026,S1,Asha,INR,,1000.00,
    01-07-2026,S1,Sales,INR,,,1000.00
    02-07-2026,S2,Globex,USD,1000.00,83000.00,
    02-07-2026,S2,Export Sales,USD,-1000.00,,
"""
FLAT = """
    Sales Register
    Invoice Date,Invoice No,Customer,Currency,Foreign Amount,Sales Ledger,Taxable Value,Invoice Total
    01-07-2026,S1,Asha,INR,,Sales,1000.00,1000.00
    02-07-2026,S2,Globex,USD,1000.00,Export Sales,,
"""
PAIRS = """
    Date,Ref,Debit Account,Credit Account,Amount
    01/07/2026,S1,Asha,Sales,"1,000.00"
    02/07/2026,S2,Globex,Sales,"1,000.00 USD"
"""


def only(made: Extraction) -> Finding:
    (found,) = made.findings
    return found


@pytest.mark.parametrize(
    ("table", "cell"),
    [(TALLY, (6, "E")), (TALLY_CURRENCY, (6, "F")), (LINES, (4, "D")), (LINES_CURRENCY, (5, "E")), (FLAT, (4, "E")), (PAIRS, (3, "E"))],
    ids=["register", "register with a currency", "lines", "lines half in rupees", "one row a bill", "a debit and a credit account"],
)
def test_a_voucher_without_rupees_is_left_out_whole_with_one_finding_that_says_so(table: str, cell: tuple[int, str]) -> None:
    made = one(table)
    assert vouchers(made) == [("2026-07-01", "S1", (("Asha", 1_000_00), ("Sales", -1_000_00)))]
    found = only(made)
    assert (found.rule, found.severity) == ("register.rupees_missing", Severity.BLOCKING)
    assert (found.evidence[0].row, found.evidence[0].column) == cell
    assert "voucher S2" in found.sentence and "USD" in found.sentence and "rupees" in found.sentence and "export.csv" in found.sentence


def test_a_table_all_in_dollars_says_that_and_not_that_its_columns_are_unknown() -> None:
    found = only(one('Date,Voucher No,Account,Debit,Credit\n01-07-2026,S1,Asha,"$1,000.00",\n01-07-2026,S1,Sales,,"$1,000.00"\n'))
    assert "written in USD (cell D2: '$1,000.00')" in found.sentence


@pytest.mark.parametrize(
    "head",
    [
        "Date,Invoice No,Customer,Currency,Sales Ledger,Taxable Value,Invoice Total\n01-07-2026,S1,Asha,INR,Sales,1000,1000\n02-07-2026,S2,Globex,USD,Export,1000,1000\n",
        "Date,Ref,Debit Account,Credit Account,Currency,Amount\n01/07/2026,S1,Asha,Sales,INR,1000\n02/07/2026,S2,Globex,Sales,USD,1000\n",
        "A Ltd\nSales Register\n\nDate,Particulars,Voucher Type,Voucher No.,Currency,Gross Total,Sales\n01-07-2026,Asha,Sales,S1,INR,1000 Dr,1000 Cr\n02-07-2026,Globex,Sales,S2,USD,1000 Dr,1000 Cr\n",
    ],
)
def test_amounts_of_a_row_in_dollars_that_may_be_dollars_are_left_out_in_every_form(head: str) -> None:
    made = one(head)
    assert [number for _, number, _ in vouchers(made)] == ["S1"]
    assert (only(made).rule, only(made).severity) == ("register.currency_unclear", Severity.BLOCKING) and "voucher S2" in only(made).sentence


@pytest.mark.parametrize(
    ("heading", "above"),
    [
        ("Local currency amount", ""),
        ("Amount in local currency", ""),
        ("Amount in Company Code Currency", ""),
        ("Company Code Currency Value", ""),
        ("Amount (INR)", ""),
        ("Amount", "(All amounts in Rs.)"),
        ("Amount", "Currency: INR"),
    ],
)
def test_amounts_in_local_currency_beside_the_documents_currency_are_rupees(heading: str, above: str) -> None:
    table = f"{above}\nPosting Date,Document Number,Account Name,Document currency,{heading}\n"
    made = one(table + "01.07.2026,1,Sales,INR,-1000\n01.07.2026,1,Asha,INR,1000\n02.07.2026,2,Sales,USD,-83000\n02.07.2026,2,Globex,USD,83000\n")
    assert vouchers(made)[1] == ("2026-07-02", "2", (("Globex", 83_000_00), ("Sales", -83_000_00)))
    assert [each for each in made.findings if each.severity is not Severity.WARNING] == []


@given(
    st.sampled_from(["USD", "EUR", "$", "€", "£", "AED"]),
    st.integers(0, 10**9),
    st.sampled_from(["{mark} {size}", "{size} {mark}", "-{mark}{size}", "({mark} {size})"]),
)
def test_money_that_names_another_currency_is_never_taken_for_rupees(mark: str, size: int, form: str) -> None:
    text = form.format(mark=mark, size=size)
    assert currency_of_amount(text)
    with pytest.raises(ForeignMoney):
        amount_of_text(text)


@pytest.mark.parametrize("text", ["1,000.00", "Rs. 500", "₹ 1,18,000.50 Dr", "INR 5", "", "USD", "Bill no. 5 USD", "12-07-2026"])
def test_rupees_and_words_are_no_foreign_money(text: str) -> None:
    assert currency_of_amount(text) == ""
