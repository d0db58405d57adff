"""The statement of a reconciliation as at any day, as a file, and under two names."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db.listing import recon_proof as listing
from qrt.adapters.db.listing.enquiries import span
from qrt.adapters.reports.sheets import Cell, Column, Form, Head, open_writer
from qrt.api.base import In, Out, PlaceOut
from qrt.api.clock import Now
from qrt.api.deps import By, Db, Who, changes, reads, reads_file
from qrt.api.downloads import download_file
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.india import india_time
from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.statement import AGES, Statement, changes_between
from qrt.flows.recon import statement as flows

router = APIRouter(tags=["recon"], route_class=Operation)

LINES_SHOWN = 200
"""Lines of one section in an answer, the oldest first; a file has all of them."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
AtDay = Annotated[date | None, Query(description="A day of the quarter; its end when none is named")]


class ReconStatementLineOut(Out):
    """A line that stands between. `side` is left, right, or match where the amounts of a match differ."""

    side: str
    item: str
    day: date
    text: str
    reference: str
    amount_paise: int
    age_days: int
    stale: bool
    place: PlaceOut | None


class ReconSectionOut(Out):
    """Lines of one kind. `ages_paise` are the totals of 0 to 30 days, 31 to 90, over 90; `count` is of all lines, `lines` are the oldest of them."""

    key: str
    sign: Literal["add", "less", ""]
    label: str
    total_paise: int
    ages_paise: list[int]
    stale_paise: int
    count: int
    lines: list[ReconStatementLineOut]


class ReconSideOut(Out):
    """One side up to the day: what opened it, its entries, those with a counterpart, the others by age."""

    side: Literal["left", "right"]
    opening_paise: int | None
    entries: int
    total_paise: int
    matched: int
    matched_paise: int
    open: int
    ages_paise: list[int]


class ReconChangeOut(Out):
    what: str
    how: Literal["gone", "new", "changed"]
    text: str
    before_paise: int | None
    after_paise: int | None


class ReconSignatureOut(Out):
    """A statement that was signed. `stands`: it is still what the reconciliation says; else `changes` are what is otherwise, `changed` of them in all."""

    id: uuid.UUID
    as_of: date
    digest: str
    because: str
    prepared_by: str
    prepared_by_id: uuid.UUID
    prepared_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    stands: bool
    changes: list[ReconChangeOut]
    changed: int


class ReconStatementOut(Out):
    """The statement as at a day: books, what stands between by section, and the other side. `undecided` suggestions stand in it as matched. `digest` is what a signature holds."""

    kind: str
    subject: str
    entity_code: str
    first_day: date
    last_day: date
    as_of: date
    books_paise: int
    sections: list[ReconSectionOut]
    computed_paise: int
    stated_paise: int | None
    unexplained_paise: int | None
    undecided: int
    undecided_paise: int
    sides: list[ReconSideOut]
    digest: str
    signatures: list[ReconSignatureOut]


class PrepareIn(In):
    """The statement as it was seen. `because` is needed where something is not explained, and where suggestions are `undecided`: that many were seen."""

    as_of: date
    digest: Digest
    because: Annotated[str, Field(max_length=2000)] = ""
    undecided: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class ReviewIn(In):
    digest: Digest


