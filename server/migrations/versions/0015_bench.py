"""What people did on a reconciliation, act by act, so that it can be taken back; bulk acceptance as a job; comments on lines."""

from alembic import op

revision = "0015"
down_revision = "0014"

_TABLES = ("reconciliation_acts", "reconciliation_act_lines", "reconciliation_comments")


def upgrade() -> None:
    _run("""
        -- `earlier`: the statuses before people decided, oldest first. `left_paise`: what it uses of our side, so that a list adds up without its lines.
        alter table reconciliation_matches add column earlier jsonb default '[]'::jsonb not null;
        alter table reconciliation_matches add column left_paise bigint default 0 not null;
        update reconciliation_matches m set left_paise = coalesce(
            (select sum(l.allocated_paise) from reconciliation_match_lines l where l.tenant_id = m.tenant_id and l.match_id = m.id and l.side = 'left'), 0);
        create index ix_reconciliation_matches_waiting on reconciliation_matches (tenant_id, report_id, score, id) where status = 'suggested';
        create index ix_reconciliation_matches_decided on reconciliation_matches (tenant_id, report_id, score, id) where status in ('auto','accepted');
        create index ix_reconciliation_matches_sums on reconciliation_matches (tenant_id, report_id, status, stage) include (left_paise, difference_paise);
        create index ix_reconciliation_match_lines_item on reconciliation_match_lines (tenant_id, side, item);
        create index ix_reconciliation_items_amount on reconciliation_items (tenant_id, report_id, side, amount_paise);
        create index ix_reconciliation_breaks_age on reconciliation_breaks (tenant_id, report_id, side, age_days, id) where open;

        -- One act of one person. Several matches may be in it; what became of each commits with its decision.
        create table reconciliation_acts (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            report_id uuid not null,
            kind text not null,
            by uuid not null,
            words text default '' not null,
            undoes_id uuid,
            total bigint not null,
            total_paise bigint not null,
            difference_paise bigint default 0 not null,
            done bigint default 0 not null,
            failed bigint default 0 not null,
            undone bigint default 0 not null,
            state text default 'done' not null,
            message text default '' not null,
            asked_at timestamptz default clock_timestamp() not null,
            ended_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            foreign key (tenant_id, undoes_id) references reconciliation_acts (tenant_id, id),
            constraint reconciliation_act_known check (kind in ('accept','accept_filter','reject','match','undo')),
            constraint reconciliation_act_state_known check (state in ('waiting','running','done','stopped','failed'))
        );
        create index ix_reconciliation_acts_asked on reconciliation_acts (tenant_id, report_id, asked_at);
        create table reconciliation_act_lines (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            act_id uuid not null,
            position bigint not null,
            match text not null,
            version bigint not null,
            words text default '' not null,
            left_paise bigint default 0 not null,
            state text default 'waiting' not null,
            code text default '' not null,
            sentence text default '' not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, act_id) references reconciliation_acts (tenant_id, id),
            unique (tenant_id, act_id, position),
            constraint reconciliation_act_line_state_known check (state in ('waiting','done','failed','undone'))
        );
        create index ix_reconciliation_act_lines_waiting on reconciliation_act_lines (tenant_id, act_id, position) where state = 'waiting';

        -- What people say about a line. The line stays in its list; a comment follows the line from run to run.
        create table reconciliation_comments (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            report_id uuid not null,
            side text not null,
            item text not null,
            by uuid not null,
            text text not null,
            at timestamptz default clock_timestamp() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, report_id) references reconciliation_reports (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            constraint reconciliation_comment_side_known check (side in ('left','right'))
        );
        create index ix_reconciliation_comments_item on reconciliation_comments (tenant_id, report_id, side, item, at);
        grant insert, update on reconciliation_acts, reconciliation_act_lines to qrt_app;
        grant insert on reconciliation_comments to qrt_app;
    """)
    for table in _TABLES:
        _run(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy tenant on {table} using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
            grant select on {table} to qrt_app, qrt_readonly;
        """)
    # Decisions name every match of a bulk act; its list is told in one row of the trail, and what became of a line with that line.
    _run("""
        create trigger trail_insert after insert on reconciliation_act_lines referencing new table as changed for each statement execute function audit.record_bulk('act_id');
        create trigger trail_delete after delete on reconciliation_act_lines referencing old table as changed for each statement execute function audit.record_bulk('act_id');
        create trigger trail_change after update on reconciliation_act_lines for each row
            when (old.* is distinct from new.* and new.state <> 'done') execute function audit.record();
    """)
    for table in ("reconciliation_acts", "reconciliation_comments"):
        _run(f"""
            create trigger trail_insert after insert on {table} referencing new table as added for each statement execute function audit.record_inserts();
            create trigger trail_delete after delete on {table} for each row execute function audit.record();
            create trigger trail_change after update on {table} for each row when (old.* is distinct from new.*) execute function audit.record();
        """)


def downgrade() -> None:
    _run("""
        drop table reconciliation_comments; drop table reconciliation_act_lines; drop table reconciliation_acts;
        drop index ix_reconciliation_breaks_age; drop index ix_reconciliation_items_amount; drop index ix_reconciliation_match_lines_item;
        drop index ix_reconciliation_matches_sums; drop index ix_reconciliation_matches_decided; drop index ix_reconciliation_matches_waiting;
        alter table reconciliation_matches drop column left_paise;
        alter table reconciliation_matches drop column earlier;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
