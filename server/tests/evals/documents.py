"""Fields of papers against their labels: `python -m tests.evals.documents [--samples DIR] [--vendors N] [--peers PYTHON] [-v]`.

The samples are cut in two by vendor, and both halves are printed: rules were written looking at the first one alone. The attachments of ZUGFeRD and
Factur-X papers are dropped first, so that what is measured is the reading of print. Generated bills come from layouts and words that are not the simulator's;
`--peers` names an interpreter in which other programs are installed, and they read the same bills.
"""

import argparse
import hashlib
import io
import json
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pikepdf

from qrt.adapters.ocr.recognise import recognise_picture
from qrt.adapters.scan.sandbox import dump_pages, load_pages
from qrt.agents.reading import read_paper
from qrt.core.documents.invoice.values import day_of
from qrt.core.documents.types import Extraction, Field, FieldStatus, InvoiceLine, Page, Paper
from tests.evals.kinds import measure_generated, measure_kinds
from tests.evals.memory import measure_refiling
from tests.evals.peers import compare_peers
from tests.evals.vendors import measure_misprinted, measure_scanned, measure_second, measure_unseen
from tests.generators.papers.hindi import HINDI
from tests.generators.papers.words import POOLS

SAMPLES = next((each / "shared" / "samples" / "docs" for each in Path(__file__).resolve().parents if (each / "shared" / "samples").is_dir()), Path("samples"))

_NAMES = {
    "invoice_number": ("invoice_number", "Receipt No"),
    "invoice_date": ("invoice_date", "date"),
    "due_date": ("due_date", "date_due"),
    "po_number": ("po_number",),
    "currency": ("currency",),
    "totals.grand_total": ("total", "amount"),
    "totals.taxable": ("subtotal", "taxable_amount", "amount_untaxed"),
    "totals.tax": ("tax_amount", "amount_tax"),
    "totals.due": ("amount_due",),
    "seller.name": ("seller_name", "company"),
    "buyer.name": ("buyer_name", "Sold To"),
    "seller.address": ("address",),
}
"""Our name of a field, and what the labels call it."""

_SIGNED = {"seller.gstin": "SellerGstin", "buyer.gstin": "BuyerGstin", "irn": "Irn", "invoice_number": "DocNo"}
SCANNED = 12
"""Generated bills that are recognised: seconds each."""

CORE = ("invoice_number", "invoice_date", "totals.grand_total")


@dataclass
class Tally:
    """Counts of one family: asked, right, and of those that were taken without a person the number and the wrong ones."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    rows: list[int] = field(default_factory=lambda: [0, 0])

    def note(self, name: str, ok: bool, read: Field | None) -> None:
        """Count one field."""
        self.asked[name] += 1
        self.right[name] += ok
        if read is not None and read.value and read.status is FieldStatus.AUTO:
            self.taken[name] += 1
            self.wrong[name] += not ok

    def lines(self, title: str) -> Iterator[str]:
        """What to print."""
        asked, right = sum(self.asked.values()), sum(self.right.values())
        if not asked:
            return
        core = sum(self.asked[name] for name in CORE)
        taken, wrong = sum(self.taken.values()), sum(self.wrong.values())
        head = f"number+date+total {100 * sum(self.right[name] for name in CORE) / max(core, 1):5.1f} %" if core else ""
        yield f"{title:34} fields {right:4}/{asked:<4} {100 * right / asked:5.1f} %  {head}  taken {100 * taken / asked:5.1f} %, of them wrong {wrong}"
        for name in self.asked:
            yield f"    {name:22} {self.right[name]:4}/{self.asked[name]:<4} taken {self.taken[name]:3} wrong {self.wrong[name]}"
        if self.rows[1]:
            yield f"    {'item rows, strict':22} {self.rows[0]:4}/{self.rows[1]:<4} {100 * self.rows[0] / self.rows[1]:5.1f} %"


def labels_of(path: Path) -> tuple[dict[str, object], list[dict]]:
    """The labels of a sample by our names, without those that are not printed, and its item lines."""
    told = json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))
    hidden = {each.rpartition(".")[2] for each in told.get("not_printed_on_page", ())}
    labels: dict[str, object] = {}
    items: list[dict] = []
    for source in ("read_from_page", "from_embedded_xml", "peer"):
        found = told["fields"].get(source, {})
        for ours, theirs in _NAMES.items():
            for name in theirs:
                if ours not in labels and found.get(name) not in (None, "") and name not in hidden:
                    labels[ours] = found[name]
        items = items or found.get("line_items", []) or []
    return labels, items


def is_right(name: str, want: object, got: str) -> bool:
    """Equal as what it is: an amount, a day, a number, a name."""
    if name.startswith("totals."):
        try:
            return Decimal(got or "x") == Decimal(re.sub(r"[^\d.]", "", str(want))).quantize(Decimal("0.01"))
        except InvalidOperation:
            return False
    if name.endswith("_date"):
        text = re.sub(r"\s*\(.*", "", str(want)).strip()
        read = day_of(re.split(r"\s+\d+:", text)[0], False)
        return got == (read[0].isoformat() if read else text)
    return _flat(got) == _flat(str(want))


def _flat(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def without_attachments(data: bytes) -> bytes:
    """The PDF without the files in it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for name in list(document.attachments):
            del document.attachments[name]
        for key in ("/AF",):
            if key in document.Root:
                del document.Root[key]
        document.save(out)
    return out.getvalue()


