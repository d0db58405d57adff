"""Groups: a batch whose number most lines know, a bill paid in parts, a gateway that keeps its share, and names as banks print them."""

import datetime

import numpy as np
import polars as pl
import pytest

from qrt.core.recon.engine.completion import said_count
from qrt.core.recon.engine.counted import sums_of_days
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.parties import link_names
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank, generic
from qrt.core.recon.engine.subsets import unique_subsets

APRIL = datetime.date(2026, 4, 1)


def books(*rows: tuple[int, int, str, str, str]) -> pl.DataFrame:
    """day of April, paise, reference, narration, party"""
    return table("B", rows)


def statement(*rows: tuple[int, int, str, str]) -> pl.DataFrame:
    """day of April, paise, reference, narration"""
    return table("S", [(*row, "") for row in rows])


def table(letter: str, rows: object) -> pl.DataFrame:
    frame = pl.DataFrame(list(rows), schema=["day", "amount", "reference", "narration", "party"], orient="row")  # type: ignore[call-overload]
    return frame.select(
        "amount",
        "reference",
        "narration",
        "party",
        id=pl.format("{}{}", pl.lit(letter), pl.int_range(pl.len())),
        date=pl.lit(APRIL) + pl.duration(days=pl.col("day") - 1),
    )


def reconciled(left: pl.DataFrame, right: pl.DataFrame) -> Outcome:
    return reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)))


def groups(out: Outcome) -> dict[frozenset[str], str]:
    found = out.matches.group_by("match_id").agg("line_id", pl.col("stage").first())
    return {frozenset(lines): stage for lines, stage in found.select("line_id", "stage").iter_rows()}


def test_a_batch_of_which_one_line_forgot_the_number_is_completed():
    left = books(
        (6, -1_234_550, "F096123456", "salary", "Asha Rao"),
        (6, -2_345_675, "F096123456", "salary", "Vikram Seth"),
        (6, -998_825, "", "salary", "Meena Iyer"),
        (6, -450_000, "", "rent", "Kailash Estates"),
    )
    out = reconciled(left, statement((6, -4_579_050, "", "CMS/F096123456/PYMT/3")))
    assert groups(out) == {frozenset({"B0", "B1", "B2", "S0"}): "reference_and_sum"}


def test_a_batch_with_lines_missing_in_the_books_is_matched_in_part_and_never_automatically():
    left = books((6, -1_234_550, "F096123456", "", "Asha Rao"), (6, -2_345_675, "F096123456", "", "Vikram Seth"))
    out = reconciled(left, statement((6, -4_579_050, "", "CMS/F096123456/PYMT/3")))
    assert groups(out) == {frozenset({"B0", "B1", "S0"}): "reference_and_sum"}
    assert out.matches["difference_paise"][0] == 998_825 and out.matches["difference_name"][0] == "unexplained"
    assert "auto" not in out.matches["status"].to_list()


def test_a_bill_paid_in_parts_is_found_though_the_bank_shortens_the_name():
    left = books((2, 1_500_075, "", "Receipt", "Naidu Enterprises & Co"), (2, 1_500_075, "", "Receipt", "Bharat Foundry Works"))
    right = statement(
        (3, 400_050, "", "NEFT/N344260020766800/NAID ENTE/BARB"),
        (9, 500_025, "", "IMPS/634459785511/NAIDU E/BARB"),
        (20, 600_000, "", "NEFT/N9911223344/NAIDUENTERPRISES"),
    )
    assert groups(reconciled(left, right)) == {frozenset({"B0", "S0", "S1", "S2"}): "sum_of_right"}


def test_a_part_that_names_the_bill_does_not_take_the_whole_bill():
    left = books((2, 1_500_075, "CMS2664549931", "Receipt", "Naidu Enterprises & Co"))
    right = statement((3, 900_050, "", "NEFT/CMS2664549931/NAIDU ENTERPRISES"), (9, 600_025, "", "NEFT/CMS2693048270/NAIDU ENTERPRISES"))
    assert groups(reconciled(left, right)) == {frozenset({"B0", "S0", "S1"}): "reference_and_sum"}


ORDERS = (
    (2, 12_000_000, "SETL100000001", "order 1", "Razorpay"),
    (2, 8_000_000, "SETL100000001", "order 2", "Razorpay"),
    (9, 7_000_000, "", "order 3", "Razorpay"),
    (9, 3_000_000, "", "order 4", "Razorpay"),
)
"""Of two the gateway names the settlement."""


