"""The fixed-asset register as a run draws it: one book for each close and entity, one row for each asset. The page reads them; figures come from papers and decisions."""

from alembic import op

revision = "0010"
down_revision = "0009"

_TABLES = ("asset_books", "asset_lines")


def upgrade() -> None:
    _run("""
        create table asset_books (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            close_id uuid not null,
            entity_id uuid not null,
            method text default '' not null,
            convention text default '' not null,
            content jsonb not null,
            digest text not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, close_id) references closes (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            unique (tenant_id, close_id, entity_id)
        );
        create table asset_lines (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            book_id uuid not null,
            key text not null,
            code text default '' not null,
            name text default '' not null,
            asset_class text default '' not null,
            ledger text default '' not null,
            component_of text default '' not null,
            location text default '' not null,
            state text not null,
            source text not null,
            bought date,
            put_to_use date,
            disposed date,
            opening_cost_paise bigint not null,
            additions_paise bigint not null,
            deletions_paise bigint not null,
            closing_cost_paise bigint not null,
            opening_accumulated_paise bigint not null,
            depreciation_paise bigint not null,
            released_paise bigint not null,
            closing_accumulated_paise bigint not null,
            net_paise bigint not null,
            place jsonb,
            content jsonb not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, book_id) references asset_books (tenant_id, id) on delete cascade,
            unique (tenant_id, book_id, key)
        );
        create index ix_asset_lines_class on asset_lines (tenant_id, book_id, asset_class, code, id);
    """)
    for table in _TABLES:
        _run(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
            grant select, insert, update, delete on {table} to qrt_app;
            grant select on {table} to qrt_readonly;
        """)
    # What a run draws again is told in one row of the trail for each book, as with the items of a reconciliation.
    _run("""
        create trigger trail_insert after insert on asset_lines referencing new table as changed for each statement execute function audit.record_bulk('book_id');
        create trigger trail_delete after delete on asset_lines referencing old table as changed for each statement execute function audit.record_bulk('book_id');
        create trigger trail_change after update on asset_lines for each row when (old.* is distinct from new.*) execute function audit.record();
        create trigger trail_insert after insert on asset_books referencing new table as added for each statement execute function audit.record_inserts('content');
        create trigger trail_delete after delete on asset_books for each row execute function audit.record('content');
        create trigger trail_change after update on asset_books for each row when (old.* is distinct from new.*) execute function audit.record('content');
    """)


def downgrade() -> None:
    _run("drop table asset_lines; drop table asset_books;")


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
