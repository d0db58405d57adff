"""The cascade: each stage sees only what the ones before left open."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.as_typed import typed_alike, with_typed
from qrt.core.recon.engine.assemble import Found, assembled
from qrt.core.recon.engine.candidates import candidates
from qrt.core.recon.engine.check import check_together, to_lines
from qrt.core.recon.engine.choose import taken
from qrt.core.recon.engine.crowds import with_crowds
from qrt.core.recon.engine.features import feature_names, with_features
from qrt.core.recon.engine.interchangeable import interchangeable_pairs
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.lags import with_lags
from qrt.core.recon.engine.learnt import NOTHING, Learnt, Links, links_of, with_aliases
from qrt.core.recon.engine.limits import check_pairs, check_size
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.normal import to_comparable, tokens_among, tokens_of
from qrt.core.recon.engine.opened import open_lines
from qrt.core.recon.engine.outcome import BREAKS, MATCHES, PATTERNS, REASONS, Outcome, assert_invariants, content_digest, digest_of
from qrt.core.recon.engine.parties import Parties, parties_of, without_strange_names
from qrt.core.recon.engine.plan import Plan, part_of
from qrt.core.recon.engine.references import reference_groups
from qrt.core.recon.engine.reversals import taken_back
from qrt.core.recon.engine.rivals import learn_among_rivals
from qrt.core.recon.engine.settlements import settled_by_days
from qrt.core.recon.engine.slips import slips
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.twins import with_twins
from qrt.core.recon.engine.weights import Weights, against_rivals, beginning, learn_weights, levels_of, scores, weighted

RIVALLED_LEAST = 3e-4
HOPELESS = -12.0
AT_ONCE_MOST = 150_000
"""Lines of both sides from which on partitions go through the cascade in another turn: what a turn takes of memory is bounded, and what it costs beside its lines is little."""


def reconcile_tables(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None = None, workers: int = 2, learnt: Learnt | None = None
) -> Outcome:
    """Matches two tables. Refuses what it cannot read; an empty side gives breaks only. Same digest for any order of rows and any number of workers.

    model: a trained score in place of the one without labels. learnt: what people said of lines and parties; it goes before everything else.
    """
    check_size(left, right, spec)
    a, b = canonical_lines(left, right, spec)
    # Partitions go through the cascade together where that is known: the outcome is the same, and each alone would cost more than its lines.
    cut: Iterable[Tables] = with_parts(a, b, spec) if spec.partition and kind_of(spec).at_once and a.height + b.height else partitions(a, b, spec)
    parts = [reconcile_lines(x, y, spec, model, workers, learnt) for x, y in cut]
    return merged(parts, a, b, spec, model, learnt)


def canonical_lines(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Canonical lines of both sides, looked at together and with the signs of the left side's view. Refuses what it cannot read."""
    a, b = to_lines(left, spec, "left"), to_lines(right, spec, "right")
    check_together(a, b, spec)
    turn = kind_of(spec).turn
    return a, b if turn is None else turn(a, b, spec)


def reconcile_partition(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None = None, workers: int = 1, learnt: Learnt | None = None
) -> Outcome:
    """One partition alone, as a pool or a cluster calls it: the outcomes of all partitions together are that of the whole (`merged`)."""
    return reconcile_tables(left, right, spec, model, workers, learnt)


