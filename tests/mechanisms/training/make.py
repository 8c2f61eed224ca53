"""Programmes, cohorts and people brought into a state by the commands that lead there.

SC organises; its handler holds the training post as well. CQ and CY nominate.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.training.models import (
    Cohort,
    CourseSession,
    Enrollment,
    QuestionBank,
    TrainingProgram,
)
from coop.mechanisms.training.queries.cohorts import get_cohort
from coop.mechanisms.training.queries.enrollments import get_enrollment
from coop.mechanisms.training.queries.views import CohortView, EnrollmentView
from coop.mechanisms.training.service import (
    banks,
    certificates,
    cohorts,
    nominations,
    programs,
    sessions,
    tests,
)
from tests import clocks, told
from tests.scenes import scene
from tests.world import Team, World

PLANNED, OPENED = "2026-08-17T09:00", "2026-08-18T09:00"
STARTED, TESTED = "2026-09-14T08:00", "2026-09-18T16:00"
CSV_HEAD = "题型,题目,选项A,选项B,选项C,选项D,答案\n"


at, instant = clocks.at, clocks.instant


def admin(world: World, team: Team | None = None) -> Actor:
    """The handler of an institution (SC unless given), who is its training officer too."""
    person = (team or world.sc).handler
    return replace(person, posts=person.posts | {(world.agreement_id, "training_admin")})


def program_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": "金融法治处级干部读书班",
        "kind": "reading",
        "level": "division",
        "aim": "深入学习金融法律法规，提升依法履职能力。",
        "total_hours": 56.0,
    }
    return fields | changes


def cohort_fields(**changes: Any) -> dict[str, Any]:
    """Monday to Friday of one week in September."""
    fields: dict[str, Any] = {
        "starts_on": date(2026, 9, 14),
        "ends_on": date(2026, 9, 18),
        "place": "成都市金融干部培训中心",
        "nominate_until_on": date(2026, 9, 4),
    }
    return fields | changes


def person(name: str = "张某某", **changes: Any) -> dict[str, Any]:
    fields = {"name": name, "job_title": "法规处副处长", "level": "division", "staff_no": ""}
    return fields | changes


def seats(world: World, sc: int = 2, cq: int = 2, cy: int = 1) -> list[dict[str, Any]]:
    counts = ((world.sc, sc), (world.cq, cq), (world.cy, cy))
    return [{"institution_id": team.id, "seats": count} for team, count in counts]


@scene
def program(world: World, **changes: Any) -> TrainingProgram:
    with at(PLANNED):
        return programs.plan_program(
            admin(world), agreement_id=world.agreement_id, **program_fields(**changes)
        )


@scene
def cohort(
    world: World, *, quotas: list[dict[str, Any]] | None = None, of: Any = None, **changes: Any
) -> Cohort:
    """An enrolling cohort of an open programme. of: the programme's changed fields."""
    made = program(world, **(of or {}))
    with at(PLANNED):
        planned = cohorts.add_cohort(
            admin(world), made.id, quotas=quotas or seats(world), **cohort_fields(**changes)
        )
    with at(OPENED):
        programs.open_program(admin(world), made.id, expected_version=made.version)
        return cohorts.open_cohort(admin(world), planned.id, expected_version=planned.version)


def lesson(world: World, cohort_id: UUID, day: int = 14, **changes: Any) -> CourseSession:
    """Three and a half hours in the morning of that day of September."""
    fields: dict[str, Any] = {
        "title": "金融消费者权益保护的司法实践",
        "form": "lecture",
        "starts_at": instant(f"2026-09-{day:02}T08:30"),
        "ends_at": instant(f"2026-09-{day:02}T12:00"),
        "hours": 3.5,
        "teacher": "李某",
    }
    with at(OPENED):
        return sessions.add_session(admin(world), cohort_id, **(fields | changes))


def nominated(
    world: World, cohort_id: UUID, team: Team | None = None, name: str = "张某某", **changes: Any
) -> Enrollment:
    with at(OPENED):
        return nominations.nominate(
            (team or world.cq).liaison, cohort_id, **person(name, **changes)
        )


def admitted(world: World, cohort_id: UUID, *args: Any, **kwargs: Any) -> Enrollment:
    made = nominated(world, cohort_id, *args, **kwargs)
    with at(OPENED):
        return nominations.admit_nominee(admin(world), made.id, expected_version=made.version)


@scene
def started(world: World, names: tuple[str, ...] = ("张某某",), **changes: Any) -> list[Enrollment]:
    """Trainees of CQ in a cohort that has started; changes: of the cohort."""
    quotas = seats(world, cq=len(names))
    made = cohort(world, quotas=quotas, **changes)
    people = [admitted(world, made.id, world.cq, name) for name in names]
    with at(STARTED):
        cohorts.start_cohort(admin(world), made.id, expected_version=version(Cohort, made.id))
    session().rollback()
    session().expire_all()
    return [session().get_one(Enrollment, one.id) for one in people]


def scored(world: World, enrollment: Enrollment, score: int) -> Enrollment:
    action = tests.record_resit if enrollment.state == "failed" else tests.record_score
    with at(TESTED):
        return action(
            admin(world),
            enrollment.id,
            score=score,
            expected_version=version(Enrollment, enrollment.id),
        )


@scene
def certified(world: World, enrollment: Enrollment) -> EnrollmentView:
    passed = scored(world, enrollment, 88)
    with at(TESTED):
        certificates.certify(admin(world), passed.id, expected_version=passed.version)
    return view(world.cq, enrollment.id)


def bank(world: World, rows: str) -> QuestionBank:
    """A bank of SC with the questions of these CSV lines."""
    with at(PLANNED):
        made = banks.add_bank(admin(world), agreement_id=world.agreement_id, title="应知应会")
        checked = banks.check_questions(admin(world), made.id, file=upload(CSV_HEAD + rows))
        banks.apply_import(admin(world), checked.id, expected_version=checked.version)
    return made


def upload(content: str | bytes, name: str = "题目.csv") -> dict[str, str]:
    raw = content.encode() if isinstance(content, str) else content
    return {"filename": name, "content_base64": base64.b64encode(raw).decode()}


def view(team: Team, enrollment_id: UUID) -> EnrollmentView:
    session().rollback()
    session().expire_all()
    return get_enrollment(team.liaison, enrollment_id)


def cohort_view(actor: Actor, cohort_id: UUID) -> CohortView:
    session().rollback()
    session().expire_all()
    return get_cohort(actor, cohort_id)


version = told.version_of


def told_of(subject_id: UUID, cohort_id: UUID | None = None) -> told.Told:
    """cohort_id: under which the events are told that have no subject of their own."""
    found = told.told_of(subject_id)
    if cohort_id is not None and not found.events:
        return told.told_of(cohort_id)._replace(actions=found.actions)
    return found
