"""Papers: taken in, corrected, confirmed, rejected by people."""

import asyncio
import hashlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import closes, companies, documents, paper_words
from qrt.adapters.db.events import append_event
from qrt.adapters.db.places import place_json
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Decision, Document, DocumentField, DocumentVoucher, JournalEntry, User
from qrt.adapters.scan.limits import safe_name
from qrt.adapters.storage import ObjectStore
from qrt.core.base.actor import Actor, Person, actor_text
from qrt.core.base.company import Company
from qrt.core.base.errors import Refused
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.handin import RECEIVED_AGAIN
from qrt.core.close.layouts import KIND_SET, PARTS_SET
from qrt.core.documents.checks import value_fault
from qrt.core.documents.parting import Groups, groups_fault
from qrt.core.documents.types import DocumentKind, FieldStatus, Paper
from qrt.core.ledger.search import index_words
from qrt.flows.kinds import teach_kind
from qrt.flows.reading import to_check

IST = timezone(timedelta(hours=5, minutes=30))
_OPEN_STATES = ("received", "read", "needs_person", "needs_password")


@dataclass(frozen=True, slots=True)
class ReceiveResult:
    """What became of one file: its id and state, and the paper it repeats when its bytes were there already."""

    document_id: uuid.UUID
    name: str
    sha256: str
    state: str
    reason: str
    duplicate_of: uuid.UUID | None = None


async def receive(
    db: TenantDb, by: Actor, store: ObjectStore, quarter: Quarter, name: str, data: bytes, source: str = "upload", entity_code: str | None = None
) -> ReceiveResult:
    """Take in one file: its bytes are kept under their SHA-256, whatever they are. It is looked at and read by the read stage, in a child process.

    Raises Refused("close.unknown"), Refused("close.signed"), Refused("entity.unknown").
    """
    (result,) = await receive_all(db, by, store, quarter, [(name, data)], source, entity_code)
    return result


async def receive_all(
    db: TenantDb, by: Actor, store: ObjectStore, quarter: Quarter, files: Sequence[tuple[str, bytes]], source: str = "upload", entity_code: str | None = None
) -> list[ReceiveResult]:
    """Take in several files at once, pairs of name and bytes; one result for each, in order. Bytes that come twice are one paper, and the close records the second name."""
    close = await load_open_close(db, quarter)
    entity_id = await _entity_id(db, entity_code) if entity_code else None
    papers = [Paper(hashlib.sha256(data).hexdigest(), safe_name(name), len(data)) for name, data in files]
    if entity_code and ":" not in source:
        # Beside the way it came: `entity_id` also holds what an agent found later.
        source = f"{source}:{entity_code}"

    await asyncio.gather(*(store.put(db, paper.sha256, data) for paper, (_, data) in zip(papers, files, strict=True)))
    new = await documents.save_papers(db, close.id, papers, source=source, received_by=actor_text(by), entity_id=entity_id)
    standing = await documents.load_by_sha(db, close.id, [paper.sha256 for paper in papers])
    if new:
        await append_event(db, "document.changed", {"ids": sorted(str(standing[sha256].id) for sha256 in new), "state": "received"})
    results = []
    for paper in papers:
        row, first = standing[paper.sha256], paper.sha256 in new
        new.discard(paper.sha256)
        if not first:
            # The paper stays one; that it came again, and under which name, belongs to the record of the close.
            person = uuid.UUID(by.id) if isinstance(by, Person) else None
            await closes.save_decision(db, close.id, RECEIVED_AGAIN, paper.sha256, {"name": paper.name}, person)
        reason = "" if first else f"The same bytes came before, as {row.name}."
        results.append(ReceiveResult(row.id, paper.name, paper.sha256, row.state, reason, None if first else row.id))
    return results


async def load_open_close(db: TenantDb, quarter: Quarter) -> Close:
    """The close of a quarter that still takes papers and decisions. Raises Refused("close.unknown"), Refused("close.signed")."""
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"There is no close for {quarter} yet. Open it first.")
    await closes.hold_unsigned(db, close.id)
    return close


async def correct_field(
    db: TenantDb,
    by: Person,
    document_id: uuid.UUID,
    name: str,
    value: str,
    page: int | None,
    box: tuple[float, float, float, float] | None,
    version: int,
    part: str = "",
) -> None:
    """Write another value over what was read. The decision is kept for every later run; the checks run again with the next reading of the books.

    Raises Refused document.unknown, document.stale, document.decided, document.value_wrong.
    """
    row = await _load_for_change(db, document_id, version)
    if wrong := value_fault(name, value):
        raise Refused("document.value_wrong", f"{value!r} cannot stand there: {wrong}.")
    place = place_json(Place(row.sha256, page=page, box=box)) if page else None
    own = (DocumentField.document_id == document_id, DocumentField.part == part, DocumentField.name == name)
    standing = (await db.execute(select(DocumentField.value, DocumentField.status).where(*own))).first()
    # Who writes what was read agrees with it.
    agreed = bool(value) and standing is not None and standing.value == value and standing.status != FieldStatus.CORRECTED.value
    status = FieldStatus.CONFIRMED if agreed else FieldStatus.CORRECTED
    values: dict[str, Any] = {"value": value, "confidence": 1.0, "source": "person", "status": status.value, "decided_by": uuid.UUID(by.id)}
    values["decided_at"] = datetime.now(UTC)
    if place:
        values["place"] = place
    await db.execute(
        insert(DocumentField)
        .values(document_id=document_id, part=part, name=name, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "document_id", "part", "name"], set_=values)
    )
    content = {"part": part, "name": name, "value": value, "page": page, "box": list(box) if box else None}
    await closes.save_decision(db, row.close_id, "field_corrected", row.sha256, content, uuid.UUID(by.id))
    await paper_words.add_words(db, document_id, index_words([(page or 1, value)]))
    await _summarise(db, row, name, value)
    await _say_what_is_left(db, row)
    await _touch(db, row)


