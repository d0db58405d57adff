"""What a reconciliation tells as a whole: what is explained, how old the open lines are, where they gather, how far to trust it, what to do first."""

from typing import Any

import polars as pl

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.ages import without_far_days
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.recurring import expected_missing

AGES = ((30, "up to 30 days"), (60, "31 to 60 days"), (90, "61 to 90 days"), (180, "91 to 180 days"))
OLDEST = "over 180 days"
UNKNOWN_AGE = "of no known age"
MOST_SHOWN = 10
LINES_SHOWN = 20
TWICE_DAYS = 7
RECURS = 3
OLD_DAYS = 90
OPEN_HIGH, OPEN_MEDIUM = 0.10, 0.02
GATHERED = 0.5
DOUBT = {"auto": 0.02, "suggested": 0.4, "review": 0.8}
"""How uncertain a line is that a person has not looked at: by the status of its match; an open line is wholly uncertain."""


def insights_of(outcome: Outcome, left: pl.DataFrame, right: pl.DataFrame) -> dict[str, Any]:
    """Counts, sums (paise), and what follows from them, as plain values for a summary.

    left, right: the lines, with id and, where known, amount (paise) and party. The same outcome and lines give the same insights, in any order of rows.
    """
    left, right = without_far_days(left, right)
    lines = _as_compared(outcome, pl.concat([_lines(t, side) for side, t in (("left", left), ("right", right))]))
    matches = _matches(outcome, lines)
    open_ = outcome.breaks.join(lines, on=["side", "line_id"], how="left").with_columns(pl.col("paise").fill_null(0), pl.col("party").fill_null(""))
    found: dict[str, Any] = {
        "stages": _table(matches.group_by("stage", "status").agg(matches=pl.len(), paise=pl.col("paise").sum()).sort("stage", "status")),
        "difference": difference(matches, open_),
        "ageing": ageing(open_),
        "concentration": concentration(open_),
        "duplicates": duplicates(lines),
        "recurring": recurring(matches),
        "expected": expected_missing(left, right),
    }
    found["risk"] = risk(found, lines, open_)
    found["actions"] = actions(found, matches, open_)
    found["queue"] = queue(matches, open_)
    return found


def _lines(table: pl.DataFrame, side: str) -> pl.DataFrame:
    def column(name: str, kind: type[pl.DataType], missing: Any) -> pl.Expr:
        return (pl.col(name) if name in table.columns else pl.lit(None)).cast(kind).fill_null(missing)

    date = pl.col("date").cast(pl.Date).cast(pl.Int32) if "date" in table.columns and table["date"].dtype in (pl.Date, pl.Datetime) else pl.lit(None, pl.Int32)
    return table.select(
        pl.lit(side).alias("side"),
        pl.col("id").cast(pl.String).alias("line_id"),
        column("amount", pl.Int64, 0).alias("paise"),
        date.alias("day"),
        column("party", pl.String, "").str.strip_chars().str.to_uppercase().alias("party"),
        column("reference", pl.String, "").alias("reference"),
        column("narration", pl.String, "").str.strip_chars().str.to_uppercase().alias("narration"),
    )


