"""By what a bill names its vendor, and by which lessons about that vendor it was read: what tells that it has to be read again."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    _run("""
        alter table documents add column vendor text default '' not null;
        alter table documents add column taught text default '' not null;
    """)


def downgrade() -> None:
    _run("""
        alter table documents drop column taught;
        alter table documents drop column vendor;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
