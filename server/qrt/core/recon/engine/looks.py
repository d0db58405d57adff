"""What can be seen of a match in numbers, for trees that a company's decisions teach: of the match itself, and of its pair where it is one."""

import polars as pl

from qrt.core.recon.engine.features import feature_names
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.spec import EngineSpec

UNSEEN = -99.0
"""Stands where a match has nothing to be measured: sums have no pair."""
OWN = ("margin", "lines", "lefts", "apart", "gap_share", "amount_log", "made_by")
"""What is seen of any match."""
STAGES = (
    "exact",
    "reference_groups",
    "settlement",
    "tolerance",
    "in_order",
    "scored",
    "reference_and_sum",
    "clubs",
    "sum_of_left",
    "sum_of_right",
    "interchangeable",
    "listed_twice",
)
"""Stages in the order of how much their rules ask; others come last."""
MARGIN_MOST = 20.0
WAITING = {"match_id": pl.String, "alone": pl.Boolean, "held_alone": pl.String, "pattern": pl.String, "before": pl.Float64}


def look_names(spec: EngineSpec) -> tuple[str, ...]:
    """Features of a match of these tables, in their order."""
    return (*OWN, *feature_names(spec), "weighed", "rivalled")


def looks_of(sums: pl.DataFrame, scored: pl.DataFrame | None, spec: EngineSpec) -> pl.DataFrame:
    """Columns of WAITING and f32 `look_names` of each match that waits as a suggestion.

    sums: one row a match with first, stage, evidence, probability, margin, lines, left, right, both (paise), i, j, apart, pattern, status, alone (whether it may
    be accepted without a person at all), held_alone (the key of `held.HELD` that alone bars it from that, else null); scored: pairs with features. before: log-odds of the match without what is taught here.
    """
    rows = sums.filter(pl.col("status") == "suggested")
    names = look_names(spec)
    places = {stage: float(place) for place, stage in enumerate(STAGES)}
    p = pl.col("probability").clip(1e-6, 1 - 1e-6)
    own = {
        "margin": pl.col("margin").clip(-MARGIN_MOST, MARGIN_MOST),
        "lines": pl.col("lines"),
        "lefts": pl.col("lefts"),
        "apart": pl.col("apart"),
        "gap_share": pl.when(pl.col("unknown")).then(None).otherwise((pl.col("left") - pl.col("right")).abs() / pl.col("both").clip(1)),
        "amount_log": pl.when(pl.col("unknown")).then(None).otherwise(pl.col("both").clip(1).log(10)),
        "made_by": pl.col("stage").replace_strict(places, default=float(len(STAGES)), return_dtype=pl.Float64),
    }
    told = rows.select("i", "j", "alone", "held_alone", "pattern", match_id="first", before=(p / (1 - p)).log().round(4), **own)
    of_pair = [name for name in names if name not in OWN]
    if scored is not None and scored.height:
        pairs = scored.select("i", "j", *(pl.col(name).cast(pl.Float32) for name in of_pair))
        told = told.join(pairs, on=["i", "j"], how="left", maintain_order="left")
    else:
        told = told.with_columns(pl.lit(None, pl.Float32).alias(name) for name in of_pair)
    numbers = [pl.col(name).cast(pl.Float32).fill_null(UNSEEN).fill_nan(UNSEEN) for name in names]
    return told.select(*(pl.col(name).cast(dtype) for name, dtype in WAITING.items()), *numbers).sort("match_id")


def nothing_waits(spec: EngineSpec) -> pl.DataFrame:
    """The same of no match."""
    return pl.DataFrame(schema=WAITING | dict.fromkeys(look_names(spec), pl.Float32))


def agreed_alone(spec: EngineSpec) -> pl.Expr:
    """Whether a match of which no experience is had may be accepted without a person at all: a pair of a kind's own evidence whose amounts agree, and not one that
    is shown because nothing else is left."""
    same = (pl.col("difference_paise").fill_null(0) == 0) | pl.col("difference_name").is_in(["tolerance", "round_off"]).fill_null(False)
    pair = pl.col("stage").is_in(["exact", "tolerance", "in_order", "scored"]) & (pl.col("lines") == 2)
    left_over = pl.col("evidence").str.contains("nothing else is left").fill_null(False)
    return pair & same & ~left_over & pl.lit(not kind_of(spec).listed_twice)
