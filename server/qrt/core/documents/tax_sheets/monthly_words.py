"""What the columns of a GSTR-3B are called, table by table."""

from qrt.core.documents.forms.gst_lists import HEADS
from qrt.core.documents.tax_sheets.hearing import amounts
from qrt.core.documents.tax_sheets.tables import Table

_WHAT = ("nature of supplies", "nature of supply", "details", "description", "particulars", "details of supplies", "nature")


def _of(group: str, leaf: str) -> tuple[str, ...]:
    """A column under its group, as the two are read together."""
    return tuple(f"{whom} {what}" for whom in (f"supplies made to {group}", group) for what in (leaf, f"total {leaf}", f"amount of {leaf}"))


SUPPLIES_3B = Table(
    "3b_supplies",
    {"what": _WHAT, "taxable": ("total taxable value", "taxable value"), **HEADS},
    (frozenset({"what"}), frozenset({"taxable"}), frozenset({"igst"})),
    hears=amounts,
)
CREDIT_3B = Table("3b_credit", {"what": _WHAT, **HEADS}, (frozenset({"what"}), frozenset({"igst"}), frozenset({"cgst"})), hears=amounts)
INTER_3B = Table(
    "3b_inter",
    {
        "place": ("place of supply state ut", "place of supply", "place of supply (state/ut)"),
        "unregistered_taxable": _of("unregistered persons", "taxable value"),
        "unregistered_igst": _of("unregistered persons", "integrated tax"),
        "composition_taxable": _of("composition taxable persons", "taxable value"),
        "composition_igst": _of("composition taxable persons", "integrated tax"),
        "uin_taxable": _of("uin holders", "taxable value"),
        "uin_igst": _of("uin holders", "integrated tax"),
    },
    (frozenset({"place"}), frozenset({"unregistered_taxable"}), frozenset({"unregistered_igst"})),
)
EXEMPT_3B = Table(
    "3b_exempt",
    {"what": _WHAT, "inter": ("inter state supplies", "inter state"), "intra": ("intra state supplies", "intra state")},
    (frozenset({"what"}), frozenset({"inter"}), frozenset({"intra"})),
)
PAYMENT_3B = Table(
    "3b_payment",
    {
        "what": _WHAT,
        "payable": ("total tax payable", "tax payable", "other than reverse charge tax payable"),
        "net_payable": ("net tax payable",),
        **{
            f"itc_{head}": (*phrases, *(f"{group} {phrase}" for group in ("tax paid through itc", "paid through itc") for phrase in phrases))
            for head, phrases in HEADS.items()
        },
        "deducted": ("tax paid tds tcs", "tax paid tds", "tds tcs"),
        "cash": ("tax cess paid in cash", "tax paid in cash", "paid in cash"),
        "interest": ("interest paid in cash", "interest", "interest paid"),
        "fee": ("late fee paid in cash", "late fee", "late fee paid"),
    },
    (frozenset({"what"}), frozenset({"payable"}), frozenset({"cash"})),
)
TABLES_3B = (SUPPLIES_3B, CREDIT_3B, INTER_3B, EXEMPT_3B, PAYMENT_3B)
