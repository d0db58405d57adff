"""What a caller knows of lines before the engine sees them: their references, their nature; and tables so small that data say little."""

from datetime import date

import polars as pl

from qrt.core.recon.engine.normal import tokens_of
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank

COLUMNS = ("id", "date", "amount", "narration", "party", "keys", "marks", "nature")


def line(name: str, day: int, paise: int, narration: str = "", party: str = "", keys: str = "", marks: str = "", nature: str = "") -> tuple[object, ...]:
    return name, date(2026, 7, day), paise, narration, party, keys, marks, nature


def run(left: list[tuple[object, ...]], right: list[tuple[object, ...]]) -> Outcome:
    tables = [pl.DataFrame(rows, schema=list(COLUMNS), orient="row") for rows in (left, right)]
    return reconcile_tables(*tables, bank(*(Roles.named(list(COLUMNS)) for _ in tables)), workers=1)


def pairs(found: Outcome) -> dict[str, tuple[str, str]]:
    """Left id -> right id and status."""
    sides = [found.matches.filter(pl.col("side") == side) for side in ("left", "right")]
    return {a: (b, status) for a, status, b in sides[0].join(sides[1], on="match_id", suffix="_r").select("line_id", "status", "line_id_r").iter_rows()}


def test_a_short_number_that_the_reader_calls_a_cheque_is_a_reference() -> None:
    found = run([line("a", 1, -500000, keys="n:451", marks="n:451")], [line("b", 28, -500000, keys="n:451", marks="n:451")])
    assert pairs(found) == {"a": ("b", "auto")}


def test_lines_that_bear_different_cheque_numbers_are_not_one_and_different_forms_say_nothing() -> None:
    other = run([line("a", 1, -432117, keys="n:451", marks="n:451")], [line("b", 1, -432117, keys="n:452", marks="n:452")])
    assert pairs(other) == {}
    forms = run([line("a", 1, -432117, keys="n:451", marks="n:451")], [line("b", 1, -432117, keys="u:SBINN26274112345", marks="u:SBINN26274112345")])
    assert set(pairs(forms)) == {"a"}


def test_where_references_are_given_no_word_is_taken_for_one() -> None:
    found = run([line("a", 1, -432117, narration="20260701")], [line("b", 1, -999, narration="20260701")])
    assert pairs(found) == {}


def test_a_party_that_only_the_narration_names_is_found_there() -> None:
    left = [line("a", 1, -420600, "Being water cans paid to Om Stationers", "General Office Expenses")]
    right = [line("b", 1, -420600, "UPI/P2A/OM STATIONERS/WATER CANS", "OM STATIONERS")]
    assert set(pairs(run(left, right))) == {"a"}


def test_cash_and_own_transfers_are_with_nobody_so_names_do_not_part_them() -> None:
    left = [
        line("a", 1, -6000000, "Being cash withdrawn", "Petty Cash", nature="cash"),
        line("c", 3, -15000000, "Being fund transferred", "Kotak", nature="own"),
    ]
    right = [line("b", 1, -6000000, "ATM WDL-9136", "ATM WDL", nature="cash"), line("d", 3, -15000000, "TPT-OWN FUND", "OWN FUND", nature="own")]
    assert pairs(run(left, right)) == {"a": ("b", "suggested"), "c": ("d", "suggested")}


def test_two_lines_of_a_small_table_weigh_as_accountants_hold() -> None:
    left = [line(f"a{n}", n, -100_017 * n, party="Kaveri Castings") for n in range(1, 6)]
    right = [line(f"b{n}", n, -100_017 * n, narration="NEFT KAVERI CASTINGS") for n in range(1, 6)]
    assert pairs(run(left, right)) == {f"a{n}": (f"b{n}", "auto") for n in range(1, 6)}


def test_a_banks_charge_is_money_out_whichever_way_the_money_goes_and_nothing_else_has_its_name() -> None:
    booked = {"a1": 400_000, "a2": -200_000, "a3": 410_000, "a4": -210_000}
    came = {"a1": 399_410, "a2": -200_590, "a3": 410_590, "a4": -209_410}
    left = [line(name, 1, paise, keys=f"u:SBINN2627411234{name}", marks=f"u:SBINN2627411234{name}") for name, paise in booked.items()]
    right = [line(name.replace("a", "b"), 1, paise, keys=f"u:SBINN2627411234{name}", marks=f"u:SBINN2627411234{name}") for name, paise in came.items()]
    found = run(left, right).matches.filter(pl.col("side") == "left")
    assert dict(found.select("line_id", "difference_name").iter_rows()) == {
        "a1": "bank_charges",
        "a2": "bank_charges",
        "a3": "unexplained",
        "a4": "unexplained",
    }
    assert all(status != "auto" for status in found.filter(pl.col("difference_name") == "unexplained")["status"])


def words(ids: list[str]) -> list[set[str]]:
    """The references found in each cell of a column."""
    lines = pl.DataFrame({"t1": ids, "text": [one.upper() for one in ids]}).with_columns(keys=pl.lit(None, pl.String)).with_row_index("n")
    found = tokens_of(lines, lines)[0]
    return [set(found.filter(pl.col("n") == n)["token"]) for n in range(len(ids))]


def test_an_id_drawn_by_lot_that_has_no_digit_is_a_reference_like_those_of_its_column() -> None:
    assert words(["pay_fGmzWkpAePcEJI", "pay_AxRzmaZsV2GenF", "pay_YXg4JdpmrcXgGC"])[0] == {"FGMZWKPAEPCEJI"}


def test_words_among_ids_are_no_references() -> None:
    assert words(["pay_CashOnDelivery", "pay_AxRzmaZsV2GenF", "pay_YXg4JdpmrcXgGC", "pay_CashOnDelivery"])[0] == set()
    assert words(["NetBankingPay", "pay_AxRzmaZsV2GenF", "pay_YXg4JdpmrcXgGC"])[0] == set()
    assert words(["CASHDEPOSIT", "UTR00001234", "UTR00001235"])[0] == set()
