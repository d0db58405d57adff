"""Checks of an auditor over the whole book. Each is careful: it would rather say nothing than cry wolf."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.audit.accruals import check_standing_accruals
from qrt.core.audit.cash import check_cash
from qrt.core.audit.dues import check_dues
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.base.place import Place
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, TrialBalance, Voucher, VoucherKind, places_of
from qrt.core.recon.references import document_number, party_name
from qrt.core.tax.rules import TaxRules

_PERSONAL = re.compile(
    r"\b(?:personal|drawings?|family (?:trip|holiday|vacation|function|dinner)|wedding|marriage|birthday|honeymoon|jewell?ery|school fees?|tuition fees?|"
    r"home (?:renovation|interiors?|appliances?|furniture)|residence (?:renovation|repairs?)|self use|own use|"
    r"(?:director|promoter|proprietor|md)(?:'?s)? (?:family|house|home|residence|son|daughter|wife|personal|villa|flat))\b",
    re.IGNORECASE,
)
_NOT_PERSONAL = re.compile(r"\b(?:personal (?:loan recovery|protective|computer|accident)|non personal|staff birthday|employee)\b", re.IGNORECASE)
_REPAIR = re.compile(r"\b(?:repairs?|maintenance|spares?|upkeep|amc|servicing|service charges?|consumables?|stores)\b", re.IGNORECASE)
_CAPITAL = re.compile(
    r"\b(?:new|purchase of|supply of|bought|acquisition of|installation of|installed|erection|commissioning|capex|capital|overhaul with|upgrade to|extension of|construction of)\b"
    r"(?:\W+\w+){0,4}?\W+(?:machines?|machinery|plant|equipment|lathe|cnc|press|generators?|dg set|air conditioners?|ac units?|compressors?|motors?|servers?|laptops?|computers?|vehicles?|cars?|trucks?|forklifts?|"
    r"furniture|building|shed|roof|boiler|chiller|lift|elevator|transformers?|line|robots?|moulds?|printer|ups|assembly|unit|conveyor|crane|furnace|hvac|solar)\b"
    r"|\bnew(?:\W+\w+){1,5}?\W+(?:installation|installed|erection|erected|commissioning|commissioned)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"(?<![\w/-])(?=[\w/-]*\d)[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)+(?![\w/-])")
_A_DATE = re.compile(r"\b(?:\d{1,2}|\d{4})([-/.])(?:0?[1-9]|1[0-2]|[A-Za-z]{3})\1\d{2,4}\b")
_WORD = re.compile(r"(?<![\w/-])(?=[A-Za-z0-9]*\d)(?:(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{3,16}|\d{4,8})(?![\w/-])")
_YEAR_ALONE = re.compile(r"(?:20)?\d\d[-/](?:20)?\d\d")
_RECURRING = re.compile(
    r"\b(?:rent|lease|retainer|retainership|subscription|security services?|housekeeping|internet|amc|salary|salaries|wages|electricity|insurance premium)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AuditPolicy:
    """Thresholds in paise and days. `capital_from` is the least amount of a repair that may be capital, `small` what no check looks at."""

    small: Paise = Paise(1_000_00)
    capital_from: Paise = Paise(50_000_00)
    round_journal_from: Paise = Paise(5_00_000_00)
    round_journal_days: int = 3
    duplicate_days: int = 10
    cut_off_days: int = 45
    unusual_times: int = 20


def check_book(
    vouchers: Iterable[Voucher], chart: Chart, trial_balance: TrialBalance, policy: AuditPolicy | None = None, rules: TaxRules | None = None
) -> tuple[Finding, ...]:
    """All that an auditor would ask about one entity's period, in the order of the checks.

    The vouchers may reach beyond the period of the trial balance: what lies outside is only used to see cut-off errors. rules: the law on cash and on dues; without
    it nothing is said of these.
    """
    limits, law = policy or AuditPolicy(), rules or TaxRules()
    first, last = trial_balance.first_day, trial_balance.last_day
    ordered = sorted((voucher for voucher in vouchers if voucher.entity == trial_balance.entity), key=lambda each: (each.day, each.key))
    inside = [voucher for voucher in ordered if first <= voucher.day <= last]
    return (
        *_cut_off(ordered, chart, first, last, limits),
        *_paid_twice(inside, chart, trial_balance, limits),
        *_personal(inside, chart, limits),
        *_capital_in_repairs(inside, chart, limits),
        *_missing_recurring(inside, chart, first, last, limits),
        *check_standing_accruals(inside, chart, trial_balance),
        *_negative_cash(inside, chart, trial_balance),
        *check_cash(inside, chart, law.cash),
        *check_dues(inside, chart, trial_balance, law),
        *_suspense(chart, trial_balance),
        *_two_sided_parties(chart, trial_balance),
        *_round_journals(inside, chart, last, limits),
        *_unusual(inside, chart, limits),
        *_days_off(inside),
    )


def _cut_off(vouchers: Sequence[Voucher], chart: Chart, first: date, last: date, limits: AuditPolicy) -> Iterator[Finding]:
    """A document dated in one period and booked in another, where it moves profit."""
    for voucher in vouchers:
        document = voucher.reference_day
        if document is None or voucher.kind not in (VoucherKind.PURCHASE, VoucherKind.SALES) or abs(_profit(voucher, chart)) < limits.small:
            continue
        amount = abs(_profit(voucher, chart))
        law = "Schedule III; AS 1 / Ind AS 1: accrual"
        if voucher.day > last and first <= document <= last:
            sentence = f"{_name(voucher)} is dated {document:%d-%m-%Y}, inside the period, but booked after its end: accrue Rs {rupee_text(Paise(amount))} in the period."
            yield _finding(voucher, "audit.cutoff", Severity.ERROR, sentence, amount, law)
        elif first <= voucher.day <= last and document > last:
            sentence = f"{_name(voucher)} is booked in the period, but its document is dated {document:%d-%m-%Y}, after the period ends: move Rs {rupee_text(Paise(amount))} to the next."
            yield _finding(voucher, "audit.cutoff", Severity.ERROR, sentence, amount, law)
        elif first <= voucher.day <= last and document < first and voucher.day - document > timedelta(days=limits.cut_off_days) // 3:
            sentence = (
                f"{_name(voucher)} is booked in the period, but its document is dated {document:%d-%m-%Y}, before it began: see whether it was accrued then."
            )
            yield _finding(voucher, "audit.cutoff", Severity.WARNING, sentence, amount, law)
    for voucher in vouchers:
        if not first <= voucher.day <= last and not (voucher.reference_day and first <= voucher.reference_day <= last):
            sentence = f"{_name(voucher)} lies outside the period {first:%d-%m-%Y} to {last:%d-%m-%Y} and is not in its balances."
            yield _finding(voucher, "audit.outside_period", Severity.INFO, sentence, 0, "")


def _profit(voucher: Voucher, chart: Chart) -> int:
    return sum(line.amount for line in voucher.lines if (account := chart.get(line.ledger)) and account.nature in ("income", "expense"))


def _paid_twice(vouchers: Sequence[Voucher], chart: Chart, trial_balance: TrialBalance, limits: AuditPolicy) -> Iterator[Finding]:
    """Two payments of one amount to one party within some days, that name the same bill, or name none and have at most one bill of that amount to pay.

    Payments that together do not exceed the bill they name are instalments. Where the books hold the bill that both name, it does not matter how many days lie between.
    """
    opening = {line.ledger: line.opening for line in trial_balance.lines}
    payments: dict[tuple[str, int], list[Voucher]] = defaultdict(list)
    owed: dict[tuple[str, int], int] = defaultdict(int)
    bills: dict[tuple[str, str], int] = defaultdict(int)
    for voucher in vouchers:
        paid: defaultdict[str, set[int]] = defaultdict(set)
        for line in voucher.lines:
            account = chart.get(line.ledger)
            if account and _is_party(account):
                if voucher.kind is VoucherKind.PAYMENT:
                    paid[line.ledger].add(line.amount)
                elif line.amount < 0:
                    owed[(line.ledger, -line.amount)] += 1
                    bills[(line.ledger, document_number(voucher.reference))] -= line.amount
        for ledger, parts in paid.items():
            # Bill by bill and as a whole, each amount once: a payment of two equal bills is not two payments.
            whole = sum(line.amount for line in voucher.lines if line.ledger == ledger)
            for amount in sorted(parts | {whole}):
                if amount >= limits.small:
                    payments[(ledger, amount)].append(voucher)
    known: dict[str, set[str]] = defaultdict(set)
    for ledger, number in bills:
        known[ledger].add(number)
    for (ledger, amount), same in sorted(payments.items()):
        named = {voucher.key: _bills(voucher, ledger, known[ledger]) for voucher in same}
        for earlier, later in _following(same, named):
            common = named[earlier.key] & named[later.key]
            if later.day - earlier.day > timedelta(days=limits.duplicate_days) and not any(bills.get((ledger, number), 0) for number in common):
                continue
            instalments = any(bills[(ledger, number)] >= 2 * amount for number in common)
            unnamed = not named[later.key] and owed[(ledger, amount)] <= 1
            overpaid = unnamed and opening.get(ledger, 0) + _moved(vouchers, ledger, later.day) > 0
            alike = unnamed and _alike(_said(earlier), _said(later))
            if (common and not instalments) or overpaid or alike:
                why = (
                    "for the same bill"
                    if common
                    else "and the account now stands in debit"
                    if overpaid
                    else "in the same words, and the books hold no two bills of that amount"
                )
                sentence = f"{_name(later)} pays {ledger} Rs {rupee_text(Paise(amount))}, as {_name(earlier)} did: {why}. Recover it or show the second bill."
                severity = Severity.ERROR if common or overpaid else Severity.WARNING
                yield _finding(later, "audit.duplicate_payment", severity, sentence, amount, "SA 240", (earlier.place,))


def _following(same: Sequence[Voucher], named: Mapping[str, set[str]]) -> Iterator[tuple[Voucher, Voucher]]:
    """Each payment with the last one before it that names a bill which it names too, or else with the one before it. same: by day; named: by the voucher's key."""
    last: dict[str, Voucher] = {}
    for before, voucher in zip((None, *same), same, strict=False):
        earlier = max((last[number] for number in named[voucher.key] if number in last), key=lambda each: each.day, default=before)
        if earlier is not None:
            yield earlier, voucher
        last.update(dict.fromkeys(named[voucher.key], voucher))


