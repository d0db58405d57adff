"""Which ledger does this paper or row belong to? A cascade: the party's own history and people's corrections, the company's other vouchers, general knowledge.

Each tier says how sure it is; the answer is believed only as far as such answers were right on companies it was not made from (`Calibration`), and below
`ABSTAIN` nothing is chosen. Everything is counted from vouchers, decisions and rule rows, so the same books give the same answer.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from qrt.core.learning.counting import Counted, count, posterior
from qrt.core.learning.words import signs_of, words_of
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.taxnames import rate_of_name
from qrt.core.ledger.types import Chart

ABSTAIN = 0.35
"""Below this no ledger is chosen: a person is asked, with the nearest ones offered."""

_HABIT = 0.7
"""Belief from which the party's own history is answer enough; below it the other tiers are heard too."""

_CORRECTION = 4
"""A person's correction counts as much as this many vouchers that nobody looked at."""

_HEADINGS = (1, 2, 4, 5, 6)
"""Lengths of tariff headings that rows of general knowledge may name: chapter group, chapter, heading, SAC group, SAC."""

_GOODS = {"Purchase Accounts": (("5001", 0.5), ("5002", 0.5)), "Sales Accounts": (("4001", 0.7), ("4003", 0.3))}

_BY_HAND = 0.02
"""Smoothing of general knowledge: its lists are short and every word in them is meant."""

_RESULT_GROUPS = ("Sales Accounts", "Purchase Accounts", "Direct Expenses", "Indirect Expenses", "Direct Incomes", "Indirect Incomes", "Fixed Assets")


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a paper or row before its ledger is.

    direction  "purchase" or "sale"
    rate       GST in percent, None where there is none or several
    note       a credit or debit note: it may go to a ledger of returns
    """

    direction: str
    party: str = ""
    party_gstin: str = ""
    words: tuple[str, ...] = ()
    hsns: tuple[str, ...] = ()
    rate: Decimal | None = None
    inter_state: bool | None = None
    note: bool = False

    @property
    def signs(self) -> tuple[str, ...]:
        return (*signs_of(self.words, self.hsns, self.rate, self.inter_state), "n:1" if self.note else "n:0")

    @property
    def parties(self) -> tuple[str, ...]:
        """Under which names the party is remembered: its GSTIN, the PAN inside it, its squeezed name."""
        names = (self.party_gstin, self.party_gstin[2:12] if len(self.party_gstin) == 15 else "", squeezed(self.party))
        return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Taught:
    """One case whose ledger is known. `source` names the voucher, or the person and day of a correction; `corrected` is a person's word."""

    case: Case
    ledger: str
    source: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class AccountWords:
    """One row of general knowledge: an account of the model chart, the side it is used on, the words and headings that speak for it."""

    code: str
    name: str
    side: str
    words: tuple[str, ...]
    hsns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """From a tier's own belief to how often it was right: rising steps (belief from, share right), by tier."""

    steps: Mapping[str, tuple[tuple[float, float], ...]]

    def of(self, tier: str, belief: float) -> float:
        """Share of such answers that were right where it was measured. A tier without steps is never sure."""
        steps = self.steps.get(tier, ())
        place = bisect_right([start for start, _ in steps], belief) - 1
        return steps[place][1] if place >= 0 else 0.0


