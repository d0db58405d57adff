"""Who sold, where and when, as tills print it: the shop's name and address at the top, a day with a time of day anywhere."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.values import MONTHS, day_of, month_first

TOP = 0.5
"""Name and address stand in the upper half."""

_FORM = re.compile(
    r"\b(?:sdn\.?\s*bhd|bhd|s/b|sb|pte|ltd|limited|pvt|llp|llc|inc|corp|corporation|plc|pty|gmbh|sarl|sas|b\.?v|company|enterprises?|trading|traders|restaurant|restoran|"
    r"caf[eé]|hotel|bakery|bakeries|pharmacy|supermarket|hypermarket|mart|stores?|sweets|bhavan|foods?|kitchen|dhaba|retail|traders|petroleum|fuels?|station|"
    r"holdings|industries|services?|hardware|electricals?|motors?|book(?:store|shop)|perniagaan|syarikat|kedai|pasaraya)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:sdn\.?\s*bhd|bhd|s/b|sb|pte\.?\s*ltd|pvt\.?\s*ltd|private\s+limited|ltd|limited|llp|llc|inc|corp|plc|pty|gmbh|sarl|sas|b\.?v)\b", re.IGNORECASE
)
_TAIL = re.compile(r"^(?:co\.?|company|\(?m\)?|sdn\.?|bhd\.?|s/b|pte\.?|pvt\.?|private|limited|ltd\.?|llp|inc\.?|corp\.?|[&().,\s])+$", re.IGNORECASE)
_ENTRY = re.compile(
    r"\s*[\[(]?\s*(?:co\.?|company|reg|roc|gst|brn)?[\s.:]*(?:reg|no)?[\s.:]*(?:no)?[\s.:]*\d{4,}\s*[-–]?\s*[A-Z]?\s*[\])]?\s*(?:$|(?=fka|formerly))",
    re.IGNORECASE,
)
"""The number in the register of companies behind a name: (519537-X)."""
_FORMERLY = re.compile(r"\s*\(?\b(?:fka|formerly|previously)\b.*$", re.IGNORECASE)
_ANY_NUMBER = re.compile(
    r"^\W*(?:(?:co|company|business|[gs]st|tax)\b[.\s\-]*(?:reg\w*|id|no)|reg(?:istration)?|roc|brn|gst\w*|tin|vat|cin|pan|fssai|lic(?:en[cs]e)?)\b.*\d|^\W*\d{4,}[\s.]*[-–]?\s*[A-Z]{0,2}\W*$",
    re.IGNORECASE,
)
"""A line that holds nothing but the number of an entry in some register."""
_STOP = re.compile(
    r"^\W*(?:tel|ph|phone|fax|mobile|contact|hotline|careline|customer\s*care|e-?mail|www|http|date|time|invoice|inv|receipt|bill|tax\s*invoice|simplified|cash|doc(?:ument)?\b|table|"
    r"cashier|counter|order|ticket|slip|trans|item|description|qty|code|print|staff|welcome|thank|original|duplicate|copy|reprint|member|opening|hours?|pump|terminal)\b|@|www\.|"
    r"\b(?:tax\s+invoice|cash\s+bill|invoice\s*(?:no|#)|receipt\s*(?:no|#)|tel\s*(?:no)?\s*[:.]|careline)",
    re.IGNORECASE,
)
_SLOGAN = re.compile(
    r"welcome|thank|shopping\s+with|visit|^\W*(?:tax|cash|retail|sales)\s+(?:invoice|bill|memo|receipt)|^\W*(?:invoice|receipt|bill|original|duplicate|customer)\b",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"^\W*(?:affiliated|recogni[sz]ed|approved|accredited|authori[sz]ed|registered\s+under|a\s+(?:unit|division|brand|govt|government)\b|an?\s+iso\b|managed\s+by|run\s+by|estd|since)\b",
    re.IGNORECASE,
)
"""A line of what a house is, and whose: neither its name nor where it stands, whatever town is named in it."""
_OF_A_BRAND = re.compile(r"\b(?:dealers?|distributors?|stockists?|franchisees?|franchise|outlet)\W*$", re.IGNORECASE)
"""A line that says whose goods are sold."""
_PLACE = re.compile(
    r"\b(?:jalan|jln|jl|lorong|taman|tmn|lot|no\.?|unit|ground|floor|level|block|blk|road|rd|street|st|avenue|ave|lane|nagar|marg|sector|plot|shop|building|bldg|plaza|mall|"
    r"highway|bandar|kampung|kg|batu|seksyen|section|phase|near|opp|dist|district|colony|cross|main|complex|tower|park|strasse|str|rue|straat|weg|platz)\b",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,?\d{2,3})*[.,]\d{2}\W*(?:[A-Z]{1,2}\W*)?$|\b(?:particulars?|qty|quantity|rate|price|mrp|hsn)\b.*\b(?:qty|quantity|rate|price|amt|amount|total|value)\b",
    re.IGNORECASE,
)
"""A line that ends in an amount, perhaps with a letter for its tax, or that heads columns of goods."""
_POSTCODE = re.compile(r"(?<!\d)\d{5,6}(?!\d)|\b\d{3}\s\d{3}\b")


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A value with the tokens that say it, how sure, and names of what confirms it."""

    value: str
    tokens: tuple[Token, ...]
    confidence: float
    checks: tuple[str, ...] = ()
    doubt: str = ""


