"""A provider of models on this machine, in the three wire protocols, that answers as a test tells it, and misbehaves as real ones do."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WIRES = ("anthropic", "openai", "openai-responses")
Say = Callable[[dict[str, Any]], dict[str, Any] | str]
"""What a model says to a question (the JSON that the user's message holds): an object for the form, or text."""


@dataclass
class Reply:
    """One answer on the wire. `cut`: so many bytes are sent and the line breaks."""

    status: int
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


Fault = Callable[[Reply], Reply]


@dataclass
class FakeProvider:
    """`say` makes the answers; `faults` are taken one a call, first to last, None for none."""

    url: str
    say: Say = lambda question: {"kind": "other", "kind_words": [], "fields": []}
    faults: list[Fault | None] = field(default_factory=list)
    seen: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def asked(self) -> list[dict[str, Any]]:
        """The questions as they came, out of the user's messages."""
        return [json.loads(_question(path, body)) for path, _, body in self.seen]

    def answer(self, path: str, body: dict[str, Any]) -> Reply:
        text = self.say(json.loads(_question(path, body)))
        made = _MAKERS[path](text if isinstance(text, str) else json.dumps(text), bool(body.get("stream")))
        fault = self.faults.pop(0) if self.faults else None
        return fault(made) if fault else made


def busy(status: int = 429, **headers: str) -> Fault:
    """Too many requests, overloaded, broken."""
    return lambda _: Reply(status, b'{"type":"error","error":{"type":"overloaded_error"}}', {name.replace("_", "-"): value for name, value in headers.items()})


def cut(made: Reply) -> Reply:
    """The line breaks in the middle of the answer."""
    return Reply(made.status, made.content, made.headers, cut=len(made.content) * 2 // 3)


def malformed(made: Reply) -> Reply:
    """A gateway's page instead of an answer."""
    return Reply(200, b"<html>bad gateway</html>", {"content-type": "application/json"})


def broken_off(made: Reply) -> Reply:
    """An error inside a stream that began well."""
    head, _, _ = made.content.partition(b"\n\n")
    return Reply(200, head + b'\n\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n', made.headers)


def endless(made: Reply) -> Reply:
    """An answer that does not end: the first event again and again."""
    events = made.content.split(b"\n\n")
    return Reply(200, b"\n\n".join([events[0], *[events[min(2, len(events) - 1)]] * 60_000]), made.headers)


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """The provider at an address of this machine."""
    made = FakeProvider("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            made.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            reply = made.answer(self.path, body)
            self.send_response(reply.status)
            for name, value in ({"content-length": str(len(reply.content))} | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(reply.content if reply.cut is None else reply.content[: reply.cut])
            except OSError:
                self.close_connection = True
            if reply.cut is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Who was left early is no fault of the test."""

    server = Server(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def _question(path: str, body: dict[str, Any]) -> str:
    return body["input"] if path == "/v1/responses" else body["messages"][-1]["content"]


def _events(*events: dict[str, Any], done: bytes = b"") -> Reply:
    content = b"".join(b"event: " + str(each.get("type", "x")).encode() + b"\ndata: " + json.dumps(each).encode() + b"\n\n" for each in events) + done
    return Reply(200, content, {"content-type": "text/event-stream"})


def _pieces(text: str) -> list[str]:
    return [text[at : at + 9] for at in range(0, len(text), 9)]


def _messages(text: str, stream: bool) -> Reply:
    usage = {"input_tokens": 900, "output_tokens": 90}
    if not stream:
        return Reply(200, json.dumps({"content": [{"type": "text", "text": text}], "usage": usage}).encode(), {"content-type": "application/json"})
    start = {"type": "message_start", "message": {"usage": {"input_tokens": 900, "output_tokens": 1}}}
    opened = {"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "name": "answer", "input": {}}}
    pieces = [{"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": piece}} for piece in _pieces(text)]
    end = {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 90}}
    return _events(start, opened, *pieces, {"type": "content_block_stop", "index": 0}, end, {"type": "message_stop"})


def _chat(text: str, stream: bool) -> Reply:
    usage = {"prompt_tokens": 900, "completion_tokens": 90}
    if not stream:
        return Reply(200, json.dumps({"choices": [{"message": {"content": text}}], "usage": usage}).encode(), {"content-type": "application/json"})
    pieces = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in _pieces(text)]
    return _events({"choices": [{"index": 0, "delta": {"role": "assistant"}}]}, *pieces, {"choices": [], "usage": usage}, done=b"data: [DONE]\n\n")


def _responses(text: str, stream: bool) -> Reply:
    output = [{"type": "message", "content": [{"type": "output_text", "text": text}]}]
    whole = {"status": "completed", "output": output, "usage": {"input_tokens": 900, "output_tokens": 90}}
    if not stream:
        return Reply(200, json.dumps(whole).encode(), {"content-type": "application/json"})
    pieces = [{"type": "response.output_text.delta", "delta": piece} for piece in _pieces(text)]
    return _events({"type": "response.created", "response": {}}, *pieces, {"type": "response.completed", "response": whole})


_MAKERS = {"/v1/messages": _messages, "/v1/chat/completions": _chat, "/v1/responses": _responses}
