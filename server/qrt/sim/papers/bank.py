"""Bank statements in the layouts of several banks, and in MT940 and CAMT.053."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.sim.papers.tally_xlsx import new_workbook
from qrt.sim.world import Account, StatementLine

SUFFIX = {"mt940": "sta", "camt053": "xml", "hdfc_xlsx": "xlsx", "icici_xlsx": "xlsx", "sbi_tsv": "xls"}


def write_statement(path: Path, account: Account, company: str, lines: Sequence[StatementLine], first: date, last: date) -> None:
    """One statement of an account over a span; `account.opening` must be its balance before the first line."""
    if account.layout == "mt940":
        path.write_text(_mt940(account, lines, first, last), encoding="ascii", newline="\r\n")
    elif account.layout == "camt053":
        path.write_text(_camt(account, company, lines, first, last), encoding="utf-8", newline="\n")
    else:
        rows = _rows(account, company, lines, first, last)
        if path.suffix == ".xlsx":
            _sheet(path, rows)
        else:
            text = io.StringIO()
            csv.writer(text, delimiter="\t" if account.layout == "sbi_tsv" else ",", lineterminator="\r\n").writerows(rows)
            path.write_text(text.getvalue(), encoding="utf-8", newline="")


def _sheet(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with new_workbook(path) as book:
        sheet = book.add_worksheet("Statement")
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(index, column, text)


def _in(amount: int) -> str:
    return rupee_text(Paise(amount)) if amount > 0 else ""


def _out(amount: int) -> str:
    return rupee_text(Paise(-amount)) if amount < 0 else ""


def _rows(account: Account, company: str, lines: Sequence[StatementLine], first: date, last: date) -> list[list[str]]:
    """The statement as a table of text: preamble, head, lines, foot."""
    span = f"{first:%d/%m/%Y} To {last:%d/%m/%Y}"
    head = [[company], [f"Account No : {account.number}"], [f"IFSC : {account.ifsc}"], [f"Statement From : {span}"], []]
    if account.layout.startswith("hdfc"):
        rows = _hdfc(lines)
        return [*head, *rows, *_hdfc_foot(account, lines)] if account.layout == "hdfc_xlsx" else rows
    if account.layout.startswith("icici"):
        return [*head, *_icici(lines)]
    if account.layout.startswith("sbi"):
        brought = [["Opening Balance as on", f"{first:%d/%m/%Y}", rupee_text(Paise(account.opening))]]
        return [*head, *brought, [], *_sbi(lines), [], ["**This is a computer generated statement and does not require a signature"]]
    if account.layout == "axis_csv":
        return [*head, *_axis(lines)]
    foot = [["Opening balance", rupee_text(Paise(account.opening))], ["Closing balance", rupee_text(Paise(_closing(account, lines)))]]
    return [*head, *_kotak(lines), [], *foot]


def _closing(account: Account, lines: Sequence[StatementLine]) -> int:
    return lines[-1].balance if lines else account.opening


def _hdfc(lines: Sequence[StatementLine]) -> list[list[str]]:
    rows = [["Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"]]
    for line in lines:
        day, reference = f"{line.day:%d/%m/%y}", line.reference or "000000000000000"
        rows.append([day, line.narration, reference, day, _out(line.amount), _in(line.amount), rupee_text(Paise(line.balance))])
    return rows


def _hdfc_foot(account: Account, lines: Sequence[StatementLine]) -> list[list[str]]:
    out, into = [-line.amount for line in lines if line.amount < 0], [line.amount for line in lines if line.amount > 0]
    sums = [account.opening, sum(out), sum(into), _closing(account, lines)]
    opening, debits, credits, closing = (rupee_text(Paise(each)) for each in sums)
    names = ["Opening Balance", "Dr Count", "Cr Count", "Debits", "Credits", "Closing Bal"]
    return [[], ["STATEMENT SUMMARY :-"], names, [opening, str(len(out)), str(len(into)), debits, credits, closing]]


_ICICI = [
    "S No.",
    "Value Date",
    "Transaction Date",
    "Cheque Number",
    "Transaction Remarks",
    "Withdrawal Amount (INR )",
    "Deposit Amount (INR )",
    "Balance (INR )",
]


def _icici(lines: Sequence[StatementLine]) -> list[list[str]]:
    rows = [_ICICI]
    for line in lines:
        day, balance = f"{line.day:%d/%m/%Y}", rupee_text(Paise(line.balance))
        rows.append([str(line.number), day, day, _cheque(line), line.narration, _out(line.amount) or "0.00", _in(line.amount) or "0.00", balance])
    return rows


def _sbi(lines: Sequence[StatementLine]) -> list[list[str]]:
    rows = [["Txn Date", "Value Date", "Description", "Ref No./Cheque No.", "Debit", "Credit", "Balance"]]
    for line in lines:
        day, balance = _long(line.day), rupee_text(Paise(line.balance))
        rows.append([day, day, line.narration, line.reference, _out(line.amount), _in(line.amount), balance])
    return rows


def _axis(lines: Sequence[StatementLine]) -> list[list[str]]:
    rows = [["Tran Date", "CHQNO", "PARTICULARS", "DR", "CR", "BAL", "SOL"]]
    for line in lines:
        amounts = (_out(line.amount), _in(line.amount), rupee_text(Paise(line.balance)))
        rows.append([f"{line.day:%d-%m-%Y}", _cheque(line), line.narration, *map(_pad, amounts), "248"])
    return rows


def _kotak(lines: Sequence[StatementLine]) -> list[list[str]]:
    rows = [["Sl. No.", "Date", "Description", "Chq / Ref number", "Amount", "Dr / Cr", "Balance", "Dr / Cr"]]
    for line in lines:
        amount, balance = rupee_text(Paise(abs(line.amount))), rupee_text(Paise(line.balance))
        side = "CR" if line.amount > 0 else "DR"
        rows.append([str(line.number), f"{line.day:%d/%m/%Y}", line.narration, line.reference, amount, side, balance, "CR"])
    return rows


def _cheque(line: StatementLine) -> str:
    return line.reference if len(line.reference) == 6 else "-"


def _long(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _pad(text: str) -> str:
    return f"{text:>16}" if text else ""


def _comma(amount: int) -> str:
    return decimal_text(Paise(abs(amount))).replace(".", ",")


def _mt940(account: Account, lines: Sequence[StatementLine], first: date, last: date) -> str:
    out = [f":20:STMT{last:%y%m%d}", f":25:{account.ifsc}/{account.number}", ":28C:00001/001", f":60F:C{first:%y%m%d}INR{_comma(account.opening)}"]
    for line in lines:
        kind = "NCHK" if len(line.reference) == 6 else "NCHG" if not line.reference else "NTRF"
        out.append(
            f":61:{line.day:%y%m%d}{line.day:%m%d}{'C' if line.amount > 0 else 'D'}{_comma(line.amount)}{kind}{line.reference[:16] or 'NONREF'}//{(line.reference or 'NONREF')[:34]}"
        )
        words = line.narration
        out += [f":86:{words[:65]}", *[words[start : start + 65] for start in range(65, len(words), 65)]]
    closing = lines[-1].balance if lines else account.opening
    return "\n".join([*out, f":62F:C{last:%y%m%d}INR{_comma(closing)}", f":64:C{last:%y%m%d}INR{_comma(closing)}", "-"]) + "\n"


def _camt(account: Account, company: str, lines: Sequence[StatementLine], first: date, last: date) -> str:
    def amount(value: int) -> str:
        return f'<Amt Ccy="INR">{decimal_text(Paise(abs(value)))}</Amt><CdtDbtInd>{"CRDT" if value >= 0 else "DBIT"}</CdtDbtInd>'

    def balance(code: str, value: int, day: date) -> str:
        return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amount(value)}<Dt><Dt>{day}</Dt></Dt></Bal>"

    closing = lines[-1].balance if lines else account.opening
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>']
    parts.append(f"<GrpHdr><MsgId>STMT{last:%y%m%d}</MsgId><CreDtTm>{last + timedelta(days=1)}T00:30:00</CreDtTm></GrpHdr>")
    parts.append(f"<Stmt><Id>{account.number}-{last:%y%m%d}</Id><FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>")
    parts.append(f"<Acct><Id><Othr><Id>{account.number}</Id></Othr></Id><Ccy>INR</Ccy><Nm>{escape(company)}</Nm></Acct>")
    parts += [balance("OPBD", account.opening, first), balance("CLBD", closing, last)]
    for line in lines:
        reference = escape(line.reference)
        refs = f"<Refs><AcctSvcrRef>{reference}</AcctSvcrRef><TxId>{reference}</TxId></Refs>" if reference else ""
        parts.append(
            f"<Ntry><NtryRef>{line.number}</NtryRef>{amount(line.amount)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{line.day}</Dt></BookgDt><ValDt><Dt>{line.day}</Dt></ValDt>"
            f"<NtryDtls><TxDtls>{refs}<RmtInf><Ustrd>{escape(line.narration)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )
    return "\n".join([*parts, "</Stmt></BkToCstmrStmt></Document>"]) + "\n"
