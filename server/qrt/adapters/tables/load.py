"""LEFT and RIGHT as the two tables that the engine reconciles: columns that carry the names of their roles, days as days, amounts in whole paise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from qrt.adapters.tables.amount_columns import agree_on_amounts
from qrt.adapters.tables.days import read_days
from qrt.adapters.tables.exchange import both_in_one_currency, codes_of, taken_alike
from qrt.adapters.tables.headings import DOCUMENTS, Columns, check_doubled, columns_of, heading_of, with_own_id
from qrt.adapters.tables.money import money_of
from qrt.adapters.tables.pairing import agree_on_days, agree_on_signs, text_pairs, told_of_columns, with_parts
from qrt.adapters.tables.read import Sheet, read_sheet, rows_told
from qrt.adapters.tables.reference_columns import agree_on_references
from qrt.adapters.tables.rows import COUNTED, Problem, answer, blank_rows, footers, told_of_rows
from qrt.adapters.tables.side import Read
from qrt.adapters.tables.spec import ReconSpec, names_of
from qrt.adapters.tables.words import plain
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.limits import check_rows
from qrt.core.recon.engine.spec import BYTES_MOST, VALUES, Side

BY_CONTENT = ("bank", "party", "gateway")
"""Kinds that days and amounts suffice for."""

NEEDED = {"gstr2b": ("date", "gstin", "reference"), "gstr1": ("date", "gstin", "reference")}
TEXTS = (
    "narration",
    "party",
    "reference",
    "account",
    "gstin",
    "pan",
    "tan",
    "section",
    "document_type",
    "original",
    "period",
    "place_of_supply",
    "reverse_charge",
)
NARRATED = frozenset(("narration", "narrations", "particulars", "remark", "remarks", "description", "details", "memo", "transaction"))
"""Words in headings of what is told of a payment; a title or a name is of a thing."""
MANY, FEW_SHARE, MOST_SHARE, SPAN_MOST = 200, 0.02, 0.9, 800
NULLS = ["", "null", "NULL", "nan", "NaN", "None", "none", "#N/A", "N/A", "n/a"]


@dataclass(frozen=True)
class Table:
    """One side. lines: columns id, date, amount (paise), reference, narration, party, …, t0, t1, …; rows: number of each line's row in the file.

    read: role -> headings of the columns that were read as it.
    """

    name: str
    lines: pl.DataFrame
    rows: pl.Series
    left_out: tuple[str, ...] = ()
    read: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tables:
    """Both sides, ready for the engine. lead: what they are told apart by. text: headings of the pairs of further text columns t0, t1, …

    called: (role or t0, t1, …, what the files call it). turned: of each side, whether its signs were turned for what most of its amounts say; unsigned: whether sizes alone are compared; day_first: how the days of
    each side were read; below_zero: of each side `Money.below_zero`.
    """

    left: Table
    right: Table
    lead: str
    text: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    turned: tuple[bool, bool] = (False, False)
    unsigned: bool = False
    day_first: tuple[bool, bool] = (True, True)
    called: tuple[tuple[str, str], ...] = ()
    below_zero: tuple[Mapping[str, bool], Mapping[str, bool]] = field(default_factory=lambda: ({}, {}))


def load_tables(left: Path, right: Path, spec: ReconSpec, kind: str) -> Tables:
    """Read both sides for one kind of reconciliation.

    Raises Refused("recon.unreadable", "recon.columns", "recon.row", "recon.id_repeated", "recon.currency_mixed", "recon.same_file") naming file, row and cause,
    and "recon.too_large" before it reads Parquet files that say themselves how many rows they have.
    """
    if left.resolve() == right.resolve():
        raise Refused("recon.same_file", f"LEFT and RIGHT are the same file, {left.name}: a table is not reconciled with itself")
    most = spec.changes.get("bytes_most", BYTES_MOST)
    assert isinstance(most, int)
    check_rows(rows_told(left), rows_told(right), most)
    a, b = _read_known(left, spec, "left", kind), _read_known(right, spec, "right", kind)
    if kind == "generic" and spec.lead != "words":
        a, b = _with_money(a, b, (left, right), spec)
    if kind == "intercompany":
        a, b = both_in_one_currency(a, b, spec.rates, spec.reporting)
    a, b, chosen = agree_on_amounts(a, b, spec.round, kind) if kind in ("bank", "gateway", "generic") and spec.lead != "words" else (a, b, [])
    a, b, renamed = agree_on_references(a, b, kind) if kind in ("bank", "gateway", "generic", *DOCUMENTS) else (a, b, [])
    lead = _lead(a, b, spec, kind)
    if lead != "words":
        for each in (a, b):
            _check_needed(each, kind)
        if kind != "intercompany":
            a, b = taken_alike(a, b, spec.reporting)
    came = a.money, b.money
    a, b, notes = agree_on_signs(a, b, kind) if lead != "words" else (a, b, [])
    moved = a.money is not came[0], b.money is not came[1]
    orders, said = agree_on_days(a, b)
    pairs = text_pairs(a, b, lead, kind)
    spelt = bool(a.columns.text or a.columns.named - {"id"})
    wide = with_parts(a, b, pairs, lead, spelt or kind != "generic")
    columns = told_of_columns(a, b, pairs, wide, lead, spelt) if kind == "generic" else []
    tables = [_table(each, spec, kind, lead, order, [pair[k] for pair in wide]) for k, (each, order) in enumerate(zip((a, b), orders, strict=True))]
    _check_currency(tables, spec, kind)
    tables, parted = _one_account(_with_keys(tables, spec), spec)
    headings = tuple((a.sheet.headings[x], b.sheet.headings[y]) for x, y in pairs)
    told = (
        *a.told,
        *b.told,
        *chosen,
        *renamed,
        *notes,
        *said,
        *parted,
        *columns,
        *_nothing_there(a, b),
        *(_unread(a, b) if lead == "words" and kind == "generic" and not spec.lead else ()),
        *(note for table in tables for note in table.left_out),
    )
    below = a.money.below_zero, b.money.below_zero
    return Tables(tables[0], tables[1], lead, headings, told, moved if not all(moved) else (False, False), all(moved), orders, _called(a, b, pairs), below)


def _is_whole(each: Read) -> bool:
    """Whether a table has days and amounts."""
    return each.money.amount is not None and each.days is not None and each.days.share > 0.5


def _with_money(a: Read, b: Read, paths: tuple[Path, Path], spec: ReconSpec) -> tuple[Read, Read]:
    """Where one table has days and amounts by its headings, those of the other are sought by what stands in it: "Buchg.datum" and "Betrag" are found as well."""
    out = [a, b]
    for k, (each, other) in enumerate(((a, b), (b, a))):
        if _is_whole(other) and not _is_whole(each) and each.sheet.cells.height:
            out[k] = _by_what_stands(paths[k], spec, each.side, "generic") or each
    return out[0], out[1]


def _by_what_stands(path: Path, spec: ReconSpec, side: Side, kind: str) -> Read | None:
    """A table whose days and amounts are found by what stands in its columns, with a note of which they are; None where they are not."""
    again = _read(path, spec, side, kind, by_content=True)
    if not _is_whole(again):
        return None
    heads = [again.sheet.headings[n] for role in ("date", "amount", "debit", "credit") for n in again.columns.of.get(role, ())]
    note = f"{again.sheet.name}: days and amounts were found by what stands in the columns: {', '.join(map(repr, heads))}"
    return replace(again, told=(*again.told, note))


def _read_known(path: Path, spec: ReconSpec, side: Side, kind: str) -> Read:
    """One table by its headings. Of a bank's or a party's lines whose headings nobody knows, days and amounts are found by what stands in the columns."""
    try:
        return _read(path, spec, side, kind)
    except Refused as unknown:
        if unknown.code != "recon.columns" or kind not in BY_CONTENT or spec.side(side).columns:
            raise
        try:
            found = _by_what_stands(path, spec, side, kind)
        except Refused:
            found = None
        if found is None:
            raise
        return found


def _read(path: Path, spec: ReconSpec, side: Side, kind: str, by_content: bool = False) -> Read:
    own, headed = spec.side(side), "generic" if by_content else kind
    sheet = read_sheet(path, own.sheet, heading_of(path.name, own, headed), spec.lenient)
    columns, doubled = check_doubled(sheet, own, columns_of(sheet, own, headed, by_content), headed)
    blank = blank_rows(sheet, columns, kind)
    days = None if (cells := _day_cells(sheet, columns)) is None else read_days(cells)
    # Below the last line cells of days hold words; above it they are somebody's error.
    footer = footers(sheet, columns, None if days is None else days.dates(days.order != "month_first"), blank)
    told = (*doubled, *told_of_rows(sheet, columns, blank, footer, kind))
    keep = ~(blank | footer)
    if not keep.all():
        sheet = replace(sheet, cells=sheet.cells.filter(keep), rows=sheet.rows.filter(keep))
        columns = with_own_id(sheet, columns, own, headed)
        days = None if (cells := _day_cells(sheet, columns)) is None else read_days(cells)
    credit_positive = kind == "bank" and side == "right"
    return Read(sheet, columns, own, side, money_of(sheet, columns, own, spec.round, credit_positive), days, told)


def _called(a: Read, b: Read, pairs: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    """What people call the columns of either table: one name, or "Party / Vendor" where the tables have two."""

    def both(x: int, y: int) -> str:
        names = a.sheet.headings[x], b.sheet.headings[y]
        return names[0] if plain(names[0]) == plain(names[1]) else " / ".join(names)

    shared = [role for role in a.columns.of if role in b.columns.of]
    roles = [(role, both(a.columns.of[role][0], b.columns.of[role][0])) for role in shared]
    return (*sorted(roles), *((f"t{n}", both(*pair)) for n, pair in enumerate(pairs)))


def _day_cells(sheet: Sheet, columns: Columns) -> pl.Series | None:
    """The cells of days; of several columns those of the first that is filled."""
    days = columns.of.get("date")
    if days is None:
        return None
    if len(days) == 1:
        return sheet.cells[f"c{days[0]}"]
    return sheet.cells.select(pl.coalesce(_filled(sheet, k) for k in days).alias("date"))["date"]


def _filled(sheet: Sheet, position: int) -> pl.Expr:
    column = pl.col(f"c{position}")
    return pl.when(column != "").then(column) if sheet.cells[f"c{position}"].dtype == pl.String else column


def _lead(a: Read, b: Read, spec: ReconSpec, kind: str) -> str:
    """What tells the lines apart: documents of GST, amounts with days, or words."""
    if kind in DOCUMENTS:
        return "gst"
    if kind != "generic":
        return "money"
    empty = [each for each in (a, b) if not each.sheet.cells.height]
    # A side without lines says nothing of what tells lines apart: the other side's columns do.
    said = [each for each in (a, b) if each.sheet.cells.height] or [a, b]
    whole = all(_is_whole(each) for each in said)
    if spec.lead == "amounts" and not whole and not empty:
        raise Refused(
            "recon.columns", "The spec lets amounts lead, but not both tables have a date and an amount. Name the columns in the spec, or let words lead"
        )
    if spec.lead:
        return "money" if spec.lead == "amounts" else "words"
    return "money" if whole and not all(_priced(each) for each in said) else "words"


def _unread(a: Read, b: Read) -> list[str]:
    """What is to be said where words lead only because amounts or days of one side could not be read, while the other side's could or a spec names their column."""
    out = []
    if not a.sheet.cells.height or not b.sheet.cells.height:
        return out
    for each, other in ((a, b), (b, a)):
        of_days = [0.0 if t.days is None else t.days.share for t in (each, other)]
        named = "date" in each.columns.of or bool({other.sheet.headings[k] for k in other.columns.of.get("date", ())} & set(each.sheet.headings))
        lost = [
            *(["days"] if of_days[0] <= 0.5 and (named and of_days[1] > 0.5 or "date" in each.columns.named) else []),
            *(["amounts"] if each.money.amount is None and other.money.amount is not None or _names_no_amount(each) else []),
        ]
        if lost:
            first = f" (row {each.money.problems[0].row}: {each.money.problems[0].cause})" if "amounts" in lost and each.money.problems else ""
            out.append(
                f"{each.sheet.name}: its {' and '.join(lost)} could not be read as such{first}, so words alone tell lines apart and no amount is compared; "
                + (
                    "look whether the spec names the columns that hold them"
                    if each.columns.named & {"date", *AMOUNTS}
                    else "name the columns in a spec to be told row by row what is wrong"
                )
            )
    return out


