"""Documents of GST that an earlier quarter left open: they meet what suppliers, or our own return, have of them in this one."""

from datetime import date

from qrt.core.close.recon_carried import LINES_CARRIED, carried_content
from qrt.core.close.types import CloseResult, Decision
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind, Side
from tests.golden.close.conftest import HandIn, close_papers

JUNE = date(2026, 6, 24)


def _bench(result: CloseResult, kind: ReconciliationKind) -> Reconciliation:
    (found,) = [each for entity in result.entities for each in entity.reconciliations if each.kind is kind]
    return found


def _told(result: CloseResult, rule: str) -> list[str]:
    return [finding.sentence for finding, _ in result.findings if finding.rule == rule]


def test_a_bill_that_its_supplier_reports_a_quarter_later_meets_the_line_that_was_carried(hand_in: HandIn) -> None:
    folder, papers = hand_in
    before = close_papers(folder, papers)
    bench = _bench(before, ReconciliationKind.GSTR_2B)
    reported = next(item for each in bench.breaks if each.side is Side.RIGHT for item in bench.right if item.id == each.item and item.amount > 0)
    waits = Item(
        "register:purchase/P-9/2026-06-24", reported.day, reported.amount, reported.reference, "", reported.party, None, reported.taxes, reported.labels
    )
    other = Item("register:purchase/P-8/2026-06-24", JUNE, reported.amount, "ZZ-88", "", reported.party, None, reported.taxes, reported.labels)
    code = before.entities[0].trial_balance.entity
    decision = Decision(LINES_CARRIED, f"{code}|gstr2b|{bench.subject}", carried_content("2026-27-Q1", [(Side.LEFT, waits), (Side.LEFT, other)]))
    after = close_papers(folder, papers, (decision,))
    now = _bench(after, ReconciliationKind.GSTR_2B)
    (match,) = [match for match in now.matches if any(part.item == waits.id for part in match.allocations)]
    assert {part.item for part in match.allocations} == {waits.id, reported.id}
    gone = set(_told(before, "gst.missing_in_books")) - set(_told(after, "gst.missing_in_books"))
    assert [sentence for sentence in gone if reported.reference in sentence]
    (awaited,) = [sentence for sentence in _told(after, "gst.missing_in_2b") if "in an earlier quarter" in sentence]
    assert "ZZ-88" in awaited


def test_credit_of_a_year_whose_last_day_is_over_is_awaited_no_more(hand_in: HandIn) -> None:
    folder, papers = hand_in
    bench = _bench(close_papers(folder, papers), ReconciliationKind.GSTR_2B)
    model = bench.left[0]
    late = Item("register:purchase/P-1/2024-06-24", date(2024, 6, 24), model.amount, "OLD-1", "", model.party, None, model.taxes, model.labels)
    code = close_papers(folder, papers).entities[0].trial_balance.entity
    decision = Decision(LINES_CARRIED, f"{code}|gstr2b|{bench.subject}", carried_content("2026-27-Q1", [(Side.LEFT, late)]))
    assert late.id not in {item.id for item in _bench(close_papers(folder, papers, (decision,)), ReconciliationKind.GSTR_2B).left}


def test_a_sale_that_was_left_out_of_gstr1_and_is_still_awaited_is_told(hand_in: HandIn) -> None:
    folder, papers = hand_in
    before = close_papers(folder, papers)
    bench = _bench(before, ReconciliationKind.GSTR_1)
    model = next(item for item in bench.left if item.amount > 0 and item.labels["gstin"])
    waits = Item("register:sales/S-0/2026-06-24", JUNE, model.amount, "S-0", "", model.party, None, model.taxes, model.labels)
    code = before.entities[0].trial_balance.entity
    decision = Decision(LINES_CARRIED, f"{code}|gstr1|{bench.subject}", carried_content("2026-27-Q1", [(Side.LEFT, waits)]))
    after = close_papers(folder, papers, (decision,))
    (told,) = set(_told(after, "gst.sale_not_in_gstr1")) - set(_told(before, "gst.sale_not_in_gstr1"))
    assert "S-0" in told and "24-06-2026" in told
