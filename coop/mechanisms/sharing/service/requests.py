"""The requester's side: draft with the head's consent, submit, supplement, dispute."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, lock, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require_head
from coop.mechanisms.sharing import printing
from coop.mechanisms.sharing.events import ShareRequestSubmitted
from coop.mechanisms.sharing.models import CatalogEntry, CatalogRevision, ShareRequest
from coop.mechanisms.sharing.policy import require_officer, sees_entry
from coop.mechanisms.sharing.service import guard, letters, timing
from coop.mechanisms.sharing.service.catalog import revision_of
from coop.mechanisms.sharing.workflow import NOT_SHARED, SHARE_REQUEST
from coop.registry.models import Agreement


class ConsentMissing(RuleViolation):
    code = "head_consent_missing"
    text = Text(
        "须先由本单位负责人同意（修改后须重新同意）。",
        "The head of your institution has to consent first (again after a change).",
    )


class DisputedBefore(RuleViolation):
    code = "disputed_before"
    text = Text("争议只能提出一次。", "A refusal can be disputed once.")


class EntryNotOffered(RuleViolation):
    code = "entry_not_published"
    text = Text("该目录未发布或已撤下。", "The entry is not published, or was withdrawn.")


@command
def draft_share_request(actor: Actor, *, entry_id: UUID, **said: Any) -> ShareRequest:
    """A draft only the requester sees. said: basis, scenarios, scope, mode, from_on, until_on.

    Raises Invalid for a class that may not be shared, for one's own entry, and for the period.
    """
    entry = lock(CatalogEntry, entry_id)
    if not sees_entry(actor, entry) or actor.institution_id is None:
        raise NotFound
    require_officer(actor, entry.agreement_id, SHARE_REQUEST.actions["submit"])
    if entry.provider_id == actor.institution_id:
        words = Text("不能向本单位申请。", "You can't ask your own institution.")
        raise invalid("entry_id", "own_entry", words)
    request = ShareRequest(
        agreement_id=entry.agreement_id,
        entry_id=entry.id,
        revision_id=_offered_revision(entry).id,
        provider_id=entry.provider_id,
        requester_id=actor.institution_id,
        drafted_by_id=actor.id,
    )
    _write(request, said)
    session().add(request)
    session().flush()
    guard.record_request(actor, request, "draft")
    return request


@command
def edit_share_request(
    actor: Actor, request_id: UUID, *, expected_version: int, **said: Any
) -> ShareRequest:
    """Change a draft; the head's consent to the former text is void."""
    request = guard.admit_request(actor, request_id, "edit", expected_version)
    _write(request, said)
    request.consented_at = request.consented_by_id = None
    request.consented_by, request.drafted_by_id = "", actor.id
    guard.record_request(actor, request, "edit", fields=sorted(said))
    return request


@command
def consent_to_share_request(
    actor: Actor, request_id: UUID, *, expected_version: int
) -> ShareRequest:
    """The requester's head agrees to this very text."""
    request = guard.admit_request(actor, request_id, "consent", expected_version)
    require_head(actor, request.drafted_by_id)
    request.consented_at, request.consented_by_id = clock.now(), actor.id
    request.consented_by = actor.on_behalf_of or actor.name
    guard.record_request(actor, request, "consent")
    return request


@command
def submit_share_request(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """Send it under a running number; the answer is due 1 or 10 working days on by class."""
    request = guard.admit_request(actor, request_id, "submit", expected_version)
    if request.consented_by_id is None:
        raise ConsentMissing
    revision = _offered_revision(lock(CatalogEntry, request.entry_id))
    _require_running(request)
    request.year, request.ordinal = _next_number(request.agreement_id)
    request.revision_id, request.submitted_at = revision.id, clock.now()
    request.clock_from_on = clock.today()
    moved = guard.move_request(request, "submit")
    due_on = timing.start_reply_clock(request, revision.share_class)
    document = printing.file_application(request, revision, letters.applied(actor, request))
    request.application_document_id = document.id
    letters.hand_over(request, document, request.provider_id, due_on=due_on)
    guard.log_request(actor, request, "submit", state=moved, reply_due_on=due_on)
    guard.tell_request(
        ShareRequestSubmitted, request, requester_id=request.requester_id, reply_due_on=due_on
    )
    return request


@command
def supplement_share_request(
    actor: Actor, request_id: UUID, *, text: str, expected_version: int
) -> ShareRequest:
    """Answer the one list of what was missing; the period for the answer starts again."""
    request = guard.admit_request(actor, request_id, "supplement", expected_version)
    moved = guard.move_request(request, "supplement")
    request.supplement, request.supplemented_at = text, clock.now()
    request.clock_from_on = clock.today()
    revision = session().get_one(CatalogRevision, request.revision_id)
    due_on = timing.start_reply_clock(request, revision.share_class)
    guard.record_request(actor, request, "supplement", state=moved, reply_due_on=due_on)
    return request


@command
def dispute_refusal(
    actor: Actor, request_id: UUID, *, reason: str, expected_version: int
) -> ShareRequest:
    """Bring a refusal before the joint meeting, once."""
    request = guard.admit_request(actor, request_id, "dispute", expected_version)
    if request.disputed_at is not None:
        raise DisputedBefore
    moved = guard.move_request(request, "dispute")
    request.disputed_at, request.dispute_reason = clock.now(), reason
    guard.record_request(actor, request, "dispute", reason=reason, state=moved)
    return request


def _offered_revision(entry: CatalogEntry) -> CatalogRevision:
    """The revision in force, if it may be asked for at all."""
    if entry.published_at is None or entry.withdrawn_at is not None:
        raise EntryNotOffered
    revision = revision_of(entry)
    if revision.share_class == NOT_SHARED:
        words = Text("该目录属不予共享类：{basis}", "This entry is not shared: {basis}")
        raise invalid("entry_id", "class_not_shared", words.with_facts(basis=revision.legal_basis))
    return revision


def _write(request: ShareRequest, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(request, name, value)
    if request.until_on < request.from_on:
        words = Text("不能早于使用起始日。", "It may not be before the first day of use.")
        raise invalid("until_on", "ends_before_start", words)


def _require_running(request: ShareRequest) -> None:
    if request.until_on < clock.today():
        words = Text("使用期限已过，请修改。", "The period of use is over; change it.")
        raise invalid("until_on", "in_the_past", words)


def _next_number(agreement_id: UUID) -> tuple[int, int]:
    """(year, ordinal)."""
    lock(Agreement, agreement_id)  # what parallel submissions queue on
    year = clock.today().year
    highest = sa.select(sa.func.max(ShareRequest.ordinal)).where(
        ShareRequest.agreement_id == agreement_id, ShareRequest.year == year
    )
    return year, (session().scalar(highest) or 0) + 1
