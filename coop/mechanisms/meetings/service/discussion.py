"""What is brought to an item, said on it, and carried from it to a later meeting."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.filetypes import content_of, safe_name, sniff
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.meetings.models import AgendaItem, Meeting, Minutes, Paper
from coop.mechanisms.meetings.policy import papers_due_on
from coop.mechanisms.meetings.service.agenda import (
    AgendaClosed,
    close_gaps,
    require_no_parts,
    require_proposer_or_host,
)
from coop.mechanisms.meetings.service.loading import (
    day_of,
    item_for,
    record_item,
)
from coop.mechanisms.meetings.workflow import (
    DISCUSSED,
    ITEM,
    NUMBERS_FROZEN,
    PAPERS_OPEN,
    TAKES_ITEMS,
    TEXT_OPEN,
)


class NotYetHeld(RuleViolation):
    code = "not_yet_held"
    text = Text("会议召开后才能记录。", "This is recorded once the meeting is held.")


class MinutesFixed(RuleViolation):
    code = "minutes_fixed"
    text = Text(
        "纪要文本已定，不能再变动议题的讨论情况。",
        "The minutes' text is fixed; what became of the item does not change any more.",
    )


@command
def add_paper(
    actor: Actor, item_id: UUID, *, title: str, file: dict[str, str], **_: object
) -> AgendaItem:
    """Attach a paper; a paper of the same title is its next edition; after the notice it is
    会上补充. One that comes later than the agreement's papers_days before the meeting is marked.
    """
    item, meeting = item_for(actor, item_id, "add_paper")
    require_proposer_or_host(actor, item, meeting, presenter=True)
    ITEM.next(item.state, "add_paper")
    if meeting.state not in PAPERS_OPEN:
        raise AgendaClosed
    name, content = safe_name(file["filename"]), content_of(file)
    edition = session().scalar(
        sa.select(sa.func.count()).where(Paper.item_id == item.id, Paper.title == title)
    )
    paper = Paper(
        item_id=item.id,
        title=title,
        edition=(edition or 0) + 1,
        filename=name,
        media_type=sniff(name, content),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        is_supplement=meeting.state in NUMBERS_FROZEN,
        is_late=_is_late(meeting),
        uploaded_by_id=own_institution(actor),
    )
    session().add(paper)
    session().flush()
    record_item(actor, item, meeting, "add_paper", title=title, sha256=paper.sha256)
    return item


@command
def record_discussion(
    actor: Actor,
    item_id: UUID,
    *,
    expected_version: int,
    heard: str,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> AgendaItem:
    """What the meeting heard on the item, and from when to when it was on."""
    item, meeting = item_for(actor, item_id, "record_discussion")
    check_version(item, expected_version)
    item.state = ITEM.next(item.state, "record_discussion")
    if meeting.state not in DISCUSSED:
        raise NotYetHeld
    _require_text_open(meeting)
    if started_at and ended_at and ended_at < started_at:
        words = Text("须晚于开始时间。", "Must be after the start.")
        raise invalid("ended_at", "ends_before_start", words)
    before = item.heard
    item.heard, item.started_at, item.ended_at = heard, started_at, ended_at
    record_item(actor, item, meeting, "record_discussion", heard=(before, heard))
    return item


@command
def carry_forward(
    actor: Actor, item_id: UUID, *, expected_version: int, meeting_id: UUID
) -> AgendaItem:
    """Take an unfinished item to a later meeting, linked both ways."""
    item, meeting = item_for(actor, item_id, "carry_forward")
    check_version(item, expected_version)
    state = ITEM.next(item.state, "carry_forward")
    require_no_parts(item)
    _require_text_open(meeting)
    target = lock(Meeting, meeting_id)
    if target.agreement_id != meeting.agreement_id:
        raise NotFound
    if target.id == meeting.id or target.state not in TAKES_ITEMS:
        raise AgendaClosed
    carried = AgendaItem(
        meeting_id=target.id,
        title=item.title,
        summary=item.summary,
        proposer_id=item.proposer_id,
        presenter_id=item.presenter_id,
        carried_from_id=item.id,
        is_late=target.state in NUMBERS_FROZEN,
    )
    session().add(carried)
    session().flush()
    item.state, item.carried_to_id = state, carried.id
    if meeting.state not in NUMBERS_FROZEN:
        item.position = 0
        session().flush()
        close_gaps(item)
    record_item(actor, item, meeting, "carry_forward", carried_to=carried.id)
    record_item(actor, carried, target, "propose", carried_from=item.id)
    return item


def _is_late(meeting: Meeting) -> bool:
    due_on = papers_due_on(meeting.agreement_id, day_of(meeting))
    return due_on is not None and clock.today() > due_on


def _require_text_open(meeting: Meeting) -> None:
    """Until the minutes go to the signers; what they say must not change behind them."""
    minutes = sa.select(Minutes.state).where(Minutes.meeting_id == meeting.id)
    state = session().scalar(minutes)
    if state is not None and state not in TEXT_OPEN:
        raise MinutesFixed
