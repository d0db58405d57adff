"""What goes into a close, what stands between its stages, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qrt.core.assets.rules import AssetRules
from qrt.core.assets.types import AssetBook
from qrt.core.base.company import Company
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.consol.types import Consolidation
from qrt.core.currency.types import Revaluation
from qrt.core.documents.types import Extraction, Paper
from qrt.core.journals.auto_post import Grounds
from qrt.core.learning.accounts import Knowledge
from qrt.core.ledger.completeness import CompletenessRow
from qrt.core.ledger.merges import Homes
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.opening import OpeningDifference, OpeningSource
from qrt.core.ledger.types import Chart, TrialBalance, Voucher, VoucherDraft
from qrt.core.parties.result import EntityAgeing, EntityParties
from qrt.core.parties.rules import PartyRules
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.proof import Proven
from qrt.core.recon.types import Reconciliation
from qrt.core.statements.types import Layout, Statements
from qrt.core.tax.rules import TaxRules


class PaperRole(StrEnum):
    """Why a paper was handed in."""

    INBOX = "inbox"  # A paper of the quarter.
    OPENING = "opening"  # The trial balance that the books open with.


class PaperState(StrEnum):
    """How far a paper came."""

    READ = "read"
    NEEDS_PERSON = "needs_person"
    NEEDS_PASSWORD = "needs_password"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class HandInPaper:
    """One paper with all that was read from it. `entity` is the company somebody named for it, "" to find it in the paper.

    A paper that was stopped at the door has one extraction of kind OTHER with the guards' findings. `recognised` is the digest of the pages of a scan as
    they were recognised: what was read follows from them, and the package carries them. `unlocked` is the digest of the paper without its lock, from which it was read: the package carries it too.
    `part_of` is the digest of the PDF that this paper was cut out of, and `part_pages` which of its pages it is.
    """

    paper: Paper
    role: PaperRole
    state: PaperState
    extractions: tuple[Extraction, ...] = ()
    entity: str = ""
    recognised: str = ""
    unlocked: str = ""
    part_of: str = ""
    part_pages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; the closes of two runs over the same papers and decisions are the same.

    kind     field_corrected, kind_set, entity_set, document_confirmed, document_rejected, document_received_again (subject: the paper's SHA-256),
             parts_set (subject: the SHA-256 of a PDF; content: groups, the first and last page of each paper in it),
             voucher_auto_posted (subject: "<entity>|<key>", content: the voucher; what a policy posted in an earlier run stands whatever a later run would say),
             voucher_approved, voucher_returned (subject: "<entity>|<key>", content of an approval: the voucher),
             match_accepted, match_rejected, match_made, match_repaired (one match for another), match_checked (a look at the sample; content: right) (subject: "<entity>|<kind>|<subject>|<match id>"),
             matches_accepted, matches_undone, automatic_undone (matches that were accepted without a person wait for one) (subject:
             "<entity>|<kind>|<subject>|<act>", content: matches), recon_rules_set, statement_prepared, statement_reviewed (subject: "<entity>|<kind>|<subject>"),
             party_alias_set (subject: a text of a statement; content: the party that it means, "" for none),
             experience_taught (subject: the kind of reconciliation; content: what decisions on earlier matches taught; nobody's decision, but kept like one),
             model_taught (subject: the kind of reconciliation; content: the model of suggestions that counts, with its text; nobody's decision either),
             finding_waived (subject: the finding's digest),
             asset_entered, asset_changed, asset_disposed (subject: "<entity>|<asset key>"), block_opened (subject: "<entity>|<block>"),
             party_set, open_bills_set, foreign_opening_set (subject: "<entity>|<ledger>"), bill_disputed, bill_doubtful (subject: "<entity>|<ledger>|<bill>"),
             bill_allocated (subject: "<entity>|<ledger>|<voucher key>"), rate_set (subject: "<currency>|<day>|<kind>"),
             ledger_mapped, ledger_unmapped (subject: "<entity>|<ledger>"), ledgers_merged, ledger_renamed, ledgers_unmerged (subject: "<entity>|<ledger
             merged away>", content: into), opening_carried, ledgers_taught (subject: the entity; content: what the prior close hands on; papers approved earlier). One of these that an earlier quarter
             decided says so in `since`; columns_set (subject: fingerprint of a layout; content: heading -> meaning),
             vendor_taught (subject: the SHA-256 of a bill; content: the lesson that decisions on it taught; `since` where an earlier quarter did),
             kind_taught (subject: the SHA-256 of a paper; content: its layout, what it was read as, what a person filed it as), model_answered (subject: the
             SHA-256 of a paper; content: what a model said of it, by numbers of its words; nobody's decision, but kept like one),
             period_soft_closed, period_opened, period_locked, period_unlocked (subject: the entity; they change no figure)
    """

    kind: str
    subject: str
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The law and mappings of one close, and the hash that names them."""

    tax: TaxRules
    model: ModelChart
    layout: Layout
    hash: str
    knowledge: Knowledge = field(default_factory=Knowledge)
    assets: AssetRules = field(default_factory=AssetRules)
    parties: PartyRules = field(default_factory=PartyRules)
    experience: Mapping[str, Experience] = field(default_factory=dict)
    """By kind of reconciliation how often matches of some evidence were right."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One extraction with its paper and the entity it belongs to."""

    paper: Paper
    extraction: Extraction
    entity: str
    role: PaperRole


