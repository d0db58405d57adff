"""`python -m qrt.api.openapi`: write server/openapi.json, from which the page's client is generated."""

import json
import sys
from pathlib import Path

from qrt.api.app import build

FILE = Path(__file__).parents[2] / "openapi.json"


def document() -> str:
    """The OpenAPI document as it stands in the repository."""
    return json.dumps(build().openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
    sys.stderr.write(f"wrote {FILE.name}\n")
