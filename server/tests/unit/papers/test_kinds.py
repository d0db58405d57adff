"""Kinds of papers: told over vendors and layouts that the model was not trained on, and left to a person where two kinds lie close together."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.rulebook.kinds import load_kind_model
from qrt.adapters.rulebook.read import RULES_FOLDER
from qrt.adapters.scan.sniff import MediaType
from qrt.agents.classifier import WORDS_ALONE, is_titled, propose_kind
from qrt.agents.contract import Proposal
from qrt.agents.reading import read_paper
from qrt.agents.second_opinion import DOUBTED, weigh
from qrt.core.base.errors import Refused
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.kind_model import KindGuess, of_text, to_text
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.types import DocumentKind, Extraction, Page, Paper, Word
from qrt.sim.kind_training import calibrate, margins, print_set, recipes, train
from tests.generators.papers.ink import Printed, scanned
from tests.generators.papers.make import every_paper

SEED = 7103
"""Papers of this number were never looked at while rules, features and recipes were written."""
TAKEN = 0.7
"""Confidence from which a kind is believed without a person."""


@cache
def papers() -> tuple[tuple[Printed, tuple[Page, ...]], ...]:
    return tuple((each, fetch_pages(each.data)) for each in every_paper(SEED))


def read(printed: Printed, pages: Sequence[Page] = (), said: DocumentKind | None = None) -> Extraction:
    data = printed.data
    return read_paper(Paper("ab" * 32, "paper.pdf", len(data)), data, recognised=pages, said=said)[0]


def test_nine_of_ten_papers_are_told_by_the_model_alone_and_hardly_one_of_them_wrong() -> None:
    model = load_kind_model()
    for blurred in (False, True):
        rng = random.Random(SEED)
        guesses = [(model.guess(scanned(pages, rng) if blurred else pages), printed.kind) for printed, pages in papers()]
        ranked = sorted(((guess.sure, guess.kind is kind) for guess, kind in guesses if guess), reverse=True)
        surest = ranked[: round(0.9 * len(ranked))]
        assert len(ranked) == len(papers())
        assert sum(right for _, right in surest) >= 0.97 * len(surest), "scanned" if blurred else "digital"


@pytest.mark.parametrize("blurred", [False, True], ids=["digital", "scanned"])
def test_kinds_that_are_believed_without_a_person_are_nine_in_ten_and_right(blurred: bool) -> None:
    rng = random.Random(SEED)
    found = [(read(printed, scanned(pages, rng) if blurred else ()), printed.kind) for printed, pages in papers()]
    taken = [(extraction, kind) for extraction, kind in found if extraction.confidence >= TAKEN]
    assert len(taken) >= 0.9 * len(found)
    wrong = [(extraction.kind.value, kind.value) for extraction, kind in taken if extraction.kind is not kind]
    assert len(wrong) <= 0.03 * len(taken), wrong


def test_letters_menus_and_leaflets_are_no_kind() -> None:
    found = [read(printed) for printed, _ in papers() if printed.kind is DocumentKind.OTHER]
    assert len(found) >= 8
    assert {each.kind for each in found} == {DocumentKind.OTHER}


def test_every_kind_of_paper_is_printed_for_training_and_for_the_test_by_other_code() -> None:
    assert {printed.kind for printed, _ in papers()} == set(recipes()) == set(load_kind_model().kinds)


def proposal(kind: DocumentKind, confidence: float) -> Proposal[DocumentKind]:
    return Proposal("ClassifierBot", "1", kind, confidence, ("its title says so",))


def guess(kind: DocumentKind, sure: float) -> KindGuess:
    return KindGuess(kind, sure, DocumentKind.OTHER)


def test_a_title_outranks_the_model_and_their_quarrel_is_no_longer_sure() -> None:
    opinion = weigh(proposal(DocumentKind.TAX_INVOICE, 0.97), guess(DocumentKind.PURCHASE_ORDER, 0.99))
    assert (opinion.kind.value, opinion.kind.confidence) == (DocumentKind.TAX_INVOICE, DOUBTED)
    assert opinion.against is not None
    same = weigh(proposal(DocumentKind.TAX_INVOICE, 0.8), guess(DocumentKind.TAX_INVOICE, 0.99))
    assert (same.kind.confidence, same.against) == (0.99, None)


def test_where_titles_are_silent_the_model_speaks_and_near_kinds_are_left_to_a_person() -> None:
    silent = proposal(DocumentKind.OTHER, 0.2)
    assert weigh(silent, guess(DocumentKind.LOAN_STATEMENT, 0.95)).kind.value is DocumentKind.LOAN_STATEMENT
    assert weigh(silent, guess(DocumentKind.LOAN_STATEMENT, 0.6)).kind.value is DocumentKind.OTHER
    assert weigh(proposal(DocumentKind.TAX_INVOICE, 0.9), guess(DocumentKind.OTHER, 0.99)).kind.value is DocumentKind.TAX_INVOICE
    assert weigh(proposal(DocumentKind.TAX_INVOICE, 0.9), guess(DocumentKind.EXPORT_INVOICE, 0.95)).kind.value is DocumentKind.EXPORT_INVOICE


@pytest.mark.parametrize(
    ("named", "guessed"),
    [(DocumentKind.TAX_INVOICE, DocumentKind.CREDIT_NOTE), (DocumentKind.CREDIT_NOTE, DocumentKind.TAX_INVOICE)],
)
def test_words_that_name_no_credit_note_do_not_turn_the_sign_of_a_bill(named: DocumentKind, guessed: DocumentKind) -> None:
    opinion = weigh(proposal(named, WORDS_ALONE), guess(guessed, 0.99))
    assert (opinion.kind.value, opinion.kind.confidence) == (named, DOUBTED)
    assert opinion.against is not None


@pytest.mark.parametrize(
    ("title", "below", "wanted"),
    [
        ("GSTR-1 – B2B Invoices", "GSTIN of recipient, invoice number, invoice date, taxable value", DocumentKind.GSTR_1),
        ("Term Deposit Receipt (not transferable)", "Received from Hillside Instruments Ltd a sum of rupees ten lakhs only", DocumentKind.OTHER),
        ("Goods Carrying Vehicle Package Policy", "Invoice No 1122334455, total premium payable 41,233", DocumentKind.OTHER),
        ("Trade Advice", "Amount debited 1,475.00, commission 1,250.00", DocumentKind.OTHER),
    ],
)
def test_a_title_names_the_form_of_a_part_and_papers_that_are_none_of_our_kinds(title: str, below: str, wanted: DocumentKind) -> None:
    lines = [(title, 0.06, 0.02), *((line.strip(), 0.2 + 0.03 * at, 0.012) for at, line in enumerate(below.split(",")))]
    words = [Word(word, (0.1 + 0.09 * at, y, 0.18 + 0.09 * at, y + height)) for line, y, height in lines for at, word in enumerate(line.split())]
    sheet = lay_out("0" * 64, (Page(1, 600, 800, tuple(words)),))
    proposal = propose_kind(Paper("0" * 64, "paper.pdf", 1), MediaType.PDF, sheet)
    assert proposal.value is wanted and is_titled(proposal)
    guess = KindGuess(DocumentKind.PAYMENT_VOUCHER, 0.93, DocumentKind.OTHER)
    assert wanted is not DocumentKind.OTHER or weigh(proposal, guess).kind.value is wanted


def test_a_pass_book_is_the_banks() -> None:
    assert kind_of_grid([["PASS BOOK"], ["Date", "Particulars", "Chq No", "Debit", "Credit", "Balance"]])[0] is DocumentKind.BANK_STATEMENT


def test_a_paper_that_a_person_filed_as_another_kind_is_listed_with_what_its_words_say() -> None:
    printed = next(each for each, _ in papers() if each.kind is DocumentKind.LOAN_STATEMENT)
    filed = read(printed, said=DocumentKind.CONTRACT)
    assert filed.kind is DocumentKind.CONTRACT
    (finding,) = [each for each in filed.findings if each.rule == "document.misfiled"]
    assert "loan statement" in finding.sentence
    rightly = read(printed, said=DocumentKind.LOAN_STATEMENT)
    assert not [each for each in rightly.findings if each.rule == "document.misfiled"]


def test_what_a_title_is_for_is_none_of_it_and_it_may_stand_beside_a_letterhead() -> None:
    lines = (
        "Charotar Vij Company Ltd        BILL OF SUPPLY FOR ELECTRICITY",
        "Bill No. 8116        Particulars        Amount (Rs.)",
        "Demand charges        56,700.00",
    )
    words: list[Word] = []
    for number, line in enumerate(lines):
        at = 0
        for part in line.split(" "):
            if part:
                words.append(Word(part, (0.02 + at * 0.009, 0.05 + 0.02 * number, 0.02 + (at + len(part)) * 0.009, 0.062 + 0.02 * number)))
            at += len(part) + 1
    sheet = lay_out("0" * 64, (Page(1, 600, 800, tuple(words)),))
    told = propose_kind(Paper("0" * 64, "bill.pdf", 1), MediaType.PDF, sheet=sheet)
    assert told.value is DocumentKind.BILL_OF_SUPPLY, told


def test_a_paper_without_words_has_no_guess() -> None:
    assert load_kind_model().guess((Page(1, 595, 842, ()),)) is None


def test_the_model_is_small_text_and_comes_back_from_it_as_it_was() -> None:
    path = RULES_FOLDER / "kinds.json"
    assert path.stat().st_size < 300_000
    told = json.loads(path.read_text(encoding="utf-8"))
    assert to_text(of_text(told)) == told


@pytest.mark.parametrize(
    "broken", ["{", '{"slots": 1, "kinds": []}', '{"slots": 4096, "slope": 1, "offset": 0, "kinds": [{"kind": "letter", "bias": 0, "scale": 1, "steps": ""}]}']
)
def test_a_broken_model_is_refused_by_name(tmp_path: Path, broken: str) -> None:
    (tmp_path / "kinds.json").write_text(broken)
    with pytest.raises(Refused, match=r"kinds\.json"):
        load_kind_model(tmp_path)


def test_training_twice_gives_the_same_model() -> None:
    def trained() -> dict[str, object]:
        kinds, rows, labels = print_set(2, 5, half=0)
        model = train(kinds, rows, labels, 5)
        slope, offset = calibrate(*margins(model, rows, labels))
        return to_text(replace(model, slope=slope, offset=offset))

    assert trained() == trained()
