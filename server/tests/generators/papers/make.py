"""All test papers: `every_paper(seed)` prints one set of them."""

import random
from collections.abc import Iterator

from qrt.core.documents.types import DocumentKind
from tests.generators.papers import plain_papers, tax_forms, trade_forms
from tests.generators.papers.ink import Printed
from tests.generators.statements import LAYOUTS as BANKS
from tests.generators.statements import make as print_statement

FORMS = (*tax_forms.FORMS, *trade_forms.FORMS)
"""Kinds that have a reader of printed forms, two layouts each."""


def every_paper(seed: int) -> Iterator[Printed]:
    """Each kind in each of its layouts, once."""
    rng = random.Random(seed)
    for form in FORMS:
        for layout in range(2):
            yield form(rng, layout)
    for layout in range(3):
        for single in plain_papers.SINGLES:
            yield single(rng, layout)
        for group in plain_papers.GROUPS:
            yield from group(rng, layout)
    for layout in range(plain_papers.NOTHINGS):
        yield plain_papers.nothing(rng, layout)
    for bank in rng.sample(BANKS, 3):
        yield Printed(DocumentKind.BANK_STATEMENT, print_statement(rng.randrange(10**6), bank, 25)[0])
