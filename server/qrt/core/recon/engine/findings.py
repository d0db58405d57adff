"""What a reconciliation shows to be wrong beside the matches themselves, with the entry that would put it right: rows for JournalBot and for the summary."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from qrt.core.base.identifiers import gstin_fault, pan_of_gstin
from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.abroad import groups_abroad, lines_abroad
from qrt.core.recon.engine.bounces import bounced, cancelled
from qrt.core.recon.engine.deducted import NO_LAW, DeductionLaw, tds_findings
from qrt.core.recon.engine.gst_status import CAUSES, gst_lines
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.why_not import rupees
from qrt.core.recon.narration import narration_of

FINDINGS = {
    "rule": pl.String,
    "side": pl.String,
    "lines": pl.List(pl.String),
    "amount_paise": pl.Int64,
    "sentence": pl.String,
    "debit": pl.String,
    "credit": pl.String,
    "proposal": pl.String,
}
"""side: whose table has what is wrong. amount_paise: at stake, never negative. debit, credit: roles of the chart that the entry would take; null where there is
nothing to book. proposal: what to do in words, where an entry is not all of it."""
CHARGE_MOST = 500_000
"""Paise: a bank's charge above Rs 5,000 is looked at by a person before it is called one."""
APART = 10
HEADS = ("igst", "cgst", "sgst", "cess")
RATE = Decimal("0.0001")
SIDE_MOST = 3


def findings(
    left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, spec: EngineSpec, last_days: Mapping[int, date], as_of: date, law: DeductionLaw = NO_LAW
) -> pl.DataFrame:
    """All findings of one outcome (columns FINDINGS), sorted. left, right: canonical lines; last_days: as for `gst_lines`; law: on tax deducted."""
    of: dict[str, Callable[[], list[pl.DataFrame]]] = {
        "gst": lambda: _of_gst(left, right, outcome, last_days, as_of, sold=spec.name == "gstr1"),
        "money": lambda: _of_money(left, right, outcome),
        "party": lambda: [_doubled(left, outcome, of_bank=False), cancelled(outcome)],
        "intercompany": lambda: [cancelled(outcome), *_of_group(left, right, outcome)],
        "plain": lambda: [cancelled(outcome)],
        "tds": lambda: [tds_findings(left, right, outcome, spec.name == "tds_payable", law, as_of)],
    }
    found = of[spec.family]() if spec.family in of else []
    plain = [t if "proposal" in t.columns else t.with_columns(proposal=pl.lit(None, pl.String)) for t in found]
    rows = [rows.select(list(FINDINGS)).cast(FINDINGS) for rows in plain]  # type: ignore[arg-type]
    whole = pl.concat(rows) if rows else pl.DataFrame(schema=FINDINGS)
    return whole.with_columns(first=pl.col("lines").list.first()).sort("rule", "side", "first").drop("first")


def late_deposits(challans: pl.DataFrame, due: Callable[[date], date], rate_a_month: int) -> pl.DataFrame:
    """Challans paid after their due day. challans: id, month_end (day), paid (day), amount paise; due: last day of a month -> due day (rule book).

    rate_a_month: interest per ten thousand for each month or part of it from the day of deduction (section 201(1A)(ii): 150); the months are counted from
    the month's end back to its beginning by the caller's choice of month_end, so the figure is the least that is owed.
    """
    rows = []
    for key, end, paid, amount in challans.sort("id").select("id", "month_end", "paid", "amount").iter_rows():
        last = due(end)
        if paid > last:
            months = (paid.year - end.year) * 12 + paid.month - end.month + 1
            interest = amount * rate_a_month * months // 10_000
            said = f"{key}: tax of {end:%m-%Y} was due on {last:%d-%m-%Y} and paid on {paid:%d-%m-%Y}; interest for {months} months is at least"
            rows.append(("recon.late_deposit", "left", [key], interest, f"{said} Rs {rupee_text(Paise(interest))}", "interest_expense", "tds_payable", None))
    return pl.DataFrame(rows, schema=FINDINGS, orient="row")


