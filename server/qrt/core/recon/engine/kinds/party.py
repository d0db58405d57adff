"""Our ledger of a vendor or customer against the statement that it sent us: bills, payments, notes and tax deducted, perhaps seen from the other side."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison, once_a_spec, steps
from qrt.core.recon.engine.differences import EQUAL, ROUND_OFF, TDS
from qrt.core.recon.engine.kinds.bills import BILL, BILL_DIGITS, BILL_ENDS, BILL_SLIP, bill_levels
from qrt.core.recon.engine.kinds.clubs import DAY, Company, clubs_of, first_claims
from qrt.core.recon.engine.kinds.kind import Kind, Tables, sums_within
from qrt.core.recon.engine.numbers import plain_number, with_numbers
from qrt.core.recon.engine.pairing import alone, unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs, within
from qrt.core.recon.engine.spec import EngineSpec

RUPEE, ROUND = 100, 10_000
FEATURES = ["bill_like", "same_matter"]
RULES: list[tuple[list[str], list[list[str]]]] = [
    (["number"], [["amount"]]),
    (["plain"], [["amount"]]),
    (["amount"], [["date"]]),
    (["tail"], [["amount"]]),
    (["date"], [["matter"]]),
]
MATTERS = (
    ("tax", r"\bT\.?D\.?S\b|TAX DEDUCTED|\bTCS\b|WITHH"),
    ("note", r"CREDIT NOTE|DEBIT NOTE|\bC\.?N\b|\bD\.?N\b|RETURN|REBATE|DISCOUNT"),
    ("money", r"PAYMENT|RECEIPT|\bNEFT|\bRTGS|\bIMPS|\bUPI|CHEQUE|\bCHQ|BANK|CASH"),
    ("bill", r"INVOICE|\bINV\b|\bBILL|SALES?\b|PURCHASE"),
)


def _prepare(lines: pl.DataFrame) -> pl.DataFrame:
    """plain, bill, number, digits, year, tail of the bill's number or else the reference; matter: bill, money, note, tax or null; owner: the skeleton of the name."""
    typed = lines.with_columns(bill_no=pl.coalesce("bill_no", "reference"))
    out = with_numbers(typed.with_columns(plain=plain_number()))
    # What a line is said to be goes before its words: "bill 118 by cheque" is a payment in words alone.
    said = [pl.col(c).str.to_uppercase().str.replace_all("_", " ", literal=True) for c in ("document_type", "narration")]
    matter = pl.coalesce(*[pl.when(text.str.contains(words)).then(pl.lit(name)) for text in said for name, words in MATTERS])
    tail = pl.when(pl.col("number").str.len_bytes() >= 3).then(pl.col("number").str.slice(-3))
    return out.with_columns(matter=matter, tail=tail, owner=pl.coalesce("account", pl.lit("")))


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    del tokens
    return unique_pairs(left, right, within(left, ["plain", "amount"]), spec, "same number and amount")


def _shared(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables) -> Tables:
    del tokens
    a, b = (t.filter(pl.col("number").is_not_null()).select("n", "date", token="number", v="amount") for t in (left, right))
    return a, b


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    return [bounded_pairs(left, right, within(left, key), refine, spec.pairs_a_line, plan, "+".join(key)) for key, refine in RULES]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    del spec
    matter = (left["matter"].gather(i) == right["matter"].gather(j)).cast(pl.Float32).fill_null(-1)
    return [bill_levels(left, right, i, j, workers), matter.alias("same_matter")]


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    del spec
    named = pl.col("named")
    amount = pl.when(named == EQUAL).then(4).when(named == ROUND_OFF).then(3).when(named == TDS).then(2).when((pl.col("ratio") - 1).abs() <= 0.12).then(1)
    return (
        Comparison(
            "amount",
            ("amounts differ", "amounts within 12 %", "differ by a usual rate of TDS", "differ by at most a rupee", "amounts equal"),
            (-3.0, -1.0, 1.0, 3.0, 3.5),
            amount.otherwise(0).cast(pl.Int8),
            True,
        ),
        # A payment has our number here and theirs there.
        Comparison("bill", BILL, (-1.0, -1.5, -0.5, 0.0, 1.5, 3.5, 4.5), pl.col("bill_like").cast(pl.Int8), True),
        Comparison(
            "matter", ("a bill here, money or a note there", "both are bills, money, notes or tax"), (-3.0, 0.7), pl.col("same_matter").cast(pl.Int8), True
        ),
        Comparison(
            "day",
            ("same day", "up to three days apart", "up to ten days apart", "up to a month apart", "further apart"),
            (1.5, 0.8, -0.2, -1.2, -2.5),
            steps("days_apart", (0, 3, 10, 31)),
            True,
        ),
    )


