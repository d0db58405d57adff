"""Decisions are kept to learn from, a night makes models and proposals of them, and people consent."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.learning import load_aliases, load_models, load_proposals
from qrt.adapters.db.tables import (
    Close,
    Decision,
    LearnedModel,
    ReconciliationCorrection,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
    uuid7,
)
from qrt.adapters.rulebook.experience import load_experience
from qrt.core.base.company import Division
from qrt.core.base.errors import Refused
from qrt.core.close.recon_decided import ALIAS_SET, EXPERIENCE_TAUGHT, MODEL_TAUGHT, aliases_of, learnt_by
from qrt.core.close.types import Decision as Said
from qrt.core.recon.bench import ByHand
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.spec import Roles
from qrt.core.recon.engine.spec import bank as bank_spec
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.engine.training import scored_pairs
from qrt.core.recon.types import ReconciliationKind
from qrt.flows import carry, recon
from qrt.flows.desk import load_rules
from qrt.flows.recon import learning, shadow, trees
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.support.recon_world import bank_world


async def report_of(bench: Bench) -> ReconciliationReport:
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    return report


async def test_each_decision_is_kept_with_the_match_and_its_lines_as_they_stood(bench: Bench) -> None:
    await bench.close()
    report, bina = await report_of(bench), bench.people["bina"]
    match = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id))[0]
    lines = await bench.rows(ReconciliationMatchLine, ReconciliationMatchLine.match_id == match.id)
    async with bench.db(bina) as db:
        act = await recon.decide_many(db, bina, report.id, "reject", [(match.match, match.version)], "another bill")
    async with bench.db(bina) as db:
        await recon.undo(db, bina, report.id, act)
    (again,) = await bench.rows(ReconciliationMatch, ReconciliationMatch.match == match.match)
    async with bench.db(bina) as db:
        await recon.reject(db, bina, report.id, match.match, again.version)
    sides = [tuple(sorted(line.item for line in lines if line.side == side)) for side in ("left", "right")]
    async with bench.db(bina) as db:
        await recon.match_by_hand(db, bina, report.id, ByHand(sides[0], sides[1]))
    kept = sorted(await bench.rows(ReconciliationCorrection), key=lambda row: row.at)
    assert [row.verb for row in kept] == ["reject", "undo", "reject", "re-pair"]
    assert {str(row.by) for row in kept} == {bina.id}
    first = kept[0]
    assert (first.match, first.stage, first.score, first.margin, first.model) == (match.match, match.stage, match.score, match.margin, "")
    assert sum(reason["weight"] for reason in first.reasons) == pytest.approx(first.score)
    assert {(line["side"], line["item"], line["amount_paise"]) for line in first.lines} == {(line.side, line.item, line.allocated_paise) for line in lines}
    assert kept[1].lines == first.lines


async def taught(bench: Bench) -> uuid.UUID:
    """A report with 3,000 lines of a made-up company, of which people decided most pairs that the score sees."""
    left, right, truth = bank_world(23, 3_000)
    pairs = scored_pairs(left, right, bank_spec(Roles.named(left.columns), Roles.named(right.columns))).select("a_id", "b_id")
    true = set(truth.select("a_id", "b_id").iter_rows())
    base, bina = await report_of(bench), uuid.UUID(bench.people["bina"].id)
    report = ReconciliationReport(
        close_id=base.close_id, entity_id=base.entity_id, kind="bank", subject="taught", as_of=base.as_of, left_total_paise=0, right_total_paise=0
    )
    rows = [
        {
            "side": side,
            "item": row["id"],
            "day": row["date"],
            "amount_paise": row["amount"],
            "reference": row["reference"] or "",
            "narration": row["narration"] or "",
            "party": row.get("party") or "",
            "place": None,
            "taxes": {},
            "labels": {"account": row["account"]},
        }
        for side, table in (("left", left), ("right", right))
        for row in table.iter_rows(named=True)
    ]
    began = datetime(2026, 10, 1, tzinfo=UTC)
    async with bench.db() as db:
        db.add(report)
        await db.flush()
        await insert_rows(db, ReconciliationItem, [row | {"report_id": report.id} for row in rows])
        for order, (a, b) in enumerate(pairs.sample(fraction=1.0, shuffle=True, seed=2).iter_rows()):
            lines = [{"side": "left", "item": a}, {"side": "right", "item": b}]
            fixed = {"stage": "tolerance", "score": 0.5, "margin": 0.1, "difference_paise": 0, "reasons": [], "kind": "bank", "by": bina}
            verb = "accept" if (a, b) in true else "reject"
            db.add(ReconciliationCorrection(report_id=report.id, verb=verb, match=f"m{order}", lines=lines, at=began + timedelta(seconds=order), **fixed))
    return report.id


async def test_a_night_trains_a_model_that_stands_in_the_shadow_with_its_figures_and_the_next_night_rests(bench: Bench) -> None:
    await bench.close()
    await taught(bench)
    outcome = await learning.learn_tenant(bench.sessions, bench.tenant)
    async with bench.db() as db:
        (model,) = await load_models(db, "bank")
    assert {"champion", "challenger", "better"} <= model.metrics.keys() and model.trained_on["decisions"] >= trees.ENOUGH
    assert (model.state, model.promoted_by) == ("challenger", "") and outcome["bank"].startswith("challenger: of ")
    assert Taught.from_json(model.content).digest == model.digest, "what is kept is the model"
    await learning.learn_tenant(bench.sessions, bench.tenant)
    assert await states(bench, "bank") == ["challenger"], "nothing new was decided"
    await decided_anew(bench)
    await learning.learn_tenant(bench.sessions, bench.tenant)
    assert await states(bench, "bank") == ["challenger", "retired"], "a night's model takes the place of the one before"


async def test_a_model_of_another_form_counts_in_no_close_and_no_longer_at_all(bench: Bench) -> None:
    await bench.close()
    pairs = json.dumps({"features": ["equal"], "trees": "", "curve": [[0, 0.5], [1, 0.5]], "threshold": 1.1, "about": {}})
    async with bench.db() as db:
        db.add(LearnedModel(kind="bank", digest="0" * 64, content=pairs, trained_on={}, metrics={}, why="", state="champion"))
    await bench.close()
    assert await bench.rows(Decision, Decision.kind == MODEL_TAUGHT) == [], "models of pairs were for tables that somebody brings"
    await taught(bench)
    await learning.learn_tenant(bench.sessions, bench.tenant)
    assert await states(bench, "bank") == ["challenger", "retired"]


async def test_what_a_person_took_out_of_use_comes_back_by_a_person_alone(bench: Bench) -> None:
    asha = bench.people["asha"]

    async def tonight(newest: str, better: bool = True) -> None:
        row = LearnedModel(kind="bank", digest="0" * 64, content="{}", trained_on={"newest": newest}, metrics={"better": better}, why="", state="")
        async with bench.db() as db:
            await shadow.save_after_shadow(db, row, better, True, "system:learning")

    for newest in "ab":
        await tonight(newest)
    (used,) = await bench.rows(LearnedModel, LearnedModel.state == "champion")
    async with bench.db(asha) as db:
        await shadow.retire(db, asha, used.id, "a new bank since July")
    for newest in "cde":
        await tonight(newest)
    assert "champion" not in await states(bench, "bank"), "however good the nights are"
    (waits,) = await bench.rows(LearnedModel, LearnedModel.state == "challenger")
    async with bench.db(asha) as db:
        row = await shadow.put_in_use(db, asha, waits.id)
        assert (row.state, row.promoted_by) == ("champion", f"person:{asha.id}")
    for newest in "fg":
        await tonight(newest)
    (now,) = await bench.rows(LearnedModel, LearnedModel.state == "champion")
    assert now.promoted_by == "system:learning", "from then on nights count again"
    await tonight("h", better=False)
    (worse,) = await bench.rows(LearnedModel, LearnedModel.state == "challenger")
    async with bench.db(asha) as db:
        with pytest.raises(Refused) as refused:
            await shadow.put_in_use(db, asha, worse.id)
    assert refused.value.code == "recon.model_unproven"


async def states(bench: Bench, kind: str) -> list[str]:
    return sorted(each.state for each in await bench.rows(LearnedModel, LearnedModel.kind == kind))


async def decided_anew(bench: Bench) -> None:
    """The newest decision once more, so that the next night has something to learn from."""
    async with bench.db() as db:
        newest = (await db.execute(select(ReconciliationCorrection).order_by(ReconciliationCorrection.at.desc()).limit(1))).scalar_one()
        same = {
            name: getattr(newest, name)
            for name in ("report_id", "kind", "by", "verb", "match", "stage", "score", "margin", "difference_paise", "reasons", "lines")
        }
        db.add(ReconciliationCorrection(**same, at=newest.at + timedelta(seconds=1)))


async def turned_round(bench: Bench) -> None:
    """The newest sixth of the decisions, said the other way."""
    other = {"accept": "reject", "reject": "accept"}
    async with bench.db() as db:
        said = (await db.execute(select(ReconciliationCorrection).order_by(ReconciliationCorrection.at))).scalars().all()
        for order, row in enumerate(said[-len(said) // 6 :]):
            same = {
                name: getattr(row, name) for name in ("report_id", "kind", "by", "match", "stage", "score", "margin", "difference_paise", "reasons", "lines")
            }
            db.add(ReconciliationCorrection(**same, verb=other[row.verb], at=said[-1].at + timedelta(seconds=2 + order)))


async def test_what_decisions_teach_counts_in_a_close_once_it_was_better_on_two_nights_and_the_package_holds_it(
    bench: Bench, readers: RememberingReaders
) -> None:
    await bench.close()
    await taught(bench)
    told = await learning.learn_tenant(bench.sessions, bench.tenant)
    assert told["bank_experience"].startswith("challenger: taught by ")
    await learning.learn_tenant(bench.sessions, bench.tenant)
    assert await states(bench, "bank_experience") == ["challenger"], "nothing new was decided"
    await bench.close()
    assert await bench.rows(Decision, Decision.kind == EXPERIENCE_TAUGHT) == [], "a shadow counts nowhere"
    await decided_anew(bench)
    await learning.learn_tenant(bench.sessions, bench.tenant)
    assert await states(bench, "bank_experience") == ["champion", "retired"]
    await bench.close()
    (row,) = await bench.rows(Decision, Decision.kind == EXPERIENCE_TAUGHT)
    learnt = learnt_by(ReconciliationKind.BANK, load_rules(Division.I), [Said(row.kind, row.subject, row.content)])
    base = load_experience("bank")
    assert base is not None and learnt.experience is not None
    assert learnt.experience.seen and learnt.experience.threshold <= base.threshold and learnt.digest != Learnt(experience=base).digest
    await bench.close()
    assert len(await bench.rows(Decision, Decision.kind == EXPERIENCE_TAUGHT)) == 1, "the same lesson is written once"
    assert verify_package(await bench.files(), readers).faults == ()  # type: ignore[arg-type]
    await turned_round(bench)
    await learning.learn_tenant(bench.sessions, bench.tenant)
    assert "champion" not in await states(bench, "bank_experience"), "people decide otherwise by now"
    await bench.close()
    rows = sorted(await bench.rows(Decision, Decision.kind == EXPERIENCE_TAUGHT), key=lambda each: each.at)
    again = learnt_by(ReconciliationKind.BANK, load_rules(Division.I), [Said(each.kind, each.subject, each.content) for each in rows])
    assert len(rows) == 2 and again.digest == Learnt(experience=base).digest
    assert verify_package(await bench.files(), readers).faults == ()  # type: ignore[arg-type]


async def test_a_habit_waits_for_consent_and_its_alias_counts_once_somebody_agreed(bench: Bench) -> None:
    await bench.close()
    report, asha = await report_of(bench), bench.people["asha"]
    async with bench.db() as db:
        for n in range(3):
            match = uuid7()
            items = [("left", f"L{n}", "Zephyr Home Appliances", ""), ("right", f"R{n}", "", f"NEFT ZPHYR {n}")]
            plain = {"day": report.as_of, "amount_paise": 100 + n, "reference": "", "place": None, "taxes": {}, "labels": {}, "report_id": report.id}
            many = [plain | {"side": side, "item": item, "party": party, "narration": text} for side, item, party, text in items]
            await insert_rows(db, ReconciliationItem, many)
            fixed = {"stage": "exact", "score": 1.0, "margin": 1.0, "difference_paise": 0, "reasons": [{"text": "x", "weight": 1.0}]}
            db.add(ReconciliationMatch(id=match, report_id=report.id, match=f"habit{n}", status="accepted", left_paise=100 + n, **fixed))
            await db.flush()
            parts = [{"match_id": match, "side": side, "item": item, "allocated_paise": 100 + n} for side, item, *_ in items]
            await insert_rows(db, ReconciliationMatchLine, parts)
            db.add(
                ReconciliationCorrection(
                    report_id=report.id, kind="bank", by=uuid.UUID(asha.id), verb="accept", match=f"habit{n}", lines=parts_of(items), **fixed
                )
            )
    await learning.learn_tenant(bench.sessions, bench.tenant)
    async with bench.db(asha) as db:
        (proposal,) = await load_proposals(db)
        assert (proposal.alias, proposal.party, proposal.accepted, proposal.would_match, proposal.wrong) == ("ZPHYR", "Zephyr Home Appliances", 3, 3, 0)
        assert await load_aliases(db) == [], "nothing acts before somebody agreed"
        await learning.accept_proposal(db, asha, proposal.id)
        assert (await learning.load_learnt(db)).aliases == (("ZPHYR", "Zephyr Home Appliances"),)
        with pytest.raises(Refused) as wrong:
            await learning.decline_proposal(db, asha, proposal.id)
        assert wrong.value.code == "recon.proposal_decided"
    async with bench.db(asha) as db:
        await learning.give_alias(db, asha, "ZPHYR", "")
        assert (await learning.load_learnt(db)).aliases == ()


def parts_of(items: list[tuple[str, str, str, str]]) -> list[dict[str, str]]:
    return [{"side": side, "item": item} for side, item, *_ in items]


async def test_aliases_that_count_are_taken_into_the_close_as_decisions_once_and_what_is_taken_back_too(bench: Bench) -> None:
    await bench.close()
    bina, report = bench.people["bina"], await report_of(bench)

    async def carried() -> tuple[int, tuple[tuple[str, str], ...]]:
        async with bench.db(bina) as db:
            close = await db.get_one(Close, (bench.tenant, report.close_id))
            made = await carry.carry_forward(db, close)
        rows = await bench.rows(Decision, Decision.close_id == report.close_id, Decision.kind == ALIAS_SET)
        ordered = sorted(rows, key=lambda row: row.at)
        return made, aliases_of(Said(row.kind, row.subject, row.content) for row in ordered)

    await carried()
    async with bench.db(bina) as db:
        await learning.give_alias(db, bina, "ZEPHYR", "Kaveri Castings")
    assert await carried() == (1, (("ZEPHYR", "Kaveri Castings"),))
    assert await carried() == (0, (("ZEPHYR", "Kaveri Castings"),))
    async with bench.db(bina) as db:
        await learning.give_alias(db, bina, "ZEPHYR", "")
    assert await carried() == (1, ())


@pytest.mark.parametrize(
    ("alias", "party", "code"), [("A", "Zephyr", "recon.alias_vague"), ("A1 2-3", "Zephyr", "recon.alias_vague"), ("Zephyr", " zephyr ", "recon.alias_empty")]
)
async def test_an_alias_that_would_stand_in_lines_of_many_parties_is_refused(bench: Bench, alias: str, party: str, code: str) -> None:
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        with pytest.raises(Refused) as refused:
            await learning.give_alias(db, asha, alias, party)
        assert refused.value.code == code
        assert await load_aliases(db) == []
