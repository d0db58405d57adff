"""What decisions on matches teach trees, night by night: a model counts in closes once it was better on two nights with decisions between them, and no longer once the
newest decisions speak against it, or a person takes it out of use."""

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import LearnedModel, ReconciliationCorrection
from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.bench import whole_lines
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.match import Subject
from qrt.core.recon.patterns import as_written, with_references
from qrt.core.recon.taught import with_lesson
from qrt.core.recon.trees_material import Lines, tree_material_of
from qrt.core.recon.trees_taught import InUse, TreeTrial, hold_tree_trial, joined
from qrt.core.recon.types import Reconciliation, ReconciliationKind
from qrt.flows.recon.shadow import PolicyOf, save_after_shadow

ENOUGH = 50
"""Decisions on matches that waited, from which on trees are trained."""


def train(
    kind: str,
    standing: Sequence[ReconciliationCorrection],
    results: Sequence[tuple[uuid.UUID, Reconciliation]],
    aliases: tuple[tuple[str, str], ...],
    policy: PolicyOf,
    in_use: tuple[str, str],
) -> TreeTrial | None:
    """What the decisions teach, against what counts now; None where they are too few. standing: oldest first; in_use: texts of the model and of the lesson that
    count, "" for none."""
    decided: defaultdict[uuid.UUID, dict[Lines, tuple[int, bool]]] = defaultdict(dict)
    for order, row in enumerate(standing):
        left, right = (frozenset(line["item"] for line in row.lines if line["side"] == side) for side in ("left", "right"))
        decided[row.report_id][left, right] = (order, row.verb != "reject")
    base = load_experience(kind)
    learnt = Learnt(aliases, experience=base)
    target = 0.0
    materials = []
    for report, result in results:
        if not decided[report] or not result.left or not result.right:
            continue
        under = policy(result.as_of)
        # Of several quarters the strictest share counts.
        target = max(target, float(under.precision_target))
        left, right = (with_references(as_written(whole_lines(items)), under.patterns) for items in (result.left, result.right))
        subject = Subject(result.subject, left, right, result.as_of)
        told = tree_material_of(ReconciliationKind(kind), subject, under, learnt, decided[report])
        materials += [told] if told is not None else []
    told = joined(materials)
    if told is None or len(told.said) < ENOUGH:
        return None
    model, lesson = in_use
    experience = with_lesson(base, json.loads(lesson)) if base is not None and lesson else base
    counts = sound_model(model, base.digest if base else "")
    trial = hold_tree_trial(told, InUse(counts, experience), target, {"kind": kind})
    return replace(trial, stands=False) if model and counts is None else trial


def sound_model(text: str, base: str) -> Taught | None:
    """The model of a text, where it was learned over the experience that runs have now (`base`, its digest); None for "" and for what is none."""
    try:
        found = Taught.from_json(text) if text else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if found is not None and found.base == base else None


async def save_model(db: TenantDb, kind: str, trial: TreeTrial, newest: str, by: str) -> str:
    """Keep a night's model as a lesson is kept; returns its state and why."""
    made = trial.taught
    row = LearnedModel(
        kind=kind,
        digest=made.digest,
        content=made.to_json(),
        trained_on={"newest": newest} | {name: made.about[name] for name in ("decisions", "right", "rounds")},
        metrics=json.loads(json.dumps(trial.metrics())),
        why=trial.why,
        state="",
    )
    return await save_after_shadow(db, row, trial.better, trial.stands, by)
