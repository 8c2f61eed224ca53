"""What a trainee sees by the personal link, and who enters a code at a session's door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.mechanisms.training.models import (
    Attempt,
    Cohort,
    CourseSession,
    Enrollment,
    Question,
    TrainingProgram,
)
from coop.mechanisms.training.policy import trainee
from coop.mechanisms.training.queries.enrollments import get_enrollment
from coop.mechanisms.training.queries.paper_views import QuestionView
from coop.mechanisms.training.queries.views import EnrollmentView
from coop.mechanisms.training.workflow import QUESTION_KINDS, TAKING_PART


class WrongCode(RuleViolation):
    code = "sign_in_code_unknown"
    text = Text("没有这个签到码，请核对。", "There is no such code; check it.")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a running test, without its answers. given: the letters saved so far."""

    id: UUID
    view: QuestionView
    is_multiple: bool
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunningTest:
    """seconds_left: until the server takes no more answers."""

    number: int
    closes_at: datetime
    seconds_left: int
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class TraineeDesk:
    """Everything the personal page shows."""

    actor: Actor
    view: EnrollmentView
    sessions: tuple[CourseSession, ...]
    test: RunningTest | None
    test_minutes: int
    question_count: int
    has_test: bool
    has_given_feedback: bool


def agreement_of_trainee(enrollment_id: UUID) -> UUID:
    """Under which agreement the link was given. Raises NotFound."""
    found = session().get(Enrollment, enrollment_id)
    if found is None:
        raise NotFound
    return found.agreement_id


def agreement_of_session(session_id: UUID) -> UUID:
    """As agreement_of_trainee, for the link shown in the room."""
    query = sa.select(Cohort.agreement_id).join(CourseSession, CourseSession.cohort_id == Cohort.id)
    found = session().scalar(query.where(CourseSession.id == session_id))
    if found is None:
        raise NotFound
    return found


def trainee_desk(enrollment_id: UUID) -> TraineeDesk:
    """The page of one trainee; the door has checked the link. Raises NotFound."""
    enrollment = session().get(Enrollment, enrollment_id)
    if enrollment is None:
        raise NotFound
    cohort = session().get_one(Cohort, enrollment.cohort_id)
    program = session().get_one(TrainingProgram, cohort.program_id)
    lessons = sa.select(CourseSession).where(CourseSession.cohort_id == cohort.id)
    actor = trainee(enrollment)
    return TraineeDesk(
        actor=actor,
        view=get_enrollment(actor, enrollment_id),
        sessions=tuple(session().scalars(lessons.order_by(CourseSession.starts_at))),
        test=_running(enrollment_id),
        test_minutes=program.test_minutes,
        question_count=program.question_count,
        has_test=program.bank_id is not None,
        has_given_feedback=enrollment.has_given_feedback,
    )


def session_title(session_id: UUID) -> str:
    """What the sign-in page is headed with. Raises NotFound."""
    found = session().get(CourseSession, session_id)
    if found is None:
        raise NotFound
    return found.title


def trainee_at_door(session_id: UUID, code: str) -> Actor:
    """Whose code this is among the session's trainees. Raises WrongCode."""
    query = (
        sa.select(Enrollment)
        .join(CourseSession, CourseSession.cohort_id == Enrollment.cohort_id)
        .where(
            CourseSession.id == session_id,
            Enrollment.sign_in_code == code.strip().lower(),
            Enrollment.state.in_(TAKING_PART),
        )
    )
    found = session().scalar(query)
    if found is None:
        raise WrongCode
    return trainee(found)


def _running(enrollment_id: UUID) -> RunningTest | None:
    query = sa.select(Attempt).where(
        Attempt.enrollment_id == enrollment_id, Attempt.submitted_at.is_(None)
    )
    attempt = session().scalar(query)
    if attempt is None or attempt.closes_at is None or clock.now() > attempt.closes_at:
        return None
    ids = [UUID(one) for one in attempt.question_ids]
    asked = sa.select(Question).where(Question.id.in_(ids)).order_by(Question.number)
    return RunningTest(
        number=attempt.number,
        closes_at=attempt.closes_at,
        seconds_left=int((attempt.closes_at - clock.now()).total_seconds()),
        questions=tuple(
            _asked(number, one, attempt) for number, one in enumerate(session().scalars(asked), 1)
        ),
    )


def _asked(number: int, one: Question, attempt: Attempt) -> AskedQuestion:
    return AskedQuestion(
        id=one.id,
        view=QuestionView(
            number=number,
            kind_label=QUESTION_KINDS[one.kind],
            text=one.text,
            options=tuple(one.options),
            answers=(),
        ),
        is_multiple=one.kind == "multiple",
        given=tuple(attempt.answers.get(str(one.id), ())),
    )
