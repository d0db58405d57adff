"""A record that one side lists more than once comes as one suggested match; lists of single records are left as they are."""

import polars as pl
import pytest

from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec, Roles, generic
from tests.support.words_world import register

COLUMNS = ("name", "town", "phone")


def _spec() -> EngineSpec:
    roles = Roles.of(id="id", text=COLUMNS)
    return generic(roles, roles)


def _pairs(matches: pl.DataFrame) -> set[tuple[str, str]]:
    sides = [matches.filter(side=s).select("match_id", **{s: pl.col("line_id")}) for s in ("left", "right")]
    return set(sides[0].join(sides[1], on="match_id").select("left", "right").iter_rows())


@pytest.fixture(scope="module")
def tables() -> tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]:
    """300 people on the left; on the right each once, and every third twice more, with slips."""
    return register(300, twice=3)


def test_lines_of_one_record_are_one_suggested_match(tables: tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]) -> None:
    left, right, truth = tables
    outcome = reconcile_tables(left, right, _spec())
    found = _pairs(outcome.matches)
    assert len(found & truth) / len(truth) > 0.9
    assert len(found & truth) / len(found) > 0.98
    twins = outcome.matches.filter(stage="listed_twice")
    assert twins.height and set(twins["status"]) == {"suggested"}
    assert twins["difference_paise"].null_count() == twins.height


def test_the_order_of_rows_and_the_workers_change_nothing(tables: tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]) -> None:
    left, right, _ = tables
    digest = reconcile_tables(left, right, _spec(), workers=1).digest
    assert reconcile_tables(left.reverse(), right.sample(fraction=1.0, shuffle=True, seed=3), _spec(), workers=2).digest == digest


def test_where_every_record_is_listed_once_nothing_is_joined() -> None:
    left, right, truth = register(300, twice=0)
    outcome = reconcile_tables(left, right, _spec())
    assert outcome.matches.filter(stage="listed_twice").is_empty()
    assert len(_pairs(outcome.matches) & truth) / len(truth) > 0.95


def test_what_a_person_parted_is_not_joined(tables: tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]) -> None:
    left, right, _ = tables
    joined = _pairs(reconcile_tables(left, right, _spec()).matches.filter(stage="listed_twice"))
    one = min(joined)
    assert one not in _pairs(reconcile_tables(left, right, _spec(), learnt=Learnt(cannot=(one,))).matches)


def test_another_person_of_one_house_is_not_the_same_record_again() -> None:
    first = ("Asha", "Vikram", "Fatima", "Joseph", "Gurpreet", "Subrata", "Lakshmi", "Karthik", "Neha", "Imran", "Otto")
    last = ("Rao", "Nair", "Shah", "Fernandes", "Gill", "Ghosh", "Iyer", "Reddy", "Mehta", "Khan", "Patil", "Sen", "Das")
    names = ("first", "last", "birthday", "phone", "street")

    def person(n: int, house: int, which: int) -> tuple[str, ...]:
        street = f"{17 * house + 3} Lake Road"
        return (
            str(n),
            first[which % 11],
            last[house % 13],
            f"{1950 + which % 50}-{1 + which % 12:02}-{1 + which % 28:02}",
            f"98{7_000_000 + 7_919 * house:08}",
            street,
        )

    left = [person(n, n, 7 * n) for n in range(200)]
    right = [*left, *(person(1000 + n, n, 7 * n + 25) for n in range(0, 200, 4))]
    tables = [pl.DataFrame(rows, schema=["id", *names], orient="row") for rows in (left, right)]
    roles = Roles.of(id="id", text=names)
    outcome = reconcile_tables(*tables, generic(roles, roles))
    assert outcome.matches.filter(stage="listed_twice").is_empty()
    assert _pairs(outcome.matches) == {(str(n), str(n)) for n in range(200)}


def test_of_many_columns_some_may_be_filled_in_wrongly() -> None:
    left, right, truth = register(300, twice=3)
    more = ("street", "mother", "school", "taluk", "district", "scheme", "ward")
    told = {key: [f"{column} {(int(key[1:].split('-')[0]) * (3 + k)) % 97}" for k, column in enumerate(more)] for key in (*left["id"], *right["id"])}
    for n, (key, values) in enumerate(sorted(told.items())):
        if key[0] == "b":
            values[n % 7] = f"to be asked {n}"
    left, right = (t.with_columns(pl.Series(c, [told[key][k] for key in t["id"]]) for k, c in enumerate(more)) for t in (left, right))
    roles = Roles.of(id="id", text=(*COLUMNS, *more))
    found = _pairs(reconcile_tables(left, right, generic(roles, roles)).matches)
    assert len(found & truth) / len(truth) > 0.97
    assert len(found & truth) / len(found) > 0.99
