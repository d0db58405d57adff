"""The lines of an invoice: the header row by its vocabulary, columns by where its words stand, rows until the totals begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.values import amount_of
from qrt.core.documents.types import InvoiceLine

_COLUMNS: dict[str, str] = {
    "serial": "s no|sl no|sr no|sl|no|sr|sno|item no|pos|line|nr|position|pos nr",
    "description": "description|description of goods|description of services|description of goods and services|particulars|item|items|product|goods|"
    "name of product|item description|description of supply|service|services|name of goods|name of item|product description|details|item name|"
    "description of goods or services|item details|product name|name of product service|bezeichnung|designation|omschrijving|artikel|description of goods services|beschreibung|produkt",
    "hsn": "hsn|hsn sac|sac|hsn code|hsn sac code|sac code|hsn no|hsn or sac|hsn acs",
    "quantity": "qty|quantity|nos|hrs|billed qty|units|menge|anzahl|quantite|qte|aantal|hoeveelheid|hours|stuck|nombre|ordered qty|shipped qty|qty hrs|stunden",
    "unit": "unit|uom|per|uqc|einheit",
    "price": "rate|price|unit price|rate per unit|price per unit|unit rate|rate item|rate inr|basic rate|item rate|einzelpreis|prix unitaire|prijs|preis|nettopreis|stuckpreis|einzel|e preis|pu|pu ht|p u|prix unitaire ht|prix unit|stuksprijs|prijs per stuk|eenheidsprijs|preis pro einheit|cost|unit cost|price each|rate per hour|unit price inr|price inr|list price",
    "rate": "gst rate|tax rate|gst|tax|gst percent|rate of tax|gst tax rate|tax percent|steuersatz|mwst|mwst satz|ust|ust satz|tva|taux tva|taux|btw|vat|vat rate",
    "discount": "disc|discount|less discount|rabatt|remise|rem|korting|discount amount",
    "taxable": "taxable value|taxable amount|taxable|taxable amt|assessable value|net amount|taxable val|nettobetrag|netto|nettowert|montant ht|prix ht|total ht|bedrag excl btw|netto bedrag|gesamt netto|positionsbetrag",
    "cgst": "cgst|cgst amount|cgst amt|central tax",
    "sgst": "sgst|sgst amount|sgst amt|sgst utgst|utgst|state tax",
    "igst": "igst|igst amount|igst amt|integrated tax",
    "total": "total|amount|total amount|line total|value|amount inr|amount rs|total value|gross amount|amt|total rs|total inr|gesamtpreis|summe|montant|bedrag|total price|gesamt|betrag|gesamtbetrag|prijs incl btw|totaal|prix total|montant ttc|total ttc|bedrag incl btw|g preis|ext price|extended price|line amount",
}
_WORDS = {phrase: column for column, phrases in _COLUMNS.items() for phrase in phrases.split("|")}
_STARTS = frozenset(phrase.split(" ", 1)[0] for phrase in _WORDS)
_ANCHORS = frozenset({"description", "hsn", "quantity", "price", "taxable", "total"})
_FOOT = frozenset({"taxable", "cgst", "sgst", "igst", "cess", "tcs", "round_off", "grand_total", "due", "total_weak", "tax"})


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    name: str
    x0: float
    x1: float


def find_items(paper: Labelled, comma_decimal: bool) -> tuple[InvoiceLine, ...]:
    """The item lines, () where no header row is recognised. Every page may repeat the header."""
    rows: list[InvoiceLine] = []
    number = 0
    lines = paper.sheet.lines
    while number < len(lines):
        columns, height = _header(lines, number)
        if not columns:
            number += 1
            continue
        number += height
        while number < len(lines) and lines[number].page == lines[number - 1].page and not _is_foot(paper, lines[number], columns):
            if _header(lines, number)[0]:
                break
            _take(rows, paper.sheet, lines[number], columns, comma_decimal)
            number += 1
        if rows:
            # A second table on the same page is the tax summary, not more goods.
            page = lines[number - 1].page
            while number < len(lines) and lines[number].page == page:
                number += 1
    return tuple(rows)


def _header(lines: Sequence[Line], number: int) -> tuple[list[_Column], int]:
    """Columns of a header row, which may be two lines high, and how many lines it takes; ([], 0) when this is none."""
    one = _columns([lines[number]])
    if len({each.name for each in one} & _ANCHORS) < 2 or not any(each.name in ("taxable", "total") for each in one) and len(one) < 4:
        return [], 0
    if any(re.search(r"\d[.,]\d{2}\b", token.text) for token in lines[number].tokens):
        return [], 0
    if number + 1 < len(lines) and lines[number + 1].page == lines[number].page:
        following = lines[number + 1]
        second = _columns([following])
        if len(second) >= 2 and not any(any(each.isdigit() for each in token.text) for token in following.tokens):
            known = {each.name for each in one}
            return [*one, *[each for each in second if each.name not in known]], 2
    return one, 1


def _columns(lines: Sequence[Line]) -> list[_Column]:
    """Header words that name a column, longest phrase first; each name once."""
    found: dict[str, _Column] = {}
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
                    found.setdefault(name, _Column(name, run[0].x0, run[-1].x1))
                    index += length
                    break
            else:
                index += 1
    return sorted(found.values(), key=lambda each: each.x0)


def _is_foot(paper: Labelled, line: Line, columns: Sequence[_Column]) -> bool:
    """The totals begin: a label of money, and before it nothing but blank columns."""
    money = [label for label in paper.by_line[line.number] if label.amount in _FOOT]
    if not money:
        return False
    first = money[0]
    before = [token for token in line.tokens if token.x1 <= first.x0 and token.text.strip(":-–|₹")]
    description = next((each for each in columns if each.name == "description"), None)
    opens = not before or all(not any(each.isdigit() for each in token.text) for token in before)
    return opens and (len(before) <= 2 or description is None)


def _take(rows: list[InvoiceLine], sheet: Sheet, line: Line, columns: Sequence[_Column], comma_decimal: bool) -> None:
    """Add a row, or glue a line without money to the description of the row above."""
    cells = _cells(line, columns)
    money = {name: _money(cells.get(name, ()), comma_decimal) for name in ("taxable", "cgst", "sgst", "igst", "total")}
    description = _text(cells.get("description", ()))
    if money["taxable"] is None and money["total"] is None:
        if rows and description and not cells.get("quantity") and sum(each.isalpha() for each in description) >= 2:
            last = rows[-1]
            rows[-1] = InvoiceLine(**{**_as_dict(last), "description": f"{last.description} {description}".strip()})
        return
    if not description and not cells.get("quantity") and not cells.get("hsn"):
        return  # A sum under the lines, without a word.
    rate = re.search(r"\d{1,2}(?:\.\d{1,2})?", _text(cells.get("rate", ())))
    hsn = re.search(r"\b\d{4,8}\b", _text(cells.get("hsn", ())))
    taxable = money["taxable"]
    rows.append(
        InvoiceLine(
            sheet.place(line.tokens),
            description,
            hsn.group() if hsn else "",
            _text(cells.get("quantity", ())),
            _text(cells.get("unit", ())),
            rate.group() if rate else "",
            taxable,
            money["cgst"],
            money["sgst"],
            money["igst"],
            money["total"],
        )
    )


def _as_dict(row: InvoiceLine) -> dict:
    return {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "row_type"}


def _cells(line: Line, columns: Sequence[_Column]) -> dict[str, tuple[Token, ...]]:
    """Each token to the column it overlaps most, else to the nearest. Words go to the description unless they stand right under another header."""
    cells: dict[str, list[Token]] = {}
    for token in line.tokens:
        overlap = [(min(token.x1, each.x1) - max(token.x0, each.x0), each) for each in columns]
        best = max(overlap, key=lambda each: each[0])
        column = best[1]
        is_word = sum(each.isalpha() for each in token.text) >= 2 or not any(each.isdigit() for each in token.text)
        if is_word and column.name not in ("description", "unit", "hsn", "quantity", "serial") and any(each.name == "description" for each in columns):
            column = next(each for each in columns if each.name == "description")
        cells.setdefault(column.name, []).append(token)
    return {name: tuple(tokens) for name, tokens in cells.items()}


def _money(tokens: Sequence[Token], comma_decimal: bool) -> Paise | None:
    """The last amount of a cell; a percentage is none."""
    values = [amount_of(token.text, comma_decimal) for token in tokens if "%" not in token.text]
    found = [value for value in values if value is not None]
    return found[-1] if found else None


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens).strip(" |")
