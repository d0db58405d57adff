"""`currency:` of a company of the group: one name for one currency, or a refusal."""

from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.core.base.errors import Refused


def currencies(folder: Path, said: str) -> list[str]:
    text = f"name: Alpha\nentities: [{{code: A, name: Alpha}}, {{code: B, name: Beta, currency: {said}}}]\n"
    (folder / "company.yaml").write_text(text)
    return [entity.currency for entity in load_company_file(folder / "company.yaml").company.entities]


@pytest.mark.parametrize(("said", "read"), [("usd", "USD"), ("inr", "INR"), ("''", "INR")])
def test_a_currency_is_read_as_the_rates_name_it(tmp_path: Path, said: str, read: str) -> None:
    assert currencies(tmp_path, said) == ["INR", read]


@pytest.mark.parametrize("said", ["Rs.", "dollars", "'$'"])
def test_what_is_no_code_is_refused_with_its_place(tmp_path: Path, said: str) -> None:
    with pytest.raises(Refused, match="entities, number 2: currency is three letters, like USD"):
        currencies(tmp_path, said)
