"""What a search cluster must hold to: the cluster of these tests is asked, and an independent one where `make test-clouds` starts it."""

import time
import uuid
from collections.abc import Sequence

from qrt.adapters.search.opensearch import PaperEntry, PaperIndex
from qrt.core.base.money import Paise
from qrt.core.ledger.search import index_words, read_query

OURS, THEIRS = uuid.UUID(int=1), uuid.UUID(int=2)
LEASE, BILL, SECRET = (uuid.UUID(int=number) for number in (11, 12, 21))
_PAPERS = {
    LEASE: (OURS, "Lease of the godown at Peenya, deposit Rs 1,37,250.00, Survey No. 27/4B भाड़ा", None),
    BILL: (OURS, "Tax Invoice KT/88 Kaveri Traders godown rent", Paise(118_000_00)),
    SECRET: (THEIRS, "Tax Invoice KT/88 godown takeover Rs 1,37,250.00", Paise(118_000_00)),
}
_FINDS = {
    "godown": {LEASE, BILL},
    "GODOWN peenya": {LEASE},
    "godown nothere": set(),
    "refund": set(),
    "peen 27/4b": {LEASE},
    "kt/88": {BILL},
    "godwon": {LEASE, BILL},
    "peenyaa": {LEASE},
    "1,37,250": {LEASE},
    "1.3725 lakh": {LEASE},
    "1.18 lakh": {BILL},
    "1l..2l": {BILL},
    "2l..3l": set(),
    "takeover": set(),
    "भाड़ा": {LEASE},
    "7": set(),
}
"""What somebody of OURS finds."""


def entry(paper: uuid.UUID, change: int = 1, text: str = "") -> PaperEntry:
    return PaperEntry(paper, change, tuple(index_words([(1, text or _PAPERS[paper][1])])), _PAPERS[paper][2])


def fill(index: PaperIndex) -> None:
    for tenant in (OURS, THEIRS):
        index.write(tenant, [entry(paper) for paper, (owner, *_) in _PAPERS.items() if owner == tenant])


def check_finds(index: PaperIndex) -> None:
    """Words, beginnings, slips, amounts and ranges as the database finds them; of one's own papers alone."""
    fill(index)
    _wait(index, "godown", {LEASE, BILL})
    for query, wanted in _FINDS.items():
        assert found(index, query) == wanted, query
    assert found(index, "takeover", THEIRS) == {SECRET} and found(index, "peenya", THEIRS) == set()


def check_order(index: PaperIndex) -> None:
    """A state that comes late does not replace a later one."""
    index.write(OURS, [entry(LEASE, 7, "cancelled")])
    index.write(OURS, [entry(LEASE, 6, "in force")])
    _wait(index, "cancelled", {LEASE})
    assert found(index, "force") == set()
    index.drop()
    index.make()
    assert found(index, "cancelled") == set()


def found(index: PaperIndex, query: str, tenant: uuid.UUID = OURS) -> set[uuid.UUID]:
    answer = index.find(tenant, read_query(query))
    assert answer is not None
    return set(answer)


def _wait(index: PaperIndex, query: str, wanted: Sequence[uuid.UUID] | set[uuid.UUID]) -> None:
    """A cluster shows what was written a second later."""
    until = time.monotonic() + 5
    while found(index, query) != set(wanted) and time.monotonic() < until:
        time.sleep(0.1)