def _of_gst(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, last_days: Mapping[int, date], as_of: date, sold: bool) -> list[pl.DataFrame]:
    lines = gst_lines(left, right, outcome, last_days, as_of)
    number = pl.col("gstin").str.to_uppercase().str.strip_chars().alias("number")
    known = pl.concat(
        [t.select(pl.lit(s).alias("side"), "bill_no", number, line_id="id", party=pl.coalesce("party", "gstin")) for s, t in (("left", left), ("right", right))]
    )
    ours = lines.filter(pl.col("side") == "left").join(known, on=["side", "line_id"])
    theirs = lines.filter(pl.col("side") == "right").join(known, on=["side", "line_id"]).select("match_id", theirs="line_id", number_b="number")
    pairs = (
        ours.filter(pl.col("match_id").is_not_null())
        .join(theirs, on="match_id")
        .group_by("match_id", maintain_order=True)
        .agg(
            pl.col("line_id", "theirs").unique().sort(),
            pl.col("causes", "bill_no", "party", "number", "number_b").first(),
            pl.col("tax_paise").abs().sum(),
            gap=pl.col("tax_difference_paise").abs().first(),
        )
    )
    both = pl.concat_list("line_id", "theirs")
    named = pl.concat_str(pl.col("bill_no").fill_null("a document without number"), pl.lit(" of "), pl.col("party").fill_null("an unknown supplier"))
    heads = pairs.filter(pl.col("causes").str.contains("wrong_head"))
    slips = pairs.filter(pl.col("causes").str.contains("gstin"))
    rates = pairs.filter(pl.col("causes").str.contains(r"\b(?:rate|value|tax_in_value|cess|places|value_and_tax)\b"))
    # Whole words alone: "value" stands in "value_and_tax".
    why = rates["causes"].str.split(", ").list.eval(pl.element().replace(CAUSES)).list.join(", ")
    barred = ours.filter(pl.col("time_barred") & (pl.col("status") == "missing_in_2b") & (pl.col("tax_paise") > 0))
    tax = "output" if sold else "input"
    out = [
        _said(
            heads,
            "recon.wrong_head",
            "left",
            both,
            pl.col("tax_paise"),
            pl.concat_str(named, pl.lit(": the same tax stands under other heads in the books and on the portal")),
            f"{tax}_tax",
            f"{tax}_tax",
        ),
        _slips(slips.select(lines=both, amount="tax_paise", named=named, ours="number", theirs="number_b"), sold),
        _said(rates, "recon.tax_differs", "left", both, pl.col("gap"), pl.concat_str(named, pl.lit(": between the books and the portal: "), pl.lit(why))),
        _said(
            barred,
            "recon.time_barred",
            "left",
            pl.concat_list("line_id"),
            pl.col("tax_paise"),
            pl.concat_str(named, pl.lit(": the last day to take its credit was "), pl.col("last_day").dt.strftime("%d-%m-%Y")),
            "expense",
            "input_tax",
        ),
    ]
    return [*out, *(_twice(t, s, outcome, sold) for s, t in (("left", left), ("right", right)))]


def _slips(rows: pl.DataFrame, sold: bool) -> pl.DataFrame:
    """One document under two GSTINs, with which of them is right and where the other is put right. There is nothing to book: the tax is the same.

    rows: lines, amount, named, ours, theirs. What the portal has of a purchase is the number that the supplier files under; what it has of a sale is what we filed.
    """
    made = []
    for lines, amount, named, ours, theirs in rows.iter_rows():
        said = f"{named}: the books and the portal have two GSTINs for one document, {ours} and {theirs}"
        made.append(("recon.gstin_slip", "left", lines, amount, said, None, None, _which_gstin(str(ours), str(theirs), sold)))
    return pl.DataFrame(made, schema=FINDINGS, orient="row")


def _which_gstin(ours: str, theirs: str, sold: bool) -> str:
    whose = "customer" if sold else "supplier"
    fault, other_fault = gstin_fault(ours), gstin_fault(theirs)
    if fault and not other_fault:
        return f"correct the {whose}'s GSTIN in the books from {ours} ({fault}) to {theirs}"
    if sold and other_fault and not fault:
        return f"amend the document in the next GSTR-1 (table 9A; a note in 9C) from {theirs} ({other_fault}) to {ours}: the customer's credit depends on it"
    if pan_of_gstin(ours) == pan_of_gstin(theirs) and not fault:
        there = (
            "see which place of the customer was supplied, and correct the books or amend GSTR-1 (table 9A)" if sold else f"the supplier filed from {theirs}"
        )
        also = "" if sold else f": correct the GSTIN in the books to {theirs} and see whether place of supply and heads of tax still hold"
        return f"both are registrations of one PAN; {there}{also}"
    paper = "look which of them the document bears"
    if sold:
        return f"{paper}; correct the books to {theirs}, or amend the document in the next GSTR-1 (table 9A; a note in 9C) to {ours}"
    return f"{paper}; a supplier files under its own number, so correct the books to {theirs} unless the document shows another supplier"


