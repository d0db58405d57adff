"""How our voucher numbers look, and the cost centres that lines may name."""

import re
import uuid

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import books, companies, workflow
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import CostCentre, VoucherSeries
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import FinancialYear
from qrt.core.journals.entry import kind_of
from qrt.core.ledger.types import VoucherKind

_PREFIX = re.compile(r"^[A-Z0-9](?:[A-Z0-9/-]{0,14}[A-Z0-9])?$")


async def set_form(db: TenantDb, by: Person, entity_code: str, branch: str, kind: str, fy_start: int, prefix: str, width: int) -> None:
    """Give a series its prefix and the width of its counter, for a year in which it has given no number yet; later years begin with the same.

    Once a number was given the form stays to the year's end: a series that changes its looks midway shows a gap to whoever reads it.
    Raises Refused entity.unknown, voucher.kind_unknown, voucher.unknown_branch, series.begun, series.prefix_unfit, series.prefix_taken.
    """
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", f"There is no company with the code {entity_code}.")
    wanted = kind_of(kind)
    if wanted is None:
        raise Refused("voucher.kind_unknown", f"{kind} is not a kind of voucher.")
    branches = await workflow.load_branches(db, entity_id)
    if branch and branch not in branches:
        raise Refused("voucher.unknown_branch", f"{entity_code} has no branch {branch}.")
    prefix = prefix.strip().upper()
    if prefix and not _PREFIX.match(prefix):
        raise Refused("series.prefix_unfit", "A prefix is up to sixteen capitals, digits, / and -, and begins and ends with a letter or digit.")
    await db.execute(insert(VoucherSeries).values(entity_id=entity_id, branch=branch, kind=wanted.value, fy_start=fy_start).on_conflict_do_nothing())
    rows = (await db.execute(select(VoucherSeries).where(VoucherSeries.entity_id == entity_id).order_by(VoucherSeries.id).with_for_update())).scalars().all()
    (row,) = [each for each in rows if (each.branch, each.kind, each.fy_start) == (branch, wanted.value, fy_start)]
    if row.last_number:
        year = FinancialYear(fy_start)
        raise Refused("series.begun", f"{row.last_number} numbers were given in {year}; the form can change from {FinancialYear(fy_start + 1)} on.")
    taken = {books.usual_prefix(place, each).upper(): (place, each.value) for place in ("", *branches) for each in VoucherKind}
    taken |= {each.prefix: (each.branch, each.kind) for each in rows if each.prefix}
    if prefix and taken.get(prefix, (branch, wanted.value)) != (branch, wanted.value):
        raise Refused("series.prefix_taken", f"Another series of {entity_code} has the prefix {prefix}; two series would give the same number.")
    row.prefix, row.width = prefix, width
    await db.flush()


async def save_cost_centre(db: TenantDb, by: Person, entity_code: str, name: str, *, active: bool = True) -> uuid.UUID:
    """Keep a cost centre that lines may name, or close it: lines that bear it already stay. Raises Refused("entity.unknown")."""
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", f"There is no company with the code {entity_code}.")
    row = insert(CostCentre).values(entity_id=entity_id, name=" ".join(name.split()), active=active)
    return (
        await db.execute(row.on_conflict_do_update(index_elements=["tenant_id", "entity_id", "name"], set_={"active": active}).returning(CostCentre.id))
    ).scalar_one()
