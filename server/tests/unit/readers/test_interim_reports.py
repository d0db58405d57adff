"""Interim reports and notifications of banks (MT942, camt.052, camt.054): read as statements are, and broken ones answered with their line."""

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.documents.types import DocumentKind, Extraction, Paper

MT942 = """:20:REPORT1
:25:HDFC0001234/50100012345678
:28C:12/1
:34F:INRD0,00
:13D:2609301815+0530
:61:260930C1500,50NTRFINV-17//HDFCR52026
:86:NEFT CR NARMADA SPARES
:61:260930D200,00NCHG NONREF
:86:CHARGES
:90D:1INR200,00
:90C:1INR1500,50
-
"""


def camt(body: str, message: str = "BkToCstmrDbtCdtNtfctn", part: str = "Ntfctn", number: str = "054") -> str:
    return (
        f'<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{number}.001.08">\n<{message}>\n<GrpHdr><CreDtTm>2026-09-30T18:00:00</CreDtTm></GrpHdr>\n'
        f"<{part}>\n<Acct><Id><Othr><Id>50100012345678</Id></Othr></Id><Ccy>INR</Ccy></Acct>\n{body}\n</{part}>\n</{message}>\n</Document>\n"
    )


ENTRY = "<Ntry><Amt Ccy='INR'>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><AddtlNtryInf>NEFT</AddtlNtryInf></Ntry>"
SUMMARY = "<TxsSummry><TtlCdtNtries><NbOfNtries>{count}</NbOfNtries><Sum>{total}</Sum></TtlCdtNtries></TxsSummry>"


def read(text: str) -> Extraction:
    (found,) = read_paper(Paper("ab" * 32, "bank.txt", len(text)), text.encode())
    return found


def rules(extraction: Extraction) -> list[str]:
    return [finding.rule for finding in extraction.findings]


def test_an_mt942_is_read_and_proved_by_its_own_counts() -> None:
    made = read(MT942)
    assert (made.kind, [row.amount for row in made.rows], rules(made)) == (DocumentKind.BANK_STATEMENT, [1500_50, -200_00], [])
    assert made.text("account_number") == "50100012345678"


@pytest.mark.parametrize(
    ("find", "put", "rule", "line"),
    [
        ("1500,50NTRF", "1500,49NTRF", "bank.totals_mismatch", 11),
        (":90C:1INR", ":90C:2INR", "bank.count_mismatch", 11),
        (":90D:1INR200,00", ":90D:1INR250,00", "bank.totals_mismatch", 10),
        (":90D:1INR200,00", ":90D:one", "bank.balance_unreadable", 10),
        (":61:260930D200,00", ":61:260931D200,00", "bank.date_invalid", 8),
        (":61:260930D200,00", ":61:garbage", "bank.line_unreadable", 8),
    ],
)
def test_a_broken_mt942_is_answered_with_its_line(find: str, put: str, rule: str, line: int) -> None:
    made = read(MT942.replace(find, put))
    told = [finding for finding in made.findings if finding.rule == rule]
    assert told
    assert any(f"line {line}" in finding.sentence and finding.evidence[0].row == line for finding in told)
    assert all(finding.severity is Severity.ERROR and finding.sentence.startswith("bank.txt") for finding in told)


@pytest.mark.parametrize(("message", "part", "number"), [("BkToCstmrDbtCdtNtfctn", "Ntfctn", "054"), ("BkToCstmrAcctRpt", "Rpt", "052")])
def test_reports_and_notifications_are_read_and_proved_by_their_summary(message: str, part: str, number: str) -> None:
    entries = ENTRY.format(amount="100.00", side="CRDT", day="2026-09-30") + ENTRY.format(amount="25.50", side="CRDT", day="2026-09-30")
    good = read(camt(SUMMARY.format(count=2, total="125.50") + entries, message, part, number))
    assert ([row.amount for row in good.rows], rules(good)) == ([100_00, 25_50], [])
    bad = read(camt(SUMMARY.format(count=3, total="126.50") + entries, message, part, number))
    assert rules(bad) == ["bank.count_mismatch", "bank.totals_mismatch"]
    assert all("line 7" in finding.sentence for finding in bad.findings)


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (ENTRY.format(amount="10.005", side="CRDT", day="2026-09-30"), "bank.amount_invalid"),
        (ENTRY.format(amount="10.00", side="BOTH", day="2026-09-30"), "bank.amount_invalid"),
        (ENTRY.format(amount="10.00", side="DBIT", day="2026-02-30"), "bank.date_invalid"),
    ],
)
def test_a_broken_entry_of_a_notification_is_left_out_and_told_with_its_line(entry: str, rule: str) -> None:
    made = read(camt(ENTRY.format(amount="5.00", side="CRDT", day="2026-09-30") + "\n" + entry))
    assert [row.amount for row in made.rows] == [5_00]
    unproven, finding = made.findings
    assert (unproven.rule, finding.rule, finding.evidence[0].row) == ("bank.no_balance", rule, 8)
    assert "line 8" in finding.sentence


def test_a_message_that_breaks_off_is_told_and_what_came_before_is_kept() -> None:
    whole = camt(ENTRY.format(amount="5.00", side="CRDT", day="2026-09-30"))
    made = read(whole[: whole.index("</BkToCstmr")])
    assert [row.amount for row in made.rows] == [5_00]
    assert rules(made) == ["bank.no_balance", "bank.cut_off"]
