"""A policy posts the paper that is one more of the same, and nothing else: each gate is shut once, from a paper that would pass."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from qrt.adapters.company import load_company_file
from qrt.core.base.canonical import canonical_json, plain
from qrt.core.base.company import AutoPost, Company, Entity, Policy
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.auto_post import sample_of
from qrt.core.close.compute import Computation
from qrt.core.close.files import content_files, package_digest
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, InvoiceLine, Leg, MasterRow, Paper, RegisterRow, Row
from qrt.core.ledger.types import Voucher
from qrt.flows.desk import load_rules
from qrt.sim.names import gstin

Q2 = Quarter(2026, 2)
OURS, MILLS, ROADS = gstin("29", "AAKCK1234L"), gstin("29", "AABCB5678M"), gstin("29", "AABCS1429B")
SMALL = AutoPost("small bills", ("purchase", "expense"), rupees("25000"), Decimal("0.97"))
COMPANY = Company("Kaveri Tools Pvt Ltd", entities=(Entity("KT", "Kaveri Tools Pvt Ltd", gstins=(OURS,)),), policy=Policy(auto_post=(SMALL,)))
SPOT = Place("p", sheet="S", row=1)
LEDGERS = {
    "Bharat Mills": ("Sundry Creditors", MILLS),
    "Roads & Co": ("Sundry Creditors", ROADS),
    "Purchase of Goods 18%": ("Purchase Accounts", ""),
    "Input CGST": ("Duties & Taxes", ""),
    "Input SGST": ("Duties & Taxes", ""),
    "Round Off": ("Indirect Expenses", ""),
    "Repairs to Building": ("Indirect Expenses", ""),
}
RULES = load_rules(COMPANY.division)
BILL = {
    "invoice_number": "BM/140",
    "invoice_date": "2026-08-20",
    "seller.name": "Bharat Mills",
    "seller.gstin": MILLS,
    "buyer.gstin": OURS,
    "totals.taxable": "10000",
    "totals.cgst": "900",
    "totals.sgst": "900",
    "totals.grand_total": "11800",
}
ROD = InvoiceLine(SPOT, "Steel rod", "72142090", "1", rate="18", taxable=rupees("10000"))


def paper(name: str, kind: DocumentKind, rows: tuple[Row, ...], fields: dict[str, str], unsure: str = "") -> HandInPaper:
    sha256 = (name.encode().hex() * 64)[:64]
    place = Place(sha256, page=1)
    made = {
        key: Field(key, value, value, place, 0.99, status=FieldStatus.REVIEW if key == unsure else FieldStatus.AUTO) for key, value in fields.items() if value
    }
    return HandInPaper(Paper(sha256, name, 1), PaperRole.INBOX, PaperState.READ, (Extraction(sha256, kind, 0.99, "test", "1", fields=made, rows=rows),))


def booked(number: int, day: date, value: str, main: str = "Purchase of Goods 18%", party: str = "Bharat Mills") -> RegisterRow:
    amount = rupees(value)
    tax = Paise(amount * 9 // 100)
    legs = (Leg(party, Paise(-amount - 2 * tax), SPOT), Leg(main, amount, SPOT), Leg("Input CGST", tax, SPOT), Leg("Input SGST", tax, SPOT))
    return RegisterRow(SPOT, day, party, "Purchase", f"P-{number}", legs, reference=f"BM/{number}", base_kind="purchase")


BOOKS = (
    booked(101, date(2026, 7, 3), "4000"),
    booked(102, date(2026, 7, 21), "7000"),
    booked(103, date(2026, 8, 2), "5500"),
    booked(104, date(2026, 9, 4), "6200"),
)


def close(
    bill: dict[str, str] | None = None,
    rows: tuple[Row, ...] = (ROD,),
    books: tuple[RegisterRow, ...] = BOOKS,
    company: Company = COMPANY,
    decisions: tuple[Decision, ...] = (),
    unsure: str = "",
    more: tuple[HandInPaper, ...] = (),
) -> Computation:
    """The close of a company that booked four bills of Bharat Mills and not the fifth."""
    masters = tuple(MasterRow(SPOT, name, group, gstin=number) for name, (group, number) in LEDGERS.items())
    papers = [
        paper("Masters.xml", DocumentKind.TALLY_MASTERS, masters, {}),
        paper("Day Book.xlsx", DocumentKind.DAY_BOOK, books, {}),
        paper("BM-140.pdf", DocumentKind.TAX_INVOICE, rows, {**BILL, **(bill or {})}, unsure),
        *more,
    ]
    return Computation(company, Q2, papers, decisions, RULES)


def by_policy(work: Computation) -> tuple[Voucher, ...]:
    return tuple(each for each in work.books("KT").posted if each.approver)


def drafts(work: Computation) -> int:
    return sum(each.key.startswith("paper:") for each in work.books("KT").waiting)


def test_one_more_of_the_same_posts_in_the_policys_name_with_its_reason() -> None:
    work = close()
    (voucher,) = by_policy(work)
    assert {line.ledger: line.amount for line in voucher.lines} == {
        "Bharat Mills": rupees("-11800"),
        "Purchase of Goods 18%": rupees("10000"),
        "Input CGST": rupees("900"),
        "Input SGST": rupees("900"),
    }
    assert voucher.approver == "policy:small bills"
    assert "11,800.00 of at most 25,000.00" in voucher.approved_because
    assert "4 equal bookings of Bharat Mills" in voucher.approved_because
    assert drafts(work) == 0
    (told,) = (each for each in work.findings if each.rule == "paper.not_booked")
    assert voucher.approved_because in told.sentence
    # What it moved stands in the balances: 4,000 + 7,000 + 5,500 + 6,200 of the books and 10,000 of the paper.
    assert work.balanced("KT").trial_balance.closing("Purchase of Goods 18%") == rupees("32700")


def test_without_a_policy_or_for_another_company_of_the_group_everything_waits() -> None:
    for policy in ((), (replace(SMALL, entities=("OTHER",)),)):
        work = close(company=replace(COMPANY, policy=Policy(auto_post=policy)))
        assert (by_policy(work), drafts(work)) == ((), 1)


@pytest.mark.parametrize(
    ("why", "bill"),
    [
        ("above the limit", {"totals.taxable": "22000", "totals.cgst": "1980", "totals.sgst": "1980", "totals.grand_total": "25960"}),
        ("parts miss the total by a paisa", {"totals.grand_total": "11800.01"}),
        ("tax is not at a rate", {"totals.cgst": "850", "totals.sgst": "850", "totals.grand_total": "11700"}),
        ("heads differ", {"totals.cgst": "800", "totals.sgst": "1000"}),
        ("head of the other kind", {"totals.cgst": "", "totals.sgst": "", "totals.igst": "1800"}),
        ("GSTIN fails its check digit", {"seller.gstin": MILLS[:-1] + ("A" if MILLS[-1] != "A" else "B")}),
        ("not our GSTIN", {"buyer.gstin": gstin("29", "AAKCK1234M")}),
        ("dated before the quarter", {"invoice_date": "2026-06-20"}),
        ("near the cutoff", {"invoice_date": "2026-09-27"}),
        ("no number", {"invoice_number": ""}),
        ("a number that is booked, another sum", {"invoice_number": "BM/102"}),
        ("a first-time vendor", {"seller.name": "New Mills", "seller.gstin": gstin("29", "AABCN5678M")}),
        ("reverse charge", {"reverse_charge": "Yes"}),
        ("foreign money", {"currency": "USD"}),
        ("place of supply elsewhere", {"place_of_supply": "27-Maharashtra"}),
        ("tax collected at source", {"totals.tcs": "10", "totals.grand_total": "11810"}),
    ],
)
def test_a_paper_with_any_trouble_never_posts_by_itself(why: str, bill: dict[str, str]) -> None:
    line = replace(ROD, taxable=rupees(bill.get("totals.taxable", "10000")))
    assert by_policy(close(bill, (line,))) == (), why


def test_lines_that_miss_the_value_and_fields_that_a_person_should_see_hold_it() -> None:
    assert by_policy(close(rows=(replace(ROD, taxable=rupees("9999")),))) == ()
    assert by_policy(close(rows=())) == ()
    for name in ("invoice_date", "totals.grand_total", "seller.gstin"):
        assert by_policy(close(unsure=name)) == (), name


def test_an_equal_sum_of_the_party_within_days_may_be_the_same_bill() -> None:
    twin = booked(139, date(2026, 8, 18), "10000")
    assert by_policy(close(books=(*BOOKS, twin))) == ()
    assert len(by_policy(close(books=(*BOOKS, replace(twin, day=date(2026, 7, 2)))))) == 1


def test_a_second_form_of_the_paper_is_no_second_voucher() -> None:
    copy = paper("BM-140 again.pdf", DocumentKind.TAX_INVOICE, (ROD,), BILL)
    assert by_policy(close(more=(copy,))) == ()


def test_two_bookings_are_no_habit_and_a_party_with_two_ledgers_is_asked_about() -> None:
    assert by_policy(close(books=BOOKS[:2])) == ()
    mixed = (*BOOKS, booked(105, date(2026, 7, 9), "3300", "Repairs to Building"))
    assert by_policy(close(books=mixed)) == ()


def test_what_tax_may_have_to_be_deducted_from_waits() -> None:
    books = tuple(replace(each, legs=(each.legs[0], replace(each.legs[1], ledger="Repairs to Building"), *each.legs[2:])) for each in BOOKS)
    work = close(books=books, rows=(replace(ROD, description="Repairs to building", hsn="995473"),))
    assert (by_policy(work), drafts(work)) == ((), 1)


def test_a_finding_about_the_party_holds_its_papers() -> None:
    # The same bill booked twice under one number is a finding about the party, not about this paper.
    twice = (*BOOKS, replace(booked(104, date(2026, 9, 9), "6200"), number="P-199"))
    assert by_policy(close(books=twice)) == ()


def test_what_a_person_returned_is_not_posted_over_their_head() -> None:
    key = close(company=replace(COMPANY, policy=Policy())).books("KT").waiting[0].key
    assert by_policy(close(decisions=(Decision("voucher_returned", f"KT|{key}", {"reason": "not ours"}),))) == ()


def test_what_was_posted_stands_when_the_policy_is_gone() -> None:
    (voucher,) = by_policy(close())
    kept = Decision("voucher_auto_posted", f"KT|{voucher.key}", {name: value for name, value in plain(voucher).items() if value is not None})
    off = close(company=replace(COMPANY, policy=Policy()), decisions=(kept,))
    assert by_policy(off) == (voucher,)
    assert drafts(off) == 0


def test_what_a_policy_posted_teaches_nothing() -> None:
    second = {**BILL, "invoice_number": "BM/150", "invoice_date": "2026-09-10", "totals.taxable": "8000", "totals.cgst": "720", "totals.sgst": "720"}
    second["totals.grand_total"] = "9440"
    more = (paper("BM-150.pdf", DocumentKind.TAX_INVOICE, (replace(ROD, taxable=rupees("8000")),), second),)
    because = [each.approved_because for each in by_policy(close(more=more))]
    assert len(because) == 2
    assert all("4 equal bookings" in each for each in because)


def test_the_package_lists_it_with_a_sample_and_the_same_digest_twice() -> None:
    files = content_files(close().result())
    rows = files["posted_by_policy.csv"].decode().splitlines()
    assert len(rows) == 2
    assert ",small bills,2026-08-20,Bharat Mills,BM/140,1180000,yes," in rows[1]
    assert package_digest(files) == package_digest(content_files(close().result()))
    assert "posted_by_policy.csv" not in content_files(close(company=replace(COMPANY, policy=Policy())).result())


def test_the_sample_is_two_in_a_hundred_and_at_least_one() -> None:
    (voucher,) = by_policy(close())
    many = [replace(voucher, key=f"paper:{number}") for number in range(150)]
    assert [len(sample_of(many[:count])) for count in (0, 1, 50, 51, 150)] == [0, 1, 1, 2, 3]
    assert sample_of(many) == sample_of(reversed(many))


def test_the_policy_comes_through_company_yaml_and_the_package_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "company.yaml"
    path.write_text("name: Acme\npolicy:\n  auto_post: {name: small bills, kinds: [purchase, expense], up_to: 25000.00, confidence: 0.97}\n")
    made = load_company_file(path).company
    assert made.policy.auto_post == (SMALL,)
    assert TypeAdapter(Company).validate_json(canonical_json(made)) == made
    path.write_text("name: Acme\n")
    assert load_company_file(path).company.policy.auto_post == ()


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "{kinds: [asset], up_to: 100, confidence: 0.97}",
        "{kinds: [], up_to: 100, confidence: 0.97}",
        "{kinds: [expense], confidence: 0.97}",
        "{kinds: [expense], up_to: -1, confidence: 0.97}",
        "{kinds: [expense], up_to: 100}",
        "{kinds: [expense], up_to: 100, confidence: 97}",
        "{kinds: [expense], up_to: 100, confidence: much}",
        "{kinds: [expense], up_to: 100, confidence: 0.97, entities: [X]}",
        "{kinds: [expense], up_to: 100, confidence: 0.97, limit: 3}",
    ],
)
def test_a_policy_that_leaves_anything_open_is_refused(tmp_path: Path, said: str) -> None:
    path = tmp_path / "company.yaml"
    path.write_text(f"name: Acme\npolicy:\n  auto_post: {said}\n")
    with pytest.raises(Refused) as wrong:
        load_company_file(path)
    assert wrong.value.code == "company.unreadable"
    assert "policy, auto_post" in wrong.value.sentence or "up_to" in wrong.value.sentence
