"""The object store: papers and packages, sealed with the tenant's own key."""

from qrt.adapters.storage.objects import ObjectStore, TenantStore

__all__ = ["ObjectStore", "TenantStore"]
