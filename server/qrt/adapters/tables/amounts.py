"""Columns of amounts as people write them, in whole paise: no cell is guessed at, and none is rounded silently."""

from dataclasses import dataclass

import polars as pl

# Paise of one amount. What all of a table come to is looked at by the engine (`check.SUM_MOST`).
MOST_PAISE = 9 * 10**14
CURRENCIES = {
    "INR": r"₹|(?i:\brs\b\.?|\binr\b)",
    "USD": r"\$|(?i:\busd\b)",
    "EUR": r"€|(?i:\beur\b)",
    "GBP": r"£|(?i:\bgbp\b)",
    "JPY": r"¥|(?i:\bjpy\b)",
    "AED": r"(?i:\baed\b)",
    "SGD": r"(?i:\bsgd\b)",
}
_MARK = "|".join(CURRENCIES.values())
_PLAIN = r"^([0-9][0-9,]*\.?[0-9]*|\.[0-9]+)$"
# Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Arabic, Urdu, full width.
_ZEROS = (0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0x660, 0x6F0, 0xFF10)
_DIGITS = {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)} | {"٫": ".", "٬": ","}
_FLOAT_NOISE = r"^\d+\.\d{9,}$|^\d+(\.\d+)?[eE][+-]?\d+$"


@dataclass(frozen=True)
class Amounts:
    """paise: i64, null where the cell is empty or bad. bad: bool. fine, large: bool, a bad cell that is only finer than a paisa, or only beyond MOST_PAISE.
    currency: code or null."""

    paise: pl.Series
    bad: pl.Series
    fine: pl.Series
    large: pl.Series
    currency: pl.Series

    @property
    def share(self) -> float:
        """Of the cells that say anything, how many are amounts."""
        said = self.paise.len() - int((self.paise.is_null() & ~self.bad).sum())
        return 1 - int(self.bad.sum()) / said if said else 0.0


