"""What the words of a heading say together, also in headings that nobody wrote down: each word speaks for some columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qrt.core.documents.invoice.item_heads import column_named
from qrt.core.documents.invoice.layout import Token

_SAYS: dict[str, str] = {
    "quantity": "qty quantity nos pcs pieces units count nights hours hrs days supplied issued executed dispatched sold consumed wt weight kgs kg mt ltrs",
    "unit_price": "rate price cost tariff per",
    "hsn": "hsn sac hsnsac tariffcode hsncode",
    "discount": "disc discount rebate concession less scheme",
    "description": "description particulars item product goods service services details name nature material work medicine drug article charges",
    "consignment": "awb waybill docket consignment cnote note lr gr tracking shipment",
    "aside": "mrp batch lot exp expiry mfg mfd pack serial bin rack voucher ref free previous upto cumulative",
}
_BY_WORD: dict[str, frozenset[str]] = {
    word: frozenset(name for name, words in _SAYS.items() if word in words.split()) for words in _SAYS.values() for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Sense:
    """Columns that a heading speaks for; none where its words say nothing."""

    names: frozenset[str] = frozenset()


def sense_of(tokens: Sequence[Token]) -> Sense:
    """What the words over a column say."""
    if name := column_named(tokens):
        return Sense(frozenset({name}))
    words = re.findall(r"[a-z]+", " ".join(token.text for token in tokens).lower())
    if "per" in words:
        return Sense(frozenset({"unit_price"}))
    said = [_BY_WORD[word] for word in words if word in _BY_WORD]
    return Sense(frozenset.union(*said) if said else frozenset())
