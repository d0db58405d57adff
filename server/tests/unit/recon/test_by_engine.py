"""Items of a close through the engine: what stays open, what is said of it, what is known beforehand."""

from datetime import date

import polars as pl

from qrt.core.base.money import Paise, rupees
from qrt.core.close.recon_decided import ALIAS_SET, aliases_of
from qrt.core.close.types import Decision
from qrt.core.recon.engine.completion import said_count
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.to_items import is_named
from qrt.core.recon.match import accepted_from, reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, ReconciliationKind, Side, Stage

AS_OF = date(2026, 9, 30)
UTR, SECOND = "SBINN26274112345", "HDFCN26274199999"


def item(number: str, day: str, amount: str, **more: str) -> Item:
    return Item(number, date.fromisoformat(f"2026-{day}"), rupees(amount), **more)


def run(left: list[Item], right: list[Item], learnt: Learnt | None = None, kind: ReconciliationKind = ReconciliationKind.BANK) -> Reconciliation:
    return reconcile(kind, "x", left, right, MatchPolicy(), AS_OF, learnt)


def test_what_one_side_took_back_itself_stays_open_on_both_lines_for_the_books_lack_it() -> None:
    left = [item("L", "07-20", "-900", party="Kaveri Castings", reference=UTR)]
    right = [
        item("R", "07-20", "-900", narration=f"NEFT KAVERI CASTINGS {UTR}"),
        item("A", "08-01", "50000", narration="CLG CHQ 000451 NARMADA SPARES", reference="000451"),
        item("B", "08-04", "-50000", narration="CHQ RETURN 000451 NARMADA SPARES INSUFFICIENT FUNDS", reference="000451"),
    ]
    result = run(left, right)
    assert len(result.matches) == 1
    assert {each.item for each in result.breaks} == {"A", "B"} and all(each.why_not for each in result.breaks)


def test_nil_lines_are_breaks_at_once_and_two_empty_sides_are_nothing() -> None:
    result = run([item("L", "07-20", "0")], [])
    assert [(each.item, each.why_not) for each in result.breaks] == [("L", "its amount is nil")]
    assert run([], []).matches == ()


def test_lines_that_bear_the_payments_own_reference_are_no_twins_of_each_other() -> None:
    left = [item(f"L{n}", "08-11", "-34555", party="Ekdant Roadlines", reference=reference) for n, reference in enumerate((UTR, SECOND))]
    right = [item(f"R{n}", "08-11", "-34555", narration=f"NEFT EKDANT ROADLINES {reference}") for n, reference in enumerate((UTR, SECOND))]
    result = run(left, right)
    assert {tuple(part.item for part in match.allocations) for match in result.matches} == {("L0", "R0"), ("L1", "R1")}
    assert {match.status for match in result.matches} == {MatchStatus.AUTO}


def test_a_party_that_the_narration_alone_names_is_accepted_and_a_round_sum_of_nobody_is_not() -> None:
    books = [item("L", "07-18", "-4206.50", party="General Office Expenses", narration="Being cab and conveyance paid to Om Stationers UPI")]
    bank = [item("R", "07-18", "-4206.50", party="CAB AND CONVEYANCE", narration="UPI/P2A/OM STATIONERS/CAB AND CONVEYANCE")]
    assert run(books, bank).matches[0].status is MatchStatus.AUTO
    cash = [item("L", "07-18", "-60000", party="Petty Cash", narration="Being cash withdrawn")], [item("R", "07-18", "-60000", narration="ATM WDL-9136-PUNE")]
    assert run(*cash).matches[0].status is MatchStatus.SUGGESTED


def test_a_charge_of_the_bank_is_accepted_as_the_charge_that_the_books_have() -> None:
    match = run(
        [item("L", "08-31", "-118", party="Bank Charges", narration="Being bank charges")], [item("R", "08-31", "-118", narration="SMS CHARGES")]
    ).matches[0]
    assert match.status is MatchStatus.AUTO


