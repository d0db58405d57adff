"""Invoice papers: drafts for what was not booked, evidence for what was."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.adapters.rulebook.knowledge import load_knowledge
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, MasterRow
from qrt.core.journals.matching import check_papers
from qrt.core.journals.memory import to_memory
from qrt.core.journals.paper import draft_voucher
from qrt.core.journals.teaching import teach
from qrt.core.learning.accounts import Learned
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind
from qrt.core.ledger.voucher import check_draft, is_sound

OURS, THEIRS, CUSTOMER = "27AAPFU0939F1ZV", "27AABCS1429B1Z5", "29AAGCB7383J1Z4"
ENTITY = Entity("A", "Acme Trading Private Limited", gstins=(OURS,))
MODEL = load_model_chart()
BOOK = Place("f" * 64, sheet="Purchase", row=9)
LEDGERS = {
    "Steel House": ("Sundry Creditors", THEIRS),
    "Balaji Traders": ("Sundry Debtors", CUSTOMER),
    "Purchase @18%": ("Purchase Accounts", ""),
    "Office Maintenance": ("Indirect Expenses", ""),
    "Sales - Goods": ("Sales Accounts", ""),
    "Input CGST @9%": ("Duties & Taxes", ""),
    "Input SGST @9%": ("Duties & Taxes", ""),
    "Input CGST @2.5%": ("Duties & Taxes", ""),
    "Input SGST @2.5%": ("Duties & Taxes", ""),
    "Output IGST": ("Duties & Taxes", ""),
    "RCM Input CGST": ("Duties & Taxes", ""),
    "RCM Input SGST": ("Duties & Taxes", ""),
    "RCM CGST Payable": ("Duties & Taxes", ""),
    "RCM SGST Payable": ("Duties & Taxes", ""),
    "TDS on Contractors 194C": ("Duties & Taxes", ""),
    "Round Off": ("Indirect Expenses", ""),
}
CHART, _ = build_chart(ENTITY, Division.I, MODEL, [MasterRow(BOOK, name, group, gstin=gstin) for name, (group, gstin) in LEDGERS.items()], (), ())

PURCHASE = {
    "invoice_number": "SH/0118",
    "invoice_date": "2026-08-03",
    "seller.name": "Steel House",
    "seller.gstin": THEIRS,
    "buyer.gstin": OURS,
    "totals.taxable": "1000.00",
    "totals.cgst": "90.00",
    "totals.sgst": "90.00",
    "totals.grand_total": "1180.00",
}


def paper(fields=PURCHASE, document="a", kind=DocumentKind.TAX_INVOICE, **changes):
    values = {**fields, **{name.replace("__", "."): value for name, value in changes.items()}}
    made = {
        name: Field(name, value, value, Place(document * 64, page=1, box=(0.1, n / 50, 0.3, n / 50 + 0.01)), 0.95)
        for n, (name, value) in enumerate(values.items())
        if value
    }
    return Extraction(document * 64, kind, 0.9, "invoice_rules", "1", fields=made)


def voucher(legs, number="P-7", day=date(2026, 8, 3), kind=VoucherKind.PURCHASE, party="Steel House", reference="", **more):
    lines = tuple(Line(name, rupees(amount), BOOK) for name, amount in legs)
    return Voucher(
        f"register:{kind.value}/{number}",
        "A",
        kind,
        day,
        lines,
        SourceKind.REGISTER,
        number,
        party=party,
        reference=reference,
        place=BOOK,
        evidence=(BOOK,),
        **more,
    )


BOOKED = [("Steel House", "-1180"), ("Purchase @18%", "1000"), ("Input CGST @9%", "90"), ("Input SGST @9%", "90")]


def legs(draft):
    return {line.ledger: line.amount for line in draft.lines}


def check(*papers, vouchers=()):
    return check_papers(papers, ENTITY, CHART, MODEL, vouchers)


def rules(result):
    return sorted(finding.rule for finding in result.findings)


def test_a_purchase_credits_the_supplier_and_takes_credit_at_the_rate_of_the_paper():
    draft, findings = draft_voucher(paper(), ENTITY, CHART, MODEL, to_memory([voucher(BOOKED)], CHART))
    assert findings == ()
    assert draft.kind == VoucherKind.PURCHASE
    assert legs(draft) == {name: rupees(amount) for name, amount in BOOKED}
    assert is_sound(draft)
    assert check_draft(draft, CHART) == ()
    assert all(line.place and line.place.box and line.reason for line in draft.lines)
    assert draft.source == SourceKind.PAPER


def test_a_partys_earlier_vouchers_choose_the_ledger():
    history = [voucher([("Steel House", "-118"), ("Office Maintenance", "118")], number=f"J-{n}", kind=VoucherKind.JOURNAL) for n in range(3)]
    learned = Learned(teach(history, CHART, {}), CHART, load_knowledge())
    draft, _ = draft_voucher(paper(), ENTITY, CHART, MODEL, replace(to_memory(history, CHART), learned=learned))
    assert "Office Maintenance" in legs(draft)
    unknown, _ = draft_voucher(paper(), ENTITY, CHART, MODEL)
    assert unknown.confidence < draft.confidence


def test_a_sale_between_states_debits_the_customer():
    fields = {"invoice_number": "S/9", "invoice_date": "2026-07-02", "seller.gstin": OURS, "buyer.gstin": CUSTOMER, "buyer.name": "Balaji"}
    draft, _ = draft_voucher(paper(fields, totals__taxable="500.00", totals__igst="90.00", totals__grand_total="590.00"), ENTITY, CHART, MODEL)
    assert legs(draft) == {"Balaji Traders": rupees("590"), "Sales - Goods": rupees("-500"), "Output IGST": rupees("-90")}


def test_a_suppliers_credit_note_is_our_debit_note():
    draft, _ = draft_voucher(paper(kind=DocumentKind.CREDIT_NOTE), ENTITY, CHART, MODEL)
    assert draft.kind == VoucherKind.DEBIT_NOTE
    assert legs(draft)["Steel House"] == rupees("1180")
    assert legs(draft)["Input CGST @9%"] == rupees("-90")


def test_under_reverse_charge_the_supplier_gets_the_value_alone():
    draft, _ = draft_voucher(paper(reverse_charge="yes", totals__grand_total="1000.00"), ENTITY, CHART, MODEL)
    booked = legs(draft)
    assert booked["Steel House"] == rupees("-1000")
    assert booked["RCM Input CGST"] == rupees("90")
    assert booked["RCM CGST Payable"] == rupees("-90")
    assert is_sound(draft)


def test_rounding_is_booked_and_a_larger_gap_is_left_to_be_seen():
    draft, _ = draft_voucher(paper(totals__taxable="1000.40", totals__round_off="-0.40"), ENTITY, CHART, MODEL)
    assert legs(draft)["Round Off"] == rupees("-0.40")
    wrong, _ = draft_voucher(paper(totals__grand_total="1280.00"), ENTITY, CHART, MODEL)
    assert [finding.rule for finding in check_draft(wrong, CHART)] == ["voucher.unbalanced"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"buyer__gstin": "29AABCT1332L1ZT"}, "paper.direction_unknown"),
        ({"totals__grand_total": ""}, "paper.unreadable"),
        ({"invoice_date": "soon"}, "paper.unreadable"),
    ],
)
def test_what_cannot_be_read_is_not_drafted(changes, rule):
    draft, findings = draft_voucher(paper(**changes), ENTITY, CHART, MODEL)
    assert draft is None
    assert [finding.rule for finding in findings] == [rule]


def test_a_booked_paper_is_evidence_and_makes_no_second_voucher():
    result = check(paper(invoice_number="SH-118"), vouchers=[voucher(BOOKED, reference="SH/118")])
    (match,) = result.matches.values()
    assert match.voucher == "register:purchase/P-7"
    assert match.reasons[0].startswith("number")
    assert result.drafts == ()
    assert result.findings == ()
    assert any(place.document == "a" * 64 for place in result.vouchers[0].evidence)


def test_a_register_without_supplier_numbers_matches_by_party_total_and_date():
    result = check(paper(), vouchers=[voucher(BOOKED, day=date(2026, 8, 5)), voucher(BOOKED, number="P-8", day=date(2026, 6, 1))])
    assert [match.voucher for match in result.matches.values()] == ["register:purchase/P-7"]


def test_two_vouchers_that_fit_equally_are_not_guessed_between():
    result = check(paper(), vouchers=[voucher(BOOKED, number="P-7"), voucher(BOOKED, number="P-8")])
    assert [match.voucher for match in result.matches.values()] == [""]
    assert rules(result) == ["paper.ambiguous"]
    assert result.drafts == ()


def test_differences_between_paper_and_books_are_named_with_the_amount():
    booked = [("Steel House", "-1810"), ("Purchase @18%", "1630"), ("Input CGST @9%", "90"), ("Input SGST @9%", "90")]
    (finding,) = check(paper(), vouchers=[voucher(booked, reference="SH/0118")]).findings
    assert (finding.rule, finding.amount) == ("paper.amount_differs", rupees("630"))
    assert {place.document[0] for place in finding.evidence} == {"a", "f"}
    swapped = [("Steel House", "-1180"), ("Purchase @18%", "1000"), ("Input CGST @9%", "180")]
    assert rules(check(paper(), vouchers=[voucher(swapped, reference="SH/0118")])) == ["paper.tax_differs"]
    other = [voucher(BOOKED, reference="SH/0118", party_gstin="27AABCS1429B1Z9", reference_day=date(2026, 8, 30))]
    assert rules(check(paper(), vouchers=other)) == ["paper.date_differs", "paper.gstin_differs"]


def test_tax_deducted_in_the_voucher_is_no_difference():
    booked = [("Steel House", "-1160"), ("TDS on Contractors 194C", "-20"), *BOOKED[1:]]
    assert check(paper(), vouchers=[voucher(booked, reference="SH/0118")]).findings == ()


def test_the_same_number_of_another_party_proves_nothing():
    result = check(paper(), vouchers=[voucher([("Other Mill", "-4000"), ("Purchase @18%", "4000")], party="Other Mill", reference="SH/0118")])
    assert rules(result) == ["paper.not_booked"]
    assert len(result.drafts) == 1


def test_one_invoice_handed_in_twice_is_one_voucher_and_a_finding():
    result = check(paper(), paper(document="b"))
    assert rules(result) == ["paper.duplicate", "paper.not_booked"]
    assert len(result.drafts) == 1
    booked = check(paper(), paper(document="b"), vouchers=[voucher(BOOKED, reference="SH/0118")])
    assert rules(booked) == ["paper.duplicate"]


def misread(document="b", confidence=0.5, **changes):
    """A scan of the bill on which something was read otherwise, and unsurely."""
    read = paper(document=document, **changes)
    unsure = {name: replace(field, confidence=confidence) if name in changes else field for name, field in read.fields.items()}
    return replace(read, fields=unsure)


@pytest.mark.parametrize(
    "changes",
    [
        {"invoice_number": "SH/O118"},
        {"invoice_number": "SH/0113"},
        {"invoice_date": "2026-08-08"},
        {"invoice_date": ""},
        {"invoice_number": ""},
        {"seller.gstin": ""},
    ],
)
def test_a_scan_of_a_bill_is_named_as_its_copy_and_not_drafted_again(changes):
    result = check(paper(), misread(**changes))
    assert len(result.drafts) == 1
    (found,) = (finding for finding in result.findings if finding.rule == "paper.near_duplicate")
    assert found.subject == "document:" + "b" * 64 and Place("a" * 64) in found.evidence and "looks like a copy of" in found.sentence


def test_a_misread_copy_of_a_booked_bill_is_not_drafted_whichever_comes_first():
    booked = [voucher(BOOKED, reference="SH/0118")]
    for first, second in (("a", "b"), ("b", "a")):
        result = check(paper(document=first), misread(document=second, invoice_number="SH/0113"), vouchers=booked)
        assert (result.drafts, rules(result)) == ((), ["paper.near_duplicate"])


def test_neighbours_of_a_series_alike_in_all_else_are_two_bills():
    rents = check(paper(), paper(document="b", invoice_number="SH/0119"))
    assert len(rents.drafts) == 2 and "paper.near_duplicate" not in rules(rents)


def test_a_number_that_begins_anew_with_the_year_is_another_bill_and_so_is_a_credit_note():
    assert len(check(paper(), paper(document="b", invoice_date="2027-08-03", **{"totals.grand_total": "2360.00", "totals.taxable": "2000.00"})).drafts) == 2
    assert "paper.near_duplicate" not in rules(check(paper(), paper(document="b", kind=DocumentKind.CREDIT_NOTE)))


def test_two_papers_that_people_went_through_are_what_they_left_them_as():
    decided = {"status": FieldStatus.CONFIRMED}
    both = [
        replace(each, fields={name: replace(field, **decided) for name, field in each.fields.items()}) for each in (paper(), misread(invoice_date="2026-08-08"))
    ]
    assert len(check(*both).drafts) == 2


def test_the_electronic_form_of_an_invoice_is_no_duplicate():
    result = check(paper(), paper(document="b", kind=DocumentKind.E_INVOICE))
    assert rules(result) == ["paper.not_booked"]
    assert len(result.drafts) == 1


def test_the_order_of_papers_changes_nothing():
    papers = [paper(), paper(document="b"), paper(document="c", invoice_number="SH/0119")]
    assert check(*papers) == check(*papers[::-1])


def test_two_equal_invoices_of_a_party_do_not_share_one_voucher():
    result = check(paper(), paper(document="b", invoice_number="SH/0119"), vouchers=[voucher(BOOKED, reference="SH/0118")])
    assert [match.voucher for match in result.matches.values()] == ["register:purchase/P-7", ""]
    assert rules(result) == ["paper.not_booked"]


def test_an_invoice_booked_twice_is_proven_once_by_the_first_booking():
    result = check(paper(), vouchers=[voucher(BOOKED, number="P-9", reference="SH-0118"), voucher(BOOKED, number="P-8", reference="SH/0118")])
    assert [match.voucher for match in result.matches.values()] == ["register:purchase/P-8"]
    assert result.findings == ()


def test_our_own_gstin_misprinted_by_one_sign_is_still_ours_and_is_said():
    misprinted = OURS[:7] + "8" + OURS[8:]
    (finding,) = check(paper(buyer__gstin=misprinted), vouchers=[voucher(BOOKED, reference="SH/0118")]).findings
    assert finding.rule == "paper.gstin_differs"
    assert misprinted in finding.sentence


def test_a_wrong_gstin_in_the_master_is_one_finding_for_all_papers_of_the_party():
    other = THEIRS[:7] + "9" + THEIRS[8:]
    papers = [paper(seller__gstin=other), paper(document="b", invoice_number="SH/0119", seller__gstin=other)]
    result = check(*papers, vouchers=[voucher(BOOKED, reference="SH/0118"), voucher(BOOKED, number="P-8", reference="SH/0119")])
    assert [(finding.rule, finding.subject, finding.amount) for finding in result.findings] == [("paper.gstin_differs", "ledger:A/Steel House", rupees("360"))]


def test_a_voucher_dated_before_its_paper_is_said_even_when_the_books_know_the_papers_date():
    booked = voucher(BOOKED, day=date(2026, 7, 30), reference="SH/0118", reference_day=date(2026, 8, 3))
    assert rules(check(paper(), vouchers=[booked])) == ["paper.date_differs"]


def test_tax_that_went_to_cost_is_no_difference():
    (finding,) = check(paper(), vouchers=[voucher([("Steel House", "-1180"), ("Office Maintenance", "1180")], reference="SH/0118")]).findings
    assert (finding.rule, finding.severity, finding.amount) == ("paper.credit_not_taken", "info", rupees("180"))