def _twice(lines: pl.DataFrame, side: str, outcome: Outcome, sold: bool) -> pl.DataFrame:
    """Documents that one side has twice: same GSTIN, letters and digits of the number, value; at least one of them without a counterpart."""
    plain = pl.col("bill_no").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "")
    open_ = outcome.breaks.filter(pl.col("side") == side)["line_id"]
    again = (
        lines.select("id", "party", "amount", gstin=pl.col("gstin").str.to_uppercase(), plain=plain, open=pl.col("id").is_in(open_.implode()))
        .filter((pl.col("plain") != "") & (pl.len().over("gstin", "plain", "amount") > 1))
        .sort("id")
        .group_by("gstin", "plain", "amount", maintain_order=True)
        .agg("id", pl.col("party").first(), pl.col("open").any(), of=pl.len())
        .filter("open")
    )
    said = pl.concat_str(
        pl.col("plain"),
        pl.lit(" of "),
        pl.coalesce("party", "gstin"),
        pl.lit(" stands "),
        pl.col("of").cast(pl.String),
        pl.lit(" times in the books" if side == "left" else " times on the portal"),
    )
    entry = (None, None) if side == "right" else ("sales", "debtor") if sold else ("creditor", "purchase")
    return _said(again, "recon.duplicate", side, pl.col("id"), pl.col("amount").abs() * (pl.col("of") - 1), said, *entry)


def _of_money(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome) -> list[pl.DataFrame]:
    open_ = right.join(outcome.breaks.filter(pl.col("side") == "right"), left_on="id", right_on="line_id", how="semi").sort("id")
    said = [narration_of(text or "") for text in open_["narration"].to_list()]
    marked = open_.with_columns(pl.Series(name, [getattr(s, name) for s in said], dtype=pl.Boolean) for name in ("charge", "interest", "tax"))
    charges = marked.filter(pl.col("charge") & (pl.col("amount") < 0) & (pl.col("amount") >= -CHARGE_MOST))
    came_back = bounced(right, outcome, charges)
    charges = charges.filter(~pl.col("id").is_in(came_back["lines"].list.first().implode()))
    marked = marked.filter(~pl.col("id").is_in(came_back["lines"].list.first().implode()))
    words = pl.col("narration").str.slice(0, 60)
    one, size = pl.concat_list("id"), pl.col("amount").abs()
    out = [
        _said(
            charges.filter(~pl.col("tax")),
            "recon.unbooked_charge",
            "left",
            one,
            size,
            pl.concat_str(pl.lit("the bank took a charge that the books do not have: "), words),
            "bank_charges",
            "bank",
        ),
        _said(
            charges.filter("tax"),
            "recon.unbooked_charge",
            "left",
            one,
            size,
            pl.concat_str(pl.lit("the bank took GST on a charge that the books do not have: "), words),
            "input_tax",
            "bank",
        ).with_columns(proposal=pl.lit("credit stands on the bank's tax invoice; where it may not be taken, the tax is part of the charge")),
        _said(
            marked.filter(pl.col("interest") & (pl.col("amount") > 0)),
            "recon.unbooked_interest",
            "left",
            one,
            size,
            pl.concat_str(pl.lit("the bank paid interest that the books do not have: "), words),
            "bank",
            "interest_income",
        ),
        _said(
            marked.filter(pl.col("interest") & (pl.col("amount") < 0)),
            "recon.unbooked_interest",
            "left",
            one,
            size,
            pl.concat_str(pl.lit("the bank took interest that the books do not have: "), words),
            "interest_expense",
            "bank",
        ),
    ]
    matches = (
        outcome.matches.sort("match_id", "side", "line_id")
        .group_by("match_id", maintain_order=True)
        .agg("line_id", pl.col("difference_name").first(), pl.col("difference_paise").first(), paid=(pl.col("allocated_paise").first() < 0))
    )
    out += [
        _short(matches.filter(difference_name="bank_charges"), "recon.charge_in_match", "a usual charge of the bank", "bank_charges", "bank"),
        _short(matches.filter(~pl.col("paid"), difference_name="tds"), "recon.tds_unbooked", "a usual rate of TDS", "tds_receivable", "debtor"),
        # The voucher took the whole out of the bank, and the tax is still owed.
        _short(matches.filter(pl.col("paid"), difference_name="tds"), "recon.tds_unbooked", "a usual rate of TDS", "bank", "tds_payable"),
    ]
    return [*out, came_back, cancelled(outcome), _doubled(left, outcome, of_bank=True)]


