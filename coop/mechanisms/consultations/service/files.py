"""Files that go with a text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.filetypes import content_of, safe_name, sniff
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
    name, content = safe_name(file["filename"]), content_of(file)
    text = newest_text(made)
    if text.asked_on is None:
        write_text(actor, text, {})
    kept = ConsultationFile(
        text_id=text.id,
        title=title,
        filename=name,
        media_type=sniff(name, content),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )
    session().add(kept)
    record(actor, made, "add_file", title=title, sha256=kept.sha256)
    return made
