"""One line against several whose amounts add up to it in only one way: lines of one party, and lines of a slip or file that says how many it holds."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.kind import Search
from qrt.core.recon.engine.opened import not_in
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import Plan, Windows, coded, part_of, runs, within
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.subsets import unique_subsets

CHANCE_MOST, FAR = 0.001, 1e-6
LUCK_MOST = 0.2
"""Sums of which more than this share is luck are not even suggested: each would cost a person more time than it saves."""
HEAD_CHANCE_MOST = 0.01
HEAD = 4
PARTYS = "the only way the party's open lines add up"
HEADS = "the only way open lines whose names begin alike add up"
CROWD_MOST = 3000
NEAREST = 8
ROWS_AT_ONCE = 1_000_000
SHAPE = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String, "probability": pl.Float64}
ROWS = {"o": pl.UInt32, "m": pl.UInt32, "chance": pl.Float64, "luck": pl.Float64, "loose": pl.Boolean}
OTHER = {"left": "right", "right": "left"}


def grouped(left: pl.DataFrame, right: pl.DataFrame, parties: Parties | None, spec: EngineSpec, plan: Plan, days: tuple[int, int] | None = None) -> list[Found]:
    """Groups over the open lines, search by search. parties: of all lines, when parties are the key; days: first and last day from a left line to its right one, which
    widen the searches."""
    kind = kind_of(spec)
    out: list[Found] = []
    if kind.clubs is not None and left.height and right.height:
        out.append(Found.groups("clubs", kind.clubs(left, right), probability=0.95))
        left, right = without(left, right, out[-1])
    how = kind.sums(spec)
    if how is None or not left.height or not right.height:
        return out
    for search in how.searches if days is None else [_widened(each, *days) for each in how.searches]:
        tables = {"left": left, "right": right}
        key = search.key or how.key
        if key == "head":
            tables = {side: _with_heads(t) for side, t in tables.items()}
        elif key == "party":
            assert parties is not None
            tables = {"left": left.drop("party").join(parties.left, on="n"), "right": right.drop("party").join(parties.right, on="n")}
        rows, said = _sums(tables[search.one], tables[OTHER[search.one]], key, search, spec)
        if search.key:
            rows = rows.filter((pl.col("chance") < HEAD_CHANCE_MOST) & ~pl.col("loose"))
        plan.rules.append({"rule": "_".join(filter(None, (search.stage, search.key))), **said})
        out.append(to_groups(rows, search, HEADS if search.key else PARTYS, how.alone and not search.key))
        left, right = without(left, right, out[-1])
    return out


def _widened(search: Search, first: int, last: int) -> Search:
    before, after = (last, -first) if search.one == "right" else (-first, last)
    return replace(search, before=max(search.before, before), after=max(search.after, after))


def _with_heads(lines: pl.DataFrame) -> pl.DataFrame:
    """lines with `head`, once for each word of the name: its first letters. A field that is cut off after a word and a letter names many parties, and still says who it is not."""
    names = lines.select(pl.col("name").unique()).with_columns(head=pl.col("name").str.split(" ")).explode("head")
    heads = names.filter(pl.col("head").str.len_bytes() >= HEAD).with_columns(pl.col("head").str.slice(0, HEAD)).unique()
    return lines.join(heads, on="name", maintain_order="left")


def without(left: pl.DataFrame, right: pl.DataFrame, found: Found) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both sides without the lines that were found."""
    return not_in(left, [found.taken["left"]]), not_in(right, [found.taken["right"]])


