"""The tables that the bench prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.recon.running import LABELS, RULE_PEERS, Run
from tests.bench.recon.scoring import Found
from tests.generators.recon import LEDGERS

HEADINGS = ("engine", "P", "R", "F1", "used twice", "at 99.9 %", "posts (right)", "calib.", "cpu s", "wall s", "MB")


def print_scores(runs: Sequence[Run]) -> None:
    """One row an engine."""
    if runs:
        first = runs[0]
        print(f"\n{first.kind}{' with equal amounts' if first.equal else ''}, {first.lines:,} on the left, {first.rows:,} lines in all\n")
        print_table([HEADINGS, *(_score_row(run) for run in runs)])


def _score_row(run: Run) -> tuple[str, ...]:
    score = run.score
    if score is None:
        return (LABELS[run.engine], run.note, *([""] * (len(HEADINGS) - 2)))
    posts = "" if score.posted is None else f"{score.posted:.3f} ({'-' if score.posted_precision is None else f'{score.posted_precision:.4f}'})"
    return (
        LABELS[run.engine],
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        f"{score.f1:.3f}",
        f"{score.used_twice:,}",
        _optional(score.automatic),
        posts,
        _optional(score.calibration),
        f"{run.cpu:.1f}",
        f"{run.wall:.1f}",
        f"{run.megabytes:,.0f}",
    )


def _optional(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def print_kinds(runs: Sequence[Run]) -> None:
    """Recall by kind of trouble, one column an engine."""
    scored = [(run.engine, run.score) for run in runs if run.score is not None]
    if scored:
        kinds = sorted({kind for _, score in scored for kind in score.kinds})
        print("\nrecall by kind\n")
        print_table([("kind", *(engine for engine, _ in scored)), *((kind, *(f"{score.kinds[kind].recall:.2f}" for _, score in scored)) for kind in kinds)])


def print_table(rows: Sequence[tuple[str, ...]]) -> None:
    """Aligned, and readable as Markdown."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


GROUPED = {
    "bank": {"batch": 0.70, "instalments": 0.85, "gateway_tagged": 0.98},
    "gst": {"split": 0.98},
    "tds": {"quarter_total": 0.70},
    "party": {"split": 0.98},
    "intercompany": {"split": 0.98},
    "gateway": {"bundled": 0.98},
}
"""Recall asked of matches of several lines, by how the name of their kind begins."""


@dataclass(frozen=True)
class Goal:
    """A figure to reach: what it is, where we stand, what was asked, and whether that is so."""

    what: str
    measured: str
    asked: str
    reached: bool


def print_goals(runs: Sequence[Run]) -> None:
    """How we stand, ratio by ratio, over everything that was measured in this run."""
    goals = draw_goals(runs)
    if goals:
        print("\nfigures to reach\n")
        print_table([("what", "measured", "asked", ""), *((goal.what, goal.measured, goal.asked, "met" if goal.reached else "MISSED") for goal in goals)])


def draw_goals(runs: Sequence[Run]) -> list[Goal]:
    """Only what can be said from these runs: without Splink nothing that needs it, and so on."""
    goals: list[Goal] = []
    for kind, equal in (("bank", False), ("gst", False), ("bank", True)):
        for lines in sorted({run.lines for run in runs if (run.kind, run.equal) == (kind, equal)}):
            of_size = {run.engine: run for run in runs if (run.kind, run.equal, run.lines) == (kind, equal, lines) and run.score is not None}
            if ours := of_size.get("ours-columnar", of_size.get("ours")):
                goals += _equal_goals(lines, ours, of_size, runs) if equal else _goals(kind, lines, ours, of_size)
    return goals + _ledger_goals(runs) + _growth(runs)


def _ours(runs: Sequence[Run], kind: str, equal: bool = False) -> dict[int, Run]:
    """Our runs by lines: the engine over tables where it was asked, else the one over items."""
    held = [run for run in runs if (run.kind, run.equal) == (kind, equal) and run.score is not None]
    return {run.lines: run for engine in ("ours", "ours-columnar") for run in held if run.engine == engine}


def _ledger_goals(runs: Sequence[Run]) -> list[Goal]:
    """Of the kinds that have no peers: groups, probabilities, no line twice."""
    goals: list[Goal] = []
    for kind in LEDGERS:
        for lines, run in sorted(_ours(runs, kind).items()):
            assert run.score is not None
            name = f"{kind} {lines:,}: "
            goals += _grouped(name, kind, run.score.kinds)
            if run.score.calibration is not None:
                goals.append(_at_most(name + "calibration error", run.score.calibration, 0.02, "{:.3f}"))
            goals.append(_at_most(name + "lines used twice", run.score.used_twice, 0, "{:,.0f}"))
    return goals


