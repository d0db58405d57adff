"""Drafts from invoice papers in the shapes of the chart's standing entries, each worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.adapters.rulebook.knowledge import load_knowledge
from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Company, Division, Entity, Policy
from qrt.core.base.money import apply_rate_whole, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Field, InvoiceLine, MasterRow, RateRow
from qrt.core.journals.law import to_law
from qrt.core.journals.memory import to_memory
from qrt.core.journals.paper import draft_voucher
from qrt.core.journals.quarter_end import draft_quarter_end, to_case
from qrt.core.journals.teaching import teach
from qrt.core.learning.accounts import Learned
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.types import BillKind, Line, SourceKind, Voucher, VoucherKind
from qrt.core.ledger.voucher import is_sound, to_voucher
from qrt.core.recon.gstr2b import purchase_items
from qrt.core.tax.tds.events import to_tds_case

OURS, THEIRS, OTHER_STATE = "27AAPFU0939F1ZV", "27AABCS1429B1Z5", "29AAGCB7383J1Z4"
ENTITY = Entity("A", "Acme Trading Private Limited", gstins=(OURS,))
COMPANY, QUARTER = Company("Acme", entities=(ENTITY,)), Quarter(2026, 2)
MODEL, RULES = load_model_chart(), load_tax_rules()
BOOK = Place("f" * 64, sheet="Purchase", row=9)
LEDGERS = {
    "Shree Contractors": ("Sundry Creditors", THEIRS),
    "Kaveri Roadlines": ("Sundry Creditors", OTHER_STATE),
    "Steel House": ("Sundry Creditors", ""),
    "Repairs to Building": ("Indirect Expenses", ""),
    "Office Rent": ("Indirect Expenses", ""),
    "Motor Car Hire": ("Indirect Expenses", ""),
    "Freight Outward": ("Indirect Expenses", ""),
    "Ineligible GST Credit": ("Indirect Expenses", ""),
    "Legal & Professional Fees": ("Indirect Expenses", ""),
    "Telephone & Internet": ("Indirect Expenses", ""),
    "Annual Maintenance": ("Indirect Expenses", ""),
    "Prepaid Expenses": ("Current Assets", ""),
    "Purchase @18%": ("Purchase Accounts", ""),
    "Purchase @5%": ("Purchase Accounts", ""),
    "Purchase Returns": ("Purchase Accounts", ""),
    "Sales @18%": ("Sales Accounts", ""),
    "Service Income @18%": ("Sales Accounts", ""),
    "Balaji Traders": ("Sundry Debtors", OTHER_STATE),
    "Computers": ("Fixed Assets", ""),
    "Plant & Machinery": ("Fixed Assets", ""),
    "Input CGST": ("Duties & Taxes", ""),
    "Input SGST": ("Duties & Taxes", ""),
    "Input IGST": ("Duties & Taxes", ""),
    "Output IGST": ("Duties & Taxes", ""),
    "RCM Input IGST": ("Duties & Taxes", ""),
    "RCM IGST Payable": ("Duties & Taxes", ""),
    "TDS on Contractors 194C": ("Duties & Taxes", ""),
    "TDS on Professional Fees 194J": ("Duties & Taxes", ""),
    "TDS on Rent 194I": ("Duties & Taxes", ""),
}
CHART, _ = build_chart(ENTITY, Division.I, MODEL, [MasterRow(BOOK, name, group, gstin=gstin) for name, (group, gstin) in LEDGERS.items()], (), ())


def paper(items=(), kind=DocumentKind.TAX_INVOICE, **changes):
    fields = {
        "invoice_number": "SC/18", "invoice_date": "2026-08-03", "seller.name": "Shree Contractors", "seller.gstin": THEIRS, "buyer.gstin": OURS,
    } | {name.replace("__", "."): value for name, value in changes.items()}  # fmt: skip
    made = {
        name: Field(name, value, value, Place("a" * 64, page=1, box=(0.1, n / 50, 0.3, n / 50 + 0.01)), 0.95)
        for n, (name, value) in enumerate(fields.items())
        if value
    }
    rows = tuple(
        InvoiceLine(Place("a" * 64, page=1, row=n), description, hsn, quantity, taxable=rupees(taxable))
        for n, (description, hsn, quantity, taxable) in enumerate(items)
    )
    return Extraction("a" * 64, kind, 0.9, "invoice_rules", "1", fields=made, rows=rows)


def voucher(legs, number="P-7", day=date(2026, 7, 3), kind=VoucherKind.PURCHASE, party="Shree Contractors"):
    lines = tuple(Line(name, rupees(amount), BOOK) for name, amount in legs)
    return Voucher(f"register:{kind.value}/{number}", "A", kind, day, lines, SourceKind.REGISTER, number, party=party, place=BOOK)


def memory(vouchers, chart):
    return replace(to_memory(vouchers, chart), learned=Learned(teach(vouchers, chart, {}), chart, load_knowledge()))


def draft(extraction, *vouchers, rates=()):
    law = to_law(vouchers, CHART, RULES, COMPANY, QUARTER, "A", rates)
    return draft_voucher(extraction, ENTITY, CHART, MODEL, memory(vouchers, CHART), law)


def legs(made):
    return {line.ledger: line.amount for line in made.lines}


def as_paise(**amounts):
    return {name: rupees(amount) for name, amount in amounts.items()}


REPAIRS = voucher([("Shree Contractors", "-20000"), ("Repairs to Building", "20000")])
INTRA = {"totals__taxable": "100000", "totals__cgst": "9000", "totals__sgst": "9000", "totals__grand_total": "118000"}


def test_purchase_intra_state_with_tax_deducted_from_a_contractor():
    made, findings = draft(paper((("Painting of building", "995473", "1", "100000"),), **INTRA))
    # A single bill above 30,000: 2 % of 1,00,000 for a company (PAN AABCS…: fourth letter C), GST left out.
    assert legs(made) == {
        "Shree Contractors": rupees("-116000"),
        "Repairs to Building": rupees("100000"),
        "Input CGST": rupees("9000"),
        "Input SGST": rupees("9000"),
        "TDS on Contractors 194C": rupees("-2000"),
    }
    assert is_sound(made)
    assert findings == ()
    tax = next(line for line in made.lines if line.ledger.startswith("TDS"))
    assert "2 % of 1,00,000.00" in tax.reason
    assert tax.place
    assert tax.place.box


def test_a_limit_of_the_year_takes_earlier_bills_with_it():
    made, _ = draft(paper(**INTRA), REPAIRS)
    # 20,000 in July and 1,00,000 now exceed 1,00,000 a year: 2 % of both.
    assert legs(made)["TDS on Contractors 194C"] == rupees("-2400")
    assert "earlier bills of 20,000.00 included" in made.lines[-1].reason


def rent_of(day, amount, tax="0"):
    legs_ = [("Shree Contractors", str(int(tax) - int(amount))), ("Office Rent", amount), *([("TDS on Rent 194I", f"-{tax}")] if int(tax) else [])]
    return voucher(legs_, f"R-{day:%d%m}", day)


@pytest.mark.parametrize(
    ("before", "tax"),
    [
        # 30,000 on 3 August: with another 30,000 of the month it exceeds 50,000, and 10 % of 60,000 are due.
        ([rent_of(date(2026, 8, 1), "30000")], "6000"),
        ([rent_of(date(2026, 8, 1), "30000", "3000")], "3000"),
        ([rent_of(date(2026, 7, 1), "60000", "6000"), rent_of(date(2026, 8, 1), "30000")], "6000"),  # A month begins anew.
        ([rent_of(date(2026, 8, 1), "60000")], "3000"),  # The month was past its limit: what that bill lacks is a finding of its own.
        ([rent_of(date(2026, 7, 30), "30000")], "0"),
    ],
)
def test_the_rent_that_exceeds_the_months_limit_is_taxed_with_the_untaxed_rents_of_the_month(before, tax):
    made, _ = draft(paper((("Office rent", "997212", "1", "30000"),), totals__taxable="30000", totals__grand_total="30000"), *before)
    assert legs(made).get("TDS on Rent 194I", 0) == -rupees(tax)
    assert legs(made)["Office Rent"] == rupees("30000")


def test_what_bills_past_the_limit_lack_is_not_taken_with_the_next_one():
    untaxed = [voucher([("Shree Contractors", "-90000"), ("Repairs to Building", "90000")], f"P-{n}", date(2026, 7, n)) for n in (1, 2)]
    made, _ = draft(paper(**INTRA), REPAIRS, *untaxed)
    assert legs(made)["TDS on Contractors 194C"] == rupees("-2000")  # 2 % of 1,00,000; the 1,80,000 before are a finding of their own.


def test_tax_is_rounded_to_the_rupee_once():
    # 2 % of 38,324.84 are 766.4968: 766, not 767 by way of 766.50.
    assert apply_rate_whole(rupees("38324.84"), Decimal(2)) == rupees("766")


def test_nothing_is_deducted_below_the_limit_unless_the_books_did_before():
    small = paper(totals__taxable="20000", totals__cgst="1800", totals__sgst="1800", totals__grand_total="23600")
    assert "TDS on Contractors 194C" not in legs(draft(small, REPAIRS)[0])
    before = voucher([("Shree Contractors", "-19600"), ("Repairs to Building", "20000"), ("TDS on Contractors 194C", "-400")])
    made, _ = draft(small, before)
    assert legs(made)["TDS on Contractors 194C"] == rupees("-400")
    assert "deducted from this payee before (P-7)" in next(line.reason for line in made.lines if line.ledger.startswith("TDS"))


def test_blocked_credit_goes_to_the_cost_that_the_books_keep_for_it():
    before = voucher([("Kaveri Roadlines", "-10000"), ("Motor Car Hire", "10000")], party="Kaveri Roadlines")
    fields = {
        "seller__gstin": OTHER_STATE,
        "seller__name": "Kaveri Roadlines",
        "totals__taxable": "50000",
        "totals__igst": "9000",
        "totals__grand_total": "59000",
    }
    made, _ = draft(paper((("Motor car hire, August", "996601", "1", "50000"),), **fields), before)
    assert legs(made) == {"Motor Car Hire": rupees("50000"), "Ineligible GST Credit": rupees("9000"), "Kaveri Roadlines": rupees("-59000")}
    assert "s.17(5)" in next(line.reason for line in made.lines if line.ledger == "Ineligible GST Credit")
    own = {name: account for name, account in CHART.items() if name != "Ineligible GST Credit"}
    law = to_law((before,), own, RULES, COMPANY, QUARTER, "A")
    whole, _ = draft_voucher(paper((("Motor car hire", "996601", "1", "50000"),), **fields), ENTITY, own, MODEL, memory((before,), own), law)
    assert {line.ledger for line in whole.lines} == {"Motor Car Hire", "Kaveri Roadlines"}
    assert sum(line.amount for line in whole.lines if line.ledger == "Motor Car Hire") == rupees("59000")


GTA = {
    "seller__gstin": OTHER_STATE, "seller__name": "Kaveri Roadlines", "reverse_charge": "yes", "place_of_supply": "27",
    "totals__taxable": "40000", "totals__grand_total": "40000",
}  # fmt: skip


def test_reverse_charge_that_the_paper_does_not_print_is_worked_out():
    before = voucher([("Kaveri Roadlines", "-10000"), ("Freight Outward", "10000")], party="Kaveri Roadlines")
    made, findings = draft(paper((("Freight Pune to Hubli", "996511", "1", "40000"),), **GTA), before)
    # GTA at 5 % between states: 2,000 owed and claimed; a contractor's bill above 30,000 has 2 % deducted.
    assert legs(made) == {
        "Freight Outward": rupees("40000"),
        "RCM Input IGST": rupees("2000"),
        "RCM IGST Payable": rupees("-2000"),
        "TDS on Contractors 194C": rupees("-800"),
        "Kaveri Roadlines": rupees("-39200"),
    }
    assert findings == ()


def test_reverse_charge_of_an_unknown_rate_asks_a_person():
    made, findings = draft(paper((("Miscellaneous supply", "", "1", "40000"),), **GTA))
    assert not any(line.ledger.startswith("RCM") for line in made.lines)
    assert made.confidence <= 0.3
    assert [finding.rule for finding in findings] == ["paper.needs_choice"]
    assert "prints no tax" in findings[0].sentence


def test_sale_between_states_and_the_ledger_of_services():
    fields = {
        "seller__gstin": OURS,
        "seller__name": "",
        "buyer__gstin": OTHER_STATE,
        "buyer__name": "Balaji",
        "totals__taxable": "200000",
        "totals__igst": "36000",
    }
    fields["totals__grand_total"] = "236000"
    sold = voucher([("Balaji Traders", "118"), ("Sales @18%", "-100"), ("Output IGST", "-18")], number="S-1", kind=VoucherKind.SALES, party="Balaji Traders")
    goods, _ = draft(paper((("Steel rods", "7214", "10", "200000"),), **fields), sold)
    assert legs(goods) == {"Balaji Traders": rupees("236000"), "Sales @18%": rupees("-200000"), "Output IGST": rupees("-36000")}
    service, _ = draft(paper((("Design charges", "998391", "1", "200000"),), **fields), sold)
    assert "Service Income @18%" in legs(service)
    assert service.confidence < goods.confidence


def test_a_ledger_kept_by_rate_is_the_one_of_the_papers_own_rate():
    before = voucher([("Shree Contractors", "-118"), ("Purchase @18%", "100"), ("Input CGST", "9"), ("Input SGST", "9")])
    made, _ = draft(paper((("Yarn", "5205", "10", "1000"),), totals__taxable="1000", totals__cgst="25", totals__sgst="25", totals__grand_total="1050"), before)
    assert legs(made)["Purchase @5%"] == rupees("1000")


def test_a_note_goes_where_notes_went_and_names_the_bill_it_is_against():
    bill = voucher([("Shree Contractors", "-118"), ("Purchase @18%", "100"), ("Input CGST", "9"), ("Input SGST", "9")])
    note = voucher([("Steel House", "50"), ("Purchase Returns", "-50")], number="DN-1", kind=VoucherKind.DEBIT_NOTE, party="Steel House")
    made, _ = draft(paper(kind=DocumentKind.CREDIT_NOTE, original_invoice_number="No. SC/11", **INTRA), bill, note)
    assert made.kind == VoucherKind.DEBIT_NOTE
    assert legs(made)["Purchase Returns"] == rupees("-100000")
    party = made.lines[0]
    assert (party.bill, party.bill_kind, party.amount) == ("SC/11", BillKind.AGAINST, rupees("118000"))


def test_a_bill_of_supply_has_no_tax_and_its_total_is_its_value():
    made, _ = draft(paper(kind=DocumentKind.BILL_OF_SUPPLY, totals__grand_total="5000"), REPAIRS)
    assert legs(made) == {"Shree Contractors": rupees("-5000"), "Repairs to Building": rupees("5000")}


def test_an_asset_is_seen_by_its_words_code_and_size_and_a_doubt_is_said():
    fields = {"seller__name": "Nova Systems", "seller__gstin": "27AAECN1234A1ZT", **INTRA}
    laptops, findings = draft(paper((("Laptop 14 inch", "8471", "2", "100000"),), **fields))
    assert legs(laptops)["Computers"] == rupees("100000")
    assert findings == ()
    many, findings = draft(
        paper(
            (
                ("Laptop 14 inch", "8471", "2", "100000"),
                ("CNC spare parts", "8466", "1", "10"),
            ),
            **fields,
        )
    )
    assert "Computers" in legs(many)
    forklift, findings = draft(paper((("Forklift 3 ton", "8427", "1", "100000"),), **fields))
    assert "Computers" not in legs(forklift)
    assert "Plant & Machinery" not in legs(forklift)
    assert forklift.confidence <= 0.3
    assert "no asset ledger of the books has its name" in findings[0].sentence
    # What was bought from the party before was stock: a dealer's laptops are goods.
    stock = voucher([("Shree Contractors", "-118"), ("Purchase @18%", "100"), ("Input CGST", "9"), ("Input SGST", "9")])
    dealer, findings = draft(paper((("Laptop 14 inch", "8471", "2", "100000"),), **INTRA), stock)
    assert (legs(dealer)["Purchase @18%"], findings) == (rupees("100000"), ())


def test_a_service_of_an_unknown_party_goes_by_words_and_heading():
    fields = {"seller__name": "Yogi & Co", "seller__gstin": "27AAECN1234A1ZT", **INTRA}
    made, _ = draft(paper((("Professional fees for August", "998221", "1", "100000"),), **fields))
    # 10 % of 1,00,000: fees of a profession above the limit.
    assert legs(made)["Legal & Professional Fees"] == rupees("100000")
    assert legs(made)["TDS on Professional Fees 194J"] == rupees("-10000")
    assert made.confidence <= 0.6
    phone, _ = draft(paper((("Monthly plan", "998413", "1", "100000"),), **fields))
    assert "Telephone & Internet" in legs(phone)


def test_foreign_money_is_booked_at_the_rate_of_its_day_or_not_at_all():
    fields = {"seller__name": "Muller GmbH", "seller__gstin": "", "currency": "EUR", "totals__taxable": "1000.00", "totals__grand_total": "1000.00"}
    nothing, findings = draft(paper(**fields))
    assert nothing is None
    assert [finding.rule for finding in findings] == ["paper.rate_missing"]
    rates = (RateRow(BOOK, "EUR", date(2026, 7, 31), Decimal("98.4550")), RateRow(BOOK, "EUR", date(2026, 7, 20), Decimal(97)))
    made, _ = draft(paper(**fields), rates=rates)
    party = made.lines[0]
    assert (party.amount, party.foreign.currency, party.foreign.amount, party.foreign.rate) == (rupees("-98455"), "EUR", -100000, Decimal("98.4550"))
    assert is_sound(made)


@pytest.mark.parametrize("words", ["Painting of building", "SC/18", "03-08-2026", "Shree Contractors"])
def test_a_narration_says_what_the_paper_says(words):
    made, _ = draft(paper((("Painting of building", "995473", "1", "100000"),), **INTRA), REPAIRS)
    assert words in made.narration


def test_a_narration_invents_nothing():
    bare = paper(**INTRA)
    made, _ = draft(replace(bare, fields={name: field for name, field in bare.fields.items() if name != "invoice_number"}), REPAIRS)
    assert made.narration == "Purchase per invoice (no number) dated 03-08-2026 of Shree Contractors"


PAINTING, DESIGN = "Painting of building", "Professional fees for structural design"


def mixed(painting: str, design: str, *vouchers, **changes):
    return draft(paper(((PAINTING, "995473", "1", painting), (DESIGN, "998399", "1", design)), **(INTRA | changes)), *vouchers)


def test_a_bill_of_two_sections_has_tax_deducted_by_each_line_under_its_own():
    made, findings = mixed("40000", "60000")
    # 2 % of 40,000 (above 30,000 in one bill) and 10 % of 60,000 (above 50,000 in the year): 800 and 6,000.
    assert legs(made) == {
        "Shree Contractors": rupees("-111200"),
        "Repairs to Building": rupees("40000"),
        "Legal & Professional Fees": rupees("60000"),
        "Input CGST": rupees("9000"),
        "Input SGST": rupees("9000"),
        "TDS on Contractors 194C": rupees("-800"),
        "TDS on Professional Fees 194J": rupees("-6000"),
    }
    assert is_sound(made) and findings == ()
    reasons = {line.ledger: line.reason for line in made.lines}
    assert reasons["Repairs to Building"].startswith("“Painting of building” of 40,000.00: ")
    assert "s.393(1) Sl.6(i) of the 2025 Act: 2 % of 40,000.00" in reasons["TDS on Contractors 194C"]
    assert "s.393(1) Sl.6(iii) D(b) of the 2025 Act: 10 % of 60,000.00" in reasons["TDS on Professional Fees 194J"]
    assert [line.place.row for line in made.lines[1:3]] == [0, 1]


def test_each_section_has_its_own_limits_on_the_partys_year():
    # 65,000 of repairs before and 40,000 now pass 1,00,000 in the year: 2 % of all 1,05,000. Fees of 45,000 stay within 50,000.
    before = voucher([("Shree Contractors", "-65000"), ("Repairs to Building", "65000")])
    made, _ = mixed("40000", "45000", before, totals__taxable="85000", totals__cgst="7650", totals__sgst="7650", totals__grand_total="100300")
    assert made.lines[-1].ledger == "TDS on Contractors 194C" and made.lines[-1].amount == rupees("-2100")
    assert legs(made)["Shree Contractors"] == rupees("-98200") and "earlier bills of 65,000.00 included" in made.lines[-1].reason
    # Two lines of one section are one payment: 20,000 and 15,000 pass 30,000 together.
    items = ((PAINTING, "995473", "1", "20000"), ("Painting of building, gate", "995473", "1", "15000"), (DESIGN, "998399", "1", "45000"))
    made, _ = draft(paper(items, totals__taxable="80000", totals__cgst="7200", totals__sgst="7200", totals__grand_total="94400"))
    assert legs(made)["TDS on Contractors 194C"] == rupees("-700") and "TDS on Professional Fees 194J" not in legs(made)
    # Tax deducted from fees before says nothing of the limits of repairs.
    fees = voucher([("Shree Contractors", "-54000"), ("Legal & Professional Fees", "60000"), ("TDS on Professional Fees 194J", "-6000")])
    made, _ = mixed("9000", "1000", fees, totals__taxable="10000", totals__cgst="900", totals__sgst="900", totals__grand_total="11800")
    assert "TDS on Contractors 194C" not in legs(made) and legs(made)["TDS on Professional Fees 194J"] == rupees("-100")


def test_tax_of_each_section_is_rounded_to_the_rupee_by_itself():
    made, _ = mixed("40000.40", "59999.60")
    # 2 % of 40,000.40 is 800.01, 10 % of 59,999.60 is 5,999.96: 800 and 6,000.
    assert (legs(made)["TDS on Contractors 194C"], legs(made)["TDS on Professional Fees 194J"]) == (rupees("-800"), rupees("-6000"))
    assert sum(line.amount for line in made.lines) == 0


def test_lines_that_do_not_make_up_the_bill_leave_it_whole_and_are_told():
    made, findings = mixed("40000", "50000")
    assert legs(made)["Repairs to Building"] == rupees("100000") and made.confidence == 0.3
    assert [finding.rule for finding in findings] == ["paper.needs_choice"] and "split it by hand" in findings[0].sentence
    items = (("Sundry", "", "1", "40000"), (DESIGN, "998399", "1", "60000"))
    made, findings = draft(paper(items, **INTRA), REPAIRS)
    assert "Legal & Professional Fees" not in legs(made) and "looks like another section" in findings[0].sentence


AMC = "Annual maintenance contract 01-08-2026 to 31-07-2027"
YEAR = {"totals__taxable": "73000", "totals__cgst": "6570", "totals__sgst": "6570", "totals__grand_total": "86140"}
BEFORE = [voucher([("Shree Contractors", "-73000"), ("Annual Maintenance", "73000")], f"P-{n}", date(2026, 7, n)) for n in (1, 2, 3)]


def maintenance(items, *more, **changes):
    return draft(paper(items, **(YEAR | changes)), *BEFORE, *more)


def test_what_a_bill_pays_for_after_the_quarter_is_prepaid_by_days():
    made, findings = maintenance(((AMC, "998719", "1", "73000"),))
    # 365 days at 200 a day: 61 of them, August and September, are 12,200; 304 days are 60,800. The year passed 1,00,000 before: 2 % of 73,000, and what
    # the bills before lack is told of them.
    assert {name: amount for name, amount in legs(made).items() if "GST" not in name} == {
        "Shree Contractors": rupees("-84680"),
        "Annual Maintenance": rupees("12200"),
        "Prepaid Expenses": rupees("60800"),
        "TDS on Contractors 194C": rupees("-1460"),
    }
    reasons = {line.ledger: line.reason for line in made.lines}
    assert "the paper says 01-08-2026 to 31-07-2027: 304 of 365 days of 73,000.00 lie after 30-09-2026" in reasons["Prepaid Expenses"]
    assert reasons["Annual Maintenance"].endswith("12,200.00 of it is of days up to 30-09-2026")
    assert is_sound(made) and findings == ()


def test_only_the_line_that_names_its_days_is_prepaid_and_only_what_the_paper_says():
    # 36,500 over 365 days is 100 a day: 304 days are 30,400. The visit of 36,500 is of this quarter.
    visit = ("Maintenance visit", "998719", "1", "36500")
    made, _ = maintenance(((AMC, "998719", "1", "36500"), visit))
    assert legs(made)["Prepaid Expenses"] == rupees("30400") and legs(made)["Annual Maintenance"] == rupees("42600")
    for items in (
        (("Annual maintenance contract", "998719", "1", "73000"),),  # No period on the paper.
        (("Annual maintenance 01-07-2026 to 30-09-2026", "998719", "1", "73000"),),  # It ends with the quarter.
        ((AMC, "998719", "1", "36500"), ("Maintenance visit", "998719", "1", "30000")),  # The lines are not the bill.
    ):
        made, _ = maintenance(items)
        assert "Prepaid Expenses" not in legs(made) and legs(made)["Annual Maintenance"] == rupees("73000"), items


def test_a_prepaid_part_is_taken_once_and_the_checks_see_the_whole_bill():
    made, _ = maintenance(((AMC, "998719", "1", "73000"),))
    posted = to_voucher(made)
    case = to_case("A", QUARTER, CHART, MODEL, Policy(), [*BEFORE, posted], texts={posted.key: AMC})
    assert [each.key for each in draft_quarter_end(case).drafts if each.key.startswith("prepaid:")] == []
    # The same bill posted whole is moved by the quarter's end, by the same days.
    whole = [
        replace(line, amount=rupees("73000")) if line.ledger == "Annual Maintenance" else line for line in posted.lines if line.ledger != "Prepaid Expenses"
    ]
    case = to_case("A", QUARTER, CHART, MODEL, Policy(), [*BEFORE, replace(posted, lines=tuple(whole))], texts={posted.key: AMC})
    (moved,) = (each for each in draft_quarter_end(case).drafts if each.key.startswith("prepaid:"))
    assert legs(moved) == {"Prepaid Expenses": rupees("60800"), "Annual Maintenance": rupees("-60800")}
    credits = to_tds_case([posted], CHART, RULES, COMPANY, QUARTER, None, "A").credits
    assert [(each.key, each.amount) for each in credits] == [("contractor", rupees("73000"))]
    (bought,) = purchase_items([posted], CHART, ())
    assert bought.taxes["taxable"] == rupees("73000") and bought.amount == rupees("86140")
