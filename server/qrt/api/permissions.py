"""Who may do what: permissions, and the roles as sets of them. Pure tables; `deps.py` asks them, `create_app` refuses a route that names none (I5)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do. A route names exactly one."""

    COMPANY_READ = "company.read"
    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    CLOSE_READ = "close.read"
    CLOSE_OPEN = "close.open"
    CLOSE_RUN = "close.run"
    CLOSE_SIGN = "close.sign"
    TASKS_PREPARE = "tasks.prepare"
    TASKS_SIGN = "tasks.sign"
    PERIODS_LOCK = "periods.lock"
    DOCUMENTS_READ = "documents.read"
    DOCUMENTS_WRITE = "documents.write"
    JOURNALS_READ = "journals.read"
    JOURNALS_WRITE = "journals.write"
    JOURNALS_APPROVE = "journals.approve"
    LADDER_DECIDE = "ladder.decide"
    BOOKS_KEEP = "books.keep"
    RECON_READ = "recon.read"
    RECON_DECIDE = "recon.decide"
    RECON_REVIEW = "recon.review"
    RECON_RULES = "recon.rules"
    FINDINGS_READ = "findings.read"
    FINDINGS_ASK = "findings.ask"
    FINDINGS_WAIVE = "findings.waive"
    STATEMENTS_READ = "statements.read"
    CHART_DECIDE = "chart.decide"
    PACKAGE_READ = "package.read"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    AGENTS_READ = "agents.read"
    MODELS_DECIDE = "models.decide"
    ACCEPTANCE_DECIDE = "acceptance.decide"


PUBLIC = "public"
"""What a route says that asks for nobody: sign-in, sign-up, invitation, health."""

SIGNED_IN = "signed_in"
"""What a route says that is open to every signed-in person, whatever their roles: who am I, sign out, live events."""

_P = Permission
_READ = frozenset(
    {
        _P.COMPANY_READ,
        _P.CLOSE_READ,
        _P.DOCUMENTS_READ,
        _P.JOURNALS_READ,
        _P.RECON_READ,
        _P.FINDINGS_READ,
        _P.STATEMENTS_READ,
        _P.PACKAGE_READ,
        _P.AGENTS_READ,
    }
)
_MAKE = frozenset({_P.CLOSE_OPEN, _P.CLOSE_RUN, _P.TASKS_PREPARE, _P.DOCUMENTS_WRITE, _P.JOURNALS_WRITE, _P.RECON_DECIDE, _P.CHART_DECIDE, _P.FINDINGS_ASK})
_CHECK = frozenset(
    {
        _P.JOURNALS_APPROVE,
        _P.LADDER_DECIDE,
        _P.BOOKS_KEEP,
        _P.FINDINGS_WAIVE,
        _P.TASKS_SIGN,
        _P.CLOSE_SIGN,
        _P.PERIODS_LOCK,
        _P.RECON_REVIEW,
        _P.RECON_RULES,
        _P.ACCEPTANCE_DECIDE,
    }
)

ROLES: Mapping[str, frozenset[Permission]] = {
    "admin": _READ
    | {_P.PEOPLE_READ, _P.PEOPLE_MANAGE, _P.LADDER_DECIDE, _P.CLOSE_OPEN, _P.AUDIT_READ, _P.AUDIT_EXPORT, _P.MODELS_DECIDE, _P.ACCEPTANCE_DECIDE},
    "finance_manager": _READ | _MAKE | _CHECK | {_P.PEOPLE_READ, _P.AUDIT_READ, _P.AUDIT_EXPORT},
    "finance_exec": _READ | _MAKE | {_P.PEOPLE_READ, _P.AUDIT_READ},
    "auditor": _READ | {_P.PEOPLE_READ, _P.AUDIT_READ, _P.AUDIT_EXPORT},
    "viewer": _READ,
}
"""Roles of docs/glossary.md. An administrator keeps people and may not post; auditor and viewer change nothing. That nobody checks their own
work is not a permission: the flows and the database see to it."""


def roles_with(permission: Permission) -> tuple[str, ...]:
    """Roles whose people may do this, in the order of the table."""
    return tuple(role for role, given in ROLES.items() if permission in given)


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """All that these roles may do together. An unknown role gives nothing."""
    return frozenset[Permission]().union(*(ROLES.get(role, frozenset[Permission]()) for role in roles))
