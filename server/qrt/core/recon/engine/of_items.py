"""Items of a reconciliation as the tables that the engine reads."""

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from qrt.core.recon.engine.registry import KINDS
from qrt.core.recon.engine.spec import VALUES, EngineSpec, Roles
from qrt.core.recon.narration import narration_of
from qrt.core.recon.references import declared_keys, probed_keys
from qrt.core.recon.types import Item, ReconciliationKind

_KIND = {ReconciliationKind.TDS: "tds_receivable", ReconciliationKind.TDS_CHALLAN: "party"}
"""Kinds that the engine knows by another name. A challan is to what was paid as a party's statement is to our ledger of it."""
_LABELS = ("gstin", "pan", "document_type", "reverse_charge", "place_of_supply", "account", "tan", "section", "currency")
_ALWAYS = ("id", "date", "amount", "narration", "reference", "party", "bill_no", "keys", "marks")
_GST_COLUMNS = ("gstin", "taxable")
OF_GST = frozenset({ReconciliationKind.GSTR_2B, ReconciliationKind.GSTR_1})
DIGITS = 6
_OWN = re.compile(r"\b(?:OWN|SELF)\b")


def tables_of(kind: ReconciliationKind, left: Sequence[Item], right: Sequence[Item]) -> tuple[pl.DataFrame, pl.DataFrame, EngineSpec]:
    """Both sides as tables whose columns bear the names of roles, and the specification of the kind over them. Amounts are paise; empty texts are null.

    Lines of a bank come with the references that an item states, or that the other side states and it mentions, and with what they are when they are with nobody.
    """
    a, b = _table(kind, left), _table(kind, right)
    if kind is ReconciliationKind.BANK:
        a, b = (table.hstack(more) for table, more in zip((a, b), _of_money(left, right), strict=True))
    # A column that is empty on one side tells nothing and would part lines that belong together; an account parts lines that do not.
    said = {c: (a[c].null_count() < a.height, b[c].null_count() < b.height) for c in a.columns}
    always = (*_ALWAYS, *_GST_COLUMNS) if kind in OF_GST else _ALWAYS
    kept = [c for c in a.columns if c in always or all(said[c]) or (c == "account" and any(said[c]))]
    spec = _spec(kind, kept, kept)
    return a.select(kept), b.select(kept), spec


def tables_of_each(kind: ReconciliationKind, sides: Sequence[tuple[Sequence[Item], Sequence[Item]]]) -> tuple[pl.DataFrame, pl.DataFrame, EngineSpec]:
    """The same for several subjects in one run: `account` is the number of the subject as text, of DIGITS digits, which also begins every id.

    What one side of a subject never says tells nothing of it, whatever the others say. Not for lines of a bank, whose references are read from both sides.
    """
    assert kind is not ReconciliationKind.BANK
    a, b = (_of_subjects(kind, [pair[place] for pair in sides]) for place in (0, 1))
    always = (*_ALWAYS, *_GST_COLUMNS) if kind in OF_GST else _ALWAYS
    for name in [c for c in a.columns if c not in (*always, "account")]:
        told = [set(table.filter(pl.col(name).is_not_null())["account"]) for table in (a, b)]
        both = sorted(told[0] & told[1])
        a, b = (table.with_columns(pl.when(pl.col("account").is_in(both)).then(name)) if both else table.drop(name) for table in (a, b))
    return a, b, _spec(kind, a.columns, b.columns)


def _spec(kind: ReconciliationKind, left: Sequence[str], right: Sequence[str]) -> EngineSpec:
    """What a party's statement has is signed as its paper was understood; of books of our own there is no doubt."""
    spec = KINDS[_KIND.get(kind, kind.value)](Roles.named(list(left)), Roles.named(list(right)))
    return replace(spec, signed=kind in (ReconciliationKind.INTERCOMPANY, ReconciliationKind.TDS_CHALLAN))


def _of_subjects(kind: ReconciliationKind, items: Sequence[Sequence[Item]]) -> pl.DataFrame:
    numbers = pl.Series("account", [f"{n:0{DIGITS}d}" for n, many in enumerate(items) for _ in many], dtype=pl.String)
    return _table(kind, [item for many in items for item in many]).with_columns(numbers).with_columns(id=pl.concat_str("account", "id"))


def _table(kind: ReconciliationKind, items: Sequence[Item]) -> pl.DataFrame:
    gst = kind in OF_GST
    rows = [
        {
            "id": item.id,
            "date": item.day,
            "amount": int(item.amount),
            "bill_no" if gst else "reference": item.reference or None,
            "narration": item.narration or None,
            "party": item.party or None,
            **{name: item.labels.get(name) or None for name in _LABELS},
            # The books say what voucher a line is of, a party's statement what it calls it.
            "document_type": item.labels.get("document_type") or item.labels.get("kind") or item.labels.get("what") or None,
            **{name: int(item.taxes[name]) if name in item.taxes else None for name in VALUES},
        }
        for item in items
    ]
    texts = ("bill_no" if gst else "reference", "narration", "party", *_LABELS)
    schema: dict[str, pl.DataType] = {"id": pl.String(), "date": pl.Date(), "amount": pl.Int64()}
    schema |= dict.fromkeys(texts, pl.String()) | dict.fromkeys(VALUES, pl.Int64())
    return pl.DataFrame(rows, schema=schema)


def _of_money(left: Sequence[Item], right: Sequence[Item]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """keys, marks and nature of the lines of either side (`Roles`)."""
    stated = [[declared_keys(item) for item in items] for items in (left, right)]
    # A transfer reference is found by its form; other keys are looked for only where the other side states them.
    known = [frozenset(key for keys in side for key in keys if key[0] != "u") for side in stated]
    one, other = (_marked(items, keys, words) for items, keys, words in ((left, stated[0], known[1]), (right, stated[1], known[0])))
    return one, other


def _marked(items: Sequence[Item], stated: Sequence[frozenset[str]], known: frozenset[str]) -> pl.DataFrame:
    rows = [
        (" ".join(sorted(keys | probed_keys(item, known))), " ".join(sorted(key for key in keys if key[0] in "un")), nature_of(item) or None)
        for item, keys in zip(items, stated, strict=True)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("keys", "marks", "nature"), pl.String), orient="row")


def nature_of(item: Item) -> str:
    """What a line of money is that is with nobody: "charge", "interest", "cash", "own" (between the company's own accounts); "" for any other."""
    said = narration_of(item.narration)
    if said.charge or said.interest:
        return "charge" if said.charge else "interest"
    contra = item.labels.get("kind") == "contra"
    if said.mode in ("ATM", "CASH") or (contra and "cash" in item.party.casefold()):
        return "cash"
    return "own" if contra or _OWN.search(item.narration.upper()) else ""
