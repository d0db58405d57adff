"""Who approves what: by amount and ledger, never one's own, nobody twice, whoever comes first."""

import asyncio
import uuid

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db import workflow
from qrt.adapters.db.listing import journals as listing
from qrt.adapters.db.tables import Approval, ApprovalRules, BulkApproval, BulkApprovalEntry, Decision, JournalEntry
from qrt.core.base.errors import Refused
from qrt.core.journals import approval
from qrt.core.journals.approval import CHECKER, Rule
from qrt.flows import journals, ladder
from tests.integration.close.bench import Bench
from tests.integration.workflow.acts import LAKH, agent_drafts, approve, by_key, refused, row_of, write


async def test_an_entry_above_ten_lakh_posts_with_the_second_controller(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    made = await write(bench, chetan, 10 * LAKH + 1)
    assert await approve(bench, asha, made) == ""
    assert (await row_of(bench, made)).state == "waiting"
    assert not await bench.count(Decision)
    wrong = await refused("voucher.approved_by_you", approve(bench, asha, made))
    assert "bina can approve" in wrong.sentence
    assert await approve(bench, bina, made)
    row = await row_of(bench, made)
    assert (row.state, row.checked_by) == ("posted", uuid.UUID(bina.id))
    assert await bench.count(Approval) == 2
    assert [each.kind for each in await bench.rows(Decision)] == ["voucher_approved"]


async def test_a_changed_wording_takes_back_what_was_approved_of_the_old_one(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    made = await write(bench, chetan, 11 * LAKH)
    await approve(bench, asha, made)
    async with bench.db(chetan) as db:
        row = await row_of(bench, made)
        await journals.rewrite(db, chetan, made, "journal", row.day, "Rent and more", "", [("Rent", 12 * LAKH), ("Landlord", -12 * LAKH)], row.version)
    assert await approve(bench, bina, made) == "", "asha approved another wording"
    assert await approve(bench, asha, made)


async def test_a_maker_never_approves_however_much_of_a_controller(bench: Bench) -> None:
    asha = bench.people["asha"]
    made = await write(bench, asha)
    wrong = await refused("voucher.maker_is_checker", approve(bench, asha, made))
    assert wrong.sentence == "You made this; bina can approve."
    await refused("auth.forbidden", approve(bench, bench.people["chetan"], made))


async def test_the_database_refuses_the_makers_own_approval_whatever_the_code_does(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asha = bench.people["asha"]
    made = await write(bench, asha)
    monkeypatch.setattr("qrt.flows.journals.checking.why_not", lambda *_: ("", ""))
    with pytest.raises(DBAPIError, match=r"approval\.maker_is_checker"):
        await approve(bench, asha, made)
    assert (await row_of(bench, made)).state == "waiting"


async def test_with_every_guard_off_the_own_approval_goes_through_so_the_tests_above_see_something(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, super_db: psycopg.Connection
) -> None:
    asha = bench.people["asha"]
    made = await write(bench, asha)
    monkeypatch.setattr("qrt.flows.journals.checking.why_not", lambda *_: ("", ""))
    super_db.execute("drop trigger guard_approval on approvals")
    super_db.execute("alter table journal_entries drop constraint maker_is_not_checker")
    assert await approve(bench, asha, made)


async def test_two_controllers_at_once_post_once_and_the_second_is_told_by_whom(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    for _ in range(5):
        made = await write(bench, chetan)
        outcomes = await asyncio.gather(approve(bench, asha, made, 1), approve(bench, bina, made, 1), return_exceptions=True)
        (number,) = [each for each in outcomes if isinstance(each, str)]
        (late,) = [each for each in outcomes if isinstance(each, Refused)]
        first = "asha" if isinstance(outcomes[0], str) else "bina"
        assert late.code == "voucher.already_approved"
        assert late.sentence == f"{first} approved it already: it is {number}."
    numbers = [row.number for row in await bench.rows(JournalEntry, JournalEntry.state == "posted")]
    assert sorted(numbers) == [f"JNL/2026-27/{count:05d}" for count in range(1, 6)], "no gap, no double"


async def test_two_needed_approvals_at_once_are_both_kept(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    made = await write(bench, chetan, 11 * LAKH)
    outcomes = await asyncio.gather(approve(bench, asha, made, 1), approve(bench, bina, made, 1))
    assert sorted(bool(each) for each in outcomes) == [False, True]
    assert (await row_of(bench, made)).state == "posted"


async def test_a_double_click_approves_once(bench: Bench) -> None:
    asha, chetan = bench.people["asha"], bench.people["chetan"]
    made = await write(bench, chetan, 11 * LAKH)
    outcomes = await asyncio.gather(*(approve(bench, asha, made, 1) for _ in range(4)), return_exceptions=True)
    assert [each for each in outcomes if isinstance(each, str)] == [""]
    assert {each.code for each in outcomes if isinstance(each, Refused)} == {"voucher.approved_by_you"}
    assert await bench.count(Approval) == 1


async def test_what_is_sent_back_while_another_approves_is_one_or_the_other(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))

    async def send_back(entry: uuid.UUID) -> str:
        async with bench.db(bina) as db:
            await journals.send_back(db, bina, entry, "no bill", 1)
        return "returned"

    for _ in range(4):
        made = await write(bench, chetan)
        outcomes = await asyncio.gather(approve(bench, asha, made, 1), send_back(made), return_exceptions=True)
        (late,) = [each for each in outcomes if isinstance(each, Refused)]
        row = await row_of(bench, made)
        if row.state == "returned":
            assert late.code == "voucher.stale"
        else:
            assert (row.state, late.code) == ("posted", "voucher.already_approved")


async def test_a_returned_entry_is_not_approved_before_it_is_sent_again(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    made = await write(bench, chetan)
    async with bench.db(bina) as db:
        await journals.send_back(db, bina, made, "no bill", 1)
    await refused("voucher.not_waiting", approve(bench, asha, made))
    async with bench.db(asha) as db:
        shown = await listing.load_detail(db, asha, made, may_approve=True)
    assert (shown["return_reason"], shown["returned_by"]) == ("no bill", "bina")


async def test_a_ladder_is_in_force_when_a_second_person_says_so(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    rules = [Rule("Two for rent", (CHECKER, CHECKER), ledgers=frozenset({"Rent"}))]
    async with bench.db(asha) as db:
        asked = await ladder.ask(db, asha, rules, "the landlord asked for care")
    made = await write(bench, chetan)
    async with bench.db(asha) as db:
        await refused("ladder.asker_is_approver", ladder.decide(db, asha, asked, 1, grant=True))
    async with bench.db(bina) as db:
        await refused("ladder.stale", ladder.decide(db, bina, asked, 7, grant=True))
    async with bench.db(bina) as db:
        await refused("ladder.asked_already", ladder.ask(db, bina, rules, "mine"))
    async with bench.db(bina) as db:
        await ladder.decide(db, bina, asked, 1, grant=True)
    async with bench.db(bina) as db:
        assert await workflow.load_rules(db) == tuple(rules)
    assert await approve(bench, asha, made) == ""
    assert await approve(bench, bina, made)
    async with bench.db() as db:
        trail = (await db.execute(text("select count(*) from audit.log where tbl = 'approval_rules'"))).scalar_one()
    assert trail == 2, "asked, put in force"
    async with bench.db(bina) as db:
        again = await ladder.ask(db, bina, [Rule("One", (CHECKER,))], "back")
    async with bench.db(asha) as db:
        await ladder.decide(db, asha, again, 1, grant=True)
    assert sorted(row.state for row in await bench.rows(ApprovalRules)) == ["in_force", "replaced"]


async def test_a_ladder_that_nobody_can_climb_is_not_taken(bench: Bench) -> None:
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        await refused("ladder.unsound", ladder.ask(db, asha, [Rule("x", ("viewer",))], "why"))
    async with bench.db(asha) as db:
        await refused("ladder.reason_missing", ladder.ask(db, asha, list(approval.DEFAULT), " "))


async def test_the_database_keeps_one_person_from_changing_the_ladder_alone(bench: Bench) -> None:
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        await ladder.ask(db, asha, list(approval.DEFAULT), "why")
    with pytest.raises(DBAPIError, match="ladder_takes_two"):
        async with bench.db(asha) as db:
            await db.execute(text("update approval_rules set state = 'in_force', decided_by = asked_by, decided_at = now()"))


async def filter_of(bench: Bench, **more: object) -> journals.RoutineFilter:
    return journals.RoutineFilter(bench.quarter, **more)  # type: ignore[arg-type]


async def nowhere(db: object, bulk_id: uuid.UUID) -> str:
    """Stands where the engine would be: the test does the batches itself."""
    return str(bulk_id)


async def asked(bench: Bench, who: str, expected: int, **more: object) -> uuid.UUID:
    async with bench.db(bench.people[who]) as db:
        return await journals.ask_bulk(db, bench.people[who], await filter_of(bench, **more), expected, nowhere)


async def worked(bench: Bench, bulk_id: uuid.UUID) -> list[BulkApprovalEntry]:
    """Every batch, as the worker does them; the entries in order."""
    while await journals.approve_batch(bench.sessions, bench.tenant, bulk_id):
        pass
    return sorted(await bench.rows(BulkApprovalEntry, BulkApprovalEntry.bulk_id == bulk_id), key=lambda each: each.position)


async def bulk(bench: Bench, who: str, expected: int, **more: object) -> list[BulkApprovalEntry]:
    return await worked(bench, await asked(bench, who, expected, **more))


async def test_routine_drafts_are_approved_together_when_they_are_as_many_as_was_seen(bench: Bench) -> None:
    await agent_drafts(bench, 3)
    await write(bench, bench.people["chetan"], 100_00)
    wrong = await refused("voucher.count_moved", bulk(bench, "asha", 4))
    assert wrong.sentence == "You saw 4 routine entries; now there are 3. Look at the list again."
    assert not await bench.count(JournalEntry, JournalEntry.state == "posted")
    outcomes = await bulk(bench, "asha", 3)
    assert [each.state for each in outcomes] == ["posted"] * 3
    assert sorted(each.number for each in outcomes) == [f"PAY/2026-27/{count:05d}" for count in (1, 2, 3)]
    (job,) = await bench.rows(BulkApproval)
    assert (job.state, job.total, job.done, job.failed) == ("done", 3, 3, 0)
    assert [row.source for row in await bench.rows(JournalEntry, JournalEntry.state == "waiting")] == ["person"], "what a person wrote is looked at alone"


async def test_what_is_large_unsure_asked_about_or_ones_own_is_not_routine(bench: Bench) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    await agent_drafts(bench, 4)
    large, unsure, asked, own = [await by_key(bench, f"rule:{number}") for number in range(4)]
    async with bench.db() as db:
        await db.execute(text("update journal_entries set amount_paise = 10000001 where id = :id"), {"id": large[0].id})
        await db.execute(text("update journal_entries set confidence = 0.89 where id = :id"), {"id": unsure[0].id})
        await db.execute(text("update journal_entries set maker_id = :by where id = :id"), {"id": own[0].id, "by": asha.id})
    async with bench.db(bina) as db:
        comment = await journals.ask(db, bina, asked[0].id, "Which branch?")
    async with bench.db(asha) as db:
        assert await journals.load_routine(db, asha, await filter_of(bench)) == []
    async with bench.db(bina) as db:
        await journals.resolve(db, bina, asked[0].id, comment)
    async with bench.db(asha) as db:
        assert [row.key for row in await journals.load_routine(db, asha, await filter_of(bench))] == ["rule:2"]
    async with bench.db(bina) as db:
        assert sorted(row.key for row in await journals.load_routine(db, bina, await filter_of(bench))) == ["rule:2", "rule:3"]
        assert await journals.load_routine(db, bina, await filter_of(bench, kind="journal")) == []


async def test_one_that_fails_leaves_the_others_approved_and_all_can_be_taken_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await agent_drafts(bench, 3)
    from qrt.flows.journals import checking

    real, seen = checking.demand_open, []

    async def sometimes(db: object, *rest: object) -> None:
        seen.append(rest)
        if len(seen) == 2:
            raise Refused("ledger.period_locked", "shut")
        await real(db, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "demand_open", sometimes)
    outcomes = await bulk(bench, "asha", 3)
    assert [(each.state, each.code, each.sentence) for each in outcomes if each.state == "failed"] == [("failed", "ledger.period_locked", "shut")]
    assert await bench.count(Approval) == 2, "the one that failed leaves nothing behind"
    (job,) = await bench.rows(BulkApproval)
    assert (job.state, job.done, job.failed) == ("done", 2, 1)
    monkeypatch.setattr("qrt.flows.journals.bulk.BULK_MOST", 1)
    bina = bench.people["bina"]
    for left in (1, 0):
        async with bench.db(bina) as db:
            back, remaining = await journals.reverse_bulk(db, bina, job.id, bench.quarter.last_day, "wrong batch")
        assert ([each.ok for each in back], remaining) == ([True], left)
    async with bench.db(bina) as db:
        assert await journals.reverse_bulk(db, bina, job.id, bench.quarter.last_day, "again") == ([], 0), "what is taken back is not taken back twice"


async def test_a_worker_that_dies_in_a_batch_leaves_whole_batches_and_the_next_one_goes_on_without_a_double(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qrt.flows.journals.bulk.BATCH", 2)
    await agent_drafts(bench, 5)
    made = await asked(bench, "asha", 5)
    assert await journals.approve_batch(bench.sessions, bench.tenant, made)
    from qrt.flows.journals import bulk as flow

    async def die(*_: object) -> None:
        raise RuntimeError("the worker is gone")

    with monkeypatch.context() as dying:
        # After the entries of the batch were posted, before it is committed.
        dying.setattr(flow, "_tell", die)
        with pytest.raises(RuntimeError):
            await journals.approve_batch(bench.sessions, bench.tenant, made)
    assert await bench.count(JournalEntry, JournalEntry.state == "posted") == 2
    outcomes = await worked(bench, made)
    assert sorted(each.number for each in outcomes) == [f"PAY/2026-27/{count:05d}" for count in range(1, 6)]
    assert not await journals.approve_batch(bench.sessions, bench.tenant, made), "a job that ended does nothing more"
    (job,) = await bench.rows(BulkApproval)
    assert (job.state, job.done, job.failed, await bench.count(Approval)) == ("done", 5, 0, 5)


async def test_a_bulk_approval_is_stopped_and_what_is_posted_stays(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrt.flows.journals.bulk.BATCH", 2)
    await agent_drafts(bench, 5)
    made = await asked(bench, "asha", 5)
    await journals.approve_batch(bench.sessions, bench.tenant, made)
    async with bench.db(bench.people["bina"]) as db:
        await journals.stop_bulk(db, made)
    outcomes = await worked(bench, made)
    assert [each.state for each in outcomes] == ["posted", "posted", "waiting", "waiting", "waiting"]
    (job,) = await bench.rows(BulkApproval)
    assert (job.state, job.done) == ("stopped", 2)
    async with bench.db(bench.people["bina"]) as db:
        await refused("voucher.bulk_ended", journals.stop_bulk(db, made))


async def test_what_changed_or_was_asked_about_after_the_list_was_seen_stays_and_says_why(bench: Bench) -> None:
    await agent_drafts(bench, 4)
    changed, questioned, alone, plain = [(await by_key(bench, f"rule:{number}"))[0] for number in range(4)]
    made = await asked(bench, "asha", 4)
    bina = bench.people["bina"]
    async with bench.db(bina) as db:
        await db.execute(text("update journal_entries set version = version + 1 where id = :id"), {"id": changed.id})
        await journals.ask(db, bina, questioned.id, "Which branch?")
    async with bench.db(bina) as db:
        await journals.approve(db, bina, alone.id, alone.version)
    found = {each.entry_id: (each.state, each.code) for each in await worked(bench, made)}
    assert found == {
        changed.id: ("failed", "voucher.stale"),
        questioned.id: ("failed", "voucher.not_routine"),
        alone.id: ("failed", "voucher.already_approved"),
        plain.id: ("posted", ""),
    }


async def test_who_may_not_approve_any_more_approves_nothing_by_what_they_asked_before(bench: Bench) -> None:
    await agent_drafts(bench, 2)
    made = await asked(bench, "asha", 2)
    async with bench.db() as db:
        await db.execute(text("update users set active = false where id = :id"), {"id": bench.people["asha"].id})
    assert [(each.state, each.code) for each in await worked(bench, made)] == [("failed", "auth.forbidden")] * 2
