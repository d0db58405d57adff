"""`qrt recon`: two tables in, matches and breaks out, with no database."""

import time
from datetime import date
from pathlib import Path
from typing import Any

from qrt.adapters.tables import load_items, load_spec, save_result
from qrt.core.recon.gstr2b_ladder import reconcile_gstr2b
from qrt.core.recon.match import reconcile
from qrt.core.recon.party import is_mirrored, mirrored
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import ReconciliationKind, Side


def reconcile_tables(left: Path, right: Path, kind: str, spec_file: Path | None, out: Path) -> dict[str, Any]:
    """Reconcile ours (left) with theirs (right) and write the result to `out`; returns the summary.

    Raises Refused naming file, row and cause when a table or the spec cannot be read.
    """
    spec = load_spec(spec_file) if spec_file else None
    started = time.perf_counter()
    ours, theirs = load_items(left, spec, Side.LEFT), load_items(right, spec, Side.RIGHT)
    policy = spec.policy(MatchPolicy()) if spec else MatchPolicy()
    as_of = max((item.day for item in (*ours, *theirs)), default=date.min)
    wanted = ReconciliationKind(kind)
    subject = f"{left.name} against {right.name}"
    if wanted is ReconciliationKind.PARTY and not (spec and spec.flip) and is_mirrored(ours, theirs):
        # A party writes its statement from its own view: what we owe it, it is owed.
        theirs = mirrored(theirs)
    if wanted is ReconciliationKind.GSTR_2B:
        result = reconcile_gstr2b(subject, ours, theirs, policy, as_of)
    else:
        result = reconcile(wanted, subject, ours, theirs, policy, as_of)
    return save_result(out, result, round(time.perf_counter() - started, 3))
