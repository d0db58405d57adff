"""What people do on a bench: the page and the next run say the same, acts are taken back whole or in part, two people do not tread on each other."""

import asyncio
import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, update

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_acts
from qrt.adapters.db.recon import to_item
from qrt.adapters.db.recon_standing import load_standing_at
from qrt.adapters.db.tables import (
    Decision,
    ReconciliationAct,
    ReconciliationActLine,
    ReconciliationBreak,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
    ReconJob,
)
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.bench import ByHand, Named, Split
from qrt.core.recon.search import search_text
from qrt.core.recon.types import Side
from qrt.flows import recon
from qrt.flows.recon import exporting, undoing
from qrt.flows.recon import jobs as recon_jobs
from qrt.flows.recon import statement as recon_statement
from qrt.flows.recon.places import load_at, load_standing
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders


async def bank(bench: Bench) -> uuid.UUID:
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    return report.id


async def state(bench: Bench, report: uuid.UUID) -> dict[str, object]:
    """All that a person sees of a bench."""
    matches = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report)
    names = {row.id: row.match for row in matches}
    lines = await bench.rows(ReconciliationMatchLine, ReconciliationMatchLine.match_id.in_(names))
    items = {(row.side, row.item): row.amount_paise for row in await bench.rows(ReconciliationItem, ReconciliationItem.report_id == report)}
    breaks = await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report)
    assert all(row.amount_paise == items[row.side, row.item] for row in breaks), "an open line does not come to what its item does"
    await check_said(bench, report)
    return {
        "matches": {row.match: (row.stage, row.status, row.score, row.difference_paise, tuple(row.earlier), row.left_paise) for row in matches},
        "lines": {(names[row.match_id], row.side, row.item, row.allocated_paise) for row in lines},
        "items": {(*key, amount) for key, amount in items.items()},
        "breaks": {(row.side, row.item, row.why_not, row.nearest) for row in breaks},
    }


async def refused(code: str, act) -> None:
    with pytest.raises(Refused) as wrong:
        await act
    assert wrong.value.code == code


async def open_lines(bench: Bench, report: uuid.UUID, side: str) -> list[ReconciliationItem]:
    opens = {row.item for row in await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report, ReconciliationBreak.side == side)}
    rows = await bench.rows(ReconciliationItem, ReconciliationItem.report_id == report, ReconciliationItem.side == side, ReconciliationItem.item.in_(opens))
    return sorted(rows, key=lambda row: -abs(row.amount_paise))


async def suggest(bench: Bench, report: uuid.UUID) -> list[ReconciliationMatch]:
    """Make what the rules accepted a suggestion, as a company with another policy has it."""
    async with bench.db() as db:
        await db.execute(update(ReconciliationMatch).where(ReconciliationMatch.report_id == report).values(status="suggested"))
    return await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report)


async def test_matches_decided_in_one_act_are_taken_back_one_by_one_and_the_next_run_says_the_same(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    before = await state(bench, report)
    matches = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report)
    async with bench.db(bina) as db:
        act = await recon.decide_many(db, bina, report, "reject", [(row.match, row.version) for row in matches], "look again")
    one = matches[0].match
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act, [one])
    middle = await state(bench, report)
    assert middle["matches"][one] == before["matches"][one]
    (kept,) = await bench.rows(ReconciliationAct, ReconciliationAct.id == act)
    assert (kept.total, kept.done, kept.failed, kept.undone) == (len(matches), len(matches), 0, 1)
    await bench.close()
    assert await state(bench, report) == middle
    async with bench.db(bina) as db:
        undo = await recon.undo(db, bina, report, act)
    after = await state(bench, report)
    assert {key: after[key] for key in ("matches", "lines", "items")} == {key: before[key] for key in ("matches", "lines", "items")}
    async with bench.db(bina) as db:
        await refused("recon.nothing_to_undo", recon.undo(db, bina, report, act))
        await refused("recon.nothing_to_undo", recon.undo(db, bina, report, undo))
    await bench.close()
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]
    kinds = [row.kind for row in await bench.rows(Decision, Decision.kind.like("match%"))]
    assert kinds.count("matches_undone") == 2 and kinds.count("match_rejected") == len(matches), "nothing is deleted"


