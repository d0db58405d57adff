"""ConsoAI: the statements of the entities and of the group. Its local implementation is the core's arithmetic."""

from collections.abc import Mapping, Sequence

from qrt.agents.contract import Proposal
from qrt.core.base.company import Company
from qrt.core.consol.consolidate import consolidate
from qrt.core.consol.intercompany import Trade
from qrt.core.consol.rates import NOTHING_NAMED, GroupRates
from qrt.core.consol.types import Acquisition, Consolidation, Elimination, EntityBooks
from qrt.core.ledger.types import Chart, TrialBalance
from qrt.core.statements.draw import draw_statements
from qrt.core.statements.types import Layout, Statements

NAME, VERSION = "ConsoAI", "local-1"


def propose_statements(balance: TrialBalance, chart: Chart, layout: Layout) -> Proposal[Statements]:
    """Schedule III statements of one entity. As sure as the least sure mapping behind a figure."""
    statements = draw_statements(balance, chart, layout)
    used = [chart[line.ledger].confidence for line in balance.lines if line.closing and line.ledger in chart]
    broken = [tie for tie in statements.ties if tie.difference]
    reasons = tuple(f"{tie.name}: {'ties' if not tie.difference else 'does not tie'}" for tie in statements.ties)
    return Proposal(NAME, VERSION, statements, 0.0 if broken else min(used, default=1.0), reasons)


def propose_consolidation(
    company: Company,
    books: Mapping[str, EntityBooks],
    layout: Layout,
    *,
    trade: Trade | None = None,
    named: GroupRates = NOTHING_NAMED,
    acquisitions: Sequence[Acquisition] = (),
    adjustments: Sequence[Elimination] = (),
) -> Proposal[Consolidation]:
    """The group. Less sure for every pair that does not agree, and not at all where a tie is broken."""
    result = consolidate(company, books, layout, trade=trade, named=named, acquisitions=acquisitions, adjustments=adjustments)
    reasons = tuple(f"{entry.id}: {entry.reason}" for entry in result.eliminations) or ("one entity, nothing to eliminate",)
    if any(tie.difference for tie in result.ties):
        return Proposal(NAME, VERSION, result, 0.0, reasons)
    agreed = [pair for pair in result.pairs if not pair.difference]
    return Proposal(NAME, VERSION, result, round(len(agreed) / len(result.pairs), 2) if result.pairs else 1.0, reasons)
