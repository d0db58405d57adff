"""A match that a person pairs otherwise is one act of the history."""

from alembic import op

revision = "0031"
down_revision = "0030"
_KINDS = "'accept', 'accept_filter', 'reject', 'match', 'undo', 'release'"


def upgrade() -> None:
    _known(f"{_KINDS}, 're_pair'")


def downgrade() -> None:
    _known(_KINDS)


def _known(kinds: str) -> None:
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute("alter table reconciliation_acts drop constraint reconciliation_act_known")
    driver.execute(f"alter table reconciliation_acts add constraint reconciliation_act_known check (kind in ({kinds}))")