def _bills(voucher: Voucher, ledger: str, known: AbstractSet[str]) -> set[str]:
    """Document numbers that a payment names: its bill references, words of its narration that look like one (digits with a separator, no date), and others that are
    the number of one of the party's bills (`known`)."""
    narration = _A_DATE.sub(" ", voucher.narration)
    texts = [line.bill for line in voucher.lines if line.ledger == ledger and line.bill] + _DOCUMENT.findall(narration)
    named = {number for text in texts if (number := document_number(text)) and not _YEAR_ALONE.fullmatch(text)}
    return named | {number for text in _WORD.findall(narration) if (number := document_number(text)) in known}


def _moved(vouchers: Sequence[Voucher], ledger: str, day: date) -> int:
    return sum(line.amount for voucher in vouchers if voucher.day <= day for line in voucher.lines if line.ledger == ledger)


def _said(voucher: Voucher) -> str:
    """The narration without numbers and what names the transfer."""
    words = re.findall(r"[a-z&.]+", re.sub(r"\S*\d\S*|\b(?:neft|rtgs|imps|upi|chq|cheque|no|utr|by)\b", " ", voucher.narration.lower()))
    return " ".join(words)


def _alike(one: str, other: str) -> bool:
    """The same words, or one of them cut off: a narration of at least four words with which the other begins."""
    short, long = sorted((one, other), key=len)
    return short != "" and (short == long or (len(short.split()) >= 4 and long.startswith(f"{short} ")))


