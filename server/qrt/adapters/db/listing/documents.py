"""The queue of papers, and one paper with everything known about it."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text

from qrt.adapters.db.listing.base import (
    Row,
    Scope,
    after,
    contains_words,
    cut_page,
    load_entity_codes,
    load_scope,
    place_row,
    read_cursor,
    write_cursor,
)
from qrt.adapters.db.paper_words import find_papers
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, DocumentField, DocumentVoucher, ExtractionRow, FindingRow, JournalEntry
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

VIEWS: Mapping[str, frozenset[str]] = {
    "unread": frozenset({"received"}),
    "check": frozenset({"quarantined", "needs_password", "needs_person", "failed"}),
    "agreed": frozenset({"read", "agreed"}),
    "rejected": frozenset({"rejected"}),
    "duplicates": frozenset({"duplicate"}),
}
"""States of a paper by view; "all" has every one. A paper that no run has read yet waits for the run, not for a person."""

SAMPLE_ROWS = 20
_MONEY = frozenset(
    {"amount", "balance", "closing", "opening", "debit", "credit", "taxable", "igst", "cgst", "sgst", "cess", "total", "gross", "fee", "gst", "net"}
)
_CAPITALS = {
    "gstin": "GSTIN",
    "pan": "PAN",
    "tan": "TAN",
    "irn": "IRN",
    "hsn": "HSN",
    "igst": "IGST",
    "cgst": "CGST",
    "sgst": "SGST",
    "tds": "TDS",
    "ifsc": "IFSC",
}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """Where a paper's bytes are and what they are; `readable` is what can be shown: the copy without its lock where it had one.

    `recognised` names the pages of a scan, "" where it has words of its own.
    """

    id: uuid.UUID
    sha256: str
    readable: str
    name: str
    media_type: str
    state: str
    pages: int
    recognised: str


async def load_page(
    db: TenantDb,
    quarter: Quarter,
    entity: str | None,
    view: str,
    words: str | None,
    cursor: str | None,
    limit: int,
    held: Sequence[uuid.UUID] | None = None,
) -> Row:
    """The queue of a quarter, newest first, with the counts of every view. held: papers in which a search cluster found the words."""
    scope = await load_scope(db, quarter, entity)
    base = _in(scope)
    by_state = dict((await db.execute(select(Document.state, func.count()).where(*base).group_by(Document.state))).all())
    chosen = list(base)
    if said := contains_words(words, (Document.name, Document.party, Document.number, Document.reason)):
        held = await find_papers(db, words or "", held)
        chosen.append(or_(and_(*said), and_(*held)) if held else and_(*said))
    if view != "all":
        chosen.append(Document.state.in_(VIEWS[view]))
    total = (await db.execute(select(func.count()).select_from(Document).where(*chosen))).scalar_one()
    behind = after(cursor, (Document.received_at, Document.id), (datetime, uuid.UUID), descending=True)
    query = select(Document).where(*chosen).order_by(Document.received_at.desc(), Document.id.desc()).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).scalars().all(), limit)
    counts = {name: sum(by_state.get(state, 0) for state in states) for name, states in VIEWS.items()}
    return {
        "items": await _rows(db, rows),
        "next_cursor": write_cursor([rows[-1].received_at, rows[-1].id]) if more else None,
        "total": total,
        "counts": {**counts, "all": sum(by_state.values())},
    }


async def load_paper(db: TenantDb, document_id: uuid.UUID) -> PaperFile:
    """Where a paper's bytes are. Raises Refused("document.unknown")."""
    row = await _load(db, document_id)
    shown = row.unlocked or row.sha256
    return PaperFile(row.id, row.sha256, shown, row.name, row.media_type, row.state, row.pages, row.recognised)


