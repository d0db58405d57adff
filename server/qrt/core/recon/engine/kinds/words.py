"""Lines that words tell apart: people, products, titles. Rare words lead; there may be no amount and no day."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.columns import BEGIN, MUCH_ALIKE, RARE, SAID, bare_text, column_levels, holds_numbers, numbers_in_common
from qrt.core.recon.engine.comparison import Comparison, compare_days, once_a_spec, steps
from qrt.core.recon.engine.kinds.kind import PAIRS, Kind, Tables
from qrt.core.recon.engine.kinds.money import by_tokens, with_amounts
from qrt.core.recon.engine.pairing import unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import TEXTS, EngineSpec
from qrt.core.recon.engine.terms import by_words

NUMBERED_LEAST = 2
"""Columns of short numbers from which on the numbers of a line are no evidence of their own beside them: a birthday in three columns is no fourth thing in common. The year
of a title stands in it as often as in its column."""
CONTRADICTS = float(np.log(2.0))
"""Log-odds above which what a column says contradicts a pair: it is said of two lines that do not belong together twice as often as of two that do."""
WORDS_LEAST, ONE_TEXT_MOST = 3, 5
"""Words of a text that few lines say by accident, and lines that may say it for it to bring them together."""


def names_cross(spec: EngineSpec) -> bool:
    """Whether one of two lists of money has parties and the other names them in its words: then names stand against names, and not words against words."""
    return spec.family == "plain" and bool(spec.left.get("party")) != bool(spec.right.get("party"))


def text_columns(spec: EngineSpec) -> list[tuple[str, str]]:
    """(canonical column, what people call it) of the texts that both sides have."""
    called = dict(spec.called)
    apart = ("narration",) if names_cross(spec) else ()
    roles = [(role, called.get(role, role.replace("_", " "))) for role in TEXTS if spec.left.get(role) and spec.right.get(role) and role not in apart]
    texts = enumerate(zip(spec.left.text, spec.right.text, strict=False))
    return roles + [(f"t{n}", called.get(f"t{n}", name)) for n, (name, _) in texts]


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """Lines of one text, told by more than one column where there are more: the name of a town alone is no line's text."""
    del tokens
    columns = [c for c, _ in text_columns(spec)]
    told = pl.sum_horizontal(pl.col(c).is_not_null().cast(pl.Int8) for c in columns) if columns else pl.lit(0)
    a, b = (t.filter((pl.col("text") != "") & (told >= min(2, len(columns)))) for t in (left, right))
    return unique_pairs(a, b, ["text"], spec, "same text")


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    a, b = with_amounts(left, right)
    by_amount = [bounded_pairs(a, b, ["amount"], [["skeleton"]], spec.pairs_a_line, plan, "amount")] if a.height and b.height else []
    return [*by_amount, *_of_one_text(left, right, spec, plan)]


