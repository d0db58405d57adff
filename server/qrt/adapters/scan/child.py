"""The inside of a reader child: walls first, then a loop of requests over two pipes. Nothing here knows what is read.

Messages are a length, a JSON header, a length, and raw bytes; no pickle ever crosses. The wall: address space, processor time, open files, no files
written, no core dumps, no new privileges, an empty network where the kernel lets us have one, an environment without secrets.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO

HEADER = struct.Struct(">IQ")
Handler = Callable[[Mapping[str, object], bytes], bytes]
"""Takes the arguments and the bytes of a request, gives JSON."""

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38


def build_walls(memory_bytes: int) -> dict[str, bool]:
    """Give up what a reader does not need, before anything hostile is read. Answers which walls the kernel granted."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    granted = {"network": _leave_network()}
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "prctl"):
        granted["privileges"] = library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # A write beyond the file size limit raises an error and does not kill.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return granted


def _leave_network() -> bool:
    """Move to an empty network namespace: directly as root, else inside an own user namespace."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "unshare"):
        return False
    return library.unshare(_CLONE_NEWNET) == 0 or library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0


def serve(handlers: Mapping[str, Handler], granted: Mapping[str, bool], cpu_seconds: int) -> None:
    """Answer requests until the parent closes the pipe. What a handler raises becomes a failed answer; the parent decides about us.

    This is the outermost edge of the child, so it catches everything.
    """
    inbox, outbox = _pipes()
    _send(outbox, {"ready": True, "walls": dict(granted)}, b"")
    while (request := _receive(inbox)) is not None:
        header, data = request
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + cpu_seconds + 1, hard))
        try:
            answer = handlers[str(header["method"])](header["arguments"], data)
        except MemoryError:
            _send(outbox, {"failed": "memory"}, b"")
            return
        except RecursionError:
            _send(outbox, {"failed": "nested too deep"}, b"")
        except Exception as wrong:  # noqa: BLE001 - outermost edge.
            _send(outbox, {"failed": f"{type(wrong).__name__}: {wrong}"[:300]}, b"")
        else:
            _send(outbox, {"failed": ""}, answer)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: whatever a library prints goes nowhere and cannot be taken for an answer."""
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    sys.stdout = sys.stderr
    return inbox, outbox


def _receive(inbox: BinaryIO) -> tuple[dict, bytes] | None:
    prefix = inbox.read(HEADER.size)
    if len(prefix) < HEADER.size:
        return None
    header_size, data_size = HEADER.unpack(prefix)
    return json.loads(inbox.read(header_size)), inbox.read(data_size)


def _send(outbox: BinaryIO, header: Mapping[str, object], data: bytes) -> None:
    text = json.dumps(header).encode()
    outbox.write(HEADER.pack(len(text), len(data)) + text)
    outbox.write(data)
    outbox.flush()
