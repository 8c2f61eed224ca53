"""A press draws for other processes what they would draw themselves, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coop.typesetting import drawing, press, stamps
from coop.typesetting.content import LetterContent, Paragraph
from coop.typesetting.errors import UnprintableCharacter
from coop.typesetting.render import letter_pdf
from tests.supervision.pdf_text import text_of


def letter(text: str) -> LetterContent:
    return LetterContent(
        mark="成渝金融法院",
        number="成渝金法函〔2026〕1号",
        formed_on=date(2026, 10, 12),
        title="关于印刷的函",
        addressees=("各成员单位",),
        paragraphs=(Paragraph("text", text),),
        signatures=("成渝金融法院",),
    )


@pytest.fixture
def running() -> Iterator[press._Press]:
    press.start()
    yield press._running[-1]
    one = press._running.pop()
    with one.process:
        one.process.terminate()


def test_the_press_gives_the_bytes_that_this_process_would(running: press._Press) -> None:
    content = letter("请予支持。")
    assert press.printed(content) == drawing.draw(content, None)
    assert letter_pdf(content) == drawing.draw(content, None)


def test_a_stamp_stands_over_every_page_however_it_is_drawn(running: press._Press) -> None:
    content = letter("请予支持。" * 400)
    with stamps.stamped("演练文件　不具效力"):
        drawn = drawing.draw(content, None)
        assert letter_pdf(content) == drawn
    assert drawn.pages > 1
    assert text_of(drawn.data).count("演练文件") == drawn.pages
    assert letter_pdf(content) == drawing.draw(content, None) != drawn


def test_what_no_face_can_print_is_refused_with_its_characters(running: press._Press) -> None:
    with pytest.raises(UnprintableCharacter) as refused:
        letter_pdf(letter("字\U0010fffd"))
    assert refused.value.characters == ["\U0010fffd"]


def test_a_press_that_died_is_missed_by_nobody(running: press._Press) -> None:
    running.process.kill()
    running.process.wait()
    content = letter("请予支持。")
    assert press.printed(content) is None
    assert letter_pdf(content) == drawing.draw(content, None)


def test_the_press_ends_and_clears_up_when_its_starter_is_gone(running: press._Press) -> None:
    assert running.process.stdin is not None
    running.process.stdin.close()
    assert running.process.wait(timeout=10) == 0
    assert not Path(running.address).parent.exists()
