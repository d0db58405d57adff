"""The model tier of ClassifierBot and DataExtractor: whatever a paper orders and a model answers, nothing is believed that is not on the page, and nothing without a person."""

import hashlib
import json
import random
from dataclasses import replace
from functools import cache

import pytest

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.model_tier import question_of_paper
from qrt.agents.reading import read_paper
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.model import people, weigh
from qrt.core.documents.model.answer import Answer, Grounded, answer_of, read_answer
from qrt.core.documents.model.people import People, people_of, without_people
from qrt.core.documents.model.question import KINDS, PROMPT, Question
from qrt.core.documents.types import REGISTERS, DocumentKind, Extraction, FieldStatus, Paper
from qrt.flows.reading import state_of
from tests.generators.papers.bills import make_bill as make_drawn_bill
from tests.generators.papers.bills import make_vendor
from tests.generators.papers.draw import Drawn, draw
from tests.support.hostile_models import MODELS, ORDERS, Model, bill_with, broken_laws, leaks, read_alone
from tests.unit.papers.invoice_papers import LAYOUTS, Desk, make_bill

MODEL = "anthropic:m"


def paper_of(data: bytes) -> Paper:
    return Paper(hashlib.sha256(data).hexdigest(), "bill.pdf", len(data))


@cache
def papers() -> tuple[bytes, ...]:
    """Bills that say what they should, bills that nobody knows, and both with orders to whoever reads them."""
    made = [bill_with(orders, make_bill(random.Random(1)), titled) for orders in ((), ORDERS) for titled in (True, False)]
    return (*made, LAYOUTS["boxed"](make_bill(random.Random(3))))


@cache
def asked(data: bytes) -> tuple[Extraction, Question | None]:
    alone = read_alone(paper_of(data), data)
    return alone, question_of_paper(paper_of(data), data, alone, ())


def answered(question: Question, model: Model) -> Answer | None:
    return read_answer(model(json.loads(question.text())), question, MODEL, PROMPT)[0]


def faults(model: Model) -> list[str]:
    """All laws that are broken when this model is asked about all papers."""
    found = []
    for data in papers():
        alone, question = asked(data)
        if question is None or (answer := answered(question, model)) is None:
            continue
        (told,) = read_paper(paper_of(data), data, told=answer)
        found += broken_laws(paper_of(data), alone, told, Grounded(lay_out(told.document, fetch_pages(data))))
    return found


@pytest.mark.parametrize("name", list(MODELS))
def test_whatever_a_model_answers_nothing_is_taken_without_a_person_and_no_value_is_made_up(name: str) -> None:
    assert faults(MODELS[name]) == []


def test_some_papers_are_asked_about_and_some_answers_are_used() -> None:
    """Otherwise the laws would hold of nothing."""
    questions = [question for data in papers() if (question := asked(data)[1])]
    assert len(questions) >= 3
    told = [answer for question in questions if (answer := answered(question, MODELS["the largest amount for everything"])) and answer.fields]
    assert len(told) >= 3


