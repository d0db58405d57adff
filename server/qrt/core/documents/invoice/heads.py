"""Number, dates and references of an invoice: typed candidates, scored by the label that claims them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qrt.core.documents.invoice.claims import Claim, Labelled, claims
from qrt.core.documents.invoice.labels import Label
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.sole_date import is_sole_date
from qrt.core.documents.invoice.values import Candidate, day_of, days, is_number_shaped
from qrt.core.documents.types import INVOICES, DocumentKind

_NUMBER_ROLES = frozenset({"number", "number_weak", "number_and_date", "other_number", "account", "po", "po_weak", "original"})
_DATE_ROLES = frozenset({"date", "date_weak", "due", "other_date", "original_date", "number_and_date"})
_NOTES = frozenset({DocumentKind.CREDIT_NOTE, DocumentKind.DEBIT_NOTE})


_INVOICE = re.compile(r"inv|bill")

OF_INVOICE = 0.45
"""What an invoice's label takes from a date on a note: less is left than a field asks to be accepted."""

CUT = 0.6
"""Confidence of a number of which a part may stand elsewhere."""

SOLE = 0.8
"""Confidence of a bare "Date" beside the bill's number where no other day on the paper could be meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The candidate that won a field: how sure, and why it must be looked at ("" when it need not be)."""

    candidate: Candidate
    confidence: float
    doubt: str = ""


def number_candidates(paper: Labelled) -> list[Candidate]:
    """Everything that is shaped like a document's number and is no part of a label."""
    found: list[Candidate] = []
    for line in paper.sheet.lines:
        for phrase in line.phrases:
            index = 0
            while index < len(phrase):
                run = _number_run(paper, phrase, index)
                if run:
                    if run[-1] is phrase[-1] and run[-1].text.endswith(("-", "/")) and (rest := _goes_on(paper, run)) is not None:
                        found.append(Candidate("number", ("".join(token.text for token in run) + rest.text).strip(":;,.").lstrip("#"), (*run, rest)))
                        index += len(run)
                        continue
                    text = "".join(token.text for token in run) if len(run) > 1 and any(t.text in "/-" for t in run) else " ".join(token.text for token in run)
                    found.append(Candidate("number", text.strip(":;,.").lstrip("#"), tuple(run)))
                index += max(len(run), 1)
    return found


def _goes_on(paper: Labelled, run: Sequence[Token]) -> Token | None:
    """What stands alone right under a number that ends in a stroke: its cell was too narrow ("VMT/INV/7/26-" over "27")."""
    first = run[0]
    for line in paper.sheet.lines[first.line + 1 : first.line + 3]:
        if line.page != first.page or line.y0 - first.y1 > 0.8 * first.height:
            return None
        under = next((phrase for phrase in line.phrases if abs(phrase[0].x0 - first.x0) < 0.5 * first.height), None)
        if under is not None:
            # A day or what a label of its own stands before is no rest of anything.
            before = [token for token in line.tokens if token.x1 <= under[0].x0]
            asked = paper.owns(under[0]) or (bool(before) and paper.owns(before[-1])) or day_of(under[0].text, False) is not None
            whole = len(under) == 1 and not asked and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9/\-]{0,11}", under[0].text)
            return under[0] if whole and is_number_shaped("".join(each.text for each in (*run, *under))) else None
    return None


def _number_run(paper: Labelled, phrase: Sequence[Token], index: int) -> list[Token]:
    """The tokens of one number: "INV/7", "INV / 7" (joined by strokes), "INV 0007" (letters, then digits)."""
    token = phrase[index]
    if paper.owns(token) and not is_number_shaped(token.text):
        return []
    run = [token]
    position = index + 1
    while position + 1 < len(phrase) and phrase[position].text in ("/", "-") and re.match(r"^[A-Za-z0-9/\-]+$", phrase[position + 1].text):
        run += [phrase[position], phrase[position + 1]]
        position += 2
    joined = "".join(each.text for each in run)
    if is_number_shaped(joined):
        return run
    after = phrase[position] if position < len(phrase) else None
    # Letters and then digits are one number only when they are all that stands there.
    alone = len(run) == 1 and len(phrase) == index + 2 and not paper.owns(token)
    if alone and after is not None and re.fullmatch(r"[A-Z]{1,6}", token.text) and re.fullmatch(r"\d{2,12}", after.text):
        return [token, after]
    return []


