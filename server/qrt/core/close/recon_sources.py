"""The papers of the other sides: which statement is whose, and the lines of each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from qrt.core.base.company import BankAccount, Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.types import HandIn, Placed
from qrt.core.documents.types import BankLine, DocumentKind, Gstr2bLine, PartyLine
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Chart
from qrt.core.recon.bank import bank_ledgers


def own_accounts(handin: HandIn, entity: Entity) -> tuple[BankAccount, ...]:
    """The company's bank accounts with their ledgers under the names that they have now."""
    homes = handin.homes.get(entity.code, {})
    return tuple(replace(account, ledger=homes.get(account.ledger, account.ledger)) for account in handin.company.bank_accounts)


def ledger_of(each: Placed, entity: Entity, chart: Chart, accounts: Sequence[BankAccount]) -> str:
    """The bank ledger that a paper is the statement of; "" when it is none, or the ledger cannot be told."""
    if each.extraction.kind is not DocumentKind.BANK_STATEMENT:
        return ""
    return ledger_of_statement(each, entity, bank_ledgers(chart), accounts)[0]


def bank_statements(
    placed: Iterable[Placed], entity: Entity, chart: Chart, accounts: Sequence[BankAccount]
) -> tuple[dict[str, tuple[BankLine, ...]], tuple[Finding, ...]]:
    """Statement lines by the ledger they belong to. A statement whose ledger cannot be told is left out and named.

    A line that stands in two overlapping statements counts once: same day, amount, reference, narration and balance.
    """
    ledgers = bank_ledgers(chart)
    found: defaultdict[str, dict[tuple[object, ...], BankLine]] = defaultdict(dict)
    findings: list[Finding] = []
    for each in placed:
        if each.extraction.kind is not DocumentKind.BANK_STATEMENT:
            continue
        ledger, why_not = ledger_of_statement(each, entity, ledgers, accounts)
        if not ledger:
            sentence = f"{each.paper.name} is not reconciled: {why_not}."
            place = (Place(each.paper.sha256),)
            findings.append(Finding("recon.account_unknown", Severity.ERROR, f"document:{each.paper.sha256}/{each.extraction.part}", sentence, evidence=place))
            continue
        seen_here: defaultdict[tuple[object, ...], int] = defaultdict(int)
        for line in each.extraction.rows:
            if isinstance(line, BankLine):
                said = (line.day, line.amount, line.reference, line.narration, line.balance)
                seen_here[said] += 1
                found[ledger].setdefault((*said, seen_here[said]), line)
    return {ledger: tuple(lines.values()) for ledger, lines in found.items()}, tuple(findings)


def ledger_of_statement(each: Placed, entity: Entity, ledgers: Sequence[str], accounts: Sequence[BankAccount]) -> tuple[str, str]:
    """(ledger, "") or ("", why not): by the account number the company named, by the number in the ledger's name, by the bank's name, or the only one."""
    number = re.sub(r"\W", "", each.extraction.text("account_number"))
    for account in accounts:
        own = re.sub(r"\W", "", account.number)
        if number and own and account.entity in ("", entity.code) and _same_account(own, number):
            return account.ledger, ""
    tail = number[-4:]
    by_number = [ledger for ledger in ledgers if len(tail) == 4 and tail in re.sub(r"\D", "", ledger)]
    if len(by_number) == 1:
        return by_number[0], ""
    bank = squeezed(each.extraction.text("bank") or each.paper.name)
    by_bank = [ledger for ledger in by_number or ledgers if (word := squeezed(ledger.split()[0])) and len(word) >= 3 and word in bank]
    if len(by_bank) == 1:
        return by_bank[0], ""
    if len(ledgers) == 1:
        return ledgers[0], ""
    if not ledgers:
        return "", "the books have no bank ledger"
    return "", f"account {number or 'without a number'} could be any of {', '.join(ledgers)}; name its number in the company's bank accounts"


