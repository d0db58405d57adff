"""Registers, day books, bank and cash books of Tally and of programs that export alike: one sheet in, one extraction out."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from qrt.adapters.erp.register.layout import Heads, Layout, find_layout, tidy
from qrt.adapters.erp.register.rows import RawLeg, RawVoucher, Reading, is_details, read_rows
from qrt.adapters.erp.register.signs import Signs, judge_signs, settle_legs
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.amounts import ForeignMoney
from qrt.core.documents.columns import header_keys
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.types import DocumentKind, Extraction, Field, Leg, Paper, RegisterRow
from qrt.core.documents.workbook import Sheet, column_letters
from qrt.core.ledger.naming import squeezed

__all__ = ["Layout", "find_layout", "read_register_sheet"]

READER, VERSION = "tally_xlsx", "1"

_BASE = {
    DocumentKind.SALES_REGISTER: "sales",
    DocumentKind.PURCHASE_REGISTER: "purchase",
    DocumentKind.JOURNAL_REGISTER: "journal",
    DocumentKind.CREDIT_NOTE_REGISTER: "credit_note",
    DocumentKind.DEBIT_NOTE_REGISTER: "debit_note",
    DocumentKind.PAYMENT_REGISTER: "payment",
    DocumentKind.RECEIPT_REGISTER: "receipt",
    DocumentKind.CONTRA_REGISTER: "contra",
}
_TYPE_WORDS = (
    ("credit_note", re.compile(r"\bcredit\s*note", re.IGNORECASE)),
    ("debit_note", re.compile(r"\bdebit\s*note", re.IGNORECASE)),
    ("payment", re.compile(r"\bpayments?\b", re.IGNORECASE)),
    ("receipt", re.compile(r"\breceipts?\b", re.IGNORECASE)),
    ("contra", re.compile(r"\bcontra\b", re.IGNORECASE)),
    ("journal", re.compile(r"\bjournals?\b", re.IGNORECASE)),
    ("purchase", re.compile(r"\bpurchases?\b", re.IGNORECASE)),
    ("sales", re.compile(r"\bsales?\b", re.IGNORECASE)),
)
_MAY_NOT_POST = re.compile(
    r"\bpro[\s-]*forma\b|\bperforma\b|\bmemo(randum)?\b|\boptional\b|\breversing\b|\bprovisional\b|\bscenario\b|\bquotation\b|\bestimate\b|\b(sales|purchase)?\s*order\b"
    r"|\b(delivery|receipt)\s+note\b|\brejections?\s+(in|out)\b|\bphysical stock\b|\bstock journal\b|\battendance\b",
    re.IGNORECASE,
)


def read_register_sheet(paper: Paper, sheet: Sheet, layout: Layout, part: str) -> Extraction:
    """Every voucher of the sheet with signed legs and their cells, and all that speaks against them."""
    pen = Pen(paper, sheet.name or None)
    body = [row for row in sheet.rows if row.number > layout.header_end]
    reading = read_rows(body, layout)
    signs = judge_signs(reading.vouchers, layout.kind)
    built = [_build(pen, layout, signs, voucher) for voucher in reading.vouchers]
    rows = [each.row for each in built if each.row is not None]
    findings: list[tuple[int, Finding]] = [found for each in built for found in each.findings]
    findings += _sheet_findings(pen, layout, sheet, reading, signs, rows)
    findings += [(total_row, found) for total_row, found in _check_totals(pen, layout, reading, built)]
    findings.sort(key=lambda each: each[0])
    confidence = 0.98 if rows and layout.heads.title and signs.how == "shown" else 0.7 if rows else 0.5
    return Extraction(
        paper.sha256,
        layout.kind,
        confidence,
        READER,
        VERSION,
        part=part,
        fields=_fields(pen, layout.heads, layout),
        rows=tuple(rows),
        findings=tuple(found for _, found in findings),
    )


@dataclass(frozen=True, slots=True)
class _Built:
    """One voucher decided. `row` is None when it has no day and cannot be kept as a row; `raw` are its legs for the column totals."""

    raw: tuple[RawLeg, ...]
    row: RegisterRow | None
    findings: tuple[tuple[int, Finding], ...]


def _build(pen: Pen, layout: Layout, signs: Signs, voucher: RawVoucher) -> _Built:
    findings: list[tuple[int, Finding]] = []
    foreign = _foreign(pen, layout, voucher)
    if foreign:
        findings.append(foreign)
    for row, column, cause in voucher.unread:
        if isinstance(cause, ForeignMoney):
            continue
        letters = column_letters(column)
        sentence = f"cell {letters}{row} holds no usable amount: {cause}, so the whole voucher {voucher.number or 'without number'} was left out."
        findings.append((row, pen.finding("register.amount_unreadable", Severity.BLOCKING, sentence, row=row, column=letters)))
    legs = () if voucher.cancelled else settle_legs(voucher, signs)
    if voucher.day is None:
        size = max((abs(leg.amount) for leg in legs), default=0)
        sentence = (
            f"row {voucher.row}, voucher {voucher.number or 'without number'}: {voucher.day_text or 'an empty cell'!r} is no date, so the voucher was left out."
        )
        findings.append(
            (
                voucher.row,
                pen.finding("register.date_invalid", Severity.BLOCKING, sentence, amount=size, row=voucher.row, column=column_letters(layout.columns["date"])),
            )
        )
        return _Built(legs, None, tuple(findings))
    if (voucher.unread or foreign) and not voucher.cancelled:
        # Without one of its amounts it would be another voucher: what balances by chance must not post.
        return _Built(legs, None, tuple(findings))
    book = bool(layout.own_ledger) and not layout.columnar
    believed = [leg for leg in legs if book or not is_details(leg.ledger)]
    if signs.how in ("shown", "minus") and not voucher.cancelled:
        believed += _own_leg(layout, believed)
    row = _row(pen, layout, voucher, believed, voucher.day)
    one_sided = not layout.columnar and len(row.legs) == 1
    if difference := sum(leg.amount for leg in row.legs):
        if signs.how in ("shown", "minus") and not one_sided:
            sentence = f"row {voucher.row}, voucher {voucher.number or voucher.particulars}: debits and credits differ by {rupee_text(Paise(abs(difference)))}."
            findings.append((voucher.row, pen.finding("register.row_unbalanced", Severity.ERROR, sentence, amount=difference, row=voucher.row)))
    elif not row.legs and not voucher.cancelled:
        sentence = f"row {voucher.row}, voucher {voucher.number or voucher.particulars} has no amounts and is not marked as cancelled."
        findings.append((voucher.row, pen.finding("register.row_without_amounts", Severity.WARNING, sentence, row=voucher.row)))
    if voucher.cancelled and voucher.legs:
        sentence = f"row {voucher.row}, voucher {voucher.number} is marked as cancelled but carries amounts, which were not taken."
        findings.append((voucher.row, pen.finding("register.cancelled_with_amounts", Severity.WARNING, sentence, row=voucher.row)))
    return _Built(tuple(legs), row, tuple(findings))


def _foreign(pen: Pen, layout: Layout, voucher: RawVoucher) -> tuple[int, Finding] | None:
    """Why a voucher in foreign money is not known in rupees, said once for all its amounts; None where it is."""
    written = [(row, column, wrong) for row, column, wrong in voucher.unread if isinstance(wrong, ForeignMoney)]
    name = f"voucher {voucher.number or 'without number'}"
    if voucher.cancelled:
        return None
    if written:
        row, column, wrong = written[0]
        cause, rule = f"cell {column_letters(column)}{row} holds {wrong}", "register.rupees_missing"
        more = [pen.place(row, column_letters(column)) for row, column, _ in written[1:]]
    elif voucher.legs and voucher.currency and layout.currency is not None and not (layout.foreign or layout.home):
        row, column, more = voucher.row, layout.currency, []
        cause = f"it is in {voucher.currency} and nothing says whether its amounts are {voucher.currency} or rupees"
        rule = "register.currency_unclear"
    elif not voucher.legs and (voucher.foreign or (voucher.currency and layout.currency is not None)):
        row, column, text = voucher.foreign or (voucher.row, layout.currency or 0, "")
        said = f" ({text!r} in cell {column_letters(column)}{row})" if text else ""
        cause, rule, more = f"it is in {voucher.currency or 'foreign money'}{said} and has no amount in rupees", "register.rupees_missing", []
    else:
        return None
    sentence = f"row {voucher.row}, {name}: {cause}; the whole voucher was left out."
    return row, pen.finding(rule, Severity.BLOCKING, sentence, row=row, column=column_letters(column), more=more)


def _own_leg(layout: Layout, legs: list[RawLeg]) -> list[RawLeg]:
    """Each voucher of a bank or cash book touches the book's own ledger: where no leg names it, it is the leg that is missing."""
    if not layout.own_ledger or not legs:
        return []
    rest = -sum(leg.amount for leg in legs)
    if layout.columnar:
        if not rest or any(_same(leg.ledger, layout.own_ledger) for leg in legs):
            return []
        return [RawLeg(layout.own_ledger, Paise(rest), True, legs[0].row, legs[0].column)]
    return []


