"""From the rows of registers to assets: one identity each, the company's method and convention proven by its own figures."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from qrt.core.assets.depreciation import Basis, Convention, Method, accumulated, charge, percent_of_cost, to_basis
from qrt.core.assets.rules import AssetRules, LifeFound, find_life
from qrt.core.assets.types import Asset
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.documents.types import AssetRow
from qrt.core.ledger.naming import plain_name, squeezed

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """The rows of one register with the period that its depreciation is of; None where the paper does not say."""

    name: str
    rows: tuple[AssetRow, ...]
    first_day: date | None
    last_day: date | None
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """How the company depreciates, as its own figures show. `explained` of `stated` rows agree with it; a row's own word outranks it."""

    method: Method | None
    convention: Convention
    explained: int
    stated: int


def to_assets(papers: Sequence[RegisterPaper], quarter: Quarter) -> tuple[tuple[Asset, ...], tuple[Finding, ...]]:
    """Every asset once. A summary by class beside a detailed register is not counted again; a code that stands twice with other figures is a finding."""
    findings: list[Finding] = []
    detailed = [paper for paper in papers if any(row.code or row.bought or row.put_to_use for row in paper.rows)]
    used = detailed or list(papers)
    for paper in papers:
        if paper not in used and paper.rows:
            sentence = f"{paper.name} lists classes alone beside a register of single assets; it was not counted a second time."
            findings.append(_finding("assets.summary_beside_register", Severity.INFO, paper.rows[0], sentence))
    made: dict[str, Asset] = {}
    for paper in used:
        first, last = paper.first_day, paper.last_day
        for row in _without_wholes(paper):
            asset = _to_asset(row, first, last)
            day = asset.put_to_use or asset.bought
            if day and day > quarter.last_day:
                continue
            standing = made.get(asset.key)
            if standing is None:
                made[asset.key] = asset
            elif _same(standing, asset):
                made[asset.key] = _newer(standing, asset)
            else:
                key = f"{asset.key}~{_mark(row)}"
                sentence = (
                    f"{asset.code} stands twice: {standing.name} of {rupee_text(standing.cost)} and {asset.name} of {rupee_text(asset.cost)}; both were kept."
                )
                findings.append(_finding("assets.code_twice", Severity.WARNING, row, sentence, asset.cost))
                made[key] = replace(asset, key=key)
    return tuple(made[key] for key in sorted(made)), tuple(findings)


def _without_wholes(paper: RegisterPaper) -> Iterable[AssetRow]:
    """Where a parent's cost is that of its components, the components are the assets and the parent is their sum."""
    if not paper.inclusive:
        return paper.rows
    parents = {row.parent for row in paper.rows if row.parent}
    return tuple(row for row in paper.rows if row.parent or (row.code or row.name) not in parents)


def _to_asset(row: AssetRow, first: date | None, last: date | None) -> Asset:
    opening = _opening(row, first, last)
    return Asset(
        key=row.code or f"~{_mark(row)}",
        code=row.code,
        name=row.name,
        asset_class=row.asset_class,
        cost=row.cost,
        source="register",
        ledger=row.ledger,
        parent=row.parent,
        location=row.location,
        bought=row.bought,
        put_to_use=row.put_to_use or (None if row.in_progress else row.bought),
        salvage=row.salvage,
        rate=_number(row.rate),
        life=_number(row.life_years),
        method=Method(row.method) if row.method in ("slm", "wdv") else None,
        block=row.block,
        shifts=int(row.shift) if row.shift in ("1", "2", "3") else 1,
        opening=opening,
        stated=row.depreciation if first and last else None,
        stated_closing=row.closing_accumulated,
        disposed=row.disposed,
        deleted=bool(row.deletions) and row.deletions == row.cost and row.disposed is None,
        left=row.deletions if row.deletions and row.deletions < row.cost and row.disposed is None else ZERO,
        proceeds=row.proceeds,
        in_progress=row.in_progress,
        due=row.due,
        period=(first, last) if first and last else None,
        place=row.place,
    )


