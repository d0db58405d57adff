"""`qrt recon` with the workbooks that people have: registers with a column for each ledger, returns for Excel."""

import json
from pathlib import Path
from typing import Any

import pytest

from qrt.cli import main
from qrt.sim import simulate
from tests.generators.gateways import LAYOUTS, as_csv, events, rupees
from tests.generators.tax_sheets import portal_2b


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    simulate(7, "small", out=folder)
    return folder / "inbox"


def recon(capsys: pytest.CaptureFixture[str], left: Path, right: Path, kind: str, out: Path) -> dict[str, Any]:
    with pytest.raises(SystemExit) as ended:
        main(["recon", str(left), str(right), "--kind", kind, "--out", str(out)])
    assert not ended.value.code
    return json.loads(capsys.readouterr().out)


def words(summary: dict[str, Any], side: str) -> dict[str, int]:
    return {row["status"]: row["lines"] for row in summary["by_word"] if row["side"] == side}


def test_a_purchase_register_with_a_column_for_each_ledger_meets_gstr_2b(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (register,), (month,) = company.glob("Purchase Register*.xlsx"), company.glob("GSTR2B_36*_082026.json")
    summary = recon(capsys, register, month, "gstr2b", tmp_path / "out")
    said = words(summary, "right")
    assert said["exact"] >= 18 and said.get("missing_in_books", 0) <= 4
    assert summary["by_status"]["auto"] >= said["exact"]
    assert any("vouchers are none of what is reconciled" in note for note in summary["notes"])


def test_gstr_2b_for_excel_is_the_same_as_its_json(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (register,), (month,) = company.glob("Purchase Register*.xlsx"), company.glob("GSTR2B_36*_082026.json")
    sheets = tmp_path / "2B.xlsx"
    sheets.write_bytes(portal_2b(month.read_bytes()))
    of_json, of_sheets = (recon(capsys, register, paper, "gstr2b", tmp_path / name) for name, paper in (("json", month), ("sheets", sheets)))
    assert of_sheets["by_word"] == of_json["by_word"] and of_sheets["sides"] == of_json["sides"]


def test_a_sales_register_with_a_cancelled_voucher_meets_gstr_1(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (register,), (month,) = company.glob("Sales Register*.xlsx"), company.glob("GSTR1_*_082026.json")
    summary = recon(capsys, register, month, "gstr1", tmp_path / "out")
    assert words(summary, "right").get("exact", 0) >= 25
    assert words(summary, "left")["missing_in_gstr1"] == summary["sides"]["left"]["open"]


def test_a_cancelled_voucher_of_a_plain_table_is_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left, right = tmp_path / "sales.csv", tmp_path / "gstr1.csv"
    head = "Date,Customer,Invoice No,GSTIN,Taxable Value,IGST,CGST,SGST,Invoice Value\n"
    rows = [f"2026-08-{n:02d},Aqua Ltd,S-{n},27AABCA1234A1ZX,1000.{n:02d},0,90,90,1180.{n:02d}\n" for n in range(1, 6)]
    left.write_text(head + "".join(rows) + "2026-08-06,(Cancelled),S-6,,,,,,\n")
    right.write_text(head + "".join(rows))
    summary = recon(capsys, left, right, "gstr1", tmp_path / "out")
    assert (summary["matches"], summary["breaks"]) == (5, 0)
    assert [note for note in summary["notes"] if "row 7 is no line but a cancelled voucher" in note]


def test_a_bank_book_with_a_column_for_each_ledger_has_its_signs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    simulate(8, "small", "2026-27-Q1", out=tmp_path / "company")
    inbox = tmp_path / "company" / "inbox"
    for book, statement in (("Kotak*Book*.xlsx", "Kotak*Statement*"), ("SBI*Book*.xlsx", "SBI*Statement*")):
        (ours,), (theirs,) = inbox.glob(book), inbox.glob(statement)
        summary = recon(capsys, ours, theirs, "bank", tmp_path / "out")
        assert not [note for note in summary["notes"] if "signs are turned" in note]
        assert summary["sides"]["right"]["matched"] >= 0.9 * summary["sides"]["right"]["items"]


def test_tax_that_a_register_deducts_meets_the_offices_statement_by_name(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (receipts,), (credits,) = company.glob("Receipt Register*.xlsx"), company.glob("Form 26AS*.txt")
    received = recon(capsys, receipts, credits, "tds_receivable", tmp_path / "received")
    assert received["breaks"] == 0 and received["matches"] >= 5
    (purchases,), (statement,) = company.glob("Purchase Register*.xlsx"), company.glob("TDS Statement*")
    deducted = recon(capsys, purchases, statement, "tds_payable", tmp_path / "deducted")
    assert deducted["breaks"] == 0 and deducted["matches"] >= 15


def test_the_walk_from_the_register_to_gstr_3b_takes_the_portals_file(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (register,), (returned,), (paid,) = (company.glob(each) for each in ("Sales Register*.xlsx", "GSTR1_*_082026.json", "GSTR3B_*_082026.json"))
    filed = json.loads(returned.read_text())
    filed["b2cs"] = [{"sply_ty": "INTRA", "pos": "36", "typ": "OE", "rt": 18, "txval": 1000, "camt": 90, "samt": 90}]
    with_sums = tmp_path / "gstr1.json"
    with_sums.write_text(json.dumps(filed))
    with pytest.raises(SystemExit) as ended:
        main(["recon", str(register), str(with_sums), "--kind", "gstr1", "--third", str(paid), "--out", str(tmp_path / "out")])
    assert not ended.value.code
    summary = json.loads(capsys.readouterr().out)
    stated = json.loads(paid.read_text())["sup_details"]["osup_det"]
    last = summary["walk_to_3b"][-1]
    assert (last["step"], last["taxable_paise"], last["cgst_paise"]) == ("gstr3b", round(stated["txval"] * 100), round(stated["camt"] * 100))
    assert [note for note in summary["notes"] if "sums of sales to consumers (table 7) beside its documents, Rs 1,000.00 with tax of Rs 180.00" in note]


@pytest.mark.parametrize("layout", ["razorpay_api", "payu", "unseen"])
def test_a_gateways_own_report_meets_orders_and_the_bank_in_rupees(layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = [each for each in events(6, days=20) if each.kind == "payment"]
    report = tmp_path / "report.csv"
    report.write_bytes(as_csv(LAYOUTS[layout](made)))
    (tmp_path / "orders.csv").write_text("order id,date,amount\n" + "".join(f"{each.order},{each.day},{rupees(each.gross)}\n" for each in made))
    paid = {each.settlement: each for each in made}
    sums = {number: sum(each.net for each in made if each.settlement == number) for number in paid}
    bank = "".join(f"b{n},{each.settled},{rupees(sums[number])},{each.utr},NEFT {each.utr} gateway\n" for n, (number, each) in enumerate(paid.items()))
    (tmp_path / "bank.csv").write_text("id,date,amount,reference,narration\n" + bank)
    out = tmp_path / "out"
    with pytest.raises(SystemExit) as ended:
        main(["recon", str(tmp_path / "orders.csv"), str(report), "--kind", "gateway", "--third", str(tmp_path / "bank.csv"), "--out", str(out)])
    assert not ended.value.code
    summary = json.loads(capsys.readouterr().out)
    assert any("was read as gateway_settlement" in note for note in summary["notes"])
    assert summary["settlements"] == summary["settlements_at_bank"] == len(paid)
    said = {row["rule"]: row["amount_paise"] for row in summary["settlement_findings_by_rule"]}
    assert said == {"recon.gateway_fee": sum(each.fee for each in made), "recon.gateway_fee_tax": sum(each.gst for each in made)}
