"""The statement of a reconciliation as at any day, and the two people who sign it."""

import asyncio
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.recon_standing import load_standing_at
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import StatementSignOff, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.canonical import digest_of_plain
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.close.recon_decided import PREPARED, REVIEWED
from qrt.core.recon.statement import Statement, statement_content
from qrt.flows.recon.places import At, load_at


@dataclass(frozen=True, slots=True)
class Drawn:
    """A statement as it is at this moment: what people would sign, and the name of it."""

    at: At
    statement: Statement
    content: dict[str, Any]
    digest: str


async def draw(db: TenantDb, report_id: uuid.UUID, day: date | None, *, lock: bool = False) -> Drawn:
    """The statement as at a day of the quarter, the end of it when none is named. Raises Refused recon.unknown, recon.day_outside, recon.run_again, close.signed."""
    at = await load_at(db, report_id, lock=lock)
    day = day or at.report.as_of
    if not at.quarter.first_day <= day <= at.report.as_of:
        raise Refused("recon.day_outside", f"A statement is as at a day from {at.quarter.first_day:%d-%m-%Y} to {at.report.as_of:%d-%m-%Y}.")
    standing, balances = await load_standing_at(db, at.report, day), at.balances

    def drawn() -> Drawn:
        statement = balances.statement_of(standing, day)
        content = statement_content(at.entity, statement)
        return Drawn(at, statement, content, digest_of_plain(content))

    # Of a hundred thousand lines it takes a moment in which nobody else has to wait.
    return await asyncio.to_thread(drawn)


async def prepare(db: TenantDb, by: Person, report_id: uuid.UUID, day: date, said: str, because: str, moment: datetime, undecided: int = 0) -> uuid.UUID:
    """Put the preparer's name under a statement as it was seen (`said` is its digest). Returns the id of the signature.

    undecided  how many suggested matches the person saw and signs over all the same; their reason is `because`

    Raises Refused recon.unknown, recon.day_outside, recon.statement_moved, recon.undecided, recon.unexplained, recon.prepared_already, close.signed.
    """
    drawn = await draw(db, report_id, day, lock=True)
    _demand_same(drawn, said)
    if drawn.statement.undecided and (undecided != drawn.statement.undecided or not because.strip()):
        amount, many = rupee_text(drawn.statement.undecided_total), drawn.statement.undecided
        what = "1 suggested match" if many == 1 else f"{many} suggested matches"
        sentence = f"{what} of {amount} {'is' if many == 1 else 'are'} not decided yet, and this statement counts them as matched. Decide them, or say that you saw them and why you sign all the same."
        raise Refused("recon.undecided", sentence)
    if drawn.statement.unexplained and not because.strip():
        amount = rupee_text(Paise(abs(drawn.statement.unexplained)))
        raise Refused("recon.unexplained", f"{amount} are not explained. Explain them by matching or booking, or say why you sign all the same.")
    standing = select(StatementSignOff.id).where(
        StatementSignOff.report_id == report_id, StatementSignOff.as_of == day, StatementSignOff.digest == drawn.digest
    )
    if (await db.execute(standing)).scalar_one_or_none():
        raise Refused("recon.prepared_already", "This statement is prepared and signed already. Another person reviews it.")
    made = uuid7()
    who = uuid.UUID(by.id)
    db.add(
        StatementSignOff(
            id=made, report_id=report_id, as_of=day, digest=drawn.digest, content=drawn.content, because=because.strip(), prepared_by=who, prepared_at=moment
        )
    )
    await db.flush()
    await _decide(db, by, drawn, PREPARED, moment, because.strip())
    return made


async def review(db: TenantDb, by: Person, report_id: uuid.UUID, sign_off_id: uuid.UUID, said: str, moment: datetime) -> date:
    """Put the reviewer's name under a statement that somebody else prepared; returns its day. It must still be what was prepared.

    Raises Refused recon.unknown, recon.preparer_is_reviewer, recon.reviewed_already, recon.statement_moved, close.signed.
    """
    query = select(StatementSignOff).where(StatementSignOff.id == sign_off_id, StatementSignOff.report_id == report_id)
    row = (await db.execute(query.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such statement.")
    drawn = await draw(db, report_id, row.as_of, lock=True)
    if row.reviewed_by is not None:
        raise Refused("recon.reviewed_already", "This statement is reviewed and signed already.")
    if row.prepared_by == uuid.UUID(by.id):
        raise Refused("recon.preparer_is_reviewer", "You prepared this statement; somebody else has to review and sign it.")
    if row.digest != said:
        raise Refused("recon.statement_moved", "This is not the statement that you saw. Look at it again before signing.")
    _demand_same(drawn, row.digest)
    row.reviewed_by, row.reviewed_at = uuid.UUID(by.id), moment
    await db.flush()
    await _decide(db, by, drawn, REVIEWED, moment, "")
    return row.as_of


def _demand_same(drawn: Drawn, said: str) -> None:
    if drawn.digest != said:
        raise Refused("recon.statement_moved", "The reconciliation changed since this statement was drawn. Look at it again before signing.")


async def _decide(db: TenantDb, by: Person, drawn: Drawn, kind: str, moment: datetime, because: str) -> None:
    content = {
        "as_of": drawn.statement.as_of.isoformat(),
        "digest": drawn.digest,
        "by": by.name,
        "at": moment.isoformat(timespec="seconds"),
        "because": because,
        "books_paise": drawn.statement.books,
        "computed_paise": drawn.statement.computed,
        "stated_paise": drawn.statement.stated,
    }
    await closes.save_decision(db, drawn.at.close.id, kind, drawn.at.subject, content, uuid.UUID(by.id))
    await append_event(db, "recon.changed", {"id": str(drawn.at.report.id), "statement": kind})
