"""A sheet of journals: rows of cells in, vouchers and row-by-row errors out. Nothing is guessed: what is not clear is an error of its row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from qrt.core.base.money import Paise, rupee_text, rupees
from qrt.core.base.period import Quarter
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind

ROWS_MAX = 5_000

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "day", "voucher date", "posting date"),
    "ledger": ("ledger", "account", "ledger account", "particulars", "account name"),
    "debit": ("debit", "dr", "debit amount", "debit rs"),
    "credit": ("credit", "cr", "credit amount", "credit rs"),
    "narration": ("narration", "description", "remarks"),
    "group": ("voucher", "group", "voucher group", "voucher no", "voucher number", "entry", "journal"),
    "cost_centre": ("cost centre", "cost center"),
    "bill": ("bill", "bill reference", "bill ref", "bill no"),
    "kind": ("kind", "type", "voucher type"),
}
NEEDED = ("day", "ledger", "debit", "credit")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it was read; `errors` in the order of its columns. `row` counts from 1 with the heading."""

    row: int
    cells: Mapping[str, str]
    group: str
    day: date | None
    line: Line | None
    kind: str
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetVoucher:
    """The rows of one group. `draft` is there when nothing is wrong."""

    group: str
    rows: tuple[int, ...]
    day: date | None
    narration: str
    amount: Paise
    errors: tuple[str, ...]
    draft: VoucherDraft | None


def find_columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """Which row is the heading, and where each column stands; None when no row among the first twenty names date, ledger, debit and credit."""
    words = {squeezed(word): name for name, said in HEADINGS.items() for word in said}
    for number, row in enumerate(rows[:20]):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            name = words.get(squeezed(cell.replace("₹", "").replace("(Rs)", "").replace("(INR)", "")))
            if name and name not in found:
                found[name] = at
        if all(name in found for name in NEEDED):
            return number, found
    return None


def read_sheet(
    rows: Sequence[Sequence[str]], entity: str, quarter: Quarter, ledgers: Collection[str], cost_centres: Collection[str], key: str
) -> tuple[tuple[SheetRow, ...], tuple[SheetVoucher, ...]]:
    """Rows below the heading, and the vouchers they make. A row without a group belongs to the voucher of the row above; `key` begins the drafts' keys.

    The heading must have been found (`find_columns`).
    """
    found = find_columns(rows)
    assert found is not None
    heading, columns = found
    spelled = {squeezed(name): name for name in sorted(ledgers, reverse=True)}
    read: list[SheetRow] = []
    group, day_above = "", ""
    for number, row in enumerate(rows[heading + 1 :], heading + 2):
        cells = {name: (row[at].strip() if at < len(row) else "") for name, at in columns.items()}
        if not any(cells.values()):
            group, day_above = ("", "") if "group" not in columns else (group, day_above)
            continue
        group = cells.get("group", "") or group or cells.get("narration", "") or f"row {number}"
        # Day and narration may stand on the first row of a voucher alone.
        day_above = cells["day"] or day_above
        read.append(_row(number, {**cells, "day": cells["day"] or day_above}, group, spelled, ledgers, cost_centres, quarter))
    return tuple(read), _vouchers(read, entity, key)


def _row(
    number: int, cells: Mapping[str, str], group: str, spelled: Mapping[str, str], ledgers: Collection[str], cost_centres: Collection[str], quarter: Quarter
) -> SheetRow:
    errors: list[str] = []
    day = _day(cells["day"], quarter, errors)
    ledger = cells["ledger"] if cells["ledger"] in ledgers else ""
    if not cells["ledger"]:
        errors.append("no ledger")
    elif not ledger:
        near = spelled.get(squeezed(cells["ledger"]), "")
        errors.append(f"no ledger {cells['ledger']!r}" + (f"; the books have {near!r}" if near else ""))
    amount = _amount(cells["debit"], cells["credit"], errors)
    if (centre := cells.get("cost_centre", "")) and centre not in cost_centres:
        errors.append(f"no cost centre {centre!r}")
    kind = cells.get("kind", "").strip().lower().replace(" ", "_") or "journal"
    if kind not in set(VoucherKind):
        errors.append(f"{cells.get('kind')!r} is no kind of voucher")
    bill = cells.get("bill", "")
    line = Line(ledger, amount, bill=bill, cost_centre=centre) if ledger and amount is not None else None
    return SheetRow(number, cells, group, day, line, kind, tuple(errors))


def _day(text: str, quarter: Quarter, errors: list[str]) -> date | None:
    if not text:
        errors.append("no date")
        return None
    day = _read_day(text)
    if day is None:
        errors.append(f"{text!r} is no date (write 30-09-2026)")
    elif day not in quarter:
        errors.append(f"{day:%d-%m-%Y} does not lie in {quarter}")
    return day


def _read_day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d-%b-%y", "%d-%m-%y", "%d/%m/%y"):
        try:
            return datetime.strptime(text.split("T")[0].strip(), form).date()  # noqa: DTZ007  A day of the books has no zone.
        except ValueError:
            continue
    if text.isdigit() and 36_526 <= int(text) <= 73_050:  # Serial of a spreadsheet, 2000 to 2100.
        return date(1899, 12, 30) + timedelta(days=int(text))
    return None


def _amount(debit: str, credit: str, errors: list[str]) -> Paise | None:
    sides: dict[str, Paise] = {}
    for name, text in (("debit", debit), ("credit", credit)):
        if not text:
            continue
        try:
            value = rupees(text)
        except ValueError as wrong:
            errors.append(f"{name}: {wrong}")
            return None
        if value < 0:
            errors.append(f"{name} is negative: write it on the other side")
            return None
        if value:
            sides[name] = value
    if len(sides) != 1:
        errors.append("debit and credit both have an amount" if sides else "neither debit nor credit has an amount")
        return None
    return Paise(sides.get("debit", 0) - sides.get("credit", 0))


def _vouchers(rows: Sequence[SheetRow], entity: str, key: str) -> tuple[SheetVoucher, ...]:
    groups: dict[str, list[SheetRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return tuple(_voucher(group, of, entity, key) for group, of in groups.items())


def _voucher(group: str, rows: Sequence[SheetRow], entity: str, key: str) -> SheetVoucher:
    lines = tuple(row.line for row in rows if row.line)
    days, kinds = {row.day for row in rows if row.day}, {row.kind for row in rows}
    narration = next((row.cells.get("narration", "") for row in rows if row.cells.get("narration")), "")
    errors = [f"row {row.row}: {error}" for row in rows for error in row.errors]
    if len(rows) < 2:
        errors.append("a voucher needs two rows")
    if len(days) > 1:
        errors.append("its rows have different dates")
    if len(kinds) > 1:
        errors.append("its rows have different kinds")
    if len(lines) == len(rows) and (out := sum(line.amount for line in lines)):
        errors.append(f"debits and credits differ by {rupee_text(Paise(out))}")
    if not narration:
        errors.append("no narration")
    amount = Paise(sum(line.amount for line in lines if line.amount > 0))
    day = min(days) if days else None
    draft = None
    if not errors and day:
        draft = VoucherDraft(
            key=f"{key}/{group}", entity=entity, kind=VoucherKind(rows[0].kind), day=day, lines=lines, source=SourceKind.PERSON, narration=narration
        )
        draft = replace(draft, lines=tuple(replace(line, reason=f"row {row.row} of the sheet") for row, line in zip(rows, lines, strict=True)))
    return SheetVoucher(group, tuple(row.row for row in rows), day, narration, amount, tuple(errors), draft)
