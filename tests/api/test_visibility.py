"""What a caller may not see does not exist: not in lists, reads, files, acts, events or history."""

from __future__ import annotations

import pytest

from coop.core import doors
from tests.api import job
from tests.api.partner import problem
from tests.mechanisms.meetings import make

LISTS = (
    "/meetings",
    "/agenda-items",
    "/resolutions",
    "/minutes",
    "/documents",
    "/receipts",
    "/numbers",
    "/tasks",
)


@pytest.fixture
def known(world, partners):
    """Ids of everything the main job made, by resource, as a party's system reads them."""
    minutes = job.issued(world, partners)
    with make.at(make.ISSUED_AT):
        meeting = partners.cq.read("meetings", minutes["meeting_id"])
        shown = partners.cq.read("minutes", minutes["id"])
        listed = {path: partners.cq.get(path).get_json()["items"] for path in LISTS}
    return {
        "meeting": [meeting["id"]],
        "agenda_item": [one["id"] for one in meeting["items"]],
        "resolution": [one["id"] for one in listed["/resolutions"]],
        "attendance": [one["id"] for one in meeting["attendance"]],
        "minutes": [minutes["id"]],
        "minutes_comment": [one["id"] for one in shown["comments"]],
        "document": [one["id"] for one in listed["/documents"]],
        "receipt": [one["id"] for one in listed["/receipts"]],
        "number": [one["id"] for one in listed["/numbers"]],
        "task": [one["id"] for one in listed["/tasks"]],
    }


def test_a_stranger_finds_nothing_by_any_path(partners, known):
    assert all(known.values()), known
    refused = 0
    with make.at(make.ISSUED_AT):
        for name, ids in known.items():
            resource = doors.resource(name)
            path = f"/{resource.plural}/{ids[0]}"
            assert partners.cq.get(path).status_code == 200
            for one in [path, *(f"{path}/{file.segment}" for file in resource.files)]:
                answer = partners.stranger.get(one)
                assert (answer.status_code, problem(answer)["code"]) == (404, "not_found"), one
                refused += 1
    assert refused > len(known)


def test_a_stranger_acts_on_nothing_whatever_it_sends(partners, known):
    from tests.api.bodies import body_for

    with make.at(make.ISSUED_AT):
        for name, ids in known.items():
            resource = doors.resource(name)
            acts = [("POST", act, f"/{act.segment}") for act in resource.acts]
            if resource.edit is not None:
                acts.append(("PATCH", resource.edit, ""))
            for method, act, ending in acts:
                answer = partners.stranger.call(
                    method,
                    f"/{resource.plural}/{ids[0]}{ending}",
                    json=body_for(act.schema),
                    headers={"If-Match": '"1"', "Idempotency-Key": f"{name}{ending}"},
                )
                assert answer.status_code == 404, (name, act.name, answer.get_json())


def test_lists_counts_and_the_stream_of_a_stranger_are_empty(partners, known):
    assert known["meeting"]
    with make.at(make.ISSUED_AT):
        for path in LISTS:
            page = partners.stranger.get(path).get_json()
            assert (page["items"], page["next"]) == ([], None), path
            mine = partners.cq.get(path).get_json()
            assert mine["items"], path
        assert partners.stranger.get("/events").get_json()["items"] == []


def test_filtering_by_a_foreign_id_finds_nothing(partners, known):
    with make.at(make.ISSUED_AT):
        for path in ("/agenda-items", "/resolutions", "/minutes"):
            page = partners.stranger.get(f"{path}?meeting_id={known['meeting'][0]}")
            assert page.get_json()["items"] == []