def _short(rows: pl.DataFrame, rule: str, by_what: str, debit: str, credit: str) -> pl.DataFrame:
    """Matches whose sides differ by what has a name, each with the entry for it. paid: whether they are money out."""
    what = pl.when("paid").then(pl.lit(": what the bank paid differs by Rs ")).otherwise(pl.lit(": what came is less by Rs "))
    said = pl.concat_str(pl.col("line_id").list.first(), what, pl.lit(rupees(rows["difference_paise"].abs())), pl.lit(f", {by_what}"))
    return _said(rows, rule, "left", pl.col("line_id"), pl.col("difference_paise").abs(), said, debit, credit)


def _of_group(left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome) -> list[pl.DataFrame]:
    """Documents that two companies have at two rates, and matched lines whose documents are not of one sum in their own currency."""
    sides = zip(("left", "right"), (left, right), lines_abroad(left, right), strict=True)
    lines = pl.concat(
        [t.with_row_index("n").select(pl.lit(s).alias("side"), "n", "amount", "currency", "foreign", line_id="id", abroad=abroad) for s, t, abroad in sides]
    )
    rows = outcome.matches.join(lines, on=["side", "line_id"], how="left").sort("match_id", "side", "line_id")
    sign = pl.when(pl.col("allocated_paise") != 0).then("allocated_paise").otherwise("amount").sign().alias("sign")
    _, other = groups_abroad(rows.select("side", "n", sign, group="match_id"), left, right)
    ours = pl.col("side") == "left"
    pairs = rows.group_by("match_id", maintain_order=True).agg(
        "line_id",
        *(pl.col(c).filter(s).alias(f"{c}_{k}") for c in ("amount", "currency", "foreign", "abroad") for k, s in (("a", ours), ("b", ~ours))),
        pl.col("status").first(),
        pl.col("difference_name").first(),
        gap=pl.col("difference_paise").first(),
        codes=pl.col("currency").drop_nulls().unique().sort().str.join(" and "),
        up=pl.col("allocated_paise").first() > 0,
    )
    # What is not even suggested is no pair of which anything could be told.
    differ = pairs.filter(pl.col("match_id").is_in(other.implode()) & (pl.col("status") != "review"))
    return [_exchange(pairs.filter(pl.col("difference_name") == "fx_rate")), _other_documents(differ)]


def _exchange(pairs: pl.DataFrame) -> pl.DataFrame:
    """What lies between two rates, to the result of exchange of the company that has the document in a foreign currency. pairs: matches, with both lines where there are two."""
    rows = pairs.iter_rows(named=True)
    told = [f" ({_in_their_own(row, 'a')} here, {_in_their_own(row, 'b')} there)" if row["codes"] else "" for row in rows]
    said = pl.concat_str(
        pl.col("line_id").list.first(), pl.lit(": the two books have one document at two rates of exchange"), pl.lit(pl.Series(told, dtype=pl.String))
    )
    found = _said(pairs, "recon.exchange_difference", "left", pl.col("line_id"), pl.col("gap").abs(), said)
    balance = pl.when("up").then(pl.lit("debtor")).otherwise(pl.lit("creditor"))
    loss, result = pl.col("gap") > 0, pl.lit("exchange_result")
    entry = pairs.select(debit=pl.when(loss).then(result).otherwise(balance), credit=pl.when(loss).then(balance).otherwise(result))
    todo = "the company to which the document is in a foreign currency has it at the closing rate (Ind AS 21, AS 11); the entry brings our book to the other's rate"
    return found.with_columns(entry["debit"], entry["credit"], proposal=pl.lit(todo))