def _is_party(account: LedgerAccount) -> bool:
    return account.role == "creditor" or account.group == "Sundry Creditors"


def _personal(vouchers: Sequence[Voucher], chart: Chart, limits: AuditPolicy) -> Iterator[Finding]:
    for voucher in vouchers:
        for line in _expenses(voucher, chart):
            text = f"{line.ledger} {voucher.narration} {voucher.party}"
            found = _PERSONAL.search(text)
            if found and line.amount >= limits.small and not _NOT_PERSONAL.search(text):
                sentence = f"{_name(voucher)} charges Rs {rupee_text(line.amount)} to {line.ledger} and speaks of “{found.group(0).strip()}”: a personal expense is no expense of the company."
                yield _finding(voucher, "audit.personal_expense", Severity.WARNING, sentence, line.amount, "s.37(1) of the 1961 Act; s.188 Companies Act 2013")
                break


def _capital_in_repairs(vouchers: Sequence[Voucher], chart: Chart, limits: AuditPolicy) -> Iterator[Finding]:
    for voucher in vouchers:
        for line in _expenses(voucher, chart):
            found = _CAPITAL.search(f"{voucher.narration} {line.reason if line.place is None else ''}")
            if found and line.amount >= limits.capital_from and _REPAIR.search(line.ledger):
                sentence = f"{_name(voucher)} charges Rs {rupee_text(line.amount)} to {line.ledger}, but is for “{found.group(0)}”: capitalise it if it gives benefit beyond the year."
                yield _finding(voucher, "audit.capital_in_repairs", Severity.ERROR, sentence, line.amount, "AS 10 / Ind AS 16")
                break


