"""司法建议书 measured: the cover leaves the emblem's place free, the text is numbered from 1."""

from __future__ import annotations

from datetime import date

import pytest

from coop.typesetting.content import RecommendationContent, paragraphs_of
from coop.typesetting.render import recommendation_pdf
from tests.typesetting import grid

pytestmark = pytest.mark.sqlite_only
CONTENT = RecommendationContent(
    court="成渝金融法院",
    number="川渝法建〔2026〕1号",
    formed_on=date(2026, 9, 1),
    subject="关于规范个人消费贷款催收行为的司法建议",
    addressees=("四川省银行业协会",),
    paragraphs=paragraphs_of("\n".join(["一、存在的问题", "委外催收机构准入不严。"] * 12)),
    cc=("国家金融监督管理总局四川监管局",),
)


def test_the_cover_holds_court_and_title_40_mm_below_the_emblems_place_and_nothing_else():
    pages = grid.opened(recommendation_pdf(CONTENT).data)
    cover = grid.glyphs(pages[0])
    assert "".join(one.char for one in cover) == "成渝金融法院司法建议书"
    assert [round(one.size) for one in cover] == [30] * 6 + [36] * 5
    top = (cover[0].y - grid.ASCENT * cover[0].size) / grid.MM
    assert top == pytest.approx(60 + 50 + 40, abs=0.1)
    assert grid.rules(pages[0]) == []


def test_the_text_is_numbered_from_1_and_ends_with_the_copies():
    pages = grid.opened(recommendation_pdf(CONTENT).data)
    told = [page.get_textpage().get_text_range().split() for page in pages]
    assert len(pages) == 3
    assert told[1][-1] == "1"
    assert told[2][-2:] == ["抄送：国家金融监督管理总局四川监管局。", "2"]
    assert told[1][2] == "川渝法建〔2026〕1号"
