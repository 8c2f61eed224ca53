"""What forms offer for references."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core import origins
from coop.core.actor import Actor
from coop.core.language import Text
from coop.mechanisms.referrals.codes import CONSULTATION
from coop.mechanisms.referrals.policy import may_register
from coop.mechanisms.referrals.queries import offered
from coop.mechanisms.referrals.queries.disputes import get_dispute
from coop.mechanisms.referrals.queries.loads import fit_bodies, mediators_by_load

PARTY = Text("当事人", "Party")
REASON = Text("理由", "Reason")
_MEDIATOR = Text("调解员", "Mediator")


def agreements_offered(actor: Actor, _subject: Any) -> list[tuple[UUID, str]]:
    """Where the actor may register."""
    return [one for one in offered.agreements(actor) if may_register(actor, one[0])]


def consultations_offered(actor: Actor, _subject: Any) -> list[tuple[UUID, str]]:
    """Concluded ones that a court's clerk may take up."""
    return origins.origin(CONSULTATION).offered(actor)


def parties_offered(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Of a dispute, or of a settlement's dispute."""
    dispute_id = getattr(subject, "dispute_id", None) or subject.id
    return [
        (one.id, f"{one.side_label} {one.name}") for one in get_dispute(actor, dispute_id).parties
    ]


def attendees_offered(_actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Who was at a session."""
    return [(one.id, f"{one.capacity_label} {one.name}") for one in subject.attendees]


def bodies_offered(_actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Those that may take such a dispute today."""
    return fit_bodies(subject.agreement_id, subject.nature)


def chosen_bodies_offered(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """The body that was chosen, where one was; else as above."""
    chosen = {one.body_id for one in getattr(subject, "body_choices", ()) if not one.referral_id}
    found = bodies_offered(actor, subject)
    return [one for one in found if one[0] in chosen] or found


def mediators_offered(_actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Of the body, without a conflict, each with what it has in hand; the least laden first."""
    return mediators_by_load(subject.body_id, [one.name for one in subject.parties])
