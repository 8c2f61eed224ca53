"""What follows consent: delivery, misuse, the end of the period and proof of disposal."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.sharing import printing
from coop.mechanisms.sharing.models import CatalogRevision, Share, ShareRequest
from coop.mechanisms.sharing.service import files, guard, letters, sending, timing
from coop.mechanisms.sharing.workflow import DELIVERY, DISPOSAL
from coop.registry import deadlines


class PeriodRuns(RuleViolation):
    code = "period_still_runs"
    text = Text("使用期限至{until_on}，尚未到期。", "The period runs until {until_on}.")


class PeriodOver(RuleViolation):
    code = "period_over"
    text = Text("使用期限已于{until_on}届满。", "The period ended on {until_on}.")


@command
def deliver_share_request(
    actor: Actor,
    request_id: UUID,
    *,
    classification: str,
    text: str = "",
    file: dict[str, str] | None = None,
    expected_version: int,
) -> ShareRequest:
    """Hand the information over as a share to the requester alone; further batches likewise.

    text: how an interface is reached, or what the file holds. Raises Invalid without either, for a
    work secret (work_secret_not_shared) and for a file that is not what its name says.
    """
    request = guard.admit_request(actor, request_id, "deliver", expected_version)
    files.refuse_secrets(classification)
    until_on = request.granted_until_on
    if until_on is not None and clock.today() > until_on:
        raise PeriodOver(until_on=until_on)
    _require_content(request, text, file)
    share = _delivered(request, classification, text)
    if file is not None:
        files.add_file(share.id, file)
    moved = guard.move_request(request, "deliver")
    request.delivered_at = request.delivered_at or clock.now()
    deadlines.meet_deadline(request.id, DELIVERY)
    sending.send(actor, share, [request.requester_id], "deliver")
    document = printing.file_handover_sheet(
        request, share.title, files.files_of(share.id), letters.delivering(actor, request)
    )
    letters.hand_over(request, document, request.requester_id)
    guard.record_request(actor, request, "deliver", state=moved, share_id=str(share.id))
    return request


@command
def suspend_grant(
    actor: Actor, request_id: UUID, *, code: str, reason: str, expected_version: int
) -> ShareRequest:
    """Stop the use at once because of misuse; code: of MISUSE_CODES."""
    request = guard.admit_request(actor, request_id, "suspend", expected_version)
    moved = guard.move_request(request, "suspend")
    request.misuse_code, request.suspension_reason = code, reason
    guard.record_request(actor, request, "suspend", reason=reason, state=moved, code=code)
    return request


@command
def rectify_grant(
    actor: Actor, request_id: UUID, *, text: str, expected_version: int
) -> ShareRequest:
    """The requester reports what it put right; the use goes on."""
    request = guard.admit_request(actor, request_id, "rectify", expected_version)
    moved = guard.move_request(request, "rectify")
    request.rectification = text
    guard.record_request(actor, request, "rectify", reason=text, state=moved)
    return request


@command
def terminate_grant(
    actor: Actor, request_id: UUID, *, reason: str, expected_version: int
) -> ShareRequest:
    """End a suspended grant that was not put right; the requester then proves the disposal."""
    request = guard.admit_request(actor, request_id, "terminate", expected_version)
    moved = guard.move_request(request, "terminate")
    request.termination_reason = reason
    timing.start_disposal_clock(request)
    guard.record_request(actor, request, "terminate", reason=reason, state=moved)
    return request


@command
def expire_grant(actor: Actor, request_id: UUID) -> ShareRequest:
    """The day after the period ended; the requester then proves the disposal."""
    request = guard.admit_request(actor, request_id, "expire", None)
    if not is_over(request.granted_until_on):
        raise PeriodRuns(until_on=request.granted_until_on)
    moved = guard.move_request(request, "expire")
    timing.start_disposal_clock(request)
    guard.record_request(actor, request, "expire", state=moved)
    return request


@command
def confirm_grant_disposal(
    actor: Actor, request_id: UUID, *, disposal: str, expected_version: int
) -> ShareRequest:
    """How the information was destroyed or handed back."""
    request = guard.admit_request(actor, request_id, "confirm_disposal", expected_version)
    moved = guard.move_request(request, "confirm_disposal")
    request.disposed_at, request.disposal = clock.now(), disposal
    deadlines.meet_deadline(request.id, DISPOSAL)
    guard.record_request(actor, request, "confirm_disposal", reason=disposal, state=moved)
    return request


def is_over(until_on: date | None) -> bool:
    """Whether the last day of use has passed."""
    return until_on is not None and clock.today() > until_on


def _require_content(request: ShareRequest, text: str, file: dict[str, Any] | None) -> None:
    if request.mode == "api" and not text:
        words = Text("请写明接口说明。", "Say how the interface is reached.")
        raise invalid("text", "required", words)
    if request.mode != "api" and file is None:
        raise invalid("file", "required", Text("请上传文件。", "Upload the file."))


def _delivered(request: ShareRequest, classification: str, text: str) -> Share:
    revision = session().get_one(CatalogRevision, request.revision_id)
    share = Share(
        agreement_id=request.agreement_id,
        provider_id=request.provider_id,
        request_id=request.id,
        title=revision.name,
        text=text,
        classification=classification,
        legal_basis=request.basis,
        purpose="；".join(request.scenarios),
        onward="forbidden",
        addressed_ids=[str(request.requester_id)],
    )
    session().add(share)
    session().flush()
    return share
