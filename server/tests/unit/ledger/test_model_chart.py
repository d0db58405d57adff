"""The neutral Indian chart: complete, and every key a line of Schedule III that holds ledgers."""

from collections import Counter

import pytest

from qrt.adapters.rulebook.chart import load_layout, load_model_chart
from qrt.core.base.company import Division
from qrt.core.ledger.naming import squeezed

MODEL = load_model_chart()


def test_the_chart_has_186_accounts_with_codes_of_their_own() -> None:
    codes = [account.code for account in MODEL.accounts]
    assert len(codes) == len(set(codes)) == 186
    # Equity, liabilities, assets, income, expenses with tax and other comprehensive income, control accounts.
    assert Counter(code[0] for code in codes) == {"1": 11, "2": 53, "3": 52, "4": 14, "5": 53, "9": 3}


@pytest.mark.parametrize("division", list(Division))
def test_every_key_of_the_chart_is_a_line_that_holds_ledgers(division: Division) -> None:
    layout = load_layout(division)
    lines = {line.key for line in (*layout.balance_sheet, *layout.profit_and_loss) if line.kind == "line"}
    everything = [*MODEL.accounts, *MODEL.groups, *MODEL.names]
    assert [each for each in everything if each.keys.of(division) and each.keys.of(division) not in lines] == []


def test_only_what_one_division_does_not_know_and_control_accounts_have_no_line() -> None:
    without = {account.code for account in MODEL.accounts if not account.keys.division_1}
    assert without == {"1015", "2005", "2006", "3010", "3011", "5202", "5303", "5701", "5702", "5703", "9001", "9002", "9003"}, "Ind AS alone, and control"
    assert {account.code for account in MODEL.accounts if not account.keys.division_2} == {"9001", "9002", "9003"}


def test_every_account_stands_in_one_of_tallys_28_groups() -> None:
    assert len(MODEL.groups) == 28
    assert [account.code for account in MODEL.accounts if squeezed(account.group) not in MODEL.group_by_name] == []


def test_every_account_but_a_few_has_names_in_the_dictionary() -> None:
    named = {code for _, code in MODEL.synonyms}
    missing = {account.code for account in MODEL.accounts} - named
    assert len(missing) <= 16, missing
