"""GSTR-3B as the offline utility and people write it for Excel: tables 3.1, 3.1.1, 3.2, 4, 5 and 5.1 line by line; 4(C) and the payment of 6.1 prove them.

A line is known by its number and by its words; where both stand and do not agree it is not taken.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.headers import normal
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.tax_sheets.inward import state_of
from qrt.core.documents.tax_sheets.returned import Part, Returned
from qrt.core.documents.tax_sheets.tables import Block, Line, is_value

HEADS = ("igst", "cgst", "sgst", "cess")
UNPROVEN = "unproven"
"""Ends the rule of a return that nothing proves."""
_ROUNDING = 100
"""Paise by which tax payable may lie off its lines: the portal rounds it to the rupee."""

_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"\boutward taxable supplies\b.*\bother than zero\b", "3.1(a)"),
        (r"\b(?:outward )?taxable supplies\b.*\bzero rated\b|^zero rated (?:outward )?supplies\b", "3.1(b)"),
        (r"\bother outward supplies\b|\boutward supplies nil rated\b", "3.1(c)"),
        (r"\bnon gst outward\b", "3.1(e)"),
        (r"\bcommerce operator pays\b|\beco pays\b", "3.1.1(i)"),
        (r"\bregistered person makes through\b", "3.1.1(ii)"),
        (r"\bmade to unregistered\b|^unregistered persons?$", "3.2 unregistered"),
        (r"\bcomposition (?:taxable persons?|dealers?)\b", "3.2 composition"),
        (r"\buin holders?\b", "3.2 uin"),
        (r"\bimport goods$", "4(A)(1)"),
        (r"\bimport services$", "4(A)(2)"),
        (r"\binward supplies from isd\b", "4(A)(4)"),
        (r"\ball other itc\b", "4(A)(5)"),
        (r"\bnet itc\b", "4(C)"),
        (r"\bitc reclaimed\b", "4(D)(1)"),
        (r"\bineligible itc under section 16\b", "4(D)(2)"),
        (r"\bsystem computed\b", "-"),
        (r"^interest(?: paid| payable)?$", "5.1 interest"),
        (r"^late fees?(?: paid| payable)?$", "5.1 late fee"),
    )
)
"""What the words of a line say by themselves; "-" a line that is not the return's own."""
_REVERSE_CHARGE = re.compile(r"\binward supplies liable (?:to|for) reverse charge\b")
_RULES = re.compile(r"\bas per (?:rules?|section)\b|\brules? \d\d\b")
_TABLE = re.compile(
    r"^\s*(?:table\s*)?(3\.1\.1|3\.1|3\.2|5\.1|6\.1|4(?=\s*\(?[A-D]\)|[.\s:-]*(?:eligible|itc)\b)|5(?=[.\s:-]*(?:values?|exempt)\b))(?![\d.]*\d)[.\s:-]*(.*)$",
    re.DOTALL | re.IGNORECASE,
)
_SUPPLY = re.compile(r"^\(?\s*([a-e])\s*[).]\s*")
_CREDIT = re.compile(r"^\(?\s*([A-D])\s*[).]\s*(?:\(?\s*([1-5])\s*[).])?\s*")
_NUMBERED = re.compile(r"^\(?\s*([1-5])\s*[).]\s*")
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bitc available whether\b|^itc available\b"), "A"),
    (re.compile(r"^itc reversed\b"), "B"),
    (re.compile(r"^ineligible itc$|^other details$"), "D"),
)
_HEAD_ROWS: Mapping[str, str] = {
    "integrated tax": "igst",
    "igst": "igst",
    "central tax": "cgst",
    "cgst": "cgst",
    "state ut tax": "sgst",
    "sgst": "sgst",
    "cess": "cess",
}
_BY_COLUMNS = {"3b_supplies": "3.1", "3b_credit": "4"}
_MEANT = {"3.2 unregistered": "unregistered persons", "3.2 composition": "composition dealers", "3.2 uin": "UIN holders"}