@dataclass(frozen=True, slots=True)
class HandIn:
    """The papers of a close after entities are known and people's corrections are in. Sorted by paper name, digest, part."""

    company: Company
    quarter: Quarter
    placed: tuple[Placed, ...]
    papers: tuple[HandInPaper, ...]
    findings: tuple[Finding, ...]
    homes: Mapping[str, Homes] = field(default_factory=dict)
    """Entity -> ledgers that people merged away or renamed. Trial balances and masters in `placed` stand under the names they belong to already."""

    def of(self, entity: str) -> tuple[Placed, ...]:
        """What belongs to one entity."""
        return tuple(each for each in self.placed if each.entity == entity)


@dataclass(frozen=True, slots=True)
class PaperLink:
    """An invoice that stands behind a posted voucher. `agrees`: its number, party and total are the voucher's, and nothing speaks against it."""

    sha256: str
    part: str
    voucher_key: str
    reasons: tuple[str, ...]
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class EntityBooks:
    """The books of one entity for the quarter: what posts, what waits, and what opened them. `beyond` are register vouchers of other days, which do not post."""

    entity: str
    chart: Chart
    opening: Mapping[str, Paise]
    opening_source: str
    posted: tuple[Voucher, ...]
    beyond: tuple[Voucher, ...]
    waiting: tuple[VoucherDraft, ...]
    links: tuple[PaperLink, ...]
    findings: tuple[Finding, ...]
    opening_sources: tuple[OpeningSource, ...] = ()
    opening_differences: tuple[OpeningDifference, ...] = ()
    grounds: Mapping[str, Grounds] = field(default_factory=dict)
    """What each waiting draft of a paper was drawn from, by its key."""


@dataclass(frozen=True, slots=True)
class EntityClose:
    """One entity's quarter, closed."""

    books: EntityBooks
    trial_balance: TrialBalance
    completeness: tuple[CompletenessRow, ...]
    reconciliations: tuple[Reconciliation, ...]
    statements: Statements
    assets: AssetBook
    parties: EntityParties
    ageing: EntityAgeing
    revaluation: Revaluation
    proven: Mapping[tuple[str, str], Proven]
    """By kind and subject of a reconciliation what was accepted without a person, and both sides' balances."""


@dataclass(frozen=True, slots=True)
class CloseResult:
    """Everything a package says. `findings` pairs each with "open" or "waived"."""

    handin: HandIn
    entities: tuple[EntityClose, ...]
    consolidation: Consolidation | None
    findings: tuple[tuple[Finding, str], ...]
    decisions: tuple[Decision, ...]
    rulebook_hash: str
