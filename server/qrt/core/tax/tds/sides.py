"""Tax deducted as two sides to reconcile: what others deducted from us against Form 26AS, what we deducted against our statement, what we paid against challans.

Amounts are the tax in paise, positive for tax that was deducted or paid; `base` is what it was deducted from.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.tax_rows import ChallanLine, TaxCreditLine
from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import Voucher
from qrt.core.recon.lines import line_ids
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind, Side
from qrt.core.tax.rules import tds_key_of_section, tds_rule_on
from qrt.core.tax.tds.events import TdsCase
from qrt.core.tax.tds.offices import challan_rows, credit_rows, deducted_here, held_back, ledger_named, reported_rows

_BARE = re.compile(r"\d+[A-Z]*")
_PARTY_ROLES = frozenset({"debtor", "creditor", "intercompany"})


@dataclass(frozen=True, slots=True)
class TaxSides:
    """One reconciliation of tax: what it is called, ours and the other side's lines."""

    kind: ReconciliationKind
    subject: str
    ours: tuple[Item, ...]
    theirs: tuple[Item, ...]


SUBJECTS = {
    ReconciliationKind.TDS: "Tax deducted from us",
    ReconciliationKind.TDS_PAYABLE: "Tax that we deducted",
    ReconciliationKind.TDS_CHALLAN: "Tax that we paid",
}


def tax_sides(case: TdsCase, papers: Sequence[Extraction], awaited: Mapping[ReconciliationKind, Sequence[Item]]) -> tuple[TaxSides, ...]:
    """The reconciliations for which a paper of the other side was handed in; without one there is none.

    awaited: lines of ours that earlier quarters left open. Rows of earlier quarters of a paper are taken where they may be what those wait for: an office credits late,
    and a statement of the year has the quarters before, whose rows met their lines there.
    """
    credits, deductions, challans = ReconciliationKind.TDS, ReconciliationKind.TDS_PAYABLE, ReconciliationKind.TDS_CHALLAN
    sides = {
        credits: (_receivable(case), _credited(case, papers, awaited.get(credits, ()))),
        deductions: (_deducted(case), _reported(case, papers)),
        challans: (_deposited(case), _challans(case, papers, awaited.get(challans, ()))),
    }
    return tuple(TaxSides(kind, SUBJECTS[kind], ours, theirs) for kind, (ours, theirs) in sides.items() if theirs)


Row = TypeVar("Row", TaxCreditLine, ChallanLine)


def _late(rows: Sequence[Row], awaited: Sequence[Item], is_of: Callable[[Row, Item], bool]) -> list[Row]:
    """Of rows of earlier quarters one for each line that waits for it: the same tax of the same party, the nearest by day."""
    free, taken = list(rows), []
    for item in sorted(awaited, key=lambda each: (each.day, each.id)):
        fitting = [row for row in free if row.day is not None and is_of(row, item)]
        if fitting:
            best = min(fitting, key=lambda row: (abs((row.day - item.day).days) if row.day else 0, row.day))
            free.remove(best)
            taken.append(best)
    return taken


def _receivable(case: TdsCase) -> tuple[Item, ...]:
    return tuple(
        _of_voucher(each.voucher, each.voucher.key, each.tax, each.gross, each.party, {"pan": case.pan(each.party)}) for each in held_back(case) if each.tax
    )


def _credited(case: TdsCase, papers: Sequence[Extraction], awaited: Sequence[Item]) -> tuple[Item, ...]:
    """The name of a deductor is that of its ledger where there is one; a row that the office has not matched with a challan says so."""
    known = [name for name, account in case.chart.items() if account.role in _PARTY_ROLES]
    earlier = [row for row in credit_rows(case, papers, before=True) if row.tax] if awaited else []
    rows = [row for row in credit_rows(case, papers) if row.tax]
    rows += _late(earlier, awaited, lambda row, item: row.tax == item.amount and bool(item.party) and ledger_named(row.deductor, known) == item.party)
    named = {deductor: ledger_named(deductor, known) for deductor in {row.deductor for row in rows}}
    made: list[Item] = []
    last = case.quarter.last_day
    ids = line_ids((row.day or last, (row.tan, row.deductor, row.section, int(row.amount), int(row.tax))) for row in rows)
    for name, row in zip(ids, rows, strict=True):
        ledger, day = named[row.deductor], row.day or last
        said = [row.deductor, f"TAN {row.tan}" if row.tan else "", f"section {row.section}" if row.section else "", _STATUS.get(row.status, ""), row.remark]
        labels = {"account": "", "tan": row.tan, "pan": case.pan(ledger) if ledger else "", "status": row.status, "section": _section(case, row.section)}
        words = ", ".join(text for text in said if text)
        made.append(Item(name, day, row.tax, row.tan, words, ledger or row.deductor, row.place, {"base": row.amount} if row.amount else {}, labels))
    return tuple(made)


_STATUS = {"U": "unmatched with a challan: no credit yet", "P": "provisional", "O": "overbooked"}


def _deducted(case: TdsCase) -> tuple[Item, ...]:
    bases: Counter[tuple[str, str]] = Counter()
    for credit in case.credits:
        bases[credit.voucher.key, credit.key] += credit.amount
    seen: Counter[str] = Counter()
    made: list[Item] = []
    for each in deducted_here(case):
        key = each.voucher.key
        seen[key] += 1
        rule = tds_rule_on(case.rules, each.key, each.voucher.day) if each.key else None
        labels = {"pan": case.pan(each.payee), "section": _bare(rule.old_section) if rule else "", "ledger": each.ledger}
        made.append(_of_voucher(each.voucher, f"{key}#{seen[key]}", each.amount, bases[key, each.key], each.payee, labels))
    return tuple(made)


