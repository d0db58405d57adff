"""Mapping of ledgers by people, remembered; merged and renamed ledgers."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _run("""
        -- What an earlier quarter decided is carried into a close by the platform, not by a person of this close.
        alter table decisions alter column by drop not null;
        alter table ledger_accounts
            add column mapping_source text default '' not null,
            add column offers jsonb default '[]'::jsonb not null;

        create table ledger_mappings (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            close_id uuid not null,
            entity_id uuid not null,
            ledger text not null,
            name_key text not null,
            group_name text default '' not null,
            schedule_key text not null,
            role text,
            tds_key text,
            decided_by uuid,
            decided_at timestamp with time zone default now() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, close_id) references closes (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            unique (tenant_id, close_id, entity_id, ledger)
        );
        create index ix_ledger_mappings_name on ledger_mappings (tenant_id, name_key);

        create table ledger_merges (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            close_id uuid not null,
            entity_id uuid not null,
            from_id uuid not null,
            into_id uuid not null,
            kind text not null,
            first_day date not null,
            reason text default '' not null,
            made_by uuid,
            made_at timestamp with time zone default now() not null,
            undone_by uuid,
            undone_at timestamp with time zone,
            primary key (tenant_id, id),
            foreign key (tenant_id, close_id) references closes (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            foreign key (tenant_id, from_id) references ledger_accounts (tenant_id, id),
            foreign key (tenant_id, into_id) references ledger_accounts (tenant_id, id),
            foreign key (tenant_id, made_by) references users (tenant_id, id),
            foreign key (tenant_id, undone_by) references users (tenant_id, id),
            constraint merge_kind_known check (kind in ('merged','renamed')),
            constraint merge_leads_elsewhere check (from_id <> into_id)
        );
        create unique index ux_ledger_merges_standing on ledger_merges (tenant_id, from_id) where undone_at is null;
    """)
    for table in _TABLES:
        _run(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
            grant select on {table} to qrt_app, qrt_readonly;
            grant insert, update on {table} to qrt_app;
            create trigger trail_insert after insert on {table} referencing new table as added for each statement execute function audit.record_inserts();
            create trigger trail_delete after delete on {table} for each row execute function audit.record();
            create trigger trail_change after update on {table} for each row when (old.* is distinct from new.*) execute function audit.record();
        """)


def downgrade() -> None:
    _run("""
        drop table ledger_mappings, ledger_merges;
        alter table ledger_accounts drop column mapping_source, drop column offers;
    """)


_TABLES = ("ledger_mappings", "ledger_merges")


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
