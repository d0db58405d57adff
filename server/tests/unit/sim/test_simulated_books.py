"""What the simulator says of assets, wages, ageing and foreign money, against figures worked out by hand."""

import csv
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from qrt.core.base.period import Month, Quarter
from qrt.sim import simulate
from qrt.sim.ageing import PAYABLE, RECEIVABLE, bucket_of
from qrt.sim.assets import between, of_year, residual
from qrt.sim.foreign import in_rupees
from qrt.sim.holdings import Asset, Employee
from qrt.sim.openbills import ClosingBill, PartyAccount, oldest_first
from qrt.sim.payroll import pay_of
from qrt.sim.play import play

SEED_OF = {"books": 11, "day_book": 21, "registers": 31}
Table = list[dict[str, str]]


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module", params=SEED_OF)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sim") / request.param
    simulate(SEED_OF[request.param], "small", out=out)
    return out


def lathe(method: str, used: date, **more: object) -> Asset:
    return Asset("FA-001", "Lathe", "Machinery", used, used, 36_500_000, method, **more)  # type: ignore[arg-type]


def test_a_straight_line_quarter_is_ninety_two_of_365_days_of_a_years_share() -> None:
    asset = lathe("slm", date(2024, 4, 1), life=15)
    assert residual(asset) == 1_825_000
    # (365,000 - 18,250) / 15 = 23,116.6667 a year; April to September 183 days = 11,590.0000, April to June 91 days = 5,763.3333.
    assert of_year(asset, date(2026, 9, 30)) == 1_159_000
    assert between(asset, date(2026, 7, 1), date(2026, 9, 30)) == 1_159_000 - 576_333


def test_a_written_down_quarter_takes_the_rate_on_the_value_at_the_years_beginning() -> None:
    asset = lathe("wdv", date(2024, 4, 1), rate=Decimal("18.10"), opening=6_500_000)
    # 18.10 % of 300,000 = 54,300 a year; 183/365 = 27,224.3836, 91/365 = 13,537.8082.
    assert between(asset, date(2026, 7, 1), date(2026, 9, 30)) == 2_722_438 - 1_353_781


def test_an_asset_put_to_use_in_the_quarter_counts_that_day_and_a_sold_one_its_last() -> None:
    new = lathe("slm", date(2026, 9, 21), life=10)
    # (365,000 - 18,250) / 10 / 365 = 95 rupees a day, ten days.
    assert between(new, date(2026, 7, 1), date(2026, 9, 30)) == 95_000
    sold = lathe("slm", date(2024, 4, 1), life=10, disposed=date(2026, 7, 10))
    assert between(sold, date(2026, 7, 1), date(2026, 9, 30)) == 95_000


def test_depreciation_stops_at_the_residual_value() -> None:
    asset = lathe("slm", date(2011, 4, 1), life=15, opening=36_500_000 - 1_825_000 - 100)
    assert between(asset, date(2026, 4, 1), date(2026, 6, 30)) == 100
    assert between(asset, date(2026, 7, 1), date(2026, 9, 30)) == 0


def test_pay_of_a_month_with_unpaid_days_esi_and_the_provident_fund_ceiling() -> None:
    world = play(11, "small", Quarter(2026, 2))
    entity = world.entities[0]
    entity.state = "36"
    low = Employee("E1", "A", "", "Stores", 10_000_00, 4_000_00, 1_000_00, 0, absent={0: 3})
    pay = pay_of(world, entity, low, Month(2026, 7))
    # 28 of 31 days: 9,032.26, 3,612.90 and 903.23, each to the rupee.
    assert (pay.basic, pay.hra, pay.special, pay.gross) == (9_032_00, 3_613_00, 903_00, 13_548_00)
    assert pay.pf == 1_084_00  # 12 % of 9,032 = 1,083.84
    assert (pay.esi, pay.esi_employer) == (102_00, 441_00)  # 101.61 and 440.31, up.
    assert pay.tax == 0  # Telangana begins above 15,000.
    high = pay_of(world, entity, Employee("E2", "B", "", "Sales", 40_000_00, 16_000_00, 4_000_00, 0), Month(2026, 7))
    ceiling = world.turn("pf ceiling", ("ceiling", "full")) == "ceiling"
    assert high.pf == (1_800_00 if ceiling else 4_800_00)
    assert (high.esi, high.tax, high.net) == (0, 200_00, 60_000_00 - 200_00 - high.pf)