AMOUNTS = frozenset(("amount", "debit", "credit"))


def _names_no_amount(each: Read) -> bool:
    """Whether a spec names a column as that of amounts, and no cell of it is one."""
    amount = each.money.amount
    return bool(each.columns.named & AMOUNTS) and (amount is None or amount.null_count() == amount.len())


def _priced(each: Read) -> bool:
    """Whether amounts tell so little (a handful of prices) and words so much that lines are things with a price and not movements of money."""
    assert each.money.amount is not None
    amounts = each.money.amount.drop_nulls()
    words = [position for role in ("narration", "party") for position in each.columns.of.get(role, ())] + list(each.columns.text)
    if amounts.len() < MANY or not words or _of_money(each):
        return False
    texts = each.sheet.cells.select(f"c{k}" for k in words)
    return amounts.n_unique() < FEW_SHARE * amounts.len() and texts.n_unique() > MOST_SHARE * texts.height


def _of_money(each: Read) -> bool:
    """Whether lines say of themselves that they are movements of money, however few their amounts are: a narration or a reference, and days of a few quarters. What has a
    price came out, was born or was listed over many years."""
    headed = {word for position in each.columns.of.get("narration", ()) for word in plain(each.sheet.headings[position]).split()}
    if each.days is None or not ("reference" in each.columns.of or headed & NARRATED):
        return False
    days = each.days.dates(each.days.order != "month_first").drop_nulls()
    early, late = (days.cast(pl.Int32).quantile(share) for share in (0.05, 0.95))
    return early is not None and late is not None and late - early <= SPAN_MOST


