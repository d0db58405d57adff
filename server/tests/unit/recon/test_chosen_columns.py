"""Which column is the amount, the reference, the id: by what the other table has, where headings leave it open."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.adapters.tables import ReconSpec, load_tables
from qrt.core.base.errors import Refused
from qrt.flows.again import Parting
from qrt.flows.tables import reconcile_tables

DAY = date(2026, 8, 1)


def write(path: Path, heading: str, rows: list[str]) -> Path:
    path.write_text("\n".join([heading, *rows]))
    return path


def gross(n: int) -> int:
    return 100_000 + 7_919 * n % 90_000


def fee(n: int) -> int:
    return gross(n) // 50


def net(n: int) -> int:
    return gross(n) - fee(n) - fee(n) * 18 // 100


def rupees(paise: int) -> str:
    return f"{paise / 100:.2f}"


def settlements(folder: Path, utr: str = "UTR7211{n:08}") -> Path:
    rows = [
        f"STL{n:04},{utr.format(n=n)},{rupees(gross(n))},{rupees(fee(n))},{rupees(fee(n) * 18 // 100)},{rupees(net(n))},{DAY + timedelta(n % 25 + 1)},ORD{n:04}"
        for n in range(1, 61)
    ]
    return write(folder / "settlements.csv", "settlement_id,utr,amount,fee,tax,net_amount,settled_at,order_id", rows)


def bank(folder: Path, cut: int = 99, short: tuple[int, ...] = ()) -> Path:
    rows = [
        f"TXN{n:04},{f'UTR7211{n:08}'[:cut]},{rupees(net(n) - 40_00 * (n in short))},{DAY + timedelta(n % 25 + 1)},NEFT CR {f'UTR7211{n:08}'[:cut]}"
        for n in range(1, 61)
    ]
    return write(folder / "bank.csv", "txn_id,utr_ref,amount,value_date,narration", rows)


def run(kind: str, left: Path, right: Path, third: Path | None = None) -> dict[str, Any]:
    return reconcile_tables(left, right, kind, None, left.parent / "out", thirds=() if third is None else (third,))


def pairs(folder: Path) -> dict[str, tuple[str, str]]:
    found = pl.read_parquet(folder / "out" / "matches.parquet")
    both = found.filter(side="left").join(found.filter(side="right").select("match_id", other="line_id"), on="match_id")
    return {a: (b, status) for a, b, status in both.select("line_id", "other", "status").iter_rows()}


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_what_is_paid_out_net_is_compared_net(tmp_path: Path, kind: str):
    found = run(kind, settlements(tmp_path), bank(tmp_path))
    assert "settlements.csv: 'net_amount' is taken for the amount and not 'amount', for bank.csv has its amounts" in found["notes"]
    assert pairs(tmp_path) == {f"STL{n:04}": (f"TXN{n:04}", "auto") for n in range(1, 61)}


def test_a_column_of_one_number_is_no_amount_that_both_have(tmp_path: Path):
    left = write(tmp_path / "a.csv", "id,date,amount,limit_paid,description", [f"A{n},2026-08-{n:02},{500 + n},100.00,Acme {n}" for n in range(1, 25)])
    right = write(tmp_path / "b.csv", "id,date,amount,description", [f"B{n},2026-08-{n:02},{100 if n % 2 else 500 + n},Acme {n}" for n in range(1, 25)])
    assert run("bank", left, right)["columns"]["left"]["amount"] == ["amount"]


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_a_reference_that_a_bank_cut_off_is_no_other_one(tmp_path: Path, kind: str):
    run(kind, settlements(tmp_path, "UTR{n:04}1100378"), write(tmp_path / "bank.csv", "txn_id,utr_ref,amount,value_date", [
        f"TXN{n:04},{f'UTR{n:04}1100378'[: 10 if n % 3 == 0 else 99]},{rupees(net(n))},{DAY + timedelta(n % 25 + 1)}" for n in range(1, 61)
    ]))  # fmt: skip
    assert {a: b for a, (b, _) in pairs(tmp_path).items()} == {f"STL{n:04}": f"TXN{n:04}" for n in range(1, 61)}


def orders(folder: Path) -> Path:
    return write(
        folder / "orders.csv",
        "ledger_id,order_id,expected_amount,invoice_date",
        [f"LED{n:04},ORD{n:04},{rupees(gross(n))},{DAY + timedelta(n % 25)}" for n in range(1, 61)],
    )


def test_a_gateways_report_is_gross_to_the_orders_and_net_to_the_bank(tmp_path: Path):
    found = run("gateway", orders(tmp_path), settlements(tmp_path), bank(tmp_path, short=(7,)))
    assert pairs(tmp_path) == {f"LED{n:04}": (f"STL{n:04}", "auto") for n in range(1, 61)}
    assert found["settlements_at_bank_by_status"]["auto"] >= 59
    made = pl.read_parquet(tmp_path / "out" / "settlements.parquet")
    assert made["bank_line"].to_list() == [f"TXN{n:04}" for n in range(1, 61)]
    differs = [each for each in found["settlement_findings"] if each["rule"] == "recon.settlement_differs"]
    assert [(each["lines"][0], each["amount_paise"]) for each in differs] == [("STL0007", 40_00)]


def test_settlements_of_one_sum_that_nothing_tells_apart_are_not_called_sure(tmp_path: Path):
    rows = [f"setl_{n},pay_{n},ord_{n},250.00,5.00,.90,244.10,2026-08-1{n},processed," for n in range(1, 4)]
    report = write(tmp_path / "report.csv", "settlement_id,payment_id,order_id,amount,fee,gst_on_fee,net_amount,settled_at,status,utr", rows)
    shop = write(tmp_path / "orders.csv", "order_id,amount,created_at", [f"ord_{n},250.00,2026-08-1{n}" for n in range(1, 4)])
    paid = write(tmp_path / "bank.csv", "date,narration,amount,ref_number", [f"2026-08-13,IMPS/43363{n}/SETTLEMENT,244.10,IMPS43363{n}" for n in range(3)])
    found = run("gateway", shop, report, paid)
    assert "auto" not in found["settlements_at_bank_by_status"]


def test_lines_without_a_word_are_not_one_partys(tmp_path: Path):
    both = [f"{n},2026-08-{1 + n % 25:02},{rupees(net(n))}" for n in range(1, 61)]
    left = write(tmp_path / "a.csv", "id,date,amount", [*(f"A{each}" for each in both), "A91,2026-08-12,2455.75", "A92,2026-08-11,2455.75"])
    right = write(tmp_path / "b.csv", "id,date,amount", [*(f"B{each}" for each in both), "B91,2026-08-12,4911.50"])
    run("bank", left, right)
    assert pairs(tmp_path).get("A91", ("", ""))[1] != "auto"


def test_a_shortfall_that_no_other_group_has_is_not_booked_as_a_fee_by_itself(tmp_path: Path):
    left, right = [], []
    for n in range(1, 41):
        left += [f"pay_{n}_{k},UTRAB{n:06}X,{1000 + 37 * n + 11 * k}.00,2026-08-{1 + n % 25:02}" for k in range(2)]
        whole = 2 * (1000 + 37 * n) + 11
        right.append(f"2026-08-{1 + n % 25:02},NEFT-RAZORPAY-UTRAB{n:06}X,{whole - (55 if n == 5 else 0)}.00,NEFTUTRAB{n:06}X")
    run("bank", write(tmp_path / "a.csv", "payment_id,utr,amount,settled_at", left), write(tmp_path / "b.csv", "date,narration,amount,ref_number", right))
    found = pl.read_parquet(tmp_path / "out" / "matches.parquet").filter(side="left")
    of = {line: (status, gap) for line, status, gap in found.select("line_id", "status", "difference_paise").iter_rows()}
    assert of["pay_5_0"] == ("suggested", 55_00) and of["pay_6_0"] == ("auto", 0)


def test_a_supplier_gstin_is_found_by_its_form_and_void_documents_are_no_lines(tmp_path: Path):
    heads = "Invoice Date,Invoice Number,Vendor Name,GSTIN/UIN of Vendor,Our GSTIN,Taxable Amount,IGST,CGST,SGST,Total,Status"
    rows = [f"{n:02}-03-2026,B-{n},Acme {n},29AABCT{1000 + n}L1Z5,27AAACR5055K1Z5,1000.00,0.00,90.00,90.00,1180.00,Open" for n in range(1, 9)]
    left = write(tmp_path / "a.csv", heads, [*rows, "09-03-2026,B-9,Acme 9,29AABCT1009L1Z5,27AAACR5055K1Z5,500.00,0.00,45.00,45.00,590.00,Void"])
    theirs = [f"29AABCT{1000 + n}L1Z5,B-{n},{n:02}/03/2026,1000.00,0,90.00,90.00" for n in range(1, 9)]
    right = write(tmp_path / "b.csv", "GSTIN of supplier,Invoice number,Invoice Date,Taxable Value,Integrated Tax,Central Tax,State/UT Tax", theirs)
    found = run("gstr2b", left, right)
    assert found["columns"]["left"]["gstin"] == ["GSTIN/UIN of Vendor"] and found["by_status"] == {"auto": 8}
    assert any("row 10 is no line but a cancelled voucher" in note for note in found["notes"]) and found["sides"]["left"]["items"] == 8


def test_a_receipt_that_names_one_of_several_bills_takes_them_all_where_they_add_up(tmp_path: Path):
    names = ["Garcia James", "Tucker Hodges", "Rodriguez Sanchez", "Montgomery Hensley"]
    bills = [f"INV-{2000 + n},{names[n % 4]} {chr(65 + n)}elvin,{900 + 13 * n}.00,2026-03-{20 + n % 8}" for n in range(24)]
    paid = [f"TXN-{n},2026-03-{3 + n % 8:02},ACH PAYMENT {names[n % 4]} {chr(65 + n)}elvin INV-{2000 + n},{900 + 13 * n}.00,CREDIT" for n in range(24)]
    several = [(830.66, 1383.90, 1714.15), (571.12, 664.47, 636.36)]
    for k, parts in enumerate(several):
        bills += [f"INV-{4000 + 10 * k + m},{'Zimmermann Brothers' if k else 'Vandermeer Shipping'},{part:.2f},2026-03-26" for m, part in enumerate(parts)]
        who = "Zimmermann Brothers" if k else "Vandermeer Shipping"
        paid.append(f"TXN-9{k},2026-03-0{4 + k},WIRE TRANSFER {who} REF INV-{4000 + 10 * k} AND OTHERS,{sum(parts):.2f},CREDIT")
    left = write(tmp_path / "a.csv", "invoice_id,customer_name,amount_due,due_date", bills)
    run("generic", left, write(tmp_path / "b.csv", "txn_id,date,description,amount,type", paid))
    found = pl.read_parquet(tmp_path / "out" / "matches.parquet")
    for k in (0, 1):
        group = found.filter(pl.col("match_id").is_in(found.filter(line_id=f"TXN-9{k}")["match_id"].implode()), side="left")
        assert sorted(group["line_id"]) == [f"INV-{4000 + 10 * k + m}" for m in range(3)] and set(group["status"]) <= {"auto", "suggested"}


def test_what_one_table_has_in_several_columns_the_other_may_have_in_one(tmp_path: Path):
    streets, cities = (
        ["Maple", "Harbour", "Station", "Temple", "Orchard", "Palace", "Canal", "Garden", "Fort", "Market"],
        ["Rotterdam", "Utrecht", "Leiden", "Delft", "Breda", "Tilburg", "Nijmegen", "Arnhem", "Zwolle"],
    )
    trades = ["Hardware", "Software", "Logistics", "Foods", "Textiles", "Chemicals"]
    # The same name stands in many cities: only the street tells which it is.
    people = [(f"{trades[n % 6]} Group", f"{100 + 37 * n} {streets[n % 10]} Road", cities[n % 9], f"30{n:02} CE") for n in range(60)]
    left = write(tmp_path / "a.csv", "reg_id,legal_name,street_address,city,postal_code", [f"R{n},{a},{b},{c},{d}" for n, (a, b, c, d) in enumerate(people)])
    right = write(
        tmp_path / "b.csv", "dir_id,company_name,full_address", [f'D{n},{a},"{b}, {c}, {d}"' for n, (a, b, c, d) in reversed(list(enumerate(people)))]
    )
    found = run("generic", left, right)
    assert any("'street_address + city + postal_code' with 'full_address'" in note for note in found["notes"])
    assert {a: b for a, (b, _) in pairs(tmp_path).items()} == {f"R{n}": f"D{n}" for n in range(60)}


def test_of_many_amounts_that_one_is_meant_which_the_other_table_has_and_never_a_fee(tmp_path: Path):
    left = write(tmp_path / "a.csv", "payment_id,booking_date,source_amount_usd,quoted_amount_cny,partner_fee_amount_usd", [
        f"P{n},{DAY + timedelta(n)},{rupees(gross(n))},{rupees(7 * gross(n))},{rupees(700 + n)}" for n in range(1, 31)
    ])  # fmt: skip
    heads = "bank_id,value_date,executed_amount_usd,settlement_amount_cny,fee_amount_usd"
    right = write(
        tmp_path / "b.csv", heads, [f"B{n},{DAY + timedelta(n + 1)},{rupees(gross(n) + 11 + n)},{rupees(7 * gross(n))},{rupees(700 + n)}" for n in range(1, 31)]
    )
    found = run("bank", left, right)
    assert [found["columns"][side]["amount"] for side in ("left", "right")] == [["quoted_amount_cny"], ["settlement_amount_cny"]]


def test_several_amounts_of_which_the_other_table_has_none_are_a_question(tmp_path: Path):
    left = write(tmp_path / "a.csv", "id,booking_date,source_amount,target_amount", [f"P{n},{DAY + timedelta(n)},{500 + n}.10,{900 + n}.20" for n in range(20)])
    right = write(tmp_path / "b.csv", "id,date,amount", [f"B{n},{DAY + timedelta(n)},{7000 + 3 * n}.30" for n in range(20)])
    with pytest.raises(Refused, match=r"a\.csv: the amount may be any of 'source_amount', 'target_amount', and b\.csv has the amounts of none"):
        run("bank", left, right)


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_new_lines_are_read_by_the_columns_that_the_whole_tables_chose(tmp_path: Path, kind: str):
    whole = {"a": settlements(tmp_path), "b": bank(tmp_path)}
    parts: dict[str, tuple[Path, Path]] = {}
    for name, path in whole.items():
        head, *rows = path.read_text().splitlines()
        parts[name] = write(tmp_path / f"{name}_old.csv", head, rows[:-2]), write(tmp_path / f"{name}_new.csv", head, rows[-2:])
    state = tmp_path / "state"
    reconcile_tables(parts["a"][0], parts["b"][0], kind, None, tmp_path / "out", parting=Parting(state=state))
    reconcile_tables(parts["a"][1], parts["b"][1], kind, None, tmp_path / "out", parting=Parting(state=state, since=True))
    assert {a: b for a, (b, _) in pairs(tmp_path).items()} == {f"STL{n:04}": f"TXN{n:04}" for n in range(1, 61)}


def test_a_total_among_the_days_of_a_short_table_is_no_line_of_it(tmp_path: Path):
    rows = [f"{n}-08-2026,Acme {n},{1000 + 37 * n}.00" for n in range(11, 15)]
    left = write(tmp_path / "a.csv", "Date,Party,Amount", [*rows, f"Total,,{sum(1000 + 37 * n for n in range(11, 15))}.00"])
    found = run("generic", left, write(tmp_path / "b.csv", "Date,Party,Amount", rows))
    assert found["lead"] == "money" and found["sides"]["left"]["items"] == 4


def test_a_table_that_begins_with_the_newest_line_is_asked_as_a_whole(tmp_path: Path):
    count = 60_000
    days = [(DAY + timedelta(n // 200)).isoformat() for n in range(count)]
    left = write(tmp_path / "a.csv", "id,date,amount,net_amount", [f"P{n},{days[n]},{9_000_000 + n}.50,{1000 + n}.25" for n in range(count)])
    right = write(tmp_path / "b.csv", "id,date,amount", [f"B{n},{days[n]},{1000 + n}.25" for n in reversed(range(count))])
    assert load_tables(left, right, ReconSpec(), "bank").left.read["amount"] == ("net_amount",)
