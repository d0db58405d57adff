"""Headings of a bill's list of goods: the words that name a column, and header rows that are one to three lines high."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.invoice.layout import Line, Token

_COLUMNS: dict[str, str] = {
    "serial": "s n|sn|s no|sl no|sr no|sl|no|sr|sno|item no|pos|line|nr|position|pos nr",
    "description": "material|materials|particulars of goods|particulars of services|particulars of supply|nature of services|nature of service|nature of work|work description|description of work|details of goods|details of services|description of charges|particulars of charges|details of charges|charge details|description of supply|item and description|product and description|goods services|name of product or service|name of goods services|name of service|charge description|material description|description|description of goods|description of services|description of goods and services|particulars|item|items|product|goods|"
    "name of product|item description|description of supply|service|services|name of goods|name of item|product description|details|item name|"
    "description of goods or services|item details|product name|name of product service|bezeichnung|designation|omschrijving|artikel|description of goods services|beschreibung|produkt|artikelbezeichnung|artikelbeschreibung|leistung|title|libelle|produit|product omschrijving|prestation|tatigkeit",
    "hsn": "hsn code sac|hsn or sac code|sac hsn|hsn sac no|sac no|hsn|hsn sac|sac|hsn code|hsn sac code|sac code|hsn no|hsn or sac|hsn acs",
    "quantity": "total qty|total quantity|net qty|invoice qty|invoiced qty|no of pcs|pcs|quantity billed|billed quantity|no of units|qty|quantity|nos|hrs|billed qty|units|menge|anzahl|quantite|qte|aantal|hoeveelheid|hours|stuck|nombre|ordered qty|shipped qty|qty hrs|stunden",
    "unit": "unit|uom|unit of measure|unit of measurement|units of measure|per|uqc|einheit",
    "unit_price": "rate|price|unit price|rate per unit|price per unit|unit rate|rate item|rate inr|basic rate|item rate|einzelpreis|prix unitaire|prijs|preis|nettopreis|stuckpreis|einzel|e preis|pu|pu ht|p u|prix unitaire ht|prix unit|stuksprijs|prijs per stuk|eenheidsprijs|preis pro einheit|cost|unit cost|price each|rate per hour|rate per day|rate per month|rate per kg|rate per km|rate per trip|unit price inr|price inr|list price|tariff|rate unit|price unit|unit rate inr",
    "rate": "gst rate|tax rate|gst|tax|gst percent|rate of tax|gst tax rate|tax percent|steuersatz|mwst|mwst satz|ust|ust satz|tva|taux tva|taux|btw|vat|vat rate",
    "discount": "disc|discount|less discount|rabatt|remise|rem|korting|discount amount",
    "taxable": "net taxable amount|net taxable value|taxable value of supply|value of supply|taxable value|taxable amount|taxable|taxable amt|assessable value|net assessable value|net amount|taxable val|nettobetrag|netto|nettowert|montant ht|prix ht|total ht|bedrag excl btw|netto bedrag|gesamt netto|positionsbetrag",
    "cgst": "cgst|cgst amount|cgst amt|central tax",
    "sgst": "sgst|sgst amount|sgst amt|sgst utgst|utgst|state tax",
    "igst": "igst|igst amount|igst amt|integrated tax",
    "total": "charges|debit|debit amount|charge amount|gross value|total amount incl tax|amount incl tax|total|amount|total amount|line total|value|amount inr|amount rs|total value|gross amount|amt|total rs|total inr|gesamtpreis|summe|montant|bedrag|total price|gesamt|betrag|gesamtbetrag|prijs incl btw|totaal|prix total|montant ttc|total ttc|bedrag incl btw|g preis|ext price|extended price|line amount",
}
_ASIDE: dict[str, str] = {
    "tax_amount": "tax amount|tax amt|gst amount|gst amt|total tax|total gst|tax value|cess|cess amount|cess amt",
    "day": "date|dt|txn date|transaction date|service date|posting date|bill date|date of service",
    "reference": "voucher|voucher no|vch no|ref|ref no|reference|reference no|bill no|batch|batch no|folio|kot no",
    "credit": "credit|credits|payments|credit amount|payment",
}
"""Columns that a row does not carry, but whose words are known, so that they are taken for nothing else."""
_WORDS = {phrase: column for column, phrases in (*_ASIDE.items(), *_COLUMNS.items()) for phrase in phrases.split("|")}
_STARTS = frozenset(phrase.split(" ", 1)[0] for phrase in _WORDS)
_ANCHORS = frozenset({"description", "hsn", "quantity", "unit_price", "taxable", "total"})


@dataclass(frozen=True, slots=True, eq=False)
class ItemColumn:
    """A column of the list of goods: what it holds, and its edges in points. `plain`: its heading says in so many words that it describes."""

    name: str
    x0: float
    x1: float
    plain: bool = False


UNNAMED = "other "
"""Begins the name of a column whose heading is not known."""

TALLEST = 5
"""Headings of three lines beside headings of two, all centred, lie at so many heights."""

Header = Callable[[Sequence[Line], int], tuple[list[ItemColumn], int]]
"""Finds the columns of a header row at a line, and how many lines it takes; ([], 0) where there is none."""


def header_at(lines: Sequence[Line], number: int) -> tuple[list[ItemColumn], int]:
    """Columns of a header row, which may be several lines high, and how many lines it takes; ([], 0) when this is none."""
    tokens = lines[number].tokens
    if any(re.search(r"\d[.,]\d{2}\b", token.text) for token in tokens) or any(a.text.endswith(":") and b.text.isdigit() for a, b in pairwise(tokens)):
        return [], 0
    columns, height = _stacked(lines, number) or _in_lines(lines, number) or ([], 0)
    return _described(columns), height


def _described(columns: list[ItemColumn]) -> list[ItemColumn]:
    """Where no heading of descriptions is known, the widest column of those with unknown headings holds them."""
    if any(each.name == "description" for each in columns):
        return columns
    room = {each.name: after.x0 - each.x0 for each, after in pairwise(columns) if each.name.startswith(UNNAMED)}
    widest = max(room, key=lambda name: room[name], default="")
    return [replace(each, name="description") if each.name == widest else each for each in columns]


def _heads_a_list(columns: Sequence[ItemColumn]) -> bool:
    names = {each.name for each in columns}
    known = names - _ASIDE.keys()
    return len(names & _ANCHORS) >= 2 and ("taxable" in names or "total" in names or len(known) >= 4)


def _in_lines(lines: Sequence[Line], number: int) -> tuple[list[ItemColumn], int] | None:
    """Headings that are said within a line; the line below may hold more of them."""
    one = _columns([lines[number]])
    if not _heads_a_list(one):
        return None
    whole = _with_unknown(one, lines[number])
    if number + 1 < len(lines) and lines[number + 1].page == lines[number].page:
        following = lines[number + 1]
        second = _columns([following])
        names = {each.name for each in one}
        if (len(second) >= 2 or any(each.name == "description" and "description" not in names for each in second)) and not any(
            any(each.isdigit() for each in token.text) for token in following.tokens
        ):
            more = [each for each in second if each.name not in names]
            # What the second line names is known after all.
            whole = [each for each in whole if not each.name.startswith(UNNAMED) or not any(each.x0 < other.x1 and other.x0 < each.x1 for other in more)]
            return [*whole, *more], 2
    return whole, 1


def _with_unknown(known: Sequence[ItemColumn], line: Line) -> list[ItemColumn]:
    """The columns with those whose words are not known, each from the first to the last word of its heading ("Nature of Services", "Vehicle No.")."""
    columns: list[ItemColumn] = []
    for place, phrase in enumerate(line.phrases):
        x0, x1 = phrase[0].x0, phrase[-1].x1
        here = [each for each in known if each.x0 < x1 and x0 < each.x1]
        if not here or len(here) == 1 and here[0].name == "serial" and column_named(phrase) != "serial" and not _is_mark(phrase):
            columns.append(ItemColumn(f"{UNNAMED}{place}", x0, x1))
        elif len(here) == 1:
            columns.append(replace(here[0], x0=min(x0, here[0].x0)))
        else:
            columns += [replace(here[0], x0=min(x0, here[0].x0)), *here[1:]]
    found: dict[str, ItemColumn] = {}
    for column in columns:
        # A heading in two languages lies in two phrases.
        first = found.setdefault(column.name, column)
        found[column.name] = replace(first, x0=min(first.x0, column.x0), x1=max(first.x1, column.x1))
    return sorted(found.values(), key=lambda each: each.x0)


def _is_mark(phrase: Sequence[Token]) -> bool:
    return not any(each.isalpha() for token in phrase for each in token.text)


def _stacked(lines: Sequence[Line], number: int) -> tuple[list[ItemColumn], int] | None:
    """Headings that are broken over lines, "Taxable" over "Value": words one under another are one heading. None where these lines are not such."""
    for height in range(TALLEST, 1, -1):
        group = lines[number : number + height]
        if len(group) < height or not _close_together(group):
            continue
        ways = [[(stack, column_named(stack)) for stack in stacks] for stacks in (_stacks(group), _stacks_between_white(group))]
        named = max(ways, key=lambda way: sum(1 if name else -1 for _, name in way))
        if not all(_belongs(line, named) for line in group):
            continue
        columns: dict[str, ItemColumn] = {}
        for place, (stack, name) in enumerate(named):
            column = ItemColumn(name or f"{UNNAMED}{place}", min(each.x0 for each in stack), max(each.x1 for each in stack), describes(stack))
            _note_column(columns, column)
        found = sorted(columns.values(), key=lambda each: each.x0)
        if _heads_a_list(found) and any(each.name in ("taxable", "total") for each in found):
            return found, height
    return None


def _close_together(lines: Sequence[Line]) -> bool:
    """One page, no figures, and less than a line's height of white between them."""
    close = all(below.page == above.page and below.y0 - above.y1 < 0.8 * below.tokens[0].height for above, below in pairwise(lines))
    return close and not any(each.isdigit() for line in lines for token in line.tokens for each in token.text)


