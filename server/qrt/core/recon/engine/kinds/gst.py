"""Documents of GST: supplier, number, value and tax head by head."""

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA

from qrt.core.recon.engine.comparison import Comparison, compare_name, once_a_spec, steps
from qrt.core.recon.engine.differences import EQUAL, NAMES, NONE, ROUND_OFF, TOLERANCE, name_differences
from qrt.core.recon.engine.kinds.bills import BILL, BILL_DIGITS, BILL_ENDS, BILL_SILENT, BILL_SLIP, TAIL, bill_levels
from qrt.core.recon.engine.kinds.gst_clubs import ROUNDED, clubs
from qrt.core.recon.engine.kinds.kind import Kind, Tables, sums_within
from qrt.core.recon.engine.likeness import distances
from qrt.core.recon.engine.names import once_each
from qrt.core.recon.engine.numbers import plain_number, with_numbers
from qrt.core.recon.engine.pairing import alone, near, unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs, within
from qrt.core.recon.engine.spec import EngineSpec

HEADS = ("igst", "cgst", "sgst", "cess")
RUPEE = 100
OFTEN = 2
SLIPS = 2
SHARE_MOST = 0.12

FEATURES = ["gstin_like", "pan_equal", "bill_like", "taxable_equal", "heads_like", "often", "same_year"]
SUPPLIER = ("another supplier", "GSTIN but for a slip", "same PAN, another GSTIN", "same GSTIN")
OTHER_SUPPLIER, SLIP, SAME_PAN, SAME_GSTIN = range(4)
VALUE = (
    "amounts differ",
    "value and every head differ by one share",
    "same total, tax under other heads",
    "value and every head within a rupee",
    "value and every head the same",
)
DIFFER, SHARE, OTHER_HEADS, WITHIN_RUPEE, EVERY_HEAD = range(5)

AMENDED = r"^(B2BA|CDNA|CDNRA|CDNURA|ISDA|IMPGA|IMPGSEZA|ECOMA|ECOA)$|AMEND"
AS_TYPED = ["gstin", "plain", "taxable", "tax", "state_tax"]
SAME_TYPED = "same GSTIN, bill, value and tax"

RULES: list[tuple[list[str], list[list[str]]]] = [
    (["pan", "number"], [["amount"]]),
    (["pan", "plain"], [["amount"]]),
    (["pan", "tail"], [["amount"]]),
    (["pan", "amount"], [["number"]]),
    (["pan", "taxable"], [["number"]]),
    (["pan", "date"], [["amount"]]),
    (["number", "amount"], [["skeleton"]]),
    (["skeleton", "number"], [["amount"]]),
    (["skeleton", "amount"], [["date"]]),
]


def _with_keys(lines: pl.DataFrame) -> pl.DataFrame:
    """gstin without blanks, plain (letters and digits of the number), tax (sum of the heads, paise) and state_tax (of CGST and SGST)."""
    return lines.with_columns(_gstin(lines), plain=plain_number(), **_taxes())


def _gstin(lines: pl.DataFrame) -> pl.Series:
    """GSTIN in capitals, without blanks. Suppliers are few beside bills: each is read once, and where all are written so already nothing is made."""
    typed = lines["gstin"]
    distinct = typed.unique()
    plain = distinct.str.to_uppercase().str.strip_chars()
    if plain.equals(distinct, null_equal=True):
        return typed
    return once_each(typed, lambda text: text.str.to_uppercase().str.strip_chars())


def _taxes() -> dict[str, pl.Expr]:
    """Tax of all heads, and what of it is the state's: a bill whose tax stands under other heads is not the same."""
    return {name: pl.sum_horizontal(pl.col(t).fill_null(0) for t in heads) for name, heads in (("tax", HEADS), ("state_tax", ("cgst", "sgst")))}


def _prepare(lines: pl.DataFrame) -> pl.DataFrame:
    """pan; plain, bill, number, digits, year (`with_numbers`), tail (last digits of the number) and tax."""
    made = lines if "number" in lines.columns else with_numbers(_with_keys(lines))
    out = made.with_columns(pan=pl.col("gstin").str.slice(2, 10))
    return out.with_columns(tail=pl.when(pl.col("number").str.len_bytes() >= TAIL).then(pl.col("number").str.slice(-TAIL)))