def find_seller(sheet: Sheet) -> tuple[Read | None, Read | None]:
    """The shop's name and its address; None where they cannot be told."""
    lines = _letterhead(sheet)
    named = _name_at(lines)
    if named is None:
        return None, None
    start, end = named
    tokens = tuple(token for line in lines[start : end + 1] for token in line.tokens)
    name = _tidy(" ".join(line.text for line in lines[start : end + 1]))
    sure = 0.85 if _LEGAL.search(name) else 0.6
    address = _address(lines[end + 1 :])
    if address is None or not _POSTCODE.search(address.value):
        # Some shops print their owner under the address.
        above = _address(lines[:start])
        address = above if above is not None and _POSTCODE.search(above.value) else address
    return Read(name, tokens, sure), address


def _letterhead(sheet: Sheet) -> list[Line]:
    """The lines of the upper half of the first page, without what is turned or stray."""
    height = sheet.sizes[1][1] if 1 in sheet.sizes else next(iter(sheet.sizes.values()))[1]
    return [line for line in sheet.lines if line.page == sheet.lines[0].page and line.y0 < TOP * height]


def _name_at(lines: Sequence[Line]) -> tuple[int, int] | None:
    """First and last line of the name: the line with a legal form among the first, with what belongs to it right above; else the first words."""
    head = list(range(min(len(lines), 12)))
    fit = [index for index in head if _may_name(lines[index])]
    legal = [index for index in fit if _LEGAL.search(_tidy(lines[index].text))]
    # A long letterhead names the shop before its owner, and a "sold to" further down names the buyer.
    for index in legal[:1]:
        if index > 8:
            break
        start = index
        if (
            index
            and (_TAIL.match(_tidy(lines[index].text)) or _touches(lines[index - 1], lines[index]))
            and (index - 1) in fit
            and not _PLACE.search(lines[index - 1].text)
        ):
            start = index - 1
        return start, index
    for index in fit:
        if _STOP.search(lines[index].text):
            return None
        return index, index
    return None


def _may_name(line: Line) -> bool:
    text = _tidy(line.text)
    letters = sum(map(str.isalpha, text))
    if _STANDING.search(text) or (_OF_A_BRAND.search(text) and not _LEGAL.search(text)):
        return False
    return letters >= 4 and letters * 2 > len(text.replace(" ", "")) and not _SLOGAN.search(text) and not _STOP.search(text) and not _ANY_NUMBER.search(text)


def _touches(above: Line, below: Line) -> bool:
    """They stand one under another as lines of one block, in letters of one size."""
    tall, short = sorted((below.y1 - below.y0, above.y1 - above.y0), reverse=True)
    return below.y0 - above.y1 < 0.6 * short and short > 0.7 * tall


def _tidy(text: str) -> str:
    """Without the entry in the register of companies, and without what it was called before."""
    body = _FORMERLY.sub("", text)
    body = _ENTRY.sub("", body)
    body = re.sub(r"\s+([.,)])", r"\1", re.sub(r"([(])\s+", r"\1", body))
    return body.strip(" ,:;-*=|")


