"""Two currencies in one pair of tables: each by itself, and no sum over both."""

import json
from pathlib import Path

import polars as pl

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
