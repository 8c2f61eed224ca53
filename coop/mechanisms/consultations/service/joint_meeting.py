"""Before a meeting: called and recorded, or raised to the joint meeting and decided."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.core.policy import require_person
from coop.mechanisms.consultations import printing
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service.loading import consultation_for, record
from coop.mechanisms.consultations.service.outcomes import settle, standings
from coop.mechanisms.consultations.service.rounds import expire_asks
from coop.mechanisms.consultations.workflow import WORKFLOW
from coop.mechanisms.meetings.models import AgendaItem, Meeting, Resolution
from coop.mechanisms.meetings.service.raised import raise_item
from coop.mechanisms.meetings.workflow import CONCLUDED, DISCUSSED, MEETING_ASIDE, OFF_AGENDA

_BINDING = frozenset({"decided", "assigned", "approved_in_principle", "required"})
_TITLE_LENGTH = 200


class MeetingNotHeld(RuleViolation):
    code = "meeting_not_held"
    text = Text("会议召开后才能记录会商情况。", "It is recorded once the meeting is held.")


class MeetingNotConcluded(RuleViolation):
    code = "meeting_not_concluded"
    text = Text("联席会议结束后才能登记决定。", "The joint meeting has not concluded yet.")


class AnswersOutstanding(RuleViolation):
    code = "answers_outstanding"
    text = Text(
        "书面意见尚未收齐且期限未届满。",
        "Written answers are missing and their day has not passed.",
    )


class NothingToEscalate(RuleViolation):
    code = "nothing_to_escalate"
    text = Text("各方已达成一致，无需提请审议。", "All agree; there is nothing to raise.")


class StillOnAgenda(RuleViolation):
    code = "still_on_agenda"
    text = Text("该事项仍在联席会议议程中。", "The matter is still on a meeting's agenda.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a joint meeting's resolutions come to."""

    outcome: str
    text: str


@command
def call_meeting(
    actor: Actor, consultation_id: UUID, *, expected_version: int, meeting_id: UUID
) -> Consultation:
    """The host's secretariat takes it to a meeting; written answers are taken until due."""
    made = consultation_for(actor, consultation_id, "call_meeting", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "call_meeting")
    _raise(actor, made, meeting_id, "")
    expire_asks(made)
    made.state = state
    record(actor, made, "call_meeting", state=(before, state), meeting_id=meeting_id)
    return made


@command
def record_meeting(
    actor: Actor, consultation_id: UUID, *, expected_version: int, meeting_record: str
) -> Consultation:
    """What the meeting said; afterwards the initiator concludes or escalates."""
    made = consultation_for(actor, consultation_id, "record", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "record")
    meeting = _meeting_of(_current_item(made))
    if meeting.state not in DISCUSSED:
        raise MeetingNotHeld
    if made.round_closed_at is None:
        raise AnswersOutstanding
    made.meeting_record, made.state = meeting_record, state
    record(actor, made, "record", state=(before, state))
    return made


@command
def escalate(
    actor: Actor, consultation_id: UUID, *, expected_version: int, meeting_id: UUID, reason: str
) -> Consultation:
    """Not agreed: the initiator's signer puts it on the agenda of a meeting that takes items, and
    signs the letter 提请审议函 by doing so (CO-09).
    """
    made = consultation_for(actor, consultation_id, "escalate", expected_version)
    before, state = made.state, WORKFLOW.next(made.state, "escalate")
    require_person(actor)
    if all(one.agreement == "agreed" for one in standings(made)):
        raise NothingToEscalate
    if before == "escalated":
        _require_off_agenda(made)
    _raise(actor, made, meeting_id, reason)
    made.escalated_at = clock.now()
    made.state, made.reason = state, reason
    printing.file_escalation(made, reason, actor)
    record(actor, made, "escalate", reason=reason, state=(before, state), meeting_id=meeting_id)
    return made


@command
def decide(
    actor: Actor, consultation_id: UUID, *, expected_version: int, outcome: str, text: str
) -> Consultation:
    """The secretariat records what the concluded joint meeting decided."""
    made = consultation_for(actor, consultation_id, "decide", expected_version)
    state = WORKFLOW.next(made.state, "decide")
    if _meeting_of(_current_item(made)).state not in CONCLUDED:
        raise MeetingNotConcluded
    settle(actor, made, "decide", state=state, outcome=outcome, text=text)
    return made


@command
def take_decision(actor: Actor, consultation_id: UUID) -> Consultation:
    """The same, from the resolutions of the concluded meeting; nothing happens without any."""
    made = consultation_for(actor, consultation_id, "decide")
    if made.state not in WORKFLOW.sources("decide"):
        return made
    item = _current_item(made)
    decision = _decision_on(item) if _meeting_of(item).state in CONCLUDED else None
    if decision is not None:
        state = WORKFLOW.next(made.state, "decide")
        settle(actor, made, "decide", state=state, outcome=decision.outcome, text=decision.text)
    return made


# --------------------------------------------------------------------------- parts


def _raise(actor: Actor, made: Consultation, meeting_id: UUID, reason: str) -> None:
    item = raise_item(
        actor,
        meeting_id,
        agreement_id=made.agreement_id,
        proposer_id=made.initiator_id,
        title=f"会商事项：{made.title}"[:_TITLE_LENGTH],
        summary=printing.summary_for_agenda(made, reason),
    )
    made.meeting_id, made.item_id = meeting_id, item.id


def _current_item(made: Consultation) -> AgendaItem:
    """The agenda item it stands on, followed through meetings that carried it forward."""
    item = session().get(AgendaItem, made.item_id) if made.item_id else None
    while item is not None and item.carried_to_id is not None:
        item = session().get(AgendaItem, item.carried_to_id)
    if item is None:
        raise NotFound
    made.item_id, made.meeting_id = item.id, item.meeting_id
    return item


def _meeting_of(item: AgendaItem) -> Meeting:
    return session().get_one(Meeting, item.meeting_id)


def _require_off_agenda(made: Consultation) -> None:
    item = _current_item(made)
    if item.state not in OFF_AGENDA and _meeting_of(item).state not in MEETING_ASIDE:
        raise StillOnAgenda


def _decision_on(item: AgendaItem) -> Decision | None:
    """agreed: resolved; not_agreed: no consensus; partly: both; None: nothing binding."""
    query = sa.select(Resolution).where(Resolution.item_id == item.id)
    found = list(session().scalars(query.order_by(Resolution.position, Resolution.id)))
    resolved = any(one.kind in _BINDING for one in found)
    split = any(one.kind == "no_consensus" for one in found)
    if not (resolved or split):
        return None
    outcome = "partly" if resolved and split else "agreed" if resolved else "not_agreed"
    return Decision(outcome, "\n".join(one.text for one in found))
