"""What forms of programmes, cohorts and sessions start with."""

from __future__ import annotations

from coop.core.doors import values_of
from coop.mechanisms.training.queries import cohorts as reads
from coop.mechanisms.training.queries.views import (
    CohortView,
    CourseSessionView,
    TrainingProgramView,
)
from coop.mechanisms.training.workflow import ABSENT

_PROGRAM_FIELDS = (
    "title", "kind", "level", "aim", "total_hours", "bank_id", "question_count", "test_minutes",
)  # fmt: skip
_COHORT_FIELDS = ("starts_on", "ends_on", "place", "nominate_until_on", "release_at")
_SESSION_FIELDS = ("title", "form", "starts_at", "ends_at", "hours", "teacher", "place")


def program_now(view: TrainingProgramView) -> dict[str, object]:
    return values_of(view, *_PROGRAM_FIELDS)


def new_program(_view: None) -> dict[str, object]:
    return {"question_count": 20, "test_minutes": 60}


def cohort_now(view: CohortView) -> dict[str, object]:
    return values_of(view, *_COHORT_FIELDS)


def parties_without_seats(view: TrainingProgramView) -> dict[str, object]:
    """A row for each party, so that only the numbers are to be written."""
    rows = [{"institution_id": one, "seats": 0} for one in reads.party_ids(view.agreement_id)]
    return {"quotas": rows}


def seats_now(view: CohortView) -> dict[str, object]:
    kept = {one.institution_id: one.seats for one in view.seats}
    listed = [*kept, *(one for one in reads.party_ids(view.agreement_id) if one not in kept)]
    return {"quotas": [{"institution_id": one, "seats": kept.get(one, 0)} for one in listed]}


def scores_now(view: CohortView) -> dict[str, object]:
    """A row for each who is to be tested, so that only the scores are to be written."""
    people = [one.id for one in view.enrollments if {"assess", "resit"} & {*one.allowed_actions}]
    return {"scores": [{"enrollment_id": one, "score": ""} for one in people]}


def session_now(view: CourseSessionView) -> dict[str, object]:
    return values_of(view, *_SESSION_FIELDS)


def attendance_now(view: CourseSessionView) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in view.attendance:
        if one.status != ABSENT:
            listed = found.setdefault(f"{one.status}_ids", [])
            if isinstance(listed, list):
                listed.append(one.enrollment_id)
    return found
