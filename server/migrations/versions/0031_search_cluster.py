"""Papers whose words a search cluster does not have yet."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    _run("""
        -- Written with the words themselves, so that no paper is forgotten however the cluster fares. `change` grows: a cluster that was told of a later one keeps it.
        create sequence app.paper_changes;
        create table paper_unsent (
            tenant_id uuid default app.tenant() not null,
            document_id uuid not null,
            change bigint default 0 not null,
            primary key (tenant_id, document_id),
            foreign key (tenant_id, document_id) references documents (tenant_id, id) on delete cascade
        );
        alter table paper_unsent enable row level security;
        alter table paper_unsent force row level security;
        create policy tenant on paper_unsent using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on paper_unsent to qrt_app, qrt_readonly;
        grant insert, update, delete on paper_unsent to qrt_app;

        create function app.number_paper_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            new.change := nextval('app.paper_changes');
            return new;
        end
        $$;
        create trigger number_paper_change before insert or update on paper_unsent for each row execute function app.number_paper_change();

        create function app.paper_words_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            insert into paper_unsent (tenant_id, document_id) select distinct a.tenant_id, a.document_id from added a order by 1, 2
            on conflict (tenant_id, document_id) do update set change = 0;
            return null;
        end
        $$;
        create trigger paper_words_changed after insert on paper_words referencing new table as added for each statement execute function app.paper_words_changed();

        -- Papers are found by their total too.
        create function app.paper_amount_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            insert into paper_unsent (tenant_id, document_id) values (new.tenant_id, new.id) on conflict (tenant_id, document_id) do update set change = 0;
            return null;
        end
        $$;
        create trigger paper_amount_changed after update on documents for each row when (old.amount_paise is distinct from new.amount_paise) execute function app.paper_amount_changed();
        revoke all on function app.number_paper_change(), app.paper_words_changed(), app.paper_amount_changed() from public;

        -- The words that stand already: the owner sees those of every tenant for this one statement, inside the migration's transaction.
        alter table paper_words no force row level security;
        alter table paper_unsent no force row level security;
        insert into paper_unsent (tenant_id, document_id) select distinct tenant_id, document_id from paper_words order by 1, 2;
        alter table paper_words force row level security;
        alter table paper_unsent force row level security;
    """)


def downgrade() -> None:
    _run("""
        drop trigger paper_words_changed on paper_words;
        drop trigger paper_amount_changed on documents;
        drop table paper_unsent;
        drop function app.number_paper_change();
        drop function app.paper_words_changed();
        drop function app.paper_amount_changed();
        drop sequence app.paper_changes;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
