"""What a run accepted without a person, jobs over reconciliations, and statements signed by two."""

from alembic import op

revision = "0016"
down_revision = "0015"

_TABLES = ("recon_jobs", "recon_job_entries", "statement_sign_offs")


def upgrade() -> None:
    _run("""
        alter table reconciliation_matches add column automatic boolean default false not null;
        alter table reconciliation_matches add column sampled text default '' not null;
        alter table reconciliation_matches add constraint match_sampled_known check (sampled in ('','largest','drawn') and (automatic or sampled = ''));
        create index ix_reconciliation_matches_automatic on reconciliation_matches (tenant_id, report_id, match) where automatic;

        -- Work over a reconciliation that takes longer than a request: many matches undone together, or other rules tried.
        create table recon_jobs (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            close_id uuid not null,
            report_id uuid,
            kind text not null,
            wanted jsonb not null,
            total bigint default 0 not null,
            total_paise bigint default 0 not null,
            done bigint default 0 not null,
            failed bigint default 0 not null,
            state text default 'waiting' not null,
            message text default '' not null,
            result jsonb default '{}' not null,
            by uuid not null,
            asked_at timestamptz default clock_timestamp() not null,
            ended_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, close_id) references closes (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            constraint recon_job_kind_known check (kind in ('undo','try')),
            constraint recon_job_state_known check (state in ('waiting','running','done','stopped','failed'))
        );
        create index ix_recon_jobs_asked on recon_jobs (tenant_id, close_id, asked_at);
        create table recon_job_entries (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            job_id uuid not null,
            position bigint not null,
            report_id uuid not null,
            match text not null,
            version bigint not null,
            state text default 'waiting' not null,
            sentence text default '' not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, job_id) references recon_jobs (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            unique (tenant_id, job_id, position),
            constraint recon_job_entry_state_known check (state in ('waiting','undone','failed'))
        );
        grant insert, update on recon_jobs, recon_job_entries to qrt_app;

        -- A statement as it was signed. Its content never changes; a second person may put their name under it, once.
        create table statement_sign_offs (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            report_id uuid not null,
            as_of date not null,
            digest text not null,
            content jsonb not null,
            because text default '' not null,
            prepared_by uuid not null,
            prepared_at timestamptz not null,
            reviewed_by uuid,
            reviewed_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            foreign key (tenant_id, prepared_by) references users (tenant_id, id),
            foreign key (tenant_id, reviewed_by) references users (tenant_id, id),
            constraint statement_takes_two check (reviewed_by is null or reviewed_by <> prepared_by),
            constraint statement_reviewed_by_somebody check ((reviewed_by is null) = (reviewed_at is null))
        );
        create index ix_statement_sign_offs_report on statement_sign_offs (tenant_id, report_id, prepared_at);
        create unique index one_statement_signed on statement_sign_offs (tenant_id, report_id, as_of, digest);
        grant insert, update (reviewed_by, reviewed_at) on statement_sign_offs to qrt_app;
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


def downgrade() -> None:
    _run("""
        drop table statement_sign_offs; drop table recon_job_entries; drop table recon_jobs;
        alter table reconciliation_matches drop column sampled; alter table reconciliation_matches drop column automatic;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