def _stacks(lines: Sequence[Line]) -> list[list[Token]]:
    """Phrases that stand over each other, from left to right, each with its words from the top."""
    stacks: list[list[Token]] = []
    for phrase in sorted((phrase for line in lines for phrase in line.phrases), key=lambda each: each[0].x0):
        over = stacks[-1] if stacks else []
        if over and phrase[0].x0 < max(each.x1 for each in over) - 1:
            over += phrase
        else:
            stacks.append(list(phrase))
    return [sorted(stack, key=lambda each: (each.line, each.x0)) for stack in stacks]


def _stacks_between_white(lines: Sequence[Line]) -> list[list[Token]]:
    """Words between white that runs down all lines and is wider than a blank: headings may stand as close as words do."""
    stacks: list[list[Token]] = []
    end = 0.0
    for token in sorted((token for line in lines for token in line.tokens), key=lambda each: each.x0):
        blank = (0.8 if lines[0].tight else 0.4) * token.height
        if stacks and token.x0 - end < blank:
            stacks[-1].append(token)
        else:
            stacks.append([token])
        end = max(end, token.x1) if len(stacks[-1]) > 1 else token.x1
    return [sorted(stack, key=lambda each: (each.line, each.x0)) for stack in stacks]


def _belongs(line: Line, named: Sequence[tuple[Sequence[Token], str]]) -> bool:
    """Nearly all headings that have a word in the line are known ones. A line of a description, or of what stands above the table, is not."""
    touched = [name for stack, name in named if any(token.line == line.number for token in stack)]
    known = sum(bool(name) for name in touched)
    return known >= 1 and len(touched) - known <= known // 2


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
                    _note_column(found, ItemColumn(name, run[0].x0, run[-1].x1, describes(run)))
                    index += length
                    break
            else:
                index += 1
    return sorted(found.values(), key=lambda each: each.x0)


