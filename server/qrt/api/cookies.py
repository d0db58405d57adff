"""The session cookie, and where a request comes from."""

from urllib.parse import urlsplit

from fastapi import Request, Response

from qrt.api.platform import Platform
from qrt.core.base.errors import Refused

SESSION_SECONDS = 12 * 3600


def set_cookie(response: Response, platform: Platform, value: str) -> None:
    """Give the browser its session: no script can read it, no other site can send it with a change."""
    response.set_cookie(platform.cookie_name, value, max_age=SESSION_SECONDS, path="/", secure=platform.secure, httponly=True, samesite="lax")
    response.headers["Cache-Control"] = "no-store"


def clear_cookie(response: Response, platform: Platform) -> None:
    """Take it back."""
    response.delete_cookie(platform.cookie_name, path="/", secure=platform.secure, httponly=True, samesite="lax")


def address_of(request: Request) -> str:
    """The peer's address as the server in front hands it over."""
    return request.client.host if request.client else ""


def device_of(request: Request) -> str:
    """What the browser calls itself, shortened."""
    return request.headers.get("user-agent", "")[:200]


def check_origin(request: Request) -> None:
    """A browser's sign-in must come from our own page, or an attacker could sign people in as somebody else. Programs send no Origin.

    Raises Refused auth.origin.
    """
    origin = request.headers.get("origin")
    if origin is not None and not same_origin(origin, request.headers.get("host", "")):
        raise Refused("auth.origin", "This request came from another site.")


def same_origin(origin: str, host: str) -> bool:
    """Whether the Origin header names the host that was asked."""
    return bool(host) and urlsplit(origin).netloc.lower() == host.lower()
