"""GB/T 9704-2012 measured on finished minutes."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from coop.typesetting.content import Paragraph
from coop.typesetting.render import minutes_pdf
from tests.typesetting import grid
from tests.typesetting.samples import TABLE, minutes

PLAIN = "联席会议各成员单位按照职责分工协同推进各项议定事项" * 12


@pytest.fixture(scope="module")
def data() -> bytes:
    return minutes_pdf(minutes(5)).data


@pytest.fixture(scope="module")
def pages(data: bytes) -> list[pdfium.PdfPage]:
    document = grid.opened(data)
    return [document[index] for index in range(len(document))]


def body_lines(data: bytes) -> list[grid.TextLine]:
    """Lines of the grid: all but those of the red head."""
    return [line for line in grid.text_lines(data) if line.page > 1 or line.row > 9]


def test_the_paper_is_a4(pages):
    for page in pages:
        assert page.get_width() / grid.MM == pytest.approx(210, abs=0.01)
        assert page.get_height() / grid.MM == pytest.approx(297, abs=0.01)


@pytest.mark.parametrize("mark", ["会议纪要", "成渝金融司法与金融监管协同联席会议纪要"])
def test_the_red_mark_begins_72_mm_below_the_papers_edge(mark):
    page = grid.opened(minutes_pdf(minutes(1, mark=mark)).data)[0]
    left, top, right, _ = grid.red_ink(page, above=100)
    assert top == pytest.approx(72, abs=0.2)
    assert (left + right) / 2 == pytest.approx(106, abs=1)
    assert left >= 28 - 0.2
    assert right <= 184 + 0.2


def test_the_red_rule_spans_the_type_area_4_mm_below_the_line_above_it(pages):
    red = [rule for rule in grid.rules(pages[0]) if rule.color == (255, 0, 0)]
    assert len(red) == 1
    assert (red[0].left, red[0].right) == (pytest.approx(28, abs=0.1), pytest.approx(184, abs=0.1))
    above = max(
        glyph.y + (1 - grid.ASCENT) * glyph.size
        for glyph in grid.glyphs(pages[0])
        if glyph.y / grid.MM < red[0].middle and glyph.size == grid.BODY_SIZE
    )
    assert red[0].middle - red[0].weight / 2 - above / grid.MM == pytest.approx(4, abs=0.1)


def test_the_number_stands_two_empty_lines_below_the_mark(pages):
    mark_bottom = grid.red_ink(pages[0], above=100)[3]
    number = next(glyph for glyph in grid.glyphs(pages[0]) if glyph.char == "〔")
    top = (number.y - grid.ASCENT * number.size) / grid.MM
    assert top - mark_bottom == pytest.approx(2 * grid.LEAD / grid.MM, abs=0.3)


def test_every_line_lies_on_the_grid(data):
    for line in body_lines(data):
        assert abs(line.row - round(line.row)) * grid.LEAD < 0.02, line.text


def test_full_pages_hold_22_lines_from_37_to_262_mm():
    content = minutes(paragraphs=(Paragraph("text", PLAIN * 3),))
    lines = [line for line in body_lines(minutes_pdf(content).data) if line.page == 2]
    assert [round(line.row) for line in lines] == list(range(22))
    first, last = lines[0].glyphs[0], lines[-1].glyphs[0]
    assert (first.y - grid.ASCENT * 16) / grid.MM == pytest.approx(37, abs=0.01)
    assert (last.y + (1 - grid.ASCENT) * 16) / grid.MM == pytest.approx(262, abs=0.01)


def test_a_full_line_holds_28_characters_from_28_to_184_mm():
    content = minutes(paragraphs=(Paragraph("text", PLAIN),))
    lines = [line for line in body_lines(minutes_pdf(content).data) if line.text in PLAIN * 2]
    full = [line for line in lines if len(line.glyphs) == 28]
    assert len(full) >= 8
    for line in full:
        for index, glyph in enumerate(line.glyphs):
            assert glyph.x == pytest.approx(28 * grid.MM + index * grid.PITCH, abs=0.05)
        assert (line.glyphs[-1].x + grid.PITCH) / grid.MM == pytest.approx(184, abs=0.02)


def test_nothing_stands_outside_the_type_area(data):
    for line in body_lines(data):
        assert line.glyphs[0].x / grid.MM >= 28 - 0.01, line.text
        width = grid.PITCH if ord(line.text[-1]) > 0x2E80 else 8
        if line.text[-1] not in grid.NOT_AT_START:
            assert (line.glyphs[-1].x + width) / grid.MM <= 184.1, line.text


def test_no_line_begins_or_ends_with_a_forbidden_mark(data):
    for line in grid.text_lines(data):
        assert line.text[0] not in grid.NOT_AT_START, line.text
        assert line.text[-1] not in grid.NOT_AT_END, line.text


def test_the_last_imprint_rule_is_the_type_areas_lower_edge(pages):
    lowest = [r for r in grid.rules(pages[-1]) if r.is_horizontal and 200 < r.middle < 263]
    lowest.sort(key=lambda rule: rule.middle)
    assert [round(rule.weight, 2) for rule in lowest] == [0.35, 0.25, 0.35]
    assert lowest[-1].middle == pytest.approx(262, abs=0.05)
    for rule in lowest:
        assert rule.right - rule.left == pytest.approx(156, abs=0.05)


def test_the_dash_of_the_page_number_lies_7_mm_below_the_type_area(pages):
    for number, page in enumerate(pages, 1):
        dashes = [rule for rule in grid.rules(page) if rule.is_horizontal and rule.middle > 263]
        assert len(dashes) == 2
        for dash in dashes:
            assert dash.middle - 262 == pytest.approx(7, abs=0.05)
        one = 14 / grid.MM
        if number % 2:
            assert max(dash.right for dash in dashes) == pytest.approx(184 - one, abs=0.05)
        else:
            assert min(dash.left for dash in dashes) == pytest.approx(28 + one, abs=0.05)


@pytest.mark.parametrize("extra", range(26))
def test_the_imprint_is_on_an_even_last_page_whatever_the_length(extra):
    paragraphs = (*minutes(1).paragraphs, *[Paragraph("text", "第一行。")] * extra)
    rendered = minutes_pdf(minutes(paragraphs=paragraphs))
    assert rendered.pages % 2 == 0
    last = grid.opened(rendered.data)[rendered.pages - 1]
    lowest = max(rule.middle for rule in grid.rules(last) if rule.middle < 263)
    assert lowest == pytest.approx(262, abs=0.05)
    texts = [glyph.y for glyph in grid.glyphs(last) if glyph.size == grid.BODY_SIZE]
    first_rule = min(r.middle for r in grid.rules(last) if r.middle > 200 and r.is_horizontal)
    assert not texts or max(texts) / grid.MM < first_rule


def test_the_lines_of_a_page_are_adjusted_rather_than_leaving_a_blank_page():
    page_counts = set()
    for extra in range(22):
        paragraphs = (*minutes(1).paragraphs, *[Paragraph("text", "第一行。")] * extra)
        document = grid.opened(minutes_pdf(minutes(paragraphs=paragraphs)).data)
        assert all(grid.glyphs(page) for page in document), f"blank page with {extra} more lines"
        page_counts.add(len(document))
    assert page_counts == {2, 4}


def test_a_blank_page_before_the_imprint_and_the_imprints_page_are_not_numbered():
    cc = tuple(f"第{number}家抄送单位全称示例" for number in range(1, 60))
    paragraphs = (Paragraph("text", PLAIN),) * 2
    document = grid.opened(minutes_pdf(minutes(paragraphs=paragraphs, cc=cc)).data)
    assert len(document) == 4
    dashes = [
        [rule for rule in grid.rules(page) if rule.is_horizontal and rule.middle > 263]
        for page in document
    ]
    assert [len(found) for found in dashes] == [2, 2, 0, 0]
    assert not grid.glyphs(document[2])


def test_attendance_is_labelled_in_order_and_wraps_under_the_first_name(data):
    lines = body_lines(data)
    texts = [line.text for line in lines]
    labels = [text[:3] for text in texts if text[:3] in ("出席：", "请假：", "列席：")]
    assert labels == ["出席：", "请假：", "列席："]
    first = next(index for index, text in enumerate(texts) if text.startswith("出席"))
    after_colon = lines[first].glyphs[3].x
    assert lines[first].glyphs[0].x == pytest.approx(28 * grid.MM + 2 * grid.PITCH, abs=0.05)
    assert lines[first + 1].glyphs[0].x == pytest.approx(after_colon, abs=0.05)
    assert texts[first + 1] == "买买提·艾力欧阳某某张某某"


def test_a_label_without_names_is_not_printed():
    present = tuple(line for line in minutes().attendance if line.label != "请假")
    texts = [line.text for line in grid.text_lines(minutes_pdf(minutes(attendance=present)).data)]
    assert not [text for text in texts if text.startswith("请假")]
    assert [text for text in texts if text.startswith("列席：")]


def test_urgency_and_internal_mark_stand_upper_left_in_this_order():
    data = minutes_pdf(minutes(urgency="extra_urgent", internal_mark="内部")).data
    head = [line for line in grid.text_lines(data) if line.page == 1 and line.row < 3]
    assert [line.text for line in head] == ["内部", "特急"]
    assert [round(line.row) for line in head] == [1, 2]
    assert head[0].glyphs[0].x / grid.MM == pytest.approx(28, abs=0.01)


def test_dates_are_printed_without_leading_zeros_and_the_imprint_ends_with_yinfa(data):
    texts = [line.text for line in grid.text_lines(data)]
    assert "联席会议办公室2026年10月12日" in texts
    small = [line.text for line in grid.text_lines(data, size=14)]
    assert "四川金融监管局办公室共印15份2026年10月13日印发" in small


def test_a_draft_and_a_correction_are_told_under_the_title():
    note = "（更正：第二项完成时限应为2026年11月30日）"
    data = minutes_pdf(minutes(draft=True, correction_note=note)).data
    texts = [line.text for line in grid.text_lines(data)]
    assert texts.index("（征求意见稿）") < texts.index(note)


def test_a_tables_head_is_repeated_and_text_returns_to_the_grid():
    after = Paragraph("text", "以上事项按期办理。")
    paragraphs = (*minutes(1).paragraphs, TABLE, after)
    data = minutes_pdf(minutes(paragraphs=paragraphs)).data
    heads = [line for line in grid.text_lines(data, size=14) if "议定事项" in line.text]
    assert [line.page for line in heads] == [2, 3]
    line = next(line for line in grid.text_lines(data) if line.text == after.text)
    assert abs(line.row - round(line.row)) * grid.LEAD < 0.02


def test_a_heading_is_never_the_last_line_of_a_page():
    for extra in range(24):
        lines = [Paragraph("text", "第一行。")] * extra
        paragraphs = (*lines, Paragraph("h1", "一、标题独占一行"), *lines, *lines)
        data = minutes_pdf(minutes(paragraphs=paragraphs, attendance=())).data
        found = grid.text_lines(data)
        index = next(i for i, line in enumerate(found) if line.text.startswith("一、标题"))
        if extra:
            assert found[index + 1].page == found[index].page


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("联席会议第6次全体会议纪要", ["联席会议第6次全体会议纪要"]),
        (
            "关于商请就跨区域非法集资风险线索移送标准提出意见的专题会议纪要",
            ["关于商请就跨区域非法集资风险线索", "移送标准提出意见的专题会议纪要"],
        ),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ],
)
def test_a_title_never_cuts_a_word_of_the_trade(title, lines):
    data = minutes_pdf(minutes(1, title=title)).data
    assert [line.text for line in grid.text_lines(data, size=22)] == lines


def test_a_date_fits_its_column_on_one_line():
    data = minutes_pdf(minutes(1, paragraphs=(TABLE,))).data
    cells = [line.text for line in grid.text_lines(data, size=14)]
    assert any(text.endswith("2026年12月31日") for text in cells)


def test_a_long_title_breaks_into_lines_of_like_length_between_words():
    data = minutes_pdf(minutes()).data
    titles = [line.text for line in grid.text_lines(data, size=22)]
    assert titles == ["成渝金融司法与金融监管协同", "联席会议第6次全体会议纪要"]