async def test_a_line_is_split_its_rest_stays_open_and_comes_home_when_the_match_is_taken_back(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    # What no bank and no book has together is made so: every match is rejected, and a line is put together anew with a part of another.
    for each in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report):
        async with bench.db(bina) as db:
            await recon.reject(db, bina, report, each.match, each.version)
    before = await state(bench, report)
    left, right = await open_lines(bench, report, "left"), await open_lines(bench, report, "right")
    big, small = (
        left[0],
        next(row for row in right if abs(row.amount_paise) < abs(left[0].amount_paise) and (row.amount_paise > 0) == (left[0].amount_paise > 0)),
    )
    wanted = ByHand((big.item,), (small.item,))
    async with bench.db(bina) as db:
        await refused("recon.unbalanced", recon.match_by_hand(db, bina, report, wanted))
    split = ByHand(wanted.left, wanted.right, Split(Side.LEFT, big.item, Paise(small.amount_paise)))
    async with bench.db(bina) as db:
        name = await recon.match_by_hand(db, bina, report, split)
    page = await state(bench, report)
    assert ("left", f"{big.item}/rest1", big.amount_paise - small.amount_paise) in page["items"]
    assert page["matches"][name][5] == small.amount_paise
    await bench.close()
    assert await state(bench, report) == page, "the next run says the same"
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]
    (act,) = await bench.rows(ReconciliationAct, ReconciliationAct.kind == "match")
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act.id)
    after = await state(bench, report)
    assert after["items"] == before["items"] and name not in after["matches"]


async def test_a_named_difference_stands_in_the_match_and_in_the_statement(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    first = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report))[0]
    async with bench.db(bina) as db:
        before = (await recon_statement.draw(db, report, None)).statement
        await recon.reject(db, bina, report, first.match, first.version)
    left, right = await open_lines(bench, report, "left"), await open_lines(bench, report, "right")
    gap = left[0].amount_paise - right[0].amount_paise
    wanted = ByHand((left[0].item,), (right[0].item,), named=Named(Paise(gap), "bank charge")) if gap else ByHand((left[0].item,), (right[0].item,))
    async with bench.db(bina) as db:
        name = await recon.match_by_hand(db, bina, report, wanted)
        made = await listing.load_match(db, report, name)
        after = (await recon_statement.draw(db, report, None)).statement
    assert made["difference_paise"] == gap
    assert (after.books, after.computed, after.stated) == (before.books, before.computed, before.stated), "both balances are as they were"


async def test_two_people_on_one_line_get_one_match_and_one_no(bench: Bench) -> None:
    await bench.close()
    report, asha, bina = await bank(bench), bench.people["asha"], bench.people["bina"]
    first = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report))[0]

    async def decide(person, verb: str) -> str:
        try:
            async with bench.db(person) as db:
                await (recon.accept if verb == "accept" else recon.reject)(db, person, report, first.match, first.version)
        except Refused as wrong:
            said.append(wrong.sentence)
            return wrong.code
        return "done"

    said: list[str] = []
    assert sorted(await asyncio.gather(decide(asha, "accept"), decide(bina, "reject"))) == ["done", "recon.stale"]
    assert said[0].startswith(("asha accepted it at ", "bina rejected it at ")), "who was late is not told by whom"
    (row,) = await bench.rows(ReconciliationMatch, ReconciliationMatch.match == first.match)
    acts = await bench.rows(ReconciliationAct)
    assert len(acts) == 1 and row.version == first.version + 1


async def test_an_act_is_not_taken_back_over_the_head_of_a_later_one(bench: Bench) -> None:
    await bench.close()
    report, asha, bina = await bank(bench), bench.people["asha"], bench.people["bina"]
    first = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report))[0]
    async with bench.db(asha) as db:
        accepted = await recon.decide_many(db, asha, report, "accept", [(first.match, first.version)])
    async with bench.db(bina) as db:
        await recon.decide_many(db, bina, report, "reject", [(first.match, first.version + 1)], "no")
    async with bench.db(asha) as db:
        undo = await recon.undo(db, asha, report, accepted)
        found = await recon_acts.load_act(db, report, undo)
    assert [(line["code"], line["sentence"]) for line in found["lines"]] == [("recon.decided_since", "bina rejected it since then. Take that back first.")]
    assert (found["done"], found["failed"]) == (0, 1)


