-- The audit trail (docs/security.md R1 to R3). The first part runs as qrt_audit, the second (triggers on the tables) as qrt_owner.

create sequence audit.log_seq;

-- One row for each change. `body` is the canonical text over which `h` is taken, so that anyone can check it with nothing but SHA-256:
--   [seq, xid, tenant, seconds since 1970, actor, session, table, operation, row id, old, new]
-- The other columns repeat parts of it for look-ups; the verifier compares them.
create table audit.log (
    tenant_id uuid not null,
    seq bigint not null,
    xid xid8 not null,
    at timestamptz not null,
    actor text not null,
    session text not null,
    tbl text not null,
    op text not null,
    row_id text not null,
    body text not null,
    h bytea not null,
    primary key (tenant_id, seq)
);
create index log_by_row on audit.log (tenant_id, tbl, row_id, seq);
create index log_by_xid on audit.log (tenant_id, xid, seq) include (h);

-- A seal closes all rows of a tenant between two (xid, seq) marks: Merkle root of their hashes, chained to the seal before, signed outside the database.
create table audit.seal (
    tenant_id uuid not null,
    n bigint not null,
    first_xid xid8 not null,
    first_seq bigint not null,
    last_xid xid8 not null,
    last_seq bigint not null,
    count bigint not null,
    root bytea not null,
    prev bytea not null,
    h bytea not null,
    signature bytea not null,
    key_id text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, n)
);

alter table audit.log enable row level security;
alter table audit.log force row level security;
alter table audit.seal enable row level security;
alter table audit.seal force row level security;
create policy tenant on audit.log using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
create policy tenant on audit.seal using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
-- The sealer visits every tenant, but of the trail it may read positions and hashes alone.
create policy sealer_reads on audit.log for select to qrt_sealer using (true);
create policy sealer_reads on audit.seal for select to qrt_sealer using (true);
create policy sealer_adds on audit.seal for insert to qrt_sealer with check (true);
grant select on audit.log, audit.seal to qrt_app, qrt_readonly;
grant select (tenant_id, seq, xid, h) on audit.log to qrt_sealer;
grant select, insert on audit.seal to qrt_sealer;

create function audit.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = 'QR007', message = 'audit.append_only';
end
$$;
create trigger append_only before update or delete on audit.log for each row execute function audit.refuse();
create trigger append_only_whole before truncate on audit.log for each statement execute function audit.refuse();
create trigger append_only before update or delete on audit.seal for each row execute function audit.refuse();
create trigger append_only_whole before truncate on audit.seal for each statement execute function audit.refuse();

-- Writes one row of the trail. `tenant` comes from the changed row, and the wall on audit.log demands that it be the bound one.
create function audit.write(tenant uuid, tbl text, op text, row_id text, old jsonb, new jsonb) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    seq bigint := nextval('audit.log_seq');
    xid xid8 := pg_current_xact_id();
    at timestamptz := clock_timestamp();
    actor text := coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user);
    session text := coalesce(current_setting('app.session', true), '');
    -- Seconds as a number, not as text: text would depend on the time zone. An array, not a joined string: no separator to forge.
    body text := jsonb_build_array(seq, xid::text, tenant, extract(epoch from at), actor, session, tbl, op, row_id, old, new)::text;
begin
    insert into audit.log values (tenant, seq, xid, at, actor, session, tbl, op, row_id, body, sha256(convert_to(body, 'UTF8')));
end
$$;

-- Large or secret columns stand in the trail as the SHA-256 of their text: still proof of what stood there, at no cost in size.
create function audit.digest_columns(record jsonb, variadic columns text[]) returns jsonb language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    name text;
begin
    if record is null then
        return null;
    end if;
    foreach name in array columns loop
        if record ->> name is not null then
            record := jsonb_set(record, array[name], jsonb_build_object('sha256', encode(sha256(convert_to(record ->> name, 'UTF8')), 'hex')));
        end if;
    end loop;
    return record;
end
$$;

