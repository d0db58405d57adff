"""The columns of a salary register, by what their headings mean: who, when, earnings, deductions, the employer's share, net pay."""

import re
from dataclasses import dataclass, field

from qrt.core.documents.headers import normal
from qrt.core.documents.workbook import Sheet, SheetRow

HEADER_ROWS = 40

_EMPLOYER = re.compile(r"\bemployers?\b|\bemplr\b|\bcompany(s)?\b|\ber\b|\beps\b|\bpension\b|\bedli\b|\badmin\b|\b(management|mgmt|co)\b|\b3 25\b")
_PF = re.compile(r"\b(e?pf|p f|eps|provident fund|prov fund|provident|edli)\b")
_ESI = re.compile(r"\b(esic?|e s i|employees? state insurance|state insurance)\b")
_NO_MONEY = (
    r"\b(uan|no|number|acc|account|ifsc|bank|mode|aadhaa?r|designation|grade|doj|dob|joining|gender|sex|remarks?|signature|sign|status|age|father)\b"
    r"|\b(days?|lop|lwp|attendance|present|absent|hours|hrs)\b|\bwage base\b|\bpf wages?\b|\besi wages?\b|\bctc\b|cost to company"
)
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        # Numbers that name an account or a registration come first: "PF No" is no money.
        ("ignored", _NO_MONEY),
        ("code", r"^(emp(loyee)?|staff|e|token|personnel|pay) ?(code|id)$|^(code|id|ecode|empid|empcode)$"),
        ("pan", r"^pan( card)?$|^employee pan$|^pan employee$"),
        ("month", r"^(pay|salary|wage|payroll)? ?(month|period)( year)?$|^month year$|^for month$"),
        ("department", r"^(department|dept|cost cent(re|er)|section|division|dept name|department name|function)$"),
        ("name", r"^(name|employee|employees?|emp|staff|worker|workman)( name)?$|^name (employee|staff|worker|workman)$|^full name$|^particulars$"),
        (
            "gross",
            r"^(total )?gross( (salary|pay|earnings?|wages?|earned|amount|total))?$|^total (earnings?|gross|salary|wages)$|^(earned|actual) (gross|salary)$|^(a )?(total )?earnings? total$|^a total earnings?$",
        ),
        ("total_deductions", r"^(total|gross) deductions?$|^deductions? total$|^tot(al)? ded(n|uctions?)?$|^(less |sum )?deductions?$"),
        (
            "net",
            r"^net( (pay(able)?|salary|wages?|amount|paid|earnings?|take home))*$|^take home( (pay|salary))?$|^net amount (payable|paid)$|^(amount payable|payable amount)$|^hand( salary| pay)?$",
        ),
        ("professional_tax", r"\b(profession(al)?|prof) tax\b|^p ?tax$|^pt$|^p tax$|^p t$|\bprof tax\b"),
        ("tds", r"\btds\b|\binc(ome)? tax\b|^i tax$|^it$|^tax deducted( at source)?$|\bwithholding tax\b"),
    )
)
_OTHER_COST = re.compile(
    r"\b(total|ctc|cost|gratuity|lwf|labour welfare|nps|superannuation|bonus|mediclaim|insurance|leave|medical|name|code|contributions?)\b"
)
"""What employers bear beside PF and ESI."""
_DEDUCTION = re.compile(
    r"\b(advances?|loans?|canteen|recover(y|ies)|fines?|lwf|labour welfare|mediclaim|insurance|vpf|society|deductions?|emi|lic|penalty|uniform|mess|notice pay|excess)\b"
)
_EARNING = re.compile(
    r"\b(basic|da|dearness|hra|house rent|conveyance|allowances?|special|bonus|incentive|overtime|ot|arrears?|lta|medical|reimbursements?|variable|commission|wages?|stipend|leave encash(ment)?|stat bonus)\b"
)
AMOUNTS = ("pf_employee", "pf_employer", "esi_employee", "esi_employer", "professional_tax", "tds", "gross", "net", "total_deductions")


@dataclass(frozen=True, slots=True)
class PayrollColumns:
    """meaning  column -> code, name, pan, month, department, one of AMOUNTS, "earning" or "deduction"; several columns may mean the same contribution
    headings    column -> the heading as the paper has it
    unknown     columns with a heading that stand after the net pay or before the names: not taken
    beside      columns of the employer's that are neither PF nor ESI by their heading
    placed      deductions by their place alone: their headings say nothing that is known
    """

    header_row: int
    header_end: int
    meaning: dict[int, str]
    headings: dict[int, str]
    unknown: tuple[int, ...] = field(default=())
    beside: tuple[int, ...] = field(default=())
    placed: tuple[int, ...] = field(default=())

    def of(self, *wanted: str) -> tuple[int, ...]:
        """The columns that mean one of these, from left to right."""
        return tuple(column for column, meaning in sorted(self.meaning.items()) if meaning in wanted)

    def first(self, wanted: str) -> int | None:
        """The first column of a meaning."""
        return next(iter(self.of(wanted)), None)


