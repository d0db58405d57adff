"""Writes down what is true, stage by stage, for `qrt score`."""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qrt.sim.papers.inbox import PaperTruth, balances_of
from qrt.sim.truth_books import write_books
from qrt.sim.world import Bill, BookVoucher, EntityBooks, Leg, Tax, Trouble, World


def write_truth(world: World, papers: Iterable[PaperTruth], inbox: Path, folder: Path, withhold: tuple[str, ...]) -> None:
    """All truth files. The vouchers are right as the books have them; what is wrong with them stands in findings.jsonl."""
    papers = sorted(papers, key=lambda paper: paper.file)
    _lines(folder / "documents.jsonl", (_document(paper, inbox) for paper in papers))
    _lines(folder / "vouchers.jsonl", (_voucher(voucher) for entity in world.entities for voucher in entity.vouchers if not voucher.cancelled))
    _balances(folder / "trial_balance.csv", world)
    _lines(folder / "bank_matches.jsonl", (row for entity in world.entities for row in _bank(entity)))
    if world.gateway:
        _lines(folder / "gateway_matches.jsonl", (row for entity in world.entities for row in _gateway(entity)))
    _lines(folder / "gstr2b_matches.jsonl", (row for entity in world.entities for row in _portal(entity)))
    _lines(folder / "findings.jsonl", (_finding(index, trouble) for index, trouble in enumerate(world.troubles, start=1)))
    _json(folder / "statements.json", {entity.code: _statements(world, entity) for entity in world.entities})
    write_books(world, folder)
    _json(folder / "summary.json", _summary(world, papers, withhold))


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")


def _document(paper: PaperTruth, inbox: Path) -> dict[str, Any]:
    digest = hashlib.sha256((inbox / paper.file).read_bytes()).hexdigest()
    return {"file": paper.file, "sha256": digest, "kind": paper.kind, "entity": paper.entity, "readable": paper.readable, "fields": paper.fields}


def _named(voucher: BookVoucher) -> dict[str, Any]:
    return {"type_name": voucher.type_name, "number": voucher.number, "date": voucher.day.isoformat()}


def _line(leg: Leg) -> dict[str, Any]:
    """A leg with what it says beside its amount: bills, cost centre, foreign money."""
    line: dict[str, Any] = {"ledger": leg.ledger, "amount_paise": leg.amount}
    if leg.bills:
        line["bills"] = [{"bill": ref.name, "kind": ref.kind, "amount_paise": ref.amount, "due": ref.due.isoformat() if ref.due else ""} for ref in leg.bills]
    if leg.cost_centre:
        line["cost_centre"] = leg.cost_centre
    if leg.foreign:
        line["foreign"] = {"currency": leg.foreign.currency, "amount_hundredths": leg.foreign.amount, "rate": str(leg.foreign.rate)}
    return line


def _voucher(voucher: BookVoucher) -> dict[str, Any]:
    lines = [_line(leg) for leg in voucher.legs]
    return {
        "entity": voucher.entity,
        "kind": voucher.kind,
        **_named(voucher),
        "party": voucher.party,
        "reference": voucher.reference,
        "branch": voucher.branch,
        "register": voucher.register,
        "lines": lines,
    }


def _balances(path: Path, world: World) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["entity", "ledger", "group", "opening_paise", "debit_paise", "credit_paise", "closing_paise"])
        for entity in world.entities:
            for ledger, balance in balances_of(entity).items():
                out.writerow([entity.code, ledger, entity.chart.ledgers[ledger].group, balance.opening, balance.debit, balance.credit, balance.closing])


def _bank(entity: EntityBooks) -> Iterable[dict[str, Any]]:
    ledgers = {account.number: account.ledger for account in entity.accounts}
    for line in sorted(entity.lines, key=lambda each: (each.account, each.number)):
        yield {
            "entity": entity.code, "account": line.account, "ledger": ledgers[line.account], "line": line.number, "date": line.day.isoformat(), "amount_paise": line.amount,
            "balance_paise": line.balance, "reference": line.reference, "narration": line.narration, "vouchers": [_named(voucher) for voucher in line.vouchers],
        }  # fmt: skip


def _gateway(entity: EntityBooks) -> Iterable[dict[str, Any]]:
    """One row for each line that the gateway's report comes to: payments, refunds, and of a settlement its fee with GST, and its payout."""
    ledger = entity.chart.name("gateway")
    for settled in entity.web_settlements:
        about = {"entity": entity.code, "ledger": ledger, "settlement": f"setl_{settled.number}", "utr": settled.utr, "date": settled.day.isoformat()}
        for event in settled.events:
            number = f"{'pay' if event.kind == 'payment' else 'rfnd'}_{event.number}"
            own = {"what": event.kind, "number": number, "date": event.day.isoformat(), "amount_paise": event.gross}
            yield {**about, **own, "vouchers": [_named(voucher) for voucher in event.vouchers]}
        for what, amount, vouchers in (("fee", -settled.fee - settled.gst, settled.kept), ("payout", -settled.net, settled.paid)):
            if amount:
                yield {**about, "what": what, "number": "", "amount_paise": amount, "vouchers": [_named(voucher) for voucher in vouchers]}


def _taxes(tax: Tax) -> dict[str, int]:
    return {"taxable_paise": tax.taxable, "igst_paise": tax.igst, "cgst_paise": tax.cgst, "sgst_paise": tax.sgst}


