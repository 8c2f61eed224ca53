"""Publicity through REST and through the pages: no changed text gets out by either door."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.language import speaking
from coop.desk.work import my_work
from coop.mechanisms.publicity.service import materials, reminders
from tests.activities.callers import act_on, browser_of, hidden_of, system_of
from tests.mechanisms.publicity import make

NOW = make.PLANNED_AT


def system(app, world, team):
    found = system_of(app, world, team, "publicity", "liaison", "signer")
    found.now = NOW
    return found


@pytest.fixture
def campaign(world):
    with make.at(NOW):
        return make.confirmed(world)


@pytest.fixture
def parties(app, world):
    """(who reviews SC, who is named CQ, who writes CY) as systems."""
    return tuple(system(app, world, team) for team in world.teams)


def code(answer):
    told = answer.json
    return answer.status_code, (told.get("errors") or [told])[0]["code"]


def read(material):
    return {"text_hash": material["text_hash"]}


def test_a_campaign_is_planned_confirmed_and_cancelled_through_rest(world, parties):
    partner, lead, third = parties
    fields = make.campaign_fields(from_on="2026-12-01", to_on="2026-12-07")
    agreement = {"agreement_id": str(world.agreement_id)}
    alone = lead.create("/campaigns", "alone", **agreement, **fields)
    assert code(alone) == (422, "needs_two_institutions")
    others = {"co_host_ids": [str(world.sc.id)]}
    made = lead.create("/campaigns", "one", **agreement, **others, **fields).json
    made = lead.act("campaigns", made, "approve").json
    assert third.get(f"/campaigns/{made['id']}").status_code == 404
    assert code(third.act("campaigns", made, "confirm"))[0] == 404
    assert code(lead.act("campaigns", made, "confirm")) == (403, "forbidden")
    made = partner.act("campaigns", made, "confirm").json
    assert (made["state"], made["season"]) == ("confirmed", "constitution_day")
    made = lead.act("campaigns", made, "cancel", reason="并入年度活动").json
    assert code(partner.act("campaigns", made, "add-event", **event())) == (
        409,
        "illegal_transition",
    )
    year = partner.get(f"/publicity-year?agreement_id={world.agreement_id}&year=2026").json
    assert [one["campaigns"] for one in year["seasons"]] == [[], [], [], []]


def event():
    return make.event_fields(on_day="2026-12-04")


def test_no_changed_text_gets_out_through_rest(world, parties, campaign):
    reviewer, named, author = parties
    path = f"/campaigns/{campaign.id}/draft-material"
    made = author.create(path, "m", **make.material_fields()).json
    own = author.act("materials", made, "review", outcome="return", note="改", **read(made))
    assert code(own) == (403, "forbidden")
    approval = {"outcome": "approve", **make.DECLARED}
    approved = reviewer.act("materials", made, "review", **approval, **read(made)).json
    assert approved["names_left_out"] == []
    for one in (author, named):
        approved = one.act("materials", approved, "release", **read(approved)).json
    assert approved["is_releasable"]

    edit = f"/materials/{made['id']}"
    headers = {"If-Match": f'"{approved["version"]}"'}
    body = {"text": approved["text"] + "另见其他。"}
    changed = author._call("PATCH", edit, body, headers).json
    assert (changed["state"], changed["number"]) == ("draft", 2)
    where = {"where": "公众号"}
    assert code(author.act("materials", changed, "publish", **where, **read(approved))) == (
        409,
        "illegal_transition",
    )
    changed = reviewer.act("materials", changed, "review", **approval, **read(changed)).json
    assert code(author.act("materials", changed, "publish", **where, **read(approved))) == (
        409,
        "text_changed",
    )
    refused = author.act("materials", changed, "publish", **where, **read(changed))
    assert code(refused) == (409, "release_missing")
    assert "重庆金融监管局" in refused.json["detail"]
    for one in (author, named):
        changed = one.act("materials", changed, "release", **read(changed)).json
    out = author.act("materials", changed, "publish", **where, **read(changed)).json
    assert (out["state"], out["published_number"]) == ("published", 2)


def test_bad_materials_are_refused_with_field_and_rule(parties, campaign):
    author = parties[2]
    path = f"/campaigns/{campaign.id}/draft-material"
    for changes, told in (
        ({"classification": "绝密"}, "state_secret_refused"),
        ({"kind": "song"}, "not_a_choice"),
        ({"text": ""}, "required"),
    ):
        answer = author.create(path, told, **make.material_fields(**changes))
        assert code(answer) == (422, told)


def test_each_step_waits_for_the_post_that_takes_it(world, at):
    def piles(actor, when=NOW):
        with at(when), speaking("zh"):
            listed = {
                one.group: [str(item.kind) for item in one.items] for one in my_work(actor).groups
            }
        return {group: kinds for group, kinds in listed.items() if kinds}

    with at(NOW):
        made = make.drafted(world)
    assert "同意署名发布宣传材料" not in str(piles(world.cy.signer))
    assert "审核宣传材料" in piles(world.sc.liaison)["review"]
    assert "审核宣传材料" not in str(piles(world.cy.liaison))
    with at(NOW):
        made = make.reviewed(world, made)
    assert piles(world.cq.signer)["answer"] == ["同意署名发布宣传材料"]
    assert "同意署名发布宣传材料" not in str(piles(world.sc.signer))
    with at(NOW):
        made = make.released(world, made, world.cq)
    assert "同意署名发布宣传材料" not in str(piles(world.cq.signer))
    assert "发布宣传材料" not in str(piles(world.cy.handler))
    with at(NOW):
        made = make.released(world, made, world.cy)
    assert "发布宣传材料" in piles(world.cy.handler)["do"]
    with at(NOW):
        made = materials.edit_material(
            world.cy.handler, made.id, text="改", expected_version=made.version
        )
        reminders.register_legal_reminder(
            world.cy.liaison,
            agreement_id=world.agreement_id,
            issuer="某市司法局",
            title="提示",
            text="请改进",
            received_on=date(2026, 11, 10),
            answer_by_on=date(2026, 11, 30),
        )
    waiting = piles(world.cy.handler)
    assert "发布宣传材料" not in str(waiting)
    assert waiting["do"] == ["确定改进措施"]


def test_no_changed_text_gets_out_through_the_pages(app, world, campaign):
    author = browser_of(app, world.cy.liaison, NOW)
    fields = make.material_fields(names_left_out="张三丰")
    home, page = act_on(author, f"/campaigns/{campaign.id}/draft-material", **fields)
    assert "张三丰" in page
    reviewer = browser_of(app, world.sc.liaison, NOW)
    assert "张三丰" not in reviewer.get(home).text
    declared = dict.fromkeys(make.DECLARED, "true")
    act_on(reviewer, f"{home}/review", outcome="approve", **declared)

    signer = browser_of(app, world.cq.signer, NOW)
    opened = signer.get(f"{home}/release").text
    act_on(author, f"{home}/edit", **{**fields, "text": "成渝金融法院、重庆金融监管局提示。"})
    stale = signer.post(f"{home}/release", **hidden_of(opened))
    assert stale.status_code in (409, 412)
    act_on(reviewer, f"{home}/review", outcome="approve", **declared)
    _home, page = act_on(signer, f"{home}/release")
    assert "已同意本稿" in page
    act_on(browser_of(app, world.cy.signer, NOW), f"{home}/release")
    _home, page = act_on(author, f"{home}/publish", where="三方公众号")
    assert "已发布" in page
    assert "第2稿" in page


def test_every_list_and_the_year_open_in_both_languages(app, world, campaign):
    browser = browser_of(app, world.cq.liaison, NOW)
    for path in (
        "/campaigns",
        "/materials",
        "/legal-reminders",
        "/publicity-statistics",
        "/publicity-statistics.xlsx",
        "/campaigns/year",
        "/campaigns/year?year=1",
        f"/campaigns/{campaign.id}",
        "/campaigns/new?season=consumer_rights_day",
    ):
        for language in ("zh", "en"):
            joined = "&" if "?" in path else "?"
            assert browser.get(f"{path}{joined}lang={language}").status_code == 200, path
    offered = browser.get("/campaigns/year?year=2027").text
    assert "/campaigns/new?season=finance_education_month&amp;from_on=2027-09-01" in offered
