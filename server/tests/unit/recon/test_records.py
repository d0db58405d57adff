"""Lists of things and people that strangers bring: what of them are lines, and what is compared."""

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.run import reconcile_tables as reconcile
from qrt.core.recon.engine.spec import Roles, generic
from qrt.flows.tables import reconcile_tables
from tests.generators.recon import bibliography

FILMS = "id,title,release date,season\na1,The Silver Lining,1921-01-16,1\na2,Total Recall,,2\na3,Slipping Wives,,3\na4,It Happened Here,,4\n"


def run(folder: Path, left: str, right: str, **more: Any) -> dict[str, Any]:
    for name, content in (("left.csv", left), ("right.csv", right)):
        (folder / name).write_text(content, encoding="utf-8")
    return reconcile_tables(folder / "left.csv", folder / "right.csv", "generic", None, folder / "out", **more)


def pairs(folder: Path) -> set[tuple[str, str]]:
    matches = pl.read_parquet(folder / "out" / "matches.parquet")
    left, right = (matches.filter(pl.col("side") == side).select("match_id", side_id="line_id") for side in ("left", "right"))
    return set(left.join(right, on="match_id", suffix="_right").select("side_id", "side_id_right").iter_rows())


def test_a_record_of_which_no_day_is_known_is_a_line_all_the_same(tmp_path: Path):
    found = run(tmp_path, FILMS, FILMS.replace("\na", "\nb"))
    assert found["sides"]["left"]["items"] == 4 and not [note for note in found["notes"] if "no line" in note]
    assert pairs(tmp_path) == {(f"a{n}", f"b{n}") for n in (1, 2, 3, 4)}


def test_what_a_program_writes_for_nothing_is_nothing_that_two_records_share(tmp_path: Path):
    people = "id,first,second,family,town\n" + "".join(f"a{n},{name},NA,{family},NA\n" for n, name, family in PEOPLE)
    run(tmp_path, people, people.replace("\na", "\nb").replace("er", "re"))
    assert pairs(tmp_path) == {(f"a{n}", f"b{n}") for n, _, _ in PEOPLE}
    reasons = pl.read_parquet(tmp_path / "out" / "matches.parquet")["reasons"].str.join(" ").item()
    assert "second" not in reasons and "town" not in reasons


PEOPLE = [(1, "Carsten", "Meier"), (2, "Gerd", "Bauer"), (3, "Robert", "Hartmann"), (4, "Stefan", "Wolff"), (5, "Ralf", "Krueger"), (6, "Jutta", "Kraemer")]


def test_a_debit_that_a_program_wrote_as_nothing_is_none(tmp_path: Path):
    book = "date,description,debit,credit\n2026-10-01,Acme Steel,nan,1000.00\n2026-10-02,Bolt Works,200.00,NA\n2026-10-03,Corr Board,NULL,300.50\n"
    found = run(tmp_path, book, "date,description,amount\n2026-10-01,Acme Steel,-1000.00\n2026-10-02,Bolt Works,200.00\n2026-10-03,Corr Board,-300.50\n")
    assert found["sides"]["left"]["matched"] == 3 and found["sides"]["left"]["total_paise"] == 110050


def test_a_pair_of_records_is_for_review_from_one_in_four_on_and_of_payments_from_one_in_two(tmp_path: Path):
    assert run(tmp_path, FILMS, FILMS)["thresholds"]["review"]["probability"] == 0.25
    bank = "date,description,amount\n2026-10-01,Acme Steel,-1000.00\n"
    assert run(tmp_path, bank, bank)["thresholds"]["review"]["probability"] == 0.5


def test_a_debit_below_zero_among_others_is_a_reversal_and_all_below_zero_are_debits(tmp_path: Path):
    book = "date,description,debit,credit\n2026-10-01,Acme Steel,1000.00,\n2026-10-02,Bolt Works,{}200.00,\n2026-10-03,Corr Board,{}300.50,\n"
    bank = "date,description,amount\n2026-10-01,Acme Steel,-1000.00\n2026-10-02,Bolt Works,200.00\n2026-10-03,Corr Board,-300.50\n"
    found = run(tmp_path, book.format("-", ""), bank)
    assert found["sides"]["left"]["total_paise"] == -110050 and found["sides"]["left"]["matched"] == 3
    below = run(tmp_path, book.format("-", "-").replace("1000", "-1000"), bank.replace(",200", ",-200"))
    assert below["sides"]["left"]["total_paise"] == -150050 and below["sides"]["left"]["matched"] == 3


FIRST = [
    "HANS",
    "UWE",
    "JENS",
    "ERICH",
    "OLIVER",
    "MARTIN",
    "STEFAN",
    "PETER",
    "ROBERT",
    "HORST",
    "WERNER",
    "JUTTA",
    "ANKE",
    "SONJA",
    "URSULA",
    "ANJA",
    "PETRA",
    "SABINE",
    "RENATE",
    "KARIN",
]
LAST = [
    "MUELLER",
    "SCHMIDT",
    "SCHNEIDER",
    "FISCHER",
    "WEBER",
    "MEYER",
    "WAGNER",
    "BECKER",
    "SCHULZ",
    "HOFFMANN",
    "SCHAEFER",
    "KOCH",
    "BAUER",
    "RICHTER",
    "KLEIN",
    "WOLF",
    "NEUMANN",
    "SCHWARZ",
    "ZIMMERMANN",
    "BRAUN",
]


