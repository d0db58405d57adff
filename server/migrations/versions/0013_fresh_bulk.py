"""When a session's person last proved who they are; routine entries approved together as one job; opening bills asked for."""

from alembic import op

revision = "0013"
down_revision = "0012"

_TABLES = ("bulk_approvals", "bulk_approval_entries", "opening_bill_requests")


def upgrade() -> None:
    # Sessions that were opened before this column are not fresh: nobody knows when their person last typed a password.
    _run("""
        alter table sessions add column confirmed_at timestamptz default '1970-01-01 00:00:00+00' not null;
        alter table sessions alter column confirmed_at set default now();
    """)
    _run("""
        -- A bulk approval as it was asked for, and each entry it is about in the wording that was seen. What became of an entry commits with its posting.
        create table bulk_approvals (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            by uuid not null,
            wanted jsonb not null,
            total bigint not null,
            total_paise bigint not null,
            done bigint default 0 not null,
            failed bigint default 0 not null,
            state text default 'waiting' not null,
            message text default '' not null,
            asked_at timestamptz default clock_timestamp() not null,
            ended_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            constraint bulk_approval_state_known check (state in ('waiting','running','done','stopped','failed'))
        );
        create index ix_bulk_approvals_asked on bulk_approvals (tenant_id, asked_at);
        create table bulk_approval_entries (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            bulk_id uuid not null,
            position bigint not null,
            entry_id uuid not null,
            version bigint not null,
            state text default 'waiting' not null,
            number text default '' not null,
            code text default '' not null,
            sentence text default '' not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, bulk_id) references bulk_approvals (tenant_id, id),
            foreign key (tenant_id, entry_id) references journal_entries (tenant_id, id),
            unique (tenant_id, bulk_id, position),
            constraint bulk_approval_entry_state_known check (state in ('waiting','posted','failed'))
        );
        grant insert, update on bulk_approvals, bulk_approval_entries to qrt_app;

        -- The bills a party opened with: one person asks, another one says that they count. Then they are a decision of the close.
        create table opening_bill_requests (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            close_id uuid not null,
            entity_id uuid not null,
            ledger text not null,
            bills jsonb not null,
            reason text not null,
            state text default 'asked' not null,
            asked_by uuid not null,
            asked_at timestamptz default now() not null,
            decided_by uuid,
            decided_at timestamptz,
            version bigint default 1 not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, close_id) references closes (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            foreign key (tenant_id, asked_by) references users (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            constraint opening_bills_state_known check (state in ('asked','granted','declined')),
            constraint opening_bills_take_two check (decided_by is null or decided_by <> asked_by),
            constraint opening_bills_granted_by_somebody check (state <> 'granted' or decided_by is not null)
        );
        create unique index one_opening_bill_request on opening_bill_requests (tenant_id, close_id, entity_id, ledger) where state = 'asked';
        grant insert, update on opening_bill_requests to qrt_app;
    """)
    for table in _TABLES:
        _run(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
            grant select on {table} to qrt_app, qrt_readonly;
            create trigger trail_insert after insert on {table} referencing new table as added for each statement execute function audit.record_inserts();
            create trigger trail_delete after delete on {table} for each row execute function audit.record();
            create trigger trail_change after update on {table} for each row when (old.* is distinct from new.*) execute function audit.record();
        """)
    _run(_TRAIL.format("old.revoked_at is distinct from new.revoked_at or old.confirmed_at is distinct from new.confirmed_at"))


def downgrade() -> None:
    _run(_TRAIL.format("old.revoked_at is distinct from new.revoked_at"))
    _run("alter table sessions drop column confirmed_at; drop table opening_bill_requests; drop table bulk_approval_entries; drop table bulk_approvals;")


_TRAIL = """
    drop trigger trail_change on sessions;
    create trigger trail_change after update on sessions for each row when ({}) execute function audit.record('secret_hash', 'csrf_hash');
"""


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
