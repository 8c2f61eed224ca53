"""Agenda items: proposed by any party, accepted, returned or put off by the host's secretariat."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, session
from coop.core.errors import Forbidden, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.meetings.models import AgendaItem, Meeting
from coop.mechanisms.meetings.policy import is_host
from coop.mechanisms.meetings.service.loading import (
    item_for,
    meeting_for,
    record_item,
    record_meeting,
    require_party,
)
from coop.mechanisms.meetings.workflow import (
    AGENDA_OPEN,
    COLLECTING,
    ITEM,
    MEETING,
    NUMBERS_FROZEN,
    ON_AGENDA,
)


class AgendaClosed(RuleViolation):
    code = "agenda_closed"
    text = Text("会议已不再受理议题。", "The meeting takes no more items.")


class ParentNotOnAgenda(RuleViolation):
    code = "parent_not_on_agenda"
    text = Text("上级议题“{title}”不在议程中。", "Its parent “{title}” is not on the agenda.")


class HasParts(RuleViolation):
    code = "has_parts"
    text = Text("请先处理其下级议题：{titles}。", "Deal with its sub-items first: {titles}.")


@command
def propose_item(actor: Actor, meeting_id: UUID, **facts: Any) -> AgendaItem:
    """A party's liaison proposes an item; after the cut-off day it is taken but marked late."""
    meeting = meeting_for(actor, meeting_id, "propose_item")
    MEETING.next(meeting.state, "propose_item")
    item = _add(actor, meeting, **facts)
    closed = meeting.items_until_on is not None and clock.today() > meeting.items_until_on
    item.is_late = closed or meeting.state not in COLLECTING
    session().flush()
    record_item(actor, item, meeting, "propose", title=item.title, is_late=item.is_late)
    return item


@command
def add_item(actor: Actor, meeting_id: UUID, **facts: Any) -> AgendaItem:
    """The host's secretariat puts an item on the agenda directly."""
    meeting = meeting_for(actor, meeting_id, "add_item")
    MEETING.next(meeting.state, "add_item")
    item = _add(actor, meeting, **facts)
    item.state, item.position = ITEM.next(item.state, "accept"), _next_position(item)
    session().flush()
    record_item(actor, item, meeting, "add", title=item.title)
    return item


@command
def edit_item(actor: Actor, item_id: UUID, *, expected_version: int, **facts: Any) -> AgendaItem:
    """Change an item's own facts:

    by its proposer while proposed, by the secretariat until the notice.
    """
    item, meeting = item_for(actor, item_id, "edit")
    require_proposer_or_host(actor, item, meeting)
    check_version(item, expected_version)
    before, item.state = item.state, ITEM.next(item.state, "edit")
    _require_open(meeting)
    _require_editable(actor, before, meeting)
    require_party(meeting.agreement_id, facts.get("presenter_id"), "presenter_id")
    changes = {
        name: (getattr(item, name), value)
        for name, value in facts.items()
        if value is not None and value != getattr(item, name)
    }
    for name, (_before, after) in changes.items():
        setattr(item, name, after)
    record_item(actor, item, meeting, "edit", **changes)
    return item


@command
def accept_item(actor: Actor, item_id: UUID, *, expected_version: int) -> AgendaItem:
    item, meeting = item_for(actor, item_id, "accept")
    check_version(item, expected_version)
    state = ITEM.next(item.state, "accept")
    _require_open(meeting)
    _require_parent_on_agenda(item)
    item.position = _next_position(item)
    item.state = state
    record_item(actor, item, meeting, "accept", position=item.position)
    return item


@command
def return_item(actor: Actor, item_id: UUID, *, expected_version: int, reason: str) -> AgendaItem:
    return _leave_agenda(actor, item_id, "return", expected_version, reason)


@command
def put_off_item(actor: Actor, item_id: UUID, *, expected_version: int, reason: str) -> AgendaItem:
    return _leave_agenda(actor, item_id, "put_off", expected_version, reason)


@command
def settle_item(
    actor: Actor,
    item_id: UUID,
    *,
    expected_version: int,
    prior_agreement: str,
) -> AgendaItem:
    """Mark whether what crosses parties is agreed beforehand or is brought for discussion."""
    item, meeting = item_for(actor, item_id, "settle")
    check_version(item, expected_version)
    item.state = ITEM.next(item.state, "settle")
    _require_open(meeting)
    item.is_settled = prior_agreement == "settled"
    item.is_for_discussion = prior_agreement == "for_discussion"
    record_item(actor, item, meeting, "settle", prior_agreement=prior_agreement)
    return item


