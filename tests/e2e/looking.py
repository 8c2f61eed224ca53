"""What is looked for on every page that is reached: accessibility, words of another language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.e2e import story
from tests.e2e.office import Officer
from tests.world import PARTIES

_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# What people wrote is in their own language, and so is what was computed and kept as text.
_WRITTEN = (
    ".long-text, .minutes-text, .facts__note, .desk-card__due, .agreement, .who, code, [lang]"
)
_WORDS = """([html, written]) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const words = [page.title];
  for (const part of page.querySelectorAll("nav.nav, main, .masthead__tools")) {
    for (const one of part.querySelectorAll(written)) one.remove();
    words.push(part.textContent);
    for (const one of part.querySelectorAll("[aria-label]")) words.push(one.ariaLabel);
  }
  return words.join("\\n");
}"""
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# File formats, this system, and signs that English readers know as they are.
_IN_CHINESE = re.compile(r"coop|PDF|OFD|Word|Excel|ics|MB|KB|English")
_IN_ENGLISH = re.compile("中文|平急|特提|一、|（一）")
_NAMES_AND_NUMBERS = re.compile(r"(?:SC|CQ|CY)[a-z]+|〔\d+〕\d+号")
_WRITTEN_TEXTS = sorted(
    [*(text for party in PARTIES for text in party), *story.WRITTEN], key=len, reverse=True
)


class Look:
    """Collects what is wrong, page by page; `problems` is empty when all is well.

    languages: whether words of the other language are looked for; needs to know all texts written.
    """

    def __init__(self, *, languages: bool = True) -> None:
        self._by_language = languages
        self.problems: list[str] = []
        self.seen: set[str] = set()
        self._kinds: set[str] = set()

    def at(self, officer: Officer) -> None:
        """Look where something new is shown: looking takes long."""
        path = _path(officer)
        first_time = path not in self.seen
        self.seen.add(path)
        kinds = kinds_of(officer.page.content())
        if not kinds <= self._kinds:
            self._kinds |= kinds
            self.closely(officer)
        if self._by_language and first_time:
            self._languages(officer, path)

    def closely(self, officer: Officer) -> None:
        path = _path(officer)
        self.seen.add(path)
        page = officer.with_script()
        self._accessible(page, path)
        self._fits(page, path)

    def _accessible(self, page: Any, path: str) -> None:
        for one in Axe().run(page, options=_RULES).response["violations"]:
            nodes = [node["html"][:120] for node in one["nodes"][:2]]
            self.problems.append(f"/{path}: {one['id']} {nodes}")

    def _fits(self, page: Any, path: str) -> None:
        """On a desk and on a phone a page scrolls one way only."""
        for width in (400, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                self.problems.append(f"/{path}: scrolls sideways at {width} pixels")

    def _languages(self, officer: Officer, path: str) -> None:
        for lang, foreign in (("en", _CHINESE), ("zh", _LATIN)):
            html = officer.context.request.get(officer.page.url, params={"lang": lang}).text()
            words = _own_words(officer.page.evaluate(_WORDS, [html, _WRITTEN]))
            left = sorted(set(foreign.findall(words)))
            if left:
                self.problems.append(f"/{path}: in {lang} {left}")


def _path(officer: Officer) -> str:
    return re.sub(r"[0-9a-f-]{36}", "…", officer.path.removeprefix("/"))


def _own_words(words: str) -> str:
    words = _NAMES_AND_NUMBERS.sub("", words)
    for text in _WRITTEN_TEXTS:
        words = words.replace(text, "")
    return _IN_ENGLISH.sub("", _IN_CHINESE.sub("", words))


def kinds_of(html: str) -> set[str]:
    """Every element by its tag, class and attributes' names and its parent's: what the checker's
    rules look at.
    """
    reader = _Kinds()
    reader.feed(html)
    return reader.found


class _Kinds(HTMLParser):
    _ALONE = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = [("", "")]
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kind = f"{tag}.{given.get('class')}{sorted(given)}"
        self.found.add(f"{self._open[-1][1]} > {kind}")
        if tag not in self._ALONE:
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass
