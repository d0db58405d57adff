"""Live facts: a replay by number, and a WebSocket that starts from any number (F8)."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, WebSocket

from qrt.adapters.db import events as rows
from qrt.api.base import Out
from qrt.api.deps import Db, PlatformDep, Who, signed_in
from qrt.api.idempotency import Operation
from qrt.api.live import serve
from qrt.flows import identity

router = APIRouter(tags=["events"], route_class=Operation)


class EventOut(Out):
    """`topic` is stage.progress, document.changed, journal.changed, recon.changed, finding.changed or close.changed; the payload has type, id and patch."""

    seq: int
    topic: str
    payload: dict[str, Any]
    at: datetime


class EventsOut(Out):
    events: list[EventOut]
    last_seq: int


class TicketOut(Out):
    """Opens one WebSocket within 30 seconds."""

    ticket: str


@router.get("/events", **signed_in())
async def list_events(db: Db, after: Annotated[int, Query(ge=0, le=2**53)] = 0) -> EventsOut:
    """Facts after a number, oldest first, at most 500."""
    found = await rows.load_events(db, after, limit=500)
    items = [EventOut(seq=each.seq, topic=each.topic, payload=each.payload, at=each.at) for each in found]
    return EventsOut(events=items, last_seq=items[-1].seq if items else after)


@router.post("/ws-ticket", **signed_in())
async def ticket(who: Who, platform: PlatformDep) -> TicketOut:
    """A ticket for the WebSocket, which cannot carry headers."""
    return TicketOut(ticket=identity.make_ticket(platform.signer, who.tenant, who.session, who.person.id))


@router.websocket("/ws")
async def live(socket: WebSocket, ticket: Annotated[str, Query(max_length=2000)], after: Annotated[int, Query(ge=0, le=2**53)] = 0) -> None:
    """Server to client only: {seq, type, id, patch}."""
    await serve(socket, socket.app.state.platform, ticket, after)
