"""What of a line can be compared: the party's bare name, its skeleton, the numbers in its texts, the bare number of a bill."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.names import bare_name, once_each, skeleton
from qrt.core.recon.engine.plan import coded, within
from qrt.core.recon.engine.spec import EngineSpec

TEXT_MOST = 4_000
"""Characters of a text that are read: a line of a million letters must not cost a million comparisons."""


def to_comparable(lines: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """Adds to canonical lines: n u32 (row number), name str (never null), skeleton str (five consonants, or null), text str (all words, upper case). What only its kind compares comes on top."""
    texts = _texts(lines)
    parties = pl.coalesce("party", "narration", *[c for c in lines.columns if c.startswith("t") and c[1:].isdigit()], pl.lit(""))
    name = once_each(lines.select(parties).to_series(), bare_name).alias("name")
    text = pl.concat_str([*(pl.col(c).str.slice(0, TEXT_MOST) for c in texts), "party", "bill_no"], separator=" ", ignore_nulls=True).str.to_uppercase()
    out = lines.with_columns(name, once_each(name, skeleton).alias("skeleton"), text=text)
    return kind_of(spec).prepare(out).with_row_index("n")


def _texts(lines: pl.DataFrame) -> list[str]:
    return [c for c in lines.columns if c in ("reference", "narration") or (c.startswith("t") and c[1:].isdigit())]


def tokens_of(left: pl.DataFrame, right: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """For either side n u32, token str: the keys that a line was given, or, where no line of the side has any, words with digits of six characters and more, runs of five
    digits and more, shorter numbers with the letters before them, and ids drawn by lot that came out without a digit. Once a line.

    code i64: the same for equal tokens of a part, whose comparison is that of numbers; again: whether another line of the part, of either side, has it: most have none,
    and bring nothing together. Lines of several parts have the part as well.
    """
    found = [_tokens(lines) for lines in (left, right)]
    if "part" in left.columns:
        found = [t.with_columns(lines["part"].gather(t["n"])) for t, lines in zip(found, (left, right), strict=True)]
    codes = coded(found[0], found[1], within(left, ["token"]))
    once = [t.with_columns(pl.Series("code", code)).unique(["n", "code"], keep="any") for t, code in zip(found, codes, strict=True)]
    lines = np.bincount(pl.concat([t["code"] for t in once]).to_numpy())
    a, b = (t.with_columns(pl.Series("again", lines[t["code"].to_numpy()] > 1, dtype=pl.Boolean)) for t in once)
    return a, b


def tokens_among(tokens: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The tokens of some of the lines."""
    of, wanted = tokens["n"].to_numpy(), lines["n"].to_numpy()
    kept = np.zeros(1 + max(int(of.max(initial=0)), int(wanted.max(initial=0))), dtype=bool)
    kept[wanted] = True
    return tokens.filter(pl.Series(kept[of], dtype=pl.Boolean))


def _tokens(lines: pl.DataFrame) -> pl.DataFrame:
    if not lines["keys"].null_count():
        return lines.filter(pl.col("keys") != "").select("n", token=pl.col("keys").str.split(" ")).explode("token")
    text = pl.col("text")
    both = lines.select("n", token=text.str.extract_all(r"[A-Z0-9]*\d[A-Z0-9]*|\d{5,}"))
    flat = both.explode("token").drop_nulls()
    whole = flat.filter(pl.col("token").str.len_bytes() >= 6)
    runs = flat.filter(pl.col("token").str.contains(r"[A-Z]")).select("n", token=pl.col("token").str.extract_all(r"\d{5,}")).explode("token").drop_nulls()
    digits = flat.filter(~pl.col("token").str.contains(r"[A-Z]") & (pl.col("token").str.len_bytes() == 5))
    every = pl.concat([whole, runs, digits, _cheques(lines), _short_numbers(lines), _drawn_without_digits(lines)])
    bare = pl.when(pl.col("token").str.len_bytes() > 6).then(pl.col("token").str.strip_chars_start("0")).otherwise("token")
    return every.with_columns(token=bare).filter(pl.col("token") != "")


def _short_numbers(lines: pl.DataFrame) -> pl.DataFrame:
    """Numbers of three and four digits that the letters before them name: "INV-2679" and "INV/2679" are both INV2679. A year is none."""
    short = pl.col("text").str.extract_all(r"\b[A-Z]{2,6}[-/_]\d{3,4}\b")
    found = lines.select("n", token=short).explode("token").drop_nulls()
    told = found.with_columns(token=pl.col("token").str.replace(r"[-/_]", ""))
    return told.filter((pl.col("token").str.len_bytes() >= 6) & ~pl.col("token").str.contains(r"^[A-Z]+(?:19|20)\d\d$"))


def _drawn_without_digits(lines: pl.DataFrame) -> pl.DataFrame:
    """Ids of letters alone among those of their column that have digits: "pay_fGmzWkpAePcEJI" beside "pay_AxRzmaZsV2GenF", which one of twelve ids of 14 letters and digits is.

    Only a cell that is one word of both cases, as long and with the same beginning as cells with digits that outnumber its like two to one: names and ways of paying
    ("CashDeposit") have no such company.
    """
    out = [lines.select("n", token="text").clear()]
    for column in _texts(lines):
        cell = lines.select("n", *within(lines, []), cell=pl.col(column).str.strip_chars()).filter(
            pl.col("cell").str.contains(r"^[A-Za-z]*[_-]?[A-Za-z0-9]{8,}$")
        )
        cell = cell.with_columns(stem=pl.col("cell").str.extract(r"^(.*[_-])").fill_null(""), word=pl.col("cell").str.extract(r"([A-Za-z0-9]+)$"))
        word = pl.col("word")
        drawn = cell.filter(word.str.contains(r"[a-z]") & word.str.contains(r"[A-Z]")).with_columns(
            size=word.str.len_bytes(), numbered=word.str.contains(r"\d")
        )
        company, like = pl.col("numbered"), within(lines, ["stem", "size"])
        few = ~company & (company.sum().over(like) >= 2 * (~company).sum().over(like))
        out.append(drawn.filter(few).select("n", token=word.str.to_uppercase()))
    return pl.concat(out)


def _cheques(lines: pl.DataFrame) -> pl.DataFrame:
    """Cheque numbers of three and four digits, which only the word before them makes a reference: "CHECK #4837" and "CHK-4837" are both CHQ4837."""
    short = pl.col("text").str.extract_all(r"\b(?:CHECK|CHEQUE|CHEQ|CHQ|CHK|CK)\b[^A-Z0-9]{0,3}(?:(?:NO|NUM|NUMBER)\b[^A-Z0-9]{0,3})?0*[1-9]\d{2,3}\b")
    found = lines.select("n", token=short).explode("token").drop_nulls()
    return found.with_columns(token=pl.lit("CHQ") + pl.col("token").str.extract(r"([1-9]\d{2,3})$"))
