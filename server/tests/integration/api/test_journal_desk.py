"""The journals desk as a browser sees it."""

import io
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import xlsxwriter

from qrt.adapters.db import books, companies
from qrt.adapters.db.session import PLATFORM, Sessions, tenant_session
from qrt.core.ledger.types import LedgerAccount
from qrt.flows import journals as flows
from tests.integration.api.harness import Bulks, Caller

Q = "2026-27-Q2"
DAY = "2026-09-30"


@dataclass
class World:
    boss: Caller
    asha: Caller
    bina: Caller
    chetan: Caller
    entity: str


@pytest.fixture
async def world(sign_up: Callable[..., Awaitable[Caller]], invite: Callable[..., Awaitable[Caller]], sessions: Sessions) -> World:
    """A company with its first person (who may everything), two controllers, one executive, an open quarter and three ledger accounts."""
    boss = await sign_up()
    (entity,) = (await boss.get("/api/entities")).json()
    people = [
        await invite(boss, f"{name}@sharma.example", role)
        for name, role in (("asha.k", "finance_manager"), ("bina", "finance_manager"), ("chetan", "finance_exec"))
    ]
    assert (await boss.send("POST", "/api/closes", {"quarter": Q})).status_code == 201
    async with tenant_session(sessions, uuid.UUID(boss.me["tenant"]["id"]), PLATFORM) as db:
        accounts = (
            LedgerAccount(entity["code"], "Rent", schedule_key="D1.PL.OTH"),
            LedgerAccount(entity["code"], "Landlord"),
            LedgerAccount(entity["code"], "Bank", role="bank"),
        )
        await books.save_chart(db, (await companies.entity_ids(db))[entity["code"]], {account.name: account for account in accounts})
    return World(boss, *people, entity["code"])


def body(world: World, amount: int = 100_00, **more: Any) -> dict[str, Any]:
    lines = [{"ledger": "Rent", "amount_paise": amount}, {"ledger": "Landlord", "amount_paise": -amount}]
    return {"entity_code": world.entity, "kind": "journal", "day": DAY, "narration": "Rent of September", "lines": lines, **more}


async def made(world: World, by: Caller, **more: Any) -> dict[str, Any]:
    answer = await by.send("POST", "/api/journals", body(world, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_draft_shows_what_it_needs_who_can_approve_and_what_it_moves(world: World) -> None:
    entry = await made(world, world.chetan, amount=10_00_000_01, auto_reverse=True)
    assert (entry["need"]["approvers"], entry["need"]["given"], entry["needed"], entry["approvals"]) == (2, 0, 2, 0)
    assert entry["need"]["because"] == ["Above ₹ 10,00,000.00"]
    assert entry["reverses_on"] == "2026-10-01"
    assert "Asha Rao, asha.k or bina can approve" in entry["why_not"] and not entry["can_approve"] and entry["can_edit"]
    # Ten lakh and a paisa of rent: the expense, the loss it leaves and the surplus; a ledger that stands on no line yet is named, and not left out.
    size = 10_00_000_01
    assert [(each["line"], each["before_paise"], each["amount_paise"], each["after_paise"], each["ledgers"]) for each in entry["effect"]] == [
        ("(b) Reserves and surplus", 0, -size, -size, []),
        ("Ledgers in credit without a line (need a decision)", 0, size, size, ["Landlord"]),
        ("Other expenses", 0, size, size, []),
        ("XV. Profit for the period (XI + XIV)", 0, -size, -size, []),
    ]
    assert {each["rule"]: each["ok"] for each in entry["checks"]} == {
        "voucher.evidence": False,
        "voucher.balance": True,
        "voucher.period": True,
        "voucher.double": True,
        "voucher.reverses_on": True,
    }
    seen = (await world.asha.get(f"/api/journals/{entry['id']}")).json()
    assert seen["can_approve"] and seen["why_not"] == ""
    first = (await world.asha.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 1})).json()
    assert (first["state"], first["approvals"], [each["by"] for each in first["approvers"]]) == ("waiting", 1, ["asha.k"])
    assert first["why_not"] == "You approved this already; Asha Rao or bina can approve."
    second = (await world.bina.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 1})).json()
    assert (second["state"], second["number"]) == ("posted", "JNL/2026-27/00001")
    assert [each["counts"] for each in second["approvers"]] == [True, True]
    assert [each["what"] for each in second["timeline"]] == ["drafted", "approved", "approved and posted"]
    # What is posted is in the figure after, and not counted twice; the next entry finds it there.
    assert second["effect"] == entry["effect"]
    more = await made(world, world.chetan, amount=5_00)
    assert [(each["before_paise"], each["amount_paise"], each["after_paise"]) for each in more["effect"] if each["line"] == "Other expenses"] == [
        (size, 5_00, size + 5_00)
    ]


