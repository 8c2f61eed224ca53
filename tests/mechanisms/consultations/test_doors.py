"""Scenario 8 through both doors: a partner's system and an officer's browser."""

from __future__ import annotations

import itertools
from contextvars import Context
from typing import Any

import pytest
from flask import Flask

from coop.core.actor import SYSTEM, Actor
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.documents.callers import Caller
from tests.due import run_due
from tests.mechanisms.consultations import make
from tests.people import add_account, let_in
from tests.world import Team, World

_SCOPES = "consultations:read consultations:write"
_keys = itertools.count()


class At(Caller):
    """A caller whose requests come at a given time."""

    when = make.OPENED_AT

    def _call(self, method: str, path: str, given: dict[str, Any]) -> Any:
        headers = {**self.headers, **given.pop("headers", {})}
        with make.at(self.when):
            return self.browser.open(path, method=method, headers=headers, **given)


def system_of(app: Flask, world: World, team: Team, role: str, when: str = make.OPENED_AT) -> At:
    under = world.other_agreement_id if team is world.strangers else world.agreement_id
    data = ClientData(name=f"{team.code}{role}系统", scopes=_SCOPES, posts=((under, role),))
    with make.at(when):
        made = clients.add_client(SYSTEM, team.id, data).client
        token, _lifetime = tokens.issue_token(made.id, made.scopes)
    headers = {"Authorization": f"Bearer {token}", "Coop-Actor": f"{team.code}{role}"}
    if role != "signer":
        headers.pop("Coop-Actor")
    called = At(app.test_client(), headers)
    called.when = when
    return called


def browser_of(app: Flask, actor: Actor, when: str = make.OPENED_AT) -> At:
    username = f"user-{next(_keys)}-{actor.name}"
    browser = app.test_client()
    with make.at(when):
        let_in(browser, add_account(actor, username))
    called = At(browser)
    called.when = when
    return called


def act(caller: At, path: str, version: int, body: dict[str, Any] | None = None) -> Any:
    headers = {"If-Match": f'"{version}"', "Idempotency-Key": f"k{next(_keys)}"}
    return caller.post(f"/api/v1{path}", json=body or {}, headers=headers)


def lapse(when: str = make.LAPSED_AT) -> None:
    with make.at(when):
        run_due("lapse_consultations")


def json_facts(world: World, **changed: Any) -> dict[str, Any]:
    given = make.facts(world, **changed)
    ids = [str(one) for one in given["consulted_ids"]]
    return {**given, "agreement_id": str(given["agreement_id"]), "consulted_ids": ids}


def opened(app: Flask, world: World, **changed: Any) -> dict[str, Any]:
    """Drafted, approved and sent through the API."""
    liaison = system_of(app, world, world.sc, "liaison")
    signer = system_of(app, world, world.sc, "signer")
    made = liaison.post(
        "/api/v1/consultations",
        json=json_facts(world, **changed),
        headers={"Idempotency-Key": f"k{next(_keys)}"},
    )
    assert made.status_code == 201, made.text
    path = f"/consultations/{made.json['id']}"
    approved = act(signer, f"{path}/approve", made.json["version"])
    assert approved.status_code == 200, approved.text
    sent = act(liaison, f"{path}/submit", approved.json["version"])
    assert sent.status_code == 200, sent.text
    return dict(sent.json)


def give(app: Flask, world: World, team: Team, path: str) -> Any:
    liaison = system_of(app, world, team, "liaison", make.REPLIED_AT)
    signer = system_of(app, world, team, "signer", make.REPLIED_AT)
    drafted = act(liaison, f"{path}/opinion", 0, {"stance": "agree", "text": "同意"})
    assert drafted.status_code == 201, drafted.text
    signed = act(signer, f"/opinions/{drafted.json['id']}/sign", drafted.json["version"])
    assert signed.status_code == 200, signed.text
    return signed.json


def test_scenario_8_through_the_api(app: Flask, world: World) -> None:
    made = opened(app, world)
    assert (made["state"], made["reply_due_on"]) == ("open", "2026-09-24")
    path = f"/consultations/{made['id']}"
    give(app, world, world.cq, path)

    early = system_of(app, world, world.sc, "liaison", make.REPLIED_AT)
    before = early.get(f"/api/v1{path}").json
    assert [one["stance"] for one in before["parties"]] == [None, None]
    assert before["opinions"] == []

    lapse()
    late = system_of(app, world, world.cy, "liaison", "2026-09-28T09:00")
    seen = late.get(f"/api/v1{path}").json
    assert [one["stance"] for one in seen["parties"]] == ["agree", "no_reply"]
    assert [one["agreement"] for one in seen["parties"]] == ["agreed", "not_agreed"]
    asked = act(late, f"{path}/ask-extension", 0, {"days": 1, "reason": "需内部研究"})
    assert asked.status_code == 409


def test_the_flag_in_the_letter_makes_silence_no_objection_through_the_api(
    app: Flask, world: World
) -> None:
    made = opened(app, world, silence_consents=True)
    give(app, world, world.cq, f"/consultations/{made['id']}")
    lapse()
    late = system_of(app, world, world.sc, "liaison", "2026-09-28T09:00")
    seen = late.get(f"/api/v1/consultations/{made['id']}").json
    assert seen["parties"][1]["stance"] == "deemed_no_objection"


