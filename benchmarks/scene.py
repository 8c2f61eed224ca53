"""What the benchmarks read: a meeting with ten items and nine attendees, and forty-nine others."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.language import SHANGHAI
from coop.mechanisms.meetings.service import agenda, attendance, meetings
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.world import World, build_world, read_world

ITEMS = 10
ATTENDEES = 9
MEETINGS = 50
_NOW = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)
_STARTS = datetime(2026, 9, 22, 9, tzinfo=SHANGHAI)
_SCOPES = "meetings:read"


def build_scene() -> tuple[UUID, str]:
    """The full meeting's id, and a token that a partner's system may read with."""
    build_world()
    world = read_world()
    with clock.stopped_at(_NOW):
        full = _meeting(world, 0)
        for number in range(1, MEETINGS):
            _meeting(world, number)
        _fill(world, full)
    return full, _token(world)


def _meeting(world: World, number: int) -> UUID:
    starts_at = _STARTS + timedelta(days=number % 20)
    planned = meetings.plan_meeting(
        world.sc.secretary,
        agreement_id=world.agreement_id,
        kind="special",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="成都市高新区",
    )
    meetings.open_collection(world.sc.secretary, planned.id, expected_version=planned.version)
    return planned.id


def _fill(world: World, meeting_id: UUID) -> None:
    for number in range(ITEMS):
        item = agenda.add_item(
            world.sc.secretary,
            meeting_id,
            title=f"关于健全金融纠纷多元化解工作机制有关事项的议题之{number + 1}",
            summary="听取工作情况汇报，研究下一步工作安排，明确牵头单位、配合单位和完成时限。",
        )
        agenda.settle_item(
            world.sc.secretary,
            item.id,
            expected_version=item.version,
            prior_agreement="for_discussion",
        )
    approved = meetings.approve_agenda(world.sc.convener, meeting_id, expected_version=None)
    attendance.invite(world.sc.secretary, approved.id, attendees=_attendees(world))


def _attendees(world: World) -> list[dict[str, object]]:
    teams = world.teams
    return [
        {
            "name": f"张某{number}",
            "title": "处长",
            "capacity": "present",
            "institution_id": teams[number % len(teams)].id,
        }
        for number in range(ATTENDEES)
    ]


def _token(world: World) -> str:
    data = ClientData(name="基准系统", scopes=_SCOPES, posts=((world.agreement_id, "liaison"),))
    made = clients.add_client(SYSTEM, world.cq.id, data)
    token, _lifetime = tokens.issue_token(made.client.id, _SCOPES)
    return token
