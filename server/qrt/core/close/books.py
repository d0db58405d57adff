"""One entity's books for the quarter, made from what was read: chart, opening balances, vouchers that post, drafts that wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.carried import check_mappings, mapped_ledgers, memory_of, prior_closes, taught_cases
from qrt.core.close.decided import approved_vouchers
from qrt.core.close.types import Decision, EntityBooks, HandIn, PaperLink, PaperRole, Placed, RuleBook
from qrt.core.documents.types import DATES_EITHER, INVOICES, DocumentKind, MasterRow, RateRow, RegisterRow, TrialBalanceRow
from qrt.core.journals.law import to_law
from qrt.core.journals.matching import PaperMatch, check_papers
from qrt.core.journals.payroll import check_payroll
from qrt.core.learning.ledger_names import name_index, offers_of_name
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.duplicates import merge_duplicates
from qrt.core.ledger.merges import Homes, at_home, balances_at_home, chart_with_written
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.numbers import check_numbers
from qrt.core.ledger.offers import Remembered
from qrt.core.ledger.opening import Opening, PriorClose, check_prior_changed, leaves, opening_balances
from qrt.core.ledger.reimport import HandedIn, check_changed
from qrt.core.ledger.rows import Drafted, drafts_of
from qrt.core.ledger.tree import to_tree
from qrt.core.ledger.types import PLACES_MOST, Chart, Voucher, VoucherDraft
from qrt.core.ledger.use import groups_by_use
from qrt.core.ledger.voucher import check_draft, is_sound, to_voucher


def keep_books(handin: HandIn, entity: Entity, rules: RuleBook, decisions: Sequence[Decision], by_policy: Sequence[Voucher] = ()) -> EntityBooks:
    """The books of one entity. Its own registers post; what other papers call for waits; nothing outside the quarter is touched.

    by_policy  vouchers that a policy of the company posts in a checker's place
    """
    placed, homes = handin.of(entity.code), handin.homes.get(entity.code, {})
    said = _said(handin, entity, rules, decisions, homes)
    approved = tuple(at_home(voucher, homes) for voucher in (*approved_vouchers(decisions, entity.code), *by_policy))
    first_look = _together(_draft_rows(placed, entity.code, None), homes)
    chart, _ = _chart(handin, entity, placed, rules, said, [*first_look.drafts, *map(_as_draft, approved)])
    # A second look with the chart in hand: which leg is the party, and what a nameless type of voucher is, show only now.
    by_paper = _draft_rows(placed, entity.code, chart_with_written(chart, homes))
    rows = _together(by_paper, homes)
    drafts, findings = merge_duplicates(rows.drafts)
    asked, either = _day_order(placed, handin.quarter)
    drafts = tuple(draft for draft in drafts if draft.place not in asked)
    posted, beyond, found = _to_post(drafts, chart, handin.quarter, {each.paper.sha256: each.paper.name for each in placed})
    findings = (
        *findings,
        *check_changed(entity.code, _registers(placed, by_paper)),
        *either,
        *found,
        *check_numbers(drafts, rows.cancelled),
        *_unposted(rows, entity.code),
    )
    posted = tuple(sorted((*posted, *approved), key=lambda voucher: (voucher.day, voucher.key)))

    # Limits of tax deduction are judged on the year: what the registers hold of its earlier quarters counts.
    year = [each for each in beyond if each.day in handin.quarter.year and each.day < handin.quarter.first_day]
    law = to_law((*year, *posted), chart, rules.tax, handin.company, handin.quarter, entity.code, _rates(handin))
    papers = check_papers(
        _invoices(placed),
        entity,
        chart,
        rules.model,
        posted,
        rules.knowledge,
        law,
        taught_cases(decisions, entity.code),
        {each.paper.sha256: each.paper.name for each in placed},
    )
    states = sorted({gstin[:2] for gstin in entity.gstins})
    payroll = check_payroll([each.extraction for each in placed], entity.code, handin.quarter, chart, rules.model, rules.tax, posted, states)
    done = {voucher.key for voucher in approved}
    waiting = tuple(sorted((draft for draft in (*papers.drafts, *payroll.drafts) if draft.key not in done), key=lambda draft: draft.key))
    everyone = [*rows.drafts, *waiting, *map(_as_draft, approved)]
    opened, wrong_day = _opening_rows(placed, entity.code, handin.quarter)

    def open_books(chart: Chart) -> Opening:
        column, masters = opening_column_rows(placed, handin.quarter), _masters(placed)
        tree = to_tree(masters, (*opened, *column), rules.model)
        return opening_balances(entity.code, chart, masters, opened, column, handin.quarter, said.prior, tree)

    chart, chart_findings = _chart(handin, entity, placed, rules, said, everyone)
    opening = open_books(chart)
    if strangers := opening.balances.keys() - chart.keys():
        # The ledger that takes over the profit of the year before may be one that no paper has shown.
        chart, chart_findings = _chart(handin, entity, placed, rules, said, everyone, strangers)
        opening = open_books(chart)
    chart = {name: replace(account, opening=opening.balances.get(name, ZERO)) for name, account in chart.items()}
    # A voucher that a policy made of the paper says nothing of it that the paper did not say itself.
    own = {voucher.key for voucher in by_policy}
    links = tuple(
        PaperLink(sha256, part, match.voucher, match.reasons, _agrees(match) and match.voucher not in own)
        for (sha256, part), match in sorted(papers.matches.items())
        if match.voucher
    )
    links = (*links, *(PaperLink(sha256, part, voucher, reasons, True) for sha256, part, voucher, reasons in payroll.links))
    everything = (*findings, *papers.findings, *payroll.findings, *chart_findings, *said.findings, *wrong_day, *opening.findings)
    return EntityBooks(
        entity=entity.code,
        chart=chart,
        opening=opening.balances,
        opening_source=opening.source,
        posted=posted,
        beyond=beyond,
        waiting=waiting,
        links=links,
        findings=tuple(replace(each, entity=each.entity or entity.code) for each in everything),
        opening_sources=opening.sources,
        opening_differences=opening.differences,
        grounds={draft.key: papers.grounds[draft.key] for draft in waiting if draft.key in papers.grounds},
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What people said about ledgers, and what the prior close hands on, under the names that ledgers have now."""

    decisions: Sequence[Decision]
    memory: Mapping[str, Sequence[Remembered]]
    prior: PriorClose | None
    findings: tuple[Finding, ...]


