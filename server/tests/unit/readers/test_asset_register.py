"""Registers of fixed assets in layouts that differ in everything but their meaning."""

from collections.abc import Callable
from datetime import date

from qrt.adapters.erp import read_books
from qrt.core.base.finding import Severity
from qrt.core.base.money import rupees
from qrt.core.documents.types import AssetRow, DocumentKind, Extraction, Paper

Make = Callable[..., bytes]
Papers = Callable[..., Paper]


def read(paper: Papers, data: bytes) -> Extraction:
    (extraction,) = read_books(paper(data, "assets"), data)
    return extraction


def rows(extraction: Extraction) -> list[AssetRow]:
    return [row for row in extraction.rows if isinstance(row, AssetRow)]


def rules(extraction: Extraction) -> list[str]:
    return [each.rule for each in extraction.findings]


SIMPLE = [
    ["Kaveri Tools Pvt Ltd"],
    ["Fixed Asset Register"],
    ["As on 30-09-2026"],
    [],
    ["Asset Code", "Description", "Asset Class", "Date of Purchase", "Cost", "Rate %", "Opening Accumulated Depreciation", "Depreciation for the Quarter", "Closing Accumulated Depreciation", "Net Block"],
    ["A1", "Laptop", "Computers", date(2025, 4, 1), 100000, 31.67, 31670, 7917.5, 39587.5, 60412.5],
    ["A2", "Lathe", "Machinery", date(2024, 4, 1), 500000, 6.33, 63300, 7912, 71212, 428788],
    [None, "Total", None, None, 600000, None, 94970, 15829.5, 110799.5, 489200.5],
]  # fmt: skip


def test_one_row_of_headings_gives_every_figure_with_its_row(paper: Papers, sheet_bytes: Make) -> None:
    found = read(paper, sheet_bytes(SIMPLE, names=["Fixed Assets"]))
    assert (found.kind, found.findings) == (DocumentKind.ASSET_REGISTER, ())
    assert (found.text("period_from"), found.text("period_to"), found.text("company")) == ("2026-07-01", "2026-09-30", "Kaveri Tools Pvt Ltd")
    first, second = rows(found)
    assert (first.code, first.name, first.asset_class, first.bought, first.cost, first.rate) == (
        "A1",
        "Laptop",
        "Computers",
        date(2025, 4, 1),
        rupees("1,00,000"),
        "31.67",
    )
    assert (first.opening_accumulated, first.depreciation, first.closing_accumulated, first.net) == tuple(
        map(rupees, ("31,670", "7,917.50", "39,587.50", "60,412.50"))
    )
    assert (second.place.row, second.place.sheet) == (7, "Fixed Assets")


def test_a_total_that_does_not_add_up_is_named_with_its_cell(paper: Papers, sheet_bytes: Make) -> None:
    wrong = [*SIMPLE[:-1], [None, "Grand Total", None, None, 610000, None, 94970, 15829.5, 110799.5, 489200.5]]
    (finding,) = read(paper, sheet_bytes(wrong)).findings
    assert (finding.rule, finding.amount, finding.evidence[0].row, finding.evidence[0].column) == ("asset_register.total_mismatch", rupees("10,000"), 8, "E")


def test_a_row_that_does_not_add_up_is_named(paper: Papers, sheet_bytes: Make) -> None:
    wrong = [*SIMPLE[:5], ["A1", "Laptop", "Computers", date(2025, 4, 1), 100000, 31.67, 31670, 7917.5, 40000, 60000]]
    assert rules(read(paper, sheet_bytes(wrong))) == ["asset_register.row_mismatch"]


