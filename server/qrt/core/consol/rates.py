"""At which rates a foreign company comes into the group, from rates that somebody named (Ind AS 21.39-40; AS 11). None is guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.base.place import Place
from qrt.core.consol.translate import RESERVE_LEDGER
from qrt.core.consol.types import Rates
from qrt.core.currency.rates import RUPEE, Quote, RateTable
from qrt.core.ledger.types import TrialBalance

LAW = "Ind AS 21.39-41; AS 11"
_SIX = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class GroupRates:
    """What was named for the companies of a group.

    rates     by company, where closing, average and historical rate are all named
    said      by company, the three in words, with who names them
    lacking   by company, what nobody names and how to name it
    """

    rates: Mapping[str, Rates]
    said: Mapping[str, str]
    lacking: Mapping[str, str]
    places: Mapping[str, tuple[Place, ...]]


NOTHING_NAMED = GroupRates({}, {}, {}, {})


def group_rates(table: RateTable, entities: Iterable[Entity], quarter: Quarter) -> GroupRates:
    """Rates for every company whose books are not in rupees.

    closing     of the quarter's last day
    average     named for the quarter, or the mean of those named for its months; what the year had before is taken at the averages named for that time, and at the
                quarter's where none is
    historical  of the equity, the last that is named as such up to the quarter's end
    """
    rates, said, lacking, places = {}, {}, {}, {}
    for entity in entities:
        currency = entity.currency or RUPEE
        if currency == RUPEE:
            continue
        closing = table.closing(currency, RUPEE, quarter.last_day)
        average, told, behind = _mean(table, currency, quarter.first_day, quarter.last_day)
        earlier, told_before, behind_before = _mean(table, currency, FinancialYear.of(quarter.first_day).first_day, quarter.first_day, before=True)
        bought = _last(table, currency, quarter.last_day)
        missing = [
            *([] if closing.rate else [f"the closing rate of {currency} on {quarter.last_day:%d-%m-%Y} ({closing.source})"]),
            *([] if average else [f"its average rate for {quarter}{told}"]),
            *([] if bought else ["the historical rate at which its equity is taken (kind historical)"]),
        ]
        if closing.rate is None or average is None or bought is None:
            lacking[entity.code] = ", ".join(missing)
            continue
        rates[entity.code] = Rates(closing.rate, average, bought.rate, earlier)
        before = f", what the year had before at {earlier} ({told_before})" if earlier else ""
        said[entity.code] = (
            f"{closing.rate} ({closing.source}), the result at {average} ({told}){before}, equity at {bought.rate} (historical rate, {bought.source})"
        )
        places[entity.code] = tuple(place for place in (closing.place, *behind, *behind_before, bought.place) if place)
    return GroupRates(rates, said, lacking, places)


def check_translated(named: GroupRates, books: Mapping[str, TrialBalance]) -> tuple[Finding, ...]:
    """consol.translated: at which rates a company came into the group, and what that left in the reserve. books: translated, by company."""
    found = []
    for code, said in sorted(named.said.items()):
        reserve = sum(line.closing for line in books[code].lines if line.ledger == RESERVE_LEDGER) if code in books else 0
        size = Paise(abs(reserve))
        sentence = f"{code} came into the group at {said}; Rs {rupee_text(size)} {'Dr' if reserve > 0 else 'Cr'} stand in the translation reserve."
        found.append(Finding("consol.translated", Severity.INFO, f"consol:{code}/rates", sentence, size, LAW, named.places[code], code))
    return tuple(found)


def _mean(table: RateTable, currency: str, first: date, last: date, *, before: bool = False) -> tuple[Decimal | None, str, tuple[Place, ...]]:
    """The mean of the averages named for days from `first` to `last` (not `last` itself if `before`), one a day; who names them; where. None where two differ or there is none."""
    days: dict[date, list[Quote]] = {}
    for quote in table.quotes:
        if quote.currency == currency and quote.kind == "average" and first <= quote.day <= last and not (before and quote.day == last):
            days.setdefault(quote.day, []).append(quote)
    chosen = []
    for quotes in days.values():
        believed = [quote for quote in quotes if quote.rank == min(each.rank for each in quotes)]
        if len({quote.rate for quote in believed}) > 1:
            return None, f" (two are named for {believed[0].day:%d-%m-%Y})", ()
        chosen.append(believed[0])
    if not chosen:
        return None, "", ()
    mean = chosen[0].rate if len(chosen) == 1 else (sum((quote.rate for quote in chosen), Decimal(0)) / len(chosen)).quantize(_SIX, ROUND_HALF_UP)
    sources = ", ".join(dict.fromkeys(quote.source for quote in chosen))
    words = "average rate" if len(chosen) == 1 else f"mean of {len(chosen)} average rates"
    return mean, f"{words}, {sources}", tuple(quote.place for quote in chosen if quote.place)


def _last(table: RateTable, currency: str, last: date) -> Quote | None:
    known = [quote for quote in table.quotes if quote.currency == currency and quote.kind == "historical" and quote.day <= last]
    newest = [quote for quote in known if quote.day == max(each.day for each in known)]
    believed = [quote for quote in newest if quote.rank == min(each.rank for each in newest)]
    return believed[0] if len({quote.rate for quote in believed}) == 1 else None
