"""Rules of reconciliations take two: one person asks, another puts them in force."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    _run("""
        create table recon_rule_requests (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            report_id uuid not null,
            level text not null,
            about text not null,
            rules jsonb,
            reason text not null,
            state text default 'asked' not null,
            asked_by uuid not null,
            asked_at timestamptz default clock_timestamp() not null,
            decided_by uuid,
            decided_at timestamptz,
            version bigint default 1 not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            foreign key (tenant_id, asked_by) references users (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            constraint recon_rule_request_level_known check (level in ('account','kind')),
            constraint recon_rule_request_state_known check (state in ('asked','in_force','declined')),
            constraint recon_rules_take_two check (state <> 'in_force' or (decided_by is not null and decided_by <> asked_by)),
            constraint recon_rule_request_decided check ((state = 'asked') = (decided_by is null) and (decided_by is null) = (decided_at is null))
        );
        create index ix_recon_rule_requests_report on recon_rule_requests (tenant_id, report_id, asked_at);
        create unique index one_recon_rules_asked on recon_rule_requests (tenant_id, about) where state = 'asked';
        grant insert, update (rules, reason, state, asked_at, decided_by, decided_at, version) on recon_rule_requests to qrt_app;

        alter table recon_rule_requests enable row level security;
        alter table recon_rule_requests force row level security;
        create policy tenant on recon_rule_requests using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on recon_rule_requests to qrt_app, qrt_readonly;
        create trigger trail_insert after insert on recon_rule_requests referencing new table as added for each statement execute function audit.record_inserts();
        create trigger trail_delete after delete on recon_rule_requests for each row execute function audit.record();
        create trigger trail_change after update on recon_rule_requests for each row when (old.* is distinct from new.*) execute function audit.record();
    """)


def downgrade() -> None:
    _run("drop table recon_rule_requests;")


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
