"""Lines that a person opened: which open line of the other side is nearest now, and what keeps the two apart, by the same tests as in a run."""

from collections.abc import Mapping, Sequence
from datetime import date

from qrt.core.recon.engine.alone import lines_alone
from qrt.core.recon.engine.of_items import tables_of
from qrt.core.recon.match import spec_under
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, ReconciliationKind, Side


def nearest_of(
    kind: ReconciliationKind, side: Side, lines: Sequence[Item], others: Sequence[Item], policy: MatchPolicy, as_of: date
) -> Mapping[str, tuple[str, str]]:
    """(nearest, what failed) of each of `lines`, which are of `side`, among `others`, open lines of the other side. A line that has no nearest is left out."""
    mine, theirs = ([item for item in items if item.amount] for items in (lines, others))
    if not mine or not theirs:
        return {}
    left, right, spec = tables_of(kind, *((mine, theirs) if side is Side.LEFT else (theirs, mine)))
    found = lines_alone(left, right, spec_under(kind, spec, policy, as_of)).filter(side=side.value)
    return {line: (nearest, why) for line, nearest, why in found.select("line_id", "nearest", "why_not").iter_rows() if nearest}
