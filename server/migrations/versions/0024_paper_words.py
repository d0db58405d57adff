"""Words of papers, for the search."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    _run("""
        -- As in migration 0011: text search, LIKE and trigrams are no conditions of an index behind row-level security, for they are not leakproof; = and < are.
        -- A row for each distinct word of a paper; a paper has some hundred, and at most 30,000. Amounts stand as '#' and their paise.
        create table paper_words (
            tenant_id uuid default app.tenant() not null,
            document_id uuid not null,
            word text collate "C" not null,
            page bigint not null,
            primary key (tenant_id, document_id, word),
            foreign key (tenant_id, document_id) references documents (tenant_id, id) on delete cascade
        );
        create index ix_paper_words_word on paper_words (tenant_id, word, document_id);
        alter table paper_words enable row level security;
        alter table paper_words force row level security;
        create policy tenant on paper_words using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
        grant select on paper_words to qrt_app, qrt_readonly;
        grant insert, delete on paper_words to qrt_app;

        -- A word of letters is also found with a slip in it.
        create function app.keep_paper_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
            insert into word_forms (tenant_id, form, word)
            select distinct f.tenant_id, case when n = 0 then f.word else left(f.word, n - 1) || substr(f.word, n + 1) end, f.word
            from (select distinct a.tenant_id, a.word from added a where length(a.word) between 4 and 30 and a.word !~ '[0-9#]'
                  and not exists (select from word_forms k where k.tenant_id = a.tenant_id and k.form = a.word and k.word = a.word) offset 0) f
            cross join lateral generate_series(0, length(f.word)) n on conflict do nothing;
            return null;
        end
        $$;
        revoke all on function app.keep_paper_words() from public;
        create trigger keep_paper_words after insert on paper_words referencing new table as added for each statement execute function app.keep_paper_words();
    """)


def downgrade() -> None:
    _run("""
        drop table paper_words;
        drop function app.keep_paper_words();
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
