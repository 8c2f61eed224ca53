"""Line breaking: no text lost, no forbidden mark at a line's edge, every line filled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.typesetting.geometry import BODY_SIZE, PITCH, TYPE_WIDTH
from coop.typesetting.linebreaking import Line, break_lines, fit
from coop.typesetting.units import NOT_AT_LINE_END, NOT_AT_LINE_START, Unit, UnitMaker
from coop.typesetting.vendored import vendored_fonts

MAKER = UnitMaker(vendored_fonts(), BODY_SIZE, PITCH)

# Sentences as people type them: words, then at most one closing and one opening mark.
words = st.one_of(
    st.text("会议听取了成渝金融法院关于诉调对接工作汇报的一案码", min_size=1, max_size=9),
    st.sampled_from(["2026", "65.29%", "HTTPS", "V2.0", "1 286", "——", "……", "·", "O’Brien"]),
)
marks = st.sampled_from(
    ["", "，", "。", "、", "；", "：", "！", "？", "）", "”", "》", "》，", "”。"]
)
openings = st.sampled_from(["", "", "“", "（", "《", "：“"])
texts = st.lists(st.tuples(words, marks, openings), min_size=1, max_size=40).map(
    lambda parts: "会" + "".join("".join(part) for part in parts)
)


def lines_of(text: str) -> tuple[list[Unit], list[Line]]:
    units = MAKER.units([("fangsong", text)])
    return units, break_lines(units, TYPE_WIDTH - 2 * PITCH, TYPE_WIDTH)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_breaking_loses_no_text(text):
    units, lines = lines_of(text)
    printed = "".join(unit.text for line in lines for unit in units[line.start : line.end])
    assert printed.replace(" ", "") == text.replace(" ", "")


@given(texts)
@settings(max_examples=300, deadline=None)
def test_no_line_starts_or_ends_with_a_mark_that_may_not(text):
    units, lines = lines_of(text)
    for line in lines[1:]:
        assert units[line.start].text[0] not in NOT_AT_LINE_START - {"…", "—"}
    for line in lines[:-1]:
        assert units[line.end - 1].text[-1] not in NOT_AT_LINE_END


@given(texts)
@settings(max_examples=300, deadline=None)
def test_every_line_but_the_last_fills_the_type_area_exactly(text):
    units, lines = lines_of(text)
    for line in lines:
        shared = fit(units, line, justify=True)
        listed = units[line.start : line.end]
        squeezed = sum((u.blank_before + u.blank_after) * shared.squeeze for u in listed)
        squeezed += shared.squeeze_last - listed[-1].blank_after * shared.squeeze
        width = line.width - squeezed + shared.stretch * (len(listed) - 1)
        if line.is_last or len(listed) == 1:
            assert width <= line.measure + 0.01
        else:
            assert width == pytest.approx(line.measure, abs=0.01)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("完成时限为2026年", "2026"),
        ("调解金融纠纷1 286件", "1 286"),
        ("出席会议的O’Brien先生", "Brien"),
        ("破折号——不能断开", "——"),
        ("省略号……不能断开", "……"),
        ("接口采用HTTPS方式", "HTTPS"),
    ],
)
def test_numbers_words_and_double_marks_are_never_parted(text, kept):
    for filler in range(30):
        units, lines = lines_of("字" * filler + text)
        printed = ["".join(u.text for u in units[line.start : line.end]) for line in lines]
        assert any(kept in line for line in printed), printed


def test_a_personal_name_is_kept_together_by_the_word_joiner():
    name = "\u2060".join("欧阳某某")
    for filler in range(30):
        units, lines = lines_of("字" * filler + name)
        printed = ["".join(u.text for u in units[line.start : line.end]) for line in lines]
        assert any("欧阳某某" in line for line in printed)


def test_a_run_of_marks_without_a_legal_break_is_cut_where_the_line_is_full():
    units, lines = lines_of("％" * 80)
    assert sum(line.end - line.start for line in lines) == len(units) == 80
    assert all(line.width <= line.measure + 0.01 for line in lines)
