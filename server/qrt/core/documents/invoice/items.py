"""The lines of an invoice: the header row by its vocabulary, columns by where its words stand, rows until the totals begin."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.prices import settled, with_price
from qrt.core.documents.invoice.values import amount_of, looks_like_money
from qrt.core.documents.types import InvoiceLine

_COLUMNS: dict[str, str] = {
    "serial": "s n|sn|s no|sl no|sr no|sl|no|sr|sno|item no|pos|line|nr|position|pos nr",
    "description": "charge description|material description|description|description of goods|description of services|description of goods and services|particulars|item|items|product|goods|"
    "name of product|item description|description of supply|service|services|name of goods|name of item|product description|details|item name|"
    "description of goods or services|item details|product name|name of product service|bezeichnung|designation|omschrijving|artikel|description of goods services|beschreibung|produkt|artikelbezeichnung|artikelbeschreibung|leistung|title|libelle|produit|product omschrijving|prestation|tatigkeit",
    "hsn": "hsn|hsn sac|sac|hsn code|hsn sac code|sac code|hsn no|hsn or sac|hsn acs",
    "quantity": "quantity billed|billed quantity|no of units|qty|quantity|nos|hrs|billed qty|units|menge|anzahl|quantite|qte|aantal|hoeveelheid|hours|stuck|nombre|ordered qty|shipped qty|qty hrs|stunden",
    "unit": "unit|uom|unit of measure|unit of measurement|units of measure|per|uqc|einheit",
    "unit_price": "rate|price|unit price|rate per unit|price per unit|unit rate|rate item|rate inr|basic rate|item rate|einzelpreis|prix unitaire|prijs|preis|nettopreis|stuckpreis|einzel|e preis|pu|pu ht|p u|prix unitaire ht|prix unit|stuksprijs|prijs per stuk|eenheidsprijs|preis pro einheit|cost|unit cost|price each|rate per hour|unit price inr|price inr|list price|tariff|rate unit|price unit|unit rate inr",
    "rate": "gst rate|tax rate|gst|tax|gst percent|rate of tax|gst tax rate|tax percent|steuersatz|mwst|mwst satz|ust|ust satz|tva|taux tva|taux|btw|vat|vat rate",
    "discount": "disc|discount|less discount|rabatt|remise|rem|korting|discount amount",
    "taxable": "taxable value|taxable amount|taxable|taxable amt|assessable value|net assessable value|net amount|taxable val|nettobetrag|netto|nettowert|montant ht|prix ht|total ht|bedrag excl btw|netto bedrag|gesamt netto|positionsbetrag",
    "cgst": "cgst|cgst amount|cgst amt|central tax",
    "sgst": "sgst|sgst amount|sgst amt|sgst utgst|utgst|state tax",
    "igst": "igst|igst amount|igst amt|integrated tax",
    "total": "total|amount|total amount|line total|value|amount inr|amount rs|total value|gross amount|amt|total rs|total inr|gesamtpreis|summe|montant|bedrag|total price|gesamt|betrag|gesamtbetrag|prijs incl btw|totaal|prix total|montant ttc|total ttc|bedrag incl btw|g preis|ext price|extended price|line amount",
}
_WORDS = {phrase: column for column, phrases in _COLUMNS.items() for phrase in phrases.split("|")}
_STARTS = frozenset(phrase.split(" ", 1)[0] for phrase in _WORDS)
_ANCHORS = frozenset({"description", "hsn", "quantity", "unit_price", "taxable", "total"})
FOOT = frozenset({"taxable", "cgst", "sgst", "igst", "cess", "tcs", "round_off", "grand_total", "due", "total_weak", "tax"})


_OVERLEAF = re.compile(r"\W*(?:contd|continued|cont\b|carried\s+(?:over|forward)|brought\s+forward|c/f\b|b/f\b|p\.?t\.?o\b|page\s+\d+)", re.IGNORECASE)
"""Lines that only say that the list goes on overleaf, with or without the sum so far."""


@dataclass(frozen=True, slots=True, eq=False)
class ItemColumn:
    """A column of the list of goods: what it holds, and its edges in points."""

    name: str
    x0: float
    x1: float


Header = Callable[[Sequence[Line], int], tuple[list[ItemColumn], int]]
"""Finds the columns of a header row at a line, and how many lines it takes; ([], 0) where there is none."""


def find_items(paper: Labelled, comma_decimal: bool, header: Header | None = None, stops: frozenset[int] = frozenset()) -> tuple[InvoiceLine, ...]:
    """The item lines, () where no header row is recognised. Every page may repeat the header.

    header  knows the header row where its words are not general ones; `stops` are numbers of lines that are known to belong to the totals
    """
    header = header or _header
    rows: list[InvoiceLine] = []
    number = 0
    lines = paper.sheet.lines
    while number < len(lines):
        columns, height = header(lines, number)
        if not columns:
            number += 1
            continue
        number += height
        while number < len(lines) and lines[number].page == lines[number - 1].page and number not in stops and not _is_foot(paper, lines[number], columns):
            if header(lines, number)[0]:
                break
            if not _OVERLEAF.match(lines[number].text):
                _take(rows, paper.sheet, lines[number], columns, comma_decimal)
            number += 1
        if rows:
            # A second table on the same page is the tax summary, not more goods.
            page = lines[number - 1].page
            while number < len(lines) and lines[number].page == page:
                number += 1
    return settled([row for row in rows if row.taxable is not None or row.total is not None])


def _header(lines: Sequence[Line], number: int) -> tuple[list[ItemColumn], int]:
    """Columns of a header row, which may be two lines high, and how many lines it takes; ([], 0) when this is none."""
    one = _columns([lines[number]])
    if len({each.name for each in one} & _ANCHORS) < 2 or not any(each.name in ("taxable", "total") for each in one) and len(one) < 4:
        return [], 0
    if any(re.search(r"\d[.,]\d{2}\b", token.text) for token in lines[number].tokens):
        return [], 0
    if number + 1 < len(lines) and lines[number + 1].page == lines[number].page:
        following = lines[number + 1]
        second = _columns([following])
        names = {each.name for each in one}
        if (len(second) >= 2 or any(each.name == "description" and "description" not in names for each in second)) and not any(
            any(each.isdigit() for each in token.text) for token in following.tokens
        ):
            known = {each.name for each in one}
            return [*one, *[each for each in second if each.name not in known]], 2
    return one, 1


def _columns(lines: Sequence[Line]) -> list[ItemColumn]:
    """Header words that name a column, longest phrase first; each name once."""
    found: dict[str, ItemColumn] = {}
    for line in lines:
        tokens = line.tokens
        words = [normal(token.text) for token in tokens]
        index = 0
        while index < len(tokens):
            if words[index] and words[index].split(" ", 1)[0] not in _STARTS:
                index += 1
                continue
            for length in (5, 4, 3, 2, 1):
                run = tokens[index : index + length]
                if len(run) < length or any(b.x0 - a.x1 > 2.5 * a.height for a, b in zip(run, run[1:], strict=False)):
                    continue
                phrase = " ".join(word for word in words[index : index + length] if word)
                name = _WORDS.get(phrase)
                if name is not None:
                    before = tokens[index - 1] if index else None
                    if before is not None and before.text in ("/", "|") and name in found and before.x0 - found[name].x1 < 2.5 * before.height:
                        # Said again in another language behind a stroke.
                        found[name] = replace(found[name], x1=run[-1].x1)
                    _note_column(found, ItemColumn(name, run[0].x0, run[-1].x1))
                    index += length
                    break
            else:
                index += 1
    return sorted(found.values(), key=lambda each: each.x0)


def column_named(tokens: Sequence[Token]) -> str:
    """The column that all words of a heading name together, whatever money or measure it says in brackets; "" where they name none."""
    text = re.sub(r"\([^)]*\)|₹|`", " ", " ".join(token.text for token in tokens))
    return _WORDS.get(normal(text).removesuffix(" rs").removesuffix(" inr"), "")


def _note_column(found: dict[str, ItemColumn], column: ItemColumn) -> None:
    """Each name once; but "Item" before "Name of Goods" heads the numbers of the rows."""
    first = found.get(column.name)
    if column.name == "description" and first is not None and "serial" not in found and column.x1 - column.x0 > first.x1 - first.x0:
        found["serial"] = replace(first, name="serial")
        found["description"] = column
    found.setdefault(column.name, column)


def _is_foot(paper: Labelled, line: Line, columns: Sequence[ItemColumn]) -> bool:
    """The totals begin: a label of money, and before it nothing but blank columns."""
    money = [label for label in paper.by_line[line.number] if label.amount in FOOT]
    if not money:
        return False
    first = money[0]
    before = [token for token in line.tokens if token.x1 <= first.x0 and token.text.strip(":-–|₹")]
    description = next((each for each in columns if each.name == "description"), None)
    opens = not before or all(not any(each.isdigit() for each in token.text) for token in before)
    return opens and (len(before) <= 2 or description is None)


def _take(rows: list[InvoiceLine], sheet: Sheet, line: Line, columns: Sequence[ItemColumn], comma_decimal: bool) -> None:
    """Add a row, or glue a line to the row above: one without money carries on its description, one with nothing else brings its money."""
    cells = _cells(line, columns)
    money = {name: money_of(cells.get(name, ()), comma_decimal) for name in ("taxable", "cgst", "sgst", "igst", "total")}
    description = shown(cells.get("description", ()))
    last = rows[-1] if rows else None
    counted = bool(cells.get("quantity")) and any(map(str.isdigit, text_of(cells["quantity"])))
    if money["taxable"] is None and money["total"] is None:
        if counted and cells.get("unit_price") and description:
            rows.append(row_of(sheet, line, cells, money, comma_decimal))
        elif last and description and not counted and sum(each.isalpha() for each in description) >= 2:
            rows[-1] = replace(last, description=f"{last.description} {description}".strip())
        return
    if last and last.taxable is None and last.total is None and not counted and not cells.get("unit_price"):
        # The money of a row may stand half a line lower than the rest of it.
        rows[-1] = replace(last, taxable=money["taxable"], cgst=money["cgst"], sgst=money["sgst"], igst=money["igst"], total=money["total"])
        return
    told = counted or any(map(str.isdigit, text_of((*cells.get("hsn", ()), *cells.get("unit_price", ())))))
    if not told and (_is_sum(rows, money) or not (description or cells.get("quantity") or cells.get("hsn"))):
        return  # A sum under the lines.
    rows.append(row_of(sheet, line, cells, money, comma_decimal))


def _is_sum(rows: Sequence[InvoiceLine], money: Mapping[str, Paise | None]) -> bool:
    """The amount is that of all lines above together, each of which says more than a name and an amount."""
    amount = money["taxable"] if money["taxable"] is not None else money["total"]
    above = [row.taxable if row.taxable is not None else row.total for row in rows]
    return bool(rows) and all(row.hsn or row.quantity for row in rows) and None not in above and sum(each or 0 for each in above) == amount


def row_of(sheet: Sheet, line: Line, cells: Mapping[str, tuple[Token, ...]], money: Mapping[str, Paise | None], comma_decimal: bool) -> InvoiceLine:
    """A row of the list from its cells by column."""
    hsn = re.search(r"\b\d{4,8}\b", text_of(cells.get("hsn", ())))
    row = InvoiceLine(
        sheet.place(line.tokens),
        shown(cells.get("description", ())),
        hsn.group() if hsn else "",
        _quantity(cells, money, comma_decimal),
        shown(cells.get("unit", ())),
        _rate(text_of(cells.get("rate", ()))),
        money["taxable"],
        money["cgst"],
        money["sgst"],
        money["igst"],
        money["total"],
    )
    return with_price(row, _figures(cells.get("unit_price", ()), comma_decimal), _figures(cells.get("discount", ()), comma_decimal))


def _figures(tokens: Sequence[Token], comma_decimal: bool) -> list[str]:
    """The numbers of a cell as decimal text, with a percent sign where one stands behind."""
    found: list[str] = []
    for number, token in enumerate(tokens):
        percent = token.text.endswith("%") or (number + 1 < len(tokens) and tokens[number + 1].text.startswith("%"))
        value = _number(token.text.removesuffix("%").removesuffix("/-").removesuffix("/="), comma_decimal)
        if value is not None:
            found.append(f"{value:f}{'%' if percent else ''}")
    return found


def _rate(text: str) -> str:
    """The rate of tax in a cell: what a percent sign stands behind, or a number that stands alone. Two rates, or an amount of tax, are none."""
    found = set(re.findall(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s*%", text))
    if not found and (alone := re.search(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?(?![\d.,])", text)) and len(re.findall(r"[\d.,]*\d", text)) == 1:
        found = {alone.group()}
    return found.pop().replace(",", ".") if len(found) == 1 else ""


def _quantity(cells: Mapping[str, tuple[Token, ...]], money: Mapping[str, Paise | None], comma_decimal: bool) -> str:
    """The cell under the heading; where another number stands in it as well, or where there is no such column, the one that times the price is the amount."""
    cell = cells.get("quantity", ())
    numbers = [token for token in cell if _number(token.text, comma_decimal) is not None]
    if len(numbers) == 1 and numbers[0] is cell[0]:
        return text_of(cell)
    prices = [price for token in cells.get("unit_price", ()) if (price := _number(token.text, comma_decimal)) is not None]
    amounts = [each for each in (money["taxable"], money["total"]) if each is not None]
    for token in numbers or [each for each in cells.get("serial", ()) if not cell]:
        count = _number(token.text, comma_decimal)
        if count is not None and any(abs(count * price * 100 - amount) <= 1 for price in prices for amount in amounts):
            after = [each for each in cell if each.x0 > token.x0]
            return text_of((token, *after))
    return text_of(cell)


def _number(text: str, comma_decimal: bool) -> Decimal | None:
    """A plain number of any decimals, with or without a sign of money; None for anything else."""
    body = re.sub(r"^(?:₹|Rs\.?|INR|€|EUR|\$|£)|(?:€|₹)$", "", text.strip("()|:"))
    pattern = r"\d{1,3}(?:[.']\d{3})*(?:,\d+)?|\d+(?:,\d+)?" if comma_decimal else r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?|\d+(?:\.\d+)?"
    if not re.fullmatch(pattern, body):
        return None
    return Decimal(re.sub(r"[.']", "", body).replace(",", ".") if comma_decimal else body.replace(",", ""))


def _cells(line: Line, columns: Sequence[ItemColumn]) -> dict[str, tuple[Token, ...]]:
    """Each token to the column it overlaps most, else to the nearest. Words go to the description unless they stand right under another header."""
    cells: dict[str, list[Token]] = {}
    described = next((each for each in columns if each.name == "description"), None)
    for phrase in line.phrases:
        whole = (described or _nearest(columns, phrase[0].x0, phrase[-1].x1)) if _is_prose(phrase) else None
        for position, token in enumerate(phrase):
            column = whole or _nearest(columns, token.x0, token.x1)
            if whole and position and _stands_alone(phrase[position:], columns):
                whole, column = None, _nearest(columns, token.x0, token.x1)
            letters = sum(each.isalpha() for each in token.text)
            is_word = letters >= 2 or (letters == 1 and not any(map(str.isdigit, token.text)))
            if is_word and column.name not in _TEXT_COLUMNS and described is not None and not _MONEY_WORD.fullmatch(token.text):
                column = described
            cells.setdefault(column.name, []).append(token)
    return {name: tuple(tokens) for name, tokens in cells.items()}


def _stands_alone(rest: Sequence[Token], columns: Sequence[ItemColumn]) -> bool:
    """What follows in a long description begins with a code right under the heading of codes: the gap between the two columns was no wider than a blank."""
    first = rest[0]
    return bool(re.fullmatch(r"\d{4,8}", first.text)) and any(each.name == "hsn" and each.x0 < first.x1 and first.x0 < each.x1 for each in columns)


_TEXT_COLUMNS = ("description", "unit", "hsn", "quantity", "serial")
_MONEY_WORD = re.compile(r"(?:INR|EUR|USD|GBP|Rs\.?)", re.IGNORECASE)


def _nearest(columns: Sequence[ItemColumn], x0: float, x1: float) -> ItemColumn:
    return max(columns, key=lambda each: min(x1, each.x1) - max(x0, each.x0))


def _is_prose(phrase: Sequence[Token]) -> bool:
    """Words that belong together, among which a number may stand ("Test for 23 fields"): more letters than figures, two words, no money."""
    text = "".join(token.text for token in phrase)
    words = sum(sum(map(str.isalpha, token.text)) >= 2 for token in phrase)
    opens = any(map(str.isalpha, phrase[0].text))
    return opens and words >= 2 and sum(map(str.isalpha, text)) > 2 * sum(map(str.isdigit, text)) and not any(looks_like_money(token.text) for token in phrase)


def money_of(tokens: Sequence[Token], comma_decimal: bool) -> Paise | None:
    """The last amount of a cell; a percentage is none."""
    values = [amount_of(token.text, comma_decimal) for token in tokens if "%" not in token.text]
    found = [value for value in values if value is not None]
    return found[-1] if found else None


def text_of(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens).strip(" |")


def shown(tokens: Sequence[Token]) -> str:
    """Words that are kept as they are printed."""
    return " ".join(token.shown for token in tokens).strip(" |")
