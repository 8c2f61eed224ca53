"""Nominating and replacing people, admitting or refusing them, and leaving before the start."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import Duplicate, IllegalTransition, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.training.models import Cohort, Enrollment, TrainingProgram
from coop.mechanisms.training.service import guard, seats
from coop.mechanisms.training.workflow import (
    ANY_LEVEL,
    ENROLLMENT,
    LEVELS,
    LIVE,
    OFFER_DUE,
    WAITING,
)
from coop.registry import deadlines, directory


class NominationsClosed(RuleViolation):
    code = "nominations_closed"
    text = Text("推荐已于{day}截止。", "Nominations closed after {day}.")


class NobodyNominated(RuleViolation):
    code = "nobody_nominated"
    text = Text("没有待审核的推荐人选。", "No nomination waits to be judged.")


class OfferOver(RuleViolation):
    code = "offer_over"
    text = Text(
        "应在{day}前（含当日）确认，名额已顺延。",
        "The seat had to be accepted by {day}; it went to the next one.",
    )


@command
def nominate(actor: Actor, cohort_id: UUID, **said: Any) -> Enrollment:
    """Nominate one person of the actor's institution: a seat if one is free, else the waiting list.

    said: name, job_title, level, staff_no. Raises NominationsClosed, Duplicate, Invalid (level).
    """
    cohort, program = guard.admit_cohort(actor, cohort_id, "nominate")
    if clock.today() > cohort.nominate_until_on:
        raise NominationsClosed(day=cohort.nominate_until_on)
    enrollment = Enrollment(
        agreement_id=cohort.agreement_id,
        cohort_id=cohort.id,
        institution_id=guard.own_institution(actor),
        ordinal=_next_ordinal(cohort),
        sign_in_code=_new_code(cohort),
        **said,
    )
    _check_person(enrollment, program)
    has_seat = seats.Room(cohort).is_free(enrollment.institution_id)
    session().add(enrollment)
    session().flush()
    if not has_seat:
        ENROLLMENT.move(enrollment, "queue")
    guard.record_enrollment(actor, enrollment, program, "nominate", has_seat=has_seat)
    return enrollment


@command
def replace_nominee(
    actor: Actor, enrollment_id: UUID, *, expected_version: int, **said: Any
) -> Enrollment:
    """Another person in the same place; one who was admitted already is judged anew."""
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "replace", expected_version
    )
    before = enrollment.name
    moved = ENROLLMENT.move(enrollment, "replace")
    for name, value in {"staff_no": "", **said}.items():
        setattr(enrollment, name, value)
    enrollment.admitted_at, enrollment.sign_in_code = None, _new_code(cohort)
    _check_person(enrollment, program)
    names = (before, enrollment.name)
    guard.record_enrollment(actor, enrollment, program, "replace", state=moved, name=names)
    return enrollment


@command
def admit_nominee(actor: Actor, enrollment_id: UUID, *, expected_version: int) -> Enrollment:
    """Confirm a nomination; from the waiting list only into a free seat. Raises NoSeatLeft."""
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "admit", expected_version
    )
    if enrollment.state in WAITING:
        room = seats.Room(cohort)
        if not room.is_free(enrollment.institution_id):
            raise room.refusal(enrollment.institution_id, cohort.agreement_id)
    moved = ENROLLMENT.move(enrollment, "admit")
    enrollment.admitted_at = clock.now()
    guard.record_enrollment(actor, enrollment, program, "admit", state=moved)
    return enrollment


@command
def admit_all(actor: Actor, cohort_id: UUID, *, expected_version: int) -> Cohort:
    """Confirm every nomination that holds a seat. Raises NobodyNominated."""
    cohort, program = guard.admit_cohort(actor, cohort_id, "admit_all", expected_version)
    query = sa.select(Enrollment).where(
        Enrollment.cohort_id == cohort.id, Enrollment.state == ENROLLMENT.initial
    )
    nominated = session().scalars(query.order_by(Enrollment.ordinal)).all()
    if not nominated:
        raise NobodyNominated
    for one in nominated:
        moved = ENROLLMENT.move(one, "admit")
        one.admitted_at = clock.now()
        guard.record_enrollment(actor, one, program, "admit", state=moved)
    touch(cohort)
    guard.record_cohort(actor, cohort, program, "admit_all", admitted=len(nominated))
    return cohort


@command
def reject_nominee(
    actor: Actor, enrollment_id: UUID, *, reason: str, expected_version: int
) -> Enrollment:
    """Refuse with a reason; the seat goes to who waits longest."""
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "reject", expected_version
    )
    moved = ENROLLMENT.move(enrollment, "reject")
    enrollment.rejection_reason = reason
    _seat_given_back(actor, enrollment, cohort, program, ("reject", reason, moved))
    return enrollment


@command
def withdraw_nominee(
    actor: Actor, enrollment_id: UUID, *, expected_version: int, reason: str = ""
) -> Enrollment:
    """Give the seat back before the start; late, it needs a reason and is counted."""
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "withdraw", expected_version
    )
    is_late = enrollment.state not in WAITING and is_late_on_today(cohort)
    if is_late and not reason:
        words = Text(
            "距开班不足{days}个工作日，退出须说明理由。",
            "Fewer than {days} working days before the start: say why.",
        ).with_facts(days=directory.settings(cohort.agreement_id).training_withdrawal_days)
        raise invalid("reason", "late_withdrawal_reason", words)
    moved = ENROLLMENT.move(enrollment, "withdraw")
    enrollment.withdrawn_at, enrollment.withdrawal_reason = clock.now(), reason
    enrollment.is_late_withdrawal = is_late
    _seat_given_back(actor, enrollment, cohort, program, ("withdraw", reason or None, moved))
    return enrollment


@command
def accept_seat(actor: Actor, enrollment_id: UUID, *, expected_version: int) -> Enrollment:
    """Take the offered seat by its day. Raises OfferOver."""
    enrollment, _cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "accept", expected_version
    )
    due_on = offer_due_on(enrollment.id)
    if due_on is not None and clock.today() > due_on:
        raise OfferOver(day=due_on)
    moved = ENROLLMENT.move(enrollment, "accept")
    deadlines.meet_deadline(enrollment.id, OFFER_DUE)
    guard.record_enrollment(actor, enrollment, program, "accept", state=moved)
    return enrollment


@command
def lapse_offer(actor: Actor, enrollment_id: UUID) -> Enrollment:
    """The day after an offer's day: the seat goes on. Part of the daily job."""
    enrollment, cohort, program = guard.admit_enrollment(actor, enrollment_id, "lapse")
    due_on = offer_due_on(enrollment.id)
    if due_on is None or clock.today() <= due_on:
        raise IllegalTransition(
            state=ENROLLMENT.states[enrollment.state],
            action=ENROLLMENT.actions["lapse"],
            allowed_actions=ENROLLMENT.possible(enrollment.state),
        )
    moved = ENROLLMENT.move(enrollment, "lapse")
    _seat_given_back(actor, enrollment, cohort, program, ("lapse", None, moved))
    return enrollment


