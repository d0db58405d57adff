"""What a line and a voucher carry beside ledger and amount: bill and due day, cost centre, foreign money; reversal pairs and reversing entries."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _run("""
        alter table journal_lines
            add column bill_kind text default '' not null,
            add column due_day date,
            add column cost_centre text default '' not null,
            add column currency text default '' not null,
            add column foreign_amount bigint,
            add column rate numeric(18, 6),
            add column rate_day date,
            add constraint bill_kind_known check (bill_kind in ('','new','against','advance','on_account')),
            add constraint foreign_is_whole check ((currency = '') = (foreign_amount is null) and (currency = '') = (rate is null));
        alter table journal_entries add column reverses_key text default '' not null, add column reverses_on date;
    """)


def downgrade() -> None:
    _run("""
        alter table journal_lines drop column bill_kind, drop column due_day, drop column cost_centre, drop column currency, drop column foreign_amount,
            drop column rate, drop column rate_day;
        alter table journal_entries drop column reverses_key, drop column reverses_on;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
