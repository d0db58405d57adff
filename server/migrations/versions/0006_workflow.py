"""Approval ladder, comments, templates, reversing entries, soft-closed periods."""

from alembic import op

revision = "0006"
down_revision = "0005"

_TABLES = ("approval_rules", "approvals", "journal_comments", "journal_templates", "template_periods", "period_requests", "cost_centres")


def upgrade() -> None:
    _run("""
        -- Our number reads "<prefix>/<year>/<counter>". The form stands with the counter it belongs to, one a series and year, and does not change once a
        -- number was given from it; so a series never shows a gap or a double.
        alter table voucher_series add column prefix text default '' not null, add column width bigint default 5 not null,
            add constraint series_width_sane check (width between 1 and 12);

        -- What was proposed first, before a person changed it; and why a voucher takes another one back.
        alter table journal_entries add column proposal jsonb, add column reversal_reason text default '' not null;
        -- Looked for when the next quarter opens: reversing entries that are due in it.
        create index ix_journal_entries_reverses_on on journal_entries (tenant_id, reverses_on) where reverses_on is not null;
        create index ix_journal_entries_reverses on journal_entries (tenant_id, reverses_id) where reverses_id is not null;

        -- A ladder whole, as one set of rules: asked for by one person, put in force by another one.
        create table approval_rules (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            rules jsonb not null,
            state text default 'asked' not null,
            reason text not null,
            asked_by uuid not null,
            asked_at timestamptz default now() not null,
            decided_by uuid,
            decided_at timestamptz,
            version bigint default 1 not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, asked_by) references users (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            constraint ladder_state_known check (state in ('asked','in_force','declined','replaced')),
            constraint ladder_takes_two check (decided_by is null or decided_by <> asked_by),
            constraint ladder_in_force_was_decided check (state in ('asked','declined') or decided_by is not null)
        );
        create unique index one_ladder_in_force on approval_rules (tenant_id) where state = 'in_force';
        create unique index one_ladder_asked on approval_rules (tenant_id) where state = 'asked';

        -- One person's yes to one wording of a draft. Written once.
        create table approvals (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            entry_id uuid not null,
            version bigint not null,
            by uuid not null,
            at timestamptz default clock_timestamp() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, entry_id) references journal_entries (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            unique (tenant_id, entry_id, version, by)
        );

        create table journal_comments (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            entry_id uuid not null,
            by uuid not null,
            at timestamptz default clock_timestamp() not null,
            text text not null,
            resolved_by uuid,
            resolved_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, entry_id) references journal_entries (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            foreign key (tenant_id, resolved_by) references users (tenant_id, id)
        );
        create index ix_journal_comments_entry on journal_comments (tenant_id, entry_id, at);

        create table journal_templates (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            entity_id uuid not null,
            name text not null,
            kind text not null,
            cadence text not null,
            day_of_month bigint not null,
            start_on date not null,
            end_on date,
            amount_from text default 'fixed' not null,
            percent numeric(9, 4) default 0 not null,
            auto_reverse boolean default false not null,
            narration text default '' not null,
            party text default '' not null,
            branch text default '' not null,
            reference text default '' not null,
            lines jsonb not null,
            state text default 'active' not null,
            changed_by uuid not null,
            version bigint default 1 not null,
            created_at timestamptz default now() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            foreign key (tenant_id, changed_by) references users (tenant_id, id),
            unique (tenant_id, entity_id, name),
            constraint template_cadence_known check (cadence in ('monthly','quarterly')),
            constraint template_amount_known check (amount_from in ('fixed','last')),
            constraint template_state_known check (state in ('active','paused')),
            constraint template_day_sane check (day_of_month between 1 and 31)
        );

        create table template_periods (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            template_id uuid not null,
            period text not null,
            state text not null,
            entry_id uuid,
            reason text default '' not null,
            by uuid not null,
            at timestamptz default clock_timestamp() not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, template_id) references journal_templates (tenant_id, id),
            foreign key (tenant_id, entry_id) references journal_entries (tenant_id, id),
            foreign key (tenant_id, by) references users (tenant_id, id),
            unique (tenant_id, template_id, period),
            constraint template_period_state_known check (state in ('drafted','skipped'))
        );

        -- Reopening a locked period: one person asks with a reason, another one grants.
        create table period_requests (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            period_id uuid not null,
            reason text not null,
            state text default 'asked' not null,
            asked_by uuid not null,
            asked_at timestamptz default now() not null,
            decided_by uuid,
            decided_at timestamptz,
            primary key (tenant_id, id),
            foreign key (tenant_id, period_id) references periods (tenant_id, id),
            foreign key (tenant_id, asked_by) references users (tenant_id, id),
            foreign key (tenant_id, decided_by) references users (tenant_id, id),
            constraint period_request_state_known check (state in ('asked','granted','declined')),
            constraint reopening_takes_two check (decided_by is null or decided_by <> asked_by or state <> 'granted')
        );
        create unique index one_period_request on period_requests (tenant_id, period_id) where state = 'asked';

        create table cost_centres (
            tenant_id uuid default app.tenant() not null,
            id uuid not null,
            entity_id uuid not null,
            name text not null,
            active boolean default true not null,
            primary key (tenant_id, id),
            foreign key (tenant_id, entity_id) references entities (tenant_id, id),
            unique (tenant_id, entity_id, name)
        );

        grant insert on approvals to qrt_app;
        grant insert, update on approval_rules, journal_comments, journal_templates, template_periods, period_requests, cost_centres to qrt_app;
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
    _run(_LAWS)


_LAWS = """
    -- What code may forget: an approval is of the wording that waits, never the maker's own, and of nobody twice (the unique key).
    create function app.guard_approval() returns trigger language plpgsql set search_path = public, pg_temp as $$
    declare
        entry record;
    begin
        select e.state, e.version, e.maker_id into entry from journal_entries e where e.tenant_id = new.tenant_id and e.id = new.entry_id for share;
        if entry.state is distinct from 'waiting' or entry.version <> new.version then
            raise exception using errcode = 'QR010', message = 'approval.not_of_what_waits';
        end if;
        if entry.maker_id = new."by" then
            raise exception using errcode = 'QR011', message = 'approval.maker_is_checker';
        end if;
        return new;
    end
    $$;
    create trigger guard_approval before insert on approvals for each row execute function app.guard_approval();

    -- A counter only rises, and the form of a number stays once one was given.
    create function app.guard_voucher_series() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
        if new.last_number < old.last_number then
            raise exception using errcode = 'QR012', message = 'series.counter_falls';
        end if;
        if old.last_number > 0 and (new.prefix <> old.prefix or new.width <> old.width) then
            raise exception using errcode = 'QR013', message = 'series.form_changes_midway';
        end if;
        return new;
    end
    $$;
    create trigger guard_voucher_series before update on voucher_series for each row execute function app.guard_voucher_series();

    -- A soft-closed period takes what a controller approved, and nothing else.
    create or replace function app.guard_journal_entry() returns trigger language plpgsql set search_path = public, pg_temp as $$
    declare
        period record;
    begin
        if tg_op <> 'INSERT' and old.state in ('posted', 'reversed') then
            if tg_op = 'DELETE' then
                raise exception using errcode = 'QR001', message = 'journal.posted_is_immutable';
            end if;
            if (to_jsonb(new) - 'state' - 'version') <> (to_jsonb(old) - 'state' - 'version') or not (new.state = old.state or (old.state = 'posted' and new.state = 'reversed')) then
                raise exception using errcode = 'QR001', message = 'journal.posted_is_immutable';
            end if;
            return new;
        end if;
        if tg_op = 'DELETE' then
            return old;
        end if;
        if new.state = 'reversed' then
            raise exception using errcode = 'QR002', message = 'journal.reversed_before_posted';
        end if;
        if new.state = 'posted' then
            -- For share: whoever locks the period waits for this transaction, or this one waits and then sees the lock (W3).
            select p.state, p.entity_id, p.first_day, p.last_day into period from periods p
                where p.tenant_id = new.tenant_id and p.id = new.period_id for share;
            if period.state is null or period.state = 'locked' then
                raise exception using errcode = 'QR003', message = 'period.locked';
            end if;
            if period.state = 'soft_closed' and not exists (
                select 1 from user_roles r where r.tenant_id = new.tenant_id and r.user_id = new.checked_by and r.role = 'finance_manager') then
                raise exception using errcode = 'QR014', message = 'period.soft_closed';
            end if;
            if period.entity_id <> new.entity_id or new.day < period.first_day or new.day > period.last_day then
                raise exception using errcode = 'QR004', message = 'journal.day_outside_period';
            end if;
        end if;
        return new;
    end
    $$;
"""


def downgrade() -> None:
    _run("drop trigger guard_voucher_series on voucher_series; drop function app.guard_voucher_series();")
    _run("drop trigger guard_approval on approvals; drop function app.guard_approval();")
    for table in reversed(_TABLES):
        _run(f"drop table {table}")
    _run("""
        drop index ix_journal_entries_reverses_on, ix_journal_entries_reverses;
        alter table journal_entries drop column proposal, drop column reversal_reason;
        alter table voucher_series drop column prefix, drop column width;
        create or replace function app.guard_journal_entry() returns trigger language plpgsql set search_path = public, pg_temp as $$
        declare
            period record;
        begin
            if tg_op <> 'INSERT' and old.state in ('posted', 'reversed') then
                if tg_op = 'DELETE' then
                    raise exception using errcode = 'QR001', message = 'journal.posted_is_immutable';
                end if;
                if (to_jsonb(new) - 'state' - 'version') <> (to_jsonb(old) - 'state' - 'version') or not (new.state = old.state or (old.state = 'posted' and new.state = 'reversed')) then
                    raise exception using errcode = 'QR001', message = 'journal.posted_is_immutable';
                end if;
                return new;
            end if;
            if tg_op = 'DELETE' then
                return old;
            end if;
            if new.state = 'reversed' then
                raise exception using errcode = 'QR002', message = 'journal.reversed_before_posted';
            end if;
            if new.state = 'posted' then
                select p.state, p.entity_id, p.first_day, p.last_day into period from periods p
                    where p.tenant_id = new.tenant_id and p.id = new.period_id for share;
                if period.state is null or period.state = 'locked' then
                    raise exception using errcode = 'QR003', message = 'period.locked';
                end if;
                if period.entity_id <> new.entity_id or new.day < period.first_day or new.day > period.last_day then
                    raise exception using errcode = 'QR004', message = 'journal.day_outside_period';
                end if;
            end if;
            return new;
        end
        $$;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
