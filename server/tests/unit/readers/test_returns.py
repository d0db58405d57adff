"""Returns and statements of the tax portals: JSON and text to the paisa, broken ones answered with their place."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.identifiers import gstin_check_character
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, ReturnLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction, Gstr2bLine, InvoiceLine, Paper

Read = Callable[..., Extraction]
PaperOf = Callable[[bytes, str], Paper]


def gstin(first_twelve: str, state: str = "27") -> str:
    body = f"{state}{first_twelve}1Z"
    return body + gstin_check_character(body)


OURS, THEIRS = gstin("AAACS1234A"), gstin("AAACT5678B", "29")


@pytest.fixture
def read(paper: PaperOf) -> Read:
    """What the whole reading makes of some bytes, with sniffing."""

    def run(content: Any, name: str = "paper") -> Extraction:
        data = content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else json.dumps(content).encode()
        (made,) = read_paper(paper(data, name), data)
        return made

    return run


def rules(made: Extraction) -> list[str]:
    return [finding.rule for finding in made.findings]


def item(rate: float, taxable: float, **tax: float) -> dict[str, Any]:
    return {"num": 1, "itm_det": {"rt": rate, "txval": taxable, **tax}}


def gstr1(**changes: Any) -> dict[str, Any]:
    body = {
        "gstin": OURS,
        "fp": "092026",
        "version": "GST3.1.6",
        "hash": "hash",
        "b2b": [
            {
                "ctin": THEIRS,
                "inv": [
                    {
                        "inum": "S/101",
                        "idt": "05-09-2026",
                        "val": 1240.5,
                        "pos": "29",
                        "rchrg": "N",
                        "inv_typ": "R",
                        "itms": [item(18, 1000.25, iamt=180.05), item(5, 57.33, iamt=2.87)],
                    }
                ],
            }
        ],
        "cdnr": [
            {
                "ctin": THEIRS,
                "nt": [{"ntty": "C", "nt_num": "CN-1", "nt_dt": "20-09-2026", "val": 118, "pos": "29", "rchrg": "N", "itms": [item(18, 100, iamt=18)]}],
            }
        ],
        "exp": [{"exp_typ": "WOPAY", "inv": [{"inum": "E/7", "idt": "11-09-2026", "val": 90000, "itms": [{"txval": 90000, "rt": 0}]}]}],
        "b2cs": [{"sply_ty": "INTRA", "pos": "27", "typ": "OE", "rt": 12, "txval": 500, "camt": 30, "samt": 30}],
        "nil": {"inv": [{"sply_ty": "INTRAB2C", "nil_amt": 0, "expt_amt": 250, "ngsup_amt": 0}]},
        "hsn": {"data": [{"num": 1, "hsn_sc": "8481", "desc": "Valves", "uqc": "NOS", "qty": 12.5, "rt": 18, "txval": 1000.25, "iamt": 180.05}]},
        "doc_issue": {"doc_det": [{"doc_num": 1, "docs": [{"num": 1, "from": "S/101", "to": "S/140", "totnum": 40, "cancel": 2, "net_issue": 38}]}]},
    }
    return {**body, **changes}


def test_a_gstr1_gives_its_documents_and_its_totals_to_the_paisa(read: Read) -> None:
    made = read(gstr1())
    assert (made.kind, made.text("gstin"), made.text("period"), rules(made)) == (DocumentKind.GSTR_1, OURS, "2026-09", [])
    rows = [row for row in made.rows if isinstance(row, ReturnLine)]
    assert [(row.table, row.document_type, row.number, row.taxable, row.igst, row.cgst, row.total) for row in rows] == [
        ("b2b", "invoice", "S/101", 1057_58, 182_92, 0, 1240_50),
        ("cdnr", "credit_note", "CN-1", 100_00, 18_00, 0, 118_00),
        ("exp", "invoice", "E/7", 90000_00, 0, 0, 90000_00),
        ("b2cs", "", "", 500_00, 0, 30_00, None),
        ("nil", "", "", 250_00, 0, 0, None),
        ("hsn", "", "", 1000_25, 180_05, 0, None),
        ("doc_issue", "", "", 0, 0, 0, None),
    ]
    first, export, series = rows[0], rows[2], rows[6]
    assert (first.party_gstin, first.day, first.place_of_supply, first.rate, first.place.column) == (THEIRS, date(2026, 9, 5), "29", "", "/b2b/0/inv/0")
    assert (export.description, export.rate, rows[5].quantity, series.count) == ("WOPAY", "0", "12.5 NOS", 38)


def test_a_line_of_a_return_that_cannot_be_read_is_named_and_the_others_stand(read: Read) -> None:
    body = gstr1()
    body["b2b"][0]["inv"].append({"inum": "S/102", "idt": "31-09-2026", "val": 10, "itms": []})
    body["b2b"][0]["inv"].append({"inum": "S/103", "idt": "30-09-2026", "val": 10.005, "itms": [item(0, 10)]})
    body["b9b"] = [{"x": 1}]
    made = read(body)
    assert rules(made) == ["gstr1.line_unreadable", "gstr1.line_unreadable", "gstr1.section_unknown"]
    assert "S/102" in made.findings[0].sentence and "/b2b/0/inv/1" in made.findings[0].sentence
    assert len(made.rows) == 7


def test_a_gstr1_document_whose_value_or_heads_of_tax_do_not_agree_is_told_with_its_number(read: Read) -> None:
    def told(table: str = "b2b", exp: str = "", *, tax: dict[str, float] | None = None, **more: Any) -> list[tuple[str, int]]:
        document = {"inum": "S/9", "idt": "05-09-2026", "val": 1180, "pos": "29", "itms": [item(18, 1000, **(tax or {"iamt": 180}))], **more}
        made = read(gstr1(**{table: [{"ctin": THEIRS, "exp_typ": exp, "inv": [document]}]}))
        assert all("document S/9" in each.sentence for each in made.findings)
        return [(each.rule, each.amount) for each in made.findings]

    assert told(val=1181) == told(val=1179) == told(val=0) == []
    assert told(val=1500) == told(val=860) == [("gstr1.value_differs", 320_00)]
    assert told(val=1000) == [("gstr1.value_differs", 180_00)]
    assert told(val=1000, rchrg="Y") == told(val=1000, inv_typ="SEWP") == told("exp", "WPAY", val=1000) == []
    assert told(val=1230, tax={"iamt": 180, "csamt": 50}) == []
    assert told(val=1180, tax={"iamt": 90, "camt": 45, "samt": 45}) == [("gstr1.heads_mixed", 90_00)]


def test_a_return_that_breaks_off_is_answered_with_file_and_line(read: Read) -> None:
    text = json.dumps(gstr1(), indent=1)
    made = read(text[: len(text) // 2], "gstr1.json")
    assert made.kind is DocumentKind.OTHER
    assert made.findings[0].sentence.startswith("gstr1.json") and f"line {text[: len(text) // 2].count(chr(10)) + 1}" in made.findings[0].sentence


def test_a_wrong_gstin_of_a_return_is_told(read: Read) -> None:
    assert rules(read(gstr1(gstin=OURS[:-1] + ("0" if OURS[-1] != "0" else "1")))) == ["gstr1.gstin_invalid"]


def test_a_gstr2a_lists_what_suppliers_reported_and_gives_no_credit(read: Read) -> None:
    invoice = {"inum": "T-9", "idt": "03-09-2026", "val": 118, "pos": "27", "rchrg": "Y", "itms": [item(18, 100, iamt=18)]}
    body = {
        "gstin": OURS,
        "fp": "092026",
        "b2b": [{"ctin": THEIRS, "cfs": "Y", "cfs3b": "Y", "fldtr1": "11-Oct-26", "flprdr1": "Sep-26", "inv": [invoice]}],
        "cdn": [{"ctin": THEIRS, "cfs": "N", "nt": [{"ntty": "D", "nt_num": "D1", "nt_dt": "09-09-2026", "val": 59, "itms": [item(18, 50, iamt=9)]}]}],
    }
    made = read(body)
    assert (made.kind, rules(made)) == (DocumentKind.GSTR_2A, [])
    rows = [row for row in made.rows if isinstance(row, Gstr2bLine)]
    assert [(row.section, row.number, row.document_type, row.taxable, row.igst, row.total, row.reverse_charge, row.itc_available) for row in rows] == [
        ("b2b", "T-9", "invoice", 100_00, 18_00, 118_00, True, False),
        ("cdnr", "D1", "debit_note", 50_00, 9_00, 59_00, False, False),
    ]
    assert (rows[0].supplier_gstin, rows[0].filed_day, rows[0].period) == (THEIRS, date(2026, 10, 11), "2026-09")


def test_a_note_has_its_own_number_and_day_and_knows_the_invoice_that_it_is_about(read: Read) -> None:
    note = {"ntty": "C", "nt_num": "CN1", "nt_dt": "05-09-2026", "inum": "T-9", "idt": "03-08-2026", "val": 118, "pos": "29", "itms": [item(18, 100, iamt=18)]}
    for body in ({"gstin": OURS, "fp": "092026", "cdn": [{"ctin": THEIRS, "nt": [note]}]}, gstr1(cdnr=[{"ctin": THEIRS, "nt": [note]}])):
        (row,) = (each for each in read(body).rows if isinstance(each, Gstr2bLine | ReturnLine) and each.number == "CN1")
        assert (row.day, row.original_number, row.original_day) == (date(2026, 9, 5), "T-9", date(2026, 8, 3))
    amended = read({"gstin": OURS, "fp": "092026", "cdna": [{"ctin": THEIRS, "nt": [{**note, "ont_num": "CN0", "ont_dt": "01-08-2026"}]}]})
    assert [(row.number, row.original_number) for row in amended.rows if isinstance(row, Gstr2bLine)] == [("CN1", "CN0")]


def gstr3b(net: float) -> dict[str, Any]:
    return {
        "gstin": OURS,
        "ret_period": "092026",
        "sup_details": {"osup_det": {"txval": 490000, "iamt": 54000.5, "camt": 17100, "samt": 17100, "csamt": 0}, "osup_nil_exmp": {"txval": 2500}},
        "inter_sup": {"unreg_details": [{"pos": "29", "txval": 50000, "iamt": 9000}], "comp_details": [], "uin_details": []},
        "itc_elg": {
            "itc_avl": [{"ty": "IMPG", "iamt": 72000, "camt": 0, "samt": 0, "csamt": 0}, {"ty": "OTH", "iamt": 3600, "camt": 4500, "samt": 4500, "csamt": 0}],
            "itc_rev": [{"ty": "RUL", "iamt": 100, "camt": 0, "samt": 0, "csamt": 0}],
            "itc_net": {"iamt": net, "camt": 4500, "samt": 4500, "csamt": 0},
        },
        "inward_sup": {"isup_details": [{"ty": "GST", "inter": 10, "intra": 20}]},
        "intr_ltfee": {"ltfee_details": {"iamt": 0, "camt": 25, "samt": 25, "csamt": 0}},
    }


def test_a_gstr3b_gives_every_table_under_its_number(read: Read) -> None:
    made = read(gstr3b(75500))
    assert (made.kind, made.text("period"), rules(made)) == (DocumentKind.GSTR_3B, "2026-09", [])
    rows = {row.table: row for row in made.rows if isinstance(row, ReturnLine)}
    assert (rows["3.1(a)"].taxable, rows["3.1(a)"].igst, rows["3.1(c)"].taxable, rows["3.2"].igst) == (490000_00, 54000_50, 2500_00, 9000_00)
    assert (rows["4(A)(1)"].igst, rows["4(A)(5)"].cgst, rows["4(B)(1)"].igst, rows["4(C)"].igst) == (72000_00, 4500_00, 100_00, 75500_00)
    assert (rows["5.1"].cgst, rows["4(C)"].place.column) == (25_00, "/itc_elg/itc_net")


def test_a_gstr3b_whose_net_credit_does_not_follow_says_the_head_and_the_gap(read: Read) -> None:
    (finding,) = read(gstr3b(75501)).findings
    assert (finding.rule, finding.amount) == ("gstr3b.net_credit", 1_00)
    assert "IGST" in finding.sentence


HEAD_26AS = (
    "File Creation Date^Permanent Account Number (PAN)^Current Status of PAN^Financial Year^Assessment Year^Name of Assessee^Address Line 1\n"
    "20-10-2026^AAACS1234A^Active^2026-27^2027-28^SHREE TRADERS PVT LTD^PUNE\n\n"
)
PART_I = (
    "^PART-I - Details of Tax Deducted at Source^\n"
    "Sr. No.^Name of Deductor^TAN of Deductor^^^^^Total Amount Paid / Credited(Rs.)^Total Tax Deducted(Rs.)^Total TDS Deposited(Rs.)\n"
    "1^ALPHA CLIENT PVT LTD^DELA00001A^^^^^15,000.00^1,500.00^1,500.00\n"
    "^Sr. No.^Section^Transaction Date^Status of Booking^Date of Booking^Remarks^Amount Paid / Credited(Rs.)^Tax Deducted(Rs.)^TDS Deposited(Rs.)\n"
    "^1^194J^20-May-2026^F^31-Jul-2026^-^10,000.00^1,000.00^1,000.00\n"
    "^2^1027^22-Jun-2026^U^-^-^5,000.00^500.00^500.00\n"
)
PART_VIII = (
    "^PART-VIII - Details of Tax Deducted at Source u/s 194IA (For Buyer)^\n"
    "Sr. No.^Acknowledgement Number^Name of Deductee^PAN of Deductee^Transaction Date\n"
    "1^AB12^SOMEBODY^AAAPA0000A^01-May-2026^99.00^9.00^9.00\n"
)


def test_a_26as_gives_each_transaction_under_its_deductor_with_the_line_of_the_file(read: Read) -> None:
    made = read(HEAD_26AS + PART_I + PART_VIII, "26as.txt")
    assert (made.kind, rules(made)) == (DocumentKind.FORM_26AS, [])
    assert (made.text("pan"), made.text("company"), made.text("financial_year"), made.text("generated_on")) == (
        "AAACS1234A",
        "SHREE TRADERS PVT LTD",
        "2026-27",
        "2026-10-20",
    )
    rows = [row for row in made.rows if isinstance(row, TaxCreditLine)]
    assert [(row.part, row.deductor, row.tan, row.section, row.day, row.status, row.amount, row.tax, row.deposited, row.place.row) for row in rows] == [
        ("I", "ALPHA CLIENT PVT LTD", "DELA00001A", "194J", date(2026, 5, 20), "F", 10000_00, 1000_00, 1000_00, 8),
        ("I", "ALPHA CLIENT PVT LTD", "DELA00001A", "1027", date(2026, 6, 22), "U", 5000_00, 500_00, 500_00, 9),
    ]
    assert (rows[0].booked_day, rows[1].booked_day) == (date(2026, 7, 31), None)


def test_a_26as_whose_deductor_does_not_add_up_or_whose_line_is_broken_names_the_line(read: Read) -> None:
    broken = PART_I.replace("22-Jun-2026", "31-Jun-2026")
    made = read(HEAD_26AS + broken, "26as.txt")
    assert rules(made)[0] == "form_26as.line_unreadable" and "line 9" in made.findings[0].sentence
    assert rules(made)[1:] == ["form_26as.total_mismatch"] * 3 and "line 6" in made.findings[1].sentence
    assert made.findings[1].amount == 5000_00


def test_an_ais_gives_the_payments_with_tax_under_their_source(read: Read) -> None:
    entry = {"quarter": "Q1(Apr-Jun)", "dateOfPaymentCredit": "31/05/2026", "amountPaidCredited": "86,251", "tdsDeducted": "8,625", "tdsDeposited": 8625}
    body = {
        "assessmentYear": "2027-28",
        "generalInformation": {"pan": "AAACS1234A", "name": "SHREE TRADERS PVT LTD"},
        "tdsTcsInformation": [{"informationCode": "TDS-194J", "informationSource": "ALPHA CLIENT PVT LTD (DELA00001A)", "transactions": [entry]}],
    }
    made = read(body, "ais.json")
    assert (made.kind, made.text("pan"), made.text("company"), rules(made)) == (DocumentKind.AIS, "AAACS1234A", "SHREE TRADERS PVT LTD", [])
    (row,) = made.rows
    assert isinstance(row, TaxCreditLine)
    assert (row.deductor, row.tan, row.section, row.day, row.amount, row.tax, row.deposited, row.quarter) == (
        "ALPHA CLIENT PVT LTD",
        "DELA00001A",
        "194J",
        date(2026, 5, 31),
        86251_00,
        8625_00,
        8625_00,
        "Q1",
    )


def record(**at: str) -> str:
    """A record of the return utility by its positions from 1."""
    places = {int(key[1:]): value for key, value in at.items()}
    return "^".join(places.get(position, "") for position in range(1, max(places) + 1))


def statement_26q(deposited: str = "1500.00", second: str = "500.00", bsr: str = "0510308") -> str:
    lines = [
        record(p1="1", p2="FH", p3="NS1", p4="R", p5="20072026", p8="PNEA12345B", p18=""),
        record(
            p1="2", p2="BH", p3="1", p4="1", p5="26Q", p13="PNEA12345B", p15="AAACS1234A", p17="202627", p18="Q1", p19="SHREE TRADERS PVT LTD", p47=deposited
        ),
        record(
            p1="3",
            p2="CD",
            p3="1",
            p4="1",
            p5="2",
            p6="N",
            p12="00125",
            p16=bsr,
            p18="07062026",
            p22="1500.00",
            p23="0.00",
            p24="0.00",
            p25="0.00",
            p26="0.00",
            p27="1500.00",
            p29="1500.00",
            p40="200",
        ),
    ]
    for number, (pan, name, tax, paid, section, rate) in enumerate(
        (("AAACT5678B", "TOOLS LTD", "1000.00", "10000.00", "94J", "10.0000"), ("PANNOTAVBL", "RAVI", second, "2500.00", "94C", "20.0000")), 1
    ):
        lines.append(
            record(
                p1=str(number + 3),
                p2="DD",
                p3="1",
                p4="1",
                p5=str(number),
                p10=pan,
                p13=name,
                p14=tax,
                p17=tax,
                p20=tax,
                p22=paid,
                p23="31052026",
                p24="31052026",
                p26=rate,
                p30="" if number == 1 else "C",
                p33=section,
                p39="",
            )
        )
    return "\r\n".join(lines) + "\r\n"


def test_a_26q_file_gives_its_challans_and_deductions(read: Read) -> None:
    made = read(statement_26q(), "26q.txt")
    assert (made.kind, made.text("form"), made.text("tan"), made.text("quarter"), made.text("financial_year"), rules(made)) == (
        DocumentKind.TDS_STATEMENT,
        "26Q",
        "PNEA12345B",
        "Q1",
        "2026-27",
        [],
    )
    challan, *deductions = made.rows
    assert isinstance(challan, ChallanLine)
    assert (challan.number, challan.bsr, challan.day, challan.tax, challan.total, challan.minor_head) == (
        "00125",
        "0510308",
        date(2026, 6, 7),
        1500_00,
        1500_00,
        "200",
    )
    told = [(row.party, row.pan, row.section, row.amount, row.tax, row.rate, row.reason, row.day) for row in deductions if isinstance(row, DeductionLine)]
    assert told == [
        ("TOOLS LTD", "AAACT5678B", "194J", 10000_00, 1000_00, "10", "", date(2026, 5, 31)),
        ("RAVI", "PANNOTAVBL", "194C", 2500_00, 500_00, "20", "C", date(2026, 5, 31)),
    ]


def test_a_26q_file_that_does_not_add_up_names_the_line(read: Read) -> None:
    made = read(statement_26q(second="499.00"), "26q.txt")
    assert rules(made) == ["tds_file.deductions_mismatch"] and "line 3" in made.findings[0].sentence
    made = read(statement_26q(deposited="1600.00", bsr="510308"), "26q.txt")
    assert rules(made) == ["tds_file.bsr_invalid", "tds_file.total_mismatch"]
    made = read(statement_26q().replace("31052026", "31042026", 1), "26q.txt")
    assert rules(made)[0] == "tds_file.line_unreadable" and "line 4" in made.findings[0].sentence and "31042026" in made.findings[0].sentence


def test_an_e_way_bill_gives_its_parties_totals_and_goods(read: Read) -> None:
    body = {
        "ewayBillNo": 381009290312,
        "ewayBillDate": "25/09/2026 11:10:00 AM",
        "validUpto": "26/09/2026 11:59:00 PM",
        "docType": "INV",
        "docNo": "S/101",
        "docDate": "25/09/2026",
        "fromGstin": OURS,
        "fromTrdName": "Shree Traders",
        "toGstin": "URP",
        "toTrdName": "A walk-in",
        "vehicleNo": "MH12AB1234",
        "totalValue": 1000.25,
        "cgstValue": 90.02,
        "sgstValue": 90.02,
        "igstValue": 0,
        "totInvValue": 1180.29,
        "itemList": [{"productName": "Valve", "hsnCode": 8481, "quantity": 2, "qtyUnit": "NOS", "taxableAmount": 1000.25, "cgstRate": 9}],
    }
    made = read(body)
    assert (made.kind, rules(made)) == (DocumentKind.E_WAY_BILL, [])
    assert (made.text("e_way_bill_number"), made.text("e_way_bill_date"), made.text("valid_until")) == ("381009290312", "2026-09-25", "2026-09-26")
    assert (made.text("invoice_number"), made.text("seller.gstin"), made.text("buyer.gstin"), made.text("totals.grand_total")) == ("S/101", OURS, "", "1180.29")
    (goods,) = made.rows
    assert isinstance(goods, InvoiceLine) and (goods.hsn, goods.quantity, goods.taxable) == ("8481", "2", 1000_25)
    assert rules(read({**body, "totInvValue": 1280.29})) == ["e_way_bill.arithmetic"]
