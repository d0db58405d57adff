"""The totals of an invoice: labelled amounts, and the one set of them that closes by arithmetic.

taxable - discount + charges + CGST + SGST + IGST + cess + other tax + TCS + round-off = total. CGST equals SGST; IGST stands alone. A set that closes
to the paisa is near certain; a set that does not is given to a person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heard_totals import HEADS, PRINTED, SUMMED, Heard, add, add_words, beside, hear, strongest
from qrt.core.documents.invoice.spoken import total_in_words
from qrt.core.documents.invoice.sums import figures_of, printed_sums, sum_to
from qrt.core.documents.invoice.values import Candidate, amounts, looks_like_money

TOLERANCE = Paise(100)
"""One rupee: totals are rounded to the rupee, mostly without a line that says so."""

RIVAL = 0.7
"""A second total that closes within this score of the best makes the choice doubtful."""

UNNAMED_SUM = "sum of its column"
"""In place of a label: nothing names the amount, and its column may be one of quantities."""

HIGHEST = 41
"""Percent of a taxable value that no tax of GST exceeds."""

SUM_PROVES = 2.0
"""What it adds to a set that a column of the paper comes to its taxable value: as much as a sum that closes over printed amounts."""

_OLDER = re.compile(r"\b(?:arrears|previous|past due|opening balance|prior balance|last bill)\b")
"""Labels of what was owed before this bill."""

_RATES = (10, 25, 50, 75, 150, 250, 300, 500, 600, 900, 1200, 1400, 1800, 2000, 2800, 4000)
"""Hundredths of a percent: GST rates and their halves, for telling a tax from any other small amount."""


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Chosen amount by head. `closed` says how: "exact", "rounded" (within a rupee, no round-off line), "" when nothing closes.

    `derived` are heads that stand nowhere on the paper and follow from the others. `left_out` are taxes with a clear label that the set does not use.
    `rival` says that another total closes nearly as well, `gross` that a discount goes off and nothing shows whether the tax is on what it leaves.
    `other_base` says that the tax is no rate of the taxable value that closes, but is one of another amount printed as taxable: only part of the paper is taxed.
    `taxed` says that a label names a tax and the set has none. `asked` is what the paper asks for where an older balance is in it: the total is what was billed now.
    """

    chosen: Mapping[str, Heard] = field(default_factory=dict)
    closed: str = ""
    derived: Mapping[str, Paise] = field(default_factory=dict)
    words: Paise | None = None
    words_agree: bool = False
    left_out: tuple[str, ...] = ()
    rival: bool = False
    gross: bool = False
    asked: Heard | None = None
    taxed: bool = False
    other_base: bool = False


def find_totals(paper: Labelled, comma_decimal: bool) -> Totals:
    """Choose the totals of the paper."""
    heard = hear(paper, comma_decimal)
    figures = figures_of(paper.sheet, comma_decimal)
    for each in printed_sums(figures):
        # The goods come to it, whatever its label is called.
        add(heard, "taxable", Heard(each.amount, SUMMED, (each,), UNNAMED_SUM))
    words = total_in_words(paper)
    if words is not None:
        add_words(heard, words, paper, comma_decimal)
    # SGST stands behind CGST: of two equal figures each head has its own.
    ranked = {head: strongest(reversed(heard.get(head, [])) if head == "sgst" else heard.get(head, [])) for head in HEADS}
    ranked["taxable"] += _printed_bases(paper, ranked, comma_decimal)
    # An older balance is on top of what is billed now, what was paid ahead is off it: only of the latter the smaller of two totals is what is left.
    settled = frozenset(abs(each.amount) for each in heard.get("previous", []) if each.amount and not _OLDER.search(each.label))
    best = _search(ranked, words, figures, settled)
    if best is not None and not _overrules_print(best, ranked, heard.get("previous", [])):
        taxed = any(each.weight >= SUMMED for head in ("cgst", "sgst", "igst") for each in ranked[head])
        best = _on_taxed(best)
        best = replace(best, other_base=_is_of_other_base(best.chosen, ranked["taxable"]))
        left_out = () if _said_by_rows(best, paper, comma_decimal) else _left_out(ranked, best.chosen)
        return _without_older(replace(best, left_out=left_out, gross=_may_be_gross(best.chosen), taxed=taxed), heard, figures)
    return _without_older(_without_closure(ranked, words), heard, figures)


