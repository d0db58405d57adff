"""What one re-filing does: of the next bills of its program how many are filed so, and of papers of other layouts how many are wrongly."""

from collections.abc import Iterable

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.core.documents.kind_memory import KindLesson, layout_of, near_lessons
from qrt.core.documents.types import DocumentKind
from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import draw
from tests.generators.papers.make import every_paper

TURNS = 4
"""Bills of each vendor: the first is filed anew, the others follow."""


def measure_refiling(halves: Iterable[str], vendors: int, seeds: Iterable[int]) -> str:
    """One line. Each vendor's first bill is filed anew by itself, so that a bill of another vendor that follows it is wrong."""
    layouts = {(half, seed): [_layout(half, seed, turn) for turn in range(TURNS)] for half in halves for seed in range(vendors)}
    lessons = {vendor: KindLesson(str(vendor), "first", shown[0], DocumentKind.TAX_INVOICE, DocumentKind.DEBIT_NOTE) for vendor, shown in layouts.items()}
    followed = [bool(near_lessons([lessons[vendor]], each)) for vendor, shown in layouts.items() for each in shown[1:]]
    every = list(lessons.values())
    strangers = [len([near for near in near_lessons(every, shown[1]) if near.document != str(vendor)]) for vendor, shown in layouts.items()]
    others = [layout_of(fetch_pages(paper.data)) for seed in seeds for paper in every_paper(seed)]
    wrongly = sum(bool(near_lessons(every, each)) for each in others)
    pairs = len(layouts) * (len(layouts) - 1)
    return (
        f"re-filing: the next bills of a program filed so {sum(followed)}/{len(followed)} {100 * sum(followed) / len(followed):5.1f} %  "
        f"bills of other programs {sum(strangers)}/{pairs} pairs  papers of other kinds {wrongly}/{len(others)}"
    )


def _layout(half: str, seed: int, turn: int) -> str:
    vendor = make_vendor(half, seed)
    return layout_of(fetch_pages(draw(vendor, make_bill(vendor, turn)).data))
