"""Records without amounts in the plainest way: everything with everything by words, best first, one to one."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

CUT = 70.0


def fuzzy(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """token_sort_ratio over all text of a row, numbers and days included, prices not. Quadratic."""
    ours, theirs = _texts(left), _texts(right)
    likeness = process.cdist(ours, theirs, scorer=fuzz.token_sort_ratio, score_cutoff=CUT, dtype=np.float32, workers=1)
    rows, columns = np.nonzero(likeness)
    order = np.lexsort((columns, rows, -likeness[rows, columns]))
    free_left, free_right = np.ones(len(ours), dtype=bool), np.ones(len(theirs), dtype=bool)
    taken: list[tuple[str, str, str]] = []
    for place in order:
        one, other = rows[place], columns[place]
        if free_left[one] and free_right[other]:
            free_left[one] = free_right[other] = False
            taken.append((left["id"][int(one)], right["id"][int(other)], right["id"][int(other)]))
    return pl.DataFrame(taken, schema={"a_id": pl.String, "b_id": pl.String, "match": pl.String}, orient="row")


def _texts(table: pl.DataFrame) -> list[str]:
    words = [pl.col(name).cast(pl.String).fill_null("") for name in table.columns if name not in ("id", "price")]
    return table.select(pl.concat_str(words, separator=" ").str.to_lowercase()).to_series().to_list()
