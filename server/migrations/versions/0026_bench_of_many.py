"""A workbench of a hundred thousand lines: what an open line comes to stands with it, and lists are cut out of indexes."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    _run("""
        -- An open line's amount stands in its break, so that sums and candidates of open lines are read without the lines that are matched.
        alter table reconciliation_breaks add column amount_paise bigint default 0 not null;
        alter table reconciliation_breaks disable trigger user;
        do $$
        declare
            each record;
        begin
            for each in select tenant_id from app.tenant_directory loop
                perform set_config('app.tenant_id', each.tenant_id::text, true);
                update reconciliation_breaks b set amount_paise = i.amount_paise from reconciliation_items i
                where i.tenant_id = b.tenant_id and i.report_id = b.report_id and i.side = b.side and i.item = b.item;
            end loop;
            perform set_config('app.tenant_id', '', true);
        end
        $$;
        alter table reconciliation_breaks enable trigger user;
        drop index ix_reconciliation_breaks_age;
        create index ix_reconciliation_breaks_age on reconciliation_breaks (tenant_id, report_id, side, age_days, id) include (amount_paise) where open;
        create index ix_reconciliation_breaks_amount on reconciliation_breaks (tenant_id, report_id, side, amount_paise) where open;
        drop index ix_reconciliation_items_amount;
        create index ix_reconciliation_items_reference on reconciliation_items (tenant_id, report_id, side, reference) where reference <> '';
        drop index ix_reconciliation_matches_automatic;
        create index ix_reconciliation_matches_automatic on reconciliation_matches (tenant_id, report_id, sampled, match) where automatic;
    """)


def downgrade() -> None:
    _run("""
        drop index ix_reconciliation_matches_automatic;
        create index ix_reconciliation_matches_automatic on reconciliation_matches (tenant_id, report_id, match) where automatic;
        drop index ix_reconciliation_items_reference;
        create index ix_reconciliation_items_amount on reconciliation_items (tenant_id, report_id, side, amount_paise);
        drop index ix_reconciliation_breaks_amount; drop index ix_reconciliation_breaks_age;
        create index ix_reconciliation_breaks_age on reconciliation_breaks (tenant_id, report_id, side, age_days, id) where open;
        alter table reconciliation_breaks drop column amount_paise;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
