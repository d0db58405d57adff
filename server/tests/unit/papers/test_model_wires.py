"""A typed question on the three wires: whole and as a stream, from a provider that is busy, breaks off, says nonsense, or does not end."""

import json
from collections.abc import Iterator

import pytest

from qrt.adapters.llm import Provider, Terms, provider_of, send_question
from qrt.core.base.errors import Refused, Unavailable
from tests.support.fake_provider import WIRES, FakeProvider, Fault, broken_off, busy, cut, endless, fake_provider, malformed

SCHEMA = {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"], "additionalProperties": False}
PATHS = {"anthropic": "/v1/messages", "openai": "/v1/chat/completions", "openai-responses": "/v1/responses"}


@pytest.fixture
def fake() -> Iterator[FakeProvider]:
    with fake_provider() as made:
        made.say = lambda question: {"kind": "tax_invoice"}
        yield made


def ask(fake: FakeProvider, wire: str, *, stream: bool = True, waits: list[float] | None = None, seconds: float = 30.0) -> str:
    terms = Terms(SCHEMA, 500, seconds, stream)
    wait = waits.append if waits is not None else lambda _: None
    reply = send_question(Provider(wire, fake.url, "m", "secret"), "read", json.dumps({"paper": 1}), wait, terms)
    assert (reply.tokens_in, reply.tokens_out) == (900, 90)
    return reply.text


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("wire", WIRES)
def test_a_typed_answer_comes_whole_or_as_a_stream(fake: FakeProvider, wire: str, stream: bool) -> None:
    assert json.loads(ask(fake, wire, stream=stream)) == {"kind": "tax_invoice"}
    path, headers, body = fake.seen[0]
    assert path == PATHS[wire] and body["model"] == "m" and ("stream" in body) == stream
    assert "secret" in (headers.get("x-api-key") or headers["authorization"])
    form = {
        "anthropic": lambda: (body["tools"][0]["input_schema"], body["tool_choice"]["type"], body["max_tokens"]),
        "openai": lambda: (body["response_format"]["json_schema"]["schema"], "tool", body["max_completion_tokens"]),
        "openai-responses": lambda: (body["text"]["format"]["schema"], "tool", body["max_output_tokens"]),
    }
    assert form[wire]() == (SCHEMA, "tool", 500)


@pytest.mark.parametrize("fault", [busy(429, retry_after="3"), busy(529), busy(500), cut, malformed, broken_off], ids=lambda each: each.__name__)
@pytest.mark.parametrize("wire", WIRES)
def test_what_passes_is_asked_again(fake: FakeProvider, wire: str, fault: Fault) -> None:
    fake.faults = [fault]
    waits: list[float] = []
    assert json.loads(ask(fake, wire, waits=waits)) == {"kind": "tax_invoice"}
    assert len(fake.seen) == 2 and waits[0] >= 1.0


@pytest.mark.parametrize("wire", WIRES)
def test_the_wait_that_a_busy_provider_names_is_kept(fake: FakeProvider, wire: str) -> None:
    fake.faults = [busy(429, retry_after="7"), busy(529)]
    waits: list[float] = []
    ask(fake, wire, waits=waits)
    assert waits == [7.0, 2.0]


@pytest.mark.parametrize("fault", [busy(429), busy(529), cut, malformed, broken_off, endless], ids=["429", "529", "cut", "malformed", "broken off", "endless"])
@pytest.mark.parametrize("wire", WIRES)
def test_what_stays_broken_is_unavailable_after_three_tries(fake: FakeProvider, wire: str, fault: Fault) -> None:
    fake.faults = [fault] * 3
    with pytest.raises(Unavailable):
        ask(fake, wire)
    assert len(fake.seen) == 3


def test_no_wait_goes_past_the_time_that_was_allowed(fake: FakeProvider) -> None:
    fake.faults = [busy(429, retry_after="15")] * 3
    waits: list[float] = []
    with pytest.raises(Unavailable, match="in 5 seconds"):
        ask(fake, "anthropic", waits=waits, seconds=5.0)
    assert (len(fake.seen), waits) == (1, [])


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refused_key_or_question_is_not_asked_again(fake: FakeProvider, status: int) -> None:
    fake.faults = [busy(status)]
    with pytest.raises(Refused):
        ask(fake, "openai-responses")
    assert len(fake.seen) == 1


def test_responses_are_asked_with_the_key_of_openai() -> None:
    assert isinstance(provider_of("openai-responses:m", {"openai": "k"}), Provider)
    assert "OPENAI_API_KEY" in str(provider_of("openai-responses:m", {"anthropic": "k"}))
