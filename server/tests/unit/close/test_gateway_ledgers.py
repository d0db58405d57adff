"""Which ledger a settlement report is about, which days the reports cover, and reports that overlap."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.company import BankAccount, Entity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.close.gateways import GatewayReports, gateway_reports
from qrt.core.close.types import PaperRole, Placed
from qrt.core.documents.types import Field, Paper
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.gateway import report_of
from tests.generators.gateways import Event, Rows, as_csv, events, payu, razorpay, unseen

QUARTER = Quarter(2026, 2)
ENTITY = Entity("Q", "Q Ltd")


def chart(*ledgers: tuple[str, str, str]) -> Chart:
    return {name: LedgerAccount("Q", name, nature=nature, role=role) for name, nature, role in ledgers}


def placed(rows: Rows, name: str = "report.csv", **fields: str) -> Placed:
    data = as_csv(rows)
    paper = Paper(hashlib.sha256(data).hexdigest(), name, len(data))
    (found,) = read_paper(paper, data)
    said = {key: Field(key, value) for key, value in fields.items()}
    return Placed(paper, replace(found, fields={**found.fields, **said}), "Q", PaperRole.INBOX)


def told(
    papers: Sequence[Placed], books: Chart, vouchers: Sequence[Voucher] = (), accounts: Sequence[BankAccount] = ()
) -> tuple[dict[str, GatewayReports], list[str]]:
    made, findings = gateway_reports(papers, ENTITY, books, vouchers, accounts, QUARTER)
    return made, [each.rule for each in findings]


def entries(ledger: str, made: Sequence[Event], count: int = 8) -> list[Voucher]:
    return [
        Voucher(
            f"v/{number}", "Q", VoucherKind.RECEIPT, each.day, (Line(ledger, Paise(each.gross)), Line("Buyers", Paise(-each.gross))), SourceKind.REGISTER, f"V{number}",
            narration=f"card payment {each.payment}",
        )
        for number, each in enumerate([each for each in made if each.gross > 0][:count])
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Razorpay", "Razorpay Settlement A/c", "RAZOR PAY (PG)", "Bank - Razorpay Wallet"])
def test_the_gateways_name_tells_its_ledger(name: str) -> None:
    books = chart((name, "asset", "bank"), ("Razorpay Charges", "expense", ""), ("HDFC Bank", "asset", "bank"), ("PayU", "asset", ""))
    made, wrong = told([placed(razorpay(events(3)))], books)
    assert list(made) == [name] and wrong == []


def test_a_gateway_may_stand_among_customers() -> None:
    made, _ = told([placed(payu(events(3)))], chart(("PayU Payments Pvt Ltd", "asset", "debtor"), ("Asha", "asset", "debtor")))
    assert list(made) == ["PayU Payments Pvt Ltd"]


def test_two_ledgers_of_one_name_are_a_question_unless_the_numbers_tell() -> None:
    report = events(3)
    books = chart(("Razorpay Web", "asset", ""), ("Razorpay App", "asset", ""), ("Buyers", "asset", "debtor"))
    made, wrong = told([placed(razorpay(report))], books)
    assert made == {} and wrong == ["recon.gateway_unknown"]
    own = [replace(voucher, narration=f"pay_{voucher.narration.split()[-1]}") for voucher in entries("Razorpay App", report)]
    made, wrong = told([placed(razorpay(report))], books, own)
    assert list(made) == ["Razorpay App"] and wrong == []


def test_a_report_of_nobody_goes_by_the_numbers_of_one_ledger_alone() -> None:
    report = events(3)
    books = chart(
        ("Web clearing", "asset", ""),
        ("Suspense", "asset", "suspense"),
        ("Buyers", "asset", "debtor"),
        ("HDFC Bank", "asset", "bank"),
        ("Other clearing", "asset", ""),
    )
    made, wrong = told([placed(unseen(report))], books)
    assert made == {} and wrong == ["recon.gateway_unknown"]
    made, wrong = told([placed(unseen(report))], books, entries("Web clearing", report))
    assert list(made) == ["Web clearing"] and wrong == []
    made, wrong = told([placed(unseen(report))], books, [*entries("Web clearing", report, 5), *entries("Other clearing", report, 4)])
    assert made == {} and wrong == ["recon.gateway_unknown"]
    made, wrong = told([placed(unseen(report))], books, entries("HDFC Bank", report))
    assert made == {} and wrong == ["recon.gateway_unknown"], "a bank is no gateway for having its numbers"
    made, _ = told([placed(unseen(report), gateway="Web clearing")], books)
    assert list(made) == ["Web clearing"], "a person wrote the ledger's name on the paper"


def test_a_report_is_never_taken_for_another_gateways_ledger() -> None:
    made, wrong = told([placed(razorpay(events(3)))], chart(("PayU", "asset", ""), ("HDFC Bank", "asset", "bank")))
    assert made == {} and wrong == ["recon.gateway_unknown"]


def test_the_merchants_number_in_the_companys_accounts_outranks_every_name() -> None:
    books = chart(("Razorpay", "asset", ""), ("Web shop two", "asset", ""))
    accounts = [BankAccount(entity="Q", ledger="Web shop two", number="MID-77120", ifsc="")]
    made, _ = told([placed(razorpay(events(3)), merchant="mid77120")], books, (), accounts)
    assert list(made) == ["Web shop two"]


def test_reports_cover_the_days_of_which_they_tell() -> None:
    books = chart(("Razorpay", "asset", ""))
    (whole,) = told([placed(razorpay(events(3, days=90)))], books)[0].values()
    assert (whole.first, whole.last) == (QUARTER.first_day, QUARTER.last_day)
    (part,) = told([placed(razorpay(events(3, days=30)))], books)[0].values()
    assert part.first == QUARTER.first_day and date(2026, 7, 29) < part.last < date(2026, 8, 6)
    late = [each for each in events(3, days=90) if each.day >= date(2026, 8, 10)]
    (ends,) = told([placed(razorpay(late))], books)[0].values()
    assert date(2026, 8, 10) <= ends.first <= date(2026, 8, 14) and ends.last == QUARTER.last_day
    assert told([placed(razorpay(events(3, days=30, first=date(2026, 1, 1))))], books)[0] == {}


def test_a_row_in_two_reports_counts_once() -> None:
    report = events(5, days=60)
    one, other = (
        [each for each in report if within(each)] for within in (lambda each: each.day < date(2026, 8, 5), lambda each: each.day >= date(2026, 7, 20))
    )
    books = chart(("Razorpay", "asset", ""))
    (both,) = told([placed(razorpay(one)), placed(razorpay(other))], books)[0].values()
    (whole,) = told([placed(razorpay(report))], books)[0].values()
    assert len(both.lines) > len(whole.lines)
    made = [report_of(each.lines, (), QUARTER.first_day, QUARTER.last_day, {}) for each in (both, whole)]
    assert sorted((item.id, item.amount) for item in made[0].items) == sorted((item.id, item.amount) for item in made[1].items)
    assert made[0].stated == made[1].stated
