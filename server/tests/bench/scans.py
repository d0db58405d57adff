"""Pages that are recognised against their words, and what they cost: `python -m tests.bench.scans SAMPLES [--generated N] [-v]`.

F1 is that of the bag of tokens between blanks, in capitals as the receipts are labelled. CPU is that of this process and of the programs that it started. SAMPLES holds receipts
with their words (SROIE) and scans that were made of PDFs with words; generated bills are printed by this program and scanned clean, and blurred, noisy and askew.
"""

import argparse
import csv
import io
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.ocr.recognise import recognise_picture
from tests.evals.documents import half_of, labels_of
from tests.evals.vendors import make_bill, make_vendor
from tests.generators.papers.draw import draw


@dataclass(frozen=True, slots=True)
class Scanned:
    """A picture with the words that stand on it."""

    family: str
    name: str
    data: bytes
    truth: tuple[str, ...]


@dataclass
class Sum:
    """Of one family of pages: F1 of each, seconds of processor and of the clock, how often which recogniser was believed."""

    scores: list[float] = field(default_factory=list)
    cpu: float = 0.0
    wall: float = 0.0
    sources: Counter[str] = field(default_factory=Counter)

    def line(self, title: str) -> str:
        count = max(1, len(self.scores))
        return f"{title:24} F1 {sum(self.scores) / count:.3f}  {self.cpu / count:5.2f} CPU s/page  {self.wall / count:5.2f} s/page  {len(self.scores)} pages  {dict(self.sources)}"


def f1(truth: Iterable[str], read: Iterable[str]) -> float:
    """Of the bags of tokens."""
    wanted, found = (Counter(token.upper() for token in side) for side in (truth, read))
    return 2 * (wanted & found).total() / max(1, wanted.total() + found.total())


def receipts(samples: Path) -> Iterator[Scanned]:
    """Labelled till receipts; a line of the labels is its tokens."""
    for path in sorted((samples / "receipts" / "sroie").glob("*.jpg")):
        with path.with_name(f"{path.stem}.words.csv").open(encoding="utf-8", errors="replace") as file:
            truth = [word for row in csv.reader(file, quoting=csv.QUOTE_NONE) for word in ",".join(row[8:]).split()]
        half = half_of(str(labels_of(path)[0].get("seller.name") or path.stem))
        yield Scanned(f"receipts, {half} half", path.name, path.read_bytes(), tuple(truth))


def derived(samples: Path) -> Iterator[Scanned]:
    """Noisy scans of invoices whose PDF has words."""
    for path in sorted((samples / "invoices" / "scanned_derived").glob("*.jpg")):
        (pdf,) = (samples / "invoices").glob(f"*/{path.stem.partition('_p1_')[0]}.pdf")
        yield Scanned("invoices, scanned", path.name, path.read_bytes(), _words(pdf.read_bytes()))


def generated(pool: str, count: int) -> Iterator[Scanned]:
    """First pages of generated bills, clean and as a tired machine scans them."""
    for seed in range(count):
        vendor = make_vendor(pool, seed)
        data = draw(vendor, make_bill(vendor, 0)).data
        image = pdfium.PdfDocument(data)[0].render(scale=200 / 72).to_pil().convert("RGB")
        for family, made, quality in (("clean", image, 75), ("tired", _tired(image, seed), 45)):
            out = io.BytesIO()
            made.save(out, "JPEG", quality=quality, dpi=(200, 200))
            yield Scanned(f"bills, {family}, {pool}", f"{pool}-{seed}", out.getvalue(), _words(data))


def _tired(image: Image.Image, seed: int) -> Image.Image:
    rng = random.Random(f"tired {seed}")
    turned = image.rotate(rng.uniform(-2, 2), resample=Image.Resampling.BICUBIC, expand=False, fillcolor="white").filter(ImageFilter.GaussianBlur(0.7))
    noise = np.random.default_rng(seed).normal(0, 12, (turned.height, turned.width, 1))
    return Image.fromarray(np.clip(np.asarray(turned, dtype=float) + noise, 0, 255).astype(np.uint8))


def _words(data: bytes) -> tuple[str, ...]:
    return tuple(part for word in fetch_pages(data)[0].words for part in word.text.split())


def _cpu() -> float:
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("samples", type=Path)
    parser.add_argument("--generated", type=int, default=5, help="generated bills of each half, each twice")
    parser.add_argument("-v", "--verbose", action="store_true")
    asked = parser.parse_args()
    pages = [*receipts(asked.samples), *derived(asked.samples), *generated("seen", asked.generated), *generated("unseen", asked.generated)]
    recognise_picture(pages[0].data)  # Loading the weights is no page's fault.
    sums: dict[str, Sum] = defaultdict(Sum)
    for each in pages:
        cpu, wall = _cpu(), time.perf_counter()
        read = recognise_picture(each.data)[0]
        cpu, wall = _cpu() - cpu, time.perf_counter() - wall
        score = f1(each.truth, (part for word in read.words for part in word.text.split()))
        for family in (each.family, "all"):
            sums[family].scores.append(score)
            sums[family].cpu += cpu
            sums[family].wall += wall
            sums[family].sources[read.source] += 1
        if asked.verbose:
            print(f"  {each.family:24} {each.name:34} F1 {score:.3f} {cpu:5.2f} CPU s {read.source}")
    for title, told in sums.items():
        print(told.line(title))


if __name__ == "__main__":
    main()
