"""Books and bank statements that were made up together, with the truth: what the shared model is trained on and what the engine is tried on.

Not the generator of the tests of quality: that one is written apart, with other noise.
"""

import random

import polars as pl

SYLLABLES = [
    "ka",
    "ra",
    "vi",
    "sha",
    "ma",
    "ni",
    "de",
    "lo",
    "pu",
    "ta",
    "ri",
    "jan",
    "su",
    "bha",
    "go",
    "la",
    "mi",
    "tra",
    "ne",
    "ha",
    "ye",
    "da",
    "cho",
    "ru",
    "sa",
    "pra",
    "ku",
]
TRADES = ["Traders", "Enterprises", "Steel", "Textiles", "Foods", "Logistics", "Pharma", "Agro", "Motors", "Papers", "Chemicals", "Electricals"]
ENDS = [" Pvt Ltd", " Private Limited", " LLP", " & Co", " Ltd", "", " and Sons"]
BANKS = ["HDFC", "ICIC", "SBIN", "UTIB", "KKBK", "PUNB", "YESB"]
ROUND = [
    v * 100 for v in (500, 1000, 1180, 1500, 2000, 2360, 2500, 3000, 5000, 5900, 7500, 10000, 11800, 15000, 20000, 25000, 50000, 59000, 75000, 100000, 118000)
]


def parties(rng: random.Random, n: int) -> list[str]:
    return ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize() + " " + rng.choice(TRADES) + rng.choice(ENDS) for _ in range(n)]


def _amount(rng: random.Random) -> int:
    return rng.choice(ROUND) if rng.random() < 0.3 else int(rng.lognormvariate(13.5, 1.3)) + 100


def _squeeze(rng: random.Random, name: str) -> str:
    up = name.upper().replace(".", "")
    kind = rng.random()
    if kind < 0.35:
        return up[: rng.randint(10, 20)]
    if kind < 0.5:
        return up[0] + "".join(c for c in up[1:] if c not in "AEIOU")
    return up.replace(" PVT LTD", "").replace(" PRIVATE LIMITED", "") if kind < 0.8 else up


