"""`mappings:` of company.yaml: read, refused in one line, used, and named where they lead nowhere."""

from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.adapters.rulebook.chart import load_layout
from qrt.core.base.company import Company, Division, LedgerMapping
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Severity
from qrt.core.close.carried import MAPPED, check_mappings, mapped_ledgers
from qrt.core.close.types import Decision
from qrt.core.ledger.offers import Mapped

LAYOUT = load_layout(Division.I)


def company(tmp_path: Path, text: str) -> Company:
    (tmp_path / "company.yaml").write_text(f"name: Alpha\nentities: [{{code: A, name: Alpha}}, {{code: B, name: Beta}}]\n{text}")
    return load_company_file(tmp_path / "company.yaml").company


def test_pairs_and_rows_are_read(tmp_path: Path) -> None:
    assert company(tmp_path, "mappings: {Zephyr Quill: d1.pl.oth}").mappings == (LedgerMapping("Zephyr Quill", "D1.PL.OTH"),)
    rows = "mappings:\n- {ledger: Kiraya, line: D1.PL.OTH, entity: B, tds: rent_land}"
    assert company(tmp_path, rows).mappings == (LedgerMapping("Kiraya", "D1.PL.OTH", "B", tds_key="rent_land"),)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("mappings: 5", "pairs of ledger and line"),
        ("mappings:\n- {ledger: X}", "mappings, number 1: ledger and line are wanted"),
        ("mappings:\n- {ledger: X, line: Y, entity: C}", "C is not one of the companies"),
        ("mappings:\n- {ledger: X, line: Y, kind: Z}", "nobody knows kind"),
    ],
)
def test_what_cannot_be_understood_is_refused_naming_its_place(tmp_path: Path, text: str, cause: str) -> None:
    with pytest.raises(Refused, match=cause):
        company(tmp_path, text)


def test_a_persons_decision_outranks_the_file_and_the_file_is_for_its_entity(tmp_path: Path) -> None:
    alpha = company(tmp_path, "mappings:\n- {ledger: Kiraya, line: D1.PL.OTH, entity: A}\n- {ledger: Vividh, line: D1.PL.FIN}")
    decided = [Decision(MAPPED, "A|Vividh", {"schedule_key": "D1.PL.EMP"})]
    asked = ("Kiraya", "VIVIDH", "Other")
    assert mapped_ledgers(decided, alpha, "A", asked, LAYOUT) == {
        "Kiraya": Mapped("D1.PL.OTH", reason="decided in the company's file"),
        "VIVIDH": Mapped("D1.PL.EMP"),
    }
    assert mapped_ledgers([], alpha, "B", asked, LAYOUT) == {"VIVIDH": Mapped("D1.PL.FIN", reason="decided in the company's file")}


def test_a_line_of_the_other_division_is_named_and_not_used(tmp_path: Path) -> None:
    alpha = company(tmp_path, "mappings: {Kiraya: D2.PL.OTH}")
    assert mapped_ledgers([], alpha, "A", ["Kiraya"], LAYOUT) == {}
    (told,) = check_mappings([], alpha, "A", LAYOUT)
    assert (told.rule, told.subject, told.severity) == ("chart.unknown_line", "ledger:A/Kiraya", Severity.BLOCKING)