@router.get("/recon/{id}/statement", **reads(Permission.RECON_READ, "request.not_found", "recon.day_outside", "recon.run_again"))
async def read_statement(id: uuid.UUID, db: Db, at: AtDay = None) -> ReconStatementOut:
    """What stood between two books on a day, by age, whatever was matched later; and who signed which statement of this reconciliation."""
    drawn = await flows.draw(db, id, at)
    statement = drawn.statement
    shown = {section.key: section.lines[:LINES_SHOWN] for section in statement.sections}
    places = await listing.load_places(db, id, [(line.side, line.item) for lines in shown.values() for line in lines])
    return ReconStatementOut(
        kind=statement.kind.value,
        subject=statement.subject,
        entity_code=drawn.at.entity,
        first_day=drawn.at.quarter.first_day,
        last_day=drawn.at.report.as_of,
        as_of=statement.as_of,
        books_paise=statement.books,
        sections=[
            ReconSectionOut(
                key=section.key,
                sign=section.sign,  # pyright: ignore[reportArgumentType]
                label=section.label,
                total_paise=section.total,
                ages_paise=list(section.ages),
                stale_paise=section.stale,
                count=len(section.lines),
                lines=[_line(line, places) for line in shown[section.key]],
            )
            for section in statement.sections
        ],
        computed_paise=statement.computed,
        stated_paise=statement.stated,
        unexplained_paise=statement.unexplained,
        undecided=statement.undecided,
        undecided_paise=statement.undecided_total,
        sides=[
            ReconSideOut(
                side=side.side.value,
                opening_paise=side.opening,
                entries=side.entries,
                total_paise=side.total,
                matched=side.matched,
                matched_paise=side.matched_total,
                open=side.open,
                ages_paise=list(side.ages),
            )
            for side in statement.sides
        ],
        digest=drawn.digest,
        signatures=await _signatures(db, id, drawn),
    )


def _line(line: Any, places: Mapping[tuple[str, str], Any]) -> ReconStatementLineOut:
    place = places.get((line.side, line.item))
    return ReconStatementLineOut(
        side=line.side,
        item=line.item,
        day=line.day,
        text=line.text,
        reference=line.reference,
        amount_paise=line.amount,
        age_days=line.age_days,
        stale=line.stale,
        place=PlaceOut.model_validate(place) if place else None,
    )


async def _signatures(db: Db, report_id: uuid.UUID, drawn: flows.Drawn) -> list[ReconSignatureOut]:
    """Each against the statement as at its own day, as that is now."""
    now = {drawn.statement.as_of: drawn}
    found: list[ReconSignatureOut] = []
    for row, prepared_by, reviewed_by in await listing.load_sign_offs(db, report_id):
        if row.as_of not in now:
            now[row.as_of] = await flows.draw(db, report_id, row.as_of)
        stands = row.digest == now[row.as_of].digest
        changes, count = ((), 0) if stands else changes_between(await listing.load_signed(db, row.id), now[row.as_of].content)
        found.append(
            ReconSignatureOut(
                id=row.id,
                as_of=row.as_of,
                digest=row.digest,
                because=row.because,
                prepared_by=prepared_by,
                prepared_by_id=row.prepared_by,
                prepared_at=row.prepared_at,
                reviewed_by=reviewed_by,
                reviewed_at=row.reviewed_at,
                stands=stands,
                changes=[
                    ReconChangeOut(what=each.what, how=each.how, text=each.text, before_paise=each.before, after_paise=each.after)  # pyright: ignore[reportArgumentType]
                    for each in changes
                ],
                changed=count,
            )
        )
    return found


@router.post(
    "/recon/{id}/statement/signatures",
    status_code=201,
    **changes(
        Permission.RECON_DECIDE,
        "request.not_found",
        "recon.statement_moved",
        "recon.undecided",
        "recon.unexplained",
        "recon.prepared_already",
        "recon.day_outside",
        "recon.run_again",
        "close.signed",
        fresh="sign the statement",
    ),
)
async def prepare(id: uuid.UUID, body: PrepareIn, db: Db, by: By, now: Now) -> ReconStatementOut:
    """Sign a statement as its preparer."""
    await flows.prepare(db, by, id, body.as_of, body.digest, body.because, now, body.undecided)
    return await read_statement(id, db, body.as_of)


@router.post(
    "/recon/{id}/statement/signatures/{signature}/review",
    **changes(
        Permission.RECON_REVIEW,
        "request.not_found",
        "recon.statement_moved",
        "recon.preparer_is_reviewer",
        "recon.reviewed_already",
        "recon.run_again",
        "close.signed",
        fresh="sign the statement",
    ),
)
async def review(id: uuid.UUID, signature: uuid.UUID, body: ReviewIn, db: Db, by: By, now: Now) -> ReconStatementOut:
    """Sign a statement that somebody else prepared."""
    day = await flows.review(db, by, id, signature, body.digest, now)
    return await read_statement(id, db, day)


