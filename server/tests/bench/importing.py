"""A long import: 100,000 vouchers of four lines with every law and the trail, beside plain SQL over the same rows and beancount loading the same vouchers."""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from qrt.adapters.db import books
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import make_sessions, tenant_session
from qrt.core.base.money import decimal_text
from qrt.core.ledger.types import LedgerAccount
from tests.bench.books import BY, LEDGERS, each_voucher
from tests.bench.figures import Figure, Sizes, say, told
from tests.conftest import Company, make_company

SERVER = Path(__file__).resolve().parents[2]

_BEANCOUNT = """
import json, os, sys, time
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"
from beancount import loader
started = time.perf_counter()
entries, errors, _ = loader.load_file(sys.argv[1])
taken = time.perf_counter() - started
print(json.dumps({"seconds": taken, "vouchers": sum(type(e).__name__ == "Transaction" for e in entries), "errors": len(errors),
                  "peak_mb": next((int(x.split()[1]) / 1024 for x in open("/proc/self/status") if x.startswith("VmHWM")), 0) if os.path.exists("/proc/self/status") else 0}))
"""


def measure_import(urls: DatabaseUrls, sizes: Sizes, folder: Path, beancount: str) -> list[Figure]:
    """The import in a process of its own, then its baselines."""
    count = sizes.imported
    company = asyncio.run(_company(urls))
    with told(f"import of {count:,} vouchers"):
        command = [sys.executable, "-m", "tests.bench.import_child", urls.app, str(company.id), str(company.entity_id), str(company.period_id), str(count)]
        ours = json.loads(subprocess.run(command, cwd=SERVER, env={**os.environ, "PYTHONPATH": str(SERVER)}, capture_output=True, check=True).stdout)
    assert ours["posted"] == count
    rate = 4 * count / ours["seconds"]
    what = f"import, {count:,} vouchers of four lines, laws and trail"
    measured = f"{rate:,.0f} lines/s, peak {ours['peak_mb']:,.0f} MB, {ours['processor']:,.1f} s of our processor"
    with told("the same rows by plain SQL"):
        plain = _insert_again(urls.owner, company)
    figures = [Figure(what, measured, "INSERT … SELECT of the same rows, no triggers, no trail", f"{4 * count / plain:,.0f} lines/s", ours["seconds"] / plain)]
    loaded = _beancount(folder, count, beancount)
    if loaded is None:
        return figures
    beside = f"{4 * count / loaded['seconds']:,.0f} lines/s, peak {loaded['peak_mb']:,.0f} MB"
    return [*figures, Figure(what, measured, "beancount loading the same vouchers from a file", beside, ours["seconds"] / loaded["seconds"])]


async def _company(urls: DatabaseUrls) -> Company:
    engine = make_engine(urls.app)
    sessions = make_sessions(engine)
    company = await make_company(sessions, "Bench Import Limited")
    async with tenant_session(sessions, company.id, BY) as db:
        await books.save_chart(db, company.entity_id, {name: LedgerAccount("MAIN", name) for name in LEDGERS})
    await engine.dispose()
    return company


def _insert_again(owner_url: str, company: Company) -> float:
    """The imported rows into tables alike, with the same indexes and keys, past all triggers: what the rows alone cost."""
    with psycopg.connect(owner_url, autocommit=True) as db:
        taken = 0.0
        for table in ("journal_entries", "journal_lines"):
            db.execute(f"create table bench_{table} (like {table} including all)".encode())
            started = time.perf_counter()
            db.execute(f"insert into bench_{table} select * from {table} where tenant_id = %s".encode(), (company.id,))
            taken += time.perf_counter() - started
            db.execute(f"drop table bench_{table}".encode())
    return taken


def _beancount(folder: Path, count: int, python: str) -> dict[str, float] | None:
    """The same vouchers through beancount in its own interpreter: it is no dependency of ours (GPL-2) and only ever a program beside us."""
    found = subprocess.run([python, "-c", "import beancount"], capture_output=True, check=False) if python else None
    if found is None or found.returncode:
        say("beancount not installed: skipped (give an interpreter that has it with --beancount PYTHON)")
        return None
    with told(f"beancount loads {count:,} vouchers"):
        file = folder / "books.beancount"
        with file.open("w", encoding="utf-8") as out:
            names = {name: f"Assets:{name.replace(' ', '-')}" for name in LEDGERS}
            out.writelines(f"2026-04-01 open {name} INR\n" for name in names.values())
            for voucher in each_voucher(count):
                legs = "".join(f"  {names[line.ledger]}  {decimal_text(line.amount)} INR\n" for line in voucher.lines)
                out.write(f'{voucher.day} * "{voucher.party}" "{voucher.narration}"\n{legs}\n')
        loaded = json.loads(subprocess.run([python, "-c", _BEANCOUNT, str(file)], capture_output=True, check=True).stdout)
    assert (loaded["vouchers"], loaded["errors"]) == (count, 0), loaded
    return loaded