class _Reading:
    """The lines of one return, in which table and part of table 4 the next one stands."""

    def __init__(self, returned: Returned, period: str) -> None:
        self.returned, self.period = returned, period
        self.table = self.part = self.last = ""
        self.lines: dict[str, tuple[ReturnLine, Line]] = {}
        self.twice: set[str] = set()
        self.payable: defaultdict[tuple[bool, str], int] = defaultdict(int)
        self.reverse = self.parted = self.moved = False
        self.paid = self.totalled = self.broken = False

    def block(self, block: Block) -> None:
        name = block.heading.table.name
        if not self.moved:
            # Where no row of words says which table begins, its columns do.
            self.table, self.part = _BY_COLUMNS.get(name, self.table), ""
        self.moved = False
        for line in block.lines:
            label = _label(line)
            amounts = any(line.filled(each) for each in block.heading.names - {"what", "place"})
            if not amounts:
                self._moves(label)
            elif name == "3b_payment":
                self._payment(line, label)
            elif name == "3b_exempt":
                self._exempt(line, label)
            elif name == "3b_inter":
                self._by_place(line, label)
            else:
                self._line(line, label)

    def _moves(self, label: str) -> None:
        """A row of words alone begins a table, or a part of table 4 or 6.1."""
        if found := _TABLE.match(label):
            self.table, self.part, label = found[1], "", found[2]
            self.moved = True
        body = normal(_CREDIT.sub("", label))
        part = _CREDIT.match(label)
        self.part = next((each for pattern, each in _PARTS if pattern.search(body)), part[1] if part else self.part)
        if "reverse charge" in body or "9 5" in body:
            self.parted, self.reverse = True, not body.startswith("other than")

    def _line(self, line: Line, label: str) -> None:
        if any(pattern.search(normal(_CREDIT.sub("", label))) for pattern, _ in _PARTS):
            self._moves(label)  # A part of table 4 may stand with its own sum.
            return
        code, cause = self._code(label)
        if cause:
            self.returned.refuse(line, f"the line {label!r}", cause)
            self.broken = True
        elif code and code != "-":
            self.last = code
            self._take(line, code, label)
        elif label.lower().startswith("total"):
            self._total(line)
        elif not code:
            sentence = f"row {line.row.number}: the line {label!r} is none of the return's; its amounts were not taken."
            self.returned.findings.append(line.pen.finding("gstr3b.line_unknown", Severity.WARNING, sentence, row=line.row.number))

    def _total(self, line: Line) -> None:
        """A total below table 3.1 proves it."""
        rows = [row for code, (row, _) in self.lines.items() if code.startswith("3.1(")]
        if not self.last.startswith("3.1(") or not rows:
            return
        before = len(self.returned.findings)
        self.returned.check_totals(line, "the total of 3.1 of", ("taxable", *HEADS), rows)
        self.totalled = True
        self.broken = self.broken or len(self.returned.findings) > before

    def _code(self, label: str) -> tuple[str, str]:
        """The line's number in the return, or why it is not known: by what is printed before its words, and by its words."""
        named = _TABLE.match(label)
        table, body = (named[1], named[2]) if named else (self.table, label)
        printed = ""
        if (found := _CREDIT.match(body)) and (table == "4" or not table):
            self.part = found[1]
            body = body[found.end() :]
            printed = f"4({found[1]})({found[2]})" if found[2] else "4(C)" if found[1] == "C" else ""
        elif (found := _NUMBERED.match(body)) and self.part:
            printed, body = f"4({self.part})({found[1]})", body[found.end() :]
        elif (found := _SUPPLY.match(body)) and table in ("3.1", ""):
            printed, body = f"3.1({found[1]})", body[found.end() :]
        said = _of_words(normal(body), table, self.part)
        if printed and said and said not in ("-", printed):
            return "", f"its number says {printed} and its words say {said}"
        return said or printed, ""

    def _take(self, line: Line, code: str, label: str) -> None:
        try:
            taxable, igst, cgst, sgst, cess = (line.money(name) for name in ("taxable", *HEADS))
        except ValueError as wrong:
            self.returned.refuse(line, f"the line {code}", str(wrong))
            self.broken = True
            return
        table = code.partition(" ")[0]
        what = f"inter-state supplies to {_MEANT[code]}" if code in _MEANT else label
        made = ReturnLine(line.place(), table, taxable, igst, cgst, sgst, cess, description=what, period=self.period)
        if code in self.lines:
            self.twice.add(code)
            return
        self.lines[code] = made, line

    def _exempt(self, line: Line, label: str) -> None:
        outside = "non gst" in normal(label)
        for name, where in (("inter", "inter-state"), ("intra", "intra-state")):
            try:
                amount = line.money(name)
            except ValueError as wrong:
                self.returned.refuse(line, "table 5", str(wrong))
                continue
            what = f"inward supplies {'outside GST' if outside else 'from a composition dealer, exempt and nil rated'}, {where}"
            self.returned.rows.append(ReturnLine(line.place(name), "5", amount, description=what, period=self.period))

    def _by_place(self, line: Line, label: str) -> None:
        """Table 3.2 by place of supply, three kinds of customers side by side."""
        if label.lower().startswith("total") or not (place := state_of(line.text("place"))):
            return
        for name, whom in (("unregistered", "unregistered persons"), ("composition", "composition dealers"), ("uin", "UIN holders")):
            try:
                taxable, igst = line.money(f"{name}_taxable"), line.money(f"{name}_igst")
            except ValueError as wrong:
                self.returned.refuse(line, "table 3.2", str(wrong))
                continue
            if taxable or igst:
                row = ReturnLine(line.place(), "3.2", taxable, igst, description=f"inter-state supplies to {whom}", place_of_supply=place, period=self.period)
                self.returned.rows.append(row)

    def _payment(self, line: Line, label: str) -> None:
        """A head of table 6.1: what is payable is what credit, tax deducted and cash pay."""
        body = normal(label)
        head = _HEAD_ROWS.get(body)
        if head is None:
            self._moves(label)
            return
        try:
            payable = line.money("net_payable" if line.filled("net_payable") else "payable")
            paid = sum(line.money(name) for name in ("itc_igst", "itc_cgst", "itc_sgst", "itc_cess", "deducted", "cash"))
            full = line.money("payable")
        except ValueError as wrong:
            self.returned.refuse(line, f"the payment of {label}", str(wrong))
            self.broken = True
            return
        self.payable[self.reverse, head] += full
        self.paid = True
        if abs(paid - payable) > _ROUNDING:
            self._differs(
                line,
                f"row {line.row.number}: of {label} {rupee_text(payable)} is payable, and {rupee_text(Paise(paid))} of it is paid in table 6.1",
                paid - payable,
            )

    def _differs(self, line: Line, sentence: str, gap: int) -> None:
        self.broken = True
        self.returned.findings.append(line.pen.finding("gstr3b.payment_differs", Severity.ERROR, f"{sentence}.", amount=gap, row=line.row.number))

    def close(self) -> None:
        """Every line that stands once, and what proves them."""
        for code in sorted(self.twice):
            row, line = self.lines.pop(code)
            sentence = f"the line {code} stands more than once ({row.description}); none of them was taken."
            self.returned.findings.append(line.pen.finding("gstr3b.line_twice", Severity.ERROR, sentence, row=line.row.number))
            self.broken = True
        self.returned.rows[:0] = [row for row, _ in self.lines.values()]
        net = self._check_net()
        self._check_payable()
        open_tables = [] if self.paid or self.totalled or not self._taxed("3.1(") else ["3.1 (by its total or by the payment 6.1)"]
        open_tables += [] if net or not self._taxed("4(") else ["4 (by the net credit 4(C))"]
        if self.lines and (self.broken or open_tables):
            _, line = next(iter(self.lines.values()))
            cause = "its sums do not agree" if self.broken else f"nothing on it proves table {' and '.join(open_tables)}"
            self.returned.findings.append(
                line.pen.finding(f"gstr3b.{UNPROVEN}", Severity.WARNING, f"{cause}: a person has to look at it.", row=line.row.number)
            )

    def _taxed(self, table: str) -> bool:
        return any(any(getattr(row, head) for head in HEADS) for code, (row, _) in self.lines.items() if code.startswith(table))

    def _check_net(self) -> bool:
        """4(C) is 4(A) less 4(B), head by head. True where it stands."""
        stated = self.lines.get("4(C)")
        if stated is None:
            return False
        row, line = stated
        for head in HEADS:
            of = {sign: sum(getattr(each, head) for code, (each, _) in self.lines.items() if code.startswith(f"4({sign})")) for sign in "AB"}
            given = of["A"] - of["B"]
            if gap := getattr(row, head) - given:
                self.broken = True
                sentence = f"its net credit 4(C) of {head.upper()} is {rupee_text(getattr(row, head))}, tables 4(A) and 4(B) give {rupee_text(Paise(given))}."
                self.returned.findings.append(line.pen.finding("gstr3b.net_credit", Severity.ERROR, sentence, amount=gap, row=line.row.number))
        return True

    def _check_payable(self) -> None:
        """What 6.1 says is payable is the tax of 3.1(a) and (b), and of 3.1(d) under reverse charge."""
        for (reverse, head), payable in self.payable.items():
            own, charged = ("3.1(a)", "3.1(b)"), ("3.1(d)", "3.1.1(i)")
            # Years ago the return had one row of a head for both.
            codes = charged if reverse else own if self.parted else (*own, *charged)
            found = [self.lines[code] for code in codes if code in self.lines]
            given = sum(getattr(row, head) for row, _ in found)
            if found and abs(payable - given) > _ROUNDING:
                said = "under reverse charge " if reverse else ""
                sentence = f"table 6.1 says {rupee_text(Paise(payable))} of {head.upper()} {said}payable, {' and '.join(codes)} give {rupee_text(Paise(given))}"
                self._differs(found[0][1], sentence, payable - given)


