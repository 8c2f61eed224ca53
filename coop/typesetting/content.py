"""What a document says, free of layout, and the file made of it: what render.py takes and gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

ParagraphKind = Literal["h1", "h2", "h3", "text"]
Urgency = Literal["none", "urgent", "extra_urgent"]

_LEVELS: tuple[tuple[ParagraphKind, re.Pattern[str]], ...] = (
    ("h1", re.compile(r"[一二三四五六七八九十百]+、")),
    ("h2", re.compile(r"（[一二三四五六七八九十百]+）")),
    ("h3", re.compile(r"\d{1,2}[.．](?!\d)")),
)
_LONGEST_RUN_IN_HEADING = 20
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text; the levels are 一、 （一） 1. of GB/T 9704-2012, 7.3.3.

    A heading that goes on after its first full stop is set as a heading up to there only.
    """

    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. widths: of the columns, in body characters; 28 fill the type area."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """Who was there in one capacity: label without colon (出席, 请假, 列席), then (unit, names)."""

    label: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """会议纪要 (GB/T 9704-2012, 10.3).

    mark: the red 纪要标志; number and issue_no: at least one in issued minutes; issuer: left of
    the date under the mark, "" for none; formed_on: 成文日期. title may hold line ends where its
    lines are to end. internal_mark: e.g. 内部, for work secrets; never a state-secret level.
    content_hash goes into the metadata. draft prints （征求意见稿）, in letters （送审稿）.
    """

    mark: str
    number: str | None
    issue_no: str | None
    issuer: str
    formed_on: date
    title: str
    paragraphs: tuple[Block, ...]
    attendance: tuple[AttendanceLine, ...]
    cc: tuple[str, ...]
    print_org: str
    printed_on: date
    copies: int | None = None
    urgency: Urgency = "none"
    internal_mark: str | None = None
    correction_note: str | None = None
    content_hash: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """An 附件 printed on a page of its own, such as a receipt form."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """函 or 通知 in the letter layout (GB/T 9704-2012, 10.1).

    mark: name of the issuing organ; signatures: organs above the date, in order; note: 附注 in
    brackets under the date, e.g. （联系人：…）. The other fields are those of MinutesContent.
    """

    mark: str
    number: str | None
    formed_on: date
    title: str
    addressees: tuple[str, ...]
    paragraphs: tuple[Block, ...]
    signatures: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()
    note: str | None = None
    cc: tuple[str, ...] = ()
    urgency: Urgency = "none"
    internal_mark: str | None = None
    correction_note: str | None = None
    content_hash: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class RecommendationContent:
    """司法建议书 of a court (法释〔2023〕11号, annex 1): a cover, then the text.

    court: its full name, above the title on cover and first page. subject: what it is about, under
    the title of the first page. The other fields are those of LetterContent.
    """

    court: str
    number: str | None
    formed_on: date
    subject: str
    addressees: tuple[str, ...]
    paragraphs: tuple[Block, ...]
    cc: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class FormContent:
    """A legal form, e.g. 调解协议书: plain, without organ mark.

    number: under the title; closing: who signs, and the day at the right below ("" for none).
    formed_on and author go into the metadata only.
    """

    title: str
    number: str | None
    formed_on: date
    author: str
    paragraphs: tuple[Block, ...]
    closing: tuple[tuple[str, str], ...] = ()


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Paragraphs of a plain text, one a line; blank lines and indents typed by hand are dropped."""
    lines = (line.strip(" \t\r\u3000") for line in text.splitlines())
    return tuple(Paragraph(_kind_of(line), line) for line in lines if line)


def headed(*sections: tuple[str, Sequence[Block]]) -> tuple[Block, ...]:
    """Sections numbered 一、二、三、; empty ones are left out."""
    found: list[Block] = []
    filled = [one for one in sections if one[1]]
    for number, (title, blocks) in zip(_NUMERALS, filled, strict=False):
        found += [Paragraph("h1", f"{number}、{title}"), *blocks]
    return tuple(found)


def written(text: str) -> list[Paragraph]:
    """What officers wrote, a paragraph a line, none taken for a heading."""
    return [Paragraph("text", line.strip()) for line in text.splitlines() if line.strip()]


def itemised(lines: Iterable[str]) -> list[Paragraph]:
    """1. 2. 3. before each."""
    return [Paragraph("text", f"{number}. {line}") for number, line in enumerate(lines, 1)]


def _kind_of(line: str) -> ParagraphKind:
    for kind, pattern in _LEVELS:
        if pattern.match(line):
            return kind if _is_heading(line) else "text"
    return "text"


def _is_heading(line: str) -> bool:
    """A numbered line without a full stop, or a short sentence with more text after it."""
    if not line.endswith(("。", "；", "：", "，")) and "。" not in line:
        return True
    opening, _, rest = line.partition("。")
    return bool(rest) and len(opening) <= _LONGEST_RUN_IN_HEADING and "，" not in opening


def chinese_date(day: date) -> str:
    """2026年1月5日: no leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class CertificateContent:
    """What one certificate says. signatures: organs above the date. address: what the picture code
    holds; notes: small lines beside it.
    """

    title: str
    number: str
    text: str
    signatures: tuple[str, ...]
    formed_on: date
    address: str
    notes: tuple[str, ...]


Content = MinutesContent | LetterContent | RecommendationContent | FormContent | CertificateContent


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A finished file. fonts: sha256 of every face used; another face gives other bytes."""

    data: bytes
    sha256: str
    pages: int
    fonts: dict[str, str]