def test_a_gateway_keeps_the_share_that_its_tagged_settlements_show():
    """2 % and 18 % GST on it: of 2,00,000.00 it keeps 4,720.00, of 1,00,000.00 2,360.00."""
    left = books(*ORDERS)
    right = statement((4, 19_528_000, "", "NEFT RAZORPAY SOFTWARE SETL100000001"), (11, 9_764_000, "", "NEFT RAZORPAY SOFTWARE"))
    found = groups(reconciled(left, right))
    assert found[frozenset({"B2", "B3", "S1"})] == "settlement"
    assert found[frozenset({"B0", "B1", "S0"})] == "reference_groups"


def test_what_a_gateway_usually_keeps_is_its_fee_though_a_rate_of_tax_is_as_large():
    """2 % is a rate at which tax is deducted; here the gateway says with two tagged settlements that it keeps so much."""
    left = books(*ORDERS)
    out = reconciled(left, statement((4, 19_600_000, "", "NEFT RAZORPAY SOFTWARE SETL100000001"), (11, 9_800_000, "", "NEFT RAZORPAY SOFTWARE")))
    (settled,) = out.matches.filter(stage="settlement").select("difference_paise", "difference_name").unique().rows()
    assert settled == (200_000, "gateway_fee")


def _names(*names: str) -> pl.DataFrame:
    return pl.DataFrame({"part": [0] * len(names), "name": names}, schema={"part": pl.Int64, "name": pl.String})


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("SANANDINFOTECH UTIB", "SANAND INFOTECH"),
        ("PRIME GOENKA ELECTRI ICIC", "PRIME GOENKA ELECTRICALS"),
        ("DEEP CHAW UTIB", "DEEPIKA CHAWLA"),
        ("PDDR POLYMERS CNRB", "PODDAR POLYMERS"),
        ("GUWTUR CABLES", "GUNTUR CABLES"),
        ("ROYAL K S SBIN", "ROYAL KARUR SPICES"),
        ("NEFT CR NAIDU E", "NAIDU ENTERPRISES"),
    ],
)
def test_a_name_as_a_bank_prints_it_leads_to_its_party(said: str, known: str):
    others = ["SANAND PAPERS", "PRIME CHAWLA LOGISTICS", "DEEPIKA BANSAL", "GUNTUR PAPERS", "ROYAL DESHMUKH TEXTILES", "NAIDU SANAND PHARMA", "PODDAR SOFTWARE"]
    links = link_names(_names(known, *others), _names(said))
    assert links["p"].to_list() == [known]


@pytest.mark.parametrize("said", ["CASH DEP HUBLI", "CLG HDFC RAJKOT", "BY TRANSFER", ""])
def test_words_of_a_counter_name_nobody(said: str):
    known = ["CASHFREE", "HUBLI FABRICS", "HUBLI PAPERS", "RAJKOT CABLES", "RAJKOT PUMPS"]
    assert link_names(_names(*known), _names(said)).height == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("BULK PMT-F339-18 TXNS", 18),
        ("CHQ DEP-LOT OF 4-66972386-HUBLI", 4),
        ("CMS/F339541391/PYMT/8", 8),
        ("BY CLG/4 INSTS/60790980", 4),
        ("NEFT 12 AND 13", None),
    ],
)
def test_how_many_a_narration_says(text: str, count: int | None):
    assert pl.DataFrame({"t": [text]}).select(said_count(pl.col("t"))).item() == count


def test_equal_amounts_are_one_solution_but_loose():
    """500 + 300: of three lines of 300 the first is taken, and it is said that another would do."""
    found = unique_subsets(np.array([500, 300, 300, 300]), np.array([4]), np.array([800]), most=4, budget=1000)
    assert found.place.tolist() == [0, 1] and found.loose.all()


def test_two_sets_of_amounts_are_no_solution():
    found = unique_subsets(np.array([500, 400, 300, 200]), np.array([4]), np.array([700]), most=4, budget=1000)
    assert not found.owner.size and found.other.tolist() == [0]


def test_a_number_of_members_that_is_said_decides():
    """700 is 500 + 200 and 400 + 200 + 100: three were said."""
    found = unique_subsets(np.array([500, 400, 200, 100]), np.array([4]), np.array([700]), most=4, budget=1000, wanted=np.array([3]))
    assert found.place.tolist() == [1, 2, 3]


