"""The three wire protocols: what a question looks like on each, and what an answer says, whole or as a stream of events.

Anthropic's Messages, OpenAI's Chat Completions (which local servers speak too) and OpenAI's Responses.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

BASES = {"anthropic": "https://api.anthropic.com", "openai": "https://api.openai.com", "openai-responses": "https://api.openai.com"}
KEY_OF = {"anthropic": "anthropic", "openai": "openai", "openai-responses": "openai"}
NAME = "answer"
"""Name of the form that a typed answer fills in. It is a form alone: nothing is done when a model fills it in."""

FIELDS_OF = {
    "anthropic": ("input_tokens", "output_tokens"),
    "openai": ("prompt_tokens", "completion_tokens"),
    "openai-responses": ("input_tokens", "output_tokens"),
}


@dataclass(frozen=True)
class Reply:
    """What was answered, and the tokens it cost as the provider counts them."""

    text: str
    tokens_in: int
    tokens_out: int


class NoReply(Exception):
    """The answer is none of its protocol, or the provider broke off inside it; the message says how, in words of ours."""


def body_of(wire: str, model: str, system: str, question: str, schema: Mapping[str, Any] | None, tokens: int, stream: bool) -> tuple[str, dict[str, Any]]:
    """Path and body of a question. `schema` is what the answer must look like, None for free text; `tokens` is the longest answer that is paid for."""
    if wire == "anthropic":
        body: dict[str, Any] = {"model": model, "max_tokens": tokens, "system": system, "messages": [{"role": "user", "content": question}]}
        if schema is not None:
            form = {"name": NAME, "description": "Fill in what the paper shows.", "input_schema": dict(schema)}
            body |= {"tools": [form], "tool_choice": {"type": "tool", "name": NAME}}
        return "/v1/messages", body | ({"stream": True} if stream else {})
    strict = {"name": NAME, "strict": True, "schema": dict(schema)} if schema is not None else None
    if wire == "openai":
        messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
        shape = {"type": "json_schema", "json_schema": strict} if strict else {"type": "json_object"}
        body = {"model": model, "messages": messages, "response_format": shape, **({"max_completion_tokens": tokens} if strict else {})}
        return "/v1/chat/completions", body | ({"stream": True, "stream_options": {"include_usage": True}} if stream else {})
    form = {"type": "json_schema", **strict} if strict else {"type": "json_object"}
    body = {"model": model, "instructions": system, "input": question, "max_output_tokens": tokens, "store": False, "text": {"format": form}}
    return "/v1/responses", body | ({"stream": True} if stream else {})


def headers_of(wire: str, key: str) -> dict[str, str]:
    """Headers that carry the key as this provider wants it."""
    given = {"x-api-key": key, "anthropic-version": "2023-06-01"} if wire == "anthropic" else {"authorization": f"Bearer {key}"}
    return {**given, "content-type": "application/json", "accept": "application/json, text/event-stream"}


def read_whole(wire: str, content: bytes) -> Reply:
    """An answer that came in one piece. Raises NoReply."""
    try:
        told = json.loads(content)
        if wire == "anthropic":
            text = "".join(_of_block(part) for part in told["content"])
            used = told["usage"]
        elif wire == "openai":
            text, used = str(told["choices"][0]["message"]["content"]), told.get("usage") or {}
        else:
            if told.get("status") not in ("completed", "incomplete"):
                raise NoReply("the provider broke off")
            parts = (part for item in told["output"] if item["type"] == "message" for part in item["content"])
            text, used = "".join(str(part["text"]) for part in parts if part["type"] == "output_text"), told.get("usage") or {}
        return Reply(text, *_used(wire, used))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as wrong:
        raise NoReply("it answered with something that is no answer of its protocol") from wrong


def _of_block(part: Mapping[str, Any]) -> str:
    if part["type"] == "tool_use":
        return json.dumps(part["input"])
    return str(part["text"]) if part["type"] == "text" else ""


def _used(wire: str, usage: Mapping[str, Any]) -> tuple[int, int]:
    counts = [int(usage.get(name) or 0) for name in FIELDS_OF[wire]]
    return max(0, counts[0]), max(0, counts[1])


def read_stream(wire: str, lines: Iterable[bytes], characters: int) -> Reply:
    """An answer that comes as server-sent events. Raises NoReply when it ends before its end, says that the provider failed, or grows beyond `characters`."""
    text: list[str] = []
    size, usage, ended = 0, {}, False
    try:
        for event in _events(lines):
            piece, used, ended = _EVENTS[wire](event)
            usage |= {name: count for name, count in used.items() if count is not None}
            text.append(piece)
            size += len(piece)
            if size > characters:
                raise NoReply("the answer does not end")
            if ended:
                break
        if not ended:
            raise NoReply("the stream was cut")
        return Reply("".join(text), *_used(wire, usage))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as wrong:
        raise NoReply("it answered with something that is no answer of its protocol") from wrong


Told = tuple[str, Mapping[str, Any], bool]
"""A piece of text, counts of tokens as far as this event tells them, and whether the answer has ended."""


def _events(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.startswith(b"data:"):
            continue
        data = line[5:].strip()
        event = {"type": "[DONE]"} if data == b"[DONE]" else json.loads(data)
        if event.get("type") in ("error", "response.failed") or event.get("error"):
            raise NoReply("the provider broke off")
        yield event


def _anthropic(event: Mapping[str, Any]) -> Told:
    kind = event["type"]
    if kind == "message_start":
        return "", event["message"]["usage"], False
    if kind == "content_block_delta":
        return str(event["delta"].get("partial_json") or event["delta"].get("text") or ""), {}, False
    return "", event.get("usage") or {}, kind == "message_stop"


def _chat(event: Mapping[str, Any]) -> Told:
    if event.get("type") == "[DONE]":
        return "", {}, True
    choices = event.get("choices") or []
    return (str(choices[0]["delta"].get("content") or "") if choices else ""), event.get("usage") or {}, False


def _responses(event: Mapping[str, Any]) -> Told:
    kind = event["type"]
    if kind == "response.output_text.delta":
        return str(event["delta"]), {}, False
    ended = kind in ("response.completed", "response.incomplete")
    return "", (event["response"].get("usage") or {}) if ended else {}, ended


_EVENTS = {"anthropic": _anthropic, "openai": _chat, "openai-responses": _responses}