async def test_your_own_entry_says_who_can_approve_it(world: World) -> None:
    entry = await made(world, world.asha)
    assert entry["why_not"] == "You made this; Asha Rao or bina can approve."
    refused = await world.asha.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "voucher.maker_is_checker")


async def test_an_entry_that_changed_meanwhile_is_refused_with_both_versions(world: World) -> None:
    entry = await made(world, world.chetan)
    changed = body(world, 200_00, narration="Rent and more") | {"version": 1}
    del changed["entity_code"]
    assert (await world.chetan.send("PUT", f"/api/journals/{entry['id']}", changed)).status_code == 200
    refused = await world.asha.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "voucher.stale")
    (shown,) = refused.json()["details"]
    assert (shown["opened"]["narration"], shown["opened"]["amount_paise"], shown["opened"]["version"]) == ("Rent of September", 100_00, 1)
    assert (shown["current"]["narration"], shown["current"]["amount_paise"], shown["current"]["version"]) == ("Rent and more", 200_00, 2)
    assert [each["what"] for each in shown["current"]["changes"]] == ["narration", "amount", "amount"]
    posted = await world.asha.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 2})
    assert posted.status_code == 200
    late = await world.bina.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 2})
    assert late.json()["sentence"] == "asha.k approved it already: it is JNL/2026-27/00001."
    assert late.json()["details"][0]["current"]["state"] == "posted"


async def test_the_same_click_twice_is_one_approval_and_one_answer(world: World) -> None:
    entry = await made(world, world.chetan)
    key = str(uuid.uuid4())
    answers = [await world.asha.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 1}, **{"Idempotency-Key": key}) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].json()["number"] == answers[1].json()["number"]


async def test_a_question_stays_with_the_entry_until_it_is_answered(world: World) -> None:
    entry = await made(world, world.chetan)
    asked = (await world.asha.send("POST", f"/api/journals/{entry['id']}/comments", {"text": "Which month?"})).json()
    (comment,) = asked["comments"]
    assert (comment["by"], comment["text"], comment["resolved_at"], asked["comments_open"], asked["state"]) == ("asha.k", "Which month?", None, 1, "waiting")
    answered = (await world.chetan.send("POST", f"/api/journals/{entry['id']}/comments/{comment['id']}/resolve")).json()
    assert (answered["comments_open"], answered["comments"][0]["resolved_by"]) == (0, "chetan")
    assert [(each["who"], each["what"]) for each in answered["timeline"]] == [("chetan", "drafted"), ("asha.k", "asked"), ("chetan", "resolved")]


