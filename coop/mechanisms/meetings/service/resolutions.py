"""Resolutions 议定事项:

recorded per item, with each party's stance; numbered when the minutes are issued.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, session, step
from coop.core.errors import FieldProblem, Invalid, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Meeting,
    Minutes,
    Resolution,
    ResolutionNumber,
    ResolutionStance,
    in_agenda_order,
)
from coop.mechanisms.meetings.policy import holds, reads_record
from coop.mechanisms.meetings.service import quorum
from coop.mechanisms.meetings.service.loading import (
    Part,
    day_of,
    part_and_meeting,
    record_resolution,
    require_party,
)
from coop.mechanisms.meetings.workflow import DISCUSSED, MEETING, RESOLUTION_KINDS, TEXT_OPEN

# What binds somebody needs the quorum of its item; what is only noted does not.
BINDING = ("decided", "assigned", "approved_in_principle")


class TextClosed(RuleViolation):
    code = "text_closed"
    text = Text("纪要已进入会签，议定事项不能再改。", "The minutes are with the signers.")


@command
def add_resolution(  # noqa: PLR0913  # the facts of a resolution
    actor: Actor,
    item_id: UUID,
    *,
    kind: str,
    text: str,
    lead_id: UUID | None = None,
    co_ids: list[UUID] | None = None,
    due_on: date | None = None,
    effective_on: date | None = None,
    stances: list[dict[str, Any]] | None = None,
) -> Resolution:
    """Record what the meeting resolved on an item."""
    item, meeting = _part_for(actor, AgendaItem, item_id)
    MEETING.next(meeting.state, "resolve")
    _check_parties(meeting, lead_id, co_ids or [])
    _check_due(meeting, due_on)
    if kind in BINDING:
        quorum.require(meeting, item_id=item.id)
    resolution = Resolution(
        agreement_id=meeting.agreement_id,
        meeting_id=meeting.id,
        item_id=item.id,
        position=_next_position(item.id),
        kind=kind,
        text=text,
        lead_id=lead_id,
        co_ids=[str(one) for one in co_ids or []],
        due_on=due_on,
        effective_on=effective_on,
    )
    session().add(resolution)
    session().flush()
    _replace_stances(meeting, resolution, stances or [])
    record_resolution(actor, resolution, "add", kind=kind, text=text)
    return resolution


@command
def edit_resolution(
    actor: Actor, resolution_id: UUID, *, expected_version: int, **facts: Any
) -> Resolution:
    """Mend a resolution until the minutes go to the signers."""
    resolution, meeting = _part_for(actor, Resolution, resolution_id)
    check_version(resolution, expected_version)
    _require_text_open(meeting)
    if facts.get("kind") in BINDING and resolution.kind not in BINDING:
        quorum.require(meeting, item_id=resolution.item_id)
    stances = facts.pop("stances", None)
    if "co_ids" in facts:
        facts["co_ids"] = [str(one) for one in facts["co_ids"] or []]
    lead_id = facts.get("lead_id", resolution.lead_id)
    co_ids = facts.get("co_ids", resolution.co_ids)
    _check_parties(meeting, lead_id, [UUID(one) for one in co_ids])
    _check_due(meeting, facts.get("due_on"))
    changes = {
        name: (getattr(resolution, name), value)
        for name, value in facts.items()
        if value != getattr(resolution, name)
    }
    for name, (_before, after) in changes.items():
        setattr(resolution, name, after)
    if stances is not None:
        _replace_stances(meeting, resolution, stances)
    record_resolution(actor, resolution, "edit", **changes)
    return resolution


@command
def remove_resolution(
    actor: Actor, resolution_id: UUID, *, expected_version: int, reason: str
) -> AgendaItem:
    """Take back a resolution recorded by mistake, while the meeting is being recorded."""
    resolution, meeting = _part_for(actor, Resolution, resolution_id)
    check_version(resolution, expected_version)
    _require_text_open(meeting)
    record_resolution(actor, resolution, "remove", text=resolution.text, reason=reason)
    session().delete(resolution)
    item = session().get(AgendaItem, resolution.item_id)
    if item is None:
        raise NotFound
    return item


# --------------------------------------------------------------------------- steps for the minutes


@step
def of_meeting(meeting_id: UUID) -> list[Resolution]:
    """Resolutions in the order of agenda and record."""
    query = (
        sa.select(Resolution)
        .join(AgendaItem, AgendaItem.id == Resolution.item_id)
        .where(Resolution.meeting_id == meeting_id)
    )
    ordered = in_agenda_order(query).order_by(Resolution.position, Resolution.id)
    return list(session().scalars(ordered))


@step
def require_complete(meeting_id: UUID) -> None:
    """What creates work must say who and by when. Raises Invalid naming each resolution.

    会议议定 needs lead and due date; 会议明确 needs its lead.
    """
    problems = []
    for number, one in enumerate(of_meeting(meeting_id)):
        if one.kind in {"decided", "assigned"} and one.lead_id is None:
            problems.append(_missing(number, "lead_id", one))
        if one.kind == "decided" and one.due_on is None:
            problems.append(_missing(number, "due_on", one))
    if problems:
        raise Invalid(*problems)


@step
def number_all(meeting: Meeting, year: int) -> list[Resolution]:
    """Give every resolution its place in the year's register: no gap, no reuse."""
    found = of_meeting(meeting.id)
    register = _register(meeting.agreement_id, year)
    for one in found:
        one.year, one.serial = year, register.next_serial
        register.next_serial += 1
    session().flush()
    return found


