"""Papers cut out of a PDF of several, uploads that are taken up again, links to papers."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    _run("""
        alter table documents add column part_of text default '' not null, add column first_page bigint, add column last_page bigint;
        alter table documents add constraint document_pages_in_order check ((part_of = '') = (first_page is null) and (first_page is null or first_page between 1 and last_page));
        create index ix_documents_part_of on documents (tenant_id, close_id, part_of) where part_of <> '';

        -- Where a copy of a bill may be, in any quarter.
        create index ix_documents_number on documents (tenant_id, number) where number <> '';
        create index ix_documents_amount on documents (tenant_id, amount_paise) where amount_paise is not null;

        -- A file on its way in, part by part. What came lies sealed in the object store, so an upload goes on after a restart, in any process.
        create table uploads (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            quarter text not null,
            entity_code text default '' not null,
            name text not null,
            size bigint not null check (size > 0),
            started_by uuid not null,
            started_at timestamp with time zone default now() not null,
            expires_at timestamp with time zone not null,
            document_id uuid,
            primary key (tenant_id, id),
            foreign key (tenant_id, started_by) references users (tenant_id, id),
            foreign key (tenant_id, document_id) references documents (tenant_id, id)
        );
        create index ix_uploads_expires on uploads (tenant_id, expires_at) where document_id is null;
        create table upload_parts (
            tenant_id uuid default app.tenant() not null,
            upload_id uuid not null,
            number bigint not null check (number > 0),
            object_name text not null,
            size bigint not null check (size > 0),
            sha256 text not null,
            primary key (tenant_id, upload_id, number),
            foreign key (tenant_id, upload_id) references uploads (tenant_id, id) on delete cascade
        );
        alter table uploads enable row level security;
        alter table uploads force row level security;
        alter table upload_parts enable row level security;
        alter table upload_parts force row level security;
        create policy tenant on uploads using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        create policy tenant on upload_parts using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on uploads, upload_parts to qrt_app, qrt_readonly;
        grant insert, delete on uploads, upload_parts to qrt_app;
        grant update on uploads to qrt_app;

        -- Who took a paper out, by which link: a row of the trail for each.
        create table paper_downloads (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            document_id uuid not null,
            person uuid not null,
            link text not null,
            at timestamp with time zone default now() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, document_id) references documents (tenant_id, id),
            foreign key (tenant_id, person) references users (tenant_id, id)
        );
        create index ix_paper_downloads_document on paper_downloads (tenant_id, document_id, at);
        alter table paper_downloads enable row level security;
        alter table paper_downloads force row level security;
        create policy tenant on paper_downloads using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on paper_downloads to qrt_app, qrt_readonly;
        grant insert on paper_downloads to qrt_app;
        create trigger trail_insert after insert on uploads referencing new table as added for each statement execute function audit.record_inserts();
        create trigger trail_delete after delete on uploads for each row execute function audit.record();
        create trigger trail_change after update on uploads for each row when (old.* is distinct from new.*) execute function audit.record();
        create trigger trail_insert after insert on upload_parts referencing new table as added for each statement execute function audit.record_inserts();
        create trigger trail_delete after delete on upload_parts for each row execute function audit.record();
        create trigger trail_change after update on upload_parts for each row when (old.* is distinct from new.*) execute function audit.record();
        create trigger trail_insert after insert on paper_downloads referencing new table as added for each statement execute function audit.record_inserts();
        create trigger trail_delete after delete on paper_downloads for each row execute function audit.record();
        create trigger trail_change after update on paper_downloads for each row when (old.* is distinct from new.*) execute function audit.record();
    """)


def downgrade() -> None:
    _run("""
        drop table paper_downloads;
        drop table upload_parts;
        drop table uploads;
        drop index ix_documents_number;
        drop index ix_documents_amount;
        drop index ix_documents_part_of;
        alter table documents drop constraint document_pages_in_order;
        alter table documents drop column part_of, drop column first_page, drop column last_page;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