def _check_needed(each: Read, kind: str) -> None:
    if kind == "generic":
        return
    lost = [role for role in NEEDED.get(kind, ("date",)) if role not in each.columns.of]
    if each.money.amount is None:
        lost.append("amount (or debit and credit)" if kind not in DOCUMENTS else "taxable value (or amount)")
    if lost:
        raise Refused(
            "recon.columns",
            f"{each.sheet.name}: no column for {' and '.join(lost)} was found; name it in a spec. Columns are {names_of(each.sheet.headings)}",
        )


def _table(each: Read, spec: ReconSpec, kind: str, lead: str, day_first: bool, text: list[tuple[int, ...]]) -> Table:
    """The lines of one side under the names of their roles."""
    sheet, columns = each.sheet, each.columns
    problems = list(each.money.problems) if lead != "words" else []
    made = {"id": _ids(each, problems)}
    if each.days is not None and lead != "words":
        made["date"] = each.days.dates(day_first)
        problems += _bad_days(each, day_first, made["date"], kind)
    if each.money.amount is not None:
        made["amount"] = each.money.amount
        if kind not in ("generic",) and lead != "words":
            empty = each.money.amount.is_null() & ~each.money.bad
            problems += [Problem(int(row), "the amount is empty") for row in sheet.rows.filter(empty).head(COUNTED)]
    made |= {head: each.money.taxes[head] for head in VALUES if head in each.money.taxes}
    if each.money.currency is not None:
        made["currency"] = codes_of(each.money.currency)
    for role in TEXTS:
        if (positions := columns.of.get(role)) is not None:
            made[role] = _text(sheet, positions)
    made |= {f"t{n}": _text(sheet, positions) for n, positions in enumerate(text)}
    lines = pl.DataFrame([series.alias(name) for name, series in made.items()])
    lines = _named_for(kind, lead, lines, {k for positions in text for k in positions}, columns)
    keep, left_out = answer(sheet, problems, spec.lenient)
    read = {role: tuple(sheet.headings[k] for k in positions) for role, positions in sorted(columns.of.items())}
    return Table(sheet.name, lines.filter(keep), sheet.rows.filter(keep), left_out, read)