# --------------------------------------------------------------------------- parts


def is_late_on_today(cohort: Cohort) -> bool:
    """Whether the agreement's working days from today on reach beyond the start."""
    days = directory.settings(cohort.agreement_id).training_withdrawal_days
    due = deadlines.due(cohort.agreement_id, clock.today(), days, deadlines.WORKING_DAY)
    return due.on > cohort.starts_on


def offer_due_on(enrollment_id: UUID) -> Any:
    """The last day for the answer to an offer, a date; None where none is open."""
    found = (one for one in deadlines.due_dates(enrollment_id) if one.kind == OFFER_DUE)
    return next((one.due_on for one in found if one.met_on is None), None)


def _seat_given_back(
    actor: Actor,
    enrollment: Enrollment,
    cohort: Cohort,
    program: TrainingProgram,
    about: tuple[str, str | None, tuple[str, str]],
) -> None:
    """about: action, reason, (old, new) state."""
    action, reason, moved = about
    deadlines.drop_deadlines(enrollment.id)
    guard.record_enrollment(actor, enrollment, program, action, reason=reason, state=moved)
    seats.promote(cohort, program)


def _check_person(enrollment: Enrollment, program: TrainingProgram) -> None:
    """Raises Invalid for a level that isn't meant, Duplicate for a person named before."""
    if program.level not in (ANY_LEVEL, enrollment.level):
        words = Text("本班培训对象为{level}干部。", "This programme is for: {level}.")
        raise invalid("level", "level_not_meant", words.with_facts(level=LEVELS[program.level]))
    same = sa.select(Enrollment.id).where(
        Enrollment.cohort_id == enrollment.cohort_id,
        Enrollment.institution_id == enrollment.institution_id,
        Enrollment.name == enrollment.name,
        Enrollment.staff_no == enrollment.staff_no,
        Enrollment.state.in_(LIVE),
        Enrollment.id != enrollment.id if enrollment.id else sa.true(),
    )
    with session().no_autoflush:
        if session().scalar(same) is not None:
            raise Duplicate(value=enrollment.name)


def _next_ordinal(cohort: Cohort) -> int:
    newest = sa.select(sa.func.max(Enrollment.ordinal)).where(Enrollment.cohort_id == cohort.id)
    return (session().scalar(newest) or 0) + 1


def _new_code(cohort: Cohort) -> str:
    """Unlike every other one of the cohort."""
    known = sa.select(Enrollment.sign_in_code).where(Enrollment.cohort_id == cohort.id)
    used = set(session().scalars(known))
    return next(code for code in iter(lambda: secrets.token_hex(4), "") if code not in used)
