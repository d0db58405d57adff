"""The approval ladder, case by case."""

from datetime import date

import pytest

from qrt.core.base.actor import Person
from qrt.core.base.money import Paise
from qrt.core.journals.approval import CHECKER, DEFAULT, Need, Rule, able, check_rules, need_of, open_seats, why_not
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, VoucherDraft, VoucherKind

LAKH = 1_00_000_00
CHART = {
    account.name: account
    for account in (
        LedgerAccount("KT", "Rent"),
        LedgerAccount("KT", "Landlord", role="creditor"),
        LedgerAccount("KT", "Bank", role="bank"),
        LedgerAccount("KT", "CGST Input", role="input_cgst"),
        LedgerAccount("KT", "Share Capital", schedule_key="D1.EL.SF.CAP"),
        LedgerAccount("KT", "Other Equity", schedule_key="D2.EQ.OTH"),
    )
}
MANAGER, EXEC = frozenset({CHECKER}), frozenset({"finance_exec"})


def draft(amount: int, debit: str = "Rent", credit: str = "Landlord", source: SourceKind = SourceKind.PAPER) -> VoucherDraft:
    lines = (Line(debit, Paise(amount)), Line(credit, Paise(-amount)))
    return VoucherDraft("k", "KT", VoucherKind.JOURNAL, date(2026, 9, 30), lines, source)


@pytest.mark.parametrize(
    ("entry", "people", "because"),
    [
        (draft(1_00), 1, ()),
        (draft(LAKH), 1, ()),
        (draft(10 * LAKH), 1, ()),
        (draft(10 * LAKH + 1), 2, ("Above ₹ 10,00,000.00",)),
        (draft(1_00, "Share Capital"), 2, ("Moves equity",)),
        (draft(1_00, credit="Other Equity"), 2, ("Moves equity",)),
        (draft(LAKH, credit="Bank", source=SourceKind.PERSON), 1, ()),
        (draft(LAKH + 1, credit="Bank", source=SourceKind.PERSON), 2, ("Written by hand, moves bank, cash or tax, above ₹ 1,00,000.00",)),
        (draft(LAKH + 1, "CGST Input", source=SourceKind.PERSON), 2, ("Written by hand, moves bank, cash or tax, above ₹ 1,00,000.00",)),
        (draft(LAKH + 1, credit="Bank"), 1, ()),
        (draft(LAKH + 1, source=SourceKind.PERSON), 1, ()),
        (draft(1_00, "A ledger that is new"), 1, ()),
    ],
)
def test_the_usual_ladder_asks_for_so_many(entry: VoucherDraft, people: int, because: tuple[str, ...]) -> None:
    need = need_of(DEFAULT, entry, CHART)
    assert need.seats == (CHECKER,) * people
    assert need.because == because


def test_no_ladder_lets_an_entry_post_that_nobody_approved() -> None:
    assert need_of((), draft(1), CHART).seats == (CHECKER,)
    only_large = (Rule("Large", (CHECKER, CHECKER), above_paise=LAKH),)
    assert need_of(only_large, draft(LAKH), CHART).seats == (CHECKER,)


def test_two_rules_ask_for_as_many_as_the_stricter_and_not_for_their_sum() -> None:
    rules = (Rule("Two", (CHECKER, CHECKER)), Rule("Three on this ledger", (CHECKER,) * 3, ledgers=frozenset({"Rent"})))
    assert len(need_of(rules, draft(1), CHART).seats) == 3
    assert len(need_of(rules, draft(1, "Bank"), CHART).seats) == 2


@pytest.mark.parametrize(
    ("seats", "approved", "left"),
    [
        ((CHECKER,), [], 1),
        ((CHECKER,), [MANAGER], 0),
        ((CHECKER, CHECKER), [MANAGER], 1),
        ((CHECKER, CHECKER), [MANAGER, MANAGER], 0),
        ((CHECKER, CHECKER), [MANAGER, EXEC], 1),
        # Whoever can sit on two kinds of seat leaves the other one to whom it fits alone.
        (("admin", CHECKER), [frozenset({"admin", CHECKER}), frozenset({"admin"})], 0),
        (("admin", CHECKER), [frozenset({"admin"}), frozenset({"admin"})], 1),
    ],
)
def test_each_person_takes_one_seat(seats: tuple[str, ...], approved: list[frozenset[str]], left: int) -> None:
    assert open_seats(Need(seats), approved) == left


PEOPLE = {"1": ("A. Rao", MANAGER), "2": ("D. Rao", MANAGER), "3": ("E. Exec", EXEC)}


@pytest.mark.parametrize(
    ("who", "roles", "maker", "approved", "code", "says"),
    [
        ("1", MANAGER, "3", {}, "", ""),
        ("1", MANAGER, "", {}, "", ""),
        ("1", MANAGER, "1", {}, "voucher.maker_is_checker", "You made this; D. Rao can approve."),
        ("1", MANAGER, "3", {"1": "A. Rao"}, "voucher.approved_by_you", "You approved this already; D. Rao can approve."),
        ("3", EXEC, "3", {}, "auth.forbidden", "Your roles do not include approving. A. Rao or D. Rao can approve."),
        ("1", MANAGER, "1", {"2": "D. Rao"}, "voucher.maker_is_checker", "nobody else here can approve it yet"),
    ],
)
def test_why_a_person_may_not_approve_is_said_with_who_can(who: str, roles: frozenset[str], maker: str, approved: dict[str, str], code: str, says: str) -> None:
    found, sentence = why_not(Need((CHECKER,)), Person(who, PEOPLE[who][0], roles), maker, approved, PEOPLE)
    assert found == code
    assert says in sentence


def test_those_who_can_are_neither_maker_nor_done_nor_without_the_role() -> None:
    assert able(Need((CHECKER,)), "1", [], PEOPLE) == ("D. Rao",)
    assert able(Need((CHECKER,)), "", ["2"], PEOPLE) == ("A. Rao",)


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ((Rule("x", ("viewer",)),), "viewer"),
        ((Rule("x", ()),), "0 people"),
        ((Rule("x", (CHECKER,) * 6),), "6 people"),
        ((Rule("x", (CHECKER,)), Rule("X ", (CHECKER,))), "name of its own"),
        ((Rule("x", (CHECKER,), above_paise=-1),), "no limit"),
    ],
)
def test_a_ladder_that_nobody_can_climb_is_refused(rules: tuple[Rule, ...], says: str) -> None:
    assert says in " ".join(check_rules(rules))


def test_the_usual_ladder_is_sound() -> None:
    assert check_rules(DEFAULT) == ()
