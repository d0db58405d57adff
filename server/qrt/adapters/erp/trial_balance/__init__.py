"""Trial balances of Tally and other programs: one sheet in, one extraction out, no row counted twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qrt.adapters.erp.register.layout import read_heads, tidy
from qrt.adapters.erp.trial_balance.columns import FLAGS, Columns, find_trial_balance, names_columns
from qrt.adapters.erp.trial_balance.money import other_money
from qrt.adapters.erp.trial_balance.tree import Branch, Line, Tree, grow_tree
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.types import DocumentKind, Extraction, Field, Paper, TrialBalanceRow
from qrt.core.documents.workbook import Sheet, SheetRow, column_letters

__all__ = ["find_trial_balance", "other_money", "read_trial_balance_sheet"]

READER, VERSION = "trial_balance_xlsx", "1"
_TOTAL = re.compile(r"^(grand\s+)?total\s*:?$", re.IGNORECASE)
_CARRIED = re.compile(r"^(?:total\s+|balance\s+)?(?:carried|brought)\s+(?:over|forward|down)\b|^[cb]\s*/\s*f\b", re.IGNORECASE)
_SUM = re.compile(r"^(?:sub\s*-?\s*)?totals?\b|\btotal\s*:?$", re.IGNORECASE)
_DIFFERENCE = re.compile(r"difference in opening balance", re.IGNORECASE)
_AS_ON = re.compile(r"\b(?:as\s+(?:on|at|of)|upto|up to)\s*:?\s*(.{6,20})$", re.IGNORECASE)
_SPANS = ("opening", "movement", "closing")


@dataclass(slots=True)
class _Entry:
    """One row with a name. `amounts` by (span, side), signed as the books have it; `place_column` is that of its first amount."""

    row: int
    name: str
    depth: tuple[int, int, int]
    bold: bool
    group: str
    amounts: dict[tuple[str, str], Paise] = field(default_factory=dict)
    sided: bool = False
    place_column: str = ""

    def net(self, span: str) -> Paise:
        return Paise(sum(amount for (each, _), amount in self.amounts.items() if each == span))

    def side(self, span: str, side: str) -> Paise:
        return self.amounts.get((span, side), Paise(0))


def read_trial_balance_sheet(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """Rows with their group, opening, movement and closing; debit positive."""
    pen = Pen(paper, sheet.name or None)
    findings: list[tuple[int, Finding]] = []
    entries, total = _entries(pen, sheet, columns, findings)
    spans = [span for span in _SPANS if any(each == span for each, _ in columns.roles.values())]
    if "" in {span for span, _ in columns.roles.values()}:
        sentence = "it has amount columns that nobody names as opening, movement or closing; only the last pair was taken, as closing."
        findings.append((columns.header_end, pen.finding("trial_balance.columns_unclear", Severity.WARNING, sentence, row=columns.header_end)))
    keys = sorted({role for role in columns.roles.values() if role[0]})
    tree = _tree(entries, total, keys, columns)
    rows = _rows(pen, entries, tree, spans)
    findings += _check_signs(pen, columns, entries)
    findings += _check_tree(pen, entries, tree, spans)
    findings += _check_rows(pen, rows)
    findings += _check_balance(pen, columns, rows, entries, tree, total)
    findings.sort(key=lambda each: each[0])
    return Extraction(
        paper.sha256,
        DocumentKind.TRIAL_BALANCE,
        0.95 if rows and tree.how != "unclear" else 0.5,
        READER,
        VERSION,
        part=part,
        fields=_fields(pen, sheet, columns),
        rows=tuple(rows),
        findings=tuple(found for _, found in findings),
    )


def _entries(pen: Pen, sheet: Sheet, columns: Columns, findings: list[tuple[int, Finding]]) -> tuple[list[_Entry], _Entry | None]:
    """Rows with a name and an amount, and the last total row."""
    entries: list[_Entry] = []
    total: _Entry | None = None
    for row in sheet.rows:
        if row.number <= columns.header_end:
            continue
        entry = _entry(pen, row, columns, findings)
        if entry is None:
            continue
        if _TOTAL.match(entry.name):
            total = entry
        else:
            entries.append(entry)
    return _without_sums(entries), total


def _entry(pen: Pen, row: SheetRow, columns: Columns, findings: list[tuple[int, Finding]]) -> _Entry | None:
    column = next((each for each in columns.names if row.text(each) and isinstance(row.cells[each].value, str)), None)
    if column is None:
        column = next((each for each in columns.names if row.text(each)), None)
    if column is None:
        return None
    cell = row.cells[column]
    raw = cell.text
    depth = (column, cell.style.indent, len(raw) - len(raw.lstrip(" \u00a0\t")))
    entry = _Entry(row.number, tidy(raw), depth, cell.style.bold, tidy(row.text(columns.group)) if columns.group is not None else "")
    for each, (span, side) in sorted(columns.roles.items()):
        letters = column_letters(each)
        try:
            found = amount_of_cell(row.cells.get(each))
        except ValueError as wrong:
            sentence = f"cell {letters}{row.number} ({entry.name}) holds no usable amount: {wrong}."
            findings.append((row.number, pen.finding("trial_balance.amount_unreadable", Severity.ERROR, sentence, row=row.number, column=letters)))
            continue
        if found and span:
            amount, sided = found
            if side == "net" and not sided and (flag := _flag(row, columns, each)):
                amount, sided = Paise(abs(amount) if flag == "debit" else -abs(amount)), True
            before = entry.amounts.get((span, side), Paise(0)) if span == "opening" else Paise(0)
            entry.amounts[span, side] = Paise(before + (amount if sided or side != "credit" else -amount))
            entry.sided |= sided or side != "net"
            entry.place_column = entry.place_column or letters
    return entry if entry.amounts else None


def _flag(row: SheetRow, columns: Columns, column: int) -> str:
    """The side that a column right behind a balance says of it; "" for none."""
    behind = next((each for each in sorted(columns.flags) if each > column), None)
    if behind is None or any(column < each < behind for each in columns.roles):
        return ""
    return FLAGS.get(row.text(behind).lower().strip(" .()"), "")


def _without_sums(entries: Sequence[_Entry]) -> list[_Entry]:
    """Without rows that carry a page's sums forward, and without those that are called a total and are one of the ledgers right above them."""
    kept: list[_Entry] = []
    for entry in entries:
        if _CARRIED.match(entry.name) or (_SUM.search(entry.name) and _adds_up(kept, entry)):
            continue
        kept.append(entry)
    return kept