def read_sample(path: Path, cache: Path) -> Extraction:
    """What we read of one sample; recognised pages are kept in `cache`, as they take seconds."""
    data = path.read_bytes()
    pages: tuple[Page, ...] = ()
    if path.suffix == ".pdf":
        data = without_attachments(data)
    else:
        pages = recognised(path, data, cache)
    paper = Paper(hashlib.sha256(data).hexdigest(), path.name, len(data))
    return read_paper(paper, data, recognised=pages)[0]


def recognised(path: Path, data: bytes, cache: Path) -> tuple[Page, ...]:
    """The pages of a picture, from the cache where they are."""
    kept = cache / f"{path.name}.pages.json"
    if kept.exists() and kept.stat().st_size:
        return load_pages(json.loads(kept.read_text(encoding="utf-8")))
    pages = recognise_picture(data)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(dump_pages(pages))
    return pages


def tax_of(extraction: Extraction) -> Field | None:
    """The tax of a paper, under whichever head it stands alone."""
    heads = [extraction.fields[name] for name in ("totals.tax", "totals.igst") if name in extraction.fields]
    return heads[0] if heads else None


def strict_rows(extraction: Extraction, items: list[dict]) -> int:
    """Item lines of which description, quantity and amount are all as the label says."""
    rows = [row for row in extraction.rows if isinstance(row, InvoiceLine)]
    left = list(rows)
    right = 0
    for item in items:
        hit = next((row for row in left if _same_row(row, item)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def _same_row(row: InvoiceLine, item: Mapping[str, object]) -> bool:
    amount = item.get("amount")
    if amount is not None and Decimal(str(amount)) * 100 not in {row.taxable, row.total}:
        return False
    if item.get("qty") is not None:
        digits = re.search(r"\d+(?:[.,]\d+)?", row.quantity)
        if digits is None or Decimal(digits.group().replace(",", ".")) != Decimal(str(item["qty"])):
            return False
    described = str(item.get("description") or "")
    return not described or _flat(described)[:12] in _flat(row.description)


def half_of(vendor: str) -> str:
    """Which half a vendor belongs to."""
    return "seen" if int(hashlib.sha256(vendor.lower().encode()).hexdigest(), 16) % 2 else "unseen"


_ENGLISH = frozenset({"AmazonWebServices", "FlipkartInvoice", "Invoice_1", "Invoice_2", "Invoice_3", "sample-invoice"})
_LABELLED_OTHERWISE = frozenset({"acme_invoice-42_ZUGFeRD", "sample_inofficial_20190125_atgp_factur-x_v_1_0"})
"""Their XML is that of another invoice than the one that is printed (other total, other seller)."""


def measure_samples(samples: Path, cache: Path, verbose: bool) -> dict[str, Tally]:
    """Invoices and receipts of the samples by family and half."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for path in sorted((samples / "invoices").glob("*/*")):
        if path.suffix not in (".pdf", ".jpg") or not path.with_name(f"{path.name}.expected.json").exists() or path.stem in _LABELLED_OTHERWISE:
            continue
        labels, items = labels_of(path)
        family = "scanned" if path.suffix == ".jpg" else "English" if path.stem in _ENGLISH else "other languages"
        half = half_of(str(labels.get("seller.name") or path.parent.name))
        _measure(tallies, (f"invoices, {family}", f"invoices, {half} half", "invoices, all"), path, labels, items, cache, verbose)
    for path in sorted((samples / "receipts" / "sroie").glob("*.jpg")):
        labels, _ = labels_of(path)
        _measure(tallies, (f"receipts, {half_of(str(labels.get('seller.name') or path.stem))} half",), path, labels, [], cache, verbose)
    for path in sorted((samples / "einvoice").glob("*.jpg")):
        payload = json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))["fields"]["qr_payload"]
        labels = {ours: payload[theirs] for ours, theirs in _SIGNED.items()}
        _measure(tallies, ("e-invoices by their signed code",), path, labels, [], cache, verbose)
    return tallies


def _measure(
    tallies: dict[str, Tally], families: tuple[str, ...], path: Path, labels: dict[str, object], items: list[dict], cache: Path, verbose: bool
) -> None:
    extraction = read_sample(path, cache)
    for name, want in labels.items():
        read = tax_of(extraction) if name == "totals.tax" else extraction.fields.get(name)
        ok = is_right(name, want, read.value if read is not None else "")
        for family in families:
            tallies[family].note(name, ok, read)
        if verbose and not ok:
            said = f"{read.value!r} ({read.status.value}, {read.confidence})" if read is not None else "nothing"
            print(f"  {path.name}: {name} is {want!r}, read {said} [{extraction.kind.value}]")
    right = strict_rows(extraction, items)
    if verbose and right < len(items):
        print(
            f"  {path.name}: {right} of {len(items)} item lines; read {[(r.description[:30], r.quantity, r.taxable, r.total) for r in extraction.rows if isinstance(r, InvoiceLine)]}"
        )
    for family in families:
        tallies[family].rows[0] += right
        tallies[family].rows[1] += len(items)


def measure_vendors(count: int, peers: Path | None, verbose: bool) -> None:
    """Generated bills: unseen vendors, second bills after one was gone through, and what peers make of the first ones."""
    for pool in POOLS:
        for title, figures in (("unseen vendor", measure_unseen(pool, count)), ("second bill", measure_second(pool, count))):
            for line in (*figures.lines(f"{title}, words {pool}"), *(figures.by_field() if verbose else ())):
                print(line)
            # What is missed with words of the other pool is not looked at.
            for miss in figures.misses if verbose and pool == "seen" else ():
                print(f"      {miss}")
        print(f"{measure_refiling((pool,), min(count, 40), (7105,) if pool == 'seen' else (7106,))}, words {pool}")
    for pool in HINDI:
        for line in measure_unseen(pool, count).lines(f"unseen vendor, {pool} words"):
            print(line)
    for pool in (*POOLS, *HINDI):
        wrong, silent = measure_misprinted(pool, count)
        print(f"one character wrong in GSTIN or IRN, {pool} words: {wrong} bills, nobody told of {len(silent)} {silent[:3] or ''}")
    for pool in POOLS:
        for line in measure_scanned(pool, min(count, SCANNED)).lines(f"unseen vendor, scanned, words {pool}"):
            print(line)
    if peers is not None:
        for line in compare_peers(peers, "unseen", min(count, 40)):
            print(line)


def measure_all_kinds(samples: Path, cache: Path) -> None:
    """Print how often kinds are told: of the samples by half, and of papers of every kind that the tests draw."""

    def half(path: Path) -> str:
        labelled = path.with_name(f"{path.name}.expected.json").exists()
        return half_of(str(labels_of(path)[0].get("seller.name") or path.stem) if labelled else path.stem)

    of_samples = measure_kinds(samples, lambda path: read_sample(path, cache), half, _LABELLED_OTHERWISE)
    for title, tally in {**of_samples, **measure_generated(range(5000, 5003))}.items():
        print(tally.line(title))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "qrt-recognised")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--vendors", type=int, default=80, help="generated vendors of each half; 0 for none")
    parser.add_argument("--peers", type=Path, help="an interpreter that has invoice2data, pdfplumber, camelot or pytesseract")
    parser.add_argument("--only-vendors", action="store_true", help="leave the samples out")
    asked = parser.parse_args()
    start = time.process_time()
    if not asked.only_vendors:
        for title, tally in measure_samples(asked.samples, asked.cache, asked.verbose).items():
            for line in tally.lines(title):
                print(line)
        measure_all_kinds(asked.samples, asked.cache)
    if asked.vendors:
        measure_vendors(asked.vendors, asked.peers, asked.verbose)
    print(f"{time.process_time() - start:.1f} s of processor")


if __name__ == "__main__":
    main()