def _said(handin: HandIn, entity: Entity, rules: RuleBook, decisions: Sequence[Decision], homes: Homes) -> _Said:
    before, prior = (
        replace(each, balances=balances_at_home(each.balances, homes), groups={homes.get(name, name): group for name, group in each.groups.items()})
        if each
        else None
        for each in prior_closes(decisions, entity.code)
    )
    findings = (*check_mappings(decisions, handin.company, entity.code, rules.layout), *check_prior_changed(entity.code, before, prior))
    return _Said(decisions, memory_of(decisions), prior, findings)


def _agrees(match: PaperMatch) -> bool:
    """Two readings of one supply that were made apart, by the books and from the paper, and say the same."""
    said = " ".join(match.reasons)
    return not match.findings and "number " in said and "total " in said and ("GSTIN " in said or "party " in said)


def closing_rows(placed: Iterable[Placed], quarter: Quarter) -> tuple[TrialBalanceRow, ...]:
    """The handed-in trial balance at the quarter's end: rows of the paper whose period ends there, else of the one that states no period.

    Where branches hand in one each, their ledgers are added up by name.
    """
    papers = [each for each in placed if each.role is PaperRole.INBOX and each.extraction.kind is DocumentKind.TRIAL_BALANCE]
    dated = [each for each in papers if each.extraction.text("period_to") == quarter.last_day.isoformat()]
    chosen = dated or [each for each in papers if not each.extraction.text("period_to")]
    branches = {each.extraction.text("branch"): each for each in chosen}
    chosen = [branches[""]] if "" in branches else [branches[name] for name in sorted(branches)]
    rows = [row for each in chosen for row in each.extraction.rows if isinstance(row, TrialBalanceRow)]
    return tuple(rows) if len(chosen) <= 1 else _added_up(rows)


def opening_column_rows(placed: Iterable[Placed], quarter: Quarter) -> tuple[TrialBalanceRow, ...]:
    """The closing trial balance, where its opening column can be of the quarter's first day: a year-to-date one opens on 1 April and says nothing of it."""
    own = [each for each in placed if each.extraction.text("period_from") in ("", quarter.first_day.isoformat())]
    return closing_rows(own, quarter)


def _added_up(rows: Sequence[TrialBalanceRow]) -> tuple[TrialBalanceRow, ...]:
    def plus(one: Paise | None, other: Paise | None) -> Paise | None:
        return other if one is None else one if other is None else Paise(one + other)

    total: dict[str, TrialBalanceRow] = {}
    for row in leaves(rows):
        standing = total.get(row.name)
        total[row.name] = (
            row
            if standing is None
            else replace(
                standing,
                closing=Paise(standing.closing + row.closing),
                opening=plus(standing.opening, row.opening),
                debit=plus(standing.debit, row.debit),
                credit=plus(standing.credit, row.credit),
            )
        )
    return tuple(total.values())


