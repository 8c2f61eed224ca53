"""代办: a person names a colleague for some days; the institution's administrator may do it too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Forbidden, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.registry import directory
from coop.registry.models import Person
from coop.supervision import policy
from coop.supervision.events import StandInEnded, StandInNamed
from coop.supervision.models import StandIn
from coop.supervision.policy import END_STAND_IN, NAME_STAND_IN


class StandInOverlap(RuleViolation):
    code = "stand_in_overlap"
    text = Text(
        "{name}在这段时间已有代办安排（{from_on}至{to_on}）。",
        "{name} has a stand-in arrangement in these days already ({from_on} to {to_on}).",
    )


class StandInOver(RuleViolation):
    code = "stand_in_over"
    text = Text("代办安排已经结束。", "The arrangement is over.")


class Arrangement(TypedDict):
    """Who is absent when, both days included, and who takes over.

    person_id: the actor unless given.
    """

    stand_in_id: UUID
    from_on: date
    to_on: date
    person_id: NotRequired[UUID | None]
    reason: NotRequired[str]


@command
def name_stand_in(actor: Actor, *, agreement_id: UUID, **fields: Unpack[Arrangement]) -> StandIn:
    """Raises Invalid, and StandInOverlap where work would end with nobody."""
    if not actor.sees(agreement_id):
        raise NotFound
    absent_id = fields.get("person_id") or actor.id
    if not policy.may_arrange(actor, agreement_id, absent_id):
        raise Forbidden(action=NAME_STAND_IN)
    arranged = StandIn(
        agreement_id=agreement_id,
        institution_id=actor.institution_id,
        person_id=absent_id,
        stand_in_id=fields["stand_in_id"],
        from_on=fields["from_on"],
        to_on=fields["to_on"],
        reason=fields.get("reason", ""),
    )
    colleagues = _colleagues(actor, agreement_id)
    _check(arranged, colleagues)
    _refuse_overlap(arranged, colleagues)
    session().add(arranged)
    session().flush()
    _record_named(actor, arranged, colleagues)
    return arranged


def _record_named(actor: Actor, arranged: StandIn, names: dict[UUID, str]) -> None:
    audit.record(
        actor,
        "stand_in.name",
        _subject(arranged),
        reason=arranged.reason or None,
        person=names[arranged.person_id],
        stand_in=names[arranged.stand_in_id],
    )
    _tell(
        arranged,
        StandInNamed,
        person_id=arranged.person_id,
        stand_in_id=arranged.stand_in_id,
        from_on=arranged.from_on,
        to_on=arranged.to_on,
    )


@command
def end_stand_in(actor: Actor, stand_in_id: UUID, *, expected_version: int) -> StandIn:
    """From today on it no longer holds. Raises RuleViolation when it is over."""
    arranged = lock(StandIn, stand_in_id)
    if not actor.sees(arranged.agreement_id):
        raise NotFound
    own = actor.institution_id == arranged.institution_id
    if not own or not policy.may_arrange(actor, arranged.agreement_id, arranged.person_id):
        raise Forbidden(action=END_STAND_IN)
    check_version(arranged, expected_version)
    if arranged.ended_on is not None or arranged.to_on < clock.today():
        raise StandInOver
    arranged.ended_on = clock.today()
    audit.record(actor, "stand_in.end", _subject(arranged), ended_on=arranged.ended_on)
    _tell(arranged, StandInEnded)
    return arranged


def _colleagues(actor: Actor, agreement_id: UUID) -> dict[UUID, str]:
    if actor.institution_id is None:
        return {}
    found = directory.people(agreement_id, actor.institution_id)
    return {one.id: one.name for one in found}


def _check(arranged: StandIn, colleagues: Collection[UUID]) -> None:
    if arranged.person_id not in colleagues:
        words = Text("不是本单位在本协议下任职的人员。", "Nobody of your institution with a post.")
        raise invalid("person_id", "not_a_colleague", words)
    if arranged.stand_in_id not in set(colleagues) - {arranged.person_id}:
        words = Text("应为本单位另一名有任职的人员。", "Another officer of the same institution.")
        raise invalid("stand_in_id", "not_a_colleague", words)
    if arranged.to_on < max(arranged.from_on, clock.today()):
        words = Text(
            "结束日期不能早于开始日期和今天。", "It may not end before it begins, or before today."
        )
        raise invalid("to_on", "before_start", words)


def _refuse_overlap(arranged: StandIn, names: dict[UUID, str]) -> None:
    """Who is absent stands in for nobody in these days, and who stands in is there."""
    people = {arranged.person_id, arranged.stand_in_id}
    for one in sorted(people):
        lock(Person, one)
    clash = (
        session()
        .scalars(
            sa.select(StandIn).where(
                StandIn.agreement_id == arranged.agreement_id,
                sa.or_(StandIn.person_id.in_(people), StandIn.stand_in_id == arranged.person_id),
                StandIn.from_on <= arranged.to_on,
                StandIn.to_on >= arranged.from_on,
                sa.or_(StandIn.ended_on.is_(None), StandIn.ended_on > arranged.from_on),
            )
        )
        .first()
    )
    if clash is not None:
        raise StandInOverlap(
            name=names.get(clash.person_id, ""), from_on=clash.from_on, to_on=clash.to_on
        )


def _subject(arranged: StandIn) -> Subject:
    return Subject("stand_in", arranged.id, arranged.agreement_id)


def _tell(arranged: StandIn, event: type[events.DomainEvent], **facts: Any) -> None:
    about: dict[str, Any] = {
        "agreement_id": arranged.agreement_id,
        "subject_id": arranged.id,
        "audience": directory.institution_ids(arranged.agreement_id),
    }
    events.record(event(**about, **facts))
