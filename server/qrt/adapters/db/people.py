"""Names of the people whom a company knows: those who work with it, whom it pays, and parties that are persons."""

from sqlalchemy import cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONPATH

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ExtractionRow, LedgerAccountRow, User
from qrt.core.documents.types import DocumentKind

_PERSON = "^[A-Z]{3}[PH]"
"""PANs of persons and of undivided families."""


async def load_people(db: TenantDb) -> frozenset[str]:
    """Names of users, of employees on salary registers, and of ledgers whose PAN, or the PAN inside whose GSTIN, is a person's."""
    users = (await db.execute(select(User.name))).scalars()
    of_pan = or_(LedgerAccountRow.pan.op("~")(_PERSON), func.substr(LedgerAccountRow.gstin, 3, 10).op("~")(_PERSON))
    parties = (await db.execute(select(LedgerAccountRow.name).where(of_pan))).scalars()
    paid = func.jsonb_path_query(ExtractionRow.content, cast("$.rows[*].employee_name", JSONPATH))
    employees = (await db.execute(select(paid).where(ExtractionRow.kind == DocumentKind.PAYROLL_REGISTER.value).distinct())).scalars()
    return frozenset(name for name in (*users, *parties, *employees) if name)
