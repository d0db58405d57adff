"""The approval ladder: which entries need whose approval. Pure: rules, entry and approvals in, what is still needed out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from qrt.core.base.actor import Person
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.types import Chart, VoucherDraft

CHECKER = "finance_manager"
"""The role that may approve at all. No ladder goes below one of them."""

APPROVERS = frozenset({CHECKER})
"""Roles that a rule may ask for: those whose people may approve."""

SEATS_MAX = 5
"""A ladder that asks for more people than this is a slip of the pen."""

_LAKH = 1_00_000_00
ROUTINE_PAISE = Paise(_LAKH)
"""Entries up to this size may be approved together with others, when nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rung. It speaks for an entry that fits everything it names; what it leaves empty fits all.

    name         what people call it ("Above ten lakh")
    above_paise  speaks for entries larger than this (0: all)
    seats        roles that must approve, one different person each
    kinds        voucher kinds ("journal"); sources ("person", "paper", "rule")
    roles        ledger roles that one of the lines must have ("bank")
    schedule     beginnings of Schedule III keys that one of the lines must have ("D1.EL.SF")
    ledgers      names of ledger accounts, one of which must be moved
    """

    name: str
    seats: tuple[str, ...]
    above_paise: int = 0
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    schedule: tuple[str, ...] = ()
    ledgers: frozenset[str] = frozenset()


_TAX = frozenset(
    {
        *(f"{side}_{head}" for side in ("input", "output", "rcm_input", "rcm_output") for head in ("igst", "cgst", "sgst", "cess")),
        *("tds_payable", "tds_receivable", "tcs_payable", "income_tax", "deferred_tax", "statutory", "gst_payable"),
    }
)
TWO = (CHECKER, CHECKER)

DEFAULT: tuple[Rule, ...] = (
    Rule("Every entry", (CHECKER,)),
    Rule("Above ₹ 10,00,000.00", TWO, above_paise=10 * _LAKH),
    Rule("Moves equity", TWO, roles=frozenset({"share_capital", "securities_premium", "retained_earnings"}), schedule=("D1.EL.SF", "D2.EQ")),
    Rule(
        "Written by hand, moves bank, cash or tax, above ₹ 1,00,000.00",
        TWO,
        above_paise=_LAKH,
        sources=frozenset({"person"}),
        roles=frozenset({"bank", "cash"}) | _TAX,
    ),
)
"""The ladder of a company that has set none: any controller up to ten lakh, two above, two for equity and for large hand-written entries on money and tax."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the ladder asks of one entry: the roles to be filled by different people, and the rules that ask for more than one or for a special role."""

    seats: tuple[str, ...]
    because: tuple[str, ...] = ()


def need_of(rules: Sequence[Rule], draft: VoucherDraft, chart: Chart) -> Need:
    """All rules that speak for the draft together: of each role as many people as the strictest rule asks for; never nobody."""
    speaking = [rule for rule in rules if _speaks(rule, draft, chart)]
    seats: Counter[str] = Counter({CHECKER: 1})
    for rule in speaking:
        for role, count in Counter(rule.seats).items():
            seats[role] = max(seats[role], count)
    because = tuple(rule.name for rule in speaking if Counter(rule.seats) - Counter({CHECKER: 1}))
    return Need(tuple(sorted(seats.elements())), because)


def _speaks(rule: Rule, draft: VoucherDraft, chart: Chart) -> bool:
    size = sum(line.amount for line in draft.lines if line.amount > 0)
    if size <= rule.above_paise and rule.above_paise:
        return False
    if (rule.kinds and draft.kind.value not in rule.kinds) or (rule.sources and draft.source.value not in rule.sources):
        return False
    if not (rule.roles or rule.schedule or rule.ledgers):
        return True
    accounts = [chart[line.ledger] for line in draft.lines if line.ledger in chart]
    return (
        any(account.role in rule.roles for account in accounts)
        or any(account.schedule_key.startswith(rule.schedule) for account in accounts if rule.schedule)
        or any(line.ledger in rule.ledgers for line in draft.lines)
    )


def open_seats(need: Need, approved: Iterable[frozenset[str]]) -> int:
    """How many seats stay empty when each person who approved takes at most one that their roles allow, seated as well as can be."""
    people = tuple(approved)[:SEATS_MAX]
    if not people:
        return len(need.seats)
    best = 0
    for order in permutations(people):
        left = list(need.seats)
        for roles in order:
            taken = next((seat for seat in left if seat in roles), None)
            if taken is not None:
                left.remove(taken)
        best = max(best, len(need.seats) - len(left))
    return len(need.seats) - best


def why_not(need: Need, person: Person, maker_id: str, approved: Mapping[str, str], colleagues: Mapping[str, tuple[str, frozenset[str]]]) -> tuple[str, str]:
    """Code and sentence of why this person may not approve; ("", "") when they may.

    approved    name by id of those who approved the present wording
    colleagues  name and roles by id of the company's active people
    """
    if not person.roles & APPROVERS:
        return "auth.forbidden", f"Your roles do not include approving.{_who_can(need, maker_id, approved, colleagues, '')}"
    if maker_id == person.id:
        return "voucher.maker_is_checker", f"You made this;{_who_can(need, maker_id, approved, colleagues, person.id, started=True)}"
    if person.id in approved:
        return "voucher.approved_by_you", f"You approved this already;{_who_can(need, maker_id, approved, colleagues, person.id, started=True)}"
    return "", ""


def able(need: Need, maker_id: str, approved: Iterable[str], colleagues: Mapping[str, tuple[str, frozenset[str]]]) -> tuple[str, ...]:
    """Names of those who may approve next, in order."""
    done = set(approved)
    return tuple(sorted(name for identity, (name, roles) in colleagues.items() if roles & set(need.seats) and identity != maker_id and identity not in done))


def _who_can(
    need: Need, maker_id: str, approved: Mapping[str, str], colleagues: Mapping[str, tuple[str, frozenset[str]]], me: str, *, started: bool = False
) -> str:
    names = [name for name in able(need, maker_id, [*approved, me], colleagues)]
    if not names:
        return " nobody else here can approve it yet: invite another controller." if started else " Nobody here can approve it yet: invite a controller."
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f" {said} can approve."


def check_rules(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Why this ladder cannot be, in sentences; () when it can."""
    wrong: list[str] = []
    names = [rule.name.strip().casefold() for rule in rules]
    if len(set(names)) != len(names) or "" in names:
        wrong.append("Every rule needs a name of its own.")
    for rule in rules:
        if unknown := sorted(set(rule.seats) - APPROVERS):
            wrong.append(f"{rule.name}: nobody with the role {', '.join(unknown)} may approve.")
        if not 1 <= len(rule.seats) <= SEATS_MAX:
            wrong.append(f"{rule.name}: asks for {len(rule.seats)} people; between one and {SEATS_MAX} make sense.")
        if rule.above_paise < 0:
            wrong.append(f"{rule.name}: an amount of {rupee_text(Paise(rule.above_paise))} is no limit.")
    return tuple(wrong)
