"""What waits for one person in training; signing for the notice is told by the receipts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.mechanisms.training.models import Cohort, Enrollment, Secondment, TrainingProgram
from coop.mechanisms.training.policy import ADMIN, OFFICERS
from coop.mechanisms.training.workflow import COHORT, ENROLLMENT, LIVE, OFFER_DUE, SECONDMENT
from coop.registry.conditions import due_of

_UNTIL = Text("培训通知：推荐截止日", "The notice: last day for nominations")
_STARTS = Text("课程表：开班日期", "The timetable: first day")
_ENDS = Text("课程表：结业日期", "The timetable: last day")
_AGREED = Text("商定的挂职期限", "The agreed period")
_NOMINATE = Text("推荐学员", "Nominate trainees")
_JUDGE = Text("审核推荐人选", "Judge nominations")


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Nominations to make and to judge, seats to accept, cohorts to start, secondments."""
    yield from _of_cohorts(actor)
    yield from _of_offers(actor)
    yield from _of_secondments(actor)


def _held(actor: Actor, agreement_id: Any, parts: dict[str, Condition]) -> Held:
    """policy.holds as a condition. parts: role -> the rows for which it is ours."""

    def held(role: str) -> Condition | None:
        under = actor.agreements_with(*((ADMIN,) if role == ADMIN else OFFICERS))
        if not under or role not in parts:
            return None
        return sa.and_(agreement_id.in_(under), parts[role])

    return held


def _of_cohorts(actor: Actor) -> Iterator[Waiting]:
    today, own = clock.today(), actor.institution_id
    is_organiser = TrainingProgram.organiser_id == own
    steps = Steps(
        workflow=COHORT,
        state=Cohort.state,
        # Whoever organises it has its own ways to seats; the others are asked to nominate.
        held=_held(actor, Cohort.agreement_id, {ADMIN: is_organiser, "nominator": ~is_organiser}),
        rows=sa.select(Cohort.id).join(TrainingProgram, TrainingProgram.id == Cohort.program_id),
        url="/cohorts/{id}",
        subject_id=Cohort.id,
        title=TrainingProgram.title + "第" + sa.cast(Cohort.ordinal, sa.String) + "期",
    )
    yield from steps.waiting(
        "nominate",
        "answer",
        Cohort.nominate_until_on >= today,
        ~_somebody(LIVE, Enrollment.institution_id == own),
        kind=_NOMINATE,
        due=Due.because(Cohort.nominate_until_on, _UNTIL),
    )
    starts = Due.because(Cohort.starts_on, _STARTS)
    judged = _somebody(frozenset({ENROLLMENT.initial}))
    # Asked through the table: until the cohort starts, its organiser judges who is nominated.
    yield from steps.waiting("start", "review", judged, kind=_JUDGE, due=starts)
    yield from steps.waiting("start", "do", ~judged, Cohort.starts_on <= today, due=starts)
    ends = Due.because(Cohort.ends_on, _ENDS)
    yield from steps.waiting("finish", "do", Cohort.ends_on <= today, due=ends)
    yield from steps.waiting("certify_all", "do", _somebody(ENROLLMENT.sources("certify")))


def _somebody(states: frozenset[str], *more: Condition) -> Condition:
    """Whether the cohort has somebody in one of these states."""
    return sa.exists().where(
        Enrollment.cohort_id == Cohort.id, Enrollment.state.in_(sorted(states)), *more
    )


def _of_offers(actor: Actor) -> Iterator[Waiting]:
    own = Enrollment.institution_id == actor.institution_id
    steps = Steps(
        workflow=ENROLLMENT,
        state=Enrollment.state,
        held=_held(actor, Enrollment.agreement_id, {"nominator": own}),
        rows=sa.select(Enrollment.id),
        url="/enrollments/{id}",
        subject_id=Enrollment.id,
        title=Enrollment.name,
    )
    yield from steps.waiting("accept", "answer", due=due_of(Enrollment.id, OFFER_DUE))


def _of_secondments(actor: Actor) -> Iterator[Waiting]:
    today, own = clock.today(), actor.institution_id
    parts = {"host": Secondment.host_id == own, "sender": Secondment.sender_id == own}
    steps = Steps(
        workflow=SECONDMENT,
        state=Secondment.state,
        held=_held(actor, Secondment.agreement_id, parts),
        rows=sa.select(Secondment.id),
        url="/secondments/{id}",
        subject_id=Secondment.id,
        title=Secondment.name,
        due=Due.because(Secondment.from_on, _AGREED),
    )
    yield from steps.waiting("agree", "answer")
    yield from steps.waiting("begin", "do", Secondment.from_on <= today)
    over = Due.because(Secondment.to_on, _AGREED)
    yield from steps.waiting("finish", "do", Secondment.to_on <= today, due=over)
