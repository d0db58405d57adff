"""Lines that an act of a person opens: each gets its nearest open line and what keeps the two apart, as a run says it of lines without a partner."""

import asyncio

from qrt.adapters.db import companies
from qrt.adapters.db.bench import Held, Loaded, load_rejected_pairs
from qrt.adapters.db.closes import load_made
from qrt.adapters.db.recon_near import load_open_around
from qrt.adapters.db.session import TenantDb
from qrt.core.recon.bench import Bench, ByHand, Key
from qrt.core.recon.nearest import nearest_of
from qrt.core.recon.policy import policy_of
from qrt.core.recon.types import ReconciliationKind, Side, Stage


def words_before(bench: Bench, wanted: ByHand) -> list[dict[str, str]]:
    """What stood beside the lines of a match by hand before it was made, as its decision keeps it: a match that is taken back says it again."""
    keys = [(side, item) for side, items in ((Side.LEFT, wanted.left), (Side.RIGHT, wanted.right)) for item in sorted(set(items))]
    return [{"side": side.value, "item": item, "words": bench.said[side, item]} for side, item in keys if (side, item) in bench.said]


async def remember_words(db: TenantDb, held: Held, bench: Bench) -> None:
    """Put onto a bench what stood beside the lines of its matches by hand before they were made. A run that replays decisions has it from its own breaks."""
    made = [match.id for match in bench.matches.values() if match.stage is Stage.MANUAL]
    for content in await load_made(db, held.close_id, [held.subject(name) for name in made]) if made else ():
        bench.said |= {(Side(each["side"]), str(each["item"])): str(each["words"]) for each in content.get("said", ())}


async def name_nearest(db: TenantDb, held: Held, loaded: Loaded) -> list[dict[str, str]]:
    """Say of every line that is open on the bench and was not before what comes nearest to it. Gives what was said, as the decision keeps it for the next run.

    A line is not compared with one of which a person said that the two do not belong together, nor with the other lines that such a rejection freed in this act.
    """
    bench = loaded.bench
    opened = [key for key in bench.breaks if bench.breaks[key] != loaded.breaks.get(key)]
    if not opened:
        return []
    policy, kind, kept = policy_of((await companies.load_company(db)).policy), ReconciliationKind(held.kind), []
    denied = await load_rejected_pairs(db, held.id, opened)
    denied |= {frozenset((part.side, part.item) for part in each.allocations) for each in bench.matches.values() if each.status.value == "rejected"}
    for side in Side:
        mine, other = {key for key in opened if key[0] is side}, Side.LEFT if side is Side.RIGHT else Side.RIGHT
        lines = [bench.items[key] for key in sorted(mine)]
        apart: set[Key] = {key for pair in denied if len(pair) == 2 and pair & mine for key in pair - mine}
        near = {(other, item.id): item for item in await load_open_around(db, held.id, other, lines)}
        # What this act itself freed or took is newer than what the rows say; the rest of a line that is whole again is none.
        near = {key: item for key, item in near.items() if key not in loaded.items}
        near |= {key: item for key, item in bench.items.items() if key[0] is other and key in bench.breaks}
        others = [item for key, item in sorted(near.items()) if key not in apart]
        for item, (nearest, failed) in sorted((await asyncio.to_thread(nearest_of, kind, side, lines, others, policy, held.as_of)).items()):
            bench.stands(side, item, nearest, failed)
            kept.append({"side": side.value, "item": item, "nearest": nearest, "failed": failed})
    return kept
