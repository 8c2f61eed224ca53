"""Clearances 知悉权限: set by the holder's own institution, for a time, withdrawn at once.

The usual, internal, needs none. More than that, a work secret, is opened by the institution's
signer or secretariat (at a mediation body its office), never for oneself and never by coop's
operator; less than that, only what is public, also by its administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, policy
from coop.core.actor import CLIENT, Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, step
from coop.core.errors import Conflict, Forbidden, NotFound, invalid
from coop.core.ladder import PUBLIC
from coop.core.language import Text
from coop.registry.clearance_register import Seat, holds, sees
from coop.registry.events import ClearanceChanged
from coop.registry.models import (
    ApiClient,
    Clearance,
    ClientPost,
    Person,
    Post,
)
from coop.registry.people import in_force_on
from coop.registry.tokens import forget_tokens
from coop.registry.workflow import CLEARANCE


class OwnClearance(Forbidden):
    code = "own_clearance"
    text = Text(
        "本人的知悉权限由本单位其他人员核定。",
        "Somebody else of your institution sets your own clearance.",
    )


class ClearanceHeld(Conflict):
    code = "clearance_held"
    text = Text(
        "{name}在该期间已有核定的知悉权限，请先收回。",
        "{name} has a clearance in that period; withdraw it first.",
    )


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose clearance it is."""

    id: UUID
    institution_id: UUID
    name: str
    is_person: bool


# --------------------------------------------------------------------------- acts


