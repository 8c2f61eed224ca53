"""Bytes to read: attached files, an opinion as printed, the dossier."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.mechanisms.consultations import printing
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationFile,
    ConsultationText,
    Opinion,
)
from coop.mechanisms.consultations.queries.consultations import get_consultation
from coop.mechanisms.consultations.queries.opinions import get_opinion

_PDF = "application/pdf"


def consultation_file(actor: Actor, file_id: UUID) -> Download:
    """An attached file, if the actor sees its text. Raises NotFound."""
    found = (
        session()
        .execute(
            sa.select(ConsultationText.consultation_id, ConsultationText.number)
            .join(ConsultationFile, ConsultationFile.text_id == ConsultationText.id)
            .where(ConsultationFile.id == file_id)
        )
        .first()
    )
    if found is None:
        raise NotFound
    view = get_consultation(actor, found.consultation_id)
    if found.number not in {one.number for one in view.texts}:
        raise NotFound
    kept = session().get_one(
        ConsultationFile, file_id, options=[sa.orm.undefer(ConsultationFile.content)]
    )
    return Download(kept.filename, kept.media_type, kept.content)


def opinion_pdf(actor: Actor, opinion_id: UUID) -> Download:
    """The opinion as it is or would be printed."""
    view = get_opinion(actor, opinion_id)
    made = session().get_one(Consultation, view.consultation_id)
    content = printing.opinion_draft(made, session().get_one(Opinion, opinion_id))
    return Download(f"{view.institution_name}会商意见.pdf", _PDF, content)


def dossier(actor: Actor, consultation_id: UUID) -> Download:
    view = get_consultation(actor, consultation_id)
    made = session().get_one(Consultation, view.id)
    return Download(f"{view.title}会商卷宗.pdf", _PDF, printing.dossier_pdf(made, actor))
