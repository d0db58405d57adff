"""Everything about vouchers: entries, the desk where many are handled, recurring templates, sheets."""

from fastapi import APIRouter

from qrt.api.idempotency import Operation
from qrt.api.journals import desk, entries, sheets, templates

router = APIRouter(route_class=Operation)
# The desk's fixed paths ("/journals/routine") stand before "/journals/{id}".
for part in (desk, sheets, templates, entries):
    router.routes.extend(part.router.routes)

__all__ = ["router"]
