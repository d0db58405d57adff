"""How alike two lines are column by column, whatever the columns hold: names, titles, codes, numbers, days written as text."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix

from qrt.core.recon.engine.likeness import likenesses

SAID = (
    "differs",
    "a little alike",
    "alike",
    "much alike",
    "the same but for a slip",
    "the same, as many lines have it",
    "the same",
    "the same, as few lines have it",
)
BEGIN = (-3.0, -1.5, -0.3, 0.6, 1.5, 2.0, 3.0, 4.0)
MUCH_ALIKE, SLIP, COMMON, SAME, RARE = 3, 4, 5, 6, 7
SHORT_NUMBER = 9
PAIRS_AT_ONCE = 200_000
PHONE = r"^\d{9,13}$"
DAY = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}"
DAY_WHOLE = r"^(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})$"
AMOUNT = r"^-?[\d,]*\.\d+$"
NUMBER, NUMBERED = r"^[$₹€£]?\s*-?[\d,]{1,6}(\.\d+)?$", 0.9
CODE_MOST, CODE_DIGITS = 30, 3
READ_MOST = 600
"""Characters of a column that are compared: what tells two lines apart stands at the beginning of a long description."""


def column_levels(left: pl.Series, right: pl.Series, i: np.ndarray, j: np.ndarray, workers: int) -> np.ndarray:
    """i8 a pair: position in SAID, or -1 when one side says nothing. left, right: one column of either side; i, j: positions in them.

    Rare values count for more than common ones, words are weighed by how few lines have them, and numbers are compared as numbers.
    """
    a, b = (bare_text(t) for t in (left, right))
    x, y = i.astype(np.int64), j.astype(np.int64)
    said = (a != "").to_numpy()[x] & (b != "").to_numpy()[y]
    sort, set_, plain = likenesses(a, b, i, j, (fuzz.token_sort_ratio, fuzz.token_set_ratio, fuzz.ratio), workers)
    both, within = words_in_common(a, b, i, j)
    sizes = [t.str.len_chars().to_numpy().astype(np.int64) for t in (a, b)]
    longer, shorter = np.maximum(sizes[0][x], sizes[1][y]), np.minimum(sizes[0][x], sizes[1][y])
    single = ~(a.str.contains(" ").to_numpy()[x] | b.str.contains(" ").to_numpy()[y])
    like = np.maximum((sort + set_) / 2, 50 * (both + within))
    like = np.where(single, np.maximum(like * 0.8, (plain - 45) * 1.8), like)
    level = np.digitize(like, (35, 50, 65, 80))
    # One letter more, less or another, or two that changed places: two steps of insertion and deletion at most.
    slip = (np.rint((100 - plain) * (longer + shorter) / 100) <= 2) & (longer - shorter <= 1) & (shorter >= 4)
    level, number = _as_numbers(left, right, x, y, level, slip, shorter)
    level = _as_days(left, right, x, y, level)
    level = np.where(slip & ~(number & (shorter < 6)), SLIP, level)
    texts = pl.concat([a, b]).to_frame("t").with_row_index("n").select(first=pl.col("n").first().over("t"), count=pl.len().over("t"))
    first, count = texts["first"].to_numpy(), texts["count"].to_numpy()
    equal = first[x] == first[y + len(a)]
    seen, rows = count[x], len(first)
    rarity = np.where(seen <= max(3.0, rows * 0.0005), RARE, np.where(seen <= rows * 0.01, SAME, COMMON))
    return np.where(said, np.where(equal, rarity, level), -1).astype(np.int8)


def bare_text(texts: pl.Series) -> pl.Series:
    """Words of letters and digits, upper case. A telephone number is one word however it is parted, without the country or the zero before it."""
    bare = texts.fill_null("").str.slice(0, READ_MOST).str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars()
    whole = bare.str.replace_all(" ", "", literal=True)
    dialled = whole.str.contains(PHONE) & ~texts.fill_null("").str.contains(DAY)
    return bare.zip_with(~dialled, whole.str.replace(r"^(?:91(\d{10})|0(\d{10}))$", "${1}${2}"))


def _as_numbers(
    left: pl.Series, right: pl.Series, x: np.ndarray, y: np.ndarray, level: np.ndarray, slip: np.ndarray, shorter: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Levels with those of pairs of short numbers put right, and which pairs these are. Codes of ten digits and more stay text."""
    p, q = (t.str.replace_all(r"[$,₹€£]", "").str.strip_chars().cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy() for t in (left, right))
    p, q = p[x], q[y]
    number = np.isfinite(p) & np.isfinite(q) & (shorter <= SHORT_NUMBER)
    gap = np.abs(p - q) / np.maximum(np.maximum(np.abs(p), np.abs(q)), 1e-9)
    near = np.select([gap <= 0.02, gap <= 0.1, gap <= 0.25], [4, 3, 2], np.where(slip, 1, 0))
    return np.where(number, np.where(gap < 1e-9, SAME, near), level), number