def _on_taxed(best: Totals) -> Totals:
    """Freight or a discount that the tax is on belongs before the taxable value: that value follows then, as it stands nowhere, and the sum of the goods is none."""
    tax = {head: best.chosen[head] for head in ("cgst", "sgst", "igst", "tax") if head in best.chosen}
    extra = {head: best.chosen[head] for head in ("discount", "charge") if head in best.chosen}
    if not tax or not extra or best.closed != "exact" or _is_rate(best.chosen["taxable"].amount, tax):
        return best
    left = _left(best.chosen["taxable"], extra)
    if not _is_rate(left, tax):
        return best
    chosen = {head: each for head, each in best.chosen.items() if head not in ("taxable", *extra)}
    return replace(best, chosen=chosen, derived={**best.derived, "taxable": left})


def _said_by_rows(best: Totals, paper: Labelled, comma_decimal: bool) -> bool:
    """The one tax of the set is what the rows say of its heads, each amount beside its word ("9 % CGST 62.92"): no other tax is left out."""
    whole = best.chosen.get("tax")
    if whole is None:
        return False
    sums = {"cgst": 0, "sgst": 0, "igst": 0}
    for line in paper.sheet.lines:
        money = amounts(line, comma_decimal)
        for position, label in enumerate(paper.by_line[line.number]):
            if label.amount in sums and (near := beside(paper, line, position, money)):
                sums[label.amount] += near[0].amount
    return sum(sums.values()) == whole.amount and sums["cgst"] == sums["sgst"]


def _without_older(found: Totals, heard: Mapping[str, Sequence["Heard"]], figures: Sequence[Candidate]) -> Totals:
    """A bill without tax that asks for arrears as well comes to what is printed above them: an older balance was billed before. Where nothing is printed that they
    lead from to the amount asked for, that amount is doubted alone."""
    owed = {(each.parts[0].line, each.parts[0].x0): each for each in heard.get("previous", []) if each.amount > 0 and _OLDER.search(each.label)}
    total = found.chosen.get("grand_total")
    if not owed or total is None or any(head in found.chosen for head in ("cgst", "sgst", "igst", "tax")):
        return found
    older = sum(each.amount for each in owed.values())
    if older >= total.amount:
        return found
    rounds = {0, *(sign * each.amount for each in heard.get("round_off", []) for sign in (1, -1))}
    first = min(line for line, _ in owed)
    billed = [each for each in figures if each.line < first and total.amount - older - each.amount in rounds]
    if not billed:
        return replace(found, asked=total)
    now = Heard(billed[-1].amount, total.weight, (billed[-1],), total.label)
    return replace(found, chosen={"taxable": now, "grand_total": now}, closed="exact", derived={}, asked=total)


def _overrules_print(best: Totals, ranked: Mapping[str, Sequence["Heard"]], settled: Sequence["Heard"]) -> bool:
    """The set closes over a total that is hardly one by its label, while another amount is printed as the total of the paper and does not follow. The print
    counts then, and that it is wrong has to be said. What was paid or owed before explains another amount to be paid."""
    total = best.chosen["grand_total"]
    printed = {each.amount for each in ranked["grand_total"] if each.weight >= PRINTED}
    if not printed or total.weight >= PRINTED or total.amount in printed or best.words_agree:
        return False
    explained = {amount for each in settled for amount in (total.amount - abs(each.amount), total.amount + abs(each.amount))}
    return not printed & explained


def _left_out(ranked: Mapping[str, Sequence["Heard"]], chosen: Mapping[str, "Heard"]) -> tuple[str, ...]:
    """Taxes that a clear label promises and the set has no room for."""
    return tuple(head for head in ("cgst", "sgst", "igst", "cess", "tcs") if head not in chosen and any(each.weight >= PRINTED for each in ranked[head]))


def _may_be_gross(chosen: Mapping[str, "Heard"]) -> bool:
    """Tax is not of one rate, so its arithmetic cannot say whether it is on the amount before or after the discount."""
    tax = {head: chosen[head] for head in ("cgst", "sgst", "igst", "tax") if head in chosen}
    return "discount" in chosen and bool(tax) and not _is_rate(chosen["taxable"].amount, tax)