async def load_detail(db: TenantDb, document_id: uuid.UUID) -> Row:
    """One paper: fields, first rows, checks, the entry it leads to. `pages` has no sizes yet: they are in the file."""
    row = await _load(db, document_id)
    fields = (
        (await db.execute(select(DocumentField).where(DocumentField.document_id == document_id).order_by(DocumentField.part, DocumentField.id))).scalars().all()
    )
    rows = await load_rows(db, document_id, None, SAMPLE_ROWS)
    (head,) = await _rows(db, [row])
    entry, voucher = await _entries(db, row)
    return head | {
        "sha256": row.sha256,
        "readable": row.unlocked or row.sha256,
        "media_type": row.media_type,
        "size": row.size,
        "pages": [],
        "page_count": row.pages,
        "recognised": row.recognised,
        "fields": [_field(field, row) for field in fields],
        "rows_count": rows["total"],
        "rows_sample": rows["items"],
        "checks": await _checks(db, row, fields),
        "proposed_entry": entry,
        "voucher": voucher,
        "kind_reasons": [str(reason) for reason in row.kind_reasons],
        "part_of": await _part_of(db, row),
        "suggested_kind": await _suggested(db, row),
    }


async def _part_of(db: TenantDb, row: Document) -> Row | None:
    """The PDF that a paper was cut out of."""
    if not row.part_of:
        return None
    query = select(Document.id, Document.name).where(Document.close_id == row.close_id, Document.sha256 == row.part_of)
    whole = (await db.execute(query)).one_or_none()
    return {"id": whole.id, "name": whole.name, "first_page": row.first_page, "last_page": row.last_page} if whole else None


_KIND_SAID = re.compile(r"document:[0-9a-f]+/kind/(\w+)")


async def _suggested(db: TenantDb, row: Document) -> str | None:
    """The kind that the kind model or a model is sure of, where the paper is filed as another one: to file it so is one key."""
    contents = (await db.execute(select(ExtractionRow.content["findings"]).where(ExtractionRow.document_id == row.id))).scalars()
    subjects = (str(finding["subject"]) for findings in contents for finding in findings or ())
    said = next((match.group(1) for subject in subjects if (match := _KIND_SAID.fullmatch(subject))), None)
    return said if said != row.kind else None


async def load_rows(db: TenantDb, document_id: uuid.UUID, cursor: str | None, limit: int) -> Row:
    """Typed rows of a paper, part by part, as they were read. Amounts get names that end in _paise. Raises Refused("document.unknown")."""
    await _load(db, document_id)
    start = read_cursor(cursor, (int,))[0] if cursor else 0
    counted = func.coalesce(func.sum(func.jsonb_array_length(ExtractionRow.content["rows"])), 0)
    has_rows = func.jsonb_typeof(ExtractionRow.content["rows"]) == "array"
    total = int((await db.execute(select(counted).where(ExtractionRow.document_id == document_id, has_rows))).scalar_one())
    query = text(
        """
        select e.part, r.value as row
        from extractions e, jsonb_array_elements(e.content -> 'rows') with ordinality as r(value, n)
        where e.document_id = :document and jsonb_typeof(e.content -> 'rows') = 'array'
        order by e.part, r.n offset :start limit :limit
        """
    )
    rows = (await db.execute(query, {"document": document_id, "start": max(start, 0), "limit": limit})).all()
    last = start + len(rows)
    return {
        "items": [{"part": each.part, **in_paise(each.row)} for each in rows],
        "next_cursor": write_cursor([last]) if last < total and rows else None,
        "total": total,
    }


def in_paise(value: Any) -> Any:
    """A typed row with its amounts under names that say their unit."""
    if isinstance(value, dict):
        return {(f"{name}_paise" if name in _MONEY and isinstance(each, int) else name): in_paise(each) for name, each in value.items()}
    if isinstance(value, list):
        return [in_paise(each) for each in value]
    return value


def field_label(name: str) -> str:
    """ "seller.gstin" is "Seller GSTIN"."""
    words = name.replace(".", " ").replace("_", " ").split()
    shown = [_CAPITALS.get(word.lower(), word) for word in words]
    text_ = " ".join(shown)
    return text_[:1].upper() + text_[1:]