def partitions(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> list[tuple[pl.DataFrame, pl.DataFrame]]:
    """Canonical lines of either side by the partition's keys, in order of the keys."""
    return [lines for _, lines in parted_by(left, right, spec)]


def parted_by(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> list[tuple[tuple[object, ...], tuple[pl.DataFrame, pl.DataFrame]]]:
    """The same, each with its key."""
    if not spec.partition:
        return [((), (left, right))]
    by = list(spec.partition)
    sides = [_parted(t, by) for t in (left, right)]
    keys = sorted({*sides[0], *sides[1]}, key=lambda k: tuple(str(v) for v in k))
    return [(k, (sides[0].get(k, left.clear()), sides[1].get(k, right.clear()))) for k in keys]


def _parted(lines: pl.DataFrame, by: list[str]) -> dict[tuple[object, ...], pl.DataFrame]:
    """Columns that say nothing are not carried along; each part gets them anew."""
    said = [c.name for c in lines if c.name in by or c.null_count() < lines.height]
    empty = [pl.lit(None, lines.schema[c]).alias(c) for c in lines.columns if c not in said]
    parts = lines.select(said).partition_by(by, as_dict=True, maintain_order=True)
    return {key: part.with_columns(empty).select(lines.columns) for key, part in parts.items()}


def merged(parts: list[Outcome], left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None, learnt: Learnt | None = None) -> Outcome:
    """Outcomes of all partitions as one, with the whole's invariants checked. left, right: canonical lines."""
    matches = pl.concat([p.matches for p in parts]) if parts else pl.DataFrame(schema=MATCHES)
    breaks = pl.concat([p.breaks for p in parts]) if parts else pl.DataFrame(schema=BREAKS)
    assert_invariants(matches, left, right)
    counts: dict[str, int] = {}
    for part in parts:
        for stage, n in part.record["stages"].items():
            counts[stage] = counts.get(stage, 0) + n
    record = {
        "left": content_digest(left),
        "right": content_digest(right),
        "rows": [left.height, right.height],
        "spec": spec.digest(),
        "model": model.digest if model else None,
        "learnt": learnt.digest if learnt else None,
        "experience": learnt.experience.digest if learnt and learnt.experience else None,
        "plan": [p.record["plan"] for p in parts],
        "weights": [p.record["weights"] for p in parts],
        "stages": counts,
        "polars": pl.__version__,
        "digest": digest_of(matches),
    }
    return Outcome(
        matches,
        breaks,
        record,
        lambda m: next((found for p in parts if (found := p.reasons(m))), ()),
        lambda: pl.concat([p.all_reasons() for p in parts]) if parts else pl.DataFrame(schema=REASONS),
        pl.concat([p.patterns for p in parts]) if parts else pl.DataFrame(schema=PATTERNS),
        lambda: [found for p in parts for found in p.looks()],
    )


def reconcile_lines(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None, workers: int, learnt: Learnt | None = None, held: Weights | None = None
) -> Outcome:
    """Canonical lines of one partition: what is the same as typed goes by itself, the rest through the cascade. held: weights in place of learning them here."""
    if learnt is not None and learnt.linked:  # nothing goes before what people linked
        return _cascade(left, right, spec, model, workers, learnt, held)
    typed = typed_alike(left, right, spec)
    return with_typed(_cascade(typed.left, typed.right, spec, model, workers, learnt, held), typed)


def _cascade(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None, workers: int, learnt: Learnt | None, held: Weights | None
) -> Outcome:
    a, b = (with_aliases(to_comparable(t, spec), learnt) for t in (left, right))
    plan, experience = Plan(rows={"left": a.height, "right": b.height}), learnt.experience if learnt else None
    if not a.height or not b.height:
        return assembled(a, b, [], None, None, spec, model, plan)
    links, tokens = links_of(learnt, a, b), tokens_of(a, b)
    found, pairs, open_, parties = until_scored(a, b, tokens, spec, plan, workers, links)
    if spec.mode == "advanced":
        scored, weights = with_scores(pairs, shorter(*open_), spec, held) if "part" not in a.columns else scored_by_part(pairs, a, open_, spec, held)
        seen = None if held is None else seen_by_part(scored, a, spec)
        if model is not None:
            scored = _modelled(scored, model, spec)
        found.extend(taken(a, b, found, scored, tokens, parties, links, spec, plan))
        if kind_of(spec).listed_twice:
            found = with_twins(found, a, b, tokens, spec, plan, workers, weights, links)
        outcome = assembled(a, b, found, scored, weights, spec, model, plan, experience=experience)
        return replace(outcome, record={**outcome.record, "seen": seen})
    near = pairs.with_columns(pl.Series("score", scores(levels_of(pairs, kind_of(spec).comparisons(spec)), beginning(kind_of(spec).comparisons(spec)))))
    return assembled(a, b, found, None, None, spec, model, plan, near, experience)


def until_scored(
    a: pl.DataFrame, b: pl.DataFrame, tokens: Tables, spec: EngineSpec, plan: Plan, workers: int, links: Links = NOTHING
) -> tuple[list[Found], pl.DataFrame, Tables, Parties | None]:
    """What people linked, then stages one to three.

    Returns what they took, the pairs with features that are left for the score, the open lines of either side, and which parties the lines name.
    """
    kind = kind_of(spec)
    x, y = open_lines(a, b, [links.manual])
    exact = kind.exact(x, y, tokens, spec)
    found = [links.manual, links.allowed(Found.pairs("exact", exact, probability=0.9995))]
    if spec.mode == "advanced":
        x, y = open_lines(x, y, found)
        found.append(links.allowed(Found.groups("reference_groups", reference_groups(x, y, _of(tokens, x, y), spec), probability=0.99)))
    tagged = found[-1]
    if spec.mode == "advanced" and (how := kind.sums(spec)) is not None and how.key == "party":
        x, y = open_lines(x, y, found)
        found.extend(links.allowed(each) for each in slips(x, y, _of(tokens, x, y)))
    if spec.mode == "advanced" and kind.reversals:
        x, y = open_lines(x, y, found)
        found.append(taken_back(x, y, tokens, plan, early=True))
    whole = x, y = open_lines(x, y, found)
    parties, how = None, kind.sums(spec)
    if spec.mode == "advanced" and how is not None and how.key == "party":
        parties = parties_of(a, b, x, y)
        fees = tagged.members.filter(pl.col("evidence").str.contains("less"))
        found.append(links.allowed(settled_by_days(x, y, fees, (a, b), parties, plan)))
        a, b = (without_strange_names(t, of) for t, of in ((a, parties.left), (b, parties.right)))
        whole = x, y = open_lines(a, b, found)
    alike = Found.pairs("interchangeable", interchangeable_pairs(x, y, _of(tokens, x, y), spec), probability=0.5, margin=0.0)
    found.append(links.allowed(alike))
    x, y = open_lines(x, y, found[-1:])
    pairs = links.allowed_pairs(candidates(x, y, _of(tokens, x, y), spec, plan))
    check_pairs(pairs.height, a, b, spec)
    pairs = with_crowds(with_features(pairs, a, b, tokens, spec, workers), *whole, tokens, spec)
    tolerant = kind.tolerant(pairs)
    found.append(Found.pairs("tolerance", tolerant, probability=0.98))
    left = pairs.join(tolerant, on="i", how="anti").join(tolerant, on="j", how="anti").sort("i", "j")
    left = with_lags(left, a, b, found, plan) if kind.lags else left
    return found, left, (x, y), parties


def shorter(x: pl.DataFrame, y: pl.DataFrame) -> int:
    """Lines of the shorter side."""
    return min(x.height, y.height)


def with_parts(a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> Iterator[Tables]:
    """Canonical lines in turns of about AT_ONCE_MOST, with the number of their partition, part u32 from 0 in every turn: of partitions that both sides have, and
    last of those that one side has alone. A turn's tables are made when it comes, so that memory holds one of them."""
    keys = [pl.col(key).fill_null("") for key in spec.partition]
    lines = pl.concat([t.select(*keys, ours=pl.lit(side == 0)) for side, t in enumerate((a, b))])
    known = lines.group_by(spec.partition).agg(pl.len(), shared=pl.col("ours").any() & ~pl.col("ours").all()).sort(spec.partition)
    known = known.with_columns(turn=(pl.col("len").cum_sum() - pl.col("len")) // AT_ONCE_MOST).with_columns(
        part=pl.int_range(pl.len(), dtype=pl.UInt32).over("turn")
    )
    told = [t.select(keys).join(known, on=spec.partition, how="left", maintain_order="left") for t in (a, b)]
    one, other = (t.with_columns(of["part"]) for t, of in zip((a, b), told, strict=True))
    for turn in known.filter("shared")["turn"].unique().sort():
        x, y = (of["shared"] & (of["turn"] == turn) for of in told)
        yield one.filter(x), other.filter(y)
    for x, y in ((one.filter(~told[0]["shared"]), other.clear()), (one.clear(), other.filter(~told[1]["shared"]))):
        if x.height or y.height:
            yield x, y


def _of(tokens: Tables, a: pl.DataFrame, b: pl.DataFrame) -> Tables:
    return tokens_among(tokens[0], a), tokens_among(tokens[1], b)


def with_scores(pairs: pl.DataFrame, lines: int, spec: EngineSpec, held: Weights | None = None) -> tuple[pl.DataFrame, Weights]:
    """pairs with score (log-odds by weights learned without labels, or `held`) and probability; the same as `weighed` and `rivalled`, for a model to look at."""
    compared = kind_of(spec).comparisons(spec)
    levels = levels_of(pairs, compared)
    i, j = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    weights = held or weighted(learned_of(levels, i, j, lines, spec), compared, spec.weights)
    score = scores(levels, weights)
    p = against_rivals(i, j, score)
    return pairs.with_columns(pl.Series("weighed", score), pl.Series("rivalled", p), pl.Series("score", score), pl.Series("probability", p)), weights


def scored_by_part(pairs: pl.DataFrame, a: pl.DataFrame, open_: Tables, spec: EngineSpec, held: Weights | None = None) -> tuple[pl.DataFrame, Weights]:
    """The same where lines of several parts are worked off together: the weights of each follow from its own pairs and lines alone, or are those that are held.

    open_: open lines of either side. The weights' `parts` are those of the parts.
    """
    compared = kind_of(spec).comparisons(spec)
    parts = int(a["part"].max()) + 1  # type: ignore[arg-type]  # both sides have the same
    levels, i, j = levels_of(pairs, compared), pairs["i"].to_numpy(), pairs["j"].to_numpy()
    of = part_of(a)[i]
    lines = np.minimum(*(np.bincount(part_of(t), minlength=parts)[:parts] for t in open_))
    order = ordered(of)
    ends = np.cumsum(np.bincount(of, minlength=parts))
    each, score = [], np.zeros(len(levels))
    for rows, count in zip(np.split(order, ends[:-1]), lines.tolist(), strict=True):
        each.append(held or weighted(learned_of(levels[rows], i[rows], j[rows], count, spec), compared, spec.weights))
        score[rows] = scores(levels[rows], each[-1])
    weights = replace(weighted(beginning(compared), compared, spec.weights), parts=tuple(each))
    p = against_rivals(i, j, score)
    return pairs.with_columns(pl.Series("weighed", score), pl.Series("rivalled", p), pl.Series("score", score), pl.Series("probability", p)), weights


def seen_by_part(scored: pl.DataFrame, a: pl.DataFrame, spec: EngineSpec) -> list[list[list[int]]]:
    """`levels_seen` of the pairs of each part, in the order of their numbers; of one where lines of one part are worked off alone."""
    levels, of = levels_of(scored, kind_of(spec).comparisons(spec)), part_of(a)[scored["i"].to_numpy()]
    parts = int(a["part"].max()) + 1 if "part" in a.columns else 1  # type: ignore[arg-type]
    return [levels_seen(levels[of == part], spec) for part in range(parts)]


def levels_seen(levels: np.ndarray, spec: EngineSpec) -> list[list[int]]:
    """For each comparison how many pairs stand at each of its levels; what is not known is not counted."""
    return [np.bincount(levels[:, k][levels[:, k] >= 0], minlength=len(c.levels)).tolist() for k, c in enumerate(kind_of(spec).comparisons(spec))]


def learned_of(levels: np.ndarray, i: np.ndarray, j: np.ndarray, lines: int, spec: EngineSpec) -> Weights:
    """Weights learned from the levels of pairs (i, j). lines: of the shorter side."""
    kind = kind_of(spec)
    compared = kind.comparisons(spec)
    return learn_weights(levels, compared, kind.hold, lines) if kind.hold else learn_among_rivals(levels, compared, i, j, lines)


def _modelled(scored: pl.DataFrame, model: Model, spec: EngineSpec) -> pl.DataFrame:
    """Score and probability by the model; a pair that has no chance against its rivals is not worth the trees."""
    worth = scored["rivalled"].to_numpy() >= RIVALLED_LEAST
    score, p = np.full(scored.height, HOPELESS), np.full(scored.height, 1e-4)
    score[worth], p[worth] = model.predict(scored.filter(worth).select([*feature_names(spec), "weighed", "rivalled"]))
    return scored.with_columns(pl.Series("score", score), pl.Series("probability", p))