def _expenses(voucher: Voucher, chart: Chart) -> Iterator[Line]:
    for line in voucher.lines:
        account = chart.get(line.ledger)
        if line.amount > 0 and account and account.nature == "expense":
            yield line


def _missing_recurring(vouchers: Sequence[Voucher], chart: Chart, first: date, last: date, limits: AuditPolicy) -> Iterator[Finding]:
    """An expense that comes once a month under a name that recurs, and is absent in one month of the period."""
    months = _months(first, last)
    if len(months) < 3:
        return
    booked: dict[str, dict[Month, list[int]]] = defaultdict(lambda: defaultdict(list))
    where: dict[str, Voucher] = {}
    for voucher in vouchers:
        for line in _expenses(voucher, chart):
            if _RECURRING.search(line.ledger):
                booked[line.ledger][Month.of(voucher.day)].append(line.amount)
                where[line.ledger] = voucher
    for ledger, by_month in sorted(booked.items()):
        missing = [month for month in months if month not in by_month]
        amounts = [sum(amounts) for amounts in by_month.values()]
        steady = max(amounts) <= min(amounts) * 5 // 4 and max(len(each) for each in by_month.values()) <= 2
        if len(missing) == 1 and len(by_month) == len(months) - 1 and steady and max(amounts) >= limits.small:
            amount = sum(amounts) // len(amounts)
            sentence = f"{ledger} is booked in every month of the period but {missing[0]}: about Rs {rupee_text(Paise(amount))} may have to be accrued."
            subject = f"ledger:{where[ledger].entity}/{ledger}"
            yield Finding(
                "audit.missing_recurring",
                Severity.WARNING,
                subject,
                sentence,
                Paise(amount),
                "AS 1 / Ind AS 1: accrual",
                _places([where[ledger]]),
                where[ledger].entity,
            )


def _months(first: date, last: date) -> list[Month]:
    found, day = [], first
    while day <= last:
        month = Month.of(day)
        found.append(month)
        day = month.last_day + timedelta(days=1)
    return found


def _negative_cash(vouchers: Sequence[Voucher], chart: Chart, trial_balance: TrialBalance) -> Iterator[Finding]:
    for line in trial_balance.lines:
        account = chart.get(line.ledger)
        if account is None or account.role != "cash" or line.opening < 0:
            continue
        balance, lowest, when = line.opening, 0, trial_balance.first_day
        by_day: dict[date, int] = defaultdict(int)
        for voucher in vouchers:
            by_day[voucher.day] += sum(leg.amount for leg in voucher.lines if leg.ledger == line.ledger)
        for day in sorted(by_day):
            balance = Paise(balance + by_day[day])
            if balance < lowest:
                lowest, when = balance, day
        if lowest < 0:
            sentence = f"Cash in {line.ledger} falls to Rs {rupee_text(Paise(lowest))} on {when:%d-%m-%Y}: cash cannot be negative, so a receipt is missing or a payment was not from cash."
            yield Finding(
                "audit.negative_cash",
                Severity.ERROR,
                f"ledger:{trial_balance.entity}/{line.ledger}",
                sentence,
                Paise(-lowest),
                "SA 500",
                _places(voucher for voucher in vouchers if voucher.day == when and any(leg.ledger == line.ledger for leg in voucher.lines))[:20]
                or account.places,
                trial_balance.entity,
            )


def _suspense(chart: Chart, trial_balance: TrialBalance) -> Iterator[Finding]:
    for line in trial_balance.lines:
        account = chart.get(line.ledger)
        if account and account.role == "suspense" and line.closing:
            sentence = f"{line.ledger} closes at Rs {rupee_text(line.closing)}: clear it before the statements are drawn."
            subject = f"ledger:{trial_balance.entity}/{line.ledger}"
            yield Finding(
                "audit.suspense_balance", Severity.ERROR, subject, sentence, Paise(abs(line.closing)), "Schedule III", account.places, trial_balance.entity
            )