# --------------------------------------------------------------------------- parts


def _part_for(actor: Actor, model: type[Part], part_id: UUID) -> tuple[Part, Meeting]:
    part, meeting = part_and_meeting(model, part_id)
    if not actor.sees(meeting.agreement_id) or not reads_record(actor, meeting.id):
        raise NotFound
    require(actor, MEETING, "resolve", meeting, holds)
    return part, meeting


def _register(agreement_id: UUID, year: int) -> ResolutionNumber:
    """The year's register, made when first needed; its lock is the queue of parallel issues."""
    key = {"agreement_id": agreement_id, "year": year}
    engine = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    session().execute(
        engine.insert(ResolutionNumber).values(next_serial=1, **key).on_conflict_do_nothing()
    )
    return session().get_one(ResolutionNumber, key, with_for_update=True, populate_existing=True)


def _require_text_open(meeting: Meeting) -> None:
    state = session().scalar(sa.select(Minutes.state).where(Minutes.meeting_id == meeting.id))
    if meeting.state not in DISCUSSED or (state is not None and state not in TEXT_OPEN):
        raise TextClosed


def _check_parties(meeting: Meeting, lead_id: UUID | None, co_ids: list[UUID]) -> None:
    require_party(meeting.agreement_id, lead_id, "lead_id")
    for number, one in enumerate(co_ids):
        require_party(meeting.agreement_id, one, f"co_ids/{number}")
    if lead_id is not None and lead_id in co_ids:
        words = Text("牵头单位不能同时是配合单位。", "The lead can't also assist.")
        raise invalid("co_ids", "lead_repeated", words)


def _check_due(meeting: Meeting, due_on: date | None) -> None:
    if due_on is not None and due_on < day_of(meeting):
        words = Text("完成时限不能早于会议日期。", "The due day is not before the meeting.")
        raise invalid("due_on", "before_the_meeting", words)


def _next_position(item_id: UUID) -> int:
    last = sa.select(sa.func.max(Resolution.position)).where(Resolution.item_id == item_id)
    return (session().scalar(last) or 0) + 1


def _replace_stances(
    meeting: Meeting, resolution: Resolution, stances: list[dict[str, Any]]
) -> None:
    session().execute(
        sa.delete(ResolutionStance).where(ResolutionStance.resolution_id == resolution.id)
    )
    for number, one in enumerate(stances):
        require_party(
            meeting.agreement_id, one["institution_id"], f"stances/{number}/institution_id"
        )
        session().add(ResolutionStance(resolution_id=resolution.id, recorded_at=clock.now(), **one))
    session().flush()


def _missing(number: int, name: str, resolution: Resolution) -> FieldProblem:
    words = {
        "lead_id": Text("“{text}”须明确牵头单位。", "“{text}” needs a lead institution."),
        "due_on": Text("“{text}”须明确完成时限。", "“{text}” needs a due date."),
    }[name]
    kind = RESOLUTION_KINDS[resolution.kind]
    told = words.with_facts(text=f"{kind.zh}：{resolution.text[:30]}")
    code = f"{name.removesuffix('_id')}_missing"
    return FieldProblem(f"/resolutions/{number}/{name}", code, told)
