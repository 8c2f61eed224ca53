"""Training through the REST door: scenario 13, step by step."""

from __future__ import annotations

import re

import pytest

from coop.core.actor import SYSTEM
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.documents.callers import Caller
from tests.mechanisms.training import make

HIDDEN = re.compile(r'name="(form_key|version|agreement_id)" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _stopped():
    with make.at("2026-10-12T09:00"):
        yield


def system_of(app, world, team, *roles):
    under = world.other_agreement_id if team is world.strangers else world.agreement_id
    data = ClientData(
        name=f"{team.code} 培训系统",
        scopes="training:read training:write",
        posts=tuple((under, role) for role in roles),
    )
    made = clients.add_client(SYSTEM, team.id, data).client
    token, _lifetime = tokens.issue_token(made.id, made.scopes)
    return Caller(app.test_client(), {"Authorization": f"Bearer {token}"})


def create(system, path, key, **body):
    return system.post(f"/api/v1{path}", json=body, headers={"Idempotency-Key": key})


def act(system, plural, seen, segment, *, key=None, **body):
    headers = {"If-Match": f'"{seen["version"]}"', "Idempotency-Key": key or f"{segment}-{seen}"}
    headers["Idempotency-Key"] = headers["Idempotency-Key"][:60]
    return system.post(f"/api/v1/{plural}/{seen['id']}/{segment}", json=body, headers=headers)


def opened_by_api(organiser, liaison, world):
    """The cohort of an open programme; the callers' clock stands on 2026-10-12."""
    program = create(
        organiser,
        "/training-programs",
        "p",
        agreement_id=str(world.agreement_id),
        **make.program_fields(),
    )
    assert program.status_code == 201, program.json
    assert program.json["allowed_actions"] == ["edit", "add_cohort", "open"]
    assert liaison.get(program.headers["Location"]).status_code == 404
    days = {
        "starts_on": "2026-10-13",
        "ends_on": "2026-10-16",
        "nominate_until_on": "2026-10-12",
        "place": "成都",
        "quotas": [{"institution_id": str(world.cq.id), "seats": 2}],
    }
    cohort = act(organiser, "training-programs", program.json, "add-cohort", key="c", **days)
    assert (cohort.status_code, cohort.json["title"]) == (201, "金融法治处级干部读书班第1期")
    act(organiser, "training-programs", program.json, "open")
    cohort = act(
        organiser, "cohorts", organiser.get(f"/api/v1/cohorts/{cohort.json['id']}").json, "open"
    )
    seen = cohort.json
    assert (seen["state"], seen["pass_mark"], seen["leave_divisor"]) == ("enrolling", 60, 7)
    assert seen["notice_document_id"]
    return seen


def started_by_api(organiser, liaison, cohort):
    """Two trainees, both admitted; nominating again with the same key names nobody twice."""
    nominated = [
        act(liaison, "cohorts", cohort, "nominate", key=name, **make.person(name)).json
        for name in ("甲", "乙")
    ]
    again = act(liaison, "cohorts", cohort, "nominate", key="甲", **make.person("甲"))
    assert (again.status_code, again.json["id"]) == (201, nominated[0]["id"])
    wrong = act(liaison, "cohorts", cohort, "nominate", key="x", name="丙", level="division")
    assert wrong.json["errors"][0]["pointer"] == "/job_title"
    for one in nominated:
        assert act(organiser, "enrollments", one, "admit").json["state"] == "admitted"
    cohort = organiser.get(f"/api/v1/cohorts/{cohort['id']}").json
    assert act(organiser, "cohorts", cohort, "start").json["state"] == "running"
    return nominated


def test_scenario_13_through_the_api(app, world):
    organiser = system_of(app, world, world.sc, "training_admin")
    liaison = system_of(app, world, world.cq, "liaison")
    cohort = opened_by_api(organiser, liaison, world)
    nominated = started_by_api(organiser, liaison, cohort)

    def done(number, segment, **body):
        seen = organiser.get(f"/api/v1/enrollments/{nominated[number]['id']}").json
        return act(organiser, "enrollments", seen, segment, **body)

    leave = {"on_day": "2026-10-14", "reason": "开庭"}
    assert done(0, "leave", hours=8, **leave).json["state"] == "attending"
    assert done(1, "leave", hours=8.5, **leave).json["state"] == "withdrawn"
    assert done(0, "leave", hours=0.3, **leave).json["errors"][0]["code"] == "not_in_halves"
    early, refused = done(0, "certify"), done(1, "certify")
    assert (early.status_code, early.json["code"]) == (409, "test_not_taken")
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")
    passed = done(0, "assess", score=60).json
    assert (passed["state"], passed["score"]) == ("passed", 60)
    for _ in range(2):
        given = act(organiser, "enrollments", passed, "certify", key="the-certificate")
        assert given.json["certificate_number"] == "结业证〔2026〕1号"
    assert_others_see_counts_only(app, world, cohort, passed)


def assert_others_see_counts_only(app, world, cohort, trainee):
    stranger = system_of(app, world, world.strangers, "liaison", "training_admin")
    third = system_of(app, world, world.cy, "liaison")
    for outsider in (stranger, third):
        assert outsider.get(f"/api/v1/enrollments/{trainee['id']}").status_code == 404
        assert outsider.get("/api/v1/enrollments").json["items"] == []
    assert third.get(f"/api/v1/cohorts/{cohort['id']}").json["enrollments"] == []
    figures = third.get(
        f"/api/v1/training-statistics?agreement_id={world.agreement_id}"
        "&from_on=2026-01-01&until_on=2026-12-31"
    ).json
    completion = figures["total"]["completion"]
    assert (completion["numerator"], completion["denominator"], completion["percent"]) == (1, 2, 50)
    assert third.get(f"/api/v1/cohorts/{cohort['id']}/timetable.pdf").data.startswith(b"%PDF")
