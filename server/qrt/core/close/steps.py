"""The stages of a close after the books are kept, each a pure function of papers, vouchers, rules and decisions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qrt.core.base.company import BankAccount, Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.books import closing_rows
from qrt.core.close.decided import apply_match_decisions
from qrt.core.close.recon_carried import carried_lines
from qrt.core.close.recon_decided import check_precision, learnt_by, policy_in, policy_under, rules_subject
from qrt.core.close.types import Decision, HandIn, PaperRole, Placed, RuleBook
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Gstr2bLine, MasterRow, PartyLine, RegisterRow, TrialBalanceRow
from qrt.core.ledger.balance import check_trial_balance, trial_balance
from qrt.core.ledger.completeness import CompletenessRow, check_completeness
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.opening import OpeningDifference
from qrt.core.ledger.tree import to_tree
from qrt.core.ledger.types import Chart, LedgerAccount, SourceKind, TrialBalance, Voucher, places_of
from qrt.core.recon.acceptance import accept_within
from qrt.core.recon.bank import (
    BankReconciliationStatement,
    bank_ledgers,
    bank_statement_of_reconciliation,
    check_balance,
    reconcile_bank,
    stated_balance,
    stated_by_day,
)
from qrt.core.recon.gstr2b import inward_items, purchase_items, reconcile_gstr2b
from qrt.core.recon.known import Known
from qrt.core.recon.match import accepted_from
from qrt.core.recon.party import PartyStatement, reconcile_parties
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.proof import Balances, Proven
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind


@dataclass(frozen=True, slots=True)
class Balanced:
    """The trial balance of an entity and the completeness of its hand-in."""

    trial_balance: TrialBalance
    completeness: tuple[CompletenessRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The reconciliations of an entity as people left them, and the statement of reconciliation of each bank ledger by its name."""

    reconciliations: tuple[Reconciliation, ...]
    findings: tuple[Finding, ...]
    banks: Mapping[str, BankReconciliationStatement]
    proven: Mapping[tuple[str, str], Proven] = field(default_factory=dict)
    """By kind and subject what was accepted without a person, and both sides' balances."""


def balance_books(
    handin: HandIn,
    entity: Entity,
    rules: RuleBook,
    chart: Chart,
    opening: Mapping[str, Paise],
    vouchers: Sequence[Voucher],
    differences: Sequence[OpeningDifference] = (),
) -> Balanced:
    """Trial balance of the quarter, and what the registers say against the handed-in trial balance."""
    quarter, placed = handin.quarter, handin.of(entity.code)
    balance = trial_balance(entity.code, vouchers, opening, quarter.first_day, quarter.last_day)
    moved: defaultdict[str, int] = defaultdict(int)
    for voucher in vouchers:
        # The check is on what was handed in: what people added later is in no register.
        if voucher.source is SourceKind.REGISTER:
            for line in voucher.lines:
                moved[line.ledger] += line.amount
    rows = closing_rows(placed, quarter)
    given = [row for each in placed for row in each.extraction.rows if isinstance(row, TrialBalanceRow)]
    tree = to_tree([row for each in placed for row in each.extraction.rows if isinstance(row, MasterRow)], given, rules.model)
    kinds = _kinds_handed_in(placed)
    apart = {each.ledger: Paise(each.used - each.said) for each in differences if each.other.kind == "opening_column"}
    table, findings = check_completeness(entity.code, {name: Paise(amount) for name, amount in moved.items()}, opening, rows, chart, tree, kinds, apart)
    return Balanced(balance, table, _of(entity, (*check_trial_balance(balance, chart), *findings)))


def _kinds_handed_in(placed: Sequence[Placed]) -> set[DocumentKind]:
    """Kinds of the papers, and the registers whose vouchers stand in lists of several kinds: a day book of journals is the journal register."""
    kinds = {each.extraction.kind for each in placed if each.role is PaperRole.INBOX}
    bases = {
        row.base_kind
        for each in placed
        if each.role is PaperRole.INBOX and each.extraction.kind in (DocumentKind.DAY_BOOK, DocumentKind.TALLY_VOUCHERS)
        for row in each.extraction.rows
        if isinstance(row, RegisterRow) and row.base_kind and not row.cancelled
    }
    return kinds | {DocumentKind(f"{base}_register") for base in bases}


