"""Posting costs the database a third less: the same laws and the same trail, asked by statement instead of row by row.

* The trail of vouchers and lines takes each row's JSON as text, without building a tree of it first. The body reads the same, its keys stand in the order of the columns.
* An inserted voucher's period is looked at once for each statement. Changes of a voucher are guarded row by row as before.
* Words of vouchers are sorted out over the whole statement.
* A long import counts its rows as it grows (app.count_books). Without statistics the planner takes an index on the company alone to look keys up, and reads every voucher.
* A ledger's name is unique by entity, name, tenant in this order. With the tenant first, a database that had no statistics yet took this index for the foreign key of
  each line, and read all ledgers of the tenant for it.
"""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _run(_TRAIL, role="qrt_audit")
    _run(_POSTING)


def downgrade() -> None:
    _run(_POSTING_BEFORE)
    _run("drop function audit.record_postings();", role="qrt_audit")


_TRAIL = """
    -- As audit.record_inserts, for tables with `tenant_id` and `id` of which nothing is digested.
    create function audit.record_postings() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
        xid xid8 := pg_current_xact_id();
        actor text := coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user);
        session text := coalesce(current_setting('app.session', true), '');
        said text := to_jsonb(actor)::text || ', ' || to_jsonb(session)::text || ', ' || to_jsonb(tg_table_name::text)::text || ', ' || to_jsonb(tg_op)::text || ', "';
    begin
        -- offset 0: each sequence number and each body is made once.
        insert into audit.log
        select b.tenant_id, b.seq, xid, b.at, actor, session, tg_table_name, tg_op, b.id::text, b.body, sha256(convert_to(b.body, 'UTF8'))
        from (
            select s.tenant_id, s.id, s.seq, s.at,
                   '[' || s.seq || ', "' || xid::text || '", "' || s.tenant_id || '", ' || extract(epoch from s.at)::text || ', ' || said
                       || s.id || '", null, ' || s.new || ']' as body
            from (select r.tenant_id, r.id, nextval('audit.log_seq') as seq, clock_timestamp() as at, row_to_json(r)::text as new from added r offset 0) s
            offset 0
        ) b;
        return null;
    end
    $$;
    revoke all on function audit.record_postings() from public;
    grant execute on function audit.record_postings() to qrt_owner;
"""

