"""What happened to the money, in numbers: which book lines and which statement lines belong together, and by how much and why they differ.

Every event happens on both sides; a line that only one side is to know is marked "not kept" on the other. So an outstanding cheque has a number too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from tests.generators.recon.days import SPAN
from tests.generators.recon.grammars import Mode
from tests.generators.recon.spelling import swap_digits

if TYPE_CHECKING:
    from tests.generators.recon.bank import Habits

Numbers = np.ndarray
CHARGES = np.array([295, 590, 1180, 1770, 2950, 5900, 11800, 17700, 29500, 59000])
"""What a bank takes out of a transfer, GST of 18 % included, in paise."""
TDS_RATES, GST_RATES = np.array([10, 100, 200, 500, 1000]), np.array([0, 500, 1800])
"""In hundredths of a percent."""
ALWAYS = 10.0
"""As `known`: the booking has the number whatever the company's habit."""
BOOK = ("gid", "account", "party", "amount", "day", "link", "known", "tag", "kept")
BANK = ("gid", "account", "party", "amount", "day", "mode", "count", "tag", "invoice", "kept", "cited", "number_of")


@dataclass(frozen=True)
class Events:
    """What happened, and not yet how anybody words it.

    books: one row a book line; `link` is the row of the statement line whose number it may know, `known` how likely that is against the habit.
    bank: one row a statement line; `number_of` is the row whose number it repeats (a return), `cited` how likely the payer names the bill.
    """

    books: pl.DataFrame
    bank: pl.DataFrame


@dataclass
class Dice:
    """The generator's state while it draws: the dice, the company and how many groups and rows there are already."""

    rng: np.random.Generator
    habits: "Habits"
    groups: int = 0
    rows: int = 0


def draw_events(rng: np.random.Generator, habits: "Habits", lines: int) -> Events:
    """Every kind in its share of `lines`."""
    dice = Dice(rng, habits)
    books, bank = [], []
    for kind, share in habits.shares.items():
        ours, theirs = _DRAW[kind](dice, kind, max(2, int(lines * share)))
        dice.rows += theirs.height
        books.append(ours.with_columns(kind=pl.lit(kind)))
        bank.append(theirs.with_columns(kind=pl.lit(kind)))
    return Events(pl.concat(books), pl.concat(bank))


def _books(**columns: object) -> pl.DataFrame:
    return _frame(BOOK, {"known": 1.0, "tag": -1, "kept": True} | columns)


def _bank(**columns: object) -> pl.DataFrame:
    return _frame(BANK, {"count": 1, "tag": -1, "kept": True, "cited": 1.0, "number_of": -1} | columns)


def _frame(names: tuple[str, ...], columns: dict[str, object]) -> pl.DataFrame:
    height = len(columns["amount"])  # type: ignore[arg-type]
    return pl.DataFrame({name: np.broadcast_to(np.asarray(columns[name]), height) for name in names})


@dataclass(frozen=True)
class Payments:
    """Payments as both sides would see them if nothing were special. amount > 0 in paise; sign +1 into the account."""

    gid: Numbers
    account: Numbers
    party: Numbers
    sign: Numbers
    amount: Numbers
    mode: Numbers
    bank_day: Numbers
    book_day: Numbers
    invoice: Numbers
    rows: Numbers