def _is_of_other_base(chosen: Mapping[str, "Heard"], bases: Sequence["Heard"]) -> bool:
    """A travel agent's tax is on the fee alone: fares passed on stand in the sum that leads to the total, and the fee is printed as taxable beside it."""
    tax = {head: chosen[head] for head in ("cgst", "sgst", "igst", "tax") if head in chosen}
    if not tax or "taxable" not in chosen or _is_rate(chosen["taxable"].amount, tax):
        return False
    return any(each.weight >= PRINTED and each.amount < chosen["taxable"].amount and _is_rate(each.amount, tax) for each in bases)


# --- what the labels say -------------------------------------------------------------------------------------------------------------------------


def _printed_bases(paper: Labelled, ranked: Mapping[str, Sequence[Heard]], comma_decimal: bool) -> list[Heard]:
    """A printed amount that total less taxes (and round-off) leaves, and that the tax is a rate of, is a taxable value whatever its label says."""
    known = {each.amount for each in ranked["taxable"]}
    wanted: set[Paise] = set()
    for total, tax in product(ranked["grand_total"][:3], _tax_sets(ranked)):
        for rounding in (0, *(each.amount for each in ranked["round_off"][:2])):
            base = Paise(total.amount - sum(each.amount for each in tax.values()) - rounding)
            if tax and base > 0 and base not in known and (_is_rate(base, tax) or _after_discount(ranked, base)):
                wanted.add(base)
    printed = (each for line in paper.sheet.lines for each in amounts(line, comma_decimal) if each.amount in wanted and looks_like_money(each.raw))
    return strongest(Heard(each.amount, 0.4, (each,), "follows from total and tax") for each in printed)[:2]


def _after_discount(ranked: Mapping[str, Sequence[Heard]], base: Paise) -> bool:
    """The amount is what a labelled discount, and freight if there is any, leave of a labelled sum."""
    sums = product(ranked["taxable"][:3], ranked["discount"][:2], [0, *(each.amount for each in ranked["charge"][:2])])
    return any(whole.amount - off.amount + charge == base for whole, off, charge in sums)


# --- arithmetic ----------------------------------------------------------------------------------------------------------------------------------


def _search(ranked: Mapping[str, Sequence[Heard]], words: Paise | None, figures: Sequence[Candidate], settled: frozenset[int]) -> Totals | None:
    """The best closing set. Each head is tried with its strongest candidates and, all but total and taxable, without. `settled` is what was paid before."""
    best: dict[Paise, tuple[float, Totals]] = {}
    taxes = _tax_sets(ranked)
    extras = [
        {head: each for head, each in zip(("cess", "tcs", "discount", "charge"), chosen, strict=True) if each is not None}
        for chosen in product(*(([None, *ranked[head][:2]]) for head in ("cess", "tcs", "discount", "charge")))
    ]
    printed = frozenset(each.amount for each in ranked["taxable"])
    for total, taxable in product(ranked["grand_total"], ranked["taxable"]):
        if total.amount <= 0 or taxable.amount <= 0 or taxable.amount > 2 * total.amount:
            continue
        for tax, extra in product(taxes, extras):
            found = _close(total, taxable, tax, extra, ranked["round_off"], words, printed)
            if found is None:
                continue
            score = found[0] - 1.5 * len(_left_out(ranked, found[1].chosen))
            if total.amount not in best or score > best[total.amount][0]:
                best[total.amount] = (score, found[1])
    return _judge(list(best.values()), _derive_taxable(ranked, words, figures), settled)


def _judge(closing: list[tuple[float, Totals]], derived: tuple[float, Totals] | None, settled: frozenset[int]) -> Totals | None:
    """The best set. Two totals that both close, nearly as well, are a part and the whole: the larger is meant, and a person looks. So are two that differ by just
    what was paid before: the smaller is what is left."""
    if not closing:
        return derived[1] if derived else None
    ranked = sorted(closing, key=lambda each: -each[0])
    score, best = ranked[0]
    if derived is not None and derived[0] > score + 0.5:
        return derived[1]
    if best.words_agree:
        return best
    whole = best.chosen["grand_total"].amount
    close = [each for number, each in ranked[1:] if score - number < RIVAL or each.chosen["grand_total"].amount - whole in settled]
    # A total before rounding, TCS or freight is a step on the way to the one that has them.
    best = max((best, *(each for each in close if _same_base(each, best))), key=lambda each: (len(each.chosen), each is best))
    rivals = [each for each in close if not _same_base(each, best)]
    if not rivals:
        return best
    largest = max((best, *rivals), key=lambda each: each.chosen["grand_total"].amount)
    return replace(largest, rival=True)


