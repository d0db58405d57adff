"""What of a line can be compared: the party's bare name, its skeleton, the numbers in its texts, the bare number of a bill."""

import polars as pl

from qrt.core.recon.engine.spec import EngineSpec

LEGAL = r"\b(PRIVATE|PVT|LIMITED|LTD|LLP|PL|P L|AND|SONS|CO|COMPANY|INDIA|TECHNOLOGIES|M S)\b"
MEANS = (
    r"\b(NEFT|RTGS|IMPS|UPI|ACH|NACH|ECS|CLG|CHQ|CHEQUE|CTS|MICR|TRF|TRANSFER|TFR|FT|BY|TO|CR|DR|INB|MB|NET|BANKING|P2A|P2M|PAYMENT|PAID|RECEIVED|RECEIPT|RETURN|INV|INVOICE|BILL|NO|FROM|FOR|"
    r"INST|SETTLEMENT|DEPOSIT|BULK|BEING|TOWARDS|AGAINST|REF|UTR|ON|ACCOUNT|AC|OF|THE)\b"
)
YEARS = r"20\d\d-?20\d\d|20\d\d-\d\d|\b\d\d-\d\d\b|\b(?:2[0-9])(?:2[1-9]|30)\b"


def bare_name(text: pl.Expr) -> pl.Expr:
    """ "M/s Ravi Traders Pvt. Ltd." -> "RAVI TRADERS"; words of payment means and tokens with digits go too."""
    words = text.str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " ").str.replace_all(r"[A-Z]*\d[A-Z0-9]*", " ")
    return words.str.replace_all(MEANS, " ").str.replace_all(LEGAL, " ").str.replace_all(r" +", " ").str.strip_chars()


def to_comparable(lines: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """Adds to canonical lines: n u32 (row number), name str (never null), skeleton str (five consonants, or null), text str (all words, upper case).

    For gstr2b also pan, bill (letters and digits without the year), number (digits of the bill without leading zeros) and tax (sum of the heads).
    """
    texts = [c for c in lines.columns if c in ("reference", "narration") or (c.startswith("t") and c[1:].isdigit())]
    parties = pl.coalesce("party", "narration", *[c for c in lines.columns if c.startswith("t") and c[1:].isdigit()], pl.lit(""))
    out = lines.with_columns(name=bare_name(parties), text=pl.concat_str([*texts, "party", "bill_no"], separator=" ", ignore_nulls=True).str.to_uppercase())
    out = out.with_columns(skeleton=pl.col("name").str.replace_all(r"[AEIOU ]", "").str.slice(0, 5)).with_columns(
        skeleton=pl.when(pl.col("skeleton").str.len_bytes() >= 4).then("skeleton")
    )
    if spec.name == "gstr2b":
        bill = pl.col("bill_no").str.to_uppercase().str.replace_all(r"BILL|\bNO\b", "").str.replace_all(YEARS, " ").str.replace_all(r"[^A-Z0-9]+", " ")
        out = out.with_columns(
            pan=pl.col("gstin").str.to_uppercase().str.slice(2, 10),
            gstin=pl.col("gstin").str.to_uppercase(),
            bill=bill.str.replace_all(r"\b[0O]+(\d)", "$1").str.replace_all(" ", ""),
            number=bill.str.replace_all(r"(\d)O", "${1}0").str.extract_all(r"\d+").list.join("").str.replace(r"^0+", ""),
            tax=pl.sum_horizontal(pl.col(t).fill_null(0) for t in ("igst", "cgst", "sgst", "cess")),
        ).with_columns(number=pl.when(pl.col("number") != "").then("number"), bill=pl.when(pl.col("bill") != "").then("bill"))
    return out.with_row_index("n")


def tokens_of(lines: pl.DataFrame) -> pl.DataFrame:
    """n u32, token str: words with digits of six characters and more, and runs of five digits and more, once a line."""
    text = pl.col("text")
    both = lines.select("n", token=text.str.extract_all(r"[A-Z0-9]*\d[A-Z0-9]*|\d{5,}"))
    flat = both.explode("token").drop_nulls()
    whole = flat.filter(pl.col("token").str.len_bytes() >= 6)
    runs = flat.filter(pl.col("token").str.contains(r"[A-Z]")).select("n", token=pl.col("token").str.extract_all(r"\d{5,}")).explode("token").drop_nulls()
    digits = flat.filter(~pl.col("token").str.contains(r"[A-Z]") & (pl.col("token").str.len_bytes() == 5))
    every = pl.concat([whole, runs, digits])
    return (
        every.with_columns(token=pl.when(pl.col("token").str.len_bytes() > 6).then(pl.col("token").str.strip_chars_start("0")).otherwise("token"))
        .filter(pl.col("token") != "")
        .unique()
    )
