"""What keeps two lines apart, in words with the figures of both: which column, what stands in it on either side, by how much amounts and days differ."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison
from qrt.core.recon.engine.kinds.words import text_columns
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights

NOTHING = "the other side has no line of a like amount, reference or name"
NO_LINES = "the other side has no line to compare it with"
NIL = "its amount is zero, so no amount can bring it together with a line, and no line of the other side shares its reference or words"
NO_AMOUNT = "it has no amount, and no line of the other side shares its reference or words"
SHOWN = 40
AMOUNTS = ("amount", "value", "tax")
COLUMNS = {
    "reference": ("reference", "reference"),
    "bill": ("bill_no", "bill number"),
    "gstin": ("gstin", "GSTIN"),
    "section": ("section", "section"),
    "name": ("name", "name"),
}
"""Comparison -> canonical column and what it is called, where that is one column of texts."""
SLIGHT = -0.5
"""Points from which on a comparison is said to speak against a pair."""


def rupees(paise: pl.Series) -> pl.Series:
    """ "1,18,000.50", negatives in brackets: what `rupee_text` writes of one amount, of a column of them."""
    size = pl.col("paise").abs()
    # From behind: three digits, then two and two.
    turned = (size // 100).cast(pl.String).str.reverse()
    text = (turned.str.slice(0, 3) + turned.str.slice(3).str.replace_all(r"(\d\d?)", ",$1")).str.reverse()
    bare = pl.concat_str(text, pl.lit("."), (size % 100).cast(pl.String).str.zfill(2))
    said = pl.when(pl.col("paise") < 0).then(pl.concat_str(pl.lit("("), bare, pl.lit(")"))).otherwise(bare)
    return paise.to_frame("paise").select(said.alias(paise.name))[paise.name]


def apart_by(ours: pl.Series, theirs: pl.Series) -> pl.Series:
    """ "Rs 50.00 (4.0 %)" of two amounts in paise."""
    said = pl.DataFrame({"x": ours, "y": theirs}).select(
        gap=(pl.col("x") - pl.col("y")).abs(), most=pl.max_horizontal(pl.col("x").abs(), pl.col("y").abs()).clip(1)
    )
    tenths = pl.col("gap") * 1000 // pl.col("most")
    share = pl.when(tenths == 0).then(pl.lit("less than 0.1")).otherwise(pl.concat_str(tenths // 10, pl.lit("."), tenths % 10))
    return "Rs " + rupees(said["gap"]) + " (" + said.select(share=share)["share"] + " %)"


def amounts_apart(ours: pl.Series, theirs: pl.Series) -> pl.Series:
    """ "Rs 50.00 (5.2 %): 900.00 against 950.00" where two amounts in paise differ, null elsewhere: most pairs agree, and words cost more than the comparison."""
    at = (ours != theirs).fill_null(False).arg_true()
    none = pl.Series([None], dtype=pl.String).new_from_index(0, ours.len())
    if not at.len():
        return none
    x, y = ours.gather(at), theirs.gather(at)
    return none.scatter(at, apart_by(x, y) + ": " + rupees(x) + " against " + rupees(y))


def day_text(days: pl.Expr) -> pl.Expr:
    """ "01-10-2026" of days since 1970."""
    return days.cast(pl.Date).dt.strftime("%d-%m-%Y")


def said_against(
    pairs: pl.DataFrame, levels: np.ndarray, weights: Weights, compared: tuple[Comparison, ...], a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec, else_: str
) -> pl.Series:
    """What weighs most against each pair; `else_` where nothing does. pairs: i, j and gap (`amounts_apart`); levels: of each pair and comparison; a, b: comparable
    lines."""
    worst, words = _worst(levels, pairs["part"].to_numpy(), weights, compared, else_)
    told = pairs.select("i", "j", "gap", worst=pl.Series(worst, dtype=pl.String), said=pl.Series(words, dtype=pl.String))
    i, j = told["i"].to_numpy(), told["j"].to_numpy()
    called = dict(spec.called)
    columns = {name: (column, called.get(column, word)) for name, (column, word) in COLUMNS.items() if column in a.columns}
    columns |= {f"s{n}": of for n, of in enumerate(texts_compared(spec))}
    said = pl.col("said")
    # Only what weighs most somewhere is looked up.
    here = set(told["worst"].unique().to_list())
    for name, (column, called) in columns.items():
        if name in here and column in a.columns:
            told = told.with_columns(ours=_cut(a[column], i), theirs=_cut(b[column], j))
            both = (pl.col("worst") == name) & (pl.col("ours") != "") & (pl.col("theirs") != "")
            differ = pl.concat_str(pl.lit(f"{called}: '"), "ours", pl.lit("' against '"), "theirs", pl.lit("'"))
            told = told.with_columns(said=pl.when(both).then(differ).otherwise(said))
    days = told.select(ours=a["date"].gather(i), theirs=b["date"].gather(j))
    gap = pl.concat_str(
        (pl.col("ours") - pl.col("theirs")).abs(), pl.lit(" days apart ("), day_text(pl.col("ours")), pl.lit(" and "), day_text(pl.col("theirs")), pl.lit(")")
    )
    told = told.with_columns(days.select(days=pl.concat_str(pl.lit("they lie "), gap)))
    told = told.with_columns(
        said=pl.when(pl.col("worst").is_in(AMOUNTS) & pl.col("gap").is_not_null())
        .then(pl.concat_str(pl.lit("the amount differs by "), "gap"))
        .when((pl.col("worst") == "day") & pl.col("days").is_not_null())
        .then("days")
        .otherwise("said")
    )
    return told["said"]


def texts_compared(spec: EngineSpec) -> list[tuple[str, str]]:
    """(canonical column, what people call it) of the comparisons s0, s1, … of the specification's family."""
    if spec.family in ("plain", "words"):
        return text_columns(spec)
    called = dict(spec.called)
    return [(f"t{n}", called.get(f"t{n}", name)) for n, name in enumerate(spec.left.text)]


def _cut(texts: pl.Series, at: np.ndarray) -> pl.Series:
    """Texts of rows, as much of them as a sentence bears; "" where there is none."""
    found = texts.gather(at).fill_null("")
    return found.to_frame("t").select(pl.when(pl.col("t").str.len_chars() > SHOWN).then(pl.col("t").str.slice(0, SHOWN) + "…").otherwise("t"))["t"]


def _worst(levels: np.ndarray, part: np.ndarray, weights: Weights, compared: tuple[Comparison, ...], else_: str) -> tuple[list[str], list[str]]:
    """Of each pair the name of the comparison that weighs most against it ("" where none does), and its level in words."""
    apart, place = weights.apart(part)
    points = np.stack([np.array([[*w.of[k], 0.0] for w in apart])[place, levels[:, k]] for k in range(len(compared))], axis=1)
    names, words = np.empty(len(levels), dtype=object), np.empty(len(levels), dtype=object)
    worst = points.argmin(axis=1)
    for k, c in enumerate(compared):
        here = worst == k
        names[here] = c.name
        words[here] = np.array([*c.levels, "not known"], dtype=object)[levels[here, k]]
    fits = points.min(axis=1) > SLIGHT
    names[fits], words[fits] = "", else_
    return names.tolist(), words.tolist()
