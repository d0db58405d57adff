"""One question to a provider, asked again where it is busy, and never for longer than was allowed."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from qrt.adapters.llm.wires import BASES, KEY_OF, NoReply, Reply, body_of, headers_of, read_stream, read_whole
from qrt.core.base.errors import Refused, Unavailable

LOCAL = ("127.0.0.1", "localhost", "::1")
TRIES = 3
WAIT_MOST = 20.0
SECONDS = 60.0
BYTES_MOST = 2_000_000
TOKENS_MOST = 4096
AGAIN = (408, 429, 500, 502, 503, 504, 529)


@dataclass(frozen=True)
class Provider:
    """wire: "anthropic", "openai" or "openai-responses"; base: address without a path; model: its name there. The key is never shown."""

    wire: str
    base: str
    model: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Terms:
    """How a question is asked.

    schema   what the answer must look like; None for free text
    tokens   the longest answer that is paid for
    seconds  all tries together, with their waits
    stream   the answer comes as it is written, so that one that does not end is left early
    """

    schema: Mapping[str, Any] | None = None
    tokens: int = TOKENS_MOST
    seconds: float = 3 * SECONDS + 2 * WAIT_MOST
    stream: bool = False


def provider_of(text: str, keys: Mapping[str, str], url: str = "") -> Provider | str:
    """ "anthropic:MODEL", "openai:MODEL" or "openai-responses:MODEL" with its key; without a key the sentence that says what is missing.

    url: another address than the provider's own. Raises Refused("recon.model") on a name that is none, or an address at which the key could be read on the way.
    """
    wire, _, model = text.partition(":")
    if wire not in BASES or not model:
        raise Refused("recon.model", f"{text!r} names no model: write anthropic:MODEL or openai:MODEL")
    base = url or BASES[wire]
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname or (parts.scheme == "http" and parts.hostname not in LOCAL):
        raise Refused("recon.model", f"the model's address is {base!r}: it must be https, or http on this machine, so that nobody reads the key on the way")
    key = keys.get(KEY_OF[wire], "")
    return Provider(wire, base.rstrip("/"), model, key) if key else f"there is no key: set {KEY_OF[wire].upper()}_API_KEY"


def send_question(provider: Provider, system: str, question: str, wait: Callable[[float], None] = time.sleep, terms: Terms | None = None) -> Reply:
    """Ask once, and again where the provider is busy or the line broke, at most TRIES times and never past the terms' seconds.

    Raises Unavailable when it stays so, and Refused("recon.model") when the provider refuses key, model or question: that is ours to mend.
    """
    terms = terms or Terms()
    path, body = body_of(provider.wire, provider.model, system, question, terms.schema, terms.tokens, terms.stream)
    content, until = json.dumps(body).encode(), time.monotonic() + terms.seconds
    said = ""
    for turn in range(TRIES):
        pause = 0.0
        try:
            status, pause, reply = _ask(provider, path, content, terms, until)
            if reply is not None:
                return reply
            if status not in AGAIN:
                raise Refused(
                    "recon.model", f"{provider.wire} refused the question (HTTP {status}): check the key and the name of the model {provider.model!r}"
                )
            said = f"it is busy or broken (HTTP {status})"
        except NoReply as wrong:
            said = str(wrong)
        except (OSError, http.client.HTTPException) as wrong:
            said = f"the connection broke ({type(wrong).__name__})"
        pause = min(WAIT_MOST, max(pause, 2.0**turn))
        if time.monotonic() + pause >= until:
            raise Unavailable("model", f"{provider.wire} did not answer in {terms.seconds:g} seconds: {said}.")
        if turn + 1 < TRIES:
            wait(pause)
    raise Unavailable("model", f"{provider.wire} did not answer in {TRIES} tries: {said}.")


def _ask(provider: Provider, path: str, body: bytes, terms: Terms, until: float) -> tuple[int, float, Reply | None]:
    """Status, seconds that the provider asks to wait, and the answer of status 200. Redirects are not followed: the key goes to one host alone."""
    parts = urlsplit(provider.base)
    assert parts.hostname
    seconds = max(0.1, min(SECONDS, until - time.monotonic()))
    if parts.scheme == "https":
        line: http.client.HTTPConnection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=seconds, context=ssl.create_default_context())
    else:
        line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)
    try:
        line.request("POST", parts.path + path, body, headers_of(provider.wire, provider.key))
        answer = line.getresponse()
        pieces = _pieces(line, answer, until)
        if answer.status != 200:
            return answer.status, _seconds(answer.headers.get("retry-after", "")), None
        if answer.headers.get_content_type() == "text/event-stream":
            return 200, 0.0, read_stream(provider.wire, _lines(pieces), BYTES_MOST)
        return 200, 0.0, read_whole(provider.wire, b"".join(pieces))
    finally:
        line.close()


def _pieces(line: http.client.HTTPConnection, answer: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    """The answer as it comes, at most BYTES_MOST of it, and none of it after its time. Raises TimeoutError, IncompleteRead when less came than was promised."""
    # Counted here: `read1` keeps no count of its own in every version of Python, and would wait for more behind the end.
    size, promised = 0, answer.length
    while promised is None or size < promised:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if isinstance(line.sock, socket.socket):
            line.sock.settimeout(min(SECONDS, left))
        piece = answer.read1(1 << 16)
        size += len(piece)
        if size > BYTES_MOST:
            raise NoReply("the answer does not end")
        if not piece:
            break
        yield piece
    if promised is not None and size < promised:
        raise http.client.IncompleteRead(b"", promised - size)


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
    yield rest


def _seconds(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0
