"""Files as offices make them: encodings, formulas, numbers that lost their digits."""

from __future__ import annotations

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from coop.core.errors import Invalid
from coop.core.sheets import read_sheet

pytestmark = pytest.mark.sqlite_only
TEXT = "案号,申请人\r\n（2026）川01民初1号,张某\r\n\r\n（2026）川01民初2号,李䶮\r\n"


def xlsx(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(name, content, most=10):
    with pytest.raises(Invalid) as wrong:
        list(read_sheet(name, content, most=most).rows)
    return wrong.value.problems[0].code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_usual_encoding_is_read_and_told(encoding, delimiter):
    sheet = read_sheet("a.csv", TEXT.replace(",", delimiter).encode(encoding), most=10)
    assert (sheet.encoding, sheet.head) == (encoding, ("案号", "申请人"))
    assert [(one.number, one.cells["申请人"]) for one in sheet.rows] == [(2, "张某"), (4, "李䶮")]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|calc", "-A1", " =HYPERLINK(1)"])
def test_a_formula_is_a_fault_and_never_a_value(text):
    sheet = read_sheet("a.csv", f"列\n{text}\n".encode(), most=10)
    assert next(sheet.rows).faults == {"列": "formula_cell"}


@pytest.mark.parametrize("text", ["+86 13812345678", "-5", "a=b", "1+1"])
def test_text_that_only_looks_like_one_is_none(text):
    assert next(read_sheet("a.csv", f"列\n{text}\n".encode(), most=10).rows).faults == {}


def test_xlsx_cells_are_told_as_people_read_them():
    content = xlsx(
        ["案号", "日期", "标的", "证件", "公式", None],
        [
            "甲",
            datetime(2026, 9, 1),  # noqa: DTZ001  # a sheet knows no zone
            1200.0,
            110101199003071233,
            "=A1",
            None,
        ],
        [None, None, None, None, None, None],
        ["乙", date(2026, 9, 2), 12.5, "110101199003071233", "", None],
    )
    sheet = read_sheet("a.XLSX", content, most=10)
    assert (sheet.encoding, sheet.head) == ("xlsx", ("案号", "日期", "标的", "证件", "公式"))
    first, second = sheet.rows
    assert [first.cells[one] for one in ("案号", "日期", "标的")] == ["甲", "2026-09-01", "1200"]
    assert first.faults == {"证件": "number_not_text", "公式": "formula_cell"}
    assert (second.number, second.faults) == (4, {})
    assert second.cells["证件"] == "110101199003071233"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "案号\n甲".encode("utf-16"), "encoding_unknown"),
        ("a.csv", b"\xff\xfe\xff", "encoding_unknown"),
        ("a.csv", b"", "no_head"),
        ("a.csv", b"\n ,\n", "no_head"),
        ("a.csv", "案号,案号\n".encode(), "columns_repeated"),
        ("a.csv", b"a\n" + b"1\n" * 11, "too_many_rows"),
        ("a.csv", b'a\n"' + b"x" * 200_000, "file_unreadable"),
        ("a.xlsx", b"PK\x03\x04 no workbook", "file_unreadable"),
    ],
)
def test_what_can_not_be_read_is_told_why(name, content, code):
    assert refused(name, content) == code


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 105_000_000)
    assert refused("a.xlsx", buffer.getvalue()) == "file_unreadable"
