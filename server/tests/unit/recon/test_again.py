"""`qrt recon --state` and `--since`: what a run leaves, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.core.base.errors import Refused
from qrt.flows.again import Parting, parting_by
from qrt.flows.tables import reconcile_tables
from tests.support.recon_world import bank_world


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """left_old, left_new, left and the same of the right: the last of the lines are new."""
    left, right, _ = bank_world(5, 160, accounts=2)
    for side, lines in (("left", left), ("right", right)):
        lines = lines.sort("date").with_columns(pl.col("amount") / 100)
        lines.write_csv(tmp_path / f"{side}.csv")
        lines.head(-4).write_csv(tmp_path / f"{side}_old.csv")
        lines.tail(4).write_csv(tmp_path / f"{side}_new.csv")
    return tmp_path


def run(folder: Path, which: str, parting: Parting | None, name: str = "out") -> dict[str, Any]:
    return reconcile_tables(folder / f"left{which}.csv", folder / f"right{which}.csv", "bank", None, folder / name, parting=parting)


def test_new_lines_and_whole_tables_end_in_one_state_and_most_parts_stay_as_they_were(tables: Path) -> None:
    first = run(tables, "_old", Parting(("account",), "month", tables / "state"))
    assert first["parts"]["weights"] == "learned" and len(first["parts"]["worked"]) == first["parts"]["parts"]
    (tables / "copy").mkdir()
    for path in (tables / "state").rglob("*"):
        if path.is_file():
            (tables / "copy" / path.relative_to(tables / "state")).parent.mkdir(exist_ok=True)
            (tables / "copy" / path.relative_to(tables / "state")).write_bytes(path.read_bytes())
    since = run(tables, "_new", Parting(state=tables / "state", since=True), "since")
    whole = run(tables, "", Parting(state=tables / "copy"), "whole")
    assert since["digest"] == whole["digest"] and since["sides"] == whole["sides"]
    assert since["parts"]["weights"] == "kept" and 0 < len(since["parts"]["worked"]) < since["parts"]["parts"]
    assert pl.read_parquet(tables / "since" / "breaks.parquet").equals(pl.read_parquet(tables / "whole" / "breaks.parquet"))
    again = run(tables, "", Parting(state=tables / "state"))
    assert again["digest"] == whole["digest"] and again["parts"]["worked"] == []


def test_a_reversal_that_is_the_only_new_line_goes_the_way_that_the_whole_table_says(tmp_path: Path) -> None:
    heads, old, new = "id,date,description,debit,credit\n", "1,2026-07-01,Rent,1000.00,\n2,2026-07-02,Goods,200.00,\n", "9,2026-07-05,Goods back,-200.00,\n"
    bank = "id,date,description,amount\n"
    for name, lines in (("_old", old), ("_new", new), ("", old + new)):
        (tmp_path / f"left{name}.csv").write_text(heads + lines)
        (tmp_path / f"right{name}.csv").write_text(bank + ("" if name == "_new" else "x,2026-07-01,Rent,-1000.00\ny,2026-07-02,Goods,-200.00\n"))
    run(tmp_path, "_old", Parting(state=tmp_path / "state"))
    for _ in range(2):
        since = run(tmp_path, "_new", Parting(state=tmp_path / "state", since=True))
        whole = run(tmp_path, "", None)
        assert since["sides"] == whole["sides"], "two hundred come back, and were taken for two hundred more that went"
        # What the state says of signs outlives the new lines.
        new = new.replace("9,", "10,")
        (tmp_path / "left_new.csv").write_text(heads + new)
        (tmp_path / "left.csv").write_text(heads + old + new.replace("10,", "9,") + new)


def test_weights_are_kept_until_somebody_asks_for_new_ones_and_a_full_run_says_so(tables: Path) -> None:
    run(tables, "_old", Parting(("account",), "", tables / "state"))
    relearned = run(tables, "", Parting(state=tables / "state", relearn=True))
    assert relearned["parts"]["weights"] == "learned" and any("a run over everything" in note for note in relearned["notes"])


def test_lines_of_the_state_are_not_taken_twice(tables: Path) -> None:
    run(tables, "_old", Parting(state=tables / "state"))
    with pytest.raises(Refused, match="stands in the state already") as told:
        run(tables, "_old", Parting(state=tables / "state", since=True))
    assert told.value.code == "recon.id_repeated"


def test_a_state_that_is_none_damaged_or_of_another_kind_is_refused(tables: Path) -> None:
    with pytest.raises(Refused, match="holds no state yet"):
        run(tables, "_new", Parting(state=tables / "state", since=True))
    run(tables, "_old", Parting(state=tables / "state"))
    with pytest.raises(Refused, match="not of gateway"):
        reconcile_tables(
            tables / "left_new.csv", tables / "right_new.csv", "gateway", None, tables / "out", parting=Parting(state=tables / "state", since=True)
        )
    told = json.loads((tables / "state" / "state.json").read_text())
    matches = tables / "state" / told["run"] / "matches.parquet"
    matches.write_bytes(matches.read_bytes()[:-1] + b"!")
    with pytest.raises(Refused, match="damaged state"):
        run(tables, "", Parting(state=tables / "state"))
    with pytest.raises(Refused, match="holds other files"):
        run(tables, "", Parting(state=tables))


def test_what_parts_a_run_is_named_by_columns_and_one_period() -> None:
    assert parting_by("account,month") == (("account",), "month")
    assert parting_by("week") == ((), "week")
    for wrong in ("", "month,week", "moon"):
        with pytest.raises(ValueError, match="name columns out of"):
            parting_by(wrong)


def test_a_match_that_waits_for_its_difference_alone_says_so_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "left.csv").write_text(
        "id,date,description,reference,amount\n1,2026-07-01,Party One,SBINN26274110001,10520.00\n2,2026-07-02,Party Two,SBINN26274110002,500.00\n"
    )
    (tmp_path / "right.csv").write_text(
        "id,date,description,reference,amount\nx,2026-07-01,Party One,SBINN26274110001,10250.00\ny,2026-07-02,Party Two,SBINN26274110002,500.00\n"
    )
    run(tmp_path, "", None)
    rows = pl.read_parquet(tmp_path / "out" / "matches.parquet").filter(side="left").sort("line_id")
    assert rows.select("line_id", "status", "held").rows() == [("1", "suggested", "slip"), ("2", "auto", None)]
