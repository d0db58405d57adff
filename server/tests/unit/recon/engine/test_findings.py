"""What a reconciliation shows to be wrong, with the entry that would put it right."""

import datetime
from collections.abc import Sequence
from typing import Any

import polars as pl

from qrt.core.base.identifiers import gstin_check_character
from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.findings import findings, late_deposits
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables
from tests.unit.recon.engine.test_gst_status import BRANCH, COLUMNS, HALVES, LAST, LATER, document

JULY = datetime.date(2026, 7, 1)


def found(kind: str, left: pl.DataFrame, right: pl.DataFrame) -> list[tuple[Any, ...]]:
    """(rule, side, lines, paise, debit, credit) of each finding."""
    spec = spec_for(kind, left.columns, right.columns)
    outcome = reconcile_tables(left, right, spec, workers=1)
    rows = findings(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, spec, LAST, LATER)
    assert rows["sentence"].str.len_chars().min() is None or rows["sentence"].str.len_chars().min() > 10  # type: ignore[operator]
    return rows.select("rule", "side", "lines", "amount_paise", "debit", "credit").rows()


def documents(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=COLUMNS)


def money(*rows: tuple[str, int, int, str | None, str]) -> pl.DataFrame:
    """Rows of (id, days after 1 July, rupees, reference, narration)."""
    made = [(key, JULY + datetime.timedelta(day), rupees * 100, reference, said) for key, day, rupees, reference, said in rows]
    return pl.DataFrame(made, schema={"id": pl.String, "date": pl.Date, "amount": pl.Int64, "reference": pl.String, "narration": pl.String}, orient="row")


