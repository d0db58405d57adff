"""The tenant's company, entities and periods."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import BankAccountRow, Branch, EntityGstin, Period, Tenant
from qrt.adapters.db.tables import Entity as EntityRow
from qrt.core.base.canonical import plain
from qrt.core.base.company import AutoPost, BankAccount, Company, Division, Entity, LedgerMapping, Policy, QuotedRate
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter


async def load_company(db: TenantDb) -> Company:
    """The company of the bound tenant with entities in their order."""
    tenant = (await db.execute(select(Tenant))).scalar_one()
    rows = (await db.execute(select(EntityRow).order_by(EntityRow.position, EntityRow.code))).scalars().all()
    codes = {row.id: row.code for row in rows}
    gstins: dict[uuid.UUID, list[str]] = {}
    for row in (await db.execute(select(EntityGstin).order_by(EntityGstin.gstin))).scalars():
        gstins.setdefault(row.entity_id, []).append(row.gstin)
    branches: dict[uuid.UUID, list[str]] = {}
    for row in (await db.execute(select(Branch).order_by(Branch.name))).scalars():
        branches.setdefault(row.entity_id, []).append(row.name)
    banks = (await db.execute(select(BankAccountRow).order_by(BankAccountRow.ledger))).scalars().all()
    settings = tenant.settings
    turnover = settings.get("e_invoice_turnover_paise")
    return Company(
        name=tenant.company_name,
        cin=tenant.cin,
        pan=tenant.pan,
        tan=settings.get("tan", ""),
        division=Division(tenant.division),
        e_invoice_turnover=None if turnover is None else Paise(turnover),
        entities=tuple(
            Entity(
                code=row.code,
                name=row.name,
                parent=codes.get(row.parent_id, "") if row.parent_id else "",
                ownership=format(row.ownership.normalize(), "f"),
                currency=row.currency,
                gstins=tuple(gstins.get(row.id, ())),
                branches=tuple(branches.get(row.id, ())),
                aliases=tuple(row.aliases),
            )
            for row in rows
        ),
        bank_accounts=tuple(BankAccount(bank.ledger, bank.number, bank.ifsc, codes[bank.entity_id]) for bank in banks),
        materiality=Paise(settings.get("materiality_paise", 0)),
        policy=_policy(settings.get("policy", {})),
        rates=tuple(
            QuotedRate(each["currency"], date.fromisoformat(each["day"]), Decimal(each["rate"]), each["kind"], each["source"])
            for each in settings.get("rates", ())
        ),
        mappings=tuple(LedgerMapping(**each) for each in settings.get("mappings", [])),
    )


def _policy(settings: dict[str, Any]) -> Policy:
    """JSON has no tuples, and a policy is compared by value."""
    steps = tuple((int(days), str(percent)) for days, percent in settings.get("doubtful_debts", ()))
    auto_post = tuple(
        AutoPost(each["name"], tuple(each["kinds"]), Paise(each["up_to"]), Decimal(each["confidence"]), tuple(each["entities"]))
        for each in settings.get("auto_post", ())
    )
    accept_from = tuple((str(kind), str(share)) for kind, share in settings.get("accept_from", ()))
    return Policy(**{**settings, "doubtful_debts": steps, "auto_post": auto_post, "accept_from": accept_from})


async def save_accept_from(db: TenantDb, accept_from: Mapping[str, Decimal]) -> None:
    """From which confidence fields of each kind are accepted without a person; the rest of the company's policy stays."""
    tenant = (await db.execute(select(Tenant).with_for_update())).scalar_one()
    policy = {**tenant.settings.get("policy", {}), "accept_from": [[kind, format(share, "f")] for kind, share in sorted(accept_from.items())]}
    tenant.settings = {**tenant.settings, "policy": policy}


async def save_company(db: TenantDb, company: Company) -> None:
    """Write the company over the bound tenant: names, entities, registrations, bank accounts. Nothing is removed, so that books keep their entities."""
    tenant = (await db.execute(select(Tenant))).scalar_one()
    tenant.company_name, tenant.cin, tenant.pan, tenant.division = company.name, company.cin, company.pan, company.division.value
    policy = {name: getattr(company.policy, name) for name in Policy.__dataclass_fields__} | {"auto_post": plain(company.policy.auto_post)}
    tenant.settings = {
        **tenant.settings,
        "tan": company.tan,
        "materiality_paise": company.materiality,
        "e_invoice_turnover_paise": company.e_invoice_turnover,
        "policy": policy,
        "rates": plain(company.rates),
        "mappings": [asdict(each) for each in company.mappings],
    }
    if company.entities and company.entities[0].gstins and not tenant.gstin:
        tenant.gstin = company.entities[0].gstins[0]
    for position, entity in enumerate(company.entities):
        values: dict[str, Any] = {
            "name": entity.name,
            "ownership": Decimal(entity.ownership),
            "currency": entity.currency,
            "aliases": list(entity.aliases),
            "position": position,
        }
        await db.execute(insert(EntityRow).values(code=entity.code, **values).on_conflict_do_update(index_elements=["tenant_id", "code"], set_=values))
    ids = await entity_ids(db)
    for entity in company.entities:
        if entity.parent:
            await db.execute(update(EntityRow).where(EntityRow.id == ids[entity.code]).values(parent_id=ids[entity.parent]))
        for gstin in entity.gstins:
            await db.execute(insert(EntityGstin).values(entity_id=ids[entity.code], gstin=gstin).on_conflict_do_nothing())
        for branch in entity.branches:
            await db.execute(insert(Branch).values(entity_id=ids[entity.code], name=branch).on_conflict_do_nothing())
    for bank in company.bank_accounts:
        owner = ids[bank.entity or company.entities[0].code]
        await db.execute(
            insert(BankAccountRow)
            .values(entity_id=owner, ledger=bank.ledger, number=bank.number, ifsc=bank.ifsc)
            .on_conflict_do_update(index_elements=["tenant_id", "entity_id", "ledger"], set_={"number": bank.number, "ifsc": bank.ifsc})
        )


async def entity_ids(db: TenantDb) -> Mapping[str, uuid.UUID]:
    """Row ids of the entities by code."""
    return {code: identity for code, identity in (await db.execute(select(EntityRow.code, EntityRow.id))).all()}


async def save_period(db: TenantDb, entity_id: uuid.UUID, quarter: Quarter) -> uuid.UUID:
    """The period of a quarter in an entity's books, made open when it is not there."""
    await db.execute(
        insert(Period)
        .values(entity_id=entity_id, fy_start=quarter.fy_start, quarter=quarter.number, first_day=quarter.first_day, last_day=quarter.last_day)
        .on_conflict_do_nothing()
    )
    found = select(Period.id).where(Period.entity_id == entity_id, Period.fy_start == quarter.fy_start, Period.quarter == quarter.number)
    return (await db.execute(found)).scalar_one()


async def period_state(db: TenantDb, entity_id: uuid.UUID, quarter: Quarter) -> str:
    """State of an entity's quarter; "open" while it has no row."""
    query = select(Period.state).where(Period.entity_id == entity_id, Period.fy_start == quarter.fy_start, Period.quarter == quarter.number)
    return (await db.execute(query)).scalar_one_or_none() or "open"
