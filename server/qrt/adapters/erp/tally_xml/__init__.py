"""Tally's XML exports: masters and vouchers, in the accounting and the invoice view.

Which side a leg is on is said twice (ISDEEMEDPOSITIVE and the sign of AMOUNT, where a debit is negative) and files break either; the zero sum decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qrt.adapters.erp.tally_xml.entries import day_or_none, is_yes, legs_of, sizes_of
from qrt.adapters.erp.tally_xml.masters import master_of, opening_bills
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.amounts import ForeignMoney
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.markup import BrokenMarkup, Node, UnsafeMarkup, iterate_nodes
from qrt.core.documents.tables import decode_text
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow, Row

READER, VERSION = "tally_xml", "1"
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]+)|(\d+));")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BASE = {
    "sales": "sales",
    "purchase": "purchase",
    "payment": "payment",
    "receipt": "receipt",
    "contra": "contra",
    "journal": "journal",
    "credit note": "credit_note",
    "debit note": "debit_note",
    "payroll": "journal",
}
_NEVER_POSTS = frozenset(
    {
        "memorandum", "reversing journal", "sales order", "purchase order", "delivery note", "receipt note", "rejections in", "rejections out", "stock journal", "physical stock",
        "attendance", "job work in order", "job work out order", "material in", "material out",
    }
)  # fmt: skip
"""Tally's own types that leave the ledgers alone."""
_MAY_NOT_POST = re.compile(
    r"\bpro[\s-]*forma\b|\bperforma\b|\bmemo(randum)?\b|\boptional\b|\breversing\b|\bprovisional\b|\bquotation\b|\bestimate\b|\border\b", re.IGNORECASE
)


