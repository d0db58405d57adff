"""The pages of a scan as they were recognised: an object in the store, named by its digest beside the paper."""

from alembic import op

revision = "0019"
down_revision = "0017"


def upgrade() -> None:
    _run("alter table documents add column recognised text default '' not null")


def downgrade() -> None:
    _run("alter table documents drop column recognised")


def _run(script: str) -> None:
    """Run a script as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
