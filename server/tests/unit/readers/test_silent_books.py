"""What passed without a word: rows of sums among ledgers, bills' registers that say what is open, days of typing, narrations that stand twice."""

import hashlib

import pytest

from qrt.adapters.erp import read_books
from qrt.core.documents.types import DocumentKind, Paper, RegisterRow, TrialBalanceRow
from tests.unit.readers.general import one, rules, vouchers

TITLE = "X Ltd\nTrial Balance\n1-Apr-26 to 30-Sep-26\n"


def ledgers(text: str) -> tuple[list[tuple[str, int]], list[str]]:
    data = text.encode()
    (made,) = read_books(Paper(hashlib.sha256(data).hexdigest(), "tb.csv", len(data)), data)
    assert made.kind is DocumentKind.TRIAL_BALANCE
    return [(row.name, int(row.closing)) for row in made.rows if isinstance(row, TrialBalanceRow) and not row.is_group], rules(made)


FOUR = [("Capital", -500_00), ("Bank", 300_00), ("Debtors", 400_00), ("Creditors", -200_00)]


def test_groups_that_stand_above_all_ledgers_count_once_though_no_total_says_so() -> None:
    text = "Particulars,Debit,Credit\nOwn Funds,,700\nCapital,,500\nCreditors,,200\nAssets,700,\nBank,300,\nDebtors,400,\n"
    found, told = ledgers(TITLE + text)
    assert (sorted(found), told) == (sorted(FOUR), [])


def test_a_list_of_ledgers_in_which_one_is_the_sum_of_others_by_chance_stays_whole() -> None:
    text = "Particulars,Debit,Credit\nCapital,,500\nLoan,,300\nCreditors,,200\nBank,600,\nDebtors,400,\n"
    found, _ = ledgers(TITLE + text)
    assert len(found) == 5


@pytest.mark.parametrize("sums", ["Carried Forward,700,500\nBrought Forward,700,500\n", "C/F,700,500\nB/F,700,500\n"])
def test_sums_that_a_page_hands_on_are_no_ledgers(sums) -> None:
    found, told = ledgers(f"{TITLE}Particulars,Debit,Credit\nCapital,,500\nBank,300,\nDebtors,400,\n{sums}Creditors,,200\n")
    assert (found, told) == (FOUR, [])


def test_a_total_of_the_ledgers_above_it_is_no_ledger_and_a_ledger_called_so_is() -> None:
    found, told = ledgers(f"{TITLE}Particulars,Debit,Credit\nCapital,,500\nBank,300,\nDebtors,400,\nTotal Current Assets,700,\nCreditors,,200\n")
    assert (found, told) == (FOUR, [])
    named, _ = ledgers(f"{TITLE}Particulars,Debit,Credit\nCapital,,500\nBank,300,\nTotal Energies Ltd,400,\nCreditors,,200\n")
    assert ("Total Energies Ltd", 400_00) in named


@pytest.mark.parametrize("heading", ["Dr/Cr", "Type", "Debit/Credit"])
def test_a_column_that_says_dr_or_cr_is_the_side_of_the_balance_before_it(heading) -> None:
    sides = (("Capital", 500, "Cr"), ("Bank", 300, "Dr"), ("Debtors", 400, "Dr"), ("Creditors", 200, "Cr"))
    text = "".join(f"{name},{size},{side}\n" for name, size, side in sides)
    assert ledgers(f"{TITLE}Particulars,Balance,{heading}\n{text}") == (FOUR, [])


BILLS = "Bill Date,Voucher No,Supplier,Supplier Bill No,Expense Ledger,Taxable Amount,Input IGST,Invoice Total,Balance Due\n"


def test_a_register_that_says_what_is_still_open_is_no_list_of_open_bills() -> None:
    made = one(BILLS + "13/07/2026,PV-1,Acme,A/1,Rent,100.00,18.00,118.00,50.00\n14/07/2026,PV-2,Acme,A/2,Rent,200.00,36.00,236.00,0.00\n")
    assert made.kind is DocumentKind.PURCHASE_REGISTER
    assert vouchers(made)[0] == ("2026-07-13", "PV-1", (("Acme", -118_00), ("Input IGST", 18_00), ("Rent", 100_00)))


LINES = ("1,Journal,Rent,x,100.00,", "1,Journal,Landlord,x,,100.00")


@pytest.mark.parametrize("typed", ["Entry Date", "Value Date"])
def test_the_day_on_which_somebody_typed_a_voucher_is_not_its_day(typed) -> None:
    for order in (0, 1):
        heads, days = [typed, "Date"][:: 1 - 2 * order], ["05/08/2026", "13/07/2026"][:: 1 - 2 * order]
        made = one(
            f"{heads[0]},{heads[1]},Voucher No,Voucher Type,Ledger,Narration,Debit,Credit\n" + "".join(f"{days[0]},{days[1]},{line}\n" for line in LINES)
        )
        assert ([day for day, _, _ in vouchers(made)], rules(made)) == (["2026-07-13"], [])


def test_a_date_beside_a_posting_date_is_told_where_they_differ() -> None:
    made = one("Date,Posting Date,Voucher No,Voucher Type,Ledger,Narration,Debit,Credit\n" + "".join(f"13/07/2026,15/07/2026,{line}\n" for line in LINES))
    assert ([day for day, _, _ in vouchers(made)], rules(made)) == (["2026-07-15"], ["register.days_differ"])