def _as_days(left: pl.Series, right: pl.Series, x: np.ndarray, y: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Levels with those of pairs of days put right, for any two days have most of their digits in common: much alike are those whose day and month changed places, a
    little alike those that have two of the three the same."""
    parts = [_day_parts(t) for t in (left, right)]
    p, q = parts[0][x], parts[1][y]
    both = (p[:, 0] >= 0) & (q[:, 0] >= 0)
    if not both.any():
        return level
    same = (p == q).sum(axis=1)
    turned = (np.sort(p, axis=1) == np.sort(q, axis=1)).all(axis=1)
    return np.where(both, np.select([turned, same == 2], [MUCH_ALIKE, 1], 0), level)


def _day_parts(texts: pl.Series) -> np.ndarray:
    """The three numbers of a day as written, of a year the last two digits, a row a text; -1 where it is none."""
    found = texts.fill_null("").str.strip_chars().str.extract_groups(DAY_WHOLE).struct.unnest()
    return found.select((pl.all().cast(pl.Int32) % 100).fill_null(-1)).to_numpy()


def words_in_common(a: pl.Series, b: pl.Series, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weight of the words two texts share: as a part of both (0 … 1), and of the lighter one. Rare words weigh more; weights are whole numbers, so sums have no order."""
    rows = len(a) + len(b)
    words = pl.concat([a, b]).str.split(" ").to_frame("word").with_row_index("n").explode("word").filter(pl.col("word") != "").unique().sort("n", "word")
    weight = (pl.lit(rows) / pl.len().over("word")).log().clip(0.1) * 1000
    words = words.with_columns(code=pl.col("word").rank("dense") - 1, weight=weight.round().cast(pl.Int64))
    place = words["n"].to_numpy(), words["code"].to_numpy()
    shape = (rows, max(1, words["word"].n_unique()))
    weighed = csr_matrix((words["weight"].to_numpy(), place), shape=shape)
    there = csr_matrix((np.ones(words.height, dtype=np.int64), place), shape=shape)
    total = np.asarray(weighed.sum(axis=1)).ravel()
    x, y = i.astype(np.int64), j.astype(np.int64) + len(a)
    shared = np.zeros(len(x), dtype=np.int64)
    for lo in range(0, len(x), PAIRS_AT_ONCE):
        part = slice(lo, lo + PAIRS_AT_ONCE)
        shared[part] = np.asarray(weighed[x[part]].multiply(there[y[part]]).sum(axis=1)).ravel()
    lighter = np.minimum(total[x], total[y])
    return 2 * shared / np.maximum(total[x] + total[y], 1), shared / np.maximum(lighter, 1)


def holds_numbers(texts: pl.Series) -> bool:
    """Whether a column is one of short numbers (years, house numbers, prices): nine of ten cells that say anything are one."""
    said = texts.drop_nulls().str.strip_chars()
    said = said.filter(said != "")
    return bool(said.len()) and (said.str.contains(NUMBER).mean() or 0.0) >= NUMBERED  # type: ignore[operator]


def numbers_in_common(left: pl.Series, right: pl.Series, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """0 … 100 a pair, or -1: weight of the words with digits (models, sizes, years) that both texts have, as a part of the lighter one's. "A-12/B" is "A12B"."""
    a, b = (t.fill_null("").str.replace_all(r"[-/]", "").str.extract_all(r"[A-Z]*\d[A-Z0-9]*(?:\.\d+)?").list.join(" ") for t in (left, right))
    said = (a != "").to_numpy()[i] & (b != "").to_numpy()[j]
    return np.where(said, np.round(100 * words_in_common(a, b, i, j)[1]), -1)


def codes_apart(left: pl.Series, right: pl.Series, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """bool a pair: both texts are short codes (of a bill, an order), and either has a number that the other has not: "T-88/24-25" and "T-84/24-25", not "88" and "T-088"."""
    a, b = (_numbers_of_code(t) for t in (left, right))
    both = np.flatnonzero(a.is_not_null().to_numpy()[i] & b.is_not_null().to_numpy()[j]) if len(i) else np.zeros(0, np.int64)
    apart = np.zeros(len(i), dtype=bool)
    for lo in range(0, len(both), PAIRS_AT_ONCE):
        part = both[lo : lo + PAIRS_AT_ONCE]
        pairs = pl.DataFrame({"x": a.gather(i[part]), "y": b.gather(j[part])})
        common = pl.col("x").list.set_intersection("y").list.len()
        apart[part] = pairs.select((common < pl.col("x").list.len()) & (common < pl.col("y").list.len())).to_series().to_numpy()
    return apart


def _numbers_of_code(texts: pl.Series) -> pl.Series:
    """The different numbers of each code, without leading zeros; null where a text is no code: long, a day, an amount, or of hardly a digit."""
    bare = texts.fill_null("").str.strip_chars()
    code = (bare.str.len_chars() <= CODE_MOST) & (bare.str.count_matches(r"\d") >= CODE_DIGITS) & ~bare.str.contains(DAY_WHOLE) & ~bare.str.contains(AMOUNT)
    numbers = bare.str.extract_all(r"\d+").list.eval(pl.element().str.strip_chars_start("0")).list.unique()
    return pl.select(pl.when(code).then(numbers)).to_series()
