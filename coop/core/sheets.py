"""Rows out of a CSV or xlsx file as people make them, with what can be wrong about a cell.

CSV is UTF-8, with or without a byte order mark, or GB18030 as Chinese offices save it; which one it
was is told. Cells are text; a formula is never taken for what it would compute.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from coop.core.errors import Invalid, invalid
from coop.core.language import Text

_MARK = b"\xef\xbb\xbf"
_DELIMITERS = (",", "\t", ";")
# Text that a spreadsheet would compute; +86… and -5 are no formulas.
_FORMULA = re.compile(r"[=@]|[+\-](?![\d\s])")
_MOST_UNPACKED = 100 * 1024 * 1024
_EXACT_DIGITS = 15
CELL_FAULTS = {
    "formula_cell": Text("单元格是公式，请改为数值或文本。", "A formula; give the value itself."),
    "number_not_text": Text(
        "超过15位的数字已失真，请将该列设为文本后重新填写。",
        "More than 15 digits were lost as a number; format the column as text.",
    ),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """number: as the spreadsheet shows it. faults: column -> code of CELL_FAULTS."""

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """encoding: "utf-8", "utf-8-sig", "gb18030" or "xlsx". rows: read as they are asked for."""

    encoding: str
    head: tuple[str, ...]
    rows: Iterator[SheetRow]


_Cell = tuple[str, str | None]


def read_sheet(filename: str, content: bytes, *, most: int) -> Sheet:
    """The first sheet's rows under its first line; empty rows are left out.

    Raises Invalid on `file`: unreadable, without a head, columns named twice; while its rows are
    read also where there are more than `most`.
    """
    if PurePath(filename).suffix.lower() == ".xlsx":
        return _sheet("xlsx", _xlsx_lines(content), most)
    encoding = _encoding_of(content)
    return _sheet(encoding, _csv_lines(content, encoding), most)


def _sheet(encoding: str, lines: Iterable[tuple[int, list[_Cell]]], most: int) -> Sheet:
    filled = ((number, cells) for number, cells in lines if any(text for text, _ in cells))
    _number, first = next(filled, (0, []))
    head = tuple(text.strip() for text, _fault in first)
    while head and not head[-1]:
        head = head[:-1]
    _check_head(head)
    return Sheet(encoding, head, _rows(head, filled, most))


def _rows(
    head: Sequence[str], lines: Iterable[tuple[int, list[_Cell]]], most: int
) -> Iterator[SheetRow]:
    for count, (number, cells) in enumerate(lines, 1):
        if count > most:
            words = Text("最多 {limit} 行，请分批导入。", "At most {limit} rows; import in parts.")
            raise invalid("file", "too_many_rows", words.with_facts(limit=most))
        yield _row(number, head, cells)


def _check_head(head: Sequence[str]) -> None:
    if not head:
        raise invalid("file", "no_head", Text("第一行应为列名。", "The first line names columns."))
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice:
        words = Text("列名重复或为空：{names}。", "Columns named twice, or not at all: {names}.")
        raise invalid("file", "columns_repeated", words.with_facts(names=twice))


def _row(number: int, head: Sequence[str], cells: Sequence[_Cell]) -> SheetRow:
    named = list(zip(head, cells, strict=False))
    return SheetRow(
        number,
        {name: text for name, (text, _fault) in named},
        {name: fault for name, (_text, fault) in named if fault is not None},
    )


# --------------------------------------------------------------------------- CSV


def _encoding_of(content: bytes) -> str:
    is_marked = content.startswith(_MARK)
    for encoding in ("utf-8-sig",) if is_marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return encoding
    words = Text(
        "无法识别文件编码，请另存为 UTF-8 编码的 CSV 或 xlsx。",
        "The encoding is unknown; save as CSV in UTF-8, or as xlsx.",
    )
    raise invalid("file", "encoding_unknown", words)


def _csv_lines(content: bytes, encoding: str) -> Iterator[tuple[int, list[_Cell]]]:
    opening = content.partition(b"\n")[0].decode(encoding, errors="ignore")
    delimiter = max(_DELIMITERS, key=opening.count)
    lines = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            yield number, [_text_cell(cell) for cell in cells]
            number = reader.line_num + 1
    except csv.Error as wrong:
        raise _unreadable() from wrong


def _text_cell(cell: str) -> _Cell:
    text = cell.strip()
    return text, "formula_cell" if _FORMULA.match(text) else None


# --------------------------------------------------------------------------- xlsx


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[_Cell]]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load, and only imports need it

    _check_size(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for number, cells in enumerate(book.worksheets[0].iter_rows(), 1):
            yield number, [_xlsx_cell(one.value, one.data_type) for one in cells]
    except Invalid:
        raise
    except Exception as wrong:  # a broken file breaks the library in many ways
        raise _unreadable() from wrong


def _check_size(content: bytes) -> None:
    """A small file may unpack to one that fills the memory."""
    try:
        unpacked = sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except (zipfile.BadZipFile, ValueError) as wrong:
        raise _unreadable() from wrong
    if unpacked > _MOST_UNPACKED:
        raise _unreadable()


def _xlsx_cell(value: object, kind: str) -> _Cell:
    if value is None:
        return "", None
    if kind == "f":
        return str(value), "formula_cell"
    if isinstance(value, datetime):
        return value.date().isoformat() if not any(value.timetuple()[3:6]) else str(value), None
    if isinstance(value, date):
        return value.isoformat(), None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    is_lossy = isinstance(value, int) and len(text.lstrip("-")) > _EXACT_DIGITS
    if is_lossy:
        return text, "number_not_text"
    return _text_cell(text) if isinstance(value, str) else (text, None)


def _unreadable() -> Invalid:
    words = Text("文件损坏或无法读取。", "The file is damaged or can't be read.")
    return invalid("file", "file_unreadable", words)
