"""Alembic's entry. The connection comes from qrt.adapters.db.migrate, already wearing the role qrt_owner."""

from alembic import context

from qrt.adapters.db.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table_schema="app",
    transactional_ddl=True,
    # One transaction over all: a migration that fails leaves nothing behind.
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
