"""Tables as strangers bring them: what is read, what is refused, and that the words say which file, row and cause."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.core.base.errors import Refused
from qrt.flows.again import Parting
from qrt.flows.tables import reconcile_tables

BANK = "date,description,amount\n2026-10-01,Acme Steel,100000.00\n2026-10-02,Bolt Works,-200.00\n2026-10-03,Corr Board,300.50\n"


def run(folder: Path, left: str | bytes, right: str | bytes = BANK, kind: str = "bank", spec: str = "", name: str = "books.csv", **more: Any) -> dict[str, Any]:
    for path, content in ((folder / name, left), (folder / "bank.csv", right), (folder / "spec.yaml", spec)):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return reconcile_tables(folder / name, folder / "bank.csv", kind, folder / "spec.yaml" if spec else None, folder / "out", **more)


def refusal(folder: Path, left: str | bytes, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        run(folder, left, **more)
    assert "\n" not in refused.value.sentence
    return refused.value.sentence


def breaks(folder: Path) -> dict[str, str]:
    return dict(pl.read_parquet(folder / "out" / "breaks.parquet").filter(side="left").select("line_id", "why_not").iter_rows())


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + BANK.encode(),
        BANK.encode("utf-16"),
        BANK.encode("utf-16-le"),
        BANK.encode("utf-16-be"),
        BANK.encode("utf-32"),
        BANK.replace(",", ";").encode(),
        BANK.replace(",", "\t").encode(),
        *(BANK.replace(",", rare).encode() for rare in "^~#%>"),
        BANK.replace("\n", "\r").encode(),
        BANK.replace("\n", "\r\n").encode(),
        ("sep=;\n" + BANK.replace(",", ";")).encode(),
        BANK.replace("100000.00", '"1,00,000.00"').encode(),
        BANK.replace("100000.00", '"Rs. 1,00,000/-"').replace("-200.00", "200.00-").encode(),
        BANK.replace("100000.00", "१०००००").replace("-200.00", "(200.00)").encode(),
        BANK.replace("100000.00", "۱۰۰۰۰۰٫۰۰").replace("-200.00", "-٢٠٠٫٠٠").encode(),
    ],
)
def test_one_table_is_read_the_same_however_it_was_saved(tmp_path: Path, content: bytes):
    found = run(tmp_path, content)
    assert found["by_stage"] == {"exact": 3} and found["breaks"] == 0


def test_a_wide_text_that_breaks_off_and_a_folder_are_told_for_what_they_are(tmp_path: Path):
    assert "books.csv is no text: it begins as UTF-16 and byte" in refusal(tmp_path, BANK.encode("utf-16")[:-1])
    assert "books.csv is no text: it begins as UTF-32" in refusal(tmp_path, BANK.encode("utf-32")[:-2])
    with pytest.raises(Refused, match=r": \. cannot be opened"):
        reconcile_tables(Path(), tmp_path / "bank.csv", "bank", None, tmp_path / "out")


def test_percent_signs_in_a_table_of_commas_part_no_cells(tmp_path: Path):
    book = BANK.replace("description", "description at GST%").replace("Steel", "Steel 18%").replace("Works", "Works 5%").replace("Board", "Board 12%")
    assert run(tmp_path, book + "\n2026-10-04,one cell less\n", kind="generic")["by_stage"] == run(tmp_path, book, kind="generic")["by_stage"]


def _zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return made.getvalue()


def _parquet() -> bytes:
    made = io.BytesIO()
    pl.DataFrame({"date": ["2026-10-01"] * 500, "amount": list(range(500))}).write_parquet(made)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["bank", "generic"])
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "a.csv is a broken or cut-off PDF (unable to find trailer"),
        ("a.csv", bytes(range(1, 250)) * 9, "is no text: row 1 holds the byte 0x01"),
        ("a.csv", b"<!DOCTYPE html><html><head><title>Sign in</title></head></html>", "is a web page (its title is 'Sign in')"),
        ("a.xls", b"<html><table><tr><td>date</td></tr></table></html>", "is a web page"),
        ("a.csv", b'{"error": {"code": 401, "message": "Unauthorized"}}\n', "the answer of a service that failed: 'Unauthorized'"),
        ("a.json", b'{"message": "Rate limit exceeded", "status": 429}', "the answer of a service that failed: 'Rate limit exceeded'"),
        ("a.json", b'{"data": [{"date": "2026-10-01"}], "next": null}', "save the list under 'data' by itself"),
        ("a.json", b'[\n{"date": "2026-10-01", "amount": 5},\n{"da', "a.json, row 3: the JSON breaks off"),
        ("a.parquet", _parquet()[:900], "is cut off after 900 bytes"),
        ("a.parquet", BANK.encode(), "is named .parquet but is none"),
        ("a.xlsx", _zipped(xl__workbook="x" * 5000)[:100], "is cut off after 100 bytes"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 80 + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
        ("a.zip", _zipped(books="date"), "is an archive (it holds books)"),
        ("a.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0", "is packed with gzip"),
        ("a.csv", b"", "is empty"),
    ],
    # Bytes of archives differ from run to run: cases are named by what is said of them.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_is_told_for_what_it_is(tmp_path: Path, kind: str, name: str, content: bytes, says: str):
    said = refusal(tmp_path, content, kind=kind, name=name)
    assert said.startswith(name) and says in said


def test_rows_of_json_with_words_of_an_answer_are_rows(tmp_path: Path):
    row = {"title": "On matching", "detail": "short", "authors": ["Rao", "Nair"]}
    found = run(tmp_path, json.dumps(row), "title,authors\nOn matching,Rao Nair\n", kind="generic", name="a.jsonl")
    assert found["sides"]["left"]["items"] == 1


def test_a_doubled_heading_over_unlike_cells_is_refused_and_a_spec_chooses(tmp_path: Path):
    twice = BANK.replace("amount\n", "amount,amount\n").replace("100000.00", "100000.00,1").replace("-200.00", "-200.00,2").replace("300.50", "300.50,3")
    assert "the heading 'amount' stands over columns 3 and 4, which differ (row 2: '100000.00' and '1')" in refusal(tmp_path, twice)
    assert run(tmp_path, twice, spec="left: {columns: {amount: amount (1)}}")["sides"]["left"]["total_paise"] == 100_100_50
    assert run(tmp_path, twice, spec="left: {columns: {amount: amount (2)}}")["sides"]["left"]["total_paise"] == 600


def test_a_doubled_heading_over_the_same_cells_is_read_once_and_told(tmp_path: Path):
    names = "name,city,Name\nAsha Rao,Pune,Asha Rao\nVikram Nair,Kochi,Vikram Nair\n"
    found = run(tmp_path, names, "name,city\nAsha Rao,Pune\nVikram Nair,Kochi\n", kind="generic")
    assert "books.csv: the heading 'name' stands over columns 1 and 3, which hold the same; the first is read" in found["notes"]
    assert found["text"] == [["name", "name"], ["city", "city"]]


def test_totals_and_what_stands_below_the_table_are_left_out_and_told(tmp_path: Path):
    found = run(tmp_path, BANK + "Total,,100100.50\n*** end of statement ***,,\nThis needs no signature,,\n")
    assert found["sides"]["left"]["items"] == 3
    assert found["notes"] == [
        "books.csv: row 5 is no line but a total or a balance: 'Total 100100.50'",
        "books.csv: 2 rows are no lines but what stands below the last one; the first is row 6: '*** end of statement ***'",
    ]


def test_lines_keep_their_ids_though_totals_between_them_have_none(tmp_path: Path):
    """Without it lines are numbered, and after the first total no number is what a reader would count."""
    lines = (
        "B7,2026-10-01,Acme Steel,100000.00\nB8,2026-10-02,Bolt Works,-200.00\n,,Sub Total,99800.00\nB9,2026-10-03,Corr Board,300.50\n,,Grand Total,100100.50\n"
    )
    run(tmp_path, "Txn ID,Date,Description,Amount\n" + lines)
    matched = pl.read_parquet(tmp_path / "out" / "matches.parquet").filter(side="left")["line_id"].to_list()
    assert sorted([*matched, *breaks(tmp_path)]) == ["B7", "B8", "B9"]


def test_a_bad_day_above_the_last_line_is_refused_and_no_footer(tmp_path: Path):
    assert "row 2: not a date: 'soon'" in refusal(tmp_path, "date,description,amount\nsoon,Acme,\n2026-10-01,Bolt,5\n")


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_a_side_without_lines_leaves_every_line_of_the_other_open(tmp_path: Path, kind: str):
    found = run(tmp_path, BANK, "date,description,amount\n", kind=kind)
    assert found["lead"] == "money" and found["notes"] == ["bank.csv has no lines, so all 3 of books.csv are open"]
    assert set(breaks(tmp_path).values()) == {"the other side has no line to compare it with"}
    assert [each["age"] for each in found["insights"]["ageing"]] == ["up to 30 days"]


def test_a_side_without_lines_needs_no_column_of_accounts(tmp_path: Path):
    books = BANK.replace("date", "account,date").replace("2026", "HDFC,2026")
    found = run(tmp_path, books, "date,description,amount\n", parting=Parting(("account",)))
    assert found["breaks"] == 3


def test_an_absurd_day_is_told_and_ages_leave_it_out(tmp_path: Path):
    found = run(tmp_path, BANK + "2206-10-04,Zed,5.00\n1900-01-01,Old,6.00\n2026-09-01,Late,7.00\n")
    assert found["notes"] == [
        "books.csv, row 5: the day 04-10-2206 lies decades from the others (and so do 1 more). Ages and insights leave it out; matching takes it as it is"
    ]
    ages = dict(pl.read_parquet(tmp_path / "out" / "breaks.parquet").filter(side="left").select("line_id", "age_days").iter_rows())
    assert ages == {"4": None, "5": None, "6": 32}
    assert [(each["age"], each["lines"]) for each in found["insights"]["ageing"]] == [("31 to 60 days", 1), ("of no known age", 2)]
    assert not any("older" in reason for reason in found["insights"]["risk"]["reasons"])


def test_a_line_of_no_value_says_why_no_amount_can_match_it(tmp_path: Path):
    run(tmp_path, BANK + "2026-10-04,Nil entry,0\n", BANK + "2026-10-04,Other,77.00\n")
    assert breaks(tmp_path)["4"].startswith("its amount is zero")


def test_a_break_says_in_figures_and_by_its_heading_what_is_apart(tmp_path: Path):
    left = "date,amount,Warehouse,Colour\n2026-10-01,100,Pune,red\n2026-10-01,170,Goa north,blue\n2026-10-09,900.00,Delhi,grey\n"
    right = "date,amount,Warehouse,Colour\n2026-10-01,100,Pune,red\n2026-10-01,170,Mumbai,blue\n2026-10-09,950.00,Delhi,grey\n"
    run(tmp_path, left, right, kind="generic", spec="mode: standard")
    said = breaks(tmp_path)
    assert said["2"] == "Warehouse: 'Goa north' against 'Mumbai'"
    assert said["3"] == "the amount differs by Rs 50.00 (5.2 %): 900.00 against 950.00"


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("colums: {amount: amount}", "the key 'colums' means nothing; did you mean 'columns'?"),
        ("tolerence: 5", "did you mean 'tolerance'?"),
        ("amount: amount", "a column is named under columns: {amount: …}"),
        ("left: {flip_sing: true}", "the key 'flip_sing' under left means nothing; did you mean 'flip_sign'?"),
        ("left: {window: 3}", "window holds for both sides"),
        ("columns: {amonut: amount}", "columns names 'amonut', which is no role; did you mean 'amount'?"),
        ("window: {befor: 3}", "window has no 'befor'; did you mean 'before'?"),
        ("flip_sign: 'no'", "flip_sign is true or false, not 'no'"),
        ("kind: party", "is a spec of kind party, and bank is asked for"),
        ("columns: {date: date}\ncolumns: {amount: amount}", "the key 'columns' stands twice"),
    ],
)
def test_a_key_that_means_nothing_is_refused_with_the_one_that_was_meant(tmp_path: Path, spec: str, says: str):
    assert says in refusal(tmp_path, BANK, spec=spec)


def test_a_key_that_is_a_column_of_its_own_is_one_more_text(tmp_path: Path):
    table = BANK.replace("description", "data")
    assert run(tmp_path, table, table, spec="columns: {data: data}")["breaks"] == 0


def test_columns_under_two_names_are_compared_and_told(tmp_path: Path):
    left = "id,given name,surname,town\n1,Asha,Rao,Pune\n2,Vikram,Nair,Kochi\n"
    found = run(tmp_path, left, "id,first name,surname,city\nx,Asha,Rao,Pune\ny,Anil,Nair,Surat\n", kind="generic")
    assert found["text"] == [["given name", "first name"], ["surname", "surname"], ["town", "city"]]
    assert "columns under two names are compared: 'given name' with 'first name', 'town' with 'city'; a spec with text: says it otherwise" in found["notes"]
    assert found["matches"] == 1


def test_columns_without_a_common_heading_are_found_by_what_stands_in_them(tmp_path: Path):
    towns = [f"Town{chr(65 + n)}ville" for n in range(12)]
    left = "kuerzel,ort\n" + "".join(f"code{n:03},{town}\n" for n, town in enumerate(towns))
    right = "wo,was\n" + "".join(f"{town},code{n:03}\n" for n, town in enumerate(towns))
    found = run(tmp_path, left, right, kind="generic")
    assert found["text"] == [["kuerzel", "was"], ["ort", "wo"]] and found["by_stage"] == {"exact": 12}


def test_tables_without_anything_in_common_are_refused_with_their_headings(tmp_path: Path):
    said = refusal(tmp_path, "kuerzel,ort\nab,cd\n", right="foo,bar\nab,cd\n", kind="generic")
    assert "kuerzel, ort here, foo, bar there" in said and "text: [[kuerzel, foo]]" in said


def test_the_standard_mode_takes_what_is_the_same_and_says_so(tmp_path: Path):
    found = run(tmp_path, BANK, BANK.replace("300.50", "301.00"), kind="generic", spec="mode: standard")
    assert found["by_stage"] == {"exact": 2} and any(note.startswith("mode standard: only lines with the same reference") for note in found["notes"])


def test_the_summary_says_by_what_thresholds_and_which_matches_a_person_samples(tmp_path: Path):
    rows = [f"2026-10-{1 + n % 28:02},Party number {n} of Pune,{1000 + 7 * n}.{n % 100:02}" for n in range(200)]
    table = "date,description,amount\n" + "\n".join(rows) + "\n"
    found = run(tmp_path, table, table, kind="generic")
    auto = found["by_status"]["auto"]
    assert found["sample"] == {"of": auto, "percent": 2, "matches": -(-auto * 2 // 100)}
    assert found["thresholds"]["auto"] | {"margin": 0} == {"by": "evidence", "probability": 0.97, "margin": 0, "limit_paise": 10**13, "precision_target": 0.999}
    assert found["thresholds"]["suggested"] == {"probability": 0.5} and found["thresholds"]["review"] == {"probability": 0.5}
    sample = pl.read_parquet(tmp_path / "out" / "sample.parquet")
    assert sample["sampled"].to_list().count("largest") == 1 and sample.filter(sampled="largest")["paise"][0] == (1000 + 7 * 199) * 100 + 99
    again = run(tmp_path, table, "date,description,amount\n" + "\n".join(rows) + "\n", kind="generic")
    assert again["sample"] == found["sample"] and pl.read_parquet(tmp_path / "out" / "sample.parquet").equals(sample)


def test_the_bank_is_accepted_by_experience_and_says_so(tmp_path: Path):
    said = run(tmp_path, BANK)["thresholds"]["auto"]
    assert said["by"] == "experience" and 0.9 <= said["probability"] <= 1.1 and said["without_experience"] == 0.85


TDS = "date,tan,section,amount paid,tds,party\n"


def test_sections_of_two_acts_are_one_and_another_section_is_told(tmp_path: Path):
    books = TDS + "2026-05-03,MUMA12345B,194C,100000,2000,Acme Ltd\n2026-06-03,MUMA12345B,194J,50000,5000,Acme Ltd\n"
    filed = TDS + "2026-05-03,MUMA12345B,1027,100000,2000,Acme Ltd\n2026-06-05,MUMA12345B,393(1) [Sl. No. 6(iii) D(b)],50000,5000,Acme Ltd\n"
    found = run(tmp_path, books, filed, kind="tds")
    assert [each["rule"] for each in found["findings"]] == ["recon.tds_section_differs"]
    said = found["findings"][0]
    assert (
        said["lines"] == ["1"]
        and "194C (Contractor / sub-contractor; 393(1) Sl.6(i) of the Act of 2025)" in said["sentence"]
        and "under 194J" in said["sentence"]
    )
    assert any(note.startswith("sections are compared by the numbers of the Act of 1961") for note in found["notes"])


def test_tax_short_in_our_statement_has_its_deposit_section_and_interest(tmp_path: Path):
    table = "date,pan,section,amount paid,tds,party\n2026-05-03,AAACR5055K,194J(b),100000,{},Ravi Traders\n"
    found = run(tmp_path, table.format(10000), table.format(2000), kind="tds_payable", spec="as_of: 2026-09-30")
    short = found["findings"][0]
    assert (short["rule"], short["amount_paise"], short["debit"], short["credit"]) == ("recon.tds_short", 800_000, "tds_payable", "bank")
    # Rs 8,000 at 1.5 % for May, June, July, August and September begun.
    assert "194J(b) (Professional fees" in short["proposal"] and short["proposal"].endswith("from 03-05-2026 to 30-09-2026 is Rs 600.00")


def test_a_line_entered_twice_under_the_same_words_is_told(tmp_path: Path):
    found = run(tmp_path, BANK + "2026-10-03,Corr Board,300.50\n")
    assert [(each["first"], each["again"], each["paise"]) for each in found["insights"]["duplicates"]] == [("3", "4", 300_50)]


def test_days_that_the_other_table_does_not_decide_are_told_as_such(tmp_path: Path):
    found = run(tmp_path, "date,description,amount\n10/01/2026,Acme,100\n", "date,description,amount\n2024-03-20,Acme,100\n")
    assert any("which bank.csv neither bears out nor denies" in note for note in found["notes"])


def test_a_ledger_as_sap_prints_it_meets_a_statement_by_its_assignment_and_its_parties(tmp_path: Path):
    parties = ("Pereira Steel", "Iyer Traders", "Reddy Foods", "Das Logistics", "Nair Motors", "Shah Pharma")
    ours, theirs = ["Doc no,Pstng date,Vendor/Customer,Text,Assignment,Amount in LC"], ["Sl No,Buchg.datum,Transaction Details,Betrag"]
    for n in range(48):
        # Every second line has no reference; amounts come back within the days, so that only the party tells them apart.
        party, amount, utr = parties[n % 6], 10_000 + 500 * (n // 6), f"UTR{7_000_000_000 + 17 * n}" if n % 2 else ""
        ours.append(f'51000{n:04},{1 + n // 2:02}.06.2026,{party},Inv {900 + n},{utr},"{amount:,}.50-"')
        theirs.append(f"{n + 1},{2 + n // 2:02}-Jun-2026,NEFT/{utr}/{party.upper()[:9]},-{amount}.50")
    found = run(tmp_path, "\n".join(ours) + "\n", "\n".join(theirs) + "\n", kind="generic")
    assert "books.csv: 'Assignment' is taken for the reference and not 'Doc no', for bank.csv has its numbers" in found["notes"]
    assert "bank.csv: days and amounts were found by what stands in the columns: 'Buchg.datum', 'Betrag'" in found["notes"]
    rows = pl.read_parquet(tmp_path / "out" / "matches.parquet")
    pairs = rows.filter(side="left").join(rows.filter(side="right"), on="match_id").select("line_id", "line_id_right").rows()
    assert len(pairs) >= 46 and all(int(left[-4:]) + 1 == int(right) for left, right in pairs)


def test_a_serial_number_is_the_id_of_a_line(tmp_path: Path):
    table = (
        BANK.replace("date,", "S.No.,date,")
        .replace("2026-10-01", "11,2026-10-01")
        .replace("2026-10-02", "12,2026-10-02")
        .replace("2026-10-03", "13,2026-10-03")
    )
    run(tmp_path, table, "date,description,amount\n")
    assert set(breaks(tmp_path)) == {"11", "12", "13"}


def statuses(folder: Path) -> dict[tuple[str, str], str]:
    rows = pl.read_parquet(folder / "out" / "matches.parquet")
    both = rows.filter(side="left").join(rows.filter(side="right"), on="match_id")
    return {(left, right): status for left, right, status in both.select("line_id", "line_id_right", "status").iter_rows()}


def people(*more: tuple[str, str]) -> tuple[str, str]:
    """Sixty households of one person each on either side, the telephone parted on the right, and further lines left and right."""
    towns = ("Mumbai", "Pune", "Nagpur", "Delhi", "Jaipur", "Surat", "Indore", "Kochi")
    first = ("Asha", "Vikram", "Fatima", "Joseph", "Gurpreet", "Subrata", "Lakshmi", "Karthik", "Neha", "Imran")
    last = ("Rao", "Nair", "Shah", "Fernandes", "Gill", "Ghosh", "Iyer", "Reddy", "Mehta", "Khan", "Patil")
    lines = [(f"{first[n % 10]},{last[n % 11]}", f"98{7_000_000 + 7_919 * n:08}", f"{17 * n + 3} Lake Road,{towns[n % 8]}") for n in range(60)]
    left = [f"L{n},{name},{phone},{place}" for n, (name, phone, place) in enumerate(lines)]
    right = [f"R{n},{name},0{phone[:5]} {phone[5:]},{place.replace('Road', 'Rd')}" for n, (name, phone, place) in enumerate(lines)]
    head = "id,first name,last name,phone,street,city\n"
    return tuple(head + "\n".join([*of, *(each[k] for each in more)]) + "\n" for k, of in enumerate((left, right)))  # type: ignore[return-value]


def test_a_person_with_the_same_telephone_in_another_form_is_accepted(tmp_path: Path):
    run(tmp_path, *people(), kind="generic")
    found = statuses(tmp_path)
    assert set(found) == {(f"L{n}", f"R{n}") for n in range(60)} and list(found.values()).count("auto") >= 50


def test_two_people_of_one_house_with_names_alike_wait_for_a_person(tmp_path: Path):
    brothers = ("L90,Ramesh,Kulkarni,9812345678,4 Fort Street,Pune", "R90,Mahesh,Kulkarni,9812345678,4 Fort Street,Pune")
    run(tmp_path, *people(brothers), kind="generic")
    assert statuses(tmp_path).get(("L90", "R90")) != "auto"


def test_two_payments_with_two_utrs_are_not_accepted_as_one_however_alike(tmp_path: Path):
    rows = [f"2026-07-{n:02},{n}00.11,SBINN520260702{n:02},Party {n} Traders" for n in range(2, 20)]
    head = "date,amount,utr,party\n"
    run(tmp_path, head + "\n".join(["2026-07-01,100.37,SBINN52026070112,Acme", *rows]), head + "\n".join(["2026-07-01,100.37,HDFCN52026070999,Acme", *rows]))
    assert statuses(tmp_path) == {("1", "1"): "suggested"} | {(str(n), str(n)): "auto" for n in range(2, 20)}


def test_a_vouchers_own_number_says_nothing_against_a_utr(tmp_path: Path):
    rows = [f"2026-07-{n:02},{n}00.11,SBINN520260702{n:02},Party {n} Traders" for n in range(2, 20)]
    head = "date,amount,utr,party\n"
    run(tmp_path, head + "\n".join(["2026-07-01,100.37,VOUCHER-2026-00112,Acme", *rows]), head + "\n".join(["2026-07-01,100.37,HDFCN52026070999,Acme", *rows]))
    assert statuses(tmp_path)["1", "1"] == "auto"


@pytest.mark.parametrize(
    "content",
    [
        '{"date":"2026-10-01","amount":5,"amount":6}\n',
        '[{"date":"2026-10-01","amount":5,"amount":6}]',
        '{"date":"2026-10-01","amount":1}\n{"amount":5,"amount":6}\n',
    ],
)
def test_a_key_that_stands_twice_in_an_object_is_refused(tmp_path: Path, content: str):
    assert "an object has the key 'amount' twice" in refusal(tmp_path, content, name="books.json")


def test_a_bank_whose_headings_nobody_knows_is_read_by_what_stands_in_its_columns(tmp_path: Path):
    ours = [f"T{n},{1000 + 37 * n}.00,{'CREDIT' if n % 3 else 'DEBIT'},2026-04-{n + 1:02}T10:{n:02}:00" for n in range(24)]
    theirs = [f"B{n},{(1 if n % 3 else -1) * (1000 + 37 * n)},2026-04-{n + 1:02},XYZ" for n in range(24)]
    found = run(tmp_path, "\n".join(["trxID,moved,type,when", *ours]), "\n".join(["uniqueIdentifier,amount,date,bankName", *theirs]))
    assert "books.csv: days and amounts were found by what stands in the columns: 'when', 'moved'" in found["notes"]
    together = pl.read_parquet(tmp_path / "out" / "matches.parquet").group_by("match_id").agg(numbers=pl.col("line_id").str.slice(1).n_unique())
    assert together["numbers"].to_list() == [1] * 24


def test_a_bank_without_days_anywhere_is_still_refused(tmp_path: Path):
    assert "books.csv: no heading with a date" in refusal(tmp_path, "trxID,amount,type\n" + "\n".join(f"T{n},{1000 + n},CREDIT" for n in range(9)))


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_a_heading_is_understood_by_its_last_word_where_the_cells_bear_it_out(tmp_path: Path, kind: str):
    ours = [f"2026/3/{n + 1}\tINV-{4000 + n}\t{1000 + 37 * n}.5\t18.00\tMetro Foods {n}" for n in range(24)]
    theirs = [f"2026-03-{n + 2:02},INV-{4000 + n},{100000 + 3700 * n + 50},AR Metro Foods {n}" for n in range(24)]
    found = run(
        tmp_path,
        "\n".join(["gl_date\treference\tgl_amount\ttax_amount\tdescription", *ours]),
        "\n".join(["posted_at_ist,reference,bank_amount_paise,description", *theirs]),
        kind,
    )
    assert found["columns"]["left"] | found["columns"]["right"] == {
        "date": ["posted_at_ist"],
        "amount": ["bank_amount_paise"],
        "reference": ["reference"],
        "narration": ["description"],
    }
    assert found["columns"]["left"]["amount"] == ["gl_amount"] and found["sides"]["right"]["matched"] == 24


def _numbered(seed: int, numbers: list[int], amount: str = "{}") -> str:
    rows = [f"TXN{n:05},2026-05-{1 + n % 28:02},{amount.format(1000 + (n * 7919 + seed) % 9000)},Rent" for n in numbers]
    return "\n".join(["Transaction_ID,Date,Amount,Description", *rows])


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_ids_that_both_tables_have_are_the_reference_where_their_amounts_agree(tmp_path: Path, kind: str):
    numbers = list(range(1, 61))
    ours = _numbered(0, [*numbers, 7]).replace("TXN00031,2026-05-04,", "TXN00031,2026-05-04,9")
    found = run(tmp_path, ours, _numbered(0, numbers), kind)
    assert found["columns"]["right"]["reference"] == ["Transaction_ID"]
    assert "books.csv: 'Transaction_ID' is taken for the reference, for bank.csv has its numbers" in found["notes"]
    pairs = pl.read_parquet(tmp_path / "out" / "matches.parquet")
    together = pairs.filter(side="right").join(pairs.filter(side="left").select("match_id", row="line_id"), on="match_id")
    rows = dict(together.select("line_id", "row").iter_rows())
    assert all(int(line[3:]) == int(row) or (line, row) == ("TXN00007", "61") for line, row in rows.items())
    assert rows["TXN00031"] == "31"  # the number is the same, the amount is not: suggested, for a person


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_ids_that_each_table_counts_by_itself_are_no_reference(tmp_path: Path, kind: str):
    numbers = list(range(1, 61))
    found = run(tmp_path, _numbered(0, numbers), _numbered(4321, numbers), kind)
    assert "reference" not in found["columns"]["left"]


def test_a_number_in_a_series_is_no_slip_of_its_neighbour(tmp_path: Path):
    numbers = list(range(11, 92))
    ours = _numbered(0, numbers).replace("TXN00011,2026-05-12,", "TXN00011,2026-05-12,90").replace("TXN00081,2026-05-26,", "TXN00081,2026-05-26,7")
    run(tmp_path, ours, _numbered(0, numbers))
    members = pl.read_parquet(tmp_path / "out" / "matches.parquet").group_by("match_id").len()
    assert members["len"].max() == 2


@pytest.mark.parametrize("kind", ["bank", "generic"])
def test_a_bills_short_number_in_a_narration_is_its_reference(tmp_path: Path, kind: str):
    bills = [f"INV-{2000 + 37 * n},Customer {n % 5},{900 + n}.00,2026-03-{1 + n:02}" for n in range(28)]
    paid = [f"TXN-{10000 + n},2026-03-{3 + n:02},ACH PAYMENT INV/{2000 + 37 * n},{900 + n}.00,CREDIT" for n in range(28)]
    found = run(tmp_path, "\n".join(["invoice_id,customer_name,amount_due,due_date", *bills]), "\n".join(["txn_id,date,description,amount,type", *paid]), kind)
    assert found["columns"]["left"]["reference"] == ["invoice_id"] and found["sides"]["left"]["matched"] == 28
    whys = pl.read_parquet(tmp_path / "out" / "matches.parquet").filter(side="left")["reasons"]
    assert all("same reference" in why or "reference" in why for why in whys.to_list())
