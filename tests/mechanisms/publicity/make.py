"""Campaigns and materials brought into a state by the commands that lead there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from coop.core.db import session
from coop.mechanisms.publicity.models import Campaign, Material
from coop.mechanisms.publicity.queries.campaigns import get_campaign
from coop.mechanisms.publicity.queries.materials import get_material
from coop.mechanisms.publicity.queries.views import CampaignView, MaterialView
from coop.mechanisms.publicity.service import campaigns, materials, reviewing
from coop.mechanisms.publicity.workflow import DECLARATIONS
from tests import clocks
from tests.activities.pictures import picture, upload
from tests.scenes import scene
from tests.world import Team, World

PLANNED_AT = "2026-11-16T09:00"
OVER_AT = "2026-12-07T09:00"
DECLARED = dict.fromkeys(DECLARATIONS, True)


at = clocks.at


def campaign_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": "宪法与金融同行",
        "season": "constitution_day",
        "from_on": date(2026, 12, 1),
        "to_on": date(2026, 12, 7),
        "channels": ["onsite", "online"],
        "target_group": "社区居民、中小企业",
        "programme": "一、集中宣传\n二、公众开放",
    }
    return fields | changes


@scene
def planned(world: World, **changes: Any) -> Campaign:
    """CQ leads, SC hosts with it, CY takes part."""
    fields = {
        "co_host_ids": [world.sc.id],
        "participant_ids": [world.cy.id],
        **campaign_fields(**changes),
    }
    return campaigns.plan_campaign(world.cq.liaison, agreement_id=world.agreement_id, **fields)


@scene
def approved(world: World, **changes: Any) -> Campaign:
    made = planned(world, **changes)
    return campaigns.LIFECYCLE.approve(world.cq.signer, made.id, expected_version=made.version)


@scene
def confirmed(world: World, **changes: Any) -> Campaign:
    made = approved(world, **changes)
    for team in (world.sc, world.cy):
        made = campaigns.LIFECYCLE.confirm(team.liaison, made.id, expected_version=made.version)
    return made


def event_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "topic": "宪法进社区",
        "channel": "onsite",
        "on_day": date(2026, 12, 4),
        "place": "某街道文化广场",
    }
    return fields | changes


@scene
def held(world: World) -> Campaign:
    made = confirmed(world)
    with at(OVER_AT):
        campaigns.add_publicity_event(world.cq.handler, made.id, **event_fields())
        return campaigns.LIFECYCLE.hold(world.cq.handler, made.id, expected_version=made.version)


def figures(times: int = 1, **changes: Any) -> dict[str, Any]:
    counted = {
        "staff_count": 30 * times,
        "outlet_count": 12 * times,
        "event_count": 4 * times,
        "item_count": 2600 * times,
        "post_count": 18 * times,
        "click_count": 41000 * times,
        "people_count": 5200 * times,
    }
    return {**counted, "source": "各处室汇总，截至12月7日", **changes}


@scene
def counted(world: World) -> Campaign:
    made = held(world)
    with at(OVER_AT):
        for times, team in enumerate(world.teams, 1):
            made = campaigns.report_reach(
                team.liaison, made.id, expected_version=made.version, **figures(times)
            )
    return made


def picture_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "file": upload(picture("blue")),
        "caption": "宣传现场",
        "taken_on": date(2026, 12, 4),
        "classification": "public",
        "consent": "not_needed",
    }
    return fields | changes


@scene
def reported(world: World) -> Campaign:
    made = counted(world)
    with at("2026-12-14T09:00"):
        campaigns.LIFECYCLE.add_picture(world.sc.liaison, made.id, **picture_fields())
        return campaigns.LIFECYCLE.report(
            world.cq.liaison,
            made.id,
            summary="一、集中宣传四场。\n二、发布典型案例一件。",
            expected_version=made.version,
        )


@scene
def archived(world: World) -> Campaign:
    made = reported(world)
    with at("2026-12-15T09:00"):
        return campaigns.LIFECYCLE.archive(
            world.cq.archivist, made.id, retention="ten_years", expected_version=made.version
        )


STAGES: dict[str, Callable[[World], Campaign]] = {
    "planned": planned,
    "approved": approved,
    "confirmed": confirmed,
    "held": held,
    "counted": counted,
    "reported": reported,
    "archived": archived,
}


def view(team: Team, made: Campaign) -> CampaignView:
    session().rollback()
    return get_campaign(team.liaison, made.id)


# --------------------------------------------------------------------------- materials


def material_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "kind": "typical_case",
        "title": "投资者诉某公司虚假陈述案",
        "text": "某投资者起诉某上市公司。成渝金融法院依法判决，重庆金融监管局同步作出处罚。",
        "classification": "public",
        "names_left_out": ["张三丰", "某某实业股份有限公司"],
    }
    return fields | changes


@scene
def drafted(world: World, campaign: Campaign | None = None, **changes: Any) -> Material:
    """CY writes; the text names CQ too."""
    campaign = campaign or confirmed(world)
    return materials.draft_material(world.cy.handler, campaign.id, **material_fields(**changes))


def seen(team: Team, made: Material) -> MaterialView:
    session().rollback()
    return get_material(team.liaison, made.id)


def reviewed(world: World, made: Material, **changes: Any) -> Material:
    """SC reviews what CY wrote."""
    said = {
        "text_hash": seen(world.sc, made).text_hash,
        "outcome": "approve",
        **DECLARED,
        **changes,
    }
    return reviewing.review_material(
        world.sc.liaison, made.id, expected_version=made.version, **said
    )


def released(world: World, made: Material, *teams: Team) -> Material:
    for team in teams or (world.cy, world.cq):
        made = reviewing.release_material(
            team.signer,
            made.id,
            text_hash=seen(team, made).text_hash,
            expected_version=made.version,
        )
    return made


@scene
def published(world: World) -> Material:
    made = released(world, reviewed(world, drafted(world)))
    return materials.publish_material(
        world.cy.liaison,
        made.id,
        text_hash=seen(world.cy, made).text_hash,
        where="三方官方微信公众号",
        expected_version=made.version,
    )
