"""Usual differences are rows of the rule book for the days of the lines."""

from datetime import date
from decimal import Decimal

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.money import Paise
from qrt.core.recon.engine.usual import Usual
from qrt.core.tax.rules import BankCharge, DeductedInPayments, TaxRules
from qrt.core.tax.usual import usual_differences

JULY = date(2026, 7, 1)


def test_what_the_engine_begins_with_is_what_the_rule_book_says_of_july_2026() -> None:
    assert usual_differences(load_tax_rules(), JULY, date(2026, 7, 31)) == Usual()


def test_a_span_over_a_change_of_rates_knows_both() -> None:
    before, after, both = (
        usual_differences(load_tax_rules(), *span).bases
        for span in ((date(2025, 9, 1), date(2025, 9, 21)), (date(2025, 9, 22), date(2025, 9, 30)), (date(2025, 9, 21), date(2025, 9, 22)))
    )
    assert before == (100, 105, 112, 118, 128) and after == (100, 105, 118, 140)
    assert set(both) == set(before) | set(after)


def test_a_charge_is_taken_bare_or_with_gst_while_its_row_is_in_force() -> None:
    row = BankCharge("return", "cheque returned", Paise(30_000), Decimal(18), date(2026, 1, 1), date(2026, 6, 30))
    assert usual_differences(TaxRules(bank_charges=(row,)), date(2026, 6, 30), JULY).charges == (30_000, 35_400)
    assert usual_differences(TaxRules(bank_charges=(row,)), JULY, JULY).charges == ()


def test_rates_above_the_most_of_a_nature_and_natures_without_a_row_are_no_usual_ones() -> None:
    law = load_tax_rules()
    only = DeductedInPayments("contractor", Decimal(10), date(2017, 7, 1), None)
    assert usual_differences(TaxRules(tds=law.tds, deducted=(only,)), JULY, JULY).rates == (100, 200)
    assert usual_differences(TaxRules(tds=law.tds), JULY, JULY).rates == ()


def test_every_row_says_where_it_is_from_and_how_sure_it_is() -> None:
    law = load_tax_rules()
    for row in (*law.bank_charges, *law.deducted):
        assert row.source and row.confidence in {"H", "M", "U"}, row
    assert {row.key for row in law.deducted} <= {row.key for row in law.tds}
