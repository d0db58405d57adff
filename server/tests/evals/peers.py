"""Other programs on the same generated bills, each in the interpreter that has it: what stands in their answers of what is printed.

invoice2data answers with fields, out of templates that somebody wrote for a vendor: of a vendor without one it says nothing. The others give words or tables and no fields, so
that what is asked of them is less: whether the number, the day as printed and the total stand in their text at all, and whether a row of goods comes out as one row with
description, HSN, quantity and amount in cells of their own.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import Drawn, draw

_PROGRAM = r"""
import json, sys, time
name, folder, out = sys.argv[1:4]
from pathlib import Path
answers = {}
start = time.process_time()
for path in sorted(Path(folder).glob("*.pdf")):
    said = {"text": "", "fields": {}, "rows": []}
    try:
        if name == "invoice2data":
            from invoice2data import extract_data
            found = extract_data(str(path))
            said["fields"] = {key: str(value) for key, value in found.items()} if found else {}
        elif name == "pdfplumber":
            import pdfplumber
            with pdfplumber.open(path) as pdf:
                said["text"] = "\n".join(page.extract_text() or "" for page in pdf.pages)
                said["rows"] = [[cell or "" for cell in row] for page in pdf.pages for table in page.extract_tables() for row in table]
        elif name == "camelot":
            import camelot
            for flavor in ("lattice", "stream"):
                tables = camelot.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True)
                said["rows"] += [list(map(str, row)) for table in tables for row in table.df.values.tolist()]
        elif name == "pytesseract":
            import pypdfium2, pytesseract
            document = pypdfium2.PdfDocument(str(path))
            said["text"] = "\n".join(pytesseract.image_to_string(page.render(scale=200 / 72).to_pil()) for page in document)
    except Exception as wrong:
        said["failed"] = f"{type(wrong).__name__}: {wrong}"[:200]
    answers[path.stem] = said
Path(out).write_text(json.dumps({"answers": answers, "seconds": time.process_time() - start}))
"""

PEERS = ("invoice2data", "pdfplumber", "camelot", "pytesseract")
_FIELDS = {"invoice_number": "invoice_number", "invoice_date": "date", "totals.grand_total": "amount"}


def compare_peers(python: Path, pool: str, count: int) -> Iterator[str]:
    """A line for each peer that the interpreter has."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = {}
        for seed in range(count):
            vendor = make_vendor(pool, seed)
            bill = make_bill(vendor, 0)
            drawn[f"{seed:03}"] = draw(vendor, bill), bill.day.strftime(vendor.habit["day"])
            (Path(folder) / f"{seed:03}.pdf").write_bytes(drawn[f"{seed:03}"][0].data)
        for name in PEERS:
            module = subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False)
            if module.returncode:
                yield f"{name:14} is not installed in {python}"
                continue
            yield from _one(python, name, Path(folder), drawn)


def _one(python: Path, name: str, folder: Path, drawn: dict[str, tuple[Drawn, str]]) -> Iterator[str]:
    out = folder / f"{name}.json"
    done = subprocess.run([python, "-c", _PROGRAM, name, folder, out], capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode:
        yield f"{name:14} failed: {done.stderr.strip().splitlines()[-1:]}"
        return
    content = json.loads(out.read_text(encoding="utf-8"))
    fields = words = asked = rows = lines = failed = 0
    for key, said in content["answers"].items():
        bill, day = drawn[key]
        failed += "failed" in said
        text = said["text"].replace(",", "")
        for field, theirs in _FIELDS.items():
            told = bill.fields[field].value
            asked += 1
            fields += _flat(told) == _flat(said["fields"].get(theirs, "")[:10] if field == "invoice_date" else said["fields"].get(theirs, ""))
            words += (day.replace(",", "") if field == "invoice_date" else told) in text
        lines += len(bill.lines)
        rows += sum(any(_is_row(row, line) for row in said["rows"]) for line in bill.lines)
    yield (
        f"{name:14} fields {100 * fields / asked:5.1f} %  in its text {100 * words / asked:5.1f} %  rows {100 * rows / max(1, lines):5.1f} %  "
        f"failed {failed} of {len(drawn)}  {content['seconds']:.1f} s of processor"
    )


def _is_row(cells: list[str], line: dict) -> bool:
    flat = [_flat(cell) for cell in cells]
    wanted = [_flat(line[column].value) for column in ("description", "hsn", "quantity", "taxable")]
    return any(cell.startswith(wanted[0]) for cell in flat) and all(any(cell == each for cell in flat) for each in wanted[1:])


def _flat(text: str) -> str:
    return "".join(filter(str.isalnum, str(text))).upper()
