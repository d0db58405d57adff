"""What every place for objects must hold to; the folder, the small S3 of these tests and the emulators of the clouds are asked the same."""

import threading
import uuid
from pathlib import Path

import pytest

from qrt.adapters.storage.blobs import Blobs
from qrt.adapters.storage.objects import ObjectStore

A, B = uuid.UUID(int=1), uuid.UUID(int=2)


def check_blobs(blobs: Blobs) -> None:
    """Bytes come back, what stands is not made anew, what is not there is told, what is removed is gone."""
    for missing in (blobs.read, _removed(blobs)):
        with pytest.raises(KeyError):
            missing("t/none/there")
    assert not blobs.has("t/a/b")
    blobs.write("t/a/b", b"\x00one" * 1000)
    assert blobs.has("t/a/b") and blobs.read("t/a/b") == b"\x00one" * 1000
    blobs.write("t/a/b", b"two")
    assert blobs.read("t/a/b") == b"two"
    assert blobs.create("t/a/b", b"three") == b"two"
    blobs.write("t/a/empty", b"")
    assert blobs.read("t/a/empty") == b""
    blobs.remove("t/a/b")
    blobs.remove("t/a/b")
    assert not blobs.has("t/a/b")
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda n=n: made.append(blobs.create("t/key", bytes([n]) * 60))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8 and set(made) == {blobs.read("t/key")}, "two processes that want a key get the same one"


def _removed(blobs: Blobs):
    def read(name: str) -> bytes:
        blobs.remove(name)
        return blobs.read(name)

    return read


def check_papers(where: Path | str, keys: Path) -> None:
    """Papers of two tenants, sealed; a second process reads them, the other tenant does not."""
    here, paper = ObjectStore(where, keys), b"PAN ABCDE1234F" * 10_000
    name = here.of(A).put_now(paper)
    assert here.of(A).put_now(paper) == name
    here.of(B).put_now(b"another")
    there = ObjectStore(where, keys)
    assert there.of(A).get_now(name) == paper
    with pytest.raises(KeyError):
        there.of(B).get_now(name)
