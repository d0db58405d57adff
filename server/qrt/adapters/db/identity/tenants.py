"""The tenant's own row."""

import uuid

from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Tenant


async def save_tenant(db: TenantDb, tenant: uuid.UUID, name: str, *, plan: str, registered_address: str, is_sample: bool) -> None:
    """A new tenant; the session is bound to its id already, so the wall lets in no other."""
    await db.execute(insert(Tenant).values(id=tenant, company_name=name, subscription_plan=plan, registered_address=registered_address, is_sample=is_sample))
