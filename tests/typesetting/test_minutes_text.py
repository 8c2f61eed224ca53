"""The words of minutes."""

from __future__ import annotations

from datetime import date

import pytest

from coop.typesetting.content import paragraphs_of
from coop.typesetting.minutes_text import ItemText, ResolutionText, assemble_body, chinese_number

DUE = date(2026, 11, 30)


def body(*resolutions: ResolutionText, heard: str = "", presenter: str | None = None) -> list[str]:
    return assemble_body([ItemText("研究诉调对接", presenter, heard, resolutions)]).split("\n")


def test_items_become_numbered_headings():
    items = [ItemText(f"议题{number}", None, "", ()) for number in range(1, 12)]
    lines = assemble_body(items).split("\n")
    assert lines[0] == "一、议题1"
    assert lines[9:] == ["十、议题10", "十一、议题11"]
    assert {paragraph.kind for paragraph in paragraphs_of("\n".join(lines))} == {"h1"}


def test_who_reported_is_said_before_what_was_heard():
    assert body(heard="已结1043件。", presenter="成渝金融法院") == [
        "一、研究诉调对接",
        "会议听取了成渝金融法院的汇报。已结1043件。",
    ]


def test_a_text_that_already_says_who_heard_it_is_left_alone():
    assert body(heard="会议听取了通报。", presenter="成渝金融法院")[1] == "会议听取了通报。"


def test_nothing_heard_is_not_made_up():
    assert body(heard="", presenter="成渝金融法院") == ["一、研究诉调对接"]


def test_a_decision_names_its_owners_and_its_due_date():
    decision = ResolutionText(
        "decided", "建立台账。", "成渝金融法院", ("四川金融监管局", "重庆金融监管局"), DUE
    )
    assert body(decision)[1] == (
        "会议议定：建立台账（牵头单位：成渝金融法院；配合单位：四川金融监管局、重庆金融监管局；"
        "完成时限：2026年11月30日）。"
    )


def test_several_decisions_are_numbered_under_one_opening():
    lines = body(
        ResolutionText("decided", "建立台账，全程留痕。", "成渝金融法院", (), DUE),
        ResolutionText("decided", "计算期限，发出提示。", "四川金融监管局", (), DUE),
        ResolutionText("noted", "应当载明无争议的事实。"),
    )
    assert lines[1].startswith("会议议定：（一）建立台账，全程留痕（牵头单位：成渝金融法院；")
    assert lines[2].startswith("（二）计算期限，发出提示（牵头单位：四川金融监管局；")
    assert lines[3] == "会议指出，应当载明无争议的事实。"


@pytest.mark.parametrize(
    ("kind", "text", "printed"),
    [
        ("assigned", "课题由法院牵头。", "会议明确，课题由法院牵头。"),
        ("approved_in_principle", "原则通过《目录》。", "会议原则通过《目录》。"),
        ("approved_in_principle", "《目录》。", "会议原则同意：《目录》。"),
        ("required", "每周报送进度。", "会议要求，每周报送进度。"),
        ("noted", "形势总体平稳。", "会议指出，形势总体平稳。"),
        ("deferred", "暂缓研究经费事项。", "会议决定，暂缓研究经费事项。"),
        ("deferred", "经费事项。", "会议决定，暂缓研究：经费事项。"),
        ("no_consensus", "关于标准，各方未形成一致意见。", "关于标准，各方未形成一致意见。"),
        ("no_consensus", "线索移送的标准。", "各方未形成一致意见：线索移送的标准。"),
    ],
)
def test_each_kind_of_resolution_has_its_words(kind, text, printed):
    assert body(ResolutionText(kind, text))[1] == printed


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二")]
)
def test_numbers_are_written_in_chinese(number, text):
    assert chinese_number(number) == text
