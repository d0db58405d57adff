"""OFX and QFX bank statements: version 1 (SGML whose values carry no end tags) and version 2 (XML), of bank accounts and credit cards."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from qrt.adapters.bank.statement import Statement, to_extractions
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupees
from qrt.core.documents.amounts import bounded
from qrt.core.documents.extracting import Pen
from qrt.core.documents.types import BankLine, Extraction, Paper

READER = "ofx"
ELEMENTS_MAX = 5_000_000

_TAG = re.compile(r"<(/?)([A-Za-z][\w.]*)\s*/?>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_STATEMENTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
"""Of an investment account the movements of its cash are read; securities are not money."""
_ACCOUNTS = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
_GROUPS = frozenset({*_STATEMENTS, "STMTTRN", "LEDGERBAL", "AVAILBAL", "BANKTRANLIST", *_ACCOUNTS, "BANKACCTTO", "CCACCTTO", "PAYEE"})
_COMMA = re.compile(r"^[+-]?\d+,\d{1,2}$")


@dataclass(slots=True)
class _Group:
    """A group of values (a transaction, a balance) with the line where it starts."""

    tag: str
    row: int
    values: dict[str, str] = field(default_factory=dict)
    groups: list["_Group"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["_Group"]:
        for each in self.groups:
            if each.tag == tag:
                yield each
            yield from each.all(tag)

    def of(self, tag: str, *names: str) -> str:
        """The first of the values in the first group `tag` below."""
        found = next(self.all(tag), None)
        return next((found.values[name] for name in names if found.values.get(name)), "") if found else ""


def read_ofx(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """One extraction for each account. A transaction that cannot be read is left out and told; a file with other messages alone has no statement."""
    pen = Pen(paper)
    root = _groups(_CDATA.sub(lambda found: html.escape(found.group(1)), _decoded(data)))
    statements = [each for tag in _STATEMENTS for each in root.all(tag) if tag != "INVSTMTRS" or next(each.all("STMTTRN"), None)]
    if not statements:
        return (pen.unreadable(READER, "it holds no statement of a bank account or card (STMTRS, CCSTMTRS)"),)
    findings: list[tuple[int, Finding]] = []
    read = [_statement(pen, each, findings) for each in sorted(statements, key=lambda each: each.row)]
    return to_extractions(pen, read, READER, findings, days_sure=True)


def _decoded(data: bytes) -> str:
    head = data[:1024].decode("latin-1").upper()
    names = ["utf-8-sig"] if "UTF-8" in head or "UNICODE" in head or "<?XML" in head else ["ascii"]
    for name in (*names, "utf-8-sig", "cp1252"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _groups(text: str) -> _Group:
    """The tree of groups. A value ends where the next tag begins, whether it is closed or not; what is no known group is passed through to the one above."""
    root = _Group("OFX", 1)
    stack = [root]
    row, at = 1, 0
    tags = list(_TAG.finditer(text))[:ELEMENTS_MAX]
    for index, found in enumerate(tags):
        row += text.count("\n", at, found.start())
        at = found.start()
        closes, tag = found.group(1), found.group(2).upper()
        if tag in _GROUPS:
            if closes:
                if any(each.tag == tag for each in stack[1:]):
                    while stack.pop().tag != tag:
                        pass
            elif tag in {each.tag for each in stack} and tag == "STMTTRN":
                # A transaction that nobody closed ends where the next one begins.
                while stack.pop().tag != tag:
                    pass
                _open(stack, tag, row)
            else:
                _open(stack, tag, row)
            continue
        if closes:
            continue
        end = tags[index + 1].start() if index + 1 < len(tags) else len(text)
        value = html.unescape(text[found.end() : end]).strip()
        if value:
            stack[-1].values.setdefault(tag, " ".join(value.split()))
    return root


def _open(stack: list[_Group], tag: str, row: int) -> None:
    group = _Group(tag, row)
    stack[-1].groups.append(group)
    stack.append(group)


def _statement(pen: Pen, group: _Group, findings: list[tuple[int, Finding]]) -> Statement:
    of = next((tag for tag in _ACCOUNTS if next(group.all(tag), None)), "BANKACCTFROM")
    statement = Statement(account=group.of(of, "ACCTID"), currency=group.values.get("CURDEF", ""), row=group.row)
    code = group.of(of, "BRANCHID") or group.of(of, "BANKID")
    statement.ifsc = code if re.fullmatch(r"[A-Z]{4}0[A-Z0-9]{6}", code) else ""
    try:
        statement.first_day, statement.last_day = _day(group.of("BANKTRANLIST", "DTSTART")), _day(group.of("BANKTRANLIST", "DTEND"))
    except ValueError:
        statement.first_day = statement.last_day = None
    if balance := group.of("LEDGERBAL", "BALAMT"):
        try:
            statement.closing = _amount(balance)
        except ValueError as wrong:
            sentence = f"line {group.row}: the closing balance is unreadable ({wrong})."
            findings.append((group.row, pen.finding("bank.balance_unreadable", Severity.ERROR, sentence, row=group.row)))
    known: dict[str, _Group] = {}
    for each in group.all("STMTTRN"):
        line = _line(pen, each, findings)
        if line is not None and (twin := known.setdefault(each.values.get("FITID", ""), each)) is not each and each.values.get("FITID"):
            findings.append((each.row, _told_twice(pen, each, twin, line)))
        if line is None:
            statement.unread += 1
        else:
            statement.lines.append(line)
    return statement


def _told_twice(pen: Pen, group: _Group, twin: _Group, line: BankLine) -> Finding:
    """bank.id_repeated: the bank gives each transaction an identity of its own, so two of one are one that is told twice, or a fault of the bank's."""
    same = all(group.values.get(tag) == twin.values.get(tag) for tag in ("TRNAMT", "DTPOSTED"))
    told = "with the same day and amount: it may be one transaction that is told twice" if same else "with another day or amount"
    sentence = f"the transaction at line {group.row} has the identity {group.values['FITID']!r} of the one at line {twin.row}, {told}. Both are kept."
    return pen.finding("bank.id_repeated", Severity.ERROR, sentence, amount=line.amount, row=group.row, column="STMTTRN", more=[pen.place(twin.row, "STMTTRN")])


