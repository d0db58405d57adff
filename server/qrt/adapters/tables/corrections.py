"""What people decided on earlier matches, as a table in any of the forms in which such decisions are kept."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from qrt.adapters.tables.headings import heading_of
from qrt.adapters.tables.read import Sheet, read_sheet
from qrt.adapters.tables.spec import SideSpec, names_of
from qrt.adapters.tables.words import plain
from qrt.core.base.errors import Refused

LEFT = (
    "left id",
    "a id",
    "left",
    "ours",
    "left line id",
    "left line",
    "l id",
    "id left",
    "id a",
    "id l",
    "ltable id",
    "id 1",
    "book id",
    "books id",
    "left item",
    "id1",
    "from id",
)
RIGHT = (
    "right id",
    "b id",
    "right",
    "theirs",
    "right line id",
    "right line",
    "r id",
    "id right",
    "id b",
    "id r",
    "rtable id",
    "id 2",
    "bank id",
    "statement id",
    "right item",
    "id2",
    "to id",
)
VERDICT = ("label", "verdict", "decision", "accept", "accepted", "is match", "match", "correct", "truth", "action", "y", "gold", "kind", "class")
WAS = ("was right", "old right id", "previous right id", "rejected id", "was", "instead of", "old right")
ALIAS = (("alias", "written", "as written", "from", "left party", "name a"), ("party", "means", "meant", "to", "right party", "canonical", "name b"))
YES = frozenset(
    {
        "1",
        "1.0",
        "true",
        "t",
        "yes",
        "y",
        "accept",
        "accepted",
        "match",
        "matched",
        "correct",
        "right",
        "re-pair",
        "repair",
        "re pair",
        "repaired",
        "split",
        "must",
        "link",
        "positive",
        "confirm",
        "confirmed",
    }
)
NO = frozenset(
    {
        "0",
        "0.0",
        "-1",
        "false",
        "f",
        "no",
        "n",
        "reject",
        "rejected",
        "non-match",
        "nonmatch",
        "wrong",
        "cannot",
        "unlink",
        "undo",
        "undone",
        "negative",
        "incorrect",
        "unmatched",
    }
)
ALIASES = frozenset({"alias", "aliases"})


@dataclass(frozen=True)
class Corrections:
    """pairs: left, right str, label bool, once a pair (what was said last counts). matches: match_id str, label bool, of a run over the same tables."""

    pairs: pl.DataFrame
    matches: pl.DataFrame
    aliases: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        return self.pairs.height + self.matches.height + len(self.aliases)


def load_corrections(path: Path) -> Corrections:
    """Read CORRECTIONS (Parquet, CSV, XLSX, JSON lines). Raises Refused("recon.corrections") naming row and cause.

    Pairs by the ids of both sides, or the id of a match, with a verdict in words or numbers; without a verdict every pair is accepted. A table of matches
    in the form of matches.parquet (match_id, side, line_id) with a verdict will do. Rows with the verdict "alias" name a party as written and as meant.
    """
    sheet = read_sheet(path, "", heading_of(path.name, SideSpec(), "generic"), lenient=False)
    position = {plain(heading): k for k, heading in enumerate(sheet.headings)}

    def column(names: tuple[str, ...]) -> pl.Series | None:
        found = next((position[name] for name in names if name in position), None)
        if found is None:
            return None
        texts = sheet.cells[f"c{found}"].cast(pl.String).str.strip_chars()
        return texts.str.replace(r"^(-?\d+)\.0$", "$1") if sheet.cells[f"c{found}"].dtype.is_float() else texts

    verdict = column(VERDICT)
    alias, label = _labels(sheet, verdict)
    left, right = column(LEFT), column(RIGHT)
    names = [column(each) for each in ALIAS]
    aliases = _aliases(alias, names) if verdict is not None or left is None else ()
    match_id, side, line = (column((name,)) for name in ("match id", "side", "line id"))
    if left is None and right is None and match_id is not None and side is not None and line is not None:
        left, right, label = _of_matches(match_id, side, line, label)
    elif (left is None or right is None) and match_id is not None:
        said = pl.DataFrame({"match_id": match_id, "label": label}).filter(~alias).drop_nulls()
        return Corrections(_pairs([]), said.unique("match_id", keep="last", maintain_order=True), aliases)
    elif (left is None or right is None) and sheet.cells.width == 2 and verdict is None:
        left, right = (sheet.cells[f"c{k}"].cast(pl.String).str.strip_chars() for k in (0, 1))
    if left is None or right is None:
        if aliases:
            return Corrections(_pairs([]), pl.DataFrame(schema={"match_id": pl.String, "label": pl.Boolean}), aliases)
        raise Refused(
            "recon.corrections",
            f"{path.name}: no columns for the ids of both sides (left_id, right_id) or for match_id; columns are {names_of(sheet.headings)}",
        )
    keep = ~alias if alias.len() == left.len() else pl.repeat(True, left.len(), dtype=pl.Boolean, eager=True)
    parts = [pl.DataFrame({"left": left, "right": right, "label": label}).filter(keep)]
    if (was := column(WAS)) is not None and was.len() == left.len():
        parts.insert(0, pl.DataFrame({"left": left, "right": was, "label": pl.repeat(False, left.len(), dtype=pl.Boolean, eager=True)}).filter(keep))
    return Corrections(_pairs(parts), pl.DataFrame(schema={"match_id": pl.String, "label": pl.Boolean}), aliases)


def _pairs(parts: list[pl.DataFrame]) -> pl.DataFrame:
    schema = {"left": pl.String, "right": pl.String, "label": pl.Boolean}
    if not parts:
        return pl.DataFrame(schema=schema)
    said = pl.concat([part.cast(schema) for part in parts]).drop_nulls()  # type: ignore[arg-type]
    return said.filter((pl.col("left") != "") & (pl.col("right") != "")).unique(["left", "right"], keep="last", maintain_order=True)


def _labels(sheet: Sheet, verdict: pl.Series | None) -> tuple[pl.Series, pl.Series]:
    """Which rows are aliases, and what the others say."""
    rows = sheet.cells.height
    if verdict is None:
        return pl.repeat(False, rows, dtype=pl.Boolean, eager=True), pl.repeat(True, rows, dtype=pl.Boolean, eager=True)
    texts = verdict.str.to_lowercase().fill_null("")
    alias, yes, no = texts.is_in(list(ALIASES)), texts.is_in(list(YES)), texts.is_in(list(NO))
    unknown = ~alias & ~yes & ~no & (texts != "")
    if unknown.any():
        first = int(unknown.arg_true()[0])
        raise Refused(
            "recon.corrections", f"{sheet.name}, row {sheet.rows[first]}: {verdict[first]!r} is no verdict; say accept, reject, split or alias, or 1 and 0"
        )
    return alias, pl.select(pl.when(yes).then(True).when(no).then(False).alias("label"))["label"]


def _aliases(alias: pl.Series, names: list[pl.Series | None]) -> tuple[tuple[str, str], ...]:
    written, meant = names
    if written is None or meant is None:
        return ()
    said = pl.DataFrame({"written": written, "meant": meant}).filter(alias if alias.any() else pl.lit(True)).drop_nulls()
    return tuple(dict.fromkeys(said.iter_rows()))


def _of_matches(match_id: pl.Series, side: pl.Series, line: pl.Series, label: pl.Series) -> tuple[pl.Series, pl.Series, pl.Series]:
    rows = pl.DataFrame({"match_id": match_id, "side": side.str.to_lowercase(), "line": line, "label": label})
    both = rows.filter(pl.col("side") == "left").join(rows.filter(pl.col("side") == "right"), on="match_id", suffix="_right")
    return both["line"], both["line_right"], both["label"]