def test_a_tier_that_takes_a_models_value_without_a_person_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the guard that the laws stand for is taken out."""
    honest = weigh._weighed

    def trusting(read, name, told, sheet):  # type: ignore[no-untyped-def]
        return replace(honest(read, name, told, sheet), status=FieldStatus.AUTO)

    monkeypatch.setattr(weigh, "_weighed", trusting)
    assert any("without a person" in fault for fault in faults(MODELS["the largest amount for everything"]))


def test_a_tier_that_takes_a_models_kind_for_sure_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrt.agents.model_tier.held", lambda read: replace(read, confidence=0.99))
    monkeypatch.setattr("qrt.agents.model_tier.DOUBTED", 0.99)
    assert any("sure" in fault for fault in faults(MODELS["random words 1"]))


def test_a_tier_that_takes_a_models_own_text_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Grounded.value
    made_up = lambda self, name, words: (found := honest(self, name, words)) and replace(found, value="9900000.00")
    monkeypatch.setattr("qrt.core.documents.model.weigh.Grounded.value", made_up)
    monkeypatch.setattr("tests.unit.papers.test_model_tier.Grounded", type("Sound", (Grounded,), {"value": honest}))
    assert any("do not say" in fault for fault in faults(MODELS["the largest amount for everything"]))


def test_no_private_value_leaves_the_house() -> None:
    for data in papers():
        _, question = asked(data)
        if question is not None:
            assert leaks(question) == []
            shown = question.text()
            assert "43210" not in shown and "6789" not in shown and "50100234567890" not in shown and "HDFC0001234" not in shown
            assert "<GSTIN_1>" in shown


def test_a_leak_is_seen() -> None:
    _, question = next(each for each in map(asked, papers()) if each[1])
    assert question is not None
    page, y, words = question.lines[0]
    open_line = (page, y, ((0, "ABCPK1234F", 1), *words[1:]))
    assert leaks(replace(question, lines=(open_line, *question.lines[1:])))


def test_papers_about_what_people_earn_stay_at_home() -> None:
    desk = Desk()
    desk.put(40, 50, "Payslip for September", 14, True)
    desk.put(40, 80, "Basic 40,000.00")
    assert asked(desk.done())[1] is None


def test_a_model_can_call_a_paper_nothing_that_posts_by_itself() -> None:
    assert not set(KINDS) & (REGISTERS | {DocumentKind.BANK_STATEMENT, DocumentKind.TRIAL_BALANCE, DocumentKind.GSTR_2B, DocumentKind.E_INVOICE})


def honest(drawn: Drawn, question: Question) -> Answer:
    """A model that sees what is printed: the words that lie in the boxes of the truth."""
    grounded = Grounded(lay_out("", fetch_pages(drawn.data)))
    fields = {}
    for name in question.fields:
        if (there := drawn.fields.get(name)) is None:
            continue
        words = [at for at, token in enumerate(grounded.words) if token.page == there.page and _centre_in(grounded, at, there.box)]
        if words:
            fields[name] = tuple(words)
    return Answer(MODEL, PROMPT, DocumentKind.TAX_INVOICE, (0,), fields)


def _centre_in(grounded: Grounded, at: int, box: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = grounded.sheet.place([grounded.words[at]]).box or (0, 0, 0, 0)
    return box[0] - 0.003 <= (x0 + x1) / 2 <= box[2] + 0.003 and box[1] - 0.003 <= (y0 + y1) / 2 <= box[3] + 0.003


def test_a_model_that_sees_fills_what_rules_left_open_and_a_person_looks_at_it() -> None:
    filled = 0
    for seed in range(16):
        vendor = make_vendor("unseen", seed)
        drawn = draw(vendor, make_drawn_bill(vendor, 0))
        _, question = asked(drawn.data)
        if question is None:
            continue
        (told,) = read_paper(paper_of(drawn.data), drawn.data, told=honest(drawn, question))
        for name, field in told.fields.items():
            if field.source == "model" and name in drawn.fields:
                filled += field.value == drawn.fields[name].value
                assert (field.value, field.status) == (drawn.fields[name].value, FieldStatus.REVIEW), name
    # Rules leave little open.
    assert filled >= 1


def test_where_a_model_differs_the_value_of_the_rules_stays_and_a_person_looks() -> None:
    data = LAYOUTS["classic"](make_bill(random.Random(5)))
    (alone,) = read_paper(paper_of(data), data)
    assert alone.fields["invoice_date"].status is FieldStatus.AUTO
    grounded = Grounded(lay_out(alone.document, fetch_pages(data)))
    due = next((at,) for at, token in enumerate(grounded.words) if (seen := grounded.value("invoice_date", (at,))) and seen.value != alone.text("invoice_date"))
    (told,) = read_paper(paper_of(data), data, told=Answer(MODEL, PROMPT, alone.kind, (), {"invoice_date": due}))
    field = told.fields["invoice_date"]
    assert (field.value, field.status) == (alone.text("invoice_date"), FieldStatus.REVIEW)
    (finding,) = [each for each in told.findings if each.rule == "document.model_differs"]
    assert len(finding.evidence) == 2 and "model" in finding.sentence
    assert state_of(paper_of(data), (told,))[0] == "needs_person"


def test_an_answer_in_a_package_is_read_as_strictly_as_one_that_comes() -> None:
    good = Answer(MODEL, PROMPT, DocumentKind.TAX_INVOICE, (1,), {"invoice_date": (4, 5)})
    assert answer_of(good.content(), "x") == good
    for change in (
        {"kind": "bank_statement"},
        {"kind": "x"},
        {"fields": {"status": [1]}},
        {"fields": {"invoice_date": ["today"]}},
        {"fields": {"invoice_date": [-1]}},
    ):
        with pytest.raises(ValueError):
            answer_of(good.content() | change, "x")
    data = LAYOUTS["classic"](make_bill(random.Random(5)))
    (told,) = read_paper(paper_of(data), data, told=replace(good, fields={"invoice_date": (10**7,)}))
    assert told.fields["invoice_date"] == read_alone(paper_of(data), data).fields["invoice_date"]


def named(*lines: str) -> Question:
    """A question that shows these lines."""
    shown, number = [], 0
    for at, line in enumerate(lines):
        words = tuple((number + spot, text, 10 * spot) for spot, text in enumerate(line.split()))
        shown.append((1, 20 * at, words))
        number += len(words)
    return Question(tuple(shown), number, ("tax_invoice",), ("seller.name",))


def texts(question: Question) -> list[str]:
    return [" ".join(text for _, text, _ in words) for _, _, words in question.lines]


PEOPLE = ["Anand Kulkarni", "Smt. Lata Ramaswamy", "Kulkarni Farida", "Rao Consultants (Prop. V. Rao)", "Loan from Director Nisha Verghese", "जन शर्मा"]


def people_shown(question: Question) -> list[str]:
    """Names of known people that a question still shows."""
    known = ("kulkarni", "ramaswamy", "farida", "verghese", "anand", "lata", "nisha", "शर्मा", "kulkami")
    return [name for name in known if any(name in text.casefold() for text in texts(question))]


def test_people_whom_the_company_knows_leave_as_tokens_in_whatever_order_and_part_they_stand() -> None:
    asked = named(
        "To: Mr. ANAND KULKARNI,", "Kulkarni Anand (signatory)", "for Ramaswamy", "lata's account", "paid to Verghese/Nisha", "श्री शर्मा", "Kulkami A."
    )
    shown = without_people(asked, PEOPLE)
    assert people_shown(asked) and people_shown(shown) == []
    number = texts(shown)[0].split("<PERSON_")[1].split(">")[0]
    assert texts(shown)[1] == f"<PERSON_{number}> <PERSON_{number}> (signatory)"
    assert [[word[0] for word in words] for _, _, words in shown.lines] == [[word[0] for word in words] for _, _, words in asked.lines]
    assert shown.words == asked.words and shown.fields == asked.fields


def test_words_that_tell_a_field_and_words_of_firms_stay() -> None:
    lines = ("Tax Invoice No INV/7 Date 04-07-2026", "Loan from Director", "Acme Consultants Pvt Ltd", "Grand Total 1,180.00")
    assert texts(without_people(named(*lines), PEOPLE)) == list(lines)


def test_a_question_that_names_a_known_person_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: names whole alone are masked, so that one that the end of a line parts is shown."""
    asked = named("Signed by Anand", "Kulkarni for Acme")
    assert people_shown(without_people(asked, PEOPLE)) == []
    monkeypatch.setattr(People, "token", lambda self, word: "<PERSON_1>" if word == "Anand Kulkarni" else None)
    assert people_shown(without_people(asked, PEOPLE)) == ["kulkarni", "anand"]


