"""Rules that corrections of two tables propose, or that a model carries: which differences need no person (`core/recon/rule_habits.py`)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qrt.adapters.tables import Tables
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.run import reconcile_tables as reconcile
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.rule_habits import LEAST, RuleHabit, find_pair_habits

RULES = "rules"
"""Where a model of pairs says which rules its corrections proposed."""


def with_rules(
    wanted: EngineSpec, said: frozenset[str], learnt: Learnt | None, model: Model | None, tables: Tables, experience: Experience | None
) -> tuple[EngineSpec, Model | None, tuple[str, ...]]:
    """The specification with the rules that corrections propose and those that the model carries, the model with both, and what is to be told of it.

    said: rules that the spec file sets itself, which hold; learnt: what corrections say, None without any.
    """
    carried = {name: value for name, value in (model.about.get(RULES, {}) if model is not None else {}).items() if name not in said and _sound(name, value)}
    wanted = replace(wanted, **carried)
    notes = [f"{name}: {value} is a rule of the model" for name, value in sorted(carried.items())]
    habits: Sequence[RuleHabit] = ()
    if learnt is not None and len(learnt.must) >= LEAST:
        # As it would have been without the corrections: there what was held back for its difference still says so.
        found = reconcile(tables.left.lines, tables.right.lines, wanted, model, learnt=Learnt(experience=experience)).matches
        habits = [habit for habit in find_pair_habits(found, learnt.must, learnt.cannot) if habit.rule not in said]
    for habit in habits:
        value: Any = True if habit.percent is None else float(habit.percent)
        carried[habit.rule] = value
        notes.append(
            f"{habit.rule}: all {habit.accepted} such matches that were decided were accepted, so that {_words(habit)} from now on; "
            f"{habit.rule}: {'false' if habit.percent is None else 0} in a spec leaves them to a person"
        )
    wanted = replace(wanted, **carried)
    return wanted, replace(model, about={**model.about, RULES: carried}) if model is not None and carried else model, tuple(notes)


def _words(habit: RuleHabit) -> str:
    if habit.percent is None:
        return "differences of the size of a usual tax need no person"
    return f"fees of an unusual rate need no person up to {habit.percent} % of the amount"


def _sound(name: str, value: object) -> bool:
    """Whether a model's text says a rule as it is kept."""
    return (name == "tax_alone" and isinstance(value, bool)) or (name == "fee_alone" and isinstance(value, float) and 0 <= value <= 5)
