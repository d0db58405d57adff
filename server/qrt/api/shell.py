"""Around every request: its id, size, headers, metrics and one log line; and the page with its files."""

import time
import uuid
from collections.abc import Mapping
from pathlib import Path

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from prometheus_client import Counter, Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qrt.api.errors import error_response, missing

BODY_MAX_BYTES = 1024 * 1024
UPLOAD_MAX_BYTES = 512 * 1024 * 1024
PART_MAX_BYTES = 9 * 1024 * 1024
"""A part of a large file, and the form around it."""
"""One request with many files; each file has its own limit."""

log = structlog.get_logger(__name__)

REQUESTS = Counter("qrt_http_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("qrt_http_request_seconds", "Time to the first byte of the answer", ["method", "route"], buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15))

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Shell:
    """The outermost layer. No cross-origin answer is ever allowed: there is one origin, and programs need none."""

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
        if secure:
            self._headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = time.perf_counter(), 500
        seen_bytes = 0
        limit = _limit(scope["path"])

        async def counted() -> Message:
            nonlocal seen_bytes
            message = await receive()
            seen_bytes += len(message.get("body", b""))
            if seen_bytes > limit:
                raise TooLarge()
            return message

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(each for each in self._headers if each[0] not in named),
                    (b"x-request-id", request_id.encode()),
                    *([] if b"cache-control" in named or not scope["path"].startswith("/api/") else [(b"cache-control", b"no-store")]),
                ]
            await send(message)

        if _declared_length(scope) > limit:
            await _too_large(request_id)(scope, receive, with_headers)
        else:
            try:
                await self._app(scope, counted, with_headers)
            except TooLarge:
                await _too_large(request_id)(scope, receive, with_headers)
        self._note(scope, status, time.perf_counter() - started, request_id)

    def _note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        route = _route_of(scope)
        REQUESTS.labels(scope["method"], route, str(status)).inc()
        SECONDS.labels(scope["method"], route).observe(seconds)
        if route not in ("/api/health", "/api/ready", "/api/metrics"):
            log.info("request", method=scope["method"], route=route, status=status, milliseconds=round(seconds * 1000, 1), request=request_id)


class TooLarge(HTTPException):
    """More bytes came than were announced or allowed. An HTTPException, because whoever parses a body lets only those through."""

    def __init__(self) -> None:
        super().__init__(413, "request.too_large")


def _route_of(scope: Scope) -> str:
    """The path's pattern, never the path itself: a path holds ids."""
    if not scope["path"].startswith("/api/"):
        return "page"
    pattern = getattr(scope.get("route"), "path", "")
    if not pattern or "{path:path}" in pattern:
        return "unknown"
    return pattern if pattern.startswith("/api/") else f"/api{pattern}"


def _declared_length(scope: Scope) -> int:
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(length) if length.isdigit() else 0


def _too_large(request_id: str) -> JSONResponse:
    return JSONResponse({"code": "request.too_large", "sentence": "The request is larger than is allowed here.", "id": request_id}, status_code=413)


def serve_page(app: FastAPI, dist: Path) -> None:
    """The built page: files by name, index.html for every path of the page itself. Without a build one line says what is missing."""
    root = dist.resolve()

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        if path == "api" or path.startswith("api/"):
            refused = missing()
            return error_response(request, 404, refused.code, refused.sentence)
        file = (root / path).resolve() if path and "\x00" not in path else root
        if path and file.is_relative_to(root) and file.is_file() and not file.name.startswith("."):
            # Names under assets/ carry their content's hash.
            keep = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return FileResponse(file, headers={"Cache-Control": keep})
        index = root / "index.html"
        if path.startswith("assets/") or not index.is_file():
            return Response("The page is not built. Run `make run`." if not index.is_file() else "", status_code=404, media_type="text/plain")
        return FileResponse(index, headers={"Cache-Control": "no-cache"})


def _limit(path: str) -> int:
    """Bytes that a request of this path may have."""
    if path == "/api/documents":
        return UPLOAD_MAX_BYTES
    return PART_MAX_BYTES if path.startswith("/api/uploads/") and path.endswith("/parts") else BODY_MAX_BYTES
