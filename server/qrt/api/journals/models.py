"""What the page sends and gets about vouchers."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from qrt.api.base import Box, CheckOut, In, Out, PlaceOut, SafeInt, Sentence
from qrt.core.ledger.types import BillKind, VoucherKind

View = Literal["approve", "for_me", "mine", "returned", "posted", "all"]
Sort = Literal["day", "risk"]
EntityText = Annotated[str, Field(min_length=1, max_length=40)]
Name = Annotated[str, Field(max_length=200)]
LedgerText = Annotated[str, Field(min_length=1, max_length=200)]
Ids = Annotated[list[uuid.UUID], Field(min_length=1, max_length=500)]


class ForeignIn(In):
    """The leg in the currency it was agreed in: hundredths of one unit with the sign of the line; `rate` is rupees for one unit on `day`."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    amount: SafeInt
    rate: Annotated[Decimal, Field(gt=0, max_digits=18, decimal_places=6)]
    day: date


class LineIn(In):
    """One leg; debit positive, credit negative, in paise. `bill_kind` says what the line does to the bill it names."""

    ledger: LedgerText
    amount_paise: SafeInt
    bill: Annotated[str, Field(max_length=100)] = ""
    bill_kind: BillKind | None = None
    due_day: date | None = None
    cost_centre: Name = ""
    foreign: ForeignIn | None = None
    reason: Annotated[str, Field(max_length=500)] = ""


class EvidenceIn(In):
    """A paper of the close, or a spot on it, that stands behind a draft."""

    document_id: uuid.UUID
    page: Annotated[int, Field(ge=1, le=100_000)] | None = None
    box: Box | None = None
    sheet: Name | None = None
    row: Annotated[int, Field(ge=1, le=2_000_000)] | None = None
    column: Name | None = None


class VoucherIn(In):
    """What a person writes of a voucher. `party` is a ledger account of the entity, or empty.

    reverses_on   a reversing entry: the day on which its mirror image posts by itself; at the earliest the day after the voucher
    auto_reverse  the same with the default day, the first of the next quarter
    evidence      papers behind it; null leaves a draft's evidence as it is
    """

    kind: VoucherKind
    day: date
    narration: Sentence
    reference: Annotated[str, Field(max_length=100)] = ""
    reference_day: date | None = None
    branch: Name = ""
    party: Name = ""
    party_gstin: Annotated[str, Field(max_length=15)] = ""
    reverses_on: date | None = None
    auto_reverse: bool = False
    evidence: Annotated[list[EvidenceIn], Field(max_length=50)] | None = None
    lines: Annotated[list[LineIn], Field(min_length=2, max_length=500)]


class JournalIn(VoucherIn):
    entity_code: EntityText


class JournalPut(VoucherIn):
    version: int = Field(ge=0)


class ReverseIn(In):
    day: date
    reason: Sentence


class CommentIn(In):
    text: Sentence


class AttachIn(In):
    evidence: EvidenceIn
    version: int = Field(ge=0)


class RoutineFilter(In):
    """Which of the routine drafts of a quarter. Nothing set means all of them."""

    quarter: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[Qq][1-4]$")]
    entity_code: Annotated[str, Field(max_length=40)] = ""
    kind: VoucherKind | None = None
    agent: Annotated[str, Field(max_length=60)] = ""
    words: Annotated[str, Field(max_length=200)] = ""
    amount_paise_max: SafeInt | None = None


class BulkApproveIn(In):
    """Approve what the filter gives. `expected_count` is what the person saw; another count and nothing is approved."""

    filter: RoutineFilter
    expected_count: int = Field(ge=1)


class BulkReverseIn(In):
    """Draft the reversals of these vouchers: the way to take a bulk approval back."""

    ids: Ids
    day: date
    reason: Sentence


class CopyIn(In):
    """Copy chosen vouchers of the quarter before as drafts of this quarter."""

    quarter: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[Qq][1-4]$")]
    ids: Ids


class JournalRow(Out):
    """One voucher. `number` is ours and given at posting; `imported_number` is the company's own. `risk` is low, medium or high, `reason` why.

    approvals, needed  how many approvals its present wording has, and how many the ladder asks for (0 where it is posted)
    routine            it may be approved together with others: under the limit, no flags, one approver
    comments_open      questions about it that nobody resolved
    """

    id: uuid.UUID
    number: str | None
    imported_number: str
    kind: str
    day: date
    party: str
    narration: str
    amount_paise: int
    state: str
    source: str
    agent: str
    confidence: float
    made_by_name: str
    risk: str
    reason: str
    entity_code: str
    version: int
    approvals: int
    needed: int
    routine: bool
    comments_open: int


class JournalCounts(Out):
    """Entries of each view. `approve` waits for anybody, `for_me` for your own approval."""

    approve: int
    for_me: int
    mine: int
    returned: int
    posted: int
    all: int


class JournalPage(Out):
    items: list[JournalRow]
    next_cursor: str | None
    total: int
    total_paise: int
    counts: JournalCounts


class ForeignOut(Out):
    currency: str
    amount: int
    rate: str
    day: date


