"""Tables found in PDFs against the cell truth of ICDAR-2013: pairs of neighbouring cells, F1 over all documents.

`python -m tests.bench.tables FOLDER [-v]` prints precision, recall and F1 by document and CPU seconds a page. Every page is read, those without tables too.
"""

import re
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.core.documents.grid import find_tables

Spot = tuple[int, int, int, int, str]
"""First and last row, first and last column, text."""


def relations(cells: Iterable[Spot]) -> Counter[tuple[str, str, str]]:
    """Each filled cell with its next filled neighbour to the right and below."""
    taken: dict[tuple[int, int], int] = {}
    spots = [(r0, r1, c0, c1, re.sub(r"\W|_", "", text.lower())) for r0, r1, c0, c1, text in cells]
    spots = [spot for spot in spots if spot[4]]
    for index, (r0, r1, c0, c1, _) in enumerate(spots):
        for row in range(r0, r1 + 1):
            for column in range(c0, c1 + 1):
                taken[(row, column)] = index
    rows = max((spot[1] for spot in spots), default=-1)
    columns = max((spot[3] for spot in spots), default=-1)
    found: set[tuple[int, int, str]] = set()
    for (row, column), index in taken.items():
        for step_row, step_column, way in ((0, 1, "right"), (1, 0, "below")):
            i, j = row + step_row, column + step_column
            while i <= rows and j <= columns:
                other = taken.get((i, j))
                if other is not None and other != index:
                    found.add((index, other, way))
                if other is not None and other != index:
                    break
                i, j = i + step_row, j + step_column
    return Counter((spots[a][4], spots[b][4], way) for a, b, way in found)


def truth(path: Path) -> Counter[tuple[str, str, str]]:
    """Relations of every table of a truth file."""
    found: Counter[tuple[str, str, str]] = Counter()
    for table in ET.parse(path).getroot().iter("table"):
        for region in table.iter("region"):
            down, across = int(region.get("row-increment") or 0), int(region.get("col-increment") or 0)
            cells = []
            for cell in region.iter("cell"):
                r0, c0 = int(cell.get("start-row") or 0), int(cell.get("start-col") or 0)
                r1, c1 = int(cell.get("end-row") or r0), int(cell.get("end-col") or c0)
                cells.append((r0 + down, r1 + down, c0 + across, c1 + across, cell.findtext("content") or ""))
            found += relations(cells)
    return found


def read(path: Path) -> tuple[Counter[tuple[str, str, str]], int]:
    """Relations of every table found, and how many pages were looked at."""
    found: Counter[tuple[str, str, str]] = Counter()
    pages = fetch_pages(path.read_bytes())
    for page in pages:
        for table in find_tables(page):
            found += relations((c.row, c.row + c.rows - 1, c.column, c.column + c.columns - 1, c.text) for c in table.cells)
    return found, len(pages)


def main() -> None:
    """Print the score."""
    right = read_in_all = true_in_all = pages_in_all = 0
    began = time.process_time()
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        labels = truth(path.with_name(f"{path.stem}-str.xml"))
        found, pages = read(path)
        good = sum((labels & found).values())
        right, read_in_all, true_in_all, pages_in_all = right + good, read_in_all + found.total(), true_in_all + labels.total(), pages_in_all + pages
        precision, recall = good / max(found.total(), 1), good / max(labels.total(), 1)
        print(
            f"{path.stem:10} P {precision:.3f} R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}  {labels.total()} true, {found.total()} read"
        )
        if "-v" in sys.argv and path.stem in sys.argv:
            print("missing", list((labels - found).items())[:40])
            print("extra", list((found - labels).items())[:40])
    seconds = time.process_time() - began
    precision, recall = right / max(read_in_all, 1), right / max(true_in_all, 1)
    print(
        f"all        P {precision:.3f} R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}  {seconds / max(pages_in_all, 1):.4f} CPU s/page over {pages_in_all} pages"
    )


if __name__ == "__main__":
    main()
