"""Documents of GST: supplier, number, value and tax head by head."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz

from qrt.core.recon.engine.comparison import Comparison, compare_name, steps
from qrt.core.recon.engine.kinds.kind import Kind, Sums, Tables
from qrt.core.recon.engine.likeness import likeness
from qrt.core.recon.engine.pairing import alone, unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec

YEARS = r"20\d\d-?20\d\d|20\d\d-\d\d|\b\d\d-\d\d\b|\b(?:2[0-9])(?:2[1-9]|30)\b"
FEATURES = ["gstin_like", "pan_equal", "bill_equal", "number_equal", "bill_like", "tail", "taxable_equal", "heads_equal"]
RULES: list[tuple[list[str], list[list[str]]]] = [
    (["pan", "number"], [["amount"]]),
    (["pan", "bill"], [["amount"]]),
    (["pan", "amount"], [["number"]]),
    (["pan", "taxable"], [["number"]]),
    (["number", "amount"], [["skeleton"]]),
    (["skeleton", "number"], [["amount"]]),
    (["pan", "date"], [["amount"]]),
]


def _prepare(lines: pl.DataFrame) -> pl.DataFrame:
    """pan, bill (letters and digits without the year), number (digits of the bill without leading zeros) and tax (sum of the heads, paise)."""
    bill = pl.col("bill_no").str.to_uppercase().str.replace_all(r"BILL|\bNO\b", "").str.replace_all(YEARS, " ").str.replace_all(r"[^A-Z0-9]+", " ")
    out = lines.with_columns(
        pan=pl.col("gstin").str.to_uppercase().str.slice(2, 10),
        gstin=pl.col("gstin").str.to_uppercase(),
        bill=bill.str.replace_all(r"\b[0O]+(\d)", "$1").str.replace_all(" ", ""),
        number=bill.str.replace_all(r"(\d)O", "${1}0").str.extract_all(r"\d+").list.join("").str.replace(r"^0+", ""),
        tax=pl.sum_horizontal(pl.col(t).fill_null(0) for t in ("igst", "cgst", "sgst", "cess")),
    )
    return out.with_columns(number=pl.when(pl.col("number") != "").then("number"), bill=pl.when(pl.col("bill") != "").then("bill"))


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    del tokens
    return unique_pairs(left, right, ["gstin", "bill", "taxable", "tax"], spec, "same GSTIN, bill, value and tax")


def _shared(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables) -> Tables:
    del tokens
    token = pl.concat_str("gstin", "number", separator="|")
    a, b = (t.filter(pl.col("number").is_not_null()).select("n", "date", token=token, v="amount") for t in (left, right))
    return a, b


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    return [bounded_pairs(left, right, key, refine, spec.pairs_a_line, plan, "+".join(key)) for key, refine in RULES]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    del spec
    ends = pl.DataFrame(
        {f"{c}_{k}": t[c].gather(rows).fill_null("" if c == "bill" else "?") for k, t, rows in (("a", left, i), ("b", right, j)) for c in ("bill", "number")}
    )
    tail = ends.select(tail=(pl.col("bill_a").str.ends_with(pl.col("number_b")) | pl.col("bill_b").str.ends_with(pl.col("number_a"))).cast(pl.Float32))["tail"]
    heads = np.ones(len(i), dtype=np.float32)
    for head in ("igst", "cgst", "sgst", "cess"):
        x, y = (t[head].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
        heads *= np.abs(x - y) <= 100
    return [
        pl.Series("gstin_like", likeness(left["gstin"], right["gstin"], i, j, fuzz.ratio, workers), dtype=pl.Float32),
        _equal(left, right, "pan", i, j).alias("pan_equal"),
        _equal(left, right, "bill", i, j).alias("bill_equal"),
        _equal(left, right, "number", i, j).alias("number_equal"),
        pl.Series("bill_like", likeness(left["bill"], right["bill"], i, j, fuzz.ratio, workers), dtype=pl.Float32),
        tail.alias("tail"),
        _equal(left, right, "taxable", i, j).alias("taxable_equal"),
        pl.Series("heads_equal", heads),
    ]


def _equal(left: pl.DataFrame, right: pl.DataFrame, column: str, i: np.ndarray, j: np.ndarray) -> pl.Series:
    return (left[column].gather(i) == right[column].gather(j)).cast(pl.Float32).fill_null(-1)


def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    del spec
    near = (pl.when(pl.col("equal") == 1).then(3).when(pl.col("gap").abs() <= 3).then(2).when((pl.col("ratio") - 1).abs() <= 0.05).then(1).otherwise(0)).cast(
        pl.Int8
    )
    number = (
        pl.when(pl.col("bill_equal") == 1)
        .then(4)
        .when(pl.col("number_equal") == 1)
        .then(3)
        .when(pl.col("tail") == 1)
        .then(2)
        .when(pl.col("bill_like") >= 80)
        .then(1)
        .otherwise(0)
        .cast(pl.Int8)
    )
    supplier = (
        pl.when(pl.col("gstin_like") >= 99.5).then(3).when(pl.col("pan_equal") == 1).then(2).when(pl.col("gstin_like") >= 86).then(1).otherwise(0).cast(pl.Int8)
    )
    bills = (
        "another bill number",
        "bill numbers alike but for a slip",
        "one bill number ends with the other",
        "same digits in the bill number",
        "same bill number",
    )
    return (
        Comparison("amount", ("totals differ", "totals within 5 %", "totals within three rupees", "totals equal"), (-3.0, -1.0, 2.5, 3.5), near),
        Comparison("bill", bills, (-3.5, 0.5, 1.5, 4.0, 5.0), number),
        Comparison("heads", ("tax under other heads", "tax head by head the same"), (-1.0, 1.5), pl.col("heads_equal").cast(pl.Int8)),
        Comparison("gstin", ("another supplier", "GSTIN but for a slip", "same PAN, another GSTIN", "same GSTIN"), (-3.0, 1.0, 1.0, 2.0), supplier),
        compare_name(),
        Comparison(
            "day",
            ("same day or next", "up to ten days apart", "up to a month apart", "further apart"),
            (1.0, 0.0, -0.5, -1.5),
            steps("days_apart", (1, 10, 31)),
        ),
    )


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    """Same supplier and number, tax head by head the same, the total within a rupee."""
    sure = (pl.col("gstin_like") >= 99.5) & (pl.col("number_equal") == 1) & (pl.col("gap").abs() <= 1) & (pl.col("heads_equal") == 1)
    return alone(pairs.filter(sure)).select("i", "j", evidence=pl.lit("reference agrees, difference named"))


GST = Kind(
    prepare=_prepare,
    exact=_exact,
    shared=_shared,
    slack_paise=300,
    candidates=_candidates,
    measured=None,
    within_days=True,
    token_lines=12,
    features=lambda spec: FEATURES,
    measure=_measure,
    comparisons=_comparisons,
    hold=(400.0, 0.5),
    tolerant=_tolerant,
    sure=(pl.col("gstin_like") >= 99.5)
    & ((pl.col("bill_equal") == 1) | (pl.col("number_equal") == 1))
    & (pl.col("gap").abs() <= 3)
    & (pl.col("heads_equal") == 1),
    sums=lambda spec: Sums("pan", 40, 40),
)
