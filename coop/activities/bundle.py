"""归档包: documents and pictures of an activity in one ZIP, with a manifest and a hash of each.

The same content gives the same bytes. What is left out is named in the manifest with the reason.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import orjson

from coop.core import trial

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of a bundle. facts: what the manifest tells about it beside size and hash."""

    path: str
    content: bytes
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not in the bundle, whose it is and why."""

    filename: str
    institution: str
    reason: str


def _trial() -> dict[str, str]:
    words = "".join(trial.lines())
    return {"sandbox": words} if words else {}


def bundle(
    about: Mapping[str, object], files: Sequence[BundleFile], withheld: Sequence[Withheld]
) -> bytes:
    """The ZIP. about: what the manifest says of the activity."""
    listed = [
        {
            "path": one.path,
            "size_bytes": len(one.content),
            "sha256": hashlib.sha256(one.content).hexdigest(),
            **one.facts,
        }
        for one in files
    ]
    manifest = orjson.dumps(
        {**about, **_trial(), "files": listed, "withheld": [asdict(one) for one in withheld]},
        option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS,
        default=str,
    )
    sums = "".join(f"{one['sha256']}  {one['path']}\n" for one in listed)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for path, content in (
            ("manifest.json", manifest),
            ("SHA256SUMS", sums.encode()),
            *((one.path, one.content) for one in files),
        ):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return written.getvalue()
