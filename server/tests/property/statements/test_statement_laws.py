"""Laws of the statements, for any balances of any ledgers, mapped or not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.adapters.rulebook.chart import load_layout, load_model_chart
from qrt.core.base.company import Company, Division, Entity
from qrt.core.base.money import Paise
from qrt.core.consol.consolidate import consolidate
from qrt.core.consol.types import EntityBooks
from qrt.core.ledger.types import LedgerAccount, TrialBalance, TrialBalanceLine
from qrt.core.statements.draw import draw_statements
from qrt.core.statements.effect import effects_of, moved
from qrt.core.statements.formula import evaluate
from qrt.core.statements.placing import SURPLUS_LEDGER
from qrt.core.statements.types import LineKind

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
MODEL = load_model_chart()
ROLES = (
    "",
    "debtor",
    "creditor",
    "bank",
    "input_cgst",
    "output_cgst",
    "tds_payable",
    "fixed_asset",
    "borrowing",
    "interest_income",
    "bank_charges",
    "dividend_paid",
)
AMOUNTS = st.integers(-(10**13), 10**13)


@st.composite
def books(draw):
    """A chart over model accounts with some ledgers unmapped, and balances that sum to nil at both ends."""
    division = draw(st.sampled_from(list(Division)))
    chosen = draw(st.lists(st.sampled_from(MODEL.accounts), min_size=1, max_size=25, unique_by=lambda account: account.name))
    chart = {}
    for account in chosen:
        role = account.role or draw(st.sampled_from(ROLES))
        chart[account.name] = LedgerAccount("A", account.name, account.group, account.nature, account.keys.of(division), role)
    for n in range(draw(st.integers(0, 3))):
        chart[f"mystery {n}"] = LedgerAccount(
            "A", f"mystery {n}", nature=draw(st.sampled_from(["", "asset", "expense"])), role=draw(st.sampled_from(["", "suspense", "branch"]))
        )
    names = sorted(chart)
    opening = {name: draw(AMOUNTS) for name in names}
    movement = {name: draw(AMOUNTS) for name in names}
    for amounts in (opening, movement):
        amounts[names[0]] -= sum(amounts.values())
    lines = tuple(
        TrialBalanceLine(name, Paise(opening[name]), Paise(max(movement[name], 0)), Paise(max(-movement[name], 0)), Paise(opening[name] + movement[name]))
        for name in names
    )
    return division, chart, TrialBalance("A", FIRST, LAST, lines)


@settings(max_examples=40, deadline=None)
@given(books())
def test_whatever_the_books_assets_equal_liabilities_and_the_cash_flow_ends_at_cash(made):
    division, chart, balance = made
    statements = draw_statements(balance, chart, load_layout(division))
    assert {tie.name: tie.difference for tie in statements.ties if tie.difference} == {}


@settings(max_examples=40, deadline=None)
@given(books())
def test_every_ledger_with_a_balance_stands_in_exactly_one_line(made):
    division, chart, balance = made
    statements = draw_statements(balance, chart, load_layout(division))
    layout = load_layout(division)
    result_keys = {line.key for line in layout.profit_and_loss} | {"X.PL.UNMAPPED"}
    shown = [share.ledger for line in statements.balance_sheet.lines for share in line.ledgers if share.ledger != SURPLUS_LEDGER]
    assert len(shown) == len(set(shown))
    result = {
        name
        for name, account in chart.items()
        if account.schedule_key in result_keys
        or (not account.schedule_key and account.nature in ("income", "expense") and account.role not in ("suspense", "branch"))
    }
    assert set(shown) == {line.ledger for line in balance.lines if line.closing} - result
    moved = [share.ledger for line in statements.profit_and_loss.lines for share in line.ledgers]
    assert len(moved) == len(set(moved))
    assert set(moved) == {line.ledger for line in balance.lines if line.closing != line.opening and line.ledger in result}


@settings(max_examples=30, deadline=None)
@given(books())
def test_the_shares_of_a_line_add_up_to_it(made):
    division, chart, balance = made
    statements = draw_statements(balance, chart, load_layout(division))
    for line in (*statements.balance_sheet.lines, *statements.profit_and_loss.lines):
        if line.kind in (LineKind.LINE, LineKind.UNMAPPED):
            assert sum(share.amount for share in line.ledgers) == (-line.amount if line.side == "credit" else line.amount)


@settings(max_examples=30, deadline=None)
@given(books())
def test_the_consolidation_of_one_entity_is_itself(made):
    division, chart, balance = made
    layout = load_layout(division)
    statements = draw_statements(balance, chart, layout)
    group = consolidate(Company("Alone", entities=(Entity("A", "Alone"),)), {"A": EntityBooks(balance, chart)}, layout)
    assert group.eliminations == ()
    assert {line.key: line.group for line in group.balance_sheet if line.group} == {
        line.key: line.amount for line in statements.balance_sheet.lines if line.amount
    }
    assert {line.key: line.group for line in group.profit_and_loss if line.group} == {
        line.key: line.amount for line in statements.profit_and_loss.lines if line.amount
    }


@pytest.mark.parametrize("formula", ["", "A +", "A B", "+ A", "A * B", "A - - B"])
def test_a_formula_that_is_none_is_refused(formula):
    with pytest.raises((ValueError, KeyError, IndexError)):
        evaluate(formula, {"A": Paise(1), "B": Paise(2)})


@settings(max_examples=40, deadline=None)
@given(books(), st.data())
def test_the_figures_before_and_after_an_entry_are_those_of_the_statements_without_and_with_it(made, data):
    division, chart, balance = made
    layout = load_layout(division)
    moves = {name: data.draw(AMOUNTS) for name in data.draw(st.lists(st.sampled_from(sorted(chart)), min_size=1, unique=True))}
    moves["a ledger nobody knows"] = -sum(moves.values())
    before, after = (draw_statements(each, chart, layout) for each in (balance, moved(balance, moves)))
    found = {(each.statement, each.key): (each.before, each.after) for each in effects_of(balance, moves, chart, layout)}
    for statement in ("balance_sheet", "profit_and_loss"):
        old, new = getattr(before, statement), getattr(after, statement)
        keys = {line.key for line in (*old.lines, *new.lines) if line.kind in (LineKind.LINE, LineKind.UNMAPPED) or line.key == layout.keys.profit}
        assert {key: (old.amount(key), new.amount(key)) for key in keys if old.amount(key) != new.amount(key)} == {
            key: figures for (name, key), figures in found.items() if name == statement
        }
    named = {name for each in effects_of(balance, moves, chart, layout) for name in each.unmapped}
    assert named <= set(moves)
    # What goes from one ledger without a line to another leaves their red line as it was.
    red = sum(amount for name, amount in moves.items() if name not in chart or not chart[name].schedule_key)
    if red and moves["a ledger nobody knows"]:
        assert "a ledger nobody knows" in named
