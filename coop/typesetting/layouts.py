"""Minutes (10.3), letters (10.1) and plain legal forms, as pages of rows."""

from __future__ import annotations

from dataclasses import dataclass

from coop.typesetting.attendance import attendance_rows
from coop.typesetting.body import (
    addressee_rows,
    attachment_note_rows,
    attachment_rows,
    body_rows,
    keep_last,
    note_rows,
    signature_rows,
)
from coop.typesetting.content import FormContent, LetterContent, MinutesContent
from coop.typesetting.faces import FontSet
from coop.typesetting.flow import SNAP, Page, Row, blank, draw_rows, spread
from coop.typesetting.geometry import ROWS, Grid
from coop.typesetting.heads import letter_head, minutes_head
from coop.typesetting.imprint import (
    Imprint,
    draw_page_number,
    letter_imprint,
    minutes_imprint,
)
from coop.typesetting.paragraphs import Setter, TextStyle
from coop.typesetting.pen import Pen
from coop.typesetting.titles import FOR_APPROVAL, FOR_COMMENT, NOTE, title_rows
from coop.typesetting.titles import note_rows as title_note_rows

_GRIDS = tuple(Grid(rows) for rows in (ROWS, ROWS + 1, ROWS - 1, ROWS + 2, ROWS - 2))
"""Lines a page, in order of preference: the number may be adjusted a little (5.2.3)."""
_SIGNED_LINE = TextStyle(first=0, rest=2, align="left")
_SIGNED_DAY = TextStyle(first=0, right=1, align="right")
LETTER_GRIDS = tuple(Grid(rows) for rows in (ROWS, ROWS + 1, ROWS + 2))


@dataclass(slots=True, frozen=True)
class Layout:
    """Pages ready to be drawn; unnumbered: page numbers left out, counted from 1.

    covers: pages before the one that is counted as the first.
    """

    setter: Setter
    pages: list[Page]
    imprint: Imprint | None
    unnumbered: frozenset[int]
    covers: int = 0

    def draw(self, pen: Pen) -> None:
        """Draw every page; the imprint stands on the last one."""
        for number, page in enumerate(self.pages, 1 - self.covers):
            draw_rows(pen, page)
            if self.imprint is not None and page is self.pages[-1]:
                self.imprint.draw(pen)
            if number > 0 and number not in self.unnumbered:
                draw_page_number(pen, self.setter, number)
            pen.end_page()


def minutes_layout(content: MinutesContent, fonts: FontSet) -> Layout:
    """Minutes end with the 版记 on an even page.

    When that would leave a blank page before it, the lines are set a little closer or wider; the
    blank page is the last resort.
    """
    layouts = (_minutes_on(content, fonts, grid) for grid in _GRIDS)
    first = next(layouts)
    if not first.unnumbered:
        return first
    return next((layout for layout in layouts if not layout.unnumbered), first)


def _minutes_on(content: MinutesContent, fonts: FontSet, grid: Grid) -> Layout:
    setter = Setter(fonts, grid)
    pages = spread(_minutes_rows(setter, content), grid)
    imprint = minutes_imprint(setter, content)
    if len(pages) % 2 == 0 and imprint.fits(pages[-1]):
        return Layout(setter, pages, imprint, frozenset())
    if len(pages) % 2 == 1:
        return Layout(setter, [*pages, Page()], imprint, frozenset())
    # 7.5: neither the blank page before the imprint nor the imprint's page is numbered.
    skipped = frozenset({len(pages) + 1, len(pages) + 2})
    return Layout(setter, [*pages, Page(), Page()], imprint, skipped)


def _minutes_rows(setter: Setter, content: MinutesContent) -> list[Row]:
    rows = [
        minutes_head(setter, content),
        *title_rows(setter, content.title),
        *title_note_rows(
            setter,
            draft=FOR_COMMENT if content.draft else None,
            correction_note=content.correction_note,
        ),
        blank(setter.grid.lead / 2),  # with the way to the next grid line: about one line
        SNAP,
        *body_rows(setter, content.paragraphs),
    ]
    attendance = attendance_rows(setter, content.attendance)
    return [*rows, blank(setter.grid.lead), *attendance] if attendance else rows


def letter_layout(content: LetterContent, fonts: FontSet) -> Layout:
    """A letter: no number on page 1; its 版记 without rules at the foot of the last page.

    Lines are set closer when that spares a page: a signature should not need one of its own
    (7.3.5.4).
    """
    layouts = [_letter_on(content, fonts, grid) for grid in LETTER_GRIDS]
    return min(layouts, key=lambda layout: len(layout.pages))


def form_layout(content: FormContent, fonts: FontSet) -> Layout:
    """A legal form: its title at the top, no mark, every page numbered.

    Lines are set closer when that spares a page.
    """
    layouts = [_form_on(content, fonts, grid) for grid in LETTER_GRIDS]
    return min(layouts, key=lambda layout: len(layout.pages))


def _form_on(content: FormContent, fonts: FontSet, grid: Grid) -> Layout:
    setter = Setter(fonts, grid)
    number = setter.rows([("fangsong", content.number)], NOTE) if content.number else []
    closing = [row for who, day in content.closing for row in _signing_rows(setter, who, day)]
    rows = [
        *title_rows(setter, content.title),
        *number,
        blank(setter.grid.lead / 2),
        SNAP,
        *keep_last(body_rows(setter, content.paragraphs)),
        *([blank(setter.grid.lead), *closing] if closing else []),
    ]
    return Layout(setter, spread(rows, setter.grid), None, frozenset())


def _signing_rows(setter: Setter, who: str, day: str) -> list[Row]:
    """Who signs, and the day below: never parted by a page's end."""
    rows = setter.rows([("fangsong", who)], _SIGNED_LINE, keep_with_next=bool(day))
    return [*rows, *setter.rows([("fangsong", day)], _SIGNED_DAY)] if day else rows


def _letter_on(content: LetterContent, fonts: FontSet, grid: Grid) -> Layout:
    setter = Setter(fonts, grid)
    pages = spread(_letter_rows(setter, content), grid)
    imprint = letter_imprint(setter, content.cc)
    if imprint is not None and not imprint.fits(pages[-1]):
        pages.append(Page())
    return Layout(setter, pages, imprint, frozenset({1}))


def _letter_rows(setter: Setter, content: LetterContent) -> list[Row]:
    text = [
        *addressee_rows(setter, content.addressees),
        *body_rows(setter, content.paragraphs),
    ]
    return [
        letter_head(setter, content),
        *title_rows(setter, content.title),
        *title_note_rows(
            setter,
            draft=FOR_APPROVAL if content.draft else None,
            correction_note=content.correction_note,
        ),
        blank(setter.grid.lead / 2),  # with the way to the next grid line: about one line
        SNAP,
        *keep_last(text),
        *attachment_note_rows(setter, content.attachments),
        *signature_rows(setter, content.signatures, content.formed_on),
        *note_rows(setter, content.note),
        *attachment_rows(setter, content.attachments),
    ]