def test_a_part_of_a_payment_is_found_though_a_financial_year_stands_in_its_number() -> None:
    left = [item("L", "08-26", "99581", party="Bhairav Polymer Ltd", reference="722148", narration="Being NC/26-27/0675 received Ch. No. 722148")]
    right = [
        item("R1", "09-01", "59748", party="BHAIRAV POLYMER LT", reference="722148", narration="BY CLEARING 722148 BHAIRAV POLYMER LT"),
        item("R2", "09-01", "39833", party="BHAIRAV POLYMER LT", reference=UTR, narration=f"BY CLEARING {UTR} BHAIRAV POLYMER LT"),
    ]
    (match,) = run(left, right).matches
    assert len(match.allocations) == 3 and match.difference == 0
    texts = pl.DataFrame({"text": ["BEING NC/26-27/0675 RECEIVED", "BULK 18 TXNS", "CMS/F33951391/8"]})
    assert texts.select(said_count(pl.col("text"))).to_series().to_list() == [None, 18, 8]


def test_equal_lines_of_one_party_are_accepted_in_order_by_their_own_stage() -> None:
    left = [item(f"L{day}", day, "-77367", party="Rudra Machinery") for day in ("08-10", "08-11")]
    right = [item(f"R{day}", day, "-77367", narration="NEFT RUDRA MACHINERY") for day in ("08-11", "08-12")]
    assert [(match.stage, match.status) for match in run(left, right).matches] == [(Stage.IN_ORDER, MatchStatus.AUTO)] * 2


def test_the_reason_of_a_difference_names_it_where_it_has_a_name() -> None:
    charged = run([item("L", "07-01", "10000", reference=UTR)], [item("R", "07-01", "9988.20", reference=UTR)]).matches[0]
    slipped = run([item("L", "07-01", "-5430", reference=UTR)], [item("R", "07-01", "-5340", reference=UTR)]).matches[0]
    assert is_named(charged) and not is_named(slipped)


def test_the_newest_alias_of_a_text_counts_and_an_empty_party_takes_it_back() -> None:
    said = [Decision(ALIAS_SET, "ZEPHYR", {"party": "Kaveri Castings"}), Decision(ALIAS_SET, "QUARTZ", {"party": "Narmada Spares"})]
    assert aliases_of(said) == (("QUARTZ", "Narmada Spares"), ("ZEPHYR", "Kaveri Castings"))
    assert aliases_of([*said, Decision(ALIAS_SET, "ZEPHYR", {"party": ""})]) == (("QUARTZ", "Narmada Spares"),)


def test_an_alias_that_people_gave_makes_one_party_of_two_names() -> None:
    left, right = [item("L", "07-01", "50000", party="Kaveri Castings")], [item("R", "07-02", "50000", narration="NEFT ZEPHYR")]
    before, after = run(left, right), run(left, right, Learnt((("ZEPHYR", "Kaveri Castings"),)))
    assert MatchStatus.AUTO not in {match.status for match in before.matches}
    assert [match.status for match in after.matches] == [MatchStatus.AUTO]


def test_a_statement_of_a_party_is_told_apart_by_what_each_line_is() -> None:
    def line(number: str, paise: str, what: str) -> Item:
        return Item(number, date(2026, 7, 3), rupees(paise), "", "", "Bharat Mills", labels={"kind" if number[0] == "L" else "what": what})

    left, right = (
        [line("L1", "1000.50", "payment"), line("L2", "1000.50", "debit_note")],
        [line("R1", "1000.50", "payment"), line("R2", "1000.50", "debit_note")],
    )
    pairs = {tuple(part.item for part in match.allocations) for match in run(left, right, kind=ReconciliationKind.PARTY).matches}
    assert pairs == {("L1", "R1"), ("L2", "R2")}


def test_every_item_is_allocated_whole_and_the_rest_is_the_difference() -> None:
    result = run([item("L", "07-01", "10000", reference=UTR)], [item("R", "07-01", "9988.20", reference=UTR)])
    amounts = {part.side: part.amount for part in result.matches[0].allocations}
    assert amounts == {Side.LEFT: rupees("10000"), Side.RIGHT: rupees("9988.20")}
    assert result.matches[0].difference == Paise(1180) and 0.5 < accepted_from(result, MatchPolicy()) < 1