def _portal(entity: EntityBooks) -> Iterable[dict[str, Any]]:
    """One row for each document that the portal or the books' credit has. `claimed` is False where the books rightly take no credit from the 2B's row."""
    for bill in entity.bills:
        if bill.outward or not (bill.reported or (bill.vouchers and bill.party.gstin)):
            continue
        yield {
            "entity": entity.code, "gstin": entity.gstin, "period": str(bill.reported_month) if bill.reported else "", "supplier_gstin": bill.party.gstin, "supplier": bill.party.name,
            "number": bill.number, "date": bill.day.isoformat(), "document_type": "credit_note" if bill.document == "credit_note" else "invoice",
            "reported": _taxes(bill.reported) if bill.reported else None, "status": _status(bill), "claimed": bill.credit_taken and not bill.reverse_charge,
            "vouchers": [_named(voucher) for voucher in bill.vouchers],
        }  # fmt: skip


def _status(bill: Bill) -> str:
    if not bill.reported:
        return "missing_in_2b"
    if not bill.vouchers:
        return "missing_in_books"
    return "matched" if bill.reported == bill.booked else "mismatch"


def _finding(index: int, trouble: Trouble) -> dict[str, Any]:
    """A planted trouble with all by which an answer can be recognised: voucher and document numbers, names, amounts."""
    hints = list(trouble.hints)
    for voucher in trouble.vouchers:
        hints += [voucher.number, voucher.reference]
    if trouble.bill:
        hints += [trouble.bill.number, trouble.bill.file]
    if trouble.line:
        hints += [trouble.line.reference, trouble.line.narration]
    party = trouble.bill.party if trouble.bill else None
    between = {"other_entity": trouble.other} if trouble.other else {}
    return {
        "id": f"T{index:04d}", "trouble": trouble.kind, "rules": list(trouble.rules), "optional": trouble.optional, "entity": trouble.entity, **between, "note": trouble.note,
        "hints": sorted({hint for hint in hints if hint}), "party": party.name if party else trouble.vouchers[0].party if trouble.vouchers else "", "party_gstin": party.gstin if party else "",
        "amounts_paise": sorted({abs(amount) for amount in trouble.amounts if amount}), "vouchers": [_named(voucher) for voucher in trouble.vouchers],
        "line": {"account": trouble.line.account, "line": trouble.line.number} if trouble.line else None, "file": trouble.file or (trouble.bill.file if trouble.bill else ""),
    }  # fmt: skip


def _statements(world: World, entity: EntityBooks) -> dict[str, Any]:
    """Totals by line of Schedule III: the quarter's and the year's income and expense, and the balance sheet at the quarter's end.

    Balance sheet lines take each ledger where its group stands; `total_assets_paise` counts every ledger on the side that its balance has.
    """
    balances = balances_of(entity)
    quarter, year, sheet = defaultdict[str, int](int), defaultdict[str, int](int), defaultdict[str, int](int)
    assets = 0
    for name, balance in balances.items():
        ledger = entity.chart.ledgers[name]
        key = ledger.division_2 if world.division == "II" else ledger.division_1
        if ledger.nature in {"income", "expense"}:
            sign = -1 if ledger.nature == "income" else 1
            quarter[key] += sign * (balance.debit - balance.credit)
            year[key] += sign * balance.closing
        else:
            sheet[key] += balance.closing if ledger.nature == "asset" else -balance.closing
            assets += balance.closing if balance.closing > 0 or ledger.group == "Fixed Assets" else 0
    return {
        "division": world.division,
        "quarter": {**dict(sorted(quarter.items())), **_totals(quarter)},
        "year_to_date": {**dict(sorted(year.items())), **_totals(year)},
        "balance_sheet": dict(sorted(sheet.items())),
        "total_assets_paise": assets,
        "cash_paise": sum(balance.closing for name, balance in balances.items() if entity.chart.ledgers[name].group in {"Cash-in-Hand", "Bank Accounts"}),
    }


def _totals(lines: Mapping[str, int]) -> dict[str, int]:
    def add(*ends: str) -> int:
        return sum(amount for key, amount in lines.items() if key.rsplit(".", 1)[1] in ends)

    revenue, income = add("REV"), add("REV", "OI")
    expenses, tax = add("COM", "PST", "CHG", "EMP", "FIN", "DEP", "OTH"), add("CT", "DT")
    return {"revenue": revenue, "total_income": income, "total_expenses": expenses, "profit_before_tax": income - expenses, "profit": income - expenses - tax}


def _summary(world: World, papers: list[PaperTruth], withhold: tuple[str, ...]) -> dict[str, Any]:
    kinds, troubles = defaultdict[str, int](int), defaultdict[str, int](int)
    for paper in papers:
        kinds[paper.kind] += 1
    for trouble in world.troubles:
        troubles[trouble.kind] += 1
    return {
        "seed": world.seed, "size": world.size.name, "quarter": str(world.quarter), "division": world.division, "entities": [entity.code for entity in world.entities],
        "papers": len(papers), "kinds": dict(sorted(kinds.items())), "vouchers": sum(not voucher.cancelled for entity in world.entities for voucher in entity.vouchers),
        "bank_lines": sum(len(entity.lines) for entity in world.entities), "gstr2b_rows": sum(bill.reported is not None for entity in world.entities for bill in entity.bills),
        "troubles": dict(sorted(troubles.items())), "withheld": list(withhold), "export": world.export, "states": {entity.code: entity.states for entity in world.entities},
    }  # fmt: skip
