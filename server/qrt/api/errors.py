"""One table from the code of a refusal to its HTTP status, and the one body every error has."""

import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from starlette.exceptions import HTTPException

from qrt.api.base import Out
from qrt.core.base.errors import Refused, Unavailable

log = structlog.get_logger(__name__)

_UNAUTHENTICATED = ("auth.sign_in_needed", "auth.wrong", "auth.refresh_void")
_FORBIDDEN = (
    "auth.csrf",
    "auth.origin",
    "auth.forbidden",
    "auth.fresh_sign_in_needed",
    "auth.not_confirmed",
    "close.not_a_signer",
    "link.void",
    "database.unsafe_role",
)
_UNKNOWN = (
    "request.not_found",
    "asset.unknown",
    "auth.invitation_void",
    "close.no_package",
    "close.unknown",
    "document.unknown",
    "upload.unknown",
    "entity.unknown",
    "finding.unknown",
    "layout.unknown",
    "ledger.unknown",
    "party.unknown",
    "party.bill_unknown",
    "party.voucher_unknown",
    "party.bills_not_asked",
    "merge.unknown",
    "period.unknown",
    "recon.unknown",
    "recon.act_unknown",
    "recon.model_unknown",
    "recon.proposal_unknown",
    "recon.line_unknown",
    "recon.rules_unknown",
    "statement.unknown",
    "task.unknown",
    "users.unknown",
    "voucher.unknown",
    "comment.unknown",
    "voucher.bulk_unknown",
    "ladder.unknown",
    "template.unknown",
)
_CONFLICT = (
    "request.conflict",
    "idempotency.in_flight",
    "asset.code_taken",
    "asset.disposed",
    "asset.not_entered",
    "company.email_taken",
    "users.email_taken",
    "users.last_admin",
    "close.already_running",
    "close.decided_since",
    "close.draft_in_hand",
    "close.has_blocking_findings",
    "close.maker_is_checker",
    "close.no_entity",
    "close.not_ready",
    "close.not_running",
    "close.kept_balances_wrong",
    "close.papers_unread",
    "close.period_locked",
    "close.prior_changed",
    "close.signed",
    "close.stale_digest",
    "close.voucher_changed",
    "close.voucher_without_paper",
    "database.not_provisioned",
    "document.decided",
    "document.has_posted_vouchers",
    "document.not_locked",
    "upload.incomplete",
    "upload.quota",
    "document.stale",
    "finding.asker_is_approver",
    "finding.not_asked",
    "finding.not_open",
    "finding.stale",
    "ledger.count_moved",
    "ledger.merged_away",
    "ledger.name_taken",
    "ledger.not_decided",
    "ledger.other_entity",
    "ledger.other_kind",
    "ledger.period_locked",
    "ledger.stale",
    "merge.undone",
    "party.asker_is_granter",
    "party.bills_asked_already",
    "party.bills_stale",
    "period.locked",
    "period.not_locked",
    "recon.act_ended",
    "recon.act_running",
    "recon.count_moved",
    "recon.decided_since",
    "recon.entry_stands",
    "recon.job_ended",
    "recon.no_file",
    "recon.not_automatic",
    "recon.nothing_automatic",
    "recon.prepared_already",
    "recon.preparer_is_reviewer",
    "recon.reviewed_already",
    "recon.rules_stale",
    "recon.rules_asked",
    "recon.asker_is_approver",
    "recon.run_again",
    "recon.statement_moved",
    "recon.not_open",
    "recon.not_suggested",
    "recon.nothing_to_undo",
    "recon.proposal_decided",
    "recon.model_idle",
    "recon.model_unproven",
    "recon.stale",
    "task.difference_open",
    "task.not_prepared",
    "task.preparer_is_signer",
    "task.signed",
    "task.stale",
    "voucher.already_reversed",
    "voucher.maker_is_checker",
    "voucher.not_posted",
    "voucher.not_waiting",
    "voucher.stale",
    "ladder.asked_already",
    "ladder.asker_is_approver",
    "ladder.stale",
    "acceptance.stale",
    "models.stale",
    "ledger.period_soft_closed",
    "period.asked_already",
    "period.asker_is_granter",
    "period.not_asked",
    "period.not_soft_closed",
    "period.soft_closed",
    "series.begun",
    "series.prefix_taken",
    "template.done",
    "template.name_taken",
    "template.stale",
    "voucher.already_approved",
    "voucher.approved_by_you",
    "voucher.copied",
    "voucher.bulk_ended",
    "voucher.count_moved",
    "voucher.not_copyable",
    "voucher.not_routine",
    "voucher.not_yours",
    "voucher.nothing_suggested",
)
_UNUSABLE = (
    "asset.day_wrong",
    "asset.nothing_changed",
    "auth.weak_password",
    "request.cursor",
    "request.invalid",
    "request.quarter",
    "idempotency.other_body",
    "company.identifier",
    "document.kind_unknown",
    "document.value_wrong",
    "upload.digest",
    "upload.part_wrong",
    "document.parts_wrong",
    "layout.heading_unknown",
    "layout.meaning_unknown",
    "document.password_wrong",
    "document.reason_missing",
    "enquiry.span",
    "export.too_long",
    "finding.reason_missing",
    "chart.line_unknown",
    "ledger.name_missing",
    "ledger.reason_missing",
    "ledger.same",
    "ledger.unknown_account",
    "party.allocated_too_much",
    "party.bills_unsound",
    "party.identifier",
    "party.reason_missing",
    "party.nothing_said",
    "period.reason_missing",
    "rate.wrong",
    "period.typed_name_wrong",
    "recon.alias_empty",
    "recon.alias_vague",
    "recon.no_mirror",
    "recon.not_bookable",
    "recon.not_splittable",
    "recon.day_outside",
    "recon.one_sided",
    "recon.reason_missing",
    "recon.rules_unsound",
    "recon.unbalanced",
    "recon.undecided",
    "recon.unexplained",
    "task.because_missing",
    "voucher.kind_misfit",
    "voucher.kind_unknown",
    "voucher.reason_missing",
    "voucher.unsound",
    "cost_centre.unknown",
    "ladder.reason_missing",
    "ladder.unsound",
    "acceptance.unsound",
    "models.unsound",
    "series.prefix_unfit",
    "sheet.no_heading",
    "sheet.too_long",
    "sheet.unreadable",
    "sheet.unsound",
    "template.not_due",
    "template.unsound",
    "voucher.unknown_branch",
    "voucher.unknown_party",
)

