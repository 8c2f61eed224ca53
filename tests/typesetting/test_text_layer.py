"""Every character is printed, can be copied again, or is refused by name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.typesetting.content import AttendanceLine, Paragraph
from coop.typesetting.errors import UnprintableCharacter
from coop.typesetting.faces import FontSet
from coop.typesetting.font_files import ROLES
from coop.typesetting.glyphs import is_printable, unprintable
from coop.typesetting.render import minutes_pdf
from coop.typesetting.vendored import vendored_fonts
from tests.typesetting import grid
from tests.typesetting.samples import minutes

DATA = Path(__file__).parents[2] / "coop" / "demo" / "data"
NAMES = (DATA / "hard-names.txt").read_text("utf-8").splitlines()


def copied(data: bytes) -> str:
    """All text of a file as a reader copies it, without blanks and line ends."""
    pages = (page.get_textpage().get_text_bounded() for page in grid.opened(data))
    return "".join("".join(pages).split())


@pytest.mark.parametrize("name", NAMES)
def test_a_hard_name_prints_and_copies_as_it_was_typed(name):
    attendance = (AttendanceLine("出席", (("成渝金融法院", (name,)),)),)
    paragraphs = (Paragraph("h1", f"一、{name}"), Paragraph("text", f"参加的有{name}同志。"))
    rendered = minutes_pdf(
        minutes(paragraphs=paragraphs, attendance=attendance, title=f"关于{name}的会议纪要")
    )
    assert copied(rendered.data).count(name) == 4


def test_extension_b_characters_survive_the_text_layer():
    text = "𠮷𬴊䶮㛃" + "".join(chr(code) for code in (0x20000, 0x2A6D6) if is_printable(chr(code)))
    data = minutes_pdf(minutes(paragraphs=(Paragraph("text", text),))).data
    assert text in copied(data)


def test_a_long_text_copies_completely():
    content = minutes(3)
    printed = "".join(line.text for line in grid.text_lines(minutes_pdf(content).data))
    for paragraph in content.paragraphs:
        assert "".join(paragraph.text.split()) in printed


@given(st.text(st.sampled_from("会议纪要，。“”（）—…·、%１Aa1/.-’ \t\n\u3000𠮷䶮"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_printable_text_is_set_and_copies_completely(text):
    paragraphs = (Paragraph("h2", text), Paragraph("text", text))
    data = minutes_pdf(minutes(paragraphs=paragraphs, attendance=())).data
    wanted = "".join(text.split())
    printed = "".join(line.text for line in grid.text_lines(data))
    assert wanted * 2 in printed


def test_every_character_of_the_standard_lists_is_printable():
    gb2312 = "".join(
        bytes([high, low]).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    )
    assert unprintable(gb2312) == []
    assert unprintable("〔〕“”‘’——……·、。，；：？！（）《》〈〉【】％‰℃№①⑩") == []


def has_glyph(fonts: FontSet, char: str) -> bool:
    try:
        return fonts.glyph("fangsong", char).advance >= 0
    except UnprintableCharacter:
        return False


def test_the_coverage_list_and_the_faces_agree():
    fonts = vendored_fonts()
    for code in [*range(0x20, 0x500), *range(0x2000, 0x2700), *range(0x3000, 0xFFFF, 7)]:
        char = chr(code)
        if char not in "\u2060":
            assert has_glyph(fonts, char) == is_printable(char), f"U+{code:04X}"


def test_an_unprintable_character_is_refused_by_name_and_code_point():
    missing = unprintable("张\u0f40三\U0001f600三\u0f40")
    assert missing == ["\u0f40", "\U0001f600"]
    assert "U+0F40" in str(UnprintableCharacter(missing))
    assert "U+1F600" in str(UnprintableCharacter(missing))


def test_rendering_refuses_a_character_that_no_face_has():
    with pytest.raises(UnprintableCharacter) as refused:
        minutes_pdf(minutes(paragraphs=(Paragraph("text", "会议\u0f40"),)))
    assert refused.value.characters == ["\u0f40"]


def test_private_use_and_control_characters_are_unprintable():
    assert unprintable("\ue000\x07\u200b字\n") == ["\ue000", "\x07", "\u200b"]


def test_checking_a_text_takes_milliseconds():
    text = "联席会议" * 25_000
    unprintable("字")
    started = time.process_time()
    assert unprintable(text) == []
    assert time.process_time() - started < 0.1


def test_every_role_has_a_face_of_its_own():
    assert len({vendored_fonts().face(role).sha256 for role in ROLES}) == len(ROLES)