def _as_compared(outcome: Outcome, lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with the signs they were compared with: the other side's book of one event may bear the opposite one, which the allocations show."""
    used = outcome.matches.filter(side="right").join(lines, on=["side", "line_id"])
    turned = used.filter(pl.col("allocated_paise") * pl.col("paise").sign() < 0).height > 0
    return lines.with_columns(paise=pl.when(side="right").then(-pl.col("paise")).otherwise("paise")) if turned else lines


def _matches(outcome: Outcome, lines: pl.DataFrame) -> pl.DataFrame:
    """One row a match: its stage, status, probability, difference, the greater side's sum and the parties of it."""
    rows = outcome.matches.join(lines.select("side", "line_id", "party"), on=["side", "line_id"], how="left")
    sums = pl.col("allocated_paise").fill_null(0)
    return (
        rows.group_by("match_id")
        .agg(
            pl.col("stage", "status", "probability", "difference_name").first(),
            gap=pl.col("difference_paise").first().fill_null(0),
            # Two lines that cancel each other are worth what one of them is.
            paise=pl.when(pl.col("stage").first() == "reversal")
            .then(sums.max())
            .otherwise(pl.max_horizontal(*(sums.filter(pl.col("side") == s).sum().abs() for s in ("left", "right")))),
            party=pl.col("party").filter(pl.col("party") != "").min().fill_null(""),
        )
        .sort("match_id")
    )


def difference(matches: pl.DataFrame, open_: pl.DataFrame) -> dict[str, int]:
    """left - right in paise and what it is made of: open lines, differences with a name, and what nothing explains. The parts add up to the whole."""
    named = matches.filter(pl.col("difference_name").is_not_null() & (pl.col("difference_name") != "unexplained"))["gap"].sum()
    unexplained = matches.filter(pl.col("difference_name") == "unexplained")["gap"].sum()
    sides = {side: int(open_.filter(side=side)["paise"].sum()) for side in ("left", "right")}
    whole = sides["left"] - sides["right"] + int(named) + int(unexplained)
    return {
        "whole_paise": whole,
        "open_left_paise": sides["left"],
        "open_right_paise": sides["right"],
        "named_paise": int(named),
        "unexplained_paise": int(unexplained),
    }


def ageing(open_: pl.DataFrame) -> list[dict[str, Any]]:
    """Open lines and their amounts without sign by side and age."""
    age = pl.lit(OLDEST)
    for most, name in reversed(AGES):
        age = pl.when(pl.col("age_days") <= most).then(pl.lit(name)).otherwise(age)
    age = pl.when(pl.col("age_days").is_null()).then(pl.lit(UNKNOWN_AGE)).otherwise(age)
    found = open_.with_columns(age=age).group_by("side", "age").agg(lines=pl.len(), paise=pl.col("paise").abs().sum(), oldest=pl.col("age_days").max())
    return _table(found.sort("side", "oldest", "age", nulls_last=True).drop("oldest"))


def concentration(open_: pl.DataFrame) -> list[dict[str, Any]]:
    """The parties with most of what is open, with their share of it in percent."""
    whole = int(open_["paise"].abs().sum())
    by = (
        open_.filter(pl.col("party") != "")
        .group_by("party")
        .agg(lines=pl.len(), paise=pl.col("paise").abs().sum())
        .sort(["paise", "party"], descending=[True, False])
    )
    return _table(by.head(MOST_SHOWN).with_columns(percent=(100 * pl.col("paise") / max(1, whole)).round(1)))


def duplicates(lines: pl.DataFrame) -> list[dict[str, Any]]:
    """Lines of one side with one amount and one party or reference within a week, or, where they have neither, the same words on one day: perhaps entered or paid
    twice. The largest first."""
    found = []
    for key, days in (("party", TWICE_DAYS), ("reference", TWICE_DAYS), ("narration", 0)):
        known = (pl.col("paise") != 0) & (pl.col(key) != "") & pl.col("day").is_not_null()
        alone = (pl.col("party") == "") & (pl.col("reference") == "") if key == "narration" else pl.lit(True)
        order = lines.filter(known & alone).sort("side", key, "paise", "day", "line_id")
        same = pl.all_horizontal(pl.col(c) == pl.col(c).shift(1) for c in ("side", key, "paise")) & (pl.col("day") - pl.col("day").shift(1) <= days)
        found.append(order.select("side", "party", "paise", first=pl.col("line_id").shift(1), again="line_id", same=same).filter(pl.col("same")).drop("same"))
    both = pl.concat(found).unique(["side", "first", "again"], keep="first", maintain_order=True)
    return _table(both.sort([pl.col("paise").abs(), "side", "first", "again"], descending=[True, False, False, False]).head(LINES_SHOWN))


def recurring(matches: pl.DataFrame) -> list[dict[str, Any]]:
    """Differences of one amount and name that come back: a habit of the bank, a party or the books, worth a rule."""
    same = matches.filter(pl.col("gap") != 0).group_by("difference_name", "gap").agg(times=pl.len(), paise=pl.col("gap").sum())
    return _table(same.filter(pl.col("times") >= RECURS).sort(["times", "difference_name", "gap"], descending=[True, False, False]).head(MOST_SHOWN))


def risk(found: dict[str, Any], lines: pl.DataFrame, open_: pl.DataFrame) -> dict[str, Any]:
    """high, medium or low, with the reasons for it. One grave reason makes it high, any other medium; without reasons it is low."""
    whole, still = int(lines["paise"].abs().sum()), int(open_["paise"].abs().sum())
    # Lines without amounts count by their number.
    of_what, whole, still = ("amounts", whole, still) if whole else ("lines", lines.height, open_.height)
    old = open_.filter((pl.col("age_days") > OLD_DAYS) & (pl.col("paise") != 0))
    share = still / max(1, whole)
    grave, lesser = [], []
    if share > OPEN_MEDIUM:
        (grave if share > OPEN_HIGH else lesser).append(f"{100 * share:.1f} % of all {of_what} have no counterpart")
    if found["difference"]["unexplained_paise"]:
        grave.append(f"matched lines differ by Rs {rupee_text(Paise(abs(found['difference']['unexplained_paise'])))} that nothing explains")
    if old.height:
        lesser.append(f"{_counted(old.height, 'open line is', 'open lines are')} older than {OLD_DAYS} days")
    if found["duplicates"]:
        more = " or more" if len(found["duplicates"]) == LINES_SHOWN else ""
        lesser.append(_counted(len(found["duplicates"]), "line may be entered twice", f"{more} lines may be entered twice".lstrip()))
    top = found["concentration"][0] if found["concentration"] else None
    if top and share > OPEN_MEDIUM and top["paise"] > GATHERED * still:
        lesser.append(f"{top['party']} alone has {top['percent']} % of what is open")
    grade = "high" if grave else "medium" if lesser else "low"
    return {"grade": grade, "reasons": [*grave, *lesser] or ["what is open is little and young, and every difference has a name"]}


def actions(found: dict[str, Any], matches: pl.DataFrame, open_: pl.DataFrame) -> list[dict[str, Any]]:
    """What to do, with the lines or matches to do it to, in the order of what it is worth."""
    made = []
    for name, what, rows in (
        ("confirm", "Look through the suggested matches: each waits for a yes or no", matches.filter(pl.col("status") != "auto")),
        ("explain", "Find out why these matched lines differ", matches.filter(pl.col("difference_name") == "unexplained")),
        ("post", "Book these differences, which have a name", matches.filter((pl.col("gap") != 0) & (pl.col("difference_name") != "unexplained"))),
    ):
        if rows.height:
            size = pl.col("paise") if name == "confirm" else pl.col("gap").abs()
            made.append(_action(name, what, rows.with_columns(paise=size), "match_id", "matches"))
    for name, what, rows in (
        ("book", "Enter what only the other side shows", open_.filter(side="right")),
        ("chase", "Ask the other side for what only the books show", open_.filter((pl.col("side") == "left") & (pl.col("age_days").fill_null(0) <= OLD_DAYS))),
        ("settle", "Write back, cancel or prove what is open for a quarter", open_.filter((pl.col("side") == "left") & (pl.col("age_days") > OLD_DAYS))),
    ):
        if rows.height:
            made.append(_action(name, what, rows.with_columns(pl.col("paise").abs()), "line_id", "lines"))
    if found["duplicates"]:
        again = [each["again"] for each in found["duplicates"]]
        made.append(
            {
                "action": "undouble",
                "what": "See whether these lines are entered twice",
                "count": len(again),
                "paise": sum(abs(each["paise"]) for each in found["duplicates"]),
                "lines": again,
            }
        )
    return sorted(made, key=lambda each: (-each["paise"], each["action"]))


def _action(name: str, what: str, rows: pl.DataFrame, key: str, called: str) -> dict[str, Any]:
    top = rows.sort(["paise", key], descending=[True, False])[key].head(LINES_SHOWN).to_list()
    return {"action": name, "what": what, "count": rows.height, "paise": int(rows["paise"].sum()), called: top}


def queue(matches: pl.DataFrame, open_: pl.DataFrame) -> list[dict[str, Any]]:
    """What a person should look at first: amount x uncertainty x how often the party comes back among what is unsettled."""
    waiting = matches.filter(pl.col("status") != "auto").select(
        pl.lit("match").alias("kind"),
        id="match_id",
        party="party",
        paise="paise",
        doubt=pl.max_horizontal(1 - pl.col("probability"), pl.col("status").replace_strict(DOUBT, default=1.0, return_dtype=pl.Float64)),
    )
    lines = open_.select(pl.lit("line").alias("kind"), id="line_id", party="party", paise=pl.col("paise").abs(), doubt=pl.lit(1.0))
    every = pl.concat([waiting, lines])
    again = pl.when(pl.col("party") == "").then(1).otherwise(pl.len().over("party"))
    weight = (pl.col("paise") * pl.col("doubt") * (1 + again.cast(pl.Float64).log())).round(0).cast(pl.Int64)
    ranked = every.with_columns(weight=weight, repeated=again.cast(pl.Int64)).sort(["weight", "kind", "id"], descending=[True, False, False])
    return _table(ranked.head(LINES_SHOWN).with_columns(pl.col("doubt").round(2)))


def _table(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return list(rows.iter_rows(named=True))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
