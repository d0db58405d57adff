"""A seeded generator of reconciliation problems with their answers: bank, GST and records without amounts, and tables that are bad on purpose.

It is for measuring. No engine was tuned on it and none may be: the generator that trains must not be the one that tests.
"""

from tests.generators.recon.bad import BAD_TABLES, equal_rows
from tests.generators.recon.bank import bank
from tests.generators.recon.generic import bibliography, people, products
from tests.generators.recon.gst import gst
from tests.generators.recon.ledgers import LEDGERS
from tests.generators.recon.problem import Problem

__all__ = ["BAD_TABLES", "LEDGERS", "Problem", "bank", "bibliography", "equal_rows", "gst", "people", "products"]
