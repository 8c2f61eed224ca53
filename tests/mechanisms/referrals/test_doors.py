"""Scenarios 10 to 12 through both doors: systems of court and body, officers' browsers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coop.core.actor import SYSTEM
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.callers import API, Browser, System, body, browser, court, system
from tests.mechanisms.referrals.cast import Cast, agree_on, cast_of
from tests.world import World


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def registered(clerk: System, cast: Cast, **changed: Any) -> dict[str, Any]:
    facts = make.facts(cast, **changed)
    facts["agreement_id"] = str(facts["agreement_id"])
    answer = clerk.create("/disputes", facts)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def consented(clerk: System, shown: dict[str, Any]) -> dict[str, Any]:
    for one in shown["parties"]:
        answer = clerk.act(
            shown, "consent", party_id=one["id"], given_on=clerk.when[:10], means="paper"
        )
        assert answer.status_code == 200, answer.text
        shown = answer.json
    return shown


def terms(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "body_id": str(cast.body_id),
        "kind": "delegated",
        "mode": "offline",
        "materials": ["起诉状副本"],
        **changed,
    }


def codes(answer: Any) -> tuple[int, str]:
    problem = answer.json
    return answer.status_code, problem.get("errors", [problem])[0]["code"]


def test_scenarios_10_and_11_through_the_api(app: Flask, cast: Cast) -> None:
    agree_on(cast.world, max_extension_calendar_days=30)
    clerk, desk = court(app, cast), body(app, cast)
    shown = registered(clerk, cast)
    assert codes(clerk.act(shown, "refer", **terms(cast))) == (422, "consent_missing")
    shown = consented(clerk, shown)
    shown = clerk.act(shown, "refer", **terms(cast)).json
    assert (shown["state"], shown["due_on"]) == ("referred", "2026-09-03")
    assert desk.get(f"{API}/disputes/{shown['id']}").json["parties"][1]["phone"] == "138****5678"

    taken = desk.act(shown, "accept", mediator_id=str(cast.mediator_id))
    assert (taken.json["state"], taken.json["due_on"]) == ("mediating", "2026-10-08")
    bank, debtor = (one["id"] for one in shown["parties"])
    clerk.when = "2026-09-10T09:00"
    agreed = {"days": 20, "signed_on": "2026-09-01"}
    assert desk.act(shown, "agree-extension", party_id=bank, **agreed).status_code == 200
    assert codes(clerk.act(shown, "extend", days=20)) == (409, "extension_consent_missing")
    assert codes(clerk.act(shown, "extend", days=45)) == (422, "extension_too_long")
    assert desk.act(shown, "agree-extension", party_id=debtor, **agreed).status_code == 200
    assert clerk.act(shown, "extend", days=20).json["due_on"] == "2026-10-28"

    make.night("2026-10-29T00:15")
    clerk.when = desk.when = "2026-10-29T09:00"
    assert codes(clerk.act(shown, "extend", days=10)) == (409, "illegal_transition")
    ended = clerk.get(f"{API}/disputes/{shown['id']}").json
    assert (ended["state"], ended["ground"]) == ("failed", "expired")
    told = desk.act(shown, "feedback", report="各方未达成一致", returned_materials=["起诉状副本"])
    assert told.json["is_loop_open"] is True
    assert clerk.act(shown, "acknowledge").json["is_loop_open"] is False


def test_a_body_that_refuses_keeps_only_the_record_of_it(app: Flask, cast: Cast) -> None:
    clerk, desk = court(app, cast), body(app, cast)
    shown = consented(clerk, registered(clerk, cast))
    clerk.act(shown, "refer", **terms(cast))
    refused = desk.act(shown, "refuse", reason="人员不足")
    assert (refused.status_code, refused.json["outcome"]) == (200, "refused")
    assert desk.get(f"{API}/disputes/{shown['id']}").status_code == 404
    assert desk.get(f"{API}/referrals/{refused.json['id']}").json["refusal"] == "人员不足"
    assert desk.get(f"{API}/disputes").json["items"] == []
    assert clerk.get(f"{API}/disputes/{shown['id']}").json["state"] == "consented"


def test_a_refusal_on_the_page_leads_to_its_record(app: Flask, cast: Cast) -> None:
    made = make.dispute(cast, "referred")
    desk = browser(app, cast.desk, make.RECEIVED_AT)
    refused = desk.submit(f"/disputes/{made.id}/refuse", {"reason": "人员不足"})
    assert refused.status_code == 303, refused.text
    page = desk.get(refused.location)
    assert (page.status_code, "人员不足" in page.text) == (200, True)
    assert "材料已退回法院" in page.text
    assert refused.location in desk.get("/referrals").text
    assert desk.get(f"/disputes/{made.id}").status_code == 404


def test_scenario_12_through_the_api(app: Flask, cast: Cast) -> None:
    clerk, desk = court(app, cast, "2026-03-02T09:00"), body(app, cast, "2026-03-03T09:00")
    shown = consented(clerk, registered(clerk, cast))
    clerk.act(shown, "refer", **terms(cast))
    desk.act(shown, "accept", mediator_id=str(cast.mediator_id))
    desk.when = "2026-03-06T09:00"
    shown = desk.act(shown, "settle", kind="invited", terms="分期偿还").json
    settlement = shown["settlements"][0]
    ids = [one["id"] for one in shown["parties"]]
    for one in ids:
        signed = {"party_id": one, "signed_on": "2026-03-06", "means": "paper"}
        answer = desk.act(settlement, "sign", "settlements", **signed)
    assert answer.json["effective_on"] == "2026-03-06"
    joint = {"court_name": "成渝金融法院", "applicant_ids": ids}
    desk.when = "2026-04-08T09:00"
    late = desk.act(settlement, "apply", "settlements", **joint)
    assert codes(late) == (409, "confirmation_out_of_time")
    desk.when = clerk.when = "2026-04-07T09:00"
    for changed, code in (
        ({"applicant_ids": ids[:1]}, "not_joint"),
        ({"court_name": "成都市某区人民法院"}, "wrong_court"),
    ):
        answer = desk.act(settlement, "apply", "settlements", **{**joint, **changed})
        assert codes(answer) == (422, code)
    assert desk.act(settlement, "apply", "settlements", **joint).json["state"] == "applied"
    assert clerk.act(settlement, "accept", "settlements").json["state"] == "under_review"


def test_bad_numbers_are_refused_where_they_are_typed(app: Flask, cast: Cast) -> None:
    clerk = court(app, cast)
    parties = make.facts(cast)["parties"]
    for field, value, code in (
        ("identity_no", "110105194912310021", "identity_number_check_digit"),
        ("identity_no", "11010519490230002X", "identity_number_birthday"),
        ("phone", "12345", "telephone_form"),
        ("side", "judge", "not_a_choice"),
    ):
        wrong = [parties[0], {**parties[1], field: value}]
        facts = {**make.facts(cast, parties=wrong), "agreement_id": str(cast.world.agreement_id)}
        answer = clerk.create("/disputes", facts)
        problem = answer.json["errors"][0]
        assert (answer.status_code, problem["code"]) == (422, code)
        assert problem["pointer"] == f"/parties/1/{field}"
    first = registered(clerk, cast)
    again = clerk.create(
        "/disputes", {**make.facts(cast), "agreement_id": str(cast.world.agreement_id)}
    )
    assert codes(again) == (409, "duplicate")
    found = clerk.get(f"{API}/disputes?issue_no=诉调〔2026〕1号").json["items"]
    assert [one["id"] for one in found] == [first["id"]]
    for nothing in ("issue_no=诉调〔2026〕2号", "issue_no=随便", "pre_filing_no=x"):
        assert clerk.get(f"{API}/disputes?{nothing}").json["items"] == []


def test_contacts_in_full_are_read_by_the_court_alone(app: Flask, cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    path = f"{API}/disputes/{made.id}/contacts"
    assert court(app, cast).get(path).json["contacts"][1]["identity_no"] == make.PERSON_NO
    shown = body(app, cast).get(path).json["contacts"][1]
    assert (shown["identity_no"], shown["phone"]) == (None, make.PHONE)
    stranger = system(app, cast, cast.world.sc.id, "liaison", make.RECEIVED_AT)
    assert stranger.get(path).status_code == 404


def test_another_officer_of_the_same_court_finds_no_paper_of_a_case(app: Flask, cast: Cast) -> None:
    made = make.dispute(cast, "closed")
    papers = [seen.view(cast.clerk, made).referrals[0].document_id, made.document_id]
    liaison = cast.world.cy.liaison
    for role, count in (("court_clerk", 2), ("liaison", 0)):
        found = system(
            app, cast, cast.world.cy.id, role, make.SIGNED_AT, more="documents:read events:read"
        )
        assert len(found.get(f"{API}/documents").json["items"]) == count
        told = {one["type"] for one in found.get(f"{API}/events").json["items"]}
        assert ("event.withheld" in told, "dispute.changed" in told) == (not count, bool(count))
        assert count or told <= {"event.withheld"}
        assert len(found.get(f"{API}/receipts").json["items"]) == min(count, 1)
        for one in papers:
            assert found.get(f"{API}/documents/{one}").status_code == (200 if count else 404)
            path = f"{API}/documents/{one}/document.pdf"
            assert found.get(path).status_code == (200 if count else 404)
    for actor, status in ((cast.clerk, 200), (liaison, 404)):
        officer = browser(app, actor, make.SIGNED_AT)
        assert ("委派调解函" in officer.get("/documents").text) is (status == 200)
        assert ("委派调解函" in officer.get("/receipts").text) is (status == 200)
        for one in papers:
            for path in (f"/documents/{one}", f"/documents/{one}/document.pdf"):
                assert officer.get(path).status_code == status, (actor.name, path)


def test_a_dispute_goes_its_way_on_the_pages(app: Flask, cast: Cast) -> None:
    clerk = browser(app, cast.clerk, make.REGISTERED_AT)
    home, dispute_id = _referred_on_pages(clerk, cast)
    desk = browser(app, cast.desk, make.RECEIVED_AT)
    front = desk.get("/").text
    assert "接收移送调解" in front
    assert "/meetings" not in front
    page = desk.get(home).text
    for shown in ("请在2026年9月3日前", "移送2026-08-31 + 3个工作日 = 2026-09-03"):
        assert shown in page
    assert desk.submit(f"{home}/accept", {"mediator_id": str(cast.mediator_id)}).status_code == 303
    mediator = browser(app, cast.mediator, seen.TALKED_AT)
    page = mediator.get(home).text
    assert "收到2026-09-01 + 30日 = 2026-10-01（假日）→ 2026-10-08" in page
    settlement_id = _settled_on_pages(mediator, home, dispute_id)
    assert "减息" in mediator.get(home).text
    assert "减息" not in clerk.come(make.SIGNED_AT).get(home).text
    assert (
        desk.come(make.SIGNED_AT).submit(f"{home}/feedback", {"report": "达成"}).status_code == 303
    )
    for paper in (f"{home}/consent-form.pdf", f"/settlements/{settlement_id}/settlement.pdf"):
        assert desk.get(paper).data.startswith(b"%PDF-")
    assert clerk.submit(f"{home}/acknowledge", {}).status_code == 303
    assert "未闭环" not in clerk.get(home).text
    assert home in clerk.get("/disputes?lang=en").text


def _referred_on_pages(clerk: Browser, cast: Cast) -> tuple[str, UUID]:
    """Where the dispute is shown, and its id."""
    values = {"cause": "金融借款合同纠纷", "nature": "commercial", "court_level": "intermediate"}
    for number, party in enumerate(make.facts(cast)["parties"]):
        values |= {f"parties-{number}-{name}": value for name, value in party.items()}
    made = clerk.submit("/disputes/new", {"agreement_id": str(cast.world.agreement_id), **values})
    assert made.status_code == 303, made.text
    home = made.location
    page = clerk.get(home).text
    assert "110***********002X" in page
    assert make.PERSON_NO not in page
    dispute_id = UUID(home.rsplit("/", 1)[1])
    for one in seen.view(cast.clerk, dispute_id).parties:
        given = {"party_id": str(one.id), "given_on": "2026-08-31", "means": "paper"}
        assert clerk.submit(f"{home}/consent", given).status_code == 303
    assert "成渝金融纠纷人民调解委员会" in clerk.get(f"{home}/refer").text
    sent = {**terms(cast), "materials": "起诉状"}
    assert clerk.submit(f"{home}/refer", sent).status_code == 303
    assert clerk.get(f"{home}/contacts").text.count(make.PERSON_NO) == 1
    return home, dispute_id


def _settled_on_pages(mediator: Browser, home: str, dispute_id: UUID) -> UUID:
    """A talk, a settlement and its signatures; answers the settlement's id."""
    ids = [str(one.id) for one in seen.view(SYSTEM, dispute_id).parties]
    talk = {"held_on": "2026-09-10", "mode": "phone", "present_ids": ids, "concessions": "减息"}
    assert mediator.submit(f"{home}/record-session", talk).status_code == 303
    deal = {"kind": "invited", "terms": "分期偿还", "perform_by_on": "2026-12-31"}
    assert mediator.submit(f"{home}/settle", deal).status_code == 303
    settlement = seen.view(SYSTEM, dispute_id).settlements[0]
    for one in ids:
        signed = {"party_id": one, "signed_on": "2026-09-10", "means": "paper"}
        done = mediator.submit(f"/settlements/{settlement.id}/sign", signed)
        assert done.status_code == 303
        assert done.location == f"{home}#settlement-{settlement.id}"
    return settlement.id


def test_every_action_offered_leads_to_its_form(app: Flask, cast: Cast) -> None:
    disputes = [make.dispute(cast, state, pre_filing_no=state) for state in ("mediating", "closed")]
    for actor in (cast.clerk, cast.desk, cast.mediator):
        officer = browser(app, actor, make.SIGNED_AT)
        for made in disputes:
            for name in seen.view(actor, made, make.SIGNED_AT).allowed_actions:
                page = officer.get(f"/disputes/{made.id}/{name.replace('_', '-')}")
                assert page.status_code == 200, name
