"""A purchase register against GSTR-2B, with the truth. Another seed is another company with other suppliers and other slips."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from tests.generators.recon.days import SPAN, Calendar, calendar_of
from tests.generators.recon.gst_numbers import gstins, in_other_year, mistyped, printed, spelled_otherwise
from tests.generators.recon.problem import Problem, numbered, to_truth
from tests.generators.recon.spelling import all_forms
from tests.generators.recon.words import company_names

SHARES = {
    "exact": 0.53,
    "number_spelled": 0.14,
    "year_in_number": 0.07,
    "gstin_typo": 0.015,
    "other_branch": 0.02,
    "date_off": 0.035,
    "tax_rounding": 0.04,
    "value_differs": 0.01,
    "split": 0.03,
    "duplicate": 0.014,
    "credit_note": 0.03,
    "late_filed": 0.03,
    "wrong_head": 0.01,
    "missing_in_2b": 0.05,
    "missing_in_books": 0.06,
}
"""Share of book lines by kind, before a company's own dice (missing_in_books: documents of 2B for each book line)."""
HEADS = ("taxable", "cgst", "sgst", "igst")
STATES = np.array(["27", "29", "33", "24", "07", "06", "09", "19", "36", "32", "08", "23"], dtype=object)
COLUMNS = ("id", "company_gstin", "supplier_gstin", "supplier", "bill_no", "bill_date", *HEADS, "document_type")


@dataclass(frozen=True)
class Suppliers:
    """One row a supplier: `branches` has up to three GSTINs of its PAN, `count` says how many it uses; `usual` is an amount that it bills again and again."""

    names: np.ndarray
    branches: np.ndarray
    count: np.ndarray
    style: np.ndarray
    letters: np.ndarray
    first_number: np.ndarray
    usual: np.ndarray
    whole_rupees: np.ndarray
    rate: np.ndarray


def gst(seed: int, lines: int) -> Problem:
    """About `lines` book lines and as many documents in 2B. Taxable value and taxes in paise, negative on credit notes."""
    rng = np.random.default_rng([seed, 23])
    calendar = calendar_of(rng)
    suppliers = _suppliers(rng, max(20, int(lines / rng.uniform(10, 25))))
    shares = np.array(list(SHARES.values())) * rng.gamma(14.0, 1 / 14.0, len(SHARES))
    shares = shares / shares[:-1].sum()
    counts = np.maximum((shares * lines).astype(np.int64), 2)
    documents = _documents(rng, calendar, suppliers, np.repeat(np.array(list(SHARES), dtype=object), counts), rng.random() * 0.15 + 0.05)
    sides = [_SIDES.get(kind, _same)(rng, suppliers, documents.filter(pl.col("kind") == kind)) for kind in SHARES]
    books = numbered(_dated(pl.concat([ours for ours, _ in sides]), calendar), "P", seed)
    portal = numbered(_dated(pl.concat([theirs for _, theirs in sides]), calendar), "G", seed + 1)
    books = books.with_columns(supplier=pl.Series(_book_names(rng, suppliers, books["supplier_row"].to_numpy()), dtype=pl.String))
    portal = portal.with_columns(supplier=pl.Series(suppliers.names[portal["supplier_row"].to_numpy()], dtype=pl.String).str.to_uppercase())
    total = pl.sum_horizontal(*HEADS)
    truth = to_truth(books.with_columns(amount=total), portal.with_columns(amount=total))
    return Problem(f"gst-{lines}-seed{seed}", books.select(COLUMNS), portal.select(COLUMNS), truth)


def _suppliers(rng: np.random.Generator, count: int) -> Suppliers:
    names = np.array(company_names(rng, count), dtype=object)
    letters = np.array(["".join(word[0] for word in name.upper().split() if word[0].isalpha())[:3] for name in names], dtype=object)
    return Suppliers(
        names=names,
        branches=gstins(rng, count, 3, STATES),
        count=rng.choice([1, 2, 3], count, p=[0.7, 0.22, 0.08]),
        style=rng.integers(0, 12, count),
        letters=letters,
        first_number=np.exp(rng.uniform(0, 9, count)).astype(np.int64),
        usual=(np.exp(rng.normal(9.2, 1.2, count)).astype(np.int64) + 50) * 100,
        whole_rupees=rng.random(count) < 0.3,
        rate=rng.choice([500, 1200, 1800, 2800], count, p=[0.2, 0.15, 0.6, 0.05]),
    )


