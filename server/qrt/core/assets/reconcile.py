"""Register against ledger: cost, accumulated depreciation and work in progress, each difference taken apart into causes with their vouchers."""

from collections.abc import Iterable, Mapping, Sequence

from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.matching import Matched, Movement
from qrt.core.assets.types import AssetLine, Cause, Disposal, ReconciliationRow
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.ledger.types import Voucher


def booked_depreciation(ledgers: AssetLedgers, ledger: str, quarter: Quarter) -> tuple[Paise, tuple[Voucher, ...]]:
    """What the books charged in the quarter to a ledger of accumulated depreciation, or straight to a cost ledger; and the vouchers that did it."""
    cost, charge = set(ledgers.cost), set(ledgers.expense)
    own = ledger in cost
    total, hits = 0, []
    for voucher in ledgers.vouchers:
        if voucher.day not in quarter:
            continue
        amount = sum(line.amount for line in voucher.lines if line.ledger == ledger)
        names = {line.ledger for line in voucher.lines}
        if amount and ((own and names & charge) or (not own and not names & cost)):
            total -= amount
            hits.append(voucher)
    return Paise(total), tuple(hits)


def own_movement(ledgers: AssetLedgers, head: str, key: str, ledger: str) -> int:
    """What vouchers of ours ("disposal", "capitalise") that people approved already did to a ledger for one asset."""
    return sum(line.amount for voucher in ledgers.vouchers if voucher.key.startswith(f"{head}:{key}/") for line in voucher.lines if line.ledger == ledger)


def is_net(ledgers: AssetLedgers, lines: Sequence[AssetLine], quarter: Quarter) -> bool:
    """Books without accumulated depreciation whose cost ledgers open at the register's net block: they credit depreciation to the asset itself."""
    if ledgers.accumulated:
        return False
    opened = sum(ledgers.opened(ledger) for ledger in ledgers.cost)
    own = [line for line in lines if not line.asset.in_progress]
    gross, net = sum(line.opening_cost for line in own), sum(line.opening_net for line in own)
    charged = any(booked_depreciation(ledgers, ledger, quarter)[0] for ledger in ledgers.cost)
    return charged or abs(opened - net) < abs(opened - gross)


def reconcile_register(
    lines: Sequence[AssetLine],
    ledgers: AssetLedgers,
    matched: Matched,
    sales: Mapping[str, Movement],
    disposals: Sequence[Disposal],
    sold: Sequence[Movement],
    quarter: Quarter,
) -> tuple[ReconciliationRow, ...]:
    """One row for each ledger that either side knows. Causes plus what is unexplained always make the difference."""
    net = is_net(ledgers, lines, quarter)
    rows: list[ReconciliationRow] = []
    in_use = [line for line in lines if not line.asset.in_progress]
    names = sorted({line.ledger for line in in_use} | {ledger for ledger in ledgers.cost if ledgers.closing(ledger) or ledgers.opened(ledger)})
    for ledger in names:
        mine = [line for line in in_use if line.ledger == ledger]
        causes = [*_cost_causes(ledger, mine, ledgers, matched, sales, sold)]
        register, books = sum(line.closing_cost for line in mine), ledgers.closing(ledger)
        if net:
            causes += _accumulated_causes(mine, -1, ledgers.opened(ledger), booked_depreciation(ledgers, ledger, quarter), 0, opening=False)
            opened = sum(line.opening_net for line in mine) - ledgers.opened(ledger)
            causes = [*_opening(opened, mine), *(cause for cause in causes if cause.why != "opening_difference")]
            register -= sum(line.closing_accumulated for line in mine)
        rows.append(_row(ledger, "net" if net else "cost", mine, register, books, causes))
    if not net:
        rows += _accumulated_rows(in_use, ledgers, sales, quarter)
    rows += _progress_rows(lines, ledgers)
    return tuple(rows)


def _row(ledger: str, what: str, lines: Sequence[AssetLine], register: int, books: int, causes: Iterable[Cause]) -> ReconciliationRow:
    classes = tuple(sorted({line.asset.asset_class for line in lines if line.asset.asset_class}))
    return ReconciliationRow(ledger, what, classes, Paise(register), Paise(books), tuple(cause for cause in causes if cause.amount))


