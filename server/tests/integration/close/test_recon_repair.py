"""One match for another in one act: decided as one, learned from as a re-pair, taken back as one."""

from qrt.adapters.db.listing import recon_acts
from qrt.adapters.db.tables import Decision, ReconciliationAct, ReconciliationCorrection, ReconciliationMatch
from qrt.core.base.money import Paise
from qrt.core.recon.bench import ByHand, Named
from qrt.flows import recon
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.integration.close.test_recon_bench import bank, open_lines, refused, state, suggest


async def test_a_suggestion_is_paired_otherwise_in_one_act_that_is_taken_back_as_one(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    before = await state(bench, report)
    old = max(await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report), key=lambda row: abs(row.left_paise))
    parts = {side: item for name, side, item, _ in before["lines"] if name == old.match}  # type: ignore[union-attr]
    other = (await open_lines(bench, report, "left"))[0]
    gap = Paise(other.amount_paise - old.left_paise)
    wanted = ByHand((other.item,), (parts["right"],), named=Named(gap, "a discount") if gap else None)
    async with bench.db(bina) as db:
        await refused("recon.stale", recon.pair_otherwise(db, bina, report, old.match, old.version + 1, wanted))
        await refused("recon.unbalanced", recon.pair_otherwise(db, bina, report, old.match, old.version, ByHand(wanted.left, wanted.right)))
    assert await state(bench, report) == before, "what was refused left something behind"
    async with bench.db(bina) as db:
        made = await recon.pair_otherwise(db, bina, report, old.match, old.version, wanted)
    page = await state(bench, report)
    assert (page["matches"][old.match][1], page["matches"][made][:2]) == ("rejected", ("manual", "accepted"))  # type: ignore[index]
    (line,) = [each for each in page["breaks"] if each[:2] == ("left", parts["left"])]  # type: ignore[union-attr]
    assert "paired its lines otherwise" in line[2]
    async with bench.db(bina) as db:
        (act,) = await recon_acts.load_acts(db, report)
        shown = await recon_acts.load_act(db, report, act["id"])
    assert (act["kind"], act["done"], act["total_paise"], act["difference_paise"]) == ("re_pair", 2, other.amount_paise, gap)
    assert [each["match"] for each in shown["lines"]] == [old.match, made]
    assert [row.kind for row in await bench.rows(Decision, Decision.kind.like("match%"))] == ["match_repaired"]
    verbs = {(row.match, row.verb) for row in await bench.rows(ReconciliationCorrection)}
    assert verbs == {(old.match, "reject"), (made, "re-pair")}
    await bench.close()
    assert await state(bench, report) == page, "the next run says the same"
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act["id"], [made])
    after = await state(bench, report)
    assert {key: after[key] for key in ("matches", "lines", "items")} == {key: before[key] for key in ("matches", "lines", "items")}
    (row,) = await bench.rows(ReconciliationAct, ReconciliationAct.id == act["id"])
    assert row.undone == 2, "half of a re-pair was taken back"
    await bench.close()
    assert (await state(bench, report))["matches"] == before["matches"]


async def test_a_match_that_waits_for_a_person_is_paired_otherwise_without_being_rejected_first(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    matches = await suggest(bench, report)
    lines = {(name, side): item for name, side, item, _ in (await state(bench, report))["lines"]}  # type: ignore[union-attr]
    old = next(row for row in matches if (row.match, "left") in lines and (row.match, "right") in lines)
    other = (await open_lines(bench, report, "left"))[0]
    gap = Paise(other.amount_paise - old.left_paise)
    async with bench.db(bina) as db:
        made = await recon.pair_otherwise(
            db, bina, report, old.match, old.version, ByHand((other.item,), (lines[old.match, "right"],), named=Named(gap, "x") if gap else None)
        )
    found = {row.match: row.status for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report)}
    assert (found[old.match], found[made]) == ("rejected", "accepted")


async def test_a_re_pair_of_which_one_match_must_stay_is_not_taken_back_by_half(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    report, bina, asha = await bank(bench), bench.people["bina"], bench.people["asha"]
    old = max(await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report), key=lambda row: abs(row.left_paise))
    parts = {side: item for name, side, item, _ in (await state(bench, report))["lines"] if name == old.match}  # type: ignore[union-attr]
    other, theirs = (await open_lines(bench, report, "left"))[0], (await open_lines(bench, report, "right"))[0]

    def by_hand(left: str, ours: int, right: str, amount: int) -> ByHand:
        return ByHand((left,), (right,), named=Named(Paise(ours - amount), "a slip") if ours != amount else None)

    async with bench.db(bina) as db:
        made = await recon.pair_otherwise(db, bina, report, old.match, old.version, by_hand(other.item, other.amount_paise, parts["right"], old.left_paise))
    (act,) = await bench.rows(ReconciliationAct, ReconciliationAct.kind == "re_pair")
    async with bench.db(asha) as db:
        elsewhere = await recon.match_by_hand(db, asha, report, by_hand(parts["left"], old.left_paise, theirs.item, theirs.amount_paise))
    before = await state(bench, report)
    async with bench.db(bina) as db:
        tried = await recon_acts.load_act(db, report, await recon.undo(db, bina, report, act.id))
    assert (tried["done"], tried["failed"]) == (0, 2) and {line["code"] for line in tried["lines"]} == {"recon.not_open"}
    assert await state(bench, report) == before, "the match that was made is gone and the one before it did not come back"
    async with bench.db(asha) as db:
        (version,) = [row.version for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.match == made)]
        await recon.reject(db, asha, report, made, version)
    before = await state(bench, report)
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report, act.id)
    assert await state(bench, report) == before
    # What stood in the way is taken back first, the newest before the others; then the pair is as the run had it.
    for kind, name in (("reject", made), ("match", elsewhere)):
        (newer,) = await bench.rows(ReconciliationAct, ReconciliationAct.kind == kind)
        async with bench.db(asha) as db:
            await recon.undo(db, asha, report, newer.id, [name])
    async with bench.db(bina) as db:
        done = await recon_acts.load_act(db, report, await recon.undo(db, bina, report, act.id))
    assert (done["done"], done["failed"]) == (2, 0)
    after = await state(bench, report)
    assert made not in after["matches"] and after["matches"][old.match][1] == old.status  # type: ignore[operator,index]
    await bench.close()
    assert (await state(bench, report))["matches"] == after["matches"]
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]
