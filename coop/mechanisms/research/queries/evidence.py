"""What research proves: projects taken up, reports handed in, results followed, each in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.core.sql import day_of
from coop.mechanisms.research.models import ResearchProject, ResearchReport
from coop.mechanisms.research.policy import visible_to
from coop.mechanisms.research.workflow import FOLLOW_UP_DEADLINE
from coop.registry import directory
from coop.registry.models import Deadline

_P = ResearchProject


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    """Terminated projects prove nothing and owe nothing."""
    counted = sa.and_(
        _P.agreement_id == agreement_id, visible_to(actor), _P.terminated_at.is_(None)
    )
    yield from _projects(counted, span)
    yield from _reports(counted, span)
    yield from _follow_ups(counted, span, agreement_id)


def _projects(counted: sa.ColumnElement[bool], span: Span) -> Iterator[Evidence]:
    """A proposal made in the span is planned to be approved within it."""
    day = sa.func.coalesce(day_of(_P.approved_at), day_of(_P.created_at), type_=sa.Date())
    query = sa.select(_P.id, _P.title, _P.lead_id, _P.approved_at, day.label("day")).where(
        counted, day.between(span.from_on, span.to_on)
    )
    for row in session().execute(query.order_by(_P.id)):
        done_on = row.day if row.approved_at else None
        yield _told("research_project", row, due_on=done_on or span.to_on, done_on=done_on)


def _reports(counted: sa.ColumnElement[bool], span: Span) -> Iterator[Evidence]:
    newest = sa.and_(ResearchReport.project_id == _P.id, ResearchReport.number == _P.report_version)
    query = (
        sa.select(_P.id, _P.title, _P.lead_id, _P.due_on, ResearchReport.submitted_on)
        .outerjoin(ResearchReport, newest)
        .where(counted, _P.started_at.is_not(None), _P.due_on.between(span.from_on, span.to_on))
    )
    for row in session().execute(query.order_by(_P.due_on, _P.id)):
        yield _told("research_report", row, due_on=row.due_on, done_on=row.submitted_on)


def _follow_ups(
    counted: sa.ColumnElement[bool], span: Span, agreement_id: UUID
) -> Iterator[Evidence]:
    query = (
        sa.select(_P.id, _P.title, Deadline.due_on, Deadline.met_on)
        .join(Deadline, Deadline.subject_id == _P.id)
        .where(
            counted,
            Deadline.kind == FOLLOW_UP_DEADLINE,
            Deadline.due_on.between(span.from_on, span.to_on),
        )
    )
    terms = directory.terms(agreement_id)
    for row in session().execute(query.order_by(Deadline.due_on, _P.id)):
        hosts = (one.institution_id for one in terms if one.from_on <= row.due_on <= one.to_on)
        yield Evidence(
            obligation="research_follow_up",
            title=row.title,
            url=f"/research-projects/{row.id}",
            institution_ids=tuple(hosts),
            due_on=row.due_on,
            done_on=row.met_on,
        )


def _told(obligation: str, row: Any, *, due_on: date, done_on: date | None) -> Evidence:
    return Evidence(
        obligation=obligation,
        title=row.title,
        url=f"/research-projects/{row.id}",
        institution_ids=(row.lead_id,),
        due_on=due_on,
        done_on=done_on,
    )
