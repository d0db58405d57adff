"""One question to a provider: Anthropic's Messages or OpenAI's Chat Completions, which local servers speak too."""

import http.client
import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from qrt.core.base.errors import Refused, Unavailable

BASES = {"anthropic": "https://api.anthropic.com", "openai": "https://api.openai.com"}
LOCAL = ("127.0.0.1", "localhost", "::1")
TRIES = 3
WAIT_MOST = 20.0
SECONDS = 60.0
BYTES_MOST = 2_000_000
TOKENS_MOST = 4096
AGAIN = (408, 429, 500, 502, 503, 504, 529)


@dataclass(frozen=True)
class Provider:
    """wire: "anthropic" or "openai"; base: address without a path; model: its name there. The key is never shown."""

    wire: str
    base: str
    model: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Reply:
    """What was answered, and the tokens it cost as the provider counts them."""

    text: str
    tokens_in: int
    tokens_out: int


def provider_of(text: str, keys: Mapping[str, str], url: str = "") -> Provider | str:
    """ "anthropic:MODEL" or "openai:MODEL" with its key; without a key the sentence that says what is missing. url: another address than the provider's own.

    Raises Refused("recon.model") on a name that is none, or an address at which the key could be read on the way.
    """
    wire, _, model = text.partition(":")
    if wire not in BASES or not model:
        raise Refused("recon.model", f"{text!r} names no model: write anthropic:MODEL or openai:MODEL")
    base = url or BASES[wire]
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname or (parts.scheme == "http" and parts.hostname not in LOCAL):
        raise Refused("recon.model", f"the model's address is {base!r}: it must be https, or http on this machine, so that nobody reads the key on the way")
    key = keys.get(wire, "")
    return Provider(wire, base.rstrip("/"), model, key) if key else f"there is no key: set {wire.upper()}_API_KEY"


def send_question(provider: Provider, system: str, question: str, wait: Callable[[float], None] = time.sleep) -> Reply:
    """Ask once, and again where the provider is busy or the line broke, at most TRIES times.

    Raises Unavailable when it stays so, and Refused("recon.model") when the provider refuses key, model or question: that is ours to mend.
    """
    path, headers, body = _asked(provider, system, question)
    said = ""
    for turn in range(TRIES):
        try:
            status, pause, content = _post(provider.base, path, headers, body)
        except (OSError, http.client.HTTPException) as wrong:
            status, pause, content = 0, 0.0, b""
            said = f"the connection broke ({type(wrong).__name__})"
        if status == 200:
            reply = _read(provider, content)
            if reply is not None:
                return reply
            said = "it answered with something that is no answer of its protocol"
        elif status in AGAIN:
            said = f"it is busy or broken (HTTP {status})"
        elif status:
            raise Refused("recon.model", f"{provider.wire} refused the question (HTTP {status}): check the key and the name of the model {provider.model!r}")
        if turn + 1 < TRIES:
            wait(min(WAIT_MOST, max(pause, 2.0**turn)))
    raise Unavailable("model", f"{provider.wire} did not answer in {TRIES} tries: {said}.")


def _asked(provider: Provider, system: str, question: str) -> tuple[str, dict[str, str], bytes]:
    if provider.wire == "anthropic":
        body: dict[str, Any] = {"model": provider.model, "max_tokens": TOKENS_MOST, "system": system, "messages": [{"role": "user", "content": question}]}
        path, headers = "/v1/messages", {"x-api-key": provider.key, "anthropic-version": "2023-06-01"}
    else:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
        body = {"model": provider.model, "messages": messages, "response_format": {"type": "json_object"}}
        path, headers = "/v1/chat/completions", {"authorization": f"Bearer {provider.key}"}
    return path, {**headers, "content-type": "application/json", "accept": "application/json"}, json.dumps(body).encode()


def _post(base: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, float, bytes]:
    """Status, seconds that the provider asks to wait, and content. Redirects are not followed: the key goes to one host alone."""
    parts = urlsplit(base)
    assert parts.hostname
    if parts.scheme == "https":
        line: http.client.HTTPConnection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=SECONDS, context=ssl.create_default_context())
    else:
        line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=SECONDS)
    try:
        line.request("POST", parts.path + path, body, dict(headers))
        answer = line.getresponse()
        content = answer.read(BYTES_MOST)
        if answer.length:  # less came than was promised, or more than we read
            raise http.client.IncompleteRead(content, answer.length)
        return answer.status, _seconds(answer.headers.get("retry-after", "")), content
    finally:
        line.close()


def _seconds(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0


def _read(provider: Provider, content: bytes) -> Reply | None:
    try:
        told = json.loads(content)
        if provider.wire == "anthropic":
            text = "".join(str(part["text"]) for part in told["content"] if part["type"] == "text")
            used = told["usage"]["input_tokens"], told["usage"]["output_tokens"]
        else:
            text = str(told["choices"][0]["message"]["content"])
            usage = told.get("usage") or {}
            used = usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0)
        return Reply(text, int(used[0]), int(used[1]))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None