def _named_for(kind: str, lead: str, lines: pl.DataFrame, text: set[int], columns: Columns) -> pl.DataFrame:
    if lead == "words":
        # What is compared text by text is not said twice.
        return lines.drop([role for role, positions in columns.of.items() if role in lines.columns and role in TEXTS and set(positions) <= text])
    if kind in DOCUMENTS:
        lines = lines.rename({"reference": "bill_no"})
        if "taxable" not in lines.columns:
            lines = lines.with_columns(taxable=pl.col("amount"))
    return lines


def _ids(each: Read, problems: list[Problem]) -> pl.Series:
    """The table's own ids, or the numbers of its lines."""
    sheet = each.sheet
    position = each.columns.one("id")
    if position is None:
        return pl.int_range(1, sheet.cells.height + 1, eager=True).cast(pl.String).alias("id")
    cells = sheet.cells[f"c{position}"]
    ids = (
        (cells.cast(pl.Int64) if cells.dtype.is_float() and cells.drop_nulls().is_finite().all() and (cells.drop_nulls() % 1 == 0).all() else cells)
        .cast(pl.String)
        .str.strip_chars()
    )
    missing = ids.is_null() | (ids == "").fill_null(True)
    problems += [Problem(int(row), f"the id (column {sheet.headings[position]!r}) is empty") for row in sheet.rows.filter(missing).head(COUNTED)]
    known = pl.DataFrame({"id": ids, "row": sheet.rows}).filter(~missing)
    again = known.filter(~pl.col("id").is_first_distinct())
    if again.height:
        first = dict(known.filter(pl.col("id").is_first_distinct()).join(again.head(COUNTED), on="id", how="semi").iter_rows())
        problems += [Problem(row, f"the id {name!r} stands in an earlier row too (row {first[name]})", "recon.id_repeated") for name, row in again.iter_rows()]
    return ids.alias("id")


