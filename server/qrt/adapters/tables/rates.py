"""Rates of exchange as SPEC.yaml gives them: one a currency, or one from each of several days on."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from qrt.core.base.errors import Refused

Rates = Mapping[str, tuple[tuple[date, Decimal], ...]]
"""Currency -> (first day, units of the reporting currency for one), ascending by day."""
ALWAYS = date(1, 1, 1)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?")


def rates_of(content: object, name: str) -> Rates:
    """`{USD: 83.50}` or `{USD: {2026-07-01: 83.50, 2026-08-01: 84.10}}`, from that day on. Raises Refused("recon.spec")."""
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise Refused("recon.spec", f"{name}: rates maps a currency to its rate, like {{USD: 83.50}}")
    found: dict[str, tuple[tuple[date, Decimal], ...]] = {}
    for code, value in content.items():
        steps = value if isinstance(value, dict) else {ALWAYS: value}
        if bad := [key for key in steps if not isinstance(key, date)]:
            raise Refused("recon.spec", f"{name}: rates of {code} begin on days like 2026-07-01, not on {bad[0]!r}")
        numbers = {day: to_rate(rate) for day, rate in steps.items()}
        if wrong := [day for day, rate in numbers.items() if rate is None]:
            raise Refused("recon.spec", f"{name}: the rate of {code} is a number above 0, not {steps[wrong[0]]!r}")
        found[str(code).strip().upper()] = tuple((day, rate) for day, rate in sorted(numbers.items()) if rate is not None)
    return found


def rate_on(steps: tuple[tuple[date, Decimal], ...], day: date | None) -> Decimal | None:
    """The rate that holds on a day; one that always holds needs none."""
    known = [rate for first, rate in steps if first == ALWAYS or (day is not None and first <= day)]
    return known[-1] if known else None


def to_rate(written: object) -> Decimal | None:
    """A rate above 0, or None. A comma parts thousands: "83,50" is as well eighty-three and a half as it is a slip, so it is no rate."""
    if written is None or isinstance(written, bool) or ("," in str(written) and not _THOUSANDS.fullmatch(str(written).strip())):
        return None
    try:
        rate = Decimal(str(written).replace(",", "").strip())
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 else None
