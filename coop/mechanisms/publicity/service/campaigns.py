"""Planning campaigns, events and figures, and what they add to the lifecycle in coop/activities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities import service as joint
from coop.activities.lifecycle import Lifecycle
from coop.activities.policy import require_officer
from coop.activities.printing import Sheet
from coop.activities.workflow import CO_HOST, PARTICIPANT
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.publicity import printing
from coop.mechanisms.publicity.models import (
    Campaign,
    CampaignPart,
    PublicityEvent,
    ReachReport,
)
from coop.mechanisms.publicity.policy import CAMPAIGNS
from coop.registry import directory


class NoEventHeld(RuleViolation):
    code = "no_event_held"
    text = Text("还没有登记已举行的场次。", "No event that took place is entered.")


class FiguresMissing(RuleViolation):
    code = "figures_missing"
    text = Text("以下单位尚未填报宣传效果：{names}。", "No figures of the reach yet from: {names}.")


@command
def plan_campaign(
    actor: Actor,
    *,
    agreement_id: UUID,
    co_host_ids: Sequence[UUID] = (),
    participant_ids: Sequence[UUID] = (),
    **said: Any,
) -> Campaign:
    """said: title, season, from_on, to_on, channels, target_group, programme.

    Raises Invalid unless another member is named.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    require_officer(actor, agreement_id, Text("策划宣传活动", "Plan a campaign"))
    campaign = Campaign(
        agreement_id=agreement_id, lead_id=own_institution(actor), planned_by_id=actor.id
    )
    _write(campaign, said)
    session().add(campaign)
    session().flush()
    _name_parts(campaign, co_host_ids, participant_ids)
    joint.record(CAMPAIGNS, actor, campaign, "plan")
    return campaign


@command
def edit_campaign(
    actor: Actor,
    campaign_id: UUID,
    *,
    expected_version: int,
    co_host_ids: Sequence[UUID] | None = None,
    participant_ids: Sequence[UUID] | None = None,
    **said: Any,
) -> Campaign:
    """Institutions are named anew when either list is given."""
    campaign = joint.admit(CAMPAIGNS, actor, campaign_id, "edit", expected_version)
    _write(campaign, said)
    if co_host_ids is not None or participant_ids is not None:
        _name_parts(campaign, co_host_ids or (), participant_ids or ())
    campaign.planned_by_id = actor.id
    joint.record(CAMPAIGNS, actor, campaign, "edit", fields=sorted(said))
    return campaign


# --------------------------------------------------------------------------- what is done in it


@command
def add_publicity_event(actor: Actor, campaign_id: UUID, **said: Any) -> Campaign:
    """A 场次 of the own institution. said: topic, channel, on_day, place."""
    campaign = joint.admit(CAMPAIGNS, actor, campaign_id, "add_event", None)
    if not campaign.from_on <= said["on_day"] <= campaign.to_on:
        words = Text("应在活动期间内（{first}至{last}）。", "From {first} to {last}, not outside.")
        days = words.with_facts(first=campaign.from_on, last=campaign.to_on)
        raise invalid("on_day", "outside_the_campaign", days)
    event = PublicityEvent(campaign_id=campaign.id, institution_id=own_institution(actor), **said)
    session().add(event)
    touch(campaign)
    joint.record(CAMPAIGNS, actor, campaign, "add_event", on_day=said["on_day"])
    return campaign


@command
def report_reach(
    actor: Actor, campaign_id: UUID, *, source: str, expected_version: int, **figures: int
) -> Campaign:
    """The own institution's figures of the whole campaign, until it is reported on.

    figures: staff_count, outlet_count, event_count, item_count, post_count, click_count,
    people_count. Raises Invalid when fewer events are counted than were entered.
    """
    campaign = joint.admit(CAMPAIGNS, actor, campaign_id, "report_reach", expected_version)
    own = own_institution(actor)
    _check_events(campaign, own, figures["event_count"])
    known = sa.select(ReachReport).where(
        ReachReport.campaign_id == campaign.id, ReachReport.institution_id == own
    )
    row = session().scalar(known) or ReachReport(campaign_id=campaign.id, institution_id=own)
    for name, value in figures.items():
        setattr(row, name, value)
    row.source, row.reported_at = source, clock.now()
    row.reported_by = actor.on_behalf_of or actor.name
    session().add(row)
    touch(campaign)
    joint.record(CAMPAIGNS, actor, campaign, "report_reach", figures=figures)
    return campaign


def _write(campaign: Campaign, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(campaign, name, value)
    if campaign.to_on < campaign.from_on:
        words = Text("不能早于起始日。", "It may not be before the first day.")
        raise invalid("to_on", "ends_before_start", words)


def _name_parts(
    campaign: Campaign, co_host_ids: Sequence[UUID], participant_ids: Sequence[UUID]
) -> None:
    roles = {**dict.fromkeys(participant_ids, PARTICIPANT), **dict.fromkeys(co_host_ids, CO_HOST)}
    joint.name_parts(CAMPAIGNS, campaign, roles)


def _check_events(campaign: Campaign, own: UUID, counted: int) -> None:
    entered = sa.select(sa.func.count()).where(
        PublicityEvent.campaign_id == campaign.id,
        PublicityEvent.institution_id == own,
        PublicityEvent.on_day <= clock.today(),
    )
    listed = session().scalar(entered) or 0
    if counted < listed:
        words = Text("已登记{listed}场，场次数不能更少。", "{listed} events are entered already.")
        raise invalid("event_count", "fewer_than_entered", words.with_facts(listed=listed))


def _sign_by(campaign: Campaign) -> date:
    return max(campaign.from_on, clock.today())


def _held_on(campaign: Campaign) -> date:
    """Its last day, once an event of it took place."""
    took_place = sa.select(PublicityEvent.id).where(
        PublicityEvent.campaign_id == campaign.id, PublicityEvent.on_day <= clock.today()
    )
    if session().scalar(took_place.limit(1)) is None:
        raise NoEventHeld
    return campaign.to_on


def _summary(campaign: Campaign, summary: str) -> Sheet:
    """With the figures of every institution in it."""
    reported = sa.select(ReachReport.institution_id).where(ReachReport.campaign_id == campaign.id)
    parts = sa.select(CampaignPart.institution_id).where(
        CampaignPart.activity_id == campaign.id, CampaignPart.institution_id.not_in(reported)
    )
    missing = list(session().scalars(parts.order_by(CampaignPart.id)))
    if missing:
        names = directory.short_names(campaign.agreement_id)
        raise FiguresMissing(names="、".join(names[one] for one in missing))
    return printing.summary(campaign, summary)


LIFECYCLE = Lifecycle(
    CAMPAIGNS,
    notice=printing.notice,
    sign_by=_sign_by,
    held_on=_held_on,
    record=_summary,
    facts=printing.campaign_facts,
)
