"""Lines of money with a day on both sides: bank, parties, gateways. Amounts lead; references and names decide."""

from dataclasses import replace

import numpy as np
import polars as pl
from rapidfuzz import fuzz

from qrt.core.recon.engine.comparison import Comparison, compare_lag, compare_name, compare_reference, compare_texts, once_a_spec
from qrt.core.recon.engine.differences import EQUAL, NONE
from qrt.core.recon.engine.kinds.kind import Kind, Search, Sums, Tables
from qrt.core.recon.engine.likeness import likeness, text_likeness
from qrt.core.recon.engine.names import bare_name, once_each
from qrt.core.recon.engine.pairing import alone, near, unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs, within
from qrt.core.recon.engine.spec import EngineSpec

REFINE = [["skeleton"]]
NAME_LEAST = 5
TELLING = (pl.col("token").str.len_bytes() >= 6) | pl.col("token").str.contains(":", literal=True)
"""Words of five digits are met by chance; what the caller gave as a reference is one."""
STRONG = (pl.col("token").str.len_bytes() >= 9) | pl.col("token").str.contains(":", literal=True)
"""What tells lines of one amount and name apart: a short number may be counted up on both sides."""
OWN = pl.col("token").str.contains("^[un]:.{5}")
"""A reference of the payment itself, by its form (`Roles`): whatever else has its amount and name is another payment."""
REFERENCE = (pl.col("shared") > 0) & (~pl.col("by_chance") | ((pl.col("name_set") >= 92) & (pl.col("name_size") >= 5)))
"""A reference in common that does not come about by chance, or comes with the name."""


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """Same reference and amount, or same amount, day and name."""
    key, named = ["code", "amount"], within(left, ["amount", "name"])
    a, b = (tokens[s].filter("again").join(t.select("n", "amount", "date"), on="n").filter(TELLING) for s, t in ((0, left), (1, right)))
    a, b = (t.filter(pl.len().over(key) <= 3) for t in (a, b))
    pairs = near(a.join(b, on=key, suffix="_j").rename({"n": "i", "n_j": "j"}), spec)
    first = alone(pairs.group_by("i", "j").agg(strong=STRONG.any(), own=OWN.any())).sort("i", "j")
    doubled = [_twins(t, first.filter("strong")[k]) for t, k in ((left, "i"), (right, "j"))]
    twin = pl.col("i").is_in(doubled[0].implode()) | pl.col("j").is_in(doubled[1].implode())
    said = (
        pl.when(twin & ~pl.col("own"))
        .then(pl.lit("same reference and amount, but a twin of the line stands close"))
        .otherwise(pl.lit("same reference and amount"))
    )
    first = first.select("i", "j", evidence=said)
    a, b = left.join(first, left_on="n", right_on="i", how="anti"), right.join(first, left_on="n", right_on="j", how="anti")
    strong = pl.col("name").str.len_bytes() >= 4
    free = [t.filter(strong).join(tokens[s].filter(pl.col("token").str.len_bytes() >= 9), on="n", how="anti") for s, t in ((0, a), (1, b))]
    once = [t.filter(pl.len().over(named) == 1) for t in free]
    second = unique_pairs(once[0], once[1], [*named, "date"], spec, "same amount, day and name")
    return pl.concat([first, second]).sort("i", "j")


def _twins(lines: pl.DataFrame, told: pl.Series) -> pl.Series:
    """Row numbers of lines that have another of the same amount and name within three days: an entry made twice, perhaps.

    told: row numbers of lines that a strong reference tells apart; among themselves they are no twins.
    """
    key = within(lines, ["amount", "name"])
    order = lines.filter(pl.col("name").str.len_bytes() >= 4).select("n", *key, "date").sort(*key, "date", "n")
    close = (pl.all_horizontal(pl.col(c) == pl.col(c).shift(1) for c in key) & (pl.col("date") - pl.col("date").shift(1) <= 3)).fill_null(False)
    twins = order.filter(close | close.shift(-1).fill_null(False))
    apart = pl.col("n").is_in(told.implode())
    rest = twins.filter(~apart).select(*key, "date", twin="n").sort("date", "twin")
    beside = twins.filter(apart).sort("date", "n").join_asof(rest, on="date", by=key, strategy="nearest", tolerance=3, check_sortedness=False)
    return pl.concat([rest["twin"], beside.filter(pl.col("twin").is_not_null())["n"]])


