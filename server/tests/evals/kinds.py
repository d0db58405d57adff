"""Kinds of papers against what they are: of the samples by half, with the public tables, which are none of our kinds, and of generated papers."""

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.contract import AcceptancePolicy
from qrt.agents.reading import read_paper
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction, Paper
from tests.generators.papers.ink import scanned
from tests.generators.papers.make import every_paper


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


def measure_kinds(samples: Path, read: Callable[[Path], Extraction], half: Callable[[Path], str], skipped: frozenset[str]) -> dict[str, KindTally]:
    """Kinds of the samples by half: `read` reads a printed or pictured sample, `half` says which half its vendor is in, `skipped` names wrong labels."""
    tallies: dict[str, KindTally] = defaultdict(KindTally)
    for label in sorted(samples.rglob("*.expected.json")):
        path = label.with_name(label.name.removesuffix(".expected.json"))
        told = json.loads(label.read_text(encoding="utf-8"))
        wanted = _SAMPLE_KINDS.get(told["doc_kind"])
        if wanted is None or path.stem in skipped:
            continue
        printed = path.suffix in (".pdf", ".jpg")
        tallies[f"{half(path)} half" if printed else "with a format of their own"].note(read(path) if printed else _read_file(path), wanted)
    for path in sorted((samples / "tables" / "icdar2013").glob("*.pdf")):
        tallies[f"{half(path)} half, of no kind"].note(_read_file(path), frozenset({DocumentKind.OTHER}))
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
