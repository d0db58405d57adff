"""Purchases against GSTR-2B: the items of both sides, and what brings them together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from rapidfuzz.distance import DamerauLevenshtein

from qrt.core.base.identifiers import pan_of_gstin
from qrt.core.base.money import Paise
from qrt.core.documents.types import Extraction, Gstr2bLine
from qrt.core.ledger.types import Chart, Voucher, VoucherKind
from qrt.core.recon.engine.kinds.gst import HEADS
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.known import Known
from qrt.core.recon.match import reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.references import document_number
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind


def reconcile_gstr2b(
    subject: str, left: Sequence[Item], right: Sequence[Item], policy: MatchPolicy, as_of: date, learnt: Learnt | None = None, known: Known | None = None
) -> Reconciliation:
    """Match purchases (left) with GSTR-2B (right); the words of each item are those of `with_words`."""
    return reconcile(ReconciliationKind.GSTR_2B, subject, left, right, policy, as_of, learnt, known)


def gst_status(result: Reconciliation) -> dict[str, str]:
    """Status word of every item of both sides by its id."""
    return {item.id: item.labels.get("status", "") for item in (*result.left, *result.right)}


def gstin_is_near(one: str, other: str) -> bool:
    """Whether two GSTINs differ in at most two characters, or by two that changed places: a typing slip, not another company."""
    return len(one) == len(other) == 15 and 0 < DamerauLevenshtein.distance(one, other, score_cutoff=2) <= 2


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one character was left out, added, changed or swapped with its neighbour."""
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def purchase_items(vouchers: Iterable[Voucher], chart: Chart, extractions: Iterable[Extraction] = ()) -> tuple[Item, ...]:
    """Vouchers that take input tax, one item each: debits of tax are positive, a debit note is negative.

    GSTIN and number come from the voucher, else from the party's ledger, else from an invoice paper with the same number and amount.
    """
    papers = _papers(extractions)
    made: list[Item] = []
    for voucher in vouchers:
        taxes, cash_only, reverse = {head: 0 for head in HEADS}, True, False
        taxable = 0
        for line in voucher.lines:
            role = _role(chart, line.ledger)
            if role.startswith(("input_", "rcm_input_")) and role.rsplit("_", 1)[1] in taxes:
                taxes[role.rsplit("_", 1)[1]] += line.amount
                reverse = reverse or role.startswith("rcm_input_")
            elif role.startswith(("output_", "rcm_output_")):
                reverse = reverse or role.startswith("rcm_output_")
            elif _is_value(chart, line.ledger):
                taxable += line.amount
                cash_only = False
        if voucher.kind not in _KINDS or not any(taxes.values()) or cash_only:
            continue
        made.append(_purchase_item(voucher, chart, taxes, taxable, reverse, papers))
    return tuple(made)


_KINDS = frozenset({VoucherKind.PURCHASE, VoucherKind.DEBIT_NOTE, VoucherKind.JOURNAL, VoucherKind.PAYMENT, VoucherKind.CREDIT_NOTE})


def _role(chart: Chart, ledger: str) -> str:
    account = chart.get(ledger)
    return account.role if account else ""


def _is_value(chart: Chart, ledger: str) -> bool:
    """Whether the ledger carries the value of the supply: an expense, stock or fixed asset, what is paid ahead, not tax, party, cash or rounding."""
    account = chart.get(ledger)
    if account is None:
        return False
    return account.role in ("inventory", "fixed_asset", "depreciation", "prepaid") or (account.nature in ("expense", "asset") and account.role == "")


def _purchase_item(voucher: Voucher, chart: Chart, taxes: dict[str, int], taxable: int, reverse: bool, papers: dict[tuple[str, int], Extraction]) -> Item:
    account = chart.get(voucher.party)
    total = taxable + sum(taxes.values())
    paper = papers.get((document_number(voucher.reference), abs(total))) if voucher.reference else None
    gstin = voucher.party_gstin or (account.gstin if account else "") or (paper.text("seller.gstin") if paper else "")
    values: dict[str, Paise] = {"taxable": Paise(taxable), **{head: Paise(amount) for head, amount in taxes.items()}}
    labels = {
        "gstin": gstin.upper(),
        "pan": pan_of_gstin(gstin.upper()) if len(gstin) == 15 else (account.pan if account else ""),
        "document_type": "invoice" if total >= 0 else "credit_note",
        "reverse_charge": "yes" if reverse else "no",
        "place_of_supply": paper.text("place_of_supply") if paper else "",
        "voucher": voucher.number,
        "key": voucher.key,
        "account": "",
    }
    day = voucher.reference_day or voucher.day
    return Item(voucher.key, day, Paise(total), voucher.reference, voucher.narration, voucher.party, voucher.place, values, labels)


def _papers(extractions: Iterable[Extraction]) -> dict[tuple[str, int], Extraction]:
    found: dict[tuple[str, int], Extraction] = {}
    for extraction in extractions:
        try:
            total = extraction.fields["totals.grand_total"].amount()
        except (KeyError, ValueError):
            continue
        if number := document_number(extraction.text("invoice_number")):
            found.setdefault((number, abs(total)), extraction)
    return found


def inward_items(lines: Sequence[Gstr2bLine]) -> tuple[Item, ...]:
    """Documents of GSTR-2B. An amendment takes the place of its original; credit notes are negative."""
    amended = {(line.supplier_gstin, document_number(line.original_number)) for line in lines if line.section.endswith("a") and line.original_number}
    made: list[Item] = []
    seen: dict[str, int] = defaultdict(int)
    for line in lines:
        if not line.section.endswith("a") and (line.supplier_gstin, document_number(line.number)) in amended:
            continue
        key = f"2b:{line.supplier_gstin}/{line.number}/{line.day}"
        seen[key] += 1
        made.append(_inward_item(line, key if seen[key] == 1 else f"{key}~{seen[key]}"))
    return tuple(made)


def _inward_item(line: Gstr2bLine, key: str) -> Item:
    sign = -1 if line.document_type == "credit_note" else 1
    parts = {"taxable": line.taxable, "igst": line.igst, "cgst": line.cgst, "sgst": line.sgst, "cess": line.cess}
    taxes = {name: Paise(sign * amount) for name, amount in parts.items()}
    labels = {
        "gstin": line.supplier_gstin,
        "pan": pan_of_gstin(line.supplier_gstin) if len(line.supplier_gstin) == 15 else "",
        "document_type": line.document_type,
        "reverse_charge": "yes" if line.reverse_charge else "no",
        "place_of_supply": line.place_of_supply,
        "itc": "yes" if line.itc_available else "no",
        "itc_reason": line.itc_reason,
        "section": line.section,
        "period": line.period,
        "account": "",
    }
    return Item(key, line.day, Paise(sum(taxes.values())), line.number, "", line.supplier_name, line.place, taxes, labels)
