"""The glossary names every rule that a finding can carry."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import qrt

SOURCE = Path(qrt.__file__).parent
GLOSSARY = SOURCE.parents[1] / "docs" / "glossary.md"
RULE = re.compile(r"[a-z][a-z_0-9]*\.[a-z][a-z_0-9]*")
MAKERS = frozenset({"Finding", "finding", "_finding", "add", "note", "row_fault", "unreadable"})
NO_RULES = ("doctor.", "totals.")
"""What `qrt doctor` says of an installation, and names of fields."""


def documented(text: str) -> set[str]:
    """Rules of the table: a room that ends in a point, then its rules."""
    found: set[str] = set()
    for row in text[text.index("## Rules of findings") :].splitlines():
        room = ""
        for word in re.findall(r"`([^`]+)`", row) if row.startswith("|") else ():
            if word.endswith("."):
                room = word
            else:
                found.add(word if "." in word else room + word)
    return found


def emitted(source: str) -> Iterator[str]:
    """Rules that a module hands to what makes findings, written out in full."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in MAKERS:
            values = [*node.args, *(each.value for each in node.keywords if each.arg == "rule")]
            parts = [part for value in values for part in (value.elts if isinstance(value, ast.Tuple) else (value,))]
            yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str) and RULE.fullmatch(part.value))


def is_named(rule: str, known: set[str]) -> bool:
    room, name = rule.split(".")
    return rule in known or any("*" in each and re.fullmatch(each.replace(".", r"\.").replace("*", ".*"), f"{room}.{name}") for each in known)


def test_every_rule_of_a_finding_stands_in_the_glossary() -> None:
    known = documented(GLOSSARY.read_text(encoding="utf-8"))
    modules = [
        path
        for room in ("core", "adapters", "agents")
        for path in sorted((SOURCE / room).rglob("*.py"))
        if "db" not in path.parts and "tables" not in path.parts
    ]
    rules = {rule for path in modules for rule in emitted(path.read_text(encoding="utf-8"))}
    assert len(rules) > 150
    assert sorted(rule for rule in rules if not is_named(rule, known) and not rule.startswith(NO_RULES)) == []


def test_a_rule_that_nobody_wrote_down_is_seen() -> None:
    (rule,) = emitted('notes.add(3, "register.planted", Severity.INFO, "x")')
    assert not is_named(rule, documented(GLOSSARY.read_text(encoding="utf-8")))
