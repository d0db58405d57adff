"""Tables in, items out; results as files."""

import json
from datetime import date
from pathlib import Path

import polars
import pytest
import xlsxwriter

from qrt.adapters.tables import load_items, load_spec, save_result
from qrt.core.base.errors import Refused
from qrt.core.base.money import rupees
from qrt.core.recon.match import reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import ReconciliationKind, Side


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_found_by_what_their_headings_mean(tmp_path: Path) -> None:
    text = 'HDFC BANK LTD\nStatement of account\n\nDate,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n01/10/26,NEFT CR-X,SBINN26274112345,01/10/26,,"1,16,000.00","9,16,000.00"\n03/10/26,RTGS DR,HDFCR1,03/10/26,"2,36,000.00",,"6,80,000.00"\n'
    items = load_items(written(tmp_path, "bank.csv", text))
    assert [(each.id, each.day, each.amount, each.reference) for each in items] == [
        ("1", date(2026, 10, 1), rupees("116000"), "SBINN26274112345"),
        ("2", date(2026, 10, 3), rupees("-236000"), "HDFCR1"),
    ]


def test_a_workbook_and_a_parquet_give_the_same_items_as_a_csv(tmp_path: Path) -> None:
    rows = [("L-1", date(2026, 10, 1), 1234.5, "A/1"), ("L-2", date(2026, 10, 2), -50.07, "A/2")]
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, ("Line id", "Date", "Amount", "Reference"))
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row[:1])
        sheet.write_datetime(number, 1, row[1], day)
        sheet.write_row(number, 2, row[2:])
    book.close()
    polars.DataFrame(
        {"id": [row[0] for row in rows], "date": [row[1] for row in rows], "amount": [row[2] for row in rows], "reference": [row[3] for row in rows]}
    ).write_parquet(tmp_path / "a.parquet")
    csv = written(tmp_path, "a.csv", "id;date;amount;reference\nL-1;2026-10-01;1234.50;A/1\nL-2;2026-10-02;-50.07;A/2\n")
    assert load_items(tmp_path / "a.xlsx") == load_items(tmp_path / "a.parquet") == load_items(csv)


def test_a_spec_names_columns_turns_signs_and_sets_limits(tmp_path: Path) -> None:
    spec = load_spec(
        written(
            tmp_path,
            "s.yaml",
            "columns: {date: Day}\nleft: {columns: {amount: Ours}}\nright: {columns: {amount: Theirs}, flip_sign: true}\ntolerance: 2.50\nwindow: 3\n",
        )
    )
    left = load_items(written(tmp_path, "l.csv", "Day,Ours\n2026-10-01,10\n"), spec, Side.LEFT)
    right = load_items(written(tmp_path, "r.csv", "Day,Theirs\n2026-10-01,-10\n"), spec, Side.RIGHT)
    assert left[0].amount == right[0].amount == rupees("10")
    policy = spec.policy(MatchPolicy())
    assert (policy.amount_tolerance, policy.window_days) == (rupees("2.50"), 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "no heading"),
        ("date,amount\n2026-13-01,5\n", "row 2"),
        ("date,amount\n2026-10-01,five\n", "row 2: not an amount"),
        ("date,amount\n2026-10-01,5.123\n", "row 2: finer than a paisa"),
        ("id,date,amount\nA,2026-10-01,5\nA,2026-10-02,6\n", "row 3: the id 'A'"),
        ("date,amount\n", "no rows"),
    ],
)
def test_bad_input_is_refused_in_one_line_naming_file_row_and_cause(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        load_items(written(tmp_path, "bad.csv", text))
    assert "bad.csv" in refused.value.sentence and says in refused.value.sentence and "\n" not in refused.value.sentence


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.parquet", "a.csv"):
        (tmp_path / name).write_bytes(b"PK\x03\x04\0\0broken")
        with pytest.raises(Refused):
            load_items(tmp_path / name)
    with pytest.raises(Refused):
        load_items(tmp_path / "absent.csv")
    with pytest.raises(Refused):
        load_spec(written(tmp_path, "s.yaml", "columns: {colour: x}"))


def test_the_result_is_written_as_promised_and_its_digest_knows_no_time(tmp_path: Path) -> None:
    left = load_items(written(tmp_path, "l.csv", "id,date,amount,reference\nL1,2026-10-01,10.50,QT/1\nL2,2026-10-01,77,\n"))
    right = load_items(written(tmp_path, "r.csv", "id,date,amount,reference\nR1,2026-10-02,10.50,QT/1\n"))
    result = reconcile(ReconciliationKind.GENERIC, "l.csv", left, right, MatchPolicy(), date(2026, 10, 31))
    first, second = save_result(tmp_path / "out", result, 1.5), save_result(tmp_path / "out", result, 9.0)
    assert first["digest"] == second["digest"] and json.loads((tmp_path / "out/summary.json").read_text())["seconds"] == 9.0
    matches, breaks = polars.read_parquet(tmp_path / "out/matches.parquet"), polars.read_parquet(tmp_path / "out/breaks.parquet")
    assert matches.columns == ["match_id", "side", "line_id", "allocated_paise", "stage", "score", "margin", "status", "reasons"]
    assert sorted(matches["line_id"]) == ["L1", "R1"] and breaks["line_id"].to_list() == ["L2"]
    assert breaks.columns == ["side", "line_id", "nearest", "why_not", "age_days"]
