"""Scenario 9 and the bad input of sharing, through the REST door and the pages."""

from __future__ import annotations

import re

import pytest

from tests.mechanisms.sharing import make
from tests.mechanisms.sharing.callers import system_of
from tests.people import Browser, add_account


def entry_body(world, **changes):
    return {"agreement_id": str(world.agreement_id), **make.entry_fields(**changes)}


def request_body(entry_id, **changes):
    fields = make.request_fields(**changes)
    return {
        **fields,
        "entry_id": entry_id,
        "from_on": str(fields["from_on"]),
        "until_on": str(fields["until_on"]),
    }


@pytest.fixture
def parties(app, world):
    """(provider CQ, requester CY, secretariat SC) as systems."""
    return (
        system_of(app, world, world.cq, "liaison", "signer"),
        system_of(app, world, world.cy, "liaison", "signer"),
        system_of(app, world, world.sc, "secretariat"),
    )


def published(world, provider, now, **changes):
    provider.now = now
    made = provider.create("/catalog-entries", "entry", **entry_body(world, **changes))
    assert made.status_code == 201, made.json
    return provider.act("catalog-entries", made.json, "publish").json


def submitted(entry, requester, now):
    requester.now = now
    made = requester.create("/share-requests", "request", **request_body(entry["id"])).json
    early = requester.act("share-requests", made, "submit")
    assert (early.status_code, early.json["code"]) == (409, "head_consent_missing")
    made = requester.act("share-requests", made, "consent").json
    return requester.act("share-requests", made, "submit").json


def test_scenario_9_through_rest(app, world, parties):
    provider, requester, _secretariat = parties
    quick = published(world, provider, "2026-09-18T09:00", share_class="unconditional")
    asked = submitted(quick, requester, "2026-09-18T10:00")
    assert asked["reply_due_on"] == "2026-09-20"


def test_scenario_9_conditional_through_rest(app, world, parties):
    provider, requester, secretariat = parties
    entry = published(world, provider, "2026-09-21T09:00")
    asked = submitted(entry, requester, "2026-09-21T10:00")
    assert (asked["state"], asked["reply_due_on"]) == ("submitted", "2026-10-12")

    provider.now = secretariat.now = "2026-10-09T09:00"
    eleven = provider.act("share-requests", asked, "ask-extension", days=11, reason="量大")
    assert (eleven.status_code, eleven.json["errors"][0]["code"]) == (422, "extension_too_long")
    asked = provider.act("share-requests", asked, "ask-extension", days=10, reason="量大").json
    asked = secretariat.act("share-requests", asked, "extend", decision="grant").json
    assert asked["reply_due_on"] == "2026-10-26"
    again = provider.act("share-requests", asked, "ask-extension", days=1, reason="再延")
    assert (again.status_code, again.json["code"]) == (409, "extension_used")

    provider.now = requester.now = "2026-10-12T09:00"
    asked = provider.act("share-requests", asked, "propose").json
    early = provider.act("share-requests", asked, "approve")
    assert (early.status_code, early.json["code"]) == (409, "head_consent_missing")
    asked = provider.act("share-requests", asked, "endorse").json
    asked = provider.act("share-requests", asked, "approve").json
    assert (asked["state"], asked["delivery_due_on"]) == ("approved", "2026-11-09")


@pytest.fixture
def granted(world, parties):
    """A request of CY that CQ approved."""
    provider, requester, _secretariat = parties
    entry = published(world, provider, "2026-09-21T09:00")
    asked = submitted(entry, requester, "2026-09-21T10:00")
    for segment in ("propose", "endorse", "approve"):
        asked = provider.act("share-requests", asked, segment).json
    return asked


def deliver(provider, asked, **changes):
    body = {"classification": "internal", "file": make.upload()} | changes
    return provider.act("share-requests", asked, "deliver", **body)


def test_neither_secrets_nor_false_files_are_delivered(parties, granted):
    for changes, code in (
        ({"classification": "work_secret"}, "work_secret_not_shared"),
        ({"classification": "秘密"}, "state_secret_refused"),
        ({"file": make.upload("a.pdf", b"MZ")}, "file_not_as_named"),
    ):
        refused = deliver(parties[0], granted, **changes)
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, code)


def test_what_is_delivered_is_signed_for_and_used_as_granted(parties, granted):
    provider, requester, secretariat = parties
    asked = deliver(provider, granted).json
    assert (asked["state"], len(asked["letters"])) == ("active", 3)

    share = requester.get(f"/shares/{asked['deliveries'][0]['id']}").json
    assert share["allowed_actions"] == ["sign_for", "record_use", "request_correction"]
    got = requester.get(f"/share-files/{share['files'][0]['id']}/content")
    assert got.data == make.PDF
    signed = requester.act("shares", share, "sign-for").json
    told = {"process": "核对", "effect": "准确", "storage": "内网"}
    used = requester.act("shares", signed, "record-use", scenario="广告投放", **told)
    assert (used.status_code, used.json["errors"][0]["code"]) == (422, "use_outside_scope")
    used = requester.act("shares", signed, "record-use", scenario="委派调解前核对机构信息", **told)
    assert used.status_code == 201
    assert secretariat.get(f"/shares/{share['id']}").status_code == 404


