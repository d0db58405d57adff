"""Laws of the books, for any vouchers."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.ledger.balance import check_trial_balance, movements, trial_balance
from qrt.core.ledger.duplicates import merge_duplicates
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import is_sound, to_voucher

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
LEDGERS = ("Cash", "HDFC Bank", "Sales", "Rent", "Steel House", "Capital")
AMOUNTS = st.integers(1, 10**12)


@st.composite
def lines(draw):
    legs = draw(st.lists(st.tuples(st.sampled_from(LEDGERS), st.integers(-(10**12), 10**12).filter(bool)), min_size=1, max_size=4))
    out = sum(amount for _, amount in legs)
    last = draw(st.sampled_from(LEDGERS))
    return tuple(Line(name, Paise(amount)) for name, amount in (*legs, (last, -out or 0)))


@st.composite
def vouchers(draw, first=FIRST, days=92):
    day = first + timedelta(days=draw(st.integers(0, days - 1)))
    number = str(draw(st.integers(1, 30)))
    return Voucher(f"v/{number}/{day}", "A", VoucherKind.JOURNAL, day, draw(lines()), SourceKind.REGISTER, number)


def opening_of(amounts):
    balances = dict(zip(LEDGERS, map(Paise, amounts), strict=False))
    balances["Equity"] = Paise(-sum(balances.values()))
    return balances


OPENINGS = st.lists(st.integers(-(10**12), 10**12), max_size=5).map(opening_of)


@settings(max_examples=40, deadline=None)
@given(st.lists(vouchers(), max_size=20), OPENINGS)
def test_a_trial_balance_of_balanced_vouchers_and_openings_sums_to_nil(posted, opening):
    balance = trial_balance("A", posted, opening, FIRST, LAST)
    assert balance.difference == 0
    assert check_trial_balance(balance) == ()
    assert [line.ledger for line in balance.lines] == sorted({line.ledger for line in balance.lines})


@settings(max_examples=40, deadline=None)
@given(st.lists(vouchers(), max_size=15), st.randoms(use_true_random=False))
def test_the_order_of_vouchers_changes_nothing(posted, random):
    shuffled = posted[:]
    random.shuffle(shuffled)
    assert trial_balance("A", posted, {}, FIRST, LAST) == trial_balance("A", shuffled, {}, FIRST, LAST)


@settings(max_examples=40, deadline=None)
@given(st.lists(vouchers(), max_size=12), st.lists(vouchers(), max_size=12), OPENINGS)
def test_vouchers_that_are_reversed_leave_every_balance_as_it_was(kept, undone, opening):
    mirrors = [replace(each, key=f"reversal:{each.key}", lines=tuple(replace(line, amount=Paise(-line.amount)) for line in each.lines)) for each in undone]
    before = trial_balance("A", kept, opening, FIRST, LAST)
    after = trial_balance("A", [*kept, *undone, *mirrors], opening, FIRST, LAST)
    assert {line.ledger: line.closing for line in after.lines if line.closing} == {line.ledger: line.closing for line in before.lines if line.closing}
    assert after.difference == before.difference == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(vouchers(), max_size=10), st.lists(vouchers(), max_size=10))
def test_the_movements_of_two_sets_together_are_the_sum_of_both(one, other):
    together = movements([*one, *other], "A", FIRST, LAST)
    apart = [movements(each, "A", FIRST, LAST) for each in (one, other)]
    assert together == {name: sum(each.get(name, 0) for each in apart) for name in together}
    assert set(together) == set(apart[0]) | set(apart[1])


@settings(max_examples=40, deadline=None)
@given(st.lists(vouchers(), max_size=15), OPENINGS, st.integers(0, 90))
def test_two_periods_in_a_row_end_where_one_long_period_ends(posted, opening, split):
    middle = FIRST + timedelta(days=split)
    first = trial_balance("A", posted, opening, FIRST, middle)
    second = trial_balance("A", posted, {line.ledger: line.closing for line in first.lines}, middle + timedelta(days=1), LAST)
    whole = trial_balance("A", posted, opening, FIRST, LAST)
    assert {line.ledger: line.closing for line in second.lines if line.closing} == {line.ledger: line.closing for line in whole.lines if line.closing}


@settings(max_examples=40, deadline=None)
@given(st.lists(vouchers(), max_size=10))
def test_vouchers_of_another_entity_or_another_day_are_left_out(posted):
    assert trial_balance("B", posted, {}, FIRST, LAST).lines == ()
    assert trial_balance("A", posted, {}, LAST + timedelta(days=1), LAST + timedelta(days=90)).lines == ()


@st.composite
def drafts(draw, papers=("a", "b")):
    legs = draw(lines())
    number = draw(st.sampled_from(["1", "2", "3"]))
    place = Place(draw(st.sampled_from(papers)) * 64, sheet="S", row=draw(st.integers(2, 9)))
    return VoucherDraft(f"register:x/{number}/{FIRST}", "A", VoucherKind.JOURNAL, FIRST, legs, SourceKind.REGISTER, number, place=place, evidence=(place,))


@settings(max_examples=40, deadline=None)
@given(st.lists(drafts(papers=("a",)), max_size=8, unique_by=lambda draft: draft.place))
def test_inside_one_paper_no_voucher_is_lost(rows):
    merged, _ = merge_duplicates(rows)
    assert len(merged) == len(rows)
    assert len({draft.key for draft in merged}) == len(rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(drafts(papers=("a",)), max_size=6, unique_by=lambda draft: draft.place), st.randoms(use_true_random=False))
def test_the_same_paper_in_another_form_adds_no_voucher(rows, random):
    again = [
        VoucherDraft(**{**{name: getattr(row, name) for name in row.__slots__}, "place": moved, "evidence": (moved,)})
        for row in rows
        for moved in [Place("b" * 64, row=row.place.row)]
    ]
    both = [*rows, *again]
    random.shuffle(both)
    merged, findings = merge_duplicates(both)
    assert len(merged) == len(rows)
    assert all(len(draft.evidence) == 2 for draft in merged)
    assert all(finding.rule == "voucher.number_repeated" for finding in findings)
    assert merge_duplicates(both[::-1]) == (merged, findings)
    assert all(to_voucher(draft) for draft in merged if is_sound(draft))
