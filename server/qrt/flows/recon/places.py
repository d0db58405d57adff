"""What every act on how a reconciliation is made or proved begins with: its report, held while its quarter is not signed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import closes
from qrt.adapters.db.recon import load_result
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Entity, ReconciliationReport
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.types import Decision
from qrt.core.recon.proof import Balances
from qrt.core.recon.types import Reconciliation


@dataclass(frozen=True, slots=True)
class At:
    """A reconciliation with the close and the company that it belongs to."""

    report: ReconciliationReport
    close: Close
    entity: str

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.close.fy_start, self.close.quarter)

    @property
    def subject(self) -> str:
        """What a decision on this reconciliation is about."""
        return f"{self.entity}|{self.report.kind}|{self.report.subject}"

    @property
    def balances(self) -> Balances:
        """Both sides' balances. Raises Refused("recon.run_again") for a report of a run that kept none."""
        kept: Mapping[str, Any] | None = self.report.summary.get("balances")
        if kept is None:
            raise Refused("recon.run_again", "This reconciliation was made before balances were kept with it. Run the close again.")
        return Balances.of_content(kept)


async def load_at(db: TenantDb, report_id: uuid.UUID, *, lock: bool = False) -> At:
    """A reconciliation by its id; with `lock` nobody changes it meanwhile, and its quarter is not signed. Raises Refused recon.unknown, close.signed."""
    query = (
        select(ReconciliationReport, Close, Entity.code)
        .join(Close, Close.id == ReconciliationReport.close_id)
        .join(Entity, Entity.id == ReconciliationReport.entity_id)
        .where(ReconciliationReport.id == report_id)
    )
    found = (await db.execute(query.with_for_update(of=ReconciliationReport, key_share=True) if lock else query)).one_or_none()
    if found is None:
        raise Refused("recon.unknown", "There is no such reconciliation.")
    if lock:
        await closes.hold_unsigned(db, found[1].id, of_bench=True)
    return At(found[0], found[1], found[2])


async def load_standing(db: TenantDb, at: At) -> Reconciliation:
    """The reconciliation as people left it until this moment."""
    return await load_result(db, at.report)


async def load_said(db: TenantDb, at: At, *kinds: str) -> list[Decision]:
    """Decisions of the close of these kinds that are about this reconciliation, oldest first."""
    wanted = (DecisionRow.close_id == at.close.id) & DecisionRow.kind.in_(kinds) & DecisionRow.subject.startswith(at.subject, autoescape=True)
    rows = (await db.execute(select(DecisionRow).where(wanted).order_by(DecisionRow.at, DecisionRow.id))).scalars()
    return [Decision(row.kind, row.subject, row.content) for row in rows]
