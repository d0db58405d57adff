"""Laws of tax deduction."""

from hypothesis import given
from hypothesis import strategies as st

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.money import Paise
from qrt.core.tax.deduction import deduction_due

RULES = [rule for rule in load_tax_rules().tds if rule.rate_other is not None and rule.rate_individual is not None]
amounts = st.integers(0, 10**10).map(Paise)


@given(st.sampled_from(RULES), amounts, amounts, amounts)
def test_more_paid_never_asks_for_less_tax(rule, amount: Paise, more: Paise, prior: Paise) -> None:  # type: ignore[no-untyped-def]
    assert deduction_due(rule, "AAACA0001A", amount, prior, prior).tax <= deduction_due(rule, "AAACA0001A", Paise(amount + more), prior, prior).tax


@given(st.sampled_from(RULES), amounts, amounts)
def test_no_pan_never_costs_less(rule, amount: Paise, prior: Paise) -> None:  # type: ignore[no-untyped-def]
    assert deduction_due(rule, "", amount, prior, prior).tax >= deduction_due(rule, "AAACA0001A", amount, prior, prior).tax


@given(
    st.sampled_from([rule for rule in RULES if not rule.excess_only and rule.threshold_annual is not None and rule.threshold_single is None]),
    st.lists(amounts, min_size=1, max_size=6),
)
def test_the_tax_of_a_year_does_not_depend_on_how_it_is_split(rule, parts: list[Paise]) -> None:  # type: ignore[no-untyped-def]
    year, taxed, tax = 0, 0, 0
    for part in parts:
        due = deduction_due(rule, "AAACA0001A", part, Paise(year), Paise(taxed))
        year, taxed, tax = year + part, taxed + due.base, tax + due.tax
    whole = deduction_due(rule, "AAACA0001A", Paise(sum(parts)))
    assert abs(whole.tax - tax) <= len(parts)