def _registers(placed: Sequence[Placed], by_paper: Sequence[Drafted]) -> list[HandedIn]:
    """Each register of the entity with its vouchers, to tell a second export from another register: kind, branch and book are the same."""
    made = []
    for each, drafted in zip(placed, by_paper, strict=True):
        extraction, drafts = each.extraction, drafted.drafts
        if drafts:
            series = "/".join((extraction.kind.value, squeezed(extraction.text("branch")), squeezed(extraction.text("ledger"))))
            name = f"{each.paper.name}, {extraction.part}" if extraction.part else each.paper.name
            days = [date.fromisoformat(text) if (text := extraction.text(field)) else None for field in ("period_from", "period_to")]
            made.append(HandedIn(each.paper.sha256, extraction.part, name, series, drafts, days[0], days[1]))
    return made


def _draft_rows(placed: Sequence[Placed], entity: str, chart: Chart | None) -> list[Drafted]:
    """What each paper says was booked, under the names that ledgers have on it."""
    return [drafts_of([each.extraction], entity, each.extraction.text("branch"), chart) for each in placed]


def _together(made: Sequence[Drafted], homes: Homes) -> Drafted:
    """All of it under the names that ledgers have now."""
    return Drafted(
        tuple(at_home(draft, homes) for each in made for draft in each.drafts),
        tuple(at_home(draft, homes) for each in made for draft in each.cancelled),
        tuple(at_home(draft, homes) for each in made for draft in each.unposted),
    )


def _chart(
    handin: HandIn, entity: Entity, placed: Sequence[Placed], rules: RuleBook, said: _Said, drafts: Iterable[VoucherDraft], more: Iterable[str] = ()
) -> tuple[Chart, tuple[Finding, ...]]:
    drafts, homes = list(drafts), handin.homes.get(entity.code, {})
    seen = {line.ledger for draft in drafts for line in draft.lines} | set(more) | set(homes.values())
    if len(handin.company.entities) == 1:
        seen |= {homes.get(bank.ledger, bank.ledger) for bank in handin.company.bank_accounts if bank.entity in ("", entity.code)}
    prior = said.prior
    seen |= {name for name, amount in prior.balances.items() if amount} if prior else set()
    balances = (*_balance_rows(placed, PaperRole.OPENING), *_balance_rows(placed, PaperRole.INBOX))
    masters = _masters(placed)
    moved_at: dict[str, Place] = {}
    for draft in drafts:
        for line in draft.lines:
            if place := line.place or draft.place:
                moved_at.setdefault(line.ledger, place)
    everything = seen | {row.name for row in (*masters, *balances)}
    index = name_index(rules.model)
    return build_chart(
        entity,
        handin.company.division,
        rules.model,
        masters,
        balances,
        seen,
        mapped_ledgers(said.decisions, handin.company, entity.code, everything, rules.layout),
        uses=groups_by_use(drafts),
        group_companies=handin.company.entities,
        names=lambda name: offers_of_name(name, index),
        memory=said.memory,
        groups_before=prior.groups if prior else None,
        moved_at=moved_at,
    )


def _masters(placed: Iterable[Placed]) -> tuple[MasterRow, ...]:
    return tuple(row for each in placed for row in each.extraction.rows if isinstance(row, MasterRow))


def _balance_rows(placed: Iterable[Placed], role: PaperRole) -> tuple[TrialBalanceRow, ...]:
    return tuple(row for each in placed if each.role is role for row in each.extraction.rows if isinstance(row, TrialBalanceRow))


def _opening_rows(placed: Iterable[Placed], entity: str, quarter: Quarter) -> tuple[tuple[TrialBalanceRow, ...], tuple[Finding, ...]]:
    """Rows of the trial balances that the company names as its opening ones, else of those handed in as at the day before the quarter.

    A named one that says it is of another day opens nothing: opening.wrong_day.
    """
    rows: list[TrialBalanceRow] = []
    placed = tuple(placed)
    findings: list[Finding] = []
    before = quarter.first_day - timedelta(days=1)
    for each in placed:
        if each.role is not PaperRole.OPENING:
            continue
        own = [row for row in each.extraction.rows if isinstance(row, TrialBalanceRow)]
        stands = each.extraction.text("period_to")
        if own and stands and stands != before.isoformat():
            sentence = (
                f"{each.paper.name} is a trial balance as at {date.fromisoformat(stands):%d-%m-%Y}; the books of {entity} open with the one as at "
                f"{before:%d-%m-%Y}. It was not used: name the right paper as the opening trial balance."
            )
            place = (Place(each.paper.sha256),)
            findings.append(Finding("opening.wrong_day", Severity.BLOCKING, f"document:{each.paper.sha256}", sentence, evidence=place, entity=entity))
        else:
            rows += own
    if not rows:
        # One paper for each branch, as for the closing trial balance: the same one handed in twice opens the books once.
        rows = list(closing_rows([each for each in placed if each.extraction.text("period_to") == before.isoformat()], quarter.previous()))
    return tuple(rows), tuple(findings)


