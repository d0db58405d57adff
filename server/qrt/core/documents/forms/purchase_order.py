"""Purchase and work orders: number, days, both companies, the lines ordered and the value, which the lines prove."""

from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import rows_under, without_serial
from qrt.core.documents.forms.labels import BESIDE, Wanted, to_field
from qrt.core.documents.forms.values import Read, day, gstin, money, name, number
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.items import find_items
from qrt.core.documents.invoice.prices import decimal_of, settled, with_price
from qrt.core.documents.invoice.values import gstins
from qrt.core.documents.types import InvoiceLine

_COLUMNS = {
    "what": ("description", "item description", "item", "material", "material description", "particulars", "description of goods", "service"), "hsn": ("hsn", "hsn sac", "hsn code"),
    "quantity": ("qty", "order qty", "quantity", "order quantity"), "unit": ("uom", "unit"), "price": ("rate", "unit price", "unit rate", "basic rate", "price"),
    "total": ("amount", "net value", "value", "total", "line total"),
}  # fmt: skip


def _items(form: Form) -> list[InvoiceLine]:
    """The lines ordered: of a table with the headings of orders, else as bills have them."""
    rows = [row for row in rows_under(form.tables, _COLUMNS, frozenset({"what", "quantity", "total"})) if row.text("what") and row.text("quantity")]
    made: list[InvoiceLine] = []
    for row in rows:
        if (amount := row.money("total")) is not None:
            what = without_serial(row.text("what"), len(made) + 1)
            line = InvoiceLine(row.row.place, what, row.text("hsn"), row.text("quantity"), row.text("unit"), total=amount)
            price = row.text("price").removeprefix("Rs.").removeprefix("₹").removesuffix("/-").replace(",", "")
            made.append(with_price(line, [price] if decimal_of(price) else [], []))
    return list(settled(made)) or [row for row in find_items(Labelled.of(form.sheet), False) if row.total is not None]


def _read(form: Form) -> None:
    items = _items(form)
    form.rows += items
    _own_gstin(form)
    given = sum(row.total or 0 for row in items)
    if items and "totals.taxable" in form.fields:
        form.check_sum("its lines", given, form.money("totals.taxable"), "totals.taxable")
        parts = [amount for each in ("totals.taxable", "totals.tax") if (amount := form.money(each)) is not None]
        form.check_sum("value and tax", sum(parts), form.money("totals.grand_total"), "totals.grand_total")


def _own_gstin(form: Form) -> None:
    """The one GSTIN on the order that is not the vendor's is the buyer's own, in its letter head."""
    if "buyer.gstin" in form.fields or "seller.gstin" not in form.fields:
        return
    others = {each.value: each for line in form.sheet.lines for each in gstins(line) if each.value != form.text("seller.gstin") and not each.note}
    if len(others) == 1:
        found = next(iter(others.values()))
        form.fields["buyer.gstin"] = to_field(form.sheet, "buyer.gstin", Read(found.value, found.tokens, ("gstin_check_digit",)), BESIDE - 0.1)


FORM = Module(
    (
        Wanted("po_number", ("po no", "p o no", "po number", "p o number", "order number", "order no", "purchase order no", "purchase order number", "work order no", "w o no"), number),
        Wanted("po_date", ("po date", "order date", "date", "dated"), day),
        Wanted("seller.name", ("vendor", "supplier", "vendor name", "supplier name", "to"), name),
        Wanted("buyer.name", ("buyer", "purchaser", "bill to", "billed to", "invoice to"), name),
        Wanted("seller.gstin", ("vendor gstin", "supplier gstin"), gstin),
        Wanted("buyer.gstin", ("buyer gstin", "our gstin", "purchaser gstin"), gstin),
        Wanted("delivery_date", ("delivery date", "deliver by", "due date", "required by", "delivery by"), day),
        Wanted("totals.taxable", ("sub total", "net value of goods", "basic value", "total before tax"), money),
        Wanted("totals.tax", ("add gst", "igst", "gst", "total tax"), money),
        Wanted("totals.grand_total", ("total order value", "grand total", "order value", "total value", "net order value", "total amount"), money),
    ),
    ("po_number", "po_date", "seller.name", "totals.grand_total"),
    ("payment terms", "terms of payment", "quotation ref", "ship to", "deliver to"),
    _read,
)  # fmt: skip