async def test_a_filter_is_accepted_as_a_job_only_as_it_was_seen_and_is_one_entry_of_the_history(bench: Bench) -> None:
    await bench.close()
    report, bina, asha = await bank(bench), bench.people["bina"], bench.people["asha"]
    matches = await suggest(bench, report)
    count, total = len(matches), sum(row.left_paise for row in matches)
    difference = sum(row.difference_paise for row in matches)

    async def nobody(*_: object) -> str:
        return "asked"

    for wrong in ((count + 1, total, difference), (count, total + 1, difference), (count, total, difference + 1)):
        async with bench.db(bina) as db:
            await refused("recon.count_moved", recon.ask_accept_filter(db, bina, report, None, wrong, nobody))
    async with bench.db(bina) as db:
        act = await recon.ask_accept_filter(db, bina, report, None, (count, total, difference), nobody)
    async with bench.db(bina) as db:
        await refused("recon.act_running", recon.undo(db, bina, report, act))
    last = max(matches, key=lambda row: (-row.score, row.match))
    async with bench.db(asha) as db:
        await recon.reject(db, asha, report, last.match, last.version, "mine")
    while await recon.act_batch(bench.sessions, bench.tenant, act):
        pass
    (done,) = await bench.rows(ReconciliationAct, ReconciliationAct.id == act)
    assert (done.state, done.done, done.failed) == ("done", count - 1, 1)
    (failed,) = await bench.rows(ReconciliationActLine, ReconciliationActLine.act_id == act, ReconciliationActLine.state == "failed")
    assert failed.match == last.match and failed.sentence.startswith("Changed by asha at ")
    assert not await recon.act_batch(bench.sessions, bench.tenant, act), "a second time does nothing"
    page = await state(bench, report)
    assert sorted(status for _, status, *_ in page["matches"].values()) == sorted(["accepted"] * (count - 1) + ["rejected"])
    (said,) = await bench.rows(Decision, Decision.kind == "matches_accepted")
    assert len(said.content["matches"]) == count - 1
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act, [said.content["matches"][0]])
    assert [(await state(bench, report))["matches"][name][1] for name in said.content["matches"]] == ["suggested"] + ["accepted"] * (count - 2)


async def test_the_same_filter_asked_for_twice_is_one_job(bench: Bench) -> None:
    await bench.close()
    report, bina, asha = await bank(bench), bench.people["bina"], bench.people["asha"]
    matches = await suggest(bench, report)
    seen = (len(matches), sum(row.left_paise for row in matches), None)
    asked: list[uuid.UUID] = []

    async def enqueue(_: object, act: uuid.UUID) -> str:
        asked.append(act)
        return str(act)

    async def ask(person, stage: str | None = None, seen: tuple[int, int, int | None] = seen) -> uuid.UUID:
        async with bench.db(person) as db:
            return await recon.ask_accept_filter(db, person, report, stage, seen, enqueue)

    one, other = await asyncio.gather(ask(bina), ask(asha))
    assert one == other == await ask(bina, seen=(1, 1, None)) and asked == [one], "two jobs accept one filter"
    stage = matches[0].stage
    mine = [row for row in matches if row.stage == stage]
    assert await ask(bina, stage, (len(mine), sum(row.left_paise for row in mine), None)) != one, "another filter is another job"
    while await recon.act_batch(bench.sessions, bench.tenant, one):
        pass
    await refused("recon.count_moved", ask(bina))


