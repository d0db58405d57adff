"""The tenant matrix: every operation, with another tenant's ids wherever an id can stand. What it finds is a list of sentences."""

import asyncio
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tests.integration.api.filling import QUARTER, Filled
from tests.integration.api.harness import Caller

_TABLES = {
    "documents": "documents",
    "uploads": "uploads",
    "assets": "asset_lines",
    "journals": "journal_entries",
    "recon": "reconciliation_reports",
    "recon-jobs": "recon_jobs",
    "findings": "findings",
    "ledgers": "ledger_accounts",
    "enquiries": "ledger_accounts",
    "chart": "ledger_accounts",
    "users": "users",
    "parties": "parties",
    "templates": "journal_templates",
    "approval-rules": "approval_rules",
}
_SHEET = ("a.csv", b"Date,Ledger,Debit,Credit,Narration\n30-09-2026,Cash,1.00,,x\n30-09-2026,Cash,,1.00,x\n")
_UPLOADS = {"/api/documents": ("a.txt", b"nothing"), "/api/journals/sheet": _SHEET, "/api/journals/sheet/preview": _SHEET}
_IDENTITY = re.compile(r'"id":"[0-9a-f-]{36}"')
_REQUEST_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Call:
    """One request. `names` are what of another tenant (or nobody) it names."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    names: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """What to put where an id or a name is asked for: another tenant's, or nobody's."""

    ids: Mapping[str, str]
    entity: str
    item: str
    match: str
    field: str

    @classmethod
    def of(cls, filled: Filled) -> "Target":
        return cls(
            {table: str(identity) for table, identity in filled.ids.items()},
            filled.names["entity"],
            filled.names["item"],
            filled.names["match"],
            filled.names["field"],
        )

    def nobody(self) -> "Target":
        """Names of the same shape that are nobody's."""
        hidden = {text: text[:-4] + "zzzz" if len(text) > 8 else "Q" * len(text) for text in (self.entity, self.item, self.match, self.field)}
        ids = {table: str(uuid.uuid4()) for table in self.ids}
        return Target(ids, hidden[self.entity], hidden[self.item], hidden[self.match], hidden[self.field])


async def find_leaks(
    openapi: Mapping[str, Any], callers: Mapping[str, Caller], other: Filled, own: Filled, *, only_reads: bool = False
) -> tuple[list[str], int]:
    """Every operation as every caller with the other tenant's ids, against the same with nobody's. Gives what is wrong, and how many calls were made."""
    found = await asyncio.gather(*(_leaks_of(openapi, role, caller, other, own, only_reads) for role, caller in callers.items()))
    return [leak for leaks, _ in found for leak in leaks], sum(calls for _, calls in found)


async def _leaks_of(openapi: Mapping[str, Any], role: str, caller: Caller, other: Filled, own: Filled, only_reads: bool) -> tuple[list[str], int]:
    leaks: list[str] = []
    calls = 0
    theirs = Target.of(other)
    nobody = theirs.nobody()
    for method, path, operation in _operations(openapi):
        if only_reads and method != "GET":
            continue
        pairs = zip(_calls(openapi, method, path, operation, theirs, own), _calls(openapi, method, path, operation, nobody, own), strict=True)
        for asked, plain in pairs:
            answer = await _send(caller, asked)
            expected = await _send(caller, plain) if asked.names else answer
            calls += 2 if asked.names else 1
            leaks += [f"{role}: {asked.method} {asked.path} {dict(asked.query)}: {wrong}" for wrong in _wrong(asked, plain, answer, expected, other.canary)]
    return leaks, calls


def _wrong(asked: Call, plain: Call, answer: httpx.Response, expected: httpx.Response, canary: str) -> Iterator[str]:
    said = _without(answer.text, asked.names)
    if canary.lower() in said.lower():
        at = said.lower().index(canary.lower())
        yield f"{answer.status_code} shows {said[max(0, at - 20) : at + 60]!r}"
    if answer.status_code >= 500:
        yield f"{answer.status_code} {answer.text[:200]}"
    if asked.names and (answer.status_code, _shape(answer, asked)) != (expected.status_code, _shape(expected, plain)):
        yield f"{answer.status_code} {answer.text[:120]!r}, for nobody's id {expected.status_code} {expected.text[:120]!r}"
    ids = [name for name in asked.names if _REQUEST_ID.fullmatch(name)]
    if ids and any(identity in asked.path for identity in ids) and answer.status_code not in (403, 404, 422):
        yield f"{answer.status_code} for another tenant's id"


def _shape(response: httpx.Response, call: Call) -> str:
    """The answer without the request's own id and without what the request itself named."""
    return _without(_REQUEST_ID.sub("#", response.text), call.names)


def _without(text: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "#")
    return text


async def _send(caller: Caller, call: Call) -> httpx.Response:
    headers = caller.headers()
    if call.method == "POST" and call.path.startswith("/api/uploads/") and call.path.endswith("/parts"):
        return await caller.client.post(call.path, data=call.body, files={"file": ("part", b"x")}, headers=headers)
    if call.method == "POST" and call.path in _UPLOADS:
        return await caller.client.post(call.path, data=call.body, files={"file": _UPLOADS[call.path]}, headers=headers)
    return await caller.client.request(call.method, call.path, params=dict(call.query), json=call.body, headers=headers)


