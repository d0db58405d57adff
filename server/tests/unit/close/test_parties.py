"""One company's quarter with parties and foreign money, from papers to the files of the package; every figure worked by hand."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

from qrt.core.base.company import Company, Entity, QuotedRate
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.compute import Computation
from qrt.core.close.files import content_files
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import (
    DocumentKind,
    Extraction,
    Field,
    Leg,
    MasterRow,
    OpenBillRow,
    Paper,
    PartyLine,
    RegisterRow,
    Row,
    TrialBalanceRow,
)
from qrt.flows.desk import load_rules
from qrt.sim.names import gstin

Q2 = Quarter(2026, 2)
COMPANY = Company("Kaveri Tools Pvt Ltd", entities=(Entity("KT", "Kaveri Tools Pvt Ltd", gstins=(gstin("29", "AAKCK1234L"),)),))
USD = QuotedRate("USD", Q2.last_day, Decimal(85), "closing", "FEDAI")
GROUPS = {
    "Asha Traders": "Sundry Debtors",
    "Globex Inc": "Sundry Debtors",
    "Mini Works": "Sundry Creditors",
    "Bank": "Bank Accounts",
    "Share Capital": "Capital Account",
    "Sales": "Sales Accounts",
    "Purchases": "Purchase Accounts",
    "Foreign exchange fluctuation": "Indirect Expenses",
}
OPENING = {"Asha Traders": "5000", "Bank": "95000", "Share Capital": "-100000"}


def paper(name: str, kind: DocumentKind, rows: tuple[Row, ...], role: PaperRole = PaperRole.INBOX, **fields: str) -> HandInPaper:
    sha256 = (name.encode().hex() * 64)[:64]
    extraction = Extraction(sha256, kind, 0.99, "test", "1", fields={key: Field(key, value) for key, value in fields.items()}, rows=rows)
    return HandInPaper(Paper(sha256, name, 1), role, PaperState.READ, (extraction,))


def spot(row: int) -> Place:
    return Place("p", sheet="S", row=row)


def leg(ledger: str, amount: str, bill: str = "", kind: str = "", dollars: str = "", rate: str = "") -> Leg:
    foreign = {"currency": "USD", "foreign_amount": int(Decimal(dollars) * 100), "rate": Decimal(rate), "rate_day": date(2026, 7, 10)} if dollars else {}
    return Leg(ledger, rupees(amount), spot(1), bill, kind, **foreign)  # pyright: ignore[reportArgumentType]


def row(number: str, kind: str, day: date, *legs: Leg, reference: str = "") -> RegisterRow:
    return RegisterRow(spot(1), day, legs[0].ledger, kind.capitalize(), number, legs, reference=reference, base_kind=kind)


def papers() -> list[HandInPaper]:
    masters = tuple(
        MasterRow(spot(n), name, group, msme="micro" if name == "Mini Works" else "", credit_days=30 if name == "Asha Traders" else None)
        for n, (name, group) in enumerate(GROUPS.items())
    )
    opening = tuple(TrialBalanceRow(spot(n), name, False, "", 0, rupees(amount)) for n, (name, amount) in enumerate(OPENING.items()))
    vouchers = (
        row("S-1", "sales", date(2026, 9, 10), leg("Asha Traders", "11800"), leg("Sales", "-11800")),
        row("X-1", "sales", date(2026, 7, 10), leg("Globex Inc", "83000", "X-1", "new", "1000", "83"), leg("Sales", "-83000")),
        row("P-1", "purchase", date(2026, 7, 1), leg("Mini Works", "-2000"), leg("Purchases", "2000"), reference="MW/7"),
        row("R-1", "receipt", date(2026, 8, 1), leg("Bank", "3000"), leg("Asha Traders", "-3000", "KT/90", "against")),
    )
    bills = (
        OpenBillRow(spot(2), "Asha Traders", "KT/90", rupees("3000"), date(2025, 7, 1)),
        OpenBillRow(spot(3), "Asha Traders", "KT/95", rupees("2000"), date(2025, 12, 1)),
    )
    statement = (
        PartyLine(spot(2), date(2026, 7, 1), "MW/7", "", rupees("-2000"), "invoice"),
        PartyLine(spot(3), date(2026, 8, 5), "MW/9", "", rupees("-700"), "invoice"),
    )
    return [
        paper("Masters.xml", DocumentKind.TALLY_MASTERS, masters),
        paper("Opening.xlsx", DocumentKind.TRIAL_BALANCE, opening, PaperRole.OPENING, period_to="2026-06-30"),
        paper("Day Book.xlsx", DocumentKind.DAY_BOOK, vouchers),
        paper("Bills Receivable.xlsx", DocumentKind.OPEN_BILLS, bills, as_on="2026-06-30"),
        paper("Mini Works statement.xlsx", DocumentKind.PARTY_STATEMENT, statement, party="Mini Works", period_from="2026-07-01", period_to="2026-09-30"),
    ]


def close(*decisions: Decision, rated: bool = True) -> Computation:
    company = replace(COMPANY, rates=(USD,)) if rated else COMPANY
    return Computation(company, Q2, papers(), decisions, load_rules(company.division))


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[name].decode().splitlines()))


def test_a_quarter_with_parties_from_papers_to_the_package() -> None:
    work = close()
    files = content_files(work.result())
    opened = {(each["party"], each["bill"]): int(each["open_paise"]) for each in table(files, "open_bills/KT.csv")}
    assert opened == {
        ("Asha Traders", "KT/95"): rupees("2000"),
        ("Asha Traders", "S-1"): rupees("11800"),
        ("Globex Inc", "X-1"): rupees("83000"),
        ("Mini Works", "MW/7"): rupees("-2000"),
    }
    schedule = work.ageing("KT").receivables
    assert schedule
    # KT/95 of 1 December with 30 days fell due on 31 December 2025: nine months. S-1 is due on 10 October. X-1 counts from its own day, 10 July.
    row = "undisputed_good"
    assert schedule.grid == {(row, "m6_12"): rupees("2000"), (row, "not_due"): rupees("11800"), (row, "m0_6"): rupees("83000")}
    assert schedule.total == schedule.sheet == rupees("96800") and schedule.apart == ()
    (late,) = table(files, "msme/KT.csv")
    assert (late["last_day"], late["days_late"], int(late["open_paise"])) == ("2026-07-16", "76", rupees("2000"))
    (draft,) = [each for each in work.adjustments("KT") if each.key.startswith("revaluation:")]
    assert [(line.ledger, line.amount) for line in draft.lines] == [("Globex Inc", rupees("2000")), ("Foreign exchange fluctuation", rupees("-2000"))]
    (position,) = table(files, "revaluation/KT.csv")
    assert (position["ledger"], position["foreign"], position["state"]) == ("Globex Inc", "100000", "drafted")
    rules = {finding.rule for finding in work.findings}
    assert {"party.msme_overdue", "recon.party_only"} <= rules and not rules & {"ageing.differs", "party.opening_bills_differ", "currency.rate_missing"}
    assert "ageing/KT-receivables.csv" in files and "ageing/KT-payables.csv" in files


def test_the_same_papers_give_the_same_files() -> None:
    assert content_files(close().result()) == content_files(close().result())


def test_an_approved_revaluation_is_drafted_no_more() -> None:
    first = close()
    (draft,) = [each for each in first.adjustments("KT") if each.key.startswith("revaluation:")]
    content = {
        "key": draft.key,
        "entity": "KT",
        "kind": "journal",
        "day": draft.day.isoformat(),
        "source": "rule",
        "lines": [
            {
                "ledger": line.ledger,
                "amount": line.amount,
                "bill": line.bill,
                "bill_kind": line.bill_kind.value if line.bill_kind else None,
                "foreign": {"currency": line.foreign.currency, "amount": 0, "rate": str(line.foreign.rate), "day": "2026-09-30"} if line.foreign else None,
            }
            for line in draft.lines
        ],
    }
    second = close(Decision("voucher_approved", f"KT|{draft.key}", content))
    assert [each.key for each in second.adjustments("KT") if each.key.startswith(("revaluation:", "realised:"))] == []
    assert second.bills("KT").bills["Globex Inc"].balance == rupees("85000")
    assert [item.open for item in second.bills("KT").bills["Globex Inc"].open_items] == [rupees("85000")]


def test_without_a_rate_nothing_is_drafted_until_a_person_names_one() -> None:
    silent = close(rated=False)
    assert not [each for each in silent.adjustments("KT") if each.key.startswith("revaluation:")]
    assert "currency.rate_missing" in {finding.rule for finding in silent.findings}
    said = close(Decision("rate_set", "USD|2026-09-30|closing", {"rate": "84", "source": "RBI"}), rated=False)
    (draft,) = [each for each in said.adjustments("KT") if each.key.startswith("revaluation:")]
    assert draft.lines[0].amount == rupees("1000") and "RBI" in draft.lines[0].reason


def test_what_people_say_of_parties_and_bills_counts() -> None:
    work = close(
        Decision("party_set", "KT|Mini Works", {"msme": "medium"}),
        Decision("bill_disputed", "KT|Asha Traders|KT/95", {"disputed": True}),
        Decision("bill_doubtful", "KT|Asha Traders|KT/95", {"doubtful": "doubtful"}),
    )
    schedule = work.ageing("KT").receivables
    assert schedule and schedule.grid["disputed_doubtful", "m6_12"] == rupees("2000")
    assert work.ageing("KT").msme.bills == ()
