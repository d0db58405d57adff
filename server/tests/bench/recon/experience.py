"""`python -m tests.bench.recon.experience`: how sure matches of a bank are, company by company, and the experience that is shipped with the rules.

Companies are made by `tests/support/recon_banks.py` and `recon_world.py`, never by the generator that tests. Half of them teach, the others are measured on: of
each what is said of its matches against what is so, and how much would be accepted alone. With `--write` all of them teach, and server/rules/recon_experience.yaml is written anew.
"""

import argparse
from pathlib import Path

import polars as pl

from qrt.adapters.rulebook.read import RULES_FOLDER
from qrt.core.recon.engine.experience import LEAST, NEVER, STANDARD, Experience
from qrt.core.recon.engine.fitting import fit_experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank
from tests.bench.figures import say
from tests.bench.recon.reporting import print_table
from tests.bench.recon.scoring import calibration_error
from tests.support.recon_banks import varied_bank
from tests.support.recon_world import bank_world

NOTHING = Experience((("", 3.0, 1.0),), 1.1)
TARGETS = (0.99, 0.995, 0.998, 0.9995, 0.9999)
"""Beside the standard: what a company may ask for instead."""
MAY_MISS, WORST = 10, 2.0
SOURCE = "matches of {n} made-up companies with known answers (tests/support/recon_banks.py, recon_world.py), by python -m tests.bench.recon.experience --write"
HEAD = """# How often matches of some evidence are right. Each trait of a match has points in log-odds, common to all companies, and a spread: how much companies differ in it.
# The sum of the points of a match's traits is its log-odds for a company of which nothing is known; what its own people decide moves them. `threshold`: the least
# probability that is accepted without a person; from it on more than nine in ten of the companies that did not
# teach it had their 99.9 %, and every one 99.8 %. Made by
# python -m tests.bench.recon.experience --write; nothing here is typed in.
# Confidence M: companies are made up; as real ones decide, what they decide counts beside this.
effective_from: "2017-07-01"
"""


def main() -> None:
    """Measure, and write where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recon.experience", description="How sure the matches of a bank are.")
    parser.add_argument("--companies", type=int, default=96)
    parser.add_argument("--lines", type=int, default=12_000)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    pairs = pl.concat([_company(seed, asked.lines) for seed in range(100, 100 + asked.companies)])
    teach = pl.col("company").str.slice(1).cast(pl.Int32) // 2 % 2 == 0
    halves = [(pairs.filter(keep), pairs.filter(~keep)) for keep in (teach, ~teach)]
    measured = pl.concat([_said(other, fit_experience(decided(own), "", "")) for own, other in halves])
    threshold = least_sure(measured)
    print_table(_rows(measured, threshold))
    if asked.write:
        experience = fit_experience(decided(pairs), SOURCE.format(n=asked.companies), "M")
        (RULES_FOLDER / "recon_experience.yaml").write_text(
            as_yaml(experience, threshold, {target: least_sure(measured, target) for target in TARGETS}), encoding="utf-8"
        )
        say(f"written to {Path(RULES_FOLDER).name}/recon_experience.yaml, accepted alone from {threshold}")


def _company(seed: int, lines: int) -> pl.DataFrame:
    """Pairs of one company's matches: company, match_id, pattern, may (be accepted alone at all), ok, before (probability without experience)."""
    left, right, truth = bank_world(seed, lines) if seed % 16 in (3, 9) else varied_bank(seed, lines)
    outcome = reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)), learnt=Learnt(experience=NOTHING))
    ours = outcome.matches.filter(side="left").select("match_id", a_id="line_id", before="probability")
    theirs = outcome.matches.filter(side="right").select("match_id", b_id="line_id")
    known = truth.select("a_id", "b_id", ok=pl.lit(True)).unique()
    found = ours.join(theirs, on="match_id").join(known, on=["a_id", "b_id"], how="left").join(outcome.patterns, on="match_id")
    return found.select(
        pl.lit(f"c{seed}").alias("company"), "match_id", "pattern", "before", pl.col("ok").fill_null(False), may="alone", truth=pl.lit(truth.height)
    ).sort("match_id")


def decided(pairs: pl.DataFrame) -> pl.DataFrame:
    """company, pattern, right, wrong: a match is right when all of it is."""
    matches = pairs.group_by("company", "match_id").agg(pl.col("pattern").first(), right=pl.col("ok").all())
    counts = matches.group_by("company", "pattern").agg(pl.col("right").sum().cast(pl.Int64), wrong=(~pl.col("right")).sum().cast(pl.Int64))
    return counts.sort("company", "pattern")


def _said(pairs: pl.DataFrame, experience: Experience) -> pl.DataFrame:
    return pairs.with_columns(score=experience.probability(pairs["pattern"])).drop_nulls("score")


def least_sure(measured: pl.DataFrame, target: float = STANDARD) -> float:
    """The least probability from which on, of companies that did not teach it, at most one in MAY_MISS accepts alone with less than `target` right, and none is
    wrong more than WORST times as often as it may be."""
    own = measured.filter("may").group_by("company", "score").agg(pl.len(), right=pl.col("ok").sum()).sort("company", "score", descending=[False, True])
    own = own.with_columns(pl.col("len", "right").cum_sum().over("company")).with_columns(share=pl.col("right") / pl.col("len"))
    # What a company accepts alone from a probability on follows from the least of its own that is not below it.
    steps = own.select(pl.col("score").unique()).sort("score")
    each = [steps.join_asof(of.sort("score"), on="score", strategy="forward").select("score", "share") for of in own.partition_by("company")]
    judged = pl.concat(each).group_by("score").agg(missed=(pl.col("share") < target).mean(), worst=pl.col("share").min()).sort("score", descending=True)
    bad = ((judged["missed"] > 1 / MAY_MISS) | (judged["worst"] < 1 - WORST * (1 - target))).arg_true()
    enough = judged.head(int(bad[0])) if bad.len() else judged
    return round(max(LEAST, float(enough["score"].min())), 6) if enough.height else NEVER  # type: ignore[arg-type]


def _rows(measured: pl.DataFrame, threshold: float) -> list[tuple[str, ...]]:
    rows = [("company", "pairs right", "calib. by stage", "calib.", "alone", "of that right")]
    for (company,), pairs in sorted(measured.partition_by("company", as_dict=True).items()):
        alone = pairs.filter("may", pl.col("score") >= threshold)
        errors = [calibration_error(pairs.select("ok", score=name)) for name in ("before", "score")]
        found, share = pairs["ok"].sum() / pairs["truth"][0], alone["ok"].sum() / pairs["truth"][0]
        rows.append((str(company), f"{found:.3f}", f"{errors[0]:.3f}", f"{errors[1]:.3f}", f"{share:.3f}", f"{alone['ok'].mean() or 0:.4f}"))
    return rows


def as_yaml(experience: Experience, threshold: float, targets: dict[float, float]) -> str:
    """Sorted rows, so that a change is read as one."""
    rows = [f'      - {{trait: "{trait}", points: {points:.3f}, spread: {spread:.3f}}}' for trait, points, spread in sorted(experience.points)]
    told = [f"    threshold: {threshold}", f'    source: "{experience.source}"', f'    confidence: "{experience.confidence}"', "    targets:"]
    told += [f"      - {{right: {target}, from: {least}}}" for target, least in targets.items() if least < 1]
    told.append("    points:")
    return "\n".join([HEAD + "kinds:", "  bank:", *told, *rows]) + "\n"


if __name__ == "__main__":
    main()
