"""Corrections in any form; models as text."""

import json
from pathlib import Path

import polars as pl
import pytest

from qrt.adapters.tables import load_corrections
from qrt.core.base.errors import Refused
from qrt.flows.tables import reconcile_tables


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "left_id,right_id,label\na,x,1\nb,y,0\n",
        "a_id,b_id,verdict\na,x,accept\nb,y,reject\n",
        "left,right,accepted\na,x,true\nb,y,false\n",
        "ltable_id,rtable_id,decision\na,x,Re-pair\nb,y,undo\n",
        "match_id,side,line_id,verdict\nm,left,a,split\nm,right,x,split\nn,left,b,no\nn,right,y,no\n",
    ],
)
def test_decisions_are_read_in_the_forms_in_which_people_keep_them(tmp_path: Path, text: str) -> None:
    assert load_corrections(written(tmp_path, "c.csv", text)).pairs.sort("left").rows() == [("a", "x", True), ("b", "y", False)]


def test_pairs_without_a_verdict_are_accepted_and_what_was_said_last_counts(tmp_path: Path) -> None:
    assert load_corrections(written(tmp_path, "c.csv", "idDBLP,idACM\na,x\nb,y\n")).pairs.rows() == [("a", "x", True), ("b", "y", True)]
    twice = load_corrections(written(tmp_path, "c.csv", "left_id,right_id,label\na,x,1\na,x,0\n"))
    assert twice.pairs.rows() == [("a", "x", False)]


def test_a_pair_that_replaces_another_rejects_it(tmp_path: Path) -> None:
    found = load_corrections(written(tmp_path, "c.csv", "left_id,right_id,was_right,verdict\na,x,y,re-pair\n"))
    assert sorted(found.pairs.rows()) == [("a", "x", True), ("a", "y", False)]


def test_aliases_stand_beside_pairs_or_alone(tmp_path: Path) -> None:
    both = load_corrections(written(tmp_path, "c.csv", "left_id,right_id,verdict,alias,party\na,x,accept,,\n,,alias,RT Ent,Ravi Traders\n"))
    alone = load_corrections(written(tmp_path, "d.csv", "alias,party\nRT Ent,Ravi Traders\n"))
    assert both.aliases == alone.aliases == (("RT Ent", "Ravi Traders"),) and both.pairs.rows() == [("a", "x", True)]


@pytest.mark.parametrize(
    ("text", "says"), [("one,two,three\n1,2,3\n", "no columns"), ("left_id,right_id,label\na,x,perhaps\n", "row 2: 'perhaps'"), ("", "empty")]
)
def test_corrections_that_cannot_be_understood_are_refused_by_row_and_cause(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        load_corrections(written(tmp_path, "c.csv", text))


def tables(folder: Path, rows: int = 120) -> tuple[Path, Path]:
    """Two lists of the same things; what the left calls "grade N" the right calls by another number."""
    words = ["amber", "basalt", "cobalt", "dolomite", "emerald", "feldspar", "granite", "halite", "indigo", "jasper", "kaolin", "lapis"]
    ours = [(f"L{k}", f"{words[k % 12]} {words[k // 12 % 12]} bowl", f"maker {k % 7}") for k in range(rows)]
    theirs = [(f"R{k}", f"{words[k % 12]} and {words[k // 12 % 12]} bowl large", f"maker {k % 7}") for k in range(rows)]
    pl.DataFrame(ours, schema=["id", "title", "maker"], orient="row").write_csv(folder / "l.csv")
    pl.DataFrame(theirs, schema=["id", "title", "maker"], orient="row").write_csv(folder / "r.csv")
    return folder / "l.csv", folder / "r.csv"


def test_corrections_act_at_once_and_leave_a_model_that_later_runs_use(tmp_path: Path) -> None:
    left, right = tables(tmp_path)
    said = "left_id,right_id,label\n" + "".join(f"L{k},R{k},1\n" for k in range(40)) + "L50,R51,0\n"
    first = reconcile_tables(left, right, "generic", None, tmp_path / "out", written(tmp_path, "c.csv", said))
    matches = pl.read_parquet(tmp_path / "out/matches.parquet")
    manual = matches.filter(pl.col("stage") == "manual")
    assert manual["match_id"].n_unique() == 40 and first["inputs"]["learnt"]
    about = json.loads((tmp_path / "out/model.json").read_text())["about"]
    assert about["corrections"] == 41 and about["true"] > 0
    again = reconcile_tables(left, right, "generic", None, tmp_path / "again", None, tmp_path / "out/model.json")
    assert again["inputs"]["model"] == first["inputs"]["model"]
    assert reconcile_tables(left, right, "generic", None, tmp_path / "third", None, tmp_path / "out/model.json")["digest"] == again["digest"]


def test_a_verdict_on_a_match_is_one_on_its_lines(tmp_path: Path) -> None:
    left, right = tables(tmp_path)
    reconcile_tables(left, right, "generic", None, tmp_path / "out")
    name = pl.read_parquet(tmp_path / "out/matches.parquet")["match_id"][0]
    gone = reconcile_tables(left, right, "generic", None, tmp_path / "next", written(tmp_path, "c.csv", f"match_id,verdict\n{name},reject\n"))
    assert any("1 cannot" in note for note in gone["notes"])


def test_corrections_of_other_tables_and_models_of_other_columns_are_refused(tmp_path: Path) -> None:
    left, right = tables(tmp_path)
    with pytest.raises(Refused, match="neither"):
        reconcile_tables(left, right, "generic", None, tmp_path / "out", written(tmp_path, "c.csv", "left_id,right_id\nq,w\n"))
    (tmp_path / "m.json").write_text("{}")
    with pytest.raises(Refused, match="no model"):
        reconcile_tables(left, right, "generic", None, tmp_path / "out", None, tmp_path / "m.json")
    (tmp_path / "m.json").write_text(json.dumps({"features": ["gstin_like"], "trees": "", "curve": [[0, 0.5], [1, 0.6]], "threshold": 0.9, "about": {}}))
    with pytest.raises(Refused, match="gstin_like"):
        reconcile_tables(left, right, "generic", None, tmp_path / "out", None, tmp_path / "m.json")
