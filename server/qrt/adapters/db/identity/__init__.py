"""Rows of sign-in: people, sessions, refresh tokens, invitations."""
