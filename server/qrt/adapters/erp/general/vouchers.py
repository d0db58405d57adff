"""Lines into vouchers. Which column is the number, which the money and on which side a minus is: the reading under which the vouchers balance.

Where no reading balances, or two that differ both do, nothing is taken: a person decides.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qrt.adapters.erp.general.lines import Line, LineReader, Lines, Money
from qrt.adapters.erp.general.taking import Columns
from qrt.core.documents.headings import POSTING_KEYS, SIDE_WORDS, internal_rank
from qrt.core.ledger.naming import plain_name

Key = Callable[[Line], Hashable]

_KEYS: tuple[tuple[str, Key], ...] = (
    ("number, type, date and branch", lambda line: (line.number, line.type_name, line.day, line.branch)),
    ("number, date and branch", lambda line: (line.number, line.day, line.branch)),
    ("number, type and branch", lambda line: (line.number, line.type_name, line.branch)),
    ("number and branch", lambda line: (line.number, line.branch)),
    ("number and date", lambda line: (line.number, line.day)),
    ("number", lambda line: line.number),
)
_DEBIT_WORDS = ("purchase", "expense", "rent", "salary", "salaries", "wages", "freight", "input", "depreciation", "charges", "aufwand", "einkauf", "miete", "gehalter", "achats", "charge", "loyer", "compras", "gastos", "alquiler", "inkoop", "huur", "kosten", "vorsteuer", "electricity", "travelling", "consultancy", "professional fees", "repairs", "insurance")  # fmt: skip
_CREDIT_WORDS = ("sales", "output", "revenue", "income", "umsatz", "erlose", "ventes", "produits", "ventas", "ingresos", "verkoop", "omzet", "ertrage", "mehrwertsteuer", "interest received", "commission received", "discount received")  # fmt: skip


@dataclass(slots=True)
class Grouped:
    """Lines of one voucher, in the order of the sheet."""

    lines: list[Line]

    @property
    def difference(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def faulty(self) -> bool:
        return any(line.faults for line in self.lines)

    @property
    def filled(self) -> list[Line]:
        return [line for line in self.lines if not line.empty]


@dataclass(slots=True)
class Reading:
    """One way to read a table, and how well its vouchers prove it."""

    money: Money
    number: int | None
    key: str
    lines: Lines
    vouchers: list[Grouped] = field(default_factory=list)
    foreign: bool = False
    balanced: int = 0
    share: float = 0.0

    @property
    def judged(self) -> list[Grouped]:
        """Vouchers that can say something: amounts that were all read."""
        return [each for each in self.vouchers if not each.faulty and any(not line.empty and line.amount for line in each.lines)]

    def judge(self) -> "Reading":
        """Count once what proves the reading: vouchers that balance, and their share of those that can say something."""
        judged = self.judged
        self.balanced = sum(1 for each in judged if not each.difference and len(each.filled) >= 2)
        self.share = self.balanced / len(judged) if judged else 0.0
        return self

    def effects(self) -> Counter[tuple[str, int]]:
        """What the reading does to the ledgers: two readings that agree in it are one."""
        found: Counter[tuple[str, int]] = Counter()
        for each in self.vouchers:
            found.update((line.ledger, line.amount) for line in each.filled)
        return found


def choose_reading(columns: Columns) -> tuple[Reading | None, str]:
    """The reading that proves itself, or the best that does not with the reason why no one may believe it ("" when it is proven)."""
    readings = list(_readings(columns))
    readings = [each for each in readings if each.vouchers]
    if not readings:
        return None, "no row has an amount with a ledger"
    proven = [each for each in readings if each.share >= 0.5 and each.balanced >= 1]
    if not proven:
        best = max(readings, key=lambda each: (each.balanced, each.share))
        return best, f"{len(best.judged) - best.balanced} of {len(best.judged)} vouchers do not balance in any reading of its columns"
    top = max(each.share for each in proven)
    good = [each for each in proven if each.share >= top - 0.02 and not each.foreign] or [each for each in proven if each.share >= top - 0.02]
    first = _finest(columns, good)
    for other in good:
        if other.money.first != first.money.first and other.effects() != first.effects() and _as_sure(columns, first, other):
            one, two = columns.heading(first.money.first), columns.heading(other.money.first)
            return first, f"its vouchers balance by {one!r} and by {two!r}, and nothing says which of them counts"
    return first, ""


def _finest(columns: Columns, good: Sequence[Reading]) -> Reading:
    """Of readings that differ only in the column that tells vouchers apart, the one with the most vouchers that balance.

    Two vouchers of one number balance together as well as each by itself. A key of the program that counts pairs of lines inside the vouchers
    of another column splits what belongs together: there the other column counts.
    """
    first = good[0]
    alike = [each for each in good if each.money == first.money and each.lines.sections == first.lines.sections and each.foreign == first.foreign]
    finest = max(alike, key=lambda each: each.balanced)
    if finest is first or finest.balanced == first.balanced:
        return first
    if finest.number is None or first.number is None:
        return first
    own = internal_rank(columns.heading(finest.number)) > internal_rank(columns.heading(first.number))
    pairs = all(len(each.filled) <= 2 for each in finest.vouchers)
    return first if own and pairs and finest.balanced * 2 > first.balanced * 3 else finest


def name_vouchers(columns: Columns, reading: Reading) -> dict[int, tuple[str, str]]:
    """Number and key of each voucher by its first line's row, where two columns identify it: the number is what people read on the voucher, the key the program's own.

    A column that differs inside the vouchers is neither. {} where one column says all.
    """
    ranked = sorted(columns.all("number"), key=lambda column: internal_rank(columns.heading(column)))
    if reading.number is None or reading.number not in ranked or len(ranked) < 2 or columns.taken[reading.number].source == "person":
        return {}
    ranks = {column: internal_rank(columns.heading(column)) for column in ranked}

    def held(each: Grouped, column: int) -> list[str]:
        return list(dict.fromkeys(text for line in each.lines if (text := line.ids.get(column, ""))))

    def whole(column: int) -> bool:
        """One value in each voucher, and filled in most."""
        counts = [len(held(each, column)) for each in reading.vouchers]
        return sum(count > 1 for count in counts) * 20 <= len(counts) and sum(count == 1 for count in counts) * 2 > len(counts)

    human = next((column for column in ranked if column == reading.number or whole(column)), reading.number)
    key = next((column for column in reversed(ranked) if ranks[column] > ranks[human] and (column == reading.number or whole(column))), None)
    if key is None:
        return {}
    named = {}
    for each in reading.vouchers:
        numbers, keys = held(each, human), held(each, key)
        named[each.lines[0].row] = (numbers[0] if len(numbers) == 1 else "" if not numbers else each.lines[0].number, keys[0] if len(keys) == 1 else "")
    return named


def _as_sure(columns: Columns, first: Reading, other: Reading) -> bool:
    """True when nothing but their place speaks for one amount column rather than the other."""
    one, two = columns.taken.get(first.money.first), columns.taken.get(other.money.first)
    return one is not None and two is not None and one.meaning == two.meaning and one.source == two.source


def _readings(columns: Columns) -> Iterator[Reading]:
    for foreign, moneys in ((False, _moneys(columns, foreign=False)), (True, _moneys(columns, foreign=True))):
        if foreign and _moneys(columns, foreign=False):
            return
        for money in moneys:
            read: dict[bool, Lines] = {}
            for number in _numbers(columns):
                for sections in _forms(columns):
                    lines = _renumbered(read.get(sections), number)
                    if lines is None:
                        lines = read[sections] = LineReader(columns, money, number, sections=sections).read(columns.table.body)
                    yield from _grouped(columns, money, number, lines, foreign)


def _renumbered(lines: Lines | None, number: int | None) -> Lines | None:
    """The same lines under another column of numbers, where every line has a day and a number in it; None where the rows have to be read again."""
    if lines is None or number is None or not all(line.dated and not line.carried and line.ids.get(number) for line in lines.lines):
        return None
    return Lines([replace(line, number=line.ids[number]) for line in lines.lines], lines.totals, lines.stray, lines.sections)


def _forms(columns: Columns) -> tuple[bool, ...]:
    """Ledger on each line; or, where the lines name none, ledger headings with their lines below."""
    account = columns.one("account", "account_code")
    if account is None:
        return (True,)
    money = columns.all("debit", "credit", "amount", "amount_credit_positive", "foreign_debit", "foreign_credit", "foreign_amount")
    lines = [row for row in columns.table.body if any(row.text(column) for column in money)]
    named = sum(1 for row in lines if row.text(account) or ((code := columns.one("account_code")) is not None and row.text(code)))
    return (False,) if named * 10 >= len(lines) * 7 else (False, True)


def _numbers(columns: Columns) -> list[int | None]:
    """Columns that may tell vouchers apart, likeliest first. A reference is asked only where nothing else is there."""
    chosen = columns.all("number")
    decided = [column for column in chosen if columns.taken[column].source == "person"]
    if decided:
        return [*decided]
    return [*chosen[:3]] if chosen else [*columns.all("reference")[:2], None]


def _moneys(columns: Columns, *, foreign: bool) -> list[Money]:
    prefix = "foreign_" if foreign else ""
    if foreign and not _is_home(columns):
        return []
    found: list[Money] = []
    debits, credits = columns.all(f"{prefix}debit"), columns.all(f"{prefix}credit")
    for debit, credit in zip(debits, credits, strict=False):
        found.append(Money("pair", debit, credit))
        if _all_negative(columns, credit):
            found.append(Money("pair", debit, credit, credits_signed=True))
    amounts = columns.all(f"{prefix}amount")
    for amount in amounts:
        sides = [column for column in columns.all("side") if columns.table.column(column)]
        for side in sides[:1]:
            found += [Money("side", amount, side), Money("side", amount, side, storno=True)]
        found.append(Money("signed", amount))
        for key in columns.all("posting_key")[:1]:
            found.append(Money("key", amount, key))
    found += [Money("flipped", amount) for amount in columns.all("amount_credit_positive")]
    return found


def _is_home(columns: Columns) -> bool:
    """Amounts in the document's currency are the books' own where every document is in rupees or nobody names a currency."""
    column = columns.one("currency")
    said = {cell.text.strip().upper() for cell in columns.table.column(column)} if column is not None else set()
    return said <= {"INR", "₹", "RS", "RS."}


def _all_negative(columns: Columns, column: int) -> bool:
    from qrt.adapters.erp.general.values import read_amount

    sizes = []
    for cell in columns.table.column(column)[:300]:
        try:
            found = read_amount(cell, columns.styles.get(column, ""))
        except ValueError:
            continue
        if found and found.size:
            sizes.append(found.size)
    return bool(sizes) and all(size < 0 for size in sizes)


def _grouped(columns: Columns, money: Money, number: int | None, lines: Lines, foreign: bool) -> Iterator[Reading]:
    """The finest key under which the most vouchers balance; without numbers, runs of lines of one day that come to nil."""
    if not lines.lines:
        return
    if number is None or not any(line.number for line in lines.lines):
        if lines.sections:
            return
        yield Reading(money, None, "runs of lines", lines, _runs(lines.lines), foreign).judge()
        return
    best: Reading | None = None
    for name, key in _KEYS:
        made = Reading(money, number, name, lines, _by_key(lines.lines, key), foreign).judge()
        if best is None or (made.share, made.balanced) > (best.share + 0.001, -1):
            best = made
        if best.share == 1.0:
            break
    if best is not None:
        best.vouchers = _with_undated(best.vouchers)
        yield best.judge()


def _by_key(lines: Sequence[Line], key: Key) -> list[Grouped]:
    groups: dict[Hashable, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line) if line.number else ("", line.block), []).append(line)
    return [Grouped(each) for each in groups.values()]


def _with_undated(vouchers: list[Grouped]) -> list[Grouped]:
    """Lines whose day could not be read, or is not there, belong to the one voucher of their number."""
    by_number: defaultdict[tuple[str, str], list[Grouped]] = defaultdict(list)
    for each in vouchers:
        if each.lines[0].number:
            by_number[each.lines[0].number, each.lines[0].branch].append(each)
    kept: list[Grouped] = []
    for each in vouchers:
        first = each.lines[0]
        homes = (
            [other for other in by_number[first.number, first.branch] if other is not each and other.lines[0].day is not None]
            if first.number and first.day is None
            else []
        )
        if len(homes) == 1 and homes[0].difference + each.difference == 0 and each.difference:
            homes[0].lines = sorted([*homes[0].lines, *each.lines], key=lambda line: line.row)
        else:
            kept.append(each)
    return kept


def _runs(lines: Sequence[Line]) -> list[Grouped]:
    """Vouchers without numbers: a new one begins where a line has a day of its own after the sum came to nil, or the day changes."""
    groups: list[Grouped] = []
    for line in lines:
        last = groups[-1] if groups else None
        same_day = last is not None and (line.carried or line.day == last.lines[0].day) and line.type_name == last.lines[0].type_name
        open_still = last is not None and (last.difference != 0 or not last.filled)
        if last is not None and same_day and open_still:
            last.lines.append(line)
        else:
            groups.append(Grouped([line]))
    return groups


def sign_votes(reading: Reading) -> tuple[int, int]:
    """How many lines of ledgers whose name tells their side agree and disagree with positive being a debit, by amount-bearing lines."""
    agree = against = 0
    for each in reading.vouchers:
        for line in each.filled:
            name = f" {plain_name(line.ledger)} "
            debit = any(word in name for word in _DEBIT_WORDS)
            credit = any(word in name for word in _CREDIT_WORDS)
            if debit == credit or not line.amount:
                continue
            if (line.amount > 0) == debit:
                agree += 1
            else:
                against += 1
    return agree, against


SIDES_KNOWN = frozenset({*SIDE_WORDS, *POSTING_KEYS})
