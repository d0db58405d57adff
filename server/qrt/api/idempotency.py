"""A change that came twice is done once (W1): key, request hash, effect and answer commit in one transaction."""

import hashlib
import json
import uuid
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.datastructures import UploadFile

from qrt.adapters.db.idempotency import Answer, claim_key, keep_answer
from qrt.adapters.db.session import TenantDb

_CHUNK = 1 << 20


class Replay(Exception):
    """The request was done before; here is what it was answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("replay")
        self.answer = answer


class Operation(APIRoute):
    """A route that answers a repeated request with its first answer, and keeps that answer inside the request's own transaction."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            try:
                response = await handle(request)
            except Replay as earlier:
                return _again(earlier.answer)
            claimed: _Claim | None = getattr(request.state, "idempotency", None)
            if claimed and response.status_code < 400:
                # The session is still open here: it commits after this handler returns, and before the answer leaves.
                body = json.loads(bytes(response.body)) if response.body else None
                await keep_answer(claimed.db, claimed.key, claimed.user, claimed.request_hash, Answer(response.status_code, {"body": body}))
            return response

        return once


class _Claim:
    def __init__(self, db: TenantDb, key: str, user: uuid.UUID, request_hash: str) -> None:
        self.db, self.key, self.user, self.request_hash = db, key, user, request_hash


async def claim(request: Request, db: TenantDb, user: uuid.UUID, key: str) -> None:
    """Take the key for this request. Raises Replay when it was done before, Refused when the key is another's or its request is under way."""
    request_hash = await hash_request(request)
    done = await claim_key(db, key, user, request_hash)
    if done is not None:
        raise Replay(done)
    request.state.idempotency = _Claim(db, key, user, request_hash)


async def hash_request(request: Request) -> str:
    """SHA-256 over method, path, query and body; of a form over its fields and files, whatever boundary the browser chose.

    A password in the body is left out: the hash stays in the database, and a short password could be found from it.
    """
    taken = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        # The form was read before the route began; asking again gives the same one.
        for name, value in (await request.form()).multi_items():
            taken.update(f"\n{name}=".encode())
            taken.update((await _hash_file(value)).encode() if isinstance(value, UploadFile) else value.encode())
    else:
        taken.update(_without_password(await request.body()))
    return taken.hexdigest()


def _without_password(body: bytes) -> bytes:
    if b'"password"' not in body:
        return body
    try:
        said = json.loads(body)
    except ValueError:
        return b""
    return json.dumps({name: value for name, value in said.items() if name != "password"}, sort_keys=True).encode() if isinstance(said, dict) else b""


async def _hash_file(file: UploadFile) -> str:
    """SHA-256 of an upload's name and bytes, read in pieces."""
    taken = hashlib.sha256(f"{file.filename}\n".encode())
    while piece := await file.read(_CHUNK):
        taken.update(piece)
    await file.seek(0)
    return taken.hexdigest()


def _again(answer: Answer) -> Response:
    headers = {"Idempotency-Replayed": "true", "Cache-Control": "no-store"}
    if answer.response.get("body") is None:
        return Response(status_code=answer.status, headers=headers)
    return JSONResponse(answer.response["body"], status_code=answer.status, headers=headers)
