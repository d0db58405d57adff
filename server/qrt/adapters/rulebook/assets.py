"""Reads Schedule II and the blocks of income tax from server/rules into `AssetRules`. A broken row is refused naming file and row."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, read_rules
from qrt.core.assets.rules import AgeRule, AssetRules, BlockRule, Head, LifeRule, Share
from qrt.core.base.errors import Refused

T = TypeVar("T")
_LIVES, _BLOCKS = "schedule_ii.yaml", "income_tax_blocks.yaml"


@cache
def load_asset_rules(folder: Path = RULES_FOLDER) -> AssetRules:
    """Lives, residual value, shifts, ageing and blocks. Raises Refused("rules.unreadable") naming file, block and row."""
    lives, blocks = read_rules(folder, _LIVES), read_rules(folder, _BLOCKS)
    rules = AssetRules(
        heads=_rows(_LIVES, lives, "heads", lambda row: Head(row["head"], re.compile(row["head_words"]))),
        lives=_rows(_LIVES, lives, "lives", _life),
        residual=_rows(_LIVES, lives, "residual", lambda row: _share(row, "most")),
        shifts=_rows(_LIVES, lives, "shifts", lambda row: _share(row, "extra", "shifts")),
        ages=_rows(_LIVES, lives, "cwip_ageing", _age),
        blocks=_rows(_BLOCKS, blocks, "blocks", _block),
        half_rate=_rows(_BLOCKS, blocks, "half_rate", lambda row: _share(row, "share", "days")),
        additional=_rows(_BLOCKS, blocks, "additional", lambda row: _share(row, "rate")),
        ceased=_rows(_BLOCKS, blocks, "ceased", lambda row: _share(row, "", "")),
    )
    heads = {head.head for head in rules.heads}
    for row in rules.lives:
        if row.head not in heads:
            raise Refused("rules.unreadable", f"{_LIVES}: {row.key} stands under {row.head}, which is no heading")
    for block in rules.blocks:
        if unknown := block.heads - heads:
            raise Refused("rules.unreadable", f"{_BLOCKS}: {block.key} names {', '.join(sorted(unknown))}, which is no heading of {_LIVES}")
    return rules


def _rows(name: str, content: Row, block: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    made: list[T] = []
    for number, row in enumerate(content.get(block) or (), start=1):
        try:
            made.append(make(row))
        except (KeyError, ValueError, TypeError, InvalidOperation, re.error) as wrong:
            raise Refused("rules.unreadable", f"{name}, block {block}, row {number}: {type(wrong).__name__} {wrong}") from wrong
    return tuple(made)


def _day(value: Any) -> date | None:
    return None if value in (None, "") else date.fromisoformat(str(value))


def _first(row: Row) -> date:
    return date.fromisoformat(str(row["effective_from"]))


def _life(row: Row) -> LifeRule:
    return LifeRule(
        key=row["key"],
        head=row["head"],
        item=row["item"],
        words=re.compile(row["words"]),
        usual=bool(row.get("usual", False)),
        life=None if row["life"] is None else Decimal(str(row["life"])),
        depreciates=bool(row.get("depreciates", True)),
        nesd=bool(row["nesd"]),
        effective_from=_first(row),
        effective_to=_day(row["effective_to"]),
        source=row["source"],
        confidence=row["confidence"],
    )


def _share(row: Row, percent: str, number: str = "") -> Share:
    return Share(
        percent=Decimal(str(row[percent])) if percent else Decimal(0),
        number=int(row[number]) if number else 0,
        effective_from=_first(row),
        effective_to=_day(row["effective_to"]),
        law=row.get("law") or row["source"],
        conditions=row.get("conditions", ""),
        confidence=row["confidence"],
    )


def _age(row: Row) -> AgeRule:
    return AgeRule(row["key"], row["label"], None if row["years"] is None else int(row["years"]), _first(row), _day(row["effective_to"]))


def _block(row: Row) -> BlockRule:
    return BlockRule(
        key=row["key"],
        name=row["name"],
        words=re.compile(row["words"]),
        heads=frozenset(row["heads"]),
        usual=bool(row["usual"]),
        rate=Decimal(str(row["rate"])),
        act=str(row["act"]),
        effective_from=_first(row),
        effective_to=_day(row["effective_to"]),
        source=row["source"],
        confidence=row["confidence"],
    )