-- Row trigger; its arguments name the columns to digest.
create function audit.record() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    subject jsonb := coalesce(after, before);
begin
    if tg_nargs > 0 then
        before := audit.digest_columns(before, variadic tg_argv);
        after := audit.digest_columns(after, variadic tg_argv);
    end if;
    perform audit.write(coalesce(subject ->> 'tenant_id', subject ->> 'id')::uuid, tg_table_name, tg_op, coalesce(subject ->> 'id', ''), before, after);
    return null;
end
$$;

-- Statement trigger for rows that a machine writes by the thousand: one row of the trail for each parent, with count and digest over all of them in order.
create function audit.record_bulk() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    parent text := tg_argv[0];
    part record;
begin
    for part in
        select (to_jsonb(r) ->> 'tenant_id')::uuid as tenant, to_jsonb(r) ->> parent as parent_id, count(*) as rows,
               encode(sha256(convert_to(string_agg(to_jsonb(r)::text, ',' order by to_jsonb(r) ->> 'id'), 'UTF8')), 'hex') as digest
        from changed r group by 1, 2
    loop
        perform audit.write(part.tenant, tg_table_name, tg_op, part.parent_id, case when tg_op = 'DELETE' then jsonb_build_object('rows', part.rows, 'sha256', part.digest) end,
            case when tg_op = 'INSERT' then jsonb_build_object('rows', part.rows, 'sha256', part.digest) end);
    end loop;
    return null;
end
$$;

revoke all on all functions in schema audit from public;
revoke all on all sequences in schema audit from public;
-- To hang the functions on its tables, and for nothing else: the wall keeps their owner's tables shut.
grant execute on function audit.record(), audit.record_bulk() to qrt_owner;

-- as qrt_owner

create trigger trail after insert or delete on tenants for each row execute function audit.record();
create trigger trail_change after update on tenants for each row when (old.* is distinct from new.*) execute function audit.record();

do $$
declare
    each record;
    digested text;
begin
    for each in
        -- Noise stays out: events and their counter, idempotency keys, refresh tokens; sessions and users have triggers of their own below.
        select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
            and relname not in ('tenants', 'users', 'sessions', 'refresh_tokens', 'events', 'event_counters', 'idempotency_keys', 'close_stages',
                                'reconciliation_items', 'reconciliation_match_lines', 'reconciliation_breaks')
            order by relname
    loop
        digested := case each.name when 'extractions' then '''content''' when 'financial_statements' then '''content''' when 'invitations' then '''secret_hash''' else '' end;
        execute format('create trigger trail after insert or delete on public.%I for each row execute function audit.record(%s)', each.name, digested);
        execute format('create trigger trail_change after update on public.%I for each row when (old.* is distinct from new.*) execute function audit.record(%s)', each.name, digested);
    end loop;

    for each in select * from (values ('reconciliation_items', 'report_id'), ('reconciliation_match_lines', 'match_id'), ('reconciliation_breaks', 'report_id')) as t(name, parent) loop
        execute format('create trigger trail_insert after insert on public.%I referencing new table as changed for each statement execute function audit.record_bulk(%L)', each.name, each.parent);
        execute format('create trigger trail_delete after delete on public.%I referencing old table as changed for each statement execute function audit.record_bulk(%L)', each.name, each.parent);
        execute format('create trigger trail_change after update on public.%I for each row when (old.* is distinct from new.*) execute function audit.record()', each.name);
    end loop;
end
$$;

-- When a person was last seen is no change of the person.
create trigger trail after insert or delete on users for each row execute function audit.record('password_hash');
create trigger trail_change after update on users for each row
    when ((to_jsonb(old) - 'last_seen_at') is distinct from (to_jsonb(new) - 'last_seen_at')) execute function audit.record('password_hash');
-- Sign-ins and their ends; not every request.
create trigger trail after insert or delete on sessions for each row execute function audit.record('secret_hash', 'csrf_hash');
create trigger trail_change after update on sessions for each row when (old.revoked_at is distinct from new.revoked_at) execute function audit.record('secret_hash', 'csrf_hash');
