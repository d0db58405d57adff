"""A reconciliation of a hundred thousand lines on each side of a report that stands, for whoever measures the workbench. Rows go past the triggers."""

import uuid

import psycopg

_ID = "md5(%(seed)s || '{}' || n)::uuid"
_REFERENCE = "'UTR' || lpad(n::text, 12, '0')"
_PARTY = "(array['Asha Steel','Bharat Mills','Chetana Agro','Deccan Freight','Ekta Traders','Falcon Paints','Ganga Polymers','Hind Castings'])[1 + n %% 8] || ' ' || (n %% 400)"
_AMOUNT = "(case when n %% 3 = 0 then 1 else -1 end) * (100000 + (n * 7919) %% 90000000)"
_SAID = f"' neft ' || lower({_PARTY}) || ' ' || lower({_REFERENCE}) || ' #' || abs({_AMOUNT}) || ' '"

_SIDES = f"""
    insert into reconciliation_items (tenant_id, id, report_id, side, item, day, amount_paise, reference, narration, party, place, labels)
    select %(tenant)s, {_ID.format("SIDE")}, %(report)s, 'SIDE', 'SIDE' || n, %(first)s::date + (n %% 92)::int, {_AMOUNT}, {_REFERENCE},
           'NEFT ' || upper({_PARTY}) || ' ' || {_REFERENCE}, {_PARTY}, null, jsonb_build_object('voucher', 'V/' || n)
    from generate_series(1, %(lines)s) n
"""
_MATCHES = f"""
    insert into reconciliation_matches (tenant_id, id, report_id, match, stage, status, score, margin, difference_paise, reasons, earlier, left_paise, automatic, day, said)
    select %(tenant)s, {_ID.format("m")}, %(report)s, 'bench:' || n, case when n %% 3 = 0 then 'tolerance' when n %% 3 = 1 then 'reference' else 'exact' end,
           case when n <= %(waiting)s then 'suggested' else 'auto' end, 0.5 + (n %% 500) / 1000.0, 0.1, case when n %% 3 = 0 then 40 else 0 end,
           '[{{"text": "amounts agree to the paisa", "weight": 0.5}}, {{"text": "both name a number", "weight": 0.3}}, {{"text": "2 days apart", "weight": -0.01}}]'::jsonb, '[]'::jsonb,
           {_AMOUNT}, n > %(waiting)s, %(first)s::date + (n %% 92)::int, {_SAID}
    from generate_series(1, %(matched)s) n
"""
_LINES = f"""
    insert into reconciliation_match_lines (tenant_id, id, match_id, side, item, allocated_paise)
    select %(tenant)s, md5(%(seed)s || 'l' || side || n)::uuid, {_ID.format("m")}, side, side || n, {_AMOUNT}
    from generate_series(1, %(matched)s) n, unnest(array['left', 'right']) side
"""
_BREAKS = f"""
    insert into reconciliation_breaks (tenant_id, id, report_id, side, item, nearest, why_not, age_days, amount_paise, said)
    select %(tenant)s, md5(%(seed)s || 'b' || side || n)::uuid, %(report)s, side, side || n, case side when 'left' then 'right' else 'left' end || n, 'the amounts differ',
           (n %% 120)::int, {_AMOUNT}, {_SAID}
    from generate_series(%(matched)s + 1, %(lines)s) n, unnest(array['left', 'right']) side
"""


def fill_report(db: psycopg.Connection, tenant: uuid.UUID, report: uuid.UUID, lines: int, waiting: int, opened: int) -> None:
    """Make a report hold `lines` lines a side: `waiting` pairs to decide, `opened` lines open a side, the others matched by a rule. What stood there is gone."""
    first = db.execute("select as_of - 91 from reconciliation_reports where tenant_id = %s and id = %s", (tenant, report)).fetchone()
    assert first is not None
    values = {"tenant": tenant, "report": report, "seed": str(report), "lines": lines, "matched": lines - opened, "waiting": waiting, "first": first[0]}
    db.execute("set session_replication_role = replica")
    db.execute(
        "delete from reconciliation_match_lines where tenant_id = %(tenant)s and match_id in (select id from reconciliation_matches where report_id = %(report)s)",
        values,
    )
    for table in ("reconciliation_matches", "reconciliation_breaks", "reconciliation_items"):
        db.execute(f"delete from {table} where tenant_id = %(tenant)s and report_id = %(report)s".encode(), values)
    for side in ("left", "right"):
        db.execute(_SIDES.replace("SIDE", side).encode(), values)
    for statement in (_MATCHES, _LINES, _BREAKS):
        db.execute(statement.encode(), values)
    counts = "jsonb_build_object('left_items', %(lines)s::int, 'right_items', %(lines)s::int)"
    db.execute(f"update reconciliation_reports set summary = summary || {counts} where tenant_id = %(tenant)s and id = %(report)s".encode(), values)
    db.execute("set session_replication_role = origin")
    for table in ("items", "matches", "match_lines", "breaks"):
        db.execute(f"vacuum analyze reconciliation_{table}".encode())
