"""The durable engine's tables beside ours: the app enqueues in its own transaction, as a role that owns nothing."""

from dbos import DBOSClient

from qrt.adapters.db.engine import driver_url
from qrt.adapters.db.linter import lint_database
from qrt.adapters.db.migrate import migrate_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions, tenant_session
from qrt.adapters.db.tables import Branch
from qrt.core.base.actor import System

ROBOT = System("test")


async def test_a_run_is_enqueued_with_the_business_rows_or_not_at_all(sessions: Sessions, tenant, db_urls: DatabaseUrls, super_db) -> None:
    migrate_engine(db_urls.jobs)
    migrate_engine(db_urls.jobs)
    client = DBOSClient(system_database_url=driver_url(db_urls.app).render_as_string(hide_password=False))
    try:
        for name, fail in (("lost", True), ("kept", False)):
            try:
                async with tenant_session(sessions, tenant.id, ROBOT) as db:
                    db.add(Branch(entity_id=tenant.entity_id, name=name))
                    options = {"workflow_name": "close_quarter", "queue_name": "close", "workflow_id": name}
                    await db.run_sync(lambda session, options=options: client.enqueue_in_transaction(session, options, str(tenant.id)))
                    if fail:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                pass
        assert [flow.workflow_id for flow in client.list_workflows()] == ["kept"]
        assert super_db.execute("select name from branches").fetchall() == [("kept",)]
    finally:
        client.destroy()
    assert lint_database(super_db) == ()
