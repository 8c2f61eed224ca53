"""What every printed paper of one layout has to measure, whatever it says."""

from __future__ import annotations

import pytest

from tests.typesetting import grid

RED = (255, 0, 0)


def as_letter(data: bytes) -> None:
    """函 (GB/T 9704-2012, 10.1): red mark at 30 mm, double rules of 170 mm, no number on page 1."""
    pages = list(grid.opened(data))
    _on_a4_within_the_type_area(data, first_line=3)
    assert grid.red_ink(pages[0], above=44)[1] == pytest.approx(30, abs=0.3)
    red = sorted((one for one in grid.rules(pages[0]) if one.color == RED), key=lambda r: r.middle)
    assert [one.right - one.left for one in red] == [pytest.approx(170, abs=0.1)] * 4
    assert red[0].weight > red[1].weight
    assert red[2].weight < red[3].weight
    assert red[3].middle == pytest.approx(297 - 20, abs=0.1)
    numbered = [any(one.middle > 263 and one.color != RED for one in grid.rules(p)) for p in pages]
    assert numbered[0] is False


def as_bulletin(data: bytes) -> None:
    """简报: the large red name above one red rule as wide as the type area, an even last page."""
    pages = list(grid.opened(data))
    _on_a4_within_the_type_area(data, first_line=9)
    left, top, right, _bottom = grid.red_ink(pages[0], above=100)
    assert top == pytest.approx(72, abs=0.3)
    assert (left + right) / 2 == pytest.approx(106, abs=1)
    red = [one for one in grid.rules(pages[0]) if one.color == RED]
    assert [(one.left, one.right) for one in red] == [
        (pytest.approx(28, abs=0.1), pytest.approx(184, abs=0.1))
    ]
    imprint = [one.middle for one in grid.rules(pages[-1]) if one.middle < 263]
    assert max(imprint) == pytest.approx(262, abs=0.5)


def _on_a4_within_the_type_area(data: bytes, *, first_line: int) -> None:
    """first_line: of the grid on page 1, below the head."""
    for page in grid.opened(data):
        assert page.get_width() / grid.MM == pytest.approx(210, abs=0.01)
        assert page.get_height() / grid.MM == pytest.approx(297, abs=0.01)
    lines = [one for one in grid.text_lines(data) if one.page > 1 or one.row > first_line]
    assert lines
    for one in lines:
        assert one.glyphs[0].x / grid.MM >= grid.LEFT - 0.05, one.text
        assert one.glyphs[-1].x / grid.MM < grid.LEFT + grid.WIDTH, one.text
        assert one.row < 22, one.text
        assert one.glyphs[0].char not in grid.NOT_AT_START, one.text
