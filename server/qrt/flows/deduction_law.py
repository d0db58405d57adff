"""What the rule book says of tax deducted, for `qrt recon`: sections of two Acts under one name, and interest on what is deposited late."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from qrt.adapters.tables import Tables
from qrt.core.base.dated import is_in_force
from qrt.core.base.money import Paise
from qrt.core.base.period import Month
from qrt.core.recon.engine.deducted import DeductionLaw
from qrt.core.tax.deduction import late_deposit_interest
from qrt.core.tax.rules import TaxRules, TdsRule, due_date

SHOWN_MOST = 2


def law_of(rules: TaxRules) -> DeductionLaw:
    """Names of sections and interest by their day."""
    known = _by_name(rules.tds)

    def interest(paise: int, deducted: date, until: date) -> tuple[int, str] | None:
        due = due_date(rules, "tds_deposit", Month(deducted.year, deducted.month))
        row = next((row for row in rules.interest if is_in_force(row, deducted)), None)
        if due is None or row is None or until <= due:
            return None
        owed = late_deposit_interest(row, Paise(paise), deducted, due, until)
        return int(owed), f"{row.late_deposit.normalize():f} % for each month begun (section {row.section})"

    def named(section: str, day: date) -> str:
        rows = [row for row in known.get(_bare(section), ()) if is_in_force(row, day)]
        if not rows:
            return section
        natures = list(dict.fromkeys(re.split(r" \(|,| other than", row.nature)[0] for row in rows))
        numbers = list(dict.fromkeys(row.section for row in rows))
        today = f"; {numbers[0]} of the Act of {rows[0].act}" if len(numbers) == 1 and _bare(numbers[0]) != _bare(section) else ""
        return f"{section} ({' or '.join(natures[:SHOWN_MOST])}{today})"

    return DeductionLaw(interest, named)


def by_what_both_say(tables: Tables) -> Tables:
    """Tables without the TAN or PAN that one side never has: books know a deductor by its name, and what one side is silent about makes nobody another."""
    silent = [name for name in ("tan", "pan") if any(name not in table.lines.columns or not table.lines[name].count() for table in (tables.left, tables.right))]
    left, right = (replace(table, lines=table.lines.drop(silent, strict=False)) for table in (tables.left, tables.right))
    return replace(tables, left=left, right=right)


def with_sections_of_one_act(tables: Tables, rules: TaxRules) -> Tables:
    """Tables whose sections are written as the Income-tax Act 1961 has them ("1023" and "393(1) Sl.6(i)" are 194C), so that books that kept the old name agree with
    a statement that has the new one. Where one side names only the whole section (194J), so does the other (194J(b))."""
    sides = (tables.left, tables.right)
    if not all("section" in table.lines.columns for table in sides):
        return tables
    known = _by_name(rules.tds)
    written = {text for table in sides for text in table.lines["section"].drop_nulls().unique()}
    old = {text: _old(text, known) for text in written}
    whole = {name for name in old.values() if "(" not in name}
    meant = {text: name.partition("(")[0] if name.partition("(")[0] in whole else name for text, name in old.items()}
    changed = {text: name for text, name in meant.items() if _bare(text) != _bare(name)}
    if not changed:
        return tables
    left, right = (replace(table, lines=table.lines.with_columns(table.lines["section"].replace(changed).alias("section"))) for table in sides)
    shown = ", ".join(f"{text} as {name}" for text, name in sorted(changed.items())[:SHOWN_MOST])
    more = " and others" if len(changed) > SHOWN_MOST else ""
    return replace(tables, left=left, right=right, notes=(*tables.notes, f"sections are compared by the numbers of the Act of 1961: {shown}{more}"))


def _old(text: str, known: dict[str, tuple[TdsRule, ...]]) -> str:
    """The section of 1961 that a text names; the text itself where it names none, or more than one."""
    olds = sorted({row.old_section for row in known.get(_bare(text), ())})
    if len(olds) == 1:
        return olds[0]
    stems = {each.partition("(")[0] for each in olds}
    return stems.pop() if len(stems) == 1 else text


def _by_name(rows: Iterable[TdsRule]) -> dict[str, tuple[TdsRule, ...]]:
    """Every name of a rule, bare: its section of either Act, that without its clause (194J of 194J(b)), its payment code."""
    found: dict[str, list[TdsRule]] = defaultdict(list)
    for row in rows:
        for name in {row.section, row.old_section, row.old_section.partition("(")[0], *re.findall(r"\b1\d{3}\b", row.code or "")} - {""}:
            found[_bare(name)].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _bare(text: str) -> str:
    """ "u/s 194-C" and "Sec. 194C" -> "194C"; "393(1) [Sl. No. 6(i)]" -> "39316I"."""
    said = re.sub(r"\b(?:SL|SR|S|NO|TABLE)\b\.?|SL(?=\.|\d)", " ", text.upper())
    bare = re.sub(r"[^A-Z0-9]+", "", said)
    return re.sub(r"^(?:US|SECTION|SEC|S)(?=\d)", "", bare)
