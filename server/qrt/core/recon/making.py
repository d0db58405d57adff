"""The name of a match."""

import hashlib
from collections.abc import Iterable


def match_id(left: Iterable[str], right: Iterable[str]) -> str:
    """Stable id of "these items belong together", whatever found it."""
    text = "\x1f".join(sorted(left)) + "\x1e" + "\x1f".join(sorted(right))
    return "match:" + hashlib.sha256(text.encode()).hexdigest()[:20]