def test_sums_of_a_page_with_a_day_are_no_voucher() -> None:
    lines = "".join(f"{13 + number}/07/2026,{number}{line[1:]}\n" for number in range(1, 5) for line in LINES)
    made = one(f"Date,Voucher No,Voucher Type,Ledger,Narration,Debit,Credit\n{lines}31/07/2026,,,Carried Forward,,400.00,400.00\n")
    assert (len(vouchers(made)), rules(made)) == (4, [])


def test_a_narration_that_stands_on_each_line_is_said_once(paper) -> None:
    text = "Date,Voucher No,Voucher Type,Ledger,Narration,Debit,Credit\n13/07/2026,1,Journal,Rent,paid,100.00,\n,,,Landlord,paid,,100.00\n"
    (row,) = [each for each in one(text).rows if isinstance(each, RegisterRow)]
    assert row.narration == "paid"


def test_a_list_of_vouchers_without_days_is_no_trial_balance() -> None:
    made = one("Date,Voucher No,Voucher Type,Ledger,Narration,Debit,Credit\n" + "".join(f"someday,{line}\n" for line in LINES))
    assert made.kind is not DocumentKind.TRIAL_BALANCE


@pytest.mark.parametrize("nothing", ["-", "NIL", "N/A", "--"])
def test_a_dash_in_a_column_of_taxes_is_an_amount_of_nothing(nothing) -> None:
    head = "Bill Date,Voucher No,Supplier,Supplier Bill No,Expense Ledger,Taxable Amount,Input CGST,Input SGST,Input IGST,Invoice Total\n"
    rows = f"13/07/2026,PV-1,Acme,A/1,Rent,100.00,9.00,9.00,{nothing},118.00\n14/07/2026,PV-2,Acme,A/2,Rent,200.00,{nothing},{nothing},36.00,236.00\n"
    assert vouchers(one(head + rows))[1] == ("2026-07-14", "PV-2", (("Acme", -236_00), ("Input IGST", 36_00), ("Rent", 200_00)))


@pytest.mark.parametrize("heading", ["R/O", "Others", "Roundup"])
def test_a_column_that_names_no_ledger_but_what_it_is_is_told(heading) -> None:
    head = f"Bill Date,Voucher No,Supplier,Supplier Bill No,Expense Ledger,Taxable Amount,Input IGST,{heading},Invoice Total\n"
    made = one(head + "13/07/2026,PV-1,Acme,A/1,Rent,100.00,18.00,0.00,118.00\n14/07/2026,PV-2,Acme,A/2,Rent,200.40,36.07,-0.47,236.00\n")
    assert rules(made) == ["register.ledger_by_heading"]


def test_figures_behind_a_mark_of_text_or_before_a_solidus_are_amounts_and_days() -> None:
    lines = "".join(f'\'{day}07{2026},{day},Journal,Rent,x,"\'1,{day}0/-",\n\'{day}072026,{day},Journal,Landlord,x,,"1,{day}0.00/-"\n' for day in (13, 20))
    made = one(f"Date,Voucher No,Voucher Type,Ledger,Narration,Debit,Credit\n{lines}")
    assert vouchers(made) == [
        ("2026-07-13", "13", (("Landlord", -1_130_00), ("Rent", 1_130_00))),
        ("2026-07-20", "20", (("Landlord", -1_200_00), ("Rent", 1_200_00))),
    ]


@pytest.mark.parametrize("beside", ["INR", "17"])
def test_what_else_stands_in_the_row_of_a_ledgers_name_is_no_part_of_it(beside) -> None:
    def section(name: str, *lines: str) -> str:
        return f"Account: {name},,,,,{beside}\n" + "".join(f"{line},{beside}\n" for line in lines)

    head = "General Ledger\nDate,Voucher No,Description,Debit,Credit,Remarks\n"
    rent = section("Rent", "13/07/2026,J1,x,100.00,", "14/07/2026,J2,x,200.00,", "15/07/2026,J3,x,300.00,")
    bank = section("Bank", "13/07/2026,J1,x,,100.00", "14/07/2026,J2,x,,200.00", "15/07/2026,J3,x,,300.00")
    assert vouchers(one(head + rent + bank))[0] == ("2026-07-13", "J1", (("Bank", -100_00), ("Rent", 100_00)))


def test_a_value_date_beside_the_invoices_own_is_not_the_bills_day() -> None:
    head = "Value Date,Invoice Date,Invoice No,Customer Name,Sales Account,Taxable Amount,Output IGST,Total\n"
    made = one(head + "05/12/2026,13/07/2026,S1,Acme,Sales,100.00,18.00,118.00\n05/12/2026,14/07/2026,S2,Acme,Sales,200.00,36.00,236.00\n")
    assert [day for day, _, _ in vouchers(made)] == ["2026-07-13", "2026-07-14"]


@pytest.mark.parametrize("nothing", ["-", "NIL"])
def test_dashes_on_the_side_that_is_empty_do_not_hide_the_column_of_debits(nothing) -> None:
    rows = "".join(
        f"13/07/2026,{n},Rent,x,{n}00.00,{nothing}\n13/07/2026,{n},Power,x,{n}00.00,{nothing}\n13/07/2026,{n},Bank,x,{nothing},{n * 2}00.00\n"
        for n in range(1, 5)
    )
    made = one(f"Posting Date,Journal No,Account Name,Line Text,Debit Amount,Credit Amount\n{rows}")
    assert vouchers(made)[0] == ("2026-07-13", "1", (("Bank", -200_00), ("Power", 100_00), ("Rent", 100_00)))
