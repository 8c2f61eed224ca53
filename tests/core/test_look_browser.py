"""The generic pages in a real browser: accessibility, and what the script adds to forms."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.core.look_pages import PAGES, look_app

CHROMIUM = shutil.which("chromium")


@pytest.fixture
def received() -> list[dict[str, str]]:
    return []


@pytest.fixture
def app(received: list[dict[str, str]]) -> Flask:
    return look_app(received)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: the pages were not tried in a browser")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 400, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_checker_of_accessibility_finds_nothing_and_a_phone_scrolls_one_way(
    tab: Any, address: str, lang: str
) -> None:
    found = {}
    for path in PAGES:
        tab.goto(f"{address}{path}?lang={lang}")
        found[path] = [one["id"] for one in Axe().run(tab).response["violations"]]
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert found == {path: [] for path in PAGES}


def test_the_error_summary_takes_the_focus(tab: Any, address: str) -> None:
    tab.goto(f"{address}/form")
    assert tab.evaluate("document.activeElement.matches('.govuk-error-summary')")


def test_pressing_the_button_three_times_sends_the_form_once(
    tab: Any, address: str, received: list[dict[str, str]]
) -> None:
    tab.goto(f"{address}/form")
    with tab.expect_navigation():
        tab.evaluate(
            "for (const n of [1, 2, 3])"
            " document.querySelector('form[data-guard] .actions button').click()"
        )
    assert [one["path"] for one in received] == ["/form"]


def test_an_added_row_is_blank_and_numbered_on(tab: Any, address: str) -> None:
    tab.goto(f"{address}/form")
    tab.fill("#items-0-title", "第一项")
    tab.click("[data-add-row]")
    assert tab.input_value("#items-1-title") == ""
    assert tab.evaluate("document.activeElement.id") == "items-1-title"
    assert tab.locator("[data-row]").nth(1).locator(".govuk-error-message").count() == 0


def test_a_changed_form_is_kept_after_ten_seconds_and_then_leaves_without_asking(
    tab: Any, address: str, received: list[dict[str, str]]
) -> None:
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.clock.install()
    tab.goto(f"{address}/form")
    tab.fill("#title", "第三次会议")
    tab.clock.run_for(10_100)
    tab.wait_for_function(
        "document.querySelector('[data-draft-status]').textContent.startsWith('已自动保存')"
    )
    tab.goto(f"{address}/list")
    assert [(one["path"], one["title"], one["csrf_token"]) for one in received] == [
        ("/draft", "第三次会议", "token")
    ]
    assert asked == []


def test_leaving_with_text_that_is_nowhere_kept_asks_first(tab: Any, address: str) -> None:
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.goto(f"{address}/form")
    tab.fill("#title", "第三次会议")
    tab.goto(f"{address}/list")
    assert asked == ["beforeunload"]
