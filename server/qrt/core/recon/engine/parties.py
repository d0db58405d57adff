"""Which party of the one side a line of the other side names, though it is cut off, shortened, mistyped or written as one word."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from qrt.core.recon.engine.arrays import distinct
from qrt.core.recon.engine.plan import part_of, runs

RARE_MOST = 8
KEY_PAIRS_MOST = 400
LINKS_MOST = 4
LEAST = 0.55
NEAR_BEST = 0.12
NEVER = 1 << 31
BRIEF = 0.7
"""Names with at most this share of the other side's words are names, and the others' more is something else."""
LINKS = {"part": pl.Int64, "q": pl.String, "p": pl.String, "likeness": pl.Float64}


def link_names(known: pl.DataFrame, said: pl.DataFrame, short: bool = False) -> pl.DataFrame:
    """LINKS, sorted: for each distinct text of `said` (bare names out of narrations) the distinct `known` names of its part that it most likely means, at most four.

    known, said: part i64, name str (no null). What is counted of names and words is counted within their part. short: it is the known names that are cut off, out
    of a bank's narrations, and the texts that say more.

    likeness 0 … 1: share of the known name's words, rare ones weighing more, that stand in the text: whole, cut off, without vowels, with one slip, or as an
    initial. One word of several is not enough, unless nobody else has it. A text that names nobody has no row.
    """
    p, q = (t.filter(pl.col("name").str.len_bytes() >= 3).unique().sort("part", "name") for t in (known, said))
    p, q = p.join(q, on="part", how="semi", maintain_order="left"), q.join(p, on="part", how="semi", maintain_order="left")
    if not p.height or not q.height:
        return pl.DataFrame(schema=LINKS)
    # Names and words are numbers from here on: they are joined many times. Numbers of names are in the order of the letters.
    words, pw, qw = _words(p, q)
    weights = pw.select("part", "p", "w").unique().group_by("part", "w").len("df").join(p.group_by("part").len("names"), on="part")
    pw = pw.join(weights.with_columns(idf=((pl.col("names") + 1) / pl.col("df")).log() + 0.3).drop("names"), on=["part", "w"])
    both = [words.join(t.select("w"), on="w", how="semi") for t in (pw, qw)]
    alike = _alike(both[1], both[0]).rename({"x": "y", "y": "x"}) if short else _alike(*both)
    # Words are compared once for all parts, and then meet only words of their own.
    near = qw.select("part", "q", y="w").unique().join(alike, on="y").join(pw.select("part", x="w").unique(), on=["part", "x"], how="semi")
    near = near.group_by("part", "q", "x").agg(pl.col("alike").max(), pl.col("cut").all())
    squeezed = _squeezed(q, pw.rename({"p": "q"}), words).rename({"q": "p", "p": "q"}) if short else _squeezed(p, qw, words)
    worth = [_two_words(pw, qw, words), _rare_words(pw, near), squeezed.select("q", "p")]
    found = _compared(pl.concat(worth), pw, qw, near, words)
    lonely = (pl.col("hits") < 2) & (pl.col("words") > 1)
    found = found.join(squeezed.with_columns(whole=pl.lit(0.95)), on=["q", "p"], how="left")
    # "CASH" is not yet "Cashfree".
    found = found.filter((pl.col("words") > 1) | (pl.col("whole_words") > 0) | pl.col("whole").is_not_null())
    found = found.with_columns(
        likeness=pl.when(lonely).then(pl.when(pl.col("rarest") == 1).then(pl.col("likeness") * 0.9).otherwise(0.0)).otherwise("likeness")
    )
    # Sums of floats depend on their order in the last places: rounded before anything is chosen by them.
    found = found.with_columns(likeness=pl.max_horizontal("likeness", "whole").round(4)).filter(pl.col("likeness") >= LEAST)
    best = found.filter(pl.col("likeness") >= pl.col("likeness").max().over("q") - NEAR_BEST).sort(["q", "likeness", "p"], descending=[False, True, False])
    best = best.filter(pl.int_range(pl.len()).over("q") < LINKS_MOST)
    return best.select(q[best["q"]]["part"], q=q["name"].gather(best["q"]), p=p["name"].gather(best["p"]), likeness="likeness")


def _words(p: pl.DataFrame, q: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(w, word) of the distinct words of both lists of names, and for either list one row a word: part, name (p, q), at (place in the name), w, next (the word after it)."""
    split = pl.concat([t.with_row_index("of").with_columns(said=pl.lit(known)) for t, known in ((p, True), (q, False))])
    split = split.with_columns(word=pl.col("name").str.split(" ")).drop("name").explode("word").filter(pl.col("word") != "")
    words = split.select(pl.col("word").unique().sort()).with_row_index("w")
    split = split.join(words, on="word", maintain_order="left").drop("word")
    row = pl.int_range(pl.len())
    split = split.with_columns(start=(pl.col("of") != pl.col("of").shift(1)).fill_null(True) | (pl.col("said") != pl.col("said").shift(1)).fill_null(True))
    split = split.with_columns(
        at=row - pl.when("start").then(row).forward_fill(), next=pl.when(~pl.col("start").shift(-1, fill_value=True)).then(pl.col("w").shift(-1))
    )
    pw, qw = (split.filter(pl.col("said") == known).select("part", "at", "w", "next", pl.col("of").alias(name)) for name, known in (("p", True), ("q", False)))
    return words, pw, qw


