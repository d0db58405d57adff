"""Papers and what was read from them."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant


class Document(Base, InTenant):
    """A paper of one close. Its bytes are in the object store under its SHA-256 and never change.

    state   received, quarantined, needs_password, read, needs_person, agreed, rejected, duplicate, failed
    reason  why a person should look, in words
    party, number, day, amount_paise: what the queue shows, from the extraction
    recognised  digest of the object with the pages of a scan as they were recognised; "" where the paper has words of its own
    unlocked  digest of the object with the paper without its lock; "" where it has none, or nobody gave the password
    vendor    GSTINs and plain names by which a bill names its vendor, between bars; `taught` is the digest of the lessons about that vendor it was read by
    asked     "MODEL/PROMPT" of the model tier that has looked at it, "" for none
    layout    of its pages or sheets, as core/documents/kind_memory writes it; `read_as` the kind it was read as without lessons about kinds, `filed` the digest of
              those about its layout
    part_of   SHA-256 of the PDF of several papers that this one was cut out of, "" where it came by itself; `first_page` and `last_page` are its pages there
    """

    __tablename__ = "documents"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID | None]
    sha256: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(server_default="")
    size: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="received")
    kind: Mapped[str] = mapped_column(server_default="other")
    kind_confidence: Mapped[float] = mapped_column(server_default="0")
    kind_reasons: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    kind_by: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    party: Mapped[str] = mapped_column(server_default="")
    number: Mapped[str] = mapped_column(server_default="")
    day: Mapped[date | None]
    amount_paise: Mapped[int | None]
    pages: Mapped[int] = mapped_column(server_default="0")
    recognised: Mapped[str] = mapped_column(server_default="")
    unlocked: Mapped[str] = mapped_column(server_default="")
    vendor: Mapped[str] = mapped_column(server_default="")
    taught: Mapped[str] = mapped_column(server_default="")
    asked: Mapped[str] = mapped_column(server_default="")
    layout: Mapped[str] = mapped_column(server_default="")
    read_as: Mapped[str] = mapped_column(server_default="")
    filed: Mapped[str] = mapped_column(server_default="")
    part_of: Mapped[str] = mapped_column(server_default="")
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]
    source: Mapped[str] = mapped_column(server_default="upload")
    received_by: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id", "close_id", "sha256"),
        CheckConstraint(
            "state in ('received','quarantined','needs_password','read','needs_person','agreed','rejected','duplicate','failed')", name="document_state_known"
        ),
        CheckConstraint("(part_of = '') = (first_page is null) and (first_page is null or first_page between 1 and last_page)", name="document_pages_in_order"),
        Index("ix_documents_queue", "tenant_id", "close_id", "state", "received_at"),
        Index("ix_documents_part_of", "tenant_id", "close_id", "part_of", postgresql_where=text("part_of <> ''")),
        Index("ix_documents_number", "tenant_id", "number", postgresql_where=text("number <> ''")),
        Index("ix_documents_amount", "tenant_id", "amount_paise", postgresql_where=text("amount_paise is not null")),
    )


class ExtractionRow(Base, InTenant):
    """What a reader made of one part of a paper (core Extraction as JSON). Never edited: corrections stand in document_fields and decisions."""

    __tablename__ = "extractions"
    document_id: Mapped[uuid.UUID]
    part: Mapped[str] = mapped_column(server_default="")
    kind: Mapped[str]
    reader: Mapped[str]
    version: Mapped[str]
    content: Mapped[dict[str, Any]]
    __table_args__ = (in_tenant("document_id", "documents", cascade=True), UniqueConstraint("tenant_id", "document_id", "part"))


class DocumentField(Base, InTenant):
    """A field as it stands now, machine's or person's."""

    __tablename__ = "document_fields"
    document_id: Mapped[uuid.UUID]
    part: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str]
    value: Mapped[str] = mapped_column(server_default="")
    raw: Mapped[str] = mapped_column(server_default="")
    place: Mapped[dict[str, Any] | None]
    confidence: Mapped[float] = mapped_column(server_default="0")
    source: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str]
    checks: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("document_id", "documents", cascade=True),
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id", "document_id", "part", "name"),
    )


class DocumentVoucher(Base, InTenant):
    """A paper that stands behind a voucher of the register it was booked in. Posted vouchers never change, so the link is a row of its own."""

    __tablename__ = "document_vouchers"
    document_id: Mapped[uuid.UUID]
    part: Mapped[str] = mapped_column(server_default="")
    entry_id: Mapped[uuid.UUID]
    reasons: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    __table_args__ = (
        in_tenant("document_id", "documents", cascade=True),
        in_tenant("entry_id", "journal_entries"),
        UniqueConstraint("tenant_id", "document_id", "part"),
    )


class PaperPassword(Base, InTenant):
    """A password that opened a paper. `object_name` is the sealed object that holds it, beside random bytes; `shape` the paper's name without its digits."""

    __tablename__ = "paper_passwords"
    document_id: Mapped[uuid.UUID | None]
    shape: Mapped[str] = mapped_column(server_default="")
    object_name: Mapped[str]
    given_by: Mapped[uuid.UUID | None]
    given_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        in_tenant("document_id", "documents"),
        in_tenant("given_by", "users"),
        UniqueConstraint("tenant_id", "object_name"),
        Index("ix_paper_passwords_given", "tenant_id", "given_at"),
    )


class PaperWord(Base):
    """A word of a paper with the first page it stands on; `#11800000` is an amount in paise. Follows from the paper and its fields."""

    __tablename__ = "paper_words"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    document_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    page: Mapped[int]
    __table_args__ = (in_tenant("document_id", "documents", cascade=True), Index("ix_paper_words_word", "tenant_id", "word", "document_id"))


class PaperUnsent(Base):
    """A paper whose words a search cluster does not have yet; a trigger writes it with the words. `change` grows with every change of any paper."""

    __tablename__ = "paper_unsent"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    document_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    change: Mapped[int] = mapped_column(server_default=text("0"))
    __table_args__ = (in_tenant("document_id", "documents", cascade=True),)


class Upload(Base, InTenant):
    """A file on its way in, part by part; `document_id` is the paper that it became."""

    __tablename__ = "uploads"
    quarter: Mapped[str]
    entity_code: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str]
    size: Mapped[int]
    started_by: Mapped[uuid.UUID]
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    document_id: Mapped[uuid.UUID | None]
    __table_args__ = (
        in_tenant("started_by", "users"),
        in_tenant("document_id", "documents"),
        Index("ix_uploads_expires", "tenant_id", "expires_at", postgresql_where=text("document_id is null")),
    )


class UploadPart(Base):
    """A part that came, numbered from 1: the sealed object that holds it behind random bytes, and the digest of the part itself."""

    __tablename__ = "upload_parts"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    upload_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    object_name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    __table_args__ = (in_tenant("upload_id", "uploads", cascade=True),)


class PaperDownload(Base, InTenant):
    """A paper that somebody took out, by which link. Never changed: the trail has each."""

    __tablename__ = "paper_downloads"
    document_id: Mapped[uuid.UUID]
    person: Mapped[uuid.UUID]
    link: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        in_tenant("document_id", "documents"),
        in_tenant("person", "users"),
        Index("ix_paper_downloads_document", "tenant_id", "document_id", "at"),
    )


class ColumnLayout(Base, InTenant, Stamped):
    """What a company's people said of the columns of one layout, remembered for its later papers. `layout` is the fingerprint of the headings."""

    __tablename__ = "column_layouts"
    layout: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (in_tenant("decided_by", "users"), UniqueConstraint("tenant_id", "layout"))
