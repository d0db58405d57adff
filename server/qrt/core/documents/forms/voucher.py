"""Receipt and payment vouchers: whose money, how much, by which cheque or transfer, for what. The amount in words proves the figure."""

from collections.abc import Sequence

from qrt.core.base.money import Paise, decimal_text, rupees
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import money_of
from qrt.core.documents.forms.labels import BESIDE, Wanted, to_field
from qrt.core.documents.forms.values import Read, code, day, money, name, number, text
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.invoice.words import amount_in_words

_INSTRUMENT = code(r"^([A-Z]{0,5}\d{6,16})$")


def _in_words(tokens: Sequence[Token]) -> Read | None:
    """An amount written out, as decimal rupees."""
    amount = amount_in_words(" ".join(token.text for token in tokens))
    return Read(decimal_text(amount), tuple(tokens)) if amount is not None else None


def _read(form: Form) -> None:
    said = form.fields.pop("words", None)
    spelled = rupees(said.value) if said else None
    total = form.money("totals.grand_total")
    if total is None or (spelled is not None and total != spelled):
        # A heading "Amount" stands over what the first head of a fee comes to.
        total = _of_table(form) or total
    if spelled is not None and total is not None:
        form.check_sum("the words", spelled, total, "totals.grand_total")


def _of_table(form: Form) -> Paise | None:
    """The amount in the row of the total."""
    for row in form.tables:
        if row.cells[0].text.strip().lower() in ("total", "grand total") and (amount := money_of(row.cells[-1].text)) is not None:
            tokens = [token for line in form.sheet.lines for token in line.tokens if token.text == row.cells[-1].text.strip()]
            if tokens:
                form.fields["totals.grand_total"] = to_field(form.sheet, "totals.grand_total", Read(decimal_text(amount), (tokens[-1],)), BESIDE)
                return amount
    return None


def _module(party: tuple[str, ...], own: tuple[str, ...]) -> Module:
    return Module(
        (
            Wanted("voucher_number", (*own, "voucher no", "vr no", "no"), number),
            Wanted("voucher_date", ("voucher date", "receipt date", "date", "dated"), day),
            Wanted("party.name", (*party, "account"), name),
            Wanted("instrument", ("utr no", "utr", "by cheque no", "cheque no", "chq no", "instrument no", "dd no"), _INSTRUMENT),
            Wanted("bank", ("drawn on", "bank", "bank name", "through"), text),
            Wanted("narration", ("towards", "being", "on account of", "narration"), text),
            Wanted("words", ("in words", "amount in words", "a sum of rupees", "the sum of rupees", "sum of rupees", "rupees"), _in_words),
            Wanted("totals.grand_total", ("amount", "net amount", "rs", "total"), money),
        ),
        ("voucher_number", "voucher_date", "party.name", "totals.grand_total"),
        ("mode", "prepared by", "checked by", "passed by", "particulars", "agst ref"),
        _read,
    )


RECEIPT = _module(
    (
        "name of the student",
        "name of student",
        "student name",
        "name of donor",
        "donor name",
        "received with thanks from m s",
        "received with thanks from",
        "received from m s",
        "received from",
    ),
    ("receipt no", "receipt number", "rv no"),
)
PAYMENT = _module(("paid to m s", "paid to", "pay to", "payee"), ("pv no", "payment voucher no"))
