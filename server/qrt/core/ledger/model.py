"""The model chart: what groups, names and sections say about a company's own ledgers. Filled from server/rules/chart_of_accounts.yaml."""

from dataclasses import dataclass
from functools import cached_property
from re import Pattern

from qrt.core.base.company import Division
from qrt.core.ledger.naming import squeezed


@dataclass(frozen=True, slots=True)
class Keys:
    """Lines of Schedule III in both divisions; "" where there is none."""

    division_1: str
    division_2: str

    def of(self, division: Division) -> str:
        return self.division_1 if division == Division.I else self.division_2


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One predefined group: its parent ("" at the top), and where a ledger of the group goes when its name says nothing finer."""

    name: str
    parent: str
    nature: str
    keys: Keys
    role: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameRule:
    """What a name adds. `groups` limits the rule to ledgers of these groups; `anywhere` lets it speak where the group is unknown."""

    match: Pattern[str]
    unless: Pattern[str] | None
    groups: frozenset[str]
    anywhere: bool
    nature: str
    keys: Keys
    role: str
    tds_key: str

    def fits(self, plain: str) -> bool:
        return bool(self.match.search(plain)) and not (self.unless and self.unless.search(plain))


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A TDS nature as it stands in ledger names ("194C", "contractor")."""

    key: str
    match: Pattern[str]


@dataclass(frozen=True, slots=True)
class ModelAccount:
    """A ledger that a company should have: used for drafts, and as the last resort of mapping."""

    code: str
    name: str
    nature: str
    group: str
    keys: Keys
    role: str = ""
    tds_key: str = ""


@dataclass(frozen=True)
class ModelChart:
    """All of it. Rows stand in the order in which they are asked."""

    groups: tuple[GroupRule, ...]
    names: tuple[NameRule, ...]
    sections: tuple[SectionRule, ...]
    accounts: tuple[ModelAccount, ...]
    synonyms: tuple[tuple[str, str], ...] = ()
    """Names of ledgers in plain form with the code of the model account that each means; one name may mean two."""

    @cached_property
    def group_by_name(self) -> dict[str, GroupRule]:
        """Predefined groups by squeezed name and alias."""
        return {squeezed(name): group for group in self.groups for name in (group.name, *group.aliases)}

    @cached_property
    def account_by_code(self) -> dict[str, ModelAccount]:
        """Model accounts by their code."""
        return {account.code: account for account in self.accounts}

    def ancestry(self, group: str) -> tuple[str, ...]:
        """The predefined group and the groups above it, nearest first; () for a name that is none."""
        found = self.group_by_name.get(squeezed(group))
        return (found.name, *self.ancestry(found.parent)) if found else ()

    def account(self, role: str) -> ModelAccount | None:
        """The model account with this role, None when the model has none."""
        return next((account for account in self.accounts if account.role == role), None)
