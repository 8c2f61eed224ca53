"""The issued minutes on paper, measured: GB/T 9704-2012, 10.3 (scenario 6)."""

from __future__ import annotations

import io

import pikepdf
import pytest

from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import convening, minutes
from tests.mechanisms.meetings import make
from tests.typesetting import grid
from tests.typesetting.grid import MM

HEARD = "会议听取了金融纠纷诉调对接工作进展情况的通报，分析了主要问题和下一步工作重点。"


@pytest.fixture
def issued(world):
    """Minutes of several pages: long discussion, many names, nobody on leave."""
    made = make.meeting(world, "notified")
    make.confirm(world.sc, made, *(make.person(f"川某{one}") for one in "甲乙丙丁戊己庚辛壬"))
    make.confirm(world.cq, made, make.person("渝某甲"))
    make.confirm(world.cy, made, make.person("院某甲"), make.person("院某乙", "observer"))
    with make.at(make.HELD_AT):
        made = convening.hold_meeting(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    made = make.conclude(world, made)
    draft = make.minutes_of(world, made, cc=["四川省高级人民法院", "重庆市高级人民法院"])
    with make.at(make.HELD_AT):
        draft = minutes.edit_minutes(
            world.sc.secretary,
            draft.id,
            expected_version=draft.version,
            body="\n".join(["一、通报情况", *[HEARD * 3] * 8, draft.body.replace("一、", "二、")]),
        )
    draft = make.issue(world, make.sign(world, make.close(world, make.submit(world, draft))))
    return queries.minutes_file(world.cq.liaison, draft.id).content


def body_lines(data):
    return grid.text_lines(data)


def test_the_paper_is_a4_and_every_font_is_embedded(issued):
    with pikepdf.open(io.BytesIO(issued)) as pdf:
        assert len(pdf.pages) >= 2
        for page in pdf.pages:
            width, height = (float(one) / MM for one in page.mediabox[2:])
            assert (round(width), round(height)) == (210, 297)
            for font in page.Resources.Font.values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                assert any(name.startswith("/FontFile") for name in list(inner.FontDescriptor))


def test_the_text_fills_the_type_area_of_22_lines_by_28_characters(issued):
    lines = body_lines(issued)
    pages = {line.page for line in lines}
    full = [line for line in lines if len(line.glyphs) == 28]
    assert full, "no full line"
    for line in full:
        assert line.glyphs[0].x / MM == pytest.approx(28, abs=0.3)
        assert (line.glyphs[-1].x + grid.BODY_SIZE) / MM == pytest.approx(184, abs=0.5)
    assert max(one.x + one.size / 2 for line in lines for one in line.glyphs) / MM <= 184.1
    middle = [line for line in lines if line.page == 2 and max(pages) > 2]
    assert len(middle) == 22 if middle else True
    for line in middle:
        assert line.row == pytest.approx(round(line.row), abs=0.05)
    assert min(line.row for line in lines if line.page == 2) == pytest.approx(0, abs=0.05)
    assert max(line.row for line in lines) <= 21.05


def test_the_red_mark_stands_72_mm_below_the_papers_edge(issued):
    page = grid.opened(issued)[0]
    _, top, _, _ = grid.red_ink(page, above=130)
    assert top == pytest.approx(72, abs=1)


def test_attendance_is_labelled_in_order_and_nobody_on_leave_has_no_line(issued):
    text = "\n".join(line.text for line in body_lines(issued))
    assert "出席：" in text
    assert "列席：" in text
    assert text.index("出席：") < text.index("列席：")
    assert "请假" not in text


def test_wrapped_names_align_after_the_colon(issued):
    lines = body_lines(issued)
    first = next(number for number, line in enumerate(lines) if "出席：" in line.text)
    colon = next(glyph for glyph in lines[first].glyphs if glyph.char == "：")
    after = lines[first + 1].glyphs[0]
    assert after.x == pytest.approx(colon.x + grid.PITCH, abs=1.5)


def test_the_last_rule_closes_the_type_area_and_the_imprint_ends_with_the_print_date(issued):
    page = grid.opened(issued)[len(grid.opened(issued)) - 1]
    inside = [one for one in grid.rules(page) if one.is_horizontal and one.middle < 265]
    last = max(inside, key=lambda rule: rule.middle)
    assert last.middle == pytest.approx(262, abs=0.5)
    assert last.weight == max(rule.weight for rule in inside)
    small = [line.text for line in grid.text_lines(issued, size=14)]
    assert any(line.endswith("印发") for line in small), small


def test_page_numbers_stand_7_mm_below_the_type_area_right_on_odd_left_on_even(issued):
    for number, page in enumerate(grid.opened(issued), 1):
        dashes = [one for one in grid.rules(page) if one.is_horizontal and one.middle > 265]
        assert len(dashes) == 2
        for dash in dashes:
            assert dash.middle - 262 == pytest.approx(7, abs=1)
        middle = (min(one.left for one in dashes) + max(one.right for one in dashes)) / 2
        assert (middle > 105) == (number % 2 == 1)


def test_somebody_on_leave_is_named_between_present_and_observers(world):
    made = make.meeting(world, "notified")
    make.confirm(world.sc, made, make.person("川某甲"), make.person("川某乙", "observer"))
    make.confirm(
        world.cq, made, make.person("渝某甲"), make.person("渝某乙", "leave", leave_reason="出差")
    )
    make.confirm(world.cy, made, make.person("院某甲"))
    with make.at(make.HELD_AT):
        made = convening.hold_meeting(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    draft = make.minutes_of(world, make.conclude(world, made), "issued")
    data = queries.minutes_file(world.cq.liaison, draft.id).content
    text = "\n".join(line.text for line in body_lines(data))
    assert text.index("出席：") < text.index("请假：") < text.index("列席：")
