"""Opening balances of a quarter: from the best source that gives them, never from a guess, and every other source compared with it ledger by ledger.

Precedence: a signed prior close, the trial balance that the company names as its opening one, a prior close that is not signed yet, the opening column of the
handed-in trial balance, the ledger masters (on 1 April alone). On 1 April income and expense start at nil; their sum goes to retained earnings (ADR 0013).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.tree import Tree
from qrt.core.ledger.types import PLACES_MOST, Chart

PROFIT_LEDGER = "Profit & Loss A/c"
"""The ledger that holds the profits of closed years in Tally's books."""

SHOWN_MOST = 50
"""So many ledgers that differ have a finding each; the rest are counted in one, and all stand in openings.csv."""


@dataclass(frozen=True, slots=True)
class PriorClose:
    """What the close of the quarter before came to.

    state     "signed", "ready" (computed, not signed), "reopened" (it may still change)
    balances  ledger -> closing balance, debit positive
    groups    ledger -> predefined group it stood in there
    """

    quarter: str
    state: str
    balances: Mapping[str, Paise]
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpeningSource:
    """One source of opening balances, brought to the quarter's first day.

    kind     prior_close, opening_trial_balance, opening_column, masters
    words    how it is called in sentences
    closed   groups that it shows closed: each stands for ledgers that it does not list
    partial  True when it lists only some ledgers: what it leaves out says nothing
    profit   what income and expense of the year before came to in it (debit positive), taken to `retained`
    """

    kind: str
    words: str
    balances: Mapping[str, Paise]
    places: Mapping[str, Place] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    partial: bool = False
    profit: Paise = ZERO
    retained: str = ""


@dataclass(frozen=True, slots=True)
class OpeningDifference:
    """One ledger (or group shown closed) that two sources open differently."""

    ledger: str
    used: Paise
    other: OpeningSource
    said: Paise


@dataclass(frozen=True, slots=True)
class Opening:
    """balances     ledger -> paise on the first day of the quarter, debit positive, ledgers at nil left out
    source       which source they come from, in words; "" when there is none
    places       ledger -> where its figure stands
    sources      all sources in the order of precedence, the used one first
    differences  where another source says otherwise
    """

    balances: Mapping[str, Paise] = field(default_factory=dict)
    source: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    sources: tuple[OpeningSource, ...] = ()
    differences: tuple[OpeningDifference, ...] = ()


def leaves(rows: Sequence[TrialBalanceRow]) -> tuple[TrialBalanceRow, ...]:
    """The rows that may be added up: ledgers, and groups shown closed."""
    return tuple(row for row in rows if not row.is_group or row.collapsed)


def opening_balances(
    entity: str,
    chart: Chart,
    masters: Sequence[MasterRow],
    opening_rows: Sequence[TrialBalanceRow],
    inbox_rows: Sequence[TrialBalanceRow],
    quarter: Quarter,
    prior: PriorClose | None = None,
    tree: Tree | None = None,
) -> Opening:
    """Balances on the quarter's first day.

    opening_rows  the trial balance that the company names as its opening one: its closing column is our opening
    inbox_rows    a handed-in trial balance whose opening column is of the quarter's first day
    masters       opening balances of the ledger masters: those of the year's first day, so only for the first quarter
    prior         the close of the quarter before, where the platform made one
    tree          groups of the company, to compare a source that shows a group closed with one that lists its ledgers
    """
    found = _sources(masters, opening_rows, inbox_rows, quarter, prior)
    if not found:
        sentence = f"No paper gives the balances of {entity} on {quarter.first_day:%d-%m-%Y}: hand in a trial balance as at the day before, or one with an opening column."
        return Opening(findings=(Finding("opening.missing", Severity.BLOCKING, f"opening:{entity}", sentence, entity=entity),))
    sources = tuple(_of_new_year(source, chart) if quarter.number == 1 else source for source in found)
    used, *others = sources
    differences = tuple(difference for other in others for difference in _compare(used, other, chart, tree))
    findings = (
        *_check_prior(entity, prior),
        *_check_year(entity, used, quarter),
        *_check_sum(entity, used),
        *_check_differences(entity, used, differences),
    )
    balances = dict(sorted((name, amount) for name, amount in used.balances.items() if amount))
    return Opening(balances, used.words, used.places, findings, sources, differences)


def roll_forward(closing: Mapping[str, Paise], chart: Chart, into: Quarter) -> dict[str, Paise]:
    """Opening balances of a quarter from the closing ones of the quarter before it; ledgers at nil are left out. Their sum is the closing sum."""
    rolled = OpeningSource("prior_close", "", closing)
    balances = (_of_new_year(rolled, chart) if into.number == 1 else rolled).balances
    return dict(sorted((name, amount) for name, amount in balances.items() if amount))


