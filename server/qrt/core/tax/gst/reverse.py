"""Reverse charge: supplies on which we owe the tax ourselves, and whether the books show it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from qrt.core.base.dated import is_in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.recon.references import document_number
from qrt.core.recon.types import Item, Reconciliation
from qrt.core.tax.gst.supply import ROUNDING, GstCase, Supply, finding, role_of
from qrt.core.tax.rules import SupplyCategory

_COMPANY = re.compile(r"\b(?:pvt|private|ltd|limited|llp)\b|\bopc\b")


@dataclass(frozen=True, slots=True)
class Expected:
    """A supply on which reverse charge is due: `taxes` are the amounts it may come to, `sure` where a paper or GSTR-2B says so."""

    supply: Supply
    taxes: tuple[Paise, ...]
    why: str
    law: str
    sure: bool


def check_reverse_charge(case: GstCase, reconciliation: Reconciliation | None) -> Iterator[Finding]:
    """gst.rcm_not_booked for supplies under reverse charge whose tax stands neither in their own voucher nor in a journal of the quarter.

    Companies often book the tax of a month in one journal, so a journal that equals the sum of what is expected settles all of it.
    """
    reported = _reported(reconciliation)
    expected = [each for supply in case.supplies if (each := _expected(supply, case, reported))]
    open_ones = _settle([each for each in expected if not each.supply.reverse], _journals(case))
    for each in open_ones:
        tax = each.taxes[0]
        severity = Severity.ERROR if each.sure else Severity.WARNING
        ask = "pay it in cash, raise the self-invoice and take the credit" if each.sure else "if it is, pay the tax in cash and raise the self-invoice"
        likely = f"{each.supply.name} is under reverse charge" if each.sure else f"{each.supply.name} looks like a supply under reverse charge"
        sentence = f"{likely} ({each.why}), and the books show no tax of about Rs {rupee_text(tax)} on it: {ask}."
        yield finding(each.supply, "gst.rcm_not_booked", severity, sentence, tax, each.law)


def _reported(reconciliation: Reconciliation | None) -> dict[tuple[str, str], Item]:
    if reconciliation is None:
        return {}
    return {
        (item.labels.get("gstin", ""), document_number(item.reference)): item for item in reconciliation.right if item.labels.get("reverse_charge") == "yes"
    }


def _expected(supply: Supply, case: GstCase, reported: dict[tuple[str, str], Item]) -> Expected | None:
    if not supply.inward or supply.taxable <= 0 or supply.tax:
        return None
    item = reported.get((supply.gstin, document_number(supply.voucher.reference)))
    if item:
        tax = Paise(sum(amount for name, amount in item.taxes.items() if name != "taxable"))
        return Expected(supply, (tax,), "GSTR-2B marks it so", "s.9(3) CGST Act, s.5(3) IGST Act", True)
    if supply.paper and supply.paper.text("reverse_charge") == "yes":
        return Expected(supply, _amounts(supply, (Decimal(18), Decimal(5))), "the invoice says so", "s.9(3) CGST Act; Rule 46(p)", True)
    category = next((each for each in case.rules.reverse_charge if is_in_force(each, supply.day) and _looks_like(supply, each)), None)
    if category is None or not supply.voucher.party:
        return None
    return Expected(supply, _amounts(supply, category.rates), category.item, f"s.9(3) CGST Act; {category.source}", False)


def _amounts(supply: Supply, rates: Sequence[Decimal]) -> tuple[Paise, ...]:
    return tuple(apply_rate(supply.taxable, rate) for rate in rates)


def _looks_like(supply: Supply, category: SupplyCategory) -> bool:
    if not says(supply.words, category):
        return False
    if category.supplier == "unregistered":
        return not supply.gstin
    if category.supplier == "not_company":
        # The fourth letter of a PAN tells the kind of holder; without one the name has to.
        pan = supply.gstin[2:12] or (supply.party.pan if supply.party else "")
        return pan[3:4] != "C" if pan else not _COMPANY.search(supply.voucher.party.lower())
    return True


def says(words: str, category: SupplyCategory) -> bool:
    """Whether a text names the category, whole words only, and none of its exceptions."""
    return any(_has(words, word) for word in category.words) and not any(_has(words, word) for word in category.unless)


def _has(words: str, word: str) -> bool:
    # Most texts do not hold the letters at all; only those that do are asked for the whole word.
    return word in words and _whole(word).search(words) is not None


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])")


def _journals(case: GstCase) -> dict[str, list[Paise]]:
    """Tax booked as owed under reverse charge by vouchers that are no supply themselves, month by month."""
    own = {supply.voucher.key for supply in case.supplies if supply.reverse}
    found: dict[str, list[Paise]] = defaultdict(list)
    for voucher in case.vouchers:
        if voucher.key in own:
            continue
        owed = -sum(line.amount for line in voucher.lines if role_of(case.chart, line.ledger).startswith("rcm_output_"))
        if owed > 0:
            found["all"].append(Paise(owed))
    return found


def _settle(expected: list[Expected], journals: dict[str, list[Paise]]) -> list[Expected]:
    """Take away what journals cover: one by one where an amount agrees, or all together where their sum does."""
    pool = sorted(journals.get("all", ()))
    if pool and expected and abs(sum(pool) - sum(each.taxes[0] for each in expected)) <= ROUNDING * len(expected):
        return []
    still_open: list[Expected] = []
    for each in expected:
        covering = next((amount for amount in pool if any(abs(amount - tax) <= ROUNDING for tax in each.taxes)), None)
        if covering is None:
            still_open.append(each)
        else:
            pool.remove(covering)
    if pool and still_open and sum(pool) + ROUNDING >= sum(min(each.taxes) for each in still_open):
        # Journals of several supplies at once: what is left of them covers at least the least that may be owed.
        return [each for each in still_open if each.sure and sum(pool) + ROUNDING < sum(one.taxes[0] for one in still_open if one.sure)]
    return still_open