def _opening(difference: int, lines: Sequence[AssetLine]) -> list[Cause]:
    if not difference:
        return []
    places = tuple(line.asset.place for line in lines if line.asset.place)[:5]
    more = "more" if difference > 0 else "less"
    return [
        Cause(
            "opening_difference",
            f"The register opens the quarter with {rupee_text(Paise(abs(difference)))} {more} than the ledger.",
            Paise(difference),
            (),
            places,
        )
    ]


def _cost_causes(
    ledger: str, lines: Sequence[AssetLine], ledgers: AssetLedgers, matched: Matched, sales: Mapping[str, Movement], sold: Sequence[Movement]
) -> list[Cause]:
    causes = _opening(sum(line.opening_cost for line in lines) - ledgers.opened(ledger), lines)
    keys = {line.asset.key for line in lines}
    for debit in matched.books_only:
        if debit.ledger == ledger:
            sentence = f"{_named(debit.voucher)} brought {rupee_text(debit.amount)} into the ledger; the register does not have it."
            causes.append(Cause("addition_not_in_register", sentence, Paise(-debit.amount), (debit.voucher.key,), _places(debit.voucher)))
    for asset in matched.register_only:
        if asset.key in keys:
            sentence = f"The register has {asset.name} of {rupee_text(asset.cost)} as an addition; no voucher brings it into the ledger."
            causes.append(Cause("addition_not_booked", sentence, asset.cost, (), _place(asset.place)))
    for asset, wrong in matched.in_expense:
        if asset.key in keys:
            sentence = f"{_named(wrong.voucher)} charged {asset.name} of {rupee_text(asset.cost)} to {wrong.ledger}: it is a capital item."
            causes.append(Cause("capital_in_expense", sentence, asset.cost, (wrong.voucher.key,), (*_places(wrong.voucher), *_place(asset.place))))
    for rows, debit in matched.pairs:
        here = [asset for asset in rows if asset.key in keys]
        if here and debit.ledger != ledger:
            amount = sum(asset.cost for asset in here)
            causes.append(
                Cause("other_ledger", f"{_named(debit.voucher)} brought it into {debit.ledger}.", Paise(amount), (debit.voucher.key,), _places(debit.voucher))
            )
        elif debit.ledger == ledger and not here:
            sentence = f"{_named(debit.voucher)} holds what the register has in another class."
            causes.append(Cause("other_ledger", sentence, Paise(-debit.amount), (debit.voucher.key,), _places(debit.voucher)))
    for line in lines:
        if line.asset.capitalised and line.additions:
            missing = line.additions - own_movement(ledgers, "capitalise", line.asset.key, ledger)
            sentence = f"{line.asset.name} was put to use; its cost has not left work in progress."
            causes.append(Cause("capitalisation_not_booked", sentence, Paise(missing), (), _place(line.asset.place)))
    return causes + _sale_causes(ledger, lines, ledgers, sales, sold)


def _sale_causes(ledger: str, lines: Sequence[AssetLine], ledgers: AssetLedgers, sales: Mapping[str, Movement], sold: Sequence[Movement]) -> list[Cause]:
    causes: list[Cause] = []
    for line in lines:
        if not line.deletions:
            continue
        sale = sales.get(line.asset.key)
        # A voucher of ours that stands in the books already takes out what the sale left.
        booked = (sale.amount if sale else 0) - own_movement(ledgers, "disposal", line.asset.key, ledger)
        if line.deletions != booked:
            what = f"{_named(sale.voucher)} took out {rupee_text(Paise(booked))} alone" if sale else "no voucher takes it out"
            sentence = f"The register takes out {line.asset.name} of {rupee_text(line.deletions)}; {what}."
            evidence = (*_place(line.asset.place), *(_places(sale.voucher) if sale else ()))
            causes.append(Cause("disposal_not_booked", sentence, Paise(booked - line.deletions), (sale.voucher.key,) if sale else (), evidence))
    known = {id(sale) for sale in sales.values()}
    for sale in sold:
        if sale.ledger == ledger and id(sale) not in known:
            sentence = f"{_named(sale.voucher)} took {rupee_text(sale.amount)} out of the ledger; the register has no disposal for it."
            causes.append(Cause("disposal_not_in_register", sentence, sale.amount, (sale.voucher.key,), _places(sale.voucher)))
    return causes


