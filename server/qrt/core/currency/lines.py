"""Lines in foreign money: does amount times rate give the rupees that were booked?"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.types import Foreign, Voucher

PAISA = 1
"""Rounding to the paisa may go either way."""


def converted(foreign: Foreign) -> Paise:
    """The foreign amount at its rate, rounded half up to the hundredth of the books' own currency."""
    return Paise(int((foreign.amount * foreign.rate).quantize(Decimal(1), ROUND_HALF_UP)))


def check_foreign_lines(vouchers: Iterable[Voucher], own_currency: str) -> tuple[Finding, ...]:
    """currency.line_differs: a line whose amount is not its foreign amount at its rate, by more than a paisa.

    A rate that was printed with fewer decimals than it was used with explains a little: then it is only noted.
    """
    findings: list[Finding] = []
    for voucher in vouchers:
        for line in voucher.lines:
            foreign = line.foreign
            # A revaluation moves no foreign money: it says its currency and rate beside an amount of nil.
            if foreign is None or foreign.currency == own_currency or not foreign.amount:
                continue
            out = line.amount - converted(foreign)
            if abs(out) <= PAISA:
                continue
            exponent = foreign.rate.as_tuple().exponent
            digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            printed = abs(foreign.amount) * Decimal(5).scaleb(-digits - 1)
            rounded = Decimal(abs(out)) <= printed + PAISA
            said = "the rate is printed with fewer decimals than it was used with" if rounded else "amount, rate or rupees are wrong"
            sentence = (
                f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.key} of {voucher.day:%d-%m-%Y}, {line.ledger}: "
                f"{foreign.currency} {rupee_text(Paise(foreign.amount))} at {foreign.rate} is {rupee_text(converted(foreign))}, booked is {rupee_text(line.amount)}: {said}."
            )
            severity = Severity.INFO if rounded else Severity.ERROR
            places = tuple(place for place in (line.place or voucher.place,) if place)
            subject = f"voucher:{voucher.entity}/{voucher.key}"
            findings.append(Finding("currency.line_differs", severity, subject, sentence, Paise(abs(out)), evidence=places, entity=voucher.entity))
    return tuple(findings)
