"""Passwords, secrets and signed tokens."""
