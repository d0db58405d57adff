"""The content decides what a file is; the extension is only compared with it."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from qrt.adapters.scan.sniff import MediaType, check_type, sniff
from qrt.core.documents.types import Paper

SAMPLES = Path(__file__).resolve().parents[4].parent / "shared" / "samples" / "docs"


def a_workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write(0, 0, "x")
    book.close()
    return out.getvalue()


def a_zip_of_a_stored_pdf() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.4\n%%EOF")
    return out.getvalue()


CASES: list[tuple[bytes, MediaType]] = [
    (b"%PDF-1.7\n", MediaType.PDF),
    (b"junk before\n%PDF-1.4\n", MediaType.PDF),
    (a_zip_of_a_stored_pdf(), MediaType.ZIP),
    (a_workbook(), MediaType.XLSX),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", MediaType.JPEG),
    (b"\x00\x00\x00\x18ftypheic\x00\x00", MediaType.HEIC),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), MediaType.XLS),
    (b"MZ\x90\x00\x03\x00", MediaType.EXECUTABLE),
    (b"MZ-Ledger,Amount\nRent,500\nPower,200\n", MediaType.CSV),
    (b":20:STMT\r\n:25:HDFC/501\r\n:60F:C260401INR1000,00\r\n", MediaType.MT940),
    (b"{1:F01BANKINBBAXXX}{2:I940BANKINBBXXXXN}{4:\r\n:20:X\r\n:25:1\r\n:60F:C260401INR1,\r\n-}", MediaType.MT940),
    (b":20:X\r\n:25:1\r\n:34F:INR0,\r\n:61:2604010401C1,NMSC\r\n", MediaType.MT942),
    (b"OFXHEADER:100\r\nDATA:OFXSGML\r\n\r\n<OFX></OFX>", MediaType.OFX),
    (b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"></Document>', MediaType.CAMT),
    (b"<ENVELOPE><HEADER><TALLYREQUEST>Import</TALLYREQUEST></HEADER></ENVELOPE>", MediaType.TALLY_XML),
    ("<ENVELOPE><BODY/></ENVELOPE>".encode("utf-16"), MediaType.TALLY_XML),
    (b'{"data": {"gstin": "27X", "rtnprd": "092026", "docdata": {"b2b": []}}}', MediaType.GSTR2B_JSON),
    (b'{"Version": "1.1", "SellerDtls": {"Gstin": "27X"}}', MediaType.E_INVOICE_JSON),
    (b'{"gstin": "27X", "fp": "092026", "b2b": [], "b2cs": []}', MediaType.GSTR1_JSON),
    (b'{"gstin": "27X", "fp": "092026", "b2b": [{"ctin": "29X", "trdnm": "Om Traders", "inv": []}], "cdn": []}', MediaType.GSTR2A_JSON),
    (b'{"gstin": "27X", "b2b": [{"ctin": "29X", "inv": []}], "b2cs": []}', MediaType.GSTR1_JSON),
    (b'{"anything": 1}', MediaType.JSON),
    (b"!Type:Bank\nD01/04/2026\nT-5\n^\n", MediaType.QIF),
    (b"From: a@b.in\r\nTo: c@d.in\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n\r\nhello", MediaType.EML),
    (b"Date;Narration;Amount\n01/04/2026;Rent;5\n02/04/2026;Power;7\n", MediaType.CSV),
    ("Date\tDetails\tDebit\n1\t2\t3\n4\t5\t6\n".encode("utf-16"), MediaType.CSV),
    (b"Date,Narration,Amount\n01/04/2026,Caf\xe9 expenses,5\n02/04/2026,Power,7\n", MediaType.CSV),
    (b"Dear Sir, please find our letter.", MediaType.TEXT),
    (b"<html><table><tr><td>1</td></tr></table></html>", MediaType.HTML),
    (bytes(range(256)) * 4, MediaType.UNKNOWN),
    (b"", MediaType.EMPTY),
]


@pytest.mark.parametrize(("data", "media"), CASES, ids=[f"{number}-{media}" for number, (_, media) in enumerate(CASES)])
def test_the_bytes_alone_say_what_a_file_is(data: bytes, media: MediaType) -> None:
    assert sniff(data, "paper.bin") is media


def test_a_wrong_extension_is_said_and_not_believed() -> None:
    paper = Paper("a" * 64, "bank/statement.pdf", 3)
    findings = check_type(paper, MediaType.CSV)
    assert [finding.rule for finding in findings] == ["document.type_mismatch"]
    assert "statement.pdf" in findings[0].sentence


def test_a_bank_s_xls_that_is_text_is_no_mismatch() -> None:
    assert check_type(Paper("a" * 64, "statement.xls", 3), MediaType.CSV) == ()


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample papers are not here")
@pytest.mark.parametrize(
    ("folder", "suffix", "media"), [("bank/camt", "xml", {MediaType.CAMT}), ("bank/ofx", "ofx", {MediaType.OFX}), ("tally", "xml", {MediaType.TALLY_XML})]
)
def test_real_papers_are_told_apart(folder: str, suffix: str, media: set[MediaType]) -> None:
    files = sorted((SAMPLES / folder).glob(f"*.{suffix}"))
    assert files
    assert {sniff(file.read_bytes(), file.name) for file in files} == media


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample papers are not here")
def test_dirty_mt940_is_still_mt940() -> None:
    files = sorted((SAMPLES / "bank/mt940").glob("*.sta"))
    assert len(files) == 16
    assert {sniff(file.read_bytes(), file.name) for file in files} <= {MediaType.MT940, MediaType.MT942}
