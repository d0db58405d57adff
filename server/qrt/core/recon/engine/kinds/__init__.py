"""Families of reconciliations: money as a bank writes it, money of any origin, tax documents, words, statements of parties, tax deducted, companies of a group."""

from qrt.core.recon.engine.kinds.gst import GST
from qrt.core.recon.engine.kinds.intercompany import INTERCOMPANY
from qrt.core.recon.engine.kinds.kind import Kind
from qrt.core.recon.engine.kinds.money import MONEY
from qrt.core.recon.engine.kinds.party import PARTY
from qrt.core.recon.engine.kinds.plain import PLAIN
from qrt.core.recon.engine.kinds.tds import TDS
from qrt.core.recon.engine.kinds.words import WORDS
from qrt.core.recon.engine.spec import EngineSpec

FAMILIES = {"money": MONEY, "plain": PLAIN, "gst": GST, "words": WORDS, "party": PARTY, "tds": TDS, "intercompany": INTERCOMPANY}


def kind_of(spec: EngineSpec) -> Kind:
    """The family a specification belongs to."""
    return FAMILIES[spec.family]