def _line(pen: Pen, group: _Group, findings: list[tuple[int, Finding]]) -> BankLine | None:
    values, row = group.values, group.row

    def left_out(rule: str, why: object) -> None:
        findings.append((row, pen.finding(rule, Severity.ERROR, f"the transaction at line {row} was left out: {why}.", row=row, column="STMTTRN")))

    try:
        amount = _amount(values.get("TRNAMT", ""))
    except ValueError as wrong:
        return left_out("bank.amount_invalid", wrong)
    try:
        day, value_day = _day(values.get("DTPOSTED", "")), _day(values.get("DTAVAIL", ""))
    except ValueError as wrong:
        return left_out("bank.date_invalid", wrong)
    if day is None:
        return left_out("bank.date_missing", "it has no date")
    kind = values.get("TRNTYPE", "").strip().upper()
    if (kind == "DEBIT" and amount > 0) or (kind == "CREDIT" and amount < 0):
        sentence = f"the transaction at line {row} is called {kind} and its amount is {values['TRNAMT'].strip()}: look whether it went in or out."
        findings.append((row, pen.finding("bank.sign_doubtful", Severity.ERROR, sentence, amount=amount, row=row, column="STMTTRN")))
    name = values.get("NAME", "") or group.of("PAYEE", "NAME")
    narration = " ".join(part for part in (name, values.get("MEMO", "")) if part and part != values.get("CHECKNUM"))
    if name and values.get("MEMO", "").startswith(name):
        narration = values["MEMO"]
    cheque = values.get("CHECKNUM", "").strip("0")
    reference = values["CHECKNUM"] if cheque else values.get("REFNUM", "") or values.get("FITID", "")
    return BankLine(pen.place(row, "STMTTRN"), day, narration or values.get("TRNTYPE", ""), amount, reference, value_day)


def _amount(text: str) -> Paise:
    """The standard allows a comma for the decimal point. Raises ValueError."""
    body = text.replace(" ", "")
    if not body:
        raise ValueError("it has no amount")
    return bounded(rupees(body.replace(",", ".") if _COMMA.match(body) else body))


def _day(text: str) -> date | None:
    """YYYYMMDD with an optional time and zone, which are left: the day is the bank's own. Raises ValueError for a day that does not exist."""
    body = text.strip()
    if not body or body.startswith("00000000"):
        return None
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", body)
    if not found:
        raise ValueError(f"{body[:20]!r} is no date")
    return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