def _opening(row: AssetRow, first: date | None, last: date | None) -> tuple[date, Paise] | None:
    """What the register brings forward and from which day: its opening column, else closing less the period's own, else its closing figure on the day after."""
    if row.opening_accumulated is not None and first:
        return first, row.opening_accumulated
    if row.closing_accumulated is not None and row.depreciation is not None and first:
        return first, Paise(row.closing_accumulated - row.depreciation)
    if row.closing_accumulated is not None and last and row.disposed is None:
        # "As on" the first day of a quarter, without a period, is what that day opens with.
        opens = first is None and last == Quarter.of(last).first_day
        return (last if opens else last + _DAY), row.closing_accumulated
    began = row.put_to_use or row.bought
    return (first, ZERO) if first and began and began >= first else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _mark(row: AssetRow) -> str:
    text = "|".join((squeezed(row.name), squeezed(row.asset_class), (row.bought or row.put_to_use or date.min).isoformat(), str(row.cost)))
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _same(one: Asset, other: Asset) -> bool:
    return one.cost == other.cost and (not one.bought or not other.bought or one.bought == other.bought)


def _newer(one: Asset, other: Asset) -> Asset:
    """Of two registers the one whose period ends later speaks; of one period the row that says more."""
    ends = [each.period[1] if each.period else date.min for each in (one, other)]
    return other if ends[1] > ends[0] else one


def _finding(rule: str, severity: Severity, row: AssetRow, sentence: str, amount: int = 0) -> Finding:
    return Finding(rule, severity, f"asset:{row.code or row.name}", sentence, Paise(abs(amount)), evidence=(row.place,))


def ground(asset: Asset, rules: AssetRules, habit: Habit, day: date) -> tuple[Basis | None, LifeFound | None, Paise, str]:
    """Basis, row of Schedule II, residual value, and how it was found in words. No basis: there is nothing to depreciate, or nothing to do it by."""
    found = find_life(rules, asset.asset_class or asset.ledger, asset.name, day)
    share = rules.residual_on(day)
    residual = asset.salvage if asset.salvage is not None else percent_of_cost(asset.cost, share.percent) if share else ZERO
    if found and not found.rule.depreciates:
        return None, found, residual, f"{found.rule.item} is not depreciated"
    if asset.put_to_use is None or asset.in_progress:
        return None, found, residual, "it has not been put to use" if asset.in_progress else "nobody says when it was put to use"
    life = asset.life or (found.rule.life if found else None)
    method = asset.method or habit.method
    if method is None:
        return None, found, residual, "neither the register nor its figures tell the method of depreciation"
    if asset.rate is None and life is None:
        return None, found, residual, "neither the register nor Schedule II gives it a life or a rate"
    extra = rules.extra_for(asset.shifts, day) if not (found and found.rule.nesd) else None
    factor = 1 + Fraction(extra.percent) / 100 if extra else Fraction(1)
    # A register that states only what stands after the quarter brings nothing forward into it: the asset's whole life is charged, and the two are compared.
    forward = asset.opening if asset.opening and asset.opening[0] <= day else None
    basis = to_basis(asset.cost, residual, method, habit.convention, asset.put_to_use, life=life, rate=asset.rate, factor=factor, brought_forward=forward)
    counted = "days of use over days of the year" if habit.convention is Convention.DAYS else "whole months"
    by = f"the company's rate of {asset.rate} %" if asset.rate is not None else f"{'its own life' if asset.life else 'Schedule II'} of {life} years"
    shift = f", {asset.shifts} shifts (+{extra.percent} %)" if extra else ""
    named = "straight line" if method is Method.SLM else "written-down value"
    return basis, found, residual, f"{named} by {by}, residual value {rupee_text(residual)}, {counted}{shift}"


def find_habit(assets: Sequence[Asset], rules: AssetRules, day: date) -> Habit:
    """Method and convention under which most of the register's own figures come out; by days, method unknown, where the register states none.

    Schedule II counts by days. A company that charges by months is taken to do so only when its figures say so and days do not.
    """
    stated = [asset for asset in assets if asset.stated and asset.period and not asset.in_progress]
    best: tuple[int, Method | None, Convention] = (0, None, Convention.DAYS)
    for convention in (Convention.DAYS, Convention.MONTHS):
        for method in (Method.SLM, Method.WDV):
            hits = sum(agrees(asset, rules, Habit(method, convention, 0, 0), day) for asset in stated)
            if hits > best[0]:
                best = (hits, method, convention)
    hits, method, convention = best
    said = Counter(asset.method for asset in assets if asset.method)
    if said and (method is None or 2 * hits < len(stated)):
        method = said.most_common(1)[0][0]
    if stated and 2 * hits < len(stated) and not said:
        method = None
    if method is None and not stated:
        method = _by_rates(assets, rules, day)
    return Habit(method, convention, hits, len(stated))


