"""A company that sells over the web: its gateway's ledger against the settlement report, in each form of hand-in; what was planted is what is told."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qrt.adapters.company import load_company_file
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.documents.types import DocumentKind
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, ReconciliationKind, Side
from qrt.flows.desk import load_rules
from qrt.sim import simulate
from tests.golden.close.conftest import files_of, read_papers

READ = frozenset({".xml", ".xlsx", ".csv", ".txt", ".940", ".sta", ".ofx", ".qif"})
"""The books and the statements; invoices say nothing of a gateway."""
Close = tuple[Path, Computation]


@pytest.fixture(scope="module", params=[1, 2, 3], ids=["day book", "registers", "books"])
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Close:
    folder = tmp_path_factory.mktemp("web")
    simulate(request.param, "small", out=folder, gateway=True)
    papers = read_papers(each for each in files_of(folder) if Path(each[0]).suffix in READ)
    company = load_company_file(folder / "company.yaml").company
    return folder, Computation(company, Quarter(2026, 2), papers, (), load_rules(company.division))


def truth(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "truth" / f"{name}.jsonl").read_text().splitlines()]


def bench(work: Computation) -> Reconciliation:
    (found,) = [each for each in work.reconciled(work.entities[0].code).reconciliations if each.kind is ReconciliationKind.GATEWAY]
    return found


def of(item: Item) -> tuple[str, str]:
    """What a line of the report is, and its number. A fee and the tax on it are one entry here."""
    what = item.labels["what"]
    own = what in ("payment", "refund")
    return ("fee" if what == "gst" else what), item.reference if own else item.labels["settlement"]


def test_the_report_is_told_and_read_whole(closed: Close) -> None:
    folder, work = closed
    (paper,) = [each for each in work.handin.placed if each.extraction.kind is DocumentKind.GATEWAY_SETTLEMENT]
    rows = [row for row in truth(folder, "gateway_matches") if row["what"] in ("payment", "refund")]
    assert len(paper.extraction.rows) == len(rows) and paper.extraction.text("gateway") == "Razorpay"
    assert [finding.rule for finding in paper.extraction.findings] == []


def test_what_is_accepted_alone_is_right_and_nearly_all(closed: Close) -> None:
    folder, work = closed
    result = bench(work)
    right = {(row["what"], row["number"] or row["settlement"]): {each["number"] for each in row["vouchers"]} for row in truth(folder, "gateway_matches")}
    left = {item.id: item for item in result.left}
    theirs = {item.id: item for item in result.right}
    accepted = Counter[bool]()
    for match in result.matches:
        if match.status is MatchStatus.AUTO:
            ours = {left[part.item].labels["voucher"] for part in match.allocations if part.side is Side.LEFT}
            wanted = {number for part in match.allocations if part.side is Side.RIGHT for number in right[of(theirs[part.item])]}
            accepted[ours == wanted] += 1
    assert accepted[False] == 0
    assert accepted[True] > 0.9 * len(result.matches)


def test_what_was_planted_is_told_once_and_nothing_else(closed: Close) -> None:
    folder, work = closed
    planted = [
        row
        for row in truth(folder, "findings")
        if any(rule.startswith(("recon.gateway", "recon.settlement", "recon.payment_twice", "recon.refund_not")) for rule in row["rules"])
    ]
    told = [finding for finding in work.reconciled(work.entities[0].code).findings if finding.subject.startswith("gateway:")]
    assert len(planted) >= 6
    left = Counter(rule for row in planted for rule in row["rules"][:1])
    assert Counter(finding.rule for finding in told) == left
    for row in planted:
        assert [finding for finding in told if finding.rule in row["rules"] and finding.amount in row["amounts_paise"]], row["note"]


def test_the_statement_explains_every_paisa_between_the_ledger_and_the_gateway(closed: Close) -> None:
    _, work = closed
    result = bench(work)
    proven = work.reconciled(work.entities[0].code).proven["gateway", result.subject]
    drawn = proven.balances.statement(result, result.as_of)
    assert drawn.unexplained == 0 and drawn.stated is not None
    assert [section.key for section in drawn.sections][:1] == ["in_transit"]
    code = work.entities[0].code
    assert work.books(code).chart[result.subject].opening + sum(item.amount for item in result.left) == drawn.books


def test_the_fee_that_was_left_out_is_drafted_where_the_books_take_the_others(closed: Close) -> None:
    folder, work = closed
    code = work.entities[0].code
    (fee,) = [row["amounts_paise"][0] for row in truth(folder, "findings") if row["rules"] == ["recon.gateway_fee"]]
    drafts = [draft for draft in work.adjustments(code) if draft.key.startswith("gateway:")]
    # These books take fees with their tax to one expense, so nothing says the heads of the tax: its line waits for a person.
    assert [[(line.ledger, line.amount) for line in draft.lines] for draft in drafts] == [
        [(bench(work).subject, -fee), (next(name for name in work.books(code).chart if "Gateway" in name), fee)]
    ]


def test_no_bank_statement_is_asked_for_of_a_gateway(closed: Close) -> None:
    _, work = closed
    found = work.reconciled(work.entities[0].code).findings
    assert [finding for finding in found if finding.rule == "recon.no_statement" and bench(work).subject in finding.subject] == []