def read_tally_xml(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """One extraction for the masters and one for the vouchers, whichever the file holds.

    A file that breaks off gives what stood before the break, and a finding that says so.
    """
    pen = Pen(paper)
    reading = _Reading()
    fault = ""
    try:
        for node in iterate_nodes(_clean(data), ("VOUCHER", "LEDGER", "GROUP", "VOUCHERTYPE"), on_root=reading.heads.append):
            reading.take(node)
    except (BrokenMarkup, UnsafeMarkup, ValueError, UnicodeDecodeError) as wrong:
        fault = str(wrong)
    if not reading.vouchers and not reading.masters:
        return (pen.unreadable(READER, fault or "it holds no Tally masters or vouchers"),)
    findings: list[tuple[int, Finding]] = []
    if fault:
        sentence = f"{fault}; what stands before it was read, the rest is missing."
        findings.append((1 << 40, pen.finding("tally_xml.cut_off", Severity.ERROR, sentence)))
    made = []
    both = bool(reading.vouchers) and bool(reading.masters)
    if reading.masters:
        rows = [row for node in reading.masters if (row := master_of(pen, node, findings))]
        bills = [bill for node in reading.masters if node.tag == "LEDGER" for bill in opening_bills(pen, node, findings)]
        made.append(_extraction(pen, reading, DocumentKind.TALLY_MASTERS, (*rows, *bills), [] if both else findings, "masters" if both else ""))
    if reading.vouchers:
        parents = {node.attributes.get("NAME") or node.value("NAME"): node.value("PARENT") for node in reading.types}
        vouchers = [row for node in reading.vouchers if (row := _voucher(pen, node, parents, findings))]
        findings += _type_findings(pen, vouchers)
        made.append(_extraction(pen, reading, DocumentKind.TALLY_VOUCHERS, tuple(vouchers), findings, "vouchers" if both else ""))
    return tuple(made)


@dataclass(slots=True)
class _Reading:
    vouchers: list[Node] = field(default_factory=list)
    masters: list[Node] = field(default_factory=list)
    types: list[Node] = field(default_factory=list)
    heads: list[Node] = field(default_factory=list)

    def take(self, node: Node) -> None:
        if node.tag == "VOUCHER" and node.children:
            self.vouchers.append(node)
        elif node.tag == "VOUCHERTYPE":
            self.types.append(node)
        elif node.tag in ("LEDGER", "GROUP") and (node.children or node.attributes.get("NAME")):
            self.masters.append(node)


def _clean(data: bytes) -> bytes:
    """UTF-8 without the characters that XML forbids, inside one root element. Line numbers stay.

    Raises UnsafeMarkup on a document type; ValueError when the bytes are no text.
    """
    text, _ = decode_text(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnsafeMarkup("the XML declares a document type or an entity, which no export needs")
    text = _REFERENCE.sub(_allowed_reference, _CONTROL.sub("", text))
    return f"<PAPER>{_DECLARATION.sub('', text)}</PAPER>".encode()


def _allowed_reference(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match.group(0) if allowed else ""


def _extraction(pen: Pen, reading: _Reading, kind: DocumentKind, rows: tuple[Row, ...], findings: list[tuple[int, Finding]], part: str) -> Extraction:
    company = next(
        (node.text.strip() for head in reading.heads for node in head.walk() if node.tag in ("SVCURRENTCOMPANY", "REMOTECMPNAME") and node.text.strip()), ""
    )
    days = sorted(row.day for row in rows if isinstance(row, RegisterRow))
    fields = by_name(
        (
            pen.field("company", company),
            pen.field("first_voucher_day", days[0].isoformat() if days else ""),
            pen.field("last_voucher_day", days[-1].isoformat() if days else ""),
        )
    )
    ordered = tuple(found for _, found in sorted(findings, key=lambda each: each[0]))
    return Extraction(pen.paper.sha256, kind, 0.99, READER, VERSION, part=part, fields=fields, rows=rows, findings=ordered)


def _voucher(pen: Pen, node: Node, parents: dict[str, str], findings: list[tuple[int, Finding]]) -> RegisterRow | None:
    def add(rule: str, severity: Severity, sentence: str, amount: int = 0) -> None:
        findings.append(
            (
                node.line,
                pen.finding(rule, severity, f"line {node.line}, voucher {number or guid or 'without number'}: {sentence}", amount=amount, row=node.line),
            )
        )

    number, guid = node.value("VOUCHERNUMBER"), node.value("GUID") or node.attributes.get("REMOTEID", "")
    if is_yes(node.value("ISDELETED")):
        add("tally_xml.voucher_deleted", Severity.INFO, "it is marked as deleted and was left out.")
        return None
    try:
        day = parse_day(node.value("DATE"))
    except ValueError as wrong:
        add("tally_xml.date_invalid", Severity.BLOCKING, f"{wrong}, so it was left out.", max((abs(amount) for amount in sizes_of(node)), default=0))
        return None
    voucher_type = node.value("VOUCHERTYPENAME") or node.attributes.get("VCHTYPE", "")
    base = _base_type(voucher_type, parents)
    cancelled = is_yes(node.value("ISCANCELLED"))
    posts = not is_yes(node.value("ISOPTIONAL")) and base not in _NEVER_POSTS
    legs: tuple[Leg, ...] = ()
    if not cancelled:
        try:
            stated = day_or_none(node.value("REFERENCEDATE"))
            legs, conflict, unclear = legs_of(pen, node, day, stated if stated and stated <= day else day)
            if unclear:
                add("tally_xml.allocation_mismatch", Severity.WARNING, f"{unclear}; the ledger's own amount was taken.")
        except ForeignMoney as wrong:
            add("register.rupees_missing", Severity.BLOCKING if posts else Severity.WARNING, f"it holds {wrong}; the whole voucher was left out.")
            return None
        except ValueError as wrong:
            add("tally_xml.amount_unreadable", Severity.ERROR, f"an amount is unreadable ({wrong}).")
            legs, conflict = (), ""
        if conflict == "unbalanced" and posts:
            difference = sum(leg.amount for leg in legs)
            add(
                "tally_xml.voucher_unbalanced",
                Severity.ERROR,
                f"debits and credits differ by {rupee_text(Paise(abs(difference)))} in every reading of its signs.",
                difference,
            )
        elif conflict == "signs":
            add(
                "tally_xml.sign_conflict",
                Severity.WARNING,
                "ISDEEMEDPOSITIVE and the signs of its amounts contradict each other; ISDEEMEDPOSITIVE was believed.",
            )
        elif not legs and posts:
            add("tally_xml.voucher_empty", Severity.WARNING, "it has no ledger entries.")
    party = node.value("PARTYLEDGERNAME") or node.value("PARTYNAME")
    return RegisterRow(
        pen.place(node.line, "VOUCHER"),
        day,
        party or (legs[0].ledger if legs else ""),
        voucher_type,
        number,
        legs,
        narration=node.value("NARRATION"),
        reference=node.value("REFERENCE"),
        reference_day=day_or_none(node.value("REFERENCEDATE")),
        party_gstin=node.value("PARTYGSTIN").upper(),
        place_of_supply=node.value("PLACEOFSUPPLY"),
        base_kind=_BASE.get(base, ""),
        cancelled=cancelled,
        posts=posts,
        guid=guid,
    )


def _base_type(voucher_type: str, parents: dict[str, str]) -> str:
    """The type of Tally's own that this one comes from: by the type masters in the file, else by its plain words; "" when neither tells."""
    name, seen = voucher_type, set[str]()
    while name in parents and parents[name] and parents[name] != name and name not in seen:
        seen.add(name)
        name = parents[name]
    lowered = re.sub(r"\s+", " ", name.lower()).strip()
    if lowered in _BASE or lowered in _NEVER_POSTS:
        return lowered
    plain = [base for base in _BASE if re.search(rf"\b{base}s?\b", lowered)]
    return plain[0] if len(plain) == 1 and not _MAY_NOT_POST.search(lowered) else ""


def _type_findings(pen: Pen, rows: Sequence[RegisterRow]) -> list[tuple[int, Finding]]:
    groups: dict[str, list[RegisterRow]] = {}
    for row in rows:
        if row.posts and not row.cancelled and _MAY_NOT_POST.search(row.voucher_type):
            groups.setdefault(row.voucher_type, []).append(row)
    found = []
    for name, members in groups.items():
        numbers = ", ".join(row.number or f"line {row.place.row}" for row in members)
        size = sum(sum(leg.amount for leg in row.legs if leg.amount > 0) for row in members)
        sentence = f"vouchers of type {name!r} may not post to the books ({len(members)}: {numbers}); compare with the trial balance."
        line = members[0].place.row or 0
        found.append(
            (line, pen.finding("register.type_may_not_post", Severity.WARNING, sentence, amount=size, row=line, more=[row.place for row in members[1:50]]))
        )
    return found
