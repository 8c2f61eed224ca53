"""学时台账: hours attended per person, institution and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.figures import instants
from coop.core.language import Text
from coop.documents.spreadsheets import XLSX
from coop.mechanisms.training import printing
from coop.mechanisms.training.models import (
    Cohort,
    CourseSession,
    Enrollment,
    SessionAttendance,
    TrainingProgram,
)
from coop.mechanisms.training.policy import visible_enrollments
from coop.mechanisms.training.workflow import LATE, LEFT_EARLY, PRESENT
from coop.registry import directory

BASIS = Text(
    "学时＝签到（含迟到、早退）的课程学时之和，按上课日期归年度",
    "Hours = of the sessions attended, late or left early included, by the day of the session",
)
_ATTENDED = (PRESENT, LATE, LEFT_EARLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHoursView:
    """One person's hours of the year, over all cohorts. staff_no tells namesakes apart."""

    institution_id: UUID
    institution_name: str
    name: str
    job_title: str
    staff_no: str
    hours: float
    cohorts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionHoursView:
    institution_id: UUID
    institution_name: str
    person_count: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLedgerView:
    """Of the people whom the caller may know."""

    agreement_id: UUID
    year: int
    computed_at: datetime
    basis: Text
    people: tuple[PersonHoursView, ...]
    institutions: tuple[InstitutionHoursView, ...]


def hours_ledger(actor: Actor, *, agreement_id: UUID, year: int) -> HoursLedgerView:
    """Raises NotFound for strangers."""
    if not actor.sees(agreement_id):
        raise NotFound
    names = directory.short_names(agreement_id)
    people = tuple(_people(actor, agreement_id, year, names))
    return HoursLedgerView(
        agreement_id=agreement_id,
        year=year,
        computed_at=clock.now(),
        basis=BASIS,
        people=people,
        institutions=tuple(_sum(one, names[one], people) for one in _order(agreement_id, people)),
    )


def hours_csv(actor: Actor, *, bom: bool = False, **asked: Any) -> Download:
    """bom: begin with a byte order mark, which spreadsheet programs need for Chinese."""
    ledger = hours_ledger(actor, **asked)
    content = printing.hours_csv(_rows(ledger), bom=bom)
    return Download(f"联合培训学时台账{ledger.year}.csv", "text/csv", content)


def hours_xlsx(actor: Actor, **asked: Any) -> Download:
    ledger = hours_ledger(actor, **asked)
    content = printing.hours_xlsx(_rows(ledger), ledger.year)
    return Download(f"联合培训学时台账{ledger.year}.xlsx", XLSX, content)


def _rows(ledger: HoursLedgerView) -> list[tuple[str | float, ...]]:
    return [
        (
            one.institution_name,
            one.name,
            one.job_title,
            one.staff_no,
            ledger.year,
            one.hours,
            "；".join(one.cohorts),
        )
        for one in ledger.people
    ]


def _people(
    actor: Actor, agreement_id: UUID, year: int, names: dict[UUID, str]
) -> list[PersonHoursView]:
    found: dict[tuple[UUID, str, str], list[Any]] = {}
    for row in session().execute(_attended(actor, agreement_id, year)):
        found.setdefault((row.institution_id, row.name, row.staff_no), []).append(row)
    return [
        PersonHoursView(
            institution_id=rows[0].institution_id,
            institution_name=names.get(rows[0].institution_id, ""),
            name=rows[0].name,
            job_title=rows[-1].job_title,
            staff_no=rows[0].staff_no,
            hours=sum(row.hours for row in rows),
            cohorts=tuple(f"{row.title}第{row.ordinal}期（{row.hours:g}学时）" for row in rows),
        )
        for rows in found.values()
    ]


def _attended(actor: Actor, agreement_id: UUID, year: int) -> sa.Select[Any]:
    """One row per person and cohort."""
    first, after = instants(date(year, 1, 1), date(year, 12, 31))
    kept: tuple[Any, ...] = (
        Enrollment.institution_id,
        Enrollment.name,
        Enrollment.job_title,
        Enrollment.staff_no,
        TrainingProgram.title,
        Cohort.ordinal,
        Cohort.starts_on,
    )
    return (
        sa.select(*kept, sa.func.sum(CourseSession.hours).label("hours"))
        .select_from(SessionAttendance)
        .join(CourseSession, CourseSession.id == SessionAttendance.session_id)
        .join(Enrollment, Enrollment.id == SessionAttendance.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(TrainingProgram, TrainingProgram.id == Cohort.program_id)
        .where(
            visible_enrollments(actor),
            Enrollment.agreement_id == agreement_id,
            SessionAttendance.status.in_(_ATTENDED),
            CourseSession.starts_at >= first,
            CourseSession.starts_at < after,
        )
        .group_by(Enrollment.id, *kept)
        .order_by(Enrollment.institution_id, Enrollment.name, Cohort.starts_on, Enrollment.id)
    )


def _order(agreement_id: UUID, people: tuple[PersonHoursView, ...]) -> list[UUID]:
    """Institutions with hours, in party order; former parties last."""
    with_hours = {one.institution_id for one in people}
    members = [one for one in directory.institution_ids(agreement_id) if one in with_hours]
    return members + sorted(with_hours - set(members))


def _sum(
    institution_id: UUID, name: str, people: tuple[PersonHoursView, ...]
) -> InstitutionHoursView:
    own = [one for one in people if one.institution_id == institution_id]
    return InstitutionHoursView(
        institution_id=institution_id,
        institution_name=name,
        person_count=len(own),
        hours=sum(one.hours for one in own),
    )
