"""Two languages, Chinese first.

A word shown to people is a Text: both languages or it doesn't exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINESE = "zh"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)
SHANGHAI = ZoneInfo("Asia/Shanghai")

_current: ContextVar[str] = ContextVar("language", default=CHINESE)


class Text:
    """The same words in Chinese and in English; `{fact}` places are filled by `with_facts`.

    Not a dataclass: orjson would answer it as an object instead of asking for the reader's words.
    """

    __slots__ = ("en", "zh")

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.zh, self.en) == (other.zh, other.en)

    def __hash__(self) -> int:
        return hash((self.zh, self.en))

    def __repr__(self) -> str:
        return f"Text({self.zh!r}, {self.en!r})"

    def __str__(self) -> str:
        return self.en if _current.get() == ENGLISH else self.zh

    def with_facts(self, **facts: object) -> Text:
        """This text with its places filled; each fact is written in the text's language."""
        filled = []
        for language, template in ((CHINESE, self.zh), (ENGLISH, self.en)):
            with speaking(language):
                shown = {name: said(fact) for name, fact in facts.items()}
                filled.append(template.format(**shown))
        return Text(*filled)


def said(fact: object) -> str:
    """A fact as people read it, in the current language; lists are joined, dates written out."""
    if isinstance(fact, (list, tuple, set, frozenset)):
        joint = ", " if speaking_now() == ENGLISH else "、"
        return joint.join(said(one) for one in fact)
    if isinstance(fact, datetime):
        return moment(fact)
    if isinstance(fact, date):
        return day(fact)
    return str(fact)


def day(value: date) -> str:
    """2026年1月5日, or 5 January 2026. No zero padding (GB/T 9704 7.3.5.4)."""
    if speaking_now() == ENGLISH:
        return f"{value.day} {value:%B} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """An instant in Asia/Shanghai, to the minute."""
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


def speaking_now() -> str:
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block, texts turn into strings of this language ('zh' or 'en')."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def speak(language: str) -> None:
    """Set the language for the rest of this request."""
    _current.set(language)
