"""Tax of GST that others took from what they paid the company: the sheets TDS, TDSA and TCS of a GSTR-2A. It is no tax of a purchase, so its rows are no documents."""

from collections.abc import Sequence
from typing import NamedTuple

from qrt.core.base.finding import Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.headers import normal
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.tax_sheets.labels import period_of
from qrt.core.documents.tax_sheets.returned import Part, Returned, is_total
from qrt.core.documents.tax_sheets.tables import Block, Line

WHAT = {
    "tds": "tax deducted by a customer (GSTR-7)",
    "tdsa": "tax deducted by a customer, amended (GSTR-7)",
    "tcs": "tax collected by an e-commerce operator (GSTR-8)",
    "tcsa": "tax collected by an e-commerce operator, amended (GSTR-8)",
}
"""The tables, and what a row of each is of."""
_AMOUNTS = ("taxable", "igst", "cgst", "sgst")


class Taken(NamedTuple):
    """Gross value, what was returned of it and the net on which tax was taken (paise); None for what the paper does not list."""

    gross: Paise | None
    returned: Paise | None
    net: Paise


def net_differs(taken: Taken) -> Paise:
    """Paise by which the net is not gross less returns; 0 where the paper does not list both."""
    if taken.gross is None or taken.returned is None:
        return Paise(0)
    return Paise(taken.net - (taken.gross - taken.returned))


def read_gst_deducted(returned: Returned, parts: Sequence[Part], period: str) -> None:
    """Every row of every such sheet. `period` is the return's month, "2026-09"; a row may name another."""
    for part in parts:
        for block in part.blocks:
            if block.heading.table.name == "gst_deducted":
                _rows(returned, _table(part.name, block), block, period)


def _table(sheet: str, block: Block) -> str:
    """By who took the tax, and by the months that only amendments have two of."""
    who = normal(block.heading.shown["party"])
    kind = "tcs" if "operator" in who or "com" in who.split() or "collector" in who else "tds"
    return f"{kind}a" if "original_period" in block.heading.names or sheet.strip().lower() in ("tdsa", "tcsa") else kind


def _rows(returned: Returned, table: str, block: Block, period: str) -> None:
    made: list[ReturnLine] = []
    for line in block.lines:
        if is_total(line, ("party", "who")) or not (line.text("party") or line.text("who")):
            returned.check_totals(line, "the total of", _AMOUNTS, made)
        elif any(line.filled(name) for name in (*_AMOUNTS, "gross")):
            try:
                made.append(_row(returned, table, line, period))
            except ValueError as wrong:
                returned.refuse(line, WHAT[table], str(wrong))
    returned.rows.extend(made)


def _row(returned: Returned, table: str, line: Line, period: str) -> ReturnLine:
    party = line.text("party").upper().replace(" ", "")
    if fault := gstin_fault(party):
        raise ValueError(f"its GSTIN {party!r} is wrong: {fault}")
    gross = line.money("gross") if line.filled("gross") else None
    taken = Taken(gross, line.money("returned") if line.filled("returned") else None, line.money("taxable") if line.filled("taxable") else gross or Paise(0))
    if gap := net_differs(taken):
        sentence = f"row {line.row.number}: {WHAT[table]} of {party}: its net value is {rupee_text(taken.net)}, gross less returns give {rupee_text(Paise(taken.net - gap))}."
        returned.findings.append(line.pen.finding(f"{returned.rule}.value_differs", Severity.WARNING, sentence, amount=gap, row=line.row.number))
    igst, cgst, sgst = (line.money(name) for name in ("igst", "cgst", "sgst"))
    original = period_of(line.text("original_period"), "")
    what = f"{WHAT[table]}, for {original}" if original else WHAT[table]
    return ReturnLine(
        line.place(), table, taken.net, igst, cgst, sgst, total=taken.gross, party_gstin=party, party_name=line.text("who"), description=what,
        period=period_of(line.text("period"), "") or period,
    )  # fmt: skip
