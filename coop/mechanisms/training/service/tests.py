"""The test 应知应会: attempts timed by the server, scored at once; one resit by the rules kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.training.models import (
    Attempt,
    Cohort,
    Enrollment,
    Question,
    TrainingProgram,
)
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.workflow import ENROLLMENT

TO_BE_TESTED = ENROLLMENT.sources("assess") | ENROLLMENT.sources("resit")


class ResitUsed(RuleViolation):
    code = "resit_used"
    text = Text(
        "补考机会已用完（规则：可补考{count}次）。", "No resit is left (the rules allow {count})."
    )


class NoQuestions(RuleViolation):
    code = "no_questions"
    text = Text("本班没有在线试题，请联系主办单位。", "There is no test online; ask the organiser.")


class AttemptRunning(RuleViolation):
    code = "test_running"
    text = Text("测试正在进行，{at}截止。", "The test is running until {at}.")


class AttemptOver(RuleViolation):
    code = "test_over"
    text = Text("测试已于{at}截止，之后的作答无效。", "The test ended at {at}.")


class NoAttempt(RuleViolation):
    code = "no_test_running"
    text = Text("没有正在进行的测试。", "No test is running.")


@command
def record_score(
    actor: Actor, enrollment_id: UUID, *, score: int, expected_version: int
) -> Enrollment:
    """The score of a test on paper, 0 to 100; passed at the cohort's pass mark."""
    return _record_paper(actor, enrollment_id, "assess", (score, expected_version))


@command
def record_resit(
    actor: Actor, enrollment_id: UUID, *, score: int, expected_version: int
) -> Enrollment:
    """The score of the resit. Raises ResitUsed when the rules allow no further one."""
    return _record_paper(actor, enrollment_id, "resit", (score, expected_version))


@command
def record_scores(
    actor: Actor,
    cohort_id: UUID,
    *,
    scores: Sequence[Mapping[str, Any]],
    expected_version: int,
) -> Cohort:
    """Scores of many, each as record_score or, after a first failure, as record_resit: all or none.

    scores: enrollment_id, score. Raises Invalid (not a trainee who is to be tested, or twice).
    """
    cohort, program = guard.admit_cohort(actor, cohort_id, "record_scores", expected_version)
    seen: set[UUID] = set()
    for number, one in enumerate(scores):
        found = session().get(Enrollment, one["enrollment_id"])
        where = f"scores/{number}/enrollment_id"
        if found is None or found.cohort_id != cohort.id or found.state not in TO_BE_TESTED:
            words = Text("不是待测试的学员。", "Not a trainee who is to be tested.")
            raise invalid(where, "not_to_be_tested", words)
        if found.id in seen:
            raise invalid(where, "repeated", Text("学员重复。", "Name each trainee once."))
        seen.add(found.id)
        _write_paper(actor, found, cohort, program, one["score"])
    touch(cohort)
    guard.record_cohort(actor, cohort, program, "record_scores", scores=len(seen))
    return cohort


@command
def begin_test(actor: Actor, enrollment_id: UUID) -> Attempt:
    """Draw questions and start the clock. actor: the trainee. Raises NoQuestions, ResitUsed,
    AttemptRunning.
    """
    enrollment, cohort, program = guard.admit_enrollment(actor, enrollment_id, "begin_test")
    running = running_attempt(enrollment.id)
    if running is not None:
        raise AttemptRunning(at=running.closes_at)
    number = _next_attempt(enrollment, cohort)
    chosen = _draw(program)
    attempt = Attempt(
        enrollment_id=enrollment.id,
        number=number,
        question_ids=[str(one) for one in chosen],
        answers={},
        started_at=clock.now(),
        closes_at=clock.now() + timedelta(minutes=program.test_minutes),
        pass_mark=cohort.pass_mark or 0,
    )
    session().add(attempt)
    session().flush()
    guard.record_enrollment(actor, enrollment, program, "begin_test", attempt=number)
    return attempt


@command
def save_answers(
    actor: Actor, enrollment_id: UUID, *, answers: Mapping[str, Sequence[str]]
) -> Attempt:
    """Keep what is answered so far; it counts if the time runs out. Raises AttemptOver."""
    _enrollment, attempt, _program = _running(actor, enrollment_id)
    attempt.answers = _clean(attempt, answers)
    return attempt


@command
def submit_answers(
    actor: Actor, enrollment_id: UUID, *, answers: Mapping[str, Sequence[str]]
) -> Attempt:
    """Score the answers. Raises AttemptOver after the last moment: what was saved counts then."""
    enrollment, attempt, program = _running(actor, enrollment_id)
    attempt.answers = _clean(attempt, answers)
    _close(actor, attempt, enrollment, program)
    return attempt


