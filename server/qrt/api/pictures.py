"""Pictures and words of a page, made in a worker thread."""

import asyncio

from qrt.adapters.ocr import pdf
from qrt.core.documents.types import Word


async def page_picture(data: bytes, media_type: str, number: int, width: int) -> bytes | None:
    """PNG of a page at this width in pixels, or None when the paper has no such page."""
    return await asyncio.to_thread(pdf.page_png, data, media_type, number, width)


async def page_words(data: bytes, media_type: str, number: int) -> tuple[Word, ...] | None:
    """Words of a page with their boxes, or None when the paper has no such page."""
    return await asyncio.to_thread(pdf.page_words, data, media_type, number)
