"""Entities, periods, the chart of accounts and the journal."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, Numeric, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, UUID
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant


class Entity(Base, InTenant):
    """A legal company of the group. `ownership` is the parent's share in percent."""

    __tablename__ = "entities"
    code: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[uuid.UUID | None]
    ownership: Mapped[Decimal] = mapped_column(Numeric(9, 6), server_default="100")
    currency: Mapped[str] = mapped_column(server_default="INR")
    aliases: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    position: Mapped[int] = mapped_column(server_default="0")
    __table_args__ = (in_tenant("parent_id", "entities"), UniqueConstraint("tenant_id", "code"))


class Branch(Base, InTenant):
    __tablename__ = "branches"
    entity_id: Mapped[uuid.UUID]
    name: Mapped[str]
    __table_args__ = (in_tenant("entity_id", "entities"), UniqueConstraint("tenant_id", "entity_id", "name"))


class EntityGstin(Base, InTenant):
    """One GST registration of an entity."""

    __tablename__ = "entity_gstins"
    entity_id: Mapped[uuid.UUID]
    gstin: Mapped[str]
    __table_args__ = (in_tenant("entity_id", "entities"), UniqueConstraint("tenant_id", "gstin"))


class BankAccountRow(Base, InTenant):
    """Ties an account number at a bank to the ledger account that keeps it."""

    __tablename__ = "bank_accounts"
    entity_id: Mapped[uuid.UUID]
    ledger: Mapped[str]
    number: Mapped[str] = mapped_column(server_default="")
    ifsc: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (in_tenant("entity_id", "entities"), UniqueConstraint("tenant_id", "entity_id", "ledger"))


class Period(Base, InTenant):
    """A quarter of one entity's books: open, soft_closed (controllers may post), locked (nobody)."""

    __tablename__ = "periods"
    entity_id: Mapped[uuid.UUID]
    fy_start: Mapped[int]
    quarter: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    state: Mapped[str] = mapped_column(server_default="open")
    locked_by: Mapped[uuid.UUID | None]
    locked_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("entity_id", "entities"),
        in_tenant("locked_by", "users"),
        UniqueConstraint("tenant_id", "entity_id", "fy_start", "quarter"),
        CheckConstraint("state in ('open','soft_closed','locked')", name="period_state_known"),
    )


class LedgerAccountRow(Base, InTenant):
    """A ledger account of one entity, with its place in Schedule III and why (core LedgerAccount)."""

    __tablename__ = "ledger_accounts"
    entity_id: Mapped[uuid.UUID]
    name: Mapped[str]
    group_name: Mapped[str] = mapped_column(server_default="")
    nature: Mapped[str] = mapped_column(server_default="")
    schedule_key: Mapped[str] = mapped_column(server_default="")
    role: Mapped[str] = mapped_column(server_default="")
    tds_key: Mapped[str] = mapped_column(server_default="")
    gstin: Mapped[str] = mapped_column(server_default="")
    pan: Mapped[str] = mapped_column(server_default="")
    counterparty: Mapped[str] = mapped_column(server_default="")
    mapping_reason: Mapped[str] = mapped_column(server_default="")
    mapping_confidence: Mapped[float] = mapped_column(server_default="0")
    mapped_by: Mapped[uuid.UUID | None]
    mapping_source: Mapped[str] = mapped_column(server_default="")
    offers: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    __table_args__ = (in_tenant("entity_id", "entities"), in_tenant("mapped_by", "users"), UniqueConstraint("entity_id", "name", "tenant_id"))


class LedgerMapping(Base, InTenant):
    """What a person decided for a ledger in a close, remembered for later ones. `schedule_key` is "" where the decision was taken back.

    name_key  the ledger's name without case, blanks and signs, as it is compared
    """

    __tablename__ = "ledger_mappings"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID]
    ledger: Mapped[str]
    name_key: Mapped[str]
    group_name: Mapped[str] = mapped_column(server_default="")
    schedule_key: Mapped[str]
    role: Mapped[str | None]
    tds_key: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id", "close_id", "entity_id", "ledger"),
        Index("ix_ledger_mappings_name", "tenant_id", "name_key"),
    )


