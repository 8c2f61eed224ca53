"""Each kind of bad input: exact status, code and place, and nothing is stored."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
import sqlalchemy as sa

from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.mechanisms.meetings.models import Minutes
from tests.api import job
from tests.api.partner import pointers, problem
from tests.mechanisms.meetings import make


def rows(model):
    session().rollback()
    return session().scalar(sa.select(sa.func.count()).select_from(model))


# --------------------------------------------------------------------------- rules


def test_a_year_without_calendar_names_the_field(world, partners):
    body = job.plan_body(
        world, starts_at="2028-03-01T09:00:00+08:00", ends_at="2028-03-01T10:00:00+08:00"
    )
    assert pointers(partners.sc.post("/meetings", body)) == [
        ("/starts_at", "calendar_year_missing")
    ]


def test_short_notice_names_the_earliest_day(world, partners):
    meeting = job.planned(
        world,
        partners,
        starts_at="2026-09-21T14:30:00+08:00",
        ends_at="2026-09-21T17:10:00+08:00",
    )
    meeting = partners.sc.act(meeting, "meetings", "open-collection")
    item = partners.sc.post(f"/meetings/{meeting['id']}/add-item", {"title": "甲"}).get_json()
    partners.sc.act(item, "agenda-items", "settle", prior_agreement="settled")
    meeting = partners.sc.act(
        partners.sc.read("meetings", meeting["id"]), "meetings", "approve-agenda"
    )
    with make.at(make.NOTICE_AT):
        answer = partners.sc.post(
            f"/meetings/{meeting['id']}/send-notice",
            {},
            headers={"If-Match": f'"{meeting["version"]}"', "Accept-Language": "zh"},
        )
    assert pointers(answer) == [("/starts_at", "notice_too_short")]
    assert "2026年9月22日" in problem(answer)["errors"][0]["detail"]


@pytest.mark.parametrize("urgency", ["平急", "特提", "telegram_normal"])
def test_telegram_urgency_on_minutes_says_where_it_belongs(world, partners, urgency):
    meeting = job.concluded(world, partners)
    with make.at(make.HELD_AT):
        answer = partners.sc.post(f"/meetings/{meeting['id']}/draft-minutes", {"urgency": urgency})
    assert pointers(answer) == [("/urgency", "urgency_only_for_telegrams")]


@pytest.mark.parametrize("level", ["机密", "秘密", "绝密", "机密★10年"])
def test_a_state_secret_leaves_only_the_fact_that_it_was_tried(world, partners, level):
    meeting = job.concluded(world, partners)
    body = {"classification": level, "opening": "涉密内容原文"}
    with make.at(make.HELD_AT):
        answer = partners.sc.post(f"/meetings/{meeting['id']}/draft-minutes", body)
    assert pointers(answer) == [("/classification", "state_secret_refused")]
    assert problem(answer)["code"] == "state_secret_refused"
    assert rows(Minutes) == 0
    entry = session().scalars(sa.select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert entry.action == "refused:state_secret_refused"
    everything = json.dumps([str(one.changes) for one in session().scalars(sa.select(AuditEntry))])
    assert "涉密内容原文" not in everything


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("川金会纪[2026]3号", "number_wrong_brackets"),
        ("川金会纪〔2026〕03号", "number_leading_zero"),
        ("川金会纪〔2026〕第3号", "number_with_di"),
        ("川金会纪〔26〕3号", "number_year_not_four_digits"),
    ],
)
def test_a_badly_written_number_is_refused_with_its_reason(world, partners, number, code):
    body = {"agreement_id": str(world.agreement_id), "number": number, "reason": "补录"}
    answer = partners.sc.post("/numbers", body)
    assert pointers(answer) == [("/number", code)]


def test_a_number_that_exists_is_a_clash_that_names_it(world, partners):
    body = {
        "agreement_id": str(world.agreement_id),
        "number": "川金会纪〔2026〕3号",
        "reason": "补录",
    }
    assert partners.sc.post("/numbers", body).status_code == 201
    answer = partners.sc.post("/numbers", body)
    assert answer.status_code == 409
    found = problem(answer)
    assert (found["code"], found["value"]) == ("duplicate", "川金会纪〔2026〕3号")


def test_a_taken_ordinal_is_a_clash_that_names_it(world, partners):
    job.planned(world, partners, ordinal=6)
    answer = partners.sc.post("/meetings", job.plan_body(world, ordinal=6))
    assert (answer.status_code, problem(answer)["value"]) == (409, "第6次全体会议")


def test_a_file_that_is_not_what_its_name_says_is_refused(world, partners):
    meeting = job.notified(world, partners)
    item = meeting["items"][0]["id"]
    for name, content, expected in (
        ("a.pdf", "bm8gcGRm", ("/file", "file_not_as_named")),
        ("a.exe", "TVo=", ("/file", "file_kind_refused")),
        ("a.pdf", "***", ("/file/content_base64", "not_base64")),
    ):
        file = {"filename": name, "content_base64": content}
        answer = partners.cq.post(f"/agenda-items/{item}/add-paper", {"title": "x", "file": file})
        assert pointers(answer) == [expected]


# --------------------------------------------------------------------------- who and when


def test_the_wrong_post_is_forbidden(world, partners):
    answer = partners.cq.post("/meetings", job.plan_body(world))
    assert (answer.status_code, problem(answer)["code"]) == (403, "forbidden")


def test_a_move_the_state_does_not_allow_lists_what_it_does(world, partners):
    meeting = job.planned(world, partners)
    answer = partners.sc.post(
        f"/meetings/{meeting['id']}/hold", {}, headers={"If-Match": f'"{meeting["version"]}"'}
    )
    assert answer.status_code == 409
    found = problem(answer)
    assert found["code"] == "illegal_transition"
    assert found["allowed_actions"] == ["edit", "open_collection", "postpone", "cancel"]


def test_the_id_of_another_agreements_institution_is_refused_where_it_stands(world, partners):
    meeting = job.notified(world, partners)
    body = {"title": "x", "presenter_id": str(world.strangers.id)}
    answer = partners.cq.post(f"/meetings/{meeting['id']}/propose-item", body)
    assert pointers(answer) == [("/presenter_id", "not_a_party")]


def test_another_agreements_id_does_not_exist(world, partners):
    body = job.plan_body(world, agreement_id=str(world.other_agreement_id))
    answer = partners.sc.post("/meetings", body)
    assert (answer.status_code, problem(answer)["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path", ["/meetings/7", f"/meetings/{UUID(int=7)}", "/nothing", "/meetings/"]
)
def test_what_does_not_exist_is_told_as_a_problem(partners, path):
    answer = partners.sc.get(path)
    assert (answer.status_code, problem(answer)["code"]) == (404, "not_found")


def test_a_method_that_does_not_exist_is_told_as_a_problem(world, partners):
    answer = partners.sc.call("DELETE", "/meetings")
    assert (answer.status_code, problem(answer)["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("header", [None, "Basic abc", "Bearer", "Bearer made-up"])
def test_without_a_valid_token_nobody_is_served(partners, header):
    answer = partners.sc.get("/meetings", headers={"Authorization": header})
    assert (answer.status_code, problem(answer)["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_without_the_scope_is_refused_naming_it(app, world, contract):
    from tests.api.partner import partner_of

    reader = partner_of(app, contract, world, world.sc, scopes="meetings:read")
    answer = reader.post("/meetings", job.plan_body(world))
    assert (answer.status_code, problem(answer)["code"]) == (403, "scope_missing")
    assert "meetings:write" in problem(answer)["detail"]
    assert reader.get("/minutes").status_code == 403
