"""PDFs of several papers against where each begins: `python -m tests.evals.parting [--bundles N]`.

Bundles are put together from generated bills of vendors and layouts that no rule was written looking at, and from other kinds of papers; beside them stand single
papers, long bills among them, which must stay whole. Printed: how many were cut right without a person, how many were left to a person, and how many were cut wrong.
"""

import argparse
import io
import random
from collections import Counter
from collections.abc import Iterator

import pikepdf

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.core.documents.parting import Groups, propose_parting
from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import draw
from tests.generators.papers.make import every_paper
from tests.generators.papers.words import POOLS


def papers(rng: random.Random, many: int) -> Iterator[bytes]:
    """Bills of any vendors, two of one vendor often side by side."""
    vendor = make_vendor(rng.choice(list(POOLS)), rng.randrange(10_000))
    for turn in range(many):
        if rng.random() < 0.6:
            vendor = make_vendor(rng.choice(list(POOLS)), rng.randrange(10_000))
        yield draw(vendor, make_bill(vendor, rng.randrange(1000) * 10 + turn)).data


def together(parts: list[bytes]) -> tuple[bytes, Groups]:
    """One PDF of several, and the pages of each."""
    groups, out = [], io.BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as pdf:
                groups.append((len(whole.pages) + 1, len(whole.pages) + len(pdf.pages)))
                whole.pages.extend(pdf.pages)
        whole.save(out)
    return out.getvalue(), tuple(groups)


def measure(bundles: int, seed: int = 5) -> dict[str, Counter[str]]:
    """What became of bundles, of single bills, and of single papers of other kinds."""
    rng = random.Random(seed)
    told = {"bundles of bills": Counter[str](), "single bills": Counter[str](), "other single papers": Counter[str]()}
    for _ in range(bundles):
        _judge(told["bundles of bills"], *together(list(papers(rng, rng.randint(2, 5)))))
    for _ in range(bundles):
        _judge(told["single bills"], *together(list(papers(rng, 1))))
    for number in range(3):
        for printed in every_paper(seed * 100 + number):
            if printed.data.startswith(b"%PDF"):
                _judge(told["other single papers"], *together([printed.data]))
    return told


def _judge(told: Counter[str], data: bytes, groups: Groups) -> None:
    parting = propose_parting("x" * 64, fetch_pages(data))
    told["pages"] += groups[-1][1]
    if parting.doubt:
        told["left to a person"] += 1
        told["left to a person, and proposed right"] += parting.groups == groups
    else:
        told["right" if parting.groups == groups else "WRONG"] += 1


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bundles", type=int, default=120)
    for family, told in measure(parser.parse_args().bundles).items():
        whole = told["right"] + told["WRONG"] + told["left to a person"]
        shares = "  ".join(f"{what} {many} ({100 * many / max(whole, 1):.1f} %)" for what, many in told.items() if what != "pages")
        print(f"{family:22} {whole} of {told['pages']} pages: {shares}")


if __name__ == "__main__":
    main()
