"""Liveness, readiness, metrics."""

from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from qrt.api.base import Out
from qrt.api.deps import PlatformDep, public
from qrt.api.idempotency import Operation

router = APIRouter(tags=["ops"], route_class=Operation)


class HealthOut(Out):
    status: Literal["ok"] = "ok"


class ReadyOut(Out):
    database: bool
    cache: bool
    search: Literal["database", "opensearch", "database_while_opensearch_is_away"]


@router.get("/health", **public())
async def health() -> HealthOut:
    """The process is alive."""
    return HealthOut()


@router.get("/ready", **public())
async def ready(response: Response, platform: PlatformDep) -> ReadyOut:
    """Whether requests can be served: 200 with the database, 503 without it. Without the cache sign-in is closed, the rest works;
    while a search cluster is away papers are searched in the database."""
    found = ReadyOut(database=await platform.database_answers(), cache=await platform.cache_answers(), search=await platform.search_answers())
    response.status_code = 200 if found.database else 503
    return found


@router.get("/metrics", response_class=Response, **{**public(), "responses": {200: {"content": {"text/plain": {}}}}})
async def metrics() -> Response:
    """Prometheus text. No label names a company."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
