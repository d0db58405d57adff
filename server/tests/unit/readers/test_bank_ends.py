"""What a statement opens and closes with, where it does not say it: what its first and last line show, and nothing where a line beyond them could not be read."""

import pytest

from qrt.adapters.bank import read_bank_table

LINES = ("01/10/2026,NEFT A,,100.00,1100.00", "03/10/2026,NEFT B,,200.00,1300.00", "05/10/2026,NEFT C,,300.00,1600.00", "07/10/2026,NEFT D,,400.00,2000.00")


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("unread", "opening", "closing"),
    [(None, "1000.00", "2000.00"), (0, "", "2000.00"), (1, "1000.00", "2000.00"), (3, "1000.00", "")],
)
def test_an_end_beyond_which_a_line_is_unread_is_not_told(paper, newest_first: bool, unread: int | None, opening: str, closing: str) -> None:
    lines = [line.replace("00.00,", "00.0x0,", 1) if number == unread else line for number, line in enumerate(LINES)]
    data = "\n".join(["Date,Narration,Withdrawal,Deposit,Balance", *(reversed(lines) if newest_first else lines)]).encode()
    (made,) = read_bank_table(paper(data, "bank.csv"), data)
    assert (made.text("opening_balance"), made.text("closing_balance")) == (opening, closing)
    assert ("bank.amount_invalid" in [each.rule for each in made.findings]) is (unread is not None)
