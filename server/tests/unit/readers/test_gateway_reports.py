"""Settlement reports of payment gateways: many layouts, one truth; what is not proved is not read."""

import json

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.gateway.telling import tell_settlements
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.types import DocumentKind, Extraction, Paper
from tests.generators.gateways import LAYOUTS, Event, Rows, as_csv, billdesk, cashfree, events, payu, razorpay, razorpay_api, unseen

STATED_TAX = sorted(set(LAYOUTS) - {"stripe"})


def read(rows: Rows, name: str = "report.csv") -> Extraction:
    data = as_csv(rows)
    (found,) = read_paper(Paper("a" * 64, name, len(data)), data)
    return found


def lines(found: Extraction) -> list[SettlementLine]:
    return [row for row in found.rows if isinstance(row, SettlementLine)]


def rules(found: Extraction) -> list[str]:
    return [each.rule for each in found.findings]


def told(line: SettlementLine) -> tuple[object, ...]:
    return (line.day, line.gross, line.net, line.settled, line.utr)


def true(event: Event) -> tuple[object, ...]:
    return (event.day, event.gross, event.net, event.settled, event.utr)


@pytest.mark.parametrize("seed", [3, 11, 29])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout_says_the_same_of_the_same_payments(layout: str, seed: int) -> None:
    made = events(seed)
    found = read(LAYOUTS[layout](made))
    assert found.kind is DocumentKind.GATEWAY_SETTLEMENT
    assert rules(found) == []
    own = [line for line in lines(found) if line.type != "payout"]
    with_utr = layout != "stripe"  # It names its payout, and no transfer of the bank.
    wanted = sorted(true(each)[:4] + ((each.utr,) if with_utr else ("",)) for each in made)
    assert sorted(told(line) for line in own) == wanted
    assert all(line.net == line.gross - line.fee - (line.gst or 0) for line in own)
    by_settlement = {line.settlement for line in own}
    assert len(by_settlement) == len({each.settlement for each in made})


@pytest.mark.parametrize("layout", STATED_TAX)
def test_fee_and_tax_stand_apart_whichever_way_the_report_writes_them(layout: str) -> None:
    made = events(7)
    own = lines(read(LAYOUTS[layout](made)))
    assert sorted((line.gross, line.fee, line.gst) for line in own) == sorted((each.gross, each.fee, each.gst) for each in made)


def test_a_report_without_tax_states_none() -> None:
    made = events(7)
    own = [line for line in lines(read(LAYOUTS["stripe"](made))) if line.type != "payout"]
    assert {line.gst for line in own} == {None}
    assert sum(line.fee for line in own) == sum(each.fee + each.gst for each in made)


def test_refunds_and_disputes_are_told_in_every_gateways_words() -> None:
    made = events(7, days=90)
    count = {kind: sum(each.kind == kind for each in made) for kind in ("payment", "refund", "chargeback")}
    assert min(count.values()) > 0
    for layout in ("razorpay", "payu", "cashfree", "ccavenue", "phonepe", "stripe", "unseen"):
        own = lines(read(LAYOUTS[layout](made)))
        assert {kind: sum(line.type == kind for line in own) for kind in count} == count, layout


@pytest.mark.parametrize(
    ("layout", "name"),
    [("razorpay", "Razorpay"), ("payu", "PayU"), ("ccavenue", "CCAvenue"), ("phonepe", "PhonePe"), ("stripe", "Stripe"), ("billdesk", "BillDesk")],
)
def test_the_gateway_is_named_by_what_the_report_says(layout: str, name: str) -> None:
    assert read(LAYOUTS[layout](events(5))).text("gateway") == name


def test_a_report_of_nobody_waits_for_a_person_to_name_the_gateway() -> None:
    found = read(unseen(events(5)))
    assert found.text("gateway") == "" and found.fields["gateway"].status == "missing"


def test_whole_numbers_are_paise_where_the_tax_is_rounded_to_them() -> None:
    made = events(5)
    assert sum(line.gross for line in lines(read(razorpay_api(made)))) == sum(each.gross for each in made)


def test_whole_numbers_that_nothing_proves_are_not_read() -> None:
    head, *_ = razorpay_api(events(5))
    rows = [["pay_1A", "payment", "0", "97640", "100000", "INR", "2360", "360", "false", "true", "2026-07-01", "2026-07-03", "setl_9", "HDFCN1", "o1", "W1"]]
    found = read([head, *rows])
    assert lines(found) == [] and rules(found) == ["gateway.unit_unknown"]


def test_headings_that_say_paise_are_believed_and_decimals_under_them_are_not() -> None:
    head = ["Payment ID", "Type", "Date", "Amount (in paise)", "Fee (in paise)", "Tax (in paise)", "Net amount (in paise)", "Settlement ID", "Settlement date"]
    row = ["P1", "payment", "01-07-2026", "100000", "2000", "360", "97640", "S1", "03-07-2026"]
    (line,) = lines(read([head, row]))
    assert (line.gross, line.fee, line.gst, line.net) == (1_000_00, 20_00, 3_60, 976_40)
    broken = [*row[:3], "1000.00", "20.00", "3.60", "976.40", *row[7:]]
    found = read([head, broken])
    assert lines(found) == [] and rules(found) == ["gateway.unit_unknown"]


