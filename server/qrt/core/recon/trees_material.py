"""What the decisions on one reconciliation's matches tell trees: its suggestions as they were without them, and which of those only their probability keeps waiting."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from qrt.core.recon.acceptance import accept_within
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.match import Subject, made_of, outcome_of
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.trees_taught import TreeMaterial
from qrt.core.recon.types import Match, MatchStatus, ReconciliationKind, Side

Lines = tuple[frozenset[str], frozenset[str]]
"""Ids of the left and the right lines of a match."""


def tree_material_of(
    kind: ReconciliationKind, subject: Subject, policy: MatchPolicy, learnt: Learnt, decided: Mapping[Lines, tuple[int, bool]]
) -> TreeMaterial | None:
    """What people said of matches that waited under what all companies know. decided: by the lines of both sides, in which order and whether it was right.

    What the law, the policy or the evidence keeps for a person whatever its probability is no match that could be accepted alone. None where nothing waited.
    """
    outcome, tables, spec = outcome_of(kind, subject.left, subject.right, policy, subject.as_of, replace(learnt, taught=None))
    parts = outcome.looks()
    looks = pl.concat(parts).sort("match_id") if parts else None
    if looks is None or not looks.height:
        return None
    before = {each.id: each.status for each in accept_within(made_of(kind, subject, outcome, tables, spec), policy)[0].matches}
    sure = pl.col("match_id").is_in(looks.filter("alone")["match_id"].implode())
    asked = replace(outcome, matches=outcome.matches.with_columns(status=pl.when(sure).then(pl.lit("auto")).otherwise("status")))
    after = accept_within(made_of(kind, subject, asked, tables, spec), policy)[0]
    free = {_lines(each) for each in after.matches if each.status is MatchStatus.AUTO and before.get(each.id) is not MatchStatus.AUTO}
    sides = outcome.matches.group_by("match_id").agg(pl.col("line_id").filter(side=side).alias(side) for side in ("left", "right"))
    rows = looks.select("match_id").join(sides, on="match_id", how="left", maintain_order="left").select("left", "right").rows()
    lines = [(frozenset(left), frozenset(right)) for left, right in rows]
    looks = looks.with_columns(alone=pl.Series([each in free for each in lines], dtype=pl.Boolean))
    said = sorted((decided[each][0], place, decided[each][1]) for place, each in enumerate(lines) if each in decided)
    alone = sum(status is MatchStatus.AUTO for status in before.values())
    return TreeMaterial(looks, tuple((place, order, right) for order, place, right in said), alone, learnt.experience)


def _lines(match: Match) -> Lines:
    left, right = (frozenset(part.item for part in match.allocations if part.side is side) for side in (Side.LEFT, Side.RIGHT))
    return left, right
