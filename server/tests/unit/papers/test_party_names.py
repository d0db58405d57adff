"""Names and GSTINs of parties whose words lie in narrow boxes, in sentences of a foot, or beside an address."""

from tests.unit.papers.test_labels_and_totals import BUYER, SELLER, read, taken


def test_an_address_or_a_country_is_nobody_though_a_word_of_it_could_be_a_firms() -> None:
    lines = (
        "TAX INVOICE",
        "Narmada Coal Depot",
        "22/1, Old Mill Road, Kolkata",
        "India",
        f"GSTIN {SELLER}",
        "Bill No. 7   Date: 04/09/2026",
        "Value Added Services    700.00",
    )
    assert read(*lines).text("seller.name") == "Narmada Coal Depot"


def test_a_firms_name_ends_where_its_address_or_its_town_begins() -> None:
    for address in ("Plot No. 14, MIDC Phase II, Pune - 411019", "Pune"):
        assert read(f"GSTIN {SELLER}", "TAX INVOICE", f"Party: Sunrise Associates, {address}", f"GSTIN {BUYER}").text("buyer.name") == "Sunrise Associates"
    assert read(f"GSTIN {SELLER}", "TAX INVOICE", "Party: Mehta, Shah and Associates", f"GSTIN {BUYER}").text("buyer.name") == "Mehta, Shah and Associates"


def test_the_firm_in_the_foot_of_a_letter_stands_before_its_gstin_and_rows_of_amounts_end_a_block() -> None:
    extraction = read(
        "netra      TAX INVOICE",
        f"Bill To: Sunrise Traders   Customer GSTIN: {BUYER}",
        "Value Added Services                               300.00",
        "Tax is not payable under reverse charge",
        f"Netra Broadband Private Limited, Registered office: Pune. GSTIN: {SELLER}",
    )
    assert extraction.text("seller.name") == "Netra Broadband Private Limited"


def test_company_gstin_is_the_sellers_where_another_is_called_the_customers() -> None:
    lines = (f"Customer GSTIN: {BUYER}", f"Company GSTIN: {SELLER}")
    assert taken(read("TAX INVOICE", *lines), "seller.gstin") == SELLER
    assert taken(read("TAX INVOICE", "Guest: A. Rao", lines[1].replace(SELLER, BUYER), f"GSTIN: {SELLER}"), "seller.gstin") == ""


def test_a_word_of_trade_alone_under_a_narrow_name_is_the_end_of_it() -> None:
    lines = ("TAX INVOICE", "Bill To:", "Oriental Medical & General", "Stores", "Old Mill Road", f"GSTIN {BUYER}")
    assert read(*lines).text("buyer.name") == "Oriental Medical & General Stores"


def test_a_guest_that_is_a_firm_buys_and_a_person_does_not() -> None:
    lines = ("Copper House Restaurant", f"GSTIN: {SELLER}", "TAX INVOICE")
    assert read(*lines, "Guest: Kaveri Associates").text("buyer.name") == "Kaveri Associates"
    assert read(*lines, "Guest: Anil Rao").text("buyer.name") == ""
