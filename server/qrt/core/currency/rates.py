"""Exchange rates that somebody named: papers, the company, a person. A rate that nobody named is missing; it is never guessed from another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.company import QuotedRate
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import RateRow

RUPEE = "INR"
_SIX = Decimal("0.000001")
SPOT_DAYS_MOST = 7
_SPOT = ("closing", "reference")


@dataclass(frozen=True, slots=True)
class Quote:
    """Rupees for one unit. The smallest `rank` is believed: 0 a person, 1 the company, 2 a paper; `source` says which."""

    currency: str
    day: date
    rate: Decimal
    kind: str
    rank: int
    source: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ClosingRate:
    """Units of the books' own currency for one unit of `currency` at the end of a day, and where it comes from. `rate` is None when nobody says; then `source` says why."""

    currency: str
    day: date
    rate: Decimal | None
    source: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RateTable:
    """Everything quoted, in the order of currency, day, kind and rank."""

    quotes: tuple[Quote, ...]

    def closing(self, currency: str, own: str, day: date) -> ClosingRate:
        """The closing rate of a day in the books' own currency. Between two foreign ones both rupee rates are needed, and the quotient has six decimals."""
        one, why, place = self._rupees(currency, day)
        if one is None or own == RUPEE:
            return ClosingRate(currency, day, one, why, place)
        other, why_other, _ = self._rupees(own, day)
        if not other:
            return ClosingRate(currency, day, None, why_other)
        return ClosingRate(currency, day, (one / other).quantize(_SIX, ROUND_HALF_UP), f"{why}, over {own} at {other} ({why_other})", place)

    def spot(self, currency: str, day: date) -> ClosingRate:
        """Rupees for one unit at which what was dealt on a day is taken: the rate of the day, else of the last day before it within a week (holidays), else the average that
        is named for a later day of its quarter (Ind AS 21.22). Of two rates of one day that nobody decides between neither is taken."""
        rate, why, place = self._rupees(currency, day)
        if rate is not None or any(quote.currency == currency and quote.day == day and quote.kind in _SPOT for quote in self.quotes):
            return ClosingRate(currency, day, rate, why, place)
        own = [quote for quote in self.quotes if quote.currency == currency]
        before = [quote.day for quote in own if quote.kind in _SPOT and day - timedelta(days=SPOT_DAYS_MOST) <= quote.day < day]
        if before:
            return replace(self.spot(currency, max(before)), day=day)
        averages = [quote for quote in own if quote.kind == "average" and quote.day >= day and Quarter.of(quote.day) == Quarter.of(day)]
        nearest = [quote for quote in averages if quote.day == min(each.day for each in averages)]
        believed = [quote for quote in nearest if quote.rank == min(each.rank for each in nearest)]
        if len({quote.rate for quote in believed}) == 1:
            return ClosingRate(currency, day, believed[0].rate, f"average rate to {believed[0].day:%d-%m-%Y}, {believed[0].source}", believed[0].place)
        return ClosingRate(currency, day, None, f"two average rates of {currency} to {believed[0].day:%d-%m-%Y}" if believed else why)

    def _rupees(self, currency: str, day: date) -> tuple[Decimal | None, str, Place | None]:
        """The rate, where it comes from in words, and its spot on the paper."""
        if currency == RUPEE:
            return Decimal(1), "the rupee itself", None
        for kind in ("closing", "reference"):
            fitting = [quote for quote in self.quotes if quote.currency == currency and quote.day == day and quote.kind == kind]
            believed = [quote for quote in fitting if quote.rank == min(each.rank for each in fitting)]
            if len({quote.rate for quote in believed}) == 1:
                return believed[0].rate, f"{kind} rate of {day:%d-%m-%Y}, {believed[0].source}", believed[0].place
            if believed:
                said = " and ".join(f"{quote.rate} ({quote.source})" for quote in believed)
                return None, f"the papers say different {kind} rates: {said}", None
        near = [quote for quote in self.quotes if quote.currency == currency and quote.day < day and quote.kind in ("closing", "reference")]
        last = max(near, key=lambda quote: (quote.day, -quote.rank), default=None)
        seen = f"; the last one named is {last.rate} of {last.day:%d-%m-%Y} ({last.source})" if last else ""
        return None, f"no paper and nobody names the rate of {currency} on {day:%d-%m-%Y}{seen}", None


def rate_table(rows: Iterable[tuple[RateRow, str]], company: Sequence[QuotedRate] = (), decided: Sequence[QuotedRate] = ()) -> RateTable:
    """All quotes together. `rows` are pairs of a paper's row and the paper's name; of a person's words the last one counts."""
    last = {(each.currency, each.day, each.kind): each for each in decided}
    quotes = [Quote(each.currency, each.day, each.rate, each.kind, 0, each.source or "set by a person") for each in last.values()]
    quotes += [Quote(each.currency.upper(), each.day, each.rate, each.kind, 1, each.source or "the company's own list") for each in company]
    quotes += [Quote(row.currency.upper(), row.day, row.rate, row.kind, 2, name, row.place) for row, name in rows if row.rate > 0]
    return RateTable(tuple(sorted(set(quotes), key=lambda each: (each.currency, each.day, each.kind, each.rank, each.source, each.rate))))


def check_quotes(table: RateTable, entity: str) -> tuple[Finding, ...]:
    """currency.rates_differ: papers that name two rates of one kind for one day, where no person and not the company decides."""
    seen: dict[tuple[str, date, str], list[Quote]] = {}
    for quote in table.quotes:
        seen.setdefault((quote.currency, quote.day, quote.kind), []).append(quote)
    findings: list[Finding] = []
    for (currency, day, kind), quotes in sorted(seen.items()):
        best = [quote for quote in quotes if quote.rank == quotes[0].rank]
        if len({quote.rate for quote in best}) > 1:
            said = " and ".join(f"{quote.rate} ({quote.source})" for quote in best)
            sentence = f"The {kind} rate of {currency} on {day:%d-%m-%Y} is {said}: say which one counts."
            places = tuple(quote.place for quote in best if quote.place)
            findings.append(Finding("currency.rates_differ", Severity.ERROR, f"rate:{currency}/{day}/{kind}", sentence, evidence=places, entity=entity))
    return tuple(findings)
