"""Embedded servers and the supervisor survive what happens to them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.adapters.local.processes import alive, free_port
from qrt.adapters.local.supervisor import load_running
from qrt.adapters.local.valkey import EmbeddedValkey
from qrt.core.base.errors import Unavailable

SERVER = Path(__file__).resolve().parents[3]


def until(what, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_a_database_killed_with_its_backends_keeps_every_acknowledged_row(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "pg").start()
    try:
        acknowledged = 0
        with psycopg.connect(server.url, autocommit=True) as db:
            db.execute("create table kept (i int primary key)")
            backend = db.info.backend_pid
            with pytest.raises(psycopg.OperationalError):
                for number in range(100_000):
                    db.execute("insert into kept values (%s)", (number,))
                    acknowledged += 1
                    if number == 500:
                        assert server.pid
                        os.kill(server.pid, signal.SIGKILL)
                        os.kill(backend, signal.SIGKILL)
        until(lambda: server.pid is None)
        assert server.ensure()
        assert not server.ensure()
        with psycopg.connect(server.url) as db:
            row = db.execute("select count(*) from kept").fetchone()
            assert row and row[0] >= acknowledged > 500
    finally:
        server.stop()


def test_a_second_start_keeps_data_password_and_port_and_a_rival_is_refused(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", fast=True) as first:
        url = first.url
        with psycopg.connect(url, autocommit=True) as db:
            db.execute("create table kept as select 1 as i")
        with pytest.raises(Unavailable, match="already runs"):
            EmbeddedPostgres(tmp_path / "pg").start()
    with EmbeddedPostgres(tmp_path / "pg", fast=True) as second, psycopg.connect(second.url) as db:
        assert second.url == url
        assert db.execute("select i from kept").fetchone() == (1,)
    assert (tmp_path / "pg" / "superuser.pw").stat().st_mode & 0o077 == 0


def test_a_wrong_password_is_refused_and_the_server_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", fast=True) as server:
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url.replace(":", ":x", 2).replace("postgresql:x", "postgresql:"))
        with psycopg.connect(server.url) as db:
            assert db.execute("show listen_addresses").fetchone() == ("127.0.0.1",)


def test_a_lock_file_left_behind_by_a_killed_server_does_not_stop_the_next_one(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "pg", fast=True).start()
    lock = (tmp_path / "pg" / "data" / "postmaster.pid").read_text()
    server.stop()
    # The process number in it may by now belong to something else: to this very test, say.
    (tmp_path / "pg" / "data" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lock.splitlines()[1:]]))
    with server:
        assert server.pid


def test_missing_binaries_are_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="initdb"):
        EmbeddedPostgres(tmp_path / "pg", bin_folder=str(tmp_path))


def test_valkey_asks_for_its_password_and_starts_again_after_a_kill(tmp_path: Path) -> None:
    with EmbeddedValkey(tmp_path / "vk") as server:
        with pytest.raises(redis.exceptions.AuthenticationError):
            redis.Redis(port=server.port).ping()
        assert server.pid
        os.kill(server.pid, signal.SIGKILL)
        until(lambda: server.pid is None)
        assert server.ensure()
        assert redis.Redis.from_url(server.url).ping()


PLATFORM = """
import sys
from pathlib import Path
from qrt.adapters.local.processes import free_port
from qrt.adapters.local.supervisor import Child, Chore, Plan, run_platform
from qrt.settings import Settings
home, port = Path(sys.argv[1]), sys.argv[2]
def prepare(servers):
    web = Child("web", (sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1", "--directory", str(home)), ready_url=f"http://127.0.0.1:{port}/")
    chore = Chore("count", 0.1, lambda: (home / "chore").write_text("done"))
    return Plan({"MARK": "yes", "QRT_REDIS_URL": servers.redis, "DB": servers.database}, [web], [chore], lambda: print("UP", flush=True))
sys.exit(run_platform(Settings(home=home), prepare))
"""


def start_platform(home: Path, port: int) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(SERVER)}
    platform = subprocess.Popen([sys.executable, "-c", PLATFORM, str(home), str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    assert platform.stdout
    assert any(line == "UP\n" for line in platform.stdout)
    return platform


def children_of(pid: int) -> list[int]:
    return [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]


def test_the_supervisor_starts_again_what_dies_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    platform = start_platform(tmp_path, port)
    children = children_of(platform.pid)
    assert len(children) == 3
    assert load_running(tmp_path)["MARK"] == "yes"
    assert (tmp_path / "run.json").stat().st_mode & 0o077 == 0
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(set(children_of(platform.pid)) - set(children)) == 3)
    until((tmp_path / "chore").exists)
    with psycopg.connect(json.loads((tmp_path / "run.json").read_text())["env"]["DB"]) as db:
        assert db.execute("select 1").fetchone() == (1,)
    later = children_of(platform.pid)
    platform.send_signal(signal.SIGTERM)
    assert platform.wait(30) == 0
    assert not any(alive(pid) for pid in later)
    assert load_running(tmp_path) == {}


def test_children_end_when_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    platform = start_platform(tmp_path, free_port())
    children = children_of(platform.pid)
    platform.kill()
    platform.wait()
    until(lambda: not any(alive(pid) for pid in children))
    again = start_platform(tmp_path, free_port())
    again.terminate()
    assert again.wait(30) == 0


def test_a_port_in_use_gives_the_next_free_one() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port
