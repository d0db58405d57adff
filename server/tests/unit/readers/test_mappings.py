"""What a person writes about columns, in a file or in COMPANY.yaml."""

from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.core.base.errors import Refused
from qrt.core.documents.columns import ColumnMapping, chosen_mapping, fingerprint_of, header_keys
from qrt.flows.extract import load_mapping
from tests.unit.readers.general import one, vouchers

HEADINGS = {0: "Datum", 1: "Beleg", 2: "Betrag", 3: "Betrag"}


def test_a_layout_is_known_by_its_headings_in_order_and_a_repeated_heading_by_its_turn() -> None:
    assert header_keys(HEADINGS) == {0: "datum", 1: "beleg", 2: "betrag", 3: "betrag #2"}
    assert fingerprint_of(HEADINGS) == fingerprint_of({0: "DATUM", 1: " Beleg", 4: "betrag.", 7: "Betrag"})
    assert fingerprint_of(HEADINGS) != fingerprint_of({0: "Beleg", 1: "Datum", 2: "Betrag", 3: "Betrag"})


def test_a_mapping_without_a_layout_goes_for_each_table_that_has_all_of_its_headings() -> None:
    layouts = {
        "*1": ColumnMapping({"betrag": "amount"}),
        "*2": ColumnMapping({"betrag": "amount", "beleg": "number"}),
        "*3": ColumnMapping({"konto": "account"}),
    }
    assert chosen_mapping(layouts, HEADINGS) == layouts["*2"]
    assert chosen_mapping({"*3": layouts["*3"]}, HEADINGS) is None


def test_company_yaml_and_a_mapping_file_say_the_same(tmp_path: Path) -> None:
    said = "columns: {Wert A: debit, Wert B: credit, Schluessel: number}\n"
    (tmp_path / "mapping.yaml").write_text(said)
    (tmp_path / "company.yaml").write_text("name: Kaveri Tools Pvt Ltd\nlayouts:\n  - " + said)
    table = "Datum;Schluessel;Kontobezeichnung;Wert A;Wert B\n01.07.2026;7;Miete;1.000,50;\n01.07.2026;7;Bank;;1.000,50\n"
    assert one(table).rows == (), "no word says what the two columns of amounts are"
    expected = [("2026-07-01", "7", (("Bank", -1_000_50), ("Miete", 1_000_50)))]
    assert vouchers(one(table, dict(load_mapping(tmp_path / "mapping.yaml")))) == expected
    assert vouchers(one(table, dict(load_company_file(tmp_path / "company.yaml").layouts))) == expected


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("columns: {Betrag: gold}", "'gold' for column 'Betrag' is no meaning"),
        ("columns: {Betrag: 'ledger:'}", "is no meaning"),
        ("columns: {}\ndecimal: ';'", "decimal is a point or a comma"),
        ("columns: {}\ndates: backwards", "day_first or month_first"),
    ],
)
def test_a_mapping_that_nobody_can_follow_is_refused_by_its_cause(tmp_path: Path, said: str, cause: str) -> None:
    (tmp_path / "mapping.yaml").write_text(said)
    with pytest.raises(Refused, match=cause) as wrong:
        load_mapping(tmp_path / "mapping.yaml")
    assert wrong.value.code == "layout.meaning_unknown"
