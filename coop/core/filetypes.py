"""What a file really is, from its first bytes; a name that says otherwise is refused."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePath, PurePosixPath

from coop.core.errors import invalid
from coop.core.language import Text

LIMIT_BYTES = 20 * 1024 * 1024
_OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
    "ofd": ("application/ofd", "OFD.xml"),
}
# Programs inside a document; the honest endings for those (docm …) are not accepted.
_MACROS = "vbaProject.bin"
_MAGIC = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "doc": ("application/msword", (b"\xd0\xcf\x11\xe0",)),
    "xls": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0",)),
}
_PLAIN = {"txt": "text/plain", "csv": "text/csv"}
ACCEPTED = (*_MAGIC, *_OFFICE, *_PLAIN)
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
# Names that some disks take for a device.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def content_of(file: Mapping[str, str]) -> bytes:
    """The bytes of an uploaded file. Raises Invalid when it is no base64, or empty."""
    try:
        content = base64.b64decode(file["content_base64"], validate=True)
    except (binascii.Error, ValueError) as wrong:
        words = Text("文件内容不是有效的 base64。", "The content isn't valid base64.")
        raise invalid("file/content_base64", "not_base64", words) from wrong
    if not content:
        raise invalid("file", "empty", Text("文件是空的。", "The file is empty."))
    return content


def safe_name(given: str) -> str:
    """The name without folders or characters that a disk or browser takes for something else."""
    last = PurePosixPath(given.replace("\\", "/")).name
    plain = _UNSAFE.sub("_", last).strip(". ")
    return f"_{plain}" if _DEVICE.match(plain) else plain or "file"


def sniff(filename: str, content: bytes) -> str:
    """The media type.

    Raises Invalid on `file` when too large, unknown, or not what the name says.
    """
    if len(content) > LIMIT_BYTES:
        words = Text("文件不能超过 {limit} MB。", "A file has at most {limit} MB.")
        raise invalid("file", "file_too_large", words.with_facts(limit=LIMIT_BYTES // 1024 // 1024))
    ending = PurePath(filename).suffix.lower().lstrip(".")
    if ending not in ACCEPTED:
        words = Text("不接受这种文件，只接受：{kinds}。", "Only these kinds are accepted: {kinds}.")
        raise invalid("file", "file_kind_refused", words.with_facts(kinds=list(ACCEPTED)))
    found = _matching(ending, content)
    if found is None:
        words = Text(
            "文件内容与扩展名 .{ending} 不符。", "The content is not what the name .{ending} says."
        )
        raise invalid("file", "file_not_as_named", words.with_facts(ending=ending))
    return found


def _matching(ending: str, content: bytes) -> str | None:
    if ending in _MAGIC:
        media_type, starts = _MAGIC[ending]
        return media_type if content.startswith(starts) else None
    if ending in _OFFICE:
        media_type, folder = _OFFICE[ending]
        return media_type if _zip_has(content, folder) else None
    return _PLAIN[ending] if _is_text(content) else None


def _zip_has(content: bytes, folder: str) -> bool:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError):
        return False
    has_macros = any(name.endswith(_MACROS) for name in names)
    return not has_macros and any(name.startswith(folder) for name in names)


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