def _reported(case: TdsCase, papers: Sequence[Extraction]) -> tuple[Item, ...]:
    """A payee whose PAN the books do not have goes by its name."""
    rows = [row for row in reported_rows(case, papers) if row.tax]
    pans = {case.pan(each.payee) for each in deducted_here(case)}
    unknown = sorted({each.payee for each in deducted_here(case) if not case.pan(each.payee)})
    made: list[Item] = []
    days = [row.day or row.deducted_day or case.quarter.last_day for row in rows]
    ids = line_ids((day, (row.pan, row.section, int(row.amount), int(row.tax))) for day, row in zip(days, rows, strict=True))
    for name, day, row in zip(ids, days, rows, strict=True):
        pan = row.pan.upper()
        ledger = ledger_named(row.party, unknown) if pan not in pans else ""
        labels = {"account": "", "pan": "" if ledger else pan, "section": _section(case, row.section)}
        words = ", ".join(text for text in (row.party, f"PAN {pan}", f"section {row.section}" if row.section else "") if text)
        made.append(Item(name, day, row.tax, pan, words, ledger or row.party, row.place, {"base": row.amount} if row.amount else {}, labels))
    return tuple(made)


def _deposited(case: TdsCase) -> tuple[Item, ...]:
    """Payments of the quarter that take tax off what is owed."""
    made: list[Item] = []
    for voucher in case.vouchers:
        roles = [(line, account.role) for line in voucher.lines if (account := case.chart.get(line.ledger))]
        tax = sum(line.amount for line, role in roles if role == "tds_payable")
        if tax > 0 and voucher.day in case.quarter and any(role in ("bank", "cash") for line, role in roles if line.amount < 0):
            made.append(_of_voucher(voucher, voucher.key, tax, 0, voucher.party, {}))
    return tuple(made)


def _challans(case: TdsCase, papers: Sequence[Extraction], awaited: Sequence[Item]) -> tuple[Item, ...]:
    """What a challan paid of tax: its interest and fee are costs, and no tax that was owed."""
    late = _late(challan_rows(case, papers, before=True), awaited, lambda row, item: _tax_paid(row) == item.amount and row.day == item.day) if awaited else []
    rows = [(row, tax) for row in (*challan_rows(case, papers), *late) if (tax := _tax_paid(row))]
    made: list[Item] = []
    days = [row.day or case.quarter.last_day for row, _ in rows]
    ids = line_ids((day, (row.bsr.lstrip("0"), row.number.lstrip("0"))) for day, (row, _) in zip(days, rows, strict=True))
    for name, day, (row, tax) in zip(ids, days, rows, strict=True):
        more = row.total - tax
        said = [
            f"challan {row.number}",
            f"BSR {row.bsr}",
            f"section {row.section}" if row.section else "",
            f"{rupee_text(Paise(more))} interest and fee beside it" if more else "",
        ]
        labels = {"account": "", "what": "payment"}
        made.append(Item(name, day, Paise(tax), row.number, ", ".join(text for text in said if text), "", row.place, labels=labels))
    return tuple(made)


def _tax_paid(row: ChallanLine) -> int:
    return row.total - row.interest - row.fee - row.other


def _of_voucher(voucher: Voucher, name: str, tax: int, base: int, party: str, labels: dict[str, str]) -> Item:
    kept = {"account": "", "voucher": voucher.number, "kind": voucher.kind.value, **labels}
    values = {"base": Paise(base)} if base else {}
    return Item(name, voucher.day, Paise(tax), voucher.reference or voucher.number, voucher.narration, party, voucher.place, values, kept)


def _section(case: TdsCase, written: str) -> str:
    """A section of the Act of 1961 without its clause, for a code of 2025 too: "194C" for "94C", "194C" and "1024"; as written where the rule book has no such row."""
    text = re.sub(r"[^A-Z0-9()]", "", written.upper())
    text = f"1{text}" if re.match(r"9\d[A-Z]", text) else text
    keys = tds_key_of_section(case.rules, text, case.quarter.last_day)
    found = {_bare(rule.old_section) for key in keys if (rule := tds_rule_on(case.rules, key, case.quarter.last_day))}
    return found.pop() if len(found) == 1 else _bare(text) or text


def _bare(section: str) -> str:
    found = _BARE.match(section.upper().strip())
    return found.group() if found else ""


def check_challans(result: Reconciliation) -> tuple[Finding, ...]:
    """recon.challan_not_booked: a challan whose payment is not in the books."""
    right = {item.id: item for item in result.right}
    return tuple(
        Finding(
            "recon.challan_not_booked",
            Severity.WARNING,
            f"tds_challan:{item.id}",
            f"{item.narration[:1].upper()}{item.narration[1:]}, of {item.day:%d-%m-%Y}, paid {rupee_text(item.amount)} of tax, and the books have no such payment: {each.why_not}.",
            item.amount,
            "Rule 30 of 1962; ITNS 281",
            (item.place,) if item.place else (),
        )
        for each in result.breaks
        if each.side is Side.RIGHT and (item := right[each.item])
    )
