"""Audit: checks over the whole book, and what the trail shows."""
