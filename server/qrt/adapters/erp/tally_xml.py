"""Tally's XML exports: masters and vouchers, in the accounting and the invoice view.

Which side a leg is on is said twice (ISDEEMEDPOSITIVE and the sign of AMOUNT, where a debit is negative) and files break either; the zero sum decides.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text, rupees
from qrt.core.base.place import Place
from qrt.core.documents.amounts import bounded
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.markup import BrokenMarkup, Node, UnsafeMarkup, iterate_nodes
from qrt.core.documents.tables import decode_text
from qrt.core.documents.types import DocumentKind, Extraction, Leg, MasterRow, OpenBillRow, Paper, RegisterRow, Row

READER, VERSION = "tally_xml", "1"

_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]+)|(\d+));")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LEDGER_LISTS = ("ALLLEDGERENTRIES.LIST", "LEDGERENTRIES.LIST")
_INVENTORY_LISTS = ("ALLINVENTORYENTRIES.LIST", "INVENTORYENTRIES.LIST", "INVENTORYENTRIESIN.LIST", "INVENTORYENTRIESOUT.LIST")
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
        rows = [row for node in reading.masters if (row := _master(pen, node, findings))]
        bills = [bill for node in reading.masters if node.tag == "LEDGER" for bill in _opening_bills(pen, node, findings)]
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


def _yes(text: str) -> bool:
    return text.strip().lower() in ("yes", "true", "1")


def _amount(node: Node | None) -> tuple[Paise, bool | None] | None:
    """The amount with the sign it carries, and whether the file says outright that it is a debit. None when there is no amount.

    A foreign amount "$100 @ ₹80/$ = ₹8000" counts in rupees. Raises ValueError on text that is no amount, and on foreign money without its rupees.
    """
    if node is None:
        return None
    inner = node.find("AMOUNT")
    text = (inner or node).text.strip()
    if not text:
        return None
    debit = node.value("ISDEBIT")
    return bounded(rupees(text.rpartition("=")[2].strip())), _yes(debit) if debit else None


def _master(pen: Pen, node: Node, findings: list[tuple[int, Finding]]) -> MasterRow | None:
    name = node.attributes.get("NAME") or node.value("NAME") or node.value("LANGUAGENAME.LIST", "NAME.LIST", "NAME")
    if not name:
        return None
    opening: Paise | None = None
    try:
        if found := _amount(node.find("OPENINGBALANCE")):
            amount, debit = found
            # Without a word on the side, Tally writes a debit balance as a negative number.
            opening = Paise(-amount) if debit is None else Paise(abs(amount) if debit else -abs(amount))
    except ValueError as wrong:
        sentence = f"line {node.line}: the opening balance of {name!r} is unreadable ({wrong})."
        findings.append((node.line, pen.finding("tally_xml.amount_unreadable", Severity.ERROR, sentence, row=node.line, column="OPENINGBALANCE")))
    names = [each.text.strip() for each in node.all("ALIAS")]
    names += [each.text.strip() for languages in node.all("LANGUAGENAME.LIST") for listed in languages.all("NAME.LIST") for each in listed.all("NAME")]
    registration = node.find("LEDGSTREGDETAILS.LIST")
    gstin = node.value("PARTYGSTIN") or (registration.value("GSTIN") or registration.value("PARTYGSTIN") if registration else "")
    return MasterRow(
        pen.place(node.line, node.tag),
        name.strip(),
        node.value("PARENT"),
        is_group=node.tag == "GROUP",
        gstin=gstin.upper(),
        pan=node.value("INCOMETAXNUMBER").upper(),
        state=node.value("LEDSTATENAME")
        or node.value("STATENAME")
        or node.value("LEDMAILINGDETAILS.LIST", "STATE")
        or (registration.value("STATE") if registration else ""),
        opening=opening,
        aliases=tuple(dict.fromkeys(each for each in names if each and each != name.strip())) if node.tag == "LEDGER" else (),
        msme=_msme(node),
        udyam=_udyam(node),
        credit_days=_credit_days(node),
    )


_SIZES = {"micro": "micro", "small": "small", "medium": "medium"}


def _msme(node: Node) -> str:
    """micro, small or medium, as the master of a ledger says it."""
    for each in node.walk():
        if each.tag in ("ENTERPRISETYPE", "MSMEENTERPRISETYPE", "MSMETYPE", "TYPEOFENTERPRISE") and (
            found := re.search(r"\b(micro|small|medium)\b", each.text, re.IGNORECASE)
        ):
            return _SIZES[found.group(1).lower()]
    return ""


def _udyam(node: Node) -> str:
    """The Udyam registration number, "UDYAM-MH-26-0012345"."""
    for each in node.walk():
        if (each.tag in ("UDYAMREGNUMBER", "MSMEREGNUMBER", "UDYAMNUMBER", "UDYAMREGISTRATIONNUMBER") or "UDYAM" in each.text.upper()) and (
            found := re.search(r"UDYAM-[A-Z]{2}-\d{2}-\d{7}", each.text.upper())
        ):
            return found.group()
    return ""


def _credit_days(node: Node) -> int | None:
    """Days that bills of the party run: BILLCREDITPERIOD or CREDITPERIOD of the master ("30 Days", "1 Month" is thirty)."""
    for tag in ("BILLCREDITPERIOD", "CREDITPERIOD", "DEFAULTCREDITPERIOD"):
        if found := _PERIOD.match(node.value(tag)):
            unit = (found.group(2) or "days").lower()
            return int(found.group(1)) * (365 if unit.startswith("year") else 30 if unit.startswith("month") else 7 if unit.startswith("week") else 1)
    return None


def _opening_bills(pen: Pen, node: Node, findings: list[tuple[int, Finding]]) -> list[OpenBillRow]:
    """Bills that stand open in a master (BILLALLOCATIONS.LIST with OPENINGBALANCE), signed as the books have it."""
    party, rows = node.attributes.get("NAME") or node.value("NAME"), []
    for each in node.all("BILLALLOCATIONS.LIST"):
        name = each.value("NAME")
        try:
            found = _amount(each.find("OPENINGBALANCE") or each.find("AMOUNT"))
        except ValueError as wrong:
            sentence = f"line {each.line}: the opening balance of bill {name!r} of {party!r} is unreadable ({wrong})."
            findings.append((each.line, pen.finding("tally_xml.amount_unreadable", Severity.ERROR, sentence, row=each.line, column="OPENINGBALANCE")))
            continue
        if found is None or not name or not found[0]:
            continue
        amount, debit = found
        signed = Paise(-amount) if debit is None else Paise(abs(amount) if debit else -abs(amount))
        day = _day_or_none(each.value("BILLDATE"))
        due = due_after(each.value("BILLCREDITPERIOD"), day) if day else None
        rows.append(OpenBillRow(pen.place(each.line, each.tag), party, name, signed, day, due))
    return rows


def _voucher(pen: Pen, node: Node, parents: dict[str, str], findings: list[tuple[int, Finding]]) -> RegisterRow | None:
    def add(rule: str, severity: Severity, sentence: str, amount: int = 0) -> None:
        findings.append(
            (
                node.line,
                pen.finding(rule, severity, f"line {node.line}, voucher {number or guid or 'without number'}: {sentence}", amount=amount, row=node.line),
            )
        )

    number, guid = node.value("VOUCHERNUMBER"), node.value("GUID") or node.attributes.get("REMOTEID", "")
    if _yes(node.value("ISDELETED")):
        add("tally_xml.voucher_deleted", Severity.INFO, "it is marked as deleted and was left out.")
        return None
    try:
        day = parse_day(node.value("DATE"))
    except ValueError as wrong:
        add("tally_xml.date_invalid", Severity.ERROR, f"{wrong}, so it was left out.", max((abs(amount) for amount in _sizes(node)), default=0))
        return None
    voucher_type = node.value("VOUCHERTYPENAME") or node.attributes.get("VCHTYPE", "")
    base = _base_type(voucher_type, parents)
    cancelled = _yes(node.value("ISCANCELLED"))
    posts = not _yes(node.value("ISOPTIONAL")) and base not in _NEVER_POSTS
    legs: tuple[Leg, ...] = ()
    if not cancelled:
        try:
            legs, conflict, unclear = _legs(pen, node, day)
            if unclear:
                add("tally_xml.allocation_mismatch", Severity.WARNING, f"{unclear}; the ledger's own amount was taken.")
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
        reference_day=_day_or_none(node.value("REFERENCEDATE")),
        party_gstin=node.value("PARTYGSTIN").upper(),
        place_of_supply=node.value("PLACEOFSUPPLY"),
        base_kind=_BASE.get(base, ""),
        cancelled=cancelled,
        posts=posts,
        guid=guid,
    )


def _day_or_none(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


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


def _sizes(node: Node) -> Iterable[Paise]:
    for entry in _entries(node, _LEDGER_LISTS):
        try:
            if found := _amount(entry.find("AMOUNT")):
                yield found[0]
        except ValueError:
            continue


def _entries(node: Node, lists: Sequence[str]) -> list[Node]:
    return [entry for entry in node.all(*lists) if entry.value("LEDGERNAME")]


@dataclass(frozen=True, slots=True)
class _Part:
    """A share of an entry: one bill or one cost centre, in rupees. A `size` below nil goes against the entry's side; `foreign` is the share in its currency."""

    size: int
    name: str = ""
    kind: str = ""
    due_day: date | None = None
    foreign: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    ledger: str
    place: Place
    amount: Paise
    deemed_debit: bool | None
    debit: bool | None
    bills: tuple[_Part, ...] = ()
    centres: tuple[_Part, ...] = ()
    foreign: "_Foreign | None" = None
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class _Foreign:
    """What stands before the "=" of a foreign amount: currency, hundredths without sign, rupees for one unit."""

    currency: str
    hundredths: int
    rate: Decimal


