"""Where a ledger may go: every way of asking gives offers, and the best three are shown with reason and confidence.

Asked in this order: a person's decision for this very ledger, the group it stands in, what the company decided for a ledger of that name elsewhere, the name
alone, how the vouchers use it, the side its balance stands on. The order decides which offer is used; a decision elsewhere is only ever offered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from qrt.core.base.company import Division
from qrt.core.base.money import Paise
from qrt.core.ledger.model import GroupRule, ModelAccount, ModelChart
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Offer

OFFERS = 3
"""So many are shown: in a list of names the right line is among three far more often than it is the first (research of the reading agents)."""

ELSEWHERE_SAME_GROUP, ELSEWHERE = 0.9, 0.7
"""How sure a decision for a ledger of that name in another company of the group is, with the same group above it and without."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a person said about one ledger. `role` and `tds_key` are None where the person left them to the rules."""

    schedule_key: str
    role: str | None = None
    tds_key: str | None = None
    reason: str = "decided by a person"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A decision of this company for a ledger: whose, which, when, by whom. `name` and `group` are compared squeezed."""

    entity: str
    ledger: str
    group: str
    schedule_key: str
    role: str | None = None
    tds_key: str | None = None
    by: str = ""
    on: str = ""


class SaidByName(Protocol):
    """One model account that a name may mean (`core.learning.ledger_names.NameOffer`)."""

    @property
    def account(self) -> ModelAccount: ...
    @property
    def reason(self) -> str: ...
    @property
    def confidence(self) -> float: ...


NameSays = Callable[[str], Sequence[SaidByName]]


def by_name(name: str, group: GroupRule | None, says: NameSays, model: ModelChart, division: Division) -> list[Offer]:
    """What the dictionary of names offers. Under a known group only accounts of its side (balance sheet, result) count."""
    found: list[Offer] = []
    for said in says(name):
        account = said.account
        key = account.keys.of(division)
        if not key and account.role != "suspense":
            continue
        sure = said.confidence
        if group and _side(account.nature) != _side(group.nature):
            continue
        role = account.role or (model.group_by_name[squeezed(account.group)].role if account.group else "")
        nature = "liability" if account.nature == "control" else account.nature
        found.append(Offer(key, nature, role, account.tds_key, "name", f"{said.reason}: {account.name}", round(sure, 2)))
    return found


def behind(offer: Offer) -> Offer:
    """An offer by name where the group has spoken: less sure."""
    return replace(offer, confidence=round(min(offer.confidence * 0.55, 0.5), 2))


def by_memory(name: str, group: str, entity: str, memory: Mapping[str, Sequence[Remembered]], nature_of: Callable[[str], str]) -> list[Offer]:
    """What people decided for a ledger of that name in other companies of the group, the newest first."""
    found: list[Offer] = []
    for each in memory.get(squeezed(name), ()):
        if each.entity == entity:
            continue
        same = bool(group) and squeezed(each.group) == squeezed(group)
        who = f" by {each.by}" if each.by else ""
        when = f" on {each.on}" if each.on else ""
        reason = f"decided for “{each.ledger}” of {each.entity}{who}{when}"
        sure = ELSEWHERE_SAME_GROUP if same or not each.group else ELSEWHERE
        found.append(Offer(each.schedule_key, nature_of(each.schedule_key), each.role or "", each.tds_key or "", "memory", reason, sure))
    return found


def by_side(balance: Paise | None, model: ModelChart, division: Division) -> list[Offer]:
    """The last resort, never used and always shown last: where most ledgers of that side stand."""
    if not balance:
        names = ("Indirect Expenses", "Sundry Creditors", "Sundry Debtors")
    elif balance > 0:
        names = ("Sundry Debtors", "Indirect Expenses", "Loans & Advances (Asset)")
    else:
        names = ("Sundry Creditors", "Current Liabilities", "Indirect Incomes")
    stands = "it has no balance" if not balance else f"it stands in {'debit' if balance > 0 else 'credit'}"
    found = []
    for position, name in enumerate(names):
        rule = model.group_by_name[squeezed(name)]
        found.append(
            Offer(rule.keys.of(division), rule.nature, rule.role, "", "side", f"{stands}, as ledgers of {name} often do", round(0.15 - position * 0.04, 2))
        )
    return found


def by_neighbours(group: GroupRule, model: ModelChart, division: Division) -> list[Offer]:
    """Other lines that ledgers of a group go to, for a person who disagrees with the first offer."""
    found: dict[str, Offer] = {}
    for account in model.accounts:
        key = account.keys.of(division)
        if account.group == group.name and key and key not in found:
            role = account.role or group.role
            found[key] = Offer(key, account.nature, role, account.tds_key, "group", f"another line of {group.name}, as “{account.name}”", 0.1)
    return list(found.values())


def best(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """The three to show: the first one (which is used) stays first, the others by confidence; one line is offered once.

    The shares of the others never exceed what the first leaves: offers are alternatives, so together they are not surer than one.
    """
    first, *rest = offers
    shown = [first]
    for offer in sorted(rest, key=lambda each: -each.confidence):
        if all(offer.schedule_key != standing.schedule_key for standing in shown) and offer.schedule_key:
            shown.append(offer)
    left = round(1.0 - first.confidence, 2) if first.schedule_key else 1.0
    return tuple(each if place == 0 else replace(each, confidence=min(each.confidence, left)) for place, each in enumerate(shown[:OFFERS]))


def _side(nature: str) -> str:
    return "result" if nature in ("income", "expense") else "sheet"
