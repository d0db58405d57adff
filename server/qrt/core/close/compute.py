"""The whole close as one pure computation: papers, decisions and rules in, the result out.

The stages of a running close ask it for one part after the other and save what they get; `qrt verify` asks it for everything and compares. So there is one
way to come to a figure, with a database and without.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qrt.core.assets.types import AssetBook
from qrt.core.audit.checks import check_book
from qrt.core.base.company import Company, Entity
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.close.assets import keep_entity_assets
from qrt.core.close.auto_post import Seen, choose_auto_post, drop_found
from qrt.core.close.books import keep_books
from qrt.core.close.decided import approved_vouchers, auto_posted_vouchers, settle_findings
from qrt.core.close.group_money import pair_currency
from qrt.core.close.handin import gather
from qrt.core.close.journals import quarter_end_of, standing_of
from qrt.core.close.parties import draw_ageing, keep_bills, named_rates, value_foreign
from qrt.core.close.reconciling import EntityBook, Reconciled, group_subject, reconcile_entity, reconciliation_2b
from qrt.core.close.steps import Balanced, balance_books, extractions_of
from qrt.core.close.types import CloseResult, Decision, EntityBooks, EntityClose, HandIn, HandInPaper, RuleBook
from qrt.core.consol.consolidate import consolidate
from qrt.core.consol.documents import check_intercompany_documents
from qrt.core.consol.flows import Between, check_group_flows
from qrt.core.consol.intercompany import intercompany_trade
from qrt.core.consol.rates import group_rates
from qrt.core.consol.types import Consolidation
from qrt.core.consol.types import EntityBooks as GroupBooks
from qrt.core.currency.types import Revaluation
from qrt.core.journals.breaks import draft_adjustments
from qrt.core.journals.gateway import draft_fees
from qrt.core.journals.open_lines import Books
from qrt.core.journals.quarter_end import Proposed, draft_quarter_end
from qrt.core.ledger.types import Voucher, VoucherDraft
from qrt.core.parties.result import EntityAgeing, EntityParties
from qrt.core.recon.known import Known
from qrt.core.recon.types import ReconciliationKind
from qrt.core.statements.draw import draw_statements
from qrt.core.statements.types import Statements
from qrt.core.tax.gst import check_gst
from qrt.core.tax.tds import check_tds

EntityCheck = Callable[["Computation", str], tuple[Finding, ...]]
EntityDrafts = Callable[["Computation", str], tuple[VoucherDraft, ...]]
QuarterEndDrafts = Callable[["Computation", str, tuple[VoucherDraft, ...]], Proposed]


def gst_findings(work: "Computation", entity: str) -> tuple[Finding, ...]:
    """GST of one entity by rule."""
    books, placed = work.books(entity), work.handin.of(entity)
    recon = reconciliation_2b(work.reconciled(entity).reconciliations)
    return check_gst(books.posted, books.chart, extractions_of(placed), recon, work.rules.tax, work.company, work.quarter, entity)


def tds_findings(work: "Computation", entity: str) -> tuple[Finding, ...]:
    """TDS of one entity by rule."""
    books, papers = work.books(entity), extractions_of(work.handin.of(entity))
    return check_tds(books.posted, books.chart, work.rules.tax, work.company, work.quarter, entity=entity, papers=papers)


def audit_findings(work: "Computation", entity: str) -> tuple[Finding, ...]:
    """The whole book of one entity, by rule."""
    books = work.books(entity)
    return check_book((*books.posted, *books.beyond), books.chart, work.balanced(entity).trial_balance, rules=work.rules.tax)


def bank_drafts(work: "Computation", entity: str) -> tuple[VoucherDraft, ...]:
    """Drafts that the breaks of one entity's bank reconciliations call for, by rule."""
    books = work.books(entity)
    standing = standing_of(books, work.bills(entity))
    found = (each for each in work.reconciled(entity).reconciliations if each.kind is ReconciliationKind.BANK)
    return tuple(draft for recon in found for draft in draft_adjustments(recon, books.chart, entity, recon.subject, work.rules.model, standing))


