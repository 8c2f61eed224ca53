"""The provider's answer: supplement once, more time once, consent with terms, or refusal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.sharing import printing
from coop.mechanisms.sharing.models import CatalogRevision, ShareRequest
from coop.mechanisms.sharing.policy import require_head
from coop.mechanisms.sharing.service import guard, letters, timing
from coop.mechanisms.sharing.service.requests import ConsentMissing
from coop.mechanisms.sharing.workflow import REPLY
from coop.registry import deadlines, directory


class SupplementAskedBefore(RuleViolation):
    code = "supplement_asked_before"
    text = Text(
        "补正只能一次性告知，不能再次要求。",
        "What is missing may be asked for once, all at once.",
    )


class ExtensionUsed(RuleViolation):
    code = "extension_used"
    text = Text("答复期限只能延长一次。", "The period may be extended once.")


class ExtensionTooLate(RuleViolation):
    code = "extension_too_late"
    text = Text(
        "应在答复期限（{due_on}）届满前申请延长。",
        "More time has to be asked for by the due day, {due_on}.",
    )


class NoExtensionAsked(RuleViolation):
    code = "no_extension_asked"
    text = Text("没有待答复的延期申请。", "No extension waits for a decision.")


class NoTerms(RuleViolation):
    code = "terms_missing"
    text = Text("请先拟定供给条件。", "Propose the terms first.")


class MeetingNotConcluded(RuleViolation):
    code = "meeting_not_concluded"
    text = Text(
        "争议由联席会议研究裁定，该次会议尚未闭会。",
        "The joint meeting decides; that meeting has not concluded.",
    )


@command
def ask_supplement(
    actor: Actor, request_id: UUID, *, missing_items: list[str], expected_version: int
) -> ShareRequest:
    """Name everything that is missing, once; the clock stops until it comes."""
    request = guard.admit_request(actor, request_id, "ask_supplement", expected_version)
    if request.supplement_asked_at is not None:
        raise SupplementAskedBefore
    moved = guard.move_request(request, "ask_supplement")
    request.missing_items, request.supplement_asked_at = missing_items, clock.now()
    deadlines.drop_deadlines(request.id)
    letters.answer_counts(actor, request)
    document = printing.file_supplement_notice(request, letters.sent_by_office(actor, request))
    letters.hand_over(request, document, request.requester_id)
    guard.record_request(actor, request, "ask_supplement", state=moved, items=missing_items)
    return request


@command
def ask_extension(
    actor: Actor, request_id: UUID, *, days: int, reason: str, expected_version: int
) -> ShareRequest:
    """Ask the secretariat for more working days, by the due day, once. Raises Invalid (days)."""
    request = guard.admit_request(actor, request_id, "ask_extension", expected_version)
    if request.extension_days is not None:
        raise ExtensionUsed
    due_on = timing.due_on(request.id, REPLY)
    if due_on is not None and clock.today() > due_on:
        raise ExtensionTooLate(due_on=due_on)
    most = directory.settings(request.agreement_id).sharing_extension_days
    if days > most:
        words = Text("最多延长{most}个工作日。", "At most {most} working days.")
        raise invalid("days", "extension_too_long", words.with_facts(most=most))
    request.extension_days, request.extension_reason = days, reason
    guard.record_request(actor, request, "ask_extension", reason=reason, days=days)
    return request


@command
def decide_extension(
    actor: Actor, request_id: UUID, *, decision: str, note: str = "", expected_version: int
) -> ShareRequest:
    """The secretariat consents or not; decision: a code of DECISIONS."""
    request = guard.admit_request(actor, request_id, "extend", expected_version)
    if request.extension_days is None or request.extension_granted is not None:
        raise NoExtensionAsked
    request.extension_granted, request.extension_note = decision == "grant", note
    if request.extension_granted:
        timing.start_reply_clock(request, _share_class(request))
    due_on = timing.due_on(request.id, REPLY)
    guard.record_request(
        actor, request, "extend", reason=note or None, decision=decision, reply_due_on=due_on
    )
    return request


@command
def propose_terms(
    actor: Actor,
    request_id: UUID,
    *,
    granted_scope: str = "",
    granted_until_on: date | None = None,
    conditions: str = "",
    expected_version: int,
) -> ShareRequest:
    """Put the terms before the provider's head; blank means as asked. A narrower scope is a
    partial answer. Voids an endorsement given before.
    """
    request = guard.admit_request(actor, request_id, "propose", expected_version)
    until_on = granted_until_on or request.until_on
    if not clock.today() <= until_on <= request.until_on:
        words = Text("须在今天和申请的期限之间。", "Between today and the last day asked for.")
        raise invalid("granted_until_on", "outside_period", words)
    request.granted_scope = granted_scope or request.scope
    request.granted_until_on, request.conditions = until_on, conditions
    request.proposed_by_id, request.endorsed_at, request.endorsed_by = actor.id, None, ""
    guard.record_request(actor, request, "propose", until_on=until_on)
    return request


@command
def endorse_terms(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """The provider's head agrees to the terms as proposed."""
    request = guard.admit_request(actor, request_id, "endorse", expected_version)
    if request.granted_until_on is None:
        raise NoTerms
    require_head(actor, request.proposed_by_id)
    request.endorsed_at, request.endorsed_by = clock.now(), actor.on_behalf_of or actor.name
    guard.record_request(actor, request, "endorse")
    return request


