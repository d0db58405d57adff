"""Reconciliation of two tables at volume: tables in, matches and breaks out, the same digest whatever the order of the rows.

`run.reconcile_tables` is the way in; `spec` says what a table's columns mean. Nothing here reads, writes or asks the clock.
"""
