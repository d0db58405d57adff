"""Parties, bills, exchange rates."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _run("select 1")


def downgrade() -> None:
    _run("select 1")


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
