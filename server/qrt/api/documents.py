"""Papers: taking them in, the queue, one paper with its fields, what people say about it."""

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from pydantic import Field, SecretStr

from qrt.adapters.db import documents
from qrt.adapters.db.listing import documents as listing
from qrt.adapters.db.session import TenantDb
from qrt.adapters.scan.sandbox import load_pages
from qrt.api.base import QUARTER_PATTERN, Box, CheckOut, In, Out, PlaceOut, ReasonIn, VersionIn
from qrt.api.clock import Now
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, PlatformDep, Search, Who, changes, parse_quarter, public, reads, reads_file
from qrt.api.downloads import download
from qrt.api.errors import missing, refusals
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission, roles_with
from qrt.api.platform import Platform
from qrt.api.uploads import plain_name, read_upload
from qrt.core.base.actor import Person
from qrt.core.documents.types import Page
from qrt.flows import documents as flows
from qrt.flows import links, unlocking, vendor
from qrt.flows.review import check_again, copies_of, review_checks
from qrt.flows.search import held_papers
from qrt.flows.viewers import be_on

router = APIRouter(tags=["documents"], route_class=Operation)

View = Literal["unread", "check", "agreed", "rejected", "duplicates", "all"]


class Received(Out):
    """What became of one uploaded file at once; reading it follows in the run."""

    id: uuid.UUID
    name: str
    sha256: str
    state: str
    reason: str
    duplicate_of: uuid.UUID | None


class DocumentRow(Out):
    """One paper in the queue. `reason` says why a person should look."""

    id: uuid.UUID
    name: str
    kind: str
    kind_confidence: float
    party: str
    number: str
    day: date | None
    amount_paise: int | None
    reason: str
    state: str
    age_hours: float
    source: str
    entity_code: str | None
    agent: str
    version: int


class DocumentCounts(Out):
    unread: int
    check: int
    agreed: int
    rejected: int
    duplicates: int
    all: int


class DocumentPage(Out):
    items: list[DocumentRow]
    next_cursor: str | None
    total: int
    counts: DocumentCounts


class PageSize(Out):
    number: int
    width: float
    height: float


class FieldOut(Out):
    """A field as it stands now. `value` is normalised (amounts "118000.50", dates ISO), `raw` is what the paper says, `part` the sheet it belongs to, `doubt` why a person
    must look ("" where nobody must, or where nothing but its status says so)."""

    name: str
    label: str
    value: str
    raw: str
    page: int | None
    box: Box | None
    place: PlaceOut | None
    confidence: float
    source: str
    status: str
    checks: list[str]
    part: str
    doubt: str


class ProposedLine(Out):
    ledger: str
    amount_paise: int
    reason: str


class ProposedEntry(Out):
    """The entry that waits for this paper."""

    entry_id: uuid.UUID | None
    lines: list[ProposedLine]
    reason: str


class VoucherLink(Out):
    id: uuid.UUID
    number: str


class PartOf(Out):
    """The PDF that a paper was cut out of, and its pages there."""

    id: uuid.UUID
    name: str
    first_page: int
    last_page: int


class CopyOut(Out):
    """Another paper that looks like the same bill, of any quarter; `reasons` is what the two have in common."""

    id: uuid.UUID
    name: str
    quarter: str
    reasons: list[str]


class DocumentDetail(DocumentRow):
    sha256: str
    media_type: str
    size: int
    pages: list[PageSize]
    fields: list[FieldOut]
    rows_count: int
    rows_sample: list[dict[str, Any]]
    checks: list[CheckOut]
    proposed_entry: ProposedEntry | None
    voucher: VoucherLink | None
    kind_reasons: list[str]
    part_of: PartOf | None
    suggested_kind: str | None
    copies: list[CopyOut]


class ViewerIn(In):
    """`take_over`: the paper is mine to decide from now on; `leave`: I close it."""

    take_over: bool = False
    leave: bool = False


class ViewerOut(Out):
    """Somebody with the paper open. `holds`: it is theirs to decide."""

    id: uuid.UUID
    name: str
    since: datetime
    holds: bool