def _of_words(body: str, table: str, part: str) -> str:
    """The line that the words name; what stands under reverse charge, under rules and "others" is said by where it stands."""
    if _REVERSE_CHARGE.search(body):
        return "4(A)(3)" if part == "A" or "other than 1" in body else "3.1(d)" if table in ("3.1", "") else ""
    if found := next((code for pattern, code in _WORDS if pattern.search(body)), ""):
        return found
    if part in ("B", "D") and _RULES.search(body):
        return f"4({part})(1)"
    return f"4({part})(2)" if part in ("B", "D") and body in ("others", "other") else ""


def _label(line: Line) -> str:
    """The words left of the row's amounts: number and name of a line may stand in cells of their own."""
    first = min((column for name in line.heading.names - {"what", "place"} if (column := line.column(name)) is not None), default=0)
    texts = [line.row.text(column).strip() for column in sorted(line.row.cells) if column < first]
    words = [text for text in dict.fromkeys(texts) if text and not (is_value(text) and not text.startswith("("))]
    return " ".join(words) or next((text for column in sorted(line.row.cells) if (text := line.row.text(column).strip()) and not is_value(text)), "")


def read_monthly(returned: Returned, parts: Sequence[Part], period: str) -> None:
    """Every line of the return, the sheets in their order."""
    reading = _Reading(returned, period)
    for part in parts:
        for block in part.blocks:
            reading.block(block)
    reading.close()
