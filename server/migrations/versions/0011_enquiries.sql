-- Kept balances by branch and cost centre, by day and by month; words of vouchers for the search; a cheaper way to post. Runs as qrt_owner.

-- The branch stands on each line as the day does: balances and ledgers of a branch then read one table. Lines of before get their voucher's, company by company.
alter table journal_lines add column branch text default '' not null;
alter table journal_lines disable trigger user;
do $$
declare
    each record;
begin
    for each in select tenant_id from app.tenant_directory loop
        perform set_config('app.tenant_id', each.tenant_id::text, true);
        update journal_lines l set branch = e.branch from journal_entries e where e.tenant_id = l.tenant_id and e.id = l.entry_id and e.branch <> '';
    end loop;
    perform set_config('app.tenant_id', '', true);
end
$$;
alter table journal_lines enable trigger user;

-- A line's entity is its voucher's (checked at commit), and the voucher's is held by its own key: one look-up less for each line.
alter table journal_lines drop constraint journal_lines_tenant_id_entity_id_fkey;
-- A page of a ledger from any place in it, with the sum of what stands before, out of one index.
drop index ix_journal_lines_ledger;
create index ix_journal_lines_ledger on journal_lines (tenant_id, ledger_id, day, entry_id, position) include (amount_paise);
drop index ix_journal_lines_balance;
create index ix_journal_lines_balance on journal_lines (tenant_id, entity_id, day);
-- Amounts are looked for as they are typed: a voucher's, or one of its legs.
create index ix_journal_lines_amount on journal_lines (tenant_id, amount_paise);
create index ix_journal_entries_amount on journal_entries (tenant_id, amount_paise);

-- Kept balances. Nobody but the trigger writes here; what they hang on is held by the lines' own keys. Room in each page lets a row grow where it stands.
drop trigger keep_ledger_days on journal_lines;
drop function app.keep_ledger_days();
drop table ledger_days;
create table ledger_days (
    tenant_id uuid default app.tenant() not null,
    entity_id uuid not null,
    day date not null,
    ledger_id uuid not null,
    branch text default '' not null,
    cost_centre text default '' not null,
    debit_paise bigint not null,
    credit_paise bigint not null,
    primary key (tenant_id, entity_id, day, ledger_id, branch, cost_centre)
) with (fillfactor = 80);
-- `month` is the first day of the month.
create table ledger_months (
    tenant_id uuid default app.tenant() not null,
    entity_id uuid not null,
    month date not null,
    ledger_id uuid not null,
    branch text default '' not null,
    cost_centre text default '' not null,
    debit_paise bigint not null,
    credit_paise bigint not null,
    primary key (tenant_id, entity_id, month, ledger_id, branch, cost_centre)
) with (fillfactor = 60);
-- What one ledger moved before a page of it begins.
create index ix_ledger_days_ledger on ledger_days (tenant_id, ledger_id, day);
create index ix_ledger_months_ledger on ledger_months (tenant_id, ledger_id, month);

-- Lines are only ever added, so adding is all there is to keep. Sorted, so that two postings wait for each other and never for ever.
create function app.keep_balances() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into ledger_days as d (tenant_id, entity_id, day, ledger_id, branch, cost_centre, debit_paise, credit_paise)
    select a.tenant_id, a.entity_id, a.day, a.ledger_id, a.branch, a.cost_centre, sum(greatest(a.amount_paise, 0))::bigint, sum(greatest(-a.amount_paise, 0))::bigint
    from added a group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (tenant_id, entity_id, day, ledger_id, branch, cost_centre)
        do update set debit_paise = d.debit_paise + excluded.debit_paise, credit_paise = d.credit_paise + excluded.credit_paise;
    insert into ledger_months as m (tenant_id, entity_id, month, ledger_id, branch, cost_centre, debit_paise, credit_paise)
    select a.tenant_id, a.entity_id, date_trunc('month', a.day)::date, a.ledger_id, a.branch, a.cost_centre,
           sum(greatest(a.amount_paise, 0))::bigint, sum(greatest(-a.amount_paise, 0))::bigint
    from added a group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (tenant_id, entity_id, month, ledger_id, branch, cost_centre)
        do update set debit_paise = m.debit_paise + excluded.debit_paise, credit_paise = m.credit_paise + excluded.credit_paise;
    return null;
end
$$;
revoke all on function app.keep_balances() from public;
create trigger keep_balances after insert on journal_lines referencing new table as added for each statement execute function app.keep_balances();

-- A voucher is whole: as before, and its lines stand in its branch.
create or replace function app.check_voucher(tenant uuid, entry uuid) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    head record;
    legs record;
