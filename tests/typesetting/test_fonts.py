"""Which faces are used: a site's own by the names inside them, else the vendored ones."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Subsetter
from fontTools.ttLib import TTCollection, TTFont

from coop.typesetting.content import Paragraph
from coop.typesetting.errors import FontRefused
from coop.typesetting.faces import FontSet
from coop.typesetting.font_files import FOLDER, ROLES
from coop.typesetting.render import minutes_pdf
from coop.typesetting.site_fonts import describe, site_fonts
from coop.typesetting.vendored import manifest, vendored_file
from tests.typesetting import grid
from tests.typesetting.samples import minutes
from tests.typesetting.test_text_layer import copied

KEPT = "会议纪要成渝金融法院，。0123456789"


def make_face(path: Path, family: str, *, fs_type: int = 0) -> Path:
    """A small TrueType face under a family name."""
    with TTFont(vendored_file("kai").path) as font:
        subsetter = Subsetter()
        subsetter.populate(text=KEPT)
        subsetter.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 4):
                record.string = family
        font["OS/2"].fsType = fs_type
        font.save(path)
    return path


def make_postscript_face(path: Path, family: str) -> Path:
    """A face with CFF outlines: every character is a square."""
    codes = {ord(char): f"c{index}" for index, char in enumerate(KEPT)}
    names = [".notdef", *codes.values()]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(codes)
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for point in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(point)
    pen.closePath()
    charstring = pen.getCharString()
    builder.setupCFF("Square", {}, dict.fromkeys(names, charstring), {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Square"})
    builder.setupOS2(fsType=0)
    builder.setupPost()
    builder.save(path)
    return path


def found(folder: Path, tmp_path: Path, *system: Path) -> FontSet:
    return site_fonts(folder, cache=tmp_path / "cache", system_folders=system)


def families(fonts: FontSet) -> dict[str, str]:
    return {report.role: report.family for report in describe(fonts)}


def test_the_vendored_faces_are_those_of_the_manifest():
    for entry in manifest():
        data = (FOLDER / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], entry["file"]
        assert entry["licence"] == "OFL-1.1"
        assert "@" in entry["source"]
    assert {entry["role"] for entry in manifest()} == {path.stem for path in FOLDER.glob("*.ttf")}
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text("utf-8")


def test_vendored_faces_carry_names_of_their_own_and_allow_embedding():
    for entry in manifest():
        with TTFont(FOLDER / entry["file"], lazy=True) as font:
            assert font["name"].getDebugName(1).startswith("Coop ")
            assert font["OS/2"].fsType == 0


def test_without_any_site_face_the_vendored_ones_are_used(tmp_path):
    fonts = found(tmp_path, tmp_path)
    assert all(report.is_vendored for report in describe(fonts))
    assert minutes_pdf(minutes(1), fonts).data == minutes_pdf(minutes(1)).data


def test_a_sites_face_is_known_by_the_family_name_inside_it(tmp_path):
    make_face(tmp_path / "whatever.ttf", "方正仿宋_GBK")
    fonts = found(tmp_path, tmp_path)
    assert families(fonts)["fangsong"] == "方正仿宋_GBK"
    rendered = minutes_pdf(minutes(1), fonts)
    assert {"site_fangsong", "fangsong", "song_light"} & rendered.fonts.keys() >= {"site_fangsong"}


def test_characters_a_sites_face_lacks_come_from_the_vendored_ones(tmp_path):
    make_face(tmp_path / "small.ttf", "仿宋")
    content = minutes(1, paragraphs=(Paragraph("text", "会议纪要由翀燊𠮷同志整理"),))
    rendered = minutes_pdf(content, found(tmp_path, tmp_path))
    assert "会议纪要由翀燊𠮷同志整理" in copied(rendered.data)


def test_the_preferred_family_wins(tmp_path):
    make_face(tmp_path / "a.ttf", "华文仿宋")
    make_face(tmp_path / "b.ttf", "仿宋_GB2312")
    assert families(found(tmp_path, tmp_path))["fangsong"] == "仿宋_GB2312"


def test_the_sites_folder_wins_over_the_system(tmp_path):
    own, system = tmp_path / "own", tmp_path / "system"
    own.mkdir()
    system.mkdir()
    make_face(own / "a.ttf", "华文仿宋")
    make_face(system / "b.ttf", "仿宋_GB2312")
    make_face(system / "c.ttf", "黑体")
    named = families(found(own, tmp_path, system))
    assert named["fangsong"] == "华文仿宋"
    assert named["hei"] == "黑体"


def test_an_explicit_map_wins_over_names(tmp_path):
    make_face(tmp_path / "a.ttf", "仿宋")
    make_face(tmp_path / "b.ttf", "任意字体")
    (tmp_path / "fonts.toml").write_text('fangsong = "b.ttf"\n', "utf-8")
    assert families(found(tmp_path, tmp_path))["fangsong"] == "任意字体"


@pytest.mark.parametrize("text", ['fangsong = "none.ttf"', 'fang = "a.ttf"', "fangsong ="])
def test_a_map_that_cannot_be_followed_is_refused(tmp_path, text):
    make_face(tmp_path / "a.ttf", "仿宋")
    (tmp_path / "fonts.toml").write_text(text, "utf-8")
    with pytest.raises(FontRefused):
        found(tmp_path, tmp_path)


@pytest.mark.parametrize("fs_type", [0x0002, 0x0100, 0x0200])
def test_a_face_that_may_not_be_embedded_is_passed_over_with_its_reason(tmp_path, fs_type):
    path = make_face(tmp_path / "a.ttf", "仿宋", fs_type=fs_type)
    fonts = found(tmp_path, tmp_path)
    assert families(fonts)["fangsong"].startswith("Coop")
    assert [name for name, _ in fonts.refused] == [str(path)]
    assert "licence bits" in fonts.refused[0][1]


def test_a_file_that_is_no_font_is_passed_over(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    fonts = found(tmp_path, tmp_path)
    assert fonts.refused[0][0].endswith("broken.ttf")


def test_a_face_inside_a_collection_is_found(tmp_path):
    collection = TTCollection()
    for name in ("其他字体", "宋体"):
        part = make_face(tmp_path / f"{name}.part", name)
        collection.fonts.append(TTFont(io.BytesIO(part.read_bytes())))
    collection.save(tmp_path / "both.ttc")
    file = found(tmp_path, tmp_path).files["song"][0]
    assert (file.path.name, file.collection_index) == ("both.ttc", 1)


def test_postscript_outlines_are_converted_once_and_print(tmp_path):
    make_postscript_face(tmp_path / "square.otf", "仿宋")
    fonts = found(tmp_path, tmp_path)
    copies = list((tmp_path / "cache").iterdir())
    assert fonts.files["fangsong"][0].path == copies[0]
    made_at = copies[0].stat().st_mtime_ns
    found(tmp_path, tmp_path)
    assert copies[0].stat().st_mtime_ns == made_at
    content = minutes(1, paragraphs=(Paragraph("text", "会议纪要"),))
    rendered = minutes_pdf(content, fonts)
    assert "会议纪要" in [line.text for line in grid.text_lines(rendered.data)]
    assert "site_fangsong" in rendered.fonts


def test_every_role_is_described(tmp_path):
    assert [report.role for report in describe(found(tmp_path, tmp_path))] == list(ROLES)
