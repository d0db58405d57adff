"""Names of keys. Every key of a tenant is made here (docs/security.md T10)."""

import uuid

VERSION = "1"
"""Raised when what stands under the keys changes its form."""


def tenant_key(tenant: uuid.UUID, name: str) -> str:
    """t:{tenant}:{version}:{name}"""
    return f"t:{tenant}:{VERSION}:{name}"


def events_channel(tenant: uuid.UUID) -> str:
    """Where a tenant's wake-up calls are published."""
    return tenant_key(tenant, "events")