begin
    select e.state, e.entity_id, e.day, e.branch, e.amount_paise into head from journal_entries e where e.tenant_id = tenant and e.id = entry;
    if head.state is null or head.state not in ('posted', 'reversed') then
        raise exception using errcode = 'QR005', message = 'journal.lines_without_posting';
    end if;
    select count(*) as count, coalesce(sum(l.amount_paise), 0) as total, coalesce(sum(l.amount_paise) filter (where l.amount_paise > 0), 0) as debit,
           bool_and(l.entity_id = head.entity_id and l.day = head.day and l.branch = head.branch) as same into legs
        from journal_lines l where l.tenant_id = tenant and l.entry_id = entry;
    if legs.count < 2 or legs.total <> 0 or legs.debit <> head.amount_paise or not legs.same then
        raise exception using errcode = 'QR006', message = 'journal.unbalanced',
            detail = format('%s lines, sum %s, debit %s, amount %s', legs.count, legs.total, legs.debit, head.amount_paise);
    end if;
end
$$;

-- Names a touched voucher that is not whole, if there is one. Look-ups by key, voucher by voucher: the notes are few beside the books, and the planner, which
-- has never seen them, must not think of anything else.
create function app.unwhole_voucher(tenant uuid) returns uuid language sql volatile set search_path = public, pg_temp
    set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off set enable_material = off as $$
    select t.entry_id from app.touched_vouchers t
    left join lateral (
        select h.state, h.entity_id, h.day, h.branch, h.amount_paise from journal_entries h where h.tenant_id = t.tenant_id and h.id = t.entry_id limit 1
    ) e on true
    cross join lateral (
        select count(*) as count, coalesce(sum(l.amount_paise), 0) as total, coalesce(sum(greatest(l.amount_paise, 0)), 0) as debit,
               bool_and(l.entity_id = e.entity_id and l.day = e.day and l.branch = e.branch) as same
        from journal_lines l where l.tenant_id = t.tenant_id and l.entry_id = t.entry_id
    ) legs
    where t.tenant_id = tenant
      and (e.state is null or e.state not in ('posted', 'reversed') or legs.count < 2 or legs.total <> 0 or legs.debit <> e.amount_paise or not legs.same)
    limit 1
$$;
-- The first of the deferred checks looks at every voucher of its transaction at once and takes the notes away; the others find nothing left to do.
create or replace function app.check_touched_voucher() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    wrong uuid;
begin
    if not exists (select from app.touched_vouchers t where t.tenant_id = new.tenant_id and t.entry_id = new.entry_id) then
        return null;
    end if;
    wrong := app.unwhole_voucher(new.tenant_id);
    if wrong is not null then
        perform app.check_voucher(new.tenant_id, wrong);
        raise exception using errcode = 'QR006', message = 'journal.unbalanced', detail = wrong::text;
    end if;
    delete from app.touched_vouchers t where t.tenant_id = new.tenant_id;
    return null;
end
$$;
revoke all on function app.unwhole_voucher(uuid) from public;

-- Words of vouchers, for the search. LIKE, trigrams and text search are no conditions of an index behind row-level security (they are not leakproof); = and < are.
-- So each word has rows with the vouchers it stands in, one row for each word and statement that wrote vouchers: an import writes a common word once a chunk.
create table voucher_words (
    tenant_id uuid default app.tenant() not null,
    word text collate "C" not null,
    -- The newest of the vouchers: ids grow with time, so rows are found newest first.
    id uuid not null,
    count bigint not null,
    entries uuid[] not null,
    primary key (tenant_id, word, id)
);
alter table voucher_words alter column entries set storage external;
-- Each known word of letters under itself and under every form that lacks one letter: two words that share a form are one slip apart.
create table word_forms (
    tenant_id uuid default app.tenant() not null,
    form text collate "C" not null,
    word text collate "C" not null,
    primary key (tenant_id, form, word)
);

