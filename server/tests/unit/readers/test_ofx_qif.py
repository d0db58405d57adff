"""OFX and QIF: every transaction with its sign, its day and its line; what cannot be read is left out and told."""

import hashlib
from datetime import date

from qrt.adapters.bank import read_ofx, read_qif
from qrt.core.documents.types import DocumentKind, Extraction, Paper

_HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
_SGML = (
    _HEAD
    + """<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>INR<BANKACCTFROM><BANKID>HDFC<BRANCHID>HDFC0001234<ACCTID>50100012345678<ACCTTYPE>CURRENT</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260701<DTEND>20260930
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260702120000.000[+5:IST]<TRNAMT>-11800.50<FITID>A1<NAME>NEFT-ACME<MEMO>NEFT-ACME &amp; SONS INV 7</STMTTRN>
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260703<TRNAMT>-250,00<FITID>A2<CHECKNUM>000123<NAME>CHQ PAID</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260232<TRNAMT>10.00<FITID>A3<NAME>NO SUCH DAY</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260704<TRNAMT>ten<FITID>A4<NAME>NO NUMBER</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1000.00<DTASOF>20260930</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"""
)
_XML = """<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?>
<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>INR</CURDEF><CCACCTFROM><ACCTID>4111</ACCTID></CCACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260705</DTPOSTED><TRNAMT>-99.00</TRNAMT><FITID>1</FITID><MEMO><![CDATA[Café & <b>more</b>]]></MEMO></STMTTRN>
</BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"""


def _ofx(text: str) -> tuple[Extraction, ...]:
    data = text.encode()
    return read_ofx(Paper(hashlib.sha256(data).hexdigest(), "bank.ofx", len(data)), data)


def _qif(text: str) -> Extraction:
    data = text.encode()
    (read,) = read_qif(Paper(hashlib.sha256(data).hexdigest(), "bank.qif", len(data)), data)
    return read


def test_unclosed_values_are_read_and_broken_transactions_are_told_with_their_line() -> None:
    (read,) = _ofx(_SGML)
    assert read.kind is DocumentKind.BANK_STATEMENT
    assert [(row.day, row.amount, row.narration, row.reference, row.place.row) for row in read.rows] == [
        (date(2026, 7, 2), -1180050, "NEFT-ACME & SONS INV 7", "A1", 9),
        (date(2026, 7, 3), -25000, "CHQ PAID", "000123", 10),
    ]
    assert {name: read.text(name) for name in ("account_number", "ifsc", "bank", "currency", "closing_balance", "period_to")} == {
        "account_number": "50100012345678",
        "ifsc": "HDFC0001234",
        "bank": "HDFC Bank",
        "currency": "INR",
        "closing_balance": "1000.00",
        "period_to": "2026-09-30",
    }
    assert [finding.rule for finding in read.findings] == ["bank.date_invalid", "bank.amount_invalid"]
    assert "line 11" in read.findings[0].sentence and "line 12" in read.findings[1].sentence


def test_version_two_is_xml_and_its_marked_sections_are_plain_text() -> None:
    (read,) = _ofx(_XML)
    assert [(row.amount, row.narration) for row in read.rows] == [(-9900, "Café & <b>more</b>")]
    assert read.text("account_number") == "4111"


def test_a_transaction_that_nobody_closed_ends_where_the_next_begins() -> None:
    (read,) = _ofx(_SGML.replace("</STMTTRN>", ""))
    assert [row.amount for row in read.rows] == [-1180050, -25000]
    assert read.text("closing_balance") == "1000.00"


def test_messages_without_a_statement_wait_for_a_person() -> None:
    (read,) = _ofx(_HEAD + "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1></OFX>")
    assert read.kind is DocumentKind.OTHER
    assert "bank.ofx" in read.findings[0].sentence


def test_qif_days_are_read_as_the_file_proves_them() -> None:
    day_first = _qif("!Type:Bank\nD25/09'26\nT-1,234.50\nPShop\nN42\n^\nD03/09'26\nT5\nPIn\n^\n")
    assert [(row.day, row.amount, row.reference) for row in day_first.rows] == [(date(2026, 9, 25), -123450, "42"), (date(2026, 9, 3), 500, "")]
    assert [finding.rule for finding in day_first.findings] == ["bank.no_balance"]
    month_first = _qif("!Type:Bank\nD09/25/2026\nT-1\n^\nD09/03/2026\nT2\n^\n")
    assert [row.day for row in month_first.rows] == [date(2026, 9, 25), date(2026, 9, 3)]
    either = _qif("!Type:Bank\nD03/09/2026\nT-1\n^\n")
    assert either.rows[0].day == date(2026, 9, 3)
    assert {finding.rule for finding in either.findings} == {"bank.dates_either", "bank.no_balance"}


def test_qif_keeps_opening_balance_apart_and_leaves_out_what_has_no_amount() -> None:
    read = _qif("!Type:Bank\nD1/7/2026\nT100.00\nPOpening Balance\nL[Current]\n^\nD2/7/2026\nPNo amount\n^\nD13/7/2026\nT-5.25\nPTea\n^\n")
    assert [row.amount for row in read.rows] == [-525]
    assert read.text("opening_balance") == "100.00"
    assert read.text("account_number") == "Current"
    assert [finding.rule for finding in read.findings] == ["bank.line_unreadable"]


def test_a_transaction_whose_kind_and_sign_differ_is_asked_about() -> None:
    (read,) = _ofx(_SGML.replace("-11800.50", "11800.50"))
    assert ("bank.sign_doubtful", "error") in [(each.rule, each.severity.value) for each in read.findings]
    assert "bank.sign_doubtful" not in [each.rule for each in _ofx(_SGML)[0].findings]


def test_two_transactions_of_one_identity_are_both_kept_and_told() -> None:
    doubled = _SGML.replace("<FITID>A2", "<FITID>A1")
    (read,) = _ofx(doubled)
    (finding,) = [each for each in read.findings if each.rule == "bank.id_repeated"]
    assert len(read.rows) == 2
    assert (finding.amount, [place.row for place in finding.evidence]) == (250_00, [10, 9])
    assert "bank.id_repeated" not in [each.rule for each in _ofx(_SGML)[0].findings]
    assert read.confidence < 0.75


def test_a_statement_that_states_no_balance_is_said_to_be_proved_by_nothing() -> None:
    (read,) = _ofx(_XML)
    assert [(each.rule, each.severity.value) for each in read.findings] == [("bank.no_balance", "warning")]
    assert read.confidence < 0.75
    assert "bank.no_balance" not in [each.rule for each in _ofx(_SGML)[0].findings]
