"""What a typed query means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.money import Paise, rupees
from qrt.core.ledger.search import Term, forms, is_one_slip, read_query, words


def amounts(text: str) -> list[tuple[int | None, int | None]]:
    return [(term.low, term.high) for term in read_query(text)]


@pytest.mark.parametrize(
    ("text", "paise"),
    [
        ("1,18,000", 1_18_000_00),
        ("118000.00", 1_18_000_00),
        ("1,18,000.50", 1_18_000_50),
        ("₹ 1,18,000", 1_18_000_00),
        ("Rs. 500.25", 500_25),
        ("1l", 1_00_000_00),
        ("1.5 lakh", 1_50_000_00),
        ("2cr", 2_00_00_000_00),
        ("25k", 25_000_00),
    ],
)
def test_what_is_written_like_an_amount_is_one(text: str, paise: int) -> None:
    assert read_query(text) == (Term(read_query(text)[0].text, (), Paise(paise), Paise(paise)),)


def test_a_bare_number_may_be_an_amount_or_the_number_of_a_voucher() -> None:
    assert read_query("00118") == (Term("00118", ("118",), Paise(118_00), Paise(118_00)),)


def test_ranges_take_units_and_open_ends_and_either_order() -> None:
    assert amounts("1l..2l") == [(1_00_000_00, 2_00_000_00)]
    assert amounts("2 lakh .. 1 lakh") == [(1_00_000_00, 2_00_000_00)]
    assert amounts("..5,000") == [(0, 5_000_00)]
    assert amounts("5000..")[0][0] == 5_000_00


def test_words_and_amounts_stand_side_by_side() -> None:
    first, second = read_query("Asha-Steel 1,18,000")
    assert first == Term("Asha-Steel", ("asha", "steel"))
    assert (second.words, second.low) == ((), rupees("1,18,000"))


@pytest.mark.parametrize("text", ["", "   ", "..", "-", "\x00", "....", "..x", "₹"])
def test_nothing_sensible_is_no_term_or_a_word_and_never_an_error(text: str) -> None:
    assert all(term.words for term in read_query(text))


@given(st.text(max_size=60))
def test_no_query_fails_and_no_word_is_empty_or_has_a_mark(text: str) -> None:
    for term in read_query(text):
        assert term.low is None or (term.high is not None and 0 <= term.low <= term.high)
    assert all(word and not set(word) & set(" .,/-") for word in words(text))


def test_numbers_of_vouchers_fall_into_words_without_leading_noughts() -> None:
    assert words("PUR/2026-27/00042") == ("pur", "2026", "27", "42")
    assert words("000") == ("0",)


@pytest.mark.parametrize(
    ("one", "other"), [("reliance", "relaince"), ("reliance", "relance"), ("reliance", "relliance"), ("reliance", "relianve"), ("steel", "stee")]
)
def test_one_slip_is_found_both_ways_and_shares_a_form(one: str, other: str) -> None:
    assert is_one_slip(one, other) and is_one_slip(other, one)
    assert set(forms(one)) & set(forms(other))


@pytest.mark.parametrize(("one", "other"), [("steel", "steel"), ("steel", "stole"), ("abcd", "cdab"), ("steel", "st"), ("abcde", "axcye")])
def test_two_slips_or_none_are_not_one(one: str, other: str) -> None:
    assert not is_one_slip(one, other)


@given(st.text("abc", min_size=2, max_size=7), st.integers(0, 6), st.sampled_from("abcd"))
def test_whatever_is_one_slip_apart_shares_a_form(word: str, place: int, letter: str) -> None:
    place %= len(word)
    for other in (word[:place] + word[place + 1 :], word[:place] + letter + word[place:], word[:place] + letter + word[place + 1 :]):
        if other != word:
            assert is_one_slip(word, other)
            assert set(forms(word)) & set(forms(other))