STATUS: Mapping[str, int] = {
    **dict.fromkeys(_UNAUTHENTICATED, 401),
    **dict.fromkeys(_FORBIDDEN, 403),
    **dict.fromkeys(_UNKNOWN, 404),
    **dict.fromkeys(_CONFLICT, 409),
    "request.too_large": 413,
    "upload.too_large": 413,
    **dict.fromkeys(_UNUSABLE, 422),
    **dict.fromkeys(("auth.too_many", "request.too_many"), 429),
    "rules.unreadable": 503,
}
"""Every code that is raised anywhere has its row here (tests/unit/api reads the source and says which is missing)."""


_SAYS_MORE = frozenset({"auth.invitation_void", "close.no_package", "close.unknown", "statement.unknown"})
"""Not found, but not by an id: the sentence may say what to do. All other 404 are one and the same answer."""


class RefusedShowing(Refused):
    """A refusal that shows what it is about: the entry as it stands now."""

    def __init__(self, wrong: Refused, details: list[dict[str, Any]]) -> None:
        super().__init__(wrong.code, wrong.sentence)
        self.details = details


class ErrorOut(Out):
    """What every error looks like: a stable code, a sentence for people, the request's id for support."""

    code: str
    sentence: str
    id: str
    details: list[dict[str, Any]] | None = None