def bank_world(seed: int, n: int, accounts: int = 4) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """About n book lines (left), their bank lines (right), and the truth (a_id, b_id, kind). Amounts in paise, receipts positive."""
    rng = random.Random(seed)
    names = parties(rng, max(20, n // 60))
    books: list[tuple] = []
    bank: list[tuple] = []
    truth: list[tuple[str, str, str]] = []
    start = 20200

    def book(day: int, amount: int, ref: str | None, party: str, account: str, always: bool = False) -> str:
        ident = f"V{len(books):07d}"
        words = f"Being {'receipt from' if amount > 0 else 'payment to'} {party}" + (
            f" agst INV/25-26/{rng.randint(1, 99999):05d}" if rng.random() < 0.3 else ""
        )
        books.append((ident, day, amount, ref if always or rng.random() < 0.6 else None, words, party, account))
        return ident

    def line(day: int, amount: int, text: str, ref: str | None, account: str) -> str:
        ident = f"S{len(bank):07d}"
        bank.append((ident, day, amount, ref, text, account))
        return ident

    while len(books) < n:
        kind, account, party = rng.random(), f"AC{rng.randrange(accounts)}", rng.choice(names)
        sign, day = rng.choice((1, -1)), start + rng.randrange(90)
        utr = f"{rng.choice(BANKS)}{rng.choice('NRP')}{rng.randint(10**10, 10**11 - 1)}" if rng.random() < 0.7 else f"{rng.randint(10**5, 10**6 - 1)}"
        said = _squeeze(rng, party) if rng.random() < 0.85 else ""
        text = rng.choice(("NEFT/{u}/{p}", "RTGS-{u}-{p}", "{p} TRF {u}", "UPI/{u}/{p}/PAYMENT", "CLG CHQ {u} {p}")).format(u=utr, p=said)
        if rng.random() < 0.3:
            text = text.replace(utr, "")
        shown = utr if rng.random() < 0.3 else None
        late = max(0, int(rng.expovariate(0.6))) - (rng.random() < 0.1)
        amount = sign * _amount(rng)
        if kind < 0.80:
            a = book(day, amount, utr, party, account)
            got, label = amount, "one_one"
            if kind > 0.77:
                got, label = amount - (590 if sign > 0 else -590), "fee"
            elif kind > 0.75:
                got, label = amount + rng.choice((-1, 1)) * rng.randint(1, 90), "round"
            elif kind > 0.73:
                got, label = round(amount * (1 - rng.choice((0.1, 0.02, 0.01)))), "tds"
            elif kind > 0.715:
                digits = list(str(abs(amount)))
                k = rng.randrange(len(digits) - 1)
                digits[k], digits[k + 1] = digits[k + 1], digits[k]
                got, label = sign * int("".join(digits).lstrip("0") or "1"), "typo"
            truth.append((a, line(day + late, got, text, shown, account), label))
            if rng.random() < 0.01:
                book(day + rng.randint(0, 2), amount, utr, party, account)
        elif kind < 0.85:
            count, tagged = rng.randint(2, 7), rng.random() < 0.4
            amounts = [sign * _amount(rng) for _ in range(count)]
            ids = [book(day - rng.randint(0, 5), v, utr if tagged else None, party, account, tagged) for v in amounts]
            b = line(day + late, sum(amounts), text, shown, account)
            truth += [(a, b, "batch") for a in ids]
        elif kind < 0.88:
            amounts = [_amount(rng) for _ in range(rng.randint(4, 14))]
            tag = f"setl{rng.randint(10**8, 10**9 - 1)}"
            ids = [book(day - rng.randint(0, 2), v, tag, rng.choice(names), account, True) for v in amounts]
            b = line(day + late, round(sum(amounts) * 0.98), f"GATEWAY {tag} SETTLEMENT", tag, account)
            truth += [(a, b, "gateway") for a in ids]
        elif kind < 0.91:
            parts = [sign * _amount(rng) for _ in range(rng.randint(2, 3))]
            a = book(day, sum(parts), utr, party, account)
            for k, v in enumerate(parts):
                truth.append((a, line(day + 1 + 9 * k, v, f"TRF {_squeeze(rng, party)}", None, account), "instalment"))
        elif kind < 0.96:
            book(day, amount, utr, party, account)
        else:
            line(day, amount, text, shown, account)
    left = pl.DataFrame(books, schema=["id", "date", "amount", "reference", "narration", "party", "account"], orient="row", infer_schema_length=None)
    right = pl.DataFrame(bank, schema=["id", "date", "amount", "reference", "narration", "account"], orient="row", infer_schema_length=None)
    as_day = pl.col("date").cast(pl.Int32).cast(pl.Date)
    return left.with_columns(as_day), right.with_columns(as_day), pl.DataFrame(truth, schema=["a_id", "b_id", "kind"], orient="row")


def gst_world(seed: int, n: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Purchase register, GSTR-2B and the truth. Slips: formats of bill numbers, another state's GSTIN, typed GSTINs, rounding, wrong heads, splits."""
    rng = random.Random(seed)
    suppliers = []
    for name in parties(rng, max(20, n // 40)):
        pan = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(5)) + f"{rng.randint(0, 9999):04d}" + rng.choice("ABCDEFGH")
        suppliers.append((name, pan, rng.choice(("07", "27", "29")), rng.choice(("INV/25-26/{:04d}", "{:05d}", "SI-{}", "GST/{:03d}/2025-26", "B{:04d}"))))
    left, right, truth = [], [], []
    while len(left) < n:
        name, pan, state, pattern = rng.choice(suppliers)
        gstin, day, taxable = f"{state}{pan}1Z{rng.choice('135')}"[:15], 20200 + rng.randrange(90), _amount(rng)
        serial = rng.randint(1, 9999)
        bill = pattern.format(serial)
        rate = rng.choice((5, 12, 18))
        tax = taxable * rate // 100
        heads = (tax, 0, 0) if state != "29" else (0, tax // 2, tax // 2)
        kind = rng.random()
        seen = {"gstin": gstin, "bill": bill, "taxable": taxable, "heads": heads, "day": day}
        a, b = f"P{len(left):07d}", f"B{len(right):07d}"
        if kind < 0.04:
            left.append((a, day, gstin, bill, name, taxable, *heads))
            continue
        right.append((b, day, gstin, bill, name.upper(), taxable, *heads))
        label = "plain"
        if kind < 0.08:
            continue
        if kind < 0.2:
            seen["bill"], label = rng.choice((str(serial), bill.replace("/", "-"), bill.replace("INV", "INVOICE "), f"Bill No {serial}")), "format"
        elif kind < 0.25:
            seen["taxable"], label = taxable + rng.randint(-99, 99), "round"
        elif kind < 0.28:
            k = rng.randrange(2, 12)
            seen["gstin"], label = gstin[:k] + rng.choice("ABCDEF3456") + gstin[k + 1 :], "gstin"
        elif kind < 0.31:
            seen["bill"], label = str(serial + rng.choice((1, 10, 100))), "bill_typo"
        elif kind < 0.33:
            seen["heads"], label = ((0, tax // 2, tax - tax // 2) if heads[0] else (tax, 0, 0)), "head"
        elif kind < 0.36 and taxable > 1000:
            cut = taxable // 3
            for k, part in enumerate((cut, taxable - cut)):
                share = tuple(h * part // taxable if k == 0 else h - h * cut // taxable for h in heads)
                truth.append((f"P{len(left):07d}", b, "split"))
                left.append((f"P{len(left):07d}", day, gstin, bill, name, part, *share))
            continue
        left.append((a, seen["day"] + rng.choice((0, 0, 0, 1, 3, 9)), seen["gstin"], seen["bill"], name, seen["taxable"], *seen["heads"]))
        truth.append((a, b, label))
    names = ["id", "date", "gstin", "bill_no", "party", "taxable", "igst", "cgst", "sgst"]
    as_day = pl.col("date").cast(pl.Int32).cast(pl.Date)
    tables = [pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None).with_columns(as_day) for rows in (left, right)]
    return tables[0], tables[1], pl.DataFrame(truth, schema=["a_id", "b_id", "kind"], orient="row")


def people_world(seed: int, n: int, swapped: float = 0.1) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Two lists of people without amount: names, street, town, birthday as text; slips of keys, swapped names, lost fields. Half of them in both lists."""
    rng = random.Random(seed)
    towns = ["".join(rng.choice(SYLLABLES) for _ in range(3)) + "pur" for _ in range(60)]
    word = lambda low, high: "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(low, high)))
    firsts, lasts = [word(2, 3) for _ in range(300)], [word(2, 4) for _ in range(500)]

    def slip(text: str) -> str:
        if len(text) < 3 or rng.random() < 0.6:
            return text
        k = rng.randrange(len(text) - 1)
        return rng.choice((text[:k] + text[k + 1 :], text[:k] + text[k + 1] + text[k] + text[k + 2 :], text[:k] + rng.choice("aeioumnr") + text[k + 1 :]))

    left, right, truth = [], [], []
    for k in range(n):
        person = [
            rng.choice(firsts),
            rng.choice(lasts),
            f"{rng.randint(1, 300)} {word(2, 3)} road",
            rng.choice(towns),
            f"19{rng.randint(40, 99)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        ]
        kind = rng.random()
        if kind < 0.75:
            left.append((f"A{k}", *person))
        if kind > 0.25:
            seen = [slip(v) if rng.random() > 0.08 else None for v in person]
            if rng.random() < swapped:
                seen[0], seen[1] = seen[1], seen[0]
            right.append((f"B{k}", *seen))
        if 0.25 < kind < 0.75:
            truth.append((f"A{k}", f"B{k}", "person"))
    names = ["id", "first", "last", "street", "town", "born"]
    tables = [pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None).sample(fraction=1.0, shuffle=True, seed=seed) for rows in (left, right)]
    return tables[0], tables[1], pl.DataFrame(truth, schema=["a_id", "b_id", "kind"], orient="row")