async def test_a_draft_is_taken_back_by_its_maker_alone(world: World) -> None:
    entry = await made(world, world.chetan)
    refused = await world.asha.send("POST", f"/api/journals/{entry['id']}/drop", {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "voucher.not_yours")
    assert (await world.chetan.send("POST", f"/api/journals/{entry['id']}/drop", {"version": 1})).json()["state"] == "dropped"


async def test_a_paper_is_put_behind_a_draft_and_its_maker_stays(world: World) -> None:
    files = {"file": ("bill.txt", b"a bill for rent")}
    (paper,) = (
        await world.chetan.client.post("/api/documents", data={"quarter": Q, "entity": world.entity}, files=files, headers=world.chetan.headers())
    ).json()
    entry = await made(world, world.chetan)
    evidence = {"document_id": paper["id"], "page": 1}
    shown = (await world.asha.send("POST", f"/api/journals/{entry['id']}/evidence", {"evidence": evidence, "version": 1})).json()
    assert [(each["document_id"], each["name"], each["page"]) for each in shown["evidence"]] == [(paper["id"], "bill.txt", 1)]
    assert (shown["made_by_name"], shown["version"], shown["can_approve"]) == ("chetan", 2, True)
    missing = {"evidence": {"document_id": str(uuid.uuid4())}, "version": 2}
    assert (await world.asha.send("POST", f"/api/journals/{entry['id']}/evidence", missing)).status_code == 404


async def upload(by: Caller, path: str, name: str, data: bytes, entity: str, **form: str) -> Any:
    return await by.client.post(path, data={"quarter": Q, "entity": entity, **form}, files={"file": (name, data)}, headers=by.headers())


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        rows = [
            ("Date", "Ledger", "Debit", "Credit", "Narration", "Voucher"),
            ("30-09-2026", "Rent", 0.1 + 0.2, None, "Rent", "1"),
            ("", "Landlord", None, 0.3, "", "1"),
            ("31-02-2026", "Rent", 1.005, None, "Bad", "2"),
        ]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


async def test_a_sheet_is_shown_row_by_row_before_it_makes_anything(world: World) -> None:
    data = workbook()
    shown = await upload(world.chetan, "/api/journals/sheet/preview", "journals.xlsx", data, world.entity)
    assert shown.status_code == 200, shown.text
    assert (shown.json()["sound"], shown.json()["unsound"], shown.json()["made"]) == (1, 1, [])
    bad = shown.json()["rows"][2]
    assert bad["row"] == 4
    assert "'31-02-2026' is no date (write 30-09-2026)" in bad["errors"] and any(each.startswith("debit:") for each in bad["errors"])
    refused = await upload(world.chetan, "/api/journals/sheet", "journals.xlsx", data, world.entity)
    assert (refused.status_code, refused.json()["code"]) == (422, "sheet.unsound")
    taken = await upload(world.chetan, "/api/journals/sheet", "journals.xlsx", data, world.entity, take="sound")
    assert len(taken.json()["made"]) == 1
    again = await upload(world.chetan, "/api/journals/sheet", "journals.xlsx", data, world.entity, take="sound")
    assert again.json()["made"] == []
    assert [each["standing"] for each in again.json()["vouchers"]] == [taken.json()["made"][0], None]
    entry = (await world.asha.get(f"/api/journals/{taken.json()['made'][0]}")).json()
    assert (entry["amount_paise"], entry["made_by_name"]) == (30, "chetan")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"\x00\x01\x02" * 50])
async def test_what_is_no_sheet_is_refused_in_words(world: World, data: bytes) -> None:
    answer = await upload(world.chetan, "/api/journals/sheet/preview", "x.xlsx", data, world.entity)
    assert (answer.status_code, answer.json()["code"]) == (422, "sheet.unreadable")


