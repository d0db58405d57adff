"""Automatic matches that were taken back, and a match that a person pairs otherwise, are acts in the history of their bench."""

from alembic import op

revision = "0030"
down_revision = "0029"
_KINDS = "'accept', 'accept_filter', 'reject', 'match', 'undo'"


def upgrade() -> None:
    _known(f"{_KINDS}, 'release', 're_pair'")


def downgrade() -> None:
    _known(_KINDS)


def _known(kinds: str) -> None:
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute("alter table reconciliation_acts drop constraint reconciliation_act_known")
    driver.execute(f"alter table reconciliation_acts add constraint reconciliation_act_known check (kind in ({kinds}))")
