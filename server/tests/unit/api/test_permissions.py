"""Roles as sets of permissions."""

import pytest

from qrt.api.permissions import ROLES, Permission, permissions_of, roles_with
from qrt.core.journals.approval import APPROVERS

_CHANGES = {
    Permission.CLOSE_RUN,
    Permission.CLOSE_SIGN,
    Permission.TASKS_PREPARE,
    Permission.TASKS_SIGN,
    Permission.PERIODS_LOCK,
    Permission.DOCUMENTS_WRITE,
    Permission.JOURNALS_WRITE,
    Permission.JOURNALS_APPROVE,
    Permission.BOOKS_KEEP,
    Permission.RECON_DECIDE,
    Permission.CHART_DECIDE,
    Permission.FINDINGS_ASK,
    Permission.FINDINGS_WAIVE,
}


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_an_auditor_and_a_viewer_change_nothing(role: str) -> None:
    assert not permissions_of([role]) & (_CHANGES | {Permission.PEOPLE_MANAGE, Permission.CLOSE_OPEN, Permission.LADDER_DECIDE})


def test_an_administrator_may_not_post_approve_or_sign() -> None:
    assert not permissions_of(["admin"]) & _CHANGES


def test_a_maker_may_not_check() -> None:
    checks = {
        Permission.JOURNALS_APPROVE,
        Permission.FINDINGS_WAIVE,
        Permission.TASKS_SIGN,
        Permission.CLOSE_SIGN,
        Permission.PERIODS_LOCK,
        Permission.LADDER_DECIDE,
    }
    assert not permissions_of(["finance_exec"]) & checks
    assert permissions_of(["finance_manager"]) >= checks


def test_a_seat_of_the_ladder_may_ask_for_every_role_that_may_approve_and_for_no_other() -> None:
    assert set(roles_with(Permission.JOURNALS_APPROVE)) == APPROVERS == {"finance_manager"}


def test_only_an_administrator_manages_people() -> None:
    assert [role for role in ROLES if Permission.PEOPLE_MANAGE in ROLES[role]] == ["admin"]


def test_several_roles_give_what_each_gives_and_an_unknown_role_gives_nothing() -> None:
    assert permissions_of(["admin", "viewer"]) == ROLES["admin"] | ROLES["viewer"]
    assert permissions_of(["emperor"]) == frozenset()
    assert permissions_of([]) == frozenset()


def test_every_permission_is_somebodys() -> None:
    assert permissions_of(ROLES) == frozenset(Permission)
