"""`qrt recon`: two tables in, matches and breaks out, with no database."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from qrt.adapters.rulebook.experience import load_experience
from qrt.adapters.rulebook.law import load_tax_rules
from qrt.adapters.tables import Corrections, ReconSpec, Tables, aliases_of, load_corrections, load_model, load_spec, save_outcome
from qrt.adapters.tables.save import summary_of
from qrt.core.base.errors import Refused
from qrt.core.recon.acceptance import SAMPLE_PERCENT
from qrt.core.recon.engine.ages import without_far_days
from qrt.core.recon.engine.clusters import narration_clusters
from qrt.core.recon.engine.features import feature_names
from qrt.core.recon.engine.learning import corrected_rows, learn
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.looks import look_names
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import KINDS
from qrt.core.recon.engine.run import reconcile_tables as reconcile
from qrt.core.recon.engine.spec import TEXTS, EngineSpec, Roles
from qrt.core.recon.engine.taught_trees import LEFT_OUT, Taught
from qrt.core.recon.engine.training import scored_pairs
from qrt.core.recon.engine.usual import Usual
from qrt.core.recon.engine.why_not import texts_compared
from qrt.core.recon.sample import sample_of
from qrt.core.tax.usual import usual_differences
from qrt.flows.again import Parting, load_with_state, reconcile_in_parts, state_before
from qrt.flows.beside import beside, check_thirds
from qrt.flows.deduction_law import by_what_both_say, with_sections_of_one_act
from qrt.flows.read_tables import as_tables
from qrt.flows.residue import Asking, ask_model
from qrt.flows.taught_rules import with_rules
from qrt.flows.told import notes_on_days, thresholds, told

EPOCH = date(1970, 1, 1)
SAME_KIND = {"tds": "tds_receivable"}
STANDARD = {
    "plain": "the same reference and amount, or the same amount, day and words",
    "words": "the same words in every column that is compared",
}


def reconcile_tables(
    left: Path,
    right: Path,
    kind: str,
    spec_file: Path | None,
    out: Path,
    corrections: Path | None = None,
    model_file: Path | None = None,
    parting: Parting | None = None,
    asking: Asking | None = None,
    thirds: Sequence[Path] = (),
    profile: bool = False,
) -> dict[str, Any]:
    """Reconcile ours (left) with theirs (right) and write the result to `out`; returns the summary.

    corrections: what people decided on lines of these tables; it acts at once, and what it teaches is written to `out`/model.json. model_file: a model from
    an earlier run. parting: in parts, perhaps over a state. asking: the provider's model that is asked about
    what is left open (suggestions.parquet). thirds: further tables that stand beside the two (`flows/beside.py`).
    profile: the kinds of narrations of either side are told as well. A PDF, or a file of a bank or tax office, is read first (`flows/read_tables.py`).
    Raises Refused naming file, row and cause when a table, the spec, the corrections or the model cannot be read.
    """
    started = time.perf_counter()
    if out.exists() and not out.is_dir():
        raise Refused("recon.out", f"{out} is a file; name a folder to write to")
    check_thirds(kind, thirds)
    spec = load_spec(spec_file) if spec_file else ReconSpec()
    if spec_file and spec.kind and SAME_KIND.get(spec.kind, spec.kind) != SAME_KIND.get(kind, kind):
        raise Refused("recon.spec", f"{spec_file.name} is a spec of kind {spec.kind}, and {kind} is asked for; give --kind {spec.kind}, or another spec")
    read = as_tables((left, right, *thirds), out, kind)
    left, right, *thirds = read.paths
    parting, state = state_before(parting)
    if parting is not None and parting.keys is not None:
        spec = replace(spec, changes={**spec.changes, "partition": parting.keys})
    tables = load_with_state(left, right, spec, kind, parting, state)
    if kind.startswith("tds"):
        tables = with_sections_of_one_act(by_what_both_say(tables), load_tax_rules())
    wanted = engine_spec(kind, tables, spec)
    found = load_model(model_file, (*feature_names(wanted), "weighed", "rivalled"), look_names(wanted)) if model_file else None
    model, taught = (None, found) if isinstance(found, Taught) else (found, None)
    said = load_corrections(corrections) if corrections else None
    if taught is not None and (said is not None or parting is not None):
        raise Refused("recon.model", "a model of a company's matches works on whole tables, without corrections and not in parts")

    experience = load_experience(wanted.name)
    learnt = Learnt(aliases_of(model) if model is not None else (), experience=experience)
    notes: tuple[str, ...] = ()
    if said is not None:
        learnt, model, notes = learn_from(said, tables, wanted, model)
    wanted, model, of_rules = with_rules(wanted, frozenset(spec.changes), learnt if said is not None else None, model, tables, experience)
    notes = (*notes, *of_rules)
    if said is not None:
        learnt = replace(_settled(learnt, tables, wanted, model), experience=experience)
    parts: dict[str, Any] = {}
    if parting is None:
        outcome = reconcile(tables.left.lines, tables.right.lines, wanted, model, learnt=learnt)
        outcome = taught.over(outcome, experience, wanted.precision_target) if taught else outcome
        notes = (*notes, _of_taught(taught, outcome)) if taught else notes
    else:
        outcome, parts, said_of_parts = reconcile_in_parts(tables, wanted, model, learnt, kind, parting, state)
        notes = (*notes, *said_of_parts)

    tables = replace(tables, notes=(*read.notes, *tables.notes, *notes_on_days(tables, wanted.partition), *_of_mode(wanted), *notes))
    further = beside(kind, (left, right), thirds, spec, tables, wanted, outcome)
    said_of_lines, findings = told(tables, wanted, outcome)
    summary = {**summary_of(kind, tables, outcome, time.perf_counter() - started), **said_of_lines, **further.said}
    if parts:
        summary["parts"] = parts
    summary["thresholds"] = thresholds(wanted, model, experience)
    sample = sample_of(outcome)
    summary["sample"] = {"of": outcome.matches.filter(pl.col("status") == "auto")["match_id"].n_unique(), "percent": SAMPLE_PERCENT, "matches": sample.height}
    files = {"findings": findings, "sample": sample, **further.files}
    if asking is not None:
        files["suggestions"], summary["model_stage"] = ask_model(asking, tables.left.lines, tables.right.lines, outcome, wanted)
    if profile:
        summary["narrations"] = {side: narration_clusters(table.lines) for side, table in (("left", tables.left), ("right", tables.right))}
    save_outcome(out, outcome, summary)
    for name, table in files.items():
        table.write_parquet(out / f"{name}.parquet")
    if said is not None and model is not None:
        (out / "model.json").write_text(model.to_json(), encoding="utf-8")
    return summary


def _of_taught(taught: Taught, outcome: Outcome) -> str:
    """What became of a model of a company's matches."""
    if why := outcome.record.get(LEFT_OUT):
        return f"the model was left out, for {why}"
    if "taught" not in outcome.record:
        return "the model was given and had nothing to say: no match waits for a person"
    return f"a model of {taught.decisions} decisions says how sure the suggestions are"


