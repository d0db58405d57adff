"""Tables that two parties keep of one thing: tax deducted, an account between two parties, between two companies of a group, sales by a gateway."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

import polars as pl

from tests.generators.recon.problem import Problem, numbered, to_truth
from tests.generators.recon.spelling import digit_slip
from tests.generators.recon.words import FAMILIES, PLACES, TRADES

Row = dict[str, object]
Event = tuple[str, list[Row], list[Row]]
"""Kind of trouble, our lines, their lines."""
SPAN = 92
SECTIONS = (("194C", 100), ("194J", 1000), ("194H", 200), ("194Q", 10))


def tds(seed: int, rows: int) -> Problem:
    """Tax that customers deducted: books against Form 26AS. id, date, amount (tax, paise), base, tan, section, party."""
    return _problem("tds", seed, rows, _tax)


def party(seed: int, rows: int) -> Problem:
    """Our ledger of parties against their statements, in their view. id, account, date, amount, reference, narration."""
    return _problem("party", seed, rows, lambda dice, first: _account(dice, first, "party"))


def intercompany(seed: int, rows: int) -> Problem:
    """Balances of two companies of one group, in mirrored signs; texts say little, months are closed late. Columns as of `party`."""
    return _problem("intercompany", seed, rows, lambda dice, first: _account(dice, first, "intercompany"))


def gateway(seed: int, rows: int) -> Problem:
    """Orders in our books against the gateway's report: fees off, refunds, several orders in one line of one settlement. Columns as of `party`, one account."""
    return _problem("gateway", seed, rows, _order)


LEDGERS: Mapping[str, Callable[[int, int], Problem]] = {"tds": tds, "party": party, "intercompany": intercompany, "gateway": gateway}


def _problem(name: str, seed: int, rows: int, make: Callable[[Random, date], Event]) -> Problem:
    dice = Random(f"{name}-{seed}")
    first = date(dice.randint(2023, 2027), dice.choice((1, 4, 7, 10)), 1)
    sides: tuple[list[Row], list[Row]] = ([], [])
    gid = 0
    while len(sides[0]) < rows:
        kind, ours, theirs = make(dice, first)
        gone = dice.random()
        for side, lines, kept in ((sides[0], ours, gone > 0.04), (sides[1], theirs, gone < 0.96)):
            side.extend(line | {"gid": gid if 0.04 < gone < 0.96 else None, "kind": kind} for line in lines if kept)
        gid += 1
    left, right = (numbered(pl.DataFrame(side, infer_schema_length=None), letter, seed + k) for k, (side, letter) in enumerate(zip(sides, "LR", strict=True)))
    columns = [column for column in left.columns if column not in ("id", "gid", "kind")]
    mirrored = right.with_columns(amount=-pl.col("amount")) if name in ("party", "intercompany") else right
    return Problem(f"{name}-{rows}-seed{seed}", left.select("id", *columns), right.select("id", *columns), to_truth(left, mirrored))


def _day(dice: Random, first: date, later: int = 0) -> date:
    return first + timedelta(days=dice.randrange(SPAN) + later)


