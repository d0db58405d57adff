"""Fixed-asset registers of any maker: one sheet in, one extraction out, every figure with its row, every total proven."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from qrt.adapters.erp.asset_register.columns import Columns, find_asset_register, settle_openings
from qrt.adapters.erp.asset_register.totals import Entry, check_totals, drop_group_rows, drop_rows_below, link_components
from qrt.adapters.erp.asset_register.values import day_of, method_of, month_first, percent_of, period_of, size_of, years_of
from qrt.adapters.erp.register.layout import read_heads, tidy
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, apply_rate, decimal_text, rupee_text
from qrt.core.documents.currencies import left_out, rows_in_other_money
from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.types import AssetRow, DocumentKind, Extraction, Field, Paper
from qrt.core.documents.workbook import Sheet, SheetRow, column_letters

__all__ = ["find_asset_register", "read_asset_sheet"]

READER, VERSION = "asset_register", "1"
_TOTAL = re.compile(r"^\W*(grand\s+|sub[\s-]*)?totals?\b|\btotals?\s*:?\s*$", re.IGNORECASE)
_NOTE = re.compile(r"^(notes?|remarks?|prepared|checked|verified|authori[sz]ed|for and on behalf|place|date)\b\s*[:.-]?", re.IGNORECASE)
_WRITTEN_AMOUNT = re.compile(r"^[(-]?(?:rs\.?|inr|₹)?\s*\d[\d,]*\.\d{2}\)?(?:\s*(?:dr|cr))?$", re.IGNORECASE)
_AMOUNT_LEAST = 100
"""A number in a column without a known heading that may be an amount: years, months and counts of pieces are smaller."""
_PROGRESS = re.compile(r"capital\s*work|\bc\.?w\.?i\.?p\b|under\s+(construction|development|installation|erection)|work[\s-]*in[\s-]*progress", re.IGNORECASE)


@dataclass(slots=True)
class _Reading:
    """What is known while the rows go by."""

    pen: Pen
    columns: Columns
    sheet: Sheet
    method: str
    in_progress: bool
    fractions: bool
    months: dict[str, bool]
    sheet_class: str = ""
    group: str = ""
    group_progress: bool = False
    findings: list[tuple[int, Finding]] = field(default_factory=list)


def read_asset_sheet(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """Assets, components and work in progress with their figures as the paper has them; what does not add up is a finding."""
    pen = Pen(paper, sheet.name or None)
    head = [row for row in sheet.rows if row.number < columns.header_row]
    texts = [tidy(cell.text) for row in head for _, cell in sorted(row.cells.items()) if cell.text.strip()]
    fields = _fields(pen, head, texts, columns)
    if columns.blocks:
        return _blocks(paper, sheet, columns, part, pen, fields)
    body = [row for row in sheet.rows if row.number > columns.header_end]
    said = " ".join([*texts, *columns.headings.values()])
    rate = columns.words.get("rate")
    reading = _Reading(
        pen,
        columns,
        sheet,
        method_of(" ".join(texts)) or (method_of(columns.headings.get(rate, "")) if rate is not None else ""),
        bool(_PROGRESS.search(f"{sheet.name} {' '.join(texts)}")) and not re.search(r"deprec|asset register", said, re.IGNORECASE),
        _are_fractions(body, rate),
        {name: month_first(body, columns.words.get(name)) for name in ("bought", "put_to_use", "disposed", "due")},
        # A workbook with a sheet for each class names the class there.
        sheet_class=sheet.name if part and not re.search(r"^sheet\s*\d|register|schedule|\bfar\b|assets", sheet.name, re.IGNORECASE) else "",
    )
    entries = [entry for row in body if (entry := _entry(reading, row))]
    assets = drop_group_rows(entries)
    assets, below = drop_rows_below(entries, assets)
    reading.findings += [(entry.row, _stray(pen, entry)) for entry in below]
    assets, how = link_components(assets)
    reading.findings += check_totals(pen, columns, entries, assets)
    alone = _means_accumulated(columns, [entry.asset for entry in assets if entry.asset])
    foreign = _in_other_money(reading, head, body, entries)
    rows = tuple(_settled(reading, entry.asset, alone) for entry in assets if entry.asset and entry.row not in foreign)
    if not rows and not foreign:
        reading.findings.append(
            (columns.header_end, pen.finding("asset_register.empty", Severity.ERROR, "it has a header but no assets.", row=columns.header_end))
        )
    reading.findings += [(row.place.row or 0, finding) for row in rows for finding in _check_row(pen, row)]
    reading.findings += _check_columns(pen, columns, body)
    if how:
        fields["components"] = pen.field("components", how)
    reading.findings.sort(key=lambda each: each[0])
    return Extraction(
        paper.sha256,
        DocumentKind.ASSET_REGISTER,
        0.95 if rows else 0.5,
        READER,
        VERSION,
        part=part,
        fields=fields,
        rows=rows,
        findings=tuple(finding for _, finding in reading.findings),
    )


def _stray(pen: Pen, entry: Entry) -> Finding:
    sentence = f"row {entry.row} ({entry.name}) stands below the total and has neither code nor day, as assets of this register have: it was not taken."
    return pen.finding("asset_register.row_stray", Severity.WARNING, sentence, amount=max(entry.amounts.values(), default=0), row=entry.row)


def _in_other_money(reading: _Reading, head: Sequence[SheetRow], body: Sequence[SheetRow], entries: Sequence[Entry]) -> dict[int, str]:
    """Rows of assets in another currency, told as one: what is not known in rupees is no asset of the books, though the totals of the paper count it."""
    costs = [column for (family, _), column in reading.columns.amounts.items() if family == "gross"]
    money = costs or list(reading.columns.amounts.values())
    numbers = {entry.row: entry.asset.cost for entry in entries if entry.asset}
    found = rows_in_other_money(reading.columns.headings, money, head, [row for row in body if row.number in numbers])
    if found:
        amount, first = sum(numbers[row] for row in found), min(found)
        reading.findings.append(
            (first, reading.pen.finding("asset_register.currency_unclear", Severity.BLOCKING, left_out("assets", found), amount=amount, row=first))
        )
    return found


def _fields(pen: Pen, head: Sequence[SheetRow], texts: Sequence[str], columns: Columns) -> dict[str, Field]:
    heads = read_heads(head)
    first, last = period_of(texts, columns)
    settle_openings(columns, first)
    return by_name(
        (
            pen.field("company", heads.company, row=heads.company_row or None),
            pen.field("branch", heads.branch, row=heads.company_row or None),
            pen.field("title", heads.title, row=heads.title_row or None),
            pen.field("gstin", heads.gstin),
            pen.field("period_from", first.isoformat() if first else "", row=columns.header_row),
            pen.field("period_to", last.isoformat() if last else "", row=columns.header_row),
            pen.field("as_on", last.isoformat() if last else ""),
        )
    )


def _are_fractions(rows: Sequence[SheetRow], column: int | None) -> bool:
    """A column of rates that never exceeds one holds hundredths without the sign: no asset is written off at under one percent a year."""
    values = [cell.value for row in rows if column is not None and (cell := row.cells.get(column)) and isinstance(cell.value, float) and cell.value > 0]
    return (
        bool(values)
        and max(values) <= 1
        and not any(cell and "%" in cell.style.format for row in rows if column is not None for cell in (row.cells.get(column),))
    )


def _entry(reading: _Reading, row: SheetRow) -> Entry | None:
    """One row of the table: an asset, a total, or (kept in `reading`) a heading over the rows below."""
    columns = reading.columns
    amounts = _amounts(reading, row)
    texts = [(column, tidy(row.text(column))) for column in sorted(row.cells) if isinstance(row.cells[column].value, str) and row.text(column)]
    named = next(((column, tidy(row.text(column))) for column in columns.first_text if row.text(column)), texts[0] if texts else None)
    if named is None:
        if amounts and len(amounts) > 1:
            # Totals are often left without a word: figures under a table and no name.
            return Entry(row.number, "", amounts, is_total=True)
        return None
    if any(_TOTAL.search(text) for _, text in texts[:3]) and amounts:
        return Entry(row.number, named[1], amounts, is_total=True, is_grand="grand" in named[1].lower())
    if not any(amount for amount in amounts.values()) and not _has_detail(reading, row):
        if len(named[1]) <= 70 and not _NOTE.match(named[1]) and not any(_TOTAL.search(text) for _, text in texts):
            reading.group, reading.group_progress = named[1], bool(_PROGRESS.search(named[1]))
            return Entry(row.number, named[1], {}, is_heading=True)
        return None
    asset = _asset(reading, row, amounts)
    indent = row.cells[named[0]].style.indent + (len(row.cells[named[0]].text) - len(row.cells[named[0]].text.lstrip())) // 2
    return Entry(row.number, named[1], amounts, asset=asset, indent=indent, group=reading.group, bold=row.cells[named[0]].style.bold)


def _has_detail(reading: _Reading, row: SheetRow) -> bool:
    """A row with a day, rate or life is an asset even when all its amounts are nil."""
    words = reading.columns.words
    return any(row.text(words[each]) for each in ("bought", "put_to_use", "life", "rate", "disposed") if each in words)


def _amounts(reading: _Reading, row: SheetRow) -> dict[tuple[str, str], Paise]:
    found: dict[tuple[str, str], Paise] = {}
    for key, column in reading.columns.amounts.items():
        try:
            amount = size_of(row.cells.get(column))
        except ValueError as wrong:
            if row.number > reading.columns.header_end and any(letter.isdigit() for letter in row.text(column)):
                _unreadable(reading, row, column, f"holds no usable amount: {wrong}")
            continue
        if amount is not None:
            found[key] = amount
    for number, column in reading.sheet.uncalculated:
        if number == row.number and column in reading.columns.amounts.values():
            _unreadable(reading, row, column, "is a formula whose result was not saved with the file")
    return found


def _unreadable(reading: _Reading, row: SheetRow, column: int, why: str) -> None:
    letters = column_letters(column)
    sentence = f"cell {letters}{row.number} {why}."
    reading.findings.append((row.number, reading.pen.finding("asset_register.amount_unreadable", Severity.ERROR, sentence, row=row.number, column=letters)))


def _asset(reading: _Reading, row: SheetRow, amounts: dict[tuple[str, str], Paise]) -> AssetRow:
    words = reading.columns.words

    def text(meaning: str) -> str:
        return tidy(row.text(words[meaning])) if meaning in words else ""

    def day(meaning: str) -> date | None:
        if meaning not in words:
            return None
        try:
            return day_of(row.cells.get(words[meaning]), reading.months.get(meaning, False))
        except ValueError as wrong:
            letters = column_letters(words[meaning])
            sentence = f"cell {letters}{row.number} holds no usable day: {wrong}."
            finding = reading.pen.finding("asset_register.date_invalid", Severity.ERROR, sentence, row=row.number, column=letters)
            reading.findings.append((row.number, finding))
            return None

    asset_class = text("class") or reading.group or re.sub(r"\s*[(@-]*\s*\d+(\.\d+)?\s*%\s*\)?", "", text("block")) or reading.sheet_class
    name = text("name") or text("code") or asset_class
    progress = reading.in_progress or reading.group_progress or bool(_PROGRESS.search(f"{text('class')} {text('ledger')}"))
    gross_opening, additions = amounts.get(("gross", "opening")), amounts.get(("gross", "additions"))
    deletions = amounts.get(("gross", "deletions"))
    cost = amounts.get(("gross", ""))
    if gross_opening is not None or (cost is None and additions is not None):
        cost = Paise((gross_opening or cost or 0) + (additions or 0))
    if cost is None and ("gross", "closing") in amounts:
        cost = Paise(amounts[("gross", "closing")] + (deletions or 0))
    written_down = ("net", "opening") in amounts and not {("gross", ""), ("gross", "opening"), ("gross", "closing")} & reading.columns.amounts.keys()
    if written_down:
        # A register that begins with written-down values has no cost: what it opens with stands for it, and that is said once for the sheet.
        cost = Paise(amounts[("net", "opening")] + (additions or 0))
    cost = cost if cost is not None else ZERO
    rate, life, salvage = words.get("rate"), words.get("life"), words.get("salvage")
    return AssetRow(
        place=reading.pen.place(row.number),
        code=text("code"),
        name=name,
        asset_class=asset_class,
        ledger=text("ledger"),
        parent=text("parent"),
        location=text("location"),
        bought=day("bought"),
        put_to_use=None if progress else day("put_to_use"),
        cost=cost,
        salvage=_salvage(row, salvage, reading.columns.headings, cost),
        rate=percent_of(row.cells.get(rate), reading.fractions) if rate is not None else "",
        life_years=years_of(row.cells.get(life), reading.columns.headings[life]) if life is not None else "",
        method=method_of(text("method")) or reading.method or ("wdv" if written_down else ""),
        block=text("block"),
        opening_accumulated=ZERO if written_down else amounts.get(("depreciation", "opening")),
        additions=additions,
        depreciation=amounts.get(("depreciation", "period"), amounts.get(("depreciation", ""))),
        closing_accumulated=amounts.get(("depreciation", "closing"), amounts.get(("depreciation", "")) if written_down else None),
        net=amounts.get(("net", "closing"), amounts.get(("net", ""))),
        disposed=day("disposed"),
        proceeds=_amount_or_none(row, words.get("proceeds")),
        in_progress=progress,
        due=day("due") or (day("put_to_use") if progress else None),
        deletions=deletions,
        shift=_shift(text("shift")),
    )


def _salvage(row: SheetRow, column: int | None, headings: dict[int, str], cost: Paise) -> Paise | None:
    """Residual value as an amount; a column of percents ("Residual %") is taken of the cost."""
    if column is None or column not in row.cells:
        return None
    cell = row.cells[column]
    if "%" in headings[column] or "%" in cell.text or "%" in cell.style.format:
        percent = percent_of(cell, fractions=False)
        return apply_rate(cost, Decimal(percent)) if percent else ZERO
    return _amount_or_none(row, column)


def _amount_or_none(row: SheetRow, column: int | None) -> Paise | None:
    try:
        return size_of(row.cells.get(column)) if column is not None else None
    except ValueError:
        return None


def _shift(text: str) -> str:
    body = text.lower()
    for word, number in (("triple", "3"), ("three", "3"), ("3", "3"), ("double", "2"), ("two", "2"), ("2", "2"), ("single", "1"), ("one", "1"), ("1", "1")):
        if word in body:
            return number
    return ""


def _means_accumulated(columns: Columns, rows: Sequence[AssetRow]) -> bool:
    """A single column "Depreciation" is what was charged in all when every row's cost less it is the net block; one row alone may be an asset of the period."""
    alone = ("depreciation", "") in columns.amounts and not {
        ("depreciation", "opening"),
        ("depreciation", "closing"),
        ("net", "opening"),
    } & columns.amounts.keys()
    valued = [row for row in rows if row.net is not None and row.depreciation]
    return alone and bool(valued) and all(row.cost - (row.deletions or 0) - (row.depreciation or 0) == row.net for row in valued)