@command
def reorder_items(
    actor: Actor, meeting_id: UUID, *, expected_version: int, item_ids: list[UUID]
) -> Meeting:
    """Give the items of one level this order; every one of them must be named exactly once."""
    meeting = meeting_for(actor, meeting_id, "reorder")
    check_version(meeting, expected_version)
    meeting.state = MEETING.next(meeting.state, "reorder")
    found = {
        item.id: item
        for item in session().scalars(
            sa.select(AgendaItem).where(
                AgendaItem.meeting_id == meeting.id,
                AgendaItem.state.in_(ON_AGENDA),
                AgendaItem.parent_id.is_(None),
            )
        )
    }
    if set(item_ids) != set(found) or len(item_ids) != len(found):
        words = Text("须恰好列出全部一级议题。", "Name every top-level item exactly once.")
        raise invalid("item_ids", "not_a_permutation", words)
    for position, item_id in enumerate(item_ids, 1):
        found[item_id].position = position
    record_meeting(actor, meeting, "reorder", item_ids=[str(one) for one in item_ids])
    return meeting


# --------------------------------------------------------------------------- parts


def _add(  # noqa: PLR0913  # the facts of an item
    actor: Actor,
    meeting: Meeting,
    *,
    title: str,
    summary: str = "",
    presenter_id: UUID | None = None,
    parent_id: UUID | None = None,
    minutes_planned: int | None = None,
    observers: str = "",
) -> AgendaItem:
    require_party(meeting.agreement_id, presenter_id, "presenter_id")
    if parent_id is not None:
        _require_parent(meeting, parent_id)
    item = AgendaItem(
        meeting_id=meeting.id,
        parent_id=parent_id,
        title=title,
        summary=summary,
        proposer_id=own_institution(actor),
        presenter_id=presenter_id or own_institution(actor),
        minutes_planned=minutes_planned,
        observers=observers,
    )
    session().add(item)
    session().flush()
    return item


def _require_parent(meeting: Meeting, parent_id: UUID) -> None:
    """Two levels: a parent is a top-level item of the same meeting."""
    parent = session().get(AgendaItem, parent_id)
    if parent is None or parent.meeting_id != meeting.id or parent.parent_id is not None:
        words = Text("不是本次会议的一级议题。", "Not a top-level item of this meeting.")
        raise invalid("parent_id", "not_a_parent", words)


def _next_position(item: AgendaItem) -> int:
    """After the last of its level, carried ones included: a frozen number isn't given twice.

    The meeting row is locked, so numbers neither repeat nor skip.
    """
    last = sa.select(sa.func.max(AgendaItem.position)).where(
        AgendaItem.meeting_id == item.meeting_id,
        AgendaItem.parent_id.is_(None)
        if item.parent_id is None
        else AgendaItem.parent_id == item.parent_id,
    )
    return (session().scalar(last) or 0) + 1


def _leave_agenda(
    actor: Actor, item_id: UUID, action: str, expected_version: int, reason: str
) -> AgendaItem:
    item, meeting = item_for(actor, item_id, action)
    check_version(item, expected_version)
    state = ITEM.next(item.state, action)
    if meeting.state in NUMBERS_FROZEN and item.position:
        raise AgendaClosed
    require_no_parts(item)
    item.state, item.reason, item.position = state, reason, 0
    session().flush()
    close_gaps(item)
    record_item(actor, item, meeting, action, reason=reason)
    return item


def close_gaps(left: AgendaItem) -> None:
    remaining = sa.select(AgendaItem).where(
        AgendaItem.meeting_id == left.meeting_id,
        AgendaItem.state.in_(ON_AGENDA),
        AgendaItem.parent_id.is_(None)
        if left.parent_id is None
        else AgendaItem.parent_id == left.parent_id,
    )
    ordered = session().scalars(remaining.order_by(AgendaItem.position, AgendaItem.id))
    for position, item in enumerate(ordered, 1):
        item.position = position


def _require_parent_on_agenda(item: AgendaItem) -> None:
    parent = session().get(AgendaItem, item.parent_id) if item.parent_id else None
    if parent is not None and parent.state not in ON_AGENDA:
        raise ParentNotOnAgenda(title=parent.title)


def require_no_parts(item: AgendaItem) -> None:
    """An item leaves the agenda after its sub-items, or they would hang on nothing."""
    parts = sa.select(AgendaItem.title).where(
        AgendaItem.parent_id == item.id, AgendaItem.state.in_(ON_AGENDA)
    )
    found = list(session().scalars(parts.order_by(AgendaItem.position)))
    if found:
        raise HasParts(titles=found)


def _require_editable(actor: Actor, state: str, meeting: Meeting) -> None:
    """What is on the agenda is the host's to change, and stands once the notice told of it."""
    if state not in ON_AGENDA:
        return
    if not is_host(actor, meeting):
        raise Forbidden(action=Text("修改已列入议程的议题", "change an item on the agenda"))
    if meeting.state in NUMBERS_FROZEN:
        raise AgendaClosed


def _require_open(meeting: Meeting) -> None:
    if meeting.state not in AGENDA_OPEN:
        raise AgendaClosed


def require_proposer_or_host(
    actor: Actor, item: AgendaItem, meeting: Meeting, *, presenter: bool = False
) -> None:
    """A liaison touches only the own party's items; the host's secretariat all."""
    own = {item.proposer_id, item.presenter_id} if presenter else {item.proposer_id}
    if not (is_host(actor, meeting) or actor.institution_id in own):
        raise Forbidden(action=Text("修改其他单位的议题", "change another party's item"))