def _same(one: str, other: str) -> bool:
    return squeezed(one) == squeezed(other)


def _row(pen: Pen, layout: Layout, voucher: RawVoucher, raw: list[RawLeg], day: date) -> RegisterRow:
    legs = _book_legs(pen, layout, voucher, raw) if layout.own_ledger and not layout.columnar else _legs(pen, raw)
    particulars = voucher.particulars
    if voucher.details and legs:
        particulars = next((leg.ledger for leg in legs if not _same(leg.ledger, layout.own_ledger)), legs[0].ledger)
    return RegisterRow(
        pen.place(voucher.row),
        day,
        "" if voucher.cancelled else particulars,
        voucher.voucher_type,
        voucher.number,
        legs,
        narration="\n".join(dict.fromkeys(text.strip() for text in voucher.narration if text.strip())),
        reference=voucher.reference,
        reference_day=voucher.reference_day,
        party_gstin=voucher.party_gstin,
        place_of_supply=voucher.place_of_supply,
        base_kind=_base_kind(layout, voucher, legs),
        cancelled=voucher.cancelled,
    )


def _legs(pen: Pen, raw: list[RawLeg]) -> tuple[Leg, ...]:
    return tuple(Leg(leg.ledger, leg.amount, pen.place(leg.row, column_letters(leg.column))) for leg in raw)