def _of_mode(wanted: EngineSpec) -> tuple[str, ...]:
    """What the standard mode does, where it is asked for: less than people expect who do not know it."""
    if wanted.mode == "advanced":
        return ()
    what = STANDARD.get(wanted.family, "the same reference, or party and day, and amounts that are equal or differ by something with a name")
    return (f"mode standard: only lines with {what} are matched, one with one; no sums, no scores, and nothing is suggested",)


def learn_from(said: Corrections, tables: Tables, wanted: EngineSpec, base: Model | None) -> tuple[Learnt, Model | None, tuple[str, ...]]:
    """What corrections say at once, the model they teach, and what is to be told of it."""
    left, right = tables.left.lines, tables.right.lines
    pairs = said.pairs
    if said.matches.height:
        # A match is known by its id only in a run over the same tables.
        rows = reconcile(left, right, wanted, base).matches.join(said.matches, on="match_id")
        sides = [rows.filter(pl.col("side") == side).select("match_id", "label", pl.col("line_id").alias(side)) for side in ("left", "right")]
        pairs = pl.concat([pairs, sides[0].join(sides[1].drop("label"), on="match_id").select("left", "right", "label")])
    known = pairs.join(left.select(left="id"), on="left", how="semi").join(right.select(right="id"), on="right", how="semi")
    if said.count and not known.height and not said.aliases:
        swapped = pairs.join(left.select(right="id"), on="right", how="semi").join(right.select(left="id"), on="left", how="semi")
        if not swapped.height:
            raise Refused(
                "recon.corrections",
                f"None of the {said.count} corrections is about lines of {tables.left.name} and {tables.right.name}: their ids stand in neither",
            )
        known = swapped.select(left="right", right="left", label="label")
    aliases = (*(aliases_of(base) if base is not None else ()), *said.aliases)
    must, cannot = (tuple(known.filter(keep).select("left", "right").sort("left", "right").iter_rows()) for keep in ("label", ~pl.col("label")))
    learnt = Learnt(tuple(dict.fromkeys(aliases)), must, cannot)
    about = {"kind": wanted.name, "corrections": known.height, "aliases": [list(pair) for pair in learnt.aliases]}
    found = learn(corrected_rows(scored_pairs(left, right, wanted), known), wanted, base, about) if known.height else None
    notes = [f"{said.count} corrections: {len(learnt.must)} pairs must match, {len(learnt.cannot)} cannot, {len(said.aliases)} aliases"]
    if known.height < pairs.height:
        notes.append(f"{pairs.height - known.height} corrections are about lines of other tables")
    if found is None and known.height:
        notes.append("the corrections hold too few true and wrong pairs to learn a score from; they count as links alone")
    return learnt, found or base, tuple(notes)


