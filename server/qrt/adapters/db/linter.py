"""Reads the catalogue and names every hole in the wall between tenants (docs/security.md T1 to T5; tests plant each hole).

What must hold is checked on what stands in the database, not on what the migrations say. Needs a connection that may read pg_catalog: any role may.
"""

from dataclasses import dataclass

import psycopg

SCHEMAS = ["public", "app", "audit"]
"""Ours. Schema dbos belongs to the durable engine: it holds ids alone and is checked for grants of the app's role only."""

ROLES = ["qrt_owner", "qrt_app", "qrt_readonly", "qrt_audit", "qrt_sealer", "qrt_jobs"]

_WALLS = ("(tenant_id = ( SELECT app.tenant() AS tenant))", "(id = ( SELECT app.tenant() AS tenant))")

# The sealer visits all tenants, and by column grants sees positions and hashes of the trail alone.
_KNOWN_POLICIES = {("audit.log", "sealer_reads", "r"), ("audit.seal", "sealer_reads", "r"), ("audit.seal", "sealer_adds", "a")}


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole: a stable rule name, the object, and why it leaks."""

    rule: str
    subject: str
    sentence: str


def lint_database(db: psycopg.Connection) -> tuple[Hole, ...]:
    """All holes of the connected database, none when it is safe."""
    found: list[Hole] = []
    for check in (_roles, _owners, _tables, _policies, _keys, _views, _functions, _grants, _triggers, _settings):
        found += check(db)
    return tuple(sorted(found, key=lambda hole: (hole.rule, hole.subject)))


def _rows(db: psycopg.Connection, query: str) -> list[tuple]:
    return db.execute(query, {"schemas": SCHEMAS, "roles": ROLES}).fetchall()  # pyright: ignore[reportArgumentType, reportCallIssue]


def _roles(db: psycopg.Connection) -> list[Hole]:
    query = """
        select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin and rolname in ('qrt_owner', 'qrt_audit') from pg_roles where rolname = any(%(roles)s)
    """
    holes = []
    for role, superuser, bypasses, creates, logs_in in _rows(db, query):
        for wrong, rule, why in (
            (superuser, "role.superuser", "sees every tenant"),
            (bypasses, "role.bypassrls", "sees every tenant"),
            (creates, "role.createrole", "can make itself a role that sees every tenant"),
            (logs_in, "role.owner_logs_in", "owns objects and must not be a login"),
        ):
            if wrong:
                holes.append(Hole(rule, role, f"{role} {why}."))
    members = """
        select m.rolname, r.rolname from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
        where m.rolname in ('qrt_app', 'qrt_readonly', 'qrt_sealer', 'qrt_jobs')
    """
    return holes + [Hole("role.member", member, f"{member} may become {role}.") for member, role in _rows(db, members)]


def _owners(db: psycopg.Connection) -> list[Hole]:
    query = """
        select n.nspname || '.' || c.relname, pg_get_userbyid(c.relowner) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any(%(schemas)s) and c.relkind in ('r', 'p', 'v', 'm', 'f') and pg_get_userbyid(c.relowner) not in ('qrt_owner', 'qrt_audit')
    """
    return [Hole("owner.foreign", name, f"{name} belongs to {owner}; only qrt_owner and qrt_audit are held by the wall.") for name, owner in _rows(db, query)]


_TENANT_TABLES = """
    select c.oid, n.nspname || '.' || c.relname as name, c.relkind, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
           exists (select 1 from information_schema.role_table_grants g where g.table_schema = n.nspname and g.table_name = c.relname
                   and g.grantee not in ('qrt_owner', 'qrt_audit', pg_get_userbyid(c.relowner)))
           or exists (select 1 from information_schema.column_privileges g where g.table_schema = n.nspname and g.table_name = c.relname
                      and g.grantee not in ('qrt_owner', 'qrt_audit', pg_get_userbyid(c.relowner))) as granted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(%(schemas)s) and c.relkind in ('r', 'p', 'f')
      and (n.nspname = 'public' or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
"""


def _tables(db: psycopg.Connection) -> list[Hole]:
    holes = []
    for _, name, kind, partition, enabled, forced, granted in _rows(db, _TENANT_TABLES):
        if partition and granted:
            holes.append(Hole("partition.readable", name, f"{name} is a partition that can be read directly, past the policy of its parent."))
        if not granted:
            continue  # A directory that nobody but its owner can reach, read through a function.
        if kind == "f":
            holes.append(Hole("table.foreign", name, f"{name} is a foreign table: no policy can hold it."))
        if not enabled:
            holes.append(Hole("table.no_rls", name, f"{name} has no row-level security."))
        elif not forced:
            holes.append(Hole("table.rls_not_forced", name, f"{name} does not hold its owner: a view or function of the owner reads all tenants."))
    nullable = """
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where n.nspname = any(%(schemas)s) and c.relkind in ('r', 'p') and not a.attnotnull
    """
    without = """
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'tenants'
          and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    """
    holes += [Hole("table.tenant_nullable", name, f"{name} takes rows without a tenant.") for (name,) in _rows(db, nullable)]
    return holes + [Hole("table.no_tenant", name, f"{name} has no tenant_id.") for (name,) in _rows(db, without)]


def _policies(db: psycopg.Connection) -> list[Hole]:
    query = """
        select n.nspname || '.' || c.relname, p.polname, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
        from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any(%(schemas)s)
    """
    holes, walled = [], set()
    for table, policy, command, permissive, using, check in _rows(db, query):
        if (table, policy, command) in _KNOWN_POLICIES:
            continue
        wall = _WALLS[table == "public.tenants"]
        if not permissive:
            continue
        if command != "*" or using != wall or check != wall:
            holes.append(
                Hole("policy.not_the_wall", f"{table}.{policy}", f"Policy {policy} of {table} is not tenant = bound tenant for reading and for writing.")
            )
        else:
            walled.add(table)
    for _, name, _, _, enabled, _, granted in _rows(db, _TENANT_TABLES):
        if enabled and granted and name not in walled:
            holes.append(Hole("policy.missing", name, f"{name} has no policy that compares its tenant."))
    return holes


def _keys(db: psycopg.Connection) -> list[Hole]:
    # Among its key columns, in any place: the planner may want another one first. A column that is only included decides nothing.
    uniques = """
        select n.nspname || '.' || c.relname, i.relname
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'audit') and x.indisunique and c.relname <> 'tenants'
          and not exists (
              select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any ((x.indkey::int2[])[0:x.indnkeyatts - 1])
          )
    """
    holes = [
        Hole("unique.global", f"{table}.{index}", f"Unique index {index} of {table} does not hold the tenant: it tells one tenant what another one has.")
        for table, index in _rows(db, uniques)
    ]
    foreign = """
        select n.nspname || '.' || c.relname, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'audit') and k.contype = 'f' and not exists (
            select 1 from unnest(k.conkey, k.confkey) as pair(here, there)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there
            where a.attname = 'tenant_id' and (b.attname = 'tenant_id' or (k.confrelid = 'public.tenants'::regclass and b.attname = 'id')))
    """
    return holes + [
        Hole("foreign_key.no_tenant", f"{table}.{key}", f"Foreign key {key} of {table} does not carry the tenant: a row can hang on another tenant's.")
        for table, key in _rows(db, foreign)
    ]


def _views(db: psycopg.Connection) -> list[Hole]:
    query = """
        select n.nspname || '.' || c.relname, c.relkind, coalesce(array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on|1)', false)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any(%(schemas)s) and c.relkind in ('v', 'm')
    """
    holes = []
    for name, kind, invoker in _rows(db, query):
        if kind == "m":
            holes.append(Hole("view.materialised", name, f"{name} is materialised: no policy can hold its rows."))
        elif not invoker:
            holes.append(Hole("view.not_invoker", name, f"{name} reads with its owner's rights; create it with security_invoker."))
    return holes


def _functions(db: psycopg.Connection) -> list[Hole]:
    query = """
        select p.oid::regprocedure::text, pg_get_userbyid(p.proowner), p.prorettype = 'trigger'::regtype, coalesce(array_to_string(p.proconfig, ','), ''),
               pg_get_function_identity_arguments(p.oid), p.prosrc, p.proname, has_function_privilege('public', p.oid, 'execute')
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any(%(schemas)s) and p.prosecdef
    """
    holes = []
    for name, owner, trigger, config, arguments, source, _, public in _rows(db, query):
        if owner not in ("qrt_owner", "qrt_audit"):
            holes.append(Hole("function.definer_foreign", name, f"{name} runs with the rights of {owner}, whom no policy holds."))
        if "search_path=" not in config:
            holes.append(Hole("function.search_path", name, f"{name} runs with its owner's rights over a search path that the caller chooses."))
        if not trigger and ("tenant" in arguments or "uuid" in arguments):
            holes.append(Hole("function.takes_tenant", name, f"{name} runs with its owner's rights and takes a tenant from the caller."))
        if "set_config" in source or "app.tenant_id" in source:
            holes.append(Hole("function.sets_tenant", name, f"{name} runs with its owner's rights and sets the tenant."))
        if public:
            holes.append(Hole("function.public", name, f"{name} runs with its owner's rights and anyone may call it."))
    return holes


def _grants(db: psycopg.Connection) -> list[Hole]:
    tables = """
        select table_schema || '.' || table_name, grantee, privilege_type from information_schema.role_table_grants
        where table_schema = any(%(schemas)s) and grantee in ('qrt_app', 'qrt_readonly', 'qrt_sealer', 'qrt_jobs', 'PUBLIC')
    """
    holes = []
    for table, role, right in _rows(db, tables):
        if right in ("TRUNCATE", "TRIGGER", "REFERENCES", "MAINTAIN"):
            holes.append(Hole("grant.dangerous", f"{table} to {role}", f"{role} has {right} on {table}, which no policy holds."))
        elif role == "PUBLIC" or (role == "qrt_jobs") or (role == "qrt_readonly" and right != "SELECT"):
            holes.append(Hole("grant.too_much", f"{table} to {role}", f"{role} has {right} on {table}."))
        elif table.startswith("audit.") and right != "SELECT" and (role, table, right) != ("qrt_sealer", "audit.seal", "INSERT"):
            holes.append(Hole("grant.audit", f"{table} to {role}", f"{role} has {right} on the audit trail."))
    written_once = ["journal_lines", "decisions", "sign_offs", "close_packages", "events", "extractions"]
    for table, role, right in _rows(db, tables):
        if table.removeprefix("public.") in written_once and right == "UPDATE":
            holes.append(Hole("grant.rewrites", f"{table} to {role}", f"{role} may change rows of {table}, which are written once."))
    schemas = """
        select n.nspname, r.rolname from pg_namespace n, pg_roles r
        where n.nspname in ('public', 'app', 'audit', 'dbos') and r.rolname in ('qrt_app', 'qrt_readonly', 'qrt_sealer') and has_schema_privilege(r.oid, n.oid, 'create')
    """
    return holes + [Hole("grant.create", f"{schema} to {role}", f"{role} may create objects in schema {schema}.") for schema, role in _rows(db, schemas)]


def _triggers(db: psycopg.Connection) -> list[Hole]:
    """R1: every table of a tenant is in the trail, but for the noise and what follows from other rows; and nobody switched a trigger off."""
    noise = [
        "refresh_tokens",
        "events",
        "event_counters",
        "idempotency_keys",
        "close_stages",
        "ledger_days",
        "ledger_months",
        "voucher_words",
        "word_forms",
        "paper_words",
        "paper_unsent",
    ]
    missing = """
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and not (select coalesce(bit_or(t.tgtype::int) & 28 = 28, false) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                   where t.tgrelid = c.oid and p.pronamespace = 'audit'::regnamespace and t.tgenabled in ('O', 'A'))
    """
    holes = [Hole("trail.missing", name, f"Changes of {name} do not all reach the audit trail.") for (name,) in _rows(db, missing) if name not in noise]
    disabled = """
        select n.nspname || '.' || c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any(%(schemas)s) and t.tgenabled in ('D', 'R')
    """
    return holes + [Hole("trigger.disabled", f"{table}.{name}", f"Trigger {name} of {table} is switched off.") for table, name in _rows(db, disabled)]


def _settings(db: psycopg.Connection) -> list[Hole]:
    query = """
        select coalesce(r.rolname, '(all)'), setting from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) as setting
        where (setting ilike 'app.%%' or setting ilike 'session_replication_role%%' or setting ilike 'row_security%%')
          and (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
    """
    return [Hole("setting.fixed", role, f"{role} begins every session with {setting.partition('=')[0]} set.") for role, setting in _rows(db, query)]
