"""Laws of the choice of ledgers: it chooses from the chart alone, its belief is a share, and the order of the books changes nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from qrt.adapters.rulebook.knowledge import load_knowledge
from qrt.core.learning.accounts import Case, Learned, Taught
from qrt.core.learning.counting import count, posterior
from qrt.core.ledger.types import LedgerAccount

LEDGERS = ("Rent", "Freight Inward", "Purchase @18%", "Legal Fees", "Computers")
CHART = {
    name: LedgerAccount("A", name, "Fixed Assets" if name == "Computers" else "Indirect Expenses", "asset" if name == "Computers" else "expense")
    for name in LEDGERS
}
KNOWLEDGE = load_knowledge()

cases = st.builds(
    Case,
    direction=st.just("purchase"),
    party=st.sampled_from(["Acme", "Bharat", "Charan"]),
    words=st.lists(st.sampled_from(["rent", "laptop", "freight", "advice", "shed", "truck"]), max_size=3, unique=True).map(tuple),
    hsns=st.lists(st.sampled_from(["997212", "8471", "9965", "998212"]), max_size=1).map(tuple),
    rate=st.sampled_from([None, Decimal(18), Decimal(5)]),
)
taught = st.lists(st.builds(Taught, case=cases, ledger=st.sampled_from(LEDGERS), source=st.just("P-1")), max_size=12)


@given(taught, cases, st.randoms(use_true_random=False))
def test_the_order_of_the_books_changes_no_choice(known, asked, dice) -> None:
    shuffled = list(known)
    dice.shuffle(shuffled)
    one, other = Learned(known, CHART, KNOWLEDGE).choose(asked), Learned(shuffled, CHART, KNOWLEDGE).choose(asked)
    assert (one is None) == (other is None)
    if one and other:
        assert (one.ledger, one.confidence, one.tier) == (other.ledger, other.confidence, other.tier)


@given(taught, cases)
def test_a_choice_is_of_the_chart_and_its_confidence_is_a_share(known, asked) -> None:
    found = Learned(known, CHART, KNOWLEDGE).choose(asked)
    if found:
        assert found.ledger in CHART
        assert 0.0 <= found.confidence <= 1.0
        assert found.reason
        assert all(name in CHART and name != found.ledger for name, _ in found.others)


@given(
    st.lists(st.tuples(st.lists(st.sampled_from("abcd"), max_size=3), st.sampled_from("xyz"), st.integers(1, 4)), min_size=1, max_size=20),
    st.lists(st.sampled_from("abcde"), max_size=4),
)
def test_belief_is_shared_out_whole(examples, shown) -> None:
    shares = posterior(count(examples), shown)
    assert not shares or abs(sum(shares.values()) - 1) < 1e-9
