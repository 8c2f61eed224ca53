"""What a picture really is: decoded to the last line, never only judged by its name."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from coop.core.errors import CoopError, invalid
from coop.core.filetypes import content_of, safe_name, sniff
from coop.core.language import Text

if TYPE_CHECKING:
    from PIL import Image

_ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
_MOST_PIXELS = 60_000_000
_GPS = 0x8825


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that decodes as what its name says; the bytes are those received."""

    filename: str
    media_type: str
    width: int
    height: int
    has_location: bool
    size_bytes: int
    sha256: str
    content: bytes


def picture_of(file: Mapping[str, str]) -> Picture:
    """Raises Invalid on `file`: no picture by name, by content, cut off, or far too large."""
    name, content = safe_name(file["filename"]), content_of(file)
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in _ENDINGS:
        words = Text(
            "照片只接受 jpg、png，“{name}”不是。", "Pictures are jpg or png; “{name}” is not."
        )
        raise invalid("file", "picture_kind_refused", words.with_facts(name=name))
    media_type = sniff(name, content)
    image = _decoded(content, _ENDINGS[ending])
    return Picture(
        filename=name,
        media_type=media_type,
        width=image.width,
        height=image.height,
        has_location=bool(image.getexif().get_ifd(_GPS)),
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def _decoded(content: bytes, kind: str) -> Image.Image:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # few requests bring pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=[kind])
            _refuse_huge(image)
            image.load()
    except Image.DecompressionBombError as wrong:
        raise _too_large() from wrong
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as wrong:
        words = Text(
            "文件不是完整的照片，无法打开：请核对原件后重新上传。",
            "The file is no whole picture and can't be opened; check the original.",
        )
        raise invalid("file", "not_a_picture", words) from wrong
    return image


def _refuse_huge(image: Image.Image) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise _too_large()


def _too_large() -> CoopError:
    words = Text("照片不能超过{limit}百万像素。", "At most {limit} million pixels.")
    limit = _MOST_PIXELS // 1_000_000
    return invalid("file", "picture_too_large", words.with_facts(limit=limit))