def read_amounts(values: pl.Series, unit: str, rounded: bool = False) -> Amounts:
    """Reads a column of any type in rupees or paise: "1,23,456.78 Cr", "(500.00)", "₹ 500", "-12.5", "12.5-", "500/-", "१,२३४", "1.234,50" where the whole column writes so.

    Cr makes an amount negative and Dr leaves it positive. Amounts finer than a paisa are bad, unless `rounded` (half up).
    """
    if values.dtype.is_integer():
        return _typed(values, values.cast(pl.Int64, strict=False), 100 if unit == "rupees" else 1)
    if values.dtype.is_float():
        return _floats(values, unit, rounded)
    texts = values.cast(pl.String).str.strip_chars().str.replace_all("[\u00a0\u202f]", " ").str.replace_all("[\u2212\u2013]", "-")
    texts = in_ascii_digits(texts.fill_null("")).alias("text")
    simple = texts.str.contains(r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$") if unit == "rupees" else texts.str.contains(r"^-?[0-9]{1,14}$")
    if not simple.any():
        return _texts(texts, unit, rounded)
    # Most columns are plain; what is not is looked at by itself, whole: how a column writes its decimals is decided over the cells that leave it open.
    paise = (texts.set(~simple, None).cast(pl.Decimal(18, 2)) * (100 if unit == "rupees" else 1)).cast(pl.Int64).alias("amount")
    if simple.all():
        return Amounts(paise, ~simple, ~simple, ~simple, _none(values))
    place = pl.Series((~simple).arg_true())
    rest = _texts(texts.gather(place), unit, rounded, pointed=bool(texts.filter(simple).str.contains(".", literal=True).any()))
    none = pl.repeat(False, texts.len(), dtype=pl.Boolean, eager=True)
    return Amounts(
        paise.scatter(place, rest.paise),
        none.clone().scatter(place, rest.bad).alias("bad"),
        none.clone().scatter(place, rest.fine).alias("fine"),
        none.scatter(place, rest.large).alias("large"),
        _none(values).scatter(place, rest.currency),
    )


def in_ascii_digits(texts: pl.Series) -> pl.Series:
    """Digits of the scripts of India ("१२३", "۱۲۳") and wide ones as 0 … 9, the marks between those of Arabic script as point and comma."""
    if not texts.str.contains(r"[^\x00-\x7f]").any():
        return texts
    return texts.str.replace_many(_DIGITS)


def _none(like: pl.Series) -> pl.Series:
    return pl.Series("currency", [None], pl.String).new_from_index(0, like.len())


def _typed(values: pl.Series, whole: pl.Series, factor: int) -> Amounts:
    bad = values.is_not_null() & (whole.is_null() | (whole.abs() > MOST_PAISE // factor))
    return Amounts((whole.set(bad, None) * factor).alias("amount"), bad.alias("bad"), bad & False, bad.alias("large"), _none(values))


def _floats(values: pl.Series, unit: str, rounded: bool) -> Amounts:
    """A stored number is binary: what lies within a millionth of a paisa of a whole one is that one."""
    scaled = values * (100 if unit == "rupees" else 1)
    known = values.is_not_null() & values.is_not_nan().fill_null(False)
    empty = values.is_null() | values.is_nan().fill_null(False)
    far = known & ~(scaled.abs() <= MOST_PAISE).fill_null(False)
    near = (scaled - scaled.round()).abs() <= (scaled.abs() * 1e-12).clip(1e-6)
    fine = known & ~far & ~near.fill_null(False)
    bad = far if rounded else far | fine
    paise = scaled.set(bad | empty, None).round(mode="half_away_from_zero").cast(pl.Int64, strict=False)
    told = fine & ~pl.Series([rounded]).new_from_index(0, values.len())
    return Amounts(paise.alias("amount"), bad.alias("bad"), told.alias("fine"), (far & values.is_finite().fill_null(False)).alias("large"), _none(values))


def _texts(texts: pl.Series, unit: str, rounded: bool, pointed: bool = False) -> Amounts:
    text = pl.col("text")
    side = text.str.to_lowercase().str.extract(r"(dr|cr|debit|credit)[.)]*$")
    frame = texts.to_frame().with_columns(
        currency=pl.coalesce(pl.when(text.str.contains(mark)).then(pl.lit(code)) for code, mark in CURRENCIES.items()),
        side=side,
        bare=text.str.replace_all(_MARK, "").str.replace(r"\s*/[-=]?\s*$", "").str.replace(r"(?i)[\s(]*(dr|cr|debit|credit)[.)]*$", "").str.strip_chars(),
    )
    bare = pl.col("bare")
    negative = bare.str.starts_with("(") & bare.str.ends_with(")")
    frame = frame.with_columns(bracket=negative, bare=pl.when(negative).then(bare.str.strip_chars("() ")).otherwise(bare))
    frame = frame.with_columns(minus=bare.str.contains(r"^-|-$"), bare=bare.str.replace(r"^[+-]\s*", "").str.replace(r"\s*-$", "").str.strip_chars())
    if not pointed and _decimal_commas(frame["bare"]):
        frame = frame.with_columns(bare=bare.str.replace_all(r"[.\s']", "").str.replace(",", "."))
    frame = frame.with_columns(bare=bare.str.replace_all(r"(\d)[\s'](\d{2,3})", "${1}${2}"))
    noisy = bare.str.contains(_FLOAT_NOISE)
    frame = frame.with_columns(bare=pl.when(noisy).then(bare.cast(pl.Float64, strict=False).round(6).cast(pl.String)).otherwise(bare).str.replace_all(",", ""))
    empty = text.is_in(["", "-", "--"])
    plain = bare.str.contains(_PLAIN) & ~pl.col("text").str.contains(r",,|,\.|,$")
    places = 2 if unit == "rupees" else 0
    whole, rest = bare.str.extract(r"^(\d*)"), bare.str.extract(r"\.(\d*)$").fill_null("").str.strip_chars_end("0")
    kept = rest.str.slice(0, places).str.pad_end(places, "0") if places else pl.lit("")
    up = (rest.str.slice(places, 1).cast(pl.Int64, strict=False).fill_null(0) >= 5).cast(pl.Int64) if rounded else pl.lit(0)
    size = pl.concat_str(pl.lit("0"), whole, kept).cast(pl.Int64, strict=False) + up
    frame = frame.with_columns(size=size, fine=plain & (rest.str.len_chars() > places), plain=plain, empty=empty)
    sign = pl.when(pl.col("bracket") ^ pl.col("minus") ^ pl.col("side").is_in(["cr", "credit"]).fill_null(False)).then(-1).otherwise(1)
    beyond = pl.col("plain") & (pl.col("size").is_null() | (pl.col("size") > MOST_PAISE))
    bad = ~empty & (~pl.col("plain") | beyond | (pl.lit(not rounded) & pl.col("fine")))
    out = frame.select(
        "currency",
        bad=bad.fill_null(True),
        fine=pl.col("fine") & pl.lit(not rounded),
        large=beyond & ~empty,
        amount=pl.when(~bad & ~empty).then(pl.col("size") * sign),
    )
    return Amounts(out["amount"].cast(pl.Int64), out["bad"], out["fine"].fill_null(False), out["large"].fill_null(False), out["currency"])


def _decimal_commas(bare: pl.Series) -> bool:
    """Whether the whole column ends its amounts with a comma and two places, and none with a point."""
    return bool(bare.str.contains(r"^\d{1,3}([.\s']\d{3})*,\d{1,2}$|^\d+,\d{1,2}$").any()) and not bool(bare.str.contains(r"\.\d{1,2}$").any())
