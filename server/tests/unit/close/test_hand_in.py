"""Papers into order: whose they are, what people corrected, and what is left out loudly."""

from qrt.core.base.company import BankAccount, Company, Entity
from qrt.core.base.finding import Severity
from qrt.core.base.period import Quarter
from qrt.core.close.company import check_company
from qrt.core.close.handin import UNFOLDED, gather
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Paper
from qrt.sim.names import gstin

QUARTER = Quarter(2026, 2)
ONE = Entity("KT", "Kaveri Tools Pvt Ltd", gstins=(gstin("29", "AAKCK1234L"),))
TWO = Entity("KB", "Kaveri Tubes Pvt Ltd", gstins=(gstin("29", "AAKCK9876M"),))
GROUP = Company("Kaveri Tools Pvt Ltd", entities=(ONE, TWO))


def paper(name: str, kind: DocumentKind = DocumentKind.SALES_REGISTER, state: PaperState = PaperState.READ, **fields: str) -> HandInPaper:
    sha256 = (name.encode().hex() * 64)[:64]
    made = {field: Field(field, value, status=FieldStatus.REVIEW) for field, value in fields.items()}
    extraction = Extraction(sha256, kind, 0.9, "test", "1", fields=made)
    return HandInPaper(Paper(sha256, name, 1), PaperRole.INBOX, state, (extraction,))


def rules(findings) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_paper_of_nobody_is_left_out_of_every_book_and_named() -> None:
    handin = gather(GROUP, QUARTER, [paper("stray.xlsx")], ())
    assert handin.placed == ()
    (finding,) = [each for each in handin.findings if each.rule == "document.entity_unknown"]
    assert finding.severity is Severity.ERROR
    assert "stray.xlsx" in finding.sentence
    assert [each.paper.name for each in handin.papers] == ["stray.xlsx"], "it is kept all the same"


def test_the_folder_or_a_persons_word_gives_a_paper_its_company_and_the_last_word_wins() -> None:
    assert [each.entity for each in gather(GROUP, QUARTER, [paper("KB/sales.xlsx")], ()).placed] == ["KB"]
    stray = paper("stray.xlsx")
    said = [Decision("entity_set", stray.paper.sha256, {"entity": code}) for code in ("KB", "KT")]
    assert [each.entity for each in gather(GROUP, QUARTER, [stray], said).placed] == ["KT"]


def test_a_rejected_locked_or_quarantined_paper_reaches_no_book() -> None:
    good = paper("KT/sales.xlsx")
    rejected = [Decision("document_rejected", good.paper.sha256)]
    assert gather(GROUP, QUARTER, [good], rejected).placed == ()
    for state in (PaperState.QUARANTINED, PaperState.NEEDS_PASSWORD):
        assert gather(GROUP, QUARTER, [paper("KT/sales.xlsx", state=state)], ()).placed == ()


def test_a_paper_nobody_can_read_waits_for_a_person_and_the_wrapping_of_papers_says_nothing() -> None:
    handin = gather(GROUP, QUARTER, [paper("KT/letter.txt", DocumentKind.OTHER), paper("KT/26AS.txt", DocumentKind.FORM_26AS)], ())
    assert handin.placed == ()
    assert rules(handin.findings).count("document.needs_person") == 2
    wrapping = paper("mail.zip", DocumentKind.OTHER)
    wrapping = HandInPaper(wrapping.paper, wrapping.role, wrapping.state, (Extraction(wrapping.paper.sha256, DocumentKind.OTHER, 1.0, UNFOLDED, "1"),))
    assert "document.needs_person" not in rules(gather(GROUP, QUARTER, [wrapping], ()).findings)


def test_a_correction_changes_its_own_field_and_part_and_a_confirmation_leaves_values_alone() -> None:
    given = paper("KT/inv.pdf", DocumentKind.TAX_INVOICE, invoice_number="A1", invoice_date="2026-08-01")
    sha256 = given.paper.sha256
    decisions = [
        Decision("field_corrected", sha256, {"part": "", "name": "invoice_number", "value": "A-1"}),
        Decision("field_corrected", sha256, {"part": "another", "name": "invoice_date", "value": "2026-01-01"}),
        Decision("field_corrected", "another paper", {"part": "", "name": "invoice_date", "value": "2026-01-01"}),
        Decision("document_confirmed", sha256),
    ]
    (each,) = gather(GROUP, QUARTER, [given], decisions).papers
    fields = each.extractions[0].fields
    assert (fields["invoice_number"].value, fields["invoice_number"].status) == ("A-1", FieldStatus.CORRECTED)
    assert (fields["invoice_date"].value, fields["invoice_date"].status) == ("2026-08-01", FieldStatus.CONFIRMED)
    assert fields["invoice_number"].source == "person"


def test_who_writes_what_was_read_agrees_with_it_and_a_correction_stays_one() -> None:
    given = paper("KT/inv.pdf", DocumentKind.TAX_INVOICE, invoice_number="A1", invoice_date="2026-08-01", po_number="")

    def said(*values: tuple[str, str]) -> dict[str, FieldStatus]:
        decisions = [Decision("field_corrected", given.paper.sha256, {"part": "", "name": name, "value": value}) for name, value in values]
        (each,) = gather(GROUP, QUARTER, [given], decisions).papers
        return {name: field.status for name, field in each.extractions[0].fields.items()}

    assert said(("invoice_number", "A1"), ("po_number", "")) == {
        "invoice_number": FieldStatus.CONFIRMED, "invoice_date": FieldStatus.REVIEW, "po_number": FieldStatus.CORRECTED,
    }  # fmt: skip
    assert said(("invoice_number", "A2"), ("invoice_number", "A2"))["invoice_number"] is FieldStatus.CORRECTED


def test_the_order_in_which_papers_come_changes_nothing() -> None:
    papers = [paper("KB/b.xlsx"), paper("KT/a.xlsx"), paper("stray.xlsx")]
    assert gather(GROUP, QUARTER, papers, ()) == gather(GROUP, QUARTER, papers[::-1], ())


def test_what_a_company_does_not_say_of_itself_is_a_finding_and_what_cannot_be_right_is_an_error() -> None:
    bare = Company("X", entities=(Entity("X", "X"),))
    assert set(rules(check_company(bare))) == {"company.no_cin", "company.no_pan", "company.no_tan", "company.no_gstin"}
    wrong = Company(
        "X", cin="U1", pan="AAKC1234L", tan="T1", entities=(Entity("X", "X", gstins=("29AAKCK1234L1Z0",)),), bank_accounts=(BankAccount("B", ifsc="NO"),)
    )
    found = {finding.rule: finding.severity for finding in check_company(wrong)}
    assert {rule for rule, severity in found.items() if severity is Severity.ERROR} >= {"company.cin_invalid", "company.pan_invalid", "company.gstin_invalid"}
    assert "company.ifsc_invalid" in found
    other = Company("X", cin="", pan="AAKCK1234L", tan="", entities=(Entity("X", "X", gstins=TWO.gstins),))
    assert "company.gstin_of_another_pan" in rules(check_company(other))
