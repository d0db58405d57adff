"""The reconciliations of an entity: each account that has two sides, with what people decided on its matches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.close.decided import apply_match_decisions
from qrt.core.close.gateways import GatewayReports, fee_habits, gateway_reports
from qrt.core.close.group_money import Books as GroupBooks
from qrt.core.close.group_money import check_exchange, currency_of, in_one_money, with_both_rates
from qrt.core.close.parties import named_rates
from qrt.core.close.recon_carried import carried_lines
from qrt.core.close.recon_decided import check_models, check_precision, learnt_by, policy_in, policy_under, rules_subject
from qrt.core.close.recon_sources import bank_statements, gstr2b_lines, ledger_of, own_accounts, party_statements
from qrt.core.close.steps import extractions_of
from qrt.core.close.types import Decision, HandIn, RuleBook
from qrt.core.currency.rates import RateTable
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, PartyLine
from qrt.core.ledger.types import Chart, LedgerAccount, Voucher, places_of
from qrt.core.recon.acceptance import accept_within
from qrt.core.recon.bank import (
    BankReconciliationStatement,
    bank_ledgers,
    bank_statement_of_reconciliation,
    check_balance,
    reconcile_bank,
    stated_balance,
    stated_by_day,
    with_earlier,
)
from qrt.core.recon.gateway import gateway_book_items, report_of
from qrt.core.recon.gateway_findings import AtBank, arrivals, check_covered, check_gateway, check_held
from qrt.core.recon.gstr2b import inward_items, purchase_items, reconcile_gstr2b
from qrt.core.recon.intercompany import group_items, group_ledgers
from qrt.core.recon.known import Known
from qrt.core.recon.match import Subject, accepted_from, model_of, reconcile, reconcile_subjects
from qrt.core.recon.party import PartyStatement, reconcile_parties
from qrt.core.recon.patterns import with_references
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.proof import Balances, Proven
from qrt.core.recon.statement import figures_at
from qrt.core.recon.types import CARRIED, Item, Reconciliation, ReconciliationKind
from qrt.core.tax.gst.outward import check_outward, outward_sides
from qrt.core.tax.gst.supply import HEADS, to_case
from qrt.core.tax.rules import itc_last_day
from qrt.core.tax.tds.events import to_tds_case
from qrt.core.tax.tds.sides import SUBJECTS, check_challans, tax_sides


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The reconciliations of an entity as people left them, and the statement of reconciliation of each bank ledger by its name."""

    reconciliations: tuple[Reconciliation, ...]
    findings: tuple[Finding, ...]
    banks: Mapping[str, BankReconciliationStatement]
    proven: Mapping[tuple[str, str], Proven] = field(default_factory=dict)
    """By kind and subject what was accepted without a person, and both sides' balances."""


OF_TAX = frozenset({DocumentKind.FORM_26AS, DocumentKind.AIS, DocumentKind.TDS_STATEMENT, DocumentKind.TDS_CHALLAN})


@dataclass(frozen=True, slots=True)
class EntityBook:
    """The books of one company of the group."""

    entity: Entity
    chart: Chart
    vouchers: Sequence[Voucher]


def reconcile_entity(
    handin: HandIn, rules: RuleBook, own: EntityBook, others: Sequence[EntityBook], decisions: Sequence[Decision], made: Known | None = None
) -> Reconciled:
    """Every account of one company that has another side, with people's decisions on matches in: bank ledgers and parties with a statement, purchases against
    GSTR-2B, sales against GSTR-1, payment gateways against their settlement reports, tax deducted against what the office and our statements say, and each of `others`, companies of the group, that the books deal with.

    made: reconciliations of earlier runs; what a late paper does not touch is taken from there.
    """
    work = _Work(handin, rules, own, decisions, made)
    work.banks()
    work.purchases()
    work.sales()
    work.parties()
    work.gateways()
    work.tax()
    work.group(others)
    findings = tuple(replace(each, entity=each.entity or own.entity.code) for each in work.findings)
    return Reconciled(tuple(work.results), findings, work.drawn, work.proven)


def group_subject(other: Entity) -> str:
    """What the reconciliation with another company of the group is called."""
    return f"{other.code} {other.name}"


