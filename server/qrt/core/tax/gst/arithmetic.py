"""Tax arithmetic of each voucher: a rate that is allowed on the day, equal halves, the right head for the two states."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.tax.gst.supply import ROUNDING, GstCase, Supply, finding
from qrt.core.tax.rules import GstRate, TaxRules, gst_rates_on

RATE_LAW = "Notification 9/2025-CT(R); s.9 CGST Act, s.5 IGST Act"
MOST_VALUE_LEGS = 4


def check_tax(case: GstCase) -> Iterable[Finding]:
    """gst.rate_not_allowed and gst.tax_arithmetic for every voucher with tax that is not under reverse charge."""
    for supply in case.supplies:
        if supply.tax and not supply.reverse:
            yield from _halves(supply)
            yield from _rate(supply, case.rules)


def _halves(supply: Supply) -> Iterator[Finding]:
    cgst, sgst = supply.taxes["cgst"], supply.taxes["sgst"]
    if abs(cgst - sgst) > ROUNDING:
        sentence = f"CGST Rs {rupee_text(cgst)} and SGST Rs {rupee_text(sgst)} must be equal halves in {supply.name}."
        yield finding(supply, "gst.tax_arithmetic", Severity.ERROR, sentence, cgst - sgst, "s.9 CGST Act and the SGST Act: one rate, two halves")
    elif supply.taxes["igst"] and (cgst or sgst):
        sentence = f"{supply.name} carries IGST and CGST/SGST at once: a supply is either between states or inside one."
        yield finding(supply, "gst.wrong_tax_head", Severity.ERROR, sentence, min(supply.taxes["igst"], cgst + sgst), "ss.7 and 8 IGST Act")


def _rate(supply: Supply, rules: TaxRules) -> Iterator[Finding]:
    if supply.taxable == 0 or abs(supply.taxes["cgst"] - supply.taxes["sgst"]) > ROUNDING:
        return
    allowed = gst_rates_on(rules, supply.day)
    general = sorted({row.rate for row in allowed if row.scope == "general"})
    named_goods = {row.rate: row for row in allowed if row.scope != "general" and row.rate not in general}
    ever = sorted({row.rate for row in rules.gst_rates})
    if fits_rate(supply.taxable, supply.tax, general) is not None:
        return
    if _several_rates(supply, general):
        return
    if (known := fits_rate(supply.taxable, supply.tax, ever)) is not None:
        yield _rate_finding(supply, known, named_goods.get(known), general)
        return
    if (written := _written_rate(supply)) is not None and written in ever and written not in general:
        yield _rate_finding(supply, written, named_goods.get(written), general)
        return
    yield from _arithmetic(supply, general)


def fits_rate(taxable: Paise, tax: Paise, rates: Iterable[Decimal]) -> Decimal | None:
    """The rate that gives this tax within a rupee, the closest one; None when none does. Rates of 0 fit only no tax."""
    gaps = [(abs(apply_rate(taxable, rate) - tax), rate) for rate in rates if rate or not tax]
    gap, rate = min(gaps, default=(ROUNDING + 1, Decimal(0)))
    return rate if gap <= ROUNDING else None


def _several_rates(supply: Supply, general: list[Decimal]) -> bool:
    """Whether the voucher may hold several rates: legs of value at rates of their own, or the rates written in its tax ledgers."""
    paper = supply.paper
    if paper and any(row.row_type == "invoice_line" for row in paper.rows):
        lines = [row for row in paper.rows if row.row_type == "invoice_line" and row.taxable is not None]
        if len({line.rate for line in lines}) > 1 and abs(sum(line.taxable or 0 for line in lines) - abs(supply.taxable)) <= ROUNDING:
            expected = sum(apply_rate(Paise(line.taxable or 0), Decimal(line.rate)) for line in lines if line.rate.replace(".", "", 1).isdigit())
            return abs(expected - abs(supply.tax)) <= ROUNDING * len(lines)
    sizes = [abs(line.amount) for line in supply.values]
    if 1 < len(sizes) <= MOST_VALUE_LEGS:
        target = abs(supply.tax)
        return any(
            abs(sum(apply_rate(Paise(size), rate) for size, rate in zip(sizes, chosen, strict=True)) - target) <= ROUNDING
            for chosen in product(general, repeat=len(sizes))
        )
    return _rates_in_ledgers(supply)


def _rates_in_ledgers(supply: Supply) -> bool:
    """Two or more rates in the names of the tax ledgers (CGST 9 % and CGST 2.5 %): their bases cannot be told from here."""
    return any(len(rates) > 1 for rates in supply.named.values())


def _written_rate(supply: Supply) -> Decimal | None:
    """The one full rate that the names of the tax ledgers state."""
    heads = [head for head in ("igst", "cgst", "sgst") if supply.taxes[head]]
    stated = {head: supply.named[head] for head in heads}
    if not heads or any(len(rates) != 1 for rates in stated.values()):
        return None
    return sum((next(iter(rates)) for rates in stated.values()), Decimal(0))


def _rate_finding(supply: Supply, rate: Decimal, named: GstRate | None, general: list[Decimal]) -> Finding:
    if named:
        sentence = f"{supply.name} is taxed at {rate} %, which on {supply.day:%d-%m-%Y} only {named.kind.replace('_', ' ')} may carry: look whether it is such a supply."
        return finding(supply, "gst.rate_not_allowed", Severity.WARNING, sentence, supply.tax, named.source)
    rates = ", ".join(f"{each} %" for each in general if each)
    sentence = f"{supply.name} is taxed at {rate} %, which is no rate of GST on {supply.day:%d-%m-%Y} (allowed then: {rates}): ask the supplier for a corrected invoice."
    return finding(supply, "gst.rate_not_allowed", Severity.ERROR, sentence, supply.tax, RATE_LAW)


def _arithmetic(supply: Supply, general: list[Decimal]) -> Iterator[Finding]:
    """Tax that no rate gives. Close to a rate it is an error of arithmetic; far from all it may be several rates under one ledger."""
    written = _written_rate(supply)
    candidates = [written] if written is not None and written in general else [rate for rate in general if rate]
    nearest = min(candidates, key=lambda rate: (abs(apply_rate(supply.taxable, rate) - supply.tax), rate))
    expected = apply_rate(supply.taxable, nearest)
    gap = abs(expected - supply.tax)
    what = f"tax of Rs {rupee_text(supply.tax)} on Rs {rupee_text(supply.taxable)} in {supply.name}"
    if written in general or gap * 10 <= abs(expected):
        sentence = f"The {what} is not {nearest} %: that would be Rs {rupee_text(expected)}, a difference of Rs {rupee_text(Paise(gap))}."
        yield finding(supply, "gst.tax_arithmetic", Severity.ERROR, sentence, gap, "s.15 and s.9 CGST Act")
        return
    sentence = f"The {what} fits no single rate: it may hold several rates or exempt items; the invoice must say."
    yield finding(supply, "gst.tax_arithmetic", Severity.INFO, sentence, gap)


def check_heads(case: GstCase) -> Iterable[Finding]:
    """gst.wrong_tax_head: IGST inside a state, or CGST and SGST between states, judged by the states of both sides and the place of supply."""
    for supply in case.supplies:
        if supply.tax and not supply.reverse and len(supply.gstin) == 15 and not (supply.taxes["igst"] and supply.taxes["cgst"]):
            yield from _head(supply, case)


def _head(supply: Supply, case: GstCase) -> Iterator[Finding]:
    own = _own_state(supply, case)
    other = supply.gstin[:2]
    place = supply.paper.text("place_of_supply")[:2] if supply.paper else ""
    igst = bool(supply.taxes["igst"])
    if not own:
        # Several registrations: only a supplier from a state where we have none is beyond doubt.
        if supply.inward and not igst and case.own_states and other not in case.own_states:
            yield _head_finding(supply, f"the supplier is in state {other}, where the company is not registered", "IGST")
        return
    origin, destination = (other, place or own) if supply.inward else (own, place or other)
    if origin != destination and not igst:
        yield _head_finding(supply, f"the supply goes from state {origin} to state {destination}", "IGST")
    elif origin == destination and igst and not _special(supply):
        yield _head_finding(supply, f"supplier and place of supply are both in state {origin}", "CGST and SGST")


def _own_state(supply: Supply, case: GstCase) -> str:
    """The state of our registration that the voucher belongs to; "" when it cannot be told."""
    if supply.paper:
        stated = supply.paper.text("buyer.gstin" if supply.inward else "seller.gstin")
        if stated in case.own_gstins:
            return stated[:2]
    states = case.own_states
    return next(iter(states)) if len(states) == 1 else ""


def _special(supply: Supply) -> bool:
    """Supplies to or from a special economic zone, and imports, are between states wherever they happen (s.7(5) IGST Act)."""
    words = f" {supply.words} {supply.voucher.type_name.lower()} "
    return any(word in words for word in (" sez", "export", "import", "special economic"))


def _head_finding(supply: Supply, why: str, right: str) -> Finding:
    charged = "IGST" if supply.taxes["igst"] else "CGST and SGST"
    consequence = (
        "the credit is not available on this invoice" if supply.inward else "the tax is owed again under the right head (s.77 CGST Act, s.19 IGST Act)"
    )
    sentence = f"{supply.name} carries {charged} of Rs {rupee_text(supply.tax)}, but {why}: {right} is due, and {consequence}."
    return finding(supply, "gst.wrong_tax_head", Severity.ERROR, sentence, supply.tax, "ss.7, 8, 10 and 12 IGST Act")