def _settled(reading: _Reading, row: AssetRow, alone: bool) -> AssetRow:
    """A column "Accumulated depreciation" beside "Depreciation" may stand before or behind the period's own; the row's net block tells which."""
    columns = reading.columns.amounts
    if ("depreciation", "opening") in columns or row.net is None:
        return row
    gone = Paise(row.cost - (row.deletions or 0) - row.net)
    if ("depreciation", "closing") in columns and row.closing_accumulated is not None and row.depreciation is not None:
        if row.closing_accumulated != gone and row.closing_accumulated + row.depreciation == gone:
            return replace(row, opening_accumulated=row.closing_accumulated, closing_accumulated=gone)
        return row
    if alone:
        return replace(row, closing_accumulated=gone, depreciation=None)
    if ("depreciation", "closing") not in columns and row.depreciation is not None and row.opening_accumulated is None and ("net", "opening") not in columns:
        return replace(row, closing_accumulated=gone) if gone >= 0 else row
    return row


def _check_row(pen: Pen, row: AssetRow) -> Iterator[Finding]:
    """Opening and the period's depreciation make the closing figure; cost less that is the net block. A row of which something left is left to the books."""
    if row.disposed or row.deletions:
        return
    label = f"{row.code} {row.name}".strip()
    if None not in (row.opening_accumulated, row.depreciation, row.closing_accumulated):
        made = Paise((row.opening_accumulated or 0) + (row.depreciation or 0))
        if row.closing_accumulated is not None and made != row.closing_accumulated:
            sentence = f"row {row.place.row} ({label}): opening and the period's depreciation make {rupee_text(made)}, the closing column says {rupee_text(row.closing_accumulated)}."
            yield pen.finding("asset_register.row_mismatch", Severity.ERROR, sentence, amount=made - row.closing_accumulated, row=row.place.row)
    if row.closing_accumulated is not None and row.net is not None and row.cost - row.closing_accumulated != row.net:
        made = Paise(row.cost - row.closing_accumulated)
        sentence = f"row {row.place.row} ({label}): cost less accumulated depreciation is {rupee_text(made)}, the net block says {rupee_text(row.net)}."
        yield pen.finding("asset_register.row_mismatch", Severity.ERROR, sentence, amount=made - row.net, row=row.place.row)
    if row.closing_accumulated is not None and row.closing_accumulated > row.cost:
        sentence = f"row {row.place.row} ({label}): {rupee_text(row.closing_accumulated)} was charged on a cost of {rupee_text(row.cost)}."
        yield pen.finding("asset_register.over_depreciated", Severity.ERROR, sentence, amount=row.closing_accumulated - row.cost, row=row.place.row)