def test_one_row_that_does_not_add_up_is_left_out_and_named() -> None:
    rows = payu(events(9))
    broken = list(rows[10])
    broken[9] = "1.00"
    found = read([*rows[:10], broken, *rows[11:]])
    assert rules(found) == ["gateway.row_differs"]
    assert "row 11" in found.findings[0].sentence and found.findings[0].evidence[0].row == 11
    assert len(lines(found)) == len(rows) - 4


def test_a_report_whose_arithmetic_is_open_gives_no_rows() -> None:
    rows = payu(events(9))
    broken = [*rows[:3], *([*row[:9], "10.00", *row[10:]] for row in rows[3:])]
    found = read(broken)
    assert lines(found) == [] and rules(found) == ["gateway.arithmetic_open"]


def test_charges_without_a_net_are_read_by_the_rate_of_tax_alone() -> None:
    rows = billdesk(events(9))
    off = [*rows[:2], *([*row[:6], "0.10", *row[7:]] for row in rows[2:])]
    assert len(lines(read(rows))) == len(rows) - 2
    assert rules(read(off)) == ["gateway.arithmetic_open"]


def test_money_of_another_country_and_words_that_are_not_known_are_left_out_by_row() -> None:
    rows = cashfree(events(9))
    dollars, strange = list(rows[5]), list(rows[8])
    dollars[7], strange[2] = "USD", "MYSTERY"
    found = read([*rows[:5], dollars, *rows[6:8], strange, *rows[9:]])
    assert sorted(rules(found)) == ["gateway.foreign_currency", "gateway.line_unreadable"]
    assert [each.evidence[0].row for each in found.findings] == [6, 9]


def test_failed_payments_settle_nothing() -> None:
    rows = cashfree(events(9))
    failed = list(rows[4])
    failed[5] = "FAILED"
    found = read([*rows[:4], failed, *rows[5:]])
    assert rules(found) == ["gateway.not_made"] and len(lines(found)) == len(rows) - 2


def test_a_settlement_of_two_transfers_is_two_settlements() -> None:
    rows = unseen(events(9))
    number = next(row[1] for row in rows[4:] if sum(other[1] == row[1] for other in rows[4:]) > 2)
    own = [index for index, row in enumerate(rows) if len(row) > 1 and row[1] == number]
    other = list(rows[own[0]])
    other[2] = "SBIN000000000001"
    found = read([*rows[: own[0]], other, *rows[own[0] + 1 :]])
    assert rules(found) == ["gateway.several_transfers"]
    split = {line.settlement: line.utr for line in lines(found) if line.settlement.startswith(number)}
    assert split == {f"{number}/SBIN000000000001": "SBIN000000000001", f"{number}/{rows[own[1]][2]}": rows[own[1]][2]}


def test_a_negative_settlement_is_taken_from_the_bank() -> None:
    head = ["Transaction ID", "Type", "Date", "Gross", "Fee", "Net", "Payout ID", "Payout date"]
    rows = [
        ["T1", "charge", "2026-07-01", "100.00", "2.00", "98.00", "PO1", "2026-07-03"],
        ["T2", "refund", "2026-07-01", "-500.00", "0.00", "-500.00", "PO1", "2026-07-03"],
        ["T3", "payout", "2026-07-03", "402.00", "0.00", "402.00", "PO1", "2026-07-03"],
    ]
    found = read([head, *rows])
    assert rules(found) == []
    assert [line.net for line in lines(found)] == [98_00, -500_00, 402_00]


def test_a_payout_that_is_not_what_its_rows_come_to_is_said() -> None:
    rows = LAYOUTS["stripe"](events(9))
    short = list(rows[-1])
    short[6] = short[8] = "-1.00"
    found = read([*rows[:-1], short])
    assert rules(found) == ["gateway.settlement_differs"]


@pytest.mark.parametrize(
    "head",
    [
        ["Date", "Narration", "Chq/Ref No", "Withdrawal Amt", "Deposit Amt", "Closing Balance"],
        ["Date", "Transaction ID", "UTR", "Narration", "Debit", "Credit", "Balance"],
        ["Date", "Particulars", "Voucher Type", "Voucher No", "Order No", "Gross Total"],
        ["Invoice No", "Invoice Date", "GSTIN of supplier", "Taxable value", "IGST", "CGST", "SGST", "Total"],
        ["Order No", "Date", "Customer", "Amount", "Commission", "Salesman"],
    ],
)
def test_other_papers_are_no_settlement_reports(head: list[str]) -> None:
    assert tell_settlements([head, ["01-07-2026", "x", "1", "2", "3", "4"]]) is None


def test_our_own_ledger_of_the_gateway_is_no_report_of_it() -> None:
    rows = [["Razorpay Ledger Account"], *razorpay(events(5))[:3]]
    assert tell_settlements([list(row) for row in rows]) is None


