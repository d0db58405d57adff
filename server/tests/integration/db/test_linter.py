"""The linter finds nothing in our schema, and every planted hole."""

import psycopg
import pytest

from qrt.adapters.db.linter import lint_database

HOLES = {
    "role.superuser": "alter role qrt_readonly superuser",
    "role.bypassrls": "alter role qrt_app bypassrls",
    "role.createrole": "alter role qrt_app createrole",
    "role.owner_logs_in": "alter role qrt_owner login",
    "role.member": "grant qrt_owner to qrt_app",
    "owner.foreign": "create view v with (security_invoker=true) as select * from branches",
    "table.no_rls": "set role qrt_owner; create table t (tenant_id uuid not null, x int); grant select on t to qrt_app",
    "table.rls_not_forced": "alter table branches no force row level security",
    "table.tenant_nullable": "set role qrt_owner; create table t (tenant_id uuid)",
    "table.no_tenant": "set role qrt_owner; create table t (id uuid)",
    "policy.missing": "drop policy tenant on branches",
    "policy.not_the_wall": "create policy hole on branches using (true)",
    "partition.readable": "set role qrt_owner; create table t (tenant_id uuid not null, day date) partition by range (day); create table t_2026 partition of t for values from ('2026-01-01') to ('2027-01-01'); grant select on t_2026 to qrt_app",
    "unique.global": "create unique index hole on users (email) include (tenant_id)",
    "foreign_key.no_tenant": "set role qrt_owner; create table p (tenant_id uuid not null, id uuid unique); alter table branches add p_id uuid references p (id)",
    "view.materialised": "set role qrt_owner; create materialized view m as select * from branches",
    "view.not_invoker": "set role qrt_owner; create view v as select * from branches",
    "function.definer_foreign": "create function app.f() returns bigint language sql security definer set search_path = public as 'select count(*) from branches'",
    "function.search_path": "set role qrt_owner; create function app.f() returns int language sql security definer as 'select 1'",
    "function.takes_tenant": "set role qrt_owner; create function app.f(t uuid) returns int language sql security definer set search_path = public as 'select 1'",
    "function.sets_tenant": "set role qrt_owner; create function app.f() returns text language sql security definer set search_path = public as $$ select set_config('app.tenant_id', '', true) $$",
    "function.public": "set role qrt_owner; create function app.f() returns int language sql security definer set search_path = public as 'select 1'",
    "grant.dangerous": "grant truncate on branches to qrt_app",
    "grant.too_much": "grant select on branches to public",
    "grant.audit": "grant insert on audit.log to qrt_app",
    "grant.rewrites": "grant update on journal_lines to qrt_app",
    "grant.create": "grant create on schema public to qrt_app",
    "trail.missing": "drop trigger trail_change on branches",
    "trigger.disabled": "alter table journal_entries disable trigger guard_journal_entry",
    "setting.fixed": "alter role qrt_app set app.tenant_id = '00000000-0000-0000-0000-000000000001'",
}


def test_our_schema_has_no_hole(super_db: psycopg.Connection) -> None:
    assert lint_database(super_db) == ()


@pytest.fixture(scope="module")
def found(postgres, template, key_folder) -> dict[str, set[str]]:
    """The rules that name each planted hole; planted in a transaction that is rolled back."""
    rules: dict[str, set[str]] = {}
    with psycopg.connect(template.owner) as db:
        for rule, plant in HOLES.items():
            db.execute(plant)  # pyright: ignore[reportArgumentType, reportCallIssue]
            db.execute("reset role")
            rules[rule] = {hole.rule for hole in lint_database(db)}
            db.rollback()
    return rules


@pytest.mark.parametrize("rule", HOLES)
def test_a_planted_hole_is_named(found: dict[str, set[str]], rule: str) -> None:
    assert rule in found[rule]
