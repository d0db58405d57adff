"""Column mappings of papers, remembered by layout."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _run("""
        -- What a company's people said of the columns of one layout, for its later papers. A close takes it over as a decision of its own when a run begins,
        -- so that no figure follows from this table.
        create table column_layouts (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            layout text not null,
            content jsonb default '{}'::jsonb not null,
            decided_by uuid,
            decided_at timestamp with time zone default now() not null,
            created_at timestamp with time zone default now() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            unique (tenant_id, layout)
        );
        alter table column_layouts enable row level security;
        alter table column_layouts force row level security;
        create policy tenant on column_layouts using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on column_layouts to qrt_app, qrt_readonly;
        grant insert, update on column_layouts to qrt_app;
        create trigger trail_insert after insert on column_layouts referencing new table as added for each statement execute function audit.record_inserts();
        create trigger trail_delete after delete on column_layouts for each row execute function audit.record();
        create trigger trail_change after update on column_layouts for each row when (old.* is distinct from new.*) execute function audit.record();

        -- Nobody of the platform decided what stands in a company's own file.
        alter table decisions alter column by drop not null;
    """)


def downgrade() -> None:
    _run("""
        drop table column_layouts;
        alter table decisions alter column by set not null;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
