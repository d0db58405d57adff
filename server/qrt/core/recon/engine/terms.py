"""Rare words, pairs of words and runs of letters that two lines have in common."""

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from qrt.core.recon.engine.plan import Plan, best_per_line
from qrt.core.recon.engine.spec import EngineSpec

GRAM_ROWS_MAX = 300_000
WORD_PAIRS_MAX = 24_000_000
LIKELY_MOST = 12
PAIRS_AT_ONCE = 200_000


def by_words(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """Pairs (i, j, cosine) that share rare words, rare pairs of words or, in tables that are not too long, rare runs of four letters; of each the likeliest few a line, for
    who has a slip in one name is last of all by words and first by letters."""
    words = [_words(t) for t in (left, right)]
    parts = [("words", *words, 40), ("pairs_of_words", *(_pairs_of_words(t) for t in words), 30)]
    if left.height + right.height <= GRAM_ROWS_MAX:
        parts.append(("grams", _grams(left), _grams(right), 60))
    found = [best_per_line(_weighed(a, b, budget, plan, name), "cosine", LIKELY_MOST) for name, a, b, budget in parts]
    return pl.concat(found).group_by("i", "j").agg(pl.col("cosine").max())


def cosine_of(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """TF-IDF cosine of the words of each pair, f32, for pairs that something else than their words brought together. i, j: row numbers (n) of either side."""
    a, b = _words(left), _words(right)
    rows = max(1, a["n"].n_unique() + b["n"].n_unique())
    both = pl.concat([t.with_columns(side=pl.lit(k)) for k, t in enumerate((a, b))]).sort("side", "n", "term")
    weight = ((pl.lit(rows) / pl.len().over("term")).log().clip(0.01) * 1000).round().cast(pl.Int64)
    both = both.with_columns(code=pl.col("term").rank("dense") - 1, weight=weight)
    terms = max(1, both["term"].n_unique())
    tables = []
    for k, lines in enumerate((left, right)):
        own = both.filter(side=k)
        place = np.searchsorted(lines["n"].to_numpy(), own["n"].to_numpy()), own["code"].to_numpy().astype(np.int64)
        tables.append(csr_matrix((own["weight"].to_numpy(), place), shape=(lines.height, terms)))
    x, y = (np.searchsorted(lines["n"].to_numpy(), rows_of) for lines, rows_of in ((left, i), (right, j)))
    norms = [np.sqrt(np.asarray(t.multiply(t).sum(axis=1)).ravel().astype(float)) for t in tables]
    dots = np.concatenate(
        [
            np.zeros(0),
            *(
                np.asarray(tables[0][x[at]].multiply(tables[1][y[at]]).sum(axis=1)).ravel()
                for at in np.array_split(np.arange(len(x)), len(x) // PAIRS_AT_ONCE + 1)
            ),
        ]
    )
    return np.round(dots / np.maximum(norms[0][x] * norms[1][y], 1.0), 5).astype(np.float32)


def _words(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.select("n", term=pl.col("text").str.extract_all(r"[A-Z0-9]{2,}")).explode("term").drop_nulls().unique()


def _pairs_of_words(words: pl.DataFrame) -> pl.DataFrame:
    """Each two of a line's ten rarest words: where single words are common, two together seldom are."""
    counted = words.join(words.group_by("term").len("df"), on="term").sort("n", "df", "term").filter(pl.int_range(pl.len()).over("n") < 10).select("n", "term")
    both = counted.join(counted, on="n", suffix="_b").filter(pl.col("term") < pl.col("term_b"))
    return both.select("n", term=pl.concat_str("term", "term_b", separator=" "))


def _grams(lines: pl.DataFrame) -> pl.DataFrame:
    text = lines.select("n", text=pl.lit("_") + pl.col("text").str.replace_all(r"[^A-Z0-9]+", "_") + pl.lit("_")).with_columns(
        size=pl.col("text").str.len_chars()
    )
    spots = text.with_columns(at=pl.int_ranges(0, (pl.col("size") - 3).clip(1, 120))).explode("at")
    return spots.select("n", term=pl.col("text").str.slice(pl.col("at"), 4)).drop_nulls().unique()


def _weighed(a: pl.DataFrame, b: pl.DataFrame, a_row: int, plan: Plan, name: str) -> pl.DataFrame:
    """TF-IDF cosine over terms that few lines have. a, b: n u32, term str. The commonest terms are left out of the join, never out of the length."""
    rows = max(1, a["n"].n_unique() + b["n"].n_unique())
    counted = (
        pl.concat([a, b]).group_by("term").len("df").with_columns(w=((rows / pl.col("df")).log().clip(0.01) * 1000).round().cast(pl.Int64))
    )  # whole numbers: sums of floats depend on their order
    norms = [t.join(counted, on="term").group_by("n").agg((pl.col("w") * pl.col("w")).sum().alias("norm")) for t in (a, b)]
    sizes = (
        a.group_by("term")
        .len("x")
        .join(b.group_by("term").len("y"), on="term")
        .with_columns(pairs=pl.col("x").cast(pl.Int64) * pl.col("y").cast(pl.Int64))
        .sort("pairs", "term")
    )
    budget = min(a_row * rows, WORD_PAIRS_MAX)
    used = sizes.filter(pl.col("pairs").cum_sum() <= budget)
    plan.rules.append(
        {"rule": name, "predicted": int(sizes["pairs"].sum() or 0), "terms": sizes.height, "terms_used": used.height, "pairs": int(used["pairs"].sum() or 0)}
    )
    x, y = (t.join(used.select("term"), on="term", how="semi").join(counted.select("term", "w"), on="term") for t in (a, b))
    pairs = (
        x.rename({"n": "i"}).join(y.select(pl.col("n").alias("j"), "term"), on="term").group_by("i", "j").agg((pl.col("w") * pl.col("w")).sum().alias("dot"))
    )
    pairs = pairs.join(norms[0].rename({"n": "i"}), on="i").join(norms[1].rename({"n": "j", "norm": "norm_j"}), on="j")
    return pairs.select("i", "j", cosine=(pl.col("dot") / (pl.col("norm").sqrt() * pl.col("norm_j").sqrt())).round(5).cast(pl.Float32))
