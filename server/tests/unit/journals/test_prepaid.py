"""Bills that pay for days after the quarter, and what was prepaid, worked by hand. The quarter is July to September 2026."""

from datetime import date

import pytest

from qrt.core.base.money import rupees
from qrt.core.documents.months import spans_in
from qrt.core.ledger.types import VoucherKind
from tests.unit.journals.test_quarter_end import CHART, LAST, legs, one, propose, voucher


def premium(narration, text="", ledger="Insurance"):
    key = "register:P-05"
    return voucher("P-05", date(2026, 7, 1), [(ledger, "36500"), ("Bank", "-36500")], VoucherKind.PAYMENT, "Insurer", narration), {key: text} if text else {}


def test_a_bill_for_days_after_the_quarter_is_split_by_days():
    # 01-07-2026 to 30-06-2027 is 365 days, 92 of them in the quarter: 273 days of 36,500 are 27,300.
    booked, _ = premium("Fire policy 01-07-2026 to 30-06-2027")
    draft = one(propose(booked))
    assert legs(draft) == {"Prepaid Insurance": rupees("27300"), "Insurance": rupees("-27300")}
    assert (draft.key, draft.day, draft.reverses_on) == ("prepaid:register:P-05/2026-27-Q2", LAST, None)
    assert "273 of 365 days" in draft.lines[0].reason
    booked, texts = premium("Fire policy", "Premium for the period from 01 Jul 2026 to 30 Jun 2027")
    assert legs(one(propose(booked, texts=texts))) == legs(draft)
    assert one(propose(booked, texts=texts)).confidence > draft.confidence


def test_every_cost_of_a_bill_goes_with_its_days_in_one_draft():
    # 01-09-2026 to 31-08-2027 is 365 days, 335 after the quarter: 1,00,000 x 335 / 365 = 91,780.82, 20,000 x 335 / 365 = 18,356.16; together 1,10,136.98.
    costs = [("Insurance", "100000"), ("Stationery", "20000")]
    for order in (costs, costs[::-1]):
        booked = voucher("P-05", date(2026, 9, 1), [*order, ("Bank", "-120000")], VoucherKind.PAYMENT, "Insurer", "Cover 01-09-2026 to 31-08-2027")
        draft = one(propose(booked))
        assert legs(draft) == {"Prepaid Insurance": rupees("110136.98"), "Insurance": rupees("-91780.82"), "Stationery": rupees("-18356.16")}
        assert draft.key == "prepaid:register:P-05/2026-27-Q2"


def test_the_days_are_of_the_cost_that_the_narration_names_and_not_of_what_it_was_bought_with():
    narration = "Insurance 01-09-2026 to 31-08-2027 and stamp paper"
    booked = voucher("P-05", date(2026, 9, 1), [("Insurance", "100000"), ("Stationery", "20000"), ("Bank", "-120000")], VoucherKind.PAYMENT, "X", narration)
    draft = one(propose(booked))
    assert legs(draft) == {"Prepaid Insurance": rupees("91780.82"), "Insurance": rupees("-91780.82")}
    assert "Stationery of the same bill, which its words do not name, is not moved" in draft.lines[0].reason


def test_a_bill_of_the_quarter_alone_or_already_split_is_left_alone():
    assert propose(premium("Policy 01-07-2026 to 30-09-2026")[0]).drafts == ()
    assert propose(premium("Policy of last year, see letter of 01-07-2026")[0]).drafts == ()
    moved = voucher("J-09", LAST, [("Prepaid Insurance", "27300"), ("Insurance", "-27300")])
    assert propose(premium("Fire policy 01-07-2026 to 30-06-2027")[0], moved).drafts == ()


