"""Stage four, first half: pairs worth a look, by equality on made columns, never by an expression over both sides."""

import polars as pl

from qrt.core.recon.engine.plan import Plan, best_per_line, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec

GRAM_ROWS_MAX = 300_000
WORD_PAIRS_MAX = 24_000_000
LIKELY_MOST = 12


def candidates(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """Pairs (i u32, j u32, shared bool: one rare reference on both lines, cosine f32: weighed words in common, 0 where not measured), sorted."""
    cap = spec.pairs_a_line
    shared = _by_token(left, right, tokens, spec, plan)
    if spec.name == "gstr2b":
        found = [bounded_pairs(left, right, key, refine, cap, plan, "+".join(key)) for key, refine in _gst_rules()]
    else:
        found = [*_by_amount(left, right, spec, plan)]
        if spec.like_bank:
            found.append(_by_name(left, right, spec, plan))
    measured = pl.DataFrame(schema={"i": pl.UInt32, "j": pl.UInt32, "cosine": pl.Float32})
    if spec.name == "generic" and not spec.like_bank:
        measured = by_words(left, right, spec, plan)
    every = pl.concat([shared, *found, measured.select("i", "j")]).unique()
    every = every.join(left.select(i="n", date="date", amount="amount"), on="i").join(right.select(j="n", date_j="date", amount_j="amount"), on="j")
    inside = (pl.col("date_j") - pl.col("date")).is_between(-spec.days_before, spec.days_after).fill_null(True)
    same_sign = ((pl.col("amount") > 0) == (pl.col("amount_j") > 0)).fill_null(True)
    every = every.filter((inside & same_sign) if spec.name != "generic" or spec.like_bank else same_sign)
    every = every.join(shared.with_columns(shared=pl.lit(True)), on=["i", "j"], how="left").join(measured, on=["i", "j"], how="left")
    return every.select("i", "j", pl.col("shared").fill_null(False), pl.col("cosine").fill_null(0.0)).sort("i", "j")


def _by_token(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    a, b = (t.join(s.select("n", "date", "amount", "skeleton"), on="n") for t, s in zip(tokens, (left, right), strict=True))
    return bounded_pairs(a, b, ["token"], [["amount"], ["skeleton"]], min(cap_of_tokens(spec), spec.pairs_a_line), plan, "token")


def cap_of_tokens(spec: EngineSpec) -> int:
    """A token is a reference only while few lines have it."""
    return 8 if spec.like_bank else 12


def _by_amount(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    a, b = (t.filter(pl.col("amount").is_not_null() & (pl.col("amount") != 0)) for t in (left, right))
    if not a.height or not b.height:
        return []
    refine = [["skeleton"]]
    equal = bounded_pairs(a, b, ["amount"], refine, spec.pairs_a_line, plan, "amount")
    if not spec.like_bank:
        return [equal]
    bucket = pl.col("amount") // 100
    a = a.with_columns(bucket=bucket)
    b = b.with_columns(bucket=pl.concat_list(bucket - 1, bucket, bucket + 1)).explode("bucket")
    near = bounded_pairs(a, b, ["bucket"], refine, 6, plan, "rupee")
    near = near.join(a.select(i="n", x="amount"), on="i").join(right.select(j="n", y="amount"), on="j")
    return [equal, near.filter((pl.col("x") != pl.col("y")) & ((pl.col("x") - pl.col("y")).abs() <= 100)).select("i", "j")]


def _by_name(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """One party, amounts a charge, a tax or a slip of a key apart. The size of the amount (one place of the logarithm to 1.2) is part of the key."""

    def sized(t: pl.DataFrame, steps: tuple[int, ...]) -> pl.DataFrame:
        t = t.filter(pl.col("amount") != 0).with_columns(sign=pl.col("amount") > 0, size=(pl.col("amount").abs().log(1.18)).floor().cast(pl.Int16))
        return t.with_columns(size=pl.concat_list([pl.col("size") + s for s in steps])).explode("size") if len(steps) > 1 else t

    a, b = sized(left, (0,)), sized(right, (0, 1))
    pairs = bounded_pairs(a, b, ["skeleton", "sign", "size"], [], 6, plan, "name")
    pairs = pairs.join(left.select(i="n", x="amount"), on="i").join(right.select(j="n", y="amount"), on="j")
    return pairs.filter((pl.col("y") / pl.col("x")).is_between(spec.ratio_low, spec.ratio_high) & (pl.col("x") != pl.col("y"))).select("i", "j")


def _gst_rules() -> list[tuple[list[str], list[list[str]]]]:
    return [
        (["pan", "number"], [["amount"]]),
        (["pan", "bill"], [["amount"]]),
        (["pan", "amount"], [["number"]]),
        (["pan", "taxable"], [["number"]]),
        (["number", "amount"], [["skeleton"]]),
        (["skeleton", "number"], [["amount"]]),
        (["pan", "date"], [["amount"]]),
    ]


def by_words(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """Pairs (i, j, cosine) that share rare words, rare pairs of words or, in tables that are not too long, rare runs of four letters; the likeliest few a line."""
    words = [_words(t) for t in (left, right)]
    parts = [("words", *words, 40), ("pairs_of_words", *(_pairs_of_words(t) for t in words), 30)]
    if left.height + right.height <= GRAM_ROWS_MAX:
        parts.append(("grams", _grams(left), _grams(right), 60))
    found = [best_per_line(_weighed(a, b, budget, plan, name), "cosine", LIKELY_MOST) for name, a, b, budget in parts]
    every = pl.concat(found).group_by("i", "j").agg(pl.col("cosine").max())
    return best_per_line(every, "cosine", LIKELY_MOST)


def _words(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.select("n", term=pl.col("text").str.extract_all(r"[A-Z0-9]{2,}")).explode("term").drop_nulls().unique()


def _pairs_of_words(words: pl.DataFrame) -> pl.DataFrame:
    """Each two of a line's ten rarest words: where single words are common, two together seldom are."""
    counted = words.join(words.group_by("term").len("df"), on="term").sort("n", "df", "term").filter(pl.int_range(pl.len()).over("n") < 10).select("n", "term")
    both = counted.join(counted, on="n", suffix="_b").filter(pl.col("term") < pl.col("term_b"))
    return both.select("n", term=pl.concat_str("term", "term_b", separator=" "))


def _grams(lines: pl.DataFrame) -> pl.DataFrame:
    text = lines.select("n", text=pl.lit("_") + pl.col("text").str.replace_all(r"[^A-Z0-9]+", "_") + pl.lit("_")).with_columns(
        size=pl.col("text").str.len_chars()
    )
    spots = text.with_columns(at=pl.int_ranges(0, (pl.col("size") - 3).clip(1, 120))).explode("at")
    return spots.select("n", term=pl.col("text").str.slice(pl.col("at"), 4)).drop_nulls().unique()


def _weighed(a: pl.DataFrame, b: pl.DataFrame, a_row: int, plan: Plan, name: str) -> pl.DataFrame:
    """TF-IDF cosine over terms that few lines have. a, b: n u32, term str. The commonest terms are left out of the join, never out of the length."""
    rows = max(1, a["n"].n_unique() + b["n"].n_unique())
    counted = (
        pl.concat([a, b]).group_by("term").len("df").with_columns(w=((rows / pl.col("df")).log().clip(0.01) * 1000).round().cast(pl.Int64))
    )  # whole numbers: sums of floats depend on their order
    norms = [t.join(counted, on="term").group_by("n").agg((pl.col("w") * pl.col("w")).sum().alias("norm")) for t in (a, b)]
    sizes = (
        a.group_by("term")
        .len("x")
        .join(b.group_by("term").len("y"), on="term")
        .with_columns(pairs=pl.col("x").cast(pl.Int64) * pl.col("y").cast(pl.Int64))
        .sort("pairs", "term")
    )
    budget = min(a_row * rows, WORD_PAIRS_MAX)
    used = sizes.filter(pl.col("pairs").cum_sum() <= budget)
    plan.rules.append(
        {"rule": name, "predicted": int(sizes["pairs"].sum() or 0), "terms": sizes.height, "terms_used": used.height, "pairs": int(used["pairs"].sum() or 0)}
    )
    x, y = (t.join(used.select("term"), on="term", how="semi").join(counted.select("term", "w"), on="term") for t in (a, b))
    pairs = (
        x.rename({"n": "i"}).join(y.select(pl.col("n").alias("j"), "term"), on="term").group_by("i", "j").agg((pl.col("w") * pl.col("w")).sum().alias("dot"))
    )
    pairs = pairs.join(norms[0].rename({"n": "i"}), on="i").join(norms[1].rename({"n": "j", "norm": "norm_j"}), on="j")
    return pairs.select("i", "j", cosine=(pl.col("dot") / (pl.col("norm").sqrt() * pl.col("norm_j").sqrt())).round(5).cast(pl.Float32))
