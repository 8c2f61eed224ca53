"""Minutes up to the signers: drafted from the meeting, edited, sent round for comment, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Duplicate, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.documents.secrecy import refuse_state_secret, refuse_telegram_urgency
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.models import (
    Meeting,
    Minutes,
    MinutesComment,
    Resolution,
)
from coop.mechanisms.meetings.service import quorum, resolutions
from coop.mechanisms.meetings.service.loading import (
    meeting_for,
    minutes_for,
    own_party,
    record_minutes,
    record_resolution,
)
from coop.mechanisms.meetings.workflow import MEETING, MINUTES
from coop.registry import deadlines, directory

_ANSWERED = {
    "objection": {"adopted", "withdrawn", "no_consensus"},
    "comment": {"adopted", "not_adopted"},
}


class CommentsClosed(RuleViolation):
    code = "comments_closed"
    text = Text("征求意见已于{due}截止。", "Comments closed on {due}.")


class RoundOpen(RuleViolation):
    code = "comment_round_open"
    text = Text(
        "征求意见尚未结束：{institutions}还未反馈，截止日为{due}。",
        "The round is still open: no answer yet from {institutions}; it ends on {due}.",
    )


class ObjectionOpen(RuleViolation):
    code = "objection_open"
    text = Text("还有异议未处理：{institutions}。", "Objections are still open: {institutions}.")


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
    refuse_state_secret(classification)
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
    refuse_state_secret(facts.get("classification") or "")
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
    """Send the draft to every party; comments are due after the agreement's working days."""
    minutes = minutes_for(actor, minutes_id, "submit")
    check_version(minutes, expected_version)
    state = MINUTES.next(minutes.state, "submit")
    quorum.require_everyone_recorded(minutes.meeting_id, minutes.agreement_id)
    resolutions.require_complete(minutes.meeting_id)
    minutes.text_hash = printing.text_hash(minutes)
    minutes.state = state
    open_round(minutes)
    record_minutes(actor, minutes, "submit", comment_due_on=str(minutes.comment_due_on))
    return minutes


@command
def comment_on_minutes(actor: Actor, minutes_id: UUID, *, text: str) -> MinutesComment:
    """A party's remark."""
    return _say(actor, minutes_id, "comment", text)


@command
def object_to_minutes(actor: Actor, minutes_id: UUID, *, text: str) -> MinutesComment:
    """A party's objection, with its reason; blocks signing until it is answered."""
    return _say(actor, minutes_id, "objection", text)


@command
def accept_minutes(actor: Actor, minutes_id: UUID) -> MinutesComment:
    """A party has nothing to remark."""
    return _say(actor, minutes_id, "acceptance", "")


@command
def answer_comment(
    actor: Actor,
    comment_id: UUID,
    *,
    expected_version: int,
    answer: str,
    note: str = "",
    resolution_id: UUID | None = None,
) -> MinutesComment:
    """Answer a comment or objection; no_consensus re-labels the resolution it is about."""
    of = sa.select(MinutesComment.minutes_id).where(MinutesComment.id == comment_id)
    minutes_id = session().scalar(of)
    if minutes_id is None:
        raise NotFound
    minutes = minutes_for(actor, minutes_id, "resolve")
    comment = lock(MinutesComment, comment_id)
    check_version(comment, expected_version)
    MINUTES.next(minutes.state, "resolve")
    if answer not in _ANSWERED.get(comment.kind, set()):
        words = Text("这类意见不能这样处理。", "This kind of comment isn't answered so.")
        raise invalid("answer", "wrong_answer", words)
    if answer == "no_consensus":
        _relabel(actor, minutes, resolution_id)
    comment.answer, comment.answer_note, comment.answered_at = answer, note, clock.now()
    record_minutes(actor, minutes, "resolve", comment_id=comment.id, answer=answer, note=note)
    return comment


@command
def close_comments(actor: Actor, minutes_id: UUID, *, expected_version: int) -> Minutes:
    """End the round once every party answered or the day has passed, and no objection is open."""
    minutes = minutes_for(actor, minutes_id, "close")
    check_version(minutes, expected_version)
    state = MINUTES.next(minutes.state, "close")
    _require_answers(minutes)
    _require_no_objection(minutes)
    resolutions.require_complete(minutes.meeting_id)
    minutes.text_hash = printing.text_hash(minutes)
    minutes.state = state
    deadlines.meet_deadline(minutes.id, "comments")
    record_minutes(actor, minutes, "close", text_hash=minutes.text_hash)
    return minutes


# --------------------------------------------------------------------------- parts


def open_round(minutes: Minutes) -> None:
    """Begin a (new) comment round: its number and its last day."""
    days = directory.settings(minutes.agreement_id).minutes_comment_days
    clause = directory.clause(minutes.agreement_id, "joint_meeting")
    told = f"各方在{days}个工作日内反馈意见"
    due = deadlines.set_deadline(
        minutes.agreement_id,
        "minutes",
        minutes.id,
        "comments",
        clock.today(),
        days,
        "working_day",
        f"协议{clause.article}：{told}" if clause else told,
    )
    minutes.round += 1
    minutes.comment_due_on = due.due_on


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


def _say(actor: Actor, minutes_id: UUID, kind: str, text: str) -> MinutesComment:
    action = {"comment": "comment", "objection": "object", "acceptance": "accept"}[kind]
    minutes = minutes_for(actor, minutes_id, action)
    MINUTES.next(minutes.state, action)
    if minutes.comment_due_on is not None and clock.today() > minutes.comment_due_on:
        raise CommentsClosed(due=minutes.comment_due_on)
    comment = MinutesComment(
        minutes_id=minutes.id,
        institution_id=own_party(actor),
        round=minutes.round,
        kind=kind,
        text=text,
        by_name=actor.on_behalf_of or actor.name,
    )
    session().add(comment)
    session().flush()
    record_minutes(actor, minutes, action, comment_id=comment.id, text=text)
    return comment


def _relabel(actor: Actor, minutes: Minutes, resolution_id: UUID | None) -> None:
    resolution = session().get(Resolution, resolution_id) if resolution_id else None
    if resolution is None or resolution.meeting_id != minutes.meeting_id:
        words = Text("请选择改列的议定事项。", "Choose the resolution that is re-labelled.")
        raise invalid("resolution_id", "required", words)
    before, resolution.kind = resolution.kind, "no_consensus"
    record_resolution(actor, resolution, "edit", kind=(before, "no_consensus"))


def _require_answers(minutes: Minutes) -> None:
    """The host drafted the text; every other party answers, or silence counts as the agreement
    says.
    """
    answered = set(
        session().scalars(
            sa.select(MinutesComment.institution_id).where(
                MinutesComment.minutes_id == minutes.id, MinutesComment.round == minutes.round
            )
        )
    )
    silent = [
        party.short_name
        for party in directory.parties(minutes.agreement_id)
        if party.institution_id not in answered | {minutes.host_id}
    ]
    blocks = directory.settings(minutes.agreement_id).comment_silence == "blocks"
    due = minutes.comment_due_on
    if silent and (blocks or due is None or clock.today() <= due):
        raise RoundOpen(institutions=silent, due=due)


def _require_no_objection(minutes: Minutes) -> None:
    open_ones = sa.select(MinutesComment.institution_id).where(
        MinutesComment.minutes_id == minutes.id,
        MinutesComment.kind == "objection",
        MinutesComment.answer.is_(None),
    )
    institutions = set(session().scalars(open_ones))
    if institutions:
        parties = directory.parties(minutes.agreement_id)
        raise ObjectionOpen(
            institutions=[one.short_name for one in parties if one.institution_id in institutions]
        )