def status_of(code: str) -> int:
    """HTTP status of a refusal. A code without a row is our own fault: KeyError."""
    return STATUS[code]


def refusals(*codes: str) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses of a route that can be refused so."""
    by_status: dict[int | str, list[str]] = {}
    for code in codes:
        by_status.setdefault(status_of(code), []).append(code)
    return {status: {"model": ErrorOut, "description": ", ".join(named)} for status, named in by_status.items()}


def error_response(request: Request, status: int, code: str, sentence: str, details: list[dict[str, Any]] | None = None) -> JSONResponse:
    """The one body of an error. For a 404 nothing in it depends on what was asked for, but the request's id."""
    identity = getattr(request.state, "request_id", None) or str(uuid.uuid4())
    body = ErrorOut(code=code, sentence=sentence, id=identity, details=details).model_dump(exclude_none=True)
    return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store"})


def missing() -> Refused:
    """The same words whether a record never was, is gone, or is another company's."""
    return Refused("request.not_found", "There is no such record.")


def add_handlers(app: FastAPI) -> None:
    """One handler for a family of errors."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Unavailable, _unavailable)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OperationalError, _database_gone)
    app.add_exception_handler(DBAPIError, _database_refused)
    app.add_exception_handler(Exception, _our_fault)


async def _refused(request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, Refused)
    status = STATUS.get(wrong.code)
    if status is None:
        log.error("refusal_without_row", code=wrong.code)
        status = 409
    if status == 404 and wrong.code not in _SAYS_MORE:
        wrong = missing()
    details = wrong.details if isinstance(wrong, RefusedShowing) else None
    response = error_response(request, status, wrong.code, wrong.sentence, details)
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response


async def _unavailable(request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, Unavailable)
    return error_response(request, 503, f"unavailable.{wrong.what}", wrong.sentence)


async def _invalid(request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, RequestValidationError)
    # The input itself is left out: it may hold a password, and it is the caller's own.
    details = [{"where": [str(part) for part in each["loc"]], "says": str(each["msg"])} for each in wrong.errors()[:50]]
    return error_response(request, 422, "request.invalid", "Some of what was sent cannot be used; details say which part.", details)


async def _http(request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, HTTPException)
    if wrong.status_code == 404:
        refused = missing()
        return error_response(request, 404, refused.code, refused.sentence)
    if wrong.status_code == 413:
        return error_response(request, 413, "request.too_large", "The request is larger than is allowed here.")
    return error_response(request, wrong.status_code, f"http.{wrong.status_code}", str(wrong.detail))


async def _database_gone(request: Request, wrong: Exception) -> JSONResponse:
    log.warning("database_unavailable", error=type(wrong).__name__)
    return error_response(request, 503, "unavailable.database", "The database does not answer at the moment. Nothing was changed; try again.")


async def _database_refused(request: Request, wrong: Exception) -> JSONResponse:
    """The database's own walls (constraints, triggers) held: the act is refused, and we want to know that the code above let it through."""
    state = str(getattr(getattr(wrong, "orig", None), "sqlstate", "") or "")
    if state[:2] in ("23", "P0", "42") and state != "42601":
        log.error("database_refused", sqlstate=state)
        return error_response(request, 409, "request.conflict", "The books do not allow this: another change came first, or a rule of the ledger forbids it.")
    # A NUL in an address comes this far, and the driver refuses it before the database sees it: no state, but a fault of what was sent all the same.
    if state[:2] == "22" or (not state and isinstance(wrong, DataError)):
        log.error("database_value", sqlstate=state)
        return error_response(request, 422, "request.invalid", "Some of what was sent cannot be used.")
    return await _our_fault(request, wrong)


async def _our_fault(request: Request, wrong: Exception) -> JSONResponse:
    log.exception("our_fault", error=type(wrong).__name__)
    return error_response(request, 500, "platform.fault", "Something went wrong on our side. Nothing was changed; it has been noted.")
