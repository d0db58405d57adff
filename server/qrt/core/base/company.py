"""The company whose quarter is closed: one tenant, one or more entities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from qrt.core.base.money import Paise


class Division(StrEnum):
    """Part of Schedule III that the company reports under: I (Accounting Standards) or II (Ind AS)."""

    I = "I"
    II = "II"


@dataclass(frozen=True, slots=True)
class Entity:
    """A legal company. `code` is short and unique in the group ("SPPL"); `ownership` is the parent's share in percent, 100 for a wholly owned one."""

    code: str
    name: str
    parent: str = ""
    ownership: str = "100"
    currency: str = "INR"
    gstins: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Ties a bank account's number to its ledger account in an entity's books."""

    ledger: str
    number: str = ""
    ifsc: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class QuotedRate:
    """Rupees for one unit of a currency on a day, as the company names it. `kind` is "closing", "average", "reference", or "historical"
    (of the equity of a company abroad)."""

    currency: str
    day: date
    rate: Decimal
    kind: str = "closing"
    source: str = ""


@dataclass(frozen=True, slots=True)
class LedgerMapping:
    """A ledger's line of Schedule III as the company's file says it. `entity` is "" for all of them; role and TDS nature "" leave those to the rules."""

    ledger: str
    schedule_key: str
    entity: str = ""
    role: str = ""
    tds_key: str = ""


@dataclass(frozen=True, slots=True)
class AutoPost:
    """A named policy under which drafts of papers post without a person (docs/adr/0014). Nobody has one who did not write it.

    kinds       of "purchase" (goods), "expense", "sale"
    up_to       the most that a paper may come to, tax included
    confidence  the least share of such choices of a ledger that were right where it was measured, 0 to 1
    entities    codes of the companies it holds for; () for all of the group
    """

    name: str
    kinds: tuple[str, ...]
    up_to: Paise
    confidence: Decimal
    entities: tuple[str, ...] = ()


AUTO_POST_KINDS = ("purchase", "expense", "sale")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a tenant has decided once. Amounts in paise, days as whole days.

    precision_target   percent of what a reconciliation accepts without a person that has to be right ("99.9")
    auto_accept_margin how much better than the next best a match has to be before it is accepted without a person, in points of its score ("0" to leave it to the run)
    reverse_revaluation  revaluations of foreign items are taken back on the first day of the next period (docs/adr/0012)
    doubtful_debts     (days since the bill, percent to provide) in rising order of days: `{180: 50, 365: 100}` in COMPANY.yaml; () for no policy
    income_tax_rate    percent of profit to provide as current tax, surcharge and cess included ("25.168"); "" for no policy
    income_tax_regime  which option that rate is of ("115BAA"), in words of the company
    auto_post          under which named policies drafts of papers post without a person; () for none
    accept_from        (kind of paper, share "0.9") from which confidence a field is accepted without a person; a kind that is not named is as its reader has it
    """

    amount_tolerance: Paise = Paise(100)
    date_window_days: int = 7
    stale_cheque_days: int = 90
    auto_accept_limit: Paise = Paise(10_000_000_00)
    precision_target: str = "99.9"
    auto_accept_margin: str = "0"
    reverse_revaluation: bool = False
    doubtful_debts: tuple[tuple[int, str], ...] = ()
    income_tax_rate: str = ""
    income_tax_regime: str = ""
    auto_post: tuple[AutoPost, ...] = ()
    accept_from: tuple[tuple[str, str], ...] = ()

    @property
    def accepted_from(self) -> Mapping[str, Decimal]:
        """`accept_from` by kind."""
        return {kind: Decimal(share) for kind, share in self.accept_from}

    def auto_post_of(self, entity: str) -> tuple[AutoPost, ...]:
        """The policies that hold for an entity, in their order."""
        return tuple(each for each in self.auto_post if not each.entities or entity in each.entities)


@dataclass(frozen=True, slots=True)
class Company:
    """COMPANY.yaml as the core sees it. Everything but the name may be missing; what is missing becomes a finding."""

    name: str
    cin: str = ""
    pan: str = ""
    tan: str = ""
    division: Division = Division.I
    e_invoice_turnover: Paise | None = None
    entities: tuple[Entity, ...] = ()
    bank_accounts: tuple[BankAccount, ...] = ()
    materiality: Paise = Paise(0)
    policy: Policy = field(default_factory=Policy)
    rates: tuple[QuotedRate, ...] = ()
    mappings: tuple[LedgerMapping, ...] = ()

    def entity(self, code: str) -> Entity:
        """The entity with this code. Raises KeyError when there is none."""
        for each in self.entities:
            if each.code == code:
                return each
        raise KeyError(code)