def _sources(
    masters: Sequence[MasterRow], opening_rows: Sequence[TrialBalanceRow], inbox_rows: Sequence[TrialBalanceRow], quarter: Quarter, prior: PriorClose | None
) -> list[OpeningSource]:
    found: list[OpeningSource] = []
    if prior:
        found.append(OpeningSource("prior_close", f"the close of {prior.quarter}", prior.balances))
    if given := leaves(opening_rows):
        balances, places = _sum_of((row.name, row.closing, row.place) for row in given)
        source = OpeningSource("opening_trial_balance", "the opening trial balance", balances, places, frozenset(row.name for row in given if row.collapsed))
        found.insert(1 if prior and prior.state == "signed" else 0, source)
    if column := [row for row in leaves(inbox_rows) if row.opening is not None]:
        balances, places = _sum_of((row.name, row.opening or ZERO, row.place) for row in column)
        words = "the opening column of the handed-in trial balance"
        found.append(OpeningSource("opening_column", words, balances, places, frozenset(row.name for row in column if row.collapsed)))
    with_master = [row for row in masters if row.opening is not None and not row.is_group]
    if quarter.number == 1 and with_master:
        balances, places = _sum_of((row.name, row.opening or ZERO, row.place) for row in with_master)
        # Masters exported in part do not sum to nil; what they leave out is then not known to be nil.
        found.append(OpeningSource("masters", "the opening balances of the ledger masters", balances, places, partial=sum(balances.values()) != 0))
    return found


def _sum_of(rows: Iterable[tuple[str, Paise, Place]]) -> tuple[dict[str, Paise], dict[str, Place]]:
    balances: dict[str, Paise] = {}
    places: dict[str, Place] = {}
    for name, amount, place in rows:
        balances[name] = Paise(balances.get(name, ZERO) + amount)
        places.setdefault(name, place)
    return balances, places


def _of_new_year(source: OpeningSource, chart: Chart) -> OpeningSource:
    """Income and expense start at nil on 1 April: what a source still shows there is last year's result, which belongs to retained earnings."""
    moved = {name: amount for name, amount in source.balances.items() if amount and name in chart and chart[name].nature in ("income", "expense")}
    if not moved:
        return source
    kept = {name: amount for name, amount in source.balances.items() if name not in moved}
    total = Paise(sum(moved.values()))
    ledger = retained_ledger(kept, chart)
    kept[ledger] = Paise(kept.get(ledger, ZERO) + total)
    return OpeningSource(source.kind, source.words, kept, source.places, source.closed, source.partial, total, ledger)


def retained_ledger(balances: Mapping[str, Paise], chart: Chart) -> str:
    """The company's own ledger for the profits of closed years: one that has a balance, else any of the chart, else Tally's."""
    own = sorted(name for name, account in chart.items() if account.role == "retained_earnings")
    return next((name for name in own if name in balances), own[0] if own else PROFIT_LEDGER)


def _compare(used: OpeningSource, other: OpeningSource, chart: Chart, tree: Tree | None) -> list[OpeningDifference]:
    closed = {squeezed(name): name for name in sorted(used.closed | other.closed)}
    ours, theirs = _grouped(used.balances, closed, chart, tree), _grouped(other.balances, closed, chart, tree)
    names = theirs.keys() if other.partial else ours.keys() | theirs.keys()
    return [
        OpeningDifference(name, ours.get(name, ZERO), other, theirs.get(name, ZERO)) for name in sorted(names) if ours.get(name, ZERO) != theirs.get(name, ZERO)
    ]


def _grouped(balances: Mapping[str, Paise], closed: Mapping[str, str], chart: Chart, tree: Tree | None) -> dict[str, Paise]:
    """Ledgers of a group that one of two sources shows closed are added up, so that both can be compared."""
    if not closed:
        return dict(balances)
    total: dict[str, Paise] = {}
    for name, amount in balances.items():
        group = chart[name].group if name in chart else ""
        above = (name, *(tree.chain(name) if tree else ()), group, *(tree.chain(group) if tree and group else ()))
        home = next((closed[squeezed(each)] for each in above if each and squeezed(each) in closed), name)
        total[home] = Paise(total.get(home, ZERO) + amount)
    return total


def _check_prior(entity: str, prior: PriorClose | None) -> tuple[Finding, ...]:
    if prior is None or prior.state != "reopened":
        return ()
    sentence = f"{prior.quarter} of {entity} is open again: the balances it hands on may still change. Close it again, then run this quarter again."
    return (Finding("opening.prior_reopened", Severity.WARNING, f"opening:{entity}/prior", sentence, entity=entity),)


