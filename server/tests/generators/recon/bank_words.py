"""Puts the events of a bank account into the words of banks and of bookkeepers."""

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from tests.generators.recon.grammars import GRAMMARS, Grammar, Mode, filled
from tests.generators.recon.spelling import digit_slip
from tests.generators.recon.words import PLACES

if TYPE_CHECKING:
    from tests.generators.recon.bank import Habits

SENDERS = ("HDFC", "ICIC", "SBIN", "UTIB", "KKBK", "PUNB", "YESB", "BARB", "FDRL", "IDIB", "CNRB", "UBIN", "INDB", "CITI", "HSBC")
GATEWAYS = ("RAZORPAY SOFTWARE PVT LTD", "PAYU PAYMENTS PVT LTD", "CASHFREE PAYMENTS INDIA")
HANDLES = ("OKHDFCBANK", "YBL", "PAYTM", "OKICICI", "AXL", "IBL", "UPI")
REMARKS = ("PAYMENT", "ADVANCE", "PMT", "VENDOR PAY", "BILL PMT", "ON ACCOUNT", "URGENT", "NA", "")
CHARGE_WORDS = ("NEFT CHARGES", "IMPS CHG", "CHQ BOOK ISSUE", "SMS ALERT CHGS", "MIN BAL CHG", "CMS CHARGES", "ECS RTN CHG", "CASH HANDLING")
RETURN_WORDS = ("FUNDS INSUFFICIENT", "ACCOUNT CLOSED", "SIGN DIFFERS", "INVALID ACCOUNT", "EXCEEDS ARRANGEMENT", "NO SUCH A/C")
ORDER_WORDS = ("Online sale order {order}", "Web order {order} prepaid", "Gateway receipt against order {order}")
RECEIPT_WORDS = (
    "Being amount received from {name} agst {bill}",
    "Recd from {name} {number}",
    "{bill} collection",
    "Receipt - {name}",
    "On account receipt {number}",
    "{name} / {bill} / {number}",
    "Being the amount credited in bank towards {bill}",
)
PAYMENT_WORDS = (
    "Being amount paid to {name} vide {bill}",
    "Paid {name} {number}",
    "Payment {bill}",
    "{name}",
    "Ch/NEFT issued {number}",
    "Against {bill} {number}",
    "Being paid towards supply of material, {bill}",
)


def _pick(rng: np.random.Generator, pool: tuple[str, ...] | list[str], count: int) -> np.ndarray:
    return np.array(pool, dtype=object)[rng.integers(0, len(pool), count)]


def _digits(rng: np.random.Generator, places: int, count: int) -> pl.Series:
    return pl.Series(rng.integers(10 ** (places - 1), 10**places, count))


def dress_statement(rng: np.random.Generator, habits: "Habits", rows: pl.DataFrame) -> pl.DataFrame:
    """The bank's lines: everything of the events plus utr, date, reference, narration, party (banks leave it empty)."""
    rows = _with_fields(rng, habits, rows.with_row_index("row"))
    said = [_said(rows, number, GRAMMARS[number]) for number in rows["grammar"].unique().sort()]
    narrations = pl.concat(said).sort("row")
    rows = rows.with_columns(narration=narrations["narration"], reference=narrations["reference"])
    wrapped = rng.random(rows.height) < rng.uniform(0, 0.03)
    at = pl.Series(rng.integers(12, 34, rows.height))
    broken = pl.format("{} {}", pl.col("narration").str.slice(0, at), pl.col("narration").str.slice(at))
    names = {number: account for number, account in enumerate(habits.accounts)}
    return rows.select(
        "row",
        "utr",
        "invoice",
        "mode",
        "count",
        "kind",
        "tag_text",
        "kept",
        gid=pl.when(pl.col("gid") >= 0).then("gid"),
        account=pl.col("account").replace_strict(names, return_dtype=pl.String),
        date=_dates(habits, pl.col("day")),
        amount=pl.col("amount"),
        reference=pl.col("reference"),
        narration=pl.when(pl.Series(wrapped)).then(broken).otherwise("narration").str.strip_chars(),
        party=pl.lit(""),
    )