CHEQUES = ((3, 1_319_000, "Pillai Roadlines"), (1, 2_711_930, "Deepika Dutta"), (2, 2_272_400, "Jatin Kamat"))


def test_a_slip_whose_number_only_the_books_know_is_the_line_that_its_cheques_add_up_to():
    left = books(*((day, paise, "91548502", "Receipt", name) for day, paise, name in CHEQUES), (3, 88_000, "", "Receipt", "Tarun Yadav"))
    out = reconciled(left, statement((4, 6_303_330, "", "CLG 3"), (4, 6_303_000, "", "CLG 4")))
    assert frozenset({"B0", "B1", "B2", "S0"}) in groups(out)
    assert out.matches.filter(line_id="S0")["status"].item() == "auto"


def test_a_slip_that_two_lines_could_be_is_left_alone():
    left = books(*((day, paise, "91548502", "Receipt", name) for day, paise, name in CHEQUES))
    out = reconciled(left, statement((4, 6_303_330, "", "CLG"), (5, 6_303_330, "", "CLG")))
    assert "reference_groups" not in out.matches["stage"].to_list()


@pytest.mark.parametrize("words", ["CLG 3", "BY CLEARING"])
def test_cheques_that_nothing_joins_but_their_sum_are_suggested_and_never_more(words: str):
    left = books(*((day, paise, "", "Receipt", name) for day, paise, name in CHEQUES), (3, 88_000, "", "Receipt", "Tarun Yadav"))
    out = reconciled(left, statement((4, 6_303_330, "", words)))
    assert groups(out) == {frozenset({"B0", "B1", "B2", "S0"}): "sum_of_left"}
    assert out.matches["status"].unique().to_list() == ["suggested"] and "blind" in out.matches["evidence"][0]


def test_as_many_lines_as_are_said_may_not_add_up_in_two_ways():
    left = books(
        (3, 1_319_035, "", "", "Pillai Roadlines"), (3, 711_930, "", "", "Deepika Dutta"), (3, 1_030_965, "", "", "Jatin Kamat"), (3, 1_000_000, "", "", "Ravi")
    )
    out = reconciled(left, statement((4, 2_030_965, "", "CLG 2"), (4, 2_030_965, "", "CLG 2")))
    assert out.matches.height == 0


def test_parts_of_a_bill_are_found_though_the_bank_prints_one_word_of_a_name_that_many_have():
    others = [(1, 7_700_000 + 13 * k, "", "Receipt", f"Universal {place} Pumps") for k, place in enumerate(("Guntur", "Erode", "Surat", "Hubli", "Alwar"))]
    left = books((2, 4_218_837, "", "Receipt", "Universal Tirupur Packaging"), *others)
    right = statement((4, 2_109_419, "", "NEFT-N235260093052944-UNIVERSAL"), (9, 2_109_418, "", "NEFT-N245260077066274-UNIVERSAL"))
    out = reconciled(left, right)
    assert frozenset({"B0", "S0", "S1"}) in groups(out)
    assert "auto" not in out.matches["status"].to_list()


