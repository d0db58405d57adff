"""Why lines are one event: signed parts in plain words that add up to the score of the match, whatever stage made it."""

import json
from functools import cached_property

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison, compare_days
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import REASONS, Reason
from qrt.core.recon.engine.plan import part_of
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import RARE, Weights, levels_of

SURE = 1e-6
EQUAL, NAMED, UNNAMED = 2.5, 1.0, -4.0
"""What amounts are worth that tie, that differ by something with a name, and that differ by nothing known."""
ASKED = "what one asks of a candidate before anything speaks for it"
RIVALS = "other candidates of the same lines"
LEADS = "other candidates of the same lines, and how often lines of these tables have such a one by accident"
TRAINED = "what earlier decisions teach, and other candidates of the same lines"
NAMES = {
    "round_off": "a rounding",
    "bank_charges": "a bank's charge",
    "tds": "tax deducted",
    "gateway_fee": "a gateway's fee",
    "tolerance": "within what is allowed",
    "fx_rate": "two rates of exchange",
    "tds_short": "less tax is reported than the books have",
    "tds_excess": "more tax is reported than the books have",
    "unexplained": "nothing known explains it",
}


def log_odds(probability: pl.Expr) -> pl.Expr:
    """The score of a match: its probability as log-odds, within ±13.8."""
    p = probability.clip(SURE, 1 - SURE)
    return (p / (1 - p)).log().round(4)


class Why:
    """The reasons of one partition's matches. What is looked up by name is put in order once, when somebody first asks."""

    def __init__(
        self,
        matches: pl.DataFrame,
        a: pl.DataFrame,
        b: pl.DataFrame,
        scored: pl.DataFrame | None,
        weights: Weights | None,
        spec: EngineSpec,
        model: Model | None,
    ) -> None:
        """matches: sorted by match_id; a, b: comparable lines; scored: pairs with features, sorted by i."""
        self.matches, self.spec, self.model = matches, spec, model
        self.sides, self.scored, self.weights = (a, b), scored, weights

    def of(self, match_id: str) -> tuple[Reason, ...]:
        """Parts of one match, which add up to its score; () when there is no such match."""
        where = self._places.get(match_id)
        if where is None:
            return ()
        said = json.loads(self._said(self.matches[where[0] : where[1]], each=True)["reasons"][0])
        return tuple(Reason(part["words"], part["points"]) for part in said)

    def all(self) -> pl.DataFrame:
        """match_id, reasons (JSON text of a list of {words, points}) of every match. What a trained model adds is one part here and told apart in `of`,
        for telling it apart costs more than matching."""
        return self._said(self.matches, each=False)

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        runs = self.matches.select("match_id").with_row_index("row").group_by("match_id").agg(pl.col("row").min(), end=pl.col("row").max() + 1)
        return {name: (start, end) for name, start, end in runs.iter_rows()}

    @cached_property
    def _numbers(self) -> tuple[dict[str, int], dict[str, int]]:
        a, b = (dict(zip(t["id"].to_list(), t["n"].to_list(), strict=True)) for t in self.sides)
        return a, b

    @cached_property
    def _begins(self) -> np.ndarray:
        assert self.scored is not None
        return self.scored["i"].to_numpy()

    def _said(self, rows: pl.DataFrame, each: bool) -> pl.DataFrame:
        named = self._with_numbers(rows, each)
        one = named.group_by("match_id").agg(
            pl.col("stage", "evidence", "score", "difference_paise", "difference_name").first(),
            lefts=(pl.col("side") == "left").sum(),
            rights=(pl.col("side") == "right").sum(),
            apart=pl.col("date").max() - pl.col("date").min(),
            known=pl.col("allocated_paise").is_not_null().all(),
            i=pl.col("n").filter(pl.col("side") == "left").first(),
            j=pl.col("n").filter(pl.col("side") == "right").first(),
        )
        one = one.with_columns(self._part(one))
        if self.weights is None:
            one = one.with_columns(bias=pl.lit(RARE))
        else:
            apart, place = self.weights.apart(one["part"].to_numpy())
            one = one.with_columns(pl.Series("bias", np.array([w.bias for w in apart])[place], dtype=pl.Float64))
        pairs = (pl.col("stage") == "scored") & pl.lit(self.scored is not None and self.weights is not None)
        found = [_of_stage(one.filter(~pairs))]
        if self.scored is not None and self.weights is not None:
            wanted = one.filter(pairs)
            found.append(self._of_pairs(wanted, self._between(wanted, each), each))
        return pl.concat(found)

    def _part(self, one: pl.DataFrame) -> pl.Series:
        """Number of the part of each match. one: i, j, row numbers or null."""
        of = [part_of(t)[one[k].fill_null(0).to_numpy()] if t.height else np.zeros(one.height, np.int64) for t, k in zip(self.sides, "ij", strict=True)]
        return pl.Series("part", np.where(one["i"].is_not_null().to_numpy(), *of), dtype=pl.Int64)

    def _with_numbers(self, rows: pl.DataFrame, each: bool) -> pl.DataFrame:
        if each:
            at = [(self._numbers[0] if side == "left" else self._numbers[1])[line] for side, line in rows.select("side", "line_id").iter_rows()]
            days = [self.sides[0 if side == "left" else 1]["date"][n] for side, n in zip(rows["side"], at, strict=True)]
            return rows.with_columns(pl.Series("n", at, dtype=pl.UInt32), pl.Series("date", days, dtype=pl.Int32))
        lines = pl.concat([t.select(pl.lit(s).alias("side"), "n", "date", line_id="id") for s, t in zip(("left", "right"), self.sides, strict=True)])
        return rows.join(lines, on=["side", "line_id"], how="left", maintain_order="left")

    def _between(self, wanted: pl.DataFrame, each: bool) -> pl.DataFrame:
        """The scored pairs to look for `wanted` in: all, or only those of the one left line."""
        assert self.scored is not None
        if not each or not wanted.height:
            return self.scored
        lo, hi = np.searchsorted(self._begins, wanted["i"][0], "left"), np.searchsorted(self._begins, wanted["i"][0], "right")
        return self.scored[int(lo) : int(hi)]

    def _of_pairs(self, wanted: pl.DataFrame, among: pl.DataFrame, each: bool) -> pl.DataFrame:
        if not wanted.height:
            return pl.DataFrame(schema=REASONS)
        assert self.weights is not None
        compared = kind_of(self.spec).comparisons(self.spec)
        pairs = wanted.select("match_id", "i", "j", "part", points="score").join(among.rename({"score": "raw"}), on=["i", "j"])
        levels = levels_of(pairs, compared)
        if each and self.model is not None:
            parts = by_family(self.model, pairs.rename({"raw": "score"}), levels[0], compared)
            rest = float(pairs["points"][0]) - sum(part.points for part in parts)
            said = reasons_text([*parts, Reason("how often pairs of such a score were true", rest)])
            return pairs.select("match_id", reasons=pl.lit(said))
        sums, heads = said_once(levels, pairs["part"].to_numpy(), self.weights, compared)
        rest_ = (pl.col("points") - sums).round(4)
        moved = TRAINED if self.model is not None else RIVALS if kind_of(self.spec).proven is None else LEADS
        tail = pl.concat_str(pl.lit(f', {{"words": "{moved}", "points": '), rest_, pl.lit("}]"))
        return pairs.select("match_id", reasons=pl.concat_str(heads, tail))


