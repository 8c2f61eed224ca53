"""Party building through REST and through the pages, in Chinese and English."""

from __future__ import annotations

import io

import pytest

from coop.core.language import speaking
from coop.desk.work import my_work
from coop.documents.spreadsheets import read_table
from tests.activities.callers import act_on, browser_of, system_of
from tests.activities.pictures import picture, upload
from tests.mechanisms.party_building import make

NOW = "2026-10-12T09:00"
PHOTO = {"caption": "合影", "classification": "internal", "consent": "given"}


def system(app, world, team, *roles):
    found = system_of(app, world, team, "party_building", *(roles or ("liaison", "signer")))
    found.now = NOW
    return found


def plain(fields):
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in fields.items()
    }


def planned_by_rest(world, host, partner):
    """(the year's plan, the activity planned for its item)."""
    agreement = {"agreement_id": str(world.agreement_id)}
    branches = [
        one.create("/branches", "b", name="机关党支部", secretary="某", **agreement).json["id"]
        for one in (host, partner)
    ]
    fields = {**agreement, **plain(make.pair_fields()), "branch_ids": branches}
    pair = host.create("/branch-pairs", "p", **fields).json
    for one in (host, partner):
        pair = one.act("branch-pairs", pair, "agree").json
    assert (pair["state"], pair["is_current"]) == ("active", True)
    item = {"form": "joint_study", "topic": "联学", "due_on": "2026-10-30"}
    items = [{**item, "branch_id": branches[0]}]
    plan = host.create("/joint-plans", "y", pair_id=pair["id"], year=2026, items=items).json
    for one in (partner, host):
        plan = one.act("joint-plans", plan, "agree").json
    made = host.create(
        "/party-activities",
        "a",
        pair_id=pair["id"],
        host_branch_id=branches[0],
        plan_item_id=plan["items"][0]["id"],
        **plain(make.activity_fields()),
    ).json
    assert made["allowed_actions"] == ["edit", "approve", "cancel"]
    return plan, made


def held_by_rest(made, host, partner):
    made = host.act("party-activities", made, "approve").json
    made = partner.act("party-activities", made, "confirm").json
    host.now = partner.now = make.HELD_AT
    for one, name in ((host, "陈某"), (partner, "赵某")):
        made = one.act("party-activities", made, "sign-in", more=[make.person(name)]).json
    made = host.act("party-activities", made, "hold").json
    assert (made["report_due_on"], made["signed_in_count"]) == ("2026-10-30", 2)
    return made


def test_a_pair_its_plan_and_an_activity_through_rest(app, world):
    host = system(app, world, world.sc, "liaison", "signer", "archivist")
    partner = system(app, world, world.cq)
    plan, made = planned_by_rest(world, host, partner)
    made = held_by_rest(made, host, partner)

    add = f"/party-activities/{made['id']}/add-picture"
    photo = {**PHOTO, "taken_on": "2026-10-16"}
    for file, code in (
        (upload(b"\xff\xd8\xff no picture"), "not_a_picture"),
        (upload(b"MZ", "a.exe"), "picture_kind_refused"),
    ):
        wrong = host.create(add, code, file=file, **photo)
        told = wrong.json["errors"][0]
        assert (wrong.status_code, told["code"], told["pointer"]) == (422, code, "/file")
    taken = host.create(add, "photo", file=upload(picture()), **photo)
    assert taken.status_code == 201
    kept = taken.json["pictures"][0]
    shown = partner.get(f"/party-activity-pictures/{kept['id']}/content")
    assert (shown.mimetype, shown.data) == ("image/jpeg", picture())

    made = host.act("party-activities", taken.json, "report", summary="已开展").json
    assert partner.get(f"/party-activities/{made['id']}/bundle.zip").status_code == 404
    made = host.act("party-activities", made, "archive", retention="ten_years").json
    packed = partner.get(f"/party-activities/{made['id']}/bundle.zip")
    assert (packed.mimetype, packed.data[:2]) == ("application/zip", b"PK")
    done = partner.get(f"/joint-plans/{plan['id']}").json
    assert (done["done_count"], done["planned_count"]) == (1, 1)
    asked = f"agreement_id={world.agreement_id}&from_on=2026-01-01&until_on=2026-12-31"
    counted = host.get(f"/party-building-statistics?{asked}").json
    assert (counted["person_times"], counted["plan_completion"]["percent"]) == (2, 100.0)
    file = host.get(f"/party-building-statistics.xlsx?{asked}")
    rows = [row for _number, row in read_table("figures.xlsx", file.data).rows]
    assert rows[0][0] == "党建共建统计（2026年1月1日至2026年12月31日）"
    assert ("参加人次", "2") in [row[:2] for row in rows]
    assert ("年度计划完成率", "100", "1", "其中已开展的", "1", "期间到期的计划项目") in rows
    assert ("四川金融监管局", "1", "1") in [row[:3] for row in rows]


def test_who_is_not_in_it_finds_nothing(app, world):
    with make.at(make.PLANNED_AT):
        made = make.activity(world, "approved")
    third = system(app, world, world.cy)
    stranger = system(app, world, world.strangers)
    seen = {"id": str(made.id), "version": made.version}
    for outsider in (third, stranger):
        assert outsider.get(f"/party-activities/{made.id}").status_code == 404
        assert outsider.get(f"/branch-pairs/{made.pair_id}").status_code == 404
        assert outsider.act("party-activities", seen, "confirm").status_code == 404
        for path in ("/party-activities", "/branch-pairs", "/joint-plans"):
            assert outsider.get(path).json["items"] == []
    assert len(third.get("/branches").json["items"]) == 2
    assert stranger.get("/branches").json["items"] == []