async def test_a_person_who_may_not_decide_any_more_accepts_nothing(bench: Bench) -> None:
    from qrt.adapters.db.tables import User

    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    matches = await suggest(bench, report)

    async def nobody(*_: object) -> str:
        return "asked"

    async with bench.db(bina) as db:
        sums = (len(matches), sum(row.left_paise for row in matches), None)
        act = await recon.ask_accept_filter(db, bina, report, None, sums, nobody)
    async with bench.db() as db:
        await db.execute(update(User).where(User.id == uuid.UUID(bina.id)).values(active=False))
    assert not await recon.act_batch(bench.sessions, bench.tenant, act)
    (row,) = await bench.rows(ReconciliationAct)
    assert (row.state, row.done, row.message) == ("failed", 0, "bina may not decide any more.")


async def test_what_is_decided_while_a_run_works_is_on_the_bench_when_it_ends_and_what_it_cannot_keep_says_so(
    bench: Bench, readers: RememberingReaders
) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    matches = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report)
    number = await bench.start()
    async with bench.db(bina) as db:
        kept = await recon.decide_many(db, bina, report, "reject", [(matches[0].match, matches[0].version)], "look again")
    during = await state(bench, report)
    # A match that the run under way does not find: as after other rules, or another paper.
    async with bench.db() as db:
        await db.execute(update(ReconciliationMatch).where(ReconciliationMatch.id == matches[1].id).values(match="gone", status="suggested"))
    async with bench.db(bina) as db:
        lost = await recon.decide_many(db, bina, report, "accept", [("gone", 1)])
    await bench.work(number)
    after = await state(bench, report)
    assert after["matches"][matches[0].match] == during["matches"][matches[0].match]
    assert after["breaks"] == during["breaks"]
    acts = {row.id: (row.done, row.failed) for row in await bench.rows(ReconciliationAct, ReconciliationAct.report_id == report)}
    assert (acts[kept], acts[lost]) == ((1, 0), (0, 1))
    (line,) = await bench.rows(ReconciliationActLine, ReconciliationActLine.act_id == lost)
    assert (line.state, line.code) == ("failed", "recon.run_replaced")
    assert verify_package(await bench.files(), readers).faults == ()  # type: ignore[arg-type]
    await bench.close()
    assert await state(bench, report) == after


async def test_a_statement_is_not_signed_over_suggestions_without_a_word(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    count = len(await suggest(bench, report))
    async with bench.db() as db:
        drawn = await recon_statement.draw(db, report, None)
    assert drawn.statement.undecided == count
    assert drawn.content["undecided"] == count
    day, moment = drawn.statement.as_of, datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
    for undecided, because in ((0, "why"), (count, " "), (count - 1, "why")):
        async with bench.db(bina) as db:
            await refused("recon.undecided", recon_statement.prepare(db, bina, report, day, drawn.digest, because, moment, undecided))
    async with bench.db(bina) as db:
        await recon_statement.prepare(db, bina, report, day, drawn.digest, "the bank confirms them by letter", moment, count)


async def test_what_the_database_adds_up_for_a_statement_is_what_the_whole_reconciliation_says_on_every_day(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    first, *_ = await suggest(bench, report)
    async with bench.db(bina) as db:
        await recon.decide_many(db, bina, report, "reject", [(first.match, first.version)], "look again")
        await db.execute(update(ReconciliationMatch).where(ReconciliationMatch.match == first.match).values(difference_paise=4_00))
    async with bench.db() as db:
        at = await load_at(db, report)
        whole = await load_standing(db, at)
        for back in range(0, 92, 7):
            day = at.report.as_of - timedelta(days=back)
            said = await load_standing_at(db, at.report, day)
            assert at.balances.statement_of(said, day) == at.balances.statement(whole, day)


async def test_a_statement_asks_the_database_for_as_many_matches_as_there_are_without_naming_them(bench: Bench) -> None:
    await bench.close()
    report = await bank(bench)
    sent: list[int] = []
    async with bench.db() as db:
        at = await load_at(db, report)
        engine = (await db.connection()).engine.sync_engine

        def count(conn: object, cursor: object, statement: str, parameters: dict[str, object], *rest: object) -> None:
            sent.append(sum(len(value) if isinstance(value, list | tuple) else 1 for value in parameters.values()))

        event.listen(engine, "before_cursor_execute", count)
        for back in range(0, 92, 4):
            await load_standing_at(db, at.report, at.report.as_of - timedelta(days=back))
        event.remove(engine, "before_cursor_execute", count)
    assert max(sent) <= 4, "a match that was none yet is sent by its id: of 65,536 there is no statement"


async def check_said(bench: Bench, report: uuid.UUID) -> None:
    """Each pair and each open line is searched by what its lines say now, and a pair stands on the day of the other side's first line."""
    items = {(row.side, row.item): to_item(row) for row in await bench.rows(ReconciliationItem, ReconciliationItem.report_id == report)}
    matches = {row.id: row for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report, ReconciliationMatch.status != "rejected")}
    lines: defaultdict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in await bench.rows(ReconciliationMatchLine, ReconciliationMatchLine.match_id.in_(matches)):
        lines[row.match_id].append((row.side, row.item))
    for identity, keys in lines.items():
        theirs = [items[key].day for key in keys if key[0] == "right"] or [items[key].day for key in keys]
        assert words_in(matches[identity].said) == words_in(search_text(items[key] for key in keys)), matches[identity].match
        assert matches[identity].day == min(theirs)
    for row in await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report):
        assert row.said == search_text([items[row.side, row.item]])


