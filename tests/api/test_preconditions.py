"""ETag, If-Match, If-None-Match: no update is lost, no byte is sent twice."""

from __future__ import annotations

import pytest

from tests.api import job
from tests.api.partner import problem
from tests.mechanisms.meetings import make


def open_collection(partner, meeting, **headers):
    return partner.post(f"/meetings/{meeting['id']}/open-collection", {}, headers=headers)


def test_an_act_without_if_match_is_asked_for_it(world, partners):
    answer = open_collection(partners.sc, job.planned(world, partners))
    assert (answer.status_code, problem(answer)["code"]) == (428, "precondition_required")


def test_a_stale_version_answers_412_with_the_current_one(world, partners):
    meeting = job.planned(world, partners)
    first = open_collection(partners.sc, meeting, **{"If-Match": f'"{meeting["version"]}"'})
    second = open_collection(partners.sc, meeting, **{"If-Match": f'"{meeting["version"]}"'})
    assert (second.status_code, problem(second)["code"]) == (412, "stale")
    current = first.get_json()["version"]
    assert second.headers["ETag"] == f'"{current}"'


def test_the_etag_of_an_answer_is_what_the_next_act_takes(world, partners):
    answer = partners.sc.post("/meetings", job.plan_body(world))
    meeting = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/meetings/{meeting['id']}"
    read = partners.sc.get(f"/meetings/{meeting['id']}")
    assert read.headers["ETag"] == answer.headers["ETag"]
    opened = open_collection(partners.sc, meeting, **{"If-Match": read.headers["ETag"]})
    assert opened.status_code == 200


@pytest.mark.parametrize("tag", ["*", "7", '"x"', '"1", "2"', '""', '"99999999999"'])
def test_a_malformed_if_match_is_refused(world, partners, tag):
    answer = open_collection(partners.sc, job.planned(world, partners), **{"If-Match": tag})
    assert (answer.status_code, problem(answer)["code"]) == (400, "bad_request")


def test_an_unchanged_object_is_not_sent_again(world, partners):
    meeting = job.notified(world, partners)
    path = f"/meetings/{meeting['id']}"
    with make.at(make.NOTICE_AT):
        tag = partners.cq.get(path).headers["ETag"]
        same = partners.cq.get(path, headers={"If-None-Match": tag})
        assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", tag)
        attendees = [{"name": "王某", "capacity": "present"}]
        partners.cq.post(f"{path}/confirm", {"attendees": attendees})
        changed = partners.cq.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_an_answer_by_another_party_does_not_outdate_what_the_host_read(world, partners):
    meeting = job.notified(world, partners)
    with make.at(make.NOTICE_AT):
        attendees = [{"name": "王某", "capacity": "present"}]
        for one in (partners.sc, partners.cq, partners.cy):
            one.post(f"/meetings/{meeting['id']}/confirm", {"attendees": attendees})
    with make.at(make.HELD_AT):
        assert partners.sc.act(meeting, "meetings", "hold")["state"] == "held"


def test_a_patch_changes_what_it_names_and_nothing_else(world, partners):
    meeting = job.planned(world, partners)
    answer = partners.sc.call(
        "PATCH",
        f"/meetings/{meeting['id']}",
        json={"title": "第一次联席会议"},
        headers={"If-Match": f'"{meeting["version"]}"'},
    )
    assert answer.status_code == 200
    found = answer.get_json()
    changed = {name for name in meeting if meeting[name] != found[name]}
    assert changed == {"title", "version"}


def test_a_patch_may_come_as_merge_patch(world, partners):
    meeting = job.planned(world, partners)
    answer = partners.sc.call(
        "PATCH",
        f"/meetings/{meeting['id']}",
        data=b'{"place": "\xe4\xba\x8c\xe6\xa5\xbc"}',
        content_type="application/merge-patch+json",
        headers={"If-Match": f'"{meeting["version"]}"'},
    )
    assert (answer.status_code, answer.get_json()["place"]) == (200, "二楼")
