"""What people said of lines and parties: it acts at once, before anything is computed, and says no more than they said."""

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.names import bare_name, skeleton
from qrt.core.recon.engine.plan import part_of
from qrt.core.recon.engine.taught_trees import Taught

GROUPS = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String}
LINKS = {"i": pl.UInt32, "j": pl.UInt32}


@dataclass(frozen=True)
class Learnt:
    """aliases: (as it is written, as it is meant) of parties. must, cannot: (id of a left line, id of a right line) that belong together, or do not.

    Ids that stand in neither table say nothing. Where both are said of one pair, must counts. experience: how often matches of such evidence were right; taught: what
    the company's decisions say of suggestions under that experience.
    """

    aliases: tuple[tuple[str, str], ...] = ()
    must: tuple[tuple[str, str], ...] = ()
    cannot: tuple[tuple[str, str], ...] = ()
    experience: Experience | None = None
    taught: Taught | None = None

    @property
    def linked(self) -> bool:
        """Whether anything was said of lines."""
        return bool(self.must or self.cannot)

    @property
    def digest(self) -> str:
        """SHA-256 over what was said, whatever the order in which it was said."""
        said: list[object] = [sorted(self.aliases), sorted(self.must), sorted(self.cannot)]
        said += [each.digest for each in (self.experience, self.taught) if each is not None]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True)
class Links:
    """What was said of the lines of one partition. manual: what is matched by it; cannot: pairs (i, j) that are never offered."""

    manual: Found
    cannot: pl.DataFrame

    def allowed(self, found: Found) -> Found:
        """What a stage found without the groups in which two lines stand that do not belong together."""
        if not self.cannot.height or not found.members.height:
            return found
        lefts = found.members.filter(pl.col("side") == "left").select("group", i="n")
        rights = found.members.filter(pl.col("side") == "right").select("group", j="n")
        wrong = lefts.join(self.cannot, on="i").join(rights, on=["group", "j"], how="semi").select("group").unique()
        return Found(found.stage, found.members.join(wrong, on="group", how="anti"))

    def allowed_pairs(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Candidates without the pairs that do not belong together."""
        return pairs.join(self.cannot, on=["i", "j"], how="anti") if self.cannot.height else pairs


NOTHING = Links(Found.groups("manual", pl.DataFrame(schema=GROUPS), 1.0), pl.DataFrame(schema=LINKS))


def links_of(learnt: Learnt | None, a: pl.DataFrame, b: pl.DataFrame) -> Links:
    """Links between the lines of one partition, by row number. a, b: comparable lines."""
    if learnt is None or not learnt.linked:
        return NOTHING
    must, cannot = (_numbered(pairs, a, b) for pairs in (learnt.must, learnt.cannot))
    members = _grouped(must, a.height)
    return Links(Found.groups("manual", _same_sign(members, a, b), 1.0), cannot.join(must, on=["i", "j"], how="anti"))


def with_aliases(lines: pl.DataFrame, learnt: Learnt | None) -> pl.DataFrame:
    """Comparable lines whose party's name, or a part of it, was said to mean another name: both sides then write one name."""
    if learnt is None or not learnt.aliases or not lines.height:
        return lines
    names = pl.DataFrame({c: bare_name(pl.Series([pair[k] for pair in learnt.aliases], dtype=pl.String)) for k, c in enumerate(("from", "to"))})
    names = names.filter((pl.col("from") != "") & (pl.col("to") != "") & (pl.col("from") != pl.col("to"))).unique("from", keep="first").sort("from")
    if not names.height:
        return lines
    patterns, meant = ([f" {name} " for name in names[c]] for c in ("from", "to"))
    padded = pl.concat_str(pl.lit(" "), "name", pl.lit(" "))
    # A name that already holds what is meant is left alone: "RAVI" means "RAVI TRADERS", and "RAVI TRADERS" itself is not lengthened.
    renamed = pl.when(padded.str.contains_any(meant)).then("name").otherwise(padded.str.replace_many(patterns, meant, leftmost=True).str.strip_chars())
    lines = lines.with_columns(name=renamed)
    return lines.with_columns(skeleton(lines["name"]).alias("skeleton"))


def _numbered(pairs: tuple[tuple[str, str], ...], a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    said = pl.DataFrame({"left": [x for x, _ in pairs], "right": [y for _, y in pairs]}, schema={"left": pl.String, "right": pl.String}).unique()
    ours, theirs = (
        t.select(pl.Series("part", part_of(t)), pl.col("id").alias(side), pl.col("n").alias(k)) for t, side, k in ((a, "left", "i"), (b, "right", "j"))
    )
    found = said.join(ours, on="left").join(theirs, on=["part", "right"])
    return found.select("i", "j").cast(LINKS).sort("i", "j")  # type: ignore[arg-type]


def _grouped(must: pl.DataFrame, lefts: int) -> pl.DataFrame:
    """Lines that hang together by links are one match."""
    if not must.height:
        return pl.DataFrame(schema=GROUPS)
    i, j = must["i"].to_numpy().astype(np.int64), must["j"].to_numpy().astype(np.int64) + lefts
    size = int(j.max()) + 1
    group = connected_components(coo_matrix((np.ones(len(i), np.int8), (i, j)), shape=(size, size)), directed=False)[1][i]
    sides = [pl.DataFrame({"group": group, "n": must[k]}).with_columns(side=pl.lit(s)) for s, k in (("left", "i"), ("right", "j"))]
    members = pl.concat(sides).unique().with_columns(evidence=pl.lit("matched by a person"))
    return members.select(list(GROUPS)).cast(GROUPS).sort("group", "side", "n")  # type: ignore[arg-type]


def _same_sign(members: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """Money in is never money out, whoever says so: without groups whose two sums have opposite signs."""
    amounts = pl.concat([t.select("n", "amount", side=pl.lit(s)) for s, t in (("left", a), ("right", b))])
    sums = (
        members.join(amounts, on=["side", "n"])
        .group_by("group")
        .agg(pl.col("amount").filter(pl.col("side") == s).sum().sign().alias(s) for s in ("left", "right"))
    )
    return members.join(sums.filter(pl.col("left") * pl.col("right") == -1), on="group", how="anti")
