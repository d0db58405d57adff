"""The supplier's document in a narration: read where one is named, left alone where a sum, a list or a telephone stands."""

from datetime import date

import pytest

from qrt.core.ledger.narrated import bill_named


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("Being purchase vide bill INV7802 dt 01.07.26", "INV7802", date(2026, 7, 1)),
        ("Bill No. 118 dated 12-Jul-26", "118", date(2026, 7, 12)),
        ("Being goods purchased against Inv.No: KB/552", "KB/552", None),
        ("bill no.: GST-0012, dtd 3/7/2026, transport paid", "GST-0012", date(2026, 7, 3)),
        ("Tax Invoice No : SI/26-27/0044 of 2026-07-03", "SI/26-27/0044", date(2026, 7, 3)),
        ("Bill KB/552 dt 03-09-26 (after the voucher)", "KB/552", None),
        ("Bill KB/552 booked; bill kb/552 checked", "KB/552", None),
        ("Being bill of July", "", None),
        ("bill dt 12.07.26", "", None),
        ("Electricity bill for 07/2026", "", None),
        ("Invoice no. 12 and invoice no. 13", "", None),
        ("as per bill nos 12, 13 and 14", "", None),
        ("Being amount of bill 1180.00 paid", "", None),
        ("bill 12 % discount", "", None),
        ("Telephone bill 9822012345", "", None),
        ("invoice value 12000", "", None),
        ("", "", None),
    ],
)
def test_one_bill_is_named_or_none(text: str, number: str, day: date | None) -> None:
    assert bill_named(text, date(2026, 8, 1)) == (number, day)
