"""A close in which returns of the tax offices are handed in as spreadsheets: they count as the portal's own files do, and a return in two forms counts once."""

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qrt.cli import main
from tests.generators.tax_sheets import as_csv, portal_2b
from tests.integration.cli.conftest import Close, about
from tests.integration.close.papers import OWN, PAN, SUPPLIER_PAN, gstr2b

BILLS = [("BM/101", date(2026, 7, 10), 50_000_00), ("BM/102", date(2026, 8, 12), 30_000_00), ("BM/104", date(2026, 9, 2), 7_000_00)]
TAN = "BLRA12345B"


def test_a_2b_for_excel_gives_the_findings_of_its_json_with_sheet_and_row(close: Close) -> None:
    of_json, _ = close({"2B.json": gstr2b(OWN, BILLS)})
    of_sheets, documents = close({"download (3).xlsx": portal_2b(gstr2b(OWN, BILLS))})
    assert about(of_json, "gst.") == about(of_sheets, "gst.")
    (absent,) = [row for row in of_sheets if row["rule"] == "gst.missing_in_books"]
    assert "BM/104" in absent["sentence"]
    place = absent["evidence"][0]
    assert (place["document"], place["sheet"], place["row"]) == (documents["download (3).xlsx"]["sha256"], "B2B", 9)


def test_of_a_2b_in_three_forms_one_counts_and_a_difference_is_told(close: Close) -> None:
    alone, _ = close({"2B.json": gstr2b(OWN, BILLS)})
    same, _ = close(
        {"2B.json": gstr2b(OWN, BILLS), "2B.xlsx": portal_2b(gstr2b(OWN, BILLS)), "2B taken apart.xlsx": portal_2b(gstr2b(OWN, BILLS), repeat_groups=True)}
    )
    assert about(alone, "gst.") == about(same, "gst.")
    assert about(same, "document.return_differs") == set()

    changed = [BILLS[0], ("BM/102", date(2026, 8, 12), 31_000_00)]
    differing, _ = close({"2B.json": gstr2b(OWN, BILLS), "2B.xlsx": portal_2b(gstr2b(OWN, changed))})
    assert about(alone, "gst.") == about(differing, "gst.")
    amounts, absent = sorted((row["sentence"] for row in differing if row["rule"] == "document.return_differs"), key=lambda sentence: "BM/104" in sentence)
    assert "taxable value Rs 31,000.00 in the sheet and Rs 30,000.00 in the file" in amounts and amounts.endswith("The file counts.")
    assert "stands in the file alone" in absent


def test_a_2b_without_its_month_beside_the_json_does_not_count_twice(close: Close) -> None:
    alone, _ = close({"2B.json": gstr2b(OWN, BILLS)})
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Taxable Value",
        "Integrated Tax",
        "Central Tax",
        "State/UT Tax",
        "ITC Availability",
        "Filing Date",
    ]
    rows = [[record[0], *record[1:]] for record in _rows(BILLS)]
    both, _ = close({"2B.json": gstr2b(OWN, BILLS), "2B.csv": as_csv([[f"GSTR-2B of {OWN}"], ["GSTIN", OWN], head, *rows])})
    assert about(alone, "gst.") == about(both, "gst.")


def _rows(bills: Sequence[tuple[str, date, int]]) -> list[list[Any]]:
    source = json.loads(gstr2b(OWN, bills))["data"]["docdata"]["b2b"][0]
    return [
        [source["ctin"], source["trdnm"], each["inum"], each["dt"], each["txval"], 0, each["cgst"], each["sgst"], "Yes", "11-10-2026"] for each in source["inv"]
    ]


def test_a_26as_on_a_sheet_counts_as_a_file_does(close: Close) -> None:
    rows = [
        ["Form 26AS"], ["PAN", PAN], ["Financial Year", "2026-27"],
        ["Name of Deductor", "TAN of Deductor", "Section", "Transaction Date", "Status of Booking", "Date of Booking", "Amount Paid/Credited", "Tax Deducted", "TDS Deposited"],
        ["ASHA TRADERS", TAN, "194Q", "10-Aug-2026", "F", "01-Nov-2026", "100000.00", "3000.00", "3000.00"],
    ]  # fmt: skip
    findings, documents = close({"26AS.csv": as_csv(rows)})
    assert {(row["rule"], row["amount_paise"]) for row in findings if row["rule"].startswith("tds.credit")} == {("tds.credit_not_reported", 1_000_00)}
    (short,) = [row for row in findings if row["rule"] == "tds.credit_not_reported"]
    assert [place["row"] for place in short["evidence"] if place["document"] == documents["26AS.csv"]["sha256"]] == [5]


