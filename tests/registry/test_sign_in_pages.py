"""The sign-in page, what is kept over an expired session, and one's open sessions."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.db import session
from coop.registry.models import FormDraft
from coop.registry.pages import local_path
from tests.people import PASSWORD, Browser, add_account
from tests.world import World

PLAN = "/meetings/new"


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def secretary(world: World) -> str:
    return add_account(world.sc.secretary)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "meetings",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
    ],
)
def test_sign_in_never_leads_to_another_site(given: str | None) -> None:
    assert local_path(given) == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for(
    browser: Browser, secretary: str
) -> None:
    asked = browser.get("/meetings?state=planned&kind=plenary")
    assert asked.status_code == 303
    answer = browser.get(asked.location)
    assert 'value="/meetings?state=planned&amp;kind=plenary"' in answer.text
    answer = browser.sign_in(secretary, next_path="/meetings?state=planned&kind=plenary")
    assert (answer.status_code, answer.location) == (303, "/meetings?state=planned&kind=plenary")


def test_a_wrong_password_keeps_the_user_name_and_tells_no_more(
    browser: Browser, secretary: str
) -> None:
    answer = browser.sign_in(secretary, password="wrong-wrong-wrong")
    assert answer.status_code == 401
    assert f'value="{secretary}"' in answer.text
    assert "用户名或密码不正确" in answer.text


def test_the_sixth_guess_waits(browser: Browser, secretary: str) -> None:
    answers = [browser.sign_in(secretary, password="wrong-wrong-wrong") for _ in range(6)]
    assert [one.status_code for one in answers] == [401] * 5 + [429]


def test_the_form_token_is_another_one_after_sign_in(browser: Browser, secretary: str) -> None:
    browser.get("/sign-in")
    before = browser.token
    browser.sign_in(secretary)
    browser.get("/meetings")
    assert browser.token != before


def test_signing_out_ends_the_session_on_the_server(browser: Browser, secretary: str) -> None:
    browser.sign_in(secretary)
    browser.get("/meetings")
    stolen = browser.client.get_cookie("coop")
    assert stolen is not None
    browser.post("/sign-out")
    browser.client.set_cookie("coop", stolen.value)
    assert browser.get("/meetings").location == "/sign-in?next=%2Fmeetings"


def test_what_was_typed_when_the_session_ran_out_comes_back_after_sign_in(
    browser: Browser, secretary: str
) -> None:
    browser.now = "2026-09-01T09:00"
    browser.sign_in(secretary)
    browser.get(PLAN)
    browser.now = "2026-09-01T11:00"
    answer = browser.post(PLAN, kind="plenary", title="写了一个小时的标题")
    assert answer.location == "/sign-in?next=%2Fmeetings%2Fnew"
    assert "您填写的内容已保留" in browser.get(answer.location).text
    browser.sign_in(secretary, next_path=PLAN)
    page = browser.get(PLAN)
    assert 'value="写了一个小时的标题"' in page.text
    assert "已恢复您上次未提交的内容" in page.text


def test_another_person_on_the_same_machine_does_not_get_the_text(
    browser: Browser, secretary: str, world: World
) -> None:
    other = add_account(world.cq.secretary)
    browser.now = "2026-09-01T09:00"
    browser.sign_in(secretary)
    browser.get(PLAN)
    browser.now = "2026-09-01T11:00"
    browser.post(PLAN, title="四川的标题")
    browser.sign_in(other)
    assert "四川的标题" not in browser.get(PLAN).text


def test_a_draft_is_kept_while_it_is_written_without_tokens(
    browser: Browser, secretary: str
) -> None:
    browser.sign_in(secretary)
    browser.get(PLAN)
    saved = browser.post(f"/drafts?path={PLAN}", title="半个标题", form_key="k", version="3")
    assert (saved.status_code, saved.data) == (204, b"")
    assert 'value="半个标题"' in browser.get(PLAN).text


def test_a_form_sent_from_another_tab_after_signing_in_again_still_counts(
    browser: Browser, secretary: str
) -> None:
    browser.now = "2026-09-01T09:00"
    browser.sign_in(secretary)
    browser.get(PLAN)
    typed_in = browser.token
    browser.now = "2026-09-01T11:00"
    browser.sign_in(secretary)
    browser.token = typed_in
    assert browser.post(PLAN, title="标题").status_code == 422


def test_other_sessions_can_be_ended(app: Flask, browser: Browser, secretary: str) -> None:
    elsewhere = Browser(app)
    elsewhere.sign_in(secretary)
    browser.sign_in(secretary)
    page = browser.get("/account/sessions")
    assert page.text.count("127.0.0.1") == 2
    browser.post("/account/sessions/end-others")
    assert browser.get("/account/sessions").status_code == 200
    assert elsewhere.get("/account/sessions").status_code == 303


def test_one_works_only_under_an_agreement_one_sees(
    browser: Browser, secretary: str, world: World
) -> None:
    browser.sign_in(secretary)
    browser.get("/meetings")
    chosen = browser.post("/agreement", agreement_id=str(world.agreement_id))
    assert chosen.status_code == 303
    assert browser.post("/agreement", agreement_id=str(world.other_agreement_id)).status_code == 404
    assert browser.post("/agreement", agreement_id="x").status_code == 404


def test_the_own_password_is_changed_only_with_the_present_one(
    app: Flask, browser: Browser, secretary: str
) -> None:
    new = "another-horse-another-staple"
    browser.sign_in(secretary)
    browser.get("/account/password")
    wrong = browser.post("/account/password", current="no", password=new, again=new)
    assert (wrong.status_code, "现在的密码不正确" in wrong.text) == (401, True)
    differs = browser.post("/account/password", current=PASSWORD, password=new, again="x")
    assert (differs.status_code, "两次输入不一致" in differs.text) == (422, True)
    short = browser.post("/account/password", current=PASSWORD, password="abc", again="abc")
    assert (short.status_code, "至少 12 个字" in short.text) == (422, True)
    changed = browser.post("/account/password", current=PASSWORD, password=new, again=new)
    assert changed.location == "/account/sessions"
    assert Browser(app).sign_in(secretary, password=new).status_code == 303


def test_passwords_are_not_kept_when_the_session_ran_out(
    browser: Browser, secretary: str, world: World
) -> None:
    browser.sign_in(secretary)
    browser.get("/account/password")
    browser.now = "2026-09-01T11:00"
    answer = browser.post("/account/password", current=PASSWORD, password="x", again="x")
    assert answer.location == "/sign-in?next=/account/password"
    assert session().scalars(sa.select(FormDraft)).all() == []