def _by_rates(assets: Sequence[Asset], rules: AssetRules, day: date) -> Method | None:
    """The method that the register's rates are those of: 18.10 for 15 years is written-down value, 6.33 straight line."""
    votes: Counter[Method] = Counter()
    for asset in assets:
        found = find_life(rules, asset.asset_class or asset.ledger, asset.name, day)
        if asset.rate is None or not found or not found.rule.life:
            continue
        straight, written = Decimal(95) / found.rule.life, 100 * (1 - Decimal("0.05") ** (1 / found.rule.life))
        votes[Method.SLM if abs(asset.rate - straight) < abs(asset.rate - written) else Method.WDV] += 1
    return votes.most_common(1)[0][0] if votes else None


def agrees(asset: Asset, rules: AssetRules, habit: Habit, day: date) -> bool:
    """Whether the register's own depreciation is what the habit gives, to a rupee for each month of its period (companies round monthly)."""
    if asset.stated is None or asset.period is None:
        return True
    basis = ground(asset, rules, habit, day)[0]
    if basis is None:
        return asset.stated == 0
    computed = for_period(asset, basis, *asset.period)
    return abs(computed - asset.stated) <= tolerance(*asset.period)


def for_period(asset: Asset, basis: Basis, first: date, last: date) -> Paise:
    """Depreciation of a period, to the day of disposal where the asset leaves in it."""
    end = min(last, asset.disposed) if asset.disposed else last
    if end < first:
        return ZERO
    return Paise(max(charge(basis, max(first, basis.start), end), 0)) if end >= basis.start else ZERO


def tolerance(first: date, last: date) -> Paise:
    """A rupee for each month begun: what rounding of monthly figures to the rupee can make."""
    return Paise(100 * ((last.year - first.year) * 12 + last.month - first.month + 1))


def standing_at(asset: Asset, basis: Basis | None, day: date) -> Paise:
    """Accumulated depreciation at the end of a day; what the register brings forward where there is no basis."""
    if basis is None:
        return asset.opening[1] if asset.opening else ZERO
    end = min(day, asset.disposed) if asset.disposed else day
    return accumulated(basis, end)


def changed(asset: Asset, content: Mapping[str, object]) -> Asset:
    """The asset as a person changed it: class, life, method, put to use, residual, rate, block, shifts, ledger. Values are as the API took them, checked there.

    Of a change that an earlier quarter handed on ("since"), what the register says itself by now is no change.
    """
    words: list[str] = []
    values: dict[str, object] = {}
    readers = {
        "asset_class": str,
        "ledger": str,
        "block": str,
        "transition": str,
        "life": lambda value: Decimal(str(value)),
        "rate": lambda value: Decimal(str(value)),
        "method": lambda value: Method(str(value)),
        "put_to_use": lambda value: date.fromisoformat(str(value)),
        "salvage": lambda value: Paise(int(str(value))),
        "shifts": lambda value: int(str(value)),
        "additional": bool,
        "in_progress": bool,
    }
    for name, read in readers.items():
        if content.get(name) is not None and not (content.get("since") and getattr(asset, name) == read(content[name])):
            values[name] = read(content[name])
            words.append(f"{plain_name(name)} {content[name]}")
    if asset.in_progress and values.get("put_to_use"):
        # Put to use is capitalised: it leaves work in progress and is an asset from that day.
        values |= {"in_progress": False, "capitalised": True, "bought": values["put_to_use"]}
    if "life" in values and "rate" not in values:
        # A person who gives a life wants the life: the register's old rate no longer speaks.
        values["rate"] = None
    return replace(asset, **values, changed=(*asset.changed, *words))  # type: ignore[arg-type]