@command
def approve_share_request(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """Answer with consent under the endorsed terms; delivery is due 20 working days on."""
    request = guard.admit_request(actor, request_id, "approve", expected_version)
    if request.granted_until_on is None:
        raise NoTerms
    if request.endorsed_at is None:
        raise ConsentMissing
    moved = guard.move_request(request, "approve")
    request.approved_at = clock.now()
    _answered(actor, request)
    due_on = timing.start_delivery_clock(request)
    guard.record_request(actor, request, "approve", state=moved, delivery_due_on=due_on)
    return request


@command
def refuse_share_request(
    actor: Actor, request_id: UUID, *, code: str, reason: str, expected_version: int
) -> ShareRequest:
    """Refuse with a lawful code and reasons in words."""
    request = guard.admit_request(actor, request_id, "refuse", expected_version)
    moved = guard.move_request(request, "refuse")
    request.refusal_code, request.refusal_reason = code, reason
    _answered(actor, request)
    guard.record_request(actor, request, "refuse", reason=reason, state=moved, code=code)
    return request


@command
def decide_dispute(
    actor: Actor,
    request_id: UUID,
    *,
    outcome: str,
    meeting_id: UUID,
    reason: str,
    expected_version: int,
) -> ShareRequest:
    """Record what the joint meeting decided; outcome: a code of RULINGS. Overruled: as asked."""
    request = guard.admit_request(actor, request_id, "decide", expected_version)
    meeting = session().get(Meeting, meeting_id)
    if meeting is None or meeting.agreement_id != request.agreement_id:
        raise NotFound
    if meeting.concluded_at is None:
        raise MeetingNotConcluded
    moved = guard.move_request(request, "decide", to=outcome)
    request.decided_at, request.decision_meeting_id = clock.now(), meeting.id
    request.decision_reason = reason
    if outcome == "approved":
        request.granted_scope, request.granted_until_on = request.scope, request.until_on
        request.approved_at = clock.now()
        timing.start_delivery_clock(request)
    guard.record_request(
        actor, request, "decide", reason=reason, state=moved, meeting_id=str(meeting.id)
    )
    return request


def _answered(actor: Actor, request: ShareRequest) -> None:
    """Meet the deadline, count the answer as a receipt, send the letter."""
    deadlines.meet_deadline(request.id, REPLY)
    letters.answer_counts(actor, request)
    document = printing.file_reply(request, letters.endorsed(actor, request))
    letters.hand_over(request, document, request.requester_id)


def _share_class(request: ShareRequest) -> str:
    return session().get_one(CatalogRevision, request.revision_id).share_class
