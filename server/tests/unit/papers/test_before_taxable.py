"""What stands between the goods and the taxable value where that is not printed, and what was owed before a bill."""

from qrt.core.base.company import Company
from qrt.core.documents.checks import check_extraction
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus
from tests.unit.papers.test_labels_and_totals import SELLER, read


def amounts(extraction: Extraction) -> dict[str, str]:
    return {name.removeprefix("totals."): field.value for name, field in extraction.fields.items() if name.startswith("totals.")}


def taken(extraction: Extraction, name: str) -> bool:
    return extraction.fields[name].status is FieldStatus.AUTO


HEAD = ("TAX INVOICE   Invoice No. A/17   Date: 04/09/2026", f"GSTIN {SELLER}", "Item                          Qty    Rate        Amount")
GOODS = ("Flange                        10   100.00      1,000.00", "Gasket                        20    50.00      1,000.00")


def test_freight_that_the_tax_is_on_is_part_of_the_taxable_value_which_stands_nowhere() -> None:
    extraction = read(
        *HEAD,
        *GOODS,
        "Total                                          2,000.00",
        "Freight Charges                                  400.00",
        "CGST @ 9%                                        216.00",
        "SGST @ 9%                                        216.00",
        "Grand Total                                    2,832.00",
        "Rupees Two Thousand Eight Hundred Thirty Two Only",
    )
    assert amounts(extraction) == {
        "taxable": "2400.00",
        "cgst": "216.00",
        "sgst": "216.00",
        "grand_total": "2832.00",
        "goods": "2000.00",
        "goods_charge": "400.00",
    }
    assert not taken(extraction, "totals.taxable")
    assert taken(extraction, "totals.grand_total") and taken(extraction, "totals.goods")
    assert check_extraction(extraction, Company("")) == ()


def test_freight_that_the_tax_is_not_on_stays_between_taxable_value_and_total() -> None:
    extraction = read(
        *HEAD,
        *GOODS,
        "Taxable Value                                  2,000.00",
        "CGST @ 9%                                        180.00",
        "SGST @ 9%                                        180.00",
        "Freight Charges                                  400.00",
        "Grand Total                                    2,760.00",
    )
    assert amounts(extraction) == {"taxable": "2000.00", "cgst": "180.00", "sgst": "180.00", "charge": "400.00", "grand_total": "2760.00"}


def test_a_service_charge_without_a_label_of_ours_leads_from_the_dishes_to_what_is_taxed() -> None:
    lines = (
        *HEAD,
        *GOODS,
        "Sub Total                                      2,000.00",
        "Service Charge @ 10% (optional)                  200.00",
        "CGST @ 2.5%                                       55.00",
        "SGST @ 2.5%                                       55.00",
        "Grand Total                                    2,310.00",
    )
    extraction = read(*lines)
    assert amounts(extraction) == {
        "taxable": "2200.00",
        "cgst": "55.00",
        "sgst": "55.00",
        "grand_total": "2310.00",
        "goods": "2000.00",
        "goods_charge": "200.00",
    }
    assert taken(extraction, "totals.cgst") and taken(extraction, "totals.grand_total") and not taken(extraction, "totals.taxable")
    # Less by a rupee, the way does not lead there, and nothing is proved.
    assert not taken(read(*(line.replace("  200.00", "  199.00") for line in lines)), "totals.grand_total")


def test_tax_of_two_rates_below_rows_that_name_it_as_well_is_summed_by_itself() -> None:
    extraction = read(
        "TAX INVOICE   Invoice No. A/17   Date: 04/09/2026",
        f"GSTIN {SELLER}",
        "Item                          Qty    Rate    Taxes        Amount",
        "Flange                        10   100.00  IGST 18%     1,000.00",
        "Carton                        20    50.00  IGST 5%      1,000.00",
        "Untaxed Amount                                          2,000.00",
        "IGST 5%                                                    50.00",
        "IGST 18%                                                  180.00",
        "Total                                                   2,230.00",
        "Rupees Two Thousand Two Hundred Thirty Only",
    )
    assert amounts(extraction) == {"taxable": "2000.00", "igst": "230.00", "grand_total": "2230.00"}
    assert taken(extraction, "totals.igst")


ELECTRIC = (
    "BILL OF SUPPLY   Bill No. 811671   Bill Date: 09-Sep-2026",
    f"GSTIN {SELLER}",
    "Energy charges                                 4,000.00",
    "Demand charges                                 1,000.00",
    "Total current bill                             5,000.00",
    "Principal arrears                                700.00",
    "Interest on arrears                               12.60",
    "Rounding                                           0.40",
    "Total bill amount                              5,713.00",
    "Rupees Five Thousand Seven Hundred Thirteen Only",
)


def test_arrears_are_no_part_of_a_bill_and_what_is_asked_for_is_what_is_due() -> None:
    extraction = read(*ELECTRIC, kind=DocumentKind.BILL_OF_SUPPLY)
    assert amounts(extraction) == {"taxable": "5000.00", "grand_total": "5000.00", "due": "5713.00"}
    assert not any(taken(extraction, f"totals.{name}") for name in amounts(extraction))
    assert extraction.fields["totals.grand_total"].doubt == "an older balance is in the amount that is asked for"


def test_where_nothing_is_printed_that_the_arrears_lead_from_the_total_is_doubted() -> None:
    extraction = read(*(line for line in ELECTRIC if "current" not in line), kind=DocumentKind.BILL_OF_SUPPLY)
    assert extraction.text("totals.grand_total") == "5713.00"
    assert not taken(extraction, "totals.grand_total") and not taken(extraction, "totals.taxable")