def _amounts(dice: Dice, count: int) -> Numbers:
    """Log-normal rupees; half of them whole; a share from the company's few round values, or all the same in the stress."""
    rng, habits = dice.rng, dice.habits
    raw = np.clip(np.exp(rng.normal(9.6, 1.5, count)) * 100, 20_000, 9_000_000_00).astype(np.int64)
    amount = np.where(rng.random(count) < 0.5, raw // 100 * 100, raw)
    usual = rng.choice(habits.round_values, count)
    amount = np.where(rng.random(count) < habits.round_share, usual, amount)
    return np.where(rng.random(count) < habits.equal_share, 25_000_00, amount)


def _payments(dice: Dice, count: int, sign: int = 0, mode: int = -1) -> Payments:
    rng, habits = dice.rng, dice.habits
    amount = _amounts(dice, count)
    signs = np.full(count, sign) if sign else np.where(rng.random(count) < 0.52, 1, -1)
    modes = rng.choice([Mode.NEFT, Mode.IMPS, Mode.UPI, Mode.ACH, Mode.CHEQUE, Mode.CASH], count, p=[0.42, 0.14, 0.15, 0.05, 0.2, 0.04])
    modes = np.where((modes == Mode.NEFT) & (amount >= 2_00_000_00), Mode.RTGS, modes) if mode < 0 else np.full(count, mode)
    party = np.minimum((rng.pareto(0.9, count) * len(habits.names) / 60).astype(np.int64), len(habits.names) - 1)
    party = np.where(rng.random(count) < 0.4, rng.integers(0, len(habits.names), count), party)
    bank_day, book_day = _days(dice, modes, signs)
    account = rng.choice(len(habits.accounts), count, p=habits.account_weights)
    gid = dice.groups + np.arange(count)
    dice.groups += count
    return Payments(gid, account, party, signs, amount, modes, bank_day, book_day, rng.integers(1, 60_000, count), dice.rows + np.arange(count))


def _days(dice: Dice, modes: Numbers, signs: Numbers) -> tuple[Numbers, Numbers]:
    """When the bank and when the books have it: transfers within a day, cheques when they clear or are presented, some bookings late."""
    rng, count = dice.rng, len(modes)
    sent = rng.integers(0, SPAN, count)
    lag = np.where(rng.random(count) < 0.2, 1, 0)
    cheque_in, cheque_out = rng.integers(1, 5, count), np.minimum(1 + rng.geometric(0.16, count), 85)
    lag = np.where(modes == Mode.CHEQUE, np.where(signs > 0, cheque_in, cheque_out), lag)
    lag = np.where((modes == Mode.UPI) | (modes == Mode.CASH), 0, lag)
    bank_day = sent + lag
    needs_branch = (modes == Mode.CHEQUE) | (modes == Mode.CASH) | (modes == Mode.ACH)
    bank_day = np.where(needs_branch, dice.habits.calendar.opened(bank_day), bank_day)
    late = (rng.random(count) < dice.habits.booked_late) & (modes != Mode.CHEQUE)
    return bank_day, np.where(late, bank_day + rng.integers(1, 7, count), sent)


def _in_time(days: Numbers) -> Numbers:
    """The statement ends a few days after the quarter."""
    return days < SPAN + 5


def _single(dice: Dice, paid: Payments, ours: Numbers, theirs: Numbers, known: float = 1.0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One book line, one statement line; what is presented after the statement's end is outstanding."""
    books = _books(gid=paid.gid, account=paid.account, party=paid.party, amount=ours, day=paid.book_day, link=paid.rows, known=known)
    kept = _in_time(paid.bank_day)
    bank = _bank(gid=paid.gid, account=paid.account, party=paid.party, amount=theirs, day=paid.bank_day, mode=paid.mode, invoice=paid.invoice, kept=kept)
    return books, bank


def _one_one(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    paid = _payments(dice, lines)
    return _single(dice, paid, paid.sign * paid.amount, paid.sign * paid.amount)


def _recurring(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rent, instalments of loans, subscriptions: the same party and amount every month, about the same day."""
    rng, contracts = dice.rng, max(1, lines // 3)
    paid = _payments(dice, contracts * 3, -1, Mode.ACH)
    which = np.tile(np.arange(contracts), 3)
    due = rng.integers(0, 28, contracts)[which] + 30 * np.repeat(np.arange(3), contracts)
    amount, party = paid.amount[:contracts][which], paid.party[:contracts][which]
    account = paid.account[:contracts][which]
    books = _books(gid=paid.gid, account=account, party=party, amount=-amount, day=due, link=paid.rows, known=0.4)
    bank_day = dice.habits.calendar.opened(due + rng.integers(0, 2, len(due)))
    return books, _bank(gid=paid.gid, account=account, party=party, amount=-amount, day=bank_day, mode=paid.mode, invoice=paid.invoice)


def _own_transfer(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Money between the company's own accounts: two groups of the same size and day, one in each account."""
    out = _payments(dice, max(1, lines // 2), -1, Mode.OWN)
    into = _payments(dice, len(out.gid), 1, Mode.OWN)
    other = (out.account + 1) % len(dice.habits.accounts)
    rows = dice.rows + np.arange(2 * len(out.gid))
    gid, account, party = np.concatenate([out.gid, into.gid]), np.concatenate([out.account, other]), np.full(len(rows), -1)
    amount, day = np.concatenate([-out.amount, out.amount]), np.tile(np.minimum(out.book_day, SPAN), 2)
    books = _books(gid=gid, account=account, party=party, amount=amount, day=day, link=rows, known=0.3)
    return books, _bank(gid=gid, account=account, party=party, amount=amount, day=day, mode=Mode.OWN, invoice=np.tile(out.invoice, 2))


def _charge(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The bank takes its charge out of what comes in, or on top of what goes out."""
    paid = _payments(dice, lines, 0, Mode.NEFT)
    charge = dice.rng.choice(CHARGES, lines, p=_falling(len(CHARGES)))
    return _single(dice, paid, paid.sign * paid.amount, paid.sign * paid.amount - charge)


def _falling(count: int) -> Numbers:
    weights = 1 / np.arange(1, count + 1)
    return weights / weights.sum()


def _tds(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The payer keeps tax on the value before GST, in whole rupees."""
    paid = _payments(dice, lines, 0, Mode.NEFT)
    rate, gst = dice.rng.choice(TDS_RATES, lines, p=[0.3, 0.2, 0.25, 0.05, 0.2]), dice.rng.choice(GST_RATES, lines, p=[0.25, 0.1, 0.65])
    value = np.maximum(paid.amount // 100, 2_000) * 100
    gross = value + value * gst // 10_000
    tax = np.maximum((value * rate + 500_000) // 1_000_000 * 100, 100)
    return _single(dice, paid, paid.sign * gross, paid.sign * (gross - tax))


def _round_off(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Books to the paisa, payment to the rupee."""
    paid = _payments(dice, lines)
    ours = paid.amount // 100 * 100 + dice.rng.integers(1, 100, lines)
    return _single(dice, paid, paid.sign * ours, paid.sign * ((ours + 50) // 100 * 100))


def _typo(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two neighbouring digits exchanged in the books."""
    paid = _payments(dice, lines)
    # No run of noughts or equal digits: nothing could be exchanged there.
    amount = np.where(paid.amount < 10_000_00, paid.amount + 10_000_00, paid.amount) // 10_000_00 * 10_000_00 + dice.rng.choice(
        [1_234_00, 5_872_50, 9_417_00, 3_168_00], lines
    )
    return _single(dice, paid, paid.sign * swap_digits(amount, dice.rng), paid.sign * amount)


def _duplicate(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Booked twice and paid once, or (a third) booked once and paid twice. The second is later and belongs to nothing."""
    rng = dice.rng
    paid = _payments(dice, max(2, lines // 2))
    books, bank = _single(dice, paid, paid.sign * paid.amount, paid.sign * paid.amount)
    ours = rng.random(len(paid.gid)) < 0.67
    later = pl.Series(rng.integers(2, 25, len(paid.gid)))
    nobody = pl.lit(-1, pl.Int64)
    again = books.with_columns(day=pl.col("day") + later, gid=nobody, known=pl.lit(0.7)).filter(pl.Series(ours))
    twice = bank.with_columns(day=pl.col("day") + later, gid=nobody).filter(pl.Series(~ours))
    return pl.concat([books, again]), pl.concat([bank, twice])


def _bounce(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A cheque comes in and comes back; the books know the return in six of ten cases."""
    return _there_and_back(dice, max(1, lines * 5 // 8), 1, Mode.CHEQUE)


def _reversal(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A transfer goes out and is returned by the other bank."""
    return _there_and_back(dice, max(1, lines * 5 // 8), -1, Mode.NEFT)


def _there_and_back(dice: Dice, count: int, sign: int, mode: Mode) -> tuple[pl.DataFrame, pl.DataFrame]:
    rng = dice.rng
    there, back = _payments(dice, count, sign, mode), _payments(dice, count, -sign, mode)
    days = there.bank_day + rng.integers(1, 5, count)
    booked = rng.random(count) < 0.6
    ours, theirs = _single(dice, there, sign * there.amount, sign * there.amount)
    rows = dice.rows + count + np.arange(count)
    gid = np.where(booked, back.gid, -1)
    second = _books(
        gid=gid, account=there.account, party=there.party, amount=-sign * there.amount, day=days + rng.integers(0, 4, count), link=rows, kept=booked
    )
    returned = _bank(
        gid=gid, account=there.account, party=there.party, amount=-sign * there.amount, day=days, mode=Mode.RETURN, invoice=there.invoice, kept=_in_time(days),
        number_of=there.rows,
    )  # fmt: skip
    return pl.concat([ours, second]), pl.concat([theirs, returned])


def _sizes(dice: Dice, lines: int, chance: float, most: int) -> Numbers:
    """Members of groups, two at least, until there are about `lines`."""
    drawn = np.minimum(1 + dice.rng.geometric(chance, max(1, lines)), most)
    return drawn[: max(1, int(np.searchsorted(np.cumsum(drawn), lines)))]


def _batch(dice: Dice, lines: int, paid: Payments, sizes: Numbers, one_party: bool, known: float, spread: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One statement line for several book lines."""
    rng = dice.rng
    of = np.repeat(np.arange(len(sizes)), sizes)
    amount = _amounts(dice, len(of))
    total = np.zeros(len(sizes), dtype=np.int64)
    np.add.at(total, of, amount)
    party = paid.party[of] if one_party else rng.integers(0, len(dice.habits.names), len(of))
    day = np.maximum(np.minimum(paid.bank_day, SPAN)[of] - rng.integers(0, spread + 1, len(of)), 0)
    # Whoever booked the slip or the file had its number for all its lines, or for none; now and then one line was forgotten.
    told = (rng.random(len(sizes)) < known)[of] & (rng.random(len(of)) < 0.96)
    books = _books(gid=paid.gid[of], account=paid.account[of], party=party, amount=paid.sign[of] * amount, day=day, link=paid.rows[of], known=told * ALWAYS)
    bank = _bank(
        gid=paid.gid, account=paid.account, party=paid.party if one_party else -1, amount=paid.sign * total, day=np.minimum(paid.bank_day, SPAN), mode=paid.mode,
        count=sizes, invoice=paid.invoice,
    )  # fmt: skip
    return books, bank


def _batch_party(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One transfer of one party for several bills."""
    sizes = _sizes(dice, lines, 0.45, 12)
    return _batch(dice, lines, _payments(dice, len(sizes), 0, Mode.NEFT), sizes, True, 0.5, 2)


def _batch_deposit(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cheques of several customers on one slip: the bank prints how many."""
    sizes = _sizes(dice, lines, 0.5, 8)
    return _batch(dice, lines, _payments(dice, len(sizes), 1, Mode.DEPOSIT), sizes, False, 0.6, 3)


def _batch_file(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Salaries or vendors paid by one file, whose number most bookings know."""
    sizes = _sizes(dice, lines, 0.06, 60)
    return _batch(dice, lines, _payments(dice, len(sizes), -1, Mode.FILE), sizes, False, 0.8, 1)


def _instalments(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One bill in the books, paid in two to five parts; most parts cite the bill."""
    rng = dice.rng
    paid = _payments(dice, lines, 0, Mode.NEFT)
    amount = np.maximum(paid.amount, 1_000_00)
    parts = rng.integers(2, 6, lines)
    of = np.repeat(np.arange(lines), parts)
    place = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = amount[of] // parts[of]
    wobble = (share * rng.uniform(-0.3, 0.3, len(of)) * (rng.random(lines) < 0.5)[of]).astype(np.int64) // 100 * 100
    share = share + wobble
    taken = np.zeros(lines, dtype=np.int64)
    np.add.at(taken, of, share)
    last = place == parts[of] - 1
    share[last] += amount - taken
    day = np.minimum(np.minimum(paid.book_day, SPAN - 20)[of] + place * rng.integers(1, 15, lines)[of] + rng.integers(0, 3, len(of)), SPAN)
    rows = dice.rows + np.flatnonzero(place == 0)
    books = _books(
        gid=paid.gid, account=paid.account, party=paid.party, amount=paid.sign * amount, day=np.minimum(paid.book_day, SPAN - 20), link=rows, known=0.5
    )
    bank = _bank(
        gid=paid.gid[of], account=paid.account[of], party=paid.party[of], amount=paid.sign[of] * share, day=day, mode=paid.mode[of], count=place + 1,
        invoice=paid.invoice[of], cited=2.0,
    )  # fmt: skip
    return books, bank


def _gateway(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Orders paid through a gateway arrive as one amount less its fee and 18 % GST on it, each order's fee rounded to the paisa."""
    rng = dice.rng
    sizes = _sizes(dice, lines, 0.1, 40)
    paid = _payments(dice, len(sizes), 1, Mode.GATEWAY)
    of = np.repeat(np.arange(len(sizes)), sizes)
    price = rng.choice(np.array([199, 249, 499, 799, 999, 1499, 2999]), len(of)) * 100
    amount = np.where(rng.random(len(of)) < 0.4, price, np.exp(rng.normal(7.2, 0.8, len(of))).astype(np.int64) * 100 + 9_900)
    gateway = rng.integers(0, 3, len(sizes))
    fee = gateway_fee(amount, dice.habits.fee_bps[gateway][of])
    net = np.zeros(len(sizes), dtype=np.int64)
    np.add.at(net, of, amount - fee)
    tag = paid.gid if kind == "gateway_tagged" else np.full(len(sizes), -1)
    party = -2 - gateway
    day = np.minimum(dice.habits.calendar.opened(paid.bank_day), SPAN)
    ordered = np.maximum(day - 2, 0)
    books = _books(gid=paid.gid[of], account=paid.account[of], party=party[of], amount=amount, day=ordered[of], link=paid.rows[of], known=0.0, tag=tag[of])
    bank = _bank(gid=paid.gid, account=paid.account, party=party, amount=net, day=day, mode=paid.mode, count=sizes, tag=tag, invoice=paid.invoice, cited=0.0)
    return books, bank


def gateway_fee(amount: Numbers, bps: Numbers) -> Numbers:
    """The fee in paise, GST included, of each order."""
    fee = (amount * bps + 5_000) // 10_000
    return fee + (fee * 18 + 50) // 100


def _book_only(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cheques not presented, wrong ledgers, vouchers made in advance."""
    paid = _payments(dice, lines)
    books, bank = _single(dice, paid, paid.sign * paid.amount, paid.sign * paid.amount)
    return books, bank.with_columns(kept=pl.lit(False))


def _bank_only(dice: Dice, kind: str, lines: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Charges, interest and payments that nobody has booked yet."""
    rng = dice.rng
    paid = _payments(dice, lines)
    roll = rng.random(lines)
    mode = np.where(roll < 0.45, Mode.CHARGE, np.where(roll < 0.55, Mode.INTEREST, paid.mode))
    amount = np.where(
        mode == Mode.CHARGE, -rng.choice(CHARGES, lines), np.where(mode == Mode.INTEREST, rng.integers(5_000, 9_000_000, lines), paid.sign * paid.amount)
    )
    books, bank = _single(dice, paid, amount, amount)
    return books.with_columns(kept=pl.lit(False)), bank.with_columns(mode=pl.Series(mode), party=pl.Series(np.where(roll < 0.55, -1, paid.party)))


_DRAW: dict[str, Callable[[Dice, str, int], tuple[pl.DataFrame, pl.DataFrame]]] = {
    "one_one": _one_one,
    "recurring": _recurring,
    "own_transfer": _own_transfer,
    "charge": _charge,
    "tds": _tds,
    "round_off": _round_off,
    "typo": _typo,
    "duplicate": _duplicate,
    "bounce": _bounce,
    "reversal": _reversal,
    "batch_party": _batch_party,
    "batch_deposit": _batch_deposit,
    "batch_file": _batch_file,
    "instalments": _instalments,
    "gateway_tagged": _gateway,
    "gateway_untagged": _gateway,
    "book_only": _book_only,
    "bank_only": _bank_only,
}
