"""A simulated hand-in ties: with itself, with its truth, and with the same seed's next run."""

import csv
import hashlib
import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
import yaml

from qrt.core.base.identifiers import cin_fault, gstin_fault, ifsc_fault, pan_fault, tan_fault
from qrt.core.base.period import Quarter
from qrt.sim import simulate

Rows = list[dict]


def rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text().splitlines()]


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sim") / "small"
    simulate(11, "small", out=out)
    return out


def test_the_same_seed_writes_the_same_bytes(small: Path, tmp_path: Path) -> None:
    simulate(11, "small", out=tmp_path / "again")
    assert tree(tmp_path / "again") == tree(small)


def test_another_seed_is_another_company(small: Path, tmp_path: Path) -> None:
    simulate(12, "small", out=tmp_path / "other")
    name = yaml.safe_load((small / "company.yaml").read_text())["name"]
    assert yaml.safe_load((tmp_path / "other" / "company.yaml").read_text())["name"] != name


def test_a_small_company_has_sixty_papers_three_hundred_bank_lines_and_twenty_five_kinds_of_trouble(small: Path) -> None:
    summary = json.loads((small / "truth" / "summary.json").read_text())
    assert len(list((small / "inbox").iterdir())) == summary["papers"] == 60 + 6
    assert summary["bank_lines"] == 300
    assert len(summary["troubles"]) >= 25
    assert {paper["file"] for paper in rows(small / "truth" / "documents.jsonl")} == {path.name for path in (small / "inbox").iterdir()}


def test_every_identifier_of_the_company_has_its_form_and_check_digit(small: Path) -> None:
    company = yaml.safe_load((small / "company.yaml").read_text())
    faults = [cin_fault(company["cin"]), pan_fault(company["pan"]), tan_fault(company["tan"])]
    faults += [gstin_fault(each) for entity in company["entities"] for each in entity["gstins"]] + [
        ifsc_fault(each["ifsc"]) for each in company["bank_accounts"]
    ]
    assert faults == [""] * len(faults)
    assert (small / company["opening"]).is_file()


def test_every_voucher_balances_and_stands_in_the_quarter(small: Path) -> None:
    quarter = Quarter.parse("2026-27-Q2")
    for voucher in rows(small / "truth" / "vouchers.jsonl"):
        assert sum(line["amount_paise"] for line in voucher["lines"]) == 0, voucher
        assert date.fromisoformat(voucher["date"]) in quarter, voucher


def test_the_true_trial_balance_is_opening_plus_vouchers(small: Path) -> None:
    moved: dict[tuple[str, str], int] = defaultdict(int)
    for voucher in rows(small / "truth" / "vouchers.jsonl"):
        for line in voucher["lines"]:
            moved[(voucher["entity"], line["ledger"])] += line["amount_paise"]
    with (small / "truth" / "trial_balance.csv").open() as file:
        balances = list(csv.DictReader(file))
    for row in balances:
        opening, debit, credit, closing = (int(row[f"{name}_paise"]) for name in ("opening", "debit", "credit", "closing"))
        assert debit - credit == moved.pop((row["entity"], row["ledger"]), 0), row
        assert opening + debit - credit == closing, row
    assert not moved
    assert sum(int(row["opening_paise"]) for row in balances) == sum(int(row["closing_paise"]) for row in balances) == 0


def test_voucher_numbers_are_unique_within_their_type(small: Path) -> None:
    counted = Counter((row["entity"], row["type_name"], row["number"]) for row in rows(small / "truth" / "vouchers.jsonl"))
    assert [name for name, count in counted.items() if count > 1] == []


def test_the_running_balance_of_each_statement_holds(small: Path) -> None:
    before: dict[str, int] = {}
    for row in rows(small / "truth" / "bank_matches.jsonl"):
        if row["account"] in before:
            assert before[row["account"]] + row["amount_paise"] == row["balance_paise"], row
        before[row["account"]] = row["balance_paise"]
        assert row["balance_paise"] > 0, row


def test_gstr_2b_sums_tie_with_its_documents(small: Path) -> None:
    for path in (small / "inbox").glob("GSTR2B_*.json"):
        data = json.loads(path.read_text())["data"]
        listed = sum(round(doc.get(head, 0) * 100) for supplier in data["docdata"]["b2b"] for doc in supplier["inv"] for head in ("igst", "cgst", "sgst"))
        summed = sum(
            round(part.get("b2b", {}).get(head, 0) * 100) for group in data["itcsumm"].values() for part in group.values() for head in ("igst", "cgst", "sgst")
        )
        assert listed == summed > 0, path.name
        assert listed == sum(round(row.get(head, 0) * 100) for row in data["cpsumm"]["b2b"] for head in ("igst", "cgst", "sgst")), path.name


def test_every_planted_trouble_says_where_it_is(small: Path) -> None:
    for row in rows(small / "truth" / "findings.jsonl"):
        assert row["note"] and (row["hints"] or row["amounts_paise"] or row["file"]), row
        assert row["optional"] or row["rules"] or row["trouble"] in {"bulk_payment", "part_payment", "split_receipt", "cancelled_voucher"}, row


def test_a_withheld_register_is_missing_from_the_inbox_and_named_in_the_truth(tmp_path: Path) -> None:
    simulate(11, "small", out=tmp_path / "held", withhold=("credit_note",))
    assert not list((tmp_path / "held" / "inbox").glob("Credit Note Register*"))
    assert json.loads((tmp_path / "held" / "truth" / "summary.json").read_text())["withheld"] == ["credit_note"]


def test_an_unknown_size_or_quarter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a size"):
        simulate(1, "huge", out=tmp_path)
    with pytest.raises(ValueError, match="not a quarter"):
        simulate(1, "small", quarter="2026-Q9", out=tmp_path)
