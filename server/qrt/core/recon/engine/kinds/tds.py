"""Tax deducted at source: what the books say against what the other side reported, deductor by deductor.

`amount` is the tax, `base` what it was deducted from. Receivable: our books against Form 26AS or AIS, by the customer's TAN. Payable: our deductions against
the rows of the statement, by the supplier's PAN. Books often have the base with GST, the statement without, or the other way about; one statement row may
stand for a challan, a month or a quarter.
"""

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison, once_a_spec, steps
from qrt.core.recon.engine.kinds.clubs import MONTH, QUARTER, Company, clubs_of, first_claims
from qrt.core.recon.engine.kinds.kind import Kind, Tables, sums_within
from qrt.core.recon.engine.pairing import alone, unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.usual import Usual

RUPEE = 100
RATE_GAP = 0.001
NEAR = 0.004
FEATURES = ["owner_like", "tax_like", "base_like", "same_section", "quarters_apart"]
OWNER = ("another deductor", "same PAN, another TAN", "same TAN")
TAX = ("tax differs", "tax at one rate of two bases", "tax within a rupee", "tax equal")
TAX_DIFFERS, ONE_RATE, TAX_NEAR, TAX_EQUAL = range(4)
BASE = ("bases differ", "base of one side is net of the tax", "base of one side bears GST", "base within a rupee")
BASE_DIFFERS, NET, WITH_GST, BASE_EQUAL = range(4)
RULES: list[tuple[list[str], list[list[str]]]] = [
    (["owner", "amount"], [["quarter"]]),
    (["owner", "rupees"], [["quarter"]]),
    (["owner", "base"], [["quarter"]]),
    (["owner", "quarter"], [["section"], ["rupees"]]),
    (["owner", "date"], [["rupees"]]),
    (["pan", "rupees"], [["quarter"]]),
]
SAME = "same deductor, section, tax and day"


def _prepare(lines: pl.DataFrame) -> pl.DataFrame:
    """owner: TAN, else PAN, else the party's name; section: bare ("194C"); quarter: "2026Q3", of the calendar; rupees: the tax in whole rupees."""
    tan, pan = (pl.col(c).str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "") for c in ("tan", "pan"))
    section = pl.col("section").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "").str.replace(r"^(?:US|SECTION|SEC|S)", "")
    named = pl.when(pl.col("name") != "").then("name")
    return lines.with_columns(tan=_said(tan), pan=_said(pan), section=_said(section), quarter=QUARTER, rupees=(pl.col("amount") + 50) // 100).with_columns(
        owner=pl.coalesce("tan", "pan", named)
    )


