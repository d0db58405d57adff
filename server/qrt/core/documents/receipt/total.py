"""The total of a till slip: what its label says, and what cash, change, rounding and tax prove."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.values import amount_of

_FLAGS = re.compile(r"[*]?(?:SR|ZR|ZRL|ES|TX|[A-Z*#])?$")
_SIGN = re.compile(r"^(?:RM|MYR|SGD|USD|AUD|HKD|INR|EUR|GBP|AED|S\$|A\$|US\$|HK\$|NZ\$|[A-Z]{3})(?=[-\d.])", re.IGNORECASE)
_CENTS = {False: re.compile(r"\d*\.\d{2}$"), True: re.compile(r"\d+,\d{2}$")}

# The first that fits names the row.
_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("count", r"\b(?:items?|qty|quantity|count|pcs|points?|savings?|saved|disc(?:ount)?|no of)\b|supplies"),
        ("change", r"\bchange\b|\bbalance returned\b|\brefund\b"),
        (
            "total",
            (
                r"\b(?:rounded total|total (?:amt |amount )?rounded|round d total|grand total|nett? total|total payable|amount payable|nett? payable|to pay|amount due|"
                r"balance due|total due|bill (?:total|amount)|nett? (?:amount|amt)|total (?:sales |amount |amt |rm )*(?:incl|inclusive|inc|including|with)\w*|total (?:after|round)\w*|"
                r"total to pay|invoice total|final total|total bill|summe|gesamtbetrag|a payer|total ttc|te betalen)\b"
            ),
        ),
        ("round", r"\bround(?:ing|ed)?\b|\brnd\b|\bround off\b|\bround(?:ing)? adj\w*"),
        ("subtotal", r"\bsub ?-?total\b|\bexcl\w*|\bbefore\b|\btaxable\b|\bzwischensumme\b|\bgross\b|\bwithout\b"),
        ("tax", r"\b(?:c|s|i|ut)?gst\b|\bvat\b|\btax\b|\bsst\b|\bservice charge\b|\bsvc\b|\bcess\b|\bmwst\b|\btva\b|\bbtw\b"),
        ("plain", r"\btotal\b|\bamount\b|\btotals\b|\bttl\b"),
        (
            "paid",
            r"\bcash\b|\btender\w*|\bpaid\b|\bpayment\b|\bvisa\b|\bmaster\w*|\bcard\b|\bcredit\b|\bdebit\b|\bupi\b|\bgpay\b|\bpaytm\b|\breceived\b|\bnets\b|\bamex\b|\bepay\w*|\bbar\b",
        ),
    )
)
_WEIGHT = {"total": 1.0, "plain": 0.8, "subtotal": 0.35, "paid": 0.4, "": 0.05, "tax": 0.02, "count": 0.02, "change": 0.0, "round": 0.1}
_GIVEN = re.compile(r"\bpaid\b|\btender\w*|\breceived\b|\bcash\b")
"""Money that was handed over, also where "amount" stands beside it, which makes the row one of a total."""
_SUMMARY = re.compile(r"\bsummary\b|\btax code\b|\bgst analysis\b|\btax analysis\b|\bgst breakdown\b")
_MISREAD = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b", "|": "l"})


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """An amount on a slip with the tokens that say it."""

    amount: Paise
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One line of a slip that holds amounts: what its words say, "" when they say nothing of money; `in_summary` for a table of taxes under the total."""

    line: Line
    role: str
    words: str
    money: tuple[Money, ...]
    in_summary: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """The amount to be paid. `proofs` name what confirms it beside its label; `rival` is another amount nearly as likely; `labelled`: its row says that it is a total,
    and no rounding of another amount stands on the slip."""

    money: Money
    confidence: float
    proofs: tuple[str, ...]
    rival: bool
    labelled: bool = False


def rows_of(sheet: Sheet, comma_decimal: bool) -> tuple[Row, ...]:
    """The lines with amounts. Words alone on a line speak of the amount alone on the next one."""
    rows: list[Row] = []
    pending, before = "", None
    in_summary = False
    for line in sheet.lines:
        money = _money(line, comma_decimal)
        words = _words(line, money)
        in_summary = in_summary or bool(_SUMMARY.search(words))
        if not money:
            pending, before = words, line
            continue
        role = _role(words)
        if role == "count" and money and (own := _role(_right_before(line, money[-1]))) in ("total", "plain"):
            # "Items: 4   Qty: 14   TOTAL 4305.74": what stands right before the amount says what it is.
            role = own
        # A label with figures of its own that were misread speaks of those, and not of the next line.
        if (
            not role
            and pending
            and before is not None
            and not any(map(str.isdigit, pending))
            and line.y0 - before.y1 < 0.8 * (line.y1 - line.y0)
            and sum(map(str.isalpha, words)) <= 3
        ):
            words, role = pending, _role(pending)
        if not in_summary or role in ("change", "paid", "total", "round"):
            rows.append(Row(line, role, words, money, in_summary))
        else:
            rows.append(Row(line, role if role != "plain" else "", words, money, in_summary))
        pending, before = "", None
    return tuple(rows)


def _money(line: Line, comma_decimal: bool) -> tuple[Money, ...]:
    found: list[Money] = []
    tokens = line.tokens
    index = 0
    while index < len(tokens):
        run, value = _money_at(tokens, index, comma_decimal)
        if value is not None:
            found.append(Money(value, run))
        index += max(1, len(run))
    return tuple(found)


