"""Scenarios 10 to 12 on the pages: what is refused is told in words, what is granted is shown."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.callers import browser
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def test_consent_and_extension_on_the_pages(app: Flask, cast: Cast) -> None:
    made = make.registered(cast)
    home = f"/disputes/{made.id}"
    clerk = browser(app, cast.clerk, make.REGISTERED_AT)
    bank, debtor = seen.party_ids(cast, made)
    made = make.consent(cast.clerk, made, bank)
    offline = {"body_id": str(cast.body_id), "kind": "delegated", "mode": "offline"}
    refused = clerk.submit(f"{home}/refer", offline)
    assert (refused.status_code, "尚未同意调解：王某某" in refused.text) == (422, True)
    made = make.consent(cast.clerk, made, debtor)
    assert clerk.submit(f"{home}/refer", offline).status_code == 303

    made = make.accepted(cast, made)
    desk = browser(app, cast.desk, seen.TALKED_AT)
    clerk.come(seen.TALKED_AT)
    assert f"{home}/extend" not in clerk.get(home).text
    for party_id in (bank, debtor):
        # Not offered before everybody has consented, so there is no form to send.
        assert clerk.get(f"{home}/extend").status_code == 409
        agreed = {"party_id": str(party_id), "days": "20", "signed_on": "2026-09-10"}
        assert desk.submit(f"{home}/agree-extension", agreed).status_code == 303
    refused = clerk.submit(f"{home}/extend", {"days": "30"})
    assert (refused.status_code, "延长调解期限须各方当事人同意" in refused.text) == (409, True)
    assert clerk.submit(f"{home}/extend", {"days": "20"}).status_code == 303
    page = clerk.get(home).text
    for shown in (
        "原期限2026-10-08 + 20日 = 2026-10-28",
        "各方同意延长20日",
        "2026年10月28日期限届满",
    ):
        assert shown in page


def test_confirmation_on_the_pages(app: Flask, cast: Cast) -> None:
    made = make.dispute(cast, "effective")
    home = f"/disputes/{made.id}"
    settlement = seen.settlement_of(cast, made)
    ids = [str(one) for one in seen.party_ids(cast, made)]
    applying = f"/settlements/{settlement.id}/apply"
    desk = browser(app, cast.desk, "2026-10-16T09:00")
    assert "生效2026-09-15 + 30日 = 2026-10-15" in desk.get(home).text
    joint = {"court_name": "成渝金融法院", "applicant_ids": ids}
    late = desk.submit(applying, joint)
    assert (late.status_code, "司法确认应于2026年10月15日前共同申请" in late.text) == (409, True)
    desk.come("2026-10-15T09:00")
    alone = desk.submit(applying, {**joint, "applicant_ids": ids[:1]})
    assert (alone.status_code, "须各方共同申请，尚缺：王某某" in alone.text) == (422, True)
    elsewhere = desk.submit(applying, {**joint, "court_name": "成都市某区人民法院"})
    assert (elsewhere.status_code, "应向委派（委托）的人民法院申请" in elsewhere.text) == (
        422,
        True,
    )
    assert desk.submit(applying, joint).status_code == 303

    clerk = browser(app, cast.clerk, "2026-10-19T09:00")
    assert "审查司法确认申请" in clerk.get("/").text
    assert clerk.submit(f"/settlements/{settlement.id}/accept", {}).status_code == 303
    ruling = {"ruling_no": "（2026）川金司确1号", "decided_on": "2026-10-19"}
    assert clerk.submit(f"/settlements/{settlement.id}/confirm", ruling).status_code == 303
    page = clerk.get(home).text
    for shown in ("已司法确认", "履行期间届满2026-12-31 + 2年 = 2028-12-31"):
        assert shown in page
    form = clerk.get(f"/settlements/{settlement.id}/application.pdf").data
    assert make.PERSON_NO in seen.pdf_text(form)


def test_an_officer_without_the_post_is_told_why_the_list_is_empty_and_whom_to_ask(
    app: Flask, cast: Cast
) -> None:
    make.dispute(cast, "mediating")
    world = cast.world
    for actor, words, hidden in (
        (world.cy.liaison, "请联系本单位诉调对接人员：许某", ""),
        (world.sc.liaison, "各成员单位均可查看", "许某"),
        (cast.clerk, "金融借款合同纠纷", "调解依法保密"),
    ):
        officer = browser(app, actor, seen.TALKED_AT)
        page = officer.get("/disputes").text
        assert words in page, actor.name
        assert not hidden or hidden not in page
        assert ("/dispute-figures" in page, officer.get("/referrals").status_code) == (True, 200)