_FOREIGN = re.compile(
    r"^\(?-?\s*(?P<before>[^\d\s().,=@-]*)\s*(?:\(?-?)\s*(?P<amount>[\d,]+(?:\.\d+)?)\)?\s*(?P<after>[^\d\s@=().,-]*)\s*@\s*[^\d]*?(?P<rate>[\d,]+(?:\.\d+)?)\s*(?:/\s*[^=]*)?="
)
_SYMBOLS = {"$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY", "aed": "AED", "dhs": "AED", "s$": "SGD", "sgd": "SGD", "a$": "AUD", "aud": "AUD", "chf": "CHF", "cad": "CAD", "c$": "CAD", "cny": "CNY", "sar": "SAR"}  # fmt: skip
_BILL_KINDS = {"newref": "new", "agstref": "against", "advance": "advance", "onaccount": "on_account"}
_PERIOD = re.compile(r"^\s*(\d+)\s*(days?|weeks?|months?|years?)?\s*$", re.IGNORECASE)


def _foreign(text: str) -> _Foreign | None:
    """ "$1000.00 @ ₹ 83.50/$ = ₹ 83500.00": None where there is no foreign part or its currency has no code we know. Never guessed."""
    found = _FOREIGN.match(text.strip())
    if found is None:
        return None
    word = (found.group("before") or found.group("after") or "").strip().casefold()
    currency = _SYMBOLS.get(word) or (word.upper() if re.fullmatch(r"[a-z]{3}", word) else "")
    if not currency or currency == "INR":
        return None
    try:
        hundredths = abs(rupees(found.group("amount")))
    except ValueError:
        return None
    return _Foreign(currency, hundredths, Decimal(found.group("rate").replace(",", "")))


