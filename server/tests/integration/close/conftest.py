"""Closes that several tests look at: made once, read many times."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.scan.sandbox import ReaderPool
from tests.integration.close.bench import Bench, RememberingReaders, make_bench
from tests.integration.close.papers import e_invoice, tiny_books, write_company


@pytest.fixture(scope="session")
def readers() -> Iterator[RememberingReaders]:
    """Reader children that read each paper once."""
    with ReaderPool(size=2) as pool:
        yield RememberingReaders(pool)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of the tiny company with one invoice that nobody booked."""
    from datetime import date

    folder = write_company(tmp_path / "tiny", tiny_books())
    (folder / "inbox" / "Bharat Mills BM-103.json").write_bytes(e_invoice("BM/103", date(2026, 9, 25), 10_000_00))
    return folder


@pytest.fixture
async def bench(sessions: Sessions, db_urls: DatabaseUrls, tiny: Path, tmp_path: Path, readers: RememberingReaders) -> Bench:
    """The tiny company on a database of this test, everything handed in, no run yet."""
    made = await make_bench(sessions, db_urls, tiny, tmp_path / "home", readers)
    await made.hand_in(tiny / "inbox")
    return made


@pytest.fixture
def records() -> Callable[[dict[str, bytes], str], list[dict]]:
    """The rows of a .jsonl file of a package."""
    return lambda files, path: [json.loads(line) for line in files[path].decode().splitlines()]
