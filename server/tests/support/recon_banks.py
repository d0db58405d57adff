"""Companies with their banks, each of another habit: what the engine's probabilities are measured on. A seed is a company.

Not the generator of the tests of quality (`tests/generators/recon`): written apart, with other words, banks and troubles. Plain draws, one event after another.
"""

import random
from dataclasses import dataclass, field

import polars as pl

from tests.support.recon_world import ENDS, SYLLABLES, TRADES

START = 20_180
DAYS = 91
FIRST_NAMES = ("Ramesh", "Suresh", "Anita", "Pooja", "Imran", "Farah", "Joseph", "Meena", "Vikram", "Lakshmi", "Harpreet", "Sunil", "Deepa", "Arun", "Kavita")
LAST_NAMES = ("Kumar", "Sharma", "Patel", "Reddy", "Nair", "Khan", "Singh", "Gupta", "Iyer", "Das", "Joshi", "Mehta", "Pillai", "Rao", "Yadav")
FORMS = {
    "transfer": ("NEFT/{u}/{p}", "NEFT CR-{i}-{p}-{o}-{u}", "RTGS {u} {p}", "BY TRANSFER-NEFT*{i}*{u}*{p}--", "{p}/{u}/{r}", "MB:{p} {u}", "FT - {p} - {r}"),
    "upi": ("UPI/{d}/{p}/{r}", "UPI-{p}-{v}-{d}-{r}", "UPI/P2A/{d}/{p}", "{d} UPI {v}"),
    "cheque": ("CLG {c}", "CHQ PAID-{c}-{p}", "TO CLG:{p}:{c}", "INWARD CLG {c} {b}", "CHQ DEP {c} {b}"),
    "cash": ("CASH DEP {b}", "BY CASH", "CASH WDL SELF {c}", "CDM DEP {b} {d}"),
    "mandate": ("ACH D- {p}-{d}", "ECS {p} {u}", "SI {p}", "NACH DR {d} {p}"),
    "file": ("BULK {u} {n} TXNS", "SALARY {r}", "CORP UPLOAD {d}", "PAYMENT FILE {d} CNT {n}"),
    "slip": ("CHQ DEP {n} INST {b}", "CLEARING {b}", "CHQS LOT {d}"),
    "gateway": ("{g} SETTLEMENT {t}", "NEFT-{g} PAYMENTS-{t}", "{g} SOFTWARE PVT LTD"),
}


@dataclass
class Company:
    """What is so in this company and otherwise in the next, and the lines as they come about."""

    rng: random.Random
    names: list[str]
    accounts: list[str]
    style: dict[str, dict[str, tuple[str, ...]]]
    share: dict[str, float]
    round_amounts: list[int]
    round_share: float
    whole: float
    middle: float
    spread: float
    knows: float
    tail: float
    late: float
    name_cut: float
    name_gone: float
    expense: float
    charge: int
    fee: dict[str, float]
    by_days: tuple[str, float]
    books: list[tuple] = field(default_factory=list)
    bank: list[tuple] = field(default_factory=list)
    truth: list[tuple[str, str, str]] = field(default_factory=list)
    settled_upto: int = 0


SHARES = {
    "plain": 0.62,
    "retainer": 0.01,
    "mandate": 0.01,
    "own": 0.015,
    "charge": 0.03,
    "tds": 0.03,
    "rounded": 0.02,
    "slip_of_key": 0.015,
    "entered_twice": 0.012,
    "bounce": 0.01,
    "one_party": 0.012,
    "slip": 0.006,
    "file": 0.004,
    "parts": 0.03,
    "tagged": 0.004,
    "untagged": 0.003,
    "by_days": 0.002,
    "only_books": 0.045,
    "only_bank": 0.045,
}
"""How often each event happens, before a company's own dice."""


