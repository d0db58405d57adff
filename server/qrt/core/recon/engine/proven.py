"""From which lead on a scored pair is accepted alone where nobody has decided anything and nothing is known of the two lists.

The lists say themselves how often a wrong pair has a lead. Take a line that has its partner and think the partner away: what it would be paired with then is
wrong for certain, and its lead is what lines that have no partner show. How many such lines there are is what the scored pairs leave. Beside them stand pairs
in which a wrong line beats the right one: of those a score in log-odds tells the share. The same count, lead by lead, says how probable a pair is.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import expit, log_expit

from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.assign import next_best

NOTHING = 1e9
NEVER = 1e9
ONE_MORE = 1.0
"""Wrong pairs that are counted beside those that are expected: who has seen few pairs knows little, and below a thousand of them nobody can say 99.9 %."""


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
    """The least lead (log-odds) that is accepted alone: of pairs that bear evidence which is good elsewhere, and of any pair. NEVER: no lead is.

    curve: log-odds of a pair are the first and the second times its lead; None where nothing was counted.
    """

    of_evidence: float = 0.0
    of_any: float = NEVER
    curve: tuple[float, float] | None = None

    @property
    def said(self) -> dict[str, float | None]:
        """For the plan; None: no lead is accepted."""
        return {name: None if lead >= NEVER else round(lead, 4) for name, lead in (("of_evidence", self.of_evidence), ("of_any", self.of_any))}

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
    without = [_leads_without(of, side) for side in (0, 1)]
    held = [np.where(_sure_without(taken, side, sure), leads, -NOTHING) for side, leads in enumerate(without)]
    best = [_best_of_line(of, side, leads) for side, leads in enumerate(without)]
    best_held = [_best_of_line(of, side, leads) for side, leads in enumerate(held)]

    lonely = _lonely(lines, paired, chosen, best)
    lead = np.sort(chosen.filter("sure")["margin"].to_numpy())[::-1]
    borne = _expected(lead, best_held, lonely) <= (1 - target) * np.arange(1, len(lead) + 1)
    of_evidence = 0.0 if borne.all() else float(lead[np.flatnonzero(borne)[-1]]) if borne.any() else NEVER
    lead = np.sort(chosen["margin"].to_numpy())[::-1]
    wrong = ONE_MORE + np.cumsum(expit(-lead)) + _expected(lead, best, lonely)
    proven = np.flatnonzero(wrong <= (1 - target) * np.arange(1, len(lead) + 1))
    return Leads(of_evidence, float(lead[proven[-1]]) if len(proven) else NEVER, _curve(lead, best, lonely))


def _lonely(lines: tuple[int, int], paired: pl.DataFrame, chosen: pl.DataFrame, without: list[np.ndarray]) -> tuple[float, float]:
    """Lines of either side that have no partner and would be paired as those are whose partner is thought away.

    All of the pairs with small leads may be wrong, but no more than all: where fewer are there than such lines would make, the lines are not like the others.
    """
    partnered = float(paired["probability"].sum())
    many = max(lines[0] - partnered, 0.0), max(lines[1] - partnered, 0.0)
    lead = np.sort(chosen["margin"].to_numpy())
    expected = _expected(np.zeros(1), without, many)[0] - _expected(lead, without, many)
    expected = np.append(expected[1:], _expected(np.zeros(1), without, many)[0]) / 2
    enough = expected >= SEEN
    share = float(np.min(np.arange(1, len(lead) + 1)[enough] / expected[enough], initial=1.0))
    return many[0] * share, many[1] * share


def _curve(lead: np.ndarray, without: list[np.ndarray], lonely: tuple[float, float]) -> tuple[float, float]:
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


def _expected(lead: np.ndarray, without: list[np.ndarray], lonely: tuple[float, float]) -> np.ndarray:
    """Wrong pairs of at least each lead that lines without a partner make. without: leads that lines would have without theirs, of either side."""
    wrong = np.zeros(len(lead))
    for leads, many in zip(without, lonely, strict=True):
        wrong += many * (len(leads) - np.searchsorted(np.sort(leads), lead, side="left")) / max(len(leads), 1)
    return wrong


def _leads_without(of: _Candidates, side: int) -> np.ndarray:
    """For each candidate that was not chosen its lead if the chosen partner of its line (0: left, 1: right) were not there; of chosen ones less than nothing.

    The other line keeps all of its candidates: most of them belong to another line, to which the score gives them.
    """
    line, other = (of.i, of.j) if side == 0 else (of.j, of.i)
    best_of_other, rest = _best_besides(other, of.score), ~of.own
    lead = np.full(len(line), -NOTHING)
    lead[rest] = of.score[rest] - np.maximum(_best_besides(line[rest], of.score[rest]), best_of_other[rest])
    return lead


def _sure_without(taken: pl.DataFrame, side: int, sure: pl.Expr) -> np.ndarray:
    """Whether each candidate would bear the evidence if the chosen partner of its line were not there: one line less then has the amount."""
    line, crowd = (("i", "crowd_a"), ("j", "crowd_b"))[side]
    gone = taken.filter(pl.col("own") & (pl.col("equal") == 1)).select(line, gone=pl.lit(1, pl.Int64))
    fewer = taken.join(gone, on=line, how="left", maintain_order="left").with_columns(pl.col(crowd) - pl.col("gone").fill_null(0))
    return fewer.select(held=sure)["held"].fill_null(False).to_numpy()


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
