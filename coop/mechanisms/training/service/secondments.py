"""Secondments 挂职、跟班: proposed by the sender, agreed and closed by the receiver."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.parts import Guarded
from coop.mechanisms.training.events import SecondmentEvent
from coop.mechanisms.training.models import Secondment
from coop.mechanisms.training.policy import (
    Standing,
    holds,
    require_officer,
    visible_secondments,
)
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.workflow import SECONDMENT
from coop.registry import directory


class NotYetOver(RuleViolation):
    code = "secondment_not_over"
    text = Text(
        "挂职期至{day}，提前结束请说明理由。", "It lasts until {day}; to end it early, say why."
    )


@command
def propose_secondment(
    actor: Actor, *, agreement_id: UUID, host_id: UUID, **said: Any
) -> Secondment:
    """Offer one of one's own. said: kind, name, job_title, level, position, from_on, to_on."""
    if not actor.sees(agreement_id):
        raise NotFound
    require_officer(actor, agreement_id, Text("提出挂职", "propose a secondment"))
    made = Secondment(
        agreement_id=agreement_id, sender_id=guard.own_institution(actor), host_id=host_id, **said
    )
    _check(made)
    session().add(made)
    session().flush()
    _record(actor, made, "propose")
    return made


@command
def agree_secondment(
    actor: Actor, secondment_id: UUID, *, mentor: str, expected_version: int
) -> Secondment:
    """Accept the person; mentor: 带教人."""
    found = _admit(actor, secondment_id, "agree", expected_version)
    found.mentor = mentor
    return _move(actor, found, "agree")


@command
def decline_secondment(
    actor: Actor, secondment_id: UUID, *, reason: str, expected_version: int
) -> Secondment:
    found = _admit(actor, secondment_id, "decline", expected_version)
    found.reason = reason
    return _move(actor, found, "decline", reason=reason)


@command
def begin_secondment(actor: Actor, secondment_id: UUID, *, expected_version: int) -> Secondment:
    """The person has arrived."""
    found = _admit(actor, secondment_id, "begin", expected_version)
    return _move(actor, found, "begin")


@command
def finish_secondment(
    actor: Actor, secondment_id: UUID, *, appraisal: str, expected_version: int
) -> Secondment:
    """At the end of the period, with the appraisal 鉴定意见. Raises NotYetOver before its day."""
    found = _admit(actor, secondment_id, "finish", expected_version)
    if clock.today() < found.to_on:
        raise NotYetOver(day=found.to_on)
    found.appraisal = appraisal
    return _move(actor, found, "finish")


@command
def end_secondment(
    actor: Actor, secondment_id: UUID, *, reason: str, expected_version: int
) -> Secondment:
    """Either side, before the period is over."""
    found = _admit(actor, secondment_id, "end_early", expected_version)
    found.reason = reason
    return _move(actor, found, "end_early", reason=reason)


def _check(made: Secondment) -> None:
    if made.host_id not in directory.institution_ids(made.agreement_id):
        raise invalid("host_id", "not_a_party", Text("不是成员单位。", "Not a party."))
    if made.host_id == made.sender_id:
        words = Text("不能派到本单位。", "It has to be another institution.")
        raise invalid("host_id", "own_institution", words)
    if made.to_on <= made.from_on:
        words = Text("应晚于开始日期。", "It has to be after the first day.")
        raise invalid("to_on", "ends_before_start", words)


def standing_of(found: Secondment) -> Standing:
    return Standing(
        agreement_id=found.agreement_id,
        organiser_id=None,
        institution_id=found.sender_id,
        host_id=found.host_id,
    )


_admit = Guarded(Secondment, SECONDMENT, visible_secondments, standing_of, holds).admit


def _move(actor: Actor, found: Secondment, action: str, *, reason: str | None = None) -> Secondment:
    _record(actor, found, action, reason=reason, state=SECONDMENT.move(found, action))
    return found


def _record(
    actor: Actor, found: Secondment, action: str, *, reason: str | None = None, **changes: object
) -> None:
    subject = Subject("secondment", found.id, found.agreement_id)
    audit.record(actor, f"secondment.{action}", subject, reason=reason, **changes)
    events.record(
        SecondmentEvent(
            agreement_id=found.agreement_id,
            subject_id=found.id,
            audience=(found.sender_id, found.host_id),
            action=action,
            state=found.state,
        )
    )
