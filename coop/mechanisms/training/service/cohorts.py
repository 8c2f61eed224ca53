"""Cohorts 期: planned with seats per institution, opened with the notice, started, finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.documents import receipts
from coop.documents.handling import published
from coop.mechanisms.training import printing
from coop.mechanisms.training.models import (
    Cohort,
    CohortSeats,
    CourseSession,
    Enrollment,
    TrainingProgram,
)
from coop.mechanisms.training.service import guard, seats
from coop.mechanisms.training.workflow import COHORT, ENROLLMENT, PROGRAM, SEATED, WAITING
from coop.registry import deadlines, directory

_FULL = "本期已开班，候补名单失效。"


class ProgramNotOpen(RuleViolation):
    code = "program_not_open"
    text = Text("请先启动培训班报名。", "Open the programme for enrolment first.")


class NoSeats(RuleViolation):
    code = "no_seats"
    text = Text("请先分配名额。", "Assign the seats first.")


class NobodyAdmitted(RuleViolation):
    code = "nobody_admitted"
    text = Text("还没有录取任何学员。", "Nobody is admitted yet.")


class Unanswered(RuleViolation):
    code = "nominations_unanswered"
    text = Text(
        "还有{count}名推荐人选未审核，请先录取或不予录取。",
        "{count} nominations wait for an answer: admit or refuse them first.",
    )


class SessionsToCome(RuleViolation):
    code = "sessions_to_come"
    text = Text("课程要到{day}才结束。", "The last session is on {day}.")


@command
def add_cohort(
    actor: Actor,
    program_id: UUID,
    *,
    quotas: Sequence[Mapping[str, Any]] = (),
    **said: Any,
) -> Cohort:
    """The next cohort. quotas: institution_id, seats. said: starts_on, ends_on, place,
    nominate_until_on, release_at. Raises Invalid naming the field.
    """
    program = guard.admit_program(actor, program_id, "add_cohort", None)
    newest = sa.select(sa.func.max(Cohort.ordinal)).where(Cohort.program_id == program.id)
    cohort = Cohort(
        agreement_id=program.agreement_id,
        program_id=program.id,
        ordinal=(session().scalar(newest) or 0) + 1,
        **said,
    )
    _check_days(cohort)
    session().add(cohort)
    session().flush()
    _write_quotas(cohort, quotas)
    guard.record_cohort(actor, cohort, program, "add", ordinal=cohort.ordinal)
    return cohort


@command
def edit_cohort(actor: Actor, cohort_id: UUID, *, expected_version: int, **said: Any) -> Cohort:
    """Days and place, until the start."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "edit", expected_version)
    for name, value in said.items():
        setattr(cohort, name, value)
    _check_days(cohort)
    guard.record_cohort(actor, cohort, program, "edit", fields=sorted(said))
    return cohort


@command
def assign_seats(
    actor: Actor,
    cohort_id: UUID,
    *,
    quotas: Sequence[Mapping[str, Any]],
    expected_version: int,
) -> Cohort:
    """Seats per institution; never fewer than are taken. Waiting people move up at once."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "assign_seats", expected_version)
    _write_quotas(cohort, quotas)
    touch(cohort)
    total = sum(one["seats"] for one in quotas)
    guard.record_cohort(actor, cohort, program, "assign_seats", seats=total)
    seats.promote(cohort, program)
    return cohort


@command
def open_cohort(actor: Actor, cohort_id: UUID, *, expected_version: int) -> Cohort:
    """Send the training notice 培训通知 to every party and take nominations.

    The agreement's rules of today become those of this cohort.
    """
    cohort, program = guard.admit_cohort(actor, cohort_id, "open", expected_version)
    if program.state not in (PROGRAM.sources("start") | PROGRAM.sources("finish")):
        raise ProgramNotOpen
    quotas = seats.quotas(cohort.id)
    if not sum(quotas.values()):
        raise NoSeats
    _require_to_come(cohort)
    _keep_rules(cohort)
    moved = COHORT.move(cohort, "open")
    cohort.opened_at = clock.now()
    document = printing.file_notice(
        program, cohort, quotas, sessions_of(cohort.id), published(actor)
    )
    cohort.notice_document_id = document.id
    parties = directory.institution_ids(cohort.agreement_id)
    others = [one for one in parties if one != program.organiser_id]
    receipts.hand_over(
        cohort.agreement_id, "document", document.id, others, due_on=cohort.nominate_until_on
    )
    guard.record_cohort(actor, cohort, program, "open", state=moved)
    return cohort


@command
def release_seats(actor: Actor, cohort_id: UUID, *, expected_version: int | None = None) -> Cohort:
    """Open unused seats to every party's waiting people, in the order of nomination."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "release_seats", expected_version)
    if cohort.released_at is not None:
        raise seats.ReleasedBefore(at=cohort.released_at)
    seats.release(actor, cohort, program)
    return cohort


