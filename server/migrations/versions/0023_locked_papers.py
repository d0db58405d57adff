"""Papers behind a password: the copy without its lock, and the sealed passwords of a company."""

from alembic import op

revision = "0023"
down_revision = "0019"


def upgrade() -> None:
    _run("""
        alter table documents add column unlocked text default '' not null;

        -- The password itself lies in the object store, sealed with the tenant's data key and beside random bytes, so that neither this row nor the trail of
        -- its changes says anything of it. `shape` is the name of the paper it was given for, with its digits blotted out.
        create table paper_passwords (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            document_id uuid,
            shape text default '' not null,
            object_name text not null,
            given_by uuid,
            given_at timestamp with time zone default now() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, document_id) references documents (tenant_id, id),
            foreign key (tenant_id, given_by) references users (tenant_id, id),
            unique (tenant_id, object_name)
        );
        create index ix_paper_passwords_given on paper_passwords (tenant_id, given_at);
        alter table paper_passwords enable row level security;
        alter table paper_passwords force row level security;
        create policy tenant on paper_passwords using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on paper_passwords to qrt_app, qrt_readonly;
        grant insert, delete on paper_passwords to qrt_app;
        create trigger trail_insert after insert on paper_passwords referencing new table as added for each statement execute function audit.record_inserts();
        create trigger trail_delete after delete on paper_passwords for each row execute function audit.record();
        create trigger trail_change after update on paper_passwords for each row when (old.* is distinct from new.*) execute function audit.record();
    """)


def downgrade() -> None:
    _run("""
        drop table paper_passwords;
        alter table documents drop column unlocked;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
