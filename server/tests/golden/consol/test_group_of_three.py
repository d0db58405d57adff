"""A parent, a subsidiary of 80 % and a foreign one, worked out by hand under Ind AS 110, 103 and 21. Amounts in lakh of rupees (B in lakh of dollars)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qrt.adapters.rulebook.chart import load_layout
from qrt.core.base.company import Company, Division, Entity
from qrt.core.base.money import Paise
from qrt.core.consol.consolidate import consolidate
from qrt.core.consol.rates import NOTHING_NAMED
from qrt.core.consol.types import Acquisition, Elimination, EliminationLine, EntityBooks, Rates
from qrt.core.ledger.types import LedgerAccount, TrialBalance, TrialBalanceLine

LAKH = 1_00_000_00
FIRST, LAST = date(2026, 4, 1), date(2026, 9, 30)
LAYOUT = load_layout(Division.II)
COMPANY = Company(
    "Group",
    division=Division.II,
    entities=(Entity("P", "P Ltd"), Entity("A", "A Ltd", parent="P", ownership="80"), Entity("B", "B Inc", parent="P", currency="USD")),
)
REVENUE, OTHER_INCOME, COST, STAFF, WEAR, FINANCE, OTHER, TAX = (f"D2.PL.{tail}" for tail in ("REV", "OI", "PST", "EMP", "DEP", "FIN", "OTH", "CT"))
CAPITAL, SURPLUS, NCI, GOODWILL = "D2.EQ.CAP", "D2.EQ.OTH", "D2.EQ.NCI", "D2.AS.NCA.GW"
PLANT, SHARES, LOAN, CLAIM, STOCK, TRADE, CASH, DTA = (
    f"D2.AS.{tail}" for tail in ("NCA.PPE", "NCA.FA_INV", "CA.FA_LN", "CA.FA_OTH", "CA.STK", "CA.FA_TR", "CA.FA_CASH", "NCA.DTA")
)
BORROWED, OWED, DEBT, TAX_DUE, DTL = (f"D2.{tail}" for tail in ("NCL.FL_BOR", "CL.FL_TP_OTH", "CL.FL_OTH", "CL.TAX", "NCL.DTL"))

P = """
revenue -6000 REVENUE
royalty -43 REVENUE B
management fee -60 OTHER_INCOME A
interest -25 OTHER_INCOME A
dividend -80 OTHER_INCOME A dividend_income
exchange gain -0.5 OTHER_INCOME
cost 3800 COST
staff 700 STAFF
depreciation 400 WEAR
finance 100 FINANCE
other 500 OTHER
tax 165 TAX
plant 3200 PLANT
investment in A 2400 SHARES A investment
investment in B 850 SHARES B investment
loan to A 500 LOAN A
due from A 85 CLAIM A
due from B 43.5 CLAIM B
stock 650 STOCK
customers 800 TRADE
bank 400 CASH
loans -2000 BORROWED
suppliers -600 OWED
due to A -120 DEBT A
tax due -165 TAX_DUE
capital -3000 CAPITAL
earnings -2500 SURPLUS
"""
A = """
revenue -2600 REVENUE
sales to P -400 REVENUE P
cost 1500 COST
cost of group sales 400 COST
staff 300 STAFF
depreciation 120 WEAR
interest to P 25 FINANCE P
fee to P 60 OTHER P
other 95 OTHER
tax 125 TAX
plant 2100 PLANT
stock 500 STOCK
due from P 130 CLAIM P
customers 805 TRADE
bank 400 CASH
loans -300 BORROWED
loan from P -500 BORROWED P
due to P -85 DEBT P
suppliers -450 OWED
tax due -125 TAX_DUE
capital -1000 CAPITAL
earnings -1200 SURPLUS
dividend paid 100 SURPLUS . dividend_paid
"""
B = """
revenue -20 REVENUE
cost 14 COST
royalty to P 0.5 OTHER P
other 2.5 OTHER
tax 0.6 TAX
plant 6 PLANT
customers 4.9 TRADE
bank 5 CASH
suppliers -2.5 OWED
due to P -0.5 DEBT P
tax due -0.5 TAX_DUE
capital -10 CAPITAL
"""


def books(code, text):
    chart, lines = {}, []
    for row in text.strip().splitlines():
        words = row.split()
        at = next(n for n, word in enumerate(words) if word.lstrip("-").replace(".", "").isdigit())
        name, amount, (key, *more) = " ".join(words[:at]), int(Decimal(words[at]) * LAKH), words[at + 1 :]
        counterparty = more[0] if more and more[0] != "." else ""
        schedule_key = globals()[key]
        nature = (
            "income"
            if key in ("REVENUE", "OTHER_INCOME")
            else "expense"
            if schedule_key.startswith("D2.PL")
            else "asset"
            if "AS" in schedule_key
            else "liability"
        )
        chart[name] = LedgerAccount(code, name, nature=nature, schedule_key=schedule_key, role=more[1] if len(more) > 1 else "", counterparty=counterparty)
        moves = schedule_key.startswith("D2.PL")
        opening = 0 if moves else amount
        lines.append(TrialBalanceLine(name, Paise(opening), Paise(max(amount - opening, 0)), Paise(max(opening - amount, 0)), Paise(amount)))
    return EntityBooks(TrialBalance(code, FIRST, LAST, tuple(sorted(lines, key=lambda line: line.ledger))), chart)


def entry(name, *legs):
    return Elimination(
        name, "adjustment", name, tuple(EliminationLine(entity, ledger, key, Paise(int(Decimal(amount) * LAKH))) for entity, ledger, key, amount in legs)
    )


ADJUSTMENTS = (
    entry("cash in transit", ("A", "bank", CASH, "10"), ("A", "due from P", CLAIM, "-10")),
    entry("depreciation of the uplift", ("A", "depreciation", WEAR, "30"), ("A", "plant", PLANT, "-30")),
    entry("deferred tax on it", ("A", "(dtl)", DTL, "7.5"), ("A", "tax", TAX, "-7.5")),
    entry("unrealised profit in stock", ("A", "cost", COST, "25"), ("P", "stock", STOCK, "-25"), ("A", "(stock)", STOCK, "0")),
    entry("deferred tax on that", ("A", "(dta)", DTA, "6.25"), ("A", "tax", TAX, "-6.25")),
)
BOUGHT = Acquisition(
    "A",
    {CAPITAL: Paise(-1000 * LAKH), SURPLUS: Paise(-1200 * LAKH)},
    {PLANT: Paise(300 * LAKH), DTL: Paise(-75 * LAKH)},
)
NAMED = replace(NOTHING_NAMED, rates={"B": Rates(closing=Decimal(87), average=Decimal(86), historical=Decimal(85))})
BOOKS = {"P": books("P", P), "A": books("A", A), "B": books("B", B)}
TRADE_BETWEEN = {("P", "A", "cost"): Paise(400 * LAKH)}


@pytest.fixture(scope="module")
def group():
    return consolidate(
        COMPANY,
        BOOKS,
        LAYOUT,
        trade=TRADE_BETWEEN,
        named=NAMED,
        acquisitions=(BOUGHT, Acquisition("B", {CAPITAL: Paise(-850 * LAKH)})),
        adjustments=ADJUSTMENTS,
    )


def lakh(amount):
    return Decimal(amount) / LAKH


@pytest.mark.parametrize(
    ("key", "amount"),
    [
        (REVENUE, "10320"),
        (OTHER_INCOME, "0.5"),
        (COST, "6529"),
        (STAFF, "1000"),
        (WEAR, "550"),
        (FINANCE, "100"),
        (OTHER, "810"),
        ("D2.PL.PBT", "1331.5"),
        (TAX, "327.85"),
        ("D2.PL.PAT", "1003.65"),
        (PLANT, "6092"),
        (GOODWILL, "460"),
        (STOCK, "1125"),
        (TRADE, "2031.3"),
        (CASH, "1245"),
        (DTA, "6.25"),
        (CAPITAL, "3000"),
        (SURPLUS, "3459.3"),  # Retained earnings 3,436.9 and translation reserve 22.4.
        (NCI, "531.75"),
        (BORROWED, "2300"),
        (OWED, "1267.5"),
        (TAX_DUE, "333.5"),
        (DTL, "67.5"),
        ("D2.AS.TOTAL", "10959.55"),
        ("D2.EL.TOTAL", "10959.55"),
        ("D2.ATT.NCI_P", "66.75"),
        (CLAIM, "0"),
        (DEBT, "0"),
        (SHARES, "0"),
        (LOAN, "0"),
    ],
)
def test_the_groups_figures_are_those_worked_out_by_hand(group, key, amount):
    assert lakh(group.amount(key)) == Decimal(amount)


def test_every_elimination_balances_and_nothing_is_left_to_tie(group):
    assert all(tie.difference == 0 for tie in group.ties)
    assert all(sum(line.amount for line in each.lines) == 0 for each in group.eliminations)
    assert lakh(group.minority_profit) == Decimal("66.75")
    assert group.findings == ()


def test_without_the_payment_in_transit_the_pair_disagrees_by_ten(group):
    untouched = consolidate(COMPANY, BOOKS, LAYOUT, trade=TRADE_BETWEEN, named=NAMED, acquisitions=(BOUGHT, Acquisition("B", {CAPITAL: Paise(-850 * LAKH)})))
    (finding,) = untouched.findings
    assert (finding.rule, lakh(finding.amount)) == ("consol.intercompany_difference", 10)
    assert "due from P" in finding.sentence
    assert lakh(untouched.amount(CLAIM)) == 10


def test_accounting_standard_21_takes_book_values():
    book_values = Acquisition("A", BOUGHT.equity)
    group = consolidate(COMPANY, BOOKS, LAYOUT, trade=TRADE_BETWEEN, named=NAMED, acquisitions=(book_values, Acquisition("B", {CAPITAL: Paise(-850 * LAKH)})))
    assert lakh(group.amount(GOODWILL)) == 640
    assert lakh(group.minority) == 440 + Decimal(55)  # 20 % of 375 earned less 100 paid out.


def test_without_the_equity_at_acquisition_goodwill_is_called_provisional():
    group = consolidate(COMPANY, BOOKS, LAYOUT, trade=TRADE_BETWEEN, named=NAMED)
    assert [finding.entity for finding in group.findings if finding.rule == "consol.acquisition_missing"] == ["A", "B"]
    assert all(tie.difference == 0 for tie in group.ties)


def test_a_foreign_entity_without_rates_stays_out_and_blocks():
    group = consolidate(COMPANY, BOOKS, LAYOUT, trade=TRADE_BETWEEN, acquisitions=(BOUGHT,))
    assert group.entities == ("P", "A")
    assert "consol.rate_missing" in [finding.rule for finding in group.findings]


def test_what_a_foreign_entity_spent_with_its_parent_in_a_general_ledger_goes_out_in_rupees():
    own = B.replace("royalty to P 0.5 OTHER P", "royalty 0.5 OTHER")
    trade = TRADE_BETWEEN | {("B", "P", "royalty"): Paise(LAKH // 2)}
    bought = (BOUGHT, Acquisition("B", {CAPITAL: Paise(-850 * LAKH)}))
    group = consolidate(COMPANY, BOOKS | {"B": books("B", own)}, LAYOUT, trade=trade, named=NAMED, acquisitions=bought, adjustments=ADJUSTMENTS)
    assert (lakh(group.amount(REVENUE)), lakh(group.amount(OTHER))) == (10320, 810)
    assert group.findings == ()
