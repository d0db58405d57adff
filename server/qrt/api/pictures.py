"""Sizes, words and pictures of pages. The paper is opened in a walled child process, never here (D4)."""

import asyncio
import json
from base64 import b64decode

from qrt.adapters.scan.sandbox import ReaderFailed, ReaderPool
from qrt.core.documents.types import Extraction, Page, Paper, Word
from qrt.core.documents.vendor.lesson import Lesson

_HAS_PAGES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")


class PageViewer:
    """Shows pages of papers, by at most `size` children that start when they are first needed."""

    def __init__(self, size: int = 1) -> None:
        self._pool = ReaderPool(size=size, seconds=15.0, module="qrt.api.page_child")

    def close(self) -> None:
        """Stop the children."""
        self._pool.close()

    async def sizes(self, data: bytes) -> list[tuple[int, float, float]]:
        """Number, width and height of every page; none for a paper without pages, or one that cannot be opened."""
        answer = await self._ask("pages", {}, data)
        return [(int(number), float(width), float(height)) for number, width, height in json.loads(answer)] if answer else []

    async def words(self, data: bytes, number: int) -> tuple[Word, ...] | None:
        """Words of a page with their boxes, or None when the paper has no such page."""
        answer = await self._ask("words", {"number": number}, data)
        return tuple(Word(text, (x0, y0, x1, y1)) for text, x0, y0, x1, y1 in json.loads(answer)) if answer else None

    async def picture(self, data: bytes, number: int, width: int, turn: int = 0, skew: float = 0.0) -> bytes | None:
        """PNG of a page at this width in pixels, turned and straightened as a recogniser saw it; None when the paper has no such page."""
        answer = await self._ask("picture", {"number": number, "width": width, "turn": turn, "skew": skew}, data)
        return b64decode(json.loads(answer)) if answer else None

    async def cells(self, data: bytes) -> list[list[str]] | None:
        """Cells of the first filled sheet of a workbook, or of a text with separators, as text; None when it is neither."""
        try:
            answer = await asyncio.to_thread(self._pool.call, "cells", {}, data)
        except ReaderFailed:
            return None
        return [[str(cell) for cell in row] for row in json.loads(answer)]

    async def unlock(self, data: bytes, name: str, password: str) -> bytes | None:
        """The paper without its lock, None when this password does not open it. The password goes through a pipe and stands nowhere else."""
        try:
            answer = await asyncio.to_thread(self._pool.call, "unlock", {"name": name, "password": password}, data)
        except ReaderFailed:
            return None
        plain = json.loads(answer)
        return b64decode(plain) if plain is not None else None

    async def learn(self, paper: Paper, data: bytes, decided: Extraction, recognised: tuple[Page, ...]) -> Lesson | None:
        """What a bill teaches whose fields people decided; None for nothing, and where the child failed."""
        try:
            return await asyncio.to_thread(self._pool.learn, paper, data, decided, recognised)
        except ReaderFailed:
            return None

    async def _ask(self, method: str, arguments: dict[str, object], data: bytes) -> bytes | None:
        if not (data.startswith(_HAS_PAGES) or data[8:12] == b"WEBP"):
            return None
        try:
            return await asyncio.to_thread(self._pool.call, method, arguments, data)
        except ReaderFailed:
            return None
