"""A finding names file, row and cause, and its evidence opens: on a simulated company with its planted errors and with troubles of our own."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qrt.adapters.erp.spreadsheet import load_sheets
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.close.types import CloseResult, Decision, HandInPaper, PaperRole
from tests.golden.close.conftest import files_of

NO_PLACE = {
    "company.": "COMPANY.yaml describes the company and is no paper",
    "chart.unknown_line": "a mapping of COMPANY.yaml or of a person, no paper",
    "opening.missing": "the paper is not there",
    "completeness.no_trial_balance": "the paper is not there",
    "opening.prior_": "a close of ours, no paper",
    "opening.year_closed": "a close of ours, no paper",
    "audit.trail": "our own record, no paper",
    "audit.seal": "our own record, no paper",
    "assets.decided_and_gone": "a decision on an asset that no paper has",
    "assets.no_register": "the paper is not there",
    "statement.does_not_tie": "a sum of ours over the whole statement",
    "consol.does_not_tie": "a sum of ours over the whole statement",
    "consol.rate_missing": "the paper is not there",
    "consol.acquisition_missing": "the paper is not there",
    "ageing.differs": "a sum of ours over all parties",
}
"""Rules whose findings have no place on a paper by nature, and why. Everything else shows one."""

WHOLE_PAPER = ("document.", "opening.wrong_day", "recon.account_unknown", "recon.party_unknown", "assets.period_unknown", "party.bills_wrong_day")
"""Rules about a file as such (it is locked, cut off, of another day, nobody's): the place is the file."""

TROUBLES = """Date,Voucher No,Voucher Type,Account,Currency,Foreign Amount,Debit,Credit
2026-09-01,T/1,Journal,Trouble Expenses,INR,,1000.00,
2026-09-01,T/1,Journal,Trouble Payable,INR,,,1000.00
2026-09-02,T/2,Journal,Trouble Expenses,USD,1000.00,,
2026-09-02,T/2,Journal,Trouble Payable,USD,-1000.00,,
2026-10-05,T/3,Journal,Trouble Expenses,INR,,700.00,
2026-10-05,T/3,Journal,Trouble  payable,INR,,,700.00
2026-09-05,T/4,Journal,Trouble Expenses,INR,,abc,
2026-09-05,T/4,Journal,Trouble Payable,INR,,,500.00
2026-09-06,T/5,Journal,Trouble Expenses,INR,,900.00,
2026-09-06,T/5,Journal,Trouble payable,INR,,,800.00
2026-09-07,T/6,Journal,Trouble Expenses,INR,,300.00,
2026-09-07,T/6,Journal,Trouble Payable,INR,,,300.00
"""


def has_no_place(rule: str) -> bool:
    return any(rule.startswith(each) if each.endswith((".", "_")) else rule == each for each in NO_PLACE)


class Papers:
    """Whether a place opens: its paper is in the hand-in, and the page, sheet and row are there."""

    def __init__(self, files: Iterable[tuple[str, bytes]]) -> None:
        self.data = {hashlib.sha256(data).hexdigest(): (name, data) for name, data in files}
        self.lengths: dict[str, dict[str, int]] = {}

    def opens(self, place: Place, rule: str) -> bool:
        if place.document not in self.data:
            return False
        if place.row is None and place.page is None and not place.column:
            return rule.startswith(WHOLE_PAPER)
        name, data = self.data[place.document]
        if place.page is not None or place.row is None:
            return name.endswith((".pdf", ".json", ".xml")) and (place.page or 1) <= 500
        return 1 <= place.row <= self._rows(place, name, data)

    def _rows(self, place: Place, name: str, data: bytes) -> int:
        if place.document not in self.lengths:
            lines = {"": data.count(b"\n") + 1}
            if name.endswith((".xlsx", ".csv")):
                lines |= {sheet.name or "": max((row.number for row in sheet.rows), default=0) for sheet in load_sheets(data).sheets}
            self.lengths[place.document] = lines
        return self.lengths[place.document].get(place.sheet or "", 0)


def without_place(findings: Iterable[Finding], papers: Papers) -> Iterator[Finding]:
    """Findings that should show a place and show none, or one that does not open."""
    for finding in findings:
        if has_no_place(finding.rule):
            continue
        if not finding.evidence or not all(papers.opens(place, finding.rule) for place in finding.evidence):
            yield finding


@pytest.fixture(scope="module")
def troubled(hand_in: tuple[Path, list[HandInPaper]]) -> tuple[CloseResult, Papers]:
    """The simulated company with our troubles beside its own, one paper handed in twice."""
    from tests.golden.close.conftest import close_papers, read_papers

    folder, papers = hand_in
    more = [
        ("Troubles.csv", TROUBLES.encode(), PaperRole.INBOX, ""),
        ("empty.xlsx", b"", PaperRole.INBOX, ""),
        ("late.pdf", b"%PDF-1.4 cut", PaperRole.INBOX, ""),
    ]
    papers = [*papers, *read_papers(more)]
    again = Decision("document_received_again", papers[0].paper.sha256, {"name": "again.xlsx"})
    return close_papers(folder, papers, (again,)), Papers([(name, data) for name, data, *_ in (*files_of(folder), *more)])


def test_every_finding_that_concerns_a_paper_shows_a_place_that_opens(troubled: tuple[CloseResult, Papers]) -> None:
    result, papers = troubled
    findings = [finding for finding, _ in result.findings]
    missing = [(finding.rule, finding.sentence, finding.evidence) for finding in without_place(findings, papers)]
    assert missing == []
    rules = {finding.rule for finding in findings}
    wanted = {
        "register.rupees_missing", "register.amount_unreadable", "register.outside_quarter", "voucher.unbalanced", "chart.similar_ledgers", "gst.gstin_typo",
        "statement.reclassified", "voucher.number_gap", "document.received_again", "document.password",
    }  # fmt: skip
    assert wanted <= rules, wanted - rules


def test_days_in_sentences_are_written_the_one_way(troubled: tuple[CloseResult, Papers]) -> None:
    result, _ = troubled
    names = [each.paper.name for each in result.handin.papers]
    for finding, _ in result.findings:
        said = finding.sentence
        for name in names:
            said = said.replace(name, "")
        assert not re.search(r"\b20\d\d-[01]\d-[0-3]\d\b", said), finding.sentence


def test_the_law_fails_for_a_finding_without_a_place_and_for_a_place_that_is_not_there(troubled: tuple[CloseResult, Papers]) -> None:
    result, papers = troubled
    sound = next(finding for finding, _ in result.findings if finding.rule == "register.rupees_missing")
    nowhere = Finding("register.planted", Severity.INFO, "document:x", "A finding without a place.")
    elsewhere = replace(sound, evidence=(Place("0" * 64, row=1),))
    below = replace(sound, evidence=(replace(sound.evidence[0], row=10_000),))
    whole = replace(sound, evidence=(Place(sound.evidence[0].document),))
    assert list(without_place([sound, nowhere, elsewhere, below, whole], papers)) == [nowhere, elsewhere, below, whole]


def test_the_trouble_in_dollars_is_told_once_with_its_row_and_the_sound_vouchers_are_kept(troubled: tuple[CloseResult, Papers]) -> None:
    result, _ = troubled
    (told,) = [finding for finding, _ in result.findings if finding.rule == "register.rupees_missing"]
    assert (told.severity, told.evidence[0].row) == (Severity.BLOCKING, 4) and "Troubles.csv" in told.sentence and "USD 1000.00" in told.sentence
    assert not [finding for finding, _ in result.findings if "T/2" in finding.sentence and finding is not told and finding.rule != "voucher.number_gap"]
    posted = {voucher.number for each in result.entities for voucher in each.books.posted}
    assert {"T/1", "T/6"} <= posted and not {"T/2", "T/3", "T/4", "T/5"} & posted


def test_a_paper_that_came_twice_is_named_with_both_names(troubled: tuple[CloseResult, Papers]) -> None:
    result, _ = troubled
    (told,) = [finding for finding, _ in result.findings if finding.rule == "document.received_again"]
    assert "again.xlsx" in told.sentence and result.handin.papers[0].paper.name and told.severity is Severity.INFO
