"""Fields of papers against their labels: `python -m tests.evals.documents [--samples DIR] [--vendors N] [--peers PYTHON] [-v]`.

The samples are cut in two by vendor, and both halves are printed: rules were written looking at the first one alone. The attachments of ZUGFeRD and
Factur-X papers are dropped first, so that what is measured is the reading of print. Generated papers come from layouts and words that are not the simulator's;
`--peers` names an interpreter in which other programs are installed, and they read the same bills.

Kinds are counted apart: of the samples by half (with the public tables, which are none of our kinds), and of generated papers of every kind, digital and scanned.
"""

import argparse
import hashlib
import io
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pikepdf

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.ocr.recognise import recognise_picture
from qrt.adapters.scan.sandbox import dump_pages, load_pages
from qrt.agents.contract import AcceptancePolicy
from qrt.agents.reading import read_paper
from qrt.core.documents.invoice.values import day_of
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction, Field, FieldStatus, InvoiceLine, Page, Paper
from tests.evals.peers import compare_peers
from tests.evals.vendors import measure_second, measure_unseen
from tests.generators.papers.ink import scanned
from tests.generators.papers.make import every_paper
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
    for index, path in enumerate(sorted((samples / "receipts" / "sroie").glob("*.jpg"))):
        labels, _ = labels_of(path)
        _measure(tallies, (f"receipts, {('seen', 'unseen')[index % 2]} half",), path, labels, [], cache, verbose)
    return tallies


@dataclass
class KindTally:
    """Papers whose kind is known: confidence and whether it is right, of each; what was taken for what."""

    told: list[tuple[float, bool]] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    def note(self, extraction: Extraction, wanted: frozenset[DocumentKind]) -> None:
        """Count one paper."""
        self.told.append((extraction.confidence, extraction.kind in wanted))
        if extraction.kind not in wanted:
            self.wrong[f"{min(wanted).value} as {extraction.kind.value}"] += 1

    def line(self, title: str) -> str:
        """What to print: all, the surest nine tenths, and those that are believed without a person."""
        ranked = sorted(self.told, reverse=True)
        surest = ranked[: round(0.9 * len(ranked))]
        taken = [right for sure, right in ranked if sure >= AcceptancePolicy().kind_confidence]
        shares = [
            f"{sum(rights)}/{len(rights)} {100 * sum(rights) / max(len(rights), 1):5.1f} %"
            for rights in ([r for _, r in ranked], [r for _, r in surest], taken)
        ]
        wrong = f"  ({', '.join(f'{many} {what}' for what, many in self.wrong.most_common(6))})" if self.wrong else ""
        return f"kinds, {title:27} right {shares[0]}  surest nine tenths {shares[1]}  taken {shares[2]}{wrong}"


_SAMPLE_KINDS = {
    "invoice": frozenset({DocumentKind.TAX_INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.EXPORT_INVOICE}),
    "receipt": frozenset({DocumentKind.RECEIPT}),
    "bank_mt940": frozenset({DocumentKind.BANK_STATEMENT}),
    "bank_camt": frozenset({DocumentKind.BANK_STATEMENT}),
    "tally_xml": frozenset({DocumentKind.TALLY_VOUCHERS, DocumentKind.TALLY_MASTERS}),
    "einvoice_qr_page": INVOICES,
}
"""The labels' kinds by ours. That a labelled invoice is a credit note the labels do not say."""


def measure_kinds(samples: Path, cache: Path) -> dict[str, KindTally]:
    """Kinds of the samples by half, told by vendor where there is one, and by name elsewhere."""
    tallies: dict[str, KindTally] = defaultdict(KindTally)
    for label in sorted(samples.rglob("*.expected.json")):
        path = label.with_name(label.name.removesuffix(".expected.json"))
        told = json.loads(label.read_text(encoding="utf-8"))
        wanted = _SAMPLE_KINDS.get(told["doc_kind"])
        if wanted is None or path.stem in _LABELLED_OTHERWISE:
            continue
        family = (
            "with a format of their own" if path.suffix not in (".pdf", ".jpg") else f"{half_of(str(labels_of(path)[0].get('seller.name') or path.stem))} half"
        )
        tallies[family].note(read_sample(path, cache) if path.suffix in (".pdf", ".jpg") else _read_file(path), wanted)
    for path in sorted((samples / "tables" / "icdar2013").glob("*.pdf")):
        tallies[f"{half_of(path.stem)} half, of no kind"].note(_read_file(path), frozenset({DocumentKind.OTHER}))
    return tallies


def measure_generated(seeds: Iterable[int]) -> dict[str, KindTally]:
    """Kinds of papers that the tests' generator draws, as they are and as a bad scan gives them."""
    tallies: dict[str, KindTally] = defaultdict(KindTally)
    for seed in seeds:
        dice = random.Random(seed)
        for printed in every_paper(seed):
            paper = Paper(hashlib.sha256(printed.data).hexdigest(), "paper.pdf", len(printed.data))
            tallies["generated"].note(read_paper(paper, printed.data)[0], frozenset({printed.kind}))
            blurred = scanned(fetch_pages(printed.data), dice)
            tallies["generated, scanned"].note(read_paper(paper, printed.data, recognised=blurred)[0], frozenset({printed.kind}))
    return tallies


def _read_file(path: Path) -> Extraction:
    data = path.read_bytes()
    return read_paper(Paper(hashlib.sha256(data).hexdigest(), path.name, len(data)), data)[0]


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
    if peers is not None:
        for line in compare_peers(peers, "unseen", min(count, 40)):
            print(line)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "qrt-recognised")
    parser.add_argument("--seed", type=int, default=5000)
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
        for title, tally in {**measure_kinds(asked.samples, asked.cache), **measure_generated(range(asked.seed, asked.seed + 3))}.items():
            print(tally.line(title))
    if asked.vendors:
        measure_vendors(asked.vendors, asked.peers, asked.verbose)
    print(f"{time.process_time() - start:.1f} s of processor")


if __name__ == "__main__":
    main()
