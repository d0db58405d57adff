"""From which lead on a scored pair is accepted alone where nobody has decided anything and nothing is known of the two lists.

The lists say themselves how often a wrong pair has a lead. Take a line that has its partner and think the partner away: what it would be paired with then is
wrong for certain, and its lead is what lines that have no partner show. How many such lines there are is what the scored pairs leave. The line that it would be
paired with has its own partner, which outdoes it, or has none either: that happens as often as lines of its side have none. Beside them stand pairs in which a
wrong line beats the right one: of those a score in log-odds tells the share. The same count, lead by lead, says how probable a pair is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.special import expit, log_expit

from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.assign import next_best

NOTHING = 1e9
NEVER = 1e9
ONE_MORE = 1.0
"""Wrong pairs that are counted beside those that are expected: who has seen few pairs knows little, and below a thousand of them nobody can say 99.9 %."""
NOT_SEEN = 3.0
"""What was never seen in n lines happens in no more than 3/n of all (19 times in 20, the rule of three)."""

HEAP = 25
"""Pairs of like leads that are counted together."""
DOUBT = 10.0
"""Pairs that the score itself counts for in a heap."""
SEEN = 10.0
"""Wrong pairs that must be expected before it counts that fewer pairs are there at all."""
STEPS = 25
STEP_LEAST = 1e-6
HELD = 1e-3
"""How fast the curve is held to what the score itself says, where a single heap leaves it open."""


@dataclass(frozen=True)
class Leads:
    """The least lead (log-odds) that is accepted alone: of pairs that bear evidence which is good elsewhere, of any pair, and of one that something contradicts. NEVER: no
    lead is.

    curve: log-odds of a pair are the first and the second times its lead; None where nothing was counted.
    """

    of_evidence: float = 0.0
    of_any: float = NEVER
    of_doubtful: float = NEVER
    curve: tuple[float, float] | None = None

    @property
    def said(self) -> dict[str, float | None]:
        """For the plan; None: no lead is accepted."""
        leads = {"of_evidence": self.of_evidence, "of_any": self.of_any, "of_doubtful": self.of_doubtful}
        return {name: None if lead >= NEVER else round(lead, 4) for name, lead in leads.items()}

    def probability(self, lead: pl.Series, held: pl.Series) -> pl.Series:
        """How probable pairs of these leads are; held: what the score says of them, which stands where nothing was counted."""
        if self.curve is None:
            return held
        begin, slope = self.curve
        return pl.Series(held.name, expit(begin + slope * lead.to_numpy()))


@dataclass(frozen=True)
class _Candidates:
    """Candidates above the floor: their lines, score above it, and whether each is the chosen one of its lines."""

    i: np.ndarray
    j: np.ndarray
    score: np.ndarray
    own: np.ndarray


@dataclass(frozen=True)
class _Without:
    """What the lines of one side that have a partner would lead by if it were not there: one lead a line, where the partners of the other lines stay, and where that of
    the line it would be paired with is gone as well."""

    kept: np.ndarray
    gone: np.ndarray


@dataclass(frozen=True)
class _Lonely:
    """Of the left and the right side: lines without a partner that would be paired as the others are, and the share of all lines that have none."""

    many: tuple[float, float]
    missing: tuple[float, float]


def least_leads(scored: pl.DataFrame, paired: pl.DataFrame, lines: tuple[int, int], floor: float, target: float, sure: pl.Expr) -> Leads:
    """The least leads from which on a share `target` of the scored pairs is right.

    scored: i, j, score (log-odds), equal, crowd_a, crowd_b and features, of all candidates; paired: i, j, stage ("scored", or "in_order": equal lines of one party,
    whose partners are thought away as well), probability, margin (lead over the next best of both lines, and over none) and sure, of the pairs that were taken;
    lines: how many of either side were open to the score; floor: log-odds below which there is no pair at all; sure: the evidence that is good elsewhere, of a
    row of scored.
    """
    chosen = paired.filter(stage="scored")
    if not chosen.height:
        return Leads()
    taken = scored.join(paired.select("i", "j", own=pl.lit(True)), on=["i", "j"], how="left", maintain_order="left").filter(pl.col("score") > floor)
    taken = taken.with_columns(pl.col("own").fill_null(False))
    i, j, score, own = (taken[c].to_numpy() for c in ("i", "j", "score", "own"))
    of = _Candidates(i.astype(np.int64), j.astype(np.int64), score - floor, own)
    best, best_held = zip(*(_without(of, taken, side, sure) for side in (0, 1)), strict=True)

    lonely = _lonely(lines, paired, chosen, best)
    lead = np.sort(chosen.filter("sure")["margin"].to_numpy())[::-1]
    borne = _expected_of_two(lead, best_held, lonely) <= (1 - target) * np.arange(1, len(lead) + 1)
    of_evidence = 0.0 if borne.all() else _least(lead, borne)
    lead = np.sort(chosen["margin"].to_numpy())[::-1]
    of_score, allowed = ONE_MORE + np.cumsum(expit(-lead)), (1 - target) * np.arange(1, len(lead) + 1)
    of_any = _least(lead, of_score + _expected(lead, best, lonely) <= allowed)
    of_doubtful = _least(lead, of_score + _expected_of_two(lead, best, lonely) + _unseen(best, lonely) <= allowed)
    return Leads(of_evidence, of_any, max(of_any, of_doubtful), _curve(lead, best, lonely))


def _least(lead: np.ndarray, borne: np.ndarray) -> float:
    """The last of the leads, descending, down to which so few are wrong; NEVER: none."""
    last = np.flatnonzero(borne)
    return float(lead[last[-1]]) if len(last) else NEVER


def _lonely(lines: tuple[int, int], paired: pl.DataFrame, chosen: pl.DataFrame, without: Sequence[_Without]) -> _Lonely:
    """Lines of either side that have no partner and would be paired as those are whose partner is thought away.

    All of the pairs with small leads may be wrong, but no more than all: where fewer are there than such lines would make, the lines are not like the others.
    """
    partnered = float(paired["probability"].sum())
    many = max(lines[0] - partnered, 0.0), max(lines[1] - partnered, 0.0)
    lonely = _Lonely(many, (many[0] / max(lines[0], 1), many[1] / max(lines[1], 1)))
    lead = np.sort(chosen["margin"].to_numpy())
    most = _expected(np.zeros(1), without, lonely)[0]
    expected = np.append((most - _expected(lead, without, lonely))[1:], most) / 2
    enough = expected >= SEEN
    share = float(np.min(np.arange(1, len(lead) + 1)[enough] / expected[enough], initial=1.0))
    return replace(lonely, many=(many[0] * share, many[1] * share))


def _curve(lead: np.ndarray, without: Sequence[_Without], lonely: _Lonely) -> tuple[float, float]:
    """The `curve` of Leads: the one that fits best the shares that are wrong, counted in heaps of like leads, and what the score itself says of them.

    lead: of the pairs, descending.
    """
    begin = np.arange(0, len(lead), HEAP)
    many = np.diff(np.append(begin, len(lead))).astype(float)
    middle = np.add.reduceat(lead, begin) / many
    least = np.append(lead[begin[1:] - 1], -NOTHING)
    # Where neither line has a partner the pair is counted from both sides.
    counted = np.clip(np.diff(_expected(least, without, lonely), prepend=0.0) / 2, 0.0, many)
    right, wrong = many - counted + DOUBT * expit(middle), counted + DOUBT * expit(-middle)
    at = begin_at = np.array([0.0, 1.0])
    x = np.column_stack([np.ones(len(middle)), middle])

    def likely(at: np.ndarray) -> float:
        told = x @ at
        return float((right * log_expit(told) + wrong * log_expit(-told)).sum() - HELD / 2 * ((at - begin_at) ** 2).sum())

    for _ in range(STEPS):
        p = expit(x @ at)
        slope = x.T @ (right - (right + wrong) * p) - HELD * (at - begin_at)
        bend = (x.T * ((right + wrong) * p * (1 - p))) @ x + HELD * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # Where heaps are few or far out the bend says little, and a whole step would leap over the top.
        while np.abs(step).max() > STEP_LEAST and likely(at + step) < likely(at):
            step = step / 2
        at = at + step
    return float(round(at[0], 6)), float(round(max(at[1], 0.0), 6))


def _expected(lead: np.ndarray, without: Sequence[_Without], lonely: _Lonely) -> np.ndarray:
    """Wrong pairs of at least each lead that lines without a partner make. without: of either side."""
    wrong = np.zeros(len(lead))
    for leads, many in zip(without, lonely.many, strict=True):
        wrong += many * _share_above(leads.kept, lead)
    return wrong


def _share_above(led: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """Of lines that would lead by `led` the share that leads by each of `lead` at least."""
    return (len(led) - np.searchsorted(np.sort(led), lead, side="left")) / max(len(led), 1)


def _expected_of_two(lead: np.ndarray, without: Sequence[_Without], lonely: _Lonely) -> np.ndarray:
    """The same where the line that one without a partner would be paired with may have none either. Such a pair is counted from both sides."""
    wrong = np.zeros(len(lead))
    for leads, many, missing in zip(without, lonely.many, reversed(lonely.missing), strict=True):
        wrong += many * ((1 - missing) * _share_above(leads.kept, lead) + missing / 2 * _share_above(leads.gone, lead))
    return wrong


def _unseen(without: Sequence[_Without], lonely: _Lonely) -> float:
    """Pairs of two lines without a partner that lead all the same, though no line was seen to: what shares of nothing seen may be."""
    sides = zip(without, lonely.many, reversed(lonely.missing), strict=True)
    return NOT_SEEN / 2 * sum(many * missing / max(len(leads.gone), 1) for leads, many, missing in sides)


def _without(of: _Candidates, taken: pl.DataFrame, side: int, sure: pl.Expr) -> tuple[_Without, _Without]:
    """Leads of the lines of a side (0: left, 1: right) without their partners, and those of them that are led with the evidence.

    A candidate leads by its score over the next best of both its lines. Of those that were not chosen the line has lost its partner; the other line keeps all of its
    candidates, or it has lost its own partner as well.
    """
    line, other = (of.i, of.j) if side == 0 else (of.j, of.i)
    rest = ~of.own
    kept, gone = (np.full(len(line), -NOTHING) for _ in range(2))
    next_of_line = _best_besides(line[rest], of.score[rest])
    kept[rest] = of.score[rest] - np.maximum(next_of_line, _best_besides(other, of.score)[rest])
    gone[rest] = of.score[rest] - np.maximum(next_of_line, _best_besides(other[rest], of.score[rest]))
    lines = ("i", "j")
    sure_kept, sure_gone = _sure_without(taken, (lines[side],), sure), _sure_without(taken, lines, sure)
    best = _Without(*(_best_of_line(of, side, leads) for leads in (kept, gone)))
    held = _Without(*(_best_of_line(of, side, np.where(sure, leads, -NOTHING)) for leads, sure in ((kept, sure_kept), (gone, sure_gone))))
    return best, held


def _sure_without(taken: pl.DataFrame, lines: tuple[str, ...], sure: pl.Expr) -> np.ndarray:
    """Whether each candidate would bear the evidence if the chosen partners of these lines (i, j) were not there: one line less then has the amount."""
    for line in lines:
        crowd = {"i": "crowd_a", "j": "crowd_b"}[line]
        gone = taken.filter(pl.col("own") & (pl.col("equal") == 1)).select(line, gone=pl.lit(1, pl.Int64))
        taken = taken.join(gone, on=line, how="left", maintain_order="left").with_columns(pl.col(crowd) - pl.col("gone").fill_null(0)).drop("gone")
    return taken.select(held=sure)["held"].fill_null(False).to_numpy()


def _best_of_line(of: _Candidates, side: int, leads: np.ndarray) -> np.ndarray:
    """For each line with a partner the greatest of its leads."""
    line = of.i if side == 0 else of.j
    most = np.full(int(line.max(initial=0)) + 1, -NOTHING)
    np.maximum.at(most, line, leads)
    return most[line[of.own]]


def _best_besides(line: np.ndarray, score: np.ndarray) -> np.ndarray:
    """For each candidate the best score of another one of its line, 0 where there is none: no partner is an answer too."""
    order = ordered(line)
    best = np.empty(len(score))
    best[order] = next_best(line[order], score[order])
    return np.maximum(best, 0.0)
