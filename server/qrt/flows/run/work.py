"""The computation of a run: from memory, or again from the papers."""

from qrt.adapters.db import closes, companies, documents
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document
from qrt.core.close.compute import Computation
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import Paper
from qrt.flows.agents import agent_validators
from qrt.flows.desk import Desk, load_rules
from qrt.flows.reading import state_of
from qrt.flows.run.progress import Where

OPENING = "opening"
"""Documents with this source (or "opening:<entity>") are the trial balances that the books open with."""


async def load_work(db: TenantDb, desk: Desk, where: Where, close: Close) -> Computation:
    """The computation of this run, from memory where this process has it, else from the papers again."""
    key = (where.tenant, str(where.quarter), close.run)
    if key not in desk.memory:
        desk.memory.clear()
        company = await companies.load_company(db)
        decisions = await load_decisions(db, close)
        rules = load_rules(company.division)
        papers = await load_papers(db, close)
        desk.memory[key] = Computation(company, where.quarter, papers, decisions, rules, agent_validators(), known=desk.known)
    return desk.memory[key]


async def load_decisions(db: TenantDb, close: Close) -> tuple[Decision, ...]:
    """What people had decided when the run was started."""
    rows = await closes.load_decisions(db, close.id)
    return tuple(Decision(row.kind, row.subject, row.content) for row in rows[: int(close.summary.get("decisions", 0))])


async def load_all_decisions(db: TenantDb, close: Close) -> tuple[Decision, ...]:
    """What people have decided up to now: what the next run will count."""
    return tuple(Decision(row.kind, row.subject, row.content) for row in await closes.load_decisions(db, close.id))


async def load_papers(db: TenantDb, close: Close) -> tuple[HandInPaper, ...]:
    """The papers of a close with what was read, as the core wants them."""
    read = await documents.load_extractions(db, close.id)
    papers = []
    for row in await documents.load_documents(db, close.id):
        extractions = read.get(row.sha256, ())
        if not extractions:
            # It came while the run was at work already: the next run reads it.
            continue
        paper = Paper(row.sha256, row.name, row.size)
        role = PaperRole.OPENING if row.source.startswith(OPENING) else PaperRole.INBOX
        # Only what was named when the paper came: a decision comes with the decisions, and what an earlier run found is found again, part by part.
        entity = row.source.partition(":")[2]
        state = state_of(paper, extractions)[0]
        # Opened since it was read: this run still has what stands outside the lock, and says so.
        unlocked = "" if state is PaperState.NEEDS_PASSWORD else row.unlocked
        papers.append(HandInPaper(paper, role, state, extractions, entity, row.recognised, unlocked, row.part_of, _pages(row)))
    return tuple(papers)


def _pages(row: Document) -> tuple[int, int] | None:
    return (row.first_page, row.last_page) if row.first_page is not None and row.last_page is not None else None
