"""What a bill teaches that people went through, from its own bytes. Runs inside a child, as everything does that opens a paper."""

import json

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.scan.sandbox import load_extractions, load_pages
from qrt.agents.contract import Proposal
from qrt.agents.extractor import propose_extraction
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import Paper
from qrt.core.documents.vendor.learn import learn


def learn_paper(paper: Paper, data: bytes, decided: object, recognised: object) -> bytes:
    """JSON of the lesson, null where the bill teaches nothing. `decided` and `recognised` are as `sandbox.learning_arguments` writes them."""
    (said,) = load_extractions(json.dumps(decided).encode())
    seen = {page.number: page for page in load_pages(recognised)}
    pages = tuple(seen.get(page.number, page) for page in fetch_pages(data)) if data.startswith(b"%PDF") else tuple(seen.values())
    if not pages:
        return b"null"
    sheet = lay_out(paper.sha256, pages)
    # Read alone, so that what is learnt does not lean on what was learnt before.
    alone = propose_extraction(paper, Proposal("person", "", said.kind, 1.0, ("decided",)), sheet).value
    lesson = learn(sheet, said.fields, alone)
    return json.dumps(lesson.content() if lesson else None).encode()