def _early(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Same supplier, number, value and tax: letter by letter where supplier, value and tax stand once on either side, then as it was typed, then in another
    spelling.

    A line whose supplier, value and tax stand once has no second of another spelling, so the others lose nothing to it.
    """
    sides = [_once_by_money(t) for t in (left, right)]
    first = (
        sides[0]
        .join(sides[1], on="key", suffix="_j")
        .filter(pl.all_horizontal(pl.col(c) == pl.col(f"{c}_j") for c in within(sides[0], ["gstin", "bill_no", "taxable", "tax", "state_tax"])))
    )
    first = near(first, spec).select(i="n", j="n_j", evidence=pl.lit(SAME_TYPED))
    a, b = (_with_keys(_without(t.with_row_index("n"), first[k])) for t, k in ((left, "i"), (right, "j")))
    second = unique_pairs(a, b, within(a, AS_TYPED), spec, SAME_TYPED)
    a, b = (with_numbers(_without(t, second[k])) for t, k in ((a, "i"), (b, "j")))
    third = _respelled(a, b, spec)
    return _without(a, third["i"]).drop("n"), _without(b, third["j"]).drop("n"), pl.concat([first, second, third])


def _without(lines: pl.DataFrame, taken: pl.Series) -> pl.DataFrame:
    """lines: with n, ascending."""
    keep = np.ones(lines.height, dtype=bool)
    keep[np.searchsorted(lines["n"].to_numpy(), taken.to_numpy())] = False
    return lines.filter(pl.Series(keep))


def _once_by_money(lines: pl.DataFrame) -> pl.DataFrame:
    """n, date, gstin, bill_no, taxable, tax and key (a hash of supplier, value and tax) of lines whose key no other line of the side has."""
    money = lines.select(*within(lines, ["date"]), "bill_no", "taxable", _gstin(lines), **_taxes())
    money = money.with_row_index("n")
    key = pl.col("gstin").hash(1) ^ pl.col("taxable").hash(2) ^ pl.col("tax").hash(3)
    if "part" in lines.columns:
        key = key ^ pl.col("part").hash(4)
    return money.with_columns(key=key).filter(~pl.col("key").is_duplicated() & pl.col("taxable").is_not_null() & (pl.col("bill_no").str.len_bytes() > 0))


def current(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """The right side without documents that an amendment (B2BA, CDNRA, …) replaced: the original is the supplier's document of that number and sign.

    Only what says that it is an amendment replaces: a credit note names the invoice that it is about, which stays.
    """
    del left, spec
    amendments = right.filter(pl.col("original").is_not_null() & pl.col("document_type").str.to_uppercase().str.contains(AMENDED))
    if not amendments.height:
        return right
    gstin = pl.col("gstin").str.to_uppercase().str.strip_chars()
    of = pl.col("original").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "")
    named = amendments.select("id", gstin=gstin, plain=of, sign=pl.col("amount").sign())
    originals = right.with_row_index("at").select("at", gone="id", gstin=gstin, plain=plain_number(), sign=pl.col("amount").sign())
    # An amendment often keeps the number: it never replaces itself or another amendment.
    old = originals.join(named, on=["gstin", "plain", "sign"]).filter((pl.col("gone") != pl.col("id")) & ~pl.col("gone").is_in(named["id"].implode()))
    return right.filter(~pl.int_range(pl.len(), dtype=pl.UInt32).is_in(old["at"].implode()))


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """Same supplier, number as typed, value and tax; then with the bare form of the number."""
    del tokens
    first = unique_pairs(left, right, within(left, AS_TYPED), spec, SAME_TYPED)
    a, b = left.join(first, left_on="n", right_on="i", how="anti"), right.join(first, left_on="n", right_on="j", how="anti")
    return pl.concat([first, _respelled(a, b, spec)]).sort("i", "j")


def _respelled(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    pairs = unique_pairs(
        left, right, within(left, ["gstin", "bill", "taxable", "tax", "state_tax"]), spec, "same GSTIN, bill in another spelling, value and tax"
    )
    years = pairs.join(left.select(i="n", x="year"), on="i").join(right.select(j="n", y="year"), on="j")
    return years.filter((pl.col("x") == pl.col("y")).fill_null(True)).select(pairs.columns)


def _shared(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables) -> Tables:
    del tokens
    token = pl.concat_str("gstin", "number", separator="|")
    a, b = (t.filter(pl.col("number").is_not_null()).select("n", "date", token=token, v="amount") for t in (left, right))
    return a, b


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    return [bounded_pairs(left, right, within(left, key), refine, spec.pairs_a_line, plan, "+".join(key)) for key, refine in RULES]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    del spec
    return [*_suppliers(left, right, i, j, workers), bill_levels(left, right, i, j, workers), *_values(left, right, i, j), _years(left, right, i, j)]


def _suppliers(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> list[pl.Series]:
    pan = _equal(left, right, "pan", i, j)
    gstin = _equal(left, right, "gstin", i, j)
    level = np.where(gstin == 1, SAME_GSTIN, np.where(pan == 1, SAME_PAN, OTHER_SUPPLIER)).astype(np.float32)
    other = np.flatnonzero(level == OTHER_SUPPLIER)
    if len(other):
        apart = distances(left["gstin"], right["gstin"], i[other], j[other], OSA.distance, SLIPS + 1, workers)
        level[other[(apart <= SLIPS) & (apart > 0)]] = SLIP
    level[gstin < 0] = -1
    return [pl.Series("gstin_like", level, dtype=pl.Float32), pl.Series("pan_equal", pan, dtype=pl.Float32)]


def _values(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> list[pl.Series]:
    """Level of VALUE; whether the value before tax is equal; and in how many lines of the supplier that value stands besides the two."""
    value = [t["taxable"].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j))]
    tax = [t["tax"].to_numpy()[k] for t, k in ((left, i), (right, j))]
    far = np.abs(value[0] - value[1])
    widest = far.copy()
    for head in HEADS:
        x, y = (t[head].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
        widest = np.maximum(widest, np.abs(x - y))
    # One rate on both sides: the tax is what the other side's rate gives on this side's value.
    due = tax[1] * (value[0] / np.where(value[1] == 0, 1, value[1]))
    one_share = (far <= SHARE_MOST * np.abs(value[1])) & (np.abs(tax[0] - due) <= 2 * RUPEE)
    level = np.where(one_share, SHARE, DIFFER)
    level = np.where((far <= RUPEE) & (np.abs(tax[0] - tax[1]) <= 2 * RUPEE), OTHER_HEADS, level)
    level = np.where(widest <= RUPEE, WITHIN_RUPEE, level)
    level = np.where(widest == 0, EVERY_HEAD, level)
    often = _often(left, right)
    return [
        pl.Series("heads_like", level, dtype=pl.Float32),
        pl.Series("taxable_equal", far == 0, dtype=pl.Float32),
        pl.Series("often", often[i] if len(i) else np.zeros(0), dtype=pl.Float32),
    ]


def _often(left: pl.DataFrame, right: pl.DataFrame) -> np.ndarray:
    """For each left line in how many lines of either side its supplier has that value, at most 99."""
    key = within(left, ["pan", "taxable"])
    every = pl.concat([t.select(key) for t in (left, right)]).group_by(key).len("often")
    return left.select(key).join(every, on=key, how="left", maintain_order="left", nulls_equal=True)["often"].clip(0, 99).to_numpy()


def _years(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> pl.Series:
    """1 the numbers state one financial year, 0 two, -1 at least one states none."""
    return pl.Series("same_year", _equal(left, right, "year", i, j), dtype=pl.Float32)


def _equal(left: pl.DataFrame, right: pl.DataFrame, column: str, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return (left[column].gather(i) == right[column].gather(j)).cast(pl.Float32).fill_null(-1).to_numpy()


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    del spec
    rare = (pl.col("heads_like") == EVERY_HEAD) & (pl.col("often") <= OFTEN)
    value = pl.when(rare).then(EVERY_HEAD + 1).otherwise(pl.col("heads_like")).cast(pl.Int8)
    name = compare_name()
    return (
        Comparison("value", (*VALUE[:-1], f"{VALUE[-1]}, as often with this supplier", VALUE[-1]), (-2.0, 0.0, 4.0, 4.0, 3.0, 5.0), value, True),
        Comparison("bill", BILL, (-4.5, -4.2, -2.0, -1.5, 1.0, 3.0, 4.5), pl.col("bill_like").cast(pl.Int8), True),
        Comparison("year", ("numbers of two financial years", "numbers of one financial year"), (-4.0, 0.0), pl.col("same_year").cast(pl.Int8), True),
        Comparison("gstin", SUPPLIER, (-8.0, -1.5, -1.5, 0.0), pl.col("gstin_like").cast(pl.Int8), True),
        # The name says nothing more where the PAN agrees: trade names differ from legal ones.
        Comparison(name.name, name.levels, name.begin, pl.when(pl.col("gstin_like") >= SAME_PAN).then(-1).otherwise(name.level).cast(pl.Int8), True),
        Comparison(
            "day",
            ("same day", "up to three days apart", "up to ten days apart", "up to a month apart", "further apart"),
            (1.5, -1.0, -1.4, -1.6, -2.0),
            steps("days_apart", (0, 3, 10, 31)),
            True,
        ),
    )


_BILL_AGREES = (pl.col("bill_like") >= BILL_DIGITS) & (pl.col("same_year") != 0)
_ONE_SUPPLIER = pl.col("gstin_like") == SAME_GSTIN
_KNOWN_SUPPLIER = pl.col("gstin_like").is_between(SLIP, SAME_PAN)
_EVERY_HEAD = pl.col("heads_like") == EVERY_HEAD


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    """Same supplier and number, value and tax head by head within a rupee, and neither line has a second such choice."""
    return alone(pairs.filter(_ONE_SUPPLIER & _BILL_AGREES & (pl.col("heads_like") >= WITHIN_RUPEE))).select(
        "i", "j", evidence=pl.lit("reference agrees, difference named")
    )


def _named(left: np.ndarray, right: np.ndarray, shared: np.ndarray, abroad: np.ndarray, spec: EngineSpec) -> np.ndarray:
    """Each of three heads may be rounded by a rupee; the rest as for money."""
    del abroad
    code = name_differences(left, right, shared, spec.usual, spec.tolerance_paise, spec.tolerance_share)
    code[(code != EQUAL) & (code != TOLERANCE)] = NONE  # no bank and no deductor stands between a bill and its report
    code[(np.abs(left - right) <= ROUNDED) & (left != right)] = ROUND_OFF
    return np.array(NAMES, dtype=object)[code]


SURE = (
    (_ONE_SUPPLIER & _BILL_AGREES & (pl.col("heads_like") >= WITHIN_RUPEE))
    | (_KNOWN_SUPPLIER & _BILL_AGREES & _EVERY_HEAD)
    | (_ONE_SUPPLIER & (pl.col("bill_like") == BILL_ENDS) & (pl.col("heads_like") >= WITHIN_RUPEE) & (pl.col("days_apart") <= 10))
    | (_ONE_SUPPLIER & pl.col("bill_like").is_between(BILL_SLIP, BILL_SILENT) & _EVERY_HEAD & (pl.col("often") <= OFTEN) & (pl.col("days_apart") == 0))
)
"""Evidence that is accepted alone: the number agrees and so does the money, or the supplier's slip is the only difference."""

GST = Kind(
    prepare=_prepare,
    exact=_exact,
    shared=_shared,
    slack_paise=ROUNDED,
    candidates=_candidates,
    token_lines=12,
    features=lambda spec: FEATURES,
    measure=_measure,
    comparisons=_comparisons,
    tolerant=_tolerant,
    sure=SURE,
    doubtful=_ONE_SUPPLIER & (pl.col("heads_like") >= WITHIN_RUPEE) & (pl.col("days_apart") <= 10),
    sums=lambda spec: sums_within("pan", 40, 40, spec),
    early=_early,
    clubs=clubs,
    turn=current,
    named=_named,
    alike=("bill", "gstin", "amount", "date"),
    at_once=True,
)