def test_each_step_waits_for_the_post_that_takes_it(world, at):
    def piles(actor, when=NOW):
        with at(when), speaking("zh"):
            groups = my_work(actor).groups
            return {
                one.group: [str(item.kind) for item in one.items] for one in groups if one.items
            }

    with at(NOW):
        pair = make.proposed(world)
    assert piles(world.cq.signer) == {"answer": ["同意结对"]}
    with at(NOW):
        pair = make.pairs_agreed(world, pair)
        plan = make.drafted_plan(world, pair)
    assert piles(world.cq.signer) == {"answer": ["同意计划"]}
    with at(NOW):
        make.plan_adopted(world, plan)
        made = make.planned(world, pair)
    assert piles(world.sc.signer) == {"review": ["批准共建活动"]}
    assert piles(world.cq.signer) == {}
    with at(NOW):
        made = make.approve(world, made)
    assert piles(world.cq.liaison)["answer"] == ["确认参加共建活动"]
    with at(NOW):
        made = make.confirm(world, made)
    assert piles(world.sc.liaison) == {}
    assert piles(world.sc.handler, make.HELD_AT) == {"do": ["登记共建活动已开展"]}
    make.hold(world, made)
    assert piles(world.sc.liaison, make.HELD_AT) == {"do": ["报送共建活动总结"]}
    assert piles(world.sc.handler, make.HELD_AT) == {}


@pytest.fixture
def agreed(world):
    with make.at(make.PLANNED_AT):
        return make.agreed(world)


def confirmed_by_page(app, world, pair, host, partner):
    """The activity's address, once the partner has named who comes."""
    fields = make.activity_fields(starts_at="2026-10-16T14:30", ends_at="2026-10-16T17:00")
    branch = str(make.host_branch(world, world.sc))
    new = "/party-activities/new"
    home, page = act_on(host, new, pair_id=str(pair.id), host_branch_id=branch, **fields)
    assert f"{home}/approve" not in page
    _home, page = act_on(browser_of(app, world.sc.signer, NOW), f"{home}/approve")
    assert "共建活动〔2026〕1号" in page
    act_on(partner, f"{home}/confirm")
    _home, page = act_on(partner, f"{home}/sign-up", **rows("attendees", "赵某"))
    assert "报名1人，签到0人" in page
    return home


def rows(name, person):
    said = {"name": person, "title": "处长", "capacity": "present"}
    return {f"{name}-0-{field}": value for field, value in said.items()}


def test_an_activity_through_the_pages(app, world, agreed):
    host = browser_of(app, world.sc.liaison, NOW)
    partner = browser_of(app, world.cq.liaison, NOW)
    home = confirmed_by_page(app, world, agreed, host, partner)
    for one, actor in ((host, world.sc.liaison), (partner, world.cq.liaison)):
        one.now = make.HELD_AT
        one.sign_in(actor.name.lower())
    listed = host.get(f"{home}/sign-in").text
    theirs = listed.split('name="attendee_ids"')[1].split('value="')[1].split('"')[0]
    _home, page = act_on(host, f"{home}/sign-in", attendee_ids=theirs, **rows("more", "陈某"))
    assert "报名2人，签到2人" in page
    _home, page = act_on(host, f"{home}/hold")
    assert "2026年10月30日" in page
    assert "10个工作日内报送总结" in page

    add, marks = f"{home}/add-picture", {**PHOTO, "taken_on": "2026-10-16", "consent": "missing"}
    host.get(add)
    wrong = host.post(add, file=(io.BytesIO(b"no picture"), "a.jpg"), **marks)
    assert wrong.status_code == 422
    assert "与扩展名 .jpg 不符" in wrong.text
    _home, page = act_on(host, add, file=(io.BytesIO(picture()), "a.jpg"), **marks)
    assert "只在本单位可见" in page
    read = partner.get(home).text
    assert "合影" not in read
    assert "另有1张照片" in read
    read = partner.get(f"{home}?lang=en").text
    assert "stay with the institutions" in read
    assert "within 10 working days of its end" in read


def test_every_list_and_part_opens_in_both_languages(app, world, agreed, at):
    with at(make.PLANNED_AT):
        plan = make.drafted_plan(world, agreed)
        branch = make.host_branch(world, world.sc)
    browser = browser_of(app, world.sc.liaison, NOW)
    _home, page = act_on(
        browser, f"/branches/{branch}/add-member", name="陈某", party_status="full"
    )
    assert "正式党员" in page
    assert "正式党员" not in browser_of(app, world.cq.liaison, NOW).get(f"/branches/{branch}").text
    for path in (
        "/party-activities",
        "/joint-plans",
        "/branch-pairs",
        "/branches",
        "/party-building-statistics",
        f"/joint-plans/{plan.id}",
        f"/joint-plans/{plan.id}/edit",
        f"/branch-pairs/{agreed.id}",
    ):
        for language in ("zh", "en"):
            assert browser.get(f"{path}?lang={language}").status_code == 200, path
    wrong = browser.get("/party-building-statistics?from_on=2026-05-01&until_on=2026-01-01")
    assert wrong.status_code == 422
    assert "The period ends before it begins" in wrong.text