def choose_number(paper: Labelled, candidates: Sequence[Candidate], kind: DocumentKind) -> Choice | None:
    """The paper's own number. On a note, "invoice no" names the invoice it corrects."""
    found = claims(paper, candidates, lambda label: label.role in _NUMBER_ROLES)
    scored = [(_number_score(claim, paper, kind), claim) for claim in found]
    best = _best([each for each in scored if each[0] > 0])
    if best is not None and best.candidate.value.endswith(("-", "/")):
        return Choice(best.candidate, min(best.confidence, CUT), best.doubt or "it ends in a stroke, and its rest was not found")
    return best


def _number_score(claim: Claim, paper: Labelled, kind: DocumentKind) -> float:
    base = {"number": 0.6, "number_and_date": 0.6, "number_weak": 0.25}.get(claim.label.role, 0.0)
    if not base:
        return 0.0
    text = claim.candidate.value
    if claim.label.role == "number_weak" and len(text) < 3:
        return 0.0
    if claim.label.text in ("reference no", "ref no"):
        base = 0.1
    if kind in _NOTES:
        base += 0.3 if re.search(r"note|\bcn\b|\bdn\b|gutschrift|credit|debit", claim.label.text) else -0.35 if "inv" in claim.label.text else 0.0
    # Money that was received has a number of its own on the invoice for it.
    base -= 0.15 if kind in INVOICES and "receipt" in claim.label.text else 0.0
    base += 0.2 * claim.nearness if claim.relation == "right" else 0.1 * claim.nearness
    base += 0.05 if claim.label.has_colon else 0.0
    base += 0.08 if re.search(r"[A-Za-z]", text) or "/" in text or "-" in text else 0.0
    base -= 0.2 if len(text) <= 2 else 0.0
    first = claim.candidate.tokens[0]
    _, height = paper.sheet.sizes[first.page]
    return base + (0.1 if first.page == 1 and first.y0 < 0.5 * height else 0.0)


def date_candidates(lines: Iterable[Line], american: bool) -> list[Candidate]:
    """Every date on the paper."""
    return [each for line in lines for each in days(line, american)]


def choose_date(paper: Labelled, candidates: Sequence[Candidate], number: Choice | None, kind: DocumentKind) -> Choice | None:
    """The date of the paper: under its own label, else beside its number, else the only one there is. On a note that names the invoice it corrects, "invoice date" is that
    invoice's."""
    found = claims(paper, candidates, lambda label: label.role in _DATE_ROLES)
    corrects = kind in _NOTES and _names_other_invoice(paper, number)
    scored = [(_date_score(claim, paper, number) - (OF_INVOICE if corrects and _INVOICE.search(claim.label.text) else 0.0), claim) for claim in found]
    best = _best([each for each in scored if each[0] > 0])
    if best is not None:
        own = next(each for each in found if each.candidate is best.candidate)
        sole = best.confidence < SOLE and is_sole_date(paper, own, found, candidates, number.candidate if number else None)
        return Choice(best.candidate, SOLE) if sole else best
    claimed = {id(claim.candidate) for claim in found}
    free = [each for each in candidates if id(each) not in claimed]
    if number is not None:
        beside = [each for each in free if each.line == number.candidate.line]
        if beside:
            return Choice(beside[0], 0.7, "it stands beside the number, without a label")
    values = {each.value for each in free}
    if len(values) == 1:
        return Choice(free[0], 0.5, "it is the only date without another meaning")
    return None


def _names_other_invoice(paper: Labelled, number: Choice | None) -> bool:
    """A label of an invoice's number stands on the paper, and the paper's own number is not what stands beside or under it."""
    asked = [label for label in paper.all() if label.role == "original" or (label.role == "number" and _INVOICE.search(label.text))]
    own = claims(paper, [number.candidate], lambda label: label.role in _NUMBER_ROLES) if number else []
    return any(all(label is not claim.label for claim in own) for label in asked)


