"""Completeness of the hand-in: what the registers move against what the trial balance implies, ledger by ledger, to the paisa.

It is the first thing a controller looks at: a ledger that differs names the register that was not handed in.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, TrialBalanceRow
from qrt.core.ledger.causes import name_causes
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.opening import leaves
from qrt.core.ledger.tree import Tree
from qrt.core.ledger.types import PLACES_MOST, Chart, places_of

ROUNDING = 1
"""A paisa: stock valuation rounds, and Tally shows the rounded figure."""


OPENS_OTHERWISE = "the books open otherwise than the trial balance's own opening column"


@dataclass(frozen=True, slots=True)
class CompletenessRow:
    """One ledger (or one group that the trial balance shows closed). Movements over the period, debit positive; difference is registers less trial balance."""

    ledger: str
    registers_say: Paise
    trial_balance_says: Paise
    difference: Paise
    likely_cause: str = ""
    is_group: bool = False
    place: Place | None = None


def check_completeness(
    entity: str,
    movements: Mapping[str, Paise],
    opening: Mapping[str, Paise],
    rows: Sequence[TrialBalanceRow],
    chart: Chart,
    tree: Tree,
    handed_in: Collection[DocumentKind] = (),
    apart: Mapping[str, Paise] | None = None,
) -> tuple[tuple[CompletenessRow, ...], tuple[Finding, ...]]:
    """Every ledger that either side knows, and what differs.

    movements  net movement of each ledger over all registers of the period
    opening    balances on the period's first day; where a row of the trial balance has its own opening column and they differ, the row's counts
    rows       the handed-in closing trial balance; groups shown closed are compared as the sum of their ledgers
    apart      how much more the books open a row's ledger with than its own opening column of the same day says: it is a difference of the closing balance
    handed_in  kinds of papers that were handed in, to tell "missing" from "incomplete"
    """
    if not leaves(rows):
        sentence = f"No trial balance of {entity} was handed in for the quarter: nothing proves that the registers are complete."
        return (), (Finding("completeness.no_trial_balance", Severity.WARNING, f"completeness:{entity}", sentence, entity=entity),)
    compared, spelled = _compare(movements, opening, rows, chart, tree, apart or {})
    moved = {row.ledger: row.difference for row in compared if abs(row.difference) > ROUNDING and not (apart or {}).get(row.ledger)}
    named = name_causes(moved, chart, tree, handed_in) | {name: OPENS_OTHERWISE for name in apart or {}}
    table = tuple(replace(row, likely_cause=_cause(row, named, spelled)) for row in compared)
    return table, (*_check_rows(entity, table, chart), *_check_spelling(entity, spelled, table, chart))


def _compare(
    movements: Mapping[str, Paise], opening: Mapping[str, Paise], rows: Sequence[TrialBalanceRow], chart: Chart, tree: Tree, apart: Mapping[str, Paise]
) -> tuple[list[CompletenessRow], dict[str, str]]:
    """One row for each leaf of the trial balance, then for each ledger that it does not list. `spelled`: our ledger -> its other spelling there."""
    listed = {row.name for row in leaves(rows) if not row.collapsed}
    closed = {row.name: row for row in leaves(rows) if row.collapsed}
    members = _members(sorted((movements.keys() | opening.keys()) - listed - closed.keys()), closed, chart, tree)
    held = {ledger for ledgers in members.values() for ledger in ledgers}
    result: list[CompletenessRow] = []
    for row in leaves(rows):
        ours = [row.name, *members.get(row.name, ())] if row.collapsed else [row.name]
        started = row.opening if row.opening is not None else Paise(sum(opening.get(ledger, ZERO) for ledger in ours))
        started = Paise(started + apart.get(row.name, ZERO)) if row.opening is not None else started
        result.append(_row(row.name, sum(movements.get(ledger, ZERO) for ledger in ours), row.closing - started, row.collapsed, row.place))
    for ledger in sorted((movements.keys() | opening.keys()) - listed - closed.keys() - held):
        # A ledger at nil is not printed: the trial balance implies that its opening balance went away.
        result.append(_row(ledger, movements.get(ledger, ZERO), -opening.get(ledger, ZERO), False, None))
    return result, _respelled(result, listed, movements)


def _row(ledger: str, registers: int, balance: int, is_group: bool, place: Place | None) -> CompletenessRow:
    return CompletenessRow(ledger, Paise(registers), Paise(balance), Paise(registers - balance), is_group=is_group, place=place)


def _members(ledgers: Sequence[str], closed: Mapping[str, TrialBalanceRow], chart: Chart, tree: Tree) -> dict[str, list[str]]:
    """The ledgers that stand behind each closed group: by the tree, else by the predefined group of the chart."""
    by_squeezed = {squeezed(name): name for name in closed}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for ledger in ledgers:
        account = chart.get(ledger)
        above = (*tree.chain(ledger), *((account.group, *tree.chain(account.group)) if account and account.group else ()))
        home = next((by_squeezed[squeezed(name)] for name in above if squeezed(name) in by_squeezed), "")
        if home:
            found[home].append(ledger)
    return found


def _respelled(rows: Sequence[CompletenessRow], listed: Collection[str], movements: Mapping[str, Paise]) -> dict[str, str]:
    """Ledgers of the registers that the trial balance has under another spelling."""
    there = {squeezed(name): name for name in sorted(listed)}
    return {row.ledger: there[squeezed(row.ledger)] for row in rows if row.ledger not in listed and row.ledger in movements and squeezed(row.ledger) in there}


def _cause(row: CompletenessRow, named: Mapping[str, str], spelled: Mapping[str, str]) -> str:
    if not row.difference:
        return ""
    if abs(row.difference) <= ROUNDING:
        return "rounding of a paisa"
    if other := spelled.get(row.ledger) or next((ours for ours, theirs in spelled.items() if theirs == row.ledger), ""):
        return f"written “{other}” on the other side"
    return named.get(row.ledger, "")


def _check_rows(entity: str, table: Sequence[CompletenessRow], chart: Chart) -> tuple[Finding, ...]:
    """One finding for each cause: ten ledgers that one missing register explains are one thing to do."""
    by_cause: defaultdict[str, list[CompletenessRow]] = defaultdict(list)
    for row in table:
        if abs(row.difference) > ROUNDING:
            by_cause[row.likely_cause].append(row)
    findings = []
    for cause, rows in sorted(by_cause.items()):
        rows.sort(key=lambda row: (-abs(row.difference), row.ledger))
        shown = ", ".join(f"{row.ledger} by {rupee_text(row.difference)}" for row in rows[:6]) + (f" and {len(rows) - 6} more" if len(rows) > 6 else "")
        sentence = f"Registers and trial balance of {entity} differ in {shown}. Likely cause: {cause or 'none that the ledgers tell'}."
        places = tuple(dict.fromkeys(place for row in rows for place in ((row.place,) if row.place else places_of(chart, [row.ledger]))))
        findings.append(
            Finding(
                "completeness.difference",
                Severity.BLOCKING,
                f"completeness:{entity}/{cause}",
                sentence,
                Paise(abs(rows[0].difference)),
                evidence=places,
                entity=entity,
            )
        )
    rounded = [row for row in table if 0 < abs(row.difference) <= ROUNDING]
    if rounded:
        sentence = f"{len(rounded)} ledgers of {entity} differ by a paisa between registers and trial balance: {', '.join(row.ledger for row in rounded[:10])}."
        findings.append(
            Finding(
                "completeness.rounding",
                Severity.INFO,
                f"completeness:{entity}/rounding",
                sentence,
                Paise(len(rounded)),
                evidence=tuple(row.place for row in rounded[:PLACES_MOST] if row.place),
                entity=entity,
            )
        )
    return tuple(findings)


def _check_spelling(entity: str, spelled: Mapping[str, str], table: Sequence[CompletenessRow], chart: Chart) -> tuple[Finding, ...]:
    """Two spellings that would tie if they were one ledger: proposed, not merged."""
    difference = {row.ledger: row.difference for row in table}
    places = {row.ledger: (row.place,) for row in table if row.place}
    return tuple(
        Finding(
            "completeness.spelling",
            Severity.WARNING,
            f"ledger:{entity}/{ours}",
            f"“{ours}” in the registers and “{theirs}” in the trial balance differ only in how they are written"
            + (" and together they tie" if difference[ours] + difference.get(theirs, ZERO) == 0 else "")
            + ": say whether they are one ledger.",
            Paise(abs(difference[ours])),
            evidence=tuple(dict.fromkeys((*places_of(chart, (ours, theirs)), *places.get(theirs, ())))),
            entity=entity,
        )
        for ours, theirs in sorted(spelled.items())
    )
