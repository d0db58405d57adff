"""From what the stages found to allocations, statuses, named differences and breaks with their nearest line."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from qrt.core.recon.engine.abroad import groups_abroad
from qrt.core.recon.engine.breaks import breaks_of
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.held import DOCUMENTS, FEE, TAX, UNSURE, held_back
from qrt.core.recon.engine.in_order import SURE as SURE_ORDER
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.looks import agreed_alone, looks_of
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import MATCHES, PATTERNS, SUGGESTED_FROM, Outcome
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.proven import Leads, least_leads
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.traits import may_be_alone, patterns_of
from qrt.core.recon.engine.weights import Weights, beginning, speaking_against
from qrt.core.recon.engine.why import Why, log_odds

MEMBERS = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String, "score": pl.Float64, "probability": pl.Float64, "margin": pl.Float64}


@dataclass(frozen=True)
class Found:
    """What one stage took: one row a line and group (columns of MEMBERS)."""

    stage: str
    members: pl.DataFrame

    @cached_property
    def taken(self) -> dict[str, np.ndarray]:
        """Row numbers of the lines that are taken, by side: asked for after every stage."""
        numbers, left = self.members["n"].to_numpy(), (self.members["side"] == "left").to_numpy()
        return {"left": numbers[left], "right": numbers[~left]}

    @classmethod
    def pairs(cls, stage: str, pairs: pl.DataFrame, probability: float = 0.0, margin: float = 99.0) -> "Found":
        """pairs: i, j, evidence and perhaps score, probability, margin."""
        told = {"score": pl.lit(99.0), "probability": pl.lit(probability), "margin": pl.lit(margin)}
        rest = [pl.col("evidence"), *((pl.col(c) if c in pairs.columns else value).cast(pl.Float64).alias(c) for c, value in told.items())]
        group = pl.int_range(pl.len(), dtype=pl.UInt32).alias("group")
        sides = [pairs.select(group, pl.lit(s).alias("side"), pl.col(k).cast(pl.UInt32).alias("n"), *rest) for s, k in (("left", "i"), ("right", "j"))]
        return cls(stage, pl.concat(sides))

    @classmethod
    def groups(cls, stage: str, members: pl.DataFrame, probability: float) -> "Found":
        """members: group, side, n, evidence and perhaps probability."""
        told = {"score": pl.lit(99.0), "probability": "probability" if "probability" in members.columns else pl.lit(probability), "margin": pl.lit(99.0)}
        told = {name: pl.col(value) if isinstance(value, str) else value for name, value in told.items()}
        return cls(stage, members.select(told.get(name, pl.col(name)).cast(dtype).alias(name) for name, dtype in MEMBERS.items()))


def assembled(
    a: pl.DataFrame,
    b: pl.DataFrame,
    found: list[Found],
    scored: pl.DataFrame | None,
    weights: Weights | None,
    spec: EngineSpec,
    model: Model | None,
    plan: Plan,
    near: pl.DataFrame | None = None,
    experience: Experience | None = None,
) -> Outcome:
    """The outcome of one partition. a, b: comparable lines; scored: pairs with features, score and probability; near: where nothing is scored, the pairs
    with features and score among which the nearest lines are sought; experience: how often matches of such evidence were right."""
    if scored is not None and weights is not None and kind_of(spec).clear is not None:
        scored = scored.with_columns(speaking_against(scored, kind_of(spec).comparisons(spec), weights))
    matches, sums, leads = _matches(a, b, found, spec, model, scored, experience)
    if kind_of(spec).proven is not None:
        plan.rules.append({"rule": "lead", **leads.said})
    breaks = breaks_of(a, b, matches, scored if scored is not None else near, weights or beginning(kind_of(spec).comparisons(spec)), spec)
    why = Why(matches, a, b, scored, weights, spec, model)
    stages: dict[str, int] = {}
    for f in found:
        stages[f.stage] = stages.get(f.stage, 0) + f.members["group"].n_unique()
    record = {
        "plan": {"rows": plan.rows, "rules": plan.rules},
        "weights": None if weights is None else {"bias": weights.bias, "of": weights.of},
        "stages": stages,
    }
    return Outcome(
        matches,
        breaks,
        record,
        why.of,
        all_reasons=why.all,
        patterns=pl.DataFrame(schema=PATTERNS)
        if sums is None
        else sums.drop_nulls("pattern").select("pattern", "alone", match_id="first").select(list(PATTERNS)),
        looks=lambda: [] if sums is None else [looks_of(sums, scored, spec)],
    )


def _abroad(rows: pl.DataFrame, sums: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> tuple[np.ndarray, pl.Series]:
    """Of each match whether two rates may lie in it, for a line is in another currency (of all where no table says currencies); and whether its documents differ."""
    if not (spec.left.get("currency") or spec.right.get("currency")):
        return np.ones(sums.height, bool), pl.Series([False]).new_from_index(0, sums.height)
    abroad, other = (sums["group"].is_in(groups.implode()) for groups in groups_abroad(rows.with_columns(sign=pl.col("amount").sign()), a, b))
    return (abroad & ~other).to_numpy(), other & (spec.family == "intercompany")


def _matches(
    a: pl.DataFrame, b: pl.DataFrame, found: list[Found], spec: EngineSpec, model: Model | None, scored: pl.DataFrame | None, experience: Experience | None
) -> tuple[pl.DataFrame, pl.DataFrame | None, Leads]:
    """Allocations (columns of MATCHES), one row a match with what its lines come to, its pattern (null without experience) and status, and what leads are accepted."""
    parts, base = [], 0
    for f in found:
        if f.members.height:
            parts.append(f.members.with_columns(group=pl.col("group") + base, stage=pl.lit(f.stage)))
            base += int(f.members["group"].max()) + 1  # type: ignore[arg-type]
    if not parts:
        return pl.DataFrame(schema=MATCHES), None, Leads()
    rows = pl.concat(parts)
    lines = pl.concat([t.select("date", "amount", line_id="id") for t in (a, b)])
    rows = rows.hstack(lines[rows["n"].to_numpy() + np.where(rows["side"] == "right", a.height, 0)])
    sums = _sums(rows)
    sums = sums.with_columns(both=pl.min_horizontal(pl.col("left").abs(), pl.col("right").abs()), reversal=pl.col("stage") == "reversal")
    shared = pl.Series("shared", sums["evidence"].str.contains("reference").fill_null(False))
    abroad, other = _abroad(rows, sums, a, b, spec)
    named = kind_of(spec).named(sums["left"].to_numpy(), sums["right"].to_numpy(), shared.to_numpy(), abroad, spec)
    # What a party is known to keep is its fee, whatever else has that size.
    usual = sums["evidence"].str.ends_with("less its usual fee").fill_null(False)
    names = pl.Series("difference_name", named.tolist(), dtype=pl.String).set(usual, "gateway_fee")
    gap = sums["left"] - sums["right"]
    sums = sums.with_columns(
        other.alias("other"),
        difference_paise=pl.when("unknown").then(None).when("reversal").then(0).otherwise(gap),
        difference_name=pl.when(pl.col("unknown") | pl.col("reversal") | (gap == 0))
        .then(None)
        .when(names == "none")
        .then(pl.lit("unexplained"))
        .otherwise(names),
    )
    sums = _experienced(sums, rows, a, b, scored, spec, experience, model)
    # What experience holds for less likely than what is suggested at all takes no line out of the open ones.
    sums = sums.filter((pl.col("said") >= spec.accept_from).fill_null(True) | (pl.col("stage") == "manual") | (spec.family != "money"))
    held = held_back(sums, rows, a, b, spec).set(sums["other"], DOCUMENTS)
    sums = sums.with_columns(held, doubtful=held.is_not_null(), free=may_be_alone(sums["pattern"]))
    sums = sums.with_columns(could=_alone(spec)).with_columns(alone=pl.col("could") & ~pl.col("doubtful"))
    leads = _leads(rows, sums, a, b, scored, spec, model)
    told = leads.probability(sums["margin"], sums["probability"])
    sums = sums.with_columns(probability=pl.when(pl.col("stage") == "scored").then(told).otherwise("probability"))
    sure = _sure(sums, spec, model, scored, experience, leads)
    held = pl.when(sure | ~pl.col("held").is_in([TAX, FEE])).then("held").otherwise(UNSURE + pl.col("held"))
    sums = sums.with_columns(
        held=held, held_alone=pl.when("could").then("held"), status=pl.when(sure & ~pl.col("doubtful")).then(pl.lit("auto")).otherwise(_status())
    )
    rows = rows.drop("stage", "evidence", "probability").join(
        sums.select(
            "group",
            "first",
            "both",
            "unknown",
            "reversal",
            "left",
            "right",
            "stage",
            "evidence",
            "probability",
            "status",
            "difference_paise",
            "difference_name",
            "held",
        ),
        on="group",
    )
    total = pl.when(pl.col("side") == "left").then("left").otherwise("right")
    with_sum = (pl.col("amount").sign() == total.sign()) & ~pl.col("reversal")
    rows = rows.with_columns(
        excess=pl.when("reversal").then(0).otherwise(total.abs() - pl.col("both")), weight=pl.when(with_sum).then(pl.col("amount").abs()).otherwise(0)
    )
    # Only where a side has more than the other is anything cut, the largest lines first.
    cut = rows.filter(pl.col("excess") > 0).sort(["group", "side", "weight", "line_id"], descending=[False, False, True, False])
    before = pl.col("weight").cum_sum().over("group", "side") - pl.col("weight")
    rows = pl.concat(
        [
            cut.with_columns(cut=(pl.col("excess") - before).clip(0, pl.col("weight"))),
            rows.filter((pl.col("excess") > 0).not_().fill_null(True)).with_columns(cut=pl.lit(0, pl.Int64)),
        ]
    )
    rows = rows.with_columns(
        allocated_paise=pl.when("unknown").then(None).otherwise(pl.col("amount") - pl.col("cut") * pl.col("amount").sign()),
        match_id="first",
        score=log_odds(pl.col("probability")),
    )
    return rows.select(list(MATCHES)).cast(MATCHES).sort("match_id", "side", "line_id"), sums, leads  # type: ignore[arg-type]


def _sums(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a match, by group: what its lines are and come to. rows: one a line with side, n, date, line_id and amount.

    What belongs to one side stands in a column of its own before anything is added up: a filter within every group costs ten times as much.
    """
    of_left, amount = pl.col("side") == "left", pl.col("amount")
    told = rows.select(
        *("group", "stage", "evidence", "probability", "margin", "amount"),
        size=amount.abs(),
        no_amount=amount.is_null() | (pl.col("stage") == "listed_twice"),  # a record that is listed twice has its amount once: there is nothing to add up
        up=(amount > 0).fill_null(False),
        down=(amount < 0).fill_null(False),
        **{f"{name}_l": pl.when(of_left).then(name) for name in ("amount", "n", "date", "line_id")},
        **{f"{name}_r": pl.when(~of_left).then(name) for name in ("amount", "n", "date", "line_id")},
    )
    sums = told.group_by("group").agg(
        pl.col("stage", "evidence", "probability", "margin").first(),
        pl.len().alias("lines"),
        lefts=pl.col("n_l").count(),
        left=pl.col("amount_l").sum(),
        right=pl.col("amount_r").sum(),
        unknown=pl.col("no_amount").any(),
        largest=pl.col("size").max(),
        first_l=pl.col("line_id_l").min(),
        first_r=pl.col("line_id_r").min(),
        i=pl.col("n_l").min(),
        j=pl.col("n_r").min(),
        up=pl.col("up").any(),
        down=pl.col("down").any(),
        day_l=pl.col("date_l").max(),
        day_r=pl.col("date_r").max(),
    )
    return sums.sort("group").with_columns(
        first=pl.coalesce(pl.lit("l:") + pl.col("first_l"), pl.lit("r:") + pl.col("first_r")),
        mixed=pl.col("up") & pl.col("down"),
        apart=pl.col("day_r") - pl.col("day_l"),
    )


