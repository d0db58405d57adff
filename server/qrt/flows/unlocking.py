"""Papers behind a password: asked for once, kept sealed, tried on the next papers that come locked (ADR 0017)."""

import json
import os
import re
import uuid
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import update

from qrt.adapters.db import closes, documents, paper_passwords
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document
from qrt.adapters.storage import ObjectStore
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused

Open = Callable[[bytes, str, str], Awaitable[bytes | None]]
"""Bytes, name and password of a paper -> the paper without its lock, None when the password does not open it."""


class Keyring:
    """The passwords of a company while papers are read: in memory alone, those of papers with the same name but for its digits first."""

    def __init__(self, kept: Sequence[tuple[str, str]]) -> None:
        self._kept = tuple(kept)

    def __repr__(self) -> str:
        return f"Keyring({len(self._kept)})"

    def for_paper(self, name: str) -> tuple[str, ...]:
        """Passwords in the order in which a paper of this name is to be tried with them, each once."""
        shape = name_shape(name)
        ordered = sorted(self._kept, key=lambda each: each[0] != shape)
        return tuple(dict.fromkeys(password for _, password in ordered))


def name_shape(name: str) -> str:
    """What a sender's papers have in common in their names: "HDFC_50100_0926.pdf" of every month is "hdfc_#_#.pdf"."""
    return re.sub(r"\d+", "#", name.replace("\\", "/").rsplit("/", 1)[-1].lower())


async def load_keyring(db: TenantDb, store: ObjectStore) -> Keyring:
    """The company's newest passwords, opened. One whose object is gone is passed over."""
    found = []
    for kept in await paper_passwords.load_newest(db):
        try:
            content = json.loads(await store.get(db, kept.object_name))
        except KeyError:
            continue
        found.append((kept.shape, str(content["password"])))
    return Keyring(found)


async def keep_password(db: TenantDb, store: ObjectStore, password: str, name: str, document_id: uuid.UUID | None, by: uuid.UUID | None) -> None:
    """Seal a password for papers like this one. It is kept once, however often it is given."""
    if password in (await load_keyring(db, store)).for_paper(name):
        return
    # The name of an object is its digest; without the random bytes a short password could be found from it.
    sealed = json.dumps({"password": password, "salt": os.urandom(32).hex()}).encode()
    object_name = await store.of(db.info["tenant"]).put(sealed)
    await paper_passwords.save(db, name_shape(name), object_name, document_id, by)


async def give_password(
    db: TenantDb, by: Person, store: ObjectStore, opening: Open, document_id: uuid.UUID, password: str, version: int, *, keep: bool = True
) -> None:
    """Open a locked paper. Its copy without the lock is kept and read, and the password is tried on the close's other locked papers.

    keep  seal the password for later papers; without it nothing but the opened copy stays
    Raises Refused document.unknown, document.stale, document.not_locked, document.password_wrong, close.signed.
    """
    row = await documents.load_document(db, document_id, lock=True)
    if row is None:
        raise Refused("document.unknown", "There is no such document.")
    if row.version != version:
        raise Refused("document.stale", f"{row.name} changed since you opened it. Look again before deciding.")
    if row.state != "needs_password":
        raise Refused("document.not_locked", f"{row.name} does not wait for a password.")
    await closes.hold_unsigned(db, row.close_id)
    plain = await opening(await store.get(db, row.sha256), row.name, password)
    if plain is None:
        raise Refused("document.password_wrong", f"This password does not open {row.name}. Try another, or hand in an unlocked copy.")
    row.unlocked = await store.of(db.info["tenant"]).put(plain)
    row.state, row.reason, row.version = "received", "It was opened and is read again.", row.version + 1
    ids = [row.id]
    if keep:
        await keep_password(db, store, password, row.name, row.id, uuid.UUID(by.id))
        ids += await _try_again(db, row)
    await db.flush()
    await append_event(db, "document.changed", {"ids": sorted(map(str, ids)), "state": "received"})


async def load_shown(db: TenantDb) -> list[dict[str, object]]:
    """For what passwords are kept."""
    return await paper_passwords.load_shown(db)


async def forget_password(db: TenantDb, store: ObjectStore, password_id: uuid.UUID) -> None:
    """Take a password away, its sealed object too; papers that it opened stay open. Raises Refused("document.unknown")."""
    name = await paper_passwords.forget(db, password_id)
    if name is None:
        raise Refused("document.unknown", "There is no such password.")
    await store.of(db.info["tenant"]).remove(name)


async def _try_again(db: TenantDb, opened: Document) -> list[uuid.UUID]:
    """The other locked papers of the close are read again, with what the company knows now."""
    waiting = (Document.close_id == opened.close_id) & (Document.state == "needs_password") & (Document.id != opened.id)
    values = {"state": "received", "reason": "A password was given and is tried here.", "version": Document.version + 1}
    return list((await db.execute(update(Document).where(waiting).values(**values).returning(Document.id))).scalars())
