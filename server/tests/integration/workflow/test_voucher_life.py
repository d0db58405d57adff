"""A voucher with all that it carries; reversal, reversing entries, templates, copies, sheets, series, periods."""

import asyncio
import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db import companies
from qrt.adapters.db.listing import journals as listing
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Decision, JournalEntry, JournalLine, TemplatePeriod
from qrt.core.base.money import Paise
from qrt.core.ledger.types import BillKind, Foreign, Line, VoucherKind
from qrt.flows import journals, periods, series, sheets, templates
from qrt.flows.journals import Head
from tests.integration.close.bench import Bench
from tests.integration.workflow.acts import DAY, LAKH, Q2, Q3, approve, by_key, open_quarter, posted, refused, row_of, write

REVERSING = Head(auto_reverse=True)


async def test_a_voucher_is_posted_with_everything_that_was_written(bench: Bench) -> None:
    asha, chetan = bench.people["asha"], bench.people["chetan"]
    async with bench.db(asha) as db:
        await series.save_cost_centre(db, asha, "KT", "Casting")
    usd = Foreign("USD", 1_000_00, Decimal("83.45"), date(2026, 9, 29))
    lines = [
        Line("Rent", Paise(83_450_00), cost_centre="Casting"),
        Line("Landlord", Paise(-83_450_00), bill="L/9", bill_kind=BillKind.NEW, due_day=date(2026, 10, 30), foreign=replace(usd, amount=-1_000_00)),
    ]
    head = Head(reference_day=date(2026, 9, 28), party="Landlord")
    async with bench.db(chetan) as db:
        made = await journals.write(db, chetan, "KT", "purchase", DAY, "Rent of the dollar landlord", "L/9", lines, head)
    assert await approve(bench, asha, made) == "PUR/2026-27/00001"
    (line,) = await bench.rows(JournalLine, JournalLine.entry_id == made, JournalLine.position == 1)
    assert (line.bill, line.bill_kind, line.due_day, line.currency, line.foreign_amount, line.rate) == (
        "L/9",
        "new",
        date(2026, 10, 30),
        "USD",
        -1_000_00,
        Decimal("83.45"),
    )
    (decision,) = await bench.rows(Decision)
    assert decision.content["lines"][0]["cost_centre"] == "Casting"
    async with bench.db(asha) as db:
        shown = await listing.load_detail(db, asha, made, may_approve=True)
    assert shown["lines"][1]["foreign"] == {"currency": "USD", "amount": -1_000_00, "rate": "83.45", "day": date(2026, 9, 29)}
    assert (shown["party"], shown["reference_day"]) == ("Landlord", date(2026, 9, 28))


@pytest.mark.parametrize(
    ("lines", "head", "code"),
    [
        ([Line("Rent", Paise(1_00), cost_centre="Nowhere"), Line("Bank", Paise(-1_00))], Head(), "cost_centre.unknown"),
        ([Line("Rent", Paise(1_00)), Line("Bank", Paise(-1_00))], Head(party="Nobody"), "voucher.unknown_party"),
        ([Line("Rent", Paise(1_00)), Line("Bank", Paise(-1_00))], Head(branch="Nowhere"), "voucher.unknown_branch"),
        ([Line("Rent", Paise(1_00), foreign=Foreign("USD", 1_00, Decimal(80), DAY)), Line("Bank", Paise(-1_00))], Head(), "voucher.unsound"),
    ],
)
async def test_what_does_not_hold_together_is_not_written(bench: Bench, lines: list[Line], head: Head, code: str) -> None:
    chetan = bench.people["chetan"]
    async with bench.db(chetan) as db:
        await refused(code, journals.write(db, chetan, "KT", "journal", DAY, "x", "", lines, head))


