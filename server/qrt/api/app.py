"""The FastAPI application put together: routers, errors, limits, headers, the page itself."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from qrt.api import (
    acceptance,
    agents,
    assets,
    audit,
    auth,
    chart,
    closes,
    companies,
    documents,
    enquiries,
    events,
    exports,
    findings,
    journals,
    ladder,
    layouts,
    models,
    ops,
    parties,
    periods,
    recon,
    recon_acts,
    recon_automatic,
    recon_export,
    recon_learning,
    recon_lines,
    recon_rules,
    recon_statement,
    resumable,
    search,
    series,
    statements,
    users,
)
from qrt.api.errors import add_handlers
from qrt.api.permissions import PUBLIC, SIGNED_IN, Permission

_ROUTERS = (
    auth,
    companies,
    users,
    closes,
    documents,
    resumable,
    layouts,
    journals,
    periods,
    ladder,
    models,
    acceptance,
    series,
    assets,
    recon_learning,
    recon_lines,
    recon,
    recon_acts,
    recon_automatic,
    recon_export,
    recon_rules,
    recon_statement,
    parties,
    findings,
    statements,
    chart,
    enquiries,
    exports,
    audit,
    agents,
    search,
    events,
    ops,
)
_DECLARED = frozenset({PUBLIC, SIGNED_IN, *(permission.value for permission in Permission)})


def build(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[Any]] | None = None) -> FastAPI:
    """The application without its world: enough for the OpenAPI document. Raises AssertionError when a route names no permission."""
    app = FastAPI(
        title="QRT Closure Agent Platform",
        version="1",
        summary="Closes the quarter of Indian companies.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: f"{route.tags[0] if route.tags else 'api'}_{route.name}",
    )
    for module in _ROUTERS:
        for route in module.router.routes:
            if isinstance(route, APIRoute):
                declare_or_fail(route)
        app.include_router(module.router, prefix="/api")
    add_handlers(app)
    return app


def declare_or_fail(route: APIRoute) -> None:
    """Every route says who may use it (I5)."""
    declared = (route.openapi_extra or {}).get("x-permission")
    assert declared in _DECLARED, f"{sorted(route.methods or ())} {route.path} names no permission"