def _said(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    del tokens
    return unique_pairs(left, right, ["owner", "section", "amount", "date"], spec, SAME)


def _shared(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables) -> Tables:
    """Nothing: rows of a statement bear no reference that the books have."""
    del tokens
    a, b = (t.clear().select("n", "date", token="name", v="amount") for t in (left, right))
    return a, b


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    return [bounded_pairs(left, right, key, refine, spec.pairs_a_line, plan, "+".join(key)) for key, refine in RULES]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    del workers
    same = {c: (left[c].gather(i) == right[c].gather(j)).cast(pl.Float32).fill_null(-1).to_numpy() for c in ("owner", "pan", "section")}
    owner = np.where(same["owner"] == 1, 2, np.where(same["pan"] == 1, 1, 0))
    days = [t["date"].cast(pl.Date).gather(k) for t, k in ((left, i), (right, j))]
    months = [d.dt.year().cast(pl.Int64) * 4 + (d.dt.month() - 1) // 3 for d in days]
    quarters = (months[1] - months[0]).fill_null(0).abs()
    return [
        pl.Series("owner_like", owner, dtype=pl.Float32),
        *_amounts(left, right, i, j, spec.usual),
        pl.Series("same_section", same["section"], dtype=pl.Float32),
        quarters.cast(pl.Float32).alias("quarters_apart"),
    ]


def _amounts(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, usual: Usual) -> list[pl.Series]:
    """Levels of TAX and BASE; base -1 where one side does not say it."""
    x, y = (t["amount"].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
    u, v = (t["base"].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
    known = (u != 0) & (v != 0)
    p, q = np.where(known, u, 1), np.where(known, v, 1)
    more, less = np.maximum(np.abs(p), np.abs(q)), np.minimum(np.abs(p), np.abs(q))
    base = np.full(len(x), BASE_DIFFERS)
    base[_one_of(less / more, tuple(1 - rate / 10_000 for rate in usual.rates))] = NET
    base[_one_of(more / less, tuple(percent / 100 for percent in usual.bases if percent > 100))] = WITH_GST
    base[np.abs(p - q) <= RUPEE] = BASE_EQUAL
    tax = np.full(len(x), TAX_DIFFERS)
    tax[known & (np.abs(x / p - y / q) <= RATE_GAP) & (x != 0) & (np.minimum(base, NET) == NET)] = ONE_RATE
    tax[np.abs(x - y) <= RUPEE] = TAX_NEAR
    tax[x == y] = TAX_EQUAL
    return [pl.Series("tax_like", tax, dtype=pl.Float32), pl.Series("base_like", np.where(known, base, -1), dtype=pl.Float32)]


def _one_of(ratio: np.ndarray, shares: tuple[float, ...]) -> np.ndarray:
    return np.any([np.abs(ratio / share - 1) <= NEAR * abs(share - 1) + 1e-6 for share in shares], axis=0)


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    del spec
    return (
        Comparison("tax", TAX, (-2.5, 2.0, 3.5, 4.0), pl.col("tax_like").cast(pl.Int8), True),
        Comparison("base", BASE, (-1.5, 1.5, 2.0, 3.0), pl.col("base_like").cast(pl.Int8), True),
        Comparison("deductor", OWNER, (-6.0, -0.5, 0.0), pl.col("owner_like").cast(pl.Int8), True),
        Comparison("section", ("another section", "same section"), (-0.7, 0.5), pl.col("same_section").cast(pl.Int8), True),
        Comparison("quarter", ("same quarter", "the quarter next to it", "further apart"), (0.7, -0.7, -2.0), steps("quarters_apart", (0, 1)), True),
        Comparison(
            "day", ("same day", "up to ten days apart", "up to a month apart", "further apart"), (1.5, 0.5, 0.0, -0.5), steps("days_apart", (0, 10, 31)), True
        ),
    )


_AGREES = (pl.col("owner_like") == 2) & (pl.col("tax_like") >= TAX_NEAR) & (pl.col("same_section") != 0) & (pl.col("quarters_apart") == 0)


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    return alone(pairs.filter(_AGREES & (pl.col("base_like") != BASE_DIFFERS))).select("i", "j", evidence=pl.lit("reference agrees, difference named"))


def _named(left: np.ndarray, right: np.ndarray, shared: np.ndarray, abroad: np.ndarray, spec: EngineSpec) -> np.ndarray:
    """Whether the other side reports less tax than the books, or more."""
    del shared, abroad
    gap = np.abs(left) - np.abs(right)
    names = np.where(gap > 0, "tds_short", "tds_excess")
    names = np.where(np.abs(gap) <= np.maximum(spec.tolerance_paise, np.abs(left) * spec.tolerance_share), "tolerance", names)
    names = np.where(gap == 0, "equal", np.where(np.abs(gap) <= RUPEE, "round_off", names))
    return names.astype(object)


COMPANIES = (
    Company("owner_section", MONTH, "all that is open of this deductor and section in the month adds up to it", days=40),
    Company("owner_section", QUARTER, "all that is open of this deductor and section in the quarter adds up to it", days=100),
    Company("owner", QUARTER, "all that is open of this deductor in the quarter adds up to it", days=100),
)


def _clubs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    a, b = (t.with_columns(owner_section=pl.concat_str("owner", "section", separator="|")) for t in (left, right))
    return first_claims(clubs_of(a, b, COMPANIES, RUPEE))


TDS = Kind(
    prepare=_prepare,
    exact=_exact,
    shared=_shared,
    slack_paise=RUPEE,
    candidates=_candidates,
    features=lambda spec: FEATURES,
    measure=_measure,
    comparisons=_comparisons,
    tolerant=_tolerant,
    sure=_AGREES & (pl.col("base_like") != BASE_DIFFERS) & (pl.col("base_like") >= 0),
    sums=lambda spec: sums_within("owner", 100, 100, spec),
    clubs=_clubs,
    named=_named,
)