def _same_base(left: Totals, right: Totals) -> bool:
    """Taxable value and taxes are the same amounts."""
    heads = ("taxable", "cgst", "sgst", "igst", "tax")
    return all(getattr(left.chosen.get(head), "amount", 0) == getattr(right.chosen.get(head), "amount", 0) for head in heads)


def _tax_sets(ranked: Mapping[str, Sequence[Heard]]) -> list[dict[str, Heard]]:
    """Ways in which tax can stand on an invoice: none, CGST with an equal SGST, IGST, or one tax of another kind."""
    sets: list[dict[str, Heard]] = [{}]
    for central in ranked["cgst"]:
        for state in ranked["sgst"]:
            if abs(central.amount - state.amount) <= 1 and central.amount > 0:
                sets.append({"cgst": central, "sgst": state})
    sets += [{"igst": each} for each in ranked["igst"] if each.amount > 0]
    sets += [{"tax": each} for each in ranked["tax"] if each.amount > 0]
    return sets


def _close(
    total: Heard, taxable: Heard, tax: Mapping[str, Heard], extra: Mapping[str, Heard], rounds: Sequence[Heard], words: Paise | None, printed: frozenset[Paise]
) -> tuple[float, Totals] | None:
    """Score of one set, None when it does not close. The same printed figure cannot be two heads, but for a total without tax."""
    signs = {"discount": -1}
    built = taxable.amount + sum(each.amount for each in tax.values()) + sum(signs.get(head, 1) * each.amount for head, each in extra.items())
    chosen = {"taxable": taxable, **tax, **extra, "grand_total": total}
    difference = total.amount - built
    closed, derived, bonus = "", {}, 0.0
    if difference == 0:
        closed, bonus = "exact", 2.0
    else:
        rounding = next((each for each in rounds if abs(each.amount) == abs(difference) and abs(difference) < 10_000), None)
        if rounding is not None:
            chosen["round_off"] = Heard(Paise(difference), rounding.weight, rounding.parts, rounding.label)
            closed, bonus = "exact", 2.2
        elif abs(difference) < TOLERANCE and total.amount % 100 == 0:
            closed, bonus, derived = "rounded", 1.0, {"round_off": Paise(difference)}
        elif abs(difference) <= 2:
            closed, bonus = "rounded", 1.2
            derived = {"round_off": Paise(difference)}
        else:
            return None
    if not tax and not extra and difference == 0 and total is not taxable and total.parts == taxable.parts and taxable.weight < 0.5:
        bonus = 0.0
    # Two amounts and their sum close whatever they are: no tax is as large as what it is on.
    if sum(each.amount for each in tax.values()) * 100 > HIGHEST * (taxable.amount + (extra["charge"].amount if "charge" in extra else 0)):
        return None
    # What is taken off and put on again proves nothing: one printed amount of tax was heard as a discount.
    if not _distinct(chosen) or ("discount" in extra and extra["discount"].amount == sum(each.amount for each in tax.values())):
        return None
    score = (
        bonus
        + total.weight * 1.5
        + taxable.weight
        + sum(0.6 * each.weight for each in tax.values())
        + sum(0.3 * (each.weight - 0.5) for each in extra.values())
    )
    score += 0.4 if tax and _is_rate(taxable.amount, tax) else 0.0
    score -= 0.9 if tax and _is_before_discount(taxable, tax, extra, printed) else 0.0
    agree = words is not None and words == total.amount
    score += 1.5 if agree else -0.5 if words is not None else 0.0
    return score, Totals(chosen, closed, derived, words, agree)


def _distinct(chosen: Mapping[str, Heard]) -> bool:
    """One printed figure stands for one head; only taxable and total may be the same figure, on a paper without tax."""
    seen: dict[int, str] = {}
    for head, each in chosen.items():
        for part in each.parts:
            other = seen.setdefault(id(part.tokens[-1]), head)
            if other != head and {other, head} != {"taxable", "grand_total"}:
                return False
    return True


