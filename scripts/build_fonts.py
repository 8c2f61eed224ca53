"""Build the vendored faces of coop/typesetting/fonts from free fonts (SIL OFL 1.1 only).

Run once, when a source package changes; nothing of this happens at run time. In an empty folder:

    npm pack @expo-google-fonts/noto-serif-sc @expo-google-fonts/noto-sans-sc
    @fontsource/lxgw-wenkai for f in *.tgz; do mkdir -p "${f%.tgz}" && tar xzf "$f" -C
    "${f%.tgz}"; done apt-get download unicode-data && dpkg-deb -x unicode-data_*.deb unicode-data
    python scripts/build_fonts.py FOLDER

The Unicode data (kTGH) tells which 8105 characters are in the 通用规范汉字表. The same input
gives the same bytes.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "coop" / "typesetting" / "fonts"
SERIF = "expo-google-fonts-noto-serif-sc"
SANS = "expo-google-fonts-noto-sans-sc"
KAI = "fontsource-lxgw-wenkai"
FALLBACKS = ("fangsong", "song_light", "rare")
"""Faces that every role falls back to: what they hold can be printed anywhere."""
SYMBOLS = (
    "\u2002\u2003\u2009\u200a‐‑–—―‘’“”…‰′″※℃№ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①②③④⑤⑥⑦⑧⑨⑩"
    "■□▲△○●◎★☆→←↑↓〇「」『』〔〕【】￥￠￡〓☑☐✓"
)
DROPPED_TABLES = [
    "vhea",
    "vmtx",
    "BASE",
    "GPOS",
    "GSUB",
    "GDEF",
    "VORG",
    "DSIG",
    "kern",
    "gasp",
    "STAT",
    "avar",
]


@dataclass(frozen=True, slots=True)
class Recipe:
    """One face: its role, where it comes from and which characters it keeps."""

    role: str
    package: str
    file: str
    charset: str
    note: str


RECIPES = (
    Recipe(
        "fangsong",
        KAI,
        "files/lxgw-wenkai-latin-300-normal.woff2",
        "common",
        "stand-in: a light Kai in place of 仿宋, of which no OFL face is packaged",
    ),
    Recipe("kai", KAI, "files/lxgw-wenkai-latin-500-normal.woff2", "common", "楷体"),
    Recipe("hei", SANS, "500Medium/NotoSansSC_500Medium.ttf", "common", "黑体"),
    Recipe(
        "xbs",
        SERIF,
        "900Black/NotoSerifSC_900Black.ttf",
        "common",
        "stand-in: Noto Serif SC Black in place of 小标宋",
    ),
    Recipe(
        "song",
        SERIF,
        "400Regular/NotoSerifSC_400Regular.ttf",
        "latin",
        "宋体 of page numbers: Latin letters, digits and marks only",
    ),
    Recipe(
        "song_light",
        SERIF,
        "300Light/NotoSerifSC_300Light.ttf",
        "beyond_gb2312",
        "fallback: the ideographs U+4E00-9FFF that a GB 2312 face lacks; opened when one is met",
    ),
    Recipe(
        "rare",
        KAI,
        "files/lxgw-wenkai-latin-300-normal.woff2",
        "rare",
        "last fallback: extension A, B and later; opened when one is met",
    ),
)


def gb2312() -> set[int]:
    """Every character of GB 2312, marks included."""
    found: set[int] = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            text = bytes([high, low]).decode("gb2312", errors="ignore")
            found |= {ord(char) for char in text}
    return found


def general_standard(unihan: Path) -> set[int]:
    """The 8105 characters of the 通用规范汉字表, from Unihan's kTGH field."""
    lines = bz2.decompress(unihan.read_bytes()).decode("utf-8").splitlines()
    found = {int(line[2:].partition("\t")[0], 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise ValueError(f"{unihan}: {len(found)} characters carry kTGH, 8105 expected")
    return found


def is_ideograph(code: int) -> bool:
    """Whether a code point lies in one of the CJK ideograph blocks."""
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def charsets(unihan: Path) -> dict[str, set[int]]:
    """The named character sets of the recipes; a face keeps what its source has of them."""
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | {ord(char) for char in SYMBOLS}
    old, general = gb2312(), general_standard(unihan)
    common = latin | old | general
    basic = set(range(0x4E00, 0xA000))
    extensions = {code for code in range(0x3400, 0x40000) if is_ideograph(code)} - basic
    return {
        "latin": latin,
        "common": common,
        "beyond_gb2312": latin | (basic | general) - old,
        "rare": extensions - common,
    }


def bake_full_width(font: TTFont) -> None:
    """Give quotes and the middle dot a whole cell and let the dash fill its own.

    A typesetter without OpenType shaping then needs no special cases for these marks.
    """
    em, glyphs, metrics, cmap = (
        font["head"].unitsPerEm,
        font["glyf"],
        font["hmtx"],
        font.getBestCmap(),
    )
    for code in (0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0xB7):
        name = cmap.get(code)
        if name is None or not glyphs[name].numberOfContours or glyphs[name].isComposite():
            continue
        glyph, advance = glyphs[name], metrics[name][0]
        xs = [x for x, _ in glyph.coordinates]
        low, width = min(xs), max(xs) - min(xs)
        if code == 0x2014:
            moved = [(round((x - low) * em / width), y) for x, y in glyph.coordinates]
        elif advance >= 0.95 * em:
            continue
        else:
            left = _left_of_mark(code, width, em)
            moved = [(round(x - low + left), y) for x, y in glyph.coordinates]
        glyph.coordinates = type(glyph.coordinates)(moved)
        glyph.recalcBounds(glyphs)
        metrics[name] = (em, glyph.xMin)


def _left_of_mark(code: int, width: float, em: int) -> float:
    if code in (0x2018, 0x201C):
        return 0.93 * em - width
    if code in (0x2019, 0x201D):
        return 0.07 * em
    return (em - width) / 2


def rename(font: TTFont, family: str) -> None:
    """Give the face its own name, as the OFL asks; copyright and licence texts stay."""
    names = font["name"]
    names.names = [r for r in names.names if r.nameID in (0, 7, 13, 14) and r.platformID == 3]
    postscript = family.replace(" ", "")
    texts = {
        1: family,
        2: "Regular",
        3: f"{postscript};subset",
        4: family,
        5: "Version 1.000",
        6: postscript,
    }
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)


def build(source: Path, target: Path, codes: set[int], family: str) -> list[int]:
    """Write the subset face and return the code points it prints."""
    font = TTFont(source, lazy=True)
    options = subset.Options()
    options.layout_features, options.name_IDs = [], [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline, options.recalc_timestamp = True, False
    options.hinting, options.glyph_names, options.legacy_cmap = False, False, False
    options.drop_tables += DROPPED_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    bake_full_width(font)
    rename(font, family)
    font.flavor = None
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)
    return sorted(font.getBestCmap())


def ranges(codes: set[int]) -> list[list[int]]:
    """Sorted code points as inclusive [first, last] pairs."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def package_folder(folder: Path, package: str) -> tuple[Path, str]:
    """The unpacked npm package and its version."""
    root = next(folder.glob(f"{package}-[0-9]*/package"))
    described = json.loads((root / "package.json").read_text("utf-8"))
    return root, f"{described['name']}@{described['version']}"


def build_all(folder: Path) -> None:
    """Build every face, the manifest, the coverage list and the licence file."""
    sets = charsets(folder / "unicode-data/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
    manifest, printable = [], set()
    for recipe in RECIPES:
        root, source = package_folder(folder, recipe.package)
        target = TARGET / f"{recipe.role}.ttf"
        family = "Coop " + recipe.role.replace("_", " ").title()
        codes = build(root / recipe.file, target, sets[recipe.charset], family)
        if recipe.role in FALLBACKS:
            printable |= set(codes)
        manifest.append(
            {
                "role": recipe.role,
                "file": target.name,
                "family": family,
                "source": source,
                "source_file": recipe.file,
                "characters": len(codes),
                "note": recipe.note,
                "licence": "OFL-1.1",
                "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
            }
        )
        sys.stdout.write(f"{recipe.role}: {len(codes)} characters, {target.stat().st_size} bytes\n")
    _write_json(TARGET / "manifest.json", manifest, indent=2)
    _write_json(TARGET / "coverage.json", ranges(printable), indent=None)
    _write_licences(folder)


def _write_json(target: Path, value: object, *, indent: int | None) -> None:
    target.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", "utf-8")


def _write_licences(folder: Path) -> None:
    serif = package_folder(folder, SERIF)[0] / "LICENSE_FONT"
    kai = package_folder(folder, KAI)[0] / "LICENSE"
    credit = kai.read_text("utf-8").partition("This Font Software")[0].strip()
    heads = (
        "These faces are modified (subset, renamed) versions of Noto Serif SC,\n"
        "Noto Sans SC and LXGW WenKai;\n"
        "manifest.json names the source of each.\n\n"
        f"LXGW WenKai (fangsong, kai, rare):\n{credit}\n\n"
        "Noto Serif SC, Noto Sans SC (xbs, song, song_light, hei):\n"
    )
    (TARGET / "OFL.txt").write_text(heads + serif.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="folder with the unpacked packages")
    build_all(parser.parse_args().folder)
