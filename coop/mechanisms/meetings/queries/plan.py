"""The yearly plan: who hosts, what the agreement asks of each half-year, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI, Text
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.meetings.queries.rows import Names, names_of
from coop.mechanisms.meetings.workflow import KINDS, MEETING
from coop.registry import directory

_MEETING = Meeting.__table__
_PLENARY, _MECHANISM = "plenary", "joint_meeting"
_IN_HALF_YEAR = {"month": 6, "quarter": 2, "half_year": 1}
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeetingView:
    """One meeting of the year. held_at: None until it is declared held."""

    id: UUID
    title: str
    kind: str
    kind_label: Text
    host_name: str
    starts_at: datetime
    state: str
    state_label: Text
    held_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYearView:
    """A half-year with the plenaries that the clause requires, held and planned.

    is_breach: it is over without them; is_lacking: it isn't over, and they aren't planned yet.
    host_names: the rotating parties 轮值方 of these months.
    """

    half: int
    from_on: date
    to_on: date
    host_names: tuple[str, ...]
    required: int
    held: int
    planned: int
    is_breach: bool
    is_lacking: bool
    meetings: tuple[PlannedMeetingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlanView:
    """The year under one agreement. clause, duty: the article that asks for the meetings."""

    agreement_id: UUID
    year: int
    clause: str | None
    duty: str | None
    next_host_name: str | None
    halves: tuple[HalfYearView, ...]


def meeting_plan(actor: Actor, agreement_id: UUID | None, *, year: int) -> MeetingPlanView:
    """The meetings of a calendar year. Raises NotFound for strangers and absurd years."""
    if agreement_id is None or not actor.sees(agreement_id) or year not in YEARS:
        raise NotFound
    clause = directory.clause(agreement_id, _MECHANISM)
    names = names_of(agreement_id)
    terms = directory.terms(agreement_id)
    meetings = _meetings_of(agreement_id, year, names)
    following = next((one for one in terms if one.from_on > date(year, 12, 31)), None)
    halves = ((1, date(year, 1, 1), date(year, 6, 30)), (2, date(year, 7, 1), date(year, 12, 31)))
    return MeetingPlanView(
        agreement_id=agreement_id,
        year=year,
        clause=clause.article if clause else None,
        duty=clause.duty if clause else None,
        next_host_name=names[following.institution_id] if following else None,
        halves=tuple(
            _half(
                *half,
                hosts=tuple(names[term.institution_id] for term in terms if _touches(term, half)),
                required=_required(agreement_id, half[2]),
                meetings=meetings,
            )
            for half in halves
        ),
    )


def _touches(term: directory.TermRow, half: tuple[int, date, date]) -> bool:
    return term.from_on <= half[2] and term.to_on >= half[1]


def _required(agreement_id: UUID, on: date) -> int:
    """Plenaries per half-year by the clause then in force; none before the agreement.

    What is owed once a year only can't be asked of a half; the clause board tells of it.
    """
    try:
        clause = directory.clause(agreement_id, _MECHANISM, on=on)
    except directory.NoVersion:
        return 0
    owed = (one for one in (clause.obligations if clause else ()) if one.code == _PLENARY)
    return sum(_IN_HALF_YEAR.get(one.every, 0) * (one.times or 0) for one in owed)


def _half(
    half: int,
    from_on: date,
    to_on: date,
    *,
    hosts: tuple[str, ...],
    required: int,
    meetings: list[PlannedMeetingView],
) -> HalfYearView:
    inside = tuple(one for one in meetings if from_on <= _day(one.starts_at) <= to_on)
    plenaries = [one for one in inside if one.kind == _PLENARY]
    held = sum(one.held_at is not None for one in plenaries)
    is_over = clock.today() > to_on
    return HalfYearView(
        half=half,
        from_on=from_on,
        to_on=to_on,
        host_names=hosts,
        required=required,
        held=held,
        planned=len(plenaries) - held,
        is_breach=is_over and held < required,
        is_lacking=not is_over and len(plenaries) < required,
        meetings=inside,
    )


def _meetings_of(agreement_id: UUID, year: int, names: Names) -> list[PlannedMeetingView]:
    """The year's meetings in their order; cancelled ones don't count."""
    start = datetime.combine(date(year, 1, 1), time(), SHANGHAI)
    end = datetime.combine(date(year, 12, 31) + timedelta(days=1), time(), SHANGHAI)
    query = sa.select(_MEETING).where(
        _MEETING.c.agreement_id == agreement_id,
        _MEETING.c.starts_at >= start,
        _MEETING.c.starts_at < end,
        _MEETING.c.cancelled_at.is_(None),
    )
    rows = session().execute(query.order_by(_MEETING.c.starts_at, _MEETING.c.id))
    return [_planned(row, names) for row in rows]


def _planned(row: Any, names: Names) -> PlannedMeetingView:
    return PlannedMeetingView(
        id=row.id,
        title=row.title,
        kind=row.kind,
        kind_label=KINDS[row.kind],
        host_name=names.get(row.host_id, ""),
        starts_at=row.starts_at,
        state=row.state,
        state_label=MEETING.states[row.state],
        held_at=row.held_at,
    )


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
