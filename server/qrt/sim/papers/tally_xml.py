"""Tally XML: ledger masters, and vouchers with the sign in ISDEEMEDPOSITIVE and AMOUNT."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from qrt.core.base.money import Paise, decimal_text
from qrt.sim.chart import LedgerName
from qrt.sim.foreign import SYMBOLS
from qrt.sim.names import STATES
from qrt.sim.papers.tally_xlsx import PARENTS
from qrt.sim.world import BillRef, BookVoucher, Leg, Party


def write_masters(
    path: Path, company: str, ledgers: Mapping[str, LedgerName], parties: Mapping[str, Party], openings: Mapping[str, int] | None, terms: bool = False
) -> None:
    """All groups and ledgers. `openings` (signed, debit positive) only where the books begin on the quarter's first day; `terms` adds credit periods and Udyam numbers."""
    messages: list[str] = []
    for group in sorted(({ledger.group for ledger in ledgers.values()} | set(PARENTS)) - {""}):
        parent = PARENTS.get(group, "")
        messages.append(f"<GROUP NAME={quoteattr(group)} RESERVEDNAME={quoteattr(group)}><NAME>{escape(group)}</NAME><PARENT>{escape(parent)}</PARENT></GROUP>")
    for name in sorted(ledgers, key=str.lower):
        ledger, party = ledgers[name], parties.get(name)
        group = "" if name == "Profit & Loss A/c" else ledger.group
        parts = [
            f'<LEDGER NAME={quoteattr(name)} RESERVEDNAME=""><NAME.LIST TYPE="String"><NAME>{escape(name)}</NAME></NAME.LIST><PARENT>{escape(group)}</PARENT>'
        ]
        if party is not None:
            state = f"<LEDSTATENAME>{escape(STATES[party.state][0])}</LEDSTATENAME>" if not party.currency else f"<CURRENCYNAME>{party.currency}</CURRENCYNAME>"
            parts.append(f"{state}<COUNTRYNAME>{party.country}</COUNTRYNAME>")
            if terms:
                parts.append(_terms(party))
            if party.pan:
                parts.append(f"<INCOMETAXNUMBER>{party.pan}</INCOMETAXNUMBER>")
            if party.master_gstin:
                parts.append(f"<GSTREGISTRATIONTYPE>Regular</GSTREGISTRATIONTYPE><PARTYGSTIN>{party.master_gstin}</PARTYGSTIN>")
            elif party.pan:
                parts.append("<GSTREGISTRATIONTYPE>Unregistered</GSTREGISTRATIONTYPE>")
        if openings is not None and openings.get(name):
            parts.append(f"<OPENINGBALANCE>{decimal_text(Paise(-openings[name]))}</OPENINGBALANCE>")
        messages.append("".join([*parts, "</LEDGER>"]))
    _write(path, company, "All Masters", messages)


def _terms(party: Party) -> str:
    """Bill-wise with the agreed days, and what the enterprise is registered as."""
    days = f"<BILLCREDITPERIOD>{party.agreed_days} Days</BILLCREDITPERIOD>" if party.agreed_days is not None else ""
    udyam = ""
    if party.msme:
        kind = party.msme.title()
        udyam = f"<MSMEREGDETAILS.LIST><ENTERPRISETYPE>{kind}</ENTERPRISETYPE><UDYAMREGNUMBER>{party.udyam}</UDYAMREGNUMBER></MSMEREGDETAILS.LIST>"
    return f"<ISBILLWISEON>Yes</ISBILLWISEON>{days}{udyam}"


