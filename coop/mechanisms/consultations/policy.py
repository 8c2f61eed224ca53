"""Who may do what, and who may see it.

liaison, signer       of the initiator
consulted_…           the same posts, and the handler, at a consulted party
court_signer          signer of a party that is a court, where a case is pending
court_clerk           of a court that sees it, and refers the dispute that it concerns
secretariat           of the institution that hosts today
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationText,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.workflow import WORKFLOW
from coop.registry import directory
from coop.registry.conditions import hosted_by, is_party_of_kind

# Roles on one consultation that are posts of another name.
POSTS = {
    "consulted_liaison": "liaison",
    "consulted_handler": "handler",
    "consulted_signer": "signer",
    "court_signer": "signer",
}
COURT = "court"
CLERK = "court_clerk"


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one consultation depend on. host_id: None where no term is set."""

    agreement_id: UUID
    initiator_id: UUID
    consulted_ids: frozenset[UUID]
    court_ids: frozenset[UUID]
    host_id: UUID | None


def standing_of(
    agreement_id: UUID, initiator_id: UUID, consulted_ids: Sequence[UUID], *, has_case: bool
) -> Standing:
    courts = directory.courts(agreement_id) if has_case else frozenset()
    return Standing(
        agreement_id,
        initiator_id,
        frozenset(consulted_ids),
        courts,
        directory.present_host(agreement_id),
    )


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this consultation."""
    if not actor.has(POSTS.get(role, role), standing.agreement_id):
        return False
    own = actor.institution_id
    if role == CLERK:
        return True  # the post is a court's, and who does not see the matter never gets here
    if role == "court_signer":
        return own in standing.court_ids
    if role.startswith("consulted_"):
        return own in standing.consulted_ids
    return own == (standing.host_id if role == "secretariat" else standing.initiator_id)


def may_follow(actor: Actor, follow_up: Any, agreement_id: UUID) -> bool:
    """Whether the actor may know what a conclusion became. follow_up: with its reader_id."""
    if follow_up.reader_id is None or actor.is_system:
        return True
    return actor.institution_id == follow_up.reader_id and actor.has(CLERK, agreement_id)


def narrowed(standing: Standing, institution_id: UUID) -> Standing:
    """Rights on one party's opinion: no other consulted party has any."""
    return replace(standing, consulted_ids=frozenset({institution_id}))


def may_draft(actor: Actor, agreement_id: UUID | None) -> bool:
    return agreement_id is not None and actor.has("liaison", agreement_id)


# --------------------------------------------------------------------------- visibility


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """What is between initiator, consulted parties and host; all parties' once a meeting takes it.

    Before it is opened: own drafts, and those that a court must let open.
    """
    if actor.is_system:
        return sa.true()
    own = actor.institution_id
    asked = sa.select(ConsultedParty.consultation_id).where(ConsultedParty.institution_id == own)
    is_court = is_party_of_kind(Consultation.agreement_id, own, COURT)
    involved = sa.or_(
        Consultation.id.in_(asked),
        hosted_by(Consultation.agreement_id, own),
        Consultation.item_id.is_not(None),
        sa.and_(Consultation.pending_case_no.is_not(None), is_court),
    )
    return sa.and_(
        Consultation.agreement_id.in_(actor.agreement_ids),
        sa.or_(
            Consultation.initiator_id == own,
            sa.and_(Consultation.opened_at.is_not(None), involved),
            sa.and_(Consultation.id.in_(_for_court()), is_court),
        ),
    )


def circle_of(made: Consultation) -> tuple[UUID, ...]:
    """Who alone is told of it and its papers; empty where every party is. Same rule as above."""
    if made.item_id is not None:
        return ()
    courts = sorted(directory.courts(made.agreement_id)) if made.pending_case_no else []
    host = directory.present_host(made.agreement_id)
    found = [made.initiator_id, *consulted_ids(made.id), *courts]
    return tuple(dict.fromkeys([*found, host] if host else found))


def sees(actor: Actor, consultation_id: UUID) -> bool:
    """The same rule for one row."""
    found = sa.select(Consultation.id).where(Consultation.id == consultation_id, visible_to(actor))
    return session().scalar(found) is not None


def readable_opinions(actor: Actor) -> sa.ColumnElement[bool]:
    """Own opinions, and others' once their round has closed (CO-04). Drafts stay in their party."""
    if actor.is_system:
        return sa.true()
    return sa.or_(Opinion.institution_id == actor.institution_id, Opinion.revealed_at.is_not(None))


def _for_court() -> sa.Select[UUID]:
    """Matters with a pending case that their own signer has approved."""
    return (
        sa.select(ConsultationText.consultation_id)
        .join(Consultation, Consultation.id == ConsultationText.consultation_id)
        .where(
            ConsultationText.approved_at.is_not(None),
            Consultation.pending_case_no.is_not(None),
            Consultation.state == WORKFLOW.initial,
        )
    )


def consulted_ids(consultation_id: UUID) -> tuple[UUID, ...]:
    found = sa.select(ConsultedParty.institution_id).where(
        ConsultedParty.consultation_id == consultation_id
    )
    return tuple(session().scalars(found.order_by(ConsultedParty.id)))