def reconcile_entity(
    handin: HandIn,
    entity: Entity,
    rules: RuleBook,
    chart: Chart,
    vouchers: Sequence[Voucher],
    decisions: Sequence[Decision],
    made: Known | None = None,
) -> Reconciled:
    """Every bank ledger and party that has a statement against it, and purchases against GSTR-2B, with people's decisions on matches in.

    made: reconciliations of earlier runs; what a late paper does not touch is taken from there.
    """
    placed, quarter = handin.of(entity.code), handin.quarter
    results: list[Reconciliation] = []
    findings: list[Finding] = []
    proven: dict[tuple[str, str], Proven] = {}
    banks: dict[str, BankReconciliationStatement] = {}
    base = policy_in(handin.company.policy, rules, quarter)
    learnt = {kind: learnt_by(kind, rules, decisions) for kind in ReconciliationKind}

    def policy(kind: ReconciliationKind, subject: str) -> MatchPolicy:
        return policy_under(base, decisions, entity.code, kind, subject)

    def keep(found: Reconciliation, said: tuple[Paise, Mapping[date, Paise], tuple[Paise | None, Paise | None]]) -> None:
        """What the policy lets stand, then what people decided."""
        within = policy(found.kind, found.subject)
        found, acceptance = accept_within(found, within, accepted_from(found, within, learnt[found.kind]))
        decided = apply_match_decisions(found, entity.code, decisions)
        results.append(decided)
        findings.extend(check_precision(entity.code, decided, acceptance, decisions))
        proven[found.kind.value, found.subject] = Proven(acceptance, Balances(*said, within.stale_cheque_days))

    accounts = own_accounts(handin, entity)
    statements, unknown = bank_statements(placed, entity, chart, accounts)
    findings += unknown
    for ledger, lines in sorted(statements.items()):
        # The company may name a ledger for an account that its books have never used.
        opening = chart[ledger].opening if ledger in chart else Paise(0)
        books = Paise(opening + sum(line.amount for voucher in vouchers for line in voucher.lines if line.ledger == ledger))
        papers = [each.extraction for each in placed if ledger_of(each, entity, chart, accounts) == ledger]
        before = carried_lines(decisions, rules_subject(entity.code, ReconciliationKind.BANK.value, ledger), quarter.first_day)
        within, known = policy(ReconciliationKind.BANK, ledger), learnt[ReconciliationKind.BANK]
        found = reconcile_bank(ledger, vouchers, ledger, lines, within, quarter.last_day, known, before, made)
        keep(found, (books, stated_by_day(papers, quarter.first_day, quarter.last_day), (opening, None)))
        drawn = bank_statement_of_reconciliation(results[-1], ledger, books, stated_balance(papers, quarter.last_day))
        banks[ledger] = drawn
        findings += (*results[-1].findings, *check_balance(drawn, _stated_at(papers, chart.get(ledger))))
    findings += _without_statement(entity, chart, vouchers, statements)
    if lines_2b := gstr2b_lines(placed, entity):
        left = purchase_items(vouchers, chart, [each.extraction for each in placed])
        subject = ", ".join(sorted(entity.gstins)) or entity.code
        found = reconcile_gstr2b(
            subject, left, inward_items(lines_2b), policy(ReconciliationKind.GSTR_2B, subject), quarter.last_day, learnt[ReconciliationKind.GSTR_2B], made
        )
        keep(found, (_sum(found.left), _stated_by_lines(found.right, Paise(0)), (None, None)))
        findings += results[-1].findings
    stated, strange = party_statements(placed, chart, quarter)
    findings += strange
    asked = [PartyStatement(ledger, lines, policy(ReconciliationKind.PARTY, ledger), first, last) for ledger, (lines, first, last) in sorted(stated.items())]
    of_parties = reconcile_parties(vouchers, asked, learnt[ReconciliationKind.PARTY], made)
    for ledger, (lines, first, _) in sorted(stated.items()):
        found = of_parties[ledger]
        opening = Paise(
            chart[ledger].opening + sum(line.amount for voucher in vouchers if voucher.day < first for line in voucher.lines if line.ledger == ledger)
        )
        brought = _brought_forward(lines)
        by_day = {} if brought is None else _stated_by_lines(found.right, brought)
        keep(found, (Paise(opening + _sum(found.left)), by_day, (opening, brought)))
        findings += results[-1].findings
    return Reconciled(tuple(results), _of(entity, findings), banks, proven)


def _sum(items: Iterable[Item]) -> Paise:
    return Paise(sum(item.amount for item in items))


def _brought_forward(lines: Sequence[PartyLine]) -> Paise | None:
    """What the party's statement opens with; None where it says nothing, or two things."""
    said = [line.amount for line in lines if line.what == "opening"]
    return said[0] if len(said) == 1 else None


def _stated_by_lines(items: Sequence[Item], opening: Paise) -> dict[date, Paise]:
    """What the other side's lines come to at the end of each day that has one."""
    found: dict[date, Paise] = {}
    total = opening
    for item in sorted(items, key=lambda each: each.day):
        total = Paise(total + item.amount)
        found[item.day] = total
    return found


def _stated_at(papers: Iterable[Extraction], account: LedgerAccount | None) -> tuple[Place, ...]:
    """Where the bank states its balance (its closing balance, else its last line), and where the books show theirs."""
    found: list[Place] = []
    for paper in papers:
        stated, lines = paper.fields.get("closing_balance"), [row for row in paper.rows if isinstance(row, BankLine)]
        if stated and stated.place:
            found.append(stated.place)
        elif lines:
            found.append(lines[-1].place)
    return (*found, *(account.places if account else ()))


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
    found: defaultdict[str, list[PartyLine]] = defaultdict(list)
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
        found[ledger] += [line for line in inside if line not in found[ledger]]
    return {ledger: (tuple(lines), *days[ledger]) for ledger, lines in found.items()}, tuple(findings)


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


def extractions_of(placed: Iterable[Placed]) -> tuple[Extraction, ...]:
    """What was read, without the papers around it."""
    return tuple(each.extraction for each in placed)


def reconciliation_2b(reconciliations: Iterable[Reconciliation]) -> Reconciliation | None:
    """The one against GSTR-2B, if there is one."""
    return next((each for each in reconciliations if each.kind is ReconciliationKind.GSTR_2B), None)


def _without_statement(entity: Entity, chart: Chart, vouchers: Sequence[Voucher], statements: Mapping[str, object]) -> list[Finding]:
    moved = {line.ledger for voucher in vouchers for line in voucher.lines}
    return [
        Finding(
            rule="recon.no_statement",
            severity=Severity.WARNING,
            subject=f"ledger:{entity.code}/{ledger}",
            sentence=f"{ledger} moved in the quarter and no bank statement of it was handed in.",
            evidence=places_of(chart, [ledger]),
        )
        for ledger in bank_ledgers(chart)
        if ledger in moved and ledger not in statements
    ]


def _of(entity: Entity, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(each, entity=each.entity or entity.code) for each in findings)
