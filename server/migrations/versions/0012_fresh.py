"""When a session's person last proved who they are."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    # Sessions that were opened before this column are not fresh: nobody knows when their person last typed a password.
    _run("""
        alter table sessions add column confirmed_at timestamptz default '1970-01-01 00:00:00+00' not null;
        alter table sessions alter column confirmed_at set default now();
    """)
    _run(_TRAIL.format("old.revoked_at is distinct from new.revoked_at or old.confirmed_at is distinct from new.confirmed_at"))


def downgrade() -> None:
    _run(_TRAIL.format("old.revoked_at is distinct from new.revoked_at"))
    _run("alter table sessions drop column confirmed_at")


_TRAIL = """
    drop trigger trail_change on sessions;
    create trigger trail_change after update on sessions for each row when ({}) execute function audit.record('secret_hash', 'csrf_hash');
"""


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