def test_scenario_8_on_the_pages(app: Flask, world: World) -> None:
    liaison, signer = browser_of(app, world.sc.liaison), browser_of(app, world.sc.signer)
    values = {
        "title": "金融借款合同利息认定标准",
        "category": "law_application",
        "urgency": "urgent",
        "facts": "近期各地裁判尺度不一。",
        "questions": "利息计算标准如何统一\n违约金上限如何掌握",
        "consulted_ids": [str(world.cq.id), str(world.cy.id)],
    }
    made = liaison.submit("/consultations/new", values)
    assert made.status_code == 303, made.text
    assert signer.submit(f"{made.location}/approve", {}).status_code == 303
    assert liaison.submit(f"{made.location}/submit", {}).status_code == 303

    answering = browser_of(app, world.cq.liaison, make.REPLIED_AT)
    page = answering.get(made.location).text
    for shown in ("2026年9月24日", "3个工作日", "违约金上限如何掌握", "不视为同意", "起草会商意见"):
        assert shown in page
    assert answering.submit(f"{made.location}/opinion", {"stance": "disagree"}).status_code == 422
    given = answering.submit(f"{made.location}/opinion", {"stance": "agree", "text": "甲方案可行"})
    assert given.status_code == 303
    opinion_id = given.location.rsplit("opinion-", 1)[1]
    signing = browser_of(app, world.cq.signer, make.REPLIED_AT)
    assert signing.submit(f"/opinions/{opinion_id}/sign", {}).status_code == 303

    court = browser_of(app, world.cy.liaison, make.REPLIED_AT)
    assert "甲方案可行" not in court.get(made.location).text
    lapse()
    court = browser_of(app, world.cy.handler, "2026-09-28T09:00")
    page = court.get(made.location).text
    assert "甲方案可行" in page
    assert "逾期未答复" in page
    assert f"{made.location}/ask-extension" not in page
    for link in ("/dossier.pdf",):
        assert court.get(f"{made.location}{link}").data.startswith(b"%PDF-")


def test_a_list_leads_to_each_consultation_in_both_languages(app: Flask, world: World) -> None:
    made = make.consultation(world, "open")
    browser = browser_of(app, world.cy.liaison)
    page = browser.get("/consultations").text
    assert f"/consultations/{made.id}" in page
    assert "会商〔2026〕1号" in page
    assert "open for opinions" in browser.get("/consultations?lang=en").text


def test_a_signers_system_must_name_the_officer(app: Flask, world: World) -> None:
    made = make.consultation(world, "draft")
    signer = system_of(app, world, world.sc, "signer")
    signer.headers.pop("Coop-Actor")
    refused = act(signer, f"/consultations/{made.id}/approve", made.version)
    assert (refused.status_code, refused.json["code"]) == (403, "officer_required")


def test_figures_name_their_denominator(app: Flask, world: World) -> None:
    reader = system_of(app, world, world.sc, "liaison")
    query = f"agreement_id={world.agreement_id}&from_on=2026-09-01&until_on=2026-09-30"
    found = Context().run(reader.get, f"/api/v1/consultation-statistics?{query}").json
    assert found["replied_on_time"]["percent"] is None
    assert found["replied_on_time"]["denominator_name"] == "应答复数"


def test_a_draft_is_changed_on_its_form_without_losing_anything(app: Flask, world: World) -> None:
    made = make.consultation(
        world, "draft", optional_ids=[world.cy.id], consulted_ids=[world.cq.id]
    )
    browser = browser_of(app, world.sc.liaison)
    form = browser.get(f"/consultations/{made.id}/edit").text
    assert "利息计算标准如何统一\n违约金上限如何掌握" in form
    values = {
        "title": "改名",
        "category": "law_application",
        "urgency": "urgent",
        "facts": "近期各地裁判尺度不一。",
        "questions": "只问一个问题",
        "consulted_ids": [str(world.cq.id)],
        "optional_ids": [str(world.cy.id)],
    }
    assert browser.submit(f"/consultations/{made.id}/edit", values).status_code == 303
    seen = make.view(world.sc.liaison, made)
    assert (seen.title, seen.texts[0].questions) == ("改名", ("只问一个问题",))
    assert [one.is_mandatory for one in seen.parties] == [True, False]


def test_every_action_offered_leads_to_its_form(app: Flask, world: World) -> None:
    made = make.consultation(world, "replied")
    for actor in (world.sc.liaison, world.sc.signer, world.sc.secretary, world.cq.liaison):
        browser = browser_of(app, actor, "2026-09-28T09:00")
        for name in make.view(actor, made, "2026-09-28T09:00").allowed_actions:
            page = browser.get(f"/consultations/{made.id}/{name.replace('_', '-')}")
            assert page.status_code == 200, name


@pytest.mark.parametrize(
    ("from_on", "until_on", "pointer"),
    [
        ("0001-01-01", "2026-01-01", "/from_on"),
        ("2026-01-01", "9999-12-31", "/until_on"),
        ("2026-12-31", "2026-01-01", "/until_on"),
    ],
)
def test_figures_of_an_impossible_period_are_refused(
    app: Flask, world: World, from_on: str, until_on: str, pointer: str
) -> None:
    reader = system_of(app, world, world.sc, "liaison")
    query = f"agreement_id={world.agreement_id}&from_on={from_on}&until_on={until_on}"
    refused = reader.get(f"/api/v1/consultation-statistics?{query}")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