def test_a_birthday_in_three_columns_is_no_proof_and_one_slip_in_a_common_name_none_against(tmp_path: Path):
    drawn = random.Random(11)
    sides: tuple[list[str], list[str]] = ([], [])
    true: set[tuple[str, str]] = set()
    for n in range(2_000):
        person = [drawn.choice(FIRST), drawn.choice(LAST), str(drawn.randint(1930, 2000)), str(drawn.randint(1, 12)), str(drawn.randint(1, 28))]
        if n >= 300:
            k = drawn.randint(0, 1)
            sides[k].append(",".join([f"{'ab'[k]}{n}", *person]))
            continue
        other, at = list(person), drawn.randint(0, 1)
        spot = drawn.randint(1, len(other[at]) - 1)
        other[at] = other[at][:spot] + drawn.choice("XYQ") + other[at][spot:]
        sides[0].append(",".join([f"a{n}", *person]))
        sides[1].append(",".join([f"b{n}", *other]))
        true.add((f"a{n}", f"b{n}"))
    run(tmp_path, *("\n".join(["id,first,last,year,month,day", *side]) for side in sides))
    found = pairs(tmp_path)
    assert len(found & true) >= 0.97 * len(true) and len(found & true) >= 0.97 * len(found)


def test_a_reference_before_all_columns_that_each_line_has_for_itself_names_the_line(tmp_path: Path):
    book = "erp_ref,date,amount,memo\nERP01,2026-10-01,1000.00,Acme Steel\nERP02,2026-10-02,200.00,Bolt Works\nERP03,2026-10-03,300.50,Corr Board\n"
    run(tmp_path, book, book.replace("erp_ref", "bank_ref").replace("ERP0", "BNK7"))
    assert pairs(tmp_path) == {(f"ERP0{n}", f"BNK7{n}") for n in (1, 2, 3)}
    run(tmp_path, book.replace("ERP02", "ERP01"), book)
    assert pairs(tmp_path) == {(str(n), f"ERP0{n}") for n in (1, 2, 3)}


def test_a_heading_that_r_left_out_is_told_as_missing(tmp_path: Path):
    rows = '"1","FRANK","MUELLER"\n"2","MARTIN","SCHWARZ"\n'
    with pytest.raises(Refused, match=r"left\.csv, row 2: every row has a cell more than the heading \(2\): a heading is missing"):
        run(tmp_path, '"first","last"\n' + rows, '"id","first","last"\n' + rows)


@pytest.mark.parametrize(("heading", "years", "lead"), [("narration", 0, "money"), ("title", 0, "words"), ("narration", 40, "words")])
def test_equal_amounts_of_a_quarter_with_narrations_are_money_and_things_of_one_price_are_not(tmp_path: Path, heading: str, years: int, lead: str):
    lines = [f"{{}}{n},{2026 - (n % (years + 1))}-07-{1 + n % 28:02},500.00,UPI {n * 7919:09} from somebody\n" for n in range(300)]
    table = f"id,date,amount,{heading}\n" + "".join(lines)
    assert run(tmp_path, table.replace("{}", "a"), table.replace("{}", "b"))["lead"] == lead


def test_records_of_which_only_a_price_is_known_are_compared_by_it_and_never_accepted_alone():
    left, right = (pl.DataFrame({"id": ids, "amount": prices}) for ids, prices in ((["a", "b"], [500, 700]), (["x", "y"], [500, 800])))
    roles = Roles.named(["id", "amount"])
    found = reconcile(left, right, generic(roles, roles)).matches
    assert {"a", "x"} in [set(each["line_id"]) for each in found.partition_by("match_id")] and set(found["status"]) == {"suggested"}


def test_a_title_that_few_records_have_brings_two_together_though_one_says_nothing_else():
    problem = bibliography(7, 3_000)
    texts = ("title", "authors", "venue", "year")
    left, right = (table.with_columns(pl.exclude("id").cast(pl.String)) for table in (problem.left, problem.right))
    found = reconcile(left, right, generic(*(Roles.of(id="id", text=texts) for _ in range(2)))).matches
    met = found.filter(side="left").select("match_id", a_id="line_id").join(found.filter(side="right").select("match_id", b_id="line_id"), on="match_id")
    titled = problem.truth.join(left.select(a_id="id", title=pl.col("title").str.to_uppercase()), on="a_id")
    titled = titled.join(right.select(b_id="id", same=pl.col("title").str.to_uppercase(), authors="authors"), on="b_id")
    bare = titled.filter((pl.col("title") == pl.col("same")) & pl.col("authors").is_null())
    assert bare.height > 20 and bare.join(met, on=["a_id", "b_id"], how="semi").height > 0.9 * bare.height
