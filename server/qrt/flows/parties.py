"""What people decide on parties, their bills and exchange rates. A decision counts with the next run."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.parties import load_opening_request, load_party
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, OpeningBillRequest, PartyRow, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.identifiers import gstin_fault, pan_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter


async def set_party(db: TenantDb, by: Person, party_id: uuid.UUID, given: Mapping[str, Any]) -> None:
    """Say who a party is: gstin, pan, msme, udyam, credit_days, trader. Raises Refused party.unknown, party.identifier, party.nothing_said, close.signed."""
    row = await load_party(db, party_id)
    said = {name: value for name, value in given.items() if value is not None}
    if not said:
        raise Refused("party.nothing_said", "Say at least one thing about the party.")
    for name, fault in (("gstin", gstin_fault), ("pan", pan_fault)):
        if said.get(name):
            said[name] = str(said[name]).strip().upper()
            if why := fault(said[name]):
                raise Refused("party.identifier", f"{said[name]} is not right: {why}.")
    await _decide(db, by, row, "party_set", "", said)


async def set_bill(db: TenantDb, by: Person, party_id: uuid.UUID, bill: str, *, disputed: bool | None, doubtful: str | None) -> None:
    """Call a bill disputed or doubtful, or take that back. Raises Refused party.unknown, party.bill_unknown, close.signed."""
    row = await load_party(db, party_id)
    if not any(item["number"] == bill for item in row.content.get("items", [])):
        raise Refused("party.bill_unknown", "This party has no such bill.")
    if disputed is not None:
        await _decide(db, by, row, "bill_disputed", f"|{bill}", {"disputed": disputed})
    if doubtful is not None:
        await _decide(db, by, row, "bill_doubtful", f"|{bill}", {"doubtful": doubtful})


async def allocate(db: TenantDb, by: Person, party_id: uuid.UUID, voucher: str, bills: Sequence[tuple[str, Paise]]) -> None:
    """Say which bills a voucher settles; what was proposed for it falls away. Raises Refused party.unknown, party.voucher_unknown, party.allocated_too_much."""
    row = await load_party(db, party_id)
    items = row.content.get("items", [])
    own = sum(abs(item["amount"]) for item in items if item["voucher"] == voucher)
    taken = sum(abs(each["amount"]) for item in items for each in item["settlements"] if each["voucher"] == voucher)
    if not own and not taken:
        raise Refused("party.voucher_unknown", "This voucher does not move this party.")
    if (wanted := sum(size for _, size in bills)) > max(own, taken, own + taken):
        raise Refused("party.allocated_too_much", f"You gave {rupee_text(Paise(wanted))} to bills; the voucher holds {rupee_text(Paise(own + taken))}.")
    content = {"bills": [{"bill": bill, "amount_paise": size} for bill, size in bills]}
    await _decide(db, by, row, "bill_allocated", f"|{voucher}", content)


async def ask_opening_bills(db: TenantDb, by: Person, party_id: uuid.UUID, bills: Sequence[Mapping[str, Any]], reason: str) -> None:
    """Ask that these be the bills that were open on the day before the quarter, signed debit positive. Nothing counts before another person grants it.

    Raises Refused party.unknown, party.reason_missing, party.bills_unsound, party.bills_asked_already, close.signed.
    """
    row = await load_party(db, party_id)
    if not reason.strip():
        raise Refused("party.reason_missing", "Say where these bills come from.")
    numbers = [str(each["bill"]).strip() for each in bills]
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise Refused("party.bills_unsound", f"{', '.join(twice)} stands there more than once.")
    if nil := [str(each["bill"]) for each in bills if not each["amount_paise"]]:
        raise Refused("party.bills_unsound", f"{', '.join(nil)} has no amount.")
    await closes.hold_unsigned(db, row.close_id)
    standing = await load_opening_request(db, row, lock=True)
    if standing is None:
        where = {"close_id": row.close_id, "entity_id": row.entity_id, "ledger": row.ledger}
        db.add(OpeningBillRequest(id=uuid7(), bills=list(bills), reason=reason.strip(), asked_by=uuid.UUID(by.id), **where))
    elif standing.asked_by != uuid.UUID(by.id):
        raise Refused("party.bills_asked_already", "Somebody else asked for other opening bills already. Decide on that first.")
    else:
        standing.bills, standing.reason, standing.version, standing.asked_at = list(bills), reason.strip(), standing.version + 1, datetime.now(UTC)
    await db.flush()
    await append_event(db, "party.changed", {"id": str(row.id)})


async def decide_opening_bills(db: TenantDb, by: Person, party_id: uuid.UUID, version: int, *, grant: bool) -> None:
    """Let asked opening bills count, from the next run on, or decline them. Whoever asked may only take them back.

    Raises Refused party.unknown, party.bills_not_asked, party.bills_stale, party.asker_is_granter, close.signed.
    """
    row = await load_party(db, party_id)
    await closes.hold_unsigned(db, row.close_id)
    asked = await load_opening_request(db, row, lock=True)
    if asked is None:
        raise Refused("party.bills_not_asked", "Nobody asks for other opening bills of this party any more.")
    if asked.version != version:
        raise Refused("party.bills_stale", "The request changed since you opened it. Look again before deciding.")
    mine = asked.asked_by == uuid.UUID(by.id)
    if grant and mine:
        raise Refused("party.asker_is_granter", "You asked for these bills; somebody else has to let them count.")
    asked.state, asked.version = ("granted" if grant else "declined"), asked.version + 1
    asked.decided_by, asked.decided_at = (None if mine else uuid.UUID(by.id)), datetime.now(UTC)
    await db.flush()
    if grant:
        await _decide(db, by, row, "open_bills_set", "", {"bills": asked.bills})
    else:
        await append_event(db, "party.changed", {"id": str(row.id)})


async def set_rate(db: TenantDb, by: Person, quarter: Quarter, currency: str, day: date, kind: str, rate: Decimal, source: str) -> None:
    """Name an exchange rate with its source. Raises Refused close.unknown, rate.wrong, close.signed."""
    if not rate.is_finite() or rate <= 0:
        raise Refused("rate.wrong", "A rate is a number above nil, in rupees for one unit.")
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"Nobody has opened the close of {quarter}.")
    content = {"rate": format(rate, "f"), "source": source}
    await closes.save_decision(db, close.id, "rate_set", f"{currency}|{day.isoformat()}|{kind}", content, uuid.UUID(by.id))
    await append_event(db, "party.changed", {"currency": currency})


async def set_foreign_opening(db: TenantDb, by: Person, quarter: Quarter, entity: str, ledger: str, currency: str, foreign: int, paise: int | None) -> None:
    """Say how much foreign money a ledger opened with. Raises Refused close.unknown, entity.unknown, close.signed."""
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"Nobody has opened the close of {quarter}.")
    if (await db.execute(select(Entity.id).where(Entity.code == entity))).scalar_one_or_none() is None:
        raise Refused("entity.unknown", "There is no such entity.")
    content = {"currency": currency, "foreign_amount": foreign, "amount_paise": paise}
    await closes.save_decision(db, close.id, "foreign_opening_set", f"{entity}|{ledger}", content, uuid.UUID(by.id))
    await append_event(db, "party.changed", {"currency": currency})


async def _decide(db: TenantDb, by: Person, row: PartyRow, kind: str, tail: str, content: Mapping[str, Any]) -> None:
    entity = (await db.execute(select(Entity.code).where(Entity.id == row.entity_id))).scalar_one()
    await closes.save_decision(db, row.close_id, kind, f"{entity}|{row.ledger}{tail}", content, uuid.UUID(by.id))
    await append_event(db, "party.changed", {"id": str(row.id)})
