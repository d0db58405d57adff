"""Finds the heading row of a table and which column means what, by the words people use."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from qrt.adapters.tables.values import text_of
from qrt.core.base.errors import Refused

SEARCHED_ROWS = 40

_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "line id", "line_id", "item id", "row id", "guid"),
    "date": (
        "date",
        "txn date",
        "tran date",
        "transaction date",
        "posting date",
        "voucher date",
        "invoice date",
        "bill date",
        "doc date",
        "document date",
        "book date",
        "value date",
        "value dt",
    ),
    "amount": (
        "amount",
        "amt",
        "net amount",
        "transaction amount",
        "invoice value",
        "invoice amount",
        "total",
        "grand total",
        "total amount",
        "value",
        "amount inr",
        "invoice total",
    ),
    "debit": ("debit", "dr", "withdrawal", "withdrawals", "withdrawal amt", "withdrawal amount", "debit amount", "paid out", "money out"),
    "credit": ("credit", "cr", "deposit", "deposits", "deposit amt", "deposit amount", "credit amount", "paid in", "money in"),
    "narration": ("narration", "description", "particulars", "remarks", "transaction remarks", "details", "memo", "text"),
    "party": (
        "party",
        "party name",
        "supplier",
        "supplier name",
        "vendor",
        "vendor name",
        "customer",
        "customer name",
        "name",
        "trade name",
        "counterparty",
        "beneficiary",
        "payee",
    ),
    "reference": (
        "reference",
        "ref",
        "ref no",
        "reference no",
        "chq ref no",
        "cheque no",
        "cheque number",
        "chqno",
        "utr",
        "utr no",
        "invoice no",
        "invoice number",
        "bill no",
        "document no",
        "document number",
        "doc no",
        "voucher no",
        "bank reference",
        "supplier invoice no",
    ),
    "account": ("account", "account no", "account number", "bank account", "ledger"),
    "gstin": ("gstin", "supplier gstin", "gstin of supplier", "party gstin", "vendor gstin", "gst no", "gstin uin"),
    "pan": ("pan", "pan no", "deductee pan"),
    "taxable": ("taxable", "taxable value", "taxable amount", "assessable value", "base amount"),
    "igst": ("igst", "integrated tax", "igst amount"),
    "cgst": ("cgst", "central tax", "cgst amount"),
    "sgst": ("sgst", "state tax", "state ut tax", "sgst amount", "utgst", "sgst utgst"),
    "cess": ("cess", "cess amount"),
    "document_type": ("document type", "doc type", "note type", "type of document"),
    "place_of_supply": ("place of supply", "pos"),
    "reverse_charge": ("reverse charge", "rcm", "rev charge"),
}


def find_heading(name: str, grid: Sequence[Sequence[Any]], named: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Row of the heading and the position of each role. Raises Refused("recon.columns") naming what is missing and what is there."""
    best: tuple[int, int, dict[str, int]] = (0, 0, {})
    for number, row in enumerate(grid[:SEARCHED_ROWS]):
        columns = _columns(row, named)
        if _is_enough(columns) and len(columns) > best[0]:
            best = (len(columns), number, columns)
    if best[0]:
        _check_named(name, grid[best[1]], named, best[2])
        return best[1], best[2]
    first = next((row for row in grid if any(text_of(cell) for cell in row)), [])
    there = ", ".join(text_of(cell) for cell in first if text_of(cell))[:200]
    raise Refused(
        "recon.columns",
        f"{name}: no heading with a date and an amount (or debit and credit) was found; name the columns in a spec. The first row is: {there or 'empty'}",
    )


def _is_enough(columns: Mapping[str, int]) -> bool:
    return "date" in columns and bool({"amount", "debit", "credit", "taxable"} & set(columns))


def _check_named(name: str, row: Sequence[Any], named: Mapping[str, str], columns: Mapping[str, int]) -> None:
    missing = [column for role, column in named.items() if role not in columns]
    if missing:
        there = ", ".join(text_of(cell) for cell in row if text_of(cell))
        raise Refused("recon.columns", f"{name}: the spec names the column {missing[0]!r}, which is not there; columns are {there}")


def _columns(row: Sequence[Any], named: Mapping[str, str]) -> dict[str, int]:
    texts = [_plain(text_of(cell)) for cell in row]
    found: dict[str, int] = {}
    for role, column in named.items():
        if _plain(column) in texts:
            found[role] = texts.index(_plain(column))
    taken = set(found.values())
    # A role whose words fit exactly goes before one whose words merely resemble; earlier words of a role go before later ones.
    options: list[tuple[float, int, str, int]] = []
    for position, text in enumerate(texts):
        if not text or position in taken:
            continue
        for role, words in _WORDS.items():
            if role not in found:
                score, rank = max((_alike(text, word), -place) for place, word in enumerate(words))
                if score >= 90:
                    options.append((-score, -rank, role, position))
    for _, _, role, position in sorted(options):
        if role not in found and position not in taken:
            found[role] = position
            taken.add(position)
    if "amount" in found and "debit" in found and "credit" in found and "amount" not in named:
        del found["amount"]
    return found


def _alike(text: str, word: str) -> float:
    if text == word:
        return 100.0
    return fuzz.ratio(text, word) if len(word) >= 5 else 0.0


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())
