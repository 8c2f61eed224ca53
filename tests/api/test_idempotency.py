"""Repeated requests: one effect, one answer, also when they come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import sqlalchemy as sa

from coop.core import clock
from coop.core.audit import AuditEntry
from coop.core.db import db, session
from coop.mechanisms.meetings.models import Meeting
from tests.api import job
from tests.api.partner import pointers, problem
from tests.mechanisms.meetings import make


def plan(partner, world, key, **changed):
    body = job.plan_body(world, **changed)
    return partner.post("/meetings", body, headers={"Idempotency-Key": key})


def meetings():
    session().rollback()
    return session().scalar(sa.select(sa.func.count()).select_from(Meeting))


def test_the_same_request_again_gets_the_same_answer_and_has_no_second_effect(world, partners):
    first = plan(partners.sc, world, "plan-1")
    again = plan(partners.sc, world, "plan-1")
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert meetings() == 1
    assert session().scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == len(
        session().scalars(sa.select(AuditEntry)).all()
    )


def test_a_key_used_for_another_body_is_refused(world, partners):
    plan(partners.sc, world, "plan-1")
    answer = plan(partners.sc, world, "plan-1", place="别处")
    assert pointers(answer) == [("/Idempotency-Key", "idempotency_key_reused")]
    assert meetings() == 1


def test_keys_belong_to_their_caller(world, partners):
    meeting = job.notified(world, partners)
    with make.at(make.NOTICE_AT):
        for one in (partners.cq, partners.cy):
            answer = one.post(
                f"/meetings/{meeting['id']}/propose-item",
                {"title": "同名议题"},
                headers={"Idempotency-Key": "one-key"},
            )
            assert answer.status_code == 201
            assert "Idempotent-Replayed" not in answer.headers


def test_a_new_object_needs_a_key(world, partners):
    answer = plan(partners.sc, world, None)
    assert (answer.status_code, problem(answer)["code"]) == (400, "idempotency_key_required")
    answer = plan(partners.sc, world, "k" * 201)
    assert (answer.status_code, problem(answer)["code"]) == (400, "idempotency_key_too_long")
    assert meetings() == 0


def test_refusals_are_judged_anew(world, partners):
    refused = plan(partners.cq, world, "plan-1")
    assert refused.status_code == 403
    wrong = plan(partners.sc, world, "plan-2", ordinal=0)
    assert wrong.status_code == 422
    right = plan(partners.sc, world, "plan-2", ordinal=1)
    assert right.status_code == 201


def test_a_replayed_act_needs_no_new_version(world, partners):
    meeting = job.planned(world, partners)
    headers = {"If-Match": f'"{meeting["version"]}"', "Idempotency-Key": "open-1"}
    path = f"/meetings/{meeting['id']}/open-collection"
    first = partners.sc.post(path, {}, headers=headers)
    again = partners.sc.post(path, {}, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotent-Replayed"] == "true"


def test_after_a_day_the_key_is_free_again(world, partners):
    plan(partners.sc, world, "plan-1")
    with clock.stopped_at(clock.now() + timedelta(hours=25)):
        again = plan(partners.sc, world, "plan-1")
    assert again.status_code == 201
    assert "Idempotent-Replayed" not in again.headers
    assert meetings() == 2


def test_eight_at_once_make_one_row(world, partners):
    now = clock.now()
    partners.sc.get("/meetings")  # the token is fetched before the race
    body = job.plan_body(world)

    def send(_number: int) -> tuple[int, str | None]:
        with clock.stopped_at(now):
            answer = partners.sc.browser.application.test_client().post(
                "/api/v1/meetings",
                json=body,
                headers={
                    "Authorization": f"Bearer {partners.sc._token}",
                    "Idempotency-Key": "at-once",
                },
            )
            found = answer.get_json()
            return answer.status_code, found.get("id") or found["code"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    db.session.remove()
    assert {status for status, _ in answers} <= {201, 409}
    made = {told for status, told in answers if status == 201}
    assert len(made) == 1
    assert {told for status, told in answers if status == 409} <= {"request_in_flight", "duplicate"}
    assert meetings() == 1
