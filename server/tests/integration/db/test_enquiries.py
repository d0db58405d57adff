"""Enquiries against the books added up anew, line by line: any days, any branch, any cost centre."""

import random
import uuid
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from qrt.adapters.db import books, kept
from qrt.adapters.db.listing.enquiries import balances, daybook, ledger, search
from qrt.adapters.db.listing.enquiries.span import Span, load_dimensions
from qrt.adapters.db.session import Sessions, tenant_session
from qrt.adapters.db.tables import Period, uuid7
from qrt.core.base.actor import System
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.ledger.search import words
from qrt.core.ledger.types import BillKind, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.flows.posting import Into, post_stream
from tests.conftest import Company

ROBOT = System("test")
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
NAMES = ("Asha Steel", "Cash", "HDFC Bank", "Rent", "Sales")
BRANCHES, CENTRES = ("", "Pune", "Surat"), ("", "Plant 1", "Plant 2")


def drawn(seed: int, count: int) -> list[Voucher]:
    """Random balanced vouchers over the quarter."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        day = FIRST + timedelta(days=draw.randint(0, 91))
        legs = [draw.randint(-(10**9), 10**9) or 1 for _ in range(draw.randint(1, 3))]
        legs.append(-sum(legs))
        lines = tuple(
            Line(draw.choice(NAMES), Paise(leg), cost_centre=draw.choice(CENTRES), bill=draw.choice(("", "B-1", "B-2")), bill_kind=None) for leg in legs if leg
        )
        if len(lines) < 2:
            continue
        kind = draw.choice((VoucherKind.PURCHASE, VoucherKind.JOURNAL))
        found.append(
            Voucher(f"v:{seed}:{number}", "MAIN", kind, day, lines, SourceKind.REGISTER, f"X-{number}", branch=draw.choice(BRANCHES), party="Asha Steel")
        )
    return found


async def ready(sessions: Sessions, tenant: Company, opening: dict[str, int] | None = None) -> dict[str, uuid.UUID]:
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await books.save_chart(db, tenant.entity_id, {name: LedgerAccount("MAIN", name, group=f"Group of {name[0]}", nature="asset") for name in NAMES})
        ids = await books.load_ledger_ids(db, tenant.entity_id)
        if opening:
            await books.save_opening(db, tenant.period_id, ids, {name: Paise(amount) for name, amount in opening.items()}, "trial balance")
    return ids


async def post(sessions: Sessions, tenant: Company, ids: dict[str, uuid.UUID], vouchers: list[Voucher]) -> tuple[int, int]:
    return await post_stream(sessions, Into(tenant.id, tenant.entity_id, tenant.period_id, ids, ROBOT), vouchers)


def recomputed(vouchers: list[Voucher], span: Span, opening: dict[str, int]) -> dict[str, tuple[int, int, int]]:
    """Opening, debit and credit by ledger from the vouchers themselves."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    if span.whole:
        for name, amount in opening.items():
            sums[name][0] += amount
    for voucher in vouchers:
        if span.branch is not None and voucher.branch != span.branch:
            continue
        for line in voucher.lines:
            if span.cost_centre is not None and line.cost_centre != span.cost_centre:
                continue
            if voucher.day < span.first:
                sums[line.ledger][0] += line.amount
            elif voucher.day <= span.last:
                sums[line.ledger][1 if line.amount > 0 else 2] += abs(line.amount)
    return {name: (each[0], each[1], each[2]) for name, each in sums.items() if any(each)}


def spans(seed: int, count: int) -> list[Span]:
    draw = random.Random(seed)
    found = [Span(FIRST, LAST), Span(date(2026, 8, 1), date(2026, 8, 31)), Span(date(2026, 7, 15), date(2026, 8, 31)), Span(date(2026, 8, 3), date(2026, 8, 3))]
    for _ in range(count):
        one, other = sorted(FIRST + timedelta(days=draw.randint(0, 91)) for _ in range(2))
        found.append(Span(one, other, draw.choice((None, *BRANCHES)), draw.choice((None, *CENTRES))))
    return found


@pytest.mark.parametrize("seed", range(3))
async def test_a_trial_balance_at_any_dates_branch_and_cost_centre_is_the_lines_added_up(sessions: Sessions, tenant, seed: int) -> None:
    opening = {"Cash": 5_000_00, "Rent": -5_000_00}
    ids, vouchers = await ready(sessions, tenant, opening), drawn(seed, 120)
    await post(sessions, tenant, ids, vouchers)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        for span in spans(seed, 30):
            found = await balances.load_trial_balance(db, "main", span)
            lines = {line["ledger"]: (line["opening_paise"], line["debit_paise"], line["credit_paise"]) for line in found["lines"]}
            assert lines == recomputed(vouchers, span, opening), span
            assert all(line["closing_paise"] == line["opening_paise"] + line["debit_paise"] - line["credit_paise"] for line in found["lines"])
            for name in balances.AMOUNTS:
                natures = [group for group in found["groups"] if group["group"] is None]
                assert sum(group[name] for group in natures) == found["totals"][name] == sum(line[name] for line in found["lines"])
        assert (await balances.load_trial_balance(db, None, Span(FIRST, LAST)))["totals"]["closing_paise"] == 0
        assert await kept.load_kept_wrong(db, tenant.entity_id, FIRST, LAST) == []


