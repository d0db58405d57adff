"""ClassifierBot and DataExtractor with a model behind them: the same contract as their local tier, from an answer that is kept.

Nobody is asked here. A model answers once, with numbers of words (flows/asking.py); from its kept answer the reading follows on any machine, as it follows
from recognised pages.
"""

from collections.abc import Sequence
from dataclasses import replace

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.contract import Proposal
from qrt.agents.second_opinion import DOUBTED, akin
from qrt.core.base.place import Place
from qrt.core.documents.invoice.layout import Sheet, lay_out
from qrt.core.documents.model.answer import Answer, Grounded
from qrt.core.documents.model.question import SURE_KIND, Question, question_of
from qrt.core.documents.model.weigh import TOLD, held, kind_differs, with_answer
from qrt.core.documents.types import DocumentKind, Extraction, Page, Paper


def counts(rules: Proposal[DocumentKind], told: Answer) -> bool:
    """The model's word for the kind counts where rules have none that is sure."""
    return told.kind is not DocumentKind.OTHER and (rules.value is DocumentKind.OTHER or rules.confidence < SURE_KIND)


def propose_told_kind(sheet: Sheet, told: Answer) -> Proposal[DocumentKind]:
    """ClassifierBot's proposal from a model's answer: never sure enough to be taken without a person."""
    words = Grounded(sheet).tokens(told.kind_words)
    places = (sheet.place([token for token in words if token.page == words[0].page]),) if words else ()
    said = " ".join(token.text for token in words)
    return Proposal("ClassifierBot", told.model, told.kind, TOLD, (f'the model {told.model} says so, by the words "{said}"',), places)


def with_told(paper: Paper, sheet: Sheet, extractions: Sequence[Extraction], told: Answer, by_model: bool, asked: bool) -> tuple[Extraction, ...]:
    """What the rules read and what a model said, made one. `by_model`: the kind is the model's; `asked`: no person said the kind."""
    if by_model:
        extractions = [held(each) for each in extractions]
    first = with_answer(extractions[0], paper.name, sheet, told)
    differs = told.kind is not DocumentKind.OTHER and not akin(first.kind, told.kind)
    if asked and (by_model or differs):
        place = next(iter(propose_told_kind(sheet, told).evidence), Place(paper.sha256, page=1))
        finding = kind_differs(paper.sha256, paper.name, first, told, place)
        first = replace(first, confidence=min(first.confidence, DOUBTED), findings=(*first.findings, finding))
    return (first, *extractions[1:])


def question_of_paper(paper: Paper, data: bytes, read: Extraction, recognised: Sequence[Page]) -> Question | None:
    """What a model may be asked about a paper of pages as rules read it; None for a paper without pages. Runs inside a reader child."""
    seen = {page.number: page for page in recognised}
    pages = tuple(seen.get(page.number, page) for page in fetch_pages(data)) if data.startswith(b"%PDF") else tuple(seen.values())
    return question_of(read, lay_out(paper.sha256, pages)) if pages else None
