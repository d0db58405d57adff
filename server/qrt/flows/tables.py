"""`qrt recon`: two tables in, matches and breaks out, with no database."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qrt.adapters.tables import ReconSpec, Tables, load_spec, load_tables, save_outcome
from qrt.adapters.tables.save import summary_of
from qrt.core.base.errors import Refused
from qrt.core.recon.engine import spec as specs
from qrt.core.recon.engine.run import reconcile_tables as reconcile
from qrt.core.recon.engine.spec import EngineSpec, Roles

EPOCH = date(1970, 1, 1)


def reconcile_tables(left: Path, right: Path, kind: str, spec_file: Path | None, out: Path) -> dict[str, Any]:
    """Reconcile ours (left) with theirs (right) and write the result to `out`; returns the summary.

    Raises Refused naming file, row and cause when a table or the spec cannot be read.
    """
    started = time.perf_counter()
    if out.exists() and not out.is_dir():
        raise Refused("recon.out", f"{out} is a file; name a folder to write to")
    spec = load_spec(spec_file) if spec_file else ReconSpec()
    tables = load_tables(left, right, spec, kind)
    wanted = engine_spec(kind, tables, spec)

    outcome = reconcile(tables.left.lines, tables.right.lines, wanted)

    summary = summary_of(kind, tables, outcome, time.perf_counter() - started)
    save_outcome(out, outcome, summary)
    return summary


def engine_spec(kind: str, tables: Tables, spec: ReconSpec) -> EngineSpec:
    """The specification of one kind over two tables, with the changes that the spec file asks for."""
    text = tuple(f"t{n}" for n in range(len(tables.text)))
    left, right = (Roles.named(table.lines.columns, text) for table in (tables.left, tables.right))
    changes: dict[str, Any] = dict(spec.changes)
    if spec.as_of is not None:
        changes["as_of_day"] = (spec.as_of - EPOCH).days
    if spec.weights:
        changes["weights"] = _weights(spec, tables)
    partition = changes.get("partition", ())
    for table in (tables.left, tables.right):
        if lost := [role for role in partition if role not in table.lines.columns]:
            raise Refused("recon.columns", f"{table.name}: the tables are to be parted by {lost[0]}, and no column for it was found; name it in the spec")
    if tables.lead == "gst":
        return specs.gstr2b(left, right, **changes)
    if kind == "bank":
        return specs.bank(left, right, **changes)
    return replace(specs.generic(left, right, **changes), name=kind)


def _weights(spec: ReconSpec, tables: Tables) -> tuple[tuple[str, float], ...]:
    """Weights by the name of a comparison, of a role, or of a text column's heading on either side."""
    known = {"date": "day", "day": "day", "amount": "amount", "reference": "reference", "party": "name", "name": "name", "narration": "words", "words": "words"}
    known |= {
        "numbers": "numbers",
        "bill": "bill",
        "bill_no": "bill",
        "heads": "heads",
        "gstin": "gstin",
        "entity": "gstin" if tables.lead == "gst" else "name",
    }
    known |= {heading: f"s{n}" for n, pair in enumerate(tables.text) for heading in pair}
    if unknown := [key for key in spec.weights if key not in known]:
        raise Refused("recon.spec", f"the spec weighs {unknown[0]!r}, which is nothing that is compared; it may be {', '.join(sorted(known))}")
    return tuple(sorted((known[key], factor) for key, factor in spec.weights.items()))