def _two_sided_parties(chart: Chart, trial_balance: TrialBalance) -> Iterator[Finding]:
    """One party, by name or GSTIN, with balances among debtors and among creditors."""
    parties: dict[str, dict[str, Paise]] = defaultdict(dict)
    for line in trial_balance.lines:
        account = chart.get(line.ledger)
        if account and account.role in ("debtor", "creditor") and line.closing:
            parties[account.gstin[2:12] if len(account.gstin) == 15 else party_name(account.name)][f"{account.role}\x1f{account.name}"] = line.closing
    for ledgers in parties.values():
        roles = {name.split("\x1f")[0] for name in ledgers}
        if len(roles) == 2 and len({balance > 0 for balance in ledgers.values()}) == 2:
            names = " and ".join(f"{name.split(chr(31))[1]} ({rupee_text(balance)})" for name, balance in sorted(ledgers.items()))
            sentence = f"The same party stands among debtors and creditors: {names}. They may be shown net only where a right of set-off is enforceable."
            first = min(ledgers).split("\x1f")[1]
            yield Finding(
                "audit.two_sided_party",
                Severity.INFO,
                f"ledger:{trial_balance.entity}/{first}",
                sentence,
                Paise(min(abs(each) for each in ledgers.values())),
                "Ind AS 32.42",
                places_of(chart, (name.split("\x1f")[1] for name in ledgers)),
                trial_balance.entity,
            )


def _round_journals(vouchers: Sequence[Voucher], chart: Chart, last: date, limits: AuditPolicy) -> Iterator[Finding]:
    for voucher in vouchers:
        amount = abs(_profit(voucher, chart))
        late = last - voucher.day <= timedelta(days=limits.round_journal_days)
        if voucher.kind is VoucherKind.JOURNAL and late and amount >= limits.round_journal_from and amount % 1_00_000_00 == 0 and not voucher.party:
            sentence = f"{_name(voucher)} moves profit by the round sum of Rs {rupee_text(Paise(amount))} in the last days of the period: ask for its support."
            yield _finding(voucher, "audit.round_journal", Severity.INFO, sentence, amount, "SA 240.33(a)")


def _unusual(vouchers: Sequence[Voucher], chart: Chart, limits: AuditPolicy) -> Iterator[Finding]:
    """An amount many times the median of its expense ledger, where the ledger has enough entries to have a habit."""
    amounts: dict[str, list[tuple[int, Voucher]]] = defaultdict(list)
    for voucher in vouchers:
        for line in _expenses(voucher, chart):
            amounts[line.ledger].append((line.amount, voucher))
    for ledger, entries in sorted(amounts.items()):
        if len(entries) < 12:
            continue
        median = sorted(amount for amount, _ in entries)[len(entries) // 2]
        for amount, voucher in entries:
            if amount > median * limits.unusual_times and amount >= limits.capital_from * 10:
                sentence = f"{_name(voucher)} charges Rs {rupee_text(Paise(amount))} to {ledger}, {amount // median} times what is usual there (Rs {rupee_text(Paise(median))})."
                yield _finding(voucher, "audit.unusual_amount", Severity.INFO, sentence, amount, "SA 520")


def _days_off(vouchers: Sequence[Voucher]) -> Iterator[Finding]:
    """Journals by hand on a Sunday, said once for the book."""
    found = [voucher for voucher in vouchers if voucher.kind is VoucherKind.JOURNAL and voucher.day.weekday() == 6 and voucher.source is not SourceKind.RULE]
    # Month ends fall on Sundays too: only other days are worth a word.
    odd = [voucher for voucher in found if voucher.day != Month.of(voucher.day).last_day]
    if odd:
        sentence = f"{len(odd)} journals are dated on a Sunday, the first {_name(odd[0])}: see who booked them and why."
        yield Finding("audit.sunday_journal", Severity.INFO, f"book:{odd[0].entity}", sentence, evidence=_places(odd[:20]), entity=odd[0].entity)


def _name(voucher: Voucher) -> str:
    party = f" ({voucher.party})" if voucher.party else ""
    return f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.reference or voucher.key} of {voucher.day:%d-%m-%Y}{party}"


def _places(vouchers: Iterable[Voucher]) -> tuple[Place, ...]:
    return tuple(voucher.place for voucher in vouchers if voucher.place)


def _finding(voucher: Voucher, rule: str, severity: Severity, sentence: str, amount: int, law: str, places: Iterable[Place | None] = ()) -> Finding:
    evidence = tuple(dict.fromkeys(place for place in (voucher.place, *places) if place))
    return Finding(rule, severity, f"voucher:{voucher.key}", sentence, Paise(abs(amount)), law, evidence, voucher.entity)
