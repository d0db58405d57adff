"""What one side took back by itself: a cheque that bounced, a transfer that came back, a voucher and its reversal. Two lines of one side that cancel each other."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from rapidfuzz import fuzz

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.groups import SHAPE
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.likeness import likeness
from qrt.core.recon.engine.plan import Plan, Windows, bounded_pairs, coded, within

STAGE = "reversal"
SAYS = (
    r"(?:^|[^A-Z0-9])(?:RETURN(?:ED)?|RTND?|RET|REJECT(?:ED|ION)?|REJ|DISHON[A-Z]*|BOUNCED?|REVERS(?:AL|ED|E)|REVD?|UNPAID|UNAPPLIED|"
    r"INSUFFICIENT|INSUFF|CANCEL[A-Z]*|STOP PAYMENT|WRONG(?:LY)?)(?:[^A-Z0-9]|$)"
)
"""Words by which a bank or a bookkeeper says that a line takes another one back."""
CHARGE = r"(?:^|[^A-Z0-9])(?:CHARGES?|CHGS?|CHRGS?|COMM(?:ISSION)?|FEES?|PENAL[A-Z]*)(?:[^A-Z0-9]|$)"
REFERENCE_LEAST, REFERENCE_LINES = 6, 3
REFERENCE_STRONG, REFERENCE_ALONE = 8, 12
"""Characters of a reference that is sure where no other name is said, and of one that is sure whatever is said (a bank's remark looks like a name)."""
NAME_LEAST, NAME_LIKE = 5, 92
FAR, NEAR, CLOSE = 45, 15, 10
ROUND_PAISE = 10_000
CANDIDATES = 6
OWN_REFERENCE, ITS_REFERENCE, ITS_WORDS, ITS_AMOUNT = range(4)


@dataclass(frozen=True)
class Class:
    """What speaks for a pair, how far apart its lines may lie, and how sure it is when neither line has a second choice."""

    said: str
    days: int
    probability: float


CLASSES = (
    Class("taken back under its own reference, in so many words", FAR, 0.995),
    Class("the same reference and amount, the other way", FAR, 0.9),
    Class("the same amount and party, and the later line says that it comes back", NEAR, 0.85),
    Class("the later line says that it comes back, and no other line has its amount", CLOSE, 0.6),
)
CHOSEN = {"i": pl.UInt32, "j": pl.UInt32, "class": pl.Int32, "sure": pl.Boolean, "evidence": pl.String, "probability": pl.Float64}
SECOND_CHOICE = 0.7
"""How sure the nearest by day is where there is another."""


def taken_back(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, plan: Plan, early: bool) -> Found:
    """Pairs of open lines of one side that cancel each other: same amount, other sign, near days, and a reference or words that say so.

    left, right: open comparable lines; tokens: of all lines. early: before the two sides are compared line by line; then only what a reference and words say
    both, and only lines that the other side has no line for, so that nothing is taken from its true partner.
    """
    found, base = [pl.DataFrame(schema=SHAPE)], 0
    for side, own, other, of in (("left", left, right, tokens[0]), ("right", right, left, tokens[1])):
        pairs = _pairs(own, of, plan)
        if pairs is None:
            continue
        if early:
            pairs = _spared(pairs.filter((pl.col("class") == OWN_REFERENCE) & pl.col("sure")), own, other)
        pairs = pairs.sort("i", "j").with_row_index("group").with_columns(pl.col("group") + base)
        base += pairs.height
        sides = [pairs.select("group", "evidence", "probability", side=pl.lit(side), n=k).select(list(SHAPE)).cast(SHAPE) for k in ("i", "j")]  # type: ignore[arg-type]
        found += sides
    members = pl.concat(found).sort("group", "side", "n")
    plan.rules.append({"rule": STAGE, "early": early, "pairs": base})
    return Found.groups(STAGE, members, 0.0)


def _pairs(own: pl.DataFrame, tokens: pl.DataFrame, plan: Plan) -> pl.DataFrame | None:
    """i (money in), j (money out), class, sure, evidence, probability; no line twice. None: no line has another of its amount and the other sign."""
    amount = own["amount"].fill_null(0).to_numpy()
    both = np.isin(amount, -amount) & (amount != 0)
    if not both.any():
        return None
    lines = (
        own.filter(pl.Series(both)).drop_nulls("date").select(*within(own, ["n"]), "date", "name", "text", size=pl.col("amount").abs(), up=pl.col("amount") > 0)
    )
    lines = lines.with_columns(says=pl.col("text").str.contains(SAYS), charge=pl.col("text").str.contains(CHARGE))
    pairs = _candidates(lines, tokens, plan)
    return _chosen(_measured(pairs, lines)) if pairs.height else None


def _candidates(lines: pl.DataFrame, tokens: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """i, j, strength (of a rare reference in common: its length, 0 without one)."""
    ups, downs = lines.filter("up"), lines.filter(~pl.col("up"))
    told_by, sized = ["code"], within(lines, ["size"])
    told = tokens.filter(pl.col("again") & (pl.col("token").str.len_bytes() >= REFERENCE_LEAST))
    mine = told.join(lines.select("n", "size"), on="n")
    rare = told.join(mine.select(told_by).unique(), on=told_by, how="semi").group_by(told_by).len().filter(pl.col("len") <= REFERENCE_LINES)
    mine = mine.join(rare, on=told_by, how="semi")
    named = mine.join(ups.select("n"), on="n", how="semi").join(mine.join(downs.select(j="n"), left_on="n", right_on="j", how="semi"), on=[*told_by, "size"])
    named = named.group_by(i="n", j="n_right").agg(strength=pl.col("token").str.len_bytes().max().cast(pl.Int64))
    said = [
        bounded_pairs(x, y, sized, [["name"]], CANDIDATES, plan, "taken back").with_columns(strength=pl.lit(0, pl.Int64))
        for x, y in ((ups.filter("says"), downs), (ups, downs.filter("says")))
    ]
    return pl.concat([named, *said]).group_by("i", "j").agg(pl.col("strength").max()).sort("i", "j")


def _measured(pairs: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """pairs with gap (days), class, and alone (whether no other line has the amount): those that speak for nothing are left out."""
    about = lines.select("n", "date", "says", "charge", *within(lines, ["size"]), "name")
    both = pairs.join(about.rename({"n": "i"}), on="i").join(about.rename({"n": "j"}), on="j", suffix="_j").sort("i", "j")
    rows = np.arange(both.height)
    like = likeness(both["name"], both["name_j"], rows, rows, fuzz.token_set_ratio, 1)
    shorter = pl.min_horizontal(pl.col("name").str.len_chars(), pl.col("name_j").str.len_chars())
    both = both.with_columns(pl.Series("like", like, dtype=pl.Float32), gap=(pl.col("date") - pl.col("date_j")).abs())
    later = (
        pl.when(pl.col("date") > pl.col("date_j"))
        .then("says")
        .when(pl.col("date") < pl.col("date_j"))
        .then("says_j")
        .otherwise(pl.col("says") | pl.col("says_j"))
    )
    alike, silent = (pl.col("like") >= NAME_LIKE) & (shorter >= NAME_LEAST), shorter < NAME_LEAST
    crowd = pl.len().over(within(lines, ["size"]))
    told = both.with_columns(
        pl.when(later & (((pl.col("strength") >= REFERENCE_STRONG) & (alike | silent)) | (pl.col("strength") >= REFERENCE_ALONE)))
        .then(OWN_REFERENCE)
        .when((pl.col("strength") > 0) & (alike | later))
        .then(ITS_REFERENCE)
        .when(later & alike)
        .then(ITS_WORDS)
        .when(later & silent & (crowd == 1) & (pl.col("size") % ROUND_PAISE != 0))
        .then(ITS_AMOUNT)
        .alias("class")
    ).drop_nulls("class")
    most = pl.col("class").replace_strict({k: c.days for k, c in enumerate(CLASSES)}, return_dtype=pl.Int32)
    # A charge for a return is no return; a charge that is given back is one.
    return told.filter((pl.col("gap") <= most) & (pl.col("charge") == pl.col("charge_j"))).select("i", "j", "gap", "class")


def _chosen(pairs: pl.DataFrame) -> pl.DataFrame:
    """Class by class the pairs that are nearest by day for both of their lines."""
    out = [pl.DataFrame(schema=CHOSEN)]
    for number, kind in enumerate(CLASSES):
        of = pairs.filter(pl.col("class") == number)
        if not of.height:
            continue
        of = of.with_columns(sure=(pl.len().over("i") == 1) & (pl.len().over("j") == 1))
        nearest = of.filter((pl.col("gap") == pl.col("gap").min().over("i")) & (pl.col("gap") == pl.col("gap").min().over("j")))
        taken = nearest.filter((pl.len().over("i") == 1) & (pl.len().over("j") == 1))
        pairs = pairs.join(taken.select("i"), on="i", how="anti").join(taken.select("j"), on="j", how="anti")
        words = pl.when("sure").then(pl.lit(kind.said)).otherwise(pl.lit(f"{kind.said}; the nearest of several by day"))
        worth = pl.when("sure").then(kind.probability).otherwise(min(kind.probability, SECOND_CHOICE))
        out.append(taken.select("i", "j", "class", "sure", evidence=words, probability=worth).cast(CHOSEN))  # type: ignore[arg-type]
    return pl.concat(out)


def _spared(pairs: pl.DataFrame, own: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose lines the other side cannot want: it has fewer lines of the amount than this side has of the amount and name about that day."""
    if not pairs.height:
        return pairs
    key_of, name_of = within(own, ["amount"]), within(own, ["amount", "name"])
    theirs = other.group_by(key_of).agg(theirs=pl.len().cast(pl.Int64))
    for key in ("i", "j"):
        lines = pairs.select(n=key).join(own.select("n", "date", *name_of), on="n", how="left", maintain_order="left")
        x, y = coded(lines, own, name_of)
        dates = [t["date"].fill_null(0).to_numpy().astype(np.int64) for t in (lines, own)]
        lo, hi = Windows.of(y, dates[1], CLOSE).about(x, dates[0], CLOSE, CLOSE)
        wanted = lines.join(theirs, on=key_of, how="left", maintain_order="left")["theirs"].fill_null(0).to_numpy()
        pairs = pairs.filter(pl.Series(wanted < hi - lo, dtype=pl.Boolean))
    return pairs
