"""A hand-in of two companies: whose paper is whose, the group drawn up, and what the two do not agree on."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from qrt.adapters.db import closes, recon
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.core.base.money import Paise
from qrt.core.close.recon_carried import LINES_CARRIED, carried_content, carried_lines
from qrt.core.close.types import Decision
from qrt.core.ledger.types import Foreign, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.bank import with_earlier
from qrt.core.recon.intercompany import group_items
from qrt.core.recon.match import Subject, reconcile_subjects
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, MatchStatus, ReconciliationKind, Side
from qrt.flows.verify import verify_package
from tests.integration.close.bench import RememberingReaders, make_bench
from tests.integration.close.papers import group_books, write_company


async def test_each_company_gets_its_papers_and_its_trial_balance_and_the_group_names_the_invoice_that_one_side_lacks(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    folder = write_company(tmp_path / "group", *group_books(), foldered=True)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    first = await bench.close()
    files = await bench.files()
    for row in records(files, "documents.jsonl"):
        if row["role"] == "inbox":
            assert row["entity"] == row["file"].split("/")[0], row["file"]
    rows = list(csv.DictReader(files["trial_balance.csv"].decode().splitlines()))
    for books in group_books():
        said = {row["ledger"]: int(row["closing_paise"]) for row in rows if row["entity"] == books.code and int(row["closing_paise"])}
        assert said == {name: balance.closing for name, balance in books.balances().items() if balance.closing}
    group = json.loads(files["consolidation.json"])
    assert group is not None
    found = [row for row in records(files, "findings.jsonl") if row["rule"] == "consol.intercompany_difference"]
    assert any("S-5" in row["sentence"] and row["amount_paise"] == 11_800_00 for row in found), found
    assert not any("S-4" in row["sentence"] for row in found)
    assert await bench.close() == first, "what the first run found out about a paper is no decision"


async def test_a_paper_that_could_belong_to_either_company_stays_out_of_both_books_until_a_person_says(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    from qrt.adapters.db.tables import Document
    from qrt.flows import documents

    parent, daughter = group_books()
    folder = write_company(tmp_path / "group", parent, daughter, foldered=True)
    anonymous = folder / "inbox" / "register.xlsx"
    parent.name, told = "Somebody", parent.name
    from tests.integration.close.papers import write_books

    (tmp_path / "lost").mkdir()
    write_books(tmp_path / "lost", parent)
    parent.name = told
    (folder / "inbox" / "KT" / "Sales Register.xlsx").unlink()
    anonymous.write_bytes((tmp_path / "lost" / "Sales Register.xlsx").read_bytes())
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    assert [row["severity"] for row in records(files, "findings.jsonl") if row["rule"] == "document.entity_unknown"] == ["error"]
    assert not [row for row in records(files, "vouchers.jsonl") if row["kind"] == "sales"]
    (paper,) = await bench.rows(Document, Document.name == "register.xlsx")
    async with bench.db(bench.people["asha"]) as db:
        await documents.set_entity(db, bench.people["asha"], paper.id, "KT", paper.version)
    await bench.close()
    files = await bench.files()
    assert {row["entity"] for row in records(files, "vouchers.jsonl") if row["kind"] == "sales"} == {"KT"}


async def test_two_companies_books_of_each_other_are_one_bench_and_what_is_open_goes_into_the_next_quarter(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    folder = write_company(tmp_path / "group", *group_books(), foldered=True)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    (summary,) = [
        json.loads(files[name]) for name in files if name.startswith("reconciliations/") and "-intercompany-" in name and name.endswith("summary.json")
    ]
    assert (summary["entity"], summary["subject"], summary["matches"], summary["left_breaks"], summary["right_breaks"]) == (
        "KT",
        "KB Kaveri Tubes Pvt Ltd",
        1,
        1,
        0,
    )
    where = next(name for name in files if "-intercompany-" in name and name.endswith("statement.json")).rpartition("/")[0]
    statement = json.loads(files[f"{where}/statement.json"])
    assert (statement["books_paise"], statement["stated_paise"], statement["unexplained_paise"]) == (59_000_00, 47_200_00, 0)
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    async with bench.db() as db:
        close = await closes.load_close(db, bench.quarter)
        assert close is not None
        ((entity, subject, lines),) = await recon.load_open_lines(db, close.id, ReconciliationKind.INTERCOMPANY)
    assert (entity, subject, [(side, item.reference, item.amount) for side, item in lines]) == (
        "KT",
        "KB Kaveri Tubes Pvt Ltd",
        [(Side.LEFT, "S-5", 11_800_00)],
    )


def test_an_invoice_that_the_buyer_books_a_quarter_later_meets_the_line_that_was_carried() -> None:
    sold = Item("sales/S-5#0", date(2026, 9, 28), Paise(11_800_00), "S-5", "sale to Kaveri Tubes", "Kaveri Tubes")
    content = carried_content("2026-27-Q2", [(Side.LEFT, sold)])
    before = carried_lines([Decision(LINES_CARRIED, "KT|intercompany|KB", content)], "KT|intercompany|KB", date(2026, 10, 1))
    lines = (Line("Purchases", Paise(11_800_00)), Line("Parent Ltd", Paise(-11_800_00)))
    bought = Voucher("purchase/P-9", "KB", VoucherKind.PURCHASE, date(2026, 10, 3), lines, SourceKind.REGISTER, "P-9", reference="S-5")
    theirs = group_items([bought], frozenset({"Parent Ltd"}), "INR", -1)
    subject = Subject("KB", with_earlier((), before[0]), theirs, date(2026, 12, 31))
    (match,) = reconcile_subjects(ReconciliationKind.INTERCOMPANY, [(subject, MatchPolicy())])["KB"].matches
    assert match.status is MatchStatus.AUTO and match.difference == 0


def test_money_of_another_currency_at_two_rates_meets_by_its_number_and_both_rates_are_told() -> None:
    def voucher(key: str, kind: VoucherKind, ledger: str, sign: int, rate: str) -> Voucher:
        rupees = Paise(sign * int(Decimal(1_000_00) * Decimal(rate)))
        foreign = Foreign("USD", sign * 1_000_00, Decimal(rate), date(2026, 8, 3))
        lines = (Line(ledger, rupees, foreign=foreign), Line("Trade", Paise(-rupees)))
        return Voucher(key, "E", kind, date(2026, 8, 3), lines, SourceKind.REGISTER, key, reference="" if kind is VoucherKind.SALES else "EX-1")

    ours = group_items([voucher("EX-1", VoucherKind.SALES, "Them", 1, "83.10")], frozenset({"Them"}), "INR", 1)
    theirs = group_items([voucher("P-7", VoucherKind.PURCHASE, "Us", -1, "83.45")], frozenset({"Us"}), "INR", -1)
    (match,) = reconcile_subjects(ReconciliationKind.INTERCOMPANY, [(Subject("B", ours, theirs, date(2026, 9, 30)), MatchPolicy())])["B"].matches
    assert match.difference == -35_000 and "rate" in " ".join(reason.text for reason in match.reasons)