def _rates(handin: HandIn) -> tuple[RateRow, ...]:
    """Rates of exchange are the same for every company of the group, whoever handed them in."""
    return tuple(row for each in handin.placed for row in each.extraction.rows if isinstance(row, RateRow))


def _invoices(placed: Iterable[Placed]) -> list:
    return [each.extraction for each in placed if each.extraction.kind in INVOICES]


def _day_order(placed: Iterable[Placed], quarter: Quarter) -> tuple[frozenset[Place], tuple[Finding, ...]]:
    """Registers whose days lie in the quarter only with the month first: their vouchers' places, which nobody posts until a person said which it is."""
    places: list[Place] = []
    findings: list[Finding] = []
    for each in placed:
        rows = [row for row in each.extraction.rows if isinstance(row, RegisterRow)] if each.extraction.text(DATES_EITHER) else []
        outside = [row for row in rows if row.day not in quarter]
        if not outside or not all(row.day.replace(month=row.day.day, day=row.day.month) in quarter for row in rows):
            continue
        places += [row.place for row in rows]
        sentence = (
            f"{each.paper.name}: with the day first {len(outside)} of {len(rows)} vouchers are dated outside of {quarter}, with the month first all of them lie in it. "
            "None was posted: say which stands first with the paper's columns."
        )
        shown = tuple(row.place for row in outside)[:PLACES_MOST]
        findings.append(Finding("register.day_order_unclear", Severity.BLOCKING, f"document:{each.paper.sha256}", sentence, evidence=shown))
    return frozenset(places), tuple(findings)


def _to_post(
    drafts: Sequence[VoucherDraft], chart: Chart, quarter: Quarter, names: Mapping[str, str]
) -> tuple[tuple[Voucher, ...], tuple[Voucher, ...], tuple[Finding, ...]]:
    posted: list[Voucher] = []
    beyond: list[Voucher] = []
    findings: list[Finding] = []
    outside: defaultdict[tuple[str, bool], list[VoucherDraft]] = defaultdict(list)
    for draft in drafts:
        if draft.day not in quarter:
            outside[draft.place.document if draft.place else "", draft.day < quarter.first_day].append(draft)
            beyond += [to_voucher(draft)] if is_sound(draft) else []
            continue
        findings += check_draft(draft, chart)
        if is_sound(draft):
            posted.append(to_voucher(draft))
    for (document, before), each in sorted(outside.items()):
        belong = "belong" if len(each) > 1 else "belongs"
        when = (
            f"before {quarter.first_day:%d-%m-%Y} and {belong} to an earlier quarter"
            if before
            else f"after {quarter.last_day:%d-%m-%Y} and {belong} to a later quarter"
        )
        count = (
            f"{len(each)} vouchers of {names.get(document, 'this register')} are"
            if len(each) > 1
            else f"1 voucher of {names.get(document, 'this register')} is"
        )
        shown = ", ".join(draft.number or f"row {draft.place.row if draft.place else ''}" for draft in each[:3]) + (
            f" and {len(each) - 3} more" if len(each) > 3 else ""
        )
        sentence = f"{count} dated {when} ({shown}): not posted into {quarter}."
        subject = f"document:{document}/{'before' if before else 'after'}"
        findings.append(Finding("register.outside_quarter", Severity.INFO, subject, sentence, evidence=_places(each)))
    return tuple(posted), tuple(beyond), tuple(findings)


def _unposted(rows: Drafted, entity: str) -> tuple[Finding, ...]:
    # Bills whose ledgers a register leaves open are told where the register asks for them.
    unposted = [draft for draft in rows.unposted if all(line.ledger for line in draft.lines)]
    if not unposted:
        return ()
    total = Paise(sum(line.amount for draft in unposted for line in draft.lines if line.amount > 0))
    sentence = f"{len(unposted)} optional or memorandum vouchers of {rupee_text(total)} are kept for the record and not posted."
    return (Finding("register.not_posting", Severity.INFO, f"register:{entity}/unposted", sentence, total, evidence=_places(unposted), entity=entity),)


def _places(drafts: Sequence[VoucherDraft]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(draft.place for draft in drafts if draft.place))[:PLACES_MOST]


def _as_draft(voucher: Voucher) -> VoucherDraft:
    return VoucherDraft(
        key=voucher.key,
        entity=voucher.entity,
        kind=voucher.kind,
        day=voucher.day,
        lines=voucher.lines,
        source=voucher.source,
        number=voucher.number,
        party=voucher.party,
        place=voucher.place,
    )
