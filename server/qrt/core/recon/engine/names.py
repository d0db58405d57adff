"""The bare name in a text: what of it tells a party, and what of it only says how money moved."""

from collections.abc import Callable

import polars as pl

LEGAL = r"PRIVATE|PVT|LIMITED|LTD|LLP|PL|P L|AND|SONS|CO|COMPANY|INDIA|TECHNOLOGIES|M S|INC|LLC|CORP|CORPORATION|LP|PLC|GMBH|AG|BV|PTY|SARL|SRL|SPA"
MEANS = (
    r"NEFT|RTGS|IMPS|UPI|ACH|NACH|ECS|CLG|CHQ|CHEQUE|CTS|MICR|TRF|TRANSFER|TFR|FT|BY|TO|CR|DR|INB|MB|NET|BANKING|P2A|P2M|PAYMENT|PAID|RECEIVED|RECEIPT|RETURN|INV|INVOICE|BILL|NO|FROM|FOR|"
    r"INST|SETTLEMENT|DEPOSIT|BULK|BEING|TOWARDS|AGAINST|REF|UTR|ON|ACCOUNT|AC|OF|THE|"
    r"AMT|AMOUNT|RECD|RCVD|ONLINE|WIRE|EFT|SEPA|BACS|DIRECT|DEBIT|CREDIT|AUTO PAY|AUTOPAY|E PAYMENT|E PAY|PMT|PYMT|POS|CHECK|CHK|CK|ELECTRONIC|XFER|TXN|IN|OUT"
)
# Runs of what says nothing of the party: read in one go, for every pass over a million narrations costs as much as a join.
VOID = rf"(?-u:\b)(?:(?:{MEANS}|{LEGAL}|[A-Z]*[0-9][A-Z0-9]*)(?: |$))+"
CUT = r" (?:L|LL|LT|LI|LIM|LIMI|LIMIT|LIMITE|P|PV|PR|PRI|PRIV|PRIVA|PRIVAT|I|COR|CORPO|CORPOR|COMP|COMPA|COMPAN)$"
"""What a field that ends too early leaves of the legal form."""
NAME_MOST = 400
"""Characters of a name that are read: a line of a million letters must not cost a million comparisons."""
REPEATED = 3
"""Texts that stand this often on average are read once each."""


def bare_name(text: pl.Series) -> pl.Series:
    """ "M/s Ravi Traders Pvt. Ltd." -> "RAVI TRADERS"; words of payment means and tokens with digits go too."""
    words = text.str.slice(0, NAME_MOST).str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars(" ")
    return words.str.replace_all(VOID, "").str.strip_chars_end(" ").str.replace(CUT, "")


def skeleton(name: pl.Series) -> pl.Series:
    """The first five consonants of a name; null when it has fewer than four."""
    bones = name.str.replace_all(r"[AEIOU ]+", "").str.slice(0, 5)
    return bones.set(bones.str.len_bytes() < 4, None)


def once_each(text: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """read(text), line by line; where texts return often, every distinct one is read once."""
    if int(str(text.approx_n_unique())) * REPEATED > text.len():
        return read(text)
    distinct = text.unique()
    known = pl.DataFrame({"text": distinct, "read": read(distinct)})
    return text.to_frame("text").join(known, on="text", how="left", maintain_order="left", nulls_equal=True)["read"]
