"""What the proposals of a quarter's end look at, and how they speak of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from qrt.core.base.company import Policy
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month, Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import Extraction, InvoiceLine
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.parties.types import Item


@dataclass(frozen=True)
class QuarterEnd:
    """One entity's quarter as it stands after its registers are posted.

    posted   vouchers of the quarter, by day and key
    history  vouchers before it. They come from the papers alone, a register or day book of earlier months handed in with the quarter's: `qrt verify` reads the
             same papers again, so what history proposes follows from the package and needs no database
    later    vouchers after it, of the same registers
    waiting  drafts from papers, breaks and pay that may book the same thing
    texts    voucher key -> what the paper behind it says was bought
    closing  closing balances of the handed-in trial balance, by ledger
    bills    party ledger -> what is open of it at the quarter's end
    """

    entity: str
    quarter: Quarter
    chart: Chart
    model: ModelChart
    policy: Policy
    posted: tuple[Voucher, ...]
    history: tuple[Voucher, ...] = ()
    later: tuple[Voucher, ...] = ()
    waiting: tuple[VoucherDraft, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    closing: Mapping[str, Paise] = field(default_factory=dict)
    bills: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    @cached_property
    def balances(self) -> Mapping[str, int]:
        """Closing balance of every ledger by the books, signed."""
        found: defaultdict[str, int] = defaultdict(int, {name: int(account.opening) for name, account in self.chart.items()})
        for voucher in self.posted:
            for line in voucher.lines:
                found[line.ledger] += line.amount
        return found

    @property
    def reversal_day(self) -> date:
        """First day of the next quarter: what was estimated takes itself back, so that the real bill is booked whole."""
        return self.quarter.last_day + timedelta(days=1)

    def role(self, ledger: str) -> str:
        account = self.chart.get(ledger)
        return account.role if account else ""

    def nature(self, ledger: str) -> str:
        account = self.chart.get(ledger)
        return account.nature if account else ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Drafts that wait, and findings on what could not be drafted."""

    drafts: tuple[VoucherDraft, ...] = ()
    findings: tuple[Finding, ...] = ()


def to_case(
    entity: str,
    quarter: Quarter,
    chart: Chart,
    model: ModelChart,
    policy: Policy,
    posted: Iterable[Voucher],
    beyond: Iterable[Voucher] = (),
    waiting: Iterable[VoucherDraft] = (),
    texts: Mapping[str, str] | None = None,
    closing: Mapping[str, Paise] | None = None,
    bills: Mapping[str, tuple[Item, ...]] | None = None,
) -> QuarterEnd:
    """The case with everything in order, so that the order of papers changes nothing. `beyond` are vouchers of the registers outside the quarter."""

    def ordered(vouchers: Iterable[Voucher]) -> tuple[Voucher, ...]:
        return tuple(sorted(vouchers, key=lambda each: (each.day, each.key)))

    outside = ordered(beyond)
    return QuarterEnd(
        entity,
        quarter,
        chart,
        model,
        policy,
        ordered(posted),
        tuple(each for each in outside if each.day < quarter.first_day),
        tuple(each for each in outside if each.day > quarter.last_day),
        tuple(sorted(waiting, key=lambda each: each.key)),
        texts or {},
        closing or {},
        bills or {},
    )


def texts_of(links: Iterable[tuple[str, Extraction]]) -> dict[str, str]:
    """What papers say was bought, by the key of the voucher that each proves."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, extraction in links:
        found[key] += [row.description for row in extraction.rows if isinstance(row, InvoiceLine) and row.description]
    return {key: "; ".join(dict.fromkeys(texts)) for key, texts in sorted(found.items())}


def proposal(
    case: QuarterEnd,
    key: str,
    day: date,
    lines: Sequence[Line],
    narration: str,
    confidence: float,
    evidence: Iterable[Place | None] = (),
    reverses: bool = False,
) -> VoucherDraft:
    """A journal that waits for a checker; `reverses` makes it take itself back on the first day of the next quarter."""
    places = tuple(dict.fromkeys(place for place in evidence if place))
    return VoucherDraft(
        key=key,
        entity=case.entity,
        kind=VoucherKind.JOURNAL,
        day=day,
        lines=tuple(line for line in lines if line.amount),
        source=SourceKind.RULE,
        narration=narration,
        party=lines[0].ledger,
        place=places[0] if places else None,
        evidence=places,
        confidence=round(max(0.05, min(confidence, 0.9)), 2),
        reverses_on=case.reversal_day if reverses else None,
    )


def note(case: QuarterEnd, rule: str, subject: str, sentence: str, amount: int = 0, law: str = "", evidence: Iterable[Place | None] = ()) -> Finding:
    """Something good to know that no draft says: quarter_end.<rule>."""
    places = tuple(dict.fromkeys(place for place in evidence if place))
    return Finding(f"quarter_end.{rule}", Severity.INFO, f"quarter_end:{case.entity}/{subject}", sentence, Paise(abs(amount)), law, places, case.entity)


def spoken(vouchers: Sequence[tuple[Voucher, int]], most: int = 4) -> str:
    """Vouchers with their day and amount, as a reason names them: "PMT/0412 of 05-07-2026 (65,000.00)"; the newest ones where there are many."""
    shown = vouchers[-most:]
    said = ", ".join(
        f"{voucher.number or voucher.reference or voucher.key} of {voucher.day:%d-%m-%Y} ({rupee_text(Paise(abs(amount)))})" for voucher, amount in shown
    )
    return said if len(shown) == len(vouchers) else f"{said} and {len(vouchers) - len(shown)} before"


def month_name(month: Month) -> str:
    """ "September 2026"."""
    return f"{month.first_day:%B %Y}"


def median(amounts: Sequence[int]) -> Paise:
    """The middle amount; of two the whole paise between them."""
    ordered = sorted(amounts)
    middle = len(ordered) // 2
    return Paise(ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2)


def is_provision(case: QuarterEnd, ledger: str) -> bool:
    """A liability of no party and no tax: what a company provides against until the bill comes."""
    return case.nature(ledger) == "liability" and case.role(ledger) == "" and case.chart[ledger].group not in ("Sundry Creditors", "Sundry Debtors")
