"""Parties, open bills, ageing, late payment and foreign money of one entity, made from its books, its papers and what people decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from qrt.core.base.company import Entity, QuotedRate
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.types import Decision, EntityBooks, HandIn, PaperRole, Placed
from qrt.core.currency.lines import check_foreign_lines
from qrt.core.currency.narrated import check_narrated, foreign_from_narrations
from qrt.core.currency.positions import holdings
from qrt.core.currency.rates import RateTable, check_quotes, rate_table
from qrt.core.currency.revalue import Setting, revalue
from qrt.core.currency.types import Revaluation
from qrt.core.documents.types import DocumentKind, Gstr2bLine, MasterRow, OpenBillRow, RateRow
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import PLACES_MOST, TrialBalance
from qrt.core.parties.ageing import Ageing, age
from qrt.core.parties.bills import name_bills, open_bills
from qrt.core.parties.entries import OpeningBill, entries_of
from qrt.core.parties.msme import late_payments
from qrt.core.parties.result import EntityAgeing, EntityParties
from qrt.core.parties.rules import PartyRules, ageing_rule
from qrt.core.parties.types import Party, PartyBills
from qrt.core.parties.who import check_same, find_parties, propose_same
from qrt.core.statements.placing import place_ledgers
from qrt.core.statements.types import Layout


def keep_bills(handin: HandIn, entity: Entity, books: EntityBooks, decisions: Sequence[Decision]) -> EntityParties:
    """Open bills of every party at the end of the quarter.

    The opening bills of a party are those that a person entered, else those of a list of open bills of the day before the quarter; where there is neither,
    vouchers of earlier days that came with the registers tell the bills, and only what they do not explain is an opening balance without bills.
    """
    placed, quarter = handin.of(entity.code), handin.quarter
    masters = [row for each in placed for row in each.extraction.rows if isinstance(row, MasterRow)]
    portal = [row for each in placed for row in each.extraction.rows if isinstance(row, Gstr2bLine)]
    history = [voucher for voucher in books.beyond if voucher.day < quarter.first_day]
    parties = find_parties(books.chart, masters, (*history, *books.posted), portal, _party_words(decisions, entity.code))
    listed, closing, lost = _listed_bills(placed, parties, quarter)
    entered = _entered_bills(decisions, entity.code)
    told = foreign_from_narrations(books.posted, books.chart, parties, entity.currency)
    entries = entries_of(told, books.chart, parties, entity.currency)
    earlier = entries_of(foreign_from_narrations(history, books.chart, parties, entity.currency), books.chart, parties, entity.currency)
    allocated, words = _allocations(decisions, entity.code), _bill_words(decisions, entity.code)
    found: dict[str, PartyBills] = {}
    by_name = name_bills(parties, entries)
    for ledger, party in parties.items():
        opening = books.opening.get(ledger, ZERO)
        bills = entered.get(ledger) or listed.get(ledger, ())
        before = [] if bills else earlier.get(ledger, [])
        start = Paise(opening - sum(entry.amount for entry in before))
        moves = [*before, *entries.get(ledger, [])]
        said = allocated.get(ledger, {})
        found[ledger] = open_bills(party, start, bills, moves, quarter.last_day, allocated=said, words=words.get(ledger, {}), by_name=by_name)
    same = propose_same(parties)
    findings = (
        *lost,
        *(finding for each in found.values() for finding in each.findings),
        *_check_closing(found, closing, entity.code),
        *check_same(same, parties),
        *check_narrated(books.posted, told, entity.code),
    )
    return EntityParties(entity.code, found, same, findings)


def draw_ageing(kept: EntityParties, rules: PartyRules, balance: TrialBalance, books: EntityBooks, layout: Layout, quarter: Quarter) -> EntityAgeing:
    """Both schedules against the balance sheet, and the list of late payments."""
    day = quarter.last_day
    shares = place_ledgers(kept.entity, ((line.ledger, line.closing) for line in balance.lines), books.chart, layout)
    placed = {each.share.ledger: (each.key, each.share.amount) for each in shares}
    drawn: dict[str, Ageing] = {}
    for schedule in ("receivables", "payables"):
        if rule := ageing_rule(rules, schedule, str(layout.division), day):
            drawn[schedule] = age(kept.entity, schedule, rule, kept.bills, placed, books.chart, day)
    msme = late_payments(kept.entity, kept.bills, rules, quarter)
    findings = (*(finding for each in drawn.values() for finding in each.findings), *msme.findings)
    return EntityAgeing(drawn.get("receivables"), drawn.get("payables"), msme, findings)


def value_foreign(handin: HandIn, entity: Entity, books: EntityBooks, kept: EntityParties, decisions: Sequence[Decision]) -> Revaluation:
    """Foreign money of one entity at the closing rate, with drafts of what the books have not booked."""
    own, company = entity.currency, handin.company
    table = named_rates(handin, decisions)
    held = holdings(books.posted, books.chart, books.opening, kept.bills, _foreign_openings(decisions, entity.code), own)
    findings = (*check_foreign_lines(books.posted, own), *(check_quotes(table, entity.code) if held else ()))
    taken = {voucher.key for voucher in books.posted}
    setting = Setting(entity.code, own, handin.quarter, books.chart, company.policy.reverse_revaluation, taken)
    return revalue(held, table, setting, findings)


def named_rates(handin: HandIn, decisions: Sequence[Decision]) -> RateTable:
    """Every rate that papers, the company and people name."""
    rows = [(row, each.paper.name) for each in handin.placed for row in each.extraction.rows if isinstance(row, RateRow)]
    return rate_table(rows, handin.company.rates, _decided_rates(decisions))


def _of(decisions: Iterable[Decision], kind: str, entity: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Subject without its entity, and content, of every decision of a kind in an entity."""
    prefix = f"{entity}|"
    for decision in decisions:
        if decision.kind == kind and decision.subject.startswith(prefix):
            yield decision.subject.removeprefix(prefix), decision.content


