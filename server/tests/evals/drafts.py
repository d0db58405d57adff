"""`python -m tests.evals.drafts SIM…`: how often the draft of a paper is fully right, for hand-ins that `qrt sim` wrote.

Each paper that proves a voucher is drafted from the books without it and compared leg by leg. Vouchers that the simulator booked wrongly on purpose are left out
of the count: there the paper is right and the books are not.
"""

import hashlib
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from qrt.adapters.company import load_company_file
from qrt.agents.reading import read_paper
from qrt.core.base.company import Entity
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.close.types import HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import INVOICES, Extraction, Paper
from qrt.core.journals.law import to_law
from qrt.core.journals.memory import to_memory
from qrt.core.journals.paper import draft_voucher
from qrt.core.journals.reading import to_invoice
from qrt.core.journals.teaching import teach
from qrt.core.learning.accounts import Learned
from qrt.core.ledger.types import Chart, Voucher, VoucherDraft
from qrt.flows.desk import load_rules
from qrt.sim.score.drafts import LeftOut, score_left_out


def read(path: Path) -> HandInPaper:
    """One paper as a hand-in has it."""
    data = path.read_bytes()
    paper = Paper(hashlib.sha256(data).hexdigest(), path.name, len(data))
    return HandInPaper(paper, PaperRole.INBOX, PaperState.READ, read_paper(paper, data))


def computed(folder: Path) -> Computation:
    """The close of a simulated folder."""
    file = load_company_file(folder / "company.yaml")
    with ProcessPoolExecutor(2) as pool:
        papers = list(pool.map(read, sorted((folder / "inbox").iterdir()), chunksize=8))
    papers += [replace(read(path), role=PaperRole.OPENING, entity=entity) for path, entity in file.openings]
    quarter = json.loads((folder / "truth" / "summary.json").read_text())["quarter"]
    return Computation(file.company, Quarter.parse(quarter), papers, (), load_rules(file.company.division))


def misbooked(folder: Path) -> set[tuple[str, str, str]]:
    """Entity, number and day of the vouchers that troubles were planted on."""
    rows = map(json.loads, (folder / "truth" / "findings.jsonl").read_text().splitlines())
    return {(row["entity"], each["number"], each["date"]) for row in rows if not row["optional"] for each in row["vouchers"]}


def evaluate(folder: Path) -> LeftOut:
    """All entities of one folder."""
    work, wrong, score = computed(folder), misbooked(folder), LeftOut()
    for entity in work.entities:
        books = work.books(entity.code)
        papers = {(each.paper.sha256, each.extraction.part): each.extraction for each in work.handin.of(entity.code)}
        posted = {voucher.key: voucher for voucher in books.posted}
        pairs = [(papers[link.sha256, link.part], posted[link.voucher_key]) for link in books.links if papers[link.sha256, link.part].kind in INVOICES]
        pairs = [(paper, voucher) for paper, voucher in pairs if (entity.code, voucher.number, voucher.day.isoformat()) not in wrong]
        score = score_left_out(pairs, books.chart, books.posted, drafter(work, entity, pairs), score)
    return score


def drafter(work: Computation, entity: Entity, pairs: list[tuple[Extraction, Voucher]]):
    """Drafts a paper as a close does, from the vouchers it is given."""
    behind = {voucher.key: (to_invoice(paper, entity), paper) for paper, voucher in pairs}

    def draft(extraction: Extraction, chart: Chart, others: list[Voucher]) -> VoucherDraft | None:
        known = {each.key for each in others}
        learned = Learned(teach(others, chart, {key: each for key, each in behind.items() if key in known}), chart, work.rules.knowledge)
        law = to_law(others, chart, work.rules.tax, work.company, work.quarter, entity.code)
        return draft_voucher(extraction, entity, chart, work.rules.model, replace(to_memory(others, chart), learned=learned), law)[0]

    return draft


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps({"folder": name, **evaluate(Path(name)).as_json()}, indent=1))