async def test_templates_ladder_periods_series_and_cost_centres_answer(world: World) -> None:
    wish = {**body(world), "name": "Rent", "cadence": "monthly", "day_of_month": 31, "start_on": "2026-04-01"}
    del wish["day"]
    template = await world.chetan.send("POST", "/api/templates", wish)
    assert template.status_code == 201, template.text
    assert template.json()["due"] == ["2026-07", "2026-08", "2026-09"]
    assert len((await world.chetan.send("POST", f"/api/templates/due?quarter={Q}")).json()["made"]) == 3
    (listed,) = (await world.asha.get("/api/templates")).json()
    assert (listed["due"], [each["entry_state"] for each in listed["history"]]) == ([], ["waiting"] * 3)

    ladder = (await world.boss.get("/api/approval-rules")).json()
    assert ladder["is_default"] and ladder["approvers"] == ["Asha Rao", "asha.k", "bina"] and ladder["roles"] == ["finance_manager"]
    rules = [{"name": "One", "seats": ["finance_manager"]}]
    assert (await world.chetan.send("POST", "/api/approval-rules", {"rules": rules, "reason": "easier"})).status_code == 403
    asked = (await world.boss.send("POST", "/api/approval-rules", {"rules": rules, "reason": "easier"})).json()["asked"]
    alone = await world.boss.send("POST", f"/api/approval-rules/{asked['id']}/grant", {"version": 1})
    assert alone.json()["code"] == "ladder.asker_is_approver"
    assert not (await world.asha.send("POST", f"/api/approval-rules/{asked['id']}/grant", {"version": 1})).json()["is_default"]

    assert (await world.chetan.send("POST", f"/api/periods/{world.entity}/{Q}/soft-close")).status_code == 403
    assert (await world.asha.send("POST", f"/api/periods/{world.entity}/{Q}/soft-close")).json()["state"] == "soft_closed"
    late = await world.chetan.send("POST", "/api/journals", body(world))
    assert (late.status_code, late.json()["code"]) == (409, "ledger.period_soft_closed")
    (period,) = (await world.boss.get(f"/api/closes/{Q}/periods")).json()
    assert period["state"] == "soft_closed"

    series = {"entity_code": world.entity, "kind": "journal", "year": "2026-27", "prefix": "jv", "width": 3}
    shown = (await world.asha.send("PUT", "/api/series", series)).json()
    assert next(each["next"] for each in shown if each["kind"] == "journal") == "JV/2026-27/001"
    centre = {"entity_code": world.entity, "name": "Casting"}
    assert (await world.chetan.send("PUT", "/api/cost-centres", centre)).status_code == 403
    assert (await world.asha.send("PUT", "/api/cost-centres", centre)).json() == [{**centre, "active": True}]


async def test_routine_drafts_of_a_template_are_listed_and_approved_together(world: World, bulks: Bulks, sessions: Sessions) -> None:
    wish = {**body(world), "name": "Rent", "cadence": "monthly", "day_of_month": 31, "start_on": "2026-04-01"}
    del wish["day"]
    await world.chetan.send("POST", "/api/templates", wish)
    await world.chetan.send("POST", f"/api/templates/due?quarter={Q}")
    shown = (await world.asha.get(f"/api/journals/routine?quarter={Q}")).json()
    assert (shown["count"], shown["total_paise"], all(each["routine"] for each in shown["items"])) == (3, 300_00, True)
    assert [(each["before_paise"], each["after_paise"]) for each in shown["effect"] if each["line"] == "Other expenses"] == [(0, 300_00)]
    moved = await world.asha.send("POST", "/api/journals/bulk-approvals", {"filter": {"quarter": Q}, "expected_count": 2})
    assert (moved.status_code, moved.json()["code"], bulks.asked) == (409, "voucher.count_moved", [])
    key = {"Idempotency-Key": "approve-them-together"}
    started = await world.asha.send("POST", "/api/journals/bulk-approvals", {"filter": {"quarter": Q}, "expected_count": 3}, **key)
    again = await world.asha.send("POST", "/api/journals/bulk-approvals", {"filter": {"quarter": Q}, "expected_count": 3}, **key)
    assert (started.status_code, started.json()["state"], again.json()["id"]) == (202, "waiting", started.json()["id"])
    ((tenant, made_id),) = bulks.asked
    assert not await flows.approve_batch(sessions, tenant, made_id)
    done = (await world.chetan.get(f"/api/journals/bulk-approvals/{made_id}")).json()
    assert (done["state"], done["by"], done["total"], done["done"], done["failed"], done["last_day"]) == ("done", "asha.k", 3, 3, 0, DAY)
    assert [each["number"] for each in done["outcomes"]] == [f"JNL/2026-27/{number:05d}" for number in (1, 2, 3)]
    assert [each["id"] for each in (await world.asha.get(f"/api/journals/bulk-approvals?quarter={Q}")).json()] == [str(made_id)]
    assert (await world.chetan.send("POST", f"/api/journals/bulk-approvals/{made_id}/stop")).status_code == 403
    assert (await world.asha.send("POST", f"/api/journals/bulk-approvals/{made_id}/stop")).json()["code"] == "voucher.bulk_ended"
    told = [each for each in (await world.asha.get("/api/events?after=0")).json()["events"] if each["topic"] == "bulk.changed"]
    assert [(each["payload"]["state"], each["payload"]["done"]) for each in told] == [("waiting", 0), ("done", 3)]
    back = (await world.asha.send("POST", f"/api/journals/bulk-approvals/{made_id}/reverse", {"day": DAY, "reason": "wrong month"})).json()
    assert (back["done"], back["remaining"]) == (3, 0)
    assert (await world.chetan.get(f"/api/journals?quarter={Q}&view=approve")).json()["total"] == 3