def _same_account(one: str, other: str) -> bool:
    """Statements mask numbers ("XXXX4417"): the plain digits at the end decide, four of them at least."""
    digits_one, digits_other = (re.search(r"\d*$", text) for text in (one, other))
    tails = [match.group() for match in (digits_one, digits_other) if match]
    shared = min(map(len, tails), default=0)
    return one == other or (
        shared >= 4 and tails[0][-shared:] == tails[1][-shared:] and (len(tails[0]) < len(one) or len(tails[1]) < len(other) or len(one) != len(other))
    )


Stated = dict[str, tuple[tuple[PartyLine, ...], date, date]]


def party_statements(placed: Iterable[Placed], chart: Chart, quarter: Quarter) -> tuple[Stated, tuple[Finding, ...]]:
    """Lines of vendors' and customers' statements by the party's ledger, with the days of the quarter that they cover. Whose statement it is stands in its
    fields `party`, `company` or `party_gstin`, else in its title or name; one whose party cannot be told is left out and named."""
    found: defaultdict[str, dict[tuple[object, ...], PartyLine]] = defaultdict(dict)
    days: dict[str, tuple[date, date]] = {}
    findings: list[Finding] = []
    by_name = {squeezed(name): name for name, account in sorted(chart.items(), reverse=True) if account.role in ("debtor", "creditor")}
    for each in placed:
        lines = [row for row in each.extraction.rows if isinstance(row, PartyLine)]
        if each.extraction.kind is not DocumentKind.PARTY_STATEMENT or not lines:
            continue
        gstin = each.extraction.text("party_gstin").upper()
        by_gstin = sorted(name for name in by_name.values() if gstin and chart[name].gstin.upper() == gstin)
        said = [squeezed(each.extraction.text(name)) for name in ("party", "company", "ledger")]
        headed = squeezed(f"{each.extraction.text('title')} {each.paper.name}")
        in_heading = sorted(name for key, name in by_name.items() if len(key) >= 6 and key in headed)
        options = [by_name[key] for key in said if key in by_name] or by_gstin or in_heading
        ledger = options[0] if len(set(options)) == 1 else ""
        if not ledger:
            who = each.extraction.text("party") or gstin or "nobody"
            sentence = f"{each.paper.name} is not reconciled: it is a statement of {who}, and the books have no customer or vendor of that name or GSTIN."
            place = (Place(each.paper.sha256),)
            findings.append(Finding("recon.party_unknown", Severity.WARNING, f"document:{each.paper.sha256}/{each.extraction.part}", sentence, evidence=place))
            continue
        first, last = (_stated_day(each, name) for name in ("period_from", "period_to"))
        inside = [line for line in lines if line.day in quarter]
        first = max(first or quarter.first_day, quarter.first_day)
        last = min(last or max((line.day for line in inside), default=quarter.last_day), quarter.last_day)
        standing = days.get(ledger, (first, last))
        days[ledger] = (min(first, standing[0]), max(last, standing[1]))
        # A line that two overlapping statements have counts once, as a bank's does.
        seen_here: Counter[tuple[object, ...]] = Counter()
        for line in inside:
            said = (line.day, line.amount, line.reference, line.narration, line.what)
            seen_here[said] += 1
            found[ledger].setdefault((*said, seen_here[said]), line)
    return {ledger: (tuple(lines.values()), *days[ledger]) for ledger, lines in found.items()}, tuple(findings)


def _stated_day(each: Placed, name: str) -> date | None:
    try:
        return date.fromisoformat(each.extraction.text(name))
    except ValueError:
        return None


def gstr2b_lines(placed: Iterable[Placed], entity: Entity) -> tuple[Gstr2bLine, ...]:
    """Lines of every 2B of the entity's own registrations; another GSTIN's 2B is a finding of the GST check, never matched."""
    own = set(entity.gstins)
    return tuple(
        row
        for each in placed
        if each.extraction.kind is DocumentKind.GSTR_2B and (not own or each.extraction.text("gstin") in own)
        for row in each.extraction.rows
        if isinstance(row, Gstr2bLine)
    )
