"""The HTML door of documents, numbers and receipts."""

from datetime import date

from flask import Flask

from tests.clearing import clear
from tests.documents import made
from tests.documents.callers import officer
from tests.documents.made import CODE, PDF
from tests.world import World


def test_the_document_page_shows_number_text_and_who_signed(app: Flask, world: World) -> None:
    clear(world.cq.liaison, world.cy.liaison)
    document = made.issue(world, classification="work_secret", urgency="urgent")
    made.hand_over(
        world,
        [world.cq.id, world.cy.id],
        subject_kind="document",
        subject_id=document.id,
        title=None,
        due_on=date(2026, 10, 1),
    )
    browser = officer(app, world.cq.liaison)
    page = browser.get(f"/documents/{document.id}").text
    for shown in (f"{CODE}〔2026〕1号", "工作秘密", "加急", "逾期未签收", "2026年10月12日"):
        assert shown in page
    assert "/archive" not in page
    assert browser.get(f"/documents/{document.id}/document.pdf").data == PDF
    english = browser.get(f"/documents/{document.id}?lang=en").text
    assert "Document number" in english
    assert "发文字号" not in english


def test_a_corrected_document_leads_to_the_next_edition(app: Flask, world: World) -> None:
    first = made.issue(world)
    second = made.file(made.filing(world, first.number, corrects_id=first.id))
    browser = officer(app, world.cy.handler)
    assert "已被更正" in browser.get("/documents").text
    assert f"/documents/{second.id}" in browser.get(f"/documents/{first.id}").text
    assert f"/documents/{first.id}" in browser.get(f"/documents/{second.id}").text


def test_a_revoked_document_says_so_with_the_reason(app: Flask, world: World) -> None:
    document = made.issue(world)
    made.revoke(document.id, date(2026, 10, 20), "依据有误")
    page = officer(app, world.cy.handler).get(f"/documents/{document.id}").text
    assert "自始无效" in page
    assert "依据有误" in page


def test_the_archivist_archives_on_a_form(app: Flask, world: World) -> None:
    document = made.issue(world)
    browser = officer(app, world.sc.archivist)
    form = f"/documents/{document.id}/archive"
    assert form in browser.get(f"/documents/{document.id}").text
    blank = browser.submit(form, {})
    assert blank.status_code == 422
    done = browser.submit(form, {"retention": "thirty_years"})
    assert (done.status_code, done.location) == (303, f"/documents/{document.id}")
    page = browser.get(done.location).text
    assert "30年" in page
    assert "已归档" in page


def test_the_secretariat_registers_reserves_and_voids_numbers(app: Flask, world: World) -> None:
    browser = officer(app, world.sc.secretary)
    assert "/number-reservations/new" in browser.get("/numbers").text
    wrong = browser.submit("/numbers/new", {"number": f"{CODE}[2026]3号", "reason": "线下"})
    assert wrong.status_code == 422
    assert "六角括号" in wrong.text
    kept = browser.submit("/number-reservations/new", {"reason": "线下会签"})
    assert kept.status_code == 303
    assert f"{CODE}〔2026〕1号" in browser.get(kept.location).text
    voided = browser.submit(f"{kept.location}/void", {"reason": "会签未成"})
    assert voided.status_code == 303
    register = browser.get("/numbers?year=2026").text
    assert "已作废" in register
    assert "会签未成" in register


def test_others_read_the_register_without_buttons(app: Flask, world: World) -> None:
    made.issue(world)
    page = officer(app, world.cq.secretary).get("/numbers").text
    assert f"{CODE}〔2026〕1号" in page
    assert "/number-reservations/new" not in page
    assert "/numbers/new" not in page


def test_a_receipt_is_signed_on_its_page(app: Flask, world: World) -> None:
    document = made.issue(world)
    receipt = made.hand_over(
        world, [world.cq.id], subject_kind="document", subject_id=document.id, title=None
    )[0]
    browser = officer(app, world.cq.liaison)
    page = browser.get(f"/receipts/{receipt.id}").text
    assert f"/documents/{document.id}" in page
    done = browser.submit(f"/receipts/{receipt.id}/sign-for", {})
    assert done.status_code == 303
    assert world.cq.liaison.name in browser.get(done.location).text
    assert "已签收" in browser.get("/receipts?state=signed").text


def test_a_strangers_pages_show_nothing(app: Flask, world: World) -> None:
    document = made.issue(world)
    browser = officer(app, world.stranger)
    assert browser.get(f"/documents/{document.id}").status_code == 404
    assert browser.get(f"/documents/{document.id}/document.pdf").status_code == 404
    assert document.title not in browser.get("/documents").text
    assert CODE not in browser.get("/numbers").text