async def _load(db: TenantDb, document_id: uuid.UUID) -> Document:
    query = select(Document).where(Document.id == document_id).execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("document.unknown", "There is no such document.")
    return row


async def _rows(db: TenantDb, rows: Sequence[Document]) -> list[Row]:
    codes = await load_entity_codes(db)
    now = datetime.now(UTC)
    return [
        {
            "id": row.id,
            "name": row.name,
            "kind": row.kind,
            "kind_confidence": row.kind_confidence,
            "party": row.party,
            "number": row.number,
            "day": row.day,
            "amount_paise": row.amount_paise,
            "reason": row.reason,
            "state": row.state,
            "age_hours": round((now - row.received_at).total_seconds() / 3600, 2),
            "source": row.source,
            "entity_code": codes.get(row.entity_id) if row.entity_id else None,
            "agent": row.kind_by.removeprefix("agent:").partition("/")[0] if row.kind_by.startswith("agent:") else "",
            "version": row.version,
        }
        for row in rows
    ]


def _field(field: DocumentField, row: Document) -> Row:
    place = field.place or {}
    box = place.get("box")
    return {
        "name": field.name,
        "label": field_label(field.name),
        "value": field.value,
        "raw": field.raw,
        "page": place.get("page"),
        "box": tuple(box) if box else None,
        "place": place_row(field.place, {row.sha256: (row.id, row.name)}),
        "confidence": field.confidence,
        "source": field.source,
        "status": field.status,
        "checks": [str(check) for check in field.checks],
        "part": field.part,
    }


async def _checks(db: TenantDb, row: Document, fields: Sequence[DocumentField]) -> list[Row]:
    """Findings that stand on the paper, then the checks that its fields passed."""
    about = or_(FindingRow.subject.startswith(f"document:{row.sha256}", autoescape=True), FindingRow.evidence.contains([{"document": row.sha256}]))
    query = (
        select(FindingRow)
        .where(FindingRow.close_id == row.close_id, FindingRow.state != "gone", about)
        .order_by(FindingRow.severity, FindingRow.rule)
        .limit(50)
    )
    found = [{"ok": False, "severity": each.severity, "rule": each.rule, "sentence": each.sentence} for each in (await db.execute(query)).scalars()]
    passed: dict[str, list[str]] = {}
    for field in fields:
        for check in field.checks:
            passed.setdefault(str(check), []).append(field_label(field.name))
    return found + [
        {"ok": True, "severity": "info", "rule": rule, "sentence": f"{field_label(rule)}: {', '.join(names)}"} for rule, names in sorted(passed.items())
    ]


async def _entries(db: TenantDb, row: Document) -> tuple[Row | None, Row | None]:
    """The entry that waits for this paper, and the posted voucher it stands behind."""
    linked = select(DocumentVoucher.entry_id).where(DocumentVoucher.document_id == row.id)
    stands = or_(JournalEntry.place["document"].astext == row.sha256, JournalEntry.evidence.contains([{"document": row.sha256}]), JournalEntry.id.in_(linked))
    query = select(JournalEntry).where(stands, JournalEntry.state != "dropped").order_by(JournalEntry.day, JournalEntry.id).limit(2)
    entries = (await db.execute(query)).scalars().all()
    if len(entries) > 1:
        # A register stands behind many vouchers: none of them is "its" voucher.
        return None, None
    waiting = next((each for each in entries if each.state in ("draft", "waiting", "returned")), None)
    posted = next((each for each in entries if each.state in ("posted", "reversed")), None)
    proposed = None
    if waiting:
        lines = [{"ledger": line["ledger"], "amount_paise": line["amount_paise"], "reason": line.get("reason", "")} for line in waiting.draft_lines]
        proposed = {"entry_id": waiting.id, "lines": lines, "reason": waiting.return_reason or waiting.narration}
    return proposed, {"id": posted.id, "number": posted.number or posted.imported_number} if posted else None


def _in(scope: Scope) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [Document.close_id == scope.close]
    if scope.entity:
        chosen.append(Document.entity_id == scope.entity)
    return chosen
