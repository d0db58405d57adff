"""Two currencies in one pair of tables: each by itself, and no sum over both."""

import json
import resource
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.adapters.tables.load import load_tables
from qrt.adapters.tables.spec import ReconSpec
from qrt.core.base.errors import Refused
from qrt.flows.again import Parting
from qrt.flows.tables import reconcile_tables

HEAD = "id,date,amount,narration,currency\n"


def test_amounts_of_two_currencies_are_parted_and_never_added_up(tmp_path: Path) -> None:
    left, right, spec = tmp_path / "l.csv", tmp_path / "r.csv", tmp_path / "s.yaml"
    left.write_text(HEAD + "1,2026-04-01,100.00,alpha one,INR\n2,2026-04-02,200.00,beta two,USD\n3,2026-04-03,300.50,gamma three,INR\n")
    right.write_text(HEAD + "a,2026-04-01,100.00,alpha one,USD\nb,2026-04-02,200.00,beta two,USD\nc,2026-04-03,300.50,gamma three,INR\n")
    spec.write_text("partition: [currency]\n")
    said = reconcile_tables(left, right, "generic", spec, tmp_path / "out")
    by = {side: {row["currency"]: row["open_paise"] for row in told["by_currency"]} for side, told in said["sides"].items()}
    assert by == {"left": {"INR": 10_000, "USD": 0}, "right": {"INR": 0, "USD": 10_000}}
    assert said["difference_paise"] is None and said["insights"] == {} and any("INR, USD" in note for note in said["notes"])
    assert pl.read_parquet(tmp_path / "out" / "matches.parquet")["line_id"].n_unique() == 4
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["sides"] == said["sides"]
    parted = reconcile_tables(left, right, "generic", None, tmp_path / "again", parting=Parting(keys=("currency",)))
    assert parted["sides"] == said["sides"]


OURS = "id,date,reference,amount,currency\n1,2026-07-01,INV-1,-8350000.00,INR\n2,2026-07-05,INV-2,-1670000.00,INR\n"
THEIRS = "id,date,reference,amount,currency{}\na,2026-07-01,INV-1,100000.00,USD{}\nb,2026-07-06,INV-2,20000.00,USD{}\n"


def companies(folder: Path, ours: str, theirs: str, spec: str = "") -> dict[str, Any]:
    for name, text in (("in.csv", ours), ("us.csv", theirs), ("s.yaml", spec)):
        (folder / name).write_text(text)
    return reconcile_tables(folder / "in.csv", folder / "us.csv", "intercompany", folder / "s.yaml" if spec else None, folder / "out")


def test_ledgers_of_a_group_in_two_currencies_meet_at_the_rate_beside_each_line(tmp_path: Path) -> None:
    found = companies(tmp_path, OURS, THEIRS.format(",exchange rate", ",83.50", ",83.70"))
    assert found["matches"] == 2 and found["differences"] == {"fx_rate": 1} and found["difference_paise"] == 4_000_00
    assert "us.csv: amounts in USD are compared in INR, at the rates of column 'exchange rate' (83.50 to 83.70)" in found["notes"]
    exchange = found["findings"][0]
    assert (exchange["rule"], exchange["debit"], exchange["credit"]) == ("recon.exchange_difference", "exchange_result", "creditor")
    assert "(INR 16,70,000.00 here, USD 20,000.00 at 83.7 there)" in exchange["sentence"] and found["sides"]["left"]["total_paise"] == -10_020_000_00


@pytest.mark.parametrize("rates", ["{USD: 83.6}", "{USD: {2026-07-01: 83.6, 2026-07-06: 83.4}}"])
def test_rates_of_the_spec_do_where_a_ledger_has_none(tmp_path: Path, rates: str) -> None:
    found = companies(tmp_path, OURS, THEIRS.format("", "", ""), f"rates: {rates}")
    assert found["matches"] == 2 and found["differences"] == {"fx_rate": 2}
    assert found["difference_paise"] == (-8_350_000 + 8_360_000 - 1_670_000 + (1_672_000 if "{USD: 8" in rates else 1_668_000)) * 100


def test_a_documents_own_currency_beside_amounts_in_one_may_differ_by_line(tmp_path: Path) -> None:
    ours = "id,date,reference,amount,currency,foreign amount\n1,2026-07-01,INV-1,-8350000,USD,-100000\n2,2026-07-09,INV-3,-90000,EUR,-1000\n"
    theirs = "id,date,reference,amount,currency,foreign amount\na,2026-07-01,INV-1,8400000,USD,100000\nb,2026-07-09,INV-3,91000,EUR,1000\n"
    assert companies(tmp_path, ours, theirs)["differences"] == {"fx_rate": 2}


