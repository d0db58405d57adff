"""Tables with two columns that identify a voucher: the one on the paper, and the program's own."""

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.documents.types import RegisterRow
from tests.unit.readers.general import one, rules, vouchers


def named(table: str) -> list[tuple[str, str]]:
    """Number and key of each voucher in the order of the paper."""
    return [(row.number, row.guid) for row in one(table).rows if isinstance(row, RegisterRow)]


def test_the_number_on_the_voucher_is_the_number_and_the_running_one_its_key() -> None:
    made = """
        Trans #,Type,Date,Num,Name,Account,Debit,Credit
        101,Bill,01/07/2026,B-7,Acme,Purchases,1000.00,
        101,Bill,01/07/2026,B-7,Acme,Creditors,,1000.00
        102,Bill Pmt -Check,13/07/2026,,Acme,Creditors,1000.00,
        102,Bill Pmt -Check,13/07/2026,,Acme,Bank,,1000.00
        103,General Journal,14/07/2026,J-1,,Rent,50.00,
        103,General Journal,14/07/2026,,,Bank,,50.00
    """
    assert named(made) == [("B-7", "101"), ("", "102"), ("J-1", "103")]
    assert rules(one(made)) == []


def test_two_vouchers_of_one_number_stay_two_where_their_keys_differ() -> None:
    made = """
        Internal ID,Date,Document Number,Account,Debit,Credit
        9001,01/07/2026,V1,Rent,10.00,
        9001,01/07/2026,V1,Bank,,10.00
        9002,01/07/2026,V1,Rent,20.00,
        9002,01/07/2026,V1,Bank,,20.00
        9003,13/07/2026,V2,Rent,30.00,
        9003,13/07/2026,V2,Bank,,30.00
    """
    assert named(made) == [("V1", "9001"), ("V1", "9002"), ("V2", "9003")]


def test_a_key_that_counts_lines_tells_no_vouchers_apart() -> None:
    made = """
        Entry No.,Posting Date,Document No.,G/L Account No.,G/L Account Name,Amount
        1,01/07/2026,V1,4000,Rent,10.50
        2,01/07/2026,V1,1000,Bank,-10.50
        3,13/07/2026,V2,4000,Rent,20.25
        4,13/07/2026,V2,1000,Bank,-20.25
    """
    assert named(made) == [("V1", ""), ("V2", "")]


def test_a_lone_key_is_the_number() -> None:
    assert named("Date,Transaction ID,Account,Debit,Credit\n01/07/2026,77,Rent,1.00,\n01/07/2026,77,Bank,,1.00\n") == [("77", "")]


@given(st.lists(st.integers(1, 9_999_99), min_size=2, max_size=8), st.booleans())
def test_both_columns_filled_or_only_on_the_first_row_read_the_same(sizes: list[int], repeated: bool) -> None:
    rows = ["Trans No,Date,Voucher No,Account,Debit,Credit"]
    for at, size in enumerate(sizes):
        amount = f"{size / 100:.2f}"
        rows += [f"{500 + at},13/07/2026,V{at},Rent,{amount},", f"{500 + at},13/07/2026,{f'V{at}' if repeated else ''},Bank,,{amount}"]
    made = one("\n".join(rows) + "\n")
    assert [(row.number, row.guid) for row in made.rows if isinstance(row, RegisterRow)] == [(f"V{at}", str(500 + at)) for at in range(len(sizes))]
    assert [legs for _, _, legs in sorted(vouchers(made), key=lambda each: int(each[1][1:]))] == [(("Bank", -size), ("Rent", size)) for size in sizes]