def _sums(seed: int, targets: int, pool: int, planted: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, sizes and targets of a search in which chance alone makes sums, but for the first `planted` targets."""
    rng = np.random.default_rng(seed)
    values = np.sort(rng.integers(1_000, 3_000_000, (targets, pool)), axis=1)[:, ::-1]
    wanted = rng.integers(1_000_000, 4_000_000, targets)
    wanted[:planted] = values[:planted, :2].sum(axis=1)
    return values.ravel(), np.full(targets, pool), wanted


def test_of_many_sums_that_are_sought_some_are_found_by_luck_and_say_so():
    values, sizes, wanted = _sums(7, 20_000, 40, 0)
    found = unique_subsets(values, sizes, wanted, 2, 10_000)
    assert (found.chance < 0.001).sum() > 0, "each by itself looks beyond chance, else this proves nothing"
    assert found.luck.min() > 0.2


def test_sums_that_are_there_are_not_called_luck_although_many_are_sought():
    values, sizes, wanted = _sums(7, 20_000, 12, 2_000)
    found = unique_subsets(values, sizes, wanted, 2, 10_000)
    planted = found.owner < 2_000
    assert planted.sum() > 3_000
    assert found.luck[planted].max() < 0.02


def test_luck_is_that_of_the_part_a_target_stands_in():
    values, sizes, wanted = _sums(8, 400, 12, 200)
    part = (np.arange(400) >= 200).astype(np.int64)
    both = unique_subsets(values, sizes, wanted, 3, 10_000, part=part)
    one = unique_subsets(values[: 200 * 12], sizes[:200], wanted[:200], 3, 10_000)
    other = unique_subsets(values[200 * 12 :], sizes[200:], wanted[200:], 3, 10_000)
    assert np.allclose(both.luck, np.concatenate([one.luck, other.luck]))


def test_luck_of_sums_of_equal_chance_does_not_depend_on_what_other_parts_are_searched_with_it():
    far, near = [7_000_003, 2_000_101, 900_007], [703, 211, 97]
    values = np.array([far if k % 10 == 0 else near for k in range(200)])

    def lucks(parts: int) -> np.ndarray:
        pools = np.tile(values, (parts, 1))
        part = np.repeat(np.arange(parts), len(values))
        return unique_subsets(pools.ravel(), np.full(len(pools), 3), pools[:, :2].sum(axis=1), 2, 1_000, part=part).luck.reshape(parts, -1)

    assert (lucks(50) == lucks(1)).all()


def test_luck_of_blind_sums_is_that_of_the_part_they_stand_in():
    rng = np.random.default_rng(3)
    amounts = rng.integers(1_000, 90_000, (2, 200))
    paid = np.array([[row[:2].sum(), *rng.integers(20_000, 150_000, 150)] for row in amounts])

    def lucks(*parts: int) -> list[float]:
        lines = pl.DataFrame({"part": np.repeat(parts, 200), "amount": amounts[list(parts)].ravel()})
        lines = lines.with_columns(date=pl.lit(20_000, pl.Int32) + pl.int_range(pl.len(), dtype=pl.Int32) % 200 // 20).with_row_index("n")
        heads = pl.DataFrame({"part": np.repeat(parts, 151), "v": paid[list(parts)].ravel()}).with_row_index("o")
        heads = heads.with_columns(day=pl.lit(20_000, pl.Int32), up=pl.lit(True), wanted=pl.lit(0))
        usual = pl.DataFrame({"first": [0] * 2, "last": [0] * 2}, schema={"first": pl.Int32, "last": pl.Int32})
        spec = bank(Roles.of(id="id"), Roles.of(id="id"))
        rows = sums_of_days(heads, lines, usual, 3, "blind_sum", spec, Plan())
        return rows.filter(pl.col("o") < 151)["luck"].to_list()

    assert lucks(0)
    assert lucks(0, 1) == lucks(0)


def bills(*rows: tuple[str, int, str]) -> pl.DataFrame:
    """reference, paise, party"""
    frame = pl.DataFrame(list(rows), schema=["reference", "amount", "party"], orient="row")
    return frame.with_columns(id=pl.format("B{}", pl.int_range(pl.len())), date=pl.lit(APRIL))


def test_bills_of_two_parties_under_one_number_go_each_with_its_own():
    left = bills(("2425000021", 6_948_200, "Modern Bearings"), ("2425000021", 8_680_000, "National Spices"), ("2425000021", 120_000, "Salem Papers"))
    right = bills(
        ("2425000021", 8_680_000, "NATIONAL SPICES"),
        ("2425000021", 6_948_200, "MODERN BEARINGS"),
        ("2425000021", 50_000, "SALEM"),
        ("2425000021", 70_000, "SALEM"),
    )
    roles = Roles.named(left.columns)
    found = reconcile_tables(left, right, generic(roles, roles)).matches
    together = found.group_by("match_id").agg(pl.format("{}:{}", "side", "line_id").sort().alias("lines"))["lines"].to_list()
    assert sorted(map(tuple, together)) == [("left:B0", "right:B1"), ("left:B1", "right:B0"), ("left:B2", "right:B2", "right:B3")]


def test_lines_that_cancel_on_one_side_stay_with_what_they_are_part_of():
    left = bills(("N356270012841158", 100_000, "Asha"), ("N356270012841158", 30_000, "Asha"), ("N356270012841158", -30_000, "Asha"))
    roles = Roles.named(left.columns)
    found = reconcile_tables(left, bills(("N356270012841158", 100_000, "Asha")), generic(roles, roles)).matches
    assert found["match_id"].n_unique() == 1 and found.height == 4
