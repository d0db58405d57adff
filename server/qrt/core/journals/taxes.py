"""The tax legs of an invoice draft: credit or liability by head, reverse charge, credit that the law blocks, tax deducted at booking."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qrt.core.base.dated import is_in_force
from qrt.core.base.money import Paise, apply_rate, apply_rate_whole, rupee_text
from qrt.core.journals.law import Law
from qrt.core.journals.ledgers import BLOCKED_GST, NEW_LEDGER, Choice
from qrt.core.journals.reading import HEADS, Invoice
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.taxnames import rate_of_name
from qrt.core.ledger.types import Chart
from qrt.core.tax.deduction import deduction_due, rate_for
from qrt.core.tax.gst.reverse import says
from qrt.core.tax.rules import SupplyCategory, TdsRule, tds_rule_on
from qrt.core.tax.tds.events import Deducted

Leg = tuple[Choice, int, str]
"""Ledger, signed amount, and the name of the field that speaks for it."""

_NOT_AT_BOOKING = frozenset({"salary", "non_resident", "senior_pension", "cash_withdrawal", "ecommerce", "dividend"})


@dataclass(frozen=True, slots=True)
class Reverse:
    """Tax that we owe on a supply ourselves, by head; empty, with the reason, where its rate is not known."""

    taxes: dict[str, Paise]
    why: str
    sure: float


def tax_legs(invoice: Invoice, main: Choice, party: str, chart: Chart, model: ModelChart, law: Law, sign: int) -> tuple[list[Leg], str]:
    """Tax legs, and why the tax is cost where it is ("" where it is not). `sign` is +1 where the party is debited.

    Blocked credit (s.17(5) CGST Act) goes to the ledger that the books keep for it, else onto the cost itself; the purchase shape is "purchase_inter_state_blocked".
    """
    if invoice.reverse_charge:
        return _reverse_legs(invoice, party, chart, model, law, sign) if invoice.direction == "purchase" else [], ""
    blocked = blocked_credit(invoice, main, party, law) if invoice.direction == "purchase" else ""
    side = "output" if invoice.direction == "sale" else "input"
    legs: list[Leg] = []
    for head in HEADS:
        if not (amount := invoice.amount(head)):
            continue
        if blocked:
            own = sorted(account.name for account in chart.values() if BLOCKED_GST.fits(account))
            choice = Choice(own[0] if own else main.ledger, blocked, 0.75 if own else 0.6)
        else:
            choice = tax_ledger(f"{side}_{head}", _rate(invoice, amount), chart, model)
        legs.append((choice, -sign * amount, f"totals.{head}"))
    return legs, blocked


def _rate(invoice: Invoice, amount: Paise) -> Decimal | None:
    return Decimal(amount * 100) / Decimal(invoice.amount("taxable")) if invoice.amount("taxable") else None


def blocked_credit(invoice: Invoice, main: Choice, party: str, law: Law) -> str:
    """Why the credit of a purchase is not to be taken, in words; "" when nothing says so. What the party's tax was booked as before goes first."""
    category = next((row for row in law.rules.blocked_credit if invoice.day and is_in_force(row, invoice.day) and _says(invoice, main, row)), None)
    cost, claimed = law.to_cost.get(party, 0), law.claimed.get(party, 0)
    if category:
        before = f"; {claimed} earlier vouchers took it: ask whether an exception applies" if claimed else ""
        return f"credit is blocked: {category.item} ({category.law}){before}"
    return f"tax of {cost} earlier vouchers of this party went to cost, none was claimed" if cost and not claimed else ""


def _says(invoice: Invoice, main: Choice, category: SupplyCategory) -> bool:
    # The ledger speaks only where it was chosen on good grounds: the ledger used most by the company says nothing about this paper.
    return says(f"{invoice.words} {main.ledger.lower() if main.confidence >= 0.5 else ''}", category)


def reverse_charge(invoice: Invoice, party: str, law: Law) -> Reverse:
    """Tax under reverse charge as printed; else at the rate of the party's last such voucher or of the category that words or headings name, as one head or two by the states of both sides."""
    printed = {head: invoice.amount(head) for head in HEADS if invoice.amount(head)}
    if printed:
        return Reverse(printed, "reverse charge, tax as printed", 0.95)
    value = invoice.amount("taxable") or invoice.amount("grand_total")
    supply, supplier = invoice.state or invoice.own_gstin[:2], invoice.party_gstin[:2]
    category = _category(invoice, law)
    if party in law.reverse:
        rate, why = law.reverse[party], f"reverse charge at {law.reverse[party].normalize():f} %, as this party's last voucher"
    elif category:
        rate, why = category.rates[0], f"reverse charge at {category.rates[0]} %: {category.item} ({category.source})"
    else:
        return Reverse({}, "the paper says reverse charge and prints no tax, and neither its words nor the books tell the rate", 0.2)
    if not supply or not (supplier or (category and category.supplier == "unregistered")):
        return Reverse({}, "the paper says reverse charge and prints no tax, and the states of both sides, which tell the head, are not known", 0.2)
    if supplier and supplier != supply:
        return Reverse({"igst": apply_rate(value, rate)}, why, 0.8)
    half = apply_rate(value, rate / 2)
    return Reverse({"cgst": half, "sgst": half}, why, 0.8)


