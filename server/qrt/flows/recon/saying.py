"""What people say about a line. It stays in its list; a comment follows the line from run to run."""

import uuid

from sqlalchemy import select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationComment, ReconciliationItem, ReconciliationReport
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.recon.types import Side
from qrt.flows.recon.acts import changed


async def say(db: TenantDb, by: Person, report_id: uuid.UUID, side: Side, item: str, text: str) -> None:
    """Write a comment on a line; also when the quarter is signed, since it changes no figure. Raises Refused recon.unknown, recon.line_unknown."""
    if (await db.execute(select(ReconciliationReport.id).where(ReconciliationReport.id == report_id))).scalar_one_or_none() is None:
        raise Refused("recon.unknown", "There is no such reconciliation.")
    here = (ReconciliationItem.report_id == report_id) & (ReconciliationItem.side == side.value) & (ReconciliationItem.item == item)
    if (await db.execute(select(ReconciliationItem.id).where(here))).scalar_one_or_none() is None:
        raise Refused("recon.line_unknown", "This reconciliation has no such line.")
    db.add(ReconciliationComment(report_id=report_id, side=side.value, item=item, by=uuid.UUID(by.id), text=text.strip()))
    await db.flush()
    await changed(db, report_id, "", "commented")