def _party_words(decisions: Sequence[Decision], entity: str) -> dict[str, dict[str, Any]]:
    words: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for ledger, content in _of(decisions, "party_set", entity):
        words[ledger] |= dict(content)
    return dict(words)


def _bill_words(decisions: Sequence[Decision], entity: str) -> dict[str, dict[str, dict[str, Any]]]:
    words: defaultdict[str, defaultdict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for kind in ("bill_disputed", "bill_doubtful"):
        for subject, content in _of(decisions, kind, entity):
            ledger, _, bill = subject.partition("|")
            words[ledger][bill] |= dict(content)
    return {ledger: dict(bills) for ledger, bills in words.items()}


def _allocations(decisions: Sequence[Decision], entity: str) -> dict[str, dict[str, list[tuple[str, Paise]]]]:
    chosen: defaultdict[str, dict[str, list[tuple[str, Paise]]]] = defaultdict(dict)
    for subject, content in _of(decisions, "bill_allocated", entity):
        ledger, _, voucher = subject.partition("|")
        chosen[ledger][voucher] = [(str(each["bill"]), Paise(int(each["amount_paise"]))) for each in content.get("bills", ())]
    return dict(chosen)


def _entered_bills(decisions: Sequence[Decision], entity: str) -> dict[str, tuple[OpeningBill, ...]]:
    entered: dict[str, tuple[OpeningBill, ...]] = {}
    for ledger, content in _of(decisions, "open_bills_set", entity):
        entered[ledger] = tuple(
            OpeningBill(
                number=str(each["bill"]),
                amount=Paise(int(each["amount_paise"])),
                day=_day(each.get("day")),
                due_day=_day(each.get("due_day")),
                source="entered by a person",
                currency=str(each.get("currency") or ""),
                foreign_amount=int(each.get("foreign_amount") or 0),
            )
            for each in content.get("bills", ())
        )
    return entered


def _foreign_openings(decisions: Sequence[Decision], entity: str) -> dict[str, tuple[str, int, Paise | None]]:
    found: dict[str, tuple[str, int, Paise | None]] = {}
    for ledger, content in _of(decisions, "foreign_opening_set", entity):
        carrying = content.get("amount_paise")
        found[ledger] = (str(content["currency"]), int(content["foreign_amount"]), None if carrying is None else Paise(int(carrying)))
    return found


def _decided_rates(decisions: Sequence[Decision]) -> list[QuotedRate]:
    rates: list[QuotedRate] = []
    for decision in decisions:
        if decision.kind == "rate_set":
            currency, day, kind = decision.subject.split("|", 2)
            try:
                rates.append(
                    QuotedRate(currency, date.fromisoformat(day), Decimal(str(decision.content["rate"])), kind, str(decision.content.get("source") or ""))
                )
            except InvalidOperation as wrong:
                raise AssertionError(f"a rate was decided that is none: {decision.content}") from wrong
    return rates


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)) if text else None


