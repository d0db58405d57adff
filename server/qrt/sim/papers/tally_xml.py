"""Tally XML: ledger masters, and vouchers with the sign in ISDEEMEDPOSITIVE and AMOUNT."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from qrt.core.base.money import Paise, decimal_text
from qrt.sim.chart import LedgerName
from qrt.sim.names import STATES
from qrt.sim.papers.tally_xlsx import PARENTS
from qrt.sim.world import BookVoucher, Party


def write_masters(path: Path, company: str, ledgers: Mapping[str, LedgerName], parties: Mapping[str, Party], openings: Mapping[str, int] | None) -> None:
    """All groups and ledgers. `openings` (signed, debit positive) only where the books begin on the quarter's first day."""
    messages: list[str] = []
    for group in sorted({ledger.group for ledger in ledgers.values()} | set(PARENTS)):
        parent = PARENTS.get(group, "")
        messages.append(f"<GROUP NAME={quoteattr(group)} RESERVEDNAME={quoteattr(group)}><NAME>{escape(group)}</NAME><PARENT>{escape(parent)}</PARENT></GROUP>")
    for name in sorted(ledgers, key=str.lower):
        ledger, party = ledgers[name], parties.get(name)
        group = "" if name == "Profit & Loss A/c" else ledger.group
        parts = [
            f'<LEDGER NAME={quoteattr(name)} RESERVEDNAME=""><NAME.LIST TYPE="String"><NAME>{escape(name)}</NAME></NAME.LIST><PARENT>{escape(group)}</PARENT>'
        ]
        if party is not None:
            parts.append(f"<LEDSTATENAME>{escape(STATES[party.state][0])}</LEDSTATENAME><COUNTRYNAME>India</COUNTRYNAME>")
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
            parts.append(f"<REFERENCE>{escape(voucher.reference)}</REFERENCE>")
        if voucher.party:
            parts.append(f"<PARTYLEDGERNAME>{escape(voucher.party)}</PARTYLEDGERNAME>")
        parts.append(
            f"<NARRATION>{escape(voucher.narration)}</NARRATION><ISCANCELLED>{'Yes' if voucher.cancelled else 'No'}</ISCANCELLED><ISOPTIONAL>No</ISOPTIONAL>"
        )
        for leg in voucher.legs:
            positive = "Yes" if leg.amount > 0 else "No"
            amount = decimal_text(Paise(-leg.amount))
            parts.append(
                f"<ALLLEDGERENTRIES.LIST><LEDGERNAME>{escape(leg.ledger)}</LEDGERNAME><ISDEEMEDPOSITIVE>{positive}</ISDEEMEDPOSITIVE><AMOUNT>{amount}</AMOUNT></ALLLEDGERENTRIES.LIST>"
            )
        messages.append("".join([*parts, "</VOUCHER>"]))
    _write(path, company, "Vouchers", messages)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _write(path: Path, company: str, report: str, messages: Iterable[str]) -> None:
    head = (
        f"<ENVELOPE>\n<HEADER><TALLYREQUEST>Import Data</TALLYREQUEST></HEADER>\n<BODY><IMPORTDATA><REQUESTDESC><REPORTNAME>{report}</REPORTNAME>"
        f"<STATICVARIABLES><SVCURRENTCOMPANY>{escape(company)}</SVCURRENTCOMPANY></STATICVARIABLES></REQUESTDESC><REQUESTDATA>\n"
    )
    body = "\n".join(f'<TALLYMESSAGE xmlns:UDF="TallyUDF">{message}</TALLYMESSAGE>' for message in messages)
    path.write_text(f"{head}{body}\n</REQUESTDATA></IMPORTDATA></BODY>\n</ENVELOPE>\n", encoding="utf-8", newline="\n")