class RowPage(Out):
    """Typed rows of a register, statement or return, as they were read."""

    items: list[dict[str, Any]]
    next_cursor: str | None
    total: int


class WordOut(Out):
    text: str
    box: Box


class FieldIn(VersionIn):
    """Another value for a field; `part` names the sheet of a paper with several."""

    part: Annotated[str, Field(max_length=300)] = ""
    value: Annotated[str, Field(max_length=2000)]
    page: Annotated[int, Field(ge=1, le=100_000)] | None = None
    box: Box | None = None


class KindIn(VersionIn):
    kind: Annotated[str, Field(max_length=40)]


class PartIn(In):
    """The pages of one paper, counted from 1."""

    first_page: Annotated[int, Field(ge=1, le=100_000)]
    last_page: Annotated[int, Field(ge=1, le=100_000)]


class PartsIn(VersionIn):
    """Every paper in a PDF, in order: each page stands in one. One part of all pages says that it is one paper."""

    parts: Annotated[list[PartIn], Field(min_length=1, max_length=500)]


class EntityIn(VersionIn):
    entity_code: Annotated[str, Field(min_length=1, max_length=40)]


class PasswordIn(VersionIn):
    """What opens the paper. `keep`: seal it, and try it on the next papers that come locked."""

    password: Annotated[SecretStr, Field(min_length=1, max_length=256)]
    keep: bool = True


class PasswordOut(Out):
    """A password that is kept, by the paper it opened; never the password. `shape` is the paper's name with its digits blotted out."""

    id: uuid.UUID
    shape: str
    party: str
    number: str
    kind: str
    given_by: uuid.UUID | None
    given_at: datetime


class PasswordList(Out):
    items: list[PasswordOut]


@router.post("/documents", status_code=201, **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "request.too_large"))
async def upload(
    request: Request,
    db: Db,
    by: By,
    platform: PlatformDep,
    file: Annotated[list[UploadFile], File(max_length=200)],
    quarter: Annotated[str, Form(pattern=QUARTER_PATTERN)],
    entity: Annotated[str | None, Form(max_length=40)] = None,
) -> list[Received]:
    """Take papers in: each up to 50 MB. The same bytes twice are one paper. They are read as soon as a worker is free."""
    wanted = parse_quarter(quarter)
    received: list[Received] = []
    for each in file:
        data = await read_upload(each)
        made = await flows.receive(db, by, platform.store, wanted, plain_name(each.filename), data, source="upload", entity_code=entity or None)
        received.append(Received(id=made.document_id, name=made.name, sha256=made.sha256, state=made.state, reason=made.reason, duplicate_of=made.duplicate_of))
    await platform.enqueue_reading(db, wanted)
    return received