def said_once(levels: np.ndarray, part: np.ndarray, weights: Weights, compared: tuple[Comparison, ...]) -> tuple[pl.Series, pl.Series]:
    """Sum and reasons (JSON text without its last bracket) of each pair; pairs of like levels and weights are told once. part: number of the part of each pair."""
    apart, place = weights.apart(part)
    patterns, which = np.unique(np.column_stack([levels, place]), axis=0, return_inverse=True)
    every = [pair_reasons(pattern[:-1], apart[pattern[-1]], compared) for pattern in patterns]
    sums = pl.Series([sum(round(reason.points, 4) for reason in reasons) for reasons in every], dtype=pl.Float64)
    heads = pl.Series([reasons_text(reasons)[:-1] for reasons in every], dtype=pl.String)
    return sums.gather(which.ravel()), heads.gather(which.ravel())


def pair_reasons(levels: np.ndarray, weights: Weights, compared: tuple[Comparison, ...]) -> tuple[Reason, ...]:
    """Weights of one pair's levels and the bias, largest first; what is not known is left out, for it weighs nothing."""
    parts = [Reason(c.levels[levels[k]], weights.of[k][levels[k]]) for k, c in enumerate(compared) if levels[k] >= 0]
    return (*sorted(parts, key=lambda r: -abs(r.points)), Reason(ASKED, weights.bias))