class JournalLineOut(Out):
    """One leg as it stands. `changed` names what differs from the first proposal ("ledger", "amount", "cost_centre", ..., "added")."""

    position: int
    ledger_id: uuid.UUID | None
    ledger: str
    schedule_key: str
    debit_paise: int
    credit_paise: int
    reason: str
    place: PlaceOut | None
    bill: str
    bill_kind: BillKind | None
    due_day: date | None
    cost_centre: str
    foreign: ForeignOut | None
    changed: list[str]


class ChangeOut(Out):
    """What a person changed in the first proposal. `position` is the line's place now, null for the head or a line that was taken out."""

    position: int | None
    what: str
    old: str
    new: str


class EffectOut(Out):
    """A line of the statements before and after, as the statement shows it: `before_paise` + `amount_paise` = `after_paise`.

    Before is what the posted entries of the quarter give; a posted voucher is in `after_paise` alone. `ledgers` are those that stand on no line yet.
    """

    entity_code: str
    statement: str
    line: str
    before_paise: int
    amount_paise: int
    after_paise: int
    ledgers: list[str]


class TimelineOut(Out):
    at: datetime
    who: str
    what: str
    note: str


class ApprovalOut(Out):
    """One person's approval. `counts` is false where the entry changed after it."""

    by_id: uuid.UUID
    by: str
    at: datetime
    counts: bool


class NeedOut(Out):
    """What the ladder asks of this entry: how many different people, which roles, by which rules, who has approved and who still can."""

    approvers: int
    given: int
    roles: list[str]
    because: list[str]
    can_approve: list[str]


class PairOut(Out):
    """The other half of a reversal."""

    id: uuid.UUID
    number: str | None
    day: date
    state: str
    reason: str


class CommentOut(Out):
    id: uuid.UUID
    by_id: uuid.UUID
    by: str
    at: datetime
    text: str
    resolved_by: str
    resolved_at: datetime | None


class SuggestionOut(Out):
    """A person corrected another draft of the same party, and this one has what was wrong there. `entry_id` is where it was corrected."""

    was: str
    now: str
    sentence: str
    entry_id: uuid.UUID


class JournalDetail(JournalRow):
    """One voucher whole. `why_not` says why you cannot approve it and who can.

    returned_by      who sent it back, beside `return_reason`
    changes          first proposal against what stands now
    reverses         the voucher that this one takes back; `reversed_by` the one that takes this one back (a draft that waits shows its state)
    reverses_on      the day its mirror posts by itself; `mirror` the posted mirror or null
    """

    branch: str
    type_name: str
    reference: str
    reference_day: date | None
    party_gstin: str
    return_reason: str
    returned_by: str
    reverses_id: uuid.UUID | None
    reverses: PairOut | None
    reversed_by: PairOut | None
    reverses_on: date | None
    lines: list[JournalLineOut]
    changes: list[ChangeOut]
    evidence: list[PlaceOut]
    checks: list[CheckOut]
    effect: list[EffectOut]
    timeline: list[TimelineOut]
    comments: list[CommentOut]
    approvers: list[ApprovalOut]
    need: NeedOut
    maker_id: uuid.UUID | None
    can_approve: bool
    why_not: str
    can_edit: bool
    suggestion: SuggestionOut | None


class RoutinePage(Out):
    """What a bulk approval with this filter would approve, oldest first; `effect` is that of all of them together."""

    effect: list[EffectOut]
    count: int
    total_paise: int
    limit_paise: int
    items: list[JournalRow]


class OutcomeOut(Out):
    """What became of one entry: done, or why not. `id` is the entry it is about, `made_id` the new draft where one was made."""

    id: uuid.UUID | None
    made_id: uuid.UUID | None
    ok: bool
    number: str
    code: str
    sentence: str


class BulkOut(Out):
    """Outcome of a bulk act, entry by entry. `remaining` is what the next call may take: at most 200 are done in one."""

    done: int
    failed: int
    remaining: int
    outcomes: list[OutcomeOut]


class BulkEntryOut(Out):
    """One entry of a bulk approval: posted under `number`, or why not."""

    id: uuid.UUID
    day: date
    name: str
    amount_paise: int
    ok: bool
    number: str
    code: str
    sentence: str


class BulkJobOut(Out):
    """A bulk approval on its way or ended. `state`: waiting, running, done, stopped, failed (`message` says why).

    outcomes  what became of its entries, those that failed first; at most 500, the counts are of all
    last_day  the last day of an entry that it posted, null while there is none: where reversals are dated best
    """

    id: uuid.UUID
    by_id: uuid.UUID
    by: str
    quarter: str
    entity_code: str
    words: str
    state: str
    message: str
    total: int
    total_paise: int
    done: int
    failed: int
    asked_at: datetime
    ended_at: datetime | None
    last_day: date | None
    outcomes: list[BulkEntryOut]


class BulkUndoIn(In):
    """Draft the reversals of what a bulk approval posted."""

    day: date
    reason: Sentence


class AccountOut(Out):
    """A ledger account to choose. `goes_to` names the one that took its place by then, where one did: that one is to be chosen."""

    id: uuid.UUID
    name: str
    group: str
    role: str
    goes_to: str


class CopyableOut(Out):
    """A posted voucher of the quarter before. `copied` is the draft that a copy made already."""

    id: uuid.UUID
    number: str
    kind: str
    day: date
    new_day: date
    party: str
    narration: str
    amount_paise: int
    copied: uuid.UUID | None


class CopyablePage(Out):
    items: list[CopyableOut]
    total: int