def _sums(one: pl.DataFrame, many: pl.DataFrame, of: str, search: Search, spec: EngineSpec) -> tuple[pl.DataFrame, dict[str, int]]:
    """ROWS of the groups, and what the search did. one, many: n, date, amount and the column `of`, in which a line may stand several times.

    The lines about a day are a run of the many, so what a target could hold is counted and added up before any of it is written down. Of a longer run than
    NEAREST times what is searched only the lines about its day are looked at: the work is bounded by the lines, whatever a party's size.
    """
    a, b = (t.drop_nulls(["amount", "date", of]).select(*within(t, ["n"]), "date", of, up=pl.col("amount") > 0, v=pl.col("amount").abs()) for t in (one, many))
    x, y = coded(a, b, within(a, [of, "up"]))
    size = np.bincount(y, minlength=a.height + b.height)
    kept = (size >= 2) & (size <= CROWD_MOST)
    if not kept.any():
        rows, said = solved_among([], 2, search.most, spec)
        return rows, said | {"cut": 0}
    a, b, x, y = a.filter(pl.Series(kept[x])), b.filter(pl.Series(kept[y])), x[kept[x]], y[kept[y]]
    day, other, v, w = (t[c].to_numpy().astype(np.int64) for c in ("date", "v") for t in (a, b))
    windows = Windows.of(y, other, max(search.before, search.after))
    lo, hi = windows.about(x, day, search.before, search.after)
    most = NEAREST * spec.subset_lines
    middle = windows.about(x, day, 0, 0)[0]
    begin = np.clip(middle - most // 2, lo, np.maximum(lo, hi - most))
    end = np.minimum(begin + most, hi)
    held = np.concatenate([[0], np.cumsum(w[windows.order])])
    targets = np.flatnonzero((hi - lo >= 2) & (held[end] - held[begin] >= v))
    numbers, parts, pools = [t["n"].to_numpy().astype(np.int64) for t in (a, b)], part_of(a), []
    for part in _in_parts(targets, end - begin):
        which, at = runs(begin[part], end[part])
        row, m = part[which], windows.order[at]
        less = w[m] < v[row]
        row, m = row[less], m[less]
        asked = {"o": numbers[0][row], "key": x[row], "m": numbers[1][m], "w": w[m], "v": v[row], "order": np.abs(other[m] - day[row]), "part": parts[row]}
        pools.append(worth(asked | {"wanted": np.zeros(len(row), np.int64)}, 2, spec))
    rows, said = solved_among(pools, 2, search.most, spec)
    return rows, said | {"cut": int((hi - lo > most)[targets].sum())}


def _in_parts(targets: np.ndarray, sizes: np.ndarray) -> list[np.ndarray]:
    """Targets in parts whose pools together are about ROWS_AT_ONCE lines."""
    if not len(targets):
        return []
    part = np.cumsum(sizes[targets]) // ROWS_AT_ONCE
    return np.split(targets, np.flatnonzero(np.diff(part)) + 1)


@dataclass(frozen=True)
class Pool:
    """Of each target: o, v, wanted, part, size. Of each line, those of a target beside each other and descending by w: w, m. too_long: pools of which the farthest
    lines were left out."""

    o: np.ndarray
    v: np.ndarray
    wanted: np.ndarray
    part: np.ndarray
    size: np.ndarray
    w: np.ndarray
    m: np.ndarray
    too_long: int


def worth(pool: dict[str, np.ndarray], least: int, spec: EngineSpec, slack: int = 0) -> Pool:
    """The targets of a pool that could add up.

    pool, i64 a line: o (target) and key (a target with several keys is sought in each by itself), both below 2^31, m, w > 0, v (target's amount), wanted (members, 0: any),
    order (of equal amounts the least first), part (of partitions that run at once). A pool longer than the spec allows keeps its lines nearest in order.
    """
    m, w, order = pool["m"], pool["w"], pool["order"]
    target = pool["o"] << 31 | pool["key"]
    near = ordered(order * (int(m.max(initial=0)) + 1) + m)
    near = near[ordered(target[near])]
    first = np.flatnonzero(np.diff(target[near], prepend=-1))
    size = np.diff(np.append(first, len(near)))
    rank = np.arange(len(near)) - np.repeat(first, size)
    near, rank = near[rank < spec.subset_lines], rank[rank < spec.subset_lines]
    too_long, size = int((size > spec.subset_lines).sum()), np.minimum(size, spec.subset_lines)
    first = np.cumsum(size) - size
    at = near[first]
    held = np.add.reduceat(w[near], first) if len(first) else np.zeros(0, np.int64)
    kept = (size >= least) & (held >= pool["v"][at] - slack)
    here = np.repeat(kept, size)
    at, size = at[kept], size[kept]
    near = near[here][_descending(w[near[here]], size, rank[here])]
    o, v, wanted, part = (pool[c][at] for c in ("o", "v", "wanted", "part"))
    return Pool(o, v, wanted, part, size, w[near], m[near], too_long)


def _descending(w: np.ndarray, size: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Places of amounts, which stand target by target, those of each target descending; of equal ones that of the least rank first. rank: from 0 in every target."""
    code, wide, many = np.repeat(np.arange(len(size)), size), int(w.max(initial=0)) + 1, int(rank.max(initial=0)) + 1
    if wide * many * len(size) >= 1 << 62:
        return np.lexsort((rank, -w, code))
    packed = (code * wide + (wide - 1 - w)) * many + rank
    packed.sort()
    return np.repeat(np.cumsum(size) - size, size) + packed % many


def solved(pool: pl.DataFrame, least: int, most: int, spec: EngineSpec, slack: int = 0) -> tuple[pl.DataFrame, dict[str, int]]:
    """ROWS of the targets that only one set of their pool (columns as `worth` wants them; part may be absent) adds up to, and what the search did."""
    asked = {name: pool[name].to_numpy().astype(np.int64) for name in pool.columns}
    return solved_among([worth({"part": np.zeros(pool.height, np.int64)} | asked, least, spec, slack)], least, most, spec, slack)


def solved_among(pools: list[Pool], least: int, most: int, spec: EngineSpec, slack: int = 0) -> tuple[pl.DataFrame, dict[str, int]]:
    """The same of several pools. No target stands in two of them."""
    if not sum(len(p.o) for p in pools):
        said = {"targets": 0, "unique": 0, "ambiguous": 0, "exhausted": 0, "sums": 0}
        return pl.DataFrame(schema=ROWS), said | {"too_long": sum(p.too_long for p in pools)}
    o, v, wanted, part, size, w, m = (np.concatenate([getattr(p, c) for p in pools]) for c in ("o", "v", "wanted", "part", "size", "w", "m"))
    found = unique_subsets(w, size, v, most, spec.subset_steps, least, wanted, slack, part)
    said = found.said | {"too_long": sum(p.too_long for p in pools)}
    if not len(found.owner):
        return pl.DataFrame(schema=ROWS), said
    # Two parties of one line that both add up, or a target that adds up in one party and ambiguously in another: no unique solution.
    solved_of, times = np.unique(o[np.unique(found.owner)], return_counts=True)
    sure = ~np.isin(o[found.owner], np.append(solved_of[times > 1], o[found.other]))
    numbers = {"o": o[found.owner].astype(np.uint32), "m": m[found.place].astype(np.uint32)}
    rows = pl.DataFrame({**numbers, "chance": found.chance, "luck": found.luck, "loose": found.loose}).filter(pl.Series(sure))
    # Of two sums that claim one line the one that chance explains worse stands, if by far; else neither. The least chance of another sum is the second least
    # of all only for the sum that has the least.
    least_two = pl.col("chance").bottom_k(2)
    torn = rows.filter(pl.col("m").is_duplicated())
    if torn.height:
        torn = torn.with_columns(first=least_two.min().over("m"), second=least_two.max().over("m"))
        theirs = pl.when(pl.col("chance") > pl.col("first")).then("first").otherwise("second")
        rows = rows.join(torn.filter(theirs < pl.col("chance") * 1000), on="o", how="anti")
    return rows.sort("o", "m"), said


def to_groups(rows: pl.DataFrame, search: Search, said: str, alone: bool = True) -> Found:
    """The groups of ROWS, with what speaks for them. alone: a sum that is beyond chance may be accepted alone."""
    rows = rows.filter(pl.col("luck") <= LUCK_MOST)
    if not rows.height:
        return Found.groups(search.stage, pl.DataFrame(schema=SHAPE), 0.0)
    # Of what is found among many targets, luck is the share that is no sum at all.
    sure, far = (pl.max_horizontal("chance", "luck") < CHANCE_MOST) & alone, pl.max_horizontal("chance", "luck") < FAR
    grade = pl.when(far).then(pl.lit(", far beyond chance")).otherwise(pl.lit(", beyond chance"))
    grade = pl.when(pl.col("loose")).then(pl.lit(", among lines of equal amount")).when(sure).then(grade).when(far).then(pl.lit(", hardly by chance"))
    evidence = pl.lit(said) + grade.otherwise(pl.lit(""))
    rows = rows.with_columns(
        group=pl.col("o").rank("dense"),
        evidence=evidence,
        probability=pl.when("loose").then(0.8).when(sure).then(0.999).otherwise((1 - pl.col("luck")).clip(upper_bound=0.95)),
    )
    ends = [
        rows.select("group", pl.lit(search.one).alias("side"), pl.col("o").alias("n"), "evidence", "probability").unique(),
        rows.select("group", pl.lit(OTHER[search.one]).alias("side"), pl.col("m").alias("n"), "evidence", "probability"),
    ]
    return Found.groups(search.stage, pl.concat(ends).cast(SHAPE).sort("group", "side", "n"), 0.0)  # type: ignore[arg-type]
