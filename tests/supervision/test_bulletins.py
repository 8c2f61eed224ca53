"""专刊: written, reviewed by another person, numbered per series and year, printed and kept."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, NotFound, Stale
from coop.core.policy import DrafterMayNotDecide, OfficerRequired
from coop.documents.models import OfficialDocument
from coop.supervision import service
from coop.supervision.models import Bulletin
from coop.supervision.queries.bulletins import bulletin_draft, get_bulletin, list_bulletins
from tests.documents.callers import NOW, officer
from tests.supervision.pdf_text import text_of
from tests.supervision.stages import told_of
from tests.supervision.test_doors import system_of

FIELDS = {
    "series": "regular",
    "title": "前三季度督办任务办理情况",
    "lead": "前三季度，各单位按期推进联席会议议定事项。",
    "body": "一、总体情况\n共交办任务12项，办结9项。\n二、下步要求\n各单位对照期限抓紧办理。",
    "report_to": "各成员单位主要负责人",
    "distribute_to": "四川金融监管局、重庆金融监管局",
    "copies": 20,
}


@pytest.fixture(autouse=True)
def _stopped():
    with clock.stopped_at(NOW):
        yield


def drafted(world, **changes):
    return service.draft_bulletin(
        world.sc.secretary, agreement_id=world.agreement_id, **FIELDS | changes
    )


def reviewed(world, **changes):
    one = drafted(world, **changes)
    return service.review_bulletin(world.sc.convener, one.id, expected_version=one.version)


def issued(world, **changes):
    one = reviewed(world, **changes)
    return service.issue_bulletin(world.sc.secretary, one.id, expected_version=one.version)


def test_a_bulletin_goes_from_draft_to_its_kept_document(world):
    one = issued(world)
    assert (one.state, one.year, one.issue_no) == ("issued", 2026, 1)
    document = session().get_one(OfficialDocument, one.document_id)
    assert (document.kind, document.issue_no, document.copies) == ("bulletin", "2026年第1期", 20)
    printed = text_of(document.content)
    for shown in (
        "工作专刊",
        "第1期",
        "四川金融监管局办公室",
        "2026年10月12日",
        "前三季度督办任务办理情况",
        "一、总体情况",
        "报：各成员单位主要负责人",
        "共印20份",
    ):
        assert shown in printed
    assert told_of(one.id).event == "bulletin.issued"


def test_each_series_and_year_has_its_own_numbers(world, at):
    in_turn = ("regular", "extra", "regular", "risk_alert")
    numbers = [issued(world, series=one).issue_no for one in in_turn]
    assert numbers == [1, 1, 2, 1]
    with at("2027-01-05T09:00"):
        one = service.draft_bulletin(world.cq.secretary, agreement_id=world.agreement_id, **FIELDS)
        one = service.review_bulletin(world.cq.convener, one.id, expected_version=one.version)
        one = service.issue_bulletin(world.cq.secretary, one.id, expected_version=one.version)
        assert (one.year, one.issue_no) == (2027, 1)


def test_a_risk_alert_is_printed_under_its_own_name_and_kept_as_such(world):
    one = issued(world, series="risk_alert", title="关于防范非法代理维权的风险提示")
    kept = session().get_one(OfficialDocument, one.document_id)
    assert (kept.kind, kept.issue_no) == ("risk_alert", "2026年风险提示第1期")
    printed = text_of(kept.content)
    assert "工作专刊" not in printed
    for shown in ("风险提示第1期", "关于防范非法代理维权的风险提示"):
        assert shown in printed


def test_bulletins_issued_at_once_get_consecutive_numbers(app, world):
    ready = [(one.id, one.version) for one in (reviewed(world) for _ in range(3))]
    failed: list[BaseException] = []

    def issue(bulletin_id, version) -> None:
        try:
            with app.app_context(), clock.stopped_at(NOW):
                service.issue_bulletin(world.sc.secretary, bulletin_id, expected_version=version)
        except BaseException as wrong:  # noqa: BLE001  # told by the test, not by the thread
            failed.append(wrong)

    session().rollback()
    workers = [threading.Thread(target=issue, args=one) for one in ready]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert failed == []
    found = session().scalars(sa.select(Bulletin.issue_no).order_by(Bulletin.issue_no)).all()
    assert found == [1, 2, 3]


def test_nobody_reviews_what_they_wrote(app, world):
    one = drafted(world)
    with pytest.raises(DrafterMayNotDecide):
        service.review_bulletin(world.sc.secretary, one.id, expected_version=one.version)
    assert get_bulletin(world.sc.secretary, one.id).allowed_actions == ("edit",)
    system = system_of(app, world, world.sc, "convener")
    refused = system.post(
        f"/api/v1/bulletins/{one.id}/review", json={}, headers={"If-Match": '"1"'}
    )
    assert (refused.status_code, refused.json["code"]) == (403, OfficerRequired.code)


def test_a_bulletin_sent_back_is_reviewed_again(world):
    one = reviewed(world)
    one = service.return_bulletin(
        world.sc.convener, one.id, reason="数据待核", expected_version=one.version
    )
    assert (one.state, one.reason) == ("draft", "数据待核")
    with pytest.raises(IllegalTransition):
        service.issue_bulletin(world.sc.secretary, one.id, expected_version=one.version)
    one = service.edit_bulletin(
        world.sc.secretary, one.id, title="改后", expected_version=one.version
    )
    assert (one.title, one.body) == ("改后", FIELDS["body"])


def test_only_the_hosts_secretariat_writes_and_others_see_it_when_issued(world):
    for actor in (world.sc.handler, world.cq.secretary):
        with pytest.raises(Forbidden):
            service.draft_bulletin(actor, agreement_id=world.agreement_id, **FIELDS)
    with pytest.raises(NotFound):
        service.draft_bulletin(world.stranger, agreement_id=world.agreement_id, **FIELDS)
    one = reviewed(world)
    with pytest.raises(NotFound):
        get_bulletin(world.cq.secretary, one.id)
    with pytest.raises(NotFound):
        service.issue_bulletin(world.cq.secretary, one.id, expected_version=one.version)
    with pytest.raises(Forbidden):
        service.issue_bulletin(world.sc.handler, one.id, expected_version=one.version)
    with pytest.raises(Stale):
        service.issue_bulletin(world.sc.secretary, one.id, expected_version=99)
    service.issue_bulletin(world.sc.secretary, one.id, expected_version=one.version)
    assert len(list_bulletins(world.cq.secretary, limit=10, series="regular").items) == 1
    assert list_bulletins(world.stranger, limit=10).items == ()


def test_a_draft_prints_without_a_number(world):
    printed = text_of(bulletin_draft(world.sc.secretary, drafted(world, series="extra").id).content)
    assert "增刊第期" in printed
    assert "征求意见稿" in printed


def test_officers_write_review_and_issue_on_pages(app, world):
    writer, reviewer = officer(app, world.sc.secretary), officer(app, world.sc.convener)
    values = {name: str(value) for name, value in FIELDS.items()}
    assert writer.submit("/bulletins/new", {**values, "title": ""}).status_code == 422
    made = writer.submit("/bulletins/new", values)
    assert made.status_code == 303
    assert writer.get(f"{made.location}/draft.pdf").mimetype == "application/pdf"
    assert reviewer.submit(f"{made.location}/review", {}).status_code == 303
    assert writer.submit(f"{made.location}/issue", {}).status_code == 303
    page = writer.get(made.location).text
    assert "2026年第1期" in page
    assert "/documents/" in page
    assert FIELDS["title"] in officer(app, world.cy.handler).get("/bulletins").text
