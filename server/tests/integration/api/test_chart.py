"""The routes of the chart: who may decide, what is answered."""

import io
import uuid
import zipfile
from collections.abc import Awaitable, Callable

import pytest

from qrt.adapters.db.session import PLATFORM, Sessions, tenant_session
from qrt.adapters.db.tables import LedgerAccountRow
from qrt.core.base.period import Quarter
from qrt.flows import close as close_flow
from tests.integration.api.harness import Caller

Q = "2026-27-Q2"
OFFER = {"schedule_key": "D1.PL.OTH", "nature": "expense", "role": "", "tds_key": "", "source": "name", "reason": "it holds “kharch”", "confidence": 0.86}


@pytest.fixture
async def boss(sign_up: Callable[..., Awaitable[Caller]], sessions: Sessions) -> Caller:
    """A company with an open close and four ledgers: one without a line, two that differ in case, one bank."""
    caller = await sign_up()
    (entity,) = (await caller.get("/api/entities")).json()
    async with tenant_session(sessions, uuid.UUID(caller.me["tenant"]["id"]), PLATFORM) as db:
        await close_flow.open_close(db, PLATFORM, Quarter.parse(Q))
        for name, more in (
            ("Vividh Kharch X", {"offers": [OFFER]}),
            ("Asha", {"schedule_key": "D1.AS.CA.TR", "nature": "asset", "group_name": "Sundry Debtors", "mapping_confidence": 0.85}),
            ("ASHA", {"schedule_key": "D1.AS.CA.TR", "nature": "asset", "group_name": "Sundry Debtors", "mapping_confidence": 0.85}),
            ("Sales", {"schedule_key": "D1.PL.REV", "nature": "income", "group_name": "Sales Accounts", "mapping_confidence": 0.6}),
        ):
            db.add(LedgerAccountRow(entity_id=uuid.UUID(entity["id"]), name=name, **more))
    return caller


async def ledgers(caller: Caller, view: str = "all", **more: str) -> dict[str, dict]:
    answer = await caller.get("/api/chart", params={"quarter": Q, "view": view, **more})
    assert answer.status_code == 200, answer.text
    return {row["ledger"]: row for row in answer.json()["items"]}


async def test_the_views_of_the_chart(boss: Caller) -> None:
    assert set(await ledgers(boss, "unmapped")) == {"Vividh Kharch X"}
    assert set(await ledgers(boss, "low")) == {"Vividh Kharch X", "Sales"}
    assert set(await ledgers(boss, "similar")) == {"Asha", "ASHA"}
    assert set(await ledgers(boss, q="sales revenue")) == {"Sales"}, "words of the ledger, its group or its line"
    assert set(await ledgers(boss, group="Sundry Debtors")) == {"Asha", "ASHA"}
    page = (await boss.get("/api/chart", params={"quarter": Q, "limit": 3})).json()
    assert (page["total"], len(page["items"]), page["counts"]["unmapped"]) == (4, 3, 1)
    rest = (await boss.get("/api/chart", params={"quarter": Q, "limit": 3, "cursor": page["next_cursor"]})).json()
    assert (len(rest["items"]), rest["next_cursor"]) == (1, None)
    model = (await boss.get("/api/chart/model")).json()
    assert (model["division"], len(model["accounts"]), len(model["groups"])) == ("I", 186, 28)


async def test_a_finance_person_decides_and_others_only_read(boss: Caller, invite: Callable[..., Awaitable[Caller]], sessions: Sessions) -> None:
    odd = (await ledgers(boss, "unmapped"))["Vividh Kharch X"]
    assert [offer["reason"] for offer in odd["offers"]] == ["it holds “kharch”"]
    body = {"quarter": Q, "schedule_key": "D1.PL.OTH", "seen": ""}
    for role in ("admin", "auditor", "viewer"):
        other = await invite(boss, f"{role}@sharma.example", role)
        assert (await other.get("/api/chart", params={"quarter": Q})).status_code == 200
        for path, sent in (
            (f"/api/chart/{odd['ledger_id']}/accept", body),
            ("/api/chart/accept", {"quarter": Q, "confidence_least": 0.8, "expected_count": 1}),
            (f"/api/chart/{odd['ledger_id']}/merge", {"quarter": Q, "into_id": odd["ledger_id"], "reason": "x"}),
            (f"/api/chart/{odd['ledger_id']}/rename", {"quarter": Q, "name": "Y", "reason": "x"}),
            (f"/api/chart/{odd['ledger_id']}/forget", {"quarter": Q}),
        ):
            assert (await other.send("POST", path, sent)).status_code == 403, (role, path)
    maker = await invite(boss, "maker@sharma.example", "finance_exec")
    answer = await maker.send("POST", f"/api/chart/{odd['ledger_id']}/accept", body)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert (said["schedule_key"], said["state"], said["confidence"], said["line"]) == ("D1.PL.OTH", "decided", 1.0, "Other expenses")
    assert [(each["who"], each["what"], each["quarter"]) for each in said["history"]] == [("maker", "mapped to D1.PL.OTH", Q)]
    again = await maker.send("POST", f"/api/chart/{odd['ledger_id']}/accept", body)
    assert (again.status_code, again.json()["code"]) == (409, "ledger.stale")
    nowhere = await maker.send("POST", f"/api/chart/{odd['ledger_id']}/accept", body | {"seen": "D1.PL.OTH", "schedule_key": "D1.PL"})
    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "chart.line_unknown")


