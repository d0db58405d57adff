"""Parties of a close: who they are, what their balance is made of, how old it is. Rows follow from the computation and are written anew by each run."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _run("""
        create table parties (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            close_id uuid not null,
            entity_id uuid not null,
            ledger text not null,
            side text not null,
            gstin text default '' not null,
            pan text default '' not null,
            msme text default '' not null,
            balance_paise bigint not null,
            overdue_paise bigint not null,
            content jsonb default '{}'::jsonb not null,
            created_at timestamptz default now() not null,
            primary key (tenant_id, id),
            unique (tenant_id, close_id, entity_id, ledger),
            foreign key (tenant_id, close_id) references closes (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            constraint party_side_known check (side in ('customer','vendor'))
        );
        alter table parties enable row level security;
        alter table parties force row level security;
        create policy tenant on parties using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on parties to qrt_app, qrt_readonly;
        grant insert, update, delete on parties to qrt_app;
        -- A machine writes them by the thousand, and they follow from papers and decisions: one row of the trail for each close.
        create trigger trail_insert after insert on parties referencing new table as changed for each statement execute function audit.record_bulk('close_id');
        create trigger trail_delete after delete on parties referencing old table as changed for each statement execute function audit.record_bulk('close_id');
        create trigger trail_change after update on parties for each row when (old.* is distinct from new.*) execute function audit.record('content');
    """)


def downgrade() -> None:
    _run("drop table parties;")


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
