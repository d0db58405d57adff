"""From a table of the world to the canonical table, or a refusal that names side, row and cause."""

import numpy as np
import polars as pl

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.spec import TAXES, TEXTS, VALUES, EngineSpec, Side

SUM_MOST = 2**62
"""Paise that the amounts of one side may come to, whatever their signs: so no sum or difference of any of them leaves 64 bits."""
WHOLE = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)


def to_lines(table: pl.DataFrame, spec: EngineSpec, side: Side) -> pl.DataFrame:
    """Canonical lines of one side.

    Columns: id str; date i32 (days since 1970-01-01) or null; amount i64 paise or null; reference, narration, party, gstin, bill_no, document_type,
    pan, tan, section, original (number of the document that it amends), period, account, currency str or null; taxable, igst, cgst, sgst, cess, base, foreign
    i64 or null; t0, t1 … str: free text. Sorted by content, so that the order of the
    file cannot be seen behind this door. Refuses: missing columns, missing or repeated ids, amounts that are no whole paise, days that are no days.
    """
    roles = spec.left if side == "left" else spec.right
    wanted = [(role, name) for role, name in roles.columns] + [("text", name) for name in roles.text]
    lost = [f"{name!r} ({role})" for role, name in wanted if name not in table.columns]
    lost += [f"a column for {role!r}" for role in spec.needed if roles.get(role) is None]
    if lost:
        raise Refused("recon.column_missing", f"The {side} table has no {', '.join(lost)}. Name the columns in the specification, or add them to the table.")
    columns = [_ids(table, roles.get("id"), side), _days(table, roles.get("date"), side), _paise(table, roles.get("amount"), side, "amount")]
    columns += [_text(table, roles.get(role), role) for role in (*TEXTS, "account", "currency")]
    columns += [_paise(table, roles.get(role), side, role) for role in VALUES]
    for each in columns:
        _check_sum(each, side)
    columns += [_text(table, name, f"t{n}") for n, name in enumerate(roles.text)]
    lines = pl.DataFrame(columns)
    if roles.get("keys") is not None:
        lines = lines.with_columns(pl.col("keys", "marks").fill_null(""))
    if roles.get("amount") is None and roles.get("taxable") is not None:
        lines = lines.with_columns(amount=pl.sum_horizontal(pl.col(t).fill_null(0) for t in TAXES))
    for role in spec.needed:
        if role in ("date", "amount") and lines[role].null_count():
            row = int(lines[role].is_null().arg_true()[0])
            raise Refused(f"recon.{role}_missing", f"Row {row + 1} of the {side} table has no {role}. Fill it in, or leave the line out.")
    if side == "right" and spec.flip_right:
        lines = lines.with_columns(-pl.col(c) for c in ("amount", *VALUES))
    # Columns that say nothing are not carried through the sort.
    said = [c.name for c in lines if c.name in ("date", "amount", "id") or c.null_count() < lines.height]
    empty = [pl.lit(None, lines.schema[c]).alias(c) for c in lines.columns if c not in said]
    return lines.select(said)[_in_order(lines)].with_columns(empty).select(lines.columns)


def _in_order(lines: pl.DataFrame) -> np.ndarray:
    """Rows by date, amount and id, nulls last. Date and amount go into one whole number where they fit: only what stands equal in both is sorted by its texts."""
    date, amount = (lines[c] if lines[c].null_count() == 0 else lines[c].fill_null(_beyond(lines[c])) for c in ("date", "amount"))
    days, width = _span(date), _span(amount)
    if not lines.height or days * width >= 1 << 62:
        return lines.select(pl.arg_sort_by("date", "amount", "id", nulls_last=True)).to_series().to_numpy()
    key = (date.to_numpy().astype(np.int64) - int(date.min())) * width + (amount.to_numpy() - int(amount.min()))  # type: ignore[arg-type, call-overload]
    order = ordered(key)
    same = np.diff(key[order]) == 0
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    if len(tied):
        rows = pl.DataFrame({"at": order[tied], "key": key[order[tied]], "id": lines["id"].gather(order[tied])})
        order[tied] = rows.sort("key", "id")["at"].to_numpy()
    return order


def _beyond(column: pl.Series) -> int:
    """A number above all of the column."""
    greatest = column.max()
    return 0 if greatest is None else int(greatest) + 1  # type: ignore[arg-type]


def _span(column: pl.Series) -> int:
    return int(column.max()) - int(column.min()) + 1 if column.len() else 0  # type: ignore[arg-type]


