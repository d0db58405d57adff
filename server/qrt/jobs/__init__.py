"""Durable workflows: they order the flows and do nothing else."""