def by_tokens(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables) -> Tables:
    """n, date, token, v: what lines of one reference are brought together by."""
    a, b = (tokens[s].filter("again").join(t.select("n", "date", v="amount"), on="n") for s, t in ((0, left), (1, right)))
    return a, b


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    return [*_by_amount(left, right, spec, plan), _by_name(left, right, spec, plan)]


def with_amounts(left: pl.DataFrame, right: pl.DataFrame) -> Tables:
    """Lines whose amount is known and not nil."""
    a, b = (t.filter(pl.col("amount").is_not_null() & (pl.col("amount") != 0)) for t in (left, right))
    return a, b


def _by_amount(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    a, b = with_amounts(left, right)
    if not a.height or not b.height:
        return []
    equal = bounded_pairs(a, b, within(a, ["amount"]), REFINE, spec.pairs_a_line, plan, "amount")
    width = max(100, spec.tolerance_paise)
    bucket = pl.col("amount") // width
    a = a.with_columns(bucket=bucket)
    b = b.with_columns(bucket=pl.concat_list(bucket - 1, bucket, bucket + 1)).explode("bucket")
    close = bounded_pairs(a, b, within(a, ["bucket"]), REFINE, 6, plan, "rupee")
    close = close.join(a.select(i="n", x="amount"), on="i").join(right.select(j="n", y="amount"), on="j")
    return [equal, close.filter((pl.col("x") != pl.col("y")) & ((pl.col("x") - pl.col("y")).abs() <= width)).select("i", "j")]


def _by_name(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """One party, amounts a charge, a tax or a slip of a key apart. The size of the amount (one place of the logarithm to 1.2) is part of the key."""

    def sized(t: pl.DataFrame, places: tuple[int, ...]) -> pl.DataFrame:
        t = t.filter(pl.col("amount") != 0).with_columns(sign=pl.col("amount") > 0, size=(pl.col("amount").abs().log(1.18)).floor().cast(pl.Int16))
        return t.with_columns(size=pl.concat_list([pl.col("size") + s for s in places])).explode("size") if len(places) > 1 else t

    a, b = sized(left, (0,)), sized(right, (0, 1))
    pairs = bounded_pairs(a, b, within(a, ["skeleton", "sign", "size"]), [], 6, plan, "name")
    pairs = pairs.join(left.select(i="n", x="amount"), on="i").join(right.select(j="n", y="amount"), on="j")
    return pairs.filter((pl.col("y") / pl.col("x")).is_between(spec.ratio_low, spec.ratio_high) & (pl.col("x") != pl.col("y"))).select("i", "j")


def _features(spec: EngineSpec) -> list[str]:
    return [f"s{n}" for n in range(len(spec.left.text))] + ["mentioned", "nature"]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    return [*text_likeness(left, right, i, j, len(spec.left.text), workers), _mentioned(left, right, i, j, workers), _natures(left, right, i, j)]


def _mentioned(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> pl.Series:
    """Column mentioned (0 … 100, or -1): how well the other line's narration names the party of either line.

    Books often have the expense as the party and who was paid in the narration. Only lines that both state a party are looked at: where one does not, its
    narration is its name already.
    """
    found = np.full(len(i), -1, dtype=np.float32)
    both = left["party"].is_not_null().to_numpy()[i] & right["party"].is_not_null().to_numpy()[j]
    if both.any():
        x, y = i[both], j[both]
        found[both] = np.maximum(_named_in(left, right, x, y, workers), _named_in(right, left, y, x, workers))
    return pl.Series("mentioned", found, dtype=pl.Float32)


def _named_in(one: pl.DataFrame, other: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> np.ndarray:
    """How well the narration of the other line, without what says nothing of a party, holds the name of the one; a text shorter than the name holds nothing."""
    told, place = np.unique(j, return_inverse=True)
    words = once_each(other["narration"].gather(told).fill_null(""), bare_name)
    held = likeness(one["name"], words, i, place, fuzz.partial_ratio, workers)
    long = one["name"].str.len_chars().to_numpy()[i]
    return np.where((long >= NAME_LEAST) & (words.str.len_chars().to_numpy()[place] >= long), held, -1)


def _natures(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> pl.Series:
    """Column nature: 1 where both lines are said to be the same (a charge, interest, cash, the company's own transfer), 0 where different, -1 not known."""
    return (left["nature"].gather(i) == right["nature"].gather(j)).cast(pl.Float32).fill_null(-1).alias("nature")


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    amount = Comparison(
        "amount",
        (
            "amounts differ",
            "amounts equal",
            "differ by at most a rupee",
            "differ by a usual bank charge",
            "differ by a usual rate of TDS",
            "differ by a gateway's share",
            "differ within 0.01 %",
        ),
        (-4.0, 2.5, 1.5, 1.0, 0.5, 0.5, 1.0),
        pl.col("named").cast(pl.Int8),
        held=True,
    )
    lone = Comparison(
        "lone",
        ("several lines of this amount", "a round amount, and no other line of it", "no other line of this amount"),
        (-0.5, 0.5, 2.0),
        pl.when(pl.col("equal") != 1)
        .then(-1)
        .when((pl.col("crowd_a") > 1) | (pl.col("crowd_b") > 1))
        .then(0)
        .when(pl.col("a_amount") % 10_000 == 0)
        .then(1)
        .otherwise(2)
        .cast(pl.Int8),
    )
    nature = Comparison("nature", ("of another nature", "of the same nature"), (-2.0, 2.0), pl.col("nature").cast(pl.Int8))
    name = compare_name("mentioned")
    # Charges, interest, cash and own transfers are with nobody: what looks like a name there is none.
    name = replace(name, level=pl.when(pl.col("nature") == 1).then(-1).otherwise(name.level).cast(pl.Int8))
    return (
        amount,
        lone,
        compare_reference(),
        nature,
        name,
        compare_lag(),
        *compare_texts(tuple(dict(spec.called).get(f"t{n}", name) for n, name in enumerate(spec.left.text))),
    )


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    """Amounts equal or a named difference apart while reference or name agrees, and neither line has a second such choice."""
    agrees = (pl.col("shared") > 0) | ((pl.col("name_set") >= 95) & (pl.col("name_size") >= 6) & (pl.col("conflict") == 0) & (pl.col("days_apart") <= 10))
    sure = agrees & (pl.col("named") > NONE) & ((pl.col("named") != EQUAL) | (pl.col("shared") > 0))
    found = alone(pairs.filter(sure)).filter((pl.col("shared") == 0) | REFERENCE)
    # A line that has an equal amount elsewhere is left to the score: the tolerance must not take it from its true partner.
    found = found.filter((pl.col("named") == EQUAL) | (pl.col("shared") > 0) | ((pl.col("crowd_a") == 0) & (pl.col("crowd_b") == 0)))
    said = pl.when(pl.col("shared") > 0).then(pl.lit("reference agrees, difference named")).otherwise(pl.lit("name agrees, difference named"))
    return found.select("i", "j", evidence=said)


def _sums(spec: EngineSpec) -> Sums:
    """First within a few days, where a sum says most, then within the days in which parts may follow each other."""
    wide = max(spec.days_after, spec.reference_days)
    return Sums(
        "party",
        (
            Search("sum_of_left", "right", 3, 1, 12),
            Search("sum_of_right", "left", 1, 7, 8),
            Search("sum_of_right", "left", spec.days_before, wide, 6),
            Search("sum_of_left", "right", wide, 3, 8),
            Search("sum_of_right", "left", 1, wide, 5, "head"),
            Search("sum_of_left", "right", 4, 1, 8, "head"),
        ),
    )


_NAMED = ((pl.max_horizontal("name_set", "name_part") >= 90) & (pl.col("name_size") >= NAME_LEAST)) | (pl.col("mentioned") >= 90)
_SAME_NAME = _NAMED & (pl.col("days_apart") <= 7)
_SAME_NATURE = (pl.col("nature") == 1) & (pl.col("a_amount") % 10_000 != 0) & (pl.col("crowd_a") <= 1) & (pl.col("crowd_b") <= 1) & (pl.col("days_apart") <= 3)

MONEY = Kind(
    exact=_exact,
    shared=by_tokens,
    candidates=_candidates,
    features=_features,
    measure=_measure,
    comparisons=_comparisons,
    tolerant=_tolerant,
    # The score and its margin bar what is doubtful; a line that names nobody is taken unseen only where both are the same
    # charge or interest, of no round amount.
    sure=(pl.col("equal") == 1) & (pl.col("conflict") == 0) & (REFERENCE | _SAME_NAME | _SAME_NATURE),
    settled=pl.col("named") > NONE,
    sums=_sums,
    reversals=True,
    at_once=True,
    lags=True,
)
