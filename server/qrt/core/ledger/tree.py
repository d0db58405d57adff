"""The company's own tree of groups and ledgers, from whatever paper shows it: masters first, then handed-in trial balances."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import squeezed


@dataclass(frozen=True, slots=True)
class Tree:
    """parents   name -> the name it stands under, as the papers spell it; "" and "Primary" end the climb
    groups    names that are groups
    source    name -> which paper said so ("masters", "trial balance")
    """

    parents: Mapping[str, str]
    groups: frozenset[str]
    source: Mapping[str, str]
    squeezed_names: Mapping[str, str] = field(default_factory=dict)

    def spelled(self, name: str) -> str:
        """The tree's own spelling of a name that may differ in case and signs; "" when it is not there."""
        return name if name in self.parents else self.squeezed_names.get(squeezed(name), "")

    def chain(self, name: str) -> tuple[str, ...]:
        """The groups above a name, nearest first. A circle ends the climb."""
        climbed: list[str] = []
        at = self.spelled(name)
        while at and (above := self.parents.get(at, "")) and squeezed(above) != "primary" and above not in climbed:
            climbed.append(above)
            at = self.spelled(above)
        return tuple(climbed)


def to_tree(masters: Iterable[MasterRow], trial_balances: Iterable[TrialBalanceRow], model: ModelChart) -> Tree:
    """One tree out of all papers. What the masters say outranks what a trial balance's layout says; predefined groups know their own parents."""
    parents: dict[str, str] = {}
    groups: set[str] = set()
    source: dict[str, str] = {}
    for row in masters:
        if row.name not in parents:
            parents[row.name], source[row.name] = row.parent, "masters"
        if row.is_group:
            groups.add(row.name)
    for row in trial_balances:
        if row.name not in parents or (not parents[row.name] and row.parent and source[row.name] == "trial balance"):
            # A total or an unindented list says nothing about the group: leave room for a paper that does.
            parents[row.name], source[row.name] = row.parent, "trial balance"
        if row.is_group:
            groups.add(row.name)
    for group in model.groups:
        for name in (group.name, *group.aliases):
            if name not in parents or not parents[name]:
                parents.setdefault(name, group.parent)
    by_squeezed: dict[str, str] = {}
    for name in sorted(parents):
        by_squeezed.setdefault(squeezed(name), name)
    return Tree(parents, frozenset(groups), source, by_squeezed)
