"""Valkey: rate limits, wake-up calls for the live page, short-lived values. Nothing here may not be lost."""