@router.get("/documents", **reads(Permission.DOCUMENTS_READ, "request.not_found", "request.cursor"))
async def list_documents(
    db: Db,
    platform: PlatformDep,
    quarter: InQuarter,
    entity: EntityCode = None,
    view: View = "check",
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> DocumentPage:
    """The queue of a quarter's papers."""
    return DocumentPage.model_validate(await listing.load_page(db, quarter, entity, view, q, cursor, limit, await held_papers(db, platform.index, q)))


@router.get("/documents/{id}", **reads(Permission.DOCUMENTS_READ, "request.not_found"))
async def read_document(id: uuid.UUID, db: Db, platform: PlatformDep) -> DocumentDetail:
    """One paper: fields, checks, the entry it leads to."""
    return await _detail(db, platform, id)


@router.get(
    "/documents/{id}/pages/{number}.png",
    response_class=Response,
    **reads_file(Permission.DOCUMENTS_READ, "image/png", "request.not_found"),
)
async def read_page(id: uuid.UUID, number: int, db: Db, platform: PlatformDep, width: Annotated[int, Query(ge=100, le=3000)] = 1200) -> Response:
    """A picture of one page, pages counted from 1. Papers without pages (spreadsheets, XML) have none."""
    paper = await _readable(db, id)
    data = await platform.fetch(db, paper.readable)
    page = (await recognised_pages(db, platform, paper.recognised)).get(number)
    picture = await platform.pages.picture(data, number, width, page.turn if page else 0, page.skew if page else 0.0)
    if picture is None:
        raise missing()
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/documents/{id}/original", status_code=302, response_class=Response, **reads(Permission.DOCUMENTS_READ, "request.not_found"))
async def read_original(id: uuid.UUID, db: Db, who: Who, platform: PlatformDep, at: Now) -> Response:
    """Leads to the paper as it was handed in, by a link that is this person's alone and good for a minute. A quarantined paper is not given out."""
    await links.load_readable(db, id)
    token = links.sign_link(platform.signer, who.tenant, uuid.UUID(who.person.id), who.session, id, at)
    return RedirectResponse(f"/api/papers/{id}/{token}", 302, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


@router.get(
    "/papers/{id}/{token}",
    response_class=Response,
    **{**public("link.void"), "responses": {200: {"content": {"application/octet-stream": {}}}, **refusals("link.void", "request.not_found")}},
)
async def take_paper(id: uuid.UUID, token: Annotated[str, Path(max_length=2000)], platform: PlatformDep, at: Now) -> Response:
    """A paper by its link: what it was signed for, while the session that asked for it lives. Each use is a row of the trail."""
    allowed = frozenset(roles_with(Permission.DOCUMENTS_READ))
    taken = await links.take_out(platform.sessions, platform.signer, platform.store, allowed, id, token, at)
    return download(taken.data, taken.name)


@router.post("/documents/{id}/viewers", **changes(Permission.DOCUMENTS_READ, "request.not_found"))
async def be_on_paper(id: uuid.UUID, body: ViewerIn, db: Db, by: By, platform: PlatformDep, at: Now) -> list[ViewerOut]:
    """Say that the paper is open here, and learn who else has it open, who holds it first. A page says so every fifteen seconds."""
    found = await be_on(db, platform.cache, by, id, at, take_over=body.take_over, leave=body.leave)
    return [ViewerOut(id=each.id, name=each.name, since=each.since, holds=each.holds) for each in found]


@router.get("/documents/{id}/rows", **reads(Permission.DOCUMENTS_READ, "request.not_found", "request.cursor"))
async def read_rows(id: uuid.UUID, db: Db, cursor: Cursor = None, limit: Limit = 200) -> RowPage:
    """Rows of a register, bank statement or return."""
    return RowPage.model_validate(await listing.load_rows(db, id, cursor, limit))


@router.get("/documents/{id}/words/{page}", **reads(Permission.DOCUMENTS_READ, "request.not_found"))
async def read_words(id: uuid.UUID, page: int, db: Db, platform: PlatformDep) -> list[WordOut]:
    """Words of a page with their boxes, for filling a field by clicking: of its text layer, or as they were recognised."""
    paper = await _readable(db, id)
    seen = (await recognised_pages(db, platform, paper.recognised)).get(page)
    words = seen.words if seen else await platform.pages.words(await platform.fetch(db, paper.readable), page)
    if words is None:
        raise missing()
    return [WordOut(text=word.text, box=word.box) for word in words]


@router.put("/documents/{id}/fields/{name}", **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "document.value_wrong"))
async def correct_field(id: uuid.UUID, name: str, body: FieldIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Write a field's value. The checks run again at once."""
    await flows.correct_field(db, by, id, name, body.value, body.page, body.box, body.version, part=body.part)
    await _teach(db, by, platform, id)
    return await _detail(db, platform, id)


@router.post("/documents/{id}/confirm", **changes(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def confirm(id: uuid.UUID, body: VersionIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Agree with the reading of the whole paper."""
    await flows.confirm(db, by, id, body.version)
    await _teach(db, by, platform, id)
    return await _detail(db, platform, id)


@router.post("/documents/{id}/reject", **changes(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def reject(id: uuid.UUID, body: ReasonIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Take the paper out of the close, and say why."""
    await flows.reject(db, by, id, body.reason, body.version)
    return await _detail(db, platform, id)


@router.post("/documents/{id}/kind", **changes(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def set_kind(id: uuid.UUID, body: KindIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Say what the paper is. It is read again as that as soon as a worker is free; values that a person wrote stay."""
    await flows.set_kind(db, by, id, body.kind, body.version)
    await platform.enqueue_reading(db, await flows.quarter_of(db, id))
    return await _detail(db, platform, id)


@router.post("/documents/{id}/parts", **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "document.parts_wrong", "document.has_posted_vouchers"))
async def set_parts(id: uuid.UUID, body: PartsIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Say where the papers in a PDF begin. Each is read by itself as soon as a worker is free; what was cut otherwise before is rejected."""
    await flows.set_parts(db, by, id, tuple((each.first_page, each.last_page) for each in body.parts), body.version)
    await platform.enqueue_reading(db, await flows.quarter_of(db, id))
    return await _detail(db, platform, id)


@router.post("/documents/{id}/entity", **changes(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def set_entity(id: uuid.UUID, body: EntityIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Say whose paper it is."""
    await flows.set_entity(db, by, id, body.entity_code, body.version)
    return await _detail(db, platform, id)


@router.post(
    "/documents/{id}/password", **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "document.not_locked", "document.password_wrong", "close.signed")
)
async def give_password(id: uuid.UUID, body: PasswordIn, db: Db, by: By, platform: PlatformDep) -> DocumentDetail:
    """Open a paper that is locked. It is read as soon as a worker is free, and the password is tried on the quarter's other locked papers."""
    said = body.password.get_secret_value()
    await unlocking.give_password(db, by, platform.store, platform.pages.unlock, id, said, body.version, keep=body.keep)
    await platform.enqueue_reading(db, await flows.quarter_of(db, id))
    return await _detail(db, platform, id)


@router.get("/paper-passwords", **reads(Permission.DOCUMENTS_WRITE))
async def list_passwords(db: Db) -> PasswordList:
    """For what passwords are kept. The passwords themselves never leave."""
    return PasswordList.model_validate({"items": await unlocking.load_shown(db)})


@router.delete("/paper-passwords/{id}", status_code=204, **changes(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def forget_password(id: uuid.UUID, db: Db, platform: PlatformDep) -> None:
    """Forget a password. Papers that it opened stay open."""
    await unlocking.forget_password(db, platform.store, id)


async def _teach(db: TenantDb, by: Person, platform: Platform, document_id: uuid.UUID) -> None:
    """Learn from the bill, and have others of its vendor read again by it."""
    if await vendor.teach(db, by, platform.fetch, platform.pages.learn, document_id):
        await platform.enqueue_reading(db, await flows.quarter_of(db, document_id))


async def _readable(db: TenantDb, document_id: uuid.UUID) -> listing.PaperFile:
    """A paper whose bytes may be given out; one that the virus scan stopped may not."""
    paper = await listing.load_paper(db, document_id)
    if paper.state == "quarantined":
        raise missing()
    return paper


async def _detail(db: TenantDb, platform: Platform, document_id: uuid.UUID) -> DocumentDetail:
    """One paper with the sizes of its pages, which only the file knows."""
    detail = await listing.load_detail(db, document_id)
    readable = detail.pop("readable")
    recognised = detail.pop("recognised")
    if detail.pop("page_count") and detail["state"] != "quarantined":
        seen = await recognised_pages(db, platform, recognised)
        sizes = await platform.pages.sizes(await platform.fetch(db, readable))
        upright = {number: (page.width, page.height) for number, page in seen.items()}
        shown = [(number, *upright.get(number, (width, height))) for number, width, height in sizes]
        detail["pages"] = [PageSize(number=number, width=width, height=height) for number, width, height in shown]
    row = await documents.load_document(db, document_id)
    assert row is not None, document_id
    copies = await copies_of(db, row)
    detail["copies"] = [CopyOut.model_validate(each, from_attributes=True) for each in copies]
    weighed = await check_again(db, row)
    for field in detail["fields"]:
        field["doubt"] = weighed.doubts.get((field["part"], field["name"]), "")
    detail["checks"] = await review_checks(db, row, weighed, detail["checks"], copies)
    return DocumentDetail.model_validate(detail)


async def recognised_pages(db: TenantDb, platform: Platform, digest: str) -> dict[int, Page]:
    """The pages of a scan by number, as they were recognised; none for a paper with words of its own."""
    return {page.number: page for page in load_pages(await platform.fetch(db, digest))} if digest else {}
