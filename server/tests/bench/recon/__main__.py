"""`python -m tests.bench.recon`: reconciliation engines on the same generated data in one run, each in a process of its own.

Prints for bank and GST at each size, and for records without amounts: precision, recall and F1 over all true pairs, lines used twice, what could be posted unseen, calibration, processor
seconds, memory, recall by kind; and at the end how we stand against the figures to reach. Peers are our rewriting in the manner of the tools they name,
except Splink, which is itself if `--splink` names an interpreter that has it (`pip install splink polars pyarrow`).
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import machine_line, say
from tests.bench.recon.incremental import print_incremental
from tests.bench.recon.learning import print_learning
from tests.bench.recon.reporting import print_goals, print_kinds, print_scores
from tests.bench.recon.running import KINDS, RECORDS, Run, Setting, run_all
from tests.generators.recon import LEDGERS

SIZES = {"1k": 1_000, "10k": 10_000, "20k": 20_000, "100k": 100_000, "200k": 200_000, "1m": 1_000_000}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recon", description="Reconciliation engines on the same data in one run.")
    parser.add_argument("--sizes", default="10k,100k,1m", help=f"of {', '.join(SIZES)}; default 10k,100k,1m")
    parser.add_argument("--equal", default="20k,200k", help="sizes of the stress in which 35 %% of all amounts are equal; empty: none")
    parser.add_argument("--quick", action="store_true", help="10k alone, and the stress at 1k")
    parser.add_argument("--only", choices=(*KINDS, *LEDGERS, "records", "learning", "incremental"), action="append", help="one of these; may be given again")
    parser.add_argument("--engines", default="", help="only these, by the part of the name after the slash, with commas")
    parser.add_argument("--splink", default="", metavar="PYTHON", help="an interpreter that has splink and polars")
    parser.add_argument("--seed", type=int, default=2026, help="another seed is another company")
    parser.add_argument("--patience", type=float, default=900.0, help="seconds after which an engine is stopped")
    asked = parser.parse_args()
    sizes, equal = ("10k", "1k") if asked.quick else (asked.sizes, asked.equal)
    setting = Setting(asked.seed, asked.splink, asked.patience, frozenset(filter(None, asked.engines.split(","))))
    print(machine_line(), flush=True)
    runs: list[Run] = []
    with tempfile.TemporaryDirectory(prefix="qrt-recon-") as name:
        only = asked.only or (*KINDS, *LEDGERS, "records")
        for kind in KINDS:
            for size in _sizes(sizes) if kind in only else ():
                runs += _measured(Path(name), setting, kind, size, None)
        for size in _sizes(equal) if "bank" in only else ():
            runs += _measured(Path(name), setting, "bank", size, 0.35)
        for kind in LEDGERS:
            runs += _measured(Path(name), setting, kind, 1_000 if asked.quick else 5_000, None) if kind in only else ()
        for kind in RECORDS if "records" in only else ():
            runs += _measured(Path(name), setting, kind, 1_000 if asked.quick else 5_000, None)
    print_goals(runs)
    if not asked.only or "incremental" in asked.only:
        print_incremental(asked.seed, [size for size in _sizes(sizes) if size <= 100_000], ["bank", "gst", "party"])
    if not asked.only or "learning" in asked.only:
        print_learning(asked.seed, 10_000)


def _sizes(text: str) -> list[int]:
    return [SIZES[size] for size in text.split(",") if size]


def _measured(folder: Path, setting: Setting, kind: str, lines: int, equal_share: float | None) -> Sequence[Run]:
    say(f"{kind} {lines:,}{' with equal amounts' if equal_share else ''}")
    runs = run_all(folder, setting, kind, lines, equal_share)
    print_scores(runs)
    print_kinds(runs)
    return runs


if __name__ == "__main__":
    main()