def test_an_older_balance_on_top_of_a_taxed_bill_makes_no_rival_of_what_is_asked_for() -> None:
    extraction = read(
        "INVOICE   Invoice No. A-17   Invoice Date: 09-Sep-2026",
        f"GSTIN {SELLER}",
        "Consulting services                               60.00",
        "Document fee                                      30.00",
        "Printing fee                                      10.00",
        "Subtotal                                         100.00",
        "Sales tax                                         10.00",
        "Total                                            110.00",
        "Previous unpaid balance                          500.00",
        "Amount due                                       610.00",
    )
    assert amounts(extraction) == {"taxable": "100.00", "tax": "10.00", "grand_total": "110.00", "due": "610.00"}


def test_a_letter_in_prose_says_its_taxes_over_the_ends_of_lines_and_its_amounts_before_full_stops() -> None:
    extraction = read(
        "Mehta Desai LLP, Chartered Accountants",
        f"GSTIN {SELLER}",
        "Bill No. 65/2026-27",
        "Our fees for the said services are Rs. 14,500.00. To this we have added CGST at 9% amounting to Rs.",
        "1,305.00 and SGST at 9% amounting to Rs. 1,305.00, making a total of Rs. 17,110.00",
        "(Rupees Seventeen Thousand One Hundred Ten only).",
    )
    assert amounts(extraction) == {"taxable": "14500.00", "cgst": "1305.00", "sgst": "1305.00", "grand_total": "17110.00"}


def test_one_tax_of_the_sum_is_taken_where_a_column_says_its_heads_row_by_row() -> None:
    lines = (
        "TAX INVOICE   Invoice No. A/17   Date: 04/09/2026",
        f"GSTIN {SELLER}",
        "Description        Qty   Net      Tax    Tax    Tax      Total",
        "                         Amount   Rate   Type   Amount   Amount",
        "Flange             10    1,000.00   9%   CGST   90.00    1,180.00",
        "                                    9%   SGST   90.00",
        "Gasket             20    500.00     9%   CGST   45.00    590.00",
        "                                    9%   SGST   45.00",
        "TOTAL:                                          270.00   1,770.00",
        "One Thousand Seven Hundred Seventy Rupees only",
    )
    extraction = read(*lines)
    assert amounts(extraction) == {"taxable": "1500.00", "tax": "270.00", "grand_total": "1770.00"}
    assert taken(extraction, "totals.tax") and taken(extraction, "totals.grand_total")
    # Where the rows come to another sum, the tax is one and doubted.
    assert not taken(read(*(line.replace("CGST   45.00", "CGST   46.00") for line in lines)), "totals.grand_total")


DISTRIBUTOR = (
    f"Navkar Distributors           GSTIN {SELLER}           TAX INVOICE   Invoice No. A/17",
    "Product       HSN       Qty   Rate     Taxable   CGST%  CGST   SGST%  SGST   Net Amt",
    "Biscuits      19053100  10    100.00   1,000.00    2.5  25.00    2.5  25.00  1,050.00",
    "Detergent     34022010  10    50.00      500.00      9  45.00      9  45.00    590.00",
    "Total                                  1,500.00         70.00         70.00  1,640.00",
    "Bill Amount                                                                  1,640.00",
    "Rupees One Thousand Six Hundred Forty Only",
)


def test_equal_sums_of_two_taxes_in_one_total_row_are_each_its_own_figure() -> None:
    extraction = read(*DISTRIBUTOR)
    assert amounts(extraction) == {"taxable": "1500.00", "cgst": "70.00", "sgst": "70.00", "grand_total": "1640.00"}
    assert taken(extraction, "totals.taxable")


def test_a_taxable_value_is_not_taken_for_the_total_where_the_paper_names_a_tax_that_the_sum_lacks() -> None:
    # The total row has one figure of CGST wrong: the words still say the total, and the value without tax is not proved by them.
    extraction = read(*(line.replace("70.00         70.00", "71.00         70.00") for line in DISTRIBUTOR))
    assert extraction.text("totals.grand_total") == "1640.00"
    assert not taken(extraction, "totals.taxable")


def test_what_is_left_after_an_advance_is_no_total_though_one_night_comes_to_it() -> None:
    night = ("Room tariff                  5,500.00", "CGST 6%                        330.00", "SGST 6%                        330.00")
    extraction = read(
        "TAX INVOICE   Invoice No. F/17   Date: 25/07/2026",
        f"GSTIN {SELLER}",
        "Particulars                     Debit       Credit",
        *night,
        *night,
        "Advance received                            6,160.00",
        "Total                       12,320.00       6,160.00",
        "Balance payable              6,160.00",
        "Tax summary      Taxable     CGST       SGST",
        "996311 @ 12%     11,000.00   660.00     660.00",
    )
    assert extraction.text("totals.grand_total") == "12320.00"
    assert not taken(extraction, "totals.grand_total")


def test_a_sum_with_fares_is_not_taken_for_taxable_where_the_tax_is_on_the_fee_alone() -> None:
    extraction = read(
        *HEAD[:2],
        "Gross Amount                                  27,017.00",
        "Taxable value (service fee)                    1,153.00",
        "CGST 9%                                          103.77",
        "SGST 9%                                          103.77",
        "Round Off                                          0.46",
        "Net Amount                                    27,225.00",
        "Rupees Twenty Seven Thousand Two Hundred Twenty Five Only",
    )
    assert not taken(extraction, "totals.taxable")
    assert extraction.fields["totals.taxable"].doubt == "the tax is on another amount that the paper calls taxable"
    assert taken(extraction, "totals.grand_total")
    assert taken(extraction, "totals.cgst")
