"""Companies of a group about each other."""

import datetime
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.findings import findings
from qrt.core.recon.engine.legs import graph_of_flows
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

START, END = datetime.date(2026, 9, 1), datetime.date(2026, 9, 30)
COLUMNS = {"id": pl.String, "date": pl.Date, "reference": pl.String, "narration": pl.String, "amount": pl.Int64}
FOREIGN = {"currency": pl.String, "foreign": pl.Int64}


def ledger(*rows: tuple[str, int, str | None, str, int]) -> pl.DataFrame:
    """Rows of (id, days after 1 September, number, words, rupees)."""
    made = [(key, START + datetime.timedelta(day), number, said, rupees * 100) for key, day, number, said, rupees in rows]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


def abroad(*rows: tuple[str, int, str | None, str, int, int]) -> pl.DataFrame:
    """The same with dollars, of which the rupees came at a rate."""
    return ledger(*(row[:5] for row in rows)).with_columns(currency=pl.lit("USD"), foreign=pl.Series([row[5] * 100 for row in rows], dtype=pl.Int64))


def run(left: pl.DataFrame, right: pl.DataFrame, **changes: Any) -> Outcome:
    return reconcile_tables(left, right, spec_for("intercompany", left.columns, right.columns, changes), workers=1)


def pairs(outcome: Outcome) -> dict[tuple[str, str], tuple[str, str | None, int | None]]:
    ours = outcome.matches.filter(side="left").select("match_id", "status", "difference_name", "difference_paise", line="line_id")
    theirs = outcome.matches.filter(side="right").select("match_id", other="line_id")
    rows = ours.join(theirs, on="match_id").select("line", "other", "status", "difference_name", "difference_paise").rows()
    return {(a, b): rest for a, b, *rest in rows}  # type: ignore[misc]


def test_what_one_claims_the_other_owes_with_the_opposite_sign():
    left = ledger(("a1", 0, "IC/101", "invoice", 50_000), ("a2", 9, "IC/102", "invoice", 70_000), ("a3", 20, None, "receipt", -50_000))
    right = ledger(("b1", 2, "IC-101", "bill", -50_000), ("b2", 9, "ic 102", "bill", -70_000), ("b3", 20, None, "payment", 50_000))
    assert pairs(run(left, right)) == {("a1", "b1"): ["auto", None, 0], ("a2", "b2"): ["auto", None, 0], ("a3", "b3"): ["auto", None, 0]}


def test_one_invoice_in_dollars_at_two_rates_is_accepted_and_the_difference_is_exchange():
    # 1,000 dollars at 83.10 and at 83.95: 850 rupees of exchange.
    left = abroad(("a1", 0, "IC/101", "invoice", 83_100, 1_000), ("a2", 3, "IC/102", "invoice", 166_200, 2_000))
    right = abroad(("b1", 4, "IC/101", "bill", -83_950, -1_000), ("b2", 3, "IC/102", "bill", -166_200, -2_000))
    assert pairs(run(left, right)) == {("a1", "b1"): ["auto", "fx_rate", -85_000], ("a2", "b2"): ["auto", None, 0]}


def test_a_rate_beyond_the_band_waits_for_a_person():
    left = abroad(("a1", 0, "IC/101", "invoice", 83_100, 1_000), ("a2", 3, "IC/102", "invoice", 166_200, 2_000))
    right = abroad(("b1", 4, "IC/101", "bill", -91_000, -1_000), ("b2", 3, "IC/102", "bill", -166_200, -2_000))
    assert pairs(run(left, right)).get(("a1", "b1"), ["review"])[0] != "auto"
    assert pairs(run(left, right, tolerance_share=0.1))[("a1", "b1")][:2] == ["auto", "fx_rate"]


def test_without_the_amount_in_dollars_a_rate_difference_is_only_suggested():
    left = ledger(("a1", 0, "IC/101", "invoice", 83_100), ("a2", 3, "IC/102", "invoice", 166_200))
    right = ledger(("b1", 4, "IC/101", "bill", -83_950), ("b2", 3, "IC/102", "bill", -166_200))
    assert pairs(run(left, right, tolerance_share=0.03))[("a1", "b1")] == ["suggested", "fx_rate", -85_000]