STATEMENT = ["PAN of Deductee", "Name of Deductee", "Section", "Date of Payment/Credit", "Amount Paid/Credited", "TDS Deducted"]


def a_statement(*more: Sequence[str], section: str = "194C") -> bytes:
    line = [SUPPLIER_PAN, "Bharat Mills", section, "12/08/2026", "30000.00", "300.00"]
    return as_csv([["Form 26Q"], [f"TAN of Deductor: {TAN}"], ["Quarter: Q2", "FY 2026-27"], STATEMENT, line, *more])


def test_a_tds_statement_on_a_sheet_is_held_against_the_books(close: Close) -> None:
    findings, documents = close({"26Q.csv": a_statement()})
    (told,) = [row for row in findings if row["rule"] == "tds.reported_more"]
    assert SUPPLIER_PAN in told["sentence"] and told["amount_paise"] == 300_00
    assert (told["evidence"][0]["document"], told["evidence"][0]["row"]) == (documents["26Q.csv"]["sha256"], 5)


def test_a_tds_statement_that_is_handed_in_twice_counts_once(close: Close) -> None:
    longer = a_statement(["AAFFV1234K", "Vindhya & Co", "194J", "13/09/2026", "1000.00", "100.00"])
    findings, _ = close({"26Q.csv": a_statement(section="94C"), "26Q corrected.csv": longer})
    assert {row["amount_paise"] for row in findings if row["rule"] == "tds.reported_more"} == {300_00, 100_00}
    (told,) = [row for row in findings if row["rule"] == "document.return_differs"]
    assert "Vindhya & Co" in told["sentence"] and "26Q corrected.csv counts" in told["sentence"]


def test_salaries_on_a_sheet_are_no_part_of_the_statement_of_residents(close: Close) -> None:
    findings, _ = close({"24Q.csv": a_statement(["ABCPK1234L", "An Employee", "192", "31/08/2026", "90000.00", "9000.00"])})
    assert {row["amount_paise"] for row in findings if row["rule"] == "tds.reported_more"} == {300_00}


def test_a_simulated_quarter_matches_alike_by_sheets_and_by_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRT_HOME", str(tmp_path / "home"))
    for name in ("QRT_DATABASE_URL", "QRT_REDIS_URL", "QRT_CLAMD"):
        monkeypatch.delenv(name, raising=False)
    made, sheets = tmp_path / "made", tmp_path / "sheets"
    with pytest.raises(SystemExit):
        main(["sim", "--seed", "5", "--size", "small", "--out", str(made)])
    shutil.copytree(made, sheets)
    statements = sorted((sheets / "inbox").glob("GSTR2B_*.json"))
    assert len(statements) == 4
    for number, path in enumerate(statements):
        (sheets / "inbox" / f"download ({number}).xlsx").write_bytes(portal_2b(path.read_bytes()))
        path.unlink()
    found = []
    for folder in (made, sheets):
        out = tmp_path / f"out-{folder.name}"
        with pytest.raises(SystemExit):
            main(["close", str(folder / "inbox"), "--company", str(folder / "company.yaml"), "--quarter", "2026-27-Q2", "--out", str(out)])
        found.append((_lines(out, "gstr2b", "matches"), _lines(out, "gstr2b", "breaks"), _gst(out)))
        deducted = _lines(out, "tds_payable", "matches")
        assert deducted and not _lines(out, "tds_payable", "breaks")
    capsys.readouterr()
    assert found[0] == found[1] and len(found[0][0]) > 20


def _lines(out: Path, kind: str, name: str) -> list[dict[str, Any]]:
    (folder,) = (out / "reconciliations").glob(f"*-{kind}-*")
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def _gst(out: Path) -> set[tuple[str, str, int]]:
    findings = [json.loads(line) for line in (out / "findings.jsonl").read_text().splitlines()]
    return {row for row in about(findings, "gst") if row[0] != "gst.foreign_2b"} | {(row[0], "", row[2]) for row in about(findings, "gst.foreign_2b")}
