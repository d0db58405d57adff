"""Rows of a workbench say what their lines say, so that a search reads one row for each row of the list; a party's lines have an index; a list may be written as a job."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    _run("""
        -- What rows are searched by (core/recon/search.py), and the day of the other side's first line, by which pairs may be sorted.
        alter table reconciliation_matches add column said text default '' not null;
        alter table reconciliation_matches add column day date default '1970-01-01' not null;
        alter table reconciliation_breaks add column said text default '' not null;
        alter table reconciliation_matches disable trigger user;
        alter table reconciliation_breaks disable trigger user;
        do $$
        declare
            each record;
        begin
            for each in select tenant_id from app.tenant_directory loop
                perform set_config('app.tenant_id', each.tenant_id::text, true);
                update reconciliation_matches m set said = s.said, day = s.day from (
                    select m.id, ' ' || string_agg(distinct w.word, ' ') || ' ' as said, coalesce(min(i.day) filter (where l.side = 'right'), min(i.day)) as day
                    from reconciliation_matches m join reconciliation_match_lines l on l.tenant_id = m.tenant_id and l.match_id = m.id
                    join reconciliation_items i on i.tenant_id = m.tenant_id and i.report_id = m.report_id and i.side = l.side and i.item = l.item
                    cross join lateral regexp_split_to_table(lower(concat_ws(' ', i.narration, i.reference, i.party, '#' || abs(i.amount_paise))), '\\s+') w(word)
                    where w.word <> '' group by m.id
                ) s where s.id = m.id and m.tenant_id = each.tenant_id;
                update reconciliation_breaks b set said = s.said from (
                    select b.id, ' ' || string_agg(distinct w.word, ' ') || ' ' as said
                    from reconciliation_breaks b
                    join reconciliation_items i on i.tenant_id = b.tenant_id and i.report_id = b.report_id and i.side = b.side and i.item = b.item
                    cross join lateral regexp_split_to_table(lower(concat_ws(' ', i.narration, i.reference, i.party, '#' || abs(i.amount_paise))), '\\s+') w(word)
                    where w.word <> '' group by b.id
                ) s where s.id = b.id and b.tenant_id = each.tenant_id;
            end loop;
            perform set_config('app.tenant_id', '', true);
        end
        $$;
        alter table reconciliation_matches enable trigger user;
        alter table reconciliation_breaks enable trigger user;
        create index ix_reconciliation_items_party on reconciliation_items (tenant_id, report_id, side, party, day) where party <> '';
        alter table recon_jobs drop constraint recon_job_kind_known;
        alter table recon_jobs add constraint recon_job_kind_known check (kind in ('undo','try','export'));
    """)


def downgrade() -> None:
    _run("""
        do $$
        declare
            each record;
        begin
            for each in select tenant_id from app.tenant_directory loop
                perform set_config('app.tenant_id', each.tenant_id::text, true);
                delete from recon_jobs where kind = 'export';
            end loop;
            perform set_config('app.tenant_id', '', true);
        end
        $$;
        alter table recon_jobs drop constraint recon_job_kind_known;
        alter table recon_jobs add constraint recon_job_kind_known check (kind in ('undo','try'));
        drop index ix_reconciliation_items_party;
        alter table reconciliation_breaks drop column said;
        alter table reconciliation_matches drop column day;
        alter table reconciliation_matches drop column said;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
