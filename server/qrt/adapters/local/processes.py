"""Child processes that end with us, and ports that nobody else holds."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000


def end_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """A preexec function: the kernel sends `number` to the child when the thread that started it ends. Linux alone can do it."""

    def preexec() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(number))

    return preexec


def enter_user_namespace() -> None:
    """Preexec for programs that refuse uid 0: inside the namespace we are uid 1000, outside the files stay ours.

    No user is created, no owner or mode changed, so a data folder under a home with mode 0700 works. Raises OSError where it is not allowed.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {gid} 1")


def user_namespace_works() -> bool:
    """Whether this machine lets us enter a user namespace (locked-down containers do not)."""
    try:
        return subprocess.run([sys.executable, "-c", "pass"], preexec_fn=enter_user_namespace, check=False, capture_output=True).returncode == 0
    except (subprocess.SubprocessError, OSError):
        return False


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether we could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(wanted: int | None = None, host: str = "127.0.0.1") -> int:
    """`wanted` if it is free, else the next free one of the twenty above it, else any; any when nothing is wanted."""
    for port in range(wanted, wanted + 20) if wanted else ():
        if port_is_free(port, host):
            return port
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def remembered_port(file: Path) -> int:
    """The port of the last start when it is still free (addresses stay the same over restarts), else a new one; written to the file."""
    try:
        port = int(file.read_text())
    except (FileNotFoundError, ValueError):
        port = 0
    if not port or not port_is_free(port):
        port = free_port()
    file.write_text(str(port))
    return port


def write_secret(file: Path, text: str) -> None:
    """Write a file that its owner alone can read, from its first byte on."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(file.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
    os.replace(beside, file)


def alive(pid: int) -> bool:
    """Whether a process with this number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
