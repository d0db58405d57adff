"""Which columns of a stranger's tables are read as what: references under the headings of banks and gateways, and the ledger on the other leg."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.adapters.tables.load import load_tables
from qrt.adapters.tables.spec import ReconSpec
from qrt.flows.again import Parting
from tests.unit.recon.test_odd_tables import BANK, refusal, run

PARTIES = ("Pereira Steel", "Iyer Traders", "Reddy Foods", "Das Logistics")


def pairs(folder: Path) -> list[tuple[str, str, str]]:
    """(our line, their line, status) of each match of two."""
    rows = pl.read_parquet(folder / "out" / "matches.parquet")
    return sorted(rows.filter(side="left").join(rows.filter(side="right"), on="match_id").select("line_id", "line_id_right", "status").iter_rows())


def books_and_bank(folder: Path, **more: Any) -> dict[str, Any]:
    """One amount over and over, so that the reference alone tells lines apart."""
    ours = ["Voucher No,Date,Particulars,Cheque/Ref No,Debit,Credit,Narration"]
    theirs = ["Sr No,Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance"]
    for n in range(24):
        day, utr = f"{1 + n // 4:02}-07-2026", f"N18226{8_214_853_500 + 7919 * n}"
        ours.append(f"PV/{n},{day},{PARTIES[n % 4]},{utr},,5000.00,Being payment")
        theirs.append(f"{n + 1},{day},{day},NEFT DR,{utr},5000.00,,{900_000 - 5000 * n}.00")
    return run(folder, "\n".join(ours) + "\n", "\n".join(theirs) + "\n", **more)


def test_the_number_under_a_banks_own_heading_tells_equal_amounts_apart(tmp_path: Path):
    found = books_and_bank(tmp_path)
    assert found["by_status"] == {"auto": 24} and found["breaks"] == 0
    assert all(int(left[3:]) + 1 == int(right) for left, right, _ in pairs(tmp_path))
    assert "books.csv: 'Cheque/Ref No' is taken for the reference and not 'Voucher No', for bank.csv has its numbers" in found["notes"]


def test_new_lines_are_read_by_the_columns_of_the_first_even_where_they_bear_out_nothing(tmp_path: Path):
    first = books_and_bank(tmp_path, parting=Parting(period="month", state=tmp_path / "state"))
    ours = "Voucher No,Date,Particulars,Cheque/Ref No,Debit,Credit,Narration\nPV/90,09-07-2026,Iyer Traders,N182270000001,,80.00,Being payment\n"
    theirs = "Sr No,Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance\n91,10-07-2026,10-07-2026,FUEL,,31.00,,5.00\n"
    later = run(tmp_path, ours, theirs, parting=Parting(state=tmp_path / "state", since=True))
    assert later["columns"] == first["columns"] and first["columns"]["left"]["reference"] == ["Cheque/Ref No"]
    assert set(pl.read_parquet(tmp_path / "out" / "breaks.parquet")["line_id"]) == {"PV/90", "91"}


def test_the_ledger_on_the_other_leg_of_a_bank_book_is_the_party(tmp_path: Path):
    ours, theirs = ["Date,Particulars,Debit,Credit,Narration"], ["Txn Date,Description,Debit,Credit"]
    for n in range(24):
        ours.append(f"{1 + n // 4:02}-07-2026,{PARTIES[n % 4]},,{7000 + n // 4}.00,Being payment made")
        theirs.append(f"{1 + n // 4:02}-07-2026,NEFT DR-{PARTIES[-1 - n % 4].upper()}-NETBANK,{7000 + n // 4}.00,")
    found = run(tmp_path, "\n".join(ours) + "\n", "\n".join(theirs) + "\n")
    # Lines of a day stand the other way round in the statement.
    assert found["breaks"] == 0 and all((int(left) - 1) ^ (int(right) - 1) == 3 for left, right, _ in pairs(tmp_path))


def test_orders_meet_their_settlement_by_whichever_number_either_side_has(tmp_path: Path):
    ours, theirs = ["Date,Order Id,Payment Id,Amount"], ["Date,Order Id,Payment Id,Settlement Id,Amount,Fee"]
    for n in range(40):
        order, payment = f"order_K{7_310_211 + 31 * n}", f"pay_M{9_120_777 + 17 * n}"
        ours.append(f"{1 + n // 10:02}-07-2026,{order},{payment if n % 2 else ''},499.00")
        # A line of the report without the order has the payment.
        theirs.append(f"{3 + n // 10:02}-07-2026,{'' if n % 10 == 1 else order},{payment},setl_{n // 10},499.00,9.98")
    found = run(tmp_path, "\n".join(ours) + "\n", "\n".join(theirs) + "\n", kind="gateway")
    assert found["breaks"] == 0 and {status for _, _, status in pairs(tmp_path)} == {"auto"}
    # Lines go by the numbers that each table has for all of them.
    assert all((int(left[7:]) - 7_310_211) // 31 == (int(right[5:]) - 9_120_777) // 17 for left, right, _ in pairs(tmp_path))


def test_what_a_spec_says_of_reference_and_narration_stays(tmp_path: Path):
    bank = "Id,Date,Amount,Ref No./Cheque No.,Remarks,Narration\nB1,2026-10-01,100.00,UTR1234567,one,two\n"
    found = run(tmp_path, bank, bank.replace("B1", "C1"), spec="columns: {reference: , narration: Remarks}\n")
    assert found["by_status"] and found["notes"] == []


def test_the_number_of_a_payment_is_no_number_of_a_bill(tmp_path: Path):
    register = "Id,GSTIN,Date,Instrument No.,Taxable Value,IGST\nP1,27AAACR5055K1ZL,01-07-2026,118,1000.00,180.00\n"
    assert "no column for reference was found" in refusal(tmp_path, register, right=register.replace("P1", "G1"), kind="gstr2b")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("limit: 1e99", "limit is a number from 0 to 9,000,000,000,000 (rupees), not '1e99'"),
        ("limit: .inf", "limit is a number"),
        ("memory_gb: .inf", "memory_gb is a number"),
        ("window: -.inf", "window is a number from 0 to 3,660 (whole days), not -inf"),
        ("window: {before: 3, after: 99999999999}", "window is a number"),
        ("margin: .nan", "margin is a number"),
        ("tolerance: {percent: 5000}", "percent of tolerance is a number from 0 to 100 (percent), not 5000"),
        ("tolerance: 0.001", "tolerance is finer than a paisa: 0.001"),
        ("threshold: 0", "threshold is a share above 0, not 0"),
    ],
)
def test_a_limit_of_a_spec_that_is_none_is_refused_by_its_name(tmp_path: Path, spec: str, said: str):
    assert said in refusal(tmp_path, BANK, spec=spec + "\n")


@pytest.mark.parametrize(
    "heading",
    [
        "Date,Particulars,Voucher No.,Supplier Invoice No.,Supplier Invoice Date,GSTIN/UIN,Taxable Amount,CGST,SGST,IGST,Gross Total",
        "Date,Party A/c Name,Vch No,Bill No.,Bill Date,Party GSTIN,Basic Amt,CGST Amt,SGST Amt,IGST Amt,Bill Amt",
        "Entry Date,Vendor Name,Doc No,Vendor Inv No,Invoice Dt,Vendor GSTIN,Taxable Val,Input CGST,Input SGST,Input IGST,Inv Value",
    ],
)
def test_a_purchase_register_goes_by_the_suppliers_numbers_and_days(tmp_path: Path, heading: str) -> None:
    ours = [
        f"2026-08-{n + 10:02d},Aqua Ltd,PUR/{n:04d},INV-{n * 7}/26-27,2026-08-{n:02d},27AABCA1234A1ZX,1000.00,90.00,90.00,0.00,1180.00" for n in range(1, 9)
    ]
    theirs = [f"27AABCA1234A1ZX,INV-{n * 7}/26-27,2026-08-{n:02d},1180.00,1000.00,0.00,90.00,90.00" for n in range(1, 9)]
    left, right = tmp_path / "register.csv", tmp_path / "2b.csv"
    left.write_text("\n".join([heading, *ours]))
    right.write_text(
        "\n".join(
            ["GSTIN of supplier,Invoice number,Invoice Date,Invoice Value(₹),Taxable Value (₹),Integrated Tax(₹),Central Tax(₹),State/UT Tax(₹)", *theirs]
        )
    )
    found = load_tables(left, right, ReconSpec(), "gstr2b").left.lines
    assert found["bill_no"].to_list() == [f"INV-{n * 7}/26-27" for n in range(1, 9)]
    assert [str(day) for day in found["date"]] == [f"2026-08-{n:02d}" for n in range(1, 9)]
    sums = {name: found[name].sum() for name in ("amount", "taxable", "cgst", "sgst", "igst")}
    assert sums == {"amount": 8 * 1_180_00, "taxable": 8_000_00, "cgst": 720_00, "sgst": 720_00, "igst": 0}