def _address(lines: Sequence[Line]) -> Read | None:
    """The lines under the name that hold streets, numbers and a post code, until something else begins."""
    taken: list[Line] = []
    closed = False
    for line in lines[:14]:
        text = line.text
        if _GOODS.search(text):
            break  # What is sold begins here.
        if _STOP.search(text):
            if taken:
                break
            continue
        if _ANY_NUMBER.search(text) or _day_runs(line) or _STANDING.search(text):
            if taken:
                break
            continue
        letters = sum(map(str.isalpha, text))
        if letters < 3:
            if taken:
                break
            continue
        if taken and line.y0 - taken[-1].y1 > 2.5 * (line.y1 - line.y0):
            break
        if not taken and not (any(map(str.isdigit, text)) or "," in text or _PLACE.search(text)):
            continue
        if closed and (any(map(str.isdigit, text)) or ":" in text or len(text) > 32) and not _POSTCODE.search(text):
            break
        taken.append(line)
        if closed and not _POSTCODE.search(text):
            break
        closed = closed or bool(_POSTCODE.search(text))
    if not taken:
        return None
    value = re.sub(r"\s+([,.])", r"\1", " ".join(line.text for line in taken)).strip(" ,")
    tokens = tuple(token for line in taken for token in line.tokens)
    return Read(value, tokens, 0.75 if closed else 0.55)


# --- the day -------------------------------------------------------------------------------------------------------------------------------------

_NAMES = "|".join(sorted((re.escape(name) for name in MONTHS), key=lambda name: (-len(name), name)))
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)",
        r"(?<![\d/.])\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:(?:19|20)\d{2}|\d{2}(?!\d))",
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[\s\-/.,']*(?:{_NAMES})[\s\-/.,']*(?:20\d{{2}}|\d{{2}}(?!\d))",
        rf"\b(?:{_NAMES})[\s.\-/]*\d{{1,2}}(?:st|nd|rd|th)?[\s,\-/]+20\d{{2}}",
    )
)
_WEEKDAY = re.compile(r"(?<![a-z])(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?(?![a-z])", re.IGNORECASE)
_DAY_FIRST = frozenset({"INR", "MYR", "SGD", "AED", "AUD", "GBP", "EUR", "HKD"})
_CLOCK = re.compile(r"(?<![\d.])(?:[01]?\d|2[0-3])[:.][0-5]\d|\b[ap]m\b", re.IGNORECASE)
_NOT_OF_SALE = re.compile(
    r"due|expir|\bexp\b|valid|until|before|return|entry|\bprn\b|reprint|print(?:ed)?\b|birth|promo|period|warranty|since|est\b", re.IGNORECASE
)


def find_day(sheet: Sheet) -> Read | None:
    """The day of the sale: labelled, beside a time of day, or the only one on the slip; day before month, but on a paper in dollars without GST."""
    american = month_first(sheet) and "GST" not in sheet.text.upper()
    found: list[tuple[float, int, str, tuple[Token, ...], bool]] = []
    misread: set[str] = set()
    shapes: dict[str, set[str]] = {}
    weekdays: dict[str, bool] = {}
    for line in sheet.lines:
        runs = _day_runs(line)
        # A letter that was read for a figure is put right only where no day stands as it was read, and a person looks at it.
        for text, tokens in runs or _day_runs(line, _as_figures):
            if (read := day_of(re.sub(r"\s*([-/.])\s*", r"\1", text), american)) is None or read[0].year < 2000:
                continue
            score = (
                0.5
                + (0.3 if re.search(r"\bdate\b|\bdatum\b", line.text, re.IGNORECASE) else 0.0)
                + (0.2 if _CLOCK.search(line.text.replace(text, "")) else 0.0)
            )
            score -= 0.5 if _NOT_OF_SALE.search(line.text) else 0.0
            shapes.setdefault(read[0].isoformat(), set()).add(_shape(text))
            if (named := _WEEKDAY.search(line.text)) is not None:
                weekdays[read[0].isoformat()] = named[1].lower() == f"{read[0]:%a}".lower()
            if not runs:
                score -= 0.3
                misread.add(read[0].isoformat())
            found.append((score, line.number, read[0].isoformat(), tokens, read[1]))
    if not found:
        return None
    counts = Counter(each[2] for each in found)
    score, _, value, tokens, either = max(found, key=lambda each: (each[0] + 0.15 * (counts[each[2]] - 1), -each[1]))
    rivals = {each[2] for each in found if each[0] >= score - 0.15} - {value}
    exchanged = either and not _is_of_day_first_country(sheet)
    doubt = "another day stands on the slip" if rivals else "day and month could be exchanged" if exchanged else ""
    if value in misread and counts[value] == 1:
        doubt = doubt or "letters stand where figures should"
    if weekdays.get(value) is False:
        doubt = doubt or "the weekday beside it is another day's"
    confidence = 0.5 if rivals else min(0.95, 0.6 + 0.3 * score)
    told = (("seen_twice", counts[value] > 1), ("written_two_ways", len(shapes[value]) > 1), ("weekday_agrees", weekdays.get(value) is True))
    return Read(value, tokens, confidence, tuple(name for name, holds in told if holds), doubt)


