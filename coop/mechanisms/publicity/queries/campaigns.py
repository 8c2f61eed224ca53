"""Reads of campaigns with their events, figures and materials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities import queries as joint
from coop.core import clock
from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.db import session
from coop.core.paging import Page
from coop.mechanisms.publicity.models import Campaign, Material, PublicityEvent, ReachReport
from coop.mechanisms.publicity.policy import CAMPAIGNS
from coop.mechanisms.publicity.queries.views import (
    CampaignMaterialView,
    CampaignView,
    PublicityEventView,
    ReachView,
)
from coop.mechanisms.publicity.seasons import SEASONS
from coop.mechanisms.publicity.workflow import CHANNELS, FIGURES, MATERIAL, MATERIAL_KINDS

_PLAIN = ("season", "from_on", "to_on", "target_group", "programme")


def get_campaign(actor: Actor, campaign_id: UUID) -> CampaignView:
    """Raises NotFound for all but the institutions in it and the register."""
    return _views(actor, [joint.get_row(CAMPAIGNS, actor, campaign_id)])[0]


def list_campaigns(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[CampaignView]:
    """Newest first. wanted: agreement_id, state, season."""
    conditions = [getattr(Campaign, name) == value for name, value in wanted.items()]
    page, rows = joint.page_of_rows(CAMPAIGNS, actor, *conditions, limit=limit, cursor=cursor)
    return Page(tuple(_views(actor, rows)), page.next)


def total_of(reports: Sequence[Any]) -> ReachView:
    """Sums of figures, under no institution."""
    summed = {name: sum(getattr(one, name) for one in reports) for name in FIGURES}
    return ReachView(institution_id=None, institution_name="", source="", **summed)


def _views(actor: Actor, rows: Sequence[Campaign]) -> list[CampaignView]:
    loaded = joint.Loaded(CAMPAIGNS, actor, rows)
    ids = [row.id for row in rows]
    events = _by_campaign(PublicityEvent, ids, PublicityEvent.on_day)
    reach = _by_campaign(ReachReport, ids)
    shown = readable(actor, Material.agreement_id, Material.classification)
    materials = _by_campaign(Material, ids, shown=shown)
    return [
        _view(row, loaded, events.get(row.id, []), reach.get(row.id, []), materials.get(row.id, []))
        for row in rows
    ]


def _view(
    row: Campaign,
    loaded: joint.Loaded,
    events: Sequence[PublicityEvent],
    reach: Sequence[ReachReport],
    materials: Sequence[Material],
) -> CampaignView:
    names, told = loaded.names[row.agreement_id], loaded.told(row)
    if clock.today() < row.to_on:
        told["allowed_actions"] = tuple(one for one in told["allowed_actions"] if one != "hold")
    return CampaignView(
        **told,
        **{name: getattr(row, name) for name in _PLAIN},
        season_label=SEASONS[row.season].label if row.season else None,
        channels=tuple(row.channels),
        channel_labels=tuple(CHANNELS[one] for one in row.channels),
        events=tuple(_event(one, names) for one in events),
        reach=tuple(_reach(one, names) for one in reach),
        total_reach=total_of(reach),
        materials=tuple(_material(one) for one in materials),
    )


def _event(one: PublicityEvent, names: dict[UUID, str]) -> PublicityEventView:
    return PublicityEventView(
        id=one.id,
        institution_id=one.institution_id,
        institution_name=names.get(one.institution_id, ""),
        topic=one.topic,
        channel=one.channel,
        channel_label=CHANNELS[one.channel],
        on_day=one.on_day,
        place=one.place,
    )


def _reach(one: ReachReport, names: dict[UUID, str]) -> ReachView:
    return ReachView(
        institution_id=one.institution_id,
        institution_name=names.get(one.institution_id, ""),
        source=one.source,
        **{name: getattr(one, name) for name in FIGURES},
    )


def _material(one: Material) -> CampaignMaterialView:
    return CampaignMaterialView(
        id=one.id,
        title=one.title,
        kind_label=MATERIAL_KINDS[one.kind],
        state=one.state,
        state_label=MATERIAL.states[one.state],
        number=one.number,
    )


def _by_campaign(
    model: Any, ids: Sequence[UUID], *order: Any, shown: sa.ColumnElement[bool] | None = None
) -> dict[UUID, list[Any]]:
    conditions = [] if shown is None else [shown]
    query = (
        sa.select(model).where(model.campaign_id.in_(ids), *conditions).order_by(*order, model.id)
    )
    found: dict[UUID, list[Any]] = {}
    for one in session().scalars(query.execution_options(populate_existing=True)):
        found.setdefault(one.campaign_id, []).append(one)
    return found
