"""The comment round of minutes: opened, answered by the parties, closed towards the signers."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.models import Minutes, MinutesComment, Resolution
from coop.mechanisms.meetings.service import resolutions
from coop.mechanisms.meetings.service.loading import (
    minutes_for,
    record_minutes,
    record_resolution,
)
from coop.mechanisms.meetings.service.meetings import CLAUSE
from coop.mechanisms.meetings.workflow import MINUTES
from coop.registry import deadlines, directory

_ANSWERED = {
    "objection": {"adopted", "withdrawn", "no_consensus"},
    "comment": {"adopted", "not_adopted"},
}


_COMMENT_BY = Text(
    "各方在{days}个工作日内反馈意见", "every party comments within {days} working days"
)


class CommentsClosed(RuleViolation):
    code = "comments_closed"
    text = Text("征求意见已于{due}截止。", "Comments closed on {due}.")


class AlreadyAccepted(RuleViolation):
    code = "already_accepted"
    text = Text("本单位已反馈“无意见”。", "Your institution has answered that it has no remarks.")


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
    due = deadlines.set_deadline(
        minutes.agreement_id,
        "minutes",
        minutes.id,
        "comments",
        clock.today(),
        days,
        "working_day",
        deadlines.by_clause(minutes.agreement_id, CLAUSE, _COMMENT_BY.with_facts(days=days)),
    )
    minutes.round += 1
    minutes.comment_due_on = due.due_on


def _say(actor: Actor, minutes_id: UUID, kind: str, text: str) -> MinutesComment:
    action = {"comment": "comment", "objection": "object", "acceptance": "accept"}[kind]
    minutes = minutes_for(actor, minutes_id, action)
    MINUTES.next(minutes.state, action)
    if minutes.comment_due_on is not None and clock.today() > minutes.comment_due_on:
        raise CommentsClosed(due=minutes.comment_due_on)
    own = own_institution(actor)
    _require_not_accepted(minutes, own)
    comment = MinutesComment(
        minutes_id=minutes.id,
        institution_id=own,
        round=minutes.round,
        kind=kind,
        text=text,
        by_name=actor.on_behalf_of or actor.name,
    )
    session().add(comment)
    session().flush()
    record_minutes(actor, minutes, action, comment_id=comment.id, text=text)
    return comment


def _require_not_accepted(minutes: Minutes, institution_id: UUID) -> None:
    said = sa.select(MinutesComment.id).where(
        MinutesComment.minutes_id == minutes.id,
        MinutesComment.round == minutes.round,
        MinutesComment.kind == "acceptance",
        MinutesComment.institution_id == institution_id,
    )
    if session().scalar(said.limit(1)) is not None:
        raise AlreadyAccepted


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
