"""From matches of many companies, of which it is known whether they were right, to experience: what all have in common, and how far they differ."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.experience import Experience, design, moved
from qrt.core.recon.engine.traits import SEPARATOR

ROUNDS = 30
BEGIN, SPREAD = 3.0, 0.5
"""Log-odds of a match and spread of a trait, before any company is seen."""
HELD = 0.1
"""How sure it is beforehand that a trait says nothing: as one company in ten would make it."""
SPREAD_LEAST = 0.1


def fit_experience(decided: pl.DataFrame, source: str, confidence: str) -> Experience:
    """Experience without threshold (1.1: nothing is accepted alone). decided: company, pattern, right, wrong (counts of matches).

    Expectation and maximisation of a model in which every company has points of its own around common ones; deterministic.
    """
    traits = sorted({trait for pattern in decided["pattern"].unique() for trait in pattern.split(SEPARATOR)})
    index = {"": 0} | {trait: k + 1 for k, trait in enumerate(traits)}
    companies = []
    for _, rows in sorted(decided.sort("pattern").partition_by("company", as_dict=True).items()):
        right, wrong = (rows[c].to_numpy().astype(float) for c in ("right", "wrong"))
        companies.append((design(rows["pattern"].to_list(), index), right, wrong))
    begin = np.zeros(len(index))
    begin[0] = BEGIN
    middle, cover = begin.copy(), np.full(len(index), SPREAD**2)
    seen = np.array([x.any(axis=0) for x, _, _ in companies])
    for _ in range(ROUNDS):
        posts = [moved(x, right, wrong, middle, cover) for x, right, wrong in companies]
        at, doubt = np.array([post[0] for post in posts]), np.array([np.diag(post[1]) for post in posts])
        many = seen.sum(axis=0)
        middle = ((at * seen).sum(axis=0) / cover + HELD * begin) / (many / cover + HELD)
        spread = ((((at - middle) ** 2 + doubt) * seen).sum(axis=0) + SPREAD**2) / (many + 1)
        cover = np.maximum(spread, SPREAD_LEAST**2)
    rows = tuple((trait, round(float(middle[k]), 3), round(float(np.sqrt(cover[k])), 3)) for trait, k in index.items())
    return Experience(rows, 1.1, source, confidence)