@command
def close_attempt(actor: Actor, attempt_id: UUID) -> Attempt:
    """Score what was saved when the time is over. Part of a job; nothing to do the second time."""
    known = session().get(Attempt, attempt_id)
    if known is None:
        raise NotFound
    enrollment = session().get_one(Enrollment, known.enrollment_id)
    action = _action(known)
    enrollment, _cohort, program = guard.admit_enrollment(actor, enrollment.id, action)
    session().refresh(known)
    is_over = known.closes_at is not None and clock.now() > known.closes_at
    if known.submitted_at is None and is_over:
        _close(actor, known, enrollment, program)
    return known


# --------------------------------------------------------------------------- parts


def running_attempt(enrollment_id: UUID) -> Attempt | None:
    query = sa.select(Attempt).where(
        Attempt.enrollment_id == enrollment_id, Attempt.submitted_at.is_(None)
    )
    return session().scalar(query)


def attempts_of(enrollment_id: UUID) -> list[Attempt]:
    query = sa.select(Attempt).where(Attempt.enrollment_id == enrollment_id)
    return list(session().scalars(query.order_by(Attempt.number)))


def _record_paper(
    actor: Actor, enrollment_id: UUID, action: str, about: tuple[int, int]
) -> Enrollment:
    """about: score, expected version."""
    score, expected_version = about
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, action, expected_version
    )
    _write_paper(actor, enrollment, cohort, program, score)
    return enrollment


def _write_paper(
    actor: Actor, enrollment: Enrollment, cohort: Cohort, program: TrainingProgram, score: int
) -> None:
    running = running_attempt(enrollment.id)
    if running is not None:
        raise AttemptRunning(at=running.closes_at)
    attempt = Attempt(
        enrollment_id=enrollment.id,
        number=_next_attempt(enrollment, cohort),
        question_ids=[],
        answers={},
        started_at=clock.now(),
        submitted_at=clock.now(),
        score=score,
        pass_mark=cohort.pass_mark or 0,
    )
    session().add(attempt)
    session().flush()
    _judge(actor, attempt, enrollment, program)


def _next_attempt(enrollment: Enrollment, cohort: Cohort) -> int:
    """1, or the number of a resit that the cohort's rules allow."""
    done = len(attempts_of(enrollment.id))
    allowed = cohort.resit_count or 0
    if done > allowed:
        raise ResitUsed(count=allowed)
    return done + 1


def _draw(program: TrainingProgram) -> list[UUID]:
    """A random choice of the bank's questions, in the bank's order of kinds."""
    query = sa.select(Question.id).where(Question.bank_id == program.bank_id)
    known = list(session().scalars(query.order_by(Question.number)))
    if program.bank_id is None or not known:
        raise NoQuestions
    count = min(program.question_count, len(known))
    chosen = set(secrets.SystemRandom().sample(known, count))
    return [one for one in known if one in chosen]


def _running(actor: Actor, enrollment_id: UUID) -> tuple[Enrollment, Attempt, TrainingProgram]:
    enrollment, _cohort, program = guard.admit_enrollment(actor, enrollment_id, "begin_test")
    attempt = running_attempt(enrollment.id)
    if attempt is None:
        raise NoAttempt
    if attempt.closes_at is not None and clock.now() > attempt.closes_at:
        raise AttemptOver(at=attempt.closes_at)
    return enrollment, attempt, program


def _clean(attempt: Attempt, answers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Only answers to questions of this attempt."""
    asked = set(attempt.question_ids)
    return {key: sorted(set(given)) for key, given in answers.items() if key in asked}


def _close(
    actor: Actor, attempt: Attempt, enrollment: Enrollment, program: TrainingProgram
) -> None:
    ids = [UUID(one) for one in attempt.question_ids]
    query = sa.select(Question.id, Question.answers).where(Question.id.in_(ids))
    right = {str(row.id): row.answers for row in session().execute(query)}
    points = sum(attempt.answers.get(key) == answers for key, answers in right.items())
    # Whole marks, half up.
    attempt.score = (200 * points + len(ids)) // (2 * len(ids))
    attempt.submitted_at = clock.now()
    _judge(actor, attempt, enrollment, program)


def _judge(
    actor: Actor, attempt: Attempt, enrollment: Enrollment, program: TrainingProgram
) -> None:
    action = _action(attempt)
    passed = attempt.score is not None and attempt.score >= attempt.pass_mark
    moved = ENROLLMENT.move(enrollment, action, to="passed" if passed else "failed")
    touch(enrollment)
    guard.record_enrollment(
        actor, enrollment, program, action, state=moved, score=attempt.score, attempt=attempt.number
    )


def _action(attempt: Attempt) -> str:
    return "assess" if attempt.number == 1 else "resit"