def _documents(rng: np.random.Generator, calendar: Calendar, suppliers: Suppliers, kinds: np.ndarray, noise: float) -> pl.DataFrame:
    """Every document as its supplier issued it, with what the books would call its number and how much later they have it. `noise`: how often another
    trouble comes with a number spelled otherwise or with the day of booking."""
    count = len(kinds)
    row = np.where(rng.random(count) < 0.5, rng.integers(0, len(suppliers.names), count), (rng.beta(0.5, 4.0, count) * len(suppliers.names)).astype(np.int64))
    day = np.where(kinds == "late_filed", -rng.integers(1, 90, count), rng.integers(0, SPAN, count))
    place = rng.integers(0, 6, count)
    source = _sources(rng, kinds)
    row, place, day = row[source], place[source], np.where(source != np.arange(count), np.clip(day[source] + rng.integers(-8, 9, count), 0, SPAN - 1), day)
    company = gstins(rng, 1, int(rng.integers(1, 5)), STATES)[0]
    ours = company[place % len(company)]
    theirs = suppliers.branches[row, place % suppliers.count[row]]
    frame = pl.DataFrame({"gid": np.arange(count), "supplier_row": row, "day": day}).with_columns(
        kind=pl.Series(kinds, dtype=pl.String), company_gstin=pl.Series(ours, dtype=pl.String), supplier_gstin=pl.Series(theirs, dtype=pl.String)
    )
    frame = frame.with_columns(gap=pl.Series(rng.geometric(0.2, count))).sort("supplier_row", "day", "gid")
    frame = frame.with_columns(serial=pl.col("gap").cum_sum().over("supplier_row") + pl.Series(suppliers.first_number[frame["supplier_row"].to_numpy()])).sort(
        "gid"
    )
    heads = _amounts(rng, suppliers, row, kinds, np.array([one[:2] == other[:2] for one, other in zip(ours, theirs, strict=True)]))
    frame = frame.with_columns(**{name: values[source] for name, values in heads.items()})
    number = printed(suppliers.style[row], suppliers.letters[row], frame["serial"].to_numpy(), day, calendar.first, kinds == "credit_note")
    spelled = np.where(
        (kinds == "number_spelled") | ((kinds != "exact") & (kinds != "year_in_number") & (rng.random(count) < noise)), spelled_otherwise(rng, number), number
    )
    spelled = np.where(kinds == "year_in_number", in_other_year(rng, number, day, calendar.first), spelled)
    later = np.where((kinds != "exact") & (rng.random(count) < noise), rng.integers(1, 12, count), 0)
    return frame.with_columns(bill_no=pl.Series(number, dtype=pl.String), spelled=pl.Series(spelled, dtype=pl.String), booked_later=later)


def _sources(rng: np.random.Generator, kinds: np.ndarray) -> np.ndarray:
    """For each document the one whose supplier, branch and amounts it has: itself, but for some of those that the books miss. They look like a document
    that 2B misses, of about the same day, and are another."""
    source = np.arange(len(kinds))
    absent, unbooked = np.flatnonzero(kinds == "missing_in_2b"), np.flatnonzero(kinds == "missing_in_books")
    twins = min(len(absent), int(len(unbooked) * rng.uniform(0.05, 0.3)))
    source[unbooked[:twins]] = rng.permutation(absent)[:twins]
    return source


