"""The choice of a ledger: history first, then the company, then what everybody knows; a person's word counts at once; unsure answers say so."""

from decimal import Decimal

import pytest

from qrt.adapters.rulebook.knowledge import load_knowledge
from qrt.adapters.rulebook.read import RULES_FOLDER
from qrt.core.base.errors import Refused
from qrt.core.learning.accounts import ABSTAIN, Case, Learned, Taught
from qrt.core.learning.words import signs_of, words_of
from qrt.core.ledger.types import LedgerAccount
from tests.evals.account_phrases import CHARTS, PHRASES

KNOWLEDGE = load_knowledge()
CHART = {name: LedgerAccount("A", name, group, nature) for name, (group, nature) in CHARTS[0].items()}


def case(text: str = "", party: str = "Acme Works", hsn: str = "", **more) -> Case:
    return Case("purchase", party, words=words_of([text]), hsns=(hsn,) if hsn else (), **more)


def answer(asked: Case, *taught: Taught, chart=CHART):
    return Learned(taught, chart, KNOWLEDGE).choose(asked)


def test_a_partys_own_habit_outranks_what_everybody_knows() -> None:
    habit = [Taught(case("grinding of rollers", hsn="998873"), "R & M - Plant", f"P-{n}") for n in range(3)]
    found = answer(case("grinding of rollers", hsn="998873"), *habit)
    assert found
    assert (found.ledger, found.tier) == ("R & M - Plant", "memory")
    assert "3 of this party's 3" in found.reason


def test_one_party_that_sells_two_things_is_asked_by_what_it_sold() -> None:
    both = [Taught(case("laptop", hsn="8471"), "Computers", "P-1"), Taught(case("copier paper", hsn="4802"), "Office Stationery", "P-2")] * 2
    assert answer(case("laptop charger", hsn="8471"), *both).ledger == "Computers"
    assert answer(case("a4 copier paper", hsn="4802"), *both).ledger == "Office Stationery"


def test_a_correction_decides_the_next_similar_case_at_once() -> None:
    habit = [Taught(case("annual maintenance of lathe"), "Plant & Equipment", f"P-{n}") for n in range(9)]
    corrected = Taught(case("annual maintenance of lathe"), "R & M - Plant", "D. Rao", corrected=True)
    found = answer(case("annual maintenance of lathe"), *habit, corrected)
    assert found
    assert found.ledger == "R & M - Plant"
    assert "D. Rao" in found.reason
    assert found.others[0][0] == "Plant & Equipment"


def test_a_correction_of_something_else_does_not_reach_over() -> None:
    habit = [Taught(case("copier paper", hsn="4802"), "Office Stationery", f"P-{n}") for n in range(5)]
    corrected = Taught(case("revolving chair", hsn="9401"), "Furniture", "D. Rao", corrected=True)
    assert answer(case("copier paper", hsn="4802"), *habit, corrected).ledger == "Office Stationery"


def test_nothing_said_and_nothing_known_chooses_nothing() -> None:
    found = answer(case("zxqv"))
    assert found is None or found.confidence < ABSTAIN


def test_a_ledger_of_another_rate_is_not_chosen() -> None:
    chart = {name: LedgerAccount("A", name, "Purchase Accounts", "expense") for name in ("Purchase @18%", "Purchase @5%")}
    taught = [Taught(case("hex bolts", party="Bolt House", hsn="7318", rate=Decimal(18)), "Purchase @18%", f"P-{n}") for n in range(4)]
    taught += [Taught(case("cotton yarn", party="Yarn House", hsn="5205", rate=Decimal(5)), "Purchase @5%", f"P-{n}") for n in range(4)]
    found = answer(case("cotton yarn", party="Bolt House", hsn="5205", rate=Decimal(5)), *taught, chart=chart)
    assert found
    assert found.ledger == "Purchase @5%"


def test_what_is_said_with_certainty_about_bills_never_seen_is_right() -> None:
    """Bills written by hand, a chart of other names, nothing booked: nine in ten right where it is sure, and it is sure of half."""
    learned = Learned([], CHART, KNOWLEDGE)
    sure = right = 0
    for text, hsn, ledger in PHRASES:
        found = learned.choose(Case("purchase", words=words_of([text]), hsns=(hsn,) if hsn else ()))
        if found and found.confidence >= 0.85:
            sure += 1
            right += found.ledger == ledger
    assert sure >= len(PHRASES) // 2
    assert right >= 0.95 * sure


def test_words_are_told_without_numbers_names_of_months_and_codes() -> None:
    assert words_of(["Rent for August 2026, GSTIN 27AABCQ4821K1ZB", "Security guards (monthly)"]) == ("rent", "gstin", "security", "guard")
    assert signs_of(("rent",), ("9972-12",), Decimal("18.00")) == ("h2:99", "h4:9972", "h6:997212", "r:18", "w:rent")


def test_a_row_of_words_for_an_unknown_account_is_refused_by_its_number(tmp_path) -> None:
    folder = tmp_path
    for name in ("chart_of_accounts.yaml", "schedule_iii.yaml", "ledger_names.yaml"):
        (folder / name).write_bytes((RULES_FOLDER / name).read_bytes())
    (folder / "account_words.yaml").write_text('accounts:\n  - {code: "5402", side: purchase, words: [rent]}\n  - {code: "0000", side: purchase, words: [x]}\n')
    with pytest.raises(Refused, match="row 2"):
        load_knowledge(folder)
