"""Reads the model chart and the faces of Schedule III from server/rules into core types. A broken row is refused naming file and row."""

import re
from functools import cache
from itertools import product
from pathlib import Path

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, read_rules
from qrt.core.base.company import Division
from qrt.core.base.errors import Refused
from qrt.core.ledger.model import GroupRule, Keys, ModelAccount, ModelChart, NameRule, SectionRule
from qrt.core.ledger.naming import plain_name
from qrt.core.statements.types import Layout, LayoutKeys, LayoutLine, LineKind, Reclassify

_CHART, _SCHEDULE, _NAMES = "chart_of_accounts.yaml", "schedule_iii.yaml", "ledger_names.yaml"


@cache
def load_model_chart(folder: Path = RULES_FOLDER) -> ModelChart:
    """Groups, name rules and model accounts. Raises Refused("rules.unreadable") naming the row at fault."""
    book = read_rules(folder, _CHART)
    return ModelChart(
        groups=tuple(
            GroupRule(row["name"], row["parent"], row["nature"], _keys(row), row["role"], tuple(row.get("aliases", ())))
            for row in _rows(book, _CHART, "groups", "name", "parent", "nature", "role")
        ),
        names=tuple(
            NameRule(
                _pattern(row["match"]),
                _pattern(row["unless"]) if row.get("unless") else None,
                frozenset(row.get("in", ())),
                bool(row.get("anywhere", False)),
                row["nature"],
                _keys(row),
                row.get("role", ""),
                row.get("tds", ""),
            )
            for row in _rows(book, _CHART, "names", "match", "nature")
        ),
        sections=tuple(SectionRule(row["key"], _pattern(row["match"])) for row in _rows(book, _CHART, "tds", "key", "match")),
        accounts=tuple(
            ModelAccount(row["code"], row["name"], row["nature"], row["group"], _keys(row), row.get("role", ""), row.get("tds", ""))
            for row in _rows(book, _CHART, "accounts", "code", "name", "nature", "group")
        ),
        synonyms=_synonyms(folder, {row["code"] for row in book["accounts"]}),
    )


def _synonyms(folder: Path, codes: set[str]) -> tuple[tuple[str, str], ...]:
    """Every name that the rows of ledger_names.yaml make, with the code it means, each pair once and sorted."""
    book = read_rules(folder, _NAMES)
    sets, rows = book.get("sets"), book.get("names")
    if not isinstance(sets, dict) or not isinstance(rows, dict):
        raise Refused("rules.unreadable", f"{_NAMES} has no rows “sets” and “names”")
    found: set[tuple[str, str]] = set()
    for code, row in rows.items():
        if code not in codes:
            raise Refused("rules.unreadable", f"{_NAMES}: {code} is no model account of {_CHART}")
        for text in row["say"]:
            wanted = re.findall(r"{(\w+)}", text)
            if unknown := [name for name in wanted if name not in sets]:
                raise Refused("rules.unreadable", f"{_NAMES}, {code}: {text!r} names a set {unknown[0]} that is not there")
            for words in product(*(sets[name] for name in wanted)):
                filled = iter(words)
                if plain := plain_name(re.sub(r"{\w+}", lambda _, filled=filled: str(next(filled)), text)):
                    found.add((plain, code))
    return tuple(sorted(found))


@cache
def load_layout(division: Division, folder: Path = RULES_FOLDER) -> Layout:
    """The faces of the statements in one division. Raises Refused("rules.unreadable") when a line it names is not there."""
    book = read_rules(folder, _SCHEDULE)
    part = book.get("division_1" if division == Division.I else "division_2")
    if not isinstance(part, dict):
        raise Refused("rules.unreadable", f"{_SCHEDULE} has no rows for Division {division}")
    layout = Layout(
        division=division,
        keys=LayoutKeys(**part["keys"]),
        balance_sheet=tuple(_line(row) for row in _rows(part, _SCHEDULE, "balance_sheet", "key", "label", "side", "level")),
        profit_and_loss=tuple(_line(row) for row in _rows(part, _SCHEDULE, "profit_and_loss", "key", "label", "side", "level")),
        cash_flow=tuple(_line(row) for row in _rows(book, _SCHEDULE, "cash_flow_indirect", "key", "label", "side", "level")),
        reclassify=tuple(
            Reclassify(frozenset(row["roles"]), row["natural"], row["to"], row["why"])
            for row in _rows(part, _SCHEDULE, "reclassify", "roles", "natural", "to", "why")
        ),
        cash_flow_of={key: line for line, keys in part["cash_flow"].items() for key in keys},
    )
    _check_keys(layout)
    return layout


def _check_keys(layout: Layout) -> None:
    """Every key that a row leans on is a line of its statement: a misspelt one would drop an amount from a total."""
    for lines in (layout.balance_sheet, layout.profit_and_loss, layout.cash_flow):
        known = {line.key for line in lines}
        for line in lines:
            for key in (*line.sum, *(part for part in line.formula.split() if part not in "+-")):
                if key not in known:
                    raise Refused("rules.unreadable", f"{_SCHEDULE}: {line.key} leans on {key}, which is no line of that statement")
    faces = {line.key for line in (*layout.balance_sheet, *layout.profit_and_loss)}
    for key in (*(rule.to for rule in layout.reclassify), *layout.cash_flow_of):
        if key not in faces:
            raise Refused("rules.unreadable", f"{_SCHEDULE}: {key} is no line of Division {layout.division}")


def _line(row: Row) -> LayoutLine:
    return LayoutLine(
        key=row["key"],
        label=row["label"],
        level=row["level"],
        side=row["side"],
        kind=LineKind(row.get("kind", "line")),
        sum=tuple(row.get("sum", ())),
        formula=row.get("formula", ""),
        consolidated_only=bool(row.get("consolidated_only", False)),
    )


def _keys(row: Row) -> Keys:
    return Keys(row.get("div1", "") or "", row.get("div2", "") or "")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as wrong:
        raise Refused("rules.unreadable", f"{_CHART}: {text!r} is no pattern: {wrong}") from wrong


def _rows(book: Row, file: str, part: str, *needed: str) -> tuple[Row, ...]:
    rows = book.get(part)
    if not isinstance(rows, list):
        raise Refused("rules.unreadable", f"{file} has no rows “{part}”")
    for number, row in enumerate(rows, start=1):
        missing = [name for name in needed if not isinstance(row, dict) or name not in row]
        if missing:
            raise Refused("rules.unreadable", f"{file}, {part} row {number}: {', '.join(missing)} is missing")
    return tuple(rows)
