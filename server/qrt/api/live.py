"""The WebSocket: facts of one tenant, from any number on, in order, while the session lives (F8)."""

import asyncio
import contextlib
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable

import anyio
from fastapi import WebSocket, WebSocketDisconnect

from qrt.adapters.db.events import LiveEvent, load_events
from qrt.adapters.db.session import PLATFORM, tenant_session
from qrt.api.cookies import same_origin
from qrt.api.platform import Platform
from qrt.core.base.errors import Unavailable
from qrt.flows import identity

RECHECK_SECONDS = 60.0
POLL_SECONDS = 5.0
SOCKETS_PER_PERSON = 8
BACKLOG = 500

SIGNED_OUT = 4401
FORBIDDEN = 4403
TOO_MANY = 4429

_open: Counter[uuid.UUID] = Counter()


async def serve(socket: WebSocket, platform: Platform, ticket: str, after: int) -> None:
    """Check origin and ticket, then send facts numbered above `after` until the session ends or the page leaves."""
    origin = socket.headers.get("origin")
    if origin is not None and not same_origin(origin, socket.headers.get("host", "")):
        await socket.close(FORBIDDEN)
        return
    found = await identity.use_ticket(platform.once, platform.sessions, platform.signer, ticket)
    if found is None:
        await socket.close(SIGNED_OUT)
        return
    tenant, session, user = found
    if _open[user] >= SOCKETS_PER_PERSON:
        await socket.close(TOO_MANY)
        return
    _open[user] += 1
    try:
        await socket.accept()
        await _run(socket, platform, tenant, session, user, after)
    finally:
        _open[user] -= 1
        if not _open[user]:
            del _open[user]


async def _run(socket: WebSocket, platform: Platform, tenant: uuid.UUID, session: uuid.UUID, user: uuid.UUID, after: int) -> None:
    """Sending facts, noticing that the page left, asking again whether the session lives, all at once. The first to end ends all."""
    woken = asyncio.Event()
    async with anyio.create_task_group() as group:

        async def until_first_ends(work: Callable[[], Awaitable[None]]) -> None:
            await work()
            group.cancel_scope.cancel()

        group.start_soon(until_first_ends, lambda: _send(socket, platform, tenant, after, woken))
        group.start_soon(until_first_ends, lambda: _listen(platform, tenant, woken))
        group.start_soon(until_first_ends, lambda: _until_gone(socket))
        group.start_soon(until_first_ends, lambda: _until_signed_out(socket, platform, tenant, session, user))


async def _send(socket: WebSocket, platform: Platform, tenant: uuid.UUID, after: int, woken: asyncio.Event) -> None:
    """Everything comes from the events table; a wake-up only says when to look. So nothing is lost when a wake-up is."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            woken.clear()
            async with tenant_session(platform.sessions, tenant, PLATFORM) as db:
                events = await load_events(db, after, limit=BACKLOG)
            for event in events:
                await socket.send_json(fact(event))
                after = event.seq
            if len(events) < BACKLOG:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), POLL_SECONDS)


async def _listen(platform: Platform, tenant: uuid.UUID, woken: asyncio.Event) -> None:
    """Wake the sender at every call; while Valkey is away the sender looks by itself every few seconds."""
    while True:
        try:
            async for _ in platform.cache.listen(tenant):
                woken.set()
        except Unavailable:
            await asyncio.sleep(POLL_SECONDS)


async def _until_gone(socket: WebSocket) -> None:
    """Read and drop what the page sends: it may only answer pings."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.receive_text()


async def _until_signed_out(socket: WebSocket, platform: Platform, tenant: uuid.UUID, session: uuid.UUID, user: uuid.UUID) -> None:
    while await identity.still_signed_in(platform.sessions, tenant, session, user):
        await asyncio.sleep(RECHECK_SECONDS)
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await socket.close(SIGNED_OUT)


def fact(event: LiveEvent) -> dict[str, object]:
    """One fact as the page takes it: {seq, type, id, patch}."""
    payload = dict(event.payload)
    subject = payload.pop("id", "")
    patch = payload.pop("patch", None)
    return {"seq": event.seq, "type": event.topic, "id": subject, "patch": patch if isinstance(patch, dict) else payload, "at": event.at.isoformat()}
