"""A rule that habits propose: payments short of their vouchers by a tenth wait, people accept them, two put the rule in force, and the next run needs nobody."""

import json
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest

from qrt.adapters.db.listing import recon_acts
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import FindingRow, ReconciliationMatch, ReconciliationReport
from qrt.core.base.period import Quarter
from qrt.core.recon.engine.held import HELD, TAX
from qrt.core.recon.rule_habits import LEAST, find_rule_habits
from qrt.core.recon.rules import MatchRules
from qrt.flows import close as close_flow
from qrt.flows import recon
from qrt.flows.recon import automatic as recon_automatic
from qrt.flows.recon import rules as recon_rules
from qrt.flows.recon.automatic import AutomaticFilter
from qrt.flows.recon.places import load_at, load_standing
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, tiny_books, voucher, write_company
from tests.integration.close.test_recon_proof import Queue, worked
from tests.integration.close.test_tamper import resealed
from tests.integration.workflow.acts import refused

PAYMENTS = LEAST + 3


@pytest.fixture
async def bench(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders) -> Bench:
    """The tiny company, which paid PAYMENTS bills less a tenth that its vouchers know nothing of."""
    books = tiny_books()
    for number in range(PAYMENTS):
        day, paid, party = date(2026, 7, 6) + timedelta(days=5 * number), 20_000_00 + 1_310_00 * number, f"Consultant {'ABCDEFGHIJKLMNOP'[number]} and Sons"
        reference = f"KKBKH262{13 + number}0{number:05d}"
        books.groups[party] = "Sundry Creditors"
        books.vouchers.append(voucher("bank", f"T-{number}", day, {BANK: -paid, party: paid}, narration=f"NEFT {reference} {party}"))
        books.statement.append((day, f"NEFT DR-{reference}-{party.upper()}", reference, -(paid - paid // 10)))
    books.vouchers.sort(key=lambda each: each.day)
    books.statement.sort(key=lambda each: each[0])
    folder = write_company(tmp_path / "tiny", books)
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await made.hand_in(folder / "inbox")
    return made


async def held(bench: Bench) -> list[ReconciliationMatch]:
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    rows = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id)
    return [row for row in rows if any(reason["text"] == HELD[TAX] for reason in row.reasons)]


async def test_what_people_always_accept_becomes_a_rule_when_two_people_agree(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    waiting = await held(bench)
    assert [row.status for row in waiting] == ["suggested"] * PAYMENTS
    asha, bina = bench.people["asha"], bench.people["bina"]
    async with bench.db(asha) as db:
        assert await recon_rules.load_rule_habits(db, report.id) == ()
        await recon.decide_many(db, asha, report.id, "accept", [(row.match, row.version) for row in waiting[:LEAST]])
    async with bench.db(asha) as db:
        (habit,) = await recon_rules.load_rule_habits(db, report.id)
        assert (habit.rule, habit.accepted, habit.waiting) == ("tax_alone", LEAST, PAYMENTS - LEAST)
        assert find_rule_habits([await load_standing(db, await load_at(db, report.id))]) == (habit,), "counted otherwise than matches say"
        asked = await recon_rules.ask_rules(db, asha, report.id, "account", habit.over(MatchRules()), 0, "ten of ten are tax")
        await refused("recon.asker_is_approver", recon_rules.decide_rules(db, asha, report.id, asked, 1, grant=True))
    await bench.close()
    assert [row.status for row in await held(bench)].count("suggested") == PAYMENTS - LEAST, "one person alone changed what is accepted"
    async with bench.db(bina) as db:
        await recon_rules.decide_rules(db, bina, report.id, asked, 1, grant=True)
        assert await recon_rules.load_rule_habits(db, report.id) == (), "what is in force is proposed again"
    await bench.close()
    assert await held(bench) == []
    rows = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id)
    assert {row.match: row.status for row in rows if row.match in {each.match for each in waiting[LEAST:]}} == {each.match: "auto" for each in waiting[LEAST:]}
    files = await bench.files()
    (limits,) = [json.loads(files[path])["limits"] for path in files if path.startswith("reconciliations/KT-bank") and path.endswith("acceptance.json")]
    assert limits["tax_alone"] is True
    assert verify_package(files, readers).faults == ()  # type: ignore[arg-type]
    differs = await bench.rows(FindingRow, FindingRow.rule == "recon.amount_differs")
    assert len(differs) == PAYMENTS, "what was accepted alone has no finding to book its difference by"
    # Whoever turns the rule round in the package is found by computing it again.
    said = files["decisions.jsonl"].decode()
    assert said.count('"tax_alone":true') == 1
    turned = resealed(files | {"decisions.jsonl": said.replace('"tax_alone":true', '"tax_alone":false').encode()})
    assert any(fault.file.endswith("acceptance.json") for fault in verify_package(turned, readers).faults)  # type: ignore[arg-type]


async def test_a_rejection_ends_a_habit_until_it_is_taken_back_and_no_line_is_loaded_to_know(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.close()
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    waiting, asha = await held(bench), bench.people["asha"]

    async def loaded(*_: object) -> None:
        pytest.fail("all lines of both quarters are loaded to count a few matches")

    monkeypatch.setattr(recon_rules, "load_standing", loaded)
    async with bench.db(asha) as db:
        await recon.decide_many(db, asha, report.id, "accept", [(row.match, row.version) for row in waiting[:LEAST]])
        await recon.reject(db, asha, report.id, waiting[LEAST].match, waiting[LEAST].version, "another bill")
        assert await recon_rules.load_rule_habits(db, report.id) == ()
    async with bench.db(asha) as db:
        (act,) = [each for each in await recon_acts.load_acts(db, report.id) if each["kind"] == "reject"]
        await recon.undo(db, asha, report.id, act["id"])
        (habit,) = await recon_rules.load_rule_habits(db, report.id)
        assert (habit.accepted, habit.waiting) == (LEAST, PAYMENTS - LEAST)


async def test_habits_of_the_last_quarter_count_and_what_nobody_decided_there_waits_no_more(bench: Bench) -> None:
    await bench.close()
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    waiting, asha, later = await held(bench), bench.people["asha"], uuid.uuid4()
    async with bench.db(asha) as db:
        await recon.decide_many(db, asha, report.id, "accept", [(row.match, row.version) for row in waiting[:LEAST]])
    async with bench.db() as db:
        made = await close_flow.open_close(db, BY, Quarter(2026, 3))
        same = {name: getattr(report, name) for name in ("entity_id", "kind", "subject", "as_of", "left_total_paise", "right_total_paise")}
        db.add(ReconciliationReport(id=later, close_id=made, **same))
    async with bench.db(asha) as db:
        (habit,) = await recon_rules.load_rule_habits(db, later)
        assert (habit.accepted, habit.waiting) == (LEAST, 0)


async def test_what_a_rule_accepted_alone_is_sampled_and_taken_back_in_bulk(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    asha, bina, names = bench.people["asha"], bench.people["bina"], {row.match for row in await held(bench)}
    async with bench.db(asha) as db:
        asked = await recon_rules.ask_rules(db, asha, report.id, "kind", MatchRules(tax_alone=True), 0, "tax")
    async with bench.db(bina) as db:
        await recon_rules.decide_rules(db, bina, report.id, asked, 1, grant=True)
    await bench.close()
    rows = [row for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id) if row.match in names]
    assert {(row.status, row.automatic) for row in rows} == {("auto", True)} and any(row.sampled for row in rows)
    async with bench.db(asha) as db:
        wanted = AutomaticFilter(bench.quarter)
        job = await recon_automatic.ask_undo(db, asha, wanted, *await recon_automatic.count_undoable(db, wanted), "the rule was wrong", Queue())
    await worked(bench, job)
    for again in (False, True):
        if again:
            await bench.close()
        rows = [row for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id) if row.match in names]
        assert {row.status for row in rows} == {"suggested"}, "the rule accepts again what people took back"
    assert verify_package(await bench.files(), readers).faults == ()  # type: ignore[arg-type]
