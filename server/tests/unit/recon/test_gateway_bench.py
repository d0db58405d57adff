"""Our ledger of a gateway against its reports: six habits of books, planted troubles; nothing wrong is accepted alone."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.agents.reading import read_paper
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.close.gateways import fee_habits
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.types import Paper
from qrt.core.journals.open_lines import Books as Drafting
from qrt.core.journals.open_lines import draft_open_line
from qrt.core.ledger.types import Line, Voucher, VoucherKind
from qrt.core.recon.gateway import gateway_book_items, key_of, report_of
from qrt.core.recon.gateway_findings import AtBank, arrivals, check_covered, check_gateway, check_held
from qrt.core.recon.match import reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.statement import draw_statement, figures_at
from qrt.core.recon.types import CARRIED, Item, MatchStatus, Reconciliation, ReconciliationKind, Side
from tests.generators.gateway_books import BANK, CHART, CUSTOMER, FEES, GATEWAY, HABITS, IGST, Books, booked
from tests.generators.gateways import Event, as_csv, events, razorpay, share

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def report(made: Sequence[Event]) -> tuple[SettlementLine, ...]:
    data = as_csv(razorpay(made))
    (found,) = read_paper(Paper("f" * 64, "razorpay.csv", len(data)), data)
    return tuple(row for row in found.rows if isinstance(row, SettlementLine))


def compared(made: Sequence[Event], books: Books, opening: int = 0, first: date = FIRST) -> tuple[Reconciliation, tuple[Finding, ...], int | None]:
    """(what was found, what is wrong, what no line explains)."""
    ours = gateway_book_items(books.vouchers, GATEWAY, first, LAST)
    found = report_of(report(made), ours, first, LAST, fee_habits(books.vouchers, GATEWAY, CHART, frozenset(), ()))
    result = reconcile(ReconciliationKind.GATEWAY, GATEWAY, ours, found.items, MatchPolicy(), LAST)
    banks = [AtBank(BANK, books.bank, LAST)]
    figures = figures_at(Paise(0), Paise(opening + sum(item.amount for item in ours)), found.stated, LAST, (Paise(opening), found.held))
    wrong = (*check_gateway(result, arrivals(found.paid, banks, "Razorpay"), banks), *check_held(result, figures, 90))
    return result, wrong, draw_statement(result, figures, LAST, 90).unexplained


def of(item: Item) -> str:
    """What a line of the report is, as the generator names it."""
    what = item.labels["what"]
    if what in ("fee", "gst", "payout"):
        return what + item.labels["settlement"].removeprefix("setl_")
    return key_of(item.labels["ids"].split("|")[0])


def wrong_matches(result: Reconciliation, books: Books, statuses: frozenset[MatchStatus]) -> list[str]:
    left, right = {item.id: item for item in result.left}, {item.id: item for item in result.right}
    wrong = []
    for match in result.matches:
        if match.status in statuses:
            ours = {name for part in match.allocations if part.side is Side.LEFT for name in books.truth.get(part.item, frozenset({"nothing"}))}
            theirs = {of(right[part.item]) for part in match.allocations if part.side is Side.RIGHT}
            if {name.casefold() for name in ours} != {name.casefold() for name in theirs} and not _part(ours, theirs):
                wrong.append(f"{[left[p.item].narration for p in match.allocations if p.side is Side.LEFT]} {theirs}")
    return wrong


def _part(ours: set[str], theirs: set[str]) -> bool:
    """A net receipt or a settlement without tax has less parts than its truth names."""
    return {name.casefold() for name in theirs} <= {name.casefold() for name in ours}


AUTO = frozenset({MatchStatus.AUTO})


@pytest.mark.parametrize("seed", [2, 17])
@pytest.mark.parametrize("habit", HABITS)
def test_sound_books_of_every_habit_meet_the_report_and_nothing_wrong_is_accepted(habit: str, seed: int) -> None:
    made = events(seed, days=85)
    books = booked(made, habit, seed)
    result, wrong, unexplained = compared(made, books)
    assert wrong_matches(result, books, AUTO) == []
    automatic = {part.item for match in result.matches if match.status is MatchStatus.AUTO for part in match.allocations if part.side is Side.LEFT}
    share = len(automatic) / len(result.left)
    # Sums of a day name nobody: a person says that they belong together.
    assert share > (0.99 if habit != "by_day" else 0.3), share
    assert unexplained == 0
    assert [each.rule for each in wrong if each.rule not in ("recon.payment_twice",)] == []


def test_sums_of_a_day_are_suggested_and_right() -> None:
    made = events(4, days=60)
    books = booked(made, "by_day", 4)
    result, _, _ = compared(made, books)
    suggested = [match for match in result.matches if match.status is MatchStatus.SUGGESTED]
    assert len(suggested) > 30
    assert wrong_matches(result, books, frozenset({MatchStatus.SUGGESTED})) == []


def test_without_any_number_nothing_is_accepted_alone() -> None:
    made = events(6, days=40)
    books = booked(made, "by_order", 6)
    bare = [replace(voucher, narration="Web sale", reference="") for voucher in books.vouchers]
    result, _, _ = compared(made, replace(books, vouchers=bare))
    assert [match for match in result.matches if match.status is MatchStatus.AUTO] == []


def without(books: Books, wanted: str, ledger: str = "") -> Books:
    kept = [voucher for voucher in books.vouchers if wanted not in voucher.narration and not any(line.ledger == ledger for line in voucher.lines)]
    return replace(books, vouchers=kept)


def rules(wrong: Sequence[Finding]) -> list[str]:
    return sorted({each.rule for each in wrong})


def test_fees_that_nobody_booked_are_told_with_their_tax_and_drafted() -> None:
    made = events(8, days=20)
    books = booked(made, "by_order", 8)
    bare = replace(books, vouchers=[voucher for voucher in books.vouchers if not voucher.narration.startswith("Fee of")])
    result, wrong, unexplained = compared(made, bare)
    assert rules(wrong) == ["recon.gateway_fee", "recon.gateway_fee_tax"] and unexplained == 0
    assert sum(each.amount for each in wrong if each.rule == "recon.gateway_fee") == sum(each.fee for each in made)
    assert sum(each.amount for each in wrong if each.rule == "recon.gateway_fee_tax") == sum(each.gst for each in made)
    items = {item.id: item for item in result.right}
    opened = [items[each.item] for each in result.breaks if each.side is Side.RIGHT]
    drafting = Drafting("Q", CHART, load_model_chart(), LAST)
    fee, tax = (next(item for item in opened if item.labels["what"] == what) for what in ("fee", "gst"))
    # Books that never took a fee leave its ledger to a person, and the heads of its tax too.
    assert [(line.ledger, line.amount) for line in draft_open_line(ReconciliationKind.GATEWAY, GATEWAY, fee, drafting).lines] == [
        (GATEWAY, fee.amount), ("", -fee.amount),
    ]  # fmt: skip
    known = replace(tax, labels={**tax.labels, "heads": "igst"})
    drawn = draft_open_line(ReconciliationKind.GATEWAY, GATEWAY, known, drafting)
    assert [(line.ledger, line.amount) for line in drawn.lines] == [(GATEWAY, tax.amount), (IGST, -tax.amount)]
    off = replace(known, labels={**known.labels, "rate": ""})
    assert draft_open_line(ReconciliationKind.GATEWAY, GATEWAY, off, drafting).lines[1].ledger == ""


def test_one_fee_left_out_goes_where_the_books_take_the_others() -> None:
    made = events(8, days=20)
    books = booked(made, "by_order", 8)
    fees = [voucher for voucher in books.vouchers if voucher.narration.startswith("Fee of")]
    result, wrong, _ = compared(made, replace(books, vouchers=[voucher for voucher in books.vouchers if voucher is not fees[3]]))
    assert rules(wrong) == ["recon.gateway_fee", "recon.gateway_fee_tax"]
    items = {item.id: item for item in result.right}
    drafting = Drafting("Q", CHART, load_model_chart(), LAST)
    drafts = [draft_open_line(ReconciliationKind.GATEWAY, GATEWAY, items[each.item], drafting) for each in result.breaks if each.side is Side.RIGHT]
    assert sorted((line.ledger, line.amount) for draft in drafts for line in draft.lines if line.ledger != GATEWAY) == sorted(
        (line.ledger, line.amount) for line in fees[3].lines if line.ledger != GATEWAY
    )


def test_a_refund_and_a_chargeback_that_nobody_booked_go_to_who_paid() -> None:
    made = events(12, days=85)
    books = booked(made, "by_payment", 12)
    refund = next(each for each in made if each.kind == "refund")
    back = next(each for each in made if each.kind == "chargeback")
    kept = [voucher for voucher in books.vouchers if refund.payment not in voucher.narration and back.payment not in voucher.narration]
    result, wrong, unexplained = compared(made, replace(books, vouchers=kept))
    assert rules(wrong) == ["recon.chargeback", "recon.refund_not_booked"] and unexplained == 0
    items = {item.id: item for item in result.right}
    drafting = Drafting("Q", CHART, load_model_chart(), LAST)
    for each in result.breaks:
        draft = draft_open_line(ReconciliationKind.GATEWAY, GATEWAY, items[each.item], drafting)
        assert [line.ledger for line in draft.lines] == [GATEWAY, CUSTOMER] and draft.lines[1].amount > 0


def test_a_payment_entered_twice_is_told_and_neither_entry_is_accepted_alone() -> None:
    made = events(8, days=20)
    books = booked(made, "by_payment", 8)
    first = next(voucher for voucher in books.vouchers if "pay_" in voucher.narration)
    again = replace(first, key="v/again", number="V-again", day=first.day + timedelta(days=1))
    result, wrong, _ = compared(made, replace(books, vouchers=[*books.vouchers, again]))
    assert rules(wrong) == ["recon.payment_twice"]
    touched = [match for match in result.matches if any(part.item.startswith((first.key + "#", "v/again#")) for part in match.allocations)]
    assert [match.status for match in touched] == [MatchStatus.SUGGESTED]


def test_an_order_that_was_paid_twice_is_told() -> None:
    made = events(8, days=20)
    back = {each.order for each in made if each.gross < 0}
    twice = replace(next(each for each in made[5:] if each.order not in back), payment="Zz9Zz9Zz9Zz9Zz")
    whole = [*made, twice]
    _, wrong, _ = compared(whole, booked(whole, "by_payment", 8))
    assert rules(wrong) == ["recon.payment_twice"] and twice.order in wrong[0].sentence


def test_a_payout_that_no_bank_has_and_one_that_came_short_are_told() -> None:
    made = events(8, days=20)
    books = booked(made, "by_payment", 8)
    lost, short = books.bank[4], books.bank[6]
    lines = [replace(line, amount=Paise(line.amount - 500_00)) if line is short else line for line in books.bank if line is not lost]
    _, wrong, unexplained = compared(made, replace(books, bank=lines))
    assert {(each.rule, each.amount) for each in wrong} == {("recon.settlement_not_received", lost.amount), ("recon.settlement_differs", 500_00)}
    assert unexplained == 0


def test_a_payout_is_not_missed_while_no_statement_tells_of_its_days() -> None:
    made = events(8, days=20)
    paid = report_of(report(made), (), FIRST, LAST, {}).paid
    assert all(each.line is None for each in arrivals(paid, [], "Razorpay"))
    result, _, _ = compared(made, booked(made, "by_payment", 8))
    early = [AtBank(BANK, [], paid[0].day)]
    assert check_gateway(result, arrivals(paid, early, "Razorpay"), early) == ()


def test_a_payout_that_nobody_booked_is_drafted_to_the_only_bank() -> None:
    made = events(8, days=20)
    books = booked(made, "net", 8)
    gone = next(voucher for voucher in books.vouchers if "settlement, UTR" in voucher.narration)
    result, wrong, _ = compared(made, replace(books, vouchers=[voucher for voucher in books.vouchers if voucher is not gone]))
    assert rules(wrong) == ["recon.payout_not_booked"]
    item = {item.id: item for item in result.right}[next(each.item for each in result.breaks)]
    draft = draft_open_line(ReconciliationKind.GATEWAY, GATEWAY, item, Drafting("Q", CHART, load_model_chart(), LAST))
    assert draft.kind is VoucherKind.RECEIPT and [(line.ledger, line.amount) for line in draft.lines] == [(GATEWAY, item.amount), (BANK, -item.amount)]


def test_what_was_collected_before_the_quarter_is_what_the_books_carried_into_it() -> None:
    made = events(10, days=60, first=date(2026, 6, 1))
    books = booked(made, "by_order", 10)
    held = sum(line.amount for voucher in books.vouchers if voucher.day < FIRST for line in voucher.lines if line.ledger == GATEWAY)
    early = [each for each in made if each.day < FIRST and each.settled and each.settled >= FIRST]
    assert early and held > 0
    result, wrong, unexplained = compared(made, books, opening=held)
    assert unexplained == 0
    assert [each.rule for each in wrong] == []
    _, wrong, unexplained = compared(made, books, opening=held + 77_00)
    assert unexplained == -77_00 and rules(wrong) == ["recon.gateway_balance_differs"]
    assert result.as_of == LAST


def test_receipts_that_the_quarter_before_left_open_meet_their_settlement() -> None:
    made = events(10, days=60, first=date(2026, 6, 1))
    books = booked(made, "by_order", 10)
    every = gateway_book_items(books.vouchers, GATEWAY, date(2026, 6, 1), LAST)
    held = sum(item.amount for item in every if item.day < FIRST)
    orders = {key_of(each.order) for each in made if each.day < FIRST and each.settled and each.settled >= FIRST}
    carried = [replace(item, labels={**item.labels, CARRIED: FIRST.isoformat()}) for item in every if item.day < FIRST and key_of(item.reference) in orders]
    assert len(carried) == len([each for each in made if key_of(each.order) in orders and each.day < FIRST])
    ours = (*carried, *(item for item in every if item.day >= FIRST))
    found = report_of(report(made), ours, FIRST, LAST, {})
    result = reconcile(ReconciliationKind.GATEWAY, GATEWAY, ours, found.items, MatchPolicy(), LAST)
    met = {part.item for match in result.matches if match.status is MatchStatus.AUTO for part in match.allocations}
    assert {item.id for item in carried} <= met and result.breaks == ()
    assert wrong_matches(result, books, AUTO) == []
    balance = Paise(held + sum(item.amount for item in ours if CARRIED not in item.labels))
    figures = figures_at(Paise(0), balance, found.stated, LAST, (Paise(held), found.held))
    assert check_held(result, figures, 90) == ()


def test_entries_on_days_of_which_no_report_tells_are_told_once() -> None:
    books = booked(events(8, days=20), "by_order", 8)
    beyond = gateway_book_items(books.vouchers, GATEWAY, date(2026, 7, 15), LAST)
    (told,) = check_covered(GATEWAY, FIRST, date(2026, 7, 14), beyond)
    assert told.rule == "recon.gateway_part" and told.amount == sum(abs(item.amount) for item in beyond)
    assert check_covered(GATEWAY, FIRST, LAST, ()) == ()


def test_a_settlement_that_was_paid_in_two_transfers_meets_both_at_the_bank() -> None:
    made = events(8, days=20)
    number = next(each.settlement for each in made if sum(other.settlement == each.settlement for other in made) > 2)
    first = next(each for each in made if each.settlement == number and each.net > 0)
    parted = [replace(each, utr="SBIN000000000001") if each is first else each for each in made]
    whole = sum(each.net for each in made if each.settlement == number)
    books = booked(made, "by_payment", 8)
    line = next(line for line in books.bank if line.amount == whole)
    lines = [each for each in books.bank if each is not line]
    lines += [
        replace(line, amount=Paise(whole - first.net)),
        replace(line, amount=Paise(first.net), reference="SBIN000000000001", narration="NEFT SBIN000000000001"),
    ]
    _, wrong, unexplained = compared(parted, replace(books, bank=lines))
    assert [each.rule for each in wrong if each.rule.startswith("recon.settlement")] == [] and unexplained == 0


def test_a_receipt_that_the_gateway_does_not_know_is_told_once_it_is_no_longer_on_its_way() -> None:
    made = events(8, days=88)
    books = booked(made, "by_payment", 8)
    books.book(date(2026, 8, 3), VoucherKind.RECEIPT, "Razorpay pay_Unknown99999xx for WEB1", [(GATEWAY, 5_000_00), (CUSTOMER, -5_000_00)], [None])
    books.book(date(2026, 9, 29), VoucherKind.RECEIPT, "Razorpay pay_Newest888888xx for WEB2", [(GATEWAY, 6_000_00), (CUSTOMER, -6_000_00)], [None])
    result, wrong, unexplained = compared(made, books)
    assert [(each.rule, each.amount) for each in wrong] == [("recon.order_not_settled", 5_000_00)]
    assert len(result.breaks) == 2 and unexplained == 0


def test_fee_habits_of_books_that_took_fees() -> None:
    books = booked(events(8, days=20), "by_order", 8)
    assert fee_habits(books.vouchers, GATEWAY, CHART, frozenset(), ()) == {"fee_ledger": FEES, "heads": "igst"}
    assert fee_habits([], GATEWAY, CHART, frozenset({"29AAACR5055K1ZK"}), ("29AAPFU0939F1ZR",)) == {"heads": "cgst,sgst"}
    assert fee_habits([], GATEWAY, CHART, frozenset({"27AAACR5055K1ZO"}), ("29AAPFU0939F1ZR",)) == {"heads": "igst"}


def test_the_order_of_lines_changes_nothing() -> None:
    made = events(13, days=30)
    books = booked(made, "by_payment", 13)
    turned = replace(books, vouchers=books.vouchers[::-1])
    one, other = compared(made, books)[0], compared(made[::-1], turned)[0]
    assert one.matches == other.matches and one.breaks == other.breaks


def careless(books: Books, seed: int) -> Books:
    """A tenth of the entries lost their number, some were typed wrong, entered twice, or never; what is entered twice is of nothing."""
    rng = random.Random(seed)
    made: list[Voucher] = []
    for voucher in books.vouchers:
        luck = rng.random()
        own = [index for index, line in enumerate(voucher.lines) if line.ledger == GATEWAY]
        if luck < 0.03:
            continue
        if luck < 0.13:
            made.append(replace(voucher, narration="Web", reference=""))
        elif luck < 0.17 and len(own) == 1:
            gap = rng.choice((1_00, 90_00, -9_00))
            lines = [replace(line, amount=Paise(line.amount + gap)) if index == own[0] else line for index, line in enumerate(voucher.lines)]
            made.append(replace(voucher, lines=(*lines, Line("Round off", Paise(-gap)))))
        elif luck < 0.2:
            again = replace(voucher, key=f"{voucher.key}/again", number=f"{voucher.number}-2", day=voucher.day + timedelta(days=3))
            made += [voucher, again]
            books.truth.update({f"{again.key}#{index}": books.truth[f"{voucher.key}#{index}"] for index in own if f"{voucher.key}#{index}" in books.truth})
        else:
            made.append(voucher)
    return replace(books, vouchers=made)


@pytest.mark.parametrize("seed", (40, 44))
@pytest.mark.parametrize("habit", HABITS)
def test_in_careless_books_of_a_shop_of_few_prices_nothing_wrong_is_accepted(habit: str, seed: int) -> None:
    prices = (499_00, 999_00, 1_499_00)
    made = []
    for number, each in enumerate(events(seed, days=60), start=1):
        if each.gross > 0:
            gross = prices[number % 3]
            fee = share(gross, "2")
            each = replace(each, gross=gross, fee=fee, gst=share(fee, "18"))
        else:
            each = replace(each, gross=-prices[number % 3])
        # Orders are counted from one: their numbers are as short as any other number of the books.
        made.append(replace(each, order=str(number)))
    net: dict[str, int] = {}
    for each in made:
        net[each.settlement] = net.get(each.settlement, 0) + each.net
    made = [each for each in made if net[each.settlement] > 0]
    books = careless(booked(made, habit, seed), seed)
    result, _, unexplained = compared(made, books)
    assert wrong_matches(result, books, AUTO) == []
    assert unexplained == 0