def varied_bank(seed: int, n: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """About n book lines (left), the bank's lines (right) and the truth (a_id, b_id, kind). Paise, money in positive."""
    rng = random.Random(f"bank {seed}")
    firm = _company(rng, n)
    kinds, weights = list(firm.share), list(firm.share.values())
    while len(firm.books) < n:
        _EVENTS[rng.choices(kinds, weights)[0]](firm)
    return _tables(firm)


def _company(rng: random.Random, n: int) -> Company:
    parties = max(25, int(n / rng.uniform(10, 60)))
    people = rng.uniform(0.05, 0.5)
    stems = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize() for _ in range(max(10, int(parties * rng.uniform(0.6, 1.2))))]
    names = [
        f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}" if rng.random() < people else f"{rng.choice(stems)} {rng.choice(TRADES)}{rng.choice(ENDS)}"
        for _ in range(parties)
    ]
    accounts = [f"{rng.choice(('CC', 'CA', 'OD'))}-{rng.randint(10**9, 10**10)}" for _ in range(rng.randint(1, 5))]
    style = {a: {mode: tuple(rng.sample(forms, min(len(forms), rng.randint(1, 2)))) for mode, forms in FORMS.items()} for a in accounts}
    return Company(
        rng,
        names,
        accounts,
        style,
        {kind: share * rng.gammavariate(4, 0.25) for kind, share in SHARES.items()},
        [rng.randint(1, 99) * 10 ** rng.randint(4, 6) for _ in range(rng.randint(8, 40))],
        rng.uniform(0.05, 0.5),
        rng.uniform(0.1, 0.9),
        rng.uniform(11.5, 15),
        rng.uniform(0.9, 1.8),
        rng.uniform(0.2, 0.9),
        rng.uniform(0.0, 0.2),
        rng.uniform(0.02, 0.25),
        rng.uniform(0.1, 0.7),
        rng.uniform(0.02, 0.3),
        rng.uniform(0.0, 0.15),
        rng.choice((295, 590, 1180, 1770, 2950, 5900)),
        {g: rng.choice((0.0118, 0.0199, 0.02, 0.0236, 0.0175)) for g in rng.sample(("RAZORPAY", "CASHFREE", "PAYU", "BILLDESK"), 2)},
        (rng.choice(("INSTAMOJO", "PHONEPE", "CCAVENUE")), rng.choice((0.0118, 0.0199, 0.02, 0.0236, 0.0175))),
    )


def _amount(c: Company) -> int:
    if c.rng.random() < c.round_share:
        return c.rng.choice(c.round_amounts)
    amount = int(c.rng.lognormvariate(c.middle, c.spread)) + 10_000
    return amount // 100 * 100 if c.rng.random() < c.whole else amount


def _party(c: Company) -> str:
    return c.names[int(len(c.names) * c.rng.random() ** 2)]


def _written(c: Company, name: str) -> str:
    """A name as a bank prints it."""
    rng, up = c.rng, name.upper().replace(".", "")
    if not up or rng.random() < c.name_gone:
        return ""
    if rng.random() < c.name_cut:
        return up[: rng.randint(8, 18)].strip()
    kind = rng.random()
    if kind < 0.08:
        return up.replace(" ", "")
    if kind < 0.14:
        return up[0] + "".join(x for x in up[1:] if x not in "AEIOU")
    if kind < 0.2 and len(up) > 5:
        k = rng.randrange(1, len(up) - 1)
        return up[:k] + up[k + 1 :]
    return up.replace(" PRIVATE LIMITED", "").replace(" PVT LTD", "") if kind < 0.5 else up


@dataclass(frozen=True)
class Payment:
    """One movement of money as both sides might see it."""

    account: str
    party: str
    mode: str
    sent: int
    day: int
    utr: str
    cheque: str


def _payment(c: Company, sign: int, mode: str = "") -> Payment:
    rng = c.rng
    mode = mode or rng.choices(("transfer", "upi", "cheque", "cash", "mandate"), (0.5, 0.2, 0.2, 0.05, 0.05))[0]
    sent = START + rng.randrange(DAYS)
    if mode == "cheque":
        day = sent + (rng.randint(1, 4) if sign > 0 else min(1 + int(rng.expovariate(0.14)), 88))
    else:
        day = sent + (rng.random() < 0.25) + (rng.random() < 0.05)
    bank = rng.choice(("HDFC", "ICIC", "SBIN", "UTIB", "BARB", "IDIB", "CNRB"))
    utr = f"{bank}{rng.choice(('N', 'R', 'P', 'H'))}{rng.randint(10**10, 10**11 - 1)}"
    return Payment(rng.choice(c.accounts), _party(c), mode, sent, day, utr, f"{rng.randint(1, 999_999):06d}")


