"""Files that go with a text."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import invalid
from coop.core.filetypes import sniff
from coop.core.language import Text
from coop.mechanisms.consultations.models import Consultation, ConsultationFile
from coop.mechanisms.consultations.service.drafting import write_text
from coop.mechanisms.consultations.service.loading import consultation_for, newest_text, record
from coop.mechanisms.consultations.workflow import WORKFLOW


@command
def add_file(
    actor: Actor, consultation_id: UUID, *, title: str, file: Mapping[str, str]
) -> Consultation:
    """Attach a file to the newest text. Before the letter this voids the approvals."""
    made = consultation_for(actor, consultation_id, "add_file")
    WORKFLOW.next(made.state, "add_file")
    content = _content(file)
    text = newest_text(made)
    if text.asked_on is None:
        write_text(actor, text, {})
    kept = ConsultationFile(
        text_id=text.id,
        title=title,
        filename=file["filename"],
        media_type=sniff(file["filename"], content),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )
    session().add(kept)
    record(actor, made, "add_file", title=title, sha256=kept.sha256)
    return made


def _content(file: Mapping[str, str]) -> bytes:
    try:
        content = base64.b64decode(file["content_base64"], validate=True)
    except (binascii.Error, ValueError) as wrong:
        words = Text("文件内容不是有效的 base64。", "The content isn't valid base64.")
        raise invalid("file/content_base64", "not_base64", words) from wrong
    if not content:
        raise invalid("file", "empty", Text("文件是空的。", "The file is empty."))
    return content
