"""A reconciliation as it stood on a day, added up by the database: what a statement needs, without its matched lines."""

from datetime import date

from sqlalchemy import text

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationReport
from qrt.core.base.money import Paise
from qrt.core.recon.statement import Differing, Standing
from qrt.core.recon.types import Item, ReconciliationKind

_SUMS = text("""
    select side, count(*) filter (where day <= :day) as entries, coalesce(sum(amount_paise) filter (where day <= :day), 0) as total,
        coalesce(sum(amount_paise) filter (where day > :day), 0) as later, count(*) filter (where day > :day) as behind
    from reconciliation_items where report_id = :report group by side
""")
_SHOWN = "i.side, i.item, i.day, i.amount_paise, i.reference, i.narration, i.party, i.labels ->> 'kind', i.labels ->> 'what'"
_OPENED = text(f"""
    select {_SHOWN} from reconciliation_items i
    join reconciliation_breaks b on b.report_id = i.report_id and b.side = i.side and b.item = i.item and b.open
    where i.report_id = :report and i.day <= :day
""")
_ITEMS = """
    join reconciliation_match_lines l on l.match_id = m.id
    join reconciliation_items i on i.report_id = m.report_id and i.side = l.side and i.item = l.item
"""
# A match that has a line of a later day was none yet: its other lines were open.
_CROSSED = text(f"""
    with crossing as (
        select m.id from reconciliation_matches m {_ITEMS} where m.report_id = :report and m.status <> 'rejected'
        group by m.id having max(i.day) > :day and min(i.day) <= :day)
    select {_SHOWN} from crossing m join reconciliation_match_lines l on l.match_id = m.id
    join reconciliation_items i on i.report_id = :report and i.side = l.side and i.item = l.item where i.day <= :day
""")
# The words are picked where the reasons are: thirty thousand of them as values of Python cost more than all else of a statement.
_DIFFERING = text(f"""
    select m.match, m.difference_paise, max(i.day) filter (where l.side = 'right'), coalesce(
        (select r.value ->> 'text' from jsonb_array_elements(m.reasons) with ordinality r(value, n)
         where r.value ->> 'text' like '%differ%' order by r.n limit 1), m.reasons -> 0 ->> 'text')
    from reconciliation_matches m {_ITEMS}
    where m.report_id = :report and m.status <> 'rejected' and m.difference_paise <> 0
    group by m.id, m.match, m.difference_paise, m.reasons having max(i.day) <= :day
""")
_WAITING = text(f"""
    select count(*), coalesce(sum(abs(m.left_paise)), 0) from reconciliation_matches m
    where m.report_id = :report and m.status = 'suggested'
    and (not :behind or m.id not in (select m.id from reconciliation_matches m {_ITEMS}
        where m.report_id = :report and m.status = 'suggested' and i.day > :day))
""")


async def load_standing_at(db: TenantDb, report: ReconciliationReport, day: date) -> Standing:
    """What `standing_at` of the whole reconciliation would be; places on papers are left out."""
    asked = {"report": report.id, "day": day}
    sums = {row.side: row for row in await db.execute(_SUMS, asked)}
    behind = any(row.behind for row in sums.values())
    opened: dict[str, list[Item]] = {"left": [], "right": []}
    for query in (_OPENED, _CROSSED) if behind else (_OPENED,):
        for side, item, at, amount, reference, narration, party, kind, what in (await db.execute(query, asked)).all():
            labels = {name: said for name, said in (("kind", kind), ("what", what)) if said}
            opened[side].append(Item(item, at, Paise(amount), reference, narration, party, labels=labels))
    differing = tuple(Differing(match, last, why, Paise(gap)) for match, gap, last, why in (await db.execute(_DIFFERING, asked)).all())
    undecided, undecided_total = (await db.execute(_WAITING, {**asked, "behind": behind})).one()
    entries = [int(sums[side].entries) if side in sums else 0 for side in ("left", "right")]
    totals = [Paise(int(sums[side].total)) if side in sums else Paise(0) for side in ("left", "right")]
    return Standing(
        kind=ReconciliationKind(report.kind),
        subject=report.subject,
        opened=(tuple(opened["left"]), tuple(opened["right"])),
        differing=differing,
        entries=(entries[0], entries[1]),
        totals=(totals[0], totals[1]),
        moved_later=Paise(int(sums["left"].later)) if "left" in sums else Paise(0),
        undecided=int(undecided),
        undecided_total=Paise(int(undecided_total)),
    )
