"""Vouchers that the register calls for and the books do not have: the quarter's depreciation, disposals, capitalisation. Each waits for a checker."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.matching import Movement
from qrt.core.assets.reconcile import booked_depreciation, is_net, own_movement
from qrt.core.assets.types import AssetBook, AssetLine, Disposal
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind

NEW_EXPENSE, NEW_ACCUMULATED = "Depreciation", "Accumulated Depreciation"
NEW_GAIN, NEW_LOSS, NEW_RECEIVABLE = "Profit on sale of fixed assets", "Loss on sale of fixed assets", "Receivable on sale of fixed assets"
NEW_LEDGER_SURE = 0.3


def draft_vouchers(book: AssetBook, ledgers: AssetLedgers, sales: Mapping[str, Movement], quarter: Quarter, tolerance: Paise) -> tuple[VoucherDraft, ...]:
    """All drafts by key. Keys follow from ledger and quarter, or asset and day, so that the next run makes the same ones."""
    lines = {line.asset.key: line for line in book.lines}
    drafts = [
        *draft_depreciation(book, ledgers, quarter, tolerance),
        *(draft for each in book.disposals if (draft := draft_disposal(book.entity, each, lines[each.key], ledgers, sales.get(each.key)))),
        *(draft for line in book.lines if (draft := _draft_capitalisation(book.entity, line, ledgers, quarter))),
        *(draft for line in book.lines if (draft := _draft_transition(book.entity, line, ledgers, quarter))),
    ]
    return tuple(sorted(drafts, key=lambda draft: draft.key))


def charged_to(book: AssetBook, ledgers: AssetLedgers, quarter: Quarter) -> dict[str, list[AssetLine]]:
    """The lines by the ledger that takes their depreciation: accumulated depreciation, or the cost ledger itself where the books keep net values."""
    net = is_net(ledgers, book.lines, quarter)
    groups: defaultdict[str, list[AssetLine]] = defaultdict(list)
    for line in book.lines:
        if not line.asset.in_progress:
            groups[line.ledger if net else ledgers.accumulated_of(line.ledger) or NEW_ACCUMULATED].append(line)
    return {ledger: groups[ledger] for ledger in sorted(groups) if ledger}


def draft_depreciation(book: AssetBook, ledgers: AssetLedgers, quarter: Quarter, tolerance: Paise) -> Iterator[VoucherDraft]:
    """What the register calls for less what the books booked, for each ledger that takes depreciation; nothing where the two agree within the tolerance."""
    for ledger, lines in charged_to(book, ledgers, quarter).items():
        due = sum(line.due for line in lines)
        booked, vouchers = booked_depreciation(ledgers, ledger, quarter)
        missing = Paise(due - booked)
        unclear = [line for line in lines if line.is_unproven]
        # Where some assets' charge is not known the books may rightly have more than the register's sum: nothing is taken back by it.
        if abs(missing) <= tolerance or (unclear and missing < 0) or not (due or booked):
            continue
        parts = list(_parts(lines, missing, due, booked, ledgers, quarter))
        places = tuple(dict.fromkeys(line.asset.place for line in lines if line.asset.place and line.due))
        known = ledger in ledgers.chart and all(part.ledger in ledgers.chart for part in parts)
        sure = (0.85 if not booked else 0.6) if known else NEW_LEDGER_SURE
        already = f" of {rupee_text(Paise(due))}, of which {rupee_text(booked)} stands in the books" if booked else ""
        reason = f"depreciation of {len([line for line in lines if line.due])} assets by the register{already}"
        credit = Line(
            ledger,
            Paise(-missing),
            places[0] if places else None,
            reason=reason if known else f"{reason}; the books have no such ledger, this one would be new",
        )
        yield VoucherDraft(
            key=f"depreciation:{ledger}/{quarter}",
            entity=book.entity,
            kind=VoucherKind.JOURNAL,
            day=quarter.last_day,
            lines=(*parts, credit),
            source=SourceKind.RULE,
            narration=f"Depreciation for {quarter} as per the register of fixed assets{already}",
            place=places[0] if places else None,
            evidence=(*places, *(place for voucher in vouchers for place in voucher.evidence)),
            confidence=round(sure * (0.8 if unclear else 1), 2),
        )


def _parts(lines: Sequence[AssetLine], missing: Paise, due: int, booked: int, ledgers: AssetLedgers, quarter: Quarter) -> Iterator[Line]:
    """The debit, class by class; where something is booked already, one line of what is missing: nobody knows of which class it is."""
    by_class: defaultdict[tuple[str, str], list[AssetLine]] = defaultdict(list)
    for line in lines:
        if line.due:
            by_class[ledgers.expense_of(line.ledger) or NEW_EXPENSE, line.asset.asset_class or line.ledger].append(line)
    if booked:
        ledger = next(iter(by_class), (ledgers.expense[0] if ledgers.expense else NEW_EXPENSE, ""))[0]
        place = next((line.asset.place for line in lines if line.asset.place), None)
        yield Line(ledger, missing, place, reason=f"the register calls for {rupee_text(Paise(due))}, the books have {rupee_text(Paise(booked))}")
        return
    for (ledger, name), mine in sorted(by_class.items()):
        total = Paise(sum(line.due for line in mine))
        codes = ", ".join(line.asset.code or line.asset.name for line in mine[:4]) + (f" and {len(mine) - 4} more" if len(mine) > 4 else "")
        yield Line(ledger, total, mine[0].asset.place, reason=f"{name}: {codes}; {mine[0].how}")


def draft_disposal(entity: str, disposal: Disposal, line: AssetLine, ledgers: AssetLedgers, sale: Movement | None) -> VoucherDraft | None:
    """Cost out, accumulated depreciation out, proceeds in, gain or loss: less what the sale's own voucher did already. None while the proceeds are not known."""
    if disposal.proceeds is None or disposal.booked or not line.ledger or own_movement(ledgers, "disposal", disposal.key, line.ledger):
        return None
    asset, places = line.asset, (line.asset.place,) if line.asset.place else ()
    booked = sale.amount if sale else Paise(0)
    accumulated = ledgers.accumulated_of(line.ledger) or (line.ledger if is_net(ledgers, [line], Quarter.of(disposal.day)) else NEW_ACCUMULATED)
    amounts = [
        (
            line.ledger,
            -(disposal.cost - booked),
            f"cost of {asset.name}" + (f", of which {rupee_text(booked)} is out by {sale.voucher.number or sale.voucher.key}" if sale else ""),
        )
    ]
    amounts.append((accumulated, disposal.accumulated, f"depreciation charged on it up to {disposal.day:%d-%m-%Y}"))
    if disposal.proceeds and not sale:
        given = asset.proceeds_ledger
        amounts.append((given or NEW_RECEIVABLE, disposal.proceeds, "what it was sold for" + ("" if given else "; nobody says who owes it")))
    rest = -sum(amount for _, amount, _ in amounts)
    role = [name for name, account in sorted(ledgers.chart.items()) if account.role == "disposal_result"]
    fitting = [name for name in role if (ledgers.chart[name].nature == "income") == (rest < 0)] or role
    result = fitting[0] if fitting else NEW_GAIN if rest < 0 else NEW_LOSS
    if rest:
        carried = Paise(disposal.cost - disposal.accumulated)
        amounts.append((result, rest, f"{'gain' if rest < 0 else 'loss'}: sold for {rupee_text(disposal.proceeds)}, carried at {rupee_text(carried)}"))
    merged: dict[str, tuple[int, str]] = {}
    for ledger, amount, why in amounts:
        standing = merged.get(ledger, (0, ""))
        merged[ledger] = (standing[0] + amount, "; ".join(filter(None, (standing[1], why))))
    made = tuple(Line(ledger, Paise(amount), asset.place, reason=why) for ledger, (amount, why) in merged.items() if amount)
    if len(made) < 2:
        return None
    sure = 0.85 if all(each.ledger in ledgers.chart for each in made) else NEW_LEDGER_SURE
    evidence: tuple[Place, ...] = (*places, *(sale.voucher.evidence if sale else ()))
    return VoucherDraft(
        key=f"disposal:{disposal.key}/{disposal.day.isoformat()}",
        entity=entity,
        kind=VoucherKind.JOURNAL,
        day=disposal.day,
        lines=made,
        source=SourceKind.RULE,
        narration=f"Disposal of {asset.code} {asset.name} on {disposal.day:%d-%m-%Y}".replace("  ", " "),
        place=asset.place,
        evidence=evidence,
        confidence=sure,
    )