def words_in(said: str) -> set[str]:
    assert said.startswith(" ") and said.endswith(" ")
    return set(said.split())


async def test_a_search_finds_what_its_lines_say_in_parts_of_a_page_as_in_one(bench: Bench) -> None:
    await bench.close()
    report = await bank(bench)

    async def found(tab: str, words: str, limit: int, sort: str = "", *, last: bool = False) -> tuple[list[str], int, int]:
        ids: list[str] = []
        totals = (0, 0)
        cursor: str | None = None
        while True:
            async with bench.db() as db:
                page = await listing.load_rows(db, report, listing.Wanted(tab, words=words, sort=sort, last=last), cursor, limit)
            if cursor is None:
                totals = page["total"], page["total_paise"]
            some_ids = [row["id"] for row in page["items"]]
            ids = [*some_ids, *ids] if last else [*ids, *some_ids]
            cursor = page["next_cursor"]
            if cursor is None:
                return ids, *totals

    lines = await bench.rows(ReconciliationItem, ReconciliationItem.report_id == report, ReconciliationItem.narration != "")
    some = next(line for line in lines if abs(line.amount_paise) >= 100_00)
    words = (lines[0].narration.split()[0].lower(), lines[0].narration.split()[0][1:].upper(), rupee_text(Paise(abs(some.amount_paise))), "no_such%word", "")
    for word in words:
        whole = {tab: await found(tab, word, 500) for tab in ("accepted", "right", "left")}
        for tab, (ids, total, total_paise) in whole.items():
            assert (len(ids), ids) == (total, (await found(tab, word, 2))[0])
            assert sorted((await found(tab, word, 3, "-amount"))[0]) == sorted(ids)
            for sort in ("", "-amount", "day"):
                assert (await found(tab, word, 3, sort, last=True))[0] == (await found(tab, word, 500, sort))[0], "read from its end a list is the same"
            assert (await found(tab, word, 3, "amount"))[1:] == (total, total_paise)
        assert (sum(total for _, total, _ in whole.values()) > 0) == (word != "no_such%word"), word
    rows = {row.match: row for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report, ReconciliationMatch.status != "suggested")}
    for sort, key in (("-amount", lambda row: -abs(row.left_paise)), ("day", lambda row: row.day), ("-difference", lambda row: -abs(row.difference_paise))):
        ids, *_ = await found("accepted", "", 2, sort)
        assert [key(rows[each]) for each in ids] == sorted(key(row) for row in rows.values()), sort


