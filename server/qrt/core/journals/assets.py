"""Is a purchase an asset? Told by the words and codes of its lines, its size, and what the party's papers were booked to; where they disagree, a person is asked."""

import re
from dataclasses import dataclass

from qrt.core.base.money import Paise, rupee_text
from qrt.core.journals.ledgers import Choice
from qrt.core.journals.memory import Memory
from qrt.core.journals.reading import Invoice
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import Chart

UNIT_LEAST = Paise(25_000_00)
"""What one piece must cost before its words alone make an asset of it."""


@dataclass(frozen=True, slots=True)
class _Class:
    what: str
    words: re.Pattern[str]
    hsn: tuple[str, ...]
    ledger: re.Pattern[str]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_CLASSES = (
    _Class(
        "a computer",
        _p(r"\b(laptops?|desktops?|computers?|workstations?|servers?|printers?|scanners?|macbooks?)\b"),
        ("8471", "8443"),
        _p(r"computer|laptop|data processing|it equipment"),
    ),
    _Class(
        "a vehicle",
        _p(r"\b(cars?|trucks?|tempo|motor ?cycles?|scooters?|forklifts?|vehicles?|vans?)\b"),
        ("8703", "8704", "8711", "8427"),
        _p(r"vehicle|motor|car\b|truck"),
    ),
    _Class(
        "furniture", _p(r"\b(furniture|chairs?|tables?|desks?|cupboards?|almirahs?|workstation desks?|racks?)\b"), ("9401", "9403"), _p(r"furniture|fixture")
    ),
    _Class(
        "office equipment",
        _p(r"\b(air ?conditioners?|refrigerators?|cctv|projectors?|ups\b|epabx|photocopiers?|televisions?)"),
        ("8415", "8418", "8528"),
        _p(r"office equip|air cond|electrical"),
    ),
    _Class(
        "a machine",
        _p(
            r"\b(machines?|machinery|lathes?|cnc|vmc|press(es)?|compressors?|generators?|dg sets?|boilers?|furnaces?|conveyors?|cranes?|transformers?|moulding)\b"
        ),
        ("8414", "8422", "8454", "8456", "8457", "8458", "8459", "8460", "8461", "8462", "8463", "8464", "8465", "8466", "8477", "8479", "8502", "8504"),
        _p(r"machin|plant|equipment"),
    ),
)
_NOT_THE_THING = re.compile(
    r"\b(hire|rent(al)?|repairs?|servic(e|es|ing)|maintenance|amc|spares?|parts?|accessor(y|ies)|consumables?|insurance|oil|jobs? ?work|parking|wash)\b"
)


@dataclass(frozen=True, slots=True)
class AssetView:
    """choice: the asset ledger, None where the purchase is no asset or cannot be told; `doubt` says what a person should look at, "" for nothing."""

    choice: Choice | None = None
    doubt: str = ""


def view_asset(invoice: Invoice, chart: Chart, memory: Memory) -> AssetView:
    """Whether the main leg is a fixed asset. Services are never one; a supplier whose goods went to purchases before keeps doing so."""
    if invoice.direction != "purchase" or invoice.note or not invoice.items:
        return AssetView()
    history = memory.of("purchase", invoice.party_gstin, invoice.party)
    if history and history.ledgers:
        return AssetView()
    largest = max(invoice.items, key=lambda item: (item.taxable or item.total or 0, item.description))
    text = plain_name(largest.description)
    if largest.hsn.startswith("99") or _NOT_THE_THING.search(text):
        return AssetView()
    found = next((each for each in _CLASSES if each.words.search(text)), None)
    found = found or next((each for each in _CLASSES if largest.hsn.startswith(each.hsn)), None)
    if found is None:
        return AssetView()
    value = Paise(largest.taxable or largest.total or invoice.amount("taxable"))
    pieces = _pieces(largest.quantity)
    each_costs = Paise(value // pieces)
    said = f"“{largest.description.strip()}” looks like {found.what}" + (f" (HSN {largest.hsn})" if largest.hsn else "")
    if each_costs < UNIT_LEAST:
        return AssetView()
    own = sorted(account.name for account in chart.values() if account.role == "fixed_asset" and found.ledger.search(plain_name(account.name)))
    if len(own) == 1 and pieces <= 10:
        reason = f"{said} of {rupee_text(each_costs)} a piece, from a party that nothing was bought from before: the books' asset ledger for it"
        return AssetView(Choice(own[0], reason, 0.5))
    why = (
        "no asset ledger of the books has its name"
        if not own
        else f"{len(own)} asset ledgers could be meant"
        if len(own) > 1
        else f"{pieces} pieces may be goods to sell"
    )
    return AssetView(None, f"{said} of {rupee_text(each_costs)} a piece, but {why}: say whether it is an asset, stock or an expense")


def _pieces(quantity: str) -> int:
    found = re.match(r"\s*(\d+)", quantity.replace(",", ""))
    return max(int(found.group(1)), 1) if found else 1