async def test_what_the_maker_changed_is_shown_against_the_first_proposal(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    made = await write(bench, asha)
    async with bench.db(chetan) as db:
        await journals.rewrite(db, chetan, made, "journal", DAY, "Rent of September", "", [("Rent", Paise(60_000_00)), ("Landlord", Paise(-60_000_00))], 1)
    async with bench.db(chetan) as db:
        await journals.rewrite(db, chetan, made, "journal", DAY, "Rent of September", "", [("Rent", Paise(70_000_00)), ("Landlord", Paise(-70_000_00))], 2)
    async with bench.db(bina) as db:
        shown = await listing.load_detail(db, bina, made, may_approve=True)
    changes = [(each["position"], each["what"], each["old"], each["new"]) for each in shown["changes"]]
    assert changes == [
        (None, "narration", "Rent", "Rent of September"),
        (0, "amount", "50,000.00", "70,000.00"),
        (1, "amount", "(50,000.00)", "(70,000.00)"),
    ]
    assert shown["lines"][0]["changed"] == ["amount"]
    assert [each["what"] for each in shown["timeline"]] == ["drafted", "changed", "changed"]
    assert await approve(bench, bina, made)
    async with bench.db(bina) as db:
        shown = await listing.load_detail(db, bina, made, may_approve=True)
    assert [(each["position"], each["what"], each["old"], each["new"]) for each in shown["changes"]] == changes, "it is still told after posting"
    assert shown["timeline"][-1]["what"] == "approved and posted"


async def test_a_party_that_a_paper_named_stays_while_nobody_changes_it(bench: Bench) -> None:
    chetan = bench.people["chetan"]
    made = await write(bench, chetan)
    async with bench.db() as db:
        await db.execute(text("update journal_entries set party = 'A vendor without a ledger' where id = :id"), {"id": made})
    lines = [("Rent", Paise(1_00)), ("Landlord", Paise(-1_00))]
    async with bench.db(chetan) as db:
        await refused("voucher.unknown_party", journals.rewrite(db, chetan, made, "journal", DAY, "x", "", lines, 1, Head(party="Another one")))
    async with bench.db(chetan) as db:
        await journals.rewrite(db, chetan, made, "journal", DAY, "x", "", lines, 1, Head(party="A vendor without a ledger"))


async def reverse(bench: Bench, who: str, entry: uuid.UUID, reason: str = "wrong party") -> uuid.UUID:
    async with bench.db(bench.people[who]) as db:
        return await journals.reverse(db, bench.people[who], entry, DAY, reason)


async def test_a_reversal_is_linked_both_ways_and_can_be_asked_again_after_it_went_back(bench: Bench) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    made = await posted(bench)
    first = await reverse(bench, "bina", made)
    await refused("voucher.already_reversed", reverse(bench, "chetan", made))
    async with bench.db(asha) as db:
        await journals.send_back(db, asha, first, "it was right", 1)
    second = await reverse(bench, "bina", made, "no, wrong")
    assert (await row_of(bench, first)).state == "dropped"
    assert await approve(bench, asha, second)
    assert (await row_of(bench, made)).state == "reversed"
    async with bench.db(bina) as db:
        original, mirror = [await listing.load_detail(db, bina, each, may_approve=True) for each in (made, second)]
    assert (original["reversed_by"]["id"], original["reversed_by"]["reason"], original["reversed_by"]["state"]) == (second, "no, wrong", "posted")
    assert (mirror["reverses"]["id"], mirror["reverses"]["number"], mirror["reverses"]["reason"]) == (made, original["number"], "no, wrong")
    await refused("voucher.not_posted", reverse(bench, "bina", made))


async def test_a_reversing_entry_posts_its_mirror_when_the_next_quarter_opens_and_once(bench: Bench) -> None:
    made = await posted(bench, head=REVERSING)
    row = await row_of(bench, made)
    assert row.reverses_on == date(2026, 10, 1)
    assert await by_key(bench, f"reversing:{row.key}") == []
    for _ in range(3):
        await open_quarter(bench, Q3)
    (mirror,) = await by_key(bench, f"reversing:{row.key}")
    assert (mirror.state, mirror.day, mirror.reverses_id, mirror.checked_by) == ("posted", date(2026, 10, 1), made, row.checked_by)
    assert (await row_of(bench, made)).state == "reversed"
    lines = [(line.amount_paise, line.day) for line in await bench.rows(JournalLine, JournalLine.entry_id == mirror.id)]
    assert sorted(lines) == [(-50_000_00, date(2026, 10, 1)), (50_000_00, date(2026, 10, 1))]
    (close,) = await bench.rows(Close, Close.quarter == 3)
    (decision,) = await bench.rows(Decision, Decision.close_id == close.id)
    assert (decision.kind, decision.subject, decision.content["reverses"]) == ("voucher_approved", f"KT|reversing:{row.key}", row.key)


async def test_with_the_next_quarter_open_the_mirror_posts_with_the_approval(bench: Bench) -> None:
    await open_quarter(bench, Q3)
    made = await posted(bench, head=REVERSING)
    (mirror,) = await by_key(bench, f"reversing:{(await row_of(bench, made)).key}")
    assert mirror.state == "posted"


async def test_an_approval_and_the_opening_of_the_quarter_at_once_leave_one_mirror(bench: Bench) -> None:
    chetan, asha = bench.people["chetan"], bench.people["asha"]
    made = await write(bench, chetan, head=REVERSING)
    await asyncio.gather(approve(bench, asha, made, 1), open_quarter(bench, Q3))
    assert len(await by_key(bench, f"reversing:{(await row_of(bench, made)).key}")) == 1


async def test_a_connection_killed_in_the_middle_of_the_mirror_leaves_none_and_the_next_opening_makes_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, super_db: psycopg.Connection
) -> None:
    made = await posted(bench, head=REVERSING)
    key = f"reversing:{(await row_of(bench, made)).key}"

    async def dying(db: TenantDb, *_: object) -> None:
        # The mirror stands with its lines and number; only the decision and the commit are left.
        (process,) = (await db.execute(text("select pg_backend_pid()"))).one()
        super_db.execute("select pg_terminate_backend(%s)", (process,))
        await db.execute(text("select pg_sleep(5)"))

    with monkeypatch.context() as patch, pytest.raises(DBAPIError):
        patch.setattr("qrt.flows.journals.reversing.decide", dying)
        await open_quarter(bench, Q3)
    assert await by_key(bench, key) == []
    assert (await row_of(bench, made)).state == "posted"
    await open_quarter(bench, Q3)
    assert [row.state for row in await by_key(bench, key)] == ["posted"]


