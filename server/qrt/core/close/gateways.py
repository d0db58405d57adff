"""Settlement reports of payment gateways: which ledger of the books each is about, which days they cover, and how the books take fees."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.base.company import BankAccount, Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.types import Placed
from qrt.core.documents.gateway.words import NAMES
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.types import DocumentKind
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Chart, Voucher
from qrt.core.recon.gateway import gateway_book_items, key_of, named_in

_KEEPS = frozenset({"asset", "liability", ""})
_NO_GATEWAY = re.compile(r"^(?:input|output|rcm|tds|tcs)_|^(?:cash|inventory|fixed_asset|accumulated_depreciation|borrowing|bank_charges|suspense)$")
_GENERAL = re.compile(r"payment gateway|\bpg (?:settlement|account|a/?c)|gateway (?:settlement|account|a/?c|receivable|clearing)", re.IGNORECASE)
NAMED_LEAST = 3
"""Numbers of a report that one ledger alone has to name before it is taken for the gateway's without its name."""
QUIET_DAYS = 7
"""Days at either end of a quarter on which a gateway may have nothing to settle."""


@dataclass(frozen=True, slots=True)
class GatewayReports:
    """The reports about one ledger. first, last: the days of the quarter that they cover; name: the gateway's, "" where no report says it; gstins: its own."""

    lines: tuple[SettlementLine, ...]
    first: date
    last: date
    name: str
    gstins: frozenset[str]


def gateway_reports(
    placed: Iterable[Placed], entity: Entity, chart: Chart, vouchers: Sequence[Voucher], accounts: Sequence[BankAccount], quarter: Quarter
) -> tuple[dict[str, GatewayReports], tuple[Finding, ...]]:
    """Reports by the ledger they are about. One whose ledger cannot be told is left out and named."""
    found: defaultdict[str, list[tuple[Placed, tuple[SettlementLine, ...]]]] = defaultdict(list)
    findings: list[Finding] = []
    for each in placed:
        lines = tuple(row for row in each.extraction.rows if isinstance(row, SettlementLine))
        if each.extraction.kind is not DocumentKind.GATEWAY_SETTLEMENT or not lines:
            continue
        ledger, why_not = ledger_of_report(each, lines, entity, chart, vouchers, accounts)
        if ledger:
            found[ledger].append((each, lines))
            continue
        sentence = f"{each.paper.name} is not reconciled: {why_not}."
        place = (Place(each.paper.sha256),)
        findings.append(Finding("recon.gateway_unknown", Severity.ERROR, f"document:{each.paper.sha256}/{each.extraction.part}", sentence, evidence=place))
    made: dict[str, GatewayReports] = {}
    for ledger, papers in sorted(found.items()):
        lines = tuple(line for _, own in papers for line in own)
        first, last = _covered(lines, quarter)
        names = {each.extraction.text("gateway") for each, _ in papers} - {""}
        gstins = frozenset(text.upper() for each, _ in papers if (text := each.extraction.text("gateway_gstin")))
        if first <= last:
            made[ledger] = GatewayReports(lines, first, last, names.pop() if len(names) == 1 else "", gstins)
    return made, tuple(findings)


