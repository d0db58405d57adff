"""Ledgers of a group in several currencies as amounts of one: by a column of rates, or by the rates of the spec. What has no rate is refused and not guessed."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from qrt.adapters.tables.rates import ALWAYS, Rates, rate_on, to_rate
from qrt.adapters.tables.rows import COUNTED, Problem
from qrt.adapters.tables.side import Read

RUPEES = {"RS": "INR", "RS.": "INR", "₹": "INR", "RUPEES": "INR"}
"""How a column of currencies says the rupee beside its code."""


def both_in_one_currency(a: Read, b: Read, rates: Rates, reporting: str) -> tuple[Read, Read]:
    """Both sides with their amounts in the reporting currency, where either has rates or its documents' own amounts: then the other needs none for what is in that
    currency already, and what it has in another one is never compared as it stands."""
    made = [_in_one_currency(each, rates, reporting) for each in (a, b)]
    if made[0] is a and made[1] is b and not any(map(_told_of_documents, (a, b))):
        return taken_alike(a, b, reporting)
    itself = {reporting: ((ALWAYS, Decimal(1)),)}
    ours, theirs = (_in_one_currency(old, itself, reporting) if new is old else new for old, new in zip((a, b), made, strict=True))
    return ours, theirs


def _told_of_documents(each: Read) -> bool:
    return "foreign" in each.money.taxes and each.money.currency is not None


def taken_alike(a: Read, b: Read, reporting: str) -> tuple[Read, Read]:
    """Both sides, with what is to be told of one that names no currency."""
    return _taken_alike(a, b, reporting), _taken_alike(b, a, reporting)


def _taken_alike(each: Read, other: Read, reporting: str) -> Read:
    """A side that names no currency beside one that is in another than the reporting one is compared as it stands, and that is told."""
    if each.money.currency is not None or other.money.currency is None:
        return each
    codes = sorted(set(codes_of(other.money.currency).drop_nulls()) - {"", reporting})
    if not codes:
        return each
    return replace(
        each,
        told=(*each.told, f"{each.sheet.name} names no currency: its amounts are taken to be in {' and '.join(codes)}, as those of {other.sheet.name} are"),
    )


def codes_of(written: pl.Series) -> pl.Series:
    """Currencies as their codes: upper case, and INR for whatever says rupees."""
    return written.str.strip_chars().str.to_uppercase().replace(RUPEES)


def _in_one_currency(each: Read, rates: Rates, reporting: str) -> Read:
    """The side with its amounts in the reporting currency and, beside them, in that of the document (`foreign`).

    A table that has the amount in the document's currency in a column of its own has its amounts in one currency already. Raises nothing: rows without a rate are
    problems of the side. A side of one currency and without rates stays as it is; whether the two then agree is looked at together.
    """
    money = each.money
    position = each.columns.one("rate")
    if money.amount is None or money.currency is None or "foreign" in money.taxes or (position is None and not rates):
        return each
    codes = codes_of(money.currency)
    days = each.days.dates(each.days.order != "month_first") if each.days is not None else pl.Series([None], dtype=pl.Date).new_from_index(0, codes.len())
    stated = each.sheet.cells[f"c{position}"].cast(pl.String).to_list() if position is not None else [None] * codes.len()
    made: list[int | None] = []
    problems: list[Problem] = []
    used: dict[str, set[Decimal]] = {}
    for row, paise, code, day, written in zip(each.sheet.rows, money.amount, codes, days, stated, strict=True):
        rate = Decimal(1) if code in (None, "", reporting) else to_rate(written) or rate_on(rates.get(code, ()), day)
        if rate is None and len(problems) < COUNTED:
            where = (
                f"column {each.sheet.headings[position]!r} says {written!r}"
                if position is not None
                else f"the spec's rates have none. Give a column with the rate of each line, or rates in a spec: rates: {{{code}: 83.50}}"
            )
            problems.append(Problem(int(row), f"an amount in {code} and no rate to {reporting} for {day or 'it'}: {where}"))
        elif code not in (None, "", reporting):
            used.setdefault(str(code), set()).add(rate or Decimal(0))
        made.append(None if paise is None or rate is None else int((paise * rate).quantize(Decimal(1), ROUND_HALF_UP)))
    how = f"column {each.sheet.headings[position]!r}" if position is not None else "the spec"
    of = {code: " to ".join(f"{rate:f}" for rate in sorted({min(found), max(found)})) for code, found in sorted(used.items())}
    spans = ", ".join(of.values() if len(of) == 1 else (f"{code} {span}" for code, span in of.items()))
    notes = [f"{each.sheet.name}: amounts in {', '.join(sorted(used))} are compared in {reporting}, at the rates of {how} ({spans})"] if used else []
    unnamed = sum(code in (None, "") for code in codes)
    if unnamed and used:
        notes.append(
            f"{each.sheet.name}: {unnamed:,} {'line names' if unnamed == 1 else 'lines name'} no currency and {'is' if unnamed == 1 else 'are'} taken to be in {reporting}"
        )
    valued = replace(
        money,
        amount=pl.Series("amount", made, dtype=pl.Int64),
        bad=money.bad | pl.Series([paise is None for paise in made]),
        taxes={**money.taxes, "foreign": money.amount},
        currency=codes.fill_null(reporting).replace("", reporting).alias("currency"),
        problems=(*money.problems, *problems),
    )
    return replace(each, money=valued, told=(*each.told, *notes))
