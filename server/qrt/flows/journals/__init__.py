"""Vouchers that people write, approve, ask about, send back, reverse and copy."""

from qrt.flows.journals.bulk import BULK_MOST, Outcome, RoutineFilter, approve_routine, load_routine, reverse_many
from qrt.flows.journals.checking import approve, send_back
from qrt.flows.journals.comments import ask, resolve
from qrt.flows.journals.copying import copy_from_last, load_copyable
from qrt.flows.journals.effect import effect_of, effect_of_many
from qrt.flows.journals.reversing import post_due_reversals, reverse
from qrt.flows.journals.writing import Head, attach, drop, rewrite, use_suggestion, write

__all__ = [
    "BULK_MOST",
    "Head",
    "Outcome",
    "RoutineFilter",
    "approve",
    "approve_routine",
    "ask",
    "attach",
    "copy_from_last",
    "drop",
    "effect_of",
    "effect_of_many",
    "load_copyable",
    "load_routine",
    "post_due_reversals",
    "resolve",
    "reverse",
    "reverse_many",
    "rewrite",
    "send_back",
    "use_suggestion",
    "write",
]
