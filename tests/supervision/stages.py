"""Tasks brought into a state by the commands that lead there, so that none is impossible."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command
from coop.supervision import queries, service
from coop.supervision.models import Task
from coop.supervision.views import TaskView
from tests import told
from tests.scenes import scene
from tests.world import World

DUE_ON = date(2026, 10, 9)


def draft_fields(world: World, **changes: Any) -> dict[str, Any]:
    """A complete draft: CQ leads, SC (the host of 2026) would close."""
    fields: dict[str, Any] = {
        "agreement_id": world.agreement_id,
        "source_kind": "leader_instruction",
        "source_label": "2026年9月1日批示",
        "title": "建立风险线索移送台账",
        "demand": "按月报送移送台账",
        "lead_id": world.cq.id,
        "due_on": DUE_ON,
    }
    return fields | changes


@command
def opened(actor: Actor, *, world: World, **changes: Any) -> Task:
    """A task as the meetings wing opens it from a resolution."""
    fields: dict[str, Any] = {
        "agreement_id": world.agreement_id,
        "source_kind": "resolution",
        "source_id": UUID(int=7),
        "source_label": "第1次联席会议第1项",
        "source_url": "/minutes/7",
        "title": "建立风险线索移送台账",
        "demand": "按月报送移送台账",
        "lead_id": world.cq.id,
        "co_ids": (),
        "due_on": DUE_ON,
    }
    return service.open_task(actor, **fields | changes)


@scene
def accepted(world: World, **changes: Any) -> Task:
    task = opened(world.sc.secretary, world=world, **changes)
    handler = handler_of(world, task.lead_id)
    return service.accept_task(handler, task.id, expected_version=task.version)


@scene
def submitted(world: World, **changes: Any) -> Task:
    task = accepted(world, **changes)
    handler = handler_of(world, task.lead_id)
    return service.submit_task(
        handler, task.id, evidence="台账已建立，见川金发〔2026〕5号", expected_version=task.version
    )


@scene
def closed(world: World) -> Task:
    task = submitted(world)
    return service.close_task(world.sc.secretary, task.id, expected_version=task.version)


def handler_of(world: World, institution_id: UUID) -> Actor:
    return next(team.handler for team in world.teams if team.id == institution_id)


def view_of(world: World, task: Task) -> TaskView:
    return queries.get_task(world.cy.liaison, task.id)


told_of = told.told_of
