"""JournalBot and ConsoAI propose with reasons and evidence; they never post."""

from datetime import date

from qrt.adapters.rulebook.chart import load_layout, load_model_chart
from qrt.agents import conso_ai, journal_bot
from qrt.core.base.company import Company, Division, Entity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.consol.types import EntityBooks
from qrt.core.documents.types import DocumentKind, Extraction, Field, MasterRow
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.types import SourceKind, TrialBalance, TrialBalanceLine

OURS, THEIRS = "27AAPFU0939F1ZV", "27AABCS1429B1Z5"
PLACE = Place("a" * 64, page=1, box=(0.1, 0.1, 0.2, 0.2))
ENTITY = Entity("A", "Acme", gstins=(OURS,))
MODEL = load_model_chart()
MASTERS = [
    MasterRow(PLACE, name, group) for name, group in {"Purchases": "Purchase Accounts", "Cash": "Cash-in-Hand", "Share Capital": "Capital Account"}.items()
]
CHART, _ = build_chart(ENTITY, Division.I, MODEL, MASTERS, (), ())


def invoice(**fields):
    values = {
        "invoice_number": "7",
        "invoice_date": "2026-08-01",
        "seller.gstin": THEIRS,
        "seller.name": "Steel House",
        "buyer.gstin": OURS,
        "totals.taxable": "100",
        "totals.grand_total": "100",
    }
    return Extraction(
        "a" * 64, DocumentKind.BILL_OF_SUPPLY, 0.9, "x", "1", fields={name: Field(name, value, place=PLACE) for name, value in (values | fields).items()}
    )


def test_a_proposal_carries_its_reasons_and_its_places():
    proposal = journal_bot.propose_voucher(invoice(), ENTITY, CHART, MODEL)
    assert proposal.value and proposal.value.source == SourceKind.PAPER
    assert proposal.evidence == (PLACE,)
    assert len(proposal.reasons) == 2
    assert proposal.confidence < 0.5  # Nothing is known of this party.


def test_an_invoice_of_somebody_else_is_not_drafted_and_says_why():
    proposal = journal_bot.propose_voucher(invoice(**{"buyer.gstin": "29AABCT1332L1ZT"}), ENTITY, CHART, MODEL)
    assert (proposal.value, proposal.confidence) == (None, 0.0)
    assert "neither" in proposal.reasons[0]


def test_statements_that_do_not_tie_are_proposed_with_no_confidence():
    def balance(capital):
        lines = (("Cash", rupees("100")), ("Share Capital", Paise(-rupees(capital))))
        return TrialBalance(
            "A",
            date(2026, 7, 1),
            date(2026, 9, 30),
            tuple(TrialBalanceLine(name, Paise(0), Paise(max(amount, 0)), Paise(max(-amount, 0)), amount) for name, amount in lines),
        )

    layout = load_layout(Division.I)
    assert conso_ai.propose_statements(balance("100"), CHART, layout).confidence > 0.8
    assert conso_ai.propose_statements(balance("90"), CHART, layout).confidence == 0.0
    group = conso_ai.propose_consolidation(Company("Acme", entities=(ENTITY,)), {"A": EntityBooks(balance("100"), CHART)}, layout)
    assert (group.confidence, group.value.amount("D1.AS.TOTAL")) == (1.0, rupees("100"))
