"""Kept balances: what each ledger account moved on each day, so that a trial balance at any date need not add up the lines again."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _run("""
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
        -- Nobody but the trigger writes here.
        grant select on ledger_days to qrt_app, qrt_readonly;

        -- Lines are only ever added, so adding is all there is to keep. Sorted, so that two postings wait for each other and never for ever.
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

        -- What was posted before, one company after the other: the wall holds the owner too.
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
    """)


def downgrade() -> None:
    _run("""
        drop trigger keep_ledger_days on journal_lines;
        drop function app.keep_ledger_days();
        drop table ledger_days;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
