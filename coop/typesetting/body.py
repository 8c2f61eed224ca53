"""Body text with its levels (GB/T 9704-2012, 7.3.3), tables, and what follows a letter's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from coop.typesetting.content import (
    Attachment,
    Block,
    Paragraph,
    ParagraphKind,
    Table,
    chinese_date,
)
from coop.typesetting.flow import NEW_PAGE, Row, blank
from coop.typesetting.geometry import PITCH
from coop.typesetting.paragraphs import BODY, Setter, TextStyle
from coop.typesetting.tables import table_rows
from coop.typesetting.titles import title_rows
from coop.typesetting.units import Run

_ROLES: dict[ParagraphKind, str] = {"h1": "hei", "h2": "kai", "h3": "fangsong", "text": "fangsong"}
_FLUSH = TextStyle(first=0)
_DATE_FROM_RIGHT = 4
"""Cells right of the date (7.3.5.1)."""


def body_rows(setter: Setter, blocks: Iterable[Block]) -> list[Row]:
    """Rows of paragraphs and tables; a heading stays with the line after it."""
    rows: list[Row] = []
    for block in blocks:
        if isinstance(block, Table):
            rows += table_rows(setter, block)
        else:
            rows += _paragraph_rows(setter, block)
    return rows


def _paragraph_rows(setter: Setter, paragraph: Paragraph) -> list[Row]:
    runs = _runs(paragraph)
    is_heading = paragraph.kind != "text" and len(runs) == 1
    return setter.rows(runs, keep_with_next=is_heading)


def _runs(paragraph: Paragraph) -> list[Run]:
    """A heading that goes on after its first full stop continues in the body's face."""
    role = _ROLES[paragraph.kind]
    heading, stop, rest = paragraph.text.partition("。")
    if role == "fangsong" or not rest:
        return [(role, paragraph.text)]
    return [(role, heading + stop), ("fangsong", rest)]


def addressee_rows(setter: Setter, addressees: Sequence[str]) -> list[Row]:
    """主送机关: flush left under the title, ended by a colon (7.3.2)."""
    if not addressees:
        return []
    return setter.rows([("fangsong", "、".join(addressees) + "：")], _FLUSH)


def attachment_note_rows(setter: Setter, attachments: Sequence[Attachment]) -> list[Row]:
    """附件说明: one line below the text, numbered when there are several (7.3.4)."""
    rows: list[Row] = []
    for index, attachment in enumerate(attachments):
        number = f"{index + 1}." if len(attachments) > 1 else ""
        label = "附件：" if index == 0 else ""
        style = TextStyle(first=2 if label else 5, rest=5 + len(number) / 2, align="left")
        text = label + number + attachment.title
        rows += setter.rows([("fangsong", text)], style, keep_with_next=True)
    return [blank(setter.grid.lead), *rows] if rows else []


def signature_rows(setter: Setter, organs: Sequence[str], formed_on: date) -> list[Row]:
    """Organs centred over the date, which ends four characters from the right edge (7.3.5.1)."""
    day = chinese_date(formed_on)
    day_width = setter.width([("fangsong", day)], BODY)
    centre_from_right = _DATE_FROM_RIGHT * PITCH + day_width / 2
    rows = [blank(setter.grid.lead), blank(setter.grid.lead)]
    for organ in organs:
        half = setter.width([("fangsong", organ)], BODY) / 2
        right = max(0.0, (centre_from_right - half) / PITCH)
        style = TextStyle(first=0, right=right, align="right")
        rows += setter.rows([("fangsong", organ)], style, keep_with_next=True)
    style = TextStyle(first=0, right=_DATE_FROM_RIGHT, align="right")
    return [*rows, *setter.rows([("fangsong", day)], style)]


def note_rows(setter: Setter, note: str | None) -> list[Row]:
    """附注 under the date, indented two characters (7.3.6)."""
    return setter.rows([("fangsong", note)]) if note else []


def attachment_rows(setter: Setter, attachments: Sequence[Attachment]) -> list[Row]:
    """Each 附件 on a new page: its label on the first line, its title on the third (7.3.4)."""
    rows: list[Row] = []
    for index, attachment in enumerate(attachments):
        label = f"附件{index + 1}" if len(attachments) > 1 else "附件"
        rows.append(NEW_PAGE)
        rows += setter.rows([("hei", label)], _FLUSH, keep_with_next=True)
        rows.append(blank(setter.grid.lead))
        rows += title_rows(setter, attachment.title)
        rows.append(blank(setter.grid.lead))
        rows += body_rows(setter, attachment.blocks)
    return rows


def keep_last(rows: Sequence[Row]) -> list[Row]:
    """The rows, the last line tied to what follows: a signature never stands alone."""
    inked = [index for index, row in enumerate(rows) if row.draw is not None]
    if not inked:
        return list(rows)
    last = inked[-1]
    return [*rows[:last], replace(rows[last], keep_with_next=True), *rows[last + 1 :]]