_COLUMNS = (Column("Section", width=34), Column("Day", "day", 10), Column("Particulars", width=44), Column("Reference", width=18), Column("Age, days", width=8),
            Column("Amount", "paise", 16), *(Column(f"{age} days", "paise", 15) for age in AGES), Column("Note", width=16))  # fmt: skip

_FILE = reads_file(Permission.RECON_READ, "text/csv", "request.not_found", "recon.day_outside", "recon.run_again", "export.too_long")


@router.get("/recon/{id}/statement/export.{form}", response_class=Response, **_FILE)
async def export_statement(id: uuid.UUID, form: Form, db: Db, who: Who, now: Now, at: AtDay = None) -> Response:
    """The statement with all its lines as a file, with its digest and who signed it."""
    drawn = await flows.draw(db, id, at)
    signed = [each for each in await _signatures(db, id, drawn) if each.as_of == drawn.statement.as_of and each.stands]
    asked = f"As at {drawn.statement.as_of:%d-%m-%Y}. Digest {drawn.digest[:16]}. {_signed_words(signed)}"
    name = "Bank reconciliation statement" if drawn.statement.kind.value == "bank" else "Statement of reconciliation"
    head = Head(await span.load_title(db, drawn.at.entity), f"{name}: {drawn.statement.subject}", asked, who.person.name, now)
    writer = open_writer(form, head, _COLUMNS)
    writer.add(list(_rows(drawn.statement)))
    return download_file(writer.finish(), f"statement-{drawn.statement.subject}-{drawn.statement.as_of}.{form}")


def _signed_words(signed: list[ReconSignatureOut]) -> str:
    if not signed:
        return "Not signed."
    each = signed[0]
    reviewed = f", reviewed by {each.reviewed_by} on {india_time(each.reviewed_at)}" if each.reviewed_at else ", not reviewed yet"
    return f"Prepared by {each.prepared_by} on {india_time(each.prepared_at)}{reviewed}."


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _rows(statement: Statement) -> Iterator[list[Cell]]:
    bank = statement.kind.value == "bank"
    yield ["Balance as per our books", statement.as_of, "", "", "", statement.books, None, None, None, ""]
    for section in statement.sections:
        if not section.lines:
            continue
        sign = {"add": "Add: ", "less": "Less: "}.get(section.sign, "")
        note = f"{rupee_text(Paise(abs(section.stale)))} stale" if section.stale else ""
        yield [f"{sign}{section.label}", None, _counted(len(section.lines), "line"), "", "", section.total, *section.ages, note]
        for line in section.lines:
            yield ["", line.day, line.text, line.reference, str(line.age_days), line.amount, None, None, None, "stale" if line.stale else ""]
    yield [f"Balance as per {'the bank' if bank else 'the other side'}, computed", statement.as_of, "", "", "", statement.computed, None, None, None, ""]
    if statement.stated is not None:
        yield [f"Balance as {'the bank' if bank else 'the other side'} states it", statement.as_of, "", "", "", statement.stated, None, None, None, ""]
        yield ["Not explained", None, "", "", "", statement.unexplained, None, None, None, ""]
    if statement.undecided:
        yield [
            "Suggested matches, not decided, counted as matched",
            None,
            _counted(statement.undecided, "match", "matches"),
            "",
            "",
            statement.undecided_total,
            None,
            None,
            None,
            "",
        ]
    if bank:
        return
    for side, who in zip(statement.sides, ("Ours", "Theirs"), strict=True):
        if side.opening is not None:
            yield [f"{who}: opening", None, "", "", "", side.opening, None, None, None, ""]
        yield [f"{who}: entries", None, _counted(side.entries, "line"), "", "", side.total, None, None, None, ""]
        yield [f"{who}: matched", None, _counted(side.matched, "line"), "", "", side.matched_total, None, None, None, ""]
        yield [f"{who}: not matched", None, _counted(side.open, "line"), "", "", Paise(sum(side.ages)), *side.ages, ""]