def _goals(kind: str, lines: int, ours: Run, others: dict[str, Run]) -> list[Goal]:
    assert ours.score is not None
    name, goals, mine = f"{kind} {lines:,}: ", [], ours.score
    splink = others.get("splink")
    rules = [run.score.f1 for engine, run in others.items() if engine in RULE_PEERS and run.score is not None]
    if kind == "bank":
        if splink and splink.score:
            goals.append(_at_least(name + "F1 over Splink", mine.f1 - splink.score.f1, 0.10, "{:+.3f}"))
        if rules:
            goals.append(_at_least(name + "F1 by the best rule peer's", mine.f1 / max(rules), 1.25, "x {:.2f}"))
    else:
        if (compliance := others.get("india-compliance")) and compliance.score:
            goals.append(_at_least(name + "F1 over India Compliance's manner", mine.f1 - compliance.score.f1, 0.02, "{:+.3f}"))
        if splink and splink.score:
            goals.append(_at_most(name + "error by Splink's", (1 - mine.f1) / max(1 - splink.score.f1, 1e-9), 1 / 3, "x {:.2f}"))
    if mine.automatic is not None:
        goals.append(_at_least(name + "automatic at 99.9 % precision", mine.automatic, 0.70 if kind == "bank" else 0.97, "{:.3f}"))
    if mine.posted is not None:
        goals.append(_at_least(name + "automatic by the product's own status", mine.posted, 0.70 if kind == "bank" else 0.97, "{:.3f}"))
    if mine.posted_precision is not None:
        goals.append(_at_least(name + "precision of what is automatic", mine.posted_precision, 0.999, "{:.4f}"))
    if mine.calibration is not None:
        goals.append(_at_most(name + "calibration error", mine.calibration, 0.02, "{:.3f}"))
    goals += _grouped(name, kind, mine.kinds)
    goals.append(_at_most(name + "lines used twice", mine.used_twice, 0, "{:,.0f}"))
    if splink:
        goals.append(_at_most(name + "processor by Splink's", ours.cpu / splink.cpu, 1 / 3, "x {:.2f}"))
    if lines >= 1_000_000:
        goals.append(_at_most(name + "processor seconds", ours.cpu, 30 if kind == "bank" else 12, "{:.1f}"))
        goals.append(_at_most(name + "megabytes", ours.megabytes, 4096 if kind == "bank" else 2048, "{:,.0f}"))
    return goals


def _grouped(name: str, kind: str, kinds: dict[str, Found]) -> list[Goal]:
    """A kind that is made in several ways ("batch_party", "batch_file") counts as one."""
    asked = GROUPED[kind]
    goals = []
    for start, wanted in asked.items():
        held = [each for kind_name, each in kinds.items() if kind_name.startswith(start)]
        if held:
            recall = sum(each.found for each in held) / sum(each.wanted for each in held)
            goals.append(_at_least(f"{name}recall of {start}", recall, wanted, "{:.3f}"))
    return goals


def _equal_goals(lines: int, ours: Run, others: dict[str, Run], runs: Sequence[Run]) -> list[Goal]:
    """Normal cost a line is measured at the nearest size without equal amounts."""
    assert ours.score is not None
    name, goals = f"equal amounts {lines:,}: ", []
    if (splink := others.get("splink")) and splink.score:
        goals.append(_at_least(name + "F1 over Splink", ours.score.f1 - splink.score.f1, 0.15, "{:+.3f}"))
    normal = list(_ours(runs, "bank").values())
    if normal:
        beside = min(normal, key=lambda run: abs(run.lines - lines))
        goals.append(
            _at_most(name + f"processor a line by that of {beside.lines:,} normal ones", ours.cpu / ours.rows / (beside.cpu / beside.rows), 3.0, "x {:.2f}")
        )
    goals.append(_at_most(name + "lines used twice", ours.score.used_twice, 0, "{:,.0f}"))
    return goals


def _growth(runs: Sequence[Run]) -> list[Goal]:
    """From a hundred thousand lines to a million."""
    goals = []
    for kind in ("bank", "gst"):
        cost = {lines: run.cpu for lines, run in _ours(runs, kind).items()}
        if {100_000, 1_000_000} <= set(cost):
            goals.append(_at_most(f"{kind}: processor 1,000,000 by 100,000 lines", cost[1_000_000] / cost[100_000], 12, "x {:.1f}"))
    return goals


def _at_least(what: str, value: float, asked: float, form: str) -> Goal:
    return _goal(what, value, asked, form, "at least", value >= asked)


def _at_most(what: str, value: float, asked: float, form: str) -> Goal:
    return _goal(what, value, asked, form, "at most", value <= asked)


def _goal(what: str, value: float, asked: float, form: str, how: str, reached: bool) -> Goal:
    shown: Callable[[float], str] = form.format
    return Goal(what, shown(value), f"{how} {shown(asked)}", reached)
