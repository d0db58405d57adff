"""The ladder of GSTR-2B rules on the worked cases of the domain facts."""

from datetime import date

from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import Gstr2bLine
from qrt.core.recon.gstr2b import gst_status, gstin_is_near, inward_items, reconcile_gstr2b
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, MatchStatus, Reconciliation

ONE, OTHER = "29AABCT1332L1ZA", "27AABCQ4821K1ZB"


def item(key: str, number: str, day: str, taxable: str, igst: str, gstin: str = ONE, party: str = "Tungabhadra Spares") -> Item:
    taxes = {"taxable": rupees(taxable), "igst": rupees(igst), "cgst": Paise(0), "sgst": Paise(0), "cess": Paise(0)}
    return Item(key, date.fromisoformat(f"2026-{day}"), Paise(sum(taxes.values())), number, "", party, None, taxes, {"gstin": gstin, "pan": gstin[2:12]})


def run(left: list[Item], right: list[Item]) -> Reconciliation:
    return reconcile_gstr2b("Q", left, right, MatchPolicy(), date(2026, 12, 1))


def status(left: Item, right: Item) -> str:
    return gst_status(run([left], [right]))[left.id]


def test_the_worked_cases_get_their_words() -> None:
    assert status(item("a", "TS/26-27/118", "10-09", "100000", "18000"), item("b", "TS/26-27/118", "10-09", "100000", "18000")) == "exact"
    assert status(item("a", "TS-118", "10-09", "100000", "18000.40"), item("b", "TS/26-27/118", "10-09", "100000", "18000")) == "suggested"
    assert status(item("a", "452", "10-21", "50000", "9000"), item("b", "0452", "10-21", "50000", "9000")) == "suggested"
    assert status(item("a", "77", "10-20", "50000", "9050"), item("b", "77", "10-20", "50000", "9000")) == "mismatch"
    assert status(item("a", "A-5", "10-20", "50000", "9000"), item("b", "ZX/911", "10-24", "50000", "9000")) == "residual"
    assert status(item("a", "A-5", "10-20", "50000", "9000"), item("b", "ZX/911", "11-20", "50000", "9000")) == "missing_in_2b"


def test_neighbours_in_a_series_are_not_one_document() -> None:
    result = run([item("a", "INV20260118", "10-09", "100000", "18000")], [item("b", "INV20260119", "10-11", "70000", "12600")])
    assert gst_status(result) == {"a": "missing_in_2b", "b": "missing_in_books"}
    assert all(each.why_not for each in result.breaks)


def test_another_registration_of_the_same_pan_is_a_mismatch() -> None:
    assert status(item("a", "77", "10-20", "50000", "9000", "27AABCT1332L1ZE"), item("b", "77", "10-20", "50000", "9000")) == "mismatch"


def test_a_typing_slip_in_the_gstin_is_found_by_number_and_amount() -> None:
    wrong = "29AABCT1323L1ZA"
    assert gstin_is_near(ONE, wrong) and not gstin_is_near(ONE, OTHER) and not gstin_is_near(ONE, ONE)
    assert status(item("a", "77", "10-20", "50000", "9000", wrong), item("b", "77", "10-20", "50000", "9000")) == "mismatch"


def test_a_document_booked_in_two_vouchers_is_one_match() -> None:
    left = [item("a", "77", "10-20", "30000", "5400"), item("b", "77", "10-20", "20000", "3600")]
    result = run(left, [item("c", "77", "10-20", "50000", "9000")])
    assert [(len(match.allocations), match.difference) for match in result.matches] == [(3, 0)]


def test_the_second_booking_stays_open_and_the_first_is_not_accepted_blindly() -> None:
    left = [item("a", "77", "10-20", "50000", "9000"), item("b", "77", "10-20", "50000", "9000")]
    result = run(left, [item("c", "77", "10-20", "50000", "9000")])
    assert len(result.matches) == 1 and result.matches[0].status is MatchStatus.SUGGESTED
    assert len(result.breaks) == 1 and "duplicate" in result.breaks[0].why_not


def test_a_party_without_gstin_is_suggested_by_name_and_never_accepted() -> None:
    result = run([item("a", "77", "10-20", "50000", "9000", "", "Tungabhadra Spares Pvt Ltd")], [item("b", "77", "10-20", "50000", "9000")])
    assert result.matches[0].status is MatchStatus.SUGGESTED


def line(number: str, section: str = "b2b", kind: str = "invoice", original: str = "") -> Gstr2bLine:
    return Gstr2bLine(
        Place("0" * 64),
        section,
        ONE,
        "T",
        number,
        date(2026, 10, 9),
        kind,
        rupees("100"),
        rupees("18"),
        Paise(0),
        Paise(0),
        Paise(0),
        rupees("118"),
        original_number=original,
    )


def test_an_amendment_takes_the_place_of_its_original_and_credit_notes_are_negative() -> None:
    items = inward_items([line("A/1"), line("A/1-R", "b2ba", original="A/1"), line("CN1", "cdnr", "credit_note")])
    assert [(each.reference, each.amount) for each in items] == [("A/1-R", rupees("118")), ("CN1", rupees("-118"))]


def test_the_next_bill_of_a_monthly_fee_is_never_accepted_for_this_ones() -> None:
    left, right = item("a", "PKE/0061/26-27", "09-25", "291000", "34920"), item("b", "PKE/0062/26-27", "09-24", "291000", "34920")
    match = run([left], [right]).matches[0]
    assert (match.status, gst_status(run([left], [right]))["a"]) == (MatchStatus.SUGGESTED, "residual")


def test_a_series_left_out_is_spelling_and_accepted() -> None:
    match = run([item("a", "118", "09-25", "291000", "34920")], [item("b", "PKE/0118/26-27", "09-24", "291000", "34920")]).matches[0]
    assert match.status is MatchStatus.AUTO


def test_a_bill_booked_twice_under_two_spellings_is_not_accepted_by_the_exact_one() -> None:
    left = [item("a", "3384", "08-27", "4700", "564"), item("b", "Bill 03384", "08-23", "4700", "564")]
    result = run(left, [item("c", "3384", "08-23", "4700", "564")])
    assert [match.status for match in result.matches] == [MatchStatus.SUGGESTED]
