"""The books of an entity against what was handed in: trial balance, completeness."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.close.books import closing_rows
from qrt.core.close.types import HandIn, PaperRole, Placed, RuleBook
from qrt.core.documents.types import DocumentKind, Extraction, MasterRow, RegisterRow, TrialBalanceRow
from qrt.core.ledger.balance import check_trial_balance, trial_balance
from qrt.core.ledger.completeness import CompletenessRow, check_completeness
from qrt.core.ledger.opening import OpeningDifference
from qrt.core.ledger.tree import to_tree
from qrt.core.ledger.types import Chart, SourceKind, TrialBalance, Voucher


@dataclass(frozen=True, slots=True)
class Balanced:
    """The trial balance of an entity and the completeness of its hand-in."""

    trial_balance: TrialBalance
    completeness: tuple[CompletenessRow, ...]
    findings: tuple[Finding, ...]


def balance_books(
    handin: HandIn,
    entity: Entity,
    rules: RuleBook,
    chart: Chart,
    opening: Mapping[str, Paise],
    vouchers: Sequence[Voucher],
    differences: Sequence[OpeningDifference] = (),
) -> Balanced:
    """Trial balance of the quarter, and what the registers say against the handed-in trial balance."""
    quarter, placed = handin.quarter, handin.of(entity.code)
    balance = trial_balance(entity.code, vouchers, opening, quarter.first_day, quarter.last_day)
    moved: defaultdict[str, int] = defaultdict(int)
    for voucher in vouchers:
        # The check is on what was handed in: what people added later is in no register.
        if voucher.source is SourceKind.REGISTER:
            for line in voucher.lines:
                moved[line.ledger] += line.amount
    rows = closing_rows(placed, quarter)
    given = [row for each in placed for row in each.extraction.rows if isinstance(row, TrialBalanceRow)]
    tree = to_tree([row for each in placed for row in each.extraction.rows if isinstance(row, MasterRow)], given, rules.model)
    kinds = _kinds_handed_in(placed)
    apart = {each.ledger: Paise(each.used - each.said) for each in differences if each.other.kind == "opening_column"}
    table, findings = check_completeness(entity.code, {name: Paise(amount) for name, amount in moved.items()}, opening, rows, chart, tree, kinds, apart)
    return Balanced(balance, table, tuple(replace(each, entity=each.entity or entity.code) for each in (*check_trial_balance(balance, chart), *findings)))


def _kinds_handed_in(placed: Sequence[Placed]) -> set[DocumentKind]:
    """Kinds of the papers, and the registers whose vouchers stand in lists of several kinds: a day book of journals is the journal register."""
    kinds = {each.extraction.kind for each in placed if each.role is PaperRole.INBOX}
    bases = {
        row.base_kind
        for each in placed
        if each.role is PaperRole.INBOX and each.extraction.kind in (DocumentKind.DAY_BOOK, DocumentKind.TALLY_VOUCHERS)
        for row in each.extraction.rows
        if isinstance(row, RegisterRow) and row.base_kind and not row.cancelled
    }
    return kinds | {DocumentKind(f"{base}_register") for base in bases}


def extractions_of(placed: Iterable[Placed]) -> tuple[Extraction, ...]:
    """What was read, without the papers around it."""
    return tuple(each.extraction for each in placed)
