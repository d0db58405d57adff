"""A voucher is checked once at commit, however many lines came: who touches it writes its id down, and the deferred constraint hangs on that note.

Before, every line of a voucher asked for the same check again.
"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _run("""
        -- Vouchers that this transaction must leave whole. Empty between transactions, so it need not survive a crash; nobody but the functions below reaches it.
        create unlogged table app.touched_vouchers (
            tenant_id uuid not null,
            entry_id uuid not null,
            primary key (tenant_id, entry_id)
        );

        create function app.touch_vouchers_of_lines() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            insert into app.touched_vouchers select distinct a.tenant_id, a.entry_id from added a on conflict do nothing;
            return null;
        end
        $$;
        create function app.touch_posted_vouchers() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            insert into app.touched_vouchers select a.tenant_id, a.id from added a where a.state = 'posted' on conflict do nothing;
            return null;
        end
        $$;
        create function app.touch_posted_voucher() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            insert into app.touched_vouchers values (new.tenant_id, new.id) on conflict do nothing;
            return null;
        end
        $$;
        create function app.check_touched_voucher() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            perform app.check_voucher(new.tenant_id, new.entry_id);
            delete from app.touched_vouchers t where t.tenant_id = new.tenant_id and t.entry_id = new.entry_id;
            return null;
        end
        $$;
        revoke all on function app.touch_vouchers_of_lines(), app.touch_posted_vouchers(), app.touch_posted_voucher(), app.check_touched_voucher() from public;

        drop trigger voucher_is_whole on journal_entries;
        drop trigger line_belongs_to_whole_voucher on journal_lines;
        drop function app.check_voucher_of_entry();
        drop function app.check_voucher_of_line();
        create trigger touch_voucher after insert on journal_lines referencing new table as added for each statement execute function app.touch_vouchers_of_lines();
        create trigger touch_voucher after insert on journal_entries referencing new table as added for each statement execute function app.touch_posted_vouchers();
        create trigger touch_voucher_posted after update of state on journal_entries for each row when (new.state = 'posted') execute function app.touch_posted_voucher();
        create constraint trigger voucher_is_whole after insert on app.touched_vouchers deferrable initially deferred
            for each row execute function app.check_touched_voucher();
    """)


def downgrade() -> None:
    _run("""
        drop trigger touch_voucher on journal_lines;
        drop trigger touch_voucher on journal_entries;
        drop trigger touch_voucher_posted on journal_entries;
        drop table app.touched_vouchers;
        drop function app.touch_vouchers_of_lines(), app.touch_posted_vouchers(), app.touch_posted_voucher(), app.check_touched_voucher();
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
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
