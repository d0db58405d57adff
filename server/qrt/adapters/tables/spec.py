"""SPEC.yaml: which columns of the two tables mean what, and the limits of the match."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, to_paise
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Side

ROLES = (
    "id",
    "date",
    "amount",
    "debit",
    "credit",
    "narration",
    "party",
    "reference",
    "account",
    "gstin",
    "pan",
    "taxable",
    "igst",
    "cgst",
    "sgst",
    "cess",
    "document_type",
    "place_of_supply",
    "reverse_charge",
)


@dataclass(frozen=True, slots=True)
class ReconSpec:
    """Column names by role for each side; a role that is not named is found by the words of the heading.

    flip    sides whose amounts carry the other sign (a customer's ledger against ours)
    unit    "rupees" or "paise" of every amount
    """

    left: Mapping[str, str] = field(default_factory=dict)
    right: Mapping[str, str] = field(default_factory=dict)
    flip: frozenset[Side] = frozenset()
    unit: str = "rupees"
    day_first: bool = True
    limits: Mapping[str, Any] = field(default_factory=dict)

    def columns(self, side: Side) -> Mapping[str, str]:
        return self.left if side == Side.LEFT else self.right

    def policy(self, base: MatchPolicy) -> MatchPolicy:
        """The match policy with the limits of the spec."""
        return replace(base, **self.limits)


def spec_of(content: Any, name: str) -> ReconSpec:
    """Read a parsed SPEC.yaml. Raises Refused("recon.spec") naming the key at fault."""
    if not isinstance(content, dict):
        raise Refused("recon.spec", f"{name}: a spec is a mapping with `columns`")
    both = _columns(content.get("columns") or {}, name, "columns")
    sides = {}
    for side in ("left", "right"):
        own = content.get(side) or {}
        if not isinstance(own, dict):
            raise Refused("recon.spec", f"{name}: {side} must be a mapping")
        sides[side] = {**both, **_columns(own.get("columns") or {key: value for key, value in own.items() if key in ROLES}, name, side)}
    unit = str(content.get("unit") or "rupees")
    if unit not in ("rupees", "paise"):
        raise Refused("recon.spec", f"{name}: unit is rupees or paise, not {unit!r}")
    flip = frozenset(Side(side) for side in ("left", "right") if isinstance(content.get(side), dict) and content[side].get("flip_sign"))
    return ReconSpec(sides["left"], sides["right"], flip, unit, bool(content.get("day_first", True)), _limits(content, name))


def _columns(content: Any, name: str, where: str) -> dict[str, str]:
    if not isinstance(content, dict):
        raise Refused("recon.spec", f"{name}: {where} must map a role to a column")
    found = {}
    for role, column in content.items():
        if role in ("left", "right"):
            continue
        if role not in ROLES:
            raise Refused("recon.spec", f"{name}: {role!r} is no role; roles are {', '.join(ROLES)}")
        found[str(role)] = str(column)
    return found


def _limits(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    """`tolerance` (rupees, or {amount, percent}) and `window` (days)."""
    found: dict[str, Any] = {}
    try:
        tolerance = content.get("tolerance")
        if isinstance(tolerance, dict):
            if "amount" in tolerance:
                found["amount_tolerance"] = _rupees(tolerance["amount"])
            if "percent" in tolerance:
                found["rate_tolerance"] = Decimal(str(tolerance["percent"]))
        elif tolerance is not None:
            found["amount_tolerance"] = _rupees(tolerance)
        if (window := content.get("window")) is not None:
            found["window_days"] = int(window.get("days", 7) if isinstance(window, dict) else window)
        if content.get("auto_accept_limit") is not None:
            found["auto_accept_limit"] = _rupees(content["auto_accept_limit"])
    except (ValueError, TypeError, InvalidOperation) as wrong:
        raise Refused("recon.spec", f"{name}: a limit is no number ({wrong})") from wrong
    if any(isinstance(value, int | Decimal) and value < 0 for value in found.values()):
        raise Refused("recon.spec", f"{name}: a limit is negative")
    return found


def _rupees(value: Any) -> Paise:
    return to_paise(Decimal(str(value)))
