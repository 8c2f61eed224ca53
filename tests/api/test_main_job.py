"""The main job by three institutions' systems, every answer checked against the contract."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import audit
from coop.core.audit import AuditEntry
from coop.core.db import session
from tests.api import job
from tests.api.partner import problem
from tests.mechanisms.meetings import make


def test_three_institutions_take_a_meeting_from_plan_to_issued_minutes(world, partners):
    minutes = job.issued(world, partners)
    assert (minutes["state"], minutes["number"]) == ("issued", "川金会纪〔2026〕1号")
    assert minutes["formed_on"] == "2026-10-12"
    with make.at(make.ISSUED_AT):
        pdf = partners.cy.get(f"/minutes/{minutes['id']}/document.pdf")
        assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
        assert pdf.data.startswith(b"%PDF-")
        ics = partners.cy.get(f"/meetings/{minutes['meeting_id']}/calendar.ics")
        assert ics.mimetype == "text/calendar"
        assert partners.cq.get(f"/meetings/{minutes['meeting_id']}/notice.pdf").status_code == 200
        tasks = partners.cq.get("/tasks").get_json()["items"]
        assert [(one["due_on"], one["state"]) for one in tasks] == [("2026-11-30", "assigned")]
        resolution = partners.cq.get("/resolutions").get_json()["items"][0]
        assert resolution["number_text"] == "〔2026〕1号"
        assert resolution["task_id"] == tasks[0]["id"]


def test_everyone_reads_the_same_gap_free_stream_of_events(world, partners):
    job.issued(world, partners)
    with make.at(make.ISSUED_AT):
        pages = [one.get("/events?limit=200").get_json() for one in (partners.cq, partners.cy)]
    types = [[event["type"] for event in page["items"]] for page in pages]
    assert types[0] == types[1]
    assert {"meeting.notified", "minutes.issued", "document.issued"} <= set(types[0])


def test_the_officer_behind_each_call_is_in_the_log_and_the_chain_is_whole(world, partners):
    minutes = job.issued(world, partners)
    entries = session().execute(
        sa.select(AuditEntry.action, AuditEntry.on_behalf_of, AuditEntry.request_id).where(
            AuditEntry.subject_id == UUID(minutes["id"])
        )
    )
    told = {(action, behalf) for action, behalf, request_id in entries if request_id}
    assert ("minutes.issue", "SC-officer") in told
    assert ("minutes.countersign", "CY-officer") in told
    assert audit.verify() is None


def test_a_system_that_names_no_officer_may_not_sign(world, partners):
    minutes = job.signing(world, partners)
    with make.at(make.ISSUED_AT):
        shown = partners.cq.read("minutes", minutes["id"])
        answer = partners.cq.post(
            f"/minutes/{minutes['id']}/countersign",
            {"text_hash": shown["text_hash"]},
            headers={"If-Match": f'"{shown["version"]}"', "Coop-Actor": None},
        )
    assert (answer.status_code, problem(answer)["code"]) == (403, "officer_required")


def test_allowed_actions_are_what_the_caller_may_do_now(world, partners):
    meeting = job.notified(world, partners)
    with make.at(make.NOTICE_AT):
        own = partners.sc.read("meetings", meeting["id"])["allowed_actions"]
        other = partners.cq.read("meetings", meeting["id"])["allowed_actions"]
    assert {"hold", "invite", "postpone", "cancel", "check_in"} <= set(own)
    assert set(other) == {"propose_item", "confirm"}
