"""What runs inside a recogniser child: the walls, then pages of words out of pictures on request. It has more memory and time than a reader, and no other work."""

import sys
from collections.abc import Mapping

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.ocr.recognise import recognise_pdf, recognise_picture
from qrt.adapters.scan.child import build_walls, serve
from qrt.adapters.scan.sandbox import dump_pages


def _recognise(arguments: Mapping[str, object], data: bytes) -> bytes:
    password = arguments.get("password")
    secret = str(password) if password is not None else None
    if data[:1024].find(b"%PDF-") >= 0:
        pages = recognise_pdf(data, fetch_pages(data, secret), secret)
        return dump_pages(tuple(page for page in pages if page.source != "text"))
    return dump_pages(recognise_picture(data))


def main() -> None:
    """`python -m qrt.agents.recognising_child MEMORY_BYTES CPU_SECONDS`: started by the pool alone."""
    granted = build_walls(int(sys.argv[1]))
    serve({"recognise": _recognise}, granted, int(sys.argv[2]))


if __name__ == "__main__":
    main()
