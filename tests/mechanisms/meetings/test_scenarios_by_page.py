"""The acceptance scenarios of joint meetings, as officers meet them on the pages."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.test import TestResponse

from coop.core.actor import Actor
from tests.mechanisms.meetings import make
from tests.people import Browser, add_account
from tests.world import World

_HIDDEN = re.compile(r'name="(form_key|version|agreement_id|text_hash)" value="([^"]+)"')


class Officer(Browser):
    """A signed-in officer who opens a form and sends it."""

    def __init__(self, app: Flask, person: Actor, now: str) -> None:
        username = add_account(person)
        super().__init__(app, now=now)
        self.sign_in(username)

    def submit(self, path: str, **fields: object) -> TestResponse:
        page = self.get(path).text
        return self.post(path, **{**dict(_HIDDEN.findall(page)), **fields})


def test_a_notice_needs_three_working_days_and_counts_the_working_sunday(
    app: Flask, world: World
) -> None:
    enough = make.meeting(world, "scheduled")
    day_before = {
        "starts_at": make.instant("2026-09-21T14:30"),
        "ends_at": make.instant("2026-09-21T17:10"),
    }
    short = make.meeting(world, "scheduled", **day_before)
    secretary = Officer(app, world.sc.secretary, "2026-09-18T09:00")
    refused = secretary.submit(f"/meetings/{short.id}/send-notice", urgency="none")
    assert refused.status_code == 422
    assert "最早可在 2026年9月22日 开会" in refused.text
    urgent = {"urgency": "extra_urgent", "urgency_reason": "突发重大风险"}
    assert secretary.submit(f"/meetings/{short.id}/send-notice", **urgent).status_code == 303
    assert secretary.submit(f"/meetings/{enough.id}/send-notice", urgency="none").status_code == 303


def test_the_party_without_anybody_present_is_named_when_the_meeting_is_declared_held(
    app: Flask, world: World
) -> None:
    meeting = make.meeting(world, "notified")
    make.confirm(world.sc, meeting, make.person("李某"), make.person("陈某"))
    make.confirm(world.cq, meeting, make.person("赵某"))
    make.confirm(world.cy, meeting, make.person("吴某", "observer"))
    secretary = Officer(app, world.sc.secretary, make.HELD_AT)
    refused = secretary.submit(f"/meetings/{meeting.id}/hold")
    assert refused.status_code == 409
    assert "没有出席人员（列席不计）：成渝金融法院" in refused.text
    make.confirm(world.cy, meeting, make.person("吴某", "present", delegate_for="郑某"))
    assert secretary.submit(f"/meetings/{meeting.id}/hold").status_code == 303


def test_minutes_are_issued_when_the_last_party_has_signed_and_bear_that_day(
    app: Flask, world: World
) -> None:
    minutes = make.minutes_in(world, "signing")
    make.sign_one(world.sc, minutes, "2026-10-08T09:00")
    make.sign_one(world.cq, minutes, "2026-10-09T09:00")
    signer = Officer(app, world.cy.signer, "2026-10-12T09:00")
    assert signer.submit(f"/minutes/{minutes.id}/countersign").status_code == 303
    secretary = Officer(app, world.sc.secretary, "2026-10-12T10:00")
    assert secretary.submit(f"/minutes/{minutes.id}/issue", copies="15").status_code == 303
    page = secretary.get(f"/minutes/{minutes.id}").text
    assert "川金会纪〔2026〕1号" in page
    assert "2026年10月12日" in page


def test_who_has_not_signed_is_shown_and_issuing_is_not_offered(app: Flask, world: World) -> None:
    minutes = make.minutes_in(world, "signing")
    make.sign_one(world.sc, minutes, "2026-10-08T09:00")
    make.sign_one(world.cq, minutes, "2026-10-09T09:00")
    secretary = Officer(app, world.sc.secretary, "2026-10-10T09:00")
    assert f"/minutes/{minutes.id}/issue" not in secretary.get(f"/minutes/{minutes.id}").text
    version = str(make.version_of(minutes))
    refused = secretary.post(f"/minutes/{minutes.id}/issue", version=version, copies="15")
    assert refused.status_code == 409
    assert "以下单位尚未会签：成渝金融法院" in refused.text


def test_a_number_in_the_wrong_form_is_refused_with_its_fault(app: Flask, world: World) -> None:
    secretary = Officer(app, world.sc.secretary, "2026-10-10T09:00")
    for wrong in ("川金会纪[2026]3号", "川金会纪〔2026〕03号", "川金会纪〔2026〕第3号"):
        refused = secretary.submit("/numbers/new", number=wrong, reason="补登")
        assert refused.status_code == 422
        assert "govuk-error-message" in refused.text
    taken = {"number": "川金会纪〔2026〕3号", "reason": "补登"}
    assert secretary.submit("/numbers/new", **taken).status_code == 303
    again = secretary.submit("/numbers/new", **taken)
    assert again.status_code == 409
    assert "川金会纪〔2026〕3号" in again.text


def test_telegram_urgency_and_state_secrets_are_refused_in_the_form(
    app: Flask, world: World
) -> None:
    minutes = make.minutes_in(world, "drafting")
    secretary = Officer(app, world.sc.secretary, make.COMMENTS_AT)
    path = f"/minutes/{minutes.id}/edit"
    told = {"title": "纪要", "opening": "开头", "body": "正文", "disclosure": "withheld"}
    telegram = secretary.submit(path, **told, urgency="平急", classification="internal")
    assert telegram.status_code == 422
    assert "只用于电报" in telegram.text
    secret = secretary.submit(path, **told, urgency="none", classification="机密")
    assert secret.status_code == 422
    assert "机要渠道" in secret.text
    assert (
        secretary.submit(path, **told, urgency="urgent", classification="internal").status_code
        == 303
    )


def test_a_decision_without_a_due_day_is_named_when_the_minutes_are_sent_round(
    app: Flask, world: World
) -> None:
    meeting = make.meeting(world, "held")
    make.resolve(world, make.accepted(meeting)[0], due_on=None)
    minutes = make.minutes_of(world, make.conclude(world, meeting))
    secretary = Officer(app, world.sc.secretary, make.COMMENTS_AT)
    refused = secretary.submit(f"/minutes/{minutes.id}/submit")
    assert refused.status_code == 422
    assert "须明确完成时限" in refused.text


def test_a_resolution_with_lead_and_due_day_is_a_task_once_the_minutes_are_issued(
    app: Flask, world: World
) -> None:
    make.minutes_in(world, "issued")
    handler = Officer(app, world.cq.handler, "2026-10-12T10:00")
    page = handler.get("/tasks").text
    assert "2026年11月30日" in page