_NUMBER_AGREES = pl.col("bill_like") >= BILL_DIGITS
_NEAR = (pl.col("named") == EQUAL) | (pl.col("named") == ROUND_OFF)
_ALONE = (pl.col("named") == EQUAL) & (pl.col("crowd_a") <= 1) & (pl.col("crowd_b") <= 1)
_NUMBER_SLIPPED = pl.col("bill_like").is_between(BILL_SLIP, BILL_ENDS) & (pl.col("a_amount") % ROUND != 0) & (pl.col("days_apart") <= 10)


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    named = _NEAR | (pl.col("named") == TDS)
    return alone(pairs.filter(_NUMBER_AGREES & named & (pl.col("same_matter") != 0))).select("i", "j", evidence=pl.lit("reference agrees, difference named"))


def turned(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """The right side with its signs turned where it is written from the other side's view: account by account, most lines of one number and size, and of a size
    that stands once on either side, have opposite signs."""
    if spec.signed:
        return right
    a, b = (
        with_numbers(t.with_columns(bill_no=pl.coalesce("bill_no", "reference")))
        .filter(pl.col("amount") != 0)
        .select("number", "amount", by=pl.coalesce("account", pl.lit("")), size=pl.col("amount").abs())
        for t in (left, right)
    )
    numbered = a.drop_nulls().unique().join(b.drop_nulls().unique(), on=["by", "number", "size"], suffix="_b")
    once = [t.filter(pl.len().over("by", "size") == 1) for t in (a, b)]
    sized = once[0].join(once[1], on=["by", "size"], suffix="_b")
    same = pl.col("amount") == pl.col("amount_b")
    votes = [pairs.select("by", vote=pl.when(same).then(weight).otherwise(-weight)) for pairs, weight in ((numbered, 3), (sized, 1))]
    against = pl.concat(votes).group_by("by").agg(pl.col("vote").sum()).filter(pl.col("vote") < 0)["by"]
    if not against.len():
        return right
    turn = pl.coalesce("account", pl.lit("")).is_in(against.implode())
    made = right.with_columns(pl.when(turn).then(-pl.col(c)).otherwise(c).alias(c) for c in ("amount", "foreign"))
    return made.sort("date", "amount", "id", nulls_last=True)  # in canonical order again, as whoever puts lines of several parts in order finds them


COMPARED = _comparisons

COMPANIES = (
    Company("owner", pl.col("number"), "lines of one number add up to it, beyond chance"),
    Company("owner", DAY, "all that is open of this day adds up to it"),
)

PARTY = Kind(
    prepare=_prepare,
    exact=_exact,
    shared=_shared,
    slack_paise=RUPEE,
    candidates=_candidates,
    features=lambda spec: FEATURES,
    measure=_measure,
    comparisons=_comparisons,
    tolerant=_tolerant,
    sure=(_NUMBER_AGREES & _NEAR & (pl.col("same_matter") != 0))
    | (_ALONE & (pl.col("days_apart") <= 3) & (pl.col("same_matter") == 1))
    | (_ALONE & _NUMBER_SLIPPED & (pl.col("same_matter") != 0)),
    sums=lambda spec: sums_within("owner", 45, 45, spec),
    clubs=lambda left, right: first_claims(clubs_of(left, right, COMPANIES, RUPEE)),
    turn=turned,
    reversals=True,
    at_once=True,
)
