"""Place of supply, reverse charge, IRN and currency."""

import re

from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heads import Choice
from qrt.core.documents.invoice.labels import Label, normal
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.invoice.values import Candidate, irns

STATES: dict[str, str] = {
    "jammu and kashmir": "01",
    "himachal pradesh": "02",
    "punjab": "03",
    "chandigarh": "04",
    "uttarakhand": "05",
    "uttaranchal": "05",
    "haryana": "06",
    "delhi": "07",
    "new delhi": "07",
    "rajasthan": "08",
    "uttar pradesh": "09",
    "bihar": "10",
    "sikkim": "11",
    "arunachal pradesh": "12",
    "nagaland": "13",
    "manipur": "14",
    "mizoram": "15",
    "tripura": "16",
    "meghalaya": "17",
    "assam": "18",
    "west bengal": "19",
    "jharkhand": "20",
    "odisha": "21",
    "orissa": "21",
    "chhattisgarh": "22",
    "chattisgarh": "22",
    "madhya pradesh": "23",
    "gujarat": "24",
    "dadra and nagar haveli and daman and diu": "26",
    "daman and diu": "26",
    "dadra and nagar haveli": "26",
    "maharashtra": "27",
    "karnataka": "29",
    "goa": "30",
    "lakshadweep": "31",
    "kerala": "32",
    "tamil nadu": "33",
    "tamilnadu": "33",
    "puducherry": "34",
    "pondicherry": "34",
    "andaman and nicobar islands": "35",
    "telangana": "36",
    "andhra pradesh": "37",
    "ladakh": "38",
    "other territory": "97",
    "other country": "96",
    "outside india": "96",
}
"""State names as invoices print them, to the codes of the GST state list (GSTN, state code list)."""

_CODES = frozenset(STATES.values())
_CURRENCIES = (("INR", r"₹|\bINR\b|\bRs\.?(?=\s|\d|$)|\bRupees\b"), ("EUR", r"€|\bEUR\b|\bEuro\b"), ("GBP", r"£|\bGBP\b"), ("USD", r"\$|\bUSD\b"))


def find_place_of_supply(paper: Labelled) -> Choice | None:
    """The two-digit state code beside or under its label, by code or by name; both must agree where both are printed."""
    for label in paper.all():
        if label.role != "pos":
            continue
        for tokens in _after(paper, label):
            code, used, doubt = _state(tokens)
            if code:
                return Choice(Candidate("state", code, used), 0.6 if doubt else 0.95, doubt)
    return None


def _state(tokens: tuple[Token, ...]) -> tuple[str, tuple[Token, ...], str]:
    text = " ".join(token.text for token in tokens)
    digits = [found for found in re.findall(r"(?<![\d/])(\d{2})(?!\d)", text) if found in _CODES]
    flat = normal(re.sub(r"\d+", " ", text)).replace("&", "and")
    named = next((code for name, code in sorted(STATES.items(), key=lambda each: -len(each[0])) if re.search(rf"\b{name}\b", flat)), "")
    if not digits and not named:
        return "", (), ""
    if digits and named and digits[0] != named:
        return named, tokens, f"name and code differ ({text})"
    if not named and re.search(r"[A-Za-z]{3}", re.sub(r"(?i)\b(?:state|code|ut|no)\b", "", text)):
        return digits[0], tokens, f"no state is named, and two figures among other words may be anything ({text})"
    return named or digits[0], tokens, ""


def state_of_words(tokens: tuple[Token, ...]) -> str:
    """The code of the state that these words begin with; "" where they name none, or where name and code differ."""
    code, _, doubt = _state(tokens[:6])
    return "" if doubt else code


def yes_or_no(token: Token) -> str:
    """What a word beside "reverse charge" says; "" where it says neither."""
    word = normal(token.text.strip("().:"))
    if word in ("yes", "y", "no", "n", "applicable") or re.fullmatch(r"(?i)n\.?a\.?|nil|not", token.text.strip("():")):
        return "yes" if word in ("yes", "y", "applicable") else "no"
    return ""


def _after(paper: Labelled, label: Label, inside: tuple[str, ...] = ()) -> list[tuple[Token, ...]]:
    """The words right of a label up to the next label with another meaning (none of those that may stand `inside` it) or a wide gap, then those under it."""
    line = paper.sheet.lines[label.line]
    own = (*_POS_NEIGHBOURS, *inside, label.role)
    stop = min((each.x0 for each in paper.by_line[label.line] if each.x0 > label.x1 and each.role not in own and each.has_colon), default=float("inf"))
    right = tuple(token for token in line.tokens if label.x1 - 0.5 <= token.x0 < stop and token.text.strip(":-–=."))
    found = [_near(right, label)] if right else []
    for below in paper.sheet.lines[label.line + 1 : label.line + 3]:
        first = label.tokens[0]
        if below.page != first.page or below.y0 - first.y1 > 2.5 * first.height:
            break
        phrases = [each for each in below.phrases if each[0].x0 < label.x1 + 2 * first.height and each[-1].x1 > label.x0 - 2 * first.height]
        found.extend(sorted(phrases, key=lambda each: abs(each[0].x0 - label.x0))[:1])
    return [each for each in found if each]


