"""Vouchers that people write, approve, ask about, send back, reverse and copy."""

from qrt.flows.journals.bulk import EnqueueBulk, Outcome, RoutineFilter, approve_batch, ask_bulk, fail_bulk, load_routine, reverse_bulk, reverse_many, stop_bulk
from qrt.flows.journals.checking import approve, send_back
from qrt.flows.journals.comments import ask, resolve
from qrt.flows.journals.copying import copy_from_last, load_copyable
from qrt.flows.journals.effect import effect_of, effect_of_many
from qrt.flows.journals.reversing import post_due_reversals, reverse
from qrt.flows.journals.writing import Head, attach, drop, rewrite, use_suggestion, write

__all__ = [
    "EnqueueBulk",
    "Head",
    "Outcome",
    "RoutineFilter",
    "approve",
    "approve_batch",
    "ask",
    "ask_bulk",
    "attach",
    "copy_from_last",
    "drop",
    "effect_of",
    "effect_of_many",
    "fail_bulk",
    "load_copyable",
    "load_routine",
    "post_due_reversals",
    "resolve",
    "reverse",
    "reverse_bulk",
    "reverse_many",
    "rewrite",
    "send_back",
    "stop_bulk",
    "use_suggestion",
    "write",
]