def _book_legs(pen: Pen, layout: Layout, voucher: RawVoucher, raw: list[RawLeg]) -> tuple[Leg, ...]:
    """A book with Debit and Credit columns shows its own ledger's side on the voucher's first row; the other ledgers are on the opposite side.

    Detail rows ("as per details") name the other ledgers with their own sides, which are those of their legs.
    """
    first = [leg for leg in raw if leg.row == voucher.row]
    details = [leg for leg in raw if leg.row != voucher.row]
    own = [RawLeg(layout.own_ledger, leg.amount, leg.sided, leg.row, leg.column) for leg in first]
    if not own:
        return _legs(pen, raw)
    others = details if details else [RawLeg(leg.ledger, Paise(-leg.amount), leg.sided, leg.row, leg.column) for leg in first]
    return _legs(pen, [*own, *others])


def _base_kind(layout: Layout, voucher: RawVoucher, legs: tuple[Leg, ...]) -> str:
    """By the register's title. In a bank, cash or day book by the voucher type's plain word, else by the side of the book's own leg."""
    if layout.kind in _BASE:
        return _BASE[layout.kind]
    named = next((base for base, words in _TYPE_WORDS if words.search(voucher.voucher_type)), "")
    if layout.kind is DocumentKind.DAY_BOOK or named in ("contra", "journal"):
        return named
    own = sum(leg.amount for leg in legs if _same(leg.ledger, layout.own_ledger))
    by_side = "receipt" if own > 0 else "payment" if own < 0 else ""
    return by_side if named in ("payment", "receipt", "") else named