def gateway_drafts(work: "Computation", entity: str) -> tuple[VoucherDraft, ...]:
    """Drafts of one entity's gateway fees that nobody booked, by rule."""
    books = Books(entity, work.books(entity).chart, work.rules.model, work.quarter.last_day)
    return tuple(draft for recon in work.reconciled(entity).reconciliations for draft in draft_fees(recon, books))


def quarter_end_proposals(work: "Computation", entity: str, waiting: tuple[VoucherDraft, ...]) -> Proposed:
    """What one entity's quarter end calls for, by rule; `waiting` are the drafts from its breaks."""
    books, parties, placed = work.books(entity), work.bills(entity), work.handin.of(entity)
    case = quarter_end_of(books, parties, placed, work.quarter, work.company.policy, work.rules.model, waiting)
    return draft_quarter_end(case)


@dataclass(frozen=True, slots=True)
class Validators:
    """Who checks and drafts. By default the rules; a running close puts its agents here, who may add to them and keep a record."""

    gst: EntityCheck = gst_findings
    tds: EntityCheck = tds_findings
    audit: EntityCheck = audit_findings
    bank: EntityDrafts = bank_drafts
    quarter_end: QuarterEndDrafts = quarter_end_proposals


class Computation:
    """One close, computed part by part; each part once."""

    def __init__(
        self,
        company: Company,
        quarter: Quarter,
        papers: Iterable[HandInPaper],
        decisions: Sequence[Decision],
        rules: RuleBook,
        validators: Validators | None = None,
        by_policy: Mapping[str, tuple[Voucher, ...]] | None = None,
        known: Known | None = None,
    ) -> None:
        """`company` has at least one entity. `decisions` are in the order in which they were made.

        by_policy  entity -> vouchers that a policy posts; None to find them, which takes a close without them first
        known      reconciliations of earlier runs, which need not be made again; without them those of this close alone
        """
        assert company.entities, company.name
        self.company, self.quarter, self.rules = company, quarter, rules
        self.decisions = tuple(decisions)
        self._papers = tuple(papers)
        self._validators = validators or Validators()
        self._by_policy = by_policy
        self._known = Known() if known is None else known
        self._books: dict[str, EntityBooks] = {}
        self._balanced: dict[str, Balanced] = {}
        self._reconciled: dict[str, Reconciled] = {}
        self._statements: dict[str, Statements] = {}
        self._checks: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self._assets: dict[str, AssetBook] = {}
        self._bills: dict[str, EntityParties] = {}
        self._ageing: dict[str, EntityAgeing] = {}
        self._revaluation: dict[str, Revaluation] = {}
        self._proposed: dict[str, Proposed] = {}

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The companies of the group in their order."""
        return self.company.entities

    @cached_property
    def handin(self) -> HandIn:
        """The papers in order."""
        return gather(self.company, self.quarter, self._papers, self.decisions)

    @cached_property
    def by_policy(self) -> Mapping[str, tuple[Voucher, ...]]:
        """By entity what posts under a policy of the company: what was posted so in earlier runs, and what may now (docs/adr/0014)."""
        if self._by_policy is not None:
            return self._by_policy
        standing = {each.code: auto_posted_vouchers(self.decisions, each.code) for each in self.entities}
        if not self.company.policy.auto_post:
            return standing

        def closed(by_policy: Mapping[str, tuple[Voucher, ...]]) -> Seen:
            work = Computation(self.company, self.quarter, self._papers, self.decisions, self.rules, by_policy=by_policy, known=self._known)
            return Seen(work.company, work.quarter, work.decisions, {each.code: work.books(each.code) for each in work.entities}, work.findings)

        before = closed(standing)
        chosen = choose_auto_post(before)
        if not any(chosen.values()):
            return standing
        after = closed({code: (*standing[code], *chosen[code]) for code in standing})
        kept = drop_found(chosen, before, after)
        return {code: (*standing[code], *kept[code]) for code in standing}

    def books(self, entity: str) -> EntityBooks:
        """Chart, opening, vouchers and drafts of one entity."""
        if entity not in self._books:
            self._books[entity] = keep_books(self.handin, self.company.entity(entity), self.rules, self.decisions, self.by_policy.get(entity, ()))
        return self._books[entity]

    def balanced(self, entity: str) -> Balanced:
        """Trial balance and completeness of one entity."""
        if entity not in self._balanced:
            books = self.books(entity)
            made = balance_books(self.handin, self.company.entity(entity), self.rules, books.chart, books.opening, books.posted, books.opening_differences)
            self._balanced[entity] = made
        return self._balanced[entity]

    def reconciled(self, entity: str) -> Reconciled:
        """Reconciliations of one entity."""
        if entity not in self._reconciled:
            # Two companies of a group are reconciled once, by the first of them.
            codes = [each.code for each in self.entities]
            own, *others = (self._book(code) for code in codes[codes.index(entity) :])
            self._reconciled[entity] = reconcile_entity(self.handin, self.rules, own, others, self.decisions, self._known)
        return self._reconciled[entity]

    def _book(self, entity: str) -> EntityBook:
        return EntityBook(self.company.entity(entity), self.books(entity).chart, self.books(entity).posted)

    def gst(self, entity: str) -> tuple[Finding, ...]:
        """GST findings of one entity."""
        return self._check("gst", self._validators.gst, entity)

    def tds(self, entity: str) -> tuple[Finding, ...]:
        """TDS findings of one entity."""
        return self._check("tds", self._validators.tds, entity)

    def audit(self, entity: str) -> tuple[Finding, ...]:
        """What the auditor asks about one entity."""
        return self._check("audit", self._validators.audit, entity)

    def assets(self, entity: str) -> AssetBook:
        """Fixed assets of one entity: register, depreciation, disposals, reconciliation with the ledgers, blocks, work in progress."""
        if entity not in self._assets:
            self._assets[entity] = keep_entity_assets(self.handin, entity, self.books(entity), self.rules, self.decisions)
        return self._assets[entity]

    def bills(self, entity: str) -> EntityParties:
        """Parties of one entity with their open bills."""
        if entity not in self._bills:
            self._bills[entity] = keep_bills(self.handin, self.company.entity(entity), self.books(entity), self.decisions)
        return self._bills[entity]

    def ageing(self, entity: str) -> EntityAgeing:
        """Ageing schedules of one entity against its balance sheet, and late payment of small enterprises."""
        if entity not in self._ageing:
            balance, books = self.balanced(entity).trial_balance, self.books(entity)
            self._ageing[entity] = draw_ageing(self.bills(entity), self.rules.parties, balance, books, self.rules.layout, self.quarter)
        return self._ageing[entity]

    def revaluation(self, entity: str) -> Revaluation:
        """Foreign money of one entity at the closing rate."""
        if entity not in self._revaluation:
            self._revaluation[entity] = value_foreign(self.handin, self.company.entity(entity), self.books(entity), self.bills(entity), self.decisions)
        return self._revaluation[entity]

    def party_findings(self, entity: str) -> tuple[Finding, ...]:
        """What bills, ageing, late payment and foreign money of one entity found."""
        found = (*self.bills(entity).findings, *self.ageing(entity).findings, *self.revaluation(entity).findings)
        return tuple(replace(each, entity=each.entity or entity) for each in found)

    def proposed(self, entity: str) -> Proposed:
        """Drafts that breaks, the quarter's end, fixed assets and closing rates call for, and what could not be drafted; what was approved stands in the books."""
        if entity not in self._proposed:
            done = {voucher.key for voucher in approved_vouchers(self.decisions, entity)}
            found = (*self._validators.bank(self, entity), *gateway_drafts(self, entity))
            breaks = tuple(draft for draft in found if draft.key not in done)
            ends = self._validators.quarter_end(self, entity, breaks)
            every = (*breaks, *ends.drafts, *self.assets(entity).drafts, *self.revaluation(entity).drafts)
            drafts = {draft.key: draft for draft in every if draft.key not in done}
            self._proposed[entity] = Proposed(tuple(drafts[key] for key in sorted(drafts)), ends.findings)
        return self._proposed[entity]

    def adjustments(self, entity: str) -> tuple[VoucherDraft, ...]:
        """The drafts of `proposed`."""
        return self.proposed(entity).drafts

    def statements(self, entity: str) -> Statements:
        """Schedule III statements of one entity."""
        if entity not in self._statements:
            self._statements[entity] = draw_statements(self.balanced(entity).trial_balance, self.books(entity).chart, self.rules.layout)
        return self._statements[entity]

    @cached_property
    def consolidation(self) -> Consolidation | None:
        """The group, where there is one."""
        if len(self.entities) < 2:
            return None
        books = {each.code: GroupBooks(self.balanced(each.code).trial_balance, self.books(each.code).chart) for each in self.entities}
        trade: dict[tuple[str, str, str], Paise] = {}
        for each in self.entities:
            trade |= intercompany_trade(each.code, self.books(each.code).posted, self.books(each.code).chart)
        named = group_rates(named_rates(self.handin, self.decisions), self.entities, self.quarter)
        drawn = consolidate(self.company, books, self.rules.layout, trade=trade, named=named)
        vouchers = {each.code: self.books(each.code).posted for each in self.entities}
        charts = {each.code: self.books(each.code).chart for each in self.entities}
        currencies = {each.code: each.currency for each in self.entities}
        by_document = check_intercompany_documents(vouchers, charts, self.company.policy.amount_tolerance, currencies)
        return replace(drawn, findings=(*drawn.findings, *by_document, *check_group_flows(self._between())))

    def _between(self) -> Iterator[Between]:
        """Each two companies of the group that were reconciled, once."""
        called, seen = {group_subject(each): each.code for each in self.entities}, set[frozenset[str]]()
        for one in self.entities:
            reconciled = self.reconciled(one.code)
            for found in reconciled.reconciliations:
                other = called.get(found.subject, "")
                if found.kind is not ReconciliationKind.INTERCOMPANY or not other or {one.code, other} in seen:
                    continue
                seen.add(frozenset((one.code, other)))
                balances = reconciled.proven[found.kind.value, found.subject].balances
                stated = balances.stated[max(balances.stated)] if balances.stated else Paise(0)
                yield Between(one.code, other, pair_currency(one, self.company.entity(other)), found, (balances.closing_books, stated))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding in the order of the stages."""
        found: list[Finding] = list(self.handin.findings)
        for part in (self._book_findings, self.gst, self.tds, self._asset_findings, self.party_findings, self.statement_findings):
            for entity in self.entities:
                found += part(entity.code)
        if self.consolidation:
            found += self.consolidation.findings
        for entity in self.entities:
            found += self.audit(entity.code)
        for entity in self.entities:
            found += self.proposed(entity.code).findings
        return tuple(found)

    def result(self) -> CloseResult:
        """The close, whole."""
        closed = tuple(
            EntityClose(
                books=replace(self.books(each.code), waiting=(*self.books(each.code).waiting, *self.adjustments(each.code))),
                trial_balance=self.balanced(each.code).trial_balance,
                completeness=self.balanced(each.code).completeness,
                reconciliations=self.reconciled(each.code).reconciliations,
                statements=self.statements(each.code),
                assets=self.assets(each.code),
                parties=self.bills(each.code),
                ageing=self.ageing(each.code),
                revaluation=self.revaluation(each.code),
                proven=self.reconciled(each.code).proven,
            )
            for each in self.entities
        )
        findings = settle_findings(self.findings, self.decisions)
        return CloseResult(self.handin, closed, self.consolidation, findings, self.decisions, self.rules.hash)

    def _book_findings(self, entity: str) -> tuple[Finding, ...]:
        return (*self.books(entity).findings, *self.balanced(entity).findings, *self.reconciled(entity).findings)

    def _asset_findings(self, entity: str) -> tuple[Finding, ...]:
        return self.assets(entity).findings

    def statement_findings(self, entity: str) -> tuple[Finding, ...]:
        """What the drawing of an entity's statements found."""
        return tuple(replace(each, entity=each.entity or entity) for each in self.statements(entity).findings)

    def _check(self, name: str, validator: EntityCheck, entity: str) -> tuple[Finding, ...]:
        if (name, entity) not in self._checks:
            self._checks[name, entity] = tuple(replace(each, entity=each.entity or entity) for each in validator(self, entity))
        return self._checks[name, entity]
