"""The signed amount of each row: one column, or credit (money in) less debit (money out), or the taxable value with its taxes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from qrt.adapters.tables.amounts import MOST_PAISE, Amounts, read_amounts
from qrt.adapters.tables.headings import Columns
from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.rows import COUNTED, Problem
from qrt.adapters.tables.spec import SideSpec
from qrt.adapters.tables.words import plain
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.currencies import heading_currency
from qrt.core.documents.headings import heads_home
from qrt.core.recon.engine.spec import TAXES, VALUES

OUT = ["dr", "dr.", "d", "debit", "withdrawal", "-"]
CREDIT_NOTES = ["credit_note", "credit note", "c", "cn", "crn", "cdnr", "credit"]


@dataclass(frozen=True)
class Money:
    """amount: i64 paise, or None when the table has none. sided: it was told by columns of debit and credit, or by their words. below_zero: of such columns as have
    amounts, whether most of them are written below zero."""

    amount: pl.Series | None
    bad: pl.Series
    taxes: dict[str, pl.Series] = field(default_factory=dict)
    currency: pl.Series | None = None
    sided: bool = False
    problems: tuple[Problem, ...] = ()
    below_zero: Mapping[str, bool] = field(default_factory=dict)

    def turned(self) -> "Money":
        """With the signs the other way round."""
        assert self.amount is not None
        return replace(self, amount=-self.amount, taxes={head: -paise for head, paise in self.taxes.items()})

    def unsigned(self) -> "Money":
        """Sizes alone."""
        assert self.amount is not None
        return replace(self, amount=self.amount.abs(), taxes={head: paise.abs() for head, paise in self.taxes.items()})


def money_of(sheet: Sheet, columns: Columns, spec: SideSpec, rounded: bool, credit_positive: bool) -> Money:
    """Reads what amounts there are, with what is wrong of them. credit_positive: "500 Cr" is money in, as a bank writes it; else Cr is negative."""
    problems: list[Problem] = []
    none = pl.repeat(False, sheet.cells.height, dtype=pl.Boolean, eager=True)
    bad = none
    marked: dict[bool, pl.Series] = {}  # codes that the amounts themselves name, and those of the documents' own amounts beside them (True)

    def read(role: str) -> Amounts | None:
        nonlocal bad
        position = columns.one(role)
        if position is None:
            return None
        heading = sheet.headings[position]
        unit = spec.unit or ("paise" if "paise" in plain(heading).split() else "rupees")
        found = read_amounts(sheet.cells[f"c{position}"], unit, rounded)
        if found.bad.any():
            texts = sheet.cells[f"c{position}"].cast(pl.String)
            shown = pl.DataFrame({"row": sheet.rows, "text": texts, "fine": found.fine, "large": found.large}).filter(found.bad).head(COUNTED)
            problems.extend(Problem(row, _wrong(text, unit, heading, fine, large)) for row, text, fine, large in shown.iter_rows())
            bad = bad | found.bad
        headed = None if "foreign" in columns.of else headed_money(heading)
        codes = found.currency if headed is None else found.currency.fill_null(headed)
        if codes.null_count() < codes.len():
            of_document = role == "foreign"
            codes = codes.set(found.paise.is_null(), None)
            marked[of_document] = pl.select(pl.coalesce(marked[of_document], codes))["currency"] if of_document in marked else codes
        return found

    taxes = {head: found.paise for head in VALUES if (found := read(head)) is not None}
    sided, below = False, dict[str, bool]()
    amount: pl.Series | None = None
    if (one := read("amount")) is not None:
        amount = one.paise
        if (position := columns.one("direction")) is not None:
            sided = True
            out = sheet.cells[f"c{position}"].cast(pl.String).str.strip_chars().str.to_lowercase().is_in(OUT).fill_null(False)
            amount = pl.select(pl.when(out).then(-amount.abs()).otherwise(amount.abs()).alias("amount"))["amount"]
        elif sheet.cells[f"c{columns.one('amount')}"].dtype == pl.String:
            sided = bool(sheet.cells[f"c{columns.one('amount')}"].str.contains(r"(?i)(dr|cr)[.)]*\s*$").any())
            if sided and credit_positive:
                amount = -amount
    elif "debit" in columns.of or "credit" in columns.of:
        debit, credit = read("debit"), read("credit")
        sided = True
        out, into = (pl.Series([0]).new_from_index(0, sheet.cells.height) if each is None else each.paise for each in (debit, credit))
        both = ((out.fill_null(0) != 0) & (into.fill_null(0) != 0)).fill_null(False)
        problems.extend(Problem(int(row), "debit and credit are both filled") for row in sheet.rows.filter(both).head(COUNTED))
        below = {role: found for role, paise in (("debit", out), ("credit", into)) if (found := spec.below_zero.get(role, _below_zero(paise))) is not None}
        out, into = (-paise if below.get(role) else paise for role, paise in (("debit", out), ("credit", into)))
        amount = (into.fill_null(0) - out.fill_null(0)).set(out.is_null() & into.is_null(), None)
    elif "taxable" in taxes:
        amount = pl.DataFrame([paise.alias(head) for head, paise in taxes.items() if head in TAXES]).sum_horizontal().alias("amount")
    if amount is not None and (position := columns.one("document_type")) is not None:
        amount, taxes = _credit_notes(sheet, position, amount, taxes)
    if (position := columns.one("currency")) is not None:
        currency = sheet.cells[f"c{position}"].cast(pl.String).replace("", None)
    else:
        currency = marked.get(True, marked.get(False))
    money = Money(None if amount is None else amount.alias("amount"), bad, taxes, currency, sided, tuple(problems), below)
    return money.turned() if spec.flip and amount is not None else money


def headed_money(heading: str) -> str | None:
    """The currency that a heading says of the amounts below it: "Amount (USD)", "debit_inr"; None where it says none."""
    for each in (heading, plain(heading)):
        if found := heading_currency(each) or ("INR" if heads_home(each) else None):
            return found
    return None


def _below_zero(paise: pl.Series) -> bool | None:
    """Whether most lines of a column of debits or of credits are written below zero, as some programs write every debit; None where no line has an amount. What stands
    there with the other sign is a reversal, and goes the other way."""
    less, more = int((paise < 0).sum()), int((paise > 0).sum())
    return less > more if less or more else None


def _wrong(text: str, unit: str, heading: str, fine: bool, large: bool) -> str:
    """What is wrong with a cell that is no amount, with the limit where it is beyond one."""
    where = f"(column {heading!r})"
    if large:
        return f"the amount {text!r} {where} is larger than one line may have, Rs {rupee_text(Paise(MOST_PAISE))}; look whether a number stands in the wrong column"
    if fine:
        return f"{'paise are whole' if unit == 'paise' else 'finer than a paisa'}: {text!r} {where}"
    return f"not an amount: {text!r} {where}"


def _credit_notes(sheet: Sheet, position: int, amount: pl.Series, taxes: dict[str, pl.Series]) -> tuple[pl.Series, dict[str, pl.Series]]:
    """A credit note takes away, whether its table writes the sign or not."""
    note = sheet.cells[f"c{position}"].cast(pl.String).str.strip_chars().str.to_lowercase().is_in(CREDIT_NOTES).fill_null(False) & (amount > 0).fill_null(False)
    sign = note.cast(pl.Int64) * -2 + 1
    return amount * sign, {head: paise * sign for head, paise in taxes.items()}