def _fields(pen: Pen, heads: Heads, layout: Layout) -> dict[str, Field]:
    first, last = heads.first_day, heads.last_day
    return by_name(
        (
            pen.field("company", heads.company, row=heads.company_row or None),
            pen.field("branch", heads.branch, row=heads.company_row or None),
            pen.field("title", heads.title, row=heads.title_row or None),
            pen.field("gstin", heads.gstin),
            pen.field("period_from", first.isoformat() if first else "", row=heads.span_row or None),
            pen.field("period_to", last.isoformat() if last else "", row=heads.span_row or None),
            pen.field("ledger", layout.own_ledger, row=heads.title_row or None),
        )
    )


def _sheet_findings(pen: Pen, layout: Layout, sheet: Sheet, reading: Reading, signs: Signs, rows: list[RegisterRow]) -> list[tuple[int, Finding]]:
    """What concerns the sheet as a whole, in the order of its rows."""
    found: list[tuple[int, Finding]] = []
    head = layout.header_row

    def add(row: int, rule: str, severity: Severity, sentence: str, amount: int = 0) -> None:
        found.append((row, pen.finding(rule, severity, sentence, amount=amount, row=row)))

    if signs.how == "none" and rows:
        add(
            head,
            "register.unsigned",
            Severity.ERROR,
            "no amount shows whether it is debit or credit; export it again with Dr/Cr in the cells, or hand in the XML export.",
        )
    if signs.how == "unclear" and rows:
        add(head, "register.sign_unclear", Severity.ERROR, "amounts carry a minus but nothing says whether it means debit or credit; a person has to decide.")
    if sheet.hidden:
        add(head, "register.sheet_hidden", Severity.WARNING, "the sheet is hidden in the workbook; it was read all the same.")
    for column in layout.unknown:
        if any(isinstance(row.cells[column].value, float) for row in sheet.rows if row.number > head and column in row.cells):
            letters = column_letters(column)
            add(
                head,
                "register.column_unknown",
                Severity.WARNING,
                f"column {letters} ({layout.headings[column]!r}) stands before the ledgers and was not taken.",
            )
    for row, column in sheet.uncalculated:
        if row > head and (column in layout.ledgers or column in layout.columns.values()):
            add(
                row,
                "register.formula_without_value",
                Severity.ERROR,
                f"cell {column_letters(column)}{row} holds a formula without its result; open and save the file in Excel.",
            )
    for column, key in header_keys(layout.headings).items():
        if " #" in key and layout.headings[column]:
            letters = column_letters(column)
            add(
                head,
                "register.header_duplicate",
                Severity.WARNING,
                f"column {letters} repeats the heading {layout.headings[column]!r}; "
                + ("both were taken, each by itself: see that both are meant." if column in layout.ledgers else "see which of them was taken."),
            )
    found += _headless_amounts(pen, layout, sheet)
    if carried := [voucher for voucher in reading.vouchers if voucher.carried_date]:
        sentence = f"{len(carried)} vouchers have no date of their own and took that of the voucher above (first: row {carried[0].row})."
        add(carried[0].row, "register.date_carried", Severity.WARNING, sentence)
    for row, label in reading.stray:
        add(row, "register.row_stray", Severity.WARNING, f"row {row} ({label or 'no text'}) has amounts but belongs to no voucher; it was not taken.")
    one_sided = [row for row in rows if not layout.columnar and len(row.legs) == 1]
    if one_sided:
        size = sum(abs(row.legs[0].amount) for row in one_sided)
        named = ", ".join(f"{row.number or 'without number'} in row {row.place.row}" for row in one_sided[:3]) + (
            f" and {len(one_sided) - 3} more" if len(one_sided) > 3 else ""
        )
        count = "1 voucher shows" if len(one_sided) == 1 else f"{len(one_sided)} vouchers show"
        sentence = f"{count} one ledger only ({named}); export the register in columnar form or with details."
        first, *more = (row.place for row in one_sided[:20])
        finding = pen.finding("register.one_sided", Severity.ERROR, sentence, amount=size, row=first.row, more=more)
        found.append((head, finding))
    return [*found, *_type_findings(pen, rows), *_span_findings(pen, layout, rows)]