def _entry(c: Company, pay: Payment, amount: int, reference: str | None = None, party: str | None = None, day: int | None = None) -> str:
    """A line of the books. reference "": it has none for sure; None: by the company's habit."""
    rng, ident = c.rng, f"V{len(c.books):07d}"
    number = pay.cheque if pay.mode == "cheque" else str(int(pay.utr[-10:])) if pay.mode == "upi" else pay.utr
    if reference is None:
        reference = number if rng.random() < c.knows and pay.mode != "cash" else ""
        if reference and rng.random() < c.tail:
            reference = reference[-6:]
        if reference and rng.random() < 0.02:
            k = rng.randrange(len(reference))
            reference = reference[:k] + rng.choice("0123456789") + reference[k + 1 :]
    name = party or pay.party
    words = rng.choice(
        ("Being amt {w} {p}", "{p}", "{w} {p} bill {n}", "Ch no {c} {p}" if pay.mode == "cheque" else "online {w} {p}", "Payment ref {n}", "")
    ).format(w="recd from" if amount > 0 else "paid to", p=name, n=rng.randint(1, 9999), c=pay.cheque if rng.random() < c.knows else "")
    booked = pay.sent if day is None else day
    if day is None and pay.mode != "cheque" and rng.random() < c.late:
        booked = pay.day + rng.randint(1, 8)
    shown = rng.choice(("Office Expenses", "Freight", "Staff Welfare", "Repairs")) if amount < 0 and rng.random() < c.expense else name
    c.books.append((ident, booked, amount, reference or None, words or None, shown, pay.account))
    return ident


def _line(c: Company, pay: Payment, amount: int, mode: str = "", count: int = 0, tag: str = "", day: int | None = None, party: str | None = None) -> str:
    """A line of the statement."""
    rng, ident = c.rng, f"S{len(c.bank):07d}"
    form = rng.choice(c.style[pay.account][mode or pay.mode])
    name = pay.party if party is None else party
    text = form.format(
        u=pay.utr,
        p=_written(c, name),
        i=pay.utr[:4] + "0" + str(rng.randint(100000, 999999)),
        o="COMPANY LTD",
        r=rng.choice(("", "INV", "PAYMENT", "ADVANCE", f"BILL {rng.randint(1, 9999)}", "RENT", "NA")),
        d=str(int(pay.utr[-10:])),
        v=name.split(" ")[0].lower() + rng.choice(("@oksbi", "@ybl", "@hdfcbank", f"{rng.randint(1, 99)}@paytm")),
        c=pay.cheque,
        b=rng.choice(("MUMBAI", "PUNE", "FORT BR", "ANDHERI", "CTS", "MICR")),
        n=count,
        g=name.upper(),
        t=tag,
    )
    shown = {"transfer": pay.utr, "cheque": pay.cheque}.get(mode or pay.mode) if rng.random() < 0.3 else None
    c.bank.append((ident, pay.day if day is None else day, amount, shown, text, pay.account))
    return ident


def _pair(c: Company, pay: Payment, ours: int, theirs: int, kind: str) -> None:
    entry = _entry(c, pay, ours)
    if pay.day < START + DAYS + 3:
        c.truth.append((entry, _line(c, pay, theirs), kind))


def _sign(c: Company) -> int:
    return 1 if c.rng.random() < 0.5 else -1


def _plain(c: Company) -> None:
    sign, amount = _sign(c), _amount(c)
    _pair(c, _payment(c, sign), sign * amount, sign * amount, "plain")


def _retainer(c: Company) -> None:
    """One amount of one party again and again, a few days apart."""
    sign, amount, first = _sign(c), _amount(c), _payment(c, 1, c.rng.choice(("upi", "transfer", "cash")))
    step, start = c.rng.choice((1, 2, 7, 15)), START + c.rng.randrange(40)
    for k in range(c.rng.randint(3, 7)):
        pay = _payment(c, sign, first.mode)
        pay = Payment(first.account, first.party, first.mode, start + k * step, start + k * step + (c.rng.random() < 0.3), pay.utr, pay.cheque)
        _pair(c, pay, sign * amount, sign * amount, "retainer")


def _mandate(c: Company) -> None:
    amount, first, start = _amount(c), _payment(c, -1, "mandate"), START + c.rng.randrange(28)
    for k in range(3):
        pay = _payment(c, -1, "mandate")
        pay = Payment(first.account, first.party, "mandate", start + 30 * k, start + 30 * k + c.rng.randint(0, 2), pay.utr, pay.cheque)
        _pair(c, pay, -amount, -amount, "mandate")