def _amounts(rng: np.random.Generator, suppliers: Suppliers, row: np.ndarray, kinds: np.ndarray, same_state: np.ndarray) -> dict[str, pl.Series]:
    count = len(row)
    taxable = (np.exp(rng.normal(9.4, 1.4, count)) * 100).astype(np.int64) + 10_000
    taxable = np.where(rng.random(count) < rng.uniform(0.1, 0.35), suppliers.usual[row], taxable)
    taxable = np.where(rng.random(count) < 0.4, taxable // 10_000 * 10_000 + 10_000, taxable)
    tax = (taxable * suppliers.rate[row] + 5_000) // 10_000
    tax = np.where(suppliers.whole_rupees[row], (tax + 50) // 100 * 100, tax)
    half = np.where(suppliers.whole_rupees[row], tax // 200 * 100, tax // 2)
    sign = np.where(kinds == "credit_note", -1, 1)
    heads = (taxable, np.where(same_state, half, 0), np.where(same_state, half, 0), np.where(same_state, 0, tax))
    return {name: pl.Series(sign * values) for name, values in zip(HEADS, heads, strict=True)}


def _dated(frame: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    kind = pl.when(pl.col("taxable") < 0).then(pl.lit("credit_note")).otherwise(pl.lit("invoice"))
    return frame.with_columns(bill_date=pl.lit(calendar.first) + pl.duration(days="day"), document_type=kind)


def _book_names(rng: np.random.Generator, suppliers: Suppliers, row: np.ndarray) -> np.ndarray:
    """The books keep their own name of a supplier, one for all its bills, usually the right one."""
    forms = all_forms(rng, list(suppliers.names))
    form = rng.choice([0, 1, 4, 5, 7], len(suppliers.names), p=[0.55, 0.3, 0.07, 0.04, 0.04])
    kept = forms[np.arange(len(form)), form]
    return np.where(form[row] == 0, suppliers.names[row], np.array([name.title() for name in kept], dtype=object)[row])


Sides = tuple[pl.DataFrame, pl.DataFrame]
_KEPT = ("gid", "kind", "supplier_row", "company_gstin", "supplier_gstin", "bill_no", "day", *HEADS)


def _books(documents: pl.DataFrame) -> pl.DataFrame:
    return documents.with_columns(bill_no="spelled", day=pl.col("day") + pl.col("booked_later")).select(_KEPT)


def _same(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    return _books(documents), documents.select(_KEPT)


def _gstin_typo(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    wrong = pl.Series(mistyped(rng, documents["supplier_gstin"].to_list()), dtype=pl.String)
    return _books(documents).with_columns(supplier_gstin=wrong), documents.select(_KEPT)


def _other_branch(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """The books have the GSTIN of another branch of the same PAN."""
    row, used = documents["supplier_row"].to_numpy(), documents["supplier_gstin"].to_numpy()
    branches = suppliers.branches[row]
    other = np.where(branches[:, 0] == used, branches[:, 1], branches[:, 0])
    return _books(documents).with_columns(supplier_gstin=pl.Series(other, dtype=pl.String)), documents.select(_KEPT)


def _date_off(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """The day of receipt or of booking instead of the bill's."""
    later = pl.Series(rng.geometric(0.12, documents.height) * rng.choice([1, 1, 1, -1], documents.height)).clip(-12, 45)
    return _books(documents).with_columns(day=pl.col("day") + later), documents.select(_KEPT)


def _tax_rounding(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """Each head that is there differs by up to a rupee."""
    moves = {head: pl.when(pl.col(head) != 0).then(pl.col(head) + pl.Series(rng.integers(-99, 100, documents.height))).otherwise(0) for head in HEADS[1:]}
    value = pl.col("taxable") + pl.Series(rng.integers(-99, 100, documents.height) * (rng.random(documents.height) < 0.4))
    return _books(documents).with_columns(taxable=value, **moves), documents.select(_KEPT)


def _value_differs(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """Freight or a discount was left out: all heads change by the same one to five percent."""
    bps = pl.Series(rng.integers(100, 500, documents.height) * rng.choice([-1, 1], documents.height))
    return _books(documents).with_columns(**{head: pl.col(head) + pl.col(head) * bps // 10_000 for head in HEADS}), documents.select(_KEPT)


def _split(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """One document booked as two to four vouchers, by cost centre."""
    documents = documents[: max(1, documents.height // 3)]
    parts = rng.integers(2, 5, documents.height)
    of = np.repeat(np.arange(documents.height), parts)
    weights = rng.uniform(0.2, 1.0, len(of))
    sums = np.zeros(documents.height)
    np.add.at(sums, of, weights)
    last = np.append(of[1:] != of[:-1], True)
    heads: dict[str, pl.Series] = {}
    for head in HEADS:
        whole = documents[head].to_numpy()
        share = (whole[of] * (weights / sums[of])).astype(np.int64)
        taken = np.zeros(documents.height, dtype=np.int64)
        np.add.at(taken, of, share)
        share[last] += whole - taken
        heads[head] = pl.Series(share)
    return _books(documents[of]).with_columns(**heads), documents.select(_KEPT)


def _duplicate(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """Booked twice; the second, later and spelled otherwise, belongs to nothing."""
    documents = documents[: max(1, documents.height // 2)]
    books = _books(documents)
    number = pl.Series(spelled_otherwise(rng, books["bill_no"].to_numpy()), dtype=pl.String)
    again = books.with_columns(gid=pl.lit(None, pl.Int64), bill_no=number, day=pl.col("day") + pl.Series(rng.integers(1, 25, books.height)))
    return pl.concat([books, again]), documents.select(_KEPT)


def _late_filed(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """A bill of an earlier quarter; half of the books date it by its arrival in this one."""
    arrived = pl.Series(rng.integers(0, SPAN, documents.height))
    asked = pl.Series(rng.random(documents.height) < 0.5)
    return _books(documents).with_columns(day=pl.when(asked).then(arrived).otherwise("day")), documents.select(_KEPT)


def _wrong_head(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    """IGST booked as CGST and SGST, or the reverse; the total is right."""
    whole = pl.col("igst")
    swapped = {
        "cgst": pl.when(whole != 0).then(whole // 2).otherwise(0),
        "sgst": pl.when(whole != 0).then(whole - whole // 2).otherwise(0),
        "igst": pl.when(whole != 0).then(0).otherwise(pl.col("cgst") + pl.col("sgst")),
    }
    return _books(documents).with_columns(**swapped), documents.select(_KEPT)


def _missing_in_2b(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    return _books(documents).with_columns(gid=pl.lit(None, pl.Int64)), documents.select(_KEPT).clear()


def _missing_in_books(rng: np.random.Generator, suppliers: Suppliers, documents: pl.DataFrame) -> Sides:
    return _books(documents).clear(), documents.select(_KEPT).with_columns(gid=pl.lit(None, pl.Int64))


_SIDES: dict[str, Callable[[np.random.Generator, Suppliers, pl.DataFrame], Sides]] = {
    "gstin_typo": _gstin_typo,
    "other_branch": _other_branch,
    "date_off": _date_off,
    "tax_rounding": _tax_rounding,
    "value_differs": _value_differs,
    "split": _split,
    "duplicate": _duplicate,
    "late_filed": _late_filed,
    "wrong_head": _wrong_head,
    "missing_in_2b": _missing_in_2b,
    "missing_in_books": _missing_in_books,
}