class LedgerMerge(Base, InTenant):
    """A ledger that belongs to another one (merged) or is called otherwise (renamed) from `first_day` on: a relation that balances follow. Lines stay where they are."""

    __tablename__ = "ledger_merges"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID]
    from_id: Mapped[uuid.UUID]
    into_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    first_day: Mapped[date]
    reason: Mapped[str] = mapped_column(server_default="")
    made_by: Mapped[uuid.UUID | None]
    made_at: Mapped[datetime] = mapped_column(server_default=func.now())
    undone_by: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        in_tenant("from_id", "ledger_accounts"),
        in_tenant("into_id", "ledger_accounts"),
        in_tenant("made_by", "users"),
        in_tenant("undone_by", "users"),
        CheckConstraint("kind in ('merged','renamed')", name="merge_kind_known"),
        CheckConstraint("from_id <> into_id", name="merge_leads_elsewhere"),
        Index("ux_ledger_merges_standing", "tenant_id", "from_id", unique=True, postgresql_where=text("undone_at is null")),
    )


class OpeningBalance(Base, InTenant):
    """What a ledger account stood at on the first day of a period, signed paise, with the paper it came from."""

    __tablename__ = "opening_balances"
    period_id: Mapped[uuid.UUID]
    ledger_id: Mapped[uuid.UUID]
    amount_paise: Mapped[int]
    source: Mapped[str] = mapped_column(server_default="")
    place: Mapped[dict[str, Any] | None]
    __table_args__ = (in_tenant("period_id", "periods"), in_tenant("ledger_id", "ledger_accounts"), UniqueConstraint("tenant_id", "period_id", "ledger_id"))


class VoucherSeries(Base, InTenant):
    """The counter behind our own voucher numbers: one row a series and year, taken in the posting transaction, so no gaps and no doubles (W2).

    prefix  "" for the usual one (branch and kind); width of the counter with leading zeros. Both stay once a number was given.
    """

    __tablename__ = "voucher_series"
    entity_id: Mapped[uuid.UUID]
    branch: Mapped[str] = mapped_column(server_default="")
    kind: Mapped[str]
    fy_start: Mapped[int]
    last_number: Mapped[int] = mapped_column(server_default="0")
    prefix: Mapped[str] = mapped_column(server_default="")
    width: Mapped[int] = mapped_column(server_default="5")
    __table_args__ = (
        in_tenant("entity_id", "entities"),
        UniqueConstraint("tenant_id", "entity_id", "branch", "kind", "fy_start"),
        CheckConstraint("width between 1 and 12", name="series_width_sane"),
    )


class JournalEntry(Base, InTenant, Stamped):
    """A voucher, or the draft of one. A draft's lines stand in `draft_lines`; a posted voucher's stand in journal_lines and never change (W2).

    key    the core's stable voucher key; the unique index makes a second run of the same step harmless (W4)
    state  draft (being written), waiting (for a checker), returned (to its maker), posted, reversed (posted, and undone by its pair), dropped
    number our gapless number, given at posting; imported_number is the company's own
    """

    __tablename__ = "journal_entries"
    entity_id: Mapped[uuid.UUID]
    period_id: Mapped[uuid.UUID]
    key: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    source: Mapped[str]
    day: Mapped[date]
    number: Mapped[str | None]
    imported_number: Mapped[str] = mapped_column(server_default="")
    type_name: Mapped[str] = mapped_column(server_default="")
    branch: Mapped[str] = mapped_column(server_default="")
    narration: Mapped[str] = mapped_column(server_default="")
    party: Mapped[str] = mapped_column(server_default="")
    party_gstin: Mapped[str] = mapped_column(server_default="")
    reference: Mapped[str] = mapped_column(server_default="")
    reference_day: Mapped[date | None]
    amount_paise: Mapped[int]
    place: Mapped[dict[str, Any] | None]
    evidence: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    draft_lines: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    confidence: Mapped[float] = mapped_column(server_default="1")
    agent: Mapped[str] = mapped_column(server_default="")
    made_by: Mapped[str]
    maker_id: Mapped[uuid.UUID | None]
    checked_by: Mapped[uuid.UUID | None]
    checked_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(server_default="")
    reverses_id: Mapped[uuid.UUID | None]
    reverses_key: Mapped[str] = mapped_column(server_default="")
    reverses_on: Mapped[date | None]
    proposal: Mapped[dict[str, Any] | None]
    reversal_reason: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("entity_id", "entities"),
        in_tenant("period_id", "periods"),
        in_tenant("maker_id", "users"),
        in_tenant("checked_by", "users"),
        in_tenant("reverses_id", "journal_entries"),
        UniqueConstraint("tenant_id", "entity_id", "key"),
        UniqueConstraint("tenant_id", "entity_id", "number"),
        CheckConstraint("state in ('draft','waiting','returned','posted','reversed','dropped')", name="entry_state_known"),
        CheckConstraint("(state in ('posted','reversed')) = (number is not null)", name="posted_has_number"),
        CheckConstraint("checked_by is null or maker_id is null or checked_by <> maker_id", name="maker_is_not_checker"),
        Index("ix_journal_entries_period_state", "tenant_id", "period_id", "state", "day"),
        Index("ix_journal_entries_day", "tenant_id", "entity_id", "day", "id"),
        Index("ix_journal_entries_amount", "tenant_id", "amount_paise"),
        Index("ix_journal_entries_reverses_on", "tenant_id", "reverses_on", postgresql_where=text("reverses_on is not null")),
        Index("ix_journal_entries_reverses", "tenant_id", "reverses_id", postgresql_where=text("reverses_id is not null")),
    )


