"""A new liaison officer works from the desk, by nothing but what the pages show and say."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from coop.core.actor import PERSON, Actor
from coop.registry import agreements
from tests.mechanisms.consultations import make as consultations
from tests.mechanisms.meetings.make import at
from tests.mechanisms.sharing import make as sharing
from tests.people import Browser, add_account
from tests.supervision import stages
from tests.world import World

_LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.S)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_FORM = re.compile(r'<form class="panel" method="post" action="([^"]+)"(.*?)</form>', re.S)
_TAG = re.compile(r"<[^>]+>")


class Reader:
    """Follows links by their words and sends the form of the page it is on."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.page = ""

    def open(self, path: str) -> str:
        answer = self.browser.get(path.split("#")[0])
        assert answer.status_code == 200, (path, answer.status_code)
        self.page = answer.text
        return self.page

    def follow(self, words: str) -> str:
        links = [(html.unescape(url), _words(shown)) for url, shown in _LINK.findall(self.page)]
        found = [url for url, shown in links if words in shown]
        assert found, f"no link says {words}: {[shown for _url, shown in links]}"
        buttons = [url for url, shown in links if shown == words]
        return self.open((buttons or found)[-1])

    def send(self, **fields: str) -> str:
        """Fill in the page's form; the answer leads to the next page."""
        sent = _FORM.search(self.page)
        assert sent is not None, _words(self.page)
        action, inside = sent.groups()
        hidden = {name: html.unescape(value) for name, value in _HIDDEN.findall(inside)}
        answer = self.browser.post(html.unescape(action), **(hidden | fields))
        assert answer.status_code == 303, _words(answer.text)
        return self.open(answer.headers["Location"])

    def reads(self, *words: str) -> None:
        shown = _words(self.page)
        missing = [one for one in words if one not in shown]
        assert missing == [], shown


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


@pytest.fixture
def officer(world: World) -> Actor:
    """Today's new colleague at CQ: deputy liaison officer and handler."""
    made = agreements.add_person(world.cq.admin, world.cq.id, name="新来的同志", title="科员")
    for role in ("liaison", "handler"):
        agreements.give_post(
            world.cq.admin,
            world.agreement_id,
            person_id=made.id,
            role=role,
            from_on=date(2026, 9, 1),
            is_primary=False,
        )
    return Actor(kind=PERSON, id=made.id, name="新来的同志", institution_id=world.cq.id)


def test_from_the_desk_a_question_is_answered_a_share_signed_for_and_a_task_reported(
    app: Flask, world: World, officer: Actor
) -> None:
    with at("2026-09-14T09:00"):
        stages.accepted(world)
    consultations.consultation(world, "open")
    with at("2026-09-21T10:00"):
        sharing.sent(world)
    reader = Reader(Browser(app, now="2026-09-22T09:00"))
    reader.browser.sign_in(add_account(replace(officer, name="new.officer")))

    reader.open("/")
    reader.reads("待签收", "待答复", "填报周报：建立风险线索移送台账", "3个工作日内答复")
    reader.follow("答复会商")
    reader.reads("起草会商意见，经本单位签发人签发后即为答复")
    reader.follow("起草会商意见")
    reader.send(stance="agree", text="同意一并计入。")
    reader.reads("同意一并计入。", "签发")
    assert "答复会商" not in _words(reader.open("/"))

    reader.follow("涉众型风险提示")
    reader.reads("签收只表示本单位已经收到，不表示同意其内容", "共享信息")
    reader.follow("签收")
    reader.send()
    reader.reads("已签收", "要办理的事项请打开下面的签收内容")
    reader.follow("涉众型风险提示")
    reader.reads("风险防范")

    reader.open("/")
    reader.follow("填报周报")
    reader.send(percent="40", text="已完成摸底，正在起草台账格式。")
    reader.reads("已完成摸底", "40")
    reader.open("/")
    assert "填报周报" not in _words(reader.page)
    reader.reads("办理任务")
