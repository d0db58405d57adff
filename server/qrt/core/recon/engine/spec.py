"""What the columns of two tables mean, and how far apart two lines of one event may lie."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Literal

from qrt.core.recon.engine.usual import Usual

Side = Literal["left", "right"]
Family = Literal["money", "plain", "gst", "words", "party", "tds", "intercompany"]
TAXES = ("taxable", "igst", "cgst", "sgst", "cess")
VALUES = (*TAXES, "base", "foreign")
TEXTS = ("reference", "narration", "party", "gstin", "bill_no", "document_type", "pan", "tan", "section", "keys", "marks", "nature", "original", "period")
ROLES = ("id", "date", "amount", *TEXTS, "account", "currency", *VALUES)


@dataclass(frozen=True)
class Roles:
    """Role -> name of the column of one table. `text` are further columns that tell what a line is (names, titles, makers).

    keys and marks are for a caller who reads references better than the engine does: all references of a line ("u:SBINN26274112345 n:451", a letter for their
    form), and those of them that the line bears itself, which speak against a line that bears another of the same form. Then no word is taken for a reference.
    nature is what a line is when it is with nobody: charge, interest, cash, own.
    """

    columns: tuple[tuple[str, str], ...]
    text: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, text: tuple[str, ...] = (), **columns: str) -> "Roles":
        """`Roles.of(id="voucher", amount="paise")`. An unknown role is our own mistake."""
        assert set(columns) <= set(ROLES), f"unknown roles {set(columns) - set(ROLES)}"
        return cls(tuple(sorted(columns.items())), text)

    @classmethod
    def named(cls, names: list[str], text: tuple[str, ...] = ()) -> "Roles":
        """Every column that has the name of a role plays it."""
        return cls(tuple(sorted((n, n) for n in names if n in ROLES)), text)

    def get(self, role: str) -> str | None:
        return dict(self.columns).get(role)


BYTES_MOST = 12 * 2**30


@dataclass(frozen=True)
class EngineSpec:
    """One kind of reconciliation. Days are right minus left; amounts are paise; `limit_paise` bounds what is accepted without a person.

    signed: both sides have the signs of one view, so that none are turned whatever the lines look like;
    tolerance_paise, tolerance_share: differences that somebody allows beside those that have a name; weights: (comparison, factor) on what it is worth;
    reference_days: how far lines of one reference may lie apart, when more than days_after (cheques); fees: one line may be several of one reference less a fee;
    usual: charges and rates by which amounts usually differ, from the rule book's rows for the days of the lines;
    tax_alone: whether what differs by the size of a usual tax may be accepted without a person where nobody is known to take one (`held.py`); fee_alone: up to how
    many percent of the amount so may a fee of an unusual rate;
    doubtful: whether pairs that are more doubtful than not are suggested where nothing else is left for either line (`Kind.doubtful`);
    accept_from: probability below which a pair is not even suggested. A bank's lines have few partners to choose from, and what is weak is for a person to judge:
    there F1 rises down to one in twenty, on companies of the generator that trains (`recon_banks`). Of records that words tell apart most between one in four and one in two
    were the same, on public lists of people, products, films and songs whose labels are whole: a slip in one word costs more than it should, for columns repeat each other;
    bytes_most: memory that one run may take, above which it is refused; called: (canonical column, what people call it), for reasons in words. Both change
    nothing that is found and are no part of the digest.
    """

    name: str
    family: Family
    left: Roles
    right: Roles
    needed: tuple[str, ...] = ("id",)
    partition: tuple[str, ...] = ()
    mode: Literal["standard", "advanced"] = "advanced"
    flip_right: bool = False
    signed: bool = False
    days_before: int = 7
    days_after: int = 45
    reference_days: int = 0
    fees: bool = False
    tolerance_paise: int = 0
    tolerance_share: float = 0.0
    weights: tuple[tuple[str, float], ...] = ()
    ratio_low: float = 0.85
    ratio_high: float = 1.02
    pairs_a_line: int = 20
    subset_lines: int = 30
    subset_steps: int = 4000
    accept_from: float = 0.35
    threshold: float = 0.97
    margin: float = 2.0
    limit_paise: int = 10**13
    precision_target: float = 0.999
    tax_alone: bool = False
    fee_alone: float = 0.0
    as_of_day: int | None = None
    doubtful: bool = False
    bytes_most: int = BYTES_MOST
    called: tuple[tuple[str, str], ...] = ()
    usual: Usual = Usual()

    def digest(self) -> str:
        told = asdict(self)
        del told["bytes_most"], told["called"]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def bank(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Books (left) against the bank's statement (right); receipts positive on both sides."""
    partition = ("account",) if left.get("account") and right.get("account") else ()
    return replace(
        EngineSpec("bank", "money", left, right, ("id", "date", "amount"), partition, reference_days=90, fees=True, accept_from=0.05, threshold=0.85), **changes
    )  # type: ignore[arg-type]


def gstr2b(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Purchase register (left) against GSTR-2B (right). `account` is the own GSTIN.

    A number with one wrong digit is a little less probable among a million lines than among ten thousand, and leads as far; what has a rival leads less.
    """
    partition = ("account",) if left.get("account") and right.get("account") else ()
    needed = ("id", "date", "gstin", "bill_no", "taxable")
    base = EngineSpec(
        "gstr2b", "gst", left, right, needed, partition, days_before=200, days_after=400, ratio_low=0.5, ratio_high=2.0, threshold=0.93, margin=3.0
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def generic(left: Roles, right: Roles, **changes: object) -> EngineSpec:
    """Any two tables: what roles there are is used; only the id is needed."""
    money = all(r.get("amount") and r.get("date") for r in (left, right))
    partition = ("account",) if money and left.get("account") and right.get("account") else ()
    base = EngineSpec(
        "generic", "plain" if money else "words", left, right, partition=partition, ratio_low=0.5, ratio_high=2.0, accept_from=0.5 if money else 0.25
    )
    return replace(base, **{"days_before": 60, "days_after": 60, **changes})  # type: ignore[arg-type]