TWO_ROWS = [
    ["Depreciation chart as per Companies Act - WDV method for the year ended 31st March 2027"],
    ["Sl No", "Particulars of Asset", "Tag No", "Put to use", "Rate of dep", "Gross Block", None, None, None, "Depreciation", None, None, None, "Net Block", None],
    [None, None, None, None, None, "As at 01.04.2026", "Additions", "Deletions", "As at 31.03.2027", "Upto 31.03.2026", "For the year", "On deletions", "Upto 31.03.2027", "As at 31.03.2027", "As at 31.03.2026"],
    [None, "Plant and Machinery"],
    [1, "Lathe", "PM-1", date(2020, 5, 1), 0.181, "1,00,000", "-", "-", "1,00,000", 50000, 9050, "-", 59050, 40950, 50000],
    [2, "Press", "PM-2", date(2026, 5, 1), 0.181, "-", 200000, "-", 200000, "-", 33000, "-", 33000, 167000, "-"],
    [None, "Sub Total", None, None, None, 100000, 200000, None, 300000, 50000, 42050, None, 92050, 207950, 50000],
    [None, "Capital Work in Progress"],
    [3, "New shed", "CW-1", None, None, 300000, 100000, None, 400000, None, None, None, None, 400000, 300000],
    [None, "Grand Total", None, None, None, 400000, 300000, None, 700000, 50000, 42050, None, 92050, 607950, 350000],
]  # fmt: skip


def test_two_rows_of_headings_group_headings_subtotals_and_work_in_progress(paper: Papers, sheet_bytes: Make) -> None:
    found = read(paper, sheet_bytes(TWO_ROWS))
    assert found.findings == ()
    assert (found.text("period_from"), found.text("period_to")) == ("2026-04-01", "2027-03-31")
    lathe, press, shed = rows(found)
    assert (lathe.asset_class, lathe.method, lathe.rate, lathe.cost, lathe.opening_accumulated) == (
        "Plant and Machinery",
        "wdv",
        "18.1",
        rupees("1,00,000"),
        rupees("50,000"),
    )
    assert (press.cost, press.additions, press.put_to_use, press.depreciation) == (rupees("2,00,000"), rupees("2,00,000"), date(2026, 5, 1), rupees("33,000"))
    assert (shed.in_progress, shed.cost, shed.asset_class) == (True, rupees("4,00,000"), "Capital Work in Progress")


def test_an_export_as_text_with_codes_that_go_on_has_components(paper: Papers) -> None:
    data = (
        b"Asset ID;Asset Name;Category;Acquisition Date;Capitalised On;Acquisition Value;Useful Life (Years);Accumulated Depn;NBV;Depreciation Key\n"
        b"1001;Press;Machinery;05/04/2025;10/04/2025;80000.00;15;5000.00;75000.00;SLM\n"
        b"1001-1;Motor;Machinery;05/04/2025;10/04/2025;8000.00;5;1500.00;6500.00;SLM\n"
        b"Total;;;;;88000.00;;6500.00;81500.00;\n"
    )
    found = read(paper, data)
    press, motor = rows(found)
    assert (found.findings, found.text("components")) == ((), "separate")
    assert (motor.parent, motor.life_years, motor.method, motor.put_to_use) == ("1001", "5", "slm", date(2025, 4, 10))
    assert (press.parent, press.closing_accumulated, press.depreciation) == ("", rupees("5,000"), None)


def test_a_parent_that_is_the_sum_of_its_components_is_counted_once(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["Asset No", "Asset", "Component of", "Put to use date", "Original cost", "Accumulated depreciation", "WDV"],
        ["B1", "Building", None, date(2020, 4, 1), 1000, 100, 900],
        ["B1-L", "Lift", "B1", date(2020, 4, 1), 400, 60, 340],
        ["B1-S", "Structure", "B1", date(2020, 4, 1), 600, 40, 560],
        ["Total", None, None, None, 1000, 100, 900],
    ]
    found = read(paper, sheet_bytes(table))
    assert (found.findings, found.text("components"), len(rows(found))) == ((), "inclusive", 3)


def test_a_class_row_that_carries_the_sum_of_its_assets_is_no_asset(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["Fixed assets"],
        ["Particulars", "Code", "Date of acquisition", "Gross block", "Depreciation till date", "Net block"],
        ["Computers", None, None, 900, 300, 600],
        ["Laptop one", "C1", date(2025, 4, 1), 400, 100, 300],
        ["Laptop two", "C2", date(2025, 4, 1), 500, 200, 300],
    ]
    found = rows(read(paper, sheet_bytes(table)))
    assert [(row.code, row.asset_class) for row in found] == [("C1", "Computers"), ("C2", "Computers")]


