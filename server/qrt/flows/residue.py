"""What every stage of `qrt recon` left open, shown to a model: asked for by name, with a key, and never more than a suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from qrt.adapters.llm import provider_of, send_question
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.residue import SUGGESTIONS, SYSTEM, Suggestion, residue_asks, suggestions_of, to_table, told
from qrt.core.recon.engine.run import canonical_lines
from qrt.core.recon.engine.spec import EngineSpec

AT_ONCE = 20
REFUSED_SHOWN = 20


@dataclass(frozen=True)
class Asking:
    """Whom to ask: model "anthropic:NAME" or "openai:NAME"; keys by provider; url: another address than the provider's own."""

    model: str
    keys: Mapping[str, str] = field(repr=False)
    url: str = ""


def ask_model(asking: Asking, left: pl.DataFrame, right: pl.DataFrame, outcome: Outcome, spec: EngineSpec) -> tuple[pl.DataFrame, dict[str, Any]]:
    """SUGGESTIONS of the model for open lines, and what the run record says of the stage. A provider that fails ends the stage, never the run.

    left, right: tables as they come. Raises Refused on a model that is named wrongly.
    """
    provider = provider_of(asking.model, asking.keys, asking.url)
    record: dict[str, Any] = {"model": asking.model, "asked": 0, "suggested": 0, "refused": [], "tokens_in": 0, "tokens_out": 0}
    if isinstance(provider, str):
        return pl.DataFrame(schema=SUGGESTIONS), {**record, "state": "skipped", "why": provider}
    asks = residue_asks(*canonical_lines(left, right, spec), outcome, spec)
    found: dict[str, Suggestion] = {}
    refused: list[str] = []
    state, why = "done", ""
    for begin in range(0, len(asks), AT_ONCE):
        some = asks[begin : begin + AT_ONCE]
        try:
            reply = send_question(provider, SYSTEM, told(some))
        except (Unavailable, Refused) as wrong:
            state, why = "broken", wrong.sentence
            break
        kept, lost = suggestions_of(reply.text, some)
        record |= {
            "asked": record["asked"] + len(some),
            "tokens_in": record["tokens_in"] + reply.tokens_in,
            "tokens_out": record["tokens_out"] + reply.tokens_out,
        }
        refused.extend(lost)
        for pair in kept:
            if pair.right_id in found:
                refused.append("a line that an earlier answer named already")
            else:
                found[pair.right_id] = pair
    rows = tuple(sorted(found.values(), key=lambda pair: (pair.left_id, pair.right_id)))
    record |= {"suggested": len(rows), "refused": refused[:REFUSED_SHOWN], "refused_count": len(refused), "open": outcome.breaks.height, "questions": len(asks)}
    return to_table(rows, asking.model), {**record, "state": state, "why": why}
