"""What waits for one person in publicity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from coop.activities.waiting import waiting as joint_steps
from coop.core import clock
from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Steps, Waiting
from coop.mechanisms.publicity.models import (
    Campaign,
    CampaignPart,
    LegalReminder,
    Material,
    MaterialRelease,
    NamedInstitution,
)
from coop.mechanisms.publicity.policy import CAMPAIGNS, POSTS
from coop.mechanisms.publicity.workflow import LEGAL_REMINDER, MATERIAL

_WORDS = {
    "approve": Text("批准宣传活动", "Approve a campaign"),
    "confirm": Text("确认参加宣传活动", "Confirm a campaign"),
    "hold": Text("登记宣传活动已开展", "Record a campaign as held"),
    "report": Text("报送宣传总结", "Report on a campaign"),
    "archive": Text("宣传活动归档", "Archive a campaign"),
}
_REVIEW = Text("审核宣传材料", "Review a material")
_RELEASE = Text("同意署名发布宣传材料", "Release a material")
_PUBLISH = Text("发布宣传材料", "Publish a material")
_AS_ASKED = Text("普法提示要求的反馈日期", "As the reminder asks")


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Next steps of campaigns, materials and reminders."""
    yield from joint_steps(
        CAMPAIGNS,
        actor,
        url="/campaigns/{id}",
        may_be_over=Campaign.to_on <= clock.today(),
        words=_WORDS,
    )
    yield from _of_materials(actor)
    yield from _of_reminders(actor)


def _of_materials(actor: Actor) -> Iterator[Waiting]:
    released = sa.exists().where(
        MaterialRelease.material_id == Material.id,
        MaterialRelease.institution_id == NamedInstitution.institution_id,
        MaterialRelease.number == Material.number,
    )
    unreleased = NamedInstitution.material_id == Material.id, ~released
    by_us = NamedInstitution.institution_id == actor.institution_id
    steps = Steps(
        workflow=MATERIAL,
        state=Material.state,
        held=lambda role: _held(actor, role),
        rows=sa.select(Material.id)
        .join(Campaign, Campaign.id == Material.campaign_id)
        .where(readable(actor, Material.agreement_id, Material.classification)),
        url="/materials/{id}",
        subject_id=Material.id,
        title=Material.title,
        due=Due.because(Campaign.from_on, Text("宣传活动开始日", "The campaign's first day")),
    )
    yield from steps.waiting("review", "review", kind=_REVIEW)
    yield from steps.waiting("release", "answer", _exists(*unreleased, by_us), kind=_RELEASE)
    yield from steps.waiting("publish", "do", ~_exists(*unreleased), kind=_PUBLISH)


def _held(actor: Actor, role: str) -> Condition | None:
    """policy.holds_for_material as a condition."""
    under, own = actor.agreements_with(*POSTS[role]), actor.institution_id
    if not under or own is None:
        return None
    in_campaign = sa.exists().where(
        CampaignPart.activity_id == Material.campaign_id, CampaignPart.institution_id == own
    )
    wrote = Material.institution_id == own
    parts: dict[str, Any] = {
        "author_officer": wrote,
        "publisher": sa.or_(wrote, Campaign.lead_id == own),
        "reviewer": sa.and_(in_campaign, ~wrote),
        "named_head": _exists(
            NamedInstitution.material_id == Material.id, NamedInstitution.institution_id == own
        ),
    }
    return sa.and_(Material.agreement_id.in_(under), parts[role])


def _exists(*conditions: Condition) -> Condition:
    return sa.exists(NamedInstitution.id).where(*conditions)


def _of_reminders(actor: Actor) -> Iterator[Waiting]:
    under = actor.agreements_with(*POSTS["recipient"])
    if not under:
        return
    own = sa.and_(
        LegalReminder.agreement_id.in_(under),
        LegalReminder.institution_id == actor.institution_id,
    )
    steps = Steps(
        workflow=LEGAL_REMINDER,
        state=LegalReminder.state,
        held=lambda _role: own,
        rows=sa.select(LegalReminder.id),
        url="/legal-reminders/{id}",
        subject_id=LegalReminder.id,
        title=LegalReminder.title,
        due=Due.because(LegalReminder.answer_by_on, _AS_ASKED),
    )
    yield from steps.waiting("plan_improvement", "do")
    yield from steps.waiting("report_back", "answer")