-- The words of a text: what stands between blanks and marks of ASCII, in small letters, numbers without leading noughts. The same as `words` in
-- qrt/core/ledger/search.py. A plain query, so that the planner puts it in place of the call.
create function app.words_of(given text) returns setof text language sql immutable parallel safe as $$
    select distinct case when left(w, 1) = '0' then coalesce(nullif(ltrim(w, '0'), ''), '0') else w end
    from string_to_table(translate(lower(given), E'\t\n\r!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 35)), ' ') w where w <> ''
$$;
create function app.keep_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into voucher_words (tenant_id, word, id, count, entries)
    select a.tenant_id, left(w, 60), (array_agg(a.id order by a.id desc))[1], count(*), array_agg(a.id)
    from added a cross join lateral app.words_of(concat_ws(' ', a.number, a.imported_number, a.reference, a.party, a.party_gstin, a.narration)) w
    group by 1, 2 on conflict do nothing;
    insert into word_forms (tenant_id, form, word)
    select distinct f.tenant_id, case when n = 0 then f.w else left(f.w, n - 1) || substr(f.w, n + 1) end, f.w
    from (select distinct s.tenant_id, w from (select distinct a.tenant_id, a.party || ' ' || a.narration as said from added a) s cross join lateral app.words_of(s.said) w
          where length(w) between 4 and 30 and w !~ '[0-9]'
            and not exists (select from word_forms k where k.tenant_id = s.tenant_id and k.form = w and k.word = w) offset 0) f
    cross join lateral generate_series(0, length(f.w)) n on conflict do nothing;
    return null;
end
$$;
-- A draft that says something else now is found by that too; what it said before is sorted out when somebody looks.
create function app.keep_words_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into voucher_words (tenant_id, word, id, count, entries)
    select new.tenant_id, left(w, 60), new.id, 1, array[new.id]
    from app.words_of(concat_ws(' ', new.number, new.imported_number, new.reference, new.party, new.party_gstin, new.narration)) w on conflict do nothing;
    insert into word_forms (tenant_id, form, word)
    select distinct new.tenant_id, case when n = 0 then w else left(w, n - 1) || substr(w, n + 1) end, w
    from app.words_of(new.party || ' ' || new.narration) w cross join lateral generate_series(0, length(w)) n
    where length(w) between 4 and 30 and w !~ '[0-9]' on conflict do nothing;
    return null;
end
$$;
revoke all on function app.words_of(text), app.keep_words(), app.keep_words_again() from public;
grant execute on function app.words_of(text) to qrt_app, qrt_readonly;
create trigger keep_words after insert on journal_entries referencing new table as added for each statement execute function app.keep_words();
create trigger keep_words_again after update of number, imported_number, reference, party, party_gstin, narration on journal_entries for each row
    when ((old.number, old.imported_number, old.reference, old.party, old.party_gstin, old.narration)
          is distinct from (new.number, new.imported_number, new.reference, new.party, new.party_gstin, new.narration))
    execute function app.keep_words_again();

-- The wall and the grants of what is kept.
do $$
declare
    name text;
begin
    foreach name in array array['ledger_days', 'ledger_months', 'voucher_words', 'word_forms'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()))', name);
        execute format('grant select on %I to qrt_app, qrt_readonly', name);
    end loop;
end
$$;

-- What was posted before, one company after the other: the wall holds the owner too.
do $$
declare
    each record;
begin
    for each in select tenant_id from app.tenant_directory loop
        perform set_config('app.tenant_id', each.tenant_id::text, true);
        insert into ledger_days (tenant_id, entity_id, day, ledger_id, branch, cost_centre, debit_paise, credit_paise)
        select l.tenant_id, l.entity_id, l.day, l.ledger_id, l.branch, l.cost_centre, sum(greatest(l.amount_paise, 0))::bigint, sum(greatest(-l.amount_paise, 0))::bigint
        from journal_lines l group by 1, 2, 3, 4, 5, 6;
        insert into ledger_months (tenant_id, entity_id, month, ledger_id, branch, cost_centre, debit_paise, credit_paise)
        select d.tenant_id, d.entity_id, date_trunc('month', d.day)::date, d.ledger_id, d.branch, d.cost_centre, sum(d.debit_paise)::bigint, sum(d.credit_paise)::bigint
        from ledger_days d group by 1, 2, 3, 4, 5, 6;
        insert into voucher_words (tenant_id, word, id, count, entries)
        select e.tenant_id, left(w, 60), (array_agg(e.id order by e.id desc))[1], count(*), array_agg(e.id)
        from (select j.*, row_number() over (order by j.id) / 2000 as part from journal_entries j) e
        cross join lateral app.words_of(concat_ws(' ', e.number, e.imported_number, e.reference, e.party, e.party_gstin, e.narration)) w group by 1, 2, e.part;
        insert into word_forms (tenant_id, form, word)
        select distinct f.tenant_id, case when n = 0 then f.word else left(f.word, n - 1) || substr(f.word, n + 1) end, f.word
        from (select distinct e.tenant_id, w as word from journal_entries e cross join lateral app.words_of(e.party || ' ' || e.narration) w
              where length(w) between 4 and 30 and w !~ '[0-9]') f
        cross join lateral generate_series(0, length(f.word)) n;
    end loop;
    perform set_config('app.tenant_id', '', true);
end
$$;
