"""Blind figures over generated bills of Indian vendors: what is read of an unseen vendor, and of its second bill after one was corrected.

The vendors' layouts and words come from `tests/generators/papers`. Rules were widened looking at the pool "seen"; the pool "unseen" only measures.
"""

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pypdfium2 as pdfium

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.ocr.recognise import recognise_picture
from qrt.agents.reading import read_paper
from qrt.core.base.company import Company
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.place import Place
from qrt.core.documents.checks import check_extraction
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import Extraction, Field, FieldStatus, InvoiceLine, Page, Paper
from qrt.core.documents.vendor.learn import learn
from qrt.core.documents.vendor.lesson import Lesson
from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import Drawn, Told, draw

HEADER = (
    "invoice_number", "invoice_date", "due_date", "po_number", "seller.name", "seller.gstin", "buyer.name", "buyer.gstin", "place_of_supply", "reverse_charge",
    "irn", "totals.taxable", "totals.cgst", "totals.sgst", "totals.igst", "totals.discount", "totals.charge", "totals.goods_discount", "totals.goods_charge",
    "totals.round_off", "totals.grand_total",
)  # fmt: skip
NOBODY = Company("Nobody")
BANK = ("bank.account", "bank.ifsc")


@dataclass
class Figures:
    """Counts over bills. `taken` are fields that no person looks at; a value where none is printed counts as asked and wrong."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    bad_gstin: int = 0
    hsn: Counter[str] = field(default_factory=Counter)
    prices: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def note(self, name: str, extraction: Extraction, drawn: Drawn) -> None:
        """Count the fields and rows of one bill."""
        for each in (*HEADER, *BANK):
            told, read = drawn.fields.get(each), extraction.fields.get(each)
            value = read.value if read else ""
            if told is None and not value:
                continue
            ok = told is not None and same(told.value, value)
            self.asked[each] += 1
            self.right[each] += ok
            if read is not None and value and read.status is FieldStatus.AUTO:
                self.taken[each] += 1
                self.wrong[each] += not ok
            if not ok:
                said = f"{value!r} ({read.status.value} {read.confidence})" if read else "nothing"
                self.misses.append(f"{name}: {each} is {told.value if told else None!r}, read {said}")
        for each in ("seller.gstin", "buyer.gstin"):
            read = extraction.fields.get(each)
            self.bad_gstin += bool(read and read.value and read.status is FieldStatus.AUTO and gstin_fault(read.value))
        told = Counter((int(Decimal(line["taxable"].value) * 100), _said(line, "hsn")) for line in drawn.lines)
        seen = Counter((row.taxable if row.taxable is not None else row.total, row.hsn) for row in extraction.rows if isinstance(row, InvoiceLine))
        self.hsn["right"] += (told & seen).total()
        self.hsn["asked"] += told.total()
        self._note_prices(extraction, drawn)
        right, read = right_rows(extraction, drawn.lines), _goods(extraction, drawn)
        self.rows["right"] += right
        # A row that is none counts as a wrong one.
        self.rows["asked"] += max(len(drawn.lines), read)
        if right < max(len(drawn.lines), read):
            self.misses.append(f"{name}: {right} of {len(drawn.lines)} lines, {read} read")

    def _note_prices(self, extraction: Extraction, drawn: Drawn) -> None:
        """Prices of rows by their amount and HSN. One that is read and is not what is printed there is a wrong one."""
        told = Counter(
            (int(Decimal(line["taxable"].value) * 100), _said(line, "hsn"), Decimal(line["unit_price"].value)) for line in drawn.lines if "unit_price" in line
        )
        rows = [row for row in extraction.rows if isinstance(row, InvoiceLine)]
        seen = Counter((row.taxable if row.taxable is not None else row.total, row.hsn, Decimal(row.unit_price)) for row in rows if row.unit_price)
        self.prices["asked"] += told.total()
        self.prices["right"] += (told & seen).total()
        self.prices["wrong"] += (seen - told).total()

    def share(self, names: tuple[str, ...]) -> float:
        """Percent right of these fields."""
        return 100 * sum(self.right[each] for each in names) / max(1, sum(self.asked[each] for each in names))

    def lines(self, title: str) -> Iterator[str]:
        """What to print."""
        asked, taken, wrong = sum(self.asked.values()), sum(self.taken.values()), sum(self.wrong.values())
        yield (
            f"{title:36} header {self.share(HEADER):5.1f} %  number+date+total {self.share(('invoice_number', 'invoice_date', 'totals.grand_total')):5.1f} %  "
            f"GSTIN {self.share(('seller.gstin', 'buyer.gstin')):5.1f} %  IRN {self.share(('irn',)):5.1f} %  HSN {100 * self.hsn['right'] / max(1, self.hsn['asked']):5.1f} %  bank {self.share(BANK):5.1f} %  rows {100 * self.rows['right'] / max(1, self.rows['asked']):5.1f} %  "
            f"prices {100 * self.prices['right'] / max(1, self.prices['asked']):5.1f} % (wrong {self.prices['wrong']})  "
            f"taken {100 * taken / max(1, asked):5.1f} %, of them wrong {wrong} ({100 * wrong / max(1, taken):.2f} %), bad GSTIN taken {self.bad_gstin}"
        )

    def by_field(self) -> Iterator[str]:
        """A line a field."""
        for each in self.asked:
            yield f"    {each:20} {self.right[each]:4}/{self.asked[each]:<4} taken {self.taken[each]:4} wrong {self.wrong[each]}"


def same(want: str, got: str) -> bool:
    """Equal but for blanks, case and marks at the ends of words; amounts and days as they are."""
    return got == want or "".join(filter(str.isalnum, got)).upper() == "".join(filter(str.isalnum, want)).upper() != ""


def right_rows(extraction: Extraction, lines: list[dict[str, Told]]) -> int:
    """Rows of which description, HSN, quantity and amount are all as printed."""
    left = [row for row in extraction.rows if isinstance(row, InvoiceLine)]
    right = 0
    for line in lines:
        hit = next((row for row in left if _same_row(row, line)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def _goods(extraction: Extraction, drawn: Drawn) -> int:
    """Rows read. Freight below the goods, without quantity or HSN, is no wrong one where it makes the rows add up to the taxable value."""
    rows = [row for row in extraction.rows if isinstance(row, InvoiceLine)]
    goods = [row for row in rows if row.hsn or row.quantity]
    adds_up = sum(row.taxable or row.total or 0 for row in rows) == Decimal(drawn.fields["totals.taxable"].value) * 100
    return len(goods) if adds_up else len(rows)


def _same_row(row: InvoiceLine, line: dict[str, Told]) -> bool:
    amount = int(Decimal(line["taxable"].value) * 100)
    flat = "".join(filter(str.isalnum, line["description"].value)).upper()
    counted = "".join(each for each in row.quantity.split(" ")[0] if each.isdigit() or each == ".")
    wanted = _said(line, "quantity")
    return (
        amount in (row.taxable, row.total)
        and "".join(filter(str.isalnum, row.description)).upper().startswith(flat)
        and row.hsn == _said(line, "hsn")
        and (counted != "" and Decimal(counted) == Decimal(wanted) if wanted else counted == "")
    )


def _said(line: dict[str, Told], column: str) -> str:
    """A cell of a row; "" where it is not printed."""
    return line[column].value if column in line else ""


def paper_of(drawn: Drawn, name: str) -> Paper:
    """The bill as a paper."""
    return Paper(hashlib.sha256(drawn.data).hexdigest(), name, len(drawn.data))


def measure_unseen(pool: str, vendors: int) -> Figures:
    """First bills of vendors that nothing is known of."""
    figures = Figures()
    for seed in range(vendors):
        vendor = make_vendor(pool, seed)
        drawn = draw(vendor, make_bill(vendor, 0))
        name = f"{pool}-{seed}.pdf"
        figures.note(name, read_paper(paper_of(drawn, name), drawn.data)[0], drawn)
    return figures


def decided_by_person(read: Extraction, drawn: Drawn) -> dict[str, Field]:
    """A bill after a person went through it once: what was right is confirmed where the reader found it, the rest clicked, and every cell of the goods clicked."""
    decided: dict[str, Field] = {}
    for name in (*HEADER, *BANK):
        told, field_read = drawn.fields.get(name), read.fields.get(name)
        if told is None:
            if field_read is not None and field_read.value:
                decided[name] = replace(field_read, value="", status=FieldStatus.CORRECTED)
        elif field_read is not None and same(told.value, field_read.value) and field_read.place is not None:
            decided[name] = replace(field_read, status=FieldStatus.CONFIRMED)
        else:
            decided[name] = Field(name, told.value, place=_place(read, told), source="person", status=FieldStatus.CORRECTED)
    for number, line in enumerate(drawn.lines, 1):
        for column, told in line.items():
            name = f"lines.{number}.{column}"
            decided[name] = Field(name, told.value, place=_place(read, told), source="person", status=FieldStatus.CORRECTED)
    return decided


def _place(read: Extraction, told: Told) -> Place:
    return Place(read.document, page=told.page, box=told.box)


def lesson_from(drawn: Drawn, name: str) -> Lesson | None:
    """What one bill teaches after a person went through it."""
    paper = paper_of(drawn, name)
    (read,) = read_paper(paper, drawn.data)
    return learn(lay_out(paper.sha256, fetch_pages(drawn.data)), decided_by_person(read, drawn), read)


def measure_second(pool: str, vendors: int) -> Figures:
    """Second bills of vendors of whose first one bill was gone through."""
    figures = Figures()
    for seed in range(vendors):
        vendor = make_vendor(pool, seed)
        name = f"{pool}-{seed}.pdf"
        lesson = lesson_from(draw(vendor, make_bill(vendor, 0)), name)
        drawn = draw(vendor, make_bill(vendor, 1))
        figures.note(name, read_paper(paper_of(drawn, name), drawn.data, lessons=(lesson,) if lesson else ())[0], drawn)
    return figures


def measure_misprinted(pool: str, vendors: int) -> tuple[int, list[str]]:
    """Bills on which one character of the seller's GSTIN, or, where there is one, of the IRN is another one: of how many, and those of which nobody is told."""
    count, silent = 0, list[str]()
    for seed in range(vendors):
        vendor = make_vendor(pool, seed)
        bill = make_bill(vendor, 0)
        wrong = [("seller.gstin", "document.gstin_invalid", replace(vendor, gstin=misprinted(vendor.gstin, seed)))]
        if vendor.habit["irn"]:
            wrong.append(("irn", "document.irn_mismatch", replace(vendor, habit={**vendor.habit, "irn_wrong": "yes"})))
        for name, rule, printed in wrong:
            drawn = draw(printed, bill)
            (read,) = read_paper(paper_of(drawn, "misprinted.pdf"), drawn.data)
            found, count = read.fields.get(name), count + 1
            if (
                rule not in {finding.rule for finding in check_extraction(read, NOBODY)}
                and found is not None
                and found.value
                and found.status is FieldStatus.AUTO
            ):
                silent.append(f"{pool}-{seed}: {name} is printed as {drawn.fields[name].value}, read {found.value}")
    return count, silent


def misprinted(gstin: str, seed: int) -> str:
    """The GSTIN with one of its characters another one of its sort."""
    place = seed % 14
    letters = "0123456789" if gstin[place].isdigit() else "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return gstin[:place] + letters[(letters.index(gstin[place]) + 1) % len(letters)] + gstin[place + 1 :]


def measure_scanned(pool: str, vendors: int) -> Figures:
    """First bills of vendors, printed and scanned at 200 dots an inch: seconds of a processor each."""
    figures = Figures()
    for seed in range(vendors):
        vendor = make_vendor(pool, seed)
        drawn = draw(vendor, make_bill(vendor, 0))
        pages: list[Page] = []
        for number, page in enumerate(pdfium.PdfDocument(drawn.data), 1):
            out = io.BytesIO()
            page.render(scale=200 / 72, grayscale=True).to_pil().save(out, "JPEG", quality=70)
            pages += [replace(each, number=number) for each in recognise_picture(out.getvalue())]
        figures.note(f"{pool}-{seed}.pdf, scanned", read_paper(paper_of(drawn, "scanned.pdf"), drawn.data, recognised=tuple(pages))[0], drawn)
    return figures