def tax(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    """Rows of (id, days after 1 July, base and tax in rupees), of one deductor under 194J."""
    made = [(key, JULY + datetime.timedelta(day), "MUMA12345B", "194J", base * 100, paid * 100, "Acme Ltd") for key, day, base, paid in rows]
    return pl.DataFrame(made, schema=["id", "date", "tan", "section", "base", "amount", "party"], orient="row")


def test_tax_under_the_wrong_head_and_a_slip_in_the_gstin_are_told():
    left = documents(document("P", "TS/118") | HALVES, document("Q", "TS/119", 77_700, gstin=BRANCH))
    right = documents(document("G", "TS/118"), document("H", "TS/119", 77_700))
    assert found("gstr2b", left, right) == [
        ("recon.gstin_slip", "left", ["Q", "H"], 13_986, None, None),
        ("recon.wrong_head", "left", ["P", "G"], 222_210, "input_tax", "input_tax"),
    ]


def test_a_bill_booked_twice_is_told_once_with_the_entry_that_takes_it_back():
    left = documents(document("P", "TS/118"), document("Q", "ts-118"))
    assert found("gstr2b", left, documents(document("G", "TS/118"))) == [("recon.duplicate", "left", ["P", "Q"], 1_456_710, "creditor", "purchase")]


def test_credit_that_can_no_longer_be_taken_becomes_cost():
    old = {"date": datetime.date(2025, 3, 2)}
    left, spec_left = documents(document("P", "TS/118") | old), {**LAST, 2024: datetime.date(2025, 11, 30)}
    spec = spec_for("gstr2b", left.columns, left.columns)
    outcome = reconcile_tables(left, left.clear(), spec, workers=1)
    rows = findings(to_lines(left, spec, "left"), to_lines(left.clear(), spec, "right"), outcome, spec, spec_left, LATER)
    assert rows.select("rule", "amount_paise", "debit", "credit").rows() == [("recon.time_barred", 222_210, "expense", "input_tax")]


def test_a_charge_and_interest_that_the_bank_booked_alone_have_their_entry():
    left = money(("v", 0, 5000, "UTR0001234", "receipt"))
    right = money(("b", 1, 5000, "UTR0001234", "NEFT CR"), ("c", 2, -59, None, "NEFT CHARGES INCL GST"), ("i", 30, 812, None, "SB INT PD 01-07 TO 30-09"))
    assert found("bank", left, right) == [
        ("recon.unbooked_charge", "left", ["c"], 5_900, "bank_charges", "bank"),
        ("recon.unbooked_interest", "left", ["i"], 81_200, "bank", "interest_income"),
    ]


def test_a_receipt_entered_twice_is_told_beside_the_one_that_the_bank_has():
    left = money(("v", 0, 5000, "UTR0001234", "receipt"), ("w", 2, 5000, "UTR 0001234", "receipt"))
    rows = found("bank", left, money(("b", 0, 5000, "UTR0001234", "NEFT CR")))
    assert [(rule, sorted(lines), paise, debit, credit) for rule, _, lines, paise, debit, credit in rows] == [
        ("recon.duplicate", ["v", "w"], 500_000, "debtor", "bank")
    ]


def test_tax_reported_short_goes_back_to_the_debtor_and_tax_not_reported_is_named():
    left: Sequence[tuple[str, int, int, int]] = (("a", 3, 100_000, 10_000), ("z", 60, 33_000, 3_300))
    assert found("tds_receivable", tax(*left), tax(("s", 5, 100_000, 2_000))) == [
        ("recon.tds_not_reported", "right", ["z"], 330_000, None, None),
        ("recon.tds_short", "right", ["a"], 800_000, "debtor", "tds_receivable"),
    ]


def test_a_challan_paid_late_bears_interest_for_each_month_begun():
    challans = pl.DataFrame(
        {
            "id": ["c1", "c2"],
            "month_end": [datetime.date(2026, 7, 31)] * 2,
            "paid": [datetime.date(2026, 8, 7), datetime.date(2026, 9, 2)],
            "amount": [5_000_000] * 2,
        }
    )
    rows = late_deposits(challans, lambda end: datetime.date(2026, 8, 7), 150)
    # July, August and September begun: 50,000 at 1.5 % for three months.
    assert rows.select("rule", "lines", "amount_paise", "debit").rows() == [("recon.late_deposit", ["c2"], 225_000, "interest_expense")]


def test_a_bounced_cheque_and_its_charge_have_their_entries():
    left = money(("v", 0, 9000, "000451", "Cheque of Kaveri Castings"))
    right = money(
        ("b", 1, 9000, None, "CLG CHQ 000451 KAVERI CASTINGS"),
        ("c", 4, -9000, None, "CHQ RETURN 000451 FUNDS INSUFFICIENT"),
        ("d", 4, -590, None, "CHQ RETURN CHGS INCL GST"),
        ("e", 9, -59, None, "NEFT CHARGES INCL GST"),
    )
    assert found("bank", left, right) == [
        ("recon.bounced_cheque", "left", ["c", "b"], 900_000, "debtor", "bank"),
        ("recon.unbooked_charge", "left", ["d", "c"], 59_000, "bank_charges", "bank"),
        ("recon.unbooked_charge", "left", ["e"], 5_900, "bank_charges", "bank"),
    ]


def test_a_payment_that_came_back_is_put_back_to_the_creditor():
    left = money(("v", 0, -9000, "SBINN52026070112", "Being payment to Ravi Traders"))
    right = money(("b", 0, -9000, None, "NEFT-SBINN52026070112-RAVI TRADERS"), ("c", 2, 9000, None, "NEFT RETURN-SBINN52026070112-RAVI TRADERS"))
    assert found("bank", left, right) == [("recon.bounced_cheque", "left", ["c", "b"], 900_000, "bank", "creditor")]


def test_lines_that_cancel_each_other_have_nothing_to_book():
    left = money(("v", 0, 100, "SBINN52026070999", "Being receipt of Meghdoot"))
    right = money(
        ("a", 0, 100, None, "NEFT-SBINN52026070999-MEGHDOOT"),
        ("b", 0, -9000, None, "NEFT-SBINN52026070112-RAVI TRADERS"),
        ("c", 2, 9000, None, "NEFT RETURN-SBINN52026070112-RAVI TRADERS"),
    )
    assert found("bank", left, right) == [("recon.cancelled_pair", "right", ["b", "c"], 900_000, None, None)]


def proposals(kind: str, left: pl.DataFrame, right: pl.DataFrame) -> dict[str, str | None]:
    """Rule -> what is proposed."""
    spec = spec_for(kind, left.columns, right.columns)
    outcome = reconcile_tables(left, right, spec, workers=1)
    rows = findings(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, spec, LAST, LATER)
    return dict(rows.select("rule", "proposal").iter_rows())


def test_a_mistyped_gstin_is_put_right_by_its_check_character():
    supplier = "27AAACR5055K1Z" + gstin_check_character("27AAACR5055K1Z")
    right = documents(document("G", "TS/118", gstin=supplier))
    swapped = supplier[:7] + supplier[8] + supplier[7] + supplier[9:]
    left = documents(document("P", "TS/118", gstin=swapped))
    said = proposals("gstr2b", left, right)["recon.gstin_slip"]
    assert said is not None and said.startswith(f"correct the supplier's GSTIN in the books from {swapped} (") and said.endswith(f"to {supplier}")
    sold = proposals("gstr1", right, left)["recon.gstin_slip"]
    assert sold is not None and sold.startswith("amend the document in the next GSTR-1 (table 9A") and f"to {supplier}" in sold


def test_a_bill_from_another_place_of_the_supplier_asks_for_its_heads_of_tax():
    here, there = (f"{state}AAACR5055K1Z" + gstin_check_character(f"{state}AAACR5055K1Z") for state in ("27", "29"))
    left, right = documents(document("Q", "TS/119", 77_700, gstin=there)), documents(document("H", "TS/119", 77_700, gstin=here))
    said = proposals("gstr2b", left, right)["recon.gstin_slip"]
    assert said is not None and "registrations of one PAN" in said and "heads of tax" in said


def test_another_section_on_either_side_is_told_with_both():
    left = tax(("a", 3, 100_000, 2_000))
    right = left.with_columns(section=pl.lit("194C"), id=pl.lit("s"))
    assert found("tds_receivable", left, right) == [("recon.tds_section_differs", "right", ["a", "s"], 200_000, None, None)]


def test_tax_that_only_the_other_side_has_is_booked():
    left, right = tax(("a", 3, 100_000, 10_000)), tax(("s", 4, 100_000, 10_000), ("t", 40, 7_000, 700))
    assert found("tds_receivable", left, right) == [("recon.tds_not_booked", "left", ["t"], 70_000, "tds_receivable", "debtor")]


def statuses(left: pl.DataFrame, right: pl.DataFrame) -> dict[str, tuple[str, str | None]]:
    """Our line -> status of its match and the name of its difference."""
    outcome = reconcile_tables(left, right, spec_for("bank", left.columns, right.columns), workers=1)
    rows = outcome.matches.filter(side="left").select("line_id", "status", "difference_name")
    return {line: (status, name) for line, status, name in rows.iter_rows()}


def test_what_a_bank_paid_short_by_a_rate_of_tds_waits_for_a_person_and_has_its_own_entry():
    left = money(("v", 0, -618_500, "UTR000123401", "Payment to Apex Traders"), ("w", 3, 200_000, "UTR000123402", "Receipt from Deccan Foods"))
    right = money(("b", 0, -612_315, "UTR000123401", "NEFT DR APEX TRADERS"), ("c", 3, 198_000, "UTR000123402", "NEFT CR DECCAN FOODS"))
    assert statuses(left, right) == {"v": ("suggested", "tds"), "w": ("auto", "tds")}
    rows = [(rule, lines[0], paise, debit, credit) for rule, _, lines, paise, debit, credit in found("bank", left, right)]
    assert sorted(rows) == [
        ("recon.tds_unbooked", "v", 618_500, "bank", "tds_payable"),
        ("recon.tds_unbooked", "w", 200_000, "tds_receivable", "debtor"),
    ]


def test_a_slip_of_the_key_that_has_the_size_of_a_charge_waits_for_a_person():
    left = money(("v", 0, -36_705, "UTR000123401", "Payment to Mehta Cables"), ("w", 3, -36_705, "UTR000123402", "Payment to Apex Traders"))
    right = money(("b", 0, -36_750, "UTR000123401", "NEFT DR MEHTA CABLES"), ("c", 3, -36_730, "UTR000123402", "NEFT DR APEX TRADERS"))
    assert statuses(left, right) == {"v": ("suggested", "bank_charges"), "w": ("auto", "bank_charges")}


def test_a_line_of_a_party_that_repeats_another_has_no_entry_of_a_bank():
    start, schema = JULY, ["id", "date", "amount", "reference", "narration"]
    bills = [(f"b{n}", start + datetime.timedelta(n), -(100_000 + 13_700 * n), f"INV/{118 + n}", "Purchase") for n in range(6)]
    twice = ("x", start + datetime.timedelta(2), *bills[2][2:])
    left = pl.DataFrame([*bills, twice], schema=schema, orient="row")
    spec = spec_for("party", left.columns, left.columns)
    outcome = reconcile_tables(left, left.filter(pl.col("id") != "x"), spec, workers=1)
    rows = findings(to_lines(left, spec, "left"), to_lines(left.head(6), spec, "right"), outcome, spec, LAST, LATER)
    assert rows.select("rule", "amount_paise", "debit", "credit").rows() == [("recon.duplicate", 127_400, None, None)]
    assert "the other way round" in str(rows["proposal"][0])


def test_gst_on_a_charge_that_stands_alone_goes_to_tax():
    left = money(("v", 0, 5000, "UTR0001234", "receipt"))
    right = money(("b", 1, 5000, "UTR0001234", "NEFT CR"), ("c", 2, -50, None, "SMS ALERT CHARGES"), ("g", 2, -9, None, "GST @18% ON CHARGES"))
    assert found("bank", left, right) == [
        ("recon.unbooked_charge", "left", ["c"], 5_000, "bank_charges", "bank"),
        ("recon.unbooked_charge", "left", ["g"], 900, "input_tax", "bank"),
    ]


def test_a_value_whose_digits_changed_places_and_a_cess_are_told_in_words():
    left = documents(document("P", "TS/118", 12_300_00), document("Q", "TS/119", 50_000_00, cess=90_000))
    right = documents(document("G", "TS/118", 13_200_00), document("H", "TS/119", 50_000_00))
    spec = spec_for("gstr2b", left.columns, right.columns)
    outcome = reconcile_tables(left, right, spec, workers=1)
    rows = findings(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, spec, LAST, LATER)
    said = dict(rows.filter(rule="recon.tax_differs").select(pl.col("lines").list.join("+"), "sentence").iter_rows())
    assert said["P+G"].endswith("between the books and the portal: digits of the value changed places")
    assert said["Q+H"].endswith("between the books and the portal: cess differs")