def _bad_days(each: Read, day_first: bool, days: pl.Series, kind: str) -> list[Problem]:
    assert each.days is not None
    heading = each.sheet.headings[each.columns.of["date"][0]]
    bad = each.days.bad(day_first)
    shown = pl.DataFrame({"row": each.sheet.rows, "text": each.days.texts})
    why = "; the column writes days before months and months before days" if each.days.order == "mixed" else ""
    found = [Problem(row, f"not a date: {text!r} (column {heading!r}){why}") for row, text in shown.filter(bad).head(COUNTED).iter_rows()]
    if kind != "generic":
        found += [Problem(row, "the date is empty") for row, _ in shown.filter(days.is_null() & ~bad).head(COUNTED).iter_rows()]
    return found


def _text(sheet: Sheet, positions: tuple[int, ...]) -> pl.Series:
    """Cells of one or more columns as one text; null where they say nothing. Whole numbers lose the point that a reader gave them."""
    parts = []
    for position in positions:
        cells = sheet.cells[f"c{position}"]
        texts = cells.cast(pl.String).str.strip_chars()
        numbers = texts.str.contains(r"^-?\d+(\.\d+)?$") | texts.is_in(NULLS) | texts.is_null()
        if numbers.all():
            texts = texts.str.replace(r"\.0+$", "")
        parts.append(texts.set(texts.is_in(NULLS).fill_null(False), None).alias(f"c{position}"))
    return (
        parts[0]
        if len(parts) == 1
        else pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).alias("text"))["text"].replace("", None)
    )


