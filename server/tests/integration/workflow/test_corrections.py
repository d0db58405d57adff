"""What a person corrects in one draft of a paper is offered at once on the next one of the same party, and is taught to the quarters after."""

import uuid

from qrt.adapters.db import books, companies
from qrt.adapters.db.listing import journals as listing
from qrt.core.base.actor import Agent
from qrt.core.base.money import Paise
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, VoucherDraft, VoucherKind
from qrt.flows import journals
from tests.integration.close.bench import Bench
from tests.integration.workflow.acts import DAY, Q2, approve, refused, row_of

BOT = Agent("JournalBot", "1")


async def papers(bench: Bench, count: int = 2, party: str = "Landlord") -> list[uuid.UUID]:
    """Drafts of JournalBot from papers of one party, all to Rent."""
    async with bench.db(BOT) as db:
        entity = (await companies.entity_ids(db))["KT"]
        await books.save_chart(db, entity, {"Repairs": LedgerAccount("KT", "Repairs", nature="expense", schedule_key="D1.PL.EXP.OTH")})
        period = await companies.save_period(db, entity, Q2)
        drafts = [
            VoucherDraft(
                key=f"paper:{number:064x}",
                entity="KT",
                kind=VoucherKind.PURCHASE,
                day=DAY,
                lines=(Line("Landlord", Paise(-100_00), reason="its name"), Line("Rent", Paise(100_00), reason="what everybody knows")),
                source=SourceKind.PAPER,
                narration=f"Bill {number}",
                party=party,
                confidence=0.9,
            )
            for number in range(1, count + 1)
        ]
        await books.save_drafts(db, entity, period, drafts, BOT, agent="JournalBot")
        keys = await books.load_keys(db, entity, [draft.key for draft in drafts])
        return [keys[draft.key][0] for draft in drafts]


async def shown(bench: Bench, entry: uuid.UUID, who: str = "bina") -> dict:
    async with bench.db(bench.people[who]) as db:
        return await listing.load_detail(db, bench.people[who], entry, may_approve=True, may_write=True)


async def correct(bench: Bench, entry: uuid.UUID, to: str) -> None:
    chetan = bench.people["chetan"]
    async with bench.db(chetan) as db:
        lines = [Line("Landlord", Paise(-100_00)), Line(to, Paise(100_00))]
        await journals.rewrite(db, chetan, entry, "purchase", DAY, "Bill 1", "", lines, (await row_of(bench, entry)).version)


async def test_a_correction_is_offered_on_the_next_draft_of_the_party_at_once_and_taken_by_one_act(bench: Bench) -> None:
    first, second = await papers(bench)
    assert (await shown(bench, second))["suggestion"] is None
    await correct(bench, first, "Repairs")
    offered = (await shown(bench, second))["suggestion"]
    assert offered is not None
    assert (offered["was"], offered["now"], offered["entry_id"]) == ("Rent", "Repairs", str(first))
    bina = bench.people["bina"]
    async with bench.db(bina) as db:
        await journals.use_suggestion(db, bina, second, 1)
    after = await shown(bench, second)
    assert [line["ledger"] for line in after["lines"]] == ["Landlord", "Repairs"]
    assert after["suggestion"] is None
    row = await row_of(bench, second)
    assert row.maker_id == uuid.UUID(bina.id), "who uses it answers for it, and does not approve it"
    async with bench.db(bina) as db:
        await refused("voucher.maker_is_checker", journals.approve(db, bina, second, row.version))


async def test_it_is_still_offered_after_the_corrected_one_was_posted(bench: Bench) -> None:
    first, second = await papers(bench)
    await correct(bench, first, "Repairs")
    assert await approve(bench, bench.people["asha"], first)
    assert (await shown(bench, second))["suggestion"]["now"] == "Repairs"


async def test_another_party_and_a_correction_that_went_back_are_offered_nothing(bench: Bench) -> None:
    (first,) = await papers(bench, 1)
    other = (await papers(bench, 2, party="Somebody else"))[1]
    await correct(bench, first, "Repairs")
    assert (await shown(bench, other))["suggestion"] is None
    async with bench.db(bench.people["bina"]) as db:
        await refused("voucher.nothing_suggested", journals.use_suggestion(db, bench.people["bina"], other, 1))
    async with bench.db(bench.people["asha"]) as db:
        await journals.send_back(db, bench.people["asha"], first, "no", (await row_of(bench, first)).version)
    another = (await papers(bench, 3))[2]
    assert (await shown(bench, another))["suggestion"] is None
