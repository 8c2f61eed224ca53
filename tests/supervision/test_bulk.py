"""The same act on many tasks: each has its own outcome."""

from __future__ import annotations

from uuid import UUID

import pytest

from coop.core import clock
from coop.core.errors import Invalid
from coop.supervision import service
from coop.supervision.service.bulk import Chosen
from tests.documents.callers import NOW, officer
from tests.supervision.stages import accepted, opened, view_of
from tests.supervision.test_doors import system_of


@pytest.fixture(autouse=True)
def _stopped():
    with clock.stopped_at(NOW):
        yield


def test_every_task_answers_for_itself(app, world):
    fresh = opened(world.sc.secretary, world=world)
    stale = opened(world.sc.secretary, world=world)
    begun = accepted(world)
    foreign = opened(world.sc.secretary, world=world, lead_id=world.cy.id)
    rows = [(fresh.id, 1), (stale.id, 7), (begun.id, begun.version), (foreign.id, 1)]
    rows.append((UUID(int=5), 1))
    answer = system_of(app, world, world.cq, "handler").post(
        "/api/v1/tasks/bulk",
        json={
            "action": "accept",
            "tasks": [{"id": str(one), "version": version} for one, version in rows],
        },
    )
    assert answer.status_code == 207
    results = answer.json["results"]
    assert [one["status"] for one in results] == [200, 412, 409, 403, 404]
    assert (results[0]["state"], results[0]["problem"]) == ("in_progress", None)
    assert results[2]["problem"]["code"] == "illegal_transition"
    assert view_of(world, fresh).state == "in_progress"
    assert view_of(world, stale).state == "assigned"


def test_a_wrong_request_does_nothing(app, world):
    task = opened(world.sc.secretary, world=world)
    row = {"id": str(task.id), "version": 1}
    system = system_of(app, world, world.sc, "convener")
    for body, pointer in (
        ({"action": "cancel", "tasks": [row]}, "/reason"),
        ({"action": "accept", "tasks": [row, row]}, "/tasks"),
        ({"action": "report", "tasks": [row]}, "/action"),
        ({"action": "accept"}, "/tasks"),
    ):
        answer = system.post("/api/v1/tasks/bulk", json=body)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert view_of(world, task).state == "assigned"


def test_a_reason_goes_to_every_task(world):
    tasks = [opened(world.sc.secretary, world=world) for _ in range(2)]
    chosen = [Chosen(one.id, one.version) for one in tasks]
    found = service.change_tasks(world.sc.convener, "cancel", chosen, reason="来源失效")
    assert [one.state for one in found] == ["cancelled", "cancelled"]
    assert {view_of(world, one).reason for one in tasks} == {"来源失效"}
    with pytest.raises(Invalid):
        service.change_tasks(world.sc.convener, "cancel", chosen)


def test_officers_choose_tasks_on_a_page(app, world):
    task = opened(world.sc.secretary, world=world, title="建立移送台账")
    browser = officer(app, world.cq.handler)
    page = browser.get("/tasks/bulk?action=accept").text
    assert f'value="{task.id}:1"' in page
    done = browser.submit("/tasks/bulk?action=accept", {"chosen": f"{task.id}:1"})
    assert done.status_code == 200
    assert "办理中" in done.text
    assert "accept" not in browser.get(f"/tasks/{task.id}").text
    again = browser.submit("/tasks/bulk?action=accept", {"chosen": f"{task.id}:1"})
    assert "已被他人修改" in again.text
    none = browser.submit("/tasks/bulk?action=accept", {})
    assert none.status_code == 422


def test_sent_again_with_its_key_the_same_results_are_answered(app, world):
    task = opened(world.sc.secretary, world=world)
    system = system_of(app, world, world.cq, "handler")
    body = {"action": "accept", "tasks": [{"id": str(task.id), "version": 1}]}
    key = {"Idempotency-Key": "bulk-1"}
    first, again = (
        system.post("/api/v1/tasks/bulk", json=body, headers=key) for _twice in range(2)
    )
    assert (first.status_code, first.json["results"][0]["status"]) == (207, 200)
    assert (again.status_code, again.data) == (207, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = system.post("/api/v1/tasks/bulk", json={**body, "action": "close"}, headers=key)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    plain = system.post("/api/v1/tasks/bulk", json=body)
    assert plain.json["results"][0]["status"] == 412