def due_after(text: str, from_day: date) -> date | None:
    """The day that a credit period ends: a number of days, weeks or months from the bill, or a date; None where it says nothing."""
    if not text.strip():
        return None
    if found := _PERIOD.match(text):
        count, unit = int(found.group(1)), (found.group(2) or "days").lower()
        if count > 3650:
            return None
        if unit.startswith(("month", "year")):
            months = from_day.month - 1 + count * (12 if unit.startswith("year") else 1)
            year, month = from_day.year + months // 12, months % 12 + 1
            return date(year, month, min(from_day.day, monthrange(year, month)[1]))
        return from_day + timedelta(days=count * (7 if unit.startswith("week") else 1))
    return _day_or_none(text)


def _entry(pen: Pen, node: Node, day: date) -> _Entry | None:
    found = _amount(node.find("AMOUNT"))
    if found is None:
        return None
    deemed = node.value("ISDEEMEDPOSITIVE")
    bills, centres = _bills(node, day), _centres(node)
    text = (node.find("AMOUNT") or node).text
    unclear = ""
    if bills and sum(part.size for part in bills) != abs(found[0]):
        unclear = f"the bills of {node.value('LEDGERNAME')!r} come to {rupee_text(Paise(sum(part.size for part in bills)))}, its amount is {rupee_text(Paise(abs(found[0])))}"
        bills = (_Part(abs(found[0]), "; ".join(part.name for part in bills if part.name)),)
    if centres and sum(part.size for part in centres) != abs(found[0]):
        unclear = unclear or f"the cost centres of {node.value('LEDGERNAME')!r} do not come to its amount"
        centres = ()
    place = pen.place(node.line, node.tag)
    return _Entry(node.value("LEDGERNAME"), place, found[0], _yes(deemed) if deemed else None, found[1], bills, centres, _foreign(text), unclear)


