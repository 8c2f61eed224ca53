"""Who gets a seat: each institution its own quota, everybody what is unused after the release.

Every function here is called under the lock of the cohort's row, so no seat is given twice. After
each of them nobody waits who could have a free seat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.db import session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.training.models import Cohort, CohortSeats, Enrollment, TrainingProgram
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.workflow import (
    CLAUSE,
    ENROLLMENT,
    OFFER_DUE,
    SEATED,
    TAKING_PART,
    WAITING,
)
from coop.registry import deadlines, directory

_ANSWER_BY = Text(
    "候补转正后{days}个工作日内确认，逾期顺延下一名",
    "confirmed within {days} working days of the offer, else the next in line",
)


class NoSeatLeft(RuleViolation):
    code = "no_seat_left"
    text = Text(
        "{institution}名额{seats}个，已占用{taken}个；本期共{all_seats}个名额，已占用{all_taken}个。",
        "{institution} has {seats} seats, {taken} taken; of all {all_seats}, {all_taken} are.",
    )


class ReleasedBefore(RuleViolation):
    code = "released_before"
    text = Text("空余名额已于{at}释放。", "The unused seats were released on {at}.")


def quotas(cohort_id: UUID) -> dict[UUID, int]:
    """Seats by institution."""
    query = sa.select(CohortSeats.institution_id, CohortSeats.seats)
    found = session().execute(query.where(CohortSeats.cohort_id == cohort_id))
    return {row.institution_id: row.seats for row in found}


def taken(cohort_id: UUID) -> Counter[UUID]:
    """Seats in use by institution."""
    query = (
        sa.select(Enrollment.institution_id, sa.func.count())
        .where(Enrollment.cohort_id == cohort_id, Enrollment.state.in_(SEATED | TAKING_PART))
        .group_by(Enrollment.institution_id)
    )
    return Counter({row[0]: row[1] for row in session().execute(query)})


class Room:
    """The free seats of one cohort at this moment."""

    def __init__(self, cohort: Cohort) -> None:
        self.is_released = cohort.released_at is not None
        self.seats = quotas(cohort.id)
        self.taken = taken(cohort.id)

    def is_free(self, institution_id: UUID) -> bool:
        """Whether one more person of the institution may be seated."""
        if self.taken.total() >= sum(self.seats.values()):
            return False
        own = self.seats.get(institution_id, 0)
        return self.is_released or self.taken[institution_id] < own

    def refusal(self, institution_id: UUID, agreement_id: UUID) -> NoSeatLeft:
        return NoSeatLeft(
            institution=directory.short_names(agreement_id).get(institution_id, ""),
            seats=self.seats.get(institution_id, 0),
            taken=self.taken[institution_id],
            all_seats=sum(self.seats.values()),
            all_taken=self.taken.total(),
        )


def promote(cohort: Cohort, program: TrainingProgram) -> None:
    """Offer every free seat to who waits longest for it, to be answered within the agreement's
    days.
    """
    waiting = (
        sa.select(Enrollment)
        .where(Enrollment.cohort_id == cohort.id, Enrollment.state.in_(WAITING))
        .order_by(Enrollment.ordinal)
    )
    session().flush()
    room = Room(cohort)
    for one in session().scalars(waiting).all():
        if room.is_free(one.institution_id):
            room.taken[one.institution_id] += 1
            _offer(one, cohort, program)


def _offer(enrollment: Enrollment, cohort: Cohort, program: TrainingProgram) -> None:
    moved = ENROLLMENT.move(enrollment, "offer")
    enrollment.offered_at = clock.now()
    days = directory.settings(cohort.agreement_id).training_answer_days
    deadline = deadlines.set_deadline(
        agreement_id=cohort.agreement_id,
        subject_kind="enrollment",
        subject_id=enrollment.id,
        kind=OFFER_DUE,
        start_on=clock.today(),
        amount=days,
        unit=deadlines.WORKING_DAY,
        basis=deadlines.by_clause(cohort.agreement_id, CLAUSE, _ANSWER_BY.with_facts(days=days)),
    )
    guard.record_enrollment(
        SYSTEM, enrollment, program, "offer", state=moved, due_on=deadline.due_on
    )


def release(actor: Actor, cohort: Cohort, program: TrainingProgram) -> None:
    """Open what is unused to all, at once to those who wait."""
    room = Room(cohort)
    cohort.released_at = clock.now()
    unused = sum(room.seats.values()) - room.taken.total()
    guard.record_cohort(actor, cohort, program, "release_seats", unused=unused)
    promote(cohort, program)


def require_room(cohort: Cohort, given: Mapping[UUID, int], names: Mapping[UUID, str]) -> None:
    """Raises Invalid when seats that are taken would be lost."""
    used = taken(cohort.id)
    if cohort.released_at is not None:
        if sum(given.values()) < used.total():
            words = Text("已占用{taken}个名额。", "{taken} seats are taken.")
            raise invalid("quotas", "below_taken", words.with_facts(taken=used.total()))
        return
    for institution_id, count in used.items():
        if given.get(institution_id, 0) < count:
            words = Text(
                "{name}已占用{taken}个名额。", "{name}: {taken} seats are taken."
            ).with_facts(name=names.get(institution_id, ""), taken=count)
            raise invalid("quotas", "below_taken", words)
