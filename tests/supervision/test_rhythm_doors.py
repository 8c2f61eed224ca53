"""Tips, monthly tables, orders and stand-ins through both doors."""

from __future__ import annotations

import pytest

from coop.core import clock
from coop.core.errors import Forbidden, IllegalTransition, NotFound, Stale
from coop.documents import queries as documents
from coop.supervision import service, worklists
from coop.supervision.queries import orders, sheets
from tests.documents.callers import NOW, officer
from tests.due import run_due
from tests.supervision.pdf_text import text_of
from tests.supervision.stages import opened, told_of
from tests.supervision.test_doors import system_of
from tests.waiting import waiting


@pytest.fixture(autouse=True)
def _stopped():
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def made(world):
    """What Monday 12 October brings: a tip, a monthly table, a red order."""
    opened(world.sc.secretary, world=world, title="建立移送台账")
    run_due("keep_supervision_rhythm")


def the_order(actor):
    return orders.list_orders(actor, limit=10).items[0]


def test_systems_read_tips_and_tables_with_the_colour_of_their_day(app, world, made):
    reader = system_of(app, world, world.cy, "liaison", "tasks:read")
    for plural, kind in (("work-tips", "work_tip"), ("monthly-dispatches", "monthly_dispatch")):
        (one,) = reader.get(f"/api/v1/{plural}").json["items"]
        assert (one["kind"], one["lines"][0]["colour"]) == (kind, "red")
        assert reader.get(f"/api/v1/{plural}/{one['id']}").status_code == 200
    assert reader.get(f"/api/v1/work-tips/{one['id']}").status_code == 404
    none = system_of(app, world, world.strangers, "liaison", "tasks:read")
    assert none.get("/api/v1/work-tips").json["items"] == []


def test_the_secretariat_annotates_a_table(world, made):
    sheet = sheets.list_monthly_dispatches(world.sc.secretary, limit=10).items[0]
    with pytest.raises(Forbidden):
        service.annotate_sheet(world.cq.secretary, sheet.id, notes="抓紧", expected_version=1)
    with pytest.raises(NotFound):
        service.annotate_sheet(world.stranger, sheet.id, notes="抓紧", expected_version=1)
    with pytest.raises(Stale):
        service.annotate_sheet(world.sc.secretary, sheet.id, notes="抓紧", expected_version=99)
    service.annotate_sheet(
        world.sc.secretary, sheet.id, notes="请重庆局说明原因", expected_version=sheet.version
    )
    shown = sheets.get_monthly_dispatch(world.cy.liaison, sheet.id)
    assert (shown.notes, shown.allowed_actions) == ("请重庆局说明原因", ())
    assert told_of(sheet.id).event == "work_sheet.annotated"
    first = documents.get_document(world.cy.liaison, sheet.document_id)
    reprint = documents.get_document(world.cy.liaison, shown.document_id)
    assert (first.corrected_by_id, reprint.edition) == (reprint.id, 2)
    printed = documents.document_pdf(world.cy.liaison, reprint.id).content
    assert "请重庆局说明原因" in text_of(printed)


def test_an_order_is_answered_once_by_the_institution_asked(world, made):
    order = the_order(world.cq.handler)
    assert order.allowed_actions == ("answer",)
    assert (order.level, order.recipients, order.colour) == ("handler", ("CQhandler",), "red")
    assert "已超期3天" in order.reason
    for actor, refusal in (
        (world.cy.handler, Forbidden),
        (world.cq.archivist, Forbidden),
        (world.strangers.handler, NotFound),
    ):
        with pytest.raises(refusal):
            service.answer_order(actor, order.id, answer="在办", expected_version=order.version)
    with pytest.raises(Stale):
        service.answer_order(world.cq.handler, order.id, answer="在办", expected_version=99)
    answered = service.answer_order(
        world.cq.liaison, order.id, answer="本周办结", expected_version=order.version
    )
    assert told_of(order.id).action == "supervision_order.answer"
    with pytest.raises(IllegalTransition):
        service.answer_order(
            world.cq.handler, order.id, answer="在办", expected_version=answered.version
        )


def test_the_desk_shows_an_order_to_whom_it_asks(world, made):
    def asked(actor):
        found = [
            one for one in waiting(worklists.waiting, actor) if "supervision-orders" in one.url
        ]
        return [(one.group, str(one.due_on)) for one in found]

    assert asked(world.cq.handler) == [("answer", "2026-10-15")]
    assert asked(world.cq.liaison) == asked(world.cq.convener) == asked(world.cy.handler) == []


def test_officers_answer_on_a_page(app, world, made):
    order = the_order(world.cq.handler)
    browser = officer(app, world.cq.handler)
    assert order.title in browser.get("/supervision-orders").text
    page = browser.get(f"/supervision-orders/{order.id}").text
    for shown in ("红色：已超期", "经办人", "CQhandler", "3个工作日内答复", order.reason):
        assert shown in page
    url = f"/supervision-orders/{order.id}/answer"
    assert browser.submit(url, {"answer": ""}).status_code == 422
    assert browser.submit(url, {"answer": "本周办结"}).status_code == 303
    assert "本周办结" in browser.get(f"/supervision-orders/{order.id}").text


def test_sheets_have_pages(app, world, made):
    browser = officer(app, world.sc.secretary)
    for plural, shown in (("work-tips", "工作提示"), ("monthly-dispatches", "月度调度")):
        listed = browser.get(f"/{plural}").text
        assert shown in listed
        found = sheets.list_work_tips if plural == "work-tips" else sheets.list_monthly_dispatches
        sheet = found(world.sc.secretary, limit=1).items[0]
        page = browser.get(f"/{plural}/{sheet.id}").text
        assert "建立移送台账" in page
        assert "红色：已超期" in page
    assert (
        browser.submit(
            f"/monthly-dispatches/{sheet.id}/annotate", {"notes": "请说明原因"}
        ).status_code
        == 303
    )


def test_a_stand_in_is_named_and_ended_on_pages(app, world):
    browser = officer(app, world.cq.handler)
    values = {
        "agreement_id": str(world.agreement_id),
        "stand_in_id": str(world.cq.archivist.id),
        "from_on": "2026-10-12",
        "to_on": "2026-10-16",
    }
    made = browser.submit("/stand-ins/new", values)
    assert made.status_code == 303
    assert "CQarchivist" in browser.get("/stand-ins").text
    page = browser.get(made.location).text
    assert "CQhandler由CQarchivist代办" in page
    assert browser.submit(f"{made.location}/end", {}).status_code == 303
    assert "2026年10月12日" in browser.get(made.location).text


def test_every_list_leads_to_the_others(app, world):
    browser = officer(app, world.sc.secretary)
    places = ("/tasks", "/supervision-orders", "/work-tips", "/monthly-dispatches", "/bulletins")
    for place in (*places, "/stand-ins"):
        page = browser.get(place).text
        assert all(f'href="{one}"' in page for one in (*places, "/tasks/bulk", "/task-ledger"))