async def test_many_at_once_by_their_count(boss: Caller, invite: Callable[..., Awaitable[Caller]]) -> None:
    maker = await invite(boss, "maker@sharma.example", "finance_exec")
    asked = {"only_unmapped": "true", "confidence_least": "0.85"}
    assert (await maker.get("/api/chart/accept/count", params=asked)).json() == {"accepted": 1}
    wrong = await maker.send("POST", "/api/chart/accept", {"quarter": Q, "confidence_least": 0.85, "expected_count": 2})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "ledger.count_moved")
    done = await maker.send("POST", "/api/chart/accept", {"quarter": Q, "confidence_least": 0.85, "expected_count": 1})
    assert (done.status_code, done.json()) == (200, {"accepted": 1})
    assert await ledgers(maker, "unmapped") == {}


async def test_merge_rename_and_undo(boss: Caller, invite: Callable[..., Awaitable[Caller]]) -> None:
    maker = await invite(boss, "maker@sharma.example", "finance_exec")
    found = await ledgers(maker)
    into, away = found["Asha"]["ledger_id"], found["ASHA"]["ledger_id"]
    wrong = await maker.send("POST", f"/api/chart/{away}/merge", {"quarter": Q, "into_id": found["Sales"]["ledger_id"], "reason": "one"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "ledger.other_kind")
    seen = await maker.get(f"/api/chart/{away}/merge-preview", params={"quarter": Q, "into_id": into})
    assert (seen.status_code, seen.json()["gone"]["ledger"], seen.json()["stays"]["ledger"], seen.json()["together"]["ledger"]) == (200, "ASHA", "Asha", "Asha")
    assert (await maker.get(f"/api/chart/{away}/merge-preview", params={"quarter": Q, "into_id": found["Sales"]["ledger_id"]})).json()[
        "code"
    ] == "ledger.other_kind"
    merged = await maker.send("POST", f"/api/chart/{away}/merge", {"quarter": Q, "into_id": into, "reason": "typed twice"})
    assert (merged.status_code, merged.json()["ledger_id"]) == (200, into)
    assert {name: row["merged_into"] for name, row in (await ledgers(maker, "merged")).items()} == {"ASHA": "Asha"}
    assert await ledgers(maker, "similar") == {}
    (event,) = merged.json()["history"]
    undone = await maker.send("POST", f"/api/chart/merges/{event['merge_id']}/undo", {"quarter": Q})
    assert (undone.status_code, undone.json()["state"]) == (200, "proposed")
    renamed = await maker.send("POST", f"/api/chart/{into}/rename", {"quarter": Q, "name": "Asha & Sons", "reason": "new firm"})
    assert (renamed.status_code, renamed.json()["ledger"]) == (200, "Asha & Sons")
    assert (await ledgers(maker, "merged")).keys() == {"Asha"}


async def test_the_export_holds_every_ledger(boss: Caller) -> None:
    answer = await boss.get("/api/chart/export.xlsx", params={"quarter": Q})
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert [name for name in await ledgers(boss) if f">{name}<" not in words] == []
    assert ">Schedule III line<" in words


async def test_openings_of_a_close_that_never_ran_are_empty(boss: Caller) -> None:
    assert (await boss.get("/api/openings", params={"quarter": Q})).json() == {
        "sources": [],
        "items": [],
        "next_cursor": None,
        "total": 0,
        "differences": 0,
        "stale": "",
    }