_POSTING = """
    drop trigger trail_insert on journal_entries;
    drop trigger trail_insert on journal_lines;
    create trigger trail_insert after insert on journal_entries referencing new table as added for each statement execute function audit.record_postings();
    create trigger trail_insert after insert on journal_lines referencing new table as added for each statement execute function audit.record_postings();

    create function app.guard_new_entries() returns trigger language plpgsql set search_path = public, pg_temp as $$
    begin
        if exists (select from added a where a.state = 'reversed') then
            raise exception using errcode = 'QR002', message = 'journal.reversed_before_posted';
        end if;
        -- For share: whoever locks the period waits for this transaction, or this one waits and then sees the lock (W3).
        perform from periods p where (p.tenant_id, p.id) in (select a.tenant_id, a.period_id from added a where a.state = 'posted') order by p.id for share;
        if exists (
            select from added a left join periods p on p.tenant_id = a.tenant_id and p.id = a.period_id
            where a.state = 'posted' and (p.state is null or p.state = 'locked')
        ) then
            raise exception using errcode = 'QR003', message = 'period.locked';
        end if;
        if exists (
            select from added a join periods p on p.tenant_id = a.tenant_id and p.id = a.period_id
            where a.state = 'posted' and (p.entity_id <> a.entity_id or a.day < p.first_day or a.day > p.last_day)
        ) then
            raise exception using errcode = 'QR004', message = 'journal.day_outside_period';
        end if;
        return null;
    end
    $$;
    revoke all on function app.guard_new_entries() from public;
    drop trigger guard_journal_entry on journal_entries;
    create trigger guard_journal_entry before update or delete on journal_entries for each row execute function app.guard_journal_entry();
    create trigger guard_new_entries after insert on journal_entries referencing new table as added for each statement execute function app.guard_new_entries();

    create or replace function app.keep_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        insert into voucher_words (tenant_id, word, id, count, entries)
        select d.tenant_id, d.word, (array_agg(d.id order by d.id desc))[1], count(*), array_agg(d.id order by d.id desc)
        from (select distinct a.tenant_id, a.id, left(case when left(w, 1) = '0' then coalesce(nullif(ltrim(w, '0'), ''), '0') else w end, 60) as word
              from added a cross join lateral string_to_table(translate(
                  lower(concat_ws(' ', a.number, a.imported_number, a.reference, a.party, a.party_gstin, a.narration)),
                  E'\\t\\n\\r!"#$%&''()*+,-./:;<=>?@[\\\\]^_`{|}~', repeat(' ', 35)), ' ') w
              where w <> '') d
        group by 1, 2 on conflict do nothing;
        insert into word_forms (tenant_id, form, word)
        select distinct f.tenant_id, case when n = 0 then f.w else left(f.w, n - 1) || substr(f.w, n + 1) end, f.w
        from (select distinct s.tenant_id, w from (select distinct a.tenant_id, a.party || ' ' || a.narration as said from added a) s cross join lateral app.words_of(s.said) w
              where length(w) between 4 and 30 and w !~ '[0-9]'
                and not exists (select from word_forms k where k.tenant_id = s.tenant_id and k.form = w and k.word = w) offset 0) f
        cross join lateral generate_series(0, length(f.w)) n on conflict do nothing;
        return null;
    end
    $$;

    alter table ledger_accounts drop constraint ledger_accounts_tenant_id_entity_id_name_key;
    alter table ledger_accounts add constraint ledger_accounts_entity_id_name_tenant_id_key unique (entity_id, name, tenant_id);

    -- Statistics of what a posting looks up, for the planner. A table that somebody else works through at this moment is left to him.
    create function app.count_books() returns void language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        analyze (skip_locked) journal_entries, journal_lines, ledger_accounts;
    end
    $$;
    revoke all on function app.count_books() from public;
    grant execute on function app.count_books() to qrt_app;
"""

_POSTING_BEFORE = """
    drop function app.count_books();
    alter table ledger_accounts drop constraint ledger_accounts_entity_id_name_tenant_id_key;
    alter table ledger_accounts add constraint ledger_accounts_tenant_id_entity_id_name_key unique (tenant_id, entity_id, name);
    create or replace function app.keep_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        insert into voucher_words (tenant_id, word, id, count, entries)
        select a.tenant_id, left(w, 60), (array_agg(a.id order by a.id desc))[1], count(*), array_agg(a.id)
        from added a cross join lateral app.words_of(concat_ws(' ', a.number, a.imported_number, a.reference, a.party, a.party_gstin, a.narration)) w
        group by 1, 2 on conflict do nothing;
        insert into word_forms (tenant_id, form, word)
        select distinct f.tenant_id, case when n = 0 then f.w else left(f.w, n - 1) || substr(f.w, n + 1) end, f.w
        from (select distinct s.tenant_id, w from (select distinct a.tenant_id, a.party || ' ' || a.narration as said from added a) s cross join lateral app.words_of(s.said) w
              where length(w) between 4 and 30 and w !~ '[0-9]'
                and not exists (select from word_forms k where k.tenant_id = s.tenant_id and k.form = w and k.word = w) offset 0) f
        cross join lateral generate_series(0, length(f.w)) n on conflict do nothing;
        return null;
    end
    $$;
    drop trigger guard_new_entries on journal_entries;
    drop function app.guard_new_entries();
    drop trigger guard_journal_entry on journal_entries;
    create trigger guard_journal_entry before insert or update or delete on journal_entries for each row execute function app.guard_journal_entry();
    drop trigger trail_insert on journal_entries;
    drop trigger trail_insert on journal_lines;
    create trigger trail_insert after insert on journal_entries referencing new table as added for each statement execute function audit.record_inserts();
    create trigger trail_insert after insert on journal_lines referencing new table as added for each statement execute function audit.record_inserts();
"""


def _run(script: str, role: str = "qrt_owner") -> None:
    """Run a script of many statements as a role, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(f"set local role {role}")
    driver.execute(script)
    driver.execute("set local role qrt_owner")
