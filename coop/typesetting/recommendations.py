"""司法建议书 in the form of 法释〔2023〕11号, annex 1: a cover for the emblem, then the text.

The emblem's place on the cover is left free: a court prints it with its own blanks (国徽法).
"""

from __future__ import annotations

from coop.typesetting.body import addressee_rows, body_rows, keep_last, signature_rows
from coop.typesetting.content import RecommendationContent
from coop.typesetting.faces import FontSet
from coop.typesetting.flow import NEW_PAGE, SNAP, Page, Row, blank, spread
from coop.typesetting.geometry import MM, TOP_MARGIN, TYPE_HEIGHT, Grid
from coop.typesetting.imprint import letter_imprint
from coop.typesetting.layouts import LETTER_GRIDS, Layout
from coop.typesetting.paragraphs import Setter, TextStyle
from coop.typesetting.pen import Pen
from coop.typesetting.titles import FOR_COMMENT, note_rows, title_rows

TITLE = "司法建议书"
EMBLEM_TOP, EMBLEM_HEIGHT = 60 * MM, 50 * MM
"""From the paper's edge; the emblem is 55 mm wide."""
_TITLE_BELOW_EMBLEM = 40 * MM
_COURT_SIZE, _TITLE_SIZE = 30.0, 36.0
_LINE = 1.5
_NUMBER = TextStyle(first=0, align="centre")


def recommendation_layout(content: RecommendationContent, fonts: FontSet) -> Layout:
    """The cover is no numbered page; copies stand at the foot of the last one."""
    layouts = [_layout_on(content, fonts, grid) for grid in LETTER_GRIDS]
    return min(layouts, key=lambda layout: len(layout.pages))


def _layout_on(content: RecommendationContent, fonts: FontSet, grid: Grid) -> Layout:
    setter = Setter(fonts, grid)
    rows = [_cover(setter, content.court), NEW_PAGE, *_text_rows(setter, content)]
    pages = spread(rows, grid)
    imprint = letter_imprint(setter, content.cc)
    if imprint is not None and not imprint.fits(pages[-1]):
        pages.append(Page())
    return Layout(setter, pages, imprint, frozenset(), covers=1)


def _cover(setter: Setter, court: str) -> Row:
    """Court and title, the first one's top 40 mm below the emblem's place."""
    court_set = setter.set_text([("xbs", court)], _centred(_COURT_SIZE))
    title_set = setter.set_text([("xbs", TITLE)], _centred(_TITLE_SIZE))
    first_top = EMBLEM_TOP + EMBLEM_HEIGHT + _TITLE_BELOW_EMBLEM - TOP_MARGIN
    title_top = first_top + len(court_set.lines) * _COURT_SIZE * _LINE

    def draw(pen: Pen, top: float) -> None:
        court_set.draw(pen, top + first_top, lead=_COURT_SIZE * _LINE)
        title_set.draw(pen, top + title_top, lead=_TITLE_SIZE * _LINE)

    return Row(TYPE_HEIGHT, TYPE_HEIGHT, draw)


def _text_rows(setter: Setter, content: RecommendationContent) -> list[Row]:
    lead = setter.grid.lead
    text = [
        *addressee_rows(setter, content.addressees),
        *body_rows(setter, content.paragraphs),
    ]
    return [
        *title_rows(setter, f"{content.court}\n{TITLE}"),
        blank(lead / 4),
        *setter.rows([("fangsong", content.number or "")], _NUMBER, keep_with_next=True),
        blank(lead / 2),
        *title_rows(setter, content.subject),
        *note_rows(setter, draft=FOR_COMMENT if content.draft else None, correction_note=None),
        blank(lead / 2),
        SNAP,
        *keep_last(text),
        *signature_rows(setter, (content.court,), content.formed_on),
    ]


def _centred(size: float) -> TextStyle:
    return TextStyle(size=size, pitch=size, first=0, align="centre")
