"""The register of mediators: certificates, conflicts, and who is at work."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, touch
from coop.core.errors import NotFound, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator, MediatorConflict
from coop.mechanisms.referrals.roster import MEDIATOR
from coop.mechanisms.referrals.roster_events import MediatorEvent
from coop.mechanisms.referrals.roster_policy import (
    bodies_visible_to,
    holds,
    standing_of_body,
)
from coop.mechanisms.referrals.service.bodies import body_for
from coop.registry import outside


@command
def add_mediator(
    actor: Actor, body_id: UUID, *, name: str, title: str = "", **said: Any
) -> Mediator:
    """A person who mediates for the body, with a post of today.

    said: certificate_no, certificate_valid_to, specialties, most_open.
    """
    body = body_for(actor, body_id, "add_mediator", None)
    person = outside.add_outside_person(
        actor, body.agreement_id, body.institution_id, name=name, title=title, role="mediator"
    )
    made = Mediator(body_id=body.id, person_id=person.id)
    _write(made, said)
    session().add(made)
    session().flush()
    _record(actor, made, body, "add")
    return made


@command
def edit_mediator(
    actor: Actor, mediator_id: UUID, *, expected_version: int, **said: Any
) -> Mediator:
    made, body = _mediator_for(actor, mediator_id, "edit", expected_version)
    _write(made, said)
    _record(actor, made, body, "edit", fields=sorted(said))
    return made


@command
def declare_conflict(
    actor: Actor,
    mediator_id: UUID,
    *,
    party_name: str,
    relation: str,
    note: str = "",
    until_on: date | None = None,
) -> Mediator:
    """Whose disputes never go to this mediator; declared again it replaces the former entry."""
    made, body = _mediator_for(actor, mediator_id, "declare_conflict", None)
    former = sa.delete(MediatorConflict).where(
        MediatorConflict.mediator_id == made.id, MediatorConflict.party_name == party_name
    )
    session().execute(former)
    session().add(
        MediatorConflict(
            mediator_id=made.id,
            party_name=party_name,
            relation=relation,
            note=note,
            until_on=until_on,
        )
    )
    touch(made)
    _record(actor, made, body, "declare_conflict", relation=relation)
    return made


@command
def leave_mediator(
    actor: Actor, mediator_id: UUID, *, reason: str, expected_version: int
) -> Mediator:
    """No new dispute goes to this mediator; what he or she has is handed on by the body."""
    made, body = _mediator_for(actor, mediator_id, "leave", expected_version)
    made.is_active = False
    _record(actor, made, body, "leave", reason=reason)
    return made


@command
def rejoin_mediator(actor: Actor, mediator_id: UUID, *, expected_version: int) -> Mediator:
    made, body = _mediator_for(actor, mediator_id, "rejoin", expected_version)
    made.is_active = True
    _record(actor, made, body, "rejoin")
    return made


def _mediator_for(
    actor: Actor, mediator_id: UUID, action: str, expected_version: int | None
) -> tuple[Mediator, MediationBody]:
    made = lock(Mediator, mediator_id)
    visible = sa.select(MediationBody).where(
        MediationBody.id == made.body_id, bodies_visible_to(actor)
    )
    body = session().scalar(visible)
    if body is None:
        raise NotFound
    policy.require(actor, MEDIATOR, action, standing_of_body(body, made.person_id), holds)
    check_version(made, expected_version)
    MEDIATOR.next(made.state, action)
    return made, body


def _record(
    actor: Actor,
    made: Mediator,
    body: MediationBody,
    action: str,
    *,
    reason: str | None = None,
    **changes: Any,
) -> None:
    subject = Subject("mediator", made.id, body.agreement_id)
    audit.record(actor, f"mediator.{action}", subject, reason=reason, **changes)
    session().flush()
    events.record(
        MediatorEvent(
            agreement_id=body.agreement_id,
            subject_id=made.id,
            audience=(body.court_id, body.institution_id),
            body_id=body.id,
            action=action,
            state=made.state,
        )
    )


def _write(made: Mediator, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(made, name, value)
    if made.certificate_valid_to is not None and not made.certificate_no:
        words = Text("请填写证书编号。", "Give the number of the certificate.")
        raise invalid("certificate_no", "certificate_no_missing", words)
