"""Files as they come in: decoded, judged by their content, named safely, hashed."""

from __future__ import annotations

import hashlib
from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Duplicate, Invalid, invalid
from coop.core.filetypes import content_of, safe_name, sniff
from coop.core.language import Text
from coop.documents.secrecy import refuse_state_secret
from coop.mechanisms.sharing.models import ShareFile


class WorkSecretRefused(Invalid):
    """Nothing of the request is kept; that it was made is."""

    code = "work_secret_not_shared"
    attempt_is_logged = True

    def __init__(self) -> None:
        words = Text(
            "工作秘密不得通过信息共享渠道提供。内容未保存，本次尝试已记录。",
            "Work secrets are never shared this way. Nothing was stored; the attempt was logged.",
        )
        from_field = invalid("classification", self.code, words)
        super().__init__(*from_field.problems)


def refuse_secrets(classification: str) -> None:
    """Raises StateSecretRefused or WorkSecretRefused."""
    refuse_state_secret(classification)
    if classification == "work_secret":
        raise WorkSecretRefused


def add_file(share_id: UUID, file: dict[str, str]) -> ShareFile:
    """Keep an uploaded file. Raises Invalid (type, size), Duplicate (its name)."""
    name = safe_name(file["filename"])
    content = content_of(file)
    media_type = sniff(name, content)
    same = sa.select(ShareFile.id).where(ShareFile.share_id == share_id, ShareFile.filename == name)
    if session().scalar(same) is not None:
        raise Duplicate(value=name)
    kept = ShareFile(
        share_id=share_id,
        filename=name,
        media_type=media_type,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    session().add(kept)
    session().flush()
    return kept


def files_of(share_id: UUID) -> list[ShareFile]:
    found = sa.select(ShareFile).where(ShareFile.share_id == share_id)
    return list(session().scalars(found.order_by(ShareFile.id)))