def reasons_text(parts: list[Reason] | tuple[Reason, ...]) -> str:
    """JSON of a list of {words, points}."""
    return json.dumps([{"words": part.words, "points": round(part.points, 4)} for part in parts], ensure_ascii=False)


def _of_stage(one: pl.DataFrame) -> pl.DataFrame:
    """Reasons of matches that a stage made by rule: amounts, days, what one asks of any candidate; what is left of the score is what the rule is worth."""
    gap, name = pl.col("difference_paise"), pl.col("difference_name")
    size = pl.concat_str(gap.abs() // 100, pl.lit("."), (gap.abs() % 100).cast(pl.String).str.pad_start(2, "0"))
    several = pl.col("lefts") + pl.col("rights") > 2
    words = pl.lit("the left is Rs ") + size + pl.when(gap > 0).then(pl.lit(" more: ")).otherwise(pl.lit(" less: ")) + name.replace(NAMES)
    one_side = (pl.col("lefts") == 0) | (pl.col("rights") == 0)
    tie = (
        pl.when(one_side)
        .then(pl.lit("amounts cancel each other"))
        .when(several)
        .then(pl.concat_str("lefts", pl.lit(" against "), "rights", pl.lit(" lines: sums agree")))
        .otherwise(pl.lit("amounts equal"))
    )
    amount = pl.when(gap == 0).then(EQUAL).when(name == "unexplained").then(UNNAMED).otherwise(NAMED)
    day = compare_days()
    level = day.level
    one = one.with_columns(days_apart=pl.col("apart").fill_null(-1)).with_columns(level=level)
    one = one.with_columns(
        amount=pl.when(pl.col("known") & gap.is_not_null()).then(amount).otherwise(0.0),
        amount_words=pl.when(gap == 0).then(tie).otherwise(words),
        day=pl.col("level").replace_strict({k: p for k, p in enumerate(day.begin)} | {-1: 0.0}, return_dtype=pl.Float64),
        day_words=pl.col("level").replace_strict({k: w for k, w in enumerate(day.levels)} | {-1: ""}, return_dtype=pl.String),
    ).with_columns(rule=(pl.col("score") - pl.col("amount") - pl.col("day") - pl.col("bias")).round(4))
    parts = [
        part_text(pl.col("evidence").str.replace_all('"', "'", literal=True), pl.col("rule")),
        pl.when(pl.col("known") & gap.is_not_null()).then(part_text(pl.col("amount_words"), pl.col("amount"))),
        pl.when(pl.col("level") >= 0).then(part_text(pl.col("day_words"), pl.col("day"))),
        part_text(pl.lit(ASKED), pl.col("bias").round(4)),
    ]
    return one.select("match_id", reasons=pl.concat_str(pl.lit("["), pl.concat_str(parts, separator=", ", ignore_nulls=True), pl.lit("]")))


def part_text(words: pl.Expr, points: pl.Expr) -> pl.Expr:
    """One of them, of words without quotation marks."""
    return pl.concat_str(pl.lit('{"words": "'), words, pl.lit('", "points": '), points, pl.lit("}"))


FAMILIES = (
    ("amount", "amounts", ("gap", "ratio", "equal", "named", "size", "ea", "eb", "taxable_equal", "heads_equal")),
    ("day", "days", ("days", "days_apart")),
    ("reference", "references", ("shared", "conflict", "reference_like", "bill_equal", "number_equal")),
    ("name", "names", ("name_set", "name_part", "name_size", "mentioned")),
    ("weighed", "amount, day, reference and words weighed together", ("weighed",)),
    ("rivals", RIVALS, ("ca", "cb", "rivalled")),
)


def by_family(model: Model, pair: pl.DataFrame, levels: np.ndarray, compared: tuple[Comparison, ...]) -> tuple[Reason, ...]:
    """What a trained model adds for one pair, its features taken together by what they are about; the parts add up to its raw score."""
    said = {c.name: c.levels[levels[k]] for k, c in enumerate(compared) if levels[k] >= 0}
    sums: dict[str, float] = {}
    parts, rest = model.contributions(pair)
    for feature, points in parts:
        family = next((words + (f" ({said[name]})" if name in said else "") for name, words, features in FAMILIES if feature in features), None)
        if family is None:
            family = said.get(feature, "other things compared")
        sums[family] = sums.get(family, 0.0) + points
    kept = [Reason(words, points) for words, points in sums.items() if abs(points) > 1e-9]
    return (*sorted(kept, key=lambda r: (-abs(r.points), r.words)), *(Reason(words, points) for words, points in rest))
