"""Which body was chosen, by whom and on what ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.referrals.codes import CHOICE_GROUNDS, CHOSEN_BY
from coop.mechanisms.referrals.law import CHOICE_BASES
from coop.mechanisms.referrals.models import AppointmentRequest, BodyChoice, MediationBody
from coop.mechanisms.referrals.queries import names
from coop.mechanisms.referrals.queries.choice_views import AppointmentRequestView, BodyChoiceView
from coop.mechanisms.referrals.roster import TAKING_DISPUTES


def stands(dispute_id: Any) -> sa.ColumnElement[bool]:
    """Chosen, not referred yet, and still on the roster; joined with the body."""
    return sa.and_(
        BodyChoice.dispute_id == dispute_id,
        BodyChoice.referral_id.is_(None),
        MediationBody.roster_status.in_(TAKING_DISPUTES),
    )


def standing_choice(dispute_id: UUID) -> BodyChoice | None:
    """What the referral is bound to; None where nothing is chosen."""
    found = sa.select(BodyChoice).join(MediationBody, MediationBody.id == BodyChoice.body_id)
    return session().scalar(found.where(stands(dispute_id)))


def is_asked(dispute_id: Any) -> sa.ColumnElement[bool]:
    """Whether the court was asked to appoint and has not yet."""
    return sa.exists().where(
        AppointmentRequest.dispute_id == dispute_id, AppointmentRequest.is_answered.is_(False)
    )


def body_choices(dispute_id: UUID) -> tuple[BodyChoiceView, ...]:
    """Oldest first."""
    query = sa.select(BodyChoice).where(BodyChoice.dispute_id == dispute_id)
    rows = session().scalars(query.order_by(BodyChoice.id)).all()
    called = names.bodies(one.body_id for one in rows)
    return tuple(
        BodyChoiceView(
            body_id=one.body_id,
            body_name=called[one.body_id][1],
            chosen_by=one.chosen_by,
            chosen_by_label=CHOSEN_BY[one.chosen_by],
            ground=one.ground,
            ground_label=CHOICE_GROUNDS[one.ground],
            basis=CHOICE_BASES[one.ground],
            chosen_on=one.chosen_on,
            due_on=one.due_on,
            is_late=one.due_on is not None and one.chosen_on > one.due_on,
            recorded_by=one.recorded_by,
            referral_id=one.referral_id,
        )
        for one in rows
    )


def appointment_requests(
    dispute_id: UUID, named: Mapping[UUID, str]
) -> tuple[AppointmentRequestView, ...]:
    query = sa.select(AppointmentRequest).where(AppointmentRequest.dispute_id == dispute_id)
    return tuple(
        AppointmentRequestView(
            party_names=tuple(named[UUID(id_)] for id_ in one.asked_by),
            asked_on=one.asked_on,
            is_answered=one.is_answered,
            recorded_by=one.recorded_by,
        )
        for one in session().scalars(query.order_by(AppointmentRequest.id))
    )
