"""The lines of an invoice by arithmetic: amounts in one column that come to the taxable value are its goods, whatever heads them.

This needs no word of a heading. The columns beside the amounts get their roles from what stands in them (`roles`), and a row has the words between its figures and
those of the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.before_taxable import Between
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.item_cells import said_code
from qrt.core.documents.invoice.item_heads import UNNAMED, ItemColumn
from qrt.core.documents.invoice.item_words import sense_of
from qrt.core.documents.invoice.items import is_overleaf, rows_of
from qrt.core.documents.invoice.labels import Label
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.prices import is_proved, settled
from qrt.core.documents.invoice.roles import Roles, roles_of
from qrt.core.documents.invoice.slots import Slot, slots_of
from qrt.core.documents.invoice.sums import Run, figures_of, runs_to
from qrt.core.documents.invoice.totals import Totals
from qrt.core.documents.invoice.values import Candidate, looks_like_money
from qrt.core.documents.types import InvoiceLine

_HEADING_LINES = 6
"""So many lines over the first figures a heading may stand, words of the first row between them."""

_TAIL_LINES = 6
PLAIN = 0.6
"""Weight from which a label, not arithmetic alone, calls an amount the taxable value."""
_RUNS_MAX = 12


@dataclass(frozen=True, slots=True, eq=False)
class Proved:
    """Rows of goods, how many of them quantity times price proves, and whether they come to the taxable value (and not to what it becomes with tax or was before
    a discount). `targets` are all that amounts of rows may come to."""

    rows: tuple[InvoiceLine, ...]
    proved: int
    of_taxable: bool
    targets: tuple[Paise, ...]


def find_proved_items(paper: Labelled, totals: Totals, comma_decimal: bool, between: Between | None = None) -> Proved | None:
    """The goods whose amounts come to the totals; None where no column does, or where two that differ do and are proved alike.

    between  what leads from their printed sum to the taxable value: none of it is goods
    """
    targets = [*_targets(totals), *(() if between is None else (between.goods.amount,))]
    if not targets or comma_decimal:
        return None
    figures = figures_of(paper.sheet, comma_decimal)
    # One row's amount is the taxable value itself: which of the two figures is the row's shows only where a label says plainly which is not.
    sure = (heard for head, heard in totals.chosen.items() if head != "taxable" or heard.weight >= PLAIN)
    apart = frozenset(id(part.tokens[-1]) for heard in sure for part in heard.parts) | _taxes_between(paper, figures)
    if between is not None:
        apart |= {id(each.tokens[-1]) for each in (between.goods, *between.less, *between.more)}
    runs = sorted(runs_to(figures, frozenset(targets), apart), key=lambda run: -len(run.parts))[:_RUNS_MAX]
    taxes = {head: totals.chosen[head].amount for head in ("cgst", "sgst", "igst") if head in totals.chosen}
    read = [found for run in runs if (found := _read(paper, run, taxes, targets)) is not None]
    best = sorted(read, key=_rank, reverse=True)[:2]
    if len(best) == 2 and _rank(best[0]) == _rank(best[1]) and list(map(_amount, best[0].rows)) != list(map(_amount, best[1].rows)):
        return None
    return best[0] if best else None


def agreed_rows(read: tuple[InvoiceLine, ...], proved: Proved | None) -> tuple[InvoiceLine, ...]:
    """The rows as headings gave them where these come to the totals, with what only the figures say; else those that the figures prove."""
    if proved is None:
        return read
    amounts = [_amount(row) for row in read]
    if amounts == [_amount(row) for row in proved.rows]:
        return tuple(_joined(known, other) for known, other in zip(read, proved.rows, strict=True))
    if read and (None not in amounts and sum(each or 0 for each in amounts) in proved.targets or not proved.of_taxable):
        return read
    told = proved.proved or all(row.hsn or row.quantity for row in proved.rows)
    return proved.rows if told or not read and len(proved.rows) > 1 else read


def _amount(row: InvoiceLine) -> Paise | None:
    return row.taxable if row.taxable is not None else row.total


def _joined(known: InvoiceLine, other: InvoiceLine) -> InvoiceLine:
    """One row out of two readings of it. What only headings say of quantity and price yields to what the amount proves, and so do words that came with it."""
    if other.unit_price and is_proved(other) and not (known.unit_price and is_proved(known)):
        known = replace(
            known,
            description=other.description or known.description,
            hsn=other.hsn or known.hsn,
            quantity=other.quantity,
            unit=other.unit or known.unit,
            unit_price=other.unit_price,
            discount=other.discount,
        )
    return replace(known, description=known.description or other.description, hsn=known.hsn or other.hsn, unit=known.unit or other.unit)


def _taxes_between(paper: Labelled, figures: Sequence[Candidate]) -> frozenset[int]:
    """Ids of the last tokens of amounts on lines that say a tax and hardly more: such lines stand between goods as well."""
    by_line: dict[int, list[Candidate]] = {}
    for each in figures:
        by_line.setdefault(each.line, []).append(each)
    return frozenset(id(each.tokens[-1]) for number, here in by_line.items() if len(here) <= 2 and _says_tax(paper.by_line[number]) for each in here)


def _says_tax(labels: Sequence[Label]) -> bool:
    return any(label.amount in ("cgst", "sgst", "igst", "cess", "tcs", "round_off") for label in labels)


def _targets(totals: Totals) -> list[Paise]:
    """What the amounts of the rows may come to: the taxable value, the same before a discount, or all with tax. The taxable value stands first."""
    taxable = totals.chosen["taxable"].amount if "taxable" in totals.chosen else totals.derived.get("taxable")
    if taxable is None or taxable <= 0:
        return []
    found = [taxable]
    found += [Paise(taxable + totals.chosen[head].amount * sign) for head, sign in (("discount", 1), ("charge", -1)) if head in totals.chosen]
    if "grand_total" in totals.chosen:
        rounding = totals.chosen["round_off"].amount if "round_off" in totals.chosen else totals.derived.get("round_off", 0)
        found.append(Paise(totals.chosen["grand_total"].amount - rounding))
    return found


def _rank(found: Proved) -> tuple[bool, float, int]:
    rows = len(found.rows)
    told = sum(bool(row.description) + bool(row.hsn) + bool(row.quantity) for row in found.rows)
    return found.of_taxable, round((found.proved + told) / rows, 3), rows


def _read(paper: Labelled, run: Run, taxes: dict[str, Paise], targets: Sequence[Paise]) -> Proved | None:
    """The rows around the amounts of a run; None where they have no words, or stand under nothing that could be goods."""
    of_taxable = run.total == targets[0]
    lines = [paper.sheet.lines[part.line] for part in run.parts]
    slots = slots_of(lines, _cuts(paper, lines))
    amount = next(
        (each for each in slots if all(any(part.tokens[-1] in atom.tokens for atom in each.by_row.get(row, ())) for row, part in enumerate(run.parts))), None
    )
    if amount is None:
        return None
    first = _first_line(paper, lines[0], slots)
    senses = {place: sense_of(tokens) for place, tokens in _heads(paper, first, slots).items()}
    between = _between(paper, lines, first)
    letters = {place: sum(map(_letters, phrases)) for place, phrases in _by_slot(between, slots).items()}
    roles = roles_of(slots, senses, [part.amount for part in run.parts], amount, taxes, letters, not of_taxable)
    columns = _columns(slots, roles, between)
    rows = _with_codes(paper, _rows(paper, run, lines, columns, first), lines, slots)
    if len(rows) != len(run.parts) or not any(row.description for row in rows):
        return None
    return Proved(rows, roles.proved, of_taxable, tuple(targets))


def _between(paper: Labelled, lines: Sequence[Line], first: int) -> list[Line]:
    """The lines from the first row to the last that bear no amount of the goods, and those right under the last."""
    own = {line.number for line in lines}
    return [line for line in paper.sheet.lines[first : lines[-1].number + 3] if line.number not in own and not is_overleaf(line)]


def _with_codes(paper: Labelled, rows: tuple[InvoiceLine, ...], lines: Sequence[Line], slots: Sequence[Slot]) -> tuple[InvoiceLine, ...]:
    """The rows with the codes that words in any of their columns say ("HSN/SAC:" over "84439959"), from the line of the amount to that of the next."""
    if len(rows) != len(lines):
        return rows
    told: list[InvoiceLine] = []
    for place, row in enumerate(rows):
        end = lines[place + 1].number if place + 1 < len(lines) else lines[place].number + 3
        here = [line for line in paper.sheet.lines[lines[place].number : end] if line.page == lines[place].page]
        said = {code for phrases in _by_slot(here, slots).values() if (code := said_code(" ".join(token.text for phrase in phrases for token in phrase)))}
        told.append(row if row.hsn or len(said) != 1 else replace(row, hsn=said.pop()))
    return tuple(told)


def _by_slot(lines: Sequence[Line], slots: Sequence[Slot]) -> dict[int, list[Sequence[Token]]]:
    """Phrases of lines by the column that they begin in; those left of all columns under -1."""
    found: dict[int, list[Sequence[Token]]] = {}
    for line in lines:
        for phrase in line.phrases:
            place = max((number for number, slot in enumerate(slots) if slot.x0 - 3 <= phrase[0].x0), default=-1)
            found.setdefault(place, []).append(phrase)
    return found


def _letters(tokens: Sequence[Token]) -> int:
    return sum(sum(map(str.isalpha, token.text)) for token in tokens)


def _cuts(paper: Labelled, lines: Sequence[Line]) -> list[float]:
    """Upright lines of the drawn table that holds all rows of its page, where no word crosses them."""
    found: list[float] = []
    for lattice in paper.sheet.drawn.get(lines[0].page, ()):
        here = [line for line in lines if line.page == lines[0].page]
        if all(lattice.area.y0 - 2 <= line.y0 and line.y1 <= lattice.area.y1 + 2 for line in here):
            found += [x for x in lattice.xs if not any(token.x0 + 1 < x < token.x1 - 1 for line in here for token in line.tokens)]
    return sorted(found)


def _first_line(paper: Labelled, figures: Line, slots: Sequence[Slot]) -> int:
    """Number of the line under the heading: up from the first figures, past lines whose words all stand in columns of words."""
    words = [each for each in slots if each.letters] or [Slot(0.0, min(each.x0 for each in slots))]
    number = figures.number
    while number > 0 and figures.number - number < _HEADING_LINES:
        above = paper.sheet.lines[number - 1]
        below = paper.sheet.lines[number]
        if above.page != figures.page or below.y0 - above.y1 > 1.5 * below.tokens[0].height:
            break
        if not all(any(slot.x0 - 3 <= phrase[0].x0 and phrase[0].x0 < slot.x1 for slot in words) for phrase in above.phrases):
            break
        if len(above.phrases) > 1 or any(sense_of(phrase).names for phrase in above.phrases):
            break
        number -= 1
    return number


def _heads(paper: Labelled, first: int, slots: Sequence[Slot]) -> dict[int, list[Token]]:
    """Words of the lines over the rows by the column they stand over."""
    found: dict[int, list[Token]] = {}
    for number in range(first - 1, max(-1, first - 5), -1):
        line, below = paper.sheet.lines[number], paper.sheet.lines[number + 1]
        if line.page != below.page or below.y0 - line.y1 > 2.5 * below.tokens[0].height or any(any(map(str.isdigit, token.text)) for token in line.tokens):
            break
        for token in line.tokens:
            over = [place for place, slot in enumerate(slots) if min(slot.x1, token.x1) - max(slot.x0, token.x0) > 0]
            place = max(over, key=lambda each: min(slots[each].x1, token.x1) - max(slots[each].x0, token.x0)) if over else _nearest(slots, token)
            found.setdefault(place, []).append(token)
    return {place: sorted(tokens, key=lambda each: (each.line, each.x0)) for place, tokens in found.items()}


def _nearest(slots: Sequence[Slot], token: Token) -> int:
    return min(range(len(slots)), key=lambda place: min(abs(slots[place].x0 - token.x1), abs(token.x0 - slots[place].x1)))


def _columns(slots: Sequence[Slot], roles: Roles, between: Sequence[Line]) -> list[ItemColumn]:
    """The columns by role. Words that stand over or under their figures alone have a column of their own."""
    names = {id(slot): name for name, slot in roles.slots.items()}
    columns = [ItemColumn(names.get(id(slot), f"{UNNAMED}{place}"), slot.x0, slot.x1) for place, slot in enumerate(slots)]
    apart = [phrase for phrases in _by_slot(between, slots).values() for phrase in phrases if _letters(phrase) >= 3]
    if "description" not in roles.slots and apart:
        left = min(phrase[0].x0 for phrase in apart)
        reach = min((each.x0 for each in columns if each.x0 > left), default=float("inf"))
        columns.append(ItemColumn("description", left, min(reach, max(phrase[-1].x1 for phrase in apart))))
        columns.sort(key=lambda each: each.x0)
    return columns


def _rows(paper: Labelled, run: Run, lines: Sequence[Line], columns: Sequence[ItemColumn], first: int) -> tuple[InvoiceLine, ...]:
    """The rows page by page, with the words over, beside and under their figures."""
    rows: list[InvoiceLine] = []
    for page in sorted({line.page for line in lines}):
        here = [line for line in lines if line.page == page]
        start = first if page == lines[0].page else here[0].number
        listed = [line for line in paper.sheet.lines[start : _end(paper, here[-1], columns)] if line.page == page]
        kept = [words for line in listed if (words := line if line in here else _words_of(paper, line, columns)) is not None]
        rows += rows_of(paper, kept, columns)
    return settled([row for row in rows if row.taxable is not None or row.total is not None])


def _words_of(paper: Labelled, line: Line, columns: Sequence[ItemColumn]) -> Line | None:
    """What stands in the column of descriptions on a line without an amount of the goods; None where nothing does, or where it is of a tax or a sum so far."""
    described = next((each for each in columns if each.name == "description"), None)
    if described is None or is_overleaf(line):
        return None
    reach = _reach(columns, described)
    tokens = [token for phrase in line.phrases if described.x0 - 2 * phrase[0].height <= phrase[0].x0 < reach for token in phrase]
    if any(looks_like_money(token.text) and any(map(str.isdigit, token.text)) for token in line.tokens):
        tokens = [token for token in tokens if token.x1 <= reach + 1]
    opens = next(iter(paper.by_line[line.number]), None)
    if not tokens or opens is not None and opens.amount and opens.amount != "charge" and opens.tokens[0] is tokens[0]:
        return None
    return Line(line.number, line.page, tuple(tokens), line.tight)


def _end(paper: Labelled, last: Line, columns: Sequence[ItemColumn]) -> int:
    """Number of the line behind the last words of the last row: words under its description alone, close under it."""
    described = next((each for each in columns if each.name == "description"), None)
    number = last.number + 1
    while described is not None and number < len(paper.sheet.lines) and number - last.number <= _TAIL_LINES:
        line, above = paper.sheet.lines[number], paper.sheet.lines[number - 1]
        if line.page != last.page or line.y0 - above.y1 > 0.6 * above.tokens[0].height:
            break
        words = _words_of(paper, line, columns)
        if words is None or abs(words.tokens[0].x0 - described.x0) > 2 * line.tokens[0].height or words.tokens[-1].x1 > _reach(columns, described):
            break
        number += 1
    return number


def _reach(columns: Sequence[ItemColumn], described: ItemColumn) -> float:
    """Where the next column begins."""
    return min((each.x0 for each in columns if each.x0 > described.x0 + 1), default=float("inf"))
