"""The yearly plan: who hosts, what the agreement asks of each half-year, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI, Text
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.meetings.queries.meetings import names_of
from coop.mechanisms.meetings.workflow import DISCUSSED, KINDS, MEETING, MEETING_ASIDE
from coop.registry import directory

_MEETING = Meeting.__table__
_HALVES = ((1, 1, 7), (2, 7, 13))
_MARGIN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeetingView:
    """One meeting of the year, cancelled ones left out."""

    id: UUID
    title: str
    kind: str
    kind_label: Text
    host_name: str
    starts_at: datetime
    state: str
    state_label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYearView:
    """required: plenaries that the clause asks for. is_breach: the half-year is over without them.

    host_names: the rotating party or parties 轮值方 of these months.
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
    """The year under one agreement. clause: the article that asks for the meetings."""

    agreement_id: UUID
    year: int
    clause: str | None
    duty: str | None
    next_host_name: str | None
    halves: tuple[HalfYearView, ...]


def meeting_plan(actor: Actor, agreement_id: UUID | None, *, year: int) -> MeetingPlanView:
    """Raises NotFound for strangers and for years no calendar knows."""
    if agreement_id is None or not actor.sees(agreement_id) or not date.min.year < year < _LAST:
        raise NotFound
    found = directory.clause(agreement_id, "joint_meeting")
    names = names_of(agreement_id)
    terms = directory.terms(agreement_id)
    meetings = _meetings_of(agreement_id, year, names)
    required = directory.settings(agreement_id).plenary_per_half_year
    after = (one for one in terms if one.from_on > date(year, 12, 31))
    following = next(after, None)
    return MeetingPlanView(
        agreement_id=agreement_id,
        year=year,
        clause=found.article if found else None,
        duty=found.duty if found else None,
        next_host_name=names[following.institution_id] if following else None,
        halves=tuple(
            _half(half, date(year, first, 1), _day_before(year, after_month), required, meetings)
            for half, first, after_month in _HALVES
        ),
    )
