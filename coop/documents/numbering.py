"""How a document number is written: 机关代字〔YYYY〕N号.

GB/T 9704-2012 7.2.5; 公文处理工作条例 art. 9(5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coop.core.errors import FieldProblem, Invalid
from coop.core.language import Text

_RIGHT = re.compile(
    "(?P<issuer>[\u4e00-\u9fff]{2,12})〔(?P<year>(?:19|20)[0-9]{2})〕(?P<serial>[1-9][0-9]{0,4})号"
)
_CLOSING = r"[\]］)）】〉》〗｝}〕]"

# Each wrong form has its own code, so that a person learns which one it is; several may apply.
_FAULTS: tuple[tuple[str, re.Pattern[str], Text], ...] = (
    (
        "number_wrong_brackets",
        re.compile(r"[\[\]［］()（）【】〈〉《》〖〗｛｝{}]"),
        Text(
            "年份应使用六角括号〔〕，不能用其他括号。",
            "The year stands in six-corner brackets 〔〕, in no others.",
        ),
    ),
    (
        "number_full_width_digits",
        re.compile("[０-９]"),
        Text("数字应使用半角阿拉伯数字。", "Digits are plain Arabic digits, not full-width ones."),
    ),
    (
        "number_year_not_four_digits",
        re.compile(r"[〔\[［(（【〈《〖｛{]\s*[0-9０-９]{1,3}\s*" + _CLOSING),
        Text("年份应写全四位。", "The year has all four digits."),
    ),
    (
        "number_leading_zero",
        re.compile(_CLOSING + r"\s*第?\s*[0０]"),
        Text("序号不编虚位，不能以0开头。", "The serial number has no leading zero."),
    ),
    (
        "number_with_di",
        re.compile(_CLOSING + r"\s*第"),
        Text("序号前不加“第”字。", "No 第 stands before the serial number."),
    ),
    (
        "number_without_hao",
        re.compile(r"[^号]\Z"),
        Text("应以“号”字结尾。", "It ends with 号."),
    ),
)
_MALFORMED = Text(
    "不是规范的发文字号，应如“川金会纪〔2026〕1号”。",
    "Not a document number such as 川金会纪〔2026〕1号.",
)


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """The parts of a well-formed number."""

    text: str
    issuer_code: str
    year: int
    serial: int


def write_number(issuer_code: str, year: int, serial: int) -> str:
    return f"{issuer_code}〔{year}〕{serial}号"


def parse_number(text: str) -> ParsedNumber:
    """Raises Invalid on field "number" with one problem, and one code, per fault."""
    matched = _RIGHT.fullmatch(text)
    if matched is None:
        raise Invalid(*_problems(text))
    return ParsedNumber(
        text, matched["issuer"], year=int(matched["year"]), serial=int(matched["serial"])
    )


def _problems(text: str) -> list[FieldProblem]:
    found = [
        FieldProblem("/number", code, words)
        for code, pattern, words in _FAULTS
        if pattern.search(text)
    ]
    return found or [FieldProblem("/number", "number_malformed", _MALFORMED)]