def _dates(habits: "Habits", day: pl.Expr) -> pl.Expr:
    return pl.lit(habits.calendar.first) + pl.duration(days=day)


def _with_fields(rng: np.random.Generator, habits: "Habits", rows: pl.DataFrame) -> pl.DataFrame:
    """Whatever a template can name."""
    count = rows.height
    party = rows["party"].to_numpy()
    form = rng.choice(habits.forms.shape[1], count, p=habits.form_weights)
    name = np.where(party >= 0, habits.forms[np.maximum(party, 0), form], np.array([*GATEWAYS, ""], dtype=object)[np.where(party <= -2, -2 - party, 3)])
    bank = _sender_of(rows, party, habits)
    vpa_name = pl.col("name").str.to_lowercase().str.replace_all(r"[^a-z]", "").str.slice(0, 14)
    by_phone = pl.Series(rng.random(count) < 0.4)
    fields = rows.with_columns(
        name=pl.Series(name, dtype=pl.String),
        bank=pl.Series(bank, dtype=pl.String),
        place=pl.Series(_pick(rng, PLACES, count), dtype=pl.String).str.to_uppercase(),
        last4=_digits(rng, 4, count),
        holder=pl.lit(habits.self_name[:20]),
        date=_dates(habits, pl.col("day")),
        remark=pl.Series(_remarks(rng, habits, rows), dtype=pl.String),
        tag_text=pl.when(pl.col("tag") >= 0).then(pl.format("SETL{}", pl.col("tag") * 7_919 % 900_000_000 + 100_000_000)).otherwise(pl.lit("")),
    )
    fields = fields.with_columns(
        ifsc=pl.format("{}0{}", "bank", _digits(rng, 6, count)),
        vpa=pl.format(
            "{}@{}", pl.when(by_phone).then(_digits(rng, 10, count).cast(pl.String)).otherwise(vpa_name), pl.Series(_pick(rng, HANDLES, count), dtype=pl.String)
        ),
        utr=_numbers(rng, fields),
        day_text=pl.col("date").dt.strftime("%d%m%y"),
        serial=_digits(rng, 9, count),
        grammar=pl.col("account").replace_strict(dict(enumerate(habits.grammar_of.tolist())), return_dtype=pl.Int64),
    )
    repeated = pl.col("utr").gather(pl.when(pl.col("number_of") >= 0).then("number_of").otherwise("row"))
    return fields.with_columns(utr=repeated)


def _sender_of(rows: pl.DataFrame, party: np.ndarray, habits: "Habits") -> np.ndarray:
    """A party keeps its bank; what goes out comes from ours."""
    own = np.array([GRAMMARS[number].code for number in habits.grammar_of], dtype=object)[rows["account"].to_numpy()]
    theirs = np.array(SENDERS, dtype=object)[np.abs(party * 7 + 3) % len(SENDERS)]
    return np.where(rows["amount"].to_numpy() > 0, theirs, own)


def _remarks(rng: np.random.Generator, habits: "Habits", rows: pl.DataFrame) -> np.ndarray:
    """What the payer typed."""
    count = rows.height
    mode, kind, invoice = rows["mode"].to_numpy(), rows["kind"].to_numpy(), rows["invoice"].to_numpy()
    said = rng.random(count) < habits.invoice_said * rows["cited"].to_numpy()
    head, part = _pick(rng, ("INV ", "BILL ", "SI ", "INV-", "AGST "), count), rows["count"].to_numpy()
    bills = np.array([f"{one}{number}" for one, number in zip(head, invoice, strict=True)], dtype=object)
    plain = np.where(rng.random(count) < habits.remark_said, _pick(rng, REMARKS, count), "")
    remark = np.where(said, bills, plain)
    parts = np.array([f"{text} PART {number}" for text, number in zip(remark, part, strict=True)], dtype=object)
    remark = np.where((kind == "instalments") & (rng.random(count) < 0.5), parts, remark)
    remark = np.where(mode == Mode.CHARGE, _pick(rng, CHARGE_WORDS, count), remark)
    return np.where(mode == Mode.RETURN, _pick(rng, RETURN_WORDS, count), remark)


