"""ClassifierBot's second opinion: what rules propose from titles and words, and what the kind model guesses from all of the paper, made one.

A title outranks the model; where both are sure and differ, the paper keeps the kind of its title and is listed as misfiled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.adapters.rulebook.kinds import load_kind_model
from qrt.agents.classifier import WORDS_ALONE, is_titled
from qrt.agents.contract import Proposal
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.cells import Sheet
from qrt.core.documents.kind_model import KindGuess
from qrt.core.documents.kind_sheets import pages_of_sheets
from qrt.core.documents.types import REGISTERS, DocumentKind, Paper

GUESSED, SURE = 0.75, 0.9
"""From here on a guess of the model counts where rules are silent; and against rules."""
NAMED = 0.6
"""From here on rules have named the paper, as a kind or as something else ("a quotation")."""
DOUBTED = 0.65
"""Confidence of a kind against which the model is sure: below what is accepted without a person."""

_FINER = {
    DocumentKind.TAX_INVOICE: frozenset({DocumentKind.EXPORT_INVOICE}),
    DocumentKind.BANK_STATEMENT: frozenset({DocumentKind.LOAN_STATEMENT, DocumentKind.PARTY_STATEMENT}),
    DocumentKind.RECEIPT: frozenset({DocumentKind.RECEIPT_VOUCHER, DocumentKind.PAYMENT_VOUCHER}),
    DocumentKind.TDS_STATEMENT: frozenset({DocumentKind.FORM_16A, DocumentKind.TDS_CHALLAN}),
}
"""Kinds that share the title of a broader one: there the model's word is the finer one."""


_BILLS = frozenset({DocumentKind.TAX_INVOICE, DocumentKind.EXPORT_INVOICE, DocumentKind.BILL_OF_SUPPLY, DocumentKind.DEBIT_NOTE})
"""What charges somebody. A credit note has the same build and the other sign, and has to be called one."""

_NUMBERED = frozenset(
    {DocumentKind.GSTR_1, DocumentKind.GSTR_2A, DocumentKind.GSTR_2B, DocumentKind.GSTR_3B, DocumentKind.FORM_26AS, DocumentKind.FORM_16A}
    | {DocumentKind.TDS_STATEMENT, DocumentKind.AIS}
)
"""Forms of the tax offices whose title is their number."""


ON_SHEETS = REGISTERS | {
    DocumentKind.BANK_STATEMENT,
    DocumentKind.TRIAL_BALANCE,
    DocumentKind.ASSET_REGISTER,
    DocumentKind.PAYROLL_REGISTER,
    DocumentKind.INVENTORY_STATEMENT,
    DocumentKind.LOAN_STATEMENT,
    DocumentKind.PARTY_STATEMENT,
    DocumentKind.OPEN_BILLS,
}
"""Kinds that come as sheets."""


def akin(one: DocumentKind, other: DocumentKind) -> bool:
    """They are one kind, or one is the finer word for the other."""
    return one is other or other in _FINER.get(one, ()) or one in _FINER.get(other, ())


@dataclass(frozen=True, slots=True)
class Opinion:
    """The kind that counts, and the kind that the model is sure of where that is another one."""

    kind: Proposal[DocumentKind]
    against: KindGuess | None = None


def weigh(rules: Proposal[DocumentKind], guess: KindGuess | None) -> Opinion:
    """Rules and model as one. Neither sure: OTHER, so that a person decides."""
    if guess is None:
        return Opinion(rules)
    if guess.kind is rules.value and rules.confidence >= NAMED:
        return Opinion(replace(rules, confidence=round(min(0.99, max(rules.confidence, guess.sure)), 2)))
    if rules.confidence < NAMED:
        return Opinion(_guessed(rules, guess) if guess.sure >= GUESSED else rules)
    if rules.value in _NUMBERED and rules.confidence > WORDS_ALONE:
        # An official form bears its own number: its title is no matter of words that others share.
        return Opinion(rules)
    if rules.value is DocumentKind.OTHER and is_titled(rules):
        # Its own title calls it something that is read as none of our kinds ("Debit Advice").
        return Opinion(rules)
    if guess.sure < SURE or guess.kind is DocumentKind.OTHER:
        # The model cannot tell what it has never seen: that it knows no kind says nothing against rules.
        return Opinion(rules)
    if DocumentKind.CREDIT_NOTE in (rules.value, guess.kind) and (rules.value in _BILLS or guess.kind in _BILLS):
        # Words that a bill and a credit note share ("credit" of the terms of payment) do not turn the sign of all amounts: a person does.
        return Opinion(replace(rules, confidence=min(rules.confidence, DOUBTED)), guess)
    if rules.confidence <= WORDS_ALONE or guess.kind in _FINER.get(rules.value, ()):
        return Opinion(_guessed(rules, guess))
    if rules.value is DocumentKind.OTHER:
        return Opinion(rules)
    return Opinion(replace(rules, confidence=min(rules.confidence, DOUBTED)), guess)


def suggested(paper: Paper, sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """The kind that the words of sheets point to which no rule knows, for a person to take by one key; () for none.

    How sure the model is was measured on print: of a sheet it names books and lists alone, and nothing is read as that without a person.
    """
    guess = load_kind_model().guess(pages_of_sheets(sheets))
    if guess is None or guess.sure < SURE or guess.kind not in ON_SHEETS:
        return ()
    sentence = f"{paper.name} is no sheet that a rule knows; its words and its build are those of the kind {guess.kind.value.replace('_', ' ')}. File it so if it is one."
    subject = f"document:{paper.sha256}/kind/{guess.kind.value}"
    return (Finding("document.kind_suggested", Severity.INFO, subject, sentence, evidence=(Place(paper.sha256),)),)


def _guessed(rules: Proposal[DocumentKind], guess: KindGuess) -> Proposal[DocumentKind]:
    named = guess.kind.value.replace("_", " ")
    reason = f"its words and its build are those of {'no kind that is read' if guess.kind is DocumentKind.OTHER else f'the kind {named}'}"
    return replace(rules, value=guess.kind, confidence=round(min(0.99, guess.sure), 2), reasons=(reason,))


def misfiled(paper: Paper, filed: DocumentKind, guess: KindGuess | None) -> tuple[Finding, ...]:
    """The finding on a paper that is filed as one kind while the model is sure of another; () where it is not."""
    if guess is None or guess.sure < SURE or guess.kind in (filed, DocumentKind.OTHER):
        return ()
    names = [kind.value.replace("_", " ") for kind in (filed, guess.kind)]
    sentence = f"{paper.name} is filed as {names[0]}, but its words and its build are those of the kind {names[1]} ({guess.sure:.0%} sure). Look at it."
    evidence = (Place(paper.sha256, page=1),)
    return (Finding("document.misfiled", Severity.WARNING, f"document:{paper.sha256}/kind/{guess.kind.value}", sentence, evidence=evidence),)