def _draft_capitalisation(entity: str, line: AssetLine, ledgers: AssetLedgers, quarter: Quarter) -> VoucherDraft | None:
    """Work in progress that a person said is in use: its cost moves to the asset's ledger."""
    asset = line.asset
    source = ledgers.progress
    if not asset.capitalised or not line.additions or not asset.put_to_use or asset.put_to_use not in quarter or not line.ledger or len(source) != 1:
        return None
    if own_movement(ledgers, "capitalise", asset.key, line.ledger):
        return None
    reason = f"put to use on {asset.put_to_use:%d-%m-%Y}, as a person said"
    return VoucherDraft(
        key=f"capitalise:{asset.key}/{asset.put_to_use.isoformat()}",
        entity=entity,
        kind=VoucherKind.JOURNAL,
        day=asset.put_to_use,
        lines=(Line(line.ledger, asset.cost, asset.place, reason=reason), Line(source[0], Paise(-asset.cost), asset.place, reason="leaves work in progress")),
        source=SourceKind.RULE,
        narration=f"{asset.name} capitalised",
        place=asset.place,
        evidence=(asset.place,) if asset.place else (),
        confidence=0.85,
    )


def write_off(line: AssetLine) -> Paise:
    """Carrying amount above the residual value of an asset whose life was over before the quarter began; 0 for every other."""
    basis = line.basis
    if basis is None or line.asset.disposed or basis.annual or line.due:
        return Paise(0)
    return Paise(max(line.opening_cost - line.opening_accumulated - line.residual, 0))


