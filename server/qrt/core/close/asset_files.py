"""The fixed assets of a close as files of its package, amounts in paise."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from qrt.core.assets.types import AssetBook
from qrt.core.base.place import Place
from qrt.core.close.rows import csv_bytes

REGISTER_HEAD = [
    "asset",
    "code",
    "name",
    "class",
    "ledger",
    "parent",
    "location",
    "state",
    "source",
    "bought",
    "put_to_use",
    "method",
    "rate",
    "life",
    "schedule_ii_life",
    "residual_paise",
    "opening_cost_paise",
    "additions_paise",
    "deletions_paise",
    "closing_cost_paise",
    "opening_accumulated_paise",
    "depreciation_paise",
    "computed_paise",
    "released_paise",
    "closing_accumulated_paise",
    "net_paise",
    "disposed",
    "proceeds_paise",
    "basis",
    "document",
    "sheet",
    "row",
]


def asset_files(entity: str, book: AssetBook) -> dict[str, bytes]:
    """Register, blocks, ageing of work in progress and reconciliation of one entity; nothing for one that has no fixed assets."""
    if book.is_empty:
        return {}
    return {
        f"assets/{entity}-register.csv": csv_bytes(REGISTER_HEAD, register_rows(book)),
        f"assets/{entity}-blocks.csv": csv_bytes(
            [
                "block",
                "name",
                "rate",
                "act",
                "opening_paise",
                "additions_full_paise",
                "additions_half_paise",
                "deletions_paise",
                "depreciation_paise",
                "additional_paise",
                "closing_paise",
                "gain_paise",
                "law",
            ],
            (
                [
                    each.key,
                    each.name,
                    str(each.rate),
                    each.act,
                    each.opening,
                    each.additions_full,
                    each.additions_half,
                    each.deletions,
                    each.depreciation,
                    each.additional,
                    each.closing,
                    each.gain,
                    each.law,
                ]
                for each in book.blocks
            ),
        ),
        f"assets/{entity}-cwip.csv": csv_bytes(
            ["project", "name", "ledger", "amount_paise", "since", "bucket", "due", "overdue_days", "document", "sheet", "row"],
            (
                [each.key, each.name, each.ledger, each.amount, _day(each.since), each.bucket, _day(each.due), each.overdue_days, *_place(each.place)]
                for each in book.ageing.projects
            ),
        ),
        f"assets/{entity}-reconciliation.csv": csv_bytes(
            ["ledger", "what", "classes", "register_paise", "books_paise", "difference_paise", "cause", "cause_paise", "sentence", "vouchers"],
            _reconciliation(book),
        ),
    }


def register_rows(book: AssetBook) -> Iterable[list[Any]]:
    """One row for each asset, then one for each purchase that the register does not have (state "proposed")."""
    for line in book.lines:
        asset = line.asset
        method = line.basis.method.value if line.basis else asset.method.value if asset.method else ""
        yield [
            asset.key,
            asset.code,
            asset.name,
            asset.asset_class,
            line.ledger,
            asset.parent,
            asset.location,
            line.state,
            asset.source,
            _day(asset.bought),
            _day(asset.put_to_use),
            method,
            _text(asset.rate),
            _text(asset.life),
            _text(line.law_life),
            line.residual,
            line.opening_cost,
            line.additions,
            line.deletions,
            line.closing_cost,
            line.opening_accumulated,
            line.due,
            line.computed,
            line.released,
            line.closing_accumulated,
            line.net,
            _day(asset.disposed),
            asset.proceeds,
            line.how,
            *_place(asset.place),
        ]
    for each in book.proposals:
        yield [
            each.key,
            "",
            each.narration or each.party,
            each.asset_class,
            each.ledger,
            "",
            "",
            "proposed",
            "voucher",
            each.day.isoformat(),
            "",
            "",
            "",
            "",
            _text(each.law_life),
            None,
            0,
            each.amount,
            0,
            each.amount,
            0,
            0,
            None,
            0,
            0,
            each.amount,
            "",
            None,
            f"bought by voucher {each.number or each.voucher}, not in the register",
            *_place(each.place),
        ]


def _reconciliation(book: AssetBook) -> Iterable[list[Any]]:
    """One row for each cause, with what has none as "unexplained"; a ledger that agrees has one row with an empty cause."""
    for row in book.reconciliation:
        head = [row.ledger, row.what, "; ".join(row.classes), row.register, row.books, row.difference]
        causes: list[list[Any]] = [[cause.why, cause.amount, cause.sentence, "; ".join(cause.vouchers)] for cause in row.causes]
        if row.unexplained:
            causes.append(["unexplained", row.unexplained, "", ""])
        for cause in causes or [["", 0, "", ""]]:
            yield [*head, *cause]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _place(place: Place | None) -> list[Any]:
    return [place.document, place.sheet or "", place.row] if place else ["", "", None]