def _check_currency(tables: list[Table], spec: ReconSpec, kind: str) -> None:
    """One currency on both sides, unless the currency is what parts the tables, or it is the documents' and the amounts are in one."""
    if kind == "intercompany" and all("foreign" in table.lines.columns for table in tables if "currency" in table.lines.columns):
        return
    partition = spec.changes.get("partition")
    if isinstance(partition, tuple) and "currency" in partition:
        return
    seen: dict[str, tuple[str, int]] = {}
    for table in tables:
        if "currency" in table.lines.columns:
            _check_unnamed(table, spec, kind)
            codes = pl.DataFrame({"code": table.lines["currency"].str.to_uppercase().str.strip_chars(), "row": table.rows}).drop_nulls()
            for code, row in codes.group_by("code").agg(pl.col("row").min()).sort("row").iter_rows():
                seen.setdefault(code, (table.name, row))
    if len(seen) > 1:
        first, second = list(seen)[:2]
        name, row = seen[second]
        raise Refused(
            "recon.currency_mixed",
            f"{name}, row {row}: an amount in {second}, while {seen[first][0]}, row {seen[first][1]}, is in {first}. {_way_out(first if second == spec.reporting else second, kind)}",
        )


def _check_unnamed(table: Table, spec: ReconSpec, kind: str) -> None:
    """Refuses a table of money of which some amounts name another currency than the reporting one and others name none: nothing says that they are the same money.
    Generic tables are taken as they stand."""
    if kind == "generic" or "amount" not in table.lines.columns:
        return
    of = pl.DataFrame(
        {"code": table.lines["currency"].str.to_uppercase().str.strip_chars().replace("", None), "row": table.rows, "amount": table.lines["amount"]}
    )
    of = of.filter(pl.col("amount") != 0)
    foreign, bare = of.filter(pl.col("code") != spec.reporting), of.filter(pl.col("code").is_null())
    if foreign.height and bare.height:
        code, row, _ = foreign.row(0)
        raise Refused(
            "recon.currency_mixed",
            f"{table.name}, row {row}: an amount in {code}, while that of row {bare['row'][0]} names no currency; a column that names that of each "
            f"line tells them apart. {_way_out(code, kind)}",
        )


def _nothing_there(a: Read, b: Read) -> list[str]:
    """What is to be said of a side that has headings and no line."""
    sides = [(each.sheet.name, other.sheet.name, other.sheet.cells.height) for each, other in ((a, b), (b, a)) if not each.sheet.cells.height]
    if len(sides) == 2:
        return [f"{a.sheet.name} and {b.sheet.name} have no lines: there is nothing to reconcile"]
    return [f"{empty} has no lines, so all {count:,} of {full} are open" for empty, full, count in sides]


def _with_keys(tables: list[Table], spec: ReconSpec) -> list[Table]:
    """A side without lines has every key that the tables are parted by: it needs no column for it."""
    partition = spec.changes.get("partition")
    if not isinstance(partition, tuple):
        return tables
    return [
        replace(table, lines=table.lines.with_columns(pl.lit(None, pl.String).alias(key) for key in partition if key not in table.lines.columns))
        if not table.lines.height
        else table
        for table in tables
    ]


def _way_out(code: str, kind: str) -> str:
    if kind != "intercompany":
        return "Reconcile one currency at a time, or partition by currency"
    return f"Give a column with the rate of each line, a column with the amount in the document's currency beside that in one, or rates in a spec: rates: {{{code}: 83.50}}"


def _one_account(tables: list[Table], spec: ReconSpec) -> tuple[list[Table], list[str]]:
    """Accounts that both sides write part the work. Where no account of one side is on the other they are written in two ways, and part nothing."""
    if "partition" in spec.changes or not all("account" in table.lines.columns for table in tables):
        return tables, []
    ours, theirs = (set(table.lines["account"].drop_nulls().unique()) for table in tables)
    if ours & theirs or not ours or not theirs:
        return tables, []
    return [replace(table, lines=table.lines.drop("account")) for table in tables], ["no account of one table is named in the other: accounts part nothing"]