_POS_NEIGHBOURS = ("state_code", "gstin")


def _near(tokens: tuple[Token, ...], label: Label) -> tuple[Token, ...]:
    """Up to eight words without a gap of more than ten text heights."""
    kept: list[Token] = []
    edge = label.x1
    for position, token in enumerate(tokens[:8]):
        # The value may be set far from its label, but its own words stand together.
        if token.x0 - edge > (10 if position else 30) * token.height:
            break
        kept.append(token)
        edge = token.x1
    return tuple(kept)


def find_reverse_charge(paper: Labelled) -> Choice | None:
    """ "yes" or "no" beside the label; the bare sentence that tax is payable on reverse charge is a "yes" that a person confirms."""
    for label in paper.all():
        if label.role != "reverse":
            continue
        if (token := _answer(paper, label)) is not None:
            return Choice(Candidate("flag", yes_or_no(token), (token,)), 0.95)
    for line in paper.sheet.lines:
        text = line.text.lower()
        if (
            re.search(
                r"(?:payable|liable|to be paid|accounted for).{0,40}reverse charge|reverse charge.{0,30}(?:applicable|applies|by recipient|mechanism)|under rcm",
                text,
            )
            and "whether" not in text
        ):
            value = "no" if re.search(r"\bnot\b|\bno\b", text) else "yes"
            return Choice(Candidate("flag", value, line.tokens), 0.6, "a sentence says so, no yes or no")
    return None


def _answer(paper: Labelled, label: Label) -> Token | None:
    """The word that says yes or no: among the first behind the label on its line ("by the recipient : Yes"), else at the front of few words under it."""
    for tokens in _after(paper, label, ("buyer", "seller")):
        beside = tokens[0].line == label.line
        if beside or len(tokens) <= _ALONE:
            for token in tokens[: 6 if beside else 1]:
                if yes_or_no(token):
                    return token
    return None


_ALONE = 3
"""A phrase under the label that answers it has no more words: a sentence that begins with "No" is another one."""


def find_irn(paper: Labelled) -> Choice | None:
    """The invoice reference number of an e-invoice: the only run of 64 hexadecimal characters."""
    found = {each.value: each for each in irns(paper.sheet)}
    if not found:
        return None
    candidate = next(iter(found.values()))
    return Choice(candidate, 0.98) if len(found) == 1 else Choice(candidate, 0.5, "the paper shows several")


_CONVERTS = re.compile(
    r"\b(?:exchange|conversion|converted|equivalent|roe)\b|\b1\s*(?:[A-Z]{3}|US\$|\$|€|£)\s*=|\bvalue in (?:inr|rs|rupees|usd|eur|gbp)\b", re.IGNORECASE
)
"""What a line says that turns one currency into another: the amounts of the paper may be in either."""
_FOREIGN = (("EUR", r"€|\bEUR\b"), ("GBP", r"£|\bGBP\b"), ("USD", r"\$|\bUSD\b"))
"""Signs and codes of other currencies. Words are none: "Euro VI" is a motor."""


def find_currency(paper: Labelled) -> tuple[str, Choice | None]:
    """The currency by the signs on the paper; INR without a sign when a GSTIN or Indian words stand on it. Lines that convert count where nothing else does, and
    where rupees and another currency stand beside each other a person says which it is."""
    telling = [token for line in paper.sheet.lines if not _CONVERTS.search(line.text) for token in line.tokens]
    for tokens in (telling, list(paper.sheet.tokens())):
        for code, pattern in _CURRENCIES:
            hits = [token for token in tokens if re.search(pattern, token.text, re.IGNORECASE if code == "INR" else 0)]
            if hits:
                found = Candidate("currency", code, (hits[0],))
                other = next((name for name, sign in _FOREIGN if any(re.search(sign, token.text) for token in tokens)), "") if code == "INR" else ""
                return code, Choice(found, 0.6, f"amounts in {other} stand on the paper as well") if other else Choice(found, 0.9)
    return ("INR", None) if re.search(r"\bGST(?:IN)?\b|\bCGST\b|\bIGST\b", paper.sheet.text) else ("", None)