def _operations(openapi: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            # Signing out would end the caller, and sign-up is nobody's.
            if operation["x-permission"] != "public" and path != "/api/auth/sign-out":
                yield method.upper(), path, operation


def _calls(openapi: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any], target: Target, own: Filled) -> Iterator[Call]:
    """The operation with the target in its path, then in each part of its query, then in its body."""
    names: list[str] = []
    filled = path
    for name in re.findall(r"{(\w+)}", path):
        value, foreign = _path_value(path, name, target, openapi, operation)
        filled = filled.replace("{" + name + "}", value)
        names += [value] if foreign else []
    required = {each["name"]: _plain(each) for each in operation.get("parameters", []) if each["in"] == "query" and each.get("required")}
    body = _body(openapi, operation, target)
    yield Call(method, filled, required, body, tuple({*names, *_named(body, target)}))
    own_path = path
    for name in re.findall(r"{(\w+)}", path):
        own_path = own_path.replace("{" + name + "}", _path_value(path, name, Target.of(own), openapi, operation)[0])
    for each in operation.get("parameters", []):
        if each["in"] == "query" and each["name"] in ("entity", "q", "record", "actor", "agent", "rule", "stage", "into_id"):
            value = {"entity": target.entity, "record": target.ids["journal_entries"], "into_id": target.ids["ledger_accounts"]}.get(each["name"], target.item)
            yield Call(method, own_path, required | {each["name"]: value}, body, (value,))
    if body is not None and "{" in path:
        yield Call(method, own_path, required, body, tuple(_named(body, target)))


def _path_value(path: str, name: str, target: Target, openapi: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[str, bool]:
    """What stands in a path, and whether it names the target."""
    if name == "id":
        noun = path.split("/")[2]
        table = (
            "bulk_approvals"
            if "/bulk-approvals/" in path
            else "close_tasks"
            if "/tasks/" in path
            else "ledger_merges"
            if "/merges/" in path
            else "alias_proposals"
            if "/recon/proposals/" in path
            else "learned_models"
            if "/recon/models/" in path
            else _TABLES.get(noun, "journal_entries")
        )
        return target.ids[table], True
    if name == "act":
        return target.ids["reconciliation_acts"], True
    if name == "signature":
        return target.ids["statement_sign_offs"], True
    if name == "request":
        return target.ids["recon_rule_requests"], True
    if name == "comment":
        return target.ids["journal_comments"], True
    if name in ("entity", "match"):
        return (target.entity if name == "entity" else target.match), True
    plain = {
        "quarter": str(QUARTER),
        "number": "1",
        "page": "1",
        "table": "journal_entries",
        "key": "D1.AS.CA.TR",
        "kind": "bs",
        "name": "invoice_number",
        "form": "csv",
        "schedule": "receivables",
        "layout": "0123456789abcdef",
    }
    return plain[name], False


def _plain(parameter: Mapping[str, Any]) -> str:
    if parameter.get("schema", {}).get("format") == "date":
        return "2026-09-30"
    if parameter.get("schema", {}).get("format") == "uuid":
        return str(uuid.UUID(int=7))
    return {"quarter": str(QUARTER), "year": str(QUARTER.year)}.get(parameter["name"], "canary")


def _body(openapi: Mapping[str, Any], operation: Mapping[str, Any], target: Target) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return {"quarter": str(QUARTER), "entity": target.entity}
    schema = content.get("application/json", {}).get("schema")
    return _example(openapi, schema, "", target) if schema else None


def _example(openapi: Mapping[str, Any], schema: Mapping[str, Any], name: str, target: Target) -> Any:
    """A body of the schema that names the target wherever it can name anything."""
    if "$ref" in schema:
        return _example(openapi, openapi["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], name, target)
    if "anyOf" in schema:
        return _example(openapi, schema["anyOf"][0], name, target)
    named = {
        "entity_code": target.entity,
        "quarter": str(QUARTER),
        "ledger": target.item,
        "into_id": target.ids["ledger_accounts"],
        "email": "new@person.example",
        "kind": "journal",
        "digest": "0" * 64,
        "typed_name": str(QUARTER),
        "year": str(QUARTER.year),
        "period": "2026-09",
        "currency": "USD",
        "seats": ["finance_manager"],
        "document_id": target.ids["documents"],
        "report_id": target.ids["reconciliation_reports"],
        "ids": [target.ids["posted"]],
    }
    if name in named:
        return named[name]
    if name in ("left", "right"):
        return [target.item]
    if "enum" in schema or "const" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    match schema.get("type"):
        case "object":
            return {each: _example(openapi, inner, each, target) for each, inner in schema.get("properties", {}).items()}
        case "array":
            each = schema.get("items") or {}
            if "prefixItems" in schema:
                return [0.1] * len(schema["prefixItems"])
            return [_example(openapi, each, name, target)] * max(1, schema.get("minItems", 1))
        case "integer":
            return max(1, schema.get("minimum", 1))
        case "number":
            return 0.1
        case "boolean":
            return True
        case "string":
            return "2026-09-30" if schema.get("format") == "date" else "written by hand"
        case other:
            raise AssertionError(f"{name}: {other}")


def _named(body: Any, target: Target) -> list[str]:
    """Which of the target's names a body holds."""
    text = json.dumps(body)
    return [name for name in (target.entity, target.item, target.match, *target.ids.values()) if name in text]
