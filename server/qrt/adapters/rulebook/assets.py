"""Reads Schedule II and the blocks of income tax from server/rules into `AssetRules`. A broken row is refused naming file and row."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, day_in, first_day, make_rows, read_rules
from qrt.core.assets.rules import AgeRule, AssetRules, BlockRule, Head, LifeRule, Share
from qrt.core.base.errors import Refused

_LIVES, _BLOCKS = "schedule_ii.yaml", "income_tax_blocks.yaml"


@cache
def load_asset_rules(folder: Path = RULES_FOLDER) -> AssetRules:
    """Lives, residual value, shifts, ageing and blocks. Raises Refused("rules.unreadable") naming file, block and row."""
    lives, blocks = read_rules(folder, _LIVES), read_rules(folder, _BLOCKS)
    rules = AssetRules(
        heads=make_rows(_LIVES, lives, "heads", lambda row: Head(row["head"], re.compile(row["head_words"]))),
        lives=make_rows(_LIVES, lives, "lives", _life),
        residual=make_rows(_LIVES, lives, "residual", lambda row: _share(row, "most")),
        shifts=make_rows(_LIVES, lives, "shifts", lambda row: _share(row, "extra", "shifts")),
        ages=make_rows(_LIVES, lives, "cwip_ageing", _age),
        blocks=make_rows(_BLOCKS, blocks, "blocks", _block),
        half_rate=make_rows(_BLOCKS, blocks, "half_rate", lambda row: _share(row, "share", "days")),
        additional=make_rows(_BLOCKS, blocks, "additional", lambda row: _share(row, "rate")),
        ceased=make_rows(_BLOCKS, blocks, "ceased", lambda row: _share(row, "", "")),
    )
    heads = {head.head for head in rules.heads}
    for row in rules.lives:
        if row.head not in heads:
            raise Refused("rules.unreadable", f"{_LIVES}: {row.key} stands under {row.head}, which is no heading")
    for block in rules.blocks:
        if unknown := block.heads - heads:
            raise Refused("rules.unreadable", f"{_BLOCKS}: {block.key} names {', '.join(sorted(unknown))}, which is no heading of {_LIVES}")
    return rules


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
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        source=row["source"],
        confidence=row["confidence"],
    )


def _share(row: Row, percent: str, number: str = "") -> Share:
    return Share(
        percent=Decimal(str(row[percent])) if percent else Decimal(0),
        number=int(row[number]) if number else 0,
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        law=row.get("law") or row["source"],
        conditions=row.get("conditions", ""),
        confidence=row["confidence"],
    )


def _age(row: Row) -> AgeRule:
    return AgeRule(row["key"], row["label"], None if row["years"] is None else int(row["years"]), first_day(row), day_in(row["effective_to"]))


def _block(row: Row) -> BlockRule:
    return BlockRule(
        key=row["key"],
        name=row["name"],
        words=re.compile(row["words"]),
        heads=frozenset(row["heads"]),
        usual=bool(row["usual"]),
        rate=Decimal(str(row["rate"])),
        act=str(row["act"]),
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        source=row["source"],
        confidence=row["confidence"],
    )