def find_payroll(sheet: Sheet) -> PayrollColumns | None:
    """The columns, or None when no row names who was paid, what was earned and what was kept back."""
    best: PayrollColumns | None = None
    for position, row in enumerate(sheet.rows[:HEADER_ROWS]):
        if sum(isinstance(cell.value, str) for cell in row.cells.values()) < 4:
            continue
        above = sheet.rows[position - 1] if position and sheet.rows[position - 1].number == row.number - 1 else None
        columns = _columns(sheet, row, above)
        if columns and (best is None or len(columns.meaning) > len(best.meaning)):
            best = columns
    return best


def _columns(sheet: Sheet, row: SheetRow, above: SheetRow | None) -> PayrollColumns | None:
    headings: dict[int, str] = {}
    meaning: dict[int, str] = {}
    width = sorted({*row.cells, *(above.cells if above else ())})
    for column in width:
        own = row.text(column)
        over = _over(sheet, above, column) if above else ""
        text = own or (over if above and column in above.cells else "")
        if not text:
            continue
        headings[column] = " ".join(text.split())
        meaning[column] = _meaning(normal(text), normal(over), normal(_wide(sheet, above, column)) if above else "")
    if not _enough(set(meaning.values())):
        return None
    opened = {column for column, each in meaning.items() if each == "open"}
    meaning = _settle(meaning)
    unknown = tuple(column for column, each in sorted(meaning.items()) if each == "unknown")
    beside = tuple(column for column, each in sorted(meaning.items()) if each == "beside")
    placed = tuple(column for column, each in sorted(meaning.items()) if each == "deduction" and column in opened)
    kept = {column: each for column, each in meaning.items() if each not in ("unknown", "ignored", "rate", "beside")}
    start = above.number if above and any(not row.text(column) and column in above.cells for column in kept) else row.number
    return PayrollColumns(start, row.number, kept, headings, unknown, beside, placed)


def _over(sheet: Sheet, above: SheetRow, column: int) -> str:
    """The heading merged over a column ("Earnings", "Employer's Contribution"), "" where there is none."""
    for top, left, bottom, right in sheet.merged:
        if top <= above.number <= bottom and left <= column <= right and right > left:
            return above.text(left)
    return above.text(column)


def _wide(sheet: Sheet, above: SheetRow, column: int) -> str:
    """The heading that stands over a column and over those to its left, where a program merged none of them: the last one of the row above."""
    if any(top <= above.number <= bottom for top, _, bottom, _ in sheet.merged) or len(above.cells) < 2:
        return ""
    return next((above.text(each) for each in sorted(above.cells, reverse=True) if each <= column), "")


def _meaning(text: str, over: str, wide: str = "") -> str:
    # Both sides have PF and ESI under the same words: there the heading that spans them says whose it is.
    employer = any(map(_EMPLOYER.search, (text, over, wide)))
    for contribution, pattern in (("pf", _PF), ("esi", _ESI)):
        if pattern.search(text) and not re.search(r"\b(no|number|wages?|uan|account|base|gross)\b", text):
            if re.search(r"\b(vpf|voluntary)\b", text) and not re.search(r"\b(and|e?pf) vpf\b|\bvpf e?pf\b", text):
                return "deduction"
            return f"{contribution}_{'employer' if employer else 'employee'}"
    found = next((meaning for meaning, pattern in _MEANINGS if pattern.search(text)), "")
    if found:
        return found
    if any(map(_EMPLOYER.search, (text, over))):
        return "ignored" if _OTHER_COST.search(text) else "beside"
    if "deduction" in over or (_DEDUCTION.search(text) and "allowance" not in text):
        return "deduction"
    if "earning" in over or _EARNING.search(text):
        return "earning"
    return "open"


def _enough(named: set[str]) -> bool:
    who = named & {"name", "code", "department"}
    kept = named & {"pf_employee", "esi_employee", "professional_tax", "tds", "total_deductions", "deduction"}
    return bool(who) and "net" in named and bool(named & {"gross", "earning"}) and bool(kept)


def _settle(meaning: dict[int, str]) -> dict[int, str]:
    """Columns without a known heading take the side they stand on; a second block of earnings (rates beside what was earned) keeps the last one."""
    order = sorted(meaning)
    grosses = [column for column in order if meaning[column] == "gross"]
    settled = dict(meaning)
    if len(grosses) > 1:
        for column in order:
            if column <= grosses[-2] and settled[column] in ("earning", "gross", "open"):
                settled[column] = "rate"
    gross = grosses[-1] if grosses else max(column for column in order if settled[column] == "earning")
    net = min(column for column in order if settled[column] == "net")
    first = min((column for column in order if settled[column] in ("earning", "gross")), default=gross)
    for column in order:
        if settled[column] == "open":
            settled[column] = "earning" if first < column < gross else "deduction" if gross < column < net else "unknown"
    for single in ("net", "total_deductions", "month", "name", "code", "department", "pan", "professional_tax"):
        same = [column for column in order if settled[column] == single]
        for column in same[1:]:
            settled[column] = "ignored"
    return settled
