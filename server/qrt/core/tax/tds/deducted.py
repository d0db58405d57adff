"""Whether the tax that had to be deducted was: per payee and nature of payment, credit by credit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.tax.deduction import Deduction, deduction_due
from qrt.core.tax.rules import TaxRules, TdsRule, tds_rule_on
from qrt.core.tax.tds.events import Credit, Deducted, TdsCase, finding, name_of

ROUNDING = Paise(100)
"""Tax is rounded to the rupee in practice: one rupee a credit is no error."""

_ELSEWHERE = frozenset({"purchase_goods", "salary", "non_resident", "senior_pension", "cash_withdrawal", "ecommerce"})


@dataclass
class _Running:
    """What is known of one payee and nature while its credits pass in order of day."""

    year: int
    taxed: int = 0
    by_month: dict[Month, int] = field(default_factory=lambda: defaultdict(int))
    taxed_by_month: dict[Month, int] = field(default_factory=lambda: defaultdict(int))
    deducted_before: bool = False


@dataclass
class _Open:
    """Tax put aside of which `left` answers no credit yet."""

    each: Deducted
    left: int


@dataclass(frozen=True)
class _Books:
    """What the credits are judged with: tax put aside in the bill itself by voucher, and in vouchers of their own by payee; the natures of payment of each bill."""

    case: TdsCase
    here: dict[str, list[_Open]]
    spare: dict[str, list[_Open]]
    keys: dict[str, list[str]]
    without_pan: set[str]


def check_deduction(case: TdsCase) -> Iterator[Finding]:
    """tds.not_deducted, tds.short_deducted, tds.wrong_section and tds.no_pan. A bill of several sections is judged section by section, each on its own part."""
    groups: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in case.credits:
        if credit.key not in _ELSEWHERE:
            groups[(credit.payee, credit.key)].append(credit)
    books = _books(case)
    for (payee, key), credits in sorted(groups.items()):
        running = _Running(year=case.prior.get((payee, key), ZERO))
        for credit in credits:
            yield from _one(books, credit, running)


def _books(case: TdsCase) -> _Books:
    keys: dict[str, list[str]] = defaultdict(list)
    for credit in case.credits:
        keys[credit.voucher.key].append(credit.key)
    here: dict[str, list[_Open]] = defaultdict(list)
    spare: dict[str, list[_Open]] = defaultdict(list)
    for each in case.deducted:
        if each.voucher.key in keys:
            here[each.voucher.key].append(_Open(each, each.amount))
        else:  # At payment, or by journal.
            spare[each.payee].append(_Open(each, each.amount))
    return _Books(case, here, spare, keys, set())


def _one(books: _Books, credit: Credit, running: _Running) -> Iterator[Finding]:
    case = books.case
    rule = tds_rule_on(case.rules, credit.key, credit.day)
    if rule is None:
        return
    month = Month.of(credit.day)
    running.by_month[month] += credit.amount
    due = _due(case, credit, rule, running)
    here = _own(books, credit, due.tax)
    wrong = _wrong(books, credit, due.tax - here)
    # Of what earlier bills are taken along with, tax may have been deducted at their payment.
    if due.tax > here and not wrong and (here == 0 or due.base > credit.amount):
        here += _take(books.spare, credit, Paise(due.tax - here), case)
    if wrong:
        yield _wrong_section(credit, rule, wrong, due)
    elif due.rate is not None and due.tax > 0:
        yield from _compare(case, credit, rule, due, here, books.without_pan)
    elif due.rate is not None and here == 0 and running.deducted_before and rule.threshold_annual is not None and credit.amount >= 1000_00:
        yield _forgotten(credit, rule)
    if here and not wrong:
        running.deducted_before = True
    running.year += credit.amount
    if here and due.rate:
        running.taxed_by_month[month] = min(running.by_month[month], running.taxed_by_month[month] + int(here * 100 / due.rate))
    if due.base or here:
        running.taxed = running.year if (due.base or running.deducted_before) else running.taxed


def _own(books: _Books, credit: Credit, wanted: Paise) -> int:
    """The tax in the bill that answers this part of it: all under its section; of what other parts share (a ledger for every section, 194J(a) and (b)) as much as is due."""
    taken, rules = 0, books.case.rules
    later = [key for key in books.keys[credit.voucher.key] if key > credit.key and key not in _ELSEWHERE]
    entries = [entry for entry in books.here.get(credit.voucher.key, ()) if not entry.each.key or _same_section(rules, entry.each.key, credit.key, credit.day)]
    for entry in sorted(entries, key=lambda entry: not entry.each.key):
        shared = any(not entry.each.key or _same_section(rules, entry.each.key, key, credit.day) for key in later)
        part = min(entry.left, max(0, wanted - taken)) if shared else entry.left
        entry.left -= part
        taken += part
    return taken


def _wrong(books: _Books, credit: Credit, short: int) -> list[Deducted]:
    """Tax in the bill under a section that no part of it falls under: it is held against the part that lacks tax, or the last one."""
    mine = books.keys[credit.voucher.key]
    judged = [key for key in mine if key not in _ELSEWHERE]
    if short <= ROUNDING and credit.key != max(judged):
        return []
    stray = [
        entry
        for entry in books.here.get(credit.voucher.key, ())
        if entry.left and entry.each.key and not any(_same_section(books.case.rules, entry.each.key, key, credit.day) for key in mine)
    ]
    for entry in stray:
        entry.left = 0
    return [entry.each for entry in stray]


def _due(case: TdsCase, credit: Credit, rule: TdsRule, running: _Running) -> Deduction:
    """Tax due. Where the books have no PAN, the lowest rate of the section: whether a PAN was given is not theirs to say."""
    prior, taxed = Paise(running.year if credit.named else 0), Paise(running.taxed)
    month = Paise(running.by_month[Month.of(credit.day)])
    # Payments of which the books name no payee may be to several.
    month_taxed = Paise(running.taxed_by_month[Month.of(credit.day)] if credit.named else month)
    pan = case.pan(credit.payee)
    if pan:
        return deduction_due(rule, pan, credit.amount, prior, taxed, month, month_taxed)
    options = [deduction_due(rule, like, credit.amount, prior, taxed, month, month_taxed) for like in ("AAAPA0001A", "AAACA0001A")]
    known = [option for option in options if option.rate is not None]
    return min(known, key=lambda option: option.tax, default=options[0])


def _same_section(rules: TaxRules, key: str, other: str, day: date) -> bool:
    """194J(a) and 194J(b) are one section to a ledger that says 194J; so are the two rents."""
    mine, theirs = tds_rule_on(rules, other, day), tds_rule_on(rules, key, day)
    if mine is None or theirs is None:
        return True
    return mine.old_section.split("(")[0] == theirs.old_section.split("(")[0]


def _take(spare: dict[str, list[_Open]], credit: Credit, wanted: Paise, case: TdsCase) -> int:
    """Use what was deducted from this payee elsewhere, oldest first, up to what is wanted."""
    taken = 0
    for entry in spare.get(credit.payee, ()):
        if entry.left > 0 and (not entry.each.key or _same_section(case.rules, entry.each.key, credit.key, credit.day)):
            part = min(entry.left, wanted - taken)
            entry.left -= part
            taken += part
    return taken


def _compare(case: TdsCase, credit: Credit, rule: TdsRule, due: Deduction, here: int, without_pan: set[str]) -> Iterator[Finding]:
    short = due.tax - here
    law = f"s.{rule.section} of the Income-tax Act {rule.act}; default: s.{'201(1A)' if rule.act == '1961' else '398(3)'}"
    severity = Severity.ERROR if credit.named else Severity.WARNING
    said = f"{rule.nature}: {due.rate} % on Rs {rupee_text(due.base)}, as {due.why}{_known_part(case, rule)}"
    who = credit.payee if credit.named else f"the payee under {credit.ledger} (the books name none)"
    if here == 0:
        sentence = f"No tax was deducted from {who} on {name_of(credit.voucher)} (Rs {rupee_text(credit.amount)}): Rs {rupee_text(due.tax)} is due ({said})."
        yield finding(credit.voucher, "tds.not_deducted", severity, sentence, due.tax, law)
    elif short > ROUNDING:
        sentence = f"Rs {rupee_text(Paise(here))} was deducted from {who} on {name_of(credit.voucher)}, Rs {rupee_text(due.tax)} is due ({said}): short by Rs {rupee_text(Paise(short))}."
        yield finding(credit.voucher, "tds.short_deducted", severity, sentence, short, law)
    if credit.named and not case.pan(credit.payee) and credit.payee not in without_pan and rule.rate_no_pan:
        without_pan.add(credit.payee)
        higher = (
            f"the books hold no PAN of {credit.payee}: if none was furnished, tax is {max(rule.rate_no_pan, due.rate or Decimal(0))} % instead of {due.rate} %"
        )
        yield finding(
            credit.voucher, "tds.no_pan", Severity.INFO, f"From {name_of(credit.voucher)}, {higher}.", 0, "s.206AA of the 1961 Act; s.397(2) of the 2025 Act"
        )


def _known_part(case: TdsCase, rule: TdsRule) -> str:
    if rule.threshold_annual is None or case.knows_prior or case.quarter.number == 1:
        return ""
    return f"; only {case.quarter} is known, not the earlier part of the year"


def _wrong_section(credit: Credit, rule: TdsRule, wrong: Sequence[Deducted], due: Deduction) -> Finding:
    ledgers = ", ".join(sorted({each.ledger for each in wrong}))
    done = sum(each.amount for each in wrong)
    sentence = (
        f"Tax of Rs {rupee_text(Paise(done))} on {name_of(credit.voucher)} ({credit.payee}) went to {ledgers}, but {credit.ledger} is {rule.nature.lower()} "
        f"(s.{rule.section}" + (f", code {rule.code}" if rule.code else "") + f"), on which Rs {rupee_text(due.tax)} is due."
    )
    return finding(
        credit.voucher, "tds.wrong_section", Severity.ERROR, sentence, abs(due.tax - done) or done, f"s.{rule.section} of the Income-tax Act {rule.act}"
    )


def _forgotten(credit: Credit, rule: TdsRule) -> Finding:
    sentence = (
        f"No tax was deducted from {credit.payee} on {name_of(credit.voucher)} (Rs {rupee_text(credit.amount)}), though it was on an earlier credit of the quarter: "
        f"if the year's limit was crossed before, s.{rule.section} asks for it here too."
    )
    return finding(credit.voucher, "tds.not_deducted", Severity.WARNING, sentence, 0, f"s.{rule.section} of the Income-tax Act {rule.act}")
