"""A month's salary register against the vouchers of that month: equal, different, or not booked."""

from collections.abc import Sequence
from dataclasses import dataclass

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.documents.months import month_in
from qrt.core.journals.ledgers import ESI_COST, ESI_PAYABLE, PF_COST, PF_PAYABLE, PT_PAYABLE, SALARY, SALARY_PAYABLE, TDS_SALARY, Matter
from qrt.core.journals.payroll.month import PayrollMonth
from qrt.core.ledger.types import Chart, Voucher, VoucherKind


@dataclass(frozen=True, slots=True)
class Compared:
    """vouchers  keys of the month's salary vouchers; () when nothing of it is booked
    agrees    all that can be compared is equal
    """

    vouchers: tuple[str, ...]
    agrees: bool
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]


def salary_vouchers(month: Month, chart: Chart, vouchers: Sequence[Voucher]) -> tuple[Voucher, ...]:
    """Vouchers that charge salaries of a month: by the month that their narration names, else by their day. Memory of the books: what was paid only settles."""
    return tuple(voucher for voucher in vouchers if _of_month(voucher) == month and _charges(voucher, chart))


def _of_month(voucher: Voucher) -> Month:
    named = month_in(voucher.narration)
    return named if named and abs((voucher.day - named.last_day).days) <= 45 else Month.of(voucher.day)


def _charges(voucher: Voucher, chart: Chart) -> bool:
    return not voucher.reverses and any(line.amount > 0 and (account := chart.get(line.ledger)) and SALARY.fits(account) for line in voucher.lines)


def compare_month(pay: PayrollMonth, entity: str, chart: Chart, vouchers: Sequence[Voucher]) -> Compared:
    """payroll.agrees or payroll.books_differ where the month is booked; nothing where it is not (then it is drafted).

    A figure that the books keep no ledger for (net pay that leaves the bank at once) is not compared.
    """
    booked = salary_vouchers(pay.month, chart, vouchers)
    if not booked:
        return Compared((), False, (), ())

    def moved(matter: Matter, sign: int) -> Paise | None:
        amounts = [sign * line.amount for each in booked for line in each.lines if (account := chart.get(line.ledger)) and matter.fits(account)]
        return Paise(sum(amounts)) if amounts else None

    contributed = [amount for matter in (PF_COST, ESI_COST) if (amount := moved(matter, 1)) is not None]
    settled_at_once = any(each.kind is VoucherKind.PAYMENT for each in booked)
    pairs = (
        ("gross pay", pay.total("gross"), moved(SALARY, 1)),
        ("the employer's contributions", Paise(pay.total("pf_employer") + pay.total("esi_employer")), Paise(sum(contributed)) if contributed else None),
        ("provident fund owed", Paise(pay.total("pf_employee") + pay.total("pf_employer")), moved(PF_PAYABLE, -1)),
        ("ESI owed", Paise(pay.total("esi_employee") + pay.total("esi_employer")), moved(ESI_PAYABLE, -1)),
        ("professional tax", pay.total("professional_tax"), moved(PT_PAYABLE, -1)),
        ("tax deducted", pay.total("tds"), moved(TDS_SALARY, -1)),
        ("net pay owed", pay.total("net"), None if settled_at_once else moved(SALARY_PAYABLE, -1)),
    )
    keys = tuple(each.key for each in booked)
    numbers = ", ".join(each.number or each.key for each in booked)
    equal = [(what, paper) for what, paper, books in pairs if books is not None and books == paper]
    wrong = [
        (what, paper, books) for what, paper, books in pairs if (books is not None and books != paper) or (books is None and paper and what != "net pay owed")
    ]
    places = (*pay.places[:3], *(place for each in booked for place in (each.place,) if place))
    subject = f"payroll:{entity}/{pay.month}"
    if not wrong:
        said = ", ".join(f"{what} {rupee_text(paper)}" for what, paper in equal)
        sentence = f"Salaries of {pay.month} ({pay.people}) are booked as the register has them in {numbers}: {said}."
        finding = Finding("payroll.agrees", Severity.INFO, subject, sentence, evidence=places, entity=entity)
        return Compared(keys, True, tuple(f"{what} {rupee_text(paper)}" for what, paper in equal), (finding,))
    said = "; ".join(f"{what}: register {rupee_text(paper)}, books {rupee_text(books or Paise(0))}" for what, paper, books in wrong)
    most = Paise(max(abs(paper - (books or 0)) for _, paper, books in wrong))
    sentence = f"Salaries of {pay.month} ({pay.people}) are booked otherwise than the register has them in {numbers}: {said}."
    finding = Finding("payroll.books_differ", Severity.ERROR, subject, sentence, most, evidence=places, entity=entity)
    return Compared(keys, False, (), (finding,))