@pytest.mark.parametrize(
    ("due", "receivable", "payable"),
    [
        (date(2026, 10, 1), "not_due", "not_due"),
        (date(2026, 9, 30), "not_due", "not_due"),
        (date(2026, 9, 29), "under_6_months", "under_1_year"),
        (date(2026, 4, 1), "under_6_months", "under_1_year"),
        (date(2026, 3, 31), "6_months_1_year", "under_1_year"),  # Six months after it is 30 September: no longer "less than".
        (date(2026, 3, 30), "6_months_1_year", "under_1_year"),
        (date(2025, 9, 30), "1_2_years", "1_2_years"),
        (date(2023, 10, 1), "2_3_years", "2_3_years"),
        (date(2023, 9, 30), "over_3_years", "over_3_years"),
    ],
)
def test_a_bill_ages_from_its_due_day(due: date, receivable: str, payable: str) -> None:
    as_of = date(2026, 9, 30)
    assert bucket_of(due, as_of, RECEIVABLE) == receivable
    assert bucket_of(due, as_of, PAYABLE) == payable


def test_money_without_a_bill_settles_the_oldest_first() -> None:
    bills = [ClosingBill("A", name, date(2026, month, 1), date(2026, month, 28), amount) for name, month, amount in (("new", 8, 500), ("old", 5, 300))]
    account = oldest_first(PartyAccount("A", bills, -450))
    assert [(bill.name, bill.amount) for bill in account.bills] == [("new", 350)] and account.unadjusted == 0


def test_hundredths_of_a_dollar_become_paise_once_rounded() -> None:
    assert in_rupees(123_456, Decimal("88.4207")) == 10_916_066  # 1,234.56 x 88.4207 = 1,09,160.659392 rupees.
    assert in_rupees(-5, Decimal("0.5")) == -3  # Half away from nothing.


def test_open_bills_before_the_quarter_add_up_to_each_partys_opening_balance(company: Path) -> None:
    folder = company / "inbox"
    listed: dict[str, int] = defaultdict(int)
    for name, sign in (("Bills Receivable 30-06-2026.xlsx", 1), ("Bills Payable 30-06-2026.xlsx", -1)):
        for row in CalamineWorkbook.from_path(folder / name).get_sheet_by_index(0).to_python()[5:]:
            if row[2] != "Grand Total":
                listed[str(row[2])] += sign * round(float(str(row[3])) * 100)
    openings = {row["ledger"]: int(row["opening_paise"]) for row in table(company / "truth" / "trial_balance.csv") if row["group"].startswith("Sundry")}
    assert {party: amount for party, amount in openings.items() if amount} == dict(listed)


def test_the_true_ageing_and_open_bills_add_up_to_each_partys_closing_balance(company: Path) -> None:
    closing = {row["ledger"]: int(row["closing_paise"]) for row in table(company / "truth" / "trial_balance.csv") if row["group"].startswith("Sundry")}
    opened: dict[str, int] = defaultdict(int)
    for row in table(company / "truth" / "open_bills.csv"):
        opened[row["party"]] += int(row["amount_paise"])
    assert {party: amount for party, amount in opened.items() if amount} == {party: amount for party, amount in closing.items() if amount}
    for row in table(company / "truth" / "ageing.csv"):
        buckets = sum(int(value) for name, value in row.items() if name not in {"entity", "side", "party", "msme", "unadjusted"})
        side = 1 if row["side"] == "receivable" else -1
        assert (buckets - int(row["unadjusted"])) * side == closing[row["party"]], row


def test_every_true_draft_balances_and_says_what_is_wrong(company: Path) -> None:
    drafts = rows(company / "truth" / "drafts.jsonl")
    assert {"paper", "bank_charge", "bank_interest"} <= {draft["kind"] for draft in drafts}
    for draft in drafts:
        assert sum(line["amount_paise"] for line in draft["lines"]) == 0 and draft["note"], draft
        assert draft["kind"] != "paper" or (draft["file"] and draft["reference"] and draft["party"]), draft


def test_depreciation_in_the_books_and_in_the_drafts_is_the_registers(company: Path) -> None:
    truth = company / "truth"
    register = sum(int(row["depreciation_paise"]) for row in table(truth / "assets.csv") if row["in_register"] == "1")
    ledger = next(row for row in table(truth / "chart.csv") if row["ledger"].startswith("Depreciation"))["ledger"]
    booked = sum(line["amount_paise"] for voucher in rows(truth / "vouchers.jsonl") for line in voucher["lines"] if line["ledger"] == ledger)
    drafted = sum(line["amount_paise"] for draft in rows(truth / "drafts.jsonl") for line in draft["lines"] if line["ledger"] == ledger)
    assert booked + drafted == register


