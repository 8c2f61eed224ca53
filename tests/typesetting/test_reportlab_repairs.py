"""Each repair is still needed and does its work; a failure after an upgrade says which to drop."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from reportlab.pdfbase import pdfdoc

from coop.typesetting import reportlab_repairs
from coop.typesetting.content import Paragraph
from coop.typesetting.faces import Face
from coop.typesetting.font_files import FaceFile
from coop.typesetting.render import minutes_pdf
from coop.typesetting.vendored import vendored_file, vendored_fonts
from tests.typesetting.samples import minutes

ROOT = Path(__file__).parents[2]


def unrepaired(program: str) -> str:
    """What ReportLab itself prints, in a process without the repairs."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_to_unicode_is_utf_16_and_reportlabs_own_still_is_not():
    assert "<01> <D842DFB7>" in reportlab_repairs.to_unicode_cmap("any", [0, 0x20BB7])
    own = unrepaired(
        "from reportlab.pdfbase.ttfonts import makeToUnicodeCMap\n"
        "print(makeToUnicodeCMap('any', [0, 0x20BB7]))"
    )
    assert "<20BB7>" in own


def test_to_unicode_blocks_hold_at_most_100_entries():
    cmap = reportlab_repairs.to_unicode_cmap("any", range(256))
    sizes = [int(line.split()[0]) for line in cmap.splitlines() if line.endswith("beginbfchar")]
    assert sizes == [100, 100, 55]


def test_streams_end_with_a_line_end_before_endstream_and_reportlabs_own_still_do_not():
    data = minutes_pdf(minutes(1)).data
    assert data.count(b"endstream") == data.count(b"\nendstream")
    own = unrepaired(
        "import io\nfrom reportlab.pdfgen.canvas import Canvas\n"
        "b = io.BytesIO(); c = Canvas(b, invariant=1, pageCompression=1)\n"
        "c.drawString(9, 9, 'x'); c.save()\n"
        "d = b.getvalue(); print(d.count(b'endstream') - d.count(b'\\nendstream'))"
    )
    assert int(own) > 0


def test_the_line_end_is_added_to_data_that_end_with_one():
    reportlab_repairs.apply()
    written = pdfdoc.PDFStream(content=b"0 0 m\n").format(pdfdoc.PDFDocument())
    assert b"/Length 6" in written
    assert written.endswith(b"0 0 m\n\nendstream\n")


def test_page_contents_are_binary_and_not_wrapped_in_ascii85():
    with pikepdf.open(io.BytesIO(minutes_pdf(minutes(1)).data)) as pdf:
        contents = pdf.pages[0].Contents
        assert [str(name) for name in contents.Filter.as_list()] == ["/FlateDecode"]
        assert zlib.decompress(contents.read_raw_bytes()).startswith(b"1 0 0 1")


def test_advances_past_the_last_metric_keep_the_fonts_own_units(tmp_path):
    path = tmp_path / "units256.ttf"
    _scaled_to_256_units(path)
    face = Face(FaceFile("test", path)).font.face
    count = int.from_bytes(face.get_table("hhea")[34:36], "big")
    assert count < len(face.hmetrics), "the sample face must share its last advance"
    assert face.hmetrics[-1][0] == face.hmetrics[count - 1][0] == 256


def test_the_outline_table_is_read_once():
    face = vendored_fonts().face("fangsong").font.face
    assert face.get_table("glyf") is face.get_table("glyf")


def _scaled_to_256_units(path: Path) -> None:
    """A face of 256 units per em whose glyphs share the last advance, like those of 中易."""
    with TTFont(vendored_file("fangsong").path) as font:
        subsetter = Subsetter()
        subsetter.populate(text="会议纪要成渝金融法院")
        subsetter.subset(font)
        scale_upem(font, 256)
        font.save(path)


def test_a_face_of_256_units_prints_with_full_width_characters(tmp_path):
    path = tmp_path / "units256.ttf"
    _scaled_to_256_units(path)
    face = Face(FaceFile("test", path))
    assert face.advance(ord("会")) == 1.0
    assert minutes_pdf(minutes(1, paragraphs=(Paragraph("text", "会议"),))).pages == 2