class _Work:
    """The reconciliations of one company, kind by kind."""

    def __init__(self, handin: HandIn, rules: RuleBook, own: EntityBook, decisions: Sequence[Decision], made: Known | None) -> None:
        self.handin, self.rules, self.decisions, self.made = handin, rules, decisions, made
        self.own, self.entity, self.chart, self.vouchers = own, own.entity, own.chart, own.vouchers
        self.placed, self.quarter = handin.of(own.entity.code), handin.quarter
        self.results: list[Reconciliation] = []
        self.findings: list[Finding] = [*check_models(own.entity.code, decisions)]
        self.proven: dict[tuple[str, str], Proven] = {}
        self.drawn: dict[str, BankReconciliationStatement] = {}
        self.at_bank: list[AtBank] = []
        self.gateway_papers: dict[str, GatewayReports] = {}
        self._base = policy_in(handin.company.policy, rules, self.quarter)
        self._learnt = {kind: learnt_by(kind, rules, decisions) for kind in ReconciliationKind}

    def banks(self) -> None:
        """Bank ledgers that have a statement."""
        accounts = own_accounts(self.handin, self.entity)
        statements, unknown = bank_statements(self.placed, self.entity, self.chart, accounts)
        self.findings += unknown
        for ledger, lines in sorted(statements.items()):
            # The company may name a ledger for an account that its books have never used.
            opening = self._opening(ledger)
            books = Paise(opening + sum(line.amount for voucher in self.vouchers for line in voucher.lines if line.ledger == ledger))
            papers = [each.extraction for each in self.placed if ledger_of(each, self.entity, self.chart, accounts) == ledger]
            self.at_bank.append(AtBank(ledger, lines, _covers_until(papers, lines)))
            before, kind = self._carried(ReconciliationKind.BANK, ledger), ReconciliationKind.BANK
            found = reconcile_bank(
                ledger, self.vouchers, ledger, lines, self._policy(kind, ledger), self.quarter.last_day, self._learnt[kind], before, self.made
            )
            kept = self._keep(found, books, stated_by_day(papers, self.quarter.first_day, self.quarter.last_day), (opening, None))
            self.drawn[ledger] = bank_statement_of_reconciliation(kept, ledger, books, stated_balance(papers, self.quarter.last_day))
            self.findings += check_balance(self.drawn[ledger], _stated_at(papers, self.chart.get(ledger)))
        self.gateway_papers, unknown = gateway_reports(self.placed, self.entity, self.chart, self.vouchers, accounts, self.quarter)
        self.findings += unknown
        # A gateway that the books keep among their banks has its own report.
        self.findings += _without_statement(self.entity, self.chart, self.vouchers, {**statements, **self.gateway_papers})

    def purchases(self) -> None:
        """Input tax against GSTR-2B."""
        lines = gstr2b_lines(self.placed, self.entity)
        if not lines:
            return
        subject, kind = self._registrations(), ReconciliationKind.GSTR_2B
        before = self._carried_tax(kind, subject)
        left = with_earlier(purchase_items(self.vouchers, self.chart, extractions_of(self.placed)), before[0])
        found = reconcile_gstr2b(
            subject, left, with_earlier(inward_items(lines), before[1]), self._policy(kind, subject), self.quarter.last_day, self._learnt[kind], self.made
        )
        self._keep(found, _sum(found.left), _stated_by_lines(found.right, Paise(0)))

    def sales(self) -> None:
        """Sales against the documents of GSTR-1."""
        papers = extractions_of(self.placed)
        if not any(each.kind is DocumentKind.GSTR_1 for each in papers):
            return
        case = to_case(self.vouchers, self.chart, papers, self.rules.tax, self.handin.company, self.quarter, self.entity.code)
        now = outward_sides(case)
        if not now[1]:
            return
        subject, kind = self._registrations(), ReconciliationKind.GSTR_1
        left, right = (with_earlier(items, earlier) for items, earlier in zip(now, self._carried_tax(kind, subject), strict=True))
        found = reconcile(kind, subject, left, right, self._policy(kind, subject), self.quarter.last_day, self._learnt[kind], self.made)
        self._keep(found, _sum(found.left), _stated_by_lines(found.right, Paise(0)), check=partial(check_outward, case))

    def parties(self) -> None:
        """Vendors and customers who sent a statement."""
        stated, strange = party_statements(self.placed, self.chart, self.quarter)
        self.findings += strange
        kind = ReconciliationKind.PARTY
        asked = [PartyStatement(ledger, lines, self._policy(kind, ledger), first, last) for ledger, (lines, first, last) in sorted(stated.items())]
        of_parties = reconcile_parties(self.vouchers, asked, self._learnt[kind], self.made)
        for ledger, (lines, first, _) in sorted(stated.items()):
            found = of_parties[ledger]
            before = sum(line.amount for voucher in self.vouchers if voucher.day < first for line in voucher.lines if line.ledger == ledger)
            opening = Paise(self.chart[ledger].opening + before)
            brought = _brought_forward(lines)
            by_day = {} if brought is None else _stated_by_lines(found.right, brought)
            self._keep(found, Paise(opening + _sum(found.left)), by_day, (opening, brought))

    def gateways(self) -> None:
        """Ledgers of payment gateways that have a settlement report, after the banks: payouts are looked for in their statements."""
        kind = ReconciliationKind.GATEWAY
        for ledger, papers in sorted(self.gateway_papers.items()):
            before, policy = self._carried(kind, ledger), self._policy(kind, ledger)
            ours = with_earlier(gateway_book_items(self.vouchers, ledger, papers.first, papers.last), before[0])
            whole = gateway_book_items(self.vouchers, ledger, self.quarter.first_day, self.quarter.last_day)
            self.findings += check_covered(ledger, papers.first, papers.last, [item for item in whole if not papers.first <= item.day <= papers.last])
            labels = fee_habits(self.vouchers, ledger, self.chart, papers.gstins, self.entity.gstins)
            report = report_of(papers.lines, ours, papers.first, papers.last, labels)
            left, right = (with_references(items, policy.patterns) for items in (ours, with_earlier(report.items, before[1])))
            found = reconcile(kind, ledger, left, right, policy, papers.last, self._learnt[kind], self.made)
            earlier = sum(line.amount for voucher in self.vouchers if voucher.day < papers.first for line in voucher.lines if line.ledger == ledger)
            opening = Paise(self._opening(ledger) + earlier)
            books = Paise(opening + sum(item.amount for item in found.left if CARRIED not in item.labels))
            banks = [each for each in self.at_bank if each.ledger != ledger]
            arrived = arrivals(report.paid, banks, papers.name)
            kept = self._keep(found, books, report.stated, (opening, report.held), check=lambda result, seen=(arrived, banks): check_gateway(result, *seen))
            figures = figures_at(Paise(0), books, report.stated, papers.last, (opening, report.held))
            self.findings += check_held(kept, figures, policy.stale_cheque_days)

    def tax(self) -> None:
        """Tax deducted: by others, by us, and what was paid of it."""
        papers = extractions_of(self.placed)
        if not any(each.kind in OF_TAX for each in papers):
            return
        case = to_tds_case(self.vouchers, self.chart, self.rules.tax, self.handin.company, self.quarter, None, self.entity.code)
        carried = {kind: self._carried(kind, subject) for kind, subject in SUBJECTS.items()}
        for each in tax_sides(case, papers, {kind: lines for kind, (lines, _) in carried.items()}):
            ours, theirs = (with_earlier(now, before) for now, before in zip((each.ours, each.theirs), carried[each.kind], strict=True))
            subject = Subject(each.subject, ours, theirs, self.quarter.last_day)
            found = reconcile_subjects(each.kind, [(subject, self._policy(each.kind, each.subject))], self._learnt[each.kind], self.made)[each.subject]
            check = check_challans if each.kind is ReconciliationKind.TDS_CHALLAN else None
            self._keep(found, _sum(found.left), _stated_by_lines(found.right, Paise(0)), check=check)

    def group(self, others: Sequence[EntityBook]) -> None:
        """Our ledgers of each other company of the group against its ledgers of us; of two currencies in rupees, where every rate is known.

        What the two do not have alike is a finding of the consolidation (`check_intercompany_documents`).
        """
        kind, equity = ReconciliationKind.INTERCOMPANY, frozenset({self.rules.layout.keys.capital, self.rules.layout.keys.surplus})
        asked: list[tuple[Subject, MatchPolicy]] = []
        dealt: dict[str, tuple[GroupBooks, GroupBooks]] = {}
        for other in others:
            ours, theirs = _dealings(self.own, other.entity.code, equity, 1), _dealings(other, self.entity.code, equity, -1)
            subject = group_subject(other.entity)
            before = self._carried(kind, subject)
            if not any((ours.items, theirs.items, *before)):
                continue
            both, asking = in_one_money((ours, theirs), self._rates, self.quarter.first_day)
            self.findings += asking
            if both is not None:
                left, right = (with_earlier(each.items, earlier) for each, earlier in zip(both, before, strict=True))
                asked.append((Subject(subject, left, right, self.quarter.last_day), self._policy(kind, subject)))
                dealt[subject] = both
        for subject, found in sorted(reconcile_subjects(kind, asked, self._learnt[kind], self.made).items()):
            one, other = dealt[subject]
            ours, theirs = ([item for item in items if CARRIED not in item.labels] for items in (found.left, found.right))
            stated = {self.quarter.first_day: other.opening, **_stated_by_lines(theirs, other.opening)}
            check = None
            if one.currency != other.currency:
                found, check = with_both_rates(found, one.entity.code, other.entity.code), partial(check_exchange, one=one, other=other)
            self._keep(found, Paise(one.opening + _sum(ours)), stated, (one.opening, other.opening), check=check)

    @cached_property
    def _rates(self) -> RateTable:
        return named_rates(self.handin, self.decisions)

    def _policy(self, kind: ReconciliationKind, subject: str) -> MatchPolicy:
        return policy_under(self._base, self.decisions, self.entity.code, kind, subject)

    def _carried(self, kind: ReconciliationKind, subject: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        return carried_lines(self.decisions, rules_subject(self.entity.code, kind.value, subject), self.quarter.first_day)

    def _carried_tax(self, kind: ReconciliationKind, subject: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Documents of GST that are still awaited: with tax that the other side has to have, and while its credit may be taken (s.16(4))."""

        def awaited(item: Item) -> bool:
            last = itc_last_day(self.rules.tax, item.day)
            return (
                item.labels.get("reverse_charge") != "yes" and any(item.taxes.get(head) for head in HEADS) and (last is None or last >= self.quarter.first_day)
            )

        left, right = self._carried(kind, subject)
        return tuple(filter(awaited, left)), tuple(filter(awaited, right))

    def _registrations(self) -> str:
        return ", ".join(sorted(self.entity.gstins)) or self.entity.code

    def _opening(self, ledger: str) -> Paise:
        return self.chart[ledger].opening if ledger in self.chart else Paise(0)

    def _keep(
        self,
        found: Reconciliation,
        books: Paise,
        stated: Mapping[date, Paise],
        openings: tuple[Paise | None, Paise | None] = (None, None),
        check: Callable[[Reconciliation], tuple[Finding, ...]] | None = None,
    ) -> Reconciliation:
        """What the policy lets stand, then what people decided, and what a `check` says of what is left. books, stated, openings: as in `Balances`."""
        within = self._policy(found.kind, found.subject)
        learnt = self._learnt[found.kind]
        found, acceptance = accept_within(found, within, accepted_from(found, within, learnt), model_of(found, learnt))
        decided = apply_match_decisions(found, self.entity.code, self.decisions)
        if check is not None:
            decided = replace(decided, findings=(*decided.findings, *check(decided)))
        self.results.append(decided)
        self.findings += (*check_precision(self.entity.code, decided, acceptance, self.decisions), *decided.findings)
        self.proven[found.kind.value, found.subject] = Proven(acceptance, Balances(books, stated, openings, within.stale_cheque_days))
        return decided


def _dealings(own: EntityBook, other: str, equity: frozenset[str], sign: int) -> GroupBooks:
    """What one company's ledgers say of another. sign: 1 for our side, -1 for the other's."""
    ledgers = group_ledgers(own.chart, other, equity)
    items = group_items(own.vouchers, ledgers, currency_of(own.entity), sign)
    return GroupBooks(own.entity, items, Paise(sign * sum(own.chart[name].opening for name in ledgers)))


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


def reconciliation_2b(reconciliations: Iterable[Reconciliation]) -> Reconciliation | None:
    """The one against GSTR-2B, if there is one."""
    return next((each for each in reconciliations if each.kind is ReconciliationKind.GSTR_2B), None)


def _covers_until(papers: Iterable[Extraction], lines: Sequence[BankLine]) -> date:
    """The last day that the statements tell of: as they say, else of their last line."""
    days = [line.day for line in lines]
    for paper in papers:
        with suppress(ValueError):
            days.append(date.fromisoformat(paper.text("period_to")))
    return max(days, default=date.min)


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
