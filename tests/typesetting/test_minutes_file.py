"""A meeting as YAML: a good file becomes minutes, a bad one is answered line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coop.typesetting.minutes_file import read_meeting_file, read_minutes_file, render_file
from coop.typesetting.yaml_lines import FileRefused
from tests.typesetting import grid

DATA = Path(__file__).parents[2] / "coop" / "demo" / "data"
SAMPLE = DATA / "joint-meeting.yaml"
TEXT = SAMPLE.read_text("utf-8")


def refusals(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    (tmp_path / "agreement.yaml").write_text((DATA / "agreement.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(FileRefused) as refused:
        read_minutes_file(path)
    return str(refused.value).split("\n")


def line_of(text: str, fragment: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if fragment in line)


def test_the_sample_meeting_becomes_minutes_that_name_the_parties():
    content = read_minutes_file(SAMPLE)
    assert content.title == "成渝金融司法与金融监管协同联席会议第6次全体会议纪要"
    assert content.mark == "成渝金融司法与金融监管协同联席会议纪要"
    assert content.print_org == "四川金融监管局办公室"
    assert content.formed_on == date(2026, 9, 22)
    texts = [paragraph.text for paragraph in content.paragraphs]
    assert texts[0].endswith("现将会议议定事项纪要如下。")
    assert [text[:2] for text in texts if text[1] == "、"] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
    ]
    assert any(
        "牵头单位：成渝金融法院；配合单位：四川金融监管局、重庆金融监管局" in t for t in texts
    )


def test_attendance_is_grouped_by_capacity_and_unit():
    lines = {line.label: line.groups for line in read_minutes_file(SAMPLE).attendance}
    assert lines["出席"][0] == ("四川金融监管局", ("李某某", "陈某", "王某䶮"))
    assert lines["请假"] == (("成渝金融法院", ("冯某",)),)
    assert lines["列席"] == (("四川银行业纠纷调解中心", ("孙某",)),)
    assert lines["记录"] == (("四川金融监管局", ("何某",)),)


def test_the_sample_meeting_prints_on_an_even_number_of_pages():
    rendered = render_file(SAMPLE)
    assert rendered.pages == len(grid.opened(rendered.data)) == 4


def test_without_names_the_parties_codes_are_printed(tmp_path):
    path = tmp_path / "meeting.yaml"
    path.write_text(TEXT, "utf-8")
    assert read_minutes_file(path).attendance[0].groups[0][0] == "SC"


def test_the_files_own_names_win_over_an_agreement(tmp_path):
    path = tmp_path / "meeting.yaml"
    path.write_text(TEXT + "parties: {SC: 甲局, CQ: 乙局, CY: 丙院}\n", "utf-8")
    content = read_minutes_file(path, agreement=DATA / "agreement.yaml")
    assert content.attendance[0].groups[0][0] == "甲局"


def test_every_problem_is_named_at_once_with_line_field_and_rule(tmp_path):
    text = TEXT.replace("starts_at: 2026-09-22T14:30:00+08:00", "starts_at: 22 September")
    text = text.replace("capacity: leave", "capacity: asleep")
    text = text.replace("  copies: 15", "  copies: many")
    found = refusals(tmp_path, text)
    starts = [f"bad.yaml:{line_of(text, word)}: " for word in ("22 September", "asleep", "many")]
    assert [line for line in found if not line.startswith(tuple(starts))] == []
    assert [": ".join(line.split(": ")[1:2]) for line in found] == [
        "meeting.starts_at",
        "attendance.7.capacity",
        "minutes.copies",
    ]


def test_a_time_without_zone_is_refused(tmp_path):
    found = refusals(tmp_path, TEXT.replace("14:30:00+08:00", "14:30:00"))
    assert "meeting.starts_at" in found[0]


def test_a_missing_field_is_named_with_the_line_of_what_lacks_it(tmp_path):
    text = TEXT.replace("  host: SC\n", "")
    assert refusals(tmp_path, text) == [
        f"bad.yaml:{line_of(text, 'meeting:')}: meeting.host: Missing data for required field."
    ]


def test_an_unknown_field_is_refused(tmp_path):
    text = TEXT.replace("  place:", "  room:")
    assert f"bad.yaml:{line_of(text, 'room:')}: meeting.room: Unknown field." in refusals(
        tmp_path, text
    )


def test_a_decision_without_owner_or_due_date_is_refused(tmp_path):
    text = TEXT.replace(", lead: CY, co: [SC, CQ], due: 2026-11-30}", "}")
    found = refusals(tmp_path, text)
    assert [line.split(": ")[1] for line in found] == [
        "agenda.1.resolutions.0.due",
        "agenda.1.resolutions.0.lead",
    ]


def test_an_unknown_party_is_refused(tmp_path):
    found = refusals(tmp_path, TEXT.replace("lead: CY, co", "lead: XX, co", 1))
    assert found[0].endswith("lead: XX is not a party; known: SC, CQ, CY")


@pytest.mark.parametrize(
    "number", ["川金会纪[2026]3号", "川金会纪〔2026〕03号", "川金会纪〔2026〕第3号"]
)
def test_an_ill_formed_number_is_refused(tmp_path, number):
    found = refusals(tmp_path, TEXT + f"  number: {number}\n")
    assert "minutes.number: must read like 川金会纪〔2026〕1号" in found[0]


def test_telegram_urgency_and_state_secret_levels_are_refused(tmp_path):
    found = refusals(tmp_path, TEXT + "  urgency: 平急\n  classification: 机密\n")
    assert found[0].endswith("minutes.urgency: 平急 is only for telegrams")
    assert "state secrets must not be handled on this system" in found[1]


def test_a_work_secret_is_marked_internal(tmp_path):
    path = tmp_path / "meeting.yaml"
    path.write_text(TEXT + "  classification: work_secret\n", "utf-8")
    assert read_minutes_file(path).internal_mark == "内部"


def test_a_character_that_no_font_has_is_refused_by_name(tmp_path):
    text = TEXT.replace("name: 周某", "name: 周\u0f40")
    line = line_of(text, "周\u0f40")
    assert refusals(tmp_path, text) == [
        f"bad.yaml:{line}: attendance.4.name: no font here can print \u0f40 (U+0F40)"
    ]


def test_broken_yaml_and_keys_given_twice_are_refused_with_their_line(tmp_path):
    assert refusals(tmp_path, "meeting:\n  title: [\n")[0].startswith("bad.yaml:3: ")
    assert refusals(tmp_path, "meeting: {title: a, title: b}\n") == [
        "bad.yaml:1: meeting.title: given twice"
    ]
    assert refusals(tmp_path, "") == ["bad.yaml:1: the file is empty"]
    assert refusals(tmp_path, "- 1\n")[0].startswith("bad.yaml:1: must be a mapping")
    assert "nested too deeply" in refusals(tmp_path, "a: &a [*a]\n")[0]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "gbk.yaml"
    path.write_bytes("title: 会议".encode("gbk"))
    with pytest.raises(FileRefused, match=r"gbk\.yaml:1: the file is not UTF-8"):
        read_minutes_file(path)


def test_a_number_that_is_none_is_refused_like_any_wrong_value(tmp_path):
    found = refusals(tmp_path, TEXT.replace("ordinal: 6", "ordinal: !!int six"))
    assert found == [f"bad.yaml:{line_of(TEXT, 'ordinal')}: meeting.ordinal: Not a valid integer."]


def test_an_agreement_without_usable_parties_is_refused(tmp_path):
    agreement = tmp_path / "agreement.yaml"
    agreement.write_text("parties: [1]\n", "utf-8")
    with pytest.raises(FileRefused, match=r"agreement\.yaml:1: parties: must be a list"):
        read_minutes_file(SAMPLE, agreement=agreement)


def test_a_file_can_be_read_without_resolving_its_party_codes():
    file = read_meeting_file(SAMPLE)
    assert file.meeting.host == "SC"
    assert file.agenda[1].resolutions[0].due == date(2026, 11, 30)
    assert file.minutes.copies == 15