def _tax(dice: Random, first: date) -> Event:
    owner = dice.randrange(60)
    section, rate = SECTIONS[(owner + (dice.random() < 0.1)) % 4]
    name = f"{FAMILIES[owner % len(FAMILIES)]} {TRADES[owner % len(TRADES)]}"
    tan = f"{PLACES[owner % len(PLACES)][:3].upper()}{name[0]}{10_000 + owner * 1373}{'ABCDEFGH'[owner % 8]}"
    common: Row = {"tan": tan, "section": section, "party": name}

    def line(base: int, day: date, **other: object) -> Row:
        return {"date": day, "amount": (base * rate // 10_000 + 50) // 100 * 100, "base": base, **common, **other}

    base, day = dice.randrange(20_000, 900_000) * 100, _day(dice, first)
    kind = dice.choices(("same", "later_day", "with_gst", "rounded", "other_section", "short", "quarter_total"), (40, 20, 12, 8, 5, 5, 10))[0]
    ours = line(base, day)
    if kind == "quarter_total":
        parts = [line(dice.randrange(20_000, 400_000) * 100, _day(dice, first)) for _ in range(dice.randint(2, 4))]
        sums = {column: sum(int(str(part[column])) for part in parts) for column in ("amount", "base")}
        return kind, parts, [line(0, first + timedelta(days=SPAN - 2)) | sums]
    other: Row = {}
    if kind == "with_gst":
        ours = ours | {"base": base * 118 // 100}
    elif kind == "rounded":
        other = {"amount": int(str(ours["amount"])) + 100}
    elif kind == "other_section":
        other = {"section": SECTIONS[(owner + 2) % 4][0]}
    elif kind == "short":
        other = {"amount": int(str(ours["amount"])) * 9 // 10 // 100 * 100}
    moved = day if kind == "same" else min(day + timedelta(days=dice.randrange(1, 25)), first + timedelta(days=SPAN - 2))
    return kind, [ours], [line(base, max(moved, day)) | {"amount": ours["amount"]} | other]


def _account(dice: Random, first: date, name: str) -> Event:
    """One entry between two. Theirs bears the other sign."""
    account = f"{name[0].upper()}-{dice.randrange(4 if name == 'intercompany' else 40):03d}"
    day, amount = _day(dice, first), dice.randrange(1_000, 500_000) * 100 * dice.choice((1, 1, -1))
    number = f"{dice.choice(('S', 'TI', 'DN'))}/{dice.randint(1, 9_999):04d}"
    late = dice.randrange(0, 30 if name == "intercompany" else 12)
    kind = dice.choices(("same", "number_spelled", "no_number", "less_tds", "rounded", "split", "slip"), (45, 15, 12, 8, 6, 10, 4))[0]

    def line(at: date, paise: int, reference: str) -> Row:
        return {
            "account": account,
            "date": at,
            "amount": paise,
            "reference": reference,
            "narration": f"{'Receipt' if paise < 0 else 'Bill'} {reference}".strip(),
        }

    ours, after = line(day, amount, number), day + timedelta(days=late)
    theirs = {
        "number_spelled": [line(after, -amount, number.replace("/", "-").replace("-0", "-"))],
        "no_number": [line(after, -amount, "")],
        "less_tds": [line(after, -(amount * 98 // 100), number)],
        "rounded": [line(after, -amount + dice.choice((-50, 50)), number)],
        "split": [line(after, -(amount // 300 * 100), number), line(after, -(amount - amount // 300 * 100), number)],
        "slip": [line(after, -amount, digit_slip(number, dice.randint(0, 99)))],
    }
    return kind, [ours], theirs.get(kind, [line(after, -amount, number)])


def _order(dice: Random, first: date) -> Event:
    day, amount = _day(dice, first), dice.randrange(199, 20_000) * 100
    order, payment = f"ORD{dice.randrange(10**7, 10**8)}", f"pay_{dice.randrange(16**10):010X}"
    kind = dice.choices(("gross", "less_fee", "refund", "no_order", "bundled"), (40, 30, 8, 12, 10))[0]

    def line(at: date, paise: int, reference: str, text: str) -> Row:
        return {"account": "PG", "date": at, "amount": paise, "reference": reference, "narration": text}

    after = day + timedelta(days=dice.randrange(0, 4))
    if kind == "bundled":
        sums = [dice.randrange(199, 9_000) * 100 for _ in range(dice.randint(2, 4))]
        return kind, [line(day, paise, payment, f"Sale {payment}") for paise in sums], [line(after, sum(sums), payment, f"Settled {payment}")]
    if kind == "refund":
        return kind, [line(day, -amount, order, f"Refund {order}")], [line(after, -amount, payment, f"refund {order}")]
    paid = amount - amount * 236 // 10_000 if kind == "less_fee" else amount
    return kind, [line(day, amount, order, f"Sale {order}")], [line(after, paid, payment, "payment captured" if kind == "no_order" else f"payment {order}")]
