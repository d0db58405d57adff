"""Findings of what came back: a deposit or payment that the bank returned while the books still have it, the charge for that, and lines that cancel each other."""

import polars as pl

from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.narration import Narration, narration_of

FAR = 45
CHARGE_DAYS = 7
LOOKED_AT = 20
CROWD_MOST = 200
"""Lines of one amount, above which nobody looks for the one that came back."""
ROWS = {
    "rule": pl.String,
    "side": pl.String,
    "lines": pl.List(pl.String),
    "amount_paise": pl.Int64,
    "sentence": pl.String,
    "debit": pl.String,
    "credit": pl.String,
}


def bounced(right: pl.DataFrame, outcome: Outcome, charges: pl.DataFrame) -> pl.DataFrame:
    """Rows of ROWS, sorted: every open line of the bank that says that it is a return, with the line that it returns where that is known and the entry that
    takes it out of the books; and of `charges` (open lines of the bank that are charges) those for such a return.

    right: canonical lines of the bank, money in positive.
    """
    open_ = right.join(outcome.breaks.filter(pl.col("side") == "right"), left_on="id", right_on="line_id", how="semi").filter(pl.col("amount") != 0).sort("id")
    said = {key: narration_of(text or "") for key, text in open_.select("id", "narration").iter_rows()}
    returns = open_.filter(pl.col("id").is_in([key for key, words in said.items() if words.returned and not words.charge]))
    originals = _originals(returns, right, said)
    rows: list[tuple[str, str, list[str], int, str, str | None, str | None]] = []
    for key, amount in returns.select("id", "amount").iter_rows():
        of = originals.get(key)
        lines = [key] if of is None else [key, of]
        about = "" if of is None else f" (line {of})"
        if amount < 0:
            sentence = f"line {key}: the bank took back a deposit{about} that the books still have as received"
            rows.append(("recon.bounced_cheque", "left", lines, -amount, sentence, "debtor", "bank"))
        else:
            sentence = f"line {key}: a payment came back{about} that the books still have as paid"
            rows.append(("recon.bounced_cheque", "left", lines, amount, sentence, "bank", "creditor"))
    rows += [
        ("recon.unbooked_charge", "left", [key, of], -amount, f"line {key}: the bank took a charge for the return of line {of}", "bank_charges", "bank")
        for key, of, amount in _charges_of(charges, returns)
    ]
    return pl.DataFrame(rows, schema=ROWS, orient="row").sort("rule", "sentence")


def cancelled(outcome: Outcome) -> pl.DataFrame:
    """Rows of ROWS: two lines of one side that cancel each other, while the other side has neither. There is nothing to book."""
    pairs = (
        outcome.matches.filter(pl.col("stage") == "reversal")
        .sort("match_id", "line_id")
        .group_by("match_id", "side", maintain_order=True)
        .agg(lines=pl.col("line_id"), amount_paise=pl.col("allocated_paise").max())
    )
    one, other = pl.col("lines").list.get(0), pl.col("lines").list.get(1)
    ours, theirs = ("the books have both and the other side neither", "the other side has both and the books neither")
    where = pl.when(pl.col("side") == "left").then(pl.lit(ours)).otherwise(pl.lit(theirs))
    return pairs.select(
        "side",
        "lines",
        "amount_paise",
        rule=pl.lit("recon.cancelled_pair"),
        sentence=pl.concat_str(pl.lit("lines "), one, pl.lit(" and "), other, pl.lit(" cancel each other: "), where, pl.lit("; nothing is to be booked")),
        debit=pl.lit(None, pl.String),
        credit=pl.lit(None, pl.String),
    ).select(list(ROWS))


def _originals(returns: pl.DataFrame, right: pl.DataFrame, said: dict[str, Narration]) -> dict[str, str]:
    """Return -> the nearest line before it of the same amount the other way that names its reference, cheque or party."""
    before = right.select(of="id", day="date", amount=-pl.col("amount"), words="narration", number="reference")
    before = before.join(returns.select("amount").unique(), on="amount", how="semi").filter(pl.len().over("amount") <= CROWD_MOST)
    both = returns.select("id", "date", "amount", "reference").join(before, on="amount").with_columns(gap=pl.col("date") - pl.col("day"))
    both = both.filter((pl.col("gap") >= 0) & (pl.col("gap") <= FAR)).sort("id", "gap", "of")
    both = both.filter(pl.int_range(pl.len()).over("id") < LOOKED_AT)
    found: dict[str, str] = {}
    for key, number, of, words, other in both.select("id", "reference", "of", "words", "number").iter_rows():
        if key not in found and _names_one(said[key], number, narration_of(words or ""), other):
            found[key] = of
    return found


def _names_one(one: Narration, number: str | None, other: Narration, other_number: str | None) -> bool:
    numbers = [{text.upper().lstrip("0") for text in (n.reference, n.cheque, given or "") if text} for n, given in ((one, number), (other, other_number))]
    return bool(numbers[0] & numbers[1]) or (one.party != "" and one.party == other.party)


def _charges_of(charges: pl.DataFrame, returns: pl.DataFrame) -> list[tuple[str, str, int]]:
    """(charge, return, paise) of charges that say that they are for a return, with the nearest return before them."""
    named = charges.filter(pl.col("narration").str.to_uppercase().str.contains(r"RETURN|RTN|(?:^|[^A-Z])RET(?:[^A-Z]|$)|DISHON|BOUNCE"))
    if not named.height or not returns.height:
        return []
    theirs = returns.select(of="id", day="date").drop_nulls("day").sort("day", "of")
    mine = named.select("id", "date", "amount").drop_nulls("date").sort("date", "id")
    both = mine.join_asof(theirs, left_on="date", right_on="day", strategy="backward", tolerance=CHARGE_DAYS)
    return both.drop_nulls("of").select("id", "of", "amount").sort("id").rows()