def _accumulated_rows(lines: Sequence[AssetLine], ledgers: AssetLedgers, sales: Mapping[str, Movement], quarter: Quarter) -> list[ReconciliationRow]:
    rows: list[ReconciliationRow] = []
    of = {line.asset.key: ledgers.accumulated_of(line.ledger) for line in lines}
    names = sorted({of[line.asset.key] for line in lines if line.opening_accumulated or line.due} | set(ledgers.accumulated))
    for ledger in names:
        mine = [line for line in lines if of[line.asset.key] == ledger]
        booked = booked_depreciation(ledgers, ledger, quarter)
        out = sum(
            line.amount
            for voucher in ledgers.vouchers
            if {each.ledger for each in voucher.lines} & set(ledgers.cost)
            for line in voucher.lines
            if line.ledger == ledger
        )
        causes = _accumulated_causes(mine, 1, -ledgers.opened(ledger), booked, out)
        rows.append(_row(ledger, "accumulated", mine, sum(line.closing_accumulated for line in mine), -ledgers.closing(ledger), causes))
    return rows


def _accumulated_causes(
    lines: Sequence[AssetLine], sign: int, opened: int, booked: tuple[Paise, tuple[Voucher, ...]], released: int, *, opening: bool = True
) -> list[Cause]:
    """Opening, charge and release: the three ways in which accumulated depreciation moves. `sign` is -1 where it lowers a net ledger."""
    causes = _opening(sum(line.opening_accumulated for line in lines) - opened, lines) if opening else []
    due, (amount, vouchers) = sum(line.due for line in lines), booked
    if due != amount:
        places = tuple(line.asset.place for line in lines if line.asset.place and line.due)[:5]
        what = "nothing was booked" if not amount else f"{rupee_text(amount)} was booked"
        sentence = f"The register calls for depreciation of {rupee_text(Paise(due))} in the quarter; {what}."
        why = "depreciation_not_booked" if not amount else "depreciation_differs"
        causes.append(Cause(why, sentence, Paise(sign * (due - amount)), tuple(voucher.key for voucher in vouchers), places))
    gone = sum(line.released for line in lines)
    if gone != released:
        sentence = (
            f"Accumulated depreciation of {rupee_text(Paise(gone))} leaves with disposals of the register; vouchers took out {rupee_text(Paise(released))}."
        )
        places = tuple(line.asset.place for line in lines if line.released and line.asset.place)
        causes.append(Cause("disposal_not_booked", sentence, Paise(sign * (released - gone)), (), places))
    return causes


def _progress_rows(lines: Sequence[AssetLine], ledgers: AssetLedgers) -> list[ReconciliationRow]:
    rows: list[ReconciliationRow] = []
    mine = [line for line in lines if line.asset.in_progress]
    moved = [line for line in lines if line.asset.capitalised and line.additions]
    names = sorted({line.ledger for line in mine} | {ledger for ledger in ledgers.progress if ledgers.closing(ledger)})
    for ledger in names:
        here = [line for line in mine if line.ledger == ledger]
        causes = [
            Cause("capitalisation_not_booked", f"{line.asset.name} was put to use; its cost still stands here.", Paise(-missing), (), _place(line.asset.place))
            for line in moved
            if len(names) == 1 and (missing := line.additions + own_movement(ledgers, "capitalise", line.asset.key, ledger))
        ]
        rows.append(_row(ledger, "in_progress", here, sum(line.closing_cost for line in here), ledgers.closing(ledger), causes))
    return rows


def _named(voucher: Voucher) -> str:
    return f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.key} of {voucher.day:%d-%m-%Y}"


def _places(voucher: Voucher) -> tuple[Place, ...]:
    return voucher.evidence or _place(voucher.place)


def _place(place: Place | None) -> tuple[Place, ...]:
    return (place,) if place else ()
