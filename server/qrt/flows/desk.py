"""What a flow needs of the world besides its database session, put together once a process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from qrt.adapters.rulebook.assets import load_asset_rules
from qrt.adapters.rulebook.chart import load_layout, load_model_chart
from qrt.adapters.rulebook.experience import load_experience
from qrt.adapters.rulebook.knowledge import load_knowledge
from qrt.adapters.rulebook.law import load_tax_rules, rulebook_hash
from qrt.adapters.rulebook.parties import load_party_rules
from qrt.adapters.scan.clamd import Scanner
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.search.opensearch import PaperIndex
from qrt.adapters.storage import ObjectStore
from qrt.core.base.company import Division
from qrt.core.close.compute import Computation
from qrt.core.close.types import RuleBook
from qrt.core.recon.known import Known
from qrt.core.recon.types import ReconciliationKind


def utc_now() -> datetime:
    """The instant, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools of a worker: where papers lie, who reads them, the keys that sign, and the clock.

    `searchable` says that the words of papers are kept for the search: a close on a database that is thrown away needs none.
    `index` is the search cluster that they go to as well, where one is named.
    `model_keys` by provider, and another address than the provider's own, say which models could be asked at all; without a key nobody is.
    `memory` keeps the computation of the run in work, so that ten stages do not read the same papers ten times; it can be lost at any moment.
    `known` keeps reconciliations from run to run by all that they follow from, so that a late paper makes only those anew that it touches.
    """

    store: ObjectStore
    readers: ReaderPool
    sign: Callable[[bytes], bytes]
    public_key: bytes
    seal_keys: Mapping[str, str] = field(default_factory=dict)
    scanner: Scanner | None = None
    now: Callable[[], datetime] = utc_now
    searchable: bool = False
    index: PaperIndex | None = None
    model_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    model_url: str = ""
    memory: dict[tuple[Any, ...], Computation] = field(default_factory=dict)
    known: Known = field(default_factory=Known)


def load_rules(division: Division) -> RuleBook:
    """The rule book for companies of a division, from server/rules. Raises Refused("rules.unreadable") naming file and row."""
    experience = {kind.value: known for kind in ReconciliationKind if (known := load_experience(kind.value))}
    law = load_tax_rules(), load_model_chart(), load_layout(division), rulebook_hash()
    return RuleBook(*law, load_knowledge(), load_asset_rules(), load_party_rules(), experience)
