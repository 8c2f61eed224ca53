"""Tables as CSV and xlsx: written safe against formulas, read with their encoding told."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from zipfile import BadZipFile

from coop.core import trial
from coop.core.errors import invalid
from coop.core.language import Text

Cell = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = "—"
# A cell beginning with one of these is a formula to spreadsheet programs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class TableFile:
    """What a file holds. rows: without blank ones, each with its number in the file.

    encoding: "UTF-8", "GB18030" or "xlsx", to be told to who sent the file.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str


def csv_file(head: Sequence[str], rows: Sequence[Sequence[Cell]], *, bom: bool) -> bytes:
    """UTF-8 with CRLF (RFC 4180); bom: begin with the mark that spreadsheet programs look for.

    Its first line names the columns, also in a sandbox: there the file's name is marked.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return written.getvalue().encode("utf-8-sig" if bom else "utf-8")


def xlsx_file(
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
) -> bytes:
    """One sheet, with lines above and below the table. Numbers stay numbers."""
    from openpyxl import Workbook  # noqa: PLC0415  # slow to load, and only ledgers need it

    book = Workbook()
    sheet = book.active
    sheet.title = trial.marked(title)[:31]
    for line in (*trial.lines(), *above):
        sheet.append([line])
    sheet.append(list(head))
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    for line in below:
        sheet.append([line])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets a quote before it."""
    if cell is None:
        return NOTHING
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def read_table(filename: str, content: bytes) -> TableFile:
    """The rows of a CSV or xlsx file as text; formulas as they are written, never computed.

    Raises Invalid on `file` for other kinds, unreadable files and too many rows.
    """
    ending = PurePath(filename).suffix.lower()
    if ending == ".xlsx":
        return _checked(_xlsx_rows(content), "xlsx")
    if ending == ".csv":
        text, encoding = _decoded(content)
        return _checked([tuple(row) for row in csv.reader(io.StringIO(text))], encoding)
    words = Text("只接受 CSV 或 xlsx 文件。", "Only CSV or xlsx files are accepted.")
    raise invalid("file", "file_kind_refused", words)


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding, told in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            return content.decode(encoding), told
        except UnicodeDecodeError:
            continue
    words = Text("文件编码无法识别，请另存为UTF-8。", "The encoding is unknown; save it as UTF-8.")
    raise invalid("file", "encoding_unknown", words)


def _xlsx_rows(content: bytes) -> list[tuple[str, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load, and only imports need it

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except (BadZipFile, KeyError, ValueError, OSError) as wrong:
        words = Text("不是有效的 xlsx 文件。", "It is no valid xlsx file.")
        raise invalid("file", "unreadable", words) from wrong
    sheet = book.worksheets[0]
    found = []
    for row in sheet.iter_rows(values_only=True):
        found.append(tuple(_text(cell) for cell in row))
        if len(found) > _MOST_ROWS:
            break
    book.close()
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _checked(rows: Sequence[tuple[str, ...]], encoding: str) -> TableFile:
    if len(rows) > _MOST_ROWS:
        words = Text("最多 {limit} 行。", "At most {limit} rows.").with_facts(limit=_MOST_ROWS)
        raise invalid("file", "too_many_rows", words)
    numbered = [
        (number, tuple(cell.strip() for cell in row))
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]
    return TableFile(tuple(numbered), encoding)