def test_a_class_that_is_not_shared_can_not_be_asked_for(app, world, parties):
    provider, requester, _secretariat = parties
    missing = provider.create(
        "/catalog-entries", "bad", **entry_body(world, share_class="not_shared")
    )
    assert missing.json["errors"][0]["pointer"] == "/legal_basis"
    entry = published(
        world,
        provider,
        "2026-09-18T09:00",
        share_class="not_shared",
        legal_basis="《商业银行法》第二十九条",
    )
    refused = requester.create("/share-requests", "r", **request_body(entry["id"]))
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "class_not_shared")


def test_a_share_needs_classification_legal_basis_and_purpose(app, world, parties):
    provider, _requester, _secretariat = parties
    refused = provider.create("/shares", "s", agreement_id=str(world.agreement_id), title="提示")
    missing = {one["pointer"] for one in refused.json["errors"]}
    assert missing == {"/classification", "/legal_basis", "/purpose", "/onward"}


def test_strangers_and_third_parties_find_nothing(app, world, parties):
    provider, requester, _secretariat = parties
    entry = published(world, provider, "2026-09-21T09:00")
    asked = submitted(entry, requester, "2026-09-21T10:00")
    third = system_of(app, world, world.sc, "liaison", "signer")
    stranger = system_of(app, world, world.strangers, "liaison", "secretariat")
    for outsider in (third, stranger):
        assert outsider.get(f"/share-requests/{asked['id']}").status_code == 404
        assert outsider.get("/share-requests").json["items"] == []
        assert outsider.act("share-requests", asked, "refuse").status_code in (404, 422)
    assert stranger.get("/catalog-entries").json["items"] == []
    assert len(third.get("/catalog-entries").json["items"]) == 1


# --------------------------------------------------------------------------- pages


def browser_of(app, actor, now):
    browser = Browser(app, now=now)
    browser.sign_in(add_account(actor))
    return browser


def act_on(browser, path, **fields):
    """Open the form, send it back with what it holds, follow to the object's page."""
    shown = browser.get(path)
    assert shown.status_code == 200, shown.text[:400]
    hidden = dict(re.findall(r'name="(form_key|version|agreement_id)" value="([^"]+)"', shown.text))
    done = browser.post(path, **hidden, **fields)
    assert done.status_code == 303, re.findall(r"error-summary.*?</ul>", done.text, re.DOTALL)
    return done.headers["Location"], browser.get(done.headers["Location"]).text


def test_scenario_9_through_the_pages(app, world):
    provider = browser_of(app, world.cq.liaison, "2026-09-21T09:00")
    fields = {**make.entry_fields(), "items": "机构名称\n投诉事由"}
    home, _page = act_on(provider, "/catalog-entries/new", **fields)
    act_on(provider, f"{home}/publish")

    requester = browser_of(app, world.cy.liaison, "2026-09-21T10:00")
    assert "/share-requests/new?entry_id=" in requester.get(home).text
    asked = {**make.request_fields(), "scenarios": "委派调解前核对机构信息"}
    request, page = act_on(
        requester,
        f"/share-requests/new?entry_id={home.rsplit('/', 1)[-1]}",
        entry_id=home.rsplit("/", 1)[-1],
        **asked,
    )
    assert f"{request}/submit" not in page
    act_on(browser_of(app, world.cy.signer, "2026-09-21T10:30"), f"{request}/consent")
    _home, page = act_on(requester, f"{request}/submit")
    assert "2026年10月12日" in page
    assert "10个工作日" in page
    assert "共享申请〔2026〕1号" in page

    for browser, actor in ((provider, world.cq.liaison), (requester, world.cy.liaison)):
        browser.now = "2026-10-12T09:00"
        browser.sign_in(actor.name.lower())
    act_on(provider, f"{request}/ask-extension", days="10", reason="量大")
    secretariat = browser_of(app, world.sc.secretary, "2026-10-12T09:30")
    _home, page = act_on(secretariat, f"{request}/extend", decision="grant")
    assert "2026年10月26日" in page
    act_on(provider, f"{request}/propose")
    act_on(browser_of(app, world.cq.signer, "2026-10-12T10:00"), f"{request}/endorse")
    _home, page = act_on(provider, f"{request}/approve")
    assert "2026年11月9日" in page
    assert requester.get("/share-requests").status_code == 200


def test_before_sending_a_page_names_who_will_see_it(app, world):
    browser = browser_of(app, world.sc.liaison, "2026-10-12T09:00")
    fields = make.share_fields(world)
    fields["recipient_ids"] = str(world.cq.id)
    fields.pop("agreement_id")
    home, page = act_on(browser, "/shares/new", **fields)
    assert "重庆金融监管局：7人、0个系统" in page
    shown = browser.get(f"{home}/send").text
    assert "重庆金融监管局（7人、0个系统可见）" in shown
    _home, page = act_on(browser, f"{home}/send", confirmed_ids=str(world.cq.id))
    assert "待签收" in page

    reader = browser_of(app, world.cq.liaison, "2026-10-12T10:00")
    assert "某平台资金链断裂" in reader.get(home).text
    act_on(reader, f"{home}/sign-for")
    assert "CQliaison" in browser.get(home).text
    assert browser_of(app, world.cy.liaison, "2026-10-12T10:00").get(home).status_code == 404


def test_every_list_opens(app, world):
    browser = browser_of(app, world.sc.liaison, "2026-10-12T09:00")
    for path in (
        "/share-requests",
        "/shares",
        "/catalog-entries",
        "/correction-requests",
        "/share-groups",
    ):
        assert browser.get(path).status_code == 200
