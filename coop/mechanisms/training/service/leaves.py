"""Leave by the one-seventh rule, and absence without leave."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import invalid
from coop.core.language import Text
from coop.mechanisms.training.models import Enrollment, TraineeLeave
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.workflow import ENROLLMENT


@command
def record_leave(
    actor: Actor,
    enrollment_id: UUID,
    *,
    on_day: date,
    hours: float,
    reason: str,
    expected_version: int,
) -> Enrollment:
    """Approve leave. More than a divisor-th of the programme's hours in all is withdrawal.

    By the 2013 rule of the central organisation department the divisor is 7 (agreement setting,
    kept with the cohort): of 56 hours 8 stay, 8.5 withdraw.
    """
    enrollment, cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "leave", expected_version
    )
    if not cohort.starts_on <= on_day <= cohort.ends_on:
        words = Text("应在{first}至{last}之间。", "Between {first} and {last}.")
        facts = {"first": cohort.starts_on, "last": cohort.ends_on}
        raise invalid("on_day", "outside_cohort", words.with_facts(**facts))
    session().add(
        TraineeLeave(
            enrollment_id=enrollment.id,
            on_day=on_day,
            hours=hours,
            reason=reason,
            approved_by=actor.on_behalf_of or actor.name,
        )
    )
    session().flush()
    total = leave_hours(enrollment.id)
    is_over = total * (cohort.leave_divisor or 1) > program.total_hours
    moved = ENROLLMENT.move(enrollment, "leave", to="withdrawn" if is_over else "attending")
    if is_over:
        enrollment.withdrawn_at = clock.now()
        told = "请假累计{total:g}学时，超过总学时{all:g}的1/{part}，按退训处理"
        enrollment.withdrawal_reason = told.format(
            total=total, all=program.total_hours, part=cohort.leave_divisor
        )
    touch(enrollment)
    guard.record_enrollment(
        actor, enrollment, program, "leave", reason=reason, state=moved, hours=hours, total=total
    )
    return enrollment


@command
def absent_without_leave(
    actor: Actor, enrollment_id: UUID, *, reason: str, expected_version: int
) -> Enrollment:
    """擅自离训: ordered to withdraw."""
    enrollment, _cohort, program = guard.admit_enrollment(
        actor, enrollment_id, "absent_without_leave", expected_version
    )
    moved = ENROLLMENT.move(enrollment, "absent_without_leave")
    enrollment.withdrawn_at, enrollment.withdrawal_reason = clock.now(), reason
    guard.record_enrollment(
        actor, enrollment, program, "absent_without_leave", reason=reason, state=moved
    )
    return enrollment


def leave_hours(enrollment_id: UUID) -> float:
    total = sa.select(sa.func.sum(TraineeLeave.hours))
    return session().scalar(total.where(TraineeLeave.enrollment_id == enrollment_id)) or 0.0
