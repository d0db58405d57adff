"""Clusters of narrations: what kinds of lines a bank or a book has, for whoever sets a company up. K-means over the words that recur."""

from typing import Any

import numpy as np
import polars as pl

from qrt.core.recon.narration import narration_of

WORDS_MOST = 200
FORMS_MOST = 2_000
CLUSTERS_MOST = 12
ROUNDS = 25
EXAMPLES = 3
RARE = 2


def narration_clusters(lines: pl.DataFrame) -> list[dict[str, Any]]:
    """Clusters of the narrations of one side, the largest first: class (proposed), sure (share of its lines that the class is read from), lines, paise (without
    sign), words (that set it apart), examples.

    lines: narration str and, where known, amount (paise). Numbers, references and words that stand once tell nothing. The same lines give the same clusters in
    any order; forms beyond the two thousand most frequent are one last cluster "other".
    """
    if "narration" not in lines.columns:
        return []
    amount = pl.col("amount").abs() if "amount" in lines.columns else pl.lit(0, pl.Int64)
    said = lines.select(text=pl.col("narration").cast(pl.String).str.strip_chars(), paise=amount).filter(pl.col("text").str.len_bytes() > 0)
    forms = _forms(said)
    if not forms.height:
        return []
    kept, rest = forms.head(FORMS_MOST), forms.slice(FORMS_MOST)
    vocabulary = sorted({word for form in kept["form"] for word in form.split()})
    points, weights = _points(kept, vocabulary)
    which = _k_means(points, weights)
    parts = [kept.filter(pl.Series(which == k)) for k in range(int(which.max()) + 1)]
    found = [_described(part, forms) for part in parts if part.height]
    if rest.height:
        found.append({**_described(rest, forms), "class": "other", "sure": 0.0, "words": []})
    return sorted(found, key=lambda each: (-each["lines"], each["class"], each["examples"]))


def _forms(said: pl.DataFrame) -> pl.DataFrame:
    """form (its words that recur, in order), lines, paise, text (the first example by letter): one row a form, the most frequent first."""
    words = (
        said.with_row_index("n")
        .select("n", word=pl.col("text").str.to_uppercase().str.replace_all(r"[A-Z]*[0-9][A-Z0-9]*", " ").str.extract_all(r"[A-Z]{2,}"))
        .explode("word")
    )
    usual = words.drop_nulls().unique().group_by("word").len("of").filter(pl.col("of") >= RARE).sort(["of", "word"], descending=[True, False]).head(WORDS_MOST)
    bags = words.join(usual, on="word", how="semi").unique().sort("n", "word").group_by("n", maintain_order=True).agg(form=pl.col("word").str.join(" "))
    whole = said.with_row_index("n").join(bags, on="n", how="left").with_columns(pl.col("form").fill_null(""))
    sums = whole.group_by("form").agg(lines=pl.len(), paise=pl.col("paise").sum(), text=pl.col("text").min())
    return sums.sort(["lines", "form"], descending=[True, False])


def _points(forms: pl.DataFrame, vocabulary: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """One unit vector a form over the vocabulary, rare words longer; and how many lines it stands for."""
    weights = forms["lines"].to_numpy().astype(float)
    place = {word: k for k, word in enumerate(vocabulary)}
    points = np.zeros((forms.height, len(vocabulary) + 1))
    for row, form in enumerate(forms["form"].to_list()):
        points[row, [place[word] for word in form.split()] or [len(vocabulary)]] = 1.0
    frequency = weights @ points
    points *= np.log(1 + weights.sum() / np.maximum(frequency, 1.0))
    return points / np.linalg.norm(points, axis=1, keepdims=True), weights


def _k_means(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Number of the cluster of each point. Centres begin at the heaviest point and then at the one that its weight and distance put furthest: no draw."""
    centres = [0]
    apart = _distances(points, points[[0]])[:, 0]
    while len(centres) < min(CLUSTERS_MOST, len(points)):
        furthest = int(np.argmax(np.round(weights * apart, 9)))
        if apart[furthest] <= 1e-9:
            break
        centres.append(furthest)
        apart = np.minimum(apart, _distances(points, points[[furthest]])[:, 0])
    middle = points[centres]
    which = np.zeros(len(points), dtype=np.int64)
    for turn in range(ROUNDS):
        # Rounded, so that sums of floats in another order choose the same.
        then = np.argmin(np.round(_distances(points, middle), 9), axis=1)
        if (then == which).all() and turn > 0:
            break
        which = then
        for k in range(len(middle)):
            if (which == k).any():
                middle[k] = np.average(points[which == k], axis=0, weights=weights[which == k])
    return which


def _distances(points: np.ndarray, middle: np.ndarray) -> np.ndarray:
    return np.maximum((points**2).sum(1)[:, None] + (middle**2).sum(1)[None, :] - 2 * points @ middle.T, 0.0)


def _described(part: pl.DataFrame, forms: pl.DataFrame) -> dict[str, Any]:
    """What a cluster is: the class that most of its lines bear, and the words that it has far more often than all lines."""
    votes: dict[str, int] = {}
    for text, lines in part.select("text", "lines").iter_rows():
        votes[_class(text)] = votes.get(_class(text), 0) + lines
    best = min(votes, key=lambda name: (-votes[name], name))
    total, whole = int(part["lines"].sum()), int(forms["lines"].sum())
    own, every = (_shares(table) for table in (part, forms))
    words = sorted(own, key=lambda word: (-(own[word] / total) * (own[word] / every[word]), word))
    return {
        "class": best,
        "sure": round(votes[best] / total, 3),
        "lines": total,
        "share": round(total / whole, 3),
        "paise": int(part["paise"].sum()),
        "words": words[:5],
        "examples": part["text"].head(EXAMPLES).to_list(),
    }


def _shares(forms: pl.DataFrame) -> dict[str, int]:
    found: dict[str, int] = {}
    for form, lines in forms.select("form", "lines").iter_rows():
        for word in form.split():
            found[word] = found.get(word, 0) + lines
    return found


def _class(text: str) -> str:
    """charge, interest, return, else how the money moved by the narration's own words, else other."""
    said = narration_of(text)
    if said.returned:
        return "charge" if said.charge else "return"
    return "charge" if said.charge else "interest" if said.interest else said.mode.lower() or "other"