def test_an_accumulated_column_before_the_periods_own_is_its_opening(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["Asset schedule for the quarter ended 30-09-2026"],
        ["Asset", "Category", "Bought on", "Cost", "Accumulated depreciation", "Depreciation", "Net book value"],
        ["Lathe", "Machinery", "01/04/2024", 1000, 200, 50, 750],
    ]
    found = read(paper, sheet_bytes(table))
    (lathe,) = rows(found)
    assert (lathe.opening_accumulated, lathe.depreciation, lathe.closing_accumulated) == (rupees("200"), rupees("50"), rupees("250"))
    assert (found.text("period_from"), found.text("period_to")) == ("2026-07-01", "2026-09-30")


def test_a_schedule_of_income_tax_blocks_is_read_as_blocks(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["Depreciation as per Income Tax Act, FY 2026-27"],
        [
            "Block of asset",
            "Rate",
            "WDV as on 01.04.2026",
            "Additions 180 days or more",
            "Additions less than 180 days",
            "Deletions",
            "Depreciation",
            "WDV as on 31.03.2027",
        ],
        ["Plant & Machinery", "15%", 1000000, 200000, 100000, 0, 187500, 1112500],
    ]
    found = read(paper, sheet_bytes(table))
    named = {name: found.text(f"block.1.{name}") for name in ("name", "rate", "opening", "additions_full", "additions_half", "depreciation", "closing")}
    assert list(named.values()) == ["Plant & Machinery", "15", "1000000.00", "200000.00", "100000.00", "187500.00", "1112500.00"]


def test_a_day_that_does_not_exist_and_an_amount_that_is_none_are_named(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["Fixed Asset Register"],
        ["Code", "Asset name", "Date put to use", "Gross value", "Accumulated depreciation", "Net value"],
        ["A1", "Lathe", "31-Feb-2026", "1,00,000.505", 100, 900],
    ]
    assert sorted(rules(read(paper, sheet_bytes(table)))) == [
        "asset_register.amount_unreadable",
        "asset_register.date_invalid",
        "asset_register.over_depreciated",
        "asset_register.row_mismatch",
    ]


def test_a_payroll_sheet_and_a_journal_with_a_depreciation_column_are_no_registers(paper: Papers, sheet_bytes: Make) -> None:
    payroll = [["Salary Register"], ["Emp Code", "Employee Name", "Basic", "Gross", "PF", "Net Pay"], ["E1", "A", 10, 20, 1, 19]]
    journal = [
        ["Journal Register"],
        ["Date", "Particulars", "Voucher Type", "Voucher No.", "Gross Total", "Depreciation", "Accumulated Depreciation"],
        [date(2026, 9, 30), "Depreciation", "Journal", "1", 10, 10, 10],
    ]
    for table in (payroll, journal):
        data = sheet_bytes(table)
        assert all(each.kind is not DocumentKind.ASSET_REGISTER for each in read_books(paper(data, "x"), data))


def test_a_workbook_with_a_sheet_for_each_class_names_the_class_and_the_period_by_its_days(paper: Papers, sheet_bytes: Make) -> None:
    head = ["Tag", "Particulars", "Capitalisation date", "Cost", "Dep upto 30.06.2026", "Dep for Jul-Sep 2026", "W.D.V. 30.09.2026"]
    boiler = [head, ["P1", "Boiler", date(2022, 4, 1), "1,00,000/-", 26000, 1600, 72400]]
    computer = [head, ["C1", "PC", date(2025, 4, 1), 60000, 23700, 4800, 31500]]
    data = sheet_bytes(boiler, computer, names=["Plant", "Computers"])
    first, second = read_books(paper(data, "assets"), data)
    assert [(each.findings, each.text("period_from"), each.text("period_to")) for each in (first, second)] == [((), "2026-07-01", "2026-09-30")] * 2
    assert [(row.asset_class, row.cost, row.opening_accumulated) for each in (first, second) for row in rows(each)] == [
        ("Plant", rupees("1,00,000"), rupees("26,000")),
        ("Computers", rupees("60,000"), rupees("23,700")),
    ]