@pytest.mark.parametrize("seed", range(2))
async def test_the_order_of_posting_changes_no_balance_a_second_import_adds_nothing_and_reversals_restore(sessions: Sessions, two_tenants, seed: int) -> None:
    one, other = two_tenants
    vouchers = drawn(seed, 80)
    shuffled = random.Random(seed).sample(vouchers, len(vouchers))
    kept_of = {}
    for tenant, order in ((one, vouchers), (other, shuffled)):
        ids = await ready(sessions, tenant)
        assert await post(sessions, tenant, ids, order) == (len(order), len(order))
        assert await post(sessions, tenant, ids, order[::-1]) == (0, len(order))
        kept_of[tenant.id] = await movements(sessions, tenant)
        assert await numbers(sessions, tenant) == await counters(sessions, tenant)
    assert kept_of[one.id] == kept_of[other.id]
    mirrors = [
        replace(voucher, key=f"r:{voucher.key}", lines=tuple(replace(line, amount=Paise(-line.amount)) for line in voucher.lines)) for voucher in vouchers
    ]
    await post(sessions, one, await ready(sessions, one), mirrors)
    async with tenant_session(sessions, one.id, ROBOT) as db:
        assert {line["closing_paise"] for line in (await balances.load_trial_balance(db, None, Span(FIRST, LAST)))["lines"]} == {0}


async def movements(sessions: Sessions, tenant: Company) -> list[tuple]:
    query = """
        select 'd', a.name, k.day, k.branch, k.cost_centre, k.debit_paise, k.credit_paise from ledger_days k join ledger_accounts a on a.id = k.ledger_id
        union all select 'm', a.name, k.month, k.branch, k.cost_centre, k.debit_paise, k.credit_paise from ledger_months k join ledger_accounts a on a.id = k.ledger_id
        order by 1, 2, 3, 4, 5
    """
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        return [tuple(row) for row in (await db.execute(text(query))).all()]