@pytest.mark.parametrize(
    ("theirs", "spec", "says"),
    [
        (THEIRS.format("", "", ""), "", "rates in a spec: rates: {USD: 83.50}"),
        (THEIRS.format("", "", ""), "rates: {EUR: 91}", "us.csv, row 2: an amount in USD and no rate to INR for 2026-07-01: the spec's rates have none"),
        (THEIRS.format(",rate", ",83.5", ",n/a"), "", "us.csv, row 3: an amount in USD and no rate to INR for 2026-07-06: column 'rate' says 'n/a'"),
        (THEIRS.format("", "", ""), "rates: {USD: {soon: 83}}", "rates of USD begin on days"),
        (THEIRS.format(",rate", ",83.5", ',"83,50"'), "", "column 'rate' says '83,50'"),
        (THEIRS.format(",rate", ",83.5", ",0"), "", "us.csv, row 3: an amount in USD and no rate to INR"),
        (THEIRS.format(",rate", ",83.5", ",-83.5"), "", "us.csv, row 3: an amount in USD and no rate to INR"),
        (THEIRS.format("", "", ""), "rates: {USD: -83}", "the rate of USD is a number above 0"),
    ],
)
def test_without_a_rate_two_currencies_are_refused_with_the_way_out(tmp_path: Path, theirs: str, spec: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        companies(tmp_path, OURS, theirs, spec)
    assert says in refused.value.sentence


IN_RUPEES = "id,date,reference,amount,currency,foreign amount\n1,2026-07-01,INV-1,8350000,USD,100000\n2,2026-07-05,INV-2,1670000,USD,20000\n"


def test_dollars_are_not_compared_with_rupees_because_these_name_the_dollars_of_their_documents(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"us\.csv, row 2: an amount in USD and no rate to INR.*rates: \{USD: 83\.50\}"):
        companies(tmp_path, IN_RUPEES, THEIRS.format("", "", ""))
    found = companies(tmp_path, IN_RUPEES, THEIRS.format("", "", ""), "rates: {USD: 83.6}")
    assert found["matches"] == 2 and found["differences"] == {"fx_rate": 2}
    rupees = THEIRS.format("", "", "").replace("USD", "INR").replace("100000.00", "-8350000").replace("20000.00", "-1670000")
    assert companies(tmp_path, IN_RUPEES, rupees)["difference_paise"] == 0


def test_what_names_no_currency_is_told(tmp_path: Path) -> None:
    found = companies(tmp_path, OURS, THEIRS.format("", "", "").replace("20000.00,USD", "1670000.00,"), "rates: {USD: 83.5}")
    assert "us.csv: 1 line names no currency and is taken to be in INR" in found["notes"]
    bare = "id,date,reference,amount\n1,2026-07-01,INV-1,100000\n2,2026-07-05,INV-2,20000\n"
    found = companies(tmp_path, bare, THEIRS.format("", "", ""))
    assert "in.csv names no currency: its amounts are taken to be in USD, as those of us.csv are" in found["notes"]


BOOKS = "id,date,{},narration\n1,2026-07-01,{}100.00,Acme Steel\n2,2026-07-02,{}250.50,Bolt Works\n"


def of_bank(folder: Path, ours: str, theirs: str) -> dict[str, Any]:
    for name, text in (("books.csv", ours), ("bank.csv", theirs)):
        (folder / name).write_text(text)
    return reconcile_tables(folder / "books.csv", folder / "bank.csv", "bank", None, folder / "out")


RUPEES, BARE = BOOKS.format("amount", "Rs. ", "\u20b9"), BOOKS.format("amount", "", "")


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        (BOOKS.format("amount (USD)", "", ""), BOOKS.format("Amount (INR)", "", ""), "bank.csv, row 2: an amount in INR, while books.csv, row 2, is in USD"),
        (BOOKS.format("amount_usd", "", ""), RUPEES, "bank.csv, row 2: an amount in INR, while books.csv, row 2, is in USD"),
        (BOOKS.format("amount", "", "$"), BARE, "books.csv, row 3: an amount in USD, while that of row 2 names no currency"),
        (BARE, BOOKS.format("amount", "\u20ac", ""), "bank.csv, row 2: an amount in EUR, while that of row 3 names no currency"),
        (BOOKS.format("amount (INR)", "$", ""), BARE, "books.csv, row 3: an amount in INR, while books.csv, row 2, is in USD"),
    ],
)
def test_dollars_are_not_compared_with_rupees_whether_a_heading_or_an_amount_says_them(tmp_path: Path, ours: str, theirs: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        of_bank(tmp_path, ours, theirs)
    assert refused.value.code == "recon.currency_mixed" and says in refused.value.sentence


def test_rupees_need_no_sign_and_a_table_of_dollars_beside_one_that_names_nothing_is_told(tmp_path: Path) -> None:
    for ours in (RUPEES, BOOKS.format("amount", "Rs ", ""), BOOKS.format("Amount in Rs.", "", "")):
        found = of_bank(tmp_path, ours, BARE)
        assert found["matches"] == 2 and found["notes"] == []
    named = HEAD + "1,2026-07-01,100.00,Acme Steel,{}\n2,2026-07-02,250.50,Bolt Works,\n"
    assert of_bank(tmp_path, named.format("Rs."), named.format("inr"))["matches"] == 2
    sided = "id,date,debit,credit,narration\n1,2026-07-01,,$100.00,Acme Steel\n2,2026-07-02,$250.50,,Bolt Works\n"
    found = of_bank(tmp_path, sided, BARE.replace("250", "-250"))
    assert found["matches"] == 2 and found["notes"] == ["bank.csv names no currency: its amounts are taken to be in USD, as those of books.csv are"]


def test_a_ledger_of_one_number_is_read_without_making_each_pair_of_it(tmp_path: Path) -> None:
    """Six thousand lines a side under one number would be thirty-six million pairs, more than a gigabyte: whose view they are written from is counted."""
    head = "id,date,reference,amount\n"
    for name, amount, last in (("in.csv", 1000, "INV-9,-50"), ("us.csv", -1003, "INV-9,51")):
        lines = "".join(f"{k},2026-07-{1 + k % 28:02},ADVANCE,{amount}\n" for k in range(6_000))
        (tmp_path / name).write_text(f"{head}{lines}last,2026-07-01,{last}\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    notes = load_tables(tmp_path / "in.csv", tmp_path / "us.csv", ReconSpec(), "intercompany").notes
    assert "us.csv is written from the other side's view: its signs are turned" in notes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
