"""PDF/A-2u structure and identical bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

from coop.typesetting.render import RenderedPdf, letter_pdf, minutes_pdf
from coop.typesetting.vendored import manifest
from tests.typesetting.samples import TABLE, letter, minutes

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from coop.typesetting.render import letter_pdf, minutes_pdf
from tests.typesetting.samples import letter, minutes
sys.stdout.write(minutes_pdf(minutes(3)).sha256 + letter_pdf(letter()).sha256)
"""


@pytest.fixture(scope="module", params=["minutes", "letter"])
def rendered(request) -> RenderedPdf:
    if request.param == "letter":
        return letter_pdf(letter(content_hash="ab" * 32))
    content = minutes(2, content_hash="ab" * 32)
    return minutes_pdf(minutes(2, content_hash="ab" * 32, paragraphs=(*content.paragraphs, TABLE)))


@pytest.fixture(scope="module")
def pdf(rendered) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered.data))


def test_the_same_content_gives_the_same_bytes_in_other_processes_and_seeds():
    seen = {minutes_pdf(minutes(3)).sha256 + letter_pdf(letter()).sha256}
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed[0]}"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_the_same_content_gives_the_same_bytes_in_several_threads():
    contents = [minutes(repeats, draft=draft) for repeats in (1, 2) for draft in (False, True)]
    alone = [minutes_pdf(content).sha256 for content in contents]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda content: minutes_pdf(content).sha256, contents * 5))
    assert together == alone * 5


def test_other_content_gives_other_bytes():
    assert minutes_pdf(minutes(1)).sha256 != minutes_pdf(minutes(1, copies=16)).sha256


def test_the_sha256_is_that_of_the_bytes(rendered):
    assert rendered.sha256 == hashlib.sha256(rendered.data).hexdigest()


def test_the_faces_used_are_named_with_their_hashes(rendered):
    known = {entry["role"]: entry["sha256"] for entry in manifest()}
    assert rendered.fonts.items() <= known.items()
    assert {"fangsong", "xbs", "song"} <= rendered.fonts.keys()


def test_every_face_is_embedded_and_maps_its_glyphs_to_text(pdf):
    fonts = {name: font for page in pdf.pages for name, font in page.Resources.Font.items()}
    assert fonts
    for name, font in fonts.items():
        assert "/FontFile2" in font.FontDescriptor, name
        assert "/ToUnicode" in font, name
        assert "Helvetica" not in str(font.BaseFont)


def test_the_catalogue_says_pdfa_2u_and_its_colour_space(pdf):
    xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" in xmp
    intent = pdf.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert str(pdf.Root.Lang) == "zh-CN"
    assert not pdf.is_encrypted
    assert len(pdf.trailer.ID) == 2


def test_the_metadata_comes_from_the_content(pdf, rendered):
    info, xmp = pdf.docinfo, pdf.Root.Metadata.read_bytes().decode("utf-8")
    assert str(info["/Title"]) in xmp
    assert "会议" in str(info["/Title"])
    assert str(info["/Keywords"]) == "content " + "ab" * 32
    assert f"<pdf:Keywords>content {'ab' * 32}</pdf:Keywords>" in xmp
    day = str(info["/CreationDate"])[2:10]
    assert day in ("20261012", "20260918")
    assert f"<xmp:CreateDate>{day[:4]}-{day[4:6]}-{day[6:]}T00:00:00+08:00" in xmp
    assert len(pdf.pages) == rendered.pages