async def confirm(db: TenantDb, by: Person, document_id: uuid.UUID, version: int) -> None:
    """Agree with what stands on the page now. Raises Refused document.unknown, document.stale, document.decided."""
    row = await _load_for_change(db, document_id, version)
    agreed = {"status": FieldStatus.CONFIRMED.value, "decided_by": uuid.UUID(by.id), "decided_at": datetime.now(UTC)}
    unsure = DocumentField.status.in_((FieldStatus.AUTO.value, FieldStatus.REVIEW.value))
    await db.execute(update(DocumentField).where(DocumentField.document_id == document_id, unsure).values(**agreed))
    await closes.save_decision(db, row.close_id, "document_confirmed", row.sha256, {}, uuid.UUID(by.id))
    row.state, row.reason, row.decided_by, row.decided_at = "agreed", "", uuid.UUID(by.id), datetime.now(UTC)
    await _touch(db, row)


async def reject(db: TenantDb, by: Person, document_id: uuid.UUID, reason: str, version: int) -> None:
    """Leave a paper out of the close. Refused("document.has_posted_vouchers") while a posted voucher stands on it: reverse that first."""
    row = await _load_for_change(db, document_id, version)
    if not reason.strip():
        raise Refused("document.reason_missing", "Say why the paper is rejected.")
    stands = JournalEntry.place["document"].astext == row.sha256
    linked = select(DocumentVoucher.entry_id).where(DocumentVoucher.document_id == document_id)
    posted = select(JournalEntry.number).where(JournalEntry.state == "posted", stands | JournalEntry.id.in_(linked)).limit(1)
    if number := (await db.execute(posted)).scalar_one_or_none():
        raise Refused("document.has_posted_vouchers", f"Voucher {number} stands on {row.name}. Reverse it before rejecting the paper.")
    await closes.save_decision(db, row.close_id, "document_rejected", row.sha256, {"reason": reason.strip()}, uuid.UUID(by.id))
    row.state, row.reason, row.decided_by, row.decided_at = "rejected", reason.strip(), uuid.UUID(by.id), datetime.now(UTC)
    await _touch(db, row)


async def set_kind(db: TenantDb, by: Person, document_id: uuid.UUID, kind: str, version: int) -> None:
    """Say what a paper is. It is read again as that; what a person wrote over a field stays. Raises Refused("document.kind_unknown")."""
    row = await _load_for_change(db, document_id, version)
    if kind not in set(DocumentKind):
        raise Refused("document.kind_unknown", f"{kind} is not a kind of paper.")
    await closes.save_decision(db, row.close_id, KIND_SET, row.sha256, {"kind": kind}, uuid.UUID(by.id))
    row.kind, row.kind_confidence, row.kind_by = kind, 1.0, actor_text(by)
    row.kind_reasons = [f"{by.name} said so"]
    row.asked = ""
    # Who agreed with the reading of another kind has not seen the one that comes; what a person wrote stays.
    agreed = (DocumentField.document_id == document_id) & (DocumentField.status == FieldStatus.CONFIRMED.value)
    await db.execute(update(DocumentField).where(agreed).values(status=FieldStatus.REVIEW.value, decided_by=None, decided_at=None))
    if row.state != "needs_password":
        row.state, row.reason = "received", "Its kind was said anew; it is read again."
    await _touch(db, row)
    await teach_kind(db, by, row, DocumentKind(kind))


async def set_parts(db: TenantDb, by: Person, document_id: uuid.UUID, groups: Groups, version: int) -> None:
    """Say where the papers in a PDF begin; one group of all its pages says that it is one paper. It is read again so; parts of an earlier cut that are none any
    more are rejected with it.

    Raises Refused document.unknown, document.stale, document.decided, document.parts_wrong, document.has_posted_vouchers.
    """
    row = await _load_for_change(db, document_id, version)
    if row.part_of or row.pages < 2:
        raise Refused("document.parts_wrong", f"{row.name} cannot be cut: it is one page, or a part already. Cut the whole PDF anew.")
    if wrong := groups_fault(groups, row.pages):
        raise Refused("document.parts_wrong", f"{row.name} cannot be cut so: {wrong}.")
    for part in await documents.load_parts(db, row.close_id, row.sha256):
        stays = (part.first_page, part.last_page) in groups and len(groups) > 1
        if stays and part.state == "rejected":
            raise Refused(
                "document.parts_wrong", f"{part.name} was rejected as a part before; cut so that its pages stand in another one, or hand it in by itself."
            )
        if not stays and part.state != "rejected":
            await reject(db, by, part.id, f"{row.name} was cut otherwise.", part.version)
    await closes.save_decision(db, row.close_id, PARTS_SET, row.sha256, {"groups": [list(each) for each in groups]}, uuid.UUID(by.id))
    row.state, row.reason = "received", "Where its papers begin was said; it is read again."
    await _touch(db, row)


