"""How reconciliations are made and proved: rules that a run takes up, the sample, automatic matches taken back, statements signed by two."""

import asyncio
import csv
import json
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_acts
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Decision, ReconciliationItem, ReconciliationMatch, ReconciliationReport, ReconJob, ReconJobEntry, StatementSignOff
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.close.recon_decided import rules_decisions
from qrt.core.close.types import Decision as CoreDecision
from qrt.core.recon.rules import MatchRules
from qrt.flows import carry, recon
from qrt.flows import close as close_flow
from qrt.flows.recon import automatic as recon_automatic
from qrt.flows.recon import jobs as recon_jobs
from qrt.flows.recon import rules as recon_rules
from qrt.flows.recon import statement as recon_statement
from qrt.flows.recon.automatic import AutomaticFilter
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders
from tests.integration.workflow.acts import refused

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
LAST = date(2026, 9, 30)


async def bank(bench: Bench) -> ReconciliationReport:
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    return report


async def matches(bench: Bench) -> list[ReconciliationMatch]:
    return await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == (await bank(bench)).id)


async def proof(bench: Bench, name: str) -> Any:
    files = await bench.files()
    (path,) = [path for path in files if path.startswith("reconciliations/KT-bank") and path.endswith(name)]
    text = files[path].decode()
    return list(csv.DictReader(text.splitlines())) if name.endswith(".csv") else json.loads(text)


def whole(files: dict[str, bytes], readers: RememberingReaders) -> None:
    assert verify_package(files, readers).faults == ()  # type: ignore[arg-type]


async def set_rules(bench: Bench, rules: MatchRules | None, version: int = 0, level: recon_rules.Level = "account") -> None:
    asha, report = bench.people["asha"], await bank(bench)
    async with bench.db(asha) as db:
        asked = await recon_rules.ask_rules(db, asha, report.id, level, rules, version, "the bank's new format")
    async with bench.db(bench.people["bina"]) as db:
        await recon_rules.decide_rules(db, bench.people["bina"], report.id, asked, 1, grant=True)


class Queue:
    """Stands for the durable engine: remembers what was asked for."""

    def __init__(self) -> None:
        self.jobs: list[uuid.UUID] = []

    async def __call__(self, db: TenantDb, job: uuid.UUID) -> str:
        self.jobs.append(job)
        return str(job)


async def worked(bench: Bench, job: uuid.UUID) -> ReconJob:
    while await recon_jobs.work_on(bench.sessions, bench.tenant, job, bench.desk.store):
        pass
    (row,) = await bench.rows(ReconJob, ReconJob.id == job)
    return row