def _own(c: Company) -> None:
    amount, pay = _amount(c), _payment(c, 1, "transfer")
    other = c.rng.choice(c.accounts)
    for sign, account in ((-1, pay.account), (1, other)):
        moved = Payment(account, "Own account", "transfer", pay.sent, pay.day, pay.utr, pay.cheque)
        _pair(c, moved, sign * amount, sign * amount, "own")


def _charge(c: Company) -> None:
    amount = _amount(c)
    _pair(c, _payment(c, 1, "transfer"), amount, amount - c.charge, "charge")


def _tds(c: Company) -> None:
    amount = _amount(c)
    _pair(c, _payment(c, 1, "transfer"), amount, amount - round(amount * c.rng.choice((0.001, 0.01, 0.02, 0.05, 0.1))), "tds")


def _rounded(c: Company) -> None:
    sign, amount = _sign(c), _amount(c)
    _pair(c, _payment(c, sign), sign * amount, sign * (amount + c.rng.choice((-1, 1)) * c.rng.randint(1, 99)), "rounded")


def _slip_of_key(c: Company) -> None:
    sign, amount = _sign(c), _amount(c)
    digits = list(str(amount))
    k = c.rng.randrange(len(digits) - 1)
    digits[k], digits[k + 1] = digits[k + 1], digits[k]
    _pair(c, _payment(c, sign), sign * max(int("".join(digits)), 1), sign * amount, "slip_of_key")


def _entered_twice(c: Company) -> None:
    sign, amount = _sign(c), _amount(c)
    pay = _payment(c, sign)
    first = _entry(c, pay, sign * amount)
    # Of two entries of which one has the number, that one would be meant.
    _entry(c, pay, sign * amount, None if c.books[-1][3] else "", day=pay.sent + c.rng.randint(0, 3))
    c.truth.append((first, _line(c, pay, sign * amount), "entered_twice"))


def _bounce(c: Company) -> None:
    """A cheque comes in, is returned, and perhaps comes again; the books know the first and, half of the time, the return."""
    amount, pay = _amount(c), _payment(c, 1, "cheque")
    c.truth.append((_entry(c, pay, amount), _line(c, pay, amount), "bounce"))
    back = Payment(pay.account, pay.party, "cheque", pay.day + 1, pay.day + 1, pay.utr, pay.cheque)
    returned = _line(c, back, -amount, party=f"RETURN {pay.party}")
    if c.rng.random() < 0.5:
        c.truth.append((_entry(c, back, -amount), returned, "bounce"))
    if c.rng.random() < 0.5:
        again = Payment(pay.account, pay.party, "cheque", pay.day + 4, pay.day + 5, pay.utr, pay.cheque)
        _pair(c, again, amount, amount, "bounce")


def _one_party(c: Company) -> None:
    """Several bills of one party in one payment."""
    sign, pay = _sign(c), _payment(c, 1, c.rng.choice(("transfer", "upi", "cheque")))
    amounts, tagged = [_amount(c) for _ in range(c.rng.randint(2, 7))], c.rng.random() < c.knows * 0.6
    entries = [_entry(c, pay, sign * v, pay.utr if tagged else "", day=pay.sent - c.rng.randint(0, 6)) for v in amounts]
    line = _line(c, pay, sign * sum(amounts))
    c.truth += [(entry, line, "one_party") for entry in entries]


def _slip(c: Company) -> None:
    """Cheques of several parties on one slip."""
    pay, count = _payment(c, 1, "cheque"), c.rng.randint(2, 6)
    amounts = [_amount(c) for _ in range(count)]
    entries = [_entry(c, pay, v, None if c.rng.random() < 0.3 else f"{c.rng.randint(1, 999_999):06d}", _party(c), pay.sent) for v in amounts]
    line = _line(c, pay, sum(amounts), "slip", count, party="")
    c.truth += [(entry, line, "slip") for entry in entries]


def _file(c: Company) -> None:
    """Salaries or suppliers in one file, one debit."""
    pay, count = _payment(c, -1, "transfer"), c.rng.randint(3, 15)
    amounts, tagged = [_amount(c) for _ in range(count)], c.rng.random() < 0.5
    entries = [_entry(c, pay, -v, pay.utr if tagged else "", _party(c), pay.sent) for v in amounts]
    line = _line(c, pay, -sum(amounts), "file", count, party="")
    c.truth += [(entry, line, "file") for entry in entries]