def test_several_lines_of_one_netting_stand_against_its_one_line():
    # 90,000 claimed, 30,000 and 10,000 owed: 50,000 by the netting statement 4471.
    left = ledger(
        ("a1", 0, "NET 4471", "invoice", 90_000), ("a2", 0, "NET 4471", "bill", -30_000), ("a3", 0, "NET 4471", "bill", -10_000), ("a4", 5, "IC/7", "x", 111)
    )
    right = ledger(("b1", 1, "NET-4471", "netting", -50_000), ("b4", 5, "IC/7", "x", -111))
    found = pairs(run(left, right))
    assert {pair for pair in found if pair[1] == "b1"} == {("a1", "b1"), ("a2", "b1"), ("a3", "b1")}
    assert found[("a1", "b1")] == ["auto", None, 0]


GROUP = {"id": pl.String, "company": pl.String, "counterparty": pl.String, "date": pl.Date, "amount": pl.Int64, "reference": pl.String}


def group(*rows: tuple[str, str, str, int, int, str | None]) -> pl.DataFrame:
    """Rows of (id, company, counterparty, day of September, rupees received, reference)."""
    made = [(key, one, other, datetime.date(2026, 9, day), rupees * 100, reference) for key, one, other, day, rupees, reference in rows]
    return pl.DataFrame(made, schema=GROUP, orient="row")


def followed(ledgers: pl.DataFrame) -> Any:
    return graph_of_flows(ledgers, (END - datetime.date(1970, 1, 1)).days)


CHAIN = (
    ("h1", "HOLD", "MID", 3, -500_000, "LN-881"),
    ("m1", "MID", "HOLD", 4, 500_000, "LN-881"),
    ("m2", "MID", "OPCO", 6, -500_000, "LN-881"),
    ("o1", "OPCO", "MID", 6, 500_000, "LN-881"),
    ("o2", "OPCO", "PLANT", 9, -500_000, None),
    ("p1", "PLANT", "OPCO", 10, 500_000, None),
)


def test_a_loan_that_is_passed_on_through_four_companies_is_one_chain():
    graph = followed(group(*CHAIN))
    assert graph.flows["state"].to_list() == ["agreed"] * 3
    legs = graph.chains.join(graph.flows, on="flow").sort("place").select("giver", "taker", "said").rows()
    assert [(x, y) for x, y, _ in legs] == [("HOLD", "MID"), ("MID", "OPCO"), ("OPCO", "PLANT")]
    assert [said for _, _, said in legs] == ["the first leg", "passed on: one reference", "passed on: one amount"]


def test_a_sum_that_could_have_gone_two_ways_is_no_chain():
    twice = (*CHAIN[:2], *(("x1", "MID", "PLANT", 6, -500_000, None), ("y1", "PLANT", "MID", 6, 500_000, None)), *(r[:5] + (None,) for r in CHAIN[2:4]))
    assert followed(group(*twice)).chains.is_empty()


def test_what_left_at_the_end_of_the_period_is_on_its_way_and_what_left_long_before_is_open():
    graph = followed(group(("h1", "HOLD", "MID", 28, -500_000, "X-1"), ("h2", "HOLD", "MID", 2, -70_000, "X-2")))
    assert dict(graph.flows.select("amount_paise", "state").rows()) == {50_000_000: "in_transit", 7_000_000: "open"}
    assert graph.edges.rows() == [("HOLD", "MID", 0, 50_000_000, 7_000_000)]


def test_three_companies_in_a_circle_could_net_the_least_of_their_sums():
    rows = []
    for k, (giver, taker, rupees) in enumerate((("A", "B", 900), ("B", "C", 400), ("C", "A", 600))):
        rows += [(f"g{k}", giver, taker, 5 + k, -rupees, f"N-{k}71"), (f"t{k}", taker, giver, 5 + k, rupees, f"N-{k}71")]
    assert followed(group(*rows)).rings.select("companies", "amount_paise").rows() == [(["A", "B", "C"], 40_000)]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_changes_nothing(seed: int):
    ledgers = group(*CHAIN)
    one, other = followed(ledgers), followed(ledgers.sample(fraction=1.0, shuffle=True, seed=seed))
    assert one.flows.equals(other.flows) and one.chains.equals(other.chains)


def test_an_empty_group_has_no_flows():
    assert followed(group()).flows.is_empty()


def test_two_rates_explain_nothing_of_an_invoice_in_rupees_beside_ones_in_dollars():
    def told(dollars: tuple[str, int, str, str, int, int], *rupees: tuple[str, int, str, str, int]) -> pl.DataFrame:
        none = ledger(*rupees).with_columns(currency=pl.lit(None, pl.String), foreign=pl.lit(None, pl.Int64))
        return pl.concat([abroad(dollars), none])

    left = told(("a1", 0, "IC/101", "invoice", 83_100, 1_000), ("a2", 3, "IC/102", "invoice", 166_200), ("a3", 5, "IC/103", "invoice", 7_000))
    right = told(("b1", 4, "IC/101", "bill", -83_950, -1_000), ("b2", 3, "IC/102", "bill", -163_900), ("b3", 5, "IC/103", "bill", -7_000))
    found = pairs(run(left, right))
    assert found["a1", "b1"] == ["auto", "fx_rate", -85_000]
    assert found["a2", "b2"] == ["suggested", "unexplained", 230_000]