def _experienced(
    sums: pl.DataFrame,
    rows: pl.DataFrame,
    a: pl.DataFrame,
    b: pl.DataFrame,
    scored: pl.DataFrame | None,
    spec: EngineSpec,
    experience: Experience | None,
    model: Model | None,
) -> pl.DataFrame:
    """sums with pattern (what can be seen of a match) and said: how often such are right, which is the probability then; null where nothing is known of it.

    A trained score says for itself how sure it is.
    """
    if experience is None:
        return sums.with_columns(pattern=pl.lit(None, pl.String), said=pl.lit(None, pl.Float64))
    seen = sums.with_columns(gap=pl.col("difference_paise").fill_null(1), difference="difference_name")
    patterns = patterns_of(seen, rows, a, b, scored, spec)
    said = experience.probability(patterns)
    if model is not None:
        said = said.set(sums["stage"] == "scored", None)
    sums = sums.with_columns(patterns, said)
    return sums.with_columns(probability=pl.coalesce("said", "probability"))


def _leads(
    rows: pl.DataFrame, sums: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, scored: pl.DataFrame | None, spec: EngineSpec, model: Model | None
) -> Leads:
    """What the lists themselves say of leads, where no trained score says it; kinds with `proven` have no experience. rows: all members of matches."""
    kind = kind_of(spec)
    if kind.proven is None or scored is None or _trained(model):
        return Leads()
    others = rows.filter(~pl.col("stage").is_in(["scored", "in_order"]))["side"].to_numpy()
    lines = a.height - int((others == "left").sum()), b.height - int((others == "right").sum())
    sure = _holds(kind.sure, sums, scored) & (pl.col("probability") >= spec.threshold) & (pl.col("margin") >= spec.margin)
    paired = sums.select("i", "j", "probability", "margin", "stage", sure=sure).filter(pl.col("stage").is_in(["scored", "in_order"]))
    return least_leads(scored, paired, lines, float(np.log(spec.accept_from / (1 - spec.accept_from))), spec.precision_target, kind.sure)


