"""My work: who is asked for what, when, and the same at both doors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import Actor
from coop.core.db import db
from coop.core.language import speaking
from coop.desk import work
from coop.desk.work import my_work
from coop.mechanisms.meetings.service import convening
from coop.registry import clients
from coop.registry.clients import ClientData
from tests.mechanisms.meetings import make
from tests.people import Browser, add_account
from tests.supervision import stages
from tests.world import World


def piles(actor: Actor, when: str) -> dict[str, list[str]]:
    """What waits, in Chinese, by group; empty groups left out."""
    with make.at(when), speaking("zh"):
        groups = my_work(actor).groups
        return {one.group: [str(item.kind) for item in one.items] for one in groups if one.items}


def test_each_step_of_a_meeting_waits_for_the_post_that_takes_it(world: World) -> None:
    made = make.meeting(world, "planned")
    assert piles(world.sc.secretary, make.PLANNED_AT) == {"do": ["开始征集议题"]}
    made = make.collect(world, made)
    assert piles(world.cq.liaison, make.PLANNED_AT) == {"answer": ["提出议题"]}
    assert piles(world.sc.convener, make.PLANNED_AT) == {}
    make.item(world, made)
    assert piles(world.sc.convener, make.PLANNED_AT) == {"review": ["审定议程"]}
    make.approve(world, made)
    assert piles(world.sc.secretary, make.PLANNED_AT) == {"do": ["发出会议通知"]}


def test_the_notice_is_signed_for_and_answered_by_every_party_until_it_did(world: World) -> None:
    made = make.meeting(world, "notified")
    asked = {"sign_for": ["待签收"], "answer": ["回执参会人员"]}
    for team in world.teams:
        assert piles(team.liaison, make.NOTICE_AT) == asked
    make.confirm(world.cq, made)
    assert piles(world.cq.liaison, make.NOTICE_AT) == {}
    assert piles(world.cy.liaison, make.NOTICE_AT) == asked
    assert piles(world.sc.secretary, make.NOTICE_AT)["follow"] == ["宣布开会"]
    assert piles(world.sc.secretary, make.HELD_AT)["do"] == ["宣布开会"]


def test_minutes_wait_for_comments_then_signatures_then_their_number(world: World) -> None:
    made = make.minutes_in(world, "commenting")
    assert piles(world.cy.liaison, make.COMMENTS_AT)["answer"] == ["提出意见"]
    assert "answer" not in piles(world.sc.liaison, make.COMMENTS_AT)
    assert piles(world.sc.secretary, make.COMMENTS_AT) == {"follow": ["结束征求意见"]}
    made = make.close(world, made)
    assert piles(world.cq.signer, make.ISSUED_AT) == {"answer": ["会签"]}
    made = make.sign_one(world.cq, made)
    assert piles(world.cq.signer, make.ISSUED_AT) == {}
    assert piles(world.sc.secretary, make.ISSUED_AT) == {"follow": ["会签中"]}
    for team in (world.sc, world.cy):
        made = make.sign_one(team, made)
    assert piles(world.sc.secretary, make.ISSUED_AT)["do"] == ["编号印发"]


def test_what_is_late_comes_first_with_the_clause_that_set_the_day(world: World) -> None:
    make.meeting(world, "concluded")
    with make.at("2026-12-01T09:00"):
        pile = next(one for one in my_work(world.sc.secretary).groups if one.group == "do")
    assert pile.overdue_count == 1
    assert pile.items[0].is_overdue
    assert pile.items[0].basis is not None
    assert pile.items[0].basis.startswith("协议第三条")


def test_a_cancelled_meeting_asks_nothing(world: World) -> None:
    made = make.meeting(world, "notified")
    with make.at(make.NOTICE_AT):
        convening.cancel_meeting(
            world.sc.convener, made.id, expected_version=make.version_of(made), reason="疫情"
        )
    assert piles(world.cq.liaison, make.NOTICE_AT) == {}


def test_strangers_see_nothing_of_it(world: World) -> None:
    make.meeting(world, "notified")
    assert piles(world.strangers.liaison, make.NOTICE_AT) == {}


def test_a_task_waits_beside_a_meeting(world: World) -> None:
    with make.at(make.PLANNED_AT):
        stages.opened(world.sc.secretary, world=world)
    assert piles(world.cq.handler, make.PLANNED_AT) == {"sign_for": ["签收任务"]}


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement but the words that open and end a transaction."""
    asked: list[str] = []

    def listen(*given: Any) -> None:
        if not given[2].startswith("BEGIN"):
            asked.append(given[2])

    sa.event.listen(db.engine, "before_cursor_execute", listen)
    yield asked
    sa.event.remove(db.engine, "before_cursor_execute", listen)


def test_the_whole_page_takes_six_statements_whatever_the_post_and_however_much_waits(
    app: Flask, world: World
) -> None:
    """Sign-in, posts and the choice of agreements included."""
    browsers = []
    for role in ("liaison", "secretary", "convener", "signer", "handler", "archivist", "admin"):
        browser = Browser(app, now=make.PLANNED_AT)
        browser.sign_in(add_account(getattr(world.sc, role)))
        browsers.append(browser)
    for ordinal in (1, 2):
        make.meeting(world, "collecting", ordinal=ordinal)
    with make.at(make.PLANNED_AT):
        stages.accepted(world, lead_id=world.sc.id)
    for browser in browsers:
        browser.get("/")
        with counted() as asked:
            assert browser.get("/").status_code == 200
        assert len(asked) <= 6, "\n".join(one[:80] for one in asked)


