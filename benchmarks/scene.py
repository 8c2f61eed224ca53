"""What the benchmarks read: meetings, one with ten items and nine attendees; draft minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.core.language import SHANGHAI
from coop.demo import seed
from coop.mechanisms.meetings.models import Minutes
from coop.mechanisms.meetings.service import agenda, attendance, meetings
from coop.mechanisms.meetings.workflow import TEXT_OPEN
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.world import World, build_world, read_world

ITEMS = 10
ATTENDEES = 9
MEETINGS = 50
_NOW = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)
_STARTS = datetime(2026, 9, 22, 9, tzinfo=SHANGHAI)


def build_scene() -> tuple[UUID, str]:
    """The full meeting's id, and a token that a partner's system may read with."""
    build_world()
    world = read_world()
    with clock.stopped_at(_NOW):
        full = _meeting(world, 0)
        for number in range(1, MEETINGS):
            _meeting(world, number)
        _fill(world, full)
    return full, _token(world.agreement_id, world.cq.id, "liaison", "meetings:read")


def build_draft() -> tuple[UUID, str]:
    """The id of minutes that may still be edited, and a token of their host's system."""
    seed.seed(lambda _line: None)
    draft = session().scalars(sa.select(Minutes).where(Minutes.state.in_(TEXT_OPEN))).first()
    if draft is None:
        raise RuntimeError("the demonstration has no draft minutes")
    host, scopes = draft.host_id, "minutes:read minutes:write"
    session().rollback()
    return draft.id, _token(draft.agreement_id, host, "secretariat", scopes)


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


def _token(agreement_id: UUID, institution_id: UUID, role: str, scopes: str) -> str:
    data = ClientData(name="基准系统", scopes=scopes, posts=((agreement_id, role),))
    made = clients.add_client(SYSTEM, institution_id, data)
    token, _lifetime = tokens.issue_token(made.client.id, scopes)
    return token
