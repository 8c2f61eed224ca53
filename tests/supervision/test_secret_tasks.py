"""A task that is a work secret: who may write, get and find it, and what is made of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Invalid, NotFound
from coop.documents.models import OfficialDocument
from coop.registry.readers import NobodyCleared
from coop.supervision import queries, service
from coop.supervision.models import SheetLine, SupervisionOrder
from coop.supervision.queries import orders
from tests.clearing import clear, cleared, cleared_world
from tests.due import run_due
from tests.supervision.stages import draft_fields
from tests.world import World

SECRET = {"classification": "work_secret"}


def test_a_secret_task_goes_to_those_cleared_with_its_orders_and_into_no_common_paper(
    world: World, at
) -> None:
    with at("2026-09-01T09:00"):
        with pytest.raises(Invalid) as refused:
            service.draft_task(world.sc.secretary, **draft_fields(world, **SECRET))
        assert refused.value.problems[0].code == "above_own_clearance"
        inside = cleared_world(world)
        task = service.draft_task(inside.sc.secretary, **draft_fields(world, **SECRET))
        with pytest.raises(NotFound):
            service.assign_task(world.sc.secretary, task.id, expected_version=task.version)
        task = service.assign_task(inside.sc.secretary, task.id, expected_version=task.version)
        service.accept_task(inside.cq.handler, task.id, expected_version=task.version)
    assert queries.get_task(inside.cy.liaison, task.id).classification == "work_secret"
    for uncleared in (world.cq.handler, world.sc.secretary):
        with pytest.raises(NotFound):
            queries.get_task(uncleared, task.id)
        assert queries.list_tasks(uncleared, limit=9).items == ()
    for day in ("2026-09-14", "2026-12-01"):
        with at(f"{day}T07:30"):
            run_due("keep_supervision_rhythm")
    order = session().scalars(sa.select(SupervisionOrder)).first()
    assert order is not None
    document = session().get_one(OfficialDocument, order.document_id)
    assert document.classification == "work_secret"
    assert orders.get_order(inside.cq.handler, order.id).document_id == document.id
    with pytest.raises(NotFound):
        orders.get_order(world.cq.handler, order.id)
    assert list(session().scalars(sa.select(SheetLine.title))) == []


def test_a_secret_task_is_not_assigned_where_nobody_could_do_it(world: World, at) -> None:
    clear(world.sc.secretary)
    secretary = cleared(world.sc.secretary)
    with at("2026-09-01T09:00"):
        task = service.draft_task(secretary, **draft_fields(world, **SECRET))
        with pytest.raises(NobodyCleared):
            service.assign_task(secretary, task.id, expected_version=task.version)