async def numbers(sessions: Sessions, tenant: Company) -> dict[str, set[int]]:
    """Numbers taken, by series."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        for branch, kind, number in (await db.execute(text("select branch, kind, number from journal_entries"))).all():
            found[f"{branch}|{kind}"].add(int(number.rsplit("/", 1)[1]))
    return dict(found)


async def counters(sessions: Sessions, tenant: Company) -> dict[str, set[int]]:
    """Numbers that the counters say were taken: all from 1 on."""
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        rows = (await db.execute(text("select branch, kind, last_number from voucher_series"))).all()
    return {f"{branch}|{kind}": set(range(1, last + 1)) for branch, kind, last in rows}


@pytest.mark.parametrize("size", [1, 7, 50])
async def test_pages_of_a_ledger_lie_end_to_end_and_their_balances_run_on(sessions: Sessions, tenant, size: int) -> None:
    ids, vouchers = await ready(sessions, tenant, {"Cash": 900_00, "Sales": -900_00}), drawn(5, 60)
    await post(sessions, tenant, ids, vouchers)
    for span in (Span(FIRST, LAST), Span(date(2026, 7, 20), date(2026, 9, 3)), Span(date(2026, 8, 1), LAST, "Pune"), Span(FIRST, LAST, None, "Plant 1")):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            whole = [line async for lines in ledger.stream_ledger(db, ids["Cash"], span, 11) for line in lines]
            seen, cursor, balance = [], None, None
            while True:
                page = await ledger.load_ledger(db, ids["Cash"], span, cursor, size)
                assert balance is None or page["brought_forward_paise"] == balance
                seen += page["lines"]
                balance = seen[-1]["balance_paise"] if seen else page["opening_paise"]
                cursor = page["next_cursor"]
                if cursor is None:
                    break
        assert [(line["entry_id"], line["position"], line["balance_paise"]) for line in seen] == [
            (line["entry_id"], line["position"], line["balance_paise"]) for line in whole
        ]
        assert balance == page["closing_paise"]
        opening, debit, credit = recomputed(vouchers, span, {"Cash": 900_00, "Sales": -900_00}).get("Cash", (0, 0, 0))
        assert (page["opening_paise"], page["debit_paise"], page["credit_paise"]) == (opening, debit, credit)


async def test_balances_run_on_over_periods_from_the_newest_stated_opening(sessions: Sessions, tenant) -> None:
    ids = await ready(sessions, tenant, {"Cash": 100_00, "Sales": -100_00})
    later = uuid7()
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        db.add(Period(id=later, entity_id=tenant.entity_id, fy_start=2026, quarter=3, first_day=date(2026, 10, 1), last_day=date(2026, 12, 31)))
    legs = (Line("Cash", Paise(7_00)), Line("Rent", Paise(-7_00)))
    await post(sessions, tenant, ids, [Voucher("a", "MAIN", VoucherKind.JOURNAL, date(2026, 9, 2), legs, SourceKind.REGISTER, "X")])
    await post_stream(
        sessions,
        Into(tenant.id, tenant.entity_id, later, ids, ROBOT),
        [Voucher("b", "MAIN", VoucherKind.JOURNAL, date(2026, 10, 5), legs, SourceKind.REGISTER, "X")],
    )
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        # 100 stated in July, 7 moved in September, 7 in October.
        page = await ledger.load_ledger(db, ids["Cash"], Span(date(2026, 10, 1), date(2026, 12, 31)), None, 50)
        assert (page["opening_paise"], page["closing_paise"]) == (107_00, 114_00)
        await books.save_opening(db, later, ids, {"Cash": Paise(50_00), "Rent": Paise(-50_00)}, "trial balance")
        page = await ledger.load_ledger(db, ids["Cash"], Span(date(2026, 10, 6), date(2026, 12, 31)), None, 50)
        assert (page["opening_paise"], page["closing_paise"]) == (57_00, 57_00)


async def test_a_party_statement_shows_its_bills_with_what_is_open_and_overdue(sessions: Sessions, tenant) -> None:
    ids = await ready(sessions, tenant)
    bill = (Line("Sales", Paise(-500_00)), Line("Asha Steel", Paise(500_00), bill="S-1", bill_kind=BillKind.NEW, due_day=date(2026, 8, 1)))
    part = (Line("Cash", Paise(200_00)), Line("Asha Steel", Paise(-200_00), bill="S-1", bill_kind=BillKind.AGAINST))
    await post(
        sessions,
        tenant,
        ids,
        [
            Voucher("a", "MAIN", VoucherKind.SALES, date(2026, 7, 2), bill, SourceKind.REGISTER, "X"),
            Voucher("b", "MAIN", VoucherKind.RECEIPT, date(2026, 8, 5), part, SourceKind.REGISTER, "X"),
        ],
    )
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        found = await ledger.load_party(db, ids["Asha Steel"], Span(FIRST, date(2026, 8, 11)), None, 50)
    (one,) = found["bills"]
    assert (one["billed_paise"], one["settled_paise"], one["open_paise"], one["overdue_days"]) == (500_00, -200_00, 300_00, 10)
    assert [(line["against"], line["balance_paise"]) for line in found["lines"]] == [("Sales", 500_00), ("Cash", 300_00)]


async def test_the_day_book_lies_end_to_end_and_is_narrowed(sessions: Sessions, tenant) -> None:
    ids, vouchers = await ready(sessions, tenant), drawn(9, 50)
    await post(sessions, tenant, ids, vouchers)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert await load_dimensions(db, None) == {"branch": ["Pune", "Surat"], "cost_centre": ["Plant 1", "Plant 2"]}
        for span, kind in ((Span(FIRST, LAST), None), (Span(FIRST, date(2026, 8, 15), "Pune"), None), (Span(FIRST, LAST, None, "Plant 2"), "journal")):
            expected = sorted(
                voucher.number
                for voucher in vouchers
                if span.first <= voucher.day <= span.last
                and span.branch in (None, voucher.branch)
                and (span.cost_centre is None or any(line.cost_centre == span.cost_centre for line in voucher.lines))
                and kind in (None, voucher.kind.value)
            )
            seen, cursor = [], None
            while True:
                page = await daybook.load_day_book(db, "MAIN", span, kind, cursor, 7)
                seen += page["items"]
                assert cursor is not None or page["total"] == len(expected)
                cursor = page["next_cursor"]
                if not cursor:
                    break
            assert sorted(row["imported_number"] for row in seen) == expected
            assert [row["day"] for row in seen] == sorted(row["day"] for row in seen)


async def test_a_cursor_of_another_place_is_refused(sessions: Sessions, tenant) -> None:
    ids, vouchers = await ready(sessions, tenant), drawn(3, 20)
    await post(sessions, tenant, ids, vouchers)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        cursor = (await ledger.load_ledger(db, ids["Cash"], Span(FIRST, LAST), None, 2))["next_cursor"]
        with pytest.raises(Refused):
            await ledger.load_ledger(db, ids["Cash"], Span(date(2026, 9, 29), LAST), cursor, 2)


@pytest.fixture
async def written(sessions: Sessions, tenant) -> Company:
    ids = await ready(sessions, tenant)
    rows = [
        ("1", "Reliance Industries", "Diesel for generator", "INV/00118", 1_18_000_00),
        ("2", "Reliance Industries", "Office rent of July", "R-7", 25_000_00),
        ("3", "Asha Steel", "MS angles, 50% paid_up", "AS-118", 1_50_000_00),
        ("4", "Bharat Mills", "वेतन जुलाई", "BM 9", 99_00),
        ("5", "Bharat Mills", "Cotton", "BM 10", 118_00),
    ]
    vouchers = [
        Voucher(key, "MAIN", VoucherKind.PURCHASE, date(2026, 8, int(key)), (Line("Rent", Paise(amount - 10_00)), Line("Sales", Paise(10_00)), Line("Cash", Paise(-amount))),
                SourceKind.REGISTER, number, narration=narration, party=party)
        for key, party, narration, number, amount in rows
    ]  # fmt: skip
    await post(sessions, tenant, ids, vouchers)
    return tenant


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("reliance", "12"),
        ("RELI", "12"),
        ("relaince", "12"),
        ("relience diesel", "1"),
        ("reliance rent", "2"),
        ("indus diesel", "1"),
        ("1,18,000", "1"),
        ("118000.00", "1"),
        ("118000", "1"),
        ("1,17,990", "1"),
        ("118", "135"),
        ("INV/00118", "1"),
        ("AS-118", "3"),
        ("1l..2l", "13"),
        ("asha 1l..2l", "3"),
        ("..100", "4"),
        ("1.5 lakh", "3"),
        ("वेतन", "4"),
        ("nothing", ""),
        ("reliance cotton", ""),
        ("%", ""),
        ("paid_up", "3"),
        ("pur/2026-27/00003", "3"),
    ],
)
async def test_a_voucher_is_found_by_words_their_beginnings_one_slip_numbers_and_amounts(sessions: Sessions, written: Company, query: str, keys: str) -> None:
    async with tenant_session(sessions, written.id, ROBOT) as db:
        found = await search.search_vouchers(db, query, None, None, 50)
    assert sorted(str(row["day"].day) for row in found["items"]) == list(keys)
    assert [row["day"] for row in found["items"]] == sorted((row["day"] for row in found["items"]), reverse=True)


async def test_a_slip_is_shown_as_corrected_and_pages_lie_end_to_end(sessions: Sessions, written: Company) -> None:
    async with tenant_session(sessions, written.id, ROBOT) as db:
        first = await search.search_vouchers(db, "bharta", None, None, 1)
        second = await search.search_vouchers(db, "bharta", None, first["next_cursor"], 1)
    assert first["terms"][0]["taken_for"] == ["bharat"]
    assert [row["day"].day for row in (*first["items"], *second["items"])] == [5, 4]
    assert second["next_cursor"] is None


async def test_words_of_the_database_are_the_words_of_the_core(sessions: Sessions, tenant) -> None:
    texts = ["PUR/2026-27/00042", "Asha & Sons (P) Ltd.", "a\tb\nc", "000 0 007a", "M/s. Café-Über", "वेतन, जुलाई", "x" * 70, "'\"\\`~^", ""]
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        for said in texts:
            found = (await db.execute(text("select array(select app.words_of(:said))"), {"said": said})).scalar_one()
            assert sorted(found) == sorted(words(said)), said


async def test_a_draft_that_says_something_else_now_is_found_by_what_it_says_now(sessions: Sessions, written: Company) -> None:
    async with tenant_session(sessions, written.id, ROBOT) as db:
        values = {"entity": written.entity_id, "period": written.period_id, "id": uuid7()}
        await db.execute(
            text("""
                insert into journal_entries (id, entity_id, period_id, key, kind, state, source, day, narration, amount_paise, made_by)
                values (:id, :entity, :period, 'd', 'journal', 'waiting', 'manual', '2026-09-01', 'Audit fee', 100, 'system:test')
            """),
            values,
        )
        assert len((await search.search_vouchers(db, "audit", None, None, 5))["items"]) == 1
        await db.execute(text("update journal_entries set narration = 'Legal fee' where id = :id"), {"id": values["id"]})
        assert (await search.search_vouchers(db, "audit", None, None, 5))["items"] == []
        assert len((await search.search_vouchers(db, "legal", None, None, 5))["items"]) == 1
