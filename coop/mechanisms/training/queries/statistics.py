"""Figures of training: cohorts, trainees, and rates with both numbers and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import RatioView, check_period, ratio
from coop.core.language import Text
from coop.mechanisms.training.models import (
    Attempt,
    Cohort,
    Enrollment,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.policy import visible_programs
from coop.mechanisms.training.workflow import COHORT_ASIDE
from coop.registry import directory

_CERTIFIED = Text("获结业证书的学员（已撤销的不计）", "trainees with a valid certificate")
_STARTED = Text("开班时在册学员", "trainees enrolled at the start")
_PASSED = Text("测试合格的学员（含补考）", "trainees who passed, resits included")
_TESTED = Text("参加测试的学员", "trainees who took the test")
_LATE = Text("开班前临近退出的人选", "nominees withdrawn late")
_NOMINATED = Text("推荐人选", "nominees")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOfInstitutionView:
    """Of one institution. completion: 培训结业率."""

    institution_id: UUID | None
    institution_name: str
    nominated_count: int
    started_count: int
    certified_count: int
    completion: RatioView
    late_withdrawals: RatioView


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingStatisticsView:
    """Of cohorts that start within the period, both days included; cancelled ones don't count.

    average_score: of each trainee's best, two decimals; None where nobody was tested.
    """

    agreement_id: UUID
    from_on: date
    until_on: date
    cohort_count: int
    pass_rate: RatioView
    average_score: float | None
    total: TrainingOfInstitutionView
    institutions: tuple[TrainingOfInstitutionView, ...]


def training_statistics(
    actor: Actor, agreement_id: UUID, *, from_on: date, until_on: date
) -> TrainingStatisticsView:
    """Counts name nobody, so every party sees all of them. Raises NotFound, Invalid."""
    if not actor.sees(agreement_id):
        raise NotFound
    check_period(from_on, until_on)
    counted = sa.and_(
        Cohort.agreement_id == agreement_id,
        Cohort.starts_on.between(from_on, until_on),
        Cohort.state.not_in(COHORT_ASIDE),
        visible_programs(actor),
    )
    people = session().execute(_people(counted)).all()
    tested = [row for row in people if row.score is not None]
    names = directory.short_names(agreement_id)
    order = list(directory.institution_ids(agreement_id))
    order += sorted({row.institution_id for row in people} - set(order))
    return TrainingStatisticsView(
        agreement_id=agreement_id,
        from_on=from_on,
        until_on=until_on,
        cohort_count=_cohorts(counted),
        pass_rate=ratio(
            sum(row.score >= row.pass_mark for row in tested),
            len(tested),
            numerator_name=_PASSED,
            denominator_name=_TESTED,
        ),
        average_score=_average([row.score for row in tested]),
        total=_of((None, str(Text("合计", "Total"))), people),
        institutions=tuple(
            _of((one, names.get(one, "")), [row for row in people if row.institution_id == one])
            for one in order
        ),
    )


def _cohorts(counted: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count(Cohort.id)).join(
        TrainingProgram, TrainingProgram.id == Cohort.program_id
    )
    return session().scalar(query.where(counted)) or 0


def _people(counted: sa.ColumnElement[bool]) -> sa.Select[Any]:
    best = (
        sa.select(sa.func.max(Attempt.score))
        .where(Attempt.enrollment_id == Enrollment.id)
        .scalar_subquery()
    )
    valid = sa.and_(
        TrainingCertificate.enrollment_id == Enrollment.id,
        TrainingCertificate.revoked_at.is_(None),
    )
    return (
        sa.select(
            Enrollment.institution_id,
            Enrollment.started_at,
            Enrollment.is_late_withdrawal,
            Cohort.pass_mark,
            TrainingCertificate.id.label("certificate_id"),
            best.label("score"),
        )
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(TrainingProgram, TrainingProgram.id == Cohort.program_id)
        .outerjoin(TrainingCertificate, valid)
        .where(counted)
    )


def _of(who: tuple[UUID | None, str], people: Sequence[Any]) -> TrainingOfInstitutionView:
    started = [row for row in people if row.started_at is not None]
    certified = [row for row in started if row.certificate_id is not None]
    late = [row for row in people if row.is_late_withdrawal]
    return TrainingOfInstitutionView(
        institution_id=who[0],
        institution_name=who[1],
        nominated_count=len(people),
        started_count=len(started),
        certified_count=len(certified),
        completion=ratio(
            len(certified),
            len(started),
            numerator_name=_CERTIFIED,
            denominator_name=_STARTED,
        ),
        late_withdrawals=ratio(
            len(late), len(people), numerator_name=_LATE, denominator_name=_NOMINATED
        ),
    )


def _average(scores: Sequence[int]) -> float | None:
    """Two decimals, half up."""
    if not scores:
        return None
    return (200 * sum(scores) + len(scores)) // (2 * len(scores)) / 100