def check_together(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> None:
    """Both sides in one currency, unless the currency is what partitions them."""
    if "currency" in spec.partition or spec.family == "intercompany":  # there the currency is that of the document, and amounts are in one
        return
    found = {side: set(lines["currency"].drop_nulls().str.to_uppercase().unique()) for side, lines in (("left", left), ("right", right))}
    every = sorted(found["left"] | found["right"])
    if len(every) > 1:
        other = next(s for s in ("left", "right") if len(found[s]) > 1 or s == "right")
        lines = left if other == "left" else right
        stray = lines.filter(pl.col("currency").str.to_uppercase() != every[0])
        where = f", first at line {stray['id'][0]!r}" if stray.height else ""
        raise Refused(
            "recon.currency_mixed",
            f"The tables mix currencies ({', '.join(every)}; {other} table{where}). Reconcile one currency at a time, or partition by currency.",
        )


def _ids(table: pl.DataFrame, name: str | None, side: Side) -> pl.Series:
    assert name is not None
    ids = table[name].cast(pl.String)
    if ids.null_count() or (ids == "").any():
        row = int((ids.is_null() | (ids == "")).arg_true()[0])
        raise Refused("recon.id_missing", f"Row {row + 1} of the {side} table has no line id in column {name!r}. Every line needs one.")
    if ids.n_unique() != ids.len():
        again = ids.is_duplicated().arg_true()
        rows = [int(r) + 1 for r in again[:50] if ids[int(r)] == ids[int(again[0])]]
        raise Refused(
            "recon.id_repeated",
            f"Line id {ids[int(again[0])]!r} stands in rows {', '.join(map(str, rows))} of the {side} table. Ids must be unique, so that no line is used twice.",
        )
    return ids.alias("id")


def _check_sum(paise: pl.Series, side: Side) -> None:
    """Refuses amounts that together are more than sums can hold: they would come out as another number."""
    if paise.dtype != pl.Int64:
        return
    held = float(paise.cast(pl.Float64).abs().sum())  # It says only how large: a whole number would leave 64 bits before anybody knew.
    if held > SUM_MOST:
        raise Refused(
            "recon.sum_too_large",
            f"The column {paise.name!r} of the {side} table comes to about Rs {held / 100:,.0f}, more than the Rs {SUM_MOST // 100:,} that one run can add up to the paisa. "
            "Reconcile account by account or period by period, and look whether numbers stand in the wrong column.",
        )


def _paise(table: pl.DataFrame, name: str | None, side: Side, role: str) -> pl.Series:
    if name is None or table[name].dtype == pl.Null:
        return pl.Series(role, [None], pl.Int64).new_from_index(0, table.height)
    found = table[name]
    if found.dtype in WHOLE:
        return found.cast(pl.Int64).alias(role)
    if found.dtype == pl.String:
        bad = (found.is_not_null() & found.cast(pl.Int64, strict=False).is_null()).arg_true()
        row = int(bad[0]) if bad.len() else 0
        raise Refused(
            "recon.amount_text",
            f"Column {name!r} of the {side} table holds text; row {row + 1} says {found[row] if found.len() else ''!r}. Give {role} in whole paise as a number.",
        )
    raise Refused(
        "recon.amount_not_whole",
        f"Column {name!r} of the {side} table holds {found.dtype}, not whole numbers. Give {role} in whole paise: 118.50 rupees is 11850.",
    )


def _days(table: pl.DataFrame, name: str | None, side: Side) -> pl.Series:
    if name is None or table[name].dtype == pl.Null:
        return pl.Series("date", [None], pl.Int32).new_from_index(0, table.height)
    found = table[name]
    if found.dtype == pl.String:
        days = found.str.to_date("%Y-%m-%d", strict=False)
        bad = (found.is_not_null() & days.is_null()).arg_true()
        if bad.len():
            raise Refused(
                "recon.date_unread", f"Row {int(bad[0]) + 1} of the {side} table says {found[int(bad[0])]!r} in {name!r}, which is no day (YYYY-MM-DD)."
            )
        found = days
    elif not (found.dtype == pl.Date or isinstance(found.dtype, pl.Datetime)):
        raise Refused("recon.date_unread", f"Column {name!r} of the {side} table holds {found.dtype}, no days.")
    return found.cast(pl.Date).cast(pl.Int32).alias("date")


def _text(table: pl.DataFrame, name: str | None, role: str) -> pl.Series:
    if name is None:
        return pl.Series(role, [None], pl.String).new_from_index(0, table.height)
    words = table[name].cast(pl.String)
    return words.set(words == "", None).alias(role)
