"""Papers without a title: figures that agree make a tax invoice of them, words that name another paper do not let them."""

from qrt.adapters.scan.sniff import MediaType
from qrt.agents.classifier import propose_kind
from qrt.agents.contract import Proposal
from qrt.agents.proved_kind import proved_kind
from qrt.agents.second_opinion import NAMED
from qrt.core.documents.invoice.layout import Sheet, lay_out
from qrt.core.documents.types import DocumentKind, Page, Paper, Word

SELLER = "27AAACR5055K1Z7"
OTHER = Proposal("ClassifierBot", "1", DocumentKind.OTHER, 0.2, ("its words belong to no known kind",))


def sheet(*lines: str) -> Sheet:
    words = []
    for number, line in enumerate(lines):
        at = 0
        for part in line.split(" "):
            if part:
                words.append(Word(part, (0.02 + at * 0.009, 0.05 + 0.02 * number, 0.02 + (at + len(part)) * 0.009, 0.062 + 0.02 * number)))
            at += len(part) + 1
    return lay_out("0" * 64, (Page(1, 600, 800, tuple(words)),))


FIGURES = ("Fees for audit          1,000.00", "Value before tax   1,000.00", "CGST 9%   90.00", "SGST 9%   90.00", "Total payable   1,180.00")


def test_figures_that_agree_and_a_gstin_are_a_tax_invoice_that_a_person_looks_at() -> None:
    told = proved_kind(OTHER, OTHER, sheet("Venkat and Associates", f"GSTIN {SELLER}", *FIGURES))
    assert told.value is DocumentKind.TAX_INVOICE
    assert told.confidence < 0.75


def test_figures_that_do_not_agree_or_bear_no_gstin_are_nothing() -> None:
    wrong = (*FIGURES[:-1], "Total payable   1,280.00")
    assert proved_kind(OTHER, OTHER, sheet(f"GSTIN {SELLER}", *wrong)).value is DocumentKind.OTHER
    assert proved_kind(OTHER, OTHER, sheet("Venkat and Associates", *FIGURES)).value is DocumentKind.OTHER


def test_a_quotation_stays_none_of_our_kinds() -> None:
    shown = sheet("QUOTATION", f"GSTIN {SELLER}", "We are pleased to quote", *FIGURES)
    rules = propose_kind(Paper("0" * 64, "q.pdf", 1), MediaType.PDF, shown)
    assert proved_kind(OTHER, rules, shown).value is DocumentKind.OTHER


def test_a_challan_of_gst_is_no_challan_of_tds() -> None:
    shown = sheet(
        "Form GST PMT-06",
        "Payment Challan",
        "CPIN : 26092700012345",
        f"GSTIN: {SELLER}",
        "CGST(0005)   12,000.00   12,000.00",
        "Total Challan Amount  24,000.00",
    )
    told = propose_kind(Paper("0" * 64, "p.pdf", 1), MediaType.PDF, shown)
    assert told.value is DocumentKind.OTHER
    assert "challan of GST" in told.reasons[0]
    # So sure that no guess from its words and build outranks it.
    assert told.confidence > 0.8


def test_credit_that_a_distributor_passes_on_is_no_bill() -> None:
    page = sheet(
        "Triveni Polymers Limited",
        f"ISD GSTIN: {SELLER}",
        "INPUT SERVICE DISTRIBUTOR INVOICE",
        "ISD Invoice No. ISD/12/26   Date 05-04-2026",
        "Vendor   IGST   CGST   SGST   Total Credit",
        "Total   180.00   90.00   90.00   360.00",
    )
    told = propose_kind(Paper("0" * 64, "paper.pdf", 10), MediaType.PDF, page)
    assert told.value is DocumentKind.OTHER
    assert told.confidence >= NAMED
    assert "input service distributor" in told.reasons[0]


def test_a_lawyers_fee_note_is_a_bill() -> None:
    page = sheet(
        "Legalline Associates",
        "Vindhya Motors Limited",
        "FEE NOTE No. FN-308/26",
        "Opinion on lease deed          14,800.00",
        "Total          14,800.00",
        "GST is payable by the recipient under reverse charge",
    )
    told = propose_kind(Paper("0" * 64, "paper.pdf", 10), MediaType.PDF, page)
    assert (told.value, told.confidence >= NAMED) == (DocumentKind.TAX_INVOICE, True)
