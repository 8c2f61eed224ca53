"""A site's own faces before the vendored ones; licensed 方正 or 中易 faces are never shipped.

Faces are known by the family names inside them, never by file names. Looked for in this order:

1. the site's folder; its fonts.toml (role = "file.ttf" or "file.ttc#1") wins over names
2. the system folders
3. the vendored faces
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from reportlab.pdfbase.ttfonts import TTFError

from coop.typesetting.errors import FontRefused
from coop.typesetting.faces import Face, FontSet
from coop.typesetting.font_files import ROLES, FaceFile
from coop.typesetting.outlines import truetype_copy
from coop.typesetting.vendored import chain, manifest

SYSTEM_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
)
FAMILIES: dict[str, tuple[str, ...]] = {
    "xbs": ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
    "fangsong": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "方正仿宋_GBK",
        "方正仿宋简体",
        "仿宋",
        "FangSong",
        "朱雀仿宋",
        "Zhuque Fangsong",
        "华文仿宋",
        "STFangsong",
        "FandolFang",
    ),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "楷体", "KaiTi"),
    "hei": ("黑体", "SimHei", "方正黑体_GBK"),
    "song": ("宋体", "SimSun", "方正书宋_GBK"),
}
"""Family names of each role, the preferred one first."""

_MAP = "fonts.toml"
_SUFFIXES = {".ttf", ".ttc", ".otf", ".otc"}
_FAMILY_NAME_IDS = (1, 4, 16)
_RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_EMBEDDING_KIND = 0x000F


@dataclass(frozen=True, slots=True)
class FaceReport:
    """One role as `coop fonts` and the fonts page show it; note says when a face is a stand-in."""

    role: str
    family: str
    path: Path
    sha256: str
    is_vendored: bool
    note: str


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    index: int
    families: frozenset[str]


def site_fonts(
    folder: Path | None, *, cache: Path, system_folders: Sequence[Path] = SYSTEM_FOLDERS
) -> FontSet:
    """The faces of this site.

    folder: the site's own, or None; cache: where converted faces are kept.
    Raises FontRefused when fonts.toml names a face that cannot be used; other unusable faces are
    passed over and listed in the set's `refused`.
    """
    refused: list[tuple[str, str]] = []
    chosen = _mapped(folder, cache) if folder is not None else {}
    own = [folder] if folder is not None else []
    for place in (*own, *system_folders):
        _choose(chosen, place, cache, refused)
    files = {role: chain(role, chosen.get(role)) for role in ROLES}
    fonts = FontSet(files, refused=tuple(refused))
    for role in ROLES:
        fonts.face(role)  # a face that can't be opened is told at start
    return fonts


def describe(fonts: FontSet) -> list[FaceReport]:
    """The face of each role, for people."""
    notes = {entry["role"]: str(entry["note"]) for entry in manifest()}
    reports = []
    for role in ROLES:
        file = fonts.files[role][0]
        vendored = not file.key.startswith("site_")
        family = min(_names(file.path, file.collection_index), default=role)
        note = notes[role] if vendored else ""
        sha256 = fonts.face(role).sha256
        reports.append(FaceReport(role, family, file.path, sha256, vendored, note))
    return reports


def _mapped(folder: Path, cache: Path) -> dict[str, FaceFile]:
    """The faces named in the folder's fonts.toml."""
    path = folder / _MAP
    if not path.is_file():
        return {}
    try:
        roles = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise FontRefused(str(path), str(error)) from error
    if unknown := sorted(roles.keys() - set(ROLES)):
        raise FontRefused(
            str(path), f"unknown roles {', '.join(unknown)}; known: {', '.join(ROLES)}"
        )
    chosen = {}
    for role, value in roles.items():
        name, _, index = str(value).partition("#")
        chosen[role] = _usable(role, folder / name, int(index or 0), cache)
    return chosen


def _choose(
    chosen: dict[str, FaceFile], folder: Path, cache: Path, refused: list[tuple[str, str]]
) -> None:
    """Add the best face of the folder for every role that has none yet."""
    found = list(_faces_in(folder, refused))
    for role in ROLES:
        if role in chosen:
            continue
        for face in sorted(found, key=lambda face: _rank(role, face)):
            if _rank(role, face) == len(FAMILIES[role]):
                break
            try:
                chosen[role] = _usable(role, face.path, face.index, cache)
                break
            except FontRefused as refusal:
                refused.append((refusal.path, refusal.reason))


def _rank(role: str, face: _Found) -> int:
    families = FAMILIES[role]
    return next((i for i, name in enumerate(families) if name in face.families), len(families))


def _faces_in(folder: Path, refused: list[tuple[str, str]]) -> Iterator[_Found]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.suffix.lower() not in _SUFFIXES:
            continue
        try:
            for index in range(_face_count(path)):
                yield _Found(path, index, _names(path, index))
        except (TTLibError, OSError) as error:
            refused.append((str(path), str(error)))


@contextmanager
def _opened(path: Path, index: int) -> Iterator[TTFont]:
    with path.open("rb") as stream:
        yield TTFont(stream, fontNumber=index, lazy=True)


def _face_count(path: Path) -> int:
    if path.suffix.lower() not in (".ttc", ".otc"):
        return 1
    with path.open("rb") as stream:
        return len(TTCollection(stream, lazy=True).fonts)


def _names(path: Path, index: int) -> frozenset[str]:
    with _opened(path, index) as font:
        records = font["name"].names if "name" in font else []
        return frozenset(
            record.toUnicode(errors="replace")
            for record in records
            if record.nameID in _FAMILY_NAME_IDS
        )


def _usable(role: str, path: Path, index: int, cache: Path) -> FaceFile:
    """The face, converted where need be; FontRefused when it may not or cannot be embedded."""
    key = f"site_{role}"
    try:
        with _opened(path, index) as font:
            reason = _refusal(font)
            is_postscript = "CFF " in font
        if not reason:
            file = FaceFile(key, path, index)
            if is_postscript:
                file = FaceFile(key, truetype_copy(path, index, cache))
            Face(file)
            return file
    except (TTLibError, TTFError, OSError, ValueError) as error:
        reason = str(error)
    raise FontRefused(str(path), reason)


def _refusal(font: TTFont) -> str:
    """Why a face may not be embedded, from its licence bits (OS/2 fsType); "" when it may."""
    if "OS/2" not in font or not ("glyf" in font or "CFF " in font):
        return "has no outlines this program can embed"
    bits = font["OS/2"].fsType
    if bits & _EMBEDDING_KIND == _RESTRICTED:
        return "its licence bits forbid embedding"
    if bits & _NO_SUBSETTING:
        return "its licence bits forbid embedding a part of it"
    if bits & _BITMAPS_ONLY:
        return "its licence bits allow embedding bitmaps only"
    return ""
