"""Foundation: every table of the platform, the wall between tenants, the laws of the books, the audit trail.

The text stands in SQL files beside this one and is frozen with it: a later change of the tables is a later revision.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

_HERE = Path(__file__).parent


def upgrade() -> None:
    audit_part, owner_part = (_HERE / "0001_audit.sql").read_text().split("-- as qrt_owner\n")
    _run((_HERE / "0001_tables.sql").read_text())
    _run((_HERE / "0001_wall.sql").read_text())
    _run(audit_part, role="qrt_audit")
    _run(owner_part)


def downgrade() -> None:
    _run("""
        do $$
        declare
            name text;
        begin
            for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
                execute format('drop table public.%I cascade', name);
            end loop;
            for name in select p.oid::regprocedure::text from pg_proc p where pronamespace = 'app'::regnamespace and proname not in ('tenant', 'check_voucher') loop
                execute 'drop function ' || name || ' cascade';
            end loop;
        end
        $$;
        drop function app.check_voucher(uuid, uuid);
        drop table app.sign_in_directory, app.tenant_directory, app.executors, app.reaps;
    """)
    _run(
        "drop table audit.log, audit.seal; drop sequence audit.log_seq; drop function audit.record(), audit.record_bulk(), audit.refuse(),"
        " audit.write(uuid, text, text, text, jsonb, jsonb), audit.digest_columns(jsonb, text[]);",
        role="qrt_audit",
    )
    _run("drop function app.tenant();")


def _run(script: str, role: str = "qrt_owner") -> None:
    """Run a script of many statements as a role, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(f"set local role {role}")
    driver.execute(script)
    driver.execute("set local role qrt_owner")
