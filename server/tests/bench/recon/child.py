"""One engine on one problem, in a process of its own: `python -m tests.bench.recon.child ENGINE FOLDER`.

FOLDER holds left.parquet and right.parquet. Writes FOLDER/ENGINE.parquet: a_id, b_id, match (pairs of one match have one number) and, where the engine has
them, score (a probability), auto (it would post this without a person). Prints CPU seconds, wall seconds and peak megabytes as JSON.
"""

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

ENGINES = {
    "bank/exact": "peers_bank:exact_join",
    "bank/erpnext": "peers_bank:erpnext",
    "bank/erpnext-ranked": "peers_bank:erpnext_ranked",
    "bank/odoo": "peers_bank:odoo",
    "bank/blnk": "peers_bank:blnk",
    "bank/hungarian": "peers_bank:hungarian",
    "bank/splink": "peers_splink:bank",
    "bank/ours": "ours:bank_pairs",
    "bank/ours-columnar": "ours_columnar:bank_pairs",
    "gst/exact": "peers_gst:exact_join",
    "gst/india-compliance": "peers_gst:india_compliance",
    "gst/india-compliance-bulk": "peers_gst:india_compliance_bulk",
    "gst/hungarian": "peers_gst:hungarian",
    "gst/splink": "peers_splink:gst",
    "gst/ours": "ours:gst_pairs",
    "gst/ours-columnar": "ours_columnar:gst_pairs",
    "tds/ours-columnar": "ours_columnar:tds_pairs",
    "party/ours-columnar": "ours_columnar:party_pairs",
    "intercompany/ours-columnar": "ours_columnar:party_pairs",
    "gateway/ours-columnar": "ours_columnar:bank_pairs",
    "products/ours-columnar": "ours_columnar:record_pairs",
    "products/fuzzy": "peers_records:fuzzy",
    "products/splink": "peers_splink:products",
    "bibliography/ours-columnar": "ours_columnar:record_pairs",
    "bibliography/fuzzy": "peers_records:fuzzy",
    "bibliography/splink": "peers_splink:bibliography",
    "people/ours-columnar": "ours_columnar:record_pairs",
    "people/fuzzy": "peers_records:fuzzy",
    "people/splink": "peers_splink:people",
}


def main() -> None:
    """Run and measure. Reading the tables and importing the engine are not counted; whatever it does afterwards is."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    module, function = ENGINES[name].split(":")
    engine: Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame] = getattr(importlib.import_module(f"tests.bench.recon.{module}"), function)
    left, right = pl.read_parquet(folder / "left.parquet"), pl.read_parquet(folder / "right.parquet")
    wall, cpu = time.perf_counter(), time.process_time()
    pairs = engine(left, right)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    pairs.write_parquet(folder / f"{name.replace('/', '-')}.parquet")
    print(json.dumps({"cpu": cpu, "wall": wall, "megabytes": _peak_megabytes()}))


def _peak_megabytes() -> float:
    """Of this program alone: what getrusage says also counts the parent from before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
