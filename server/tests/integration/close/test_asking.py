"""Papers that rules left open, shown to a model: only when the company allows it, within its month, and never more than a suggestion that the package proves."""

import asyncio
import json
import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from qrt.adapters.db import documents as store_papers
from qrt.adapters.db import models as store
from qrt.adapters.db.people import load_people
from qrt.adapters.db.tables import AgentJob, Decision, Document, DocumentField, JournalEntry, ModelCall
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.documents.model.budget import ModelTerms
from qrt.core.documents.types import DocumentKind, Extraction, PayrollRow
from qrt.flows import documents, models
from qrt.flows.asking import ask_batch
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.support.fake_provider import FakeProvider, busy, cut, fake_provider, malformed
from tests.support.hostile_models import ORDERS, bill_with, obeys
from tests.unit.papers.invoice_papers import make_bill

TERMS = ModelTerms("anthropic:reader-1", 20, 50_000_00, 30_000, 150_000)


@pytest.fixture
def fake() -> Iterator[FakeProvider]:
    with fake_provider() as made:
        made.say = reads_the_total
        yield made


def reads_the_total(question: dict) -> dict:
    """A model that takes the paper for an invoice, and names its total and its number."""
    words = [(number, text) for line in question["lines"] for number, text, _ in line["words"]]
    total = next(number for number, text in words if text.endswith(".00") and number > 20)
    return {"kind": "tax_invoice", "kind_words": [0], "fields": [{"name": "totals.grand_total", "words": [total]}]}


async def handed_in(tiny: Path, bench: Bench, fake: FakeProvider, count: int = 1) -> Document:
    """Papers that rules do not know, with orders to whoever reads them; a key, and a run that has read them."""
    for number in range(count):
        bill = make_bill(random.Random(number))
        (tiny / "inbox" / f"zz {number}.pdf").write_bytes(bill_with(ORDERS, bill, titled=False))
    bench.desk = replace(bench.desk, model_keys={"anthropic": "key"}, model_url=fake.url)
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    return await paper_of(bench)


async def paper_of(bench: Bench) -> Document:
    (paper,) = await bench.rows(Document, Document.name == "zz 0.pdf")
    return paper


async def allow(bench: Bench, terms: ModelTerms = TERMS, version: int = 0) -> None:
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        await models.decide(db, asha, terms, True, version)


async def ask(bench: Bench) -> int:
    return await ask_batch(bench.sessions, bench.where, bench.desk)


async def test_nobody_is_asked_before_the_company_allows_it_nor_without_a_key(tiny: Path, bench: Bench, fake: FakeProvider) -> None:
    await handed_in(tiny, bench, fake)
    assert await ask(bench) == 0
    await allow(bench)
    bench.desk = replace(bench.desk, model_keys={})
    assert await ask(bench) == 0
    assert fake.seen == [] and await bench.count(ModelCall) == 0


async def test_an_answer_is_kept_by_numbers_of_words_and_the_package_follows_from_it(
    tiny: Path, bench: Bench, fake: FakeProvider, readers: RememberingReaders
) -> None:
    paper = await handed_in(tiny, bench, fake)
    assert (paper.state, paper.kind) == ("needs_person", "other")
    vouchers = await bench.count(JournalEntry)
    await allow(bench)
    assert await ask(bench) >= 1 and await ask(bench) == 0
    told = await paper_of(bench)
    assert (told.state, told.kind) == ("needs_person", "tax_invoice") and told.kind_confidence < 0.7
    fields = await bench.rows(DocumentField, DocumentField.document_id == paper.id)
    assert {field.status for field in fields if field.value} == {"review"}
    (call,) = await bench.rows(ModelCall, ModelCall.document_id == paper.id)
    assert (call.state, call.tokens_in, call.tokens_out, call.cost_paise) == ("answered", 900, 90, TERMS.cost_paise(900, 90))
    assert await bench.count(AgentJob, AgentJob.agent_version == TERMS.model) == 1
    (decision,) = await bench.rows(Decision, Decision.kind == "model_answered")
    assert decision.content["kind"] == "tax_invoice" and all(isinstance(word, int) for words in decision.content["fields"].values() for word in words)
    async with bench.db() as db:
        trail = (await db.execute(text("select count(*) from audit.log where tbl = 'model_calls'"))).scalar_one()
    assert trail == 2, "written when it was asked, and when it was answered"
    assert await bench.count(JournalEntry) == vouchers

    await bench.close()
    asked = len(fake.seen)
    files = await bench.files()
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    assert len(fake.seen) == asked, "a run and a check ask nobody"
    forged = [json.loads(line) for line in files["decisions.jsonl"].splitlines()]
    for each in forged:
        if each["kind"] == "model_answered":
            each["content"]["fields"] = {}
    files["decisions.jsonl"] = b"".join(json.dumps(each).encode() + b"\n" for each in forged)
    assert verify_package(files, readers).faults  # type: ignore[arg-type]


