"""A person decides on matches: agrees, disagrees, brings lines together by hand."""

import uuid
from collections.abc import Sequence
from typing import Literal

from qrt.adapters.db import bench as rows
from qrt.adapters.db.learning import append_corrections
from qrt.adapters.db.session import TenantDb
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.recon.bench import PAIRED_OTHERWISE, ByHand, Key, line_of
from qrt.core.recon.offers import ENOUGH, rank_offers
from qrt.core.recon.types import Match, Side
from qrt.flows.recon.acts import Step, decide, decide_each, keep_act, who_decided, words_of
from qrt.flows.recon.opened import name_nearest, words_before

MOST = 500
"""Matches of one act; a whole filter is a job (`bulk.py`)."""

Verb = Literal["accept", "reject"]


async def accept(db: TenantDb, by: Person, report_id: uuid.UUID, match: str, version: int) -> None:
    """Agree with a suggested match. Raises Refused recon.unknown, recon.stale, recon.not_suggested, close.signed."""
    await decide_many(db, by, report_id, "accept", [(match, version)], alone=True)


async def reject(db: TenantDb, by: Person, report_id: uuid.UUID, match: str, version: int, reason: str = "") -> None:
    """Disagree with a match: its items are open again with the reason, and the next candidate takes its place. Raises as `accept`."""
    await decide_many(db, by, report_id, "reject", [(match, version)], reason, alone=True)


async def decide_many(
    db: TenantDb, by: Person, report_id: uuid.UUID, verb: Verb, wanted: Sequence[tuple[str, int]], reason: str = "", *, alone: bool = False
) -> uuid.UUID:
    """Decide on some matches, each in the version that the person saw, as one act of the history. One that cannot be leaves the others done.

    alone  raise the first refusal instead: recon.unknown, recon.stale, recon.not_suggested
    """
    held = await rows.hold_report(db, report_id)
    wanted = list(dict(wanted[:MOST]).items())
    loaded = await rows.load_bench(db, held, (name for name, _ in wanted))
    steps: list[Step] = []
    decided: dict[str, dict[str, object]] = {}
    for name, version in wanted:
        match = loaded.bench.matches.get(name)
        said = _said(match, loaded) if match else ("", 0, 0)
        try:
            if match is None:
                raise Refused("recon.unknown", "There is no such match.")
            if loaded.versions.get(name) != version:
                raise Refused("recon.stale", await who_decided(db, report_id, name))
            decided[name] = await _decide_one(db, loaded, verb, match, reason)
            steps.append(Step(name, version, *said))
        except Refused as wrong:
            if alone:
                raise
            steps.append(Step(name, version, *said, code=wrong.code, sentence=wrong.sentence))
    for line in await name_nearest(db, held, loaded):
        # Each with the decision that opened it, so that a later run says the same.
        name = next(name for name in decided if _has_line(loaded.bench.matches[name], Side(str(line["side"])), str(line["item"])))
        decided[name].setdefault("alone", []).append(line)  # type: ignore[union-attr]
    await decide_each(db, by, held, "match_accepted" if verb == "accept" else "match_rejected", decided)
    await rows.save_bench(db, loaded, uuid.UUID(by.id))
    return await keep_act(db, by, held.id, verb, steps, reason.strip())


async def match_by_hand(db: TenantDb, by: Person, report_id: uuid.UUID, wanted: ByHand) -> str:
    """Bring open items of both sides together, one of them in part if it is split. Gives the match's name.

    Raises Refused recon.one_sided, recon.not_open, recon.not_splittable, recon.unbalanced (the sentence names the difference), recon.unknown, close.signed.
    """
    held = await rows.hold_report(db, report_id)
    keys: list[Key] = [(Side.LEFT, item) for item in wanted.left] + [(Side.RIGHT, item) for item in wanted.right]
    loaded = await rows.load_bench(db, held, (wanted.name,), keys)
    name = loaded.bench.make(wanted)
    alone = await name_nearest(db, held, loaded)
    await rows.save_bench(db, loaded, uuid.UUID(by.id))
    await decide(db, by, held, "match_made", name, {**wanted.content(), **({"alone": alone} if alone else {}), "said": words_before(loaded.bench, wanted)})
    made = loaded.bench.matches[name]
    await keep_act(db, by, held.id, "match", [Step(name, loaded.versions.get(name, 0) + 1, *_said(made, loaded))], wanted.named.cause if wanted.named else "")
    return name


