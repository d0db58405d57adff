"""The scanner's client against the real daemon, with one signature of our own: the EICAR test file."""

import hashlib
import shutil
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrt.adapters.scan.clamd import EICAR, ClamdScanner

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
STREAM_BYTES = 1_000_000

pytestmark = pytest.mark.skipif(CLAMD is None, reason="ClamAV's daemon is not installed")


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClamdScanner]:
    folder = tmp_path_factory.mktemp("clamd")
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "own.hdb").write_text(f"{hashlib.md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Own.Eicar\n")
    # A unix socket's path may be no longer than about a hundred letters.
    address = Path(f"/tmp/qrt-clamd-{zlib.crc32(str(folder).encode()):08x}.sock")
    settings = {
        "DatabaseDirectory": signatures,
        "LocalSocket": address,
        "Foreground": "yes",
        "StreamMaxLength": STREAM_BYTES,
        "TemporaryDirectory": folder,
        "LogFile": folder / "log",
    }
    config = folder / "clamd.conf"
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    process = subprocess.Popen([str(CLAMD), "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = ClamdScanner(str(address), seconds=10)
    try:
        until = time.monotonic() + 60
        while not made.is_healthy():
            assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.1)
        yield made
    finally:
        process.kill()
        process.wait()
        address.unlink(missing_ok=True)


def test_a_clean_paper_is_clean_and_a_known_threat_has_its_name(scanner: ClamdScanner) -> None:
    assert scanner.scan(b"Date,Narration,Amount\n01-07-2026,Opening,100.00\n").state == "clean"
    verdict = scanner.scan(EICAR)
    assert (verdict.state, verdict.detail.startswith("Own.Eicar")) == ("infected", True)


def test_what_the_daemon_will_not_take_is_not_clean(scanner: ClamdScanner) -> None:
    assert scanner.scan(b"x" * (STREAM_BYTES * 3)).state == "not_scanned"


def test_many_papers_in_a_row(scanner: ClamdScanner) -> None:
    states = [scanner.scan(EICAR if number % 5 == 0 else f"%PDF-1.7 paper {number}".encode()).state for number in range(50)]
    assert states == ["infected" if number % 5 == 0 else "clean" for number in range(50)]
