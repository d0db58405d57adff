"""What rows of a bench are searched by."""

from datetime import date

from qrt.core.base.money import Paise
from qrt.core.recon.search import WORDS_MAX, Sought, read_words, search_text
from qrt.core.recon.types import Item


def line(amount: int, narration: str, reference: str = "", party: str = "") -> Item:
    return Item("x", date(2026, 9, 30), Paise(amount), reference, narration, party)


def found(text: str, said: str) -> bool:
    return all(any(word in said for word in (each.word, each.amount_word) if word) for each in read_words(text))


def test_a_pair_says_what_both_its_lines_say_each_word_once() -> None:
    said = search_text([line(-118_00, "NEFT Asha Steel", "UTR000501"), line(-118_00, "Asha Steel, bill 17", party="Asha Steel")])
    assert said == " neft asha steel utr000501 #11800 steel, bill 17 "
    assert search_text([]) == ""


def test_a_line_is_found_by_a_part_of_a_word_and_by_its_amount_as_people_write_it() -> None:
    said = search_text([line(-1_18_000_50, "NEFT ASHA STEEL UTR000000000501")])
    for text in ("asha", "SHA STE", "000000000501", "501", "1,18,000.50", "118000.50", "(1,18,000.50)", "neft 1,18,000.50"):
        assert found(text, said), text
    for text in ("bharat", "1,18,000", "18,000.50", "neft bharat"):
        assert not found(text, said), text


def test_a_search_asks_for_few_words_and_for_amounts_only_where_a_word_is_one() -> None:
    assert read_words(" Neft  12.5\x00 ") == (Sought("neft"), Sought("12.5", " #1250 "))
    assert len(read_words("a " * 50)) == WORDS_MAX
    assert read_words("   ") == ()
