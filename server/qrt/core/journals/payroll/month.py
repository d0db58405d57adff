"""One month's pay of an entity: rows of all its registers together, each employee once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month, Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, PayrollRow
from qrt.core.ledger.naming import squeezed

PLACES_MOST = 60
"""Places of rows that one draft or finding carries: a register of thousands shows its first ones, its paper has all."""


@dataclass(frozen=True, slots=True)
class PayrollMonth:
    """Rows of one month with the papers (and parts) they stand on."""

    month: Month
    rows: tuple[PayrollRow, ...]
    papers: tuple[tuple[str, str], ...]

    def total(self, name: str) -> Paise:
        """Sum of an amount over all employees: gross, net, pf_employee, pf_employer, esi_employee, esi_employer, professional_tax, tds."""
        return Paise(sum(getattr(row, name) for row in self.rows))

    @property
    def others(self) -> dict[str, Paise]:
        """Other deductions by their heading."""
        found: defaultdict[str, int] = defaultdict(int)
        for row in self.rows:
            for heading, amount in row.other_deductions:
                found[heading] += amount
        return {heading: Paise(amount) for heading, amount in sorted(found.items())}

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(row.place for row in self.rows[:PLACES_MOST])

    @property
    def people(self) -> str:
        """ "24 employees", or what else the rows are of."""
        count = len(self.rows)
        kind = "employee" if all(row.employee_code or row.employee_name for row in self.rows) else "row"
        return f"{count} {kind}{'' if count == 1 else 's'}"


def to_months(extractions: Iterable[Extraction], entity: str, quarter: Quarter) -> tuple[tuple[PayrollMonth, ...], tuple[Finding, ...]]:
    """The months of the quarter. An employee who stands for one month on two papers counts once: payroll_register.doubled, an error where the two differ.

    Inside one paper the same person twice is two payments (arrears, a second contract), outside the quarter nothing is touched.
    """
    rows: defaultdict[str, list[PayrollRow]] = defaultdict(list)
    papers: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    seen: dict[tuple[str, str], PayrollRow] = {}
    findings: list[Finding] = []
    for extraction in sorted(extractions, key=lambda each: (each.document, each.part)):
        if extraction.kind is not DocumentKind.PAYROLL_REGISTER:
            continue
        for row in extraction.rows:
            if not isinstance(row, PayrollRow):
                continue
            who = squeezed(row.employee_code or row.employee_name or row.department)
            earlier = seen.setdefault((row.month, who), row)
            if (earlier.place.document, earlier.place.sheet) != (row.place.document, row.place.sheet):
                findings += _doubled(row, earlier, entity)
                continue
            rows[row.month].append(row)
            papers[row.month][extraction.document, extraction.part] = None
    wanted = {str(month): month for month in quarter.months}
    months = tuple(PayrollMonth(wanted[name], tuple(rows[name]), tuple(papers[name])) for name in sorted(rows.keys() & wanted.keys()))
    return months, tuple(findings)


def _doubled(row: PayrollRow, earlier: PayrollRow, entity: str) -> Sequence[Finding]:
    who = row.employee_name or row.employee_code or row.department
    same = (row.gross, row.net) == (earlier.gross, earlier.net)
    told = "with the same pay" if same else f"once with {rupee_text(earlier.net)} net, once with {rupee_text(row.net)}"
    sentence = f"{who} stands for {row.month} on two salary registers, {told}: counted once, as on the first."
    severity = Severity.INFO if same else Severity.ERROR
    amount = Paise(0 if same else abs(row.net - earlier.net))
    subject = f"document:{row.place.document}/{row.month}/{who}"
    return [Finding("payroll_register.doubled", severity, subject, sentence, amount, evidence=(earlier.place, row.place), entity=entity)]