def _check_columns(pen: Pen, columns: Columns, body: Sequence[SheetRow]) -> list[tuple[int, Finding]]:
    """Columns with a heading that nobody knows are said, not passed over; and a register without a column of cost."""
    found: list[tuple[int, Finding]] = []
    if not any(family == "gross" and stage in ("", "opening", "closing") for family, stage in columns.amounts):
        sentence = "it has no column of cost: what each asset opens with stands for its cost, so its residual value and the ledgers of cost cannot be proven."
        found.append((columns.header_row, pen.finding("asset_register.cost_missing", Severity.WARNING, sentence, row=columns.header_row)))
    if not columns.unknown:
        return found
    named = ", ".join(f"{column_letters(column)} “{columns.headings[column]}”" for column in columns.unknown)
    sentence = f"columns whose meaning is not known were left out: {named}."
    # What may be an amount or a day of the assets would be missing in silence.
    weighty = any(_may_count(row, column) for row in body for column in columns.unknown)
    severity = Severity.WARNING if weighty else Severity.INFO
    return [*found, (columns.header_row, pen.finding("asset_register.column_unknown", severity, sentence, row=columns.header_row))]


def _may_count(row: SheetRow, column: int) -> bool:
    cell = row.cells.get(column)
    if cell is None or not cell.text.strip():
        return False
    if isinstance(cell.value, date):
        return True
    if isinstance(cell.value, str):
        return looks_like_day(cell.text) or bool(_WRITTEN_AMOUNT.match(cell.text.strip()))
    return isinstance(cell.value, float) and abs(cell.value) >= _AMOUNT_LEAST


