"""Reads of programmes and cohorts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.training.models import Cohort, CohortSeats, Enrollment, TrainingProgram
from coop.mechanisms.training.policy import Standing, holds, is_admin, visible_programs
from coop.mechanisms.training.queries import batches, enrollments, feedback, sessions
from coop.mechanisms.training.queries.views import (
    CohortSeatsView,
    CohortSummaryView,
    CohortView,
    TrainingProgramView,
)
from coop.mechanisms.training.workflow import (
    COHORT,
    ENROLLMENT,
    PROGRAM,
    PROGRAM_KINDS,
    PROGRAM_LEVELS,
    SEATED,
    TAKING_PART,
    WAITING,
)
from coop.registry import directory

_PROGRAM_COLUMNS: tuple[Any, ...] = tuple(
    one for one in TrainingProgram.__table__.columns if one.name != "created_at"
)
_OF_PROGRAM: tuple[Any, ...] = (
    TrainingProgram.organiser_id,
    TrainingProgram.title.label("program_title"),
    TrainingProgram.state.label("program_state"),
    TrainingProgram.level,
    TrainingProgram.aim,
    TrainingProgram.total_hours,
)
_COHORT_COLUMNS: tuple[Any, ...] = (
    *(one for one in Cohort.__table__.columns if one.name not in {"created_at", "started_at"}),
    *_OF_PROGRAM,
)
_BRIEF = (
    "id",
    "version",
    "state",
    "agreement_id",
    "program_id",
    "ordinal",
    "organiser_id",
    "starts_on",
    "ends_on",
    "place",
    "nominate_until_on",
)
# By institution: rows of _counts.
_Counts = dict[UUID, Any]
# Acts of the cohort's table that are done on its sessions.
_ON_SESSIONS = frozenset({"edit_session", "record_attendance"})


def get_program(actor: Actor, program_id: UUID) -> TrainingProgramView:
    """Raises NotFound for strangers, and for a planned one of another institution."""
    rows = session().execute(_programs(actor).where(TrainingProgram.id == program_id)).all()
    if not rows:
        raise NotFound
    return _program_views(actor, rows)[0]


def list_programs(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[TrainingProgramView]:
    """Newest first. wanted: agreement_id, state, organiser_id."""
    query = _programs(actor).order_by(TrainingProgram.id.desc())
    for name, value in wanted.items():
        query = query.where(getattr(TrainingProgram, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_program_views(actor, page.items), page.next)


def get_cohort(actor: Actor, cohort_id: UUID) -> CohortView:
    """Raises NotFound where the programme does not exist for the actor."""
    row = session().execute(_cohorts(actor).where(Cohort.id == cohort_id)).first()
    if row is None:
        raise NotFound
    return _cohort_view(actor, row)


def list_cohorts(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[CohortSummaryView]:
    """The latest start first. wanted: agreement_id, state, program_id."""
    query = _cohorts(actor).order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    for name, value in wanted.items():
        query = query.where(getattr(Cohort, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(cohort_summaries(actor, page.items), page.next)


def party_ids(agreement_id: UUID) -> tuple[UUID, ...]:
    """Members of today, as a form lists them."""
    return directory.institution_ids(agreement_id)


def cohort_summaries(actor: Actor, rows: Sequence[Any]) -> tuple[CohortSummaryView, ...]:
    ids = [row.id for row in rows]
    seats, counts = _sums(ids), _counts(ids)
    names = _names({row.agreement_id for row in rows})
    return tuple(
        CohortSummaryView(
            **_brief(actor, row, names, counts.get(row.id, {})),
            seat_count=sum(seats.get(row.id, {}).values()),
            taken_count=sum(one.seated for one in counts.get(row.id, {}).values()),
        )
        for row in rows
    )


def _programs(actor: Actor) -> sa.Select[Any]:
    return sa.select(*_PROGRAM_COLUMNS).where(visible_programs(actor))


def _cohorts(actor: Actor) -> sa.Select[Any]:
    joined = sa.select(*_COHORT_COLUMNS).join(
        TrainingProgram, TrainingProgram.id == Cohort.program_id
    )
    return joined.where(visible_programs(actor))


def _program_views(actor: Actor, rows: Sequence[Any]) -> tuple[TrainingProgramView, ...]:
    query = _cohorts(actor).where(Cohort.program_id.in_([row.id for row in rows]))
    cohorts: dict[UUID, list[CohortSummaryView]] = {}
    found = session().execute(query.order_by(Cohort.program_id, Cohort.ordinal)).all()
    for one in cohort_summaries(actor, found):
        cohorts.setdefault(one.program_id, []).append(one)
    names = _names({row.agreement_id for row in rows})
    return tuple(
        _program_view(actor, row, names.get(row.organiser_id, ""), cohorts.get(row.id, ()))
        for row in rows
    )


def _program_view(
    actor: Actor, row: Any, organiser_name: str, cohorts: Sequence[CohortSummaryView]
) -> TrainingProgramView:
    standing = Standing(row.agreement_id, row.organiser_id)
    knows_bank = actor.institution_id == row.organiser_id and is_admin(actor, row.agreement_id)
    values = {**row._mapping, "bank_id": row.bank_id if knows_bank else None}
    return TrainingProgramView(
        **values,
        state_label=PROGRAM.states[row.state],
        allowed_actions=policy.allowed(actor, PROGRAM, row.state, standing, holds),
        organiser_name=organiser_name,
        kind_label=PROGRAM_KINDS[row.kind],
        level_label=PROGRAM_LEVELS[row.level],
        cohorts=tuple(cohorts),
    )


def _names(agreement_ids: set[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for one in agreement_ids:
        found |= directory.short_names(one)
    return found


def _brief(actor: Actor, row: Any, names: dict[UUID, str], counts: _Counts) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _BRIEF},
        "state_label": COHORT.states[row.state],
        "allowed_actions": _allowed(actor, row, counts),
        "title": f"{row.program_title}第{row.ordinal}期",
        "organiser_name": names.get(row.organiser_id, ""),
        "level_label": PROGRAM_LEVELS[row.level],
    }


def _allowed(actor: Actor, row: Any, counts: _Counts) -> tuple[str, ...]:
    standing = Standing(row.agreement_id, row.organiser_id)
    granted = policy.allowed(actor, COHORT, row.state, standing, holds)
    fits = {
        "open": row.program_state in PROGRAM.sources("start") | PROGRAM.sources("finish"),
        "nominate": clock.today() <= row.nominate_until_on,
        "admit_all": any(one.nominated for one in counts.values()),
        "record_scores": any(one.untested for one in counts.values()),
        "certify_all": any(one.passed for one in counts.values()),
        "print_certificates": any(one.certified for one in counts.values()),
        "release_seats": row.released_at is None,
        "finish": clock.today() >= row.ends_on,
    }
    return tuple(one for one in granted if fits.get(one, True) and one not in _ON_SESSIONS)


def _cohort_view(actor: Actor, row: Any) -> CohortView:
    counts = _counts([row.id]).get(row.id, {})
    seats = _seats(row, counts)
    lessons = sessions.sessions_of(actor, row)
    kept = {
        name: row._mapping[name]
        for name in (
            "program_title", "aim", "total_hours", "release_at", "released_at", "opened_at",
            "rule_version_id", "pass_mark", "resit_count", "leave_divisor", "notice_document_id",
            "reason",
        )
    }  # fmt: skip
    is_organiser = actor.is_system or actor.institution_id == row.organiser_id
    return CohortView(
        **_brief(actor, row, _names({row.agreement_id}), counts),
        **kept,
        seat_count=sum(one.seats for one in seats),
        taken_count=sum(one.taken for one in seats),
        planned_hours=sum(one.hours for one in lessons),
        seats=seats,
        sessions=lessons,
        enrollments=enrollments.enrollments_of(actor, row.id),
        feedback=feedback.results(row.id, with_comments=is_organiser),
        batches=batches.batches_of(row) if is_organiser else (),
    )


def _seats(row: Any, counts: _Counts) -> tuple[CohortSeatsView, ...]:
    """Of the parties in their order; former ones with seats follow."""
    names = directory.short_names(row.agreement_id)
    seats = _sums([row.id]).get(row.id, {})
    order = [one for one in directory.institution_ids(row.agreement_id) if one in seats]
    order += [one for one in {**seats, **counts} if one not in order]
    return tuple(
        CohortSeatsView(
            institution_id=one,
            institution_name=names.get(one, ""),
            seats=seats.get(one, 0),
            taken=counts[one].seated if one in counts else 0,
            waiting_count=counts[one].waiting if one in counts else 0,
        )
        for one in order
    )


def _sums(ids: Sequence[UUID]) -> dict[UUID, dict[UUID, int]]:
    """Seats by cohort and institution."""
    found: dict[UUID, dict[UUID, int]] = {}
    query = sa.select(CohortSeats.cohort_id, CohortSeats.institution_id, CohortSeats.seats)
    for row in session().execute(query.where(CohortSeats.cohort_id.in_(ids))):
        found.setdefault(row.cohort_id, {})[row.institution_id] = row.seats
    return found


def _counts(ids: Sequence[UUID]) -> dict[UUID, _Counts]:
    """How many people stand where, by cohort and institution."""

    def standing(states: Collection[str]) -> sa.ColumnElement[int]:
        return sa.func.count().filter(Enrollment.state.in_(sorted(states)))

    to_be_tested = ENROLLMENT.sources("assess") | ENROLLMENT.sources("resit")
    query = (
        sa.select(
            Enrollment.cohort_id,
            Enrollment.institution_id,
            standing(SEATED | TAKING_PART).label("seated"),
            standing(WAITING).label("waiting"),
            standing({ENROLLMENT.initial}).label("nominated"),
            standing(to_be_tested).label("untested"),
            standing(ENROLLMENT.sources("certify")).label("passed"),
            standing({"certified"}).label("certified"),
        )
        .where(Enrollment.cohort_id.in_(ids))
        .group_by(Enrollment.cohort_id, Enrollment.institution_id)
    )
    found: dict[UUID, _Counts] = {}
    for row in session().execute(query):
        found.setdefault(row.cohort_id, {})[row.institution_id] = row
    return found