def _adds_up(above: Sequence[_Entry], entry: _Entry) -> bool:
    spans = {span for span, _ in entry.amounts}
    sums = dict.fromkeys(spans, 0)
    for each in reversed(above):
        for span in spans:
            sums[span] += each.net(span)
        if all(sums[span] == entry.net(span) for span in spans):
            return True
    return False


def _tree(entries: Sequence[_Entry], total: _Entry | None, keys: list[tuple[str, str]], columns: Columns) -> Tree:
    if columns.group is not None and any(entry.group for entry in entries):
        return Tree(tuple(Branch(-1, 0, False, False) for _ in entries), "flat")
    spans = sorted({span for span, _ in keys})
    lines = [Line(entry.name, entry.depth, entry.bold, tuple(entry.net(span) for span in spans)) for entry in entries]
    flat = grow_tree(lines, tuple(total.net(span) for span in spans) if total else None)
    if flat.how in ("indent", "bold") or total is None:
        return flat
    # Both sides of a grand total are equal, so its net says nothing: compare each side by itself.
    sided = [Line(entry.name, entry.depth, entry.bold, tuple(entry.side(*key) for key in keys)) for entry in entries]
    return grow_tree(sided, tuple(total.side(*key) for key in keys))


def _rows(pen: Pen, entries: Sequence[_Entry], tree: Tree, spans: list[str]) -> list[TrialBalanceRow]:
    rows = []
    for entry, branch in zip(entries, tree.branches, strict=True):
        opening = entry.net("opening") if "opening" in spans else None
        debit = credit = None
        if "movement" in spans:
            debit, credit = entry.side("movement", "debit"), Paise(-entry.side("movement", "credit"))
            if ("movement", "net") in entry.amounts:
                net = entry.side("movement", "net")
                debit, credit = (net, Paise(0)) if net > 0 else (Paise(0), Paise(-net))
        if "closing" in spans:
            closing = entry.net("closing")
        else:
            closing = Paise((opening or 0) + entry.net("movement"))
        parent = entries[branch.parent].name if branch.parent >= 0 else entry.group
        place = pen.place(entry.row, entry.place_column)
        rows.append(TrialBalanceRow(place, entry.name, branch.is_group, parent, branch.level, closing, opening, debit, credit, branch.collapsed))
    return rows


def _check_signs(pen: Pen, columns: Columns, entries: Sequence[_Entry]) -> list[tuple[int, Finding]]:
    if any(entry.sided for entry in entries) or not entries:
        return []
    head = columns.header_end
    if any(amount < 0 for entry in entries for amount in entry.amounts.values()):
        sentence = "its amounts show a side only by a minus, which was read as credit; check one ledger."
        return [(head, pen.finding("trial_balance.sign_by_minus", Severity.WARNING, sentence, row=head))]
    return [(head, pen.finding("trial_balance.unsigned", Severity.ERROR, "no amount shows whether it is debit or credit.", row=head))]


