"""A line that a person opened says what comes nearest to it and what keeps the two apart, on the page, in an answer and after the next run."""

import uuid

from sqlalchemy import update

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationBreak, ReconciliationMatch
from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.bench import ByHand, Named, Split
from qrt.core.recon.types import Side
from qrt.flows import recon
from qrt.flows.recon.asking import about_line
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.integration.close.test_recon_bench import bank, open_lines


async def breaks(bench: Bench, report: uuid.UUID) -> dict[tuple[str, str], tuple[str, str]]:
    rows = await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report)
    return {(row.side, row.item): (row.nearest, row.why_not) for row in rows}


async def test_a_rejected_line_names_another_line_and_what_fails_and_the_next_run_says_the_same(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    # The payment: another one is open.
    match = min(await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report), key=lambda row: row.left_paise)
    async with bench.db(bina) as db:
        pair = await listing.load_match(db, report, match.match)
        await recon.reject(db, bina, report, match.match, match.version, "another party")
    ours, theirs = pair["left"][0]["item"], pair["right"][0]["item"]
    found = await breaks(bench, report)
    nearest, why = found["right", theirs]
    assert nearest not in ("", ours), "what a person said no to is offered as the nearest"
    assert why.startswith("a person rejected the match: another party. Nearest now: ") and "differs by Rs" in why
    async with bench.db() as db:
        answer = await about_line(db, report, Side.RIGHT, theirs)
        page = await listing.load_rows(db, report, listing.Wanted("right"), None, 50)
    assert why in answer.why
    (row,) = [row for row in page["items"] if row["right"][0]["item"] == theirs]
    assert row["nearest"]["item"] == nearest and row["reasons"], "the row shows no parts for and against"
    await bench.close()
    assert await breaks(bench, report) == found
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]


async def test_lines_of_a_match_by_hand_that_is_taken_back_say_what_keeps_them_apart(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    left, right = await open_lines(bench, report, "left"), await open_lines(bench, report, "right")
    ours, theirs = left[0], right[0]
    gap = Paise(ours.amount_paise - theirs.amount_paise)
    async with bench.db(bina) as db:
        await recon.match_by_hand(db, bina, report, ByHand((ours.item,), (theirs.item,), named=Named(gap, "a slip") if gap else None))
    (act,) = await bench.rows(ReconciliationAct, ReconciliationAct.kind == "match")
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act.id)
    found = await breaks(bench, report)
    nearest, why = found["right", theirs.item]
    assert nearest == ours.item and why.startswith("a person took the match back. Nearest now: ") and "differs by Rs" in why
    await bench.close()
    assert await breaks(bench, report) == found


async def test_what_the_run_said_of_a_line_is_said_again_where_a_match_by_hand_is_taken_back(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    ours, theirs = (await open_lines(bench, report, "left"))[0], (await open_lines(bench, report, "right"))[0]
    twice = "the nearest line is matched with another: this may be a duplicate"
    async with bench.db(bina) as db:
        of_ours = (ReconciliationBreak.report_id == report, ReconciliationBreak.item == ours.item)
        await db.execute(update(ReconciliationBreak).where(*of_ours).values(why_not=twice))
    gap = Paise(ours.amount_paise - theirs.amount_paise)
    for _ in range(2):
        async with bench.db(bina) as db:
            await recon.match_by_hand(db, bina, report, ByHand((ours.item,), (theirs.item,), named=Named(gap, "a slip") if gap else None))
        act = max(await bench.rows(ReconciliationAct, ReconciliationAct.kind == "match"), key=lambda row: row.asked_at)
        async with bench.db(bina) as db:
            await recon.undo(db, bina, report, act.id)
        why = (await breaks(bench, report))["left", ours.item][1]
        assert why.startswith("a person took the match back. Nearest now: ") and why.endswith(f". Before the match: {twice}") and why.count(twice) == 1


async def test_the_rest_of_a_line_that_is_whole_again_is_nobodys_nearest(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    pairs = [(a, b) for a in await open_lines(bench, report, "left") for b in await open_lines(bench, report, "right") if a.amount_paise * b.amount_paise > 0]
    left, right = next((a, b) for a, b in pairs if a.amount_paise != b.amount_paise)
    (big, small), side = ((left, right), Side.LEFT) if abs(left.amount_paise) > abs(right.amount_paise) else ((right, left), Side.RIGHT)
    async with bench.db(bina) as db:
        await recon.match_by_hand(db, bina, report, ByHand((left.item,), (right.item,), Split(side, big.item, Paise(small.amount_paise))))
    (act,) = await bench.rows(ReconciliationAct, ReconciliationAct.kind == "match")
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act.id)
    found = await breaks(bench, report)
    assert not [nearest for nearest, _ in found.values() if "/rest" in nearest]
    assert rupee_text(Paise(big.amount_paise - small.amount_paise)) not in found[small.side, small.item][1].rpartition(": ")[2]
    await bench.close()
    assert await breaks(bench, report) == found