def test_signs_that_are_known_are_not_turned_for_the_sake_of_a_match():
    ours, theirs = ledger(("a1", 0, "IC/101", "invoice", 50_000)), ledger(("b1", 2, "IC/101", "bill", -50_000))
    assert ("a1", "b1") in pairs(run(ours, theirs))
    assert pairs(run(ours, theirs, signed=True)) == {}


@pytest.mark.parametrize("beside", ["dollars", "nothing"])
def test_between_two_lines_in_rupees_lies_no_rate_of_exchange(beside: str):
    left = ledger(("a1", 0, "UTR553311", "receipt", 83_100), ("a2", 3, "IC/102", "invoice", 166_200))
    right = ledger(("b1", 1, "UTR553311", "payment", -83_690), ("b2", 3, "IC/102", "bill", -166_200))
    rupees = [t.with_columns(currency=pl.lit("INR"), foreign=pl.lit(None, pl.Int64)) for t in (left, right)]
    if beside == "dollars":
        # Where some documents are in dollars, those in rupees have a rate of 1.
        dollars = abroad(("a3", 5, "IC/103", "invoice", 84_000, 1_000)), abroad(("b3", 5, "IC/103", "bill", -84_600, -1_000))
        rupees = [pl.concat([t.with_columns(foreign="amount"), more.select(t.columns)]) for t, more in zip(rupees, dollars, strict=True)]
    found = pairs(run(rupees[0], rupees[1], tolerance_share=0.03))
    assert found["a1", "b1"][1] == "bank_charges"
    assert beside == "nothing" or found["a3", "b3"][:2] == ["auto", "fx_rate"]


def in_its_own(code: str, *rows: tuple[str, int, str, int, int]) -> pl.DataFrame:
    """Rows of (id, days after 1 September, number, rupees, units of a currency) of documents in it."""
    made = ledger(*((key, day, number, "invoice", rupees) for key, day, number, rupees, _ in rows))
    return made.with_columns(currency=pl.lit(code), foreign=pl.Series([row[4] * 100 for row in rows], dtype=pl.Int64))


@pytest.mark.parametrize(("code", "units", "rupees"), [("EUR", 920, 83_100), ("EUR", 1_000, 83_200), ("USD", 990, 83_100), ("USD", 990, 82_270)])
def test_documents_of_two_sums_or_currencies_are_no_pair_without_a_person_and_no_exchange_whatever_the_rupees(code: str, units: int, rupees: int):
    left = pl.concat([in_its_own("USD", ("a1", 0, "IC/101", 83_100, 1_000)), in_its_own("USD", ("a2", 3, "IC/102", 166_200, 2_000))])
    right = pl.concat([in_its_own(code, ("b1", 1, "IC/101", -rupees, -units)), in_its_own("USD", ("b2", 3, "IC/102", -166_200, -2_000))])
    outcome = run(left, right)
    found = pairs(outcome)
    assert found["a2", "b2"] == ["auto", None, 0]
    assert found["a1", "b1"][0] == "suggested" and found["a1", "b1"][1] != "fx_rate"
    (row,) = said_of(left, right, outcome)
    assert row["rule"] == "recon.document_differs" and row["debit"] is None and f"{code} {units:,}.00 at" in row["sentence"]


def said_of(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome) -> list[dict[str, Any]]:
    spec = spec_for("intercompany", left.columns, right.columns)
    return findings(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, spec, {}, END).to_dicts()


def test_an_exchange_difference_says_what_either_book_has_and_at_which_rate():
    left, right = in_its_own("USD", ("a1", 0, "IC/101", 83_100, 1_000)), in_its_own("USD", ("b1", 4, "IC/101", 83_950, 1_000))
    (row,) = said_of(left, right, run(left, right))
    assert "USD 1,000.00 at 83.1 here, USD 1,000.00 at 83.95 there" in row["sentence"] and row["amount_paise"] == 85_000