async def test_what_a_hostile_paper_orders_and_a_hostile_model_answers_changes_nothing(tiny: Path, bench: Bench, fake: FakeProvider) -> None:
    paper = await handed_in(tiny, bench, fake)
    await allow(bench)
    fake.say = obeys
    vouchers = await bench.count(JournalEntry)
    await ask(bench)
    assert await bench.count(JournalEntry) == vouchers
    fields = await bench.rows(DocumentField, DocumentField.document_id == paper.id)
    assert {field.status for field in fields if field.value} == {"review"}, "what the paper prints waits for a person, though the model takes it for a bill"
    (call,) = await bench.rows(ModelCall, ModelCall.document_id == paper.id)
    assert call.refused and (await paper_of(bench)).state == "needs_person"
    shown = json.dumps(fake.asked())
    assert "<GSTIN_1>" in shown and "43210" not in shown and "HDFC0001234" not in shown


async def test_a_month_without_money_left_asks_nobody(tiny: Path, bench: Bench, fake: FakeProvider) -> None:
    await handed_in(tiny, bench, fake, 3)
    await allow(bench)
    assert await ask(bench) >= 3
    least = min(call.reserved_paise for call in await bench.rows(ModelCall))
    async with bench.db() as db:
        spent = await store.month_paise(db, datetime.now(UTC))
        await store.mark_asked(db, [paper.id for paper in await bench.rows(Document)], "")
    asked = len(fake.seen)
    await allow(bench, replace(TERMS, month_cap_paise=spent + least - 1), version=1)
    assert await ask(bench) == 0 and len(fake.seen) == asked, "what the shortest paper may cost at most has no room"


async def test_a_provider_that_fails_costs_its_most_ends_the_asking_and_is_not_asked_for_ever(tiny: Path, bench: Bench, fake: FakeProvider) -> None:
    paper = await handed_in(tiny, bench, fake)
    await allow(bench, replace(TERMS, seconds=5))
    fake.faults = [busy(429, retry_after="60"), cut, malformed, busy(529)]
    assert await ask(bench) == 0
    fake.faults = [busy(429, retry_after="60")]
    assert await ask(bench) == 0
    calls = await bench.rows(ModelCall, ModelCall.document_id == paper.id)
    assert [call.state for call in calls] == ["failed", "failed"] and all(call.cost_paise == call.reserved_paise and call.error for call in calls)
    fake.faults = []
    await ask(bench)
    assert await bench.count(ModelCall, ModelCall.document_id == paper.id) == 2


async def test_what_a_person_decided_while_a_model_thought_stays(tiny: Path, bench: Bench, fake: FakeProvider) -> None:
    paper = await handed_in(tiny, bench, fake)
    await allow(bench)
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        identity = await store.reserve(
            db,
            TERMS,
            {"document_id": paper.id, "agent": "ClassifierBot", "model": TERMS.model, "prompt": "p", "asked_digest": "d"},
            10,
            datetime.now(UTC),
        )
    assert isinstance(identity, uuid.UUID)
    original = reads_the_total

    def and_meanwhile(question: dict) -> dict:
        async def reject() -> None:
            async with bench.db(asha) as db:
                await documents.reject(db, asha, paper.id, "not ours", (await documents.documents.load_document(db, paper.id)).version)  # type: ignore[union-attr]

        asyncio.run_coroutine_threadsafe(reject(), loop).result(20)
        return original(question)

    loop = asyncio.get_running_loop()
    fake.say = and_meanwhile
    await ask(bench)
    assert (await paper_of(bench)).state == "rejected"
    assert await bench.count(Decision, Decision.kind == "model_answered", Decision.subject == paper.sha256) == 0


async def test_terms_without_a_limit_or_of_an_old_page_are_refused(bench: Bench) -> None:
    with pytest.raises(Refused, match="limit"):
        await allow(bench, replace(TERMS, month_cap_paise=0))
    await allow(bench)
    with pytest.raises(Refused, match="changed"):
        await allow(bench)


async def test_people_whom_the_company_knows_are_tokens_in_what_a_model_is_shown(tiny: Path, bench: Bench, fake: FakeProvider) -> None:
    bill = make_bill(random.Random(0))
    name = max(re.findall(r"[A-Za-z]{5,}", bill.seller), key=len)
    await handed_in(tiny, bench, fake)
    await allow(bench)
    await ask(bench)
    assert name.casefold() in json.dumps(fake.asked()).casefold(), "a name that nobody knows is shown"
    fake.seen.clear()
    async with bench.db() as db:
        await db.execute(text("update ledger_accounts set name = :name, pan = 'ABCPK1234F' where name = 'Asha Traders'"), {"name": f"{name} (Proprietor)"})
        await db.execute(text("update documents set asked = '', state = 'needs_person' where name = 'zz 0.pdf'"))
    await ask(bench)
    shown = json.dumps(fake.asked()).casefold()
    assert fake.seen and name.casefold() not in shown and "<person_" in shown
    async with bench.db() as db:
        paid = PayrollRow(Place("0" * 64), "2026-09", "E-1", "Farida Sheikh", Paise(100), Paise(100))
        paper = await paper_of(bench)
        await store_papers.save_extractions(db, [(paper.id, [Extraction(paper.sha256, DocumentKind.PAYROLL_REGISTER, 0.9, "r", "1", rows=(paid,))])])
        assert {bench.people["asha"].name, f"{name} (Proprietor)", "Farida Sheikh"} <= await load_people(db)