@command
def start_cohort(actor: Actor, cohort_id: UUID, *, expected_version: int) -> Cohort:
    """Every admitted person becomes a trainee, the waiting list ends. Raises NobodyAdmitted,
    Unanswered.
    """
    cohort, program = guard.admit_cohort(actor, cohort_id, "start", expected_version)
    people = enrollments_of(cohort.id)
    unanswered = [one for one in people if one.state in SEATED and not _may_start(one)]
    if unanswered:
        raise Unanswered(count=len(unanswered))
    admitted = [one for one in people if _may_start(one)]
    if not admitted:
        raise NobodyAdmitted
    moved = COHORT.move(cohort, "start")
    cohort.started_at = clock.now()
    for one in admitted:
        one.started_at = cohort.started_at
        guard.record_enrollment(actor, one, program, "start", state=ENROLLMENT.move(one, "start"))
    _turn_away(actor, [one for one in people if one.state in WAITING], program, _FULL)
    if "start" in PROGRAM.possible(program.state):
        guard.record_program(actor, program, "start", state=PROGRAM.move(program, "start"))
    guard.record_cohort(actor, cohort, program, "start", state=moved, trainees=len(admitted))
    return cohort


@command
def finish_cohort(actor: Actor, cohort_id: UUID, *, expected_version: int) -> Cohort:
    """After the last session; tests and certificates may still follow."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "finish", expected_version)
    if clock.today() < cohort.ends_on:
        raise SessionsToCome(day=cohort.ends_on)
    moved = COHORT.move(cohort, "finish")
    guard.record_cohort(actor, cohort, program, "finish", state=moved)
    return cohort


@command
def cancel_cohort(actor: Actor, cohort_id: UUID, *, reason: str, expected_version: int) -> Cohort:
    """Nobody keeps a seat or a place on the waiting list."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "cancel", expected_version)
    moved = COHORT.move(cohort, "cancel")
    cohort.reason = reason
    people = [one for one in enrollments_of(cohort.id) if one.state in ENROLLMENT.sources("reject")]
    _turn_away(actor, people, program, reason)
    guard.record_cohort(actor, cohort, program, "cancel", reason=reason, state=moved)
    return cohort


# --------------------------------------------------------------------------- parts


def enrollments_of(cohort_id: UUID) -> list[Enrollment]:
    """In the order of nomination."""
    query = sa.select(Enrollment).where(Enrollment.cohort_id == cohort_id)
    return list(session().scalars(query.order_by(Enrollment.ordinal)))


def sessions_of(cohort_id: UUID) -> list[CourseSession]:
    """In the order of the timetable."""
    query = sa.select(CourseSession).where(CourseSession.cohort_id == cohort_id)
    return list(session().scalars(query.order_by(CourseSession.starts_at, CourseSession.id)))


def _may_start(enrollment: Enrollment) -> bool:
    return enrollment.state in ENROLLMENT.sources("start")


def _turn_away(
    actor: Actor, people: Sequence[Enrollment], program: TrainingProgram, reason: str
) -> None:
    for one in people:
        moved = ENROLLMENT.move(one, "reject")
        one.rejection_reason = reason
        deadlines.drop_deadlines(one.id)
        guard.record_enrollment(actor, one, program, "reject", reason=reason, state=moved)


def _keep_rules(cohort: Cohort) -> None:
    rules = directory.settings(cohort.agreement_id)
    cohort.rule_version_id = directory.version_id(cohort.agreement_id)
    cohort.pass_mark = rules.training_pass_mark
    cohort.resit_count = rules.training_resit_count
    cohort.leave_divisor = rules.training_leave_divisor


def _check_days(cohort: Cohort) -> None:
    if cohort.ends_on < cohort.starts_on:
        words = Text("不能早于开班日期。", "It may not be before the first day.")
        raise invalid("ends_on", "ends_before_start", words)
    if cohort.nominate_until_on >= cohort.starts_on:
        words = Text("推荐截止日应早于开班日期。", "Nominations close before the first day.")
        raise invalid("nominate_until_on", "closes_after_start", words)
    if cohort.release_at is not None and clock.day_of(cohort.release_at) >= cohort.starts_on:
        words = Text("释放名额的时间应早于开班日期。", "Seats are released before the first day.")
        raise invalid("release_at", "released_after_start", words)


def _require_to_come(cohort: Cohort) -> None:
    if cohort.nominate_until_on < clock.today():
        words = Text("推荐截止日已过，请修改。", "The last day for nominations is over; change it.")
        raise invalid("nominate_until_on", "in_the_past", words)


def _write_quotas(cohort: Cohort, quotas: Sequence[Mapping[str, Any]]) -> None:
    """Replace the seats. Raises Invalid for strangers, repeated parties, fewer than taken."""
    members = directory.short_names(cohort.agreement_id)
    current = set(directory.institution_ids(cohort.agreement_id))
    given: dict[UUID, int] = {}
    for number, one in enumerate(quotas):
        where = f"quotas/{number}/institution_id"
        if one["institution_id"] not in current:
            raise invalid(where, "not_a_party", Text("不是成员单位。", "Not a party."))
        if one["institution_id"] in given:
            raise invalid(where, "repeated", Text("单位不能重复。", "Name each party once."))
        given[one["institution_id"]] = one["seats"]
    seats.require_room(cohort, given, members)
    session().execute(sa.delete(CohortSeats).where(CohortSeats.cohort_id == cohort.id))
    session().add_all(
        CohortSeats(cohort_id=cohort.id, institution_id=one, seats=count)
        for one, count in given.items()
    )
    session().flush()
