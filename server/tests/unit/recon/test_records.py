"""Lists of things and people that strangers bring: what of them are lines, and what is compared."""

from pathlib import Path
from typing import Any

import polars as pl

from qrt.flows.tables import reconcile_tables

FILMS = "id,title,release date,season\na1,The Silver Lining,1921-01-16,1\na2,Total Recall,,2\na3,Slipping Wives,,3\na4,It Happened Here,,4\n"


def run(folder: Path, left: str, right: str, **more: Any) -> dict[str, Any]:
    for name, content in (("left.csv", left), ("right.csv", right)):
        (folder / name).write_text(content, encoding="utf-8")
    return reconcile_tables(folder / "left.csv", folder / "right.csv", "generic", None, folder / "out", **more)


def pairs(folder: Path) -> set[tuple[str, str]]:
    matches = pl.read_parquet(folder / "out" / "matches.parquet")
    left, right = (matches.filter(pl.col("side") == side).select("match_id", side_id="line_id") for side in ("left", "right"))
    return set(left.join(right, on="match_id", suffix="_right").select("side_id", "side_id_right").iter_rows())


def test_a_record_of_which_no_day_is_known_is_a_line_all_the_same(tmp_path: Path):
    found = run(tmp_path, FILMS, FILMS.replace("\na", "\nb"))
    assert found["sides"]["left"]["items"] == 4 and not [note for note in found["notes"] if "no line" in note]
    assert pairs(tmp_path) == {(f"a{n}", f"b{n}") for n in (1, 2, 3, 4)}