def check_prior_changed(entity: str, before: PriorClose | None, now: PriorClose | None) -> tuple[Finding, ...]:
    """What changed in the prior close since this quarter last took its balances over."""
    if before is None or now is None or before.balances == now.balances:
        return ()
    names = [name for name in sorted(before.balances.keys() | now.balances.keys()) if before.balances.get(name, ZERO) != now.balances.get(name, ZERO)]
    shown = ", ".join(f"{name} from {rupee_text(before.balances.get(name, ZERO))} to {rupee_text(now.balances.get(name, ZERO))}" for name in names[:10])
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    amount = max(abs(before.balances.get(name, ZERO) - now.balances.get(name, ZERO)) for name in names)
    sentence = f"{now.quarter} of {entity} was closed again with other balances, which this quarter now opens with: {shown}{more}."
    return (Finding("opening.prior_changed", Severity.WARNING, f"opening:{entity}/prior", sentence, Paise(amount), entity=entity),)


def _check_year(entity: str, used: OpeningSource, quarter: Quarter) -> tuple[Finding, ...]:
    if not used.profit:
        return ()
    side, amount = "loss" if used.profit > 0 else "profit", Paise(abs(used.profit))
    if used.kind == "prior_close":
        sentence = f"The year before {quarter.year} is closed: its {side} of {rupee_text(amount)} stands in “{used.retained}”, income and expense of {entity} start at nil."
        return (Finding("opening.year_closed", Severity.INFO, f"opening:{entity}/year", sentence, amount, entity=entity),)
    places = tuple(dict.fromkeys(place for name, place in used.places.items() if name not in used.balances))[:PLACES_MOST]
    sentence = f"The opening balances of {entity} still hold income and expense of the year before {quarter.year}: their {side} of {rupee_text(amount)} was taken to retained earnings (“{used.retained}”)."
    return (Finding("opening.profit_not_closed", Severity.WARNING, f"opening:{entity}", sentence, amount, evidence=places, entity=entity),)


def _check_sum(entity: str, used: OpeningSource) -> tuple[Finding, ...]:
    out = sum(used.balances.values())
    if not out:
        return ()
    where = " The difference stands in the ledger that Tally shows for it." if any("difference" in squeezed(name) for name in used.balances) else ""
    sentence = f"The opening balances of {entity} ({used.words}) do not sum to nil: they are out by {rupee_text(Paise(out))}.{where}"
    places = tuple(dict.fromkeys(used.places.values()))[:PLACES_MOST]
    return (Finding("opening.unbalanced", Severity.ERROR, f"opening:{entity}", sentence, Paise(abs(out)), evidence=places, entity=entity),)


def _check_differences(entity: str, used: OpeningSource, differences: Sequence[OpeningDifference]) -> tuple[Finding, ...]:
    """One finding a ledger, with what each source says of it."""
    by_ledger: dict[str, list[OpeningDifference]] = {}
    for each in differences:
        by_ledger.setdefault(each.ledger, []).append(each)
    ranked = sorted(by_ledger.items(), key=lambda pair: (-max(abs(each.used - each.said) for each in pair[1]), pair[0]))
    found: list[Finding] = []
    for ledger, each in ranked[:SHOWN_MOST]:
        said = " and ".join(f"{one.other.words} says {_sided(one.said)}" for one in each)
        sentence = f"“{ledger}” of {entity} opens with {_sided(each[0].used)} ({used.words}), but {said}."
        places = tuple(place for place in (used.places.get(ledger), *(one.other.places.get(ledger) for one in each)) if place)
        amount = Paise(max(abs(one.used - one.said) for one in each))
        found.append(Finding("opening.difference", _severity(each), f"ledger:{entity}/{ledger}", sentence, amount, evidence=places, entity=entity))
    if rest := ranked[SHOWN_MOST:]:
        sentence = f"{len(rest)} more ledgers of {entity} open differently in other sources; openings.csv lists all of them."
        amount = Paise(max(abs(one.used - one.said) for _, each in rest for one in each))
        places = tuple(dict.fromkeys(place for ledger, each in rest for place in (used.places.get(ledger), each[0].other.places.get(ledger)) if place))[
            :PLACES_MOST
        ]
        severity = _severity([one for _, each in rest for one in each])
        found.append(Finding("opening.difference", severity, f"opening:{entity}/more", sentence, amount, evidence=places, entity=entity))
    return tuple(found)


def _severity(differences: Iterable[OpeningDifference]) -> Severity:
    """Nobody signs closing balances that the quarter's own trial balance opens otherwise; what the masters alone say otherwise is to be looked at."""
    return Severity.BLOCKING if any(each.other.kind != "masters" for each in differences) else Severity.ERROR


def _sided(amount: Paise) -> str:
    return "nil" if not amount else f"{rupee_text(Paise(abs(amount)))} {'Dr' if amount > 0 else 'Cr'}"
