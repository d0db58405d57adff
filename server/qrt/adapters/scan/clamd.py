"""ClamAV's daemon over its own socket. It fails closed: what could not be scanned is not clean.

A daemon says "OK" to a zip bomb in spite of its limits (clamav issue 633), so the guards never rely on it.
"""

import socket
import struct
from contextlib import closing
from dataclasses import dataclass
from typing import Literal, Protocol

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.types import Paper

CHUNK = 64 * 1024
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True, slots=True)
class ScanVerdict:
    """clean, infected with a name, or not_scanned with a reason (then it stays in quarantine)."""

    state: Literal["clean", "infected", "not_scanned"]
    detail: str = ""


class Scanner(Protocol):
    """Anything that can say whether bytes are a known threat."""

    def scan(self, data: bytes) -> ScanVerdict: ...


@dataclass(frozen=True, slots=True)
class NullScanner:
    """No scanner is configured: the own rules and guards are the only defence, and the doctor says so."""

    def scan(self, data: bytes) -> ScanVerdict:
        """Always clean: the tenant runs without a daemon."""
        return ScanVerdict("clean", "no scanner configured")


@dataclass(frozen=True, slots=True)
class ClamdScanner:
    """INSTREAM client. `address` is "host:port" or the path of a unix socket."""

    address: str
    seconds: float = 30.0

    def scan(self, data: bytes) -> ScanVerdict:
        """Send the bytes, read the verdict. Every trouble is not_scanned: daemon away, stream limit, time over, odd answer."""
        try:
            return _verdict(self._talk(b"zINSTREAM\0", data))
        except (OSError, ValueError) as wrong:
            return ScanVerdict("not_scanned", f"the scanner did not answer ({type(wrong).__name__})")

    def is_healthy(self) -> bool:
        """The daemon answers PING and finds the test file: called at start, so that a scanner without signatures is noticed."""
        try:
            alive = self._talk(b"zPING\0", None) == "PONG"
        except (OSError, ValueError):
            return False
        return alive and self.scan(EICAR).state == "infected"

    def _talk(self, command: bytes, data: bytes | None) -> str:
        with closing(self._connect()) as link:
            link.sendall(command)
            if data is not None:
                try:
                    for start in range(0, len(data), CHUNK):
                        part = data[start : start + CHUNK]
                        link.sendall(struct.pack(">I", len(part)) + part)
                    link.sendall(struct.pack(">I", 0))
                except (BrokenPipeError, ConnectionResetError):
                    # Beyond StreamMaxLength the daemon answers and hangs up while we still send.
                    pass
            return _read_answer(link)

    def _connect(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if colon and port.isdigit():
            return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            link.settimeout(self.seconds)
            link.connect(self.address)
        except OSError:
            link.close()
            raise
        return link


def check_virus(paper: Paper, verdict: ScanVerdict) -> tuple[Finding, ...]:
    """Nothing for a clean paper; document.virus or document.not_scanned else, both of which keep it in quarantine."""
    subject, place = f"document:{paper.sha256}", (Place(paper.sha256),)
    if verdict.state == "infected":
        return (Finding("document.virus", Severity.ERROR, subject, f"{paper.name} holds {verdict.detail}; it was locked away.", evidence=place),)
    if verdict.state == "not_scanned":
        sentence = f"{paper.name} could not be scanned for viruses: {verdict.detail}; it stays locked away until it is."
        return (Finding("document.not_scanned", Severity.ERROR, subject, sentence, evidence=place),)
    return ()


def _read_answer(link: socket.socket) -> str:
    answer = b""
    while not answer.endswith((b"\0", b"\n")) and len(answer) < 4096:
        part = link.recv(4096)
        if not part:
            break
        answer += part
    if not answer:
        raise ValueError("no answer")
    return answer.rstrip(b"\0\r\n").decode("utf-8", "replace")


def _verdict(answer: str) -> ScanVerdict:
    body = answer.removeprefix("stream: ")
    if body == "OK":
        return ScanVerdict("clean")
    if body.endswith(" FOUND"):
        return ScanVerdict("infected", body.removesuffix(" FOUND"))
    return ScanVerdict("not_scanned", f"the scanner said {body[:100]!r}")
