"""The register of mediation bodies, kept by the clerks of the court that invites them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.models.bodies import MediationBody
from coop.mechanisms.referrals.roster import BODY, BODY_KINDS
from coop.mechanisms.referrals.roster_events import MediationBodyEvent
from coop.mechanisms.referrals.roster_policy import (
    bodies_visible_to,
    holds,
    may_register_body,
    standing_of_body,
)
from coop.registry import directory, outside

_REGISTER = Text("登记调解组织", "Register a mediation body")


@command
def register_body(
    actor: Actor, *, agreement_id: UUID, name: str, short_name: str, kind: str, **said: Any
) -> MediationBody:
    """Put a body on the court's roster; its officers and mediators are added afterwards.

    said: founded_on, licence_no, licence_valid_to, certificate_no, causes, seat, contact.
    """
    if not actor.sees(agreement_id) or actor.institution_id is None:
        raise NotFound
    if not may_register_body(actor, agreement_id):
        raise Forbidden(action=_REGISTER)
    if kind not in BODY_KINDS:
        raise invalid("kind", "not_a_choice", Text("没有这种类型。", "There is no such kind."))
    institution = outside.add_mediation_body(actor, name=name, short_name=short_name)
    made = MediationBody(
        agreement_id=agreement_id,
        institution_id=institution.id,
        court_id=actor.institution_id,
        kind=kind,
    )
    _write(made, said)
    session().add(made)
    session().flush()
    record(actor, made, "register", kind=kind)
    return made


@command
def edit_body(actor: Actor, body_id: UUID, *, expected_version: int, **said: Any) -> MediationBody:
    """Change an entry; the name is the institution's."""
    made = body_for(actor, body_id, "edit", expected_version)
    _write(made, said)
    record(actor, made, "edit", fields=sorted(said))
    return made


@command
def add_officer(actor: Actor, body_id: UUID, *, name: str, title: str = "") -> MediationBody:
    """A person who accepts, reports and concludes for the body."""
    made = body_for(actor, body_id, "add_officer", None)
    person = outside.add_outside_person(
        actor, made.agreement_id, made.institution_id, name=name, title=title, role="body"
    )
    record(actor, made, "add_officer", person_id=person.id)
    return made


@command
def suspend_body(
    actor: Actor, body_id: UUID, *, reason: str, expected_version: int
) -> MediationBody:
    """Nothing more is referred to it; what it has goes on."""
    return _move(actor, body_id, "suspend", expected_version, reason)


@command
def restore_body(actor: Actor, body_id: UUID, *, expected_version: int) -> MediationBody:
    return _move(actor, body_id, "restore", expected_version, "")


@command
def remove_body(
    actor: Actor, body_id: UUID, *, reason: str, expected_version: int
) -> MediationBody:
    return _move(actor, body_id, "remove", expected_version, reason)


def body_for(
    actor: Actor, body_id: UUID, action: str, expected_version: int | None
) -> MediationBody:
    """The locked entry: visible, permitted, current, in a fitting state; else refused so."""
    made = lock(MediationBody, body_id)
    visible = sa.select(MediationBody.id).where(
        MediationBody.id == body_id, bodies_visible_to(actor)
    )
    if session().scalar(visible) is None:
        raise NotFound
    policy.require(actor, BODY, action, standing_of_body(made), holds)
    check_version(made, expected_version)
    BODY.next(made.roster_status, action)
    return made


def record(
    actor: Actor, made: MediationBody, action: str, *, reason: str | None = None, **changes: Any
) -> None:
    """The roster is every party's to know, and the body's own."""
    subject = Subject("mediation_body", made.id, made.agreement_id)
    audit.record(actor, f"mediation_body.{action}", subject, reason=reason, **changes)
    session().flush()
    told = (*directory.institution_ids(made.agreement_id), made.institution_id)
    events.record(
        MediationBodyEvent(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=told,
            action=action,
            roster_status=made.roster_status,
        )
    )


def _move(
    actor: Actor, body_id: UUID, action: str, expected_version: int, reason: str
) -> MediationBody:
    made = body_for(actor, body_id, action, expected_version)
    before = made.roster_status
    made.roster_status, made.roster_reason = BODY.next(before, action), reason
    record(actor, made, action, reason=reason or None, state=(before, made.roster_status))
    return made


def _write(made: MediationBody, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(made, name, value)
    until: date | None = made.licence_valid_to
    if until is not None and not made.licence_no:
        words = Text("请填写许可证号。", "Give the number of the licence.")
        raise invalid("licence_no", "licence_no_missing", words)
