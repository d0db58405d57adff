"""A sheet of journals: shown row by row first, then made into drafts."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from qrt.adapters.db import books, companies, workflow
from qrt.adapters.db.session import TenantDb
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.journals.sheet import ROWS_MAX, SheetRow, SheetVoucher, find_columns, read_sheet
from qrt.flows.journals.places import changed, demand_sound, place_in_books
from qrt.flows.journals.writing import id_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read. `standing` are the drafts that this file made before, by group."""

    sha256: str
    rows: tuple[SheetRow, ...]
    vouchers: tuple[SheetVoucher, ...]
    standing: dict[str, uuid.UUID]

    @property
    def sound(self) -> tuple[SheetVoucher, ...]:
        """Vouchers that may become drafts."""
        return tuple(each for each in self.vouchers if each.draft)


async def look_at(db: TenantDb, entity_code: str, quarter: Quarter, sha256: str, cells: Sequence[Sequence[str]]) -> Sheet:
    """Read a sheet and change nothing. Raises Refused entity.unknown, sheet.no_heading, sheet.too_long."""
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", f"There is no company with the code {entity_code}.")
    if len(cells) > ROWS_MAX:
        raise Refused("sheet.too_long", f"The sheet has {len(cells)} rows; {ROWS_MAX} are read at once. Split it.")
    if find_columns(cells) is None:
        raise Refused("sheet.no_heading", "No row of the sheet names Date, Ledger, Debit and Credit. Put these headings above the rows.")
    ledgers, centres = await books.load_ledger_ids(db, entity_id), await workflow.load_cost_centres(db, entity_id)
    # The same file for another company is another hand-in.
    rows, vouchers = read_sheet(cells, entity_code, quarter, ledgers.keys(), centres, f"sheet:{sha256[:32]}")
    keys = {each.draft.key: each.group for each in vouchers if each.draft}
    standing = await books.load_keys(db, entity_id, list(keys))
    return Sheet(sha256, rows, vouchers, {keys[key]: identity for key, (identity, _) in standing.items()})


async def make_drafts(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, sheet: Sheet, *, only_sound: bool) -> list[uuid.UUID]:
    """Make drafts of a sheet: of all its vouchers, or of the sound ones alone. The same file again makes nothing twice.

    Raises Refused sheet.unsound (when all are wanted and one is not sound), and those of a voucher's day.
    """
    unsound = [each for each in sheet.vouchers if each.errors]
    if unsound and not only_sound:
        first = unsound[0]
        raise Refused("sheet.unsound", f"{len(unsound)} of {len(sheet.vouchers)} vouchers have errors; the first, {first.group}: {first.errors[0]}.")
    made: list[uuid.UUID] = []
    for voucher in sheet.sound:
        draft = voucher.draft
        assert draft is not None
        if voucher.group in sheet.standing:
            continue
        where = await place_in_books(db, by, entity_code, draft.day)
        await demand_sound(db, where.entity, draft, written=True)
        if await books.save_drafts(db, where.entity, where.period, [draft], by):
            made.append(await id_of(db, where.entity, draft.key))
            await changed(db, made[-1], "waiting")
    return made
