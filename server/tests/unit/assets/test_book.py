"""The register of a small company beside its books: every figure worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from qrt.adapters.rulebook.assets import load_asset_rules
from qrt.core.assets.blocks import BlockOpening, days_in_year, draw_blocks
from qrt.core.assets.book import keep_assets
from qrt.core.assets.depreciation import Convention, Method
from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.progress import bucket_of
from qrt.core.assets.register import RegisterPaper, to_assets
from qrt.core.assets.rules import find_block, find_life
from qrt.core.assets.types import Asset, AssetBook, ReconciliationRow
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import AssetRow
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind

RULES = load_asset_rules()
Q2 = Quarter(2026, 2)
BEFORE = date(2026, 7, 1)


def account(name: str, role: str = "", nature: str = "asset", key: str = "D1.AS.NCA.PPE") -> LedgerAccount:
    return LedgerAccount("Q", name, nature=nature, role=role, schedule_key=key)


CHART: Chart = {
    each.name: each
    for each in (
        account("Machinery", "fixed_asset"),
        account("Computers", "fixed_asset"),
        account("Capital WIP", "fixed_asset", key="D1.AS.NCA.CWIP"),
        account("Accumulated Depreciation", "accumulated_depreciation"),
        account("Depreciation", "depreciation", "expense", "D1.PL.DEP"),
        account("Profit on Sale of Assets", "disposal_result", "income", "D1.PL.OI"),
        account("Repairs to Machinery", "", "expense", "D1.PL.OTH"),
        account("HDFC Bank", "bank", key="D1.AS.CA.CASH"),
    )
}


def voucher(key: str, day: str, *legs: tuple[str, str], kind: VoucherKind = VoucherKind.JOURNAL, narration: str = "") -> Voucher:
    lines = tuple(Line(ledger, rupees(amount)) for ledger, amount in legs)
    return Voucher(key, "Q", kind, date.fromisoformat(day), lines, SourceKind.REGISTER, key, narration=narration)


def asset(code: str, asset_class: str, cost: str, used: str, opening: str = "0", **more) -> Asset:
    """Straight line, forward from 1 July with the depreciation given."""
    day = date.fromisoformat(used)
    forward = (BEFORE, rupees(opening)) if day < BEFORE else None
    base = Asset(
        code,
        code,
        f"Asset {code}",
        asset_class,
        rupees(cost),
        "register",
        bought=day,
        put_to_use=day,
        method=Method.SLM,
        opening=forward,
        place=Place("paper", row=len(code)),
    )
    return replace(base, **more)


def keep(assets: list[Asset], *vouchers: Voucher, opening: dict[str, str] | None = None, blocks: tuple[BlockOpening, ...] = ()) -> AssetBook:
    balances = {name: rupees(amount) for name, amount in (opening or {}).items()}
    return keep_assets("Q", assets, blocks, AssetLedgers(CHART, RULES, vouchers, balances), RULES, Q2, Paise(100))


def rules_of(book: AssetBook) -> list[str]:
    return sorted(each.rule.removeprefix("assets.") for each in book.findings if not each.rule.startswith("assets.block"))


def row(book: AssetBook, ledger: str, what: str) -> ReconciliationRow:
    return next(each for each in book.reconciliation if (each.ledger, each.what) == (ledger, what))


# 1,00,000 over 10 years at 9.5 %: 9,500 a year; 1-Apr-2024 to 30-Jun-2026 are 2 years and 91/365: 19,000 + 2,368.49 = 21,368.49; to 30-Sep 183/365: 23,763.01.
LATHE = asset("M-1", "Machinery", "1,00,000", "2024-04-01", "21,368.49", life=Decimal(10))
OPENED = {"Machinery": "1,00,000", "Accumulated Depreciation": "-21,368.49"}


def test_depreciation_that_nobody_booked_is_drafted_by_class_with_its_place() -> None:
    book = keep([LATHE], opening=OPENED)
    assert rules_of(book) == ["depreciation_not_booked", "life_shorter"]
    (draft,) = book.drafts
    assert draft.key == "depreciation:Accumulated Depreciation/2026-27-Q2"
    assert [(line.ledger, line.amount) for line in draft.lines] == [("Depreciation", rupees("2,394.52")), ("Accumulated Depreciation", -rupees("2,394.52"))]
    assert draft.day == date(2026, 9, 30)
    assert draft.evidence[0] == LATHE.place
    assert all(line.reason and line.place for line in draft.lines)


def test_depreciation_that_the_books_have_asks_for_nothing() -> None:
    booked = voucher("J/1", "2026-09-30", ("Depreciation", "2,394.52"), ("Accumulated Depreciation", "-2,394.52"))
    book = keep([LATHE], booked, opening=OPENED)
    assert (book.drafts, rules_of(book)) == ((), ["life_shorter"])
    assert [each.difference for each in book.reconciliation] == [0, 0]


def test_a_wrong_depreciation_is_a_finding_with_its_difference_and_a_draft_of_it() -> None:
    booked = voucher("J/1", "2026-09-30", ("Depreciation", "2,000"), ("Accumulated Depreciation", "-2,000"))
    book = keep([LATHE], booked, opening=OPENED)
    (found,) = [each for each in book.findings if each.rule == "assets.depreciation_misbooked"]
    assert found.amount == rupees("394.52")
    assert [(line.ledger, line.amount) for line in book.drafts[0].lines] == [
        ("Depreciation", rupees("394.52")),
        ("Accumulated Depreciation", -rupees("394.52")),
    ]
    cause = row(book, "Accumulated Depreciation", "accumulated").causes[0]
    assert (cause.why, cause.amount, cause.vouchers) == ("depreciation_differs", rupees("394.52"), ("J/1",))


def test_the_registers_own_figure_for_the_quarter_is_what_it_calls_for() -> None:
    # The register says 3,000 where its basis gives 2,394.52: it is drafted as the register has it, and said.
    stated = replace(LATHE, stated=rupees("3,000"), period=(BEFORE, Q2.last_day))
    book = keep([stated], opening=OPENED)
    assert book.lines[0].due == rupees("3,000")
    (found,) = [each for each in book.findings if each.rule == "assets.depreciation_differs"]
    assert found.amount == rupees("605.48")


def test_a_company_that_charges_by_months_is_known_by_its_figures() -> None:
    # 10 % of 1,20,000 by months: 3,000 a quarter; by days 92/365 of 12,000: 3,024.66.
    own = asset("M-2", "Machinery", "1,20,000", "2024-04-01", "27,000", rate=Decimal(10), stated=rupees("3,000"), period=(BEFORE, Q2.last_day))
    book = keep([own], opening={"Machinery": "1,20,000", "Accumulated Depreciation": "-27,000"})
    assert (book.method, book.convention) == (Method.SLM, Convention.MONTHS)
    assert "depreciation_differs" not in rules_of(book)


def test_what_was_bought_without_the_register_is_named_and_proposed_with_its_life() -> None:
    bought = voucher("P/7", "2026-08-05", ("Computers", "80,000"), ("HDFC Bank", "-80,000"), kind=VoucherKind.PURCHASE, narration="Dell laptop")
    book = keep([LATHE], bought, opening=OPENED)
    (found,) = [each for each in book.findings if each.rule == "assets.not_in_register"]
    assert found.amount == rupees("80,000")
    (proposal,) = book.proposals
    assert (proposal.ledger, proposal.law_life, proposal.amount) == ("Computers", 3, rupees("80,000"))
    computers = row(book, "Computers", "cost")
    assert [(cause.why, cause.amount, cause.vouchers) for cause in computers.causes] == [("addition_not_in_register", -rupees("80,000"), ("P/7",))]
    assert computers.unexplained == 0


def test_an_asset_of_the_register_that_was_charged_to_repairs_is_found_with_its_voucher() -> None:
    press = asset("M-3", "Machinery", "60,000", "2026-08-01", life=Decimal(15))
    wrong = voucher("P/9", "2026-08-01", ("Repairs to Machinery", "60,000"), ("HDFC Bank", "-60,000"), kind=VoucherKind.PURCHASE)
    book = keep([LATHE, press], wrong, opening=OPENED)
    assert "capital_in_expense" in rules_of(book)
    cause = row(book, "Machinery", "cost").causes[0]
    assert (cause.why, cause.amount, cause.vouchers) == ("capital_in_expense", rupees("60,000"), ("P/9",))


def test_two_laptops_of_one_bill_are_one_purchase() -> None:
    bought = voucher("P/7", "2026-08-05", ("Computers", "80,000"), ("HDFC Bank", "-80,000"), kind=VoucherKind.PURCHASE)
    two = [asset(f"C-{number}", "Computers", "40,000", "2026-08-05", life=Decimal(3)) for number in (1, 2)]
    book = keep([LATHE, *two], bought, opening=OPENED)
    assert book.proposals == ()
    assert row(book, "Computers", "cost").difference == 0


def test_a_disposal_in_mid_quarter_depreciates_to_its_day_and_drafts_the_gain() -> None:
    # To 15-Aug-2026: 2 years and 137/365 (30+31+30+31+15): 9,500 x 2.375342... = 22,565.75; of the quarter 1,197.26. Carried 77,434.25; sold for 90,000.
    sold = replace(LATHE, disposed=date(2026, 8, 15), proceeds=rupees("90,000"), proceeds_ledger="HDFC Bank")
    book = keep([sold], opening=OPENED)
    line = book.lines[0]
    assert (line.due, line.released, line.closing_cost, line.closing_accumulated) == (rupees("1,197.26"), rupees("22,565.75"), 0, 0)
    draft = next(each for each in book.drafts if each.key == "disposal:M-1/2026-08-15")
    assert {each.ledger: each.amount for each in draft.lines} == {
        "Machinery": -rupees("1,00,000"),
        "Accumulated Depreciation": rupees("22,565.75"),
        "HDFC Bank": rupees("90,000"),
        "Profit on Sale of Assets": -rupees("12,565.75"),
    }


def test_a_sale_that_was_credited_to_the_asset_at_its_price_is_completed() -> None:
    # The bank's 90,000 stand in the asset ledger already: 10,000 of cost are left to take out.
    sold = replace(LATHE, disposed=date(2026, 8, 15), proceeds=rupees("90,000"))
    sale = voucher("S/4", "2026-08-15", ("HDFC Bank", "90,000"), ("Machinery", "-90,000"), kind=VoucherKind.RECEIPT, narration="sale of M-1")
    book = keep([sold], sale, opening=OPENED)
    draft = next(each for each in book.drafts if each.key.startswith("disposal:"))
    assert {each.ledger: each.amount for each in draft.lines} == {
        "Machinery": -rupees("10,000"),
        "Accumulated Depreciation": rupees("22,565.75"),
        "Profit on Sale of Assets": -rupees("12,565.75"),
    }
    assert all(each.unexplained == 0 for each in book.reconciliation)


def test_a_sale_that_the_register_does_not_know_is_laid_before_a_person_and_nothing_is_drafted() -> None:
    sale = voucher("S/4", "2026-08-15", ("HDFC Bank", "90,000"), ("Machinery", "-90,000"), kind=VoucherKind.RECEIPT, narration="old machine sold")
    book = keep([LATHE], sale, opening=OPENED)
    assert "disposal_not_in_register" in rules_of(book)
    assert not [each for each in book.drafts if each.key.startswith("disposal:")]
    assert row(book, "Machinery", "cost").unexplained == 0


def test_a_disposal_without_its_price_is_a_question() -> None:
    book = keep([replace(LATHE, disposed=date(2026, 8, 15))], opening=OPENED)
    assert "proceeds_unknown" in rules_of(book)
    assert not [each for each in book.drafts if each.key.startswith("disposal:")]


def test_components_are_depreciated_each_over_its_own_life() -> None:
    # Frame 80,000 over 10 years, motor 20,000 over 5 (residual 5 %): 7,600 + 3,800 a year; 92/365: 1,915.62 + 957.81 in cumulated paise.
    frame = asset("M-9", "Machinery", "80,000", "2026-07-01", life=Decimal(10))
    motor = replace(asset("M-9/1", "Machinery", "20,000", "2026-07-01", life=Decimal(5)), parent="M-9")
    lines = {line.asset.key: line for line in keep([frame, motor]).lines}
    assert (lines["M-9"].due, lines["M-9/1"].due) == (rupees("1,915.62"), rupees("957.81"))


def test_an_asset_whose_life_is_over_is_said_and_goes_where_a_person_says() -> None:
    old = asset("M-5", "Machinery", "50,000", "2010-04-01", "40,000", life=Decimal(10))
    opening = {"Machinery": "50,000", "Accumulated Depreciation": "-40,000"}
    book = keep([old], opening=opening)
    assert ("life_over" in rules_of(book), book.drafts) == (True, ())
    (draft,) = keep([replace(old, transition="profit_and_loss")], opening=opening).drafts
    assert [(line.ledger, line.amount) for line in draft.lines] == [("Depreciation", rupees("7,500")), ("Accumulated Depreciation", -rupees("7,500"))]


def test_a_life_longer_than_the_schedules_asks_for_advice_and_a_shorter_one_for_disclosure() -> None:
    longer, shorter, process = (replace(LATHE, life=Decimal(years)) for years in (50, 7, 25))
    assert "life_longer" in rules_of(keep([longer], opening=OPENED))
    assert "life_shorter" in rules_of(keep([shorter], opening=OPENED))
    assert "life_of_another_row" in rules_of(keep([process], opening=OPENED)), "25 years are for continuous process plant"


def test_schedule_ii_is_asked_by_class_and_then_by_name() -> None:
    lives = {
        (each, name): (found := find_life(RULES, each, name, Q2.last_day)) and found.rule.life
        for each, name in (("Computers", "Rack server"), ("Computers", "Laptop"), ("Vehicles", "Hero motorcycle"), ("Land", "Plot 7"))
    }
    assert list(lives.values()) == [6, 3, 10, None]


def test_no_shift_raises_what_the_schedule_excludes() -> None:
    # (36,500 - 1,825) / 3 x 92/365 = 2,913.33; three shifts of a machine make 5,826.67, computers are marked NESD.
    computer = keep([asset("C-1", "Computers", "36,500", "2026-07-01", life=Decimal(3), shifts=3)]).lines[0]
    machine = keep([asset("M-1", "Machinery", "36,500", "2026-07-01", life=Decimal(3), shifts=3)]).lines[0]
    assert (machine.due, computer.due) == (rupees("5,826.67"), rupees("2,913.33"))


def test_an_asset_used_for_180_days_takes_the_full_rate_and_one_of_179_half_of_it() -> None:
    year = FinancialYear(2026)
    assert (days_in_year(date(2026, 10, 3), year), days_in_year(date(2026, 10, 4), year)) == (180, 179)
    assert days_in_year(date(2027, 10, 4), FinancialYear(2027)) == 180, "a leap year has a day more"


def test_a_block_takes_its_rate_on_opening_value_additions_and_less_what_was_received() -> None:
    # 10,00,000 + 2,00,000 (from May) - 50,000 received = 11,50,000 at 15 %: 1,72,500; closing 9,77,500.
    new = asset("M-2", "Machinery", "2,00,000", "2026-05-02", life=Decimal(15))
    gone = replace(LATHE, disposed=date(2026, 8, 15), proceeds=rupees("50,000"))
    book = keep([new, gone], blocks=(BlockOpening("Plant & Machinery", Decimal(15), rupees("10,00,000")),))
    (block,) = book.blocks
    assert (block.additions_full, block.additions_half, block.deletions) == (rupees("2,00,000"), 0, rupees("50,000"))
    assert (block.depreciation, block.closing) == (rupees("1,72,500"), rupees("9,77,500"))


def test_a_late_addition_takes_half_the_rate() -> None:
    # Q4: 1,00,000 in use from 1-Jan-2027 (90 days): 7.5 %.
    line = keep([]).lines
    made, _ = draw_blocks(
        "Q",
        (
            *line,
            *keep_assets(
                "Q",
                [asset("M-2", "Machinery", "1,00,000", "2027-01-01", life=Decimal(15))],
                (),
                AssetLedgers(CHART, RULES, (), {}),
                RULES,
                Quarter(2026, 4),
                Paise(100),
            ).lines,
        ),
        (),
        RULES,
        Quarter(2026, 4),
    )
    assert (made[0].additions_half, made[0].depreciation) == (rupees("1,00,000"), rupees("7,500"))


def test_a_block_that_is_sold_out_ceases_with_its_capital_gain() -> None:
    gone = replace(LATHE, disposed=date(2026, 8, 15), proceeds=rupees("90,000"))
    book = keep([gone], blocks=(BlockOpening("Plant & Machinery", Decimal(15), rupees("60,000")),))
    (block,) = book.blocks
    assert (block.gain, block.depreciation, block.closing) == (rupees("30,000"), 0, 0)
    assert [each.rule for each in book.findings if each.rule.startswith("assets.block")] == ["assets.block_ceased"]


def test_a_block_whose_opening_nobody_stated_has_no_depreciation() -> None:
    (block,) = keep([LATHE], opening=OPENED).blocks
    assert (block.opening, block.depreciation, block.closing) == (None, None, None)


def test_rates_of_blocks_are_dated_by_act() -> None:
    acts = [(rule.act, rule.rate) for day in (date(2026, 3, 31), date(2026, 4, 1)) if (rule := find_block(RULES, "", "Computers", "Laptop", day))]
    assert acts == [("1961", 40), ("2025", 40)]


def test_work_in_progress_grows_a_bucket_older_on_its_birthday() -> None:
    day = date(2026, 9, 30)
    sinces = (date(2025, 10, 1), date(2025, 9, 30), date(2024, 9, 30), date(2023, 9, 30))
    assert [bucket_of(since, day, RULES.ages).key for since in sinces] == ["under_1", "from_1", "from_2", "over_3"]


def test_projects_are_aged_late_ones_are_named_and_the_ledger_is_proven() -> None:
    shed = replace(asset("W-1", "Capital WIP", "4,00,000", "2025-01-10"), in_progress=True, put_to_use=None, due=date(2026, 8, 31))
    book = keep([shed], opening={"Capital WIP": "4,00,000"})
    assert [(key, amount) for key, _, amount in book.ageing.buckets if amount] == [("from_1", rupees("4,00,000"))]
    assert "cwip_overdue" in rules_of(book)
    assert row(book, "Capital WIP", "in_progress").difference == 0


def test_books_that_credit_depreciation_to_the_asset_itself_are_reconciled_net() -> None:
    chart = {name: each for name, each in CHART.items() if name != "Accumulated Depreciation"}
    ledgers = AssetLedgers(chart, RULES, (), {"Machinery": rupees("78,631.51")})
    book = keep_assets("Q", [LATHE], (), ledgers, RULES, Q2, Paise(100))
    (net,) = book.reconciliation
    assert (net.what, net.difference, net.unexplained) == ("net", -rupees("2,394.52"), 0)
    assert {line.ledger: line.amount for line in book.drafts[0].lines} == {"Depreciation": rupees("2,394.52"), "Machinery": -rupees("2,394.52")}


def test_books_with_assets_and_no_register_are_told_so() -> None:
    assert rules_of(keep([], opening=OPENED)) == ["no_register"]


def test_books_are_not_corrected_by_a_register_that_does_not_know_every_charge() -> None:
    # A row for a whole class, without days: nobody can say what it is charged.
    group = Asset("~1", "", "Machinery", "Machinery", rupees("5,00,000"), "register", opening=(BEFORE, rupees("50,000")))
    booked = voucher("J/1", "2026-09-30", ("Depreciation", "9,000"), ("Accumulated Depreciation", "-9,000"))
    book = keep([group], booked, opening={"Machinery": "5,00,000", "Accumulated Depreciation": "-50,000"})
    assert book.drafts == ()
    assert "depreciation_unproven" in rules_of(book)


def test_a_class_of_which_a_part_left_closes_without_it() -> None:
    # 5,00,000 less 1,00,000; 50,000 + 6,000 charged, 46,000 stand: 10,000 left with the part.
    group = Asset(
        "~1",
        "",
        "Machinery",
        "Machinery",
        rupees("5,00,000"),
        "register",
        opening=(BEFORE, rupees("50,000")),
        stated=rupees("6,000"),
        stated_closing=rupees("46,000"),
        period=(BEFORE, Q2.last_day),
        left=rupees("1,00,000"),
    )
    (line,) = keep([group]).lines
    assert (line.closing_cost, line.released, line.closing_accumulated) == (rupees("4,00,000"), rupees("10,000"), rupees("46,000"))


def test_a_sale_is_of_the_twin_that_was_still_there_and_not_of_the_one_that_left_a_quarter_ago() -> None:
    gone = replace(asset("M-1", "Machinery", "1,00,000", "2024-04-01"), disposed=date(2026, 5, 10), changed=("disposed 2026-05-10",))
    twin = asset("M-2", "Machinery", "1,00,000", "2024-04-01", "21,368.49")
    sale = voucher("S/9", "2026-08-15", ("HDFC Bank", "1,00,000"), ("Machinery", "-1,00,000"), kind=VoucherKind.RECEIPT, narration="machine sold")
    book = keep([gone, twin], sale, opening={"Machinery": "1,00,000", "Accumulated Depreciation": "-21,368.49"})
    (told,) = (each for each in book.findings if each.rule == "assets.disposal_not_in_register")
    assert told.subject == "asset:Q/M-2"
    # With no twin left, a sale booked a quarter late is its own.
    late = keep([gone], sale, opening={"Machinery": "1,00,000"})
    assert "disposal_not_in_register" not in rules_of(late)


def test_a_register_as_on_the_first_day_of_a_quarter_states_what_that_day_opens_with() -> None:
    row = AssetRow(Place("a" * 64, row=2), "A1", "Lathe", "Plant and Machinery", cost=rupees("1000000"), closing_accumulated=rupees("190000"))

    def brought(day: date) -> tuple[date, int] | None:
        (asset,), _ = to_assets([RegisterPaper("far.xlsx", (row,), None, day)], Quarter(2026, 2))
        return asset.opening

    assert brought(date(2026, 4, 1)) == (date(2026, 4, 1), rupees("190000"))
    # At the end of 31 March it is the same figure of the same morning.
    assert brought(date(2026, 3, 31)) == (date(2026, 4, 1), rupees("190000"))