@pytest.mark.parametrize(
    ("narration", "found"),
    [
        ("Rent for Sep-26 (lease from 01-04-2026 to 31-03-2031)", 0),
        ("AMC for September 2026, contract period 1-Apr-26 to 31-Mar-27", 0),
        ("Rent for July to September 2026 (monthly 4000), next due 01-10-2026 to 31-12-2026", 0),
        ("Rent for the quarter ended 30-09-2026 per agreement of 01-04-2026 to 31-03-2029", 0),
        ("Rent of September, agreement 01-04-2026 to 31-03-2029", 0),
        ("Provision for audit fee Q2, audit of 01-04-2026 to 31-03-2027", 0),
        ("Rent, lease from 01-04-2026 to 31-03-2031", 1),
        ("Policy valid 01-07-2026 to 30-06-2027", 1),
        ("Rent for Oct-26 (lease from 01-04-2026 to 31-03-2031)", 1),
        ("Subscription for September 2026, 01-09-2026 to 31-08-2027", 1),
        ("Cover 01-09-2026 to 31-08-2027, first instalment", 1),
        ("Cover 01-09-2026 to 31-08-2027, Q2", 1),
        ("Cover 01-09-2026 to 31-08-2027 and 01-10-2026 to 30-09-2027", 1),
        ("Pump with warranty of 12 months from 15-09-2026", 1),
    ],
)
def test_days_that_the_amount_is_not_proven_to_pay_for_are_no_draft(narration, found):
    made = propose(premium(narration)[0])
    assert made.drafts == ()
    assert [(finding.rule, finding.severity) for finding in made.findings] == [("quarter_end.prepaid_unknown", "info")] * found
    assert all("P-05 of 01-07-2026" in finding.sentence and finding.evidence for finding in made.findings)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("6 months from 31-08-2026", date(2026, 8, 31), date(2027, 2, 28)),
        ("two years w.e.f. 1.4.2026", date(2026, 4, 1), date(2028, 3, 31)),
        ("Nov to Jan 2027", date(2026, 11, 1), date(2027, 1, 31)),
        ("paid July 2026, 15-07-2026 till 14-07-2027", date(2026, 7, 15), date(2027, 7, 14)),
    ],
)
def test_a_span_ends_with_its_last_day(text, first, last):
    assert [(span.first, span.last) for span in spans_in(text)] == [(first, last)]


@pytest.mark.parametrize(
    ("narration", "days", "ahead"),
    [
        # 15-09-2026 to 14-09-2027: 365 days, 349 of them after the 16 of September: 36,500 x 349 / 365.
        ("Software subscription 12 months w.e.f. 15.09.2026", "15-09-2026 to 14-09-2027", "34900"),
        ("Software subscription w.e.f. 15.09.2026 for one year", "15-09-2026 to 14-09-2027", "34900"),
        ("Rent Oct-26 to Dec-26 in advance", "01-10-2026 to 31-12-2026", "36500"),
        ("Rent Oct to Dec 2026 in advance, lease 01-04-2026 to 31-03-2031", "01-10-2026 to 31-12-2026", "36500"),
        # 92 of the 184 days from July to December lie in October to December.
        ("Licence July - Dec 2026, bill of 5 Jul 2026", "01-07-2026 to 31-12-2026", "18250"),
        ("Premium paid in July 2026 for 01-07-2026 to 30-06-2027", "01-07-2026 to 30-06-2027", "27300"),
        ("Annual maintenance contract 01-07-2026 to 30-06-2027", "01-07-2026 to 30-06-2027", "27300"),
    ],
)
def test_days_are_read_as_people_write_them(narration, days, ahead):
    made = propose(premium(narration)[0])
    assert one(made).lines[0].amount == rupees(ahead)
    assert days in one(made).lines[0].reason
    assert made.findings == ()


def test_what_was_parked_as_prepaid_is_written_off_for_the_days_that_passed():
    # 92 of 365 days of 36,500 are 9,200.
    booked, _ = premium("Fire policy 01-07-2026 to 30-06-2027", ledger="Prepaid Insurance")
    assert legs(one(propose(booked))) == {"Insurance": rupees("9200"), "Prepaid Insurance": rupees("-9200")}
    chart = {name: account for name, account in CHART.items() if name != "Insurance"}
    made = propose(booked, chart=chart)
    assert (made.drafts, [finding.rule for finding in made.findings]) == ((), ["quarter_end.prepaid_unknown"])
