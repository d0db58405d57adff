"""ISO 20022 bank messages: camt.053 statements, and camt.052 and camt.054 as far as they carry booked entries, in all versions."""

from datetime import date

from qrt.adapters.bank.statement import Counted, Statement, to_extractions
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupees
from qrt.core.documents.amounts import bounded
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.markup import BrokenMarkup, Node, UnsafeMarkup, iterate_nodes
from qrt.core.documents.types import BankLine, Extraction, Paper

READER = "camt053"
_UNKNOWN_REFERENCES = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF"})


def read_camt(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """One extraction for each account. Entries that are not booked yet are told, not taken."""
    pen = Pen(paper)
    findings: list[tuple[int, Finding]] = []
    statements: list[Statement] = []
    created: list[date | None] = []
    try:
        for node in iterate_nodes(data, ("GrpHdr", "Stmt", "Rpt", "Ntfctn")):
            if node.tag == "GrpHdr":
                created.append(_day(node.find("CreDtTm")))
            else:
                statements.append(_statement(pen, node, findings, created[-1] if created else None))
    except (BrokenMarkup, UnsafeMarkup) as wrong:
        if not statements:
            return (pen.unreadable(READER, str(wrong)),)
        findings.append((1 << 40, pen.finding("bank.cut_off", Severity.ERROR, f"{wrong}; the statements before it were read.")))
    if not statements:
        return (pen.unreadable(READER, "it holds no camt.052, camt.053 or camt.054 statement"),)
    return to_extractions(pen, statements, READER, findings, days_sure=True)


def _day(node: Node | None) -> date | None:
    """The day in <Dt>, <DtTm> or the element itself; None when there is none. Raises ValueError for a day that does not exist."""
    if node is None:
        return None
    text = node.value("Dt") or node.value("DtTm") or node.text.strip()
    return parse_day(text[:10]) if text else None


def _signed(node: Node) -> Paise:
    """The amount of an entry or a balance, money in positive. Raises ValueError when it is unreadable."""
    side = node.value("CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise ValueError(f"its side {side!r} is neither CRDT nor DBIT")
    amount = bounded(rupees(node.value("Amt")))
    return amount if side == "CRDT" else Paise(-amount)


def _statement(pen: Pen, node: Node, findings: list[tuple[int, Finding]], created: date | None) -> Statement:
    account = node.find("Acct")
    statement = Statement(row=node.line)
    if account:
        identity = account.find("Id")
        statement.account = next(
            (each.text.strip() for each in (identity.walk() if identity else ()) if each.tag in ("IBAN", "Id", "BBAN", "UPIC") and each.text.strip()), ""
        )
        statement.currency = account.value("Ccy")
        servicer = account.find("Svcr", "FinInstnId")
        statement.bank = (servicer.value("Nm") or servicer.value("NmAndAdr", "Nm")) if servicer else ""
        members = [each.text.strip() for each in servicer.walk() if each.tag == "MmbId"] if servicer else []
        statement.ifsc = next((each for each in members if len(each) == 11), "")
    span = node.find("FrToDt")
    try:
        statement.first_day = _day(span.find("FrDt") or span.find("FrDtTm")) if span else None
        statement.last_day = _day(span.find("ToDt") or span.find("ToDtTm")) if span else None
        made = _day(node.find("CreDtTm")) or created
    except ValueError:
        made = created
    _balances(pen, node, statement, findings)
    for entry in node.all("Ntry"):
        statement.currency = statement.currency or (entry.find("Amt") or entry).attributes.get("Ccy", "")
        line = _line(pen, entry, findings, statement.last_day or made)
        if line:
            statement.lines.append(line)
        elif _status(entry) == "BOOK":
            statement.unread += 1
    if all(_status(entry) == "BOOK" for entry in node.all("Ntry")):
        _counted(node, statement)
    return statement


def _counted(node: Node, statement: Statement) -> None:
    """Number and sum of each side, as far as the message states them; a report or notification (camt.052, camt.054) has no balances to prove it."""
    summary = node.find("TxsSummry")
    for tag, credits in (("TtlCdtNtries", True), ("TtlDbtNtries", False)):
        stated = summary.find(tag) if summary else None
        if stated is None:
            continue
        count, total = stated.value("NbOfNtries"), stated.value("Sum")
        try:
            statement.counted.append(Counted(credits, int(count) if count.isdigit() else None, bounded(rupees(total)) if total else None, stated.line))
        except ValueError:
            continue


def _balances(pen: Pen, node: Node, statement: Statement, findings: list[tuple[int, Finding]]) -> None:
    """Booked opening (else the previous closing) and booked closing balance; available and forward balances prove nothing."""
    stated: dict[str, Paise] = {}
    for each in node.all("Bal"):
        code = each.value("Tp", "CdOrPrtry", "Cd") or each.value("Tp", "Cd")
        try:
            stated.setdefault(code, _signed(each))
        except ValueError as wrong:
            findings.append(
                (each.line, pen.finding("bank.balance_unreadable", Severity.ERROR, f"line {each.line}: a balance is unreadable ({wrong}).", row=each.line))
            )
        statement.currency = statement.currency or (each.find("Amt") or each).attributes.get("Ccy", "")
    statement.opening = stated.get("OPBD", stated.get("PRCD"))
    statement.closing = stated.get("CLBD")


def _status(entry: Node) -> str:
    """BOOK, PDNG, INFO or FUTR; version 8 wraps it. An entry without a status is booked."""
    return entry.value("Sts", "Cd") or entry.value("Sts") or "BOOK"


def _line(pen: Pen, entry: Node, findings: list[tuple[int, Finding]], fallback: date | None) -> BankLine | None:
    def add(rule: str, severity: Severity, sentence: str, amount: int = 0) -> None:
        findings.append((entry.line, pen.finding(rule, severity, f"the entry at line {entry.line} {sentence}", amount=amount, row=entry.line, column="Ntry")))

    try:
        amount = _signed(entry)
    except ValueError as wrong:
        add("bank.amount_invalid", Severity.ERROR, f"was left out: {wrong}.")
        return None
    if (status := _status(entry)) != "BOOK":
        add("bank.entry_not_booked", Severity.INFO, f"has the status {status} and was not taken.", amount)
        return None
    try:
        value_day = _day(entry.find("ValDt"))
        day = _day(entry.find("BookgDt")) or value_day
    except ValueError as wrong:
        add("bank.date_invalid", Severity.ERROR, f"was left out: {wrong}.", amount)
        return None
    if day is None and fallback is None:
        add("bank.date_missing", Severity.ERROR, "has no date and was left out.", amount)
        return None
    if day is None:
        add("bank.date_from_statement", Severity.WARNING, f"has no date of its own; the statement's date {fallback} was taken.", amount)
    return BankLine(pen.place(entry.line, "Ntry"), day or fallback or date.min, _narration(entry), amount, _reference(entry), value_day)


def _details(entry: Node) -> list[Node]:
    return [each for details in entry.all("NtryDtls") for each in details.all("TxDtls")] + entry.all("TxDtls")


def _reference(entry: Node) -> str:
    """Cheque number, then the payer's own reference, then the bank's. A batch of several payments has only the entry's."""
    details = _details(entry)
    candidates: list[str] = []
    if len(details) == 1:
        references = details[0].find("Refs")
        if references:
            candidates += [references.value(tag) for tag in ("ChqNb", "EndToEndId", "TxId", "UETR", "InstrId", "AcctSvcrRef", "PmtInfId")]
    candidates += [entry.value("AcctSvcrRef"), entry.value("NtryRef")]
    return next((each for each in candidates if each and each.upper() not in _UNKNOWN_REFERENCES), "")


def _narration(entry: Node) -> str:
    """Names of the other side, remittance text and the bank's own words, each once."""
    parts: list[str] = []
    other = "Dbtr" if entry.value("CdtDbtInd") == "CRDT" else "Cdtr"
    for details in _details(entry):
        if party := details.find("RltdPties", other):
            parts.append(party.value("Nm") or party.value("Pty", "Nm"))
        remittance = details.find("RmtInf")
        if remittance:
            parts += [each.text.strip() for each in remittance.walk() if each.tag in ("Ustrd", "AddtlRmtInf", "Ref", "Nb")]
        if references := details.find("Refs"):
            parts += [each for tag in ("EndToEndId", "TxId") if (each := references.value(tag)) and each.upper() not in _UNKNOWN_REFERENCES]
        parts.append(details.value("AddtlTxInf"))
    parts.append(entry.value("AddtlNtryInf"))
    return " ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
