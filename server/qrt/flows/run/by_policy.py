"""Vouchers that a policy of the company posts in a checker's place: written with the policy as actor, and kept as decisions, so that no later run takes them back."""

import uuid
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter
from sqlalchemy import select, text

from qrt.adapters.db import books, closes
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, JournalEntry
from qrt.core.base.actor import System, actor_text
from qrt.core.base.errors import Refused
from qrt.core.ledger.types import Voucher

_VOUCHER = TypeAdapter(Voucher)


async def post_by_policy(
    db: TenantDb, close: Close, entity: str, entity_id: uuid.UUID, period_id: uuid.UUID, vouchers: Sequence[Voucher], ledger_ids: Mapping[str, uuid.UUID]
) -> int:
    """Post those that do not stand yet, each as a decision of the close too, and return how many were new. The trail names the policy as who did it.

    A draft of the same paper that waits becomes the voucher. Raises Refused("close.draft_in_hand") when a person is at work on it.
    """
    standing = await books.load_keys(db, entity_id, (voucher.key for voucher in vouchers))
    new = [voucher for voucher in vouchers if standing.get(voucher.key, (None, ""))[1] not in ("posted", "reversed")]
    for voucher in new:
        by = System(voucher.approver)
        await _act_as(db, actor_text(by))
        if voucher.key in standing:
            await _post_waiting(db, standing[voucher.key][0], voucher, ledger_ids, by)
        else:
            await books.save_vouchers(db, entity_id, period_id, [voucher], ledger_ids, by)
        content = _VOUCHER.dump_python(voucher, mode="json", exclude_none=True)
        await closes.save_decision(db, close.id, "voucher_auto_posted", f"{entity}|{voucher.key}", content, None)
    if new:
        await _act_as(db, str(db.info["actor"]))
    return len(new)


async def _act_as(db: TenantDb, actor: str) -> None:
    """Who the trail names from here to the end of the transaction. What waits to be written is written under the name before."""
    await db.flush()
    await db.execute(text("select set_config('app.actor', :actor, true)"), {"actor": actor})


async def _post_waiting(db: TenantDb, entry_id: uuid.UUID, voucher: Voucher, ledger_ids: Mapping[str, uuid.UUID], by: System) -> None:
    row = (await db.execute(select(JournalEntry).where(JournalEntry.id == entry_id).with_for_update())).scalar_one()
    if row.maker_id is not None or row.state not in ("waiting", "dropped") or (row.state == "waiting" and row.version > 1):
        raise Refused(
            "close.draft_in_hand",
            f"The draft of {voucher.party} {voucher.reference} is in a person's hands, and a policy would post it. Approve it or send it back, then run again.",
        )
    row.day, row.narration, row.party, row.reference, row.made_by = voucher.day, voucher.narration, voucher.party, voucher.reference, actor_text(by)
    row.amount_paise = sum(line.amount for line in voucher.lines if line.amount > 0)
    await books.post_entry(db, row, voucher, ledger_ids)
