"""What people decided about ledgers, in this close and in earlier ones, and what the prior close hands on.

A close computes from its own decisions alone. When a run starts, what earlier quarters decided is therefore carried into it as decisions that say where they
come from (`since`, `by`, `on`): they stand in the package, so that `qrt verify` has them too. What this close decides itself outranks what was carried.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.close.types import Decision
from qrt.core.journals.teaching import taught_earlier
from qrt.core.learning.accounts import Taught
from qrt.core.ledger.merges import to_homes
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.offers import Mapped, Remembered
from qrt.core.ledger.opening import PriorClose
from qrt.core.statements.types import Layout

MAPPED, UNMAPPED = "ledger_mapped", "ledger_unmapped"
MERGED, RENAMED, UNMERGED = "ledgers_merged", "ledger_renamed", "ledgers_unmerged"
OPENING, TAUGHT = "opening_carried", "ledgers_taught"
ABOUT_MAPPING, ABOUT_MERGES = frozenset({MAPPED, UNMAPPED}), frozenset({MERGED, RENAMED, UNMERGED})


def _in_order(decisions: Iterable[Decision], kinds: frozenset[str]) -> Iterator[Decision]:
    """Carried ones first, then this close's own, each in the order in which they were made."""
    wanted = [decision for decision in decisions if decision.kind in kinds]
    yield from (decision for decision in wanted if decision.content.get("since"))
    yield from (decision for decision in wanted if not decision.content.get("since"))


def taught_cases(decisions: Iterable[Decision], entity: str) -> tuple[Taught, ...]:
    """What people approved from papers of an entity in earlier quarters; the newest such decision says all of it."""
    newest = next((decision for decision in reversed(tuple(decisions)) if decision.kind == TAUGHT and decision.subject == entity), None)
    return taught_earlier(newest.content["cases"]) if newest else ()


def standing_mappings(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that stands for each "<entity>|<ledger>"."""
    found: dict[str, Decision] = {}
    for decision in _in_order(decisions, ABOUT_MAPPING):
        if decision.kind == UNMAPPED:
            found.pop(decision.subject, None)
        else:
            found[decision.subject] = decision
    return found


def standing_merges(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The merge or renaming that stands for each "<entity>|<ledger merged away>"."""
    found: dict[str, Decision] = {}
    for decision in _in_order(decisions, ABOUT_MERGES):
        if decision.kind == UNMERGED:
            found.pop(decision.subject, None)
        else:
            found[decision.subject] = decision
    return found


def homes_of(decisions: Iterable[Decision], entity: str) -> dict[str, str]:
    """Ledgers of an entity that are merged away or renamed, with the ledger they belong to."""
    prefix = f"{entity}|"
    return to_homes(
        {subject.removeprefix(prefix): str(each.content["into"]) for subject, each in standing_merges(decisions).items() if subject.startswith(prefix)}
    )


def mapped_ledgers(decisions: Iterable[Decision], company: Company, entity: str, ledgers: Iterable[str], layout: Layout) -> dict[str, Mapped]:
    """What people decided for ledgers of an entity: the file of the company first, then carried decisions, then this close's own.

    A decision holds for the same name in another spelling too. One for a line that the layout does not have is passed over: `check_mappings` names it.
    """
    lines = _lines(layout)
    exact: dict[str, Mapped] = {}
    for each in company.mappings:
        if each.entity in ("", entity) and each.schedule_key in lines:
            exact[each.ledger] = Mapped(each.schedule_key, each.role or None, each.tds_key or None, "decided in the company's file")
    prefix = f"{entity}|"
    for subject, decision in standing_mappings(decisions).items():
        if subject.startswith(prefix) and decision.content["schedule_key"] in lines:
            exact[subject.removeprefix(prefix)] = to_mapped(decision.content)
    alike = {squeezed(name): said for name, said in exact.items()}
    return {name: said for name in ledgers if (said := exact.get(name) or alike.get(squeezed(name)))}


def to_mapped(content: Mapping[str, Any]) -> Mapped:
    """A decision's content as the chart wants it, with who and when in its reason."""
    who = f" by {content['by']}" if content.get("by") else " by a person"
    when = f" on {date.fromisoformat(content['on']):%d-%m-%Y}" if content.get("on") else ""
    since = f", in the close of {content['since']}" if content.get("since") else ""
    return Mapped(str(content["schedule_key"]), content.get("role"), content.get("tds_key"), f"decided{who}{when}{since}")


def memory_of(decisions: Iterable[Decision]) -> dict[str, tuple[Remembered, ...]]:
    """Standing decisions of all entities by the squeezed name of their ledger, the newest first: what other entities are offered."""
    found: defaultdict[str, list[Remembered]] = defaultdict(list)
    for subject, decision in standing_mappings(decisions).items():
        entity, _, ledger = subject.partition("|")
        said = decision.content
        found[squeezed(ledger)].append(
            Remembered(
                entity,
                ledger,
                str(said.get("group", "")),
                str(said["schedule_key"]),
                said.get("role"),
                said.get("tds_key"),
                str(said.get("by", "")),
                str(said.get("on", "")),
            )
        )
    return {name: tuple(sorted(each, key=lambda one: (one.on, one.entity), reverse=True)) for name, each in found.items()}


def check_mappings(decisions: Iterable[Decision], company: Company, entity: str, layout: Layout) -> tuple[Finding, ...]:
    """Mappings to lines that Schedule III does not have in the company's division. They block: nobody signs statements drawn against what the company said."""
    lines, prefix = _lines(layout), f"{entity}|"
    asked = {each.ledger: each.schedule_key for each in company.mappings if each.entity in ("", entity)}
    asked |= {
        subject.removeprefix(prefix): str(each.content["schedule_key"]) for subject, each in standing_mappings(decisions).items() if subject.startswith(prefix)
    }
    return tuple(
        Finding(
            "chart.unknown_line",
            Severity.BLOCKING,
            f"ledger:{entity}/{ledger}",
            f"“{ledger}” is mapped to {key}, which is no line of Division {layout.division}: the mapping was not used. Map it to a line of that division.",
            entity=entity,
        )
        for ledger, key in sorted(asked.items())
        if key not in lines
    )


def prior_closes(decisions: Iterable[Decision], entity: str) -> tuple[PriorClose | None, PriorClose | None]:
    """What the quarter before hands on: (what this quarter opened with until the newest change, what it opens with now); None where there is none."""
    carried = [to_prior(decision.content) for decision in decisions if decision.kind == OPENING and decision.subject == entity]
    if not carried:
        return None, None
    earlier = [each for each in carried[:-1] if each.balances != carried[-1].balances]
    return (earlier[-1] if earlier else None), carried[-1]


def to_prior(content: Mapping[str, Any]) -> PriorClose:
    """The prior close as a decision carries it."""
    balances = {str(name): Paise(int(amount)) for name, amount in content["balances"].items()}
    return PriorClose(str(content["quarter"]), str(content["state"]), balances, {str(name): str(group) for name, group in content.get("groups", {}).items()})


def _lines(layout: Layout) -> frozenset[str]:
    return frozenset(line.key for line in (*layout.balance_sheet, *layout.profit_and_loss) if line.kind == "line")
