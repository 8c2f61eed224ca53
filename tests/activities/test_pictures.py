"""A photo that is not a picture is refused, saying why; a picture is kept as it came."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from coop.activities.pictures import picture_of
from coop.core.errors import Invalid
from tests.activities.pictures import picture, upload

WHOLE = picture()


def _huge() -> bytes:
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    return made.getvalue()


def test_a_picture_is_kept_byte_for_byte_and_tells_whether_it_knows_its_place() -> None:
    plain = picture_of(upload(WHOLE))
    assert (plain.width, plain.height, plain.media_type) == (64, 48, "image/jpeg")
    assert (plain.content, plain.sha256) == (WHOLE, hashlib.sha256(WHOLE).hexdigest())
    assert not plain.has_location
    assert picture_of(upload(picture(located=True))).has_location
    assert picture_of(upload(picture(kind="PNG"), "a.PNG")).media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"%PDF-1.7", "notice.pdf", "picture_kind_refused"),
        (WHOLE, "合影", "picture_kind_refused"),
        (b"%PDF-1.7", "notice.jpg", "file_not_as_named"),
        (picture(kind="PNG"), "a.jpg", "file_not_as_named"),
        (b"\xff\xd8\xff" + b"no picture at all", "a.jpg", "not_a_picture"),
        (WHOLE[: len(WHOLE) // 2], "cut.jpg", "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png", "not_a_picture"),
        (_huge(), "a.png", "picture_too_large"),
        (b"", "a.jpg", "empty"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(
    content: bytes, name: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        picture_of(upload(content, name))
    assert [one.code for one in refused.value.problems] == [code]