def _check_tree(pen: Pen, entries: Sequence[_Entry], tree: Tree, spans: list[str]) -> list[tuple[int, Finding]]:
    """Each open group against the sum of its rows; a difference in opening balances is told."""
    found = []
    sums: dict[tuple[int, str], int] = {}
    for index, branch in enumerate(tree.branches):
        for span in spans:
            if branch.parent >= 0:
                sums[branch.parent, span] = sums.get((branch.parent, span), 0) + entries[index].net(span)
    for index, (entry, branch) in enumerate(zip(entries, tree.branches, strict=True)):
        for span in spans:
            if branch.is_group and not branch.collapsed and sums.get((index, span), 0) != entry.net(span):
                ours = Paise(sums.get((index, span), 0))
                sentence = f"row {entry.row}: group {entry.name!r} shows {rupee_text(entry.net(span))} ({span}), its rows add up to {rupee_text(ours)}."
                found.append((entry.row, pen.finding("trial_balance.group_mismatch", Severity.ERROR, sentence, amount=ours - entry.net(span), row=entry.row)))
        if _DIFFERENCE.search(entry.name):
            size = entry.net("closing") or entry.net("opening")
            sentence = f"row {entry.row}: the books carry a difference in opening balances of {rupee_text(Paise(abs(size)))}."
            found.append((entry.row, pen.finding("trial_balance.opening_difference", Severity.ERROR, sentence, amount=size, row=entry.row)))
    if tree.how == "unclear":
        sentence = "nothing shows which rows are groups, and no reading of them adds up to its grand total; a person has to mark the groups."
        found.append((entries[0].row, pen.finding("trial_balance.tree_unclear", Severity.ERROR, sentence, row=entries[0].row)))
    return found


def _check_rows(pen: Pen, rows: Sequence[TrialBalanceRow]) -> list[tuple[int, Finding]]:
    found = []
    for row in rows:
        if row.opening is None or row.debit is None or row.credit is None:
            continue
        expected = Paise(row.opening + row.debit - row.credit)
        if expected != row.closing:
            sentence = f"row {row.place.row}: {row.name!r} closes at {rupee_text(row.closing)}, but its opening and movement give {rupee_text(expected)}."
            found.append(
                (row.place.row or 0, pen.finding("trial_balance.row_mismatch", Severity.ERROR, sentence, amount=expected - row.closing, row=row.place.row))
            )
    return found


def _check_balance(
    pen: Pen, columns: Columns, rows: Sequence[TrialBalanceRow], entries: Sequence[_Entry], tree: Tree, total: _Entry | None
) -> list[tuple[int, Finding]]:
    """Leaves sum to nil, and each column to the paper's own grand total."""
    if not rows:
        return [(columns.header_end, pen.finding("trial_balance.empty", Severity.ERROR, "it has a header but no ledgers.", row=columns.header_end))]
    found = []
    end = total.row if total else entries[-1].row
    leaves = [entry for entry, branch in zip(entries, tree.branches, strict=True) if not branch.is_group or branch.collapsed]
    closing = sum(row.closing for row in rows if not row.is_group or row.collapsed)
    if closing:
        sentence = f"its closing debits and credits differ by {rupee_text(Paise(abs(closing)))}."
        found.append((end, pen.finding("trial_balance.unbalanced", Severity.ERROR, sentence, amount=closing, row=end)))
    if total is None:
        return found
    for column, (span, side) in sorted(columns.roles.items()):
        theirs = total.amounts.get((span, side))
        if not span or theirs is None or side == "net":
            continue
        ours = Paise(sum(entry.side(span, side) for entry in leaves))
        if abs(ours) != abs(theirs):
            sentence = f"the {span} {side} total (column {column_letters(column)}) is {rupee_text(Paise(abs(theirs)))} on the paper and {rupee_text(Paise(abs(ours)))} by its ledgers."
            found.append(
                (
                    end,
                    pen.finding(
                        "trial_balance.total_mismatch", Severity.ERROR, sentence, amount=abs(ours) - abs(theirs), row=end, column=column_letters(column)
                    ),
                )
            )
    return found


def _fields(pen: Pen, sheet: Sheet, columns: Columns) -> dict[str, Field]:
    head = [row for row in sheet.rows if row.number <= columns.header_end]
    heads = read_heads([row for row in head if row.number < columns.header_end and not names_columns(row)])
    spans = read_heads(head)
    first, last = spans.first_day, spans.last_day
    as_on = ""
    for row in head:
        for cell in row.cells.values():
            if found := _AS_ON.search(tidy(cell.text)):
                try:
                    as_on = as_on or parse_day(found.group(1).strip(" ()")).isoformat()
                except ValueError:
                    continue
    return by_name(
        (
            pen.field("company", heads.company, row=heads.company_row or None),
            pen.field("branch", heads.branch, row=heads.company_row or None),
            pen.field("title", heads.title or spans.title, row=heads.title_row or spans.title_row or None),
            pen.field("period_from", first.isoformat() if first else "", row=spans.span_row or None),
            pen.field("period_to", last.isoformat() if last else as_on, row=spans.span_row or None),
            pen.field("as_on", as_on),
        )
    )
