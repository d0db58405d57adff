"""`qrt recon --model`: a model of pairs or of a company's matches beside any two tables, and files that are none."""

import json
import random
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.trees_taught import learn_trees
from qrt.flows.tables import reconcile_tables
from tests.support.taught_company import taught_company

PAIRS = Model(("gap",), "", ((-1.0, 0.1), (1.0, 0.9)), 1.1, {"kind": "bank"})


@pytest.fixture(scope="module")
def taught() -> Taught:
    told = taught_company().told
    return learn_trees(told, told.said, {"kind": "bank"})


def tables(folder: Path, lines: int = 300) -> tuple[Path, Path]:
    """A book and a bank of round amounts that return often, so that much waits for a person."""
    draw = random.Random(7)
    head, ours, theirs = "id,date,amount,narration,reference", [], []
    for n in range(lines):
        day, amount, party = draw.randint(1, 27), draw.randint(100, 300), draw.choice(("Asha Steel", "Bharat Mills", "Deccan Freight"))
        number = draw.randint(10**8, 10**9)
        ours.append(f"L{n},2026-07-{day:02d},{amount}.00,Payment {party},{number if draw.random() < 0.4 else ''}")
        theirs.append(
            f"R{n},2026-07-{day + draw.randint(0, 1):02d},{amount}.00,NEFT {party.upper()[: draw.randint(4, 12)]},{number if draw.random() < 0.5 else ''}"
        )
    for name, rows in (("l", ours), ("r", theirs)):
        (folder / f"{name}.csv").write_text("\n".join([head, *rows]))
    return folder / "l.csv", folder / "r.csv"


def given(folder: Path, text: str, kind: str = "bank", corrections: Path | None = None) -> dict[str, object]:
    (folder / "model.json").write_text(text)
    return reconcile_tables(*tables(folder), kind, None, folder / "out", corrections, folder / "model.json")


def by_status(folder: Path) -> dict[str, set[str]]:
    matches = pl.read_parquet(folder / "out/matches.parquet")
    return {status: set(matches.filter(status=status)["match_id"]) for status in ("auto", "suggested")}


def test_a_model_of_a_companys_matches_accepts_what_waited_and_changes_no_match(tmp_path: Path, taught: Taught) -> None:
    reconcile_tables(*tables(tmp_path), "bank", None, tmp_path / "out")
    before = by_status(tmp_path)
    base = load_experience("bank")
    assert base is not None
    said = given(tmp_path, replace(taught, base=base.digest).to_json())
    after = by_status(tmp_path)
    assert after["auto"] > before["auto"] and after["auto"] | after["suggested"] == before["auto"] | before["suggested"]
    assert f"a model of {taught.decisions} decisions says how sure the suggestions are" in said["notes"]


def test_a_model_over_other_experience_is_left_out_and_told(tmp_path: Path, taught: Taught) -> None:
    reconcile_tables(*tables(tmp_path), "bank", None, tmp_path / "out")
    before = by_status(tmp_path)
    said = given(tmp_path, replace(taught, base="0" * 64).to_json())
    assert by_status(tmp_path) == before
    assert "the model was left out, for it was learned over other experience than this run knows" in said["notes"]


def test_a_model_of_matches_takes_no_corrections_and_no_other_kind(tmp_path: Path, taught: Taught) -> None:
    (tmp_path / "c.csv").write_text("left_id,right_id,label\nL1,R1,1\n")
    with pytest.raises(Refused, match="works on whole tables, without corrections"):
        given(tmp_path, taught.to_json(), corrections=tmp_path / "c.csv")
    with pytest.raises(Refused, match=r"model\.json was learned on tables that compare '\w+', which these do not"):
        given(tmp_path, taught.to_json(), kind="generic")


@pytest.mark.parametrize(
    "change",
    [
        {"about": None},
        {"about": "junk"},
        {"features": "junk"},
        {"trees": "junk"},
        {"trees": None},
        {"curve": []},
        {"curve": [[0, "nan"], [1, 1]]},
        {"threshold": "inf"},
        {"begin": "junk"},
        {"begin": "base"},
        {"line": [1]},
        {"base": {"features": []}},
    ],
)
def test_a_file_that_is_no_model_is_refused_in_one_line(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        given(tmp_path, json.dumps(json.loads(PAIRS.to_json()) | change))
    assert refused.value.sentence == "model.json is no model of `qrt recon --learn`"
