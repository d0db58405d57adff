"""An OpenSearch cluster on this machine, in its own protocol, as far as papers are searched: one shard, so that routing alone hides nothing, and refusals for what it does not know."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Bad(Exception):
    """A request that a cluster refuses, as (status, type of the error)."""


@dataclass
class FakeSearch:
    """`fail` is a status that every answer has instead of its own; `seen` are the requests with their bodies."""

    url: str = ""
    indexes: dict[str, dict[str, Any]] = field(default_factory=dict)
    papers: dict[str, dict[str, tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    seen: list[tuple[str, str, str, str]] = field(default_factory=list)
    fail: int = 0

    def answer(self, method: str, target: str, body: str) -> tuple[int, dict[str, Any]]:
        parts = urlsplit(target)
        if self.fail:
            return self.fail, {"error": {"type": "cluster_block_exception"}, "status": self.fail}
        index, _, act = parts.path.strip("/").partition("/")
        try:
            if not index:
                return 200, {"version": {"distribution": "opensearch", "number": "3.8.0"}}
            if not act:
                return self._index(method, index, body)
            if act == "_bulk":
                return 200, self._bulk(index, body)
            return 200, self._seek(index, act, parse_qs(parts.query), json.loads(body))
        except Bad as bad:
            return bad.args[0], {"error": {"type": bad.args[1]}, "status": bad.args[0]}

    def _index(self, method: str, index: str, body: str) -> tuple[int, dict[str, Any]]:
        known = index in self.indexes
        if method == "PUT":
            if known:
                raise Bad(400, "resource_already_exists_exception")
            self.indexes[index], self.papers[index] = json.loads(body), {}
        elif not known:
            raise Bad(404, "index_not_found_exception")
        elif method == "DELETE":
            del self.indexes[index], self.papers[index]
        return 200, {"acknowledged": True}

    def _bulk(self, index: str, body: str) -> dict[str, Any]:
        assert body.endswith("\n"), "a bulk ends with a line feed"
        lines, items = [json.loads(line) for line in body.splitlines()], []
        mapping = self.indexes.setdefault(index, {"mappings": {}})["mappings"]
        kept = self.papers.setdefault(index, {})
        for head, content in zip(lines[::2], lines[1::2], strict=True):
            act = head["index"]
            if mapping.get("_routing", {}).get("required") and not act.get("routing"):
                items.append({"index": {"_id": act["_id"], "status": 400, "error": {"type": "routing_missing_exception"}}})
            elif act["_id"] in kept and kept[act["_id"]][0] > act["version"]:
                items.append({"index": {"_id": act["_id"], "status": 409, "error": {"type": "version_conflict_engine_exception"}}})
            else:
                kept[act["_id"]] = act["version"], content
                items.append({"index": {"_id": act["_id"], "status": 201}})
        return {"errors": any(item["index"]["status"] >= 400 for item in items), "items": items}

    def _seek(self, index: str, act: str, asked: dict[str, list[str]], body: dict[str, Any]) -> dict[str, Any]:
        if index not in self.indexes:
            raise Bad(404, "index_not_found_exception")
        found = [name for name, (_, content) in self.papers[index].items() if _holds(body["query"], content)]
        if act == "_count":
            return {"count": len(found)}
        if body["size"] > 10_000:
            raise Bad(400, "search_phase_execution_exception")
        most = body["track_total_hits"]
        total = {"value": min(len(found), most), "relation": "eq" if len(found) <= most else "gte"}
        return {"timed_out": False, "hits": {"total": total, "hits": [{"_index": index, "_id": name, "_score": 0.0} for name in found[: body["size"]]]}}


def _holds(query: dict[str, Any], paper: dict[str, Any]) -> bool:
    ((kind, said),) = query.items()
    if kind == "bool":
        if set(said) - {"filter", "should", "minimum_should_match"}:
            raise Bad(400, "parsing_exception")
        either = [_holds(each, paper) for each in said.get("should", ())]
        return all(_holds(each, paper) for each in said.get("filter", ())) and sum(either) >= said.get("minimum_should_match", 0)
    ((name, value),) = said.items()
    values = paper.get(name, [])
    values = values if isinstance(values, list) else [values]
    if kind == "term":
        return value in values
    if kind == "prefix":
        return any(each.startswith(value) for each in values)
    if kind == "range":
        return any(value["gte"] <= each <= value["lte"] for each in values)
    if kind == "fuzzy":
        assert value["fuzziness"] == 1
        return any(_distance(value["value"], each) <= 1 for each in values)
    raise Bad(400, "parsing_exception")


def _distance(one: str, other: str) -> int:
    """Edits, two neighbours that changed places counted as one (what a fuzzy query counts)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], rows[i - 2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@contextmanager
def fake_search() -> Iterator[FakeSearch]:
    """A cluster that lives for the block."""
    fake = FakeSearch()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            fake.seen.append((self.command, self.path, body, self.headers.get("authorization", "")))
            status, said = fake.answer(self.command, self.path, body)
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