def test_the_column_of_blocks_stands_for_the_class_where_there_is_none(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["FIXED ASSETS SCHEDULE 2026-27 (Q2)"],
        ["Ref", "Item", "Block of Assets", "Installed on", "Value (Rs)", "Life", "Dep. b/f", "Dep. Q2", "Dep. c/f", "W.D.V."],
        ["F/01", "Wooden table", "Furniture (10%)", "12.06.2022", "45,000/-", "10 yrs", "16,000", "1,075", "17,075", "27,925"],
        [None, "TOTAL", None, None, "45,000", None, "16,000", "1,075", "17,075", "27,925"],
    ]
    found = read(paper, sheet_bytes(table))
    (only,) = rows(found)
    assert (found.findings, found.text("period_from"), found.text("period_to")) == ((), "2026-07-01", "2026-09-30")
    assert (only.code, only.asset_class, only.block, only.cost, only.life_years) == ("F/01", "Furniture", "Furniture (10%)", rupees("45,000"), "10")


def test_depreciation_up_to_the_day_before_the_period_is_what_the_period_opens_with(paper: Papers, sheet_bytes: Make) -> None:
    def sheet(heading: str) -> bytes:
        head = ["Asset No", "Asset Description", "Asset Group", "Original Cost", "Date Put to Use", "Method", "Useful Life (Years)", heading]
        return sheet_bytes(
            [["Fixed Asset Register"], ["From 01-04-2026 to 30-09-2026"], head, ["A1", "Lathe", "Machinery", 100000, date(2024, 4, 1), "SLM", 15, 12666.67]]
        )

    for day in ("up to 31-03-2026", "as on 31-03-2026", "as on 01-04-2026"):
        (asset,) = rows(read(paper, sheet(f"Accumulated Depreciation {day}")))
        assert (asset.opening_accumulated, asset.closing_accumulated, asset.depreciation) == (rupees("12,666.67"), None, None), day
    (asset,) = rows(read(paper, sheet("Accumulated Depreciation up to 30-09-2026")))
    assert (asset.opening_accumulated, asset.closing_accumulated) == (None, rupees("12,666.67"))


def test_a_list_of_projects_with_days_and_amounts_is_work_in_progress_and_a_ledger_extract_is_not(paper: Papers, sheet_bytes: Make) -> None:
    listed = [
        ["Capital Work in Progress"],
        ["As on 30-09-2026"],
        ["Project", "Date", "Amount Spent"],
        ["New shed", date(2026, 2, 11), 327500],
        ["Total", None, 327500],
    ]
    found = read(paper, sheet_bytes(listed, names=["CWIP"]))
    (project,) = rows(found)
    assert (found.kind, project.name, project.bought, project.cost, project.in_progress) == (
        DocumentKind.ASSET_REGISTER,
        "New shed",
        date(2026, 2, 11),
        rupees("3,27,500"),
        True,
    )
    assert project.put_to_use is None
    data = sheet_bytes(
        [["Capital Work in Progress"], ["Date", "Particulars", "Vch Type", "Amount"], [date(2026, 2, 11), "To Bank", "Payment", 327500]], names=["Ledger"]
    )
    assert not any(rows(each) for each in read_books(paper(data, "ledger"), data))


def test_two_accumulated_columns_of_which_one_names_the_first_day_are_opening_and_closing(paper: Papers, sheet_bytes: Make) -> None:
    head = [
        "Asset Code",
        "Description",
        "Cost",
        "Date Put to Use",
        "Accumulated Depreciation as on 01-04-2026",
        "Depreciation for the Period",
        "Closing Accumulated Depreciation",
        "Net Block",
        "Date of Disposal",
    ]
    sold = ["A1", "Lathe", 100000, date(2024, 4, 1), 12666.67, 2000, 14666.67, 0, date(2026, 8, 3)]
    (asset,) = rows(read(paper, sheet_bytes([["Fixed Asset Register"], ["From 01-04-2026 to 30-09-2026"], head, sold])))
    assert (asset.opening_accumulated, asset.depreciation, asset.closing_accumulated) == tuple(map(rupees, ("12,666.67", "2,000", "14,666.67")))


def test_money_paid_to_a_firm_that_deals_in_assets_makes_no_register_of_assets(paper: Papers) -> None:
    head = "Date,Time,Account,Beneficiary,Amount,Type,Status"
    lines = [
        f"2026-07-{day:02},10:1{day % 10},40238976548821,{'Prime Assets Ltd' if day == 7 else 'Lotus Stores'},{day}5000,NEFT,normal" for day in range(1, 12)
    ]
    for title in ("", "Kaveri Assets Pvt Ltd\n"):
        assert read(paper, (title + "\n".join([head, *lines])).encode()).kind is not DocumentKind.ASSET_REGISTER


