"""A return that is handed in twice counts once, whatever its forms; papers that are parts of one return all count."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.close.printed import settle_prints
from qrt.core.close.types import PaperRole, Placed
from qrt.core.documents.tax_rows import DeductionLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction, Field, Gstr2bLine, Paper, Row

FILE, SHEET = "gstr2b", "tax_sheet"


def document(number: str, day: str = "2026-08-05", taxable: int = 100_00) -> Gstr2bLine:
    amounts = (Paise(taxable), Paise(0), Paise(9_00), Paise(9_00), Paise(0), Paise(taxable + 18_00))
    return Gstr2bLine(Place("d", row=1), "b2b", "29AABCB5678M1Z1", "Bharat Mills", number, date.fromisoformat(day), "invoice", *amounts)


def paper(name: str, rows: Sequence[Row], reader: str = SHEET, kind: DocumentKind = DocumentKind.GSTR_2B, **fields: str) -> Placed:
    made = {each: Field(each, value) for each, value in ({"gstin": "29AAKCK1234L1Z5", "period": "2026-08"} | fields).items()}
    return Placed(Paper(name * 2, name, 1), Extraction(name * 2, kind, 0.99, reader, "1", fields=made, rows=tuple(rows)), "KT", PaperRole.INBOX)


def counted(*papers: Placed) -> tuple[dict[str, int], list[str]]:
    standing, findings = settle_prints(papers)
    return {each.paper.name: len(each.extraction.rows) for each in standing if each.extraction.rows}, [finding.sentence for finding in findings]


def test_the_portals_file_counts_before_a_sheet() -> None:
    assert counted(paper("a", [document("1"), document("2")]), paper("b", [document("1")], FILE)) == (
        {"b": 1},
        ["a and b are the same return and differ: document 2 of 29AABCB5678M1Z1 of 05-08-2026 stands in the sheet alone. The file counts."],
    )


def test_of_two_sheets_the_fuller_counts_and_of_two_downloads_the_later() -> None:
    assert counted(paper("a", [document("1")]), paper("b", [document("1"), document("2")]))[0] == {"b": 2}
    older = paper("a", [document("1"), document("2")], generated_on="2026-09-14")
    assert counted(older, paper("b", [document("1")], generated_on="2026-09-20"))[0] == {"b": 1}


def test_sections_in_files_of_their_own_all_count() -> None:
    assert counted(paper("a", [document("1")]), paper("b", [document("2")])) == ({"a": 1, "b": 1}, [])
    assert counted(paper("a", [document("1")], FILE), paper("b", [document("2")], FILE)) == ({"a": 1, "b": 1}, [])


def test_a_list_of_the_quarter_beside_the_months_does_not_count_twice() -> None:
    months = [paper("a", [document("1")], FILE), paper("b", [document("2")], FILE, period="2026-09")]
    assert counted(*months, paper("c", [document("1"), document("2"), document("3")], period=""))[0] == {"a": 1, "b": 1}
    assert counted(*months, paper("c", [document("1"), document("3"), document("4")], period="2026-09"))[0] == {"a": 1, "b": 1}
    assert counted(months[0], paper("c", [document("8"), document("9")], period="2026-09"))[0] == {"a": 1, "c": 2}


def test_other_companies_and_registrations_are_left_alone() -> None:
    other = paper("b", [document("1")], gstin="27AAKCK1234L1Z9")
    assert counted(paper("a", [document("1")]), other) == ({"a": 1, "b": 1}, [])
    assert counted(paper("a", [document("1")]), replace(paper("b", [document("1")]), entity="XX"))[0] == {"a": 1, "b": 1}


def deduction(pan: str, day: str, section: str = "194C") -> DeductionLine:
    return DeductionLine(Place("d", row=1), 0, "A", pan, section, Paise(100_00), Paise(2_00), Paise(2_00), date.fromisoformat(day))


def statement(name: str, rows: Sequence[Row], reader: str = SHEET, **fields: str) -> Placed:
    told = {"gstin": "", "period": "", "tan": "BLRA12345B", "financial_year": "2026-27", "quarter": "Q2"} | fields
    return paper(name, rows, reader, DocumentKind.TDS_STATEMENT, **told)


def test_statements_of_tax_deducted_are_told_apart_by_form_month_and_deductees() -> None:
    file = statement("a", [deduction("AABCB5678M", "2026-08-05", "1024")], "tds_file", form="140")
    assert counted(file, statement("b", [deduction("AABCB5678M", "2026-08-31", "94C")], financial_year="2026-2027"))[0] == {"a": 1}
    assert counted(file, statement("b", [deduction("AABCB5678M", "2026-08-05")], form="26Q"))[0] == {"a": 1}
    assert counted(file, statement("b", [deduction("AABCB5678M", "2026-08-05")], form="24Q"))[0] == {"a": 1, "b": 1}
    assert counted(file, statement("b", [deduction("ABCPK1234L", "2026-08-05")]))[0] == {"a": 1, "b": 1}
    assert counted(statement("a", [deduction("AABCB5678M", "2026-07-05")]), statement("b", [deduction("AABCB5678M", "2026-08-05")]))[0] == {"a": 1, "b": 1}


def test_an_annual_statement_of_july_and_one_of_september_are_parts() -> None:
    def credit(day: str) -> TaxCreditLine:
        return TaxCreditLine(Place("d", row=1), "I", "Asha", "BLRA12345B", "194Q", Paise(100_00), Paise(1_00), Paise(1_00), date.fromisoformat(day))

    def annual(name: str, *days: str) -> Placed:
        return paper(name, [credit(day) for day in days], SHEET, DocumentKind.FORM_26AS, pan="AAKCK1234L", financial_year="2026-27")

    assert counted(annual("a", "2026-07-05"), annual("b", "2026-09-05"))[0] == {"a": 1, "b": 1}
    assert counted(annual("a", "2026-07-05"), annual("b", "2026-07-05", "2026-09-05"))[0] == {"b": 2}
