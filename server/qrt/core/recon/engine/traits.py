"""What can be seen of a match in the data of its own run: who made it, how lonely its amount is, what its lines name, how far it is from its rivals."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.crowds import amounts_again, equal_amounts
from qrt.core.recon.engine.names import bare_name, skeleton
from qrt.core.recon.engine.plan import Windows, coded, within
from qrt.core.recon.engine.spec import EngineSpec

TRAITS = ("how", "lone", "twins", "stand-in", "amount", "days", "says", "name", "likely", "margin", "size")
MIXED = "money in and out in one match"
"""A return, a correction, the same cheque again: whatever made it, it is another thing than what else that stage makes."""
TWO_OF_ONE_FORM = "two references of one form"
"""Two UTRs are two payments, whatever else agrees; a voucher's number beside a UTR says nothing against it."""
TWIN_DAYS = 10
STAND_IN_DAYS = 30
ZEROS = 6
REFERENCE_LEAST = 12
"""Characters of a payment's own number: a UTR has 12 (IMPS, UPI), 16 (NEFT) or 22 (RTGS)."""
SEPARATOR = "; "


def patterns_of(matches: pl.DataFrame, members: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, scored: pl.DataFrame | None, spec: EngineSpec) -> pl.Series:
    """For each match its traits as one text ("how: exact: same reference and amount; lone: nobody else of a rare amount; …"), in the order of TRAITS.

    matches: one row a match with group, stage, evidence, margin, left, right (sums in paise), lines, i, j (first line of either side), gap, difference (name of
    the difference or null), apart (days), mixed; members: group, side, n of all lines of all matches. a, b: all comparable lines; scored: pairs with features.
    """
    rows = matches.with_columns(_lonely(matches, a, b, spec), _twins(matches, a, b), _stand_ins(matches, members, a, b))
    rows = rows.with_columns(_of_one_form(matches, a, b))
    if scored is not None and scored.height:
        held = scored.select("i", "j", "shared", "by_chance", "conflict", "name_set", "name_part", "mentioned", "name_size", "rivalled")
        rows = rows.join(held, on=["i", "j"], how="left", maintain_order="left")
    else:
        none = {"shared": 0.0, "by_chance": False, "conflict": 0.0, "name_set": -1.0, "name_part": -1.0, "mentioned": -1.0, "name_size": 0.0, "rivalled": 0.0}
        rows = rows.with_columns(pl.lit(value).alias(name) for name, value in none.items())
    pair, of_score = (pl.col("lines") == 2) & pl.col("i").is_not_null() & pl.col("j").is_not_null(), pl.col("stage") == "scored"
    said = {
        "how": pl.when(pl.col("mixed")).then(pl.lit(MIXED)).otherwise(pl.concat_str("stage", pl.lit(", "), "evidence")),
        "lone": pl.when(pair).then("lone"),
        "twins": pl.when(pair).then("twins"),
        "stand-in": pl.col("stand_in"),
        "amount": pl.col("difference").fill_null("equal"),
        "days": _days(),
        "says": pl.when(of_score).then(_says()),
        "name": pl.when(of_score).then(_name()),
        "likely": pl.when(of_score).then(_cut("rivalled_odds", (-2, -1, 0, 1, 2, 3, 4, 5, 6, 7))),
        "margin": pl.when(of_score).then(_cut("margin", (0.5, 1, 2, 3, 4, 6, 8))),
        # Where chance was counted, or a reference and the sum agree, how many lines there are is in it already.
        "size": pl.when(~pair & ~pl.col("evidence").str.contains("by chance|beyond chance|sums agree")).then(_cut("lines", (3.5, 4.5, 6.5, 9.5, 14.5))),
    }
    odds = (pl.col("rivalled").clip(1e-6, 1 - 1e-6) / (1 - pl.col("rivalled").clip(1e-6, 1 - 1e-6))).log()
    rows = rows.with_columns(rivalled_odds=odds).with_columns(expr.alias(f"t_{name}") for name, expr in said.items())
    told = [pl.when(pl.col(f"t_{name}").is_not_null()).then(pl.concat_str(pl.lit(f"{name}: "), pl.col(f"t_{name}"))) for name in TRAITS]
    return rows.select(pattern=pl.concat_str(told, separator=SEPARATOR, ignore_nulls=True))["pattern"]


def may_be_alone(patterns: pl.Series) -> pl.Series:
    """Whether a match of such traits may be accepted without a person at all, however sure it is: not near a rival, not with money in and out, not with a
    difference that nothing explains, not where both lines bear another reference of one form, and not where one side has the line once more than the other: that
    may be an entry made twice, and which of the two is meant is a person's to say."""
    doubled = patterns.str.contains("twins: one on one side") | (patterns.str.contains("twins: several(?:;|$)") & ~patterns.str.starts_with("how: exact"))
    barred = rf"(?:^|; )(?:how: {MIXED}|margin: [0-2]|amount: unexplained|says: {TWO_OF_ONE_FORM})(?:;|$)"
    return ~doubled & ~patterns.str.contains(barred)


