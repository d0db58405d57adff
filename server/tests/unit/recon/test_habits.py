"""A word becomes an alias only where people always accept it for one party."""

from qrt.core.recon.habits import Told, back_test, find_habits


def told(text: str, *parties: str, by_person: bool = True) -> Told:
    return Told(text, frozenset(parties), by_person)


THREE = [told(f"NEFT-SBIN{n}-ZPHYR-INV", "Zephyr Home Appliances") for n in range(3)]


def test_a_word_that_people_accepted_three_times_for_one_party_is_proposed_with_its_back_test() -> None:
    (habit,) = find_habits([*THREE, told("UPI/ZPHYR/9", "Zephyr Home Appliances", by_person=False)])
    assert (habit.alias, habit.party, habit.accepted, habit.would_match, habit.wrong) == ("ZPHYR", "Zephyr Home Appliances", 3, 4, 0)
    assert habit.examples == ("NEFT-SBIN0-ZPHYR-INV", "NEFT-SBIN1-ZPHYR-INV", "NEFT-SBIN2-ZPHYR-INV")


def test_twice_is_no_habit_and_what_rules_accepted_counts_for_nothing() -> None:
    assert find_habits([*THREE[:2], told("ZPHYR", "Zephyr Home Appliances", by_person=False)]) == ()


def test_a_word_that_also_stands_with_another_party_is_not_proposed() -> None:
    assert find_habits([*THREE, told("ZPHYR SALES", "Another Limited", by_person=False)]) == ()


def test_words_of_payment_and_words_of_the_name_are_no_aliases() -> None:
    assert find_habits([told("NEFT TRANSFER PAYMENT", "Zephyr Home Appliances")] * 5) == ()
    assert find_habits([told("NEFT ZEPHYR", "Zephyr Home Appliances")] * 5) == ()


def test_what_was_given_or_declined_is_not_proposed_again() -> None:
    assert find_habits(THREE, {("ZPHYR", "Zephyr Home Appliances")}) == ()


def test_the_back_test_counts_matches_of_other_parties_as_wrong_and_leaves_out_those_of_no_party() -> None:
    lines = [*THREE, told("ZPHYR", "Another Limited"), told("ZPHYR"), told("OTHER", "Another Limited")]
    habit = back_test("ZPHYR", "Zephyr Home Appliances", 3, lines)
    assert (habit.would_match, habit.wrong) == (3, 1)
