"""Public keys of the portals that sign e-invoices."""

from functools import cache
from pathlib import Path

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, make_rows, read_rules


@cache
def load_irp_keys(folder: Path = RULES_FOLDER) -> dict[str, bytes]:
    """PEM by key id; empty until the installation has added some. Raises Refused("rules.unreadable") naming file and row."""
    name = "irp_keys.yaml"
    return dict(make_rows(name, read_rules(folder, name), "keys", _key))


def _key(row: Row) -> tuple[str, bytes]:
    pem = str(row["pem"]).strip()
    if not str(row["kid"]).strip() or "BEGIN PUBLIC KEY" not in pem:
        raise ValueError("a row needs a kid and a PEM public key")
    return str(row["kid"]).strip(), pem.encode()
