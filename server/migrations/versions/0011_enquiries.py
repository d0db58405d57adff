"""Kept balances by branch, cost centre, day and month; words of vouchers for the search; vouchers checked by the transaction, not one by one.

The text stands in an SQL file beside this one and is frozen with it.
"""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _run((Path(__file__).parent / "0011_enquiries.sql").read_text())
    _run(_TRAIL, role="qrt_audit")


def downgrade() -> None:
    _run(_TRAIL_BEFORE, role="qrt_audit")
    _run(_BEFORE)


_RECORD = """
    create or replace function audit.record_inserts() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
        xid xid8 := pg_current_xact_id();
        actor text := coalesce(nullif(current_setting('app.actor', true), ''), 'database:' || session_user);
        session text := coalesce(current_setting('app.session', true), '');
        %s
    begin
        -- offset 0: each sequence number and each body is made once.
        insert into audit.log
        select b.tenant, b.seq, xid, b.at, actor, session, tg_table_name, tg_op, b.row_id, b.body, sha256(convert_to(b.body, 'UTF8'))
        from (
            select s.tenant, s.seq, s.at, s.row_id,
                   %s as body
            from (
                select nextval('audit.log_seq') as seq, clock_timestamp() as at, coalesce(a.new ->> 'tenant_id', a.new ->> 'id')::uuid as tenant,
                       coalesce(a.new ->> 'id', '') as row_id, case when tg_nargs > 0 then audit.digest_columns(a.new, variadic tg_argv) else a.new end as new
                from (select to_jsonb(r) as new from added r offset 0) a
                offset 0
            ) s
            offset 0
        ) b;
        return null;
    end
    $$;
"""

_TRAIL = (
    _RECORD
    % (
        # The same text that the array below gives, letter for letter, without building the array for each row.
        "said text := to_jsonb(actor)::text || ', ' || to_jsonb(session)::text || ', ' || to_jsonb(tg_table_name::text)::text || ', ' || to_jsonb(tg_op)::text || ', ';",
        """'[' || s.seq || ', "' || xid::text || '", "' || s.tenant || '", ' || extract(epoch from s.at)::text || ', ' || said
                       || to_jsonb(s.row_id)::text || ', null, ' || s.new::text || ']'""",
    )
    # Lines are written once and looked up by their voucher: their rows of the trail are four of five, and need no place among those that are looked up by row.
    + """
    drop index audit.log_by_row;
    create index log_by_row on audit.log (tenant_id, tbl, row_id, seq) where tbl <> 'journal_lines';
    """
)
_TRAIL_BEFORE = (
    _RECORD % ("", "jsonb_build_array(s.seq, xid::text, s.tenant, extract(epoch from s.at), actor, session, tg_table_name, tg_op, s.row_id, null, s.new)::text")
    + "drop index audit.log_by_row; create index log_by_row on audit.log (tenant_id, tbl, row_id, seq);"
)

_BEFORE = """
    drop trigger keep_words on journal_entries;
    drop trigger keep_words_again on journal_entries;
    drop function app.keep_words(), app.keep_words_again(), app.words_of(text);
    drop table voucher_words, word_forms;
    drop trigger keep_balances on journal_lines;
    drop function app.keep_balances();
    drop table ledger_months;
    drop index ix_journal_entries_amount;
    drop index ix_journal_lines_amount;
    drop index ix_journal_lines_ledger;
    create index ix_journal_lines_ledger on journal_lines (tenant_id, ledger_id, day);
    drop index ix_journal_lines_balance;
    create index ix_journal_lines_balance on journal_lines (tenant_id, entity_id, day) include (ledger_id, amount_paise);
    alter table journal_lines add foreign key (tenant_id, entity_id) references entities (tenant_id, id);

    create or replace function app.check_touched_voucher() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        perform app.check_voucher(new.tenant_id, new.entry_id);
        delete from app.touched_vouchers t where t.tenant_id = new.tenant_id and t.entry_id = new.entry_id;
        return null;
    end
    $$;
    drop function app.unwhole_voucher(uuid);
    create or replace function app.check_voucher(tenant uuid, entry uuid) returns void language plpgsql set search_path = public, pg_temp as $$
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
    alter table journal_lines drop column branch;

    drop table ledger_days;
    create table ledger_days (
        tenant_id uuid default app.tenant() not null,
        entity_id uuid not null,
        ledger_id uuid not null,
        day date not null,
        debit_paise bigint not null,
        credit_paise bigint not null,
        primary key (tenant_id, entity_id, day, ledger_id),
        foreign key (tenant_id, entity_id) references entities (tenant_id, id),
        foreign key (tenant_id, ledger_id) references ledger_accounts (tenant_id, id)
    );
    alter table ledger_days enable row level security;
    alter table ledger_days force row level security;
    create policy tenant on ledger_days using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
    grant select on ledger_days to qrt_app, qrt_readonly;
    create function app.keep_ledger_days() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        insert into ledger_days as d (tenant_id, entity_id, ledger_id, day, debit_paise, credit_paise)
        select a.tenant_id, a.entity_id, a.ledger_id, a.day, sum(greatest(a.amount_paise, 0))::bigint, sum(greatest(-a.amount_paise, 0))::bigint
        from added a group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (tenant_id, entity_id, day, ledger_id)
            do update set debit_paise = d.debit_paise + excluded.debit_paise, credit_paise = d.credit_paise + excluded.credit_paise;
        return null;
    end
    $$;
    revoke all on function app.keep_ledger_days() from public;
    create trigger keep_ledger_days after insert on journal_lines referencing new table as added for each statement execute function app.keep_ledger_days();
    do $$
    declare
        each record;
    begin
        for each in select tenant_id from app.tenant_directory loop
            perform set_config('app.tenant_id', each.tenant_id::text, true);
            insert into ledger_days (tenant_id, entity_id, ledger_id, day, debit_paise, credit_paise)
            select l.tenant_id, l.entity_id, l.ledger_id, l.day, sum(greatest(l.amount_paise, 0))::bigint, sum(greatest(-l.amount_paise, 0))::bigint
            from journal_lines l group by 1, 2, 3, 4;
        end loop;
        perform set_config('app.tenant_id', '', true);
    end
    $$;
"""


def _run(script: str, role: str = "qrt_owner") -> None:
    """Run a script of many statements as a role, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(f"set local role {role}")
    driver.execute(script)
    driver.execute("set local role qrt_owner")
