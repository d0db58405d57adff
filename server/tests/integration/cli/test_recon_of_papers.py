"""`qrt recon` with returns and statements as they are printed: they are read, and what could not be read is said."""

import csv
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.cli import main
from tests.generators.papers.ink import Printed
from tests.generators.papers.returns import form_26as, form_26q, gst_list
from tests.support.misprints import misprint_second_gstin

Recon = Callable[..., dict[str, Any]]


@pytest.fixture
def recon(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Recon:
    """`qrt recon` of our rows with a printed paper; the summary."""

    def run(ours: Sequence[Sequence[object]], printed: Printed, kind: str) -> dict[str, Any]:
        left, right = tmp_path / "ours.csv", tmp_path / "printed.pdf"
        with left.open("w", newline="") as file:
            csv.writer(file).writerows(ours)
        right.write_bytes(printed.data)
        with pytest.raises(SystemExit) as ended:
            main(["recon", str(left), str(right), "--kind", kind, "--out", str(tmp_path / "out")])
        assert not ended.value.code
        return json.loads(capsys.readouterr().out)

    return run


def rupees(paise: int) -> str:
    return f"{paise / 100:.2f}"


def register(printed: Printed, heading: str) -> list[list[object]]:
    """Our own register of the same documents."""
    rows: list[list[object]] = [[heading, "Invoice number", "Invoice date", "Taxable value", "IGST", "CGST", "SGST", "Invoice value"]]
    return rows + [[party, number, day, *map(rupees, amounts)] for party, number, day, *amounts in printed.rows]


def credits(printed: Printed) -> list[list[object]]:
    rows: list[list[object]] = [["TAN", "Section", "Date", "Amount paid", "Tax deducted"]]
    return rows + [[tan, section, day, rupees(paid), rupees(tax)] for tan, section, day, paid, tax in printed.rows]


@pytest.mark.parametrize("kind", ["gstr2b", "gstr1"])
def test_every_document_of_a_printed_return_meets_its_own_in_the_register(recon: Recon, tmp_path: Path, kind: str) -> None:
    printed = gst_list(random.Random(21), {"gstr2b": "gstr_2b", "gstr1": "gstr_1"}[kind], 0)
    summary = recon(register(printed, "GSTIN"), printed, kind)
    assert (summary["matches"], summary["breaks"]) == (len(printed.rows), 0)
    assert any("printed.pdf was read as" in note for note in summary["notes"])
    read = pl.read_csv(tmp_path / "out" / "read" / "1-printed.csv", infer_schema=False)
    assert read["Page"].to_list() == ["1"] * len(printed.rows)
    assert all(len(box.split()) == 4 for box in read["Box"])


def test_payments_of_a_printed_form_26as_meet_the_tax_that_the_books_have(recon: Recon) -> None:
    printed = form_26as(random.Random(22), 0)
    summary = recon(credits(printed), printed, "tds_receivable")
    assert (summary["matches"], summary["breaks"]) == (len(printed.rows), 0)


def test_deductions_of_a_printed_26q_meet_the_deductions_of_the_books(recon: Recon) -> None:
    printed = form_26q(random.Random(23), 0)
    ours = [["PAN", "Section", "Date", "Amount paid", "Tax deducted"]]
    ours += [[pan, section, day, rupees(paid), rupees(tax)] for _, pan, section, day, paid, tax in printed.rows]
    summary = recon(ours, printed, "tds_payable")
    assert (summary["matches"], summary["breaks"]) == (len(printed.rows), 0)


def test_a_row_that_cannot_be_read_is_named_and_its_own_is_a_break(recon: Recon, monkeypatch: pytest.MonkeyPatch) -> None:
    misprint_second_gstin(monkeypatch)
    printed = gst_list(random.Random(24), "gstr_2b", 0)
    summary = recon(register(printed, "GSTIN"), printed, "gstr2b")
    number = printed.rows[1][1]
    assert (summary["matches"], summary["breaks"]) == (len(printed.rows) - 1, 1)
    assert any(f"the document {number} is not read" in note and "GSTIN" in note for note in summary["notes"])


def test_a_paper_without_rows_is_refused_by_name_and_cause(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    left, right = tmp_path / "ours.csv", tmp_path / "cut.pdf"
    left.write_text("GSTIN,Invoice number,Invoice date,Taxable value\n27AAPFU0939F1ZV,A-1,2026-07-01,100.00\n")
    right.write_bytes(gst_list(random.Random(25), "gstr_2b", 0).data[:900])
    with pytest.raises(SystemExit) as ended:
        main(["recon", str(left), str(right), "--kind", "gstr2b", "--out", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert ended.value.code
    assert "cut.pdf gave no rows" in said and "Traceback" not in said
