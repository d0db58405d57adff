"""What a company decides once about doubtful debts and tax, from COMPANY.yaml to the package and back."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from qrt.adapters.company import load_company_file
from qrt.core.base.canonical import canonical_json
from qrt.core.base.company import Company
from qrt.core.base.errors import Refused


def company(folder: Path, policy: str) -> Company:
    path = folder / "company.yaml"
    path.write_text(f"name: Acme\npolicy: {policy}\n")
    return load_company_file(path).company


def test_steps_of_ageing_and_the_rate_of_tax_come_through_unchanged(tmp_path: Path) -> None:
    made = company(tmp_path, "{doubtful_debts: {365: 100, 180: 50.5}, income_tax_rate: 25.168, income_tax_regime: 115BAA}")
    assert made.policy.doubtful_debts == ((180, "50.5"), (365, "100"))
    assert (made.policy.income_tax_rate, made.policy.income_tax_regime) == ("25.168", "115BAA")
    assert TypeAdapter(Company).validate_json(canonical_json(made)) == made


@pytest.mark.parametrize(
    ("policy", "place"),
    [("{doubtful_debts: 50}", "doubtful_debts"), ("{doubtful_debts: {180: 150}}", "outside 0 to 100"), ("{income_tax_rate: much}", "income_tax_rate")],
)
def test_a_policy_that_cannot_be_understood_is_refused_by_its_name(tmp_path: Path, policy: str, place: str) -> None:
    with pytest.raises(Refused) as wrong:
        company(tmp_path, policy)
    assert (wrong.value.code, place in wrong.value.sentence) == ("company.unreadable", True)


@pytest.mark.parametrize("said", ["-5", "-0.01", "abc", "1000 Cr", "''", "1e5", "yes", "[1]"])
def test_a_materiality_that_is_no_amount_of_nil_or_more_is_refused(tmp_path: Path, said: str) -> None:
    path = tmp_path / "company.yaml"
    path.write_text(f"name: A\nmateriality: {said}\n")
    with pytest.raises(Refused) as wrong:
        load_company_file(path)
    assert (wrong.value.code, "company.yaml, materiality: " in wrong.value.sentence) == ("company.unreadable", True)


def test_a_materiality_is_read_in_rupees_and_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "company.yaml"
    for said, paise in (("1,00,000", 100_000_00), ("0", 0), ("", 0)):
        path.write_text(f"name: A\nmateriality: {said}\n")
        assert load_company_file(path).company.materiality == paise
