"""`qrt recon --third`: a further table beside the two, from files, worked by hand."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.cli import main
from qrt.core.base.errors import Refused
from qrt.flows.tables import reconcile_tables


def run(folder: Path, kind: str, left: str, right: str, *thirds: str, spec: Path | None = None) -> dict[str, Any]:
    """The summary of a run over tables written as CSV."""
    paths = [folder / f"{name}.csv" for name in ("ours", "theirs", *(f"third{k}" for k in range(len(thirds))))]
    for path, text in zip(paths, (left, right, *thirds), strict=True):
        path.write_text(text.replace(" ", " "), encoding="utf-8")
    return reconcile_tables(paths[0], paths[1], kind, spec, folder / "out", thirds=paths[2:])


REGISTER = "id,date,gstin,invoice no,taxable value,igst\n"
BILLS = (
    "P1,2026-07-03,27AAACT2727Q1ZW,TS/118,1000.00,180.00\n",
    "P2,2026-07-09,27AAACT2727Q1ZW,TS/131,2500.00,450.00\n",
    "P3,2026-07-20,27AAACT2727Q1ZW,TS/140,4000.00,720.00\n",
)


def test_a_bill_that_2b_lacks_is_found_in_2a(tmp_path: Path) -> None:
    said = run(tmp_path, "gstr2b", REGISTER + "".join(BILLS), REGISTER + BILLS[0], REGISTER + BILLS[0] + BILLS[1].replace("P2", "A9"))
    assert said["in_2a"] == 1
    assert pl.read_parquet(tmp_path / "out/beside_2a.parquet").select("line_id", "in_2a").rows() == [("P2", "A9")]


def test_the_walk_from_the_register_to_3b_ends_at_what_was_filed(tmp_path: Path) -> None:
    said = run(tmp_path, "gstr1", REGISTER + "".join(BILLS), REGISTER + BILLS[0] + BILLS[1], "Taxable value,Integrated tax\n3500,630\n")
    steps = {row["step"]: (row["taxable_paise"], row["igst_paise"]) for row in said["walk_to_3b"]}
    assert steps == {"register": (750_000, 135_000), "only_in_books": (-400_000, -72_000), "gstr1": (350_000, 63_000), "gstr3b": (350_000, 63_000)}


ORDERS = "id,date,reference,amount\no1,2026-09-01,order_KJ77A1,1000\no2,2026-09-02,order_KJ77A2,2500\n"
SETTLED = (
    "payment id,date,type,order id,amount,fee,gst,settlement id\n"
    "p1,2026-09-01,payment,order_KJ77A1,1000,20,3.60,setl_90001\n"
    "p2,2026-09-02,payment,order_KJ77A2,2500,50,9,setl_90002\n"
)
BANK = "id,date,narration,amount\nb1,2026-09-03,NEFT setl_90001 GATEWAY,976.40\n"


def test_a_settlement_that_did_not_reach_the_bank_is_told(tmp_path: Path) -> None:
    said = run(tmp_path, "gateway", ORDERS, SETTLED, BANK)
    assert (said["settlements"], said["settlements_at_bank"]) == (2, 1)
    rules = {row["rule"]: row["amount_paise"] for row in said["settlement_findings_by_rule"]}
    assert rules == {"recon.gateway_fee": 2_000 + 5_000, "recon.gateway_fee_tax": 360 + 900, "recon.settlement_not_received": 244_100}
    assert pl.read_parquet(tmp_path / "out/settlements.parquet").select("settlement", "bank_line").rows() == [("setl_90001", "b1"), ("setl_90002", None)]


def test_a_report_whose_fee_holds_its_gst_already_is_read_so(tmp_path: Path) -> None:
    said = run(tmp_path, "gateway", ORDERS, SETTLED.replace(",20,3.60,", ",23.60,3.60,").replace(",50,9,", ",59,9,"), BANK)
    rules = {row["rule"]: row["amount_paise"] for row in said["settlement_findings_by_rule"]}
    assert said["fee_includes_gst"] and said["settlements_at_bank"] == 1
    assert rules == {"recon.gateway_fee": 2_000 + 5_000, "recon.gateway_fee_tax": 360 + 900, "recon.settlement_not_received": 244_100}


def test_a_report_without_gst_has_its_fee_booked_as_it_is(tmp_path: Path) -> None:
    bare = "\n".join(",".join(cell for k, cell in enumerate(row.split(",")) if k != 6) for row in SETTLED.splitlines()) + "\n"
    said = run(tmp_path, "gateway", ORDERS, bare, BANK.replace("976.40", "980.00"))
    assert {row["rule"]: row["amount_paise"] for row in said["settlement_findings_by_rule"]} == {
        "recon.gateway_fee": 2_000 + 5_000,
        "recon.settlement_not_received": 245_000,
    }


TAX = "id,date,pan,section,amount,tds\nt1,2026-07-10,AAACT2727Q,194J,100000,10000\n"


def test_tax_deposited_after_its_day_bears_interest_by_the_rule_book(tmp_path: Path) -> None:
    challans = "challan no,month,paid on,amount\nc1,31-07-2026,07-08-2026,5000\nc2,31-07-2026,08-09-2026,10000\n"
    said = run(tmp_path, "tds_payable", TAX, TAX.replace("t1", "s1"), challans)
    # July's tax was due on 7 August; July, August and September at 1.5 % a month each.
    assert [(row["lines"], row["amount_paise"]) for row in said["late_deposits"]] == [(["c2"], 45_000)]


def ledger(company: str, *rows: str) -> str:
    return "id,company,counterparty,date,amount,reference\n" + "".join(row.replace("US", company) + "\n" for row in rows)


def test_a_sum_that_runs_through_three_companies_is_one_chain(tmp_path: Path) -> None:
    ours = ledger("ALFA", "1,US,BETA,2026-09-01,-700000,LOAN77")
    theirs = ledger("BETA", "1,US,ALFA,2026-09-01,700000,LOAN77", "2,US,GAMA,2026-09-03,-700000,LOAN78")
    said = run(tmp_path, "intercompany", ours, theirs, ledger("GAMA", "1,US,BETA,2026-09-03,700000,LOAN78"))
    assert said["chains"] == 1
    assert [(row["state"], row["flows"], row["amount_paise"]) for row in said["flows_by_state"]] == [("agreed", 2, 140_000_000)]
    flows = pl.read_parquet(tmp_path / "out/chains.parquet").sort("place")["said"].to_list()
    assert flows == ["the first leg", "passed on: one amount"]


ABROAD = "id,company,counterparty,date,amount,reference,currency\n"


def test_ledgers_of_a_group_in_two_currencies_are_followed_in_one_or_refused(tmp_path: Path) -> None:
    ours = ledger("ALFA", "1,US,BETA,2026-09-01,-700000,LOAN77")
    theirs = ledger("BETA", "1,US,ALFA,2026-09-01,700000,LOAN77", "2,US,GAMA,2026-09-03,-700000,LOAN78")
    third = ABROAD + "1,GAMA,BETA,2026-09-03,8750,LOAN78,USD\n"
    with pytest.raises(Refused, match=r"third0\.csv, line 1: an amount in USD and no rate to INR for 2026-09-03"):
        run(tmp_path, "intercompany", ours, theirs, third)
    (tmp_path / "rates.yaml").write_text("rates: {USD: 80}")
    said = run(tmp_path, "intercompany", ours, theirs, third, spec=tmp_path / "rates.yaml")
    assert [(row["state"], row["flows"], row["amount_paise"]) for row in said["flows_by_state"]] == [("agreed", 2, 140_000_000)]
    told = run(tmp_path, "intercompany", ours, theirs, ABROAD.replace("currency", "currency,rate") + "1,GAMA,BETA,2026-09-03,8750,LOAN78,usd,80\n")
    assert told["flows_by_state"] == said["flows_by_state"]


def test_a_third_table_is_refused_where_nothing_stands_beside(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"kind bank takes two tables.*gateway: the bank's statement"):
        run(tmp_path, "bank", ORDERS, BANK, BANK)
    with pytest.raises(Refused, match="takes one further table, GSTR-2A; 2 are given"):
        run(tmp_path, "gstr2b", REGISTER + BILLS[0], REGISTER + BILLS[0], REGISTER, REGISTER)


def test_a_third_table_that_cannot_be_read_is_refused_by_column_and_row(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"third0\.csv: no column for month was found. Columns are challan no, paid on, amount"):
        run(tmp_path, "tds_payable", TAX, TAX, "challan no,paid on,amount\nc1,07-08-2026,5000\n")
    with pytest.raises(Refused, match=r"third0\.csv, row 2: 'soon' is not a date \(column 'paid on'\)"):
        run(tmp_path, "tds_payable", TAX, TAX, "challan no,month,paid on,amount\nc1,31-07-2026,soon,5000\n")
    with pytest.raises(Refused, match=r"theirs\.csv: no column for settlement was found"):
        run(tmp_path, "gateway", ORDERS, SETTLED.replace("settlement id", "lot"), BANK)


def test_the_command_takes_a_third_table_and_says_no_with_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("l.csv", ORDERS), ("r.csv", BANK), ("t.csv", BANK)):
        (tmp_path / name).write_text(text)
    with pytest.raises(SystemExit) as left:
        main(["recon", str(tmp_path / "l.csv"), str(tmp_path / "r.csv"), "--kind", "bank", "--third", str(tmp_path / "t.csv"), "--out", str(tmp_path / "o")])
    assert left.value.code == 2 and "takes two tables" in capsys.readouterr().err


def test_the_kinds_of_narrations_are_told_when_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text(ORDERS)
    (tmp_path / "r.csv").write_text(BANK)
    paths = tmp_path / "l.csv", tmp_path / "r.csv"
    assert "narrations" not in reconcile_tables(*paths, "bank", None, tmp_path / "o")
    told = reconcile_tables(*paths, "bank", None, tmp_path / "o", profile=True)["narrations"]
    assert told["left"] == [] and [(each["class"], each["lines"]) for each in told["right"]] == [("neft", 1)]
