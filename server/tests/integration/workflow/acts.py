"""What the tests do again and again."""

import uuid
from datetime import date
from typing import Any

import pytest

from qrt.adapters.db import books, companies
from qrt.adapters.db.tables import JournalEntry
from qrt.core.base.actor import Agent, Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind
from qrt.flows import close as close_flow
from qrt.flows import journals
from qrt.flows.journals import Head
from tests.integration.close.bench import BY, Bench

DAY = date(2026, 9, 30)
Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
LAKH = 1_00_000_00


async def refused(code: str, act: Any) -> Refused:
    with pytest.raises(Refused) as wrong:
        await act
    assert wrong.value.code == code, wrong.value
    return wrong.value


async def write(
    bench: Bench, by: Person, amount: int = 50_000_00, *, debit: str = "Rent", credit: str = "Landlord", day: date = DAY, head: Head = Head()
) -> uuid.UUID:
    async with bench.db(by) as db:
        return await journals.write(db, by, "KT", "journal", day, "Rent", "", [(debit, Paise(amount)), (credit, Paise(-amount))], head)


async def approve(bench: Bench, by: Person, entry: uuid.UUID, version: int | None = None) -> str:
    row = await row_of(bench, entry)
    async with bench.db(by) as db:
        return await journals.approve(db, by, entry, row.version if version is None else version, fresh=True)


async def posted(bench: Bench, amount: int = 50_000_00, **more: Any) -> uuid.UUID:
    """A voucher that chetan wrote and asha approved."""
    made = await write(bench, bench.people["chetan"], amount, **more)
    assert await approve(bench, bench.people["asha"], made)
    return made


async def row_of(bench: Bench, entry: uuid.UUID) -> JournalEntry:
    (row,) = await bench.rows(JournalEntry, JournalEntry.id == entry)
    return row


async def by_key(bench: Bench, key: str) -> list[JournalEntry]:
    return await bench.rows(JournalEntry, JournalEntry.key == key)


async def agent_drafts(bench: Bench, count: int, amount: int = 100_00) -> None:
    """Drafts of JournalBot by rule, sure and small."""
    async with bench.db(Agent("JournalBot", "1")) as db:
        entity = (await companies.entity_ids(db))["KT"]
        period = await companies.save_period(db, entity, Q2)
        drafts = [
            VoucherDraft(
                f"rule:{number}",
                "KT",
                VoucherKind.PAYMENT,
                DAY,
                (Line("Rent", Paise(amount)), Line("Bank", Paise(-amount))),
                SourceKind.RULE,
                narration="Charge",
            )
            for number in range(count)
        ]
        await books.save_drafts(db, entity, period, drafts, Agent("JournalBot", "1"), agent="JournalBot")


async def open_quarter(bench: Bench, quarter: Quarter) -> None:
    async with bench.db() as db:
        await close_flow.open_close(db, BY, quarter)