async def test_the_queue_stands_by_risk_page_by_page_and_counts_what_is_mine_to_approve(world: World) -> None:
    small, large, own = [await made(world, by, amount=amount) for by, amount in ((world.chetan, 5_00), (world.chetan, 20_00_000_00), (world.asha, 9_00))]
    await world.asha.send("POST", f"/api/journals/{large['id']}/approve", {"version": 1})
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await world.asha.get(f"/api/journals?quarter={Q}&sort=risk&limit=1{cursor}")).json()
        seen += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [large["id"], own["id"], small["id"]]
    assert (page["counts"]["approve"], page["counts"]["for_me"]) == (3, 1)
    assert [each["id"] for each in (await world.asha.get(f"/api/journals?quarter={Q}&view=for_me")).json()["items"]] == [small["id"]]
    assert (await world.asha.get(f"/api/journals?quarter={Q}&sort=day{cursor}")).status_code == 422


async def test_a_merge_shows_figures_vouchers_and_lines_of_the_statements_before_it_is_made(world: World) -> None:
    for amount in (100_00, 40_00):
        entry = await made(world, world.chetan, amount=amount)
        await world.asha.send("POST", f"/api/journals/{entry['id']}/approve", {"version": 1})
    ids = {each["ledger"]: each["ledger_id"] for each in (await world.asha.get(f"/api/chart?quarter={Q}&view=all")).json()["items"]}
    seen = (await world.chetan.get(f"/api/chart/{ids['Landlord']}/merge-preview", params={"quarter": Q, "into_id": ids["Bank"]})).json()
    assert [
        (seen[name]["credit_paise"], seen[name]["closing_paise"], seen[name]["vouchers"], seen[name]["vouchers_ever"]) for name in ("gone", "stays", "together")
    ] == [
        (140_00, -140_00, 2, 2),
        (0, 0, 0, 0),
        (140_00, -140_00, 2, 2),
    ]
    # Both stand on no line, in credit: the same red line before and after.
    assert seen["effect"] == []
    seen = (await world.chetan.get(f"/api/chart/{ids['Landlord']}/merge-preview", params={"quarter": Q, "into_id": ids["Rent"]})).json()
    assert [(each["line"], each["before_paise"], each["after_paise"]) for each in seen["effect"]] == [
        ("(b) Reserves and surplus", -140_00, 0),
        ("Ledgers in credit without a line (need a decision)", 140_00, 0),
        ("Other expenses", 140_00, 0),
        ("XV. Profit for the period (XI + XIV)", -140_00, 0),
    ]
    assert (await world.asha.get(f"/api/journals/{entry['id']}")).json()["lines"][1]["ledger"] == "Landlord", "nothing was changed"