def _parts(c: Company) -> None:
    """One entry paid in parts."""
    sign, pay = _sign(c), _payment(c, 1, c.rng.choice(("transfer", "upi")))
    amounts = [_amount(c) for _ in range(c.rng.randint(2, 4))]
    entry = _entry(c, pay, sign * sum(amounts))
    for k, v in enumerate(amounts):
        part = _payment(c, sign, pay.mode)
        part = Payment(pay.account, pay.party, pay.mode, pay.sent, pay.day + k * c.rng.randint(3, 12), pay.utr if k == 0 else part.utr, part.cheque)
        c.truth.append((entry, _line(c, part, sign * v), "parts"))


def _gateway(c: Company, tagged: bool) -> None:
    name, rate = c.rng.choice(list(c.fee.items()))
    pay = _payment(c, 1, "transfer")
    tag = f"{name[:4].lower()}_{c.rng.randint(10**8, 10**9)}"
    amounts = [_amount(c) for _ in range(c.rng.randint(3, 14))]
    entries = [_entry(c, pay, v, tag if tagged else "", c.rng.choice((name, _party(c))), pay.sent - c.rng.randint(0, 1)) for v in amounts]
    line = _line(c, pay, round(sum(amounts) * (1 - rate)), "gateway", len(amounts), tag if tagged else "", party=name)
    c.truth += [(entry, line, "tagged" if tagged else "untagged") for entry in entries]


def _tagged(c: Company) -> None:
    _gateway(c, tagged=True)


def _untagged(c: Company) -> None:
    _gateway(c, tagged=False)


def _by_days(c: Company) -> None:
    """A gateway that pays what came on a day or two, less its fee, and names no order; now and then it keeps back a refund that the books do not have yet."""
    (name, rate), first = c.by_days, _payment(c, 1, "transfer")
    one = Payment(c.accounts[0], first.party, first.mode, first.sent, first.day, first.utr, first.cheque)
    for _ in range(c.rng.randint(2, 8)):
        sent = START + c.settled_upto
        c.settled_upto += 2
        if c.settled_upto > DAYS:
            return
        amounts = [_amount(c) for _ in range(c.rng.randint(2, 9))]
        entries = [_entry(c, one, v, "", name, sent + c.rng.randint(0, 1)) for v in amounts]
        refund = _amount(c) // 10 if c.rng.random() < 0.06 else 0
        pay = Payment(one.account, one.party, one.mode, sent, sent + c.rng.randint(2, 4), _payment(c, 1, "transfer").utr, one.cheque)
        line = _line(c, pay, round(sum(amounts) * (1 - rate)) - refund, "gateway", len(amounts), "", party=name)
        c.truth += [(entry, line, "untagged") for entry in entries]


def _only_books(c: Company) -> None:
    sign = _sign(c)
    _entry(c, _payment(c, sign), sign * _amount(c))


def _only_bank(c: Company) -> None:
    sign = _sign(c)
    _line(c, _payment(c, sign), sign * _amount(c))


_EVENTS = {
    "plain": _plain,
    "retainer": _retainer,
    "mandate": _mandate,
    "own": _own,
    "charge": _charge,
    "tds": _tds,
    "rounded": _rounded,
    "slip_of_key": _slip_of_key,
    "entered_twice": _entered_twice,
    "bounce": _bounce,
    "one_party": _one_party,
    "slip": _slip,
    "file": _file,
    "parts": _parts,
    "tagged": _tagged,
    "untagged": _untagged,
    "by_days": _by_days,
    "only_books": _only_books,
    "only_bank": _only_bank,
}


def _tables(c: Company) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    left = pl.DataFrame(c.books, schema=["id", "date", "amount", "reference", "narration", "party", "account"], orient="row", infer_schema_length=None)
    right = pl.DataFrame(c.bank, schema=["id", "date", "amount", "reference", "narration", "account"], orient="row", infer_schema_length=None)
    as_day = pl.col("date").cast(pl.Int32).cast(pl.Date)
    truth = pl.DataFrame(c.truth, schema=["a_id", "b_id", "kind"], orient="row")
    return left.with_columns(as_day), right.with_columns(as_day), truth