async def test_a_reversal_by_hand_and_the_mirror_do_not_take_an_entry_back_twice(bench: Bench) -> None:
    asha = bench.people["asha"]
    made = await posted(bench, head=REVERSING)
    by_hand = await reverse(bench, "bina", made)
    await open_quarter(bench, Q3)
    await refused("voucher.already_reversed", approve(bench, asha, by_hand))


async def test_a_company_whose_period_is_locked_gets_its_mirror_when_it_is_reopened(bench: Bench) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    made = await posted(bench, head=REVERSING)
    key = f"reversing:{(await row_of(bench, made)).key}"
    async with bench.db(asha) as db:
        await companies.save_period(db, (await companies.entity_ids(db))["KT"], Q3)
        await periods.lock(db, asha, "KT", Q3, str(Q3))
    await open_quarter(bench, Q3)
    assert await by_key(bench, key) == []
    assert (await row_of(bench, made)).state == "posted"
    async with bench.db(asha) as db:
        await periods.ask_reopening(db, asha, "KT", Q3, "the accrual has to turn")
    async with bench.db(bina) as db:
        await periods.grant_reopening(db, bina, "KT", Q3)
    assert [row.state for row in await by_key(bench, key)] == ["posted"]


async def rent(bench: Bench, by: str = "chetan", **more: object) -> uuid.UUID:
    wish = templates.Wish(
        "KT", "Rent", VoucherKind.JOURNAL, "monthly", 31, date(2026, 4, 1), None, (Line("Rent", Paise(50_000_00)), Line("Landlord", Paise(-50_000_00))), "Rent"
    )
    async with bench.db(bench.people[by]) as db:
        return await templates.save(db, bench.people[by], replace(wish, **more))


