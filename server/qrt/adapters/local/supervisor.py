"""One process that owns all others: embedded servers, web, workers. It starts them in order, starts them again when they die, and stops them in the opposite order."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.adapters.local.processes import alive, end_with_parent, write_secret
from qrt.adapters.local.valkey import EmbeddedValkey
from qrt.core.base.errors import Refused, Unavailable
from qrt.settings import Settings

BACKOFF_SECONDS = (0.5, 1.0, 2.0, 5.0, 15.0)
"""Wait before the first, second, ... start again; a child that lived for a minute begins anew."""

STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep running. `ready_url` answering 200 means it is up."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    ready_url: str = ""
    ready_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something small the supervisor does itself every so often, as sealing the audit trail."""

    name: str
    every_seconds: float
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Servers:
    """Addresses of the two servers: `database` is the privileged one."""

    database: str
    redis: str

    def __repr__(self) -> str:
        return "Servers(…)"


@dataclass(slots=True)
class Plan:
    """What runs once the servers are up and the database is prepared. `env` goes to every child and to `run.json`, where `qrt worker` finds it."""

    env: dict[str, str]
    children: Sequence[Child]
    chores: Sequence[Chore] = ()
    announce: Callable[[], None] = lambda: None


Say = Callable[[str], None]


def say_line(text: str) -> None:
    """Progress goes to stderr, at once."""
    print(text, file=sys.stderr, flush=True)


def run_platform(settings: Settings, prepare: Callable[[Servers], Plan], say: Say = say_line) -> int:
    """Run until SIGINT or SIGTERM; returns the exit code. `prepare` migrates and says what to run. Must be called from the main thread.

    Raises Unavailable or Refused when the servers or the preparation fail; everything started by then is stopped.
    """
    stopping = threading.Event()
    earlier = {number: signal.signal(number, lambda *_: stopping.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    platform = _Platform(settings, say, stopping)
    try:
        platform.start(prepare)
        platform.watch()
        return 0
    finally:
        platform.stop()
        for number, handler in earlier.items():
            signal.signal(number, handler)


def load_running(home: Path) -> dict[str, str]:
    """Environment of the platform that runs over this home, for further workers and the doctor; empty when none runs."""
    try:
        kept = json.loads((home / "run.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return kept["env"] if alive(kept["pid"]) else {}


class _Platform:
    def __init__(self, settings: Settings, say: Say, stopping: threading.Event) -> None:
        self.settings, self.say, self.stopping = settings, say, stopping
        self.postgres: EmbeddedPostgres | None = None
        self.valkey: EmbeddedValkey | None = None
        self.running: list[_Running] = []
        self.chores: list[threading.Thread] = []

    def start(self, prepare: Callable[[Servers], Plan]) -> None:
        home = self.settings.home
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if load_running(home):
            raise Refused("platform.already_runs", f"A platform already runs over {home}; stop it first, or set QRT_HOME.")
        database, redis = self._database(), self._redis()
        with _timed(self.say, "database prepared"):
            plan = prepare(Servers(database, redis))
        write_secret(home / "run.json", json.dumps({"pid": os.getpid(), "env": plan.env}))
        for child in plan.children:
            if self.stopping.is_set():
                return
            running = _Running(child, {**os.environ, **plan.env, **child.env}, self.say)
            self.running.append(running)
            with _timed(self.say, f"{child.name} started"):
                running.start()
                running.wait_ready(self.stopping)
        for chore in plan.chores:
            thread = threading.Thread(target=self._repeat, args=(chore,), name=chore.name, daemon=True)
            thread.start()
            self.chores.append(thread)
        if not self.stopping.is_set():
            plan.announce()

    def watch(self) -> None:
        while not self.stopping.wait(0.25):
            for server, name in ((self.postgres, "PostgreSQL"), (self.valkey, "Valkey")):
                try:
                    if server and server.ensure():
                        self.say(f"{name} had died and was started again")
                except Unavailable as wrong:
                    self.say(f"{name} does not start again, next try in 5 s: {wrong.sentence[:300]}")
                    self.stopping.wait(5)
            for running in self.running:
                running.ensure()

    def stop(self) -> None:
        if self.running or self.postgres or self.valkey:
            self.say("stopping …")
        self.stopping.set()
        for running in reversed(self.running):
            running.ask_to_stop()
        until = time.monotonic() + STOP_SECONDS
        for running in reversed(self.running):
            running.wait_stopped(until)
        for thread in self.chores:
            thread.join(5)
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()
        (self.settings.home / "run.json").unlink(missing_ok=True)

    def _database(self) -> str:
        if self.settings.database_url:
            self.say("external PostgreSQL")
            return self.settings.database_url
        with _timed(self.say, "PostgreSQL started"):
            self.postgres = EmbeddedPostgres(self.settings.home / "postgres", bin_folder=self.settings.pg_bin)
            return self.postgres.start().url

    def _redis(self) -> str:
        if self.settings.redis_url:
            self.say("external Valkey")
            return self.settings.redis_url
        with _timed(self.say, "Valkey started"):
            self.valkey = EmbeddedValkey(self.settings.home / "valkey")
            return self.valkey.start().url

    def _repeat(self, chore: Chore) -> None:
        while not self.stopping.wait(chore.every_seconds):
            try:
                chore.do()
            except Exception as wrong:  # noqa: BLE001  The outermost edge of a chore: one bad minute must not end it.
                self.say(f"{chore.name} failed, tried again in {chore.every_seconds:.0f} s: {type(wrong).__name__}")


class _Running:
    """A child and its history."""

    def __init__(self, child: Child, env: Mapping[str, str], say: Say) -> None:
        self.child, self.env, self.say = child, env, say
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.deaths = 0
        self.start_at = 0.0

    def start(self) -> None:
        # Its own session, so that Ctrl-C in the terminal comes to the supervisor alone; tied, so that it never outlives it.
        self.process = subprocess.Popen(
            self.child.command, env=dict(self.env), stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent(signal.SIGTERM)
        )
        self.started_at = time.monotonic()

    def ensure(self) -> None:
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self.deaths = 1 if now - self.started_at > 60 else self.deaths + 1
            wait = BACKOFF_SECONDS[min(self.deaths, len(BACKOFF_SECONDS)) - 1]
            self.say(f"{self.child.name} ended with {self.process.returncode}; started again in {wait:g} s")
            self.process, self.start_at = None, now + wait
        elif self.process is None and now >= self.start_at:
            self.start()

    def wait_ready(self, stopping: threading.Event) -> None:
        until = time.monotonic() + self.child.ready_seconds
        while self.child.ready_url and not _answers(self.child.ready_url) and not stopping.wait(0.1):
            if self.process and self.process.poll() is not None:
                raise Unavailable(self.child.name, f"{self.child.name} ended with {self.process.returncode} before it was ready.")
            if time.monotonic() > until:
                raise Unavailable(self.child.name, f"{self.child.name} was not ready after {self.child.ready_seconds:.0f} s.")

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_stopped(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class _timed:
    """Says what was done and how long it took."""

    def __init__(self, say: Say, what: str) -> None:
        self.say, self.what = say, what

    def __enter__(self) -> None:
        self.begun = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.say(f"{self.what} in {time.monotonic() - self.begun:.1f} s")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError, ValueError):
        return False
