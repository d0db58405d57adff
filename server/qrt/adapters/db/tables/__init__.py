"""All tables. Importing this package registers every one on `Base.metadata`."""

from qrt.adapters.db.tables.base import Base, uuid7
from qrt.adapters.db.tables.books import Branch, Entity, EntityGstin, JournalEntry, JournalLine, LedgerAccountRow, OpeningBalance, Period, VoucherSeries
from qrt.adapters.db.tables.books import BankAccountRow
from qrt.adapters.db.tables.close import (
    AgentJob,
    Close,
    ClosePackageRow,
    CloseStage,
    CloseTask,
    ComplianceCheck,
    Decision,
    FinancialStatement,
    FindingRow,
    SignOff,
)
from qrt.adapters.db.tables.documents import Document, DocumentField, DocumentVoucher, ExtractionRow
from qrt.adapters.db.tables.identity import Invitation, RefreshToken, SessionRow, Tenant, User, UserRole
from qrt.adapters.db.tables.platform import Event, EventCounter, IdempotencyKey
from qrt.adapters.db.tables.recon import (
    ReconciliationBreak,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
)

__all__ = [
    "AgentJob",
    "BankAccountRow",
    "Base",
    "Branch",
    "Close",
    "ClosePackageRow",
    "CloseStage",
    "CloseTask",
    "ComplianceCheck",
    "Decision",
    "Document",
    "DocumentField",
    "DocumentVoucher",
    "Entity",
    "EntityGstin",
    "Event",
    "EventCounter",
    "ExtractionRow",
    "FinancialStatement",
    "FindingRow",
    "IdempotencyKey",
    "Invitation",
    "JournalEntry",
    "JournalLine",
    "LedgerAccountRow",
    "OpeningBalance",
    "Period",
    "ReconciliationBreak",
    "ReconciliationItem",
    "ReconciliationMatch",
    "ReconciliationMatchLine",
    "ReconciliationReport",
    "RefreshToken",
    "SessionRow",
    "SignOff",
    "Tenant",
    "User",
    "UserRole",
    "VoucherSeries",
    "uuid7",
]
