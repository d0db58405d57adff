"""What a reviewer of GST is told of each line: its status word, why two values differ, what to do in IMS, and until when its credit may be taken."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from qrt.core.recon.engine.kinds.bills import BILL_DIGITS, BILL_ENDS, BILL_SAME, BILL_SLIP, bill_levels
from qrt.core.recon.engine.kinds.gst_clubs import ROUNDED
from qrt.core.recon.engine.numbers import plain_number, with_numbers
from qrt.core.recon.engine.outcome import Outcome

HEADS = ("igst", "cgst", "sgst", "cess")
MONEY = ("taxable", *HEADS)
RUPEE = 100
LINES = {
    "side": pl.String,
    "line_id": pl.String,
    "match_id": pl.String,
    "status": pl.String,
    "causes": pl.String,
    "tax_paise": pl.Int64,
    "tax_difference_paise": pl.Int64,
    "action": pl.String,
    "why": pl.String,
    "last_day": pl.Date,
    "time_barred": pl.Boolean,
    "months_late": pl.Int32,
}
CAUSES = {
    "round_off": "rounding of up to a rupee a head",
    "wrong_head": "the same tax under other heads",
    "rate": "the same value at another rate",
    "value": "another value at the same rate",
    "tax_in_value": "the tax is booked as part of the value",
    "cess": "cess differs",
    "places": "digits of the value changed places",
    "value_and_tax": "value and tax differ",
    "gstin": "another GSTIN of the supplier",
    "number": "another number of the document",
    "several": "one side has it in several lines",
}


def gst_lines(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, last_days: Mapping[int, date], as_of: date) -> pl.DataFrame:
    """One row a line of either side (columns LINES), sorted by side and line.

    left, right: canonical lines as the specification gave them (`to_lines`). last_days: year in which a financial year began -> last day to take credit of its
    documents (section 16(4), from the rule book); a year that is not there has no known last day. months_late: how many months after the document's the
    supplier's return was filed in which it stands. tax_paise: of the line; tax_difference_paise: of the match, left less right.
    """
    lines = pl.concat([_known(t, side) for side, t in (("left", left), ("right", right))])
    held = lines.join(outcome.matches.select("side", "line_id", "match_id", "stage"), on=["side", "line_id"], how="left")
    matches = _judged(held.filter(pl.col("match_id").is_not_null()))
    open_ = lines.join(outcome.breaks.select("side", "line_id", open=pl.lit(True)), on=["side", "line_id"], how="left").select("side", "line_id", "open")
    out = held.join(matches, on="match_id", how="left").join(open_, on=["side", "line_id"])
    lost = pl.when(pl.col("side") == "left").then(pl.lit("missing_in_2b")).otherwise(pl.lit("missing_in_books"))
    out = out.with_columns(status=pl.coalesce("status", pl.when(pl.col("open").fill_null(False)).then(lost).otherwise(pl.lit("replaced"))))
    years = {y: day for y, day in sorted(last_days.items())}
    last = pl.col("fy").replace_strict(list(years), list(years.values()), default=None, return_dtype=pl.Date)
    out = out.with_columns(last_day=last, causes=pl.col("causes").fill_null(""))
    out = out.with_columns(time_barred=(pl.col("last_day") < as_of).fill_null(False))
    out = out.with_columns(action=_action(), why=_why())
    return out.select(list(LINES)).cast(LINES).sort("side", "line_id")  # type: ignore[arg-type]


def _known(lines: pl.DataFrame, side: str) -> pl.DataFrame:
    day = pl.col("date").cast(pl.Date)
    return lines.select(
        pl.lit(side).alias("side"),
        pl.col("id").alias("line_id"),
        "date",
        "amount",
        "bill_no",
        *(pl.col(c).fill_null(0) for c in MONEY),
        gstin=pl.col("gstin").str.to_uppercase().str.strip_chars(),
        tax_paise=pl.sum_horizontal(pl.col(c).fill_null(0) for c in HEADS),
        fy=day.dt.year().cast(pl.Int64) - (day.dt.month() < 4).cast(pl.Int64),
        months_late=(_month_of(pl.col("period")) - (day.dt.year() * 12 + day.dt.month())).cast(pl.Int32),
    )


def _month_of(period: pl.Expr) -> pl.Expr:
    """Months since year 0 of "072026", "07-2026", "2026-07" or "2026-07-31"; null where it is none of them."""
    bare = period.str.strip_chars()
    year = pl.coalesce(bare.str.extract(r"^\d{1,2}[-/ ]?(20\d\d)$"), bare.str.extract(r"^(20\d\d)[-/]\d{1,2}(?:[-/]\d{1,2})?$")).cast(pl.Int32, strict=False)
    month = pl.coalesce(bare.str.extract(r"^(\d{1,2})[-/ ]?20\d\d$"), bare.str.extract(r"^20\d\d[-/](\d{1,2})(?:[-/]\d{1,2})?$")).cast(pl.Int32, strict=False)
    return pl.when(month.is_between(1, 12)).then(year * 12 + month)


def _judged(held: pl.DataFrame) -> pl.DataFrame:
    """match_id, status, causes and tax_difference_paise of each match. held: the lines of matches."""
    sums = [
        held.filter(pl.col("side") == side)
        .sort("line_id")
        .group_by("match_id", maintain_order=True)
        .agg(pl.col("gstin", "bill_no", "date", "stage").first(), pl.len().alias("of"), *(pl.col(c).sum() for c in (*MONEY, "tax_paise")))
        for side in ("left", "right")
    ]
    both = sums[0].join(sums[1], on="match_id").sort("match_id")
    gap = {c: (pl.col(c) - pl.col(f"{c}_right")).abs() for c in (*MONEY, "tax_paise")}
    heads = [gap[c] for c in HEADS]
    both = both.with_columns(
        equal=pl.all_horizontal(gap[c] == 0 for c in MONEY),
        near=pl.all_horizontal(gap[c] <= RUPEE for c in MONEY),
        summed=(gap["taxable"] <= ROUNDED) & (gap["tax_paise"] <= ROUNDED),
        one=pl.col("gstin") == pl.col("gstin_right"),
        alone=(pl.col("of") == 1) & (pl.col("of_right") == 1),
        cause=_cause(gap, heads),
    )
    both = both.with_columns(bill=_bills(both))
    causes = pl.concat_list(
        pl.when(~pl.col("equal")).then("cause"),
        pl.when(~pl.col("one")).then(pl.lit("gstin")),
        pl.when(pl.col("alone") & (pl.col("bill") < BILL_ENDS) & (pl.col("bill") != BILL_SLIP)).then(pl.lit("number")),
        pl.when(~pl.col("alone")).then(pl.lit("several")),
    )
    return both.select(
        "match_id", status=_status(), causes=causes.list.drop_nulls().list.join(", "), tax_difference_paise=pl.col("tax_paise") - pl.col("tax_paise_right")
    )


def _cause(gap: dict[str, pl.Expr], heads: list[pl.Expr]) -> pl.Expr:
    """The one cause that explains the difference of two values, the plainest first."""
    x, y, tx, ty = (pl.col(c) for c in ("taxable", "taxable_right", "tax_paise", "tax_paise_right"))
    same_value, same_tax = gap["taxable"] <= RUPEE, gap["tax_paise"] <= 2 * RUPEE
    one_rate = (y != 0) & ((tx - ty * (x / y)).abs() <= 2 * RUPEE)
    digits = [v.abs().cast(pl.String).str.split("").list.sort().list.join("") for v in (x, y)]
    return (
        pl.when(pl.all_horizontal(g <= RUPEE for g in gap.values()))
        .then(pl.lit("round_off"))
        .when(same_value & same_tax & pl.any_horizontal(g > RUPEE for g in heads))
        .then(pl.lit("wrong_head"))
        .when(same_value & pl.all_horizontal(gap[c] <= RUPEE for c in ("igst", "cgst", "sgst")))
        .then(pl.lit("cess"))
        .when((tx == 0) & (ty != 0) & ((x - y - ty).abs() <= RUPEE))
        .then(pl.lit("tax_in_value"))
        .when(same_value)
        .then(pl.lit("rate"))
        .when((digits[0] == digits[1]) & (x != y))
        .then(pl.lit("places"))
        .when(one_rate)
        .then(pl.lit("value"))
        .otherwise(pl.lit("value_and_tax"))
    )


def _bills(both: pl.DataFrame) -> pl.Series:
    """Level of BILL of each match; what was typed alike is not read."""
    sides = [both.select("date", bill_no=c).with_columns(plain=plain_number()) for c in ("bill_no", "bill_no_right")]
    same = (sides[0]["plain"] == sides[1]["plain"]).fill_null(False)
    place = (~same).arg_true()
    level = pl.Series("bill", [BILL_SAME], pl.Float32).new_from_index(0, both.height)
    if place.len():
        rest = [with_numbers(t[place]) for t in sides]
        row = pl.int_range(place.len(), dtype=pl.UInt32, eager=True).to_numpy()
        level = level.scatter(place, bill_levels(rest[0], rest[1], row, row, 1))
    return level


def _status() -> pl.Expr:
    alike = (pl.col("bill") >= BILL_ENDS) | (pl.col("bill") == BILL_SLIP)
    return (
        pl.when(pl.col("stage").is_in(["manual", "person"]))
        .then(pl.lit("manual"))
        .when(~pl.col("alone"))
        .then(pl.when(pl.col("summed") & pl.col("one")).then(pl.lit("suggested")).otherwise(pl.lit("mismatch")))
        .when(pl.col("one") & pl.col("equal") & (pl.col("bill") == BILL_SAME))
        .then(pl.lit("exact"))
        .when(pl.col("one") & pl.col("near") & (alike | (pl.col("bill") == BILL_DIGITS)))
        .then(pl.lit("suggested"))
        .when(alike)
        .then(pl.lit("mismatch"))
        .otherwise(pl.lit("residual"))
    )


_MORE = pl.col("tax_difference_paise") < 0


def _action() -> pl.Expr:
    """What is recommended in IMS for a line of the portal; for a line of ours what to do outside it. Only a person acts."""
    status = pl.col("status")
    portal = (
        pl.when(status == "replaced")
        .then(pl.lit("none"))
        .when(pl.col("time_barred") & (status == "missing_in_books"))
        .then(pl.lit("none"))
        .when(status.is_in(["exact", "suggested", "manual"]) | ((status == "mismatch") & (pl.col("causes") == "gstin")))
        .then(pl.lit("accept"))
        .when((status == "mismatch") & ~_MORE & ~pl.col("causes").str.contains("wrong_head|number|gstin"))
        .then(pl.lit("accept"))
        .otherwise(pl.lit("pending"))
    )
    ours = pl.when(status == "missing_in_2b").then(pl.when("time_barred").then(pl.lit("none")).otherwise(pl.lit("ask_supplier"))).otherwise(pl.lit(""))
    return pl.when(pl.col("side") == "right").then(portal).otherwise(ours)


def _why() -> pl.Expr:
    status = pl.col("status")
    credit_note = pl.col("amount") < 0
    barred = pl.lit("the last day to take credit of its year is over (section 16(4))")
    missing = (
        pl.when("time_barred")
        .then(barred)
        .when(credit_note)
        .then(pl.lit("a credit note that the books do not have: it lowers the credit; book it, or keep it pending while the supplier is asked"))
        .otherwise(pl.lit("not in the books: find the paper and book it, or reject it when it is not ours"))
    )
    return (
        pl.when(status == "replaced")
        .then(pl.lit("an amendment takes its place"))
        .when(status == "exact")
        .then(pl.lit("supplier, number, value and every head agree"))
        .when(status == "manual")
        .then(pl.lit("a person put them together"))
        .when(status == "suggested")
        .then(pl.lit("supplier and money agree; the number or the rounding differs"))
        .when((status == "mismatch") & _MORE)
        .then(pl.lit("the supplier reports more tax than the books have: credit is limited to what the invoice bears"))
        .when(status == "mismatch")
        .then(pl.lit("one document whose figures or heads differ"))
        .when(status == "residual")
        .then(pl.lit("money agrees, the number does not"))
        .when(status == "missing_in_2b")
        .then(pl.when("time_barred").then(barred).otherwise(pl.lit("the supplier has not reported it: no credit until it is in GSTR-2B")))
        .otherwise(missing)
    )