async def due(bench: Bench, quarter=Q2) -> list[journals.Outcome]:
    async with bench.db() as db:
        return await templates.make_due(db, quarter)


async def test_a_template_drafts_each_month_once_and_its_author_does_not_approve(bench: Bench) -> None:
    made = await rent(bench, "asha")
    assert [each.ok for each in await due(bench)] == [True] * 3
    assert await due(bench) == []
    outcomes = await asyncio.gather(due(bench, Q2), due(bench, Q2))
    assert outcomes == [[], []]
    rows = sorted(await bench.rows(JournalEntry), key=lambda row: row.day)
    assert [(row.key, row.day, row.state) for row in rows] == [
        (f"template:{made}/2026-{month:02d}", date(2026, month, day), "waiting") for month, day in ((7, 31), (8, 31), (9, 30))
    ]
    await refused("voucher.maker_is_checker", approve(bench, bench.people["asha"], rows[0].id))
    assert await approve(bench, bench.people["bina"], rows[0].id)


async def test_templates_at_the_same_moment_draft_once(bench: Bench) -> None:
    await rent(bench)
    outcomes = await asyncio.gather(due(bench), due(bench), due(bench))
    assert sum(len(each) for each in outcomes) == 3
    assert await bench.count(JournalEntry) == 3


async def test_a_skipped_period_is_not_drafted_and_a_paused_template_makes_nothing(bench: Bench) -> None:
    chetan = bench.people["chetan"]
    made = await rent(bench)
    async with bench.db(chetan) as db:
        await templates.skip(db, chetan, made, "2026-08", "rent free")
    async with bench.db(chetan) as db:
        await refused("template.done", templates.skip(db, chetan, made, "2026-08", "again"))
    async with bench.db(chetan) as db:
        await refused("template.not_due", templates.skip(db, chetan, made, "2026-27-Q2", "no such period"))
    async with bench.db(chetan) as db:
        await templates.pause(db, chetan, made, 1, paused=True)
    assert await due(bench) == []
    async with bench.db(chetan) as db:
        await templates.pause(db, chetan, made, 2, paused=False)
    assert len(await due(bench)) == 2
    assert {row.period: row.state for row in await bench.rows(TemplatePeriod)} == {"2026-07": "drafted", "2026-08": "skipped", "2026-09": "drafted"}


async def test_opening_the_next_quarter_drafts_what_is_due_with_the_amounts_of_the_last_posted(bench: Bench) -> None:
    await rent(bench, cadence="quarterly", amount_from="last", percent=Decimal(10))
    (first,) = await due(bench)
    assert first.made and await approve(bench, bench.people["asha"], first.made)
    await open_quarter(bench, Q3)
    (row,) = await bench.rows(JournalEntry, JournalEntry.state == "waiting")
    assert (row.day, row.amount_paise) == (date(2026, 12, 31), 55_000_00)


async def test_a_template_whose_ledger_is_gone_is_told_and_hides_no_other(bench: Bench) -> None:
    await rent(bench)
    other = await rent(bench, name="Other")
    async with bench.db() as db:
        await db.execute(text("update journal_templates set lines = replace(lines::text, 'Landlord', 'Gone')::jsonb where id = :id"), {"id": other})
    outcomes = await due(bench)
    assert sum(each.ok for each in outcomes) == 3
    assert {each.code for each in outcomes if not each.ok} == {"ledger.unknown_account"}


