"""The letter layout (GB/T 9704-2012, 10.1) measured."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coop.typesetting.content import Paragraph
from coop.typesetting.render import letter_pdf
from tests.typesetting import grid
from tests.typesetting.samples import letter

RED = (255, 0, 0)


def first_page(**changes):
    return grid.opened(letter_pdf(letter(**changes)).data)[0]


def texts(**changes):
    return [line.text for line in grid.text_lines(letter_pdf(letter(**changes)).data)]


def test_the_mark_begins_30_mm_below_the_papers_edge():
    _, top, _, _ = grid.red_ink(first_page(), above=44)
    assert top == pytest.approx(30, abs=0.2)


def test_the_upper_double_rule_is_170_mm_long_4_mm_below_the_mark_thick_over_thin():
    page = first_page()
    upper = sorted(
        (r for r in grid.rules(page) if r.color == RED and r.middle < 100), key=lambda r: r.middle
    )
    mark_bottom = grid.red_ink(page, above=upper[0].middle - 2)[3]
    assert [rule.right - rule.left for rule in upper] == [pytest.approx(170, abs=0.1)] * 2
    assert upper[0].left == pytest.approx(20, abs=0.1)
    assert upper[0].weight > upper[1].weight
    assert upper[0].middle - upper[0].weight / 2 - mark_bottom == pytest.approx(4, abs=0.3)


def test_the_lower_double_rule_lies_20_mm_above_the_papers_edge_thin_over_thick():
    lower = sorted(
        (r for r in grid.rules(first_page()) if r.color == RED and r.middle > 200),
        key=lambda r: r.middle,
    )
    assert [rule.right - rule.left for rule in lower] == [pytest.approx(170, abs=0.1)] * 2
    assert lower[1].middle == pytest.approx(297 - 20, abs=0.1)
    assert lower[0].weight < lower[1].weight


def test_the_number_ends_at_the_right_edge_under_the_rule():
    page = first_page()
    rule = max(r.middle for r in grid.rules(page) if r.color == RED and r.middle < 100)
    last = next(glyph for glyph in grid.glyphs(page) if glyph.char == "号")
    assert (last.x + grid.PITCH) / grid.MM == pytest.approx(184, abs=0.05)
    top = (last.y - grid.ASCENT * last.size) / grid.MM
    assert top - rule == pytest.approx(14 / grid.MM, abs=0.3)


def test_only_the_first_page_has_no_number():
    pages = list(grid.opened(letter_pdf(letter()).data))
    dashes = [[r for r in grid.rules(p) if r.color != RED and r.middle > 263] for p in pages]
    assert [len(found) for found in dashes] == [0, 2]


def test_the_addressees_stand_flush_left_and_end_with_a_colon():
    line = next(
        line for line in grid.text_lines(letter_pdf(letter()).data) if line.text.endswith("院：")
    )
    assert line.text == "重庆金融监管局、成渝金融法院："
    assert line.glyphs[0].x / grid.MM == pytest.approx(28, abs=0.01)


def test_the_date_ends_four_characters_from_the_right_edge_and_the_organ_is_centred_over_it():
    lines = grid.text_lines(letter_pdf(letter()).data)
    index = next(i for i, line in enumerate(lines) if line.text == "2026年9月18日")
    date, organ = lines[index].glyphs, lines[index - 1].glyphs
    assert (date[-1].x + grid.PITCH) / grid.MM == pytest.approx(
        184 - 4 * grid.PITCH / grid.MM, abs=0.1
    )
    middle = (date[0].x + date[-1].x + grid.PITCH) / 2
    assert (organ[0].x + organ[-1].x + grid.PITCH) / 2 == pytest.approx(middle, abs=0.6)


def test_a_signature_never_stands_on_a_page_without_text():
    for extra in range(24):
        paragraphs = [Paragraph("text", "第一行。")] * extra
        lines = grid.text_lines(
            letter_pdf(letter(paragraphs=tuple(paragraphs), attachments=(), cc=())).data
        )
        page = next(line.page for line in lines if line.text == "2026年9月18日")
        if extra:
            assert [line for line in lines if line.page == page and line.text == "第一行。"]


def test_lines_are_set_closer_rather_than_giving_the_signature_a_page_of_its_own():
    found = {}
    for extra in range(12):
        paragraphs = (Paragraph("text", "第一行。"),) * extra
        rendered = letter_pdf(letter(paragraphs=paragraphs, attachments=(), cc=(), note=None))
        lines = [line for line in grid.text_lines(rendered.data) if line.page == 1]
        found[extra] = (rendered.pages, lines[-1].row - lines[-2].row < 0.99)
    closer = [extra for extra, (pages, is_closer) in found.items() if pages == 1 and is_closer]
    plain = [extra for extra, (pages, is_closer) in found.items() if pages == 1 and not is_closer]
    assert closer
    assert max(plain) < min(closer)


def test_the_empty_rows_of_a_form_are_high_enough_to_write_in():
    document = grid.opened(letter_pdf(letter()).data)
    heights = sorted({round(r.middle, 2) for r in grid.rules(document[1]) if r.is_horizontal})
    rows = [below - above for above, below in pairwise(heights)][1:3]
    assert rows == [pytest.approx(grid.LEAD / grid.MM, abs=0.05)] * 2


def test_attachments_are_named_under_the_text_and_begin_on_a_page_of_their_own():
    lines = grid.text_lines(letter_pdf(letter()).data)
    assert "附件：会议回执" in [line.text for line in lines if line.page == 1]
    second = [line for line in lines if line.page == 2]
    assert second[0].text == "附件"
    assert round(second[0].row) == 0
    titles = grid.text_lines(letter_pdf(letter()).data, size=22)
    assert [line.text for line in titles if line.page == 2] == ["会议回执"]


def test_several_attachments_are_numbered():
    attachment = letter().attachments[0]
    found = texts(attachments=(attachment, attachment))
    assert {"附件：1.会议回执", "2.会议回执", "附件1", "附件2"} <= set(found)


def test_copies_are_named_at_the_foot_without_rules_or_printing_line():
    data = letter_pdf(letter()).data
    small = [line.text for line in grid.text_lines(data, size=14)]
    assert "抄送：四川银行业纠纷调解中心。" in small
    assert not [text for text in small if "印发" in text]
    black = [r for r in grid.rules(grid.opened(data)[0]) if r.color != RED]
    assert black == []
