"""A close in which returns of the tax offices are handed in as prints: they count as the portal's own files do, and where both are there the file counts."""

import random
from collections.abc import Sequence
from datetime import date

from tests.generators.papers.ink import Ink
from tests.generators.papers.returns import Document, print_26as, print_26q, print_list
from tests.integration.cli.conftest import Close, about
from tests.integration.close.papers import OWN, PAN, SUPPLIER, SUPPLIER_PAN, gstr2b

BILLS = [("BM/101", date(2026, 7, 10), 50_000_00), ("BM/102", date(2026, 8, 12), 30_000_00), ("BM/104", date(2026, 9, 2), 7_000_00)]
TAN, OTHER_TAN = "BLRA12345B", "MUMB54321C"
TEXT_26AS = (
    "File Creation Date^Permanent Account Number (PAN)^Current Status of PAN^Financial Year^Assessment Year^Name of Assessee\r\n"
    f"20-10-2026^{PAN}^Active^2026-2027^2027-2028^KAVERI TOOLS PVT LTD\r\n"
    "^PART-I - Details of Tax Deducted at Source^\r\n"
    "Sr. No.^Name of Deductor^TAN of Deductor^^^^^Total Amount Paid / Credited(Rs.)^Total Tax Deducted(Rs.)^Total TDS Deposited(Rs.)\r\n"
)


def a_text_26as(*deductors: tuple[str, str, str, int, int]) -> bytes:
    """As TRACES lets it be downloaded: name, TAN, section, paid and deducted in rupees, one payment of 10 August each."""
    lines = ""
    for serial, (name, tan, section, paid, tax) in enumerate(deductors, 1):
        lines += f"{serial}^{name}^{tan}^^^^^{paid}.00^{tax}.00^{tax}.00\r\n"
        lines += f"^1^{section}^10-Aug-2026^F^01-Nov-2026^-^{paid}.00^{tax}.00^{tax}.00\r\n"
    return (TEXT_26AS + lines).encode()


def a_print_26as(*deductors: tuple[str, str, str, int, int]) -> bytes:
    listed = [(name, tan, [(section, date(2026, 8, 10), paid * 100, tax * 100)]) for name, tan, section, paid, tax in deductors]
    return print_26as(Ink(random.Random(3), wide=True), 0, PAN, "Kaveri Tools Pvt Ltd", listed).data


def a_print_2b(bills: Sequence[tuple[str, date, int]] = BILLS, spoil: int = -1) -> bytes:
    """The 2B of September; `spoil` is the row whose GSTIN is misread."""
    rows: list[Document] = []
    for at, (number, day, taxable) in enumerate(bills):
        who = SUPPLIER[:-1] + ("A" if SUPPLIER[-1] != "A" else "B") if at == spoil else SUPPLIER
        rows.append((who, "Bharat Mills", number, day, taxable, 0, taxable * 9 // 100, taxable * 9 // 100))
    return print_list(Ink(random.Random(2), wide=True), "gstr_2b", 0, OWN, "Kaveri Tools Pvt Ltd", date(2026, 9, 20), rows).data


def test_a_printed_2b_gives_the_findings_of_its_json_with_page_and_box(close: Close) -> None:
    of_json, _ = close({"2B.json": gstr2b(OWN, BILLS)})
    of_print, documents = close({"2B.pdf": a_print_2b()})
    assert about(of_json, "gst.") == about(of_print, "gst.")
    (absent,) = [row for row in of_print if row["rule"] == "gst.missing_in_books"]
    assert "BM/104" in absent["sentence"]
    place = absent["evidence"][0]
    assert place["document"] == documents["2B.pdf"]["sha256"] and place["page"] == 1 and len(place["box"]) == 4


def test_a_row_of_a_printed_2b_that_cannot_be_read_is_named_and_its_credit_is_held(close: Close) -> None:
    findings, _ = close({"2B.pdf": a_print_2b(spoil=1)})
    assert [row for row in findings if "the document BM/102 is not read" in row["sentence"]]
    assert [row for row in findings if row["rule"] in ("gst.missing_in_2b", "gst.statement_absent") and "BM/102" in row["sentence"]]


def test_of_a_2b_in_both_forms_the_json_counts_and_a_difference_is_told(close: Close) -> None:
    alone, _ = close({"2B.json": gstr2b(OWN, BILLS)})
    both, _ = close({"2B.json": gstr2b(OWN, BILLS), "2B.pdf": a_print_2b()})
    assert about(alone, "gst.") == about(both, "gst.")
    assert about(both, "document.printed_differs") == set()

    changed = [BILLS[0], ("BM/102", date(2026, 8, 12), 31_000_00)]
    differing, documents = close({"2B.json": gstr2b(OWN, BILLS), "2B.pdf": a_print_2b(changed)})
    assert about(alone, "gst.") == about(differing, "gst.")
    told = [row for row in differing if row["rule"] == "document.printed_differs"]
    assert len(told) == 2
    amounts, absent = sorted(told, key=lambda row: "BM/104" in row["sentence"])
    assert "taxable value Rs 31,000.00 printed and Rs 30,000.00 in the file" in amounts["sentence"]
    assert {place["document"] for place in amounts["evidence"]} == {documents["2B.json"]["sha256"], documents["2B.pdf"]["sha256"]}
    assert "stands in the file alone" in absent["sentence"]


def test_a_printed_26as_gives_the_findings_of_its_text(close: Close) -> None:
    reported = (("ASHA TRADERS", TAN, "194Q", 1_00_000, 3_000), ("Blue Heron Logistics LLP", OTHER_TAN, "194C", 50_000, 1_000))
    of_text, _ = close({"26AS.txt": a_text_26as(*reported)})
    of_print, documents = close({"26AS.pdf": a_print_26as(*reported)})
    assert about(of_text, "tds.credit") == about(of_print, "tds.credit")
    assert {(row["rule"], row["amount_paise"]) for row in of_print if row["rule"].startswith("tds.credit")} == {
        ("tds.credit_not_reported", 1_000_00),
        ("tds.credit_not_booked", 1_000_00),
    }
    (short,) = [row for row in of_print if row["rule"] == "tds.credit_not_reported"]
    places = [place for place in short["evidence"] if place["document"] == documents["26AS.pdf"]["sha256"]]
    assert places and places[0]["page"] == 1 and len(places[0]["box"]) == 4


def test_of_a_26as_in_both_forms_the_text_counts_and_a_difference_is_told(close: Close) -> None:
    text = a_text_26as(("Asha Traders", TAN, "194Q", 2_00_000, 4_000))
    findings, _ = close({"26AS.txt": text, "26AS.pdf": a_print_26as(("Asha Traders", TAN, "194Q", 2_00_000, 3_500))})
    assert about(findings, "tds.credit") == set()
    (told,) = [row for row in findings if row["rule"] == "document.printed_differs"]
    assert "tax Rs 3,500.00 printed and Rs 4,000.00 in the file" in told["sentence"]


def test_a_printed_26q_that_reports_what_the_books_did_not_deduct_is_told(close: Close) -> None:
    line = (SUPPLIER_PAN, "Bharat Mills", "94C", date(2026, 8, 12), 30_000_00, 300_00)
    data = print_26q(Ink(random.Random(4), wide=True), 0, PAN, "Kaveri Tools Pvt Ltd", TAN, [[line]]).data
    findings, documents = close({"26Q.pdf": data})
    (told,) = [row for row in findings if row["rule"] == "tds.reported_more"]
    assert SUPPLIER_PAN in told["sentence"] and told["amount_paise"] == 300_00
    assert told["evidence"][0]["document"] == documents["26Q.pdf"]["sha256"]
