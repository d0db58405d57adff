"""A small company by text: `book` reads ledgers with their groups and openings, and vouchers, as a person would note them."""

from datetime import date

import pytest

from qrt.adapters.rulebook.chart import load_layout, load_model_chart
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow
from qrt.core.ledger.balance import trial_balance
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind
from qrt.core.statements.draw import draw_statements

PLACE = Place("0" * 64)


def read_book(text: str, division: Division = Division.I, entity: str = "ACME"):
    """Lines "ledger | group | opening", then after "---" vouchers "day: ledger amount, ledger amount" with credits negative."""
    head, _, tail = text.partition("---")
    masters = []
    for row in filter(None, (line.strip() for line in head.splitlines())):
        name, group, amount = (part.strip() for part in row.split("|"))
        masters.append(MasterRow(PLACE, name, group, opening=rupees(amount or "0")))
    vouchers = []
    for number, row in enumerate(filter(None, (line.strip() for line in tail.splitlines())), start=1):
        day, _, legs = row.partition(":")
        lines = []
        for leg in legs.split(","):
            name, _, amount = leg.strip().rpartition(" ")
            lines.append(Line(name, rupees(amount)))
        vouchers.append(Voucher(f"v{number}", entity, VoucherKind.JOURNAL, date.fromisoformat(day), tuple(lines), SourceKind.REGISTER, str(number)))
    chart, findings = build_chart(Entity(entity, "Acme"), division, load_model_chart(), masters, (), ())
    opening = {row.name: row.opening or Paise(0) for row in masters}
    balance = trial_balance(entity, vouchers, opening, date(2026, 7, 1), date(2026, 9, 30))
    return chart, findings, balance, draw_statements(balance, chart, load_layout(division))


@pytest.fixture
def book():
    return read_book