async def quarter_of(db: TenantDb, document_id: uuid.UUID) -> Quarter:
    """The quarter whose close a paper belongs to. Raises LookupError for no paper of the tenant."""
    found = (
        await db.execute(select(Close.fy_start, Close.quarter).join(Document, Document.close_id == Close.id).where(Document.id == document_id))
    ).one_or_none()
    if found is None:
        raise LookupError(document_id)
    return Quarter(found.fy_start, found.quarter)


async def set_entity(db: TenantDb, by: Person, document_id: uuid.UUID, entity_code: str, version: int) -> None:
    """Say which company a paper belongs to. Raises Refused("entity.unknown")."""
    row = await _load_for_change(db, document_id, version)
    row.entity_id = await _entity_id(db, entity_code)
    await closes.save_decision(db, row.close_id, "entity_set", row.sha256, {"entity": entity_code}, uuid.UUID(by.id))
    await _touch(db, row)


async def load_entity_of(db: TenantDb, row: Document, company: Company) -> str:
    """Code of the company somebody named for a paper, "" when nobody did."""
    ids = {identity: code for code, identity in (await companies.entity_ids(db)).items()}
    return ids.get(row.entity_id, "") if row.entity_id else ""


async def _entity_id(db: TenantDb, code: str) -> uuid.UUID:
    found = (await companies.entity_ids(db)).get(code)
    if found is None:
        raise Refused("entity.unknown", f"There is no company with the code {code}.")
    return found


async def _load_for_change(db: TenantDb, document_id: uuid.UUID, version: int) -> Document:
    row = await documents.load_document(db, document_id, lock=True)
    if row is None:
        raise Refused("document.unknown", "There is no such document.")
    if row.version != version:
        raise Refused("document.stale", f"{await _who_changed(db, row)}. Yours was not taken: look again before deciding.")
    if row.state not in (*_OPEN_STATES, "agreed"):
        raise Refused("document.decided", f"{row.name} is {row.state}; nothing more can be decided on it.")
    return row


async def _who_changed(db: TenantDb, row: Document) -> str:
    """The newest decision on a paper in words: who made it, when, and what. The close may have read it anew without anybody's doing."""
    query = select(Decision.kind, Decision.content, Decision.at, User.name).join(User, User.id == Decision.by)
    query = query.where(Decision.close_id == row.close_id, Decision.subject == row.sha256, Decision.kind.in_(_ACTS)).order_by(Decision.at.desc()).limit(1)
    last = (await db.execute(query)).one_or_none()
    if last is None:
        return f"{row.name} was read again since you opened it"
    what = _ACTS[last.kind].format(name=str(last.content.get("name", "")).replace("_", " "), kind=str(last.content.get("kind", "")).replace("_", " "))
    return f"{last.name} {what} {row.name} at {last.at.astimezone(IST):%H:%M}"


_ACTS = {
    "field_corrected": "wrote {name} on",
    "document_confirmed": "agreed with",
    "document_rejected": "rejected",
    "kind_set": "filed as {kind} the paper",
    "entity_set": "said whose paper is",
}
"""Decisions of people on a paper, as a sentence tells them."""


async def _summarise(db: TenantDb, row: Document, name: str, value: str) -> None:
    """Keep what the queue shows of a paper in step with a corrected field."""
    if name == "invoice_number":
        row.number = value
    elif name == "seller.name":
        row.party = value
    elif name == "invoice_date":
        row.day = date.fromisoformat(value) if value else None
    elif name == "totals.grand_total":
        row.amount_paise = rupees(value) if value else None


async def _say_what_is_left(db: TenantDb, row: Document) -> None:
    """The queue's reason to look, where it counts fields, counts those that nobody has decided yet."""
    if not (_COUNTED.match(row.reason) or row.reason.endswith(_FILL_IN)):
        return
    open_ = (FieldStatus.REVIEW.value, FieldStatus.MISSING.value)
    found = select(DocumentField.name).where(DocumentField.document_id == row.id, DocumentField.status.in_(open_)).order_by(DocumentField.name)
    left = (await db.execute(found)).scalars().all()
    row.reason = to_check(left) if left else "Every field is looked at: confirm the paper."


_COUNTED, _FILL_IN = re.compile(r"^\d+ to check: "), "A person has to fill it in."


async def _touch(db: TenantDb, row: Document) -> None:
    row.version += 1
    await db.flush()
    await append_event(db, "document.changed", {"id": str(row.id), "state": row.state, "version": row.version})
