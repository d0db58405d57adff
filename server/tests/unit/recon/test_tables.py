"""Tables of any maker in, the engine's columns out; outcomes as files."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from qrt.adapters.tables import ReconSpec, Table, Tables, load_spec, load_tables
from qrt.core.base.errors import Refused
from qrt.flows.tables import reconcile_tables

PLAIN = "id,date,amount\nR1,2026-10-01,1\n"


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def loaded(folder: Path, left: str, right: str = PLAIN, kind: str = "bank", spec: str = "") -> Tables:
    found = load_spec(written(folder, "s.yaml", spec)) if spec else ReconSpec()
    return load_tables(written(folder, "l.csv", left), written(folder, "r.csv", right), found, kind)


def rows(table: Table, *columns: str) -> list[tuple[object, ...]]:
    return table.lines.select(columns).rows()


def test_columns_are_found_by_what_their_headings_mean(tmp_path: Path) -> None:
    text = 'HDFC BANK LTD\nStatement of account\n\nDate,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n01/10/26,NEFT CR-X,SBINN26274112345,01/10/26,,"1,16,000.00","9,16,000.00"\n13/10/26,RTGS DR,HDFCR1,03/10/26,"2,36,000.00",,"6,80,000.00"\n'
    found = loaded(tmp_path, PLAIN, text).right
    assert rows(found, "id", "date", "amount", "reference") == [
        ("1", date(2026, 10, 1), 116000_00, "SBINN26274112345"),
        ("2", date(2026, 10, 13), -236000_00, "HDFCR1"),
    ]


def test_a_workbook_a_parquet_and_json_lines_give_the_same_lines_as_a_csv(tmp_path: Path) -> None:
    made = [("007", date(2026, 10, 1), 1234.5, "A/1"), ("008", date(2026, 10, 2), -50.07, "A/2")]
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, ("Line id", "Date", "Amount", "Reference"))
    for number, row in enumerate(made, start=1):
        sheet.write_string(number, 0, row[0])
        sheet.write_datetime(number, 1, row[1], day)
        sheet.write_row(number, 2, row[2:])
    book.close()
    names = ("id", "date", "amount", "reference")
    pl.DataFrame({name: [row[k] for row in made] for k, name in enumerate(names)}).write_parquet(tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(dict(zip(names, row, strict=True)), default=str) for row in made))
    written(tmp_path, "a.csv", "id;date;amount;reference\n007;2026-10-01;1234.50;A/1\n008;2026-10-02;-50.07;A/2\n")
    written(tmp_path, "a.tsv", "id\tdate\tamount\treference\n007\t1-Oct-2026\t1,234.50\tA/1\n008\t2-Oct-26\t(50.07)\tA/2\n")
    other = written(tmp_path, "r.csv", PLAIN)
    found = [rows(load_tables(tmp_path / f"a.{kind}", other, ReconSpec(), "bank").left, *names) for kind in ("csv", "xlsx", "parquet", "jsonl", "tsv")]
    assert found == [[("007", date(2026, 10, 1), 123450, "A/1"), ("008", date(2026, 10, 2), -5007, "A/2")]] * 5


@pytest.mark.parametrize(
    ("cell", "paise"),
    [
        ("1,23,456.78 Cr", -12345678),
        ("1,23,456.78 Dr", 12345678),
        ("(500.00)", -50000),
        ("₹ 500", 50000),
        ("Rs. 1,250.5", 125050),
        ("-12.5", -1250),
        ("12.50-", -1250),
        ("1 234.50", 123450),
        ("\u22125", -500),
        ("0.30000000000000004", 30),
        ("1.5E+3", 150000),
        ("7.100", 710),
    ],
)
def test_amounts_are_read_as_people_write_them(tmp_path: Path, cell: str, paise: int) -> None:
    assert rows(loaded(tmp_path, f'date;amount\n2026-10-01;"{cell}"\n').left, "amount") == [(paise,)]


def test_a_column_that_writes_decimal_commas_throughout_is_read_so(tmp_path: Path) -> None:
    assert rows(loaded(tmp_path, "date;amount\n2026-10-01;1.234,50\n2026-10-02;7,05\n").left, "amount") == [(123450,), (705,)]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-04-03",
        "03-04-2026",
        "03/04/26",
        "3-Apr-2026",
        "3 April 26",
        "Apr 3, 2026",
        "20260403",
        "1775174400",
        "1775174400000",
        "46115",
        "2026-04-03T10:15:00Z",
        "03/04/2026 14:33",
    ],
)
def test_days_are_read_in_every_form(tmp_path: Path, cell: str) -> None:
    other = "date,amount\n2026-04-03,1\n"
    assert rows(loaded(tmp_path, f'date;amount\n"{cell}";1\n', other).left, "date") == [(date(2026, 4, 3),)]


def test_which_number_is_the_day_is_decided_over_the_whole_column(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date,amount\n04/03/2026,1\n04/28/2026,2\n").left
    assert rows(found, "date") == [(date(2026, 4, 3),), (date(2026, 4, 28),)]


def test_days_that_can_be_read_two_ways_are_decided_by_the_other_side(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date,amount\n04/03/2026,1\n05/03/2026,2\n", "date,amount\n2026-04-03,1\n2026-05-03,2\n")
    assert rows(found.left, "date") == [(date(2026, 4, 3),), (date(2026, 5, 3),)]
    assert any("two ways" in note for note in found.notes)


def test_days_that_nothing_decides_are_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="day_first"):
        loaded(tmp_path, "date,amount\n04/03/2026,1\n", "date,amount\n2026-04-03,1\n2026-03-04,2\n")
    kept = loaded(tmp_path, "date,amount\n04/03/2026,1\n", "date,amount\n2026-04-03,1\n2026-03-04,2\n", spec="day_first: true\n")
    assert rows(kept.left, "date") == [(date(2026, 3, 4),)]


def test_a_spec_names_columns_turns_signs_and_sets_limits(tmp_path: Path) -> None:
    spec = "columns: {date: Day}\nleft: {columns: {amount: Ours}}\nright: {columns: {amount: Theirs}, flip_sign: true}\nwindow: 3\nlimit: 2.50\nprecision_target: 0.99\n"
    found = loaded(tmp_path, "Day,Ours\n2026-10-01,10\n", "Day,Theirs\n2026-10-01,-10\n", spec=spec)
    assert rows(found.left, "amount") == rows(found.right, "amount") == [(1000,)]
    assert load_spec(tmp_path / "s.yaml").changes == {"days_before": 3, "days_after": 3, "limit_paise": 250, "precision_target": 0.99}


def test_texts_are_compared_in_pairs_whatever_they_are_called(tmp_path: Path) -> None:
    left, right = "idA,title,authors\n1,On joins,A. Rao\n", "idB,name,writers\n9,On joins,Rao A\n"
    for spec in (
        "columns: {id: {left: idA, right: idB}, text: [[title, name], [authors, writers]]}\n",
        "left: {id: idA, text: [title, authors]}\nright: {id: idB, text: [name, writers]}\n",
        "columns:\n  left: {id: idA, narration: title, party: authors}\n  right: {id: idB, narration: name, party: writers}\n",
    ):
        found = loaded(tmp_path, left, right, "generic", spec)
        assert (
            found.lead == "words"
            and rows(found.left, "id", "t0", "t1") == [("1", "On joins", "A. Rao")]
            and rows(found.right, "id", "t0", "t1") == [("9", "On joins", "Rao A")]
        )


def test_without_a_spec_all_that_generic_tables_have_in_common_is_compared(tmp_path: Path) -> None:
    found = loaded(tmp_path, "rec_id,given_name,surname,postcode\nr-1,asha,rao,0560001\n", "rec_id,Given Name,surname,state\nr-9,Asha,Rao,KA\n", "generic")
    assert rows(found.left, "id", "t0", "t1") == [("r-1", "asha", "rao")] and found.text == (("given_name", "Given Name"), ("surname", "surname"))


def test_signs_of_the_other_sides_view_are_turned_and_said(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date,debit,credit\n2026-10-01,,10\n2026-10-02,7,\n", "date,debit,credit\n2026-10-01,10,\n2026-10-02,,7\n", "party")
    assert rows(found.left, "amount") == rows(found.right, "amount") and any("turned" in note for note in found.notes)


def test_a_column_of_dr_and_cr_gives_the_sign(tmp_path: Path) -> None:
    found = loaded(tmp_path, PLAIN, "Date,Amount,Dr/Cr\n2026-10-01,10.00,CR\n2026-10-02,7.00,DR\n").right
    assert rows(found, "amount") == [(1000,), (-700,)]


def test_totals_balances_and_blank_rows_are_no_lines(tmp_path: Path) -> None:
    text = "Date,Particulars,Amount\n,Opening Balance,500\n2026-10-01,Sale,10\n\n,,\nTotal,,510\n,Grand Total,510\n"
    assert rows(loaded(tmp_path, text).left, "narration", "amount") == [("Sale", 1000)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_the_encoding_it_comes_in(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "l.csv", "date|amount|narration\n2026-10-01|5|Café Zürich\n", encoding)
    found = load_tables(path, written(tmp_path, "r.csv", PLAIN), ReconSpec(), "bank").left
    assert rows(found, "narration") == [("Café Zürich",)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "no heading"),
        ("2026-10-01,5,Rent\n2026-10-02,6,Fee\n", "no heading"),
        ("date,narration\n2026-10-01,Rent\n", "amount"),
        ("date,amount\n2026-13-01,5\n", "row 2: not a date: '2026-13-01'"),
        ("date,amount\n31/12/2026,5\n12/31/2026,5\n", "row 3: not a date: '12/31/2026'"),
        ("date,amount\n2026-10-01,five\n", "row 2: not an amount: 'five'"),
        ("date,amount\n2026-10-01,5\n2026-10-02,n/a\n2026-10-03,x\n", "row 3: not an amount: 'n/a' (column 'amount'); 1 more"),
        ("date,amount\n2026-10-01,5.123\n", "row 2: finer than a paisa"),
        ("date,amount\n2026-10-01,\n,5\n", "row 2: the amount is empty"),
        ("date,debit,credit\n2026-10-01,5,6\n", "row 2: debit and credit"),
        ("id,date,amount\nA,2026-10-01,5\nA,2026-10-02,6\n", "row 3: the id 'A' stands in an earlier row too (row 2)"),
        ("id,date,amount\nA,2026-10-01,5\n,2026-10-02,6\n", "row 3: the id"),
        ("date,amount\n2026-10-01,1,500\n", "row 2: the row has more cells"),
        ("date,amount\n2026-10-01,₹5\n2026-10-01,$5\n", "row 3: an amount in USD"),
        ("date,amount,currency\n2026-10-01,5,INR\n2026-10-01,5,EUR\n", "row 3: an amount in EUR"),
        (
            "date,amount\n2026-10-01,๕๐๐\n",
            "row 2: not an amount: '๕๐๐' (column 'amount')",
        ),
        (
            "date,amount\n2026-10-01,999999999999999999999\n",
            "row 2: the amount '999999999999999999999' (column 'amount') is larger than one line may have, Rs 90,00,00,00,00,000.00",
        ),
        ("date,amount,Amount\n2026-10-01,5,5\n2026-10-02,6,7\n", "the heading 'amount' stands over columns 2 and 3, which differ (row 3: '6' and '7')"),
    ],
)
def test_bad_input_is_refused_in_one_line_naming_file_row_and_cause(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        load_tables(written(tmp_path, "bad.csv", text), written(tmp_path, "r.csv", PLAIN), ReconSpec(), "bank")
    assert "bad.csv" in refused.value.sentence and says in refused.value.sentence and "\n" not in refused.value.sentence


def test_bad_rows_are_left_out_and_counted_where_the_spec_says_so(tmp_path: Path) -> None:
    found = loaded(tmp_path, "date,amount\n2026-10-01,5\n2026-10-02,n/a\nnever,6\n", spec="bad_rows: leave_out\n")
    assert rows(found.left, "amount") == [(500,)] and found.notes == (
        "2 rows of l.csv are left out; the first is row 3: not an amount: 'n/a' (column 'amount')",
    )


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("- a\n", "mapping"),
        ("columns: {amount: [a, b]}\n", "one column"),
        ("window: soon\n", "whole days"),
        ("limit: -1\n", "from 0 to"),
        ("unit: dollars\n", "unit"),
        ("mode: fast\n", "mode"),
        ("precision_target: 99\n", "as a share"),
        ("columns: {date: Nowhere}\n", "Nowhere"),
        ("weights: {amount: heavy}\n", "weight of amount"),
        ("{unclosed\n", "cannot be read"),
        ("[" * 3000, "nests deeper"),
    ],
)
def test_a_spec_that_cannot_be_followed_is_refused_by_its_key(tmp_path: Path, spec: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        loaded(tmp_path, PLAIN, spec=spec)


def test_a_spec_whose_columns_hold_no_amounts_or_days_is_told_as_such(tmp_path: Path) -> None:
    text = "date,amount,narration\n2026-10-01,5.00,Rent\n2026-10-02,6.00,Wages\n"
    notes = "\n".join(loaded(tmp_path, text, text, kind="generic", spec="columns: {amount: narration, narration: amount}\n").notes)
    assert "l.csv: its amounts could not be read as such (row 2: not an amount: 'Rent' (column 'narration'))" in notes and "r.csv: its amounts" in notes
    notes = "\n".join(loaded(tmp_path, text, text, kind="generic", spec="columns: {date: amount}\n").notes)
    assert "l.csv: its days could not be read" in notes and "look whether the spec names the columns" in notes
    assert loaded(tmp_path, text, text, kind="generic", spec="columns: {amount: amount, date: date}\n").notes == ()


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    good = written(tmp_path, "r.csv", PLAIN)
    for name in ("a.xlsx", "a.parquet", "a.csv", "a.jsonl"):
        (tmp_path / name).write_bytes(b"PK\x03\x04\0\0broken")
        with pytest.raises(Refused, match=name):
            load_tables(tmp_path / name, good, ReconSpec(), "bank")
    for name in ("absent.csv", "."):
        with pytest.raises(Refused):
            load_tables(tmp_path / name, good, ReconSpec(), "bank")
    with pytest.raises(Refused, match="same file"):
        load_tables(good, good, ReconSpec(), "bank")


def test_an_empty_side_leaves_every_line_of_the_other_open(tmp_path: Path) -> None:
    summary = reconcile_tables(written(tmp_path, "l.csv", "date,amount\n"), written(tmp_path, "r.csv", PLAIN), "bank", None, tmp_path / "out")
    assert (summary["matches"], summary["breaks"]) == (0, 1)
    assert pl.read_parquet(tmp_path / "out/breaks.parquet")["line_id"].to_list() == ["R1"]


def test_the_result_is_written_as_promised_and_its_digest_knows_no_time(tmp_path: Path) -> None:
    left = written(tmp_path, "l.csv", "id,date,amount,reference\nL1,2026-10-01,10.50,QT/112233\nL2,2026-10-01,77,\n")
    right = written(tmp_path, "r.csv", "id,date,amount,reference\nR1,2026-10-02,10.50,QT/112233\n")
    first, second = (reconcile_tables(left, right, "generic", None, tmp_path / "out") for _ in range(2))
    assert first["digest"] == second["digest"] and json.loads((tmp_path / "out/summary.json").read_text())["seconds"] >= 0
    matches, breaks = pl.read_parquet(tmp_path / "out/matches.parquet"), pl.read_parquet(tmp_path / "out/breaks.parquet")
    assert matches.columns[:9] == ["match_id", "side", "line_id", "allocated_paise", "stage", "score", "margin", "status", "reasons"]
    assert sorted(matches["line_id"]) == ["L1", "R1"] and breaks["line_id"].to_list() == ["L2"]
    assert breaks.columns == ["side", "line_id", "nearest", "why_not", "age_days", "score", "reasons"]
    reasons = json.loads(matches["reasons"][0])
    assert sum(reason["points"] for reason in reasons) == pytest.approx(matches["score"][0], abs=1e-3)


def test_tax_deducted_is_the_amount_and_what_it_was_deducted_from_the_base(tmp_path: Path) -> None:
    books = "Date,Party,TAN,Section,Amount,TDS\n2026-07-10,Asha Traders,BLRA01234B,194C,50000,1000\n"
    form = "Transaction Date,Name of Deductor,TAN of Deductor,Section,Amount Paid/Credited,Tax Deducted\n10-Jul-2026,ASHA TRADERS,BLRA01234B,194C,50000.00,1000.00\n"
    found = loaded(tmp_path, books, form, "tds")
    assert rows(found.left, "amount", "base", "tan") == rows(found.right, "amount", "base", "tan") == [(1000_00, 50000_00, "BLRA01234B")]
    summary = reconcile_tables(tmp_path / "l.csv", tmp_path / "r.csv", "tds", None, tmp_path / "out")
    assert (summary["matches"], summary["breaks"]) == (1, 0)


@pytest.mark.parametrize("kind", ["gstr1", "party", "intercompany", "gateway", "tds", "tds_receivable", "tds_payable"])
def test_every_kind_is_reached_by_its_name(tmp_path: Path, kind: str) -> None:
    text = "id,date,gstin,bill no,party,taxable value,igst,amount\nR1,2026-10-01,27AAACR5055K1ZL,TS/118,Ravi,1000,180,1180\n"
    summary = reconcile_tables(written(tmp_path, "l.csv", text), written(tmp_path, "r.csv", text.replace("R1", "S1")), kind, None, tmp_path / "out")
    assert summary["kind"] == kind and summary["matches"] == 1


def test_the_summary_tells_words_actions_and_findings_of_gst(tmp_path: Path) -> None:
    head = "id,date,gstin,bill no,party,taxable value,igst,cgst,sgst\n"
    left = head + "P1,2026-10-01,27AAACR5055K1ZL,TS/118,Ravi,1000,180,0,0\nP2,2026-10-02,27AAACR5055K1ZL,TS/119,Ravi,2000,0,180,180\n"
    right = head + "G1,2026-10-01,27AAACR5055K1ZL,TS/118,Ravi,1000,180,0,0\nG2,2026-10-02,27AAACR5055K1ZL,TS/119,Ravi,2000,360,0,0\n"
    summary = reconcile_tables(written(tmp_path, "l.csv", left), written(tmp_path, "r.csv", right), "gstr2b", None, tmp_path / "out")
    assert [(row["rule"], row["lines"], row["debit"]) for row in summary["findings"]] == [("recon.wrong_head", ["P2", "G2"], "input_tax")]
    assert [(row["side"], row["status"], row["lines"]) for row in summary["by_word"]] == [
        (side, word, 1) for side in ("left", "right") for word in ("exact", "mismatch")
    ]
    assert summary["ims"] == [{"action": "accept", "lines": 1}, {"action": "pending", "lines": 1}]


def test_parquet_files_of_too_many_rows_are_refused_by_what_their_foot_says_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("l", "r"):
        pl.DataFrame({"id": range(1000), "date": [date(2026, 10, 1)] * 1000, "amount": [5.0] * 1000}).write_parquet(tmp_path / f"{name}.parquet")
    monkeypatch.setattr(pl, "read_parquet", lambda *_: pytest.fail("it was read"))
    spec = load_spec(written(tmp_path, "s.yaml", "memory_gb: 0.001"))
    with pytest.raises(Refused, match="1,000 lines against 1,000 would take") as told:
        load_tables(tmp_path / "l.parquet", tmp_path / "r.parquet", spec, "bank")
    assert told.value.code == "recon.too_large"
