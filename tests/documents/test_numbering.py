"""How a document number is written (no database)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.core.errors import Invalid
from coop.documents.numbering import parse_number, write_number

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


def codes(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        parse_number(text)
    assert {one.pointer for one in refused.value.problems} == {"/number"}
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("川金会纪[2026]3号", "number_wrong_brackets"),
        ("川金会纪(2026)3号", "number_wrong_brackets"),
        ("川金会纪（2026）3号", "number_wrong_brackets"),
        ("川金会纪【2026】3号", "number_wrong_brackets"),
        ("川金会纪〔26〕3号", "number_year_not_four_digits"),
        ("川金会纪〔2026〕03号", "number_leading_zero"),
        ("川金会纪〔2026〕0号", "number_leading_zero"),
        ("川金会纪〔2026〕第3号", "number_with_di"),
        ("川金会纪〔２０２６〕3号", "number_full_width_digits"),
        ("川金会纪〔2026〕３号", "number_full_width_digits"),
        ("川金会纪〔2026〕3", "number_without_hao"),
        ("川金会纪〔2126〕3号", "number_malformed"),
        ("川金会纪 〔2026〕3号", "number_malformed"),
        ("SJHJ〔2026〕3号", "number_malformed"),
        ("川金会纪〔2026〕123456号", "number_malformed"),
        ("川金会纪〔2026〕3号\n", "number_without_hao"),
    ],
)
def test_each_wrong_form_is_refused_with_its_own_code(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_several_faults_are_told_at_once() -> None:
    assert codes("川金会纪[26]第03") == [
        "number_wrong_brackets",
        "number_year_not_four_digits",
        "number_leading_zero",
        "number_with_di",
        "number_without_hao",
    ]


def test_brackets_are_the_six_corner_ones() -> None:
    assert write_number("川金会纪", 2026, 1) == "川金会纪\u30142026\u30151号"


@given(HAN, st.integers(1900, 2099), st.integers(1, 99_999))
def test_a_written_number_is_read_back_in_its_parts(code: str, year: int, serial: int) -> None:
    read = parse_number(write_number(code, year, serial))
    assert (read.issuer_code, read.year, read.serial) == (code, year, serial)


def outcome(text: str) -> str | list[str]:
    """The number written anew from its parts, or the codes of its faults."""
    try:
        parsed = parse_number(text)
    except Invalid as refused:
        return [one.code for one in refused.problems]
    return write_number(parsed.issuer_code, parsed.year, parsed.serial)


@given(st.text("川金会纪〔〕[]（2026）第号０1 ", max_size=16))
def test_any_text_is_a_number_as_written_or_refused_with_a_reason(text: str) -> None:
    found = outcome(text)
    assert found == text or (found and isinstance(found, list))
