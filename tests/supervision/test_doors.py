"""Tasks through the REST door and through the pages."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.documents.callers import NOW, Caller, officer
from tests.supervision.stages import draft_fields, opened


@pytest.fixture(autouse=True)
def _stopped():
    with clock.stopped_at(NOW):
        yield


def system_of(app, world, team, role, scopes="tasks:read tasks:write"):
    """A client of the institution with this post."""
    under = world.other_agreement_id if team is world.strangers else world.agreement_id
    data = ClientData(name=f"{team.code} 业务系统", scopes=scopes, posts=((under, role),))
    made = clients.add_client(SYSTEM, team.id, data).client
    token, _lifetime = tokens.issue_token(made.id, made.scopes)
    return Caller(app.test_client(), {"Authorization": f"Bearer {token}"})


def json_draft(world, **changes):
    fields = draft_fields(world, due_on=date(2026, 11, 30), **changes)
    return {
        name: str(value) if not isinstance(value, list) else value for name, value in fields.items()
    }


def act(system, task, segment, body=None):
    headers = {"If-Match": f'"{task["version"]}"', "Idempotency-Key": f"{segment}-{task['id']}"}
    return system.post(f"/api/v1/tasks/{task['id']}/{segment}", json=body or {}, headers=headers)


def test_a_task_goes_from_draft_to_closed_through_the_api(app, world):
    office = system_of(app, world, world.sc, "secretariat")
    lead = system_of(app, world, world.cq, "handler")

    drafted = office.post("/api/v1/tasks", json=json_draft(world), headers={"Idempotency-Key": "a"})
    assert drafted.status_code == 201
    assert drafted.json["allowed_actions"] == ["edit", "assign", "discard"]
    assert lead.get(drafted.headers["Location"]).status_code == 404

    task = act(office, drafted.json, "assign").json
    assert (task["state"], task["ordinal"]) == ("assigned", 1)
    task = act(lead, task, "accept").json
    reported = act(lead, task, "report", {"percent": 60, "text": "台账已建立"})
    assert (reported.status_code, reported.json["percent"]) == (201, 60)
    task = act(lead, task, "submit", {"evidence": "见附件"}).json

    own = act(lead, task, "close")
    assert (own.status_code, own.json["code"]) == (403, "own_task")
    assert act(office, task, "close").json["state"] == "closed"


def test_a_refusal_names_what_the_state_allows(app, world):
    task = opened(world.sc.secretary, world=world)
    lead = system_of(app, world, world.cq, "handler")
    seen = lead.get(f"/api/v1/tasks/{task.id}").json
    refused = act(lead, seen, "submit", {"evidence": "见附件"})
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")
    assert "accept" in refused.json["allowed_actions"]


def test_a_draft_is_changed_by_naming_what_changes(app, world):
    office = system_of(app, world, world.sc, "secretariat")
    task = office.post(
        "/api/v1/tasks",
        json=json_draft(world, parts=[{"institution_id": str(world.cy.id), "text": "提供案例"}]),
        headers={"Idempotency-Key": "a"},
    ).json
    path = f"/api/v1/tasks/{task['id']}"
    changed = office.call(
        "PATCH", path, json={"title": "改名"}, headers={"If-Match": f'"{task["version"]}"'}
    )
    assert changed.status_code == 200
    assert (changed.json["title"], changed.json["parts"][0]["text"]) == ("改名", "提供案例")
    blank = office.call(
        "PATCH", path, json={"title": ""}, headers={"If-Match": f'"{changed.json["version"]}"'}
    )
    assert (blank.status_code, blank.json["errors"][0]["pointer"]) == (422, "/title")


def test_a_new_task_needs_its_fields(app, world):
    office = system_of(app, world, world.sc, "secretariat")
    refused = office.post(
        "/api/v1/tasks",
        json={"agreement_id": str(world.agreement_id)},
        headers={"Idempotency-Key": "a"},
    )
    missing = {one["pointer"] for one in refused.json["errors"]}
    assert missing == {
        "/title",
        "/demand",
        "/source_kind",
        "/source_label",
        "/lead_id",
        "/due_on",
    }


def test_the_list_filters_by_colour_and_refuses_unknown_filters(app, world):
    opened(world.sc.secretary, world=world, title="超期", due_on=date(2026, 10, 9))
    opened(world.sc.secretary, world=world, title="从容", due_on=date(2026, 12, 31))
    reader = system_of(app, world, world.cy, "liaison", "tasks:read")
    red = reader.get("/api/v1/tasks?colour=red").json["items"]
    assert [(one["title"], one["colour"]) for one in red] == [("超期", "red")]
    assert reader.get("/api/v1/tasks?farbe=red").status_code == 400
    none = system_of(app, world, world.strangers, "secretariat")
    assert none.get("/api/v1/tasks").json["items"] == []


def test_a_co_organiser_answers_for_its_part(app, world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id])
    helper = system_of(app, world, world.cy, "handler")
    part = helper.get(f"/api/v1/tasks/{task.id}").json["parts"][0]
    accepted = helper.post(
        f"/api/v1/task-parts/{part['id']}/accept",
        json={},
        headers={"If-Match": f'"{part["version"]}"', "Idempotency-Key": "p"},
    )
    assert (accepted.status_code, accepted.json["state"]) == (200, "in_progress")


# --------------------------------------------------------------------------- pages


def test_the_list_shows_colours_and_leads_to_each_task(app, world):
    task = opened(world.sc.secretary, world=world, due_on=date(2026, 10, 9))
    browser = officer(app, world.cq.handler)
    page = browser.get("/tasks").text
    for shown in ("红色：已超期", "超期3天", f"/tasks/{task.id}", "重庆金融监管局"):
        assert shown in page
    assert "/tasks/new" not in page
    english = browser.get("/tasks?lang=en").text
    assert "Red: overdue" in english
    assert "已超期" not in english


def test_the_page_tells_source_basis_and_what_may_be_done(app, world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id], due_on=date(2026, 11, 30))
    page = officer(app, world.cq.handler).get(f"/tasks/{task.id}").text
    for shown in (
        "2026年第1项",
        "第1次联席会议第1项",
        'href="/minutes/7"',
        "信访工作条例",
        f"/tasks/{task.id}/accept",
        "随来源立项交办",
    ):
        assert shown in page
    assert f"/tasks/{task.id}/close" not in page
    part = officer(app, world.cy.handler).get(f"/tasks/{task.id}").text
    assert "/task-parts/" in part
    assert officer(app, world.stranger).get(f"/tasks/{task.id}").status_code == 404


def test_officers_work_on_forms(app, world):
    secretary, handler = officer(app, world.sc.secretary), officer(app, world.cq.handler)
    blank = secretary.submit("/tasks/new", {"title": "建立台账"})
    assert blank.status_code == 422
    values = {
        "title": "建立台账",
        "demand": "按月报送",
        "source_kind": "agreement",
        "source_label": "协议第五条",
        "lead_id": str(world.cq.id),
        "due_on": "2026-11-30",
        "parts-0-institution_id": str(world.cy.id),
        "milestones-0-planned_on": "2026-10-30",
        "milestones-0-text": "完成初稿",
    }
    made = secretary.submit("/tasks/new", values)
    assert made.status_code == 303
    form = secretary.get(f"{made.location}/edit").text
    assert all(value in form for value in values.values())
    edited = secretary.submit(f"{made.location}/edit", {**values, "title": "建立月度台账"})
    assert edited.status_code == 303
    assert "建立月度台账" in secretary.get(made.location).text
    assert secretary.submit(f"{made.location}/assign", {}).status_code == 303
    assert handler.submit(f"{made.location}/accept", {}).status_code == 303
    report = {"percent": "40", "text": "已完成摸底"}
    assert handler.submit(f"{made.location}/report", report).status_code == 303
    page = handler.get(made.location).text
    assert "已完成摸底" in page
    assert "填报周报" in page
    refused = handler.submit(f"{made.location}/ask-extension", {"reason": "口径待统一"})
    assert refused.status_code == 422