def _money_at(tokens: Sequence[Token], index: int, comma_decimal: bool) -> tuple[tuple[Token, ...], Paise | None]:
    """An amount with cents in one token, or in up to three that touch ("25", ".", "00"): a recogniser cuts figures at narrow dots."""
    for length in (3, 2, 1):
        run = tuple(tokens[index : index + length])
        if len(run) < length or any(after.x0 - before.x1 > 0.35 * before.height for before, after in zip(run, run[1:], strict=False)):
            continue
        value = _cents("".join(token.text for token in run), comma_decimal)
        if value is not None and "%" not in "".join(token.text for token in tokens[index : index + length + 1]):
            return run, value
    return (), None


def _cents(text: str, comma_decimal: bool) -> Paise | None:
    body = _SIGN.sub("", text.strip(":=()"))
    body = _FLAGS.sub("", body.replace("RM", "").replace("$", "").replace("₹", "")).strip()
    bare = body.lstrip("-+")
    if not bare or not _CENTS[comma_decimal].search(bare):
        return None
    return amount_of(body if not bare.startswith(".") else body.replace(".", "0.", 1), comma_decimal)


def _words(line: Line, money: Iterable[Money]) -> str:
    """The letters of a line without its amounts, in lower case; figures inside a word are the letters they look like."""
    taken = {id(token) for each in money for token in each.tokens}
    words = [token.text.lower() for token in line.tokens if id(token) not in taken]
    plain = [word.translate(_MISREAD) if sum(map(str.isalpha, word)) * 2 > len(word) else word for word in words]
    text = re.sub(r"[^a-z0-9@%]+", " ", " ".join(plain)).strip()
    return re.sub(r"\b(?:tota1|totai|tolal|t0tal|totl|otal|tota|totol)\b", "total", text)


def _right_before(line: Line, money: Money) -> str:
    """The words between the figure before the amount and the amount."""
    before = [token for token in line.tokens if token.x1 <= money.tokens[0].x0 + 0.1]
    last = next((place for place in range(len(before) - 1, -1, -1) if any(map(str.isdigit, before[place].text))), -1)
    return " ".join(token.text.lower().strip(":=.") for token in before[last + 1 :]) if last >= 0 else ""


def _role(words: str) -> str:
    if not any(letter.isalpha() for letter in words):
        return ""
    return next((role for role, pattern in _ROLES if pattern.search(words)), "")


def find_total(rows: Sequence[Row]) -> Total | None:
    """The amount that labels and arithmetic agree on; None where no amount bears a label of a total or is paid."""
    weights: dict[Paise, float] = {}
    best: dict[Paise, tuple[float, Money]] = {}
    for row in rows:
        last = row.money[-1]
        weight = _WEIGHT[row.role] * (0.5 if row.in_summary else 1.0)
        for each in row.money:
            value = Paise(abs(each.amount))
            here = weight if each is last else min(weight, 0.05)
            if value and (value not in best or here > best[value][0]):
                best[value] = (here, Money(value, each.tokens))
        value = Paise(abs(last.amount))
        weights[value] = weights.get(value, 0.0) + 0.1
    proofs = _proofs(rows)
    scored = []
    for value, (weight, money) in best.items():
        proved = proofs.get(value, {})
        if weight < 0.3 and not proved:
            continue
        scored.append((weight + min(0.4, weights.get(value, 0.0)) + sum(proved.values()), value, money, tuple(sorted(proved))))
    if not scored:
        return None
    scored.sort(key=lambda each: (-each[0], -each[1]))
    score, _, money, names = scored[0]
    margin = score - scored[1][0] if len(scored) > 1 else 1.0
    confidence = min(0.98, 0.45 + 0.15 * score + 0.1 * min(1.0, margin))
    rounded = any(row.role == "round" and row.money[-1].amount for row in rows)
    labelled = best[Paise(abs(money.amount))][0] >= _WEIGHT["plain"] and not rounded
    return Total(money, confidence, names, margin < 0.25, labelled)


def _proofs(rows: Sequence[Row]) -> dict[Paise, dict[str, float]]:
    """What confirms an amount, with its weight: money given less change, a total and its rounding, value and tax, the sum of the items."""
    of = {role: [row for row in rows if row.role == role] for role in _WEIGHT}
    amounts = {role: [Paise(abs(row.money[-1].amount)) for row in found] for role, found in of.items()}
    found: dict[Paise, dict[str, float]] = {}

    def prove(value: int, name: str, weight: float) -> None:
        if value > 0:
            found.setdefault(Paise(value), {})[name] = weight

    labelled = {*amounts["total"], *amounts["plain"], *amounts["subtotal"], *amounts["paid"]}
    given = [Paise(abs(row.money[-1].amount)) for row in of["plain"] if _GIVEN.search(row.words)]
    for paid in (*amounts["paid"], *given):
        for change in amounts["change"]:
            if paid - change in labelled:
                prove(paid - change, "cash_less_change", 1.2)
    # The signs of a rounding are often lost, so that either way counts where the result stands on the slip.
    for step in (value for value in amounts["round"] if 0 < value < 100):
        for base in (*amounts["total"], *amounts["plain"], *amounts["subtotal"]):
            for value in (base + step, base - step):
                if value in labelled | set(amounts["round"]):
                    prove(value, "rounding_added", 0.7)
    tops = {*amounts["total"], *amounts["plain"], *amounts["paid"]}
    for value in amounts["subtotal"]:
        for tax in amounts["tax"]:
            if 0 < tax < value and value + tax in tops:
                prove(value + tax, "arithmetic_closed", 0.5)
    lines = _items(rows)
    if len(lines) >= 2 and sum(lines) in tops | set(amounts["subtotal"]):
        prove(sum(lines), "lines_add_up", 0.3)
    return found


def _items(rows: Sequence[Row]) -> list[Paise]:
    """The last amounts of the rows before the first row that speaks of money."""
    items: list[Paise] = []
    for row in rows:
        if row.role in ("total", "plain", "subtotal", "paid", "round"):
            break
        if not row.role:
            items.append(row.money[-1].amount)
    return items
