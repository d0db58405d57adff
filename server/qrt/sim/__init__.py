"""Seeded companies with planted errors: `simulate` writes a quarter's hand-in and its truth, `score` compares a close package with it."""

from qrt.sim.score import score
from qrt.sim.simulate import simulate

__all__ = ["score", "simulate"]