def test_amounts_of_documents_that_are_written_without_signs_are_read_with_those_of_their_lines():
    left = pl.concat(
        [in_its_own("USD", ("a1", 0, "IC/101", 83_100, 1_000)), in_its_own("INR", ("a2", 3, "IC/102", 166_200, 166_200), ("a3", 5, "IC/103", 7_000, 7_000))]
    )
    right = in_its_own("INR", ("b2", 3, "IC/102", -163_900, 163_900), ("b3", 5, "IC/103", -7_000, 7_000))
    right = pl.concat([in_its_own("USD", ("b1", 4, "IC/101", -83_950, 1_000)), right])
    found = pairs(run(left, right))
    assert found["a1", "b1"] == ["auto", "fx_rate", -85_000]
    assert found["a2", "b2"][1] != "fx_rate", "between two lines in rupees lies no rate"


def test_what_came_back_on_one_day_is_a_chain_though_it_has_no_first_leg():
    rows = []
    for k, (giver, taker) in enumerate((("A", "B"), ("B", "C"), ("C", "A"))):
        rows += [(f"g{k}", giver, taker, 5, -700_000, "RT-771"), (f"t{k}", taker, giver, 5, 700_000, "RT-771")]
    graph = followed(group(*rows))
    assert graph.chains["chain"].n_unique() == 1
    legs = graph.chains.join(graph.flows, on="flow").sort("place").select("giver", "taker").rows()
    assert sorted(legs) == [("A", "B"), ("B", "C"), ("C", "A")] and all(x[1] == y[0] for x, y in pairwise(legs))


def test_a_fee_that_is_kept_on_the_way_leaves_the_chain_whole():
    rows = (("h1", "HOLD", "MID", 3, -500_000, "LN-881"), ("m1", "MID", "HOLD", 4, 500_000, "LN-881"))
    on = (("m2", "MID", "OPCO", 6, -495_000, "LN-881"), ("o1", "OPCO", "MID", 6, 495_000, "LN-881"))
    graph = followed(group(*rows, *on))
    assert graph.chains.height == 2 and graph.flows["amount_paise"].to_list() == [50_000_000, 49_500_000]


@pytest.mark.parametrize("lines", [1, 6])
def test_what_both_books_claim_is_told_as_one_document_on_the_wrong_side(lines: int):
    more = [(f"m{k}", k, f"IC/20{k}", "invoice", 10_000 + 371 * k) for k in range(1, lines)]
    left = ledger(("a1", 0, "IC/101", "invoice", 50_000), *more)
    right = ledger(("b1", 2, "ic-101", "bill", -50_000), *((f"o{key}", day, number, "bill", rupees) for key, day, number, _, rupees in more))
    outcome = run(left, right, signed=True)
    assert len(pairs(outcome)) == lines - 1
    why = "same reference, but the money goes the other way"
    assert outcome.breaks.select("line_id", "nearest", "why_not").rows() == [("a1", "b1", why), ("b1", "a1", why)]


def test_several_documents_against_one_of_another_currency_wait_and_are_told_though_their_rupees_add_up():
    left = in_its_own("USD", ("a1", 0, "NET 4471", 83_000, 1_000), ("a2", 0, "NET 4471", 41_500, 500), ("a3", 5, "IC/7", 7_470, 90))
    right = pl.concat([in_its_own("EUR", ("b1", 1, "NET-4471", 124_500, 1_500)), in_its_own("USD", ("b3", 5, "IC/7", 7_470, 90))])
    outcome = run(left, right)
    found = pairs(outcome)
    assert found["a1", "b1"][0] == found["a2", "b1"][0] == "suggested" and found["a3", "b3"][0] == "auto"
    (row,) = said_of(left, right, outcome)
    assert "USD 1,000.00 at 83 + USD 500.00 at 83 here, EUR 1,500.00 at 83 there" in row["sentence"] and row["amount_paise"] == 12_450_000


def test_a_document_whose_own_amount_nobody_wrote_is_not_told_as_so_many_dollars():
    none = in_its_own("USD", ("a1", 0, "IC/101", 83_100, 1_000)).with_columns(foreign=pl.lit(None, pl.Int64))
    left = pl.concat([none, in_its_own("USD", ("a2", 3, "IC/102", 166_200, 2_000))])
    right = in_its_own("USD", ("b1", 1, "IC/101", 83_950, 1_000), ("b2", 3, "IC/102", 166_200, 2_000))
    (row,) = said_of(left, right, run(left, right))
    assert "83,100.00 for a document in USD here, USD 1,000.00 at 83.95 there" in row["sentence"]


def test_what_two_books_of_one_flow_differ_by_is_open_between_them():
    graph = followed(group(("m2", "MID", "OPCO", 6, -500_000, "LN-881"), ("o1", "OPCO", "MID", 6, 490_000, "LN-881")))
    assert graph.edges.rows() == [("MID", "OPCO", 49_000_000, 0, 1_000_000)]
