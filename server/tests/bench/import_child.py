"""Post many vouchers in a process of its own, so that its memory and processor time can be seen: prints them as JSON."""

import asyncio
import json
import resource
import sys
import time
import uuid
from pathlib import Path

from qrt.adapters.db import books
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import make_sessions, tenant_session
from qrt.flows.posting import Into, post_stream
from tests.bench.books import BY, each_voucher


def peak_mb() -> float:
    """The most memory this process held. Linux counts what the parent had before exec into ru_maxrss, so its own book is asked first."""
    status = Path("/proc/self/status")
    said = status.read_text() if status.exists() else ""
    found = next((line.split()[1] for line in said.splitlines() if line.startswith("VmHWM:")), None)
    return int(found) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def work(url: str, tenant: uuid.UUID, entity: uuid.UUID, period: uuid.UUID, count: int) -> dict[str, float]:
    engine = make_engine(url, pool_size=2, statement_seconds=300, idle_seconds=300)
    sessions = make_sessions(engine)
    async with tenant_session(sessions, tenant, BY) as db:
        ledger_ids = await books.load_ledger_ids(db, entity)
    started = time.perf_counter()
    posted, _ = await post_stream(sessions, Into(tenant, entity, period, ledger_ids, BY), each_voucher(count))
    taken = time.perf_counter() - started
    await engine.dispose()
    return {"seconds": taken, "posted": posted, "processor": time.process_time(), "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(work(sys.argv[1], *(uuid.UUID(each) for each in sys.argv[2:5]), int(sys.argv[5])))))  # type: ignore[arg-type]
