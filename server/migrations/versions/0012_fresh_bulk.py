"""When a session's person last proved who they are; routine entries approved together as one job."""

from alembic import op

revision = "0012"
down_revision = "0011"

_TABLES = ("bulk_approvals", "bulk_approval_entries")


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
    _run("alter table sessions drop column confirmed_at; drop table bulk_approval_entries; drop table bulk_approvals;")


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
