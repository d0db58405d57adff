"""A register left out of the hand-in: every ledger that differs names that register and no other."""

import hashlib
from pathlib import Path

from qrt.adapters.company import load_company_file
from qrt.agents.reading import read_paper
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.close.types import HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import Extraction, Paper
from qrt.flows.desk import load_rules
from qrt.sim.simulate import simulate

NAMED = {
    "credit_note": "credit note register was not handed in",
    "debit_note": "debit note register was not handed in",
    "journal": "journal register was not handed in",
    "purchase": "purchase register was not handed in",
    "sales": "sales register was not handed in",
    "bank_book": "was not handed in",
}
_READ: dict[str, tuple[Extraction, ...]] = {}


def _causes(folder: Path, seed: int, withheld: tuple[str, ...]) -> list[str]:
    """The cause of each ledger that differs, over the papers of the books alone."""
    simulate(seed, "small", out=folder, withhold=withheld)
    company = load_company_file(folder / "company.yaml")
    openings = {path.resolve(): entity for path, entity in company.openings}
    papers = []
    for path in sorted({*(folder / "inbox").iterdir(), *openings}):
        if path.suffix not in (".xlsx", ".xml"):
            continue
        data = path.read_bytes()
        paper = Paper(hashlib.sha256(data).hexdigest(), path.name, len(data))
        if paper.sha256 not in _READ:
            _READ[paper.sha256] = read_paper(paper, data)
        role = PaperRole.OPENING if path.resolve() in openings else PaperRole.INBOX
        papers.append(HandInPaper(paper, role, PaperState.READ, _READ[paper.sha256], openings.get(path.resolve(), "")))
    work = Computation(company.company, Quarter(2026, 2), papers, (), load_rules(company.company.division))
    return [row.likely_cause for each in work.entities for row in work.balanced(each.code).completeness if abs(row.difference) > 1]


def test_each_withheld_register_is_the_one_cause_of_all_that_differs(tmp_path: Path) -> None:
    # Seed 9 hands its journals in as a Tally day book and shows its debtors as one closed group.
    assert _causes(tmp_path / "whole", 9, ()) == []
    for register, named in NAMED.items():
        causes = set(_causes(tmp_path / register, 9, (register,)))
        assert len(causes) == 1 and next(iter(causes)).endswith(named), (register, causes)
