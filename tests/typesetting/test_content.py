"""Plain text to paragraphs: which lines are headings."""

from __future__ import annotations

from datetime import date

import pytest

from coop.typesetting.content import chinese_date, paragraphs_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、通报上次联席会议议定事项落实情况", "h1"),
        ("十二、其他事项", "h1"),
        ("（一）压实工作责任", "h2"),
        ("1.明确牵头单位", "h3"),
        ("会议议定：（一）建立台账。", "text"),
        ("（一）压实工作责任。各单位要逐项明确责任人。", "h2"),
        ("（二）两地调解组织自签收材料之日起计算调解期限，期满前3个工作日发出提示。", "text"),
        ("（一）同意培训计划；", "text"),
        ("2.5万元以下的，由联络员决定", "text"),
        ("一并审议", "text"),
        ("第一、第二季度已办结", "text"),
    ],
)
def test_a_numbered_line_is_a_heading_unless_it_is_a_whole_sentence(line, kind):
    assert [paragraph.kind for paragraph in paragraphs_of(line)] == [kind]


def test_blank_lines_and_indents_typed_by_hand_are_dropped():
    paragraphs = paragraphs_of("\u3000\u3000会议听取了汇报。\r\n\n  一、议题\t\n")
    assert [paragraph.text for paragraph in paragraphs] == ["会议听取了汇报。", "一、议题"]


def test_dates_have_no_leading_zeros():
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"
