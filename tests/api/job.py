"""The main job through REST: plan, notify, hold, resolve, sign, issue."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import Partners
from tests.api.partner import Partner
from tests.mechanisms.meetings import make
from tests.world import World


def plan_body(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "agreement_id": str(world.agreement_id),
        "kind": "plenary",
        "starts_at": "2026-09-22T14:30:00+08:00",
        "ends_at": "2026-09-22T17:10:00+08:00",
        "place": "一楼会议室",
        **changed,
    }


def planned(world: World, partners: Partners, **changed: Any) -> Any:
    answer = partners.sc.post("/meetings", plan_body(world, **changed))
    assert answer.status_code == 201, answer.get_json()
    return answer.get_json()


def notified(world: World, partners: Partners) -> Any:
    """Items collected from CQ, the agenda approved, the notice sent on 2026-09-18."""
    meeting = partners.sc.act(planned(world, partners), "meetings", "open-collection")
    title = {"title": "研究建立诉调对接台账"}
    item = partners.cq.post(f"/meetings/{meeting['id']}/propose-item", title).get_json()
    item = partners.sc.act(item, "agenda-items", "accept")
    partners.sc.act(item, "agenda-items", "settle", prior_agreement="settled")
    meeting = partners.sc.read("meetings", meeting["id"])
    meeting = partners.sc.act(meeting, "meetings", "approve-agenda")
    with make.at(make.NOTICE_AT):
        return partners.sc.act(meeting, "meetings", "send-notice")


def concluded(world: World, partners: Partners) -> Any:
    meeting = notified(world, partners)
    with make.at(make.NOTICE_AT):
        for one in (partners.sc, partners.cq, partners.cy):
            attendees = [{"name": "王某", "title": "处长", "capacity": "present"}]
            answer = one.post(f"/meetings/{meeting['id']}/confirm", {"attendees": attendees})
            assert answer.status_code == 201, answer.get_json()
    with make.at(make.HELD_AT):
        meeting = partners.sc.read("meetings", meeting["id"])
        meeting = partners.sc.act(meeting, "meetings", "hold")
        resolve(world, partners.sc, meeting["items"][0]["id"])
        meeting = partners.sc.read("meetings", meeting["id"])
        return partners.sc.act(meeting, "meetings", "finish")


def resolve(world: World, by: Partner, item_id: str) -> Any:
    body = {
        "kind": "decided",
        "text": "建立诉调对接台账，按月通报",
        "lead_id": str(world.cq.id),
        "co_ids": [str(world.sc.id)],
        "due_on": "2026-11-30",
    }
    answer = by.post(f"/agenda-items/{item_id}/add-resolution", body)
    assert answer.status_code == 201, answer.get_json()
    return answer.get_json()


def signing(world: World, partners: Partners) -> Any:
    meeting = concluded(world, partners)
    with make.at(make.HELD_AT):
        answer = partners.sc.post(f"/meetings/{meeting['id']}/draft-minutes", {})
        minutes = partners.sc.act(answer.get_json(), "minutes", "submit")
    with make.at(make.COMMENTS_AT):
        for one in (partners.cq, partners.cy):
            assert one.post(f"/minutes/{minutes['id']}/accept", {}).status_code == 201
        minutes = partners.sc.read("minutes", minutes["id"])
        return partners.sc.act(minutes, "minutes", "close")


def issued(world: World, partners: Partners) -> Any:
    minutes = signing(world, partners)
    with make.at(make.ISSUED_AT):
        for one in (partners.sc, partners.cq, partners.cy):
            shown = one.read("minutes", minutes["id"])
            one.act(shown, "minutes", "countersign", text_hash=shown["text_hash"])
        minutes = partners.sc.read("minutes", minutes["id"])
        return partners.sc.act(minutes, "minutes", "issue")
