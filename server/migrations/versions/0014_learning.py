"""What people decided of matches, kept to learn from; what a text means as a party; models as text; rules that habits suggest."""

from alembic import op

revision = "0014"
down_revision = "0013"

_TABLES = ("reconciliation_corrections", "party_aliases", "learned_models", "alias_proposals")


def upgrade() -> None:
    _run("""
        -- One row a match and decision, with the match and its lines as the person saw them: a later run writes matches and lines anew. Nothing is ever changed.
        create table reconciliation_corrections (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            report_id uuid not null,
            kind text not null,
            by uuid not null,
            verb text not null,
            match text not null,
            stage text not null,
            score double precision not null,
            margin double precision not null,
            probability double precision,
            model text default '' not null,
            difference_paise bigint not null,
            reasons jsonb not null,
            lines jsonb not null,
            at timestamptz default clock_timestamp() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            constraint reconciliation_correction_known check (verb in ('accept','reject','re-pair','split','manual','undo'))
        );
        create index ix_reconciliation_corrections_kind on reconciliation_corrections (tenant_id, kind, at);
        create index ix_reconciliation_corrections_match on reconciliation_corrections (tenant_id, report_id, match, at);

        -- The newest row of an alias counts; an empty party takes it back.
        create table party_aliases (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            alias text not null,
            party text not null,
            by uuid not null,
            at timestamptz default clock_timestamp() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id)
        );
        create index ix_party_aliases_alias on party_aliases (tenant_id, alias, at);

        -- `content` is the model as JSON text, whose SHA-256 is `digest`; "" where the corrections bore none. promoted_by names an actor as the trail does.
        create table learned_models (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            kind text not null,
            digest text not null,
            state text not null,
            content text not null,
            trained_on jsonb not null,
            metrics jsonb not null,
            why text not null,
            made_at timestamptz default clock_timestamp() not null,
            promoted_by text default '' not null,
            promoted_at timestamptz,
            primary key (tenant_id, id),
            constraint learned_model_state_known check (state in ('champion','challenger','retired'))
        );
        create unique index ux_learned_models_champion on learned_models (tenant_id, kind) where state = 'champion';
        create index ix_learned_models_made on learned_models (tenant_id, kind, made_at);

        create table alias_proposals (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            kind text not null,
            alias text not null,
            party text not null,
            accepted bigint not null,
            would_match bigint not null,
            wrong bigint not null,
            examples jsonb not null,
            state text default 'waiting' not null,
            made_at timestamptz default clock_timestamp() not null,
            decided_by uuid,
            decided_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            unique (tenant_id, kind, alias, party),
            constraint alias_proposal_state_known check (state in ('waiting','accepted','declined'))
        );
        grant insert on reconciliation_corrections, party_aliases to qrt_app;
        grant insert, update on learned_models, alias_proposals to qrt_app;
    """)
    for table in _TABLES:
        _run(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
            grant select on {table} to qrt_app, qrt_readonly;
        """)
    # The trail tells corrections in one row a bulk act: the decision that it also keeps names every match.
    _run("""
        create trigger trail_insert after insert on reconciliation_corrections
            referencing new table as changed for each statement execute function audit.record_bulk('report_id');
        create trigger trail_delete after delete on reconciliation_corrections
            referencing old table as changed for each statement execute function audit.record_bulk('report_id');
        create trigger trail_change after update on reconciliation_corrections for each row when (old.* is distinct from new.*) execute function audit.record();
    """)
    for table in _TABLES[1:]:
        _run(f"""
            create trigger trail_insert after insert on {table} referencing new table as added for each statement execute function audit.record_inserts();
            create trigger trail_delete after delete on {table} for each row execute function audit.record();
            create trigger trail_change after update on {table} for each row when (old.* is distinct from new.*) execute function audit.record();
        """)


def downgrade() -> None:
    _run("drop table alias_proposals; drop table learned_models; drop table party_aliases; drop table reconciliation_corrections;")


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