def _blocks(paper: Paper, sheet: Sheet, columns: Columns, part: str, pen: Pen, fields: dict[str, Field]) -> Extraction:
    """A schedule of income-tax blocks: its figures are fields, block.<number>.<stage>, each with its cell."""
    name, rate = next(iter(columns.first_text)), columns.words.get("rate")
    body = [row for row in sheet.rows if row.number > columns.header_end]
    fractions, count, findings = _are_fractions(body, rate), 0, []
    made: list[Field] = []
    for row in body:
        text = tidy(row.text(name))
        if not text or _TOTAL.search(text):
            continue
        amounts: dict[str, tuple[Paise, int]] = {}
        for (_, stage), column in columns.amounts.items():
            try:
                if (amount := size_of(row.cells.get(column))) is not None:
                    amounts[stage] = (amount, column)
            except ValueError as wrong:
                sentence = f"cell {column_letters(column)}{row.number} holds no usable amount: {wrong}."
                findings.append(pen.finding("asset_register.amount_unreadable", Severity.ERROR, sentence, row=row.number, column=column_letters(column)))
        if not amounts:
            continue
        count += 1
        made.append(pen.field(f"block.{count}.name", text, row=row.number, column=column_letters(name)))
        if rate is not None and (percent := percent_of(row.cells.get(rate), fractions)):
            made.append(pen.field(f"block.{count}.rate", percent, row=row.number, column=column_letters(rate)))
        made += [
            pen.field(f"block.{count}.{stage}", decimal_text(amount), row=row.number, column=column_letters(column))
            for stage, (amount, column) in amounts.items()
        ]
    return Extraction(
        paper.sha256, DocumentKind.ASSET_REGISTER, 0.9 if count else 0.5, READER, VERSION, part=part, fields=fields | by_name(made), findings=tuple(findings)
    )
