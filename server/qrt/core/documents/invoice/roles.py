"""What each column of a list of goods holds, proved by what stands in it: the amounts are known, and quantity times price has to give them.

Headings only decide between assignments that agree with the figures alike. Where nothing decides, a column stays without a role.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.codes import is_code
from qrt.core.documents.invoice.item_words import Sense
from qrt.core.documents.invoice.slots import Slot

_GST_RATES = frozenset(map(Decimal, ("0", "0.1", "0.25", "1", "1.5", "3", "5", "6", "7.5", "12", "18", "28", "40")))
_AMOUNT = re.compile(r"\d+\.\d{1,2}")
_HALVES = frozenset(rate / 2 for rate in _GST_RATES)
_UNITS = frozenset(
    [
        "nos",
        "no",
        "pcs",
        "pc",
        "kg",
        "kgs",
        "gm",
        "gms",
        "g",
        "ltr",
        "ltrs",
        "l",
        "ml",
        "mtr",
        "mtrs",
        "m",
        "mm",
        "cm",
        "ft",
        "sft",
        "sqft",
        "sqm",
        "sqmt",
        "sqmtr",
        "cum",
        "cft",
        "rft",
        "box",
        "boxes",
        "bag",
        "bags",
        "set",
        "sets",
        "pair",
        "pairs",
        "pack",
        "pkt",
        "pkts",
        "unit",
        "units",
        "roll",
        "rolls",
        "doz",
        "dozen",
        "hr",
        "hrs",
        "hour",
        "hours",
        "day",
        "days",
        "month",
        "months",
        "job",
        "ls",
        "lot",
        "lots",
        "mt",
        "ton",
        "tons",
        "tonne",
        "tonnes",
        "qtl",
        "bdl",
        "bundle",
        "can",
        "cans",
        "drum",
        "drums",
        "bottle",
        "bottles",
        "btl",
        "strip",
        "strips",
        "tab",
        "tabs",
        "vial",
        "vials",
        "tin",
        "tins",
        "ea",
        "each",
        "nos.",
        "night",
        "nights",
        "trip",
        "trips",
        "km",
        "kms",
        "carton",
        "cartons",
        "ctn",
        "case",
        "cases",
        "oth",
        "pax",
        "visit",
        "visits",
        "person",
        "persons",
        "sheet",
        "sheets",
        "ream",
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """Slot by role, and how many rows quantity times price was asked of and agreed in."""

    slots: Mapping[str, Slot]
    proved: int = 0


def roles_of(
    slots: Sequence[Slot],
    senses: Mapping[int, Sense],
    amounts: Sequence[Paise],
    amount: Slot,
    taxes: Mapping[str, Paise],
    letters: Mapping[int, int],
    taxed: bool,
) -> Roles:
    """The role of every slot that has a proven one, or one that its heading names and its contents do not contradict.

    senses   what the heading over a slot says, by its place in `slots`
    amounts  those of the rows, which stand in the slot `amount`; `taxed` says that they are with tax
    taxes    what the paper charges by head, in paise
    letters  how many stand in a slot between the rows, by its place
    """
    said = {id(slot): senses.get(place, Sense()) for place, slot in enumerate(slots)}
    found: dict[str, Slot] = {"total" if taxed else "taxable": amount}
    rows = range(len(amounts))

    def free() -> list[Slot]:
        taken = {id(each) for each in found.values()}
        return [slot for slot in slots if id(slot) not in taken]

    def note(name: str, slot: Slot | None) -> None:
        if slot is not None:
            found.setdefault(name, slot)

    note("serial", _serial(free(), rows))
    count, price, off, proved = _product(free(), said, amounts, taxed)
    if count is None:
        # Nothing proves it: only a heading that says nothing else may name it.
        named = [each for each in free() if said[id(each)].names == {"quantity"} and all(each.value(row) is not None for row in rows)]
        count = named[0] if len(named) == 1 else None
    note("quantity", count)
    note("unit_price", price)
    for name, slot in zip(("discount", "charge"), off, strict=False):
        note(name, slot)
    for name, slot in _taxes(free(), amounts, {} if taxed else taxes):
        note(name, slot)
    note("hsn", _code(free(), said, rows))
    note("unit", next((each for each in free() if _is_unit(each) or count is not None and _is_beside(each, count, slots)), None))
    if not any("description" in each.names for each in said.values()):
        # A carrier's rows are called by the numbers of their notes: ways and towns are the same in many.
        notes = [each for each in free() if "consignment" in said[id(each)].names and len({each.text(row) for row in rows}) == len(rows)]
        note("description", notes[0] if len(notes) == 1 else None)
    wordy = {id(slot): slot.letters + letters.get(place, 0) + 1000 * ("description" in said[id(slot)].names) for place, slot in enumerate(slots)}
    text = max((each for each in free() if not _is_unit(each)), key=lambda each: wordy[id(each)], default=None)
    note("description", text if text is not None and wordy[id(text)] >= 3 * len(rows) else None)
    return Roles(found, proved)


def _is_unit(slot: Slot) -> bool:
    """Words that count or measure, one in each row."""
    words = [slot.text(row).lower().strip(".") for row in slot.by_row]
    return bool(words) and all(word in _UNITS for word in words)


def _is_beside(slot: Slot, count: Slot, slots: Sequence[Slot]) -> bool:
    """One short word in each row, right before or behind the quantity: one of them is a unit, or it is the same in all."""
    apart = abs([id(each) for each in slots].index(id(slot)) - [id(each) for each in slots].index(id(count)))
    words = {slot.text(row).lower().strip(".") for row in slot.by_row}
    return apart == 1 and all(word.isalpha() and len(word) <= 6 for word in words) and (len(words) == 1 or bool(words & _UNITS))


def _serial(slots: Sequence[Slot], rows: range) -> Slot | None:
    """1, 2, 3 … (or 10, 20 …) down the leftmost figures."""
    first = next((each for each in slots if any(atom.value is not None for atoms in each.by_row.values() for atom in atoms)), None)
    if first is None or first is not slots[0]:
        return None
    values = [value for row in rows if (value := first.value(row)) is not None]
    return first if 2 * len(values) > len(rows) and any(values == [step * (number + 1) for number in range(len(values))] for step in (1, 10)) else None


def _product(slots: Sequence[Slot], said: Mapping[int, Sense], amounts: Sequence[Paise], taxed: bool) -> tuple[Slot | None, Slot | None, tuple[Slot, ...], int]:
    """Quantity, price and what goes off or is put on: the columns whose product is the amount in every row that has both. Nothing where two assignments agree and
    nothing chooses. Two columns beside quantity and price (making and stones, freight and loading) are asked where one explains nothing."""
    figures = [each for each in slots if any(each.value(row) is not None for row in each.by_row)]
    for extras in (0, 1), (2,):
        ways: list[tuple[float, Slot, Slot, tuple[Slot, ...], int]] = []
        for left, right in permutations(figures, 2):
            rest = [each for each in (slots if extras != (2,) else figures) if each not in (left, right)]
            for off in (chosen for count in extras for chosen in combinations(rest, count)):
                proved = _agree(left, right, off, amounts, taxed, said[id(right)].names)
                if proved:
                    ways.append((_likely(left, right, off, said), left, right, off, proved))
        if not ways:
            continue
        # A discount that is nothing in every row explains nothing.
        most = max(each[4] for each in ways)
        ways = sorted((each for each in ways if each[4] == most), key=lambda each: (-each[0], bool(each[3])))
        best = ways[0]
        rivals = [each for each in ways[1:] if not (_is_alike(each[1], best[1]) and _is_alike(each[2], best[2]))]
        if rivals and best[0] - rivals[0][0] < 0.5:
            return None, None, (), 0
        return best[1], best[2], best[3], best[4]
    return None, None, (), 0


def _is_alike(slot: Slot, other: Slot) -> bool:
    """The same figures stand in both: it does not matter which is meant."""
    return slot is other or all(slot.value(row) == other.value(row) for row in {*slot.by_row, *other.by_row})


def _agree(count: Slot, price: Slot, off: Sequence[Slot], amounts: Sequence[Paise], taxed: bool, named: frozenset[str]) -> int:
    """In how many rows the product is the amount; 0 where one row contradicts, or where too few rows can be asked. One times an amount is that amount: it says
    nothing, unless the heading over the price (`named`) says what it is."""
    agreed = useful = 0
    for row, amount in enumerate(amounts):
        number, each = count.value(row), price.value(row)
        if number is None or each is None:
            continue
        if amount and not number * each:
            return 0  # Nothing times anything is no amount: what is put on would be all of it.
        if not any(_is_near(built, amount, number, each) for built in _built(number * each * 100, off, row, taxed)):
            return 0
        agreed += 1
        useful += (number != 1 and each != 1 or "unit_price" in named) and (not off or any(slot.by_row.get(row) and _figure_in(slot, row) != 0 for slot in off))
    return agreed if useful and 2 * agreed > len(amounts) else 0


def _built(gross: Decimal, off: Sequence[Slot], row: int, taxed: bool) -> Iterator[Decimal]:
    """What an amount may become: one column of `off` says a percentage or an amount that goes off, or an amount that is put on and is no tax, and two are put on
    together; a rate of GST on top of it."""
    if len(off) > 1:
        yield gross + sum(_figure_in(each, row) for each in off) * 100
        return
    number = _figure_in(off[0], row) if off else Decimal(0)
    less = [gross * (100 - number) / 100]
    if number:
        less.append(gross - number * 100)
        if not any(abs(gross * rate / 100 - number * 100) <= 100 for rate in _GST_RATES):
            less.append(gross + number * 100)
    yield from less
    if taxed:
        yield from (each * (100 + rate) / 100 for each in less for rate in _GST_RATES)


def _figure_in(slot: Slot, row: int) -> Decimal:
    found = [atom.value for atom in slot.by_row.get(row, ()) if atom.value is not None]
    return found[0] if len(found) == 1 else Decimal(0)


def _is_near(built: Decimal, amount: Paise, count: Decimal, price: Decimal) -> bool:
    """Equal to the paisa, but for what the last decimal of the price is rounded by."""
    decimals = max(0, -int(price.as_tuple().exponent))
    return abs(built - amount) <= 1 + (abs(count) * Decimal(100).scaleb(-decimals) / 2 if decimals >= 2 else 0)


def _likely(count: Slot, price: Slot, off: Sequence[Slot], said: Mapping[int, Sense]) -> float:
    """How much speaks for this one of two being the quantity: headings, the unit behind it, paise in the other."""
    score = 2.0 * ("quantity" in said[id(count)].names) + 2.0 * ("unit_price" in said[id(price)].names)
    score -= 2.0 * bool(said[id(count)].names & {"unit_price", "hsn", "serial", "aside"}) + 2.0 * bool(said[id(price)].names & {"quantity", "hsn", "aside"})
    score += 1.5 * any(atom.behind.lower().strip(".") in _UNITS for atoms in count.by_row.values() for atom in atoms)
    score += 1.0 * (_paise(price) and not _paise(count)) + 0.25 * (count.x0 < price.x0)
    return score + (1.0 if len(off) == 1 and "discount" in said[id(off[0])].names else -0.6 if off else 0.0)


def _paise(slot: Slot) -> bool:
    """Every figure has two decimals."""
    values = [atom.value for atoms in slot.by_row.values() for atom in atoms if atom.value is not None]
    return bool(values) and all(value.as_tuple().exponent == -2 for value in values)


def _taxes(slots: Sequence[Slot], amounts: Sequence[Paise], taxes: Mapping[str, Paise]) -> Iterator[tuple[str, Slot]]:
    """Columns that come to what the paper charges of a tax, each a known rate of its row; the amount with tax, and the rate."""
    rows = range(len(amounts))
    left = list(slots)
    for head in ("cgst", "sgst", "igst"):
        want = taxes.get(head, 0)
        hit = next((each for each in left if want and _comes_to(each, rows, want) and _is_tax(each, amounts)), None)
        if hit is not None:
            left.remove(hit)
            yield head, hit
    whole = sum(taxes.values())
    for slot in left:
        values = [slot.value(row) for row in rows]
        if whole and None not in values and abs(sum(value * 100 for value in values if value is not None) - sum(amounts) - whole) <= 100:
            yield "total", slot
        elif _is_rate_column(slot, rows, Decimal(whole), Decimal(sum(amounts))):
            yield "rate", slot


def _comes_to(slot: Slot, rows: range, want: int) -> bool:
    values = [_money_in(slot, row) for row in rows]
    return any(values) and abs(sum(values) - want) <= 2 * len(rows)


def _money_in(slot: Slot, row: int) -> Decimal:
    found = [atom.value for atom in slot.by_row.get(row, ()) if atom.value is not None and not atom.percent]
    return found[-1] * 100 if found else Decimal(0)


def _is_tax(slot: Slot, amounts: Sequence[Paise]) -> bool:
    return all(
        any(abs(amount * rate / 100 - tax) <= 100 for rate in _GST_RATES | _HALVES) for row, amount in enumerate(amounts) if (tax := _money_in(slot, row))
    )


def _is_rate_column(slot: Slot, rows: range, tax: Decimal, base: Decimal) -> bool:
    """Every figure is a rate of GST, and the tax of the paper lies between the lowest and the highest of them."""
    values = [atom.value for row in rows for atom in slot.by_row.get(row, ()) if atom.value is not None]
    if len(values) != len(rows) or not all(value in _GST_RATES for value in values):
        return False
    return min(values) * base / 100 - 100 <= tax <= max(values) * base / 100 + 100 and tax > 0


def _code(slots: Sequence[Slot], said: Mapping[int, Sense], rows: range) -> Slot | None:
    """The column of codes of HSN or SAC: the one whose heading says so, else the only one that can be."""
    able = [each for each in slots if _holds_codes(each, rows)]
    named = [each for each in able if "hsn" in said[id(each)].names]
    if len(named) == 1:
        return named[0]
    # An amount without its point may be shaped like a code ("1058.48").
    plain = [each for each in able if not any(_AMOUNT.fullmatch(each.text(row)) for row in rows)]
    other = [each for each in plain if not said[id(each)].names & {"aside", "quantity", "serial", "reference", "day", "consignment"}]
    return other[0] if len(other) == 1 and not named else None


def _holds_codes(slot: Slot, rows: range) -> bool:
    """Every row that has anything has one code, and more than half of them do."""
    texts = [slot.text(row).replace(".", "") for row in rows if slot.by_row.get(row)]
    return 2 * len(texts) > len(rows) and all(is_code(text.replace(" ", "")) for text in texts)
