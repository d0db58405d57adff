"""`python -m tests.bench`: figures against a baseline measured in the same run, so that a busy or a slow machine changes both.

Everything is made under a temporary folder and talks to 127.0.0.1 alone. Nothing here passes or fails by the clock.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from qrt.adapters.db.migrate import migrate
from qrt.adapters.db.roles import provision
from qrt.adapters.local.postgres import EmbeddedPostgres
from tests.bench.books import measure_balance, measure_posting
from tests.bench.figures import FULL, QUICK, Figure, Sizes, machine_line, print_table, told
from tests.bench.importing import measure_import
from tests.bench.running import measure_running
from tests.bench.size import measure_size
from tests.bench.wall import fill, measure_movements, measure_wall
from tests.bench.workbench import measure_workbench

PARTS = ("posting", "import", "balance", "wall", "size", "workbench", "running")


def main() -> None:
    """Measure what was asked for and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Figures against a baseline measured in the same run.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
    parser.add_argument(
        "--beancount", default=os.environ.get("QRT_BENCH_BEANCOUNT", sys.executable), help="an interpreter that has beancount, to load the same vouchers"
    )
    asked = parser.parse_args()
    parts, sizes = asked.only or PARTS, QUICK if asked.quick else FULL
    print(machine_line(), flush=True)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="qrt-bench-") as name:
        folder = Path(name)
        if {"posting", "import", "wall", "size", "workbench"} & set(parts):
            figures += _in_database(folder, sizes, parts, asked.beancount)
        if "balance" in parts:
            figures += measure_balance(sizes)
        if "running" in parts:
            (folder / "home").mkdir()
            figures += measure_running(folder / "home", sizes)
    print_table(figures)


def _in_database(folder: Path, sizes: Sizes, parts: list[str] | tuple[str, ...], beancount: str) -> list[Figure]:
    """What needs a database and nothing else, on a durable server as the platform starts it."""
    figures: list[Figure] = []
    with EmbeddedPostgres(folder / "postgres") as server:
        with told("database made"):
            urls = provision(server.url, folder / "keys")
            migrate(urls.owner)
        if "posting" in parts:
            figures += measure_posting(urls, sizes)
        if "import" in parts:
            figures += measure_import(urls, sizes, folder, beancount)
        if "wall" in parts:
            filled = fill(urls.owner, sizes)
            figures += measure_wall(urls, sizes, filled)
            figures += measure_movements(urls, filled)
        if "size" in parts:
            figures += measure_size(urls, sizes)
        if "workbench" in parts:
            figures += measure_workbench(urls, sizes)
    return figures


if __name__ == "__main__":
    main()
