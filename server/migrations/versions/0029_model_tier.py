"""Models that may be asked about papers: what a company allows, every call with its tokens and cost, and which papers were shown to which model;
the layout of each paper, by which the next one of it is filed as people filed this one."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    _run("""
        alter table documents add column asked text default '' not null;
        alter table documents add column layout text default '' not null;
        alter table documents add column read_as text default '' not null;
        alter table documents add column filed text default '' not null;

        create table model_policies (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            allowed boolean default false not null,
            model text default '' not null,
            seconds bigint default 60 not null,
            month_cap_paise bigint default 0 not null,
            price_in_paise bigint default 0 not null,
            price_out_paise bigint default 0 not null,
            decided_by uuid,
            decided_at timestamp with time zone default now() not null,
            version bigint default 1 not null,
            primary key (tenant_id, id),
            unique (tenant_id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            constraint model_policy_sound check (seconds > 0 and month_cap_paise >= 0 and price_in_paise >= 0 and price_out_paise >= 0
                and (not allowed or (model <> '' and month_cap_paise > 0 and price_in_paise > 0 and price_out_paise > 0)))
        );

        -- A call is written with the most it may cost before anything leaves the house, and settled with what it did cost.
        create table model_calls (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            document_id uuid not null,
            agent text not null,
            model text not null,
            prompt text not null,
            asked_digest text not null,
            answered_digest text default '' not null,
            state text default 'asked' not null,
            reserved_paise bigint not null,
            cost_paise bigint,
            tokens_in bigint default 0 not null,
            tokens_out bigint default 0 not null,
            refused jsonb default '[]'::jsonb not null,
            error text default '' not null,
            at timestamp with time zone default now() not null,
            ended_at timestamp with time zone,
            primary key (tenant_id, id),
            foreign key (tenant_id, document_id) references documents (tenant_id, id),
            constraint model_call_state_known check (state in ('asked', 'answered', 'refused', 'failed')),
            constraint model_call_settled check (state = 'asked' or (cost_paise is not null and ended_at is not null))
        );
        create index ix_model_calls_at on model_calls (tenant_id, at);
        create index ix_model_calls_document on model_calls (tenant_id, document_id);
    """)
    for table, writes in (("model_policies", "insert, update"), ("model_calls", "insert, update")):
        _run(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
            grant select on {table} to qrt_app, qrt_readonly;
            grant {writes} on {table} to qrt_app;
            create trigger trail_insert after insert on {table} referencing new table as added for each statement execute function audit.record_inserts();
            create trigger trail_delete after delete on {table} for each row execute function audit.record();
            create trigger trail_change after update on {table} for each row when (old.* is distinct from new.*) execute function audit.record();
        """)


def downgrade() -> None:
    _run("""
        drop table model_calls;
        drop table model_policies;
        alter table documents drop column filed;
        alter table documents drop column read_as;
        alter table documents drop column layout;
        alter table documents drop column asked;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