def _numbers(rng: np.random.Generator, rows: pl.DataFrame) -> pl.Expr:
    """The number of each transfer, in the style of the bank that sent it; of each cheque, six digits."""
    count = rows.height
    year, julian, day = pl.col("date").dt.strftime("%y"), pl.col("date").dt.strftime("%j"), pl.col("date").dt.strftime("%Y%m%d")
    eight = _digits(rng, 8, count)
    letter = pl.when(pl.col("mode") == Mode.RTGS).then(pl.lit("R")).otherwise(pl.lit("N"))
    styles = (
        pl.format("{}{}5{}{}", "bank", letter, day, eight),
        pl.format("{}{}{}{}", "bank", letter, pl.format("{}{}", year, julian), eight.cast(pl.String).str.slice(0, 7)),
        pl.format("{}{}{}00{}", letter, julian, year, eight),
        pl.format("CMS{}{}", year, eight),
        pl.format("{}H{}{}{}", "bank", year, julian, eight.cast(pl.String).str.slice(0, 6)),
    )
    style = pl.col("bank").replace_strict({name: place % len(styles) for place, name in enumerate(SENDERS)}, return_dtype=pl.Int64)
    transfer = styles[-1]
    for number, text in enumerate(styles[:-1]):
        transfer = pl.when(style == number).then(text).otherwise(transfer)
    mode = pl.col("mode")
    return (
        pl.when(mode.is_in([Mode.IMPS, Mode.UPI]))
        .then(pl.format("{}{}{}", year.str.slice(1), julian, eight))
        .when(mode.is_in([Mode.CHEQUE, Mode.CASH]))
        .then(_digits(rng, 6, count).cast(pl.String))
        .when(mode == Mode.ACH)
        .then(pl.format("{}7{}{}", "bank", julian, eight))
        .when(mode == Mode.FILE)
        .then(pl.format("F{}{}", julian, eight.cast(pl.String).str.slice(0, 6)))
        .when(mode.is_in([Mode.OWN, Mode.DEPOSIT, Mode.CHARGE, Mode.INTEREST]))
        .then(pl.format("{}", eight))
        .otherwise(transfer)
    )


def _said(rows: pl.DataFrame, number: int, grammar: Grammar) -> pl.DataFrame:
    """Narration and reference of the lines of one bank."""
    mine = rows.filter(pl.col("grammar") == number).with_columns(
        party=pl.col("name").str.slice(0, grammar.party_max).str.strip_chars(), tag=pl.col("tag_text"), day=pl.col("day_text")
    )
    alike = mine.with_columns(into=pl.col("amount") > 0).partition_by("mode", "into", as_dict=True)
    narrations = [part.select("row", narration=filled(grammar.said[Mode(mode), into])) for (mode, into), part in alike.items()]
    references = {
        "number": pl.col("utr"),
        "cheque": pl.when(pl.col("mode").is_in([Mode.CHEQUE, Mode.RETURN])).then("utr").otherwise(pl.lit("")),
        "padded": pl.col("utr").str.pad_start(16, "0"),
        "serial": pl.format("S{}", "serial"),
        "none": pl.lit(""),
    }
    # A settlement's number is what makes it a tagged one: it is never cut off.
    cut = pl.when(pl.col("mode") == Mode.GATEWAY).then("narration").otherwise(pl.col("narration").str.slice(0, grammar.width))
    return mine.join(pl.concat(narrations), on="row").select("row", reference=references[grammar.reference], narration=cut)


