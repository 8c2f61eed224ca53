"""Who is what for a campaign, a material or a reminder, and what exists for whom.

Campaigns and their materials exist for the institutions in the campaign and for the secretariat
that keeps the register; a reminder for who received it and that secretariat.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coop.activities import policy as joint
from coop.activities.kinds import Kind
from coop.activities.policy import OFFICERS
from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.db import session
from coop.mechanisms.publicity.events import CampaignEvent
from coop.mechanisms.publicity.models import (
    Campaign,
    CampaignPart,
    CampaignPicture,
    LegalReminder,
    Material,
    NamedInstitution,
)
from coop.mechanisms.publicity.workflow import CAMPAIGN

CLAUSE = "publicity"
CAMPAIGNS = Kind(
    name="campaign",
    clause=CLAUSE,
    series="法治宣传",
    workflow=CAMPAIGN,
    activity=Campaign,
    part=CampaignPart,
    picture=CampaignPicture,
    event=CampaignEvent,
)
POSTS = {
    "author_officer": OFFICERS,
    "publisher": OFFICERS,
    "reviewer": ("reviewer", "liaison", "signer"),
    "named_head": ("signer",),
    "recipient": OFFICERS,
}


@dataclass(frozen=True, slots=True)
class MaterialStanding:
    """What rights on one material depend on. part_ids: every institution of its campaign."""

    agreement_id: UUID
    author_id: UUID
    lead_id: UUID
    part_ids: frozenset[UUID]
    named_ids: frozenset[UUID]


def holds_for_material(actor: Actor, role: str, standing: MaterialStanding) -> bool:
    """Whether the actor holds the role; nobody reviews what the own institution wrote."""
    own = actor.institution_id
    if own is None or not joint.has_post(actor, standing.agreement_id, POSTS[role]):
        return False
    may = {
        "author_officer": own == standing.author_id,
        "publisher": own in (standing.author_id, standing.lead_id),
        "reviewer": own in standing.part_ids | standing.named_ids and own != standing.author_id,
        "named_head": own in standing.named_ids,
    }
    return may[role]


def holds_reminder(actor: Actor, _role: str, reminder: LegalReminder) -> bool:
    own = actor.institution_id == reminder.institution_id
    return own and joint.is_officer(actor, reminder.agreement_id)


def named_in(material_id: UUID) -> frozenset[UUID]:
    found = sa.select(NamedInstitution.institution_id).where(
        NamedInstitution.material_id == material_id
    )
    return frozenset(session().scalars(found))


def visible_materials(actor: Actor) -> sa.ColumnElement[bool]:
    named = sa.exists().where(
        CampaignPart.activity_id == Material.campaign_id,
        CampaignPart.institution_id == actor.institution_id,
    )
    exists = readable(actor, Material.agreement_id, Material.classification)
    return sa.and_(joint.named_or_registered(actor, Material.agreement_id, named), exists)


def visible_reminders(actor: Actor) -> sa.ColumnElement[bool]:
    own = LegalReminder.institution_id == actor.institution_id
    return joint.seen_or_registered(actor, LegalReminder.agreement_id, own)
