-- Row-level security, grants, and the laws of the books that no code can forget. Runs as qrt_owner after 0001_tables.sql.

-- Enable and force the wall on every table; tenants is walled on its own id.
-- (select app.tenant()): evaluated once a statement; the bare call costs three times as much on scans.
do $$
declare
    name text;
    wall text;
begin
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname loop
        wall := case when name = 'tenants' then 'id' else 'tenant_id' end || ' = (select app.tenant())';
        execute format('alter table public.%I enable row level security', name);
        execute format('alter table public.%I force row level security', name);
        execute format('create policy tenant on public.%I using (%s) with check (%s)', name, wall, wall);
        execute format('grant select on public.%I to qrt_app, qrt_readonly', name);
    end loop;
end
$$;

-- Grants, as little as each table needs. Posted lines, decisions, sign-offs, packages, statements and events are written once.
grant insert on journal_lines, decisions, sign_offs, close_packages, events, compliance_checks, financial_statements to qrt_app;
grant insert, update on tenants, users, sessions, refresh_tokens, invitations, periods, closes, close_stages, close_tasks, agent_jobs, findings, documents,
    journal_entries, voucher_series, ledger_accounts, event_counters, compliance_checks, financial_statements to qrt_app;
grant insert, update, delete on entities, branches, entity_gstins, bank_accounts, opening_balances, document_fields, document_vouchers, reconciliation_reports,
    reconciliation_items, reconciliation_matches, reconciliation_match_lines, reconciliation_breaks, idempotency_keys to qrt_app;
grant insert, delete on extractions, user_roles to qrt_app;
grant delete on sessions, refresh_tokens, invitations, close_stages to qrt_app;
revoke select on users, sessions, refresh_tokens, invitations, idempotency_keys from qrt_readonly;

-- Who may sign in, over all tenants. The app reads it through one function and by one exact address; it has no right on the table.
create table app.sign_in_directory (
    email text primary key,
    tenant_id uuid not null,
    user_id uuid not null,
    unique (tenant_id, user_id)
);
create table app.tenant_directory (
    tenant_id uuid primary key,
    since timestamptz not null default now()
);

create function app.keep_sign_in_directory() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        insert into app.sign_in_directory (email, tenant_id, user_id) values (new.email, new.tenant_id, new.id);
    elsif new.email is distinct from old.email then
        update app.sign_in_directory set email = new.email where tenant_id = new.tenant_id and user_id = new.id;
    end if;
    return null;
end
$$;
create trigger keep_sign_in_directory after insert or update of email on users for each row execute function app.keep_sign_in_directory();

create function app.keep_tenant_directory() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into app.tenant_directory (tenant_id) values (new.id);
    return null;
end
$$;
create trigger keep_tenant_directory after insert on tenants for each row execute function app.keep_tenant_directory();

create function app.find_sign_in(address text) returns table (tenant_id uuid, user_id uuid) language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select d.tenant_id, d.user_id from app.sign_in_directory d where d.email = lower(address)
$$;
create function app.list_tenants() returns table (tenant_id uuid) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select d.tenant_id from app.tenant_directory d order by d.since, d.tenant_id
$$;
revoke all on function app.keep_sign_in_directory(), app.keep_tenant_directory(), app.find_sign_in(text), app.list_tenants() from public;
grant execute on function app.find_sign_in(text), app.list_tenants() to qrt_app;

-- Leases of the processes that run durable work, and how often each workflow was taken from a lost one. No tenant stands in them.
create table app.executors (
    id text primary key,
    kind text not null default 'worker',
    version text not null default '',
    started_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp()
);
create table app.reaps (
    workflow_id text primary key,
    count bigint not null default 1,
    last_at timestamptz not null default clock_timestamp()
);
grant select, insert, update, delete on app.executors, app.reaps to qrt_app;
grant select on app.executors, app.reaps to qrt_readonly;
-- Which revision stands here is no secret: the platform checks at its start that it is the one it needs.
grant select on app.alembic_version to qrt_app, qrt_readonly;

-- W2, the books. A voucher is posted whole and stays as it was posted; only its state may turn to reversed.
create function app.guard_journal_entry() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
        if period.entity_id <> new.entity_id or new.day < period.first_day or new.day > period.last_day then
            raise exception using errcode = 'QR004', message = 'journal.day_outside_period';
        end if;
    end if;
    return new;
end
$$;
create trigger guard_journal_entry before insert or update or delete on journal_entries for each row execute function app.guard_journal_entry();

-- Deferred to the commit: entry first, lines after it, in one transaction. The debit side must equal the entry's amount, which never changes, so that no
-- pair of legs can be added to a voucher later.
create function app.check_voucher(tenant uuid, entry uuid) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    head record;
    legs record;
begin
    select e.state, e.entity_id, e.day, e.amount_paise into head from journal_entries e where e.tenant_id = tenant and e.id = entry;
    if head.state is null or head.state not in ('posted', 'reversed') then
        raise exception using errcode = 'QR005', message = 'journal.lines_without_posting';
    end if;
    select count(*) as count, coalesce(sum(l.amount_paise), 0) as total, coalesce(sum(l.amount_paise) filter (where l.amount_paise > 0), 0) as debit,
           bool_and(l.entity_id = head.entity_id and l.day = head.day) as same into legs
        from journal_lines l where l.tenant_id = tenant and l.entry_id = entry;
    if legs.count < 2 or legs.total <> 0 or legs.debit <> head.amount_paise or not legs.same then
        raise exception using errcode = 'QR006', message = 'journal.unbalanced',
            detail = format('%s lines, sum %s, debit %s, amount %s', legs.count, legs.total, legs.debit, head.amount_paise);
    end if;
end
$$;
create function app.check_voucher_of_entry() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform app.check_voucher(new.tenant_id, new.id);
    return null;
end
$$;
create function app.check_voucher_of_line() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    perform app.check_voucher(new.tenant_id, new.entry_id);
    return null;
end
$$;
create constraint trigger voucher_is_whole after insert or update of state on journal_entries deferrable initially deferred
    for each row when (new.state = 'posted') execute function app.check_voucher_of_entry();
create constraint trigger line_belongs_to_whole_voucher after insert on journal_lines deferrable initially deferred
    for each row execute function app.check_voucher_of_line();
