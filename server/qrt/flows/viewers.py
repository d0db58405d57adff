"""Who else is on a paper. Kept in Valkey alone, for less than a minute: when it is away everybody seems to be alone, and decisions are guarded all the same."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qrt.adapters.cache.client import Cache
from qrt.adapters.db import documents
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused, Unavailable

SECONDS = 40
"""A page that did not say so for this long has left; it says so every fifteen."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody with the paper open. `holds`: it is theirs to decide, for who came first or took it over."""

    id: uuid.UUID
    name: str
    since: datetime
    holds: bool


async def be_on(db: TenantDb, cache: Cache, by: Person, document_id: uuid.UUID, at: datetime, *, take_over: bool = False, leave: bool = False) -> list[Viewer]:
    """Say that a person has the paper open, takes it over, or leaves. Returns who has it open, who holds it first. Raises Refused("document.unknown")."""
    if await documents.load_document(db, document_id) is None:
        raise Refused("document.unknown", "There is no such document.")
    tenant, name = bound_tenant(db), f"paper-viewers:{document_id}"
    try:
        kept = await cache.get(tenant, name) or {}
        known = {who: each for who, each in kept.items() if (at - datetime.fromisoformat(each["seen"])).total_seconds() <= SECONDS}
        mine = known.pop(by.id, None)
        if not leave:
            held = take_over or not any(each["holds"] for each in known.values())
            if held:
                known = {who: {**each, "holds": False} for who, each in known.items()}
            known[by.id] = {"name": by.name, "since": mine["since"] if mine else at.isoformat(), "seen": at.isoformat(), "holds": held}
        elif known and not any(each["holds"] for each in known.values()):
            first = min(known, key=lambda who: known[who]["since"])
            known[first] = {**known[first], "holds": True}
        await cache.set(tenant, name, known, 2 * SECONDS)
    except Unavailable:
        return [] if leave else [Viewer(uuid.UUID(by.id), by.name, at, True)]
    if _shown(kept) != _shown(known):
        await append_event(db, "viewers.changed", {"id": str(document_id)})
    return sorted((Viewer(uuid.UUID(who), each["name"], datetime.fromisoformat(each["since"]), each["holds"]) for who, each in known.items()), key=_order)


def _shown(kept: Mapping[str, Mapping[str, Any]]) -> set[tuple[str, bool]]:
    return {(who, bool(each["holds"])) for who, each in kept.items()}


def _order(viewer: Viewer) -> tuple[bool, datetime]:
    return not viewer.holds, viewer.since