Listed = dict[str, tuple[OpeningBill, ...]]


def _listed_bills(placed: Sequence[Placed], parties: Mapping[str, Party], quarter: Quarter) -> tuple[Listed, Listed, list[Finding]]:
    """Bills of the day before the quarter, bills of its last day, and papers or names that fit neither."""
    by_name = {squeezed(ledger): ledger for ledger in sorted(parties, reverse=True)}
    before, after = defaultdict[str, list[OpeningBill]](list), defaultdict[str, list[OpeningBill]](list)
    findings: list[Finding] = []
    for each in placed:
        rows = [row for row in each.extraction.rows if isinstance(row, OpenBillRow)]
        if each.extraction.kind is not DocumentKind.OPEN_BILLS or not rows:
            continue
        side = _side_of(each, rows, quarter)
        if side is None:
            sentence = (
                f"{each.paper.name} lists open bills of {_day_text(_stated(each))}; wanted are those of {quarter.first_day - timedelta(days=1):%d-%m-%Y} "
                f"or {quarter.last_day:%d-%m-%Y}. It was not used."
            )
            place = (Place(each.paper.sha256),)
            findings.append(Finding("party.bills_wrong_day", Severity.WARNING, f"document:{each.paper.sha256}", sentence, evidence=place, entity=each.entity))
            continue
        strange: dict[str, int] = {}
        stand: defaultdict[str, list[Place]] = defaultdict(list)
        for row in rows:
            ledger = row.party if row.party in parties else by_name.get(squeezed(row.party), "")
            if ledger:
                bill = OpeningBill(row.bill, row.amount, row.day, row.due_day, each.paper.name, row.place)
                (before if side == "before" else after)[ledger].append(bill)
            else:
                strange[row.party] = strange.get(row.party, 0) + row.amount
                stand[row.party].append(row.place)
        for name, amount in sorted(strange.items()):
            sentence = f"{each.paper.name} lists bills of “{name}” ({rupee_text(Paise(amount))}), and the books have no customer or vendor of that name."
            subject = f"party:{each.entity}/{name}"
            findings.append(
                Finding("party.bills_of_stranger", Severity.WARNING, subject, sentence, Paise(abs(amount)), "", tuple(stand[name][:PLACES_MOST]), each.entity)
            )
    return {name: tuple(bills) for name, bills in before.items()}, {name: tuple(bills) for name, bills in after.items()}, findings


def _stated(each: Placed) -> str:
    return each.extraction.text("as_on") or each.extraction.text("period_to")


def _day_text(stated: str) -> str:
    """A day as sentences write it; what is no day stays as it is written."""
    try:
        return f"{date.fromisoformat(stated):%d-%m-%Y}"
    except ValueError:
        return stated or "a day that it does not state"


def _side_of(each: Placed, rows: Sequence[OpenBillRow], quarter: Quarter) -> str | None:
    """Which day's bills a paper lists: "before" the quarter, "after" it, None for another day."""
    if stated := _stated(each):
        return {(quarter.first_day - timedelta(days=1)).isoformat(): "before", quarter.last_day.isoformat(): "after"}.get(stated)
    if each.role is PaperRole.OPENING:
        return "before"
    return "after" if any(row.day and row.day >= quarter.first_day for row in rows) else "before"


def _check_closing(found: Mapping[str, PartyBills], closing: Listed, entity: str) -> Iterable[Finding]:
    """party.closing_bills_differ: the company's own list of open bills at the quarter's end says another total than its ledger."""
    for ledger, bills in sorted(closing.items()):
        listed = Paise(sum(bill.amount for bill in bills))
        if out := Paise(found[ledger].balance - listed):
            sentence = (
                f"{bills[0].source} lists open bills of {ledger} of {rupee_text(listed)}, and its ledger stands at {rupee_text(found[ledger].balance)}: "
                f"they are apart by {rupee_text(Paise(abs(out)))}."
            )
            places = tuple(bill.place for bill in bills[:3] if bill.place)
            yield Finding("party.closing_bills_differ", Severity.WARNING, f"party:{entity}/{ledger}/closing", sentence, Paise(abs(out)), "", places, entity)