def _headless_amounts(pen: Pen, layout: Layout, sheet: Sheet) -> list[tuple[int, Finding]]:
    """Amounts with a side in a column without heading: a ledger whose name is missing."""
    if not layout.columnar:
        return []
    last = max(layout.ledgers, default=layout.columns.get("gross", 0))
    counts: Counter[int] = Counter()
    for row in sheet.rows:
        if row.number > layout.header_end:
            for column, cell in row.cells.items():
                if column not in layout.headings and layout.columns.get("gross", last) < column and isinstance(cell.value, float):
                    counts[column] += 1
    return [
        (
            layout.header_row,
            pen.finding(
                "register.column_without_heading",
                Severity.ERROR,
                f"column {column_letters(column)} has {count} amounts but no ledger's name.",
                row=layout.header_row,
                column=column_letters(column),
            ),
        )
        for column, count in sorted(counts.items())
    ]


def _type_findings(pen: Pen, rows: list[RegisterRow]) -> list[tuple[int, Finding]]:
    """One finding for each voucher type whose name says that it may not post."""
    groups: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        if _MAY_NOT_POST.search(row.voucher_type) and not row.cancelled:
            groups[row.voucher_type].append(row)
    found = []
    for name, members in groups.items():
        numbers = ", ".join(row.number or f"row {row.place.row}" for row in members)
        size = sum(sum(leg.amount for leg in row.legs if leg.amount > 0) for row in members)
        sentence = f"vouchers of type {name!r} may not post to the books ({len(members)}: {numbers}); compare with the trial balance."
        more = [row.place for row in members[1:50]]
        found.append(
            (members[0].place.row or 0, pen.finding("register.type_may_not_post", Severity.WARNING, sentence, amount=size, row=members[0].place.row, more=more))
        )
    return found


def _span_findings(pen: Pen, layout: Layout, rows: list[RegisterRow]) -> list[tuple[int, Finding]]:
    first, last = layout.heads.first_day, layout.heads.last_day
    if not first or not last:
        return []
    return [
        (
            row.place.row or 0,
            pen.finding(
                "register.outside_span",
                Severity.WARNING,
                f"row {row.place.row}, voucher {row.number}: {row.day:%d-%m-%Y} lies outside the sheet's own span.",
                row=row.place.row,
            ),
        )
        for row in rows
        if not first <= row.day <= last
    ]


def _check_totals(pen: Pen, layout: Layout, reading: Reading, built: list[_Built]) -> list[tuple[int, Finding]]:
    """The paper's last total row against ours, column by column."""
    if not reading.totals:
        return []
    theirs = reading.totals[-1]
    plain: dict[int, int] = defaultdict(int)
    for each in built:
        for leg in each.raw:
            plain[leg.column] += leg.amount
    found = []
    for column, (amount, sided) in sorted(theirs.amounts.items()):
        ours = plain[column]
        debit_or_credit = not layout.columnar
        agrees = abs(ours) == abs(amount) if debit_or_credit or not sided else ours == amount
        if not agrees:
            name = tidy(layout.headings.get(column, column_letters(column)))
            sentence = f"the total of column {column_letters(column)} ({name}) is {rupee_text(amount)} on the paper and {rupee_text(Paise(ours))} by its rows."
            place = column_letters(column)
            found.append((theirs.row, pen.finding("register.total_mismatch", Severity.BLOCKING, sentence, amount=ours - amount, row=theirs.row, column=place)))
    return found
