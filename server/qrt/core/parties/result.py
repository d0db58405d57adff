"""What a close says about the parties of one entity."""

from collections.abc import Mapping
from dataclasses import dataclass

from qrt.core.base.finding import Finding
from qrt.core.parties.ageing import Ageing
from qrt.core.parties.msme import MsmeList
from qrt.core.parties.types import PartyBills, SameParty


@dataclass(frozen=True, slots=True)
class EntityParties:
    """Parties of one entity by ledger, each with what its balance is made of; which look like one; and what is wrong with their bills."""

    entity: str
    bills: Mapping[str, PartyBills]
    same: tuple[SameParty, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class EntityAgeing:
    """Both schedules of one entity, and late payment of micro and small enterprises."""

    receivables: Ageing | None
    payables: Ageing | None
    msme: MsmeList
    findings: tuple[Finding, ...]