@command
def set_clearance(  # noqa: PLR0913  # keywords only: the columns of a clearance
    actor: Actor,
    agreement_id: UUID,
    *,
    highest: str,
    reason: str,
    person_id: UUID | None = None,
    api_client_id: UUID | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Clearance:
    """Clear a person or a system of the own institution, from today unless said otherwise.

    Raises Forbidden, OwnClearance, Invalid (person_id, to_on), ClearanceHeld.
    """
    if not actor.is_system and agreement_id not in actor.posted_ids:
        raise NotFound
    holder = _holder(actor, agreement_id, person_id, api_client_id)
    _require(actor, "limit" if highest == PUBLIC else "give", agreement_id, holder)
    made = Clearance(
        agreement_id=agreement_id,
        institution_id=holder.institution_id,
        person_id=holder.id if holder.is_person else None,
        api_client_id=None if holder.is_person else holder.id,
        highest=highest,
        reason=reason,
        from_on=from_on or clock.today(),
        to_on=to_on,
        given_by_name=actor.on_behalf_of or actor.name,
    )
    _check_period(made)
    _check_not_held(made, holder)
    session().add(made)
    session().flush()
    _record(actor, made, "give", highest=highest, holder=holder.name, until=to_on, reason=reason)
    return made


@command
def withdraw_clearance(
    actor: Actor, clearance_id: UUID, *, reason: str, expected_version: int
) -> Clearance:
    """Back to the usual at once. A system's tokens may be remembered for some seconds."""
    found = lock(Clearance, clearance_id)
    if not sees(actor, found):
        raise NotFound
    _require(actor, "withdraw", found.agreement_id, _holder_of(found))
    check_version(found, expected_version)
    before, found.state = found.state, CLEARANCE.next(found.state, "withdraw")
    found.withdrawn_at, found.withdrawal_reason = clock.now(), reason
    found.withdrawn_by_name = actor.on_behalf_of or actor.name
    _record(actor, found, "withdraw", reason=reason, state=(before, found.state))
    return found


@step
def limit_client(actor: Actor, client: ApiClient, agreement_id: UUID) -> None:
    """Let a system read no more than what is public from its first day on."""
    made = Clearance(
        agreement_id=agreement_id,
        institution_id=client.institution_id,
        api_client_id=client.id,
        highest=PUBLIC,
        reason="新增接口时限定",
        from_on=clock.today(),
        given_by_name=actor.name,
    )
    session().add(made)
    session().flush()
    _record(actor, made, "give", highest=PUBLIC, holder=client.name, reason=made.reason)


def _holder(
    actor: Actor, agreement_id: UUID, person_id: UUID | None, api_client_id: UUID | None
) -> _Holder:
    """Somebody of the own institution who works under the agreement. Raises Invalid."""
    if (person_id is None) == (api_client_id is None):
        words = Text("人员和接口选一个。", "Name either a person or a system.")
        raise invalid("person_id", "one_of_two", words)
    name = "person_id" if person_id is not None else "api_client_id"
    works: Any = (
        sa.select(Person.id, Person.institution_id, Person.name)
        .join(Post, Post.person_id == Person.id)
        .where(Person.id == person_id, Post.agreement_id == agreement_id)
        .where(in_force_on(clock.today()))
        if person_id is not None
        else sa.select(ApiClient.id, ApiClient.institution_id, ApiClient.name)
        .join(ClientPost, ClientPost.api_client_id == ApiClient.id)
        .where(ApiClient.id == api_client_id, ClientPost.agreement_id == agreement_id)
    )
    found = session().execute(works).first()
    if found is None or not (actor.is_system or found.institution_id == actor.institution_id):
        words = Text(
            "应为本单位在该协议下任职的人员或使用的接口。",
            "It has to be a person or system of your institution working under the agreement.",
        )
        raise invalid(name, "not_of_own_institution", words)
    return _Holder(found.id, found.institution_id, found.name, person_id is not None)


def _holder_of(row: Clearance) -> _Holder:
    holder = (
        session().get_one(Person, row.person_id)
        if row.person_id is not None
        else session().get_one(ApiClient, row.api_client_id)
    )
    return _Holder(holder.id, row.institution_id, holder.name, row.person_id is not None)


def _require(actor: Actor, action: str, agreement_id: UUID, holder: _Holder) -> None:
    """Raises Forbidden, OfficerRequired or OwnClearance.

    coop's operator, who is of no institution, may only limit.
    """
    if actor.is_system and action != "limit":
        raise Forbidden(action=CLEARANCE.actions[action])
    policy.require(actor, CLEARANCE, action, Seat(agreement_id, holder.institution_id), holds)
    policy.require_person(actor)
    named = actor.on_behalf_of if actor.kind == CLIENT else None
    if actor.id == holder.id or (holder.is_person and named == holder.name):
        raise OwnClearance(action=CLEARANCE.actions[action])


def _check_period(made: Clearance) -> None:
    if made.to_on is None and made.highest != PUBLIC:
        words = Text("工作秘密的知悉权限须写明截止日期。", "A work secret is opened up to a day.")
        raise invalid("to_on", "required", words)
    if made.to_on is not None and made.to_on < made.from_on:
        raise invalid(
            "to_on", "before_from_on", Text("早于开始日期。", "It is before the first day.")
        )


def _check_not_held(made: Clearance, holder: _Holder) -> None:
    column = Clearance.person_id if holder.is_person else Clearance.api_client_id
    held = sa.select(Clearance.id).where(
        column == holder.id,
        Clearance.agreement_id == made.agreement_id,
        Clearance.withdrawn_at.is_(None),
        sa.or_(Clearance.to_on.is_(None), Clearance.to_on >= made.from_on),
    )
    if made.to_on is not None:
        held = held.where(Clearance.from_on <= made.to_on)
    if session().scalar(held.limit(1)) is not None:
        raise ClearanceHeld(name=holder.name)


def _record(
    actor: Actor, row: Clearance, action: str, *, reason: str | None = None, **changes: object
) -> None:
    subject = Subject("clearance", row.id, row.agreement_id)
    audit.record(actor, f"clearance.{action}", subject, reason=reason, **changes)
    events.record(
        ClearanceChanged(
            agreement_id=row.agreement_id,
            subject_id=row.id,
            audience=(row.institution_id,),
            action=action,
            person_id=row.person_id,
            api_client_id=row.api_client_id,
            highest=row.highest,
        )
    )
    forget_tokens()