def _bills(node: Node, day: date) -> tuple[_Part, ...]:
    """Shares by bill: an entry that settles several bills is several legs. Raises ValueError on an amount that is none."""
    parts = []
    for each in node.all("BILLALLOCATIONS.LIST"):
        found = _amount(each.find("AMOUNT"))
        name, kind = each.value("NAME"), _BILL_KINDS.get(re.sub(r"\W", "", each.value("BILLTYPE").casefold()), "")
        if found is None:
            if name:
                parts.append(_Part(0, name, kind))
            continue
        foreign = _foreign(each.value("AMOUNT"))
        due = due_after(each.value("BILLCREDITPERIOD"), day) if kind in ("new", "") else None
        parts.append(_Part(found[0], name, kind, due, foreign.hundredths if foreign else 0))
    if len(parts) == 1 and not parts[0].size:
        # A single bill without its amount is the whole entry.
        whole = _amount(node.find("AMOUNT"))
        parts = [replace(parts[0], size=abs(whole[0]) if whole else 0)]
    whole = _amount(node.find("AMOUNT"))
    sign = -1 if whole and whole[0] < 0 else 1
    relative = tuple(replace(part, size=sign * part.size) for part in parts if part.size)
    # Files that write no signs at all write none here either.
    sizes = tuple(replace(part, size=abs(part.size)) for part in relative)
    return sizes if whole and sum(part.size for part in sizes) == abs(whole[0]) else relative


def _centres(node: Node) -> tuple[_Part, ...]:
    """Shares by cost centre, of the first category that has any: a second one divides the same amount again."""
    groups = [category.all("COSTCENTREALLOCATIONS.LIST") for category in node.all("CATEGORYALLOCATIONS.LIST")] or [node.all("COSTCENTREALLOCATIONS.LIST")]
    for group in groups:
        parts = [_Part(abs(found[0]), each.value("NAME")) for each in group if (found := _amount(each.find("AMOUNT"))) and each.value("NAME")]
        if parts:
            return tuple(parts)
    return ()


def _split(entry: _Entry, amount: Paise, day: date) -> tuple[Leg, ...]:
    """The legs of one entry: cut at every bill and every cost centre, so that each leg is of one bill and one centre. Nothing is lost: they add up to it."""
    cuts: list[tuple[int, _Part | None, _Part | None]] = []
    if any(part.size < 0 for part in entry.bills):
        only = entry.centres[0] if len(entry.centres) == 1 else None
        return _legs_of(entry, amount, day, [(part.size, part, only) for part in entry.bills])
    bills, centres = list(entry.bills) or [None], list(entry.centres) or [None]
    left_bill, left_centre = (bills[0].size if bills[0] else abs(amount)), (centres[0].size if centres[0] else abs(amount))
    bill = centre = 0
    while bill < len(bills) and centre < len(centres):
        size = min(left_bill, left_centre)
        cuts.append((size, bills[bill], centres[centre]))
        left_bill, left_centre = left_bill - size, left_centre - size
        if not left_bill:
            bill += 1
            left_bill = (part.size if (part := bills[bill]) else 0) if bill < len(bills) else 0
        if not left_centre:
            centre += 1
            left_centre = (part.size if (part := centres[centre]) else 0) if centre < len(centres) else 0
    if sum(size for size, _, _ in cuts) != abs(amount):
        cuts = [(abs(amount), None, None)]
    return _legs_of(entry, amount, day, cuts)