async def test_last_quarters_vouchers_are_copied_once_each(bench: Bench) -> None:
    chetan = bench.people["chetan"]
    made = await posted(bench)
    await open_quarter(bench, Q3)
    async with bench.db(chetan) as db:
        shown = await journals.load_copyable(db, Q3, None, None, None, 100)
    assert [(each["id"], each["new_day"], each["copied"]) for each in shown["items"]] == [(made, date(2026, 12, 30), None)]
    async with bench.db(chetan) as db:
        outcomes = await journals.copy_from_last(db, chetan, Q3, [made, made, uuid.uuid4()])
    assert [(each.ok, each.code) for each in outcomes] == [(True, ""), (False, "voucher.unknown")]
    async with bench.db(chetan) as db:
        assert [each.code for each in await journals.copy_from_last(db, chetan, Q3, [made])] == ["voucher.copied"]
    assert outcomes[0].made
    copy = await row_of(bench, outcomes[0].made)
    assert (copy.state, copy.day, copy.amount_paise) == ("waiting", date(2026, 12, 30), 50_000_00)


async def test_an_accrual_that_reversed_itself_is_copied_and_reverses_itself_again(bench: Bench) -> None:
    chetan = bench.people["chetan"]
    made = await posted(bench, head=REVERSING)
    await open_quarter(bench, Q3)
    async with bench.db(chetan) as db:
        shown = await journals.load_copyable(db, Q3, None, None, None, 100)
        (outcome,) = await journals.copy_from_last(db, chetan, Q3, [made])
    assert [each["id"] for each in shown["items"]] == [made]
    assert outcome.made
    assert (await row_of(bench, outcome.made)).reverses_on == date(2027, 1, 1)


SHEET = [
    ["Date", "Ledger", "Debit", "Credit", "Narration", "Voucher"],
    ["30-09-2026", "Rent", "100", "", "First", "1"],
    ["30-09-2026", "Landlord", "", "100", "", "1"],
    ["30-09-2026", "Rent", "100", "", "Second", "2"],
    ["30-09-2026", "Nobody", "", "100", "", "2"],
]


async def test_a_sheet_makes_the_sound_drafts_or_all_and_nothing_twice(bench: Bench) -> None:
    chetan = bench.people["chetan"]

    async def take(cells: list[list[str]], *, only_sound: bool) -> list[uuid.UUID]:
        async with bench.db(chetan) as db:
            sheet = await sheets.look_at(db, "KT", Q2, "ab" * 32, cells)
            return await sheets.make_drafts(db, chetan, "KT", Q2, sheet, only_sound=only_sound)

    await refused("sheet.unsound", take(SHEET, only_sound=False))
    assert not await bench.count(JournalEntry)
    assert len(await take(SHEET, only_sound=True)) == 1
    assert await take(SHEET, only_sound=True) == []
    assert await bench.count(JournalEntry) == 1
    async with bench.db(chetan) as db:
        await refused("sheet.no_heading", sheets.look_at(db, "KT", Q2, "ab" * 32, [["a", "b"]]))


async def test_a_series_keeps_its_form_and_counts_without_gap_and_double(bench: Bench) -> None:
    asha = bench.people["asha"]

    async def form(prefix: str, width: int = 4, kind: str = "journal", year: int = 2026) -> None:
        async with bench.db(asha) as db:
            await series.set_form(db, asha, "KT", "", kind, year, prefix, width)

    await refused("series.prefix_unfit", form("no good"))
    await refused("series.prefix_taken", form("PUR"))
    await form("JV")
    await refused("series.prefix_taken", form("JV", kind="contra"))
    assert (await row_of(bench, await posted(bench))).number == "JV/2026-27/0001"
    await refused("series.begun", form("XX"))
    assert (await row_of(bench, await posted(bench))).number == "JV/2026-27/0002"
    for change in ("prefix = 'YY'", "last_number = 1"):
        with pytest.raises(DBAPIError, match=r"series\."):
            async with bench.db() as db:
                await db.execute(text(f"update voucher_series set {change} where kind = 'journal'"))
    # The next year begins at one, in the same form.
    from qrt.core.base.period import Quarter

    await open_quarter(bench, Quarter(2027, 1))
    assert (await row_of(bench, await posted(bench, day=date(2027, 4, 1)))).number == "JV/2027-28/0001"


