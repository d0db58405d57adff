"""Reconciliation: two sides in, matches and breaks out, every item exactly once."""