def _category(invoice: Invoice, law: Law) -> SupplyCategory | None:
    codes = [item.hsn for item in invoice.items if item.hsn]
    for row in law.rules.reverse_charge:
        if row.rates and invoice.day and is_in_force(row, invoice.day):
            by_code = bool(codes) and all(code.startswith(row.hsn) for code in codes) if row.hsn else False
            if by_code or says(invoice.words, row):
                return row
    return None


def _reverse_legs(invoice: Invoice, party: str, chart: Chart, model: ModelChart, law: Law, sign: int) -> list[Leg]:
    reverse = reverse_charge(invoice, party, law)
    legs: list[Leg] = []
    for head, amount in reverse.taxes.items():
        field = f"totals.{head}" if invoice.amount(head) else "reverse_charge"
        for side, direction in (("input", -sign), ("output", sign)):
            choice = tax_ledger(f"rcm_{side}_{head}", _rate(invoice, amount), chart, model)
            legs.append((Choice(choice.ledger, f"{choice.reason}; {reverse.why}", min(choice.confidence, reverse.sure)), direction * amount, field))
    return legs


def tax_ledger(role: str, rate: Decimal | None, chart: Chart, model: ModelChart) -> Choice:
    """The chart's ledger of this role; among several the one whose name carries the rate, then the one that carries none."""
    ledgers = sorted(name for name, account in chart.items() if account.role == role)
    if not ledgers:
        return by_role(role, chart, model, role.replace("_", " "))
    at_rate = [name for name in ledgers if rate is not None and (named := rate_of_name(name)) is not None and abs(named - rate) < Decimal("0.1")]
    without = [name for name in ledgers if rate_of_name(name) is None]
    if at_rate:
        return Choice(at_rate[0], f"{role.replace('_', ' ')} at {rate_of_name(at_rate[0])} %", 0.97 if len(at_rate) == 1 else 0.7)
    if without:
        return Choice(without[0], f"{role.replace('_', ' ')}", 0.95 if len(without) == 1 else 0.6)
    return Choice(ledgers[0], f"{role.replace('_', ' ')}; no ledger names the rate", 0.4)


def by_role(role: str, chart: Chart, model: ModelChart, what: str) -> Choice:
    """The books' ledger of a role, else the model's."""
    ledgers = sorted(name for name, account in chart.items() if account.role == role)
    if ledgers:
        return Choice(ledgers[0], what, 0.95 if len(ledgers) == 1 else 0.6)
    account = model.account(role)
    name = account.name if account else what.capitalize()
    return Choice(name, f"{what}: the books have no such ledger, this one would be new", NEW_LEDGER)


def deductible_key(key: str, invoice: Invoice, law: Law) -> str:
    """A nature of payment, where tax is deducted from it when a bill of that day is booked; "" for every other."""
    return key if key and key not in _NOT_AT_BOOKING and invoice.day and tds_rule_on(law.rules, key, invoice.day) else ""


def withheld_legs(invoice: Invoice, values: Sequence[tuple[Choice, Paise]], party: str, chart: Chart, model: ModelChart, law: Law) -> list[Leg]:
    """Tax to deduct when a bill is booked, on its value without GST, as credits: one for each nature of payment in it, under that nature's own row and limits.

    `values` are the ledgers of the bill with what goes to each. The nature is the ledger's; else the one under which the books deducted from this payee.
    Limits are judged on all of the bill that falls under the nature, and on the known part of the year; so below one the payee's own history decides:
    whoever had tax deducted before crosses no limit twice.
    """
    if law.case is None or invoice.direction != "purchase" or invoice.note or not invoice.day:
        return []
    before = [each for each in law.case.deducted if each.payee == party and each.voucher.day <= invoice.day]
    known = sorted({each.key for each in before if each.key})
    by_key: dict[str, tuple[Choice, Paise]] = {}
    for main, value in values:
        account = chart.get(main.ledger)
        key = account.tds_key if account and account.tds_key else known[0] if len(known) == 1 else ""
        first, sum_of = by_key.get(key, (main, Paise(0)))
        by_key[key] = (first, Paise(sum_of + value))
    made = (_withheld(invoice, main, party, key, value, chart, model, law, before) for key, (main, value) in by_key.items())
    return [leg for leg in made if leg]