class JournalLine(Base, InTenant):
    """One leg of a posted voucher: insert only. `entity_id`, `day` and `branch` repeat the entry's (checked at commit) so that balances read one table."""

    __tablename__ = "journal_lines"
    entry_id: Mapped[uuid.UUID]
    position: Mapped[int]
    entity_id: Mapped[uuid.UUID]
    day: Mapped[date]
    ledger_id: Mapped[uuid.UUID]
    amount_paise: Mapped[int]
    bill: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    place: Mapped[dict[str, Any] | None]
    bill_kind: Mapped[str] = mapped_column(server_default="")
    due_day: Mapped[date | None]
    cost_centre: Mapped[str] = mapped_column(server_default="")
    currency: Mapped[str] = mapped_column(server_default="")
    foreign_amount: Mapped[int | None]
    rate: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    rate_day: Mapped[date | None]
    branch: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        CheckConstraint("bill_kind in ('','new','against','advance','on_account')", name="bill_kind_known"),
        CheckConstraint("(currency = '') = (foreign_amount is null) and (currency = '') = (rate is null)", name="foreign_is_whole"),
        in_tenant("entry_id", "journal_entries"),
        in_tenant("ledger_id", "ledger_accounts"),
        UniqueConstraint("tenant_id", "entry_id", "position"),
        Index("ix_journal_lines_balance", "tenant_id", "entity_id", "day"),
        Index("ix_journal_lines_ledger", "tenant_id", "ledger_id", "day", "entry_id", "position", postgresql_include=["amount_paise"]),
        Index("ix_journal_lines_amount", "tenant_id", "amount_paise"),
    )


class LedgerDay(Base):
    """What a ledger account moved on a day, by branch and cost centre: debits and credits as positive paise.

    Kept by a trigger on journal_lines; nothing else writes it.
    """

    __tablename__ = "ledger_days"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    entity_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    ledger_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(primary_key=True, server_default="")
    cost_centre: Mapped[str] = mapped_column(primary_key=True, server_default="")
    debit_paise: Mapped[int]
    credit_paise: Mapped[int]
    __table_args__ = (Index("ix_ledger_days_ledger", "tenant_id", "ledger_id", "day"),)


class LedgerMonth(Base):
    """The same for whole months: `month` is the first day. A balance at any date is whole months and then days."""

    __tablename__ = "ledger_months"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    entity_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    ledger_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(primary_key=True, server_default="")
    cost_centre: Mapped[str] = mapped_column(primary_key=True, server_default="")
    debit_paise: Mapped[int]
    credit_paise: Mapped[int]
    __table_args__ = (Index("ix_ledger_months_ledger", "tenant_id", "ledger_id", "month"),)


class VoucherWord(Base):
    """The vouchers that a word stands in, those of one writing statement a row. Kept by a trigger on journal_entries; nothing else writes it."""

    __tablename__ = "voucher_words"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    word: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    count: Mapped[int]
    entries: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(UUID(as_uuid=True)))


class WordForm(Base):
    """Each word of parties and narrations under itself and under every form that lacks one letter, for searches with a slip in them."""

    __tablename__ = "word_forms"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    form: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