@pytest.mark.parametrize(
    "head",
    [
        "id,amount,fee,tax,method,bank,status,created_at,net_amount,settlement_date,description",
        "code,name,amount,net amount,posted at,method,status,bank,units,currency,memo",
        "order_id,customer_name,gross amount,net amount,payment date,method,a,b,c,d,description",
    ],
)
def test_a_list_of_payments_is_no_register_of_assets_and_no_trial_balance(head: str) -> None:
    rows = [f"pay_{n},{5756 + n}.50,12.00,2.16,upi,SBI,captured,2026-08-2{n} 18:25:31,{5742 + n}.34,2026-08-2{n},SBI-{n}" for n in range(1, 6)]
    data = "\n".join([head, *rows]).encode()
    kinds = {each.kind for each in read_paper(Paper("a" * 64, "list.csv", len(data)), data)}
    assert not kinds & {DocumentKind.ASSET_REGISTER, DocumentKind.TRIAL_BALANCE}


def answered(body: object, name: str = "answer.json") -> Extraction:
    data = json.dumps(body).encode()
    (found,) = read_paper(Paper("b" * 64, name, len(data)), data)
    return found


def test_what_an_interface_answers_is_read_as_its_report_is() -> None:
    made = events(5)
    head, *rows = razorpay_api(made)
    items = [{name: int(text) if text.isdigit() else text for name, text in zip(head, row, strict=True)} for row in rows]
    found = answered({"entity": "collection", "count": len(items), "items": items})
    assert found.kind is DocumentKind.GATEWAY_SETTLEMENT and rules(found) == [] and found.text("gateway") == "Razorpay"
    assert sorted(told(line) for line in lines(found)) == sorted(true(each) for each in made)
    assert lines(found)[0].place.row == 1


def test_rows_inside_settlements_have_the_number_of_theirs_and_none_of_its_sums() -> None:
    made = events(5)
    data = []
    for number in dict.fromkeys(each.settlement for each in made):
        own = [each for each in made if each.settlement == number]
        inner = [
            {
                "action": "capture" if each.gross > 0 else "refund", "payuId": each.payment, "merchantTransactionId": each.order, "transactionAmount": each.gross / 100,
                "merchantServiceFee": each.fee / 100, "merchantServiceTax": each.gst / 100, "merchantNetAmount": each.net / 100, "transactionDate": f"{each.day} 10:00:00",
            }
            for each in own
        ]  # fmt: skip
        about = {"settlementId": number, "utrNumber": own[0].utr, "settlementCompletedDate": "", "settlementDate": str(own[0].settled)}
        data.append({**about, "settlementAmount": sum(each.net for each in own) / 100, "transaction": inner})
    found = answered({"status": 1, "result": {"page": 1, "data": data}})
    assert rules(found) == []
    assert sorted(told(line) for line in lines(found)) == sorted(true(each) for each in made)


@pytest.mark.parametrize("body", [{}, [], {"a": 1}, {"items": []}, {"items": [{"type": "payment", "amount": 5}]}, [[[[[[[[[[[[{"a": 1}]]]]]]]]]]]]])
def test_other_json_waits_for_a_person(body: object) -> None:
    found = answered(body)
    assert found.kind is DocumentKind.OTHER and rules(found) == ["document.needs_person"]


def test_a_reference_of_each_payment_is_no_transfer_of_a_settlement() -> None:
    rows = unseen(events(9))
    own = [*rows[:4], *([*row[:2], f"UPI{number:09d}", *row[3:]] for number, row in enumerate(rows[4:]))]
    found = read(own)
    assert rules(found) == ["gateway.several_utrs"]
    assert {line.utr for line in lines(found)} == {""} and len({line.settlement for line in lines(found)}) > 20


def test_where_only_the_customers_reference_stands_no_settlement_is_made_up() -> None:
    rows = [row[:1] + row[2:] for row in map(list, unseen(events(9)))]
    own = [*rows[:4], *([row[0], f"UPI{number:09d}", *row[2:]] for number, row in enumerate(rows[4:]))]
    found = read(own)
    assert lines(found) == [] and rules(found) == ["gateway.settlement_unknown"]


def test_a_rate_beside_its_amount_is_no_fee() -> None:
    head = [
        "Order ID",
        "Payment mode",
        "Date",
        "Event Amount",
        "Payment Amount",
        "MDR",
        "MDR Amount",
        "GST",
        "GST Amount",
        "Net Amount",
        "Settlement ID",
        "Settlement date",
    ]
    rows = [
        ["W1", "Net Banking", "01-07-2026", "1000.00", "1000.00", "2.00", "20.00", "18.00", "3.60", "976.40", "S1", "03-07-2026"],
        ["W2", "Debit Card", "01-07-2026", "500.00", "900.00", "1.00", "5.00", "18.00", "0.90", "494.10", "S1", "03-07-2026"],
    ]
    own = lines(read([head, *rows]))
    assert [(line.type, line.gross, line.fee, line.gst, line.net) for line in own] == [
        ("payment", 1_000_00, 20_00, 3_60, 976_40), ("payment", 500_00, 5_00, 90, 494_10),
    ]  # fmt: skip
