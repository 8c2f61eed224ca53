"""The court's own work before the president signs: draft, hear the recipient, deliberate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.mechanisms.recommendations.models import CourtRecommendation, RecommendationCopy
from coop.mechanisms.recommendations.policy import may_draft
from coop.mechanisms.recommendations.service import guard
from coop.mechanisms.recommendations.workflow import RECOMMENDATION
from coop.registry import directory

_DRAFT = Text("起草司法建议", "Draft a recommendation")


@command
def draft_recommendation(
    actor: Actor, *, agreement_id: UUID, cc_ids: Sequence[UUID] = (), **said: Any
) -> CourtRecommendation:
    """A draft only its court sees.

    said: title, findings, problems, grounds, suggestions; recipient_id of a party, or
    recipient_name. Raises Invalid for a recipient that is neither or both, and for own copies.
    """
    if not actor.sees(agreement_id) or actor.institution_id is None:
        raise NotFound
    if not may_draft(actor, agreement_id):
        raise Forbidden(action=_DRAFT)
    made = CourtRecommendation(
        agreement_id=agreement_id, court_id=actor.institution_id, drafted_by_id=actor.id
    )
    _write(made, said)
    session().add(made)
    session().flush()
    _copy_to(made, cc_ids)
    guard.record(actor, made, "draft")
    return made


@command
def edit_recommendation(
    actor: Actor,
    recommendation_id: UUID,
    *,
    expected_version: int,
    cc_ids: Sequence[UUID] | None = None,
    **said: Any,
) -> CourtRecommendation:
    """Change the text until the committee has adopted it."""
    made = guard.admit(actor, recommendation_id, "edit", expected_version)
    _write(made, said)
    made.drafted_by_id = actor.id
    if cc_ids is not None:
        _copy_to(made, cc_ids)
    guard.record(actor, made, "edit", fields=sorted(said))
    return made


@command
def communicate(
    actor: Actor, recommendation_id: UUID, *, heard_on: date, opinion: str, expected_version: int
) -> CourtRecommendation:
    """Record when the recipient was heard and what it said, before anything is decided."""
    made = guard.admit(actor, recommendation_id, "communicate", expected_version)
    _require_past("heard_on", heard_on)
    moved = RECOMMENDATION.move(made, "communicate")
    made.heard_on, made.heard_opinion = heard_on, opinion
    guard.record(actor, made, "communicate", state=moved, heard_on=heard_on)
    return made


@command
def deliberate(
    actor: Actor, recommendation_id: UUID, *, on: date, decision: str, expected_version: int
) -> CourtRecommendation:
    """Record the adjudication committee's decision to adopt the text as it stands."""
    made = guard.admit(actor, recommendation_id, "deliberate", expected_version)
    _require_past("on", on)
    if made.heard_on is not None and on < made.heard_on:
        words = Text("不能早于沟通日期。", "The recipient was heard after that day.")
        raise invalid("on", "before_hearing", words)
    moved = RECOMMENDATION.move(made, "deliberate")
    made.deliberated_on, made.deliberation = on, decision
    guard.record(actor, made, "deliberate", state=moved, on=on)
    return made


def _require_past(name: str, day: date) -> None:
    if day > clock.today():
        raise invalid(name, "in_the_future", Text("不能晚于今天。", "It is after today."))


def _write(made: CourtRecommendation, said: dict[str, Any]) -> None:
    if {"recipient_id", "recipient_name"} & set(said):
        _address(made, said.pop("recipient_id", None), said.pop("recipient_name", ""))
    for name, value in said.items():
        setattr(made, name, value)


def _address(made: CourtRecommendation, recipient_id: UUID | None, name: str) -> None:
    """A party under its own name, or another organ under the name given."""
    if (recipient_id is None) == (not name):
        words = Text(
            "被建议单位：或选成员单位，或填写名称。", "Choose a party, or name another recipient."
        )
        raise invalid("recipient_name", "recipient_unclear", words)
    if recipient_id == made.court_id:
        words = Text("不能向本院提出建议。", "A court doesn't recommend to itself.")
        raise invalid("recipient_id", "own_institution", words)
    if recipient_id is not None:
        name = directory.party(made.agreement_id, recipient_id).name
    made.recipient_id, made.recipient_name = recipient_id, name


def _copy_to(made: CourtRecommendation, cc_ids: Sequence[UUID]) -> None:
    copied = [one for one in dict.fromkeys(cc_ids) if one != made.recipient_id]
    if made.court_id in copied:
        words = Text("不必抄送本院。", "No copy goes to the court itself.")
        raise invalid("cc_ids", "own_institution", words)
    known = set(directory.institution_ids(made.agreement_id))
    if not known.issuperset(copied):
        raise NotFound
    copies = sa.delete(RecommendationCopy).where(RecommendationCopy.recommendation_id == made.id)
    session().execute(copies)
    session().add_all(
        RecommendationCopy(recommendation_id=made.id, institution_id=one) for one in copied
    )
    touch(made)
    session().flush()