def _of_one_form(matches: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> pl.Series:
    """Column of_one_form: whether both lines of a match that a score made bear a number of one form (letters and digits in the same places)."""
    none = pl.repeat(False, matches.height, dtype=pl.Boolean, eager=True).alias("of_one_form")
    pairs = matches.with_row_index("row").filter((pl.col("stage") == "scored") & pl.col("i").is_not_null() & pl.col("j").is_not_null()).select("row", "i", "j")
    if not pairs.height:
        return none
    forms = [_forms(t["text"].gather(pairs[k])) for t, k in ((a, "i"), (b, "j"))]
    at = forms[0].join(forms[1], on=["n", "form"], how="semi")["n"].unique()
    return none.scatter(pairs["row"].gather(at), True) if at.len() else none


def _forms(texts: pl.Series) -> pl.DataFrame:
    """n, form ("AAAAA99999999999") of the payments' numbers in each text."""
    words = (
        texts.to_frame("t")
        .with_row_index("n")
        .select("n", word=pl.col("t").str.extract_all(r"[A-Z]{3,}[A-Z0-9]*\d[A-Z0-9]*|\d{12,}"))
        .explode("word")
        .drop_nulls()
    )
    words = words.filter(pl.col("word").str.len_bytes() >= REFERENCE_LEAST)
    return words.select("n", form=pl.col("word").str.replace_all(r"[A-Z]", "A").str.replace_all(r"[0-9]", "9"))


def _lonely(matches: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> pl.Series:
    """How many lines could have been meant by their amount, counted over all lines; where there is no other, how often such round amounts return at all."""
    i, j = (matches[side].fill_null(0).to_numpy() for side in ("i", "j"))  # of two lines of one side nothing is said here
    if not a.height or not b.height:
        return pl.Series("lone", [None] * matches.height, dtype=pl.String)
    theirs, ours = equal_amounts(a, b, spec)
    crowd = np.maximum(theirs[i], ours[j])
    even = theirs[i] == ours[j]
    equal = matches["gap"].to_numpy() == 0
    returns = np.maximum(_returning(a, spec)[i], _returning(b, spec)[j])
    level = np.select(
        [~equal & (crowd > 0), ~equal, crowd > 3, (crowd > 1) & even, crowd > 1, returns > 0.3, returns > 0.1, returns > 0.03],
        [
            "an equal amount elsewhere",
            "no equal amount elsewhere",
            "many of the amount",
            "two or three of the amount on both sides",
            "two or three of the amount",
            "alone, of an amount that returns often",
            "alone, of an amount that returns",
            "alone, of an amount that returns rarely",
        ],
        "alone, of an amount that hardly returns",
    )
    return pl.Series("lone", level)


def _twins(matches: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> pl.Series:
    """Whether either line has another of its own side, party and amount within TWIN_DAYS: an entry made twice, or one of many alike; null where there is none."""
    i, j = (matches[side].fill_null(0).to_numpy() for side in ("i", "j"))
    counts = [_alike(lines)[n] if lines.height else np.zeros(matches.height, np.int64) for lines, n in ((a, i), (b, j))]
    few = np.maximum(*counts) == 1
    level = np.select(
        [few & (counts[0] == counts[1]), few, counts[0] == counts[1]], ["one on both sides", "one on one side", "several on both sides"], "several"
    )
    return pl.Series("twins", level).set(pl.Series(np.maximum(*counts) == 0), None)


def _alike(lines: pl.DataFrame) -> np.ndarray:
    """How many other lines have the amount and the party of each within TWIN_DAYS. What the party of one line is, the narration of another may name alone: who is booked
    to the party once and to an expense the other time is booked twice as well."""
    amount = within(lines, ["amount"])
    known = lines.select(*amount, "date", party="skeleton")
    again = lines.filter(pl.struct(amount).is_duplicated() & pl.col("amount").is_not_null()) if "narration" in lines.columns else lines.clear()
    said = skeleton(bare_name(again["narration"].fill_null(""))) if again.height else pl.Series([], dtype=pl.String)
    named = again.select(*amount, "date", "n", party=said, own="skeleton").filter((pl.col("party") != pl.col("own")).fill_null(pl.col("party").is_not_null()))
    count = _near(known, known, TWIN_DAYS) - 1
    count = np.maximum(count, _near(named, known, TWIN_DAYS))
    np.maximum.at(count, named["n"].to_numpy(), _near(known, named, TWIN_DAYS))
    return count


def _stand_ins(matches: pl.DataFrame, members: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> pl.Series:
    """Column stand_in: of each sum whether a line that is not in it could stand in place of one that is: of its amount, within STAND_IN_DAYS, and of its party or of
    none that is known. Null of pairs, and where no line could."""
    of_sums = members.join(matches.filter(pl.col("lines") > 2).select("group"), on="group", how="semi")
    strange, known = np.zeros(matches.height, dtype=bool), np.zeros(matches.height, dtype=bool)
    for side, lines in (("left", a), ("right", b)):
        mine = of_sums.filter(pl.col("side") == side).select("group", "n")
        said = lines.select(*within(lines, ["amount", "date"]), party=pl.col("skeleton").fill_null(""))
        asked = said[mine["n"].to_numpy()].with_columns(mine["group"])
        own = asked.select(pl.len().over(within(asked, ["group", "amount", "party"])))["len"].to_numpy()
        place = matches["group"].search_sorted(mine["group"]).to_numpy()
        nameless = (asked["party"] == "").to_numpy()
        others = _near(said, asked, STAND_IN_DAYS) > own
        strange[place[np.where(nameless, others, _near(said, asked.with_columns(party=pl.lit("")), STAND_IN_DAYS) > 0)]] = True
        known[place[others & ~nameless]] = True
    return pl.Series("stand_in", np.select([strange, known], ["a line of nobody's", "another of its party"], "")).replace("", None)


def _near(lines: pl.DataFrame, asked: pl.DataFrame, reach: int) -> np.ndarray:
    """How many of the lines have the amount and the party of each that is asked for, within `reach` days."""
    ours, theirs = coded(lines, asked, within(lines, ["amount", "party"]))
    lo, hi = Windows.of(ours, _days_of(lines), reach).about(theirs, _days_of(asked), reach, reach)
    return hi - lo


def _days_of(lines: pl.DataFrame) -> np.ndarray:
    return lines["date"].fill_null(-(10**6)).to_numpy().astype(np.int64)


def _returning(lines: pl.DataFrame, spec: EngineSpec) -> np.ndarray:
    """For each line how often an amount that is as round as its own returns on its own side within the days of the spec."""
    if not lines.height:
        return np.zeros(0)
    again = amounts_again(lines, spec) > 1
    amount = lines["amount"].fill_null(0).to_numpy()
    round_ = sum((amount % 10**k == 0).astype(np.int64) for k in range(1, ZEROS + 1))
    if "part" in lines.columns:
        round_ = round_ + (ZEROS + 1) * lines["part"].to_numpy().astype(np.int64)
    return (np.bincount(round_, weights=again) / np.maximum(np.bincount(round_), 1))[round_]


def _days() -> pl.Expr:
    apart = pl.col("apart")
    return (
        pl.when(apart.is_null())
        .then(None)
        .when(apart < -1)
        .then(pl.lit("theirs earlier"))
        .when(apart <= 1)
        .then(pl.lit("same day or next"))
        .when(apart <= 4)
        .then(pl.lit("up to four days"))
        .when(apart <= 10)
        .then(pl.lit("up to ten days"))
        .when(apart <= 25)
        .then(pl.lit("up to 25 days"))
        .otherwise(pl.lit("further apart"))
    )


def _says() -> pl.Expr:
    named = (_best() >= 90) & (pl.col("name_size") >= 5)
    return (
        pl.when((pl.col("conflict") > 0) & pl.col("of_one_form"))
        .then(pl.lit(TWO_OF_ONE_FORM))
        .when(pl.col("conflict") > 0)
        .then(pl.lit("another reference"))
        .when((pl.col("shared") > 0) & ~pl.col("by_chance"))
        .then(pl.when(named).then(pl.lit("reference and name")).otherwise(pl.lit("reference")))
        .when(pl.col("shared") > 0)
        .then(pl.when(named).then(pl.lit("short reference and name")).otherwise(pl.lit("short reference")))
        .when(named)
        .then(pl.lit("name"))
        .otherwise(pl.lit("neither"))
    )


def _best() -> pl.Expr:
    return pl.max_horizontal("name_set", "name_part", "mentioned")


def _name() -> pl.Expr:
    return (
        pl.when((pl.col("name_size") < 3) | (_best() < 0))
        .then(pl.lit("not known"))
        .when(_best() < 45)
        .then(pl.lit("another"))
        .when(_best() < 60)
        .then(pl.lit("hardly alike"))
        .when(_best() < 75)
        .then(pl.lit("a little alike"))
        .when(_best() < 92)
        .then(pl.lit("much alike"))
        .otherwise(pl.lit("the same"))
    )


def _cut(column: str, bounds: tuple[float, ...]) -> pl.Expr:
    """ "0 … n" as text: how many of the ascending bounds are passed."""
    return pl.sum_horizontal((pl.col(column) > bound).cast(pl.Int8) for bound in bounds).cast(pl.String)
