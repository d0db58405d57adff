"""Where the sealed passwords of papers lie, and for what they were given. The passwords themselves are objects of the store."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, PaperPassword

TRIED = 20
"""How many of a company's passwords a locked paper is tried with, the newest first: a wrong one costs a tenth of a second."""


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """One password that is kept: the object that seals it, and the shape of the name of the paper it opened."""

    id: uuid.UUID
    shape: str
    object_name: str


async def save(db: TenantDb, shape: str, object_name: str, document_id: uuid.UUID | None, by: uuid.UUID | None) -> None:
    """Remember where a password lies."""
    db.add(PaperPassword(shape=shape, object_name=object_name, document_id=document_id, given_by=by))
    await db.flush()


async def load_newest(db: TenantDb) -> Sequence[KeptPassword]:
    """The newest passwords of the company."""
    query = select(PaperPassword).order_by(PaperPassword.given_at.desc(), PaperPassword.id.desc()).limit(TRIED)
    return [KeptPassword(row.id, row.shape, row.object_name) for row in (await db.execute(query)).scalars()]


async def load_shown(db: TenantDb) -> list[dict[str, object]]:
    """Every password that is kept, by what it opened: account, bank or seller, kind. Never the password."""
    query = select(PaperPassword, Document).outerjoin(Document, Document.id == PaperPassword.document_id).order_by(PaperPassword.given_at.desc())
    return [
        {
            "id": kept.id,
            "shape": kept.shape,
            "party": paper.party if paper else "",
            "number": paper.number if paper else "",
            "kind": paper.kind if paper else "",
            "given_by": kept.given_by,
            "given_at": kept.given_at,
        }
        for kept, paper in (await db.execute(query)).all()
    ]


async def forget(db: TenantDb, password_id: uuid.UUID) -> str | None:
    """Take the row away and answer with its object's name; None when there is no such row."""
    return (await db.execute(delete(PaperPassword).where(PaperPassword.id == password_id).returning(PaperPassword.object_name))).scalar_one_or_none()
