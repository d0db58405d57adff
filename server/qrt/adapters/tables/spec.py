"""SPEC.yaml: which columns of the two tables mean what, and the limits of the match."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from qrt.adapters.tables.amounts import MOST_PAISE
from qrt.adapters.tables.rates import Rates, rates_of
from qrt.adapters.tables.spec_keys import KEYS, check_keys
from qrt.adapters.tables.words import role_named
from qrt.core.base.errors import Refused
from qrt.core.base.money import to_paise
from qrt.core.recon.engine.spec import Side

ROLES = (
    "id",
    "date",
    "amount",
    "debit",
    "credit",
    "direction",
    "narration",
    "party",
    "reference",
    "account",
    "currency",
    "gstin",
    "pan",
    "tan",
    "section",
    "base",
    "taxable",
    "igst",
    "cgst",
    "sgst",
    "cess",
    "document_type",
    "original",
    "period",
    "foreign",
    "rate",
    "place_of_supply",
    "reverse_charge",
)
DAYS_MOST, MARGIN_MOST, MEMORY_MOST_GB, FEE_MOST_PERCENT = 3_660, 1_000, 100_000, 5
ONE_COLUMN = frozenset(
    {"id", "amount", "debit", "credit", "direction", "currency", "gstin", "base", "taxable", "igst", "cgst", "sgst", "cess", "foreign", "rate"}
)


@dataclass(frozen=True, slots=True)
class SideSpec:
    """Columns of one side: role -> names of its columns (several are read as one text; of days the first that is filled). None: said to have none.

    below_zero: of debits and credits whether they are written below zero, as an earlier run over whole tables found; no file says it, and without it most lines do.
    """

    columns: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    flip: bool | None = None
    unit: str = ""
    day_first: bool | None = None
    sheet: str = ""
    below_zero: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReconSpec:
    """What SPEC.yaml says. `changes` are fields of the engine's own specification.

    flip      of a side: its amounts carry the other sign (a customer's ledger against ours); None: found by what the amounts say
    unit      "rupees" or "paise"; "": by the name of the column, else rupees
    round     amounts finer than a paisa are rounded to it instead of refused
    lenient   rows that cannot be read are left out and counted instead of refused
    rates     by which amounts of companies of a group are brought into one currency, `reporting`
    kind      that the file says it is for; "": any
    lead      "amounts" or "words": what generic tables are told apart by; "": by what both have
    """

    left: SideSpec = SideSpec()
    right: SideSpec = SideSpec()
    round: bool = False
    lenient: bool = False
    lead: str = ""
    as_of: date | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    kind: str = ""
    rates: Rates = field(default_factory=dict)
    reporting: str = "INR"

    def side(self, side: Side) -> SideSpec:
        return self.left if side == "left" else self.right


class _Once(yaml.SafeLoader):
    """A key that stands twice is refused: of two the last would win unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if again := [key for k, key in enumerate(keys) if key in keys[:k]]:
            raise yaml.constructor.ConstructorError(f"the key {again[0]!r} stands twice in line {node.start_mark.line + 1} and below")
        return super().construct_mapping(node, deep)


def load_spec(path: Path) -> ReconSpec:
    """SPEC.yaml. Raises Refused("recon.spec") naming the key at fault."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), _Once)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise Refused("recon.spec", f"{path.name} cannot be read: {str(wrong).splitlines()[0]}") from wrong
    except RecursionError as wrong:
        raise Refused("recon.spec", f"{path.name} cannot be read: it nests deeper than a spec ever does") from wrong
    return spec_of(content, path.name)


def spec_of(content: Any, name: str) -> ReconSpec:
    """Read a parsed SPEC.yaml. Raises Refused("recon.spec") naming the key at fault."""
    content = {} if content is None else content
    if not isinstance(content, dict):
        raise Refused("recon.spec", f"{name}: a spec is a mapping with `columns`")
    both = _mapping(content.get("columns"), name, "columns")
    check_keys(content, name, ROLES)
    text = _texts(content.get("text") if "text" in content else both.get("text"), name)
    left, right = (_side(side, content, both, text, name) for side in ("left", "right"))
    if len(left.text) != len(right.text):
        raise Refused(
            "recon.spec", f"{name}: text names {len(left.text)} columns of the left side and {len(right.text)} of the right; they are compared one with one"
        )
    bad_rows = str(content.get("bad_rows") or "refuse")
    if bad_rows not in ("refuse", "leave_out"):
        raise Refused("recon.spec", f"{name}: bad_rows is refuse or leave_out, not {bad_rows!r}")
    lead = str(content.get("lead") or "")
    if lead not in ("", "amounts", "words"):
        raise Refused("recon.spec", f"{name}: lead is amounts or words, not {lead!r}")
    return ReconSpec(
        left,
        right,
        _yes(content, "round", name) is True,
        bad_rows == "leave_out",
        lead,
        _as_of(content, name),
        _limits(content, name),
        _weights(content, name),
        str(content.get("kind") or ""),
        rates_of(content.get("rates"), name),
        str(content.get("reporting") or "INR").strip().upper(),
    )


def _yes(content: Mapping[str, Any], key: str, name: str) -> bool | None:
    """true, false, or nothing said. YAML reads yes and no as such; a quoted "no" would count as true."""
    value = content.get(key)
    if value is not None and not isinstance(value, bool):
        raise Refused("recon.spec", f"{name}: {key} is true or false, not {value!r}")
    return value


def _mapping(content: Any, name: str, where: str) -> dict[str, Any]:
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise Refused("recon.spec", f"{name}: {where} must map a role to a column")
    return {str(key): value for key, value in content.items()}


def _side(side: str, content: Mapping[str, Any], both: Mapping[str, Any], text: tuple[tuple[str, str], ...], name: str) -> SideSpec:
    """Columns for both sides, overruled by those of the one."""
    own = _mapping(content.get(side), name, side)
    plain = {key: value for key, value in own.items() if key not in KEYS or key in ("columns", "text")}
    named = {**plain, **_mapping(own.get("columns"), name, side), **_mapping(both.get(side), name, side)}
    found: dict[str, tuple[str, ...] | None] = {}
    further: list[str] = []
    for key, value in {
        **{k: v for k, v in both.items() if k not in ("left", "right", "text")},
        **{k: v for k, v in named.items() if k not in ("columns", "text")},
    }.items():
        columns = _columns(value, side, name, key)
        role = role_named(key, ROLES)
        if role is None:
            # No role that we know: it still tells what a line is.
            further.extend(columns or ())
        elif role in found and role not in ONE_COLUMN and columns:
            found[role] = (*(found[role] or ()), *columns)
        else:
            found[role] = columns
        if role in ONE_COLUMN and columns and len(columns) > 1:
            raise Refused("recon.spec", f"{name}: {key} takes one column, not {len(columns)}")
    texts = tuple(pair[0 if side == "left" else 1] for pair in text)
    if (mine := named.get("text", own.get("text"))) is not None:
        texts = tuple(_list(mine))
    flip = _yes(own, "flip_sign", name)
    if flip is None and side == "right":
        flip = _yes(content, "flip_sign", name)
    unit = str(own.get("unit") or content.get("unit") or "")
    if unit not in ("", "rupees", "paise"):
        raise Refused("recon.spec", f"{name}: unit is rupees or paise, not {unit!r}")
    day_first = _yes(own if "day_first" in own else content, "day_first", name)
    sheet = str(own.get("sheet", content.get("sheet")) or "")
    return SideSpec(found, (*texts, *further), flip, unit, day_first, sheet)


def _columns(value: Any, side: str, name: str, key: str) -> tuple[str, ...] | None:
    if isinstance(value, dict):
        if not {"left", "right"} >= set(value):
            raise Refused("recon.spec", f"{name}: {key} names a column, several, or one for left and one for right")
        value = value.get(side)
    if value is None or value is False or value == []:
        return None
    return tuple(_list(value))


def _list(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def _texts(content: Any, name: str) -> tuple[tuple[str, str], ...]:
    """`[title, authors]`, `[[title, name]]`, `[{left: title, right: name}]`, `{left: [...], right: [...]}`: pairs of columns."""
    if content is None:
        return ()
    if isinstance(content, dict) and set(content) == {"left", "right"}:
        ours, theirs = _list(content["left"]), _list(content["right"])
        if len(ours) != len(theirs):
            raise Refused(
                "recon.spec", f"{name}: text names {len(ours)} columns of the left side and {len(theirs)} of the right; they are compared one with one"
            )
        return tuple(zip(ours, theirs, strict=True))
    pairs: list[tuple[str, str]] = []
    for each in content if isinstance(content, list) else [content]:
        if isinstance(each, dict) and set(each) == {"left", "right"}:
            pairs.append((str(each["left"]), str(each["right"])))
        elif isinstance(each, list) and len(each) == 2:
            pairs.append((str(each[0]), str(each[1])))
        elif isinstance(each, str | int):
            pairs.append((str(each), str(each)))
        else:
            raise Refused("recon.spec", f"{name}: text lists columns, or pairs of a left and a right column, not {each!r}")
    return tuple(pairs)


def _as_of(content: Mapping[str, Any], name: str) -> date | None:
    value = content.get("as_of")
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as wrong:
        raise Refused("recon.spec", f"{name}: as_of is a day like 2026-09-30, not {value!r}") from wrong


def _limits(content: Mapping[str, Any], name: str) -> dict[str, object]:
    """Fields of the engine's specification: days, limits, probabilities."""
    found: dict[str, object] = {}
    if (window := content.get("window")) is not None:
        days = window if isinstance(window, dict) else {"days": window}
        for key in ("before", "after"):
            found[f"days_{key}"] = int(_number(days.get(key, days.get("days", 7)), f"{name}: window", DAYS_MOST, "whole days"))
    tolerance = content.get("tolerance")
    parts = tolerance if isinstance(tolerance, dict) else {"amount": tolerance}
    if parts.get("amount") is not None:
        found["tolerance_paise"] = _paise(parts["amount"], f"{name}: tolerance")
    if parts.get("percent") is not None:
        found["tolerance_share"] = float(_number(parts["percent"], f"{name}: percent of tolerance", 100, "percent") / 100)
    if (limit := content.get("limit", content.get("auto_accept_limit"))) is not None:
        found["limit_paise"] = _paise(limit, f"{name}: limit")
    if (memory := content.get("memory_gb")) is not None:
        found["bytes_most"] = int(_number(memory, f"{name}: memory_gb", MEMORY_MOST_GB, "GB") * 2**30)
    if (margin := content.get("margin")) is not None:
        found["margin"] = float(_number(margin, f"{name}: margin", MARGIN_MOST, "points"))
    if (alone := content.get("tax_alone")) is not None:
        if not isinstance(alone, bool):
            raise Refused("recon.spec", f"{name}: tax_alone is true or false, not {alone!r}")
        found["tax_alone"] = alone
    if (fee := content.get("fee_alone")) is not None:
        found["fee_alone"] = float(_number(fee, f"{name}: fee_alone", FEE_MOST_PERCENT, "percent"))
    for key in ("precision_target", "threshold"):
        if (share := content.get(key)) is not None:
            if not (known := _number(share, f"{name}: {key}", 1, "as a share")):
                raise Refused("recon.spec", f"{name}: {key} is a share above 0, not {share!r}")
            found[key] = float(known)
    if (mode := content.get("mode")) is not None:
        if mode not in ("standard", "advanced"):
            raise Refused("recon.spec", f"{name}: mode is standard or advanced, not {mode!r}")
        found["mode"] = mode
    if (partition := content.get("partition")) is not None:
        by = _list(partition)
        if unknown := [role for role in by if role not in ("account", "currency", "gstin", "party", "document_type")]:
            raise Refused("recon.spec", f"{name}: partition takes account, currency, gstin, party or document_type, not {unknown[0]!r}")
        found["partition"] = tuple(by)
    return found


def _number(value: Any, what: str, most: int, unit: str) -> Decimal:
    """A number from nothing to `most`. Raises Refused naming the key and what stands there."""
    try:
        number = Decimal("NaN" if isinstance(value, bool) else str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= most or (unit.startswith("whole") and number % 1):
        raise Refused("recon.spec", f"{what} is a number from 0 to {most:,} ({unit}), not {value!r}")
    return number


def _paise(value: Any, what: str) -> int:
    rupees = _number(value, what, MOST_PAISE // 100, "rupees")
    try:
        return int(to_paise(rupees))
    except ValueError as wrong:
        raise Refused("recon.spec", f"{what} is finer than a paisa: {value!r}") from wrong


def _weights(content: Mapping[str, Any], name: str) -> dict[str, float]:
    """How much each comparison counts, as a factor on what it is worth."""
    found: dict[str, float] = {}
    for key, value in _mapping(content.get("weights"), name, "weights").items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise Refused("recon.spec", f"{name}: the weight of {key} is a number from 0 to 100, not {value!r}")
        found[key] = float(value)
    return found


def names_of(columns: Sequence[str]) -> str:
    """A list of columns for people, cut where it grows too long."""
    said = ", ".join(columns)
    return said if len(said) <= 300 else said[:300] + " …"