def _other_documents(pairs: pl.DataFrame) -> pl.DataFrame:
    """Matches whose amounts may be near in the books and are not in the documents' currencies: no rate explains those, so nothing is booked before a person has looked."""
    told = [f": {_in_their_own(row, 'a')} here, {_in_their_own(row, 'b')} there" for row in pairs.iter_rows(named=True)]
    said = pl.concat_str(
        pl.col("line_id").list.first(), pl.lit(pl.Series(told, dtype=pl.String)), pl.lit(": the two books do not have one document, whatever the rates")
    )
    found = _said(pairs, "recon.document_differs", "left", pl.col("line_id"), pl.col("amount_a").list.sum().abs(), said)
    return found.with_columns(proposal=pl.lit("compare the two papers; who booked the other amount or the other currency puts it right"))


def _in_their_own(row: dict[str, Any], side: str) -> str:
    """The lines of a side in their documents' currency, with the rates at which the book has those that are in another one."""
    told = zip(*(row[f"{name}_{side}"] for name in ("currency", "foreign", "amount", "abroad")), strict=True)
    said = [_in_its_own(*line) for line in told]
    return " + ".join(said[:SIDE_MOST]) + (f" + {len(said) - SIDE_MOST} more" if len(said) > SIDE_MOST else "")


def _in_its_own(code: str | None, foreign: int | None, amount: int, abroad: bool) -> str:
    booked = rupee_text(Paise(abs(amount)))
    if not foreign:
        return f"{booked} for a document in {code}" if abroad else f"{code or ''} {booked}".strip()
    rate = f" at {(Decimal(abs(amount)) / abs(foreign)).quantize(RATE).normalize():f}" if abroad else ""
    return f"{code or ''} {rupee_text(Paise(abs(foreign)))}{rate}".strip()


def _doubled(left: pl.DataFrame, outcome: Outcome, of_bank: bool) -> pl.DataFrame:
    """An open line of ours that repeats a matched one: same amount, party and reference, within ten days.

    of_bank: the lines are a bank's, so what is paid out was booked from the bank to a creditor. A party's ledger has bills beside payments, and either sign for
    both: the voucher alone says what takes it back.
    """
    open_ids = outcome.breaks.filter(pl.col("side") == "left")["line_id"]
    keyed = left.filter(pl.col("reference").is_not_null()).select(
        "id", "date", "amount", "party", reference=pl.col("reference").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "")
    )
    a = keyed.filter(pl.col("id").is_in(open_ids.implode()))
    b = keyed.filter(~pl.col("id").is_in(open_ids.implode()))
    pairs = a.join(b, on=["amount", "reference"], suffix="_b").filter((pl.col("date") - pl.col("date_b")).abs() <= APART)
    pairs = pairs.filter((pl.col("party") == pl.col("party_b")).fill_null(True)).sort("id", "id_b").unique("id", keep="first", maintain_order=True)
    said = pl.concat_str(pl.col("id"), pl.lit(" repeats "), pl.col("id_b"), pl.lit(": one amount and reference, and only one of them has a counterpart"))
    paid = pl.col("amount") < 0
    rows = _said(pairs, "recon.duplicate", "left", pl.concat_list("id", "id_b"), pl.col("amount").abs(), said)
    if not of_bank:
        return rows.with_columns(proposal=pl.lit("look whether it is one voucher entered twice; if so, take it back by the same entry the other way round"))
    return rows.with_columns(
        debit=pl.Series(pairs.select(pl.when(paid).then(pl.lit("bank")).otherwise(pl.lit("debtor"))).to_series()),
        credit=pl.Series(pairs.select(pl.when(paid).then(pl.lit("creditor")).otherwise(pl.lit("bank"))).to_series()),
    )


def _said(
    rows: pl.DataFrame, rule: str, side: str, lines: pl.Expr, amount: pl.Expr, sentence: pl.Expr, debit: str | None = None, credit: str | None = None
) -> pl.DataFrame:
    text = pl.String
    return rows.select(
        proposal=pl.lit(None, text),
        rule=pl.lit(rule),
        side=pl.lit(side),
        lines=lines,
        amount_paise=amount,
        sentence=sentence,
        debit=pl.lit(debit, text),
        credit=pl.lit(credit, text),
    )
