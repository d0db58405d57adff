"""What the labels of an invoice promise of its amounts: each head with the amounts that may be it, and how strongly.

Which of them is chosen is decided by arithmetic (`totals`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.labels import Label
from qrt.core.documents.invoice.layout import Line
from qrt.core.documents.invoice.strips import totals_in_strips
from qrt.core.documents.invoice.values import Candidate, amounts, looks_like_money

PRINTED = 0.9
"""Weight from which a label says plainly what an amount is."""

SUMMED = 0.5
"""Weight of an amount that is the sum of those above it."""

SENTENCE = 7
"""So many words in one run across a line are a sentence, which goes on in the line below."""

HEADS = ("taxable", "cgst", "sgst", "igst", "cess", "tcs", "round_off", "discount", "charge", "tax", "grand_total")
_KEEP = 6


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """An amount with how strongly its label promises a head. `parts` are summed: CGST at 9 % and at 2.5 % are one head."""

    amount: Paise
    weight: float
    parts: tuple[Candidate, ...]
    label: str = ""


def hear(paper: Labelled, comma_decimal: bool) -> dict[str, list[Heard]]:
    """Every labelled amount by head: beside its label, in the total row of a column, or under its label."""
    by_line = {line.number: amounts(line, comma_decimal) for line in paper.sheet.lines}
    heard: dict[str, list[Heard]] = {}
    for line in paper.sheet.lines:
        for position, label in enumerate(paper.by_line[line.number]):
            if not label.amount:
                continue
            if label.amount == "charge" and sum(looks_like_money(each.raw) for each in by_line[line.number]) > 1:
                continue  # Freight sold as an item, with price and amount, is no charge on top.
            near = beside(paper, line, position, by_line[line.number])
            if near:
                _note_beside(heard, label, near, paper, line)
            elif onward := _onward(paper, line, position, by_line):
                _note_beside(heard, label, [onward], paper, line)
            else:
                _note_below(heard, label, paper, by_line)
    _note_total_rows(heard, paper, by_line)
    for amount, each, text in totals_in_strips(paper.sheet, comma_decimal):
        add(heard, {"total_weak": "grand_total", "due": "grand_total"}.get(amount, amount), Heard(each.amount, PRINTED, (each,), text))
    _note_sums(heard, paper)
    return heard


def beside(paper: Labelled, line: Line, position: int, found: Sequence[Candidate]) -> list[Candidate]:
    """The amounts between this label and the next label of money; words in between are allowed ("CGST @ 9% on 1,000.00 90.00")."""
    group = paper.by_line[line.number]
    label = group[position]
    right = min(
        (each.x0 for each in group[position + 1 :] if each.amount or each.role in ("number", "date", "due", "po", "po_weak", "irn")), default=float("inf")
    )
    # Letters of a long label may run into the amount, so the right edges decide.
    here = [each for each in found if label.tokens[-1].x0 < each.x0 < right and each.x1 > label.x1]
    return [each for each in here if looks_like_money(each.raw) or each.amount >= 10_000 or each.amount == 0] or [
        each for each in here if abs(each.amount) >= 100
    ]


def _onward(paper: Labelled, line: Line, position: int, by_line: Mapping[int, Sequence[Candidate]]) -> Candidate | None:
    """The first amount of the line below, where a sentence goes on there from its last label of money ("… CGST at 9% amounting to Rs." over "1,305.00 and SGST …")."""
    label = paper.by_line[line.number][position]
    if len(line.phrases) != 1 or len(line.tokens) < SENTENCE or any(each.amount for each in paper.by_line[line.number][position + 1 :]):
        return None
    below = next((each for each in paper.sheet.lines[line.number + 1 : line.number + 2] if each.page == line.page), None)
    if below is None or len(below.phrases) != 1 or abs(below.tokens[0].x0 - line.tokens[0].x0) > label.tokens[0].height:
        return None
    first = next((each for each in by_line[below.number] if looks_like_money(each.raw)), None)
    before = [each for each in paper.by_line[below.number] if each.amount and first is not None and each.x0 < first.x0]
    return first if first is not None and not before else None


def _note_beside(heard: dict[str, list[Heard]], label: Label, near: Sequence[Candidate], paper: Labelled, line: Line) -> None:
    _, height = paper.sheet.sizes[line.page]
    last_page = max(paper.sheet.sizes)
    low = 0.1 * (line.y0 / height) + (0.1 if line.page == last_page else 0.0)
    strength = {"total_weak": 0.55, "due": 0.35, "previous": 0.0}.get(label.amount, 0.9)
    last = near[-1]
    if label.amount == "total_weak":
        add(heard, "grand_total", Heard(last.amount, strength + low, (last,), label.text))
        for head in ("taxable", "tax"):
            add(heard, head, Heard(last.amount, 0.15 + low, (last,), label.text))
        # A total row holds the column totals as well; the closure tells which is which.
        for each in near[:-1]:
            if looks_like_money(each.raw):
                for head in ("taxable", "cgst", "sgst", "igst", "tax", "grand_total"):
                    add(heard, head, Heard(each.amount, 0.2, (each,), label.text))
        return
    if label.amount == "due":
        add(heard, "grand_total", Heard(last.amount, strength + low, (last,), label.text))
        return
    if label.amount == "gross":
        # Before or after what goes off: the closure tells.
        add(heard, "taxable", Heard(last.amount, SUMMED, (last,), label.text))
        return
    if label.amount == "previous":
        heard.setdefault("previous", []).append(Heard(last.amount, strength, (last,), label.text))
        return
    add(heard, label.amount, Heard(_signed(label, last, line), strength + low, (last,), label.text))
    if label.amount in ("cgst", "sgst", "igst") and looks_like_money(near[0].raw) and len(near) > 1 and near[0].amount > last.amount:
        heard.setdefault(f"base of {label.amount}", []).append(Heard(near[0].amount, 0.6, (near[0],), label.text))
    for each in near[:-1]:
        if looks_like_money(each.raw):
            add(
                heard,
                "taxable" if label.amount not in ("taxable", "grand_total", "discount", "round_off", "charge") else label.amount,
                Heard(each.amount, 0.3, (each,), label.text),
            )


def _signed(label: Label, value: Candidate, line: Line) -> Paise:
    """A round-off or discount that is to be taken away is negative only where the paper says "less" or shows a minus."""
    if label.amount == "discount":
        return Paise(abs(value.amount))
    if label.amount == "round_off" and value.amount > 0 and re.search(r"\bless\b|\(-\)", line.text, re.IGNORECASE) and "add" not in line.text.lower():
        return Paise(-value.amount)
    return value.amount


def _note_below(heard: dict[str, list[Heard]], label: Label, paper: Labelled, by_line: Mapping[int, Sequence[Candidate]]) -> None:
    """A label with nothing beside it may head a column or a box: the amounts right under it."""
    first = label.tokens[0]
    head = {"total_weak": "grand_total", "due": "grand_total"}.get(label.amount, label.amount)
    if head == "previous":
        return
    column: list[Candidate] = []
    edge = first.y1
    for number in range(label.line + 1, min(label.line + 12, len(paper.sheet.lines))):
        line = paper.sheet.lines[number]
        if line.page != first.page or line.y0 - edge > 4 * first.height:
            break
        under = [
            each for each in by_line[number] if each.x0 < label.x1 + 3 * first.height and each.x1 > label.x0 - 3 * first.height and looks_like_money(each.raw)
        ]
        if under:
            column.append(min(under, key=lambda each: abs((each.x0 + each.x1) - (label.x0 + label.x1))))
            edge = line.y1
    if not column:
        return
    # Over several amounts it heads a list, of which the first is no total.
    weight = 0.25 if any(each.amount != column[0].amount for each in column) else 0.4 if label.amount in ("total_weak", "due") else 0.5
    add(heard, head, Heard(column[0].amount, weight, (column[0],), label.text))
    # A figure that is the sum of those above it is the total of its column, with or without the word.
    for index in range(2, len(column)):
        if column[index].amount == sum(each.amount for each in column[:index]):
            add(heard, head, Heard(column[index].amount, 0.75, (column[index],), label.text))


def _note_total_rows(heard: dict[str, list[Heard]], paper: Labelled, by_line: Mapping[int, Sequence[Candidate]]) -> None:
    """A row that begins with "Total" under a header: each amount belongs to the head of the column it stands in."""
    headers: list[Label] = []
    for line in paper.sheet.lines:
        group = [label for label in paper.by_line[line.number] if label.amount]
        money = [each for each in by_line[line.number] if looks_like_money(each.raw)]
        if len(group) >= 2 and not money:
            # A header may be two lines high: the labels of both count.
            near = headers and line.page == headers[-1].tokens[0].page and line.number - headers[-1].line <= 2
            headers = [*headers, *group] if near else group
        elif headers and group and group[0].amount in ("total_weak", "grand_total") and len(money) >= 2:
            for each in money:
                over = _column(headers, each)
                if over is not None:
                    head = {"total_weak": "grand_total", "due": "grand_total"}.get(over.amount, over.amount)
                    add(heard, head, Heard(each.amount, 0.75, (each,), over.text))


def _column(headers: Sequence[Label], value: Candidate) -> Label | None:
    """The header label that overlaps the amount, nearest by right edge or middle."""
    height = value.tokens[0].height
    over = [label for label in headers if label.x0 < value.x1 + height and label.x1 > value.x0 - height]
    return min(over, key=lambda label: min(abs(label.x1 - value.x1), abs(label.x0 + label.x1 - value.x0 - value.x1) / 2), default=None)


def _note_sums(heard: dict[str, list[Heard]], paper: Labelled) -> None:
    """One tax at several rates stands on several lines: their sum is a candidate for the head, and that of the amounts it is charged on for the taxable value.
    Rows of goods may name the tax as well, and so the lines that follow each other are summed by themselves too."""
    for head in ("cgst", "sgst", "igst"):
        bases = {(each.parts[0].line, each.parts[0].x0): each.parts[0] for each in heard.get(f"base of {head}", [])}
        if 2 <= len(bases) <= 6 and len({line for line, _ in bases}) == len(bases):
            add(heard, "taxable", Heard(Paise(sum(each.amount for each in bases.values())), 0.6, tuple(bases.values()), head))
    for head in ("cgst", "sgst", "igst", "cess", "charge", "taxable", "tax"):
        strong = [each for each in heard.get(head, []) if each.weight >= 0.9 and len(each.parts) == 1 and each.amount > 0]
        places = [each.parts[0] for each in {(each.parts[0].line, each.parts[0].x0): each for each in strong}.values()]
        runs = _unbroken(places, paper) if head in ("cgst", "sgst", "igst") else []
        for parts in (tuple(places), *(run for run in runs[-1:] if len(run) < len(places))):
            if 2 <= len(parts) <= 6 and len({part.line for part in parts}) == len(parts):
                add(heard, head, Heard(Paise(sum(part.amount for part in parts)), 0.8, parts, strong[0].label))


def _unbroken(places: Sequence[Candidate], paper: Labelled) -> list[tuple[Candidate, ...]]:
    """Amounts of one tax in runs: between two of a run stand lines of taxes alone."""
    runs: list[tuple[Candidate, ...]] = []
    for each in sorted(places, key=lambda each: each.line):
        before = runs[-1][-1].line if runs else 0
        taxes = (any(label.amount in ("cgst", "sgst", "igst", "cess") for label in paper.by_line[line]) for line in range(before + 1, each.line))
        if runs and all(taxes):
            runs[-1] = (*runs[-1], each)
        else:
            runs.append((each,))
    return runs


def add(heard: dict[str, list[Heard]], head: str, each: Heard) -> None:
    if head in HEADS:
        heard.setdefault(head, []).append(each)


def strongest(found: Iterable[Heard]) -> list[Heard]:
    """One for each amount, the strongest first. Zero is no candidate: a head with zero is a head that is not there."""
    best: dict[Paise, Heard] = {}
    for each in found:
        if each.amount != 0 and (each.amount not in best or each.weight > best[each.amount].weight):
            best[each.amount] = each
    ranked = sorted(best.values(), key=lambda each: (-each.weight, each.parts[0].line, each.amount))
    # As many rows of goods may name a tax: the sums of its own lines stay.
    return ranked[:_KEEP] + [each for each in ranked[_KEEP:] if len(each.parts) > 1][-1:]


def add_words(heard: dict[str, list[Heard]], words: Paise, paper: Labelled, comma_decimal: bool) -> None:
    """A figure that equals the amount in words is a candidate for the total, whatever stands beside it."""
    for line in paper.sheet.lines:
        for each in amounts(line, comma_decimal):
            if each.amount == words:
                add(heard, "grand_total", Heard(each.amount, 0.6, (each,), "amount in words"))