def write_vouchers(path: Path, company: str, vouchers: Iterable[BookVoucher]) -> None:
    """Vouchers as the day book exports them."""
    messages: list[str] = []
    for index, voucher in enumerate(vouchers, start=1):
        kind = quoteattr(voucher.type_name)
        parts = [
            f'<VOUCHER VCHTYPE={kind} ACTION="Create" OBJVIEW="Accounting Voucher View"><DATE>{_day(voucher.day)}</DATE><EFFECTIVEDATE>{_day(voucher.day)}</EFFECTIVEDATE>'
        ]
        parts.append(
            f"<GUID>{voucher.entity.lower()}-{index:08d}</GUID><VOUCHERTYPENAME>{escape(voucher.type_name)}</VOUCHERTYPENAME><VOUCHERNUMBER>{escape(voucher.number)}</VOUCHERNUMBER>"
        )
        if voucher.reference:
            day = f"<REFERENCEDATE>{_day(voucher.reference_day)}</REFERENCEDATE>" if voucher.reference_day else ""
            parts.append(f"<REFERENCE>{escape(voucher.reference)}</REFERENCE>{day}")
        if voucher.party_gstin:
            parts.append(f"<PARTYGSTIN>{voucher.party_gstin}</PARTYGSTIN>")
        if voucher.party:
            parts.append(f"<PARTYLEDGERNAME>{escape(voucher.party)}</PARTYLEDGERNAME>")
        parts.append(
            f"<NARRATION>{escape(voucher.narration)}</NARRATION><ISCANCELLED>{'Yes' if voucher.cancelled else 'No'}</ISCANCELLED><ISOPTIONAL>No</ISOPTIONAL>"
        )
        for leg in voucher.legs:
            positive = "Yes" if leg.amount > 0 else "No"
            parts.append(
                f"<ALLLEDGERENTRIES.LIST><LEDGERNAME>{escape(leg.ledger)}</LEDGERNAME><ISDEEMEDPOSITIVE>{positive}</ISDEEMEDPOSITIVE><AMOUNT>{_money(leg)}</AMOUNT>"
                f"{_centre(leg)}{''.join(_bill(leg, ref) for ref in leg.bills)}</ALLLEDGERENTRIES.LIST>"
            )
        messages.append("".join([*parts, "</VOUCHER>"]))
    _write(path, company, "Vouchers", messages)


_REFERENCES = {"new": "New Ref", "against": "Agst Ref", "advance": "Advance", "on_account": "On Account"}


def _money(leg: Leg) -> str:
    """Tally's sign (a debit is negative); in foreign money "-$1200.00 @ ₹88.4200/$ = -₹106104.00"."""
    rupees = decimal_text(Paise(-leg.amount))
    if leg.foreign is None:
        return rupees
    symbol, sign = SYMBOLS[leg.foreign.currency], "-" if leg.foreign.amount > 0 else ""
    size = abs(leg.foreign.amount)
    amount = f"{size // 100}" if leg.foreign.currency == "JPY" else decimal_text(Paise(size))
    return f"{sign}{symbol}{amount} @ ₹{leg.foreign.rate}/{symbol} = {rupees.replace('-', '-₹') if leg.amount > 0 else f'₹{rupees}'}"


def _centre(leg: Leg) -> str:
    if not leg.cost_centre:
        return ""
    amount = decimal_text(Paise(-leg.amount))
    inner = f"<COSTCENTREALLOCATIONS.LIST><NAME>{escape(leg.cost_centre)}</NAME><AMOUNT>{amount}</AMOUNT></COSTCENTREALLOCATIONS.LIST>"
    return f"<CATEGORYALLOCATIONS.LIST><CATEGORY>Primary Cost Category</CATEGORY>{inner}</CATEGORYALLOCATIONS.LIST>"


def _bill(leg: Leg, ref: BillRef) -> str:
    """One bill of a leg; a new bill says when it falls due."""
    name = f"<NAME>{escape(ref.name)}</NAME>" if ref.name else ""
    due = f"<BILLCREDITPERIOD>{(ref.due - ref.day).days} Days</BILLCREDITPERIOD>" if ref.kind == "new" and ref.due and ref.day and ref.due > ref.day else ""
    part = _money(leg) if leg.foreign else decimal_text(Paise(-ref.amount))
    return f"<BILLALLOCATIONS.LIST>{name}{due}<BILLTYPE>{_REFERENCES[ref.kind]}</BILLTYPE><AMOUNT>{part}</AMOUNT></BILLALLOCATIONS.LIST>"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _write(path: Path, company: str, report: str, messages: Iterable[str]) -> None:
    head = (
        f"<ENVELOPE>\n<HEADER><TALLYREQUEST>Import Data</TALLYREQUEST></HEADER>\n<BODY><IMPORTDATA><REQUESTDESC><REPORTNAME>{report}</REPORTNAME>"
        f"<STATICVARIABLES><SVCURRENTCOMPANY>{escape(company)}</SVCURRENTCOMPANY></STATICVARIABLES></REQUESTDESC><REQUESTDATA>\n"
    )
    body = "\n".join(f'<TALLYMESSAGE xmlns:UDF="TallyUDF">{message}</TALLYMESSAGE>' for message in messages)
    path.write_text(f"{head}{body}\n</REQUESTDATA></IMPORTDATA></BODY>\n</ENVELOPE>\n", encoding="utf-8", newline="\n")