def test_the_same_people_have_the_same_tokens_in_whatever_order_they_come() -> None:
    names = ["Anand Kulkarni", "Lata Ramaswamy", "Farida Sheikh"]
    assert people_of(names) == people_of([*reversed(names), "anand  kulkarni", " "])


INTRODUCED = (
    ("Kind Attn: Mr. Suresh Patwardhan", "patwardhan"),
    ("Contact Person : Meena Iyer 98200 11111", "meena"),
    ("Contact: Prakash", "prakash"),
    ("Prepared by RAKESH TIWARI", "tiwari"),
    ("Received with thanks from Smt. Savitri Devi Agarwal", "savitri"),
    ("Paid to Shri Ganesh Hegde", "hegde"),
    ("Driver Name: Balwinder Singh Vehicle No. PB10X1234", "balwinder"),
    ("Mr.Joseph D'Souza", "joseph"),
    ("Dr. Farhan Qureshi", "qureshi"),
    ("श्रीमती कमला बोरा", "कमला"),
    ("C/o Harish Rawat", "rawat"),
)


@pytest.mark.parametrize(("line", "part"), INTRODUCED)
def test_whom_a_paper_introduces_leaves_as_a_token_though_nobody_knows_them(line: str, part: str) -> None:
    shown = texts(without_people(named("Tax Invoice No INV/7", line, f"for the attention of {part.title()}"), ()))
    assert part in line.casefold() and part not in " ".join(shown).casefold() and "<PERSON_1>" in shown[1] and "<PERSON_1>" in shown[2]
    assert shown[0] == "Tax Invoice No INV/7"


def test_a_name_under_its_label_is_found() -> None:
    assert "<PERSON_1> <PERSON_1>" in texts(without_people(named("Kind Attn:", "Suresh Patwardhan", "Acme Ltd"), ()))


@pytest.mark.parametrize(
    "line",
    [
        "Shri Balaji Traders",
        "Sri Lakshmi Cotton Mills Ltd",
        "Contact us for details",
        "Contact No. 98200 11111",
        "Attn: Accounts Department",
        "Opening Balance Dr. Cr. Total",
        "Ms. Sunrise Steel Works",
        "Employee Provident Fund",
        "Prepared by the system",
        "Partner Bank Details",
        "Mr. D.I.Y.",
        "Cashier: USER",
    ],
)
def test_firms_and_sentences_stay_as_they_are(line: str) -> None:
    assert texts(without_people(named(line), ())) == [line]


def test_a_question_that_shows_an_introduced_person_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: whom the paper introduces is not looked for."""
    monkeypatch.setattr(people, "people_on", lambda question: ())
    assert all(part in texts(without_people(named(line), ()))[0].casefold() for line, part in INTRODUCED)
