"""From the sales register to GSTR-1 and on to GSTR-3B table 3.1: a walk whose steps add up, each step with its cause."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from qrt.core.recon.engine.gst_status import CAUSES, HEADS, MONEY, gst_lines
from qrt.core.recon.engine.outcome import Outcome

WALK = {"step": pl.String, "said": pl.String, "lines": pl.Int64} | {f"{c}_paise": pl.Int64 for c in MONEY}


def walk_to_3b(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, filed: Mapping[str, int], as_of: date) -> pl.DataFrame:
    """Rows of WALK: the register's total, what each cause adds or takes, GSTR-1's total, what 3B has beyond it, 3B's total.

    left, right: canonical lines of the sales register and of GSTR-1 (amendments as they were filed: what they replaced is not counted). filed: paise of
    3B 3.1(a) by taxable, igst, cgst, sgst, cess.
    """
    lines = gst_lines(left, right, outcome, {}, as_of)
    values = pl.concat(
        [
            t.select(pl.lit(s).alias("side"), pl.col("id").alias("line_id"), *(pl.col(c).fill_null(0) for c in MONEY))
            for s, t in (("left", left), ("right", right))
        ]
    )
    known = lines.join(values, on=["side", "line_id"]).filter(pl.col("status") != "replaced")
    sign = pl.when(pl.col("side") == "left").then(-1).otherwise(1)
    step = (
        pl.when(pl.col("status") == "missing_in_2b")
        .then(pl.lit("only_in_books"))
        .when(pl.col("status") == "missing_in_books")
        .then(pl.lit("only_in_gstr1"))
        .when(pl.col("causes") == "")
        .then(pl.lit("agree"))
        .otherwise(pl.col("causes").str.split(", ").list.first())
    )
    moved = (
        known.with_columns(step=step)
        .group_by("step")
        .agg(pl.len().cast(pl.Int64).alias("lines"), *((pl.col(c) * sign).sum().alias(f"{c}_paise") for c in MONEY))
    )
    moved = moved.filter(pl.any_horizontal(pl.col(f"{c}_paise") != 0 for c in MONEY)).sort("step")
    said = {"only_in_books": "documents that GSTR-1 does not have", "only_in_gstr1": "documents that the register does not have", **CAUSES}
    rows: list[dict[str, Any]] = [_total("register", "the sales register", known.filter(pl.col("side") == "left"))]
    rows += [{**row, "said": said[row["step"]]} for row in moved.to_dicts()]
    rows.append(_total("gstr1", "GSTR-1 as filed", known.filter(pl.col("side") == "right")))
    over = {f"{c}_paise": filed.get(c, 0) - rows[-1][f"{c}_paise"] for c in MONEY}
    if any(over.values()):
        rows.append({"step": "not_in_gstr1", "said": _over(over), "lines": 0, **over})
    rows.append({"step": "gstr3b", "said": "GSTR-3B, table 3.1(a)", "lines": 0, **{f"{c}_paise": filed.get(c, 0) for c in MONEY}})
    return pl.DataFrame(rows, schema=WALK)


def _total(step: str, said: str, lines: pl.DataFrame) -> dict[str, Any]:
    return {"step": step, "said": said, "lines": lines.height, **{f"{c}_paise": int(lines[c].sum()) for c in MONEY}}


def _over(over: dict[str, int]) -> str:
    tax = sum(over[f"{c}_paise"] for c in HEADS)
    if over["taxable_paise"] == 0 and tax == 0:
        return "3B has the same tax under other heads than GSTR-1"
    return (
        "3B has tax that GSTR-1 does not bear"
        if tax > 0
        else "GSTR-1 has tax that was not paid by 3B: the portal asks for it (rule 88C)"
        if tax < 0
        else "value without tax"
    )
