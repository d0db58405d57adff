"""Books told in lakhs or thousands are left out, and the cell that says so is named. Words that only count are no scale."""

import pytest

from qrt.core.base.finding import Severity
from qrt.core.documents.types import DocumentKind, RegisterRow, TrialBalanceRow
from tests.unit.readers.general import one

JOURNAL = "Audit Co Private Limited\n{title}\nDate,Voucher No,Account,{debit},Credit\n05-07-2026,1,Rent,0.50,\n05-07-2026,1,Landlord,,0.50\n{note}\n"
BALANCE = "Audit Co Private Limited\n{title}\n1-Jul-26 to 30-Sep-26\nParticulars,{debit},Credit\nHDFC Bank,1,\nShare Capital,,1\nGrand Total,1,1\n{note}\n"


def journal(title: str = "Journal Register", debit: str = "Debit", note: str = ""):
    return one(JOURNAL.format(title=f'"{title}"', debit=f'"{debit}"', note=f'"{note}"'))


def balance(title: str = "Trial Balance", debit: str = "Debit", note: str = ""):
    return one(BALANCE.format(title=f'"{title}"', debit=f'"{debit}"', note=f'"{note}"'))


@pytest.mark.parametrize(
    "words",
    [
        "(Rs. in lakhs)", "(₹ in Lakhs)", "INR '000", "(Rs. ’000)", "Amount in thousands", "Figures in crores", "Figures in INR millions", "(All amounts are in ₹ Lacs unless otherwise stated)",
        "(in lakhs of rupees)", "(Rs. lakhs)", "Rs. in 000s", "(INR mn)", "(राशि लाख में)", "(in lakhs)", "(Lakhs)",
    ],
)  # fmt: skip
def test_a_title_that_tells_lakhs_leaves_the_table_out(words: str) -> None:
    for made, rule, cell in ((journal(f"Journal Register {words}"), "register.scale", "A2"), (balance(f"Trial Balance {words}"), "trial_balance.scale", "A2")):
        assert not made.rows
        (finding,) = made.findings
        assert (finding.rule, finding.severity) == (rule, Severity.BLOCKING)
        assert f"cell {cell} " in finding.sentence and words in finding.sentence
        assert (finding.evidence[0].row, finding.evidence[0].column) == (2, "A")


def test_a_heading_or_a_note_below_tells_it_as_well() -> None:
    assert "cell D3" in journal(debit="Debit (Rs. in lakhs)").findings[0].sentence
    assert "cell B4" in balance(debit="Debit (₹ '000)").findings[0].sentence
    made = journal(note="Note: all amounts are in thousands")
    assert (made.findings[0].rule, made.rows) == ("register.scale", ())
    assert "cell A6" in made.findings[0].sentence
    assert balance(note="(Rs. in crores)").findings[0].rule == "trial_balance.scale"


@pytest.mark.parametrize(
    "words",
    ["Loans above Rs. 5 lakhs", "(in rupees, not in lakhs)", "Two Million Traders", "Qty in '000", "Turnover of Rs. 1,50,000", "(Rs.)", "For the year 2000"],
)
def test_words_that_speak_of_lakhs_otherwise_change_nothing(words: str) -> None:
    made = journal(f"Journal Register {words}")
    assert "register.scale" not in {finding.rule for finding in made.findings}
    (row,) = made.rows
    assert isinstance(row, RegisterRow)
    assert sorted(leg.amount for leg in row.legs) == [-50, 50]


def test_a_count_in_thousands_beside_the_amounts_is_no_scale_of_money() -> None:
    made = one("Journal\nDate,Voucher No,Account,Qty in '000,Debit,Credit\n05-07-2026,1,Rent,3,0.50,\n05-07-2026,1,Landlord,,,0.50\n")
    assert "register.scale" not in {finding.rule for finding in made.findings}
    assert sorted(leg.amount for row in made.rows if isinstance(row, RegisterRow) for leg in row.legs) == [-50, 50]


def test_a_narration_that_speaks_of_lakhs_is_no_scale() -> None:
    table = "Date,Voucher No,Account,Narration,Debit,Credit\n05-07-2026,1,Rent,Rent agreed at Rs. in lakhs rate,50,\n05-07-2026,1,Landlord,Amount in lakhs,,50\n,,,Being the amount in lakhs agreed with him,,\n"
    made = one(table)
    assert "register.scale" not in {finding.rule for finding in made.findings}
    assert sorted(leg.amount for row in made.rows if isinstance(row, RegisterRow) for leg in row.legs) == [-5000, 5000]


def test_a_trial_balance_in_rupees_is_read() -> None:
    made = balance("Trial Balance (in Rs.)")
    assert made.kind is DocumentKind.TRIAL_BALANCE
    assert [row.closing for row in made.rows if isinstance(row, TrialBalanceRow)] == [100, -100]