def column_named(tokens: Sequence[Token]) -> str:
    """The column that all words of a heading name together, whatever money or measure it says in brackets; "" where they name none."""
    text = re.sub(r"\([^)]*\)|₹|`", " ", " ".join(token.text for token in tokens))
    return _WORDS.get(normal(text).removesuffix(" rs").removesuffix(" inr"), "")


_DESCRIBES = re.compile(r"\b(?:description|particulars|title|details|nature|bezeichnung|beschreibung|designation|omschrijving|libelle)\b")


def describes(tokens: Sequence[Token]) -> bool:
    """A heading that says more than that goods stand under it ("Product Title", not "Product")."""
    return bool(_DESCRIBES.search(normal(" ".join(token.text for token in tokens))))


def _note_column(found: dict[str, ItemColumn], column: ItemColumn) -> None:
    """Each name once; but "Item" before "Name of Goods" heads the numbers of the rows, and beside "Material" or "Product" the goods stand under "Description"."""
    first = found.get(column.name)
    if column.name == "description" and first is not None:
        better = column.plain and not first.plain
        if "serial" not in found and (better or column.x1 - column.x0 > first.x1 - first.x0):
            found["serial"] = replace(first, name="serial")
            found["description"] = column
        elif better or first.plain and not column.plain:
            aside = first if better else column
            found["description"] = column if better else first
            found[f"{UNNAMED}{aside.x0:.0f}"] = replace(aside, name=f"{UNNAMED}{aside.x0:.0f}")
    found.setdefault(column.name, column)
