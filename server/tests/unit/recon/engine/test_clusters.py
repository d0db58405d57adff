"""Narrations fall into the kinds of lines that a bank writes."""

import random

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.recon.engine.clusters import narration_clusters


def narrations(seed: int) -> pl.DataFrame:
    rng = random.Random(seed)
    rows = [f"NEFT CR-SBINN{rng.randrange(10**10)}-PARTY{k} STORES" for k in range(40)]
    rows += [f"UPI/{rng.randrange(10**12)}/PAYMENT/shop{k}@okbank" for k in range(30)]
    rows += [f"IMPS CHG INCL GST {rng.randrange(100)}" for _ in range(12)] + [f"SB INT PD {k:02d}-07" for k in range(6)]
    rows += [f"CHQ RETURN {rng.randrange(10**6):06d} FUNDS INSUFFICIENT" for _ in range(8)]
    return pl.DataFrame({"narration": rows, "amount": [100] * len(rows)})


def test_each_way_of_writing_is_a_cluster_with_its_class():
    found = narration_clusters(narrations(1))
    assert {each["class"]: (each["lines"], each["sure"]) for each in found} == {
        "neft": (40, 1.0),
        "upi": (30, 1.0),
        "charge": (12, 1.0),
        "return": (8, 1.0),
        "interest": (6, 1.0),
    }
    assert found[0]["lines"] == 40 and "NEFT" in found[0]["words"] and len(found[0]["examples"]) <= 3
    assert sum(each["lines"] for each in found) == 96 and sum(each["paise"] for each in found) == 9_600


def test_no_narration_gives_no_cluster():
    assert narration_clusters(pl.DataFrame({"amount": [1]})) == []
    assert narration_clusters(pl.DataFrame({"narration": [None, ""]}, schema={"narration": pl.String})) == []


@given(seed=st.integers(0, 1000))
def test_the_order_of_lines_changes_no_cluster(seed: int):
    lines = narrations(seed)
    assert narration_clusters(lines) == narration_clusters(lines.sample(fraction=1.0, shuffle=True, seed=seed))
