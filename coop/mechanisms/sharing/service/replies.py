"""The provider's answer as its head endorsed it: what is missing, consent, refusal; more time."""

from __future__ import annotations

from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.sharing import printing
from coop.mechanisms.sharing.models import CatalogRevision, ShareRequest
from coop.mechanisms.sharing.service import guard, letters, timing
from coop.mechanisms.sharing.service.proposals import SupplementAskedBefore, require_endorsed
from coop.mechanisms.sharing.workflow import REPLY
from coop.registry import deadlines, directory


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


class MeetingNotConcluded(RuleViolation):
    code = "meeting_not_concluded"
    text = Text(
        "争议由联席会议研究裁定，该次会议尚未闭会。",
        "The joint meeting decides; that meeting has not concluded.",
    )


@command
def ask_supplement(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """Send the endorsed list of what is missing, once; the clock stops until it comes."""
    request = guard.admit_request(actor, request_id, "ask_supplement", expected_version)
    if request.supplement_asked_at is not None:
        raise SupplementAskedBefore
    require_endorsed(request, "ask_supplement")
    moved = guard.move_request(request, "ask_supplement")
    request.supplement_asked_at = clock.now()
    deadlines.drop_deadlines(request.id)
    letters.answer_counts(actor, request)
    document = printing.file_supplement_notice(request, letters.endorsed(actor, request))
    letters.hand_over(request, document, request.requester_id)
    request.proposal, request.endorsed_at, request.endorsed_by = None, None, ""
    guard.record_request(actor, request, "ask_supplement", state=moved, items=request.missing_items)
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
def approve_share_request(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """Answer with consent under the endorsed terms; delivery is due 20 working days on."""
    request = guard.admit_request(actor, request_id, "approve", expected_version)
    require_endorsed(request, "approve")
    moved = guard.move_request(request, "approve")
    request.approved_at = clock.now()
    _answered(actor, request)
    due_on = timing.start_delivery_clock(request)
    guard.record_request(actor, request, "approve", state=moved, delivery_due_on=due_on)
    return request


@command
def refuse_share_request(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """Refuse with the lawful code and the reasons that the head endorsed."""
    request = guard.admit_request(actor, request_id, "refuse", expected_version)
    require_endorsed(request, "refuse")
    moved = guard.move_request(request, "refuse")
    _answered(actor, request)
    reason, code = request.refusal_reason, request.refusal_code
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
