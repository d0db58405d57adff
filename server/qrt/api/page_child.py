"""What runs inside a child that shows pages: the walls, then sizes, words and pictures of a page on request. No secret and no network in reach (F3)."""

import io
import json
import sys
from base64 import b64encode
from collections.abc import Mapping

from PIL import Image

from qrt.adapters.ocr.pdf import fetch_pages, render_page
from qrt.adapters.scan.child import build_walls, serve

PIXELS_MAX = 60_000_000
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")


def _pages(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Number, width and height of every page, in points or pixels."""
    if not data.startswith(b"%PDF"):
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            frames = getattr(picture, "n_frames", 1)
            return json.dumps([[number + 1, *picture.size] for number in range(min(frames, 500))]).encode()
    return json.dumps([[page.number, page.width, page.height] for page in fetch_pages(data)]).encode()


def _words(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Words of one page with their boxes; a picture has none."""
    if not data.startswith(b"%PDF"):
        return b"[]"
    number = int(str(arguments["number"]))
    page = next(page for page in fetch_pages(data) if page.number == number)
    return json.dumps([[word.text, *word.box] for word in page.words]).encode()


def _picture(arguments: Mapping[str, object], data: bytes) -> bytes:
    """One page as PNG, so many pixels wide."""
    number, width = int(str(arguments["number"])), int(str(arguments["width"]))
    shown = render_page(data, number, width) if data.startswith(b"%PDF") else _scaled(data, number, width)
    return json.dumps(b64encode(shown).decode()).encode()


def _scaled(data: bytes, number: int, width: int) -> bytes:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.size[0] * picture.size[1] > PIXELS_MAX:
            raise ValueError("more pixels than a paper can need")
        picture.seek(number - 1)
        shown = picture.convert("RGB")
        wide = min(width, shown.width)
        shown = shown.resize((wide, max(1, round(shown.height * wide / shown.width))))
        out = io.BytesIO()
        shown.save(out, format="PNG")
        return out.getvalue()


def main() -> None:
    """`python -m qrt.api.page_child MEMORY_BYTES CPU_SECONDS`: started by the pool alone."""
    granted = build_walls(int(sys.argv[1]))
    serve({"pages": _pages, "words": _words, "picture": _picture}, granted, int(sys.argv[2]))


if __name__ == "__main__":
    main()
