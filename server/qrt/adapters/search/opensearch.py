"""Words of papers in an OpenSearch cluster: papers written to it, and found in it as the database finds them (`adapters/db/paper_words.py`).

One index for all tenants, routed by tenant. Every question is made in one place, which puts the tenant's filter around what is sought and throws away
whatever comes back under another tenant's name.
"""

import base64
import http.client
import json
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.finding import Finding, Severity
from qrt.core.ledger.search import WORD_CHARACTERS, Term, amount_word

LOCAL = ("127.0.0.1", "localhost", "::1")
INDEX = "qrt-papers"
HITS_MAX = 10_000
"""A cluster gives no more than that in one answer."""

ASK_SECONDS = 2.0
WRITE_SECONDS = 60.0
QUIET_SECONDS = 30.0
"""So long after it did not answer a cluster is not asked again: nobody waits for it at every key."""

ANSWER_BYTES = 50_000_000
_BODY: Mapping[str, Any] = {
    "mappings": {
        "dynamic": False,
        "_routing": {"required": True},
        "properties": {"tenant": {"type": "keyword"}, "words": {"type": "keyword"}, "amount": {"type": "long"}},
    }
}


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper as the cluster knows it: `words` as `core/ledger/search.py` makes them, `change` which of two states is the later one."""

    document_id: uuid.UUID
    change: int
    words: tuple[str, ...]
    amount_paise: int | None


class PaperIndex:
    """The index at `https://USER:PASSWORD@HOST:PORT/INDEX`. Raises Refused("search.address") where that is no address, or one at which words could be read on the way."""

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or (parts.scheme == "http" and parts.hostname not in LOCAL):
            raise Refused("search.address", "QRT_OPENSEARCH must be an https address, or http on this machine, so that nobody reads papers on the way.")
        self._host, self._secure = parts.hostname, parts.scheme == "https"
        self._port = parts.port or 9200
        self._index = quote(unquote(parts.path.strip("/")) or INDEX, safe="")
        said = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        self._login = {"authorization": "Basic " + base64.b64encode(said.encode()).decode()} if parts.username else {}
        self._clock = clock
        self._quiet_until = 0.0
        self._lock = threading.Lock()

    @property
    def where(self) -> str:
        """Host and index, without the login."""
        return f"{self._host}:{self._port}/{self._index}"

    def find(self, tenant: uuid.UUID, terms: Sequence[Term]) -> tuple[uuid.UUID, ...] | None:
        """Papers of the tenant in which every term is found; None where they are too many for one answer. Raises Unavailable."""
        sought = [self._clause(tenant, term) for term in terms]
        answer = self._ask(tenant, "_search", sought, {"size": HITS_MAX, "_source": False, "track_total_hits": HITS_MAX + 1})
        try:
            hits, total = answer["hits"]["hits"], answer["hits"]["total"]["value"]
            names = [str(hit["_id"]).partition(":") for hit in hits]
            found = tuple(uuid.UUID(name) for owner, _, name in names if owner == str(tenant))
        except (KeyError, TypeError, ValueError):
            raise _no_answer(f"{self.where} answers in another language than OpenSearch's") from None
        return found if total <= HITS_MAX else None

    def write(self, tenant: uuid.UUID, papers: Iterable[PaperEntry]) -> None:
        """Put papers of the tenant in place of what the cluster has of them, unless it has something later. Raises Unavailable when any did not arrive."""
        lines: list[str] = []
        for paper in papers:
            head = {"_id": f"{tenant}:{paper.document_id}", "routing": str(tenant), "version": paper.change, "version_type": "external_gte"}
            amount = {} if paper.amount_paise is None else {"amount": paper.amount_paise}
            lines += [json.dumps({"index": head}), json.dumps({"tenant": str(tenant), "words": paper.words, **amount}, ensure_ascii=False)]
        if not lines:
            return
        self.make()
        answer = self._send("POST", f"/{self._index}/_bulk", ("\n".join(lines) + "\n").encode(), WRITE_SECONDS)[1]
        # 409: it has a later state of the paper already.
        lost = [item for each in answer.get("items", ()) for item in each.values() if int(item.get("status", 500)) not in (200, 201, 409)]
        if lost or len(answer.get("items", ())) * 2 != len(lines):
            raise _no_answer(f"{self.where} did not take {len(lost) or 'all'} papers")

    def make(self) -> None:
        """The index with its fields, where there is none yet. Raises Unavailable."""
        if self._send("HEAD", f"/{self._index}", b"", ASK_SECONDS, (404,))[0] == 404:
            status, said = self._send("PUT", f"/{self._index}", json.dumps(_BODY).encode(), WRITE_SECONDS, (400,))
            # Another worker may have made it meanwhile.
            if status == 400 and "resource_already_exists_exception" not in json.dumps(said):
                raise _no_answer(f"{self.where} does not take the index (HTTP 400)")

    def drop(self) -> None:
        """The index and all that is in it. Raises Unavailable."""
        self._send("DELETE", f"/{self._index}", b"", WRITE_SECONDS, (404,))

    def answers(self) -> bool:
        """Whether the cluster answers; not asked while it is left alone."""
        try:
            self._send("HEAD", "/", b"", ASK_SECONDS)
        except Unavailable:
            return False
        return True

    def _clause(self, tenant: uuid.UUID, term: Term) -> dict[str, Any]:
        """The term as the database takes it: all of its words begin words of the paper, or the amount stands on it; a word that stands nowhere, with a slip."""
        either: list[dict[str, Any]] = []
        if term.words:
            either.append({"bool": {"filter": [_begins(word) for word in term.words]}})
            if len(term.words) == 1 and self._may_be_a_slip(tenant, term.words[0]):
                either.append({"fuzzy": {"words": {"value": term.words[0], "fuzziness": 1, "transpositions": True}}})
        if term.low is not None and term.high is not None:
            either.append({"range": {"amount": {"gte": term.low, "lte": term.high}}})
            if term.low == term.high:
                either.append({"term": {"words": amount_word(term.low)}})
        return {"bool": {"should": either, "minimum_should_match": 1}}

    def _may_be_a_slip(self, tenant: uuid.UUID, word: str) -> bool:
        if not 4 <= len(word) <= 30 or any(character.isdigit() for character in word):
            return False
        return self._ask(tenant, "_count", [_begins(word)], {}).get("count") == 0

    def _ask(self, tenant: uuid.UUID, act: str, sought: Sequence[Mapping[str, Any]], more: Mapping[str, Any]) -> dict[str, Any]:
        """The one way in which anything is sought: behind the tenant's filter, whatever is sought."""
        query = {"bool": {"filter": [{"term": {"tenant": str(tenant)}}, *sought]}}
        return self._send("POST", f"/{self._index}/{act}?routing={tenant}", json.dumps({"query": query, **more}).encode(), ASK_SECONDS)[1]

    def _send(self, method: str, path: str, body: bytes, seconds: float, known: Sequence[int] = ()) -> tuple[int, dict[str, Any]]:
        """Status and answer. Raises Unavailable for any status of error but those that are `known`; a line that breaks leaves the cluster alone for a while."""
        with self._lock:
            if self._clock() < self._quiet_until:
                raise _no_answer(f"{self.where} did not answer and is not asked for {QUIET_SECONDS:g} seconds")
        if self._secure:
            line: http.client.HTTPConnection = http.client.HTTPSConnection(self._host, self._port, timeout=seconds, context=ssl.create_default_context())
        else:
            line = http.client.HTTPConnection(self._host, self._port, timeout=seconds)
        kind = "application/x-ndjson" if path.endswith("_bulk") else "application/json"
        try:
            line.request(method, path, body or None, {**self._login, "content-type": kind, "accept": "application/json"})
            answer = line.getresponse()
            content = answer.read(ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as wrong:
            with self._lock:
                self._quiet_until = self._clock() + QUIET_SECONDS
            raise _no_answer(f"{self.where} does not answer ({type(wrong).__name__})") from wrong
        finally:
            line.close()
        if answer.status >= 400 and answer.status not in known:
            raise _no_answer(f"{self.where} refuses (HTTP {answer.status})")
        try:
            said = json.loads(content) if content else {}
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise _no_answer(f"{self.where} answers in another language than OpenSearch's")
        return answer.status, said


def check_index(address: str) -> Finding:
    """Whether the cluster answers, for `qrt doctor`."""
    try:
        index = PaperIndex(address)
    except Refused as wrong:
        return Finding("doctor.search", Severity.BLOCKING, "search", wrong.sentence)
    if index.answers():
        return Finding("doctor.search", Severity.INFO, "search", f"Papers are searched at {index.where}.")
    return Finding("doctor.search", Severity.WARNING, "search", f"{index.where} does not answer: papers are searched in the database meanwhile.")


def _begins(word: str) -> dict[str, Any]:
    """As in the database: a single letter or digit begins too much to be meant as a beginning."""
    kept = word[:WORD_CHARACTERS]
    return {"prefix": {"words": kept}} if len(kept) > 1 else {"term": {"words": kept}}


def _no_answer(sentence: str) -> Unavailable:
    return Unavailable("search", f"The search cluster {sentence}.")
