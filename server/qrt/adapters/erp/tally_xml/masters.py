"""Masters of ledgers and groups, with what they say of the party: registrations, MSME, credit days, bills that stand open."""

import re

from qrt.adapters.erp.tally_xml.entries import CREDIT_PERIOD, amount_of, day_or_none, due_after
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.documents.extracting import Pen
from qrt.core.documents.markup import Node
from qrt.core.documents.types import MasterRow, OpenBillRow


def master_of(pen: Pen, node: Node, findings: list[tuple[int, Finding]]) -> MasterRow | None:
    name = node.attributes.get("NAME") or node.value("NAME") or node.value("LANGUAGENAME.LIST", "NAME.LIST", "NAME")
    if not name:
        return None
    opening: Paise | None = None
    try:
        if found := amount_of(node.find("OPENINGBALANCE")):
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
        if found := CREDIT_PERIOD.match(node.value(tag)):
            unit = (found.group(2) or "days").lower()
            return int(found.group(1)) * (365 if unit.startswith("year") else 30 if unit.startswith("month") else 7 if unit.startswith("week") else 1)
    return None


def opening_bills(pen: Pen, node: Node, findings: list[tuple[int, Finding]]) -> list[OpenBillRow]:
    """Bills that stand open in a master (BILLALLOCATIONS.LIST with OPENINGBALANCE), signed as the books have it."""
    party, rows = node.attributes.get("NAME") or node.value("NAME"), []
    for each in node.all("BILLALLOCATIONS.LIST"):
        name = each.value("NAME")
        try:
            found = amount_of(each.find("OPENINGBALANCE") or each.find("AMOUNT"))
        except ValueError as wrong:
            sentence = f"line {each.line}: the opening balance of bill {name!r} of {party!r} is unreadable ({wrong})."
            findings.append((each.line, pen.finding("tally_xml.amount_unreadable", Severity.ERROR, sentence, row=each.line, column="OPENINGBALANCE")))
            continue
        if found is None or not name or not found[0]:
            continue
        amount, debit = found
        signed = Paise(-amount) if debit is None else Paise(abs(amount) if debit else -abs(amount))
        day = day_or_none(each.value("BILLDATE"))
        due = due_after(each.value("BILLCREDITPERIOD"), day) if day else None
        rows.append(OpenBillRow(pen.place(each.line, each.tag), party, name, signed, day, due))
    return rows
