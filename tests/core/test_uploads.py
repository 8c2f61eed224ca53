"""Files that come in: what they really are, what they may be called, and the scanner's word."""

from __future__ import annotations

import base64
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import marshmallow as ma
import pytest

from coop.core import scanning
from coop.core.errors import Invalid
from coop.core.fields import Schema, Upload
from coop.core.filetypes import safe_name, sniff
from coop.core.language import Text
from coop.core.messages import Message

pytestmark = pytest.mark.sqlite_only


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
        ("a.PDF", b"%PDF-1.7", "application/pdf"),
        ("a.csv", "甲,乙".encode(), "text/csv"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(name: str, content: bytes, media_type: str) -> None:
    assert sniff(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ofd", zipped("word/document.xml")),
        ("a.docx", zipped("OFD.xml")),
        ("a.docx", zipped("word/document.xml", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("a.txt", b"MZ\x00\x01"),
        ("a.pdf", zipped("word/document.xml")),
    ],
)
def test_a_file_that_is_something_else_or_holds_programs_is_refused(
    name: str, content: bytes
) -> None:
    with pytest.raises(Invalid) as refused:
        sniff(name, content)
    assert refused.value.problems[0].code == "file_not_as_named"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\清单.xlsx", "清单.xlsx"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        (" .htaccess. ", "htaccess"),
        ("CON.pdf", "_CON.pdf"),
        ("contract.pdf", "contract.pdf"),
        ("...", "file"),
    ],
)
def test_a_name_is_safe_for_every_disk_and_browser(given: str, kept: str) -> None:
    assert safe_name(given) == kept


class OneFile(Schema):
    file = Upload(Text("文件", "File"))


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[str]:
    """Finds the word EICAR; breaks on the word BREAK."""
    script = tmp_path / "scan.py"
    script.write_text(
        "import sys\n"
        "content = sys.stdin.buffer.read()\n"
        "sys.exit(1 if b'EICAR' in content else 2 if b'BREAK' in content else 0)\n"
    )
    command = f"{sys.executable} {script}"
    scanning.use(command)
    yield command
    scanning.use("")


def codes_of(content: bytes) -> list[str]:
    file = {"filename": "a.txt", "content_base64": base64.b64encode(content).decode()}
    try:
        OneFile().load({"file": file})
    except ma.ValidationError as wrong:
        told = wrong.normalized_messages()["file"]["content_base64"]
        return [one.code for one in told if isinstance(one, Message)]
    return []


def test_the_scanner_decides_whether_a_file_is_taken(scanner: str) -> None:
    assert codes_of(b"clean") == []
    assert codes_of(b"EICAR") == ["infected"]
    assert codes_of(b"BREAK") == ["not_scanned"]


def test_without_a_scanner_that_answers_nothing_is_taken(scanner: str) -> None:
    scanning.use("/no/such/scanner -")
    assert codes_of(b"clean") == ["not_scanned"]
    scanning.use("")
    assert codes_of(b"EICAR") == []
