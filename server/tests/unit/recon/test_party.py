"""A vendor's statement against our ledger of it."""

from datetime import date
from pathlib import Path

from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.recon_sources import party_statements
from qrt.core.close.types import PaperRole, Placed
from qrt.core.documents.types import DocumentKind, Extraction, Field, Paper, PartyLine
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.match import Subject, reconcile, reconcile_each, reconciliation_digest
from qrt.core.recon.party import PartyStatement, reconcile_parties
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind
from qrt.flows.tables import reconcile_tables

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def _bought(number: str, reference: str, day: date, amount: str) -> Voucher:
    lines = (Line("Purchases", rupees(amount)), Line("Bharat Mills", rupees(f"-{amount}")))
    return Voucher(f"p/{number}", "E", VoucherKind.PURCHASE, day, lines, SourceKind.REGISTER, number, reference=reference)


def _stated(row: int, day: date, reference: str, amount: str, what: str = "invoice") -> PartyLine:
    return PartyLine(Place("sha", sheet="S", row=row), day, reference, "", rupees(amount), what)


def _reconciled(ours: list[Voucher], theirs: list[PartyLine], last: date) -> Reconciliation:
    return reconcile_parties(ours, [PartyStatement("Bharat Mills", theirs, MatchPolicy(), FIRST, last)])["Bharat Mills"]


def test_equal_lines_match_and_each_sides_own_are_breaks_with_a_finding() -> None:
    ours = [_bought("P-1", "BM/101", date(2026, 7, 3), "1000"), _bought("P-2", "BM/102", date(2026, 7, 9), "500")]
    theirs = [
        _stated(2, date(2026, 6, 30), "", "-9000", "opening"),
        _stated(3, date(2026, 7, 3), "BM/101", "-1000"),
        _stated(4, date(2026, 8, 2), "BM/119", "-700"),
    ]
    result = _reconciled(ours, theirs, LAST)
    assert [match.difference for match in result.matches] == [0]
    assert [(finding.rule, finding.amount) for finding in result.findings] == [
        ("recon.party_unknown_to_them", rupees("500")),
        ("recon.party_only", rupees("700")),
    ]


def test_lines_outside_the_days_of_the_statement_accuse_nobody() -> None:
    result = _reconciled([_bought("P-9", "BM/190", date(2026, 9, 20), "10")], [], date(2026, 8, 31))
    assert result.left == () and result.findings == ()


def test_the_command_takes_a_statement_written_from_the_vendors_own_view(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    ours.write_text("Date,Reference,Debit,Credit\n03-07-2026,BM/101,,1000\n09-07-2026,BM/102,,500\n20-07-2026,CHQ 5511,1000,\n")
    theirs.write_text("Date,Bill No,Debit,Credit\n03-07-2026,BM/101,1000,\n09-07-2026,BM/102,500,\n21-07-2026,CHQ 5511,,1000\n")
    summary = reconcile_tables(ours, theirs, "party", None, tmp_path / "out")
    assert (summary["matches"], summary["breaks"], summary["difference_paise"]) == (3, 0, 0)


def test_parties_in_one_run_are_what_they_are_alone() -> None:
    """The second party's statement never says what its lines are, has the first one's numbers and amounts, and lists a line of nil."""
    items = {
        "Bharat Mills": (
            [_item("a1", 3, "BM/101", "-1000", kind="purchase"), _item("a2", 9, "BM/102", "-500", kind="purchase")],
            ["invoice", "BM/101", "-1000"],
        ),
        "Ravi & Co": ([_item("b1", 3, "BM/101", "-1000", kind="purchase"), _item("b2", 4, "7", "0", kind="journal")], ["", "BM/102", "-500"]),
    }
    subjects = [
        Subject(name, ours, [_item(f"s{n}", 5, reference, amount, what=what), _item(f"t{n}", 6, "BM/10", "-1000", what=what)], date(2026, 9, 29 + n))
        for n, (name, (ours, (what, reference, amount))) in enumerate(items.items())
    ]
    alone = [reconcile(ReconciliationKind.PARTY, each.name, each.left, each.right, MatchPolicy(), each.as_of) for each in subjects]
    assert [reconciliation_digest(each) for each in reconcile_each(ReconciliationKind.PARTY, subjects, MatchPolicy())] == list(
        map(reconciliation_digest, alone)
    )


def _item(name: str, day: int, reference: str, amount: str, **labels: str) -> Item:
    return Item(name, date(2026, 7, day), rupees(amount), reference, "", "One & Co", labels={"account": "", **labels})


def test_a_line_that_two_overlapping_statements_have_counts_once() -> None:
    def statement(name: str, *days: int) -> Placed:
        rows = tuple(
            PartyLine(Place(name, sheet="S", row=row), date(2026, 7, day), f"BM/{day}", "", rupees("-1000"), "invoice") for row, day in enumerate(days)
        )
        fields = {"party": Field("party", "Bharat Mills")}
        return Placed(Paper(name, name, 1), Extraction(name, DocumentKind.PARTY_STATEMENT, 1.0, "test", "1", fields=fields, rows=rows), "E", PaperRole.INBOX)

    chart = {"Bharat Mills": LedgerAccount("E", "Bharat Mills", nature="liability", role="creditor")}
    stated, strange = party_statements([statement("july", 3, 9, 9), statement("later", 9, 9, 20)], chart, Quarter(2026, 2))
    assert strange == () and [line.day.day for line in stated["Bharat Mills"][0]] == [3, 9, 9, 20]
