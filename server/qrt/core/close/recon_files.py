"""How reconciliations are proved, as files of the package: what was accepted without a person, by which rules, and the statement with its signatures."""

import json
from collections.abc import Iterable
from typing import Any

from qrt.core.base.canonical import plain
from qrt.core.close.recon_decided import signatures_of, statement_digest, ticks_of
from qrt.core.close.rows import csv_bytes
from qrt.core.close.types import Decision
from qrt.core.recon.acceptance import match_size, measured_precision
from qrt.core.recon.proof import Proven
from qrt.core.recon.statement import statement_content
from qrt.core.recon.types import Reconciliation

AUTOMATIC_COLUMNS = ("match_id", "stage", "amount_paise", "difference_paise", "score", "margin", "look", "found", "status", "reasons")


def proof_files(entity: str, result: Reconciliation, proven: Proven, decisions: Iterable[Decision]) -> dict[str, bytes]:
    """automatic.csv, acceptance.json and statement.json of one reconciliation, by name."""
    decided = tuple(decisions)
    ticks = ticks_of(decided, entity, result)
    accepted = proven.acceptance.accepted
    rows = [
        [
            match.id,
            match.stage.value,
            match_size(match),
            match.difference,
            round(match.score, 4),
            round(match.margin, 4),
            accepted[match.id].value,
            {True: "right", False: "wrong", None: ""}[ticks.get(match.id)],
            match.status.value,
            "; ".join(reason.text for reason in match.reasons),
        ]
        for match in result.matches
        if match.id in accepted
    ]
    drawn = proven.balances.statement(result, result.as_of)
    statement = statement_content(entity, drawn) | {
        "digest": statement_digest(entity, drawn),
        "signatures": [plain(each) for each in signatures_of(decided, entity, result, proven.balances)],
    }
    acceptance = {"entity": entity, "limits": proven.acceptance.to_content(), "precision": plain(measured_precision(accepted, ticks))}
    return {"automatic.csv": csv_bytes(AUTOMATIC_COLUMNS, rows), "acceptance.json": _json(acceptance), "statement.json": _json(statement)}


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
