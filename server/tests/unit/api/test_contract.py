"""What holds for the API as a whole, without starting it."""

import ast
import json
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError

import qrt
from qrt.api.app import build, declare_or_fail
from qrt.api.base import SafeInt
from qrt.api.errors import STATUS
from qrt.api.openapi import FILE, document

ROOT = Path(qrt.__file__).parent
_ROOMS = ("api", "flows", "adapters/db/identity", "adapters/db/listing", "adapters/db/idempotency.py", "core/ledger", "core/journals", "core/close")

_COMMANDS = frozenset(
    f"flows/{name}.py" for name in ("again", "beside", "extract", "handin", "read_tables", "residue", "rules", "standalone", "tables", "vendor_files", "verify")
)
"""Flows that only commands call: their refusals end on a terminal."""


def _codes(folder: Path) -> set[tuple[str, str]]:
    """Code and file of every Refused that is raised below a folder, or in a file."""
    found: set[tuple[str, str]] = set()
    for file in [folder] if folder.is_file() else sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add((code.value, str(file.relative_to(ROOT))))
    return found


def test_every_refusal_has_its_status() -> None:
    raised = set().union(*(_codes(ROOT / room) for room in _ROOMS))
    assert len(raised) > 40
    assert {(code, file) for code, file in raised if code not in STATUS and file not in _COMMANDS} == set()


def test_the_openapi_document_in_the_repository_is_the_one_the_code_gives() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "run `python -m qrt.api.openapi`"


def test_a_route_without_a_permission_is_refused_at_start() -> None:
    router = APIRouter()

    @router.get("/secret")
    async def secret() -> None: ...

    (route,) = router.routes
    assert isinstance(route, APIRoute)
    with pytest.raises(AssertionError, match="names no permission"):
        declare_or_fail(route)


def test_every_operation_declares_a_permission_and_only_sign_in_probes_and_signed_links_are_public() -> None:
    operations = [(method, path, each) for path, methods in build().openapi()["paths"].items() for method, each in methods.items()]
    assert len(operations) >= 70
    public = {(method, path) for method, path, each in operations if each["x-permission"] == "public"}
    assert public == {
        ("post", "/api/auth/sign-in"),
        ("post", "/api/auth/token"),
        ("post", "/api/auth/refresh"),
        ("post", "/api/companies"),
        ("post", "/api/invitations/accept"),
        ("get", "/api/health"),
        ("get", "/api/ready"),
        ("get", "/api/metrics"),
        ("get", "/api/papers/{id}/{token}"),  # the token is what it was signed for: one person's, for a minute
    }


def test_every_amount_in_the_document_is_a_whole_number_of_paise() -> None:
    schemas = json.loads(document())["components"]["schemas"]
    amounts = [(name, field, spec) for name, schema in schemas.items() for field, spec in schema.get("properties", {}).items() if field.endswith("_paise")]
    assert len(amounts) > 30
    for name, field, spec in amounts:
        assert "number" not in json.dumps(spec), f"{name}.{field}"


def test_every_input_refuses_what_it_does_not_know() -> None:
    schemas = json.loads(document())["components"]["schemas"]
    inputs = {name: schema for name, schema in schemas.items() if name.endswith(("In", "Put", "Patch"))}
    assert len(inputs) > 12
    assert [name for name, schema in inputs.items() if schema.get("additionalProperties") is not False] == []


@pytest.mark.parametrize("given", [True, "5", 5.0, 2**53])
def test_paise_are_whole_numbers_and_nothing_that_looks_like_one(given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(SafeInt).validate_python(given)