def _date_score(claim: Claim, paper: Labelled, number: Choice | None) -> float:
    base = {"date": 0.65, "number_and_date": 0.6, "date_weak": 0.35}.get(claim.label.role, 0.0)
    if not base:
        return 0.0
    if claim.label.text in ("von", "le", "vom"):
        base = 0.25
    base += 0.2 * claim.nearness if claim.relation == "right" else 0.1 * claim.nearness
    first = claim.candidate.tokens[0]
    _, height = paper.sheet.sizes[first.page]
    base += 0.08 if first.page == 1 and first.y0 < 0.5 * height else 0.0
    # "Dated" also stands beside the numbers of orders and delivery notes.
    if claim.label.text in ("dated", "date", "dt") and (
        _owner_before(paper, claim.label) in ("other_number", "po", "po_weak", "original") or _dates_another(paper, claim.label, number)
    ):
        base -= 0.45
    return base


def _dates_another(paper: Labelled, label: Label, number: Choice | None) -> bool:
    """A number stands right before the label and is not the paper's own, or a word that no label owns: "3603 dated 11/05/2026", "Agreement dated 01/04/2025"."""
    phrase = next((each for each in paper.sheet.lines[label.line].phrases if label.tokens[0] in each), ())
    before = [token for token in phrase if token.x1 <= label.x0 + 0.1 and any(map(str.isalnum, token.text))]
    if not before or paper.owns(before[-1]):
        return False
    if not is_number_shaped(before[-1].text):
        return before[-1].text.isalpha() and label.text == "dated"
    return number is None or before[-1] not in number.candidate.tokens


def _owner_before(paper: Labelled, label: Label) -> str:
    """Role of the label to the left on the same line: "Order No. 12 Dated 1-4-26" dates the order."""
    before = [each for each in paper.by_line[label.line] if each.x1 <= label.x0 and each.role]
    return before[-1].role if before else ""


def choose_other(paper: Labelled, candidates: Sequence[Candidate], role: str, roles: frozenset[str]) -> Choice | None:
    """The best candidate under a label of one role: due date, order number, number of the original invoice."""
    found = claims(paper, candidates, lambda label: label.role in roles)
    scored = [(0.6 + 0.3 * claim.nearness, claim) for claim in found if claim.label.role == role and len(claim.candidate.value) >= 2]
    return _best(scored)


def original_of_note(paper: Labelled, candidates: Sequence[Candidate], chosen: Choice | None) -> Choice | None:
    """On a credit or debit note, the invoice it corrects: an explicit label, else a plain "invoice no" that is not the note's own."""
    explicit = choose_other(paper, candidates, "original", _NUMBER_ROLES)
    if explicit is not None:
        return explicit
    found = claims(paper, candidates, lambda label: label.role in _NUMBER_ROLES)
    own = chosen.candidate.value if chosen else ""
    scored = [(0.5 + 0.2 * c.nearness, c) for c in found if c.label.role == "number" and "inv" in c.label.text and c.candidate.value != own]
    return _best(scored)


def other_number(paper: Labelled, candidates: Sequence[Candidate], role: str) -> Choice | None:
    """A number under a label of `role`."""
    return choose_other(paper, candidates, role, _NUMBER_ROLES)


def order_number(paper: Labelled, candidates: Sequence[Candidate]) -> Choice | None:
    """The number of the customer's order; one under "Work order no." or "Your ref" where none is called so, for a person to look at."""
    sure = other_number(paper, candidates, "po")
    weak = other_number(paper, candidates, "po_weak") if sure is None else None
    return sure or (Choice(weak.candidate, min(weak.confidence, 0.6), "it may be the seller's own number") if weak else None)


def other_date(paper: Labelled, candidates: Sequence[Candidate], role: str) -> Choice | None:
    """A date under a label of `role`."""
    return choose_other(paper, candidates, role, _DATE_ROLES)


def _best(scored: Sequence[tuple[float, Claim]]) -> Choice | None:
    """The highest score; a different value close behind it is a doubt."""
    if not scored:
        return None
    ranked = sorted(scored, key=lambda each: (-each[0], each[1].candidate.line, each[1].candidate.x0))
    score, claim = ranked[0]
    rivals = [(other, each) for other, each in ranked[1:] if each.candidate.value != claim.candidate.value]
    margin = score - rivals[0][0] if rivals else 1.0
    confidence = min(0.97, score + (0.1 if margin > 0.25 else 0.0) - (0.25 if margin < 0.08 else 0.0))
    doubt = ""
    if margin < 0.08:
        doubt = f"{rivals[0][1].candidate.raw} could be meant as well"
    elif score < 0.6:
        doubt = "its label is weak"
    return Choice(claim.candidate, max(0.05, confidence), doubt)
