"""A change that came twice is done once (W1): key, request hash, effect and answer commit in one transaction."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class Operation(APIRoute):
    """A route whose answer is kept under the request's Idempotency-Key, inside the request's own transaction."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            try:
                response = await handle(request)
            except Replay as earlier:
                return earlier.response
            key = getattr(request.state, "idempotency_key", None)
            if key and response.status_code < 400:
                await _keep(request, key, response)
            return response

        return once