def _shape(text: str) -> str:
    """How a day is written: its separators and whether the month is a word. "9/9/9" and "9A9" are two ways, in which no misreading is alike."""
    return re.sub(r"[A-Za-z]+", "A", re.sub(r"\d+", "9", re.sub(r"\s+", "", text)))


def _is_of_day_first_country(sheet: Sheet) -> bool:
    """The slip shows GST or a currency of countries that all write the day before the month."""
    if re.search(r"\bGST(?:IN)?\b", sheet.text, re.IGNORECASE):
        return True
    currency = find_currency(sheet)
    return currency is not None and not currency.doubt and currency.value in _DAY_FIRST


_FIGURES = str.maketrans("OoQDlIi|SsBZz", "0000111155822")


def _as_figures(text: str) -> str:
    """A word that is mostly a day in figures, with letters that a recogniser takes for figures as these; other words as they are."""
    parts = re.split(r"[-/.]", text)
    figures, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    return text.translate(_FIGURES) if len(parts) == 3 and all(parts) and figures > letters else text


def _day_runs(line: Line, shown: Callable[[str], str] = str) -> list[tuple[str, tuple[Token, ...]]]:
    """Texts that look like days, with their tokens; a day may be glued to the time behind it. `shown` is how the words are read, letter by letter."""
    text = " ".join(shown(token.text) for token in line.tokens)
    runs = []
    starts, position = [], 0
    for token in line.tokens:
        starts.append(position)
        position += len(token.text) + 1
    for pattern in _DAYS:
        for hit in pattern.finditer(text):
            tokens = tuple(token for start, token in zip(starts, line.tokens, strict=True) if start < hit.end() and hit.start() < start + len(token.text))
            runs.append((hit.group(), tokens))
        if runs:
            break
    return runs


# --- the currency --------------------------------------------------------------------------------------------------------------------------------

_CURRENCIES = (
    ("INR", r"₹|(?<![A-Za-z])(?:INR|Rs\.?|Rupees)(?=[\s\d.:)]|$)"),
    ("MYR", r"(?<![A-Za-z])(?:RM|MYR)(?=[\s\d.:)]|$)"),
    ("EUR", r"€|\bEUR\b"),
    ("GBP", r"£|\bGBP\b"),
    ("SGD", r"S\$|\bSGD\b"),
    ("AED", r"\bAED\b"),
    ("AUD", r"A\$|\bAUD\b"),
    ("HKD", r"HK\$|\bHKD\b"),
    ("USD", r"US\$|\bUSD\b"),
)


def find_currency(sheet: Sheet) -> Read | None:
    """The currency by its sign; a bare "$" is that of many countries and says none."""
    hits = [(code, [token for token in sheet.tokens() if re.search(pattern, token.text, re.IGNORECASE)]) for code, pattern in _CURRENCIES]
    known = [(code, tokens) for code, tokens in hits if tokens]
    if not known:
        return None
    known.sort(key=lambda each: -len(each[1]))
    code, tokens = known[0]
    return Read(
        code, (tokens[0],), 0.9 if len(known) == 1 else 0.6, ("seen_twice",) if len(tokens) > 1 else (), "" if len(known) == 1 else "signs of two currencies"
    )
