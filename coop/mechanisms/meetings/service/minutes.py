"""Minutes up to the signers: drafted from the meeting, edited, sent round for comment, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Duplicate
from coop.documents.secrecy import check_classification, refuse_telegram_urgency
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.models import (
    Meeting,
    Minutes,
)
from coop.mechanisms.meetings.service import quorum, resolutions
from coop.mechanisms.meetings.service.comment_round import open_round
from coop.mechanisms.meetings.service.loading import (
    meeting_for,
    minutes_for,
    record_minutes,
)
from coop.mechanisms.meetings.workflow import MEETING, MINUTES
from coop.registry import deadlines, directory, readers

# Who does what is resolved, at the institution that leads or assists.
_OWNER = "handler"


@command
def draft_minutes(  # noqa: PLR0913  # the facts of a draft
    actor: Actor,
    meeting_id: UUID,
    *,
    opening: str = "",
    cc: list[str] | None = None,
    copies: int = 10,
    urgency: str = "none",
    classification: str = "internal",
) -> Minutes:
    """Begin the minutes of a concluded meeting with the text assembled from it."""
    meeting = meeting_for(actor, meeting_id, "draft_minutes")
    MEETING.next(meeting.state, "draft_minutes")
    check_classification(actor, meeting.agreement_id, classification)
    refuse_telegram_urgency(urgency)
    if session().scalar(sa.select(Minutes.id).where(Minutes.meeting_id == meeting.id)):
        raise Duplicate(value=meeting.title)
    minutes = Minutes(
        agreement_id=meeting.agreement_id,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        drafted_by_id=actor.id,
        title=f"{meeting.title}纪要",
        opening=opening or printing.opening_of(meeting),
        body=printing.body_of(meeting),
        cc=cc or [],
        copies=copies,
        urgency=urgency,
        classification=classification,
        text_hash="",
    )
    session().add(minutes)
    session().flush()
    minutes.text_hash = printing.text_hash(minutes)
    deadlines.meet_deadline(meeting.id, "minutes_draft")
    record_minutes(actor, minutes, "draft", title=minutes.title)
    return minutes


@command
def edit_minutes(actor: Actor, minutes_id: UUID, *, expected_version: int, **facts: Any) -> Minutes:
    """Change text or marks before the signers have it. Stale editors get both texts (412)."""
    minutes = minutes_for(actor, minutes_id, "edit")
    check_version(minutes, expected_version)
    state = MINUTES.next(minutes.state, "edit")
    check_classification(actor, minutes.agreement_id, facts.get("classification") or "")
    refuse_telegram_urgency(facts.get("urgency") or "")
    minutes.state = state
    changes = _apply(minutes, facts)
    record_minutes(actor, minutes, "edit", **changes)
    return minutes


@command
def assemble_minutes(actor: Actor, minutes_id: UUID, *, expected_version: int) -> Minutes:
    """Replace the body by a text assembled anew from agenda and resolutions."""
    minutes = minutes_for(actor, minutes_id, "assemble")
    check_version(minutes, expected_version)
    minutes.state = MINUTES.next(minutes.state, "assemble")
    meeting = lock(Meeting, minutes.meeting_id)
    changes = _apply(minutes, {"body": printing.body_of(meeting)})
    record_minutes(actor, minutes, "assemble", **changes)
    return minutes


@command
def submit_minutes(actor: Actor, minutes_id: UUID, *, expected_version: int) -> Minutes:
    """Send the draft to every party; comments are due after the agreement's working days.

    Raises NobodyCleared where a party has nobody who may comment, sign or do what was resolved.
    """
    minutes = minutes_for(actor, minutes_id, "submit")
    check_version(minutes, expected_version)
    state = MINUTES.next(minutes.state, "submit")
    quorum.require_everyone_recorded(minutes.meeting_id, minutes.agreement_id)
    resolutions.require_complete(minutes.meeting_id)
    _require_readers(minutes)
    minutes.text_hash = printing.text_hash(minutes)
    minutes.state = state
    open_round(minutes)
    record_minutes(actor, minutes, "submit", comment_due_on=str(minutes.comment_due_on))
    return minutes


# --------------------------------------------------------------------------- parts


def _require_readers(minutes: Minutes) -> None:
    under, level = minutes.agreement_id, minutes.classification
    parties = directory.institution_ids(under)
    signs = MINUTES.roles("countersign")
    readers.require_readers(under, parties, signs, level, but=minutes.drafted_by_id)
    others = [one for one in parties if one != minutes.host_id]
    readers.require_readers(under, others, MINUTES.roles("comment"), level)
    found = resolutions.of_meeting(minutes.meeting_id)
    owners = [one.lead_id for one in found if one.lead_id is not None]
    owners += [UUID(co) for one in found for co in one.co_ids]
    readers.require_readers(under, owners, (_OWNER,), level)


def _apply(minutes: Minutes, facts: dict[str, Any]) -> dict[str, Any]:
    changes = {
        name: (getattr(minutes, name), value)
        for name, value in facts.items()
        if value is not None and value != getattr(minutes, name)
    }
    for name, (_before, after) in changes.items():
        setattr(minutes, name, after)
    minutes.text_hash = printing.text_hash(minutes)
    return changes