def dress_books(rng: np.random.Generator, habits: "Habits", rows: pl.DataFrame, statement: pl.DataFrame) -> pl.DataFrame:
    """The bookkeeper's lines, with what she knew of the bank's numbers."""
    bank = statement.select("utr", "invoice", "mode", "tag_text", link=pl.col("row").cast(pl.Int64))
    rows = rows.filter("kept").join(bank, on="link", how="left", maintain_order="left")
    count = rows.height
    party = rows["party"].to_numpy()
    name = np.where(
        party >= 0,
        habits.names[np.maximum(party, 0)],
        np.array(["Razorpay", "PayU", "Cashfree", habits.self_name.title()], dtype=object)[np.where(party <= -2, -2 - party, 3)],
    )
    shown, in_words = _known_numbers(rng, habits, rows)
    bill = _bills(rng, rows)
    narration = _book_narrations(rng, rows, name, bill, in_words)
    names = {number: account for number, account in enumerate(habits.accounts)}
    return rows.select(
        "kind",
        "amount",
        gid=pl.when(pl.col("gid") >= 0).then("gid"),
        account=pl.col("account").replace_strict(names, return_dtype=pl.String),
        date=_dates(habits, pl.col("day").clip(0, 110)),
        reference=pl.Series(shown, dtype=pl.String),
        narration=pl.Series(narration, dtype=pl.String).str.replace_all(r"\s+", " ").str.strip_chars(),
        party=pl.when(pl.Series(rng.random(count)) < 0.97).then(pl.Series(name, dtype=pl.String)).otherwise(pl.lit("")),
    )


def _known_numbers(rng: np.random.Generator, habits: "Habits", rows: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Two columns: what stands in the reference field, and what stands in the narration instead."""
    count = rows.height
    mode, tag = rows["mode"].to_numpy(), rows["tag_text"].fill_null("").to_numpy()
    known = rng.random(count) < np.where(mode == Mode.CHEQUE, 0.8, habits.books_reference * rows["known"].to_numpy())
    number = rows["utr"].fill_null("").to_numpy().astype(object)
    place = rng.integers(0, 1 << 20, count)
    for row in np.flatnonzero(rng.random(count) < habits.reference_slip):
        number[row] = digit_slip(number[row], int(place[row]))
    for row in np.flatnonzero(rng.random(count) < habits.reference_tail):
        number[row] = number[row][-8:]
    number = np.where(known, number, "")
    number = np.where(tag != "", tag, number)
    worded = rng.random(count) < habits.reference_in_words
    own = np.array(
        [f"{head}{value:05d}" for head, value in zip(np.where(rows["amount"].to_numpy() > 0, "RV/", "PV/"), rng.integers(1, 99_999, count), strict=True)],
        dtype=object,
    )
    unknown = np.where(rng.random(count) < 0.35, own, "")
    shown = np.where((number == "") | worded, unknown, number)
    return shown, np.where(worded, number, "")


def _bills(rng: np.random.Generator, rows: pl.DataFrame) -> np.ndarray:
    """The bill that a booking cites; in a batch each line has its own."""
    grouped = np.isin(rows["kind"].to_numpy().astype(str), ("batch_party", "batch_deposit", "batch_file"))
    invoice = np.where(grouped, rng.integers(1, 60_000, rows.height), rows["invoice"].fill_null(0).to_numpy())
    head = ("Inv {}", "bill no. {}", "SI/{:05d}", "inv# {}")[int(rng.integers(0, 4))]
    return np.array([head.format(number) for number in invoice], dtype=object)


def _book_narrations(rng: np.random.Generator, rows: pl.DataFrame, name: np.ndarray, bill: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Each company words it in three or four ways, now and then not at all."""
    into, out = rng.permutation(len(RECEIPT_WORDS))[:4], rng.permutation(len(PAYMENT_WORDS))[:4]
    which, received = rng.integers(0, 4, rows.height), rows["amount"].to_numpy() > 0
    gateway = rows["mode"].fill_null(-1).to_numpy() == Mode.GATEWAY
    order = rng.integers(10_000, 9_999_999, rows.height)
    silent = rng.random(rows.height) < 0.08
    made = np.empty(rows.height, dtype=object)
    for row in range(rows.height):
        if gateway[row]:
            made[row] = f"{ORDER_WORDS[which[row] % 3].format(order=order[row])} {number[row]}"
            continue
        words = RECEIPT_WORDS[into[which[row]]] if received[row] else PAYMENT_WORDS[out[which[row]]]
        text = words.format(name=name[row], bill=bill[row], number=number[row])
        made[row] = number[row] if silent[row] else text if number[row] in text else f"{text} {number[row]}"
    return made
