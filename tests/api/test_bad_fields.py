"""Wrong fields and bodies: each is named with its rule, and nothing is stored."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.language import CHINESE
from coop.mechanisms.meetings.models import Meeting
from tests.api import job
from tests.api.partner import pointers, problem
from tests.mechanisms.meetings import make


def rows(model):
    session().rollback()
    return session().scalar(sa.select(sa.func.count()).select_from(model))


# --------------------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"colour": "red"}, ("/colour", "unknown")),
        ({"title": 7}, ("/title", "type")),
        ({"title": None}, ("/title", "null")),
        ({"ordinal": "six"}, ("/ordinal", "type")),
        ({"ordinal": 1.5}, ("/ordinal", "type")),
        ({"ordinal": True}, ("/ordinal", "type")),
        ({"ordinal": 0}, ("/ordinal", "too_small")),
        ({"ordinal": 1000}, ("/ordinal", "too_large")),
        ({"kind": "party"}, ("/kind", "not_a_choice")),
        ({"kind": ["plenary"]}, ("/kind", "type")),
        ({"agreement_id": "seven"}, ("/agreement_id", "not_an_id")),
        ({"agreement_id": 7}, ("/agreement_id", "not_an_id")),
        ({"starts_at": "2026-09-22T14:30:00"}, ("/starts_at", "not_an_instant")),
        ({"starts_at": "tomorrow"}, ("/starts_at", "not_an_instant")),
        ({"starts_at": 1790000000}, ("/starts_at", "not_an_instant")),
        ({"starts_at": "9999-12-31T23:59:59-23:59"}, ("/starts_at", "not_an_instant")),
        ({"starts_at": "0001-01-01T00:00:00+08:00"}, ("/starts_at", "not_an_instant")),
        ({"items_until_on": "22.09.2026"}, ("/items_until_on", "not_a_date")),
        ({"items_until_on": "2026-02-30"}, ("/items_until_on", "not_a_date")),
        ({"title": "字" * 201}, ("/title", "too_long")),
        ({"title": "😀" * 10_000}, ("/title", "too_long")),
        ({"title": "联席\u0000会议"}, ("/title", "control_character")),
        ({"title": "联席\u0007会议"}, ("/title", "control_character")),
        ({"title": "联席\n会议"}, ("/title", "control_character")),
        ({"title": "\u202e议会席联"}, ("/title", "control_character")),
        ({"title": "联席\u2066会议"}, ("/title", "control_character")),
        ({"title": "龙\U0002fffe"}, ("/title", "control_character")),
        ({"title": "会议😀"}, ("/title", "unprintable_character")),
        ({"title": "\ue000会议"}, ("/title", "control_character")),
    ],
)
def test_a_wrong_field_is_named_with_its_rule(world, partners, changed, expected):
    answer = partners.sc.post("/meetings", job.plan_body(world, **changed))
    assert pointers(answer) == [expected]
    assert rows(Meeting) == 0


def test_every_fault_is_told_at_once(world, partners):
    body = job.plan_body(world, colour="red", kind="party", ordinal=0)
    del body["starts_at"]
    answer = partners.sc.post("/meetings", body)
    assert sorted(pointers(answer)) == [
        ("/colour", "unknown"),
        ("/kind", "not_a_choice"),
        ("/ordinal", "too_small"),
        ("/starts_at", "required"),
    ]


def test_a_fault_in_a_row_is_pointed_at(world, partners):
    meeting = job.notified(world, partners)
    attendees = [
        {"name": "王某", "capacity": "present"},
        {"name": "", "capacity": "guest", "phone": "1"},
    ]
    with make.at(make.NOTICE_AT):
        answer = partners.cq.post(f"/meetings/{meeting['id']}/confirm", {"attendees": attendees})
    assert sorted(pointers(answer)) == [
        ("/attendees/1/capacity", "not_a_choice"),
        ("/attendees/1/name", "required"),
        ("/attendees/1/phone", "unknown"),
    ]


def test_refusals_are_told_in_the_language_asked_for_with_the_same_code(world, partners):
    body = job.plan_body(world, kind="party")
    told = {
        language: problem(
            partners.sc.post("/meetings", body, headers={"Accept-Language": language})
        )
        for language in ("zh", "en", "fr")
    }
    assert {one["code"] for one in told.values()} == {"invalid"}
    assert told["en"]["detail"] == "Some fields are not valid."
    assert told["zh"]["detail"] == told["fr"]["detail"] != told["en"]["detail"]
    assert CHINESE == "zh"


def test_unusual_but_legal_text_is_kept_as_written(world, partners):
    title = "㛃䶮龘𠮷“督办”——第〔2026〕号 O'Neil; DROP TABLE meeting;-- <b>"
    meeting = job.planned(world, partners, title=title)
    assert partners.cy.read("meetings", meeting["id"])["title"] == title


# --------------------------------------------------------------------------- bodies


@pytest.mark.parametrize(
    ("data", "media", "status", "code"),
    [
        (b"{", "application/json", 400, "bad_request"),
        (b"\xff\xfe", "application/json", 400, "bad_request"),
        (b"[]", "application/json", 422, "invalid"),
        (b'"text"', "application/json", 422, "invalid"),
        (b"null", "application/json", 422, "invalid"),
        (b"kind=plenary", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b"<a/>", "application/xml", 415, "unsupported_media_type"),
        (b"[" * 100_000, "application/json", 400, "bad_request"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(partners, data, media, status, code):
    answer = partners.sc.post("/meetings", data=data, content_type=media)
    assert (answer.status_code, problem(answer)["code"]) == (status, code)


def test_a_body_beyond_the_limit_is_refused_unread(partners):
    big = b'{"title": "' + b"a" * (31 * 1024 * 1024) + b'"}'
    answer = partners.sc.post("/meetings", data=big, content_type="application/json")
    assert answer.status_code == 413
    assert problem(answer)["code"] == "request_entity_too_large"
