"""What people decide about ledgers: it counts in the next run, is remembered in the next quarter, and stays in the company."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qrt.adapters.db import books as book_rows
from qrt.adapters.db import closes, companies
from qrt.adapters.db.kept import load_movements
from qrt.adapters.db.listing import chart as listing
from qrt.adapters.db.listing.enquiries.balances import load_trial_balance as enquire
from qrt.adapters.db.listing.enquiries.ledger import load_ledger as load_page
from qrt.adapters.db.listing.enquiries.span import Span
from qrt.adapters.db.listing.statements import load_trial_balance
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import Decision, JournalEntry, LedgerAccountRow, LedgerMapping, LedgerMerge
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows import chart, documents, journals, periods
from qrt.flows import close as close_flow
from qrt.flows.desk import load_rules
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, Books, sale, tiny_books, voucher, write_books, write_company
from tests.integration.close.test_decisions import NOW

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
ODD, TWIN = "Zephyr Quill", "ASHA TRADERS"


def odd_books(group: str = "Vividh") -> Books:
    """The tiny company with a ledger that nothing explains, and with sales to Asha Traders under two spellings."""
    books = tiny_books()
    books.groups |= {ODD: group, TWIN: "Sundry Debtors"}
    books.vouchers += [
        voucher("bank", "Y-3", date(2026, 9, 5), {BANK: -1_000_00, ODD: 1_000_00}, narration="Chq 000460"),
        sale("S-4", date(2026, 9, 22), 10_000_00, TWIN),
    ]
    return books


@pytest.fixture
async def odd(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders) -> Bench:
    return await made_bench(sessions, db_urls, tmp_path, readers, odd_books())


async def made_bench(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, books: Books) -> Bench:
    folder = write_company(tmp_path / "odd", books)
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await made.hand_in(folder / "inbox")
    return made


async def next_quarter(bench: Bench, tmp_path: Path) -> Bench:
    """The same company a quarter later: one sale to the twin spelling and one payment into the odd ledger, and no trial balance."""
    later = replace(bench, quarter=Q3)
    books = odd_books()
    books.vouchers = [
        sale("S-5", date(2026, 10, 5), 10_000_00, TWIN),
        voucher("bank", "Y-4", date(2026, 11, 5), {BANK: -2_000_00, ODD: 2_000_00}, narration="Chq 000470"),
    ]
    (tmp_path / "q3").mkdir()
    write_books(tmp_path / "q3", books)
    async with later.db() as db:
        await close_flow.open_close(db, BY, Q3)
    for name in ("Sales Register.xlsx", "Bank Book.xlsx"):
        async with later.db() as db:
            await documents.receive(db, BY, later.desk.store, Q3, name, (tmp_path / "q3" / name).read_bytes())
    return later


async def ledger(bench: Bench, name: str) -> LedgerAccountRow:
    (row,) = await bench.rows(LedgerAccountRow, LedgerAccountRow.name == name)
    return row


async def refused(code: str, act) -> None:
    with pytest.raises(Refused) as found:
        await act
    assert found.value.code == code


def table(files: dict[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[path].decode().splitlines()))


def blocking(files: dict[str, bytes], rule: str) -> list[str]:
    rows = [json.loads(line) for line in files["findings.jsonl"].decode().splitlines()]
    return [row["subject"] for row in rows if row["rule"] == rule and row["state"] == "open"]


async def test_an_accepted_line_counts_in_the_next_run_is_remembered_in_the_next_quarter_and_stays_in_the_company(
    odd: Bench, sessions, db_urls, tmp_path: Path, readers
) -> None:
    asha = odd.people["asha"]
    await odd.close()
    files = await odd.files()
    assert [(row["ledger"], row["closing_paise"]) for row in table(files, "unmapped.csv")] == [(ODD, "100000")]
    assert blocking(files, "chart.unmapped_ledger") == [f"ledger:KT/{ODD}"]
    row = await ledger(odd, ODD)
    assert len(row.offers) == 3
    async with odd.db(asha) as db:
        await refused("ledger.stale", chart.accept(db, asha, row.id, Q2, "D1.PL.OTH", None, None, seen="D1.PL.FIN"))
    async with odd.db(asha) as db:
        await refused("chart.line_unknown", chart.accept(db, asha, row.id, Q2, "D2.PL.OTH", None, None, seen=""))
    async with odd.db(asha) as db:
        await chart.accept(db, asha, row.id, Q2, "D1.PL.OTH", None, "contractor", seen="")
    await odd.close()
    files = await odd.files()
    assert table(files, "unmapped.csv") == []
    assert blocking(files, "chart.unmapped_ledger") == []
    (line,) = [each for each in table(files, "trial_balance.csv") if each["ledger"] == ODD]
    assert line["schedule_key"] == "D1.PL.OTH"
    assert verify_package(files, readers).faults == ()

    later = await next_quarter(odd, tmp_path)
    await later.close()
    files = await later.files()
    assert table(files, "unmapped.csv") == []
    row = await ledger(later, ODD)
    assert row.mapping_reason.startswith("decided by asha on ") and row.mapping_reason.endswith("in the close of 2026-27-Q2")
    assert (row.schedule_key, row.tds_key, row.mapping_source) == ("D1.PL.OTH", "contractor", "decision")
    assert verify_package(files, readers).faults == (), "what was carried stands in the package, so it follows from it"

    stranger = await make_bench(sessions, db_urls, write_company(tmp_path / "other", odd_books()), tmp_path / "home2", readers)
    await stranger.hand_in(tmp_path / "other" / "inbox")
    await stranger.close()
    assert [each["ledger"] for each in table(await stranger.files(), "unmapped.csv")] == [ODD], "another company decides for itself"
    assert await stranger.count(LedgerMapping) == 0


async def test_a_decision_taken_back_is_forgotten_in_the_next_run_and_quarter(odd: Bench, tmp_path: Path) -> None:
    asha = odd.people["asha"]
    await odd.close()
    row = await ledger(odd, ODD)
    async with odd.db(asha) as db:
        await refused("ledger.not_decided", chart.forget(db, asha, row.id, Q2))
    async with odd.db(asha) as db:
        await chart.accept(db, asha, row.id, Q2, "D1.PL.OTH", None, None, seen="")
    later = await next_quarter(odd, tmp_path)
    await later.close()
    assert (await ledger(odd, ODD)).schedule_key == "D1.PL.OTH"
    async with odd.db(asha) as db:
        await chart.forget(db, asha, row.id, Q2)
    await later.close()
    assert [each["ledger"] for each in table(await later.files(), "unmapped.csv")] == [ODD]


async def test_many_first_offers_are_accepted_at_once_if_they_are_still_what_was_seen(odd: Bench) -> None:
    asha = odd.people["asha"]
    await odd.close()
    async with odd.db() as db:
        count = await chart.count_acceptable(db, None, only_unmapped=False, confidence_least=0.9)
    assert 0 < count < await odd.count(LedgerAccountRow)
    async with odd.db(asha) as db:
        await refused("ledger.count_moved", chart.accept_many(db, asha, Q2, None, False, 0.9, count + 1))
    assert await odd.count(LedgerMapping) == 0
    async with odd.db(asha) as db:
        assert await chart.accept_many(db, asha, Q2, "KT", False, 0.9, count) == count
    before = {row.name: (row.schedule_key, row.role) for row in await odd.rows(LedgerAccountRow)}
    await odd.close()
    after = await odd.rows(LedgerAccountRow)
    assert {row.name: (row.schedule_key, row.role) for row in after} == before, "to agree with an offer changes no line and no role"
    assert sum(row.mapping_source == "decision" for row in after) == count


async def test_a_merge_moves_balances_not_lines_and_taking_it_back_restores_them(odd: Bench, tmp_path: Path, readers) -> None:
    asha = odd.people["asha"]
    await odd.close()
    plain = {row["ledger"]: int(row["closing_paise"]) for row in table(await odd.files(), "trial_balance.csv")}
    assert plain[TWIN] == 11_800_00
    twin, home = await ledger(odd, TWIN), await ledger(odd, "Asha Traders")
    layout = load_rules(odd.company.company.division).layout
    async with odd.db() as db:
        page = await listing.load_chart_page(db, Q2, None, "similar", None, None, None, 50, layout)
    assert {row["ledger"]: [each["ledger"] for each in row["similar"]] for row in page["items"]} == {TWIN: ["Asha Traders"], "Asha Traders": [TWIN]}
    async with odd.db(asha) as db:
        await refused("ledger.same", chart.merge(db, asha, twin.id, twin.id, Q2, "one party"))
    async with odd.db(asha) as db:
        await refused(
            "ledger.other_kind",
            chart.merge(db, asha, twin.id, (await ledger(odd, "Bank Charges" if "Bank Charges" in plain else "Sales of Goods 18%")).id, Q2, "no"),
        )
    async with odd.db(asha) as db:
        merge_id = await chart.merge(db, asha, twin.id, home.id, Q2, "one party, typed twice")
    async with odd.db(asha) as db:
        await refused("ledger.merged_away", chart.accept(db, asha, twin.id, Q2, "D1.AS.CA.TR", None, None, seen=twin.schedule_key))

    await odd.close()
    files = await odd.files()
    merged = {row["ledger"]: int(row["closing_paise"]) for row in table(files, "trial_balance.csv")}
    assert TWIN not in merged
    assert merged["Asha Traders"] == plain["Asha Traders"] + plain[TWIN]
    assert sum(merged.values()) == sum(plain.values()) == 0
    lines = [line for text in files["vouchers.jsonl"].decode().splitlines() for line in json.loads(text)["lines"]]
    assert [line["ledger"] for line in lines if line.get("written") == TWIN] == ["Asha Traders"], "what the register wrote is kept"
    assert verify_package(files, readers).faults == ()
    async with odd.db() as db:
        entity_id = (await companies.entity_ids(db))["KT"]
        moved = await load_movements(db, entity_id, Q2.first_day, Q2.last_day)
        shown = {line["ledger"]: line["closing_paise"] for line in (await load_trial_balance(db, Q2, "KT"))["lines"]}
        posted = {line.ledger for each in await book_rows.load_vouchers(db, entity_id, "KT", Q2.first_day, Q2.last_day) for line in each.lines}
        whole = {line["ledger"]: line["closing_paise"] for line in (await enquire(db, "KT", Span(Q2.first_day, Q2.last_day)))["lines"]}
        page = await load_page(db, home.id, Span(Q2.first_day, Q2.last_day), None, 100)
    assert shown == {name: amount for name, amount in merged.items() if name in shown}
    assert TWIN not in moved and TWIN in posted, "the lines stand where they were posted"
    assert whole == shown, "the enquiry at any date says the same"
    assert (page["closing_paise"], page["lines"][-1]["balance_paise"]) == (merged["Asha Traders"], merged["Asha Traders"])

    later = await next_quarter(odd, tmp_path)
    await later.close()
    following = {row["ledger"]: row for row in table(await later.files(), "trial_balance.csv")}
    assert TWIN not in following, "the next quarter's register still writes it so, and it still belongs to the other"
    assert int(following["Asha Traders"]["opening_paise"]) == merged["Asha Traders"]
    assert int(following["Asha Traders"]["debit_paise"]) == 11_800_00

    async with odd.db(asha) as db:
        await chart.unmerge(db, asha, merge_id)
    async with odd.db(asha) as db:
        await refused("merge.undone", chart.unmerge(db, asha, merge_id))
    await odd.close()
    assert {row["ledger"]: int(row["closing_paise"]) for row in table(await odd.files(), "trial_balance.csv")} == plain
    await later.close()
    assert TWIN in {row["ledger"] for row in table(await later.files(), "trial_balance.csv")}


async def test_a_renamed_ledger_keeps_its_vouchers_and_its_old_name_on_paper(odd: Bench) -> None:
    asha = odd.people["asha"]
    await odd.close()
    row = await ledger(odd, "Bharat Mills")
    closing = {each["ledger"]: each["closing_paise"] for each in table(await odd.files(), "trial_balance.csv")}
    async with odd.db(asha) as db:
        await refused("ledger.name_taken", chart.rename(db, asha, row.id, Q2, "Asha Traders", "new owner"))
    async with odd.db(asha) as db:
        made = await chart.rename(db, asha, row.id, Q2, " Bharat  Steel Mills ", "the supplier changed its name")
    posted = await odd.count(JournalEntry, JournalEntry.state == "posted")
    await odd.close()
    after = {each["ledger"]: each["closing_paise"] for each in table(await odd.files(), "trial_balance.csv")}
    assert after.pop("Bharat Steel Mills") == closing.pop("Bharat Mills")
    assert after == closing
    assert await odd.count(JournalEntry, JournalEntry.state == "posted") == posted
    layout = load_rules(odd.company.company.division).layout
    async with odd.db() as db:
        detail = await listing.load_chart_ledger(db, made, Q2, layout)
    assert [each["what"] for each in detail["history"]] == ["“Bharat Mills” renamed to “Bharat Steel Mills”: the supplier changed its name"]
    assert str(detail["closing_paise"]) == after.get("Bharat Steel Mills", str(detail["closing_paise"]))


async def test_the_next_quarter_opens_with_what_this_one_closed_with_and_says_when_that_changed(odd: Bench, tmp_path: Path) -> None:
    asha, bina = odd.people["asha"], odd.people["bina"]
    await odd.close()
    closing = {row["ledger"]: row["closing_paise"] for row in table(await odd.files(), "trial_balance.csv") if row["closing_paise"] != "0"}
    later = await next_quarter(odd, tmp_path)
    await later.close(asha)
    files = await later.files()
    opened = {row["ledger"]: row["opening_paise"] for row in table(files, "trial_balance.csv") if row["opening_paise"] != "0"}
    assert opened == closing
    assert {row["source"] for row in table(files, "openings.csv")} == {"prior_close"}
    assert {row.content["state"] for row in await later.rows(Decision, Decision.kind == "opening_carried")} == {"ready"}

    (paper,) = [row for row in await odd.rows(JournalEntry, JournalEntry.state == "waiting") if row.source == "rule"]
    async with odd.db(asha) as db:
        await journals.approve(db, asha, paper.id, paper.version)
    await odd.close()
    async with later.db(bina) as db:
        row = await closes.load_close(db, Q3)
        assert row is not None
        await refused("close.prior_changed", close_flow.sign_off(db, bina, Q3, row.digest, NOW, later.desk))
    async with later.db() as db:
        page = await listing.load_openings(db, Q3, None, False, None, 500)
    assert [source["kind"] for source in page["sources"]] == ["prior_close"]
    await later.close(asha)
    files = await later.files()
    (subject,) = blocking(files, "opening.prior_changed")
    assert subject == "opening:KT/prior"
    opened = {row["ledger"]: int(row["opening_paise"]) for row in table(files, "trial_balance.csv")}
    (charged,) = [name for name, amount in opened.items() if amount and name not in closing]
    assert (opened[charged], opened[BANK]) == (500_00, int(closing[BANK]) - 500_00), "the bank charge that was approved since"


async def test_nothing_is_decided_about_ledgers_in_a_signed_close(sessions, db_urls, tmp_path: Path, readers) -> None:
    odd = await made_bench(sessions, db_urls, tmp_path, readers, odd_books("Indirect Expenses"))
    asha, bina = odd.people["asha"], odd.people["bina"]
    await odd.close()
    odd_row, twin, home = await ledger(odd, ODD), await ledger(odd, TWIN), await ledger(odd, "Asha Traders")
    async with odd.db(asha) as db:
        await chart.accept(db, asha, odd_row.id, Q2, "D1.PL.FIN", None, None, seen="D1.PL.OTH")
        merge_id = await chart.merge(db, asha, twin.id, home.id, Q2, "one party")
    digest = await odd.close(asha)
    async with odd.db(bina) as db:
        await close_flow.sign_off(db, bina, Q2, digest, NOW, odd.desk)
    acts = (
        lambda db: chart.accept(db, asha, odd_row.id, Q2, "D1.PL.OTH", None, None, seen="D1.PL.FIN"),
        lambda db: chart.forget(db, asha, odd_row.id, Q2),
        lambda db: chart.rename(db, asha, home.id, Q2, "Asha & Co", "new name"),
        lambda db: chart.unmerge(db, asha, merge_id),
    )
    for act in acts:
        async with odd.db(asha) as db:
            await refused("close.signed", act(db))
    assert await odd.count(LedgerMerge, LedgerMerge.undone_at.is_(None)) == 1
    async with odd.db(asha) as db:
        await periods.ask_reopening(db, asha, "KT", Q2, "a late merge")
    async with odd.db(bina) as db:
        await periods.grant_reopening(db, bina, "KT", Q2)
    async with odd.db(asha) as db:
        await chart.unmerge(db, asha, merge_id)


async def test_a_trial_balance_as_at_the_day_before_opens_the_books_though_nobody_named_it(sessions, db_urls, tmp_path: Path, readers) -> None:
    folder = write_company(tmp_path / "plain", tiny_books())
    (folder / "opening_KT.xlsx").rename(folder / "inbox" / "Trial Balance June.xlsx")
    text = (folder / "company.yaml").read_text().replace("  opening: opening_KT.xlsx\n", "")
    (folder / "company.yaml").write_text(text)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    assert {row["source"]: row["standing"] for row in table(files, "openings.csv")} == {"opening_trial_balance": "used", "opening_column": "compared"}
    assert blocking(files, "opening.difference") == []
    assert {row["ledger"]: int(row["opening_paise"]) for row in table(files, "trial_balance.csv") if row["opening_paise"] != "0"} == tiny_books().opening


async def test_an_opening_trial_balance_that_says_otherwise_than_the_closing_ones_column_is_named_ledger_by_ledger(
    sessions, db_urls, tmp_path: Path, readers
) -> None:
    folder = write_company(tmp_path / "odd", tiny_books())
    other = tiny_books()
    other.opening = {BANK: 9_99_000_00, "Share Capital": -9_99_000_00}
    write_company(tmp_path / "other", other)
    (folder / "opening_KT.xlsx").write_bytes((tmp_path / "other" / "opening_KT.xlsx").read_bytes())
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    assert sorted(blocking(files, "opening.difference")) == [f"ledger:KT/{BANK}", "ledger:KT/Share Capital"]
    async with bench.db() as db:
        page = await listing.load_openings(db, Q2, "KT", True, None, 10)
    assert [(row["ledger"], [each["amount_paise"] for each in row["said"]]) for row in page["items"]] == [
        (BANK, [9_99_000_00, 10_00_000_00]),
        ("Share Capital", [-9_99_000_00, -10_00_000_00]),
    ]
    assert page["differences"] == 2