async def test_a_large_act_is_taken_back_as_a_job_that_leaves_what_was_decided_since(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.close()
    report, bina, asha = await bank(bench), bench.people["bina"], bench.people["asha"]
    matches = await suggest(bench, report)
    before = await state(bench, report)
    monkeypatch.setattr(undoing, "MOST", 1)
    asked: list[uuid.UUID] = []

    async def nobody(_: object, act: uuid.UUID) -> str:
        asked.append(act)
        return "asked"

    async with bench.db(bina) as db:
        act = await recon.decide_many(db, bina, report, "accept", [(row.match, row.version) for row in matches])
    async with bench.db(bina) as db:
        undo = await recon.undo(db, bina, report, act, None, nobody)
    assert asked == [undo]
    async with bench.db(asha) as db:
        await refused("recon.act_running", recon.undo(db, asha, report, act, None, nobody))
        await recon.decide_many(db, asha, report, "reject", [(matches[0].match, matches[0].version + 1)], "mine")
    while await recon.act_batch(bench.sessions, bench.tenant, undo):
        pass
    (done,) = await bench.rows(ReconciliationAct, ReconciliationAct.id == undo)
    assert (done.kind, done.state, done.total, done.done, done.failed) == ("undo", "done", len(matches), len(matches) - 1, 1)
    (failed,) = await bench.rows(ReconciliationActLine, ReconciliationActLine.act_id == undo, ReconciliationActLine.state == "failed")
    assert (failed.match, failed.sentence) == (matches[0].match, "asha rejected it since then. Take that back first.")
    (taken,) = await bench.rows(ReconciliationAct, ReconciliationAct.id == act)
    assert (taken.done, taken.undone) == (len(matches), len(matches) - 1)
    assert not await recon.act_batch(bench.sessions, bench.tenant, undo), "a second time does nothing"
    after = await state(bench, report)
    assert {name: row for name, row in after["matches"].items() if name != matches[0].match} == {
        name: row for name, row in before["matches"].items() if name != matches[0].match
    }
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, next(row.id for row in await bench.rows(ReconciliationAct, ReconciliationAct.kind == "reject")))
        await recon.undo(db, bina, report, act, [matches[0].match])
    assert (await state(bench, report))["matches"] == before["matches"]


async def test_a_long_list_is_written_as_a_job_and_its_file_is_kept_for_a_day(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    store = bench.desk.store
    asked = exporting.Asked(listing.Wanted("accepted"), "csv")

    async def nobody(*_: object) -> str:
        return "asked"

    monkeypatch.setattr(exporting, "SHORT", 1)
    monkeypatch.setattr(exporting, "_TOLD", 1)
    monkeypatch.setattr(exporting, "_PAGE", 2)
    async with bench.db(bina) as db:
        await refused("export.too_long", exporting.write_short(db, bina, report, asked, datetime(2026, 10, 12, 9, 0, tzinfo=UTC)))
        job = await exporting.ask_export(db, bina, report, asked, nobody)
    async with bench.db(bina) as db:
        await refused("recon.no_file", exporting.load_file(db, job, store))
    assert not await recon_jobs.work_on(bench.sessions, bench.tenant, job, store)
    (row,) = await bench.rows(ReconJob, ReconJob.id == job)
    accepted = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report, ReconciliationMatch.status.in_(("auto", "accepted")))
    assert (row.state, row.done, row.total) == ("done", len(accepted), len(accepted))
    async with bench.db(bina) as db:
        data, name = await exporting.load_file(db, job, store)
    assert name.startswith("reconciliation-") and name.endswith(".csv") and "/" not in name
    assert len(data.decode("utf-8-sig").strip().splitlines()) == len(accepted) + 6
    async with bench.db() as db:
        await db.execute(update(ReconJob).where(ReconJob.id == job).values(ended_at=datetime(2026, 1, 1, tzinfo=UTC)))
    async with bench.db(bina) as db:
        stopped = await exporting.ask_export(db, bina, report, asked, nobody)
    async with bench.db(bina) as db:
        await recon_jobs.stop(db, stopped)
    assert not await recon_jobs.work_on(bench.sessions, bench.tenant, stopped, store)
    async with bench.db(bina) as db:
        await refused("recon.no_file", exporting.load_file(db, stopped, store))
        another = await exporting.ask_export(db, bina, report, exporting.Asked(listing.Wanted("right"), "csv"), nobody)
    assert not await recon_jobs.work_on(bench.sessions, bench.tenant, another, store)
    async with bench.db(bina) as db:
        await refused("recon.no_file", exporting.load_file(db, job, store))
    assert not await store.of(bench.tenant).has(row.result["sha256"])