async def test_rules_of_an_account_count_from_the_next_run_on_and_the_package_follows(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    assert {row.status for row in await matches(bench)} == {"auto"}
    await set_rules(bench, MatchRules(auto_accept=False))
    report = await bank(bench)
    async with bench.db() as db:
        now = await recon_rules.load_rules(db, report.id)
    assert (now.in_force.auto_accept, now.version, now.history[0].by, now.history[0].counts) == (False, 1, "asha", False)
    await bench.close()
    assert {row.status for row in await matches(bench)} == {"suggested"}
    assert await proof(bench, "automatic.csv") == []
    assert (await proof(bench, "acceptance.json"))["limits"]["auto_accept"] is False
    whole(await bench.files(), readers)
    async with bench.db() as db:
        assert (await recon_rules.load_rules(db, report.id)).history[0].counts
    await set_rules(bench, None, 1)
    await bench.close()
    assert {row.status for row in await matches(bench)} == {"auto"}
    whole(await bench.files(), readers)


async def test_rules_that_one_person_asks_for_change_nothing_before_another_puts_them_in_force(bench: Bench) -> None:
    await bench.close()
    asha, bina, report = bench.people["asha"], bench.people["bina"], await bank(bench)
    off = MatchRules(auto_accept=False)
    async with bench.db(asha) as db:
        asked = await recon_rules.ask_rules(db, asha, report.id, "account", off, 0, "the bank's new format")
        await refused("recon.asker_is_approver", recon_rules.decide_rules(db, asha, report.id, asked, 1, grant=True))
    async with bench.db(bina) as db:
        await refused("recon.rules_asked", recon_rules.ask_rules(db, bina, report.id, "account", MatchRules(), 0, "mine"))
        now = await recon_rules.load_rules(db, report.id)
    assert (now.account, now.version, [(each.by, each.rules) for each in now.asked]) == (None, 0, [("asha", off)])
    async with bench.db(asha) as db:
        assert await recon_rules.ask_rules(db, asha, report.id, "account", off, 0, "said better") == asked
    async with bench.db(bina) as db:
        await refused("recon.rules_stale", recon_rules.decide_rules(db, bina, report.id, asked, 1, grant=True))
    async with bench.db(bina) as db:
        await recon_rules.decide_rules(db, bina, report.id, asked, 2, grant=True)
        now = await recon_rules.load_rules(db, report.id)
    assert (now.account, now.version, now.asked) == (off, 1, ())
    assert (now.history[0].by, now.history[0].approved_by, now.history[0].reason) == ("asha", "bina", "said better")
    async with bench.db(bina) as db:
        await refused("recon.rules_unknown", recon_rules.decide_rules(db, bina, report.id, asked, 3, grant=False))


async def test_rules_are_not_saved_over_newer_ones_nor_unsound_nor_without_a_reason(bench: Bench) -> None:
    await bench.close()
    asha, report = bench.people["asha"], await bank(bench)
    for rules, version, reason, code in (
        (MatchRules(), 7, "why", "recon.rules_stale"),
        (MatchRules(patterns=("INV",)), 0, "why", "recon.rules_unsound"),
        (MatchRules(), 0, "  ", "recon.reason_missing"),
    ):
        async with bench.db(asha) as db:
            await refused(code, recon_rules.ask_rules(db, asha, report.id, "account", rules, version, reason))
    async with bench.db(asha) as db:
        await refused("recon.unknown", recon_rules.ask_rules(db, asha, uuid.uuid4(), "account", MatchRules(), 0, "why"))


async def test_a_later_quarter_works_by_the_rules_of_the_one_before_until_it_has_its_own(bench: Bench) -> None:
    await bench.close()
    await set_rules(bench, MatchRules(window_days=3), level="kind")
    later = Quarter(2026, 3)
    async with bench.db() as db:
        made = await close_flow.open_close(db, BY, later)
    async with bench.db() as db:
        close = await db.get(Close, (bench.tenant, made))
        assert close is not None
        await carry.carry_forward(db, close)
        await carry.carry_forward(db, close)
    rows = await bench.rows(Decision, Decision.close_id == made, Decision.kind == "recon_rules_set")
    assert [(row.subject, row.content["since"], row.content["by"]) for row in rows] == [("KT|bank|", "2026-27-Q2", "asha")], "carried once"
    assert list(rules_decisions([CoreDecision(row.kind, row.subject, row.content) for row in rows])) == ["KT|bank|"]


async def test_lines_that_stayed_open_are_carried_into_the_next_quarter_once_and_anew_when_they_are_others(bench: Bench) -> None:
    await bench.close()
    asha, report = bench.people["asha"], await bank(bench)
    async with bench.db() as db:
        made = await close_flow.open_close(db, BY, Quarter(2026, 3))

    async def carried() -> list[Any]:
        async with bench.db() as db:
            close = await db.get(Close, (bench.tenant, made))
            assert close is not None
            await carry.carry_forward(db, close)
        rows = await bench.rows(Decision, Decision.close_id == made, Decision.kind == "open_lines_carried")
        return sorted(rows, key=lambda row: row.at)

    await carried()
    (row,) = await carried()
    assert row.subject == "KT|bank|" + report.subject
    lines = [(line["side"], line["day"], line["amount_paise"], line["narration"]) for line in row.content["lines"]]
    assert lines == [("left", "2026-09-28", -35_400_00, "Chq 000451"), ("right", "2026-09-30", -500_00, "ACCOUNT MAINTENANCE CHARGES SEP 2026")]

    async def stale() -> str:
        async with bench.db() as db:
            close = await db.get(Close, (bench.tenant, made))
            assert close is not None
            return await carry.stale_openings(db, close)

    before = await stale()
    (first, *_) = await matches(bench)
    async with bench.db(asha) as db:
        await recon.decide_many(db, asha, report.id, "reject", [(first.match, first.version)], "look again")
    assert (before, "since 2026-27-Q3 took over what was open" in await stale()) == ("", True)
    assert [len(row.content["lines"]) for row in await carried()] == [2, 4]


async def test_trying_rules_changes_nothing_and_says_what_would(bench: Bench) -> None:
    await bench.close()
    chetan, report, queue = bench.people["chetan"], await bank(bench), Queue()
    before = [(row.match, row.status) for row in await matches(bench)]
    async with bench.db(chetan) as db:
        await refused("recon.rules_unsound", recon_rules.ask_trial(db, chetan, report.id, MatchRules(window_days=-1), queue))
        job = await recon_rules.ask_trial(db, chetan, report.id, MatchRules(auto_accept_limit=Paise(60_000_00)), queue)
    assert queue.jobs == [job]
    row = await worked(bench, job)
    assert (row.state, row.wanted["quarter"]) == ("done", "2026-27-Q2"), "no earlier quarter has this account"
    parts = {part["name"]: part for part in row.result["parts"]}
    # Of 1,18,000, 59,000 and 59,000 one is above the limit.
    assert {name: part["count"] for name, part in parts.items()} == {"gained": 0, "lost": 0, "accepted": 0, "to_decide": 1}
    assert parts["to_decide"]["total_paise"] == 1_18_000_00
    assert [(row.match, row.status) for row in await matches(bench)] == before
    assert await bench.count(Decision, Decision.kind == "recon_rules_set") == 0


async def test_automatic_matches_are_listed_with_their_sample_and_a_look_stays_for_good(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    rows = await matches(bench)
    assert [row.automatic for row in rows] == [True] * 3
    assert sorted(row.sampled for row in rows) == ["", "drawn", "largest"]
    report, chetan = await bank(bench), bench.people["chetan"]
    (drawn,) = [row for row in rows if row.sampled == "drawn"]
    (largest,) = [row for row in rows if row.sampled == "largest"]
    async with bench.db(chetan) as db:
        await refused("recon.stale", recon_automatic.look(db, chetan, report.id, drawn.match, 9, right=True, note=""))
        await refused("recon.reason_missing", recon_automatic.look(db, chetan, report.id, drawn.match, drawn.version, right=False, note=" "))
        await recon_automatic.look(db, chetan, report.id, largest.match, largest.version, right=True, note="")
        await recon_automatic.look(db, chetan, report.id, drawn.match, drawn.version, right=False, note="another bill")
    (now,) = [row for row in await matches(bench) if row.match == drawn.match]
    assert now.status == "rejected", "what is wrong counts no more"
    async with bench.db(chetan) as db:
        await refused("recon.not_automatic", recon_automatic.look(db, chetan, report.id, drawn.match, now.version, right=True, note=""))
    await bench.close()
    listed = {row["match_id"]: (row["look"], row["found"], row["status"]) for row in await proof(bench, "automatic.csv")}
    assert listed[drawn.match] == ("drawn", "wrong", "rejected"), "it stays in the list of what was automatic"
    assert listed[largest.match] == ("largest", "right", "auto")
    found = [json.loads(line) for line in (await bench.files())["findings.jsonl"].splitlines()]
    (said,) = [each["sentence"] for each in found if each["rule"] == "recon.precision_below_target"]
    assert "of 3 matches that were accepted without a person 2 were looked at and 1 were wrong" in said
    assert "99.9 % that the rules ask" in said
    precision = (await proof(bench, "acceptance.json"))["precision"]
    assert (precision["drawn_seen"], precision["drawn_right"], precision["largest_right"], precision["at_least"]) == (1, 0, 1, 0.333333)
    whole(await bench.files(), readers)


async def test_what_a_person_matched_is_no_automatic_match(bench: Bench) -> None:
    await bench.close()
    await set_rules(bench, MatchRules(auto_accept=False))
    await bench.close()
    chetan, report, row = bench.people["chetan"], await bank(bench), (await matches(bench))[0]
    async with bench.db(chetan) as db:
        await recon.accept(db, chetan, report.id, row.match, row.version)
    async with bench.db(chetan) as db:
        await refused("recon.not_automatic", recon_automatic.look(db, chetan, report.id, row.match, row.version + 1, right=True, note=""))
        await refused("recon.nothing_automatic", recon_automatic.ask_undo(db, chetan, AutomaticFilter(bench.quarter), 0, 0, "why", Queue()))


async def test_all_of_a_run_is_taken_back_as_a_job_and_the_next_run_says_the_same(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    chetan, queue = bench.people["chetan"], Queue()
    wanted = AutomaticFilter(bench.quarter)
    async with bench.db(chetan) as db:
        count, total = await recon_automatic.count_undoable(db, wanted)
        assert (count, total) == (3, 1_18_000_00 + 59_000_00 + 59_000_00)
        await refused("recon.count_moved", recon_automatic.ask_undo(db, chetan, wanted, 2, total, "wrong format", queue))
        await refused("recon.reason_missing", recon_automatic.ask_undo(db, chetan, wanted, count, total, "", queue))
        job = await recon_automatic.ask_undo(db, chetan, wanted, count, total, "wrong format", queue)
    accepted = (await matches(bench))[0]
    async with bench.db(chetan) as db:
        await recon.accept(db, chetan, (await bank(bench)).id, accepted.match, accepted.version)
    row = await worked(bench, job)
    assert (row.state, row.done, row.failed) == ("done", 2, 1)
    (kept,) = await bench.rows(ReconJobEntry, ReconJobEntry.state == "failed")
    assert kept.match == accepted.match and kept.sentence
    assert await worked(bench, job) and await bench.count(Decision, Decision.kind == "automatic_undone") == 1, "a second time changes nothing"
    page = sorted((each.match, each.status) for each in await matches(bench))
    await bench.close()
    assert page == sorted((each.match, each.status) for each in await matches(bench))
    whole(await bench.files(), readers)
    async with bench.db(chetan) as db:
        await refused("recon.job_ended", recon_jobs.stop(db, job))


async def test_what_a_job_took_back_stands_in_the_history_of_each_bench_with_its_reason_and_can_be_taken_back(
    bench: Bench, readers: RememberingReaders, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.close()
    chetan, asha, report = bench.people["chetan"], bench.people["asha"], (await bank(bench)).id
    monkeypatch.setattr(recon_jobs, "BATCH", 1)
    before = sorted((each.match, each.status, each.earlier) for each in await matches(bench))
    async with bench.db(chetan) as db:
        wanted = AutomaticFilter(bench.quarter)
        job = await recon_automatic.ask_undo(db, chetan, wanted, *await recon_automatic.count_undoable(db, wanted), "wrong format", Queue())
    await worked(bench, job)
    async with bench.db(asha) as db:
        (act,) = [each for each in await recon_acts.load_acts(db, report) if each["kind"] == "release"]
        whole_act = await recon_acts.load_act(db, report, act["id"])
    count = len(before)
    assert (act["by"], act["words"], act["total"], act["done"], act["failed"], act["state"]) == ("chetan", "wrong format", count, count, 0, "done")
    assert act["total_paise"] == sum(each.left_paise for each in await matches(bench)) and act["asked_at"] <= act["ended_at"]
    assert sorted(line["match"] for line in whole_act["lines"]) == [name for name, *_ in before] and all(line["words"] for line in whole_act["lines"])
    async with bench.db(asha) as db:
        await recon.undo(db, asha, report, act["id"])
    assert sorted((each.match, each.status, each.earlier) for each in await matches(bench)) == before, "they are not accepted by the rule again"
    await bench.close()
    assert sorted((each.match, each.status, each.earlier) for each in await matches(bench)) == before
    whole(await bench.files(), readers)


async def test_automatic_matches_are_taken_back_by_one_job_however_often_it_is_asked_for(bench: Bench) -> None:
    await bench.close()
    wanted, queue = AutomaticFilter(bench.quarter), Queue()
    async with bench.db() as db:
        seen = await recon_automatic.count_undoable(db, wanted)

    async def ask(name: str) -> uuid.UUID:
        async with bench.db(bench.people[name]) as db:
            return await recon_automatic.ask_undo(db, bench.people[name], wanted, *seen, "wrong format", queue)

    one, other = await asyncio.gather(ask("chetan"), ask("asha"))
    assert one == other and queue.jobs == [one]
    await worked(bench, one)
    await refused("recon.count_moved", ask("chetan"))


async def test_a_job_that_was_stopped_does_nothing_more(bench: Bench) -> None:
    await bench.close()
    chetan = bench.people["chetan"]
    async with bench.db(chetan) as db:
        job = await recon_automatic.ask_undo(db, chetan, AutomaticFilter(bench.quarter, stage="exact"), *await recon_automatic.count_undoable(db, AutomaticFilter(bench.quarter, stage="exact")), "why", Queue())  # fmt: skip
        await recon_jobs.stop(db, job)
    row = await worked(bench, job)
    assert (row.state, row.done) == ("stopped", 0)
    assert {each.status for each in await matches(bench)} == {"auto"}


async def prepared(bench: Bench, name: str = "chetan", day: date = LAST) -> uuid.UUID:
    by, report = bench.people[name], await bank(bench)
    async with bench.db(by) as db:
        drawn = await recon_statement.draw(db, report.id, day)
        return await recon_statement.prepare(db, by, report.id, day, drawn.digest, "", NOW)


async def reviewed(bench: Bench, sign_off: uuid.UUID, name: str = "asha") -> None:
    by, report = bench.people[name], await bank(bench)
    (row,) = await bench.rows(StatementSignOff, StatementSignOff.id == sign_off)
    async with bench.db(by) as db:
        await recon_statement.review(db, by, report.id, sign_off, row.digest, NOW)


async def test_the_statement_as_at_a_day_knows_what_was_open_then(bench: Bench) -> None:
    await bench.close()
    report = await bank(bench)
    async with bench.db() as db:
        end = await recon_statement.draw(db, report.id, None)
        then = await recon_statement.draw(db, report.id, date(2026, 8, 1))
        await refused("recon.day_outside", recon_statement.draw(db, report.id, date(2026, 10, 1)))
        await refused("recon.day_outside", recon_statement.draw(db, report.id, date(2026, 6, 30)))
    # The books: 10,00,000 + 1,18,000 - 59,000 + 59,000 - 35,400; the bank has not seen the cheque of 35,400 and took 500.
    assert (end.statement.books, end.statement.stated, end.statement.unexplained) == (10_82_600_00, 11_17_500_00, 0)
    assert {section.key: section.total for section in end.statement.sections if section.lines} == {"not_presented": 35_400_00, "charges": -500_00}
    # On 1 August the transfer of that day had not reached the bank, which showed it a day later.
    assert (then.statement.books, then.statement.stated, then.statement.unexplained) == (10_59_000_00, 11_18_000_00, 0)
    assert {section.key: section.total for section in then.statement.sections if section.lines} == {"not_presented": 59_000_00}


async def test_two_people_sign_a_statement_and_the_package_carries_both_names(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    sign_off = await prepared(bench)
    await reviewed(bench, sign_off)
    await bench.close()
    said = await proof(bench, "statement.json")
    assert [(each["role"], each["by"], each["as_of"], each["stands"]) for each in said["signatures"]] == [
        ("prepared", "chetan", "2026-09-30", True),
        ("reviewed", "asha", "2026-09-30", True),
    ]
    (row,) = await bench.rows(StatementSignOff)
    assert said["digest"] == row.digest == said["signatures"][0]["digest"], "the page and the close draw the same statement"
    whole(await bench.files(), readers)


async def test_nobody_reviews_what_they_prepared_and_nobody_signs_what_they_did_not_see(bench: Bench) -> None:
    await bench.close()
    asha, bina, report = bench.people["asha"], bench.people["bina"], await bank(bench)
    async with bench.db(asha) as db:
        await refused("recon.statement_moved", recon_statement.prepare(db, asha, report.id, LAST, "0" * 64, "", NOW))
    sign_off = await prepared(bench, "asha")
    await refused("recon.prepared_already", prepared(bench, "bina"))
    await refused("recon.preparer_is_reviewer", reviewed(bench, sign_off, "asha"))
    async with bench.db(bina) as db:
        await refused("recon.statement_moved", recon_statement.review(db, bina, report.id, sign_off, "0" * 64, NOW))
        await refused("recon.unknown", recon_statement.review(db, bina, report.id, uuid.uuid4(), "0" * 64, NOW))
    await reviewed(bench, sign_off, "bina")
    await refused("recon.reviewed_already", reviewed(bench, sign_off, "bina"))


async def test_a_later_change_shows_the_signature_as_superseded_and_it_cannot_be_reviewed_any_more(bench: Bench, readers: RememberingReaders) -> None:
    from qrt.core.recon.statement import changes_between

    await bench.close()
    sign_off, report = await prepared(bench), await bank(bench)
    row = (await matches(bench))[0]
    async with bench.db(bench.people["bina"]) as db:
        await recon.reject(db, bench.people["bina"], report.id, row.match, row.version, "another bill")
    await refused("recon.statement_moved", reviewed(bench, sign_off))
    await bench.close()
    (signature,) = (await proof(bench, "statement.json"))["signatures"]
    assert not signature["stands"]
    (kept,) = await bench.rows(StatementSignOff)
    async with bench.db() as db:
        changes, count = changes_between(kept.content, (await recon_statement.draw(db, report.id, LAST)).content)
    assert count == 2 and {each.how for each in changes} == {"new"}, "both lines of the match stand between now, and the balances are the same"
    whole(await bench.files(), readers)
    again = await prepared(bench)
    await reviewed(bench, again)


async def test_what_is_not_explained_is_signed_only_with_a_reason(bench: Bench) -> None:
    await bench.close()
    chetan, report = bench.people["chetan"], await bank(bench)
    async with bench.db() as db:
        row = await db.get(ReconciliationReport, (bench.tenant, report.id))
        assert row is not None
        balances = row.summary["balances"]
        row.summary = {**row.summary, "balances": {**balances, "closing_books_paise": balances["closing_books_paise"] + 1}}
    async with bench.db(chetan) as db:
        drawn = await recon_statement.draw(db, report.id, LAST)
        assert drawn.statement.unexplained == -1
        await refused("recon.unexplained", recon_statement.prepare(db, chetan, report.id, LAST, drawn.digest, " ", NOW))
        await recon_statement.prepare(db, chetan, report.id, LAST, drawn.digest, "a paisa of rounding", NOW)


async def test_a_signed_quarter_takes_no_signature_no_rules_and_no_undoing(bench: Bench) -> None:
    await bench.close()
    sign_off, report, asha = await prepared(bench), await bank(bench), bench.people["asha"]
    async with bench.db() as db:
        close = await db.get(Close, (bench.tenant, report.close_id))
        assert close is not None
        close.state = "signed"
    await refused("close.signed", reviewed(bench, sign_off))
    await refused("close.signed", prepared(bench, "bina", date(2026, 8, 31)))
    await refused("close.signed", set_rules(bench, MatchRules()))
    row = (await matches(bench))[0]
    async with bench.db(asha) as db:
        await refused("close.signed", recon_automatic.look(db, asha, report.id, row.match, row.version, right=True, note=""))
        await refused("close.signed", recon_automatic.ask_undo(db, asha, AutomaticFilter(bench.quarter), 3, 1, "why", Queue()))
    async with bench.db() as db:
        assert (await recon_statement.draw(db, report.id, LAST)).digest, "it can still be read"


async def test_the_database_itself_holds_that_a_statement_is_signed_by_two_and_never_changes(bench: Bench) -> None:
    await bench.close()
    sign_off = await prepared(bench)
    for changes in ({"reviewed_by": uuid.UUID(bench.people["chetan"].id), "reviewed_at": NOW}, {"digest": "1" * 64}, {"content": {}}, {"reviewed_at": NOW}):
        with pytest.raises(DBAPIError):
            async with bench.db() as db:
                row = await db.get(StatementSignOff, (bench.tenant, sign_off))
                assert row is not None
                for name, value in changes.items():
                    setattr(row, name, value)


async def test_a_rejected_match_leaves_the_statement_of_the_package_explained(bench: Bench) -> None:
    """Its lines stand among the breaks again; to count them with the match as well would leave them unexplained."""
    await bench.close()
    report, row = await bank(bench), (await matches(bench))[0]
    async with bench.db(bench.people["bina"]) as db:
        await recon.reject(db, bench.people["bina"], report.id, row.match, row.version)
    await bench.close()
    found = [json.loads(line) for line in (await bench.files())["findings.jsonl"].splitlines()]
    assert [each["sentence"] for each in found if each["rule"] == "recon.balance_differs"] == []
    assert (await proof(bench, "statement.json"))["unexplained_paise"] == 0


def head_faults(head: dict[str, Any], drawn: recon_statement.Drawn) -> list[str]:
    """Where the head of a bench says another thing than the statement of its day."""
    said = drawn.statement
    if head["books_closing_paise"] is None or said.unexplained is None:
        return []
    rest = head["books_closing_paise"] - head["other_closing_paise"] - head["explained_paise"]
    found = ["our closing differs"] * (head["books_closing_paise"] != said.books)
    found += ["their closing differs"] * (head["other_closing_paise"] != said.stated)
    return found + ["what is explained differs"] * (not said.undecided and rest != -said.unexplained)


async def test_the_head_of_a_bench_says_what_the_statement_of_its_day_says(bench: Bench) -> None:
    """Also where a line is of a later day: it stands on the bench, and in no sum of the day."""
    await bench.close()
    reports = await bench.rows(ReconciliationReport)
    assert {each.kind for each in reports} >= {"bank"}
    for later in (False, True):
        for report in reports:
            async with bench.db() as db:
                if later:
                    item = (
                        await db.execute(
                            select(ReconciliationItem).where(ReconciliationItem.report_id == report.id, ReconciliationItem.side == "left").limit(1)
                        )
                    ).scalar_one()
                    item.day = report.as_of + timedelta(days=3)
                    await db.flush()
                head = await listing.load_report(db, report.id)
                drawn = await recon_statement.draw(db, report.id, report.as_of)
            assert head["later"] == int(later)
            assert head_faults(head, drawn) == [], report.subject
            if head["books_closing_paise"] is not None:
                assert head_faults({**head, "books_closing_paise": head["books_closing_paise"] + 1}, drawn) != []
