"""The pages of a meeting and its minutes: what is shown to whom, and the papers at both doors."""

from __future__ import annotations

import base64
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from coop.core.actor import Actor
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import discussion
from coop.registry import clients
from coop.registry.clients import ClientData
from tests.mechanisms.meetings import make
from tests.people import Browser, add_account
from tests.supervision import stages
from tests.world import World

PDF = b"%PDF-1.7\n%%EOF"


def at_the_pages(app: Flask, person: Actor, when: str) -> Browser:
    username = add_account(person)
    browser = Browser(app, now=when)
    browser.sign_in(username)
    return browser


def test_the_meeting_shows_where_it_stands_what_comes_next_and_who_has_not_signed(
    app: Flask, world: World
) -> None:
    made = make.meeting(world, "notified")
    make.confirm(world.cq, made)
    page = at_the_pages(app, world.cy.liaison, make.NOTICE_AT).get(f"/meetings/{made.id}").text
    assert 'aria-current="step">已通知' in page
    assert "下一步：宣布开会（四川金融监管局秘书处）" in page
    assert "尚未签收：四川金融监管局、成渝金融法院" in page
    assert f"/meetings/{made.id}/notice.pdf" in page


def test_open_tasks_of_earlier_meetings_stand_above_the_agenda_until_the_meeting_is_over(
    app: Flask, world: World
) -> None:
    with make.at(make.PLANNED_AT):
        stages.opened(world.sc.secretary, world=world)
    made = make.meeting(world, "notified")
    browser = at_the_pages(app, world.cq.liaison, make.NOTICE_AT)
    before = browser.get(f"/meetings/{made.id}").text
    assert before.index("以前会议的未办结事项") < before.index('id="agenda-title"')
    assert "建立风险线索移送台账" in before
    make.conclude(world, make.hold(world, made))
    assert "以前会议的未办结事项" not in browser.get(f"/meetings/{made.id}").text


def test_a_button_is_shown_only_to_who_may_press_it(app: Flask, world: World) -> None:
    made = make.meeting(world, "scheduled")
    path = f"/meetings/{made.id}/send-notice"
    host = at_the_pages(app, world.sc.secretary, make.NOTICE_AT)
    other = at_the_pages(app, world.cq.secretary, make.NOTICE_AT)
    assert path in host.get(f"/meetings/{made.id}").text
    assert path not in other.get(f"/meetings/{made.id}").text
    assert other.get(path).status_code == 409


def test_a_stranger_finds_no_meeting_no_plan_and_no_paper(app: Flask, world: World) -> None:
    made = make.meeting(world, "collecting")
    paper_id = _with_paper(world, make.item(world, made).id)
    browser = at_the_pages(app, world.stranger, make.PLANNED_AT)
    for path in (f"/meetings/{made.id}", f"/papers/{paper_id}"):
        assert browser.get(path).status_code == 404


def test_a_paper_is_read_at_both_doors(app: Flask, world: World) -> None:
    made = make.meeting(world, "collecting")
    paper_id = _with_paper(world, make.item(world, made).id)
    browser = at_the_pages(app, world.cy.liaison, make.PLANNED_AT)
    assert f"/papers/{paper_id}" in browser.get(f"/meetings/{made.id}").text
    assert browser.get(f"/papers/{paper_id}").data == PDF
    headers = _system(world, make.PLANNED_AT)
    api = browser.ask(
        lambda: browser.client.get(f"/api/v1/papers/{paper_id}/file", headers=headers)
    )
    assert (api.status_code, api.data) == (200, PDF)


def test_the_plan_of_a_year_is_told_to_systems(app: Flask, world: World) -> None:
    make.meeting(world, "concluded")
    browser = Browser(app, now=make.ISSUED_AT)
    headers = _system(world, make.ISSUED_AT)

    def asked(query: str) -> TestResponse:
        path = f"/api/v1/meeting-plan?{query}"
        return browser.ask(lambda: browser.client.get(path, headers=headers))

    answer = asked(f"agreement_id={world.agreement_id}&year=2026").get_json()
    assert [half["is_breach"] for half in answer["halves"]] == [True, False]
    assert [half["held"] for half in answer["halves"]] == [0, 1]
    assert answer["next_host_name"] == "重庆金融监管局"
    assert asked(f"agreement_id={world.other_agreement_id}").status_code == 404
    assert asked("year=2026").status_code == 422


def test_a_proposed_correction_is_compared_with_the_text_in_force(app: Flask, world: World) -> None:
    made = make.minutes_in(world, "issued")
    make.propose(world, made, "correct", body="一、更正后的议题\n更正后的正文。")
    browser = at_the_pages(app, world.cy.signer, make.ISSUED_AT)
    page = browser.get(f"/minutes/{made.id}").text
    assert "更正后的正文。" in page
    assert "待同意：四川金融监管局、重庆金融监管局、成渝金融法院" in page
    assert f"/minutes/{made.id}/consent" in page


def test_headings_of_the_minutes_are_headings_on_the_page(app: Flask, world: World) -> None:
    made = make.minutes_in(world, "commenting")
    page = at_the_pages(app, world.cy.liaison, make.COMMENTS_AT).get(f"/minutes/{made.id}").text
    assert "<h3>一、" in page


def _with_paper(world: World, item_id: UUID) -> UUID:
    with make.at(make.PLANNED_AT):
        content = base64.b64encode(PDF).decode()
        file = {"filename": "说明.pdf", "content_base64": content}
        discussion.add_paper(world.sc.secretary, item_id, title="说明", file=file)
        return queries.get_item(world.sc.secretary, item_id).papers[0].id


def _system(world: World, when: str) -> dict[str, str]:
    clients.forget_tokens()
    data = ClientData(
        name="法院办公系统", scopes="meetings:read", posts=((world.agreement_id, "liaison"),)
    )
    with make.at(when):
        client = clients.add_client(world.cy.admin, world.cy.id, data).client
        token, _lifetime = clients.issue_token(client.id, client.scopes)
    return {"Authorization": f"Bearer {token}"}


def test_any_party_demands_an_extraordinary_meeting_at_its_desk(app: Flask, world: World) -> None:
    browser = at_the_pages(app, world.cq.liaison, make.PLANNED_AT)
    assert 'href="/meeting-demands/new"' in browser.get("/").text
    browser.get("/meeting-demands/new")
    made = browser.post(
        "/meeting-demands/new",
        agreement_id=str(world.agreement_id),
        starts_at="2026-09-16T09:00",
        ends_at="2026-09-16T11:00",
        reason="出现跨区域风险",
    )
    assert made.status_code == 303
    page = browser.get(made.location).text
    assert "最迟召开" in page
    assert "提议单位" in page
    assert "协议第三条：提议之日起15个工作日内召开临时会议" in page
