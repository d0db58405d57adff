"""At which rates a company abroad comes into the group: those that somebody named, and what is lacking is said."""

from datetime import date
from decimal import Decimal

from qrt.core.base.company import Entity, QuotedRate
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.consol.rates import check_translated, group_rates
from qrt.core.consol.translate import RESERVE_LEDGER
from qrt.core.currency.rates import rate_table
from qrt.core.ledger.types import TrialBalance, TrialBalanceLine

US = Entity("US", "Acme Inc", currency="USD")
QUARTER = Quarter.parse("2026-27-Q2")


def rate(day: str, value: str, kind: str) -> QuotedRate:
    return QuotedRate("USD", date.fromisoformat(day), Decimal(value), kind, "FBIL")


NAMED = (rate("2026-09-30", "88", "closing"), rate("2026-09-30", "86", "average"), rate("2020-04-01", "75", "historical"))


def test_three_named_rates_are_taken_and_said() -> None:
    found = group_rates(rate_table((), NAMED), [US, Entity("IN", "Acme Pvt Ltd")], QUARTER)
    (taken,) = found.rates.values()
    assert (taken.closing, taken.average, taken.historical, taken.earlier) == (88, 86, 75, None)
    assert "88 (closing rate of 30-09-2026" in found.said["US"]
    assert found.lacking == {}


def test_averages_of_months_are_their_mean_and_what_came_before_has_its_own() -> None:
    months = [rate(day, value, "average") for day, value in (("2026-07-31", "84"), ("2026-08-31", "85"), ("2026-06-30", "82"), ("2026-03-31", "60"))]
    found = group_rates(rate_table((), [*NAMED, *months]), [US], QUARTER)
    assert (found.rates["US"].average, found.rates["US"].earlier) == (85, 82)  # last year's is none of this year


def test_each_rate_that_nobody_names_is_asked_for_and_nothing_is_guessed() -> None:
    for left_out, word in enumerate(("closing", "average", "historical")):
        named = [each for n, each in enumerate(NAMED) if n != left_out]
        found = group_rates(rate_table((), named), [US], QUARTER)
        assert not found.rates
        assert word in found.lacking["US"]
        assert found.lacking["US"].count(",") == 0
    twice = group_rates(rate_table((), [*NAMED, rate("2026-09-30", "86.5", "average")]), [US], QUARTER)
    assert "two are named" in twice.lacking["US"]


def test_the_reserve_is_said_with_the_rates() -> None:
    found = group_rates(rate_table((), NAMED), [US], QUARTER)
    line = TrialBalanceLine(RESERVE_LEDGER, Paise(0), Paise(0), Paise(500), Paise(-500))
    (said,) = check_translated(found, {"US": TrialBalance("US", QUARTER.first_day, QUARTER.last_day, (line,))})
    assert said.rule == "consol.translated"
    assert "Rs 5.00 Cr stand in the translation reserve" in said.sentence
