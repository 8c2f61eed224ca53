"""Every generic page in both languages:

labels, words, escaping, one source for style and script.
"""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser

import pytest
from flask import Flask

from tests.core.look_pages import HOSTILE, PAGES, STATIC, look_app


class Page(HTMLParser):
    """Elements in order, and the words people see or hear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        heard = (
            "aria-label",
            "title",
            "placeholder",
            "alt",
            "data-saved",
            "data-failed",
            "data-label",
        )
        self.words += [given[name] or "" for name in heard if name in given]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [given for tag, given in self.elements if tag in tags]


@pytest.fixture
def app() -> Flask:
    return look_app([])


@pytest.fixture
def html(app: Flask, path: str, lang: str) -> str:
    answer = app.test_client().get(path, query_string={"lang": lang})
    assert answer.status_code == 200
    return answer.text


in_both_languages = pytest.mark.parametrize("lang", ["zh", "en"])
on_every_page = pytest.mark.parametrize("path", PAGES)


@on_every_page
@pytest.mark.parametrize("lang", ["zh"])
def test_a_chinese_page_has_no_english_left_in_it(html: str) -> None:
    said = " ".join(Page(html).words).replace(HOSTILE, "")
    assert set(re.findall(r"[A-Za-z]+", said)) <= {"coop", "English"}


@on_every_page
@pytest.mark.parametrize("lang", ["en"])
def test_an_english_page_has_no_chinese_left_in_it(html: str) -> None:
    assert set(re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", " ".join(Page(html).words))) <= {
        "中文",
        "协",
    }


@on_every_page
@in_both_languages
def test_the_heading_equals_the_title(html: str) -> None:
    title, heading = (
        re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL) for tag in ("title", "h1")
    )
    assert title
    assert heading
    assert title[1].split(" - ")[0] == heading[1]


@on_every_page
@in_both_languages
def test_each_control_has_a_label_and_what_it_refers_to_exists(html: str) -> None:
    page = Page(html)
    ids = [str(given["id"]) for _, given in page.elements if "id" in given]
    labelled = {given["for"] for given in page.of("label")}
    controls = [c for c in page.of("input", "select", "textarea") if c.get("type") != "hidden"]
    described = " ".join(given.get("aria-describedby") or "" for _, given in page.elements).split()
    anchors = [str(a["href"])[1:] for a in page.of("a") if str(a.get("href")).startswith("#")]
    assert len(ids) == len(set(ids))
    assert {c["id"] for c in controls} <= labelled
    assert {*described, *anchors} <= set(ids)


@on_every_page
@pytest.mark.parametrize("lang", ["zh"])
def test_no_page_carries_style_or_script_of_its_own(html: str) -> None:
    page = Page(html)
    assert all("src" in given for given in page.of("script"))
    assert not page.of("style")
    assert not [
        name
        for _, given in page.elements
        for name in given
        if name == "style" or name.startswith("on")
    ]


@on_every_page
@pytest.mark.parametrize("lang", ["zh"])
def test_every_post_carries_the_token_against_forgery(html: str) -> None:
    assert html.count('method="post"') == html.count('name="csrf_token"')


def test_what_the_stylesheet_is_built_of_is_recorded_and_leaves_crown_assets_out() -> None:
    built = (STATIC / "coop.css").read_bytes()
    assert hashlib.sha256(built).hexdigest() in (STATIC / "VENDOR.txt").read_text(encoding="utf-8")
    assert b"GDS Transport" not in built
    assert b"url(" not in built


@pytest.mark.parametrize(("path", "lang"), [("/list", "zh")])
def test_the_agreement_in_use_is_the_one_chosen_in_the_switch(html: str) -> None:
    chosen = [option["value"] for option in Page(html).of("option") if "selected" in option]
    assert chosen == ["2"]


def test_the_language_switch_keeps_the_filters(app: Flask) -> None:
    page = Page(app.test_client().get("/list?q=a&q=b&state=open").text)
    links = [a["href"] for a in page.of("a") if "hreflang" in a]
    assert links == ["?q=a&q=b&state=open&lang=en"]