def _withheld(
    invoice: Invoice, main: Choice, party: str, key: str, taxable: Paise, chart: Chart, model: ModelChart, law: Law, before: list[Deducted]
) -> Leg | None:
    key = deductible_key(key, invoice, law)
    rule = tds_rule_on(law.rules, key, invoice.day) if key and invoice.day else None
    if rule is None:
        return None
    taxed = {each.voucher.key for each in before}
    # What was deducted under another section says nothing of this one's limits.
    before = [each for each in before if each.key in ("", key)]
    tax, why, sure = _tax(invoice, party, key, rule, taxable, law, before, taxed)
    if tax <= 0:
        return None
    ledger = _tds_ledger(key, chart, model, before)
    reason = f"{rule.nature}, s.{rule.section} of the {rule.act} Act: {why}; {ledger.reason}"
    return Choice(ledger.ledger, reason, round(min(ledger.confidence, sure, max(main.confidence, 0.3)), 2)), -tax, "totals.taxable"


def _tax(invoice: Invoice, party: str, key: str, rule: TdsRule, taxable: Paise, law: Law, before: list[Deducted], taxed: set[str]) -> tuple[Paise, str, float]:
    """`taxed` are the vouchers that some tax was taken on, under whichever section. Earlier bills are taxed with the one that exceeds the limit of the year or month; what a
    bill after the limit lacks, or has under a wrong section, is a finding with a correction of its own, and would be taken twice here."""
    assert law.case and invoice.day
    part = apply_rate_whole if law.whole else apply_rate
    pan = (invoice.party_gstin[2:12] if len(invoice.party_gstin) == 15 else "") or law.case.pan(party)
    # Where no paper holds a PAN, the lowest rate: whether one was furnished is not the paper's to say.
    rate = rate_for(rule, pan) if pan else min((each for each in (rule.rate_individual, rule.rate_other) if each is not None), default=None)
    if rate is None:
        return Paise(0), "", 0.0
    earlier = [each for each in law.case.credits if each.payee == party and each.key == key and each.day <= invoice.day]
    prior = Paise(sum(each.amount for each in earlier))
    past_limit = rule.threshold_annual is not None and prior > rule.threshold_annual
    prior_taxed = prior if past_limit else Paise(sum(each.amount for each in earlier if each.voucher.key in taxed))
    of_month = [each for each in earlier if (each.day.year, each.day.month) == (invoice.day.year, invoice.day.month)]
    month_taxed = Paise(sum(each.amount for each in of_month if each.voucher.key in taxed))
    due = deduction_due(rule, pan or "AAAPA0001A", taxable, prior, prior_taxed, Paise(taxable + sum(each.amount for each in of_month)), month_taxed)
    # A limit of the month begins anew with each month: tax deducted in an earlier one says nothing of it.
    if due.tax and (not before or (rule.threshold_annual is None and due.base > taxable)):
        more = f", earlier bills of {rupee_text(Paise(due.base - taxable))} included" if due.base > taxable else ""
        return part(due.base, rate), f"{rate} % of {rupee_text(due.base)}{more}, as {due.why}", 0.8 if due.base == taxable else 0.6
    if due.tax or before:
        said = due.why if due.tax else f"tax was deducted from this payee before ({before[-1].voucher.number or before[-1].voucher.key})"
        return part(taxable, rate), f"{rate} % of {rupee_text(taxable)}, as {said}", 0.9 if pan else 0.6
    return Paise(0), "", 0.0


def _tds_ledger(key: str, chart: Chart, model: ModelChart, before: list[Deducted]) -> Choice:
    own = sorted(account.name for account in chart.values() if account.role == "tds_payable" and account.tds_key == key)
    used = [each.ledger for each in before if each.ledger in own]
    if used or own:
        return Choice(used[-1] if used else own[0], "the books' ledger for it", 0.95 if used or len(own) == 1 else 0.6)
    general = sorted(account.name for account in chart.values() if account.role == "tds_payable" and not account.tds_key)
    if general:
        return Choice(general[0], "the books' ledger for all tax deducted", 0.8 if len(general) == 1 else 0.5)
    account = next((each for each in model.accounts if each.role == "tds_payable" and each.tds_key == key), None) or model.account("tds_payable")
    assert account, key
    return Choice(account.name, "the books have no ledger for it, this one would be new", NEW_LEDGER)
