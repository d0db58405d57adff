"""Statements of stock: each item with its quantity, rate and value; quantity times rate and the total prove the rows."""

import re
from decimal import Decimal, InvalidOperation

from qrt.core.base.money import Paise, decimal_text
from qrt.core.documents.currencies import heading_currency, said_currency
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, rows_under
from qrt.core.documents.forms.labels import BESIDE, to_field
from qrt.core.documents.forms.values import Read, day
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.types import StockLine

_COLUMNS = {
    "item": ("item name", "item", "particulars", "material", "stock item", "description", "material description"), "code": ("sku", "item code", "part no"), "unit": ("unit", "uom"),
    "quantity": ("closing qty", "qty on hand", "quantity", "closing quantity", "closing balance", "qty"), "rate": ("rate", "unit cost", "cost"),
    "value": ("value", "inventory value", "amount", "closing value", "stock value"), "currency": ("currency", "currency code", "curr", "ccy"),
}  # fmt: skip
_AS_ON = re.compile(r"\bas\s+(?:on|at)\b", re.IGNORECASE)


def _read(form: Form) -> None:
    total: NamedRow | None = None
    given = 0
    if headed := _headed_currency(form):
        form.faults.append((f"its amounts are in {headed}, and nothing says what they are in rupees: none of its items was read", 0, form.page))
        _head(form)
        return
    foreign: dict[str, int] = {}
    for row in rows_under(form.tables, _COLUMNS, frozenset({"item", "quantity", "value"})):
        value = row.money("value")
        if {"total"} & set(row.words.split()):
            total = row if value is not None else total
        elif value is not None and (said := said_currency(row.text("currency"))):
            foreign[said] = foreign.get(said, 0) + 1
        elif value is not None and (line := _line(form, row, value)):
            form.rows.append(line)
            given += value
    if foreign:
        codes = ", ".join(sorted(foreign))
        form.faults.append((f"{sum(foreign.values())} of its items are in {codes}; they were left out, and its total was not taken", 0, form.page))
    elif total is not None and (stated := total.money("value")) is not None:
        form.take("totals.value", total, "value", decimal_text(stated))
        form.check_sum("its rows", given, stated, "totals.value")
    else:
        form.sum_up("totals.value", [row.value for row in form.rows if isinstance(row, StockLine)])
    _head(form)


def _headed_currency(form: Form) -> str:
    """The other money than rupees that a heading of its amounts names ("Value (USD)"), "" for none."""
    for row in form.tables:
        texts = [cell.text for cell in row.cells]
        if any(normal(text.split("(")[0]) in (*_COLUMNS["value"], *_COLUMNS["rate"]) for text in texts) and (
            found := next(filter(None, map(heading_currency, texts)), "")
        ):
            return found
    return ""


def _line(form: Form, row: NamedRow, value: Paise) -> StockLine | None:
    quantity = re.sub(r"[^\d.\-]", "", row.text("quantity"))
    rate = row.money("rate")
    if not row.text("item") or not quantity:
        return None
    try:
        if rate is not None and abs(Decimal(quantity) * rate - value) > max(100, abs(value) // 1000):
            form.faults.append((f"quantity times rate of {row.text('item')} is not its value", int(Decimal(quantity) * rate) - value, row.row.place))
    except InvalidOperation:
        return None
    return StockLine(row.row.place, row.text("item"), quantity, value, row.text("code"), row.text("unit"), rate)


def _head(form: Form) -> None:
    """The day behind "as on", and the company: the first words of the paper that are no title."""
    for line in form.sheet.lines[:10]:
        if (found := _AS_ON.search(line.text)) and "as_on" not in form.fields:
            behind = [token for token in line.tokens if line.text.find(token.text) >= found.start()]
            if read := day(behind):
                form.fields["as_on"] = to_field(form.sheet, "as_on", read, BESIDE)
    for line in form.sheet.lines[:4]:
        if not re.search(r"\b(stock|inventory|valuation|statement|summary)\b", line.text, re.IGNORECASE) and not any(map(str.isdigit, line.text)):
            form.fields["company"] = to_field(form.sheet, "company", Read(line.text.strip(), line.tokens), 0.6)
            return


FORM = Module((), ("as_on", "totals.value"), (), _read)
