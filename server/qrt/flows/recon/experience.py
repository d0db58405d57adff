"""What decisions on matches teach the experience of a company, night by night: it counts in closes once it was better on two nights with decisions between them, and no
longer once the newest decisions speak against it."""

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import LearnedModel, ReconciliationCorrection
from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.match import outcome_of
from qrt.core.recon.taught import Lesson, lesson_content, lesson_of, material_of, with_lesson
from qrt.core.recon.types import Reconciliation, ReconciliationKind
from qrt.flows.recon.shadow import PolicyOf, save_after_shadow

ENOUGH = 50
"""Decisions on matches that waited, from which on they teach."""

SUFFIX = "_experience"
"""Rows of learned models with such a kind hold what experience was taught (`lesson_content`), and no trees."""


def teach(
    kind: str,
    standing: Sequence[ReconciliationCorrection],
    results: Sequence[tuple[uuid.UUID, Reconciliation]],
    aliases: tuple[tuple[str, str], ...],
    policy: PolicyOf,
    in_use: str,
) -> Lesson | None:
    """What the decisions teach; None where the rule book has no experience of the kind, or where they are too few. standing: oldest first; in_use: the content of the
    lesson that counts now, "" for none."""
    base = load_experience(kind)
    if base is None or len(standing) < ENOUGH:
        return None
    decided: defaultdict[uuid.UUID, dict[tuple[frozenset[str], frozenset[str]], tuple[int, bool]]] = defaultdict(dict)
    for order, row in enumerate(standing):
        sides = [frozenset(line["item"] for line in row.lines if line["side"] == side) for side in ("left", "right")]
        decided[row.report_id][sides[0], sides[1]] = (order, row.verb != "reject")
    learnt = Learnt(aliases, experience=base)
    told = [
        material_of(outcome_of(ReconciliationKind(kind), result.left, result.right, policy(result.as_of), result.as_of, learnt)[0], decided[report])
        for report, result in results
        if decided[report] and result.left and result.right
    ]
    said = [each for _, each in sorted((pair for material in told for pair in material.said), key=lambda pair: pair[0])]
    if len(said) < ENOUGH:
        return None
    used = with_lesson(base, json.loads(in_use)) if in_use else None
    return lesson_of(said, [pattern for material in told for pattern in material.waiting], sum(material.alone for material in told), base, used)


async def save_lesson(db: TenantDb, kind: str, lesson: Lesson, newest: str, by: str) -> str:
    """Keep a night's lesson as `save_after_shadow` keeps it. Returns its state and why."""
    row = LearnedModel(
        kind=kind + SUFFIX,
        digest=lesson.taught.digest,
        content=json.dumps(lesson_content(lesson.taught)),
        trained_on={"newest": newest, "decisions": lesson.base.decisions},
        metrics={**lesson.metrics(), "better": lesson.better},
        why=lesson.why,
        state="",
    )
    return await save_after_shadow(db, row, lesson.better, lesson.stands, by)