def _of_one_text(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    """Lines that say the same in a column of several words (a title, an address): others may share more words with them in all columns together, where one of the two
    says nothing in some."""
    columns = [column for column, _ in text_columns(spec)]
    # Where both say something in every column, all their words together find them.
    lacks = [t.filter(pl.any_horizontal(pl.lit(False), *(pl.col(c).is_null() for c in columns)))["n"].implode() for t in (left, right)]
    found = []
    for column in columns:
        a, b = (
            t.select("n", "date", said=bare_text(t[column])).filter(pl.col("said").str.count_matches(" ", literal=True) >= WORDS_LEAST - 1)
            for t in (left, right)
        )
        if a.height and b.height:
            pairs = bounded_pairs(a, b, ["said"], None, ONE_TEXT_MOST, plan, "text")
            found.append(pairs.filter(pl.col("i").is_in(lacks[0]) | pl.col("j").is_in(lacks[1])))
    return found


def _features(spec: EngineSpec) -> list[str]:
    return ["cosine", *[f"s{n}" for n in range(len(text_columns(spec)))], "numbers", "numbers_said", "columns_same", "columns_apart"]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    found = {c for c, _ in text_columns(spec) if holds_numbers(left[c]) and holds_numbers(right[c])}
    numbered = found if len(found) >= NUMBERED_LEAST else set[str]()
    levels = [column_levels(left[c], right[c], i, j, workers) for c, _ in text_columns(spec)]
    numbers = numbers_in_common(left["text"], right["text"], i, j)
    # A number that is missing in its column may stand in another.
    whole = np.logical_and.reduce(
        [np.full(len(i), bool(numbered)), *(level >= 0 for (c, _), level in zip(text_columns(spec), levels, strict=True) if c in numbered)]
    )
    said = np.where(whole, numbers_in_common(_worded(left, numbered, spec), _worded(right, numbered, spec), i, j), numbers) if numbered else numbers
    same, apart = (
        sum((test(level).astype(np.int16) for level in levels), np.zeros(len(i), np.int16)) for test in (lambda x: x >= 5, lambda x: (x == 0) | (x == 1))
    )
    return [
        *(pl.Series(f"s{n}", level, dtype=pl.Float32) for n, level in enumerate(levels)),
        pl.Series("numbers", numbers, dtype=pl.Float32),
        pl.Series("numbers_said", said, dtype=pl.Float32),
        pl.Series("columns_same", same, dtype=pl.Float32),
        pl.Series("columns_apart", apart, dtype=pl.Float32),
    ]


def _worded(lines: pl.DataFrame, numbered: set[str], spec: EngineSpec) -> pl.Series:
    """What a line says outside of its columns of numbers, which are compared by themselves."""
    texts = [pl.col(c) for c, _ in text_columns(spec) if c not in numbered]
    return lines.select(pl.concat_str([*texts, pl.lit("")], separator=" ", ignore_nulls=True).str.to_uppercase()).to_series()


def compare_texts(spec: EngineSpec, numbers_of: str = "numbers") -> tuple[Comparison, ...]:
    """One comparison a text column, and one of the numbers in all of them, or in those that `numbers_of` measures."""
    numbers = Comparison(
        "numbers",
        ("other numbers", "few numbers the same", "some numbers the same", "most numbers the same", "same numbers"),
        (-1.5, -0.7, 0.0, 0.7, 1.2),
        steps(numbers_of, (20, 50, 80, 98)),
    )
    columns = (
        Comparison(f"s{n}", tuple(f"{name} {said}" for said in SAID), BEGIN, pl.col(f"s{n}").cast(pl.Int8)) for n, (_, name) in enumerate(text_columns(spec))
    )
    return (*columns, numbers)


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    # As numbers of a column are compared: by the larger of the two.
    apart = 1 - pl.min_horizontal(pl.col("ratio"), 1 / pl.col("ratio").clip(1e-9))
    amount = Comparison(
        "amount",
        ("amounts differ", "amounts within 25 %", "amounts within 10 %", "amounts within 2 %", "amounts equal"),
        (-2.0, -0.3, 0.5, 1.5, 2.5),
        pl.when(pl.col("equal") < 0)
        .then(-1)
        .when(pl.col("equal") == 1)
        .then(4)
        .otherwise(sum((apart <= share).cast(pl.Int8) for share in (0.25, 0.1, 0.02)))
        .cast(pl.Int8),
    )
    words = Comparison(
        "words",
        tuple(f"{share} of all rare words in common" for share in ("hardly any", "few", "some", "half", "many", "most", "almost all")),
        (-3.0, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5),
        steps("cosine", (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)),
    )
    return (amount, words, *compare_texts(spec, "numbers_said"), compare_days())


_LEVELS = pl.col(r"^s\d+$")
_ENOUGH = (pl.col("cosine") >= 0.6) & ((pl.col("numbers") < 0) | (pl.col("numbers") >= 80))
_RARE_SAME = pl.sum_horizontal(pl.lit(0, pl.Int64), (_LEVELS == RARE).cast(pl.Int64)) >= 1
_ALL_SAID = pl.min_horizontal(pl.lit(9.0), _LEVELS) >= 0
_NONE_UNLIKE = pl.min_horizontal(pl.lit(9.0), _LEVELS.replace(-1, 9)) >= MUCH_ALIKE
"""Two columns the same, and most words besides; or of them one that few lines have (a telephone, an address), where both say something in every column; and no
column that is merely alike: people of one house have all the same but the first name, Ramesh is like Mahesh, and who has no first name may be anybody of the house."""
_SURE = (pl.col("columns_same") >= 2) & (_ENOUGH | (_RARE_SAME & _ALL_SAID)) & _NONE_UNLIKE
_NOTHING_AGAINST = pl.col("against") <= CONTRADICTS
"""Another number of a chapter, of a part, of a track: of two things of one house that are told apart by it all else is the same, and leads far."""

WORDS = Kind(
    exact=_exact,
    shared=by_tokens,
    candidates=_candidates,
    measured=by_words,
    within_days=False,
    token_lines=12,
    features=_features,
    measure=_measure,
    comparisons=_comparisons,
    hold=None,
    tolerant=lambda pairs: pl.DataFrame(schema=PAIRS),
    sure=_SURE,
    sums=lambda spec: None,
    alike=("text",),
    listed_twice=True,
    proven=pl.lit(True),
    clear=_NOTHING_AGAINST,
)
