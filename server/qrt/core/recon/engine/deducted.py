"""What a reconciliation of tax deducted shows to be wrong: tax that is reported short, too high or not at all, and another section on either side."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.outcome import Outcome

ROWS = ("rule", "side", "lines", "amount_paise", "sentence", "debit", "credit", "proposal")
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DeductionLaw:
    """What the rule book says of tax deducted, on a day.

    interest: (paise, day of deduction, day until which it is owed) -> interest on late deposit in paise, and its rate in words; None where no rule is known.
    named: (section, day) -> its number and nature by the Act that is in force on that day.
    """

    interest: Callable[[int, date, date], tuple[int, str] | None]
    named: Callable[[str, date], str]


NO_LAW = DeductionLaw(lambda paise, day, until: None, lambda section, day: section)


def tds_findings(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, payable: bool, law: DeductionLaw, as_of: date) -> pl.DataFrame:
    """Rows of ROWS. left: our books; right: Form 26AS or AIS, or our own statement where the tax is payable; canonical lines."""
    made = [*_differences(left, outcome, payable, law, as_of), *_sections(left, right, outcome, payable, law)]
    made += [*_open(left, outcome, "left", payable, law, as_of), *_open(right, outcome, "right", payable, law, as_of)]
    return pl.DataFrame(made, schema={**dict.fromkeys(ROWS, pl.String), "lines": pl.List(pl.String), "amount_paise": pl.Int64}, orient="row")


Row = tuple[str, str, list[str], int, str, str | None, str | None, str | None]


def _differences(left: pl.DataFrame, outcome: Outcome, payable: bool, law: DeductionLaw, as_of: date) -> list[Row]:
    """Matches in which the other side has less tax than the books, or more."""
    gaps = outcome.matches.filter(pl.col("difference_name").is_in(["tds_short", "tds_excess"]) & (pl.col("side") == "left"))
    each = (
        gaps.join(_known(left), left_on="line_id", right_on="id")
        .sort("match_id", "line_id")
        .group_by("match_id", maintain_order=True)
        .agg("line_id", pl.col("who", "section").first(), pl.col("date").min(), gap=pl.col("difference_paise").first(), name=pl.col("difference_name").first())
    )
    made: list[Row] = []
    for row in each.iter_rows(named=True):
        gap, short = abs(row["gap"]), row["name"] == "tds_short"
        day = EPOCH + timedelta(row["date"])
        under = f" under {law.named(row['section'], day)}" if row["section"] else ""
        if payable and short:
            said = f"our statement has Rs {rupee_text(Paise(gap))} less tax than the books deducted of {row['who']}"
            made.append(("recon.tds_short", "right", row["line_id"], gap, said, "tds_payable", "bank", _deposit(gap, under, day, as_of, law)))
        elif payable:
            said = f"our statement has Rs {rupee_text(Paise(gap))} more tax than the books deducted of {row['who']}"
            todo = f"find the deduction{under} that the books lack and book it; where there is none, file a correction of the statement"
            made.append(("recon.tds_excess", "right", row["line_id"], gap, said, None, None, todo))
        elif short:
            said = f"Rs {rupee_text(Paise(gap))} less tax is reported than the books expect from {row['who']}"
            todo = f"ask {row['who']} to correct its statement{under}; until then the amount is owed by it and is no tax paid"
            made.append(("recon.tds_short", "right", row["line_id"], gap, said, "debtor", "tds_receivable", todo))
        else:
            said = f"Rs {rupee_text(Paise(gap))} more tax is reported than the books have from {row['who']}"
            made.append(("recon.tds_excess", "left", row["line_id"], gap, said, "tds_receivable", "debtor", f"book what {row['who']} deducted{under} besides"))
    return made


def _deposit(paise: int, under: str, day: date, as_of: date, law: DeductionLaw) -> str:
    """How tax that was deducted and is not reported is put right, with what it costs by now."""
    said = f"where it was not deposited, deposit Rs {rupee_text(Paise(paise))}{under} (the entry), and file a correction of the statement either way"
    owed = law.interest(paise, day, as_of)
    if owed is None:
        return said
    interest, rate = owed
    return f"{said}; interest at {rate} from {day:%d-%m-%Y} to {as_of:%d-%m-%Y} is Rs {rupee_text(Paise(interest))}"


def _sections(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, payable: bool, law: DeductionLaw) -> list[Row]:
    """Matches whose two sides name different sections."""
    bare = pl.col("section").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "").str.replace(r"^(?:US|SECTION|SEC|S)", "")
    both = [
        outcome.matches.filter(pl.col("side") == side)
        .join(_known(lines), left_on="line_id", right_on="id")
        .filter(pl.col("section") != "")
        .sort("match_id", "line_id")
        .group_by("match_id", maintain_order=True)
        .agg(
            "line_id",
            pl.col("who").first(),
            pl.col("date").min(),
            pl.col("amount").abs().sum(),
            section=pl.col("section").unique().sort(),
            bare=bare.unique().sort(),
        )
        for side, lines in (("left", left), ("right", right))
    ]
    apart = both[0].join(both[1], on="match_id", suffix="_b").filter(pl.col("bare") != pl.col("bare_b")).sort("match_id")
    made: list[Row] = []
    for row in apart.iter_rows(named=True):
        day = EPOCH + timedelta(row["date"])
        ours, theirs = (" and ".join(law.named(each, day) for each in row[key]) for key in ("section", "section_b"))
        whose = "our statement" if payable else "the deductor's statement"
        said = f"{row['who']}: the books have the tax under {ours}, {whose} under {theirs}"
        todo = "look at the bill for what was paid for; rates and thresholds differ. " + (
            "Correct the books, or file a correction of the statement" if payable else "Correct the books, or ask the deductor to correct its statement"
        )
        lines = [*row["line_id"], *row["line_id_b"]]
        made.append(("recon.tds_section_differs", "right", list(dict.fromkeys(lines)), row["amount"], said, None, None, todo))
    return made


def _open(lines: pl.DataFrame, outcome: Outcome, side: str, payable: bool, law: DeductionLaw, as_of: date) -> list[Row]:
    """Tax that stands on one side alone."""
    open_ = _known(lines).join(outcome.breaks.filter(pl.col("side") == side), left_on="id", right_on="line_id", how="semi").filter(pl.col("amount") != 0)
    made: list[Row] = []
    for row in open_.sort("id").iter_rows(named=True):
        day, size, who = EPOCH + timedelta(row["date"]), abs(row["amount"]), row["who"]
        under = f" under {law.named(row['section'], day)}" if row["section"] else ""
        if side == "left" and payable:
            said = f"tax that was deducted stands in no statement or challan: {who}"
            made.append(("recon.tds_not_reported", "right", [row["id"]], size, said, "tds_payable", "bank", _deposit(size, under, day, as_of, law)))
        elif side == "left":
            todo = f"ask {who} to report it{under}; until it stands in Form 26AS it is not credited"
            made.append(("recon.tds_not_reported", "right", [row["id"]], size, f"tax that a customer deducted is not reported: {who}", None, None, todo))
        elif payable:
            todo = f"find the bill of {who} and book the deduction{under}; where there is none, file a correction of the statement"
            made.append(("recon.tds_not_booked", "left", [row["id"]], size, f"our statement has tax that the books did not deduct: {who}", None, None, todo))
        else:
            said = f"tax is reported that the books do not have: {who}"
            made.append(("recon.tds_not_booked", "left", [row["id"]], size, said, "tds_receivable", "debtor", f"book what {who} deducted{under}"))
    return made


def _known(lines: pl.DataFrame) -> pl.DataFrame:
    who = pl.coalesce("party", "tan", "pan", pl.lit("an unknown party"))
    return lines.select("id", "date", "amount", who=who, section=pl.col("section").str.strip_chars().fill_null(""))
