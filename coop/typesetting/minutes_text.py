"""The body text of joint-meeting minutes, from what was decided: pure functions.

Each item is a heading 一、 with what was heard, then its resolutions in the words that minutes
use for their kind. The result is plain text, one paragraph a line, for content.paragraphs_of; a
secretary may still edit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from coop.typesetting.content import chinese_date

ResolutionKind = Literal[
    "decided",
    "assigned",
    "approved_in_principle",
    "required",
    "noted",
    "deferred",
    "no_consensus",
]
_OPENINGS: dict[ResolutionKind, str] = {
    "decided": "会议议定：",
    "assigned": "会议明确，",
    "approved_in_principle": "会议原则同意：",
    "required": "会议要求，",
    "noted": "会议指出，",
    "deferred": "会议决定，暂缓研究：",
    "no_consensus": "各方未形成一致意见：",
}
_OWN_WORDS: dict[ResolutionKind, tuple[tuple[str, str], ...]] = {
    "approved_in_principle": (("原则", "会议"),),
    "deferred": (("暂缓", "会议决定，"), ("另行", "会议决定，")),
}
"""Sentences that already begin with the words of their kind: those, and what precedes them."""
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ResolutionText:
    """One resolution; lead and co are names as printed, due_on the last day."""

    kind: ResolutionKind
    text: str
    lead: str | None = None
    co: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemText:
    """One agenda item; heard: what was reported, "" for nothing."""

    title: str
    presenter: str | None
    heard: str
    resolutions: tuple[ResolutionText, ...]


def assemble_body(items: Sequence[ItemText]) -> str:
    """The minutes' body, one paragraph a line, without the opening paragraph."""
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        lines.append(f"{chinese_number(number)}、{item.title.rstrip('。')}")
        lines += _heard(item)
        lines += _resolutions(item.resolutions)
    return "\n".join(lines)


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals, as headings and resolutions are numbered."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _heard(item: ItemText) -> list[str]:
    if not item.heard:
        return []
    if item.presenter is None or item.heard.startswith("会议"):
        return [item.heard]
    return [f"会议听取了{item.presenter}的汇报。{item.heard}"]


def _resolutions(resolutions: Sequence[ResolutionText]) -> list[str]:
    """One paragraph each; neighbours of one kind are numbered under one opening."""
    lines: list[str] = []
    for kind, group in groupby(resolutions, key=lambda resolution: resolution.kind):
        listed = list(group)
        if len(listed) == 1:
            lines.append(_opened(kind, listed[0]))
            continue
        for number, resolution in enumerate(listed, 1):
            opening = _OPENINGS[kind].rstrip("，：") + "：" if number == 1 else ""
            lines.append(f"{opening}（{chinese_number(number)}）{_sentence(resolution)}")
    return lines


def _opened(kind: ResolutionKind, resolution: ResolutionText) -> str:
    sentence = _sentence(resolution)
    if kind == "no_consensus" and "未形成一致意见" in sentence:
        return sentence
    for beginning, before in _OWN_WORDS.get(kind, ()):
        if sentence.startswith(beginning):
            return before + sentence
    return _OPENINGS[kind] + sentence


def _sentence(resolution: ResolutionText) -> str:
    """The text with its owners and its due date in brackets before the full stop."""
    facts = [f"牵头单位：{resolution.lead}"] if resolution.lead else []
    if resolution.co:
        facts.append(f"配合单位：{'、'.join(resolution.co)}")
    if resolution.due_on is not None:
        facts.append(f"完成时限：{chinese_date(resolution.due_on)}")
    bracket = f"（{'；'.join(facts)}）" if facts else ""
    return resolution.text.rstrip("。") + bracket + "。"