def test_wages_in_the_books_and_in_the_drafts_are_the_months_of_the_register(company: Path) -> None:
    truth = company / "truth"
    months = rows(truth / "payroll.jsonl")
    wanted, got = defaultdict[str, int](int), defaultdict[str, int](int)
    for month in months:
        for line in month["lines"]:
            wanted[line["ledger"]] += line["amount_paise"]
    journals = [voucher for voucher in rows(truth / "vouchers.jsonl") if voucher["kind"] == "journal"]
    drafts = [draft for draft in rows(truth / "drafts.jsonl") if draft["kind"] == "payroll"]
    salary = months[0]["lines"][0]["ledger"]
    for entry in (*(journal for journal in journals if any(line["ledger"] == salary for line in journal["lines"])), *drafts):
        for line in entry["lines"]:
            got[line["ledger"]] += line["amount_paise"]
    assert dict(got) == dict(wanted)


def test_the_closing_rate_makes_every_open_foreign_bill_what_the_truth_says(company: Path) -> None:
    truth = company / "truth"
    ledgers: dict[str, int] = defaultdict(int)
    for row in table(truth / "revaluation.csv"):
        value = (int(row["foreign_hundredths"]) * Decimal(row["rate"])).to_integral_value("ROUND_HALF_UP")
        assert int(row["difference_paise"]) == value - int(row["carrying_paise"])
        ledgers[row["ledger"]] += int(row["difference_paise"])
    for row in table(truth / "revaluation_ledgers.csv"):
        assert int(row["difference_paise"]) == ledgers[row["ledger"]] == int(row["booked_paise"]) + int(row["remaining_paise"])


def test_each_seed_hands_its_vouchers_in_its_own_way() -> None:
    assert {play(seed, "small", Quarter(2026, 2)).export for seed in SEED_OF.values()} == set(SEED_OF)


def test_a_day_book_names_bills_cost_centres_and_foreign_money_and_other_seeds_have_all_eight_registers(tmp_path: Path) -> None:
    simulate(21, "small", out=tmp_path / "xml")
    text = next((tmp_path / "xml" / "inbox").glob("DayBook*.xml")).read_text(encoding="utf-8")
    for word in ("<BILLTYPE>New Ref<", "<BILLTYPE>Agst Ref<", "<BILLTYPE>Advance<", "<COSTCENTREALLOCATIONS.LIST>", "<BILLCREDITPERIOD>", " = -₹", "/$ = ₹"):
        assert word in text, word
    masters = (tmp_path / "xml" / "inbox" / "Masters.xml").read_text(encoding="utf-8")
    assert "<UDYAMREGNUMBER>UDYAM-" in masters and "Days</BILLCREDITPERIOD>" in masters
    simulate(31, "small", out=tmp_path / "registers")
    names = {path.name.split(" Register")[0] for path in (tmp_path / "registers" / "inbox").glob("* Register Jul-Sep*")}
    assert {"Sales", "Purchase", "Credit Note", "Debit Note", "Journal", "Payment", "Receipt", "Contra"} <= names
    assert (tmp_path / "registers" / "inbox" / "Party Master.xlsx").is_file()


def test_a_medium_company_with_branches_numbers_each_of_them_without_gaps_but_the_planted_one() -> None:
    world = play(1, "medium", Quarter(2026, 2))
    entity = world.entities[0]
    assert len(entity.branches) == 2
    missing = [trouble.hints[0] for trouble in world.troubles if trouble.kind == "number_gap"]
    for branch in entity.branches:
        numbers = sorted(each.number for each in entity.vouchers if each.kind == "sales" and each.branch == branch and not each.number.startswith("EXP/"))
        serials = [int(number.rpartition("/")[2]) for number in numbers]
        absent = set(range(serials[0], serials[-1] + 1)) - set(serials)
        assert len(serials) == len(set(serials))
        assert {f"{numbers[0].rpartition('/')[0]}/{serial:04d}" for serial in absent} <= set(missing)


def test_a_medium_company_has_every_forgotten_journal_and_a_sale_booked_wrongly() -> None:
    world = play(12, "medium", Quarter(2026, 2))
    kinds = {trouble.kind for trouble in world.troubles}
    assert {
        "audit_fee_forgotten",
        "electricity_forgotten",
        "interest_forgotten",
        "prepaid_release_forgotten",
        "missing_month_rent",
        "insurance_not_prepaid",
    } <= kinds
    assert {"disposal_booked_wrong", "addition_not_in_register", "ledgers_differ_in_case", "doubtful_debt", "expense_not_booked", "party_twice"} <= kinds
    papers = [draft for draft in world.entities[0].drafts if draft.kind == "paper"]
    assert len(papers) >= 20