def ledger_of_report(
    each: Placed, lines: Sequence[SettlementLine], entity: Entity, chart: Chart, vouchers: Sequence[Voucher], accounts: Sequence[BankAccount]
) -> tuple[str, str]:
    """(ledger, "") or ("", why not): by the merchant's number that the company named for it, by the gateway's name in the ledger's, or by the numbers that its
    entries have in common with the report."""
    merchant, name = key_of(each.extraction.text("merchant")), each.extraction.text("gateway")
    for account in accounts:
        if merchant and key_of(account.number) == merchant and account.entity in ("", entity.code):
            return account.ledger, ""
    may_be = [
        ledger
        for ledger, account in sorted(chart.items())
        if account.nature in _KEEPS and not _NO_GATEWAY.search(account.role) and account.role not in ("debtor", "creditor")
    ]
    # A gateway under customers or vendors is told by its name alone: each of them has entries with numbers of orders.
    parties = [ledger for ledger, account in sorted(chart.items()) if account.role in ("debtor", "creditor")]
    if name and (exact := [ledger for ledger in (*may_be, *parties) if squeezed(ledger) == squeezed(name)]):
        return exact[0], ""
    pattern = NAMES.get(name)
    by_name = [
        ledger for ledger in (*may_be, *parties) if (pattern.search(ledger.replace("_", " ")) if pattern else name and squeezed(name) in squeezed(ledger))
    ]
    if len(by_name) == 1:
        return by_name[0], ""
    # A bank's own ledger has the gateway's payouts, and may have numbers of orders: it is a gateway's by its name alone.
    unnamed = [ledger for ledger in may_be if not _names_another(ledger, name) and (chart[ledger].role != "bank" or _GENERAL.search(ledger))]
    options = by_name or unnamed
    by_numbers = _by_numbers(options, lines, vouchers)
    if len(by_numbers) == 1:
        return by_numbers[0], ""
    who = name or "a gateway that it does not name"
    if by_name:
        return "", f"it is a report of {who}, which could be any of {', '.join(by_name)}"
    return "", f"it is a report of {who}, and no ledger of the books bears that name or has its numbers; name the gateway on the paper as its ledger is named"


def _names_another(ledger: str, name: str) -> bool:
    return any(pattern.search(ledger) for other, pattern in NAMES.items() if other != name) if name else False


def _by_numbers(ledgers: Sequence[str], lines: Sequence[SettlementLine], vouchers: Sequence[Voucher]) -> list[str]:
    """Ledgers whose entries name the report's payments or orders: the one that alone does so often enough."""
    known = {key_of(text) for line in lines for text in (line.payment, line.receipt, line.order) if len(key_of(text)) >= 6}
    seen: dict[str, int] = {}
    for ledger in ledgers:
        items = gateway_book_items(vouchers, ledger, date.min, date.max)
        if hits := sum(1 for item in items if named_in(item) & known):
            seen[ledger] = hits
    most = max(seen.values(), default=0)
    best = [ledger for ledger, hits in seen.items() if hits == most]
    others = sum(hits for ledger, hits in seen.items() if ledger not in best)
    return best if most >= NAMED_LEAST and others * 2 < most else []


def _covered(lines: Sequence[SettlementLine], quarter: Quarter) -> tuple[date, date]:
    """The days of the quarter of which the reports tell: all of it but where they begin late or end early."""
    first = min(line.settled or line.day for line in lines)
    last = max(max(line.day, line.settled or line.day) for line in lines)
    quiet = timedelta(days=QUIET_DAYS)
    return (
        quarter.first_day if first <= quarter.first_day + quiet else first,
        quarter.last_day if last >= quarter.last_day - quiet else last,
    )


def fee_habits(vouchers: Iterable[Voucher], ledger: str, chart: Chart, gstins: frozenset[str], own: Sequence[str]) -> dict[str, str]:
    """Labels for lines of the report: `fee_ledger` that the books take the gateway's fee to, `heads` of GST that they take its tax to.

    gstins: of the gateway by its reports; own: of the entity. "" stands for nothing known: a person names it.
    """
    expenses: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for voucher in vouchers:
        if not any(line.ledger == ledger for line in voucher.lines):
            continue
        roles = {line.ledger: chart[line.ledger] for line in voucher.lines if line.ledger in chart and line.amount > 0}
        expenses.update(name for name, account in roles.items() if account.nature == "expense")
        taxes = sorted({account.role.removeprefix("input_") for account in roles.values() if account.role in ("input_igst", "input_cgst", "input_sgst")})
        if taxes:
            heads[",".join(taxes)] += 1
    found: dict[str, str] = {}
    if expenses:
        found["fee_ledger"] = min(expenses, key=lambda name: (-expenses[name], name))
    if len(heads) == 1:
        found["heads"] = next(iter(heads))
    elif gstins and own:
        same = {gstin[:2] for gstin in gstins} == {gstin[:2] for gstin in own}
        apart = not {gstin[:2] for gstin in gstins} & {gstin[:2] for gstin in own}
        if same or apart:
            found["heads"] = "cgst,sgst" if same else "igst"
    return found