def test_assets_in_another_currency_are_left_out_where_nothing_says_that_their_amounts_are_rupees(paper: Papers, sheet_bytes: Make) -> None:
    head, first, second = SIMPLE[4], SIMPLE[5], SIMPLE[6]
    mixed = [*SIMPLE[:4], [*head, "Currency"], [*first, "INR"], [*second, "USD"], SIMPLE[7]]
    found = read(paper, sheet_bytes(mixed, names=["Fixed Assets"]))
    assert [row.code for row in rows(found)] == ["A1"]
    (finding,) = found.findings
    assert (finding.rule, finding.severity, finding.amount) == ("asset_register.currency_unclear", Severity.BLOCKING, rupees("5,00,000"))
    assert "1 of its assets are in USD" in finding.sentence and "(rows 7)" in finding.sentence
    told = [["All amounts in INR"], *mixed]
    assert [row.code for row in rows(read(paper, sheet_bytes(told, names=["Fixed Assets"])))] == ["A1", "A2"]
    headed = [*SIMPLE[:4], [*head[:4], "Cost (USD)", *head[5:]], first, second, SIMPLE[7]]
    dollars = read(paper, sheet_bytes(headed, names=["Fixed Assets"]))
    assert (rows(dollars), rules(dollars)) == ([], ["asset_register.currency_unclear"])


def changed(heading: str, other: str) -> list[list[object]]:
    return [[other if cell == heading else cell for cell in row] for row in SIMPLE]


def test_an_unknown_column_that_holds_amounts_or_days_is_told(paper: Papers, sheet_bytes: Make) -> None:
    found = read(paper, sheet_bytes(changed("Net Block", "Curr.bk.val."), names=["Fixed Assets"]))
    assert [(each.rule, each.severity) for each in found.findings] == [("asset_register.column_unknown", Severity.WARNING)]
    small = [row + [3] if row and row[0] in ("A1", "A2") else row + ["Custody"] if row and row[0] == "Asset Code" else row for row in SIMPLE]
    assert [each.severity for each in read(paper, sheet_bytes(small)).findings] == [Severity.INFO]


def test_money_under_a_heading_that_sounds_like_a_day_is_not_passed_over(paper: Papers, sheet_bytes: Make) -> None:
    table = [
        ["Fixed assets"],
        ["Code", "Asset", "In Service Date", "Original cost", "Ordinary Dep. Start", "Net block"],
        ["A1", "Press", date(2024, 4, 1), 1000.5, 300.25, 700.25],
    ]
    found = read(paper, sheet_bytes(table))
    assert rows(found)[0].put_to_use == date(2024, 4, 1)
    assert "Ordinary Dep. Start" in next(each.sentence for each in found.findings if each.rule == "asset_register.column_unknown")


def test_a_total_is_told_by_its_figures_whatever_its_name_and_what_stands_below_it_is_no_asset(paper: Papers, sheet_bytes: Make) -> None:
    total = [None, "As per books", *SIMPLE[-1][2:]]
    found = read(paper, sheet_bytes([*SIMPLE[:-1], total, [None, "Insurance cover", None, None, 800000]]))
    assert [row.code for row in rows(found)] == ["A1", "A2"]
    assert [(each.rule, each.amount) for each in found.findings] == [("asset_register.row_stray", rupees("8,00,000"))]


def test_a_register_in_lakhs_or_of_another_money_is_not_read_as_rupees(paper: Papers, sheet_bytes: Make) -> None:
    for title, rule in (("(Amount in Lakhs)", "register.scale"), ("All amounts in USD", "asset_register.currency_unclear")):
        told = read(paper, sheet_bytes([*SIMPLE[:3], [title], *SIMPLE[4:]]))
        assert (rows(told), rules(told)) == ([], [rule])
    rupee = read(paper, sheet_bytes([*SIMPLE[:3], ["All amounts in INR"], *SIMPLE[4:]]))
    assert (len(rows(rupee)), rules(rupee)) == (2, [])