async def soft_close(bench: Bench) -> None:
    async with bench.db(bench.people["asha"]) as db:
        await periods.soft_close(db, bench.people["asha"], "KT", Q2)


async def test_a_soft_closed_quarter_is_the_controllers_own(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    waiting = await write(bench, chetan)
    await soft_close(bench)
    await open_quarter(bench, Q3)
    wrong = await refused("ledger.period_soft_closed", write(bench, chetan))
    assert "asha or bina" in wrong.sentence and "The next open day is 01-10-2026." in wrong.sentence
    async with bench.db(chetan) as db:
        await refused("ledger.period_soft_closed", journals.rewrite(db, chetan, waiting, "journal", DAY, "x", "", [("Rent", Paise(1)), ("Bank", Paise(-1))], 1))
    made = await write(bench, asha)
    assert await approve(bench, bina, made)
    assert await approve(bench, bina, waiting), "what waited is a controller's to post"
    async with bench.db(asha) as db:
        await refused("period.soft_closed", periods.soft_close(db, asha, "KT", Q2))
    async with bench.db(asha) as db:
        await refused("period.reason_missing", periods.reopen_soft(db, asha, "KT", Q2, " "))
    async with bench.db(asha) as db:
        await periods.reopen_soft(db, asha, "KT", Q2, "a late bill")
    assert await write(bench, chetan)


async def test_the_database_takes_into_a_soft_closed_quarter_what_a_controller_approved_and_nothing_else(bench: Bench) -> None:
    chetan = bench.people["chetan"]
    waiting = await write(bench, chetan)
    await soft_close(bench)
    for by in (chetan.id, None):
        with pytest.raises(DBAPIError, match=r"period\.soft_closed"):
            async with bench.db() as db:
                change = "update journal_entries set state = 'posted', number = 'X/1', maker_id = null, checked_by = :by where id = :id"
                await db.execute(text(change), {"by": by, "id": waiting})


async def test_a_locked_quarter_says_who_can_reopen_it_and_which_day_is_open(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    async with bench.db(asha) as db:
        await periods.lock(db, asha, "KT", Q2, str(Q2))
    wrong = await refused("ledger.period_locked", write(bench, asha))
    assert "asha or bina can ask to reopen it" in wrong.sentence and "No later quarter is open yet." in wrong.sentence
    await open_quarter(bench, Q3)
    wrong = await refused("ledger.period_locked", write(bench, chetan, LAKH))
    assert "The next open day is 01-10-2026." in wrong.sentence
    async with bench.db(bina) as db:
        await refused("period.reason_missing", periods.ask_reopening(db, bina, "KT", Q2, ""))
    async with bench.db(bina) as db:
        await periods.ask_reopening(db, bina, "KT", Q2, "a late bill")
    async with bench.db(asha) as db:
        await refused("period.asked_already", periods.ask_reopening(db, asha, "KT", Q2, "mine"))
    async with bench.db(asha) as db:
        await periods.decline_reopening(db, asha, "KT", Q2)
    async with bench.db(asha) as db:
        await refused("period.not_asked", periods.grant_reopening(db, asha, "KT", Q2))
    async with bench.db(bina) as db:
        await periods.ask_reopening(db, bina, "KT", Q2, "really")
    async with bench.db(asha) as db:
        await periods.grant_reopening(db, asha, "KT", Q2)
    assert await write(bench, chetan)
    with pytest.raises(DBAPIError, match="reopening_takes_two"):
        async with bench.db() as db:
            await db.execute(text("update period_requests set decided_by = asked_by, state = 'granted'"))