@dataclass(frozen=True)
class Knowledge:
    """General knowledge, the same for every company: rows of rules/account_words.yaml and the measured calibration."""

    rows: tuple[AccountWords, ...] = ()
    calibration: Calibration = field(default_factory=lambda: Calibration({}))

    @cached_property
    def by_side(self) -> Mapping[str, Counted]:
        """Signs by model account. Every phrase is an example of its own, and so is every heading."""
        examples: defaultdict[str, list[tuple[Sequence[str], str, int]]] = defaultdict(list)
        for row in self.rows:
            examples[row.side] += [(signs_of(words_of([phrase]), ()), row.code, 1) for phrase in row.words]
            examples[row.side] += [(_heading_signs(heading), row.code, 2) for heading in row.hsns]
            examples[row.side].append((signs_of(words_of([row.name]), ()), row.code, 1))
        return {side: count(each) for side, each in examples.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """A ledger, how sure, why, and which tier said so ("memory", "company", "general"); `others` are the next ones with their belief.

    `equal` is how many earlier vouchers of the party went there, none for the other tiers.
    """

    ledger: str
    confidence: float
    reason: str
    tier: str
    others: tuple[tuple[str, float], ...] = ()
    equal: int = 0


class Learned:
    """What one entity's books teach. Made once for a close; asked for every paper."""

    def __init__(self, taught: Iterable[Taught], chart: Chart, knowledge: Knowledge) -> None:
        """`taught` in the order of their days, corrections last; `chart` holds the ledgers that may be chosen."""
        self._chart, self._knowledge = chart, knowledge
        self._by_party: defaultdict[tuple[str, str], list[Taught]] = defaultdict(list)
        by_side: defaultdict[str, list[tuple[Sequence[str], str, int]]] = defaultdict(list)
        for each in taught:
            if each.ledger not in chart:
                continue
            for name in each.case.parties:
                self._by_party[each.case.direction, name].append(each)
            by_side[each.case.direction].append((each.case.signs, each.ledger, _CORRECTION if each.corrected else 1))
        self._company = {side: count(examples) for side, examples in by_side.items()}
        self._of_names: dict[str, dict[str, dict[str, float]]] = {}

    def choose(self, case: Case) -> Answer | None:
        """The ledger for a case; None when nothing speaks for any. Below ABSTAIN the answer stands, but its confidence says that nobody should lean on it."""
        history = self._history(case)
        if history and (answer := self._remembered(case, history)):
            return answer
        company, general = self._of_company(case), self._of_general(case)
        belief: defaultdict[str, float] = defaultdict(float)
        # What the company's own vouchers say weighs more the more there are of them.
        size = self._company[case.direction].size if case.direction in self._company else 0
        own = size / (size + 60) * self._coverage(case)
        for ledger, share in company.items():
            belief[ledger] += 1.5 * own * share
        for ledger, share in general.items():
            belief[ledger] += 0.8 * share
        for ledger, share in self._shares(case, history).items():
            belief[ledger] += share
        for ledger in belief:
            belief[ledger] *= _fits(ledger, case)
        if not any(belief.values()):
            return None
        total = (1.5 * own if company else 0.0) + (0.8 if general else 0.0) + (1.0 if history else 0.0)
        ranked = sorted(((name, value / total) for name, value in belief.items()), key=lambda each: (-each[1], each[0]))
        name, share = ranked[0]
        agrees = bool(company) and bool(general) and max(company, key=lambda each: company[each]) == max(general, key=lambda each: general[each]) == name
        tier = "company" if company and own * company.get(name, 0.0) >= 0.4 * general.get(name, 0.0) else "general"
        sure = self._knowledge.calibration.of(f"{tier}_agreed" if agrees else tier, share)
        return Answer(name, sure, self._why(case, name, tier), tier, tuple((each, round(value, 2)) for each, value in ranked[1:4]))

    def _history(self, case: Case) -> list[Taught]:
        for name in case.parties:
            if found := self._by_party.get((case.direction, name)):
                return found
        return []

    def _shares(self, case: Case, history: Sequence[Taught]) -> dict[str, float]:
        """Weight by ledger among the party's own cases: the more alike a case was to this one, the more it counts."""
        weights: defaultdict[str, float] = defaultdict(float)
        for each in history:
            weights[each.ledger] += likeness_of(case, each.case) ** 3 * (_CORRECTION if each.corrected else 1)
        total = sum(weights.values())
        return {ledger: weight / total for ledger, weight in weights.items()} if total else {}

    def _remembered(self, case: Case, history: Sequence[Taught]) -> Answer | None:
        """The party's own history where it speaks with one voice, and what a person corrected last where the case is like that one."""
        corrections = [each for each in history if each.corrected and likeness_of(case, each.case) >= 0.5]
        shares = self._shares(case, history)
        if corrections:
            last = corrections[-1]
            others = tuple(sorted(((name, round(share, 2)) for name, share in shares.items() if name != last.ledger), key=lambda each: (-each[1], each[0])))
            return Answer(
                last.ledger,
                self._knowledge.calibration.of("corrected", 1.0),
                f"corrected by {last.source} for this party",
                "memory",
                others[:3],
                sum(each.ledger == last.ledger for each in history),
            )
        ranked = sorted(shares.items(), key=lambda each: (-each[1], each[0]))
        if not ranked or ranked[0][1] < 0.6:
            return None
        name, share = ranked[0]
        if _fits(name, case) < 1.0:
            return None
        alike = [each for each in history if each.ledger == name]
        nearest = max(alike, key=lambda each: likeness_of(case, each.case))
        # One voucher is a hint, three are a habit.
        belief = share * likeness_of(case, nearest.case) * (len(alike) / (len(alike) + 0.25))
        if belief < _HABIT:
            return None
        others = tuple((each, round(value, 2)) for each, value in ranked[1:4])
        reason = f"{len(alike)} of this party's {len(history)} earlier vouchers went there, the most similar is {nearest.source}"
        return Answer(name, self._knowledge.calibration.of("memory", belief), reason, "memory", others, len(alike))

    def _of_company(self, case: Case) -> dict[str, float]:
        counted = self._company.get(case.direction)
        return posterior(counted, case.signs) if counted else {}

    def _coverage(self, case: Case) -> float:
        """How much of what the case says the company's vouchers have shown before: a chapter of the tariff alone says little."""
        counted = self._company.get(case.direction)
        telling = [sign for sign in case.signs if sign.startswith(("w:", "h4:", "h6:"))]
        if counted is None or not telling:
            return 0.1
        return 0.1 + 0.9 * sum(sign in counted.signs for sign in telling) / len(telling)

    def _of_general(self, case: Case) -> dict[str, float]:
        """Belief by ledger of the chart: what the paper's signs say of model accounts, joined with what each ledger's own name says of them."""
        counted = self._knowledge.by_side.get(case.direction)
        if not counted:
            return {}
        accounts = posterior(counted, signs_of(case.words, case.hsns, sizes=_HEADINGS), even=True, smooth=_BY_HAND)
        belief: defaultdict[str, float] = defaultdict(float)
        for code, share in accounts.items():
            # An account that no ledger of this chart is for keeps its share to itself: then less is believed, not something else.
            for ledger, part in self._keepers(case.direction, counted).get(code, {}).items():
                belief[ledger] += share * part
        return {ledger: value for ledger, value in belief.items() if value >= 0.005}

    def _keepers(self, side: str, counted: Counted) -> dict[str, dict[str, float]]:
        """For each model account the ledgers of this chart that keep it, by their own names, with their parts of it."""
        if side not in self._of_names:
            usable = sorted(name for name in self._chart if may_be_chosen(name, side, self._chart))
            told = {name: posterior(counted, signs_of(words_of([name]), ()), even=True, smooth=_BY_HAND) or self._of_group(name) for name in usable}
            kept: dict[str, dict[str, float]] = {}
            for code in sorted(counted.classes):
                sharp = {name: shares[code] ** 2 for name, shares in told.items() if shares.get(code, 0.0) > 0.25}
                kept[code] = {name: value / sum(sharp.values()) for name, value in sharp.items()}
            self._of_names[side] = kept
        return self._of_names[side]

    def _of_group(self, ledger: str) -> dict[str, float]:
        """A ledger whose name says nothing but "purchases" or "sales" is for the goods of its group."""
        return dict(_GOODS.get(self._chart[ledger].group, ()))

    def _why(self, case: Case, ledger: str, tier: str) -> str:
        shown = ", ".join([*(f"“{word}”" for word in case.words[:4]), *(f"HSN/SAC {hsn}" for hsn in case.hsns[:1])]) or "what it says"
        if tier == "company":
            return f"other vouchers of the company that say {shown} went there"
        return f"{shown} is usually booked to an account like “{ledger}”; this company has no history for it"


def _fits(ledger: str, case: Case) -> float:
    """1 unless the ledger's own name speaks against the case: another rate of tax, or the other kind of supply."""
    fit = 1.0
    named = rate_of_name(ledger)
    if named is not None and case.rate is not None and abs(named - case.rate) >= Decimal("0.1") and abs(named * 2 - case.rate) >= Decimal("0.1"):
        fit *= 0.15
    plain = squeezed(ledger)
    if not case.note and any(word in plain for word in ("return", "discount", "rebate")):
        fit *= 0.1
    if case.inter_state is not None and any(word in plain for word in (("local", "intra") if case.inter_state else ("interstate", "igst"))):
        fit *= 0.3
    return fit


def likeness_of(one: Case, other: Case) -> float:
    """0.3 to 1: how alike two cases of one party are. Words, heading and rate that both have and that differ speak against it."""
    parts: list[float] = []
    if one.words and other.words:
        both, either = set(one.words) & set(other.words), min(len(set(one.words)), len(set(other.words)))
        parts.append(len(both) / either)
    if one.hsns and other.hsns:
        parts.append(1.0 if {hsn[:4] for hsn in one.hsns} & {hsn[:4] for hsn in other.hsns} else 0.0)
    if one.rate is not None and other.rate is not None:
        parts.append(1.0 if one.rate == other.rate else 0.0)
    if one.note != other.note:
        parts.append(0.3)
    if one.inter_state is not None and other.inter_state is not None:
        parts.append(1.0 if one.inter_state == other.inter_state else 0.5)
    return 0.3 + 0.7 * (sum(parts) / len(parts)) if parts else 0.8


def may_be_chosen(ledger: str, side: str, chart: Chart) -> bool:
    """True for ledgers that goods and services are booked to on this side: expenses, purchases and fixed assets, or income."""
    account = chart[ledger]
    if account.role in ("round_off", "accumulated_depreciation", "depreciation", "bank", "cash"):
        return False
    if side == "sale":
        return account.nature == "income"
    return account.nature == "expense" or account.group == "Fixed Assets"


def main_ledger(legs: Iterable[tuple[str, int]], side: str, chart: Chart) -> str:
    """The ledger that a voucher's value went to: the one with at least nine tenths of it; "" when it is split."""
    sizes: Counter[str] = Counter()
    for name, amount in legs:
        if name in chart and (may_be_chosen(name, side, chart) or chart[name].group in _RESULT_GROUPS) and chart[name].role != "round_off":
            sizes[name] += abs(amount)
    if not sizes:
        return ""
    name, size = min(sizes.items(), key=lambda each: (-each[1], each[0]))
    return name if size >= 0.9 * sum(sizes.values()) else ""


def _heading_signs(heading: str) -> tuple[str, ...]:
    """A row's heading speaks for every heading below it: its sign is as long as it is."""
    assert len(heading) in _HEADINGS, heading
    return (f"h{len(heading)}:{heading}",)
