"""Whether the place of the papers answers, for `qrt doctor`."""

import contextlib
from pathlib import Path

from qrt.adapters.storage.blobs import open_blobs
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.finding import Finding, Severity

_PROBE = "doctor/probe"


def check_store(where: Path | str) -> Finding:
    """One finding, doctor.store: a word is written, read and taken away again. A folder is looked at with the disk."""
    if isinstance(where, Path):
        return Finding("doctor.store", Severity.INFO, "store", "Papers lie in a folder of this machine.")
    try:
        blobs = open_blobs(where)
        blobs.write(_PROBE, b"probe")
        answers = blobs.read(_PROBE) == b"probe"
        with contextlib.suppress(Unavailable):
            # A role without the right to delete is the better one.
            blobs.remove(_PROBE)
    except (Refused, Unavailable) as wrong:
        return Finding("doctor.store", Severity.BLOCKING, "store", wrong.sentence)
    except KeyError:
        answers = False
    sentence = f"Papers lie in {where}." if answers else f"{where} does not give back what was put there."
    return Finding("doctor.store", Severity.INFO if answers else Severity.BLOCKING, "store", sentence)