def _compared(worth: pl.DataFrame, pw: pl.DataFrame, qw: pl.DataFrame, near: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """q, p: each pair of `worth` once, with likeness, hits (words of the name that the text has in some form), words, rarest (names that have the rarest word that
    it has nearly whole; null: none) and whole_words.

    By arrays: every pair is looked at word by word, and pairs are hundreds of times what remains of them.
    """
    name = pw.sort("p", "at")
    begin = np.searchsorted(name["p"].to_numpy(), np.arange(int(name["p"].max()) + 2))  # type: ignore[arg-type]
    asked, own = np.divmod(distinct(worth["q"].to_numpy().astype(np.int64) * len(begin) + worth["p"].to_numpy()), len(begin))
    pair, word = runs(begin[own], begin[own + 1])
    q, size = asked[pair], words.height
    letter = words["word"].str.slice(0, 1).rank("dense").to_numpy().astype(np.int64)
    w, idf, df = (name[c].to_numpy() for c in ("w", "idf", "df"))
    known = near.select(key=pl.col("q").cast(pl.Int64) * size + pl.col("x"), alike="alike", cut="cut").sort("key")
    said, place = _looked_up(known["key"].to_numpy(), q * size + w[word])
    alike, cut = np.zeros(len(q)), np.zeros(len(q), dtype=bool)
    alike[said], cut[said] = known["alike"].to_numpy()[place[said]], known["cut"].to_numpy()[place[said]]
    initials = qw.join(words.filter(pl.col("word").str.len_bytes() == 1), on="w", how="semi")
    keys = distinct(initials["q"].to_numpy().astype(np.int64) * (size + 1) + letter[initials["w"].to_numpy()])
    begun, _ = _looked_up(keys, q * (size + 1) + letter[w[word]])
    alike[begun & ~said & (name["at"].to_numpy()[word] > 0)] = 0.5
    start = np.flatnonzero(np.diff(pair, prepend=-1))
    weight = idf[word]
    rarest = np.minimum.reduceat(np.where(alike >= 0.9, df[word], NEVER), start).astype(np.int64)
    found = {
        "q": asked,
        "p": own,
        "likeness": np.add.reduceat(alike * weight, start) / np.add.reduceat(weight, start),
        "hits": np.add.reduceat((alike > 0).astype(np.int64), start),
        "words": np.diff(np.append(start, len(pair))),
        "rarest": rarest,
        "whole_words": np.add.reduceat((alike >= 0.8).astype(np.int64) - cut, start),
    }
    return pl.DataFrame(found).cast({"q": worth.schema["q"], "p": worth.schema["p"]}).with_columns(pl.col("rarest").replace(NEVER, None))


def _looked_up(keys: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each wanted key is among the ascending ones, and where."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=bool), np.zeros(len(wanted), dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return keys[place] == wanted, place


def _consonants(word: pl.Expr) -> pl.Expr:
    return word.str.slice(0, 1) + word.str.slice(1).str.replace_all(r"[AEIOU]", "")


def _alike(known: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """x (number of a word of a known name), y (of a text), alike: 1 the same, 0.9 cut off or without vowels, 0.8 one slip. known, said: w, word."""
    xs, ys = known.select(x="word"), said.select(y="word")
    keys = (
        lambda c: pl.col(c).str.slice(0, 3),
        lambda c: pl.when(pl.col(c).str.len_bytes() >= 5).then(pl.col(c).str.slice(-4)),
        lambda c: pl.when(pl.col(c).str.len_bytes() >= 5).then(pl.col(c).str.slice(0, 2) + "|" + pl.col(c).str.slice(-3)),
        lambda c: _consonants(pl.col(c)),
    )
    pairs = [xs.with_columns(k=key("x")).drop_nulls().join(ys.with_columns(k=key("y")).drop_nulls(), on="k").select("x", "y") for key in keys]
    # A field that ends after two letters of a word leaves these two, with vowels or without.
    for heads in (pl.col("x").str.slice(0, 2), _consonants(pl.col("x")).str.slice(0, 2)):
        pairs.append(xs.with_columns(k=heads).join(ys.filter(pl.col("y").str.len_bytes() == 2).with_columns(k="y"), on="k").select("x", "y"))
    pairs.append(
        xs.with_columns(k=_consonants(pl.col("x")).str.slice(0, 3)).join(ys.with_columns(k=_consonants(pl.col("y")).str.slice(0, 3)), on="k").select("x", "y")
    )
    pairs = pl.concat(pairs).unique()
    pairs = pairs.filter(pl.min_horizontal(pl.col("x").str.len_bytes(), pl.col("y").str.len_bytes()) >= 2).sort("x", "y")
    if not pairs.height:
        return pl.DataFrame(schema={"x": pl.UInt32, "y": pl.UInt32, "alike": pl.Float64, "cut": pl.Boolean})
    apart = process.cpdist(pairs["x"].to_list(), pairs["y"].to_list(), scorer=OSA.distance, score_cutoff=2, workers=1)
    pairs = pairs.with_columns(
        pl.Series("apart", np.asarray(apart), dtype=pl.Int32), least=pl.min_horizontal(pl.col("x").str.len_bytes(), pl.col("y").str.len_bytes())
    )
    slip = ((pl.col("apart") <= 1) & (pl.col("least") >= 4)) | ((pl.col("apart") <= 2) & (pl.col("least") >= 7))
    cut = pl.col("x").str.starts_with(pl.col("y")) & (pl.col("y").str.len_bytes() >= 2)
    # Without vowels a word is cut off as well: "FRGN" of "FORGINGS". Then what is said has no vowel but the first letter, or it would be another word.
    x_bare, y_bare = _consonants(pl.col("x")), _consonants(pl.col("y"))
    bare = (x_bare == y_bare) & (x_bare.str.len_bytes() >= 3) | (x_bare.str.starts_with(y_bare) & (y_bare == pl.col("y")) & (y_bare.str.len_bytes() >= 2))
    likeness = pl.when(pl.col("x") == pl.col("y")).then(1.0).when(cut | bare).then(0.9).when(slip).then(0.8).otherwise(0.0)
    found = pairs.select("x", "y", alike=likeness, cut=cut & (pl.col("x") != pl.col("y")) & (pl.col("y").str.len_bytes() < 5)).filter(pl.col("alike") > 0)
    numbered = found.join(known.rename({"word": "x", "w": "xw"}), on="x").join(said.rename({"word": "y", "w": "yw"}), on="y")
    return numbered.select("alike", "cut", x="xw", y="yw")


def _two_words(pw: pl.DataFrame, qw: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """q, p: two neighbouring words of the text begin like the first two of the name; a slip in the one is caught by the other."""
    word = pl.col("word")
    begun = words.select("w", one=word.str.slice(0, 1), four=word.str.slice(0, 4), bare=_consonants(word).str.slice(0, 2))
    begun = begun.with_columns(pl.col("one", "four", "bare").rank("dense"))
    heads, texts = pw.filter((pl.col("at") == 0) & pl.col("next").is_not_null()), qw.filter(pl.col("next").is_not_null())
    both = [t.join(begun, on="w").join(begun, left_on="next", right_on="w", suffix="_next") for t in (heads, texts)]
    found = []
    for first, second in (("bare", "bare"), ("one", "four"), ("four", "one")):
        key = pl.col(first).cast(pl.UInt64) * 2**32 + pl.col(f"{second}_next")
        a, b = both[0].select("part", "p", key=key), both[1].select("part", "q", key=key).unique()
        found.append(_bounded(b, a).select("q", "p"))
    return pl.concat(found)


def _rare_words(pw: pl.DataFrame, near: pl.DataFrame) -> pl.DataFrame:
    """q, p: the text has a word that few names have."""
    return near.join(pw.filter(pl.col("df") <= RARE_MOST).select("part", "p", x="w"), on=["part", "x"]).select("q", "p").unique()


def _squeezed(p: pl.DataFrame, qw: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """q, p: a long word of the text is the name written as one word, or its beginning."""
    names = p.with_row_index("p").filter(pl.col("name").str.contains(" "))
    names = names.select("part", "p", whole=pl.col("name").str.replace_all(" ", ""), first=pl.col("name").str.split(" ").list.first().str.len_bytes())
    long = qw.select("part", "q", "w").unique().join(words.filter(pl.col("word").str.len_bytes() >= 8), on="w").select("part", "q", w="word")
    pairs = _bounded(long.with_columns(key=pl.col("w").str.slice(0, 7)), names.with_columns(key=pl.col("whole").str.slice(0, 7)))
    same = (pl.col("whole").str.starts_with(pl.col("w")) & (pl.col("w").str.len_bytes() >= pl.col("first") + 2)) | (
        pl.col("w").str.starts_with(pl.col("whole")) & (pl.col("whole").str.len_bytes() >= 8)
    )
    return pairs.filter(same).select("q", "p").unique()


def _bounded(a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """Join on part and key, where few have them: what many names have tells nobody apart."""
    on = ["part", "key"]
    sizes = b.group_by(on).len("of_b").filter(pl.col("of_b") <= KEY_PAIRS_MOST)
    return a.join(b.join(sizes, on=on, how="semi"), on=on)


@dataclass(frozen=True)
class Parties:
    """For either side n u32, party u32 (code of a known name, and of its part), likeness: which parties a line may mean. A line that names nobody has no row."""

    left: pl.DataFrame
    right: pl.DataFrame


def parties_of(left: pl.DataFrame, right: pl.DataFrame, open_left: pl.DataFrame, open_right: pl.DataFrame) -> Parties:
    """Parties of the lines of both sides, as far as open lines name them. Known are the names of lines that say their party; without any, the names of the left side,
    or those of the right where they are the shorter ones: what is more in the others is said of the deal, not of the party.

    Where both sides say it, a name of the right side that means one of the left is no party of its own: banks cut names off.
    All are comparable lines (n, name, party); left and right hold all lines, for whoever was matched already is known as well.
    """
    names = [t.select("n", "party", "name", pl.Series("part", part_of(t))) for t in (left, right)]
    ours, theirs = (t.filter(pl.col("party").is_not_null() & (pl.col("name").str.len_bytes() >= 3)).select("part", "name").unique() for t in names)
    meant = link_names(ours, theirs.join(ours, on=["part", "name"], how="anti"))
    theirs = theirs.join(meant, left_on=["part", "name"], right_on=["part", "q"], how="anti")
    silent = [t.join(pl.concat([ours, theirs]), on="part", how="anti").select("part", "name").unique() for t in names]
    brief = _briefer(*silent)
    short = silent[1].join(brief, on="part", how="semi")
    known = pl.concat([ours, theirs, silent[0].join(brief, on="part", how="anti"), short]).unique().sort("part", "name")
    # Lines without a word are nobody's: that they have this in common is no party.
    known = known.filter(pl.col("name") != "")
    said = pl.concat([t.select(pl.Series("part", part_of(t)), "name") for t in (open_left, open_right)]).unique()
    said = said.join(known, on=["part", "name"], how="anti")
    links = pl.concat(
        [
            link_names(known.join(brief, on="part", how="anti"), said.join(brief, on="part", how="anti")),
            link_names(short, said.join(brief, on="part", how="semi"), True),
        ]
    )
    own = known.select("part", q="name", p="name", likeness=pl.lit(1.0))
    every = pl.concat([own, links]).join(known.rename({"name": "p"}).with_row_index("party"), on=["part", "p"]).select("part", "party", "likeness", name="q")
    both = [t.select("n", "part", "name").join(every, on=["part", "name"]).select("n", "party", "likeness").sort("n", "party") for t in names]
    return Parties(both[0], both[1])


def _briefer(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """part: those in which the names of the right side have far fewer words. left, right: part, name."""
    words = [t.filter(pl.col("name") != "").group_by("part").agg(words=(pl.col("name").str.count_matches(" ", literal=True) + 1).mean()) for t in (left, right)]
    return words[0].join(words[1], on="part", suffix="_right").filter(pl.col("words_right") <= pl.col("words") * BRIEF).select("part")


def without_strange_names(lines: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Lines whose words name no known party ("CASH DEP HUBLI") say nothing of the party, so they cannot be of another one either."""
    nobody = ~pl.col("n").is_in(links["n"].implode())
    return lines.with_columns(name=pl.when(nobody).then(pl.lit("")).otherwise("name"), skeleton=pl.when(~nobody).then("skeleton"))
