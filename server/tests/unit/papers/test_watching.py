"""A watched folder: what still grows is left alone, what was taken is moved, what was refused says why, and a restart loses and doubles nothing."""

from pathlib import Path

from qrt.core.base.errors import Refused
from qrt.flows.watching import Watch


class Desk:
    """Takes papers as the platform does: by their bytes, once."""

    def __init__(self) -> None:
        self.papers: dict[bytes, str] = {}

    async def take(self, name: str, data: bytes) -> str:
        if data == b"bad":
            return "it holds a virus."
        if data == b"signed":
            raise Refused("close.signed", "The close is signed.")
        self.papers.setdefault(data, name)
        return ""


async def test_a_file_that_still_grows_waits_and_is_taken_once_it_stands(tmp_path: Path) -> None:
    desk, watch = Desk(), Watch(tmp_path)
    (tmp_path / "a.csv").write_bytes(b"one")
    assert await watch.look(desk.take) == []
    (tmp_path / "a.csv").write_bytes(b"one and more")
    assert await watch.look(desk.take) == []
    assert await watch.look(desk.take) == ["a.csv was taken in."]
    assert desk.papers == {b"one and more": "a.csv"} and (tmp_path / "done" / "a.csv").exists() and await watch.look(desk.take) == []


async def test_what_is_refused_lies_beside_its_reason(tmp_path: Path) -> None:
    desk, watch = Desk(), Watch(tmp_path)
    (tmp_path / "v.pdf").write_bytes(b"bad")
    (tmp_path / "s.pdf").write_bytes(b"signed")
    await watch.look(desk.take)
    await watch.look(desk.take)
    assert sorted(path.name for path in (tmp_path / "refused").iterdir()) == ["s.pdf", "s.pdf.reason.txt", "v.pdf", "v.pdf.reason.txt"]
    assert (tmp_path / "refused" / "v.pdf.reason.txt").read_text() == "it holds a virus.\n" and desk.papers == {}


async def test_hidden_unfinished_and_linked_files_are_left_alone(tmp_path: Path) -> None:
    desk, watch = Desk(), Watch(tmp_path)
    for name in (".hidden", "a.pdf.crdownload", "b.part", "~$c.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    assert [await watch.look(desk.take) for _ in range(2)] == [[], []] and desk.papers == {}


async def test_who_stopped_between_taking_and_moving_takes_again_and_makes_no_second_paper(tmp_path: Path) -> None:
    desk = Desk()
    (tmp_path / "a.csv").write_bytes(b"one")
    await desk.take("a.csv", b"one")
    watch = Watch(tmp_path)
    await watch.look(desk.take)
    await watch.look(desk.take)
    assert len(desk.papers) == 1 and (tmp_path / "done" / "a.csv").exists()
    (tmp_path / "a.csv").write_bytes(b"another of the same name")
    await watch.look(desk.take)
    await watch.look(desk.take)
    assert len(list((tmp_path / "done").iterdir())) == 2 and len(desk.papers) == 2
