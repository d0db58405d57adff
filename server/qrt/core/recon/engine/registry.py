"""The kinds of reconciliation by name: what `--kind` and the close ask for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.spec import EngineSpec, Roles, bank, generic, gstr2b

Maker = Callable[..., EngineSpec]


def gstr1(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Sales register (left) against the documents of GSTR-1 (right): `gstin` is the customer's, `account` the own GSTIN."""
    return replace(gstr2b(left, right), name="gstr1", **changes)  # type: ignore[arg-type]


def party(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Our ledger of parties (left) against their statements (right), perhaps with the signs of the other side's view; `account` is the party."""
    base = EngineSpec("party", "party", left, right, ("id", "date", "amount"), _by_account(left, right), days_before=30, days_after=90, threshold=0.85)
    return replace(base, **changes)  # type: ignore[arg-type]


def tds_receivable(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Tax that customers deducted by our books (left) against Form 26AS or AIS (right): `amount` the tax, `base` what was paid, `tan` the deductor."""
    base = EngineSpec("tds_receivable", "tds", left, right, ("id", "date", "amount"), _by_account(left, right), days_before=120, days_after=200, threshold=0.95)
    return replace(base, **changes)  # type: ignore[arg-type]


def tds_payable(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Tax that we deducted (left) against the rows of our statement, 26Q or Form 140 (right): `pan` is the supplier's."""
    return replace(tds_receivable(left, right), name="tds_payable", **changes)  # type: ignore[arg-type]


def intercompany(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """One company's ledger of another (left) against the other's ledger of it (right), in one currency each at its own rate; `foreign` in that of the document.

    The tolerance's share is how far the two rates may lie apart: 3 % where a currency is named, else nothing.
    """
    foreign = any(r.get("currency") or r.get("foreign") for r in (left, right))
    base = EngineSpec("intercompany", "intercompany", left, right, ("id", "date", "amount"), _by_account(left, right), days_before=45, days_after=60)
    return replace(base, **{"threshold": 0.95, "tolerance_share": RATES_APART if foreign else 0.0, **changes})  # type: ignore[arg-type]


def gateway(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Orders (left) against the rows of a payment gateway's settlement (right), gross or less the fee; or its settlements (left) against the bank (right).

    Refunds and chargebacks come late, and one order may have several rows.
    """
    base = EngineSpec("gateway", "money", left, right, ("id", "date", "amount"), _by_account(left, right), days_before=3, days_after=30)
    return replace(base, **{"reference_days": 180, "fees": True, **changes})  # type: ignore[arg-type]


RATES_APART = 0.03

KINDS: Mapping[str, Maker] = {
    "bank": bank,
    "gstr2b": gstr2b,
    "gstr1": gstr1,
    "party": party,
    "tds_receivable": tds_receivable,
    "tds_payable": tds_payable,
    "intercompany": intercompany,
    "gateway": gateway,
    "generic": generic,
}


def spec_for(kind: str, left_columns: Sequence[str], right_columns: Sequence[str], options: Mapping[str, object] | None = None) -> EngineSpec:
    """The specification of a kind over two tables whose columns bear the names of roles. options: fields of `EngineSpec` to change. Refuses an unknown kind."""
    maker = KINDS.get(kind)
    if maker is None:
        raise Refused("recon.kind_unknown", f"There is no kind of reconciliation named {kind!r}. Name one of {', '.join(sorted(KINDS))}.")
    return maker(Roles.named(list(left_columns)), Roles.named(list(right_columns)), **dict(options or {}))


def _by_account(left: Roles, right: Roles) -> tuple[str, ...]:
    return ("account",) if left.get("account") and right.get("account") else ()