def test_a_full_pile_lists_the_nearest_counts_all_and_pages_through_them(world: World) -> None:
    with make.at("2026-09-18T09:00"):
        for number in (24, 21, 23, 22):
            due_on = date(2026, 9, number)
            stages.accepted(world, due_on=due_on, title=f"{number}日到期")
    with make.at("2026-09-24T09:00"):
        pile = next(one for one in work.my_work(world.cq.handler, most=2).groups if one.count)
        first = work.list_work_items(world.cq.handler, limit=3, group="do")
        rest = work.list_work_items(world.cq.handler, limit=3, group="do", cursor=first.next)
    assert (pile.group, pile.count, pile.overdue_count) == ("do", 8, 3)
    assert [one.title for one in pile.items] == ["21日到期", "22日到期"]
    assert [one.title for one in first.items] == ["21日到期", "22日到期", "23日到期"]
    assert first.items[0].is_overdue
    assert (rest.items[0].title, len(rest.items)) == ("24日到期", 3)


@pytest.fixture
def system(app: Flask, world: World) -> dict[str, str]:
    """CQ's system with the liaison's post."""
    clients.forget_tokens()
    data = ClientData(
        name="重庆局办公系统", scopes="work:read", posts=((world.agreement_id, "liaison"),)
    )
    with make.at(make.NOTICE_AT):
        client = clients.add_client(world.cq.admin, world.cq.id, data).client
        token, _lifetime = clients.issue_token(client.id, client.scopes)
    return {"Authorization": f"Bearer {token}"}


def test_both_doors_count_the_same(app: Flask, world: World, system: dict[str, str]) -> None:
    make.meeting(world, "notified")
    username = add_account(world.cq.liaison)
    browser = Browser(app, now=make.NOTICE_AT)
    browser.sign_in(username)
    page = browser.get("/").text
    ask = browser.client.get
    told = browser.ask(lambda: ask("/api/v1/work", headers=system)).get_json()
    one = browser.ask(lambda: ask("/api/v1/work-items?limit=1", headers=system))
    assert [item["group"] for item in one.get_json()["items"]] == ["sign_for"]
    more = browser.ask(lambda: ask(one.headers["Link"].split(">")[0][1:], headers=system))
    assert [item["group"] for item in more.get_json()["items"]] == ["answer"]
    narrowed = "/api/v1/work-items?group=review"
    assert browser.ask(lambda: ask(narrowed, headers=system)).get_json()["items"] == []
    counts = {one["group"]: one["count"] for one in told["groups"]}
    assert counts == {"sign_for": 1, "answer": 1, "review": 0, "do": 0, "follow": 0}
    assert told["count"] == 2
    assert "共 2 项待处理" in page
    assert "回执参会人员：联席会议第1次全体会议" in page
    assert "2026年9月20日前" in page
    assert "即将召开的会议" in page


def test_a_group_has_a_page_with_all_of_it(app: Flask, world: World) -> None:
    make.meeting(world, "notified")
    username = add_account(world.cq.liaison)
    browser = Browser(app, now=make.NOTICE_AT)
    browser.sign_in(username)
    assert "联席会议第1次全体会议" in browser.get("/my-work/answer").text
    assert browser.get("/my-work/nothing").status_code == 404


def plan_of(app: Flask, world: World, when: str, **query: Any) -> Any:
    browser = Browser(app, now=when)
    browser.sign_in(add_account(world.cq.liaison))
    return browser.get(f"/meetings/plan?year={query.get('year', 2026)}")


def test_a_half_year_without_a_plenary_is_a_breach_of_the_clause(app: Flask, world: World) -> None:
    make.meeting(world, "concluded")
    page = plan_of(app, world, "2026-10-12T09:00").text
    assert "本半年度未按协议第三条召开全体会议" in page
    assert page.count("本半年度未按协议") == 1
    assert "下一轮值单位：重庆金融监管局" in page


def test_a_half_year_that_is_not_over_is_lacking_until_a_plenary_is_planned(
    app: Flask, world: World
) -> None:
    page = plan_of(app, world, make.PLANNED_AT).text
    assert "本半年度应开的全体会议尚未安排" in page


def test_nothing_was_owed_before_the_agreement(app: Flask, world: World) -> None:
    page = plan_of(app, world, make.PLANNED_AT, year=2022).text
    assert "本半年度未按协议" not in page


def test_a_plan_of_another_agreement_or_of_no_year_does_not_exist(app: Flask, world: World) -> None:
    assert plan_of(app, world, make.PLANNED_AT, year=99999).status_code == 404


def test_who_may_plan_meetings_begins_from_the_desk(app: Flask, world: World) -> None:
    pages = {}
    for person in (world.sc.secretary, world.cq.liaison):
        browser = Browser(app, now=make.PLANNED_AT)
        browser.sign_in(add_account(person))
        pages[person] = browser.get("/").text
        for path in re.findall(r'href="(/[a-z-]+/new)"', pages[person]):
            assert browser.get(path).status_code == 200, path
    assert 'href="/meetings/new"' in pages[world.sc.secretary]
    assert 'href="/meetings/new"' not in pages[world.cq.liaison]