def _draft_transition(entity: str, line: AssetLine, ledgers: AssetLedgers, quarter: Quarter) -> VoucherDraft | None:
    """Schedule II, note 7(b): an asset whose life is over goes to its residual value, against retained earnings or through profit and loss as a person said."""
    amount, asset = write_off(line), line.asset
    if not amount or asset.transition not in ("retained_earnings", "profit_and_loss"):
        return None
    retained = next((name for name, account in sorted(ledgers.chart.items()) if account.role == "retained_earnings"), "")
    against = (retained or "Retained earnings") if asset.transition == "retained_earnings" else (ledgers.expense_of(line.ledger) or NEW_EXPENSE)
    credit = ledgers.accumulated_of(line.ledger) or NEW_ACCUMULATED
    known = against in ledgers.chart and credit in ledgers.chart
    return VoucherDraft(
        key=f"transition:{asset.key}/{quarter}",
        entity=entity,
        kind=VoucherKind.JOURNAL,
        day=quarter.last_day,
        lines=(
            Line(against, amount, asset.place, reason="carrying amount above residual value of an asset whose life is over (Schedule II, note 7(b))"),
            Line(credit, Paise(-amount), asset.place, reason=f"brings {asset.name} down to {rupee_text(line.residual)}"),
        ),
        source=SourceKind.RULE,
        narration=f"{asset.name}: life over, written down to residual value",
        place=asset.place,
        evidence=(asset.place,) if asset.place else (),
        confidence=0.8 if known else NEW_LEDGER_SURE,
    )