async def pair_otherwise(db: TenantDb, by: Person, report_id: uuid.UUID, old: str, version: int, wanted: ByHand) -> str:
    """Bring lines together in place of a match that has some of them: it is rejected, and both are one act and one decision. Gives the new match's name.

    Raises Refused recon.stale, recon.not_suggested and those of `match_by_hand`.
    """
    held = await rows.hold_report(db, report_id)
    keys: list[Key] = [(Side.LEFT, item) for item in wanted.left] + [(Side.RIGHT, item) for item in wanted.right]
    loaded = await rows.load_bench(db, held, (old, wanted.name), keys)
    before = loaded.bench.matches.get(old)
    if before is None:
        raise Refused("recon.unknown", "There is no such match.")
    if loaded.versions.get(old) != version:
        raise Refused("recon.stale", await who_decided(db, report_id, old))
    loaded.bench.reject(old, PAIRED_OTHERWISE)
    gone = Step(old, version, *_said(before, loaded))
    name = loaded.bench.make(wanted)
    alone = await name_nearest(db, held, loaded)
    # What was rejected is learned from as it stood, what was made as it stands.
    await append_corrections(db, held, "match_rejected", [old], uuid.UUID(by.id))
    await rows.save_bench(db, loaded, uuid.UUID(by.id))
    kept = {**wanted.content(), "rejected": old, **({"alone": alone} if alone else {}), "said": words_before(loaded.bench, wanted)}
    await decide(db, by, held, "match_repaired", name, kept)
    made = loaded.bench.matches[name]
    steps = [gone, Step(name, loaded.versions.get(name, 0) + 1, *_said(made, loaded))]
    await keep_act(db, by, held.id, "re_pair", steps, wanted.named.cause if wanted.named else "")
    return name


async def _decide_one(db: TenantDb, loaded: rows.Loaded, verb: Verb, match: Match, reason: str) -> dict[str, object]:
    """Do it on the bench, and give what the decision keeps."""
    if verb == "accept":
        loaded.bench.accept(match.id)
        return {}
    loaded.bench.reject(match.id, reason)
    kept: dict[str, object] = {"reason": reason.strip()}
    if pair := await _next_pair(db, loaded, match):
        loaded.bench.offer(match.id, *pair)
        kept["offered"] = {"left": pair[0], "right": pair[1]}
    return kept


async def _next_pair(db: TenantDb, loaded: rows.Loaded, match: Match) -> tuple[str, str] | None:
    """The best open pair for a line that a rejection freed, by the other side's lines first; None where none is good enough."""
    freed = {side: [(part.side, part.item) for part in match.allocations if part.side is side and (side, part.item) in loaded.bench.breaks] for side in Side}
    for side in (Side.RIGHT, Side.LEFT):
        if len(freed[side]) != 1:
            continue
        (key,), other = freed[side], Side.LEFT if side is Side.RIGHT else Side.RIGHT
        one = loaded.bench.items[key]
        near = {item.id: item for item in await rows.load_open_near(db, loaded.report_id, other, one)}
        # What this act itself freed or took is newer than what the rows say; the rest of a line that is whole again is none.
        near = {name: item for name, item in near.items() if (other, name) not in loaded.items}
        near |= {name: item for (each, name), item in loaded.bench.items.items() if each is other and (each, name) in loaded.bench.breaks}
        denied = await rows.load_rejected_pairs(db, loaded.report_id, [key])
        denied |= {frozenset((part.side, part.item) for part in each.allocations) for each in loaded.bench.matches.values() if each.status.value == "rejected"}
        offers = rank_offers(one, [item for name, item in near.items() if frozenset({key, (other, name)}) not in denied])
        if offers and offers[0].score >= ENOUGH:
            best = offers[0].item
            await rows.load_more(db, loaded, (other, best))
            return (best, key[1]) if other is Side.LEFT else (key[1], best)
    return None


def _has_line(match: Match, side: Side, item: str) -> bool:
    return any(part.side is side and line_of(part.item) == line_of(item) for part in match.allocations)


def _said(match: Match, loaded: rows.Loaded) -> tuple[str, int, int]:
    left = sum(part.amount for part in match.allocations if part.side is Side.LEFT)
    return words_of(match, loaded.bench.items), left, match.difference
