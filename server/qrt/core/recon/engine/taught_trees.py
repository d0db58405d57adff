"""What a company's decisions say of matches that wait: trees over what can be seen of a match, added to what experience says of it that has seen the decisions too.

The trees change no match and no line: they say anew how sure a suggestion is, and accept alone what is sure enough and may be accepted alone at all.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import polars as pl
from scipy.special import expit, logit

from qrt.core.recon.engine.experience import NEVER, Decided, Experience
from qrt.core.recon.engine.outcome import REASONS, Outcome, Reason, digest_of
from qrt.core.recon.engine.trees import TREES_MOST, Tree, trees_say, trees_share
from qrt.core.recon.engine.why import FAMILIES, RIVALS, reasons_text

FORM = "matches"
"""What a text of such a model says of itself: it is about matches, where that of `Model` is about pairs."""
LEFT_OUT = "left_out"
"""Where the record of an outcome says why a model was left out."""
BEGUN_MOST = 14.0
ABOUT = (
    ("the amounts", ("gap_share", "amount_log")),
    ("its lead over the next best", ("margin",)),
    ("how many lines it has, and what made it", ("lines", "lefts", "made_by")),
    ("the days", ("apart",)),
    *((words if name != "rivals" else RIVALS, features) for name, words, features in FAMILIES),
)
"""What features are about, in words."""


@dataclass(frozen=True)
class Taught:
    """Trees over the named features of a match (`looks.py`), added to the log-odds that experience gives it which has `seen` the company's decisions; line: intercept and
    slope of the log-odds over that sum.

    accepted: (share that must be right, least probability that is accepted alone for it), as held-back decisions bear it; NEVER: they bear none.
    base: digest of the experience without these decisions, "" for none; over another one they say nothing. about: `decisions`, `right`, `rounds`, and what else is
    to be known of how it was learned. No trees: nothing was learned that counts.
    """

    features: tuple[str, ...]
    trees: tuple[Tree, ...]
    line: tuple[float, float]
    accepted: tuple[tuple[float, float], ...]
    base: str = ""
    seen: Decided = ()
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 over its text."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """As it is kept: numbers and names, and nothing that runs."""
        content = {"form": FORM, "features": self.features, "trees": [tree.to_content() for tree in self.trees], "line": self.line}
        return json.dumps({**content, "accepted": self.accepted, "base": self.base, "seen": self.seen, "about": self.about}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Taught":
        """Raises ValueError, KeyError or TypeError on anything that is no such model."""
        found: Mapping[str, Any] = json.loads(text)
        if found["form"] != FORM or len(found["trees"]) > TREES_MOST:
            raise ValueError("it is of another form")
        features = tuple(str(name) for name in found["features"])
        trees = tuple(Tree.of_content(each, len(features)) for each in found["trees"])
        begin, slope = (float(each) for each in found["line"])
        accepted = tuple((float(target), float(least)) for target, least in found["accepted"])
        if not np.isfinite([begin, slope, *(least for _, least in accepted)]).all():
            raise ValueError("it holds what is no number")
        seen = tuple((str(pattern), int(right), int(wrong)) for pattern, right, wrong in found["seen"])
        return cls(features, trees, (begin, slope), accepted, str(found["base"]), seen, dict(found["about"]))

    @property
    def decisions(self) -> int:
        """How many decisions it learned from."""
        return int(self.about.get("decisions", 0))

    @property
    def learned(self) -> bool:
        """Whether it says anything else than was said without it."""
        return bool(self.trees or self.seen or self.accepted or self.line != (0.0, 1.0))

    def accepted_from(self, target: float) -> float:
        """The least probability that is accepted alone where a share `target` must be right; NEVER above the strictest that was solved for."""
        return min((least for asked, least in self.accepted if asked >= target - 1e-9), default=NEVER)

    def score(self, looks: pl.DataFrame, base: Experience | None) -> np.ndarray:
        """Log-odds of each match. base: the experience without these decisions."""
        start = begun(looks, base.having_seen(self.seen) if base else None)
        return np.round(self.line[0] + self.line[1] * (start + trees_say(self.trees, table_of(looks, self.features))), 4)

    def left_out_of(self, tables: list[pl.DataFrame], base: Experience | None) -> str:
        """Why it says nothing of matches, in words; "" where it counts. tables: `looks` of an outcome under `base`."""
        if (base.digest if base else "") != self.base:
            return "it was learned over other experience than this run knows"
        lost = [name for looks in tables for name in self.features if name not in looks.columns]
        return f"it looks at {lost[0]!r}, which these lines do not have" if lost else ""

    def over(self, outcome: Outcome, base: Experience | None, target: float) -> Outcome:
        """The outcome with what the trees say of its suggestions; its record says which they were (`taught`), or why they were left out (`left_out`). base: the
        experience that the outcome was made under; target: share of what is accepted alone that must be right.

        A match that does not wait stays as it is, and what waits never stops to be seen: it is accepted alone, or waits on with another score.
        """
        tables = outcome.looks()
        if not self.learned:
            return outcome
        if why := self.left_out_of(tables, base):
            return replace(outcome, record={**outcome.record, LEFT_OUT: why})
        if not tables:
            return outcome
        looks = pl.concat([each.select("match_id", "alone", "held_alone", "pattern", "before", *self.features) for each in tables])
        if not looks.height:
            return outcome
        score = self.score(looks, base)
        said = looks.select("match_id", "before", said=pl.Series(score), now=pl.Series(np.round(expit(score), 6)))
        sure = pl.col("now") >= self.accepted_from(target)
        said = said.with_columns(accepted=sure & looks["alone"], held_alone=pl.when(sure).then(looks["held_alone"]))
        rows = outcome.matches.join(said.select("match_id", "said", "now", "accepted", "held_alone"), on="match_id", how="left", maintain_order="left")
        matches = rows.with_columns(
            score=pl.coalesce("said", "score"),
            held=pl.coalesce("held_alone", "held"),
            probability=pl.coalesce("now", "probability"),
            status=pl.when(pl.col("accepted").fill_null(False)).then(pl.lit("auto")).otherwise("status"),
        ).select(outcome.matches.columns)
        more = dict(zip(looks["match_id"].to_list(), self._parts(looks, score), strict=True))
        record = {**outcome.record, "taught": self.digest, "digest": digest_of(matches)}
        return replace(
            outcome,
            matches=matches,
            record=record,
            reasons=lambda match_id: (*outcome.reasons(match_id), *more.get(match_id, ())) if outcome.reasons(match_id) else (),
            all_reasons=lambda: _with_more(outcome.all_reasons(), more),
        )

    def _parts(self, looks: pl.DataFrame, score: np.ndarray) -> list[tuple[Reason, ...]]:
        """For each match what the decisions add to its score, by what they are about; together `score` less the score before."""
        shares, _ = trees_share(self.trees, table_of(looks, self.features))
        by_words: dict[str, np.ndarray] = {}
        for feature, points in shares.items():
            name = self.features[feature]
            words = next((words for words, features in ABOUT if name in features), "other things compared")
            by_words[words] = by_words.get(words, 0.0) + self.line[1] * points
        told = {f"what {self.decisions} decisions here teach of {words}": np.round(points, 4) for words, points in by_words.items()}
        rest = score - looks["before"].to_numpy() - np.sum(list(told.values()), axis=0)
        every = []
        for row in range(looks.height):
            parts = [Reason(words, float(points[row])) for words, points in told.items() if points[row]]
            parts.sort(key=lambda part: (-abs(part.points), part.words))
            every.append((*parts, Reason(f"how often {self.decisions} decisions here found such matches right", float(round(rest[row], 4)))))
        return every


def of_pairs(text: str) -> bool:
    """Whether a text is a model of pairs (`Model`), which nights trained once and no close takes."""
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return isinstance(found, dict) and "form" not in found and "curve" in found


def begun(looks: pl.DataFrame, experience: Experience | None) -> np.ndarray:
    """Log-odds that the trees are added to: what the experience says, and where it knows nothing what was said before."""
    start = looks["before"].to_numpy()
    if experience is not None:
        known = experience.probability(looks["pattern"]).to_numpy()
        start = np.where(np.isnan(known), start, logit(np.clip(known, 1e-6, 1 - 1e-6)))
    return np.round(start, 6).clip(-BEGUN_MOST, BEGUN_MOST)


def table_of(looks: pl.DataFrame, features: tuple[str, ...]) -> np.ndarray:
    """f64 [matches, features], each number as it was measured."""
    return looks.select(pl.col(name).cast(pl.Float64) for name in features).to_numpy()


def _with_more(reasons: pl.DataFrame, more: Mapping[str, tuple[Reason, ...]]) -> pl.DataFrame:
    """reasons: match_id, reasons as JSON text, to which further parts are added."""
    added = pl.DataFrame(
        {"match_id": list(more), "more": [reasons_text(parts)[1:] for parts in more.values()]}, schema={"match_id": pl.String, "more": pl.String}
    )
    rows = reasons.join(added, on="match_id", how="left", maintain_order="left")
    longer = pl.concat_str(pl.col("reasons").str.strip_suffix("]"), pl.lit(", "), "more")
    return rows.select("match_id", reasons=pl.coalesce(longer, "reasons")).cast(REASONS)  # type: ignore[arg-type]