def _settled(learnt: Learnt, tables: Tables, wanted: EngineSpec, model: Model | None) -> Learnt:
    """Without the links that the engine finds by itself inside a larger match: of a deposit of five cheques somebody may have named one.

    Two linked lines that do not tie are perhaps a part of a group. Matched by themselves they would take the group apart; only where no group brings
    them together are they matched as they were said.
    """
    if not {"amount"} <= set(tables.left.lines.columns) & set(tables.right.lines.columns):
        return learnt
    amounts = [dict(table.lines.select("id", "amount").iter_rows()) for table in (tables.left, tables.right)]
    lefts, rights = Counter(x for x, _ in learnt.must), Counter(y for _, y in learnt.must)
    partial = {(x, y) for x, y in learnt.must if amounts[0].get(x) != amounts[1].get(y) and lefts[x] == rights[y] == 1}
    if not partial:
        return learnt
    rest = tuple(pair for pair in learnt.must if pair not in partial)
    found = reconcile(tables.left.lines, tables.right.lines, wanted, model, learnt=replace(learnt, must=rest)).matches
    of = {side: dict(found.filter(pl.col("side") == side).select("line_id", "match_id").iter_rows()) for side in ("left", "right")}
    apart = {(x, y) for x, y in partial if of["left"].get(x) is None or of["left"].get(x) != of["right"].get(y)}
    return replace(learnt, must=tuple(pair for pair in learnt.must if pair not in partial or pair in apart))


def engine_spec(kind: str, tables: Tables, spec: ReconSpec) -> EngineSpec:
    """The specification of one kind over two tables, with the changes that the spec file asks for."""
    text = tuple(f"t{n}" for n in range(len(tables.text)))
    left, right = (Roles.named(table.lines.columns, text) for table in (tables.left, tables.right))
    changes: dict[str, Any] = dict(spec.changes)
    if spec.as_of is not None:
        changes["as_of_day"] = (spec.as_of - EPOCH).days
    changes["called"] = tables.called
    partition = changes.get("partition", ())
    for table in (tables.left, tables.right):
        if lost := [role for role in partition if role not in table.lines.columns]:
            raise Refused("recon.columns", f"{table.name}: the tables are to be parted by {lost[0]}, and no column for it was found; name it in the spec")
    changes["usual"] = _usual(tables)
    made = KINDS[SAME_KIND.get(kind, kind)](left, right, **changes)
    return replace(made, weights=_weights(spec, tables, made)) if spec.weights else made


def _usual(tables: Tables) -> Usual:
    """Charges and rates in force on the days of the lines; where no line has a day, today's would be a guess: those that the engine begins with."""
    believed = without_far_days(tables.left.lines, tables.right.lines)
    days = [lines["date"].drop_nulls() for lines in believed if "date" in lines.columns and lines["date"].dtype == pl.Date]
    known = pl.concat(days) if days else pl.Series([], dtype=pl.Date)
    if not known.len():
        return Usual()
    return usual_differences(load_tax_rules(), known.min(), known.max())  # type: ignore[arg-type]


def _weights(spec: ReconSpec, tables: Tables, made: EngineSpec) -> tuple[tuple[str, float], ...]:
    """Weights by the name of a comparison, of a role, or of a text column's heading on either side."""
    known = {"date": "day", "day": "day", "amount": "amount", "reference": "reference", "party": "name", "name": "name", "narration": "words", "words": "words"}
    known |= {
        "numbers": "numbers",
        "bill": "bill",
        "bill_no": "bill",
        "heads": "heads",
        "gstin": "gstin",
        "entity": "gstin" if tables.lead == "gst" else "name",
    }
    place = {column: f"s{n}" for n, (column, _) in enumerate(texts_compared(made))}
    known |= {role: place[role] for role in place if role in TEXTS}
    known |= {heading: place[f"t{n}"] for n, pair in enumerate(tables.text) for heading in pair}
    if unknown := [key for key in spec.weights if key not in known]:
        raise Refused("recon.spec", f"the spec weighs {unknown[0]!r}, which is nothing that is compared; it may be {', '.join(sorted(known))}")
    return tuple(sorted((known[key], factor) for key, factor in spec.weights.items()))
