"""Objects lie sealed, by content, a tenant apart."""

import uuid
from pathlib import Path

import pytest

from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.errors import Unavailable

A, B = uuid.UUID(int=1), uuid.UUID(int=2)


def store(folder: Path) -> ObjectStore:
    return ObjectStore(folder / "objects", folder / "keys")


def files(folder: Path) -> list[Path]:
    return [path for path in (folder / "objects").rglob("*") if path.is_file() and len(path.name) == 64]


def test_what_was_put_comes_back_also_in_another_process(tmp_path: Path) -> None:
    name = store(tmp_path).of(A).put_now(b"a paper")
    assert store(tmp_path).of(A).get_now(name) == b"a paper"


def test_the_disk_never_holds_the_plain_bytes(tmp_path: Path) -> None:
    store(tmp_path).of(A).put_now(b"PAN ABCDE1234F" * 50)
    assert all(b"ABCDE1234F" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_one_tenant_cannot_read_the_object_of_another_even_when_the_file_is_moved(tmp_path: Path) -> None:
    both = store(tmp_path)
    name = both.of(A).put_now(b"a paper")
    with pytest.raises(KeyError):
        both.of(B).get_now(name)
    both.of(B).put_now(b"something")
    here = files(tmp_path / ".")[0] if files(tmp_path)[0].name == name else files(tmp_path)[1]
    there = tmp_path / "objects" / "t" / str(B) / name[:2] / name
    there.parent.mkdir(exist_ok=True)
    there.write_bytes(here.read_bytes())
    with pytest.raises(Unavailable):
        both.of(B).get_now(name)


def test_a_changed_byte_anywhere_keeps_the_object_shut(tmp_path: Path) -> None:
    mine = store(tmp_path).of(A)
    name = mine.put_now(b"a paper of some length")
    (path,) = files(tmp_path)
    sealed = path.read_bytes()
    for position in range(len(sealed)):
        path.write_bytes(sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :])
        with pytest.raises(Unavailable):
            mine.get_now(name)


@pytest.mark.parametrize("name", ["../../keys/kek", "", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_a_name_that_is_no_hash_finds_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyError):
        store(tmp_path).of(A).get_now(name)


def test_key_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    store(tmp_path).of(A)
    for path in (tmp_path / "keys" / "kek", tmp_path / "objects" / "t" / str(A) / "key.1"):
        assert path.stat().st_mode & 0o077 == 0