def _trained(model: Model | None) -> bool:
    return model is not None and model.threshold <= 1


def _status() -> pl.Expr:
    """Of each match that is not accepted for its evidence: auto where people made it, else suggested or review."""
    asked = pl.when(pl.col("probability") >= SUGGESTED_FROM).then(pl.lit("suggested")).otherwise(pl.lit("review"))
    return pl.when(pl.col("stage") == "manual").then(pl.lit("auto")).otherwise(asked)


def _sure(
    sums: pl.DataFrame,
    spec: EngineSpec,
    model: Model | None,
    scored: pl.DataFrame | None,
    experience: Experience | None,
    leads: Leads,
) -> pl.Expr:
    """Whether each match is sure enough to be accepted without a person, whatever its difference is: by experience, else by the model's threshold, else by fixed classes
    of evidence and by a lead that is proven.

    leads: from which on scored pairs are right often enough. What differs in its amount by more than somebody allowed waits for a person, however sure the pair is.
    """
    small = _small(spec)
    sure_stage = (pl.col("stage") == "exact") & ~pl.col("evidence").str.contains("twin")
    sure_group = (pl.col("stage") == "reference_groups") & pl.col("evidence").str.contains("agree|usual")
    sure_sum = pl.col("evidence").str.contains("beyond chance|its tail add up")
    sure_named = (
        (pl.col("stage") == "tolerance")
        & pl.col("evidence").str.contains("reference")
        & pl.col("difference_name").fill_null("equal").is_in(["equal", "round_off", "bank_charges", "tds", "tolerance"])
    )
    sure_reversal = pl.col("reversal") & pl.col("evidence").str.ends_with("in so many words")
    kind, trained = kind_of(spec), _trained(model)
    threshold = model.threshold if model is not None and trained else spec.threshold
    sure_score = (pl.col("stage") == "scored") & (pl.col("probability") >= threshold) & (pl.col("margin") >= spec.margin)
    if not trained and scored is not None:
        agreed = (pl.col("difference_paise").fill_null(0) == 0) | pl.col("difference_name").is_in(["tolerance", "round_off"]).fill_null(False)
        lead = leads.of_any if kind.clear is None else pl.when(_holds(kind.clear, sums, scored)).then(leads.of_any).otherwise(leads.of_doubtful)
        by_lead = pl.lit(False) if kind.proven is None else agreed & (pl.col("margin") >= lead) & _holds(kind.proven, sums, scored)
        sure_score = sure_score & ((_holds(kind.sure, sums, scored) & (pl.col("margin") >= leads.of_evidence)) | by_lead)
    sure_order = pl.col("evidence") == SURE_ORDER
    auto = (sure_stage | sure_group | sure_sum | sure_named | sure_reversal | sure_order | sure_score) & small
    if experience is not None:
        seen = (pl.col("probability") >= experience.accepted_from(spec.precision_target)) & (pl.col("margin") >= spec.margin) & pl.col("free") & small
        auto = pl.when(pl.col("said").is_not_null()).then(seen).otherwise(auto)
    return (auto & ~pl.col("evidence").str.contains("blind").fill_null(False)).fill_null(False)


def _small(spec: EngineSpec) -> pl.Expr:
    """Whether a match is within the amount that may be accepted alone. Two lines that cancel each other sum to nothing: there the line counts."""
    return pl.max_horizontal(pl.col("left").abs(), pl.col("right").abs(), pl.when("reversal").then("largest").otherwise(0)) <= spec.limit_paise


def _alone(spec: EngineSpec) -> pl.Expr:
    """Of each match whether it may be accepted without a person at all, however sure it is and whatever its difference is: what experience, or where there is none its
    evidence, never bars."""
    barred = pl.col("evidence").str.contains("blind").fill_null(False) | pl.col("reversal") | pl.col("mixed")
    seen = pl.coalesce("free", agreed_alone(spec))
    return (seen & _small(spec) & (pl.col("margin") >= spec.margin) & ~barred).fill_null(False)


def _holds(evidence: pl.Expr, sums: pl.DataFrame, scored: pl.DataFrame) -> pl.Expr:
    """Whether the pair of each match has this evidence."""
    held = sums.select("i", "j").join(scored.select("i", "j", held=evidence), on=["i", "j"], how="left", maintain_order="left")
    return pl.lit(held["held"].fill_null(False))
