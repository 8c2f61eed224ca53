"""The year with its seasons, and what was reached in a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import visible
from coop.activities.workflow import REPORT
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import RatioView, check_period, instants, ratio
from coop.core.language import Text
from coop.mechanisms.publicity.models import (
    Campaign,
    Material,
    PublicityEvent,
    ReachReport,
)
from coop.mechanisms.publicity.policy import CAMPAIGNS, visible_materials
from coop.mechanisms.publicity.queries.campaigns import total_of
from coop.mechanisms.publicity.queries.views import ReachView
from coop.mechanisms.publicity.seasons import SEASONS
from coop.mechanisms.publicity.workflow import FIGURES
from coop.registry import directory
from coop.registry.models import Deadline


@dataclass(frozen=True, slots=True)
class SeasonCampaignView:
    """A campaign that answers a season."""

    id: UUID
    title: str
    state_label: Text


@dataclass(frozen=True, slots=True)
class SeasonView:
    """A date of the year, with the campaigns planned for it."""

    season: str
    label: Text
    from_on: date
    to_on: date
    basis: Text
    campaigns: tuple[SeasonCampaignView, ...]


@dataclass(frozen=True, slots=True)
class PublicityYearView:
    """The seasons of one year, and whether something is planned for each."""

    agreement_id: UUID
    year: int
    seasons: tuple[SeasonView, ...]


@dataclass(frozen=True, slots=True)
class PublicityStatisticsView:
    """Of what the caller may see, from from_on to until_on, both days included."""

    agreement_id: UUID
    from_on: date
    until_on: date
    campaign_count: int
    event_count: int
    published_count: int
    reach: tuple[ReachView, ...]
    total_reach: ReachView
    seasons_answered: RatioView
    reports_on_time: RatioView


def publicity_year(actor: Actor, agreement_id: UUID, *, year: int) -> PublicityYearView:
    """Raises NotFound for strangers. Cancelled campaigns answer no season."""
    if not actor.sees(agreement_id):
        raise NotFound
    planned = _planned(actor, agreement_id, (date(year, 1, 1), date(year, 12, 31)))
    seasons = [
        SeasonView(
            code,
            one.label,
            *one.in_year(year),
            one.basis,
            tuple(
                SeasonCampaignView(row.id, row.title, CAMPAIGNS.workflow.states[row.state])
                for row in planned
                if row.season == code
            ),
        )
        for code, one in SEASONS.items()
    ]
    return PublicityYearView(agreement_id, year, tuple(seasons))


def publicity_statistics(
    actor: Actor, agreement_id: UUID, *, from_on: date, until_on: date
) -> PublicityStatisticsView:
    """Raises NotFound for strangers, Invalid when the period is turned round."""
    if not actor.sees(agreement_id):
        raise NotFound
    check_period(from_on, until_on)
    seen = sa.and_(Campaign.agreement_id == agreement_id, visible(CAMPAIGNS, actor))
    held = list(
        session().scalars(
            sa.select(Campaign.id).where(seen, Campaign.held_on.between(from_on, until_on))
        )
    )
    reach = _reach(agreement_id, held)
    return PublicityStatisticsView(
        agreement_id=agreement_id,
        from_on=from_on,
        until_on=until_on,
        campaign_count=len(held),
        event_count=_events(seen, (from_on, until_on)),
        published_count=_published(actor, agreement_id, (from_on, until_on)),
        reach=reach,
        total_reach=total_of(reach),
        seasons_answered=_answered(actor, agreement_id, (from_on, until_on)),
        reports_on_time=_on_time(seen, (from_on, until_on)),
    )


def _planned(actor: Actor, agreement_id: UUID, days: tuple[date, date]) -> Sequence[Any]:
    query = sa.select(
        Campaign.id, Campaign.title, Campaign.state, Campaign.season, Campaign.from_on
    ).where(
        Campaign.agreement_id == agreement_id,
        Campaign.season.is_not(None),
        Campaign.cancelled_on.is_(None),
        Campaign.from_on.between(*days),
        visible(CAMPAIGNS, actor),
    )
    return session().execute(query.order_by(Campaign.from_on, Campaign.id)).all()


def _answered(actor: Actor, agreement_id: UUID, days: tuple[date, date]) -> RatioView:
    """Seasons that began in the period."""
    years = range(days[0].year, days[1].year + 1)
    begun = {
        (code, year)
        for year in years
        for code, one in SEASONS.items()
        if days[0] <= one.in_year(year)[0] <= days[1]
    }
    whole = (date(days[0].year, 1, 1), date(days[1].year, 12, 31))
    planned = _planned(actor, agreement_id, whole)
    answered = {(row.season, row.from_on.year) for row in planned} & begun
    return ratio(
        len(answered),
        len(begun),
        numerator_name=Text("其中安排了活动的", "of these with a campaign"),
        denominator_name=Text("期间开始的宣传节点", "seasons that began in the period"),
    )


def _on_time(seen: sa.ColumnElement[bool], days: tuple[date, date]) -> RatioView:
    query = (
        sa.select(Deadline)
        .join(Campaign, Campaign.id == Deadline.subject_id)
        .where(seen, Deadline.kind == REPORT, Deadline.due_on.between(*days))
    )
    due = list(session().scalars(query))
    return ratio(
        sum(one.met_on is not None and one.met_on <= one.due_on for one in due),
        len(due),
        numerator_name=Text("其中按时报送总结的", "of these reported in time"),
        denominator_name=Text("期间应报送总结的活动", "campaigns whose report was due"),
    )


def _events(seen: sa.ColumnElement[bool], days: tuple[date, date]) -> int:
    query = (
        sa.select(sa.func.count(PublicityEvent.id))
        .join(Campaign, Campaign.id == PublicityEvent.campaign_id)
        .where(seen, Campaign.cancelled_on.is_(None), PublicityEvent.on_day.between(*days))
    )
    return session().scalar(query) or 0


def _published(actor: Actor, agreement_id: UUID, days: tuple[date, date]) -> int:
    first, after = instants(*days)
    query = sa.select(sa.func.count(Material.id)).where(
        Material.agreement_id == agreement_id,
        Material.published_at >= first,
        Material.published_at < after,
        visible_materials(actor),
    )
    return session().scalar(query) or 0


def _reach(agreement_id: UUID, campaign_ids: Sequence[UUID]) -> tuple[ReachView, ...]:
    """Sums by institution of the campaigns held in the period."""
    names = directory.short_names(agreement_id)
    summed = [sa.func.sum(getattr(ReachReport, name)).label(name) for name in FIGURES]
    query = (
        sa.select(ReachReport.institution_id, *summed)
        .where(ReachReport.campaign_id.in_(campaign_ids))
        .group_by(ReachReport.institution_id)
        .order_by(ReachReport.institution_id)
    )
    return tuple(
        ReachView(
            institution_id=row.institution_id,
            institution_name=names.get(row.institution_id, ""),
            source="",
            **{name: int(getattr(row, name)) for name in FIGURES},
        )
        for row in session().execute(query)
    )