def _legs_of(entry: _Entry, amount: Paise, day: date, cuts: Sequence[tuple[int, _Part | None, _Part | None]]) -> tuple[Leg, ...]:
    sign = -1 if amount < 0 else 1
    legs, foreign_left, rupees_left = [], entry.foreign.hundredths if entry.foreign else 0, abs(amount)
    for size, part, share in cuts:
        money: dict[str, Any] = {}
        if entry.foreign and rupees_left:
            # The last leg takes what rounding left over.
            own = part.foreign if part and part.foreign and part.size == size else foreign_left * size // rupees_left
            foreign_left, rupees_left = foreign_left - own, rupees_left - size
            money = {"currency": entry.foreign.currency, "foreign_amount": sign * own, "rate": entry.foreign.rate, "rate_day": day}
        said: dict[str, Any] = {"bill": part.name, "bill_kind": part.kind, "due_day": part.due_day} if part else {}
        legs.append(Leg(entry.ledger, Paise(sign * size), entry.place, cost_centre=share.name if share else "", **said, **money))
    return tuple(legs)


def _legs(pen: Pen, node: Node, day: date) -> tuple[tuple[Leg, ...], str, str]:
    """The legs in the reading that sums to zero, "" or what is wrong ("unbalanced", "signs"), and what its shares leave open."""
    accounting = _entries(node, _LEDGER_LISTS[:1])
    invoice = _entries(node, _LEDGER_LISTS[1:])
    stock = [entry for item in node.all(*_INVENTORY_LISTS) for entry in _entries(item, ("ACCOUNTINGALLOCATIONS.LIST",))]
    first: tuple[Leg, ...] = ()
    for nodes in (accounting + invoice + stock if not (accounting and stock) else accounting, accounting + invoice + stock, accounting, invoice + stock):
        entries = [entry for each in nodes if (entry := _entry(pen, each, day))]
        unclear = "; ".join(entry.unclear for entry in entries if entry.unclear)
        for name, amounts in _readings(entries):
            legs = tuple(leg for entry, amount in zip(entries, amounts, strict=True) for leg in _split(entry, amount, day))
            first = first or legs
            if legs and any(amounts) and sum(amounts) == 0:
                return (*_believe_flags(entries, name, amounts, legs), unclear)
            if legs and not any(amounts):
                first = legs
    return first, "unbalanced" if sum(leg.amount for leg in first) else "", ""


def _readings(entries: Sequence[_Entry]) -> list[tuple[str, tuple[Paise, ...]]]:
    """Every way to read the sides, the most explicit first."""
    if entries and all(entry.debit is not None for entry in entries):
        return [("debit", tuple(Paise(abs(entry.amount) if entry.debit else -abs(entry.amount)) for entry in entries))]
    by_sign = tuple(Paise(-entry.amount) for entry in entries)
    if any(entry.deemed_debit is None for entry in entries):
        return [("sign", by_sign)]
    by_flag = tuple(Paise(abs(entry.amount) if entry.deemed_debit else -abs(entry.amount)) for entry in entries)
    # Amounts that are never negative carry no sign at all.
    flag_times_amount = tuple(Paise(entry.amount if entry.deemed_debit else -entry.amount) for entry in entries)
    if by_flag == by_sign:
        return [("sign", by_sign)]
    return [("sign", by_sign), ("flag", by_flag), ("flag", flag_times_amount)]


def _believe_flags(entries: Sequence[_Entry], name: str, amounts: Sequence[Paise], legs: tuple[Leg, ...]) -> tuple[tuple[Leg, ...], str]:
    """Where every flag says the opposite of the sign, the whole file is written the other way round and the flags, being words, are right."""
    moved = [(entry, amount) for entry, amount in zip(entries, amounts, strict=True) if amount]
    if name == "sign" and all(entry.deemed_debit is not None and entry.deemed_debit != (amount > 0) for entry, amount in moved):
        return tuple(replace(leg, amount=Paise(-leg.amount), foreign_amount=-leg.foreign_amount) for leg in legs), "signs"
    return legs, ""


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