def _is_before_discount(taxable: Heard, tax: Mapping[str, Heard], extra: Mapping[str, Heard], printed: frozenset[Paise]) -> bool:
    """The tax is a rate of what discount and freight leave, or what a discount leaves is printed, and it is no rate of this amount: no taxable value yet
    (section 15, CGST Act)."""
    left = _left(taxable, extra)
    shown = "discount" in extra and left in printed
    return left != taxable.amount and not _is_rate(taxable.amount, tax) and (shown or _is_rate(left, tax))


def _left(taxable: Heard, extra: Mapping[str, Heard]) -> Paise:
    """What charges and a discount make of an amount."""
    more = sum(each.amount for head, each in extra.items() if head == "charge")
    return Paise(taxable.amount + more - sum(each.amount for head, each in extra.items() if head == "discount"))


def _is_rate(taxable: Paise, tax: Mapping[str, Heard]) -> bool:
    """The tax is a known rate of the taxable value, or lies between known rates on a paper with several."""
    return all(any(abs(taxable * rate - each.amount * 10_000) <= 10_000 * 100 for rate in _RATES) for each in tax.values())


def _derive_taxable(ranked: Mapping[str, Sequence[Heard]], words: Paise | None, figures: Sequence[Candidate]) -> tuple[float, Totals] | None:
    """Total and taxes are there and the taxable value is nowhere: one equation, one unknown. A known rate makes it believable, or a column of the paper that comes
    to it though its sum is not printed."""
    best: tuple[float, Totals] | None = None
    # What a plain label calls a tax, a rounding or a total is none of the goods, though it stands in their column.
    named = (each for head, found in ranked.items() if head not in ("taxable", "discount", "charge") for each in found if each.weight >= PRINTED)
    apart = frozenset(id(part.tokens[-1]) for each in named for part in each.parts)
    for total in ranked["grand_total"]:
        for tax, rounding in product(_tax_sets(ranked), (None, *ranked["round_off"][:2])):
            if not tax or any(each.weight < 0.5 for each in tax.values()) or total.weight < 0.5:
                continue
            for signed in (0,) if rounding is None else (rounding.amount, -rounding.amount):
                taxable = Paise(total.amount - signed - sum(each.amount for each in tax.values()))
                chosen = {**tax, "grand_total": total}
                if rounding is not None:
                    chosen["round_off"] = replace(rounding, amount=Paise(signed))
                if taxable <= 0 or sum(each.amount for each in tax.values()) * 100 > HIGHEST * taxable or not _distinct(chosen):
                    continue
                agree = words is not None and words == total.amount
                score = 0.3 + total.weight * 1.5 + sum(0.6 * each.weight for each in tax.values()) + (1.5 if agree else 0.0)
                if best is not None and score + SUM_PROVES <= best[0]:
                    continue
                summed = sum_to(figures, taxable, apart)
                if not summed and (rounding is not None or not _is_rate(taxable, tax)):
                    continue
                score += SUM_PROVES if summed else 0.0
                if best is None or score > best[0]:
                    # The goods come to what total and taxes leave, the taxes are a rate of it, and the total is spelled out: only the sum's own line is missing.
                    closed = "exact" if summed and agree and _is_rate(taxable, tax) else ""
                    best = (score, Totals(chosen, closed, {"taxable": taxable}, words, agree))
    return best


def _without_closure(ranked: Mapping[str, Sequence[Heard]], words: Paise | None) -> Totals:
    """Nothing closes: the strongest label of each head, for a person to look at."""
    chosen = {head: found[0] for head in HEADS if (found := [each for each in ranked[head] if each.weight >= 0.5 and each.label != UNNAMED_SUM])}
    if words is not None and (equal := [each for each in ranked["grand_total"] if each.amount == words]):
        chosen["grand_total"] = equal[0]
    if ranked["grand_total"] and "grand_total" not in chosen:
        chosen["grand_total"] = ranked["grand_total"][0]
    agree = words is not None and "grand_total" in chosen and chosen["grand_total"].amount == words
    return Totals(chosen, "", {}, words, agree)
